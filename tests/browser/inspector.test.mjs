// The inspector: bytes and fields lead to each other, by pointer, finger and key; nothing is left out;
// all of it can be taken along; a letter that was changed shows what arrived; alone on a page it needs no stage.

import { at, ECDHE, frames, player, press, SEED, still } from './player.mjs';

const CBC = `#seed=${SEED}&suite=TLS_RSA_WITH_AES_128_CBC_SHA`;
const inspector = (page) => page.locator('tls-airmail .inspector');
/** Opens whatever there is, by its name. */
export const show = (page, what) =>
  page.evaluate(async (what) => {
    const player = document.querySelector('tls-airmail');
    player.setAttribute('show', what);
    for (let i = 0; i < 100 && !player.shadowRoot.querySelector('.inspector'); i += 1) await new Promise((done) => setTimeout(done, 20));
    for (let i = 0; i < 4; i += 1) await new Promise((done) => requestAnimationFrame(done));
  }, what);
const lit = (page, sheet = 'sent') =>
  page.evaluate((sheet) => {
    const node = document.querySelector('tls-airmail').shadowRoot.querySelector(`[data-sheet="${sheet}"]`);
    const all = (what) => [...node.querySelectorAll(what)];
    return {
      bytes: all('.hx b').flatMap((b, i) => (b.matches('.lit, .ln.lit b') ? [i] : [])),
      texts: all('.tx i').flatMap((b, i) => (b.matches('.lit, .ln.lit i') ? [i] : [])),
      field: all('.fd.lit .nm').map((n) => n.textContent).join(),
      pane: node.querySelector('.pane')?.textContent ?? '',
    };
  }, sheet);
const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);

export default async function (t) {
  t.test('inspector: hover and focus link bytes and fields both ways', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: CBC });
    await show(page, 'letter:client_hello');
    const cell = (i) => inspector(page).locator('[data-sheet=sent] .hx b').nth(i);
    await cell(20).hover();
    t.equal(await lit(page).then(({ bytes, texts, field }) => [bytes, texts, field]), [range(11, 43), range(11, 43), 'Client random']);
    await page.locator('tls-airmail h3').first().hover();
    t.equal((await lit(page)).bytes, [], 'nothing stays lit that was only pointed at');
    const field = inspector(page).locator('.fd', { hasText: 'Host name' }).first();
    await field.hover();
    const { bytes } = await lit(page);
    const said = await page.evaluate((at) => new TextDecoder().decode(document.querySelector('tls-airmail').transcript.letters[0].bytes.slice(at[0], at.at(-1) + 1)), bytes);
    t.equal(said, 'blog.example');
    t.match((await lit(page)).pane, /RFC 6066 §3/);
    t.equal(await inspector(page).locator('.pane a').first().getAttribute('href'), 'https://www.rfc-editor.org/rfc/rfc6066#section-3');
  });

  t.test('inspector: by keyboard alone, arrows through bytes and through the tree', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: CBC });
    await show(page, 'letter:client_hello');
    await inspector(page).locator('.hx b').first().focus();
    t.equal((await lit(page)).bytes, [0]);
    await page.keyboard.press('ArrowRight');
    t.equal((await lit(page)).bytes, [1, 2], 'record version');
    await page.keyboard.press('ArrowDown');
    t.equal((await lit(page)).field, 'Client random');
    await t.says(page.locator('tls-airmail [role=status]').first(), /Byte 17, Client random/);
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement.textContent);
    t.match(await focused(), /Client random/);
    await page.keyboard.press('ArrowDown');
    t.match(await focused(), /Session ID length/);
    t.equal((await lit(page)).bytes, [43]);
    await page.keyboard.press('ArrowLeft');
    t.match(await focused(), /Body/);
    await page.keyboard.press('ArrowLeft');
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement.getAttribute('aria-expanded')), 'false');
    await page.keyboard.press('ArrowDown');
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement.textContent.includes('Client random')), false, 'what is closed is passed over');
    await page.keyboard.press('Home');
    t.match(await focused(), /Record/);
    await page.keyboard.press('Enter');
    t.equal(await focused(), '16');
    t.equal(await at(page), 'parties', 'the story did not move meanwhile');
    const tabs = await page.evaluate(() => [...document.querySelector('tls-airmail').shadowRoot.querySelectorAll('[data-sheet=sent] [tabindex="0"]')].length);
    t.equal(tabs, 2, 'one way into the bytes, one into the tree');
    await page.keyboard.press('Escape');
    await t.counts(inspector(page), 0);
  });

  t.test('inspector: arrows walk through a value without fields, too', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: CBC });
    await show(page, 'artifact:client.master_secret');
    await inspector(page).locator('.hx b').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const [index, tabs] = await page.evaluate(() => {
      const root = document.querySelector('tls-airmail').shadowRoot;
      return [[...root.querySelectorAll('.hx b')].indexOf(root.activeElement), root.querySelectorAll('.hx b[tabindex="0"]').length];
    });
    t.equal([index, tabs], [17, 1]);
    await t.says(page.locator('tls-airmail [role=status]').first(), /^Byte 17: [0-9a-f]{2}$/);
  });

  t.test('inspector: with a finger', async () => {
    const page = await player(t, { width: 360, touch: true, reducedMotion: true }, { hash: CBC });
    await show(page, 'letter:client_hello');
    await inspector(page).locator('.hx b').nth(9).tap();
    t.match((await lit(page)).pane, /Version offered: TLS 1\.2/);
    await inspector(page).locator('.fd', { hasText: 'Cipher suite' }).last().tap();
    t.match((await lit(page)).pane, /TLS_RSA_WITH_AES_128_CBC_SHA/);
  });

  t.test('inspector: a card, a letter, a line of a letter open it', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: CBC });
    await still(page, 'client-hello');
    await page.locator('tls-airmail .stage [data-act="letter:client_hello@client_hello.random"]').first().click();
    await t.eventually(async () => (await lit(page)).field === 'Client random', 'the line leads to its field');
    await page.keyboard.press('Escape');
    await page.locator('tls-airmail .stage .card[data-act="letter:client_hello"]').first().click({ position: { x: 20, y: 8 } });
    await t.says(inspector(page).locator('h3'), /ClientHello/);
    await inspector(page).getByRole('button', { name: 'Close' }).click();
    await page.locator('tls-airmail .stage [data-act="artifact:client.client_random"]').first().click();
    await t.says(inspector(page).locator('h3'), /Client Random/);
    await inspector(page).locator('dl [data-act^="letter:client_hello@"]').click();
    await t.eventually(async () => (await lit(page)).field === 'Client random', 'a value leads to where it crossed');
  });

  t.test('inspector: every byte of every letter is there, with its field, in every language', async () => {
    for (const [hash, lang] of [[CBC, 'en'], [ECDHE, 'es']]) {
      const page = await player(t, { reducedMotion: true, lang }, { hash });
      const letters = await page.evaluate(() => document.querySelector('tls-airmail').transcript.letters.map((l) => l.id));
      for (const id of letters) {
        await show(page, `letter:${id}`);
        const wrong = await page.evaluate((id) => {
          const player = document.querySelector('tls-airmail');
          const l = player.transcript.letters.find((one) => one.id === id);
          const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
          const wrong = [];
          const check = (sheet, bytes) => {
            const node = player.shadowRoot.querySelector(`[data-sheet="${sheet}"]`);
            const cells = [...(node?.querySelectorAll('.hx b') ?? [])].map((b) => b.textContent).join('');
            if (cells !== hex(bytes)) wrong.push(`${id} ${sheet}: the bytes`);
            const names = [...node.querySelectorAll('.fd .nm')].map((n) => n.textContent);
            if (!names.length || names.some((name) => /^[a-z0-9_.]+$/.test(name))) wrong.push(`${id} ${sheet}: ${names.find((name) => /^[a-z0-9_.]+$/.test(name))}`);
          };
          check('sent', l.bytes);
          l.records.forEach((r, i) => r.sealed && check(`opened${i}`, r.sealed.whole));
          return wrong;
        }, id);
        t.equal(wrong, []);
      }
    }
  }, { timeout: 120_000 });

  t.test('inspector: the certificate down to its DER fields, from the letter and from the card', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: CBC });
    const wanted = ['Serial number', 'Issuer', 'Not after', 'Modulus n', 'Public exponent e', 'DNS name', 'Signature'];
    for (const [what, sheet] of [['letter:server_hello', 'sent'], ['artifact:client.certificate', 'value'], ['artifact:server.certificate', 'value'], ['artifact:ca.ca_certificate', 'value']]) {
      await show(page, what);
      const names = await inspector(page).locator(`[data-sheet=${sheet}] .fd .nm`).allTextContents();
      for (const name of wanted) if (name !== 'DNS name' || !what.startsWith('artifact:ca')) t.ok(names.includes(name), `${what}: ${name}`);
    }
  });

  t.test('inspector: under the seal, for CBC, GCM and ChaCha20', async () => {
    for (const [suite, parts] of [['TLS_RSA_WITH_AES_128_CBC_SHA', ['IV', 'Plaintext', 'MAC', 'Padding length']], ['TLS_RSA_WITH_AES_128_GCM_SHA256', ['Explicit nonce', 'Ciphertext', 'Tag', 'Plaintext']], ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', ['Ciphertext', 'Tag', 'Plaintext']]]) {
      const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&suite=${suite}` });
      await show(page, 'letter:client_message');
      const names = await inspector(page).locator('.fd .nm').allTextContents();
      for (const part of parts) t.ok(names.includes(part), `${suite}: ${part}`);
      t.ok((await inspector(page).textContent()).includes('·') && (await inspector(page).locator('[data-sheet=opened0] .tx').allTextContents()).join('').includes('Hello,␣can␣we␣talk'), 'the words are legible beside the bytes');
    }
  });

  t.test('inspector: what a seal covers, and its nonce, byte by byte', async () => {
    const number = '0 0 0 0 0 0 0 1'.split(' ').map((n) => n.padStart(2, '0')).join('');
    for (const [suite, root, nonce] of [['TLS_RSA_WITH_AES_128_CBC_SHA', 'Input of the MAC', null], ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'Additional data', ['Salt', 'Explicit nonce']], ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'Additional data', ['Write IV, beginning', 'Write IV xor number']]]) {
      const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&suite=${suite}` });
      await show(page, 'letter:client_message');
      const sheet = (name) => inspector(page).locator(`[data-sheet=${name}0]`);
      const cells = async (name) => (await sheet(name).locator('.hx b').allTextContents()).join('');
      t.match(await cells('covered'), new RegExp(`^${number}170303`));
      const rows = await sheet('covered').locator('.fd').allTextContents();
      const text = `Length${suite.includes('CBC') ? '' : ' of the text'}`;
      for (const [i, said] of [root, /^Sequence number 1 0–7$/, /^Type application_data \(23\) 8$/, /^Version TLS 1\.2 9–10$/, new RegExp(`^${text} \\d+ bytes 11–12$`)].entries()) t.match(rows[i].replace('▾', '').trim(), typeof said === 'string' ? new RegExp(`^${said}`) : said);
      t.equal(rows.some((row) => row.includes('Plaintext')), suite.includes('CBC'), 'the text is in the input of the MAC, and not in the additional data');
      await sheet('covered').locator('.hx b').nth(3).click();
      t.equal((await lit(page, 'covered0')).bytes, range(0, 8));
      t.match((await lit(page, 'covered0')).pane, /Sequence number: 1.*RFC 5246 §6\.2\.3\.[13]/s);
      t.equal(await sheet('nonce').count(), nonce ? 1 : 0, 'the nonce of CBC is its IV, which is sent');
      if (!nonce) continue;
      t.equal((await sheet('nonce').locator('.fd .nm').allTextContents()).slice(1), nonce);
      await sheet('nonce').locator('.hx b').nth(7).click();
      t.equal((await lit(page, 'nonce0')).bytes, range(4, 12));
      t.match((await lit(page, 'nonce0')).pane, suite.includes('GCM') ? /RFC 5288 §3/ : /write_IV\[4\.\.12\] xor 1.*RFC 7905 §2/s);
      t.equal(await cells('nonce'), await page.evaluate(() => [...document.querySelector('tls-airmail').transcript.letters.find((l) => l.id === 'client_message').records[0].sealed.nonce].map((b) => b.toString(16).padStart(2, '0')).join('')));
    }
  });

  t.test('inspector: what arrived of a letter that was changed, or lost', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `${CBC}&tamper=flip.0.20.1` });
    const tampered = await page.evaluate(() => document.querySelector('tls-airmail').transcript.letters.findIndex((l) => l.arrived));
    if (tampered < 0) {
      // The link's own way of writing it is not the matter here.
      await page.evaluate(async () => {
        const { twist } = await import('/www/whatif/link.js');
        location.hash = `${location.hash.replace(/&tamper=.*/, '')}&tamper=${twist([{ letter: 0, change: 'flip', offset: 20, mask: 1 }])}`;
      });
      await page.waitForFunction(() => document.querySelector('tls-airmail').transcript.letters[0].arrived);
    }
    await show(page, 'letter:client_hello');
    const bytes = (sheet) => page.evaluate((sheet) => [...document.querySelector('tls-airmail').shadowRoot.querySelectorAll(`[data-sheet=${sheet}] .hx b`)].map((b) => b.textContent), sheet);
    const [sent, arrived] = [await bytes('sent'), await bytes('arrived')];
    t.equal(sent.flatMap((b, i) => (b === arrived[i] ? [] : [i])), [20]);
    await t.says(inspector(page), /As it arrived/);
  });

  t.test('inspector: all of it, or a field, as hex, base64, C and Python', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: CBC });
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => void (globalThis.copied = text) } }));
    await show(page, 'artifact:client.client_random');
    const value = await page.evaluate(() => [...document.querySelector('tls-airmail').transcript.artifacts.find((a) => a.id === 'client.client_random').bytes]);
    const take = async (name, nth = 0) => {
      await inspector(page).getByRole('button', { name, exact: true }).nth(nth).click();
      return page.evaluate(() => globalThis.copied);
    };
    t.equal([...Buffer.from(await take('Hex'), 'hex')], value);
    t.equal([...Buffer.from(await take('Base64'), 'base64')], value);
    t.match(await take('C'), /^const unsigned char client_random\[32\] = \{\n( {2}(0x[0-9a-f]{2},? ?){1,12}\n){3}\};\n$/);
    t.match(await take('Python'), /^client_random = \(\n( {4}b"(\\x[0-9a-f]{2}){16}"\n){2}\)\n$/);
    await t.says(inspector(page).locator('.copies').first(), /Copied/);
    await show(page, 'letter:client_hello');
    await inspector(page).locator('.fd', { hasText: 'Client random' }).first().click();
    t.equal([...Buffer.from(await take('Hex'), 'hex')], value, 'one field');
  });

  t.test('inspector: axe finds nothing, nothing spills, fingers hit', async () => {
    for (const wishes of [{ width: 1280 }, { width: 360, dark: true }, { width: 320 }]) {
      const page = await player(t, { ...wishes, height: 800, reducedMotion: true }, { hash: CBC });
      for (const what of ['letter:server_hello', 'letter:client_message', 'artifact:client.certificate', 'artifact:client.master_secret']) {
        await show(page, what);
        await inspector(page).locator('.hx b').nth(3).click();
        await t.accessible(page);
        const spills = await page.evaluate(() => {
          const root = document.querySelector('tls-airmail').shadowRoot;
          const wide = [...root.querySelectorAll('.grid, .pane, .tree, .copies, .around')].filter((n) => n.getBoundingClientRect().right > innerWidth || n.scrollWidth > n.clientWidth + 1).map((n) => `${n.className} ${n.scrollWidth} > ${n.clientWidth}`);
          const small = [...root.querySelectorAll('.inspector button:not(.plainlink)')].map((n) => n.getBoundingClientRect()).filter((r) => r.width < 43.5 || r.height < 43.5).length;
          return [document.documentElement.scrollWidth > innerWidth, wide, small];
        });
        t.equal(spills, [false, [], 0], `${wishes.width} ${what}`);
      }
    }
  }, { timeout: 180_000 });

  t.test('inspector: pointing at bytes changes classes and one pane, nothing else', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: CBC });
    await show(page, 'letter:server_hello');
    const changes = await page.evaluate(async () => {
      const sheet = document.querySelector('tls-airmail').shadowRoot.querySelector('[data-sheet=sent]');
      const seen = new Set();
      const watch = (name) => new MutationObserver((list) => list.forEach((m) => seen.add(name || (m.type === 'attributes' ? m.attributeName : `${m.type} ${m.target.nodeName}`))));
      for (const [part, name] of [['.grid', ''], ['.tree', ''], ['.pane', 'pane']]) watch(name).observe(sheet.querySelector(part), { subtree: true, childList: true, attributes: true, characterData: true });
      const cells = [...sheet.querySelectorAll('.hx b')];
      for (let i = 0; i < cells.length; i += 7) cells[i].dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true, pointerType: 'mouse', screenX: i + 1 }));
      await new Promise((done) => setTimeout(done));
      return [...seen].sort();
    });
    t.equal(changes, ['class', 'pane']);
  });

  t.test('level=bytes with show: the inspector alone, and nothing asked of a stage', async () => {
    const page = await t.newPage({ width: 900 });
    await page.goto(`${t.origin}/tests/browser/pages/alone.html`);
    for (const id of ['one', 'two']) await page.locator(`#${id} .inspector`).waitFor();
    t.equal(await page.locator('#one h2').first().textContent(), 'Master Secret');
    await t.says(page.locator('#two h2').first(), /ClientHello/);
    for (const part of ['.stage', '.controls', '.caption']) t.equal(await page.locator(`#one ${part}`).isVisible(), false, part);
    t.equal(await page.locator('#one [data-act^="goto:"], #one [data-act=close]').count(), 0, 'no way to scenes that are not there');
    await page.locator('#one .formula [data-act="artifact:client.pre_master_secret"]').first().click();
    t.equal(await page.locator('#one h2').first().textContent(), 'Pre-Master Secret');
    const same = await page.evaluate(() => document.querySelector('#one').transcript === document.querySelector('#two').transcript);
    t.ok(same, 'one session');
    await t.accessible(page);
    await t.eventually(() => page.locator('#three .notice').count(), 'what there is not is said');
    await t.says(page.locator('#three .notice'), /artifact:nobody\.nothing/);
    await page.evaluate(() => document.querySelector('#one').setAttribute('show', 'letter:server_hello'));
    await t.eventually(async () => /ServerHello/.test(await page.locator('#one h2').first().textContent()), 'another by the attribute');
  });
}
