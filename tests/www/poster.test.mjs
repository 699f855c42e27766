// www/poster.svg is what the element draws before there is a handshake; write it anew with
//   UPDATE=1 node --test tests/www/poster.test.mjs

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { h, toSvgString } from '../../www/shape.js';
import { blank, poster } from '../../www/poster.js';
import { picture } from '../../www/picture.js';
import { cueOf, frameAt, timeline } from '../../www/timeline.js';
import { load } from './fixtures/load.mjs';
import { load as wordsOf } from '../../www/prose/index.js';

const FILE = fileURLToPath(new URL('../../www/poster.svg', import.meta.url));
const words = await wordsOf('en');

test('the poster has nothing to press', () => {
  assert.doesNotMatch(JSON.stringify(poster(words, { w: 360, h: 600 }).shapes), /data-act|tabindex|NaN|undefined/);
});

test('the poster file stands alone: colours written out, a title, the same view', () => {
  const { camera, shapes } = poster(words, { w: 1200, h: 600 });
  const svg = `${toSvgString(h('g', null, shapes), { theme: 'day', viewBox: [camera.x, camera.y, camera.w, camera.h], title: words.scenes.parties.alt })}\n`;
  if (process.env.UPDATE) writeFileSync(FILE, svg);
  const file = readFileSync(FILE, 'utf8');
  const view = (text) => /viewBox="[^"]*"/.exec(text)?.[0];
  assert.equal(view(file), view(svg), 'run UPDATE=1 node --test tests/www/poster.test.mjs');
  assert.ok(file.includes('<title>'));
  assert.doesNotMatch(file, /var\(--|data-act|tabindex|<script|NaN/);
});

test('a story that has not begun has the scenes and the letters of one that goes well', () => {
  const { transcript } = blank({}, 'parties');
  const real = load('gcm');
  assert.deepEqual(
    transcript.scenes.map((s) => [s.number, s.id, s.chapter, s.letter === null ? null : transcript.letters[s.letter].id]),
    real.scenes.map((s) => [s.number, s.id, s.chapter, s.letter === null || s.letter === undefined ? null : real.letters[s.letter].id]),
  );
});

test('the still without a handshake has every card of the one that takes its place', () => {
  const real = load('gcm');
  const line = timeline(real);
  const cards = (shapes) => new Set(JSON.stringify(shapes).match(/"key":"(card|letter|tray|sign|ring|black):[^"]*"/g) ?? []);
  for (const { w, h: high } of [{ w: 1280, h: 560 }, { w: 360, h: 560 }]) {
    for (const { id } of real.scenes) {
      const still = cards(poster(words, { w, h: high }, id, picture).shapes);
      const { shapes } = picture({ t: real, frame: frameAt(line, cueOf(line, id).settled), words, box: { w, h: high } });
      const lacks = [...cards(shapes)].filter((key) => !still.has(key));
      // Into what the key block is cut depends on the suite.
      assert.deepEqual(lacks.filter((key) => id !== 'session-keys' || !key.includes('_write_')), [], `${id}, ${w} px`);
    }
  }
});

test('every scene has a still without a handshake, with no value in it', () => {
  const seen = new Set();
  for (const { id } of load('gcm').scenes) {
    const said = JSON.stringify(poster(words, { w: 1000, h: 500 }, id, picture).shapes);
    assert.doesNotMatch(said, /data-act|tabindex|NaN|undefined/, id);
    seen.add(said);
  }
  assert.equal(seen.size, load('gcm').scenes.length, 'each its own');
});
