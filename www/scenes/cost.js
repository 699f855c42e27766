// RSA against AES, as measured in this browser: two bars to scale, with their figures. Pure; the costs
// come in as data.

import { h } from '../shape.js';
import { cut, ink, moved } from '../props/ink.js';
import { block, line, sizeFor } from '../props/text.js';
import { duration, two } from '../duration.js';
import { say, values } from '../prose/index.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('../types.js').Box} Box */
/** @typedef {NonNullable<import('../update.js').State['costs']>} Costs */

/** Two bars on a paper. The short one is as short as it is: it may be hard to see, and says so. @param {Kit} k @param {Costs} costs @param {Box} box @param {number} fade */
export function costBars(k, costs, box, fade) {
  const { words, t } = k;
  const { lang } = words.meta;
  const { rsaDecrypt, sealRecord, messageBytes } = costs;
  if (!(rsaDecrypt > 0 && sealRecord > 0) || fade <= 0) return;
  const wide = k.layout === 'wide';
  const pad = wide ? 12 : 22;
  const w = box.w - 2 * pad;
  const size = box.h / (wide ? 7.2 : 8);
  const bar = size * (wide ? 0.55 : 0.66);
  const most = Math.max(rsaDecrypt, sealRecord);
  const ui = (/** @type {string} */ id, /** @type {any} */ given = {}) => say(words, ['ui', id], given);
  const cipher = String(values(t).cipherName ?? '');
  const each = sealRecord / Math.max(1, messageBytes);
  const rows = /** @type {[string, string, number, string][]} */ ([
    [ui('costSlow'), duration(rsaDecrypt, lang), rsaDecrypt, 'var(--asymmetric)'],
    [ui('costFast', { name: cipher, count: messageBytes }), duration(sealRecord, lang), sealRecord, 'var(--symmetric)'],
  ]);
  const top = box.y + pad + size * 1.1;
  const step = size * 1.5 + bar;
  const end = `${ui('costRate', { rate: two(lang).format(rsaDecrypt / sealRecord) })} ${messageBytes ? ui('costByte', { value: duration(each, lang) }) : ''}`.trim();
  const foot = top + 2 * step;
  k.add('air', h('g', { key: 'costs', opacity: fade < 1 ? fade : null },
    h('g', { key: 'paper', transform: moved(box.x + box.w / 2, box.y + box.h / 2) }, ink(cut(box.w, box.h, 'costs'), 'var(--letter)', 4)),
    line(ui('costTitle'), box.x + pad, box.y + pad + size * 0.72, { size: sizeFor([ui('costTitle')], { w, max: size, min: 12 }), w, attrs: { key: 'title', 'font-weight': 'bold' } }),
    rows.map(([name, figure, micros, fill], i) => {
      const y = top + i * step;
      const room = w * 0.76;
      return [
        line(name, box.x + pad, y + size * 0.9, { size: sizeFor([name], { w: room, max: size, min: 12 }), w: room, attrs: { key: `n${i}` } }),
        line(figure, box.x + box.w - pad, y + size * 0.9, { size, anchor: 'end', attrs: { key: `f${i}`, 'font-weight': 'bold' } }),
        h('rect', { key: `t${i}`, x: box.x + pad, y: y + size * 1.16, width: w, height: bar, fill: 'var(--paper)', stroke: 'var(--ink)', 'stroke-width': 1.5 }),
        h('rect', { key: `b${i}`, class: 'bar', x: box.x + pad, y: y + size * 1.16, width: (w * micros) / most, height: bar, fill, stroke: 'var(--ink)', 'stroke-width': (w * micros) / most > 3 ? 2.5 : 0 }),
      ];
    }),
    block(end, { x: box.x + pad, y: foot, w, h: box.y + box.h - pad / 2 - foot, max: size, min: 12, lines: wide ? 1 : 2, middle: true, fill: 'var(--navy)', attrs: { key: 'end' } })));
}
