// <tls-airmail>: joins the page, the session and the theatre. What it does is in player/.

import { ATTRIBUTES, read, SCENARIO } from './choice.js';
import { load as loadCore, session } from './core.js';
import { sheets } from './dress.js';
import { Canvas } from './player/canvas.js';
import { Doors } from './player/doors.js';
import { parts } from './player/parts.js';
import { Voice } from './player/voice.js';
import { languages, load as loadProse, match, prose, whole } from './prose/index.js';
import { NAMES } from './scenes/names.js';
import { Theatre } from './theatre.js';
import { frameOf } from './update.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./player/types.js').Player} Player */

/** Milliseconds behind the first frame, until the rest of the script is fetched. */
const REST = 500;

export class TlsAirmail extends HTMLElement {
  static observedAttributes = ['scene', 'session', 'seed', 'suite', 'groups', 'level', 'view', 'lang', 'theme', 'autoplay', 'controls', 'server-name', 'message', 'reply', 'show', 'hand'];

  #root = this.attachShadow({ mode: 'open' });
  #theatre = new Theatre((state, before) => this.#show(state, before));
  #leave = () => {};
  #started = false;
  #stop = new AbortController();
  /** @type {(() => void)[]} */
  #watchers = [];
  #motion = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)');
  /** What `show` asks for and is not opened yet. */
  #wanted = '';
  /** @type {Promise<import('./prose/index.js').Prose>} */
  #words = Promise.resolve(prose('en'));
  #player;
  /** Who looks at every state, once they are here. @type {(() => void)[]|null} */
  #lookers = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = sheets;
    const player = this.#player = this.#made();
    player.voice = new Voice(player);
    player.doors = new Doors(player);
    player.canvas = new Canvas(player);
    player.parts.player.addEventListener('click', ({ target }) => target instanceof Element && target.closest('[data-act=retry]') && this.#retry());
  }

  /** @returns {Player} */
  #made() {
    const host = this;
    return /** @type {Player} */ (/** @type {any} */ ({
      host,
      root: this.#root,
      parts: parts(this.#root),
      theatre: this.#theatre,
      session: session(''),
      words: prose('en'),
      suites: [],
      reader: null,
      get signal() { return host.#stop.signal; },
      get controls() { return read('controls', host.getAttribute('controls')).value || 'full'; },
      get alone() { return host.hasAttribute('show') && host.getAttribute('level') === 'bytes'; },
      get still() { return Boolean(host.#motion?.matches); },
      // The first one with full controls.
      get solo() { return host.hasAttribute('follow-link') || (this.controls === 'full' && document.querySelector('tls-airmail') === host); },
      get scene() { return host.scene; },
      came: (/** @type {string} */ room) => this.#came(room),
      speak: (/** @type {string} */ lang) => this.#speak(lang),
      worded: () => this.#words,
    }));
  }

  // ── the page's side ───────────────────────────────────────────────────────

  play() { this.#start(); this.#theatre.send({ type: 'play' }); }
  pause() { this.#theatre.send({ type: 'pause' }); }
  next() { this.#theatre.send({ type: 'next' }); }
  previous() { this.#theatre.send({ type: 'previous' }); }
  /** @param {string} scene */
  goTo(scene) {
    if (!NAMES.includes(scene)) return void this.#player.voice.unknown('scene', scene, NAMES);
    this.#theatre.send({ type: 'goto', scene });
  }
  /** The exchange that is shown, or null while there is none. */
  get transcript() { return this.#theatre.state.transcript; }
  get scene() { return frameOf(this.#theatre.state)?.id ?? this.getAttribute('scene') ?? 'parties'; }
  set scene(id) { this.setAttribute('scene', id); }

  connectedCallback() {
    const { canvas, parts: { player, stage }, solo } = this.#player;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#theatre.open();
    this.#wanted = this.getAttribute('show') ?? '';
    this.#read();
    const reduce = () => this.#theatre.send({ type: 'reduced', reduced: this.#player.still });
    this.#motion?.addEventListener('change', reduce, { signal });
    reduce();
    if (solo) globalThis.addEventListener('hashchange', () => void this.#player.dealer?.follow(), { signal });
    globalThis.addEventListener('beforeprint', () => canvas.print(), { signal });
    const size = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      if (width >= 1 && height >= 1) canvas.resize({ w: width, h: height });
    });
    size.observe(stage);
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      near.disconnect();
      this.#start();
    }, { rootMargin: '400px' });
    near.observe(player);
    this.#watchers.push(() => size.disconnect(), () => near.disconnect());
    if (this.#started) this.#join();
    this.#show(this.#theatre.state, this.#theatre.state);
  }

  disconnectedCallback() {
    this.#player.reader?.leave();
    this.#stop.abort();
    this.#theatre.close();
    this.#player.canvas.leave();
    this.#leave();
    for (const stop of this.#watchers.splice(0)) stop();
  }

  /** @param {string} name @param {string|null} before @param {string|null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now || !this.isConnected) return;
    const { dealer, voice } = this.#player;
    if (name === 'scene') {
      if (now && !NAMES.includes(now)) voice.unknown('scene', now, NAMES);
      else if (now && now !== frameOf(this.#theatre.state)?.id) this.#theatre.send({ type: 'goto', scene: now });
    } else if (name in SCENARIO) {
      // Before there is anybody to deal, it is read when there is.
      if (!dealer) return;
      const changes = dealer.asked();
      if (name !== 'seed') delete changes.seed;
      void dealer.deal(changes);
    } else if (name === 'session') {
      if (this.#started) this.#join();
    } else if (name === 'show') {
      this.#wanted = now ?? '';
      if (now === null) this.#theatre.send({ type: 'select', what: '' });
      this.#open();
    } else this.#read(name);
  }

  /** Opens what `show` asks for, once there is something to open, and the inspector is here. */
  #open() {
    const { doors, voice } = this.#player;
    const t = this.transcript;
    if (!t || !this.#wanted) return;
    const room = doors.here('inspector');
    if (!room) return doors.want('inspector');
    const wanted = this.#wanted;
    this.#wanted = '';
    if (room.known(t, wanted)) this.#theatre.send({ type: 'select', what: wanted });
    else voice.unknown('show', wanted, [...t.letters.map(({ id }) => `letter:${id}`), ...t.artifacts.map(({ id }) => `artifact:${id}`)]);
  }

  /** @param {string} room */
  #came(room) {
    if (room === 'inspector') this.#open();
    this.#player.canvas.stage();
    this.#player.canvas.repaint();
  }

  // ── starting ──────────────────────────────────────────────────────────────

  get #lang() {
    return this.getAttribute('lang') ?? this.closest('[lang]')?.getAttribute('lang') ?? navigator.language;
  }

  /** Takes what the attributes say. What the reader chose stays when another one is changed. @param {string} [changed] */
  #read(changed) {
    const { voice } = this.#player;
    for (const name of Object.keys(ATTRIBUTES)) {
      const { warning } = read(name, this.getAttribute(name));
      if (warning) voice.warn(warning);
    }
    if (this.hasAttribute('lang') && !languages.some((l) => l.lang === match(this.getAttribute('lang')) && String(this.getAttribute('lang')).toLowerCase().startsWith(l.lang))) {
      voice.unknown('lang', String(this.getAttribute('lang')), languages.map((l) => l.lang));
    }
    const { state } = this.#theatre;
    const level = read('level', this.getAttribute('level')).value;
    const theme = read('theme', this.getAttribute('theme')).value;
    const view = /** @type {State['view']} */ (read('view', this.getAttribute('view')).value);
    const asks = (/** @type {string} */ name) => (changed ?? name) === name;
    if (asks('level') && state.level !== level) this.#theatre.send({ type: 'level', level });
    if (asks('view') && state.view !== view) this.#theatre.send({ type: 'view', view });
    if (state.theme !== theme) this.#theatre.send({ type: 'theme', theme });
    if (state.asks !== (this.#player.controls === 'full')) this.#theatre.send({ type: 'asks', asks: this.#player.controls === 'full' });
    this.#speak(this.#lang);
    const scene = this.getAttribute('scene');
    if (!this.#started && scene) {
      if (NAMES.includes(scene)) this.#theatre.send({ type: 'show', scene });
      else voice.unknown('scene', scene, NAMES);
    }
    // The picture before the values come is that of the scene which a link leads to.
    const [, linked = ''] = (this.#player.solo && /[#&]scene=([a-z-]+)/.exec(location.hash)) || [];
    if (!this.#started && NAMES.includes(linked)) this.#theatre.send({ type: 'show', scene: linked });
  }

  /** @param {string} lang */
  #speak(lang) {
    const player = this.#player;
    const wanted = match(lang);
    player.words = prose(wanted);
    if (this.#theatre.state.lang !== wanted) this.#theatre.send({ type: 'lang', lang: wanted });
    // Whoever has begun with all the words goes on with all of them.
    const all = this.#theatre.state.level !== 'story' || this.transcript;
    this.#words = all ? whole(wanted).catch(() => loadProse(wanted)) : loadProse(wanted);
    this.#words.then((words) => {
      if (this.#theatre.state.lang !== wanted || player.words === words) return;
      player.words = words;
      this.#show(this.#theatre.state, this.#theatre.state);
      player.canvas.repaint();
    }, () => {});
  }

  #join() {
    const player = this.#player;
    if (!player.dealer) return;
    this.#leave();
    player.session = session(this.getAttribute('session') ?? '');
    this.#leave = player.session.join((transcript) => player.dealer.arrive(transcript));
    if (player.session.transcript) player.dealer.arrive(player.session.transcript);
  }

  #start() {
    if (this.#started) return;
    this.#started = true;
    this.#theatre.send({ type: 'loading' });
    void this.#deal().then(() => this.#ahead());
  }

  async #deal() {
    const player = this.#player;
    // On its way before anybody waits for it.
    loadCore().catch(() => {});
    try {
      const { Dealer } = await player.doors.enter('scenes');
      player.dealer ??= new Dealer(player);
    } catch (cause) {
      player.voice.fail('wasm', cause);
      return;
    }
    if (!this.isConnected) {
      this.#started = false;
      return;
    }
    this.#join();
    await player.dealer.first();
  }

  #retry() {
    this.#speak(this.#lang);
    this.#started = false;
    this.#start();
  }

  /** The rest of the script, while there is time. */
  #ahead() {
    if (!this.transcript || /** @type {any} */ (navigator).connection?.saveData) return;
    setTimeout(() => this.isConnected && this.#player.doors.ahead(languages.map(({ lang }) => lang)), REST);
  }

  /** @param {State} state @param {State} before */
  #show(state, before) {
    this.#player.voice.tell(state, before);
    if (state.transcript !== before.transcript) this.#open();
    const room = this.#player.doors.here('scenes');
    if (room) this.#lookers ??= [room.stopwatch(this.#player), room.invitation(this.#player)];
    for (const look of this.#lookers ?? []) look();
    this.#player.canvas.show(state);
  }
}
