// The new keys are tried, and the letters compared. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { comparator, stampMachine } from '../props/stamp.js';
import { thread } from '../props/planes.js';
import { umbrella } from '../props/umbrella.js';
import { handOf } from '../backdrop.js';
import { between, lerp, linear, pulse, span } from '../ease.js';
import { artifact, lettersOf } from '../transcript.js';
import { once } from '../memo.js';
import { say } from '../prose/index.js';
import { pan, shot } from '../world.js';
import { padlock } from '../props/keys.js';
import { arrow, ring } from './prf.js';
import { work } from './machine.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('./kit.js').Owner} Owner */

/** The keys that seal what `who` sends, in the order in which they lie. @param {Kit} k @param {Owner} who */
export const writeKeys = (k, who) =>
  [`${who}_write_mac_key`, `${who}_write_iv`, `${who}_write_key`].filter((name) => artifact(k.t, `client.${name}`));

export const sessionKeysReady = {
  shot: /** @type {const} */ ('both'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    /** @type {const} */ (['client', 'server']).forEach((direction, i) => {
      const y = k.layout === 'wide' ? 396 + i * 200 : 352 + i * 168;
      const names = writeKeys(k, direction);
      for (const who of /** @type {const} */ (['client', 'server'])) {
        names.forEach((name, j) => {
          const spot = k.on(who, { x: 600 + (j - (names.length - 1) / 2) * 272, y }, 1.22);
          // Those that lie in the way of others go first.
          const begin = 0.28 - i * 0.12 + j * 0.02;
          k.put(who, name, k.along([[begin, k.home(who, name)], [begin + 0.14, spot]]), { layer: 'high' });
        });
      }
      const begin = 0.44 + i * 0.24;
      const show = span(p, begin, begin + 0.1);
      if (show <= 0) return;
      // Who locks with these, and who opens.
      for (const who of /** @type {const} */ (['client', 'server'])) {
        const at = k.on(who, { x: 262, y });
        k.add('high', h('g', { key: `job:${who}${direction}`, transform: moved(at.x, at.y, 0, Math.max(0.01, show)), 'aria-hidden': 'true' }, ring(who, who === direction ? 'busy' : 'glad'), h('g', { transform: moved(38, 38, 0, 0.44) }, once(`job${who === direction}`, () => padlock({ open: who === direction ? 0 : 1, colour: who === direction ? 'var(--encrypted)' : 'var(--letter)' })))));
      }
      const fill = direction === 'client' ? 'var(--client-key)' : 'var(--server-key)';
      const { client, server } = k.ground;
      const way = direction === 'client' ? 1 : -1;
      if (k.layout === 'wide') {
        const a = client.x + 872;
        const b = server.x + (i ? 204 : 8);
        k.add('air', h('g', { key: `arrow:${direction}`, opacity: show, transform: moved(way > 0 ? a : b, client.y + y, way > 0 ? 0 : 180) }, arrow((b - a) * show, fill)));
      } else {
        const a = client.y + client.h - 16;
        const b = server.y + 8;
        const x = i ? 610 : 330;
        k.add('air', h('g', { key: `arrow:${direction}`, opacity: show, transform: moved(x, way > 0 ? a : b, way > 0 ? 90 : -90) }, arrow((b - a) * show, fill)));
      }
    });
  },
};

/** Every letter so far is stamped into one hash. @param {Kit} k @param {Owner} who @param {string} out @param {number} from @param {number} to */
function stamping(k, who, out, from, to) {
  const { p } = k;
  if (p > to) return;
  const count = lettersOf(k.t, who, k.here.start).length;
  const q = linear(p, from, to);
  const at = k.on(who, k.spots.machine, k.spots.scale);
  const beats = Math.max(1, count);
  const press = pulse((q * beats * 1.2) % 1, 0.2, 0.9) * (q < 0.8 ? 1 : 0);
  k.add('machine', h('g', { key: `stamper:${who}`, transform: moved(at.x, at.y, 0, at.s), opacity: span(p, from, from + 0.03) * (1 - span(p, to - 0.03, to)) },
    stampMachine({ label: k.title('handshake_hash'), press, count: Math.min(count, Math.floor(q * beats * 1.25)) })));
  const sheet = (q * beats * 1.2) % 1;
  if (q < 0.8) {
    const tray = k.on(who, k.spots.tray);
    const x = lerp(tray.x, at.x, span(sheet, 0, 0.5));
    const y = lerp(tray.y, at.y + 60, span(sheet, 0, 0.5));
    k.add('low', h('rect', { key: `fed:${who}`, x: x - 60, y: y - 40, width: 120, height: 80, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3, opacity: q > 0 && sheet < 0.5 ? 1 : 0 }));
  }
  if (q > 0.75) k.put(who, out, k.on(who, { x: lerp(k.spots.inside.x, k.spots.output.x, span(q, 0.75, 0.95)), y: k.spots.output.y }), { ghost: `stamp:${who}` });
}

/** All letters into a stamp, and the stamp made black. @param {Owner} who */
const finishes = (who) => ({
  shot: who,
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    stamping(k, who, `${who}_verify_data`, 0.12, 0.42);
    if (p > 0.4) work(k, who, { kind: 'symmetric', slots: writeKeys(k, who), input: `${who}_verify_data`, born: true, blackOutput: `${who}_finished`, outputTitle: k.title('finished'), from: 0.4, fade: span(p, 0.4, 0.44) });
  },
});
export const clientFinished = finishes('client');
export const serverFinishedFirst = finishes('server');

/** The other's stamp out of its black card, and beside the own one. @param {Owner} who @param {Owner} other */
const checksFinished = (who, other) => ({
  shot: who,
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    const fade = 1 - span(p, 0.62, 0.68);
    if (fade > 0) work(k, who, { kind: 'symmetric', slots: writeKeys(k, other), blackInput: `${other}_finished`, inputTitle: k.title('finished'), output: `${other}_verify_data`, from: 0.1, to: 0.62, fade });
    compare(k, who, `${other}_verify_data`, 0.66);
    origins(k, who, other, 0.8);
  },
});
export const serverChecksFinished = checksFinished('server', 'client');
export const clientChecksFinished = checksFinished('client', 'server');

/** Where the two come from: one was in the black card, the other is pressed out of all these messages. @param {Kit} k @param {Owner} who @param {Owner} other @param {number} begin */
function origins(k, who, other, begin) {
  const { p } = k;
  if (p < begin) return;
  const wide = k.layout === 'wide';
  const { x } = k.spots.machine;
  const found = artifact(k.t, `${who}.${other}_finished_hash`);
  const names = found?.covers.map((one) => one.message) ?? [];
  const up = (/** @type {string} */ key, /** @type {{x: number, y: number, s: number}} */ at) => k.add('high', h('g', { key, opacity: span(p, begin, begin + 0.06), transform: moved(at.x, at.y, -90) }, arrow(wide ? 42 : 48, 'var(--symmetric)')));
  const [top, low] = wide ? [470, 528] : [846, 890];
  up(`up:${who}`, k.on(who, { x: wide ? x - 284 : 170, y: top }));
  k.black(who, `${other}_finished`, k.on(who, { x: wide ? x - 284 : 170, y: low }, wide ? 0.92 : 0.8), { title: k.title('finished'), fade: span(p, begin, begin + 0.06) });
  if (!names.length) return;
  up(`up:own:${who}`, k.on(who, { x: wide ? x + 284 : 696, y: top }));
  // Two rows of slips.
  const across = Math.ceil(names.length / 2);
  const [w, high] = [wide ? 142 : 132, 52];
  names.forEach((name, i) => {
    const row = i < across ? 0 : 1;
    const inRow = row ? names.length - across : across;
    const at = k.on(who, { x: (wide ? x + 262 : 616) + ((i - row * across) - (inRow - 1) / 2) * (w + 6), y: (wide ? low - 30 : low - 16) + row * (high + 4) });
    const said = say(k.words, ['fields', name, 'name']).replace(/([a-z])([A-Z])/g, '$1 $2');
    k.add('high', h('g', { key: `slip:${who}${i}`, transform: moved(at.x, at.y, ((i * 37) % 5) - 2), opacity: span(p, begin + i * 0.015, begin + 0.04 + i * 0.015), 'aria-hidden': 'true' },
      h('rect', { x: -w / 2, y: -high / 2, width: w, height: high, rx: 3, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3 }),
      k.write(said, { x: -w / 2 + 5, y: -high / 2 + 2, w: w - 10, h: high - 4 }, { size: 24, lines: 2 })));
  });
}

/** Two stamps side by side: the one that came, and one's own. @param {Kit} k @param {Owner} who @param {string} name @param {number} begin @param {boolean} [aside] in the row under the cards */
function compare(k, who, name, begin, aside = false) {
  const { p } = k;
  if (p < begin) return;
  const { machine, output } = k.spots;
  const wide = k.layout === 'wide';
  // Alone on a desk that is near, or in a row under the cards; between narrow desks are the umbrellas.
  const near = wide ? { y: 300, x: machine.x, by: 284, s: 2.1 } : { y: 690, x: 450, by: 246, s: 1.7 };
  const row = { y: wide ? lerp(k.spots.middle.y - 30, 452, k.far) : who === 'client' ? 474 : 512, x: 560, by: 190, s: wide ? 1.3 : 1.44 };
  const { x, y, by, s } = aside ? row : between(row, near, k.close);
  const came = k.on(who, { x: x - by, y }, s);
  const born = k.on(who, output);
  k.put(who, name, k.along([[begin, born], [begin + 0.1, came]]), { layer: 'high' });
  k.put(who, name, k.on(who, { x: x + by, y }, s), { layer: 'high', ghost: `own:${who}`, fade: span(p, begin + 0.02, begin + 0.1) });
  const check = k.t.beats.findLast((beat) => beat.who === who && beat.check?.id === 'finished_verify_data')?.check;
  const middle = k.on(who, { x, y });
  k.add('high', h('g', { key: `equal:${who}`, transform: moved(middle.x, middle.y, 0, lerp(1.1, wide ? 1.7 : 1.4, aside ? 0 : k.close)), opacity: span(p, begin + 0.08, begin + 0.12) }, comparator({ equal: p > begin + 0.16 ? (check?.ok ?? null) : null })));
}

/** The last stamp is compared, and the umbrellas go up. @param {Owner} who @param {Owner} other */
const concluded = (who, other) => ({
  /** In the end there is sky for the umbrellas. @param {'wide'|'narrow'} layout @param {number} p */
  camera: (layout, p) => pan(shot(layout, 'both'), shot(layout, 'over'), span(p, 0.62, 0.76)),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    work(k, who, { kind: 'symmetric', slots: writeKeys(k, other), blackInput: `${other}_finished`, inputTitle: k.title('finished'), output: `${other}_verify_data`, from: 0.1, to: 0.6, fade: 1 - span(p, 0.56, 0.62) });
    compare(k, who, `${other}_verify_data`, 0.6, true);
    // The other has compared before.
    if (artifact(k.t, `${other}.${who}_verify_data`)) compare(k, other, `${who}_verify_data`, 0.76, true);
    const { sky, client, server } = k.ground;
    const open = span(p, 0.8, 0.94);
    if (open <= 0) return;
    if (k.layout === 'wide') {
      k.add('back', h('g', { key: 'thread' }, thread({ y: -34, from: client.x + 800, to: server.x + 120, stretch: 1 })));
      for (const one of /** @type {const} */ (['client', 'server'])) {
        const up = span(p, 0.72, 0.82);
        k.cast[one] = { doing: 'umbrella', k: up };
        const hand = handOf(k, one, 'umbrella', up);
        const way = one === 'client' ? 1 : -1;
        k.add('back', h('g', { key: `umbrella:${one}`, transform: moved(hand.x, hand.y, 20 * way, 1.12) }, umbrella({ open, side: one })));
      }
    } else {
      const y = (client.h + server.y) / 2;
      k.add('back', h('g', { key: 'thread', transform: moved(450, sky.y - 2, 90) }, thread({ from: 0, to: sky.h + 4, stretch: 1 })));
      k.add('back', h('g', { key: 'u1', transform: moved(386, y + 26, 0, 0.4 + 0.25 * open) }, umbrella({ open, side: 'client', tilt: 14 })));
      k.add('back', h('g', { key: 'u2', transform: moved(514, y + 26, 0, 0.4 + 0.25 * open) }, umbrella({ open, side: 'server', tilt: -14 })));
    }
  },
});
export const handshakeFinished = concluded('client', 'server');
export const sessionResumed = concluded('server', 'client');
