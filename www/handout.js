// All scenes as stills with their words and values, for paper. As data; pure.

import { h } from './shape.js';
import { frameAt } from './timeline.js';
import { picture } from './picture.js';
import { sentence } from './story.js';
import { isWhole, question, say, variant } from './prose/index.js';
import { artifact, hexLines } from './transcript.js';
import { round } from './ease.js';

/** @param {import('./types.js').Transcript} t @param {import('./timeline.js').Timeline} line @param {import('./prose/index.js').Prose} words */
export function handout(t, line, words) {
  return line.cues.map((cue, i) => {
    const frame = { ...frameAt(line, cue.settled), p: 1 };
    const alt = sentence(t, words, cue.id, 'alt');
    const still = (/** @type {string} */ name, /** @type {{w: number, h: number}} */ box) => {
      const { camera, shapes } = picture({ t, frame, words, box });
      return h('svg', { key: name, class: name, viewBox: [camera.x, camera.y, camera.w, camera.h].map(round).join(' '), role: 'img', 'aria-label': alt }, shapes);
    };
    const span = t.scenes[i];
    const made = t.beats.slice(span.start, span.end).flatMap((b) => b.artifacts);
    // A value that several have by then stands there once.
    /** @type {Map<string, {name: string, bytes: Uint8Array, holders: string[]}>} */
    const values = new Map();
    for (const id of made) {
      const a = artifact(t, id);
      if (!a || a.bytes.length > 512) continue;
      const key = `${a.name} ${a.bytes}`;
      const one = values.get(key) ?? { name: a.name, bytes: a.bytes, holders: [] };
      one.holders.push(say(words, ['parties', a.holder, 'name']));
      values.set(key, one);
    }
    const q = !t.resumed && !t.origin && line.chapters.some((c) => c.last === cue.id) ? question(words, cue.chapter, variant(t)) : undefined;
    return h('article', { key: cue.id },
      h('h2', { key: 'h' }, `${cue.number}. ${say(words, ['scenes', cue.id, 'title'])}`),
      // For a page as it is common, and for a narrow one.
      still('flat', { w: 740, h: 416 }),
      still('tall', { w: 640, h: 1000 }),
      h('p', { key: 'story' }, sentence(t, words, cue.id, 'story')),
      isWhole(words) && h('p', { key: 'protocol' }, sentence(t, words, cue.id, 'protocol')),
      [...values].map(([key, { name, bytes, holders }]) =>
        h('div', { key }, h('p', { key: 'n' }, `${say(words, ['artifacts', name, 'name'])} · ${[...new Set(holders)].join(', ')}`), h('pre', { class: 'hex', key: 'x' }, hexLines(bytes, 32).join('\n')))),
      // To be answered by hand.
      q && h('div', { class: 'ask', key: 'ask' }, h('p', { key: 'q' }, h('b', { key: 'b' }, say(words, ['ui', 'question'])), `: ${q.ask}`), q.options.map((o) => h('p', { key: o.id }, `☐ ${o.label}`))));
  });
}
