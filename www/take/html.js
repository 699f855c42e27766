// Shapes as the text of a page that stands alone. Pure. Text stays text.

/** @typedef {import('../shape.js').Shape} Shape */

const VOID = new Set(['meta', 'br', 'hr', 'img', 'input', 'link']);

/** @param {string} text */
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param {Shape|string} shape @returns {string} */
export function html(shape) {
  if (typeof shape === 'string') return escape(shape);
  const { tag, attrs, children } = shape;
  const head = Object.entries(attrs).filter(([name]) => name !== 'key').map(([name, value]) => ` ${name}="${escape(String(value))}"`).join('');
  if (VOID.has(tag)) return `<${tag}${head}>`;
  const inner = children.map(html).join('');
  return `<${tag}${head}>${inner}</${tag}>`;
}

/** A whole page. @param {string} lang @param {string} dir @param {string} title @param {string} css our own @param {Shape[]} body */
export const page = (lang, dir, title, css, body) =>
  `<!doctype html>\n<html lang="${escape(lang)}" dir="${escape(dir)}">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${escape(title)}</title>\n<style>${css}</style>\n<main>\n${body.map(html).join('\n')}\n</main>\n</html>\n`;
