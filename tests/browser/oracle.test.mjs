// The padding oracle: the attack runs in the core, and what is seen of it is what the core found.

import { act, at, frames, player, press, SEED } from './player.mjs';

const lesson = (page) => page.locator('tls-airmail .oracle');
const slider = (page) => page.locator('tls-airmail [data-input="whatif-narrowing"]');

async function open(t, wishes, hash = `#seed=${SEED}`) {
  const page = await player(t, wishes, { hash });
  await act(page, 'panel:whatif');
  await act(page, 'whatif:lesson/oracle');
  return page;
}

/** What the core finds, asked directly. */
const direct = (page, leak) => page.evaluate(async ([seed, leak]) => {
  const { start } = await import('/www/workshop.js');
  const run = (await start()).bleichenbacher(seed, leak, () => {});
  const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
  return { block: hex(run.block), asked: run.asked, rounds: run.rounds.map((r) => ({ asked: r.asked, low: hex(r.low), high: hex(r.high) })), secret: run.secret && String.fromCharCode(...run.secret) };
}, [SEED, leak]);

async function ask(t, page, leak) {
  await page.locator('tls-airmail [data-input="whatif-leak"]').selectOption(leak);
  await act(page, 'whatif:ask');
  await t.eventually(() => lesson(page).locator('.course').count(), `${leak} is asked`, 60_000);
}

export default async function (t) {
  for (const leak of ['start', 'padding']) {
    t.test(`a server that gives away the ${leak} of a block is asked until the secret is out`, async () => {
      const page = await open(t, { reducedMotion: true });
      const found = await direct(page, leak);
      await ask(t, page, leak);
      await t.eventually(() => lesson(page).locator('.course .found').count(), 'the end is shown');
      const said = await lesson(page).locator('.course .found').innerText();
      t.equal(said.replace(/.*:/, '').replace(/[^0-9a-f]/g, '').slice(0, 32), found.block);
      t.equal(await lesson(page).locator('q').innerText(), found.secret);
      t.ok(said.includes(`After ${found.asked} questions`), said);
      // Anywhere on the way: what is shown is that round's, and the digits that stand fast are the block's.
      for (const place of [0, 30, 70]) {
        await slider(page).fill(String(place));
        await frames(page);
        const round = found.rounds[place];
        const [low, high] = await lesson(page).locator('.ends dd').allInnerTexts();
        t.equal([low, high], [round.low, round.high]);
        for (const digits of await lesson(page).locator('.fixed').allInnerTexts()) t.ok(found.block.startsWith(digits), `${digits} stand fast`);
        await t.says(lesson(page).locator('.slider'), new RegExp(`${round.asked} of ${found.asked}`));
        await t.counts(lesson(page).locator('.course .found'), 0, 'the end is not told before');
      }
    }, { timeout: 120_000 });
  }

  t.test('it is watched, paused and scrubbed by keyboard; the scene stays', async () => {
    const page = await open(t, {});
    const scene = await at(page);
    await page.getByRole('button', { name: 'Ask it' }).focus();
    await page.keyboard.press('Enter');
    await t.eventually(async () => (await slider(page).count()) && Number(await slider(page).inputValue()) > 3, 'it plays by itself');
    await page.getByRole('button', { name: 'Pause', exact: true }).last().focus();
    await page.keyboard.press('Enter');
    await frames(page);
    const before = Number(await slider(page).inputValue());
    await page.waitForTimeout(400);
    t.equal(Number(await slider(page).inputValue()), before, 'it stands still');
    await slider(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await t.eventually(async () => Number(await slider(page).inputValue()) === before + 2, 'two further');
    await page.keyboard.press('End');
    await t.eventually(() => lesson(page).locator('.course .found').count(), 'to the end');
    t.equal(await at(page), scene);
  });

  t.test('a server that answers alike gives nothing away', async () => {
    const page = await open(t, { reducedMotion: true });
    await ask(t, page, 'nothing');
    const said = await lesson(page).locator('.course').innerText();
    t.match(said, /2000 questions, and one answer to all of them: bad_record_mac/);
    await t.counts(lesson(page).locator('.course q, .ends'), 0);
  });

  for (const suite of ['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256']) {
    t.test(`our Server says the same to all of them, ${suite}`, async () => {
      const page = await open(t, { reducedMotion: true }, `#seed=${SEED}&suite=${suite}`);
      await press(page, 'Ask our Server');
      await t.eventually(() => lesson(page).locator('tbody tr').count(), 'it answers', 60_000);
      const rows = await lesson(page).locator('tbody tr').evaluateAll((rows) => rows.map((r) => [r.dataset.id, ...[...r.querySelectorAll('td')].slice(1).map((d) => d.textContent)]));
      t.equal(rows.length, 10);
      t.equal(new Set(rows.map(([, ...said]) => said.join())).size, 1);
      t.match(rows[0][1], /^bad_record_mac \(20\)$/);
      await t.says(lesson(page), /10 different cards, one answer, at one moment/);
      // The reader's own run is as it was.
      t.equal(await page.evaluate(() => document.querySelector('tls-airmail').transcript.scenario.tampering), undefined);
    }, { timeout: 90_000 });
  }

  t.test('another run, another secret', async () => {
    const page = await open(t, { reducedMotion: true });
    await ask(t, page, 'start');
    await press(page, 'New randomness');
    await t.eventually(async () => (await lesson(page).locator('.course').count()) === 0, 'what was found is gone with its run');
    t.equal(page.workers().length, 0, 'no worker is left');
  });

  for (const [width, dark] of [[1280, false], [360, true]]) {
    t.test(`axe finds nothing in it at ${width} px, ${dark ? 'dark' : 'light'}, and nothing sticks out`, async () => {
      const page = await open(t, { width, height: 800, dark, reducedMotion: true });
      const check = async (what) => {
        await frames(page);
        await t.accessible(page);
        t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} fits`);
      };
      await check('nothing yet');
      await ask(t, page, 'start');
      await slider(page).fill('40');
      await act(page, 'whatif:ours');
      await t.eventually(() => lesson(page).locator('tbody tr').count(), 'our Server answers', 60_000);
      await check('all of it');
      await ask(t, page, 'nothing');
      await check('silence');
    }, { timeout: 120_000 });
  }
}
