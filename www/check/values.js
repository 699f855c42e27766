// One value, made again by another route. Pure: WebCrypto is handed in.

import { list } from '../inspector/sheets.js';
import { agreed, bytesOf, digest, expand, hmac, joined, number, power, publicOf, verifier } from './tools.js';
import { sameBytes } from '../same.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('./tools.js').Subtle} Subtle */
/** What is looked at, and with what. `earlier` is the connection before it, where it is known. @typedef {{t: Transcript, subtle: Subtle, earlier?: Transcript}} Desk */
/**
 * What came of it: `found` is compared with the value, `ok` is a verdict; `why` is what stands in the way.
 * @typedef {{by?: string, found?: Uint8Array, ok?: boolean, why?: string}} Verdict
 */

/** @param {Desk} desk @param {string} id */
export const bytes = ({ t }, id) => t.artifacts.find((one) => one.id === id)?.bytes ?? new Uint8Array();
/** @param {Desk} desk @param {Artifact} a @param {string} role */
const input = (desk, a, role) => bytes(desk, a.inputs.find((one) => one.role === role)?.id ?? '');
/** @param {string} said */
const text = (said) => new TextEncoder().encode(said);

/** @type {Record<string, (desk: Desk, a: Artifact) => Promise<Verdict>|Verdict>} */
const ROUTES = {
  random: drawn,
  given: chosen,
  stolen: privateKey,
  received: copied,
  concat: (desk, a) => ({ by: 'join', found: joined(...a.inputs.map(({ id }) => bytes(desk, id))) }),
  slice(desk, a) {
    const [start, end] = (a.detail ?? '').split('..').map(Number);
    return { by: 'cut', found: bytes(desk, a.from[0] ?? '').slice(start, end) };
  },
  pkcs1_pad: (desk, a) => ({ by: 'join', found: joined([0, 2], input(desk, a, 'PS'), [0], input(desk, a, 'M')) }),
  pkcs1_unpad(desk, a) {
    const block = input(desk, a, 'EM');
    const end = block.indexOf(0, 2);
    return { by: 'cut', found: block[0] === 0 && block[1] === 2 && end > 0 ? (a.name === 'pkcs1_padding' ? block.slice(2, end) : block.slice(end + 1)) : new Uint8Array() };
  },
  rsa_encrypt: (desk, a) => raised(desk, a, 'm', 'e'),
  rsa_decrypt: (desk, a) => raised(desk, a, 'c', 'd'),
  prf: unfolded,
  hash: hashed,
  ecdhe_public: async (desk, a) => ({ by: 'webcrypto', found: await publicOf(desk.subtle, a.detail ?? '', bytes(desk, a.from[0])) }),
  ecdhe: async (desk, a) => ({ by: 'webcrypto', found: await agreed(desk.subtle, a.detail ?? desk.t.suite?.group ?? '', bytes(desk, a.from[0]), bytes(desk, a.from[1])) }),
  ecdhe_params(desk, a) {
    const point = bytes(desk, a.from[0] ?? '');
    return { by: 'join', found: joined([3, 0, a.detail === 'x25519' ? 29 : 23, point.length], point) };
  },
  rsa_sign: signed,
  kept: inEarlier,
  seen: () => ({ why: 'seen' }),
};

/** @param {Desk} desk @param {Artifact} a @returns {Promise<Verdict>} */
export async function remade(desk, a) {
  const verdict = await (ROUTES[a.recipe]?.(desk, a) ?? { why: 'route' });
  if (a.decimal && BigInt(a.decimal) !== number(a.bytes)) return { ...verdict, ok: false };
  return verdict;
}

/** In the connection before: all that it was made of there, and it itself; then it is compared. @param {Desk} desk @param {Artifact} a @returns {Promise<Verdict>} */
async function inEarlier({ earlier, subtle }, a) {
  const before = earlier?.artifacts.find(({ id }) => id === a.id);
  if (!earlier || !before) return { why: 'earlier' };
  const verdict = await traced({ t: earlier, subtle }, before, new Map());
  return verdict.why ? verdict : { by: 'before', found: before.bytes, ok: verdict.ok };
}

/** A value, and whatever it hangs on. @param {Desk} desk @param {Artifact} a @param {Map<string, Promise<Verdict>>} known @returns {Promise<Verdict>} */
async function traced(desk, a, known) {
  for (const id of new Set([...a.from, ...a.inputs.map((one) => one.id)])) {
    const source = desk.t.artifacts.find((one) => one.id === id);
    if (!source || id === a.id) continue;
    if (!known.has(id)) known.set(id, traced(desk, source, known));
    const verdict = /** @type {Verdict} */ (await known.get(id));
    if (verdict.why || !verdict.ok) return verdict;
  }
  const { why, found, ok } = await remade(desk, a);
  return why ? { why } : { ok: ok !== false && (!found || sameBytes(found, a.bytes)) };
}

/** Out of the seed: HMAC-SHA256(seed, label ‖ 00 ‖ place). @param {Desk} desk @param {Artifact} a @returns {Promise<Verdict>} */
async function drawn(desk, a) {
  const { scenario } = desk.t;
  if (scenario.hand) return { why: 'published' };
  if (!/^[0-9a-f]{64}$/.test(scenario.seed) || !DRAWN.has(a.name)) return { why: 'chance' };
  const first = await hmac(desk.subtle, 'SHA256', bytesOf(BigInt(`0x${scenario.seed}`), 32));
  // A second connection has a seed of its own, drawn from that of the first.
  const mac = scenario.resume ? await hmac(desk.subtle, 'SHA256', await first(joined(text('second_connection'), [0], bytesOf(0n, 8)))) : first;
  const secret = a.name === 'pre_master_secret';
  const length = a.bytes.length - (secret ? 2 : 0);
  /** @type {number[]} */
  const out = [];
  for (let i = 0; out.length < length; i += 1) {
    const block = await mac(joined(text(a.name.replace('new_', '')), [0], bytesOf(BigInt(i), 8)));
    out.push(...Array.from(block).filter((b) => b || a.name !== 'pkcs1_padding'));
  }
  return { by: 'seed', found: joined(secret ? a.bytes.slice(0, 2) : [], out.slice(0, length)), ok: !secret || sameBytes(a.bytes.slice(0, 2), [3, 3]) };
}

/** Streams that are named like what comes of them. */
const DRAWN = new Set(['client_random', 'server_random', 'session_id', 'new_session_id', 'pre_master_secret', 'pkcs1_padding', 'client_ephemeral_private', 'server_ephemeral_private', 'signature_salt']);

/** What was there before. @param {Desk} desk @param {Artifact} a @returns {Promise<Verdict>|Verdict} */
function chosen(desk, a) {
  const { scenario, suite, certificates } = desk.t;
  switch (a.name) {
    case 'message':
      return { by: 'chosen', found: text(scenario.message) };
    case 'reply':
      return { by: 'chosen', found: text(scenario.reply) };
    case 'server_name':
      return { by: 'chosen', found: text(scenario.serverName) };
    case 'cipher_suite':
      return suite ? { by: 'chosen', found: bytesOf(BigInt(suite.code), 2) } : { why: 'given' };
    case 'private_exponent':
      return privateKey(desk, a);
    case 'certificate':
    case 'ca_certificate':
      return { by: 'pem', found: unarmoured(certificates.find(({ id }) => id === (a.name === 'certificate' ? 'server' : 'ca'))?.pem ?? '') };
    case 'modulus':
    case 'public_exponent':
    case 'ca_public_key':
      return inCertificate(desk, a);
    default:
      return { why: 'given' };
  }
}

/** PEM without its fence. @param {string} pem */
const unarmoured = (pem) => Uint8Array.from(atob(pem.replaceAll(/-----[^-]+-----|\s/g, '')), (c) => c.charCodeAt(0));

/** A number of a public key, as WebCrypto reads it out of the certificate. @param {Desk} desk @param {Artifact} a @returns {Promise<Verdict>} */
async function inCertificate({ t, subtle }, a) {
  const id = a.name.startsWith('ca_') ? 'ca' : 'server';
  const certificate = t.certificates.find((one) => one.id === id);
  const info = certificate && range(certificate, 'x509.subject_public_key_info');
  if (!info) return { why: 'given' };
  const key = await subtle.importKey('spki', Uint8Array.from(info), { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, ['verify']);
  const jwk = await subtle.exportKey('jwk', key);
  const read = (/** @type {string} */ said) => Uint8Array.from(atob(said.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  return { by: 'webcrypto', found: read((a.name === 'public_exponent' ? jwk.e : jwk.n) ?? '') };
}

/** Bytes of a field of a certificate. @param {import('../types.js').Certificate} certificate @param {string} id */
function range({ der, fields }, id) {
  const found = list([fields]).find(({ field }) => field.id === id)?.field;
  return found && der.subarray(found.start, found.end);
}

/** What one locks the other opens: 2 to the power of e and of d is 2. @param {Desk} desk @param {Artifact} a @returns {Verdict} */
function privateKey(desk, a) {
  const authority = a.name === 'ca_private_key' && desk.t.certificates.find(({ id }) => id === 'ca');
  if (a.name !== 'private_exponent' && !authority) return { why: 'given' };
  const of = (/** @type {string} */ name) => desk.t.artifacts.find((one) => one.name === name && (one.holder === a.holder || one.holder === 'server'))?.bytes;
  const [n, e] = authority ? ['x509.modulus', 'x509.public_exponent'].map((id) => range(authority, id)) : [of('modulus'), of('public_exponent')];
  if (!n || !e) return { why: 'given' };
  return { by: 'bigint', ok: power(power(2n, number(e), number(n)), number(a.bytes), number(n)) === 2n };
}

/** It stands in the letter that it came in. @param {Desk} desk @param {Artifact} a @returns {Verdict} */
function copied({ t }, a) {
  const place = t.beats[a.beat]?.letter;
  const letter = typeof place === 'number' ? t.letters[place] : undefined;
  if (!letter) return { why: 'given' };
  // Whoever listens hears what was sent, whoever is written to reads what arrived.
  const read = (a.holder !== 'eavesdropper' && letter.arrived) || letter;
  const found = list(read.records.map(({ fields }) => fields)).some(({ field }) => sameBytes(read.bytes.subarray(field.start, field.end), a.bytes));
  return { by: 'letter', ok: found };
}

/** @param {Desk} desk @param {Artifact} a @param {string} base @param {string} exponent @returns {Verdict} */
function raised(desk, a, base, exponent) {
  const n = number(input(desk, a, 'n'));
  if (n === 0n) return { ok: false };
  return { by: 'bigint', found: bytesOf(power(number(input(desk, a, base)), number(input(desk, a, exponent)), n), input(desk, a, 'n').length) };
}

/** @param {Desk} desk @param {Artifact} a @returns {Promise<Verdict>} */
async function unfolded(desk, a) {
  const { inputs, detail } = a;
  const hash = a.expansion?.hash ?? desk.t.suite?.prfHash ?? 'SHA256';
  const of = (/** @type {string} */ role) => inputs.filter((one) => one.role === role).map(({ id }) => bytes(desk, id));
  return { by: 'webcrypto', found: await expand(desk.subtle, hash, joined(...of('secret')), joined(text(detail ?? ''), ...of('seed')), a.bytes.length) };
}

/** All messages again, out of the letters; and the hash after each. @param {Desk} desk @param {Artifact} a @returns {Promise<Verdict>} */
async function hashed({ t, subtle }, a) {
  const hash = a.detail ?? 'SHA256';
  if (!a.covers.length) return { why: 'given' };
  let all = new Uint8Array();
  let ok = true;
  for (const { places, bytes: changed, after } of a.covers) {
    const parts = places.map(({ letter, record, sealed, start, end }) => (sealed ? t.letters[letter].records[record].sealed?.plaintext ?? new Uint8Array() : t.letters[letter].bytes).subarray(start, end));
    all = joined(all, ...(changed ? [changed] : parts));
    ok &&= sameBytes(await digest(subtle, hash, all), after);
  }
  return { by: 'webcrypto', ok, found: await digest(subtle, hash, all) };
}

/** Verified, with the Server's public key. @param {Desk} desk @param {Artifact} a @returns {Promise<Verdict>} */
async function signed(desk, a) {
  const [, scheme, hash] = /^rsa_(pkcs1|pss)\w*_(sha\d+)$/.exec(a.detail ?? '') ?? [];
  const e = desk.t.artifacts.find((one) => one.name === 'public_exponent' && one.holder === a.holder)?.bytes;
  if (!scheme || !e) return { why: 'route' };
  const pss = scheme === 'pss';
  const key = await verifier(desk.subtle, input(desk, a, 'n'), e, pss ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash);
  const how = pss ? { name: 'RSA-PSS', saltLength: Number(hash.slice(3)) / 8 } : 'RSASSA-PKCS1-v1_5';
  return { by: 'webcrypto', ok: await desk.subtle.verify(how, key, Uint8Array.from(a.bytes), Uint8Array.from(input(desk, a, 'M'))) };
}
