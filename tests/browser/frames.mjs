// What a frame costs while scrubbing through the whole story, with the processor slowed down four times:
//
//   node tests/browser/frames.mjs
//
// Prints milliseconds of script per frame. A measurement, not a test.

import { chromium } from 'playwright-core';
import { fileURLToPath } from 'node:url';
import { open } from './pages.mjs';
import { player } from './player.mjs';
import { serve } from './server.mjs';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const { origin, close } = await serve(fileURLToPath(new URL('../../', import.meta.url)));
for (const width of [1280, 360]) {
  const page = await player({ origin, newPage: (wishes) => open(browser, origin, wishes) }, { width });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  for (const round of ['first', 'second']) {
    const costs = await page.evaluate(async () => {
      const player = document.querySelector('tls-airmail');
      const scrubber = player.shadowRoot.querySelector('input[type=range]');
      scrubber.step = 'any';
      const out = [];
      for (let i = 0; i < 600; i += 1) {
        scrubber.value = String((Number(scrubber.max) * i) / 600);
        const start = performance.now();
        scrubber.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        out.push(performance.now() - start);
        await new Promise((done) => requestAnimationFrame(done));
      }
      return out.sort((a, b) => a - b);
    });
    const at = (share) => costs[Math.min(costs.length - 1, Math.floor(costs.length * share))].toFixed(1);
    console.log(`${width} px, ${round} time through, 4× throttled: median ${at(0.5)} ms, 95% ${at(0.95)} ms, 99% ${at(0.99)} ms, worst ${at(1)} ms; over 16.7 ms: ${costs.filter((c) => c > 16.7).length} of ${costs.length}`);
  }
  await page.context().close();
}
await browser.close();
close();
