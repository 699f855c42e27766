// Nothing on screen was typed by hand: every hex string that can be read, on the stage, under it, in every
// recipe and every inspector, is somewhere in the Transcript. There is no list of values that may pass.
//
// In a place for bytes (hex, formulas, the mono letters of the stage) every run of digits counts. In a
// sentence only what cannot be a plain number or a word does: eight digits or more with a letter and a
// number among them, or four pairs in a row. The places of bytes are counted, and must be right.

import { frames, player, SEED, still } from './player.mjs';
import { show } from './inspector.test.mjs';

const RUNS = {
  'RSA, CBC': `#seed=${SEED}&suite=TLS_RSA_WITH_AES_128_CBC_SHA`,
  'RSA, GCM, extended': `#seed=${SEED}&suite=TLS_RSA_WITH_AES_256_GCM_SHA384&extended-master-secret=true`,
  'ECDHE, P-256, CBC': `#seed=${SEED}&suite=TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256&groups=secp256r1`,
  'ECDHE, X25519, ChaCha20': `#seed=${SEED}&suite=TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256&groups=x25519`,
  'the published connection': '#hand=illustrated',
};

/** Runs in the page: what is read now and is nowhere in the Transcript; and how much was looked up. */
function claims() {
  const player = document.querySelector('tls-airmail');
  const memory = (globalThis.claimed ??= new Map());
  let store = memory.get(player.transcript);
  if (!store) {
    const hay = [];
    const words = [];
    const walk = (value) => {
      if (value instanceof Uint8Array) hay.push([...value].map((b) => b.toString(16).padStart(2, '0')).join(''));
      else if (typeof value === 'string') words.push(value);
      else if (typeof value === 'number') words.push(String(value));
      else if (value && typeof value === 'object') Object.values(value).forEach(walk);
    };
    walk(player.transcript);
    memory.set(player.transcript, (store = { hay: [...new Set(hay)], words: [...new Set(words)], seen: new Map() }));
  }
  const { hay, words, seen } = store;
  const known = (token) => {
    let found = seen.get(token);
    if (found === undefined) {
      const whole = (h) => { for (let at = h.indexOf(token); at >= 0; at = h.indexOf(token, at + 1)) if (at % 2 === 0) return true; return false; };
      found = hay.some(whole) || words.some((w) => w.includes(token));
      seen.set(token, found);
    }
    return found;
  };
  const wrong = [];
  const look = (token, where) => { if (!known(token)) wrong.push(`${where}: ${token.slice(0, 60)}`); };
  const root = player.shadowRoot;
  const visible = (node) => node.checkVisibility?.({ visibilityProperty: true }) ?? true;
  // On the stage: what is written in mono letters is bytes.
  for (const node of root.querySelectorAll('.stage svg text')) {
    const said = node.textContent;
    const mono = node.classList.contains('t-mono') || node.getAttribute('font-family')?.includes('mono');
    for (const [token] of said.matchAll(mono ? /(?<![\w.])[0-9a-f]{4,}(?![\w.])/g : /(?<!\w)(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}(?!\w)/g)) look(token, `stage “${said}”`);
  }
  // Places for bytes: all of it, in a row.
  const places = [...root.querySelectorAll('pre.hex, .term b, .recipe .mono, .sheet .hx')].filter(visible);
  for (const node of places) {
    if (node.matches('.hx')) continue;
    const said = node.textContent;
    if (node.matches('pre.hex')) look(said.replaceAll(/\s/g, ''), 'bytes');
    else for (const [token] of said.matchAll(/(?<![\w.])[0-9a-f]{4,}(?![\w.])/g)) look(token, said.slice(0, 40));
  }
  // The grid: each row of the inspector, and what stands in front of it.
  for (const sheet of root.querySelectorAll('[data-sheet]')) {
    const cells = [...sheet.querySelectorAll('.hx b')];
    look(cells.map((b) => b.textContent).join(''), `sheet ${sheet.dataset.sheet}`);
    for (const mark of sheet.querySelectorAll('.at')) {
      const first = mark.nextElementSibling.querySelector('b');
      if (cells.indexOf(first) !== Number(mark.textContent)) wrong.push(`the place ${mark.textContent}`);
    }
    for (const [i, cell] of [...sheet.querySelectorAll('.tx i')].entries()) {
      const byte = parseInt(cells[i].textContent, 16);
      const text = byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte === 0x20 ? '␣' : '·';
      if (cell.textContent !== text) wrong.push(`the text at ${i}`);
    }
  }
  // Sentences and everything else, the samples for a shell aside: what those print is tested in a shell.
  const walker = document.createTreeWalker(root.querySelector('.player'), NodeFilter.SHOW_TEXT);
  let texts = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const home = node.parentElement;
    if (home.closest('pre.hex, .grid, .stage, pre.shell, .handout, style') || !visible(home)) continue;
    texts += 1;
    for (const [token] of node.data.matchAll(/(?<!\w)(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}(?!\w)/g)) look(token, node.data.slice(0, 50));
    for (const [token] of node.data.matchAll(/(?<!\w)(?:[0-9a-f]{2} ){3,}[0-9a-f]{2}(?!\w)/g)) look(token.replaceAll(' ', ''), node.data.slice(0, 50));
  }
  return { wrong: [...new Set(wrong)], looked: seen.size, texts };
}

/** Opens a value, and waits for its recipe: recipes are fetched when the first is asked for. */
async function opened(page, what) {
  await show(page, what);
  await page.locator('tls-airmail .inspector .recipe').first().waitFor();
}

export default async function (t) {
  for (const [name, hash] of Object.entries(RUNS)) {
    t.test(`claims: every scene at every level: ${name}`, async () => {
      const page = await player(t, { reducedMotion: true }, { hash });
      const ids = await page.evaluate(() => document.querySelector('tls-airmail').transcript.scenes.map((s) => s.id));
      let looked = 0;
      for (const level of ['story', 'protocol', 'bytes']) {
        await page.getByLabel('Level').selectOption(level);
        for (const id of ids) {
          for (const p of level === 'story' ? [0.5, 1] : [1]) {
            await still(page, id, p);
            const said = await page.evaluate(claims);
            t.equal(said.wrong, [], `${id}, ${level}`);
            t.ok(said.texts > 20, `${id}: there is something to read`);
            looked = said.looked;
          }
        }
      }
      t.ok(looked > 50, `${looked} strings were looked up`);
    }, { timeout: 240_000 });

    t.test(`claims: every inspector, with every step of every recipe: ${name}`, async () => {
      const page = await player(t, { reducedMotion: true }, { hash });
      await page.getByLabel('Level').selectOption('story');
      const what = await page.evaluate(() => {
        const { letters, artifacts } = document.querySelector('tls-airmail').transcript;
        return [...letters.map((l) => `letter:${l.id}`), ...artifacts.map((a) => `artifact:${a.id}`)];
      });
      let looked = 0;
      await opened(page, 'artifact:client.client_random');
      for (const one of what) {
        await show(page, one);
        await page.evaluate(() => {
          const root = document.querySelector('tls-airmail').shadowRoot;
          root.querySelectorAll('.recipe details').forEach((d) => (d.open = true));
          // A field's own bytes are shown when it is lit.
          root.querySelectorAll('[data-sheet] .fd:last-child').forEach((row) => row.click());
        });
        await frames(page);
        const said = await page.evaluate(claims);
        t.equal(said.wrong, [], one);
        looked = said.looked;
      }
      t.ok(looked > 120, `${looked} strings were looked up`);
    }, { timeout: 300_000 });
  }

  t.test('claims: the test sees a byte that is not so, wherever it stands', async () => {
    const page = await player(t, { reducedMotion: true }, { hash: RUNS['RSA, CBC'] });
    await page.getByLabel('Level').selectOption('bytes');
    await still(page, 'client-encrypts');
    for (const place of ['.stage svg text.t-mono', '.values pre.hex', '.protocol', '.hx b', '.at.one', '.recipe pre.hex']) {
      if (place === '.hx b') await opened(page, 'artifact:client.pre_master_secret');
      const wrong = await page.evaluate(([claims, place]) => {
        const root = document.querySelector('tls-airmail').shadowRoot;
        const node = [...root.querySelectorAll(place)].find((n) => /[0-9a-f]{2}/.test(n.textContent) || place === '.at.one' || place === '.protocol');
        const was = node.textContent;
        node.textContent = place === '.hx b' ? (was === 'a5' ? '5a' : 'a5') : place === '.protocol' ? `${was} 0badc0de99` : place === '.at.one' ? '7' : '0badc0de 99';
        const { wrong } = eval(`(${claims})`)();
        node.textContent = was;
        return wrong;
      }, [claims.toString(), place]);
      t.ok(wrong.length > 0, `${place}`);
    }
  });
}
