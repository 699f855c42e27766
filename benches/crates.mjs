// Which crate takes how much of the WebAssembly, by the names in what cargo compiled (the built
// package has none any more):
//
//   node benches/crates.mjs [FILE]

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const FILE = process.argv[2] ?? fileURLToPath(new URL('../target/wasm32-unknown-unknown/release/tls_airmail.wasm', import.meta.url));
const bytes = await readFile(FILE);

/** LEB128. @param {{at: number}} cursor */
function number(cursor) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[cursor.at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return value;
  }
}
/** @param {{at: number}} cursor */
function text(cursor) {
  const length = number(cursor);
  return bytes.toString('utf8', cursor.at, (cursor.at += length));
}

let imported = 0;
let data = 0;
/** @type {number[]} */ const sizes = [];
/** @type {Map<number, string>} */ const names = new Map();
for (const cursor = { at: 8 }; cursor.at < bytes.length; ) {
  const id = bytes[cursor.at++];
  const end = number(cursor) + cursor.at;
  if (id === 2) {
    // Imports of this module are functions, every one.
    imported = number(cursor);
  } else if (id === 10) {
    for (let left = number(cursor); left > 0; left -= 1) {
      const size = number(cursor);
      sizes.push(size);
      cursor.at += size;
    }
  } else if (id === 11) data = end - cursor.at;
  else if (id === 0 && text(cursor) === 'name') {
    while (cursor.at < end) {
      const kind = bytes[cursor.at++];
      const stop = number(cursor) + cursor.at;
      if (kind === 1) for (let left = number(cursor); left > 0; left -= 1) names.set(number(cursor), text(cursor));
      cursor.at = stop;
    }
  }
  cursor.at = end;
}

const PLAIN = new Set(['core', 'alloc', 'std']);
/** Words of mangled names that are no crates. */
const WORDS = new Set(['as', 'impl', 'dyn', 'mut', 'const']);

/** The crate of a mangled name: the first one that is not Rust's own library. @param {string} name */
function crate(name) {
  if (name.startsWith('__wbindgen_describe') || /^_?(?:__wbindgen|wasm_bindgen)/.test(name)) return '';
  // v0 names its crates `C…_LENGTHname`; legacy paths are `LENGTHname` in a row.
  const found = name.startsWith('_R')
    ? [...name.matchAll(/C(?:s[0-9A-Za-z]*_)?(\d+)([a-z_][a-z_0-9]*)/g)].map(([, length, rest]) => rest.slice(0, Number(length)))
    : [...name.matchAll(/(?:^_ZN\d+|\$LT\$|\$u20\$|\$RF\$|\$C\$|_\$LT\$|^_ZN\d+_\$LT\$)([a-z][a-z_0-9]*?)(?=\.\.|\d|\$)/g)].map(([, word]) => word);
  const legacy = /^_ZN(\d+)([a-z][a-z_0-9]*)/.exec(name);
  if (legacy) found.unshift(legacy[2].slice(0, Number(legacy[1])));
  const crates = found.filter((word) => !WORDS.has(word));
  return crates.find((word) => !PLAIN.has(word)) ?? crates[0] ?? 'the boundary';
}

/** @type {Map<string, number>} */ const sums = new Map();
sizes.forEach((size, index) => {
  const owner = crate(names.get(index + imported) ?? '');
  if (owner) sums.set(owner, (sums.get(owner) ?? 0) + size);
});
const all = [...sums.values()].reduce((a, b) => a + b, 0);
console.log(`\ncode by crate, KB of ${(all / 1000).toFixed(0)} (and ${(data / 1000).toFixed(0)} of data)`);
for (const [name, size] of [...sums].sort((a, b) => b[1] - a[1]).slice(0, 16)) console.log(`${name.padEnd(24)}${(size / 1000).toFixed(1).padStart(7)}  ${((100 * size) / all).toFixed(1).padStart(5)} %`);
