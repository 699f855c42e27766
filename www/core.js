// The Rust core as the page sees it: one wasm instance for the whole page; one transcript for all
// elements that share a session.

import { start } from './wasm.js';

/** @typedef {import('./types.js').Scenario} Scenario */
/** @typedef {import('./types.js').Transcript} Transcript */

/**
 * @typedef {object} Core
 * @property {() => string} newSeed
 * @property {(scenario: Scenario) => Transcript} play
 * @property {() => {name: string, code: number, keyExchange: 'rsa'|'ecdhe'}[]} suites
 * @property {((scenario: Scenario) => any)|undefined} costs
 * @property {(scenario: Scenario, at?: string, version?: number) => import('./types.js').Home} capture
 * @property {() => void} [__wbg_reset_state]  makes a new instance of the same module
 */

/** @type {Promise<Core>|undefined} */
let loading;

/** The core, loaded once. @returns {Promise<Core>} */
export function load() {
  loading ??= start().then(steady).catch((cause) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

/**
 * A core with a second try. WebKit's compilers for wasm have been seen to trip now and then, over what they
 * had done a hundred times (`Out of bounds memory access`); and what has trapped once is not to be trusted.
 * So there is a new instance, and the same is asked again: all that is asked for follows from what is given.
 * @template {Core} C @param {C} made @returns {C}
 */
export function steady(made) {
  /** @param {(...given: any[]) => any} ask */
  const again = (ask) => (/** @type {any[]} */ ...given) => {
    try {
      return ask(...given);
    } catch (cause) {
      if (!(cause instanceof WebAssembly.RuntimeError) || !made.__wbg_reset_state) throw cause;
      made.__wbg_reset_state();
      return ask(...given);
    }
  };
  return /** @type {C} */ (Object.fromEntries(Object.entries(made).map(([name, ask]) => [name, typeof ask === 'function' ? again(/** @type {any} */ (ask)) : ask])));
}

/** One handshake, seen by every element that joined. */
export class Session {
  constructor() {
    /** @type {Scenario} */
    this.scenario = {};
    /** @type {Transcript|undefined} */
    this.transcript = undefined;
    /** @type {Set<(t: Transcript) => void>} */
    this.watchers = new Set();
    /** What is being dealt. @type {Promise<unknown>} */
    this.last = Promise.resolve();
  }

  /** @param {(t: Transcript) => void} watcher */
  join(watcher) {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /**
   * Plays the current scenario with `changes`, once what was asked for before is dealt. Throws, and keeps
   * the last good transcript, when it cannot be played.
   * @param {Scenario} changes
   */
  deal(changes) {
    const dealt = this.last.then(() => this.#deal(changes));
    this.last = dealt.catch(() => {});
    return dealt;
  }

  /** @param {Scenario} changes */
  async #deal(changes) {
    const core = await load();
    // Only where one was dealt elsewhere there is more to it.
    const hand = this.scenario.hand ?? changes.hand;
    const scenario = hand === undefined ? { ...this.scenario, ...changes } : await (await import('./hands/deal.js')).merge(this.scenario, changes);
    scenario.seed ??= core.newSeed();
    const transcript = core.play(scenario);
    this.scenario = { ...scenario, seed: transcript.scenario.seed };
    this.adopt(transcript);
    return transcript;
  }

  /** The connection before a second one: nobody laid hands on it. @returns {Promise<Transcript|undefined>} */
  async earlier() {
    const core = await load();
    const { resume, tampering, stolenKey, middle, altered, ...first } = this.scenario;
    return resume ? core.play(first) : undefined;
  }

  /** Shows an exchange to all, also one that was not played here. @param {Transcript} transcript */
  adopt(transcript) {
    this.transcript = transcript;
    for (const watcher of [...this.watchers]) watcher(transcript);
  }

  /** A new handshake with everything else as it was. */
  async shuffle() {
    const core = await load();
    return this.deal({ seed: core.newSeed() });
  }
}

/** @type {Map<string, Session>} */
const sessions = new Map();

/** The session of that name, or a private one. @param {string} name */
export function session(name) {
  if (!name) return new Session();
  let found = sessions.get(name);
  if (!found) {
    found = new Session();
    sessions.set(name, found);
  }
  return found;
}
