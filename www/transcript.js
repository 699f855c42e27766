// Look-ups in a Transcript. Pure: nothing is computed here that the Rust core did not compute.

/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./types.js').Who} Who */

const DIGITS = '0123456789abcdef';

/** All bytes as lower-case hex. @param {ArrayLike<number>|null|undefined} bytes */
export function hex(bytes) {
  let out = '';
  if (bytes) for (let i = 0; i < bytes.length; i += 1) out += DIGITS[bytes[i] >> 4] + DIGITS[bytes[i] & 15];
  return out;
}

/** Hex in pairs, `perLine` bytes a line. @param {ArrayLike<number>} bytes @param {number} [perLine] @returns {string[]} */
export function hexLines(bytes, perLine = 16) {
  const lines = [];
  for (let i = 0; i < bytes.length; i += perLine) {
    const row = Array.prototype.slice.call(bytes, i, i + perLine);
    lines.push(row.map((b) => hex([b])).join(' '));
  }
  return lines;
}

/** The first bytes, for a card. @param {ArrayLike<number>|null|undefined} bytes @param {number} [count] */
export function head(bytes, count = 4) {
  if (!bytes || !bytes.length) return '';
  return hex(Array.prototype.slice.call(bytes, 0, count)) + (bytes.length > count ? '…' : '');
}

/** UTF-8 bytes as text. @param {Uint8Array|null|undefined} bytes */
export const text = (bytes) => (bytes ? new TextDecoder().decode(bytes) : '');

/** Whether a value is there, but not for us: a capture does not tell it. @param {Transcript} t @param {string} who @param {string} name @param {number} [beat] */
export const isClosed = (t, who, name, beat = Infinity) =>
  Boolean(t.closed?.some((c) => c.who === who && (c.name === name || c.name === real(name)) && c.beat <= beat));

/** Cards of two numbers are known by the one that tells them apart. */
const ALIAS = /** @type {Record<string, string>} */ ({ public_key: 'modulus', private_key: 'private_exponent' });

/** The artifact name that stands for a card. @param {string} name */
export const real = (name) => ALIAS[name] ?? name;

/** By id, such as `client.master_secret`; the two keys go by `public_key` and `private_key`. @param {Transcript} t @param {string} id */
export function artifact(t, id) {
  const dot = id.indexOf('.');
  return index(t).artifacts.get(id) ?? index(t).artifacts.get(`${id.slice(0, dot)}.${real(id.slice(dot + 1))}`);
}

/** By id, the first of them, or by its place. @param {Transcript} t @param {string} id */
export const letter = (t, id) => index(t).letters.get(id) ?? (/^\d+$/.test(id) ? t.letters[Number(id)] : undefined);

/** @param {Transcript} t @param {string} id */
export const scene = (t, id) => index(t).scenes.get(id);

/** @param {Transcript} t @param {string} id */
export const party = (t, id) => t.parties.find((p) => p.id === id);

/** Names that `who` knows after beat `beat` (inclusive). @param {Transcript} t @param {Who} who @param {number} beat */
export function known(t, who, beat) {
  return t.ledger.filter((k) => k.who === who && k.beat <= beat);
}

/** Whether the Eavesdropper sits at this desk. @param {Transcript} t @param {Who} who */
export const taken = (t, who) => t.middle?.desk === who;

/** Who sits at a desk. @param {Transcript} t @param {Who} who @returns {Who} */
const seated = (t, who) => (taken(t, who) ? 'eavesdropper' : who);

/** Whether the one at that desk knows something. @param {Transcript} t @param {Who} who @param {string} name @param {number} beat */
export function knows(t, who, name, beat) {
  if (t.closed && isClosed(t, who, name, beat)) return true;
  const all = index(t).since.get(seated(t, who));
  const first = Math.min(all?.get(name) ?? Infinity, all?.get(real(name)) ?? Infinity);
  return first <= beat;
}

/** Letters that `who` has sent or received before beat `end`. @param {Transcript} t @param {Who} who @param {number} end */
export const lettersOf = (t, who, end) =>
  t.letters.filter((l) => l.beat < end && (l.from === who || l.to === who));

/** The checks made in a scene. @param {Transcript} t @param {string} sceneId */
export const checks = (t, sceneId) =>
  t.beats.filter((b) => b.scene === sceneId && b.check).map((b) => /** @type {import('./types.js').Check} */ (b.check));

/** The first sealed record of a letter. @param {import('./types.js').Letter|undefined} l */
export const sealedOf = (l) => l?.records.find((r) => r.sealed)?.sealed ?? undefined;

/** Any copy of a value. @param {Transcript} t @param {string} name */
export const anyone = (t, name) => ['server', 'client', 'ca', 'eavesdropper'].map((who) => artifact(t, `${who}.${name}`)).find(Boolean);

/** How a letter carries a value: `open`, `sealed`, or not at all. @param {Transcript} t @param {import('./types.js').Letter} l @param {string} name @returns {''|'open'|'sealed'} */
export function carries(t, l, name) {
  const found = anyone(t, name);
  if (!found) return '';
  const needle = hex(found.bytes);
  if (hex(l.bytes).includes(needle)) return 'open';
  return l.records.some((r) => hex(r.sealed?.plaintext).includes(needle)) ? 'sealed' : '';
}

/** @typedef {{artifacts: Map<string, import('./types.js').Artifact>, letters: Map<string, import('./types.js').Letter>, scenes: Map<string, import('./types.js').SceneSpan>, since: Map<string, Map<string, number>>}} Index */
/** @type {WeakMap<Transcript, Index>} */
const indexes = new WeakMap();

/** @param {Transcript} t @returns {Index} */
function index(t) {
  let found = indexes.get(t);
  if (!found) {
    found = {
      artifacts: new Map(t.artifacts.map((a) => [a.id, a])),
      letters: new Map(t.letters.toReversed().map((l) => [l.id, l])),
      scenes: new Map(t.scenes.map((s) => [s.id, s])),
      since: new Map(),
    };
    for (const { who, name, beat } of t.ledger) {
      const all = found.since.get(who) ?? new Map();
      found.since.set(who, all.set(name, Math.min(beat, all.get(name) ?? beat)));
    }
    indexes.set(t, found);
  }
  return found;
}
