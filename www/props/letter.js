/**
 * The letter: a white sheet, "Client says Hello," and one line a field.
 */
import { h } from "../shape.js";
import { clamp, cut, ease, ink, mix, moved, poly, span } from "./ink.js";
import { block, ems, line, sizeFor } from "./text.js";

/** @import { Shape } from "../shape.js" */

/** Usual size; a letter grows downwards with its lines unless `h` is given. */
export const LETTER = Object.freeze({ w: 360, row: 52, head: 58, foot: 24 });

/** @param {number} count lines @param {number} [extra] room for cards */
export const letterHeight = (count, extra = 0) => LETTER.head + count * LETTER.row + LETTER.foot + extra;

/**
 * A letter. Origin: its middle. Size: w × h (360 × letterHeight(lines.length)).
 * `shown` 0..1: how much is written, letter by letter. `folded` 0..1: from a flat
 * sheet to an airplane (`into` "dart" or "glider"); the writing is gone by 0.3.
 * `cards` are shapes laid on the lower part of the sheet.
 * @param {{ title?: string, lines?: readonly { label: string, value?: string, act?: string }[], shown?: number, folded?: number, into?: "dart" | "glider", cards?: readonly Shape[], w?: number, h?: number, tilt?: number }} [options]
 * @returns {Shape}
 */
export function letter({ title = "", lines = [], shown = 1, folded = 0, into = "dart", cards = [], w = LETTER.w, h: height, tilt = 0 } = {}) {
  const tall = height ?? letterHeight(lines.length, cards.length ? 120 : 0);
  const fold = clamp(folded);
  if (fold > 0) return folding({ w, tall, fold, into, tilt, words: fold < 0.3 ? h("g", { opacity: 1 - fold / 0.3 }, writing({ title, lines, shown, w, tall, cards })) : null });
  return h("g", { transform: tilt ? moved(0, 0, tilt) : null }, ink(cut(w, tall, title, 2), "var(--letter)", 4), writing({ title, lines, shown, w, tall, cards }));
}

/**
 * How much of each line is written, and how large the lines are.
 * @param {{ title: string, lines: readonly { label: string, value?: string, act?: string }[], shown: number, w: number, tall: number, cards?: readonly Shape[] }} options
 */
function measure({ title, lines, shown, w, tall, cards = [] }) {
  const wide = w - 40;
  const units = [title.length + 4, ...lines.map((l) => l.label.length + (l.value ?? "").length + 6)];
  const total = units.reduce((a, b) => a + b, 0);
  let left = clamp(shown) * total;
  const written = units.map((u) => {
    const part = clamp(left / u);
    left -= u;
    return part;
  });
  const room = tall - LETTER.head - LETTER.foot - (cards.length ? 120 : 0);
  const row = lines.length ? Math.min(LETTER.row * 1.15, room / lines.length) : LETTER.row;
  return { x: -w / 2 + 20, wide, row, written, first: sizeFor([title], { w: wide, max: 24, min: 12 }) };
}

/** @param {{ title: string, lines: readonly { label: string, value?: string, act?: string }[], shown: number, w: number, tall: number, cards: readonly Shape[] }} options @returns {Shape} */
function writing(options) {
  const { title, lines, w, tall, cards } = options;
  const { x, wide, row, written, first } = measure(options);
  return h(
    "g",
    null,
    line(part(title, written[0]), x, -tall / 2 + 40, { size: first, w: wide }),
    lines.map((one, i) => field(one, written[i + 1], x, -tall / 2 + LETTER.head + row * i, wide, row)),
    cards.map((one, i) => h("g", { key: `card-${i}`, transform: moved(-w / 2 + 90 + (cards.length > 1 ? ((w - 180) * i) / (cards.length - 1) : 40), tall / 2 - 60, i % 2 ? -7 : 9, 0.72) }, one)),
  );
}

/**
 * Where the pen is on a letter that is being written, from its middle.
 * @param {{ title?: string, lines?: readonly { label: string, value?: string }[], shown?: number, w?: number, h?: number }} options
 */
export function penAt({ title = "", lines = [], shown = 1, w = LETTER.w, h: height }) {
  const tall = height ?? letterHeight(lines.length);
  const { x, wide, row, written, first } = measure({ title, lines, shown, w, tall });
  const i = written.findIndex((done) => done < 1);
  const at = i < 0 ? written.length - 1 : i;
  if (at === 0) return { x: x + Math.min(wide, ems(part(title, written[0])) * first), y: -tall / 2 + 34 };
  const { label, ofLabel, value, ofValue, big, small, labelSize } = sizes(lines[at - 1], written[at], wide, row);
  const top = -tall / 2 + LETTER.head + row * (at - 1);
  return ofValue > 0 || ofLabel >= 1
    ? { x: x + 2 + Math.min(wide, ems(part(value, ofValue), "t-mono") * small), y: top + row * 0.8 }
    : { x: x + Math.min(wide, ems(part(label, ofLabel)) * labelSize), y: top + big * 0.8 };
}

/** @param {{ label: string, value?: string }} one @param {number} done @param {number} w @param {number} row */
function sizes({ label, value = "" }, done, w, row) {
  const all = label.length + value.length + 6;
  const big = value ? row * 0.5 : row * 0.6;
  return {
    label,
    value,
    big,
    ofLabel: clamp((done * all) / (label.length + 3)),
    ofValue: value ? clamp((done * all - label.length - 3) / (value.length + 3)) : 0,
    labelSize: Math.min(big, sizeFor([label], { w, max: 30, min: 9 })),
    small: Math.min(row * 0.33, sizeFor([value], { w: w - 2, max: 17, min: 8, font: "t-mono" })),
  };
}

/** One line of the letter: its label, and its value smaller underneath. @param {{ label: string, value?: string, act?: string }} one @param {number} done @param {number} x @param {number} y @param {number} w @param {number} row @returns {Shape | null} */
function field(one, done, x, y, w, row) {
  if (done <= 0) return null;
  const { label, ofLabel, value, ofValue, big, small, labelSize } = sizes(one, done, w, row);
  const { act } = one;
  return h(
    "g",
    { "data-act": act },
    act ? h("rect", { x: x - 8, y, width: w + 16, height: row, fill: "none", "pointer-events": "all" }) : null,
    line(part(label, ofLabel), x, y + big * 0.95, { size: labelSize, w }),
    value ? line(part(value, ofValue), x + 2, y + row * 0.84, { size: small, w: w - 2, font: "t-mono" }) : null,
  );
}

/** The first part of a text. @param {string} text @param {number} done */
const part = (text, done) => (done >= 1 ? text : [...text].slice(0, Math.floor([...text].length * done)).join(""));

/** @param {{ w: number, tall: number, fold: number, into: "dart" | "glider", tilt: number, words: Shape | null }} options @returns {Shape} */
function folding({ w, tall, fold, into, tilt, words }) {
  /** @type {[number, number][]} */
  const sheet = [[-w / 2, -tall / 2], [0, -tall / 2], [w / 2, -tall / 2], [w / 2, 0], [w / 2, tall / 2], [0, tall / 2], [-w / 2, tall / 2], [-w / 2, 0]];
  /** @type {[number, number][]} */
  const plane = into === "dart" ? [[-248, -66], [0, -36], [260, -4], [30, 44], [-205, 92], [-222, 50], [-256, 56], [-244, -4]] : [[-166, -26], [-122, -56], [286, -56], [286, -22], [276, 60], [0, 60], [-280, 60], [-222, 0]];
  const t = ease(fold);
  const outline = sheet.map(([x, y], i) => /** @type {[number, number]} */ ([mix(x, plane[i][0], t), mix(y, plane[i][1], t)]));
  const crease = span(0.15, 0.5, fold);
  return h(
    "g",
    { transform: tilt ? moved(0, 0, tilt * (1 - t)) : null },
    ink(poly(outline), "var(--letter)", 4 - 2 * t),
    words ? h("g", { transform: moved(0, 0, 0, 1, 1 - t * 0.8) }, words) : null,
    crease > 0 ? h("path", { d: poly([outline[7], outline[into === "dart" ? 2 : 3]], true), fill: "none", stroke: "var(--ink)", "stroke-width": 1.5, opacity: crease }) : null,
    crease > 0 ? h("path", { d: poly([outline[into === "dart" ? 6 : 7], outline[into === "dart" ? 2 : 4]], true), fill: "none", stroke: "var(--ink)", "stroke-width": 1.5, opacity: crease }) : null,
  );
}

/**
 * A speech bubble. Origin: the tip of its tail; the bubble stands above it,
 * w × h, leaning to the right (`lean` 1) or to the left (-1). With `below` it
 * hangs below its tail.
 * @param {{ text?: string, w?: number, h?: number, lean?: 1 | -1, below?: boolean }} [options]
 * @returns {Shape}
 */
export function speechBubble({ text = "", w = 260, h: height = 110, lean = 1, below = false } = {}) {
  const tail = 34;
  const x = lean > 0 ? -36 : 36 - w;
  const y = -tail - height;
  const r = Math.min(34, height / 2);
  const [a, b] = lean > 0 ? [26, 62] : [w - 62, w - 26];
  const d = `M${x + r} ${y}H${x + w - r}Q${x + w} ${y} ${x + w} ${y + r}V${y + height - r}Q${x + w} ${y + height} ${x + w - r} ${y + height}H${x + b}L0 0L${x + a} ${y + height}H${x + r}Q${x} ${y + height} ${x} ${y + height - r}V${y + r}Q${x} ${y} ${x + r} ${y}Z`;
  const words = below ? tail : y;
  return h("g", null, h("g", { transform: below ? "scale(1 -1)" : null }, ink(d, "var(--paper)", 3.5)), block(text, { x: x + 16, y: words + 10, w: w - 32, h: height - 20, max: 28, min: 10, lines: 4, anchor: "middle", middle: true }));
}
