// Firefox, driven by Puppeteer over WebDriver BiDi. `FIREFOX` names another one.

import { existsSync } from 'node:fs';
import { launch } from 'puppeteer-core';

const USUAL = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'];

/** @returns {Promise<import('./run.mjs').Engine>} */
export async function start() {
  const executablePath = process.env.FIREFOX || USUAL.find((path) => existsSync(path));
  if (!executablePath) throw new Error('Firefox is missing: install it, or name it in the variable FIREFOX.');
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      // As strict with files as everybody has it: one file may not read its neighbour.
      'security.fileuri.strict_origin_policy': true,
      'intl.accept_languages': 'en-US',
    },
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  /** @type {string[]} */
  const errors = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => errors.push(`exception: ${error.stack ?? error}`));
  return {
    name: await browser.version(),
    errors,
    go: (url) => page.goto(url, { waitUntil: 'load' }).then(() => {}),
    run: (fn, ...given) => page.evaluate(fn, ...given),
    key: (name) => page.keyboard.press(/** @type {any} */ (name)),
    async click(fn, ...given) {
      const node = (await page.evaluateHandle(fn, ...given)).asElement();
      if (!node) throw new Error('there is nothing to click');
      await /** @type {any} */ (node).click();
    },
    shot: (path) => page.screenshot({ path: /** @type {any} */ (path) }).then(() => {}),
    close: () => browser.close(),
  };
}
