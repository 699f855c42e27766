// "Reproduce it yourself": every sample of several runs is run in a real shell, and prints what
// it says.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { languages, load } from '../../www/prose/index.js';
import { HAND } from '../../www/hands/illustrated.js';
import { samples } from '../../www/reproduce/index.js';
import { transcript } from './fixtures/core.mjs';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'tls-airmail-'));
after(() => rm(folder, { recursive: true }));

const SUITES = [
  'TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_AES_128_CBC_SHA256', 'TLS_RSA_WITH_AES_256_CBC_SHA256',
  'TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_256_GCM_SHA384',
];

const ECDHE = [
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
];

/** Seeds as different as they can be told apart. */
const seed = (number) => number.toString(16).padStart(2, '0').repeat(32);

const runs = SUITES.flatMap((suite, at) =>
  [false, true].flatMap((extended) =>
    [0, 1].map((deal) => {
      const args = ['--seed', seed(1 + at * 4 + deal * 2 + Number(extended)), '--suite', suite];
      return extended ? [...args, '--extended-master-secret'] : args;
    }),
  ),
);
// Words and names that a shell might stumble over, nothing said at all, and a stolen key.
const odd = `It's "50 %" of $HOME\n\`ls\` \\n ¿✈? `;
runs.push(
  ['--seed', seed(0xe0), '--message', odd, '--reply', '', '--steal-key', '--suite', SUITES[3]],
  ['--seed', seed(0xe1), '--message', '', '--reply', odd, '--steal-key', '--extended-master-secret', '--suite', SUITES[0]],
  // A session that the Server has forgotten has two names: the one asked for, and the new one.
  ['--seed', seed(0xe2), '--resume', 'forgotten', '--suite', SUITES[0]],
  // The published connection: nobody knows its Authority.
  ['--seed', HAND.seed, '--server-name', HAND.serverName, '--suite', HAND.suites[0], '--group', HAND.groups[0], '--message', HAND.message, '--reply', HAND.reply, '--hand', JSON.stringify(HAND.hand)],
  // A certificate that is out of date: it ends in an alert.
  ['--seed', seed(0xe3), '--time', '1000000000'],
  // ECDHE: every suite, both groups, also with the extended master secret.
  ...ECDHE.flatMap((suite, at) =>
    ['x25519', 'secp256r1'].map((group, deal) => {
      const args = ['--seed', seed(0xc0 + 2 * at + deal), '--suite', suite, '--group', group];
      return (at + deal) % 2 ? [...args, '--extended-master-secret', '--steal-key'] : args;
    }),
  ),
  ['--seed', seed(0xe4), '--message', '', '--reply', odd, '--suite', ECDHE[2]],
  ['--seed', seed(0xe2), '--server-name', 'xn--correo-areo-m7a.example', '--message', 'x'.repeat(300), '--suite', SUITES[4]],
);

const stories = runs.map((args) => ({ name: args.join(' ').replace(/--hand .*/, '--hand'), told: transcript(...args) }));
const all = stories.map(({ name, told }) => ({ name, told, samples: samples(told) }));

// Letters that somebody touched on the way: what each side holds is still printed again.
const CHANGES = [
  { letter: 0, change: 'flip', offset: 20, mask: 1 }, { letter: 0, change: 'drop' }, { letter: 1, change: 'flip', offset: 20, mask: 1 },
  { letter: 1, change: 'duplicate' }, { letter: 2, change: 'flip', offset: 20, mask: 1 }, { letter: 3, change: 'flip', offset: 40, mask: 1 },
  { letter: 4, change: 'cut', length: 30 }, { letter: 5, change: 'letter', bytes: '15030300020228' },
];
const touched = CHANGES.map((change, at) => {
  const name = JSON.stringify(change);
  const told = transcript('--seed', seed(0xa0 + at), '--suite', [SUITES[0], SUITES[3], ECDHE[2]][at % 3], '--change', name);
  return { name, told, samples: samples(told) };
});

let files = 0;

/** Runs the scripts in one shell, each in a subshell of its own; what each printed, and its status. */
async function shell(scripts) {
  const path = join(folder, `${(files += 1)}.sh`);
  await writeFile(path, scripts.map((script) => `(\nset -eu\n${script})\necho "=$?="\n`).join(''));
  const { stdout } = await run('sh', [path], { maxBuffer: 1 << 26 }).catch((error) => error);
  const pieces = stdout.split(/=(\d+)=\n/);
  return scripts.map((_, at) => ({ text: pieces[2 * at], status: pieces[2 * at + 1] }));
}

test('every sample prints what it says, in a real shell', async () => {
  // What two desks have is printed by the same commands: each script is run once.
  const unique = new Map();
  for (const { name, samples: made } of [...all, ...touched])
    for (const sample of made) {
      if (!sample.shell) continue;
      const known = unique.get(sample.shell);
      if (known) assert.equal(known.prints, sample.prints, `${name}: ${sample.id}`);
      else unique.set(sample.shell, { ...sample, name });
    }
  assert.ok(unique.size > 1000, `only ${unique.size}`);
  const waiting = [...unique.values()];
  const worker = async () => {
    for (let batch = waiting.splice(0, 20); batch.length; batch = waiting.splice(0, 20)) {
      const printed = await shell(batch.map((sample) => sample.shell));
      batch.forEach((sample, at) => {
        assert.equal(printed[at]?.text.trimEnd(), sample.prints, `${sample.id} of ${sample.name}\n${sample.shell}`);
        assert.equal(printed[at].status, '0', sample.id);
      });
    }
  };
  await Promise.all([worker(), worker(), worker()]);
});

test('the shell is really asked', async () => {
  const [first] = all[0].samples.filter(({ title }) => title === 'prf');
  const [good, bad] = await shell([first.shell, first.shell.replace('-keylen', '-keylength')]);
  assert.deepEqual(good, { text: `${first.prints}\n`, status: '0' });
  assert.equal(bad.text, '\n');
});

test('a signature with PSS is checked as well', async () => {
  // No story of ours signs with PSS: one is made by OpenSSL, and put where the server's would be.
  const at = (name) => join(folder, name);
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=pss', '-keyout', at('pss.key'), '-out', at('pss.pem')]);
  const { told } = all.find(({ told: one }) => one.suite?.group);
  const said = told.artifacts.find(({ id }) => id === 'client.signed_params');
  for (const hash of ['sha256', 'sha384', 'sha512']) {
    await writeFile(at('said'), said.bytes);
    await run('openssl', ['dgst', `-${hash}`, '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest', '-sign', at('pss.key'), '-out', at('signature'), at('said')]);
    const changed = (artifact) => ({ ...artifact, detail: `rsa_pss_rsae_${hash}`, bytes: new Uint8Array(readFileSync(at('signature'))) });
    const made = samples({
      ...told,
      certificates: told.certificates.map((one) => (one.id === 'server' ? { ...one, pem: readFileSync(at('pss.pem'), 'utf8') } : one)),
      artifacts: told.artifacts.map((one) => (one.name === 'params_signature' ? changed(one) : one)),
    });
    const check = made.find(({ id }) => id === 'params_signature.own_signature');
    const [good, bad] = await shell([check.shell, check.shell.replace('signed_params=', 'signed_params=00')]);
    assert.deepEqual(good, { text: 'Verified OK\n', status: '0' });
    assert.notEqual(bad.text, good.text);
    assert.equal(made.find(({ id }) => id === 'server.params_signature').not, 'not_unknown');
  }
});

test('every artifact and every protected record has a sample, or a reason why not', () => {
  for (const { name, told, samples: made } of all) {
    assert.equal(new Set(made.map(({ id }) => id)).size, made.length, name);
    for (const { id, bytes } of told.artifacts) {
      const own = made.filter((sample) => sample.artifact === id);
      assert.ok(own.length >= 1, `${name}: ${id}`);
      for (const sample of own) {
        assert.equal(sample.prints, Buffer.from(bytes).toString('hex'));
        assert.ok(Boolean(sample.shell) !== Boolean(sample.not), id);
      }
    }
    told.letters.forEach((letter) => letter.records.forEach((record, index) => {
      const kinds = made.filter((sample) => sample.letter === letter.index && sample.record === index).map(({ id }) => id.split('.').at(-1));
      const gcm = ['additional_data', 'nonce', 'counter', 'decrypt', 'tag'];
      const cbc = ['additional_data', 'mac', 'encrypt', 'decrypt'];
      const chacha = ['additional_data', 'nonce', 'stream', 'decrypt', 'poly1305'];
      assert.deepEqual(kinds, record.protected ? { gcm, cbc, chacha20_poly1305: chacha }[told.suite.kind] : []);
    }));
    const good = told.outcome.kind === 'closed';
    const known = told.certificates.some(({ id }) => id === 'ca');
    const checks = !known ? [] : good ? ['certificate_signature', 'certificate_name'] : ['certificate_signature'];
    if (told.suite?.group) checks.push('params_signature');
    assert.deepEqual(made.flatMap(({ check }) => check ?? []), checks);
  }
});

test('there is a reason only where no command could help', () => {
  const reasons = {};
  for (const { samples: made } of all)
    for (const { id, not } of made) if (not) (reasons[not] ??= new Set()).add(id.replace(/^\w+\.(\d)/, '$1'));
  assert.deepEqual(Object.keys(reasons).toSorted(), ['not_empty', 'not_random', 'not_secret']);
  assert.deepEqual([...reasons.not_random].toSorted(), ['client.client_ephemeral_private', 'server.server_ephemeral_private']);
  assert.deepEqual([...reasons.not_secret].toSorted(), ['eavesdropper.private_exponent', 'server.private_exponent']);
  assert.deepEqual([...reasons.not_empty].toSorted(), ['0.counter', '0.decrypt', '0.stream', 'client.message', 'client.reply', 'eavesdropper.message', 'eavesdropper.reply', 'server.message', 'server.reply']
    .filter((id) => reasons.not_empty.has(id)));
});

test('what arrived is cut out of the letter that arrived', () => {
  for (const { name, told, samples: made } of touched) {
    assert.deepEqual(made.filter(({ not }) => not === 'not_absent').map(({ id }) => id), [], name);
    assert.ok(told.letters.some(({ arrived }) => arrived), name);
  }
});

test('samples say what they need, and need nothing else', () => {
  const found = new Set();
  for (const { samples: made } of all)
    for (const sample of made) {
      sample.needs.forEach((tool) => found.add(tool));
      if (/\bopenssl\b/.test(sample.shell)) assert.ok(sample.needs.includes('openssl'), sample.id);
      assert.doesNotMatch(sample.shell, /\b(xxd|bc|awk|perl|python|bash)\b/);
      assert.match(sample.shell, /^$|\n$/);
    }
  assert.deepEqual([...found].toSorted(), ['basenc', 'cut', 'mktemp', 'od', 'openssl', 'rm', 'sed', 'tr']);
});

test('every title and every reason has its words in every language', async () => {
  for (const { lang } of languages) {
    const { reproduce } = await load(lang);
    for (const { samples: made } of all)
      for (const { title, not } of made) {
        assert.ok(title === 'none' || reproduce[title], `${lang} ${title}`);
        if (not) assert.ok(reproduce[not], `${lang} ${not}`);
      }
  }
});
