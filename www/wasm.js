// The only importer of the wasm package. In dist/ another file takes this one's place, which has the
// wasm beside it or inside it.

/** Starts the core. @returns {Promise<import('./core.js').Core>} */
export async function start() {
  const url = new URL('./pkg/tls_airmail.js', import.meta.url).href;
  try {
    const module = await import(url);
    await module.default();
    return module;
  } catch (cause) {
    console.error('www/pkg is missing or broken. ./serve makes it anew, and so does cargo xtask wasm.');
    throw cause;
  }
}

/** A thread that runs worker.js, and what its core is made of where it could not fetch that itself. @returns {Promise<{worker: Worker, wasm?: ArrayBuffer}>} */
export async function thread() {
  return { worker: new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }) };
}
