// What every recipe is written with: formulas whose letters carry their values, hex with coloured
// stretches, and ways to where a value came from. Pure: shapes in, nothing computed.

import { h } from '../shape.js';
import { say, variant } from '../prose/index.js';
import { paperOf } from '../cards.js';
import { weave } from '../props/fingerprint.js';
import { artifact, head, hex } from '../transcript.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('../types.js').Shape} Shape */
/** @typedef {import('../prose/index.js').Prose} Prose */
/** @typedef {{start: number, end: number, ink?: string, gone?: boolean}} Mark a stretch of bytes: its colour, or that it falls off */
/** @typedef {{sym: string, id?: string, bytes?: Uint8Array|null}} Term a letter of a formula: an artifact, or bytes on the way */
/** @typedef {string | Term | Shape | {up: (string | Term)[]}} Token */

/** A sentence about how values are made. @param {Prose} words @param {string} id @param {any} [values] */
export const tell = (words, id, values) => say(words, ['making', id], values);

/** @param {Prose} words @param {string} name an artifact, a message or a letter */
export function named(words, name) {
  return name in words.artifacts || !(name in words.letters) ? say(words, ['artifacts', name, 'name']) : say(words, ['letters', name, 'name']);
}

/** How a value was made: what is published was not drawn. @param {Transcript} t @param {Artifact} a @param {Prose} words */
export const made = (t, a, words) => say(words, published(t, a) ? ['hands', 'drawn'] : ['recipes', a.recipe]);

/** @param {Transcript} t @param {Artifact} a */
export const published = (t, a) => Boolean(t.scenario.hand) && a.recipe === 'random';

/** What is in a record, in words. @param {Prose} words @param {string[]} messages */
export const contents = (words, messages) =>
  messages.map((name) => ('artifacts records alerts'.split(' ').flatMap((group) => { const found = /** @type {any} */ (words)[group][name]; return found?.name ?? found ?? []; })[0] ?? name)).join(', ');

/** @param {string} id */
export const nameOf = (id) => id.slice(id.indexOf('.') + 1);

/** The colour of a card, as the name of a class. @param {string} name */
export const inkOf = (name) => (name.startsWith('encrypted') ? 'encrypted' : paperOf(KEYS[name] ?? name).slice(2));

/** The numbers that the fat keys are made of. */
const KEYS = /** @type {Record<string, string>} */ ({ modulus: 'public_key', public_exponent: 'public_key', private_exponent: 'private_key' });
/** What is woven on dark paper. */
const PENS = /** @type {Record<string, string>} */ ({ encrypted: 'var(--encrypted-ink)', public: 'var(--paper)' });

/** A card, very small: its paper and its woven pattern. @param {string} name @param {ArrayLike<number>} bytes */
export const swatch = (name, bytes) =>
  h('svg', { key: 'swatch', class: 'swatch', viewBox: '0 0 30 30', 'aria-hidden': 'true' },
    h('rect', { key: 'r', x: 1.5, y: 1.5, width: 27, height: 27, rx: 3, fill: `var(--${inkOf(name)})`, stroke: 'var(--text)', 'stroke-width': 2 }),
    h('path', { key: 'p', d: weave(bytes, 5, 5, 20), fill: PENS[inkOf(name)] ?? 'var(--navy)' }));

/** A name that leads to its artifact; only the name where there is none. @param {Transcript} t @param {Prose} words @param {string} id */
export function travel(t, words, id) {
  const found = artifact(t, id);
  const name = named(words, nameOf(id));
  return found ? h('button', { type: 'button', class: 'plainlink', 'data-act': `artifact:${id}`, key: `to:${id}` }, swatch(found.name, found.bytes), name) : name;
}

/** To the scene in which something happened. @param {Transcript} t @param {Prose} words @param {number} beat */
export function scene(t, words, beat) {
  const id = t.beats[beat]?.scene;
  const found = t.scenes.find((s) => s.id === id);
  if (!found) return null;
  return h('button', { type: 'button', class: 'plainlink', 'data-act': `goto:${id}`, key: `at:${id}` }, tell(words, 'scene', { n: found.number, title: say(words, ['scenes', id, 'title']) }));
}

/** To a letter. @param {Transcript} t @param {Prose} words @param {number} index */
export function letterLink(t, words, index) {
  const found = t.letters[index];
  return found && h('button', { type: 'button', class: 'plainlink', 'data-act': `letter:${found.id}`, key: `in:${found.id}` }, said(t, words, found.id));
}

/** A letter's name. @param {Transcript} t @param {Prose} words @param {string} id */
export const said = (t, words, id) => say(words, ['letters', id, 'name'], undefined, variant(t));

/** Bytes as hex, all of them. @param {ArrayLike<number>} bytes @param {Prose} words @param {string} key @param {Mark[]} [marks] */
export function hexed(bytes, words, key, marks = []) {
  if (!bytes.length) return h('p', { class: 'hex', key }, say(words, ['ui', 'empty']));
  /** @type {(Shape|string)[]} */
  const pieces = [];
  let text = '';
  /** @type {Mark|undefined} */
  let inside;
  const close = () => {
    if (!text) return;
    pieces.push(inside ? h(inside.gone ? 'del' : 'span', { key: `m${inside.start}`, class: inside.ink ? `mark ink-${inside.ink}` : null }, text) : text);
    text = '';
  };
  for (let i = 0; i < bytes.length; i += 1) {
    const here = marks.find((m) => m.start <= i && i < m.end);
    const gap = i ? ' ' : '';
    if (here !== inside) {
      close();
      inside = undefined;
      text = gap;
      if (here) close();
      inside = here;
    } else text += gap;
    text += hex([bytes[i]]);
  }
  close();
  return h('pre', { class: 'hex', key }, pieces);
}

/** Something to be opened. @param {string} key @param {string} label @param {any} inner */
export const more = (key, label, inner) => h('details', { key }, h('summary', { key: 's' }, label), inner);

/** A value as hex: short ones at once, long ones to be opened. @param {ArrayLike<number>} bytes @param {Prose} words @param {string} key @param {Mark[]} [marks] */
export const value = (bytes, words, key, marks) =>
  bytes.length <= 48 ? hexed(bytes, words, key, marks) : more(key, `${head(bytes, 8)} ${tell(words, 'all', { count: bytes.length })}`, hexed(bytes, words, 'hex', marks));

/** The same number in decimal digits, where the core wrote it down. @param {Artifact|undefined} a @param {Prose} words */
export function number(a, words) {
  if (!a?.decimal) return null;
  const label = tell(words, 'decimal', { count: a.decimal.length });
  return a.decimal.length <= 20 ? h('p', { key: 'decimal', class: 'mono' }, `= ${a.decimal}`) : more('decimal', label, h('p', { key: 'digits', class: 'mono digits' }, a.decimal));
}

/** A formula of the standard, each letter with its value under it. @param {Transcript} t @param {Prose} words @param {string} key @param {Token[]} tokens */
export function formula(t, words, key, tokens) {
  /** @param {Token} token @param {number} i @returns {any} */
  const put = (token, i) => {
    if (typeof token === 'string' || 'tag' in token) return token;
    if ('up' in token) return h('sup', { key: `${i}` }, token.up.map(put));
    const found = token.id ? artifact(t, token.id) : undefined;
    const bytes = found?.bytes ?? token.bytes;
    const inner = [h('i', { key: 's' }, token.sym), ' ', bytes && h('b', { key: 'v', class: `ink-${inkOf(nameOf(token.id ?? ''))}` }, head(bytes, 4) || '–')];
    return found
      ? h('button', { type: 'button', class: 'term', key: `${i}${token.id}`, 'data-act': `artifact:${token.id}`, title: named(words, nameOf(found.id)) }, inner)
      : h('span', { class: 'term', key: `${i}` }, inner);
  };
  return h('p', { class: 'formula', key }, tokens.map(put));
}

/** A colour and what it stands for. @param {{ink: string, name: string, note?: any}[]} entries */
export const legend = (entries) =>
  h('ul', { class: 'legend', key: `legend:${entries[0]?.name}` }, entries.map(({ ink, name, note }) => h('li', { key: name }, h('span', { key: 'c', class: `dot ink-${ink}` }), h('span', { key: 'w' }, h('i', { key: 'n' }, name), note && [' ', note]))));

/** A value on the way, with its name. @param {string} key @param {any} name @param {any} inner */
export const row = (key, name, inner) => h('div', { class: 'way', key }, h('p', { key: 'n', class: 'mono' }, name), inner);

/** The inputs, each with its value and the place that it came from. @param {Transcript} t @param {Artifact} a @param {Prose} words @returns {any} */
export function inputs(t, a, words) {
  if (!a.inputs.length) return null;
  return [h('h5', { key: 'inputs' }, tell(words, 'inputs')), a.inputs.map(({ role, id }) => {
    const found = artifact(t, id);
    return row(`in:${role}${id}`, [role !== 'input' && `${role}: `, travel(t, words, id), found && [' · ', scene(t, words, found.beat)]], found && [value(found.bytes, words, 'v'), number(found, words)]);
  })];
}

/** Stretches one after another. @param {[string, number][]} parts ink and length @returns {Mark[]} */
export function stretches(parts) {
  let at = 0;
  return parts.map(([ink, length]) => ({ ink, start: at, end: (at += length) })).filter((m) => m.end > m.start);
}
