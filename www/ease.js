// Small arithmetic of motion. Pure.

/** @param {number} x @param {number} [low] @param {number} [high] */
export const clamp = (x, low = 0, high = 1) => Math.min(high, Math.max(low, x));

/** @param {number} a @param {number} b @param {number} k */
export const lerp = (a, b, k) => a + (b - a) * k;

/** Slow at both ends. @param {number} k */
export const ease = (k) => k * k * (3 - 2 * k);

/** How far `p` has come from `a` to `b`, eased, 0 to 1. @param {number} p @param {number} a @param {number} b */
export const span = (p, a, b) => (b <= a ? (p >= b ? 1 : 0) : ease(clamp((p - a) / (b - a))));

/** The same without easing. @param {number} p @param {number} a @param {number} b */
export const linear = (p, a, b) => (b <= a ? (p >= b ? 1 : 0) : clamp((p - a) / (b - a)));

/** Up and down again within `a` to `b`. @param {number} p @param {number} a @param {number} b */
export const pulse = (p, a, b) => Math.sin(Math.PI * linear(p, a, b));

/** Two decimals are enough for any screen, and keep unchanged attributes unchanged. @param {number} x */
export const round = (x) => Math.round(x * 100) / 100;

/**
 * A place between two places; every number in `a` and `b` goes along.
 * @template {Record<string, number>} P
 * @param {P} a @param {P} b @param {number} k @returns {P}
 */
export function between(a, b, k) {
  if (k <= 0) return a;
  if (k >= 1) return b;
  /** @type {Record<string, number>} */
  const out = {};
  for (const name of Object.keys(a)) out[name] = lerp(a[name], b[name] ?? a[name], k);
  return /** @type {P} */ (out);
}
