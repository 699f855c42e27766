// The Eavesdropper has the black card, and every key that flew by. It tries them, and what comes of it is
// in the Transcript. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { verdict } from '../props/cards.js';
import { magnifier } from '../props/crowd.js';
import { fatKey } from '../props/keys.js';
import { face } from '../cards.js';
import { lerp, linear, span } from '../ease.js';
import { knows } from '../transcript.js';
import { say } from '../prose/index.js';
import { clientShareFlight } from './ecdhe.js';
import { fly } from './flight.js';

/** @typedef {import('./kit.js').Kit} Kit */

const KEYS = /** @type {const} */ (['public', 'private']);

/** What it would still need for the secret, as of a beat. @param {import('../types.js').Transcript} t @param {number} beat */
export const lacking = (t, beat) => [...new Set((t.reach ?? []).findLast((r) => r.who === 'eavesdropper' && r.name === 'pre_master_secret' && r.beat <= beat)?.roots.flat() ?? [])];

/** A key's name, by the number that it is. @param {string} name */
const card = (name) => ({ private_exponent: 'private_key', modulus: 'public_key' })[name] ?? name;

/** A page of the notebook: the card, the keys it has, and what each of them does to it. @param {Kit} k @param {{x: number, y: number, s: number}} at @param {number} opacity */
function page(k, at, opacity) {
  const { t, p, words } = k;
  const end = k.here.end - 1;
  const has = (/** @type {string} */ name) => knows(t, 'eavesdropper', name, end);
  const opened = has('pre_master_secret');
  const missing = lacking(t, end).map((name) => k.title(card(name)));
  const why = opened ? say(words, ['ledger', 'derives']) : say(words, ['ledger', 'how', 'cannot'], { missing: new Intl.ListFormat(words.meta.lang, { type: 'conjunction' }).format(missing) });
  // One key after the other goes to the card and back.
  const tried = KEYS.filter((kind) => has(`${kind}_key`));
  const step = 0.16 / Math.max(1, tried.length);
  k.add('air', h('g', { key: 'page', transform: moved(at.x, at.y, 0, at.s), opacity, 'data-attempt': missing.join() },
    h('rect', { x: -310, y: -66, width: 620, height: 132, rx: 6, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 4 }),
    h('g', { transform: moved(-262, -18, 0, 0.6) }, magnifier({})),
    h('g', { transform: moved(-148, -10, -3, 0.72) }, face(k.look('client', 'encrypted_pre_master_secret', { black: true }))),
    KEYS.map((kind, i) => {
      const there = has(`${kind}_key`);
      const begin = 0.42 + tried.indexOf(kind) * step;
      const q = there ? linear(p, begin, begin + step) : 0;
      const go = there ? Math.sin(Math.PI * q) : 0;
      const shake = q > 0.35 && q < 0.65 ? Math.sin(q * 90) * 7 : 0;
      const home = 40 + i * 158;
      const works = opened && kind === 'private';
      return h('g', { key: kind },
        h('g', { transform: moved(lerp(home, -78, go), -24, 90 + shake, 0.42), opacity: there ? null : 0.35 }, fatKey({ kind })),
        there ? h('g', { transform: moved(home + 74, -22, 0, 0.72 * span(p, begin + step * 0.6, begin + step * 0.8)) }, verdict(works)) : h('path', { d: `M${home - 56} -52L${home + 56} 4`, stroke: 'var(--bad)', 'stroke-width': 7, 'stroke-linecap': 'round', opacity: span(p, 0.58, 0.62) }));
    }),
    h('g', { opacity: span(p, 0.56, 0.62) }, k.write(why, { x: -80, y: 20, w: 380, h: 44 }, { size: 26, anchor: 'start' }))));
}

export const preMasterFlight = {
  camera: clientShareFlight.camera,
  /** @param {Kit} k */
  draw(k) {
    const found = k.t.letters[k.here.letter ?? -1];
    if (found) fly(k, found, { from: 'client', to: 'server', land: 0.82, open: 0.9, high: 90 });
    if (!found || found.arrived) return;
    const { sky } = k.ground;
    const wide = k.layout === 'wide';
    const over = wide ? { x: sky.x + 300, y: 366, s: 0.95 } : { x: 450, y: sky.y + 400, s: 1.3 };
    const rest = wide ? k.on('server', { x: 690, y: 530 }, 0.98) : k.on('server', { x: 450, y: 880 }, 1.3);
    page(k, k.along([[0.66, { ...over, r: 0 }], [0.84, rest]]), span(k.p, 0.36, 0.42));
  },
};
