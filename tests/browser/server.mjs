// A static file server over the repository, for the browser tests alone.
// (The reader's server is xtask's, which serves less.)

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Serves `root` on a free port of 127.0.0.1. A request with the header
 * `x-test-csp` gets that Content-Security-Policy with its answer.
 *
 * @param {string} root
 * @param {{edit?: (html: string) => string, heard?: (path: string) => void}} [more] `edit` changes every page; `heard` is told every path
 * @returns {Promise<{origin: string, close: () => void}>}
 */
export async function serve(root, { edit, heard } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    heard?.(pathname);
    const csp = request.headers['x-test-csp'];
    if (csp) response.setHeader('content-security-policy', csp);
    response.setHeader('cache-control', 'no-store');
    try {
      const file = locate(root, pathname);
      const found = await readFile(file);
      const body = edit && extname(file) === '.html' ? edit(String(found)) : found;
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type }).end(body);
    } catch {
      // Browsers ask for this one unasked, and its absence is no error.
      const status = pathname === '/favicon.ico' ? 204 : 404;
      response.writeHead(status, { 'content-type': 'text/plain' }).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The file for a path; nothing hidden has an address. */
function locate(root, pathname) {
  const parts = decodeURIComponent(pathname).split(/[/\\]/);
  if (parts.some((part) => part.startsWith('.'))) throw new Error('hidden');
  const file = join(root, ...parts);
  return pathname.endsWith('/') ? join(file, 'index.html') : file;
}
