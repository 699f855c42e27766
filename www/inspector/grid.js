// Bytes, sixteen a row: where they stand, as hex, and as text beside it. Pure.

import { h } from '../shape.js';
import { say } from '../prose/index.js';
import { hex } from '../transcript.js';

/** @typedef {import('../prose/index.js').Prose} Prose */

/** Bytes in half a row; on a narrow page a half is a row. */
export const HALF = 8;

/** As text, where it is some. @param {number} byte */
const letterOf = (byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte === 0x20 ? '␣' : '·');

/** @param {Uint8Array} bytes @param {Prose} words @param {string} label */
export function grid(bytes, words, label) {
  if (!bytes.length) return h('p', { class: 'hex', key: 'grid' }, say(words, ['ui', 'empty']));
  const half = (/** @type {number} */ start, /** @type {string} */ side) => {
    const row = Array.from(bytes.subarray(start, start + HALF));
    return [
      h('span', { class: `at ${side}`, key: `at${start}`, 'aria-hidden': 'true' }, String(start)),
      h('span', { class: `hx ${side}`, key: `hx${start}`, role: 'presentation' }, row.map((b, i) => h('b', { key: `${i}`, role: 'gridcell', tabindex: start + i ? -1 : 0 }, hex([b])))),
      h('span', { class: `tx ${side}`, key: `tx${start}`, 'aria-hidden': 'true' }, row.map((b, i) => h('i', { key: `${i}` }, letterOf(b)))),
    ];
  };
  const rows = [];
  for (let start = 0; start < bytes.length; start += 2 * HALF) {
    rows.push(h('div', { class: 'ln', key: `${start}`, role: 'row' }, half(start, 'one'), start + HALF < bytes.length && half(start + HALF, 'two')));
  }
  return h('div', { class: 'grid', key: 'grid', role: 'grid', 'aria-label': label, 'data-part': 'grid' }, rows);
}
