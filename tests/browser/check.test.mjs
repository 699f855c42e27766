// "Check everything" on the page: it is apart from the stage, says what it did and what it could not do, and
// finds what is wrong.

import { player, press, SEED, still } from './player.mjs';

const panel = (page) => page.locator('tls-airmail .check-all');

export default async function (t) {
  for (const [suite, not] of [['TLS_RSA_WITH_AES_128_CBC_SHA', 0], ['TLS_RSA_WITH_AES_256_GCM_SHA384', 0], ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 0], ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA&groups=secp256r1', 0], ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 0], ['TLS_RSA_WITH_AES_128_CBC_SHA&resume=known', 0], ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256&resume=forgotten', 0]])
    t.test(`check everything: ${suite}`, async () => {
      const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&suite=${suite}` });
      await press(page, 'Check everything');
      await panel(page).getByRole('button', { name: 'Check it all now' }).click();
      await t.eventually(() => panel(page).locator('details').count(), 'it ends');
      const said = await panel(page).locator('[role=status]').textContent();
      t.match(said, new RegExp(`^All \\d+ that could be checked agree\\. ${not} of \\d+ could not be checked\\.$`));
      await t.counts(panel(page).locator('.bad'), 0);
      if (suite.includes('CHACHA20')) t.equal(await panel(page).locator('.ok', { hasText: 'after RFC 8439' }).count(), 8);
      if (suite.includes('known')) t.equal(await panel(page).locator('.ok', { hasText: 'in the connection before' }).count(), 4);
    });

  t.test('check everything: a wrong byte gets a cross', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&suite=TLS_RSA_WITH_AES_128_CBC_SHA` });
    const wrong = await page.evaluate(async () => {
      const { items, check } = await import('/www/check/run.js');
      const t = document.querySelector('tls-airmail').transcript;
      const i = t.artifacts.findIndex((a) => a.id === 'client.master_secret');
      const bytes = Uint8Array.from(t.artifacts[i].bytes);
      bytes[7] ^= 1;
      const copy = { ...t, artifacts: t.artifacts.with(i, { ...t.artifacts[i], bytes }) };
      const results = [];
      for (const item of items(copy)) results.push(await check(copy, crypto.subtle, item));
      return results.filter((r) => r.state === 'bad').map((r) => r.what);
    });
    t.ok(wrong.includes('artifact:client.master_secret'), `${wrong}`);
    t.ok(wrong.includes('artifact:client.key_block') && !wrong.includes('artifact:server.master_secret'), 'and what was made of it, and nothing else');
    // The same as a reader would see it.
    await page.evaluate(() => (document.querySelector('tls-airmail').transcript.artifacts.find((a) => a.id === 'client.master_secret').bytes[7] ^= 1));
    await press(page, 'Check everything');
    await panel(page).getByRole('button', { name: 'Check it all now' }).click();
    await t.eventually(() => panel(page).locator('.sum.wrong').count(), 'it is said');
    await t.says(panel(page).locator('li.bad').first(), /✗ Master Secret: WebCrypto/);
    await t.accessible(page);
  });

  t.test('check everything: without WebCrypto it says so', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}` });
    await page.evaluate(() => Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined }));
    await press(page, 'Check everything');
    await panel(page).getByRole('button', { name: 'Check it all now' }).click();
    await t.eventually(() => panel(page).locator('details').count(), 'it ends');
    t.ok((await panel(page).locator('.not').count()) > 10);
    t.match(await panel(page).locator('.not').first().textContent(), /there is no WebCrypto here/);
    await t.counts(panel(page).locator('.bad'), 0);
  });

  t.test('check everything: what was checked of one handshake is not said of another; axe; small', async () => {
    const page = await player(t, { width: 360, dark: true, reducedMotion: true }, { hash: `#seed=${SEED}` });
    await press(page, 'Check everything');
    await panel(page).getByRole('button', { name: 'Check it all now' }).click();
    await t.eventually(() => panel(page).locator('details').count(), 'it ends');
    await panel(page).locator('summary').first().click();
    await t.accessible(page);
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await panel(page).locator('[data-act="artifact:client.master_secret"]').first().click();
    await page.locator('tls-airmail .inspector').waitFor();
    await press(page, 'New randomness');
    await t.eventually(async () => (await panel(page).locator('details').count()) === 0, 'it is gone');
    await still(page, 'tcp');
  });
}
