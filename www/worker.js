// What runs in the thread that aside.js opens: a core of its own, asked by the names of its exports.

import { start } from './workshop.js';

/** @typedef {{id: number, job: string, args: any[], wasm?: ArrayBuffer}} Order */

/** @type {Promise<any>|undefined} */
let core;

/** @param {any} message */
const tell = (message) => postMessage(message);

addEventListener('message', async (/** @type {MessageEvent<Order>} */ { data: { id, job, args, wasm } }) => {
  try {
    core ??= /** @type {(wasm?: ArrayBuffer) => Promise<any>} */ (start)(wasm);
    const made = await core;
    if (!Object.hasOwn(made, job)) throw new Error(`the core has no ${job}`);
    tell({ id, value: await made[job](...args, (/** @type {any} */ report) => tell({ id, report })) });
  } catch (cause) {
    // What an Error has besides its message would be lost on the way.
    const error = cause instanceof Error ? cause : new Error(String(cause));
    tell({ id, error: { ...error, message: error.message } });
  }
});
