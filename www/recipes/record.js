// One protected record: the MAC's input and CBC block by block, or nonce and additional data (RFC 5246
// §6.2.3, RFC 5288 §3, RFC 7905 §2). Pure.

import { h } from '../shape.js';
import { formula, hexed, legend, more, row, stretches, tell, travel, value } from './parts.js';
import { hmacKeys } from './prf.js';
import { say } from '../prose/index.js';

/** @typedef {import('./parts.js').Transcript} Transcript */
/** @typedef {import('./parts.js').Prose} Prose */
/** @typedef {import('../types.js').Sealed} Sealed */

const BLOCK = 16;
/** Blocks that are shown at once. */
const FIRST = 4;

/** seq_num, type, version, length. */
const HEAD = /** @type {[string, number][]} */ ([['client-random', 8], ['server-random', 1], ['client-iv', 2], ['server-iv', 2]]);

/** @param {Prose} words @param {Sealed} sealed */
const headLegend = (words, sealed) => [
  { ink: 'client-random', name: 'seq_num', note: tell(words, 'counted', { n: sealed.sequenceNumber }) },
  { ink: 'server-random', name: 'type' },
  { ink: 'client-iv', name: 'version' },
  { ink: 'server-iv', name: 'length', note: tell(words, 'bytes', { count: sealed.additionalData[11] * 256 + sealed.additionalData[12] }) },
];

/** @param {Transcript} t @param {import('../types.js').Letter} letter @param {number} index @param {Prose} words @returns {any} */
export function sealing(t, letter, index, words) {
  const sealed = letter.records[index]?.sealed;
  if (!sealed) return [];
  return [
    h('p', { key: 'keys' }, tell(words, 'keys'), ' ', [sealed.key, sealed.macKey, sealed.salt].filter(Boolean).map((id, i) => [i ? ', ' : '', travel(t, words, /** @type {string} */ (id))])),
    sealed.mac ? cbc(t, sealed, words) : aead(t, sealed, words),
  ];
}

/** @param {Transcript} t @param {Sealed} sealed @param {Prose} words */
function cbc(t, sealed, words) {
  const mac = sealed.mac ?? new Uint8Array();
  const padding = sealed.padding ?? new Uint8Array();
  const hash = t.suite?.mac?.replace('HMAC_', '') ?? '';
  const name = t.suite?.cipher.replace(/_CBC$/, '') ?? 'E';
  // RFC 7366: the MAC stands outside, over what is sent.
  const out = sealed.encryptThenMac;
  const marks = stretches([['message', sealed.plaintext.length], ...(out ? [] : /** @type {[string, number][]} */ ([['hash', mac.length]])), ['server-random', padding.length]]);
  return [
    h('h5', { key: 'h1' }, tell(words, 'macTitle')),
    formula(t, words, 'm', [{ sym: 'MAC', bytes: mac }, ` = HMAC_${hash}(`, { sym: 'MAC_write_key', id: sealed.macKey ?? undefined }, ', ', { sym: 'seq_num ‖ type ‖ version ‖ length', bytes: sealed.additionalData }, ' ‖ ', ...(out ? [{ sym: 'IV', bytes: sealed.iv }, ' ‖ ', { sym: 'C', bytes: sealed.ciphertext }] : [{ sym: 'fragment', bytes: sealed.plaintext }]), ')']),
    h('p', { key: 'mt' }, out ? say(words, ['capture', 'encryptThenMac']) : tell(words, 'macInput')),
    legend([...headLegend(words, sealed), out ? { ink: 'encrypted', name: 'IV ‖ C' } : { ink: 'message', name: 'fragment' }]),
    sealed.macInput && value(sealed.macInput, words, 'macInput', stretches([...HEAD, out ? ['encrypted', sealed.iv.length + sealed.ciphertext.length] : ['message', sealed.plaintext.length]])),
    row('mac', 'MAC =', hexed(mac, words, 'v', [{ start: 0, end: mac.length, ink: 'hash' }])),
    sealed.hmac && more('hmac', tell(words, 'hmacOpen'), [hmacKeys(hash, sealed.hmac.innerKey, sealed.hmac.outerKey, words), row('inner', `${hash}(K xor ipad ‖ text) =`, hexed(sealed.hmac.inner, words, 'v'))]),
    h('h5', { key: 'h2' }, tell(words, 'wholeTitle')),
    legend([{ ink: 'message', name: 'fragment' }, ...(out ? [] : [{ ink: 'hash', name: 'MAC' }]), { ink: 'server-random', name: 'padding', note: tell(words, 'paddingNote', { count: padding.length, value: padding.length - 1 }) }]),
    value(sealed.whole, words, 'whole', marks),
    h('h5', { key: 'h3' }, tell(words, 'cbcTitle')),
    formula(t, words, 'c', ['C', h('sub', { key: 's' }, 'i'), ` = ${name}(`, { sym: 'write_key', id: sealed.key }, ', P', h('sub', { key: 't' }, 'i'), ' xor C', h('sub', { key: 'u' }, 'i−1'), '), C', h('sub', { key: 'v' }, '0'), ' = ', { sym: 'IV', bytes: sealed.iv }]),
    h('p', { key: 'ct' }, tell(words, 'cbc')),
    chain(sealed, words, marks),
  ];
}

/** Block by block. @param {Sealed} sealed @param {Prose} words @param {import('./parts.js').Mark[]} marks */
function chain(sealed, words, marks) {
  const count = sealed.whole.length / BLOCK;
  const cut = (/** @type {Uint8Array} */ bytes, /** @type {number} */ i) => bytes.subarray(i * BLOCK, (i + 1) * BLOCK);
  const blocks = Array.from({ length: count }, (_, i) => {
    const own = marks.map((m) => ({ ...m, start: m.start - i * BLOCK, end: m.end - i * BLOCK })).filter((m) => m.end > 0 && m.start < BLOCK);
    const line = (/** @type {string} */ key, /** @type {string} */ name, /** @type {Uint8Array} */ bytes, /** @type {import('./parts.js').Mark[]} */ its = []) =>
      h('div', { key }, h('dt', { key: 't', class: 'mono' }, name), h('dd', { key: 'd' }, hexed(bytes, words, 'v', its)));
    return h('dl', { class: 'chain', key: `b${i}`, 'aria-label': tell(words, 'block', { n: i + 1, count }) },
      line('p', `P${i + 1}`, cut(sealed.whole, i), own),
      line('x', i ? `xor C${i}` : 'xor IV', i ? cut(sealed.ciphertext, i - 1) : sealed.iv),
      sealed.chained && line('e', '=', cut(sealed.chained, i)),
      line('c', `C${i + 1} = E(…)`, cut(sealed.ciphertext, i), [{ start: 0, end: BLOCK, ink: 'encrypted' }]));
  });
  return [blocks.slice(0, FIRST), count > FIRST && more('rest', tell(words, 'blocks', { count: count - FIRST }), blocks.slice(FIRST))];
}

/** @param {Transcript} t @param {Sealed} sealed @param {Prose} words */
function aead(t, sealed, words) {
  const { counter } = sealed;
  const salt = t.artifacts.find(({ id }) => id === sealed.salt);
  const size = salt?.bytes.length ?? 0;
  const ink = sealed.salt?.includes('client') ? 'client-iv' : 'server-iv';
  return [
    h('h5', { key: 'h1' }, tell(words, 'nonceTitle')),
    counter
      ? [
          formula(t, words, 'n', [{ sym: 'nonce', bytes: sealed.nonce }, ' = ', { sym: 'write_IV', id: sealed.salt ?? undefined }, ' xor ', { sym: 'seq_num', bytes: counter }]),
          h('p', { key: 'nt' }, tell(words, 'nonceXor')),
          salt && row('iv', 'write_IV =', hexed(salt.bytes, words, 'v')),
          row('count', 'xor seq_num =', hexed(counter, words, 'v')),
          row('nonce', 'nonce =', hexed(sealed.nonce, words, 'v')),
        ]
      : [
          formula(t, words, 'n', [{ sym: 'nonce', bytes: sealed.nonce }, ' = ', { sym: 'salt', id: sealed.salt ?? undefined }, ' ‖ ', { sym: 'nonce_explicit', bytes: sealed.iv }]),
          h('p', { key: 'nt' }, tell(words, 'nonceJoined')),
          legend([{ ink, name: 'salt', note: tell(words, 'saltNote') }, { ink: 'message', name: 'nonce_explicit', note: tell(words, 'explicitNote') }]),
          hexed(sealed.nonce, words, 'nonce', stretches([[ink, size], ['message', sealed.nonce.length - size]])),
        ],
    h('h5', { key: 'h2' }, tell(words, 'aadTitle')),
    h('p', { key: 'at' }, tell(words, 'aad')),
    legend(headLegend(words, sealed)),
    hexed(sealed.additionalData, words, 'aad', stretches(HEAD)),
    h('h5', { key: 'h3' }, tell(words, 'aeadTitle')),
    formula(t, words, 'f', [{ sym: 'ciphertext ‖ tag', bytes: sealed.ciphertext.length ? sealed.ciphertext : sealed.tag }, ` = ${t.suite?.cipher ?? 'AEAD'}(`, { sym: 'write_key', id: sealed.key }, ', ', { sym: 'nonce', bytes: sealed.nonce }, ', ', { sym: 'plaintext', bytes: sealed.plaintext }, ', ', { sym: 'additional_data', bytes: sealed.additionalData }, ')']),
    row('plain', 'plaintext =', value(sealed.plaintext, words, 'v')),
    row('cipher', 'ciphertext =', value(sealed.ciphertext, words, 'v')),
    sealed.tag && row('tag', 'tag =', hexed(sealed.tag, words, 'v')),
  ];
}
