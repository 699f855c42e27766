/**
 * Furniture: the two desks in the wide shot and in the close-up.
 */
import { h } from "../shape.js";
import { cut, ink, LINE, moved, n, poly, sine } from "./ink.js";
import { block, ems, sizeFor } from "./text.js";

/** @import { Shape } from "../shape.js" */

/** The close-up, a nameplate, and the furniture of the wide shot. */
export const DESK = Object.freeze({ w: 900, h: 760 });
export const PLATE = Object.freeze({ w: 384, h: 138 });
export const TABLE = Object.freeze({ w: 360, h: 360 });

/**
 * The close-up ground. Origin: top left. Size: w × h (900 × 760), nameplate in
 * the top right corner (client) or the top left (server) if `text` is given.
 * @param {{ side: "client" | "server", w?: number, h?: number, text?: string, plateSize?: number, slant?: number }} options `slant`: how much its far edge is shorter at either end
 * @returns {Shape}
 */
export function deskTop({ side, w = DESK.w, h: height = DESK.h, text = "", plateSize = 1, slant = 0 }) {
  const mirrored = side === "server";
  const x = (PLATE.w / 2) * plateSize + 14;
  return h(
    "g",
    null,
    h("path", { d: poly([[slant, 0], [w - slant, 0], [w, height], [0, height]]), fill: `var(--${side}-desk)` }),
    h("path", { d: poly([[1 + slant, 1], [w - 1 - slant, 1], [w - 1, height - 1], [1, height - 1]]), fill: "none", stroke: "var(--desk-edge)", "stroke-width": 2 }),
    text ? h("g", { transform: moved(mirrored ? x : w - x, (PLATE.h / 2) * plateSize + 10, 0, plateSize) }, nameplate({ text, side })) : null,
  );
}

/**
 * A skewed nameplate with its black fold; the text is the page's, translated.
 * Origin: its middle. Size 384 × 138.
 * @param {{ text: string, side?: "client" | "server" }} options
 * @returns {Shape}
 */
export function nameplate({ text, side = "client" }) {
  const size = sizeFor([text], { w: 318, h: 100, max: 70, min: 16, font: "t-plate" });
  const wide = ems(text, "t-plate") * size > 319;
  return h(
    "g",
    null,
    ink("M158 -64L190 0L158 0Z", "var(--shadow)", 2),
    ink("M-182 -65L167 -64L161 66L-188 65Z", `var(--${side}-plate)`, 8),
    h(
      "text",
      {
        class: "t-plate",
        x: -8,
        y: n(size * 0.36),
        "font-size": n(size),
        "text-anchor": "middle",
        fill: "var(--plate-ink)",
        stroke: "var(--ink)",
        "stroke-width": n(Math.max(3, size * 0.075)),
        "stroke-linejoin": "round",
        "paint-order": "stroke",
        textLength: wide ? 318 : null,
        lengthAdjust: wide ? "spacingAndGlyphs" : null,
      },
      text,
    ),
  );
}

/**
 * The client's desk in the wide shot: a table with a computer.
 * Origin: the foot of the front leg. It reaches 250 to the left, 106 to the right, 360 up.
 * @param {{ glow?: number }} [options] glow 0..1: how bright the screen is
 * @returns {Shape}
 */
export function table({ glow = 0 } = {}) {
  return h(
    "g",
    null,
    leg(-240, -246, 106),
    ink(poly([[20, -100], [106, -146], [106, -42]]), "var(--table-side)", 3.5),
    ink(poly([[-249, -260], [-158, -306], [106, -160], [15, -110]]), "var(--table)", LINE),
    ink(poly([[-249, -260], [15, -110], [15, -92], [-249, -242]]), "var(--table-edge)", LINE),
    ink(poly([[15, -110], [106, -160], [106, -142], [15, -92]]), "var(--table)", LINE),
    leg(-16, -104, 104),
    computer({ glow }),
  );
}

/**
 * A computer box with its keyboard and monitor. Origin: that of the table it stands on; it reaches from
 * -146 to -18, from -370 to -184. The middle of the keyboard is at KEYBOARD.
 * @param {{ glow?: number }} [options] glow 0..1: how bright the screen is
 * @returns {Shape}
 */
export function computer({ glow = 0 } = {}) {
  return h(
    "g",
    null,
    ink(poly([[-112, -238], [-84, -252], [-24, -220], [-52, -204]]), "var(--rack)", 1.5, "var(--metal-dark)"),
    ink(poly([[-112, -238], [-52, -204], [-52, -184], [-112, -218]]), "var(--rack)", 1.5, "var(--metal-dark)"),
    ink(poly([[-52, -204], [-24, -220], [-24, -200], [-52, -184]]), "var(--rack)", 1.5, "var(--metal-dark)"),
    h("circle", { cx: -60, cy: -196, r: 3, fill: "var(--client-iv)" }),
    ink(poly([[-146, -218], [-128, -228], [-78, -200], [-96, -190]]), "var(--paper)", 1.5),
    h("path", { d: "M-138 -219L-92 -193M-134 -222L-86 -195M-120 -224L-136 -214M-106 -216L-122 -207M-92 -208L-110 -199", stroke: "var(--metal)", "stroke-width": 1.5, fill: "none" }),
    ink("M-74 -232L-64 -250L-56 -246L-62 -226Z", "var(--rack)", 1.5, "var(--metal-dark)"),
    ink("M-134 -362C-136 -368 -130 -370 -126 -368L-26 -312C-20 -308 -18 -304 -18 -298L-18 -232C-18 -226 -22 -224 -28 -227L-128 -282C-132 -284 -134 -288 -134 -294Z", "var(--rack)", 2),
    ink(poly([[-124, -352], [-30, -299], [-30, -242], [-124, -294]]), "var(--screen)", 0),
    glow > 0 ? h("path", { d: poly([[-124, -352], [-30, -299], [-30, -242], [-124, -294]]), fill: "var(--sky)", opacity: Math.min(1, glow) * 0.8 }) : null,
  );
}

/** Where one types. */
export const KEYBOARD = Object.freeze({ x: -112, y: -209 });

/**
 * The wooden table that a desk's ground lies on, like a writing pad. Origin: the top left of the ground, w × h.
 * It reaches `rim` further at the sides, `back` up, for what stands on it, and below it shows `front` of its edge.
 * @param {{ w?: number, h?: number, back?: number, rim?: number, front?: number, slant?: number }} [options] `slant`: how much further its near edge reaches at either end
 * @returns {Shape}
 */
export function woodwork({ w = DESK.w, h: height = DESK.h, back = 56, rim = 18, front = 40, slant = 0 } = {}) {
  const [left, right, bottom] = [-rim - slant, w + rim + slant, height + rim];
  return h(
    "g",
    null,
    ink(poly([[-rim * 0.2, -back], [w + rim * 0.2, -back], [right, bottom], [left, bottom]]), "var(--table)", 4),
    h("path", { d: `M${60 - rim} ${n(-back * 0.66)}h${n(w * 0.4)}M${n(w * 0.52)} ${n(-back * 0.36)}h${n(w * 0.36)}`, stroke: "var(--table-edge)", "stroke-width": 3, "stroke-linecap": "round" }),
    ink(poly([[left, bottom], [right, bottom], [right, bottom + front], [left, bottom + front]]), "var(--table-edge)", 4),
  );
}

/**
 * What a table stands on, and what is under it. Origin: the left end of its lower edge; about w × 200.
 * @param {{ side?: "client" | "server", w?: number }} [options]
 * @returns {Shape}
 */
export const underneath = ({ side = "client", w = DESK.w } = {}) =>
  h(
    "g",
    null,
    h("ellipse", { cx: w / 2, cy: 188, rx: w / 2 + 30, ry: 24, fill: "var(--ink)", opacity: 0.12 }),
    // Those behind are further away: thinner, shorter, darker.
    [118, w - 142].map((x) => h("rect", { x, y: -4, width: 24, height: 142, fill: "var(--metal-dark)", stroke: "var(--ink)", "stroke-width": 4 })),
    [20, w - 56].map((x) => h("g", null, h("rect", { x, y: -4, width: 36, height: 190, fill: "var(--metal)", stroke: "var(--ink)", "stroke-width": 4 }), h("path", { d: `M${x + 20} 0v182`, stroke: "var(--ink)", "stroke-width": 3 }))),
    h("g", { transform: moved(w * (side === "client" ? 0.14 : 0.84), 196) }, side === "client" ? basket() : cat()),
  );

/** A basket with crumpled paper, some of it beside it: airplanes that did not fly; or empty. Origin: its foot. 150 × 130. @param {{ full?: boolean }} [options] @returns {Shape} */
export const basket = ({ full = true } = {}) =>
  h(
    "g",
    null,
    full && [[-34, -112, 26], [18, -118, 30], [52, -100, 20], [108, -20, 24]].map(([x, y, r]) => h("g", { transform: moved(x, y, 0, r / 20) }, ink("M-18 -4L-8 -18L10 -16L20 -2L14 14L-4 20L-18 10ZM-8 -8L2 -2L12 -8M2 -2L-4 10", "var(--paper)", 2.4))),
    ink("M-62 -100L-46 0H46L62 -100Z", "var(--metal)", 4),
    h("path", { d: "M-56 -66H56M-51 -34H51M-28 -98L-22 -2M0 -100V-2M28 -98L22 -2", stroke: "var(--ink)", "stroke-width": 2.2, fill: "none" }),
  );

/** A cat asleep where it is warm. Origin: the middle of its foot. 190 × 90. @returns {Shape} */
export const cat = () =>
  h(
    "g",
    null,
    ink("M-92 0C-104 -50 -60 -88 -6 -86C52 -84 92 -56 90 -18C90 -4 84 0 76 0Z", "var(--client-key)", 4),
    ink("M76 0C40 8 -20 6 -52 -2C-66 -8 -60 -24 -44 -22C-10 -16 30 -16 60 -22", "var(--client-key)", 4),
    ink("M-96 -6C-112 -18 -112 -44 -94 -56L-98 -78L-78 -64C-68 -67 -58 -67 -48 -63L-30 -76L-32 -52C-20 -36 -26 -10 -48 -4C-62 0 -82 2 -96 -6Z", "var(--client-key)", 4),
    h("path", { d: "M-84 -34Q-78 -28 -72 -34M-56 -34Q-50 -28 -44 -34M-70 -20Q-64 -14 -60 -20M-10 -84Q-2 -66 -12 -52M22 -84Q32 -66 24 -50M54 -76Q62 -60 56 -48", stroke: "var(--ink)", "stroke-width": 3.4, "stroke-linecap": "round", fill: "none" }),
  );

/** A metal leg. @param {number} x @param {number} y @param {number} tall @returns {Shape} */
function leg(x, y, tall) {
  return h("g", null, ink(poly([[x, y], [x + 18, y], [x + 18, y + tall - 5], [x + 9, y + tall], [x, y + tall - 5]]), "var(--metal)", LINE), ink(`M${x + 9} ${y}V${y + tall - 2}`, "none", 3));
}

/**
 * The server's rack. Origin: its front corner on the floor. It reaches 84 to the
 * left, 116 to the right and 410 up. `blink` is a phase (0..1, then again) of
 * slow, gentle lights; nothing flashes.
 * @param {{ blink?: number }} [options]
 * @returns {Shape}
 */
export function rack({ blink = 0 } = {}) {
  const left = "matrix(1 0.5 0 1 0 -306)";
  const right = "matrix(1 -0.5 0 1 0 -306)";
  const shelves = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  return h(
    "g",
    null,
    ink(poly([[0, -306], [-84, -348], [34, -407], [116, -364]]), "var(--metal)", LINE),
    h(
      "g",
      { transform: left },
      h("rect", { x: -84, y: 0, width: 84, height: 306, fill: "var(--rack)", stroke: "var(--ink)", "stroke-width": LINE }),
      h("rect", { x: -84, y: 0, width: 19, height: 306, fill: "var(--metal-dark)", stroke: "var(--ink)", "stroke-width": 2 }),
      h("rect", { x: -19, y: 0, width: 19, height: 306, fill: "var(--metal-dark)", stroke: "var(--ink)", "stroke-width": 2 }),
      shelves.map((i) => h("path", { d: `M-62 ${24 + i * 31}H-22`, stroke: "var(--metal-dark)", "stroke-width": 1.5, opacity: 0.6 })),
    ),
    h(
      "g",
      { transform: right },
      h("rect", { x: 0, y: 0, width: 116, height: 306, fill: "var(--rack)", stroke: "var(--ink)", "stroke-width": LINE }),
      h("rect", { x: 0, y: 0, width: 19, height: 306, fill: "var(--metal)", stroke: "var(--ink)", "stroke-width": 2 }),
      shelves.map((i) =>
        h(
          "g",
          null,
          h("path", { d: `M21 ${40 + i * 31}H114`, stroke: "var(--metal-dark)", "stroke-width": 1.5, opacity: 0.7 }),
          h("path", { d: `M28 ${26 + i * 31}h12m6 0h12m6 0h12`, stroke: "var(--paper)", "stroke-width": 4, "stroke-linecap": "round" }),
          [0, 1].map((k) => h("circle", { cx: 92 + k * 12, cy: 26 + i * 31, r: 3.4, fill: k ? "var(--server-mac)" : "var(--client-iv)", opacity: 0.7 + 0.3 * sine(blink + i * 0.23 + k * 0.41) })),
        ),
      ),
    ),
  );
}

/**
 * The floor of the wide shot: a bank over the crowd, its edge falling inwards.
 * Origin: the outer top corner. Size w × h; the top is `w - lean` wide, and the
 * edge leans back down to `w - slope` at the bottom. `side` "server" mirrors it
 * (then it reaches from 0 to -w).
 * @param {{ side: "client" | "server", w?: number, h?: number, slope?: number }} options
 * @returns {Shape}
 */
export function bank({ side, w = 360, h: height = 300, slope = -110 }) {
  const s = side === "server" ? -1 : 1;
  return h(
    "g",
    null,
    ink(poly([[0, 60], [s * w * 0.22, 0], [s * w, height * 0.34], [s * (w - slope), height], [0, height]]), "var(--floor)", 2.5),
    h("path", { d: poly([[s * w, height * 0.34], [s * (w - slope), height]], true), fill: "none", stroke: "var(--ink)", "stroke-width": 4 }),
  );
}

/** A sheet of paper, plain. Origin: middle. @param {{ w?: number, h?: number, tilt?: number }} [options] @returns {Shape} */
export function sheet({ w = 280, h: height = 120, tilt = 0 } = {}) {
  return h("g", { transform: tilt ? moved(0, 0, tilt) : null }, ink(cut(w, height, "sheet", 2), "var(--letter)", LINE));
}

/**
 * A small caption under a thing, in the lettering of the introductions.
 * Origin: middle of its top. Size w × 40.
 * @param {{ text: string, w?: number }} options
 * @returns {Shape}
 */
export function caption({ text, w = 240 }) {
  return block(text, { x: -w / 2, y: 0, w, h: 40, max: 26, min: 10, lines: 2, anchor: "middle", fill: "var(--caption)", attrs: { "font-weight": "bold" } });
}
