// (transcript, frame, box) → the picture: a camera box and shapes in world units. Pure.

import { h } from './shape.js';
import { moved } from './props/ink.js';
import { caDoor } from './props/door.js';
import { client, server } from './props/people.js';
import { crowd, eavesdropper } from './props/crowd.js';
import { deskTop, nameplate, rack } from './props/desk.js';
import { sky } from './props/sky.js';
import { face } from './cards.js';
import { coarse, follows, keep, kept, once } from './memo.js';
import { ease, lerp, linear, span } from './ease.js';
import { artifact, isClosed, letter, lettersOf } from './transcript.js';
import { fit, gone, ground, inside, layoutOf, pan, shot, SHELF } from './world.js';
import { kit } from './scenes/kit.js';
import { blackIf } from './scenes/black.js';
import { trialOf } from './scenes/trial.js';
import { PLAIN, SCENES } from './scenes/index.js';
import { caught, reveal } from './scenes/hands.js';
import { say } from './prose/index.js';

/** @typedef {import('./types.js').Shape} Shape */
/** @typedef {import('./types.js').Box} Box */
/** @typedef {import('./scenes/kit.js').Kit} Kit */

/** How much of a scene's motion the camera takes to arrive. */
const ARRIVE = 0.16;
const OWNERS = /** @type {const} */ (['client', 'server']);

/**
 * @param {{t: import('./types.js').Transcript, frame: import('./types.js').Frame, words: import('./prose/index.js').Prose, box: {w: number, h: number}, trial?: {question: string, option: string, p: number}|null, costs?: import('./update.js').State['costs']}} given
 * @returns {{camera: Box, shapes: Shape[]}}
 */
export function picture({ t, frame, words, box, trial = null, costs = null }) {
  const layout = layoutOf(box.w);
  const drawing = drawingOf(t, frame.id);
  const view = viewOf(t, frame, layout);
  const camera = fit(view, box.w / box.h);
  const here = t.scenes[frame.index] ?? { number: 1, id: frame.id, chapter: frame.chapter, start: 0, end: 0, letter: null };
  const k = kit({ t, frame, words, layout, camera, ground: ground(layout, view.gap, view.close), close: view.close, span: here, px: box.w / camera.w, costs: trial ? null : costs });
  drawing.draw(k);
  shelves(k);
  if (trial) trialOf(k, trial);
  reveal(k);
  return {
    camera,
    shapes: [
      h('g', { key: 'backdrop', 'data-backdrop': '' }, backdrop(k).flat()),
      layer('back', k.layers.back),
      layer('low', k.layers.low),
      layer('machine', k.layers.machine),
      layer('high', k.layers.high),
      layer('air', k.layers.air),
    ],
  };
}

/** @param {string} key @param {(Shape|null|false)[]} shapes */
const layer = (key, shapes) => h('g', { key }, shapes.map((s) => (s && s.attrs.role === 'button' ? named(s) : s)));

/** What can be pressed is called by the words that are on it, and then by whose it is. @param {Shape} shape */
function named(shape) {
  const words = said(shape);
  if (!words) return shape;
  const more = shape.attrs['aria-label'];
  return { ...shape, attrs: { ...shape.attrs, 'aria-label': more ? `${words}, ${more}` : words }, children: shape.children.map(spaced) };
}

/** @type {WeakMap<Shape, Shape>} */
const apart = new WeakMap();

/** Lines of text with a space after each, which nobody sees: read together, words stay apart. @param {Shape|string} shape @returns {Shape|string} */
function spaced(shape) {
  if (typeof shape === 'string') return shape;
  let done = apart.get(shape);
  if (!done) {
    done = { ...shape, children: shape.tag === 'text' ? [`${shape.children.join('')} `] : shape.children.map(spaced) };
    apart.set(shape, kept(shape) ? keep(done) : done);
  }
  return done;
}

/** @param {Shape} shape @returns {string} */
const said = (shape) => (kept(shape) ? saidOnce(shape) : read(shape));

/** @param {Shape} shape @returns {string} */
const read = (shape) =>
  shape.tag === 'text'
    ? shape.children.join('')
    : shape.children.map((c) => (typeof c === 'string' ? '' : said(c))).filter(Boolean).join(' ');

const saidOnce = follows(read);

/** How a scene is drawn; where it comes to another end, differently. @param {import('./types.js').Transcript} t @param {string} id */
function drawingOf(t, id) {
  // A goodbye that is touched flies alone.
  const alone = id === 'close-notify' && letter(t, 'client_close')?.arrived;
  return caught(t, id) ?? SCENES[alone ? 'client-message-flight' : id] ?? PLAIN;
}

/** @param {import('./types.js').Transcript} t @param {import('./types.js').Frame} frame @param {'wide'|'narrow'} layout */
function viewOf(t, frame, layout) {
  const at = (/** @type {string|undefined} */ id, /** @type {number} */ p) => {
    const drawing = id ? drawingOf(t, id) : PLAIN;
    return drawing.camera ? drawing.camera(layout, p) : shot(layout, drawing.shot ?? 'both');
  };
  const mine = at(frame.id, frame.p);
  if (frame.p >= ARRIVE || frame.index === 0) return mine;
  return pan(at(t.scenes[frame.index - 1]?.id, 1), mine, ease(frame.p / ARRIVE));
}

/** What each desk's owner has, lying where it always lies. @param {Kit} k */
function shelves(k) {
  for (const who of OWNERS) {
    for (const name of SHELF) {
      const id = `${who}.${name}`;
      if (k.taken.has(id) || gone(name, k.frame.chapter) || !(artifact(k.t, id) || isClosed(k.t, who, name))) continue;
      const had = k.knows(who, name, k.here.start - 1);
      if (!had && !k.knows(who, name)) continue;
      const fade = had ? 1 : name === 'encrypted_pre_master_secret' ? span(k.p, 0.02, 0.08) : span(k.p, 0.85, 0.97);
      if (fade > 0) k.put(who, name, k.home(who, name), { fade, look: blackIf(name) });
    }
    tray(k, who);
  }
}

/** The letters that a desk has seen. @param {Kit} k @param {'client'|'server'} who */
function tray(k, who) {
  const letters = lettersOf(k.t, who, k.here.start);
  const last = letters[letters.length - 1];
  if (!last) return;
  const at = k.on(who, k.spots.tray);
  const w = 190;
  const high = 108;
  const opacity = inside({ x: at.x - w / 2 - 8, y: at.y - high / 2 - 12, w: w + 16, h: high + 20 }, k.camera);
  if (opacity <= 0.01) return;
  const name = say(k.words, ['letters', last.id, 'name']);
  const black = last.records.some((r) => r.protected);
  k.add('low', h('g', {
    key: `tray:${who}`, class: 'card', transform: moved(at.x, at.y), opacity: opacity < 0.99 ? opacity : null,
    role: 'button', tabindex: 0, 'data-act': `letter:${last.index}`, 'aria-label': say(k.words, ['parties', who, 'name']),
  },
    k.hit(w, high + 8),
    letters.length > 2 && h('rect', { x: -w / 2 + 8, y: -high / 2 - 10, width: w - 10, height: high, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3, transform: 'rotate(4)' }),
    letters.length > 1 && h('rect', { x: -w / 2, y: -high / 2 - 4, width: w - 6, height: high, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3, transform: 'rotate(-3)' }),
    face({ name: black ? 'encrypted' : 'letter', title: name.split(', ')[0].replace(/([a-z])([A-Z])/g, '$1 $2'), black, w, h: high })));
}

/** The Eavesdropper, at the Server's desk. @param {Kit} k @param {{x: number, y: number}} at @param {number} seen */
function impostor(k, at, seen) {
  const refused = Boolean(k.t.outcome.failure) && k.frame.id.endsWith('alert-flight');
  const mood = refused && k.p > 0.6 ? 'baffled' : 'happy';
  return h('g', { key: 'person:impostor', 'data-impostor': '', opacity: seen < 1 ? seen : null, transform: moved(at.x, at.y - 142, 0, 0.95) }, once(`impostor${mood}`, () => eavesdropper({ notebook: 5, mood })));
}

/** @param {number|null|undefined} x */
const rough = (x) => (x === null || x === undefined ? null : coarse(x));

/** Everything behind the cards. @param {Kit} k */
function backdrop(k) {
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
