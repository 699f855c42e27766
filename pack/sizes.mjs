// How large things are, beside what they may weigh.

import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const KB = 1000;

/** @param {Uint8Array} bytes */
export const weigh = (bytes) => ({
  raw: bytes.length,
  gzip: gzipSync(bytes, { level: 9 }).length,
  brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length,
});

/** @param {number} bytes */
const kb = (bytes) => (bytes / KB).toFixed(1).padStart(9);

/**
 * @param {{what: string, bytes: Uint8Array, budget?: ['raw'|'gzip'|'brotli', number]}[]} rows budgets in KB
 * @returns {string} a table in KB
 */
export function table(rows) {
  const lines = [`${'KB'.padEnd(44)}      raw     gzip   brotli   budget`];
  for (const { what, bytes, budget } of rows) {
    const size = weigh(bytes);
    const verdict = budget ? `   ${budget[1]} ${budget[0]}: ${size[budget[0]] <= budget[1] * KB ? 'kept' : `missed by ${((size[budget[0]] / KB) - budget[1]).toFixed(1)}`}` : '';
    lines.push(`${what.padEnd(42)}${kb(size.raw)}${kb(size.gzip)}${kb(size.brotli)}${verdict}`);
  }
  return lines.join('\n');
}
