// A core that traps is asked once more, in a new instance; whatever else it says is its answer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { steady } from '../../www/core.js';

/** A core whose answers are these, one after the other, and what was done to it. */
function core(...answers) {
  const done = [];
  const play = (wish) => {
    done.push(`play ${wish}`);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { done, made: { play, __wbg_reset_state: () => done.push('anew') } };
}

const trap = () => new WebAssembly.RuntimeError('Out of bounds memory access');

test('what works is asked once', () => {
  const { done, made } = core('played');
  assert.equal(steady(made).play('a'), 'played');
  assert.deepEqual(done, ['play a']);
});

test('after a trap the same is asked of a new instance', () => {
  const { done, made } = core(trap(), 'played');
  assert.equal(steady(made).play('a'), 'played');
  assert.deepEqual(done, ['play a', 'anew', 'play a']);
});

test('what traps twice is broken, and says so', () => {
  const { done, made } = core(trap(), trap(), 'played');
  assert.throws(() => steady(made).play('a'), /Out of bounds/);
  assert.deepEqual(done, ['play a', 'anew', 'play a']);
});

test('a Fault is an answer', () => {
  const { done, made } = core(new Error('the seed has 63 digits'), 'played');
  assert.throws(() => steady(made).play('a'), /63 digits/);
  assert.deepEqual(done, ['play a']);
});
