// The words: every language says the same things, nothing is missing, and everything fits.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { choose, fill, languages, load, match, prose, question, say, values, variant } from '../../www/prose/index.js';

const SCENES = [
  'parties', 'tcp',
  'client-hello', 'client-hello-flight', 'server-hello', 'server-hello-flight', 'certificate-check',
  'asymmetric-keys', 'client-encrypts', 'pre-master-flight', 'server-decrypts',
  'prf-inputs', 'master-secret', 'why-master', 'session-keys',
  'session-keys-ready', 'client-finished', 'client-finished-flight', 'server-checks-finished',
  'server-finished-flight', 'handshake-finished',
  'client-message', 'client-message-flight', 'server-encrypts', 'server-message-flight', 'client-decrypts',
  'close-notify',
];
// How an exchange ends that does not end well.
const ENDINGS = ['client-alert-flight', 'server-alert-flight', 'silence'];
// With ECDHE the asymmetric chapter has other scenes, with the same numbers.
const ECDHE = ['ephemeral-keys', 'client-shares', 'client-share-flight', 'same-secret'];
// What is resumed has its own scenes, and shares the others.
const RESUMED = [
  'again', 'resume-hello', 'resume-hello-flight', 'resume-answer', 'resume-answer-flight', 'fresh-keys',
  'server-finished-first', 'server-finished-first-flight', 'client-checks-finished', 'client-finished-last-flight', 'session-resumed',
];
const CHAPTERS = ['parties', 'hellos', 'asymmetric', 'prf', 'symmetric', 'tada', 'goodbye'];
const ARTIFACTS = `client_random server_random session_id new_session_id cipher_suite server_name certificate
  ca_certificate public_key private_key pre_master_secret pkcs1_block encrypted_pre_master_secret
  master_secret key_block client_write_mac_key server_write_mac_key client_write_key server_write_key
  client_write_iv server_write_iv session_hash client_finished_hash server_finished_hash
  client_verify_data server_verify_data message reply mac padding record_iv explicit_nonce nonce
  additional_data tag ciphertext plaintext sequence_number close_notify client_hello server_hello
  certificate_message server_hello_done client_key_exchange change_cipher_spec finished modulus
  public_exponent private_exponent client_ephemeral_private client_ephemeral_public
  server_ephemeral_private server_ephemeral_public ecdhe_params signed_params params_signature
  signature_salt server_key_exchange`.split(/\s+/);
const ALERTS = `close_notify unexpected_message bad_record_mac decryption_failed_RESERVED
  record_overflow decompression_failure handshake_failure no_certificate_RESERVED bad_certificate
  unsupported_certificate certificate_revoked certificate_expired certificate_unknown
  illegal_parameter unknown_ca access_denied decode_error decrypt_error export_restriction_RESERVED
  protocol_version insufficient_security internal_error user_canceled no_renegotiation
  unsupported_extension unrecognized_name`.split(/\s+/);
const CHECKS = `certificate_signature certificate_name certificate_dates certificate_issuer
  certificate_usage params_signature pre_master_version finished_verify_data record_mac record_tag`.split(/\s+/);

const here = new URL('../../www/prose/', import.meta.url);
const all = await Promise.all(languages.map(({ lang }) => load(lang)));
const [en] = all;

/** Every leaf of a tree as [dotted path, text]. */
function leaves(node, path = '') {
  if (typeof node !== 'object' || node === null) return [[path, node]];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, path ? `${path}/${key}` : key));
}

const braces = (text) => (text.match(/\{[^}]*\}/g) ?? []).toSorted();
const variants = (text) => (typeof text === 'string' ? [text] : Object.values(text).flatMap(variants));
const length = (text) => Array.from(text).length;

test('every file of words is in the menu, and loads under its own name', async () => {
  const files = (await readdir(here)).filter((name) => name.endsWith('.js') && !['index.js', 'split.js'].includes(name));
  assert.deepEqual(files.map((name) => name.replace('.js', '')).toSorted(), languages.map(({ lang }) => lang).toSorted());
  assert.deepEqual(all.map(({ meta }) => [meta.lang, meta.name]), languages.map(({ lang, name }) => [lang, name]));
});

for (const words of all) {
  describe(words.meta.name, () => {
    test('has every key that English has, and no other', () => {
      assert.deepEqual(leaves(words).map(([path]) => path).toSorted(), leaves(en).map(([path]) => path).toSorted());
    });

    test('keeps the order of English', () => {
      for (const part of Object.keys(en)) assert.deepEqual(Object.keys(words[part]), Object.keys(en[part]), part);
    });

    test('has the same braces as English in every sentence', () => {
      const english = new Map(leaves(en));
      for (const [path, text] of leaves(words)) assert.deepEqual(braces(text), braces(english.get(path)), path);
    });

    test('has no empty sentence, no stray space and no HTML', () => {
      for (const [path, text] of leaves(words)) {
        assert.equal(typeof text, 'string', path);
        assert.ok(text !== '' && text === text.trim(), path);
        assert.doesNotMatch(text, /\s{2}|[\n\t<>]|&\w+;/, path);
      }
    });

    test('tells the 27 scenes of the storyboard, in its order', () => {
      assert.equal(SCENES.length, 27);
      assert.deepEqual(Object.keys(words.scenes).filter((id) => !ECDHE.includes(id)), SCENES.concat(ENDINGS, RESUMED));
      assert.deepEqual(Object.keys(words.chapters), CHAPTERS);
    });

    test('tells the scenes of ECDHE behind those that they stand for', () => {
      const told = SCENES.slice(0, 11).concat(ECDHE, SCENES.slice(11), ENDINGS, RESUMED);
      assert.deepEqual(Object.keys(words.scenes), told);
    });

    test('names no RSA encryption where the key exchange is ECDHE', () => {
      const wrong = /encrypted pre|pre_master_secret cifrado|pre-maestro cifrado|black card that|PKCS|03 03, and|no forward secrecy/;
      for (const [id, scene] of Object.entries(words.scenes))
        for (const [path, text] of leaves(scene))
          if (path.split('/').includes('ecdhe') || ECDHE.includes(id)) assert.doesNotMatch(text, wrong, `${id} ${path}`);
      for (const id of SCENES.filter((id) => !/^(asymmetric-keys|client-encrypts|pre-master-flight|server-decrypts)$/.test(id)))
        for (const part of ['story', 'protocol', 'alt'])
          for (const kind of ['cbc', 'gcm', 'chacha20_poly1305'])
            for (const extendedMasterSecret of [false, true]) {
              const text = choose(words.scenes[id][part], { kind, extendedMasterSecret, keyExchange: 'ecdhe' });
              assert.ok(text, `${id} ${part}`);
              assert.doesNotMatch(text, wrong, `${id} ${part}`);
              if (kind !== 'gcm') assert.doesNotMatch(text, /RFC 5288/, `${id} ${part} ${kind}`);
              if (kind !== 'cbc') assert.doesNotMatch(text, /\{macName\}|MAC_key/, `${id} ${part} ${kind}`);
            }
    });

    test('keeps the scenes short enough for the stage', () => {
      for (const [id, scene] of Object.entries(words.scenes)) {
        assert.ok(length(scene.title) <= 40, `${id} title: ${length(scene.title)}`);
        for (const text of variants(scene.story)) assert.ok(length(text) <= 220, `${id} story: ${length(text)}`);
        for (const text of variants(scene.protocol)) assert.ok(length(text) <= 700, `${id} protocol: ${length(text)}`);
        for (const text of variants(scene.alt)) assert.ok(length(text) <= 240, `${id} alt: ${length(text)}`);
        for (const text of [...variants(scene.story), ...variants(scene.protocol), ...variants(scene.alt)])
          assert.match(text, /[.!?)»”]$/, `${id} ends like a sentence`);
      }
    });

    test('cites a standard in every scene, at the protocol level', () => {
      const free = new Set(['server-message-flight', 'server-hello-flight']);
      for (const [id, scene] of Object.entries(words.scenes))
        for (const text of variants(scene.protocol))
          if (!free.has(id)) assert.match(text, /RFC \d{4}/, id);
    });

    test('cites the same sections as English', () => {
      const sections = (text) => (text.match(/RFC \d+|§[\d.]+\d/g) ?? []).toSorted();
      const english = new Map(leaves(en));
      for (const [path, text] of leaves(words)) assert.deepEqual(sections(text), sections(english.get(path)), path);
    });

    test('names every artifact, and every name fits on its card', () => {
      for (const id of ARTIFACTS) assert.ok(words.artifacts[id], id);
      for (const [id, { name, short, is }] of Object.entries(words.artifacts)) {
        assert.ok(length(name) <= 24, `${id} name: ${length(name)}`);
        assert.ok(length(short) <= 14, `${id} short: ${length(short)}`);
        assert.ok(length(is) <= 120, `${id} is: ${length(is)}`);
      }
      for (const [id, { name, is, why }] of Object.entries(words.fields)) {
        assert.ok(length(why) <= 160, `${id} why: ${length(why)}`);
        assert.ok(length(name) <= 28, `${id} name: ${length(name)}`);
        assert.ok(length(is) <= 120, `${id} is: ${length(is)}`);
      }
    });

    test('gives no two cards of one handshake the same name', () => {
      const names = Object.values(words.artifacts).map(({ name }) => name);
      assert.deepEqual(names.filter((name, at) => names.indexOf(name) !== at), []);
    });

    test('has a sentence for every alert of RFC 5246 §7.2 and every check', () => {
      for (const id of ALERTS) assert.equal(words.alerts[id]?.name, id);
      for (const id of CHECKS) assert.ok(words.checks[id], id);
    });

    test('asks one question a chapter, about things that exist', () => {
      assert.deepEqual(Object.keys(words.questions), CHAPTERS);
      const asked = (prose) => [...Object.entries(prose.questions), ...Object.entries(prose.ecdheQuestions).map(([id, asks]) => [`${id}, ECDHE`, asks])];
      const english = new Map(asked(en));
      for (const [chapter, { options, answer }] of asked(words)) {
        assert.equal(options.length, 3, chapter);
        assert.equal(new Set(options.map(({ id }) => id)).size, 3, chapter);
        assert.ok(options.some(({ id }) => id === answer), chapter);
        for (const { id, label } of options) {
          assert.ok(words.artifacts[id] ?? words.parties[id], `${chapter}: ${id}`);
          if (words.artifacts[id]) assert.equal(label, words.artifacts[id].name, chapter);
        }
        assert.deepEqual(options.map(({ id }) => id), english.get(chapter).options.map(({ id }) => id));
        assert.equal(answer, english.get(chapter).answer);
      }
    });

    test('keeps the size of a letter for the scenes in which one flies', () => {
      for (const [id, scene] of Object.entries(words.scenes))
        for (const [path, text] of leaves(scene))
          if (/\{(letter|record)Bytes\}/.test(text)) assert.match(id, /-flight$/, `${id} ${path}`);
    });
  });
}

test('README names every pair of braces', async () => {
  const readme = await readFile(new URL('README.md', here), 'utf8');
  const used = new Set(leaves(en).flatMap(([, text]) => braces(text)));
  for (const brace of used) assert.ok(readme.includes(`\`${brace}\``), brace);
});

test('scenes use only values that come out of the Transcript', () => {
  const known = new Set(Object.keys(values(SAMPLE, 'client-message-flight')));
  for (const [path, text] of leaves(en.scenes))
    for (const brace of braces(text)) assert.ok(known.has(brace.slice(1, -1)), `${path} ${brace}`);
});

test('GCM knows no MAC key and no padding; CBC no salt and no tag', () => {
  for (const words of all)
    for (const [id, { protocol }] of Object.entries(words.scenes)) {
      if (typeof protocol === 'string') assert.doesNotMatch(protocol, /\{macName\}|MAC_key|write_IV/, id);
      else if (protocol.gcm) {
        assert.doesNotMatch(protocol.gcm, /\{macName\}|MAC_key/, id);
        assert.doesNotMatch(protocol.cbc, /write_IV|RFC 5288/, id);
      }
    }
});

test('match finds the nearest language', () => {
  assert.equal(match('es'), 'es');
  assert.equal(match('es-MX'), 'es');
  assert.equal(match('ES_ar'), 'es');
  assert.equal(match(['xx', 'es-419', 'en']), 'es');
  assert.equal(match('xx'), 'en');
  assert.equal(match(''), 'en');
  assert.equal(match(null), 'en');
  assert.equal(match(undefined), 'en');
});

test('prose is there at once, load brings the language', async () => {
  assert.equal(prose('xx').meta.lang, 'en');
  assert.equal((await load('es-AR')).meta.lang, 'es');
  assert.equal(prose('es-AR').meta.lang, 'es');
});

test('choose picks by suite and by master secret', () => {
  assert.equal(choose('same'), 'same');
  assert.equal(choose({ cbc: 'c', gcm: 'g' }, { kind: 'gcm' }), 'g');
  assert.equal(choose({ cbc: 'c', gcm: 'g' }, { kind: 'cbc', extendedMasterSecret: true }), 'c');
  assert.equal(choose({ plain: 'p', ems: 'e' }, { kind: 'gcm' }), 'p');
  assert.equal(choose({ plain: 'p', ems: 'e' }, { kind: 'gcm', extendedMasterSecret: true }), 'e');
  assert.equal(choose({ cbc: 'c', gcm: 'g' }), 'c');
  const text = { rsa: 'r', ecdhe: { cbc: 'c', gcm: 'g' } };
  assert.equal(choose(text), 'r');
  assert.equal(choose(text, { kind: 'gcm', keyExchange: 'rsa' }), 'r');
  assert.equal(choose(text, { kind: 'gcm', keyExchange: 'ecdhe' }), 'g');
  assert.equal(choose(text, { kind: 'cbc', keyExchange: 'ecdhe' }), 'c');
  const both = { cbc: 'c', gcm: 'g', chacha: 'p', ecdhe: 'e' };
  assert.equal(choose(both, { kind: 'chacha20_poly1305', keyExchange: 'rsa' }), 'p');
  assert.equal(choose(both, { kind: 'chacha20_poly1305', keyExchange: 'ecdhe' }), 'e');
  assert.equal(choose({ cbc: 'c', gcm: 'g' }, { kind: 'chacha20_poly1305' }), 'g');
  assert.equal(choose({ cbc: 'c', chacha: 'p' }, { kind: 'gcm' }), 'c');
  assert.equal(choose({ plain: 'p', ems: 'e', ecdhe: { plain: 'q', ems: 'f' } }, { keyExchange: 'ecdhe', extendedMasterSecret: true }), 'f');
});

test('with ECDHE some chapters ask something else', () => {
  assert.equal(question(en, 'goodbye').answer, 'private_key');
  assert.equal(question(en, 'goodbye', { keyExchange: 'ecdhe' }).answer, 'server_ephemeral_private');
  assert.equal(question(en, 'tada', { keyExchange: 'ecdhe' }), en.questions.tada);
  for (const { ecdheQuestions } of all) assert.ok(Object.keys(ecdheQuestions).every((id) => CHAPTERS.includes(id)));
});

test('fill fills once, and an unknown value is an ellipsis', () => {
  assert.equal(fill('{a} and {b}', { a: '{b}', b: 2 }), '{b} and 2');
  assert.equal(fill('{a}', {}), '…');
  assert.equal(fill('{toString}', {}), '…');
  assert.equal(fill('{n} bytes', { n: 0 }), '0 bytes');
});

test('say falls back to English, then to the id, and is never blank', async () => {
  const es = await load('es');
  assert.equal(say(es, ['artifacts', 'master_secret', 'name']), 'Secreto maestro');
  assert.equal(say({ ...es, artifacts: {} }, ['artifacts', 'master_secret', 'name']), 'Master Secret');
  assert.equal(say(es, ['artifacts', 'brand_new_thing', 'name']), 'brand new thing');
  assert.equal(say(es, ['fields', 'client_hello.random', 'name']), 'Aleatorio del cliente');
  assert.equal(say(es, ['scenes', 'nope', 'story']), 'nope');
  assert.equal(say(es, ['ui', 'constructor']), 'constructor');
  assert.match(say(es, ['scenes', 'session-keys', 'protocol'], values(SAMPLE), { kind: 'gcm' }), /40 bytes/);
});

test('values come from the Transcript as it is', () => {
  const found = values(SAMPLE, 'client-message-flight');
  assert.deepEqual(
    { ...found },
    {
      serverName: 'airmail.example',
      message: 'Hello, you!',
      reply: `${'x'.repeat(59)}…`,
      version: 'TLS 1.2',
      suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256',
      cipherName: 'AES-128-GCM',
      macName: undefined,
      group: undefined,
      prfHash: 'SHA-256',
      keyBits: 128,
      keyBlockLength: 40,
      certIssuer: 'Airmail, Teaching CA',
      certNotAfter: 'May 27, 2034',
      rsaBits: 2048,
      letterBytes: 36,
      recordBytes: 36,
      alert: 'bad_record_mac',
    },
  );
  assert.equal(values(SAMPLE, 'tcp').letterBytes, undefined);
  assert.equal(values(SAMPLE, 'tcp', 'es').certNotAfter, '27 de mayo de 2034');
  assert.equal(values({}).suite, undefined);
  const suite = { cipher: 'CHACHA20_POLY1305', prfHash: 'SHA256', group: 'secp256r1', kind: 'chacha20_poly1305' };
  assert.equal(values({ suite }).cipherName, 'ChaCha20-Poly1305');
  assert.equal(values({ suite }).group, 'P-256');
  assert.deepEqual(variant({ suite, scenario: { extendedMasterSecret: true } }), { kind: 'chacha20_poly1305', extendedMasterSecret: true, keyExchange: 'ecdhe' });
  assert.equal(variant(SAMPLE).keyExchange, 'rsa');
  assert.equal(variant({}).keyExchange, 'rsa');
  // Where nothing is agreed anew there is no group, but the suite has a name.
  const again = { suite: { kind: 'gcm', name: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' }, resumed: true };
  assert.deepEqual(variant(again), { kind: 'gcm', extendedMasterSecret: undefined, keyExchange: 'ecdhe', resumed: true });
  assert.equal(choose({ rsa: 'r', ecdhe: 'e', resumed: { cbc: 'c', gcm: 'g' } }, variant(again)), 'g');
  assert.equal(choose({ rsa: 'r', ecdhe: 'e' }, variant(again)), 'e');
});

const SAMPLE = {
  scenario: { serverName: 'airmail.example', message: ' Hello,\n you! ', reply: 'x'.repeat(80) },
  suite: {
    name: 'TLS_RSA_WITH_AES_128_GCM_SHA256', kind: 'gcm', cipher: 'AES_128_GCM', prfHash: 'SHA256',
    encKeyLength: 16, keyBlockLength: 40,
  },
  certificates: [
    { id: 'server', issuer: 'CN=Airmail\\, Teaching CA,O=tls-airmail', notAfter: '2034-05-27T00:00:00Z', rsaBits: 2048 },
  ],
  scenes: [{ id: 'client-message-flight', letter: 0 }, { id: 'tcp', letter: null }],
  letters: [{ bytes: new Uint8Array(36), records: [{ start: 0, end: 36, protected: true }] }],
  outcome: { failure: { alert: 'bad_record_mac' } },
};
