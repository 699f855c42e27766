// All that can happen to a player.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './fixtures/load.mjs';
import { frameOf, initial, moving, rests, update } from '../../www/update.js';
import { format, isOurs, parse } from '../../www/link.js';
import { read } from '../../www/choice.js';
import { rfcLink } from '../../www/inspector/rfc.js';

const transcript = load('gcm');
const ready = (given) => update(initial(given), { type: 'ready', transcript });
const after = (state, ...intents) => intents.reduce((s, i) => update(s, typeof i === 'string' ? { type: i } : i), state);
const at = (state) => frameOf(state).id;

test('a player starts still, at the first scene', () => {
  const state = ready();
  assert.equal(at(state), 'parties');
  assert.equal(state.mode, 'still');
  assert.equal(moving(state), false);
});

test('next plays one scene and stops at its end', () => {
  let state = after(ready(), 'next');
  assert.equal(at(state), 'tcp');
  assert.equal(frameOf(state).p, 0);
  for (let i = 0; i < 400 && moving(state); i += 1) state = update(state, { type: 'tick', ms: 50 });
  assert.equal(at(state), 'tcp');
  assert.equal(frameOf(state).p, 1);
});

test('play runs through all scenes and ends', () => {
  let state = after(ready(), 'restart', 'play', { type: 'speed', speed: 2 });
  const seen = new Set();
  for (let i = 0; i < 5000 && moving(state); i += 1) {
    seen.add(at(state));
    state = update(state, { type: 'tick', ms: 100 });
  }
  assert.equal(seen.size, 27);
  assert.equal(state.t, state.line.duration);
  assert.equal(state.mode, 'still');
  assert.equal(after(state, 'play').t, 0, 'play again starts over');
});

const still = (id, given) => after(ready(given), { type: 'show', scene: id });
test('who presses the picture plays and pauses it; a figure shows its scene once', () => {
  const playing = after(ready(), { type: 'tap', figure: false });
  assert.equal(playing.mode, 'run');
  assert.equal(after(playing, { type: 'tap', figure: false }).mode, 'still');
  let figure = after(still('client-encrypts'), { type: 'tap', figure: true });
  assert.deepEqual([at(figure), frameOf(figure).p, figure.mode], ['client-encrypts', 0, 'step']);
  for (let i = 0; i < 400 && moving(figure); i += 1) figure = update(figure, { type: 'tick', ms: 50 });
  assert.deepEqual([at(figure), frameOf(figure).p, figure.mode], ['client-encrypts', 1, 'still']);
  assert.equal(after(figure, { type: 'tap', figure: true }, { type: 'tap', figure: true }).mode, 'still', 'and stops where it is pressed again');
});

/** Paused while it is read: played to its still, and on for a moment. */
const reading = (id, given) => {
  let s = after(ready(given), { type: 'goto', scene: id }, 'play');
  while (frameOf(s).p < 1) s = update(s, { type: 'tick', ms: 100 });
  return s;
};

test('play moves something at once: the still that is shown, or the next scene', () => {
  const first = after(ready(), 'play');
  assert.deepEqual([at(first), frameOf(first).p], ['parties', 0]);
  const linked = after(still('client-encrypts'), 'play');
  assert.deepEqual([at(linked), frameOf(linked).p], ['client-encrypts', 0]);
  const read = after(reading('client-encrypts'), 'pause', 'play');
  assert.deepEqual([at(read), frameOf(read).p], ['pre-master-flight', 0]);
  const half = after(still('client-encrypts'), { type: 'seek', t: still('client-encrypts').t - 500 }, 'play');
  assert.deepEqual([at(half), half.t], ['client-encrypts', still('client-encrypts').t - 500]);
});

test('a story that runs rests longer where more is to be read, and where something is asked', () => {
  const rest = (id, given) => {
    let s = reading(id, given);
    let ms = 0;
    for (; at(s) === id; ms += 100) s = update(s, { type: 'tick', ms: 100 });
    return Math.round(ms / 1000);
  };
  assert.equal(rest('client-encrypts'), 5);
  assert.equal(rest('client-encrypts', { level: 'protocol' }), 20);
  assert.equal(rest('server-decrypts'), 5, 'no question is shown');
  assert.equal(rest('server-decrypts', { asks: true }), 11);
  assert.equal(rest('client-encrypts', { asks: true }), 5, 'and none is asked there');
  assert.equal(rest('server-decrypts', { asks: true, skipped: { asymmetric: true } }), 11, 'a new handshake asks again');
  assert.equal(rest('client-encrypts', { reduced: true }), 11, 'what did not move is read as long');
  let s = after(ready(), 'play');
  for (; frameOf(s).p < 1;) s = update(s, { type: 'tick', ms: 100 });
  for (let ms = 0; ms < 2200; ms += 100) s = update(s, { type: 'tick', ms: 100 });
  assert.equal(at(s), 'tcp', 'what was read before Play rests two seconds only');
});

test('where it rests for longer, it is said when it goes on, in seconds that are true', () => {
  const told = (id, given) => {
    let s = reading(id, given);
    const all = [];
    for (let ms = 0; at(s) === id; ms += 100, s = update(s, { type: 'tick', ms: 100 })) if (rests(s)) all.push([rests(s), ms]);
    const end = Math.max(...all.map(([, ms]) => ms)) + 100;
    for (const [seconds, ms] of all) assert.ok(Math.abs(seconds - (end - ms) / 1000) <= 1, `${seconds} s are said, ${end - ms} ms are left`);
    return all.map(([seconds]) => seconds);
  };
  assert.deepEqual(told('client-encrypts'), [], 'not where a sentence is read');
  assert.deepEqual([...new Set(told('server-decrypts', { asks: true }))], [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  assert.equal(told('client-encrypts', { level: 'bytes' })[0], 20);
  assert.equal(told('client-encrypts', { level: 'bytes', speed: 2 })[0], 10);
  const s = reading('server-decrypts', { asks: true });
  assert.equal(rests(after(s, 'pause')), 0, 'nothing goes on');
  assert.equal(rests(after(s, { type: 'skip', question: 'asymmetric' })), 0);
  assert.equal(rests(reading('close-notify', { asks: true })), 0, 'nothing comes behind the end');
  assert.equal(rests({ ...s, t: s.t - 500 }), 0, 'not while it moves');
});

test('a question that was answered or skipped holds nobody up, and going on goes on', () => {
  const asked = reading('server-decrypts', { asks: true });
  const on = after(asked, { type: 'try', question: 'asymmetric', option: 'private_key' }, { type: 'on', question: 'asymmetric' });
  assert.deepEqual([at(on), on.mode, on.skipped.asymmetric, on.trial], ['prf-inputs', 'run', true, null]);
  let s = after(asked, { type: 'skip', question: 'asymmetric' });
  for (let i = 0; i < 51; i += 1) s = update(s, { type: 'tick', ms: 100 });
  assert.equal(at(s), 'prf-inputs');
});

test('with less motion, play goes from still to still', () => {
  let state = after(ready({ reduced: true }), 'restart', 'play');
  const pictures = new Set();
  for (let i = 0; i < 5000 && moving(state); i += 1) {
    assert.equal(frameOf(state).p, 1);
    pictures.add(at(state));
    state = update(state, { type: 'tick', ms: 100 });
  }
  assert.equal(pictures.size, 27);
  assert.equal(frameOf(after(ready({ reduced: true }), 'next')).p, 1);
});

test('first, last, chapters and scenes', () => {
  const state = ready();
  assert.equal(at(after(state, 'last')), 'close-notify');
  assert.equal(at(after(state, 'last', 'next')), 'close-notify');
  assert.equal(at(after(state, 'previous')), 'parties');
  assert.equal(at(after(state, { type: 'chapter', number: 4 })), 'prf-inputs');
  assert.equal(at(after(state, { type: 'chapter', number: 9 })), 'parties');
  assert.equal(at(after(state, { type: 'goto', scene: 'client-encrypts' })), 'client-encrypts');
  assert.equal(at(after(state, { type: 'goto', scene: 'nowhere' })), 'parties');
});

test('a scene wanted before the handshake is there is found when it comes', () => {
  const state = after(initial(), { type: 'show', scene: 'session-keys' }, { type: 'ready', transcript });
  assert.equal(at(state), 'session-keys');
  assert.equal(frameOf(state).p, 1);
});

test('a new handshake keeps the scene', () => {
  const state = after(ready(), { type: 'show', scene: 'client-encrypts' }, { type: 'ready', transcript: load('cbc') });
  assert.equal(at(state), 'client-encrypts');
});

test('a refused value is named, and the last good handshake stays', () => {
  const state = after(ready(), { type: 'refuse', field: 'serverName', message: 'no' });
  assert.equal(state.transcript, transcript);
  assert.equal(state.problems.serverName, 'no');
  assert.deepEqual(after(state, { type: 'accept', field: 'serverName' }).problems, {});
});

test('an unknown intent is a mistake of ours', () => {
  assert.throws(() => update(initial(), { type: 'nothing' }), /no such intent/);
});

test('a link says all that was chosen, and can leave the messages out', () => {
  const hash = format('client-encrypts', transcript.scenario, { level: 'bytes' });
  const back = parse(hash);
  assert.equal(back.scene, 'client-encrypts');
  assert.equal(back.level, 'bytes');
  assert.equal(back.scenario.seed, transcript.scenario.seed);
  assert.equal(back.scenario.message, transcript.scenario.message);
  assert.ok(isOurs(hash));
  assert.ok(!isOurs('#chapter-two'));
  assert.equal(parse(format('parties', transcript.scenario, { messages: false })).scenario.message, undefined);
  const one = load('cbc');
  assert.deepEqual(parse(format('parties', one.scenario)).scenario.suites, ['TLS_RSA_WITH_AES_128_CBC_SHA']);
  assert.equal(parse(format('parties', one.scenario)).scenario.extendedMasterSecret, true);
});

test('a link names the lesson that is open, where it has a view of its own, also while the link is copied', async () => {
  const { opened } = await import('../../www/whatif/panel.js');
  const inside = (lesson, panels = ['whatif'], more = transcript) => {
    let s = update(initial(), { type: 'ready', transcript: more });
    for (const panel of panels) s = update(s, { type: 'panel', panel });
    return opened(update(s, { type: 'whatif', patch: { lesson } }));
  };
  for (const id of ['theft', 'oracle', 'relay']) {
    assert.equal(inside(id), id);
    assert.equal(inside(id, ['whatif', 'link']), id);
    assert.equal(inside(id, ['whatif', 'whatif', 'link']), '', 'it was closed before');
    assert.equal(inside(id, ['whatif', 'help']), '');
    const hash = format('parties', transcript.scenario, { lesson: id });
    assert.equal(parse(hash).lesson, id);
  }
  assert.equal(inside('flip'), '', 'it is played, and the run tells');
  assert.equal(inside('relay', ['whatif'], { ...transcript, scenario: { ...transcript.scenario, middle: 'relay' } }), '', 'the run tells');
  assert.ok(isOurs('#lesson=theft'));
  assert.equal(parse(format('parties', transcript.scenario)).lesson, undefined);
});

test('a wrong attribute falls back and says what is allowed', () => {
  assert.deepEqual(read('level', 'story'), { value: 'story', warning: '' });
  const wrong = read('level', 'deep');
  assert.equal(wrong.value, 'story');
  assert.match(wrong.warning, /story, protocol, bytes/);
  assert.match(read('seed', 'xyz').warning, /64 hexadecimal digits/);
});

test('RFC references become links to their sections', () => {
  assert.equal(rfcLink('RFC 5246 §8.1'), 'https://www.rfc-editor.org/rfc/rfc5246#section-8.1');
  assert.equal(rfcLink('RFC 5246 §7.4.7.1'), 'https://www.rfc-editor.org/rfc/rfc5246#section-7.4.7.1');
});
