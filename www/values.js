// At the level of bytes: every value of a scene, whole. As data; pure.

import { h } from './shape.js';
import { say, uiOf, variant } from './prose/index.js';
import { artifact, hexLines } from './transcript.js';

/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./prose/index.js').Prose} Prose */

/** Every value of the scene, whole. @param {Transcript} t @param {Frame} frame @param {Prose} words */
export function values(t, frame, words) {
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
