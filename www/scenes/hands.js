// The Eavesdropper lays hands on a letter, and somebody finds out. Pure.

import { h } from '../shape.js';
import { ink, limb, moved, poly } from '../props/ink.js';
import { hand } from '../props/hand.js';
import { verdict } from '../props/cards.js';
import { ems } from '../props/text.js';
import { lerp, linear, pulse, span } from '../ease.js';
import { hex } from '../transcript.js';
import { say } from '../prose/index.js';
import { discovery, papersOf, unnoticed } from '../whatif/story.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('../types.js').Letter} Letter */
/** @typedef {import('../types.js').Transcript} Transcript */

/** When, on the way, the Eavesdropper reaches for it, and when it flies on. */
const GRAB = 0.25;
const DONE = 0.5;

/** Whether a letter never arrives, or not yet. @param {Letter} found */
export const lost = (found) => found.arrived?.bytes.length === 0;

/** What was done to it, for a slip of paper: from the bytes that left and those that came. @param {Kit} k @param {Letter} found */
function slip(k, found) {
  const word = (/** @type {string} */ id, /** @type {any} */ values = undefined) => say(k.words, ['whatif', 'words', id], values);
  const false_ = found.id === 'server_hello' && !k.t.resumed && papersOf(k.t);
  if (!found.arrived) return false_ ? say(k.words, ['whatif', 'slips', false_]) : '';
  const [sent, came] = [found.bytes, found.arrived.bytes];
  if (!came.length) return word('lost');
  const differs = sent.findIndex((byte, i) => byte !== came[i]);
  if (differs >= 0 && differs < came.length) return word('slip', { offset: differs, from: hex([sent[differs]]), to: hex([came[differs]]) });
  return word(came.length > sent.length ? 'twice' : 'torn');
}

/** Whether two of it fly on. @param {Letter} found @param {number} go */
export const twice = (found, go) => go > DONE && (found.arrived?.bytes.length ?? 0) > found.bytes.length && !slipped(found);

/** The first byte that is another. @param {Letter} found */
const slipped = (found) => found.arrived && found.bytes.some((byte, i) => byte !== found.arrived?.bytes[i]);

/**
 * Where the airplane is now, and what lies over it: an arm with a pencil, a scribble that stays, a slip
 * that says what was done.
 * @param {Kit} k @param {Letter} found @param {{x: number, y: number, s: number, r: number}} at where it would be @param {number} p how far it has come
 * @returns {{spot: {x: number, y: number, s: number, r: number}, over: import('../types.js').Shape|null}}
 */
export function meddle(k, found, at, p) {
  const text = slip(k, found);
  if (!text) return { spot: at, over: null };
  if (p > GRAB) k.cast.spy = { ...k.cast.spy, mood: 'happy', writing: 0 };
  const wide = k.layout === 'wide';
  const { sky } = k.ground;
  const spy = wide ? { x: sky.x + sky.w / 2 - 70, y: 600 } : { x: 720, y: sky.y + sky.h - 120 };
  // Pulled down, within reach.
  const dip = found.arrived ? pulse(p, GRAB - 0.14, DONE + 0.12) * (wide ? 210 : 90) : 0;
  const gone = lost(found) ? span(p, DONE - 0.02, DONE + 0.2) : 0;
  const spot = { x: lerp(at.x, spy.x, gone), y: lerp(at.y + dip, spy.y, gone), s: at.s * (1 - 0.62 * gone), r: at.r + 70 * gone };
  if (p <= GRAB - 0.06) return { spot, over: null };
  // False papers nobody had to touch on the way.
  const reach = found.arrived ? span(p, GRAB - 0.06, GRAB + 0.06) - span(p, DONE, DONE + 0.12) : 0;
  const writes = linear(p, GRAB + 0.04, DONE);
  const mark = found.arrived && !lost(found);
  const tip = { x: spot.x - 60 + 130 * writes * spot.s, y: spot.y + (24 + Math.sin(writes * Math.PI * 9) * 16) * spot.s };
  const hold = { x: lerp(spy.x, tip.x + 34, reach), y: lerp(spy.y, tip.y + 76, reach) };
  const over = h('g', { key: 'meddle', 'aria-hidden': 'true', 'data-meddle': text },
    h('g', { transform: moved(spot.x, spot.y, spot.r, spot.s) },
      mark && h('path', { d: 'M-140 24q14 -30 28 -2t28 -2t28 -2t28 -2t28 -2', fill: 'none', stroke: 'var(--alert)', 'stroke-width': 9, 'stroke-linecap': 'round', 'stroke-dasharray': 260, 'stroke-dashoffset': 260 * (1 - writes) })),
    p > DONE && tag(k, text, spot.x - 40 * spot.s, spot.y + 118 * spot.s, span(p, DONE, DONE + 0.06) * spot.s),
    reach > 0.02 && h('g', { key: 'arm' },
      h('g', { transform: moved(hold.x - 34, hold.y - 76, -24, 1.3) },
        ink(poly([[0, 0], [-8, 20], [-8, 84], [8, 84], [8, 20]]), 'var(--alert)', 2.5), ink('M0 0L-4 10L4 10Z', 'var(--ink)', 0)),
      limb([[spy.x, spy.y + 40], [lerp(spy.x, hold.x, 0.5) + 70 * reach, lerp(spy.y, hold.y, 0.45)], [hold.x, hold.y]], 34, 'var(--spy)', 2.5, 'var(--crowd-line)'),
      h('g', { transform: moved(hold.x, hold.y + 6, -14, 0.8) }, hand({ fill: 'var(--crowd)', stroke: 'var(--crowd-line)', pose: 'grip' }))));
  return { spot, over };
}

/** Somebody waits: three dots. @param {number} x @param {number} y @param {number} p how many of them there are */
export const dots = (x, y, p) =>
  h('g', { key: 'dots', 'aria-hidden': 'true' }, [0, 1, 2].map((i) => h('circle', { key: String(i), cx: x - 70 + i * 70, cy: y, r: 20, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 6, opacity: linear(p, i * 0.3, i * 0.3 + 0.2) })));

/** A slip of paper with a red edge. @param {Kit} k @param {string} text @param {number} x @param {number} y @param {number} size */
const tag = (k, text, x, y, size) =>
  h('g', { key: 'slip', transform: moved(x, y, -3, Math.max(0.01, size)) },
    h('rect', { x: -190, y: -38, width: 380, height: 76, rx: 6, fill: 'var(--letter)', stroke: 'var(--alert)', 'stroke-width': 6 }),
    k.write(text, { x: -178, y: -34, w: 356, h: 68 }, { size: 34, lines: text.length > 24 ? 2 : 1 }));

/** On an opened letter, the same slip. @param {Kit} k @param {Letter} found @param {{x: number, y: number, s: number}} at @param {number} show */
export function stained(k, found, at, show) {
  const text = slip(k, found);
  if (!text || show <= 0) return;
  // At its upper right corner, above or beside the greeting, where it hides no line.
  const wide = k.layout === 'wide';
  const size = Math.min(0.62 * at.s, 0.96);
  const top = at.y - ((k.paper(found.id)?.h ?? 0) / 2) * at.s;
  const spot = wide ? { x: at.x + Math.min(312 * at.s, 480) - 190 * size, y: Math.max(top - 16, k.ground.client.y + 170) } : { x: at.x + 178 * at.s - 190 * size, y: top - 20 };
  k.add('air', h('g', { key: 'stain', transform: moved(spot.x, spot.y, 0, size), opacity: show, 'aria-hidden': 'true' }, tag(k, text, 0, 0, 1)));
}

/** Scenes that show what happens also when it goes wrong. */
const TELLING = /-flight$|^certificate-check$|^close-notify$/;

/** In the scene in which it comes out: the letter on the desk of who found out, and nothing that did not happen. @param {Transcript} t @param {string} id @returns {import('./index.js').SceneDrawing|null} */
export function caught(t, id) {
  const found = discovery(t);
  if (found?.scene !== id || TELLING.test(id) || (found.who !== 'client' && found.who !== 'server')) return null;
  const who = found.who;
  const letter = t.letters[found.beat.letter ?? -1];
  return {
    shot: who,
    draw(k) {
      if (!letter) return;
      k.sheet(who, letter.id, { fade: span(k.p, 0.1, 0.2) });
      stained(k, letter, k.sheetAt(who, letter.id), span(k.p, 0.2, 0.3));
    },
  };
}

/** The moment it comes out. @param {Kit} k */
export function reveal(k) {
  const found = discovery(k.t);
  if (found?.scene !== k.frame.id) return;
  const { camera: c, p, words } = k;
  const begin = /-flight$/.test(found.scene) ? 0.88 : 0.74;
  const show = span(p, begin, begin + 0.08);
  if (show <= 0) return;
  const party = say(words, ['parties', found.who, 'name']);
  const name = found.check ? say(words, ['checks', found.check.id, 'name']) : say(words, ['whatif', 'words', 'caught']);
  const held = unnoticed(k.t).filter((beat) => beat.scene === found.scene).map((beat) => say(words, ['checks', beat.check?.id ?? '', 'name']));
  const wide = k.layout === 'wide';
  const w = 900;
  const rows = greedy(say(words, ['failures', found.failure.fault]).split('. ')[0].replace(/\.$/, ''), (w - 180) / 34).slice(0, 3);
  const high = 176 + rows.length * 46 + (held.length ? 46 : 0);
  // Beside the list of checks, which says the same with its numbers.
  const beside = wide && found.scene === 'certificate-check';
  const scale = Math.min((c.w * (wide ? (beside ? 0.44 : 0.5) : 0.76)) / w, (c.h * 0.58) / high);
  const at = { x: c.x + c.w * (beside ? 0.7 : 0.5), y: c.y + c.h * (wide ? 0.44 : 0.3) };
  const pop = show < 1 ? show * (1 + 0.25 * Math.sin(show * Math.PI)) : 1;
  const left = -w / 2 + 156;
  let y = -high / 2 + 20;
  const put = (/** @type {string} */ text, /** @type {number} */ size, /** @type {any} */ more = {}) => {
    const shape = k.write(text, { x: left, y, w: w - 180, h: size * 1.25 }, { size, anchor: 'start', ...more });
    y += size * 1.25;
    return shape;
  };
  k.add('air', h('g', { key: 'reveal', 'data-reveal': found.check?.id ?? found.failure.fault, transform: moved(at.x, at.y, -1.5, Math.max(0.01, scale * pop)) },
    burst(w / 2 + 10, high / 2 + 14),
    h('rect', { x: -w / 2, y: -high / 2, width: w, height: high, rx: 10, fill: 'var(--letter)', stroke: 'var(--alert)', 'stroke-width': 9 }),
    h('g', { transform: moved(-w / 2 + 80, -high / 2 + 84, 0, 2.1) }, verdict(false)),
    put(`${party}: ${name}`, 52),
    rows.map((row) => put(row, 38)),
    put(say(words, ['whatif', 'words', 'alarm'], { alert: found.failure.alert, code: found.failure.code }), 38, { font: 't-mono', fill: 'var(--alert)' }),
    held.length > 0 && put(`✓ ${held.join(', ')}`, 34, { fill: 'var(--caption)' })));
}

/** Words in lines of at most so many ems. @param {string} text @param {number} room @returns {string[]} */
function greedy(text, room) {
  /** @type {string[]} */
  const rows = [];
  for (const word of text.split(' ')) {
    const longer = rows.length ? `${rows[rows.length - 1]} ${word}` : word;
    if (rows.length && ems(longer) <= room) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows;
}

/** Rays behind the slip. @param {number} rx @param {number} ry */
function burst(rx, ry) {
  const rays = 22;
  const points = Array.from({ length: rays * 2 }, (_, i) => {
    const a = (Math.PI * i) / rays;
    const reach = i % 2 ? 1.12 : 1.34;
    return /** @type {[number, number]} */ ([Math.cos(a) * rx * reach, Math.sin(a) * ry * reach]);
  });
  return ink(poly(points), 'var(--certificate)', 5);
}
