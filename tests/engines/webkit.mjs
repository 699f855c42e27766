// WebKitGTK's small browser under Xvfb, driven over WebDriver: a session and five commands.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const KEYS = /** @type {Record<string, string>} */ ({ ArrowRight: '\uE014', ArrowLeft: '\uE012', Home: '\uE011', End: '\uE010', Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004', Space: ' ' });

/** Where Debian puts the small browser; `MINIBROWSER` names another. @returns {string|undefined} */
export function miniBrowser() {
  if (process.env.MINIBROWSER) return process.env.MINIBROWSER;
  for (const lib of ['/usr/lib', ...safeList('/usr/lib').map((name) => join('/usr/lib', name))]) {
    for (const folder of safeList(lib).filter((name) => /^webkit2?gtk-/.test(name))) {
      const path = join(lib, folder, 'MiniBrowser');
      if (existsSync(path)) return path;
    }
  }
  return undefined;
}

/** @param {string} folder */
function safeList(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A screen that nobody sees. @returns {Promise<{display: string, close: () => void}>} */
export async function screen() {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((found, lost) => {
    xvfb.once('error', lost);
    xvfb.once('exit', () => lost(new Error('Xvfb ended at once')));
    /** @type {any} */ (xvfb.stdio[3]).once('data', (/** @type {Buffer} */ data) => found(String(data).trim()));
  });
  return { display: `:${number}`, close: () => xvfb.kill() };
}

/** The surroundings in which it draws without a graphics card. @param {string} display */
export const surroundings = (display) => ({ ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', WEBKIT_DISABLE_COMPOSITING_MODE: '1', LIBGL_ALWAYS_SOFTWARE: '1', LANG: 'en_US.UTF-8', LANGUAGE: 'en' });

/** @returns {Promise<import('./run.mjs').Engine>} */
export async function start() {
  const binary = miniBrowser();
  if (!binary) throw new Error('MiniBrowser is missing: install webkit2gtk-driver, or name it in the variable MINIBROWSER.');
  const { display, close: closeScreen } = await screen();
  const port = await freePort();
  // A group of its own: whoever hangs in it goes with it.
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore', detached: true, env: surroundings(display) });
  const end = () => {
    try {
      process.kill(-Number(driver.pid), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.once('exit', end);
  const gone = new Promise((_, lost) => {
    driver.once('error', lost);
    driver.once('exit', () => lost(new Error('WebKitWebDriver ended')));
  });
  gone.catch(() => {});

  const call = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = /** @type {any} */ (await answer.json());
    if (value?.error) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const wanted = { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } } };
  await Promise.race([gone, listening(port)]);
  const { sessionId, capabilities } = await Promise.race([gone, call('POST', '/session', wanted)]);
  const at = `/session/${sessionId}`;
  await call('POST', `${at}/window/rect`, { width: 1280, height: 870 });

  const script = async (/** @type {Function} */ fn, /** @type {any[]} */ given) => {
    const text = `const done = arguments[arguments.length - 1]; const given = arguments[0];
      Promise.resolve().then(() => (${fn})(...given)).then((value) => done({ value }), (cause) => done({ cause: String(cause?.stack ?? cause) + ' ' + String(cause?.message ?? '') }));`;
    const { value, cause } = await call('POST', `${at}/execute/async`, { script: text, args: [given] });
    if (cause) throw new Error(cause);
    return value;
  };
  return {
    name: `${capabilities.browserName} ${capabilities.browserVersion}`,
    // Its driver has no way to the console: hook.js listens on every page instead.
    errors: [],
    go: (url) => call('POST', `${at}/url`, { url }),
    run: (fn, ...given) => script(fn, given),
    async key(name) {
      const value = KEYS[name] ?? name;
      await call('POST', `${at}/actions`, { actions: [{ type: 'key', id: 'keys', actions: [{ type: 'keyDown', value }, { type: 'keyUp', value }] }] });
      await call('DELETE', `${at}/actions`);
    },
    async click(fn, ...given) {
      const node = await call('POST', `${at}/execute/sync`, { script: `return (${fn})(...arguments[0]);`, args: [given] });
      if (!node?.[ELEMENT]) throw new Error('there is nothing to click');
      await call('POST', `${at}/element/${node[ELEMENT]}/click`, {});
    },
    async shot(path) {
      await writeFile(path, Buffer.from(await call('GET', `${at}/screenshot`), 'base64'));
    },
    async close() {
      await Promise.race([call('DELETE', at).catch(() => {}), new Promise((later) => setTimeout(later, 3000))]);
      process.off('exit', end);
      end();
      closeScreen();
    },
  };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((found, lost) => {
    const server = createServer();
    server.once('error', lost);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {any} */ (server.address());
      server.close(() => found(port));
    });
  });
}

/** @param {number} port */
async function listening(port) {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      await fetch(`http://127.0.0.1:${port}/status`);
      return;
    } catch {
      await new Promise((later) => setTimeout(later, 100));
    }
  }
  throw new Error('WebKitWebDriver does not answer');
}
