/**
 * The stamp that presses every letter into one hash, and the comparison of two.
 */
import { h } from "../shape.js";
import { clamp, cut, ink, LINE, moved, n } from "./ink.js";
import { block } from "./text.js";
import { verdict } from "./cards.js";

/** @import { Shape } from "../shape.js" */

/** The stamp machine's anchors: letters are drawn behind it, from `input` to `inside`; the hash card comes out at `output`. */
export const STAMPER = Object.freeze({
  w: 340,
  h: 300,
  input: Object.freeze({ x: -260, y: 84 }),
  inside: Object.freeze({ x: 0, y: 84 }),
  output: Object.freeze({ x: 260, y: 84 }),
});

/**
 * A rubber stamp. Origin: the middle of its rubber. Size 120 × 170 above it.
 * `press` 0..1..0 by the caller: 1 touches the paper (y = 0), 0 hovers 70 above.
 * @param {{ press?: number, label?: string }} [options]
 * @returns {Shape}
 */
export function stamp({ press = 1, label = "" } = {}) {
  const up = (1 - clamp(press)) * 70;
  return h(
    "g",
    { transform: moved(0, -up, (1 - clamp(press)) * -8) },
    ink("M-56 -2L-54 -14L54 -14L56 -2Z", "var(--client-mac)", LINE),
    ink("M-58 -14L-56 -52L56 -52L58 -14Z", "var(--wood)", LINE),
    ink("M-20 -52C-14 -84 -22 -96 -30 -110C-40 -134 -24 -164 0 -164C24 -164 40 -134 30 -110C22 -96 14 -84 20 -52Z", "var(--wood)", LINE),
    h("path", { d: "M-14 -146C-20 -140 -22 -130 -18 -120", fill: "none", stroke: "var(--paper)", "stroke-width": 4, "stroke-linecap": "round", opacity: 0.6 }),
    label && block(label, { x: -50, y: -48, w: 100, h: 30, max: 20, min: 8, lines: 1, anchor: "middle", middle: true }),
  );
}

/**
 * The stamp machine: letters go in on the left, one after another, and all of
 * them become one hash. Origin: its middle. Size 340 × 300 (the stamp within).
 * `press` 0..1 as for the stamp; `count` letters are tallied on its face.
 * @param {{ label?: string, press?: number, count?: number }} [options]
 * @returns {Shape}
 */
export function stampMachine({ label = "", press = 0, count = 0 } = {}) {
  const tally = Math.round(clamp(count, 0, 20));
  return h(
    "g",
    null,
    ink("M-170 -4L-170 150L170 150L170 -4L150 -4L150 -150L-150 -150L-150 -4Z", "var(--hash)", LINE),
    h("path", { d: airmail(0), fill: "var(--alert)" }),
    h("path", { d: airmail(1), fill: "var(--public)" }),
    ink("M-150 -126L150 -126", "none", 2),
    h("path", { d: cut(250, 120, "press-window"), transform: "translate(0 -42)", fill: "var(--symmetric-dark)", stroke: "var(--ink)", "stroke-width": LINE }),
    h("g", { transform: `translate(0 ${n(12 - (1 - clamp(press)) * 10)}) scale(0.68)` }, stamp({ press: 0.75 + 0.25 * clamp(press) })),
    ink("M-118 12L118 12L118 19L-118 19Z", "var(--label)", 2),
    h("path", { d: cut(270, 54, "stamp-plate", 1), transform: "translate(0 62)", fill: "var(--label)", stroke: "var(--ink)", "stroke-width": 2 }),
    block(label, { x: -128, y: 37, w: 256, h: 50, max: 28, min: 10, lines: 2, font: "t-serif", fill: "var(--label-ink)", anchor: "middle", middle: true }),
    h("path", { d: Array.from({ length: tally }, (_, i) => tick(i)).join("") || "M0 0", fill: "none", stroke: "var(--ink)", "stroke-width": 4, "stroke-linecap": "round" }),
  );
}

/** Every other stripe of an airmail border along the top. @param {number} first 0 or 1 */
function airmail(first) {
  let d = "";
  for (let i = first; i < 10; i += 2) {
    const x = -142 + i * 29;
    d += `M${x} -127L${x + 10} -148L${x + 24} -148L${x + 14} -127Z`;
  }
  return d;
}

/** The i-th mark of a tally in fives. @param {number} i */
function tick(i) {
  const five = Math.floor(i / 5);
  const x = -122 + five * 66;
  const k = i % 5;
  return k === 4 ? `M${x - 6} 130L${x + 44} 106` : `M${x + k * 12} 104l2 28`;
}

/**
 * The comparison of two values: "=" or "≠", with its verdict.
 * Origin: its middle. Size 110 × 110. `equal`: null while nobody knows ("?").
 * @param {{ equal?: boolean | null }} [options]
 * @returns {Shape}
 */
export function comparator({ equal = null } = {}) {
  const pen = { fill: "none", stroke: "var(--ink)", "stroke-width": 11, "stroke-linecap": "round" };
  return h(
    "g",
    null,
    h("circle", { r: 53, fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 4 }),
    equal === null || equal === undefined
      ? h("g", null, h("path", { d: "M-15 -14C-14 -36 20 -36 18 -12C16 2 2 2 1 14", ...pen }), h("circle", { cx: 1, cy: 32, r: 7, fill: "var(--ink)" }))
      : h("g", null, h("path", { d: "M-25 -12L25 -13M-25 13L25 12", ...pen }), equal ? null : h("path", { d: "M16 -32L-16 32", ...pen, stroke: "var(--bad)" })),
    equal === null || equal === undefined ? null : h("g", { transform: moved(42, 36, 0, 0.85) }, verdict(equal)),
  );
}
