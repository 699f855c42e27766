// The only importer of the wasm package. In dist/ another file takes this one's place, which has the
// wasm beside it or inside it.

/** Starts the core. @returns {Promise<import('./core.js').Core>} */
export async function start() {
  const url = new URL('./pkg/tls_airmail.js', import.meta.url).href;
  const module = await import(url);
  await module.default();
  return module;
}
