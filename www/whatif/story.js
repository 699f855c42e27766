// What became of it: which letter was touched, who noticed, by which check, with which alert, and which
// checks did not notice. All of it is read out of the Transcript. Pure.

import { follows } from '../memo.js';
import { say, values, variant } from '../prose/index.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Beat} Beat */

/** What is wrong with the papers at the Server's desk, by its id in the words; nothing where all is well. @param {Transcript} t */
export const papersOf = (t) => (t.middle?.seated ? t.middle.manner : t.scenario.identity ?? '');

/** The first letter that was touched, or that brought false papers. @param {Transcript} t */
export function touched(t) {
  const false_ = papersOf(t) && !t.resumed ? 'server_hello' : '';
  const places = new Set((t.scenario.tampering ?? []).map((change) => change.letter));
  return t.letters.find((l) => l.arrived || places.has(l.index) || l.id === false_);
}

/**
 * The moment of discovery: the beat of the fault, and the check that failed right before it, if it was
 * a check. Nothing where nobody noticed.
 * @param {Transcript} t
 */
export const discovery = follows((/** @type {Transcript} */ t) => {
  const found = t.beats.find((beat) => beat.fault);
  if (!found?.fault) return null;
  const before = t.beats.slice(0, found.index).filter((beat) => beat.who === found.who && beat.check);
  const last = before.at(-1);
  return { beat: found, who: found.who, scene: found.scene, failure: found.fault, check: last?.check && !last.check.ok ? last.check : null };
});

/** The checks that held although something was wrong. @param {Transcript} t */
export const unnoticed = (t) => (t.outcome.unnoticed ?? []).map((index) => t.beats[index]);

/** Scenes worth a look, in order: the flight, the discovery, the alarm. @param {Transcript} t @returns {string[]} */
export function tour(t) {
  const letter = touched(t);
  const flight = t.scenes.find((s) => letter && s.letter === letter.index) ?? t.scenes.find((s) => letter && s.id === t.beats[letter.beat].scene);
  const last = t.scenes[t.scenes.length - 1];
  const ids = [flight?.id, discovery(t)?.scene, last.id].filter((id) => id !== undefined);
  return [...new Set(ids)];
}

/** Whether a frame is at or behind the moment when it all comes out. @param {Transcript} t @param {import('../types.js').Frame} frame */
export function known(t, frame) {
  const scene = discovery(t)?.scene ?? t.scenes[t.scenes.length - 1].id;
  const place = t.scenes.findIndex((s) => s.id === scene);
  return frame.index > place || (frame.index === place && frame.p === 1);
}

/**
 * The sentence of a scene, where something is not as it should be: who noticed, and that a letter was
 * touched on the way. What the scene would have shown is not told, for it did not happen.
 * @param {Transcript} t @param {import('../prose/index.js').Prose} words @param {string} scene @param {string} level @param {string} plain
 */
export function retold(t, words, scene, level, plain) {
  // Whoever has only the words that come first is told what they say.
  const { behind, seated } = words.whatif;
  if (t.middle?.desk === 'client' && behind) {
    if (level === 'story' && Object.hasOwn(behind.scenes, scene)) return say(words, ['whatif', 'behind', 'scenes', scene], values(t, scene, words.meta.lang), variant(t));
    if (level === 'alt') return `${behind.alt} ${plain}`;
    return level === 'protocol' && scene === 'parties' ? `${behind.protocol} ${plain}` : plain;
  }
  if (t.middle?.seated && seated && Object.hasOwn(seated, scene)) {
    if (level === 'story') return say(words, ['whatif', 'seated', scene], values(t, scene, words.meta.lang));
    if (level === 'protocol' && scene !== 'parties') return `${seated.protocol} ${plain}`;
  }
  const letter = touched(t);
  if (!letter || (level !== 'story' && level !== 'protocol')) return plain;
  const found = discovery(t);
  if (found?.scene !== scene) {
    const flies = t.scenes.find((s) => s.id === scene)?.letter === letter.index;
    if (!flies || level !== 'story') return plain;
    return `${plain} ${letter.arrived ? say(words, ['whatif', 'words', 'midair']) : `${say(words, ['whatif', 'papers', papersOf(t)])}.`}`;
  }
  if (level === 'protocol') return `${say(words, ['alerts', found.failure.alert, 'says'])} ${found.failure.alert}, ${found.failure.rfc}.`;
  const check = found.check ? say(words, ['checks', found.check.id, 'name']) : '';
  const who = say(words, ['whatif', 'words', found.check ? 'noticed' : 'reading'], { party: say(words, ['whatif', 'who', found.who]), check });
  return `${who} ${say(words, ['failures', found.failure.fault])}`;
}
