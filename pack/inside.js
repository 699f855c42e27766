// Takes the place of www/wasm.js in the pages of one file: the wasm is in the script, gzip in base64.

import init, * as core from '../www/pkg/tls_airmail.js';
import packed from 'packed-wasm';

/** Starts the core. @returns {Promise<import('../www/core.js').Core>} */
export async function start() {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  await init({ module_or_path: await new Response(stream).arrayBuffer() });
  return core;
}
