// What stands behind the cards: the sky and who is under it, the desks, and who sits at them. Pure.

import { h } from './shape.js';
import { moved } from './props/ink.js';
import { caDoor } from './props/door.js';
import { client, handPoint, server } from './props/people.js';
import { crowd, eavesdropper } from './props/crowd.js';
import { computer, deskTop, KEYBOARD, nameplate, rack, underneath, woodwork } from './props/desk.js';
import { sky } from './props/sky.js';
import { coarse, once } from './memo.js';
import { between, clamp, lerp, linear, span } from './ease.js';
import { discovery } from './whatif/story.js';
import { say } from './prose/index.js';
import { taken } from './transcript.js';

/** @typedef {import('./scenes/kit.js').Kit} Kit */

const OWNERS = /** @type {const} */ (['client', 'server']);

/** The Eavesdropper, at the Server's desk. @param {Kit} k @param {{x: number, y: number, s: number}} at */
function impostor(k, at) {
  const refused = Boolean(k.t.outcome.failure) && k.frame.id.endsWith('alert-flight');
  const mood = refused && k.p > 0.6 ? 'baffled' : 'happy';
  // Where little is seen of anybody, it is the face.
  const up = k.layout === 'wide' ? lerp(178, 140, linear(at.s, 0.92, 1.6)) : 140;
  return h('g', { key: 'person:impostor', 'data-impostor': '', transform: moved(at.x, at.y - up * at.s, 0, 0.8 * at.s) }, once(`impostor${mood}`, () => eavesdropper({ notebook: 5, mood })));
}

/** @param {number|null|undefined} x */
const rough = (x) => (x === null || x === undefined ? null : coarse(x));

/** Behind wide desks that are near each other, where there is little sky. */
const LITTLE = { y: 186, s: 0.92 };

/** How the Client stands behind a desk. @param {Kit} k */
function stature(k) {
  const { person } = k.spots;
  if (k.layout === 'narrow') return person;
  const apart = linear(k.ground.sky.w, 190, 1100);
  const { y, s } = between(LITTLE, person, Math.max(apart, k.close, clamp(k.far / 0.7)));
  // The further the desks are apart, the nearer to the gap: what is seen of it has both.
  return { x: person.x + 84 * apart * (1 - k.close), y, s };
}

/** Where somebody stands. @param {Kit} k @param {'client'|'server'} who */
export function standing(k, who) {
  const person = stature(k);
  return k.on(who, who === 'client' ? person : { ...person, x: k.layout === 'narrow' ? 330 : k.ground.server.w - person.x });
}

/** Where a hand is that does something. @param {Kit} k @param {'client'|'server'} who @param {string} doing @param {number} at how far */
export function handOf(k, who, doing, at) {
  const { x, y, s } = standing(k, who);
  const hand = handPoint({ doing, k: at, way: who === 'client' ? 1 : -1 });
  return { x: x + hand.x * s, y: y + hand.y * s };
}

/** @param {{x: number, y: number, s: number}} at @param {number} by */
const ducked = ({ x, y, s }, by) => ({ x, y: y + by, s });

/** What somebody does, thinks and looks at: as the scene says, or by what has just come out. @param {Kit} k @param {'client'|'server'} who */
function acting(k, who) {
  const { frame: { t }, p, cast } = k;
  const moves = p > 0 && p < 1;
  const blink = moves && (t + (who === 'client' ? 0 : 1300)) % 3700 < 130;
  const look = !moves ? 0 : cast.gaze ? 1 : Math.sin(t / 1700 + (who === 'client' ? 0 : 2)) > 0.2 ? -1 : 0;
  const { doing, k: how = 0, ...more } = cast[who];
  if (doing && doing !== 'rest') return { doing, k: doing === 'wave' ? coarse(how % 1) : coarse(how, 32), look, blink, ...more };
  const found = discovery(k.t);
  const beat = k.t.beats.slice(k.here.start, k.here.end).findLast((one) => one.who === who && one.check);
  const [pose, begin] = found?.scene === k.frame.id && found.who === who ? ['shock', 0.72] : beat?.check?.ok && !found ? ['thumb', 0.88] : ['rest', 1];
  const far = coarse(span(p, begin, begin + 0.07));
  return { doing: far > 0 ? pose : 'rest', k: far, look, blink, ...more };
}

/** Everything behind the cards. @param {Kit} k */
export function backdrop(k) {
  const { ground: g, camera, layout, cast } = k;
  const wide = layout === 'wide';
  const scale = camera.w / 1500;
  const gap = g.sky;
  const middle = wide ? gap.x + gap.w / 2 : 450;
  const broad = camera.w > 1400 ? 2600 : 1500;
  const crowdBox = wide ? { x: middle - 760, y: 128, w: 1520, h: 640 } : { x: 450 - broad / 2, y: gap.y + Math.max(0, gap.h - 330), w: broad, h: 420 };
  const apart = span(gap[wide ? 'w' : 'h'], 300, 500);
  const door = wide ? { x: middle + 20, y: 400, s: 1.2 } : { x: 770, y: 46, s: 0.62 };
  // From far away a table is seen more from above than from the front: it is wider where it is near.
  const slant = wide ? Math.round(46 * k.far ** 3) : 0;
  // A narrow stage has little room between two tables.
  const wood = wide ? { back: 56, rim: 18, front: 40, slant } : { back: lerp(8, 26, apart), rim: 8, front: lerp(6, 36, apart) };
  // Nobody is seen without a head: who has no room ducks behind the desk.
  const { y: foot, s: size } = stature(k);
  const tall = 428 * size - foot;
  const shown = (/** @type {'client'|'server'} */ who) => span(Math.min(g[who].y - camera.y, wide || who === 'client' ? 9999 : gap.h), tall * 0.56, tall * 0.92);
  // The banks fall away to the crowd between them.
  const edge = lerp(44, 24, k.close);
  const fall = lerp(20, 300, clamp((gap.w - 190) / 910) * (1 - k.close));
  const floor = wide
    ? [`M${g.client.x - 4000} 30H${g.client.x + g.client.w + edge}L${g.client.x + g.client.w + edge + fall} 1000V3000H${g.client.x - 4000}Z`, `M${g.server.x + g.server.w + 4000} 30H${g.server.x - edge}L${g.server.x - edge - fall} 1000V3000H${g.server.x + g.server.w + 4000}Z`]
    : [`M-3000 ${g.client.y + 40}H4000V${g.client.y + g.client.h + lerp(lerp(8, 112, apart), 150, k.close)}H-3000Z`, `M-3000 ${g.server.y + 60}H4000V${g.server.y + 4000}H-3000Z`];
  // While something moves, the crowd sways, two rows against each other, and leans after what flies.
  const sway = Math.sin((k.frame.t / 2600) * Math.PI * 2) * Math.min(1, k.p * 10, (1 - k.p) * 10);
  const lean = cast.gaze ? clamp((cast.gaze.x - middle) / 800, -1, 1) * Math.min(1, cast.reach * 2) : 0;
  const leaning = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ h2) => `translate(${(x + lean * 42).toFixed(1)} ${y.toFixed(1)})${lean ? ` skewX(${((Math.atan(-(lean * 42) / h2) * 180) / Math.PI).toFixed(2)})` : ''}`;
  const heard = k.t.letters.filter((l) => l.beat < k.here.start).length + (cast.spy.extra ?? 0);
  const spy = wide ? { x: middle - Math.min(170, gap.w * 0.14), y: 560, s: 1.3 } : { x: 650, y: gap.y + gap.h + 30, s: 1 };
  const people = OWNERS.map((who) => {
    const seen = shown(who);
    return { who, seen, at: ducked(standing(k, who), (1 - seen) * tall), act: seen > 0 ? acting(k, who) : {} };
  });
  // The near arm lies on the table; who ducks takes it along.
  const person = (/** @type {typeof people[0]} */ { who, at, seen, act }, /** @type {'body'|'arm'} */ which) => {
    if (seen <= 0 || (which === 'arm' && seen < 1)) return null;
    const part = seen < 1 ? 'all' : which;
    if (taken(k.t, who)) return which === 'body' && impostor(k, at);
    const make = who === 'client' ? client : server;
    return h('g', { key: `${which}:${who}`, transform: moved(at.x, at.y, 0, at.s) }, once([part, who, ...Object.values(act)].join(), () => make({ ...act, part }), `${part === 'arm' ? 'arm' : 'body'} ${who}`));
  };
  return [
    h('g', { key: 'sky', transform: moved(camera.x, camera.y, 0, scale) }, once(`sky${Math.round((camera.h / camera.w) * 20)}`, () => sky({ w: 1500, h: (1500 * camera.h) / camera.w + 60 }))),
    wide && doorShape(k, door),
    h('g', { key: 'crowd', transform: leaning(crowdBox.x + sway * 9, crowdBox.y - cast.reach * 22 + Math.abs(sway) * 5, crowdBox.h) }, once(`crowd${crowdBox.w}`, () => crowd({ w: crowdBox.w, h: crowdBox.h, head: wide ? 60 : 50 }))),
    apart > 0 && !k.t.middle?.desk && h('g', { key: 'spy', opacity: apart < 1 ? apart : null, transform: moved(spy.x, spy.y, sway * 1.4 + lean * 5, spy.s) },
      once(`spy${[Math.min(8, heard), rough(cast.spy.writing ?? 0), cast.spy.mood].join()}`, () => eavesdropper({ notebook: heard, writing: rough(cast.spy.writing ?? 0) ?? 0, mood: cast.spy.mood ?? 'curious' }), 'spy')),
    h('g', { key: 'front', transform: leaning(crowdBox.x - sway * 7, (wide ? 400 : gap.y + gap.h - 150) - cast.reach * 10, 700) }, once(`front${crowdBox.w}`, () => crowd({ w: crowdBox.w, h: wide ? 700 : 300, head: wide ? 68 : 50, seed: 'front' }))),
    floor.map((d, i) => h('path', { key: `floor${i}`, d, fill: 'var(--floor)', stroke: 'var(--ink)', 'stroke-width': 4 })),
    !wide && doorShape(k, door),
    people.map((one) => person(one, 'body')),
    people.map((one) => {
      const { who, at, seen } = one;
      const desk = g[who];
      const plate = k.on(who, k.spots.plate);
      const [w, high] = [Math.round(desk.w), Math.round(desk.h)];
      const hand = handOf(k, who, 'rest', 0);
      const down = (1 - seen) * tall;
      const size = at.s * 0.94;
      return h('g', { key: `desk:${who}` },
        wide && k.far > 0 && h('g', { key: 'under', transform: moved(desk.x, desk.y + high + wood.rim + wood.front) }, once(`under${who}`, () => underneath({ side: who, w }))),
        h('g', { key: 'wood', transform: moved(desk.x, desk.y) }, desk.w === w && desk.h === high ? once(`wood${w}x${high}x${wood.front}x${slant}`, () => woodwork({ w, h: high, ...wood })) : woodwork({ w, h: high, ...wood })),
        seen > 0 && (who === 'client'
          ? h('g', { key: 'tool', transform: moved(hand.x + 4 - KEYBOARD.x * size, hand.y + 16 + down - KEYBOARD.y * size, 0, size) }, once('computer', () => computer({ glow: 0.6 })))
          : h('g', { key: 'tool', transform: moved(wide ? at.x - 156 * at.s : desk.x + 130, desk.y - wood.back * 0.4 + down, 0, at.s * lerp(0.52, 0.45, k.close)) }, once('rack', () => rack({})))),
        person(one, 'arm'),
        h('g', { key: 'top', transform: moved(desk.x, desk.y) }, once(`desk${who}${layout}${w}x${high}x${slant}`, () => deskTop({ side: who, w, h: high, slant }))),
        taken(k.t, who) && h('g', { key: 'false', 'data-impostor': '', transform: moved(plate.x, plate.y + (wide ? 104 : -104) * plate.s, -3, plate.s) },
          h('rect', { x: -150, y: -32, width: 300, height: 64, rx: 6, fill: 'var(--letter)', stroke: 'var(--alert)', 'stroke-width': 6 }),
          k.write(say(k.words, ['parties', 'eavesdropper', 'name']), { x: -142, y: -30, w: 284, h: 60 }, { size: 42 })),
        h('g', { key: 'plate', transform: moved(plate.x, plate.y, 0, plate.s) }, once(`plate${who}${say(k.words, ['parties', who, 'plate'])}`, () => nameplate({ text: say(k.words, ['parties', who, 'plate']), side: who }))));
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
