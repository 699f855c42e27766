// The published connection: what is shipped is its inputs, as published, and nothing else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { HAND, NAME } from '../../www/hands/illustrated.js';
import { merge, names } from '../../www/hands/deal.js';
import { format, parse } from '../../www/link.js';
import { say } from '../../www/prose/index.js';
import en from '../../www/prose/en.js';
import es from '../../www/prose/es.js';
import { transcript } from './fixtures/core.mjs';

const { inputs, outputs, suite } = JSON.parse(readFileSync(new URL('../vectors/illustrated-tls12.json', import.meta.url), 'utf8'));

test('every published input is as it was published', () => {
  const { hand } = HAND;
  const pairs = {
    certificate: 'server_certificate_der', key: 'server_private_key_der_hex', client_random: 'client_random', server_random: 'server_random',
    client_ephemeral_private: 'client_ephemeral_private', server_ephemeral_private: 'server_ephemeral_private',
    'client.iv.0': 'client_finished_iv', 'client.iv.1': 'client_data_iv', 'client.iv.2': 'client_alert_iv', 'server.iv.0': 'server_finished_iv', 'server.iv.1': 'server_data_iv',
  };
  for (const [ours, theirs] of Object.entries(pairs)) assert.equal(hand[ours], inputs[theirs], ours);
  const hello = outputs.records_in_order[0].hex;
  assert.ok(hello.includes(hand.suites) && hello.endsWith(hand.extensions));
  assert.equal(inputs.client_hello_extensions.slice(4), hand.extensions);
  assert.deepEqual(HAND.suites, [suite]);
  assert.equal(Buffer.from(HAND.message).toString('hex'), inputs.client_data_plaintext);
  assert.equal(Buffer.from(HAND.reply).toString('hex'), inputs.server_data_plaintext);
  // What is not published is the name, and a value for the letter that they did not write.
  assert.deepEqual(Object.keys(hand).filter((name) => !(name in pairs)).sort(), ['extensions', 'name', 'server.iv.2', 'suites']);
  const secrets = ['premaster', 'master', 'key_block_72_octets', 'client_verify_data', 'server_verify_data', 'ske_signature'];
  for (const name of secrets) assert.ok(!JSON.stringify(HAND).includes(outputs[name]), `${name} is computed`);
});

test('a hand and what the reader chooses', async () => {
  assert.deepEqual([...names], [NAME]);
  const dealt = await merge({ seed: 'ab', message: 'x' }, { hand: NAME });
  assert.deepEqual({ ...dealt, tampering: undefined, stolenKey: undefined }, { ...HAND, tampering: undefined, stolenKey: undefined });
  assert.ok((await merge(dealt, { message: HAND.message, suites: [...HAND.suites], identity: undefined })).hand, 'the same is no change');
  assert.ok((await merge(dealt, { tampering: [{ letter: 0, change: 'drop' }], stolenKey: true })).hand, 'what is done to it leaves it what it is');
  const other = await merge(dealt, { message: 'another' });
  assert.deepEqual([other.hand, other.seed, other.message], [undefined, undefined, 'another']);
  assert.equal((await merge(dealt, { seed: 'cd' })).seed, 'cd');
  await assert.rejects(merge({}, { hand: 'toString' }), { kind: 'unknown_hand', field: 'hand', value: 'toString' });
});

test('a link to a hand says its name, and what was done to it', () => {
  const chosen = { ...HAND, time: 0, hand: NAME, tampering: [{ letter: 5, change: 'flip', offset: 20, mask: 1 }] };
  const link = format('tcp', chosen);
  assert.equal(link, '#scene=tcp&hand=illustrated&tamper=5.flip.20.01');
  assert.deepEqual(parse(link).scenario, { hand: NAME, tampering: chosen.tampering });
});

/** What is said of every handshake, and not of this one. */
const GENERAL = [/a resumed session takes/, /una sesión retomada/, /like chance/, /a new machine with a new key/, /máquina nueva, con clave nueva/, /my next record uses the new keys/, /mi próximo registro/];

test('nothing is told of a published connection that is not so: no authority is known, nothing is drawn', async () => {
  const { sentence } = await import('../../www/story.js');
  const t = transcript('--hand', JSON.stringify(HAND.hand), '--suite', suite, '--server-name', HAND.serverName, '--message', HAND.message, '--reply', HAND.reply);
  t.scenario.hand = NAME;
  // Of what should be fresh, or drawn, it is said that it should be, and that here it is published.
  const fresh = /\bfresh(?!ness)|just drawn|draws|new in this|\bnuev[oa]s?\b|acaba de sacar|al azar/i;
  const owned = /\bshould\b|were published|deber[íi]an?\b|se publicaron/i;
  for (const words of [en, es]) {
    for (const { id } of t.scenes) {
      for (const level of ['story', 'protocol', 'alt']) {
        const said = sentence(t, words, id, level);
        assert.doesNotMatch(said, level === 'story' ? /whose word the Client trusts|cuya palabra|\{|…/ : /\{/, `${id} ${level}`);
        const most = { story: 220, protocol: 700, alt: 240 }[level];
        assert.ok([...say(words, ['hands', `${id}.${level}`])].length <= most, `${id} ${level}: ${[...said].length}`);
        for (const one of said.split(/(?<=[.:;]) /)) if (fresh.test(one) && !owned.test(said)) assert.ok(GENERAL.some((rule) => rule.test(one)), `${words.meta.lang} ${id} ${level}: ${one}`);
      }
    }
    assert.match(sentence(t, words, 'parties', 'story'), /which badge to believe|en qué insignia creer/);
  }
});
