// Shapes → DOM, touching only what changed. The one place that makes elements.

import { formOf, kept } from './memo.js';

/** @typedef {import('./types.js').Shape} Shape */
/** @typedef {{shape: Shape|string, node: Element|Text, kids: Twig[]}} Twig */

const SVG = 'http://www.w3.org/2000/svg';
const HTML = 'http://www.w3.org/1999/xhtml';
/** Set as properties: their attributes are only first values. */
const PROPERTIES = new Set(['value', 'checked', 'selected']);

/**
 * A painter of `root`'s children.
 * @param {Element} root
 * @returns {(shapes: (Shape|string|null|false|undefined)[]) => void}
 */
export function painter(root) {
  /** @type {Twig[]} */
  let twigs = [];
  return (given) => {
    const svg = root.namespaceURI === SVG;
    const shapes = flat(given);
    if (svg) release(twigs, shapes);
    twigs = reconcile(root, twigs, shapes, svg);
  };
}

/** @param {any[]} shapes @returns {(Shape|string)[]} */
const flat = (shapes) =>
  shapes.flat(Infinity).filter((s) => s !== null && s !== undefined && s !== false && s !== '');

/** @param {Shape|string} shape */
const keyOf = (shape) => (typeof shape === 'string' ? undefined : shape.attrs.key);

/** Whether a twig may become a shape; not where the shape's own nodes rest. @param {Twig} twig @param {Shape|string} shape */
const fits = (twig, shape) =>
  typeof shape === 'string'
    ? typeof twig.shape === 'string'
    : typeof twig.shape !== 'string' && twig.shape.tag === shape.tag && twig.shape.attrs.key === shape.attrs.key && !(rested.has(shape) && twig.shape !== shape);

/**
 * @param {Element} parent @param {Twig[]} old @param {(Shape|string)[]} shapes @param {boolean} svg
 * @returns {Twig[]}
 */
function reconcile(parent, old, shapes, svg) {
  // Nearly always the same things in the same order.
  if (old.length === shapes.length && shapes.every((shape, i) => fits(old[i], shape))) {
    for (let i = 0; i < shapes.length; i += 1) patch(old[i], shapes[i], svg);
    return old;
  }
  /** @type {Map<string, Twig>} */
  const keyed = new Map();
  /** @type {Twig[]} */
  const loose = [];
  for (const twig of old) {
    const key = keyOf(twig.shape);
    if (key === undefined) loose.push(twig);
    else keyed.set(key, twig);
  }
  let next = 0;
  /** @type {Set<Twig>} */
  const used = new Set();
  const matched = shapes.map((shape) => {
    const key = keyOf(shape);
    /** @type {Twig|undefined} */
    let twig;
    if (key !== undefined) twig = keyed.get(key);
    else if (next < loose.length && fits(loose[next], shape)) {
      twig = loose[next];
      next += 1;
    } else if (next < loose.length) next += 1;
    if (twig && !used.has(twig) && fits(twig, shape)) {
      used.add(twig);
      return twig;
    }
    return undefined;
  });
  for (const twig of old) if (!used.has(twig)) drop(twig);
  let cursor = parent.firstChild;
  return shapes.map((shape, i) => {
    let twig = matched[i];
    if (twig) patch(twig, shape, svg);
    else twig = create(shape, svg);
    if (twig.node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(twig.node, cursor);
    return twig;
  });
}

/** What was taken off the stage and may come back: a remembered shape keeps its nodes, as often as it was there. @type {Map<Shape, Twig[]>} */
const rested = new Map();
const MOST = 1600;
let resting = 0;
/** By what they are a form of, the shapes whose nodes rest. @type {Map<string, Set<Shape>>} */
const relatives = new Map();

/** What leaves one layer may come back in another: it is taken off before anything is put on. @param {Twig[]} layers @param {(Shape|string)[]} shapes */
function release(layers, shapes) {
  for (const [i, layer] of layers.entries()) {
    const shape = shapes[i];
    if (typeof shape !== 'object' || shape === layer.shape || !fits(layer, shape)) continue;
    const stays = new Set(shape.children.map(keyOf));
    layer.kids = layer.kids.filter((twig) => {
      const key = keyOf(twig.shape);
      if (key === undefined || stays.has(key)) return true;
      drop(twig);
      return false;
    });
  }
}

/** Takes a twig off; a card or a machine that was drawn once is kept with its nodes. @param {Twig} twig */
function drop(twig) {
  twig.node.remove();
  rest(twig);
}

/** @param {Twig} twig */
function rest(twig) {
  if (typeof twig.shape === 'string') return;
  if (kept(twig.shape)) lay(twig.shape, twig);
  else if (twig.shape.tag === 'g') for (const kid of twig.kids) rest(kid);
}

/** @param {Shape} shape @param {Twig} twig */
function lay(shape, twig) {
  if (resting >= MOST) {
    // Those that have rested longest go.
    for (const [old, twigs] of rested) {
      if (resting < (MOST * 2) / 3) break;
      resting -= twigs.length;
      leave(old);
    }
  }
  const like = rested.get(shape);
  if (like) like.push(twig);
  else {
    rested.set(shape, [twig]);
    const form = formOf(shape);
    if (form) relatives.set(form, (relatives.get(form) ?? new Set()).add(shape));
  }
  resting += 1;
}

/** @param {Shape} shape @returns {Twig|undefined} */
function wake(shape) {
  const like = rested.get(shape);
  const twig = like?.pop();
  if (twig) resting -= 1;
  if (like?.length === 0) leave(shape);
  return twig;
}

/** @param {Shape} shape */
function leave(shape) {
  rested.delete(shape);
  relatives.get(formOf(shape) ?? '')?.delete(shape);
}

/** Nodes that rest and have been another form of the same: a few attributes, and they are this one. @param {Shape} shape @returns {Twig|undefined} */
function relative(shape) {
  const [found] = relatives.get(formOf(shape) ?? '') ?? [];
  return found && wake(found);
}

/** @param {Shape|string} shape @param {boolean} svg @returns {Twig} */
function create(shape, svg) {
  if (typeof shape === 'string') return { shape, node: document.createTextNode(shape), kids: [] };
  if (svg) {
    const known = wake(shape);
    if (known) return known;
    const like = relative(shape);
    if (like) {
      patch(like, shape, true);
      return like;
    }
  }
  return make(shape, svg);
}

/** @param {Shape} shape @param {boolean} svg @returns {Twig} */
function make(shape, svg) {
  const inSvg = svg || shape.tag === 'svg';
  const node = document.createElementNS(inSvg ? SVG : HTML, shape.tag);
  for (const [name, value] of Object.entries(shape.attrs)) put(node, name, value);
  const kids = grow(node, shape.children, inSvg && shape.tag !== 'foreignObject');
  // A select can only take its value once its options are there.
  if (shape.tag === 'select') put(node, 'value', shape.attrs.value);
  return { shape, node, kids };
}

/** Makes the nodes of remembered shapes before they are needed, one at a time. @param {(Shape|string)[]} shapes @returns {Generator<void>} */
export function* prepare(shapes) {
  /** @type {Map<Shape, number>} */
  const wanted = new Map();
  count(shapes, wanted);
  for (const [shape, often] of wanted) {
    for (let there = prepared.get(shape) ?? 0; there < often; there += 1) {
      if (resting >= MOST) return;
      prepared.set(shape, there + 1);
      lay(shape, make(shape, true));
      yield;
    }
  }
}

/** How often each remembered shape is in a picture. @param {(Shape|string)[]} shapes @param {Map<Shape, number>} wanted */
function count(shapes, wanted) {
  for (const shape of shapes) {
    if (typeof shape === 'string') continue;
    if (kept(shape)) wanted.set(shape, (wanted.get(shape) ?? 0) + 1);
    else count(shape.children, wanted);
  }
}

/** @type {WeakMap<Shape, number>} */
const prepared = new WeakMap();

/** @param {Element} parent @param {(Shape|string)[]} shapes @param {boolean} svg @returns {Twig[]} */
function grow(parent, shapes, svg) {
  const twigs = shapes.map((shape) => create(shape, svg));
  for (const { node } of twigs) parent.append(node);
  return twigs;
}

/** @param {Twig} twig @param {Shape|string} shape @param {boolean} svg */
function patch(twig, shape, svg) {
  const before = twig.shape;
  if (before === shape) return;
  twig.shape = shape;
  if (typeof shape === 'string') {
    if (twig.node.nodeValue !== shape) twig.node.nodeValue = shape;
    return;
  }
  const node = /** @type {Element} */ (twig.node);
  const was = /** @type {Shape} */ (before).attrs;
  const now = shape.attrs;
  if (was !== now) {
    for (const name in was) if (!(name in now)) put(node, name, null);
    for (const name in now) if (was[name] !== now[name]) put(node, name, now[name]);
  }
  if (/** @type {Shape} */ (before).children !== shape.children) {
    const inSvg = svg || shape.tag === 'svg';
    twig.kids = reconcile(node, twig.kids, shape.children, inSvg && shape.tag !== 'foreignObject');
    if (shape.tag === 'select' && was.value !== now.value) put(node, 'value', now.value);
  }
}

/** @param {Element} node @param {string} name @param {any} value */
function put(node, name, value) {
  if (name === 'key') return;
  if (PROPERTIES.has(name) && name in node) {
    // A shape's attribute that is there without a value is on.
    const none = value === null || value === undefined || value === false;
    /** @type {any} */ (node)[name] = name === 'value' ? (none ? '' : value) : !none;
    return;
  }
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? '' : String(value));
}
