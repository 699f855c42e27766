// The questions are answered by the Transcript: the one option that holds is the one the prose calls right.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './fixtures/load.mjs';
import { outcome, trialOf } from '../../www/scenes/trial.js';
import { picture } from '../../www/picture.js';
import { cueOf, frameAt, timeline } from '../../www/timeline.js';
import { carries } from '../../www/transcript.js';
import { load as wordsOf, question as ask, variant } from '../../www/prose/index.js';
import es from '../../www/prose/es.js';

const en = await wordsOf('en');

for (const name of /** @type {const} */ (['gcm', 'cbc', 'ecdhe'])) {
  const t = load(name);
  for (const words of [en, es]) {
    for (const id of Object.keys(words.questions)) {
      const question = ask(words, id, variant(t));
      test(`${name}, ${words.meta.lang}: ${id}`, () => {
        assert.deepEqual(question.options.filter((o) => outcome(t, id, o.id)).map((o) => o.id), [question.answer]);
      });
    }
  }
}

/** The parts of a picture that have this key. */
function* parts(shape, key) {
  if (Array.isArray(shape)) for (const one of shape) yield* parts(one, key);
  else if (shape && typeof shape === 'object') {
    if (shape.attrs?.key === key || shape.key === key) yield shape;
    yield* parts(shape.children ?? [], key);
  }
}

for (const name of /** @type {const} */ (['gcm', 'cbc', 'ecdhe'])) {
  test(`${name}: what is seen on the stage is what the Transcript says`, () => {
    const t = load(name);
    const words = en;
    const line = timeline(t);
    for (const { id: question, last } of line.chapters) {
      const { options } = ask(words, question, variant(t));
      const frame = frameAt(line, cueOf(line, last).settled);
      for (const { id: option } of options) {
        const { shapes } = picture({ t, frame, words, box: { w: 1000, h: 500 }, trial: { question, option, p: 1, draw: trialOf } });
        const [board] = parts(shapes, 'trial');
        assert.ok(board, `${question}: a board`);
        const right = outcome(t, question, option);
        const out = [...parts(board, 'out')].map((one) => JSON.stringify(one));
        const stuck = [...parts(board, 'stuck')].length;
        if (question === 'asymmetric' || question === 'tada') {
          const fits = question === 'asymmetric' || option !== 'public_key';
          assert.equal(out.length, fits ? 1 : 0, `${question}, ${option}: what comes out`);
          if (fits) assert.equal(out[0].includes('???'), !right, `${question}, ${option}: noise`);
        } else if (['hellos', 'prf', 'symmetric'].includes(question)) {
          const heard = t.letters.filter((l) => l.beat < t.scenes[frame.index].end).some((l) => (question === 'symmetric' ? carries(t, l, option) : carries(t, l, option) === 'open'));
          assert.equal(stuck, heard ? 1 : 0, `${question}, ${option}: the letter that carries it is shown`);
        } else if (question === 'goodbye') assert.equal([...parts(board, 'read')].length, right ? 1 : 0, `${option}: the message is read`);
        else assert.equal([...parts(board, 'copy')].length, 1, `${option}: the crowd has a copy, whoever it was for`);
      }
    }
  });
}
