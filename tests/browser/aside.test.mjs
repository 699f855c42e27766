// Long work aside: a thread with a core of its own.

import { PAGE, player } from './player.mjs';

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'";

export default async function (t) {
  t.test('the core in the thread is the core of the page, also under a strict policy', async () => {
    const page = await player(t, { csp: STRICT });
    const [there, here] = await page.evaluate(async () => {
      const { Aside } = await import('/www/aside.js');
      const aside = new Aside();
      const { transcript } = document.querySelector('tls-airmail');
      const seed = transcript.scenario.seed;
      const [played, suites] = await Promise.all([aside.ask('play', [{ seed }]), aside.ask('suites', [])]);
      aside.end();
      return [[played.letters.map((l) => [...l.bytes]), suites.length], [transcript.letters.map((l) => [...l.bytes]), 10]];
    });
    t.equal(there, here);
    t.equal(page.errors, []);
  });

  t.test('what goes wrong there is told here', async () => {
    const page = await player(t);
    const told = await page.evaluate(async () => {
      const { Aside } = await import('/www/aside.js');
      const aside = new Aside();
      const fails = (promise) => promise.then(() => 'no failure', (cause) => [cause instanceof Error, cause.kind ?? cause.name, cause.field ?? null, cause.message]);
      const told = [
        await fails(aside.ask('play', [{ seed: 'xyz' }])),
        await fails(aside.ask('fly', [])),
        await fails(aside.ask('toString', [])),
      ];
      const late = fails(aside.ask('play', [{}]));
      aside.end();
      return [...told, await late, await fails(aside.ask('suites', []))];
    });
    t.equal(told, [
      [true, 'bad_seed', 'seed', 'the seed must be 64 hexadecimal digits'],
      [true, 'Error', null, 'the core has no fly'],
      [true, 'Error', null, 'the core has no toString'],
      [true, 'AbortError', null, 'it was ended'],
      [true, 'AbortError', null, 'it was ended'],
    ]);
  });

  t.test('where there can be no thread, that is what is said', async () => {
    const page = await t.newPage({ csp: STRICT.replace("worker-src 'self'", "worker-src 'none'"), allow: [/Content Security Policy/] });
    await page.goto(`${t.origin}/${PAGE}`);
    const kind = await page.evaluate(async () => {
      const { Aside } = await import('/www/aside.js');
      return new Aside().ask('suites', []).then(() => 'a thread', (cause) => cause.kind);
    });
    t.equal(kind, 'no_worker');
  });
}
