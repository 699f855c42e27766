// The only importer of the package with everything in it, which a worker runs. In dist/ another file
// takes this one's place.

/** Starts the core. @returns {Promise<any>} */
export async function start() {
  const url = new URL('./pkg/workshop.js', import.meta.url).href;
  const module = await import(url);
  await module.default();
  return module;
}
