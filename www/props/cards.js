/**
 * Cards: named values that can be held, folded into a letter, pushed into a machine.
 */
import { h } from "../shape.js";
import { clamp, cut, ink, LINE, moved, n, poly, within } from "./ink.js";
import { block, line, sizeFor } from "./text.js";
import { weave } from "./fingerprint.js";

/** @import { Shape } from "../shape.js" */

/** Usual sizes, in world units. */
export const CARD = Object.freeze({ w: 180, h: 170 });
export const KEYCARD = Object.freeze({ w: 190, h: 120 });
export const BADGE = Object.freeze({ w: 130, h: 126 });

/** Paper of every kind of card; the names are those of the values. */
export const KINDS = Object.freeze({
  client_random: "var(--client-random)",
  server_random: "var(--server-random)",
  pre_master_secret: "var(--pre-master)",
  master_secret: "var(--master)",
  client_write_key: "var(--client-key)",
  server_write_key: "var(--server-key)",
  client_write_MAC_key: "var(--client-mac)",
  server_write_MAC_key: "var(--server-mac)",
  client_write_IV: "var(--client-iv)",
  server_write_IV: "var(--server-iv)",
  message: "var(--message)",
  hash: "var(--hash)",
  verify_data: "var(--hash)",
  client_private: "var(--client-pair)",
  server_private: "var(--server-pair)",
  client_share: "var(--client-share)",
  server_share: "var(--server-share)",
  certificate: "var(--certificate)",
  encrypted: "var(--encrypted)",
});

/**
 * @typedef {object} CardOptions
 * @property {string} [name] what it is called; two lines at most
 * @property {readonly string[]} [lines] first bytes as hex text, one string a line
 * @property {string} [text] words written large instead of (or above) bytes, e.g. a message
 * @property {string} [note] small words at the foot, e.g. "48 bytes"
 * @property {string} [kind] a name of KINDS: chooses the paper
 * @property {string} [colour] another paper
 * @property {ArrayLike<number>} [fingerprint] the value's bytes (or its hash): drawn as a pattern
 * @property {number} [w]
 * @property {number} [h]
 * @property {number} [tilt] degrees
 */

/**
 * A square card. Origin: its middle. Size: w × h (180 × 170).
 *
 * `state: "encrypted"` is the black card with lilac writing; `blacked` 0..1 shows
 * it half-way, the ink coming from the right (`from: "left"` turns that round).
 * `sealed` says what is written on the black side, where that differs.
 *
 * @param {CardOptions & { state?: "plain" | "encrypted", blacked?: number, from?: "left" | "right", sealed?: { name?: string, lines?: readonly string[], text?: string, note?: string, fingerprint?: ArrayLike<number> } }} options
 * @returns {Shape}
 */
export function card(options) {
  const { w = CARD.w, h: height = CARD.h, tilt = 0, kind = "message", state = "plain", from = "right", sealed = {} } = options;
  const black = clamp(options.blacked ?? (state === "encrypted" || kind === "encrypted" ? 1 : 0));
  const seed = (options.name ?? "") + kind;
  const plain = black < 1 ? face({ ...options, w, h: height, seed }, false) : null;
  const dark = black > 0 ? face({ ...options, ...sealed, w, h: height, seed }, true) : null;
  if (!dark || !plain) return h("g", { transform: tilt ? moved(0, 0, tilt) : null }, plain, dark);
  const edge = -w / 2 - LINE + (w + 2 * LINE) * (from === "left" ? black : 1 - black);
  const [x, wide] = from === "left" ? [-w / 2 - 5, edge + w / 2 + 5] : [edge, w / 2 + 5 - edge];
  return h("g", { transform: tilt ? moved(0, 0, tilt) : null }, plain, within(x, -height / 2 - 5, wide, height + 10, dark), drips(edge, height, from));
}

/** The ragged front of the ink. @param {number} x @param {number} height @param {"left" | "right"} from */
function drips(x, height, from) {
  const way = from === "left" ? 1 : -1;
  const steps = 7;
  const step = height / steps;
  let d = `M${n(x - way)} ${n(-height / 2)}`;
  for (let i = 0; i < steps; i++) d += `q${n(way * (i % 3 === 1 ? 16 : 8))} ${n(step / 2)} 0 ${n(step)}`;
  return ink(`${d}Z`, "var(--encrypted)", 0);
}

/** @param {CardOptions & { w: number, h: number, seed: string }} options @param {boolean} dark @returns {Shape} */
function face({ name = "", lines = [], text = "", note = "", kind = "message", colour, fingerprint, w, h: height, seed }, dark) {
  const pen = dark ? "var(--encrypted-ink)" : "var(--navy)";
  const paper = dark ? "var(--encrypted)" : (colour ?? KINDS[/** @type {keyof typeof KINDS} */ (kind)] ?? "var(--message)");
  const stamp = kind === "hash" && !dark;
  const edge = stamp ? ink(perforated(w, height), paper, LINE) : ink(cut(w, height, seed), paper, 5, dark ? "var(--encrypted)" : undefined);
  const rim = dark
    ? h("path", { d: cut(w - 9, height - 9, seed), fill: "none", stroke: pen, "stroke-width": 1.2, "stroke-dasharray": "7 5", opacity: 0.75 })
    : stamp
      ? h("path", { d: cut(w - 20, height - 20, name), fill: "none", stroke: pen, "stroke-width": 1.2 })
      : null;
  const pad = stamp ? 17 : 13;
  const inner = w - 2 * pad;
  const foot = Math.min(w * 0.222, height * 0.25);
  const mark = fingerprint ? foot : 0;
  const bytes = hex(lines, { x: -w / 2 + pad, bottom: height / 2 - pad, w: inner - (mark ? mark + 8 : 0), fill: pen, max: w * 0.0945, note });
  const band = Math.max(bytes.used, mark) + 5;
  const room = height - 2 * pad - band;
  const nameHeight = text ? room * (name ? 0.5 : 0) : room;
  return h(
    "g",
    null,
    edge,
    rim,
    name && block(name, { x: -w / 2 + pad, y: -height / 2 + pad - 2, w: inner, h: nameHeight, max: Math.min(w * 0.178, height * 0.2), min: 11, lines: 3, fill: pen }),
    text && block(text, { x: -w / 2 + pad, y: -height / 2 + pad + nameHeight - 2, w: inner, h: room - nameHeight, max: Math.min(w * 0.156, height * 0.17), min: 10, lines: 3, fill: pen, middle: true }),
    bytes.shape,
    mark && fingerprint ? print(fingerprint, w / 2 - pad - mark, height / 2 - pad - mark, mark, dark) : null,
  );
}

/**
 * Lines of bytes, stacked upwards from `bottom`.
 * @param {readonly string[]} lines
 * @param {{ x: number, bottom: number, w: number, fill: string, max: number, note?: string }} box
 */
function hex(lines, { x, bottom, w, fill, max, note = "" }) {
  const size = lines.length ? sizeFor(lines, { w, max, min: 11, font: "t-mono" }) : max;
  const leading = size * 1.22;
  const noteSize = note ? sizeFor([note], { w, max: max * 0.83, min: 9 }) : 0;
  const base = bottom - (note ? noteSize * 1.25 : 0) - 2;
  const shape = h(
    "g",
    null,
    lines.map((row, i) => line(row, x, base - (lines.length - 1 - i) * leading, { size, w, font: "t-mono", fill })),
    note ? line(note, x, bottom - 2, { size: noteSize, w, fill }) : null,
  );
  return { shape, used: lines.length * leading + (note ? noteSize * 1.25 : 0) };
}

/** The fingerprint on its patch. @param {ArrayLike<number>} bytes @param {number} x @param {number} y @param {number} size @param {boolean} dark */
function print(bytes, x, y, size, dark) {
  const pen = dark ? "var(--encrypted-ink)" : "var(--navy)";
  return h(
    "g",
    { "aria-hidden": "true" },
    h("rect", { x, y, width: size, height: size, fill: dark ? "var(--encrypted)" : "var(--paper)", stroke: pen, "stroke-width": 1.5 }),
    h("path", { d: weave(bytes, x + 2, y + 2, size - 4), fill: pen }),
  );
}

/** The edge of a postage stamp. @param {number} w @param {number} height */
function perforated(w, height) {
  const side = (/** @type {number} */ length) => Math.max(4, Math.round(length / 18));
  const [across, down] = [side(w), side(height)];
  const [a, b] = [w / across, height / down];
  let d = `M${n(-w / 2)} ${n(-height / 2)}`;
  const teeth = (/** @type {number} */ count, /** @type {number} */ dx, /** @type {number} */ dy) => {
    for (let i = 0; i < count; i++) {
      d += `l${n(dx * 0.25)} ${n(dy * 0.25)}a${n(Math.hypot(dx, dy) * 0.25)} ${n(Math.hypot(dx, dy) * 0.25)} 0 0 0 ${n(dx * 0.5)} ${n(dy * 0.5)}l${n(dx * 0.25)} ${n(dy * 0.25)}`;
    }
  };
  teeth(across, a, 0);
  teeth(down, 0, b);
  teeth(across, -a, 0);
  teeth(down, 0, -b);
  return `${d}Z`;
}

/**
 * A key card: rounded, with a slot. Origin: its middle. Size: w × h (190 × 120).
 * @param {CardOptions} options
 * @returns {Shape}
 */
export function keyCard({ name = "", lines = [], note = "", kind = "master_secret", colour, fingerprint, w = KEYCARD.w, h: height = KEYCARD.h, tilt = 0 }) {
  const paper = colour ?? KINDS[/** @type {keyof typeof KINDS} */ (kind)] ?? "var(--master)";
  const pad = 13;
  const mark = fingerprint ? Math.min(w * 0.18, height * 0.3) : 0;
  const bytes = hex(lines, { x: -w / 2 + pad, bottom: height / 2 - 10, w: w - 2 * pad - (mark ? mark + 7 : 0), fill: "var(--navy)", max: w * 0.0843, note });
  const top = -height / 2 + 11;
  const room = height - 24 - Math.max(bytes.used, lines.length || mark ? mark : 0);
  return h(
    "g",
    { transform: tilt ? moved(0, 0, tilt) : null },
    h("rect", { x: -w / 2, y: -height / 2, width: w, height, rx: Math.min(22, height * 0.2), fill: paper, stroke: "var(--ink)", "stroke-width": 4.5 }),
    h("path", { d: poly([[-w / 2 + 18, top + 5], [-w / 2 + 25, top + 4], [-w / 2 + 26, top + room - 5], [-w / 2 + 18, top + room - 6]]), fill: "var(--ink)" }),
    name && block(name, { x: -w / 2 + 38, y: top - 1, w: w - 38 - 12, h: room, max: w * 0.142, min: 11, lines: 3, fill: "var(--navy)", middle: true, leading: 1.12 }),
    bytes.shape,
    mark && fingerprint ? print(fingerprint, w / 2 - pad - mark + 2, height / 2 - 9 - mark, mark, false) : null,
  );
}

/**
 * The certificate: a yellow pentagon. Origin: its middle. Size about 130 × 126.
 * `check`: undefined or null nothing yet, true a green tick, false a red cross.
 * @param {{ name?: string, seal?: string, check?: boolean | null, size?: number, tilt?: number }} [options]
 * @returns {Shape}
 */
export function badge({ name = "", seal = "", check = null, size = BADGE.w, tilt = 0 } = {}) {
  const s = size / 130;
  return h(
    "g",
    { transform: tilt || s !== 1 ? moved(0, 0, tilt, s) : null },
    ink("M-41 -62L44 -59L64 14L-3 63L-65 10Z", "var(--certificate)", 7),
    name && block(name, { x: -46, y: -52, w: 92, h: seal ? 46 : 80, max: 22, min: 9, lines: 2, anchor: "middle", middle: true }),
    seal &&
      h(
        "g",
        { transform: moved(0, 20) },
        ink("M-9 8L-15 34L-7 28L-1 36L3 10Z", "var(--client-random)", 1.5),
        h("circle", { r: 17, fill: "var(--alert)", stroke: "var(--ink)", "stroke-width": 2 }),
        block(seal, { x: -14, y: -12, w: 28, h: 24, max: 15, min: 5, lines: 2, anchor: "middle", middle: true, fill: "var(--paper)" }),
      ),
    check === null || check === undefined ? null : h("g", { transform: moved(44, 38) }, verdict(check)),
  );
}

/** A round verdict: tick or cross. Origin: middle; 48 × 48. @param {boolean} good @returns {Shape} */
export function verdict(good) {
  const pen = { fill: "none", stroke: "var(--paper)", "stroke-width": 7, "stroke-linecap": "round", "stroke-linejoin": "round" };
  return h(
    "g",
    null,
    h("circle", { r: 23, fill: good ? "var(--good)" : "var(--bad)", stroke: "var(--ink)", "stroke-width": LINE }),
    h("path", { d: good ? "M-11 1L-3 10L12 -9" : "M-9 -9L9 10M9 -9L-9 9", ...pen }),
  );
}
