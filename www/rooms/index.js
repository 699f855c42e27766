// What is not on the stage: each room is fetched when somebody first goes in, or when there is nothing else
// to be done. To draw the first picture, to tell the story and to steer it, none is needed; to play it, `scenes`.

import { dress } from '../dress.js';

/**
 * What a panel is painted from.
 * @typedef {object} Given
 * @property {import('../update.js').State} state
 * @property {import('../types.js').Frame} frame
 * @property {import('../prose/index.js').Prose} words
 * @property {boolean} own       a captured connection is on the stage
 * @property {{name: string, code: number, keyExchange: string}[]} suites
 * @property {() => string} url  of this run
 */

const DOORS = {
  capture: () => import('./capture.js'),
  check: () => import('./check.js'),
  forms: () => import('./forms.js'),
  inspector: () => import('./inspector.js'),
  ledger: () => import('./ledger.js'),
  link: () => import('../link.js'),
  question: () => import('./question.js'),
  refusal: () => import('./refusal.js'),
  scenes: () => import('./scenes.js'),
  sequence: () => import('../sequence.js'),
  take: () => import('./take.js'),
  whatif: () => import('./whatif.js'),
};

/** @typedef {keyof typeof DOORS} Name */
/** @template {Name} N @typedef {Awaited<ReturnType<(typeof DOORS)[N]>>} Room */

export const NAMES = /** @type {Name[]} */ (Object.keys(DOORS));

/** Where a panel is. @type {Record<string, Name>} */
export const PANELS = { settings: 'forms', link: 'forms', whatif: 'whatif', ledger: 'ledger', check: 'check', take: 'take', capture: 'capture' };

/** @type {Map<Name, any>} */
const rooms = new Map();
/** @type {Map<Name, Promise<any>>} */
const coming = new Map();

/** A room, if it is here. @template {Name} N @param {N} name @returns {Room<N>|null} */
export const room = (name) => rooms.get(name) ?? null;

/** Fetches a room. A failed attempt is made again next time. @template {Name} N @param {N} name @returns {Promise<Room<N>>} */
export function enter(name) {
  let found = coming.get(name);
  if (!found) {
    found = DOORS[name]().then(
      (/** @type {any} */ come) => {
        if (come.css) dress(come.css);
        rooms.set(name, come);
        return come;
      },
      (cause) => {
        coming.delete(name);
        throw cause;
      },
    );
    coming.set(name, found);
  }
  return found;
}
