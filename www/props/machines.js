/**
 * The boxes that compute. Cards are drawn behind a machine, so that they
 * disappear into it; the anchors say where.
 */
import { h } from "../shape.js";
import { clamp, cut, ink, LINE, mix, moved, n, poly, within } from "./ink.js";
import { block } from "./text.js";
import { fatKey, KEY } from "./keys.js";

/** @import { Shape } from "../shape.js" */

/**
 * Anchors of the asymmetric machine, relative to its middle. Card anchors are
 * middles of cards (180 × 170): `input` and `output` rest outside, half a
 * card's width from the box; `mouth` and `exit` are just being swallowed;
 * `inside` is wholly hidden. `keyRest` is where the key waits (insert 0) and
 * `keyhole` the slot.
 */
export const ASYMMETRIC = Object.freeze({
  w: 460,
  h: 320,
  input: Object.freeze({ x: -332, y: 55 }),
  mouth: Object.freeze({ x: -240, y: 55 }),
  inside: Object.freeze({ x: 0, y: 55 }),
  exit: Object.freeze({ x: 240, y: 55 }),
  output: Object.freeze({ x: 332, y: 55 }),
  keyhole: Object.freeze({ x: 22, y: 66 }),
  keyRest: Object.freeze({ x: -152, y: 66 }),
});

/**
 * Anchors of the yellow machines (symmetric cipher and PRF), relative to the
 * middle: two slots on top (`slot1`, `slot2` rest above; `slot1In`, `slot2In`
 * are hidden), input on the left, output on the right, and `bottom` for a key
 * that is pushed in from below (the way the post draws it).
 */
export const SYMMETRIC = Object.freeze({
  w: 460,
  h: 320,
  input: Object.freeze({ x: -332, y: 55 }),
  mouth: Object.freeze({ x: -240, y: 55 }),
  inside: Object.freeze({ x: 0, y: 55 }),
  exit: Object.freeze({ x: 240, y: 55 }),
  output: Object.freeze({ x: 332, y: 55 }),
  slot1: Object.freeze({ x: -100, y: -238 }),
  slot2: Object.freeze({ x: 100, y: -238 }),
  slot1In: Object.freeze({ x: -100, y: 0 }),
  slot2In: Object.freeze({ x: 100, y: 0 }),
  bottom: Object.freeze({ x: 0, y: 226 }),
  bottomIn: Object.freeze({ x: 0, y: 80 }),
});

export const PRF = SYMMETRIC;

/** How large a key is in the keyhole. */
export const KEY_SIZE = 0.9;

const W = ASYMMETRIC.w;
const H = ASYMMETRIC.h;

/** How a working machine shakes. @param {number} working */
const shake = (working) => (working > 0 && working < 1 ? moved(0, -Math.abs(Math.sin(working * Math.PI * 6)) * 3, Math.sin(working * Math.PI * 10) * 0.5) : null);

/** Puffs of work above a machine. @param {number} working @param {number} x @returns {Shape | null} */
function puffs(working, x) {
  if (working <= 0 || working >= 1) return null;
  return h(
    "g",
    { "aria-hidden": "true" },
    [0, 1, 2].map((i) => {
      const p = (working * 2 + i / 3) % 1;
      const size = 6 + p * 14;
      return h("circle", { cx: x + (i - 1) * 14 + p * 10, cy: -H / 2 - 12 - p * 44, r: size, fill: "var(--label)", stroke: "var(--ink)", "stroke-width": 2, opacity: 0.9 * (1 - p) });
    }),
  );
}

/** The white plate with the machine's name. @param {string} label @returns {Shape} */
function plate(label) {
  return h(
    "g",
    null,
    h("path", { d: cut(390, 102, "plate", 1), transform: "translate(0 -92)", fill: "var(--label)", stroke: "var(--ink)", "stroke-width": 2 }),
    block(label, { x: -185, y: -138, w: 370, h: 92, max: 34, min: 14, lines: 2, font: "t-serif", fill: "var(--label-ink)", anchor: "middle", middle: true }),
  );
}

/** Dark mouths left and right, that cards go through. @param {string} fill @returns {Shape} */
function mouths(fill) {
  return h(
    "g",
    null,
    [-1, 1].map((s) => h("path", { d: poly([[s * (W / 2 - 2), -38], [s * (W / 2 - 13), -34], [s * (W / 2 - 13), 146], [s * (W / 2 - 2), 150]]), fill, stroke: "var(--ink)", "stroke-width": 1.5 })),
  );
}

/**
 * The asymmetric cipher: brown box, white label, round keyhole with its slot.
 * Origin: its middle. Size: 460 × 320; the bow of the waiting key sticks out at the left.
 * `insert` 0..1 pushes the key in, `turn` 0..1 is a quarter turn, `working` 0..1
 * shakes the box (0 and 1 are still).
 * @param {{ label?: string, key?: "public" | "private" | "client" | "server" | null, colour?: string, insert?: number, turn?: number, working?: number }} [options]
 * @returns {Shape}
 */
export function asymmetricMachine({ label = "", key = null, colour, insert = 0, turn = 0, working: work = 0 } = {}) {
  const working = clamp(work);
  const { keyhole } = ASYMMETRIC;
  const turned = clamp(turn);
  const shown = clamp(insert);
  const flat = mix(0.44, 1, Math.cos(turned * Math.PI * 0.5));
  // The key lies on its side, bow to the left, tip to the right.
  const size = KEY_SIZE;
  const tip = keyhole.x + mix(-62, 44, shown);
  const x = tip - KEY.tip.y * size;
  return h(
    "g",
    { transform: shake(working) },
    puffs(working, 120),
    ink(cut(W, H, "asymmetric", 1.2), "var(--asymmetric)", LINE),
    mouths("var(--asymmetric-dark)"),
    plate(label),
    h("circle", { cx: keyhole.x, cy: keyhole.y, r: 60, fill: "none", stroke: "var(--ink)", "stroke-width": 7 }),
    h("g", { transform: moved(keyhole.x, keyhole.y, turned * 90) }, ink("M-9 -43L9 -44L10 43L-8 44Z", "var(--shadow)", 0)),
    key
      ? within(-W, -H / 2 - 40, W + keyhole.x + 1, H + 80, h("g", { transform: `translate(${n(x)} ${n(keyhole.y)}) rotate(-90)` }, fatKey({ kind: key, colour, flat, size })))
      : null,
    dial(152, 66, working, "var(--label)"),
  );
}

/** A gauge that shows work being done. @param {number} x @param {number} y @param {number} working @param {string} fill @returns {Shape} */
function dial(x, y, working, fill) {
  const at = mix(-110, 110, clamp(working)) + Math.sin(working * 40) * 6 * (working > 0 && working < 1 ? 1 : 0);
  return h(
    "g",
    { transform: moved(x, y), "aria-hidden": "true" },
    h("circle", { r: 34, fill, stroke: "var(--ink)", "stroke-width": LINE }),
    h("path", { d: "M-20 11A23 23 0 1 1 20 11", fill: "none", stroke: "var(--ink)", "stroke-width": 2, "stroke-dasharray": "2 7" }),
    h("path", { d: "M-3 4L0 -24L3 4Z", fill: "var(--alert)", stroke: "var(--ink)", "stroke-width": 1, transform: `rotate(${n(at)})` }),
    h("circle", { r: 4, fill: "var(--ink)" }),
  );
}

/** A cog. @param {number} x @param {number} y @param {number} r @param {number} turn degrees @param {string} fill @returns {Shape} */
function cog(x, y, r, turn, fill) {
  const teeth = 8;
  /** @type {[number, number][]} */
  const points = [];
  for (let i = 0; i < teeth * 4; i++) {
    const a = ((i + 0.5) / (teeth * 4)) * Math.PI * 2;
    const far = i % 4 < 2 ? r : r * 0.76;
    points.push([Math.cos(a) * far, Math.sin(a) * far]);
  }
  return h("g", { transform: moved(x, y, turn) }, ink(poly(points), fill, 2.5), h("circle", { r: r * 0.3, fill: "var(--symmetric-dark)", stroke: "var(--ink)", "stroke-width": 2.5 }));
}

/**
 * The symmetric cipher: yellow box, white label, two slots on top.
 * Origin: its middle. Size: 460 × 320.
 * @param {{ label?: string, working?: number, slots?: number }} [options]
 * @returns {Shape}
 */
export function symmetricMachine({ label = "", working: work = 0, slots = 2 } = {}) {
  const working = clamp(work);
  return yellow({ label, working, slots, inside: shuffle(working) });
}

/**
 * The pseudo-random function: the same yellow box, with cogs in a window.
 * Origin: its middle. Size: 460 × 320.
 * @param {{ label?: string, working?: number, slots?: number }} [options]
 * @returns {Shape}
 */
export function prf({ label = "", working: work = 0, slots = 2 } = {}) {
  const working = clamp(work);
  return yellow({ label, working, slots, inside: cogs(working) });
}

/** @param {{ label: string, working: number, slots: number, inside: Shape }} options @returns {Shape} */
function yellow({ label, working, slots, inside }) {
  const at = slots >= 2 ? [-100, 100] : slots === 1 ? [0] : [];
  return h(
    "g",
    { transform: shake(working) },
    puffs(working, 205),
    ink(cut(W, H, "symmetric", 1.2), "var(--symmetric)", LINE),
    mouths("var(--symmetric-dark)"),
    at.map((x) => h("path", { d: poly([[x - 92, -159], [x + 92, -159], [x + 88, -149], [x - 88, -149]]), fill: "var(--symmetric-dark)", stroke: "var(--ink)", "stroke-width": 1.5 })),
    plate(label),
    inside,
  );
}

/** @param {number} working @returns {Shape} */
function cogs(working) {
  const turn = clamp(working) * 360;
  return h(
    "g",
    { "aria-hidden": "true" },
    h("path", { d: cut(250, 120, "window"), transform: "translate(0 66)", fill: "var(--symmetric-dark)", stroke: "var(--ink)", "stroke-width": LINE }),
    cog(-62, 66, 46, turn, "var(--asymmetric)"),
    cog(16, 84, 38, -turn * (46 / 38) + 22, "var(--metal)"),
    cog(82, 60, 36, turn * (46 / 36) + 8, "var(--client-random)"),
  );
}

/** Blocks being turned black, one after another. @param {number} working @returns {Shape} */
function shuffle(working) {
  const done = clamp(working);
  return h(
    "g",
    { "aria-hidden": "true" },
    h("path", { d: cut(250, 120, "window"), transform: "translate(0 66)", fill: "var(--symmetric-dark)", stroke: "var(--ink)", "stroke-width": LINE }),
    [0, 1, 2, 3, 4, 5, 6, 7].map((i) => {
      const [column, row] = [i % 4, i >> 2];
      const black = done * 8 > i + 0.5;
      const spin = clamp(done * 8 - i) * 180;
      return h("rect", { x: -21, y: -21, width: 42, height: 42, rx: 3, transform: moved(-84 + column * 56, 40 + row * 52, spin), fill: black ? "var(--encrypted)" : "var(--label)", stroke: "var(--ink)", "stroke-width": 2.5 });
    }),
  );
}

/**
 * The curve machine of ECDHE: a number comes in on the left, a point from above, and out on the right
 * comes that point, so many times. It runs in this direction only.
 * Origin: its middle. Size: 460 × 320.
 * @param {{ label?: string, working?: number }} [options]
 * @returns {Shape}
 */
export function curveMachine({ label = "", working: work = 0 } = {}) {
  const working = clamp(work);
  // The dot hops along the curve from point to point.
  const hops = [[-88, 40], [-52, 28], [-34, 98], [26, 62], [64, 34], [92, 102]];
  const at = working * (hops.length - 1);
  const i = Math.min(hops.length - 2, Math.floor(at));
  const [x, y] = [0, 1].map((k) => mix(hops[i][k], hops[i + 1][k], at - i));
  return h(
    "g",
    { transform: shake(working) },
    puffs(working, 205),
    ink(cut(W, H, "asymmetric", 1.2), "var(--asymmetric)", LINE),
    mouths("var(--asymmetric-dark)"),
    h("path", { d: poly([[-92, -159], [92, -159], [88, -149], [-88, -149]]), fill: "var(--asymmetric-dark)", stroke: "var(--ink)", "stroke-width": 1.5 }),
    plate(label),
    h("path", { d: cut(250, 120, "window"), transform: "translate(0 66)", fill: "var(--label)", stroke: "var(--ink)", "stroke-width": LINE }),
    h("path", { d: "M-104 66C-104 28 -46 16 -34 66C-46 116 -104 104 -104 66Z M112 14C74 28 26 40 26 66C26 92 74 104 112 118", fill: "none", stroke: "var(--public)", "stroke-width": 4 }),
    h("circle", { cx: x, cy: y - Math.abs(Math.sin(at * Math.PI)) * 12, r: 9, fill: "var(--alert)", stroke: "var(--ink)", "stroke-width": 2.5 }),
  );
}
