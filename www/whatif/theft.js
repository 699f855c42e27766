// Later, somebody steals the Server's private key: two real handshakes side by side, and what the
// Eavesdropper's notebook gives away. As data; pure.

import { h } from '../shape.js';
import { button } from '../bar.js';
import { say } from '../prose/index.js';
import { page } from './notebook.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../prose/index.js').Prose} Prose */

const RSA = /^TLS_RSA_/;

/** One suite of each kind, as alike as can be; the reader's own among them. @param {string} suite @param {readonly string[]} suites all there are @returns {[string, string]} */
export function pair(suite, suites) {
  const other = RSA.test(suite) ? suite.replace(RSA, 'TLS_ECDHE_RSA_') : suite.replace('_ECDHE', '');
  const same = suites.includes(other) ? other : suites.find((s) => RSA.test(s) !== RSA.test(suite) && s.includes('AES_128_GCM'));
  return RSA.test(suite) ? [suite, same ?? suite] : [same ?? suite, suite];
}

/** @param {import('../update.js').State} state @param {Prose} words */
export function theft(state, words) {
  const word = (/** @type {string} */ id) => say(words, ['whatif', 'theft', id]);
  const runs = state.whatif.theft;
  return h('div', { class: 'theft', key: 'theft' },
    !runs && h('p', { class: 'row', key: 'go' }, button('whatif:steal', word('go'), word('go'), { class: 'primary' })),
    runs && h('p', { key: 'about' }, word('about')),
    runs && h('div', { class: 'pages', key: 'pages' }, runs.map((t) => notebook(t, words))),
    runs && h('p', { key: 'after', class: 'after' }, say(words, ['whatif', 'lessons', 'theft', 'after'])));
}

/** What the Eavesdropper came to know. @param {Transcript} t @param {string} how @param {readonly string[]} [only] */
const got = (t, how, only) => t.ledger.filter((k) => k.who === 'eavesdropper' && k.how === how && (!only || only.includes(k.name))).map((k) => k.name);

/** Out of all that was heard, what matters for the keys. */
const HEARD = ['client_random', 'server_random', 'encrypted_pre_master_secret', 'client_ephemeral_public', 'server_ephemeral_public'];
const WORKED = ['pre_master_secret', 'master_secret', 'client_write_key', 'server_write_key'];

/** One page of the notebook. @param {Transcript} t @param {Prose} words */
function notebook(t, words) {
  const word = (/** @type {string} */ id) => say(words, ['whatif', 'theft', id]);
  const kind = t.suite?.group ? 'ecdhe' : 'rsa';
  const { eavesdropperRead: read, eavesdropperMissing: missing } = t.outcome;
  const names = (/** @type {readonly string[]} */ ids) => ids.map((id) => say(words, ['artifacts', id, 'name'])).join(', ');
  const row = (/** @type {string} */ id, /** @type {readonly string[]} */ ids) => ids.length > 0 && h('div', { key: id }, h('dt', { key: 't' }, word(id)), h('dd', { key: 'd' }, names(ids)));
  return h('section', { class: 'notebook', key: kind, 'data-kind': kind, 'aria-label': word(kind) },
    h('h4', { key: 'h' }, word(kind)),
    h('p', { class: 'hint mono', key: 'suite' }, t.suite?.name ?? ''),
    page(t, words),
    h('dl', { key: 'facts' },
      row('overheard', got(t, 'overheard', HEARD)),
      row('stolen', got(t, 'stolen').length ? ['private_key'] : t.scenario.stolenKey ? ['private_key'] : []),
      row('derived', got(t, 'derived', WORKED)),
      row('missing', missing)),
    read.length > 0
      ? h('p', { key: 'read', class: 'said' }, `${word('reads')}: `, read.map((said, i) => h('q', { key: `q${i}` }, said)))
      : h('p', { key: 'read', class: 'said' }, h('b', { key: 'b' }, word('shut')), missing.length > 1 ? ` ${word('either')}` : ''));
}
