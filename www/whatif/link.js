// Changes to letters in a link, short and plain: `5.flip.20.01-6.drop`. A change is the letter's place, the
// kind, and its parts; numbers are decimal, masks and bytes hex. Pure.

/** @typedef {import('../types.js').Tampering} Tampering */

/** What each kind has, in order. */
const PARTS = /** @type {Record<string, ('offset'|'length'|'mask'|'record'|'bytes')[]>} */ ({
  flip: ['offset', 'mask'],
  replace: ['offset', 'length', 'bytes'],
  delete: ['offset', 'length'],
  insert: ['offset', 'bytes'],
  letter: ['bytes'],
  drop: [],
  duplicate: [],
  cut: ['length'],
  swap: [],
  swap_records: ['record'],
});

/** @param {readonly Tampering[]} tampering */
export const twist = (tampering) =>
  tampering.map((one) => [one.letter, one.change, ...(PARTS[one.change] ?? []).map((part) => (part === 'mask' ? (one.mask ?? 0).toString(16).padStart(2, '0') : one[part]))].join('.')).join('-');

/** The changes, or the first that is none. @param {string} text @returns {{tampering: Tampering[], bad?: string}} */
export function untwist(text) {
  /** @type {Tampering[]} */
  const tampering = [];
  for (const item of text.split('-')) {
    const [letter, change, ...given] = item.split('.');
    const parts = Object.hasOwn(PARTS, change ?? '') ? PARTS[change] : null;
    if (!/^\d{1,4}$/.test(letter) || !parts || parts.length !== given.length) return { tampering: [], bad: item };
    /** @type {Tampering} */
    const one = { letter: Number(letter), change };
    for (const [i, part] of parts.entries()) {
      const hex = part === 'mask' || part === 'bytes';
      const ok = part === 'mask' ? /^[0-9a-f]{2}$/i : hex ? /^([0-9a-f]{2})*$/i : /^\d{1,6}$/;
      if (!ok.test(given[i])) return { tampering: [], bad: item };
      if (part === 'bytes') one.bytes = given[i].toLowerCase();
      else one[part] = parseInt(given[i], hex ? 16 : 10);
    }
    tampering.push(one);
  }
  return { tampering };
}
