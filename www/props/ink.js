/**
 * The pen: small helpers that all props draw with. Pure.
 */
import { h } from "../shape.js";

/** @import { Shape } from "../shape.js" */
/** @typedef {readonly [number, number]} Point */

export const LINE = 3;
const INK = "var(--ink)";

/** @param {number} v @param {number} [low] @param {number} [high] */
export const clamp = (v, low = 0, high = 1) => (Number.isFinite(v) ? Math.min(high, Math.max(low, v)) : low);

/** @param {number} a @param {number} b @param {number} t */
export const mix = (a, b, t) => a + (b - a) * t;

/** Where t stands between a and b, 0..1. @param {number} a @param {number} b @param {number} t */
export const span = (a, b, t) => clamp((t - a) / (b - a));

/** Slow, quick, slow. @param {number} t */
export const ease = (t) => t * t * (3 - 2 * t);

/** A number for a path or a transform: short, never NaN. @param {number} v */
export function n(v) {
  const r = Math.round((Number.isFinite(v) ? v : 0) * 100) / 100;
  return String(r === 0 ? 0 : r);
}

/** @param {readonly Point[]} points @param {boolean} [open] */
export function poly(points, open = false) {
  return points.map(([x, y], i) => `${i ? "L" : "M"}${n(x)} ${n(y)}`).join("") + (open ? "" : "Z");
}

/** A smooth closed (or open) curve through the points. @param {readonly Point[]} points @param {boolean} [open] */
export function curve(points, open = false) {
  const count = points.length;
  const pick = (/** @type {number} */ i) =>
    open ? points[Math.min(count - 1, Math.max(0, i))] : points[(i + count) % count];
  let d = `M${n(points[0][0])} ${n(points[0][1])}`;
  for (let i = 0; i < (open ? count - 1 : count); i++) {
    const [a, b, c, e] = [pick(i - 1), pick(i), pick(i + 1), pick(i + 2)];
    d += `C${n(b[0] + (c[0] - a[0]) / 6)} ${n(b[1] + (c[1] - a[1]) / 6)} ${n(c[0] - (e[0] - b[0]) / 6)} ${n(c[1] - (e[1] - b[1]) / 6)} ${n(c[0])} ${n(c[1])}`;
  }
  return open ? d : `${d}Z`;
}

/**
 * A transform attribute: move, then turn (degrees), then scale.
 * @param {number} x @param {number} y @param {number} [turn] @param {number} [sx] @param {number} [sy]
 */
export function moved(x, y, turn = 0, sx = 1, sy = sx) {
  let t = `translate(${n(x)} ${n(y)})`;
  if (turn) t += ` rotate(${n(turn)})`;
  if (sx !== 1 || sy !== 1) t += ` scale(${scale(sx)} ${scale(sy)})`;
  return t;
}

/** @param {number} v */
const scale = (v) => String(Math.round((Number.isFinite(v) ? v : 1) * 1e4) / 1e4);

/**
 * A shape put somewhere else.
 * @param {Shape} shape @param {number} x @param {number} y @param {number} [turn] @param {number} [size]
 * @returns {Shape}
 */
export const place = (shape, x, y, turn = 0, size = 1) => h("g", { transform: moved(x, y, turn, size) }, shape);

/**
 * A small even hash, 0..2³²: the only "randomness" there is.
 * @param {...(number | string)} seeds
 */
export function hash(...seeds) {
  let v = 0x811c9dc5;
  for (const seed of seeds) {
    const text = typeof seed === "number" ? `#${seed}` : seed;
    for (let i = 0; i < text.length; i++) v = Math.imul(v ^ text.charCodeAt(i), 0x01000193);
    v = Math.imul(v ^ (v >>> 15), 0x2c1b3c6d);
  }
  v = Math.imul(v ^ (v >>> 16), 0x85ebca6b);
  v = Math.imul(v ^ (v >>> 13), 0xc2b2ae35);
  return (v ^ (v >>> 16)) >>> 0;
}

/** Even in -1..1, the same for the same seeds. @param {...(number | string)} seeds */
export const wobble = (...seeds) => (hash(...seeds) / 0xffffffff) * 2 - 1;

/** A periodic phase as a sine. @param {number} phase */
export const sine = (phase) => (Number.isFinite(phase) ? Math.sin((phase % 1) * Math.PI * 2) : 0);

/**
 * A hand-cut rectangle around the origin: its corners are never quite true.
 * @param {number} w @param {number} h2 @param {string} seed @param {number} [by]
 */
export function cut(w, h2, seed, by = 1.6) {
  const j = (/** @type {number} */ i) => wobble(seed, i) * by;
  return poly([
    [-w / 2 + j(0), -h2 / 2 + j(1)],
    [w / 2 + j(2), -h2 / 2 + j(3)],
    [w / 2 + j(4), h2 / 2 + j(5)],
    [-w / 2 + j(6), h2 / 2 + j(7)],
  ]);
}

/**
 * @param {string} d @param {string} fill @param {number} [line] @param {string} [stroke]
 * @returns {Shape}
 */
export const ink = (d, fill, line = LINE, stroke = INK) =>
  h("path", { d, fill, stroke: line ? stroke : null, "stroke-width": line || null, "stroke-linejoin": "round", "stroke-linecap": "round" });

/**
 * A limb: a thick line with an outline, which bends well.
 * @param {readonly Point[]} points @param {number} width @param {string} fill @param {number} [line] @param {string} [stroke]
 * @returns {Shape}
 */
export function limb(points, width, fill, line = LINE, stroke = INK) {
  const d = poly(points, true);
  const pen = { d, fill: "none", "stroke-linejoin": "round", "stroke-linecap": "round" };
  return h("g", null, h("path", { ...pen, stroke, "stroke-width": width + line }), h("path", { ...pen, stroke: fill, "stroke-width": width - line }));
}

/**
 * What lies inside a box, and nothing of what lies outside: a nested <svg>
 * clips without needing an id.
 * @param {number} x @param {number} y @param {number} w @param {number} h2 @param {...Shape} shapes
 * @returns {Shape}
 */
export function within(x, y, w, h2, ...shapes) {
  return h("svg", { x, y, width: Math.max(0, w), height: Math.max(0, h2), overflow: "hidden" }, h("g", { transform: moved(-x, -y) }, shapes));
}
