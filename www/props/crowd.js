/**
 * The public Internet: round heads and raised hands that read everything, and
 * one among them who writes it all down.
 */
import { h } from "../shape.js";
import { clamp, cut, hash, ink, limb, mix, moved, n, poly, sine, wobble } from "./ink.js";
import { hand } from "./hand.js";

/** @import { Shape } from "../shape.js" */

const FILL = "var(--crowd)";
const PEN = "var(--crowd-line)";

/**
 * The crowd. Origin: top left of its w × h box. The hands of the back row reach
 * up to y = 0, heads start at about y = 110, the rest is filled down to h.
 * `seed` deals another crowd; `sway` is a phase (0..1, then again); `reach` 0..1
 * stretches the hands towards what flies over.
 * @param {{ w?: number, h?: number, seed?: string, sway?: number, reach?: number, head?: number }} [options]
 * @returns {Shape}
 */
export function crowd({ w = 900, h: height = 360, seed = "crowd", sway = 0, reach = 0, head = 38 } = {}) {
  const top = 112 + head;
  const drop = head * 1.05;
  const rows = Math.max(1, Math.ceil((height - top + head) / drop));
  /** @type {Shape[]} */
  const shapes = [h("rect", { key: "back", x: 0, y: top, width: w, height: Math.max(0, height - top), fill: "var(--crowd-deep)" })];
  for (let row = 0; row < rows; row++) {
    const y = top + row * drop;
    // Two rows of heads close together, then one of hands and heads: that is a crowd.
    const step = head * 1.62;
    const every = row === 0 ? 3 : row % 3 === 0 ? 4 : row % 3 === 1 ? 9 : 6;
    const count = Math.ceil(w / step) + 1;
    for (let i = 0; i < count; i++) {
      const x = (i + (row % 2 ? 0.5 : 0)) * step + wobble(seed, "x", row, i) * head * 0.3;
      if (x < -head * 0.6 || x > w + head * 0.6) continue;
      const up = (i + hash(seed, row)) % every === hash(seed, row, Math.floor(i / every)) % every;
      const r = head * (1.02 + wobble(seed, "r", row, i) * 0.16);
      if (up) shapes.push(raise(x + wobble(seed, "a", row, i) * 12, y, { seed: `${seed}${row}-${i}`, sway, reach, size: head / 38, tall: row === 0 ? 122 : 104 }));
      shapes.push(h("circle", { key: `h${row}-${i}`, cx: x + (up ? head * 0.55 : 0), cy: y + wobble(seed, "y", row, i) * head * 0.26 + (up ? head * 0.5 : 0), r, fill: FILL, stroke: PEN, "stroke-width": 2.2 }));
    }
  }
  return h("g", { "aria-hidden": "true" }, h("svg", { x: 0, y: -60, width: w, height: height + 60, overflow: "hidden" }, h("g", { transform: "translate(0 60)" }, shapes)));
}

/** A raised arm with its hand. @param {number} x @param {number} y @param {{ seed: string, sway: number, reach: number, size: number, tall: number }} options @returns {Shape} */
function raise(x, y, { seed, sway, reach, size, tall }) {
  const lean = wobble(seed, "lean") * 9 + sine(sway + wobble(seed, "phase")) * 5;
  const up = tall * (0.9 + wobble(seed, "tall") * 0.12) + reach * 22;
  return h(
    "g",
    { key: `r${seed}`, transform: moved(x, y + 60 * size, lean, size) },
    ink(`M-13 60L-13 ${n(-up)}L14 ${n(-up)}L15 60Z`, FILL, 2.2, PEN),
    h("g", { transform: moved(0, -up + 1, wobble(seed, "turn") * 8, wobble(seed, "side") > 0 ? 0.92 : -0.92, 0.92) }, hand({ fill: FILL, stroke: PEN, line: 2.2, pose: wobble(seed, "pose") > 0.3 ? "wide" : "open" })),
  );
}

/** The eavesdropper's size. */
export const SPY = Object.freeze({ w: 240, h: 310 });

/**
 * The Eavesdropper: one of the crowd, in a hat, with a notebook.
 * Origin: the middle of the foot; the figure is cut off at y = 0, so let the front
 * row of the crowd or the frame cover it. Size 240 × 310.
 * `notebook`: lines already written (0..8); `writing` 0..1: the line being written;
 * `mood`: curious, baffled (question marks, a hand on the head) or happy (a hand up).
 * @param {{ notebook?: number, writing?: number, mood?: "curious" | "baffled" | "happy", sway?: number }} [options]
 * @returns {Shape}
 */
export function eavesdropper({ notebook = 0, writing = 0, mood = "curious", sway = 0 } = {}) {
  const lines = Math.round(clamp(notebook, 0, 8));
  const tilt = mood === "baffled" ? -9 : mood === "happy" ? 5 : 7;
  const coat = "var(--spy)";
  const skin = "var(--crowd)";
  const tip = lines < 8 ? [-31 + written(lines) * clamp(writing), -94 + lines * 10.5] : [38, -30];
  const holding = [limb([[-62, -84], [-88, -30], [-46, -36]], 30, coat, 2.5, PEN), pad(lines, writing), fingers(-46, -44, 1)];
  return h(
    "g",
    { transform: moved(0, 0, sine(sway) * 1.2) },
    ink("M-86 0C-88 -70 -74 -112 -34 -118L34 -118C74 -112 88 -70 86 0Z", coat, 2.5, PEN),
    ink("M-42 -116L-58 -60L-20 -84L0 -60L20 -84L58 -60L42 -116L16 -132L-16 -132Z", coat, 2.5, PEN),
    ink("M-22 -120L0 -72L22 -120L16 -134L-16 -134Z", skin, 2.5, PEN),
    h(
      "g",
      { transform: `rotate(${n(tilt)} 0 -140)` },
      h("circle", { cx: 0, cy: -170, r: 44, fill: skin, stroke: PEN, "stroke-width": 2.5 }),
      ink("M-70 -194C-40 -210 40 -210 70 -194C52 -178 -52 -178 -70 -194Z", coat, 2.5, PEN),
      ink("M-40 -198C-43 -240 -28 -254 -12 -248C-4 -243 4 -243 12 -248C28 -254 43 -240 40 -198C20 -204 -20 -204 -40 -198Z", coat, 2.5, PEN),
      mood === "curious" ? null : h("g", { transform: moved(-17, -192, -58, 0.85) }, pencil(0, 0)),
      ink("M-40 -198C-20 -204 20 -204 40 -198L41 -215C20 -221 -20 -221 -41 -215Z", "var(--client-random)", 2, PEN),
    ),
    holding,
    mood === "happy"
      ? h("g", null, h("g", { transform: moved(104, -156, 12, 0.8) }, hand({ fill: skin, stroke: PEN, line: 2.5, pose: "wide" })), limb([[62, -88], [96, -100], [102, -152]], 30, coat, 2.5, PEN))
      : mood === "baffled"
        ? h("g", null, h("g", { transform: moved(58, -212, -48, 0.72) }, hand({ fill: skin, stroke: PEN, line: 2.5 })), limb([[62, -88], [112, -150], [66, -204]], 30, coat, 2.5, PEN))
        : h("g", null, limb([[62, -84], [104, -22], [tip[0] + 33, tip[1] - 2]], 28, coat, 2.5, PEN), pencil(tip[0], tip[1]), grip(tip[0] + 19, tip[1] - 16)),
    mood === "baffled" ? marks() : mood === "happy" ? sparks() : null,
  );
}

/** A fist around a pencil. @param {number} x @param {number} y @returns {Shape} */
const grip = (x, y) => h("g", { transform: moved(x, y, 38) }, [0, 1, 2].map((i) => h("rect", { x: -12, y: -4 + i * 9, width: 27, height: 11, rx: 5.5, fill: "var(--crowd)", stroke: PEN, "stroke-width": 2 })));

/** How long the i-th line in the notebook is. @param {number} i */
const written = (i) => mix(48, 66, (wobble("line", i) + 1) / 2);

/** Fingers over the edge of something held. @param {number} x @param {number} y @param {1 | -1} way @returns {Shape} */
function fingers(x, y, way) {
  return h("g", { transform: moved(x, y, 0, way, 1) }, [0, 1, 2].map((i) => h("rect", { x: -16, y: -12 + i * 10, width: 26, height: 11, rx: 5.5, fill: "var(--crowd)", stroke: PEN, "stroke-width": 2 })));
}

/** The notebook and what is in it. @param {number} lines @param {number} writing @returns {Shape} */
function pad(lines, writing) {
  const row = (/** @type {number} */ i, /** @type {number} */ done) => {
    const wide = written(i) * done;
    let d = `M-34 ${n(-32 + i * 10.5)}`;
    for (let x = 0; x + 5 <= wide; x += 7) d += "q1.8 -6 3.5 0t3.5 0";
    return h("path", { d, fill: "none", stroke: "var(--navy)", "stroke-width": 2 });
  };
  const rings = [0, 1, 2, 3, 4].map((i) => h("path", { d: `M${-34 + i * 17} -45v-14`, stroke: "var(--metal)", "stroke-width": 4.5, "stroke-linecap": "round" }));
  return h(
    "g",
    { transform: moved(2, -62, -3) },
    ink(cut(96, 114, "notebook"), "var(--paper)", 3, "var(--ink)"),
    rings,
    Array.from({ length: lines }, (_, i) => row(i, 1)),
    writing > 0 && lines < 8 ? row(lines, clamp(writing)) : null,
  );
}

/** @param {number} x @param {number} y @returns {Shape} */
function pencil(x, y) {
  return h("g", { transform: moved(x, y, 38) }, ink(poly([[0, 0], [-6, -16], [-6, -62], [6, -62], [6, -16]]), "var(--private)", 2, "var(--ink)"), ink("M0 0L-3 -8L3 -8Z", "var(--ink)", 0), ink("M-6 -62L6 -62L6 -72L-6 -72Z", "var(--client-mac)", 2, "var(--ink)"));
}

/** @returns {Shape} */
const marks = () =>
  h(
    "g",
    { "aria-hidden": "true" },
    [[8, -284, 8, 0.8], [108, -250, 24, 0.7], [-88, -262, -16, 0.85]].map(([x, y, turn, size]) =>
      h("g", { transform: moved(x, y, turn, size) }, h("path", { d: "M-13 -22C-12 -42 18 -42 16 -20C14 -8 2 -8 1 6", fill: "none", stroke: PEN, "stroke-width": 9, "stroke-linecap": "round" }), h("circle", { cx: 1, cy: 22, r: 6, fill: PEN })),
    ),
  );

/** @returns {Shape} */
const sparks = () =>
  h(
    "g",
    { "aria-hidden": "true" },
    [[-84, -236, 14], [70, -258, 11], [-104, -190, 8]].map(([x, y, r]) => ink(`M${x} ${y - r}Q${x} ${y} ${x + r} ${y}Q${x} ${y} ${x} ${y + r}Q${x} ${y} ${x - r} ${y}Q${x} ${y} ${x} ${y - r}Z`, "var(--private)", 1.5, "var(--ink)")),
  );

/**
 * A magnifier. Origin: the middle of its glass. About 90 × 150, handle below.
 * @param {{ angle?: number, size?: number }} [options]
 * @returns {Shape}
 */
export function magnifier({ angle = 35, size = 1 } = {}) {
  return h(
    "g",
    { transform: moved(0, 0, -angle, size) },
    ink("M-8 44L8 44L10 108L-10 108Z", "var(--wood)", 3),
    h("circle", { r: 40, fill: "var(--screen)", "fill-opacity": 0.35, stroke: "var(--ink)", "stroke-width": 13 }),
    h("circle", { r: 40, fill: "none", stroke: "var(--metal)", "stroke-width": 7 }),
    h("path", { d: "M-24 -10A26 26 0 0 1 -6 -25", fill: "none", stroke: "var(--paper)", "stroke-width": 6, "stroke-linecap": "round" }),
  );
}
