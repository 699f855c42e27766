// The padding oracle and the reader's own keys, as data: what is shown is what was found, and no blank is left.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcript } from './fixtures/core.mjs';
import { keys } from '../../www/keys/panel.js';
import { smith } from '../../www/keys/act.js';
import { link } from '../../www/panels.js';
import { format } from '../../www/link.js';
import { languages, load } from '../../www/prose/index.js';
import { initial, moving, update } from '../../www/update.js';
import { digest, LEAKS, oracle } from '../../www/whatif/oracle.js';

const t = transcript('--seed', '31'.repeat(32));
const ready = update(initial(), { type: 'ready', transcript: t });
const all = await Promise.all(languages.map(({ lang }) => load(lang)));

/** A block of 16 bytes out of a number. @param {bigint} n */
const block = (n) => Uint8Array.from({ length: 16 }, (_, i) => Number((n >> BigInt(8 * (15 - i))) & 255n));
const SECRET = 0x0002_8123456789abcdef_00_48454c4c4fn;
/** A course as the core tells it: each round halves what is left. */
const rounds = Array.from({ length: 40 }, (_, i) => {
  const wide = 1n << BigInt(111 - 2 * i);
  return { step: i ? (i === 2 ? 'several' : 'one') : 'first', asked: 300 + 5 * i, s: block(0x1a1n + BigInt(i)), intervals: i === 1 ? 3 : 1, low: block(SECRET - wide / 3n), high: block(SECRET + wide / 2n), bits: 111 - 2 * i };
});
rounds.push({ step: 'one', asked: 600, s: block(0x77n), intervals: 1, low: block(SECRET), high: block(SECRET), bits: 0 });
const run = { bits: 121, modulus: block(1n << 120n), cipher: block(5n), block: block(SECRET), asked: 600, answers: ['bad_record_mac', 'decrypt_error'], rounds, found: block(SECRET), secret: new TextEncoder().encode('HELLO') };
const ours = ['good', 'twice'].map((id) => ({ id, head: id === 'good' ? block(SECRET).subarray(0, 12) : null, cipher: block(9n), alert: 'bad_record_mac', code: 20, check: 'record_tag', letters: 5 }));

const walk = (shape) => (typeof shape === 'string' ? [] : [shape, ...shape.children.flatMap(walk)]);
const text = (shape) => (typeof shape === 'string' ? shape : shape.children.map(text).join(' '));
const by = (shape, name) => walk(shape).filter((s) => String(s.attrs.class ?? '').split(' ').includes(name));
const whole = (said, what) => assert.doesNotMatch(said, /undefined|NaN|\{\w+\}|\[object/, what);
const set = (state, patch) => update(state, { type: 'oracle', patch });

for (const words of all) {
  test(`the course of an attack, ${words.meta.lang}: at every place the digits that stand fast, and the end only at the end`, () => {
    let last = 0;
    for (let at = 0; at < rounds.length; at += 1) {
      const shown = oracle(set(ready, { run, at, ours }), words);
      whole(text(shown), `round ${at}`);
      const [low, high] = by(shown, 'fixed').map(text);
      assert.equal(low, high);
      assert.ok(low.length >= last, 'digits do not come loose');
      last = low.length;
      const end = at === rounds.length - 1;
      assert.equal(walk(shown).filter((s) => s.tag === 'q').length, end ? 1 : 0);
      const bar = by(shown, 'left')[0].attrs;
      assert.ok(bar.x >= 0 && bar.x + bar.width <= 1000.01, `${bar.x} ${bar.width}`);
      // The line of the plot never rises.
      const heights = [...by(shown, 'rest')[0].attrs.d.matchAll(/V([\d.]+)/g)].map((m) => Number(m[1]));
      assert.ok(heights.every((y, i) => !i || y >= heights[i - 1]) && heights.at(-1) === 116);
    }
    assert.equal(last, 32);
  });

  test(`silence, waiting and trouble, ${words.meta.lang}`, () => {
    const silent = { ...run, rounds: [], found: null, secret: null, answers: ['bad_record_mac'], asked: 2000 };
    for (const leak of LEAKS) {
      for (const patch of [{ leak }, { leak, busy: { job: 'ask', asked: 7 } }, { leak, run: silent }, { leak, problem: 'no' }]) {
        const shown = oracle(set(ready, patch), words);
        whole(text(shown));
        assert.equal(by(shown, 'ends').length, 0);
      }
    }
    // Answers that are not alike would be said, loudly.
    const differ = [ours[0], { ...ours[1], alert: 'decrypt_error' }];
    assert.ok(text(oracle(set(ready, { ours: differ }), words)).includes(words.whatif.oracle.differ));
    assert.ok(!text(oracle(set(ready, { ours }), words)).includes(words.whatif.oracle.differ));
  });

  test(`own keys, ${words.meta.lang}: what was made is a row, and can be taken home`, () => {
    const made = [2048, 1024].map((bits) => ({ bits, key: `KEY ${bits} + /`, certificate: `CERT ${bits}`, serverName: 'old.example', tried: 9, milliseconds: bits, costs: bits === 1024 ? null : { encrypt: 100, decrypt: 3000 } }));
    const state = { ...ready, transcript: { ...t, scenario: { ...t.scenario, ownKey: true } } };
    const shown = keys(update(state, { type: 'keys', patch: { made, used: made[0].key, busy: { bits: 4096, tried: 0, expected: 0, found: 0 } } }), words);
    whole(text(shown));
    const rows = walk(shown).filter((s) => s.attrs['data-bits']);
    assert.deepEqual(rows.map((s) => s.attrs['data-bits']), [1024, 2048]);
    const files = walk(shown).filter((s) => s.tag === 'a').map((s) => [s.attrs.download, decodeURIComponent(s.attrs.href.split(',')[1])]);
    assert.deepEqual(files, [
      ['old.example-1024.key.pem', 'KEY 1024 + /'],
      ['old.example-1024.crt.pem', 'CERT 1024'],
      ['blog.example-2048.key.pem', 'KEY 2048 + /'],
      ['blog.example-2048.crt.pem', t.certificates[0].pem],
      ['teaching-ca.crt.pem', t.certificates[1].pem],
    ]);
    // No link carries it, and the panel with the link says so.
    assert.ok(text(link(state, words, 'https://x/')).includes(words.keys.noLink));
    assert.ok(!text(link(ready, words, 'https://x/')).includes(words.keys.noLink));
    assert.equal(format('tcp', state.transcript.scenario).replace('&own-key=true', ''), format('tcp', t.scenario));
  });
}

test('what is watched goes on by itself, comes to rest, and begins anew with another run', () => {
  let state = set(ready, { run, at: 0, playing: true });
  assert.ok(moving(state));
  for (let i = 0; moving(state) && i < 1000; i += 1) state = update(state, { type: 'tick', ms: 50 });
  assert.equal(state.oracle.at, rounds.length - 1);
  assert.notDeepEqual(digest(state.oracle), digest(set(state, { at: 3 }).oracle));
  const calm = update(set({ ...ready, reduced: true }, { run, at: 0, playing: true }), { type: 'tick', ms: 16 });
  assert.deepEqual([calm.oracle.at, calm.oracle.playing], [rounds.length - 1, false]);
  const next = update(state, { type: 'ready', transcript: t });
  assert.deepEqual([next.oracle.run, next.oracle.ours, next.oracle.playing], [null, null, false]);
});

test('the smith: one at a time, stopped at once, and what comes too late is dropped', async () => {
  let state = ready;
  const sent = [];
  /** @type {any[]} */
  const hired = [];
  const stage = {
    get state() { return state; },
    send: (intent) => { sent.push(intent.type); state = update(state, intent); },
    hire: () => {
      const aside = { ended: false, ask: (job, args) => new Promise((resolve, reject) => Object.assign(aside, { resolve, reject, args })), end() { aside.ended = true; aside.reject?.(new DOMException('ended', 'AbortError')); } };
      hired.push(aside);
      return aside;
    },
    deal: async (changes) => { state = { ...state, transcript: { ...t, scenario: { ...t.scenario, ownKey: Boolean(changes.ownKey) } } }; return true; },
    words: all[0], live: () => {}, focus: () => {},
  };
  const { act, bring } = smith(() => /** @type {any} */ (stage));
  const first = act('make');
  await act('make');
  assert.equal(hired.length, 1, 'one at a time');
  assert.deepEqual(hired[0].args, [2048, 'blog.example']);
  await act('cancel');
  await first;
  assert.ok(hired[0].ended);
  assert.deepEqual([state.keys.busy, state.keys.made, state.keys.problem, state.transcript.scenario.ownKey], [null, [], '', undefined]);
  const second = act('make');
  hired[1].resolve({ bits: 2048, key: 'K', certificate: 'C', tried: 1, milliseconds: 1, costs: null });
  await second;
  assert.deepEqual([state.keys.made.length, state.keys.used, state.transcript.scenario.ownKey, hired[1].ended], [1, 'K', true, true]);
  await bring('x');
  assert.equal(state.keys.used, '');
});
