// Whether there is a question on the page now. Pure.

import { question as ask, say, variant } from './prose/index.js';

/** The question that is on the page now, for those who hear it. @param {import('./update.js').State} state @param {import('./types.js').Frame} frame @param {import('./prose/index.js').Prose} words */
export function asked(state, frame, words) {
  const chapter = state.line?.chapters.find((c) => c.id === frame.chapter);
  const q = state.asks && state.transcript && !state.transcript.resumed && ask(words, frame.chapter, variant(state.transcript));
  if (!q || chapter?.last !== frame.id || frame.p < 1 || state.skipped[frame.chapter] || state.answers[frame.chapter]) return '';
  return say(words, ['live', 'asked'], { ask: q.ask });
}
