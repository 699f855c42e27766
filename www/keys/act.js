// Keys of the reader's own: words of `data-act="keys:…"`. They are made in a thread of their own.

import { say } from '../prose/index.js';

/** @typedef {import('../whatif/act.js').Stage} Stage */
/** @typedef {import('../update.js').Made} Made */

/** Sizes in bits, the one that is made unless told otherwise first. */
export const SIZES = [2048, 1024, 3072, 4096];

/** A smith for one player. @param {() => Stage} lend */
export function smith(lend) {
  /** @type {import('../aside.js').Aside|undefined} */
  let aside;
  const stop = () => {
    aside?.end();
    aside = undefined;
  };

  /** Makes keys of one size; nothing where it was stopped. @param {number} bits @returns {Promise<Made|undefined>} */
  const make = async (bits) => {
    const stage = lend();
    const { serverName } = /** @type {import('../types.js').Transcript} */ (stage.state.transcript).scenario;
    const set = (/** @type {any} */ patch) => stage.send({ type: 'keys', patch });
    const mine = (aside ??= stage.hire());
    const busy = { bits, tried: 0, expected: 0, found: 0 };
    set({ busy, problem: '' });
    try {
      const made = await mine.ask('makeKeys', [bits, serverName], { report: (news) => aside === mine && set({ busy: { bits, ...news } }) });
      set({ busy: null, made: [...stage.state.keys.made.filter((one) => one.bits !== bits), { ...made, serverName }] });
      return made;
    } catch (cause) {
      if (aside !== mine) return undefined;
      stop();
      const known = /** @type {any} */ (cause);
      const { words } = stage;
      const problem = known?.kind === 'no_worker' ? say(words, ['keys', 'noWorker']) : say(words, ['faults', known?.kind ?? 'unknown'], { value: known?.value, reason: known?.message });
      set({ busy: null, problem });
      return undefined;
    }
  };

  /** Plays with a key, or with the teaching key. @param {Made|undefined} made */
  const use = async (made) => {
    const stage = lend();
    if (!(await stage.deal({ ownKey: made && { key: made.key } }))) return;
    stage.send({ type: 'keys', patch: { used: made?.key ?? '' } });
    stage.live(say(stage.words, ['keys', made ? 'using' : 'teaching'], { bits: made?.bits }));
  };

  /** @param {string} rest behind `keys:` */
  const act = async (rest) => {
    const [verb, bits] = rest.split('/');
    const stage = lend();
    const { keys } = stage.state;
    switch (verb) {
      case 'size':
        stage.send({ type: 'keys', patch: { bits: Number(bits) } });
        break;
      case 'make': {
        if (keys.busy) break;
        stage.live(say(stage.words, ['keys', 'begun'], { bits: keys.bits }));
        const made = await make(keys.bits);
        // Where it was stopped, another may be at work by now.
        if (!made) break;
        stop();
        await use(made);
        break;
      }
      case 'compare': {
        if (keys.busy) break;
        for (const size of SIZES.toSorted((a, b) => a - b)) {
          if (lend().state.keys.made.some((one) => one.bits === size)) continue;
          if (!(await make(size))) return;
        }
        stop();
        stage.live(say(stage.words, ['keys', 'measured']));
        break;
      }
      case 'cancel':
        stop();
        stage.send({ type: 'keys', patch: { busy: null } });
        stage.live(say(stage.words, ['keys', 'cancelled']));
        stage.focus('keys');
        break;
      case 'use':
        await use(keys.made.find((one) => one.bits === Number(bits)));
        break;
      case 'teaching':
        await use(undefined);
        break;
    }
  };

  /** Plays with what the reader brings: a private key, and a certificate for it if there is one. @param {string} pem */
  const bring = async (pem) => {
    const stage = lend();
    const key = /-----BEGIN ((?:RSA )?PRIVATE KEY)-----[^-]+-----END \1-----/.exec(pem)?.[0] ?? '';
    const certificate = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g)?.join('\n');
    if (!(await stage.deal({ ownKey: { key, certificate } }))) return;
    stage.send({ type: 'keys', patch: { used: '' } });
    const bits = stage.state.transcript?.certificates[0]?.rsaBits;
    stage.live(say(stage.words, ['keys', 'using'], { bits }));
  };

  /** The player is taken out of the page. */
  const leave = () => {
    stop();
    const { state, send } = lend();
    if (state.keys.busy) send({ type: 'keys', patch: { busy: null } });
  };

  return { act, bring, leave };
}
