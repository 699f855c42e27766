// Links: what they may say is written down once for those who write them, and is what link.js reads and writes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ATTRIBUTES } from '../../www/choice.js';
import { names as hands } from '../../www/hands/deal.js';
import { format, isOurs, NAMES, parse } from '../../www/link.js';
import { languages } from '../../www/prose/index.js';
import { MANNERS } from '../../www/whatif/middle.js';
import { LEAKS } from '../../www/whatif/oracle.js';
import { ALL } from '../../www/whatif/panel.js';
import { printed, transcript } from './fixtures/core.mjs';

const docs = readFileSync(new URL('../../docs/embedding.md', import.meta.url), 'utf8');
const section = docs.split('\n## Links\n')[1].split('\n## ')[0];
const rows = section.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split(' | ').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code)));
/** What the table allows for a name. */
const allowed = (name) => rows.find(([names]) => names.includes(name))[1];

const known = new Map([
  ['scene', 'tcp'], ['level', 'bytes'], ['lang', 'es'], ['lesson', 'oracle'], ['leak', 'nothing'], ['seed', 'ab'.repeat(32)], ['suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'], ['groups', 'x25519'],
  ['server-name', 'post.example'], ['message', 'a & b'], ['reply', 'c'], ['extended-master-secret', 'true'], ['hand', 'illustrated'], ['identity', 'forged'], ['resume', 'known'], ['middle', 'stolen_authority'], ['altered', 'd'],
  ['stolen-key', 'true'], ['tamper', '0.drop'], ['own-key', 'true'], ['behind', 'true'],
]);

test('the table of docs/embedding.md has the names of link.js, and no others', () => {
  assert.deepEqual(rows.flatMap(([names]) => names).toSorted(), [...NAMES].toSorted());
  assert.equal(new Set(NAMES).size, NAMES.length);
  assert.deepEqual([...known.keys()].toSorted(), [...NAMES].toSorted());
});

test('every name is read, and says something else than nothing', () => {
  const nothing = parse('');
  for (const name of NAMES) {
    const said = parse(`#${new URLSearchParams({ [name]: known.get(name) })}`);
    assert.notDeepEqual(said, nothing, name);
  }
  assert.deepEqual(parse('#something=else'), nothing);
});

test('a name is ours by itself, unless it only goes with others', () => {
  const beside = NAMES.filter((name) => !isOurs(`#${name}=x`));
  assert.deepEqual(beside, ['level', 'lang', 'leak', 'behind', 'own-key']);
  assert.ok(!isOurs('#something=else') && !isOurs('#rescene=x') && isOurs('#x=1&scene=tcp'));
});

test('every name is written where it says something', () => {
  const chosen = { seed: known.get('seed'), suites: ['TLS_RSA_WITH_AES_128_CBC_SHA'], groups: ['x25519'], serverName: 'post.example', message: 'a', reply: 'b', extendedMasterSecret: true, time: 0, identity: 'forged', resume: 'known', middle: 'relay', altered: 'd', stolenKey: true, tampering: [{ letter: 0, change: 'drop' }], ownKey: true };
  const written = (link) => [...new URLSearchParams(link.slice(1)).keys()];
  const all = [format('tcp', chosen, { level: 'bytes', lang: 'es', lesson: 'oracle', leak: 'nothing', behind: true }), format('tcp', { ...chosen, hand: 'illustrated' })].flatMap(written);
  assert.deepEqual([...new Set(all)].toSorted(), [...NAMES].toSorted());
  const plain = format('tcp', transcript().scenario);
  for (const name of ['level', 'lang', 'lesson', 'leak', 'own-key', 'tamper', 'resume', 'middle', 'identity', 'stolen-key', 'hand']) assert.ok(!written(plain).includes(name), name);
  assert.equal(parse(format('tcp', chosen)).ownKey, true);
  assert.equal(parse(format('tcp', chosen, { lesson: 'oracle', leak: 'padding' })).leak, 'padding');
  assert.ok(!format('tcp', { ...chosen, ownKey: true }).includes('PRIVATE'));
});

test('what the table allows is what there is', () => {
  assert.deepEqual(allowed('lesson').toSorted(), ALL.map(({ id }) => id).toSorted());
  assert.deepEqual(allowed('leak'), [...LEAKS]);
  assert.deepEqual(allowed('middle').toSorted(), [...MANNERS].toSorted());
  assert.deepEqual(allowed('lang'), languages.map(({ lang }) => lang));
  assert.deepEqual(allowed('level'), ATTRIBUTES.level.allowed);
  assert.deepEqual(allowed('hand'), [...hands]);
  // The core plays each of them, and nothing else.
  for (const identity of allowed('identity')) assert.equal(transcript('--identity', identity).scenario.identity, identity);
  for (const resume of allowed('resume')) assert.equal(transcript('--resume', resume).scenario.resume, resume);
  const source = readFileSync(new URL('../../src/pki/identity.rs', import.meta.url), 'utf8');
  const papers = [...source.split('impl Papers')[1].split('pub fn name')[1].split('}\n    }')[0].matchAll(/=> "(\w+)"/g)].map(([, id]) => id);
  assert.deepEqual(allowed('identity').toSorted(), papers.filter((id) => id !== 'honest').toSorted());
  assert.throws(() => printed('--resume', 'twice'));
});

test('each change of the text below the table is read', () => {
  const [, text] = section.split('masks and bytes hexadecimal): ');
  const changes = [...text.split('`#tamper')[0].matchAll(/`([a-z_]+(?:\.[A-Z]+)*)`/g)].map(([, code]) => code);
  assert.equal(changes.length, 10);
  for (const change of changes) {
    const link = `#tamper=3.${change.replace('OFFSET', '20').replace('LENGTH', '2').replace('MASK', '01').replace('BYTES', 'abcd').replace('RECORD', '0')}`;
    const { scenario, bad } = parse(link);
    assert.equal(bad, undefined, change);
    assert.equal(scenario.tampering[0].change, change.split('.')[0]);
  }
  const [, example] = /`(#tamper=[^`]+)`/.exec(section);
  assert.deepEqual(parse(example).scenario.tampering, [{ letter: 5, change: 'flip', offset: 20, mask: 1 }, { letter: 6, change: 'drop' }]);
});
