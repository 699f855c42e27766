// JavaScript modules → few small files. Rollup and esbuild do the work; here is only what takes whose place.

import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { rollup } from 'rollup';
import { split } from '../www/prose/split.js';

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

/** The glue would look for its wasm by itself if it were not told where it is; it always is. @param {string} path */
async function glue(path) {
  const text = await readFile(path, 'utf8');
  const without = text.replace(/module_or_path = new URL\('\w+_bg\.wasm', import\.meta\.url\);/, '');
  if (without === text) throw new Error('the glue of wasm-bindgen looks different: see pack/bundle.mjs');
  return without;
}

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
    build.onLoad({ filter: /pkg\/(?:tls_airmail|workshop)\.js$/ }, async ({ path }) => ({ contents: await glue(path), loader: 'js' }));
  },
});

/** What of a module stands elsewhere in dist/. @param {string} bench */
const beside = (bench) => ({
  name: 'beside',
  resolveId(/** @type {string} */ name) {
    if (name === './wasm.js') return join(HERE, 'beside.js');
    if (name === './workshop.js') return join(HERE, bench);
    return name.startsWith(PART) ? name : null;
  },
  /** A language in two files: what the stage says, and the rest. @param {string} name @param {string} from */
  resolveDynamicImport(name, from) {
    const [, lang] = /^\.\/(\w+(?:-\w+)*)\.js$/.exec(name) ?? [];
    return lang && from.replaceAll('\\', '/').endsWith('/www/prose/index.js') ? `${PART}${lang}` : null;
  },
  async load(/** @type {string} */ id) {
    if (/pkg\/(?:tls_airmail|workshop)\.js$/.test(id.replaceAll('\\', '/'))) return glue(id);
    if (!id.startsWith(PART)) return null;
    const [lang, rest] = id.slice(PART.length).split('/');
    const parts = split((await import(new URL(`../www/prose/${lang}.js`, import.meta.url).href)).default);
    return rest
      ? `export default ${JSON.stringify(parts.rest)};`
      : `export default ${JSON.stringify(parts.first)};\nexport const rest = () => import(${JSON.stringify(`${PART}${lang}/rest`)});`;
  },
});

const PART = 'prose:';

/**
 * The element for pages that are built of modules: the entry, and chunks that are fetched when needed. What
 * the entry holds no chunk holds again: rollup knows that it is there before they are.
 * @param {string} entry @returns {Promise<{path: string, contents: Uint8Array}[]>} paths relative to dist/
 */
export async function modules(entry) {
  const bundle = await rollup({
    input: entry,
    plugins: [beside('bench.js')],
    preserveEntrySignatures: 'strict',
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
  });
  const { output } = await bundle.generate({
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: ({ name }) => `chunks/${name.replace(PART, '').replace('/', '-')}-[hash].js`,
    hoistTransitiveImports: false,
  });
  await bundle.close();
  return Promise.all(output.map(async (chunk) => {
    if (chunk.type !== 'chunk') throw new Error(`${chunk.fileName} is no script`);
    const { code } = await transform(chunk.code, { minify: true, format: 'esm', target: COMMON.target, legalComments: 'none', charset: 'utf8' });
    return { path: chunk.fileName, contents: Buffer.from(code) };
  }));
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
