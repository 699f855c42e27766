// "Check everything": what was computed here once more by another route, and what could not be. As data; pure.

import { h } from '../shape.js';
import { button } from '../bar.js';
import { say, variant } from '../prose/index.js';
import { contents } from '../recipes/parts.js';
import { split } from '../inspector/sheets.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../prose/index.js').Prose} Prose */
/** @typedef {import('./run.js').Result} Result */
/** @typedef {{transcript: Transcript, results: Result[], total: number}} Checked */

const GROUPS = ['client', 'server', 'ca', 'eavesdropper', 'records', 'certificates'];
const MARKS = { ok: '✓', bad: '✗', not: '–' };

/** @param {import('../update.js').State} state @param {Prose} words */
export function panel(state, words) {
  const t = /** @type {Transcript} */ (state.transcript);
  const tell = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['check', id], values);
  // What was checked of another handshake says nothing about this one.
  const done = state.check?.transcript === t ? state.check : null;
  const results = done?.results ?? [];
  const count = (/** @type {string} */ which) => results.filter((r) => r.state === which).length;
  const over = done && results.length === done.total;
  const bad = results.filter((r) => r.state === 'bad');
  return h('section', { class: 'check-all', key: 'check', 'aria-label': tell('title') },
    h('h3', { key: 'h', tabindex: -1, 'data-focus': 'check' }, tell('title')),
    h('p', { key: 'about' }, tell('about')),
    h('p', { key: 'go', class: 'row' }, button('check', tell('go'), tell('go'), { class: 'primary', 'aria-disabled': done && !over ? 'true' : null })),
    done && !over && h('p', { key: 'bar' }, h('progress', { key: 'p', max: done.total, value: results.length, 'aria-label': tell('title') })),
    h('p', { key: 'sum', role: 'status', class: bad.length ? 'sum wrong' : 'sum' }, over && tell(bad.length ? 'differs' : 'agrees', { ok: count('ok'), bad: bad.length, not: count('not'), total: done.total })),
    bad.length > 0 && h('ul', { key: 'bad', class: 'checked' }, bad.map((r) => line(t, r, words))),
    over && GROUPS.map((group) => {
      const own = results.filter((r) => r.group === group);
      if (!own.length) return null;
      const name = ['records', 'certificates'].includes(group) ? tell(group) : say(words, ['parties', group, 'name']);
      return h('details', { key: group },
        h('summary', { key: 's' }, `${name}: `, tell('count', { ok: own.filter((r) => r.state === 'ok').length, total: own.length }), left(own) > 0 && tell('left', { not: left(own) })),
        h('ul', { key: 'l', class: 'checked' }, own.map((r) => line(t, r, words))));
    }));
}

/** @param {Result[]} results */
const left = (results) => results.filter((r) => r.state === 'not').length;

/** @param {Transcript} t @param {Result} result @param {Prose} words */
function line(t, result, words) {
  const { state, by, what, found } = result;
  const said = say(words, ['check', state === 'not' ? 'why' : 'by', by]);
  return h('li', { key: what, class: state },
    h('b', { key: 'm', role: 'img', 'aria-label': say(words, ['check', 'states', state]) }, MARKS[state]), ' ',
    subject(t, what, words), state === 'bad' && !by ? '' : `: ${said}`,
    found !== undefined && h('pre', { key: 'f', class: 'hex found' }, found));
}

/** What was checked, and the way to it. @param {Transcript} t @param {string} what @param {Prose} words */
function subject(t, what, words) {
  const [kind, id] = split(what);
  const link = (/** @type {string} */ act, /** @type {string} */ name) => h('button', { type: 'button', class: 'plainlink', 'data-act': act, key: 'to' }, name);
  if (kind === 'artifact') return link(what, say(words, ['artifacts', id.slice(id.indexOf('.') + 1), 'name']));
  if (kind === 'certificate') {
    const name = id === 'ca' ? 'ca_certificate' : 'certificate';
    return link(`artifact:${id}.${name}`, say(words, ['artifacts', name, 'name']));
  }
  const [letter, place] = id.split('/');
  const record = t.letters.find((l) => l.id === letter)?.records[Number(place)];
  const inside = record && contents(words, record.messages);
  return link(`letter:${letter}`, `${say(words, ['letters', letter, 'name'], {}, variant(t))}${inside ? ` · ${inside}` : ''}`);
}
