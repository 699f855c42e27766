// Takes the place of www/wasm.js in the ES bundle, in one of its chunks/: the wasm and the worker lie beside that folder.

/** Starts the core. @returns {Promise<import('../www/core.js').Core>} */
export async function start() {
  const wasm = fetch(new URL('../tls_airmail_bg.wasm', import.meta.url));
  // Both at once; what is wrong with it is said below.
  wasm.catch(() => {});
  const { default: init, ...core } = await import('../www/pkg/tls_airmail.js');
  await init({ module_or_path: wasm });
  return core;
}

/** A thread that runs worker.js. @returns {Promise<{worker: Worker}>} */
export async function thread() {
  const url = new URL('../worker.js', import.meta.url);
  if (url.origin === location.origin) return { worker: new Worker(new URL('../worker.js', import.meta.url), { type: 'module' }) };
  // A page may start no script of another origin as a worker, but one of its own that imports it.
  const own = new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' });
  return { worker: new Worker(URL.createObjectURL(own), { type: 'module' }) };
}
