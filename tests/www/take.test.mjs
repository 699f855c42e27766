// Take it home: the zip, the JSON, and the papers of the lab.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load as words } from '../../www/prose/index.js';
import { atDesk, CAPTURED, FILES, content, json } from '../../www/take/files.js';
import { h } from '../../www/shape.js';
import { html } from '../../www/take/html.js';
import { answers, handout, lab } from '../../www/take/lab.js';
import { panel } from '../../www/take/panel.js';
import { questions } from '../../www/take/questions.js';
import { crc32, zip } from '../../www/take/zip.js';
import { initial } from '../../www/update.js';
import { hex } from '../../www/transcript.js';
import { printed, transcript } from './fixtures/core.mjs';
import { load } from './fixtures/load.mjs';
import { crc, entries } from './fixtures/zip.mjs';

const bytes = (text) => new TextEncoder().encode(text);
const all = await Promise.all(['en', 'es'].map((lang) => words(lang)));

/** Home as the core gives it, a packet a letter. */
const home = (t) => ({
  files: {
    pcapng: bytes('pcapng'), pcap: bytes('pcap'), keyLog: 'CLIENT_RANDOM 00 11\n', client: '192.0.2.10:50000', server: '198.51.100.20:443', packets: 20,
    parcels: t.letters.map(({ index }) => ({ letter: index, first: 4 + 2 * index, last: index === 1 ? 7 : 4 + 2 * index })),
  },
  serverKey: '-----BEGIN PRIVATE KEY-----\n',
});

test('CRC-32 is the one that everybody knows', () => {
  assert.equal(crc32(bytes('123456789')), 0xcbf43926);
  assert.equal(crc32(bytes('')), 0);
  for (let i = 0; i < 40; i += 1) {
    const some = Uint8Array.from({ length: i * 7 }, (_, n) => (n * 37 + i * 101) & 255);
    assert.equal(crc32(some), crc(some));
  }
});

test('a zip holds its files, whatever is in them', () => {
  const files = [
    { name: 'a/one.txt', bytes: bytes('one\n') },
    { name: 'a/empty', bytes: new Uint8Array(0) },
    { name: 'a/all', bytes: Uint8Array.from({ length: 70_000 }, (_, i) => i & 255) },
  ];
  const made = zip(files, 1_795_478_401);
  const found = entries(made);
  assert.deepEqual([...found.keys()], files.map(({ name }) => name));
  for (const file of files) assert.deepEqual(new Uint8Array(found.get(file.name)), file.bytes);
  assert.deepEqual(made, zip(files, 1_795_478_401), 'the same every time');
  // 2026-11-24, 00:00:00: DOS counts every second second.
  assert.equal(Buffer.from(made).readUInt16LE(12), ((2026 - 1980) << 9) | (11 << 5) | 24);
  assert.equal(Buffer.from(made).readUInt16LE(10), 0);
  assert.equal(entries(zip([], 0)).size, 0);
  for (const [seconds, year] of [[0, 1980], [253_402_300_799, 2107]]) {
    assert.equal(Buffer.from(zip(files, seconds)).readUInt16LE(12) >> 9, year - 1980);
  }
});

test('JSON is what the example prints, to the last byte', () => {
  for (const args of [['--suite', 'TLS_RSA_WITH_AES_128_CBC_SHA', '--message', '¿"\u0001\u007f\\ñ\u2028'], ['--suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', '--extended-master-secret', '--steal-key']]) {
    const seeded = ['--seed', '0a'.repeat(32), ...args];
    assert.equal(json(transcript(...seeded)), printed(...seeded));
  }
});

const runs = {
  gcm: load('gcm'), cbc: load('cbc'), ecdhe: load('ecdhe'),
  alert: transcript('--seed', '0b'.repeat(32), '--change', '{"letter":3,"change":"flip","offset":40,"mask":1}'),
  cut: transcript('--seed', '0b'.repeat(32), '--change', '{"letter":1,"change":"drop"}'),
  papers: transcript('--seed', '0b'.repeat(32), '--identity', 'expired'),
  goodbye: transcript('--seed', '0b'.repeat(32), '--change', '{"letter":7,"change":"drop"}'),
  resumed: transcript('--seed', '0b'.repeat(32), '--resume', 'known'),
  middle: transcript('--seed', '0b'.repeat(32), '--middle', 'stolen_authority', '--altered', 'Something else'),
  refused: transcript('--seed', '0b'.repeat(32), '--middle', 'own_certificate'),
};
const ALWAYS = ['ends', 'name', 'end'];
const ASKED = {
  gcm: ['ends', 'name', 'suites', 'randoms', 'certificate', 'secret', 'sealed', 'master', 'finished', 'words', 'keys', 'end'],
  alert: ['ends', 'name', 'suites', 'randoms', 'certificate', 'secret', 'sealed', 'master', 'end', 'changed'],
  cut: ['ends', 'name', 'certificate', 'end', 'changed'],
};
ASKED.resumed = ASKED.gcm.filter((id) => id !== 'certificate' && id !== 'secret');
ASKED.cbc = ASKED.gcm;
ASKED.ecdhe = ASKED.gcm;

for (const prose of all) {
  const { lang } = prose.meta;
  for (const [name, t] of Object.entries(runs)) {
    test(`${lang}, ${name}: every question is one that this run answers, and no answer has a hole`, () => {
      const asked = questions(t, home(t), prose);
      const ids = asked.map(({ id }) => id);
      if (ASKED[name]) assert.deepEqual(ids, ASKED[name]);
      for (const id of ALWAYS) assert.ok(ids.includes(id), id);
      for (const { id, ask, answer } of asked) {
        for (const text of [ask, answer]) assert.doesNotMatch(text, /\{|\}|undefined|null|\[object|^$|\s{2}/, `${id}: ${text}`);
        if (!answer.includes('…')) continue;
        // Only words that were too long for a line end in dots.
        assert.ok(id === 'words', `${id}: ${answer}`);
      }
    });
  }

  test(`${lang}: answers are this run's`, () => {
    const find = (t, id) => questions(t, home(t), prose).find((one) => one.id === id)?.answer ?? '';
    const value = (t, name) => hex(t.artifacts.find(({ id }) => id === `client.${name}`).bytes);
    for (const t of [runs.gcm, runs.cbc, runs.ecdhe]) {
      assert.ok(find(t, 'master').includes(value(t, 'master_secret')));
      assert.ok(find(t, 'finished').includes(value(t, 'client_verify_data')) && find(t, 'finished').includes(value(t, 'server_verify_data')));
      assert.ok(find(t, 'suites').includes(t.suite.name));
      assert.match(find(t, 'ends'), /192\.0\.2\.10:50000.*198\.51\.100\.20:443/);
      assert.match(find(t, 'name'), /\b4\b/);
      assert.ok(find(t, 'words').includes(t.scenario.reply));
      const [record] = t.letters.find(({ id }) => id === 'client_message').records;
      assert.ok(find(t, 'words').includes(String(record.end - record.start)));
    }
    assert.match(find(runs.gcm, 'secret'), /256.*03 03/);
    assert.match(find(runs.ecdhe, 'secret'), /P-256/);
    assert.match(find(runs.cbc, 'master'), /RFC 7627/);
    assert.match(find(runs.gcm, 'master'), /RFC 5246/);
    assert.match(find(runs.resumed, 'master'), /RFC 5246 §F\.1\.4/);
    assert.notEqual(find(runs.resumed, 'keys'), find(runs.gcm, 'keys'));
    assert.match(find(runs.alert, 'end'), /bad_record_mac/);
    assert.match(find(runs.cut, 'end'), /RST/);
    assert.match(find(runs.goodbye, 'end'), /FIN/);
    assert.equal(find(runs.goodbye, 'end').includes('RST'), false);
    assert.ok(find(runs.papers, 'changed').length > 10);
  });

  test(`${lang}: the papers are pages, and what was said is text in them`, () => {
    const t = structuredClone(runs.gcm);
    t.scenario.serverName = '<script>alert(1)</script>"&';
    for (const paper of [handout(t, home(t), prose), answers(t, home(t), prose)]) {
      assert.ok(paper.startsWith('<!doctype html>\n<html lang="' + lang));
      assert.doesNotMatch(paper, /<script/);
      assert.ok(paper.includes('&lt;script&gt;'));
      const tags = [...paper.matchAll(/<(\/?)([a-z]\w*)[^>]*>/g)].filter(([, , tag]) => !['meta', 'br'].includes(tag));
      const open = [];
      for (const [, close, tag] of tags) {
        if (!close) open.push(tag);
        else assert.equal(open.pop(), tag);
      }
      assert.deepEqual(open, []);
    }
    const paper = handout(t, home(t), prose);
    for (const { id, name, command } of FILES) if (id !== 'lab') assert.ok(paper.includes(name) && paper.includes(html(command)), name);
    assert.doesNotMatch(paper, new RegExp(hex(t.artifacts.find(({ id }) => id === 'client.master_secret').bytes)), 'no answer on the handout');
  });

  test(`${lang}: every file has a button, a sentence and a command`, () => {
    const state = { ...initial({ lang }), transcript: runs.gcm, panel: 'take' };
    const text = html(panel(state, prose, 'https://example.org/'));
    for (const { id, name, command } of FILES) {
      assert.ok(text.includes(`data-act="take:${id}"`), id);
      assert.ok(text.includes(html(prose.take.files[id])), id);
      assert.ok(text.includes(html(command)), id);
      assert.ok(text.includes(name), id);
    }
    assert.ok(text.includes(html(prose.take.words.warning)));
    const captured = html(panel({ ...state, transcript: { ...runs.gcm, origin: {} } }, prose, ''));
    assert.deepEqual([...captured.matchAll(/take:(\w+)/g)].map(([, id]) => id).filter((id) => id !== 'x'), CAPTURED);
  });
}

test('the pack holds every file, and both desks where they differ', () => {
  const [en] = all;
  const pack = (t) => [...entries(lab(t, home(t), home(t), { at: 'client' }, en)).keys()].map((name) => name.replace('airmail-lab/', ''));
  const names = ['handout.html', 'answers.html', ...FILES.filter(({ id }) => id !== 'lab').map(({ name }) => name)];
  assert.deepEqual(pack(runs.gcm), names);
  assert.deepEqual(pack(runs.alert), [...names, 'airmail-at-server.pcapng']);
  assert.deepEqual(lab(runs.gcm, home(runs.gcm), home(runs.gcm), { at: 'client' }, en), lab(runs.gcm, home(runs.gcm), home(runs.gcm), { at: 'client' }, en));
});

test('somebody in the middle: at each desk its own connection', () => {
  const [en] = all;
  const t = runs.middle;
  const pack = (at) => entries(lab(t, home(t), home(t), { at }, en));
  const [near, far] = [pack('client'), pack('server')];
  const read = (files, name) => files.get(`airmail-lab/${name}`).toString('utf8');
  assert.equal(read(near, 'airmail-server.pem'), t.certificates[0].pem);
  assert.equal(read(far, 'airmail-server.pem'), t.middle.behind.certificates[0].pem);
  assert.notEqual(read(near, 'airmail-server.pem'), read(far, 'airmail-server.pem'));
  assert.ok(read(near, 'answers.html').includes(t.scenario.message) && read(far, 'answers.html').includes('Something else'));
  assert.ok(near.has('airmail-lab/airmail-at-server.pcapng') && far.has('airmail-lab/airmail-at-client.pcapng'));
  assert.equal(read(near, 'airmail.json'), read(far, 'airmail.json'));
  // The real server is not asked where the client hangs up before.
  assert.equal(atDesk(runs.refused, 'server'), null);
  const state = { ...initial({}), transcript: runs.refused, panel: 'take', take: { ...initial().take, at: 'server' } };
  assert.ok(html(panel(state, en, '')).includes(html(en.take.words.unheard)));
});

test('whose key it is, is said', () => {
  const [en] = all;
  const said = (t, at) => html(panel({ ...initial({}), transcript: t, take: { ...initial().take, at } }, en, ''));
  const own = { ...runs.gcm, scenario: { ...runs.gcm.scenario, ownKey: true } };
  assert.ok(said(own, 'client').includes(html(en.take.words.own)) && !said(own, 'client').includes(html(en.take.words.warning)));
  assert.ok(said(runs.gcm, 'client').includes(html(en.take.words.warning)));
  assert.ok(handout(own, home(own), en, true).includes(html(en.take.words.own)));
});

test('every command is in the documentation, where it is tried out', () => {
  // tests/tshark.rs runs what docs/captures.md says.
  const docs = readFileSync(new URL('../../docs/captures.md', import.meta.url), 'utf8');
  for (const { name, command } of FILES) assert.ok(docs.includes(`| \`${name}\``) && docs.includes(`| \`${command}\` |`), name);
});

test('every file has bytes', () => {
  for (const { id } of FILES.slice(1)) assert.ok(content(id, runs.gcm, home(runs.gcm)).length > 3, id);
});

test('shapes become HTML, and text stays text', () => {
  assert.equal(html(h('p', { title: '"<' }, 'a & <b>', h('br'), h('b', null, 'c'))), '<p title="&quot;&lt;">a &amp; &lt;b&gt;<br><b>c</b></p>');
});
