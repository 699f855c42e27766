// A capture of the reader's own: dropped, chosen or pasted; listed; on the stage. Nothing leaves the page.

import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frames, haystack, player, press, readable, scenes, SEED, still } from './player.mjs';

const panel = (page) => page.locator('tls-airmail section.capture');
const rows = (page) => page.locator('tls-airmail .connections li');
const told = (page) => page.evaluate(() => document.querySelector('tls-airmail').transcript);
const MESSAGE = 'Bring me back alive ✈';

/** What our own core writes: the bytes of a run's files. */
async function files(root, ...wish) {
  const home = await mkdtemp(join(tmpdir(), 'airmail-capture-'));
  try {
    execFileSync('cargo', ['run', '-q', '--example', 'transcript', '--', '--seed', '7c'.repeat(32), '--message', MESSAGE, '--take', home, ...wish], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    const read = (name) => readFile(join(home, name));
    return { pcapng: await read('airmail.pcapng'), pcap: await read('airmail.pcap'), log: await read('airmail-keys.log'), key: await read('airmail-server-key.pem') };
  } finally {
    await rm(home, { recursive: true });
  }
}

const choose = (page, ...some) => page.locator('tls-airmail input[type=file]').setInputFiles(some.map(([name, buffer]) => ({ name, mimeType: 'application/octet-stream', buffer })));

/** Opens the panel. @param {any} t @param {any} [wishes] */
async function opened(t, wishes = {}) {
  const page = await player(t, { reducedMotion: true, ...wishes }, { hash: `#seed=${SEED}` });
  await press(page, 'Your own capture');
  await frames(page);
  return page;
}

/** Packets of a pcap, with another port in place of the client's. @param {Buffer} body @param {number} port */
function ported(body, port) {
  const copy = Buffer.from(body);
  for (let at = 0; at < copy.length; at += 16 + copy.readUInt32LE(at + 8)) {
    // Behind the packet's header, Ethernet and IPv4 without options.
    const tcp = at + 16 + 14 + 20;
    copy.writeUInt16BE(port, copy.readUInt16BE(tcp) === 443 ? tcp + 2 : tcp);
  }
  return copy;
}

export default async function (t) {
  const rsa = await files(t.root, '--suite', 'TLS_RSA_WITH_AES_128_CBC_SHA');
  const ecdhe = await files(t.root, '--suite', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256');

  t.test('a file with its secrets inside: listed, played, its bytes on the screen, and nothing leaves', async () => {
    const page = await opened(t);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await choose(page, ['mine.pcapng', rsa.pcapng]);
    await t.eventually(async () => (await rows(page).count()) === 1, 'it is listed');
    const said = await rows(page).first().innerText();
    t.match(said, /blog\.example\s*can be read/);
    t.match(said, /TLS 1\.2 · TLS_RSA_WITH_AES_128_CBC_SHA · 192\.0\.2\.10:\d+ → 198\.51\.100\.20:443/);
    await page.locator('tls-airmail [data-act="capture:open/0"]').click();
    await t.eventually(async () => (await told(page)).origin, 'it is on the stage');
    const transcript = await told(page);
    t.equal([transcript.outcome.serverRead, transcript.origin.secret], [MESSAGE, 'key_log']);
    const all = await scenes(page);
    t.equal([all.length, all[0], all.at(-1)], [27, 'parties', 'close-notify']);
    const hay = await haystack(page);
    for (const id of ['client-hello-flight', 'pre-master-flight', 'session-keys', 'client-message', 'client-decrypts']) {
      await still(page, id);
      const { texts } = await readable(page);
      const bytes = texts.flatMap((text) => text.match(/\b[0-9a-f]{8}\b/g) ?? []);
      t.ok(bytes.length > 0, id);
      for (const one of bytes) t.ok(hay.includes(one), `${id}: ${one}`);
    }
    // Whatever was needed came from here, and nothing was sent.
    t.ok(asked.every((url) => url.startsWith(t.origin) || url.startsWith('blob:')), asked.join(' '));
    await t.says(page.locator('tls-airmail section.origin'), /From your capture: 192\.0\.2\.10:\d+ → 198\.51\.100\.20:443/);
    // All letters in a list, the words among them; one is opened.
    await page.locator('tls-airmail .origin summary').click();
    await t.says(page.locator('tls-airmail .origin table'), new RegExp(MESSAGE));
    await page.locator('tls-airmail .origin [data-act="letter:5"]').click();
    await t.eventually(async () => (await page.locator('tls-airmail .inspector').innerText()).includes('Application data'), 'the letter is opened');
    await t.accessible(page);
    await press(page, 'Back to our own handshake');
    await t.eventually(async () => !(await told(page)).origin, 'our own is back');
    t.equal((await told(page)).scenario.seed, SEED);
  });

  t.test('closed cards say why, and the key opens them', async () => {
    const page = await opened(t, { dark: true });
    await choose(page, ['bare.pcap', rsa.pcap]);
    await t.eventually(async () => (await rows(page).count()) === 1, 'it is listed');
    await t.says(rows(page).first(), /closed[\s\S]*No secret that was given belongs to it[\s\S]*private exponent/i);
    await page.locator('tls-airmail [data-act="capture:open/0"]').click();
    await t.eventually(async () => (await told(page)).origin, 'it is on the stage');
    for (const id of ['master-secret', 'session-keys', 'client-message', 'client-decrypts']) {
      await still(page, id);
      await t.says(page.locator('tls-airmail .notice.closed'), /^Closed in this scene: .+ No secret that was given/);
    }
    await still(page, 'master-secret');
    await page.locator('tls-airmail svg [data-act="artifact:client.master_secret"]').first().click();
    await frames(page);
    await t.says(page.locator('tls-airmail .inspector'), /Master secret[\s\S]*A closed card: Client has this value/i);
    await t.accessible(page);
    // The key is given afterwards.
    await press(page, 'To the list');
    await choose(page, ['server.key', rsa.key]);
    await t.eventually(async () => (await rows(page).first().innerText()).includes('can be read'), 'it can be read now');
    await page.locator('tls-airmail [data-act="capture:open/0"]').click();
    await t.eventually(async () => (await told(page)).origin?.secret === 'rsa_key', 'it is open');
    t.equal((await told(page)).closed, undefined);
  });

  t.test('pasted, with the keyboard alone, at 360 pixels, in Spanish', async () => {
    const page = await opened(t, { width: 360 });
    await page.evaluate(() => document.querySelector('tls-airmail').setAttribute('lang', 'es'));
    await t.eventually(async () => (await panel(page).innerText()).includes('Nada sale de esta página'), 'in Spanish');
    await page.locator('tls-airmail .capture summary').focus();
    await page.keyboard.press('Enter');
    await page.locator('tls-airmail textarea').focus();
    await page.keyboard.insertText(ecdhe.pcap.toString('hex').replaceAll(/.{64}/g, '$&\n'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await t.eventually(async () => (await rows(page).count()) === 1, 'it is listed');
    await page.locator('tls-airmail .capture summary').first().focus();
    await page.locator('tls-airmail textarea').fill(ecdhe.log.toString('utf8'));
    await page.getByRole('button', { name: 'Leerlo' }).press('Enter');
    await t.eventually(async () => (await rows(page).first().innerText()).includes('se puede leer'), 'the pasted key log opens it');
    await t.accessible(page);
    t.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.locator('tls-airmail [data-act="capture:open/0"]').press('Enter');
    await t.eventually(async () => (await told(page)).origin, 'it is on the stage');
    t.equal((await told(page)).outcome.serverRead, MESSAGE);
    t.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    await page.locator('tls-airmail section.origin').scrollIntoViewIfNeeded();
    await t.accessible(page);
  });

  t.test('dropped files are taken while the panel is open', async () => {
    const page = await opened(t);
    await page.evaluate(async ({ bytes, log }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], 'dropped.pcap'));
      data.items.add(new File([log], 'keys.log'));
      const at = document.querySelector('tls-airmail').shadowRoot.querySelector('[data-drop]');
      for (const type of ['dragover', 'drop']) at.dispatchEvent(new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer: data }));
    }, { bytes: [...rsa.pcap], log: rsa.log.toString('utf8') });
    await t.eventually(async () => (await rows(page).count()) === 1 && (await rows(page).first().innerText()).includes('can be read'), 'both were taken');
  });

  t.test('a broken file is a sentence with the place, and what stands before it is kept', async () => {
    const page = await opened(t);
    await choose(page, ['cut.pcap', rsa.pcap.subarray(0, rsa.pcap.length - 9)], ['keys.log', rsa.log]);
    await t.eventually(async () => (await rows(page).count()) === 1, 'what was there is listed');
    await t.says(panel(page), /At byte [\d,]+ the file cannot be read any further \(a packet\): \d+ bytes are needed, and \d+ are left\. All that stands before it is in the list\./);
    await choose(page, ['photo.pcap', Buffer.from('not a capture at all, whatever its name says')]);
    await t.eventually(async () => (await panel(page).innerText()).includes('At byte 0'), 'it is refused');
    await t.says(panel(page), /6e6f7420 is the start of neither pcap nor pcapng/);
    await choose(page, ['packed.pcap.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])]);
    await t.eventually(async () => (await panel(page).innerText()).includes('this is gzip'), 'gzip is named');
    await choose(page, ['keys.log', Buffer.from('CLIENT_RANDOM zz 00\nNONSENSE\n')]);
    await t.eventually(async () => (await panel(page).innerText()).includes('Of no use in the secrets'), 'a bad line is named');
    await t.accessible(page);
    // The stage goes on as if nothing had been.
    t.equal((await scenes(page)).length, 27);
    await press(page, 'Forget all of it');
    await t.counts(rows(page), 0);
  });

  t.test('a long file is read with progress while every frame is drawn, and reading can be stopped', async () => {
    const page = await opened(t);
    const folder = await mkdtemp(join(tmpdir(), 'airmail-long-'));
    try {
      // The same connection again and again, from another port each time: 96 MB of packets.
      const [head, body] = [rsa.pcap.subarray(0, 24), rsa.pcap.subarray(24)];
      const block = Buffer.concat(Array.from({ length: Math.ceil((96 << 20) / body.length) }, () => body));
      await writeFile(join(folder, 'long.pcap'), Buffer.concat([head, block]));
      await page.evaluate(() => {
        // What is said is looked at in every frame: where no frame is drawn, nothing is seen.
        const seen = (globalThis.seen = { words: new Set() });
        const beat = () => {
          const said = document.querySelector('tls-airmail').shadowRoot.querySelector('.capture .busy p')?.textContent;
          if (said) {
            seen.words.add(said);
            // From within: a busy machine may read on faster than a test can press.
            if (seen.words.size === 4) document.querySelector('tls-airmail').shadowRoot.querySelector('[data-act="capture:cancel"]').click();
          }
          requestAnimationFrame(beat);
        };
        requestAnimationFrame(beat);
      });
      await page.locator('tls-airmail input[type=file]').setInputFiles(join(folder, 'long.pcap'));
      await t.eventually(async () => page.evaluate(() => globalThis.seen.words.size > 3), 'progress is seen', 30_000);
      await t.counts(panel(page).locator('progress'), 0);
      const words = await page.evaluate(() => [...globalThis.seen.words]);
      t.match(words.at(-1), /^Reading long\.pcap: [\d.,]+ (MB|kB) of 100[\d.]* MB\. Packets: [\d,]+; TCP connections: [\d,]+\.$/);
      // Another file can be read at once.
      await choose(page, ['mine.pcapng', rsa.pcapng]);
      await t.eventually(async () => (await rows(page).count()) === 1, 'another one is listed');
    } finally {
      await rm(folder, { recursive: true });
    }
  }, { timeout: 120_000 });

  t.test('with an RSA key the list is made with progress too, and can be stopped', async () => {
    const page = await opened(t);
    // Full handshakes, each from a port of its own: each a decryption.
    const [head, body] = [rsa.pcap.subarray(0, 24), rsa.pcap.subarray(24)];
    const copies = [head];
    for (let count = 0; count < 3000; count += 1) copies.push(ported(body, 1024 + count));
    await page.evaluate(() => {
      globalThis.said = new Set();
      const look = () => {
        const text = document.querySelector('tls-airmail').shadowRoot.querySelector('.capture .busy p')?.textContent;
        if (text?.startsWith('Looking')) globalThis.said.add(text);
        if (globalThis.said.size === 3) document.querySelector('tls-airmail').shadowRoot.querySelector('[data-act="capture:cancel"]').click();
        else requestAnimationFrame(look);
      };
      look();
    });
    await choose(page, ['many.pcap', Buffer.concat(copies)], ['key.pem', rsa.key]);
    await t.eventually(async () => page.evaluate(() => globalThis.said.size > 2), 'progress is seen', 60_000);
    t.match(await page.evaluate(() => [...globalThis.said].at(-1)), /^Looking into many\.pcap: connection [\d,]+ of 3,000\.$/);
    await t.counts(panel(page).locator('progress'), 0);
    await t.counts(rows(page), 0);
    await t.eventually(() => page.workers().length === 0, 'the thread is gone');
    // Another file can be read at once, and the key is still at hand.
    await choose(page, ['mine.pcap', rsa.pcap]);
    await t.eventually(async () => (await rows(page).count()) === 1 && (await rows(page).first().innerText()).includes('can be read'), 'another one is listed, and opened');
  }, { timeout: 120_000 });

  t.test('of several captures one is read, and the others are named', async () => {
    const page = await opened(t);
    await choose(page, ['first.pcap', rsa.pcap], ['keys.log', rsa.log], ['second.pcap', rsa.pcap]);
    await t.eventually(async () => (await rows(page).count()) === 1, 'one is listed');
    await t.says(panel(page), /One capture at a time: second\.pcap is the one that is read\. Left out: first\.pcap\./);
    await choose(page, ['third.pcap', rsa.pcap]);
    await t.eventually(async () => (await panel(page).innerText()).includes('in third.pcap'), 'the next one is read');
    t.ok(!(await panel(page).innerText()).includes('Left out'), 'nothing was left out of one');
  });

  t.test('how it looks', async () => {
    for (const [name, wishes] of Object.entries({ day: {}, night: { dark: true }, narrow: { width: 360 } })) {
      const page = await opened(t, wishes);
      await choose(page, ['bare.pcap', rsa.pcap]);
      await t.eventually(async () => (await rows(page).count()) === 1, 'it is listed');
      await panel(page).scrollIntoViewIfNeeded();
      await t.shot(page, `capture-list-${name}`);
      await page.locator('tls-airmail [data-act="capture:open/0"]').click();
      await t.eventually(async () => (await told(page)).origin, 'it is on the stage');
      await still(page, 'master-secret');
      await page.evaluate(() => scrollTo(0, 0));
      await frames(page);
      await t.shot(page, `capture-stage-${name}`);
    }
  });
}
