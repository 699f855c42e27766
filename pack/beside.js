// Takes the place of www/wasm.js in the ES bundle: the wasm lies beside the script.

import init, * as core from '../www/pkg/tls_airmail.js';

/** Starts the core. @returns {Promise<import('../www/core.js').Core>} */
export async function start() {
  await init({ module_or_path: new URL('./tls_airmail_bg.wasm', import.meta.url) });
  return core;
}
