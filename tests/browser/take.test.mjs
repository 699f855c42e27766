// Take it home: what the browser saves is what the core writes natively, byte for byte.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entries } from '../www/fixtures/zip.mjs';
import { frames, player, press } from './player.mjs';

const SEED = '07'.repeat(32);
const NAMES = ['airmail.pcapng', 'airmail.pcap', 'airmail-keys.log', 'airmail-server-key.pem', 'airmail-server.pem', 'airmail-ca.pem', 'airmail.json'];

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Presses a button and takes what comes. */
async function download(page, name, words = 'Download') {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: `${words} ${name}`, exact: true }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const panel = (page) => page.locator('tls-airmail section.take');

export default async function (t) {
  const prints = (await readFile(join(t.root, 'tests/vectors/captures.sha256'), 'utf8')).trim().split('\n').map((line) => {
    const [print, suite, at, ip, name] = line.split(' ');
    return { print, suite, at, ip, name };
  });

  for (const suite of new Set(prints.map((one) => one.suite))) {
    t.test(`${suite}: every file is the one that the core writes natively`, async () => {
      const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&suite=${suite}` });
      const wanted = prints.filter((one) => one.suite === suite);
      await press(page, 'Take it home');
      await page.getByLabel('Internet Protocol').selectOption(wanted[0].ip);
      await page.getByLabel('Heard at').selectOption(wanted[0].at);
      for (const { name, print } of wanted) {
        const file = await download(page, name);
        t.equal(file.name, name);
        t.equal(sha256(file.bytes), print, name);
        const said = new RegExp(`${name}.*: ${file.bytes.length} bytes`);
        await t.eventually(async () => said.test(await panel(page).getByRole('status').innerText()), `${name} is said to be made`);
      }
    });
  }

  t.test('the Transcript as JSON holds what is shown', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}` });
    await press(page, 'Take it home');
    const { bytes } = await download(page, 'airmail.json');
    const told = JSON.parse(bytes.toString('utf8'));
    const shown = await page.evaluate(() => {
      const { letters, artifacts, outcome } = document.querySelector('tls-airmail').transcript;
      return { letters: letters.map((l) => [...l.bytes]), artifacts: artifacts.map((a) => [a.id, [...a.bytes]]), read: outcome.serverRead };
    });
    const list = (text) => [...Buffer.from(text, 'hex')];
    t.equal({ letters: told.letters.map((l) => list(l.bytes)), artifacts: told.artifacts.map((a) => [a.id, list(a.bytes)]), read: told.outcome.serverRead }, shown);
  });

  t.test('the lab pack holds the same files, with questions and the answers of this run', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}` });
    await press(page, 'Take it home');
    const single = new Map();
    for (const name of NAMES) single.set(name, (await download(page, name)).bytes);
    const pack = await download(page, 'airmail-lab.zip');
    const files = entries(pack.bytes);
    t.equal([...files.keys()], ['handout.html', 'answers.html', ...NAMES].map((name) => `airmail-lab/${name}`));
    for (const [name, bytes] of single) t.ok(bytes.equals(files.get(`airmail-lab/${name}`)), name);
    t.ok(pack.bytes.equals((await download(page, 'airmail-lab.zip')).bytes), 'the same run, the same pack');
    const { master, port } = await page.evaluate(() => {
      const { artifacts, parties } = document.querySelector('tls-airmail').transcript;
      return { master: [...artifacts.find((a) => a.id === 'client.master_secret').bytes], port: parties[0].port };
    });
    const answers = files.get('airmail-lab/answers.html').toString('utf8');
    t.ok(answers.includes(Buffer.from(master).toString('hex')), 'the master secret');
    t.ok(answers.includes(`192.0.2.10:${port}`), 'the address');
    // As a page of its own, in both languages.
    for (const [name, lang] of [['handout.html', 'en'], ['answers.html', 'en']]) {
      const paper = await t.newPage({ width: 360 });
      await paper.setContent(files.get(`airmail-lab/${name}`).toString('utf8'));
      t.equal(await paper.evaluate(() => document.documentElement.lang), lang);
      t.ok(await paper.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} fits on a narrow page`);
      await t.accessible(paper);
      await paper.setViewportSize({ width: 1000, height: 1400 });
      await t.shot(paper, `take-${name}`);
    }
  });

  t.test('letters that were changed: the pack has the captures of both desks', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}` });
    await press(page, 'What if …');
    await page.locator('tls-airmail [data-act="whatif:lesson/flip"]').click();
    await page.locator('tls-airmail [data-act="whatif:play/flip"]').click();
    await page.waitForFunction(() => document.querySelector('tls-airmail').transcript.scenario.tampering?.length);
    await press(page, 'Take it home');
    await t.says(panel(page), /two desks heard different bytes/);
    const files = entries((await download(page, 'airmail-lab.zip')).bytes);
    t.ok(!files.get('airmail-lab/airmail-at-server.pcapng').equals(files.get('airmail-lab/airmail.pcapng')));
    t.match(files.get('airmail-lab/answers.html').toString('utf8'), /bad_record_mac/);
  });

  t.test('by keyboard alone, in Spanish, at 360 px, in the dark', async () => {
    const page = await player(t, { width: 360, dark: true, lang: 'es-MX', reducedMotion: true }, { hash: `#seed=${SEED}` });
    await page.evaluate(() => document.querySelector('tls-airmail').setAttribute('lang', 'es'));
    await page.getByRole('button', { name: 'Para llevar', exact: true }).focus();
    await page.keyboard.press('Enter');
    await frames(page);
    t.equal(await page.evaluate(() => document.activeElement.shadowRoot.activeElement.textContent), 'Para llevar');
    // The close button, two lists, then the files.
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('Tab');
    const coming = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const files = entries(await readFile(await (await coming).path()));
    t.match(files.get('airmail-lab/handout.html').toString('utf8'), /<html lang="es"[\s\S]*¿Qué dos direcciones/);
    await t.says(panel(page), /la clave de enseñanza publicada/);
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
    await t.accessible(page);
    await panel(page).scrollIntoViewIfNeeded();
    await t.shot(page, 'take-360-dark');
    await page.keyboard.press('Escape');
    await t.counts(panel(page), 0);
  });

  t.test('it says loudly whose key it is', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}` });
    await press(page, 'Take it home');
    await t.says(panel(page).locator('.alarm'), /published teaching key/);
    await t.accessible(page);
    await panel(page).scrollIntoViewIfNeeded();
    await t.shot(page, 'take-1280');
  });

  t.test('in a frame whose sandbox lets no file out, it says so and shows the file', async () => {
    const page = await t.newPage();
    await page.goto(`${t.origin}/tests/browser/pages/player.html`);
    await page.setContent(`<iframe title="player" sandbox="allow-scripts allow-same-origin" width="1000" height="900" src="${t.origin}/tests/browser/pages/player.html#seed=${SEED}&suite=TLS_RSA_WITH_AES_256_GCM_SHA384"></iframe>`);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await frame.waitForFunction(() => document.querySelector('tls-airmail')?.transcript);
    await frame.getByRole('button', { name: 'Take it home', exact: true }).click();
    await frame.getByRole('button', { name: 'Download airmail-keys.log', exact: true }).click();
    const shown = frame.locator('section.take');
    await shown.locator('textarea').waitFor();
    await t.says(shown, /does not allow downloads/);
    t.match(await shown.locator('textarea').inputValue(), /^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}\nRSA /);
    t.match(await shown.locator('.frame a').getAttribute('href'), /player\.html#.*seed=0707/);
    await frame.getByRole('button', { name: 'Download airmail.pcap', exact: true }).click();
    await t.eventually(async () => {
      const text = await shown.locator('textarea').inputValue();
      const wanted = prints.find((one) => one.name === 'airmail.pcap' && one.at === 'client' && one.ip === '4' && one.suite === 'TLS_RSA_WITH_AES_256_GCM_SHA384');
      return sha256(Buffer.from(text, 'base64')) === wanted.print;
    }, 'the packets in base64');
  });
}
