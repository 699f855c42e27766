/**
 * The Certificate Authority: a brown door with a badge on it.
 */
import { h } from "../shape.js";
import { clamp, cut, ease, ink, LINE, mix, moved, n } from "./ink.js";
import { block } from "./text.js";
import { badge } from "./cards.js";

/** @import { Shape } from "../shape.js" */

/** The door with its frame. `knock` is where to knock, `badge` where the badge hangs. */
export const DOOR = Object.freeze({ w: 220, h: 500, knock: Object.freeze({ x: 0, y: -290 }), badge: Object.freeze({ x: 0, y: -404 }) });

/**
 * The CA's door. Origin: the middle of its foot. Size 220 × 500; the open door
 * swings out to the left by about 60. `knock` 0..1 lets it rattle once.
 * `label` is the little sign on a string (translated).
 * @param {{ open?: number, label?: string, knock?: number }} [options]
 * @returns {Shape}
 */
export function caDoor({ open = 0, label = "", knock = 0 } = {}) {
  const o = ease(clamp(open));
  const rattle = Math.sin(clamp(knock) * Math.PI * 6) * (1 - clamp(knock)) * (knock > 0 ? 2.5 : 0);
  const wide = mix(1, -0.32, o);
  const slant = -o * 0.16;
  return h(
    "g",
    null,
    h("rect", { x: -110, y: -500, width: 220, height: 500, rx: 10, fill: "var(--door-frame)", stroke: "var(--ink)", "stroke-width": LINE }),
    o > 0 ? room(o) : null,
    // the leaf hangs on the left of the frame
    h(
      "g",
      { transform: `matrix(${n(wide)} ${n(slant)} 0 1 ${n(-96 + rattle * 0.4)} ${n(-24)})` },
      wide > 0.02 ? leaf(label, rattle) : back(),
    ),
  );
}

/** The door's face, hinge at x = 0, foot at y = 0. @param {string} label @param {number} rattle @returns {Shape} */
function leaf(label, rattle) {
  const panel = (/** @type {number} */ y, /** @type {number} */ tall) =>
    h(
      "g",
      { fill: "none", stroke: "var(--door-line)", "stroke-width": 2 },
      h("rect", { x: 18, y, width: 156, height: tall, rx: 4 }),
      h("rect", { x: 27, y: y + 10, width: 138, height: tall - 20, rx: 3 }),
    );
  return h(
    "g",
    null,
    h("rect", { x: 0, y: -462, width: 192, height: 462, rx: 4, fill: "var(--door)", stroke: "var(--ink)", "stroke-width": LINE }),
    panel(-440, 170),
    panel(-190, 166),
    h("path", { d: "M84 -368L62 -312M108 -368L140 -332", stroke: "var(--ink)", "stroke-width": 2, "stroke-dasharray": "3 4", fill: "none" }),
    h("g", { transform: moved(96, -384) }, badge({ size: 62 })),
    h(
      "g",
      { transform: moved(101, -318, -22 + rattle * 3) },
      ink(cut(112, 36, "sign", 1), "var(--label)", 2.5),
      block(label, { x: -51, y: -15, w: 102, h: 30, max: 17, min: 6, lines: 2, anchor: "middle", middle: true, fill: "var(--label-ink)", leading: 1.08 }),
    ),
    h("rect", { x: 160, y: -236, width: 26, height: 10, rx: 5, fill: "var(--brass)", stroke: "var(--ink)", "stroke-width": 1.5 }),
  );
}

/** Its back, when it is wide open. @returns {Shape} */
function back() {
  return h("g", null, h("rect", { x: 0, y: -462, width: 192, height: 462, rx: 4, fill: "var(--table-edge)", stroke: "var(--ink)", "stroke-width": LINE }), h("rect", { x: 160, y: -236, width: 26, height: 10, rx: 5, fill: "var(--brass)", stroke: "var(--ink)", "stroke-width": 1.5 }));
}

/** What is seen behind: a lit office with a shelf of badges and a stamp. @param {number} o @returns {Shape} */
function room(o) {
  return h(
    "g",
    null,
    h("rect", { x: -96, y: -486, width: 192, height: 462, fill: "var(--door-light)", stroke: "var(--ink)", "stroke-width": LINE }),
    h("path", { d: "M-94 -90L94 -90L94 -26L-94 -26Z", fill: "var(--table)" }),
    ink("M-94 -370H94V-360H-94Z", "var(--wood)", 2.5),
    ink("M-94 -250H94V-240H-94Z", "var(--wood)", 2.5),
    h("g", { transform: moved(-46, -404, 4) }, badge({ size: 56 })),
    h("g", { transform: moved(20, -404, -7) }, badge({ size: 56 })),
    ink("M62 -370L66 -426L84 -424L84 -370Z", "var(--client-iv)", 2),
    ink("M-84 -250V-304H-68V-250ZM-66 -250V-316H-48V-250Z", "var(--client-mac)", 2),
    ink("M-46 -250L-40 -308L-24 -306L-26 -250Z", "var(--server-key)", 2),
    ink("M20 -250V-264H70V-250ZM38 -264C36 -282 34 -292 45 -294C56 -292 54 -282 52 -264Z", "var(--wood)", 2.5),
    ink("M-40 -92L-36 -132H60L66 -92Z", "var(--table-side)", LINE),
    h("rect", { x: -96, y: -486, width: 192, height: 462, fill: "var(--ink)", opacity: 0.55 * (1 - o) }),
  );
}
