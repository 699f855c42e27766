// Which words come first: those of the stage, of the story under it and of its controls. All others follow
// with what they belong to. In dist/ a language is two files, cut here; its source is one. Pure.

/** Paths of what comes first; `*` is any one step. */
const FIRST = [
  'meta', 'chapters', 'scenes.*.title', 'scenes.*.story', 'scenes.*.alt', 'artifacts.*.name', 'artifacts.*.short', 'parties', 'machines',
  'letters', 'lines', 'records', 'checks.*.name', 'checks.*.ok', 'levels', 'themes', 'views', 'live', 'ui',
  'check.title', 'capture.title', 'take.words.title', 'whatif.words.title', 'whatif.words.touch', 'ledger', 'questions.*.ask', 'ecdheQuestions.*.ask',
].map((path) => path.split('.'));

/** @typedef {Record<string, any>} Words */

/**
 * A language in two parts; `merge` of both is the whole again.
 * @param {Words} words @returns {{first: Words, rest: Words}}
 */
export function split(words) {
  /** @type {[Words, Words]} */
  const parts = [{}, {}];
  cut(words, FIRST, parts);
  return { first: parts[0], rest: parts[1] };
}

/** @param {Words} words @param {string[][]} paths that come first, as seen from here @param {[Words, Words]} parts */
function cut(words, paths, [first, rest]) {
  for (const [key, value] of Object.entries(words)) {
    const here = paths.filter(([step]) => step === key || step === '*').map(([, ...further]) => further);
    if (here.some((further) => !further.length)) first[key] = value;
    else if (!here.length) rest[key] = value;
    else {
      /** @type {[Words, Words]} */
      const inner = [{}, {}];
      cut(value, here, inner);
      if (Object.keys(inner[0]).length) first[key] = inner[0];
      if (Object.keys(inner[1]).length) rest[key] = inner[1];
    }
  }
}

/** Puts the rest where it belongs, in place: whoever holds the first part then has the whole. @template {Words} W @param {W} first @param {Words} rest @returns {W} */
export function merge(first, rest) {
  for (const [key, value] of Object.entries(rest)) {
    if (typeof first[key] === 'object' && typeof value === 'object') merge(first[key], value);
    else /** @type {Words} */ (first)[key] = value;
  }
  return first;
}
