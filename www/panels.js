// The reader's own handshake, and the link to it. As data; pure.

import { h } from './shape.js';
import { button, choice } from './bar.js';
import { languages, say, uiOf } from './prose/index.js';
import { GROUPS, list, THEMES } from './choice.js';
import { offer } from './hands/strip.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./prose/index.js').Prose} Prose */

/** What a link asks for and cannot have, said where it is seen; beside the controls it is said as well. @param {State} state @param {Prose} words */
export function misled(state, words) {
  const wrong = Object.keys(state.problems).filter((field) => state.linked[field]);
  if (!wrong.length) return null;
  const label = (/** @type {string} */ field) => uiOf(words)(/** @type {Record<string, string>} */ ({ suites: 'suite', groups: 'group', lang: 'language' })[field] ?? field);
  return h('div', { class: 'notice', key: 'misled', role: 'alert' },
    h('p', { key: 'p' }, uiOf(words)('linkPart')),
    h('ul', { key: 'ul' }, wrong.map((field) => h('li', { key: field }, h('b', { key: 'b' }, label(field)), `: ${state.problems[field]}`))));
}

/** The reader's own handshake. @param {State} state @param {Prose} words @param {{name: string, keyExchange: string}[]} suites */
export function settings(state, words, suites) {
  const t = /** @type {Transcript} */ (state.transcript);
  const ui = uiOf(words);
  const { scenario } = t;
  const field = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ hint, /** @type {string} */ value_, /** @type {any} */ more = {}) => {
    const problem = state.problems[name];
    return h('div', { class: problem ? 'field bad' : 'field', key: `field:${name}` },
      h('label', { for: `f-${name}`, key: 'l' }, label),
      h('input', { id: `f-${name}`, key: 'i', name, type: 'text', value: value_, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `h-${name}${problem ? ` p-${name}` : ''}`, 'aria-invalid': problem ? 'true' : null, ...more }),
      h('p', { class: 'hint', id: `h-${name}`, key: 'h' }, hint),
      problem && h('p', { class: 'problem', id: `p-${name}`, key: 'p' }, problem));
  };
  return h('form', { class: 'settings', key: 'settings', 'data-form': 'scenario', 'aria-label': ui('settings'), novalidate: true },
    h('h3', { key: 'h', tabindex: -1, 'data-focus': 'settings' }, ui('settings')),
    field('message', ui('message'), ui('messageHint'), scenario.message),
    field('reply', ui('reply'), ui('replyHint'), scenario.reply),
    field('serverName', ui('serverName'), ui('serverNameHint'), scenario.serverName),
    h('div', { class: state.problems.suites ? 'field bad' : 'field', key: 'field:suite' },
      h('label', { for: 'f-suites', key: 'l' }, ui('suite')),
      h('select', { id: 'f-suites', key: 's', name: 'suites', value: t.suite?.name ?? scenario.suites[0], 'aria-describedby': `h-suites${state.problems.suites ? ' p-suites' : ''}`, 'aria-invalid': state.problems.suites ? 'true' : null }, /** @type {const} */ (['rsa', 'ecdhe']).map((kind) => h('optgroup', { label: ui(kind), class: kind, key: kind },
        suites.filter((s) => s.keyExchange === kind).map(({ name }) => h('option', { value: name, key: name, selected: name === t.suite?.name }, name))))),
      h('p', { class: 'hint', id: 'h-suites', key: 'h' }, `${ui('suiteHint')} ${ui(t.suite?.group ? 'ephemeral' : 'deprecated')}`),
      state.problems.suites && h('p', { class: 'problem', id: 'p-suites', key: 'p' }, state.problems.suites)),
    h('div', { class: state.problems.groups ? 'field groups bad' : 'field groups', key: 'field:groups' },
      h('label', { for: 'f-groups', key: 'l' }, ui('group')),
      h('select', { id: 'f-groups', key: 's', name: 'groups', value: scenario.groups?.join() ?? GROUPS[0], 'aria-describedby': `h-groups${state.problems.groups ? ' p-groups' : ''}`, 'aria-invalid': state.problems.groups ? 'true' : null }, GROUPS.map((names) => h('option', { value: names, key: names, selected: names === scenario.groups?.join() }, names.replace(',', ', ')))),
      h('p', { class: 'hint', id: 'h-groups', key: 'h' }, ui('groupHint')),
      state.problems.groups && h('p', { class: 'problem', id: 'p-groups', key: 'p' }, state.problems.groups)),
    field('seed', ui('seed'), ui('seedHint'), scenario.seed, { class: 'mono', maxlength: 80 }),
    h('label', { class: 'check', key: 'ems' }, h('input', { type: 'checkbox', name: 'extendedMasterSecret', key: 'i', checked: scenario.extendedMasterSecret }), h('span', { key: 's' }, h('b', { key: 'b' }, ui('extendedMasterSecret')), ` ${ui('extendedMasterSecretHint')}`)),
    h('p', { class: 'row', key: 'go' }, h('button', { type: 'submit', class: 'primary', key: 'b' }, ui('apply')), button('shuffle', ui('newRandomness'), ui('newRandomness'), { key: 'new' })),
    offer(words, scenario.hand),
    h('div', { class: 'row', key: 'look' },
      choice('lang', ui('language'), languages.map(({ lang, name }) => [lang, name]), words.meta.lang),
      choice('theme', ui('theme'), THEMES.map((theme) => [theme, words.themes[theme]]), state.theme)),
    h('p', { class: 'hint', key: 'identity' }, scenario.ownKey ? say(words, ['keys', 'secret']) : ui('identity')),
    h('p', { class: 'hint', key: 'keys' }, ui('keys')));
}

/** What a form asks for. @param {HTMLFormElement} form @param {{suites: string[]}} now @param {{name: string, keyExchange: string}[]} suites @returns {import('./types.js').Scenario} */
export function filled(form, now, suites) {
  const data = new FormData(form);
  const suite = String(data.get('suites') ?? now.suites[0]);
  return {
    message: String(data.get('message') ?? ''),
    reply: String(data.get('reply') ?? ''),
    serverName: String(data.get('serverName') ?? '').trim(),
    seed: String(data.get('seed') ?? '').trim(),
    suites: [suite],
    groups: suites.some((s) => s.name === suite && s.keyExchange === 'ecdhe') ? list(String(data.get('groups') ?? '')) : undefined,
    extendedMasterSecret: data.get('extendedMasterSecret') !== null,
  };
}

/** @param {State} state @param {Prose} words @param {string} url */
export function link(state, words, url) {
  const ui = uiOf(words);
  return h('section', { class: 'link', key: 'link', 'aria-label': ui('copyLink') },
    h('h3', { key: 'h', tabindex: -1, 'data-focus': 'link' }, ui('copyLink')),
    h('label', { class: 'check', key: 'out' }, h('input', { type: 'checkbox', 'data-input': 'leave-out', key: 'i', checked: !state.withMessages }), h('span', { key: 's' }, h('b', { key: 'b' }, ui('leaveMessagesOut')), ` ${ui('leaveMessagesOutHint')}`)),
    state.transcript?.scenario.ownKey && h('p', { class: 'hint', key: 'own' }, say(words, ['keys', 'noLink'])),
    h('p', { class: 'row', key: 'row' }, h('input', { class: 'mono', readonly: true, value: url, key: 'url', 'aria-label': ui('copyLink'), 'data-url': true }), button('copy-link', ui('copyLink'), ui('copyLink'), { class: 'primary' })),
    h('p', { key: 'done', class: 'hint' }, state.copied === 'link' ? ui('copied') : state.copied === 'failed' ? ui('copyFailed') : ''));
}

