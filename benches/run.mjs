// How fast and how large, in one run, as ratios:
//
//   node benches/run.mjs
//
// Wants Rust, Chromium and node_modules (`./test browser` brings them); builds dist/ first. Figures of
// single runs jump about by a fifth; ratios within one run jump less.

import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { open } from '../tests/browser/pages.mjs';
import { serve } from '../tests/browser/server.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const run = (/** @type {string} */ command, /** @type {string[]} */ args) => execFileSync(command, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

console.log(run('cargo', ['xtask', 'build']).split('\n').filter((line) => / KB|^KB|\d+\.\d/.test(line)).join('\n'));
const native = JSON.parse(/** @type {string} */ (run('cargo', ['bench', '--quiet', '--bench', 'native']).split('\n').find((line) => line.startsWith('{'))));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const server = await serve(ROOT);

const page = await open(browser, server.origin);
await page.goto(`${server.origin}/benches/page.html`);
await page.waitForFunction(() => 'measure' in globalThis && 'forge' in globalThis);
const here = await page.evaluate(() => /** @type {any} */ (globalThis).measure());
await page.context().close();

const ms = (/** @type {number} */ n) => (n < 10 ? n.toFixed(2) : n.toFixed(0)).padStart(8);
const ratio = (/** @type {number} */ ours, /** @type {number} */ theirs) => `${(ours / theirs).toFixed(2)}×`.padStart(9);
console.log('\nmilliseconds, median                 ours    other    ours ÷ other   budget');
for (const [what, ours, other, budget] of /** @type {[string, number, number, string][]} */ ([
  ['play(), wasm against native', here.play, native.play, 'at most 4×'],
  ['RSA-2048 decrypt, against native', here.decrypt, native.decrypt, ''],
  ['RSA-2048 decrypt, against node-forge', here.decrypt, here.forge.decrypt, 'below 0.6×'],
  ['RSA-2048 decrypt, against WebCrypto', here.decrypt, here.webcrypto.decrypt, ''],
  ['RSA-2048 key pair, against native', here.generate, native.generate, ''],
  ['RSA-2048 key pair, against node-forge', here.generate, here.forge.generate, ''],
  ['RSA-2048 key pair, against WebCrypto', here.generate, here.webcrypto.generate, ''],
])) console.log(`${what.padEnd(38)}${ms(ours)} ${ms(other)}    ${ratio(ours, other)}   ${budget}`);

// From the start of the script to the first frame with a handshake in it, from dist/.
const { cold, warm } = await firstFrames();
console.log(`\nscript start to first frame            cold ${ms(cold)} ms    warm ${ms(warm)} ms`);
await browser.close();
server.close();

console.log(`\n${run(process.execPath, ['tests/browser/frames.mjs']).trim()}`);
spawnSync(process.execPath, ['benches/crates.mjs'], { cwd: ROOT, stdio: 'inherit' });

/** Medians of seven, in milliseconds. */
async function firstFrames() {
  /** @type {number[]} */ const colds = [];
  /** @type {number[]} */ const warms = [];
  for (let i = 0; i < 7; i += 1) {
    const page = await open(browser, server.origin);
    for (const list of [colds, warms]) {
      await page.goto(`${server.origin}/benches/first.html`);
      const handle = await page.waitForFunction(() => /** @type {any} */ (globalThis).firstFrame);
      list.push(Number(await handle.jsonValue()));
    }
    await page.context().close();
  }
  const median = (/** @type {number[]} */ list) => list.sort((a, b) => a - b)[list.length >> 1];
  return { cold: median(colds), warm: median(warms) };
}
