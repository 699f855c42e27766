// What will be shown soon is drawn once while nothing happens, so that a new scene costs no more than any
// other moment. One moment of one scene at a time, and only where the browser has nothing else to do.

import { frameAt } from './timeline.js';
import { prepare } from './stage.js';

/** Moments of a scene at which nearly all of its things have been seen. */
const MOMENTS = [0.05, 0.3, 0.45, 0.6, 0.78, 1];
/** Milliseconds that have to be left until the next frame. */
const LEAST = 9;

/**
 * @param {() => {t: import('./types.js').Transcript|null, line: import('./timeline.js').Timeline|null, index: number, words: import('./prose/index.js').Prose, box: {w: number, h: number}, picture: import('./scene.js').Picture|undefined}} now
 * @returns {{begin: () => void, end: () => void}}
 */
export function rehearsal(now) {
  const idle = globalThis.requestIdleCallback;
  let handle = 0;
  /** @type {object|null} */
  let of = null;
  let key = '';
  /** @type {[number, number][]} */
  let left = [];

  /** @param {IdleDeadline} deadline */
  const work = (deadline) => {
    handle = 0;
    const { t, line, words, box, picture } = now();
    if (t !== of || !t || !line || !picture) return;
    if (deadline.timeRemaining() >= LEAST) {
      const [index, p] = left.shift() ?? [0, 0];
      const cue = line.cues[index];
      if (cue) prepare(picture({ t, frame: frameAt(line, cue.start + (cue.settled - cue.start) * p), words, box }).shapes);
    }
    if (left.length) handle = idle(work);
  };

  return {
    begin() {
      const { t, line, index, words, box, picture } = now();
      const wanted = `${words.meta.lang} ${box.w < 800} ${line?.cues.length}`;
      if (!idle || !picture || !t || !line || (t === of && key === wanted)) return;
      [of, key] = [t, wanted];
      // Those that come next come first.
      const order = line.cues.map((_, i) => (index + i) % line.cues.length);
      left = order.flatMap((i) => MOMENTS.map((p) => /** @type {[number, number]} */ ([i, p])));
      if (!handle) handle = idle(work);
    },
    end() {
      if (handle) globalThis.cancelIdleCallback(handle);
      [handle, of, left] = [0, null, []];
    },
  };
}
