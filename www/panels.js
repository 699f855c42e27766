// What stands under the stage: the scene in words, its values, the ledger, the settings.
// As data; pure.

import { h } from './shape.js';
import { button, choice } from './bar.js';
import { languages, say, values as braces, variant } from './prose/index.js';
import { artifact, hexLines } from './transcript.js';
import { retold } from './whatif/story.js';
import { GROUPS, THEMES } from './choice.js';
import { asked } from './question.js';
import { offer } from './hands/strip.js';
import { duration } from './scenes/cost.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./prose/index.js').Prose} Prose */

/** @param {Prose} words */
const uiOf = (words) => (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['ui', id], values);

/** The sentence of a scene at a level. @param {Transcript} t @param {Prose} words @param {string} scene @param {string} level */
export function sentence(t, words, scene, level) {
  let said = sentences.get(t);
  if (!said) sentences.set(t, (said = new Map()));
  const key = `${words.meta.lang} ${scene} ${level}`;
  let text_ = said.get(key);
  if (text_ === undefined) {
    text_ = retold(t, words, scene, level, say(words, path(t, words, scene, level), braces(t, scene, words.meta.lang), variant(t)));
    said.set(key, text_);
  }
  return text_;
}

/** Where the sentence is: what is otherwise in a published connection is told otherwise. @param {Transcript} t @param {Prose} words @param {string} scene @param {string} level */
const path = (t, words, scene, level) => (t.scenario.hand && Object.hasOwn(words.hands, `${scene}.${level}`) ? ['hands', `${scene}.${level}`] : ['scenes', scene, level]);

/** @type {WeakMap<Transcript, Map<string, string>>} */
const sentences = new WeakMap();

/** What happens on the stage, in one sentence, right under it. @param {State} state @param {Frame} frame @param {Prose} words */
export function story(state, frame, words) {
  const t = /** @type {Transcript} */ (state.transcript);
  const chapter = say(words, ['chapters', frame.chapter, 'name']);
  return h('section', { class: 'story', key: 'story', 'aria-label': say(words, ['scenes', frame.id, 'title']) },
    h('div', { class: 'head', key: 'head' },
      h('h2', { key: 'title', tabindex: -1 }, say(words, ['scenes', frame.id, 'title'])),
      h('p', { class: 'where', key: `where:${frame.id}` }, `${chapter} · ${uiOf(words)('counter', { n: frame.number, total: t.scenes.length })}`),
      asked(state, frame, words) && h('button', { type: 'button', class: 'plainlink', 'data-act': 'question', key: 'question' }, uiOf(words)('questionBelow'))),
    h('p', { class: 'plain', key: 'plain' }, sentence(t, words, frame.id, 'story')));
}

/** More of it, for those who want to know: the protocol's words, what it costs, the bytes. @param {State} state @param {Frame} frame @param {Prose} words @param {boolean} [timed] whether there is room for what it costs */
export function depth(state, frame, words, timed = true) {
  const t = /** @type {Transcript} */ (state.transcript);
  const inside = [
    state.level !== 'story' && h('p', { class: 'protocol', key: 'protocol' }, sentence(t, words, frame.id, 'protocol')),
    ...(timed ? costs(state, frame, words) : []),
    state.level === 'bytes' && bytes(t, frame, words),
  ].filter(Boolean);
  return inside.length ? h('section', { class: 'depth', key: 'depth', 'aria-label': say(words, ['levels', state.level]) }, inside) : null;
}

/** Scenes in which the time it takes is worth a look. */
export const TIMED = new Set(['client-encrypts', 'server-decrypts', 'client-message', 'server-encrypts', 'client-decrypts']);

/** Slow and fast, as measured in this browser. @param {State} state @param {Frame} frame @param {Prose} words */
function costs(state, frame, words) {
  if (!TIMED.has(frame.id) || state.transcript?.origin || frame.id === 'client-decrypts') return []; // there, they are on the stage
  const name = (/** @type {string} */ id) => say(words, ['machines', id]);
  const messageBytes = state.costs?.messageBytes ?? artifact(/** @type {Transcript} */ (state.transcript), 'client.message')?.bytes.length ?? 0;
  const { rsaEncrypt, rsaDecrypt, sealRecord } = state.costs ?? { rsaEncrypt: 0, rsaDecrypt: 0, sealRecord: 0 };
  const most = Math.max(rsaEncrypt, rsaDecrypt, sealRecord, 1e-6);
  const row = (/** @type {string} */ label, /** @type {number} */ micros, /** @type {string} */ fill) =>
    h('div', { key: label }, h('dt', { key: 't' }, label), h('dd', { key: 'd' }, state.costs ? duration(micros, words.meta.lang) : '…'),
      h('svg', { key: 'b', class: 'cost', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        h('rect', { key: 'r', width: state.costs ? Math.max(0.4, (100 * micros) / most) : 0, height: 10, class: fill })));
  return [h('p', { class: 'hint', key: 'measured' }, uiOf(words)('costTitle')), h('dl', { class: 'costs', key: 'costs' },
    row(`${name('asymmetric')}, ${name('encrypts')}`, rsaEncrypt, 'slow'),
    row(`${name('asymmetric')}, ${name('decrypts')}`, rsaDecrypt, 'slow'),
    row(`${name('symmetric')}, ${uiOf(words)('bytesCount', { count: messageBytes })}`, sealRecord, 'fast'))];
}

/** Every value of the scene, whole. @param {Transcript} t @param {Frame} frame @param {Prose} words */
function bytes(t, frame, words) {
  const ui = uiOf(words);
  const span = t.scenes[frame.index];
  const made = t.beats.slice(span.start, span.end).flatMap((b) => b.artifacts);
  const found = span.letter === null || span.letter === undefined ? undefined : t.letters[span.letter];
  if (!made.length && !found) return null;
  return h('section', { class: 'values', key: 'values', 'aria-label': ui('values') },
    h('h3', { key: 'h' }, ui('values')),
    found && value(`letter:${found.id}`, say(words, ['letters', found.id, 'name'], {}, variant(t)), say(words, ['parties', found.from, 'name']), found.bytes, words),
    made.map((id) => {
      const a = artifact(t, id);
      return a && value(`artifact:${id}`, say(words, ['artifacts', a.name, 'name']), say(words, ['parties', a.holder, 'name']), a.bytes, words);
    }));
}

/** @param {string} act @param {string} name @param {string} holder @param {Uint8Array} value_ @param {Prose} words */
const value = (act, name, holder, value_, words) =>
  h('div', { class: 'value', key: act },
    h('p', { key: 'n' }, h('button', { type: 'button', 'data-act': act, class: 'plainlink', key: 'b' }, name), ` · ${holder} · ${uiOf(words)('bytesCount', { count: value_.length })}`),
    dump(value_, words));

/** @param {Uint8Array} bytes_ @param {Prose} words */
const dump = (bytes_, words) =>
  bytes_.length
    ? h('pre', { class: 'hex', key: 'hex', tabindex: 0, role: 'group', 'aria-label': uiOf(words)('bytesCount', { count: bytes_.length }) }, hexLines(bytes_, 16).join('\n'))
    : h('p', { class: 'hex', key: 'hex' }, uiOf(words)('empty'));

/** What a link asks for and cannot have, said where it is seen; beside the controls it is said as well. @param {State} state @param {Prose} words */
export function misled(state, words) {
  const wrong = Object.keys(state.problems).filter((field) => state.linked[field]);
  if (!wrong.length) return null;
  const label = (/** @type {string} */ field) => uiOf(words)(/** @type {Record<string, string>} */ ({ suites: 'suite', groups: 'group' })[field] ?? field);
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

