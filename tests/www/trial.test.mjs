// The questions are answered by the Transcript: the one option that holds is the one the prose calls right.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './fixtures/load.mjs';
import { outcome } from '../../www/scenes/trial.js';
import { prose, question as ask, variant } from '../../www/prose/index.js';
import es from '../../www/prose/es.js';

for (const name of /** @type {const} */ (['gcm', 'cbc', 'ecdhe'])) {
  const t = load(name);
  for (const words of [prose('en'), es]) {
    for (const id of Object.keys(words.questions)) {
      const question = ask(words, id, variant(t));
      test(`${name}, ${words.meta.lang}: ${id}`, () => {
        assert.deepEqual(question.options.filter((o) => outcome(t, id, o.id)).map((o) => o.id), [question.answer]);
      });
    }
  }
}
