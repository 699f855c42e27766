// What ./build makes, on real pages: beside a script, in an iframe, by double click, from npm.

import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packed } from './packed.mjs';
import { frames } from './player.mjs';

const SEED = '5eed'.repeat(16);

export default async function (t) {
  const dist = join(t.root, 'target/dist-test');
  // Each of these tests needs it; the first one waits for it.
  const test = (name, fn, more) => t.test(name, async () => {
    const { printed } = await packed(t.root);
    await fn(printed);
  }, { timeout: 240_000, ...more });
  const ready = (page) => page.waitForFunction(() => document.querySelector('tls-airmail')?.transcript);

  test('dist: every size is printed, with its budget', async (printed) => {
    for (const what of ['tls_airmail_bg.wasm', 'tls-airmail.js', 'tls-airmail.html']) {
      t.match(printed, new RegExp(`${what.replaceAll('.', '\\.')}.*\\d+\\.\\d +\\d+\\.\\d +\\d+\\.\\d   \\d+ (gzip|brotli): (kept|missed by \\d)`), what);
    }
  });

  test('dist: the element and its wasm lie side by side', async () => {
    const page = await t.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${t.origin}/tests/browser/pages/dist.html#seed=${SEED}`);
    await ready(page);
    await t.eventually(() => page.locator('tls-airmail').evaluate((e) => /Reproducir|Un paso|Cliente/.test(e.shadowRoot.textContent)), 'it speaks Spanish');
    const built = await page.evaluate(() => document.querySelector('tls-airmail').transcript.artifacts.map((a) => [a.id, [...a.bytes]]));
    t.ok(asked.every((path) => /^\/(target\/dist-test\/(tls-airmail\.js|chunks\/[\w-]+\.js|tls_airmail_bg\.wasm)|tests\/browser\/pages\/dist\.html|favicon\.ico)$/.test(path)), `only what it needs: ${asked}`);
    const plain = await t.newPage();
    await plain.goto(`${t.origin}/tests/browser/pages/player.html#seed=${SEED}`);
    await ready(plain);
    t.equal(built, await plain.evaluate(() => document.querySelector('tls-airmail').transcript.artifacts.map((a) => [a.id, [...a.bytes]])), 'the same values as the page of modules');
  });

  for (const file of ['tls-airmail.html', 'embed.html']) {
    test(`dist: ${file} works by double click`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'airmail-'));
      try {
        // Alone in its folder: it can have nothing from beside it.
        await writeFile(join(folder, file), await readFile(join(dist, file)));
        const page = await t.newPage();
        const asked = [];
        page.on('request', (request) => asked.push(request.url()));
        const url = pathToFileURL(join(folder, file)).href;
        await page.goto(`${url}#scene=server-decrypts&seed=${SEED}`);
        await ready(page);
        t.equal(await page.evaluate(() => document.querySelector('tls-airmail').scene), 'server-decrypts');
        await page.getByRole('button', { name: 'Next scene', exact: true }).first().click();
        t.equal(await page.evaluate(() => document.querySelector('tls-airmail').scene), 'prf-inputs');
        await page.getByRole('button', { name: /^Play/ }).first().click();
        const start = await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.querySelector('input[type=range]').value);
        await t.eventually(() => page.evaluate((v) => document.querySelector('tls-airmail').shadowRoot.querySelector('input[type=range]').value !== v, start), 'it plays');
        t.equal(asked.filter((one) => !one.startsWith('data:') && !one.startsWith('blob:') && one.split('#')[0] !== url), [], 'nothing else is asked for');
        if (file === 'tls-airmail.html') {
          // Long work aside, out of one file.
          await page.getByRole('button', { name: 'Change the handshake' }).click();
          await page.getByLabel('Size of the key').selectOption('1024');
          await page.getByRole('button', { name: 'Make my own keys' }).click();
          await t.eventually(() => page.evaluate(() => document.querySelector('tls-airmail').transcript.scenario.ownKey), 'a worker makes keys', 30_000);
          // A capture, read in the same way: OpenSSL's, with its secrets inside.
          await page.getByRole('button', { name: 'Your own capture', exact: true }).click();
          await page.locator('tls-airmail input[type=file]').setInputFiles(join(t.root, 'tests/vectors/openssl-etm.pcapng'));
          await page.locator('tls-airmail [data-act="capture:open/0"]').click();
          await t.eventually(() => page.evaluate(() => document.querySelector('tls-airmail').transcript.origin), 'a capture is on the stage');
          t.equal(await page.evaluate(() => document.querySelector('tls-airmail').transcript.outcome.serverRead), 'stressed\n');
          const broken = await page.evaluate(() => [...document.images].filter((i) => i.checkVisibility() && !i.naturalWidth).length);
          t.equal(broken, 0, 'every picture is inside');
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }

  test('dist: by double click, a run is taken home', async () => {
    const page = await t.newPage();
    await page.goto(`${pathToFileURL(join(dist, 'tls-airmail.html')).href}#seed=${SEED}`);
    await ready(page);
    await page.getByRole('button', { name: 'Take it home', exact: true }).click();
    for (const [name, start] of [['airmail.pcapng', '0a0d0d0a'], ['airmail-lab.zip', '504b0304']]) {
      const coming = page.waitForEvent('download');
      await page.getByRole('button', { name: `Download ${name}`, exact: true }).click();
      const file = await coming;
      t.equal(file.suggestedFilename(), name);
      t.equal((await readFile(await file.path())).subarray(0, 4).toString('hex'), start);
    }
  });

  test('dist: a sandboxed iframe says why no file came, and shows it', async () => {
    // Chromium says on the console that it refused.
    const page = await t.newPage({ allow: [/Download is disallowed/] });
    await page.goto(`${t.origin}/tests/browser/pages/iframe.html`);
    const handle = await page.$('#two');
    await handle.scrollIntoViewIfNeeded();
    const frame = await handle.contentFrame();
    await frame.waitForFunction(() => document.querySelector('tls-airmail')?.transcript, null, { polling: 100 });
    await frame.getByRole('button', { name: 'Para llevar', exact: true }).click();
    await frame.getByRole('button', { name: 'Descargar airmail-keys.log', exact: true }).click();
    const shown = frame.locator('section.take');
    await shown.locator('textarea').waitFor();
    await t.says(shown, /marco cuyo sandbox no permite descargas/);
    t.match(await shown.locator('textarea').inputValue(), /^CLIENT_RANDOM /);
  });

  test('dist: from another origin it works as well, its worker too', async () => {
    const types = { js: 'text/javascript', wasm: 'application/wasm' };
    const other = createServer(async ({ url }, response) => {
      const path = new URL(url, 'http://other').pathname;
      try {
        const body = await readFile(join(dist, path));
        response.writeHead(200, { 'content-type': types[path.split('.').pop()] ?? 'text/plain', 'access-control-allow-origin': '*' }).end(body);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise((done) => other.listen(0, '127.0.0.1', done));
    try {
      const page = await t.newPage({ allow: [/asked a stranger/] });
      const body = '<!doctype html><title>another origin</title><tls-airmail lang="en"></tls-airmail>';
      await writeFile(join(t.root, 'target/dist-other.html'), body);
      await page.goto(`${t.origin}/target/dist-other.html`);
      await page.addScriptTag({ type: 'module', url: `http://127.0.0.1:${other.address().port}/tls-airmail.js` });
      await ready(page);
      await page.getByRole('button', { name: 'Change the handshake' }).click();
      await page.getByLabel('Size of the key').selectOption('1024');
      await page.getByRole('button', { name: 'Make my own keys' }).click();
      await t.eventually(() => page.evaluate(() => document.querySelector('tls-airmail').transcript.scenario.ownKey), 'a worker makes keys', 30_000);
    } finally {
      other.closeAllConnections();
      other.close();
    }
  });

  test('dist: an iframe says how high it is, also a sandboxed one', async () => {
    const page = await t.newPage();
    await page.goto(`${t.origin}/tests/browser/pages/iframe.html`);
    for (const id of ['one', 'two']) {
      const handle = await page.$(`#${id}`);
      await handle.scrollIntoViewIfNeeded();
      const frame = await handle.contentFrame();
      // A frame out of sight has no animation frames to poll in.
      await frame.waitForFunction(() => document.querySelector('tls-airmail')?.transcript, null, { polling: 100 });
      await t.eventually(async () => {
        const inner = await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
        const outer = await page.$eval(`#${id}`, (f) => f.clientHeight);
        return inner === outer && outer > 310;
      }, `${id} is as high as what is in it`);
      t.equal(await frame.evaluate(() => document.documentElement.scrollHeight > innerHeight + 1), false, 'nothing to scroll');
    }
    const one = await (await page.$('#one')).contentFrame();
    t.equal(await one.evaluate(() => document.querySelector('tls-airmail').scene), 'client-encrypts');
    const two = await (await page.$('#two')).contentFrame();
    t.equal(await two.evaluate(() => [document.querySelector('tls-airmail').getAttribute('lang'), document.querySelector('tls-airmail').getAttribute('onclick')]), ['es', null], 'only our attributes are taken from an address');
    // Wider, narrower: the height follows and comes to rest.
    await page.setViewportSize({ width: 420, height: 800 });
    await frames(page);
    let before = 0;
    await t.eventually(async () => {
      const now = await page.$eval('#one', (f) => f.clientHeight);
      const rests = now === before;
      before = now;
      await page.waitForTimeout(200);
      return rests;
    }, 'the height comes to rest');
    t.equal(await one.evaluate(() => document.documentElement.scrollHeight > innerHeight + 1), false, 'nothing to scroll when narrow');
  });

  test('dist: a text is read and the stage follows', async () => {
    const page = await t.newPage({ height: 700 });
    await page.goto(`${t.origin}/tests/browser/pages/dist.html`);
    await ready(page);
    await page.evaluate(async () => {
      const { follow } = await import('/target/dist-test/follow.js');
      const text = document.createElement('div');
      for (const scene of ['tcp', 'client-encrypts', 'master-secret']) {
        const p = document.createElement('p');
        p.dataset.scene = scene;
        p.style.height = '600px';
        p.textContent = scene;
        text.append(p);
      }
      document.body.append(text);
      globalThis.stop = follow(document.querySelector('tls-airmail'), text.children);
    });
    for (const scene of ['client-encrypts', 'tcp', 'master-secret']) {
      await page.evaluate((s) => document.querySelector(`[data-scene="${s}"]`).scrollIntoView({ block: 'center' }), scene);
      await t.eventually(() => page.evaluate((s) => document.querySelector('tls-airmail').scene === s, scene), `${scene} plays while it is read`);
    }
    await page.evaluate(() => { globalThis.stop(); document.querySelector('[data-scene="tcp"]').scrollIntoView({ block: 'center' }); });
    await frames(page);
    await page.waitForTimeout(100);
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').scene), 'master-secret', 'once stopped it follows no more');
  });

  test('dist: npm would pack what is needed and no more', async () => {
    const [pack] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel=silent'], { cwd: dist, encoding: 'utf8' }));
    const paths = pack.files.map((f) => f.path);
    for (const path of ['package.json', 'README.md', 'LICENSE', 'LICENSE-MIT', 'LICENSE-APACHE', 'THIRD-PARTY.txt', 'tls-airmail.js', 'tls_airmail_bg.wasm', 'follow.js', 'worker.js', 'workshop_bg.wasm', 'embed.html', 'tls-airmail.html', 'types/tls-airmail.d.ts', 'posters/client-encrypts.svg', 'posters/same-secret.svg']) {
      t.ok(paths.includes(path), `${path} is packed`);
    }
    const strange = paths.filter((path) => !/^(package\.json|README\.md|LICENSE(-MIT|-APACHE)?|THIRD-PARTY\.txt|(tls-airmail|follow|worker)\.js|tls-airmail\.css|chunks\/[\w-]+\.js|(tls_airmail|workshop)_bg\.wasm|(tls-airmail|embed)\.html|types\/[\w/-]+\.d\.ts|posters\/[a-z-]+\.svg)$/.test(path));
    t.equal(strange, []);
    const third = await readFile(join(dist, 'THIRD-PARTY.txt'), 'utf8');
    for (const crate of ['rsa', 'curve25519-dalek', 'x509-cert', 'serde-wasm-bindgen', 'wasm-bindgen']) t.match(third, new RegExp(`^${crate} \\d`, 'm'), `${crate} is named`);
    t.match(third, /Redistributions in binary form must reproduce/, 'with the licence that asks for it');
  });

  test('dist: TypeScript knows the element', async () => {
    const folder = join(t.root, 'target/dist-types');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'good.ts'), `import { TlsAirmail } from '../dist-test/types/tls-airmail.js';\nconst player = document.querySelector('tls-airmail') as TlsAirmail;\nplayer.goTo('tcp'); player.play();\nconst bytes: Uint8Array | undefined = player.transcript?.letters[0]?.bytes;\nconsole.log(bytes);\n`);
    await writeFile(join(folder, 'bad.ts'), `import { TlsAirmail } from '../dist-test/types/tls-airmail.js';\nconst player = document.querySelector('tls-airmail') as TlsAirmail;\nplayer.fly();\n`);
    const check = (file) => {
      try {
        execFileSync(process.execPath, [join(t.root, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--ignoreConfig', join(folder, file)], { encoding: 'utf8' });
        return '';
      } catch (error) {
        return `${error.stdout}${error.stderr}`;
      }
    };
    t.equal(check('good.ts'), '');
    t.match(check('bad.ts'), /fly/);
  });
}
