// What the tests of the player have in common.

export const PAGE = 'tests/browser/pages/player.html';
export const SEED = '5eed'.repeat(16);

/** Opens the player and waits for its handshake. */
export async function player(t, wishes = {}, { path = PAGE, hash = `#seed=${SEED}` } = {}) {
  const page = await t.newPage(wishes);
  await page.goto(`${t.origin}/${path}${hash}`);
  await page.waitForFunction(() => document.querySelector('tls-airmail')?.transcript);
  await furnished(page);
  await frames(page);
  return page;
}

/** Until all is here that is fetched behind the first frame: what is pressed then opens at once. */
export const furnished = (page) => page.evaluate(async () => {
  const { NAMES, room } = await import('/www/rooms/index.js');
  while (!NAMES.every((name) => room(name))) await new Promise((done) => setTimeout(done, 20));
});

/** Four frames later everything is painted: the stage first, then the words, then what is below them. */
export const frames = (page) => page.evaluate(async () => {
  for (let i = 0; i < 4; i += 1) await new Promise((done) => requestAnimationFrame(done));
});

/** To the still of a scene, without its motion: p 0…1. Two frames are enough for the stage alone. */
export const still = (page, id, p = 1, wait = 4) =>
  page.evaluate(
    async ([id, p, wait]) => {
      const { timeline } = await import('/www/timeline.js');
      const player = document.querySelector('tls-airmail');
      player.pause();
      const cue = timeline(player.transcript).cues.find((c) => c.id === id);
      const scrubber = player.shadowRoot.querySelector('input[type=range]');
      scrubber.step = 'any';
      scrubber.value = String(cue.start + (cue.settled - cue.start) * p);
      scrubber.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      for (let i = 0; i < wait; i += 1) await new Promise((done) => requestAnimationFrame(done));
    },
    [id, p, wait],
  );

export const scenes = (page) => page.evaluate(() => document.querySelector('tls-airmail').transcript.scenes.map((s) => s.id));

/** A button of the player by its accessible name. */
export const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click();

/** What does it, wherever it stands first. */
export const act = (page, name) => page.locator(`tls-airmail [data-act="${name}"]`).first().click();

/** The current scene. */
export const at = (page) => page.evaluate(() => document.querySelector('tls-airmail').scene);

/** All of the Transcript as one haystack of hex, and every text of it. */
export const haystack = (page) =>
  page.evaluate(() => {
    const all = [];
    const walk = (value) => {
      if (value instanceof Uint8Array) all.push([...value].map((b) => b.toString(16).padStart(2, '0')).join(''));
      else if (typeof value === 'string') all.push(value);
      else if (typeof value === 'number') all.push(String(value));
      else if (value && typeof value === 'object') Object.values(value).forEach(walk);
    };
    walk(document.querySelector('tls-airmail').transcript);
    return all.join('\n');
  });

/** Everything that can be read on the player now. */
export const readable = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('tls-airmail').shadowRoot;
    const texts = [...root.querySelectorAll('.stage svg text')].map((n) => n.textContent);
    const words = [...root.querySelectorAll('.caption, .below, .controls')].map((n) => n.innerText);
    const hex = [...root.querySelectorAll('pre.hex')].map((n) => n.textContent);
    return { texts, words, hex };
  });

/** The same with ECDHE: a link to it, and the scenes that look otherwise then. */
export const ECDHE = `#seed=${SEED}&suite=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`;
export const OWN = ['server-hello', 'server-hello-flight', 'certificate-check', 'ephemeral-keys', 'client-shares', 'client-share-flight', 'same-secret', 'prf-inputs', 'master-secret'];
