// <tls-airmail>: joins the page, the session and the theatre. Everything shown is painted from one state.

import { bar, button, tools } from './bar.js';
import { ATTRIBUTES, GROUPS, list, read } from './choice.js';
import { Aside } from './aside.js';
import { load as loadCore, session } from './core.js';
import { format, isOurs, parse } from './link.js';
import { depth, link, misled, sentence, settings, story, TIMED } from './panels.js';
import { clip, whole } from './spoken.js';
import { languages, load as loadProse, match, prose, question as questionOf, say, variant } from './prose/index.js';
import { blank, poster } from './poster.js';
import { picture } from './scene.js';
import { SCENES } from './scenes/index.js';
import { same } from './same.js';
import { sequence } from './sequence.js';
import { asked, question } from './question.js';
import { handout } from './handout.js';
import { porter } from './capture/act.js';
import { panel as capture } from './capture/panel.js';
import { origin } from './capture/strip.js';
import { h } from './shape.js';
import { rehearsal } from './rehearsal.js';
import { painter } from './stage.js';
import { css } from './style.js';
import { smith } from './keys/act.js';
import { keys } from './keys/panel.js';
import { Theatre } from './theatre.js';
import { fetchRecipes, sampleOf } from './recipes/index.js';
import { ledger } from './ledger.js';
import { credit } from './hands/strip.js';
import { checking } from './check/door.js';
import { inspecting } from './inspector/door.js';
import { frameOf } from './update.js';
import { panel as take } from './take/panel.js';
import { take as carry } from './take/save.js';
import { again, COMPARED } from './again.js';
import { act as eavesdrop } from './whatif/act.js';
import { HONEST } from './whatif/lessons.js';
import { digest } from './whatif/oracle.js';
import { leaking, opened, panel as whatif, strip } from './whatif/panel.js';
import { round } from './ease.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./types.js').Scenario} Scenario */

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Attribute → field of the Scenario. */
const SCENARIO = /** @type {const} */ ({ seed: 'seed', suite: 'suites', groups: 'groups', 'server-name': 'serverName', message: 'message', reply: 'reply', hand: 'hand' });
const FIELDS = ['seed', 'serverName', 'suites', 'groups', 'message', 'reply', 'extendedMasterSecret', 'identity', 'tampering', 'ownKey', 'hand', 'resume', 'middle', 'altered'];

/** Fields that no form has: what is wrong with them is said by itself. */
const HANDS = new Set(['lesson', 'identity', 'tampering', 'ownKey', 'hand', 'resume', 'middle', 'altered']);

export class TlsAirmail extends HTMLElement {
  static observedAttributes = ['scene', 'session', 'seed', 'suite', 'groups', 'level', 'view', 'lang', 'theme', 'autoplay', 'controls', 'server-name', 'message', 'reply', 'show', 'hand'];

  #root = this.attachShadow({ mode: 'open' });
  #theatre = new Theatre((state, before) => this.#show(state, before));
  #session = session('');
  #leave = () => {};
  #box = { w: 1000, h: 500 };
  #started = false;
  #prose = prose('en');
  /** @type {{name: string, code: number, keyExchange: string}[]} */
  #suites = [];
  #stop = new AbortController();
  /** @type {(() => void)[]} */
  #watchers = [];
  #motion = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)');
  #said = '';
  /** What the words under the stage were last painted from, or nothing. @type {any} */
  #panels = '';
  #stale = false;
  #place = -1;
  #warned = new Set();
  #queued = 0;
  /** @type {Element|null} */
  #from = null;
  /** What `show` asks for and is not opened yet. */
  #wanted = '';
  #inspector;
  #check = checking({ state: () => this.#theatre.state, send: (intent) => this.#theatre.send(intent), earlier: () => this.#session.earlier() });
  #parts;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
    const make = (/** @type {string} */ tag, /** @type {string} */ name) => {
      const node = document.createElement(tag);
      node.className = name;
      return node;
    };
    const player = make('div', 'player');
    // Behind it there may be two dozen cards.
    const skip = make('button', 'skip');
    skip.setAttribute('type', 'button');
    skip.dataset.act = 'controls';
    const stage = make('div', 'stage');
    // Who clicks it may go on with keys.
    stage.tabIndex = -1;
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('role', 'group');
    svg.setAttribute('preserveAspectRatio', 'xMidYMid meet');
    const curtain = make('div', 'poster');
    const caption = make('div', 'caption');
    const controls = make('div', 'controls');
    const below = make('div', 'below player');
    const live = make('div', 'live');
    live.setAttribute('role', 'status');
    live.setAttribute('aria-live', 'polite');
    const paper = make('div', 'handout');
    stage.append(svg, curtain);
    player.append(skip, stage, caption, controls, below, live, paper);
    this.#root.append(player);
    this.#parts = {
      player, skip, stage, svg, curtain, caption, controls, below, live, paper,
      paintStage: painter(svg), paintCurtain: painter(curtain), paintCaption: painter(caption), paintControls: painter(controls), paintBelow: painter(below), paintPaper: painter(paper),
    };
    this.#inspector = inspecting(below, { state: () => this.#theatre.state, words: () => this.#prose, live: (said) => this.#live(said) });
    this.#listen();
  }

  // ── the page's side ───────────────────────────────────────────────────────

  play() { this.#start(); this.#theatre.send({ type: 'play' }); }
  pause() { this.#theatre.send({ type: 'pause' }); }
  next() { this.#theatre.send({ type: 'next' }); }
  previous() { this.#theatre.send({ type: 'previous' }); }
  /** @param {string} scene */
  goTo(scene) {
    if (!Object.hasOwn(SCENES, scene)) return void this.#warn('scene', scene, Object.keys(SCENES));
    this.#theatre.send({ type: 'goto', scene });
  }
  /** The exchange that is shown, or null while there is none. */
  get transcript() { return this.#theatre.state.transcript; }
  get scene() { return frameOf(this.#theatre.state)?.id ?? this.getAttribute('scene') ?? 'parties'; }
  set scene(id) { this.setAttribute('scene', id); }

  connectedCallback() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#theatre.open();
    this.#wanted = this.getAttribute('show') ?? '';
    this.#read();
    this.#motion?.addEventListener('change', () => this.#theatre.send({ type: 'reduced', reduced: Boolean(this.#motion?.matches) }), { signal });
    this.#theatre.send({ type: 'reduced', reduced: Boolean(this.#motion?.matches) });
    if (this.#solo) {
      globalThis.addEventListener('hashchange', () => this.#follow(), { signal });
    }
    globalThis.addEventListener('beforeprint', () => this.#print(), { signal });
    const size = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      if (width < 1 || height < 1) return;
      this.#box = { w: width, h: height };
      this.#paintStage();
    });
    size.observe(this.#parts.stage);
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      near.disconnect();
      this.#start();
    }, { rootMargin: '400px' });
    near.observe(this.#parts.player);
    this.#watchers.push(() => size.disconnect(), () => near.disconnect());
    if (this.#started) this.#join();
    this.#show(this.#theatre.state, this.#theatre.state);
  }

  disconnectedCallback() {
    this.#smith.leave();
    this.#porter.leave();
    this.#stop.abort();
    this.#theatre.close();
    this.#rehearsal.end();
    this.#leave();
    for (const stop of this.#watchers.splice(0)) stop();
  }

  /** @param {string} name @param {string|null} before @param {string|null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now || !this.isConnected) return;
    if (name === 'scene') {
      if (now && !Object.hasOwn(SCENES, now)) this.#warn('scene', now, Object.keys(SCENES));
      else if (now && now !== frameOf(this.#theatre.state)?.id) this.#theatre.send({ type: 'goto', scene: now });
    } else if (name in SCENARIO) {
      const changes = this.#scenario();
      if (this.#started && name !== 'seed') delete changes.seed;
      if (this.#started) void this.#deal(changes);
    } else if (name === 'session') {
      if (this.#started) this.#join();
    } else if (name === 'show') {
      this.#wanted = now ?? '';
      if (now === null) this.#theatre.send({ type: 'select', what: '' });
      this.#open();
    } else this.#read(name);
  }

  /** The inspector and nothing else: as the page asks for it, whatever the reader chooses. */
  get #alone() {
    return this.hasAttribute('show') && this.getAttribute('level') === 'bytes';
  }

  /** Opens what `show` asks for, once there is something to open. */
  #open() {
    const t = this.transcript;
    if (!t || !this.#wanted || !this.#inspector.here()) return;
    const wanted = this.#wanted;
    this.#wanted = '';
    if (this.#inspector.known(t, wanted)) this.#theatre.send({ type: 'select', what: wanted });
    else this.#warn('show', wanted, [...t.letters.map(({ id }) => `letter:${id}`), ...t.artifacts.map(({ id }) => `artifact:${id}`)]);
  }

  /** The inspector is here: whatever was to be opened opens. */
  #furnish() {
    const waiting = this.#theatre.state.selected;
    this.#open();
    this.#panels = '';
    this.#flush();
    if (waiting && !this.#alone) this.#focus('inspector');
  }

  // ── starting ──────────────────────────────────────────────────────────────

  /** Whether this element may follow the address of the page: the first one with full controls. */
  get #solo() {
    return this.hasAttribute('follow-link') || (this.#controls === 'full' && document.querySelector('tls-airmail') === this);
  }

  get #controls() {
    return read('controls', this.getAttribute('controls')).value || 'full';
  }

  /** Takes what the attributes say. What the reader chose stays when another one is changed. @param {string} [changed] */
  #read(changed) {
    const lang = this.getAttribute('lang') ?? this.closest('[lang]')?.getAttribute('lang') ?? navigator.language;
    for (const name of Object.keys(ATTRIBUTES)) {
      const { warning } = read(name, this.getAttribute(name));
      if (warning) this.#say(warning);
    }
    if (this.hasAttribute('lang') && !languages.some((l) => l.lang === match(this.getAttribute('lang')) && String(this.getAttribute('lang')).toLowerCase().startsWith(l.lang))) {
      this.#warn('lang', String(this.getAttribute('lang')), languages.map((l) => l.lang));
    }
    const { state } = this.#theatre;
    const level = read('level', this.getAttribute('level')).value;
    const theme = read('theme', this.getAttribute('theme')).value;
    const view = /** @type {State['view']} */ (read('view', this.getAttribute('view')).value);
    const asks = (/** @type {string} */ name) => (changed ?? name) === name;
    if (asks('level') && state.level !== level) this.#theatre.send({ type: 'level', level });
    if (asks('view') && state.view !== view) this.#theatre.send({ type: 'view', view });
    if (state.theme !== theme) this.#theatre.send({ type: 'theme', theme });
    if (state.asks !== (this.#controls === 'full')) this.#theatre.send({ type: 'asks', asks: this.#controls === 'full' });
    this.#speak(lang);
    const scene = this.getAttribute('scene');
    if (!this.#started && scene) {
      if (Object.hasOwn(SCENES, scene)) this.#theatre.send({ type: 'show', scene });
      else this.#warn('scene', scene, Object.keys(SCENES));
    }
  }

  /** @param {string} lang */
  #speak(lang) {
    const wanted = match(lang);
    this.#prose = prose(wanted);
    if (this.#theatre.state.lang !== wanted) this.#theatre.send({ type: 'lang', lang: wanted });
    void loadProse(wanted).then((words) => {
      if (match(this.#theatre.state.lang) !== words.meta.lang || this.#prose === words) return;
      this.#prose = words;
      this.#panels = '';
      this.#show(this.#theatre.state, this.#theatre.state);
    });
  }

  /** What the attributes ask for. @returns {Scenario} */
  #scenario() {
    /** @type {Scenario} */
    const wanted = {};
    for (const [attribute, field] of Object.entries(SCENARIO)) {
      const value = this.getAttribute(attribute);
      if (value === null || (attribute === 'seed' && read('seed', value).warning)) continue;
      if (field === 'suites' || field === 'groups') wanted[field] = list(value);
      else wanted[field] = value;
    }
    return wanted;
  }

  #join() {
    this.#leave();
    this.#session = session(this.getAttribute('session') ?? '');
    const off = this.#session.join((transcript) => this.#theatre.send({ type: 'ready', transcript }));
    this.#leave = off;
    if (this.#session.transcript) this.#theatre.send({ type: 'ready', transcript: this.#session.transcript });
  }

  #start() {
    if (this.#started) return;
    this.#started = true;
    this.#join();
    void this.#first();
  }

  async #first() {
    this.#theatre.send({ type: 'loading' });
    try {
      const core = await loadCore();
      this.#suites = core.suites();
    } catch (cause) {
      this.#fail('wasm', cause);
      return;
    }
    const target = this.#solo && isOurs(location.hash) ? parse(location.hash) : null;
    if (this.#session.transcript && !target) {
      this.#ready();
      return;
    }
    const wanted = { ...this.#scenario(), ...(target?.scenario ?? {}) };
    if (target?.scene && Object.hasOwn(SCENES, target.scene)) this.#theatre.send({ type: 'show', scene: target.scene });
    this.#manner(target);
    // Whatever cannot be used is named beside its control, and the rest is played.
    /** @type {[string, string][]} */
    const refused = [];
    for (let tries = 0; tries < 8; tries += 1) {
      try {
        await this.#session.deal(wanted);
        break;
      } catch (cause) {
        const field = fieldOf(cause);
        const said = target && field in target.scenario;
        refused.push([field, said ? this.#misled(cause, wanted, field) : this.#reason(cause, wanted)]);
        if (!(field in wanted)) {
          this.#fail('scenario', cause);
          return;
        }
        delete (/** @type {any} */ (wanted)[field]);
      }
    }
    for (const [field, message] of refused) {
      // What the page says wrong, the page's author hears of; what a link says wrong, the reader.
      const linked = Boolean(target && field in target.scenario);
      if (linked || HANDS.has(field)) this.#theatre.send({ type: 'refuse', field, message, linked });
      this.#refused(field, message);
    }
    if (target?.scene && !Object.hasOwn(SCENES, target.scene)) this.#aim(target.scene);
    this.#beside(target);
    if (Object.keys(this.#theatre.state.problems).some((field) => this.#theatre.state.linked[field]) && this.#theatre.state.panel !== 'settings') this.#theatre.send({ type: 'panel', panel: 'settings' });
    this.#ready();
  }

  #ready() {
    this.dispatchEvent(new CustomEvent('tls-airmail-ready', { bubbles: true, composed: true, detail: { transcript: this.transcript } }));
    this.#ahead();
    const still = this.#motion?.matches;
    if (this.hasAttribute('autoplay') && !still) this.#theatre.send({ type: 'play' });
  }

  /** The rest of the script, while there is time: whatever is opened later asks nobody for anything. */
  #ahead() {
    if (/** @type {any} */ (navigator).connection?.saveData) return;
    setTimeout(() => {
      if (!this.isConnected) return;
      fetchRecipes(() => {});
      this.#check.fetch(() => {});
      for (const { lang } of languages) void loadProse(lang);
    }, 500);
  }

  /** @param {string|undefined} value a change in a link that is none */
  #bad(value) {
    if (value !== undefined) this.#theatre.send({ type: 'refuse', field: 'tampering', message: say(this.#prose, ['faults', 'bad_tamper'], { value }) });
  }

  /** What a link says beside a Scenario. @param {import('./link.js').Target|null} target */
  #beside(target) {
    if (!target) return;
    this.#bad(target.bad);
    if (target.ownKey) this.#theatre.send({ type: 'refuse', field: 'ownKey', message: say(this.#prose, ['keys', 'notHere']) });
    if (target.lesson !== undefined) void this.#eavesdrop(`study/${target.lesson}${target.leak ? `/${target.leak}` : ''}`);
  }

  /** How a link wants it told, as far as we have it. @param {import('./link.js').Target|null} target */
  #manner(target) {
    if (target?.level) this.#theatre.send({ type: 'level', level: read('level', target.level).value });
    if (languages.some(({ lang }) => lang === target?.lang)) this.setAttribute('lang', String(target?.lang));
  }

  /** @param {string} scene */
  #aim(scene) {
    if (Object.hasOwn(SCENES, scene)) this.#theatre.send({ type: 'show', scene });
    else this.#theatre.send({ type: 'refuse', field: 'scene', message: say(this.#prose, ['faults', 'unknown_scene'], { value: scene }) });
  }

  #follow() {
    if (!isOurs(location.hash)) return;
    const target = parse(location.hash);
    if (target.scene) this.#aim(target.scene);
    this.#manner(target);
    if (!Object.keys(target.scenario).length) this.#beside(target);
    else void this.#deal({ ...HONEST, ownKey: undefined, ...target.scenario }, true).then(() => this.#beside(target));
  }

  /** @param {Scenario} changes @param {boolean} [linked] whether a link asks for it */
  async #deal(changes, linked = false) {
    try {
      await this.#session.deal(changes);
      for (const field of FIELDS) this.#theatre.send({ type: 'accept', field });
      return true;
    } catch (cause) {
      const field = fieldOf(cause);
      if (!field || field === 'wasm') this.#fail('scenario', cause);
      else {
        linked &&= !HANDS.has(field);
        const message = linked ? this.#misled(cause, changes, field) : this.#reason(cause, changes);
        for (const old of linked ? FIELDS : []) this.#theatre.send({ type: 'accept', field: old });
        this.#theatre.send({ type: 'refuse', field, message, linked });
        this.#refused(field, message);
        if (!HANDS.has(field) && this.#theatre.state.panel !== 'settings') this.#theatre.send({ type: 'panel', panel: 'settings' });
      }
      this.#error(cause);
      return false;
    }
  }

  /** @param {any} cause @param {Scenario} scenario */
  #reason(cause, scenario) {
    const kind = cause?.kind ?? 'unknown';
    const field = fieldOf(cause);
    const given = HANDS.has(field) ? cause?.value : /** @type {any} */ (scenario)[field];
    const known = Object.hasOwn(this.#prose.faults, kind) ? kind : kind.startsWith('server_name') ? 'bad_server_name' : 'unknown';
    return say(this.#prose, ['faults', known], {
      value: Array.isArray(given) ? given.join(', ') : given,
      reason: cause?.message ?? String(cause),
      limit: cause?.limit ?? /at most (\d+)/.exec(cause?.message ?? '')?.[1],
      count: cause?.count ?? (typeof given === 'string' ? new TextEncoder().encode(given).length : undefined),
    });
  }

  /** What a link asks for and cannot have: the control shows another value. @param {any} cause @param {Scenario} scenario @param {string} field */
  #misled(cause, scenario, field) {
    const reason = this.#reason(cause, scenario);
    if (HANDS.has(field)) return reason;
    const given = /** @type {any} */ (scenario)[field];
    return say(this.#prose, ['faults', 'in_link'], { value: clip(Array.isArray(given) ? given.join(', ') : String(given)), reason });
  }

  /** @param {string} kind @param {any} cause */
  #fail(kind, cause) {
    this.#theatre.send({ type: 'fail', kind, message: cause?.message ?? String(cause) });
    this.#error(cause);
  }

  /** @param {any} cause */
  #error(cause) {
    this.dispatchEvent(new CustomEvent('tls-airmail-error', { bubbles: true, composed: true, detail: { kind: cause?.kind ?? 'error', field: cause?.field, message: cause?.message ?? String(cause) } }));
  }

  /** @param {string} name @param {string} value @param {string[]} allowed */
  #warn(name, value, allowed) {
    this.#say(`<tls-airmail> ${name}="${value}" is not known; allowed: ${allowed.join(', ')}`);
  }

  /** An attribute that the core refused. @param {string} field @param {string} reason */
  #refused(field, reason) {
    const name = Object.entries(SCENARIO).find(([, of]) => of === field)?.[0];
    const value = name && this.getAttribute(name);
    if (!name || value === null || value === undefined) return;
    /** @type {Record<string, string>} */
    const allowed = { suites: this.#suites.map((s) => s.name).join(', '), groups: GROUPS[0].replace(',', ', '), serverName: 'a host name of at most 255 letters, digits, dots and hyphens', seed: '64 hexadecimal digits', hand: 'illustrated' };
    this.#say(`<tls-airmail> ${name}="${value}" cannot be used: ${reason} allowed: ${allowed[field] ?? 'text of at most 1024 bytes'}`);
  }

  /** Once. @param {string} warning */
  #say(warning) {
    if (this.#warned.has(warning)) return;
    this.#warned.add(warning);
    console.warn(warning);
  }

  // ── the reader's side ─────────────────────────────────────────────────────

  #listen() {
    const { player } = this.#parts;
    player.addEventListener('click', (event) => {
      const target = actor(event);
      if (!target) return;
      this.#act(String(target.getAttribute('data-act')), target);
      this.#flush();
    });
    player.addEventListener('keydown', (event) => this.#key(event));
    this.#dropping();
    const input = (/** @type {Event} */ event) => {
      const target = /** @type {HTMLInputElement} */ (event.composedPath()[0]);
      const name = target.dataset?.input;
      if (!name) return;
      if (name === 'seek') this.#seek(Number(target.value));
      else if (name === 'speed') this.#theatre.send({ type: 'speed', speed: Number(target.value) });
      else if (name === 'lang') { this.#speak(target.value); this.setAttribute('lang', target.value); }
      else if (name === 'theme') { this.#theatre.send({ type: 'theme', theme: target.value }); this.setAttribute('theme', target.value); }
      else if (name.startsWith('whatif-')) void this.#eavesdrop(`${name === 'whatif-field' ? 'byte' : name.slice(7)}/${target.value}`);
      else if (name === 'keys-size') void this.#smith.act(`size/${target.value}`);
      else if (name.startsWith('take-')) this.#theatre.send({ type: 'take', patch: { [name.slice(5)]: target.value, saved: '', copy: null, problem: '' } });
      else if (name === 'capture-files') this.#files(target.files, () => { target.value = ''; });
      else if (name === 'capture-only') void this.#porter.act('only');
      else if (name === 'leave-out') this.#theatre.send({ type: 'messages', on: !target.checked });
      else this.#theatre.send({ type: name, [name]: target.value });
      if (name !== 'seek') this.#flush();
    };
    player.addEventListener('input', input);
    player.addEventListener('submit', (event) => {
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (event.composedPath()[0]);
      if (form.dataset.form === 'whatif') void this.#eavesdrop('write');
      else if (form.dataset.form === 'keys') void this.#smith.bring(String(new FormData(form).get('pem') ?? ''));
      else if (form.dataset.form === 'capture') void this.#porter.paste(String(new FormData(form).get('text') ?? ''));
      else void this.#submit(form);
    });
  }

  /** @param {FileList|null|undefined} files @param {() => void} [then] */
  #files(files, then) {
    if (files?.length) void this.#porter.take([...files].map((file) => ({ name: file.name, file }))).then(then);
  }

  /** Files may be dropped while the panel for them is open; elsewhere they would take the page away. */
  #dropping() {
    const { player } = this.#parts;
    const over = (/** @type {boolean} */ on) => player.querySelector('[data-drop]')?.classList.toggle('over', on);
    const wanted = (/** @type {DragEvent} */ event) => this.#theatre.state.panel === 'capture' && Boolean(event.dataTransfer?.types.includes('Files'));
    player.addEventListener('dragover', (event) => {
      if (!wanted(event)) return;
      event.preventDefault();
      over(true);
    });
    player.addEventListener('dragleave', () => over(false));
    player.addEventListener('drop', (event) => {
      if (!wanted(event)) return;
      event.preventDefault();
      over(false);
      this.#files(event.dataTransfer?.files);
    });
  }

  /** @param {HTMLFormElement} form */
  async #submit(form) {
    const data = new FormData(form);
    const { scenario } = /** @type {import('./types.js').Transcript} */ (this.transcript);
    const suite = String(data.get('suites') ?? scenario.suites[0]);
    /** @type {Scenario} */
    const wanted = {
      message: String(data.get('message') ?? ''),
      reply: String(data.get('reply') ?? ''),
      serverName: String(data.get('serverName') ?? '').trim(),
      seed: String(data.get('seed') ?? '').trim(),
      suites: [suite],
      groups: this.#suites.some((s) => s.name === suite && s.keyExchange === 'ecdhe') ? list(String(data.get('groups') ?? '')) : undefined,
      extendedMasterSecret: data.get('extendedMasterSecret') !== null,
    };
    for (const field of FIELDS) this.#theatre.send({ type: 'accept', field });
    const ok = await this.#deal(wanted);
    this.#flush();
    this.#live(ok ? say(this.#prose, ['live', 'replayed']) : Object.values(this.#theatre.state.problems).join(' '));
    if (!ok) /** @type {HTMLElement|null} */ (form.querySelector('[aria-invalid=true]'))?.focus();
  }

  /** Keys of the reader's own. */
  #smith = smith(() => this.#lend());

  /** Files of the reader's own. */
  #porter = porter(() => ({ ...this.#lend(), state: this.#theatre.state, adopt: (told) => this.#session.adopt(told) }));

  /** The reader as the Eavesdropper. @param {string} rest */
  #eavesdrop(rest) {
    return eavesdrop(this.#lend(), rest);
  }

  /** What those lend a hand who have a module of their own. @returns {import('./whatif/act.js').Stage} */
  #lend() {
    const theatre = this.#theatre;
    return {
      get state() { return theatre.state; },
      send: (intent) => theatre.send(intent),
      session: this.#session,
      load: loadCore,
      hire: () => {
        const aside = new Aside();
        // Nobody works for a player that is gone.
        this.#stop.signal.addEventListener('abort', () => aside.end(), { once: true });
        return aside;
      },
      deal: (changes) => this.#deal(changes),
      words: this.#prose,
      live: (said) => this.#live(said),
      focus: (panel) => this.#focus(panel),
      look: (at) => {
        this.#flush();
        this.#parts.stage.scrollIntoView({ block: 'nearest' });
        /** @type {HTMLElement|null} */ (this.#root.querySelector(at))?.focus({ preventScroll: true });
      },
    };
  }

  /** @param {string} act @param {Element} target */
  #act(act, target) {
    const { send } = { send: (/** @type {any} */ intent) => this.#theatre.send(intent) };
    const cut = act.indexOf(':');
    const [verb, rest] = cut < 0 ? [act, ''] : [act.slice(0, cut), act.slice(cut + 1)];
    switch (verb) {
      case 'artifact':
      case 'letter': {
        const [what, field] = act.split('@');
        if (this.#theatre.state.selected === '') this.#from = target;
        send({ type: 'select', what });
        this.#focus('inspector');
        if (field) this.#inspector.point(field);
        break;
      }
      case 'panel':
        send({ type: 'panel', panel: rest });
        if (this.#theatre.state.panel) this.#focus(rest);
        break;
      case 'hand':
        void this.#deal({ ...HONEST, hand: rest }).then((ok) => ok && this.#live(say(this.#prose, ['live', 'dealt'])));
        break;
      case 'question':
        this.#focus('question');
        this.#root.querySelector('.question')?.scrollIntoView({ block: 'nearest' });
        break;
      case 'controls':
        /** @type {HTMLElement|null} */ (this.#parts.controls.querySelector('[data-act=toggle]'))?.focus();
        break;
      case 'check':
        void this.#check.go();
        break;
      case 'close':
        send({ type: 'close' });
        this.#flush();
        if (this.#from instanceof SVGElement && this.#from.isConnected) this.#from.focus();
        else this.#parts.controls.querySelector('button')?.focus();
        break;
      case 'whatif':
        void this.#eavesdrop(rest);
        break;
      case 'keys':
        void this.#smith.act(rest);
        break;
      case 'take':
        void carry({ state: this.#theatre.state, send, session: this.#session, load: loadCore, words: this.#prose, live: (said) => this.#live(said) }, rest);
        break;
      case 'capture':
        void this.#porter.act(rest);
        break;
      case 'chapter':
        send({ type: 'chapter', number: Number(rest) });
        break;
      case 'goto':
        send({ type: 'goto', scene: rest });
        // What was pressed may be gone with its panel: on with the words of the scene.
        this.#flush();
        if (!target.isConnected) this.#parts.caption.querySelector('h2')?.focus();
        break;
      case 'try': {
        const [id, option] = rest.split('/');
        send({ type: 'try', question: id, option });
        break;
      }
      case 'on':
      case 'skip':
        send({ type: verb, question: rest });
        if (verb === 'skip') this.#live(say(this.#prose, ['live', 'skipped']));
        // What was pressed is gone: on with the words of the scene.
        this.#flush();
        this.#parts.caption.querySelector('h2')?.focus({ preventScroll: true });
        break;
      case 'shuffle':
        void this.#session.shuffle().then(() => this.#live(say(this.#prose, ['live', 'dealt'])), (cause) => this.#fail('scenario', cause));
        break;
      case 'print':
        this.#print();
        globalThis.print();
        break;
      case 'copy-link':
        void this.#copy(this.#url(), 'link');
        break;
      case 'copy-as': {
        const said = this.transcript && this.#inspector.copied(this.transcript, this.#theatre.state.selected, rest);
        if (said) void this.#copy(said, act);
        break;
      }
      case 'copy-sample': {
        const sample = this.transcript && sampleOf(this.transcript, rest);
        if (sample) void this.#copy(sample.shell, `sample:${rest}`);
        break;
      }
      case 'retry':
        this.#started = false;
        this.#start();
        break;
      default:
        send({ type: verb });
    }
  }

  /** @param {string} said @param {string} what */
  async #copy(said, what) {
    try {
      await navigator.clipboard.writeText(said);
      this.#theatre.send({ type: 'copied', what });
      if (what === 'link') this.#live(say(this.#prose, ['live', 'copied']));
    } catch {
      this.#theatre.send({ type: 'copied', what: 'failed' });
      /** @type {HTMLInputElement|null} */ (this.#root.querySelector('[data-url]'))?.select();
    }
  }

  #url() {
    const { state } = this.#theatre;
    if (!state.transcript) return '';
    const base = location.href.replace(/#.*$/, '');
    // The language, where the reader has chosen another than that of the page.
    const around = match(this.parentElement?.closest('[lang]')?.getAttribute('lang') ?? navigator.language);
    const lang = around === state.lang ? '' : state.lang;
    return base + format(this.scene, state.transcript.scenario, { messages: state.withMessages, level: state.level, lang, lesson: opened(state), leak: leaking(state) });
  }

  /** @param {string} panel */
  #focus(panel) {
    this.#flush();
    /** @type {HTMLElement|null} */ (this.#root.querySelector(`[data-focus="${panel}"]`))?.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = /** @type {HTMLElement} */ (event.composedPath()[0]);
    const typing = at.matches?.('[data-input=whatif-narrowing],input:not([type=range]):not([type=checkbox]),select,textarea,pre,[class=scroll]');
    const target = actor(event);
    if ((event.key === 'Enter' || event.key === ' ') && target && !(target instanceof HTMLButtonElement)) {
      event.preventDefault();
      this.#act(String(target.getAttribute('data-act')), target);
      return;
    }
    if (event.key === 'Escape' && (this.#theatre.state.selected || this.#theatre.state.panel)) {
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
    this.#theatre.send(intent);
  }

  // ── painting ──────────────────────────────────────────────────────────────

  /** @param {State} state @param {State} before */
  #show(state, before) {
    const now = frameOf(state);
    const was = frameOf(before);
    if (now && (now.id !== was?.id || !before.transcript) && state.status === 'ready') {
      const words = this.#prose;
      this.dispatchEvent(new CustomEvent('tls-airmail-scene', { bubbles: true, composed: true, detail: { scene: now.id, number: now.number, chapter: now.chapter } }));
      if (before.transcript && state.transcript) this.#live([say(words, ['live', 'scene'], { n: now.number, total: state.transcript.scenes.length, title: whole(say(words, ['scenes', now.id, 'title'])), story: sentence(state.transcript, words, now.id, 'story') }), asked(state, now, words)].join(' ').trim());
    } else if (now && was && now.id === was.id && now.p === 1 && was.p < 1 && asked(state, now, this.#prose)) {
      this.#live(asked(state, now, this.#prose));
    } else if (state.mode !== before.mode) {
      if (state.mode === 'run') this.#live(say(this.#prose, ['live', 'playing']));
      else if (before.mode === 'run') this.#live(say(this.#prose, ['live', state.line && state.t >= state.line.duration ? 'ended' : 'paused']));
    }
    for (const name of /** @type {const} */ (['level', 'view'])) {
      if (state[name] !== before[name]) this.#live(say(this.#prose, ['live', name], { name: name === 'level' ? this.#prose.levels[state.level] : this.#prose.views[state.view === 'stage' ? 'stage' : 'diagram'] }));
    }
    if (state.transcript !== before.transcript) {
      this.#inspector.fetch(() => this.#furnish());
      this.#open();
    }
    if (state.trial?.p === 1 && state.trial !== before.trial) this.#answer(state);
    if (state.line && state.t >= state.line.duration && before.t < (before.line?.duration ?? 0)) {
      this.dispatchEvent(new CustomEvent('tls-airmail-end', { bubbles: true, composed: true }));
    }
    if (now && !state.costs && !state.transcript?.origin && (TIMED.has(now.id) || COMPARED.has(now.id)) && now.p === 1 && state.mode === 'still') this.#measure();
    if (!this.#seeking) this.#paintStage();
    else if (!this.#painting) this.#painting = requestAnimationFrame(() => this.#paintStage());
    this.#queue();
    if (state.view === 'stage' && this.isConnected) this.#rehearsal.begin();
  }

  #seeking = false;
  #painting = 0;

  /** However often the scrubber moves between two frames, the stage is painted once; the words in the frame after. @param {number} t */
  #seek(t) {
    this.#seeking = true;
    this.#theatre.send({ type: 'seek', t });
    this.#seeking = false;
  }

  #rehearsal = rehearsal(() => {
    const { transcript: t, line } = this.#theatre.state;
    return { t, line, index: frameOf(this.#theatre.state)?.index ?? 0, words: this.#prose, box: this.#box };
  });

  #measuring = false;

  /** What the operations cost here; a tenth of a second, so only when nothing moves. */
  #measure() {
    if (this.#measuring) return;
    this.#measuring = true;
    const { t: then } = this.#theatre.state;
    const rests = () => this.#theatre.state.mode === 'still' && this.#theatre.state.t === then;
    const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ work) => setTimeout(work, 0));
    setTimeout(() => idle(async () => {
      try {
        const core = await loadCore();
        const costs = this.#theatre.state.transcript && rests() ? core.costs?.(this.#session.scenario) : null;
        this.#measuring = false;
        if (costs) this.#theatre.send({ type: 'costs', costs });
        else if (!rests()) this.#show(this.#theatre.state, this.#theatre.state);
      } catch {
        // Nothing depends on it.
        this.#measuring = false;
      }
    }), 700);
  }

  /** @param {State} state */
  #answer(state) {
    const trial = /** @type {NonNullable<State['trial']>} */ (state.trial);
    const q = questionOf(this.#prose, trial.question, state.transcript ? variant(state.transcript) : {});
    const option = q?.options.find((o) => o.id === trial.option);
    if (q && option) this.#live(say(this.#prose, ['live', q.answer === option.id ? 'right' : 'wrong'], { says: option.says }));
  }

  /** Words for those who hear the page. @param {string} said */
  #live(said) {
    if (said === this.#said) return;
    this.#said = said;
    this.#parts.live.textContent = said;
  }

  #paintStage() {
    cancelAnimationFrame(this.#painting);
    this.#painting = 0;
    const { state } = this.#theatre;
    const { svg, curtain, paintStage, paintCurtain } = this.#parts;
    const frame = frameOf(state);
    const words = this.#prose;
    if (!frame || !state.transcript) {
      this.#drawn = null;
      this.#parts.stage.classList.toggle('sequence', state.view === 'sequence');
      svg.setAttribute('aria-hidden', 'true');
      const still = poster(words, this.#box, state.wanted, state.view);
      this.#point(still.camera);
      paintStage(still.shapes);
      paintCurtain([this.#curtain(state)]);
      curtain.hidden = false;
      return;
    }
    // While a scene is read, its picture stays as it is.
    const drawn = { t: state.transcript, id: frame.id, still: frame.p === 1, words, box: this.#box, trial: state.trial, costs: state.costs, view: state.view };
    const before = this.#drawn;
    if (before && drawn.still && same(drawn, before)) return;
    this.#drawn = drawn;
    if (drawn.view !== before?.view) {
      this.#parts.stage.classList.toggle('sequence', state.view === 'sequence');
      svg.removeAttribute('aria-hidden');
      curtain.hidden = true;
    }
    const view = state.view === 'sequence' ? sequence : picture;
    const { camera, shapes } = view({ t: state.transcript, frame, words, box: this.#box, trial: state.trial, costs: state.costs });
    this.#point(camera);
    const told = `${state.view} ${frame.id} ${words.meta.lang}`;
    if (told !== this.#told || this.#toldOf !== state.transcript) {
      this.#told = told;
      this.#toldOf = state.transcript;
      this.#label = state.view === 'sequence' ? say(words, ['ui', 'diagramAlt']) : sentence(state.transcript, words, frame.id, 'alt');
    }
    const label = this.#label;
    if (svg.getAttribute('aria-label') !== label) svg.setAttribute('aria-label', label);
    paintStage(shapes);
  }

  /** What the picture on the stage was drawn from. @type {Record<string, any>|null} */
  #drawn = null;
  #seen = '';

  /** The camera's box. Said again, even the same one has all that is on the stage laid out anew. @param {import('./types.js').Box} camera */
  #point({ x, y, w, h: high }) {
    const seen = `${round(x)} ${round(y)} ${round(w)} ${round(high)}`;
    if (seen !== this.#seen) this.#parts.svg.setAttribute('viewBox', seen);
    this.#seen = seen;
  }

  #told = '';
  #label = '';
  /** @type {import('./types.js').Transcript|null} */
  #toldOf = null;

  /** What stands on the stage before there is a handshake, or instead of one. @param {State} state */
  #curtain(state) {
    const ui = (/** @type {string} */ id, /** @type {any} */ values = {}) => say(this.#prose, ['ui', id], values);
    if (state.status === 'failed' && state.failure) {
      const wasm = state.failure.kind === 'wasm';
      return h('div', { key: 'failed', role: 'alert' },
        h('p', { class: 'title', key: 't' }, wasm ? ui('errorWasm') : ui('errorScenario', { reason: state.failure.message })),
        h('p', { key: 'h' }, wasm ? ui('errorWasmHint') : ui('errorScenarioHint')),
        h('p', { key: 'r' }, button('retry', ui('retry'), ui('retry'))));
    }
    const said = ui(state.status === 'loading' ? 'loading' : 'player');
    return h('p', { key: said, class: 'title' }, said);
  }

  /** The state that the words were last painted from. @type {State|null} */
  #spoken = null;

  /** Whether nothing is new since then but the time, and of that less than the scrubber shows. */
  #quiet() {
    const { state } = this.#theatre;
    const last = this.#spoken;
    if (!last || !this.#panels || Math.round(state.t / 250) !== this.#place || !same(state, last, 't')) return false;
    const [now, was] = [frameOf(state), frameOf(last)];
    return now?.id === was?.id && (now?.p === 1) === (was?.p === 1);
  }

  /** The words need not be painted sixty times a second. */
  #queue() {
    if (this.#queued || (!this.#stale && this.#quiet())) return;
    const later = this.#painting > 0;
    this.#queued = requestAnimationFrame(() => {
      if (later) this.#queued = requestAnimationFrame(() => this.#flush(true));
      else this.#flush(true);
    });
  }

  /** What is always there under the controls. @param {State} state @param {import('./types.js').Frame} frame */
  #rest(state, frame) {
    const words = this.#prose;
    const full = this.#controls === 'full';
    const own = Boolean(state.transcript?.origin);
    return [
      full && ((!own && strip(state, frame, words)) || h('p', { class: 'room', key: 'room' })),
      origin(state, frame, words),
      full && question(state, frame, words),
      depth(state, frame, words, full || state.level !== 'story'),
      this.#inspector.shape(state, words, false),
      full && !own && again(state, frame, words),
      full && tools(state, words),
    ];
  }

  /** Paints the words; `gently`, those that are far below in a frame of their own. @param {boolean} [gently] */
  #flush(gently = false) {
    cancelAnimationFrame(this.#queued);
    this.#queued = 0;
    const { state } = this.#theatre;
    const frame = frameOf(state);
    const words = this.#prose;
    const { player, skip, controls, below, paintCaption, paintControls, paintBelow } = this.#parts;
    this.#spoken = state;
    if (player.lang !== words.meta.lang) player.lang = words.meta.lang;
    if (player.dir !== words.meta.dir) player.dir = words.meta.dir;
    if (state.selected) fetchRecipes(() => { this.#panels = ''; this.#queue(); });
    if (state.panel === 'check') this.#check.fetch(() => { this.#panels = ''; this.#flush(); this.#focus('check'); });
    const shown = this.#controls;
    const alone = this.#alone;
    player.classList.toggle('alone', alone);
    const waits = !state.transcript && !alone;
    if (controls.hidden !== (shown === 'none')) controls.hidden = !controls.hidden;
    skip.hidden = shown === 'none' || alone || !state.transcript;
    if (skip.lang !== words.meta.lang) [skip.lang, skip.textContent] = [words.meta.lang, say(words, ['ui', 'toControls'])];
    if (controls.inert !== waits) controls.inert = below.inert = waits;
    if (!frame || !state.transcript) {
      // As much as there will be, so that nothing moves when it comes.
      const still = state.status === 'failed' || alone ? null : blank(state, state.wanted);
      const at = still && frameOf(still);
      paintCaption([still && at && story(still, at, words)]);
      paintControls(still && at && shown !== 'none' ? bar(still, at, words) : []);
      paintBelow(still && at ? this.#rest(still, at) : [alone && this.#curtain(state)]);
      return;
    }
    // A state is never changed, only replaced: what is the same object says the same. The time goes on by itself.
    const said = { ...state, t: state.panel === 'ledger' ? Math.round(state.t / 250) : 0, until: 0, trial: state.trial?.p === 1, oracle: digest(state.oracle), results: state.check?.results.length };
    const now = [frame.id, frame.p === 1, words, shown, alone, ...Object.values(said)];
    const fresh = !Array.isArray(this.#panels) || now.some((one, i) => one !== this.#panels[i]);
    const place = Math.round(state.t / 250);
    if (!fresh && !this.#stale) {
      if (place !== this.#place && shown !== 'none' && !alone) paintControls(bar(state, frame, words));
      this.#place = place;
      return;
    }
    this.#place = place;
    this.#panels = now;
    if (alone) {
      paintBelow([this.#inspector.shape(state, words, true) ?? h('p', { key: 'none', class: 'notice' }, say(words, ['inspector', this.#inspector.here() ? 'unknown' : 'coming'], { value: this.getAttribute('show') ?? '' }))]);
      this.#inspector.refresh();
      return;
    }
    paintCaption([story(state, frame, words)]);
    if (shown !== 'none') paintControls(bar(state, frame, words));
    this.#stale = gently;
    if (gently) {
      this.#queued = requestAnimationFrame(() => {
        this.#queued = 0;
        if (this.#stale) this.#below(state, frame, words, shown);
        this.#queue();
      });
    } else this.#below(state, frame, words, shown);
  }

  /** @param {State} state @param {import('./types.js').Frame} frame @param {import('./prose/index.js').Prose} words @param {string} shown */
  #below(state, frame, words, shown) {
    this.#stale = false;
    const own = Boolean(state.transcript?.origin);
    this.#parts.paintBelow([
      state.failure && h('p', { class: 'notice', key: 'failure', role: 'alert' }, `${say(words, ['ui', 'errorScenario'], { reason: state.failure.message })} ${say(words, ['ui', 'errorScenarioHint'])}`),
      ...[...HANDS].map((field) => state.problems[field] && h('p', { class: 'notice', key: `no:${field}` }, state.problems[field])),
      credit(/** @type {import('./types.js').Transcript} */ (state.transcript), words),
      state.problems.scene && h('p', { class: 'notice', key: 'noscene', role: 'alert' }, state.problems.scene),
      shown === 'full' && misled(state, words),
      ...this.#rest(state, frame),
      shown === 'full' && !own && state.panel === 'whatif' && whatif(state, words),
      shown === 'full' && !own && state.panel === 'settings' && settings(state, words, this.#suites),
      shown === 'full' && !own && state.panel === 'settings' && keys(state, words),
      shown === 'full' && state.panel === 'ledger' && ledger(state, frame, words),
      shown === 'full' && state.panel === 'check' && this.#check.shape(state, words),
      shown === 'full' && !own && state.panel === 'link' && link(state, words, this.#url()),
      shown === 'full' && state.panel === 'take' && take(state, words, this.#url()),
      shown === 'full' && state.panel === 'capture' && capture(state, words),
    ]);
    if (state.selected) this.#inspector.refresh();
  }

  /** All scenes as stills, for paper. */
  #print() {
    const { state } = this.#theatre;
    if (state.transcript && state.line) this.#parts.paintPaper(handout(state.transcript, state.line, this.#prose));
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

/** The field of the form that an error is about. @param {any} cause @returns {string} */
function fieldOf(cause) {
  const names = /** @type {Record<string, string>} */ ({ server_name: 'serverName', serverName: 'serverName', suite: 'suites', suites: 'suites', groups: 'groups', seed: 'seed', message: 'message', reply: 'reply', extended_master_secret: 'extendedMasterSecret', identity: 'identity', tampering: 'tampering', resume: 'resume', middle: 'middle', altered: 'altered', hand: 'hand', ownKey: 'ownKey' });
  return names[cause?.field] ?? '';
}
