// Take it home: the run as files. As data; pure.

import { h } from '../shape.js';
import { button, choice } from '../bar.js';
import { say } from '../prose/index.js';
import { frontOf } from '../whatif/behind.js';
import { atDesk, CAPTURED, FILES, ownKey, twofold } from './files.js';

/** @typedef {import('../update.js').State} State */
/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../prose/index.js').Prose} Prose */

/** @param {State} state @param {Prose} words @param {string} url of this run on a page of its own */
export function panel(state, words, url) {
  const t = /** @type {Transcript} */ (frontOf(state.transcript) ?? state.transcript);
  const { take } = state;
  const word = (/** @type {string} */ id, /** @type {any} */ given = undefined) => say(words, ['take', 'words', id], given);
  const files = t.origin ? FILES.filter(({ id }) => CAPTURED.includes(id)) : FILES;
  return h('section', { class: 'take', key: 'take', 'aria-label': word('title') },
    h('header', { key: 'head' }, h('h3', { key: 'h', tabindex: -1, 'data-focus': 'take' }, word('title')), button('panel:take', say(words, ['ui', 'close']), '✕', { class: 'small' })),
    h('p', { key: 'about' }, word(t.origin ? 'captured' : 'about')),
    !t.origin && h('p', { class: 'alarm', key: 'warning' }, h('b', { key: 'b' }, word(ownKey(t, take.at) ? 'own' : 'warning'))),
    !t.origin && h('div', { class: 'row', key: 'how' },
      choice('take-ip', word('ip'), [['4', 'IPv4'], ['6', 'IPv6']], take.ip),
      choice('take-at', word('at'), [['client', word('client')], ['server', word('server')]], take.at)),
    !t.origin && twofold(t) && h('p', { class: 'hint', key: 'twofold' }, word(atDesk(t, take.at) ? 'twofold' : 'unheard')),
    h('p', { class: 'done', key: 'done', role: 'status' }, take.problem || (take.saved && word('saved', { name: take.saved, count: take.count }))),
    take.blocked && frame(state, words, url),
    h('ul', { key: 'files' }, files.map(({ id, name, command }) => h('li', { key: id },
      h('p', { key: 'p' }, button(`take:${id}`, word('download', { name }), name, { class: id === 'lab' ? 'primary' : null, 'aria-label': word('download', { name }) }), ' ', say(words, ['take', 'files', id])),
      h('pre', { class: 'hex', key: 'c', tabindex: 0, role: 'group', 'aria-label': word('command', { name }) }, command)))));
}

/** Why no file may have come, and another way to it. @param {State} state @param {Prose} words @param {string} url */
function frame(state, words, url) {
  const { take } = state;
  const word = (/** @type {string} */ id, /** @type {any} */ given = undefined) => say(words, ['take', 'words', id], given);
  const copy = take.copy;
  return h('div', { class: 'frame', key: 'frame' },
    h('p', { key: 'why' }, h('b', { key: 'b' }, word(take.blocked)), ' ', h('a', { href: url, target: '_blank', rel: 'noopener', key: 'a' }, word('alone'))),
    copy && h('label', { key: 'copy' }, h('span', { key: 's' }, word(copy.encoded ? 'copyEncoded' : 'copy', { name: copy.name })),
      h('textarea', { key: 't', class: 'mono', readonly: true, rows: 6, value: copy.text }, copy.text)),
    copy?.encoded && h('pre', { class: 'hex', key: 'c', tabindex: 0 }, `base64 -d > ${copy.name}`));
}
