// The door to the self-check: it is fetched when somebody opens it. The one place of the page that computes
// what the core computes, and only to compare.

/** @typedef {import('../update.js').State} State */

/** @param {{state: () => State, send: (intent: any) => void, earlier: () => Promise<import('../types.js').Transcript|undefined>}} lent `earlier`: the connection before a second one */
export function checking(lent) {
  /** @type {{panel: typeof import('./panel.js').panel, items: typeof import('./run.js').items, check: typeof import('./run.js').check}|null} */
  let room = null;
  /** @type {Promise<void>|null} */
  let coming = null;
  return {
    /** Fetches it; a failed attempt is made again next time. @param {() => void} came where it was not here yet */
    fetch(came) {
      if (room) return;
      coming ??= Promise.all([import('./panel.js'), import('./run.js')]).then(([{ panel }, { items, check }]) => void (room = { panel, items, check }));
      coming.then(came, () => (coming = null));
    },
    /** @param {State} state @param {import('../prose/index.js').Prose} words */
    shape: (state, words) => room?.panel(state, words) ?? null,
    /** Checks all of the handshake that is shown, until another is dealt. */
    async go() {
      const { transcript } = lent.state();
      if (!room || !transcript) return;
      const all = room.items(transcript);
      /** @type {import('./run.js').Result[]} */
      const results = [];
      const earlier = transcript.scenario.resume ? await lent.earlier().catch(() => undefined) : undefined;
      if (lent.state().transcript !== transcript) return;
      for (const item of all) {
        results.push(await room.check(transcript, globalThis.crypto?.subtle, item, earlier));
        if (lent.state().transcript !== transcript) return;
        if (results.length % 8 === 0 || results.length === all.length) {
          lent.send({ type: 'checked', check: { transcript, results: [...results], total: all.length } });
          await new Promise((done) => setTimeout(done));
        }
      }
    },
  };
}
