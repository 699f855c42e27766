// A card or a letter, opened: every byte with its name, what it was made of, and how to make it again.
// As data; pure.

import { h } from '../shape.js';
import { button } from '../bar.js';
import { shut } from '../capture/closed.js';
import { say, variant } from '../prose/index.js';
import { artifact, letter, text } from '../transcript.js';
import { recipe, recordRecipe } from '../recipes/book.js';
import { reproduce } from '../recipes/sample.js';
import { contents as inside, made as how } from '../recipes/parts.js';
import { copies } from './row.js';
import { grid } from './grid.js';
import { rfcLink } from './rfc.js';
import { crossed, sheets, split } from './sheets.js';
import { tree } from './tree.js';
import { written } from './copy.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('../types.js').Letter} Letter */
/** @typedef {import('../types.js').Shape} Shape */
/** @typedef {import('../prose/index.js').Prose} Prose */
/** @typedef {import('./sheets.js').Sheet} Sheet */

/** Values that are text. */
const SAID = new Set(['message', 'reply', 'server_name']);

/** What can be opened, as `show` names it. @param {Transcript} t @param {string} what */
export const known = (t, what) => sheets(t, what).length > 0;

/** Its name. @param {Transcript} t @param {string} selected @param {Prose} words */
export function title(t, selected, words) {
  const [kind, id] = split(selected);
  return kind === 'letter' ? say(words, ['letters', letter(t, id)?.id ?? id, 'name'], {}, variant(t)) : say(words, ['artifacts', id.slice(id.indexOf('.') + 1), 'name']);
}

/** What `copy-as:SHEET/FORMAT` and `copy-as:SHEET/ROW/FORMAT` stand for. @param {Transcript} t @param {string} selected @param {string} rest */
export function copied(t, selected, rest) {
  const parts = rest.split('/');
  const sheet = sheets(t, selected).find(({ id }) => id === parts[0]);
  if (!sheet) return '';
  const field = parts.length > 2 ? sheet.rows[Number(parts[1])]?.field : undefined;
  const name = (field ?? (sheet.apart ? sheet.rows[0].field : undefined))?.id ?? split(selected)[1].replace(/^.*\./, '');
  return written(field ? sheet.bytes.subarray(field.start, field.end) : sheet.bytes, String(parts.at(-1)), name);
}

/** @param {import('../update.js').State} state @param {Prose} words @param {boolean} [alone] without a stage around it */
export function inspector(state, words, alone = false) {
  const t = state.transcript;
  if (!t || !state.selected) return null;
  const [kind, id] = split(state.selected);
  const a = kind === 'artifact' ? artifact(t, id) : undefined;
  const l = kind === 'letter' ? letter(t, id) : undefined;
  const closed = a || l || kind !== 'artifact' ? null : shut(t, id, words);
  if (!a && !l && !closed) return null;
  const ui = (/** @type {string} */ key, /** @type {any} */ values = undefined) => say(words, ['ui', key], values);
  const name = closed?.name ?? title(t, state.selected, words);
  const made = alone ? homebound : (/** @type {any} */ shape) => shape;
  return made(h('section', { class: 'inspector', key: 'inspector', role: 'region', 'aria-label': `${ui('inspector')}: ${name}` },
    h('header', { key: 'head' }, h('h3', { key: 'h', tabindex: -1, 'data-focus': 'inspector' }, name), !alone && button('close', ui('close'), '✕', { class: 'small' })),
    closed ? closed.says : a ? value(t, a, state, words) : letterOf(t, /** @type {Letter} */ (l), state, words),
    a && recipe(t, a, words),
    !closed && reproduce(t, state.selected, words, state.copied)));
}

/** Without a stage no way leads to a scene: only its name is said. @param {Shape|string} shape @returns {any} */
function homebound(shape) {
  if (typeof shape === 'string') return shape;
  const { tag, attrs, children } = shape;
  if (String(attrs['data-act'] ?? '').startsWith('goto:')) return h('span', { key: attrs.key }, children);
  // What is laid out stays the same, so that it is not painted again.
  return attrs['data-sheet'] ? shape : { tag: HIGHER[tag] ?? tag, attrs, children: children.map(homebound) };
}

/** Without the title of a scene over it, each heading is one step higher. */
const HIGHER = /** @type {Record<string, string>} */ ({ h3: 'h2', h4: 'h3', h5: 'h4' });

/** @param {Transcript} t @param {Artifact} a @param {import('../update.js').State} state @param {Prose} words @returns {any} */
function value(t, a, state, words) {
  const ui = (/** @type {string} */ key, /** @type {any} */ values = undefined) => say(words, ['ui', key], values);
  const stood = crossed(t, a.bytes);
  const link = (/** @type {string} */ act, /** @type {any} */ inner) => h('button', { type: 'button', class: 'plainlink', 'data-act': act, key: act }, inner);
  const fact = (/** @type {string} */ key, /** @type {any} */ term, /** @type {any} */ inner) => h('div', { key }, h('dt', { key: 't' }, term), h('dd', { key: 'd' }, inner));
  return [
    h('p', { key: 'is' }, say(words, ['artifacts', a.name, 'is'])),
    h('dl', { key: 'facts' },
      fact('who', say(words, ['parties', a.holder, 'name']), ui('bytesCount', { count: a.bytes.length })),
      fact('how', ui('madeFrom'), [how(t, a, words), a.detail ? ` (${a.detail})` : '', a.from.length ? ': ' : '',
        a.from.map((from, i) => {
          const source = artifact(t, from);
          return [i ? ', ' : '', source ? link(`artifact:${from}`, say(words, ['artifacts', source.name, 'name'])) : from];
        })]),
      stood && fact('crossed', say(words, ['inspector', 'crossed']), link(`letter:${stood.letter}@${stood.field}`, title(t, `letter:${stood.letter}`, words))),
      a.rfc && fact('rfc', ui('standard'), h('a', { href: rfcLink(a.rfc), key: 'a', rel: 'noopener' }, a.rfc))),
    SAID.has(a.name) && h('p', { class: 'said', key: 'said' }, `“${text(a.bytes)}”`),
    sheets(t, state.selected).map((sheet) => [laid(sheet, state, words, title(t, state.selected, words)), copies(sheet.id, title(t, state.selected, words), words, state.copied)]),
  ];
}

/** @param {Transcript} t @param {Letter} l @param {import('../update.js').State} state @param {Prose} words @returns {any} */
function letterOf(t, l, state, words) {
  const ui = (/** @type {string} */ key, /** @type {any} */ values = undefined) => say(words, ['ui', key], values);
  const tell = (/** @type {string} */ key, /** @type {any} */ values = undefined) => say(words, ['inspector', key], values);
  const name = title(t, state.selected, words);
  const [sent, ...more] = sheets(t, state.selected);
  return [
    h('dl', { key: 'facts' }, h('div', { key: 'who' }, h('dt', { key: 't' }, say(words, ['parties', l.from, 'name'])), h('dd', { key: 'd' }, ui('bytesCount', { count: l.bytes.length })))),
    l.records.map((record, i) => h('p', { class: 'record', key: `r${i}` }, `${say(words, ['records', record.contentType])} · ${inside(words, record.messages)} · ${ui('bytesCount', { count: record.end - record.start })}`)),
    l.arrived && h('h4', { key: 'sent' }, tell('sent')),
    laid(sent, state, words, name),
    copies(sent.id, name, words, state.copied),
    more.map((sheet) => {
      if (sheet.record === undefined) {
        return [
          h('h4', { key: 'arrived' }, tell('arrived')),
          h('p', { key: 'how', class: 'careful' }, tell(sheet.bytes.length ? 'changed' : 'lost')),
          laid(sheet, state, words, tell('arrived')),
          sheet.bytes.length > 0 && copies(sheet.id, tell('arrived'), words, state.copied),
        ];
      }
      const record = l.records[sheet.record];
      const last = more.findLast(({ record: its }) => its === sheet.record) === sheet;
      return [
        sheet.apart ? beside(sheet, state, words) : under(sheet, /** @type {import('../types.js').WireRecord} */ (record), state, words),
        last && recordRecipe(t, l, sheet.record, words),
      ];
    }),
  ];
}

/** What came out of a sealed record. @param {Sheet} sheet @param {import('../types.js').WireRecord} record @param {import('../update.js').State} state @param {Prose} words */
function under(sheet, record, state, words) {
  const heading = say(words, ['inspector', 'opened'], { name: inside(words, record.messages) });
  return [
    h('h4', { key: `h:${sheet.id}` }, heading),
    laid(sheet, state, words, heading),
    copies(sheet.id, say(words, ['fields', 'record.opened', 'name']), words, state.copied),
  ];
}

/** What belongs to a sealed record and is not sent in this form. @param {Sheet} sheet @param {import('../update.js').State} state @param {Prose} words */
function beside(sheet, state, words) {
  const name = say(words, ['fields', sheet.rows[0].field.id, 'name']);
  return [
    h('h5', { key: `h:${sheet.id}` }, say(words, ['inspector', 'unsent'], { name })),
    laid(sheet, state, words, name),
    copies(sheet.id, name, words, state.copied),
  ];
}

/** @type {WeakMap<Sheet, Map<string, Shape>>} */
const drawn = new WeakMap();

/** The bytes and their tree, laid out once. @param {Sheet} sheet @param {import('../update.js').State} state @param {Prose} words @param {string} name */
function laid(sheet, state, words, name) {
  let by = drawn.get(sheet);
  if (!by) drawn.set(sheet, (by = new Map()));
  let shape = by.get(words.meta.lang);
  if (!shape) {
    const tell = (/** @type {string} */ key) => say(words, ['inspector', key], { name });
    shape = h('div', { class: sheet.rows.length ? 'sheet' : 'sheet plain', key: `sheet:${state.selected}/${sheet.id}`, 'data-sheet': sheet.id },
      grid(sheet.bytes, words, tell('bytes')),
      sheet.rows.length > 0 && h('div', { class: 'pane', key: 'pane', 'data-part': 'pane' }),
      tree(sheet, words, tell('fields')));
    by.set(words.meta.lang, shape);
  }
  return shape;
}
