// The next time: once all is said, the reader may let the two connect again. What a resumed session saves
// is what was measured and counted here. As data; pure.

import { h } from './shape.js';
import { button } from './bar.js';
import { say } from './prose/index.js';
import { COMPARED } from './depth.js';
import { duration } from './duration.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./prose/index.js').Prose} Prose */

/** @param {State} state @param {Frame} frame @param {Prose} words */
export function again(state, frame, words) {
  const t = /** @type {import('./types.js').Transcript} */ (state.transcript);
  const word = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['again', id], values);
  const press = (/** @type {string} */ act, /** @type {string} */ id, more = {}) => button(`whatif:resume/${act}`, word(id), word(id), more);
  const last = frame.index === t.scenes.length - 1 && frame.p === 1;
  const second = t.scenario.resume;
  if (!second && (!last || t.outcome.kind !== 'closed' || t.origin || t.middle?.desk)) return null;
  return h('section', { class: 'again', key: 'again', 'aria-label': word('title') },
    h('h3', { key: 'h', tabindex: -1, 'data-focus': 'again' }, word(second ? 'second' : 'title')),
    h('p', { key: 'is' }, word(!second ? 'offer' : t.resumed ? 'resumed' : second === 'forgotten' ? 'forgotten' : 'anew')),
    second && t.resumed && (last || COMPARED.has(frame.id)) && compared(state, words),
    h('p', { class: 'row', key: 'row' },
      second ? press('first', 'back', { class: 'primary' }) : press('known', 'go', { class: 'primary' }),
      second === 'known' && press('forgotten', 'forget'),
      second === 'forgotten' && press('known', 'remember')));
}

/** A full handshake and a resumed one, as they went here and now. @param {State} state @param {Prose} words */
function compared(state, words) {
  const costs = state.costs;
  const word = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['again', id], values);
  if (!costs?.full || !costs.resumed) return null;
  const most = Math.max(costs.full.micros, costs.resumed.micros, 1e-6);
  const row = (/** @type {'full'|'resumed'} */ id) => {
    const { micros, bytes, letters } = /** @type {{micros: number, bytes: number, letters: number}} */ (costs[id]);
    return h('div', { key: id, 'data-row': id },
      h('dt', { key: 't' }, word(id === 'full' ? 'whole' : 'short')),
      h('dd', { key: 'd' }, word('numbers', { time: duration(micros, words.meta.lang), count: bytes, letters })),
      h('svg', { key: 'b', class: 'cost', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        h('rect', { key: 'r', width: Math.max(0.4, (100 * micros) / most), height: 10, class: id === 'full' ? 'slow' : 'fast' })));
  };
  return h('div', { key: 'compared' },
    h('p', { key: 'c' }, word('compare')),
    h('dl', { class: 'costs', key: 'costs' }, row('full'), row('resumed')),
    h('p', { key: 'why' }, word('why')));
}
