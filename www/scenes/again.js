// A second connection: the two know each other, and go on with their session. Pure.

import { span } from '../ease.js';
import { clientHello } from './hellos.js';
import { same } from './prf.js';

/** @typedef {import('./kit.js').Kit} Kit */

export const again = {
  shot: /** @type {const} */ ('apart'),
  /** @param {Kit} k */
  draw(k) {
    const y = k.layout === 'wide' ? 372 : k.spots.middle.y - 110;
    for (const who of /** @type {const} */ (['client', 'server'])) {
      if (!k.knows(who, 'master_secret')) continue;
      ['session_id', 'master_secret'].forEach((name, i) => {
        const spot = k.on(who, { x: 300 + i * 300, y }, 1.5, i ? 2 : -3);
        const from = name === 'session_id' ? { ...spot, s: 0.4 } : k.home(who, name);
        k.put(who, name, k.along([[0.12 + i * 0.14, from], [0.3 + i * 0.14, spot]]), { layer: 'high', fade: span(k.p, 0.1 + i * 0.14, 0.18 + i * 0.14) });
      });
    }
    if (k.knows('server', 'master_secret')) same(k, 0.66);
    k.cast.client = { doing: 'wave', k: k.p < 1 ? k.frame.t / 1600 : 0.2 };
    k.cast.server = { doing: 'wave', k: k.p < 1 ? k.frame.t / 1500 + 0.3 : 0.2 };
    k.cast.spy = { mood: k.p > 0.8 ? 'baffled' : 'curious' };
  },
};

/** The session ID, laid on a letter beside the random. @param {Kit} k @param {import('./kit.js').Owner} who @param {number} begin */
function named(k, who, begin) {
  const { x, y, s } = k.spots.sheet;
  const wide = k.layout === 'wide';
  const born = k.on(who, { x: wide ? 660 : who === 'client' ? 790 : 110, y: wide ? 480 : -90 }, 1.1, 8);
  const spot = k.on(who, { x: x + 124 * s, y: y + 66 * s }, 1.1, -4);
  k.put(who, 'session_id', k.along([[begin, born], [begin + 0.12, spot]]), { layer: 'high', fade: span(k.p, begin - 0.04, begin + 0.02) });
}

export const resumeHello = {
  shot: /** @type {const} */ ('client'),
  /** @param {Kit} k */
  draw(k) {
    clientHello.draw(k);
    named(k, 'client', 0.5);
  },
};

export const resumeAnswer = {
  shot: /** @type {const} */ ('server'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const { x, y, s } = k.spots.sheet;
    k.sheet('server', 'server_hello', { shown: span(p, 0.36, 0.74), fade: span(p, 0.3, 0.36) });
    // First it looks under that name, and there is the white card.
    const found = k.on('server', { x: x - 230 * s, y: y + 66 * s }, 1.1, 4);
    const home = k.home('server', 'master_secret');
    k.put('server', 'master_secret', k.along([[0.14, home], [0.3, found], [0.84, found], [0.97, home]]), { layer: 'high' });
    named(k, 'server', 0.24);
    const born = k.on('server', { x: k.layout === 'wide' ? 660 : 110, y: k.layout === 'wide' ? 480 : -90 }, 1.1, 8);
    const random = k.on('server', { x: x + 124 * s, y: y - 40 * s }, 1.1, 6);
    k.put('server', 'server_random', k.along([[0.46, born], [0.58, random], [0.84, random], [0.97, k.home('server', 'server_random')]]), { fade: span(p, 0.42, 0.48), layer: 'high' });
  },
};
