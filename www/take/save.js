// Hands a file to the browser, or says why it cannot.

import { frontOf } from '../whatif/behind.js';
import { say } from '../prose/index.js';
import { atDesk, content, FILES } from './files.js';

/**
 * @typedef {object} Desk what the element lends
 * @property {import('../update.js').State} state
 * @property {(intent: any) => void} send
 * @property {{scenario: import('../types.js').Scenario}} session
 * @property {() => Promise<import('../core.js').Core>} load
 * @property {import('../prose/index.js').Prose} words
 * @property {(said: string) => void} live
 */

/** More than this nobody copies by hand, bytes. */
const COPY = 100_000;

/** Makes a file and hands it over. @param {Desk} desk @param {string} id */
export async function take(desk, id) {
  const { state, send, session, words } = desk;
  const set = (/** @type {Partial<import('../update.js').Take>} */ patch) => send({ type: 'take', patch });
  const word = (/** @type {string} */ key, /** @type {any} */ given = undefined) => say(words, ['take', 'words', key], given);
  const file = FILES.find((one) => one.id === id);
  // Both connections of somebody in the middle are taken home from the one with the Client.
  const t = frontOf(state.transcript) ?? state.transcript;
  if (!file || !t) return;
  try {
    const core = await desk.load();
    const { at, ip } = state.take;
    const home = t.origin ? null : core.capture(session.scenario, at, Number(ip));
    const bytes = id === 'lab' && home
      ? (await import('./lab.js')).lab(t, home, core.capture(session.scenario, at === 'server' ? 'client' : 'server', Number(ip)), { at }, words)
      : content(id, id === 'json' ? t : (atDesk(t, at) ?? t), home);
    const blocked = framed();
    if (blocked !== 'sandbox') save(file, bytes);
    set({
      problem: blocked === 'sandbox' ? word('unsaved', { name: file.name }) : '',
      saved: file.name,
      count: bytes.length,
      blocked,
      copy: blocked && bytes.length <= COPY ? { name: file.name, ...(await readable(bytes, file.type)) } : null,
    });
    desk.live(blocked === 'sandbox' ? word('sandbox') : word('saved', { name: file.name, count: bytes.length }));
  } catch (cause) {
    const reason = /** @type {any} */ (cause)?.message ?? String(cause);
    set({ problem: word('failed', { reason }), saved: '' });
    desk.live(word('failed', { reason }));
  }
}

/** @param {import('./files.js').File} file @param {Uint8Array} bytes */
function save({ name, type }, bytes) {
  const url = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser is reading it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Whether files can be saved from here: '' where they can, 'sandbox' where a frame says that they
 * cannot, 'perhaps' where it does not tell. A refusal is silent, so it has to be known before.
 * @returns {''|'sandbox'|'perhaps'}
 */
function framed() {
  if (window.top === window) return '';
  try {
    const frame = window.frameElement;
    if (frame) return !frame.hasAttribute('sandbox') || /** @type {HTMLIFrameElement} */ (frame).sandbox.contains('allow-downloads') ? '' : 'sandbox';
  } catch {
    // A frame of somebody else's.
  }
  return 'perhaps';
}

/** Bytes to be copied by hand. @param {Uint8Array} bytes @param {string} type */
async function readable(bytes, type) {
  if (/^text|json$/.test(type)) return { text: new TextDecoder().decode(bytes), encoded: false };
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { text: btoa(text).replace(/.{76}/g, '$&\n'), encoded: true };
}
