// The second connection, and somebody in the middle: what is on the screen is what the parties computed.

import { act, at, frames, player, press, SEED, still } from './player.mjs';

const transcript = (page) => page.evaluate(() => {
  const { outcome, scenario, resumed, middle, scenes, letters } = document.querySelector('tls-airmail').transcript;
  const told = middle && { manner: middle.manner, seated: middle.seated, heard: middle.behind?.outcome.serverRead };
  return { outcome, scenario, resumed, middle: told, scenes: scenes.map((s) => s.id), letters: letters.map((l) => l.id) };
});
const stage = (page) => page.evaluate(() => [...document.querySelector('tls-airmail').shadowRoot.querySelectorAll('.stage svg text')].map((n) => n.textContent).join('\n'));
const value = (page, id) => page.evaluate((id) => String(document.querySelector('tls-airmail').transcript.artifacts.find((a) => a.id === id)?.bytes), id);
const played = (t, page, ok, what) => t.eventually(async () => ok(await transcript(page)), what);

export default async function (t) {
  t.test('after the first run it is offered to connect again, and nothing of it is repeated but the secret', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&scene=close-notify` });
    const [master, id, random] = await Promise.all(['client.master_secret', 'client.session_id', 'client.client_random'].map((name) => value(page, name)));
    await press(page, 'Connect again');
    await played(t, page, ({ resumed }) => resumed, 'the session goes on');
    await frames(page);
    t.equal(await at(page), 'again');
    t.equal(await value(page, 'client.master_secret'), master);
    t.equal(await value(page, 'server.session_id'), id);
    t.ok((await value(page, 'client.client_random')) !== random);
    const { letters, outcome } = await transcript(page);
    t.equal(letters.slice(0, 4), ['client_hello', 'server_hello', 'server_finished', 'client_finished']);
    t.equal(outcome.kind, 'closed');
    await t.says(page.locator('tls-airmail section.again'), /The Server remembers/);
    // What if it has forgotten: a full handshake.
    await press(page, 'What if the Server has forgotten?');
    await played(t, page, ({ scenario, resumed }) => scenario.resume === 'forgotten' && !resumed, 'it has forgotten');
    t.equal((await transcript(page)).scenes.length, 27);
    await press(page, 'Back to the first connection');
    await played(t, page, ({ scenario }) => !scenario.resume, 'the first again');
    t.equal(await value(page, 'client.master_secret'), master);
  });

  t.test('every scene of a resumed session can be seen, with its own words, on both layouts', async () => {
    for (const width of [1280, 360]) {
      for (const suite of ['TLS_RSA_WITH_AES_128_CBC_SHA', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256']) {
        const page = await player(t, { width, height: 800, reducedMotion: true }, { hash: `#seed=${SEED}&resume=known&suite=${suite}` });
        const { scenes } = await transcript(page);
        t.equal(scenes.length, 19);
        for (const id of scenes) {
          await still(page, id);
          t.equal(await at(page), id);
          const said = await page.locator('tls-airmail .story').innerText();
          t.ok(!/undefined|…|\{/.test(said), `${id}: ${said}`);
          t.ok(!/undefined|NaN/.test(await stage(page)), id);
        }
        // The small card and the white one, on both desks.
        await still(page, 'again');
        const cards = await page.evaluate(() => [...document.querySelector('tls-airmail').shadowRoot.querySelectorAll('.stage [data-act^="artifact:"]')].map((n) => n.getAttribute('data-act')));
        for (const card of ['client.session_id', 'client.master_secret', 'server.session_id', 'server.master_secret']) t.ok(cards.includes(`artifact:${card}`), card);
      }
    }
  }, { timeout: 120_000 });

  t.test('what it saves is measured: time, bytes and letters of both handshakes', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&resume=known&scene=session-resumed` });
    const rows = page.locator('tls-airmail section.again .costs [data-row]');
    await t.eventually(async () => (await rows.count()) === 2, 'it is measured');
    const [full, short] = await rows.allInnerTexts();
    const numbers = (text) => text.match(/([\d.,]+) bytes in (\d+) letters/).slice(1).map((n) => Number(n.replace(/[.,]/g, '')));
    const [[bytes, letters], [fewer, few]] = [numbers(full), numbers(short)];
    t.equal([letters, few], [5, 4]);
    t.ok(4 * fewer < bytes, `${fewer} of ${bytes}`);
    const sent = await page.evaluate(() => document.querySelector('tls-airmail').transcript.letters.slice(0, 4).reduce((sum, l) => sum + l.bytes.length, 0));
    t.equal(fewer, sent);
  });

  t.test('another suite in the answer to a resumption: the alert on the screen is the alert in the Transcript', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}` });
    await act(page, 'panel:whatif');
    await act(page, 'whatif:lesson/resumed_suite');
    await act(page, 'whatif:play/resumed_suite');
    await played(t, page, ({ outcome }) => outcome.failure?.fault === 'session_suite', 'it is noticed');
    await frames(page);
    t.equal(await at(page), 'client-alert-flight');
    const said = await page.locator('tls-airmail .hands').innerText();
    t.match(said, /Alert illegal_parameter \(47\)/);
    t.ok((await stage(page)).includes('illegal_parameter'));
  });

  t.test('somebody in the middle, three ways, side by side, and each on the stage', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&message=for%20you%20alone&reply=understood` });
    await act(page, 'panel:whatif');
    await act(page, 'whatif:lesson/stolen_authority');
    await page.locator('tls-airmail [data-input="whatif-altered"]').fill('for everybody / to read');
    await press(page, 'All three side by side');
    const columns = page.locator('tls-airmail [data-manner]');
    await t.eventually(async () => (await columns.count()) === 3, 'three runs');
    const [relay, own, stolen] = await columns.allInnerTexts();
    t.match(relay, /The Server hears\s+for you alone/);
    t.match(relay, /only black cards/);
    t.match(own, /unknown_ca \(48\)/);
    t.match(own, /nobody asked it/);
    t.ok(!/black cards/.test(own), 'there was nothing to seal');
    t.match(stolen, /The Server hears\s+for everybody \/ to read/);
    t.match(stolen, /The Eavesdropper reads\s+for you alone\s*understood/);
    for (const [manner, kind, last] of [['relay', 'closed', 'close-notify'], ['own_certificate', 'alert', 'client-alert-flight'], ['stolen_authority', 'closed', 'close-notify']]) {
      await act(page, `whatif:lesson/${manner}`);
      await act(page, `whatif:play/${manner}`);
      await played(t, page, ({ middle }) => middle?.manner === manner, manner);
      await frames(page);
      const told = await transcript(page);
      t.equal(told.outcome.kind, kind);
      t.equal(await at(page), last);
      const said = await page.locator('tls-airmail .hands').innerText();
      t.match(said, kind === 'alert' ? /Alert unknown_ca \(48\)/ : /Nobody raised an alarm/);
      if (kind === 'alert') t.ok((await stage(page)).includes('unknown_ca'));
      const { failure } = told.outcome;
      t.equal(failure?.alert ?? null, kind === 'alert' ? 'unknown_ca' : null);
      t.equal(await page.locator('tls-airmail [data-impostor]').count() > 0, told.middle.seated, 'who sits at the Server’s desk');
      if (manner === 'stolen_authority') {
        t.equal(told.outcome.eavesdropperRead, ['for you alone', 'understood']);
        t.equal(told.middle.heard, 'for everybody / to read');
        // The ledger: what the Server is taken to know, the Eavesdropper knows.
        await act(page, 'panel:ledger');
        const row = page.locator('tls-airmail .ledger tbody tr', { hasText: 'Master Secret' }).last();
        const cells = await row.locator('td').allInnerTexts();
        t.match(cells[0], /✓/);
        t.match(cells[1], /✗|^\s*$/);
        t.match(cells[2], /✓/);
        await act(page, 'panel:whatif');
      }
    }
    await press(page, 'Back to the honest run');
    await played(t, page, ({ middle }) => !middle, 'nobody in the middle');
  }, { timeout: 60_000 });

  t.test('the other connection of the middle is walked on the stage, linked, taken home, and left again', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&message=for%20you&middle=stolen_authority&altered=for%20all&scene=client-message` });
    const secret = () => page.evaluate(() => [...document.querySelector('tls-airmail').transcript.artifacts.find((a) => a.id === 'client.master_secret').bytes].join());
    const told = () => transcript(page).then(({ scenario, middle }) => [scenario.message, middle?.seated]);
    t.equal(await told(), ['for you', true]);
    const first = await secret();
    await press(page, 'Walk the other connection');
    await played(t, page, ({ scenario }) => scenario.message === 'for all', 'the other one is on the stage');
    await frames(page);
    t.equal(await at(page), 'parties');
    t.ok((await secret()) !== first, 'with a secret of its own');
    await t.says(page.locator('tls-airmail .story'), /Meet the Eavesdropper, at the Client’s desk today/);
    await t.says(page.locator('tls-airmail .hands'), /The Client said “for you”\. Here the Eavesdropper says “for all”/);
    t.ok((await stage(page)).includes('Eavesdropper'), 'its name is on the desk');
    t.equal(await page.locator('tls-airmail .ledger').count(), 0);
    // What is kept of it: a link that opens it, and the files of both sides.
    await still(page, 'client-message');
    await act(page, 'panel:link');
    const url = await page.locator('tls-airmail [data-url]').inputValue();
    t.match(url, /scene=client-message&.*middle=stolen_authority&behind=true/);
    const again = await player(t, { reducedMotion: true }, { hash: url.slice(url.indexOf('#')) });
    await played(t, again, ({ scenario }) => scenario.message === 'for all', 'the link opens it');
    t.equal(await at(again), 'client-message');
    await act(page, 'panel:take');
    await t.counts(page.locator('tls-airmail [data-input="take-at"]'), 1);
    await act(page, 'panel:take');
    await press(page, 'Back to the Client’s connection');
    await played(t, page, ({ scenario }) => scenario.message === 'for you', 'and back');
    t.equal([await secret(), await at(page)], [first, 'client-message'], 'at the same moment');
    await press(page, 'Walk the other connection');
    await played(t, page, ({ scenario }) => scenario.message === 'for all', 'and there again');
    await press(page, 'New randomness');
    await played(t, page, ({ scenario, middle }) => scenario.message === 'for you' && middle?.seated, 'a new deal is one of the whole');
  }, { timeout: 60_000 });

  t.test('a link carries the second connection and the middle', async () => {
    for (const [hash, ok] of [
      ['resume=forgotten', ({ scenario }) => scenario.resume === 'forgotten'],
      ['middle=stolen_authority&altered=Boo', ({ scenario, middle }) => scenario.altered === 'Boo' && middle.heard === 'Boo'],
    ]) {
      const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&${hash}` });
      t.ok(ok(await transcript(page)), hash);
      await act(page, 'panel:link');
      const url = new URLSearchParams((await page.locator('tls-airmail [data-url]').inputValue()).split('#')[1]);
      for (const [key, one] of new URLSearchParams(hash)) t.equal(url.get(key), one);
    }
    // What is none is said, and the rest is played.
    const page = await player(t, { reducedMotion: true }, { hash: `#seed=${SEED}&resume=perhaps&middle=me` });
    await t.says(page.locator('tls-airmail .below'), /perhaps/);
    t.equal((await transcript(page)).outcome.kind, 'closed');
  });

  for (const [width, dark] of [[1280, false], [320, true]]) {
    t.test(`axe finds nothing in either at ${width} px, ${dark ? 'dark' : 'light'}, and nothing sticks out`, async () => {
      const page = await player(t, { width, height: 800, dark, reducedMotion: true }, { hash: `#seed=${SEED}&resume=known&scene=session-resumed` });
      const check = async (what) => {
        await frames(page);
        await t.accessible(page);
        t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} fits`);
      };
      await t.eventually(async () => (await page.locator('tls-airmail section.again [data-row]').count()) === 2, 'it is measured');
      await check('the comparison');
      for (const id of ['again', 'resume-hello', 'resume-answer']) {
        await still(page, id);
        await check(id);
      }
      await act(page, 'panel:whatif');
      await act(page, 'whatif:lesson/stolen_authority');
      await act(page, 'whatif:middle');
      await t.eventually(async () => (await page.locator('tls-airmail [data-manner]').count()) === 3, 'three runs');
      await check('the three');
      await act(page, 'whatif:play/stolen_authority');
      await played(t, page, ({ middle }) => middle?.seated, 'somebody sits there');
      await check('the impostor');
      await act(page, 'whatif:behind');
      await played(t, page, ({ middle }) => middle?.seated === false, 'the other connection');
      await check('the other connection');
    }, { timeout: 120_000 });
  }
}
