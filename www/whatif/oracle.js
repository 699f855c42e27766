// The padding oracle: a toy server is asked until its secret is out, and our Server is asked in vain. All
// that is shown was computed by the core. As data; pure.

import { h } from '../shape.js';
import { button, choice } from '../bar.js';
import { say } from '../prose/index.js';
import { hex, head } from '../transcript.js';

/** @typedef {import('../prose/index.js').Prose} Prose */
/** @typedef {import('../update.js').Oracle} Oracle */
/** @typedef {import('../update.js').Narrowing} Narrowing */
/** @typedef {NonNullable<Oracle['run']>} Run */

/** What the toy server may give away, in the order of the menu. */
export const LEAKS = /** @type {const} */ (['start', 'padding', 'nothing']);

/** Bits of the blocks that can be, before anything was asked: from 00 02 and zeros to 00 02 and ones. */
const ALL = 112;

/** @param {Prose} words */
const sayer = (words) => (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(words, ['whatif', 'oracle', id], values);

/** What of it is painted, in a word, so that it can be compared. @param {Oracle} o */
export const digest = ({ leak, busy, at, playing, run, ours, problem }) => [leak, busy, Math.floor(at), playing, run?.cipher[0], run?.asked, ours?.length, problem].join();

/** @param {import('../update.js').State} state @param {Prose} words */
export function oracle(state, words) {
  const word = sayer(words);
  const { leak, busy, run, ours, problem } = state.oracle;
  const waits = busy ? 'true' : null;
  return h('div', { class: 'oracle', key: 'oracle' },
    h('p', { key: 'toy', class: 'hint' }, word('toy')),
    h('div', { class: 'row', key: 'row' },
      choice('whatif-leak', word('server'), LEAKS.map((id) => [id, word(id)]), leak),
      button('whatif:ask', word('ask'), word('ask'), { class: 'primary', 'aria-disabled': waits })),
    busy?.job === 'ask' && h('p', { key: 'busy' }, word('asking', { n: busy.asked })),
    problem && h('p', { key: 'problem', class: 'problem', role: 'alert' }, problem),
    run && (run.rounds.length ? course(state.oracle, run, words) : silence(run, words)),
    h('h4', { key: 'ours' }, word('ours')),
    h('p', { key: 'oursAbout' }, word('oursAbout')),
    h('p', { key: 'oursGo', class: 'row' }, button('whatif:ours', word('oursGo'), word('oursGo'), { class: ours ? null : 'primary', 'aria-disabled': waits })),
    ours && table(ours, words),
    (ours || run) && h('p', { key: 'after', class: 'after' }, say(words, ['whatif', 'lessons', 'oracle', 'after'])));
}

/** How the block came out, as far as the reader has watched. @param {Oracle} o @param {Run} run @param {Prose} words */
function course(o, run, words) {
  const word = sayer(words);
  const { rounds } = run;
  const now = Math.min(Math.floor(o.at), rounds.length - 1);
  const round = rounds[now];
  const before = now ? rounds[now - 1] : undefined;
  const out = now === rounds.length - 1;
  const place = word('place', { n: round.asked, total: run.asked });
  const bits = new Intl.NumberFormat(words.meta.lang, { maximumFractionDigits: 1 }).format(round.bits);
  const known = alike(hex(round.low), hex(round.high));
  return h('section', { class: 'course', key: 'course', 'aria-label': word('course') },
    h('div', { class: 'row', key: 'watch' },
      button('whatif:watch', word(o.playing ? 'stop' : 'watch'), word(o.playing ? 'stop' : out ? 'again' : 'watch')),
      h('label', { class: 'slider', key: 'at' }, h('span', { key: 'l' }, place),
        h('input', { key: 'i', type: 'range', min: 0, max: rounds.length - 1, step: 1, value: String(now), 'data-input': 'whatif-narrowing', 'aria-valuetext': `${place}. ${word('left', { bits })}` }))),
    h('p', { key: 'step' }, word(round.step, { count: round.asked - (before?.asked ?? 0), s: short(round.s) })),
    plot(run, now, words),
    closing(round, before, words),
    h('dl', { key: 'ends', class: 'ends' },
      end('low', round.low, known, words),
      end('high', round.high, known, words)),
    h('p', { key: 'left' }, word('left', { bits }), round.intervals > 1 ? ` ${word('intervals', { n: round.intervals })}` : ''),
    out && run.found && h('p', { key: 'found', class: 'found' }, `${word('found', { n: run.asked })} `,
      h('span', { key: 'b', class: 'mono' }, block(run.found)), ' ', run.secret && h('q', { key: 'q' }, String.fromCharCode(...run.secret))));
}

/** The parts of a good block, apart. @param {Uint8Array} bytes */
function block(bytes) {
  const text = hex(bytes);
  const end = bytes.indexOf(0, 2);
  return `${text.slice(0, 4)} ${text.slice(4, 2 * end)} ${text.slice(2 * end, 2 * end + 2)} ${text.slice(2 * end + 2)}`;
}

/** A number without the zeros before it. @param {Uint8Array} bytes */
const short = (bytes) => hex(bytes).replace(/^0+(?=.)/, '');

/** How many digits are the same from the start. @param {string} a @param {string} b */
function alike(a, b) {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n += 1;
  return n;
}

/** One end of what is left, the digits that stand fast marked. @param {'low'|'high'} id @param {Uint8Array} bytes @param {number} known @param {Prose} words */
function end(id, bytes, known, words) {
  const text = hex(bytes);
  return h('div', { key: id }, h('dt', { key: 't' }, sayer(words)(id)), h('dd', { key: 'd', class: 'mono' }, h('b', { key: 'k', class: 'fixed' }, text.slice(0, known)), text.slice(known)));
}

/** Bits left by questions asked: falls to nothing. @param {Run} run @param {number} now @param {Prose} words */
function plot(run, now, words) {
  const word = sayer(words);
  const x = (/** @type {number} */ asked) => (300 * asked) / run.asked;
  const y = (/** @type {number} */ bits) => 4 + 112 * (1 - bits / ALL);
  const path = (/** @type {readonly Narrowing[]} */ rounds) => `M0 ${y(ALL)}${rounds.map((round) => `H${x(round.asked).toFixed(2)}V${y(round.bits).toFixed(2)}`).join('')}`;
  const seen = run.rounds.slice(0, now + 1);
  const here = run.rounds[now];
  return h('figure', { key: 'plot' },
    h('svg', { key: 's', class: 'plot', viewBox: '0 0 300 120', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      h('path', { key: 'axis', class: 'axis', d: 'M0 4V116H300', 'vector-effect': 'non-scaling-stroke' }),
      h('path', { key: 'all', class: 'rest', d: path(run.rounds), 'vector-effect': 'non-scaling-stroke' }),
      h('path', { key: 'area', class: 'area', d: `${path(seen)}V116H0Z` }),
      h('path', { key: 'seen', class: 'seen', d: path(seen), 'vector-effect': 'non-scaling-stroke' }),
      h('path', { key: 'now', class: 'now', d: `M${x(here.asked).toFixed(2)} 0V120`, 'vector-effect': 'non-scaling-stroke' })),
    h('figcaption', { key: 'c', class: 'hint' }, word('plot', { total: run.asked })));
}

/** What the last good answer left of what was left before: a bar in a bar. @param {Narrowing} round @param {Narrowing|undefined} before @param {Prose} words */
function closing(round, before, words) {
  const number = (/** @type {Uint8Array} */ bytes) => BigInt(`0x${hex(bytes)}`);
  const low = before ? number(before.low) : 2n << 112n;
  const high = before ? number(before.high) : (3n << 112n) - 1n;
  // In thousandths of the bar.
  const at = (/** @type {bigint} */ n) => (high > low ? Number(((n - low) * 1000n) / (high - low)) : 0);
  const from = at(number(round.low));
  const width = Math.max(4, at(number(round.high)) - from);
  return h('figure', { key: 'closing' },
    h('svg', { key: 's', class: 'closing', viewBox: '0 0 1000 20', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      h('rect', { key: 'all', class: 'all', width: 1000, height: 20 }),
      h('rect', { key: 'left', class: 'left', x: Math.min(from, 996), width, height: 20 })),
    h('figcaption', { key: 'c', class: 'hint' }, sayer(words)('closing')));
}

/** Nothing came of it: every answer was the same. @param {Run} run @param {Prose} words */
const silence = (run, words) =>
  h('section', { class: 'course', key: 'course', 'aria-label': sayer(words)('course') },
    h('figure', { key: 'plot' },
      h('svg', { key: 's', class: 'plot', viewBox: '0 0 300 120', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        h('path', { key: 'axis', class: 'axis', d: 'M0 4V116H300', 'vector-effect': 'non-scaling-stroke' }),
        h('path', { key: 'area', class: 'area', d: 'M0 4H300V116H0Z' }),
        h('path', { key: 'seen', class: 'seen', d: 'M0 4H300', 'vector-effect': 'non-scaling-stroke' })),
      h('figcaption', { key: 'c', class: 'hint' }, sayer(words)('plot', { total: run.asked }))),
    h('p', { key: 'p', class: 'found' }, sayer(words)('silent', { n: run.asked, alert: run.answers.join(', ') })));

/** What our Server said. @param {NonNullable<Oracle['ours']>} ours @param {Prose} words */
function table(ours, words) {
  const word = sayer(words);
  const cell = (/** @type {string} */ id, /** @type {any} */ inner) => h('td', { key: id, 'data-what': word(id) }, inner);
  const same = ours.every((one) => one.alert === ours[0].alert && one.check === ours[0].check && one.letters === ours[0].letters);
  return h('div', { key: 'table' },
    h('table', { key: 't', class: 'asked', 'aria-label': word('ours') },
      h('thead', { key: 'h' }, h('tr', { key: 'r' }, ['sent', 'opens', 'answer', 'moment'].map((id) => h('th', { key: id, scope: 'col' }, word(id))))),
      h('tbody', { key: 'b' }, ours.map((one) => h('tr', { key: one.id, 'data-id': one.id },
        h('th', { key: 'what', scope: 'row' }, say(words, ['whatif', 'asked', one.id]), ' ', h('span', { key: 'c', class: 'hint mono' }, head(one.cipher))),
        cell('opens', one.head ? h('span', { key: 'm', class: 'mono' }, `${hex(one.head)}…`) : word('unknown')),
        cell('answer', one.alert ? `${one.alert} (${one.code})` : word('none')),
        cell('moment', word('after', { n: one.letters, check: one.check ? say(words, ['checks', one.check, 'name']) : '…' })))))),
    h('p', { key: 'same', class: 'found' }, word(same ? 'same' : 'differ', { n: ours.length })));
}

