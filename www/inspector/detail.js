// One field: its name, what it says, what it is, why it is there, and where the standard says so. Pure.

import { h } from '../shape.js';
import { say } from '../prose/index.js';
import { hexLines } from '../transcript.js';
import { section } from '../sections.js';
import { copies } from './row.js';
import { rfcLink } from './rfc.js';
import { range, value } from './tree.js';

/** @typedef {import('../prose/index.js').Prose} Prose */
/** @typedef {import('./sheets.js').Sheet} Sheet */

/** More bytes than that are only lit where they stand. */
const FEW = 64;

/** @param {Sheet} sheet @param {number} place in its rows @param {Prose} words @param {string} copied */
export function detail(sheet, place, words, copied) {
  // Until something is lit: what all of it is.
  const row = sheet.rows[Math.max(0, place)];
  const tell = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['inspector', id], values);
  const hint = h('p', { key: 'hint', class: 'hint' }, tell('hint'));
  if (!row) return [hint];
  const { field } = row;
  const is = (/** @type {string} */ part) => say(words, ['fields', field.id, part]);
  const rfc = section(field.id);
  const path = [];
  for (let at = row.parent; at >= 0; at = sheet.rows[at].parent) path.unshift(say(words, ['fields', sheet.rows[at].field.id, 'name']));
  const bytes = sheet.bytes.subarray(field.start, field.end);
  return [
    path.length > 0 && h('p', { key: 'path', class: 'path' }, path.join(' › ')),
    h('p', { key: 'name', class: 'name' }, h('b', { key: 'b' }, is('name')), ': ', h('span', { key: 'v', class: 'says' }, value(sheet, row, words))),
    h('p', { key: 'is' }, `${is('is')} ${is('why')}`),
    h('p', { key: 'where', class: 'hint' }, field.end > field.start ? tell(field.end - field.start > 1 ? 'place' : 'one', { range: range(row), count: field.end - field.start }) : tell('nothing'), rfc && [' · ', h('a', { key: 'a', href: rfcLink(rfc), rel: 'noopener' }, rfc)]),
    place < 0 && hint,
    place >= 0 && bytes.length > 0 && bytes.length <= FEW && h('pre', { key: 'hex', class: 'hex few' }, hexLines(bytes, FEW).join('')),
    place >= 0 && bytes.length > 0 && copies(`${sheet.id}/${place}`, is('name'), words, copied),
  ];
}
