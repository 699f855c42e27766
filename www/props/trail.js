/**
 * What flies far away, what it leaves in the sky, and the thread between the desks.
 */
import { h } from "../shape.js";
import { clamp, ink, mix, moved, n, poly } from "./ink.js";

/** @import { Shape } from "../shape.js" */
/** @import { Point } from "./ink.js" */

/**
 * The dotted loop a thrown plane leaves in the sky, drawn as far as p (0..1).
 * Origin: where it starts; about 520 × 220, ending at (430, -150).
 * @param {{ p?: number, way?: 1 | -1 }} [options]
 * @returns {Shape}
 */
export function trail({ p = 1, way = 1 } = {}) {
  const dots = LOOP.length - 1;
  const shown = clamp(p) * dots;
  const whole = Math.floor(shown);
  /** @type {Point[]} */
  const points = LOOP.slice(0, whole + 1);
  if (whole < dots) points.push([mix(LOOP[whole][0], LOOP[whole + 1][0], shown - whole), mix(LOOP[whole][1], LOOP[whole + 1][1], shown - whole)]);
  return h("path", { d: poly(points.map(([x, y]) => [way * x, y]), true), fill: "none", stroke: "var(--caption)", "stroke-width": 5, "stroke-linecap": "round", "stroke-linejoin": "round", "stroke-dasharray": "0.1 11" });
}

/** Where the end of the trail is, and how it is turned. @param {number} p @param {1 | -1} [way] */
export function trailEnd(p, way = 1) {
  const i = Math.min(LOOP.length - 2, Math.floor(clamp(p) * (LOOP.length - 1)));
  const [[ax, ay], [bx, by]] = [LOOP[i], LOOP[i + 1]];
  const part = clamp(p) * (LOOP.length - 1) - i;
  return { x: way * mix(ax, bx, part), y: mix(ay, by, part), turn: (Math.atan2(by - ay, bx - ax) * 180) / Math.PI };
}

// One big turn, one small loop, and off: drawn by hand, then made dense.
const LOOP = dense([[0, 0], [-6, -44], [-40, -96], [-38, -152], [6, -182], [52, -160], [56, -112], [40, -62], [62, -16], [118, -2], [168, -22], [212, -60], [236, -108], [214, -142], [186, -122], [196, -84], [238, -70], [300, -92], [362, -126], [430, -150]]);

/** A smooth line through the points, as many short steps. @param {Point[]} points @returns {Point[]} */
function dense(points) {
  /** @type {Point[]} */
  const out = [];
  const at = (/** @type {number} */ i) => points[Math.min(points.length - 1, Math.max(0, i))];
  for (let i = 0; i < points.length - 1; i++) {
    const [a, b, c, e] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let k = 0; k < 6; k++) {
      const t = k / 6;
      const along = (/** @type {0 | 1} */ q) => 0.5 * (2 * b[q] + (c[q] - a[q]) * t + (2 * a[q] - 5 * b[q] + 4 * c[q] - e[q]) * t * t + (3 * b[q] - a[q] - 3 * c[q] + e[q]) * t * t * t);
      out.push([along(0), along(1)]);
    }
  }
  return [...out, points[points.length - 1]];
}

/**
 * The small plane of the cover, far away. Origin: its middle. Size 110 × 60.
 * @param {{ way?: 1 | -1, turn?: number, alert?: boolean }} [options]
 * @returns {Shape}
 */
export function farPlane({ way = 1, turn = -10, alert = false } = {}) {
  return h(
    "g",
    { transform: moved(0, 0, way * turn, way, 1) },
    ink(poly([[-52, -22], [56, -12], [-34, 2]]), "var(--paper)", LINE_FAR),
    ink(poly([[-34, 2], [56, -12], [-46, 32]]), alert ? "var(--alert)" : "var(--paper-shade)", LINE_FAR),
    ink(poly([[-34, 2], [56, -12], [-22, 14]]), "var(--metal)", LINE_FAR),
  );
}

const LINE_FAR = 3;

/**
 * A thread between the two parties (TCP). It is paid out from `from` to `to`
 * while `stretch` goes 0 → 0.8, then pulled taut. Origin: the world's; it hangs at `y`.
 * @param {{ y?: number, from: number, to: number, stretch?: number, sag?: number }} options
 * @returns {Shape}
 */
export function thread({ y = 0, from, to, stretch = 1, sag = 90 }) {
  const out = clamp(stretch / 0.8);
  const taut = clamp((stretch - 0.8) / 0.2);
  const end = mix(from, to, out);
  const low = y + sag * out * (1 - taut);
  const d = `M${n(from)} ${n(y)}Q${n((from + end) / 2)} ${n(low + sag * (1 - taut) * 0.6)} ${n(end)} ${n(y)}`;
  return h(
    "g",
    null,
    h("path", { d, fill: "none", stroke: "var(--ink)", "stroke-width": 7, "stroke-linecap": "round" }),
    h("path", { d, fill: "none", stroke: "var(--paper)", "stroke-width": 3.5, "stroke-linecap": "round" }),
    h("path", { d, fill: "none", stroke: "var(--thread)", "stroke-width": 3.5, "stroke-dasharray": "12 12" }),
    knot(from, y),
    out > 0 ? knot(end, y) : null,
  );
}

/** @param {number} x @param {number} y @returns {Shape} */
const knot = (x, y) => h("circle", { cx: x, cy: y, r: 8, fill: "var(--thread)", stroke: "var(--ink)", "stroke-width": 3 });

