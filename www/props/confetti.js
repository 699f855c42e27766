/**
 * Confetti, for when it works.
 */
import { h } from "../shape.js";
import { clamp, hash, moved, wobble } from "./ink.js";

/** @import { Shape } from "../shape.js" */

const COLOURS = ["--client-random", "--server-random", "--pre-master", "--public", "--private", "--client-mac", "--server-iv", "--client-iv"];

/**
 * Pieces thrown up from the middle of the foot of a w × h box, falling again.
 * Origin: top left of the box. p 0: nothing yet; 1: all have fallen out of it.
 * @param {{ p?: number, w?: number, h?: number, count?: number, seed?: string }} [options]
 * @returns {Shape}
 */
export function confetti({ p = 0, w = 900, h: height = 760, count = 70, seed = "tada" } = {}) {
  /** @type {Shape[]} */
  const pieces = [];
  for (let i = 0; p < 1 && i < count; i++) {
    // One after the other.
    const late = (0.2 * i) / count;
    const t = clamp((p - late) / (1 - late));
    if (t <= 0) break;
    const side = wobble(seed, i, "x");
    const power = 0.75 + 0.45 * Math.abs(wobble(seed, i, "p"));
    const x = w / 2 + side * w * 0.62 * (1 - (1 - t) ** 2);
    const y = height * (1 - 3.6 * power * t + 3.9 * power * t * t) + t * t * height * 0.5;
    if (y > height + 20) continue;
    const flip = Math.cos(t * (8 + 6 * wobble(seed, i, "f")) + i);
    const kind = hash(seed, i) % 3;
    const fill = `var(${COLOURS[hash(seed, i, "c") % COLOURS.length]})`;
    const look = { key: `c${i}`, fill, stroke: "var(--ink)", "stroke-width": 2, transform: moved(x, y, t * 360 * wobble(seed, i, "t") + i * 40, 1, Math.abs(flip) < 0.15 ? 0.15 : flip) };
    pieces.push(kind === 0 ? h("circle", { ...look, r: 9 }) : kind === 1 ? h("rect", { ...look, x: -14, y: -7, width: 28, height: 14 }) : h("path", { ...look, d: "M-12 9L0 -13L12 9Z" }));
  }
  return h("g", { "aria-hidden": "true" }, pieces);
}
