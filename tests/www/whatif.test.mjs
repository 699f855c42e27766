// What if: every lesson as the core plays it, what is said of it, and how it is drawn.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcript } from './fixtures/core.mjs';
import en from '../../www/prose/en.js';
import es from '../../www/prose/es.js';
import { picture } from '../../www/picture.js';
import { timeline } from '../../www/timeline.js';
import { initial, moving, update, frameOf } from '../../www/update.js';
import { format, isOurs, parse } from '../../www/link.js';
import { sentence } from '../../www/story.js';
import { twist, untwist } from '../../www/whatif/link.js';
import { tampered } from '../../www/whatif/honest.js';
import { lessonOf, LESSONS } from '../../www/whatif/lessons.js';
import { ALL, done, panel, strip, values } from '../../www/whatif/panel.js';
import { discovery, known, tour, touched, unnoticed } from '../../www/whatif/story.js';
import { pair } from '../../www/whatif/theft.js';

const SEED = '77'.repeat(32);
const SUITES = ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'];

const play = ({ suites = [], identity, tampering = [], stolenKey }) =>
  transcript('--seed', SEED, ...suites.flatMap((s) => ['--suite', s]), ...(identity ? ['--identity', identity] : []),
    ...tampering.flatMap((c) => ['--change', JSON.stringify(c)]), ...(stolenKey ? ['--steal-key'] : []));

/** Who notices, at which check, with which alert, and how far it comes; `seal` is the MAC or the tag. */
const EXPECTED = {
  flip: ['server', 'seal', 'bad_record_mac', ['client-message-flight', 'server-alert-flight']],
  downgrade: ['server', 'finished_verify_data', 'decrypt_error', ['client-hello-flight', 'server-checks-finished', 'server-alert-flight']],
  forged: ['client', 'certificate_signature', 'bad_certificate', ['server-hello-flight', 'certificate-check', 'client-alert-flight']],
  unknown_authority: ['client', 'certificate_issuer', 'unknown_ca', ['server-hello-flight', 'certificate-check', 'client-alert-flight']],
  other_name: ['client', 'certificate_name', 'bad_certificate', ['server-hello-flight', 'certificate-check', 'client-alert-flight']],
  expired: ['client', 'certificate_dates', 'certificate_expired', ['server-hello-flight', 'certificate-check', 'client-alert-flight']],
  finished: ['server', 'seal', 'bad_record_mac', ['client-finished-flight', 'server-checks-finished', 'server-alert-flight']],
  replay: ['server', 'seal', 'bad_record_mac', ['client-message-flight', 'server-alert-flight']],
  half: ['server', 'seal', 'bad_record_mac', ['client-message-flight', 'close-notify', 'server-alert-flight']],
  truncate: [null, null, null, ['close-notify', 'silence']],
};

const runs = [];
for (const suite of SUITES) {
  const plain = play({ suites: [suite] });
  for (const { id, plan } of LESSONS) {
    const changes = plan(plain);
    runs.push({ id, suite, plain, changes, t: play({ suites: [suite], ...changes }) });
  }
}

test('every lesson has an expectation, and words in every language', () => {
  assert.deepEqual(LESSONS.map(({ id }) => id), Object.keys(EXPECTED));
  for (const words of [en, es]) assert.deepEqual(Object.keys(words.whatif.lessons).sort(), ALL.map(({ id }) => id).sort());
});

for (const { id, suite, plain, changes, t } of runs) {
  const short = suite.replace(/^TLS_/, '');
  test(`${id}, ${short}: who notices, at which check, with which alert`, () => {
    const [who, check, alert, scenes] = EXPECTED[id];
    // Half a letter and the goodbye behind it may still be too short for the whole.
    const waits = id === 'half' && t.outcome.kind === 'cut';
    if (waits) assert.ok(t.letters[5].arrived.bytes.length + t.letters[7].bytes.length < t.letters[5].bytes.length);
    const found = discovery(t);
    const name = check === 'seal' ? (t.suite.mac ? 'record_mac' : 'record_tag') : check;
    if (waits || !who) assert.equal(found, null);
    else assert.deepEqual([found.who, found.check.id, found.failure.alert], [who, name, alert]);
    assert.deepEqual(tour(t), waits ? ['client-message-flight', 'silence'] : scenes);
    assert.equal(lessonOf(t), id);
    assert.ok(tampered(t) && !tampered(plain));
    // The fork: what was sent up to the change is what would have been sent without it.
    const letter = touched(t);
    if (!changes.suites && !changes.identity)
      for (let i = 0; i <= letter.index; i += 1) assert.deepEqual(t.letters[i].bytes, plain.letters[i].bytes);
    for (const beat of unnoticed(t)) assert.equal(beat.check.ok, true);
  });

  test(`${id}, ${short}: it is told, and every picture can be drawn`, () => {
    const line = timeline(t);
    const state = { ...initial(), status: 'ready', transcript: t, line };
    for (const words of [en, es]) {
      const said = JSON.stringify([strip(state, { index: t.scenes.length - 1, id: t.scenes.at(-1).id, p: 1 }, words), panel({ ...state, whatif: { ...state.whatif, lesson: id } }, words)]);
      assert.doesNotMatch(said, /undefined|NaN|\{\w+\}/);
      if (t.outcome.failure) assert.ok(said.includes(t.outcome.failure.alert));
      for (const change of done(t, words)) assert.ok(said.includes(change.replaceAll('"', '\\"')), change);
      for (const scene of t.scenes) assert.doesNotMatch(sentence(t, words, scene.id, 'story'), /undefined|\{\w+\}|…$/);
      const found = discovery(t);
      if (found) {
        const { party, check } = values(t, words);
        assert.ok(sentence(t, words, found.scene, 'story').includes(party) && sentence(t, words, found.scene, 'story').includes(check));
      }
    }
    for (const cue of line.cues)
      for (const p of [0.3, 0.5, 0.65, 0.9, 1])
        for (const box of [{ w: 1280, h: 640 }, { w: 360, h: 600 }]) {
          const frame = { index: line.cues.indexOf(cue), id: cue.id, chapter: cue.chapter, number: cue.number, p, t: cue.start };
          assert.doesNotMatch(JSON.stringify(picture({ t, frame, words: en, box }).shapes), /NaN|undefined|Infinity/, `${cue.id} at ${p}`);
        }
  });
}

test('it comes out where it comes out, and not before', () => {
  const { t } = runs.find(({ id }) => id === 'downgrade');
  const place = t.scenes.findIndex((s) => s.id === 'server-checks-finished');
  assert.equal(known(t, { index: place - 1, p: 1 }), false);
  assert.equal(known(t, { index: place, p: 0.5 }), false);
  assert.equal(known(t, { index: place, p: 1 }), true);
  const frame = (index, p) => ({ index, id: t.scenes[index].id, chapter: t.scenes[index].chapter, number: index + 1, p, t: 0 });
  const shown = (index, p) => JSON.stringify(picture({ t, frame: frame(index, p), words: en, box: { w: 1280, h: 640 } }).shapes);
  assert.doesNotMatch(shown(place, 0.5), /data-reveal/);
  assert.match(shown(place, 1), /"data-reveal":"finished_verify_data"/);
  assert.match(shown(3, 0.6), /"data-meddle":"byte 47: /);
  // What is drawn there is not a success that never was.
  assert.doesNotMatch(shown(place, 0.9), /"key":"equal"/);
});

test('a tampered run has a link like any other', () => {
  for (const { t } of runs) {
    const hash = format('parties', t.scenario);
    assert.ok(isOurs(hash));
    const { scenario, bad } = parse(hash);
    assert.equal(bad, undefined);
    assert.deepEqual(scenario.tampering, t.scenario.tampering);
    assert.equal(scenario.identity, t.scenario.identity);
    assert.deepEqual(scenario.suites, t.scenario.suites);
  }
  assert.ok(isOurs('#tamper=5.drop') && isOurs('#identity=forged') && isOurs('#stolen-key=true'));
});

test('changes are short in a link, and come back as they were', () => {
  const all = [
    [{ letter: 5, change: 'flip', offset: 20, mask: 1 }, '5.flip.20.01'],
    [{ letter: 0, change: 'replace', offset: 46, length: 2, bytes: '002f' }, '0.replace.46.2.002f'],
    [{ letter: 0, change: 'delete', offset: 46, length: 2 }, '0.delete.46.2'],
    [{ letter: 0, change: 'insert', offset: 46, bytes: '00' }, '0.insert.46.00'],
    [{ letter: 1, change: 'letter', bytes: '' }, '1.letter.'],
    [{ letter: 1, change: 'drop' }, '1.drop'],
    [{ letter: 1, change: 'duplicate' }, '1.duplicate'],
    [{ letter: 1, change: 'cut', length: 9 }, '1.cut.9'],
    [{ letter: 2, change: 'swap' }, '2.swap'],
    [{ letter: 3, change: 'swap_records', record: 0 }, '3.swap_records.0'],
  ];
  for (const [one, text] of all) {
    assert.equal(twist([one]), text);
    assert.deepEqual(untwist(text), { tampering: [one] });
  }
  assert.deepEqual(untwist(twist(all.map(([one]) => one))).tampering, all.map(([one]) => one));
  for (const bad of ['', 'x', '5', '5.bend', '5.flip.20', '5.flip.20.1', '5.flip.20.01.7', '-5.drop', '5.drop-', '5.cut.x', '5.insert.0.zz', '99999.drop', '5.constructor'])
    assert.notEqual(untwist(bad).bad, undefined, bad);
});

test('a tour shows one scene after the other, and ends; whoever moves on leaves it', () => {
  const { t } = runs.find(({ id }) => id === 'downgrade');
  const ready = (given) => update(initial(given), { type: 'ready', transcript: t });
  let state = update(ready(), { type: 'tour', scenes: tour(t) });
  const seen = [];
  for (let i = 0; i < 2000 && moving(state); i += 1) {
    if (seen.at(-1) !== frameOf(state).id) seen.push(frameOf(state).id);
    state = update(state, { type: 'tick', ms: 50 });
  }
  assert.deepEqual(seen, tour(t));
  assert.equal(frameOf(state).p, 1);
  for (const type of ['next', 'previous', 'pause', 'play']) {
    const left = update(update(ready(), { type: 'tour', scenes: tour(t) }), { type });
    assert.deepEqual(left.tour, [], type);
  }
  const still = update(ready({ reduced: true }), { type: 'tour', scenes: tour(t) });
  assert.equal(frameOf(still).id, 'server-alert-flight');
  assert.equal(moving(still), false);
});

test('the theft: the same words, one suite of each kind, and two ends', () => {
  const suites = ['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'];
  assert.deepEqual(pair(suites[0], suites), [suites[0], suites[2]]);
  assert.deepEqual(pair(suites[3], suites), [suites[1], suites[3]]);
  assert.deepEqual(pair(suites[4], suites), [suites[1], suites[4]]);
  const theft = pair(suites[0], suites).map((suite) => play({ suites: [suite], stolenKey: true }));
  const [rsa, ecdhe] = theft;
  assert.deepEqual(rsa.outcome.eavesdropperRead, [rsa.scenario.message, rsa.scenario.reply]);
  assert.deepEqual(ecdhe.outcome.eavesdropperRead, []);
  for (const words of [en, es]) {
    const state = { ...initial(), status: 'ready', transcript: rsa, line: timeline(rsa) };
    const said = JSON.stringify(panel({ ...state, whatif: { ...state.whatif, lesson: 'theft', theft } }, words));
    assert.doesNotMatch(said, /undefined|NaN|\{\w+\}/);
    assert.ok(said.includes(JSON.stringify(rsa.scenario.message).slice(1, -1)));
    assert.ok(said.includes(words.artifacts.server_ephemeral_private.name));
    assert.match(said, /RFC 10015/);
  }
});
