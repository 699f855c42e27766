// Takes the place of www/workshop.js in the worker of a page of one file: the page hands it the wasm.

import init, * as core from '../www/pkg/workshop.js';

/** Starts the core. @param {ArrayBuffer} wasm @returns {Promise<any>} */
export async function start(wasm) {
  await init({ module_or_path: wasm });
  return core;
}
