/**
 * The two parties. They have no faces: they are programs, not people.
 */
import { h } from "../shape.js";
import { clamp, curve, ease, ink, limb, LINE, mix, moved, sine } from "./ink.js";
import { hand } from "./hand.js";

/** @import { Shape } from "../shape.js" */
/** @import { Point } from "./ink.js" */

/** A person from the feet up; the origin stands between the feet. */
export const PERSON = Object.freeze({ w: 120, h: 430 });

const SHOULDER = Object.freeze({ x: -2, y: -306 });
const UPPER = 66;
const FORE = 64;

/**
 * Where the throwing hand is (a person that looks to the right; `way` -1 mirrors).
 * @param {{ throwing?: number, way?: 1 | -1 }} [options]
 */
export function throwPoint({ throwing = 1, way = 1 } = {}) {
  const [, , [x, y]] = throwingArm(throwing);
  return { x: way * x, y };
}

/** Shoulder, elbow, wrist: angles in degrees from "up", clockwise. @param {number} upper @param {number} fore @returns {[Point, Point, Point]} */
function arm(upper, fore) {
  const [a, b] = [(upper * Math.PI) / 180, (fore * Math.PI) / 180];
  const elbow = /** @type {Point} */ ([SHOULDER.x + Math.sin(a) * UPPER, SHOULDER.y - Math.cos(a) * UPPER]);
  return [[SHOULDER.x, SHOULDER.y], elbow, [elbow[0] + Math.sin(b) * FORE, elbow[1] - Math.cos(b) * FORE]];
}

/** @param {number} throwing */
function throwingArm(throwing) {
  const t = clamp(throwing);
  const swing = t < 0.3 ? ease(t / 0.3) * -18 : mix(-18, 0, ease((t - 0.3) / 0.7));
  const through = t < 0.3 ? 0 : ease((t - 0.3) / 0.7);
  return arm(mix(-62, 68, through) + swing, mix(12, 62, through) + swing * 1.5);
}

/**
 * @typedef {object} PersonOptions
 * @property {number | null} [throwing] 0 drawn back … 1 let go; null: the arm rests on the keyboard
 * @property {number | null} [wave] a phase (0..1, then again); null: no waving
 * @property {"side" | "front"} [pose] side: at work; front: as in the portraits
 */

/**
 * The client: dark messy hair, beige jumper, light trousers; looks to the right.
 * Origin: between the feet. Size 120 × 430; a thrown or waving arm reaches 90 further.
 * @param {PersonOptions} [options]
 * @returns {Shape}
 */
export function client({ throwing = null, wave = null, pose = "side" } = {}) {
  return pose === "front" ? frontClient(wave) : side({ throwing, wave, cloth: "var(--jumper)", trousers: "var(--light-trousers)", hair: CLIENT_HAIR });
}

/**
 * The server: white shirt, brown trousers; looks to the left.
 * Origin: between the feet. Size 120 × 430; a thrown or waving arm reaches 90 further.
 * @param {PersonOptions} [options]
 * @returns {Shape}
 */
export function server({ throwing = null, wave = null, pose = "side" } = {}) {
  return pose === "front"
    ? frontServer(wave)
    : h("g", { transform: "scale(-1 1)" }, side({ throwing, wave, cloth: "var(--shirt)", trousers: "var(--brown-trousers)", hair: SERVER_HAIR }));
}

const CLIENT_HAIR = "M-6 -352C-12 -346 -14 -342 -22 -338C-26 -346 -36 -352 -37 -366L-44 -372L-36 -380C-36 -388 -34 -392 -28 -398L-33 -408L-20 -406C-20 -412 -18 -414 -12 -414L-8 -424L0 -414C4 -417 8 -416 12 -414L22 -420L22 -408C28 -408 34 -408 42 -412C38 -400 30 -392 18 -389C12 -385 4 -388 0 -384C-1 -372 -2 -362 -6 -352Z";
const SERVER_HAIR = "M-10 -346C-18 -344 -20 -342 -24 -344L-40 -378C-38 -396 -28 -404 -14 -408C-2 -411 8 -409 16 -402L12 -392C8 -386 10 -382 6 -378C2 -378 0 -380 -2 -386C-6 -386 -8 -380 -8 -374C-4 -364 -6 -354 -10 -346Z";

/** @param {{ throwing: number | null, wave: number | null, cloth: string, trousers: string, hair: string }} options @returns {Shape} */
function side({ throwing, wave, cloth, trousers, hair }) {
  const busy = throwing !== null && throwing !== undefined;
  const waving = wave !== null && wave !== undefined;
  const far = busy ? throwingArm(throwing) : waving ? arm(48, 12 + sine(wave) * 16) : null;
  const turn = far ? (Math.atan2(far[2][0] - far[1][0], far[1][1] - far[2][1]) * 180) / Math.PI : 0;
  return h(
    "g",
    null,
    far
      ? h(
          "g",
          null,
          h("g", { transform: moved(far[2][0], far[2][1], turn + (waving ? sine(wave) * 10 : 0), 0.78) }, hand({ pose: waving ? "wide" : (throwing ?? 0) > 0.85 ? "point" : "grip" })),
          limb(far, 31, cloth, 2.5),
        )
      : null,
    ink("M-24 -176L-25 -56C-27 -30 -38 -14 -50 -10C-48 -6 -46 -5 -42 -5L6 -5L6 -176Z", trousers, 2.5),
    ink("M-18 -176L-18 -52C-20 -26 -28 -8 -42 0L54 0C38 -10 32 -30 31 -52L31 -176Z", trousers, 2.5),
    ink("M-37 -208L-37 -192C-37 -166 -20 -152 0 -152C20 -152 37 -166 37 -192L37 -208Z", trousers, 2.5),
    ink("M-37 -200L-37 -316C-37 -330 -28 -338 -14 -338L16 -338C30 -338 37 -330 37 -316L37 -200Z", cloth, 2.5),
    h("path", { d: "M-4 -338L-4 -346L10 -346L10 -338", fill: "var(--skin)", stroke: "none" }),
    h("circle", { cx: 2, cy: -374, r: 33, fill: "var(--skin)", stroke: "var(--ink)", "stroke-width": 2 }),
    ink(hair, "var(--hair)", 1.5),
    ink("M84 -291C92 -296 104 -296 112 -290C118 -286 122 -280 118 -276C112 -272 106 -276 100 -275C98 -270 92 -266 84 -265Z", "var(--skin)", 2.5),
    limb([[-2, -308], [34, -268], [78, -277]], 33, cloth, 2.5),
  );
}

/** Legs and trunk seen from the front. @param {string} cloth @param {string} trousers @param {boolean} flared @returns {Shape} */
function trunk(cloth, trousers, flared) {
  return h(
    "g",
    null,
    ink(flared ? "M-36 -200L-34 -40C-36 -20 -46 -8 -58 -6L0 0L0 -180Z" : "M-37 -200L-37 0L-4 0L-4 -176Z", trousers, LINE),
    ink("M37 -200L37 0L3 0L3 -176Z", trousers, LINE),
    ink("M-38 -204L-38 -190C-38 -164 -20 -150 0 -150C20 -150 38 -164 38 -190L38 -204Z", trousers, LINE),
    ink("M-38 -198L-38 -310C-38 -328 -28 -338 -12 -338L12 -338C28 -338 38 -328 38 -310L38 -198Z", cloth, LINE),
  );
}

/** @param {Shape} hair @returns {Shape} */
const head = (hair) => h("g", null, h("path", { d: "M-10 -348L-10 -332C-4 -326 4 -326 10 -332L10 -348Z", fill: "var(--skin)" }), hair);

/** Arms crossed, waiting. @param {number | null} wave @returns {Shape} */
function frontClient(wave) {
  const waving = wave !== null && wave !== undefined;
  const tufts = "M-38 -372C-40 -392 -32 -400 -22 -404C-26 -410 -34 -410 -36 -414C-24 -416 -14 -414 -8 -416C-6 -412 0 -416 4 -418C6 -412 10 -416 14 -414C16 -410 20 -412 24 -408C32 -402 38 -396 38 -376C38 -364 34 -356 28 -352L-26 -350C-34 -356 -38 -362 -38 -372Z";
  return h(
    "g",
    null,
    waving ? raised(wave ?? 0, "var(--jumper)", 1) : null,
    trunk("var(--jumper)", "var(--light-trousers)", true),
    head(h("g", null, ink(tufts, "var(--hair)", 1.5), h("circle", { cx: 2, cy: -372, r: 31, fill: "var(--skin)", stroke: "var(--ink)", "stroke-width": 2 }), ink("M-32 -380C-28 -396 -12 -404 4 -404C20 -404 32 -394 34 -380C28 -388 22 -390 16 -388C12 -392 6 -388 2 -391C-4 -387 -10 -392 -14 -388C-20 -390 -26 -386 -32 -380Z", "var(--hair)", 1))),
    waving ? limb([[-34, -312], [-50, -268], [6, -258]], 30, "var(--jumper)", 3) : crossed(),
  );
}

/** @returns {Shape} */
const crossed = () => h("g", null, limb([[-30, -318], [-54, -280], [24, -292]], 29, "var(--jumper)", 3), limb([[32, -312], [46, -262], [-38, -286]], 29, "var(--jumper)", 3));

/** An arm that waves, on the right. @param {number} wave @param {string} cloth @param {1 | -1} way @returns {Shape} */
function raised(wave, cloth, way) {
  const swing = sine(wave) * 12;
  const wrist = /** @type {Point} */ ([way * (84 + swing), -372]);
  return h("g", null, h("g", { transform: moved(wrist[0], wrist[1], way * 10 + swing, 0.8) }, hand({ pose: "wide" })), limb([[way * 24, -314], [way * 76, -300], wrist], 29, cloth, 3));
}

/** One hand on the hip, the other says it is all right. @param {number | null} wave @returns {Shape} */
function frontServer(wave) {
  const waving = wave !== null && wave !== undefined;
  return h(
    "g",
    null,
    waving ? raised(wave ?? 0, "var(--shirt)", -1) : null,
    limb([[30, -316], [70, -272], [40, -224]], 29, "var(--shirt)", 3),
    trunk("var(--shirt)", "var(--brown-trousers)", false),
    head(
      h(
        "g",
        null,
        ink("M-37 -368C-40 -396 -24 -412 0 -412C24 -412 40 -396 37 -368C36 -356 32 -350 28 -348L-28 -348C-32 -350 -36 -356 -37 -368Z", "var(--hair)", 1.5),
        h("circle", { cx: 0, cy: -368, r: 31, fill: "var(--skin)", stroke: "var(--ink)", "stroke-width": 2 }),
        ink("M-32 -378C-28 -394 -16 -401 0 -401C16 -401 28 -394 32 -378C22 -388 -22 -388 -32 -378Z", "var(--hair)", 1),
      ),
    ),
    waving ? null : thumb(),
  );
}

/** @returns {Shape} */
function thumb() {
  return h(
    "g",
    null,
    limb([[-30, -316], [-66, -282], [-50, -254]], 29, "var(--shirt)", 3),
    h(
      "g",
      { transform: moved(-46, -244) },
      ink("M-6 -18C-8 -34 -2 -38 2 -36C7 -33 6 -24 6 -16Z", "var(--skin)", 2.5),
      ink(curve([[-16, -18], [12, -18], [16, -8], [14, 8], [6, 14], [-14, 14], [-18, 4]]), "var(--skin)", 2.5),
      ink("M-2 -9L14 -9M-2 -1L15 -1M-2 7L13 7", "none", 2),
    ),
  );
}

/**
 * A portrait: someone on a pale card, as when the parties are introduced.
 * Origin: the middle of its foot. Size 220 × 500. (The caption belongs to the page.)
 * @param {{ who?: Shape | null, w?: number, h?: number }} [options] `who` stands on the foot, e.g. client({ pose: "front" })
 * @returns {Shape}
 */
export function portrait({ who = null, w = 220, h: height = 500 } = {}) {
  return h("g", null, h("rect", { x: -w / 2, y: -height, width: w, height, rx: 12, fill: "var(--door-frame)", stroke: "var(--ink)", "stroke-width": LINE }), who ? h("g", { transform: moved(0, -24) }, who) : null);
}

