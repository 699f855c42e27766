// What happens in a scene, in a sentence, right under the stage. As data; pure.

import { h } from './shape.js';
import { asked } from './asked.js';
import { say, values as braces, variant } from './prose/index.js';
import { retold } from './whatif/story.js';

/** @typedef {import('./update.js').State} State */
/** @typedef {import('./types.js').Frame} Frame */
/** @typedef {import('./types.js').Transcript} Transcript */
/** @typedef {import('./prose/index.js').Prose} Prose */

/** The sentence of a scene at a level. @param {Transcript} t @param {Prose} words @param {string} scene @param {string} level */
export function sentence(t, words, scene, level) {
  let said = sentences.get(t);
  if (!said) sentences.set(t, (said = new Map()));
  const key = `${words.meta.lang} ${scene} ${level}`;
  let text_ = said.get(key);
  if (text_ === undefined) {
    text_ = retold(t, words, scene, level, say(words, path(t, words, scene, level), braces(t, scene, words.meta.lang), variant(t)));
    said.set(key, text_);
  }
  return text_;
}

/** Where the sentence is: what is otherwise in a published connection is told otherwise. @param {Transcript} t @param {Prose} words @param {string} scene @param {string} level */
const path = (t, words, scene, level) => (t.scenario.hand && Object.hasOwn(words.hands, `${scene}.${level}`) ? ['hands', `${scene}.${level}`] : ['scenes', scene, level]);

/** @type {WeakMap<Transcript, Map<string, string>>} */
const sentences = new WeakMap();

/** What happens on the stage, in one sentence, right under it. @param {State} state @param {Frame} frame @param {Prose} words */
export function story(state, frame, words) {
  const t = /** @type {Transcript} */ (state.transcript);
  const chapter = say(words, ['chapters', frame.chapter, 'name']);
  return h('section', { class: 'story', key: 'story', 'aria-label': say(words, ['scenes', frame.id, 'title']) },
    h('div', { class: 'head', key: 'head' },
      h('h2', { key: 'title', tabindex: -1 }, say(words, ['scenes', frame.id, 'title'])),
      h('p', { class: 'where', key: `where:${frame.id}` }, `${chapter} · ${say(words, ['ui', 'counter'], { n: frame.number, total: t.scenes.length })}`),
      asked(state, frame, words) && h('button', { type: 'button', class: 'plainlink', 'data-act': 'question', key: 'question' }, say(words, ['ui', 'questionBelow']))),
    h('p', { class: 'plain', key: 'plain' }, sentence(t, words, frame.id, 'story')));
}
