// The door to the recipes and samples: they are fetched when somebody first opens a value, and until they
// are here nothing stands in their place.

/** @typedef {import('./parts.js').Transcript} Transcript */
/** @typedef {import('./parts.js').Prose} Prose */
/** @typedef {import('./parts.js').Shape} Shape */

/** @type {typeof import('./book.js')|null} */
let book = null;
/** @type {typeof import('./sample.js')|null} */
let shelf = null;

/** @type {Promise<void>|null} */
let coming = null;

/** Fetches them where they are not here yet; a failed attempt is made again next time. @param {() => void} came when there is more to show */
export function fetchRecipes(came) {
  if (book && shelf) return;
  coming ??= Promise.all([import('./book.js'), import('./sample.js')]).then(([one, two]) => void ([book, shelf] = [one, two]));
  coming.then(came, () => (coming = null));
}

/** How an artifact was made. @param {Transcript} t @param {import('./parts.js').Artifact} a @param {Prose} words @returns {Shape|null} */
export const recipe = (t, a, words) => book?.recipe(t, a, words) ?? null;

/** How a protected record was made; nothing for one in the clear. @param {Transcript} t @param {import('../types.js').Letter} letter @param {number} index @param {Prose} words @returns {Shape|null} */
export const recordRecipe = (t, letter, index, words) => book?.recordRecipe(t, letter, index, words) ?? null;

/** What reproduces an artifact (`artifact:ID`) or a letter (`letter:ID`). @param {Transcript} t @param {string} what @param {Prose} words @param {string} [copied] the sample that was copied last @returns {Shape|null} */
export const reproduce = (t, what, words, copied) => shelf?.reproduce(t, what, words, copied) ?? null;

/** @param {Transcript} t @param {string} id */
export const sampleOf = (t, id) => shelf?.sampleOf(t, id);
