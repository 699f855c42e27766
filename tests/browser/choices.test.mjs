// The reader's own handshake: randomness, words, names, suites; and what is said when it cannot be.

import { at, ECDHE, haystack, PAGE, player, press, scenes, SEED, still } from './player.mjs';

const secret = (page) =>
  page.evaluate(() => String(document.querySelector('tls-airmail').transcript.artifacts.find((a) => a.id === 'client.master_secret').bytes));
const field = (page, name) => page.locator(`tls-airmail form [name=${name}]`);

export default async function (t) {
  t.test('New randomness deals other bytes, and keeps the scene and the words', async () => {
    const page = await player(t, {}, { hash: `#scene=why-master&seed=${SEED}&message=Same+words` });
    const before = await secret(page);
    const card = page.locator('tls-airmail [data-act="artifact:client.master_secret"]');
    const shown = await card.textContent();
    await press(page, 'New randomness');
    await t.eventually(async () => (await secret(page)) !== before, 'another master secret');
    await t.eventually(async () => (await card.textContent()) !== shown, 'and it is seen');
    t.equal(await at(page), 'why-master');
    t.match(await haystack(page), /Same words/);
  });

  t.test('typed words fly: message, reply, server name, suite, extended master secret', async () => {
    const page = await player(t);
    await press(page, 'Change the handshake');
    await field(page, 'message').fill('¿Vale “así”? <b>&amp;</b>');
    await field(page, 'reply').fill('Sí 👍');
    await field(page, 'serverName').fill('mi.correo.example');
    await field(page, 'suites').selectOption('TLS_RSA_WITH_AES_256_CBC_SHA256');
    await page.locator('tls-airmail form [name=extendedMasterSecret]').check();
    await press(page, 'Play this handshake');
    await t.eventually(() => page.evaluate(() => document.querySelector('tls-airmail').transcript.scenario.serverName === 'mi.correo.example'), 'it is played');
    const t2 = await page.evaluate(() => {
      const { outcome, suite, scenario } = document.querySelector('tls-airmail').transcript;
      return [outcome.serverRead, outcome.clientRead, suite.name, scenario.extendedMasterSecret];
    });
    t.equal(t2, ['¿Vale “así”? <b>&amp;</b>', 'Sí 👍', 'TLS_RSA_WITH_AES_256_CBC_SHA256', true]);
    await still(page, 'client-message');
    await t.says(page.locator('tls-airmail .stage'), /Vale/);
    t.match((await page.locator('tls-airmail .story').textContent()), /¿Vale “así”\? <b>&amp;<\/b>/);
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.querySelectorAll('.story b').length), 0, 'text is never markup');
  });

  t.test('a value that cannot be used is named beside its control, and the last good handshake stays', async () => {
    const page = await player(t, {}, { hash: `#scene=why-master&seed=${SEED}` });
    const before = await secret(page);
    await press(page, 'Change the handshake');
    for (const [name, value, says] of [
      ['serverName', 'bad name!', /letters a to z, digits/],
      ['serverName', '', /needs a name/],
      ['seed', '123', /64 hexadecimal digits/],
      ['message', 'x'.repeat(5000), /1024/],
    ]) {
      const input = field(page, name);
      const good = await input.inputValue();
      await input.fill(value);
      await press(page, 'Play this handshake');
      const problem = page.locator(`tls-airmail #p-${name}`);
      await t.eventually(async () => (await problem.count()) === 1, `${name} is refused`);
      await t.says(problem, says);
      t.equal(await input.getAttribute('aria-invalid'), 'true');
      t.ok((await input.getAttribute('aria-describedby')).includes(`p-${name}`));
      t.equal(await secret(page), before);
      t.equal(await at(page), 'why-master');
      await input.fill(good);
    }
    await press(page, 'Play this handshake');
    await t.eventually(async () => (await page.locator('tls-airmail .problem').count()) === 0, 'all is well again');
  });

  t.test('bad values in a link are named, and the rest is played', async () => {
    const page = await player(t, {}, { hash: '#scene=nowhere&seed=xyz&suite=NOPE&server-name=bad%20name&message=Still+here' });
    t.match(await haystack(page), /Still here/);
    await t.counts(page.locator('tls-airmail .problem'), 3);
    const said = (await page.locator('tls-airmail .notice').allTextContents()).join(' ');
    for (const wrong of [/“nowhere”|nowhere/, /“xyz”.*64 hexadecimal digits/, /“NOPE”/, /“bad name”.*a to z/]) t.match(said, wrong);
    // What is wrong is said where it is seen, above the tools.
    const [notice, tools] = await Promise.all(['.notice', '.tools'].map((at) => page.locator(`tls-airmail ${at}`).first().boundingBox()));
    t.ok(notice.y < tools.y, 'before the tools');
    t.equal(await page.locator('tls-airmail form [name=seed]').inputValue(), await page.evaluate(() => document.querySelector('tls-airmail').transcript.scenario.seed));
  });

  t.test('what the page itself asks for wrongly is not laid before its readers', async () => {
    const page = await t.newPage();
    await page.goto(`${t.origin}/tests/browser/pages/player.html`);
    await page.evaluate(() => {
      document.body.innerHTML = '<tls-airmail id="wrong" seed="zz" suite="NOPE" server-name="ñandú.example"></tls-airmail>';
    });
    await page.waitForFunction(() => document.querySelector('#wrong')?.transcript);
    t.equal(await page.locator('#wrong .notice, #wrong .problem, #wrong form').count(), 0);
    t.equal(await page.evaluate(() => document.querySelector('#wrong').transcript.scenario.serverName), 'blog.example');
  });

  t.test('a link that is followed later: what cannot be used is named beside its control, the last good handshake stays', async () => {
    const page = await player(t, {}, { hash: `#scene=why-master&seed=${SEED}` });
    const before = await secret(page);
    for (const [hash, name, says] of [
      ['seed=0123', 'seed', /64 hexadecimal digits/],
      ['suite=TLS_NULL_WITH_NULL_NULL', 'suites', /TLS_NULL_WITH_NULL_NULL/],
      ['suite=TLS_RSA_WITH_AES_128_CBC_SHA,TLS_RSA_WITH_AES_128_CBC_SHA', 'suites', /twice/],
      ['groups=brainpool', 'groups', /brainpool/],
      ['server-name=192.0.2.1', 'serverName', /address/],
      [`server-name=${'a'.repeat(64)}.example`, 'serverName', /63 characters/],
      [`message=${'%C3%A9'.repeat(513)}`, 'message', /1024 bytes here; yours has 1026/],
      [`reply=${'y'.repeat(1025)}`, 'reply', /yours has 1025/],
    ]) {
      await page.evaluate((to) => { location.hash = to; }, `#${hash}`);
      const problem = page.locator(`tls-airmail #p-${name}`);
      await t.eventually(async () => (await problem.count()) === 1 && says.test(await problem.textContent()), `${hash.slice(0, 40)} is named`);
      const control = page.locator(`tls-airmail [name=${name}]`);
      t.equal(await control.getAttribute('aria-invalid'), 'true');
      t.ok((await control.getAttribute('aria-describedby')).includes(`p-${name}`));
      t.equal(await secret(page), before);
      t.equal(await at(page), 'why-master');
    }
    await page.evaluate((to) => { location.hash = to; }, `#seed=${'ab'.repeat(32)}`);
    await t.eventually(async () => (await page.locator('tls-airmail .problem').count()) === 0, 'a good link, and all is well again');
    t.ok((await secret(page)) !== before);
  });

  t.test('the picture itself plays: a figure without controls shows its scene once', async () => {
    const page = await player(t, {}, { hash: `#scene=client-encrypts&seed=${SEED}` });
    const free = async () => {
      const { x, y, width } = await page.locator('tls-airmail .stage').boundingBox();
      await page.mouse.click(x + width - 30, y + 200);
    };
    const playing = () => page.getByRole('button', { name: 'Pause', exact: true }).count();
    await free();
    await t.eventually(async () => (await playing()) === 1, 'it plays');
    await free();
    await t.eventually(async () => (await playing()) === 0, 'and pauses');
    await page.evaluate(() => { document.querySelector('tls-airmail').setAttribute('controls', 'none'); });
    await still(page, 'client-encrypts');
    const drawn = () => page.locator('tls-airmail .stage svg').first().innerHTML();
    await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement?.blur());
    const before = await drawn();
    await free();
    await t.eventually(async () => (await drawn()) !== before, 'it moves');
    t.equal(await at(page), 'client-encrypts');
  });

  t.test('a scene named like something every object has is no scene', async () => {
    const page = await player(t, {}, { hash: '#scene=constructor&message=Still+here' });
    await t.says(page.locator('tls-airmail .notice'), /constructor/);
    t.equal(await at(page), 'parties');
    const before = await secret(page);
    await page.evaluate(() => { location.hash = '#scene=toString'; });
    await t.eventually(async () => /toString/.test(await page.locator('tls-airmail .notice').textContent()), 'it is named');
    await page.evaluate(() => {
      const el = document.querySelector('tls-airmail');
      el.goTo('valueOf');
      el.setAttribute('scene', 'hasOwnProperty');
    });
    t.equal(await at(page), 'parties');
    t.equal(await secret(page), before);
    await press(page, 'Next scene');
    t.equal(await at(page), 'tcp');
  });

  t.test('all suites of the core are offered, by key exchange; with ECDHE the curve, too', async () => {
    const page = await player(t);
    await press(page, 'Change the handshake');
    const offered = await page.locator('tls-airmail form [name=suites] optgroup').evaluateAll((groups) => groups.map((g) => [g.className, [...g.children].map((o) => o.value)]));
    t.equal(offered, await page.evaluate(async () => {
      const core = await import('/www/pkg/tls_airmail.js');
      return ['rsa', 'ecdhe'].map((kind) => [kind, core.suites().filter((s) => s.keyExchange === kind).map((s) => s.name)]);
    }));
    t.equal(offered.flatMap(([, names]) => names).length, 10);
    t.ok(!(await field(page, 'groups').isVisible()), 'RSA needs no curve');
    const suite = 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256';
    await field(page, 'suites').selectOption(suite);
    t.ok(await field(page, 'groups').isVisible(), 'ECDHE needs one');
    await field(page, 'groups').selectOption('secp256r1');
    await press(page, 'Play this handshake');
    const now = () => page.evaluate(() => document.querySelector('tls-airmail').transcript.suite);
    await t.eventually(async () => (await now()).name === suite, 'it is played');
    t.equal((await now()).group, 'secp256r1');
    await press(page, 'Copy link');
    const url = await page.locator('tls-airmail [data-url]').inputValue();
    t.match(url, /groups=secp256r1/);
    const there = await player(t, {}, { hash: url.slice(url.indexOf('#')) });
    t.equal((await there.evaluate(() => document.querySelector('tls-airmail').transcript.suite)).group, 'secp256r1');
    await press(there, 'Change the handshake');
    t.equal(await field(there, 'groups').inputValue(), 'secp256r1');
    await field(there, 'suites').selectOption('TLS_RSA_WITH_AES_128_CBC_SHA');
    await press(there, 'Play this handshake');
    await t.eventually(() => there.evaluate(() => document.querySelector('tls-airmail').transcript.suite.name === 'TLS_RSA_WITH_AES_128_CBC_SHA'), 'and back to RSA');
    t.equal(await there.evaluate(() => document.querySelector('tls-airmail').transcript.scenario.groups), undefined);
  });

  t.test('a curve that nobody knows is named, and the rest is played', async () => {
    const page = await player(t, {}, { hash: `${ECDHE}&groups=x448&message=Still+here` });
    t.match(await haystack(page), /Still here/);
    await t.says(page.locator('tls-airmail .groups.bad .problem'), /x448/);
    await page.evaluate(() => document.querySelector('tls-airmail').setAttribute('groups', 'secp256r1'));
    await t.eventually(() => page.evaluate(() => document.querySelector('tls-airmail').transcript.suite.group === 'secp256r1'), 'the attribute is obeyed');
    await t.eventually(async () => (await page.locator('tls-airmail .problem').count()) === 0, 'and nothing is wrong any more');
  });

  t.test('a scene of the other key exchange is the one in its place', async () => {
    const page = await player(t, {}, { hash: `${ECDHE}&scene=client-encrypts` });
    t.equal(await at(page), 'client-shares');
    await t.counts(page.locator('tls-airmail .problem'), 0);
    await page.evaluate(() => document.querySelector('tls-airmail').goTo('server-decrypts'));
    t.equal(await at(page), 'same-secret');
    await page.evaluate(() => document.querySelector('tls-airmail').setAttribute('suite', 'TLS_RSA_WITH_AES_128_CBC_SHA'));
    await t.eventually(async () => (await at(page)) === 'server-decrypts', 'and with another suite the place stays');
  });

  t.test('a wasm that cannot be loaded is said in words, on the stage, with what to do', async () => {
    const page = await t.newPage({ allow: [/.*/] });
    await page.route('**/*.wasm', (route) => route.abort());
    await page.goto(`${t.origin}/tests/browser/pages/player.html`);
    const stage = page.locator('tls-airmail .stage');
    await t.eventually(async () => /could not be loaded/.test(await stage.textContent()), 'it says so');
    await t.says(stage, /Reload the page/);
    await page.unroute('**/*.wasm');
    await press(page, 'Try again');
    await t.eventually(() => page.evaluate(() => Boolean(document.querySelector('tls-airmail').transcript)), 'and it can be tried again');
  });

  t.test('a missing package is said in words, too', async () => {
    const page = await t.newPage({ allow: [/.*/] });
    await page.route('**/pkg/tls_airmail.js', (route) => route.fulfill({ status: 404 }));
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(`${t.origin}/tests/browser/pages/player.html`);
    await t.eventually(async () => /could not be loaded/.test(await page.locator('tls-airmail .stage').textContent()), 'it says so');
    await t.eventually(() => said.some((text) => text.includes('cargo xtask wasm')), 'and to whoever develops it, what to do');
  });

  t.test('two elements in a session share one handshake; a third has its own', async () => {
    const page = await t.newPage();
    await page.goto(`${t.origin}/tests/browser/pages/session.html`);
    await page.locator('tls-airmail').last().scrollIntoViewIfNeeded();
    await page.waitForFunction(() => [...document.querySelectorAll('tls-airmail')].every((el) => el.transcript));
    const same = () => page.evaluate(() => {
      const [a, b, c] = [...document.querySelectorAll('tls-airmail')].map((el) => el.transcript);
      return [a === b, a === c];
    });
    t.equal(await same(), [true, false]);
    t.equal(await page.evaluate(() => [...document.querySelectorAll('tls-airmail')].map((el) => el.scene)), ['client-encrypts', 'server-decrypts', 'parties']);
    const seeds = () => page.evaluate(() => [...document.querySelectorAll('tls-airmail')].map((el) => el.transcript.scenario.seed));
    const [before, , third] = await seeds();
    await page.locator('tls-airmail').first().getByRole('button', { name: 'New randomness' }).click();
    await t.eventually(async () => (await seeds())[0] !== before, 'another handshake');
    t.equal([await same(), (await seeds())[2]], [[true, false], third]);
    // Both are changed at the same moment: neither change is lost.
    await page.evaluate(() => {
      const [a, b] = document.querySelectorAll('tls-airmail');
      a.setAttribute('message', 'from the one');
      b.setAttribute('reply', 'from the other');
    });
    const said = () => page.evaluate(() => [...document.querySelectorAll('tls-airmail')].map(({ transcript: { scenario } }) => `${scenario.message}, ${scenario.reply}`));
    await t.eventually(async () => (await said())[0] === 'from the one, from the other', 'both are played');
    t.equal([await same(), (await said())[1]], [[true, false], 'from the one, from the other']);
  });

  t.test('attributes: a wrong one falls back and says once what is allowed', async () => {
    const page = await t.newPage();
    const warnings = [];
    page.on('console', (m) => m.type() === 'warning' && warnings.push(m.text()));
    await page.goto(`${t.origin}/tests/browser/pages/wrong.html`);
    await page.waitForFunction(() => document.querySelector('tls-airmail').transcript);
    for (const name of ['scene', 'level', 'theme', 'controls', 'seed', 'lang']) t.equal(warnings.filter((w) => w.includes(` ${name}=`) && w.includes('allowed:')).length, 1, `${name}: ${warnings}`);
    t.equal(await at(page), 'parties');
  });

  t.test('properties, methods and events', async () => {
    const page = await t.newPage({ reducedMotion: true });
    await page.goto(`${t.origin}/tests/browser/pages/player.html`);
    const log = await page.evaluate(async () => {
      const log = [];
      const el = document.querySelector('tls-airmail');
      for (const name of ['ready', 'scene', 'end', 'error']) document.addEventListener(`tls-airmail-${name}`, (e) => log.push([name, e.detail?.scene ?? '']));
      await new Promise((done) => (el.transcript ? done() : el.addEventListener('tls-airmail-ready', done)));
      el.goTo('client-encrypts');
      el.next();
      el.previous();
      el.setAttribute('scene', 'close-notify');
      el.setAttribute('server-name', 'not a name');
      await new Promise((done) => setTimeout(done, 300));
      return [log, el.scene, el.transcript.scenario.serverName];
    });
    const names = log[0].map(([name, scene]) => `${name}:${scene}`);
    for (const want of ['scene:client-encrypts', 'scene:pre-master-flight', 'scene:close-notify', 'error:']) t.ok(names.includes(want), `${want} in ${names}`);
    t.equal(log[1], 'close-notify');
    t.ok(log[2] !== 'not a name');
  });

  t.test('a core that traps is started anew, and nobody notices; whatever it is asked after that', async () => {
    const page = await t.newPage();
    await page.addInitScript(() => {
      // The first instance traps as soon as it is to play; those behind it are as they are.
      const first = WebAssembly.instantiateStreaming;
      WebAssembly.instantiateStreaming = async (...given) => {
        const { module, instance } = await first(...given);
        const play = () => {
          globalThis.trapped = (globalThis.trapped ?? 0) + 1;
          throw new WebAssembly.RuntimeError('Out of bounds memory access');
        };
        return { module, instance: { exports: { ...instance.exports, play } } };
      };
    });
    await page.goto(`${t.origin}/${PAGE}#seed=${SEED}`);
    await page.waitForFunction(() => document.querySelector('tls-airmail')?.transcript);
    t.equal(await page.evaluate(() => globalThis.trapped), 1);
    t.equal(await secret(page), await secret(await player(t)), 'the same bytes as ever');
    const before = await secret(page);
    await press(page, 'New randomness');
    await t.eventually(async () => (await secret(page)) !== before, 'another master secret');
    t.equal(await page.evaluate(() => globalThis.trapped), 1);
  });

  t.test('removed and put back, it goes on; mounted many times, it leaves nothing behind', async () => {
    const page = await player(t);
    const ids = await scenes(page);
    await page.evaluate(async () => {
      const el = document.querySelector('tls-airmail');
      const home = el.parentNode;
      for (let i = 0; i < 30; i += 1) {
        el.remove();
        home.append(el);
      }
      el.goTo('tcp');
      await new Promise((done) => setTimeout(done, 200));
    });
    t.equal(await at(page), 'tcp');
    t.equal(ids.length, 27);
    await page.evaluate(() => document.querySelector('tls-airmail').remove());
    await page.waitForTimeout(200);
  });
}
