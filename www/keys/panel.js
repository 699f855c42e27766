// Keys of the reader's own: made here, measured, taken home. As data; pure.

import { h } from '../shape.js';
import { button, choice } from '../bar.js';
import { say } from '../prose/index.js';
import { duration } from '../duration.js';
import { SIZES } from './act.js';

/** @typedef {import('../update.js').State} State */
/** @typedef {import('../update.js').Made} Made */
/** @typedef {import('../prose/index.js').Prose} Prose */

/** Too short by now. */
const BROKEN = 1024;

/** @param {State} state @param {Prose} words */
export function keys(state, words) {
  const t = /** @type {import('../types.js').Transcript} */ (state.transcript);
  const word = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['keys', id], values);
  const { bits, busy, made, problem } = state.keys;
  const own = t.scenario.ownKey ? t.certificates[0]?.rsaBits : 0;
  const label = (/** @type {number} */ size) => word(size === BROKEN ? 'broken' : 'bits', { bits: size });
  const press = (/** @type {string} */ act, /** @type {any} */ more = {}) => button(`keys:${act}`, word(act), word(act), more);
  const rows = made.toSorted((a, b) => a.bits - b.bits);
  return h('section', { class: 'settings keys', key: 'keys', 'aria-label': word('title') },
    h('h3', { key: 'h', tabindex: -1, 'data-focus': 'keys' }, word('title')),
    h('p', { key: 'now', class: 'now' }, own ? word(issued(t) ? 'own' : 'ownOther', { bits: own }) : word('about')),
    h('div', { class: 'row', key: 'row' },
      choice('keys-size', word('size'), SIZES.toSorted((a, b) => a - b).map((size) => [String(size), label(size)]), String(bits)),
      press('make', { class: 'primary', 'aria-disabled': busy ? 'true' : null }),
      made.length < SIZES.length && press('compare', { 'aria-disabled': busy ? 'true' : null }),
      own > 0 && press('teaching')),
    bits === BROKEN && h('p', { key: 'broken', class: 'hint' }, word('why')),
    busy && progress(busy, words),
    problem && h('p', { key: 'problem', class: 'problem', role: 'alert' }, problem),
    h('details', { key: 'bring', class: 'bring' },
      h('summary', { key: 's' }, word('bring')),
      h('form', { key: 'f', 'data-form': 'keys', novalidate: true },
        h('label', { key: 'l', for: 'f-pem' }, word('pem')),
        h('textarea', { key: 't', id: 'f-pem', name: 'pem', rows: 5, class: 'mono', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `h-pem${state.problems.ownKey ? ' p-pem' : ''}`, 'aria-invalid': state.problems.ownKey ? 'true' : null }),
        h('p', { key: 'h', id: 'h-pem', class: 'hint' }, word('pemHint')),
        state.problems.ownKey && h('p', { key: 'p', id: 'p-pem', class: 'problem' }, state.problems.ownKey),
        h('p', { key: 'b', class: 'row' }, h('button', { key: 'b', type: 'submit' }, word('bringThis'))))),
    rows.length > 0 && h('div', { key: 'table' },
      h('table', { key: 't', 'aria-label': word('table') },
        h('thead', { key: 'h' }, h('tr', { key: 'r' }, ['size', 'making', 'locks', 'opens', 'home'].map((id) => h('th', { key: id, scope: 'col' }, word(id))))),
        h('tbody', { key: 'b' }, rows.map((one) => row(one, rows, own === one.bits && inUse(state, one), t, words)))),
      h('p', { key: 'hint', class: 'hint' }, `${word('measuredHint')} ${word('secret')}`),
      h('p', { key: 'ca', class: 'hint' }, file(t.certificates[1].pem, 'teaching-ca.crt.pem', word('authority')))));
}

/** Whether the certificate is one that the teaching Authority made out for this run. @param {import('../types.js').Transcript} t */
const issued = ({ certificates: [own, authority], scenario }) => own.issuer === authority.subject && own.names.includes(scenario.serverName);

/** Whether the run is played with these keys, and not with others of the same size. @param {State} state @param {Made} made */
const inUse = (state, made) => state.keys.used === made.key;

/** What is being done now. The bar has its mark where the average is. @param {NonNullable<State['keys']['busy']>} busy @param {Prose} words */
function progress({ bits, tried, expected, found }, words) {
  const word = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['keys', id], values);
  const width = expected ? Math.min(100, (100 * tried) / (3 * expected)) : 0;
  return h('div', { key: 'busy', class: 'busy' },
    h('p', { key: 'p' }, word('busy', { bits, n: tried, count: Math.round(expected) || '…', found })),
    h('svg', { key: 'b', class: 'search', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      h('rect', { key: 'r', width, height: 10, class: 'slow' }),
      h('path', { key: 'm', d: 'M33.33 0V10', class: 'mean', 'vector-effect': 'non-scaling-stroke' })),
    h('p', { key: 'l', class: 'hint' }, word('luck')),
    h('p', { key: 'c', class: 'row' }, button('keys:cancel', word('cancel'), word('cancel'))));
}

/** @param {Made} made @param {Made[]} all @param {boolean} used @param {import('../types.js').Transcript} t @param {Prose} words */
function row({ bits, key, certificate, serverName, tried, milliseconds, costs }, all, used, t, words) {
  const word = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['keys', id], values);
  const { lang } = words.meta;
  const most = Math.max(...all.map((one) => one.costs?.decrypt ?? 0), 1e-9);
  const time = (/** @type {number|null|undefined} */ micros) => (micros === null || micros === undefined ? '?' : duration(micros, lang));
  const cell = (/** @type {string} */ id, /** @type {any[]} */ ...inner) => h('td', { key: id, 'data-what': word(id) }, inner);
  // With another name the same key has another certificate by now.
  const pem = used && !t.scenario.identity ? t.certificates[0].pem : certificate;
  const name = `${used ? t.scenario.serverName : serverName}-${bits}`;
  return h('tr', { key: `k${bits}`, 'data-bits': bits },
    h('th', { key: 'size', scope: 'row' }, word(bits === BROKEN ? 'broken' : 'bits', { bits }), used && h('b', { key: 'u', class: 'fresh' }, word('used'))),
    cell('making', time(milliseconds === null ? null : milliseconds * 1000), ' ', h('span', { key: 'n', class: 'hint' }, word('tries', { n: tried }))),
    cell('locks', time(costs?.encrypt)),
    cell('opens', time(costs?.decrypt), costs && h('svg', { key: 'b', class: 'cost', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, h('rect', { key: 'r', width: (100 * costs.decrypt) / most, height: 10, class: 'slow' }))),
    cell('home', h('div', { class: 'row', key: 'r' },
      !used && button(`keys:use/${bits}`, word('useThis', { bits }), word('use')),
      file(key, `${name}.key.pem`, word('privateKey'), word('ofBits', { name: word('privateKey'), bits })),
      file(pem, `${name}.crt.pem`, word('certificate'), word('ofBits', { name: word('certificate'), bits })))));
}

/** Something to take home. @param {string} pem @param {string} name @param {string} label @param {string} [long] for who only hears it */
const file = (pem, name, label, long) =>
  h('a', { key: label, class: 'file', download: name, href: `data:application/x-pem-file;charset=utf-8,${encodeURIComponent(pem)}`, 'aria-label': long }, `⬇ ${label}`);
