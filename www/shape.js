/**
 * Shapes: the drawing as plain data, before anything knows of a document.
 *
 * A prop is a pure function from options to a Shape; the stage, the posters and
 * the prop sheet turn the same Shape into DOM or into text.
 */
import { DAY, NIGHT, FONTS } from "./palette.js";

/**
 * @typedef {{ tag: string, attrs: Record<string, string | number>, children: (Shape | string)[] }} Shape
 * @typedef {Shape | string | number | null | undefined | false} Child
 * @typedef {Child | Child[] | Child[][]} Children
 */

const SVG_NS = "http://www.w3.org/2000/svg";

/**
 * One shape. Numbers are rounded to hundredths (nobody sees less, and equal
 * pictures become equal data); null, undefined and false attributes and children
 * are left out; arrays of children are flattened. `attrs.key` names the shape
 * among its siblings for keyed diffing and is never written out.
 *
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined> | null} [attrs]
 * @param {...Children} children
 * @returns {Shape}
 */
export function h(tag, attrs, ...children) {
  /** @type {Record<string, string | number>} */
  const kept = {};
  for (const name in attrs) {
    const value = attrs[name];
    if (value === null || value === undefined || value === false) continue;
    kept[name] = typeof value === "number" ? round(value) : value === true ? "" : value;
  }
  /** @type {(Shape | string)[]} */
  const nodes = [];
  gather(children, nodes);
  return { tag, attrs: kept, children: nodes };
}

/** @param {any[]} children @param {(Shape | string)[]} into */
function gather(children, into) {
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === "") continue;
    if (Array.isArray(child)) gather(child, into);
    else into.push(typeof child === "number" ? String(child) : child);
  }
}

/** @param {number} value */
function round(value) {
  const r = Math.round(value * 100) / 100;
  return r === 0 ? 0 : r; // no -0: it would differ from 0 in a deep comparison
}

/**
 * The SVG text of a shape. With `theme`, the palette's custom properties and the
 * text classes are written out as colours and fonts, so that the text stands
 * alone (a poster, an <img>); with `viewBox` too, it is wrapped in an <svg>.
 *
 * @param {Shape} shape
 * @param {{ theme?: "day" | "night", viewBox?: [number, number, number, number], title?: string }} [options]
 * @returns {string}
 */
export function toSvgString(shape, { theme, viewBox, title } = {}) {
  const root = viewBox
    ? h("svg", { xmlns: SVG_NS, viewBox: viewBox.join(" "), role: "img" }, title ? h("title", null, title) : null, shape)
    : shape;
  return write(root, theme ? (theme === "night" ? NIGHT : DAY) : null);
}

/**
 * @param {Shape} shape
 * @param {Readonly<Record<string, string>> | null} palette
 * @returns {string}
 */
function write(shape, palette) {
  let head = shape.tag;
  for (const [name, value] of Object.entries(shape.attrs)) {
    if (name === "key") continue;
    if (palette && name === "class") {
      const fonts = /** @type {Record<string, Readonly<Record<string, string>>>} */ (FONTS);
      for (const one of String(value).split(" ")) {
        for (const [property, font] of Object.entries(fonts[one] ?? {})) head += ` ${property}="${escape(font)}"`;
      }
      continue;
    }
    head += ` ${name}="${escape(palette ? resolve(String(value), palette) : String(value))}"`;
  }
  if (shape.children.length === 0) return `<${head}/>`;
  const inner = shape.children.map((c) => (typeof c === "string" ? escape(c) : write(c, palette))).join("");
  return `<${head}>${inner}</${shape.tag}>`;
}

/**
 * @param {string} value
 * @param {Readonly<Record<string, string>>} palette
 */
function resolve(value, palette) {
  return value.replace(/var\(--([a-z0-9-]+)\)/g, (whole, name) => palette[name] ?? whole);
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/**
 * The shape as DOM. Text arrives as text nodes, never as markup.
 *
 * @param {Shape} shape
 * @param {Document} document
 * @returns {Element}
 */
export function toDom(shape, document) {
  const node = document.createElementNS(SVG_NS, shape.tag);
  for (const [name, value] of Object.entries(shape.attrs)) {
    if (name !== "key") node.setAttribute(name, String(value));
  }
  for (const child of shape.children) {
    node.append(typeof child === "string" ? document.createTextNode(child) : toDom(child, document));
  }
  return node;
}
