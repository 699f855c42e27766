// Nothing more comes: both wait, and in the end the thread tears. Pure.

import { h } from '../shape.js';
import { thread } from '../props/planes.js';
import { linear, span } from '../ease.js';
import { shot } from '../world.js';
import { dots } from './hands.js';

/** @typedef {import('./kit.js').Kit} Kit */

export const silence = {
  /** A narrow stage is too small for all of it. @param {'wide'|'narrow'} layout */
  camera: (layout) => shot(layout, layout === 'wide' ? 'all' : 'both'),
  /** @param {Kit} k */
  draw(k) {
    const { client, server, sky } = k.ground;
    k.cast.spy = { mood: 'happy' };
    const torn = span(k.p, 0.56, 0.68);
    for (const who of /** @type {const} */ (['client', 'server'])) k.cast[who] = { doing: 'worry', k: span(k.p, 0.6, 0.72) };
    const wide = k.layout === 'wide';
    const [from, to, y] = [client.x + client.w - 60, server.x + 60, -30];
    if (wide && torn <= 0) {
      k.add('air', h('g', { key: 'thread' }, thread({ from, to, y, stretch: 0.8, sag: 90 + 190 * span(k.p, 0.08, 0.5) })));
    } else if (wide) {
      const end = (/** @type {number} */ x, /** @type {number} */ way) => {
        const d = `M${x} ${y}C${x + way * 120} ${y + 20} ${x + way * 190} ${y + 180 * torn} ${x + way * 150} ${y + 420 * torn}`;
        return h('g', { key: String(way) },
          h('path', { d, fill: 'none', stroke: 'var(--ink)', 'stroke-width': 8, 'stroke-linecap': 'round' }),
          h('path', { d, fill: 'none', stroke: 'var(--thread)', 'stroke-width': 4, 'stroke-linecap': 'round' }));
      };
      k.add('air', h('g', { key: 'torn' }, end(from, 1), end(to, -1)));
    }
    // A wait has three dots.
    const at = { x: sky.x + sky.w / 2, y: wide ? -300 : sky.y + sky.h / 2 };
    k.add('air', dots(at.x, at.y, linear(k.p, 0.1, 0.5)));
  },
};
