// A link says how it is told, too: depth and language, when the page opens and while it is open.

import { PAGE, player, press, SEED } from './player.mjs';

export default async function (t) {
  t.test('a link: depth and language, and what is copied has them only where they were chosen', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&scene=tcp&level=protocol&lang=es` });
    const said = (part) => page.locator(`tls-airmail ${part}`).first().textContent();
    await t.eventually(async () => /hilo sobre/.test(await said('.story')), 'in Spanish');
    t.match(await said('.protocol'), /RFC 9293/);
    const address = async () => {
      await press(page, 'Copiar enlace');
      return page.locator('tls-airmail [data-url]').inputValue();
    };
    t.match(await address(), /level=protocol&lang=es&/);
    await page.evaluate(() => (location.hash = '#scene=tcp&level=story&lang=en'));
    await t.eventually(async () => /thread/i.test(await said('.story')), 'in English again');
    await t.eventually(async () => (await page.locator('tls-airmail .protocol').count()) === 0, 'the story alone');
    t.ok(!/level=|lang=/.test(await page.locator('tls-airmail [data-url]').inputValue()));
    // A language that there is not changes nothing.
    await page.evaluate(() => (location.hash = '#scene=client-hello&lang=tlh'));
    await t.eventually(async () => /The Client writes/.test(await said('.story')), 'still in English');
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').getAttribute('lang')), 'en');
    await t.says(page.locator('tls-airmail .notice'), /no language called tlh/);
  });

  t.test('a link: a level, a language, a scene that there is not are said, until the next link', async () => {
    const page = await player(t, {}, { hash: `#seed=${SEED}&scene=tcp&level=deep&lang=tlh` });
    const notice = page.locator('tls-airmail .notice');
    await t.says(notice, /Level: There is no level called deep\.[^]*Language: There is no language called tlh/);
    await t.says(page.locator('tls-airmail .story'), /thread/);
    t.equal(await page.locator('tls-airmail .settings').count(), 0, 'the settings have nothing to do with it');
    await page.evaluate(() => (location.hash = '#scene=tcp&level=protocol'));
    await t.counts(notice, 0);
    await page.evaluate(() => (location.hash = '#scene=moon&level=deep'));
    await t.says(page.locator('tls-airmail .below'), /no scene called moon[^]*no level called deep/);
    await t.counts(page.locator('tls-airmail .protocol'), 0, 'plain words');
    await page.evaluate(() => (location.hash = '#scene=client-hello'));
    await t.says(page.locator('tls-airmail .story'), /The Client writes/);
    await t.counts(notice, 0);
  });

  t.test('the picture before the values come is that of the scene which the link leads to', async () => {
    const page = await t.newPage();
    let come;
    const values = new Promise((done) => (come = done));
    await page.route('**/*.wasm', async (route) => {
      await values;
      await route.continue();
    });
    await page.goto(`${t.origin}/${PAGE}#seed=${SEED}&scene=client-encrypts`);
    const stage = page.locator('tls-airmail .stage svg').first();
    await t.says(stage, /Encrypted\s*Pre-Master/);
    const view = await stage.getAttribute('viewBox');
    t.ok(!/[0-9a-f]{6}/.test(await stage.textContent()), 'no value yet');
    come();
    await t.says(stage, /[0-9a-f]{8}/);
    t.equal(await stage.getAttribute('viewBox'), view, 'the camera has not moved');
  });
}
