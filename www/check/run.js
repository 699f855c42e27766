// Everything, one after the other: what is to be checked, and what came of it. Pure: WebCrypto is handed in.

import { hex } from '../transcript.js';
import { issued, said, unsealed } from './records.js';
import { sameBytes } from '../same.js';
import { remade } from './values.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/**
 * @typedef {object} Result
 * @property {string} what    `artifact:ID`, `record:LETTER/PLACE`, `certificate:ID`
 * @property {string} group   whose it is, or what kind
 * @property {'ok'|'bad'|'not'} state
 * @property {string} by      by which route, or why not
 * @property {string} [found] hex, where it is something else
 */

/** @typedef {{what: string, group: string, bytes?: Uint8Array, go: (desk: import('./values.js').Desk) => Promise<import('./values.js').Verdict>|import('./values.js').Verdict}} Item */

/** All there is to check. @param {Transcript} t @returns {Item[]} */
export function items(t) {
  return [
    ...t.artifacts.map((a) => /** @type {Item} */ ({ what: `artifact:${a.id}`, group: a.holder, bytes: a.bytes, go: (desk) => (a.recipe === 'opened' ? said(desk, a) : remade(desk, a)) })),
    ...t.letters.flatMap((letter) => letter.records.flatMap((record, i) => (record.protected ? [/** @type {Item} */ ({ what: `record:${t.letters.find(({ id }) => id === letter.id) === letter ? letter.id : letter.index}/${i}`, group: 'records', go: (desk) => unsealed(desk, letter, i) })] : []))),
    ...t.certificates.map((certificate) => /** @type {Item} */ ({ what: `certificate:${certificate.id}`, group: 'certificates', go: (desk) => issued(desk, certificate) })),
  ];
}

/** What WebCrypto says where it does not have a thing; anything else it says is about the values. */
const LACKS = new Set(['NotSupportedError']);

/** One of them. @param {Transcript} t @param {SubtleCrypto|undefined} subtle @param {Item} item @param {Transcript} [earlier] the connection before, of a second one @returns {Promise<Result>} */
export async function check(t, subtle, { what, group, bytes, go }, earlier) {
  // Without WebCrypto, whatever asks for it says so.
  const lacking = /** @type {any} */ (new Proxy({}, { get: () => () => Promise.reject(Object.assign(new Error('no WebCrypto'), { name: 'Insecure' })) }));
  try {
    const { by = '', found, ok, why } = await go({ t, subtle: subtle ?? lacking, earlier });
    if (why) return { what, group, state: 'not', by: why };
    const equal = ok !== false && (!found || !bytes || sameBytes(found, bytes));
    return equal ? { what, group, state: 'ok', by } : { what, group, state: 'bad', by, found: found && hex(found) };
  } catch (cause) {
    const name = /** @type {any} */ (cause)?.name;
    if (name === 'Insecure') return { what, group, state: 'not', by: 'insecure' };
    if (LACKS.has(name)) return { what, group, state: 'not', by: 'unsupported' };
    return { what, group, state: 'bad', by: 'refused' };
  }
}
