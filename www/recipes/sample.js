// "Reproduce it yourself": the shell samples of an artifact, a letter or a check, to be read and copied.
// Every one of them is run in a real shell by tests/www/reproduce.test.mjs. Pure.

import { h } from '../shape.js';
import { say } from '../prose/index.js';
import { samples } from '../reproduce/index.js';
import { contents, tell } from './parts.js';

/** @typedef {import('./parts.js').Transcript} Transcript */
/** @typedef {import('./parts.js').Prose} Prose */
/** @typedef {import('../reproduce/index.js').Sample} Sample */

/** @type {WeakMap<Transcript, Sample[]>} */
const made = new WeakMap();

/** Every sample of a run, made once. @param {Transcript} t */
export function all(t) {
  let known = made.get(t);
  if (!known) made.set(t, (known = samples(t)));
  return known;
}

/** @param {Transcript} t @param {string} id */
export const sampleOf = (t, id) => all(t).find((sample) => sample.id === id);

/** What reproduces an artifact (`artifact:ID`) or a letter (`letter:ID`). @param {Transcript} t @param {string} what @param {Prose} words @param {string} [copied] the sample that was copied last */
export function reproduce(t, what, words, copied = '') {
  const [kind, id] = [what.slice(0, what.indexOf(':')), what.slice(what.indexOf(':') + 1)];
  const letter = kind === 'letter' ? t.letters.find((l) => l.id === id || String(l.index) === id) : undefined;
  // What was checked about the badge stands with the badge, what was checked about the signature with that.
  const checks = id.endsWith('.certificate') ? 'certificate' : id.endsWith('.params_signature') ? 'params_signature' : '-';
  const own = all(t).filter((sample) => (kind === 'letter' ? letter && sample.letter === letter.index : sample.artifact === id || sample.check?.startsWith(checks)));
  if (!own.length) return null;
  const said = (/** @type {string} */ key, /** @type {any} */ values = undefined) => say(words, ['reproduce', key], values);
  return h('section', { class: 'reproduce', key: `reproduce:${what}`, 'aria-label': tell(words, 'reproduce') },
    h('h4', { key: 'h' }, tell(words, 'reproduce')),
    own.some(({ shell }) => shell) && h('p', { key: 'about' }, said('about')),
    own.map((sample) => one(sample, letter, words, copied, said)));
}

/** @param {Sample} sample @param {import('../types.js').Letter|undefined} letter @param {Prose} words @param {string} copied @param {(key: string, values?: any) => string} said */
function one(sample, letter, words, copied, said) {
  const messages = letter && sample.record !== undefined ? `${contents(words, letter.records[sample.record].messages)}: ` : '';
  if (sample.not) return h('p', { key: sample.id }, messages, said(sample.not));
  return h('details', { key: sample.id },
    h('summary', { key: 's' }, messages + said(sample.title)),
    sample.needs.length > 0 && h('p', { key: 'needs', class: 'hint' }, said('needs', { name: sample.needs.join(', ') })),
    h('pre', { key: 'shell', class: 'shell', tabindex: 0, role: 'group', 'aria-label': said(sample.title) }, sample.shell),
    h('p', { key: 'copy', class: 'row' }, h('button', { type: 'button', key: 'b', 'data-act': `copy-sample:${sample.id}` }, said('copy')), copied === `sample:${sample.id}` && h('span', { key: 'ok', role: 'status' }, say(words, ['ui', 'copied']))),
    h('p', { key: 'prints' }, said('prints')),
    h('pre', { key: 'out', class: sample.check ? 'shell' : 'hex shell' }, sample.prints));
}
