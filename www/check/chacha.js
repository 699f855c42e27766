// ChaCha20-Poly1305 (RFC 8439), which WebCrypto does not have: once more, and only to compare. Written for
// reading and not for secrets: it takes a time that depends on them. Pure.

import { sameBytes } from '../same.js';
import { joined } from './tools.js';

/** Bytes of the tag. */
const TAG = 16;
/** `expand 32-byte k`, four little-endian words (RFC 8439 §2.3). */
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];
/** Columns, then diagonals (§2.3). */
const ROUNDS = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];
/** The prime of Poly1305 (§2.5). */
const PRIME = (1n << 130n) - 5n;
/** The bits that `r` may have (§2.5). */
const CLAMP = 0x0ffffffc0ffffffc0ffffffc0fffffffn;

/** Little-endian words. @param {Uint8Array} bytes @returns {number[]} */
const words = (bytes) => Array.from({ length: bytes.length / 4 }, (_, i) => bytes[4 * i] | (bytes[4 * i + 1] << 8) | (bytes[4 * i + 2] << 16) | (bytes[4 * i + 3] << 24));

/** @param {Uint32Array} state @param {number[]} places (§2.1) */
function quarter(state, [a, b, c, d]) {
  const step = (/** @type {number} */ to, /** @type {number} */ by, /** @type {number} */ turned, /** @type {number} */ bits) => {
    state[to] += state[by];
    const mixed = state[turned] ^ state[to];
    state[turned] = (mixed << bits) | (mixed >>> (32 - bits));
  };
  step(a, b, d, 16);
  step(c, d, b, 12);
  step(a, b, d, 8);
  step(c, d, b, 7);
}

/** 64 bytes of the key stream (§2.3). @param {Uint8Array} key 32 bytes @param {number} counter @param {Uint8Array} nonce 12 bytes */
export function block(key, counter, nonce) {
  const start = Uint32Array.from([...CONSTANTS, ...words(key), counter, ...words(nonce)]);
  const state = start.slice();
  for (let round = 0; round < 10; round += 1) for (const places of ROUNDS) quarter(state, places);
  const out = new DataView(new ArrayBuffer(64));
  state.forEach((word, i) => out.setUint32(4 * i, word + start[i], true));
  return new Uint8Array(out.buffer);
}

/** Data exclusive or the key stream: the same both ways (§2.4). @param {Uint8Array} key @param {number} counter of the first block @param {Uint8Array} nonce @param {Uint8Array} data */
export function chacha20(key, counter, nonce, data) {
  const out = Uint8Array.from(data);
  for (let at = 0; at < out.length; at += 64) {
    const stream = block(key, counter + at / 64, nonce);
    for (let i = at; i < Math.min(at + 64, out.length); i += 1) out[i] ^= stream[i - at];
  }
  return out;
}

/** @param {Uint8Array} bytes little-endian */
const little = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** A number as bytes, the lowest first; what is above falls off. @param {bigint} value @param {number} length */
const littleBytes = (value, length) => Uint8Array.from({ length }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));

/** 16 bytes (§2.5). @param {Uint8Array} key 32 bytes, for one message only @param {Uint8Array} message */
export function poly1305(key, message) {
  const r = little(key.subarray(0, 16)) & CLAMP;
  let sum = 0n;
  for (let at = 0; at < message.length; at += 16) {
    const piece = message.subarray(at, at + 16);
    sum = ((sum + little(joined(piece, [1]))) * r) % PRIME;
  }
  return littleBytes(sum + little(key.subarray(16)), TAG);
}

/** Filled up with zeros to 16 bytes (§2.8). @param {Uint8Array} bytes */
const filled = (bytes) => joined(bytes, new Uint8Array((16 - (bytes.length % 16)) % 16));

/**
 * What was said, or nothing where the tag does not fit (§2.8).
 * @param {Uint8Array} key 32 bytes @param {Uint8Array} nonce 12 bytes @param {Uint8Array} more additional data
 * @param {Uint8Array} data ciphertext and tag
 */
export function opened(key, nonce, more, data) {
  if (data.length < TAG) return undefined;
  const ciphertext = data.slice(0, -TAG);
  const sizes = joined(littleBytes(BigInt(more.length), 8), littleBytes(BigInt(ciphertext.length), 8));
  const tag = poly1305(block(key, 0, nonce).subarray(0, 32), joined(filled(more), filled(ciphertext), sizes));
  return sameBytes(tag, data.slice(-TAG)) ? chacha20(key, 1, nonce, ciphertext) : undefined;
}
