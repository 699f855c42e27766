// The doors of one player: what of the house is here, with all its words, and what is on its way.

import { isWhole, say, whole } from '../prose/index.js';
import { enter, NAMES, room } from '../rooms/index.js';

/** @typedef {import('../rooms/index.js').Name} Name */

/** Rooms that have enough in the words that come first. */
const LIGHT = new Set(['link', 'scenes', 'sequence']);
/** What could not be fetched stands among the problems. */
const MISSING = 'room:';

export class Doors {
  #player;
  /** @type {Set<Name|'words'>} */
  #waiting = new Set();

  /** @param {import('./types.js').Player} player */
  constructor(player) {
    this.#player = player;
  }

  /** A room, if it is here and its words are. @template {Name} N @param {N} name */
  here(name) {
    return LIGHT.has(name) || isWhole(this.#player.words) ? room(name) : null;
  }

  /** Fetches a room with its words. @template {Name} N @param {N} name */
  async enter(name) {
    const [come] = await Promise.all([enter(name), LIGHT.has(name) ? null : this.words()]);
    return come;
  }

  /** Fetches all words of the language that is spoken; which one that is, the words tell that come first. */
  async words() {
    await this.#player.worded();
    return whole(this.#player.words.meta.lang);
  }

  /** Does something with a room: at once where it is here. Where it cannot be had, that is said. @template {Name} N @template T @param {N} name @param {(room: import('../rooms/index.js').Room<N>) => T} use @returns {T|Promise<T|undefined>} */
  with(name, use) {
    const here = this.here(name);
    return here ? use(here) : this.enter(name).then((come) => use(/** @type {any} */ (come)), () => this.#refuse(name));
  }

  /** What is to be painted: if it is not here it is fetched, and painted as soon as it comes. @param {Name|'words'} name */
  want(name) {
    const { words, theatre } = this.#player;
    if (name === 'words' ? isWhole(words) : this.here(name)) return;
    if (this.#waiting.has(name) || theatre.state.problems[MISSING + name]) return;
    this.#waiting.add(name);
    const coming = name === 'words' ? this.words() : this.enter(name);
    coming.then(
      () => {
        this.#waiting.delete(name);
        this.#player.came(name);
      },
      () => {
        this.#waiting.delete(name);
        this.#refuse(name);
      },
    );
  }

  /** @param {string} name @returns {undefined} */
  #refuse(name) {
    const { theatre, voice, words } = this.#player;
    theatre.send({ type: 'refuse', field: MISSING + name, message: say(words, ['ui', 'missing']) });
    voice.live(say(words, ['ui', 'missing']));
  }

  /** Why something is not here, if anything is not. */
  get missing() {
    const { problems } = this.#player.theatre.state;
    const field = Object.keys(problems).find((name) => name.startsWith(MISSING));
    return field ? problems[field] : '';
  }

  /** What could not be had may be asked for again. */
  again() {
    const { theatre } = this.#player;
    for (const field of Object.keys(theatre.state.problems)) if (field.startsWith(MISSING)) theatre.send({ type: 'accept', field });
  }

  /** All of it, while there is time: whatever is opened later asks nobody for anything. @param {readonly string[]} langs */
  ahead(langs) {
    for (const coming of [...NAMES.map((name) => enter(name)), ...langs.map((lang) => whole(lang))]) coming.catch(() => {});
  }
}
