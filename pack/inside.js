// Takes the place of www/wasm.js in the pages of one file: the wasm is in the script, gzip in base64, and
// so is what a worker runs.

import init, * as core from '../www/pkg/workshop.js';
import packed from 'packed-wasm';
import script from 'packed-worker';

/** @returns {Promise<ArrayBuffer>} */
function unpack() {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

/** Starts the core. @returns {Promise<import('../www/core.js').Core>} */
export async function start() {
  await init({ module_or_path: await unpack() });
  return core;
}

/** @type {string|undefined} */
let url;

/** A thread that runs worker.js: out of a Blob, since the file has no neighbour. @returns {Promise<{worker: Worker, wasm: ArrayBuffer}>} */
export async function thread() {
  url ??= URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  return { worker: new Worker(url), wasm: await unpack() };
}
