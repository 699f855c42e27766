// Where a value is: the letters, records and fields of a Transcript.

import { hex } from '../transcript.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('../types.js').Letter} Letter */
/** @typedef {import('../types.js').Field} Field */
/** @typedef {import('../types.js').Sealed} Sealed */
/** @typedef {{letter: Letter, start: number, end: number}} Spot */

/** The field in which a value crossed, by the name of the value. */
const FIELDS = /** @type {Record<string, string>} */ ({
  client_random: 'client_hello.random',
  server_random: 'server_hello.random',
  session_id: 'server_hello.session_id',
  new_session_id: 'server_hello.session_id',
  cipher_suite: 'server_hello.cipher_suite',
  server_name: 'server_name.host_name',
  certificate: 'certificate.der',
  modulus: 'x509.modulus',
  public_exponent: 'x509.public_exponent',
  server_ephemeral_public: 'ecdh_params.public',
  ecdhe_params: 'server_key_exchange.params',
  params_signature: 'server_key_exchange.signature',
  client_ephemeral_public: 'client_key_exchange.public',
  encrypted_pre_master_secret: 'client_key_exchange.encrypted_pre_master_secret',
});

/** Values shorter than this may stand somewhere by chance. */
const TELLING = 8;

/** @param {Field} field @returns {Field[]} */
const flat = (field) => [field, ...(field.children ?? []).flatMap(flat)];

/** The first field of this id in the letters. @param {Transcript} t @param {string} id @param {Letter[]} [letters] @returns {Spot | undefined} */
export function field(t, id, letters = t.letters) {
  for (const letter of letters)
    for (const record of letter.records) {
      const found = flat(record.fields).find((one) => one.id === id && one.end > one.start);
      if (found) return { letter, start: found.start, end: found.end };
    }
  return undefined;
}

/** Where the bytes of an artifact stand in a letter, in plain sight. @param {Transcript} t @param {Artifact} a @returns {Spot | undefined} */
export function spot(t, a) {
  const wanted = hex(a.bytes);
  const same = (/** @type {Spot | undefined} */ s) => s && hex(s.letter.bytes.subarray(s.start, s.end)) === wanted;
  // As it was sent, or as it arrived.
  const arrived = t.letters.flatMap((letter) => (letter.arrived ? [{ ...letter, ...letter.arrived }] : []));
  for (const letters of [t.letters, arrived]) {
    const known = FIELDS[a.name] ? field(t, FIELDS[a.name], letters) : undefined;
    if (same(known)) return known;
  }
  if (a.bytes.length < TELLING) return undefined;
  for (const letter of [...t.letters, ...arrived])
    for (const record of letter.records)
      for (const one of flat(record.fields)) {
        const found = { letter, start: one.start, end: one.end };
        if (one.end - one.start === a.bytes.length && same(found)) return found;
      }
  return undefined;
}

/** The protected record that says these words. @param {Transcript} t @param {Artifact} a */
export function sealed(t, a) {
  const wanted = hex(a.bytes);
  for (const letter of t.letters)
    for (const record of letter.records)
      if (record.sealed && record.contentType === 'application_data' && hex(record.sealed.plaintext) === wanted)
        return { letter, record, sealed: record.sealed };
  return undefined;
}

/** An artifact by id; what was stolen is looked up in the pocket that it came from. @param {Transcript} t @param {string} id @returns {Artifact | undefined} */
export function artifact(t, id) {
  const name = id.slice(id.indexOf('.') + 1);
  return t.artifacts.find((a) => a.id === id) ?? t.artifacts.find((a) => a.id === `server.${name}`);
}
