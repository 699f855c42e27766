// (transcript, frame, box) → the picture: a camera box and shapes in world units. Pure.

import { h } from './shape.js';
import { moved } from './props/ink.js';
import { backdrop } from './backdrop.js';
import { face } from './cards.js';
import { follows, keep, kept } from './memo.js';
import { ease, span } from './ease.js';
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
  const k = kit({ t, frame, words, layout, camera, ground: ground(layout, view.gap, view.close), close: Math.max(0, view.close), far: Math.max(0, -view.close), span: here, px: box.w / camera.w, costs: trial ? null : costs });
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
      if (k.taken.has(id) || gone(name, k.frame.chapter, k.here.number) || !(artifact(k.t, id) || isClosed(k.t, who, name))) continue;
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
    face({ name: black ? 'encrypted' : 'letter', title: (name.split(', ').at(black ? -1 : 0) ?? '').replace(/([a-z])([A-Z])/g, '$1 $2'), black, w, h: high })));
}
