// The reader's own words, in private; and goodbye. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { confetti } from '../props/confetti.js';
import { speechBubble } from '../props/letter.js';
import { span } from '../ease.js';
import { face } from '../cards.js';
import { artifact, hex, sealedOf, text } from '../transcript.js';
import { say } from '../prose/index.js';
import { arrow } from './prf.js';
import { writeKeys } from './symmetric.js';
import { work } from './machine.js';
import { costBars } from './cost.js';
import { fly } from './flight.js';
import { shorten } from './kit.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('./kit.js').Owner} Owner */

/** @param {Kit} k @param {Owner} who @param {string} name @param {number} begin @param {number} end */
function bubble(k, who, name, begin, end) {
  const show = span(k.p, begin, begin + 0.05) - span(k.p, end, end + 0.05);
  if (show <= 0) return;
  const said = text(artifact(k.t, `${who}.${name}`)?.bytes);
  const wide = k.layout === 'wide';
  const at = k.on(who, wide ? { x: 1146, y: 112 } : { x: who === 'server' ? 396 : 410, y: -34 });
  k.add('air', h('g', { key: 'bubble', transform: moved(at.x, at.y, 0, Math.max(0.01, show)) }, speechBubble({ text: said && `“${shorten(said, 44)}”`, w: wide ? 216 : 360, h: wide ? 128 : 100, lean: who === 'client' || wide ? -1 : 1, below: wide })));
}

export const clientMessage = {
  shot: /** @type {const} */ ('client'),
  /** @param {Kit} k */
  draw(k) {
    bubble(k, 'client', 'message', 0.14, 2);
    work(k, 'client', { kind: 'symmetric', slots: writeKeys(k, 'client'), input: 'message', blackOutput: 'client_message', outputTitle: k.title('encrypted_message') });
  },
};

export const serverEncrypts = {
  shot: /** @type {const} */ ('server'),
  /** @param {Kit} k */
  draw(k) {
    bubble(k, 'server', 'reply', 0.14, 2);
    work(k, 'server', { kind: 'symmetric', slots: writeKeys(k, 'server'), input: 'reply', blackOutput: 'server_message', outputTitle: k.title('encrypted_reply') });
  },
};

export const clientDecrypts = {
  shot: /** @type {const} */ ('client'),
  /** @param {Kit} k */
  draw(k) {
    work(k, 'client', { kind: 'symmetric', slots: writeKeys(k, 'server'), blackInput: 'server_message', inputTitle: k.title('encrypted_reply'), output: 'reply', to: 0.8, tidy: 0.82 });
    bubble(k, 'client', 'reply', 0.8, 2);
    if (k.costs) costBars(k, k.costs, k.layout === 'wide' ? { x: 442, y: 122, w: 496, h: 122 } : { x: 220, y: 386, w: 664, h: 226 }, span(k.p, 0.9, 1));
    if (k.p > 0.76) {
      const { client } = k.ground;
      k.add('air', h('g', { key: 'confetti', transform: moved(client.x, client.y) }, confetti({ p: (k.p - 0.76) / 0.24, w: client.w, h: client.h })));
    }
  },
};

/** The black card that came, and what is in it: two bytes. @param {Kit} k @param {Owner} who @param {string} id @param {number} begin */
function farewell(k, who, id, begin) {
  const [y, s] = k.layout === 'wide' ? [452, 1.12] : [524, 1.24];
  k.black(who, id, k.on(who, { x: 520, y }, s), { title: k.title('close_notify'), fade: span(k.p, begin, begin + 0.05) });
  const inside = sealedOf(k.t.letters.find((l) => l.id === id))?.plaintext;
  if (!inside?.length) return;
  const show = span(k.p, begin + 0.05, begin + 0.1);
  const at = k.on(who, { x: 768, y }, s);
  const from = k.on(who, { x: 628, y });
  k.add('high', h('g', { key: `opens:${who}`, opacity: show, 'aria-hidden': 'true' },
    h('g', { transform: moved(from.x, from.y) }, arrow(42, 'var(--symmetric)')),
    h('g', { transform: moved(at.x, at.y, 1.5, at.s) }, face({ name: 'message', title: say(k.words, ['alerts', 'close_notify', 'name']), bytes: hex(inside), print: inside }))));
}

export const closeNotify = {
  shot: /** @type {const} */ ('apart'),
  /** @param {Kit} k */
  draw(k) {
    const { t, p } = k;
    const [one, two] = ['client_close', 'server_close'].map((id) => t.letters.find((l) => l.id === id));
    if (one) fly(k, one, { from: 'client', to: 'server', start: 0.18, land: 0.5, unfold: false, size: 0.62, high: 80 });
    if (two) fly(k, two, { from: 'server', to: 'client', start: 0.54, land: 0.84, unfold: false, size: 0.62, high: 80 });
    if (one && p > 0.5) farewell(k, 'server', 'client_close', 0.52);
    if (two && p > 0.84) farewell(k, 'client', 'server_close', 0.84);
    if (p > 0.86 || p < 0.08 || !(one || two)) {
      k.cast.client = { doing: 'wave', k: p < 1 ? k.frame.t / 1500 : 0.2 };
      k.cast.server = { doing: 'wave', k: p < 1 ? k.frame.t / 1400 + 0.4 : 0.2 };
    }
    k.cast.spy = { mood: 'baffled' };
  },
};
