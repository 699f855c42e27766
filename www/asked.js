// Whether there is a question on the page now. Pure.

import { question as ask, say, variant } from './prose/index.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./prose/index.js').Prose} Prose */

/** What a chapter asks when its last scene has moved, until it is skipped. A resumed session leaves out what most of them ask about. @param {State} state @param {Frame} frame @param {Prose} words */
export function questionAt({ line, skipped, transcript: t }, frame, words) {
  const ends = frame.p === 1 && line?.chapters.some((c) => c.last === frame.id);
  return ends && t && !t.resumed && !skipped[frame.chapter] ? ask(words, frame.chapter, variant(t)) : undefined;
}

/** The question that is on the page now and not answered, for those who hear it. @param {State} state @param {Frame} frame @param {Prose} words */
export function asked(state, frame, words) {
  const q = state.asks && !state.answers[frame.chapter] && questionAt(state, frame, words);
  return q ? say(words, ['live', 'asked'], { ask: q.ask }) : '';
}
