// One secret, made on both desks and sent by nobody. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { verdict } from '../props/cards.js';
import { magnifier } from '../props/crowd.js';
import { tokens } from '../props/curve.js';
import { fatKey } from '../props/keys.js';
import { linear, pulse, span } from '../ease.js';
import { knows } from '../transcript.js';
import { pan, shot } from '../world.js';
import { fly } from './flight.js';
import { work } from './machine.js';
import { same } from './prf.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('./kit.js').Owner} Owner */

/** Long before and long done: a machine with everything lying where the work left it. */
const DONE = { from: -2, to: -1 };

/** The base point goes into the slot, and comes up again. @param {Kit} k @param {Owner} who @param {{from: number, to: number}} when */
function base(k, who, { from, to }) {
  const at = (/** @type {number} */ q) => from + (to - from) * q;
  const y = k.spots.slots[0].y + 26;
  const up = k.on(who, { x: k.spots.machine.x, y }, 1, 0);
  const down = k.on(who, { x: k.spots.machine.x, y: y + 110 });
  const spot = k.along([[at(0.02), { ...up, y: up.y - 40 }], [at(0.16), up], [at(0.46), up], [at(0.54), down], [at(0.72), down], [at(0.8), up]]);
  k.add('low', h('g', { key: `base:${who}`, transform: moved(spot.x, spot.y), opacity: k.arrive * span(k.p, at(0), at(0.08)) }, tokens({ of: 'G', r: 34 })));
}

export const ephemeralKeys = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const now = { from: 0.12, to: 0.84 };
    base(k, 'client', now);
    work(k, 'client', { kind: 'curve', input: 'client_ephemeral_private', born: true, output: 'client_ephemeral_public', ...now });
    base(k, 'server', DONE);
    work(k, 'server', { kind: 'curve', input: 'server_ephemeral_private', output: 'server_ephemeral_public', ...DONE });
    // The gold key has signed the Server's half; it does nothing else.
    const at = k.on('server', { x: k.spots.output.x + 18, y: k.spots.output.y - 168 });
    const press = pulse(p, 0.3, 0.5);
    k.add('high', h('g', { key: 'signs', transform: moved(at.x, at.y + press * 44, 0, 0.62) }, fatKey({ kind: 'private', angle: 12 })));
  },
};

export const clientShares = {
  shot: /** @type {const} */ ('client'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    work(k, 'client', { kind: 'curve', slots: ['server_ephemeral_public'], input: 'client_ephemeral_private', output: 'pre_master_secret', from: 0.12, to: 0.72 });
    const wide = k.layout === 'wide';
    const sheet = wide ? k.on('client', { x: 1192, y: 214 }, 1.04, 1.5) : k.on('client', { x: 560, y: 350 }, 1.5);
    const card = wide ? k.on('client', { x: 1284, y: 322 }, 1.1, 5) : k.on('client', { x: 780, y: 490 }, 1.2, 4);
    k.sheet('client', 'client_key_exchange', { at: sheet, shown: linear(p, 0.74, 0.88), fade: span(p, 0.7, 0.74) });
    k.put('client', 'client_ephemeral_public', k.along([[0.78, k.home('client', 'client_ephemeral_public')], [0.92, card]]), { layer: 'high' });
  },
};

/** What the Eavesdropper has, and what it would need: a page of its notebook. @param {Kit} k @param {{x: number, y: number, s: number}} at @param {number} opacity */
function page(k, at, opacity) {
  const end = k.here.end - 1;
  const has = (/** @type {string} */ name) => knows(k.t, 'eavesdropper', name, end);
  const row = [
    ['cG', has('client_ephemeral_public')], ['sG', has('server_ephemeral_public')],
    ['c', has('client_ephemeral_private')], ['s', has('server_ephemeral_private')], ['csG', has('pre_master_secret')],
  ];
  const xs = [-196, -82, 22, 112, 232];
  k.add('air', h('g', { key: 'page', transform: moved(at.x, at.y, 0, at.s), opacity },
    h('rect', { x: -310, y: -62, width: 620, height: 124, rx: 6, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 4 }),
    h('g', { transform: moved(-266, -14, 0, 0.62) }, magnifier({})),
    row.map(([of, ok], i) => h('g', { key: String(of), transform: moved(xs[i], 0) },
      h('g', { transform: moved(0, -18) }, tokens({ of: String(of), r: 22 })),
      h('g', { transform: moved(0, 32, 0, 0.7 * span(k.p, 0.44 + i * 0.03, 0.5 + i * 0.03)) }, verdict(Boolean(ok)))))));
}

export const clientShareFlight = {
  /** @param {'wide'|'narrow'} layout @param {number} p */
  camera(layout, p) {
    const start = shot(layout, 'thrower-client');
    const middle = shot(layout, 'gap');
    if (p < 0.44) return pan(start, middle, span(p, 0.14, 0.38));
    return pan(middle, shot(layout, 'server'), span(p, 0.64, 0.82));
  },
  /** @param {Kit} k */
  draw(k) {
    const found = k.t.letters[k.here.letter ?? -1];
    if (found) fly(k, found, { from: 'client', to: 'server', land: 0.82, open: 0.9, high: 90 });
    const { sky } = k.ground;
    const wide = k.layout === 'wide';
    const over = wide ? { x: sky.x + 300, y: 366, s: 0.95 } : { x: 450, y: sky.y + 400, s: 1.3 };
    const rest = wide ? k.on('server', { x: 690, y: 534 }, 0.98) : k.on('server', { x: 450, y: 880 }, 1.3);
    page(k, k.along([[0.66, { ...over, r: 0 }], [0.84, rest]]), span(k.p, 0.38, 0.44));
  },
};

export const sameSecret = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    work(k, 'client', { kind: 'curve', slots: ['server_ephemeral_public'], input: 'client_ephemeral_private', output: 'pre_master_secret', ...DONE });
    work(k, 'server', { kind: 'curve', slots: ['client_ephemeral_public'], input: 'server_ephemeral_private', output: 'pre_master_secret', from: 0.12, to: 0.84 });
    same(k, 0.88, 'pre_master_secret');
  },
};
