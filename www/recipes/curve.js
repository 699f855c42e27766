// ECDHE: points and scalars (RFC 7748 §6.1, RFC 8422 §5.4 and §5.10). Pure.

import { formula, hexed, legend, row, stretches, tell } from './parts.js';
import { artifact } from '../transcript.js';

/** @typedef {import('./parts.js').Transcript} Transcript */
/** @typedef {import('./parts.js').Artifact} Artifact */
/** @typedef {import('./parts.js').Prose} Prose */

/** @param {Artifact} a */
const montgomery = (a) => a.detail === 'x25519';

/** A point as it is written down: X25519 one coordinate, P-256 04 and two. @param {Uint8Array} bytes @param {Prose} words @param {string} key */
function point(bytes, words, key) {
  if (bytes.length !== 65) return hexed(bytes, words, key);
  return [
    legend([{ ink: 'hash', name: '04', note: tell(words, 'uncompressed') }, { ink: 'client-share', name: 'x' }, { ink: 'client-iv', name: 'y' }]),
    hexed(bytes, words, key, stretches([['hash', 1], ['client-share', 32], ['client-iv', 32]])),
  ];
}

/** The base point, so many times. @param {Transcript} t @param {Artifact} a @param {Prose} words */
export const publicValue = (t, a, words) => [
  formula(t, words, 'f', montgomery(a)
    ? [{ sym: 'K', bytes: a.bytes }, ' = X25519(', { sym: 'k', id: a.from[0] }, ', 9)']
    : [{ sym: 'Q', bytes: a.bytes }, ' = ', { sym: 'd', id: a.from[0] }, ' · G']),
  point(a.bytes, words, 'v'),
];

/** The other side's point, so many times. @param {Transcript} t @param {Artifact} a @param {Prose} words */
export function agree(t, a, words) {
  const [own, theirs] = a.from;
  const other = t.artifacts.find((one) => one.recipe === 'ecdhe' && one.id !== a.id && one.name === a.name);
  const found = artifact(t, theirs);
  return [
    formula(t, words, 'f', montgomery(a)
      ? [{ sym: 'K', bytes: a.bytes }, ' = X25519(', { sym: 'k', id: own }, ', ', { sym: 'u', id: theirs }, ')']
      : [{ sym: 'Z', bytes: a.bytes }, ' = x(', { sym: 'd', id: own }, ' · ', { sym: 'Q', id: theirs }, ')']),
    found && row('theirs', montgomery(a) ? 'u =' : 'Q =', point(found.bytes, words, 'v')),
    other && row('other', tell(words, 'otherSide'), formula(t, words, 'g', montgomery(a)
      ? [{ sym: 'K', id: other.id }, ' = X25519(', { sym: 'k', id: other.from[0] }, ', ', { sym: 'u', id: other.from[1] }, ')']
      : [{ sym: 'Z', id: other.id }, ' = x(', { sym: 'd', id: other.from[0] }, ' · ', { sym: 'Q', id: other.from[1] }, ')'])),
  ];
}

/** 03, the curve, the length, the point. @param {Transcript} t @param {Artifact} a @param {Prose} words */
export const params = (t, a, words) => [
  formula(t, words, 'f', [{ sym: 'ServerECDHParams', bytes: a.bytes }, ' = curve_type ‖ named_curve ‖ length ‖ ', { sym: 'public', id: a.from[0] }]),
  legend([{ ink: 'hash', name: 'curve_type', note: tell(words, 'namedCurve') }, { ink: 'client-key', name: 'named_curve', note: a.detail ?? '' }, { ink: 'server-key', name: 'length' }, { ink: 'client-share', name: 'public' }]),
  hexed(a.bytes, words, 'v', stretches([['hash', 1], ['client-key', 2], ['server-key', 1], ['client-share', a.bytes.length - 4]])),
];
