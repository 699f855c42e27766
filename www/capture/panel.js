// The panel "Your own capture": what can be done with a file, how far it is read, what is in it. As data;
// pure.

import { h } from '../shape.js';
import { button } from '../bar.js';
import { say } from '../prose/index.js';

/** @typedef {import('../update.js').State} State */
/** @typedef {import('../prose/index.js').Prose} Prose */
/** @typedef {import('../types.js').Listing} Listing */
/** @typedef {import('../types.js').Listed} Listed */

/** Connections that are shown at once. */
export const PAGE = 50;

/** @param {Prose} words */
const worded = (words) => (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['capture', id], values);

/** @param {number} bytes @param {string} lang @param {number} [of] the whole, whose unit it takes */
export function size(bytes, lang, of = bytes) {
  const [unit, by] = of < 1e4 ? ['byte', 1] : of < 1e7 ? ['kilobyte', 1e3] : ['megabyte', 1e6];
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: of < 1e4 ? 'long' : 'short', maximumFractionDigits: by === 1 ? 0 : 1 }).format(bytes / by);
}

/** @param {number} micros since 1970 @param {string} lang */
export const when = (micros, lang) => new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }).format(new Date(micros / 1000));

/** @param {State} state @param {Prose} words */
export function panel(state, words) {
  const word = worded(words);
  const { busy, list, problem, text, name, left } = state.capture;
  return h('section', { class: 'settings capture', key: 'capture', 'aria-label': word('title') },
    h('h3', { key: 'h', tabindex: -1, 'data-focus': 'capture' }, word('title')),
    h('p', { key: 'about' }, word('about')),
    h('p', { key: 'stays', class: 'stays' }, word('stays')),
    h('div', { key: 'drop', class: 'drop', 'data-drop': true },
      h('label', { key: 'l', class: 'pick' }, h('span', { key: 's' }, word('choose')),
        h('input', { key: 'i', type: 'file', multiple: true, 'data-input': 'capture-files', 'aria-describedby': 'capture-hint', disabled: busy ? true : null })),
      h('p', { key: 'h', class: 'hint', id: 'capture-hint' }, word('chooseHint'))),
    h('details', { key: 'paste' }, h('summary', { key: 's' }, word('paste')),
      h('form', { key: 'f', 'data-form': 'capture', novalidate: true },
        h('label', { key: 'l', for: 'capture-text' }, word('pasteLabel')),
        h('textarea', { key: 't', id: 'capture-text', name: 'text', rows: 5, spellcheck: 'false', autocomplete: 'off', class: 'mono', 'aria-describedby': 'capture-paste' }, text),
        h('p', { key: 'h', class: 'hint', id: 'capture-paste' }, word('pasteHint')),
        h('p', { key: 'g', class: 'row' }, h('button', { key: 'b', type: 'submit', disabled: busy ? true : null }, word('pasteGo'))))),
    busy && progress(busy, words),
    left.length > 0 && h('p', { key: 'left', class: 'hint', role: 'status' }, word('left', { name, names: new Intl.ListFormat(words.meta.lang, { type: 'conjunction' }).format(left) })),
    problem && h('p', { key: 'problem', class: 'problem', role: 'alert' }, problem),
    list && found(state, list, words));
}

/** @param {NonNullable<State['capture']['busy']>} busy @param {Prose} words */
function progress({ name, offset, total, packets, connections, listed, of }, words) {
  const word = worded(words);
  const { lang } = words.meta;
  const number = new Intl.NumberFormat(lang);
  const [far, whole] = of === undefined ? [offset, total] : [listed ?? 0, of];
  const share = whole ? Math.min(1, far / whole) : 1;
  const says = of === undefined
    ? word('busy', { name, done: size(offset, lang, total), total: size(total, lang), packets: number.format(packets), connections: number.format(connections) })
    : word('listing', { name, done: number.format(far), total: number.format(whole) });
  return h('div', { key: 'busy', class: 'busy' },
    h('p', { key: 'p', id: 'capture-busy' }, says),
    h('progress', { key: 'b', max: 1, value: share, 'aria-labelledby': 'capture-busy' }),
    h('p', { key: 'c', class: 'row' }, button('capture:cancel', word('cancel'), word('cancel'))));
}

/** @param {State} state @param {Listing} list @param {Prose} words */
function found(state, list, words) {
  const word = worded(words);
  const number = new Intl.NumberFormat(words.meta.lang);
  const { shown, opened, name, only } = state.capture;
  const rows = only ? list.connections.filter((c) => c.state !== 'refused') : list.connections;
  const refused = list.connections.length - list.connections.filter((c) => c.state !== 'refused').length;
  return h('div', { key: 'found', class: 'found' },
    h('h4', { key: 'h', tabindex: -1, 'data-focus': 'capture-found' }, word(list.connections.length ? 'found' : 'none', { count: number.format(list.connections.length), packets: number.format(list.packets), others: number.format(list.others), name })),
    list.broken && h('p', { key: 'broken', class: 'problem' }, place(list.broken, words), ' ', word(list.connections.length ? 'kept' : 'nothingKept')),
    h('p', { key: 'secrets', class: 'hint' }, word('secrets', { logged: number.format(list.logged), keys: number.format(list.keys) }), ' ', list.logged + list.keys === 0 && list.connections.some((c) => c.why === 'no_secret') ? word('secretsHint') : ''),
    list.complaints.length > 0 && h('details', { key: 'complaints' }, h('summary', { key: 's' }, word('complaints', { count: number.format(list.complained) })),
      h('ul', { key: 'l' }, list.complaints.map((one, i) => h('li', { key: i }, complaint(one, words))))),
    list.passed.length > 0 && h('details', { key: 'passed' }, h('summary', { key: 's' }, word('passed')),
      h('ul', { key: 'l' }, list.passed.slice(0, 40).map((one, i) => h('li', { key: i }, say(words, ['capture', 'reasons', one.reason], { number: one.number, count: number.format(one.count), offset: number.format(one.first) }))))),
    refused > 0 && refused < list.connections.length && h('label', { class: 'check', key: 'only' }, h('input', { type: 'checkbox', 'data-input': 'capture-only', key: 'i', checked: only }), h('span', { key: 's' }, word('only', { count: number.format(refused) }))),
    h('ol', { key: 'list', class: 'connections' }, rows.slice(0, shown).map((one) => row(one, opened === one.index, words))),
    rows.length > shown && h('p', { key: 'more', class: 'row' }, button('capture:more', word('more', { count: Math.min(PAGE, rows.length - shown) }), word('more', { count: Math.min(PAGE, rows.length - shown) }))),
    h('p', { key: 'forget', class: 'row' }, button('capture:forget', word('forget'), word('forget'))));
}

/** @param {Listed} one @param {boolean} here @param {Prose} words */
function row(one, here, words) {
  const word = worded(words);
  const { lang } = words.meta;
  const named = one.serverName ?? one.names[0] ?? one.server;
  const version = one.version ?? say(words, ['capture', 'protocols', one.protocol]);
  const why = one.why && say(words, ['capture', 'why', one.why]);
  const list = (/** @type {string[]} */ names) => new Intl.ListFormat(lang, { type: 'conjunction' }).format(names);
  const label = word('playThis', { name: named, n: one.index + 1 });
  const more = [
    one.preamble && say(words, ['capture', 'preambles', one.preamble]),
    one.resumed && word('resumed'),
    one.clientCertificate && word('clientCertificate'),
    one.inside.length > 0 && word('inside', { names: list(one.inside.slice(0, 6)) }),
    one.alert && word('alert', { alert: one.alert }),
    one.missing.length > 0 && one.state === 'closed' && word('missing', { names: new Intl.ListFormat(lang, { type: 'disjunction' }).format(one.missing.map((name) => say(words, ['artifacts', name, 'name']))) }),
    ...one.troubles.slice(0, 4).map((trouble) => troubleOf(trouble, words)),
  ].filter(Boolean);
  return h('li', { key: one.index, class: one.state },
    h('p', { key: 'n', class: 'name' }, h('b', { key: 'b' }, named), ' ', h('span', { key: 's', class: 'state' }, say(words, ['capture', 'states', one.state])), here && h('span', { key: 'h', class: 'state here' }, word('here'))),
    h('p', { key: 'w', class: 'hint' }, [version, one.suite?.name, `${one.client} → ${one.server}`, one.start > 0 && when(one.start, lang), word('sizes', { sent: size(one.clientBytes, lang), got: size(one.serverBytes, lang) })].filter(Boolean).join(' · ')),
    why && h('p', { key: 'y', class: 'hint' }, why),
    more.length > 0 && h('p', { key: 'm', class: 'hint' }, more.join(' ')),
    one.offered.length > 0 && h('details', { key: 'o' }, h('summary', { key: 's' }, word('offered', { count: one.offered.length })), h('p', { key: 'p', class: 'mono' }, one.offered.map((suite) => (suite.name === 'unknown' ? `0x${suite.code.toString(16).padStart(4, '0')}` : suite.name)).join(', '))),
    one.state !== 'refused' && h('p', { key: 'p', class: 'row' }, button(`capture:open/${one.index}`, label, word('play'), { class: one.state === 'open' ? 'primary' : null, 'aria-disabled': here ? 'true' : null })));
}

/** @param {import('../types.js').Trouble} trouble @param {Prose} words */
export const troubleOf = (trouble, words) => say(words, ['capture', 'troubles', trouble.kind], { party: say(words, ['parties', trouble.from, 'name']), offset: new Intl.NumberFormat(words.meta.lang).format(trouble.offset), bytes: trouble.bytes, found: trouble.found ?? '' });

/** Where a file is broken, and what was expected there. @param {import('../types.js').BadPlace} broken @param {Prose} words */
export function place(broken, words) {
  const number = new Intl.NumberFormat(words.meta.lang);
  return say(words, ['capture', 'brokenAt'], {
    offset: number.format(broken.offset),
    part: say(words, ['capture', 'parts', broken.part ?? 'file']),
    what: say(words, ['capture', 'broken', broken.kind], numbersOf(broken, words)),
  });
}

/** @param {import('../types.js').BadPlace} one @param {Prose} words */
const complaint = (one, words) => [one.line ? say(words, ['capture', 'line'], { line: one.line, column: one.offset }) : '', say(words, ['capture', 'bad', one.kind], numbersOf(one, words))].filter(Boolean).join(' ');

/** The numbers of a sentence; bytes that stand somewhere in hexadecimal. @param {import('../types.js').BadPlace} one @param {Prose} words */
function numbersOf({ kind, numbers, foreign }, words) {
  const all = /** @type {Record<string, any>} */ (Object.fromEntries(numbers instanceof Map ? numbers : Object.entries(numbers)));
  const format = new Intl.NumberFormat(words.meta.lang);
  const wide = { magic: 8, byte_order: 8, hex: 2 }[kind];
  for (const name of Object.keys(all)) all[name] = wide ? all[name].toString(16).padStart(wide, '0') : format.format(all[name]);
  return { ...all, foreign: foreign ?? '' };
}
