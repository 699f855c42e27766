// Takes the place of www/wasm.js in the worker of a page of one file: the page hands it the wasm.

import init, * as core from '../www/pkg/tls_airmail.js';

/** Starts the core. @param {ArrayBuffer} wasm @returns {Promise<import('../www/core.js').Core>} */
export async function start(wasm) {
  await init({ module_or_path: wasm });
  return core;
}
