// The self-check: another route comes to everything that the core computed; whatever is not so gets a cross.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, items } from '../../www/check/run.js';
import { languages, load } from '../../www/prose/index.js';
import { transcript } from './fixtures/core.mjs';
import { HAND } from '../../www/hands/illustrated.js';

const { subtle } = globalThis.crypto;
const seed = (byte) => byte.repeat(32);
/** @returns {Promise<import('../../www/check/run.js').Result[]>} */
async function all(t, with_ = subtle) {
  const results = [];
  for (const item of items(t)) results.push(await check(t, with_, item));
  return results;
}
const of = (results, state) => results.filter((r) => r.state === state);
const names = (results) => results.map(({ what, by }) => `${what} ${by}`);

const RUNS = {
  'RSA and CBC': ['--suite', 'TLS_RSA_WITH_AES_128_CBC_SHA'],
  'RSA, CBC and SHA-256, extended': ['--suite', 'TLS_RSA_WITH_AES_256_CBC_SHA256', '--extended-master-secret'],
  'RSA and GCM with SHA-384, the key stolen': ['--suite', 'TLS_RSA_WITH_AES_256_GCM_SHA384', '--steal-key'],
  'X25519 and GCM': ['--suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', '--group', 'x25519'],
  'P-256 and CBC, nothing said': ['--suite', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', '--group', 'secp256r1', '--message', '', '--reply', ''],
  'a letter changed on the way': ['--suite', 'TLS_RSA_WITH_AES_128_CBC_SHA', '--change', '{"letter":0,"change":"flip","offset":20,"mask":1}'],
  'a certificate that the Authority did not sign': ['--identity', 'forged'],
};
for (const [name, args] of Object.entries(RUNS)) {
  test(`all that can be checked agrees: ${name}`, async () => {
    const results = await all(transcript('--seed', seed('c4'), ...args));
    assert.deepEqual(names(of(results, 'bad')), []);
    assert.deepEqual(names(of(results, 'not')), []);
    assert.ok(of(results, 'ok').length > 25, `${of(results, 'ok').length}`);
  });
}

for (const [name, args, not] of [
  ['a session resumed', ['--resume', 'known'], ['earlier']],
  ['a session forgotten', ['--resume', 'forgotten', '--suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], ['earlier']],
  ['somebody in the middle who relays', ['--middle', 'relay'], ['chance']],
  ['somebody in the middle with a certificate of the Authority', ['--middle', 'stolen_authority', '--altered', 'x'], ['chance', 'given']],
])
  test(`nothing is called wrong that is not: ${name}`, async () => {
    const results = await all(transcript('--seed', seed('c9'), ...args));
    assert.deepEqual(names(of(results, 'bad')), []);
    assert.deepEqual([...new Set(of(results, 'not').map(({ by }) => by))].sort(), not);
    assert.ok(of(results, 'ok').length > 45);
  });

test('what cannot be checked says why: ChaCha20, and where there is no WebCrypto', async () => {
  const t = transcript('--seed', seed('c5'), '--suite', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256');
  const results = await all(t);
  assert.deepEqual(names(of(results, 'bad')), []);
  assert.deepEqual([...new Set(of(results, 'not').map(({ by }) => by))], ['chacha']);
  assert.equal(of(results, 'not').filter(({ what }) => what.startsWith('record:')).length, 6);
  const without = await all(t, null);
  assert.deepEqual(names(of(without, 'bad')), []);
  assert.ok(of(without, 'not').some(({ by }) => by === 'insecure'));
  assert.ok(of(without, 'ok').length > 20, 'joining, cutting and counting need no WebCrypto');
});

test('what WebCrypto of a browser does not offer is not called wrong', async () => {
  const t = transcript('--seed', seed('c6'), '--suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', '--group', 'x25519');
  const poor = new Proxy(subtle, { get: (target, name) => (name === 'importKey' ? (...given) => (JSON.stringify(given).includes('X25519') ? Promise.reject(new DOMException('no', 'NotSupportedError')) : target.importKey(...given)) : target[name].bind(target)) });
  const results = await all(t, poor);
  assert.deepEqual(names(of(results, 'bad')), []);
  assert.ok(of(results, 'not').every(({ by }) => by === 'unsupported') && of(results, 'not').length >= 4);
});

test('a published connection: all but what was published', async () => {
  const { hand, ...scenario } = HAND;
  const t = transcript('--seed', scenario.seed, '--server-name', scenario.serverName, '--suite', scenario.suites[0], '--message', scenario.message, '--reply', scenario.reply, '--hand', JSON.stringify(hand));
  const results = await all(t);
  assert.deepEqual(names(of(results, 'bad')), []);
  assert.deepEqual([...new Set(of(results, 'not').map(({ by }) => by))].sort(), ['issuer', 'published']);
});

for (const [name, args] of [['RSA and CBC', RUNS['RSA and CBC']], ['X25519 and GCM', RUNS['X25519 and GCM']]]) {
  test(`one byte wrong in any value is found: ${name}`, async () => {
    const t = transcript('--seed', seed('c7'), ...args);
    const missed = [];
    for (const [i, a] of t.artifacts.entries()) {
      if (!a.bytes.length) continue;
      const wrong = Uint8Array.from(a.bytes);
      wrong[wrong.length >> 1] ^= 0x80;
      const copy = { ...t, artifacts: t.artifacts.with(i, { ...a, bytes: wrong }) };
      const item = items(copy).find(({ what }) => what === `artifact:${a.id}`);
      const { state } = await check(copy, subtle, item);
      if (state !== 'bad') missed.push(`${a.id} ${state}`);
    }
    assert.deepEqual(missed, []);
  });

  test(`one byte wrong in any sealed record, or in a certificate, is found: ${name}`, async () => {
    const t = transcript('--seed', seed('c8'), ...args);
    const missed = [];
    const flip = (bytes, at) => bytes.with(at, bytes[at] ^ 0x80);
    const look = async (copy, what) => {
      const { state } = await check(copy, subtle, items(copy).find((item) => item.what === what));
      if (state !== 'bad') missed.push(`${what} ${state}`);
    };
    for (const [i, letter] of t.letters.entries()) {
      for (const [j, record] of letter.records.entries()) {
        if (!record.sealed) continue;
        const what = `record:${letter.id}/${j}`;
        for (let at = record.start + 5; at < record.end; at += 1) await look({ ...t, letters: t.letters.with(i, { ...letter, bytes: flip(letter.bytes, at) }) }, what);
        for (const part of ['plaintext', 'mac', 'iv', 'nonce', 'additionalData', 'ciphertext', 'tag', 'whole']) {
          const bytes = record.sealed[part];
          if (bytes?.length) await look({ ...t, letters: t.letters.with(i, { ...letter, records: letter.records.with(j, { ...record, sealed: { ...record.sealed, [part]: flip(bytes, bytes.length >> 1) } }) }) }, what);
        }
      }
    }
    for (const [i, certificate] of t.certificates.entries()) await look({ ...t, certificates: t.certificates.with(i, { ...certificate, der: flip(certificate.der, 200) }) }, `certificate:${certificate.id}`);
    assert.deepEqual(missed, []);
  });
}

test('every route, and whatever stands in the way, has words', async () => {
  const all_ = await Promise.all(languages.map(({ lang }) => load(lang)));
  const { readFileSync, readdirSync } = await import('node:fs');
  const folder = new URL('../../www/check/', import.meta.url);
  const source = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  const found = (part) => [...new Set([...source.matchAll(new RegExp(`\\b${part}: '(\\w+)'`, 'g'))].map(([, id]) => id))];
  for (const words of all_) {
    assert.deepEqual(Object.keys(words.check.why).sort(), [...new Set([...found('why'), 'insecure', 'unsupported'])].sort());
    assert.deepEqual(Object.keys(words.check.by).sort(), found('by').filter((id) => !['insecure', 'unsupported'].includes(id)).sort());
  }
});
