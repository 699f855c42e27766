// The story: all scenes forward and back, with the bytes that the Transcript holds.

import { at, frames, haystack, player, press, readable, scenes, SEED, still } from './player.mjs';

export default async function (t) {
  t.test('all 27 scenes, forward and back, step by step', async () => {
    const page = await player(t, { reducedMotion: true });
    const ids = await scenes(page);
    t.equal(ids.length, 27);
    for (const id of ids.slice(1)) {
      await press(page, 'Next scene');
      t.equal(await at(page), id);
      const heading = await page.locator('tls-airmail h2').textContent();
      t.ok(heading.length > 3, `${id} has a title`);
    }
    for (const id of [...ids].reverse().slice(1)) {
      await press(page, 'Previous scene');
      t.equal(await at(page), id);
    }
  });

  t.test('every scene shows its sentence, and its bytes as the Transcript has them', async () => {
    const page = await player(t);
    await page.getByLabel('Level').selectOption('bytes');
    const transcript = await page.evaluate(() => {
      const { scenes, beats, artifacts, letters } = document.querySelector('tls-airmail').transcript;
      const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
      const values = new Map(artifacts.map((a) => [a.id, hex(a.bytes)]));
      return scenes.map((s) => ({
        id: s.id,
        made: beats.slice(s.start, s.end).flatMap((b) => b.artifacts).map((id) => values.get(id)),
        letter: s.letter === null ? '' : hex(letters[s.letter].bytes),
      }));
    });
    for (const scene of transcript) {
      await still(page, scene.id);
      const { texts, hex, words } = await readable(page);
      const whole = hex.map((h) => h.replaceAll(/\s/g, ''));
      t.ok(texts.length > 0, `${scene.id} has words on the stage`);
      t.ok(words.join(' ').length > 200, `${scene.id} has its sentences`);
      for (const value of scene.made) t.ok(value === '' || whole.includes(value), `${scene.id}: ${value.slice(0, 16)}… is shown whole`);
      if (scene.letter) t.ok(whole.includes(scene.letter), `${scene.id}: its letter is shown whole`);
    }
  }, { timeout: 120_000 });

  t.test('no hex on screen that the Transcript does not hold', async () => {
    const page = await player(t);
    const all = await haystack(page);
    await page.getByLabel('Level').selectOption('bytes');
    let seen = 0;
    for (const id of await scenes(page)) {
      for (const p of [0.45, 0.7, 1]) {
        await still(page, id, p);
        const { texts, words, hex } = await readable(page);
        const said = [...texts, ...words, ...hex.map((h) => h.replaceAll(/\s/g, ''))].join('\n');
        for (const [token] of said.matchAll(/(?<![\w.§-])[0-9a-f]{4,}(?![\w.-])/g)) {
          if (!/\d/.test(token) && token.length < 8) continue; // a word, like "added"
          if (/^\d{4,5}$/.test(token) && /\b(RFC|TCP)/.test(said)) continue; // RFC 5246, a port
          seen += 1;
          t.ok(all.includes(token), `${id}: ${token} is in the Transcript`);
        }
      }
    }
    t.ok(seen > 500, `${seen} strings were looked up`);
  }, { timeout: 180_000 });

  t.test('letters really fly: the airplane moves from desk to desk', async () => {
    const page = await player(t);
    const places = [];
    for (const p of [0.2, 0.4, 0.6]) {
      await still(page, 'client-hello-flight', p);
      const plane = page.locator('tls-airmail [data-act="letter:client_hello"]').last();
      places.push(await plane.getAttribute('transform'));
    }
    t.equal(new Set(places).size, 3);
    const xs = places.map((p) => Number(/translate\((-?[\d.]+)/.exec(p)[1]));
    t.ok(xs[0] < xs[1] && xs[1] < xs[2], `it flies to the right: ${xs}`);
  });

  t.test('Play runs on by itself, Pause stops it anywhere', async () => {
    const page = await player(t);
    await page.getByLabel('Speed').selectOption('2');
    await press(page, 'Play');
    await t.eventually(async () => (await at(page)) === 'tcp', 'the second scene comes', 20_000);
    await press(page, 'Pause');
    const value = await page.locator('tls-airmail input[type=range]').inputValue();
    await page.waitForTimeout(400);
    t.equal(await page.locator('tls-airmail input[type=range]').inputValue(), value);
  });

  t.test('the scrubber goes anywhere, by mouse and by touch', async () => {
    const page = await player(t, { touch: true });
    const track = page.locator('tls-airmail input[type=range]');
    const box = await track.boundingBox();
    await page.mouse.click(box.x + box.width * 0.5, box.y + box.height / 2);
    const middle = await at(page);
    t.ok(middle !== 'parties', middle);
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.98, box.y + box.height / 2, { steps: 8 });
    await page.mouse.up();
    t.equal(await at(page), 'close-notify');
    await page.touchscreen.tap(box.x + 4, box.y + box.height / 2);
    await t.eventually(async () => (await at(page)) === 'parties', 'a tap goes there');
  });

  t.test('a card opens with its whole value, its recipe and its section, and closes again', async () => {
    const page = await player(t);
    await still(page, 'why-master');
    await page.locator('tls-airmail [data-act="artifact:client.master_secret"]').click();
    const panel = page.locator('tls-airmail .inspector');
    const value = await page.evaluate(() => {
      const a = document.querySelector('tls-airmail').transcript.artifacts.find((x) => x.id === 'client.master_secret');
      return [...a.bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
    });
    t.equal((await panel.locator('.grid .hx b').allTextContents()).join(''), value);
    await t.says(panel, /RFC 5246 §8\.1/);
    t.equal(await panel.locator('a').getAttribute('href'), 'https://www.rfc-editor.org/rfc/rfc5246#section-8.1');
    await page.keyboard.press('Escape');
    await t.counts(panel, 0);
  });

  t.test('the ledger says who knows what, so far', async () => {
    const page = await player(t);
    await still(page, 'client-encrypts');
    await press(page, 'Who knows what');
    const row = async (name) => page.locator('tls-airmail .ledger tr', { hasText: name }).first().locator('td').allTextContents();
    const [client, server, spy] = await row('Pre-Master Secret');
    t.match(client, /✓/);
    t.match(server, /✗/);
    t.match(spy, /✗/);
    await still(page, 'server-decrypts');
    t.match((await row('Pre-Master Secret'))[1], /✓/);
    t.match((await row('Pre-Master Secret'))[2], /✗/);
  });

  t.test('the sequence diagram is in step with the stage, and its arrows can be pressed', async () => {
    const page = await player(t);
    await still(page, 'client-encrypts');
    await page.getByLabel('View').selectOption('sequence');
    t.match(await page.locator('tls-airmail svg [aria-current=step]').first().getAttribute('aria-label'), /ClientKeyExchange/);
    const said = await page.locator('tls-airmail .stage').textContent();
    for (const name of ['TCP connection', 'Hellos', 'Client key exchange', 'Application data']) t.match(said.replaceAll(/\s+/g, ' '), new RegExp(name.split(' ')[0]));
    await page.getByRole('button', { name: 'ServerHelloDone' }).click();
    t.equal(await at(page), 'server-hello-flight');
  });

  t.test('each chapter ends with a question, answered by trying; nothing waits for it', async () => {
    const page = await player(t, { reducedMotion: true });
    for (const [scene, wrong, right] of [
      ['tcp', 'Only the Server', 'The whole crowd'],
      ['server-decrypts', 'Public Key', 'Private Key'],
      ['session-keys', 'Client Random', 'Pre-Master Secret'],
      ['client-decrypts', 'Client Write Key', 'Server Write Key'],
    ]) {
      await still(page, scene);
      const question = page.locator('tls-airmail .question');
      await question.getByRole('button', { name: wrong, exact: true }).click();
      await t.eventually(async () => (await question.locator('.wrong').count()) === 1, `${scene}: ${wrong} is wrong`);
      await question.getByRole('button', { name: right, exact: true }).click();
      await t.eventually(async () => (await question.locator('.right').count()) === 1, `${scene}: ${right} is right`);
      await press(page, 'Next scene');
      t.ok((await at(page)) !== scene, 'the story goes on');
    }
    await still(page, 'certificate-check');
    await page.locator('tls-airmail .question').getByRole('button', { name: 'Skip' }).click();
    await t.counts(page.locator('tls-airmail .question'), 0);
  });

  t.test('who only watches is told when it goes on; who goes to the question, that it waits', async () => {
    const page = await player(t, { width: 1280, height: 800 }, { path: 'index.html' });
    await still(page, 'certificate-check', 0.99);
    await page.evaluate(() => document.querySelector('tls-airmail').play());
    const counter = page.locator('tls-airmail .counter');
    await t.says(counter, /7 \/ 27\s*next in 1?\d s/);
    await t.says(page.locator('tls-airmail .question'), /still playing/);
    const way = page.getByRole('button', { name: 'Question ↓' });
    t.ok(await way.evaluate((node) => node.getBoundingClientRect().bottom < innerHeight), 'the way to it is seen');
    await way.click();
    await page.waitForFunction(() => !/next in/.test(document.querySelector('tls-airmail').shadowRoot.querySelector('.counter').textContent));
    await t.says(page.locator('tls-airmail .question'), /^(?![^]*still playing)/);
    t.ok(await page.locator('tls-airmail .question').evaluate((node) => node.getBoundingClientRect().bottom <= innerHeight), 'all of it is seen');
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').scene), 'certificate-check');
  });

  t.test('where Play is below the window, the picture has one, until the story moves', async () => {
    for (const [scene, wishes] of [
      ['parties', { width: 390, height: 844 }],
      ['parties', { width: 360, height: 740, dark: true, lang: 'es' }],
      ['session-keys-ready', { width: 360, height: 740, lang: 'es' }],
      ['why-master', { width: 390, height: 844, reducedMotion: true }],
    ]) {
      const page = await player(t, wishes, { path: 'index.html', hash: `#seed=${SEED}&scene=${scene}` });
      const start = page.locator('tls-airmail .start');
      await t.counts(start, 1);
      await t.eventually(() => start.isVisible(), `${scene}: it is there`);
      const found = await start.evaluate((node) => {
        const { left, right, top, bottom, width, height } = node.getBoundingClientRect();
        const root = node.getRootNode();
        const under = [...root.querySelectorAll('.stage svg text, .stage svg .card')].map((one) => one.getBoundingClientRect());
        return { large: width >= 44 && height >= 44, seen: top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth, free: !under.some((r) => r.left < right && r.right > left && r.top < bottom && r.bottom > top) };
      });
      t.equal(found, { large: true, seen: true, free: true }, `${scene} ${wishes.width}`);
      t.equal(await page.getByRole('button', { name: wishes.lang ? 'Reproducir' : 'Play', exact: true }).count(), 1, 'there is one Play for those who hear it');
      if (scene === 'parties') {
        await t.says(start, wishes.lang ? /^Reproducir$/ : /^Play$/);
        await t.accessible(page);
      }
      await start.click();
      await t.eventually(async () => !(await start.isVisible()), 'and has done its work');
      t.equal(await page.evaluate(() => Boolean(document.querySelector('tls-airmail').shadowRoot.querySelector('.primary path').getAttribute('d').startsWith('M6 4H10'))), true, 'it plays');
      await page.context().close();
    }
    // Where Play is seen, one is enough; figures without controls have none.
    const page = await player(t, { width: 390, height: 844 }, { path: 'index.html' });
    const start = page.locator('tls-airmail .start');
    await t.eventually(() => start.isVisible(), 'it is there');
    await page.locator('tls-airmail .primary').scrollIntoViewIfNeeded();
    await t.eventually(async () => !(await start.isVisible()), 'Play is in sight');
    await page.evaluate(() => scrollTo(0, 0));
    await t.eventually(() => start.isVisible(), 'out of sight again');
    await page.evaluate(() => document.querySelector('tls-airmail').setAttribute('controls', 'none'));
    await t.eventually(async () => !(await start.isVisible()), 'a figure has none');
    const wide = await player(t, {}, { path: 'index.html' });
    t.equal(await wide.locator('tls-airmail .start').isVisible(), false);
  });

  t.test('a question is asked aloud, shown to who does not know, and the keyboard is never lost', async () => {
    const page = await player(t, { reducedMotion: true });
    const live = () => page.locator('tls-airmail .live').textContent();
    const focused = () => page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement?.textContent ?? '');
    await press(page, 'Next scene');
    await page.getByRole('button', { name: 'Question ↓' }).click();
    t.equal(await focused(), 'A question before you go on');
    t.ok((await page.locator('tls-airmail .question').boundingBox()).y < page.viewportSize().height, 'it comes into sight');
    t.match(await live(), /^Scene 2 of 27: A thread across the crowd\. First .*A question before you go on: .*Who could read it\?$/);
    const question = page.locator('tls-airmail .question');
    const show = question.getByRole('button', { name: 'Show me' });
    await show.focus();
    await page.keyboard.press('Enter');
    await t.eventually(async () => /Everyone on the path/.test(await question.textContent()), 'the answer is told');
    t.match(await live(), /^Right\. All hands go up/);
    t.equal(await focused(), 'Go on');
    await page.keyboard.press('Enter');
    t.equal(await at(page), 'client-hello');
    t.equal(await focused(), 'The Client writes a Hello');
    t.match(await page.getByRole('button', { name: 'Pause', exact: true }).textContent(), /Pause/);
    await press(page, 'Pause');
    await still(page, 'why-master');
    await press(page, 'Next scene');
    t.match(await live(), /A strip, cut into keys\. The machine/);
    await press(page, 'Previous scene');
    t.match(await live(), /Why one more card\? Why not/, 'no stop behind a question mark');
    await still(page, 'session-keys');
    await question.getByRole('button', { name: 'Skip' }).focus();
    await page.keyboard.press('Enter');
    t.equal([await live(), await focused()], ['Question skipped.', 'A strip, cut into keys']);
  });

  t.test('the same link gives the same bytes, at the same scene', async () => {
    const hash = `#scene=session-keys&seed=${SEED}&suite=TLS_RSA_WITH_AES_128_CBC_SHA&server-name=airmail.example&message=Ahoy&reply=Hi`;
    const one = await player(t, {}, { hash });
    const two = await player(t, { width: 360 }, { hash });
    t.equal(await at(one), 'session-keys');
    t.equal(await haystack(one), await haystack(two));
    t.match(await haystack(one), /airmail\.example/);
    await frames(one);
    await press(one, 'Copy link');
    const url = await one.locator('tls-airmail [data-url]').inputValue();
    t.match(url, /scene=session-keys/);
    t.match(url, new RegExp(SEED));
    t.match(url, /message=Ahoy/);
    await one.getByLabel(/Leave my messages out/).check();
    await t.eventually(async () => !(await one.locator('tls-airmail [data-url]').inputValue()).includes('Ahoy'), 'the words are left out');
  });
}
