// The page in browsers other than Chromium:
//
//   node tests/engines/run.mjs firefox|webkit [WORD...]     only tests whose name has all the words
//
// What is tested is in story.mjs, the same for both. The last line is `N passed, N failed`; a failed
// test leaves screenshots/failed-ENGINE-*.png.

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as check from '../browser/check.mjs';
import { serve } from '../browser/server.mjs';
import tests from './story.mjs';

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string[]} errors  what its console complained about
 * @property {(url: string) => Promise<void>} go
 * @property {(fn: Function, ...given: any[]) => Promise<any>} run   in the page; its result comes back
 * @property {(name: string) => Promise<void>} key                   a key is pressed
 * @property {(fn: Function, ...given: any[]) => Promise<void>} click  the element that `fn` finds
 * @property {(path: string) => Promise<void>} shot
 * @property {() => Promise<void>} close
 */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SHOTS = join(ROOT, 'screenshots');
const TIMEOUT = 45_000;

const [which, ...words] = process.argv.slice(2);
if (which !== 'firefox' && which !== 'webkit') {
  console.error('Which browser? node tests/engines/run.mjs firefox|webkit [WORD...]');
  process.exit(2);
}
const hook = `<script>${await readFile(new URL('./hook.js', import.meta.url), 'utf8')}</script>`;
/** The hook goes first into a page. @param {string} html */
const hooked = (html) => html.replace(/<head>|(?=<meta)/, (head) => `${head}${hook}`);

// PACKED=1: target/dist-test is there and as it should be.
if (!process.env.PACKED) execFileSync(process.execPath, [join(ROOT, 'pack/pack.mjs'), join(ROOT, 'target/dist-test')], { stdio: ['ignore', 'ignore', 'inherit'] });
/** @type {string[]} */
const asked = [];
const server = await serve(ROOT, { edit: hooked, heard: (path) => asked.push(path) });
const folder = await mkdtemp(join(tmpdir(), 'airmail-'));
const { start } = await import(`./${which}.mjs`);
/** @type {Engine} */
let engine = await start();
console.log(`${engine.name}`);

const t = {
  ...check,
  which,
  get engine() {
    return engine;
  },
  origin: server.origin,
  /** Paths that our server was asked for since the last `go`. */
  asked,
  /** To an address of our server. @param {string} path */
  async go(path) {
    // What the page before still fetched while there was time is not asked for by this one.
    await engine.go('about:blank');
    let before = -1;
    while (before !== asked.length) {
      before = asked.length;
      await new Promise((later) => setTimeout(later, 250));
    }
    asked.length = 0;
    await engine.go(path.includes('://') ? path : `${server.origin}/${path}`);
  },
  /** The address of a file of dist/, alone in a folder: it can have nothing from beside it. @param {string} name */
  async alone(name) {
    const path = join(folder, name);
    await writeFile(path, hooked(await readFile(join(ROOT, 'target/dist-test', name), 'utf8')));
    return pathToFileURL(path).href;
  },
  /** Until something is so on the page. @param {Function} fn @param {string} sentence @param {...any} given */
  until: (fn, sentence, ...given) => check.eventually(() => engine.run(fn, ...given), sentence, 20_000),
};

let passed = 0;
let failed = 0;
try {
  for (const [name, test] of Object.entries(tests)) {
    if (!words.every((word) => name.toLowerCase().includes(word.toLowerCase()))) continue;
    const begin = performance.now();
    const picture = join(SHOTS, `failed-${which}-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`);
    let problem = await attempt(test, picture);
    if (problem && !(await beats())) {
      console.log(`      ${engine.name} draws nothing any more (${String(problem.message ?? problem).split('\n')[0]}): it is started anew, and what it was asked is asked again`);
      await engine.close();
      engine = await start();
      problem = await attempt(test, picture);
    }
    if (problem) failed += 1;
    else passed += 1;
    console.log(`${problem ? 'FAIL' : 'ok  '}  ${which}: ${name} (${Math.round(performance.now() - begin)} ms)`);
    if (problem) console.log(String(problem.stack ?? problem).replace(/^/gm, '      '));
  }
} finally {
  await engine.close();
  server.close();
  await rm(folder, { recursive: true });
}
if (passed + failed === 0) console.log('No test ran: none has those words in its name.');
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

/** What went wrong, if anything, with a picture of it. @param {(given: typeof t) => Promise<void>} test @param {string} picture @returns {Promise<any>} */
async function attempt(test, picture) {
  let problem;
  await within(test(t)).catch((error) => {
    problem = error;
  });
  const said = await within(engine.run(() => globalThis.wrong), 5).catch(() => []);
  const wrong = [...engine.errors.splice(0), ...(said ?? [])].map((one) => `\n${one}`).join('');
  if (wrong) problem = new Error(problem ? `${problem.stack ?? problem}\nand errors on the page:${wrong}` : `errors on the page:${wrong}`);
  if (problem) {
    await mkdir(SHOTS, { recursive: true });
    await within(engine.shot(picture), 10).catch(() => {});
  }
  return problem;
}

/**
 * Whether the browser itself is alive: on a page with nothing of ours it answers and draws frames.
 * (WebKitGTK's small browser crashes now and then on a busy machine, or stops to draw.)
 */
function beats() {
  const drawn = async () => {
    await engine.go('about:blank');
    return engine.run(() => new Promise((done) => requestAnimationFrame(() => done(true))));
  };
  return within(drawn(), 10).catch(() => false);
}

/** @param {Promise<any>} promise @param {number} [seconds] */
function within(promise, seconds = TIMEOUT / 1000) {
  /** @type {any} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
