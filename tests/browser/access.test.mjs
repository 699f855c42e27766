// For everyone: keyboard, screen readers, less motion, contrast, small and large screens, paper, no JS.

import { at, ECDHE, frames, OWN, player, press, scenes, SEED, still } from './player.mjs';

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self'";
const WIDTHS = [320, 360, 768, 1280, 1920];

export default async function (t) {
  for (const width of [1280, 360]) {
    for (const dark of [false, true]) {
      t.test(`axe finds nothing in any scene at ${width} px, ${dark ? 'dark' : 'light'}`, async () => {
        const page = await player(t, { width, height: 800, dark });
        for (const id of await scenes(page)) {
          await still(page, id);
          await t.accessible(page);
        }
      }, { timeout: 300_000 });

      t.test(`ECDHE: axe finds nothing at ${width} px, ${dark ? 'dark' : 'light'}`, async () => {
        const page = await player(t, { width, height: 800, dark }, { hash: ECDHE });
        for (const id of OWN) {
          await still(page, id);
          await t.accessible(page);
        }
      }, { timeout: 180_000 });
    }
  }

  t.test('axe finds nothing in the panels, the diagram, the question and the page', async () => {
    for (const dark of [false, true]) {
      const page = await player(t, { width: 1280, dark }, { path: 'index.html', hash: `#scene=tcp&seed=${SEED}` });
      await page.getByLabel('Level').selectOption('bytes');
      for (const name of ['Change the handshake', 'Who knows what', 'Copy link']) {
        await press(page, name);
        await frames(page);
        await t.accessible(page);
      }
      await still(page, 'client-encrypts');
      await page.locator('tls-airmail .stage [data-act="artifact:client.public_key"]').click();
      await t.accessible(page);
      await page.keyboard.press('Escape');
      await page.getByLabel('View').selectOption('sequence');
      await frames(page);
      await t.accessible(page);
    }
  }, { timeout: 180_000 });

  t.test('complete by keyboard, and only when focused', async () => {
    const page = await player(t, { reducedMotion: true });
    await page.evaluate(() => document.body.focus());
    await page.keyboard.press('ArrowRight');
    t.equal(await at(page), 'parties', 'keys on the page are left to the page');
    await page.locator('tls-airmail .transport button').last().focus();
    await page.keyboard.press('ArrowRight');
    t.equal(await at(page), 'tcp');
    await page.keyboard.press('ArrowLeft');
    t.equal(await at(page), 'parties');
    await page.keyboard.press('End');
    t.equal(await at(page), 'close-notify');
    await page.keyboard.press('Home');
    t.equal(await at(page), 'parties');
    await page.keyboard.press('3');
    t.equal(await at(page), 'asymmetric-keys');
    // A card, by Tab and Enter, and back again by Escape.
    const name = await page.evaluate(() => {
      const card = document.querySelector('tls-airmail').shadowRoot.querySelector('.stage [data-act="artifact:server.private_key"]');
      card.focus();
      return card.getAttribute('aria-label');
    });
    t.match(name, /^Private Key.*, Server$/);
    await page.keyboard.press('Enter');
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement?.textContent), 'Private Key');
    await page.keyboard.press('Escape');
    t.equal(await page.evaluate(() => document.querySelector('tls-airmail').shadowRoot.activeElement?.getAttribute('data-act')), 'artifact:server.private_key');
    await page.keyboard.press(' ');
    await page.keyboard.press('Escape');
  });

  t.test('space plays and pauses', async () => {
    const page = await player(t);
    await page.locator('tls-airmail input[type=range]').focus();
    await page.keyboard.press(' ');
    await t.eventually(() => page.getByRole('button', { name: 'Pause' }).count(), 'it plays');
    await page.keyboard.press(' ');
    await t.eventually(() => page.getByRole('button', { name: 'Play', exact: true }).count(), 'it pauses');
  });

  t.test('with less motion there are only stills', async () => {
    const page = await player(t, { reducedMotion: true });
    await press(page, 'Next scene');
    await press(page, 'Next scene');
    await press(page, 'Next scene');
    const looks = new Set();
    for (let i = 0; i < 6; i += 1) {
      looks.add(await page.locator('tls-airmail .stage svg').first().innerHTML());
      await page.waitForTimeout(60);
    }
    t.equal(looks.size, 1);
    await press(page, 'Play');
    const seen = new Set();
    for (let i = 0; i < 6; i += 1) {
      seen.add(await page.locator('tls-airmail .stage svg').first().innerHTML());
      await page.waitForTimeout(60);
    }
    t.ok(seen.size <= 2, 'playing goes from still to still');
  });

  t.test('one sentence says what just changed', async () => {
    const page = await player(t, { reducedMotion: true });
    const live = page.locator('tls-airmail [role=status]').first();
    await press(page, 'Next scene');
    await t.eventually(async () => /Scene 2 of 27/.test(await live.textContent()), 'the scene is named');
    await page.getByLabel('Level').selectOption('protocol');
    await t.eventually(async () => /Level: Protocol/.test(await live.textContent()), 'the level is named');
    await press(page, 'New randomness');
    await t.eventually(async () => /dealt/.test(await live.textContent()), 'the deal is named');
    const slider = page.getByRole('slider', { name: 'Place in the story' });
    t.match(await slider.getAttribute('aria-valuetext'), /Scene 2 of 27: /);
  });

  const LONG = '&message=' + encodeURIComponent('Would you kindly send me everything that you have ever written about paper airplanes? '.repeat(3)) + '&reply=' + 'W'.repeat(90) + '&server-name=a-rather-long-name-for-a-server-of-some-importance.and-a-longer-domain.example';
  for (const [width, lang, hash, what] of [
    ...WIDTHS.map((w) => [w, 'en', `#seed=${SEED}`, '']), [320, 'es', `#seed=${SEED}`, ''], [1280, 'es', `#seed=${SEED}`, ''],
    [320, 'en', `#seed=${SEED}${LONG}`, ', long words'], [1280, 'en', `#seed=${SEED}${LONG}`, ', long words'],
    ...WIDTHS.map((w) => [w, 'en', ECDHE, ', ECDHE']), [320, 'es', ECDHE, ', ECDHE'], [1280, 'es', ECDHE, ', ECDHE'],
    [360, 'en', `#seed=${SEED}&suite=TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA&groups=secp256r1`, ', ECDHE, CBC and P-256'],
  ]) {
    t.test(`nothing is clipped and no words overlap at ${width} px, ${lang}${what}`, async () => {
      const page = await player(t, { width, height: 900, lang }, { path: 'index.html', hash });
      const wrong = [];
      const all = await scenes(page);
      for (const id of what.includes('CBC and') || (what === ', ECDHE' && lang === 'es') ? OWN : all) {
        for (const p of [0, 0.25, 0.5, 0.75, 1]) {
          await still(page, id, p);
          wrong.push(...(await page.evaluate(inspect, { free: p === 1 })).map((w) => `${id} ${p}: ${w}`));
          if (p === 1) continue;
          // What rests must be readable also while something else moves.
          const before = await page.evaluate(resting);
          await still(page, id, p + 0.004);
          wrong.push(...(await page.evaluate(inspect, { before })).map((w) => `${id} ${p}: ${w}`));
        }
      }
      t.equal(wrong, []);
    }, { timeout: 240_000 });
  }

  for (const [width, hash] of [[320, `#seed=${SEED}`], [320, ECDHE], [360, `#seed=${SEED}`], [360, ECDHE], [768, `#seed=${SEED}`], [820, `#seed=${SEED}`], [1280, `#seed=${SEED}`]]) {
    t.test(`whatever can be pressed is large enough for a finger at ${width} px${hash === ECDHE ? ', ECDHE' : ''}`, async () => {
      const page = await player(t, { width, height: width < 700 ? 568 : 800, touch: true }, { hash });
      await press(page, 'Change the handshake');
      const small = [];
      for (const id of await scenes(page)) {
        for (const p of [0, 0.5, 1]) {
          await still(page, id, p);
          small.push(...(await page.evaluate(() => {
            const root = document.querySelector('tls-airmail').shadowRoot;
            const all = [...root.querySelectorAll('button:not(.plainlink), select, input:not([type=checkbox]), .stage [role=button]')];
            return all
              .map((n) => ({ n, r: n.getBoundingClientRect() }))
              .filter(({ r }) => r.width > 0 && (r.width < 43.9 || r.height < 43.9))
              .map(({ n, r }) => `${n.getAttribute('data-act') ?? n.tagName} ${Math.round(r.width)}×${Math.round(r.height)}`);
          })).map((s) => `${id} ${p}: ${s}`));
        }
      }
      await page.getByLabel('View').selectOption('sequence');
      await frames(page);
      await frames(page);
      small.push(...(await page.evaluate(() => [...document.querySelector('tls-airmail').shadowRoot.querySelectorAll('.stage [role=button]')].map((n) => n.getBoundingClientRect()).filter((r) => r.width < 43.9 || r.height < 43.9).map((r) => `diagram ${Math.round(r.width)}×${Math.round(r.height)}`))));
      t.equal([...new Set(small)], []);
    }, { timeout: 120_000 });
  }

  t.test('words on the stage stay legible at 360 px', async () => {
    const page = await player(t, { width: 360, height: 740 });
    const tiny = [];
    for (const id of await scenes(page)) {
      await still(page, id);
      tiny.push(...(await page.evaluate(() => {
        const root = document.querySelector('tls-airmail').shadowRoot;
        return [...root.querySelectorAll('.stage [role=button] text')]
          .map((n) => [n.textContent, (n.getBoundingClientRect().height)])
          .filter(([, h]) => h > 0 && h < 7)
          .map(([text, h]) => `${text} ${h.toFixed(1)}`);
      })).map((s) => `${id}: ${s}`));
    }
    t.equal(tiny, []);
  }, { timeout: 120_000 });

  t.test('in Spanish, by attribute and by menu', async () => {
    const page = await player(t, { lang: 'es-MX' }, { path: 'index.html', hash: `#seed=${SEED}` });
    await t.eventually(async () => /Dos/.test(await page.locator('tls-airmail h2').textContent()), 'the language of the browser');
    t.equal(await page.evaluate(() => document.documentElement.lang), 'es');
    await page.getByRole('button', { name: 'English' }).click();
    await t.eventually(async () => /crowd/.test(await page.locator('tls-airmail h2').textContent()), 'another by the menu');
  });

  t.test('themes: light, dark, and as the system has it', async () => {
    const page = await player(t, { dark: true });
    const sky = () => page.evaluate(() => getComputedStyle(document.querySelector('tls-airmail')).getPropertyValue('--sky').trim());
    const night = await sky();
    await page.evaluate(() => document.querySelector('tls-airmail').setAttribute('theme', 'light'));
    const day = await sky();
    t.ok(day !== night, `${day} ${night}`);
    await press(page, 'Change the handshake');
    await page.getByLabel('Theme').selectOption('dark');
    t.equal(await sky(), night);
  });

  t.test('on paper: all scenes as stills with their words and values', async () => {
    const page = await player(t, {}, { path: 'index.html', hash: `#seed=${SEED}` });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    const articles = page.locator('tls-airmail .handout article');
    t.equal(await articles.count(), 27);
    t.ok(await articles.first().isVisible());
    t.ok(!(await page.locator('tls-airmail .controls').isVisible()), 'without the controls');
    t.match(await articles.nth(8).textContent(), /A secret goes into the box/);
    // A4 and A6, less their margins: the still that fits, with words of six points at least.
    for (const [width, shown] of [[700, 'flat'], [360, 'tall']]) {
      await page.setViewportSize({ width, height: 900 });
      const small = await page.evaluate((shown) => [...document.querySelector('tls-airmail').shadowRoot.querySelectorAll('.handout svg[role=img]')]
        .filter((svg) => (svg.getBoundingClientRect().width > 0) !== (svg.getAttribute('class') === shown) || (svg.getBoundingClientRect().width > 0 && [...svg.querySelectorAll('.card text')].some((n) => n.getBoundingClientRect().height < 8)))
        .map((svg) => `${svg.getAttribute('class')} ${svg.getAttribute('aria-label').slice(0, 40)}`), shown);
      t.equal(small, [], `${width} px`);
    }
    const pdf = await page.pdf({ format: 'A4' });
    t.ok(pdf.length > 50_000, 'it prints');
  });

  t.test('without JavaScript the page still tells the story, with a figure', async () => {
    const page = await t.newPage({ javaScript: false });
    await page.goto(`${t.origin}/index.html`);
    t.ok(await page.locator('tls-airmail img').isVisible());
    t.match(await page.locator('main').textContent(), /no forward secrecy/);
    t.match(await page.locator('main').textContent(), /needs JavaScript/);
  });

  t.test('under a strict content security policy, without one complaint', async () => {
    const page = await player(t, { csp: STRICT });
    for (const id of ['client-encrypts', 'session-keys', 'client-decrypts']) await still(page, id, 0.6);
    await press(page, 'Change the handshake');
    await press(page, 'Who knows what');
    t.equal(page.errors, []);
  });

  t.test('the page does not jump while it loads', async () => {
    const page = await t.newPage({ width: 1280 });
    await page.goto(`${t.origin}/tests/browser/pages/player.html`);
    const shift = await page.evaluate(async () => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.sources?.some((s) => s.node?.closest?.('main') !== null && s.node?.tagName === 'H1')) sum += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      const el = document.querySelector('tls-airmail');
      await new Promise((done) => (el.transcript ? done() : el.addEventListener('tls-airmail-ready', done)));
      await new Promise((done) => setTimeout(done, 300));
      return sum;
    });
    t.equal(shift, 0);
  });
}

/** Runs in the page: where each text on the stage is. */
function resting() {
  const root = document.querySelector('tls-airmail').shadowRoot;
  return [...root.querySelectorAll('.stage svg text')].map((n) => {
    const r = n.getBoundingClientRect();
    return `${n.textContent} ${r.x.toFixed(1)} ${r.y.toFixed(1)}`;
  });
}

/**
 * Runs in the page: words on the stage that are cut off, lie on one another or under something else, and
 * controls that spill. With `before`, only words that have not moved since are asked whether they lie free;
 * what flies may fly over them.
 */
function inspect({ free = false, before }) {
  const root = document.querySelector('tls-airmail').shadowRoot;
  const svg = root.querySelector('.stage svg');
  const stage = root.querySelector('.stage').getBoundingClientRect();
  const wrong = [];
  const seen = (node) => {
    for (let n = node; n && n !== root; n = n.parentNode) {
      if (n.getAttribute?.('opacity') !== null && Number(n.getAttribute('opacity')) < 0.2) return false;
    }
    return true;
  };
  const clipped = (node) => Boolean(node.closest('svg')?.parentElement?.closest('svg'));
  const still = before && new Set(before);
  // backdrop, back, low, machine, high, air
  const layer = (node) => [...svg.children].findIndex((g) => g.contains(node));
  const texts = [...svg.querySelectorAll('text')]
    .filter((n) => n.textContent.trim() && !n.closest('[data-backdrop]') && seen(n))
    .map((n) => ({ n, r: n.getBoundingClientRect() }));
  for (const { n, r } of texts) {
    if (clipped(n)) continue; // what sticks out of a fold
    if (r.left < stage.left - 1 || r.right > stage.right + 1 || r.top < stage.top - 1 || r.bottom > stage.bottom + 1) if (free || !n.closest('[data-act^="letter:"]')) wrong.push(`“${n.textContent}” is cut off`);
  }
  const rest = free ? texts : still ? texts.filter(({ n, r }) => still.has(`${n.textContent} ${r.x.toFixed(1)} ${r.y.toFixed(1)}`)) : [];
  for (let i = 0; i < rest.length; i += 1) {
    for (let j = i + 1; j < rest.length; j += 1) {
      const [a, b] = [rest[i].r, rest[j].r];
      const [one, two] = [rest[i].n, rest[j].n];
      // A copy takes off from where the card lies; what is in a slot is hidden by the machine.
      if (!free && (one.textContent.trim() === two.textContent.trim() || one.closest('g.card') === two.closest('g.card') || layer(one) + layer(two) === 5)) continue;
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      // The box of a text is taller than its letters.
      const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) - 0.35 * Math.min(a.height, b.height);
      if (x > 2 && y > 2) wrong.push(`“${rest[i].n.textContent}” lies on “${rest[j].n.textContent}”`);
    }
  }
  // Each card that rests can be read: nothing that rests lies over its words. Machines swallow what is put into them.
  if (free) {
    for (const { n, r } of rest) {
      const card = n.closest('[data-act]');
      if (!card || clipped(n)) continue;
      const over = root.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
      if (!over || !svg.contains(over) || card.contains(over) || over.closest('[data-act]') === card) continue;
      if (layer(over) === 3 && layer(card) === 2) continue;
      wrong.push(`“${n.textContent}” of ${card.getAttribute('data-act')} is under ${over.closest('[data-act]')?.getAttribute('data-act') ?? over.tagName}`);
    }
  }
  for (const card of free ? svg.querySelectorAll('[role=button]') : []) {
    const r = card.getBoundingClientRect();
    if (r.left < stage.left - 3 || r.right > stage.right + 3 || r.top < stage.top - 3 || r.bottom > stage.bottom + 3) wrong.push(`${card.getAttribute('data-act')} is cut off`);
  }
  for (const n of free ? root.querySelectorAll('button, label, h2, p') : []) {
    if (n.clientWidth > 0 && n.scrollWidth > n.clientWidth + 1) wrong.push(`${n.textContent.slice(0, 30)} spills`);
  }
  const host = document.documentElement;
  if (host.scrollWidth > host.clientWidth) wrong.push(`the page is ${host.scrollWidth - host.clientWidth} px too wide`);
  return wrong;
}
