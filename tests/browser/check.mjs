// What a browser test says about what it sees. Each throws if it is not so.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** What comes by itself comes within this time, in ms. */
const SOON = 10_000;
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

/** Something is there or true. */
export function ok(value, sentence = 'it should be so') {
  assert.ok(value, sentence);
}

/** Two things are equal, in depth. */
export function equal(actual, expected, sentence) {
  assert.deepEqual(actual, expected, sentence);
}

/** A text matches a pattern. */
export function match(text, pattern, sentence) {
  assert.match(text, pattern, sentence);
}

/**
 * Something becomes true within a time: asked again and again until then.
 *
 * @param {() => unknown} question may be async; truthy ends the wait
 * @param {string} sentence
 * @param {number} [milliseconds]
 */
export async function eventually(question, sentence, milliseconds = SOON) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() > end) assert.fail(`not within ${milliseconds} ms: ${sentence}`);
    await pause();
  }
}

/**
 * What can be read there matches a pattern, now or soon: words are painted some frames after what they tell of.
 *
 * @param {import('playwright-core').Locator} place
 * @param {RegExp} pattern
 * @param {string} [sentence]
 */
export async function says(place, pattern, sentence = '') {
  let said = '';
  const end = Date.now() + SOON;
  do {
    // What is not there says nothing; what is drawn has no inner text.
    said = await place.evaluateAll(([node]) => node?.innerText ?? node?.textContent ?? '');
    if (pattern.test(said)) return;
    await pause();
  } while (Date.now() < end);
  assert.match(said, pattern, sentence || undefined);
}

/**
 * There are so many of them, now or soon.
 *
 * @param {import('playwright-core').Locator} place
 * @param {number} number
 * @param {string} [sentence]
 */
export async function counts(place, number, sentence) {
  let count = await place.count();
  for (const end = Date.now() + SOON; count !== number && Date.now() < end; count = await place.count()) await pause();
  assert.equal(count, number, sentence);
}

/**
 * axe-core finds nothing wrong with the page, shadow roots included.
 *
 * @param {import('playwright-core').Page} page
 * @param {object} [options] of axe.run
 */
export async function accessible(page, options = {}) {
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(await readFile(path, 'utf8')); // evaluated, so that no CSP forbids it
  const violations = await page.evaluate(async (options) => {
    const { violations } = await globalThis.axe.run(document, options);
    return violations.map((one) => {
      const where = one.nodes.map((node) => `    ${node.target.flat().join(' ')}: ${node.failureSummary}`);
      return `  ${one.id}: ${one.help}\n${where.join('\n')}`;
    });
  }, options);
  assert.equal(violations.length, 0, `axe finds:\n${violations.join('\n')}`);
}
