/**
 * What flies: the client's dart, the server's glider, the express with an alert.
 */
import { h } from "../shape.js";
import { clamp, curve, ink, mix, moved, n, poly, sine, within, wobble } from "./ink.js";
import { block } from "./text.js";

/** @import { Shape } from "../shape.js" */
/** @import { Point } from "./ink.js" */

/** Sizes, without the speed lines; `nose` is where the plane points; `fold` where the cards stand. */
export const DART = Object.freeze({ w: 520, h: 170, nose: Object.freeze({ x: 260, y: -4 }), fold: Object.freeze({ x: -90, y: -4 }) });
export const GLIDER = Object.freeze({ w: 560, h: 120, nose: Object.freeze({ x: -280, y: 58 }), fold: Object.freeze({ x: 40, y: -52 }) });

/** @param {number} bob @param {number} way */
const float = (bob, way) => moved(0, sine(bob) * 7, way * sine(bob + 0.25) * 1.6);

/** Slips of wind behind a plane that flies to the right (way 1) or left (-1). @param {number} x @param {number} bob @param {number} way @returns {Shape} */
function wind(x, bob, way) {
  /** @type {[number, number, number][]} */
  const slips = [[-24, -46, 74], [-122, -40, 58], [-110, 12, 54], [-14, 32, 78], [-26, 62, 100]];
  return h(
    "g",
    { "aria-hidden": "true" },
    slips.map(([dx, y, long], i) => {
      const slide = sine(bob + i / 5) * 8;
      const length = long * (1 + sine(bob + i * 0.37) * 0.12);
      return h("g", { transform: moved(x + way * (dx + slide), y, wobble("wind", i) * 5, way, 1) }, ink(`M0 -5C${n(-length * 0.3)} -1 ${n(-length * 0.6)} 0 ${n(-length)} 1C${n(-length * 0.7)} 6 ${n(-length * 0.35)} 5 ${n(-length * 0.1)} 1Z`, "var(--paper-shade)", 1.5));
    }),
  );
}

/** Cards standing in a fold, side by side. @param {readonly Shape[]} cards @param {{ from: number, to: number, y: number, tilt: number, size: number, rise: number }} fold @returns {Shape[]} */
function stand(cards, { from, to, y, tilt, size, rise }) {
  const step = cards.length > 1 ? (to - from) / (cards.length - 1) : 0;
  return cards.map((one, i) => {
    const x = cards.length > 1 ? from + step * i : (from + to) / 2 - (to - from) * 0.12;
    return h("g", { key: `card-${i}`, transform: moved(x, y - rise + wobble("stand", i) * 5, tilt + wobble("lean", i) * 5, size) }, one);
  });
}

/**
 * The client's airplane: a paper dart to the right. Origin: its middle.
 * Size 520 × 170; speed lines reach 150 further left, cards about 70 higher.
 * `bob` is a phase (0..1, then again); `cards` are card shapes, standing in the
 * fold at `cardSize` of their size; `wind` false leaves the speed lines out.
 * @param {{ cards?: readonly Shape[], bob?: number, cardSize?: number, wind?: boolean }} [options]
 * @returns {Shape}
 */
export function dart({ cards = [], bob = 0, cardSize = 0.78, wind: windy = true } = {}) {
  return h(
    "g",
    null,
    windy ? wind(-272, bob, 1) : null,
    h(
      "g",
      { transform: float(bob, 1) },
      ink(poly([[-248, -66], [260, -4], [-244, -4]]), "var(--paper)", 1.5),
      within(-320, -330, 640, 328, ...stand(cards, { from: -160, to: 60, y: -4, tilt: -12, size: cardSize, rise: 26 })),
      ink(poly([[-226, 38], [-205, 92], [260, -4], [-222, 48]]), "var(--paper-shade)", 1.5),
      ink(poly([[-244, -4], [260, -4], [-256, 56]]), "var(--paper)", 1.5),
      h("path", { d: "M-248 -66L-244 -4L-256 56M-222 50L-205 92", fill: "none", stroke: "var(--ink)", "stroke-width": 5, "stroke-linejoin": "round" }),
    ),
  );
}

/**
 * The server's airplane: a blunt glider to the left. Origin: its middle.
 * Size 560 × 120; speed lines reach 150 further right, cards about 90 higher.
 * @param {{ cards?: readonly Shape[], bob?: number, cardSize?: number, wind?: boolean }} [options]
 * @returns {Shape}
 */
export function glider({ cards = [], bob = 0, cardSize = 0.78, wind: windy = true } = {}) {
  return h(
    "g",
    null,
    windy ? wind(312, bob, -1) : null,
    h(
      "g",
      { transform: float(bob, -1) },
      ink(poly([[-184, -26], [-162, -52], [-120, -52], [-170, -20], [-222, 4]]), "var(--paper-shade)", 2),
      within(-300, -380, 660, 330, ...stand(cards, { from: -70, to: 190, y: -52, tilt: 6, size: cardSize, rise: 22 })),
      ink(poly([[-222, 2], [-166, -26], [-122, -56], [286, -56], [286, -22]]), "var(--paper)", 2),
      ink(poly([[-222, 2], [-166, -20], [288, -20], [276, 0]]), "var(--paper-shade)", 2),
      ink(poly([[-222, 0], [276, 0], [276, 60], [-186, 60]]), "var(--paper)", 2),
      ink(poly([[-222, 0], [-280, 60], [-186, 60]]), "var(--paper)", 2.5),
      h("path", { d: "M286 -56L286 -22L276 0L276 60", fill: "none", stroke: "var(--ink)", "stroke-width": 3.5 }),
    ),
  );
}

/**
 * The alert: a red-striped express. `way` 1 flies to the right, -1 to the left.
 * Origin: its middle. Size 520 × 170, speed lines as for the dart.
 * `label` is a word on the tail flag ("ALERT"), `name` the alert ("bad_record_mac").
 * @param {{ label?: string, name?: string, way?: 1 | -1, bob?: number, wind?: boolean }} [options]
 * @returns {Shape}
 */
export function alertPlane({ label = "", name = "", way = 1, bob = 0, wind: windy = true } = {}) {
  const flip = moved(0, 0, 0, way, 1);
  const stripes = [-208, -150, -92, -34, 24, 82].map((x) => h("path", { d: wedge(x, x + 27), fill: "var(--alert)" }));
  return h(
    "g",
    null,
    windy ? wind(way * -272, bob, way) : null,
    h(
      "g",
      { transform: float(bob * 2, way) },
      h(
        "g",
        { transform: flip },
        ink(poly([[-248, -66], [260, -4], [-244, -4]]), "var(--alert)", 2),
        ink(poly([[-226, 38], [-205, 92], [260, -4], [-222, 48]]), "var(--paper-shade)", 2),
        ink(poly([[-244, -4], [260, -4], [-256, 56]]), "var(--paper)", 2),
        stripes,
        h("path", { d: "M-244 -4L260 -4L-256 56", fill: "none", stroke: "var(--ink)", "stroke-width": 2.5, "stroke-linejoin": "round" }),
        h("path", { d: "M-248 -66L-244 -4L-256 56M-222 50L-205 92", fill: "none", stroke: "var(--ink)", "stroke-width": 6, "stroke-linejoin": "round" }),
      ),
      label || name ? flag(label, name, way, bob) : null,
    ),
  );
}

/** A slanting stripe between x1 and x2 on the dart's near wing. @param {number} x1 @param {number} x2 */
function wedge(x1, x2) {
  const low = (/** @type {number} */ x) => mix(56, -4, (x + 256) / 516);
  const slant = 16;
  return poly([[x1 + slant, -4], [x2 + slant, -4], [x2 - slant * 0.4, Math.max(-4, low(x2 - slant * 0.4))], [x1 - slant * 0.4, Math.max(-4, low(x1 - slant * 0.4))]]);
}

/** The flag over the express. @param {string} label @param {string} name @param {number} way @param {number} bob @returns {Shape} */
function flag(label, name, way, bob) {
  const lift = sine(bob) * 3;
  return h(
    "g",
    { transform: moved(way * -60, -118, way * -4, 1.5) },
    ink(`M${way * -20} 30L${way * -20} 62`, "none", 4),
    ink(curve([[-132, -34], [-60, -40 + lift], [60, -30 - lift], [132, -36], [134, 26], [60, 32 - lift], [-60, 22 + lift], [-134, 30]]), "var(--paper)", 3),
    block(label, { x: -118, y: -30, w: 236, h: name ? 30 : 54, max: 28, min: 10, lines: 1, fill: "var(--alert)", anchor: "middle", middle: true, attrs: { "font-weight": "bold" } }),
    name ? block(name, { x: -118, y: 0, w: 236, h: 22, max: 18, min: 8, lines: 1, font: "t-mono", fill: "var(--ink)", anchor: "middle", middle: true }) : null,
  );
}

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

