// The panel of who knows what says what the Transcript says, beat by beat.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beatOf, ledger, standing } from '../../www/ledger.js';
import { languages, load } from '../../www/prose/index.js';
import { frameAt, timeline } from '../../www/timeline.js';
import { transcript } from './fixtures/core.mjs';
import { text, walk } from './fixtures/shapes.mjs';

const prose = await Promise.all(languages.map(({ lang }) => load(lang)));
const [en] = prose;
const seed = (byte) => byte.repeat(32);
const RSA = ['--seed', seed('41'), '--suite', 'TLS_RSA_WITH_AES_128_CBC_SHA', '--extended-master-secret'];
const ECDHE = ['--seed', seed('42'), '--suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'];
const stories = [transcript(...RSA), transcript(...RSA, '--steal-key'), transcript(...ECDHE), transcript(...ECDHE, '--steal-key')];
const WHO = ['client', 'server', 'eavesdropper'];


/** The rows of the panel at the end of a scene: name → what the three cells say. */
function rows(told, words, index, p = 1, level = 'protocol') {
  const span = told.scenes[index];
  const frame = { index, id: span.id, chapter: span.chapter, number: span.number, p, t: 0 };
  const table = walk(ledger({ transcript: told, level }, frame, words)).filter(({ tag }) => tag === 'tr').slice(1);
  return new Map(table.map((row) => [row.attrs.key, row.children.slice(1)]));
}

test('every value has three cells that say something, in every scene and language', () => {
  for (const told of stories)
    for (const words of prose)
      told.scenes.forEach((_, index) => {
        for (const [name, cells] of rows(told, words, index)) {
          assert.equal(cells.length, 3);
          for (const [i, cell] of cells.entries()) assert.match(text(cell), /^[✓→✗] .{3}/, `${told.scenes[index].id}: ${name} of ${WHO[i]}`);
        }
      });
});

test('in plain words it says the one thing that everything hangs on', () => {
  const [rsa, , ecdhe] = stories;
  const last = (told, name) => text(rows(told, en, told.scenes.length - 1, 1, 'story').get(name)[2]);
  for (const name of ['pre_master_secret', 'master_secret', 'client_write_key', 'reply']) assert.equal(last(rsa, name), '✗ cannot: lacks Private Key.');
  assert.match(last(ecdhe, 'pre_master_secret'), /^✗ cannot: lacks (Client|Server) Ephemeral Private\.$/);
  for (const told of stories)
    for (const words of prose)
      told.scenes.forEach((_, index) => {
        for (const cells of rows(told, words, index, 1, 'story').values()) for (const cell of cells) assert.ok(text(cell).length < 130, text(cell));
      });
});

test('it grows with each beat, and marks what is new in the scene', () => {
  for (const told of stories) {
    const line = timeline(told);
    for (const cue of line.cues) {
      const index = told.scenes.findIndex(({ id }) => id === cue.id);
      const { start, end } = told.scenes[index];
      let before = start - 1;
      for (const p of [0, 0.25, 0.5, 0.75, 1]) {
        const now = beatOf(told, { ...frameAt(line, cue.start), index, p });
        assert.ok(now >= before && now < Math.max(end, start), `${cue.id} ${p}: ${now}`);
        before = now;
      }
      assert.equal(before, end - 1);
      for (const [name, cells] of rows(told, en, index))
        cells.forEach((cell, i) => {
          const is = standing(told, WHO[i], name, end - 1);
          assert.equal(cell.attrs.class.includes('new'), is.beat >= start, `${cue.id} ${name}`);
        });
    }
  }
});

test('without the key the Eavesdropper lacks what the secrets hang on; with it nothing, but for ECDHE', () => {
  const [rsa, stolen, ecdhe, both] = stories.map((told) => (name) => text(rows(told, en, told.scenes.length - 1).get(name)[2]));
  assert.match(rsa('master_secret'), /^✗ cannot: lacks Pre-Master Secret\. That in turn hangs on Private Exponent d\./);
  assert.match(rsa('pkcs1_block'), /^✗ cannot: lacks Private Exponent d\.$/);
  assert.match(rsa('session_hash'), /^→ derived it: hashed/);
  assert.match(rsa('private_exponent'), /^✗ cannot: no letter leads to it/);
  assert.match(stolen('private_exponent'), /^✓ stole it/);
  assert.match(stolen('master_secret'), /^→ derived it: made by the PRF \(Pre-Master Secret and Session Hash\)/);
  assert.match(stolen('message'), /^→ derived it: decrypted out of a record/);
  for (const say of [ecdhe, both]) {
    assert.match(say('pre_master_secret'), /^✗ cannot: lacks Client Ephemeral Private or Server Ephemeral Private\.$/);
    assert.match(say('message'), /^✗ cannot: lacks Client Write IV and Client Write Key\. That in turn hangs on Client Ephemeral Private or Server Ephemeral Private\.$/);
  }
  assert.match(both('private_exponent'), /^✓ stole it/);
});

test('in the end it says what the Eavesdropper read', () => {
  const [rsa, stolen, , both] = stories.map((told) => {
    const index = told.scenes.length - 1;
    return text(ledger({ transcript: told }, { index, id: '', chapter: '', number: 27, p: 1, t: 0 }, en));
  });
  assert.match(stolen, new RegExp(`has read “${stories[1].scenario.message.replace('?', '\\?')}” and “`));
  for (const said of [rsa, both]) assert.match(said, /has read none of the words/);
});

test('cells carry the card of their own holder: equal values, equal patterns', () => {
  const cells = rows(stories[1], en, stories[1].scenes.length - 1).get('master_secret');
  const patterns = cells.map((cell) => walk(cell).find(({ tag }) => tag === 'path')?.attrs.d);
  assert.equal(new Set(patterns).size, 1);
  assert.ok(patterns[0].length > 20);
});
