// RSA against AES on the stage: bars to scale, figures beside them, inside the picture.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages, load } from '../../www/prose/index.js';
import { picture } from '../../www/picture.js';
import { duration } from '../../www/duration.js';
import { load as fixture } from './fixtures/load.mjs';
import { walk } from './fixtures/shapes.mjs';

const prose = await Promise.all(languages.map(({ lang }) => load(lang)));
const t = fixture('cbc');
const costs = { rsaEncrypt: 300, rsaDecrypt: 4800, sealRecord: 16, messageBytes: 32 };

function drawn(id, words, box, more = {}) {
  const index = t.scenes.findIndex((scene) => scene.id === id);
  const { chapter, number } = t.scenes[index];
  const { camera, shapes } = picture({ t, words, box, frame: { index, id, chapter, number, p: 1, t: 0 }, costs, ...more });
  const group = shapes.flatMap(walk).find(({ attrs }) => attrs.key === 'costs');
  return { camera, group, all: group ? walk(group) : [] };
}

test('two bars, to scale, with their figures, wherever the stage is wide or narrow', () => {
  for (const words of prose)
    for (const box of [{ w: 1264, h: 522 }, { w: 804, h: 402 }, { w: 700, h: 690 }, { w: 360, h: 512 }, { w: 320, h: 500 }]) {
      const { camera, all } = drawn('client-decrypts', words, box);
      const bars = all.filter(({ attrs }) => attrs.class === 'bar').map(({ attrs }) => attrs);
      assert.equal(bars.length, 2);
      assert.ok(Math.abs(bars[0].width / bars[1].width - costs.rsaDecrypt / costs.sealRecord) < 1, `${bars.map(({ width }) => width)}`);
      assert.equal(bars[0].x, bars[1].x);
      const said = all.filter(({ tag }) => tag === 'text').map(({ children }) => children.join('')).join(' | ');
      for (const part of [words.ui.costTitle, words.ui.costSlow, duration(4800, words.meta.lang), '16 µs', '300', 'AES-128-CBC', '32']) assert.ok(said.includes(part), `${part} in ${said}`);
      const texts = all.filter(({ tag }) => tag === 'text').map(({ attrs }) => attrs);
      for (const { x, y } of [...bars, ...texts]) assert.ok(x >= camera.x && x <= camera.x + camera.w && y >= camera.y && y <= camera.y + camera.h, `${JSON.stringify(box)} ${x} ${y}`);
      const px = box.w / camera.w;
      for (const attrs of texts) assert.ok(attrs['font-size'] * px >= 6.5, `${box.w}: ${attrs['font-size'] * px} px`);
    }
});

test('they are there when they were measured, at the end of their scene, and nowhere else', () => {
  const [en] = prose;
  const box = { w: 1264, h: 522 };
  assert.ok(drawn('client-decrypts', en, box).group);
  assert.equal(drawn('client-decrypts', en, box, { costs: null }).group, undefined);
  assert.equal(drawn('client-decrypts', en, box, { costs: { ...costs, sealRecord: 0 } }).group, undefined);
  for (const { id } of t.scenes) if (id !== 'client-decrypts') assert.equal(drawn(id, en, box).group, undefined, id);
});

test('a time has two digits that count', () => {
  assert.deepEqual([4812, 999, 16.4, 0.5, 0.016].map((micros) => duration(micros, 'en')), ['4.8 ms', '1,000 µs', '16 µs', '0.5 µs', '16 ns']);
  assert.equal(duration(4812, 'es'), '4,8 ms');
});
