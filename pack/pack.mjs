// dist/: all that somebody needs to put tls-airmail on a page. ./build calls this, once www/pkg is built.
//
//   node pack/pack.mjs [FOLDER]       FOLDER instead of dist/

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { modules } from './bundle.mjs';
import { notices } from './notices.mjs';
import { page } from './page.mjs';
import { posters } from './posters.mjs';
import { table } from './sizes.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const OUT = resolve(process.argv[2] ?? join(ROOT, 'dist'));
const PKG = join(ROOT, 'www/pkg');

const read = (/** @type {string} */ path) => readFile(join(ROOT, path));
const version = /^version = "(.+)"$/m.exec(String(await read('Cargo.toml')))?.[1];
if (!version) throw new Error('Cargo.toml has no version');

const wasm = await readFile(join(PKG, 'tls_airmail_bg.wasm'));
const workshop = await readFile(join(PKG, 'workshop_bg.wasm'));
/** @type {Map<string, Uint8Array>} path in dist → contents */
const files = new Map();
const put = (/** @type {string} */ path, /** @type {string|Uint8Array} */ contents) => files.set(path, typeof contents === 'string' ? new TextEncoder().encode(contents) : contents);

for (const { path, contents } of await modules(join(ROOT, 'www/tls-airmail.js'))) put(path, contents);
// They are looked for beside the folder of the script that names them.
for (const name of ['tls_airmail_bg.wasm', 'worker.js']) if (![...files].some(([path, contents]) => path.startsWith('chunks/') && Buffer.from(contents).includes(`../${name}`))) throw new Error(`nothing in dist/chunks names ${name}`);
put('tls_airmail_bg.wasm', wasm);
put('workshop_bg.wasm', workshop);
for (const name of ['follow.js', 'worker.js']) for (const { path, contents } of await modules(join(ROOT, 'www', name))) put(path, contents);
put('tls-airmail.css', await read('www/tls-airmail.css'));
put('tls-airmail.html', await page(join(ROOT, 'index.html'), workshop));
put('embed.html', await page(join(ROOT, 'www/embed.html'), workshop));
for (const { path, contents } of await posters(PKG, 'en')) put(path, contents);
for (const [path, contents] of await types()) put(path, contents);
for (const path of ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT']) put(path, await read(path));
put('THIRD-PARTY.txt', notices(ROOT));
put('README.md', await read('pack/README.md'));
put('package.json', `${JSON.stringify(manifest(version), null, 2)}\n`);

await rm(OUT, { recursive: true, force: true });
for (const [path, contents] of files) {
  await mkdir(dirname(join(OUT, path)), { recursive: true });
  await writeFile(join(OUT, path), contents);
}
const name = `tls-airmail-${version}`;
const entries = Object.fromEntries([...files].map(([path, contents]) => [`${name}/${path}`, contents]));
// One date for all, so that the same contents give the same zip.
const zip = zipSync(entries, { level: 9, mtime: new Date('1980-01-01T12:00:00') });
await writeFile(join(OUT, `${name}.zip`), zip);

const some = (/** @type {(path: string) => boolean} */ wanted) => Buffer.concat([...files].filter(([path]) => wanted(path)).map(([, contents]) => contents));
/** A script and what it cannot begin without. @param {string} path @param {Set<string>} [seen] */
function atOnce(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  const text = String(Buffer.from(files.get(path) ?? []));
  for (const [, name] of text.matchAll(/(?:from|import)"(\.[^"]+\.js)"/g)) atOnce(join(dirname(path), name), seen);
  return seen;
}
const script = (/** @type {string} */ path) => path === 'tls-airmail.js' || path.startsWith('chunks/');
console.log(table([
  { what: 'tls_airmail_bg.wasm', bytes: wasm, budget: ['brotli', 140] },
  { what: 'tls-airmail.js, with all it imports at once', bytes: some((p) => atOnce('tls-airmail.js').has(p)), budget: ['brotli', 40] },
  { what: 'all English words, as one file', bytes: await read('www/prose/en.js') },
  ...[...files].filter(([p]) => p.startsWith('chunks/')).map(([what, bytes]) => ({ what, bytes })),
  { what: 'worker.js (once there is long work)', bytes: some((p) => p === 'worker.js') },
  { what: 'workshop_bg.wasm (for the worker)', bytes: workshop },
  { what: 'all scripts', bytes: some(script) },
  { what: 'tls-airmail.html (one file, wasm inside)', bytes: some((p) => p === 'tls-airmail.html'), budget: ['gzip', 260] },
  { what: 'embed.html (one file, for iframes)', bytes: some((p) => p === 'embed.html'), budget: ['gzip', 260] },
  { what: 'a poster (parties.svg)', bytes: some((p) => p === 'posters/parties.svg') },
  { what: `${name}.zip`, bytes: zip },
]));
console.log(`\n${files.size + 1} files in ${OUT}`);

/** What goes to npm: the folder itself. @param {string} version */
function manifest(version) {
  return {
    name: 'tls-airmail',
    version,
    description: 'A TLS 1.2 handshake, computed for real and told with paper airplanes: a custom element',
    license: 'MIT OR Apache-2.0',
    type: 'module',
    main: './tls-airmail.js',
    types: './types/tls-airmail.d.ts',
    exports: {
      '.': { types: './types/tls-airmail.d.ts', default: './tls-airmail.js' },
      './follow.js': { types: './types/follow.d.ts', default: './follow.js' },
      './*': './*',
    },
    sideEffects: ['./tls-airmail.js', './worker.js'],
    files: ['*.js', '*.css', '*.wasm', '*.html', 'chunks', 'posters', 'types', 'LICENSE-*', 'THIRD-PARTY.txt'],
    keywords: ['tls', 'handshake', 'rsa', 'cryptography', 'teaching', 'webcomponent'],
  };
}

/** The types, as the comments of the modules have them. @returns {Promise<[string, Uint8Array][]>} */
async function types() {
  const aside = await mkdtemp(join(tmpdir(), 'airmail-types-'));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '--project', join(ROOT, 'pack/tsconfig.json'), '--outDir', aside], { stdio: 'inherit' });
  /** @type {[string, Uint8Array][]} */
  const found = [];
  for (const file of (await readdir(aside, { recursive: true })).sort()) {
    if (file.endsWith('.d.ts')) found.push([`types/${file.replaceAll('\\', '/')}`, await readFile(join(aside, file))]);
  }
  await rm(aside, { recursive: true });
  return found;
}
