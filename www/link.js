// A scene and a scenario as a link, and back. Pure.

import { list, read } from './choice.js';
import { languages } from './prose/index.js';
import { NAMES as SCENES } from './scenes/names.js';
import { clip } from './spoken.js';
import { twist, untwist } from './whatif/link.js';

export { isOurs, NAMES } from './ours.js';

/** @typedef {import('./types.js').Scenario} Scenario */
/**
 * @typedef {object} Target
 * @property {string} [scene]
 * @property {string} [level]
 * @property {string} [lang]
 * @property {string} [lesson]    one that is open
 * @property {string} [leak]      what the server of the lesson `oracle` gives away
 * @property {boolean} [behind]   the middle's own connection, with the real Server
 * @property {boolean} [ownKey]   it was made with keys of somebody's own, which are not in it
 * @property {Scenario} scenario
 * @property {string} [bad]       a change to a letter that is none
 */

/** @param {string} hash with or without its # @returns {Target} */
export function parse(hash) {
  const q = new URLSearchParams(hash.replace(/^#/, ''));
  /** @type {Scenario} */
  const scenario = {};
  const take = (/** @type {string} */ name) => q.get(name) ?? undefined;
  const seed = take('seed');
  if (seed !== undefined) scenario.seed = seed;
  const suite = take('suite');
  if (suite !== undefined) scenario.suites = list(suite);
  const groups = take('groups');
  if (groups !== undefined) scenario.groups = list(groups);
  const name = take('server-name');
  if (name !== undefined) scenario.serverName = name;
  const message = take('message');
  if (message !== undefined) scenario.message = message;
  const reply = take('reply');
  if (reply !== undefined) scenario.reply = reply;
  const extended = take('extended-master-secret');
  if (extended !== undefined) scenario.extendedMasterSecret = yes(extended);
  const identity = take('identity');
  if (identity !== undefined) scenario.identity = identity;
  for (const field of /** @type {const} */ (['resume', 'middle', 'altered'])) if (take(field) !== undefined) scenario[field] = take(field);
  if (take('stolen-key') !== undefined) scenario.stolenKey = yes(take('stolen-key'));
  const hand = take('hand');
  if (hand !== undefined) scenario.hand = hand;
  /** @type {Target} */
  const target = { scene: take('scene'), level: take('level'), lang: take('lang'), lesson: take('lesson'), leak: take('leak'), behind: yes(take('behind')), ownKey: yes(take('own-key')), scenario };
  const tamper = take('tamper');
  if (tamper === undefined) return target;
  const { tampering, bad } = untwist(tamper);
  if (!bad) scenario.tampering = tampering;
  return { ...target, bad };
}

/** What a link says that we have not: the field, where the words for it are, and what they are about. @param {Target} target @returns {{field: string, path: string[], value?: string, told: boolean}[]} */
export const unknown = ({ scene, level, lang, bad, ownKey }) => [
  ...(level && read('level', level).warning ? [{ field: 'level', path: ['faults', 'unknown_level'], value: clip(level), told: true }] : []),
  ...(lang && !languages.some((one) => one.lang === lang) ? [{ field: 'lang', path: ['faults', 'unknown_lang'], value: clip(lang), told: true }] : []),
  ...(scene && !SCENES.includes(scene) ? [{ field: 'scene', path: ['faults', 'unknown_scene'], value: scene, told: false }] : []),
  ...(bad !== undefined ? [{ field: 'tampering', path: ['faults', 'bad_tamper'], value: bad, told: false }] : []),
  ...(ownKey ? [{ field: 'ownKey', path: ['keys', 'notHere'], told: false }] : []),
];

/** @param {string|undefined} said */
const yes = (said) => said === 'true' || said === '1';

/**
 * @param {string} scene @param {import('./types.js').Chosen} chosen
 * @param {{messages?: boolean, level?: string, lang?: string, lesson?: string, leak?: string, behind?: boolean}} [options] as in a Target
 */
export function format(scene, chosen, { messages = true, level = 'story', lang = '', lesson = '', leak = '', behind = false } = {}) {
  const q = new URLSearchParams();
  q.set('scene', scene);
  if (level !== 'story') q.set('level', level);
  if (lang) q.set('lang', lang);
  if (lesson) q.set('lesson', lesson);
  if (leak) q.set('leak', leak);
  if (chosen.hand) {
    // Its name says it all, but for what is done to it.
    q.set('hand', chosen.hand);
    if (chosen.tampering?.length) q.set('tamper', twist(chosen.tampering));
    if (chosen.stolenKey) q.set('stolen-key', 'true');
    return `#${q.toString()}`;
  }
  q.set('seed', chosen.seed);
  // The keys themselves are in no link.
  if (chosen.ownKey) q.set('own-key', 'true');
  // All of them, as long as nobody chose.
  if (chosen.suites.length < 5) q.set('suite', chosen.suites.join(','));
  if (chosen.groups) q.set('groups', chosen.groups.join(','));
  q.set('server-name', chosen.serverName);
  if (chosen.extendedMasterSecret) q.set('extended-master-secret', 'true');
  if (chosen.identity) q.set('identity', chosen.identity);
  if (chosen.resume) q.set('resume', chosen.resume);
  if (chosen.middle) q.set('middle', chosen.middle);
  if (behind) q.set('behind', 'true');
  if (chosen.tampering?.length) q.set('tamper', twist(chosen.tampering));
  if (chosen.stolenKey) q.set('stolen-key', 'true');
  if (messages) {
    q.set('message', chosen.message);
    q.set('reply', chosen.reply);
    if (chosen.altered !== undefined) q.set('altered', chosen.altered);
  }
  return `#${q.toString()}`;
}
