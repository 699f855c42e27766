/**
 * The letter: a white sheet, "Client says Hello," and one line a field.
 */
import { h } from "../shape.js";
import { clamp, cut, ease, ink, mix, moved, poly, span } from "./ink.js";
import { dart, glider } from "./planes.js";
import { block, ems, line, sizeFor } from "./text.js";

/** @import { Shape } from "../shape.js" */

/** Usual size; a letter grows downwards with its lines unless `h` is given. */
export const LETTER = Object.freeze({ w: 360, row: 52, head: 58, foot: 24 });

/** @param {number} count lines @param {number} [extra] room for cards */
export const letterHeight = (count, extra = 0) => LETTER.head + count * LETTER.row + LETTER.foot + extra;

/** What lines in black need. @param {number} count */
export const blackHeight = (count) => (count ? count * 21 + 22 : 0);

/**
 * A letter. Origin: its middle. Size: w × h (360 × letterHeight(lines.length)).
 * `shown` 0..1: how much is written, letter by letter. `folded` 0..1: from a flat
 * sheet to an airplane (`into` "dart" or "glider"); the writing is gone by 0.3.
 * `cards` are shapes laid on the lower part of the sheet; `black` are lines that nobody can read.
 * @param {{ title?: string, lines?: readonly { label: string, value?: string, act?: string }[], black?: readonly string[], shown?: number, folded?: number, into?: "dart" | "glider", cards?: readonly Shape[], w?: number, h?: number, tilt?: number }} [options]
 * @returns {Shape}
 */
export function letter({ title = "", lines = [], black = [], shown = 1, folded = 0, into = "dart", cards = [], w = LETTER.w, h: height, tilt = 0 } = {}) {
  const tall = height ?? letterHeight(lines.length, cards.length ? 120 : blackHeight(black.length));
  const fold = clamp(folded);
  if (fold > 0) return folding({ w, tall, fold, into, tilt, words: fold < 0.3 ? h("g", { opacity: 1 - fold / 0.3 }, writing({ title, lines, black, shown, w, tall, cards })) : null });
  return h("g", { transform: tilt ? moved(0, 0, tilt) : null }, ink(cut(w, tall, title, 2), "var(--letter)", 4), writing({ title, lines, black, shown, w, tall, cards }));
}

/**
 * How much of each line is written, and how large the lines are.
 * @param {{ title: string, lines: readonly { label: string, value?: string, act?: string }[], black?: readonly string[], shown: number, w: number, tall: number, cards?: readonly Shape[] }} options
 */
function measure({ title, lines, black = [], shown, w, tall, cards = [] }) {
  const wide = w - 40;
  const units = [title.length + 4, ...lines.map((l) => l.label.length + (l.value ?? "").length + 6)];
  const total = units.reduce((a, b) => a + b, 0);
  let left = clamp(shown) * total;
  const written = units.map((u) => {
    const part = clamp(left / u);
    left -= u;
    return part;
  });
  const room = tall - LETTER.head - LETTER.foot - (cards.length ? 120 : blackHeight(black.length));
  const row = lines.length ? Math.min(LETTER.row * 1.15, room / lines.length) : LETTER.row;
  return { x: -w / 2 + 20, wide, row, written, first: sizeFor([title], { w: wide, max: 24, min: 12 }) };
}

/** @param {{ title: string, lines: readonly { label: string, value?: string, act?: string }[], black: readonly string[], shown: number, w: number, tall: number, cards: readonly Shape[] }} options @returns {Shape} */
function writing(options) {
  const { title, lines, black, w, tall, cards } = options;
  const { x, wide, row, written, first } = measure(options);
  return h(
    "g",
    null,
    line(part(title, written[0]), x, -tall / 2 + 40, { size: first, w: wide }),
    lines.map((one, i) => field(one, written[i + 1], x, -tall / 2 + LETTER.head + row * i, wide, row)),
    black.length && written.every((done) => done >= 1)
      ? h(
          "g",
          { transform: moved(0, tall / 2 - LETTER.foot + 4 - blackHeight(black.length) / 2) },
          ink(cut(wide + 4, blackHeight(black.length) - 4, "black"), "var(--encrypted)", 2),
          black.map((text, i) => line(text, -wide / 2 + 8, 18 + i * 21 - blackHeight(black.length) / 2 + 8, { size: sizeFor([black[0]], { w: wide - 16, max: 15.5, font: "t-mono" }), w: wide - 16, font: "t-mono", fill: "var(--encrypted-ink)" })),
        )
      : null,
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
    line(part(label, ofLabel), x, y + big * 0.86, { size: labelSize, w }),
    value ? line(part(value, ofValue), x + 2, y + row * 0.86, { size: small, w: w - 2, font: "t-mono" }) : null,
  );
}

/** The first part of a text. @param {string} text @param {number} done */
const part = (text, done) => (done >= 1 ? text : [...text].slice(0, Math.floor([...text].length * done)).join(""));

/** Where the four corners of the sheet folded in half end up: nose, tail of the keel, tail of the wing, shoulder. */
const PLANES = /** @type {const} */ ({
  dart: [[260, -4], [-212, 84], [-248, -66], [4, -36]],
  glider: [[-280, 60], [276, 60], [286, -56], [-122, -56]],
});

/**
 * How a sheet becomes an airplane: its upper corners are folded to the middle, then one half over the other,
 * then the wing is bent down.
 * @param {{ w: number, tall: number, fold: number, into: "dart" | "glider", tilt: number, words: Shape | null }} options @returns {Shape}
 */
function folding({ w, tall, fold, into, tilt, words }) {
  const corners = ease(span(0, 0.4, fold));
  const half = ease(span(0.34, 0.66, fold));
  const bend = ease(span(0.6, 0.94, fold));
  const [x, y] = [w / 2, tall / 2];
  const shoulder = -y + Math.min(x, tall * 0.8);
  const plane = PLANES[into];
  /** From the sheet to the airplane. @param {[number, number]} from @param {0 | 1 | 2 | 3} to @returns {[number, number]} */
  const at = (from, to) => [mix(from[0], plane[to][0], bend), mix(from[1], plane[to][1], bend)];
  const left = [at([0, -y], 0), at([0, y], 1), at([-x, y], 2), at([-x, shoulder], 3)];
  // The other half swings over on the middle line, its back to us.
  const over = 1 - 2 * half;
  const right = /** @type {[number, number][]} */ ([[0, -y], [0, y], [x * over, y], [x * over, shoulder]]);
  const flap = (/** @type {1 | -1} */ way) => {
    const turned = way > 0 ? over : 1;
    return poly([[0, -y], [way * x * turned, shoulder], [way * x * (1 - corners) * turned, mix(-y, shoulder, corners)]]);
  };
  const done = span(0.84, 1, fold);
  const folded = () => (into === "dart" ? dart : glider)({ wind: false });
  if (done >= 1) return folded();
  return h(
    "g",
    { transform: tilt ? moved(0, 0, tilt * (1 - bend)) : null },
    half < 1 && over > 0 ? ink(poly(right), "var(--letter)", 3) : null,
    ink(poly(left), "var(--letter)", 3),
    words ? h("g", { opacity: 1 - corners }, words) : null,
    bend <= 0 && corners > 0 ? ink(flap(-1), corners > 0.5 ? "var(--paper-shade)" : "var(--letter)", 2.5) : null,
    bend <= 0 && half < 0.5 && corners > 0 ? ink(flap(1), corners > 0.5 ? "var(--paper-shade)" : "var(--letter)", 2.5) : null,
    bend <= 0 && over <= 0 ? ink(poly(right), "var(--paper-shade)", 3) : null,
    bend > 0 ? ink(poly([left[0], left[1], at([-x * 0.5, y], 1), at([-x * 0.5, shoulder], 3)]), "var(--paper-shade)", 2.5) : null,
    done > 0 ? h("g", { opacity: done }, folded()) : null,
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
