// Whether two things say the same. Pure.

/**
 * Name by name, the very same values; `but` for one that does not matter.
 * @param {Record<string, any>} a @param {Record<string, any>} b @param {string} [but]
 */
export function same(a, b, but) {
  for (const name in a) if (a[name] !== b[name] && name !== but) return false;
  return true;
}

/** Byte by byte. @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export const sameBytes = (a, b) => a.length === b.length && Array.prototype.every.call(a, (byte, i) => byte === b[i]);
