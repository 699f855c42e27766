// The lab pack: the files, a handout with questions, and an answer sheet with this run's values. Pure.

import { h } from '../shape.js';
import { say, variant } from '../prose/index.js';
import { artifact, hexLines } from '../transcript.js';
import { samples } from '../reproduce/index.js';
import { atDesk, content, FILES, ownKey, twofold } from './files.js';
import { page } from './html.js';
import { packets, questions } from './questions.js';
import { zip } from './zip.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Home} Home */
/** @typedef {import('../prose/index.js').Prose} Prose */

const CSS = `body{font:16px/1.5 system-ui,"DejaVu Sans",sans-serif;max-width:50em;margin:2em auto;padding:0 1em;color:#1a1a1a;background:#fff}
h1{line-height:1.2}pre,code{font:14px/1.45 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere;white-space:pre-wrap}
pre{background:#f2f2f2;padding:6px 10px;margin:4px 0}.alarm{border:3px solid #d40000;padding:6px 12px;font-weight:700}
table{border-collapse:collapse;width:100%;table-layout:fixed}li,p,td{overflow-wrap:anywhere}th,td{text-align:start;vertical-align:top;padding:4px 10px;border-bottom:1px solid #999;overflow-wrap:anywhere}
table.files th{width:17em}ol.ask li,ol.told li{margin-block:14px;break-inside:avoid}.line{border-bottom:1px solid #999;height:2em}
@media (max-width:40em){table.files :is(th,td){display:block;width:auto}}@media print{body{margin:0;max-width:none;font-size:11pt}pre,code{font-size:9pt}}`;

/** Values on the answer sheet, as the Client had them; those that this run has. */
const VALUES = ['client_random', 'server_random', 'pre_master_secret', 'master_secret', 'session_hash', 'client_write_mac_key', 'server_write_mac_key', 'client_write_key', 'server_write_key', 'client_write_iv', 'server_write_iv', 'client_verify_data', 'server_verify_data'];

/** @param {Prose} words */
const sayer = (words) => (/** @type {string} */ id, /** @type {any} */ given = undefined) => say(words, ['take', 'lab', id], given);

/** @param {Transcript} t @param {Prose} words */
const subtitle = (t, words) => sayer(words)('run', { serverName: t.scenario.serverName, suite: t.suite?.name ?? '–', value: t.scenario.seed });

/** @param {Transcript} t @param {Home} home @param {Prose} words @param {boolean} [own] whether the key is the reader's own */
export function handout(t, home, words, own = false) {
  const word = sayer(words);
  const files = FILES.filter(({ id }) => id !== 'lab');
  return page(words.meta.lang, words.meta.dir, word('title'), CSS, [
    h('h1', null, word('title')),
    h('p', null, word('about')),
    h('p', null, h('code', null, subtitle(t, words))),
    h('p', { class: 'alarm' }, say(words, ['take', 'words', own ? 'own' : 'warning'])),
    h('h2', null, word('files')),
    h('table', { class: 'files' }, files.map(({ id, name }) => h('tr', null, h('th', { scope: 'row' }, h('code', null, name)), h('td', null, say(words, ['take', 'files', id]))))),
    h('h2', null, word('commands')),
    h('p', null, word('commandsHint')),
    ...files.map(({ command }) => h('pre', null, command)),
    h('h2', null, word('questions')),
    h('ol', { class: 'ask' }, questions(t, home, words).map(({ ask }) => h('li', null, ask, h('div', { class: 'line' }), h('div', { class: 'line' })))),
  ]);
}

/** @param {Transcript} t @param {Home} home @param {Prose} words */
export function answers(t, home, words) {
  const word = sayer(words);
  const master = samples(t).find(({ id, shell }) => id === 'client.master_secret' && shell);
  return page(words.meta.lang, words.meta.dir, word('answers'), CSS, [
    h('h1', null, word('answers')),
    h('p', null, h('code', null, subtitle(t, words))),
    h('ol', { class: 'told' }, questions(t, home, words).map(({ ask, answer }) => h('li', null, ask, h('br', null), h('b', null, answer)))),
    h('h2', null, word('packets')),
    h('table', null,
      h('tr', null, h('th', { scope: 'col' }, word('packet')), h('th', { scope: 'col' }, word('from')), h('th', { scope: 'col' }, word('letter'))),
      t.letters.map((letter) => h('tr', null, h('td', null, packets(home, letter.index) || '–'), h('td', null, say(words, ['parties', letter.from, 'name'])), h('td', null, say(words, ['letters', letter.id, 'name'], {}, variant(t)))))),
    h('h2', null, word('values')),
    h('table', null, VALUES.map((name) => {
      const bytes = artifact(t, `client.${name}`)?.bytes;
      return bytes?.length ? h('tr', null, h('th', { scope: 'row' }, say(words, ['artifacts', name, 'name'])), h('td', null, h('code', null, hexLines(bytes, 16).join(' ')))) : null;
    })),
    ...(master ? [h('h2', null, word('again')), h('pre', null, master.shell)] : []),
  ]);
}

/**
 * @param {Transcript} t
 * @param {Home} home the run as it is heard at one desk
 * @param {Home} other and at the other
 * @param {{at: string}} tap at which desk the one is
 * @param {Prose} words
 */
export function lab(t, home, other, tap, words) {
  const text = (/** @type {string} */ said) => new TextEncoder().encode(said);
  const seen = atDesk(t, tap.at) ?? t;
  const files = FILES.filter(({ id }) => id !== 'lab').map(({ id, name }) => ({ name, bytes: content(id, id === 'json' ? t : seen, home) }));
  if (twofold(t)) files.push({ name: `airmail-at-${tap.at === 'server' ? 'client' : 'server'}.pcapng`, bytes: content('pcapng', t, other) });
  const own = ownKey(t, tap.at);
  files.unshift({ name: 'handout.html', bytes: text(handout(seen, home, words, own)) }, { name: 'answers.html', bytes: text(answers(seen, home, words)) });
  return zip(files.map(({ name, bytes }) => ({ name: `airmail-lab/${name}`, bytes })), t.scenario.time);
}
