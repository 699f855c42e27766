// One secret, locked with a key that everyone has. Pure.

import { h } from '../shape.js';
import { cut, ink, moved } from '../props/ink.js';
import { fatKey, padlock } from '../props/keys.js';
import { verdict } from '../props/cards.js';
import { coarse, once } from '../memo.js';
import { lerp, span } from '../ease.js';
import { artifact, checks, head, hex } from '../transcript.js';
import { say } from '../prose/index.js';
import { arrow } from './prf.js';
import { work } from './machine.js';

/** @typedef {import('./kit.js').Kit} Kit */

const NUMBERS = {
  public: [['modulus', 'n'], ['public_exponent', 'e']],
  private: [['modulus', 'n'], ['private_exponent', 'd']],
};

export const asymmetricKeys = {
  shot: /** @type {const} */ ('server'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const wide = k.layout === 'wide';
    const place = wide
      ? { lock: { x: 690, y: 330 }, apart: 322, y: 278, size: 1.22, box: 446, tried: 520 }
      : { lock: { x: 450, y: 690 }, apart: 290, y: 650, size: 1.06, box: 812, tried: 866 };
    const lock = k.on('server', place.lock, wide ? 2.2 : 1.9);
    // The blue key locks; it tries to open in vain; the gold one opens.
    const goes = (/** @type {number} */ from, /** @type {number} */ to) => span(p, from, from + 0.06) - span(p, to, to + 0.06);
    const visits = { public: goes(0.36, 0.46) + goes(0.54, 0.63), private: goes(0.7, 0.8) };
    const shakes = p > 0.59 && p < 0.64 ? Math.sin(p * 700) * 6 : 0;
    const open = 1 - span(p, 0.42, 0.47) + span(p, 0.76, 0.81);
    /** @type {const} */ (['public', 'private']).forEach((kind, i) => {
      const way = i ? 1 : -1;
      const appear = span(p, 0.14 + i * 0.08, 0.24 + i * 0.08);
      const home = k.on('server', { x: place.lock.x + way * place.apart, y: place.y });
      const at = lerp(home.x, lock.x + way * (wide ? 122 : 106), visits[kind]);
      k.add('high', h('g', { key: `big:${kind}`, opacity: appear, transform: moved(at, lerp(home.y, lock.y + 10, visits[kind]), 180 - way * (10 + 80 * visits[kind]) + (i ? 0 : shakes), place.size * (1 - 0.28 * visits[kind])) }, once(`fat|${kind}`, () => fatKey({ kind }))));
      const w = wide ? 268 : 262;
      const box = { x: home.x - w / 2, y: k.ground.server.y + place.box };
      k.add('machine', h('g', { key: `numbers:${kind}`, opacity: appear },
        h('rect', { x: box.x, y: box.y, width: w, height: 124, rx: 6, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 4 }),
        NUMBERS[kind].map(([name, letter], j) => {
          const found = artifact(k.t, `server.${name}`) ?? artifact(k.t, `client.${name}`);
          return found && k.write(`${letter} = ${head(found.bytes, 4)}`, { x: box.x + 14, y: box.y + 10 + j * 54, w: w - 24, h: 50 }, { size: 34, font: 't-mono', anchor: 'start' });
        })));
      // What each does to the lock.
      const does = span(p, i ? 0.8 : 0.46, i ? 0.86 : 0.52);
      const long = wide ? 104 : 84;
      const from = { x: home.x - way * (wide ? 78 : 66), y: lock.y - (wide ? 6 : 20) };
      k.add('machine', h('g', { key: `does:${kind}`, opacity: does },
        h('g', { transform: moved(from.x, from.y, i ? 180 : 0) }, arrow(long, 'var(--symmetric)')),
        k.write(say(k.words, ['machines', i ? 'decrypts' : 'encrypts']), { x: from.x - way * (long / 2) - 80, y: from.y - 96, w: 160, h: 50 }, { size: 36, fill: 'var(--caption)' })));
    });
    k.add('machine', h('g', { key: 'lock', opacity: span(p, 0.3, 0.36), transform: moved(lock.x, lock.y, 0, lock.s) }, padlock({ open: coarse(open), colour: open > 0.5 ? 'var(--letter)' : 'var(--encrypted)' })));
    // Which of them opens it.
    /** @type {const} */ (['public', 'private']).forEach((kind, i) => {
      const show = span(p, i ? 0.84 : 0.6, i ? 0.88 : 0.64);
      const at = k.on('server', { x: place.lock.x - 72 + i * 144, y: place.tried });
      if (show > 0) k.add('high', h('g', { key: `tried:${kind}`, 'aria-hidden': 'true', transform: moved(at.x, at.y, 0, show) },
        h('g', { transform: moved(-14, 4, 70, 0.36) }, once(`fat|${kind}`, () => fatKey({ kind }))),
        h('g', { transform: moved(30, -22, 0, 0.8) }, verdict(Boolean(i)))));
    });
  },
};

/** The PKCS#1 block, opened up: 00 02, padding, 00, the secret; and what each is for. @param {Kit} k @param {import('./kit.js').Owner} who @param {number} begin */
function block(k, who, begin) {
  const found = artifact(k.t, `${who}.pkcs1_block`);
  const secret = artifact(k.t, `${who}.pre_master_secret`);
  if (!found || !secret || k.p < begin) return;
  const box = k.noteBox(who);
  const appear = span(k.p, begin, begin + 0.04);
  const split = found.bytes.length - secret.bytes.length;
  const label = (/** @type {string} */ id, /** @type {any} */ given = {}) => say(k.words, ['lines', id], given);
  const parts = [
    [label('blockType'), hex(found.bytes.slice(0, 2)), 'var(--label)', 0.14],
    [label('blockFilling', { name: k.title('pkcs1_padding', 'short') }), `${hex(found.bytes.slice(2, 6))}…`, 'var(--client-iv)', 0.41],
    [label('blockEnd'), hex(found.bytes.slice(split - 1, split)), 'var(--label)', 0.1],
    [k.title('pre_master_secret', 'short'), `${hex(found.bytes.slice(split, split + 4))}…`, 'var(--pre-master)', 0.35],
  ];
  const flat = box.h < 150;
  const pad = flat ? 10 : 18;
  const [head_, foot] = flat ? [40, 62] : [58, 110];
  let x = box.x + pad;
  const inner = box.w - 2 * pad;
  k.add('air', h('g', {
    key: 'note', opacity: appear, class: 'card', role: 'button', tabindex: 0, 'data-act': `artifact:${who}.pkcs1_block`,
    'aria-label': say(k.words, ['parties', who, 'name']),
  },
    h('g', { transform: moved(box.x + box.w / 2, box.y + box.h / 2) }, k.hit(box.w, box.h), ink(cut(box.w, box.h, 'note', 2.4), 'var(--letter)', 4)),
    k.write(`${k.title('pkcs1_block')} · ${say(k.words, ['ui', 'bytesCount'], { count: found.bytes.length })}`, { x: box.x + pad + 4, y: box.y + 3, w: inner, h: head_ }, { size: flat ? 28 : 34, anchor: 'start' }),
    parts.map(([name, bytes, fill, share], i) => {
      const w = inner * Number(share);
      const y = box.y + head_ + 2;
      const shape = h('g', { key: `part${i}`, opacity: span(k.p, begin + 0.01 + i * 0.02, begin + 0.04 + i * 0.02) },
        h('rect', { x, y, width: w, height: foot, fill, stroke: 'var(--ink)', 'stroke-width': 3 }),
        k.write(String(name), { x: x + 6, y: y + 1, w: w - 12, h: foot / 2 }, { size: flat ? 27 : 34 }),
        k.write(String(bytes), { x: x + 6, y: y + foot / 2 - 2, w: w - 12, h: foot / 2 }, { size: flat ? 27 : 33, font: 't-mono' }));
      x += w;
      return shape;
    })));
}

/** Where something new comes from: the hand of the desk's owner. @param {Kit} k */
export const bornAt = (k) => (k.layout === 'wide' ? { x: 1180, y: 190 } : { x: 760, y: 330 });

export const clientEncrypts = {
  shot: /** @type {const} */ ('client'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const born = k.on('client', bornAt(k), 1.1, -6);
    k.put('client', 'pre_master_secret', k.along([[0.16, born], [0.28, k.home('client', 'pre_master_secret')]]), { fade: span(p, 0.12, 0.17), layer: p < 0.3 ? 'high' : 'low' });
    work(k, 'client', { kind: 'asymmetric', key: 'public', input: 'pre_master_secret', output: 'encrypted_pre_master_secret', blackFace: true, from: 0.24 });
    block(k, 'client', 0.56);
  },
};

export const serverDecrypts = {
  shot: /** @type {const} */ ('server'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    work(k, 'server', { kind: 'asymmetric', key: 'private', input: 'encrypted_pre_master_secret', output: 'pre_master_secret', from: 0.12, to: 0.86 });
    block(k, 'server', 0.66);
    const check = checks(k.t, 'server-decrypts')[0];
    if (check && p > 0.86) {
      const { x, y, s } = k.spots.output;
      const at = k.on('server', { x: x + 70 * s, y: y - 58 * s }, 1);
      k.add('high', h('g', { key: 'check', transform: moved(at.x, at.y, 0, span(p, 0.86, 0.92) * 1.1) }, verdict(check.ok)));
    }
  },
};

