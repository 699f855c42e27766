// What checking is done with: WebCrypto, handed in as `subtle`, and whole numbers. Pure.

import { hex } from '../transcript.js';

/** @typedef {SubtleCrypto} Subtle */

/** @param {(ArrayLike<number>|number[])[]} parts */
export function joined(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(Array.from(part), at);
    at += part.length;
  }
  return out;
}

/** Bytes that WebCrypto takes. @param {Uint8Array} bytes @returns {Uint8Array<ArrayBuffer>} */
export const own = (bytes) => Uint8Array.from(bytes);

/** `SHA256` as WebCrypto calls it. @param {string} name */
const hashName = (name) => name.toUpperCase().replace(/^SHA-?(\d+)$/, 'SHA-$1');

/** @param {Subtle} subtle @param {string} hash @param {Uint8Array} data */
export const digest = async (subtle, hash, data) => new Uint8Array(await subtle.digest(hashName(hash), own(data)));

/** @param {Subtle} subtle @param {string} hash @param {Uint8Array} key */
export async function hmac(subtle, hash, key) {
  const made = await subtle.importKey('raw', own(key), { name: 'HMAC', hash: hashName(hash) }, false, ['sign']);
  return async (/** @type {Uint8Array} */ text) => new Uint8Array(await subtle.sign('HMAC', made, own(text)));
}

/** P_hash(secret, seed), so many bytes (RFC 5246 §5). @param {Subtle} subtle @param {string} hash @param {Uint8Array} secret @param {Uint8Array} seed @param {number} length */
export async function expand(subtle, hash, secret, seed, length) {
  const mac = await hmac(subtle, hash, secret);
  let [a, out] = [seed, new Uint8Array()];
  while (out.length < length) {
    a = await mac(a);
    out = joined(out, await mac(joined(a, seed)));
  }
  return out.slice(0, length);
}

const BLOCK = 16;

/**
 * AES-CBC without the padding that WebCrypto insists on: the block that would be a whole block of it,
 * encrypted behind the rest, is put there first.
 * @param {Subtle} subtle @param {Uint8Array} key @param {Uint8Array} iv @param {Uint8Array} data whole blocks
 */
export async function cbc(subtle, key, iv, data) {
  const made = await subtle.importKey('raw', own(key), 'AES-CBC', false, ['encrypt', 'decrypt']);
  const last = own(data.slice(-BLOCK));
  const end = new Uint8Array(await subtle.encrypt({ name: 'AES-CBC', iv: last }, made, new Uint8Array()));
  return new Uint8Array(await subtle.decrypt({ name: 'AES-CBC', iv: own(iv) }, made, joined(data, end)));
}

/** @param {Subtle} subtle @param {Uint8Array} key @param {Uint8Array} nonce @param {Uint8Array} more @param {Uint8Array} data ciphertext and tag */
export async function gcm(subtle, key, nonce, more, data) {
  const made = await subtle.importKey('raw', own(key), 'AES-GCM', false, ['decrypt']);
  return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv: own(nonce), additionalData: own(more) }, made, own(data)));
}

/** @param {ArrayLike<number>} bytes */
export const number = (bytes) => BigInt(`0x${hex(bytes) || '0'}`);

/** So many bytes. @param {bigint} value @param {number} length */
export const bytesOf = (value, length) => Uint8Array.from(value.toString(16).padStart(2 * length, '0').match(/../g) ?? [], (pair) => parseInt(pair, 16));

/** base to the power of exponent, modulo. @param {bigint} base @param {bigint} exponent @param {bigint} modulus */
export function power(base, exponent, modulus) {
  let out = 1n;
  for (const bit of exponent.toString(2)) {
    out = (out * out) % modulus;
    if (bit === '1') out = (out * base) % modulus;
  }
  return out;
}

/** @param {ArrayLike<number>} bytes */
const url64 = (bytes) => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** An RSA key to verify with, from its two numbers. @param {Subtle} subtle @param {Uint8Array} n @param {Uint8Array} e @param {string} scheme @param {string} hash */
export const verifier = (subtle, n, e, scheme, hash) =>
  subtle.importKey('jwk', { kty: 'RSA', n: url64(n), e: url64(e), ext: true }, { name: scheme, hash: hashName(hash) }, true, ['verify']);

/** In front of a private value, PKCS#8 (RFC 5208 §5; RFC 8410 §7; RFC 5915 §3). */
const WRAPS = /** @type {Record<string, number[]>} */ ({
  x25519: [0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 34, 4, 32],
  secp256r1: [0x30, 65, 2, 1, 0, 0x30, 19, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7, 4, 39, 0x30, 37, 2, 1, 1, 4, 32],
});
/** @param {string} group */
const curve = (group) => (group === 'x25519' ? 'X25519' : { name: 'ECDH', namedCurve: 'P-256' });

/** @param {Subtle} subtle @param {string} group @param {Uint8Array} secret */
const scalar = (subtle, group, secret) => subtle.importKey('pkcs8', joined(WRAPS[group], secret), curve(group), true, ['deriveBits']);

/** The public value of a private one. @param {Subtle} subtle @param {string} group @param {Uint8Array} secret */
export async function publicOf(subtle, group, secret) {
  const { x = '', y = '' } = await subtle.exportKey('jwk', await scalar(subtle, group, secret));
  const read = (/** @type {string} */ text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return group === 'x25519' ? read(x) : joined([4], read(x), read(y));
}

/** What two sides agree on. @param {Subtle} subtle @param {string} group @param {Uint8Array} secret @param {Uint8Array} theirs */
export async function agreed(subtle, group, secret, theirs) {
  const point = await subtle.importKey('raw', own(theirs), curve(group), true, []);
  const kind = group === 'x25519' ? 'X25519' : 'ECDH';
  return new Uint8Array(await subtle.deriveBits({ name: kind, public: point }, await scalar(subtle, group, secret), 256));
}
