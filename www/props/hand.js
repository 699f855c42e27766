/**
 * A hand with its fingers, as the crowd raises it and as the parties wave.
 */
import { h } from "../shape.js";
import { ink, n } from "./ink.js";

/** @import { Shape } from "../shape.js" */

/** A finger: a leaf from its root. @param {number} x @param {number} y @param {number} turn @param {number} length @param {number} w */
function finger(x, y, turn, length, w) {
  const a = (turn * Math.PI) / 180;
  const at = (/** @type {number} */ along, /** @type {number} */ aside) => `${n(x + Math.sin(a) * along + Math.cos(a) * aside)} ${n(y - Math.cos(a) * along + Math.sin(a) * aside)}`;
  return `M${at(-6, -w * 0.42)}C${at(length * 0.3, -w * 0.62)} ${at(length * 0.85, -w * 0.66)} ${at(length, 0)}C${at(length * 0.85, w * 0.66)} ${at(length * 0.3, w * 0.62)} ${at(-6, w * 0.42)}Z`;
}

// root x, root y, turn, length, width
/** @type {Record<string, [number, number, number, number, number][]>} */
const FINGERS = {
  open: [[-17, -34, -48, 27, 11], [-12, -43, -17, 33, 11], [-2, -46, -1, 37, 12], [9, -44, 15, 32, 11], [18, -34, 44, 25, 10]],
  wide: [[-17, -30, -62, 30, 12], [-13, -43, -25, 34, 12], [-2, -47, -4, 38, 12], [10, -44, 20, 34, 12], [18, -34, 46, 27, 11]],
  grip: [[-19, -28, -30, 15, 13], [-12, -40, -6, 15, 13], [0, -43, 0, 16, 13], [11, -40, 8, 14, 13], [19, -32, 30, 12, 12]],
  point: [[-15, -26, -52, 20, 12], [-9, -43, -4, 34, 12], [3, -44, 6, 33, 12], [13, -40, 28, 13, 12], [17, -32, 42, 11, 11]],
};

const PATHS = Object.fromEntries(Object.entries(FINGERS).map(([pose, fingers]) => [pose, fingers.map((f) => finger(...f)).join("")]));

const PALM = "M-13 2C-14 -12 -22 -24 -22 -36C-20 -46 -8 -50 2 -50C14 -50 23 -46 23 -36C23 -24 15 -12 14 2Z";

/**
 * A hand, pointing up. Origin: the middle of its wrist. Size about 84 × 88.
 * @param {{ fill?: string, stroke?: string, line?: number, pose?: "open" | "wide" | "point" | "grip" }} [options]
 * @returns {Shape}
 */
export function hand({ fill = "var(--skin)", stroke = "var(--ink)", line = 2.5, pose = "open" } = {}) {
  return h("g", null, ink(PATHS[pose] ?? PATHS.open, fill, line, stroke), ink(PALM, fill, line, stroke));
}
