/**
 * The two parties at work: what they do with their arms, and how they take it.
 */
import { h } from "../shape.js";
import { clamp, curve, ease, ink, limb, LINE, mix, moved, n, sine, span } from "./ink.js";
import { hand } from "./hand.js";

/** @import { Shape } from "../shape.js" */
/** @import { Point } from "./ink.js" */

/** A person from the feet up; the origin stands between the feet. */
export const PERSON = Object.freeze({ w: 120, h: 430 });

const SHOULDER = Object.freeze({ x: -2, y: -306 });
const UPPER = 66;
const FORE = 64;

/** @typedef {"open" | "wide" | "point" | "grip" | "thumb"} Grip */
/** @typedef {[upper: number, fore: number, grip: Grip]} Reach angles in degrees from "up", clockwise */

/**
 * What the arms do: the near one, the far one (none: it hangs behind), and how far the body leans.
 * @type {Readonly<Record<string, { near: Reach, far?: Reach, lean?: number }>>}
 */
const POSES = Object.freeze({
  rest: { near: [155, 112, "open"] },
  drawn: { near: [120, 60, "open"], far: [-78, -14, "grip"], lean: -9 },
  flung: { near: [168, 118, "open"], far: [66, 58, "wide"], lean: 9 },
  hold: { near: [155, 112, "open"], far: [138, 90, "grip"], lean: 4 },
  catch: { near: [64, 28, "wide"], far: [44, 14, "wide"], lean: -3 },
  thumb: { near: [128, 18, "thumb"], lean: -3 },
  shock: { near: [98, 22, "wide"], far: [-40, 6, "wide"], lean: -7 },
  worry: { near: [144, 10, "grip"], far: [-62, 34, "open"], lean: 3 },
  cheer: { near: [44, 8, "wide"], far: [-34, -6, "wide"], lean: 0 },
  umbrella: { near: [155, 112, "open"], far: [98, 84, "grip"], lean: 2 },
});

/** What somebody can do. */
export const DOING = Object.freeze(["throw", "wave", ...Object.keys(POSES)]);

/** Between two poses. @param {Reach} a @param {Reach} b @param {number} k @returns {Reach} */
const bend = (a, b, k) => [mix(a[0], b[0], k), mix(a[1], b[1], k), k > 0.5 ? b[2] : a[2]];

/** Where an arm that does not work is. @type {Reach} */
const HANGING = [172, 158, "open"];

/**
 * @param {string} doing @param {number} k
 * @returns {{ near: Reach, far: Reach | null, lean: number }}
 */
function posture(doing, k) {
  const { rest, drawn, flung } = POSES;
  if (doing === "throw") {
    // Drawn back, flung, held out after the plane, and back to work.
    if (k < 0.26) return between(rest, drawn, ease(k / 0.26));
    if (k < 0.44) return between(drawn, flung, ease(span(0.26, 0.44, k)));
    return between(flung, rest, ease(span(0.76, 1, k)));
  }
  if (doing === "wave") return { near: rest.near, far: [46, 10 + sine(k) * 18, "wide"], lean: -2 };
  return between(rest, POSES[doing] ?? rest, ease(clamp(k)));
}

/** @param {{ near: Reach, far?: Reach, lean?: number }} a @param {{ near: Reach, far?: Reach, lean?: number }} b @param {number} k */
const between = (a, b, k) => ({
  near: bend(a.near, b.near, k),
  far: a.far || b.far ? bend(a.far ?? HANGING, b.far ?? HANGING, k) : null,
  lean: mix(a.lean ?? 0, b.lean ?? 0, k),
});

/**
 * Where a working hand is, of somebody who looks to the right (`way` -1 mirrors), from between the feet.
 * @param {{ doing?: string, k?: number, way?: 1 | -1 }} [options]
 */
export function handPoint({ doing = "throw", k = 0.44, way = 1 } = {}) {
  const { near, far, lean } = posture(doing, k);
  const [, , [x, y]] = arm(far ?? near);
  const a = (lean * Math.PI) / 180;
  return { x: way * (x * Math.cos(a) - (y - HIP) * Math.sin(a)), y: HIP + x * Math.sin(a) + (y - HIP) * Math.cos(a) };
}

const HIP = -190;

/** Shoulder, elbow, wrist. @param {Reach} reach @returns {[Point, Point, Point]} */
function arm([upper, fore]) {
  const [a, b] = [(upper * Math.PI) / 180, (fore * Math.PI) / 180];
  const elbow = /** @type {Point} */ ([SHOULDER.x + Math.sin(a) * UPPER, SHOULDER.y - Math.cos(a) * UPPER]);
  return [[SHOULDER.x, SHOULDER.y], elbow, [elbow[0] + Math.sin(b) * FORE, elbow[1] - Math.cos(b) * FORE]];
}

/** An arm and its hand. @param {Reach} reach @param {string} cloth @param {"near" | "far"} key @returns {Shape} */
function reaching(reach, cloth, key) {
  const points = arm(reach);
  return h("g", { key },
    h("g", { transform: moved(points[2][0], points[2][1], reach[1], 0.78) }, reach[2] === "thumb" ? h("g", { transform: "rotate(-18)" }, fist()) : hand({ pose: reach[2] })),
    limb(points, 32, cloth, 3));
}

/**
 * @typedef {object} PersonOptions
 * @property {string} [doing] one of DOING
 * @property {number} [k]     how far: 0..1, of waving a phase
 * @property {"calm" | "glad" | "shocked" | "worried" | "busy"} [mood]
 * @property {number} [look]  where the eyes go: -1 down at the work, 0 ahead, 1 up
 * @property {boolean} [blink]
 * @property {"side" | "front"} [pose] side: at work; front: as in the portraits
 * @property {"all" | "body" | "arm"} [part] body: without the near arm, arm: only that, so that a table comes between
 */

/**
 * The client: dark messy hair, beige jumper, light trousers; looks to the right.
 * Origin: between the feet. Size 120 × 430; a thrown or waving arm reaches 90 further.
 * @param {PersonOptions} [options]
 * @returns {Shape}
 */
export function client({ pose = "side", ...options } = {}) {
  return pose === "front" ? frontClient(options.doing === "wave" ? (options.k ?? 0) : null) : side(options, { cloth: "var(--jumper)", trousers: "var(--light-trousers)", head: clientHead });
}

/**
 * The server: glasses, white shirt, brown trousers; looks to the left.
 * Origin: between the feet. Size 120 × 430; a thrown or waving arm reaches 90 further.
 * @param {PersonOptions} [options]
 * @returns {Shape}
 */
export function server({ pose = "side", ...options } = {}) {
  return pose === "front"
    ? frontServer(options.doing === "wave" ? (options.k ?? 0) : null)
    : h("g", { transform: "scale(-1 1)" }, side(options, { cloth: "var(--shirt)", trousers: "var(--brown-trousers)", head: serverHead }));
}

const CLIENT_HAIR = "M-6 -352C-12 -346 -14 -342 -22 -338C-26 -346 -36 -352 -37 -366L-44 -372L-36 -380C-36 -388 -34 -392 -28 -398L-33 -408L-20 -406C-20 -412 -18 -414 -12 -414L-8 -424L0 -414C4 -417 8 -416 12 -414L22 -420L22 -408C28 -408 34 -408 42 -412C38 -400 30 -392 18 -389C12 -385 4 -388 0 -384C-1 -372 -2 -362 -6 -352Z";
const SERVER_HAIR = "M-10 -346C-18 -344 -20 -342 -24 -344L-40 -378C-38 -396 -28 -404 -14 -408C-2 -411 8 -409 16 -402L12 -392C8 -386 10 -382 6 -378C2 -378 0 -380 -2 -386C-6 -386 -8 -380 -8 -374C-4 -364 -6 -354 -10 -346Z";

/** @typedef {{ mood?: PersonOptions["mood"], look?: number, blink?: boolean }} Face */

/** The client's head, which looks to the right. Origin: that of its owner; its middle is at (2, -374). @param {Face} [face] @returns {Shape} */
export const clientHead = (face = {}) => head3(CLIENT_HAIR, face, false);

/** The server's head, with glasses. It looks to the right too: mirror it. @param {Face} [face] @returns {Shape} */
export const serverHead = (face = {}) => head3(SERVER_HAIR, face, true);

const MOUTHS = Object.freeze({
  calm: "M11 -357Q18 -352 26 -358",
  glad: "M8 -361Q17 -340 28 -362Q18 -357 8 -361Z",
  shocked: "M14 -351a5 7 0 1 0 10 0a5 7 0 1 0 -10 0Z",
  worried: "M9 -353Q13 -359 17 -355T26 -356",
  busy: "M13 -356H24",
});
const BROWS = Object.freeze({
  calm: "M5 -386Q10 -389 15 -387M22 -387Q27 -389 31 -386",
  glad: "M4 -388Q10 -393 15 -389M22 -389Q27 -393 32 -388",
  shocked: "M3 -391Q9 -397 15 -392M22 -392Q28 -397 33 -391",
  worried: "M4 -384Q9 -389 15 -391M22 -391Q28 -389 32 -384",
  busy: "M4 -387Q10 -386 15 -383M22 -383Q27 -386 32 -387",
});

/** Three quarters of a face. @param {string} hair @param {Face} face @param {boolean} glasses @returns {Shape} */
function head3(hair, { mood = "calm", look = 0, blink = false }, glasses) {
  const [x, y] = [look > 0 ? 1.5 : 0, look * -2.5];
  const pen = { fill: "none", stroke: "var(--ink)", "stroke-linecap": "round", "stroke-linejoin": "round" };
  const r = mood === "shocked" ? 4.4 : 3.4;
  return h(
    "g",
    null,
    h("path", { d: "M-6 -346L-4 -334L12 -334L14 -346", fill: "var(--skin)", stroke: "var(--ink)", "stroke-width": 2 }),
    h("circle", { cx: 2, cy: -374, r: 33, fill: "var(--skin)", stroke: "var(--ink)", "stroke-width": 2.5 }),
    h("path", { ...pen, d: "M33 -378C41 -374 42 -366 34 -365", fill: "var(--skin)", "stroke-width": 2.5 }),
    blink
      ? h("path", { key: "blink", ...pen, d: "M7 -374Q10 -371 14 -374M23 -374Q26 -371 30 -374", "stroke-width": 2.5 })
      : [11, 27].map((cx) => h("ellipse", { key: `eye${cx}`, cx: cx + x, cy: -375 + y, rx: r * 0.85, ry: r * 1.15, fill: "var(--ink)" })),
    h("path", { ...pen, d: BROWS[mood], "stroke-width": 2.5 }),
    h("path", { ...pen, d: MOUTHS[mood], fill: mood === "glad" || mood === "shocked" ? "var(--bad)" : "none", "stroke-width": 2.5 }),
    glasses ? h("path", { ...pen, d: "M1 -375a10 10 0 1 0 20 0a10 10 0 1 0 -20 0ZM21 -376Q23 -378 25 -376M25 -375a8 9 0 1 0 15 0a8 9 0 1 0 -15 0ZM1 -376L-10 -380", "stroke-width": 2.2 }) : null,
    ink(hair, "var(--hair)", 1.5),
    mood === "worried" ? ink("M40 -398C44 -390 46 -388 46 -384A6 6 0 1 1 34 -384C34 -388 37 -390 40 -398Z", "var(--client-iv)", 1.8) : null,
  );
}

/** @param {PersonOptions} options @param {{ cloth: string, trousers: string, head: (face: Face) => Shape }} look @returns {Shape} */
function side({ doing = "rest", k = 0, mood, look = 0, blink = false, part = "all" }, { cloth, trousers, head }) {
  const { near, far, lean } = posture(doing, k);
  look = clamp(look, -1, 1);
  const leaning = lean ? `rotate(${n(lean)} 0 ${HIP})` : null;
  if (part === "arm") return h("g", { transform: leaning }, reaching(near, cloth, "near"));
  return h(
    "g",
    null,
    ink("M-24 -176L-25 -56C-27 -30 -38 -14 -50 -10C-48 -6 -46 -5 -42 -5L6 -5L6 -176Z", trousers, 2.5),
    ink("M-18 -176L-18 -52C-20 -26 -28 -8 -42 0L54 0C38 -10 32 -30 31 -52L31 -176Z", trousers, 2.5),
    ink("M-37 -208L-37 -192C-37 -166 -20 -152 0 -152C20 -152 37 -166 37 -192L37 -208Z", trousers, 2.5),
    h(
      "g",
      { transform: leaning },
      far ? reaching(far, cloth, "far") : null,
      ink("M-37 -196L-37 -316C-37 -330 -28 -338 -14 -338L16 -338C30 -338 37 -330 37 -316L37 -196Z", cloth, 3),
      h("g", { key: "head", transform: lean || look ? `rotate(${n(lean * -0.5 - look * 7)} 0 -340)` : null }, head({ mood: mood ?? MOOD[doing] ?? "calm", look, blink })),
      part === "all" ? reaching(near, cloth, "near") : null,
    ),
  );
}

/** @type {Record<string, PersonOptions["mood"]>} */
const MOOD = { throw: "busy", wave: "glad", thumb: "glad", shock: "shocked", worry: "worried", catch: "glad", cheer: "glad", umbrella: "glad" };

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
const neck = (hair) => h("g", null, h("path", { d: "M-10 -348L-10 -332C-4 -326 4 -326 10 -332L10 -348Z", fill: "var(--skin)" }), hair);

/** Arms crossed, waiting. @param {number | null} wave @returns {Shape} */
function frontClient(wave) {
  const waving = wave !== null && wave !== undefined;
  const tufts = "M-38 -372C-40 -392 -32 -400 -22 -404C-26 -410 -34 -410 -36 -414C-24 -416 -14 -414 -8 -416C-6 -412 0 -416 4 -418C6 -412 10 -416 14 -414C16 -410 20 -412 24 -408C32 -402 38 -396 38 -376C38 -364 34 -356 28 -352L-26 -350C-34 -356 -38 -362 -38 -372Z";
  return h(
    "g",
    null,
    waving ? raised(wave ?? 0, "var(--jumper)", 1) : null,
    trunk("var(--jumper)", "var(--light-trousers)", true),
    neck(h("g", null, ink(tufts, "var(--hair)", 1.5), h("circle", { cx: 2, cy: -372, r: 31, fill: "var(--skin)", stroke: "var(--ink)", "stroke-width": 2 }), ink("M-32 -380C-28 -396 -12 -404 4 -404C20 -404 32 -394 34 -380C28 -388 22 -390 16 -388C12 -392 6 -388 2 -391C-4 -387 -10 -392 -14 -388C-20 -390 -26 -386 -32 -380Z", "var(--hair)", 1))),
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
    neck(
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

/** A fist with its thumb up. Origin: the wrist. @returns {Shape} */
const fist = () =>
  h(
    "g",
    null,
    ink("M-8 -34C-10 -56 -2 -62 4 -59C10 -55 8 -44 8 -32Z", "var(--skin)", 2.8),
    ink(curve([[-20, -36], [16, -38], [22, -26], [20, -8], [10, 2], [-14, 2], [-22, -8]]), "var(--skin)", 2.8),
    ink("M-2 -27L20 -27M-2 -18L21 -18M-2 -9L18 -9", "none", 2.2),
  );

/** @returns {Shape} */
const thumb = () => h("g", null, limb([[-30, -316], [-66, -282], [-50, -254]], 29, "var(--shirt)", 3), h("g", { transform: moved(-46, -232, 0, 0.8) }, fist()));

/**
 * A portrait: someone on a pale card, as when the parties are introduced.
 * Origin: the middle of its foot. Size 220 × 500. (The caption belongs to the page.)
 * @param {{ who?: Shape | null, w?: number, h?: number }} [options] `who` stands on the foot, e.g. client({ pose: "front" })
 * @returns {Shape}
 */
export function portrait({ who = null, w = 220, h: height = 500 } = {}) {
  return h("g", null, h("rect", { x: -w / 2, y: -height, width: w, height, rx: 12, fill: "var(--door-frame)", stroke: "var(--ink)", "stroke-width": LINE }), who ? h("g", { transform: moved(0, -24) }, who) : null);
}

