// A link says how it is told, too: depth and language, when the page opens and while it is open.

import { player, press, SEED } from './player.mjs';

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
  });
}
