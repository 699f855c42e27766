// RSA: the block, the power, and back; and the server's signature. Pure.

import { hexed, legend, number, row, stretches, tell, value, formula } from './parts.js';
import { h } from '../shape.js';

/** @typedef {import('./parts.js').Transcript} Transcript */
/** @typedef {import('./parts.js').Artifact} Artifact */
/** @typedef {import('./parts.js').Prose} Prose */

/** The artifact that stands for a letter of the formula. @param {Artifact} a @param {string} role */
const role = (a, role) => a.inputs.find((input) => input.role === role)?.id;

/** 00 02 PS 00 M, part by part (RFC 8017 §7.2.1). @param {Uint8Array} block @param {Prose} words @param {number} message length of M */
function opened(block, words, message) {
  const padding = block.length - 3 - message;
  const marks = stretches([['hash', 2], ['message', padding], ['hash', 1], ['pre-master', message]]);
  return [
    legend([
      { ink: 'hash', name: '00 02 … 00', note: tell(words, 'frame') },
      { ink: 'message', name: 'PS', note: tell(words, 'padding', { count: padding }) },
      { ink: 'pre-master', name: 'M', note: tell(words, 'secret', { count: message }) },
    ]),
    hexed(block, words, 'block', marks),
  ];
}

/** @param {Transcript} t @param {Artifact} a @param {Prose} words */
export function pad(t, a, words) {
  const message = t.artifacts.find(({ id }) => id === role(a, 'M'))?.bytes.length ?? 0;
  return [
    formula(t, words, 'f', [{ sym: 'EM', bytes: a.bytes }, ' = 00 02 ‖ ', { sym: 'PS', id: role(a, 'PS') }, ' ‖ 00 ‖ ', { sym: 'M', id: role(a, 'M') }]),
    opened(a.bytes, words, message),
    number(a, words),
  ];
}

/** @param {Transcript} t @param {Artifact} a @param {Prose} words */
export function unpad(t, a, words) {
  const id = role(a, 'EM');
  const block = t.artifacts.find((one) => one.id === id);
  const message = block ? (a.name === 'pkcs1_padding' ? block.bytes.length - 3 - a.bytes.length : a.bytes.length) : 0;
  return [
    formula(t, words, 'f', [{ sym: 'EM', id }, ' = 00 02 ‖ ', ...(a.name === 'pkcs1_padding' ? [{ sym: 'PS', bytes: a.bytes }, ' ‖ 00 ‖ M'] : ['PS ‖ 00 ‖ ', { sym: 'M', bytes: a.bytes }])]),
    block && opened(block.bytes, words, message),
  ];
}

/** m^e mod n, c^d mod n: one sum, two exponents. @param {Transcript} t @param {Artifact} a @param {Prose} words */
export function power(t, a, words) {
  const [base, exponent, modulus, out] = a.recipe === 'rsa_encrypt' ? ['m', 'e', 'n', 'c'] : ['c', 'd', 'n', 'm'];
  const opens = a.recipe === 'rsa_decrypt';
  return [
    formula(t, words, 'f', [{ sym: out, bytes: a.bytes }, ' = ', { sym: base, id: role(a, base) }, { up: [{ sym: exponent, id: role(a, exponent) }] }, ' mod ', { sym: modulus, id: role(a, modulus) }]),
    row('w:out', `${out} =`, [opens ? opened(a.bytes, words, 48) : value(a.bytes, words, 'v'), number(a, words)]),
  ];
}

/** s = EM^d mod n, and back: s^e mod n = EM (RFC 8017 §8.2). @param {Transcript} t @param {Artifact} a @param {Prose} words */
export function sign(t, a, words) {
  const way = (/** @type {string} */ id) => a.working.find((one) => one.id === id)?.bytes ?? new Uint8Array();
  const [hash, block] = [way('hash'), way('em')];
  const name = /sha\d+$/.exec(a.detail ?? '')?.[0].toUpperCase() ?? 'H';
  const plain = a.detail?.startsWith('rsa_pkcs1');
  // DigestInfo stands behind the last 00 of the frame, and it ends with the hash.
  const info = plain ? block.indexOf(0, 2) + 1 : 0;
  const marks = plain ? [{ start: 0, end: info, ink: 'message' }, { start: info, end: block.length - hash.length, ink: 'client-share' }, { start: block.length - hash.length, end: block.length, ink: 'hash' }] : [];
  return [
    formula(t, words, 'f', [{ sym: 's', bytes: a.bytes }, ' = ', { sym: 'EM', bytes: block }, { up: [{ sym: 'd', id: role(a, 'd') }] }, ' mod ', { sym: 'n', id: role(a, 'n') }]),
    plain && formula(t, words, 'g', [{ sym: 'EM', bytes: block }, ' = 00 01 ‖ FF … FF ‖ 00 ‖ DigestInfo ‖ ', { sym: `${name}(M)`, bytes: hash }]),
    row('hash', [`${name}(M) =`], hexed(hash, words, 'v')),
    row('em', 'EM =', [
      plain && legend([{ ink: 'message', name: '00 01 FF … FF 00', note: tell(words, 'filler') }, { ink: 'client-share', name: 'DigestInfo', note: tell(words, 'digestInfo') }, { ink: 'hash', name: `${name}(M)` }]),
      hexed(block, words, 'v', marks),
    ]),
    h('p', { key: 'back' }, tell(words, 'signedBack')),
    number(a, words),
  ];
}

/** 03 03 and 46 bytes of chance (RFC 5246 §7.4.7.1). @param {Artifact} a @param {Prose} words */
export const preMaster = (a, words) => [
  h('p', { key: 'f', class: 'formula' }, 'PreMasterSecret = client_version ‖ random[46]'),
  legend([{ ink: 'hash', name: 'client_version', note: tell(words, 'offered') }, { ink: 'pre-master', name: 'random' }]),
  hexed(a.bytes, words, 'block', stretches([['hash', 2], ['pre-master', 46]])),
];

