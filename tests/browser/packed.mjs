// dist/ for the tests: made once, when the first of them asks for it.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';

/** @type {Promise<string>|undefined} */
let printed;
/** When that began and ended. */
let [begin, end] = [Infinity, Infinity];

/** Milliseconds since then that it took: no test's time. @param {number} since */
export const packing = (since) => Math.max(0, Math.min(end, performance.now()) - Math.max(begin, since));

/** The folder, and what was printed while it was made. PACKED=1: it is there and as it should be. @param {string} root */
export async function packed(root) {
  const folder = join(root, 'target/dist-test');
  printed ??= process.env.PACKED ? Promise.resolve('') : pack(root, folder);
  return { folder, printed: await printed };
}

/** @param {string} root @param {string} folder */
async function pack(root, folder) {
  begin = performance.now();
  try {
    return (await promisify(execFile)(process.execPath, [join(root, 'pack/pack.mjs'), folder])).stdout;
  } finally {
    end = performance.now();
  }
}

const TYPES = { '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.xml': 'application/xml' };

/**
 * Lets a folder stand under a path of our server.
 * @param {import('playwright-core').Page} page @param {string} path such as /notes/ @param {string} folder
 */
export async function mount(page, path, folder) {
  await page.route((url) => url.pathname.startsWith(path), async (route) => {
    let name = decodeURIComponent(new URL(route.request().url()).pathname.slice(path.length));
    if (name === '' || name.endsWith('/')) name += 'index.html';
    try {
      await route.fulfill({ body: await readFile(join(folder, name)), contentType: TYPES[extname(name)] ?? 'application/octet-stream', headers: route.request().headers()['x-test-csp'] ? { 'content-security-policy': route.request().headers()['x-test-csp'] } : {} });
    } catch {
      await route.fulfill({ status: 404, body: '' });
    }
  });
}
