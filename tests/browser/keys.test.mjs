// Keys of the reader's own: made in a thread, played with, taken home.

import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from './legible.mjs';
import { act, frames, player, press, scenes, SEED, still } from './player.mjs';

const bits = (page) => page.evaluate(() => document.querySelector('tls-airmail').transcript.certificates[0].rsaBits);
const chosen = (page) => page.evaluate(() => document.querySelector('tls-airmail').transcript.scenario);
const panel = (page) => page.locator('tls-airmail section.keys');
const row = (page, size) => page.locator(`tls-airmail tr[data-bits="${size}"]`);
const issuer = (page) => page.evaluate(() => document.querySelector('tls-airmail').transcript.certificates[0]);

/** Makes keys of a size, and waits until they are played with. */
async function make(t, page, size) {
  await page.getByLabel('Size of the key').selectOption(String(size));
  await press(page, 'Make my own keys');
  await t.eventually(async () => (await chosen(page)).ownKey && (await bits(page)) === size, `${size} bits are played with`, 100_000);
  await frames(page);
}

export default async function (t) {
  t.test('made while every frame is drawn, signed by the Authority, played with', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&server-name=mine.example` });
    await press(page, 'Change the handshake');
    t.equal([await bits(page), await page.getByLabel('Size of the key').inputValue()], [2048, '2048']);
    await page.getByLabel('Size of the key').selectOption('4096');
    const before = await issuer(page);
    // Every frame is counted, and the longest wait for one.
    await page.evaluate(() => {
      const seen = (globalThis.seen = { frames: 0, longest: 0, last: performance.now(), words: new Set(), on: true });
      const beat = (now) => {
        const said = document.querySelector('tls-airmail').shadowRoot.querySelector('.busy p')?.textContent;
        if (said) {
          seen.frames += 1;
          seen.start ??= now;
          seen.longest = Math.max(seen.longest, now - seen.last);
          seen.milliseconds = now - seen.start;
          seen.words.add(said);
        }
        seen.last = now;
        if (seen.on) requestAnimationFrame(beat);
      };
      requestAnimationFrame(beat);
    });
    await press(page, 'Make my own keys');
    await t.eventually(async () => (await chosen(page)).ownKey, 'the keys are made', 100_000);
    const { longest, words, milliseconds, frames: drawn } = await page.evaluate(() => {
      const { seen } = globalThis;
      seen.on = false;
      return { ...seen, words: [...seen.words] };
    });
    t.ok(words.length > 3, `progress is seen: ${words.length}`);
    t.ok(words.every((said) => /^4096 bits: \d+ candidates for primes tried so far, (163|…) is the average/.test(said)), words[0]);
    const after = await issuer(page);
    t.ok(after.pem !== before.pem && after.issuer === before.issuer && after.names[0] === 'mine.example');
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').transcript.outcome.kind), 'closed');
    t.ok(longest < milliseconds / 2, `no frame waits: ${Math.round(longest)} ms of ${Math.round(milliseconds)}`);
    t.ok(drawn > 10, `${drawn} frames`);
    await t.says(row(page, 4096), /4096 bits\s*in use[\s\S]*(ms|µs)[\s\S]*candidates/);
  }, { timeout: 120_000 });

  t.test('openssl reads what is taken home', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&server-name=home.example` });
    await press(page, 'Change the handshake');
    await make(t, page, 1024);
    const folder = await mkdtemp(join(tmpdir(), 'airmail-keys-'));
    try {
      const names = [];
      for (const link of await panel(page).locator('a[download]').all()) {
        const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
        names.push(download.suggestedFilename());
        await download.saveAs(join(folder, names.at(-1)));
      }
      t.equal(names, ['home.example-1024.key.pem', 'home.example-1024.crt.pem', 'teaching-ca.crt.pem']);
      const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8' });
      t.match(openssl('rsa', '-in', names[0], '-check', '-noout'), /RSA key ok/);
      t.match(openssl('verify', '-auth_level', '0', '-CAfile', names[2], '-verify_hostname', 'home.example', names[1]), /: OK/);
      t.equal(openssl('pkey', '-in', names[0], '-pubout'), openssl('x509', '-in', names[1], '-pubkey', '-noout'));
      t.equal(await readFile(join(folder, names[1]), 'utf8'), (await issuer(page)).pem);
      // Another name: the same key, another certificate.
      await page.getByLabel('Server name').fill('other.example');
      await press(page, 'Play this handshake');
      await t.eventually(async () => (await issuer(page)).names[0] === 'other.example', 'it is made out anew');
      t.equal([(await chosen(page)).ownKey, await bits(page)], [true, 1024]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  t.test('a link has no private key, says so, and gives the teaching keys', async () => {
    const page = await player(t, { reducedMotion: true });
    const teaching = (await issuer(page)).pem;
    await press(page, 'Change the handshake');
    await make(t, page, 1024);
    await press(page, 'Copy link');
    await t.says(page.locator('tls-airmail section.link'), /no link carries your private key/);
    const url = await page.locator('tls-airmail [data-url]').inputValue();
    t.ok(!/PRIVATE|BEGIN/.test(url) && url.length < 400, url);
    t.match(url, /&own-key=true&/);
    const again = await player(t, {}, { hash: url.slice(url.indexOf('#')) });
    t.equal([(await issuer(again)).pem, (await chosen(again)).ownKey], [teaching, undefined]);
    // Whoever opens it is told, until something else is played.
    const notice = again.locator('tls-airmail .notice');
    await t.eventually(() => notice.count(), 'it is said');
    await t.says(notice, /keys of somebody’s own.*the same run with the teaching keys/);
    await press(again, 'New randomness');
    await t.eventually(async () => (await notice.count()) === 0, 'and is over');
    // The same in the same page.
    await page.evaluate((hash) => { location.hash = hash; }, `#seed=${SEED}&scene=tcp`);
    await t.eventually(async () => !(await chosen(page)).ownKey, 'the teaching keys are back');
    await press(page, 'Change the handshake');
    await act(page, 'keys:use/1024');
    await t.eventually(async () => (await chosen(page)).ownKey, 'and one’s own again');
    await press(page, 'Back to the teaching keys');
    await t.eventually(async () => !(await chosen(page)).ownKey, 'and back');
    t.equal((await issuer(page)).pem, teaching);
  });

  t.test('keys are brought from outside; what does not fit is named, and the last good run stays', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&server-name=brought.example` });
    await press(page, 'Change the handshake');
    await page.getByText('Bring keys that you have').click();
    const openssl = (...args) => execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const bring = async (pem) => {
      await page.getByLabel('A private key in PEM').fill(pem);
      await press(page, 'Play with these');
      await frames(page);
    };
    const key = openssl('genrsa', '2048');
    const problem = panel(page).locator('.problem');
    for (const [pem, says] of [
      ['nonsense', /no RSA private key/],
      [openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'), /no RSA private key/],
      [openssl('genrsa', '512'), /512 bits; 1024 to 8192/],
      [`${key}\n${(await issuer(page)).pem}`, /for another key/],
      [`${key}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`, /cannot be used: [^{}…]+\./],
    ]) {
      await bring(pem);
      await t.eventually(async () => (await problem.count()) && says.test(await problem.innerText()), String(says));
      t.equal((await chosen(page)).ownKey, undefined);
    }
    await bring(key);
    await t.eventually(async () => (await chosen(page)).ownKey, 'a good one is played with');
    t.equal([await problem.count(), (await issuer(page)).names], [0, ['brought.example']]);
    // With a certificate by nobody whom the Client knows.
    const folder = await mkdtemp(join(tmpdir(), 'airmail-bring-'));
    try {
      await writeFile(join(folder, 'key.pem'), key);
      const own = openssl('req', '-x509', '-key', join(folder, 'key.pem'), '-subj', '/CN=brought.example', '-addext', 'subjectAltName=DNS:brought.example', '-days', '3650');
      await bring(`${key}\n${own}`);
      await t.eventually(() => page.evaluate(() => document.querySelector('tls-airmail').transcript.outcome.failure?.alert === 'unknown_ca'), 'it is judged');
      await frames(page);
      await t.says(panel(page).locator('.now'), /another certificate/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  t.test('it is stopped at once, by keyboard, and nothing comes of it', async () => {
    const page = await player(t, { reducedMotion: true });
    await press(page, 'Change the handshake');
    await page.getByLabel('Size of the key').selectOption('4096');
    await page.getByRole('button', { name: 'Make my own keys' }).focus();
    await page.keyboard.press('Enter');
    await t.eventually(() => panel(page).locator('.busy').count(), 'it is busy');
    await t.eventually(() => page.workers().length === 1, 'a worker works');
    await page.getByRole('button', { name: 'Stop', exact: true }).focus();
    await page.keyboard.press('Enter');
    await t.eventually(async () => page.workers().length === 0, 'the worker is gone');
    await t.counts(panel(page).locator('.busy, .problem, tr'), 0);
    t.equal((await chosen(page)).ownKey, undefined);
    await t.says(page.locator('tls-airmail .live'), /Stopped/);
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement?.getAttribute('data-focus')), 'keys', 'the focus is kept');
    await make(t, page, 1024);
    // Of several as well; and nobody says then that all is measured.
    await press(page, 'Make all sizes, to compare');
    await t.eventually(() => panel(page).locator('.busy').count(), 'it is busy again');
    await press(page, 'Stop');
    await t.eventually(async () => page.workers().length === 0, 'the worker is gone again');
    await frames(page);
    await t.says(page.locator('tls-airmail .live'), /Stopped/);
  }, { timeout: 120_000 });

  t.test('all sizes, to compare: what is much longer costs more', async () => {
    const page = await player(t, { reducedMotion: true });
    await press(page, 'Change the handshake');
    await press(page, 'Make all sizes, to compare');
    await t.eventually(async () => (await panel(page).locator('tbody tr').count()) === 4, 'four sizes', 240_000);
    t.equal(await panel(page).locator('tbody tr').evaluateAll((rows) => rows.map((r) => Number(r.dataset.bits))), [1024, 2048, 3072, 4096]);
    const opens = await panel(page).locator('td .cost rect').evaluateAll((bars) => bars.map((b) => Number(b.getAttribute('width'))));
    // Real times: on a busy machine neighbours may change places. With 4 times the bits it is some 50 times the work.
    t.equal(Math.max(...opens), 100);
    t.ok(opens[3] > 4 * opens[0], opens.join());
    t.equal((await chosen(page)).ownKey, undefined, 'to compare is not to use');
    await t.says(row(page, 1024), /broken/);
    t.equal(page.workers().length, 0);
    // Every scene can be drawn with the largest of them and the smallest, and all words in it can be read.
    const wrong = [];
    for (const size of [4096, 1024]) {
      await act(page, `keys:use/${size}`);
      await t.eventually(async () => (await bits(page)) === size, `${size} are used`);
      for (const id of await scenes(page)) {
        await still(page, id);
        wrong.push(...(await page.evaluate(inspect, { free: true })).map((what) => `${size}, ${id}: ${what}`));
      }
    }
    t.equal(wrong, []);
  }, { timeout: 300_000 });

  t.test('where there can be no worker, that is said', async () => {
    const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self'";
    const page = await player(t, { csp, allow: [/Content Security Policy/], reducedMotion: true });
    await press(page, 'Change the handshake');
    await press(page, 'Make my own keys');
    await t.eventually(() => panel(page).locator('.problem').count(), 'it is said');
    await t.says(panel(page).locator('.problem'), /worker-src/);
  });

  for (const [width, dark, lang] of [[1280, false, 'en-US'], [360, true, 'es-ES']]) {
    t.test(`axe finds nothing in it at ${width} px, ${dark ? 'dark' : 'light'}, and nothing sticks out`, async () => {
      const page = await player(t, { width, height: 800, dark, lang, reducedMotion: true });
      await act(page, 'panel:settings');
      const check = async (what) => {
        await frames(page);
        await t.accessible(page);
        t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} fits`);
      };
      await page.locator('tls-airmail [data-input="keys-size"]').selectOption('1024');
      await act(page, 'keys:make');
      await t.eventually(async () => (await chosen(page)).ownKey, 'made', 60_000);
      await check('what was made');
      await page.locator('tls-airmail [data-input="keys-size"]').selectOption('4096');
      await act(page, 'keys:make');
      await t.eventually(() => panel(page).locator('.busy').count(), 'busy');
      await check('what is being made');
      await act(page, 'keys:cancel');
      await act(page, 'panel:settings');
      await act(page, 'panel:link');
      await check('the link');
    }, { timeout: 120_000 });
  }
}
