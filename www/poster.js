// The story before there is a handshake: the same drawing and the same words, with no value in it and
// nothing that could be pressed. So the page around does not move when the values come. Pure.

import { opening } from './opening.js';
import { frameAt, cueOf, timeline } from './timeline.js';

/** @typedef {import('./types.js').Shape} Shape */

/** The chapters and the scenes of a handshake that goes well; a letter's name where one flies. */
const CHAPTERS = /** @type {Record<string, string[]>} */ ({
  parties: ['parties', 'tcp'],
  hellos: ['client-hello', 'client-hello-flight client_hello', 'server-hello', 'server-hello-flight server_hello', 'certificate-check'],
  asymmetric: ['asymmetric-keys', 'client-encrypts', 'pre-master-flight client_key_exchange', 'server-decrypts'],
  prf: ['prf-inputs', 'master-secret', 'why-master', 'session-keys'],
  symmetric: ['session-keys-ready', 'client-finished', 'client-finished-flight client_finished', 'server-checks-finished', 'server-finished-flight server_finished', 'handshake-finished'],
  tada: ['client-message', 'client-message-flight client_message', 'server-encrypts', 'server-message-flight server_message', 'client-decrypts'],
  goodbye: ['close-notify client_close'],
});

/** @type {any} */
const BLANK = {
  version: 1,
  scenario: { seed: '', serverName: '', suites: [], message: '', reply: '', extendedMasterSecret: false, time: 0 },
  suite: null,
  parties: [],
  certificates: [],
  letters: [],
  artifacts: [],
  beats: [],
  scenes: [],
  ledger: [],
  reach: [],
  outcome: { kind: 'cut', established: false, eavesdropperRead: [], eavesdropperMissing: [] },
};
for (const [chapter, scenes] of Object.entries(CHAPTERS)) {
  for (const [id, name] of scenes.map((scene) => scene.split(' '))) {
    const number = BLANK.scenes.length + 1;
    BLANK.scenes.push({ number, id, chapter, start: number, end: number, letter: name ? BLANK.letters.length : null });
    if (!name) continue;
    const from = name.split('_')[0];
    BLANK.letters.push({ index: BLANK.letters.length, id: name, from, to: from === 'client' ? 'server' : 'client', bytes: new Uint8Array(), records: [], beat: number });
  }
}
const LINE = timeline(BLANK);

/** The state of a player that has not begun and will begin with that scene. @param {import('./update.js').State} state @param {string} scene @returns {import('./update.js').State} */
export function blank(state, scene) {
  const cue = cueOf(LINE, scene) ?? LINE.cues[0];
  // Before anything has come of it; a letter in mid-air.
  const p = cue.id.endsWith('-flight') ? 0.5 : cue.id === 'parties' ? 0.05 : 0.3;
  return { ...state, transcript: BLANK, line: LINE, t: cue.start + (cue.settled - cue.start) * p };
}

/** @param {import('./prose/index.js').Prose} words @param {{w: number, h: number}} box @param {string} [scene] @param {import('./scene.js').Picture} [draw] */
export function poster(words, box, scene = 'parties', draw = opening) {
  const { t } = blank(/** @type {any} */ ({}), scene);
  const { camera, shapes } = draw({ t: BLANK, frame: frameAt(LINE, t), words, box });
  return { camera, shapes: shapes.map(inert) };
}

/** @param {Shape} shape @returns {Shape} */
function inert(shape) {
  const { role, tabindex, 'data-act': act, 'aria-label': label, ...attrs } = shape.attrs;
  return { tag: shape.tag, attrs, children: shape.children.map((c) => (typeof c === 'string' ? c : inert(c))) };
}
