// JavaScript modules → few small files. esbuild does the work; here is only what takes whose place.

import { build } from 'esbuild';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const HERE = fileURLToPath(new URL('./', import.meta.url));

const COMMON = /** @type {const} */ ({
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'firefox115', 'safari16.4', 'chrome111'],
  legalComments: 'none',
  charset: 'utf8',
  write: false,
  logLevel: 'warning',
});

/** `start()` comes from that file, a worker's from the other one, and what goes inside, if anything. @param {string} file @param {string} bench @param {Uint8Array} [wasm] @param {string} [worker] */
const core = (file, bench, wasm, worker = '') => ({
  name: 'core',
  setup(build) {
    build.onResolve({ filter: /^\.\/wasm\.js$/ }, () => ({ path: join(HERE, file) }));
    build.onResolve({ filter: /^\.\/workshop\.js$/ }, () => ({ path: join(HERE, bench) }));
    build.onResolve({ filter: /^packed-wasm$/ }, () => ({ path: 'packed-wasm', namespace: 'packed' }));
    build.onLoad({ filter: /.*/, namespace: 'packed' }, () => ({
      contents: Buffer.from(gzipSync(wasm, { level: 9 })).toString('base64'),
      loader: 'text',
    }));
    build.onResolve({ filter: /^packed-worker$/ }, () => ({ path: 'packed-worker', namespace: 'worker' }));
    build.onLoad({ filter: /.*/, namespace: 'worker' }, () => ({ contents: worker, loader: 'text' }));
    // The glue would look for its wasm by itself if it were not told where it is; it always is.
    build.onLoad({ filter: /pkg\/(?:tls_airmail|workshop)\.js$/ }, async ({ path }) => {
      const { readFile } = await import('node:fs/promises');
      const glue = await readFile(path, 'utf8');
      const without = glue.replace(/module_or_path = new URL\('\w+_bg\.wasm', import\.meta\.url\);/, '');
      if (without === glue) throw new Error('the glue of wasm-bindgen looks different: see pack/bundle.mjs');
      return { contents: without, loader: 'js' };
    });
  },
});

/**
 * The element for pages that are built of modules: the entry, and chunks that are fetched when needed.
 * @param {string} entry @returns {Promise<{path: string, contents: Uint8Array}[]>} paths relative to dist/
 */
export async function modules(entry) {
  const { outputFiles } = await build({
    ...COMMON,
    entryPoints: [entry],
    splitting: true,
    outdir: '/',
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [core('beside.js', 'bench.js')],
  });
  return outputFiles.map(({ path, contents }) => ({ path: path.replace(/^\/+/, ''), contents }));
}

/** All of it as the text of one script, wasm inside. @param {string} code imports, from `folder` @param {string} folder @param {Uint8Array} wasm */
export async function script(code, folder, wasm) {
  const aside = await build({
    ...COMMON,
    format: 'iife',
    entryPoints: [join(HERE, '../www/worker.js')],
    plugins: [core('inside.js', 'handed.js')],
  });
  const { outputFiles } = await build({
    ...COMMON,
    stdin: { contents: code, resolveDir: folder, loader: 'js' },
    plugins: [core('inside.js', 'handed.js', wasm, aside.outputFiles[0].text)],
  });
  return outputFiles[0].text;
}
