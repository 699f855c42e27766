// What was pasted: secrets as text, or a small file in hexadecimal or Base64. Pure.

/** @typedef {{bytes: Uint8Array, what: 'text'|'hex'|'base64'}} Pasted */

const DUMP = /^\s*[0-9a-f]{4,8}(?::|\s)\s*((?:[0-9a-f]{2,4}\s{0,2})+)/i;

/** A line of a key log. */
const LABEL = /^\s*(?:#|(?:RSA|[A-Z]+_[A-Z_0-9]+)\s)/m;

/** @param {string} text @returns {Pasted|{problem: string, at: number}} problem: an id in the words; at: the character that cannot be */
export function understand(text) {
  const said = text.trim();
  if (!said) return { problem: 'pastedNothing', at: 0 };
  if (said.includes('-----BEGIN ') || LABEL.test(said)) return { bytes: new TextEncoder().encode(said), what: 'text' };
  const lines = said.split('\n').map((line) => line.trimEnd());
  // As xxd and hexdump print it: an offset, the bytes, and what they are as letters.
  const dumped = lines.length > 1 || DUMP.test(lines[0]) ? lines.map((line) => DUMP.exec(line)?.[1]) : [];
  const offsets = dumped.length > 0 && dumped.every((line, i) => line !== undefined || /^\s*[0-9a-f]{4,8}:?$/i.test(lines[i]));
  const hex = (offsets ? dumped.map((line) => line ?? '').join('') : said).replaceAll(/\s|0x|,|:/gi, '');
  if (/^[0-9a-f]*$/i.test(hex)) {
    if (hex.length % 2) return { problem: 'pastedOdd', at: hex.length };
    return { bytes: Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)), what: 'hex' };
  }
  const packed = said.replaceAll(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/');
  const odd = packed.search(/[^A-Za-z0-9+/=]|=(?!=?$)/);
  if (odd >= 0) return { problem: 'pastedOther', at: said.indexOf(packed[odd]) };
  if (packed.replaceAll('=', '').length % 4 === 1) return { problem: 'pastedOther', at: said.length };
  return { bytes: decode(packed.replaceAll('=', '')), what: 'base64' };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** @param {string} packed */
function decode(packed) {
  const bytes = new Uint8Array(Math.floor((packed.length * 3) / 4));
  let [bits, count, at] = [0, 0, 0];
  for (const letter of packed) {
    bits = ((bits << 6) | LETTERS.indexOf(letter)) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[at] = (bits >> count) & 255;
      at += 1;
    }
  }
  return bytes;
}

const MAGIC = ['a1b2c3d4', 'd4c3b2a1', 'a1b23c4d', '4d3cb2a1', 'a1b2cd34', '34cdb2a1', '0a0d0d0a'];

/** Whether these bytes, the first of a file, are secrets and not packets. @param {Uint8Array} start @param {string} [name] of the file */
export function isSecret(start, name = '') {
  const magic = Array.from(start.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (MAGIC.includes(magic)) return false;
  if (/\.(pem|key|der|p8|log|keys|keylog|txt)$/i.test(name)) return true;
  const text = String.fromCharCode(...start.subarray(0, 64));
  return text.includes('-----BEGIN') || LABEL.test(text) || start[0] === 0x30;
}
