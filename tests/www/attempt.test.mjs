// The Eavesdropper's try at the black card: what it has, what it lacks, and what comes of it, as the Transcript has it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load as wordsOf } from '../../www/prose/index.js';
import { picture } from '../../www/picture.js';
import { lacking } from '../../www/scenes/attempt.js';
import { load } from './fixtures/load.mjs';

const words = await wordsOf('en');
const drawn = (t, p) => {
  const index = t.scenes.findIndex((scene) => scene.id === 'pre-master-flight');
  const { id, chapter, number } = t.scenes[index];
  return JSON.stringify(picture({ t, words, frame: { index, id, chapter, number, p, t: 0 }, box: { w: 1264, h: 522 } }).shapes);
};

for (const name of /** @type {const} */ (['gcm', 'cbc'])) {
  const t = load(name);
  const { end } = t.scenes.find((scene) => scene.id === 'pre-master-flight');

  test(`${name}: it lacks the private key, and says so`, () => {
    const missing = lacking(t, end - 1);
    assert.deepEqual(missing, ['private_exponent']);
    assert.ok(!t.ledger.some((k) => k.who === 'eavesdropper' && missing.includes(k.name)));
    assert.match(drawn(t, 1), /"data-attempt":"Private Key"/);
    assert.match(drawn(t, 1), /lacks Private Key/);
  });

  test(`${name}: with the key stolen the card opens`, () => {
    const stolen = { ...t, ledger: [...t.ledger, { who: 'eavesdropper', name: 'private_exponent', beat: 0, how: 'stolen' }, { who: 'eavesdropper', name: 'pre_master_secret', beat: end - 1, how: 'derived' }] };
    assert.match(drawn(stolen, 1), /can derive it/);
    assert.doesNotMatch(drawn(stolen, 1), /lacks/);
  });
}
