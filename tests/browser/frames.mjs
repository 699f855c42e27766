// What a frame costs, with the processor slowed down four times, from a trace of the browser:
//
//   node tests/browser/frames.mjs [play|scrub] [WIDTH] [SECONDS]
//
// The story is played from beginning to end at double speed, or only for so many seconds, and then scrubbed through by mouse. For every
// frame of the main thread: milliseconds in script (functions, timers, events, microtasks), in processor
// time, so that neighbours on the machine do not count; and those of the garbage collection. Idle
// callbacks are not in a frame. A measurement, not a test.

import { chromium } from 'playwright-core';
import { fileURLToPath } from 'node:url';
import { open } from './pages.mjs';
import { player, frames } from './player.mjs';
import { serve } from './server.mjs';

const LIMIT = 16.7;
const SCRIPT = new Set(['FunctionCall', 'EvaluateScript', 'FireAnimationFrame', 'EventDispatch', 'TimerFire', 'RunMicrotasks', 'v8.callFunction', 'v8.run']);
/** What is done when no frame is due, in pieces that fit. */
const IDLE = 'FireIdleCallback';
/** The engine's own housekeeping, where it is not in the middle of script. */
const GC = new Set(['MajorGC', 'MinorGC']);
const CATEGORIES = ['devtools.timeline', 'v8.execute', 'v8', 'disabled-by-default-devtools.timeline', '__metadata'];
const [only, width, seconds] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const { origin, close } = await serve(fileURLToPath(new URL('../../', import.meta.url)));
for (const w of width ? [Number(width)] : [1280, 360]) {
  for (const [what, act] of Object.entries({ play, scrub })) {
    if (only && only !== what) continue;
    const page = await player({ origin, newPage: (wishes) => open(browser, origin, wishes) }, { width: w });
    page.setDefaultTimeout(600_000);
    await page.waitForTimeout(1500); // what is prepared while nothing happens
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const events = await traced(() => act(page));
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    report(`${w} px, ${what}`, costs(events));
    await page.context().close();
  }
}
await browser.close();
close();

/** The whole story at double speed; a question or a panel does not stop it. */
async function play(page) {
  await page.getByLabel('Speed').selectOption('2');
  await page.evaluate(() => document.querySelector('tls-airmail').play());
  await page.evaluate((limit) => new Promise((done) => {
    document.querySelector('tls-airmail').addEventListener('tls-airmail-end', () => done(), { once: true });
    if (limit) setTimeout(done, limit * 1000);
  }), Number(seconds) || 0);
}

/** Back and forth over the scrubber, with the mouse. */
async function scrub(page) {
  const track = page.locator('tls-airmail input[type=range]');
  await track.evaluate((input) => { input.step = 'any'; });
  await track.scrollIntoViewIfNeeded();
  const box = await track.boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 14, y);
  await page.mouse.down();
  const steps = 700;
  for (let i = 0; i <= steps; i += 1) {
    const q = i < steps * 0.75 ? i / (steps * 0.75) : 1 - (i - steps * 0.75) / (steps * 0.25);
    await page.mouse.move(box.x + 14 + (box.width - 28) * q, y);
  }
  await page.mouse.up();
  await frames(page);
}

/** @param {() => Promise<void>} run @returns {Promise<any[]>} */
async function traced(run) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES, excludedCategories: ['*'], enableArgumentFilter: false } });
  await run();
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return events;
}

/** Script per frame of the busiest renderer's main thread, in ms. @param {any[]} events */
function costs(events) {
  const count = new Map();
  for (const e of events) if (e.name === 'FireAnimationFrame') count.set(`${e.pid}/${e.tid}`, (count.get(`${e.pid}/${e.tid}`) ?? 0) + 1);
  const main = [...count].sort((a, b) => b[1] - a[1])[0]?.[0];
  const mine = events.filter((e) => `${e.pid}/${e.tid}` === main).sort((a, b) => a.ts - b.ts);
  // A frame is what is done until the browser begins to paint it.
  const ends = mine.filter((e) => e.name === 'PrePaint').map((e) => e.ts);
  // Only the outermost: what is called inside is part of it.
  const top = [];
  /** Garbage collected in the middle of script. @type {Map<any, number>} */
  const collected = new Map();
  let end = -1;
  for (const e of mine) {
    if (e.ph === 'X' && GC.has(e.name) && e.ts < end && top.length && top[top.length - 1].ts + top[top.length - 1].dur >= e.ts) {
      collected.set(top[top.length - 1], (collected.get(top[top.length - 1]) ?? 0) + (e.tdur ?? e.dur) / 1000);
    }
    if (e.ph !== 'X' || !(SCRIPT.has(e.name) || GC.has(e.name) || e.name === IDLE) || e.ts < end) continue;
    end = e.ts + e.dur;
    // What this measurement itself runs in the page has no address.
    if (e.name !== IDLE && (e.name !== 'EvaluateScript' || e.args?.data?.url)) top.push(e);
  }
  const frames_ = ends.map((ts) => ({ ts, cpu: 0, wall: 0, gc: 0 }));
  let i = 0;
  for (const e of top) {
    while (i < ends.length && ends[i] < e.ts) i += 1;
    if (!frames_[i]) break;
    const frame = frames_[i];
    const inside = GC.has(e.name) ? 0 : (collected.get(e) ?? 0);
    frame.gc += inside;
    frame.cpu -= inside;
    if (GC.has(e.name)) frame.gc += (e.tdur ?? e.dur) / 1000;
    else {
      frame.cpu += (e.tdur ?? e.dur) / 1000;
      frame.wall += e.dur / 1000;
    }
  }
  return { frames: frames_, timed: top.filter((e) => e.tdur !== undefined).length, all: top.length };
}

/** @param {string} name @param {ReturnType<typeof costs>} found */
function report(name, { frames: all, timed, all: slices }) {
  const line = (/** @type {'cpu'|'wall'|'gc'} */ kind) => {
    const sorted = all.map((f) => f[kind]).sort((a, b) => a - b);
    const at = (/** @type {number} */ share) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
    return `median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, worst ${at(1)} ms; over ${LIMIT} ms: ${sorted.filter((c) => c > LIMIT).length} of ${sorted.length}`;
  };
  console.log(`${name}, 4× throttled: ${line('cpu')}`);
  if (timed < slices) console.log(`  (${slices - timed} of ${slices} slices have wall time only)`);
  console.log(`  garbage collection besides: ${line('gc')}`);
  console.log(`  script in wall time: ${line('wall')}`);
}
