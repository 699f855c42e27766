// More of a scene, for those who want to know: the protocol's words, what it costs, the bytes. As data; pure.

import { h } from './shape.js';
import { isWhole, say, uiOf } from './prose/index.js';
import { artifact } from './transcript.js';
import { duration } from './duration.js';
import { sentence } from './story.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./prose/index.js').Prose} Prose */

/** More of it, for those who want to know: the protocol's words, what it costs, the bytes. @param {State} state @param {Frame} frame @param {Prose} words @param {boolean} [timed] whether there is room for what it costs @param {any} [values] every value of the scene, where they are wanted */
export function depth(state, frame, words, timed = true, values = null) {
  const t = /** @type {Transcript} */ (state.transcript);
  const inside = [
    state.level !== 'story' && isWhole(words) && h('p', { class: 'protocol', key: 'protocol' }, sentence(t, words, frame.id, 'protocol')),
    ...(timed ? costs(state, frame, words) : []),
    values,
  ].filter(Boolean);
  return inside.length ? h('section', { class: 'depth', key: 'depth', 'aria-label': say(words, ['levels', state.level]) }, inside) : null;
}

/** Scenes in which the two handshakes are compared. */
export const COMPARED = new Set(['session-resumed', 'close-notify']);

/** Scenes in which the time it takes is worth a look. */
export const TIMED = new Set(['client-encrypts', 'server-decrypts', 'client-message', 'server-encrypts', 'client-decrypts']);

/** Slow and fast, as measured in this browser. @param {State} state @param {Frame} frame @param {Prose} words */
function costs(state, frame, words) {
  if (!TIMED.has(frame.id) || state.transcript?.origin || frame.id === 'client-decrypts') return []; // there, they are on the stage
  const name = (/** @type {string} */ id) => say(words, ['machines', id]);
  const messageBytes = state.costs?.messageBytes ?? artifact(/** @type {Transcript} */ (state.transcript), 'client.message')?.bytes.length ?? 0;
  const { rsaEncrypt, rsaDecrypt, sealRecord } = state.costs ?? { rsaEncrypt: 0, rsaDecrypt: 0, sealRecord: 0 };
  const most = Math.max(rsaEncrypt, rsaDecrypt, sealRecord, 1e-6);
  const row = (/** @type {string} */ label, /** @type {number} */ micros, /** @type {string} */ fill) =>
    h('div', { key: label }, h('dt', { key: 't' }, label), h('dd', { key: 'd' }, state.costs ? duration(micros, words.meta.lang) : '…'),
      h('svg', { key: 'b', class: 'cost', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        h('rect', { key: 'r', width: state.costs ? Math.max(0.4, (100 * micros) / most) : 0, height: 10, class: fill })));
  return [h('p', { class: 'hint', key: 'measured' }, uiOf(words)('costTitle')), h('dl', { class: 'costs', key: 'costs' },
    row(`${name('asymmetric')}, ${name('encrypts')}`, rsaEncrypt, 'slow'),
    row(`${name('asymmetric')}, ${name('decrypts')}`, rsaDecrypt, 'slow'),
    row(`${name('symmetric')}, ${uiOf(words)('bytesCount', { count: messageBytes })}`, sealRecord, 'fast'))];
}
