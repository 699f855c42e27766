// What could go wrong, each with its lesson: its words are in `whatif.lessons` of the prose, by its id.
// A lesson is a `plan`, which is played (changes to the Scenario, made from the honest Transcript), or
// a `view` of its own. Pure.

import { all, find } from './field.js';
import { MANNERS, middle, stand } from './middle.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Scenario} Scenario */
/**
 * @typedef {object} Lesson
 * @property {string} id
 * @property {(t: Transcript, altered?: string) => Scenario} [plan]
 * @property {(state: import('../update.js').State, words: import('../prose/index.js').Prose) => any} [view]
 */

const WEAK = 'TLS_RSA_WITH_AES_128_CBC_SHA';
const WEAK_CODE = '002f';
const STRONG = 'TLS_RSA_WITH_AES_256_GCM_SHA384';
const STRONG_CODE = '009d';

/** @param {Transcript} t @param {string} id */
const place = (t, id) => t.letters.findIndex((l) => l.id === id);

/** @param {string} identity @returns {Lesson['plan']} */
const shows = (identity) => () => ({ identity });

/** @type {Lesson[]} */
export const LESSONS = [
  {
    id: 'flip',
    plan(t) {
      const letter = place(t, 'client_message');
      const offset = find(t.letters[letter], 'record.ciphertext')?.start ?? t.letters[letter].bytes.length - 1;
      return { tampering: [{ letter, change: 'flip', offset, mask: 1 }] };
    },
  },
  {
    id: 'downgrade',
    plan(t) {
      // Two suites on the list, the better one first; the Eavesdropper writes the weaker over it.
      const first = t.suite && t.suite.name !== WEAK ? t.suite.name : STRONG;
      const offset = find(t.letters[0], 'client_hello.cipher_suites')?.start ?? 0;
      return { suites: [first, WEAK], tampering: [{ letter: 0, change: 'replace', offset, length: 2, bytes: WEAK_CODE }] };
    },
  },
  { id: 'forged', plan: shows('forged') },
  { id: 'unknown_authority', plan: shows('unknown_authority') },
  { id: 'other_name', plan: shows('other_name') },
  { id: 'expired', plan: shows('expired') },
  {
    id: 'finished',
    plan(t) {
      const letter = place(t, 'client_finished');
      const { start, end } = t.letters[letter].records[1];
      // A record, a Finished, and twelve bytes that somebody made up: "I am Client."
      return { tampering: [{ letter, change: 'replace', offset: start, length: end - start, bytes: '16030300101400000c4920616d20436c69656e742e' }] };
    },
  },
  { id: 'replay', plan: (t) => ({ tampering: [{ letter: place(t, 'client_message'), change: 'duplicate' }] }) },
  {
    id: 'half',
    plan(t) {
      const letter = place(t, 'client_message');
      return { tampering: [{ letter, change: 'cut', length: Math.ceil(t.letters[letter].bytes.length / 2) }] };
    },
  },
  { id: 'truncate', plan: (t) => ({ tampering: [{ letter: place(t, 'client_close'), change: 'drop' }] }) },
];

/** Somebody stands in the middle, three ways; and a session that is resumed, with a suite that is not its own. @type {Lesson[]} */
export const MORE = [
  ...MANNERS.map((manner) => ({ id: manner, plan: (/** @type {Transcript} */ _, /** @type {string|undefined} */ altered) => stand(manner, altered), view: middle(manner) })),
  {
    id: 'resumed_suite',
    plan(t) {
      const offset = find(t.letters[1], 'server_hello.cipher_suite')?.start ?? 76;
      const other = t.suite?.name === WEAK ? STRONG_CODE : WEAK_CODE;
      return { resume: 'known', tampering: [{ letter: 1, change: 'replace', offset, length: 2, bytes: other }] };
    },
  },
];

/** The lesson that a run is of, if it is one of ours. @param {Transcript} t @returns {string} */
export function lessonOf(t) {
  const { identity, middle, resume, tampering = [] } = t.scenario;
  if (middle) return tampering.length || identity || resume ? '' : middle;
  if (identity) return tampering.length ? '' : identity;
  if (tampering.length !== 1) return '';
  const [{ letter, change, bytes, offset }] = tampering;
  const id = t.letters[letter]?.id;
  if (resume) return change === 'replace' && id === 'server_hello' && [WEAK_CODE, STRONG_CODE].includes(bytes ?? '') ? 'resumed_suite' : '';
  if (change === 'duplicate' && id === 'client_message') return 'replay';
  if (change === 'drop' && id === 'client_close') return 'truncate';
  if (change === 'cut' && id === 'client_message') return 'half';
  if (change === 'replace' && id === 'client_finished' && bytes?.startsWith('16030300101400000c')) return 'finished';
  if (change === 'replace' && id === 'client_hello' && bytes === WEAK_CODE && t.scenario.suites.length === 2) return 'downgrade';
  const words = all(t.letters[letter] ?? { records: [] }).find((f) => f.id === 'record.ciphertext');
  if (change === 'flip' && id === 'client_message' && words && offset === words.start) return 'flip';
  return '';
}
