// What must hold in every browser: it loads, plays, steps and embeds, and complains about nothing.
// (Chromium has the long version of this, in tests/browser.)

import { readFile } from 'node:fs/promises';
import es from '../../www/prose/es.js';

const SEED = '5eed'.repeat(16);
const PLAYER = 'tests/browser/pages/player.html';
const SESSION = 'tests/browser/pages/session.html';
const DIST = 'tests/browser/pages/dist.html';
const IFRAME = 'tests/browser/pages/iframe.html';

const ready = (t) => t.until(() => Boolean(document.querySelector('tls-airmail')?.transcript), 'there is a handshake');
const scene = (t) => t.engine.run(() => document.querySelector('tls-airmail').scene);
/** Where the scrubber stands; what has just been asked for is painted first. */
const place = (t) => t.engine.run(async () => {
  for (let left = 2; left > 0; left -= 1) await new Promise(requestAnimationFrame);
  return Number(document.querySelector('tls-airmail').shadowRoot.querySelector('input[type=range]').value);
});
/** The one that is seen, where there are two. */
const press = (t, act) => t.engine.click((act) => [...document.querySelector('tls-airmail').shadowRoot.querySelectorAll(`[data-act="${act}"]`)].find((one) => one.getClientRects().length), act);
const seen = (t) => t.engine.run(() => {
  const root = document.querySelector('tls-airmail').shadowRoot;
  const svg = root.querySelector('.stage svg').getBoundingClientRect();
  return { w: svg.width, h: svg.height, shapes: root.querySelectorAll('.stage svg *').length, words: root.querySelector('.caption').textContent };
});

/** It steps and plays, by pointer and by key. */
async function used(t) {
  const first = await scene(t);
  await press(t, 'next');
  await t.until((first) => document.querySelector('tls-airmail').scene !== first, 'the next scene', first);
  await t.engine.key('ArrowLeft');
  t.equal(await scene(t), first, 'and back by key');
  const from = await place(t);
  await press(t, 'toggle');
  await t.until((from) => Number(document.querySelector('tls-airmail').shadowRoot.querySelector('input[type=range]').value) > from, 'it plays', from);
  await press(t, 'toggle');
}

/** What the core computes from the seed, in Node.js. */
async function computed(t) {
  const folder = new URL('../../www/pkg/', import.meta.url);
  const core = await import(new URL('tls_airmail.js', folder).href);
  await core.default({ module_or_path: await readFile(new URL('tls_airmail_bg.wasm', folder)) });
  return core.play({ seed: SEED }).artifacts.map((a) => [a.id, [...a.bytes]]);
}

export default {
  async 'errors on a page are heard'(t) {
    await t.go('tests/browser/pages/smoke.html');
    await t.engine.run(() => {
      console.error('to the console');
      setTimeout(() => {
        throw new Error('to nobody');
      });
      void Promise.reject(new Error('of a promise'));
      const image = document.createElement('img');
      image.src = 'no-such-file.png';
      document.body.append(image);
    });
    await t.until(() => globalThis.wrong.length >= 4, 'all four are heard');
    const wrong = await t.engine.run(() => globalThis.wrong.splice(0).join('\n')); // taken away, so that they do not fail this test
    for (const part of [/console: to the console/, /exception: .*to nobody/, /rejection: /, /not loaded: .*no-such-file/]) t.match(wrong, part);
    t.engine.errors.length = 0;
  },

  async 'loads: every value is what the core computes elsewhere'(t) {
    await t.go(`${PLAYER}#seed=${SEED}`);
    await ready(t);
    t.equal(await t.engine.run(() => document.querySelector('tls-airmail').transcript.artifacts.map((a) => [a.id, [...a.bytes]])), await computed(t));
    const { w, h, shapes, words } = await seen(t);
    t.ok(w > 800 && h > 300 && shapes > 100 && words.length > 40, 'the stage is set');
  },

  async 'plays and steps, by pointer and by key'(t) {
    await t.go(`${PLAYER}#seed=${SEED}&scene=tcp`);
    await ready(t);
    await used(t);
    await press(t, 'chapter:3');
    await t.until(() => document.querySelector('tls-airmail').scene === 'asymmetric-keys', 'a chapter');
    await t.engine.key('End');
    t.equal(await scene(t), 'close-notify');
    await press(t, 'restart');
    await t.until(() => document.querySelector('tls-airmail').scene === 'parties', 'from the start');
  },

  async 'draws every scene, with RSA and with ECDHE'(t) {
    for (const more of ['', '&suite=TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256']) {
      await t.engine.go('about:blank'); // a link into the page that is open would load nothing
      await t.go(`${PLAYER}#seed=${SEED}${more}`);
      await ready(t);
      const poor = await t.engine.run(async () => {
        const player = document.querySelector('tls-airmail');
        const found = [];
        const scrubber = player.shadowRoot.querySelector('input[type=range]');
        const { timeline } = await import('/www/timeline.js');
        for (const cue of timeline(player.transcript).cues) {
          for (const t of [(cue.start + cue.settled) / 2, cue.settled]) {
            scrubber.step = 'any';
            scrubber.value = String(t);
            scrubber.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            const svg = player.shadowRoot.querySelector('.stage svg');
            if (player.scene !== cue.id || svg.querySelectorAll('*').length < 60 || /NaN|undefined/.test(svg.outerHTML)) found.push(cue.id);
          }
        }
        return found;
      });
      t.equal(poor, []);
    }
  },

  async 'the reader’s own words and randomness; the panels open'(t) {
    await t.go(`${PLAYER}#seed=${SEED}&message=Grüße,+%3Cb%3EWelt%3C/b%3E`);
    await ready(t);
    t.equal(await t.engine.run(() => document.querySelector('tls-airmail').transcript.scenario.message), 'Grüße, <b>Welt</b>');
    const before = await t.engine.run(() => document.querySelector('tls-airmail').transcript.scenario.seed);
    await press(t, 'shuffle');
    await t.until((before) => document.querySelector('tls-airmail').transcript.scenario.seed !== before, 'dealt anew', before);
    for (const panel of ['settings', 'whatif', 'ledger', 'link']) {
      await press(t, `panel:${panel}`);
      // It is looked at as soon as it is there: what is below it has moved by then.
      await t.until((panel) => {
        const root = document.querySelector('tls-airmail').shadowRoot;
        return root.querySelector(`[data-act="panel:${panel}"][aria-expanded=true]`) && root.activeElement?.matches(`[data-focus="${panel}"]`);
      }, `${panel} opens`, panel);
    }
  },

  async 'the whole page, as a newcomer finds it'(t) {
    await t.go('index.html');
    await ready(t);
    await used(t);
    await t.engine.click(() => document.querySelector('#languages [lang=es]'));
    const titles = Object.fromEntries(Object.entries(es.scenes).map(([id, { title }]) => [id, title]));
    await t.until((titles) => {
      const player = document.querySelector('tls-airmail');
      return document.documentElement.lang === 'es' && player.shadowRoot.querySelector('.caption').textContent.includes(titles[player.scene]);
    }, 'in Spanish', titles);
  },

  async 'figures of one session show one handshake'(t) {
    await t.go(SESSION);
    await t.until(() => [...document.querySelectorAll('tls-airmail')].every((e) => {
      if (!e.transcript) e.scrollIntoView();
      return e.transcript;
    }), 'all have started');
    const [one, two, three] = await t.engine.run(() => [...document.querySelectorAll('tls-airmail')].map((e) => String(e.transcript.artifacts.find((a) => a.name === 'pre_master_secret').bytes)));
    t.equal(one, two);
    t.ok(one !== three, 'and the one that is alone, its own');
  },

  async 'what ./build made: a script and a tag'(t) {
    await t.go(`${DIST}#seed=${SEED}`);
    await ready(t);
    t.equal(await t.engine.run(() => document.querySelector('tls-airmail').transcript.artifacts.map((a) => [a.id, [...a.bytes]])), await computed(t));
    await used(t);
    t.ok(t.asked.every((path) => /^\/(target\/dist-test\/(tls-airmail\.js|chunks\/[\w-]+\.js|tls_airmail_bg\.wasm)|tests\/browser\/pages\/dist\.html|favicon\.ico)$/.test(path)), `only what it needs: ${t.asked}`);
  },

  async 'what ./build made: two iframes that tell their height'(t) {
    await t.go(IFRAME);
    for (const id of ['one', 'two']) {
      await t.engine.run((id) => document.getElementById(id).scrollIntoView(), id);
      await t.until((id) => document.getElementById(id).clientHeight > 450, `${id} has told its height`, id);
    }
    await t.until(() => {
      const { contentDocument, clientHeight } = document.getElementById('one');
      return Math.abs(contentDocument.documentElement.getBoundingClientRect().height - clientHeight) < 2;
    }, 'the figure fits');
    const inside = await t.engine.run(() => {
      const { contentDocument } = document.getElementById('one');
      return { scene: contentDocument.querySelector('tls-airmail').scene, wrong: contentDocument.defaultView.wrong };
    });
    t.equal(inside, { scene: 'client-encrypts', wrong: [] });
    // With a scroll bar it would have been narrower, and of another height.
    const told = await t.engine.run(() => globalThis.told.filter(([id]) => id === 'one').map(([, height]) => height));
    t.equal(told, told.map(() => told.at(-1)), 'told once and for all');
  },

  async 'what ./build made: the whole story by double click'(t) {
    await t.go(`${await t.alone('tls-airmail.html')}#scene=server-decrypts&seed=${SEED}`);
    await ready(t);
    t.equal(await scene(t), 'server-decrypts');
    await used(t);
    t.equal(t.asked, [], 'nobody is asked for anything');
  },

  async 'what ./build made: the figure by double click'(t) {
    await t.go(`${await t.alone('embed.html')}?scene=session-keys&lang=es#seed=${SEED}`);
    await ready(t);
    t.equal(await scene(t), 'session-keys');
    await used(t);
    t.equal(t.asked, [], 'nobody is asked for anything');
  },
};
