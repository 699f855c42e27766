// How the element behaves on somebody else's page.

import { mount, packed } from './packed.mjs';
import { frames, SEED } from './player.mjs';

const TAG = '<script type="module" src="/www/tls-airmail.js"></script>';
const LOUD = '*{letter-spacing:7px !important;text-transform:uppercase !important;color:#f0f !important;font:40px/3 cursive !important;text-align:right !important;} button,h2,p,svg,input{display:none !important;}';

/** Frames that are asked for in a third of a second. */
const beats = (page) => page.evaluate(async () => {
  let asked = 0;
  const real = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (fn) => ((asked += 1), real.call(globalThis, fn));
  await new Promise((done) => setTimeout(done, 300));
  globalThis.requestAnimationFrame = real;
  return asked;
});

export default async function (t) {
  /** A page of a host. @param {string} body @param {{head?: string, html?: string, hash?: string, dist?: boolean} & Record<string, any>} [more] */
  const host = async (body, { head = TAG, html = 'lang="en"', hash = '', dist = false, before = async () => {}, ...wishes } = {}) => {
    const page = await t.newPage(wishes);
    page.asked = [];
    page.warned = [];
    page.on('request', (request) => page.asked.push(new URL(request.url()).pathname));
    page.on('console', (message) => message.type() === 'warning' && page.warned.push(message.text()));
    if (dist) await mount(page, '/tls-airmail/', (await packed(t.root)).folder);
    await page.route('**/host.html', (route) => route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: wishes.csp ? { 'content-security-policy': wishes.csp } : {},
      body: `<!doctype html><html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Host</title>${head}</head><body><main><h1>Host</h1>${body}</main></body></html>`,
    }));
    await before(page);
    await page.goto(`${t.origin}/host.html${hash}`, { waitUntil: 'commit' });
    return page;
  };
  const ready = (page) => page.waitForFunction(() => document.readyState === 'complete' && [...document.querySelectorAll('tls-airmail')].every((e) => e.transcript));
  const watch = (page) => page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const e of list.getEntries()) if (e.value > 0) globalThis.shifts.push(`${e.value} ${e.sources.map((s) => s.node?.id || s.node?.nodeName)}`);
    }).observe({ type: 'layout-shift', buffered: true });
  });

  t.test('no global but the element', async () => {
    const page = await host('<tls-airmail></tls-airmail>');
    await ready(page);
    const more = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      return Object.getOwnPropertyNames(globalThis).filter((name) => !plain.has(name) && !/^\d+$/.test(name));
    });
    t.equal(more.filter((name) => !name.startsWith('__pw') && !name.startsWith('__playwright')), []);
    t.ok(await page.evaluate(() => Boolean(customElements.get('tls-airmail'))));
  });

  t.test('the style of the host stays out, and ours stays in', async () => {
    const look = (page) => page.evaluate(() => {
      const root = document.querySelector('tls-airmail').shadowRoot;
      return ['h2', '.plain', 'button.primary', '.stage', '.stage svg', 'input'].map((at) => {
        const style = getComputedStyle(root.querySelector(at));
        return [at, ...['display', 'color', 'fontFamily', 'fontSize', 'lineHeight', 'letterSpacing', 'textTransform', 'textAlign'].map((name) => style[name])];
      });
    });
    const plain = await host('<p id="own">Own <button>words</button></p><tls-airmail></tls-airmail>');
    await ready(plain);
    const loud = await host('<tls-airmail></tls-airmail>', { head: `<style>${LOUD}</style>${TAG}` });
    await ready(loud);
    t.equal(await look(loud), await look(plain));
    const bare = await host('<p id="own">Own <button>words</button></p>', { head: '' });
    const own = (page) => page.evaluate(() => ['#own', '#own button', 'h1'].map((at) => JSON.stringify(Object.fromEntries([...getComputedStyle(document.querySelector(at))].map((name) => [name, getComputedStyle(document.querySelector(at)).getPropertyValue(name)])))));
    t.equal(await own(plain), await own(bare));
  });

  t.test('scroll and keys are the page’s own unless the player has the focus', async () => {
    const page = await host('<tls-airmail></tls-airmail><p style="height:3000px">long</p>', { height: 700 });
    await ready(page);
    await page.locator('tls-airmail .stage').hover();
    await page.mouse.wheel(0, 200);
    await t.eventually(() => page.evaluate(() => scrollY === 200), 'the wheel over the stage scrolls the page');
    await page.keyboard.press('Space');
    await t.eventually(() => page.evaluate(() => scrollY > 500), 'the space bar, too');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('3');
    t.equal(await page.evaluate(() => [document.querySelector('tls-airmail').scene, document.activeElement.tagName]), ['parties', 'BODY']);
    const kept = await page.evaluate(() => {
      const kept = [];
      for (const type of ['wheel', 'touchmove', 'keydown']) {
        for (const target of [document.body, document.querySelector('tls-airmail')]) {
          const event = type === 'keydown' ? new KeyboardEvent(type, { key: 'ArrowDown', cancelable: true, bubbles: true }) : new Event(type, { cancelable: true, bubbles: true });
          if (!target.dispatchEvent(event)) kept.push(`${type} ${target.tagName}`);
        }
      }
      return kept;
    });
    t.equal(kept, []);
  });

  for (const [width, controls] of [[1280, 'none'], [1280, 'simple'], [1280, 'full'], [700, 'none'], [360, 'none'], [360, 'simple'], [360, 'full']]) {
    t.test(`nothing moves at ${width} px, controls ${controls}: neither while it loads nor while it plays`, async () => {
      let release;
      const held = new Promise((done) => { release = done; });
      const page = await host(
        `<p>Before.</p><tls-airmail scene="client-hello" controls="${controls}"><a href="/x"><img src="/www/poster.svg" width="1200" height="600" alt=""></a></tls-airmail><p id="after">After.</p><p id="far">Far.</p>`,
        { width, height: 2000, head: `<link rel="stylesheet" href="/www/tls-airmail.css">${TAG}`, before: async (page) => {
          await watch(page);
          // So slow that the page is painted long before the element.
          await page.route('**/www/element.js', async (route) => {
            await held;
            await route.continue();
          });
        } },
      );
      await page.locator('#far').waitFor();
      await page.waitForTimeout(300);
      t.equal(await page.evaluate(() => Boolean(customElements.get('tls-airmail'))), false, 'the page is there before the script');
      const early = await page.evaluate(() => document.querySelector('#after').getBoundingClientRect().top);
      release();
      await ready(page);
      await page.waitForTimeout(200);
      const late = await page.evaluate(() => document.querySelector('#after').getBoundingClientRect().top);
      if (controls !== 'full') {
        t.equal(late, early);
        for (const scene of ['server-hello', 'client-encrypts', 'session-keys', 'client-decrypts']) {
          await page.evaluate((scene) => document.querySelector('tls-airmail').goTo(scene), scene);
          await page.waitForTimeout(60);
        }
        await page.evaluate(() => document.querySelector('tls-airmail').play());
        await page.waitForTimeout(300);
        t.equal(await page.evaluate(() => document.querySelector('#after').getBoundingClientRect().top), early);
        t.equal(await page.evaluate(() => globalThis.shifts), []);
      } else {
        // Its tools break into lines as the words of the language have it; that is known only to the script.
        t.ok(Math.abs(late - early) < 90, `${early} ${late}`);
      }
    });
  }

  t.test('far away it costs nothing: a still of its scene, and no request until it is near', async () => {
    const page = await host('<p style="height:4000px">long</p><tls-airmail scene="client-hello-flight" controls="none"></tls-airmail>', { height: 700 });
    await page.waitForFunction(() => document.querySelector('tls-airmail').shadowRoot?.querySelector('.stage svg *'));
    await page.waitForTimeout(500);
    t.equal(page.asked.filter((path) => /pkg|\.wasm|inspector\/index|recipes\/book|prose\/es|poster\.svg/.test(path)), []);
    const still = await page.evaluate(() => {
      const root = document.querySelector('tls-airmail').shadowRoot;
      const svg = root.querySelector('.stage svg');
      return { shapes: svg.querySelectorAll('*').length, words: svg.textContent, title: root.querySelector('h2').textContent, pressable: svg.querySelectorAll('[data-act],[tabindex]').length };
    });
    t.ok(still.shapes > 150, 'it is drawn');
    t.match(still.words, /Client\s*Random/, 'the airplane of this scene is in the air');
    t.ok(still.title.length > 5);
    t.equal(still.pressable, 0);
    await page.evaluate(() => document.querySelector('tls-airmail').scrollIntoView());
    await ready(page);
    t.equal(page.asked.filter((path) => path.endsWith('.wasm')).length, 1);
  });

  t.test('after it has loaded no request leaves the page, and it works offline', async () => {
    const page = await host('<tls-airmail></tls-airmail><tls-airmail session="a"></tls-airmail>', { dist: true, head: '<script type="module" src="/tls-airmail/tls-airmail.js"></script>', height: 3000 });
    await ready(page);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(800);
    const before = page.asked.length;
    t.equal(page.asked.filter((path) => path.endsWith('.wasm')).length, 1, 'one core for both');
    await page.context().setOffline(true);
    const player = page.locator('tls-airmail').first();
    for (const act of ['toggle', 'next', 'shuffle', 'panel:settings', 'panel:whatif', 'panel:ledger', 'panel:check', 'panel:link']) {
      await player.locator(`[data-act="${act}"]:visible`).first().click();
      await frames(page);
    }
    await page.evaluate(() => {
      const player = document.querySelector('tls-airmail');
      player.pause();
      player.goTo('client-encrypts');
      player.setAttribute('lang', 'es');
      player.setAttribute('level', 'bytes');
      player.setAttribute('message', 'Sin red');
    });
    await t.eventually(() => page.evaluate(() => document.querySelector('tls-airmail').transcript.scenario.message === 'Sin red' && /Cliente/.test(document.querySelector('tls-airmail').shadowRoot.textContent)), 'it plays on, in Spanish');
    await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.querySelector('[data-act="artifact:client.pre_master_secret"]').dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true })));
    await t.eventually(() => player.locator('.inspector').count(), 'a card opens');
    await page.waitForTimeout(300);
    t.equal(page.asked.slice(before), []);
  });

  t.test('inside display:none it waits; shown, moved and moved back it goes on', async () => {
    const page = await host(`<div id="closed" style="display:none"><tls-airmail seed="${SEED}" scene="tcp"></tls-airmail></div><div id="other"></div>`);
    await page.waitForFunction(() => customElements.get('tls-airmail'));
    await page.waitForTimeout(400);
    t.equal(await page.evaluate(() => [Boolean(customElements.get('tls-airmail')), document.querySelector('tls-airmail').transcript]), [true, null]);
    await page.evaluate(() => { document.querySelector('#closed').style.display = ''; });
    await ready(page);
    const seen = () => page.evaluate(() => {
      const e = document.querySelector('tls-airmail');
      const [, , w, h] = e.shadowRoot.querySelector('.stage svg').getAttribute('viewBox').split(' ').map(Number);
      const box = e.shadowRoot.querySelector('.stage').getBoundingClientRect();
      return { scene: e.scene, fits: Math.abs(w / h - box.width / box.height) < 0.05, seed: e.transcript.scenario.seed };
    });
    await t.eventually(async () => (await seen()).fits, 'it is as large as its place');
    t.equal(await seen(), { scene: 'tcp', fits: true, seed: SEED });
    await page.evaluate(() => document.querySelector('tls-airmail').goTo('why-master'));
    await page.evaluate(() => document.querySelector('#other').append(document.querySelector('tls-airmail')));
    await frames(page);
    t.equal(await seen(), { scene: 'why-master', fits: true, seed: SEED });
    await page.getByRole('button', { name: 'Next scene', exact: true }).click();
    await t.eventually(async () => (await seen()).scene === 'session-keys', 'it answers after the move');
    await page.evaluate(() => { document.querySelector('#other').style.width = '320px'; });
    await t.eventually(async () => (await seen()).fits, 'and to another size');
  });

  t.test('a hundred times put in and taken out: nothing is left behind', async () => {
    const page = await host('<div id="place"></div>');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    const measure = async () => {
      await cdp.send('HeapProfiler.collectGarbage');
      await frames(page);
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      return Object.fromEntries(metrics.filter(({ name }) => ['JSEventListeners', 'Nodes', 'Documents', 'JSHeapUsedSize'].includes(name)).map(({ name, value }) => [name, value]));
    };
    const mounts = (count) => page.evaluate(async (count) => {
      const place = document.querySelector('#place');
      for (let i = 0; i < count; i += 1) {
        const player = document.createElement('tls-airmail');
        player.setAttribute('session', 'again');
        place.append(player);
        await new Promise((done) => (player.transcript ? done() : player.addEventListener('tls-airmail-ready', done, { once: true })));
        player.play();
        await new Promise((done) => requestAnimationFrame(done));
        player.remove();
      }
    }, count);
    await mounts(10);
    await page.waitForTimeout(800);
    const before = await measure();
    await mounts(100);
    // What was planned for idle moments holds on to them until there is one; a busy machine has none for a while.
    let after = before;
    const gone = () => after.JSEventListeners - before.JSEventListeners <= 5 && after.Nodes - before.Nodes < 1500 && after.JSHeapUsedSize - before.JSHeapUsedSize < 6e6;
    const end = Date.now() + 20_000;
    do after = await measure(); while (!gone() && Date.now() < end);
    t.ok(gone(), JSON.stringify([before, after]));
    // What was playing when it was taken out has stopped its clock.
    t.equal(await beats(page), 0);
  }, { timeout: 150_000 });

  t.test('what rests asks for no frame, whatever is open', async () => {
    const page = await host('<tls-airmail></tls-airmail>');
    await ready(page);
    for (const panel of ['whatif', 'ledger', 'capture']) {
      await page.locator(`tls-airmail [data-act="panel:${panel}"]`).first().click();
      await page.waitForTimeout(1500);
      t.equal(await beats(page), 0, panel);
    }
  });

  t.test('taken out while a thread works for it: the thread is gone, and nothing waits for it', async () => {
    const page = await host('<div id="place"><tls-airmail></tls-airmail></div>');
    await ready(page);
    const act = (name) => page.locator(`tls-airmail [data-act="${name}"]`).first().click();
    const file = { name: 'a.pcap', mimeType: 'application/octet-stream', buffer: Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex') };
    const jobs = {
      keys: async () => {
        await act('panel:settings');
        await page.getByLabel('Size of the key').selectOption('4096');
        await act('keys:make');
      },
      oracle: async () => {
        await act('panel:whatif');
        await act('whatif:lesson/oracle');
        await page.locator('tls-airmail [data-input="whatif-leak"]').selectOption('padding');
        await act('whatif:ask');
      },
      capture: async () => {
        await act('panel:capture');
        await page.locator('tls-airmail input[type=file]').setInputFiles(file);
        await page.locator('tls-airmail .capture .found').waitFor();
      },
    };
    for (const [name, start] of Object.entries(jobs)) {
      await start();
      await t.eventually(() => page.workers().length === 1, `${name}: a thread works`);
      await page.evaluate(() => {
        globalThis.taken = document.querySelector('tls-airmail');
        globalThis.taken.remove();
      });
      await t.eventually(() => page.workers().length === 0, `${name}: it is gone`);
      await page.evaluate(() => document.querySelector('#place').append(globalThis.taken));
      await frames(page);
      await t.counts(page.locator('tls-airmail progress, tls-airmail .found, tls-airmail .problem'), 0, name);
    }
  }, { timeout: 60_000 });

  for (const width of [1280, 700, 360]) {
    t.test(`the sequence diagram as a figure at ${width} px: its place is kept, and the reader's choice stays`, async () => {
      let release;
      const held = new Promise((done) => { release = done; });
      const page = await host('<tls-airmail view="sequence" controls="none"></tls-airmail><tls-airmail id="full"></tls-airmail>', {
        width, height: 3000, head: `<link rel="stylesheet" href="/www/tls-airmail.css">${TAG}`,
        before: async (page) => {
          await watch(page);
          await page.route('**/www/element.js', async (route) => {
            await held;
            await route.continue();
          });
        },
      });
      const top = () => page.evaluate(() => document.querySelector('#full').getBoundingClientRect().top);
      await page.locator('#full').waitFor({ state: 'attached' });
      await page.waitForTimeout(300);
      const early = await top();
      release();
      await ready(page);
      await frames(page);
      t.equal(await top(), early);
      const arrows = (at) => page.evaluate((at) => document.querySelectorAll('tls-airmail')[at].shadowRoot.querySelectorAll('.stage.sequence .arrow').length, at);
      t.equal([await arrows(0), await arrows(1)], [16, 0]);
      await t.shot(page, `sequence-figure-${width}`);
      // Chosen by the reader; then the page changes something else.
      await page.locator('#full').getByLabel('View').selectOption('sequence');
      await page.evaluate(() => document.querySelector('#full').setAttribute('theme', 'dark'));
      await frames(page);
      t.equal(await arrows(1), 16);
      await page.evaluate(() => document.querySelector('#full').setAttribute('view', 'stage'));
      await frames(page);
      t.equal(await arrows(1), 0, 'asked for by name it changes');
      await page.evaluate(() => document.querySelector('tls-airmail').removeAttribute('view'));
      await frames(page);
      t.equal(await arrows(0), 0);
    });
  }

  t.test('in a grid, in a flexible row and in a float it takes the room there is', async () => {
    const parts = ['display:grid;grid-template-columns:2fr 1fr', 'display:flex', 'display:flex;flex-direction:column', 'display:inline-block;width:600px'];
    const page = await host(parts.map((style) => `<div style="${style}"><tls-airmail controls="none" session="x"></tls-airmail><p>beside</p></div>`).join(''), { height: 3000 });
    await ready(page);
    const widths = await page.evaluate(() => [...document.querySelectorAll('tls-airmail')].map((e) => Math.round(e.shadowRoot.querySelector('.stage').getBoundingClientRect().width)));
    t.ok(widths.every((width) => width >= 595), String(widths));
    t.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
  });

  t.test('the script twice, and from two places', async () => {
    const page = await host('<tls-airmail></tls-airmail>', { dist: true, head: `${TAG}${TAG}<script type="module" src="/tls-airmail/tls-airmail.js"></script><script type="module" src="/tls-airmail/tls-airmail.js?again"></script>` });
    await ready(page);
    await page.getByRole('button', { name: 'Next scene', exact: true }).click();
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').scene), 'tcp');
  });

  t.test('what was built, under a strict content security policy', async () => {
    const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'";
    const page = await host('<tls-airmail session="x"><img src="/tls-airmail/posters/tcp.svg" alt=""></tls-airmail><tls-airmail session="x" scene="tcp" controls="none"></tls-airmail>', { dist: true, csp, head: '<link rel="stylesheet" href="/tls-airmail/tls-airmail.css"><script type="module" src="/tls-airmail/tls-airmail.js"></script>', height: 3000 });
    await ready(page);
    for (const act of ['panel:settings', 'panel:whatif', 'panel:ledger', 'panel:check', 'next', 'toggle']) {
      await page.locator(`tls-airmail [data-act="${act}"]:visible`).first().click();
      await frames(page);
    }
    const refused = await page.evaluate(() => {
      const probe = document.createElement('p');
      probe.setAttribute('style', 'color: red');
      return new Promise((done) => {
        document.addEventListener('securitypolicyviolation', (e) => done(e.violatedDirective), { once: true });
        document.body.append(probe);
      });
    });
    t.match(refused, /style-src/, 'the policy is in force');
    t.equal(page.errors.splice(0).filter((said) => !/style-src-attr|inline style/.test(said)), []);
  });

  t.test('a page that is read from right to left', async () => {
    const page = await host('<p>קודם</p><tls-airmail></tls-airmail>', { html: 'lang="he" dir="rtl"', width: 360 });
    await ready(page);
    const seen = await page.evaluate(() => {
      const root = document.querySelector('tls-airmail').shadowRoot;
      const buttons = ['previous', 'next'].map((act) => root.querySelector(`[data-act="${act}"]`).getBoundingClientRect().x);
      return { dir: getComputedStyle(root.querySelector('.player')).direction, lang: root.querySelector('.player').lang, order: buttons[0] < buttons[1], wide: document.documentElement.scrollWidth > innerWidth, page: getComputedStyle(document.querySelector('p')).direction };
    });
    t.equal(seen, { dir: 'ltr', lang: 'en', order: true, wide: false, page: 'rtl' });
    await t.accessible(page);
  });

  t.test('hostile words are words, wherever they come from', async () => {
    const evil = '<img src=x onerror="globalThis.hit=1"><script>globalThis.hit=2</script>';
    const text = evil.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    const page = await host(
      ['server-name', 'message', 'reply', 'session', 'scene', 'seed', 'suite', 'groups', 'level', 'view', 'theme', 'lang', 'controls', 'show'].map((name) => `<tls-airmail ${name}="${text}"></tls-airmail>`).join(''),
      { hash: `#scene=${encodeURIComponent(evil)}&message=${encodeURIComponent(evil)}&seed=${encodeURIComponent(evil)}&server-name=${encodeURIComponent(evil)}&tamper=${encodeURIComponent(evil)}` },
    );
    await page.waitForFunction(() => [...document.querySelectorAll('tls-airmail')].every((e) => {
      if (!e.transcript) e.scrollIntoView();
      return e.transcript;
    }));
    await page.evaluate(async (evil) => {
      for (const player of document.querySelectorAll('tls-airmail')) {
        player.goTo('client-message');
        player.setAttribute('level', 'bytes');
        player.setAttribute('message', evil);
        await new Promise((done) => setTimeout(done, 30));
      }
    }, evil);
    await page.locator('tls-airmail').nth(1).locator('[data-act="panel:ledger"]').click();
    await page.waitForTimeout(300);
    const found = await page.evaluate(() => ({
      hit: globalThis.hit ?? null,
      nodes: [...document.querySelectorAll('tls-airmail')].reduce((sum, e) => sum + e.shadowRoot.querySelectorAll('img,script,iframe,[onerror]').length, 0),
      said: document.querySelectorAll('tls-airmail')[1].transcript.scenario.message,
      shown: [...document.querySelectorAll('tls-airmail')].some((e) => e.shadowRoot.textContent.includes('<img src=x')),
    }));
    t.equal(found, { hit: null, nodes: 0, said: evil, shown: true });
  });

  const WRONG = { scene: 'nowhere', seed: 'xyz', suite: 'TLS_NO_SUCH', groups: 'x448', level: 'deep', lang: 'tlh', theme: 'pink', view: 'film', controls: 'some', 'server-name': '..', message: 'x'.repeat(2000), reply: 'y'.repeat(2000), show: 'artifact:nobody.nothing', hand: 'nobody' };
  const ALLOWED = { scene: /parties, tcp/, seed: /64 hexadecimal digits/, suite: /TLS_RSA_WITH_AES_128_CBC_SHA, /, groups: /x25519, secp256r1/, level: /story, protocol, bytes/, lang: /en, es/, theme: /auto, light, dark/, view: /stage, sequence/, controls: /full, simple, none/, 'server-name': /host name/, message: /1024 bytes/, reply: /1024 bytes/, show: /artifact:client\.random|letter:client_hello/, hand: /illustrated/ };
  t.test('every attribute: a wrong value falls back, and one warning says what is allowed', async () => {
    // A player for each, on one page; what is not near does not start.
    const page = await host(Object.entries(WRONG).map(([name, value]) => `<tls-airmail ${name}="${value}"${name === 'groups' ? ' suite="TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"' : ''}></tls-airmail>`).join(''));
    for (const [place, name] of Object.keys(WRONG).entries()) {
      const player = page.locator('tls-airmail').nth(place);
      await player.evaluate((e) => e.scrollIntoView());
      await t.eventually(() => player.evaluate((e) => e.transcript?.outcome.established), `${name}: it plays all the same`);
    }
    await frames(page);
    await t.eventually(() => page.warned.length >= Object.keys(WRONG).length, 'all are named');
    for (const name of Object.keys(WRONG)) {
      const said = page.warned.filter((one) => one.includes(` ${name}=`));
      t.equal(said.length, 1, `${name}: ${page.warned.join('\n')}`);
      t.match(said[0], ALLOWED[name]);
    }
    t.equal(page.warned.length, Object.keys(WRONG).length);
  }, { timeout: 120_000 });

  t.test('every attribute of the element is in that test, or takes anything', async () => {
    const page = await host('<tls-airmail></tls-airmail>');
    await ready(page);
    const all = await page.evaluate(() => customElements.get('tls-airmail').observedAttributes);
    t.equal(all.filter((name) => !(name in WRONG)).sort(), ['autoplay', 'session']);
  });
}
