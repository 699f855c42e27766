// What comes first is enough: the stage, the story and its controls say the same with the words that come
// first as with all of them; and the first picture is that of the scene.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bar, tools } from '../../www/bar.js';
import { OPENING } from '../../www/opening.js';
import { picture } from '../../www/picture.js';
import { blank, poster } from '../../www/poster.js';
import { languages, prose, whole } from '../../www/prose/index.js';
import { merge, split } from '../../www/prose/split.js';
import { SCENES } from '../../www/scenes/index.js';
import { NAMES } from '../../www/scenes/names.js';
import { sequence } from '../../www/sequence.js';
import { story } from '../../www/story.js';
import { frameAt, timeline } from '../../www/timeline.js';
import { frameOf, initial, update } from '../../www/update.js';
import { touch } from '../../www/whatif/touch.js';
import { load } from './fixtures/load.mjs';

const all = await Promise.all(languages.map(({ lang }) => whole(lang)));
const BOXES = [{ w: 1280, h: 640 }, { w: 360, h: 600 }];

/** The same text; where it is not, only what is near the difference is printed. @param {string} a @param {string} b @param {string} what */
function same(a, b, what) {
  if (a === b) return;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  assert.fail(`${what}: …${a.slice(at - 60, at + 60)}… is not …${b.slice(at - 60, at + 60)}…`);
}

test('both parts of a language are the whole', () => {
  for (const words of all) {
    const { first, rest } = split(words);
    assert.ok(JSON.stringify(first).length < JSON.stringify(rest).length / 2, 'what comes first is little');
    assert.deepEqual(merge(structuredClone(first), rest), words);
  }
});

for (const name of ['gcm', 'cbc', 'ecdhe']) {
  test(`${name}: with the words that come first the stage, the story and the controls are as with all of them`, () => {
    const t = load(name);
    const line = timeline(t);
    const state = update(initial(), { type: 'ready', transcript: t });
    for (const words of all) {
      const { first } = split(words);
      for (const cue of line.cues) {
        for (const time of [cue.start, (cue.start + cue.settled) / 2, cue.settled]) {
          const now = { ...state, t: time };
          const frame = frameAt(line, time);
          const shown = (/** @type {any} */ w) => JSON.stringify([
            ...BOXES.map((box) => [picture({ t, frame, words: w, box }), sequence({ t, frame, words: w, box })]),
            story(now, frame, w), bar(now, frame, w), tools(now, w), touch(t, frame, w),
          ]);
          same(shown(first), shown(words), `${words.meta.lang} ${cue.id}`);
        }
      }
    }
  });
}

test('the first picture is that of its scene', () => {
  for (const words of all) {
    for (const scene of Object.keys(OPENING)) {
      for (const box of BOXES) same(JSON.stringify(poster(words, box, scene)), JSON.stringify(poster(words, box, scene, picture)), scene);
    }
  }
});

test('every scene is known by its name before it is here', () => {
  assert.deepEqual(NAMES, Object.keys(SCENES));
});

test('without any words everything has its place, and no id is shown', () => {
  const words = prose('xx-none');
  const state = blank(initial(), 'parties');
  const frame = /** @type {any} */ (frameOf(state));
  assert.doesNotMatch(JSON.stringify([story(state, frame, words), bar(state, frame, words), poster(words, BOXES[0])]), /undefined|>null|client hello/);
});
