// What if: the reader as the Eavesdropper. What is on the screen is what the two parties computed.

import { act, at, frames, player, press, SEED } from './player.mjs';

const LESSONS = ['flip', 'downgrade', 'forged', 'unknown_authority', 'other_name', 'expired', 'finished', 'replay', 'half', 'truncate'];
const SILENT = new Set(['truncate']);

const outcome = (page) => page.evaluate(() => document.querySelector('tls-airmail').transcript.outcome);
const chosen = (page) => page.evaluate(() => document.querySelector('tls-airmail').transcript.scenario);
const strip = (page) => page.locator('tls-airmail .hands');
const letter = (page, id) => page.evaluate((id) => [...document.querySelector('tls-airmail').transcript.letters.find((l) => l.id === id).bytes], id);
const played = (t, page, ok, what) => t.eventually(async () => ok(await chosen(page)), what);

/** Opens the panel and lets a lesson fly. */
async function fly(t, page, id) {
  if (!(await page.locator('tls-airmail section.whatif h3').count())) await act(page, 'panel:whatif');
  await act(page, `whatif:lesson/${id}`);
  await act(page, `whatif:play/${id}`);
  await played(t, page, (s) => s.identity === id || (!s.identity && s.tampering?.length), `${id} is played`);
  await frames(page);
}

/** Everything on the stage now. */
const stage = (page) => page.evaluate(() => {
  const svg = document.querySelector('tls-airmail').shadowRoot.querySelector('.stage svg');
  return { text: [...svg.querySelectorAll('text')].map((n) => n.textContent).join('\n'), reveal: svg.querySelector('[data-reveal]')?.getAttribute('data-reveal') ?? '' };
});

export default async function (t) {
  for (const suite of ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA']) {
    t.test(`every lesson, ${suite}: the alert on the screen is the alert in the Transcript`, async () => {
      const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&suite=${suite}` });
      for (const id of LESSONS) {
        await fly(t, page, id);
        const { failure, unnoticed = [], by } = await outcome(page);
        const said = await strip(page).innerText();
        if (!failure) {
          t.ok(SILENT.has(id) || id === 'half', `${id} is noticed`);
          t.equal(await at(page), 'silence');
          t.match(said, /Nobody raised an alarm/);
        } else {
          t.equal(await at(page), `${by}-alert-flight`);
          t.ok(said.includes(`Alert ${failure.alert} (${failure.code})`), `${id}: ${said}`);
          t.ok((await stage(page)).text.includes(failure.alert), `${id}: on the letter`);
          t.ok((await page.locator('tls-airmail .story').innerText()).includes(failure.alert), `${id}: in the story`);
          // The moment itself, on the stage: the check that failed in the Transcript.
          const moment = await page.evaluate(() => {
            const { beats } = document.querySelector('tls-airmail').transcript;
            const found = beats.find((b) => b.fault);
            return { scene: found.scene, check: beats.filter((b) => b.index < found.index && b.who === found.who && b.check).at(-1).check };
          });
          t.equal(moment.check.ok, false);
          await page.evaluate((scene) => document.querySelector('tls-airmail').goTo(scene), moment.scene);
          await frames(page);
          const shown = await stage(page);
          t.equal(shown.reveal, moment.check.id);
          t.ok(shown.text.includes(failure.alert));
        }
        // What held is named, as often as there is something.
        const names = await page.evaluate((places) => {
          const { beats } = document.querySelector('tls-airmail').transcript;
          return places.map((i) => beats[i].check).map((c) => [c.ok, c.id]);
        }, unnoticed);
        t.ok(names.every(([ok]) => ok));
        t.equal(/did not notice/.test(said), names.length > 0, id);
        // The lesson's last word has all its blanks filled.
        await t.counts(strip(page).locator('.after'), 1, id);
        t.ok(!/…|\{|undefined/.test(await strip(page).locator('.after').innerText()), id);
      }
    }, { timeout: 180_000 });
  }

  t.test('back to the honest run: every byte is as it was, and the suites too', async () => {
    const page = await player(t, { reducedMotion: true });
    const before = await page.evaluate(() => String(document.querySelector('tls-airmail').transcript.artifacts.find((a) => a.id === 'client.master_secret').bytes));
    const { suites } = await chosen(page);
    for (const id of ['downgrade', 'forged', 'truncate']) {
      await fly(t, page, id);
      await press(page, 'Back to the honest run');
      await played(t, page, (s) => !s.identity && !s.tampering, 'it is honest again');
      t.equal((await chosen(page)).suites, suites);
      t.equal((await outcome(page)).kind, 'closed');
      await frames(page);
      await t.counts(strip(page), 0);
    }
    t.equal(await page.evaluate(() => String(document.querySelector('tls-airmail').transcript.artifacts.find((a) => a.id === 'client.master_secret').bytes)), before);
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement?.tagName), 'H2', 'the focus is kept');
  });

  t.test('a byte is changed by keyboard alone, flies, and is undone', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&scene=client-message-flight` });
    const sent = await letter(page, 'client_message');
    const button = page.getByRole('button', { name: 'Touch this letter' });
    await button.focus();
    await page.keyboard.press('Enter');
    await t.eventually(() => page.locator('tls-airmail .editor').count(), 'the letter is open');
    const tab = async (name) => {
      for (let i = 0; i < 60; i += 1) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => {
          const node = document.querySelector('tls-airmail').shadowRoot.activeElement;
          return node?.labels?.[0]?.textContent ?? node?.getAttribute('aria-label') ?? node?.textContent ?? '';
        });
        if (here === name || here.startsWith(name)) return;
      }
      t.ok(false, `Tab reaches ${name}`);
    };
    await tab('Byte');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('30');
    await tab('New value, hex');
    const other = (sent[30] ^ 0xff).toString(16).padStart(2, '0');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('xy');
    await page.keyboard.press('Enter');
    await t.eventually(() => page.locator('tls-airmail #p-whatif').count(), 'what is no byte is named');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(other);
    await page.keyboard.press('Enter');
    await t.eventually(() => page.locator('tls-airmail .edits li').count(), 'the edit is listed');
    t.equal(await page.locator('tls-airmail mark').innerText(), other);
    t.equal((await chosen(page)).tampering, undefined, 'nothing has flown yet');
    await tab('Let it fly');
    await page.keyboard.press('Enter');
    await played(t, page, (s) => s.tampering?.length === 1, 'it flew');
    const arrived = await page.evaluate(() => [...document.querySelector('tls-airmail').transcript.letters.find((l) => l.id === 'client_message').arrived.bytes]);
    t.equal(arrived, sent.map((byte, i) => (i === 30 ? byte ^ 0xff : byte)));
    t.equal((await outcome(page)).failure.alert, 'bad_record_mac');
    await frames(page);
    t.ok(await page.evaluate(() => Boolean(document.querySelector('tls-airmail').shadowRoot.activeElement)), 'the focus is kept');
    // A second edit, and the first undone by itself.
    await page.evaluate(() => document.querySelector('tls-airmail').goTo('client-message-flight'));
    await press(page, 'Touch this letter');
    await press(page, 'Send it twice');
    await t.eventually(async () => (await page.locator('tls-airmail .edits li').count()) === 2, 'two edits');
    await act(page, 'whatif:undo/0');
    await t.eventually(async () => (await page.locator('tls-airmail .edits li').count()) === 1, 'one edit');
    await act(page, 'whatif:go');
    await played(t, page, (s) => s.tampering?.length === 1 && s.tampering[0].change === 'duplicate', 'the other one flew');
    t.equal((await outcome(page)).serverRead, (await chosen(page)).message);
  });

  t.test('a field is taken out, letters are swapped, dropped, cut: what arrives is shown before it flies', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&scene=client-hello-flight` });
    await press(page, 'Touch this letter');
    await page.getByLabel('Part').selectOption({ label: (await page.getByLabel('Part').locator('option').allTextContents()).find((said) => said.includes('Client random')) });
    const count = async () => Number(/(\d+) bytes/.exec(await page.locator('tls-airmail .editor .hint').innerText())[1]);
    const before = await count();
    await press(page, 'Take this part out');
    await t.eventually(async () => (await count()) === before - 32, 'it is 32 bytes shorter');
    await press(page, 'Swallow the letter');
    await t.eventually(async () => (await page.locator('tls-airmail .editor').innerText()).includes('Nothing arrives.'), 'nothing arrives');
    await page.getByRole('button', { name: /^Undo: .*swallowed/ }).click();
    await t.eventually(async () => (await page.locator('tls-airmail .edits li').count()) === 1, 'undone');
    await act(page, 'whatif:go');
    await played(t, page, (s) => s.tampering?.[0].change === 'delete', 'it flew');
    t.equal((await outcome(page)).established, false);
    await press(page, 'Back to the honest run');
    await played(t, page, (s) => !s.tampering, 'back');
    await page.evaluate(() => document.querySelector('tls-airmail').goTo('pre-master-flight'));
    await press(page, 'Touch this letter');
    await press(page, 'Let the next one pass');
    await t.eventually(() => page.locator('tls-airmail .edits li').count(), 'held back');
    await act(page, 'whatif:go');
    await t.eventually(async () => (await outcome(page)).failure?.alert === 'unexpected_message', 'it is not its turn');
  });

  t.test('a tampered run has a link; a bad one is named, and the rest is played', async () => {
    const page = await player(t, { reducedMotion: true });
    await fly(t, page, 'downgrade');
    await press(page, 'Copy link');
    const url = await page.locator('tls-airmail [data-url]').inputValue();
    t.match(url, /tamper=0\.replace\.\d+\.2\.002f/);
    const first = await page.evaluate(() => JSON.stringify(document.querySelector('tls-airmail').transcript.letters.map((l) => [...l.bytes])));
    const again = await player(t, { reducedMotion: true }, { hash: url.slice(url.indexOf('#')) });
    t.equal(await again.evaluate(() => JSON.stringify(document.querySelector('tls-airmail').transcript.letters.map((l) => [...l.bytes]))), first);
    t.equal(await at(again), 'server-alert-flight');
    await t.says(strip(again), /decrypt_error/);
    for (const [hash, says] of [
      ['tamper=5.bend.1', /5\.bend\.1/],
      ['tamper=<b>x</b>', /<b>x<\/b>/],
      ['tamper=5.flip.9999.01', /no byte 9999/],
      ['tamper=33.drop', /no letter 33/],
      ['identity=me', /papers called me/],
    ]) {
      const bad = await player(t, {}, { hash: `#seed=${SEED}&message=Still+here&${hash}` });
      const notice = bad.locator('tls-airmail .notice');
      await t.eventually(() => notice.count(), `${hash} is named`);
      await t.says(notice, says);
      const scenario = await chosen(bad);
      t.equal([scenario.message, scenario.tampering, scenario.identity], ['Still here', undefined, undefined]);
      t.equal((await outcome(bad)).kind, 'closed');
    }
  }, { timeout: 120_000 });

  t.test('a lesson with a view of its own has a link, and the link opens it; one that is none is named', async () => {
    const section = (page) => page.locator('tls-airmail section.whatif');
    const address = async (page) => {
      await press(page, 'Copy link');
      return page.locator('tls-airmail [data-url]').inputValue();
    };
    for (const id of ['theft', 'oracle']) {
      const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&message=Only+for+you` });
      await act(page, 'panel:whatif');
      await act(page, `whatif:lesson/${id}`);
      const url = await address(page);
      t.match(url, new RegExp(`lesson=${id}(&|$)`));
      await act(page, 'panel:link');
      t.ok(!/lesson=/.test(await address(page)), 'a lesson that is closed is in no link');
      const again = await player(t, { reducedMotion: true }, { hash: url.slice(url.indexOf('#')) });
      await t.eventually(() => section(again).locator(`.${id}`).count(), `${id} is open`);
      t.equal((await chosen(again)).message, 'Only for you');
      // With the theft, the notebooks too.
      if (id === 'theft') await t.eventually(async () => (await section(again).locator('.notebook[data-kind=rsa] q').count()) && (await section(again).locator('.notebook[data-kind=rsa] q').first().innerText()) === 'Only for you', 'it is stolen');
      // The address may change while the page is open.
      await again.evaluate((other) => { location.hash = `#lesson=${other}`; }, id === 'theft' ? 'oracle' : 'theft');
      await t.eventually(() => section(again).locator(id === 'theft' ? '.oracle' : '.notebook').count(), 'the other one is open');
      t.equal((await chosen(again)).message, 'Only for you', 'the run stays');
    }
    // What the toy server gives away goes along, where it was chosen.
    const oracle = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&lesson=oracle&leak=padding` });
    const leak = (page) => page.locator('tls-airmail [data-input="whatif-leak"]').inputValue();
    await t.eventually(async () => (await leak(oracle)) === 'padding', 'the link says what is given away');
    t.match(await address(oracle), /lesson=oracle&leak=padding&/);
    await act(oracle, 'panel:whatif');
    await oracle.locator('tls-airmail [data-input="whatif-leak"]').selectOption('start');
    t.ok(!/leak=/.test(await address(oracle)), 'what it does unless told otherwise is not said');
    const none = await player(t, {}, { hash: `#seed=${SEED}&lesson=oracle&leak=all` });
    await t.eventually(() => none.locator('tls-airmail .notice').count(), 'what there is not is named');
    await t.says(none.locator('tls-airmail .notice'), /manner called all/);
    const bad = await player(t, {}, { hash: `#seed=${SEED}&lesson=<b>x</b>` });
    const notice = bad.locator('tls-airmail .notice');
    await t.eventually(() => notice.count(), 'it is named');
    await t.says(notice, /no lesson called <b>x<\/b>/);
    t.equal((await outcome(bad)).kind, 'closed');
  }, { timeout: 90_000 });

  t.test('the theft: with RSA the typed message is in the notebook, with ECDHE it is not', async () => {
    const message = '¿Sigue siendo <b>secreto</b>?';
    for (const suite of ['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384']) {
      const page = await player(t, {}, { hash: `#seed=${SEED}&suite=${suite}&message=${encodeURIComponent(message)}` });
      await act(page, 'panel:whatif');
      await act(page, 'whatif:lesson/theft');
      await act(page, 'whatif:steal');
      const page1 = page.locator('tls-airmail .notebook[data-kind=rsa]');
      const page2 = page.locator('tls-airmail .notebook[data-kind=ecdhe]');
      await t.eventually(async () => (await page1.count()) === 1 && (await page2.count()) === 1, 'two pages, side by side');
      t.equal(await page1.locator('q').first().innerText(), message);
      await t.counts(page1.locator('b'), 0, 'text is never markup');
      await t.counts(page2.locator('q'), 0);
      t.ok(!(await page2.textContent()).includes('secreto'));
      await t.says(page2, /Missing\s+Client Ephemeral Private, Server Ephemeral Private/);
      await t.says(page.locator('tls-airmail .theft'), /RFC 10015[\s\S]*TLS 1\.3/);
      t.ok((await page.locator('tls-airmail .notebook').allInnerTexts()).some((said) => said.includes(suite)), 'the reader’s own suite is one of the two');
      // The reader's own run stays as it was.
      t.equal((await chosen(page)).stolenKey, undefined);
    }
  });

  t.test('with motion: flight, discovery, alarm, one after the other', async () => {
    const page = await player(t);
    await page.getByLabel('Speed').selectOption('2');
    await act(page, 'panel:whatif');
    await act(page, 'whatif:lesson/forged');
    await act(page, 'whatif:play/forged');
    const seen = [];
    await t.eventually(async () => {
      const now = await at(page);
      if (seen.at(-1) !== now) seen.push(now);
      return now === 'client-alert-flight';
    }, 'the red express flies', 25_000);
    t.equal(seen.slice(-3), ['server-hello-flight', 'certificate-check', 'client-alert-flight']);
  }, { timeout: 60_000 });

  for (const [width, dark] of [[1280, false], [320, true]]) {
    t.test(`axe finds nothing in it at ${width} px, ${dark ? 'dark' : 'light'}, and nothing sticks out`, async () => {
      const page = await player(t, { width, height: 800, dark, reducedMotion: true }, { hash: `#seed=${SEED}&scene=server-hello-flight` });
      const check = async (what) => {
        await frames(page);
        await t.accessible(page);
        t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} fits`);
      };
      await act(page, 'panel:whatif');
      await act(page, 'whatif:lesson/theft');
      await act(page, 'whatif:steal');
      await t.eventually(() => page.locator('tls-airmail .notebook').count(), 'the notebook is open');
      await check('the theft');
      await press(page, 'Touch this letter');
      await act(page, 'whatif:flip/4');
      await t.eventually(() => page.locator('tls-airmail .edits li').count(), 'the edit is listed');
      await check('the letter');
      await fly(t, page, 'downgrade');
      await check('the alarm');
      await page.evaluate(() => document.querySelector('tls-airmail').goTo('server-checks-finished'));
      await check('the discovery');
      await fly(t, page, 'truncate');
      await check('the silence');
    }, { timeout: 120_000 });
  }
}
