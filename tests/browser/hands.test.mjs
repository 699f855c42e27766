// The published connection is one of the hands: by link, by attribute, by button, with its credit; every scene plays it.

import { readFileSync } from 'node:fs';
import { at, player, press, scenes, SEED, still } from './player.mjs';

const vector = JSON.parse(readFileSync(new URL('../vectors/illustrated-tls12.json', import.meta.url), 'utf8'));
const HASH = '#hand=illustrated';
const records = (page) =>
  page.evaluate(() => document.querySelector('tls-airmail').transcript.letters.flatMap((l) => l.records.map((r) => [...l.bytes.subarray(r.start, r.end)].map((b) => b.toString(16).padStart(2, '0')).join(''))));

export default async function (t) {
  t.test('hands: the page writes the 13 published records, byte for byte', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: HASH });
    const published = vector.outputs.records_in_order.map(({ hex }) => hex);
    const ours = await records(page);
    t.equal(ours.slice(0, 13), published);
    t.equal(ours.length, 14, 'and one more: our Server answers the goodbye');
    const credit = page.locator('tls-airmail .published');
    await t.says(credit, /Michael Driscoll, MIT License/);
    t.equal(await credit.locator('a').getAttribute('href'), 'https://tls12.xargs.org');
    const master = await page.evaluate(() => [...document.querySelector('tls-airmail').transcript.artifacts.find((a) => a.id === 'client.master_secret').bytes].map((b) => b.toString(16).padStart(2, '0')).join(''));
    t.equal(master, vector.outputs.master);
  });

  t.test('hands: every scene of it can be seen, small and large, and axe finds nothing', async () => {
    for (const wishes of [{ width: 1280 }, { width: 360, dark: true, lang: 'es' }]) {
      const page = await player(t, { ...wishes, height: 800, reducedMotion: true }, { hash: HASH });
      const ids = await scenes(page);
      t.equal(ids.length, 27);
      for (const id of ids) {
        await still(page, id);
        t.equal(await at(page), id);
        t.ok((await page.locator('tls-airmail .plain').textContent()).length > 20, id);
      }
      await still(page, 'certificate-check');
      await t.says(page.locator('tls-airmail .plain'), /that very one|justo esa/, 'what is not checked is not said to be');
      await t.accessible(page);
      t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }
  }, { timeout: 120_000 });

  t.test('hands: asked for by a button, left by another; the link to it is short', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}` });
    await press(page, 'Change the handshake');
    await press(page, 'The published connection');
    await t.eventually(() => page.locator('tls-airmail .published').count(), 'it is dealt');
    t.equal((await records(page))[0], vector.outputs.records_in_order[0].hex);
    await press(page, 'Copy link');
    t.match(await page.locator('tls-airmail [data-url]').inputValue(), /#scene=parties&hand=illustrated$/);
    await page.getByLabel('Your message').count();
    await page.locator('tls-airmail .published').getByRole('button').click();
    await t.eventually(async () => (await page.locator('tls-airmail .published').count()) === 0, 'back to a hand of my own');
    t.ok((await records(page))[0] !== vector.outputs.records_in_order[0].hex);
    t.ok((await page.evaluate(() => document.querySelector('tls-airmail').transcript.certificates.length)) === 2, 'with an Authority');
  });

  t.test('hands: another message is another handshake; the same once more is not', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: HASH });
    await press(page, 'Change the handshake');
    await page.getByRole('button', { name: 'Play this handshake' }).click();
    await page.waitForTimeout(300);
    await t.counts(page.locator('tls-airmail .published'), 1, 'nothing was changed');
    await page.getByLabel('Your message').fill('pong');
    await page.getByRole('button', { name: 'Play this handshake' }).click();
    await t.eventually(async () => (await page.locator('tls-airmail .published').count()) === 0, 'somebody else’s hand no more');
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').transcript.outcome.serverRead), 'pong');
  });

  t.test('hands: by attribute; one that there is not is named, and the story goes on', async () => {
    const page = await t.newPage({});
    await page.goto(`${t.origin}/tests/browser/pages/player.html#hand=nobody`);
    await page.waitForFunction(() => document.querySelector('tls-airmail')?.transcript);
    await t.says(page.locator('tls-airmail .notice').first(), /no published connection called nobody/);
    await page.evaluate(() => document.querySelector('tls-airmail').setAttribute('hand', 'illustrated'));
    await t.eventually(() => page.locator('tls-airmail .published').count(), 'by attribute');
    t.equal((await records(page))[0], vector.outputs.records_in_order[0].hex);
    await page.evaluate(() => { location.hash = '#seed=' + '00'.repeat(32); });
    await t.eventually(async () => (await page.locator('tls-airmail .published').count()) === 1, 'the same seed is no change');
    await page.evaluate((seed) => { location.hash = `#seed=${seed}`; }, SEED);
    await t.eventually(async () => (await page.locator('tls-airmail .published').count()) === 0, 'a link with another seed');
  });
}
