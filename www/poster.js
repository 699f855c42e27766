// The stage before there is a handshake: the same drawing, with nothing on it that could be pressed.
// Pure.

import { picture } from './scene.js';

/** @typedef {import('./types.js').Shape} Shape */

/** A story that has not begun. @type {any} */
const NOTHING = {
  version: 1,
  scenario: { seed: '', serverName: '', suites: [], message: '', reply: '', extendedMasterSecret: false, time: 0 },
  suite: null,
  parties: [],
  certificates: [],
  letters: [],
  artifacts: [],
  beats: [],
  scenes: [{ number: 1, id: 'parties', chapter: 'parties', start: 0, end: 0, letter: null }],
  ledger: [],
  outcome: { kind: 'cut', established: false, eavesdropperRead: [], eavesdropperMissing: [] },
};

/** @param {import('./prose/index.js').Prose} words @param {{w: number, h: number}} box */
export function poster(words, box) {
  const frame = { index: 0, id: 'parties', chapter: 'parties', number: 1, p: 0.05, t: 0 };
  const { camera, shapes } = picture({ t: NOTHING, frame, words, box });
  return { camera, shapes: shapes.map(inert) };
}

/** @param {Shape} shape @returns {Shape} */
function inert(shape) {
  const { role, tabindex, 'data-act': act, 'aria-label': label, ...attrs } = shape.attrs;
  return { tag: shape.tag, attrs, children: shape.children.map((c) => (typeof c === 'string' ? c : inert(c))) };
}
