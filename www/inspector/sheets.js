// What the inspector can lay out: the bytes of a letter, as sent and as they arrived, what is under each
// seal, what a seal covers, its nonce, or a value; each with its tree of fields. Pure.

import { sameBytes } from '../same.js';
import { artifact, letter } from '../transcript.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Field} Field */
/** @typedef {import('../types.js').Sealed} Sealed */
/**
 * @typedef {object} Sheet
 * @property {string} id       sent, arrived, opened0, covered0, nonce0, …, value
 * @property {Uint8Array} bytes
 * @property {Row[]} rows      the fields, each before what it is made of
 * @property {number} [record] the record of the letter that was opened
 * @property {boolean} [apart] it belongs to a seal, and is not sent as it stands
 */
/**
 * @typedef {object} Row
 * @property {Field} field
 * @property {number} depth
 * @property {number} parent   place in the list, -1 at the top
 * @property {boolean} leaf
 */

/** @param {string} selected `artifact:ID` or `letter:ID` @returns {[string, string]} */
export function split(selected) {
  const cut = selected.indexOf(':');
  return [selected.slice(0, cut), selected.slice(cut + 1)];
}

/** The tree as a list. @param {Field[]} trees @returns {Row[]} */
export function list(trees) {
  /** @type {Row[]} */
  const rows = [];
  const add = (/** @type {Field} */ field, /** @type {number} */ depth, /** @type {number} */ parent) => {
    const children = field.children ?? [];
    const place = rows.push({ field, depth, parent, leaf: children.length === 0 }) - 1;
    for (const child of children) add(child, depth + 1, place);
  };
  for (const tree of trees) add(tree, 0, -1);
  return rows;
}

/** The innermost field around a byte, by its place in the list; -1 where there is none. @param {Row[]} rows @param {number} at */
export const around = (rows, at) => rows.findLastIndex(({ field }) => field.start <= at && at < field.end);

/** A tree with its ranges counted from another place. @param {Field} field @param {number} by @returns {Field} */
const moved = (field, by) => ({ ...field, start: field.start + by, end: field.end + by, children: (field.children ?? []).map((child) => moved(child, by)) });

/** @type {WeakMap<Transcript, Map<string, Sheet[]>>} */
const known = new WeakMap();

/** Everything there is to lay out of an artifact or a letter. @param {Transcript} t @param {string} selected @returns {Sheet[]} */
export function sheets(t, selected) {
  let found = known.get(t);
  if (!found) known.set(t, (found = new Map()));
  let made = found.get(selected);
  if (!made) found.set(selected, (made = make(t, selected)));
  return made;
}

/** @param {Transcript} t @param {string} selected @returns {Sheet[]} */
function make(t, selected) {
  const [kind, id] = split(selected);
  if (kind === 'letter') {
    const l = letter(t, id);
    if (!l) return [];
    const of = (/** @type {import('../types.js').WireRecord[]} */ records) => list(records.map(({ fields }) => fields));
    return [
      { id: 'sent', bytes: l.bytes, rows: of(l.records) },
      ...(l.arrived ? [{ id: 'arrived', bytes: l.arrived.bytes, rows: of(l.arrived.records) }] : []),
      ...l.records.flatMap(({ sealed }, record) => (sealed ? under(sealed, record) : [])),
    ];
  }
  const a = artifact(t, id);
  if (!a) return [];
  return [{ id: 'value', bytes: a.bytes, rows: /^(ca_)?certificate$/.test(a.name) ? list(certificate(t, a.bytes)) : [] }];
}

/** What is under a seal, and what belongs to it. @param {Sealed} sealed @param {number} record @returns {Sheet[]} */
const under = (sealed, record) => [
  { id: `opened${record}`, record, bytes: sealed.whole, rows: list([sealed.opened]) },
  { id: `covered${record}`, record, apart: true, bytes: sealed.macInput ?? sealed.additionalData, rows: list([sealed.covered]) },
  // The nonce of CBC is the IV, which is sent.
  ...(sealed.tag ? [{ id: `nonce${record}`, record, apart: true, bytes: sealed.nonce, rows: list([sealed.nonceFields]) }] : []),
];

/** The tree of a certificate: one of those that the core opened, or as it stood in a letter. @param {Transcript} t @param {Uint8Array} der @returns {Field[]} */
function certificate(t, der) {
  const own = t.certificates.find((one) => sameBytes(one.der, der));
  if (own) return [own.fields];
  for (const { bytes, records } of t.letters.flatMap((l) => [l, l.arrived ?? []].flat())) {
    const found = list(records.map(({ fields }) => fields)).find(({ field }) => field.id === 'certificate.der' && sameBytes(bytes.subarray(field.start, field.end), der));
    if (found) return [moved(found.field, -found.field.start)];
  }
  return [];
}

/** The letter, and the field in it, in which a value crossed as it is. @param {Transcript} t @param {Uint8Array} bytes @returns {{letter: string, field: string}|undefined} */
export function crossed(t, bytes) {
  if (bytes.length < 4) return undefined;
  for (const l of t.letters) {
    const found = sheets(t, `letter:${l.id}`)[0].rows.find(({ field }) => sameBytes(l.bytes.subarray(field.start, field.end), bytes));
    if (found) return { letter: l.id, field: found.field.id };
  }
  return undefined;
}
