// For each artifact the commands that print it again, or the reason why there are none.

import { agree, params, point } from './curves.js';
import { artifact, sealed, spot } from './find.js';
import { opened } from './records.js';
import { columns, FOLDER, quote, script, text, value } from './shell.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {{kind: string, shell: string} | {not: string}} Recipe */

/** OpenSSL takes a public exponent as long as the modulus up to this many bits, and no further. */
const BITS = 3072;

/** The sample of an artifact, and for the PRF a second one that shows every turn. @param {Transcript} t @param {Artifact} a @returns {Recipe[]} */
export function recipes(t, a) {
  if (a.bytes.length === 0) return [{ not: 'empty' }];
  const inputs = a.inputs.map(({ id }) => artifact(t, id));
  const known = /** @type {Artifact[]} */ (inputs.filter(Boolean));
  if (known.length < inputs.length) return [{ not: 'unknown' }];
  switch (a.recipe) {
    case 'pkcs1_pad':
      return [pad(known)];
    case 'pkcs1_unpad':
      return [unpad(a, known)];
    case 'rsa_encrypt':
      return [lock(t, known)];
    case 'rsa_decrypt':
      return [raise(t, a)];
    case 'prf':
      return [expand(a, known), unfold(a, known)];
    case 'slice':
      return [slice(a, known)];
    case 'hash':
      return [hash(t, a)];
    case 'concat':
      return [{ kind: 'concat', shell: script(...known.map(given), `printf '%s\\n' "${known.map(use).join('')}"`) }];
    case 'ecdhe_public':
      return [point(a, known)];
    case 'ecdhe_params':
      return [params(a, known)];
    case 'ecdhe':
      return [agree(a, known)];
    case 'rsa_sign':
      return [sign(t, a, known)];
    case 'random':
    case 'received':
    case 'opened':
    case 'given':
    case 'kept':
    case 'stolen':
      return [had(t, a)];
    default:
      return [{ not: 'unknown' }];
  }
}

/** @param {Artifact} a */
const given = (a) => value(a.name, a.bytes);
/** @param {Artifact} a */
const use = (a) => `$${a.name}`;

/** What was not computed: it is in a letter, under a seal, or in a certificate. @param {Transcript} t @param {Artifact} a @returns {Recipe} */
function had(t, a) {
  if (a.name === 'message' || a.name === 'reply') {
    const found = sealed(t, a);
    return found ? { kind: 'opened', shell: opened(t, found) } : { not: 'absent' };
  }
  const found = spot(t, a);
  if (found) {
    const cut = `printf '%s\\n' "$letter" | cut -c ${columns(found.start, found.end)}`;
    return { kind: 'cut', shell: script(value('letter', found.letter.bytes), cut) };
  }
  return certified(t, a) ?? inside(t, a) ?? { not: ['given', 'kept', 'stolen'].includes(a.recipe) ? 'secret' : a.recipe === 'random' ? 'random' : 'absent' };
}

/** What a certificate holds that was there before the first letter. @param {Transcript} t @param {Artifact} a @returns {Recipe | undefined} */
function certified(t, a) {
  const certificate = t.certificates.find(({ id }) => id === (a.name.startsWith('ca_') ? 'ca' : 'server'));
  if (!certificate) return undefined;
  const pem = text('certificate', certificate.pem.trimEnd());
  const read = `printf '%s\\n' "$certificate" | openssl x509`;
  switch (a.name) {
    case 'certificate':
    case 'ca_certificate':
      return { kind: 'pem', shell: script(pem, `${read} -outform DER | hex`) };
    case 'modulus':
    case 'ca_public_key':
      return { kind: 'modulus', shell: script(pem, `${read} -noout -modulus | sed 's/.*=//' | tr A-F a-f`) };
    case 'public_exponent': {
      const found = `${read} -noout -text | sed -n 's/.*Exponent: .*(0x\\(.*\\))/\\1/p'`;
      return { kind: 'exponent', shell: script(pem, `printf '%0${a.bytes.length * 2}x\\n' "0x$(${found})"`) };
    }
    default:
      return undefined;
  }
}

/** What the client drew and locked: the private key opens the block that it is in. @param {Transcript} t @param {Artifact} a @returns {Recipe | undefined} */
function inside(t, a) {
  const block = t.artifacts.find(({ id }) => id === 'client.pkcs1_block');
  const locked = block && artifact(t, 'client.encrypted_pre_master_secret');
  if (!locked || a.holder !== 'client') return undefined;
  const start = { pre_master_secret: block.bytes.length - a.bytes.length, pkcs1_padding: 2 }[a.name];
  return start === undefined ? undefined : power(t, locked, `cut -c ${columns(start, start + a.bytes.length)}`, 'inside');
}

/** 00 02 PS 00 M @param {Artifact[]} inputs @returns {Recipe} */
function pad([padding, message]) {
  return { kind: 'pad', shell: script(given(padding), given(message), `printf '0002%s00%s\\n' "${use(padding)}" "${use(message)}"`) };
}

/** M stands at the end, PS behind 00 02. @param {Artifact} a @param {Artifact[]} inputs @returns {Recipe} */
function unpad(a, [block]) {
  const { length } = block.bytes;
  const start = a.name === 'pkcs1_padding' ? 2 : length - a.bytes.length;
  return { kind: 'unpad', shell: script(given(block), `printf '%s\\n' "${use(block)}" | cut -c ${columns(start, start + a.bytes.length)}`) };
}

/** m^e mod n, by the key in the certificate. @param {Transcript} t @param {Artifact[]} inputs @returns {Recipe} */
function lock(t, [block]) {
  const certificate = t.certificates.find(({ id }) => id === 'server');
  if (!certificate) return { not: 'unknown' };
  return {
    kind: 'lock',
    shell: script(
      text('certificate', certificate.pem.trimEnd()),
      given(block),
      FOLDER.open,
      `printf '%s\\n' "$certificate" >"$dir/certificate.pem"`,
      `unhex "${use(block)}" |`,
      `  openssl pkeyutl -encrypt -certin -inkey "$dir/certificate.pem" -pkeyopt rsa_padding_mode:none | hex`,
      FOLDER.close,
    ),
  };
}

/** c^d mod n. @param {Transcript} t @param {Artifact} a @returns {Recipe} */
function raise(t, a) {
  const locked = artifact(t, a.inputs[0].id);
  return locked ? power(t, locked, undefined, 'raise') : { not: 'unknown' };
}

/**
 * c^d mod n is the same sum as c^e mod n: n and d are written down as a public key would be.
 * @param {Transcript} t @param {Artifact} locked @param {string | undefined} cut @param {string} kind @returns {Recipe}
 */
function power(t, locked, cut, kind) {
  const n = artifact(t, 'server.modulus');
  const d = artifact(t, 'server.private_exponent');
  if (!n || !d) return { not: 'unknown' };
  if (n.bytes.length * 8 > BITS) return { not: 'long' };
  return {
    kind,
    shell: script(
      given(n),
      given(d),
      given(locked),
      FOLDER.open,
      ...key(n, d),
      `unhex "${use(locked)}" |`,
      `  ${POWER} | hex${cut ? ' |' : ''}`,
      cut ? `  ${cut}` : false,
      FOLDER.close,
    ),
  };
}

/** DigestInfo in front of the hash (RFC 8017 §9.2). */
const DIGESTS = /** @type {Record<string, string>} */ ({
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
});

/** EM^d mod n, with EM = 00 01 FF … FF 00 and the hash. With PSS there would be a mask to make. @param {Transcript} t @param {Artifact} a @param {Artifact[]} inputs @returns {Recipe} */
function sign(t, a, [signed]) {
  const hash = /^rsa_pkcs1_(sha\d+)$/.exec(a.detail ?? '')?.[1] ?? '';
  const n = artifact(t, 'server.modulus');
  const d = artifact(t, 'server.private_exponent');
  if (!DIGESTS[hash] || !n || !d) return { not: 'unknown' };
  if (n.bytes.length * 8 > BITS) return { not: 'long' };
  const filler = n.bytes.length - 3 - DIGESTS[hash].length / 2 - Number(hash.slice(3)) / 8;
  return {
    kind: 'sign',
    shell: script(
      given(signed),
      given(n),
      given(d),
      FOLDER.open,
      ...key(n, d),
      `hash=$(unhex "${use(signed)}" | openssl dgst -${hash} -binary | hex)`,
      `filler=$(printf '%${filler}s' '' | sed 's/ /ff/g')`,
      `unhex "0001$filler"00"${DIGESTS[hash]}$hash" |`,
      `  ${POWER} | hex`,
      FOLDER.close,
    ),
  };
}

/** n and an exponent, written down as a public key. @param {Artifact} n @param {Artifact} d */
const key = (n, d) => [
  `printf 'asn1=SEQUENCE:key\\n[key]\\nn=INTEGER:0x%s\\nd=INTEGER:0x%s\\n' "${use(n)}" "${use(d)}" >"$dir/key.cnf"`,
  `openssl asn1parse -genconf "$dir/key.cnf" -noout -out "$dir/key.der"`,
];

/** A number to the power of that exponent, modulo n. */
const POWER = `openssl pkeyutl -encrypt -pubin -keyform DER -inkey "$dir/key.der" -pkeyopt rsa_padding_mode:none`;

/** A(0): the label and the seeds. @param {Artifact} a @param {Artifact[]} seeds */
const seed = (a, seeds) => [`label=$(printf '%s' ${quote(a.expansion?.label ?? '')} | hex)`, `seed="$label${seeds.map(use).join('')}"`];

/** The PRF in one command. @param {Artifact} a @param {Artifact[]} inputs @returns {Recipe} */
function expand(a, [secret, ...seeds]) {
  return {
    kind: 'prf',
    shell: script(
      given(secret),
      ...seeds.map(given),
      ...seed(a, seeds),
      `openssl kdf -keylen ${a.bytes.length} -kdfopt digest:${a.expansion?.hash} \\`,
      `  -kdfopt hexsecret:"${use(secret)}" -kdfopt hexseed:"$seed" -binary TLS1-PRF | hex`,
    ),
  };
}

/** The PRF turn by turn. @param {Artifact} a @param {Artifact[]} inputs @returns {Recipe} */
function unfold(a, [secret, ...seeds]) {
  const turns = a.working.filter(({ id }) => id.startsWith('p')).map(({ id }) => Number(id.slice(1)));
  return {
    kind: 'unfolded',
    shell: script(
      given(secret),
      ...seeds.map(given),
      `mac() { unhex "$1" | openssl mac -digest ${a.expansion?.hash} -macopt hexkey:"${use(secret)}" -binary HMAC | hex; }`,
      ...seed(a, seeds),
      'a0=$seed',
      ...turns.flatMap((turn) => [`a${turn}=$(mac "$a${turn - 1}")`, `p${turn}=$(mac "$a${turn}$seed")`]),
      `printf '%s\\n' "${turns.map((turn) => `$p${turn}`).join('')}" | cut -c ${columns(0, a.bytes.length)}`,
    ),
  };
}

/** @param {Artifact} a @param {Artifact[]} inputs @returns {Recipe} */
function slice(a, [block]) {
  const [start, end] = (a.detail ?? '').split('..').map(Number);
  return { kind: 'slice', shell: script(given(block), `printf '%s\\n' "${use(block)}" | cut -c ${columns(start, end)}`) };
}

/** @param {Transcript} t @param {Artifact} a @returns {Recipe} */
function hash(t, a) {
  if (!a.covers.length) return { not: 'unknown' };
  /** @type {string[]} */
  const names = [];
  const lines = a.covers.map((covered) => {
    const again = names.filter((name) => name.startsWith(covered.message)).length;
    const name = again ? `${covered.message}_${again + 1}` : covered.message;
    names.push(name);
    return value(name, message(t, covered));
  });
  const all = names.map((name) => `$${name}`).join('');
  return { kind: 'hash', shell: script(...lines, `unhex "${all}" | openssl dgst -${a.detail?.toLowerCase()} -binary | hex`) };
}

/** The bytes of a message under a hash. @param {Transcript} t @param {import('../types.js').Covered} covered */
export function message(t, covered) {
  if (covered.bytes) return covered.bytes;
  const parts = covered.places.map(({ letter, record, sealed: hidden, start, end }) => {
    const { bytes, records } = t.letters[letter];
    return (hidden ? records[record].sealed?.plaintext ?? new Uint8Array() : bytes).subarray(start, end);
  });
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
