// Files of the reader's own: words of `data-act="capture:…"`, files that are chosen or dropped, text that
// is pasted. They are read in slices, in a thread with a core of its own. Nothing is sent anywhere.

import { say } from '../prose/index.js';
import { isSecret, understand } from './paste.js';
import { PAGE } from './panel.js';

/** @typedef {import('../whatif/act.js').Stage} Stage */

/** Bytes that are read at once. */
const SLICE = 1 << 20;
/** Most bytes of a file of secrets. */
const SECRETS = 64 << 20;

/** One who fetches captures for a player. @param {() => Stage & {adopt: (t: import('../types.js').Transcript) => void}} lend */
export function porter(lend) {
  /** @type {import('../aside.js').Aside|undefined} */
  let aside;
  /** Secrets are kept here as well: a thread that was ended has forgotten them. @type {Uint8Array<ArrayBuffer>[]} */
  let pocket = [];
  const set = (/** @type {any} */ patch) => lend().send({ type: 'capture', patch });
  const stop = () => {
    aside?.end();
    aside = undefined;
  };
  const hired = async () => {
    if (!aside) {
      aside = lend().hire();
      for (const secret of pocket) await aside.ask('captureSecrets', [secret.slice()]);
    }
    return aside;
  };

  /** What went wrong, in words. @param {any} cause */
  const problem = (cause) => {
    const { words } = lend();
    if (cause?.kind === 'no_worker') return say(words, ['capture', 'noWorker']);
    return say(words, ['capture', 'unreadable'], { reason: cause?.message ?? String(cause) });
  };

  /** Reads a file of packets. @param {Blob} file @param {string} name */
  const read = async (file, name) => {
    const mine = await hired();
    let now = { name, offset: 0, total: file.size, packets: 0, connections: 0 };
    set({ busy: now, problem: '', list: null, name, opened: -1, shown: PAGE });
    await mine.ask('captureBegin', [false]);
    for (let at = 0; at < file.size; at += SLICE) {
      const bytes = new Uint8Array(await file.slice(at, at + SLICE).arrayBuffer());
      if (aside !== mine) return false;
      const far = await mine.ask('capturePush', [bytes], { transfer: [bytes.buffer] });
      now = { ...now, ...far, offset: Math.min(file.size, at + SLICE) };
      set({ busy: now });
      if (far.broken) break;
    }
    return aside === mine;
  };

  /** Lists what was read. With an RSA key that may take long: each connection is a decryption. */
  const list = async () => {
    const mine = await hired();
    const { name } = lend().state.capture;
    const before = lend().state.capture.busy ?? { name, offset: 0, total: 0, packets: 0, connections: 0 };
    const report = (/** @type {{listed: number, of: number}} */ news) => aside === mine && set({ busy: { ...before, ...news } });
    const found = await mine.ask('captureList', [], { report });
    if (aside !== mine) return;
    // With other secrets, what is on the stage would be told anew.
    set({ busy: null, list: found, opened: -1 });
    const { words, live } = lend();
    const count = new Intl.NumberFormat(words.meta.lang).format(found.connections.length);
    live(say(words, ['capture', found.connections.length ? 'heardFound' : 'heardNone'], { count }));
  };

  /** Files: secrets first, so that they are there when the packets are. @param {{name: string, file: Blob}[]} given */
  const take = async (given) => {
    if (lend().state.capture.busy || !given.length) return;
    try {
      const known = await Promise.all(given.map(async (one) => ({ ...one, secret: isSecret(new Uint8Array(await one.file.slice(0, 64).arrayBuffer()), one.name) })));
      const packets = known.filter((one) => !one.secret);
      set({ problem: '', left: packets.slice(0, -1).map((one) => one.name) });
      for (const { file, name } of known.filter((one) => one.secret)) {
        if (file.size > SECRETS) {
          const { words } = lend();
          const number = new Intl.NumberFormat(words.meta.lang).format;
          throw new Error(`${name}: ${say(words, ['capture', 'bad', 'large'], { found: number(file.size), most: number(SECRETS) })}`);
        }
        const bytes = new Uint8Array(await file.arrayBuffer());
        const mine = await hired();
        pocket.push(bytes);
        await mine.ask('captureSecrets', [bytes.slice()]);
      }
      // One file of packets at a time: the last of them.
      const last = packets.at(-1);
      if (last && !(await read(last.file, last.name))) return;
      await list();
      lend().focus('capture-found');
    } catch (cause) {
      if (/** @type {any} */ (cause)?.name === 'AbortError') return;
      stop();
      set({ busy: null, problem: problem(cause) });
    }
  };

  /** @param {string} said */
  const paste = async (said) => {
    const what = understand(said);
    if ('problem' in what) return set({ text: said, problem: say(lend().words, ['capture', what.problem], { offset: what.at }) });
    set({ text: '' });
    await take([{ name: say(lend().words, ['capture', 'pasted']), file: new Blob([/** @type {BlobPart} */ (what.bytes)]) }]);
  };

  /** @param {number} index */
  const open = async (index) => {
    const { words } = lend();
    try {
      const mine = await hired();
      const told = await mine.ask('captureOpen', [index]);
      if (!told || aside !== mine) return;
      set({ opened: index });
      lend().adopt(told);
      lend().live(say(words, ['capture', 'onStage'], { name: told.parties[1]?.name ?? '' }));
      lend().look('h2');
    } catch (cause) {
      set({ problem: problem(cause) });
    }
  };

  /** @param {string} rest behind `capture:` */
  const act = async (rest) => {
    const [verb, arg] = rest.split('/');
    const { state, words, live } = lend();
    switch (verb) {
      case 'open':
        await open(Number(arg));
        break;
      case 'list':
        if (state.panel !== 'capture') lend().send({ type: 'panel', panel: 'capture' });
        lend().focus('capture');
        break;
      case 'more':
        set({ shown: state.capture.shown + PAGE });
        break;
      case 'only':
        set({ only: !state.capture.only });
        break;
      case 'cancel':
        stop();
        // What was read went with the thread.
        set({ busy: null, list: null, left: [] });
        live(say(words, ['capture', 'cancelled']));
        lend().focus('capture');
        break;
      case 'forget':
        stop();
        pocket = [];
        set({ busy: null, list: null, problem: '', name: '', left: [], text: '', opened: -1 });
        lend().focus('capture');
        break;
      case 'back':
        set({ opened: -1 });
        await lend().deal({});
        lend().look('h2');
        break;
    }
  };

  /** The player is taken out of the page; what was read goes with the thread. */
  const leave = () => {
    if (aside) set({ busy: null, list: null, left: [] });
    stop();
  };

  return { act, take, paste, leave };
}
