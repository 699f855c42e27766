// Nothing more comes: both wait, and the thread goes slack. Pure.

import { h } from '../shape.js';
import { thread } from '../props/planes.js';
import { span } from '../ease.js';

/** @typedef {import('./kit.js').Kit} Kit */

export const silence = {
  shot: /** @type {const} */ ('all'),
  /** @param {Kit} k */
  draw(k) {
    const { client, server } = k.ground;
    k.cast.spy = { mood: 'happy' };
    if (k.layout !== 'wide') return;
    const torn = span(k.p, 0.5, 0.6);
    const [from, to, y] = [client.x + client.w - 40, server.x + 40, -40];
    k.add('back', h('g', { key: 'slack' },
      torn < 1 && thread({ from, to, y, stretch: 0.8, sag: 90 + 150 * span(k.p, 0.1, 0.5) }),
      torn > 0 && [[from, 1], [to, -1]].map(([x, way]) => h('path', { key: String(way), d: `M${x} ${y}q${way * 60} ${200 * torn} ${way * 20} ${360 * torn}`, fill: 'none', stroke: 'var(--thread)', 'stroke-width': 6, 'stroke-linecap': 'round' }))));
  },
};
