// The self-check: another route comes to everything that the core computed; whatever is not so gets a cross.

import assert from 'node:assert/strict';
import { createCipheriv, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { block, opened, poly1305 } from '../../www/check/chacha.js';
import { check, items } from '../../www/check/run.js';
import { languages, load } from '../../www/prose/index.js';
import { transcript } from './fixtures/core.mjs';
import { HAND } from '../../www/hands/illustrated.js';

const { subtle } = globalThis.crypto;
const seed = (byte) => byte.repeat(32);
/** @returns {Promise<import('../../www/check/run.js').Result[]>} */
async function all(t, with_ = subtle, earlier = undefined) {
  const results = [];
  for (const item of items(t)) results.push(await check(t, with_, item, earlier));
  return results;
}
const of = (results, state) => results.filter((r) => r.state === state);
const names = (results) => results.map(({ what, by }) => `${what} ${by}`);

const RUNS = {
  'RSA and CBC': ['--suite', 'TLS_RSA_WITH_AES_128_CBC_SHA'],
  'RSA, CBC and SHA-256, extended': ['--suite', 'TLS_RSA_WITH_AES_256_CBC_SHA256', '--extended-master-secret'],
  'RSA and GCM with SHA-384, the key stolen': ['--suite', 'TLS_RSA_WITH_AES_256_GCM_SHA384', '--steal-key'],
  'X25519 and GCM': ['--suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', '--group', 'x25519'],
  'X25519 and ChaCha20-Poly1305': ['--suite', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', '--group', 'x25519'],
  'P-256 and ChaCha20-Poly1305, nothing said': ['--suite', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', '--group', 'secp256r1', '--message', '', '--reply', ''],
  'P-256 and CBC, nothing said': ['--suite', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', '--group', 'secp256r1', '--message', '', '--reply', ''],
  'a letter changed on the way': ['--suite', 'TLS_RSA_WITH_AES_128_CBC_SHA', '--change', '{"letter":0,"change":"flip","offset":20,"mask":1}'],
  'a certificate that the Authority did not sign': ['--identity', 'forged'],
  'somebody in the middle who relays': ['--middle', 'relay'],
  'somebody in the middle with a certificate of its own': ['--middle', 'own_certificate'],
  'somebody in the middle with a certificate of the Authority': ['--middle', 'stolen_authority', '--altered', 'x'],
};
for (const [name, args] of Object.entries(RUNS)) {
  test(`all that can be checked agrees: ${name}`, async () => {
    const results = await all(transcript('--seed', seed('c4'), ...args));
    assert.deepEqual(names(of(results, 'bad')), []);
    assert.deepEqual(names(of(results, 'not')), []);
    assert.ok(of(results, 'ok').length > 20, `${of(results, 'ok').length}`);
  });
}

const SECOND = {
  'RSA': [],
  'RSA, extended': ['--extended-master-secret'],
  'X25519': ['--suite', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', '--group', 'x25519'],
  'P-256, extended': ['--suite', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', '--group', 'secp256r1', '--extended-master-secret'],
};
for (const [name, args] of Object.entries(SECOND)) {
  test(`what was kept is made again in the connection before: ${name}`, async () => {
    const earlier = transcript('--seed', seed('c9'), ...args);
    for (const resume of ['known', 'forgotten']) {
      const t = transcript('--seed', seed('c9'), ...args, '--resume', resume);
      const results = await all(t, subtle, earlier);
      assert.deepEqual(names(of(results, 'bad')), []);
      assert.deepEqual(names(of(results, 'not')), []);
      const kept = t.artifacts.filter(({ recipe }) => recipe === 'kept').map(({ id }) => `artifact:${id}`);
      assert.equal(kept.length, resume === 'known' ? 4 : 1);
      assert.deepEqual(results.filter(({ by }) => by === 'before').map(({ what }) => what), kept);
    }
  });

  test(`a wrong byte in what was kept is found, or in anything that it hangs on: ${name}`, async () => {
    const earlier = transcript('--seed', seed('c9'), ...args);
    const t = transcript('--seed', seed('c9'), ...args, '--resume', 'known');
    const wrong = (of, id) => ({ ...of, artifacts: of.artifacts.map((a) => (a.id === id ? { ...a, bytes: a.bytes.with(9, a.bytes[9] ^ 0x80) } : a)) });
    const verdict = async (told, before) => (await check(told, subtle, items(told).find(({ what }) => what === 'artifact:client.master_secret'), before)).state;
    assert.equal(await verdict(t, earlier), 'ok');
    assert.equal(await verdict(wrong(t, 'client.master_secret'), earlier), 'bad');
    const under = earlier.suite.group ? 'client.client_ephemeral_private' : 'client.pre_master_secret';
    const into = earlier.artifacts.find(({ id }) => id === 'client.master_secret').inputs.map(({ id }) => id);
    for (const id of ['client.master_secret', under, ...into]) assert.equal(await verdict(t, wrong(earlier, id)), 'bad', id);
    assert.equal(await verdict(t, transcript('--seed', seed('ca'), ...args)), 'bad', 'the connection before of another');
  });
}

test('what cannot be checked says why: where the connection before is not here, and where there is no WebCrypto', async () => {
  const t = transcript('--seed', seed('c9'), '--resume', 'known');
  const results = await all(t);
  assert.deepEqual(names(of(results, 'bad')), []);
  assert.deepEqual([...new Set(of(results, 'not').map(({ by }) => by))], ['earlier']);
  assert.ok(of(results, 'ok').length > 45);
  const without = await all(transcript('--seed', seed('c5'), '--suite', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'), null);
  assert.deepEqual(names(of(without, 'bad')), []);
  assert.deepEqual([...new Set(of(without, 'not').map(({ by }) => by))], ['insecure']);
  assert.equal(of(without, 'ok').filter(({ what, by }) => what.startsWith('record:') && by === 'chacha').length, 6);
  assert.ok(of(without, 'ok').length > 20, 'joining, cutting, counting and ChaCha20 need no WebCrypto');
});

// Published answers: RFC 8439 (IETF Trust, Revised BSD License).
const bytes = (hex) => Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
test('RFC 8439 §2.3.2: the block of ChaCha20', () => {
  const made = block(Uint8Array.from({ length: 32 }, (_, i) => i), 1, bytes('000000090000004a00000000'));
  assert.deepEqual(made, bytes('10f1e7e4d13b5915500fdd1fa32071c4 c7d1f4c733c068030422aa9ac3d46c4e d2826446079faa0914c2d705d98b02a2 b5129cd1de164eb9cbd083e8a2503c4e'));
});
test('RFC 8439 §2.5.2: Poly1305', () => {
  const key = bytes('85d6be7857556d337f4452fe42d506a8 0103808afb0db2fd4abff6af4149f51b');
  assert.deepEqual(poly1305(key, new TextEncoder().encode('Cryptographic Forum Research Group')), bytes('a8061dc1305136c6c22b8baf0c0127a9'));
});
test('RFC 8439 §2.8.2: ChaCha20-Poly1305', () => {
  const key = Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i);
  const [nonce, more] = [bytes('070000004041424344454647'), bytes('50515253c0c1c2c3c4c5c6c7')];
  const sealed = bytes(`d31a8d34648e60db7b86afbc53ef7ec2 a4aded51296e08fea9e2b5a736ee62d6 3dbea45e8ca9671282fafb69da92728b
    1a71de0a9e060b2905d6a5b67ecd3b36 92ddbd7f2d778b8c9803aee328091b58 fab324e4fad675945585808b4831d7bc
    3ff4def08e4b7a9de576d26586cec64b 6116 1ae10b594f09e26a7e902ecbd0600691`);
  assert.equal(new TextDecoder().decode(opened(key, nonce, more, sealed)), 'Ladies and Gentlemen of the class of \'99: If I could offer you only one tip for the future, sunscreen would be it.');
  for (const [i, byte] of sealed.entries()) assert.equal(opened(key, nonce, more, sealed.with(i, byte ^ 1)), undefined, `${i}`);
  for (const [i, byte] of more.entries()) assert.equal(opened(key, nonce, more.with(i, byte ^ 1), sealed), undefined, `${i}`);
  assert.equal(opened(key, nonce, more, sealed.slice(0, 15)), undefined);
});
test('ChaCha20-Poly1305 of OpenSSL is opened, at every length around a block', () => {
  for (let length = 0; length < 200; length += 1) {
    const [key, nonce, plain, more] = [32, 12, length, length % 33].map((n) => new Uint8Array(randomBytes(n)));
    const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
    cipher.setAAD(more, { plaintextLength: length });
    const sealed = Uint8Array.from(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
    assert.deepEqual(opened(key, nonce, more, sealed), plain, `${length}`);
  }
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

for (const name of ['RSA and CBC', 'X25519 and GCM', 'X25519 and ChaCha20-Poly1305']) {
  const args = RUNS[name];
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
