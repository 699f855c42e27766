// One secret, locked with a key that everyone has. Pure.

import { h } from '../shape.js';
import { cut, ink, moved } from '../props/ink.js';
import { fatKey, padlock } from '../props/keys.js';
import { verdict } from '../props/cards.js';
import { pulse, span } from '../ease.js';
import { artifact, checks, head, hex } from '../transcript.js';
import { say } from '../prose/index.js';
import { work } from './machine.js';

/** @typedef {import('./kit.js').Kit} Kit */

export const asymmetricKeys = {
  shot: /** @type {const} */ ('server'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const desk = { x: 0, y: 0 };
    /** @type {import('../types.js').Shape[]} */
    const drawn = [];
    const numbers = {
      public: [['modulus', 'n'], ['public_exponent', 'e']],
      private: [['modulus', 'n'], ['private_exponent', 'd']],
    };
    const top = 292;
    /** @type {const} */ (['public', 'private']).forEach((kind, i) => {
      const x = desk.x + (i ? 478 : 250);
      const y = desk.y + top;
      const appear = span(p, 0.14 + i * 0.1, 0.26 + i * 0.1);
      const turn = i ? pulse(p, 0.66, 0.8) : pulse(p, 0.44, 0.58);
      drawn.push(h('g', { key: `big:${kind}`, opacity: appear },
        h('g', { transform: moved(x + 74, y + 138 - turn * 14, 180 + turn * 18, 0.96) }, fatKey({ kind })),
        h('rect', { x: x - 10, y: y + 272, width: 214, height: 118, rx: 6, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3.5 }),
        numbers[kind].map(([name, letter], j) => {
          const found = artifact(k.t, `server.${name}`) ?? artifact(k.t, `client.${name}`);
          return found && k.write(`${letter} = ${head(found.bytes, 4)}`, { x: x + 2, y: y + 280 + j * 52, w: 192, h: 48 }, { size: 30, font: 't-mono', anchor: 'start' });
        })));
    });
    const open = 1 - span(p, 0.46, 0.56) + span(p, 0.68, 0.78);
    drawn.push(h('g', { key: 'lock', opacity: span(p, 0.34, 0.42) },
      h('g', { transform: moved(desk.x + 790, desk.y + top + 130, 0, 1.5) }, padlock({ open, colour: open > 0.5 ? 'var(--letter)' : 'var(--encrypted)' })),
      k.write(say(k.words, ['machines', open > 0.5 ? 'decrypts' : 'encrypts']), { x: desk.x + 700, y: desk.y + top + 200, w: 180, h: 50 }, { size: 34, fill: 'var(--caption)' })));
    const g = k.ground.server;
    const at = k.layout === 'wide' ? { x: g.x + 690 - 566 * 1.16, y: g.y + 126 - 292 * 1.16, s: 1.16 } : { x: g.x + 450 - 566 * 1.28, y: g.y + 402 - 292 * 1.28, s: 1.28 };
    k.add('machine', h('g', { key: 'keys', transform: moved(at.x, at.y, 0, at.s) }, drawn));
  },
};

/** The PKCS#1 block, opened up: 00 02, padding, 00, the secret. @param {Kit} k @param {import('./kit.js').Owner} who @param {number} begin */
function block(k, who, begin) {
  const found = artifact(k.t, `${who}.pkcs1_block`);
  const secret = artifact(k.t, `${who}.pre_master_secret`);
  if (!found || !secret || k.p < begin) return;
  const box = k.noteBox(who);
  const appear = span(k.p, begin, begin + 0.04);
  const split = found.bytes.length - secret.bytes.length;
  const parts = [
    ['', hex(found.bytes.slice(0, 2)), 'var(--label)', 0.16],
    [k.title('pkcs1_padding', 'short'), `${hex(found.bytes.slice(2, 6))}…`, 'var(--client-iv)', 0.37],
    ['', hex(found.bytes.slice(split - 1, split)), 'var(--label)', 0.1],
    [k.title('pre_master_secret', 'short'), `${hex(found.bytes.slice(split, split + 4))}…`, 'var(--pre-master)', 0.37],
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
    parts.map(([label, bytes, fill, share], i) => {
      const w = inner * Number(share);
      const y = box.y + head_ + 2;
      const shape = h('g', { key: `part${i}`, opacity: span(k.p, begin + 0.01 + i * 0.02, begin + 0.04 + i * 0.02) },
        h('rect', { x, y, width: w, height: foot, fill, stroke: 'var(--ink)', 'stroke-width': 3 }),
        label && k.write(String(label), { x: x + 6, y: y + 1, w: w - 12, h: foot / 2 }, { size: flat ? 27 : 34 }),
        k.write(String(bytes), label ? { x: x + 6, y: y + foot / 2 - 2, w: w - 12, h: foot / 2 } : { x: x + 6, y, w: w - 12, h: foot }, { size: flat ? 27 : 33, font: 't-mono' }));
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

