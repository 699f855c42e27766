/**
 * A small woven pattern computed from a value: equal values look equal.
 * Five by five, mirrored, four kinds of stitch: thirty bits of the value's hash.
 */
import { n } from "./ink.js";

/**
 * @param {ArrayLike<number>} bytes
 * @returns {number} thirty bits
 */
export function digest(bytes) {
  let v = 0x811c9dc5 ^ bytes.length;
  for (let i = 0; i < bytes.length; i++) {
    v = Math.imul(v ^ (bytes[i] & 255), 0x01000193);
    v ^= v >>> 13;
  }
  v = Math.imul(v ^ (v >>> 16), 0x85ebca6b);
  v = Math.imul(v ^ (v >>> 13), 0xc2b2ae35);
  return (v ^ (v >>> 16)) & 0x3fffffff;
}

/**
 * The stitches, row by row: 0 none, 1 square, 2 triangle, 3 diamond.
 * @param {ArrayLike<number>} bytes
 * @returns {number[][]}
 */
export function stitches(bytes) {
  const bits = digest(bytes);
  return [0, 1, 2, 3, 4].map((row) => [0, 1, 2, 1, 0].map((column) => (bits >>> ((row * 3 + column) * 2)) & 3));
}

/**
 * Path data of the pattern, its top left corner at (x, y), `size` wide and high.
 * @param {ArrayLike<number>} bytes @param {number} x @param {number} y @param {number} size
 * @returns {string}
 */
export function weave(bytes, x, y, size) {
  const c = size / 5;
  const r = c * 0.38;
  let d = "";
  stitches(bytes).forEach((line, row) =>
    line.forEach((kind, column) => {
      const [l, t] = [x + column * c, y + row * c];
      if (kind === 1) d += `M${n(l)} ${n(t)}h${n(c)}v${n(c)}h${n(-c)}z`;
      else if (kind === 2 && column < 2) d += `M${n(l)} ${n(t)}v${n(c)}h${n(c)}z`;
      else if (kind === 2 && column > 2) d += `M${n(l + c)} ${n(t)}v${n(c)}h${n(-c)}z`;
      else if (kind === 2) d += `M${n(l)} ${n(t + c)}h${n(c)}l${n(-c / 2)} ${n(-c)}z`;
      else if (kind === 3) d += `M${n(l + c / 2)} ${n(t + c / 2 - r)}l${n(r)} ${n(r)}l${n(-r)} ${n(r)}l${n(-r)} ${n(-r)}z`;
    }),
  );
  return d || `M${n(x)} ${n(y)}`;
}
