// What the reader does: clicks, keys, forms, files; and what those need who have a room of their own.

import { load } from '../core.js';
import { match, say } from '../prose/index.js';
import { HONEST } from '../whatif/honest.js';

/** @typedef {import('../whatif/act.js').Stage} Stage */
/** @typedef {ReturnType<typeof import('../keys/act.js').smith>} Smith */
/** @typedef {ReturnType<typeof import('../capture/act.js').porter>} Porter */

export class Reader {
  #player;
  /** What was pressed to open a value. @type {Element|null} */
  #from = null;
  /** Keys of the reader's own. @type {Smith|null} */
  #smith = null;
  /** Files of the reader's own. @type {Porter|null} */
  #porter = null;

  /** @param {import('./types.js').Player} player */
  constructor(player) {
    this.#player = player;
    const root = player.parts.player;
    root.addEventListener('click', (event) => {
      const target = actor(event);
      if (!target && this.#free(event)) player.theatre.send({ type: 'tap', figure: player.controls === 'none' });
      if (!target) return;
      this.#act(String(target.getAttribute('data-act')), target);
      player.canvas.flush();
    });
    root.addEventListener('keydown', (event) => this.#key(event));
    root.addEventListener('input', (event) => this.#input(/** @type {HTMLInputElement} */ (event.composedPath()[0])));
    root.addEventListener('submit', (event) => {
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (event.composedPath()[0]);
      const given = (/** @type {string} */ name) => String(new FormData(form).get(name) ?? '');
      if (form.dataset.form === 'whatif') this.#eavesdrop('write');
      else if (form.dataset.form === 'keys') this.#keys((smith) => smith.bring(given('pem')));
      else if (form.dataset.form === 'capture') this.#captures((porter) => porter.paste(given('text')));
      else void player.dealer.submit(form);
    });
    this.#dropping(root);
  }

  /** Whether the picture itself was pressed, where nothing else is. @param {MouseEvent} event */
  #free(event) {
    const { parts, theatre } = this.#player;
    return theatre.state.view === 'stage' && event.composedPath().includes(parts.svg);
  }

  /** The player is taken out of the page: nobody works for it any more. */
  leave() {
    this.#smith?.leave();
    this.#porter?.leave();
  }

  /** @param {HTMLInputElement} target */
  #input(target) {
    const { canvas, host, speak, theatre } = this.#player;
    const name = target.dataset?.input;
    const { value } = target;
    if (!name) return;
    if (name === 'seek') canvas.seek(Number(value));
    else if (name === 'speed') theatre.send({ type: 'speed', speed: Number(value) });
    else if (name === 'lang') { speak(value); host.setAttribute('lang', value); }
    else if (name === 'theme') { theatre.send({ type: 'theme', theme: value }); host.setAttribute('theme', value); }
    else if (name.startsWith('whatif-')) this.#eavesdrop(`${name === 'whatif-field' ? 'byte' : name.slice(7)}/${value}`);
    else if (name === 'keys-size') this.#keys((smith) => smith.act(`size/${value}`));
    else if (name.startsWith('take-')) theatre.send({ type: 'take', patch: { [name.slice(5)]: value, saved: '', copy: null, problem: '' } });
    else if (name === 'capture-files') this.#files(target.files, () => { target.value = ''; });
    else if (name === 'capture-only') this.#captures((porter) => porter.act('only'));
    else if (name === 'leave-out') theatre.send({ type: 'messages', on: !target.checked });
    else theatre.send({ type: name, [name]: value });
    if (name !== 'seek') canvas.flush();
  }

  /** @param {FileList|null|undefined} files @param {() => void} [then] */
  #files(files, then) {
    if (files?.length) this.#captures((porter) => porter.take([...files].map((file) => ({ name: file.name, file }))).then(then));
  }

  /** Files may be dropped while the panel for them is open; elsewhere they would take the page away. @param {HTMLElement} root */
  #dropping(root) {
    const over = (/** @type {boolean} */ on) => root.querySelector('[data-drop]')?.classList.toggle('over', on);
    const wanted = (/** @type {DragEvent} */ event) => this.#player.theatre.state.panel === 'capture' && Boolean(event.dataTransfer?.types.includes('Files'));
    root.addEventListener('dragover', (event) => {
      if (!wanted(event)) return;
      event.preventDefault();
      over(true);
    });
    root.addEventListener('dragleave', () => over(false));
    root.addEventListener('drop', (event) => {
      if (!wanted(event)) return;
      event.preventDefault();
      over(false);
      this.#files(event.dataTransfer?.files);
    });
  }

  /** @param {(smith: Smith) => any} use */
  #keys(use) {
    void this.#player.doors.with('forms', (room) => use((this.#smith ??= room.smith(() => this.#lend(room)))));
  }

  /** @param {(porter: Porter) => any} use */
  #captures(use) {
    const { session, theatre } = this.#player;
    void this.#player.doors.with('capture', (room) => use((this.#porter ??= room.porter(() => ({ ...this.#lend(room), state: theatre.state, adopt: (told) => session.adopt(told) })))));
  }

  /** The reader as the Eavesdropper. @param {string} rest */
  #eavesdrop(rest) {
    void this.#player.doors.with('whatif', (room) => room.act(this.#lend(room), rest));
  }

  /** @param {string} lesson of a link @param {string} [leak] */
  study(lesson, leak) {
    this.#eavesdrop(`study/${lesson}${leak ? `/${leak}` : ''}`);
  }

  /** To the other connection of somebody in the middle, at the scene that is shown. */
  beyond() {
    this.#eavesdrop('behind/here');
  }

  /** What those lend a hand who have a room of their own. @param {{Aside: typeof import('../aside.js').Aside}} room @returns {Stage} */
  #lend({ Aside }) {
    const { canvas, dealer, parts, root, session, signal, theatre, voice, words } = this.#player;
    return {
      get state() { return theatre.state; },
      send: (intent) => theatre.send(intent),
      session,
      load,
      hire: () => {
        const aside = new Aside();
        // Nobody works for a player that is gone.
        signal.addEventListener('abort', () => aside.end(), { once: true });
        return aside;
      },
      deal: (changes) => dealer.deal(changes),
      words,
      live: (said) => voice.live(said),
      focus: (panel) => canvas.focus(panel),
      look: (at) => {
        canvas.flush();
        parts.stage.scrollIntoView({ block: 'nearest' });
        /** @type {HTMLElement|null} */ (root.querySelector(at))?.focus({ preventScroll: true });
      },
    };
  }

  /** @param {string} act @param {Element} target */
  #act(act, target) {
    const { canvas, dealer, doors, parts, session, theatre, voice, words } = this.#player;
    const send = (/** @type {any} */ intent) => theatre.send(intent);
    const cut = act.indexOf(':');
    const [verb, rest] = cut < 0 ? [act, ''] : [act.slice(0, cut), act.slice(cut + 1)];
    switch (verb) {
      case 'artifact':
      case 'letter': {
        const [what, field] = act.split('@');
        if (theatre.state.selected === '') this.#from = target;
        send({ type: 'select', what });
        canvas.focus('inspector');
        if (field) canvas.touch()?.point(field);
        break;
      }
      case 'panel':
        send({ type: 'panel', panel: rest });
        if (theatre.state.panel) canvas.focus(rest);
        break;
      case 'hand':
        void dealer.deal({ ...HONEST, hand: rest }).then((ok) => ok && voice.live(say(words, ['live', 'dealt'])));
        break;
      case 'question':
        // Whoever goes there has all the time in the world.
        send({ type: 'pause' });
        canvas.focus('question');
        this.#player.root.querySelector('.question')?.scrollIntoView({ block: 'nearest' });
        break;
      case 'controls':
        /** @type {HTMLElement|null} */ (parts.controls.querySelector('[data-act=toggle]'))?.focus();
        break;
      case 'check':
        void doors.with('check', ({ go }) => go({ state: () => theatre.state, send, earlier: () => session.earlier() }));
        break;
      case 'close':
        send({ type: 'close' });
        canvas.flush();
        if (this.#from instanceof SVGElement && this.#from.isConnected) this.#from.focus();
        else parts.controls.querySelector('button')?.focus();
        break;
      case 'whatif':
        this.#eavesdrop(rest);
        break;
      case 'keys':
        this.#keys((smith) => smith.act(rest));
        break;
      case 'take':
        void doors.with('take', ({ carry }) => carry({ state: theatre.state, send, session, load, words, live: (said) => voice.live(said) }, rest));
        break;
      case 'capture':
        this.#captures((porter) => porter.act(rest));
        break;
      case 'chapter':
        send({ type: 'chapter', number: Number(rest) });
        break;
      case 'goto':
        send({ type: 'goto', scene: rest });
        // What was pressed may be gone with its panel: on with the words of the scene.
        canvas.flush();
        if (!target.isConnected) parts.caption.querySelector('h2')?.focus();
        break;
      case 'try': {
        const [id, option] = rest.split('/');
        send({ type: 'try', question: id, option });
        break;
      }
      case 'on':
      case 'skip':
        send({ type: verb, question: rest });
        if (verb === 'skip') voice.live(say(words, ['live', 'skipped']));
        // What was pressed is gone: on with the words of the scene.
        canvas.flush();
        parts.caption.querySelector('h2')?.focus({ preventScroll: true });
        break;
      case 'shuffle':
        void session.shuffle().then(() => voice.live(say(words, ['live', 'dealt'])), (cause) => voice.fail('scenario', cause));
        break;
      case 'print':
        void doors.words().catch(() => {}).then(() => {
          canvas.print();
          globalThis.print();
        });
        break;
      case 'copy-link':
        void this.#copy(this.url(), 'link');
        break;
      case 'copy-as': {
        const { transcript, selected } = theatre.state;
        const said = transcript && doors.here('inspector')?.copied(transcript, selected, rest);
        if (said) void this.#copy(said, act);
        break;
      }
      case 'copy-sample': {
        const { transcript } = theatre.state;
        const sample = transcript && doors.here('inspector')?.sampleOf(transcript, rest);
        if (sample) void this.#copy(sample.shell, `sample:${rest}`);
        break;
      }
      case 'fetch':
        doors.again();
        break;
      default:
        send({ type: verb });
    }
  }

  /** @param {string} said @param {string} what */
  async #copy(said, what) {
    const { root, theatre, voice, words } = this.#player;
    try {
      await navigator.clipboard.writeText(said);
      theatre.send({ type: 'copied', what });
      if (what === 'link') voice.live(say(words, ['live', 'copied']));
    } catch {
      theatre.send({ type: 'copied', what: 'failed' });
      /** @type {HTMLInputElement|null} */ (root.querySelector('[data-url]'))?.select();
    }
  }

  /** The address of what is shown. */
  url() {
    const { doors, host, scene, theatre } = this.#player;
    const { state } = theatre;
    const link = doors.here('link');
    if (!state.transcript || !link) return '';
    const base = location.href.replace(/#.*$/, '');
    // The language, where the reader has chosen another than that of the page.
    const around = match(host.parentElement?.closest('[lang]')?.getAttribute('lang') ?? navigator.language);
    const lang = around === state.lang ? '' : state.lang;
    const whatif = doors.here('whatif');
    const front = whatif?.frontOf(state.transcript);
    return base + link.format(scene, (front ?? state.transcript).scenario, { messages: state.withMessages, level: state.level, lang, lesson: whatif?.opened(state) ?? '', leak: whatif?.leaking(state) ?? '', behind: Boolean(front) });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { theatre } = this.#player;
    const at = /** @type {HTMLElement} */ (event.composedPath()[0]);
    const typing = at.matches?.('[data-input=whatif-narrowing],input:not([type=range]):not([type=checkbox]),select,textarea,pre,[class=scroll]');
    const target = actor(event);
    if ((event.key === 'Enter' || event.key === ' ') && target && !(target instanceof HTMLButtonElement)) {
      event.preventDefault();
      this.#act(String(target.getAttribute('data-act')), target);
      return;
    }
    if (event.key === 'Escape' && (theatre.state.selected || theatre.state.panel)) {
      event.preventDefault();
      this.#act('close', at);
      return;
    }
    if (typing) return;
    const pressable = at.matches?.('button,a,[type=checkbox],summary');
    const keys = /** @type {Record<string, any>} */ ({ ArrowRight: { type: 'next' }, ArrowLeft: { type: 'previous' }, Home: { type: 'first' }, End: { type: 'last' } });
    let intent = keys[event.key];
    if (event.key === ' ' && !pressable) intent = { type: 'toggle' };
    if (/^[1-9]$/.test(event.key)) intent = { type: 'chapter', number: Number(event.key) };
    if (!intent) return;
    event.preventDefault();
    theatre.send(intent);
  }
}

/** The element with something to do that an event came from. @param {Event} event @returns {Element|null} */
function actor(event) {
  for (const node of event.composedPath()) {
    if (node instanceof ShadowRoot) return null;
    if (node instanceof Element && node.hasAttribute('data-act')) return node.getAttribute('aria-disabled') === 'true' ? null : node;
  }
  return null;
}
