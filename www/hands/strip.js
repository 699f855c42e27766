// The hands that were dealt elsewhere: where to ask for one, and whose it is while it is played. As data; pure.

import { h } from '../shape.js';
import { button } from '../bar.js';
import { say } from '../prose/index.js';

/** @typedef {import('../prose/index.js').Prose} Prose */

const SITE = 'https://tls12.xargs.org';

/** In the settings. @param {Prose} words @param {string|undefined} playing */
export const offer = (words, playing) =>
  h('div', { class: 'field', key: 'hands' },
    h('p', { class: 'row', key: 'go' }, button('hand:illustrated', say(words, ['hands', 'go']), say(words, ['hands', 'go']), { 'aria-pressed': playing === 'illustrated' ? 'true' : 'false' })),
    h('p', { class: 'hint', key: 'hint' }, say(words, ['hands', 'hint'])));

/** While it is played. @param {import('../types.js').Transcript} t @param {Prose} words */
export function credit(t, words) {
  if (t.scenario.hand !== 'illustrated') return null;
  const tell = (/** @type {string} */ id) => say(words, ['hands', id]);
  return h('section', { class: 'notice published', key: 'hand', 'aria-label': tell('title') },
    h('p', { key: 'p' }, h('b', { key: 'b' }, tell('title')), ' ', tell('about'), ' ', h('a', { key: 'a', href: SITE, rel: 'noopener' }, 'The Illustrated TLS 1.2 Connection'), ` ${tell('by')}`),
    h('p', { class: 'row', key: 'own' }, button('shuffle', tell('own'), tell('own'))));
}
