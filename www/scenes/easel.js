// What every picture is drawn on: where the desks stand, layers for shapes, and words. Made anew for each
// frame; it only collects shapes. Pure.

import { h } from '../shape.js';
import { block, line, sizeFor } from '../props/text.js';
import { once } from '../memo.js';
import { artifact, head, knows, text } from '../transcript.js';
import { bench, CARD } from '../world.js';
import { say, variant as variantOf } from '../prose/index.js';

/** @typedef {import('../types.js').Shape} Shape */
/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Frame} Frame */
/** @typedef {import('../types.js').Box} Box */
/** @typedef {'client'|'server'} Owner */
/** @typedef {{x: number, y: number, s: number, r: number}} Spot a middle, a size and a turn */
/** @typedef {'back'|'low'|'machine'|'high'|'air'} Layer */
/** @typedef {import('../prose/index.js').Prose} Prose */

/**
 * @typedef {object} Scenery
 * @property {Transcript} t
 * @property {Frame} frame
 * @property {Prose} words
 * @property {'wide'|'narrow'} layout
 * @property {boolean} [small]  whether a wide stage has few pixels
 * @property {boolean} [low]    whether it has very few from top to bottom
 * @property {Box} camera
 * @property {{client: Box, server: Box, sky: Box}} ground
 * @property {number} close  how close the camera is to one desk
 * @property {number} [far]   how far away it is, where a desk is a piece of furniture
 * @property {import('../types.js').SceneSpan} span
 * @property {number} [px]   CSS pixels to a unit
 * @property {import('../update.js').State['costs']} [costs]  as measured here
 */

/** @typedef {ReturnType<typeof easel>} Easel */

/** What a finger needs, in CSS pixels. */
const FINGER = 44;
/** In a stage less wide than this, in CSS pixels, cards are nearer to each other than fingers. */
const COLUMN = 740;

/** @param {Scenery} scenery */
export function easel({ t, frame, words, layout, small = false, low = false, camera, ground, close, far = 0, span: here, px = 1, costs = null }) {
  const p = frame.p;
  /** @type {Record<Layer, (Shape|null|false)[]>} */
  const layers = { back: [], low: [], machine: [], high: [], air: [] };
  /** @type {Set<string>} */
  const taken = new Set();
  const spots = bench(layout, close, !knows(t, 'client', 'client_write_key', here.start - 1));
  const variant = variantOf(t);
  /** How many bytes of a value a card shows. */
  const few = layout === 'narrow' || small ? 3 : 4;
  /** Where a finger needs more than the distance from card to card, none covers the words of another. */
  const most = low || (small && px * camera.w < COLUMN) ? 150 : Infinity;

  /** @param {Owner} who @param {{x: number, y: number, s?: number, r?: number}} at @param {number} [s] @param {number} [r] @returns {Spot} */
  const on = (who, at, s = at.s ?? 1, r = at.r ?? 0) => ({ x: ground[who].x + at.x, y: ground[who].y + at.y, s, r });

  /** A name in the reader's language. @param {string} name @param {'name'|'short'} [form] */
  const title = (name, form = 'name') => say(words, ['artifacts', name, form]);

  /** What a finger may hit: a little more than the card, and never less than a finger needs. @param {number} [w] @param {number} [high] @param {number} [s] the size it is drawn at */
  const hit = (w = CARD.w, high = CARD.h, s = 1) => {
    const least = Math.min(most / s, Math.ceil(FINGER / (s * px) / 8) * 8);
    return once(`hit${w}x${high}x${least}`, () => {
      const [x, y] = [Math.max(w + 8, least), Math.max(high + 8, least)];
      return h('rect', { x: -x / 2, y: -y / 2, width: x, height: y, fill: 'none', 'pointer-events': 'all' });
    });
  };

  return {
    hit, t, p, frame, words, costs, layout, small, low, few, camera, ground, close, far, here, layers, taken, spots, variant, on, title,
    /** What the actors of the background do, and what they all look at. @type {{client: any, server: any, door: any, spy: any, reach: number, gaze: {x: number, y: number}|null}} */
    cast: { client: {}, server: {}, door: null, spy: {}, reach: 0, gaze: null },

    /** @param {Layer} layer @param {Shape|null|false} shape */
    add(layer, shape) {
      layers[layer].push(shape);
    },

    /** "Master Secret, Client, 3f9a2b…" @param {Owner} who @param {string} name */
    labelOf(who, name) {
      const found = artifact(t, `${who}.${name}`);
      const value = name === 'message' || name === 'reply' ? text(found?.bytes) : head(found?.bytes, 4);
      return [title(name), say(words, ['parties', who, 'name']), value].filter(Boolean).join(', ');
    },

    /** Words on the stage, never smaller than can be read. @param {string} said @param {Box} box @param {{fill?: string, size?: number, font?: string, lines?: number, anchor?: 'start'|'middle'}} [options] */
    write: (said, box, { fill = 'var(--navy)', size = 30, font = 't-label', lines = 1, anchor = 'middle' } = {}) =>
      lines === 1
        ? line(said, anchor === 'middle' ? box.x + box.w / 2 : box.x, box.y + box.h / 2 + size * 0.34, {
            size: Math.max(18, sizeFor([said], { w: box.w, max: size, font })),
            w: box.w,
            font,
            fill,
            anchor,
          })
        : block(said, { ...box, max: size, min: 18, lines, font, fill, anchor, middle: true }),

    /** @param {import('../types.js').Who} who @param {string} name @param {number} [beat] */
    knows: (who, name, beat = here.end - 1) => knows(t, who, name, beat),
  };
}
