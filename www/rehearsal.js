// What will be shown soon is drawn once while nothing happens, so that a new scene costs no more than any
// other moment. In small pieces, those of the next scenes first, and only where the browser has nothing else to do.

import { frameAt } from './timeline.js';
import { prepare } from './stage.js';
import { isSmall, layoutOf } from './world.js';

/** Moments of a scene at which nearly all of its things have been seen; and when that is done for all scenes, some more. */
const MOMENTS = [0.05, 0.3, 0.45, 0.6, 0.78, 1];
const MORE = [0.02, 0.12, 0.2, 0.38, 0.52, 0.68, 0.85, 0.92];
/** Milliseconds that have to be left until the next frame: for a picture, and for a few things in it. */
const PICTURE = 7;
const THING = 3;

/**
 * @param {() => {t: import('./types.js').Transcript|null, line: import('./timeline.js').Timeline|null, index: number, words: import('./prose/index.js').Prose, box: {w: number, h: number}, picture: import('./scene.js').Picture|undefined}} now
 * @returns {{begin: () => void, end: () => void}}
 */
export function rehearsal(now) {
  const idle = globalThis.requestIdleCallback;
  let handle = 0;
  /** @type {any[]} */
  let of = [];
  /** By scene, the moments that are left. @type {number[][]} */
  let left = [];
  /** What is being made. @type {Iterator<void>|null} */
  let making = null;

  /** @param {IdleDeadline} deadline */
  const work = (deadline) => {
    handle = 0;
    const { t, line, index, words, box, picture } = now();
    if (t !== of[0] || !t || !line || !picture) return;
    while (making && deadline.timeRemaining() >= THING) if (making.next().done) making = null;
    if (!making && deadline.timeRemaining() >= PICTURE) {
      const from = [...left.keys()].map((i) => (index + i) % left.length);
      const scene = from.find((i) => left[i].length > MORE.length) ?? from.find((i) => left[i].length > 0);
      if (scene === undefined) return;
      const p = /** @type {number} */ (left[scene].shift());
      const cue = line.cues[scene];
      making = prepare(picture({ t, frame: frameAt(line, cue.start + (cue.settled - cue.start) * p), words, box }).shapes);
    }
    handle = idle(work);
  };

  return {
    begin() {
      if (!idle) return;
      const { t, line, words, box, picture } = now();
      const size = `${layoutOf(box)} ${isSmall(box)}`;
      if (!t || !line || !picture || (of[0] === t && of[1] === words && of[2] === size)) return;
      of = [t, words, size];
      making = null;
      left = line.cues.map(() => [...MOMENTS, ...MORE]);
      if (!handle) handle = idle(work);
    },
    end() {
      if (handle) globalThis.cancelIdleCallback(handle);
      [handle, of, left, making] = [0, [], [], null];
    },
  };
}
