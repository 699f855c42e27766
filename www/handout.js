// All scenes as stills with their words and values, for paper. As data; pure.

import { h } from './shape.js';
import { frameAt } from './timeline.js';
import { picture } from './picture.js';
import { sentence } from './story.js';
import { isWhole, say } from './prose/index.js';
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
    return h('article', { key: cue.id },
      h('h2', { key: 'h' }, `${cue.number}. ${say(words, ['scenes', cue.id, 'title'])}`),
      // For a page as it is common, and for a narrow one.
      still('flat', { w: 740, h: 416 }),
      still('tall', { w: 640, h: 1000 }),
      h('p', { key: 'story' }, sentence(t, words, cue.id, 'story')),
      isWhole(words) && h('p', { key: 'protocol' }, sentence(t, words, cue.id, 'protocol')),
      made.map((id) => {
        const a = artifact(t, id);
        return a && a.bytes.length <= 512 && h('div', { key: id }, h('p', { key: 'n' }, `${say(words, ['artifacts', a.name, 'name'])} · ${say(words, ['parties', a.holder, 'name'])}`), h('pre', { class: 'hex', key: 'x' }, hexLines(a.bytes, 32).join('\n')));
      }));
  });
}
