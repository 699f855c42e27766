/**
 * What ECDHE is made of: the discs c, s and G that say what a value is a product of, and the seal
 * that says who signed it.
 */
import { h } from "../shape.js";
import { fatKey } from "./keys.js";
import { moved, n } from "./ink.js";
import { line } from "./text.js";

/** @import { Shape } from "../shape.js" */

const COLOUR = /** @type {Record<string, string>} */ ({ c: "var(--client-pair)", s: "var(--server-pair)", G: "var(--label)" });

/**
 * Discs in a row (`down`: in a column), each overlapping the one before: they do not come apart again.
 * Origin: their middle. `of` is for instance "csG": the point G, c times and s times.
 * @param {{ of?: string, r?: number, down?: boolean }} [options]
 * @returns {Shape}
 */
export function tokens({ of = "G", r = 18, down = false } = {}) {
  const all = [...of];
  const step = r * 1.72;
  return h(
    "g",
    null,
    all.map((letter, i) => {
      const at = (i - (all.length - 1) / 2) * step;
      return h(
        "g",
        { transform: down ? moved(0, at) : moved(at, 0) },
        letter === "G"
          ? h("rect", { x: n(-r * 0.92), y: n(-r * 0.92), width: n(r * 1.84), height: n(r * 1.84), rx: 4, fill: COLOUR.G, stroke: "var(--ink)", "stroke-width": 3 })
          : h("circle", { r, fill: COLOUR[letter] ?? COLOUR.G, stroke: "var(--ink)", "stroke-width": 3 }),
        line(letter, 0, r * 0.42, { size: r * 1.25, font: "t-serif", fill: "var(--navy)", anchor: "middle" }),
      );
    }),
  );
}

/** A gold seal with two ribbons: signed with the gold key. Origin: its middle. 52 × 70. @param {{ size?: number }} [options] @returns {Shape} */
export function seal({ size = 1 } = {}) {
  const rim = Array.from({ length: 24 }, (_, i) => {
    const a = (i / 24) * Math.PI * 2;
    const r = i % 2 ? 21 : 26;
    return `${i ? "L" : "M"}${n(Math.cos(a) * r)} ${n(Math.sin(a) * r)}`;
  }).join("");
  return h(
    "g",
    { transform: moved(0, 0, 0, size), "aria-hidden": "true" },
    h("path", { d: "M-12 14L-20 44L-9 37L-2 46L2 16Z M12 14L20 44L9 37L3 45L-2 16Z", fill: "var(--alert)", stroke: "var(--ink)", "stroke-width": 2.5 }),
    h("path", { d: `${rim}Z`, fill: "var(--private)", stroke: "var(--ink)", "stroke-width": 3 }),
    h("g", { transform: moved(0, 2, 200, 0.15) }, fatKey({ kind: "private" })),
  );
}
