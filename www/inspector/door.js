// The door to the inspector: it is fetched behind the first scene, and is there when somebody opens a value.

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../update.js').State} State */
/** @typedef {import('../prose/index.js').Prose} Prose */

/**
 * @param {HTMLElement} root where it is painted
 * @param {{state: () => State, words: () => Prose, live: (said: string) => void}} lent
 */
export function inspecting(root, lent) {
  /** @type {typeof import('./index.js')|null} */
  let room = null;
  /** @type {Promise<void>|null} */
  let coming = null;
  /** @type {ReturnType<typeof import('./hands.js').hands>|null} */
  let hands = null;
  const fetched = () => Promise.all([import('./index.js'), import('./hands.js'), import('./sheets.js')]).then(([index, { hands: touch }, { sheets }]) => {
    room = index;
    hands = touch(root, {
      sheet: (id) => {
        const { transcript, selected } = lent.state();
        return transcript && selected ? sheets(transcript, selected).find((one) => one.id === id) : undefined;
      },
      words: lent.words,
      copied: () => lent.state().copied,
      live: lent.live,
    });
  });
  return {
    here: () => room !== null,
    /** Fetches it; a failed attempt is made again next time. @param {() => void} [came] where it was not here yet */
    fetch(came) {
      if (room) return;
      coming ??= fetched();
      coming.then(came, () => (coming = null));
    },
    /** What is opened, as data. @param {State} state @param {Prose} words @param {boolean} alone */
    shape: (state, words, alone) => room?.inspector(state, words, alone) ?? null,
    /** Whether there is such a thing to open. @param {Transcript} t @param {string} what */
    known: (t, what) => room?.known(t, what) ?? false,
    /** @param {Transcript} t @param {string} selected @param {string} rest */
    copied: (t, selected, rest) => room?.copied(t, selected, rest) ?? '',
    /** To be called when all is painted. */
    refresh: () => hands?.refresh(),
    /** @param {string} field */
    point: (field) => hands?.point(field),
  };
}
