// What was drawn once need not be drawn again: the same key gives the same shape, and a shape that is the
// same object costs the stage nothing. The pictures stay pure: a key says all that a shape depends on.

/** @typedef {import('./types.js').Shape} Shape */

const MOST = 900;
/** @type {Map<string, Shape>} */
const kept = new Map();

/** @param {string} key @param {() => Shape} make @returns {Shape} */
export function once(key, make) {
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= MOST) kept.clear();
  const shape = make();
  kept.set(key, shape);
  return shape;
}

/** A progress in `steps` steps: fewer different pictures, and nobody sees it. @param {number} x @param {number} [steps] */
export const coarse = (x, steps = 16) => Math.round(x * steps) / steps;
