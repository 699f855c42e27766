// The snippets of docs/embedding.md, taken out of it and put on pages; and the examples.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mount, packed } from './packed.mjs';
import { frames } from './player.mjs';

export default async function (t) {
  const text = await readFile(join(t.root, 'docs/embedding.md'), 'utf8');
  /** The snippets under a heading. @param {string} heading */
  const snippets = (heading) => {
    const part = text.split(/^## /m).find((one) => one.startsWith(heading));
    if (!part) throw new Error(`docs/embedding.md has no heading ${heading}`);
    return [...part.matchAll(/```(?:html|js)\n([\s\S]*?)```/g)].map((found) => found[1]);
  };
  const used = new Set();
  /** A page with nothing but snippets. @param {string[]} parts @param {any} [wishes] */
  const paste = async (parts, wishes = {}) => {
    parts.forEach((part) => used.add(part));
    const page = await t.newPage(wishes);
    await mount(page, '/tls-airmail/', (await packed(t.root)).folder);
    await page.route('**/scrollama.min.js', async (route) => route.fulfill({ contentType: 'text/javascript', body: await readFile(join(t.root, 'node_modules/scrollama/build/scrollama.min.js')) }));
    await page.route('**/post.html', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A post</title></head><body>${parts.join('\n')}</body></html>` }));
    await page.goto(`${t.origin}/post.html`);
    return page;
  };
  const [tag] = snippets('One script, one tag');
  const script = tag.split('\n').filter((line) => /^<(script|link)/.test(line)).join('\n');
  const all = (page) => page.waitForFunction(() => {
    const players = [...document.querySelectorAll('tls-airmail')];
    const next = players.find((e) => !e.transcript);
    next?.scrollIntoView();
    return players.length && !next;
  });

  t.test('docs: one script, one tag', async () => {
    const page = await paste([tag]);
    await all(page);
    await page.getByRole('button', { name: 'Next scene', exact: true }).click();
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').scene), 'tcp');
    t.equal(await page.evaluate(() => document.images[0].complete), true, 'the picture inside is there');
    const bare = await paste([tag], { javaScript: false });
    t.ok((await bare.locator('tls-airmail img').boundingBox()).height > 50, 'and seen without JavaScript');
  });

  t.test('docs: living figures share one handshake and one core', async () => {
    const [figures] = snippets('One living figure');
    const page = await paste([script, figures]);
    await all(page);
    const seen = await page.evaluate(() => [...document.querySelectorAll('tls-airmail')].map((e) => [e.scene, String(e.transcript.artifacts.find((a) => a.name === 'pre_master_secret').bytes)]));
    t.equal(seen.map(([scene]) => scene), ['client-encrypts', 'server-decrypts']);
    t.equal(seen[0][1], seen[1][1]);
    t.equal(await page.evaluate(() => performance.getEntriesByType('resource').filter((e) => e.name.endsWith('.wasm')).length), 1);
  });

  t.test('docs: one value, one letter', async () => {
    const parts = snippets('One value, one letter');
    const page = await paste([script, ...parts]);
    await all(page);
    await t.eventually(() => page.evaluate(() => [...document.querySelectorAll('tls-airmail')].every((e) => e.shadowRoot.querySelector('.inspector'))), 'each is open');
  });

  t.test('docs: the iframe, and the two lines that listen', async () => {
    const [frame, listener] = snippets('An iframe');
    const page = await paste([listener, frame]);
    await t.eventually(() => page.evaluate(() => document.querySelector('iframe').contentDocument.querySelector('tls-airmail')?.transcript), 'it plays');
    await t.eventually(() => page.evaluate(() => {
      const f = document.querySelector('iframe');
      return f.clientHeight !== 600 && Math.abs(f.clientHeight - f.contentDocument.documentElement.getBoundingClientRect().height) < 2;
    }), 'it is as high as what is in it');
    t.equal(await page.evaluate(() => document.querySelector('iframe').contentDocument.querySelector('tls-airmail').scene), 'client-encrypts');
    // Somebody else's message changes nothing.
    const before = await page.evaluate(() => document.querySelector('iframe').clientHeight);
    await page.evaluate(() => postMessage({ type: 'tls-airmail-height', height: 17 }, '*'));
    await page.waitForTimeout(100);
    t.equal(await page.evaluate(() => document.querySelector('iframe').clientHeight), before);
  });

  t.test('docs: in an iframe there is no scroll bar while the page around may make room, and one where it does not', async () => {
    const [frame, listener] = snippets('An iframe');
    const scrolls = (page) => page.evaluate(() => {
      const root = document.querySelector('iframe').contentDocument.documentElement;
      return getComputedStyle(root).overflowY !== 'hidden' && root.scrollHeight > root.clientHeight;
    });
    const deaf = await paste([frame]);
    await t.eventually(() => deaf.evaluate(() => document.querySelector('iframe').contentDocument.querySelector('tls-airmail')?.transcript), 'it plays');
    await t.eventually(() => scrolls(deaf), 'all of it can be reached');
    const page = await paste([`<script>globalThis.told = []; addEventListener('message', (e) => told.push([e.data.height, getComputedStyle(document.querySelector('iframe').contentDocument.documentElement).overflowY]));</script>`, listener, frame]);
    await t.eventually(() => page.evaluate(() => document.querySelector('iframe').contentDocument.querySelector('tls-airmail')?.transcript), 'it plays');
    await page.waitForTimeout(700);
    const { told, height } = await page.evaluate(() => ({ told: globalThis.told, height: document.querySelector('iframe').clientHeight }));
    t.ok(told.length > 0 && told.every(([, overflow]) => overflow === 'hidden'), `measured without a scroll bar: ${JSON.stringify(told)}`);
    t.equal(told.at(-1)[0], height);
    t.equal(await scrolls(page), false);
  });

  for (const [index, name] of [[0, 'our helper'], [1, 'scrollama']]) {
    t.test(`docs: the stage follows the text, with ${name}`, async () => {
      const parts = snippets('The stage follows the text');
      const steps = parts[0].split('\n').filter((line) => line.startsWith('<p')).map((line) => line.replace('<p', '<p style="height: 700px"')).join('\n');
      used.add(parts[index]);
      const page = await paste([script, '<tls-airmail style="position: sticky; top: 0; display: block; height: 300px; overflow: hidden"></tls-airmail>', steps, '<p style="height: 900px"></p>', index ? parts[1] : parts[0].slice(parts[0].indexOf('<script'))], { height: 700 });
      await all(page);
      for (const scene of ['tcp', 'client-encrypts', 'tcp']) {
        await page.evaluate((scene) => document.querySelector(`[data-scene="${scene}"]`).scrollIntoView({ block: 'center' }), scene);
        await t.eventually(() => page.evaluate((scene) => document.querySelector('tls-airmail').scene === scene, scene), `${scene} is on the stage while it is read`);
      }
    });
  }

  for (const name of ['follow', 'scrollama']) {
    for (const width of [1280, 360]) {
      t.test(`examples: ${name}.html at ${width} px`, async () => {
        const page = await t.newPage({ width, height: 760, dark: false });
        await page.goto(`${t.origin}/www/examples/${name}.html`);
        await all(page);
        const scenes = await page.locator('[data-scene]').evaluateAll((steps) => steps.map((p) => p.dataset.scene));
        t.equal(scenes.length, 7);
        for (const scene of [...scenes, scenes[2]]) {
          await page.evaluate((scene) => {
            const step = document.querySelector(`[data-scene="${scene}"]`);
            scrollTo(0, step.getBoundingClientRect().top + scrollY - innerHeight * 0.55);
          }, scene);
          await t.eventually(() => page.evaluate((scene) => document.querySelector('tls-airmail').scene === scene, scene), `${scene} is on the stage while it is read`);
        }
        const box = await page.locator('tls-airmail').boundingBox();
        t.ok(box.width > (width > 800 ? 600 : 350), `the stage has room: ${box.width}`);
        t.ok(box.y > -5 && box.y < 60, `the stage stays in sight: ${box.y}`);
        t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
        await frames(page);
        await t.shot(page, `example-${name}-${width}`);
        await t.accessible(page);
      });
    }
  }

  await t.test('docs: every snippet of HTML was tried', async () => {
    const every = [...text.matchAll(/```(?:html|js)\n([\s\S]*?)```/g)].map((found) => found[1]);
    const tried = (part) => used.has(part) || [...used].some((one) => one.includes(part));
    t.equal(every.filter((part) => !tried(part)), []);
    t.ok(every.length >= 6);
  });
}
