// Every scene as a picture that needs no script: for readers without JavaScript, for feeds, for print.
// Drawn by the modules of the page from a run of the core.

import { readFile } from 'node:fs/promises';
import { picture } from '../www/picture.js';
import { sequence } from '../www/sequence.js';
import { load, say } from '../www/prose/index.js';
import { frameAt, timeline } from '../www/timeline.js';
import { h, toSvgString } from '../www/shape.js';

/** The run that the pictures show; its seed says that it is no secret. */
const SEED = '0'.repeat(64);
const BOX = { w: 1200, h: 600 };

/**
 * @param {string} folder of the built core @param {string} lang
 * @returns {Promise<{path: string, contents: string}[]>}
 */
export async function posters(folder, lang) {
  const core = await import(`${folder}/tls_airmail.js`);
  await core.default({ module_or_path: await readFile(`${folder}/tls_airmail_bg.wasm`) });
  const words = await load(lang);
  const made = new Map();
  const still = (/** @type {any} */ { camera, shapes }, /** @type {string} */ title) => toSvgString(h('g', null, shapes.map(inert)), { theme: 'day', viewBox: [camera.x, camera.y, camera.w, camera.h], title });
  for (const kind of ['rsa', 'ecdhe']) {
    const suites = core.suites().filter((/** @type {any} */ s) => s.keyExchange === kind).map((/** @type {any} */ s) => s.name);
    const t = core.play({ seed: SEED, suites });
    const line = timeline(t);
    for (const cue of line.cues) {
      if (made.has(cue.id)) continue;
      made.set(cue.id, still(picture({ t, frame: frameAt(line, cue.settled), words, box: BOX }), say(words, ['scenes', cue.id, 'alt'])));
    }
    // The diagram of all of them.
    if (kind === 'rsa') made.set('sequence', still(sequence({ t, frame: frameAt(line, 0), words, box: BOX }), say(words, ['ui', 'diagramAlt'])));
  }
  return [...made].map(([id, contents]) => ({ path: `posters/${id}.svg`, contents: `${contents}\n` }));
}

/** Nothing on a picture can be pressed. @param {any} shape */
function inert(shape) {
  if (typeof shape === 'string') return shape;
  const { role, tabindex, 'data-act': act, 'aria-label': label, ...attrs } = shape.attrs;
  return { ...shape, attrs, children: shape.children.map(inert) };
}
