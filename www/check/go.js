// Checks all of a handshake. The one place of the page that computes what the core computes, and only to compare.

import { check, items } from './run.js';

/** Until another handshake is dealt. @param {{state: () => import('../update.js').State, send: (intent: any) => void, earlier: () => Promise<import('../types.js').Transcript|undefined>}} lent `earlier`: the connection before a second one */
export async function go(lent) {
  const { transcript } = lent.state();
  if (!transcript) return;
  const all = items(transcript);
  /** @type {import('./run.js').Result[]} */
  const results = [];
  const earlier = transcript.scenario.resume ? await lent.earlier().catch(() => undefined) : undefined;
  if (lent.state().transcript !== transcript) return;
  for (const item of all) {
    results.push(await check(transcript, globalThis.crypto?.subtle, item, earlier));
    if (lent.state().transcript !== transcript) return;
    if (results.length % 8 === 0 || results.length === all.length) {
      lent.send({ type: 'checked', check: { transcript, results: [...results], total: all.length } });
      await new Promise((done) => setTimeout(done));
    }
  }
}
