// What is sealed, opened again by another route; and certificates. Pure: WebCrypto is handed in.

import { list } from '../inspector/sheets.js';
import { sameBytes } from '../same.js';
import { opened } from './chacha.js';
import { bytesOf, cbc, gcm, hmac, joined, own } from './tools.js';
import { bytes } from './values.js';

/** @typedef {import('../types.js').Letter} Letter */
/** @typedef {import('../types.js').Sealed} Sealed */
/** @typedef {import('./values.js').Desk} Desk */
/** @typedef {import('./values.js').Verdict} Verdict */

/** A record's place, as its sender counts: sealed records before it. @param {Desk} desk @param {Letter} letter @param {number} index */
function counted({ t }, letter, index) {
  const before = t.letters.filter((l) => l.from === letter.from && l.index <= letter.index);
  return before.flatMap((l) => l.records.slice(0, l === letter ? index : undefined)).filter((record) => record.protected).length;
}

/** From the bytes of the letter to what was said. @param {Desk} desk @param {Letter} letter @param {number} index @returns {Promise<Verdict>} */
export async function unsealed(desk, letter, index) {
  const record = letter.records[index];
  const sealed = record.sealed;
  const { suite } = desk.t;
  // The keys of a later handshake are not among the values.
  if (!sealed || !suite || !desk.t.artifacts.some(({ id }) => id === sealed.key)) return { why: 'closed' };
  const wire = letter.bytes.slice(record.start, record.end);
  // In a capture records may be missing; the seal itself covers the number.
  const count = desk.t.origin ? sealed.sequenceNumber : counted(desk, letter, index);
  const head = joined(bytesOf(BigInt(count), 8), wire.slice(0, 3));
  const key = bytes(desk, sealed.key);
  const iv = wire.slice(5, 5 + suite.recordIvLength);
  const rest = wire.slice(5 + suite.recordIvLength);
  const parts = (/** @type {Uint8Array} */ plain, /** @type {Uint8Array} */ more, /** @type {Uint8Array} */ nonce) =>
    sameBytes(plain, sealed.plaintext) && sameBytes(more, sealed.additionalData) && sameBytes(iv, sealed.iv) && sameBytes(nonce, sealed.nonce) && sealed.sequenceNumber === count;
  if (suite.kind === 'gcm') {
    const nonce = joined(bytes(desk, sealed.salt ?? ''), iv);
    const more = joined(head, bytesOf(BigInt(rest.length - suite.tagLength), 2));
    const plain = await gcm(desk.subtle, key, nonce, more, rest);
    return { by: 'webcrypto', ok: parts(plain, more, nonce) && sameBytes(plain, sealed.whole) && sameBytes(joined(sealed.ciphertext, sealed.tag ?? []), rest) };
  }
  if (suite.kind === 'chacha20_poly1305') {
    // RFC 7905 §2: the write IV, exclusive or the number filled up in front.
    const number = bytesOf(BigInt(count), suite.fixedIvLength);
    const nonce = bytes(desk, sealed.salt ?? '').map((byte, i) => byte ^ number[i]);
    const more = joined(head, bytesOf(BigInt(rest.length - suite.tagLength), 2));
    const plain = opened(key, nonce, more, rest);
    return { by: 'chacha', ok: plain !== undefined && parts(plain, more, nonce) && sameBytes(plain, sealed.whole) && sameBytes(joined(sealed.ciphertext, sealed.tag ?? []), rest) };
  }
  if (sealed.encryptThenMac) return outside(desk, sealed, { head, key, iv, rest });
  const whole = await cbc(desk.subtle, key, iv, rest);
  const padding = whole[whole.length - 1] + 1;
  const end = whole.length - padding - suite.tagLength;
  const plain = whole.slice(0, Math.max(0, end));
  const more = joined(head, bytesOf(BigInt(plain.length), 2));
  const mac = await hmac(desk.subtle, (suite.mac ?? '').replace('HMAC_', ''), bytes(desk, sealed.macKey ?? ''));
  const tag = whole.slice(Math.max(0, end), Math.max(0, whole.length - padding));
  const filled = whole.slice(-padding).every((b) => b === padding - 1);
  return { by: 'webcrypto', ok: end >= 0 && filled && parts(plain, more, iv) && sameBytes(whole, sealed.whole) && sameBytes(rest, sealed.ciphertext) && sameBytes(await mac(joined(more, plain)), tag) && sameBytes(tag, sealed.mac ?? []) };
}

/** The same where the MAC stands outside: over the head, IV and ciphertext (RFC 7366 §3). @param {Desk} desk @param {Sealed} sealed @param {{head: Uint8Array, key: Uint8Array, iv: Uint8Array, rest: Uint8Array}} wire @returns {Promise<Verdict>} */
async function outside(desk, sealed, { head, key, iv, rest }) {
  const { suite } = desk.t;
  const end = rest.length - (suite?.tagLength ?? 0);
  const [ciphertext, tag] = [rest.slice(0, end), rest.slice(end)];
  const whole = await cbc(desk.subtle, key, iv, ciphertext);
  const padding = whole[whole.length - 1] + 1;
  const more = joined(head, bytesOf(BigInt(iv.length + end), 2));
  const mac = await hmac(desk.subtle, (suite?.mac ?? '').replace('HMAC_', ''), bytes(desk, sealed.macKey ?? ''));
  const filled = whole.slice(-padding).every((b) => b === padding - 1);
  return { by: 'webcrypto', ok: filled && sameBytes(whole, sealed.whole) && sameBytes(whole.slice(0, -padding), sealed.plaintext) && sameBytes(more, sealed.additionalData) && sameBytes(ciphertext, sealed.ciphertext) && sameBytes(await mac(joined(more, iv, ciphertext)), tag) && sameBytes(tag, sealed.mac ?? []) };
}

/** The words that came out of a record. @param {Desk} desk @param {import('../types.js').Artifact} a @returns {Promise<Verdict>} */
export async function said(desk, a) {
  const letter = desk.t.letters.find(({ id }) => id === (a.name === 'reply' ? 'server_message' : 'client_message'));
  if (!letter) return { why: 'route' };
  let all = new Uint8Array();
  let by = '';
  for (const [index, record] of letter.records.entries()) {
    if (!record.sealed) continue;
    const verdict = await unsealed(desk, letter, index);
    if (verdict.why) return verdict;
    if (!verdict.ok) return { ...verdict, ok: false };
    by = verdict.by ?? '';
    all = joined(all, record.sealed.plaintext);
  }
  return { by: by || 'webcrypto', found: all };
}

/** Whether the Authority's key signed it; whatever comes out, the core must have said the same. @param {Desk} desk @param {import('../types.js').Certificate} certificate @returns {Promise<Verdict>} */
export async function issued({ t, subtle }, certificate) {
  const authority = t.certificates.find(({ id }) => id === 'ca');
  if (!authority) return { why: 'issuer' };
  const range = (/** @type {import('../types.js').Certificate} */ { der, fields }, /** @type {string} */ id) => {
    const found = list([fields]).find(({ field }) => field.id === id)?.field;
    return found && { bytes: own(der.slice(found.start, found.end)), value: String(found.value ?? '') };
  };
  const [info, tbs, signature, algorithm] = [range(authority, 'x509.subject_public_key_info'), range(certificate, 'x509.tbs'), range(certificate, 'x509.signature'), range(certificate, 'x509.signature_algorithm')];
  const hash = /^sha(\d+)WithRSAEncryption/.exec(algorithm?.value ?? '')?.[1];
  if (!info || !tbs || !signature || !hash) return { why: 'route' };
  const key = await subtle.importKey('spki', info.bytes, { name: 'RSASSA-PKCS1-v1_5', hash: `SHA-${hash}` }, false, ['verify']);
  const fits = await subtle.verify('RSASSA-PKCS1-v1_5', key, signature.bytes, tbs.bytes);
  const told = certificate.id === 'server' ? t.beats.find(({ check }) => check?.id === 'certificate_signature')?.check?.ok : true;
  return { by: 'webcrypto', ok: fits === (told ?? fits) };
}
