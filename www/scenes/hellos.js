// Two letters that everyone may read, and a knock at the Authority's door. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { verdict } from '../props/cards.js';
import { linear, span } from '../ease.js';
import { checks } from '../transcript.js';
import { say } from '../prose/index.js';
import { writes } from './arm.js';
import { bornAt } from './asymmetric.js';
import { shorten } from './kit.js';

/** @typedef {import('./kit.js').Kit} Kit */

export const clientHello = {
  shot: /** @type {const} */ ('client'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    k.sheet('client', 'client_hello', { shown: linear(p, 0.2, 0.75), fade: span(p, 0.14, 0.18) });
    writes(k, 'client', 'client_hello', linear(p, 0.2, 0.75), 0.2, 0.75);
    const born = k.on('client', bornAt(k), 1.3, -14);
    const show = k.layout === 'wide' ? k.on('client', { x: 1000, y: 300 }, 1.5, 7) : k.on('client', { x: k.spots.sheet.x + 205, y: k.spots.sheet.y - 90 }, 1.36, 7);
    k.put('client', 'client_random', k.along([[0.3, born], [0.42, show], [0.82, show], [0.98, k.home('client', 'client_random')]]), { fade: span(p, 0.26, 0.32), layer: 'high' });
  },
};

export const serverHello = {
  shot: /** @type {const} */ ('server'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    k.sheet('server', 'server_hello', { shown: linear(p, 0.2, 0.7), fade: span(p, 0.14, 0.18) });
    writes(k, 'server', 'server_hello', linear(p, 0.2, 0.7), 0.2, 0.7);
    // Wide: half on the sheet and half beside it; narrow: over its empty side.
    const on = (/** @type {number} */ y, /** @type {number} */ r) => (k.layout === 'wide' ? k.on('server', { x: 1012, y: 362 + y * 1.16 }, 1.24, r) : k.on('server', { x: k.spots.sheet.x + 220, y: k.spots.sheet.y - 24 + y * 1.3 }, 1.2, r));
    const born = k.on('server', bornAt(k), 1.3, 14);
    k.put('server', 'server_random', k.along([[0.26, born], [0.36, on(-136, -5)], [0.84, on(-136, -5)], [0.98, k.home('server', 'server_random')]]), { fade: span(p, 0.22, 0.28), layer: 'high' });
    ['certificate', k.variant.keyExchange === 'ecdhe' ? 'server_ephemeral_public' : 'public_key'].forEach((name, i) => {
      const begin = 0.4 + i * 0.12;
      const there = on(i * 134, i ? -3 : 4);
      k.put('server', name, k.along([[begin, k.home('server', name)], [begin + 0.12, there], [0.84, there], [0.98, k.home('server', name)]]), { layer: 'high', ghost: p > 0.999 ? `none:${name}` : `with:${name}`, fade: p > 0.97 ? 0 : 1 });
    });
  },
};

export const certificateCheck = {
  shot: /** @type {const} */ ('door'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    k.cast.door = { knock: linear(p, 0.18, 0.34), open: span(p, 0.34, 0.46) - span(p, 0.88, 0.98), sign: true };
    const list = checks(k.t, 'certificate-check');
    const top = k.layout === 'wide' ? 286 : 262;
    // As many rows as there are checks; before there is one, a paper for them.
    const rows = list.length || (k.t.closed ? 0 : 5);
    const row = Math.min(94, (k.layout === 'wide' ? 432 : 368) / Math.max(1, rows));
    const desk = k.ground.client;
    const box = { x: desk.x + 230, y: desk.y + top, w: 648, h: 26 + row * rows };
    if (rows) k.add('machine', h('g', { key: 'checks', opacity: span(p, 0.14, 0.2) },
      h('rect', { x: box.x, y: box.y, width: box.w, height: box.h, rx: 6, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 4 }),
      list.map((check, i) => {
        const begin = 0.42 + (i * 0.44) / list.length;
        const y = box.y + 14 + row * i;
        return h('g', { key: check.id, opacity: span(p, begin - 0.03, begin + 0.03) },
          k.write(say(k.words, ['checks', check.id, 'name']), { x: box.x + 22, y, w: 500, h: row * 0.52 }, { size: 34, anchor: 'start' }),
          k.write(shorten(check.found.split(',O=')[0], 34), { x: box.x + 22, y: y + row * 0.46, w: 520, h: row * 0.46 }, { size: 27, anchor: 'start', font: 't-mono' }),
          p > begin + 0.04 && h('g', { transform: moved(box.x + box.w - 48, y + row / 2, 0, 1.15 * span(p, begin + 0.04, begin + 0.08)) }, verdict(check.ok)));
      })));
    const home = k.home('client', 'certificate');
    const door = k.layout === 'wide' ? { x: k.ground.sky.x + 310, y: 60, s: 1, r: -8 } : { x: 600, y: -150, s: 1, r: -8 };
    k.put('client', 'certificate', k.along([[0.16, home], [0.32, door], [0.86, door], [0.98, home]]), { layer: 'air' });
  },
};
