// (state, intent) → state. Pure: all that can happen to a player, in one place.

import { cueOf, frameAt, timeline } from './timeline.js';

/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./timeline.js').Timeline} Timeline */
/**
 * @typedef {object} State
 * @property {'waiting'|'loading'|'ready'|'failed'} status
 * @property {{kind: string, message: string}|null} failure  why there is nothing to show
 * @property {Transcript|null} transcript
 * @property {Timeline|null} line
 * @property {number} t         milliseconds into the story
 * @property {'still'|'step'|'run'} mode
 * @property {boolean} unseen   a still was shown, and its motion was not
 * @property {string} known     the scene that was read before Play was pressed
 * @property {boolean} asks     whether there is room for the question at the end of a chapter
 * @property {number} until     where a step stops
 * @property {number} speed
 * @property {string} level
 * @property {string} lang
 * @property {string} theme
 * @property {'stage'|'sequence'} view
 * @property {string} panel     '', 'settings', 'ledger', 'link', 'help'
 * @property {string} under      the panel that was open before
 * @property {string} selected  '', 'artifact:ID' or 'letter:ID'
 * @property {boolean} reduced  the reader asked for less motion
 * @property {Record<string, string>} problems  field → what is wrong with it
 * @property {Record<string, boolean>} linked   fields that a link got wrong
 * @property {Record<string, string>} answers   question id → the option tried
 * @property {{question: string, option: string, p: number}|null} trial
 * @property {Record<string, boolean>} skipped
 * @property {string} wanted    a scene asked for before there was a transcript
 * @property {boolean} withMessages  whether a copied link carries the messages
 * @property {{rsaEncrypt: number, rsaDecrypt: number, sealRecord: number, messageBytes: number, full?: Measured|null, resumed?: Measured|null}|null} costs  microseconds, measured here
 * @property {Whatif} whatif     the reader as the Eavesdropper
 * @property {Oracle} oracle     the lesson of the padding oracle
 * @property {Keys} keys         keys of the reader's own
 * @property {import('./check/panel.js').Checked|null} check  what was checked of a handshake
 * @property {Take} take         what is taken home
 * @property {Capture} capture   a file of the reader's own
 * @property {string[]} tour       scenes still to be shown, one after the other
 * @property {string} copied    what was copied last, for a word of confirmation
 */

/** A whole handshake, both sides together. @typedef {{micros: number, bytes: number, letters: number}} Measured */

/**
 * @typedef {object} Capture
 * @property {{name: string, offset: number, total: number, packets: number, connections: number, listed?: number, of?: number}|null} busy  while a file is read, and listed
 * @property {import('./types.js').Listing|null} list  what is in it
 * @property {string} name      of the file
 * @property {string[]} left    names of captures that came with it and were not read
 * @property {string} problem   why it could not be read
 * @property {string} text      what is being pasted
 * @property {number} shown     connections that are shown
 * @property {number} opened    the one that is on the stage, -1 for none
 * @property {boolean} only     without those that cannot be played
 */

/**
 * @typedef {object} Whatif
 * @property {string} lesson    the lesson that is open
 * @property {number} letter    the letter that is touched, or -1
 * @property {number} at        the byte of it that is chosen
 * @property {string} value     what is typed for it
 * @property {import('./types.js').Tampering[]} edits  done to letters, not flown yet
 * @property {Transcript|null} fork  what would come of them
 * @property {string} problem   why the last edit cannot be
 * @property {string[]|null} suites  what the client offered before a lesson changed it
 * @property {Transcript[]|null} theft  RSA and ECDHE, with the key stolen
 * @property {Transcript[]|null} middle  somebody in the middle, three ways
 * @property {string} [altered]  what that one says in place of the message
 */

/**
 * @typedef {object} Oracle
 * @property {string} leak       what the toy server gives away
 * @property {{job: 'ask'|'ours', asked: number}|null} busy
 * @property {{bits: number, modulus: Uint8Array, cipher: Uint8Array, block: Uint8Array, asked: number, answers: string[], rounds: Narrowing[], found: Uint8Array|null, secret: Uint8Array|null}|null} run  as the core gives it
 * @property {number} at         the narrowing that is shown, and how far it is to the next
 * @property {boolean} playing
 * @property {{id: string, head: Uint8Array|null, cipher: Uint8Array, alert: string|null, code: number|null, check: string|null, letters: number}[]|null} ours  what our Server said
 * @property {string} problem
 */

/** @typedef {{step: string, asked: number, s: Uint8Array, intervals: number, low: Uint8Array, high: Uint8Array, bits: number}} Narrowing */

/**
 * @typedef {object} Keys
 * @property {number} bits       the size that is chosen
 * @property {{bits: number, tried: number, expected: number, found: number}|null} busy  what is being made
 * @property {Made[]} made       what has been made, one of a size
 * @property {string} used       the key that the run is played with, if it is one of them
 * @property {string} problem    why nothing came of it
 */

/**
 * Keys as the core makes them, PEM, and what they cost here: milliseconds to make, microseconds to use.
 * @typedef {{bits: number, key: string, certificate: string, serverName: string, tried: number, milliseconds: number|null, costs: {encrypt: number, decrypt: number}|null}} Made
 * @typedef {object} Take
 * @property {string} ip       '4' or '6'
 * @property {string} at       at whose desk the capture is made
 * @property {string} saved    the file that was handed over last
 * @property {number} count    its bytes
 * @property {''|'sandbox'|'perhaps'} blocked  whether a frame keeps files from being saved
 * @property {{name: string, text: string, encoded: boolean}|null} copy  the file, to be copied by hand
 * @property {string} problem  why there is no file
 */

/** @param {Partial<State>} [given] @returns {State} */
export const initial = (given = {}) => ({
  status: 'waiting',
  failure: null,
  transcript: null,
  line: null,
  t: 0,
  mode: 'still',
  unseen: false,
  known: '',
  asks: false,
  until: 0,
  speed: 1,
  level: 'story',
  lang: 'en',
  theme: 'auto',
  view: 'stage',
  panel: '',
  under: '',
  selected: '',
  reduced: false,
  problems: {},
  linked: {},
  answers: {},
  trial: null,
  skipped: {},
  wanted: '',
  withMessages: true,
  costs: null,
  copied: '',
  check: null,
  whatif: { lesson: '', letter: -1, at: 0, value: '', edits: [], fork: null, problem: '', suites: null, theft: null, middle: null },
  oracle: { leak: 'start', busy: null, run: null, at: 0, playing: false, ours: null, problem: '' },
  keys: { bits: 2048, busy: null, made: [], used: '', problem: '' },
  capture: { busy: null, list: null, name: '', left: [], problem: '', text: '', shown: 50, opened: -1, only: false },
  tour: [],
  take: { ip: '4', at: 'client', saved: '', count: 0, blocked: '', copy: null, problem: '' },
  ...given,
});

/** Milliseconds between the scenes of a tour. */
const PAUSE = 1200;
/** Milliseconds that a narrowing is seen. */
const NARROWING = 90;
/** Milliseconds that a trial on the stage takes. */
const TRIAL = 3600;

/** The frame to show. @param {State} state @returns {Frame|null} */
export function frameOf(state) {
  if (!state.line) return null;
  const frame = frameAt(state.line, state.t);
  return state.reduced ? { ...frame, p: 1 } : frame;
}

/** @typedef {{type: string, [name: string]: any}} Intent */

/** @type {Record<string, (state: State, intent: Intent) => State>} */
const moves = {
  loading: (s) => ({ ...s, status: s.transcript ? 'ready' : 'loading', failure: null }),

  ready(s, { transcript }) {
    const line = timeline(transcript);
    const before = s.line && frameAt(s.line, s.t);
    /** @type {State} */
    const next = { ...s, status: 'ready', failure: null, transcript, line, problems: {}, answers: {}, trial: null, skipped: {}, tour: [], whatif: { ...s.whatif, theft: null, middle: null } };
    next.oracle = { ...s.oracle, busy: null, run: null, ours: null, playing: false };
    // What RSA costs is told of another key no longer.
    if (s.transcript?.certificates[0]?.rsaBits !== transcript.certificates[0]?.rsaBits) next.costs = null;
    const wanted = s.wanted || before?.id || line.cues[0]?.id;
    const cue = cueOf(line, wanted) ?? line.cues[line.cues.length - 1];
    next.wanted = '';
    if (before && s.line && !s.wanted && before.id === cue.id) {
      const old = s.line.cues[before.index];
      next.t = cue.start + Math.min(s.t - old.start, cue.end - cue.start);
      next.until = s.mode === 'step' ? cue.settled : next.until;
    } else {
      next.t = cue.settled;
      next.unseen = true;
      next.mode = s.mode === 'run' ? 'run' : 'still';
      if (next.mode === 'run') next.t = cue.start;
    }
    return next;
  },

  fail: (s, { kind, message }) => ({ ...s, status: s.transcript ? 'ready' : 'failed', failure: { kind, message }, mode: 'still' }),
  refuse: (s, { field, message, linked = false }) => ({ ...s, problems: { ...s.problems, [field]: message }, linked: { ...s.linked, [field]: linked } }),
  accept: (s, { field }) => {
    const problems = { ...s.problems };
    delete problems[field];
    return { ...s, problems };
  },

  tick(s, { ms }) {
    let next = s;
    if (s.trial && s.trial.p < 1) {
      const p = s.reduced ? 1 : Math.min(1, s.trial.p + ms / TRIAL);
      next = { ...next, trial: { ...s.trial, p } };
    }
    if (s.oracle.playing) next = { ...next, oracle: watched(s.oracle, s.reduced ? Infinity : (ms * s.speed) / NARROWING) };
    if (!s.line || s.mode === 'still') return next;
    const line = s.line;
    let t = s.t + ms * s.speed * pace(s);
    if (s.reduced) t = Math.max(t, line.cues[frameAt(line, s.t).index].settled);
    if (s.mode === 'step' && s.tour.length && t >= s.until + PAUSE) return lead(next);
    if (s.mode === 'step' && t >= s.until) return s.tour.length ? { ...next, t } : { ...next, t: s.until, mode: 'still' };
    if (t >= line.duration) return { ...next, t: line.duration, mode: 'still' };
    if (s.reduced) {
      const now = frameAt(line, t);
      t = Math.max(t, line.cues[now.index].settled);
    }
    return { ...next, t };
  },

  play(s) {
    if (!s.line) return s;
    const run = /** @type {State} */ ({ ...s, t: s.t >= s.line.duration ? 0 : s.t, mode: 'run', unseen: false, trial: null, tour: [] });
    const { index, p } = frameAt(s.line, run.t);
    // Nobody presses Play to look at the same still: it moves, or, where it has moved, the next scene does.
    if (p < 1 || s.reduced || s.mode === 'run') return run;
    return { ...run, known: s.unseen ? s.line.cues[index].id : '', t: s.line.cues[s.unseen ? index : index + 1]?.start ?? run.t };
  },
  pause: (s) => ({ ...s, mode: 'still', tour: [] }),
  /** The picture itself was pressed. It plays and pauses; a figure without controls shows its scene once. */
  tap(s, { figure }) {
    if (!s.line) return s;
    if (!figure) return moves.toggle(s, { type: 'toggle' });
    return s.mode === 'still' ? enter(s, frameAt(s.line, s.t).index) : moves.pause(s, { type: 'pause' });
  },
  toggle: (s) => (s.mode === 'run' ? moves.pause(s, { type: 'pause' }) : moves.play(s, { type: 'play' })),

  next: (s) => walk(s, +1),
  previous: (s) => walk(s, -1),
  restart: (s) => enter(s, 0),
  first: (s) => enter(s, 0),
  last: (s) => enter(s, (s.line?.cues.length ?? 1) - 1),
  goto: (s, { scene }) => {
    if (!s.line) return { ...s, wanted: scene };
    const cue = cueOf(s.line, scene);
    return cue ? enter(s, s.line.cues.indexOf(cue)) : s;
  },
  /** To the still of a scene, without its motion. */
  show: (s, { scene }) => {
    if (!s.line) return { ...s, wanted: scene };
    const cue = cueOf(s.line, scene);
    return cue ? { ...s, t: cue.settled, mode: 'still', unseen: true, trial: null, tour: [] } : s;
  },
  chapter: (s, { number }) => {
    const chapter = s.line?.chapters[number - 1];
    return chapter ? moves.goto(s, { type: 'goto', scene: chapter.first }) : s;
  },
  seek(s, { t }) {
    if (!s.line) return s;
    return { ...s, t: Math.min(Math.max(0, t), s.line.duration), mode: s.mode === 'run' ? 'run' : 'still', unseen: false, trial: null, tour: [] };
  },

  speed: (s, { speed }) => ({ ...s, speed }),
  level: (s, { level }) => ({ ...s, level }),
  lang: (s, { lang }) => ({ ...s, lang }),
  theme: (s, { theme }) => ({ ...s, theme }),
  view: (s, { view }) => ({ ...s, view }),
  take: (s, { patch }) => ({ ...s, take: { ...s.take, ...patch } }),
  whatif: (s, { patch }) => ({ ...s, whatif: { ...s.whatif, ...patch } }),
  oracle: (s, { patch }) => ({ ...s, oracle: { ...s.oracle, ...patch } }),
  keys: (s, { patch }) => ({ ...s, keys: { ...s.keys, ...patch } }),
  capture: (s, { patch }) => ({ ...s, capture: { ...s.capture, ...patch } }),
  tour: (s, { scenes }) => lead({ ...s, tour: scenes }),
  panel: (s, { panel }) => ({ ...s, panel: s.panel === panel ? '' : panel, under: s.panel, copied: '' }),
  select: (s, { what }) => ({ ...s, selected: what, copied: '', mode: 'still' }),
  close: (s) => (s.selected ? { ...s, selected: '', copied: '' } : { ...s, panel: '', under: '' }),
  reduced: (s, { reduced }) => ({ ...s, reduced }),
  asks: (s, { asks }) => ({ ...s, asks }),
  messages: (s, { on }) => ({ ...s, withMessages: on, copied: '' }),
  costs: (s, { costs }) => ({ ...s, costs }),
  checked: (s, { check }) => ({ ...s, check }),
  copied: (s, { what }) => ({ ...s, copied: what }),

  try: (s, { question, option }) => ({
    ...s,
    mode: 'still',
    answers: { ...s.answers, [question]: option },
    trial: { question, option, p: s.reduced ? 1 : 0 },
  }),
  skip: (s, { question }) => ({ ...s, skipped: { ...s.skipped, [question]: true }, trial: null }),
  /** On with the story, and done with the question. */
  on(s, { question }) {
    if (!s.line) return s;
    const { index } = frameAt(s.line, s.t);
    const done = moves.skip(s, { type: 'skip', question });
    return index + 1 < s.line.cues.length ? enter({ ...done, mode: 'run' }, index + 1) : done;
  },
};

/** @param {State} state @param {Intent} intent @returns {State} */
export function update(state, intent) {
  const move = moves[intent.type];
  if (!move) throw new Error(`no such intent: ${intent.type}`);
  return move(state, intent);
}

/** How many times longer a scene rests when more is to be read than its sentence, when something is asked, when nothing moved before, and when it was read already. */
const REST = { deep: 3, asked: 1.2, reduced: 1.2, known: -0.6 };

/** How fast the clock of a story goes that runs by itself. @param {State} s */
function pace(s) {
  if (s.mode !== 'run' || !s.line) return 1;
  const { index, chapter } = frameAt(s.line, s.t);
  const cue = s.line.cues[index];
  if (s.t < cue.settled) return 1;
  const asked = s.asks && !s.transcript?.resumed && !s.answers[chapter] && !s.skipped[chapter] && s.line.chapters.some((c) => c.last === cue.id);
  return 1 / (1 + (s.level === 'story' ? 0 : REST.deep) + (asked ? REST.asked : 0) + (s.reduced ? REST.reduced : 0) + (s.known === cue.id ? REST.known : 0));
}

/** Seconds until a story that runs by itself goes on, where it rests for longer than its sentence takes; else nothing. @param {State} s */
export function rests(s) {
  const slow = pace(s);
  if (!s.line || slow >= 1) return 0;
  const { end } = s.line.cues[frameAt(s.line, s.t).index];
  return end < s.line.duration ? Math.ceil((end - s.t) / (1000 * slow * s.speed) - 0.01) : 0;
}

/** On with a tour. With less motion it goes straight to its end. @param {State} s @returns {State} */
function lead(s) {
  const [next, ...rest] = s.reduced ? s.tour.slice(-1) : s.tour;
  const index = s.line?.cues.findIndex((c) => c.id === next) ?? -1;
  if (index < 0) return { ...s, tour: [] };
  return { ...enter({ ...s, mode: 'still' }, index), tour: rest };
}

/** Into the scene at `index`: its motion runs once, or goes on running. @param {State} s @param {number} index @returns {State} */
function enter(s, index) {
  const cue = s.line?.cues[index];
  if (!cue) return s;
  const common = { ...s, unseen: false, trial: null, selected: '', tour: [] };
  if (s.reduced) return { ...common, t: cue.settled, mode: s.mode === 'run' ? 'run' : 'still' };
  if (s.mode === 'run') return { ...common, t: cue.start };
  return { ...common, t: cue.start, mode: 'step', until: cue.settled };
}

/** @param {State} s @param {number} by @returns {State} */
function walk(s, by) {
  if (!s.line) return s;
  const now = frameAt(s.line, s.t).index;
  const index = Math.min(Math.max(0, now + by), s.line.cues.length - 1);
  if (index === now && by > 0) return { ...s, t: s.line.cues[now].settled, mode: 'still' };
  return enter(s, index);
}

/** On with what is watched. @param {Oracle} oracle @param {number} by narrowings @returns {Oracle} */
function watched(oracle, by) {
  const last = (oracle.run?.rounds.length ?? 1) - 1;
  const at = Math.min(last, oracle.at + by);
  return { ...oracle, at, playing: at < last };
}

/** Whether anything moves. @param {State} s */
export const moving = (s) => s.mode !== 'still' || s.oracle.playing || Boolean(s.trial && s.trial.p < 1);
