// ECDHE by OpenSSL: private and public values, written down as keys in DER.

import { FOLDER, script, value } from './shell.js';

/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {{kind: string, shell: string} | {not: string}} Recipe */

/**
 * A group: its number, what stands in front of and behind a private value in a PrivateKeyInfo (RFC
 * 8410 §7) or ECPrivateKey (RFC 5915 §3), and in front of a public one in a SubjectPublicKeyInfo.
 * @type {Record<string, {code: number, before: string, behind: string, info: string}>}
 */
const GROUPS = {
  x25519: { code: 29, before: '302e020100300506032b656e04220420', behind: '', info: '302a300506032b656e032100' },
  secp256r1: {
    code: 23,
    before: '30310201010420',
    behind: 'a00a06082a8648ce3d030107',
    info: '3059301306072a8648ce3d020106082a8648ce3d030107034200',
  },
};

/** @param {Artifact} a */
const group = (a) => (Object.hasOwn(GROUPS, a.detail ?? '') ? GROUPS[a.detail ?? ''] : undefined);
/** @param {Artifact} a */
const given = (a) => value(a.name, a.bytes);
/** @param {Artifact} a */
const use = (a) => `$${a.name}`;

/** k·G @param {Artifact} a @param {Artifact[]} inputs @returns {Recipe} */
export function point(a, [own]) {
  const known = group(a);
  if (!known) return { not: 'unknown' };
  return {
    kind: 'point',
    shell: script(
      given(own),
      `unhex "${known.before}${use(own)}"${known.behind} |`,
      `  openssl pkey -inform DER -pubout -outform DER | hex | cut -c ${known.info.length + 1}-`,
    ),
  };
}

/** curve_type, named_curve, length, point @param {Artifact} a @param {Artifact[]} inputs @returns {Recipe} */
export function params(a, [own]) {
  const known = group(a);
  if (!known) return { not: 'unknown' };
  return { kind: 'params', shell: script(given(own), `printf '03%04x%02x%s\\n' ${known.code} ${own.bytes.length} "${use(own)}"`) };
}

/** One coordinate of k·P @param {Artifact} a @param {Artifact[]} inputs @returns {Recipe} */
export function agree(a, [own, theirs]) {
  const known = group(a);
  if (!known) return { not: 'unknown' };
  return {
    kind: 'agree',
    shell: script(
      given(own),
      given(theirs),
      FOLDER.open,
      `unhex "${known.before}${use(own)}"${known.behind} >"$dir/own.der"`,
      `unhex "${known.info}${use(theirs)}" >"$dir/theirs.der"`,
      'openssl pkeyutl -derive -keyform DER -inkey "$dir/own.der" -peerform DER -peerkey "$dir/theirs.der" | hex',
      FOLDER.close,
    ),
  };
}
