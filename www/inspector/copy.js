// Bytes as text, to be taken along: hex, base64, C, Python. Pure.

import { hex } from '../transcript.js';

export const FORMATS = /** @type {const} */ (['hex', 'base64', 'c', 'python']);

/** In pieces of so many. @template T @param {T[]} all @param {number} size @returns {T[][]} */
const pieces = (all, size) => Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

/** A name that C and Python allow. @param {string} name */
export const plain = (name) => name.replace(/\W+/g, '_').replace(/^(?=\d)/, '_') || 'bytes';

/** @param {Uint8Array} bytes @param {string} format one of FORMATS @param {string} name what it is, for C and Python */
export function written(bytes, format, name) {
  const each = Array.from(bytes, (b) => hex([b]));
  switch (format) {
    case 'base64':
      return btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''));
    case 'c':
      // C has no array without elements.
      return `const unsigned char ${plain(name)}[${Math.max(1, bytes.length)}] = {\n${pieces(each, 12).map((row) => `  ${row.map((b) => `0x${b},`).join(' ')}\n`).join('') || '  0\n'}};\n`;
    case 'python':
      return `${plain(name)} = (\n${pieces(each, 16).map((row) => `    b"${row.map((b) => `\\x${b}`).join('')}"\n`).join('') || '    b""\n'})\n`;
    default:
      return hex(bytes);
  }
}
