// What is fetched later than the first frame: it comes when it is opened, and what does not come is said.

import { mount, packed } from './packed.mjs';
import { frames, press, SEED } from './player.mjs';

/** What stands in a folder of rooms: as modules, and as chunks of dist/. */
const LEDGER = { www: '**/www/rooms/ledger.js', dist: '**/chunks/ledger-*.js' };

export default async function (t) {
  /** @param {{dist?: boolean, lang?: string, before?: (page: any) => Promise<void>} & Record<string, any>} [wishes] */
  const open = async ({ dist = false, lang = 'en', before = async () => {}, ...wishes } = {}) => {
    const page = await t.newPage(wishes);
    page.asked = [];
    page.on('request', (request) => page.asked.push(new URL(request.url()).pathname));
    // Nothing is fetched ahead.
    await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    const folder = dist ? '/tls-airmail/' : '/www/';
    if (dist) await mount(page, folder, (await packed(t.root)).folder);
    await page.route('**/rooms.html', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Rooms</title><script type="module" src="${folder}tls-airmail.js"></script></head><body><main><h1>Rooms</h1><tls-airmail seed="${SEED}"></tls-airmail></main></body></html>` }));
    await before(page);
    await page.goto(`${t.origin}/rooms.html`);
    return page;
  };
  const ready = (page) => page.waitForFunction(() => document.querySelector('tls-airmail')?.transcript);

  for (const dist of [false, true]) {
    const what = dist ? 'dist' : 'modules';

    t.test(`${what}: a panel that is opened is fetched, and the focus goes there`, async () => {
      const page = await open({ dist });
      await ready(page);
      const ours = () => page.asked.filter((path) => /ledger/.test(path));
      t.equal(ours(), []);
      await press(page, 'Who knows what');
      await t.eventually(() => page.locator('tls-airmail .ledger table').count(), 'it comes');
      await t.eventually(() => page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement?.getAttribute('data-focus') === 'ledger'), 'the focus is there');
      t.equal(ours().filter((path) => /rooms\/ledger|chunks\/ledger/.test(path)).length, 1);
    });

    t.test(`${what}: what does not come is said, the player plays on, and it can be tried again`, async () => {
      const page = await open({ dist, allow: [/.*/] });
      await ready(page);
      await page.route(LEDGER[dist ? 'dist' : 'www'], (route) => route.abort());
      await press(page, 'Who knows what');
      const notice = page.locator('tls-airmail .notice', { hasText: 'could not be fetched' });
      await t.eventually(() => notice.count(), 'it is said');
      await press(page, 'Next scene');
      await t.eventually(() => page.evaluate(() => document.querySelector('tls-airmail').scene === 'tcp'), 'the player plays on');
      await page.unroute(LEDGER[dist ? 'dist' : 'www']);
      await notice.getByRole('button', { name: 'Try again' }).click();
      await t.eventually(() => page.locator('tls-airmail .ledger table').count(), 'it comes in the end');
      t.equal(await notice.count(), 0);
    });
  }

  t.test('dist: the words come in two parts: those of the stage first, the rest when they are needed', async () => {
    const page = await open({ dist: true, lang: 'es' });
    await ready(page);
    await frames(page);
    const words = () => page.asked.map((path) => /chunks\/(prose_\w+|[^/]*rest)-/.exec(path)?.[1]).filter(Boolean);
    t.equal(words(), ['prose_es']);
    t.match(await page.locator('tls-airmail .caption').innerText(), /Cliente/);
    await page.getByLabel('Nivel').selectOption('protocol');
    await t.eventually(() => page.locator('tls-airmail .protocol').count(), 'the protocol is told');
    t.equal(words().length, 2, words().join());
  });

  t.test('where no words come at all that is said, in the language of the page, and can be tried again', async () => {
    const page = await open({ lang: 'es', allow: [/.*/], before: (page) => page.route(/prose\/e.\.js$/, (route) => route.abort()) });
    const stage = page.locator('tls-airmail .stage');
    await t.eventually(async () => /No se ha podido cargar/.test(await stage.textContent()), 'it is said');
    await page.unroute(/prose\/e.\.js$/);
    await press(page, 'Reintentar');
    await ready(page);
    await t.eventually(async () => /Cliente/.test(await page.locator('tls-airmail .caption').innerText()), 'and then it speaks');
  });
}
