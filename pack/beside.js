// Takes the place of www/wasm.js in the ES bundle: the wasm and the worker lie beside the script.

import init, * as core from '../www/pkg/tls_airmail.js';

/** Starts the core. @returns {Promise<import('../www/core.js').Core>} */
export async function start() {
  await init({ module_or_path: new URL('./tls_airmail_bg.wasm', import.meta.url) });
  return core;
}

/** A thread that runs worker.js. @returns {Promise<{worker: Worker}>} */
export async function thread() {
  const url = new URL('./worker.js', import.meta.url);
  if (url.origin === location.origin) return { worker: new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }) };
  // A page may start no script of another origin as a worker, but one of its own that imports it.
  const own = new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' });
  return { worker: new Worker(URL.createObjectURL(own), { type: 'module' }) };
}
