// Somebody in the middle who sits at the Server's desk has a connection of its own with the real Server: from
// the one to the other on the stage, and back. As data; pure.

import { h } from '../shape.js';
import { button } from '../bar.js';
import { say } from '../prose/index.js';

/** @typedef {import('../types.js').Transcript} Transcript */

/** The connection with the Client, by that with the Server. @type {WeakMap<Transcript, Transcript>} */
const fronts = new WeakMap();

/** The connection with the real Server; nothing where there is none. @param {Transcript} t @returns {Transcript|null} */
export function behindOf(t) {
  const other = t.middle?.behind ?? null;
  if (other) fronts.set(other, t);
  return other;
}

/** The connection with the Client, where the other one is shown. @param {Transcript|null} t @returns {Transcript|undefined} */
export const frontOf = (t) => (t ? fronts.get(t) : undefined);

/** To the other connection, where there is one. @param {Transcript} t @param {import('../prose/index.js').Prose} words */
export function way(t, words) {
  const name = say(words, ['whatif', 'behind', 'go']);
  return t.middle?.behind && button('whatif:behind', name, name);
}

/** What stands under the stage while the other connection is on it. @param {Transcript} t @param {import('../prose/index.js').Prose} words */
export function beyond(t, words) {
  const word = (/** @type {string} */ id) => say(words, ['whatif', 'behind', id], { message: t.scenario.message, asked: frontOf(t)?.scenario.message });
  const same = frontOf(t)?.scenario.message === t.scenario.message;
  return h('section', { class: 'whatif hands', key: 'strip', 'aria-label': word('title') },
    h('p', { key: 'what', tabindex: -1, 'data-focus': 'hands' }, h('b', { key: 'b' }, `${word('title')}: `), word('about')),
    h('p', { key: 'said' }, word(same ? 'same' : 'other')),
    h('p', { class: 'row', key: 'row' }, button('whatif:front', word('back'), word('back'), { class: 'primary' })));
}
