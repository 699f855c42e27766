// Recipes, samples and the ledger on the page: they lead on, can be copied, fit, and everybody can use them.

import { at, haystack, player, press, still } from './player.mjs';

const open = (page) => page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.querySelectorAll('details').forEach((d) => (d.open = true)));
const inspector = (page) => page.locator('tls-airmail .inspector');
const fits = (page) => page.evaluate(() => {
  const root = document.querySelector('tls-airmail').shadowRoot;
  const wide = [...root.querySelectorAll('.recipe *, .reproduce *, .ledger *')].filter((n) => n.getBoundingClientRect().right > innerWidth + 1 || (n.scrollWidth > n.clientWidth + 2 && getComputedStyle(n).display !== 'inline' && n.clientWidth));
  return [document.documentElement.scrollWidth <= innerWidth, ...new Set(wide.map((n) => `${n.tagName}.${n.getAttribute('class')}`))];
});

export default async function (t) {
  for (const wishes of [{ width: 320, dark: true }, { width: 1280 }])
    t.test(`recipes fit and are accessible at ${wishes.width} px`, async () => {
      const page = await player(t, { ...wishes, reducedMotion: true });
      const known = await haystack(page);
      await still(page, 'why-master');
      await page.locator('tls-airmail [data-act="artifact:client.master_secret"]').click();
      const todo = ['artifact:client.key_block', 'artifact:client.server_write_key', 'artifact:client.client_finished_hash', 'artifact:client.encrypted_pre_master_secret', 'artifact:server.pre_master_secret', 'letter:client_message'];
      for (const next of ['', ...todo]) {
        if (next) await page.evaluate((act) => { const b = document.querySelector('tls-airmail').shadowRoot.querySelector('.inspector [data-act^="artifact"], .inspector button'); b.setAttribute('data-act', act); b.click(); }, next);
        await inspector(page).locator('.recipe').first().waitFor();
        await open(page);
        t.equal(await fits(page), [true], next);
        const hexes = await inspector(page).locator('.recipe pre.hex').allTextContents();
        t.ok(hexes.length > 0, next);
        for (const hex of hexes) t.ok(known.includes(hex.replaceAll(/\s/g, '')), `${next}: ${hex.slice(0, 30)}`);
      }
      await t.accessible(page);
    });

  t.test('a recipe leads to what went in, and to the scene where it was made', async () => {
    const page = await player(t, { reducedMotion: true });
    await still(page, 'why-master');
    await page.locator('tls-airmail .stage [data-act="artifact:client.master_secret"]').click();
    await inspector(page).locator('.formula .term', { hasText: 'pre_master_secret' }).click();
    await t.says(inspector(page).locator('h3'), /Pre-Master Secret/);
    await inspector(page).locator('.recipe [data-act^="goto:"]').first().click();
    t.equal(await at(page), 'client-encrypts');
    await t.counts(inspector(page), 0);
    const focused = await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement?.textContent);
    t.ok(focused?.length > 3, `the focus is not lost: ${focused}`);
  });

  t.test('the commands of a sample are copied as they stand', async () => {
    const page = await player(t, { reducedMotion: true });
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => void (globalThis.copied = text) } }));
    await still(page, 'why-master');
    await page.locator('tls-airmail .stage [data-act="artifact:client.master_secret"]').click();
    const sample = inspector(page).locator('.reproduce details').first();
    await sample.locator('summary').click();
    await sample.getByRole('button').click();
    await t.eventually(() => page.evaluate(() => globalThis.copied), 'something was copied');
    t.equal(await page.evaluate(() => globalThis.copied), await sample.locator('pre.shell').first().textContent());
    await t.eventually(async () => /Copied/.test(await sample.textContent()), 'and that is said');
    t.ok((await page.evaluate(() => globalThis.copied)).includes('openssl kdf'));
  });

  for (const wishes of [{ width: 320, dark: true }, { width: 1280 }])
    t.test(`the ledger fits and is accessible at ${wishes.width} px`, async () => {
      const page = await player(t, { ...wishes, reducedMotion: true });
      await still(page, 'close-notify');
      await press(page, 'Who knows what');
      t.equal(await fits(page), [true]);
      t.ok((await page.getByRole('row').count()) > 20, 'it is a table for those who hear it');
      await t.counts(page.getByRole('columnheader'), 4);
      await t.accessible(page);
    });
}
