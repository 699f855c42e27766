// What cannot be had, in words: of a Scenario, of an attribute.

import { GROUPS } from '../choice.js';
import { say } from '../prose/index.js';
import { clip } from '../spoken.js';

/** @typedef {import('../prose/index.js').Prose} Prose */

/** Why a Scenario cannot be played. @param {Prose} words @param {any} cause @param {any} given what was asked for */
export function reason(words, cause, given) {
  const kind = cause?.kind ?? 'unknown';
  const known = Object.hasOwn(words.faults ?? {}, kind) ? kind : kind.startsWith('server_name') ? 'bad_server_name' : 'unknown';
  return say(words, ['faults', known], {
    value: Array.isArray(given) ? given.join(', ') : given,
    reason: cause?.message ?? String(cause),
    limit: cause?.limit ?? /at most (\d+)/.exec(cause?.message ?? '')?.[1],
    count: cause?.count ?? (typeof given === 'string' ? new TextEncoder().encode(given).length : undefined),
  });
}

/** The same of what a link asks for: the control shows another value. @param {Prose} words @param {any} cause @param {any} given */
export const misled = (words, cause, given) =>
  say(words, ['faults', 'in_link'], { value: clip(Array.isArray(given) ? given.join(', ') : String(given)), reason: reason(words, cause, given) });

/** For the page's author, of an attribute. @param {string} field @param {{name: string}[]} suites */
export function allowed(field, suites) {
  /** @type {Record<string, string>} */
  const all = { suites: suites.map((s) => s.name).join(', '), groups: GROUPS[0].replace(',', ', '), serverName: 'a host name of at most 255 letters, digits, dots and hyphens', seed: '64 hexadecimal digits', hand: 'illustrated' };
  return all[field] ?? 'text of at most 1024 bytes';
}
