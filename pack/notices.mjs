// Who wrote what is inside the wasm, and under which licence: cargo says which crates, their folders say the rest.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const TARGET = 'wasm32-unknown-unknown';

/** @param {string} root of the repository @returns {string} */
export function notices(root) {
  const cargo = (/** @type {string[]} */ ...words) => execFileSync(process.env.CARGO ?? 'cargo', words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  const { packages } = JSON.parse(cargo('metadata', '--format-version', '1', '--locked', '--filter-platform', TARGET));
  const tree = cargo('tree', '--package', 'tls-airmail', '--edges', 'normal', '--target', TARGET, '--prefix', 'none', '--format', '{p}', '--locked');
  const inside = new Set(tree.split('\n').map((line) => line.split(' ').slice(0, 2).join(' ').trim()).filter(Boolean));
  /** @type {Map<string, string[]>} the same text is printed once */
  const texts = new Map();
  for (const crate of packages.filter((/** @type {any} */ p) => p.source && inside.has(`${p.name} v${p.version}`)).sort((/** @type {any} */ a, /** @type {any} */ b) => (a.name < b.name ? -1 : 1))) {
    const folder = dirname(crate.manifest_path);
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|copyright|notice)/i.test(file) && !/apache/i.test(file)).sort();
    const found = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
    const text = found.join('\n\n') || `${crate.license}, as its authors say: ${crate.authors.join(', ') || crate.repository}`;
    texts.set(text, [...(texts.get(text) ?? []), `${crate.name} ${crate.version} (${crate.license})`]);
  }
  if (texts.size === 0) throw new Error('cargo names no crates');
  const blocks = [...texts].map(([text, crates]) => `${crates.join('\n')}\n\n${text.replace(/^/gm, '    ').trimEnd()}\n`);
  const hand = readFileSync(join(root, 'www/hands/LICENSE-illustrated.txt'), 'utf8');
  return `The WebAssembly of tls-airmail contains these crates.\n\n${blocks.join('\n\n')}\n\nOne of the hands that it can deal was published elsewhere. ${hand}`;
}
