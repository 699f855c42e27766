// A captured connection on the page: every scene can be drawn, told and listed, whatever is closed; every
// id that the core has for files has its words; what is pasted is understood.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { because, notice, shut } from '../../www/capture/closed.js';
import { panel, place } from '../../www/capture/panel.js';
import { isSecret, understand } from '../../www/capture/paste.js';
import { origin } from '../../www/capture/strip.js';
import { check, items } from '../../www/check/run.js';
import { samples } from '../../www/reproduce/index.js';
import { inspector } from '../../www/inspector/index.js';
import { languages, load, say, values, variant } from '../../www/prose/index.js';
import { picture } from '../../www/picture.js';
import { sequence } from '../../www/sequence.js';
import { artifact, isClosed, knows, letter } from '../../www/transcript.js';
import { initial, update } from '../../www/update.js';
import { frameAt, timeline } from '../../www/timeline.js';
import { revive } from './fixtures/load.mjs';
import { source } from './fixtures/sources.mjs';

const root = new URL('../../', import.meta.url);
const dir = mkdtempSync(join(tmpdir(), 'airmail-'));
after(() => rmSync(dir, { recursive: true }));
const run = (name, ...args) => execFileSync('cargo', ['run', '-q', '--example', name, '--', ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] });

/** What is taken home of a run, read again with some of its secrets. */
function captured(name, wish, secrets) {
  const home = join(dir, name);
  run('transcript', '--seed', '5a'.repeat(32), '--take', home, ...wish);
  const files = { key: ['--rsa-key', join(home, 'airmail-server-key.pem')], log: ['--keylog', join(home, 'airmail-keys.log')], none: [] };
  return revive(JSON.parse(run('capture', join(home, 'airmail.pcap'), '--connection', '0', ...files[secrets])));
}

const stories = {
  'RSA, closed': captured('a', [], 'none'),
  'RSA, the key': captured('b', ['--suite', 'TLS_RSA_WITH_AES_128_CBC_SHA'], 'key'),
  'RSA, a key log': captured('c', ['--extended-master-secret'], 'log'),
  'ECDHE, closed': captured('d', ['--suite', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'], 'none'),
  'ECDHE, a key log': captured('e', ['--suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], 'log'),
  'resumed, a key log': captured('f', ['--resume', 'known'], 'log'),
  'resumed, closed': captured('g', ['--resume', 'known'], 'none'),
};
// Recorded between OpenSSL's client and server, with the secrets inside (tests/follow/openssl.rs, RECORD=DIR).
for (const name of ['etm', 'dhe']) stories[`OpenSSL, ${name}`] = revive(JSON.parse(run('capture', new URL(`tests/vectors/openssl-${name}.pcapng`, root).pathname, '--connection', '0')));
const all = await Promise.all(languages.map(({ lang }) => load(lang)));

for (const [name, t] of Object.entries(stories)) {
  test(`${name}: every scene is drawn, at both widths, without a value that is not there`, () => {
    const line = timeline(t);
    for (const words of all)
      for (const box of [{ w: 1280, h: 640 }, { w: 360, h: 560 }])
        for (const cue of line.cues)
          for (const q of [0, 0.3, 0.6, 1]) {
            const frame = frameAt(line, cue.start + q * (cue.settled - cue.start));
            const text = JSON.stringify(picture({ t, frame, words, box }).shapes) + JSON.stringify(sequence({ t, frame, words, box }).shapes);
            assert.doesNotMatch(text, /undefined|NaN/, `${cue.id} at ${q}`);
          }
  });

  test(`${name}: every scene is told, and says what is closed in it`, () => {
    for (const words of all)
      for (const [i, scene] of t.scenes.entries()) {
        const told = say(words, ['scenes', scene.id, 'story'], values(t, scene.id, words.meta.lang), variant(t));
        assert.doesNotMatch(told, /undefined|NaN|“”|«»/, scene.id);
        const names = new Set((t.closed ?? []).filter((c) => c.beat >= scene.start && c.beat < scene.end).map((c) => c.name));
        const said = JSON.stringify(notice(t, i, words));
        for (const closed of names) assert.ok(said.includes(say(words, ['artifacts', closed, 'name'])), `${scene.id}: ${closed}`);
        if (!names.size) assert.equal(said, 'null');
      }
  });

  test(`${name}: closed cards are on their desks, open to why, and black`, () => {
    for (const { who, name: closed, beat } of t.closed ?? []) {
      assert.equal(artifact(t, `${who}.${closed}`), undefined);
      assert.ok(isClosed(t, who, closed) && knows(t, who, closed, beat) && !knows(t, who, closed, beat - 1));
      for (const words of all) assert.ok(shut(t, `${who}.${closed}`, words)?.says.length === 2);
    }
    const state = { ...update(initial(), { type: 'ready', transcript: t }), selected: 'artifact:server.private_exponent' };
    const opened = JSON.stringify(inspector(state, all[0]));
    assert.equal(opened.includes(because(t, all[0])), isClosed(t, 'server', 'private_exponent'));
  });

  test(`${name}: all letters are in the list, and each can be opened`, () => {
    const state = update(initial(), { type: 'ready', transcript: t });
    const shown = JSON.stringify(origin(state, frameAt(state.line, state.t), all[0]));
    for (const l of t.letters) {
      assert.ok(shown.includes(`"letter:${l.index}"`));
      assert.equal(letter(t, String(l.index)), l);
      assert.ok(JSON.stringify(inspector({ ...state, selected: `letter:${l.index}` }, all[0])).length > 500);
    }
    assert.equal(shown.includes('Hello, can we talk in private?') || shown.includes('stressed'), !isClosed(t, 'server', 'message'));
  });

  test(`${name}: WebCrypto comes to the same values and records`, async () => {
    const results = [];
    for (const item of items(t)) results.push(await check(t, globalThis.crypto.subtle, item));
    assert.deepEqual(results.filter(({ state }) => state === 'bad').map(({ what, by }) => `${what} ${by}`), []);
    const sealed = results.filter(({ what }) => what.startsWith('record:'));
    const agree = !isClosed(t, 'server', 'message') && t.suite.kind !== 'chacha20_poly1305';
    assert.ok(sealed.length >= 4 && sealed.every(({ state }) => state === (agree ? 'ok' : 'not')));
  });

  test(`${name}: plain openssl prints the values of sealed records again`, () => {
    const samples_ = samples(t).filter(({ shell, letter: l }) => shell && l !== undefined);
    for (const { id, shell, prints } of samples_.slice(0, 12)) assert.equal(execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).trim(), prints, id);
    assert.equal(samples_.length > 0, !isClosed(t, 'server', 'message'));
  });
}

// ── words ────────────────────────────────────────────────────────────────────

const strings = (text) => [...text.matchAll(/"([a-z0-9_.]+)"/g)].map(([, id]) => id);
/** The source below src/capture in which that stands. */
const within = (...marks) => source('src/capture/', ...marks);
const kinds = (...marks) => [...within('pub const KINDS', ...marks).split('pub const KINDS')[1].split('];')[0].matchAll(/\("([a-z_0-9]+)", &\[([^\]]*)\]/g)].map(([, id, numbers]) => [id, strings(numbers)]);
/** What is said from there on, to the end of the function. */
const named = (mark) => strings(within(mark).split(mark)[1].split(/\n {0,4}\}\n/)[0]);

const [broken, bad] = [kinds('pub struct Broken'), kinds('pub enum Bad')];
const ids = {
  parts: strings(within('pub const PARTS').split('pub const PARTS')[1].split('];')[0]),
  broken: broken.map(([id]) => id),
  bad: bad.map(([id]) => id),
  reasons: named('impl Reason {'),
  why: [...named('impl Closed {'), 'version', 'middle', 'no_answer'],
  preambles: named('Some(match () {').filter((id) => !id.includes('.')),
  troubles: [...within('Trouble {', 'Piece::Gap').matchAll(/(?:Piece::\w+[^=]*=> \(|Trouble \{\s*kind: )"(\w+)"/g)].map(([, id]) => id),
  protocols: [...new Set([...named('fn protocol(followed: '), 'ssl_2', 'dtls', 'quic'])],
  states: ['open', 'closed', 'refused'],
  opened: ['rsa_key', 'key_log', 'session'],
};

for (const words of all) {
  test(`${words.meta.lang}: what the core says of files has its words, and no more`, () => {
    for (const [group, found] of Object.entries(ids)) {
      assert.ok(found.length >= 3, group);
      assert.deepEqual([...new Set(found)].toSorted(), Object.keys(words.capture[group]).toSorted(), group);
    }
    for (const [group, found] of [['broken', broken], ['bad', bad]])
      for (const [id, numbers] of found)
        for (const [, name] of words.capture[group][id].matchAll(/\{(\w+)\}/g)) assert.ok(numbers.includes(name) || name === 'foreign', `${group}.${id}: {${name}}`);
  });
}

test('a broken place is a sentence with its offset and what was expected', () => {
  const broken = { offset: 1234567, line: 0, part: 'pcap.packet', kind: 'short', foreign: null, numbers: new Map([['needed', 90], ['left', 7]]), says: '' };
  assert.equal(place(broken, all[0]), 'At byte 1,234,567 the file cannot be read any further (a packet): 90 bytes are needed, and 7 are left.');
  const magic = { ...broken, offset: 0, part: 'file', kind: 'magic', numbers: { found: 0x504b } };
  assert.match(place(magic, all[1]), /byte 0 .*0000504b no es comienzo de pcap/);
});

test('how far a file is read is said in the unit of the whole', () => {
  const capture = (offset, total) => ({ ...initial().capture, busy: { name: 'x.pcap', offset, total, packets: 1, connections: 1 } });
  const said = (offset, total) => JSON.stringify(panel({ ...initial(), capture: capture(offset, total) }, all[0])).replaceAll('\u00a0', ' ');
  assert.ok(said(7_340_032, 100_700_000).includes('x.pcap: 7.3 MB of 100.7 MB. '));
  assert.ok(said(0, 100_700_000).includes('x.pcap: 0 MB of 100.7 MB. '));
  assert.ok(said(512, 20_000).includes('x.pcap: 0.5 kB of 20 kB. '));
  assert.ok(said(512, 9000).includes('x.pcap: 512 bytes of 9,000 bytes. '));
});

// ── pasted ───────────────────────────────────────────────────────────────────

test('what is pasted is understood', () => {
  const bytes = [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 1, 0, 0, 0];
  const plain = Buffer.from(bytes);
  const dumps = [
    plain.toString('hex'),
    plain.toString('hex').replaceAll(/../g, '$& ').trim(),
    plain.toString('hex').replaceAll(/../g, '0x$&, ').trim(),
    plain.toString('base64'),
    plain.toString('base64url'),
    '00000000: d4c3 b2a1 0200 0400 0000 0000 0000 0000  ................\n00000010: ffff 0000 0100 0000                      ........',
    '00000000  d4 c3 b2 a1 02 00 04 00  00 00 00 00 00 00 00 00  |................|\n00000010  ff ff 00 00 01 00 00 00                           |........|\n00000018',
  ];
  for (const said of dumps) assert.deepEqual([...understand(`\n${said} \n`).bytes], bytes, said);
  for (const said of ['CLIENT_RANDOM 00aa 11bb', '# SSL/TLS secrets log file\nCLIENT_RANDOM 00aa 11bb', '-----BEGIN RSA PRIVATE KEY-----\nMIIE']) assert.equal(understand(said).what, 'text');
  assert.deepEqual(understand('  '), { problem: 'pastedNothing', at: 0 });
  assert.deepEqual(understand('abc'), { problem: 'pastedOdd', at: 3 });
  assert.deepEqual(understand('hello, world!'), { problem: 'pastedOther', at: 5 });
});

test('secrets are told from packets', () => {
  const of = (/** @type {string} */ text) => new TextEncoder().encode(text);
  assert.ok(isSecret(of('CLIENT_RANDOM 00112233')) && isSecret(of('-----BEGIN PRIVATE KEY-----')) && isSecret(Uint8Array.of(0x30, 0x82)));
  assert.ok(isSecret(of('anything'), 'keys.log'));
  assert.ok(!isSecret(Uint8Array.of(0x0a, 0x0d, 0x0d, 0x0a), 'keys.log') && !isSecret(Uint8Array.of(0x1f, 0x8b), 'x.pcap.gz'));
});
