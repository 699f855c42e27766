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
export const RACK = Object.freeze({ w: 200, h: 410 });

/**
 * The close-up ground. Origin: top left. Size: w × h (900 × 760), nameplate in
 * the top right corner (client) or the top left (server) if `text` is given.
 * @param {{ side: "client" | "server", w?: number, h?: number, text?: string, plateSize?: number }} options
 * @returns {Shape}
 */
export function deskTop({ side, w = DESK.w, h: height = DESK.h, text = "", plateSize = 1 }) {
  const mirrored = side === "server";
  const x = (PLATE.w / 2) * plateSize + 14;
  return h(
    "g",
    null,
    h("rect", { x: 0, y: 0, width: w, height, fill: `var(--${side}-desk)` }),
    h("rect", { x: 1, y: 1, width: w - 2, height: height - 2, fill: "none", stroke: "var(--desk-edge)", "stroke-width": 2 }),
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
    // computer box, keyboard, monitor
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
