// What a captured exchange does not tell: cards that stay closed, and why. Pure.

import { h } from '../shape.js';
import { say } from '../prose/index.js';
import { isClosed } from '../transcript.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../prose/index.js').Prose} Prose */

/** What the capture does not tell of a scene, in words. @param {Transcript} t @param {number} scene its place @param {Prose} words */
export function notice(t, scene, words) {
  const span = t.scenes[scene];
  if (!t.origin || !span) return null;
  const names = [...new Set((t.closed ?? []).filter((c) => c.beat >= span.start && c.beat < span.end).map((c) => c.name))];
  if (!names.length) return null;
  const list = new Intl.ListFormat(words.meta.lang, { type: 'conjunction' }).format(names.map((name) => say(words, ['artifacts', name, 'name'])));
  return h('p', { class: 'notice closed', key: 'closed' }, say(words, ['capture', 'closedHere'], { names: list }), ' ', because(t, words));
}

/** Why it is closed. @param {Transcript} t @param {Prose} words */
export const because = (t, words) => (t.origin?.why ? say(words, ['capture', 'why', t.origin.why]) : say(words, ['capture', 'private']));

/** A closed card, opened as far as that goes. @param {Transcript} t @param {string} id @param {Prose} words */
export function shut(t, id, words) {
  const [who, name] = [id.slice(0, id.indexOf('.')), id.slice(id.indexOf('.') + 1)];
  if (!isClosed(t, who, name)) return null;
  const called = say(words, ['artifacts', name, 'name']);
  return { name: called, says: [h('p', { key: 'is' }, say(words, ['artifacts', name, 'is'])), h('p', { key: 'closed', class: 'careful' }, say(words, ['capture', 'closedCard'], { party: say(words, ['parties', who, 'name']) }), ' ', because(t, words))] };
}
