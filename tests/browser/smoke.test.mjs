// The ground that the other browser tests stand on.

const PAGE = 'tests/browser/pages/smoke.html';
const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

export default async function (t) {
  t.test('the built wasm starts under a strict content security policy', async () => {
    const page = await t.newPage({ csp: STRICT, allow: [/Content Security Policy/] });
    await page.goto(`${t.origin}/${PAGE}`);
    await t.eventually(async () => (await page.locator('p').textContent()) === 'started', 'the wasm starts');
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.ran = true';
      document.body.append(script);
      return globalThis.ran === true;
    });
    t.equal(ran, false, 'the policy is in force');
  });

  t.test('a page is as wide, as dark and as still as was asked', async () => {
    const page = await t.newPage({ width: 360, height: 640, dark: true, reducedMotion: true });
    await page.goto(`${t.origin}/${PAGE}`);
    const seen = await page.evaluate(() => [
      innerWidth,
      innerHeight,
      matchMedia('(prefers-color-scheme: dark)').matches,
      matchMedia('(prefers-reduced-motion: reduce)').matches,
    ]);
    t.equal(seen, [360, 640, true, true]);
    await t.accessible(page);
  });

  t.test('errors on a page are heard', async () => {
    const page = await t.newPage();
    await page.goto(`${t.origin}/${PAGE}`);
    await page.evaluate(() => {
      console.error('to the console');
      setTimeout(() => {
        throw new Error('to nobody');
      });
      fetch('/no-such-file');
      fetch('http://127.0.0.1:1/').catch(() => {});
    });
    await t.eventually(() => page.errors.length >= 5, 'all five are heard');
    const errors = page.errors.splice(0).join('\n'); // taken away, so that they do not fail this test
    for (const part of [/console: to the console/, /exception: Error: to nobody/, /no-such-file/, /asked a stranger/]) {
      t.match(errors, part);
    }
  });

  t.test('errors that are provoked on purpose can be allowed', async () => {
    const page = await t.newPage({ allow: [/on purpose/] });
    await page.goto(`${t.origin}/${PAGE}`);
    await page.evaluate(() => console.error('on purpose'));
    t.equal(page.errors, []);
  });

  t.test('the server serves nothing hidden', async () => {
    for (const path of ['.git/config', 'www/..%2f.git/config', '%2e%2e/main/package.json', 'nothing.js']) {
      const { status } = await fetch(`${t.origin}/${path}`);
      t.equal(status, 404, path);
    }
  });
}
