// The handshake hash, letter by letter: what is in it, and what is not (RFC 5246 §7.4.9). Pure.

import { h } from '../shape.js';
import { say } from '../prose/index.js';
import { hexed, legend, letterLink, more, named, row, tell } from './parts.js';

/** @typedef {import('./parts.js').Transcript} Transcript */
/** @typedef {import('./parts.js').Artifact} Artifact */
/** @typedef {import('./parts.js').Prose} Prose */

/** How many bytes of each record header, and of each message's own. */
const RECORD = 5;
const HANDSHAKE = 4;

/** @param {Transcript} t @param {Artifact} a @param {Prose} words */
export function hash(t, a, words) {
  const name = a.detail ?? 'Hash';
  const last = Math.max(-1, ...a.covers.flatMap(({ places }) => places.map((place) => place.letter)));
  const left = t.letters.slice(0, last + 1).flatMap((letter) => letter.records.flatMap((record, i) => (record.contentType === 'change_cipher_spec' ? [{ letter, record, i }] : [])));
  return [
    h('p', { key: 'f', class: 'formula' }, `${a.name} = ${name}(${a.covers.map(({ message }) => message).join(' + ')})`),
    legend([
      { ink: 'hash', name: tell(words, 'hashHeader') },
      { ink: 'client-share', name: tell(words, 'hashBody') },
      { ink: 'gone', name: tell(words, 'hashOut') },
    ]),
    h('p', { key: 'careful', class: 'careful' }, tell(words, 'hashCareful')),
    a.covers.map((covered, i) => row(`c${i}`, [`${i + 1}. `, named(words, covered.message === 'certificate' ? 'certificate_message' : covered.message), covered.places.map((place) => [' · ', letterLink(t, words, place.letter)])], [
      covered.places.map((place, j) => part(t, place, words, `p${j}`, j === 0)),
      covered.bytes && more('changed', tell(words, 'hashChanged'), hexed(covered.bytes, words, 'v', [{ start: 0, end: HANDSHAKE, ink: 'hash' }, { start: HANDSHAKE, end: covered.bytes.length, ink: 'client-share' }])),
      h('p', { key: 't' }, tell(words, 'hashAfter', { count: i + 1 })),
      hexed(covered.after, words, 'after'),
    ])),
    left.map(({ letter, record, i }) => row(`out${letter.index}.${i}`, [say(words, ['records', record.contentType]), ' · ', letterLink(t, words, letter.index)], [
      h('p', { key: 't' }, tell(words, 'hashNotSpec')),
      hexed(letter.bytes.subarray(record.start, record.end), words, 'v', [{ start: 0, end: record.end - record.start, gone: true }]),
    ])),
  ];
}

/** One record with (a part of) a message in it: what stays out is struck. @param {Transcript} t @param {import('../types.js').Place} place @param {Prose} words @param {string} key @param {boolean} first */
function part(t, place, words, key, first) {
  const letter = t.letters[place.letter];
  const record = letter.records[place.record];
  const head = first ? HANDSHAKE : 0;
  if (place.sealed) {
    const plain = (record.sealed?.plaintext ?? new Uint8Array()).subarray(place.start, place.end);
    return [h('p', { key: `${key}s` }, tell(words, 'hashSealed')), hexed(plain, words, key, [{ start: 0, end: head, ink: 'hash' }, { start: head, end: plain.length, ink: 'client-share' }])];
  }
  // From the record's header on where the message comes right behind it.
  const from = place.start === record.start + RECORD ? record.start : place.start;
  const bytes = letter.bytes.subarray(from, place.end);
  const skip = place.start - from;
  const marks = [{ start: 0, end: skip, gone: true }, { start: skip, end: skip + head, ink: 'hash' }, { start: skip + head, end: bytes.length, ink: 'client-share' }].filter((m) => m.end > m.start);
  const shown = hexed(bytes, words, 'v', marks);
  return bytes.length <= 96 ? h('div', { key }, shown) : more(key, `${tell(words, 'all', { count: bytes.length })}`, shown);
}
