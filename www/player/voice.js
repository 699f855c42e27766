// What a player says: to those who hear the page, to the page around, and to its author on the console.

import { asked } from '../asked.js';
import { question as questionOf, say, variant } from '../prose/index.js';
import { whole } from '../spoken.js';
import { sentence } from '../story.js';
import { frameOf } from '../update.js';

/** @typedef {import('../update.js').State} State */

export class Voice {
  #player;
  #said = '';
  #warned = new Set();
  /** What is still to be said of a new scene. @type {(() => void)|null} */
  #scene = null;

  /** @param {import('./types.js').Player} player */
  constructor(player) {
    this.#player = player;
  }

  /** Words for those who hear the page. @param {string} said */
  live(said) {
    this.#scene = null;
    if (said === this.#said) return;
    this.#said = said;
    this.#player.parts.live.textContent = said;
  }

  /** Says what was left for when the words are painted. */
  rest() {
    this.#scene?.();
  }

  /** @param {string} name behind `tls-airmail-` @param {any} [detail] */
  event(name, detail) {
    this.#player.host.dispatchEvent(new CustomEvent(`tls-airmail-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** There is nothing to show: on the stage, and to the page around. @param {string} kind @param {any} cause */
  fail(kind, cause) {
    this.#player.theatre.send({ type: 'fail', kind, message: cause?.message ?? String(cause) });
    this.error(cause);
  }

  /** @param {any} cause */
  error(cause) {
    this.event('error', { kind: cause?.kind ?? 'error', field: cause?.field, message: cause?.message ?? String(cause) });
  }

  /** Once. @param {string} warning */
  warn(warning) {
    if (this.#warned.has(warning)) return;
    this.#warned.add(warning);
    console.warn(warning);
  }

  /** @param {string} name @param {string} value @param {readonly string[]} allowed */
  unknown(name, value, allowed) {
    this.warn(`<tls-airmail> ${name}="${value}" is not known; allowed: ${allowed.join(', ')}`);
  }

  /** What has become otherwise. @param {State} state @param {State} before */
  tell(state, before) {
    const { words } = this.#player;
    const now = frameOf(state);
    const was = frameOf(before);
    if (now && (now.id !== was?.id || !before.transcript) && state.status === 'ready') {
      this.event('scene', { scene: now.id, number: now.number, chapter: now.chapter });
      const t = state.transcript;
      // Said with the other words: a scene's first frame has enough to do.
      if (before.transcript && t) this.#scene = () => this.live([say(words, ['live', 'scene'], { n: now.number, total: t.scenes.length, title: whole(say(words, ['scenes', now.id, 'title'])), story: sentence(t, words, now.id, 'story') }), asked(state, now, words)].join(' ').trim());
    } else if (now && was && now.id === was.id && now.p === 1 && was.p < 1 && asked(state, now, words)) {
      this.live(asked(state, now, words));
    } else if (state.mode !== before.mode) {
      if (state.mode === 'run') this.live(say(words, ['live', 'playing']));
      else if (before.mode === 'run') this.live(say(words, ['live', state.line && state.t >= state.line.duration ? 'ended' : 'paused']));
    }
    for (const name of /** @type {const} */ (['level', 'view'])) {
      if (state[name] !== before[name]) this.live(say(words, ['live', name], { name: name === 'level' ? words.levels[state.level] : words.views[state.view === 'stage' ? 'stage' : 'diagram'] }));
    }
    if (state.trial?.p === 1 && state.trial !== before.trial) this.#answer(state);
    if (state.line && state.t >= state.line.duration && before.t < (before.line?.duration ?? 0)) this.event('end');
  }

  /** @param {State} state */
  #answer(state) {
    const { words } = this.#player;
    const trial = /** @type {NonNullable<State['trial']>} */ (state.trial);
    const q = questionOf(words, trial.question, state.transcript ? variant(state.transcript) : {});
    const option = q?.options.find((o) => o.id === trial.option);
    if (q && option) this.live(say(words, ['live', q.answer === option.id ? 'right' : 'wrong'], { says: option.says }));
  }
}
