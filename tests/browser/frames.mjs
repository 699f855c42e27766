// What a frame costs, with the processor slowed down four times, from a trace of the browser:
//
//   node tests/browser/frames.mjs [WIDTH...] [play|scrub] [rsa|ecdhe] [rate=N] [seconds=N] [why] [raw=FILE]
//
// The page is opened anew for each run, slow from its first byte. The story is played from beginning to end
// at double speed (or for so many seconds), without the time to read, in which nothing is painted; or it is
// scrubbed through by mouse. For every frame of the main thread:
// milliseconds in script (functions, timers, events, microtasks), in processor time of that thread, so
// that neighbours on the machine do not count. Chromium slows a thread down by keeping it busy in between, so
// this clock has the throttle in it, in lumps of up to 3 ms. Besides: collected garbage, style and layout,
// paint. Idle callbacks are not in a frame. `why` names the longest frames, and with a profile what was done in
// them. A measurement, not a test.

import { chromium } from 'playwright-core';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { open } from './pages.mjs';
import { ECDHE, PAGE, SEED, frames } from './player.mjs';
import { serve } from './server.mjs';

const LIMIT = 16.7;
const SCRIPT = new Set(['FunctionCall', 'EvaluateScript', 'FireAnimationFrame', 'EventDispatch', 'TimerFire', 'RunMicrotasks', 'v8.callFunction', 'v8.run', 'v8.compile', 'v8.evaluateModule']);
/** What is done when no frame is due, in pieces that fit. */
const IDLE = new Set(['FireIdleCallback']);
/** The engine's own housekeeping, also in the middle of script. */
const GC = new Set(['MajorGC', 'MinorGC', 'V8.GCIncrementalMarkingStart', 'V8.GCIncrementalMarking', 'V8.GC_HEAP_ENSURE_SWEEPING_COMPLETED']);
const STYLE = new Set(['UpdateLayoutTree', 'Layout']);
const PAINT = new Set(['PrePaint', 'Paint', 'Layerize', 'Commit']);
const KINDS = /** @type {const} */ (['script', 'gc', 'style', 'paint']);
const CATEGORIES = ['devtools.timeline', 'v8.execute', 'v8', 'disabled-by-default-devtools.timeline', 'blink.user_timing', '__metadata'];

const wishes = process.argv.slice(2);
const number = (name, otherwise) => Number(wishes.find((w) => w.startsWith(`${name}=`))?.slice(name.length + 1) ?? otherwise);
const some = (all) => (all.some((one) => wishes.includes(one)) ? all.filter((one) => wishes.includes(one)) : all);
const given = wishes.filter((w) => /^\d+$/.test(w)).map(Number);
const widths = given.length ? given : [1280, 360];
const rate = number('rate', 4);
const seconds = number('seconds', 0);
const why = wishes.includes('why');
const raw = wishes.find((w) => w.startsWith('raw='))?.slice(4);
const LINKS = { rsa: `#seed=${SEED}`, ecdhe: ECDHE };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const { origin, close } = await serve(fileURLToPath(new URL('../../', import.meta.url)));
console.log(`ms of a frame, ${rate}× throttled; over: frames with more than ${LIMIT} ms of script`);
for (const width of widths) {
  for (const suite of wishes.includes('ecdhe') ? some(['rsa', 'ecdhe']) : ['rsa']) {
    for (const what of some(['play', 'scrub'])) {
      const page = await open(browser, origin, { width, height: width < 800 ? 740 : Math.round(width * 0.6) });
      page.setDefaultTimeout(600_000);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate });
      await page.goto(`${origin}/${PAGE}${LINKS[suite]}`);
      await page.waitForFunction(() => document.querySelector('tls-airmail')?.transcript);
      await page.evaluate(() => {
        // Where the story is, for the trace.
        addEventListener('tls-airmail-scene', (event) => performance.mark(`scene ${event.detail.scene}`));
      });
      await page.getByLabel('Speed').selectOption('2');
      await page.waitForTimeout(1500); // some of what is prepared while nothing happens
      const events = await traced(() => (what === 'play' ? play(page) : scrub(page)));
      if (raw) writeFileSync(raw, JSON.stringify(events));
      report(`${width} px, ${suite}, ${what}`, costs(events));
      await page.context().close();
    }
  }
}
await browser.close();
close();

/** All that moves in the story, at double speed; a question or a panel does not stop it. */
async function play(page) {
  await page.evaluate(async (limit) => {
    const { timeline } = await import('/www/timeline.js');
    const { cues } = timeline(document.querySelector('tls-airmail').transcript);
    await new Promise((done) => {
      const player = document.querySelector('tls-airmail');
      player.addEventListener('tls-airmail-end', () => done(), { once: true });
      if (limit) setTimeout(done, limit * 1000);
      const scrubber = player.shadowRoot.querySelector('input[type=range]');
      const reading = setInterval(() => {
        const cue = cues.findLast(({ start }) => start <= Number(scrubber.value));
        if (cue === cues.at(-1)) clearInterval(reading);
        else if (Number(scrubber.value) > cue.settled + 400) player.next();
      }, 200);
      player.play();
    });
  }, seconds);
}

/** Forth and back over the scrubber, with the mouse. */
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
  session.on('Tracing.dataCollected', ({ value }) => { for (const one of value) events.push(one); });
  const includedCategories = why ? [...CATEGORIES, 'disabled-by-default-v8.cpu_profiler'] : CATEGORIES;
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories, excludedCategories: ['*'], enableArgumentFilter: false, traceBufferSizeInKb: 1_000_000 } });
  await run();
  const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return events;
}

/** What the frames of the busiest renderer's main thread cost, in ms. @param {any[]} events */
function costs(events) {
  const count = new Map();
  for (const e of events) if (e.name === 'FireAnimationFrame') count.set(`${e.pid}/${e.tid}`, (count.get(`${e.pid}/${e.tid}`) ?? 0) + 1);
  const main = [...count].sort((a, b) => b[1] - a[1])[0]?.[0];
  const mine = events.filter((e) => `${e.pid}/${e.tid}` === main).sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const all = [];
  const fresh = () => ({ ts: 0, begin: 0, scene: '', since: 0, script: 0, gc: 0, style: 0, paint: 0, slices: [] });
  let frame = fresh();
  let scene = { name: '', ts: mine[0]?.ts ?? 0 };
  /** The outermost slice, and whatever of another kind is inside it. */
  let outer = { end: -1, kind: '' };
  let collecting = -1;
  let untimed = 0;
  for (const e of mine) {
    if (e.name.startsWith('scene ')) scene = { name: e.name.slice(6), ts: e.ts };
    if (e.ph !== 'X') continue;
    const kind = SCRIPT.has(e.name) ? 'script' : GC.has(e.name) ? 'gc' : STYLE.has(e.name) ? 'style' : PAINT.has(e.name) ? 'paint' : IDLE.has(e.name) ? 'idle' : '';
    if (!kind) continue;
    if (e.tdur === undefined) untimed += 1;
    const ms = (e.tdur ?? e.dur) / 1000;
    const within = e.ts < outer.end;
    if (kind === 'gc' && e.ts >= collecting) {
      collecting = e.ts + e.dur;
      if (outer.kind !== 'idle' || !within) frame.gc += ms;
      if (within && outer.kind === 'script') frame.script -= ms;
    }
    if (within || kind === 'gc') continue;
    outer = { end: e.ts + e.dur, kind };
    // What this measurement itself runs in the page has no address.
    if (kind === 'idle' || (e.name === 'EvaluateScript' && !e.args?.data?.url)) continue;
    frame[kind] += ms;
    if (kind === 'script') {
      frame.begin ||= e.ts;
      frame.slices.push(e);
    }
    // A frame is done when the browser hands it over; what comes then belongs to the next.
    if (e.name === 'Commit') end(e);
  }
  function end(e) {
    all.push({ ...frame, ts: e.ts, scene: scene.name, since: (e.ts - scene.ts) / 1000 });
    frame = fresh();
  }
  return { frames: all, untimed, mine, events };
}

/** @param {string} name @param {ReturnType<typeof costs>} found */
function report(name, found) {
  const { frames: all, untimed } = found;
  const at = (sorted, share) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  const sorted = (of) => all.map(of).sort((a, b) => a - b);
  const script = sorted((f) => f.script);
  const both = sorted((f) => f.script + f.gc);
  const over = (list) => `over: ${list.filter((c) => c > LIMIT).length} of ${list.length}`;
  console.log(`${name}: script median ${at(script, 0.5)}, 95 % ${at(script, 0.95)}, 99 % ${at(script, 0.99)}, worst ${at(script, 1)}; ${over(script)}`);
  console.log(`  with its garbage: 99 % ${at(both, 0.99)}, worst ${at(both, 1)}; ${over(both)}`);
  for (const kind of KINDS.slice(1)) {
    const list = sorted((f) => f[kind]);
    console.log(`  ${kind} besides: median ${at(list, 0.5)}, 99 % ${at(list, 0.99)}, worst ${at(list, 1)}`);
  }
  console.log(`  longest: ${all.toSorted((a, b) => b.script - a.script).slice(0, 6).map((f) => `${f.script.toFixed(1)} ${f.scene} +${Math.round(f.since)}`).join(', ')}`);
  if (untimed) console.log(`  (${untimed} slices have wall time only)`);
  if (why) explain(found);
}

/** The longest frames: where in the story, and in which functions. @param {ReturnType<typeof costs>} found */
function explain({ frames: all, events, mine }) {
  const samples = profile(events, mine[0]?.pid);
  const worst = all.toSorted((a, b) => b.script + b.gc - a.script - a.gc).slice(0, 14);
  const total = new Map();
  const steady = new Map();
  const slices = all.flatMap((f) => f.slices);
  let i = 0;
  for (const { ts, stack } of samples) {
    while (i < slices.length && slices[i].ts + slices[i].dur < ts) i += 1;
    if (slices[i]?.ts <= ts) steady.set(stack[0], (steady.get(stack[0]) ?? 0) + 1);
  }
  for (const f of worst) {
    console.log(`  ${f.script.toFixed(1)} + gc ${f.gc.toFixed(1)} ms: ${f.scene} +${Math.round(f.since)} ms: ${f.slices.filter((e) => (e.tdur ?? e.dur) > 500).map((e) => `${e.name} ${e.args?.data?.type ?? ''} ${((e.tdur ?? e.dur) / 1000).toFixed(1)} (wall ${(e.dur / 1000).toFixed(1)})`).join(', ')}`);
    const own = new Map();
    for (const { ts, stack } of samples) {
      if (!f.slices.some((e) => ts >= e.ts && ts < e.ts + e.dur)) continue;
      for (const name of new Set(stack)) own.set(name, (own.get(name) ?? 0) + 1);
      total.set(stack[0], (total.get(stack[0]) ?? 0) + 1);
    }
    if (own.size) console.log(`      ${[...own].sort((a, b) => b[1] - a[1]).slice(0, 16).map(([n, c]) => `${n} ${c}`).join(', ')}`);
  }
  if (steady.size) console.log(`  in all frames by themselves: ${[...steady].sort((a, b) => b[1] - a[1]).slice(0, 40).map(([n, c]) => `${n} ${c}`).join(', ')}`);
  if (total.size) console.log(`  in these by themselves: ${[...total].sort((a, b) => b[1] - a[1]).slice(0, 25).map(([n, c]) => `${n} ${c}`).join(', ')}`);
}

/** The samples of the profile, each with its functions from the inside out. @param {any[]} events @param {number} pid */
function profile(events, pid) {
  const chunks = events.filter((e) => e.name === 'ProfileChunk' && e.pid === pid).sort((a, b) => a.ts - b.ts);
  const starts = new Map(events.filter((e) => e.name === 'Profile' && e.pid === pid).map((e) => [e.id, e.args.data.startTime]));
  const nodes = new Map();
  const clocks = new Map();
  const out = [];
  for (const { id, args: { data } } of chunks) {
    for (const node of data.cpuProfile?.nodes ?? []) nodes.set(`${id}/${node.id}`, node);
    let ts = clocks.get(id) ?? starts.get(id) ?? 0;
    (data.cpuProfile?.samples ?? []).forEach((sample, i) => {
      ts += data.timeDeltas[i];
      const stack = [];
      for (let node = nodes.get(`${id}/${sample}`); node; node = nodes.get(`${id}/${node.parent}`)) {
        const { functionName, url = '', lineNumber } = node.callFrame;
        stack.push(`${functionName || '·'}${url ? `@${url.split('/').pop()}:${(lineNumber ?? 0) + 1}` : ''}`);
      }
      out.push({ ts, stack });
    });
    clocks.set(id, ts);
  }
  return out.sort((a, b) => a.ts - b.ts);
}
