// What stands behind the cards: the sky and who is under it, the desks, and who sits at them. Pure.

import { h } from './shape.js';
import { moved } from './props/ink.js';
import { caDoor } from './props/door.js';
import { client, server } from './props/people.js';
import { crowd, eavesdropper } from './props/crowd.js';
import { deskTop, nameplate, rack } from './props/desk.js';
import { sky } from './props/sky.js';
import { coarse, once } from './memo.js';
import { lerp, linear, span } from './ease.js';
import { say } from './prose/index.js';

/** @typedef {import('./scenes/kit.js').Kit} Kit */

const OWNERS = /** @type {const} */ (['client', 'server']);

/** The Eavesdropper, at the Server's desk. @param {Kit} k @param {{x: number, y: number}} at @param {number} seen */
function impostor(k, at, seen) {
  const refused = Boolean(k.t.outcome.failure) && k.frame.id.endsWith('alert-flight');
  const mood = refused && k.p > 0.6 ? 'baffled' : 'happy';
  return h('g', { key: 'person:impostor', 'data-impostor': '', opacity: seen < 1 ? seen : null, transform: moved(at.x, at.y - 142, 0, 0.95) }, once(`impostor${mood}`, () => eavesdropper({ notebook: 5, mood })));
}

/** @param {number|null|undefined} x */
const rough = (x) => (x === null || x === undefined ? null : coarse(x));

/** Everything behind the cards. @param {Kit} k */
export function backdrop(k) {
  const { ground: g, camera, layout, cast } = k;
  const wide = layout === 'wide';
  const scale = camera.w / 1500;
  const gap = g.sky;
  const middle = wide ? gap.x + gap.w / 2 : 450;
  const broad = camera.w > 1400 ? 2600 : 1500;
  const crowdBox = wide ? { x: middle - 760, y: 330, w: 1520, h: 640 } : { x: 450 - broad / 2, y: gap.y + Math.max(0, gap.h - 330), w: broad, h: 420 };
  const apart = span(gap[wide ? 'w' : 'h'], 300, 500);
  const door = wide ? { x: middle + 20, y: 530, s: 1.2 } : { x: 770, y: 20, s: 0.62 };
  // Nobody is seen without a head.
  const shown = (/** @type {'client'|'server'} */ who) => coarse(span(Math.min(g[who].y - camera.y, wide || who === 'client' ? 999 : gap.h), 90, 170));
  const edge = lerp(50, 10, k.close);
  const floor = wide
    ? [`M${g.client.x - 4000} 70H${g.client.x + g.client.w + edge}L${g.client.x + g.client.w + edge + lerp(120, 20, k.close)} 3000H${g.client.x - 4000}Z`, `M${g.server.x + g.server.w + 4000} 70H${g.server.x - edge}L${g.server.x - edge - lerp(120, 20, k.close)} 3000H${g.server.x + g.server.w + 4000}Z`]
    : [`M-3000 ${g.client.y + 40}H4000V${g.client.y + g.client.h + 8}H-3000Z`, `M-3000 ${g.server.y + 60}H4000V${g.server.y + 4000}H-3000Z`];
  // While something moves, the crowd sways; two rows against each other.
  const sway = Math.sin((k.frame.t / 2600) * Math.PI * 2) * Math.min(1, k.p * 10, (1 - k.p) * 10);
  const heard = k.t.letters.filter((l) => l.beat < k.here.start).length + (cast.spy.extra ?? 0);
  const spy = wide ? { x: middle - 170, y: 720, s: 1.3 } : { x: 650, y: gap.y + gap.h + 30, s: 1 };
  return [
    h('g', { key: 'sky', transform: moved(camera.x, camera.y, 0, scale) }, once(`sky${Math.round((camera.h / camera.w) * 20)}`, () => sky({ w: 1500, h: (1500 * camera.h) / camera.w + 60 }))),
    wide && doorShape(k, door),
    h('g', { key: 'crowd', transform: moved(crowdBox.x + sway * 9, crowdBox.y - cast.reach * 22 + Math.abs(sway) * 5) }, once(`crowd${crowdBox.w}`, () => crowd({ w: crowdBox.w, h: crowdBox.h, head: wide ? 44 : 42 }))),
    apart > 0 && !k.t.middle?.seated && h('g', { key: 'spy', opacity: apart < 1 ? apart : null, transform: moved(spy.x, spy.y, sway * 1.4, spy.s) },
      once(`spy${[Math.min(8, heard), rough(cast.spy.writing ?? 0), cast.spy.mood].join()}`, () => eavesdropper({ notebook: heard, writing: rough(cast.spy.writing ?? 0) ?? 0, mood: cast.spy.mood ?? 'curious' }))),
    h('g', { key: 'front', transform: moved(crowdBox.x - sway * 7, (wide ? 600 : gap.y + gap.h - 150) - cast.reach * 10) }, once(`front${crowdBox.w}`, () => crowd({ w: crowdBox.w, h: wide ? 700 : 300, head: 50, seed: 'front' }))),
    floor.map((d, i) => h('path', { key: `floor${i}`, d, fill: 'var(--floor)', stroke: 'var(--ink)', 'stroke-width': 4 })),
    !wide && doorShape(k, door),
    shown('server') > 0 && h('g', { key: 'rack', opacity: shown('server') < 1 ? shown('server') : null, transform: moved(g.server.x + (wide ? 180 : 130), g.server.y + 70, 0, 0.6) }, once('rack', () => rack({}))),
    OWNERS.map((who) => {
      const seen = shown(who);
      if (seen <= 0) return null;
      const at = k.on(who, who === 'client' ? k.spots.person : { x: 320, y: k.spots.person.y });
      const throwing = rough(cast[who].throwing);
      const wave = rough(cast[who].wave === undefined || cast[who].wave === null ? null : cast[who].wave % 1);
      if (who === 'server' && k.t.middle?.seated) return impostor(k, at, seen);
      const make = who === 'client' ? client : server;
      return h('g', { key: `person:${who}`, opacity: seen < 1 ? seen : null, transform: moved(at.x, at.y) }, once(`person${who}${throwing}${wave}`, () => make({ throwing: throwing !== null && throwing > 0 && throwing < 1 ? throwing : null, wave })));
    }),
    OWNERS.map((who) => {
      const desk = g[who];
      const at = k.on(who, k.spots.plate);
      return h('g', { key: `desk:${who}` },
        h('g', { transform: moved(desk.x, desk.y) }, once(`desk${who}${layout}${Math.round(desk.w)}x${Math.round(desk.h)}`, () => deskTop({ side: who, w: Math.round(desk.w), h: Math.round(desk.h) }))),
        who === 'server' && k.t.middle?.seated && h('g', { key: 'false', 'data-impostor': '', transform: moved(at.x, at.y + (wide ? 104 : -104) * at.s, -3, at.s) },
          h('rect', { x: -150, y: -32, width: 300, height: 64, rx: 6, fill: 'var(--letter)', stroke: 'var(--alert)', 'stroke-width': 6 }),
          k.write(say(k.words, ['parties', 'eavesdropper', 'name']), { x: -142, y: -30, w: 284, h: 60 }, { size: 42 })),
        h('g', { transform: moved(at.x, at.y, 0, at.s) }, once(`plate${who}${say(k.words, ['parties', who, 'plate'])}`, () => nameplate({ text: say(k.words, ['parties', who, 'plate']), side: who }))));
    }),
  ];
}

/** @param {Kit} k @param {{x: number, y: number, s: number}} at */
function doorShape(k, at) {
  const { cast } = k;
  const label = say(k.words, ['parties', 'ca', 'name']);
  const open = rough(cast.door?.open ?? 0) ?? 0;
  const knock = rough(linear(cast.door?.knock ?? 0, 0, 1)) ?? 0;
  const apart = span(k.ground.sky[k.layout === 'wide' ? 'w' : 'h'], 300, 500);
  if (k.layout === 'wide' && apart <= 0) return null;
  return h('g', { key: 'door', opacity: k.layout === 'wide' && apart < 1 ? apart : null, transform: moved(at.x, at.y, 0, at.s) },
    once(`door${open}${knock}${label}`, () => caDoor({ open, knock, label })),
    cast.door?.sign && once(`doorsign${label}`, () => h('g', null,
      h('rect', { x: -190, y: -590, width: 380, height: 72, rx: 8, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3 }),
      k.write(label, { x: -178, y: -586, w: 356, h: 64 }, { size: 44 }))));
}
