// What was drawn once need not be drawn again: the same key gives the same shape, and a shape that is the
// same object costs the stage nothing. The pictures stay pure: a key says all that a shape depends on.

/** @typedef {import('./types.js').Shape} Shape */

const MOST = 3000;
/** @type {Map<string, Shape>} */
const shapes = new Map();
/** @type {WeakSet<Shape>} */
const known = new WeakSet();

/** What a remembered shape is one form of: nodes of one form are soon those of another. @type {WeakMap<Shape, string>} */
const forms = new WeakMap();

/** @param {string} key @param {() => Shape} make @param {string} [form] what has the same parts, in another pose @returns {Shape} */
export function once(key, make, form) {
  const found = shapes.get(key);
  if (found) return found;
  if (shapes.size >= MOST) {
    // The older half goes.
    let left = MOST / 2;
    for (const old of shapes.keys()) if ((left -= 1) >= 0) shapes.delete(old);
  }
  const shape = make();
  shapes.set(key, shape);
  known.add(shape);
  if (form) forms.set(shape, form);
  return shape;
}

/** A remembered shape said otherwise is remembered too. @param {Shape} shape @param {Shape} of */
export const keep = (shape, of) => {
  known.add(shape);
  const form = forms.get(of);
  if (form) forms.set(shape, form);
  return shape;
};

/** @param {Shape} shape */
export const formOf = (shape) => forms.get(shape);

/** Whether a shape is one that is remembered. @param {Shape} shape */
export const kept = (shape) => known.has(shape);

/** What follows from a thing alone, worked out once. @template {object} T @template V @param {(from: T) => V} make @returns {(from: T) => V} */
export function follows(make) {
  /** @type {WeakMap<T, {value: V}>} */
  const all = new WeakMap();
  return (from) => {
    let found = all.get(from);
    if (!found) all.set(from, (found = { value: make(from) }));
    return found.value;
  };
}

/** @type {WeakSet<Shape>} */
const firm = new WeakSet();

/** A shape that may well come again: what follows from it is worth keeping, but not its nodes when it goes. @param {Shape} shape */
export const settle = (shape) => {
  firm.add(shape);
  return shape;
};

/** Whether a shape may come again. @param {Shape} shape */
export const stays = (shape) => firm.has(shape) || known.has(shape);

/** The latest answer again, as long as the same is asked. @template {any[]} A @template V @param {(...asked: A) => V} make @returns {(...asked: A) => V} */
export function lately(make) {
  /** @type {A|undefined} */
  let last;
  /** @type {V} */
  let value;
  return (...asked) => {
    if (!last || asked.length !== last.length || asked.some((one, i) => one !== last?.[i])) [value, last] = [make(...asked), asked];
    return value;
  };
}

/** What follows from a word, worked out once. @template V @param {(from: string) => V} make @param {number} [most] @returns {(from: string) => V} */
export function learnt(make, most = 4000) {
  /** @type {Map<string, V>} */
  const all = new Map();
  return (from) => {
    let found = all.get(from);
    if (found === undefined) {
      if (all.size >= most) all.clear();
      all.set(from, (found = make(from)));
    }
    return found;
  };
}

/** A progress in `steps` steps: fewer different pictures, and nobody sees it. @param {number} x @param {number} [steps] */
export const coarse = (x, steps = 16) => Math.round(x * steps) / steps;
