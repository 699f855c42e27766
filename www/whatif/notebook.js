// A page of the Eavesdropper's notebook, drawn: what it holds, and whether the black card opens. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { verdict } from '../props/cards.js';
import { eavesdropper } from '../props/crowd.js';
import { fatKey } from '../props/keys.js';
import { face } from '../cards.js';
import { artifact, head, letter, sealedOf } from '../transcript.js';
import { say } from '../prose/index.js';

/** @param {import('../types.js').Transcript} t @param {import('../prose/index.js').Prose} words */
export function page(t, words) {
  const title = (/** @type {string} */ id) => say(words, ['artifacts', id, 'name']);
  const opened = t.outcome.eavesdropperRead[0];
  const sealed = sealedOf(letter(t, 'client_message'));
  const value = (/** @type {string} */ id) => head(artifact(t, id)?.bytes).replace('…', '');
  const rsa = !t.suite?.group;
  const secret = rsa
    ? { name: 'encrypted_pre_master_secret', title: title('encrypted_pre_master_secret'), bytes: value('eavesdropper.encrypted_pre_master_secret'), black: true }
    : { name: 'client_ephemeral_public', title: title('client_ephemeral_public'), bytes: value('eavesdropper.client_ephemeral_public') };
  const result = opened === undefined
    ? { name: 'encrypted', title: title('encrypted_message'), bytes: head(sealed?.ciphertext).replace('…', ''), black: true, print: sealed?.ciphertext }
    : { name: 'message', title: title('message'), says: `“${[...opened].slice(0, 18).join('')}${[...opened].length > 18 ? '…' : ''}”` };
  const lines = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => h('path', { d: `M24 ${58 + i * 38}H576`, stroke: 'var(--rule-line, #9db4c8)', 'stroke-width': 1.5 }));
  const rings = Array.from({ length: 9 }, (_, i) => h('path', { d: `M${48 + i * 63} 26v-26`, stroke: 'var(--metal)', 'stroke-width': 8, 'stroke-linecap': 'round' }));
  return h('svg', { key: 'page', class: 'page', viewBox: '0 -6 600 392', 'aria-hidden': 'true', focusable: 'false' },
    h('rect', { x: 6, y: 14, width: 588, height: 362, rx: 8, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 5 }),
    lines, rings,
    h('g', { transform: moved(112, 120, -5) }, face({ ...secret, w: 168, h: 116 })),
    h('g', { transform: moved(272, 172, 24, 0.9) }, fatKey({ kind: 'private' })),
    h('path', { d: 'M334 150H388M370 134L390 150L370 166', fill: 'none', stroke: 'var(--ink)', 'stroke-width': 7, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }),
    h('g', { transform: moved(490, 120, 4) }, face({ ...result, w: 176, h: 124 })),
    h('g', { transform: moved(566, 56, 0, 1.1) }, verdict(opened !== undefined)),
    h('g', { transform: moved(112, 376, 0, 0.6) }, eavesdropper({ notebook: 8, mood: opened === undefined ? 'baffled' : 'happy' })));
}
