// Keys are made on both desks, and never sent. Pure.

import { h } from '../shape.js';
import { moved, poly } from '../props/ink.js';
import { comparator } from '../props/stamp.js';
import { keyStrip, stripPieces } from '../props/keys.js';
import { magnifier } from '../props/crowd.js';
import { padlock } from '../props/keys.js';
import { prf as machine } from '../props/machines.js';
import { lerp, linear, span } from '../ease.js';
import { coarse, follows, once } from '../memo.js';
import { artifact, head, hex } from '../transcript.js';
import { SHELF } from '../world.js';
import { paperOf } from '../cards.js';
import { say } from '../prose/index.js';
import { work } from './machine.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('./kit.js').Owner} Owner */
const BOTH = /** @type {const} */ (['client', 'server']);

export const prfInputs = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    for (const who of BOTH) {
      ['client_random', 'server_random', 'pre_master_secret'].forEach((name, i) => {
        const spot = k.on(who, { x: 328 + i * 230, y: k.layout === 'wide' ? 520 : 430 }, 1.3);
        k.put(who, name, k.along([[0.16 + i * 0.07, k.home(who, name)], [0.3 + i * 0.07, spot]]), { layer: 'high' });
        const heard = k.knows('eavesdropper', name);
        const mark = span(p, 0.6 + i * 0.08, 0.68 + i * 0.08);
        if (mark > 0) {
          k.add('high', h('g', { key: `mark:${who}${name}`, transform: moved(spot.x, spot.y + 118, 0, mark * 0.92) },
            h('rect', { x: -118, y: -30, width: 236, height: 60, rx: 30, fill: heard ? 'var(--crowd)' : 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3 }),
            h('g', { transform: heard ? moved(-84, -6, 0, 0.42) : moved(-82, 8, 0, 0.36) }, heard ? magnifier({}) : padlock({})),
            k.write(say(k.words, ['ledger', heard ? 'has' : 'cannot']), { x: -56, y: -30, w: 164, h: 60 }, { size: 30, fill: heard ? 'var(--paper)' : 'var(--navy)' })));
        }
      });
    }
    k.cast.spy = { mood: p > 0.85 ? 'baffled' : 'curious' };
  },
};

/** "The same on both desks", between the two. @param {Kit} k @param {number} begin @param {string} [name] */
export function same(k, begin, name = 'master_secret') {
  if (k.p < begin) return;
  const { sky, client, server } = k.ground;
  const at = k.layout === 'wide' ? { x: sky.x + sky.w / 2, y: client.y + k.spots.output.y } : { x: 700, y: (client.h + server.y) / 2 };
  const a = artifact(k.t, `client.${name}`);
  const b = artifact(k.t, `server.${name}`);
  if (!a && !b) return;
  const equal = Boolean(a && b && hex(a.bytes) === hex(b.bytes));
  k.add('air', h('g', { key: 'same', transform: moved(at.x, at.y, 0, span(k.p, begin, begin + 0.06) * (k.layout === 'wide' ? 1.2 : 0.9)) }, comparator({ equal })));
}

export const masterSecret = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    for (const who of BOTH) work(k, who, { kind: 'prf', slots: ['client_random', 'server_random'], input: 'pre_master_secret', output: 'master_secret', to: 0.9 });
    same(k, 0.9);
  },
};

export const whyMaster = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const y = k.spots.middle.y - 20;
    for (const who of BOTH) {
      const a = k.on(who, { x: 336, y }, 1.5 - 0.25 * span(p, 0.45, 0.7));
      const b = k.on(who, { x: 706, y }, 1.3 + 0.5 * span(p, 0.4, 0.65));
      k.put(who, 'pre_master_secret', k.along([[0.16, k.home(who, 'pre_master_secret')], [0.3, { ...a, s: 1.5 }], [0.45, { ...a, s: 1.5 }], [0.7, a]]), { layer: 'high', fade: 1 - 0.45 * span(p, 0.5, 0.75) });
      k.put(who, 'master_secret', k.along([[0.24, k.home(who, 'master_secret')], [0.38, { ...b, s: 1.3 }], [0.65, b]]), { layer: 'high' });
      const arrow = k.on(who, { x: 474, y });
      k.add('machine', h('g', { key: `arrow:${who}`, transform: moved(arrow.x, arrow.y), opacity: span(p, 0.34, 0.44) },
        h('path', { d: 'M-30 -16H30V-40L74 0L30 40V16H-30Z', fill: 'var(--symmetric)', stroke: 'var(--ink)', 'stroke-width': 4 })));
    }
  },
};

/** The parts of the key block, in order, by the transcript's own slices. */
const slices = follows((/** @type {import('../types.js').Transcript} */ t) =>
  t.artifacts
    .filter((a) => a.holder === 'client' && a.recipe === 'slice' && a.from.includes('client.key_block'))
    .map((a) => ({ artifact: a, start: Number(/^(\d+)\.\./.exec(a.detail ?? '')?.[1] ?? 0) }))
    .sort((a, b) => a.start - b.start)
    .map(({ artifact: a }) => ({ name: a.name, length: a.bytes.length, bytes: a.bytes })));

/** @param {Kit} k */
export const keyParts = (k) => slices(k.t).map(({ name, length, bytes }) => ({ name: k.title(name, 'short'), length, colour: `var(${paperOf(name)})`, key: name, lines: [head(bytes, 4)] }));

export const sessionKeys = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const keys = SHELF.filter((name) => /_write_/.test(name) && artifact(k.t, `client.${name}`));
    const parts = keyParts(k);
    const wide = k.layout === 'wide';
    const strip = { w: 840, h: wide ? 158 : 104 };
    const slit = span(p, 0.56, 0.8);
    const pieces = stripPieces({ parts, cut: slit, ...strip });
    for (const who of BOTH) {
      for (const name of keys) k.taken.add(`${who}.${name}`);
      const machineAt = k.on(who, k.spots.machine, k.spots.scale);
      const row = k.on(who, { x: 450, y: wide ? 622 : 560 });
      // The machine makes room: the strip comes out below it.
      const up = span(p, 0.4, 0.5);
      const out = span(p, 0.46, 0.56);
      const gone = span(p, 0.68, 0.76);
      const top = k.on(who, { x: 450, y: wide ? 400 : 372 });
      if (gone < 1) {
        const at = (/** @type {number} */ q) => 0.1 + 0.5 * q;
        const size = lerp(machineAt.s, wide ? 0.66 : 0.46, up);
        k.add('machine', h('g', { key: `machine:${who}`, transform: moved(machineAt.x, lerp(machineAt.y, top.y, up), 0, size), opacity: k.arrive * (1 - gone) }, machine({ label: say(k.words, ['machines', 'prf']), working: coarse(linear(p, at(0.4), 0.52), 24) })));
        ['server_random', 'client_random'].forEach((name, i) => {
          const slot = k.spots.slots[i];
          const above = k.on(who, { x: slot.x, y: slot.y - 6 });
          const sunk = k.on(who, { x: slot.x, y: slot.y + 70 });
          k.put(who, name, k.along([[at(0.04 + i * 0.08), k.home(who, name)], [at(0.18 + i * 0.08), above], [at(0.36), above], [at(0.44), sunk]]), { ghost: `slot:${who}.${name}`, fade: 1 - span(p, 0.34, 0.4) });
        });
        k.put(who, 'master_secret', k.along([[at(0.1), k.home(who, 'master_secret')], [at(0.24), k.on(who, k.spots.input)], [at(0.34), k.on(who, k.spots.input)], [at(0.44), k.on(who, k.spots.inside)]]), { ghost: `in:${who}`, fade: p > at(0.45) ? 0 : 1 });
      }
      if (out <= 0) continue;
      const long = lerp(0.28, 1, out);
      const block = artifact(k.t, `${who}.key_block`);
      k.add('low', h('g', { key: `strip:${who}`, transform: moved(row.x, lerp(top.y, row.y, out), 0, long, 1) }, once(`strip|${JSON.stringify(parts)}|${coarse(slit, 48)}|${strip.h}|${out < 1}`, () => keyStrip({ parts, cut: coarse(slit, 48), ...strip, offsets: out >= 1 }))));
      if (block) k.add('high', h('g', { key: `block:${who}`, opacity: span(p, 0.76, 0.82) }, k.write(`${k.title('key_block')} · ${say(k.words, ['ui', 'bytesCount'], { count: block.bytes.length })}`, { x: row.x - 200, y: row.y - strip.h / 2 - 60, w: 610, h: 46 }, { size: 36, fill: 'var(--caption)' })));
      // Each piece is a key: its card goes to the others.
      pieces.forEach(({ part, x, y, w }, i) => {
        const begin = 0.8 + i * 0.02;
        const from = { x: row.x + x, y: row.y + y, s: Math.min(1, w / 212), r: 0 };
        if (part.key) k.put(who, part.key, k.along([[begin, from], [begin + 0.1, k.home(who, part.key)]]), { layer: 'high', fade: span(p, begin, begin + 0.02) });
      });
    }
    same(k, 0.92, 'key_block');
  },
};

/** An arrow from box to box over the gap. @param {number} length @param {string} fill */
export const arrow = (length, fill) =>
  h('path', { d: poly([[0, -14], [length - 44, -14], [length - 44, -36], [length, 0], [length - 44, 36], [length - 44, 14], [0, 14]]), fill, stroke: 'var(--ink)', 'stroke-width': 4 });
