// Pictures of every scene, to be leafed through:
//
//   node tests/browser/shots.mjs [WORD...]      only scenes whose id contains one of the words
//   node tests/browser/shots.mjs '#resume=known' [WORD...]      another run, as a link says it
//
// Writes screenshots/scenes/WIDTH-THEME-NN-SCENE.png for 1280 and 360 px, light and dark, in the
// middle of the motion and at its end: every scene with RSA key exchange, and those that are others with
// ECDHE as WIDTH-THEME-ecdhe-NN-SCENE.png.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { open } from './pages.mjs';
import { ECDHE, OWN, SEED } from './player.mjs';
import { serve } from './server.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT = join(ROOT, 'screenshots/scenes');
const [hash = ''] = process.argv.slice(2).filter((word) => word.startsWith('#'));
const words = process.argv.slice(2).filter((word) => word !== hash);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const { origin, close } = await serve(ROOT);
await mkdir(OUT, { recursive: true });
let count = 0;
for (const width of [1280, 360]) {
  for (const dark of [false, true]) {
    for (const [kind, run] of hash ? [['', hash]] : [['', `#seed=${SEED}`], ['ecdhe-', ECDHE]]) {
      const page = await open(browser, origin, { width, height: width < 800 ? 740 : 900, dark });
      await page.goto(`${origin}/tests/browser/pages/player.html${run}`);
      await page.waitForFunction(() => document.querySelector('tls-airmail')?.transcript);
      const scenes = await page.evaluate(() => document.querySelector('tls-airmail').transcript.scenes.map((s) => s.id));
      for (const [i, id] of scenes.entries()) {
        if ((kind && !OWN.includes(id)) || (words.length && !words.some((word) => id.includes(word)))) continue;
        for (const p of [0.5, 1]) {
          await page.evaluate(seek, [id, p]);
          const name = `${width}-${dark ? 'dark' : 'light'}-${kind}${String(i + 1).padStart(2, '0')}-${id}${p < 1 ? '-half' : ''}.png`;
          await page.screenshot({ path: join(OUT, name) });
          count += 1;
        }
      }
      await page.context().close();
    }
  }
}
await browser.close();
close();
console.log(`${count} pictures in ${OUT}`);

/** Runs in the page: to a moment of a scene, without motion. @param {[string, number]} where */
async function seek([id, p]) {
  const { timeline } = await import('/www/timeline.js');
  const player = document.querySelector('tls-airmail');
  const cue = timeline(player.transcript).cues.find((c) => c.id === id);
  const scrubber = player.shadowRoot.querySelector('input[type=range]');
  scrubber.step = 'any';
  scrubber.value = String(cue.start + (cue.settled - cue.start) * p);
  scrubber.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  for (let i = 0; i < 4; i += 1) await new Promise((done) => requestAnimationFrame(done));
}
