/**
 * The sky over the public Internet.
 */
import { h } from "../shape.js";
import { curve, ink, moved, wobble } from "./ink.js";

/** @import { Shape } from "../shape.js" */

/**
 * A flat sky. Origin: top left. Size: w × h.
 * Clouds by day, moon and stars by night: it follows the theme (`--day` and
 * `--night` are opacities), unless `night` says otherwise.
 * @param {{ w?: number, h?: number, night?: boolean, drift?: number }} [options] drift: a phase (0..1) of the clouds
 * @returns {Shape}
 */
export function sky({ w = 900, h: height = 500, night, drift = 0 } = {}) {
  const byDay = night === undefined ? "var(--day)" : night ? 0 : 1;
  const byNight = night === undefined ? "var(--night)" : night ? 1 : 0;
  const count = Math.max(3, Math.round((w * height) / 26000));
  return h(
    "g",
    { "aria-hidden": "true" },
    h("rect", { x: 0, y: 0, width: w, height, fill: "var(--sky)" }),
    h(
      "g",
      { opacity: byDay },
      [0, 1, 2].map((i) => {
        const x = ((((0.26 + i * 0.34 + drift) % 1) + 1) % 1) * (w + 280) - 140;
        return h("g", { transform: moved(x, height * (0.14 + 0.1 * ((i * 2) % 3)), 0, 0.8 + i * 0.2) }, cloud());
      }),
    ),
    h(
      "g",
      { opacity: byNight },
      Array.from({ length: count }, (_, i) => {
        const [x, y] = [((wobble("sx", i) + 1) / 2) * w, ((wobble("sy", i) + 1) / 2) * height * 0.8];
        const r = 2.5 + Math.abs(wobble("sr", i)) * 4;
        return h("path", { d: `M${x.toFixed(1)} ${(y - r).toFixed(1)}l${(r * 0.3).toFixed(1)} ${(r * 0.7).toFixed(1)}l${(r * 0.7).toFixed(1)} ${(r * 0.3).toFixed(1)}l${(-r * 0.7).toFixed(1)} ${(r * 0.3).toFixed(1)}l${(-r * 0.3).toFixed(1)} ${(r * 0.7).toFixed(1)}l${(-r * 0.3).toFixed(1)} ${(-r * 0.7).toFixed(1)}l${(-r * 0.7).toFixed(1)} ${(-r * 0.3).toFixed(1)}l${(r * 0.7).toFixed(1)} ${(-r * 0.3).toFixed(1)}z`, fill: "var(--star)" });
      }),
      h("g", { transform: moved(w * 0.84, Math.min(height * 0.24, 110)) }, ink("M-8 -44A44 44 0 1 0 42 16A38 38 0 0 1 -8 -44Z", "var(--moon)", 3)),
    ),
  );
}

/** @returns {Shape} */
const cloud = () => h("path", { d: curve([[-90, 18], [-96, -2], [-66, -16], [-44, -38], [-8, -40], [14, -26], [44, -34], [74, -16], [96, 4], [84, 20], [0, 24]]), fill: "var(--cloud)" });
