// Takes the place of www/workshop.js in the worker of the ES bundle: its wasm lies beside it.

import init, * as core from '../www/pkg/workshop.js';

/** Starts the core. @returns {Promise<any>} */
export async function start() {
  await init({ module_or_path: new URL('./workshop_bg.wasm', import.meta.url) });
  return core;
}
