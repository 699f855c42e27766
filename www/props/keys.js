/**
 * The strip that the session keys are cut from.
 */
import { h } from "../shape.js";
import { clamp, cut, ease, ink, mix, moved, n, span, wobble } from "./ink.js";
import { block, line, sizeFor } from "./text.js";
import { KINDS } from "./cards.js";

/** @import { Shape } from "../shape.js" */

export { fatKey, KEY } from "./fatkey.js";

/**
 * @typedef {{ name: string, length: number, colour?: string, kind?: string, lines?: readonly string[], key?: string }} Part
 */

/** The strip's usual size. */
const STRIP = Object.freeze({ w: 780, h: 120, gap: 16 });

/**
 * Where each part of the strip lies for a given cut: middles and sizes, relative
 * to the strip's middle. Widths are in proportion to the lengths.
 * @param {{ parts: readonly Part[], cut?: number, w?: number, h?: number }} options
 */
export function stripPieces({ parts, cut: cutting = 0, w = STRIP.w, h: height = STRIP.h }) {
  const total = parts.reduce((sum, p) => sum + Math.max(0, p.length), 0) || 1;
  const paper = w - STRIP.gap * Math.max(0, parts.length - 1);
  const open = parts.map((_, i) => (i ? opened(i, parts.length, cutting) : 0));
  const free = (/** @type {number} */ i) => Math.max(open[i] ?? 0, open[i + 1] ?? 0);
  let x = -(paper + STRIP.gap * open.reduce((a, b) => a + b, 0)) / 2;
  return parts.map((part, i) => {
    x += STRIP.gap * open[i];
    const wide = (paper * Math.max(0, part.length)) / total;
    const piece = { part, x: x + wide / 2, y: wobble("strip", i) * 14 * free(i), w: wide, h: height, tilt: wobble("tilt", i) * 3.5 * free(i), round: 20 * free(i) };
    x += wide;
    return piece;
  });
}

/** How far the cut before part i has opened: the scissors take one after another. @param {number} i @param {number} count @param {number} cutting */
function opened(i, count, cutting) {
  const share = 1 / Math.max(1, count - 1);
  return ease(span((i - 0.5) * share, (i + 0.4) * share, clamp(cutting) * (1 + 0.4 * share)));
}

/**
 * The key block as one strip; as `cut` goes 0 → 1 scissors cut it into key cards,
 * from left to right. Origin: its middle. Size: w × h (780 × 120), a little
 * higher when cut; the scissors reach 70 above. `offsets` counts the bytes underneath, 34 more.
 * @param {{ parts: readonly Part[], cut?: number, w?: number, h?: number, offsets?: boolean }} options
 * @returns {Shape}
 */
export function keyStrip(options) {
  const cutting = clamp(options.cut ?? 0);
  const pieces = stripPieces(options);
  const height = options.h ?? STRIP.h;
  return h(
    "g",
    null,
    pieces.map(({ part, x, y, w, tilt, round }, i) => {
      const fill = part.colour ?? KINDS[/** @type {keyof typeof KINDS} */ (part.kind ?? part.name)] ?? "var(--master)";
      const upright = w < 84;
      const slot = (round / 20) * 14;
      const [boxW, boxH] = upright ? [height - 22 - slot, w - 10] : [w - 16 - slot, height - 20];
      const first = w < 130 ? "" : (part.lines?.[0] ?? "");
      const words = h("g", null,
        block(part.name, { x: -boxW / 2, y: -boxH / 2, w: boxW, h: boxH - (first ? 34 : 0), max: 27, min: 7, lines: upright && w < 30 ? 1 : 2, anchor: "middle", middle: true }),
        first ? line(first, 0, boxH / 2 - 8, { size: sizeFor([first], { w: boxW, max: 25, min: 9, font: "t-mono" }), w: boxW, font: "t-mono", anchor: "middle" }) : null);
      return h(
        "g",
        { key: part.key ?? `${part.name}-${i}`, transform: moved(x, y, tilt) },
        h("rect", { x: -w / 2, y: -height / 2, width: w, height, rx: Math.min(round, w / 3), fill, stroke: "var(--ink)", "stroke-width": 4 }),
        upright
          ? h("rect", { x: -w / 4, y: -height / 2 + 9, width: w / 2, height: 6, fill: "var(--ink)", opacity: round / 20 })
          : h("rect", { x: -w / 2 + 9, y: -height / 4, width: 6, height: height / 2, fill: "var(--ink)", opacity: round / 20 }),
        upright ? h("g", { transform: `translate(0 ${n(slot / 2)}) rotate(90)` }, words) : h("g", { transform: moved(slot / 2, 0) }, words),
      );
    }),
    options.offsets ? offsetsOf(pieces, height) : null,
    snip(pieces, height, cutting),
  );
}

/** Where each piece begins, counted in bytes, and where the last one ends. @param {ReturnType<typeof stripPieces>} pieces @param {number} height @returns {Shape} */
function offsetsOf(pieces, height) {
  const y = height / 2 + 34;
  let at = 0;
  const count = (/** @type {number} */ x) => h("g", null, h("path", { d: `M${n(x)} ${n(height / 2 + 4)}v10`, stroke: "var(--caption)", "stroke-width": 3 }), line(String(at), x, y, { size: 25, font: "t-mono", fill: "var(--caption)", anchor: "middle" }));
  const last = pieces[pieces.length - 1];
  return h("g", null, pieces.map(({ part, x, w }, i) => {
    const left = i ? (pieces[i - 1].x + pieces[i - 1].w / 2 + x - w / 2) / 2 : x - w / 2;
    const mark = count(left);
    at += part.length;
    return mark;
  }), last ? count(last.x + last.w / 2) : null);
}

/**
 * The cuts that are still to come, and the scissors at work on the present one.
 * @param {ReturnType<typeof stripPieces>} pieces @param {number} height @param {number} cutting
 * @returns {Shape[]}
 */
function snip(pieces, height, cutting) {
  const count = pieces.length;
  const at = clamp(cutting, 0, 0.9999) * (count - 1);
  /** @type {Shape[]} */
  const marks = [];
  for (let i = 1; i < count; i++) {
    const x = pieces[i].x - pieces[i].w / 2;
    if (opened(i, count, cutting) > 0 || i - 1 < Math.floor(at)) continue;
    marks.push(h("path", { key: `cut-${i}`, d: `M${n(x)} ${n(-height / 2 - 16)}V${n(height / 2 + 16)}`, stroke: "var(--paper)", "stroke-width": 3, "stroke-dasharray": "7 7", fill: "none" }));
  }
  if (cutting > 0 && cutting < 1 && count > 1) {
    const i = Math.floor(at) + 1;
    const part = at - Math.floor(at);
    const x = pieces[i].x - pieces[i].w / 2 - (STRIP.gap * opened(i, count, cutting)) / 2;
    marks.push(h("g", { key: "scissors", transform: moved(x, mix(-height / 2, height / 2 + 10, part), 90, 1.3) }, scissors(0.7 + 0.3 * Math.cos(part * Math.PI * 6))));
  }
  return marks;
}

/** Scissors pointing right. Origin: the tip. 70 × 44. @param {number} [open] 0..1 @returns {Shape} */
export function scissors(open = 0.5) {
  const half = (/** @type {1 | -1} */ way) =>
    h(
      "g",
      { transform: `translate(-34 0) rotate(${n(way * open * 20)}) scale(1 ${way})` },
      h("ellipse", { cx: -25, cy: -11, rx: 13, ry: 8, fill: "none", stroke: "var(--ink)", "stroke-width": 9, transform: "rotate(14 -25 -11)" }),
      h("ellipse", { cx: -25, cy: -11, rx: 13, ry: 8, fill: "none", stroke: "var(--alert)", "stroke-width": 5, transform: "rotate(14 -25 -11)" }),
      ink("M-14 -6L0 -5L38 1L0 6L-12 -1Z", "var(--metal)", 2),
    );
  return h("g", null, half(1), half(-1), h("circle", { cx: -34, cy: 0, r: 3.5, fill: "var(--ink)" }));
}

/**
 * A padlock. Origin: middle of its body; 80 × 104 with the shackle.
 * @param {{ open?: number, colour?: string }} [options]
 * @returns {Shape}
 */
export function padlock({ open = 0, colour = "var(--private)" } = {}) {
  const up = clamp(open) * 20;
  return h(
    "g",
    null,
    h("path", { d: `M-24 ${n(-up)}V${n(-34 - up)}C-24 -72 24 -72 24 ${n(-34 - up)}V${n(up > 4 ? -24 - up : 0)}`.replaceAll("-72", n(-68 - up)), fill: "none", stroke: "var(--ink)", "stroke-width": 16 }),
    h("path", { d: `M-24 ${n(-up)}V${n(-34 - up)}C-24 -72 24 -72 24 ${n(-34 - up)}V${n(up > 4 ? -25 - up : 0)}`.replaceAll("-72", n(-68 - up)), fill: "none", stroke: "var(--metal)", "stroke-width": 10 }),
    ink(cut(80, 64, "padlock"), colour, 4),
    h("circle", { cx: 0, cy: -6, r: 9, fill: "var(--ink)" }),
    ink("M-4 -4L4 -4L7 18L-7 18Z", "var(--ink)", 0),
  );
}
