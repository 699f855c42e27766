// Transcript → a line of time, and where the story is at any moment of it. Pure: the same timeline
// and the same t give the same frame, in whatever order they are asked for.

import { clamp } from './ease.js';

/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./types.js').Frame} Frame */
/**
 * @typedef {object} Cue
 * @property {string} id
 * @property {string} chapter
 * @property {number} number
 * @property {number} start   milliseconds
 * @property {number} settled milliseconds: the motion has ended, reading goes on
 * @property {number} end     milliseconds
 */
/** @typedef {{cues: Cue[], duration: number, chapters: {id: string, start: number, end: number, first: string, last: string}[]}} Timeline */

/** How long the motion of a scene takes, in milliseconds. */
const MOTION = /** @type {Record<string, number>} */ ({
  parties: 4000,
  tcp: 6000,
  'client-hello': 7000,
  'server-hello': 8000,
  'certificate-check': 9000,
  'asymmetric-keys': 8000,
  'client-encrypts': 10000,
  'server-decrypts': 10000,
  'ephemeral-keys': 9000,
  'client-shares': 10000,
  'client-share-flight': 9000,
  'same-secret': 9000,
  'prf-inputs': 6000,
  'master-secret': 9000,
  'why-master': 6000,
  'session-keys': 11000,
  'session-keys-ready': 6000,
  'client-finished': 10000,
  'server-checks-finished': 9000,
  'handshake-finished': 7000,
  'client-message': 9000,
  'server-encrypts': 9000,
  'client-decrypts': 9000,
  'close-notify': 6000,
  silence: 6000,
  again: 6000,
  'resume-hello': 7000,
  'resume-answer': 8000,
  'fresh-keys': 11000,
  'server-finished-first': 10000,
  'client-checks-finished': 9000,
  'session-resumed': 7000,
});
const FLIGHT = 7000;
const READING = 5000;

/** @param {Transcript} transcript @returns {Timeline} */
export function timeline(transcript) {
  /** @type {Cue[]} */
  const cues = [];
  let at = 0;
  for (const scene of transcript.scenes) {
    const settled = at + (MOTION[scene.id] ?? FLIGHT);
    const end = settled + READING;
    cues.push({ id: scene.id, chapter: scene.chapter, number: scene.number, start: at, settled, end });
    at = end;
  }
  /** @type {Timeline['chapters']} */
  const chapters = [];
  for (const cue of cues) {
    const last = chapters[chapters.length - 1];
    if (last && last.id === cue.chapter) {
      last.end = cue.end;
      last.last = cue.id;
    } else {
      chapters.push({ id: cue.chapter, start: cue.start, end: cue.end, first: cue.id, last: cue.id });
    }
  }
  return { cues, duration: at, chapters };
}

/** @param {Timeline} line @param {number} t @returns {Frame} */
export function frameAt(line, t) {
  const time = clamp(Number.isFinite(t) ? t : 0, 0, line.duration);
  let low = 0;
  let high = line.cues.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (line.cues[mid].start <= time) low = mid;
    else high = mid - 1;
  }
  const cue = line.cues[low];
  if (!cue) return { index: 0, id: 'parties', chapter: 'parties', number: 1, p: 1, t: 0 };
  const p = clamp((time - cue.start) / (cue.settled - cue.start));
  return { index: low, id: cue.id, chapter: cue.chapter, number: cue.number, p, t: time };
}

/** Scenes that stand for each other: the one with RSA key exchange, and the one with ECDHE; the first time, and where a session is resumed. */
const SIBLINGS = [
  ['asymmetric-keys', 'ephemeral-keys'],
  ['client-encrypts', 'client-shares'],
  ['pre-master-flight', 'client-share-flight'],
  ['server-decrypts', 'same-secret'],
  ['parties', 'again'],
  ['client-hello', 'resume-hello'],
  ['client-hello-flight', 'resume-hello-flight'],
  ['server-hello', 'resume-answer'],
  ['server-hello-flight', 'resume-answer-flight'],
  ['session-keys', 'fresh-keys'],
  ['client-finished', 'server-finished-first'],
  ['client-finished-flight', 'server-finished-first-flight'],
  ['server-checks-finished', 'client-checks-finished'],
  ['server-finished-flight', 'client-finished-last-flight'],
  ['handshake-finished', 'session-resumed'],
];

/** The scene of that name, or the one that stands in its place with this key exchange. @param {Timeline} line @param {string} id */
export const cueOf = (line, id) =>
  line.cues.find((c) => c.id === id) ?? line.cues.find((c) => SIBLINGS.some((pair) => pair.includes(id) && pair.includes(c.id)));
