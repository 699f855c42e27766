// The post of www/examples/jekyll, built by Jekyll and read as a visitor reads it.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mount, packed } from './packed.mjs';
import { frames } from './player.mjs';

const POST = '/notes/where-session-keys-come-from/';
const FIGURES = ['client-hello-flight', 'parties', 'client-encrypts', 'pre-master-flight', 'server-decrypts', 'session-keys-ready', 'server-encrypts', 'server-message-flight', 'client-decrypts', 'tcp'];

/** Where a figure may be put, too. */
const ODD = `---
layout: default
title: In odd places
---
* in a list: {% include airmail.html scene="tcp" session="odd" alt="A thread over the crowd." %}
* behind it

1. in a numbered one

   {% include airmail.html scene="client-message" session="odd" height="300px" alt="Words turn black." %}

> In a quotation
>
> {% include airmail.html scene="client-decrypts" session="odd" alt="Tada!" %}

<details markdown="1" open><summary>More</summary>

{% include airmail.html scene="session-keys" session="odd" controls="simple" alt="A strip is cut." %}

</details>

| here | {% include airmail.html scene="close-notify" session="odd" alt="Both wave." %} |

In the middle {% include airmail.html scene="why-master" session="odd" height="300px" alt="Two cards." %} of a line.

{% include airmail.html scene="why-master" session="odd" height="240px" id="once-more" alt="The same two." %}
`;

export default async function (t) {
  let site;
  /** The site, built once. */
  const build = () => {
    site ??= (async () => {
      const { folder } = await packed(t.root);
      const work = await mkdtemp(join(tmpdir(), 'airmail-'));
      await cp(join(t.root, 'www/examples/jekyll'), join(work, 'src'), { recursive: true });
      await cp(folder, join(work, 'src/tls-airmail'), { recursive: true });
      await writeFile(join(work, 'src/_posts/2026-11-01-in-odd-places.md'), ODD);
      await promisify(execFile)('jekyll', ['build', '--source', join(work, 'src'), '--destination', join(work, 'out'), '--disable-disk-cache', '--quiet'], { cwd: work });
      return { work, out: join(work, 'out') };
    })();
    return site;
  };
  const post = async (wishes = {}) => {
    const { out } = await build();
    const page = await t.newPage(wishes);
    page.asked = [];
    page.on('request', (request) => page.asked.push(new URL(request.url()).pathname));
    await mount(page, '/notes/', out);
    await page.goto(t.origin + POST);
    return page;
  };
  const secrets = (page) => page.evaluate(() => [...document.querySelectorAll('tls-airmail')].map((e) => String(e.transcript?.artifacts.find((a) => a.id === 'client.pre_master_secret').bytes)));
  /** Reads on, a screen at a time, to the end. */
  const read = async (page) => {
    for (let y = 0; ; y += 500) {
      const more = await page.evaluate((y) => {
        scrollTo(0, y);
        return y < document.documentElement.scrollHeight;
      }, y);
      await frames(page);
      await page.waitForTimeout(60);
      if (!more) break;
    }
    await t.eventually(() => page.evaluate(() => [...document.querySelectorAll('tls-airmail')].every((e) => e.transcript)), 'every figure lives', 20_000);
  };

  t.test('jekyll: the post under its baseurl: every figure where its picture was, one handshake for all', async () => {
    const page = await post();
    await read(page);
    t.equal(await page.evaluate(() => [...document.querySelectorAll('tls-airmail')].map((e) => e.scene)), FIGURES);
    const all = await secrets(page);
    t.equal(new Set(all).size, 1, 'one pre-master secret');
    t.ok(all[0].length > 100);
    t.equal(await page.evaluate(() => document.querySelectorAll('tls-airmail')[0].shadowRoot.querySelectorAll('.stage.sequence .arrow').length), 16, 'the first is the diagram');
    // The green card of the box is the one that comes out of the other box.
    const shown = await page.evaluate(() => ['client-encrypts', 'server-decrypts'].map((id) => document.querySelector(`tls-airmail[scene=${id}]`).shadowRoot.querySelector('.stage [data-act$=".pre_master_secret"]')?.textContent.match(/03 ?03 ?[0-9a-f ]+/)?.[0].trim()));
    t.ok(shown[0], 'a card shows its bytes');
    t.equal(shown[0], shown[1]);
    t.equal(page.asked.filter((path) => path.endsWith('.wasm')).length, 1, 'one core');
    t.ok(page.asked.every((path) => path.startsWith('/notes/') || path === '/favicon.ico'), String(page.asked));
  }, { timeout: 240_000 });

  t.test('jekyll: nothing is fetched for figures that are far away, and no request leaves after that', async () => {
    const page = await post({ height: 600 });
    await t.eventually(() => page.evaluate(() => Boolean(document.querySelector('tls-airmail').transcript)), 'the first one is near');
    t.equal((await secrets(page)).slice(4).filter((s) => s !== 'undefined'), [], 'the others wait');
    await read(page);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const before = page.asked.length;
    await page.evaluate(() => document.querySelector('tls-airmail[scene=tcp]').goTo('client-message'));
    await page.evaluate(() => document.querySelector('tls-airmail[scene=parties]').play());
    await page.waitForTimeout(700);
    t.equal(page.asked.slice(before), []);
  });

  for (const [width, dark] of [[1280, false], [360, true]]) {
    t.test(`jekyll: reading the post at ${width} px shifts nothing`, async () => {
      const page = await post({ width, height: 800, dark });
      await page.evaluate(() => {
        globalThis.shifts = [];
        new PerformanceObserver((list) => {
          for (const e of list.getEntries()) if (e.value > 0) globalThis.shifts.push(`${e.value} ${e.sources.map((s) => s.node?.id || s.node?.nodeName)}`);
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await read(page);
      t.equal(await page.evaluate(() => globalThis.shifts), []);
      t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
      await page.evaluate(() => document.querySelector('tls-airmail[scene=client-encrypts]').scrollIntoView());
      await t.shot(page, `jekyll-${width}`);
    });
  }

  t.test('jekyll: without JavaScript there are pictures, text and a link', async () => {
    const page = await post({ javaScript: false });
    await t.says(page.locator('main'), /the same 48 bytes/);
    const figures = page.locator('tls-airmail a img');
    await t.counts(figures, FIGURES.length);
    for (let i = 0; i < FIGURES.length; i += 1) {
      await figures.nth(i).scrollIntoViewIfNeeded();
      t.ok((await figures.nth(i).boundingBox()).height > 100);
      t.ok((await figures.nth(i).getAttribute('alt')).length > 20);
    }
    const { out } = await build();
    for (const href of await page.locator('tls-airmail a').evaluateAll((links) => links.map((a) => a.getAttribute('href')))) {
      await readFile(join(out, href.replace('/notes/', '').replace(/#.*/, '')));
    }
  });

  t.test('jekyll: in a list, a quotation, a table, details and a line of text, one scene twice: every figure lives, and no tag is seen', async () => {
    const { out } = await build();
    const page = await t.newPage();
    await mount(page, '/notes/', out);
    await page.goto(`${t.origin}/notes/in-odd-places/`);
    await read(page);
    t.equal(await page.evaluate(() => [...document.querySelectorAll('tls-airmail')].map((e) => [e.scene, (e.parentElement.closest('li, blockquote, details, td') ?? e.parentElement).localName])),
      [['tcp', 'li'], ['client-message', 'li'], ['client-decrypts', 'blockquote'], ['session-keys', 'details'], ['close-notify', 'td'], ['why-master', 'p'], ['why-master', 'main']]);
    t.equal(await page.evaluate(() => [...document.querySelectorAll('[id]')].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i)), [], 'no id twice');
    t.equal(await page.evaluate(() => [...document.querySelectorAll('tls-airmail[scene=why-master]')].map((e) => [e.id, Math.round(e.shadowRoot.querySelector('.stage').getBoundingClientRect().height)])), [['', 300], ['once-more', 240]], 'each as high as it was told');
    t.equal(new Set(await secrets(page)).size, 1, 'one handshake');
    t.ok(!(await page.locator('main').innerText()).includes('<'), 'no tag fell out of its place');
    t.equal(await page.locator('main li').count(), 3, 'the lists go on');
  }, { timeout: 120_000 });

  t.test('jekyll: a feed reader gets the same pictures and words', async () => {
    const { out } = await build();
    const page = await t.newPage();
    await page.goto(`${t.origin}/tests/browser/pages/smoke.html`);
    const seen = await page.evaluate((xml) => {
      const feed = new DOMParser().parseFromString(xml, 'application/xml');
      const html = feed.querySelector('entry content').textContent;
      const entry = new DOMParser().parseFromString(html, 'text/html');
      entry.querySelectorAll('script, style').forEach((n) => n.remove());
      return { broken: feed.querySelector('parsererror') !== null, images: [...entry.images].map((i) => i.getAttribute('src')), text: entry.body.textContent };
    }, await readFile(join(out, 'feed.xml'), 'utf8'));
    t.equal(seen.broken, false);
    t.equal(seen.images, ['sequence', ...FIGURES.slice(1)].map((id) => `/notes/tls-airmail/posters/${id}.svg`));
    t.match(seen.text, /pre-master\s+secret/);
  });

  t.test('jekyll: the blog keeps its look and the figures keep theirs', async () => {
    const page = await post();
    await read(page);
    const looks = await page.evaluate(() => {
      const figure = document.querySelector('tls-airmail[scene=parties]').shadowRoot;
      return { h2: getComputedStyle(figure.querySelector('h2')).textTransform, button: getComputedStyle(figure.querySelector('button')).borderRadius, blog: getComputedStyle(document.querySelector('main > h2')).textTransform, body: getComputedStyle(document.body).fontFamily };
    });
    t.equal(looks.h2, 'none');
    t.equal(looks.button, '6px');
    t.equal(looks.blog, 'uppercase');
    t.match(looks.body, /Georgia/);
    await t.accessible(page);
  });

  await t.test('jekyll: its folder is put away', async () => {
    const { work } = await build();
    await rm(work, { recursive: true });
  });
}
