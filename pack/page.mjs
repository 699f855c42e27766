// A page and all that it names, as one file.

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { script } from './bundle.mjs';

const IMAGE = /** @type {Record<string, string>} */ ({ svg: 'image/svg+xml', png: 'image/png' });

/**
 * The page with its style, scripts and pictures inside. What it names and cannot be had is an error.
 * @param {string} file @param {Uint8Array} wasm @returns {Promise<string>}
 */
export async function page(file, wasm) {
  const folder = dirname(file);
  let html = await readFile(file, 'utf8');
  // What the single file has no neighbour for.
  html = html.replace(/^.*data-neighbour.*\n/gm, '');
  const scripts = [...html.matchAll(/<script type="module" src="([^"]+)"><\/script>\n?/g)];
  if (scripts.length === 0) throw new Error(`${file} has no script`);
  const code = scripts.map(([, src]) => `import ${JSON.stringify(`./${src}`)};`).join('\n');
  // What ends a script may stand in none of its strings.
  const text = (await script(code, folder, wasm)).replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  for (const [whole] of scripts) html = html.replace(whole, '');
  html = await inside(html, /<link rel="stylesheet" href="([^"]+)">/g, async (href) => `<style>\n${(await readFile(join(folder, href), 'utf8')).trim()}\n</style>`);
  html = await inside(html, /(?<=<(?:img|link)\s[^>]*(?:src|href)=")([^":#]+\.(?:svg|png))(?=")/g, async (src) => {
    const type = IMAGE[src.slice(src.lastIndexOf('.') + 1)];
    return `data:${type};base64,${(await readFile(join(folder, src))).toString('base64')}`;
  });
  // A function, since a dollar sign means something in a replacement.
  html = html.replace('</body>', () => `<script type="module">${text}</script>\n</body>`);
  const left = /<(?:script|img|link)\b[^>]*(?:src|href)="(?!data:|https:\/\/www\.rfc)([^"]+)"/.exec(html.replace(text, ''));
  if (left) throw new Error(`${file} still names ${left[1]}`);
  return html;
}

/** @param {string} html @param {RegExp} pattern @param {(path: string) => Promise<string>} put */
async function inside(html, pattern, put) {
  const found = [...html.matchAll(pattern)];
  for (const match of found.reverse()) {
    html = html.slice(0, match.index) + (await put(match[1])) + html.slice(match.index + match[0].length);
  }
  return html;
}
