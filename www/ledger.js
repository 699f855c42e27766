// Who knows what: each value, and for Client, Server and Eavesdropper whether they have it, could derive
// it (from what), or cannot (what they lack). All of it is in the Transcript. Pure.

import { h } from './shape.js';
import { say } from './prose/index.js';
import { artifact } from './transcript.js';
import { nameOf, named, said, swatch, travel } from './recipes/parts.js';

/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./prose/index.js').Prose} Prose */

const WHO = /** @type {const} */ (['client', 'server', 'eavesdropper']);

/** The last beat that has been told: a scene's beats come one after another while it moves. @param {Transcript} t @param {Frame} frame */
export function beatOf(t, frame) {
  const { start, end } = t.scenes[frame.index];
  return frame.p >= 1 ? end - 1 : start + Math.floor(frame.p * (end - start)) - 1;
}

/**
 * @typedef {object} Standing
 * @property {'has'|'can'|'not'} state
 * @property {number} beat       since when
 * @property {import('./types.js').Knowledge} [known]
 * @property {import('./types.js').Reach} [reach]
 */

/** Where somebody stands with a value after a beat. @param {Transcript} t @param {import('./types.js').Who} who @param {string} name @param {number} now @returns {Standing|undefined} */
export function standing(t, who, name, now) {
  const known = t.ledger.find((k) => k.who === who && k.name === name && k.beat <= now);
  if (known) return { state: known.how === 'derived' ? 'can' : 'has', beat: known.beat, known };
  const reach = t.reach.findLast((r) => r.who === who && r.name === name && r.beat <= now);
  return reach && { state: reach.recipe ? 'can' : 'not', beat: reach.beat, reach };
}

/** @param {import('./update.js').State} state @param {Frame} frame @param {Prose} words */
export function ledger(state, frame, words) {
  const t = /** @type {Transcript} */ (state.transcript);
  const led = words.ledger;
  const now = beatOf(t, frame);
  const { start } = t.scenes[frame.index];
  // The newest on top.
  const names = [...new Set(t.ledger.filter((k) => k.beat <= now).map((k) => k.name))].reverse();
  const id = (/** @type {string} */ name) => t.ledger.find((k) => k.name === name && k.artifact)?.artifact ?? '';
  return h('section', { class: 'ledger', key: 'ledger', 'aria-label': led.title },
    h('h3', { key: 'h', tabindex: -1, 'data-focus': 'ledger' }, led.title),
    h('p', { key: 'about' }, led.about),
    now === t.beats.length - 1 && h('p', { key: 'end', class: 'careful' }, ended(t, words)),
    h('div', { class: 'scroll', key: 'scroll', tabindex: 0, role: 'group', 'aria-label': led.title },
      h('table', { key: 'table', role: 'table' },
        h('thead', { key: 'head', role: 'rowgroup' }, h('tr', { key: 'r', role: 'row' }, h('th', { key: 'n', scope: 'col', role: 'columnheader' }, led.value), WHO.map((who) => h('th', { scope: 'col', role: 'columnheader', key: who }, say(words, ['parties', who, 'name']))))),
        h('tbody', { key: 'body', role: 'rowgroup' }, names.map((name) => h('tr', { key: name, role: 'row' },
          h('th', { scope: 'row', role: 'rowheader', key: 'n' }, travel(t, words, id(name))),
          WHO.map((who) => cell(t, words, who, standing(t, who, name, now), start, state.level === 'story'))))))));
}

/** @param {Transcript} t @param {Prose} words @param {import('./types.js').Who} who @param {Standing|undefined} is @param {number} start @param {boolean} plain */
function cell(t, words, who, is, start, plain) {
  const fresh = is && is.beat >= start;
  return h('td', { key: who, role: 'cell', class: `${is?.state ?? 'not'}${fresh ? ' new' : ''}`, 'data-who': say(words, ['parties', who, 'name']) },
    is && describe(t, words, who, is, plain),
    fresh && h('b', { key: 'new', class: 'fresh' }, words.ledger.fresh));
}

/** @param {Transcript} t @param {Prose} words @param {import('./types.js').Who} who @param {Standing} is @param {boolean} plain without what stands between @returns {any} */
function describe(t, words, who, { state, known, reach }, plain) {
  const led = words.ledger;
  const all = (/** @type {string[]} */ names) => list(names.map((name) => called(t, words, name)), words, 'conjunction');
  const any = (/** @type {string[][]} */ choices) => list(choices.map(all), words, 'disjunction');
  if (known) {
    const own = known.artifact ? artifact(t, known.artifact) : undefined;
    const how = state === 'can' && own ? `→ ${led.how.derived}: ${by(words, own.recipe, all(own.from.map(nameOf)))}` : `✓ ${led.how[known.how] ?? led.has}`;
    return [own && swatch(own.name, own.bytes), how];
  }
  if (!reach) return null;
  if (reach.recipe) return `→ ${led.derives}: ${by(words, reach.recipe, all(reach.inputs))}`;
  if (!reach.missing.length) return `✗ ${who === 'eavesdropper' ? led.how.nothing : led.how.never}`;
  const waits = reach.missing.some((names) => names.every((name) => t.letters.some((l) => l.id === name)));
  if (waits) return `✗ ${say(words, ['ledger', 'how', 'waits'], { missing: any(reach.missing.filter((names) => names.every((name) => t.letters.some((l) => l.id === name)))) })}`;
  // In plain words, the one thing that it all hangs on, by the name on its card.
  if (plain) return `✗ ${say(words, ['ledger', 'how', 'cannot'], { missing: all(shortest(reach.roots.length ? reach.roots : reach.missing).map((name) => CARDS[name] ?? name)) })}`;
  const deep = any(reach.roots);
  const direct = any(reach.missing);
  return [`✗ ${say(words, ['ledger', 'how', 'cannot'], { missing: direct })}`, deep !== direct && ` ${say(words, ['ledger', 'how', 'atRoot'], { missing: deep })}`];
}

/** Numbers that stand for a card. */
const CARDS = /** @type {Record<string, string>} */ ({ private_exponent: 'private_key', modulus: 'public_key' });

/** @param {string[][]} choices */
const shortest = (choices) => choices.reduce((best, one) => (one.length < best.length ? one : best));

/** A recipe and what goes into it. @param {Prose} words @param {string} recipe @param {string} from */
const by = (words, recipe, from) => say(words, ['recipes', recipe]) + (from && ` (${from})`);

/** @param {Transcript} t @param {Prose} words @param {string} name an artifact or a letter */
const called = (t, words, name) => (t.letters.some((l) => l.id === name) ? said(t, words, name) : named(words, name));

/** @param {string[]} names @param {Prose} words @param {'conjunction'|'disjunction'} type */
const list = (names, words, type) => new Intl.ListFormat(words.meta.lang, { type }).format(names);

/** What the Eavesdropper read of the words, in the end. @param {Transcript} t @param {Prose} words */
function ended(t, words) {
  const read = t.outcome.eavesdropperRead;
  if (read.length) return say(words, ['ledger', 'read'], { what: list(read.map((one) => `“${one}”`), words, 'conjunction') });
  return say(words, ['ledger', 'unread']);
}

