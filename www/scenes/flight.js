// A letter flies: thrown from one desk, over the crowd, and opened on the other. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { alertPlane, dart, glider } from '../props/planes.js';
import { badge } from '../props/cards.js';
import { fatKey } from '../props/keys.js';
import { handOf } from '../backdrop.js';
import { face } from '../cards.js';
import { coarse, follows, once } from '../memo.js';
import { blackIf } from './black.js';
import { dots, lost, meddle, stained, twice } from './hands.js';
import { clamp, lerp, linear, pulse, span } from '../ease.js';
import { head, sealedOf } from '../transcript.js';
import { pan, shot, SHELF } from '../world.js';
import { say } from '../prose/index.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('./kit.js').Owner} Owner */

const LAUNCH = 0.14;
const LAND = 0.74;
const OPEN = 0.84;

/** @param {'client'|'server'} from */
export const flight = (from) => {
  const to = from === 'client' ? 'server' : 'client';
  return {
    /** @param {'wide'|'narrow'} layout @param {number} p */
    camera(layout, p) {
      const start = shot(layout, /** @type {any} */ (`thrower-${from}`));
      const middle = shot(layout, 'gap');
      const end = shot(layout, /** @type {any} */ (to));
      if (p < 0.44) return pan(start, middle, span(p, LAUNCH, 0.44));
      return pan(middle, end, span(p, 0.48, LAND + 0.04));
    },
    /** @param {Kit} k */
    draw(k) {
      const found = k.here.letter === null || k.here.letter === undefined ? undefined : k.t.letters[k.here.letter];
      if (found) fly(k, found, { from, to });
    },
  };
};

/**
 * @param {Kit} k @param {import('../types.js').Letter} found
 * @param {{from: Owner, to: Owner, start?: number, land?: number, open?: number, unfold?: boolean, size?: number, high?: number}} course
 */
export function fly(k, found, { from, to, start = LAUNCH, land = LAND, open = OPEN, unfold = true, size = 1, high = 110 }) {
  const { p, frame } = k;
  const way = from === 'client' ? 1 : -1;
  const alert = found.id.endsWith('_alert');
  // The arm winds up, lets go at the start, and stays out after it for a while.
  const toss = p < start ? linear(p, start - LAUNCH, start) * 0.4 : 0.4 + linear(p, start, start + 0.26) * 0.6;
  if (toss > 0 && toss < 1) k.cast[from] = { doing: 'throw', k: toss, ...(alert ? { mood: 'worried' } : {}) };
  const grasp = span(p, land - 0.36, land - 0.12);
  if (grasp > 0 && p < land + 0.12) k.cast[to] = alert ? { doing: 'worry', k: span(p, land - 0.2, land - 0.1) } : { doing: 'catch', k: grasp - span(p, land + 0.02, land + 0.12) };
  k.cast.reach = pulse(p, 0.25, 0.7);
  k.cast.spy = { writing: linear(p, 0.3, 0.62), mood: mood(k, found), extra: p > 0.62 ? 1 : 0 };
  const held = handOf(k, from, 'throw', Math.min(toss, 0.4));
  const a = { x: held.x + way * 70, y: held.y - 26 };
  if (k.layout === 'narrow') {
    a.x = clamp(a.x, 270, 560);
    a.y = Math.max(a.y, k.ground[from].y - 70);
  }
  const b = k.layout === 'wide' ? k.on(to, { x: 450, y: 60 }) : k.on(to, { x: 450, y: to === 'server' ? 60 : k.ground.client.h - 200 });
  if (!unfold) b.y = k.ground[to].y - (k.layout === 'wide' ? 70 : -120);
  if (!unfold && k.layout === 'narrow') {
    // Over the crowd, between the desks.
    const { sky } = k.ground;
    [a.x, b.x] = way > 0 ? [130, 770] : [770, 130];
    a.y = b.y = sky.y + sky.h / 2 - 4;
  }
  const q = span(p, start, land) * 0.4 + linear(p, start, land) * 0.6;
  const arc = Math.sin(Math.PI * q);
  // Down over a narrow desk, and out of the way of its cards.
  const fallen = k.layout === 'narrow' && way > 0 && unfold ? q ** 0.6 : q;
  // The flag of an alert needs room above.
  if (k.layout === 'wide') a.y = Math.max(a.y, k.ground[from].y - (alert ? 130 : 200));
  const lift = k.layout === 'wide' ? (alert ? 50 : way > 0 ? high : 70) : 0;
  const swing = k.layout === 'wide' || !unfold ? 0 : way * Math.sin(Math.PI * q * 2) * 90;
  const at = { x: lerp(a.x, b.x, q) + swing, y: lerp(a.y, b.y, fallen) - arc * lift };
  const slope = !unfold && k.layout === 'narrow' ? 0 : k.layout === 'wide' ? lerp(-14, 14, q) * way : way * 8 * Math.cos(Math.PI * q * 2);
  if (p > start && p < open) k.cast.gaze = at;
  const sheetAt = k.sheetAt(to, found.id);
  const folded = 1 - span(p, land, open);
  if (p < land || !unfold) {
    const appear = span(p, start - 0.1, start - 0.06);
    const grown = span(p, start, start + 0.12);
    const shrink = unfold ? 1 : 1 - span(p, land, land + 0.06);
    const go = linear(p, start, land);
    const { spot, over } = meddle(k, found, { ...at, s: (0.3 + 0.2 * appear + 0.5 * grown) * size * (k.layout === 'wide' ? 1 : 0.96) * shrink, r: slope }, go);
    const air = { way, bob: coarse((frame.t / 1400) % 1, 24) };
    if (twice(found, go)) k.add('air', h('g', { key: 'again', 'aria-hidden': 'true', transform: moved(-150 * way, 96) }, plane(k, found, spot, air)));
    if (appear > 0 && spot.s > 0.02) k.add('air', plane(k, found, spot, air));
    k.add('air', over);
    for (const name of arriving(k, to)) k.taken.add(`${to}.${name}`);
    return;
  }
  if (lost(found)) {
    k.cast.spy = { mood: 'happy', extra: 1 };
    k.add('air', dots(sheetAt.x, sheetAt.y, linear(p, land, 1)));
    return;
  }
  const k2 = span(p, land, open);
  stained(k, found, sheetAt, span(p, open, open + 0.04));
  k.sheet(to, found.id, { folded, at: { x: lerp(b.x, sheetAt.x, k2), y: lerp(b.y, sheetAt.y, k2), s: lerp(1, sheetAt.s, k2), r: 0 } });
  arriving(k, to).forEach((name, i) => {
    const begin = open + 0.02 + i * 0.02;
    if (p < begin) {
      k.taken.add(`${to}.${name}`);
      return;
    }
    const card = { x: sheetAt.x - 160 + (i % 3) * 130, y: sheetAt.y + 60, s: 1, r: 0 };
    const home = k.home(to, name);
    const spot = k.along([[begin, card], [Math.min(1, begin + 0.09), home]]);
    k.put(to, name, spot, { layer: p < 0.999 ? 'high' : 'low', fade: span(p, begin, begin + 0.02), look: blackIf(name) });
  });
}

/** The cards that `to` gains in this scene. @param {Kit} k @param {Owner} to */
const arriving = (k, to) => SHELF.filter((name) => k.knows(to, name) && !k.knows(to, name, k.here.start - 1));

/** How the Eavesdropper takes it. @param {Kit} k @param {import('../types.js').Letter} found */
const mood = (k, found) => {
  if (found.id.endsWith('_alert')) return 'baffled';
  if (k.p < 0.55) return 'curious';
  return found.id === 'client_key_exchange' || found.records.some((r) => r.protected) ? 'baffled' : 'happy';
};

/** The airplane, with what sticks out of its fold. @param {Kit} k @param {import('../types.js').Letter} found @param {{x: number, y: number, s: number, r: number}} at @param {{way: number, bob: number}} air */
function plane(k, found, at, { way, bob }) {
  const alert = found.id.endsWith('_alert');
  const make = once(`plane|${found.id}|${k.words.meta.lang}|${k.few}|${bob}|${seedOf(k)}`, () => alert
    ? alertPlane({ label: say(k.words, ['letters', found.id, 'name']), name: found.records.at(-1)?.messages[0], way: way > 0 ? 1 : -1, bob })
    : way > 0
      ? dart({ cards: cargo(k, found), bob, cardSize: 1 })
      : glider({ cards: cargo(k, found), bob, cardSize: 1 }), alert ? 'alert' : found.from);
  return h(
    'g',
    {
      key: `plane:${found.id}`,
      class: 'card',
      transform: moved(at.x, at.y, at.r, at.s),
      role: 'button',
      tabindex: 0,
      'data-act': `letter:${found.id}`,
      'aria-label': say(k.words, ['letters', found.id, 'name'], {}, k.variant),
    },
    k.hit(180, 120, at.s),
    make,
  );
}

/** What the cards on board depend on. @param {Kit} k */
const seedOf = (k) => dealt(k.t);
const dealt = follows((/** @type {import('../types.js').Transcript} */ t) => JSON.stringify([t.scenario, t.suite?.name, t.origin?.client, t.origin?.start, t.origin?.offset]));

/** @param {Kit} k @param {import('../types.js').Letter} found @returns {import('../types.js').Shape[]} */
function cargo(k, found) {
  const from = found.from;
  switch (found.id) {
    case 'client_hello':
      return [face(k.look(from, 'client_random')), ...(k.t.scenario.resume ? [face(k.look(from, 'session_id'))] : [])];
    case 'server_hello':
      if (k.t.resumed) return [face(k.look(from, 'server_random')), face(k.look(from, 'session_id'))];
      return [face(k.look(from, 'server_random')), k.variant.keyExchange === 'ecdhe' ? face(k.look(from, 'server_ephemeral_public')) : h('g', { transform: moved(0, -16) }, fatKey({ kind: 'public', size: 0.7 })), badge({ size: 120 })];
    case 'client_key_exchange':
      return [face(k.variant.keyExchange === 'ecdhe' ? k.look(from, 'client_ephemeral_public') : k.look(from, 'encrypted_pre_master_secret', { black: true }))];
    default: {
      const sealed = sealedOf(found);
      const called = found.id.includes('finished') ? k.title('finished') : found.id.includes('close') ? k.title('close_notify') : k.title(found.id === 'server_message' ? 'encrypted_reply' : 'encrypted_message');
      const note = found.records.some((r) => r.contentType === 'change_cipher_spec') && h('g', { transform: moved(0, -16, -4) }, face({ name: 'change_cipher_spec', title: k.title('change_cipher_spec').replace(/([a-z])([A-Z])/g, '$1 $2'), w: 124, h: 76 }));
      return [...(note ? [note] : []), face({ name: 'encrypted', title: called, bytes: head(sealed?.ciphertext ?? found.bytes, k.few).replace('…', ''), print: sealed?.ciphertext, black: Boolean(sealed) })];
    }
  }
}

