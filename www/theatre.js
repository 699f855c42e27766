// One state, one clock. Everything that happens to a player goes through `send`.

import { initial, moving, update } from './update.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./update.js').Intent} Intent */

export class Theatre {
  /** @param {(state: State, before: State) => void} show @param {Partial<State>} [given] */
  constructor(show, given) {
    this.show = show;
    this.state = initial(given);
    /** @type {number} */
    this.timer = 0;
    this.last = 0;
    this.closed = false;
  }

  /** @param {Intent} intent */
  send(intent) {
    const before = this.state;
    this.state = update(before, intent);
    if (this.state !== before) this.show(this.state, before);
    this.wind();
  }

  /** Runs the clock only while something moves. */
  wind() {
    if (this.timer || this.closed || !moving(this.state)) return;
    this.last = performance.now();
    const beat = (/** @type {number} */ now) => {
      this.timer = 0;
      if (this.closed) return;
      const ms = Math.min(100, Math.max(0, now - this.last));
      this.last = now;
      this.send({ type: 'tick', ms });
      if (!this.timer && moving(this.state)) this.timer = requestAnimationFrame(beat);
    };
    this.timer = requestAnimationFrame(beat);
  }

  close() {
    this.closed = true;
    cancelAnimationFrame(this.timer);
    this.timer = 0;
  }

  open() {
    this.closed = false;
    this.wind();
  }
}
