// What lies on the desks is what the values are made of, as the Transcript has it; who sits there keeps still
// when the scene does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './fixtures/load.mjs';
import { cueOf, frameAt, timeline } from '../../www/timeline.js';
import { picture } from '../../www/picture.js';
import { prose } from '../../www/prose/index.js';
import { hex } from '../../www/transcript.js';
import { CARD, KEYCARD } from '../../www/world.js';

const words = prose('en');
const BOXES = [{ w: 1280, h: 640 }, { w: 360, h: 600 }];

/** The shapes of a moment. */
function at(t, id, p, box = BOXES[0], more = 0) {
  const line = timeline(t);
  const cue = cueOf(line, id);
  return picture({ t, frame: frameAt(line, cue.start + (cue.settled - cue.start) * p + more), words, box }).shapes;
}

/** Every shape in it. */
const all = (shapes) => shapes.flatMap((s) => (typeof s === 'string' ? [] : [s, ...all(s.children)]));
const keyed = (shapes, key) => all(shapes).find((s) => s.attrs.key === key);
const textOf = (shape) => all([shape]).filter((s) => s.tag === 'text').map((s) => s.children.join('').trim());

test('with extended master secret the fingerprint of the letters goes into the machine, and not the randoms', () => {
  for (const [name, seeds] of /** @type {const} */ ([['gcm', ['client_random', 'server_random']], ['cbc', ['session_hash']]])) {
    const t = load(name);
    const master = t.artifacts.find((a) => a.id === 'client.master_secret');
    const named = new Map(t.artifacts.map((a) => [a.id, a.name]));
    assert.deepEqual(new Set(master.from.map((id) => named.get(id))), new Set(['pre_master_secret', ...seeds]), `${name}: as the recipe says`);
    for (const box of BOXES) {
      const below = (shape) => Number(/translate\(\S+ (\S+)\)/.exec(shape.attrs.transform)[1]);
      const there = (id) => ['session_hash', 'client_random', 'server_random'].filter((seed) => {
        const card = keyed(at(t, id, 0.9, box), `card:client.${seed}`);
        return card && below(card) > 200;
      });
      assert.deepEqual(there('master-secret').sort(), [...seeds].sort(), name);
      // Before that, the letters that it will be taken of.
      const slips = all(at(t, 'prf-inputs', 1, box)).filter((s) => /^slip:server\d+$/.test(s.attrs.key ?? ''));
      assert.equal(slips.length, t.artifacts.find((a) => a.id === 'server.session_hash')?.covers.length ?? 0, name);
    }
  }
});

test('the key block lies cut in the end, and its offsets are those of the slices', () => {
  for (const name of /** @type {const} */ (['gcm', 'cbc', 'ecdhe'])) {
    const t = load(name);
    const slices = t.artifacts.filter((a) => a.holder === 'client' && a.recipe === 'slice').map((a) => a.detail.split('..').map(Number)).sort((a, b) => a[0] - b[0]);
    const offsets = [...new Set(slices.flat())].map(String);
    for (const box of BOXES) {
      for (const who of ['client', 'server']) {
        const said = textOf(keyed(at(t, 'session-keys', 1, box), `strip:${who}`));
        assert.deepEqual(said.filter((text) => /^\d+$/.test(text)), offsets, `${name} ${who}`);
      }
    }
  }
});

test('one more card: as many marks as bytes, and the faces of those who had a hand in it', () => {
  for (const [name, length, faces] of /** @type {const} */ ([['gcm', 48, ['client']], ['ecdhe', 32, ['client', 'server']]])) {
    const shapes = at(load(name), 'why-master', 1);
    for (const [card, bytes, by] of /** @type {const} */ ([['pre_master_secret', length, faces], ['master_secret', 48, ['client', 'server']]])) {
      const ruler = keyed(shapes, `ruler:server${card}`);
      const marks = all([ruler]).filter((s) => s.tag === 'path').flatMap((s) => s.attrs.d.match(/M/g));
      assert.equal(marks.length, bytes);
      for (const who of ['client', 'server']) assert.equal(Boolean(keyed(shapes, `ring:server${card}${who}`)), by.includes(who), `${name}: ${card}, ${who}`);
    }
  }
});

test('the green card is thrown away when there is a better one', () => {
  const t = load('gcm');
  assert.ok(keyed(at(t, 'why-master', 1), 'card:client.pre_master_secret'));
  for (const id of ['session-keys', 'client-finished', 'close-notify']) assert.equal(keyed(at(t, id, 1), 'card:client.pre_master_secret'), undefined, id);
});

test('a sealed letter shows its record in black', () => {
  const t = load('gcm');
  const letter = t.letters.find((l) => l.id === 'client_message');
  const lines = textOf(keyed(at(t, 'client-message-flight', 1), 'letter:client_message')).filter((text) => /^[0-9a-f]{16} /.test(text));
  assert.equal(lines.length, 3);
  const record = letter.records.at(-1);
  assert.ok(hex(letter.bytes.subarray(record.start + 5, record.end)).startsWith(lines.join('').replaceAll(/[^0-9a-f]/g, '')));
});

test('under the comparison lie the messages that its hash covers', () => {
  const t = load('ecdhe');
  const covers = t.artifacts.find((a) => a.id === 'server.client_finished_hash').covers;
  for (const box of BOXES) {
    const slips = all(at(t, 'server-checks-finished', 1, box)).filter((s) => /^slip:server\d+$/.test(s.attrs.key ?? ''));
    assert.equal(slips.length, covers.length);
  }
});

test('who throws, throws, and who catches, catches; at the end of a scene all keep still', () => {
  const t = load('gcm');
  const arms = (id, p, more = 0) => ['client', 'server'].map((who) => JSON.stringify(keyed(at(t, id, p, BOXES[0], more), `body:${who}`)));
  const [rest, drawn, flown] = [0.02, 0.12, 0.5].map((p) => arms('client-hello-flight', p));
  assert.notEqual(drawn[0], rest[0], 'the Client has drawn back its arm');
  assert.notEqual(flown[1], drawn[1], 'the Server reaches for it');
  for (const id of ['parties', 'tcp', 'handshake-finished', 'close-notify']) {
    assert.deepEqual(arms(id, 1, 100), arms(id, 1, 2700), `${id} is still while one reads`);
  }
});

test('while a desk grows, no card comes to lie on another', () => {
  const wrong = [];
  let most = 0;
  for (const name of /** @type {const} */ (['gcm', 'cbc', 'ecdhe'])) {
    const t = load(name);
    for (const { id } of t.scenes) {
      // Towards the desk with the letter; or in the beginning, before any work is done.
      const [from, to] = id.endsWith('-flight') ? [0.46, 0.8] : [0, 0.115];
      for (let p = from; p <= to; p += 0.005) {
        const lie = all(at(t, id, p)).flatMap(({ attrs: { key = '', transform = '', opacity = 1 } }) => {
          const kind = /^(card|tray|plate):/.exec(key)?.[1];
          if (!kind || opacity < 0.1) return [];
          const [, x, y] = /translate\((\S+) (\S+)\)/.exec(transform).map(Number);
          const s = Number(/scale\(([^ )]+)/.exec(transform)?.[1] ?? 1);
          const { w, h } = kind === 'tray' ? { w: 190, h: 108 } : kind === 'plate' ? { w: 384, h: 138 } : /_write_/.test(key) ? KEYCARD : CARD;
          return [{ key, x, y, w: (w * s) / 2, h: (h * s) / 2 }];
        });
        most = Math.max(most, lie.length);
        lie.forEach((a, i) => lie.slice(i + 1).forEach((b) => {
          const over = Math.min(a.w + b.w - Math.abs(a.x - b.x), a.h + b.h - Math.abs(a.y - b.y));
          if (over > 16) wrong.push(`${name}, ${id} at ${p.toFixed(3)}: ${a.key} on ${b.key} by ${Math.round(over)}`);
        }));
      }
    }
  }
  assert.ok(most > 20, `${most} things lie there`);
  assert.deepEqual(wrong, []);
});

test('nobody is cut off at the head: where people are introduced, at the door, in the middle of a flight, behind their desks', () => {
  const t = load('gcm');
  const line = timeline(t);
  const ALL = [{ w: 1264, h: 522 }, { w: 1000, h: 500 }, { w: 752, h: 423 }, { w: 540, h: 304 }, { w: 344, h: 512 }, { w: 304, h: 440 }];
  const COLUMNS = ALL.slice(2, 4);
  const FLIGHTS = ['client-hello-flight', 'server-hello-flight', 'client-message-flight'];
  /** Who is to be seen in which stages, and when. */
  const SEEN = /** @type {[string[], typeof ALL, number[], string[]][]} */ ([
    [['parties', 'tcp'], ALL, [0.5, 1], ['client', 'server']],
    [['certificate-check'], ALL, [0.5, 1], ['client']],
    [FLIGHTS, ALL.slice(0, 4), [0.4, 0.44, 0.48], ['client', 'server']],
    [['client-encrypts', 'client-message', 'client-decrypts'], [...COLUMNS, ...ALL.slice(4)], [0.5, 1], ['client']],
    [['server-decrypts', 'server-encrypts'], [...COLUMNS, ...ALL.slice(4)], [0.5, 1], ['server']],
    [['prf-inputs', 'master-secret', 'session-keys'], [ALL[1], ...COLUMNS], [0.5, 1], ['client', 'server']],
    [['handshake-finished', 'close-notify'], ALL.slice(0, 4), [1], ['client', 'server']],
  ]);
  for (const [ids, boxes, moments, people] of SEEN) {
    for (const id of ids) {
      for (const box of boxes) {
        for (const p of moments) {
          const cue = cueOf(line, id);
          const { camera, shapes } = picture({ t, frame: frameAt(line, cue.start + (cue.settled - cue.start) * p), words, box });
          for (const who of people) {
            const where = `${who} in ${id} at ${p}, ${box.w} px`;
            const body = keyed(shapes, `body:${who}`);
            assert.ok(body, where);
            const [, x, y] = /translate\((\S+) (\S+)\)/.exec(body.attrs.transform).map(Number);
            const s = Number(/scale\(([^ )]+)/.exec(body.attrs.transform)?.[1] ?? 1);
            // Hair and all, as it is drawn in props/people.js.
            const [left, right, top] = [x - 44 * s, x + 44 * s, y - 424 * s];
            assert.ok(left >= camera.x && right <= camera.x + camera.w && top >= camera.y, `${where}: ${[left, right, top, camera.x, camera.x + camera.w, camera.y].map(Math.round)}`);
          }
        }
      }
    }
  }
});
