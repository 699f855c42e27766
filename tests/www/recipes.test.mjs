// Recipes: every byte in them is in the Transcript, every way leads somewhere, in five suites and both
// languages, also where letters were touched.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages, load } from '../../www/prose/index.js';
import { DAY } from '../../www/palette.js';
import { css } from '../../www/recipes/css.js';
import { recipe, recordRecipe } from '../../www/recipes/book.js';
import { reproduce, sampleOf } from '../../www/recipes/sample.js';
import { transcript } from './fixtures/core.mjs';
import { text, walk } from './fixtures/shapes.mjs';

const prose = await Promise.all(languages.map(({ lang }) => load(lang)));
const seed = (byte) => byte.repeat(32);
const stories = [
  transcript('--seed', seed('31'), '--suite', 'TLS_RSA_WITH_AES_128_CBC_SHA', '--extended-master-secret', '--message', 'x'.repeat(90)),
  transcript('--seed', seed('32'), '--suite', 'TLS_RSA_WITH_AES_256_GCM_SHA384', '--steal-key'),
  transcript('--seed', seed('33'), '--suite', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', '--group', 'secp256r1'),
  transcript('--seed', seed('34'), '--suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', '--group', 'x25519', '--steal-key'),
  transcript('--seed', seed('35'), '--suite', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', '--message', '', '--reply', ''),
];
/** What somebody touched on the way. */
const touched = [
  { letter: 0, change: 'flip', offset: 20, mask: 1 }, { letter: 1, change: 'cut', length: 30 }, { letter: 2, change: 'flip', offset: 20, mask: 1 }, { letter: 3, change: 'drop' }, { letter: 1, change: 'duplicate' },
].map((change, at) => transcript('--seed', seed(`6${at}`), '--suite', stories[at % 2 ? 3 : 0].suite.name, '--change', JSON.stringify(change)));


/** All that a Transcript holds, as hex and as text. */
function hold(told) {
  const all = [];
  const look = (value) => {
    if (value instanceof Uint8Array) all.push(Buffer.from(value).toString('hex'));
    else if (typeof value === 'string') all.push(value);
    else if (value && typeof value === 'object') Object.values(value).forEach(look);
  };
  look(told);
  return all.join('\n');
}

/** Everything that is shown about a story, by what it is about. */
function* shown(told, words) {
  for (const a of told.artifacts) yield [a.id, recipe(told, a, words), a];
  for (const letter of told.letters) for (const [i, record] of letter.records.entries()) if (record.protected) yield [`${letter.id}.${i}`, recordRecipe(told, letter, i, words)];
}

test('every byte of a recipe is in the Transcript', () => {
  let seen = 0;
  for (const told of [...stories, ...touched]) {
    const all = hold(told);
    for (const words of prose)
      for (const [id, tree] of shown(told, words))
        for (const shape of walk(tree)) {
          const is = String(shape.attrs.class ?? '');
          if (is === 'hex' && shape.tag === 'pre') {
            const hex = text(shape).replaceAll(/\s/g, '');
            assert.match(hex, /^([0-9a-f]{2})+$/, id);
            assert.ok(all.includes(hex), `${id}: ${hex}`);
            seen += 1;
          } else if (is.includes('digits')) assert.ok(all.includes(text(shape)), id);
          else if (shape.tag === 'b' && shape.attrs.key === 'v') assert.ok(text(shape) === '–' || all.includes(text(shape).replace('…', '')), `${id}: ${text(shape)}`);
        }
  }
  assert.ok(seen > 2000, `${seen}`);
});

test('every way out of a recipe leads somewhere', () => {
  let links = 0;
  for (const told of [...stories, ...touched])
    for (const words of prose)
      for (const [id, tree] of shown(told, words))
        for (const { attrs } of walk(tree)) {
          if (!attrs['data-act']) continue;
          const [verb, ...rest] = attrs['data-act'].split(':');
          const to = rest.join(':');
          const places = { artifact: told.artifacts, letter: told.letters, goto: told.scenes }[verb];
          assert.ok(places?.some((place) => place.id === to), `${id}: ${attrs['data-act']}`);
          links += 1;
        }
  assert.ok(links > 2000, `${links}`);
});

test('every recipe has its words, its scene, and all of its inputs', () => {
  for (const told of stories)
    for (const words of prose)
      for (const [id, tree, a] of shown(told, words)) {
        const acts = walk(tree).map(({ attrs }) => attrs['data-act']);
        if (!a) {
          assert.ok(acts.includes(`artifact:${told.letters.find((l) => id.startsWith(`${l.id}.`)).records.find((r) => r.sealed).sealed.key}`), id);
          continue;
        }
        assert.ok(words.making[a.recipe]?.length > 30, a.recipe);
        assert.ok(acts.includes(`goto:${told.beats[a.beat].scene}`), `${id} says where it was made`);
        for (const from of a.from) assert.ok(acts.includes(`artifact:${from}`), `${id} leads to ${from}`);
      }
});

test('what was computed shows its value, and every value on the way', () => {
  for (const told of stories)
    for (const [id, tree, a] of shown(told, prose[0])) {
      if (!a) continue;
      const hexes = walk(tree).filter(({ tag, attrs }) => tag === 'pre' && attrs.class === 'hex').map((shape) => text(shape).replaceAll(/\s/g, '')).join('\n');
      const hex = (bytes) => Buffer.from(bytes).toString('hex');
      const ways = [...a.working.flatMap(({ bytes, inner }) => [bytes, inner ?? []]), ...a.covers.map(({ after }) => after), ...(a.expansion ? [a.expansion.seed, a.expansion.surplus, a.expansion.innerKey, a.expansion.outerKey] : [])];
      for (const way of ways) assert.ok(hexes.includes(hex(way)), `${id}: ${hex(way)}`);
      if (a.decimal && a.recipe.startsWith('rsa_')) assert.ok(text(tree).includes(a.decimal), `${id} in decimal`);
    }
});

test('every colour is one of the palette', () => {
  const used = new Set(stories.flatMap((told) => [...shown(told, prose[0])].flatMap(([, tree]) => walk(tree)).flatMap(({ attrs }) => [...String(attrs.class ?? '').matchAll(/ink-([a-z-]+)/g)].map(([, ink]) => ink))));
  for (const ink of used) {
    if (ink === 'gone') continue;
    assert.ok(ink in DAY, ink);
    assert.ok(css.includes(`.ink-${ink}{`), ink);
  }
  assert.ok(used.size > 12);
});

test('what falls off is struck, and nothing else of a PRF', () => {
  for (const told of stories)
    for (const a of told.artifacts.filter(({ recipe: by }) => by === 'prf')) {
      const struck = walk(recipe(told, a, prose[0])).filter(({ tag }) => tag === 'del').map(text).join('').replaceAll(' ', '');
      assert.equal(struck, Buffer.from(a.expansion.surplus).toString('hex'), a.id);
    }
});

test('of the handshake hash, the headers of records are struck, and ChangeCipherSpec is', () => {
  for (const told of stories)
    for (const a of told.artifacts.filter(({ recipe: by }) => by === 'hash')) {
      const struck = walk(recipe(told, a, prose[0])).filter(({ tag }) => tag === 'del').map((shape) => text(shape).replaceAll(' ', ''));
      const clear = a.covers.flatMap(({ places }) => places).filter(({ sealed }) => !sealed);
      const headers = clear.map(({ letter, record }) => Buffer.from(told.letters[letter].bytes).subarray(told.letters[letter].records[record].start).subarray(0, 5).toString('hex'));
      const last = Math.max(...a.covers.flatMap(({ places }) => places.map(({ letter }) => letter)));
      const specs = told.letters.slice(0, last + 1).flatMap(({ records }) => records).filter(({ contentType }) => contentType === 'change_cipher_spec');
      assert.deepEqual(struck, [...headers, ...specs.map(() => '140303000101')], a.id);
    }
});

test('CBC block by block: every block, as the core has it', () => {
  let blocks = 0;
  for (const told of stories.filter(({ suite }) => suite.kind === 'cbc'))
    for (const letter of told.letters)
      for (const [i, { sealed }] of letter.records.entries()) {
        if (!sealed) continue;
        const chains = walk(recordRecipe(told, letter, i, prose[0])).filter(({ attrs }) => attrs.class === 'chain');
        const rows = chains.map((chain) => walk(chain).filter(({ tag }) => tag === 'pre').map((shape) => text(shape).replaceAll(' ', '')));
        const cut = (bytes, at) => Buffer.from(bytes).subarray(at * 16, at * 16 + 16).toString('hex');
        rows.forEach((row, at) => assert.deepEqual(row, [cut(sealed.whole, at), at ? cut(sealed.ciphertext, at - 1) : Buffer.from(sealed.iv).toString('hex'), cut(sealed.chained, at), cut(sealed.ciphertext, at)]));
        assert.equal(rows.length * 16, sealed.ciphertext.length);
        blocks += rows.length;
      }
  assert.ok(blocks > 20);
});

test('every value and every protected letter can be reproduced, or says why not', () => {
  for (const told of stories)
    for (const words of prose) {
      for (const { id } of told.artifacts) {
        const tree = reproduce(told, `artifact:${id}`, words);
        const copies = walk(tree).flatMap(({ attrs }) => (attrs['data-act'] ?? '').startsWith('copy-sample:') ? attrs['data-act'].slice(12) : []);
        const reasons = Object.entries(words.reproduce).filter(([key]) => key.startsWith('not_')).map(([, said]) => said);
        assert.ok(copies.length || reasons.some((said) => text(tree).includes(said)), id);
        for (const copy of copies) assert.ok(text(tree).includes(sampleOf(told, copy).shell), copy);
      }
      for (const letter of told.letters) assert.equal(Boolean(reproduce(told, `letter:${letter.id}`, words)), letter.records.some(({ protected: sealed }) => sealed), letter.id);
    }
});
