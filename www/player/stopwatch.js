// What the operations cost here; a tenth of a second, so only when nothing moves.

import { load } from '../core.js';
import { COMPARED, TIMED } from '../depth.js';
import { frameOf } from '../update.js';

/** Milliseconds that it rests before. */
const REST = 700;

/** @param {import('./types.js').Player} player */
export function stopwatch(player) {
  const { theatre } = player;
  let measuring = false;

  const measure = () => {
    measuring = true;
    const { t: then } = theatre.state;
    const rests = () => theatre.state.mode === 'still' && theatre.state.t === then;
    const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ work) => setTimeout(work, 0));
    setTimeout(() => idle(async () => {
      try {
        const core = await load();
        const costs = theatre.state.transcript && rests() ? core.costs?.(player.session.scenario) : null;
        measuring = false;
        if (costs) theatre.send({ type: 'costs', costs });
        else if (!rests()) begin();
      } catch {
        // Nothing depends on it.
        measuring = false;
      }
    }), REST);
  };

  /** Where it is worth a look and not known yet. */
  const begin = () => {
    const { state } = theatre;
    const now = frameOf(state);
    if (now && !measuring && !state.costs && !state.transcript?.origin && (TIMED.has(now.id) || COMPARED.has(now.id)) && now.p === 1 && state.mode === 'still') measure();
  };
  return begin;
}
