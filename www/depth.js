// More of a scene, for those who want to know: the protocol's words, what it costs, the bytes. As data; pure.

import { h } from './shape.js';
import { isWhole, say, variant } from './prose/index.js';
import { artifact, hexLines } from './transcript.js';
import { duration } from './duration.js';
import { sentence } from './story.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./prose/index.js').Prose} Prose */

/** @param {Prose} words */
const uiOf = (words) => (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['ui', id], values);

/** More of it, for those who want to know: the protocol's words, what it costs, the bytes. @param {State} state @param {Frame} frame @param {Prose} words @param {boolean} [timed] whether there is room for what it costs */
export function depth(state, frame, words, timed = true) {
  const t = /** @type {Transcript} */ (state.transcript);
  const inside = [
    state.level !== 'story' && isWhole(words) && h('p', { class: 'protocol', key: 'protocol' }, sentence(t, words, frame.id, 'protocol')),
    ...(timed ? costs(state, frame, words) : []),
    state.level === 'bytes' && bytes(t, frame, words),
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

/** Every value of the scene, whole. @param {Transcript} t @param {Frame} frame @param {Prose} words */
function bytes(t, frame, words) {
  const ui = uiOf(words);
  const span = t.scenes[frame.index];
  const made = t.beats.slice(span.start, span.end).flatMap((b) => b.artifacts);
  const found = span.letter === null || span.letter === undefined ? undefined : t.letters[span.letter];
  if (!made.length && !found) return null;
  return h('section', { class: 'values', key: 'values', 'aria-label': ui('values') },
    h('h3', { key: 'h' }, ui('values')),
    found && value(`letter:${found.id}`, say(words, ['letters', found.id, 'name'], {}, variant(t)), say(words, ['parties', found.from, 'name']), found.bytes, words),
    made.map((id) => {
      const a = artifact(t, id);
      return a && value(`artifact:${id}`, say(words, ['artifacts', a.name, 'name']), say(words, ['parties', a.holder, 'name']), a.bytes, words);
    }));
}

/** @param {string} act @param {string} name @param {string} holder @param {Uint8Array} value_ @param {Prose} words */
const value = (act, name, holder, value_, words) =>
  h('div', { class: 'value', key: act },
    h('p', { key: 'n' }, h('button', { type: 'button', 'data-act': act, class: 'plainlink', key: 'b' }, name), ` · ${holder} · ${uiOf(words)('bytesCount', { count: value_.length })}`),
    dump(value_, words));

/** @param {Uint8Array} bytes_ @param {Prose} words */
const dump = (bytes_, words) =>
  bytes_.length
    ? h('pre', { class: 'hex', key: 'hex', tabindex: 0, role: 'group', 'aria-label': uiOf(words)('bytesCount', { count: bytes_.length }) }, hexLines(bytes_, 16).join('\n'))
    : h('p', { class: 'hex', key: 'hex' }, uiOf(words)('empty'));
