// (transcript, frame, box) → the picture: a camera box and shapes in world units. Pure.

import { h } from './shape.js';
import { backdrop } from './backdrop.js';
import { follows, keep, kept, stays } from './memo.js';
import { ease } from './ease.js';
import { letter } from './transcript.js';
import { closer, fit, ground, isLow, isSmall, layoutOf, pan, shot, skyward } from './world.js';
import { easel } from './scenes/easel.js';

/** @typedef {import('./types.js').Shape} Shape */
/** @typedef {import('./types.js').Box} Box */
/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./scenes/easel.js').Easel} Easel */
/** @typedef {import('./scenes/kit.js').Kit} Kit */
/** @typedef {import('./scenes/index.js').SceneDrawing} SceneDrawing */

/** How much of a scene's motion the camera takes to arrive. */
const ARRIVE = 0.16;

/** For a scene that nobody has drawn yet: both desks, with what lies on them. @type {SceneDrawing} */
const PLAIN = { shot: 'both', draw() {} };

/**
 * The scenes that can be drawn. A scene in which it comes out that somebody had a hand in it is `caught`,
 * and drawn otherwise.
 * @typedef {object} Repertoire
 * @property {Record<string, SceneDrawing>} scenes
 * @property {(t: Transcript, id: string) => SceneDrawing|null} [caught]
 * @property {(e: Easel) => Kit} [equip]   what its scenes draw with, where that is more than an easel
 * @property {(k: Kit) => void} [lay]      puts what nobody works with where it lies
 * @property {(k: Kit) => void} [reveal]   drawn over everything
 */

/**
 * @typedef {(given: Given) => {camera: Box, shapes: Shape[]}} Picture
 * @typedef {{t: Transcript, frame: import('./types.js').Frame, words: import('./prose/index.js').Prose, box: {w: number, h: number}, trial?: {question: string, option: string, p: number, draw: (k: Kit, trial: any) => void}|null, costs?: import('./update.js').State['costs']}} Given
 */

/** Draws pictures of those scenes. @param {Repertoire} repertoire @returns {Picture} */
export const pictured = (repertoire) => ({ t, frame, words, box, trial = null, costs = null }) => {
  const layout = layoutOf(box);
  const small = isSmall(box);
  const drawing = drawingOf(repertoire, t, frame.id);
  const asked = viewOf(repertoire, t, frame, layout);
  const view = layout === 'narrow' ? asked : small ? closer(skyward(asked)) : skyward(asked);
  const camera = fit(view, box.w / box.h);
  const here = t.scenes[frame.index] ?? { number: 1, id: frame.id, chapter: frame.chapter, start: 0, end: 0, letter: null };
  const e = easel({ t, frame, words, layout, small, low: isLow(box), camera, ground: ground(layout, view.gap, view.close), close: Math.max(0, view.close), far: Math.max(0, -view.close), span: here, px: box.w / camera.w, costs: trial ? null : costs });
  const k = repertoire.equip?.(e) ?? /** @type {Kit} */ (e);
  drawing.draw(k);
  repertoire.lay?.(k);
  if (trial) trial.draw(k, trial);
  repertoire.reveal?.(k);
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
};

/** @param {string} key @param {(Shape|null|false)[]} shapes */
const layer = (key, shapes) => h('g', { key }, shapes.map((s) => (s && s.attrs.role === 'button' ? (stays(s) ? namedOnce(s) : named(s)) : s)));

/** What can be pressed is called by the words that are on it, and then by whose it is. @param {Shape} shape */
function named(shape) {
  const words = said(shape);
  if (!words) return shape;
  const more = shape.attrs['aria-label'];
  return { ...shape, attrs: { ...shape.attrs, 'aria-label': more ? `${words}, ${more}` : words }, children: shape.children.map(spaced) };
}

const namedOnce = follows(named);

/** Lines of text with a space after each, which nobody sees: read together, words stay apart. @param {Shape|string} shape @returns {Shape|string} */
function spaced(shape) {
  if (typeof shape === 'string') return shape;
  return kept(shape) ? spacedOnce(shape) : space(shape);
}

/** @param {Shape} shape @returns {Shape} */
const space = (shape) => ({ ...shape, children: shape.tag === 'text' ? [`${shape.children.join('')} `] : shape.children.map(spaced) });

const spacedOnce = follows((/** @type {Shape} */ shape) => keep(space(shape), shape));

/** @param {Shape} shape @returns {string} */
const said = (shape) => (kept(shape) ? saidOnce(shape) : read(shape));

/** @param {Shape} shape @returns {string} */
const read = (shape) =>
  shape.tag === 'text'
    ? shape.children.join('')
    : shape.children.map((c) => (typeof c === 'string' ? '' : said(c))).filter(Boolean).join(' ');

const saidOnce = follows(read);

/** How a scene is drawn; where it comes to another end, differently. @param {Repertoire} repertoire @param {Transcript} t @param {string} id */
function drawingOf({ scenes, caught }, t, id) {
  // A goodbye that is touched flies alone.
  const alone = id === 'close-notify' && letter(t, 'client_close')?.arrived;
  return caught?.(t, id) ?? scenes[alone ? 'client-message-flight' : id] ?? PLAIN;
}

/** @param {Repertoire} repertoire @param {Transcript} t @param {import('./types.js').Frame} frame @param {'wide'|'narrow'} layout */
function viewOf(repertoire, t, frame, layout) {
  const at = (/** @type {string|undefined} */ id, /** @type {number} */ p) => {
    const drawing = id ? drawingOf(repertoire, t, id) : PLAIN;
    return drawing.camera ? drawing.camera(layout, p) : shot(layout, drawing.shot ?? 'both');
  };
  const mine = at(frame.id, frame.p);
  if (frame.p >= ARRIVE || frame.index === 0) return mine;
  return pan(at(t.scenes[frame.index - 1]?.id, 1), mine, ease(frame.p / ARRIVE));
}
