// The painter keeps nodes, moves them and makes one pose of another. Whatever was on the stage before, what
// is there now is exactly the picture.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './fixtures/load.mjs';
import { frameAt, timeline } from '../../www/timeline.js';
import { picture } from '../../www/picture.js';
import { prose, load as loadProse, whole } from '../../www/prose/index.js';

class Leaf {
  constructor(text) {
    this.nodeValue = text;
    this.parent = null;
  }
  get nextSibling() { return this.parent ? (this.parent.children[this.parent.children.indexOf(this) + 1] ?? null) : null; }
  remove() {
    this.parent?.children.splice(this.parent.children.indexOf(this), 1);
    this.parent = null;
  }
  get said() { return this.nodeValue; }
}

class Branch extends Leaf {
  constructor(ns, tag) {
    super(null);
    Object.assign(this, { namespaceURI: ns, tag, attributes: new Map(), children: [] });
  }
  get firstChild() { return this.children[0] ?? null; }
  setAttribute(name, value) { this.attributes.set(name, value); }
  removeAttribute(name) { this.attributes.delete(name); }
  append(node) { this.insertBefore(node, null); }
  insertBefore(node, before) {
    node.remove();
    node.parent = this;
    assert.ok(before === null || this.children.includes(before), 'before something that is there');
    this.children.splice(before ? this.children.indexOf(before) : this.children.length, 0, node);
  }
  /** Attributes in the order of their names: that in which they were set says nothing. */
  get said() { return [this.tag, Object.fromEntries([...this.attributes].sort()), ...this.children.map((child) => child.said)]; }
}

globalThis.document = { createElementNS: (ns, tag) => new Branch(ns, tag), createTextNode: (text) => new Leaf(text) };
const { painter, prepare } = await import('../../www/stage.js');
await loadProse('en');
const words = await whole('en').then(() => prose('en'));

/** A shape as a node would say it. */
const meant = (shape) => typeof shape === 'string' ? shape : [
  shape.tag,
  Object.fromEntries(Object.entries(shape.attrs).filter(([name]) => name !== 'key').map(([name, value]) => [name, String(value)]).sort(([a], [b]) => (a < b ? -1 : 1))),
  ...shape.children.map(meant),
];

/** Numbers that look random, the same ones every time. @param {number} seed */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

for (const name of ['gcm', 'cbc', 'ecdhe']) {
  for (const [width, box] of [[1280, { w: 1280, h: 640 }], [360, { w: 360, h: 600 }]]) {
    test(`${name}, ${width} px: in any order, with or without a rehearsal, the picture is on the stage and nothing else`, () => {
      const t = load(name);
      const line = timeline(t);
      const throwOf = dice(width + name.length);
      const root = new Branch('http://www.w3.org/2000/svg', 'svg');
      const paint = painter(root);
      let at = 0;
      for (let i = 0; i < 260; i += 1) {
        // Mostly on, sometimes somewhere else.
        at = i % 4 ? Math.min(line.duration, at + throwOf() * 900) : throwOf() * line.duration;
        if (i % 5 === 0) for (const _ of prepare(picture({ t, frame: frameAt(line, throwOf() * line.duration), words, box }).shapes)) if (throwOf() < 0.2) break;
        const frame = frameAt(line, at);
        const { shapes } = picture({ t, frame, words, box });
        paint(shapes);
        assert.deepEqual(root.children.map((child) => child.said), shapes.map(meant), `${frame.id} at ${frame.p}`);
      }
    });
  }
}
