// Somebody in the middle, three ways, side by side: what the Client sees, what the Server hears, and what
// is in the notebook. Three real runs with one seed. As data; pure.

import { h } from '../shape.js';
import { button } from '../bar.js';
import { say } from '../prose/index.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../prose/index.js').Prose} Prose */

/** In this order. */
export const MANNERS = /** @type {const} */ (['relay', 'own_certificate', 'stolen_authority']);

/** What the middle says in place of the Client's words. @param {import('../update.js').State} state @param {Prose} words */
export const altered = (state, words) => state.whatif.altered ?? say(words, ['whatif', 'middle', 'altered']);

/** The plan of a lesson. @param {string} middle @param {string} [instead] @returns {import('../types.js').Scenario} */
export const stand = (middle, instead) => ({ middle, altered: middle === 'stolen_authority' ? instead : undefined });

/** Under the words of each of the three lessons: the words to put in, and all three side by side. @param {string} manner @returns {(state: import('../update.js').State, words: Prose) => any} */
export const middle = (manner) => (state, words) => {
  const word = (/** @type {string} */ id) => say(words, ['whatif', 'middle', id]);
  const runs = state.whatif.middle;
  return h('div', { class: 'middle', key: 'middle' },
    manner === 'stolen_authority' && h('label', { class: 'choice', key: 'altered' }, h('span', { key: 'l' }, word('instead')),
      h('input', { key: 'i', type: 'text', autocomplete: 'off', value: altered(state, words), 'data-input': 'whatif-altered' })),
    h('p', { class: 'row', key: 'go' }, button('whatif:middle', word('go'), word('go'))),
    runs && h('p', { key: 'about' }, word('about')),
    runs && h('div', { class: 'pages', key: 'pages' }, runs.map((t) => column(t, words))),
    runs && h('p', { key: 'after', class: 'after' }, word('after')));
};

/** @param {Transcript} t @param {Prose} words */
function column(t, words) {
  const word = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['whatif', 'middle', id], values);
  const manner = t.middle?.manner ?? 'relay';
  const { outcome } = t;
  const quoted = (/** @type {string|null|undefined} */ said) => (said === null || said === undefined ? null : h('q', { key: said }, said));
  const told = manner === 'relay' ? outcome.serverRead : t.middle?.behind?.outcome.serverRead;
  const row = (/** @type {string} */ id, /** @type {any} */ inner) => h('div', { key: id, 'data-row': id }, h('dt', { key: 't' }, word(id)), h('dd', { key: 'd' }, inner));
  const keys = t.ledger.filter((k) => k.who === 'eavesdropper' && KEYS.includes(k.name)).map((k) => say(words, ['artifacts', k.name, 'name']));
  return h('section', { class: 'notebook', key: manner, 'data-manner': manner, 'aria-label': `${word('go')}: ${say(words, ['whatif', 'lessons', manner, 'name'])}` },
    h('h4', { key: 'h' }, say(words, ['whatif', 'lessons', manner, 'name'])),
    h('dl', { key: 'facts' },
      row('sees', outcome.failure
        ? [h('b', { key: 'a', class: 'refused' }, word('refuses', { alert: outcome.failure.alert, code: outcome.failure.code })), ` ${say(words, ['failures', outcome.failure.fault])}`]
        : [word(t.middle?.seated ? 'content' : 'honest'), ' ', quoted(outcome.clientRead)]),
      row('hears', told === null || told === undefined ? word('asked') : quoted(told)),
      row('holds', keys.length ? keys.join(', ') : word(t.middle?.seated ? 'nothing' : 'black')),
      row('reads', outcome.eavesdropperRead.length ? outcome.eavesdropperRead.map((said, i) => h('q', { key: `q${i}` }, said)) : word('nothing'))),
    h('p', { class: 'row', key: 'watch' }, button(`whatif:play/${manner}`, `${word('watch')}: ${say(words, ['whatif', 'lessons', manner, 'name'])}`, word('watch'))));
}

/** Out of all that it has, what opens something. */
const KEYS = ['ca_private_key', 'pre_master_secret', 'master_secret', 'client_write_key', 'server_write_key'];
