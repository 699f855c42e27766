// The fields of a run of bytes, as a tree to walk through. Pure.

import { h } from '../shape.js';
import { say } from '../prose/index.js';
import { hex } from '../transcript.js';

/** @typedef {import('../prose/index.js').Prose} Prose */
/** @typedef {import('./sheets.js').Sheet} Sheet */
/** @typedef {import('./sheets.js').Row} Row */

/** Bytes that are shown where a field has no words for them. */
const FEW = 8;

/** How many bytes, in words. @param {number} count @param {Prose} words */
const counted = (count, words) => say(words, ['ui', count === 1 ? 'oneByte' : 'bytesCount'], { count });

/** What a field says: in words where it has some, else its bytes, else how many they are. @param {Sheet} sheet @param {Row} row @param {Prose} words */
export function value(sheet, { field, leaf }, words) {
  if (field.value !== null && field.value !== undefined) {
    // A length is a number of bytes; what is said elsewhere may be anybody's words.
    const size = field.id.endsWith('length') && /^(\d+) bytes$/.exec(String(field.value));
    return size ? counted(Number(size[1]), words) : String(field.value);
  }
  const length = field.end - field.start;
  return leaf && length > 0 && length <= FEW ? hex(sheet.bytes.subarray(field.start, field.end)) : counted(length, words);
}

/** Which bytes those are. @param {Row} row */
export const range = ({ field: { start, end } }) => (end - start > 1 ? `${start}–${end - 1}` : end > start ? `${start}` : '');

/** @param {Sheet} sheet @param {Prose} words @param {string} label */
export function tree(sheet, words, label) {
  const { rows } = sheet;
  if (!rows.length) return null;
  const last = (/** @type {Row} */ row) => rows.filter(({ parent }) => parent === row.parent);
  return h('div', { class: 'tree', key: 'tree', role: 'tree', 'aria-label': label, 'data-part': 'tree' },
    rows.map((row, i) => {
      const siblings = last(row);
      return h('div', {
        key: `${i}`, role: 'treeitem', class: `fd d${Math.min(row.depth, 12)}`, tabindex: i ? -1 : 0,
        'aria-level': row.depth + 1, 'aria-setsize': siblings.length, 'aria-posinset': siblings.indexOf(row) + 1,
        'aria-expanded': row.leaf ? null : 'true', 'aria-selected': 'false',
      },
        h('span', { class: 'tw', key: 't', 'aria-hidden': 'true' }, row.leaf ? '' : '▾'),
        h('span', { class: 'nm', key: 'n' }, say(words, ['fields', row.field.id, 'name'])),
        ' ',
        h('span', { class: 'vl', key: 'v' }, value(sheet, row, words)),
        ' ',
        h('span', { class: 'rg', key: 'r' }, range(row)));
    }));
}
