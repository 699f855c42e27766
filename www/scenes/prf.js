// Keys are made on both desks, and never sent. Pure.

import { h } from '../shape.js';
import { moved, poly } from '../props/ink.js';
import { comparator } from '../props/stamp.js';
import { eavesdropper, magnifier } from '../props/crowd.js';
import { basket } from '../props/desk.js';
import { clientHead, serverHead } from '../props/people.js';
import { keyStrip, padlock, stripPieces } from '../props/keys.js';
import { lerp, linear, span } from '../ease.js';
import { coarse, follows, once } from '../memo.js';
import { artifact, head, hex } from '../transcript.js';
import { CARD, SHELF } from '../world.js';
import { face, paperOf } from '../cards.js';
import { say } from '../prose/index.js';
import { work } from './machine.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('./kit.js').Owner} Owner */
const BOTH = /** @type {const} */ (['client', 'server']);

/** What the master secret is made of besides the green card: both randoms, or a fingerprint of all the letters (RFC 7627). @param {Kit} k */
const seeds = (k) => (k.variant.extendedMasterSecret ? ['session_hash'] : ['client_random', 'server_random']);

/** @param {Kit} k */
const inputs = (k) => [...seeds(k), 'pre_master_secret'];

export const prfInputs = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const wide = k.layout === 'wide';
    for (const who of BOTH) {
      const all = inputs(k);
      all.forEach((name, i) => {
        const [x, step] = wide ? [562, 222] : [558, 230];
        const spot = k.on(who, { x: x + (i - (all.length - 1) / 2) * step, y: wide ? 400 : 446 }, wide ? 1.26 : 1.3);
        const begin = 0.16 + i * 0.07;
        // The fingerprint is not taken yet: here are the letters that it will be of.
        if (name === 'session_hash') covered(k, who, spot, span(p, begin, begin + 0.14));
        else k.put(who, name, k.along([[begin, k.home(who, name)], [begin + 0.14, spot]]), { layer: 'high' });
        if (!wide) tagged(k, `${who}${name}`, name, { x: spot.x, y: spot.y + 118 }, 0.92 * span(p, 0.6 + i * 0.08, 0.68 + i * 0.08));
      });
    }
    k.cast.spy = { mood: p > 0.85 ? 'baffled' : 'curious' };
    if (wide) copied(k, span(p, 0.5, 0.6));
  },
};

/** Slips with the names of the messages that the fingerprint covers. @param {Kit} k @param {Owner} who @param {import('./kit.js').Spot} at @param {number} show */
function covered(k, who, at, show) {
  const names = artifact(k.t, `${who}.session_hash`)?.covers.map((one) => one.message) ?? [];
  const tray = k.on(who, k.spots.tray);
  const high = Math.min(36, 168 / Math.max(1, names.length));
  names.forEach((name, i) => {
    const y = at.y + (i - (names.length - 1) / 2) * high;
    k.add('high', h('g', { key: `slip:${who}${i}`, opacity: show < 1 ? show : null, 'aria-hidden': 'true', transform: moved(lerp(tray.x, at.x, show), lerp(tray.y, y, show), ((i * 37) % 5) - 2) },
      h('rect', { x: -104, y: -high / 2 - 1, width: 208, height: high + 2, rx: 3, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3 }),
      k.write(say(k.words, ['fields', name, 'name']), { x: -98, y: -high / 2, w: 196, h: high }, { size: 25 })));
  });
}

/** Whether the crowd has it. @param {Kit} k @param {string} key @param {string} name @param {{x: number, y: number}} at @param {number} size */
function tagged(k, key, name, at, size) {
  if (size <= 0) return;
  const heard = k.knows('eavesdropper', name);
  k.add('high', h('g', { key: `mark:${key}`, transform: moved(at.x, at.y, 0, size) },
    h('rect', { x: -118, y: -30, width: 236, height: 60, rx: 30, fill: heard ? 'var(--crowd)' : 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3 }),
    h('g', { transform: heard ? moved(-84, -6, 0, 0.42) : moved(-82, 8, 0, 0.36) }, heard ? magnifier({}) : padlock({})),
    k.write(say(k.words, ['ledger', heard ? 'has' : 'cannot']), { x: -56, y: -30, w: 164, h: 60 }, { size: 30, fill: heard ? 'var(--paper)' : 'var(--navy)' })));
}

/** The Eavesdropper comes up between the desks with a page: copies of what it has, and a gap for what it lacks. @param {Kit} k @param {number} up */
function copied(k, up) {
  if (up <= 0) return;
  const { p, ground } = k;
  const x = ground.sky.x + ground.sky.w / 2;
  const y = ground.client.y + 628;
  const all = inputs(k);
  const lacks = all.some((name) => !k.knows('eavesdropper', name));
  const mood = p < 0.86 ? 'curious' : lacks ? 'baffled' : 'happy';
  k.add('low', h('g', { key: 'comes', 'aria-hidden': 'true', transform: moved(x, y + 30 + 420 * (1 - up), 0, 1.05) }, once(`spy,page,${mood}`, () => eavesdropper({ notebook: 6, mood }))));
  k.add('high', h('g', { key: 'copies', transform: moved(x, y + 420 * (1 - up), -1) },
    once('page', () => h('g', null,
      h('rect', { x: -400, y: -96, width: 800, height: 212, rx: 8, fill: 'var(--paper)', stroke: 'var(--ink)', 'stroke-width': 5 }),
      h('path', { d: [...Array(16)].map((_, i) => `M${-360 + i * 48} -84v-26`).join(''), stroke: 'var(--metal)', 'stroke-width': 8, 'stroke-linecap': 'round' }))),
    all.map((name, i) => {
      const show = span(p, 0.6 + i * 0.08, 0.68 + i * 0.08);
      const at = (i - (all.length - 1) / 2) * 256;
      const has = k.knows('eavesdropper', name);
      return h('g', { key: name, opacity: show },
        h('g', { transform: moved(at, -6, [-2, 1.5, 0][i], 1.06) }, has
          ? face(k.look('client', name))
          : h('g', null, h('rect', { x: -84, y: -58, width: 168, height: 116, fill: 'none', stroke: `var(${paperOf(name)})`, 'stroke-width': 8, 'stroke-dasharray': '16 12' }), h('g', { transform: moved(0, 8, 0, 0.8) }, padlock({ colour: 'var(--letter)' })))),
        k.write(say(k.words, ['ledger', has ? 'has' : 'cannot']), { x: at - 110, y: 66, w: 220, h: 42 }, { size: 32, fill: has ? 'var(--navy)' : 'var(--bad)' }));
    })));
}

/** "The same on both desks", between the two. @param {Kit} k @param {number} begin @param {string} [name] */
export function same(k, begin, name = 'master_secret') {
  if (k.p < begin) return;
  const { sky, client, server } = k.ground;
  const at = k.layout === 'wide' ? { x: sky.x + sky.w / 2, y: client.y + lerp(k.spots.output.y, 372, k.far) } : { x: 700, y: (client.h + server.y) / 2 };
  const a = artifact(k.t, `client.${name}`);
  const b = artifact(k.t, `server.${name}`);
  // Nothing is compared where nothing is there.
  if (!a?.bytes.length && !b?.bytes.length) return;
  const equal = Boolean(a && b && hex(a.bytes) === hex(b.bytes));
  k.add('air', h('g', { key: 'same', transform: moved(at.x, at.y, 0, span(k.p, begin, begin + 0.06) * (k.layout === 'wide' && !k.small ? 1.2 : 0.9)) }, once(`same${equal}`, () => comparator({ equal }))));
}

export const masterSecret = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    for (const who of BOTH) work(k, who, { kind: 'prf', slots: seeds(k), input: 'pre_master_secret', output: 'master_secret', to: 0.9 });
    same(k, 0.9);
  },
};

/** A head in a ring: who has a hand in it. @param {Owner} who @param {'glad'|'busy'} [mood] */
export const ring = (who, mood = 'glad') =>
  once(`ring${who}${mood}`, () => h('g', null,
    h('circle', { r: 50, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 4 }),
    h('g', { transform: who === 'client' ? 'translate(-2 380)' : 'translate(2 380) scale(-1 1)' }, (who === 'client' ? clientHead : serverHead)({ mood }))));

/** As many marks as there are bytes, and their number. @param {Kit} k @param {number} count */
const ruler = (k, count) => {
  const w = count * 4.6;
  return h('g', null,
    h('rect', { x: -w / 2 - 4, y: -13, width: w + 8, height: 26, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3 }),
    h('path', { d: Array.from({ length: count }, (_, i) => `M${(-w / 2 + (i + 0.5) * 4.6).toFixed(1)} ${i % 8 ? 4 : -4}V11`).join(''), stroke: 'var(--ink)', 'stroke-width': 1.6 }),
    k.write(say(k.words, ['ui', 'bytesCount'], { count }), { x: -120, y: 15, w: 240, h: 38 }, { size: 30, fill: 'var(--caption)' }));
};

export const whyMaster = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const wide = k.layout === 'wide';
    const ecdhe = k.variant.keyExchange === 'ecdhe';
    const [y, heads, foot] = wide ? [574, 410, 686] : [522, 382, 600];
    const [left, right] = [392, 706];
    const size = wide ? 1.36 : 1.12;
    // Of whom a card comes: the green one of the Client alone, the white one of both.
    const made = [
      { name: 'pre_master_secret', x: left, by: ecdhe ? BOTH : /** @type {const} */ (['client']), from: 0.3 },
      { name: 'master_secret', x: right, by: BOTH, from: 0.46 },
    ];
    for (const who of BOTH) {
      for (const { name, x, by, from } of made) {
        const found = artifact(k.t, `${who}.${name}`);
        const size_ = name === 'master_secret' ? size * 1.1 : size;
        const spot = k.on(who, { x, y }, size_);
        /** @type {[number, import('./kit.js').Spot][]} */
        const path = [[from - 0.16, k.home(who, name)], [from - 0.04, spot]];
        // In the end nobody needs the green one any more.
        if (name === 'pre_master_secret') {
          path.push([0.78, spot], [0.86, k.on(who, { x: 250, y: y - 20 }, size * 0.9, -14)], [0.92, k.on(who, wide ? { x: 140, y: 600 } : { x: 114, y: 572 }, size * (wide ? 0.62 : 0.7), -3)]);
          if (p > 0.78) k.add('back', h('g', { key: `was:${who}`, transform: moved(spot.x, spot.y, 0, spot.s) }, h('rect', { x: -CARD.w / 2, y: -CARD.h / 2, width: CARD.w, height: CARD.h, fill: 'none', stroke: 'var(--caption)', 'stroke-width': 3, 'stroke-dasharray': '9 8' })));
        }
        k.put(who, name, k.along(path), { layer: 'low' });
        by.forEach((one, i) => {
          const at = k.on(who, { x: x + (i - (by.length - 1) / 2) * 128, y: heads });
          const show = span(p, from + i * 0.06, from + 0.06 + i * 0.06);
          if (show > 0) k.add('high', h('g', { key: `ring:${who}${name}${one}`, transform: moved(at.x, at.y, 0, Math.max(0.01, show)), 'aria-hidden': 'true' },
            h('g', { transform: moved(0, 54, 90) }, arrow(wide ? 30 : 18, 'var(--symmetric)')), ring(one)));
        });
        const under = k.on(who, { x, y: foot });
        const show = span(p, from + 0.14, from + 0.2);
        if (found?.bytes.length && show > 0) k.add('high', h('g', { key: `ruler:${who}${name}`, transform: moved(under.x, under.y, 0, wide ? 1 : 0.84), opacity: show, 'aria-hidden': 'true' }, ruler(k, found.bytes.length)));
      }
      const between = k.on(who, { x: (left + right) / 2 - 32, y });
      k.add('low', h('g', { key: `arrow:${who}`, transform: moved(between.x, between.y), opacity: span(p, 0.4, 0.48) }, arrow(62, 'var(--symmetric)')));
      const bin = k.on(who, wide ? { x: 140, y: 744 } : { x: 112, y: 658 });
      k.add('machine', h('g', { key: `bin:${who}`, transform: moved(bin.x, bin.y, 0, wide ? 1.25 : 0.82), opacity: span(p, 0.66, 0.74), 'aria-hidden': 'true' }, once('bin', () => basket({ full: false }))));
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
const keyParts = (k) => slices(k.t).map(({ name, length, bytes }) => ({ name: k.title(name, 'short'), length, colour: `var(${paperOf(name)})`, key: name, lines: [head(bytes, 4)] }));

export const sessionKeys = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const keys = SHELF.filter((name) => /_write_/.test(name) && artifact(k.t, `client.${name}`));
    const parts = keyParts(k);
    const wide = k.layout === 'wide';
    const strip = { w: 840, h: wide ? 158 : 112 };
    const slit = span(p, 0.56, 0.8);
    const pieces = stripPieces({ parts, cut: slit, ...strip });
    for (const who of BOTH) {
      for (const name of keys) k.taken.add(`${who}.${name}`);
      const machineAt = k.on(who, k.spots.machine, k.spots.scale);
      const row = k.on(who, { x: 450, y: wide ? 622 : 569 });
      // The machine makes room: the strip comes out below it.
      const up = span(p, 0.4, 0.5);
      const out = span(p, 0.46, 0.56);
      const gone = span(p, 0.68, 0.76);
      const top = k.on(who, { x: 450, y: wide ? 400 : 372 });
      if (gone < 1) {
        const at = (/** @type {number} */ q) => 0.1 + 0.5 * q;
        const size = lerp(machineAt.s, wide ? 0.66 : 0.46, up);
        k.add('machine', h('g', { key: `machine:${who}`, transform: moved(machineAt.x, lerp(machineAt.y, top.y, up), 0, size), opacity: k.arrive * (1 - gone) }, k.engine('prf', { working: linear(p, at(0.4), 0.52) })));
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
      k.add('low', h('g', { key: `strip:${who}`, transform: moved(row.x, lerp(top.y, row.y, out), 0, long, 1) }, once(`strip|${parts.map(({ name, lines }) => name + lines[0]).join()}|${coarse(slit, 48)}|${strip.h}|${out < 1}`, () => keyStrip({ parts, cut: coarse(slit, 48), ...strip, offsets: out >= 1 }), 'strip')));
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
