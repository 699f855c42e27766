// At the end of a chapter: predict, then see. As data; pure.

import { h } from './shape.js';
import { button } from './bar.js';
import { questionAt } from './asked.js';
import { say } from './prose/index.js';

/** @param {import('./update.js').State} state @param {import('./types.js').Frame} frame @param {import('./prose/index.js').Prose} words */
export function question(state, frame, words) {
  const q = questionAt(state, frame, words);
  if (!q) return null;
  const ui = (/** @type {string} */ id) => say(words, ['ui', id]);
  const tried = state.answers[frame.chapter];
  const done = tried && (!state.trial || state.trial.p === 1);
  const option = q.options.find((o) => o.id === tried);
  const right = done && tried === q.answer;
  const more = state.line && frame.index + 1 < state.line.cues.length;
  return h('section', { class: 'question', key: 'question', 'aria-label': ui('question') },
    h('h3', { key: 'h', tabindex: -1, 'data-focus': 'question' }, ui('question')),
    h('p', { key: 'ask' }, q.ask, ' ', h('b', { key: 'b' }, ui('predict'))),
    h('div', { class: 'options', key: 'options' },
      q.options.map((o) => button(`try:${frame.chapter}/${o.id}`, o.label, o.label, { 'aria-pressed': o.id === tried ? 'true' : 'false', class: done && o.id === tried ? (right ? 'hit' : 'miss') : null }))),
    state.mode === 'run' && h('p', { key: 'runs', class: 'hint' }, ui('goesOnUnless')),
    done && option && h('p', { key: 'says', class: right ? 'right' : 'wrong' }, `${option.says} ${right ? q.right : q.wrong}`),
    right && h('p', { key: 'reveal' }, q.reveal),
    h('p', { class: 'row', key: 'row' },
      // One button, so that whoever pressed it still has it.
      right ? button(more ? `on:${frame.chapter}` : `skip:${frame.chapter}`, ui(more ? 'goOn' : 'close'), ui(more ? 'goOn' : 'close'), { key: 'go', class: 'primary' })
        : button(`try:${frame.chapter}/${q.answer}`, ui('reveal'), ui('reveal'), { key: 'go' }),
      !right && button(`skip:${frame.chapter}`, ui('skip'), ui('skip'), { key: 'skip' })));
}
