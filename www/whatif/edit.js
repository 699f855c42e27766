// A letter that is touched: choose a part, choose a byte, change it. What is shown is the fork as the core
// computed it. As data; pure.

import { h } from '../shape.js';
import { button, choice } from '../bar.js';
import { say, variant } from '../prose/index.js';
import { hex, hexLines } from '../transcript.js';
import { at, leaves } from './field.js';

/** @typedef {import('../update.js').State} State */
/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Tampering} Tampering */
/** @typedef {import('../prose/index.js').Prose} Prose */

/** The letter as it arrives. @param {import('../types.js').Letter} letter */
export const arriving = (letter) => letter.arrived ?? letter;

/** @param {Prose} words @param {import('../types.js').Field|undefined} field */
const called = (words, field) => (field ? say(words, ['fields', field.id, 'name']) : '…');

/** A change in words. @param {Transcript} t @param {Tampering} change @param {Prose} words */
export function describe(t, change, words) {
  const letter = t.letters[change.letter];
  const name = letter ? say(words, ['letters', letter.id, 'greeting'], {}, variant(t)).replace(/[,.!]$/, '') : String(change.letter);
  const what = say(words, ['whatif', 'changes', change.change], {
    ...change,
    mask: change.mask && hex([change.mask]),
    bytes: change.bytes && (change.bytes.length > 16 ? `${change.bytes.slice(0, 16)}…` : change.bytes),
    field: letter && change.offset !== undefined ? called(words, at(letter, change.offset)) : '…',
    next: (change.record ?? 0) + 1,
  });
  return `“${name}”: ${what}`;
}

/** @param {State} state @param {Transcript} t @param {Prose} words */
export function editor(state, t, words) {
  const word = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['whatif', 'words', id], values);
  const { letter: index, edits, problem, value } = state.whatif;
  const fork = state.whatif.fork ?? t;
  const letter = fork.letters[index];
  if (!letter) return null;
  const shown = arriving(letter);
  const fields = leaves(shown);
  const offset = Math.min(state.whatif.at, Math.max(0, shown.bytes.length - 1));
  const field = at(shown, offset);
  const byte = shown.bytes[offset];
  const later = fork.letters[index + 1];
  const letters = fork.letters.filter((l) => !l.id.endsWith('_alert'));
  const name = (/** @type {string} */ id) => say(words, ['letters', id, 'greeting'], {}, variant(t));
  const press = (/** @type {string} */ act, /** @type {string} */ label) => button(`whatif:${act}`, label, label);
  return h('section', { class: 'editor', key: 'editor', 'aria-label': word('own') },
    h('div', { class: 'row', key: 'choose' },
      choice('whatif-letter', word('letter'), letters.map((l) => [String(l.index), name(l.id)]), String(index)),
      fields.length > 0 && choice('whatif-field', word('field'), fields.map((f) => [String(f.start), `${f.start}–${f.end - 1} ${called(words, f)}`]), String(field?.start ?? 0))),
    shown.bytes.length
      ? h('div', { class: 'bytes', key: 'bytes' },
        h('p', { class: 'hint', key: 'n' }, word('arrives', { count: shown.bytes.length })),
        h('pre', { class: 'hex', key: 'hex', tabindex: 0, role: 'group', 'aria-label': word('arrives', { count: shown.bytes.length }) }, marked(shown.bytes, letter.bytes, offset, field)),
        h('form', { class: 'row', key: 'row', 'data-form': 'whatif', novalidate: true },
          h('label', { class: 'choice', key: 'byte' }, h('span', { key: 'l' }, word('byte')),
            h('input', { key: 'i', type: 'number', min: 0, max: shown.bytes.length - 1, value: String(offset), 'data-input': 'whatif-byte' })),
          h('label', { class: 'choice', key: 'value' }, h('span', { key: 'l' }, word('value')),
            h('input', { key: 'i', type: 'text', class: 'mono', maxlength: 2, size: 4, autocomplete: 'off', spellcheck: 'false', value: value || hex([byte]), 'data-input': 'whatif-value', 'aria-describedby': problem ? 'p-whatif' : null, 'aria-invalid': problem ? 'true' : null })),
          h('button', { type: 'submit', key: 'go' }, word('write'))),
        h('div', { class: 'bits', key: 'bits', role: 'group', 'aria-label': word('bits') },
          [128, 64, 32, 16, 8, 4, 2, 1].map((mask) => button(`whatif:flip/${mask}`, `${byte & mask ? 1 : 0}, ${word('bits')}: ${mask}`, byte & mask ? '1' : '0', { class: 'mono' }))))
      : h('p', { key: 'nothing' }, word('nothing')),
    problem && h('p', { class: 'problem', id: 'p-whatif', role: 'alert', key: 'problem' }, problem),
    h('div', { class: 'options', key: 'tools' },
      shown.bytes.length > 0 && [
        field && press(`delete/${field.start}/${field.end - field.start}`, word('deleteField')),
        press(`delete/${offset}/1`, word('deleteByte')),
        press(`cut/${offset}`, word('cut')),
        press('drop', word('drop')),
        press('duplicate', word('duplicate')),
        later?.from === letter.from && !later.id.endsWith('_alert') && press('swap', word('swap')),
        letter.records.length > 1 && !letter.arrived && press('records', word('swapRecords')),
      ]),
    edits.length > 0 && h('div', { key: 'edits' },
      h('h4', { key: 'h' }, word('edits')),
      h('ul', { key: 'list', class: 'edits' }, edits.map((edit, i) => {
        const said = describe(fork, edit, words);
        return h('li', { key: `e${i}` }, `${said} `, button(`whatif:undo/${i}`, word('undoThis', { what: said }), word('undo'), { key: `u${i}` }));
      }))),
    h('p', { class: 'row', key: 'go' }, button('whatif:go', word('fly'), word('fly'), { class: 'primary', 'aria-disabled': edits.length || t.scenario.tampering?.length ? null : 'true' })));
}

/** The bytes, with the chosen part and byte, and what is not as it was sent. @param {Uint8Array} bytes @param {Uint8Array} sent @param {number} offset @param {import('../types.js').Field|undefined} field */
function marked(bytes, sent, offset, field) {
  const lines = hexLines(bytes, 16);
  /** @type {any[]} */
  const out = [];
  lines.forEach((line, row) => {
    const from = row * 16;
    const here = field && field.start < from + 16 && field.end > from;
    const changed = bytes.subarray(from, from + 16).some((b, i) => b !== sent[from + i]);
    if (!here && !changed) {
      out.push(h('span', { key: `l${row}` }, line), '\n');
      return;
    }
    out.push(h('span', { key: `l${row}` }, line.split(' ').map((pair, i) => {
      const place = from + i;
      const inside = field && field.start <= place && place < field.end;
      const other = bytes[place] !== sent[place];
      const kind = [place === offset && 'here', inside && 'part', other && 'changed'].filter(Boolean).join(' ');
      return [i ? ' ' : '', kind ? h(other ? 'mark' : 'span', { key: `b${i}`, class: kind }, pair) : pair];
    })), '\n');
  });
  return out;
}
