// Two letters that everyone may read, and a knock at the Authority's door. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { verdict } from '../props/cards.js';
import { linear, span } from '../ease.js';
import { checks } from '../transcript.js';
import { say } from '../prose/index.js';
import { shorten } from './kit.js';

/** @typedef {import('./kit.js').Kit} Kit */

export const clientHello = {
  shot: /** @type {const} */ ('client'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    k.sheet('client', 'client_hello', { shown: linear(p, 0.2, 0.75), fade: span(p, 0.14, 0.18) });
    const born = k.on('client', { x: k.layout === 'wide' ? 660 : 790, y: k.layout === 'wide' ? 480 : -90 }, 1.1, -8);
    const show = k.on('client', { x: k.spots.sheet.x + 124 * k.spots.sheet.s, y: k.spots.sheet.y - 40 * k.spots.sheet.s }, 1.1, 6);
    k.put('client', 'client_random', k.along([[0.3, born], [0.42, show], [0.82, show], [0.98, k.home('client', 'client_random')]]), { fade: span(p, 0.26, 0.32), layer: 'high' });
  },
};

export const serverHello = {
  shot: /** @type {const} */ ('server'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    k.sheet('server', 'server_hello', { shown: linear(p, 0.2, 0.7), fade: span(p, 0.14, 0.18) });
    const on = (/** @type {number} */ x, /** @type {number} */ y, s = 1.1, r = 0) => k.on('server', { x: k.spots.sheet.x + (x * k.spots.sheet.s) / 1.5, y: k.spots.sheet.y + (y * k.spots.sheet.s) / 1.5 }, s, r);
    const born = k.on('server', { x: k.layout === 'wide' ? 660 : 110, y: k.layout === 'wide' ? 480 : -90 }, 1.1, 8);
    k.put('server', 'server_random', k.along([[0.26, born], [0.36, on(195, -80, 1, -5)], [0.84, on(195, -80, 1, -5)], [0.98, k.home('server', 'server_random')]]), { fade: span(p, 0.22, 0.28), layer: 'high' });
    ['certificate', k.variant.keyExchange === 'ecdhe' ? 'server_ephemeral_public' : 'public_key'].forEach((name, i) => {
      const begin = 0.4 + i * 0.12;
      const there = on(195, 40 + i * 120, 1, i ? 4 : -4);
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
    const top = 300;
    const row = Math.min(92, 372 / Math.max(1, list.length));
    const desk = k.ground.client;
    const box = { x: desk.x + 236, y: desk.y + top, w: 640, h: 26 + row * list.length };
    k.add('machine', h('g', { key: 'checks', opacity: span(p, 0.14, 0.2) },
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
