/**
 * The fat hand-drawn keys.
 */
import { h } from "../shape.js";
import { clamp, moved } from "./ink.js";
import { line, sizeFor } from "./text.js";

/** @import { Shape } from "../shape.js" */

/** A fat key, upright: its box, the middle of its bow, and its tip. */
export const KEY = Object.freeze({ w: 112, h: 250, bow: Object.freeze({ x: 2, y: -72 }), tip: Object.freeze({ x: 2, y: 124 }) });

const COLOUR = Object.freeze({ public: "var(--public)", private: "var(--private)", client: "var(--client-pair)", server: "var(--server-pair)" });

// Drawn by hand, the bow above, the tip below, the teeth to the left.
const BOW = "M-50 -52C-50 -84 -18 -116 16 -119C34 -119 50 -110 53 -92C55 -78 54 -58 45 -48C34 -38 25 -28 8 -25C-6 -23 -12 -20 -23 -10C-30 -12 -48 -34 -50 -52Z";
const BOW_SHADOW = "M-52 -50C-60 -72 -58 -88 -46 -98C-30 -110 -18 -124 4 -126C14 -125 22 -129 30 -124C33 -120 33 -118 42 -112L20 -84L-30 -60Z";
const HOLE = "M-25 -56C-20 -78 4 -92 19 -91C21 -86 19 -80 16 -77C13 -69 13 -66 9 -59C2 -54 -3 -48 -13 -47C-20 -48 -24 -50 -25 -56Z";
const BLADE = "M-22 -14C-12 -28 10 -32 27 -37C30 -12 28 20 27 45C26 72 25 92 21 108C18 118 13 124 8 121L2 115L-4 120L-8 110L-13 103C-9 94 -11 86 -15 79C-11 71 -12 63 -17 55C-12 47 -14 38 -18 30C-14 22 -17 12 -20 4C-18 -3 -19 -9 -22 -14Z";
const TEETH = "M-33 -20C-28 -25 -21 -21 -17 -13L-18 4L-14 30L-15 55L-10 79L-12 103L-4 117L8 120L14 124C7 130 -1 128 -7 124C-14 128 -20 121 -22 113C-30 109 -27 98 -26 90L-33 87L-27 79C-31 72 -31 65 -28 57L-41 53L-31 45C-28 37 -34 30 -31 23L-38 15L-30 7C-31 -2 -39 -10 -33 -20Z";
const GROOVE = "M7 -8C1 8 -4 26 -3 44C-2 66 4 88 8 112C11 92 14 60 12 36C10 20 11 4 7 -8Z";

/**
 * A fat key. Origin: the middle of its 112 × 250 box, upright, bow above.
 * `kind` public (blue), private (gold), client or server (the ephemeral pairs);
 * `angle` turns it (180: bow below, as it lies on the desks); `flat` 0..1 is
 * how much of its face is seen (it turns about its own length).
 * @param {{ kind?: "public" | "private" | "client" | "server", angle?: number, label?: string, colour?: string, flat?: number, size?: number }} [options]
 * @returns {Shape}
 */
export function fatKey({ kind = "public", angle = 0, label = "", colour, flat = 1, size = 1 } = {}) {
  const fill = colour ?? COLOUR[kind];
  const pen = kind === "private" ? "var(--navy)" : "var(--paper)";
  return h(
    "g",
    { transform: moved(0, 0, angle, size * clamp(flat, 0.2, 1), size) },
    h("path", { d: BOW_SHADOW + BOW + TEETH + BLADE, fill: "var(--rim)", stroke: "var(--rim)", "stroke-width": 4, "stroke-linejoin": "round" }),
    h("path", { d: BOW_SHADOW + TEETH, fill: "var(--shadow)" }),
    h("path", { d: BLADE, fill, stroke: "var(--rim)", "stroke-width": 2.5, "stroke-linejoin": "round" }),
    h("path", { d: GROOVE, fill: "none", stroke: "var(--ink)", "stroke-width": 1.2 }),
    h("path", { d: BOW, fill, stroke: "var(--ink)", "stroke-width": 1.2, "stroke-linejoin": "round" }),
    h("path", { d: HOLE, fill: "var(--shadow)", stroke: "var(--rim)", "stroke-width": 3, "stroke-linejoin": "round" }),
    label
      ? line(label, 0, 0, { size: sizeFor([label], { w: 120, max: 20, min: 8 }), w: 120, fill: pen, anchor: "middle", attrs: { transform: "translate(8 44) rotate(90)" } })
      : null,
  );
}
