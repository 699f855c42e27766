// For each protected record the commands that seal it and open it again.

import { artifact } from './find.js';
import { columns, script, value } from './shell.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Letter} Letter */
/** @typedef {import('../types.js').WireRecord} WireRecord */
/** @typedef {import('../types.js').Sealed} Sealed */
/** @typedef {import('../types.js').Field} Field */
/** @typedef {{letter: Letter, record: WireRecord, sealed: Sealed}} Found */
/** @typedef {{kind: string, shell: string, prints: Uint8Array} | {kind: string, not: string, prints: Uint8Array}} Part */

/** @param {Transcript} t @param {string | null | undefined} id */
function key(t, id) {
  const found = id ? artifact(t, id) : undefined;
  return { name: found?.name ?? 'key', bytes: found?.bytes ?? new Uint8Array() };
}

/** `aes-128-cbc`, with the mode changed where OpenSSL's command has another. @param {Transcript} t @param {string} [mode] */
const cipher = (t, mode) => (t.suite?.cipher ?? '').toLowerCase().replaceAll('_', '-').replace(/[a-z]+$/, (own) => mode ?? own);

/** @param {Field} field @param {string} id @returns {Field | undefined} */
const inner = (field, id) => (field.children ?? []).find((child) => child.id === id);

/** Everything about one protected record. @param {Transcript} t @param {Found} found @returns {Part[]} */
export function parts(t, found) {
  if (found.sealed.mac) return cbc(t, found, found.sealed.mac);
  return t.suite?.kind === 'gcm' ? gcm(t, found) : chacha(t, found);
}

/** seq_num, type, version, length @param {Found} found @returns {Part} */
function head({ letter, record, sealed }) {
  const [type, major, minor] = letter.bytes.subarray(record.start, record.start + 3);
  const [high, low] = sealed.additionalData.subarray(11);
  const numbers = `${sealed.sequenceNumber} ${type} 0x${(major * 256 + minor).toString(16).padStart(4, '0')} ${high * 256 + low}`;
  return { kind: 'additional_data', shell: script(`printf '%016x%02x%04x%04x\\n' ${numbers}`), prints: sealed.additionalData };
}

/** @param {Transcript} t @param {Found} found @param {Uint8Array} mac @returns {Part[]} */
function cbc(t, found, mac) {
  const { sealed } = found;
  // RFC 7366: the MAC is over what is sent, and not under the cipher.
  const outside = sealed.encryptThenMac;
  const macKey = key(t, sealed.macKey);
  const own = key(t, sealed.key);
  return [
    head(found),
    {
      kind: 'mac',
      shell: script(
        value(macKey.name, macKey.bytes),
        value('additional_data', sealed.additionalData),
        ...(outside ? [value('iv', sealed.iv), value('ciphertext', sealed.ciphertext)] : [value('plaintext', sealed.plaintext)]),
        `unhex "$additional_data${outside ? '$iv$ciphertext' : '$plaintext'}" |`,
        `  openssl mac -digest ${t.suite?.mac?.replace('HMAC_', '')} -macopt hexkey:"$${macKey.name}" -binary HMAC | hex`,
      ),
      prints: mac,
    },
    {
      kind: 'encrypt',
      shell: script(
        value(own.name, own.bytes),
        value('iv', sealed.iv),
        value('plaintext', sealed.plaintext),
        ...(outside ? [] : [value('mac', mac)]),
        value('padding', sealed.padding ?? []),
        `unhex "$plaintext${outside ? '' : '$mac'}$padding" | openssl enc -${cipher(t)} -nopad -K "$${own.name}" -iv "$iv" | hex`,
      ),
      prints: sealed.ciphertext,
    },
    { kind: 'decrypt', shell: script(...undo(t, found)), prints: sealed.whole },
  ];
}

/** The letter's own bytes, decrypted, as lines that print the whole. @param {Transcript} t @param {Found} found */
function undo(t, { letter, record, sealed }) {
  const own = key(t, sealed.key);
  const at = inner(record.fields, 'record.ciphertext');
  const iv = inner(record.fields, 'record.iv') ?? inner(record.fields, 'record.explicit_nonce');
  const cut = (/** @type {Field | undefined} */ field) => `"$(printf '%s' "$letter" | cut -c ${columns(field?.start ?? 0, field?.end ?? 0)})"`;
  const lines = [value('letter', letter.bytes), value(own.name, own.bytes)];
  if (sealed.mac) return [...lines, `iv=${cut(iv)}`, `unhex ${cut(at)} | openssl enc -d -${cipher(t)} -nopad -K "$${own.name}" -iv "$iv" | hex`];
  const salt = key(t, sealed.salt);
  if (t.suite?.kind !== 'gcm')
    return [...lines, value(salt.name, salt.bytes), `nonce=$(${count(salt.name, sealed)})`, `unhex ${cut(at)} | ${stream(own.name, '01')} | hex`];
  // In GCM the text is under AES in counter mode; the counter starts at 2 (SP 800-38D §7.1).
  return [...lines, value(salt.name, salt.bytes), `nonce=$${salt.name}${cut(iv)}`, `unhex ${cut(at)} | openssl enc -d -${cipher(t, 'ctr')} -K "$${own.name}" -iv "$nonce"00000002 | hex`];
}

/** What was said in a record: decrypted, and cut from the rest. @param {Transcript} t @param {Found} found */
export function opened(t, found) {
  const lines = undo(t, found);
  const last = /** @type {string} */ (lines.pop());
  return script(...lines, found.sealed.mac ? `${last} |\n  cut -c ${columns(0, found.sealed.plaintext.length)}` : last);
}

/** @param {Transcript} t @param {Found} found @returns {Part[]} */
function gcm(t, found) {
  const { sealed } = found;
  const own = key(t, sealed.key);
  const salt = key(t, sealed.salt);
  const known = [value(own.name, own.bytes), value('nonce', sealed.nonce)];
  const empty = sealed.plaintext.length === 0;
  return [
    head(found),
    {
      kind: 'nonce',
      shell: script(value(salt.name, salt.bytes), value('explicit_nonce', sealed.iv), `printf '%s\\n' "$${salt.name}$explicit_nonce"`),
      prints: sealed.nonce,
    },
    empty
      ? { kind: 'counter', not: 'empty', prints: sealed.ciphertext }
      : {
          kind: 'counter',
          shell: script(
            ...known,
            value('plaintext', sealed.plaintext),
            `unhex "$plaintext" | openssl enc -${cipher(t, 'ctr')} -K "$${own.name}" -iv "$nonce"00000002 | hex`,
          ),
          prints: sealed.ciphertext,
        },
    empty
      ? { kind: 'decrypt', not: 'empty', prints: sealed.plaintext }
      : { kind: 'decrypt', shell: script(...undo(t, found)), prints: sealed.plaintext },
    {
      kind: 'tag',
      shell: script(...known, value('additional_data', sealed.additionalData), value('ciphertext', sealed.ciphertext), ghash(cipher(t, 'ecb'), own.name)),
      prints: sealed.tag ?? new Uint8Array(),
    },
  ];
}

/** The write IV, exclusive or the number of the record, which stays below 2^32 here (RFC 7905 §2). @param {string} iv @param {Sealed} sealed */
const count = (iv, { sequenceNumber }) =>
  `printf '%s%08x\\n' "\${${iv}%????????}" $((0x\${${iv}#????????????????} ^ ${sequenceNumber}))`;

/** ChaCha20 from a block on: a counter of 4 bytes, the lowest first, and the nonce (RFC 8439 §2.3). @param {string} name @param {string} block */
const stream = (name, block) => `openssl enc -chacha20 -K "$${name}" -iv ${block}000000"$nonce"`;

/** @param {Transcript} t @param {Found} found @returns {Part[]} */
function chacha(t, found) {
  const { sealed } = found;
  const own = key(t, sealed.key);
  const salt = key(t, sealed.salt);
  const known = [value(own.name, own.bytes), value('nonce', sealed.nonce)];
  /** @param {Part} part @returns {Part} */
  const said = (part) => (sealed.plaintext.length === 0 ? { kind: part.kind, not: 'empty', prints: part.prints } : part);
  return [
    head(found),
    { kind: 'nonce', shell: script(value(salt.name, salt.bytes), count(salt.name, sealed)), prints: sealed.nonce },
    said({
      kind: 'stream',
      shell: script(...known, value('plaintext', sealed.plaintext), `unhex "$plaintext" | ${stream(own.name, '01')} | hex`),
      prints: sealed.ciphertext,
    }),
    said({ kind: 'decrypt', shell: script(...undo(t, found)), prints: sealed.plaintext }),
    {
      kind: 'poly1305',
      shell: script(
        ...known,
        value('additional_data', sealed.additionalData),
        value('ciphertext', sealed.ciphertext),
        PAD,
        'length() { n=$((${#1} / 2)); printf \'%02x%02x%02x0000000000\' $((n & 255)) $((n >> 8 & 255)) $((n >> 16)); }',
        `once=$(unhex ${'00'.repeat(32)} | ${stream(own.name, '00')} | hex)`,
        'unhex "$(pad "$additional_data")$(pad "$ciphertext")$(length "$additional_data")$(length "$ciphertext")" |',
        '  openssl mac -macopt hexkey:"$once" -binary Poly1305 | hex',
      ),
      prints: sealed.tag ?? new Uint8Array(),
    },
  ];
}

/** Zeros behind, up to whole blocks of 16 bytes. */
const PAD = 'pad() { p=$1; while [ $((${#p} % 32)) -ne 0 ]; do p=${p}0; done; printf \'%s\' "$p"; }';

/**
 * The tag of GCM. OpenSSL's command line has no GHASH over both parts, so the shell multiplies in
 * GF(2^128) itself, as SP 800-38D §6.3 says: shift to the right, and 0xe1 comes in at the left.
 * @param {string} ecb @param {string} name
 */
const ghash = (ecb, name) => `block() { unhex "$1" | openssl enc -${ecb} -nopad -K "$${name}" | hex; }
${PAD}
word() { word=\${rest%"\${rest#????????}"}; rest=\${rest#????????}; }
lengths=$(printf '%016x%016x' $((\${#additional_data} * 4)) $((\${#ciphertext} * 4)))
rest=$(block 00000000000000000000000000000000)
word; h0=$((0x$word)); word; h1=$((0x$word)); word; h2=$((0x$word)); word; h3=$((0x$word))
y0=0 y1=0 y2=0 y3=0
rest=$(pad "$additional_data")$(pad "$ciphertext")$lengths
while [ -n "$rest" ]; do
  word; x0=$((y0 ^ 0x$word)); word; x1=$((y1 ^ 0x$word))
  word; x2=$((y2 ^ 0x$word)); word; x3=$((y3 ^ 0x$word))
  v0=$h0 v1=$h1 v2=$h2 v3=$h3 y0=0 y1=0 y2=0 y3=0
  for x in $x0 $x1 $x2 $x3; do
    bit=31
    while [ $bit -ge 0 ]; do
      if [ $((x >> bit & 1)) -eq 1 ]; then
        y0=$((y0 ^ v0)) y1=$((y1 ^ v1)) y2=$((y2 ^ v2)) y3=$((y3 ^ v3))
      fi
      low=$((v3 & 1))
      v3=$((v3 >> 1 | (v2 & 1) << 31)) v2=$((v2 >> 1 | (v1 & 1) << 31))
      v1=$((v1 >> 1 | (v0 & 1) << 31)) v0=$((v0 >> 1 ^ low * 0xe1000000))
      bit=$((bit - 1))
    done
  done
done
rest=$(block "$nonce"00000001)
word; y0=$((y0 ^ 0x$word)); word; y1=$((y1 ^ 0x$word))
word; y2=$((y2 ^ 0x$word)); word; y3=$((y3 ^ 0x$word))
printf '%08x%08x%08x%08x\\n' $y0 $y1 $y2 $y3`;
