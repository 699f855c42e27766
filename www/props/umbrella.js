/**
 * Umbrellas: under them it is private.
 */
import { h } from "../shape.js";
import { clamp, ease, ink, LINE, mix, moved, n } from "./ink.js";

/** @import { Shape } from "../shape.js" */

/**
 * An umbrella. Origin: the hand on its handle. Open: 300 wide, 260 high.
 * @param {{ open?: number, side?: "client" | "server", colour?: string, tilt?: number }} [options]
 * @returns {Shape}
 */
export function umbrella({ open = 1, side = "client", colour, tilt = 0 } = {}) {
  const o = ease(clamp(open));
  const fill = colour ?? `var(--${side}-umbrella)`;
  const half = mix(16, 150, o);
  const rim = mix(-60, -150, o);
  const top = -240;
  const at = (/** @type {number} */ k) => half * k;
  const dip = mix(4, 22, o);
  const panel = (/** @type {number} */ a, /** @type {number} */ b, /** @type {string} */ paint) =>
    ink(`M0 ${top}C${n(at(a) * 0.75)} ${n(mix(top, top + 4, o))} ${n(at(a))} ${n(mix(-150, -200, o))} ${n(at(a))} ${n(rim)}Q${n((at(a) + at(b)) / 2)} ${n(rim - dip)} ${n(at(b))} ${n(rim)}C${n(at(b))} ${n(mix(-150, -200, o))} ${n(at(b) * 0.75)} ${n(mix(top, top + 4, o))} 0 ${top}Z`, paint, LINE);
  return h(
    "g",
    { transform: tilt ? moved(0, 0, tilt) : null },
    h("path", { d: `M0 ${top - 16}V20C0 44 34 44 34 20`, fill: "none", stroke: "var(--ink)", "stroke-width": 11, "stroke-linecap": "round" }),
    h("path", { d: "M0 -40V20C0 44 34 44 34 20", fill: "none", stroke: "var(--wood)", "stroke-width": 5, "stroke-linecap": "round" }),
    panel(-1, -0.5, fill),
    panel(0.5, 1, fill),
    panel(-0.5, 0, "var(--paper)"),
    panel(0, 0.5, "var(--paper)"),
    h("circle", { cx: 0, cy: top - 8, r: 6, fill, stroke: "var(--ink)", "stroke-width": 2.5 }),
  );
}
