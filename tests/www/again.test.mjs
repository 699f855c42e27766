// The second connection and the man in the middle: as the core plays them, what is said of them, and that
// every picture of them can be drawn.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transcript } from './fixtures/core.mjs';
import en from '../../www/prose/en.js';
import es from '../../www/prose/es.js';
import { choose, prose, variant } from '../../www/prose/index.js';
import { split } from '../../www/prose/split.js';
import { again } from '../../www/again.js';
import { picture } from '../../www/picture.js';
import { SCENES } from '../../www/scenes/index.js';
import { cueOf, frameAt, timeline } from '../../www/timeline.js';
import { initial, update } from '../../www/update.js';
import { format, isOurs, parse } from '../../www/link.js';
import { sentence } from '../../www/story.js';
import { head, knows } from '../../www/transcript.js';
import { tampered } from '../../www/whatif/honest.js';
import { lessonOf, MORE } from '../../www/whatif/lessons.js';
import { done, panel, strip } from '../../www/whatif/panel.js';
import { behindOf, frontOf } from '../../www/whatif/behind.js';
import { discovery, tour, unnoticed } from '../../www/whatif/story.js';

const SEED = '99'.repeat(32);
const SUITES = ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'];
const play = ({ resume, middle, altered, tampering = [] }, suite) =>
  transcript('--seed', SEED, '--suite', suite, ...(resume ? ['--resume', resume] : []), ...(middle ? ['--middle', middle] : []),
    ...(altered ? ['--altered', altered] : []), ...tampering.flatMap((c) => ['--change', JSON.stringify(c)]));

const runs = [];
for (const suite of SUITES) {
  const plain = play({}, suite);
  for (const { id, plan } of MORE) runs.push({ id, suite, t: play(plan(plain, 'to all'), suite) });
  for (const resume of ['known', 'forgotten']) runs.push({ id: resume, suite, t: play({ resume }, suite) });
}

test('a session that is forgotten gets a new name, and the letter says it; so does that of one resumed', () => {
  const said = (t) => {
    const line = timeline(t);
    const scene = t.resumed ? 'resume-answer' : 'server-hello';
    const cue = line.cues.find(({ id }) => id === scene);
    const frame = { index: line.cues.indexOf(cue), id: scene, chapter: cue.chapter, number: cue.number, p: 0.8, t: cue.start };
    return JSON.stringify(picture({ t, frame, words: en, box: { w: 1280, h: 640 } }).shapes);
  };
  for (const { id, t } of runs.filter(({ id }) => ['known', 'forgotten', 'relay'].includes(id))) {
    assert.equal(said(t).includes('letter:server_hello@server_hello.session_id'), id !== 'relay', id);
    if (id === 'forgotten') assert.ok(said(t).includes(en.artifacts.new_session_id.name) && said(t).includes(head(t.artifacts.find((a) => a.id === 'server.new_session_id').bytes, 8)));
  }
});

for (const { id, suite, t } of runs) {
  const short = suite.replace(/^TLS_/, '');
  test(`${id}, ${short}: it is told, and every picture can be drawn`, () => {
    const line = timeline(t);
    const state = { ...initial(), status: 'ready', transcript: t, line };
    const last = { index: t.scenes.length - 1, id: t.scenes.at(-1).id, chapter: t.scenes.at(-1).chapter, number: t.scenes.length, p: 1, t: 0 };
    const costs = { rsaEncrypt: 1, rsaDecrypt: 2, sealRecord: 3, messageBytes: 4, full: { micros: 9, letters: 5, bytes: 9 }, resumed: { micros: 1, letters: 4, bytes: 2 } };
    for (const words of [en, es]) {
      const said = JSON.stringify([strip(state, last, words), again({ ...state, costs }, last, words), panel({ ...state, whatif: { ...state.whatif, lesson: id } }, words)]);
      assert.doesNotMatch(said, /undefined|NaN|\{\w+\}/);
      for (const change of done(t, words)) assert.ok(said.includes(change.replaceAll('"', '\\"')), change);
      for (const scene of t.scenes) for (const level of ['story', 'protocol']) assert.doesNotMatch(sentence(t, words, scene.id, level), level === 'story' ? /undefined|\{\w+\}|…/ : /undefined|\{\w+\}/, `${scene.id} ${level}`);
    }
    for (const cue of line.cues) {
      assert.ok(SCENES[cue.id], cue.id);
      for (const p of [0.2, 0.35, 0.5, 0.65, 0.9, 1])
        for (const box of [{ w: 1280, h: 640 }, { w: 360, h: 600 }]) {
          const frame = { index: line.cues.indexOf(cue), id: cue.id, chapter: cue.chapter, number: cue.number, p, t: cue.start };
          assert.doesNotMatch(JSON.stringify(picture({ t, frame, words: en, box }).shapes), /NaN|undefined|Infinity/, `${cue.id} at ${p}`);
        }
    }
  });

  test(`${id}, ${short}: a link carries it`, () => {
    const hash = format('tcp', t.scenario);
    assert.ok(isOurs(hash));
    const { scenario, bad } = parse(hash);
    assert.equal(bad, undefined);
    for (const field of ['resume', 'middle', 'altered', 'tampering']) assert.deepEqual(scenario[field], t.scenario[field], field);
  });
}

test('which lesson it is, who notices, and what did not notice', () => {
  const expected = { relay: null, own_certificate: 'unknown_ca', stolen_authority: null, resumed_suite: 'illegal_parameter' };
  for (const { id, t } of runs.filter(({ id }) => id in expected)) {
    assert.equal(lessonOf(t), id);
    assert.ok(tampered(t));
    assert.equal(t.outcome.failure?.alert ?? null, expected[id]);
    assert.equal(discovery(t)?.who ?? null, expected[id] ? 'client' : null);
    assert.ok(tour(t).length > 0 && tour(t).every((scene) => t.scenes.some((s) => s.id === scene)));
    if (id === 'stolen_authority') assert.ok(unnoticed(t).some((beat) => beat.about === 'certificate_signature'));
  }
  for (const { t } of runs.filter(({ id }) => id === 'known' || id === 'forgotten')) assert.ok(!tampered(t));
});

test('whoever sits at the Server’s desk is the one who knows', () => {
  const { t } = runs.find(({ id }) => id === 'stolen_authority');
  const end = t.beats.length;
  assert.ok(knows(t, 'server', 'master_secret', end) && knows(t, 'eavesdropper', 'master_secret', end));
  assert.ok(!t.ledger.some((k) => k.who === 'server'));
  const seen = (t, p) => JSON.stringify(picture({ t, frame: { index: 0, id: 'parties', chapter: 'parties', number: 1, p, t: 0 }, words: en, box: { w: 1280, h: 640 } }).shapes);
  assert.match(seen(t, 1), /data-impostor/);
  assert.doesNotMatch(seen(runs.find(({ id }) => id === 'relay').t, 1), /data-impostor/);
});

test('the connection behind is a run of its own, with the Eavesdropper at the Client’s desk', () => {
  const told = new Set();
  for (const { t } of runs.filter(({ id }) => id === 'stolen_authority')) {
    const state = { ...initial(), status: 'ready', transcript: t, line: timeline(t) };
    const frame = { index: 0, id: 'parties', chapter: 'parties', number: 1, p: 1, t: 0 };
    for (const words of [en, es]) assert.match(JSON.stringify(strip(state, frame, words)), /whatif:behind/);
    const other = behindOf(t);
    assert.equal(frontOf(other), t);
    assert.equal(frontOf(t), undefined);
    const end = other.beats.length;
    assert.ok(knows(other, 'client', 'master_secret', end) && knows(other, 'eavesdropper', 'master_secret', end) && knows(other, 'server', 'master_secret', end));
    assert.ok(!other.ledger.some((k) => k.who === 'client'));
    const there = { ...state, transcript: other, line: timeline(other) };
    for (const words of [en, es]) {
      const said = JSON.stringify(strip(there, frame, words));
      assert.match(said, /whatif:front/);
      assert.ok(said.includes(other.scenario.message) && said.includes(t.scenario.message));
      assert.doesNotMatch(said, /undefined|\{\w+\}/);
      for (const { id } of other.scenes) for (const level of ['story', 'protocol']) assert.doesNotMatch(sentence(other, words, id, level), level === 'story' ? /undefined|\{\w+\}|…/ : /undefined|\{\w+\}/, `${id} ${level}`);
      for (const { id } of other.scenes) {
        const own = Object.hasOwn(words.whatif.behind.scenes, id);
        // Who throws the letters here is not the Client; and the Eavesdropper need not guess.
        if (own) assert.ok([...choose(words.whatif.behind.scenes[id], variant(other))].length <= 220, id);
        else assert.doesNotMatch(sentence(other, words, id, 'story'), /Client|Eavesdropper|Fisgón/, id);
        assert.match(sentence(other, words, id, 'alt'), /^(In the Client’s place sits|En el lugar del Cliente está)/);
        told.add(id);
      }
    }
    for (const cue of there.line.cues)
      for (const p of [0.2, 0.5, 1])
        for (const box of [{ w: 1280, h: 640 }, { w: 360, h: 600 }]) assert.doesNotMatch(JSON.stringify(picture({ t: other, frame: { index: there.line.cues.indexOf(cue), id: cue.id, chapter: cue.chapter, number: cue.number, p, t: cue.start }, words: en, box }).shapes), /NaN|undefined|Infinity/, `${cue.id} at ${p}`);
    assert.match(JSON.stringify(picture({ t: other, frame, words: en, box: { w: 1280, h: 640 } }).shapes), /data-impostor/);
    const last = { ...frame, index: there.line.cues.length - 1, id: there.line.cues.at(-1).id };
    assert.equal(again(there, last, en), null, 'nobody is offered a second one');
  }
  for (const words of [en, es]) assert.deepEqual(Object.keys(words.whatif.behind.scenes).filter((id) => !told.has(id)), []);
});

test('with the words that come first alone, or with none, all of it is drawn and told', () => {
  const few = [split(structuredClone(en)).first, split(structuredClone(es)).first, prose('en')];
  for (const { id, t } of runs)
    for (const one of [t, behindOf(t)].filter(Boolean)) {
      const line = timeline(one);
      for (const words of few)
        for (const cue of line.cues) {
          const frame = frameAt(line, cue.settled);
          for (const level of ['story', 'alt', 'protocol']) assert.equal(typeof sentence(one, words, cue.id, level), 'string', `${id} ${cue.id}`);
          assert.ok(picture({ t: one, frame, words, box: { w: 360, h: 600 } }).shapes.length);
        }
    }
});

test('scenes that stand for each other are found in either run', () => {
  const { t } = runs.find(({ id }) => id === 'known');
  const line = timeline(t);
  for (const [first, second] of [['parties', 'again'], ['server-hello', 'resume-answer'], ['handshake-finished', 'session-resumed'], ['tcp', 'tcp']])
    assert.equal(cueOf(line, first)?.id, second);
  assert.equal(cueOf(line, 'certificate-check'), undefined);
  // And the offer stands at the end of an honest run only.
  const state = update(initial(), { type: 'ready', transcript: play({}, SUITES[0]) });
  const { line: honest } = state;
  const frame = (index, p) => ({ index, id: honest.cues[index].id, chapter: '', number: 1, p, t: 0 });
  assert.equal(again(state, frame(3, 1), en), null);
  assert.equal(again(state, frame(honest.cues.length - 1, 0.5), en), null);
  assert.match(JSON.stringify(again(state, frame(honest.cues.length - 1, 1), en)), /whatif:resume\/known/);
});
