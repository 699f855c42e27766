// The ids of the core and the words: no id that the core can emit lacks its words, in any
// language, and there are no words for an id that the core does not have.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { languages, load } from '../../www/prose/index.js';
import { ids as sections, section } from '../../www/sections.js';
import { transcript } from './fixtures/core.mjs';
import { sources } from './fixtures/sources.mjs';

const root = new URL('../../', import.meta.url);

const all = await Promise.all(languages.map(({ lang }) => load(lang)));
const core = sources('src/').join('\n');
const literals = new Set([...core.matchAll(/"([a-z0-9_.]+)"/gi)].map(([, text]) => text));
/** The string literals of a function of the core, the first of its name behind `from`. */
const words = (file, name, from = '') => {
  const source = readFileSync(new URL(file, root), 'utf8');
  const start = source.indexOf(`pub fn ${name}(`, source.indexOf(from));
  assert.notEqual(start, -1, `${file} has no ${name}`);
  const body = source.slice(start).split(/\n {0,4}\}\n/)[0];
  return [...body.matchAll(/"([a-z0-9_]+)"/gi)].map(([, text]) => text);
};

const seed = (byte) => byte.repeat(32);
const stories = [
  transcript('--seed', seed('21'), '--steal-key'),
  transcript('--seed', seed('22'), '--suite', 'TLS_RSA_WITH_AES_128_CBC_SHA', '--extended-master-secret', '--steal-key'),
  transcript('--seed', seed('23'), '--suite', 'TLS_RSA_WITH_AES_256_CBC_SHA256', '--message', '', '--reply', ''),
  transcript('--seed', seed('24'), '--time', '1000000000'),
  transcript('--seed', seed('25'), '--suite', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', '--group', 'secp256r1', '--steal-key'),
  transcript('--seed', seed('26'), '--suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', '--extended-master-secret'),
  transcript('--seed', seed('27'), '--suite', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', '--group', 'x25519'),
  transcript('--seed', seed('28'), '--resume', 'known'),
  transcript('--seed', seed('28'), '--resume', 'forgotten'),
  transcript('--seed', seed('29'), '--middle', 'own_certificate'),
  transcript('--seed', seed('29'), '--middle', 'stolen_authority', '--altered', 'No!'),
];

const fields = (field) => [field.id, ...field.children.flatMap(fields)];
const emitted = {
  fields: stories.flatMap(({ letters }) =>
    letters.flatMap(({ records }) => records.flatMap(({ fields: tree, sealed }) => [tree, sealed?.fields, sealed?.opened].filter(Boolean).flatMap(fields)))),
  recipes: stories.flatMap(({ artifacts }) => artifacts.map(({ recipe }) => recipe)),
  artifacts: stories.flatMap(({ artifacts }) => artifacts.map(({ name }) => name)),
  beats: stories.flatMap(({ beats }) => beats.map(({ kind }) => kind)),
  checks: stories.flatMap(({ beats }) => beats.flatMap(({ check }) => check?.id ?? [])),
  failures: stories.flatMap(({ beats }) => beats.flatMap(({ fault }) => fault?.fault ?? [])),
  alerts: stories.flatMap(({ beats }) => beats.flatMap(({ fault }) => fault?.alert ?? [])),
  letters: stories.flatMap(({ letters }) => letters.map(({ id }) => id)),
  records: stories.flatMap(({ letters }) => letters.flatMap(({ records }) => records.map(({ contentType }) => contentType))),
  parties: stories.flatMap(({ parties }) => parties.map(({ id }) => id)),
  scenes: stories.flatMap(({ scenes }) => scenes.map(({ id }) => id)),
  chapters: stories.flatMap(({ scenes }) => scenes.map(({ chapter }) => chapter)),
  outcomes: stories.map(({ outcome }) => outcome.kind),
};

// What no honest run emits, read from the source: what a tampered letter or a bad one could.
const wire = new Set(sources('src/wire/').concat(['letters', 'seals'].map((name) => readFileSync(new URL(`src/exchange/${name}.rs`, root), 'utf8')))
  .flatMap((text) => [...text.matchAll(/"([a-z0-9_]+(?:\.[a-z0-9_]+)+)"/g)].map(([, id]) => id)));
const possible = {
  fields: [...wire, ...words('src/wire/handshake.rs', 'name'), 'unparsed'],
  recipes: words('src/keys/artifact.rs', 'name', 'impl Recipe'),
  beats: words('src/party/note.rs', 'name', 'impl Kind'),
  checks: [...core.matchAll(/\bCheck(?:ed)? ?\{\s*id: "(\w+)"/g)].map(([, id]) => id),
  failures: words('src/party/fault.rs', 'name'),
  faults: [...words('src/exchange/error.rs', 'kind'), ...[...core.matchAll(/\bproblem\(\s*"(\w+)"/g)].map(([, id]) => id)],
};
possible.failures.push(...[...core.matchAll(/\bfault: "(\w+)"/g)].map(([, id]) => id));
const known = [...core.matchAll(/const SCENES[\s\S]*?\n\/\/\/ The scenes of/g)].join('');
possible.scenes = [...known.matchAll(/(?:board|flight)\("([a-z-]+)"/g)].map(([, id]) => id);
assert.equal(possible.scenes.length, 45);
// What a moment is about has a name: a letter, a value, a check, an alert, or a scene's thread.
const abouts = new Set(stories.flatMap(({ beats }) => beats.map(({ about }) => about)));

for (const prose of all) {
  const { lang } = prose.meta;
  for (const [group, ids] of [...Object.entries(emitted), ...Object.entries(possible)])
    test(`${lang}: every id of ${group} has its words`, () => {
      assert.ok(ids.length > 0);
      for (const id of new Set(ids)) assert.ok(Object.hasOwn(prose[group], id), id);
    });
}

for (const prose of all)
  test(`${prose.meta.lang}: every recipe says what happens in it`, () => {
    for (const id of possible.recipes) assert.ok(prose.making[id]?.length > 40, id);
  });

for (const prose of all)
  test(`${prose.meta.lang}: what a moment is about has a name`, () => {
    const names = ['artifacts', 'letters', 'checks', 'alerts', 'scenes'];
    for (const about of abouts) assert.ok(names.some((group) => Object.hasOwn(prose[group], about)), about);
  });

test('what ECDHE asks is answered by the Transcript', () => {
  const told = stories.filter(({ suite }) => suite?.group);
  assert.equal(told.length, 3);
  for (const { ledger, outcome } of told)
    for (const [chapter, { options, answer }] of Object.entries(all[0].ecdheQuestions)) {
      const heard = ({ id }) => ledger.some(({ who, name, how }) => who === 'eavesdropper' && name === id && how !== 'stolen');
      const opens = ({ id }) => (chapter === 'prf' ? !heard({ id }) : outcome.eavesdropperMissing.includes(id));
      assert.deepEqual(options.filter(opens).map(({ id }) => id), [answer]);
    }
});

test('there are no words for what the core does not have', () => {
  const [en] = all;
  for (const group of ['fields', 'recipes', 'checks', 'beats', 'failures', 'letters', 'records', 'alerts'])
    for (const id of Object.keys(en[group])) assert.ok(literals.has(id), `${group}: ${id}`);
  // Cards that stand for several values, for a message, or for a part of a record.
  const cards = `public_key private_key session_keys handshake_hash certificate_message
    encrypted_message encrypted_reply encrypted_finished sequence_number nonce record_iv
    explicit_nonce additional_data plaintext mac padding ciphertext tag`.split(/\s+/);
  for (const id of Object.keys(en.artifacts)) assert.ok(literals.has(id) || cards.includes(id), `artifacts: ${id}`);
});

test('every field has the section of a standard, and every section a field', () => {
  for (const id of Object.keys(all[0].fields)) assert.match(section(id) ?? '', /^RFC \d+ §[\dA-Z][\d.]*$/, id);
  const fields = Object.keys(all[0].fields);
  for (const id of sections) assert.ok(fields.some((field) => field === id || field.startsWith(`${id}.`)), id);
  assert.equal(section('client_hello.random'), 'RFC 5246 §7.4.1.2');
  assert.equal(section('nothing'), undefined);
  assert.equal(section('constructor'), undefined);
});
