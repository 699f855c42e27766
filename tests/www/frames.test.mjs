// What a frame has to do: counted, not timed. The stage's painter paints the story into a document that
// only counts what is made and what is set.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './fixtures/load.mjs';
import { frameAt, timeline } from '../../www/timeline.js';
import { picture } from '../../www/picture.js';
import { prose, load as loadProse } from '../../www/prose/index.js';

let count = { made: 0, set: 0 };

class Counted {
  constructor(ns) {
    this.namespaceURI = ns;
    this.children = [];
    this.parent = null;
    count.made += 1;
  }
  get firstChild() { return this.children[0] ?? null; }
  get nextSibling() { return this.parent ? (this.parent.children[this.parent.children.indexOf(this) + 1] ?? null) : null; }
  setAttribute() { count.set += 1; }
  removeAttribute() { count.set += 1; }
  append(node) { this.insertBefore(node, null); }
  insertBefore(node, before) {
    node.remove();
    node.parent = this;
    this.children.splice(before ? this.children.indexOf(before) : this.children.length, 0, node);
  }
  remove() {
    this.parent?.children.splice(this.parent.children.indexOf(this), 1);
    this.parent = null;
  }
}

globalThis.document = { createElementNS: (ns) => new Counted(ns), createTextNode: () => new Counted('') };
const { painter } = await import('../../www/stage.js');
await loadProse('en');
const words = prose('en');

/** The frames of a story, `step` ms apart, with what each of them made and set. */
function painted(name, box, step) {
  const t = load(name);
  const line = timeline(t);
  const root = new Counted('http://www.w3.org/2000/svg');
  const paint = painter(root);
  const frames = [];
  for (let at = 0; at <= line.duration; at += step) {
    const frame = frameAt(line, at);
    // While a scene is read, nothing is painted.
    if (frame.p === 1 && frames.at(-1)?.p === 1 && frames.at(-1)?.id === frame.id) continue;
    count = { made: 0, set: 0 };
    paint(picture({ t, frame, words, box }).shapes);
    frames.push({ ...frame, ...count });
  }
  return frames.slice(1);
}

for (const name of ['gcm', 'ecdhe']) {
  for (const [width, box] of [[1280, { w: 1280, h: 640 }], [360, { w: 360, h: 600 }]]) {
    test(`${name}, ${width} px: no frame makes or sets much, playing or scrubbing`, () => {
      for (const [what, step, made, set] of [['playing', 33, 120, 450], ['scrubbing', 620, 120, 520]]) {
        const frames = painted(name, box, step);
        for (const f of frames) assert.ok(f.made <= made && f.set <= set, `${what}: ${f.id} at ${f.p} makes ${f.made}, sets ${f.set}`);
        const sets = frames.map((f) => f.set).sort((a, b) => a - b);
        if (what === 'playing') assert.ok(sets[Math.floor(sets.length / 2)] <= 15, `half of the frames set more than ${sets[Math.floor(sets.length / 2)]}`);
      }
    });

    test(`${name}, ${width} px: a frame that is painted again sets nothing`, () => {
      const t = load(name);
      const line = timeline(t);
      const paint = painter(new Counted('http://www.w3.org/2000/svg'));
      for (const cue of line.cues) {
        for (const p of [0.1, 0.5, 0.9, 1]) {
          const frame = frameAt(line, cue.start + (cue.settled - cue.start) * p);
          paint(picture({ t, frame, words, box }).shapes);
          count = { made: 0, set: 0 };
          paint(picture({ t, frame, words, box }).shapes);
          assert.deepEqual(count, { made: 0, set: 0 }, `${cue.id} at ${p}`);
        }
      }
    });
  }
}
