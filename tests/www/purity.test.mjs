// The pure modules stay pure: they name nothing of the page, no clock and no chance, import only each
// other, and nobody imports in a circle.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const WWW = fileURLToPath(new URL('../../www/', import.meta.url));
/** What touches the page; everything else is pure. */
const IMPURE = new Set(['wasm.js', 'worker.js', 'aside.js', 'core.js', 'stage.js', 'theatre.js', 'dress.js', 'element.js', 'define.js', 'tls-airmail.js', 'page.js', 'embed.js', 'props/sheet.js', 'props-sheet.js']);
IMPURE.add('inspector/hands.js').add('check/go.js');
IMPURE.add('take/save.js');
IMPURE.add('rehearsal.js');
for (const name of ['canvas', 'dealer', 'doors', 'invitation', 'parts', 'reader', 'stopwatch', 'voice']) IMPURE.add(`player/${name}.js`);
// Doors to what touches the page.
for (const name of ['index', 'capture', 'check', 'forms', 'inspector', 'scenes', 'take', 'whatif']) IMPURE.add(`rooms/${name}.js`);
const FORBIDDEN = /\b(document|window|globalThis|self|navigator|location|performance|setTimeout|setInterval|requestAnimationFrame|localStorage|fetch|Math\.random|Date\.now|crypto)\b(?!\s*['"`:])/g;

const files = readdirSync(WWW, { recursive: true })
  .map(String)
  .filter((f) => f.endsWith('.js') && !f.startsWith('pkg') && !f.startsWith('examples'))
  .map((f) => f.replaceAll('\\', '/'));
const code = (file) => readFileSync(join(WWW, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
const imports = (file) =>
  [...code(file).matchAll(/(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|import\s+['"]([^'"]+)['"]/g)]
    .map((m) => m[1] ?? m[2] ?? m[3])
    .filter((path) => path.startsWith('.'))
    .map((path) => relative(WWW, resolve(dirname(join(WWW, file)), path)).replaceAll('\\', '/'));

for (const file of files.filter((f) => !IMPURE.has(f) && !f.startsWith('prose/') && f !== 'shape.js')) {
  test(`${file} is pure`, () => {
    // A string that mentions such a word is only a string.
    const bare = code(file).replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''");
    const named = [...bare.matchAll(FORBIDDEN)].map((m) => m[0]).filter((name) => name !== 'self' || /\bself\.(document|fetch|crypto)/.test(bare));
    assert.deepEqual(named, []);
    assert.deepEqual(imports(file).filter((to) => IMPURE.has(to)), [], 'a pure module imports only pure ones');
  });
}

test('only wasm.js imports the wasm package', () => {
  assert.deepEqual(files.filter((f) => /['"`][^'"`]*\/pkg\//.test(code(f)) && !f.startsWith('props')), ['wasm.js', 'workshop.js']);
});

// Sizes of props are for whoever draws: to be in their README is use enough.
test('whatever is exported is used elsewhere', () => {
  const root = join(WWW, '..');
  const others = ['tests', 'pack', 'benches']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, String(name))))
    .filter((path) => /\.(js|mjs|html)$/.test(path) && !path.endsWith('purity.test.mjs'));
  const text = new Map([...files.map((file) => /** @type {const} */ ([file, code(file)])), ...[join(root, 'index.html'), join(WWW, 'props/README.md'), ...others].map((path) => /** @type {const} */ ([path, readFileSync(path, 'utf8')]))]);
  const idle = files.flatMap((file) => {
    const names = [...code(file).matchAll(/^export (?:async )?(?:const|let|class|function\*?) (\w+)/gm)].map(([, name]) => name);
    return names.filter((name) => ![...text].some(([other, said]) => other !== file && new RegExp(`\\b${name}\\b`).test(said))).map((name) => `${file}: ${name}`);
  });
  assert.deepEqual(idle, []);
});

test('nobody imports in a circle', () => {
  const done = new Set();
  const visit = (file, path) => {
    assert.ok(!path.includes(file), `a circle: ${[...path, file].join(' → ')}`);
    if (done.has(file) || !files.includes(file)) return;
    for (const to of imports(file)) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
});
