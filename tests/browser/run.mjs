// Runs tests/browser/*.test.mjs in Chromium:
//
//   node tests/browser/run.mjs [WORD...]     only tests whose "file: name" has all the words
//
// Files run side by side, each lane in a Chromium of its own (LANES=1: one after the other); the tests of a
// file run one after another.
//
// A test file exports one function, which names its tests:
//
//   export default async function (t) {
//     t.test('the page has a title', async () => {
//       const page = await t.newPage({ width: 360, dark: true });
//       await page.goto(`${t.origin}/`);
//       t.equal(await page.title(), 'tls-airmail');
//     });
//   }
//
// t.test(name, fn, { timeout })  queues a test
// t.newPage(wishes)              see pages.mjs; closed with its test, or, if it was opened
//                                outside of any test, with its file. Any error on a page
//                                fails the test that runs meanwhile
// t.ok t.equal t.match t.says t.counts t.eventually t.accessible     see check.mjs
// t.shot(page, name)             a picture into screenshots/
// t.origin t.root                our server, the repository
//
// The last line is `N passed, N failed`; a failed test leaves screenshots/failed-*.png.

import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import * as check from './check.mjs';
import { packing } from './packed.mjs';
import { open } from './pages.mjs';
import { serve } from './server.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HERE = fileURLToPath(new URL('./', import.meta.url));
const SHOTS = join(ROOT, 'screenshots');
const TIMEOUT = 60_000;
/** More than two get in each other's way: each has several processes. */
const LANES = Number(process.env.LANES) || Math.min(2, availableParallelism());

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const words = process.argv.slice(2).map((word) => word.toLowerCase());
/** The scope in which code runs: its test, or nothing in the body of a file. */
const current = new AsyncLocalStorage();
let passed = 0;
let failed = 0;

const server = await serve(ROOT);
await forgetFailures();
// A promise that a test left alone must not end the run, nor pass unseen.
process.on('unhandledRejection', (error) => report(false, 'a promise that nobody awaited', 0, error));
const files = await testFiles();
try {
  await Promise.all(Array.from({ length: LANES }, runLane));
} finally {
  server.close();
}
if (passed + failed === 0) console.log(`No test ran${words.length ? ': none has those words in its name' : ''}.`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

async function launch() {
  const executablePath = process.env.CHROMIUM || BROWSERS.find((path) => existsSync(path));
  if (!executablePath) {
    console.error('Chromium is missing: install it, or name it in the variable CHROMIUM.');
    process.exit(1);
  }
  return chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0, // as root there is none
    timeout: 120_000,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Frames come as soon as they are drawn, not 60 a second: tests mostly wait for frames.
      '--disable-frame-rate-limit',
    ],
  });
}

async function testFiles() {
  const names = await readdir(HERE);
  return names.filter((name) => name.endsWith('.test.mjs')).sort();
}

/** Takes file after file until none is left. */
async function runLane() {
  const browser = await launch();
  try {
    for (let file = files.shift(); file; file = files.shift()) await runFile(browser, file);
  } finally {
    await browser.close();
  }
}

/** Runs the tests that one file names. */
async function runFile(browser, file) {
  const name = basename(file, '.test.mjs');
  const pages = []; // those opened outside of tests
  let queue = Promise.resolve();

  const t = {
    ...check,
    origin: server.origin,
    root: ROOT,
    async newPage(wishes) {
      const page = await open(browser, server.origin, wishes);
      (current.getStore()?.pages ?? pages).push(page);
      return page;
    },
    async shot(page, shotName) {
      await mkdir(SHOTS, { recursive: true });
      await page.screenshot({ path: join(SHOTS, `${slug(shotName)}.png`) });
    },
    test(title, fn, { timeout = TIMEOUT } = {}) {
      const whole = `${name}: ${title}`;
      if (words.every((word) => whole.toLowerCase().includes(word))) {
        queue = queue.then(() => runTest(whole, fn, timeout, pages));
      }
      return queue;
    },
  };

  try {
    const module = await import(pathToFileURL(join(HERE, file)).href);
    if (typeof module.default !== 'function') throw new Error('it exports no default function');
    await module.default(t);
  } catch (error) {
    report(false, `${name}: the file itself`, 0, error);
  }
  await queue;
  await closeAll(pages);
}

/** Runs one test and counts it. It never throws. */
async function runTest(name, fn, timeout, filePages) {
  const scope = { pages: [] };
  const start = performance.now();
  let problem;
  try {
    await current.run(scope, () => within(timeout, fn()));
  } catch (error) {
    problem = error;
  }
  const pages = [...scope.pages, ...filePages];
  const errors = pages.flatMap((page) => page.errors.splice(0));
  if (errors.length > 0) {
    const text = `errors on the page:\n${errors.join('\n')}`;
    problem = problem ? new Error(`${text}\nand: ${problem.stack ?? problem}`) : new Error(text);
  }
  report(!problem, name, performance.now() - start, problem);
  if (problem) await photograph(pages, name);
  await closeAll(scope.pages);
}

/** dist/ is made by the first test that asks for it, on nobody's time. */
function within(milliseconds, promise) {
  const start = performance.now();
  let timer;
  const late = new Promise((_, reject) => {
    const look = () => {
      const left = start + milliseconds + packing(start) - performance.now();
      if (left > 0) timer = setTimeout(look, left);
      else reject(new Error(`it took longer than ${milliseconds / 1000} s`));
    };
    look();
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function report(good, name, milliseconds, problem) {
  if (good) passed += 1;
  else failed += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'}  ${name} (${Math.round(milliseconds)} ms)`);
  if (!problem) return;
  const lines = String(problem.stack ?? problem).split('\n');
  const telling = lines.filter((line) => !/^\s+at .*(browser\/(run|check)\.mjs|node:internal)/.test(line));
  console.log(telling.join('\n').replace(/^/gm, '      '));
}

async function photograph(pages, name) {
  await mkdir(SHOTS, { recursive: true });
  for (const [index, page] of pages.entries()) {
    const path = join(SHOTS, `failed-${slug(name)}${index ? `-${index + 1}` : ''}.png`);
    try {
      await page.screenshot({ path, timeout: 10_000 });
      console.log(`      see ${path}`);
    } catch {
      console.log('      (no picture could be taken of it)');
    }
  }
}

async function forgetFailures() {
  if (!existsSync(SHOTS)) return;
  for (const file of await readdir(SHOTS)) {
    if (file.startsWith('failed-')) await rm(join(SHOTS, file));
  }
}

async function closeAll(pages) {
  for (const page of pages.splice(0)) await page.context().close().catch(() => {});
}

function slug(text) {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 100);
}
