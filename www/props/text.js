/**
 * Lettering that stays inside its box. Widths are estimated from the widest font
 * of each stack (DejaVu Sans), the size is chosen to fit, and only where even the
 * smallest size would be too wide is the text squeezed with textLength.
 */
import { h } from "../shape.js";
import { learnt } from "../memo.js";
import { n } from "./ink.js";

/** @import { Shape } from "../shape.js" */

// Advance widths of DejaVu Sans in thousandths of an em, by group of letters:
// each group has the width of its widest.
/** @type {[string, number][]} */
const GROUPS = [
  ["ijlI|íìJ'", 296],
  [".,: ;f·", 354],
  ["-t/()[]r¡!", 412],
  ['"', 461],
  ["sczç_", 552],
  ["kvxyaeoáéóFLP?¿", 616],
  ["bdghnpquñúü0123456789TYSEÉ#$", 641],
  ["ABCKRVXZÁ", 699],
  ["DGHNOQUÑÓÚ&", 788],
  ["=+<>≠→←", 839],
  ["wmMW…—%@", 1001],
];
/** @type {Map<string, number>} */
const WIDTH = new Map(GROUPS.flatMap(([letters, width]) => [...letters].map((c) => /** @type {[string, number]} */ ([c, width]))));

/** @type {Record<string, number>} */
const STRETCH = { "t-label": 1, "t-plate": 1, "t-serif": 1.16 };

/**
 * Estimated width of a text in ems; at least that of any font in the stack.
 * @param {string} text @param {string} [font] class of the text
 */
export const ems = (text, font = "t-label") => (WIDTHS[font] ?? WIDTHS["t-label"])(text);

/** @param {string} text @param {string} font */
function measured(text, font) {
  if (font === "t-mono") return [...text].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) < 0x1100 || WIDTH.has(c) ? 0.603 : 1.3), 0);
  let sum = 0;
  for (const c of text) sum += WIDTH.get(c) ?? ((c.codePointAt(0) ?? 0) < 0x1100 ? 790 : 1300);
  return (sum / 1000) * (STRETCH[font] ?? 1);
}

/** By font, each text measured once. @type {Record<string, (text: string) => number>} */
const WIDTHS = Object.fromEntries(["t-label", "t-plate", "t-serif", "t-mono"].map((font) => [font, learnt((text) => measured(text, font))]));

/**
 * Break a name into at most `most` lines, as evenly as it goes; a name may be
 * broken at spaces and after `_`, `-` and `/`.
 * @param {string} text @param {number} most @param {string} [font]
 * @returns {string[]}
 */
export const wrap = (text, most, font = "t-label") => wrapped(`${most} ${font} ${text}`);

const wrapped = learnt((asked) => {
  const [, most, font, text] = /** @type {RegExpExecArray} */ (/^(\d+) (\S+) ([^]*)$/.exec(asked));
  return broken(text, Number(most), font);
});

/** @param {string} text @param {number} most @param {string} font */
function broken(text, most, font) {
  const parts = text.match(/[^\s_\-/]*[_\-/]+|[^\s_\-/]+|\s+/g) ?? [];
  /** @type {{ line: string[], widest: number }} */
  let best = { line: [text.trim()], widest: ems(text.trim(), font) };
  /** @param {number} from @param {string[]} done */
  const cutFrom = (from, done) => {
    for (let to = from + 1; to <= parts.length; to++) {
      const line = parts.slice(from, to).join("").trim();
      if (!line && to < parts.length) continue;
      const lines = line ? [...done, line] : done;
      if (to === parts.length) {
        const widest = Math.max(0, ...lines.map((l) => ems(l, font)));
        if (widest < best.widest - 0.01) best = { line: lines, widest };
      } else if (lines.length < most) cutFrom(to, lines);
    }
  };
  if (most > 1 && parts.length > 1 && parts.length <= 16) cutFrom(0, []);
  return best.line;
}

/**
 * The size at which lines fit a box.
 * @param {readonly string[]} lines
 * @param {{ w: number, h?: number, max: number, min?: number, font?: string, leading?: number }} box
 */
export function sizeFor(lines, { w, h: height = Infinity, max, min = 8, font = "t-label", leading = 1.18 }) {
  const widest = Math.max(0.01, ...lines.map((l) => ems(l, font)));
  const count = Math.max(1, lines.length);
  return Math.max(min, Math.min(max, w / widest, height / (count * leading)));
}

/**
 * One line of text, squeezed if it must be.
 * @param {string} text @param {number} x @param {number} y baseline
 * @param {{ size: number, w?: number, font?: string, fill?: string, anchor?: "start" | "middle" | "end", attrs?: Record<string, string | number> }} look
 * @returns {Shape}
 */
export function line(text, x, y, { size, w = Infinity, font = "t-label", fill = "var(--navy)", anchor = "start", attrs = {} }) {
  const squeezed = ems(text, font) * size > w + 0.5;
  return h(
    "text",
    {
      class: font,
      x,
      y,
      "font-size": n(size),
      fill,
      "text-anchor": anchor === "start" ? null : anchor,
      textLength: squeezed ? w : null,
      lengthAdjust: squeezed ? "spacingAndGlyphs" : null,
      ...attrs,
    },
    text,
  );
}

/**
 * A name in a box (x, y: its top left corner), in as many lines as allowed.
 * @param {string} text
 * @param {{ x: number, y: number, w: number, h: number, max: number, min?: number, lines?: number, font?: string, fill?: string, anchor?: "start" | "middle", middle?: boolean, leading?: number, attrs?: Record<string, string | number> }} box
 * @returns {Shape}
 */
export function block(text, { x, y, w, h: height, max, min = 9, lines: most = 2, font = "t-label", fill, anchor = "start", middle = false, leading = 1.18, attrs }) {
  let rows = [text];
  let size = sizeFor(rows, { w, h: height, max, min, font, leading });
  for (let count = 2; count <= most; count++) {
    const tried = wrap(text, count, font);
    const possible = sizeFor(tried, { w, h: height, max, min, font, leading });
    if (tried.length > rows.length && possible > size * 1.22) [rows, size] = [tried, possible];
  }
  const used = rows.length * size * leading;
  const top = middle ? y + (height - used) / 2 : y;
  const at = anchor === "middle" ? x + w / 2 : x;
  return h("g", null, rows.map((row, i) => line(row, at, top + size * (0.92 + i * leading), { size, w, font, fill, anchor, attrs })));
}
