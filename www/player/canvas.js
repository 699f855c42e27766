// What a player looks like: everything shown is painted from one state.

import { bar, button, tools } from '../bar.js';
import { HANDS } from '../choice.js';
import { depth } from '../depth.js';
import { round } from '../ease.js';
import { OPENING, opening } from '../opening.js';
import { blank, poster } from '../poster.js';
import { isBlank, isWhole, say, sorry } from '../prose/index.js';
import { PANELS } from '../rooms/index.js';
import { same } from '../same.js';
import { h } from '../shape.js';
import { sentence, story } from '../story.js';
import { frameOf } from '../update.js';
import { tampered } from '../whatif/honest.js';
import { touch } from '../whatif/touch.js';

/** @typedef {import('../update.js').State} State */
/** @typedef {import('../types.js').Frame} Frame */
/** @typedef {import('../types.js').Transcript} Transcript */

/** Milliseconds of words in a frame: after more of them, the stage has the next frame for itself. */
const MUCH = 2;

/** Which frame this is. */
const frameNow = () => document.timeline.currentTime;

/** @type {import('../scene.js').Picture} */
const nothing = () => ({ camera: { x: 0, y: 0, w: 1, h: 1 }, shapes: [] });

export class Canvas {
  #player;
  #box = { w: 1000, h: 500 };
  /** What the words under the stage were last painted from, or nothing. @type {any[]|null} */
  #panels = null;
  #stale = false;
  #place = -1;
  #queued = 0;
  #seeking = false;
  #painting = 0;
  /** A frame that has enough to do with the words. @type {CSSNumberish|null} */
  #full = null;
  /** The panel that is looked at as soon as it is there. */
  #awaited = '';
  /** @type {ReturnType<typeof import('../rehearsal.js').rehearsal>|null} */
  #rehearsal = null;
  /** What the picture on the stage was drawn from. @type {Record<string, any>|null} */
  #drawn = null;
  #seen = '';
  /** The state that the words were last painted from. @type {State|null} */
  #spoken = null;
  #told = '';
  #label = '';
  /** @type {Transcript|null} */
  #toldOf = null;
  /** @type {ReturnType<typeof import('../inspector/hands.js').hands>|null} */
  #touch = null;

  /** @param {import('./types.js').Player} player */
  constructor(player) {
    this.#player = player;
  }

  /** What comes next is drawn ahead, once the scenes are here. */
  #rehearse() {
    const { doors, theatre } = this.#player;
    const room = doors.here('scenes');
    return (this.#rehearsal ??= room?.rehearsal(() => {
      const { transcript: t, line } = theatre.state;
      return { t, line, index: frameOf(theatre.state)?.index ?? 0, words: this.#player.words, box: this.#box, picture: room.picture };
    }) ?? null);
  }

  /** The player is taken out of the page. */
  leave() {
    this.#rehearsal?.end();
  }

  /** @param {{w: number, h: number}} box */
  resize(box) {
    this.#box = box;
    this.stage();
  }

  /** Paints what follows from the state: the stage now, the words in the next frame. @param {State} state */
  show(state) {
    if (this.#seeking || this.#isFull()) this.#paint();
    else this.stage();
    this.#queue();
    if (state.view === 'stage' && this.#player.host.isConnected) this.#rehearse()?.begin();
  }

  /** Paints the stage once, in the next frame that has room for it. */
  #paint() {
    this.#painting ||= requestAnimationFrame(() => {
      this.#painting = 0;
      if (this.#isFull()) this.#paint();
      else this.stage();
    });
  }

  #isFull() {
    return this.#full !== null && this.#full === frameNow();
  }

  /** Does what a frame is for; what takes long leaves the stage to the next one. @param {() => void} work */
  #words(work) {
    const begin = performance.now();
    work();
    if (performance.now() - begin > MUCH) this.#full = frameNow();
  }

  /** However often the scrubber moves between two frames, the stage is painted once; the words in the frame after. @param {number} t */
  seek(t) {
    this.#seeking = true;
    this.#player.theatre.send({ type: 'seek', t });
    this.#seeking = false;
  }

  stage() {
    cancelAnimationFrame(this.#painting);
    this.#painting = 0;
    const { doors, parts, theatre, words } = this.#player;
    const { state } = theatre;
    const { svg, curtain, paintStage, paintCurtain } = parts;
    const frame = frameOf(state);
    const draw = this.#drawing(state, frame?.id ?? (state.wanted || 'parties'));
    if (!frame || !state.transcript) {
      this.#drawn = null;
      parts.stage.classList.toggle('sequence', state.view === 'sequence');
      svg.setAttribute('aria-hidden', 'true');
      const still = poster(words, this.#box, state.wanted, draw);
      this.#point(still.camera);
      paintStage(still.shapes);
      paintCurtain([this.#curtain(state)]);
      curtain.hidden = false;
      return;
    }
    const trial = doors.here('question')?.trialOf;
    // While a scene is read, its picture stays as it is.
    const drawn = { t: state.transcript, id: frame.id, still: frame.p === 1, words, box: this.#box, trial: state.trial, costs: state.costs, view: state.view, draw };
    const before = this.#drawn;
    if (before && drawn.still && same(drawn, before)) return;
    this.#drawn = drawn;
    if (drawn.view !== before?.view) {
      parts.stage.classList.toggle('sequence', state.view === 'sequence');
      svg.removeAttribute('aria-hidden');
      curtain.hidden = true;
    }
    const { camera, shapes } = draw({ t: state.transcript, frame, words, box: this.#box, trial: state.trial && trial ? { ...state.trial, draw: trial } : null, costs: state.costs });
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

  /** The camera's box. Said again, even the same one has all that is on the stage laid out anew. @param {import('../types.js').Box} camera */
  #point({ x, y, w, h: high }) {
    const seen = `${round(x)} ${round(y)} ${round(w)} ${round(high)}`;
    if (seen !== this.#seen) this.#player.parts.svg.setAttribute('viewBox', seen);
    this.#seen = seen;
  }

  /** Who draws a scene. Until that is here, its place is empty. @param {State} state @param {string} scene @returns {import('../scene.js').Picture} */
  #drawing(state, scene) {
    const { doors } = this.#player;
    const room = state.view === 'sequence' ? 'sequence' : 'scenes';
    const found = room === 'sequence' ? doors.here(room)?.sequence : doors.here(room)?.picture;
    if (found) return found;
    if (room === 'scenes' && Object.hasOwn(OPENING, scene)) return opening;
    doors.want(room);
    return nothing;
  }

  /** What stands on the stage before there is a handshake, or instead of one. @param {State} state */
  #curtain(state) {
    const { words } = this.#player;
    const ui = (/** @type {string} */ id, /** @type {any} */ values = {}) => say(words, ['ui', id], values);
    if (state.status === 'failed' && state.failure) {
      const wasm = state.failure.kind === 'wasm';
      const [what, how, retry] = isBlank(words)
        ? sorry(state.lang)
        : [wasm ? ui('errorWasm') : ui('errorScenario', { reason: state.failure.message }), wasm ? ui('errorWasmHint') : ui('errorScenarioHint'), ui('retry')];
      return h('div', { key: 'failed', role: 'alert' },
        h('p', { class: 'title', key: 't' }, what),
        h('p', { key: 'h' }, how),
        h('p', { key: 'r' }, button('retry', retry, retry)));
    }
    if (isBlank(words)) return null;
    const said = ui(state.status === 'loading' ? 'loading' : 'player');
    return h('p', { key: said, class: 'title' }, said);
  }

  /** Whether nothing is new since then but the time, and of that less than the scrubber shows. */
  #quiet() {
    const { state } = this.#player.theatre;
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
      if (later) this.#queued = requestAnimationFrame(() => this.#words(() => this.flush(true)));
      else this.#words(() => this.flush(true));
    });
  }

  /** Everything is painted anew, whatever it was painted from. */
  repaint() {
    this.#panels = null;
    this.flush();
    if (this.#awaited && this.#player.theatre.state.panel === this.#awaited) this.focus(this.#awaited);
    else if (this.#awaited === 'inspector') this.focus('inspector');
  }

  /** Looks at a panel, now or as soon as it is here. @param {string} panel */
  focus(panel) {
    this.flush();
    const found = /** @type {HTMLElement|null} */ (this.#player.root.querySelector(`[data-focus="${panel}"]`));
    this.#awaited = found ? '' : panel;
    found?.focus();
  }

  /** What has to be fetched to paint a state. @param {State} state @param {Frame} frame */
  #fetch(state, frame) {
    const { alone, controls, doors } = this.#player;
    const t = /** @type {Transcript} */ (state.transcript);
    if (state.level !== 'story') doors.want('words');
    if (state.selected || alone) doors.want('inspector');
    if (t.origin) doors.want('capture');
    if (t.scenario.hand) doors.want('forms');
    if (controls !== 'full') return;
    if (PANELS[state.panel]) doors.want(PANELS[state.panel]);
    if (tampered(t)) doors.want('whatif');
    if (t.scenario.resume || Object.keys(state.problems).some((field) => state.linked[field]) || (frame.index === t.scenes.length - 1 && frame.p === 1)) doors.want('forms');
    if (frame.p === 1 && state.line?.chapters.some(({ last }) => last === frame.id)) doors.want('question');
  }

  /** What is always there under the controls. @param {State} state @param {Frame} frame */
  #rest(state, frame) {
    const { controls, doors, words } = this.#player;
    const t = /** @type {Transcript} */ (state.transcript);
    const full = controls === 'full';
    const own = Boolean(t.origin);
    return [
      full && tampered(t) && doors.here('whatif')?.strip(state, frame, words),
      own && doors.here('capture')?.origin(state, frame, words),
      full && doors.here('question')?.question(state, frame, words),
      depth(state, frame, words, full || state.level !== 'story', state.level === 'bytes' && doors.here('scenes')?.values(t, frame, words)),
      state.selected && doors.here('inspector')?.inspector(state, words, false),
      full && !own && doors.here('forms')?.again(state, frame, words),
      full && tools(state, words, !own && touch(t, frame, words)),
    ];
  }

  /** Paints the words; `gently`, those that are far below in a frame of their own. @param {boolean} [gently] */
  flush(gently = false) {
    cancelAnimationFrame(this.#queued);
    this.#queued = 0;
    const { alone, controls: shown, doors, host, parts, theatre, voice, words } = this.#player;
    const { state } = theatre;
    const frame = frameOf(state);
    const { player, skip, controls, below, paintCaption, paintControls, paintBelow } = parts;
    this.#spoken = state;
    voice.rest();
    if (player.lang !== words.meta.lang) player.lang = words.meta.lang;
    if (player.dir !== words.meta.dir) player.dir = words.meta.dir;
    const mood = ['player', alone && 'alone', shown === 'full' && 'full', !alone && isBlank(words) && 'wordless'].filter(Boolean).join(' ');
    if (player.className !== mood) player.className = mood;
    const waits = !state.transcript && !alone;
    if (controls.hidden !== (shown === 'none')) controls.hidden = !controls.hidden;
    const none = shown === 'none' || alone || !state.transcript;
    if (skip.hidden !== none) skip.hidden = none;
    if (skip.lang !== words.meta.lang && !isBlank(words)) [skip.lang, skip.textContent] = [words.meta.lang, say(words, ['ui', 'toControls'])];
    if (controls.inert !== waits) controls.inert = below.inert = waits;
    if (!frame || !state.transcript) {
      // As much as there will be, so that nothing moves when it comes.
      const still = state.status === 'failed' || alone ? null : blank(state, state.wanted);
      const at = still && frameOf(still);
      paintCaption([still && at && story(still, at, words)]);
      paintControls(still && at && shown !== 'none' ? bar(still, at, words) : []);
      paintBelow(still && at ? (isBlank(words) ? [] : this.#rest(still, at)) : [alone && this.#curtain(state)]);
      return;
    }
    this.#fetch(state, frame);
    // A state is never changed, only replaced: what is the same object says the same. The time goes on by itself.
    const said = { ...state, t: state.panel === 'ledger' ? Math.round(state.t / 250) : 0, until: 0, trial: state.trial?.p === 1, oracle: doors.here('whatif')?.digest(state.oracle), results: state.check?.results.length };
    const now = [frame.id, frame.p === 1, words, isWhole(words), shown, alone, ...Object.values(said)];
    const fresh = !this.#panels || now.some((one, i) => one !== this.#panels?.[i]);
    const place = Math.round(state.t / 250);
    if (!fresh && !this.#stale) {
      if (place !== this.#place && shown !== 'none' && !alone) paintControls(bar(state, frame, words));
      this.#place = place;
      return;
    }
    this.#place = place;
    this.#panels = now;
    if (alone) {
      const room = doors.here('inspector');
      paintBelow([doors.missing ? this.#missing() : (room?.inspector(state, words, true) ?? h('p', { key: 'none', class: 'notice' }, say(words, ['inspector', room ? 'unknown' : 'coming'], { value: host.getAttribute('show') ?? '' })))]);
      this.touch()?.refresh();
      return;
    }
    paintCaption([story(state, frame, words)]);
    if (shown !== 'none') paintControls(bar(state, frame, words));
    this.#stale = gently;
    if (gently) {
      this.#queued = requestAnimationFrame(() => {
        this.#queued = 0;
        if (this.#stale) this.#words(() => this.#below(state, frame));
        this.#queue();
      });
    } else this.#below(state, frame);
  }

  /** @param {State} state @param {Frame} frame */
  #below(state, frame) {
    this.#stale = false;
    const { controls, doors, parts, reader, suites, words } = this.#player;
    const own = Boolean(state.transcript?.origin);
    const room = controls === 'full' && PANELS[state.panel] ? doors.here(PANELS[state.panel]) : null;
    const panels = /** @type {Record<string, (given: import('../rooms/index.js').Given) => any>|undefined} */ (room && 'panels' in room ? room.panels : undefined);
    parts.paintBelow([
      state.failure && h('p', { class: 'notice', key: 'failure', role: 'alert' }, `${say(words, ['ui', 'errorScenario'], { reason: state.failure.message })} ${say(words, ['ui', 'errorScenarioHint'])}`),
      this.#missing(),
      ...[...HANDS].map((field) => state.problems[field] && h('p', { class: 'notice', key: `no:${field}` }, state.problems[field])),
      doors.here('forms')?.credit(/** @type {Transcript} */ (state.transcript), words),
      state.problems.scene && h('p', { class: 'notice', key: 'noscene', role: 'alert' }, state.problems.scene),
      controls === 'full' && doors.here('forms')?.misled(state, words),
      ...this.#rest(state, frame),
      panels?.[state.panel]?.({ state, frame, words, own, suites, url: () => reader?.url() ?? '' }),
    ]);
    if (state.selected) this.touch()?.refresh();
  }

  /** What could not be fetched, and a way to try it again. */
  #missing() {
    const { doors, words } = this.#player;
    const again = say(words, ['ui', 'retry']);
    return doors.missing && h('div', { class: 'notice', key: 'missing' }, h('p', { key: 'p', role: 'alert' }, doors.missing), h('p', { key: 'r', class: 'row' }, button('fetch', again, again)));
  }

  /** Bytes and fields that lead to each other. */
  touch() {
    const { doors, parts, theatre, voice } = this.#player;
    const room = doors.here('inspector');
    if (!room || this.#touch) return this.#touch;
    this.#touch = room.hands(parts.below, {
      sheet: (id) => {
        const { transcript, selected } = theatre.state;
        return transcript && selected ? room.sheets(transcript, selected).find((one) => one.id === id) : undefined;
      },
      words: () => this.#player.words,
      copied: () => theatre.state.copied,
      live: (said) => voice.live(said),
    });
    return this.#touch;
  }

  /** All scenes as stills, for paper. */
  print() {
    const { doors, parts, theatre, words } = this.#player;
    const { transcript, line } = theatre.state;
    const paper = doors.here('scenes');
    if (transcript && line && paper) parts.paintPaper(paper.handout(transcript, line, words));
  }
}
