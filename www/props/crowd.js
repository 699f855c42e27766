/**
 * The public Internet: round heads and raised hands that read everything, and
 * one among them who writes it all down.
 */
import { h } from "../shape.js";
import { clamp, cut, hash, ink, limb, mix, moved, n, poly, sine, wobble } from "./ink.js";
import { hand } from "./hand.js";

/** @typedef {import("../shape.js").Shape} Shape */

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
  const step = head * 1.5;
  const rows = Math.max(1, Math.ceil((height - top + head) / (head * 1.15)));
  /** @type {Shape[]} */
  const shapes = [h("rect", { key: "back", x: 0, y: top, width: w, height: Math.max(0, height - top), fill: "var(--crowd-deep)" })];
  for (let row = 0; row < rows; row++) {
    const y = top + row * head * 1.15;
    const count = Math.ceil(w / step) + 1;
    for (let i = 0; i < count; i++) {
      const lot = hash(seed, row, i);
      const x = (i + (row % 2 ? 0.5 : 0)) * step + wobble(seed, "x", row, i) * head * 0.35;
      if (x < -head * 0.4 || x > w + head * 0.4) continue;
      const up = lot % 100 < (row === 0 ? 34 : 22);
      if (up) shapes.push(raise(x + wobble(seed, "a", row, i) * 14, y, { seed: `${seed}${row}-${i}`, sway, reach, size: head / 38, tall: row === 0 ? 118 : 96 }));
      const r = head * (1 + wobble(seed, "r", row, i) * 0.16);
      if (!up || lot % 3) shapes.push(h("circle", { key: `h${row}-${i}`, cx: x, cy: y + wobble(seed, "y", row, i) * head * 0.3 + (up ? head * 0.4 : 0), r, fill: FILL, stroke: PEN, "stroke-width": 2.2 }));
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
export const SPY = Object.freeze({ w: 230, h: 300 });

/**
 * The Eavesdropper: one of the crowd, in a hat, with a notebook.
 * Origin: the middle of the foot; the figure is cut off at y = 0, so let the front
 * row of the crowd or the frame cover it. Size 230 × 300.
 * `notebook`: lines already written (0..8); `writing` 0..1: the line being written;
 * `mood`: curious, baffled (question marks, a hand on the head) or happy (a hand up).
 * @param {{ notebook?: number, writing?: number, mood?: "curious" | "baffled" | "happy", sway?: number }} [options]
 * @returns {Shape}
 */
export function eavesdropper({ notebook = 0, writing = 0, mood = "curious", sway = 0 } = {}) {
  const lines = Math.round(clamp(notebook, 0, 8));
  const tilt = mood === "baffled" ? -9 : mood === "happy" ? 4 : 6;
  const coat = "var(--spy)";
  const left = mood === "baffled" ? limb([[-58, -84], [-100, -150], [-46, -212]], 30, coat, 2.5, PEN) : limb([[-58, -84], [-84, -34], [-40, -28]], 30, coat, 2.5, PEN);
  const scribble = clamp(writing) * 34 - 17;
  const pen = mood === "happy" ? { x: 74, y: -96 } : { x: 34 + scribble, y: -66 + lines * 9 };
  return h(
    "g",
    { transform: moved(0, 0, sine(sway) * 1.2) },
    ink("M-84 0C-86 -70 -72 -112 -34 -118L34 -118C72 -112 86 -70 84 0Z", coat, 2.5, PEN),
    ink("M-30 -118L0 -70L30 -118L16 -132L-16 -132Z", "var(--crowd)", 2.5, PEN),
    h(
      "g",
      { transform: `rotate(${n(tilt)} 0 -140)` },
      h("circle", { cx: 0, cy: -168, r: 44, fill: "var(--crowd)", stroke: PEN, "stroke-width": 2.5 }),
      ink("M-66 -190C-40 -204 40 -204 66 -190C50 -176 -50 -176 -66 -190Z", coat, 2.5, PEN),
      ink("M-40 -194C-42 -236 -28 -250 -12 -244C-4 -240 4 -240 12 -244C28 -250 42 -236 40 -194C20 -200 -20 -200 -40 -194Z", coat, 2.5, PEN),
      ink("M-40 -196C-20 -203 20 -203 40 -196L41 -210C20 -216 -20 -216 -41 -210Z", "var(--client-random)", 2, PEN),
    ),
    left,
    pad(lines, writing),
    mood === "happy"
      ? h("g", null, h("g", { transform: moved(96, -150, 12, 0.75) }, hand({ fill: "var(--crowd)", stroke: PEN, line: 2.5, pose: "wide" })), limb([[58, -84], [88, -102], [94, -146]], 30, coat, 2.5, PEN))
      : h("g", null, limb([[58, -84], [92, -24], [pen.x + 26, pen.y + 24]], 28, coat, 2.5, PEN), pencil(pen.x, pen.y)),
    mood === "baffled" ? h("g", { transform: moved(-40, -214, 30, 0.62) }, hand({ fill: "var(--crowd)", stroke: PEN, line: 2.5 })) : null,
    mood === "baffled" ? marks() : mood === "happy" ? sparks() : null,
  );
}

/** The notebook and what is in it. @param {number} lines @param {number} writing @returns {Shape} */
function pad(lines, writing) {
  const row = (/** @type {number} */ i, /** @type {number} */ done) => {
    const wide = mix(44, 62, (wobble("line", i) + 1) / 2) * done;
    let d = `M-32 ${-46 + i * 11}`;
    for (let x = 0; x + 5 <= wide; x += 7) d += `q1.8 -5 3.5 0t3.5 0`;
    return h("path", { d, fill: "none", stroke: "var(--navy)", "stroke-width": 2 });
  };
  const rings = [0, 1, 2, 3, 4].map((i) => h("path", { d: `M${-32 + i * 16} -58v-12`, stroke: "var(--metal)", "stroke-width": 4, "stroke-linecap": "round" }));
  return h(
    "g",
    { transform: moved(2, -22, -4) },
    ink(cut(88, 108, "notebook"), "var(--paper)", 3, "var(--ink)"),
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
    [[62, -250, 12, 1], [92, -206, 24, 0.7], [-92, -246, -16, 0.8]].map(([x, y, turn, size]) =>
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
