/**
 * What flies: the client's dart, the server's glider, the express with an alert.
 */
import { h } from "../shape.js";
import { curve, ink, mix, moved, n, poly, sine, within, wobble } from "./ink.js";
import { block } from "./text.js";

/** @import { Shape } from "../shape.js" */

export { trail, trailEnd, farPlane, thread } from "./trail.js";

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
