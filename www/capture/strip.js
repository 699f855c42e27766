// What stands under the stage while a captured connection is on it: whose it is, what is closed here, and
// all its letters in a list. As data; pure.

import { h } from '../shape.js';
import { button } from '../bar.js';
import { say, variant } from '../prose/index.js';
import { text } from '../transcript.js';
import { notice } from './closed.js';
import { size, troubleOf, when } from './panel.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../prose/index.js').Prose} Prose */

/** Letters of words in the list. */
const SHORT = 80;

/** @param {import('../update.js').State} state @param {import('../types.js').Frame} frame @param {Prose} words */
export function origin(state, frame, words) {
  const t = /** @type {Transcript} */ (state.transcript);
  const from = t.origin;
  if (!from) return null;
  const { lang } = words.meta;
  const word = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['capture', id], values);
  const facts = [
    from.secret ? say(words, ['capture', 'opened', from.secret]) : from.why && say(words, ['capture', 'why', from.why]),
    from.preamble && say(words, ['capture', 'preambles', from.preamble]),
    from.resumed && word('resumed'),
    from.encryptThenMac && word('encryptThenMac'),
    from.renegotiations > 0 && word('renegotiated', { count: from.renegotiations }),
    from.clientCertificate && word('clientSubject', { name: from.clientCertificate }),
    from.leftOut > 0 && word('leftOut', { count: from.leftOut, size: size(from.leftOutBytes, lang) }),
    ...from.troubles.slice(0, 6).map((trouble) => troubleOf(trouble, words)),
  ].filter(Boolean);
  return h('section', { class: 'origin', key: 'origin', 'aria-label': word('yours') },
    h('p', { key: 'who' }, h('b', { key: 'b' }, word('yours')), ` ${from.client} → ${from.server}${from.start ? ` · ${when(from.start, lang)}` : ''}`),
    h('p', { key: 'facts', class: 'hint' }, facts.join(' ')),
    notice(t, frame.index, words),
    h('details', { key: 'letters' }, h('summary', { key: 's' }, word('letters', { count: t.letters.length })), letters(t, words)),
    h('p', { key: 'row', class: 'row' }, button('capture:list', word('toList'), word('toList')), button('capture:back', word('back'), word('back'))));
}

/** @param {Transcript} t @param {Prose} words */
function letters(t, words) {
  const word = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['capture', id], values);
  const times = t.origin?.times ?? [];
  const seconds = new Intl.NumberFormat(words.meta.lang, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return h('div', { class: 'scroll', key: 'scroll', tabindex: 0, role: 'group', 'aria-label': word('letters', { count: t.letters.length }) },
    h('table', { key: 't' },
      h('thead', { key: 'h' }, h('tr', { key: 'r' }, ['number', 'time', 'sender', 'letter', 'bytes', 'said'].map((id) => h('th', { key: id, scope: 'col' }, word(id))))),
      h('tbody', { key: 'b' }, t.letters.map((l) => h('tr', { key: l.index },
        h('td', { key: 'n' }, String(l.index + 1)),
        h('td', { key: 't' }, seconds.format((times[l.index] ?? 0) / 1e6)),
        h('td', { key: 'f' }, say(words, ['parties', l.from, 'name'])),
        h('td', { key: 'l' }, h('button', { type: 'button', class: 'plainlink', 'data-act': `letter:${l.index}`, key: 'b' }, inside(l, t, words))),
        h('td', { key: 'b' }, String(l.bytes.length)),
        h('td', { key: 's', class: 'mono' }, saidIn(l, word)))))));
}

/** The messages in a letter, or what it is. @param {import('../types.js').Letter} l @param {Transcript} t @param {Prose} words */
function inside(l, t, words) {
  const names = [...new Set(l.records.flatMap((record) => (record.messages.length ? record.messages : [record.contentType])))];
  if (!l.records.some((record) => record.messages.length)) return say(words, ['letters', l.id, 'name'], {}, variant(t));
  return names.map((name) => (name in words.artifacts ? say(words, ['artifacts', name, 'name']) : say(words, ['records', name]))).join(', ');
}

/** Its first words, where they could be read and are words. @param {import('../types.js').Letter} l @param {(id: string) => string} word */
function saidIn(l, word) {
  if (!l.id.endsWith('_message')) return '';
  const opened = l.records.find((record) => record.sealed?.plaintext.length)?.sealed?.plaintext;
  if (!opened) return l.records.some((record) => record.sealed) ? '' : word('shut');
  const said = text(opened.subarray(0, 4 * SHORT));
  // What is no text is shown by the inspector, byte by byte.
  if (/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(said.slice(0, SHORT))) return word('binary');
  const letters = [...said.replaceAll(/\s+/g, ' ')];
  return letters.length > SHORT ? `${letters.slice(0, SHORT).join('')}…` : letters.join('');
}
