// index.html stands without JavaScript: its words are those of English, all of them, in order of need.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import en from '../../www/prose/en.js';

const html = await readFile(new URL('../../index.html', import.meta.url), 'utf8');
const plain = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const said = [...html.matchAll(/data-page="(\w+)"[^>]*>([^<]*)</g)].map(([, id, text]) => [id, plain(text)]);

test('every word of the page is the one that English has for it', () => {
  assert.ok(said.length > 30);
  for (const [id, text] of said) assert.equal(text, en.page[id], id);
});

test('no words of the page are left unsaid, but those that take an address', () => {
  const unsaid = Object.keys(en.page).filter((id) => !said.some(([one]) => one === id));
  assert.deepEqual(unsaid, ['title', 'description', 'linkPost', 'linkSource']);
  assert.ok(html.includes(`<title>${en.page.title}</title>`));
  assert.ok(html.includes(`content="${en.page.description}"`));
});

test('what a newcomer needs comes first', () => {
  const heads = [...html.matchAll(/<h2 data-page="(\w+)"/g)].map(([, id]) => id);
  assert.deepEqual(heads.slice(0, 3), ['whatTitle', 'wordsTitle', 'levelsTitle']);
});
