// Seeking anywhere in any order gives the same picture.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './fixtures/load.mjs';
import { cueOf, frameAt, timeline } from '../../www/timeline.js';
import { picture } from '../../www/picture.js';
import { sequence } from '../../www/sequence.js';
import { handout } from '../../www/handout.js';
import { load as wordsOf } from '../../www/prose/index.js';
import es from '../../www/prose/es.js';
import { SCENES } from '../../www/scenes/index.js';
import { hex } from '../../www/transcript.js';

const words = await wordsOf('en');
const BOXES = [{ w: 1280, h: 640 }, { w: 360, h: 600 }];

/** A small generator: the same times in every run. */
function* times(duration, count) {
  let v = 12345;
  for (let i = 0; i < count; i += 1) {
    v = (Math.imul(v, 1103515245) + 12345) & 0x7fffffff;
    yield (v / 0x7fffffff) * duration;
  }
}

for (const name of /** @type {const} */ (['gcm', 'cbc', 'ecdhe'])) {
  const t = load(name);
  const line = timeline(t);

  test(`${name}: every scene of the transcript is drawn`, () => {
    assert.equal(t.scenes.length, 27);
    for (const scene of t.scenes) assert.ok(scene.id in SCENES, scene.id);
    assert.deepEqual(line.cues.map((c) => c.id), t.scenes.map((s) => s.id));
  });

  test(`${name}: 200 random times give the same pictures in order and out of order`, () => {
    const at = [...times(line.duration, 200)];
    const draw = (time, box) => JSON.stringify(picture({ t, frame: frameAt(line, time), words, box }));
    for (const box of BOXES) {
      const inOrder = new Map([...at].sort((a, b) => a - b).map((time) => [time, draw(time, box)]));
      for (const time of at) assert.equal(draw(time, box), inOrder.get(time), `at ${time}`);
    }
  });

  test(`${name}: while a scene is read, its picture stays as it is`, () => {
    for (const cue of line.cues) {
      for (const box of BOXES) {
        const draw = (time) => picture({ t, frame: frameAt(line, time), words, box });
        for (const q of [0.21, 0.68, 0.99]) assert.deepEqual(draw(cue.settled + (cue.end - cue.settled) * q), draw(cue.settled), `${cue.id} at ${q}`);
      }
    }
  });

  test(`${name}: no picture has a hole in it`, () => {
    for (const cue of line.cues) {
      for (const p of [0, 0.2, 0.5, 0.8, 1]) {
        for (const box of BOXES) {
          for (const lang of [words, es]) {
            const { shapes } = picture({ t, frame: frameAt(line, cue.start + (cue.settled - cue.start) * p), words: lang, box });
            assert.doesNotMatch(JSON.stringify(shapes), /NaN|undefined|Infinity/, `${cue.id} at ${p}`);
          }
        }
      }
    }
  });

  test(`${name}: a desk shows what its owner knows, and nothing else`, () => {
    for (const cue of line.cues) {
      const span = t.scenes[cue.number - 1];
      const { shapes } = picture({ t, frame: frameAt(line, cueOf(line, cue.id).settled), words, box: BOXES[0] });
      const acts = [...JSON.stringify(shapes).matchAll(/"data-act":"artifact:(client|server)\.([a-z_]+)"/g)];
      for (const [, who, artifact] of acts) {
        const names = { public_key: 'modulus', private_key: 'private_exponent' };
        const known = t.ledger.some((k) => k.who === who && [artifact, names[artifact]].includes(k.name) && k.beat < span.end);
        assert.ok(known, `${cue.id}: ${who} shows ${artifact} before it knows it`);
      }
    }
  });

  test(`${name}: the same value looks the same on both desks`, () => {
    const { shapes } = picture({ t, frame: frameAt(line, cueOf(line, 'session-keys').settled), words, box: BOXES[0] });
    const find = (shape, id) => (typeof shape === 'string' ? undefined : shape.attrs['data-act'] === id ? shape : shape.children.map((c) => find(c, id)).find(Boolean));
    const all = { attrs: {}, children: shapes };
    for (const card of ['master_secret', 'client_write_key', 'server_write_key']) {
      assert.deepEqual(find(all, `artifact:client.${card}`).children, find(all, `artifact:server.${card}`).children, card);
      assert.equal(hex(t.artifacts.find((a) => a.id === `client.${card}`).bytes), hex(t.artifacts.find((a) => a.id === `server.${card}`).bytes));
    }
  });

  test(`${name}: the sequence diagram and the handout hold every letter and every scene`, () => {
    const { shapes } = sequence({ t, frame: frameAt(line, cueOf(line, t.scenes[8].id).settled), words, box: BOXES[0] });
    const said = JSON.stringify(shapes);
    for (const scene of t.scenes.filter((s) => s.letter !== null)) assert.ok(said.includes(`goto:${scene.id}`), scene.id);
    assert.equal(handout(t, line, words).length, 27);
  });
}

test('a timeline knows its ends', () => {
  const line = timeline(load('gcm'));
  assert.equal(frameAt(line, -5).id, 'parties');
  assert.equal(frameAt(line, Number.NaN).id, 'parties');
  assert.equal(frameAt(line, line.duration + 1e9).id, 'close-notify');
  assert.equal(frameAt(line, line.duration).p, 1);
  assert.equal(cueOf(line, 'nowhere'), undefined);
  assert.equal(line.chapters.length, 7);
  assert.equal(line.chapters.at(-1).end, line.duration);
});
