// What lies on the desks while nobody works with it: the values that their owners have, and the letters that
// they have seen. Pure.

import { h } from './shape.js';
import { moved } from './props/ink.js';
import { face } from './cards.js';
import { span } from './ease.js';
import { follows } from './memo.js';
import { artifact, isClosed, lettersOf } from './transcript.js';
import { gone, inside, SHELF } from './world.js';
import { blackIf } from './scenes/black.js';
import { say } from './prose/index.js';

/** @typedef {import('./scenes/kit.js').Kit} Kit */

const OWNERS = /** @type {const} */ (['client', 'server']);

/** What each desk's owner has, lying where it always lies. @param {Kit} k */
export function shelves(k) {
  for (const who of OWNERS) {
    for (const { name, id, had } of lying(k, who)) {
      if (k.taken.has(id)) continue;
      const fade = had ? 1 : name === 'encrypted_pre_master_secret' ? span(k.p, 0.02, 0.08) : span(k.p, 0.85, 0.97);
      if (fade > 0) k.put(who, name, k.home(who, name), { fade, look: blackIf(name) });
    }
    tray(k, who);
  }
}

/** What lies on whose desk in which scene. @type {(t: import('./types.js').Transcript) => Record<'client'|'server', WeakMap<import('./types.js').SceneSpan, {name: string, id: string, had: boolean}[]>>} */
const desks = follows(() => ({ client: new WeakMap(), server: new WeakMap() }));

/** What lies on a desk in this scene, or comes to lie there; `had`: from the beginning. @param {Kit} k @param {'client'|'server'} who */
function lying(k, who) {
  const { t, here, frame: { chapter } } = k;
  const all = desks(t)[who];
  let found = all.get(here);
  if (!found) {
    found = SHELF.filter((name) => !gone(name, chapter, here.number) && (artifact(t, `${who}.${name}`) || isClosed(t, who, name)) && k.knows(who, name))
      .map((name) => ({ name, id: `${who}.${name}`, had: k.knows(who, name, here.start - 1) }));
    all.set(here, found);
  }
  return found;
}

/** The letters that a desk has seen. @param {Kit} k @param {'client'|'server'} who */
function tray(k, who) {
  const letters = lettersOf(k.t, who, k.here.start);
  const last = letters[letters.length - 1];
  if (!last) return;
  const at = k.on(who, k.spots.tray);
  const w = 190;
  const high = 108;
  const opacity = k.spots.tray.fade * inside({ x: at.x - w / 2 - 8, y: at.y - high / 2 - 12, w: w + 16, h: high + 20 }, k.camera);
  if (opacity <= 0.01) return;
  const name = say(k.words, ['letters', last.id, 'name']);
  const black = last.records.some((r) => r.protected);
  k.add('low', h('g', {
    key: `tray:${who}`, class: 'card', transform: moved(at.x, at.y), opacity: opacity < 0.99 ? opacity : null,
    role: 'button', tabindex: 0, 'data-act': `letter:${last.index}`, 'aria-label': say(k.words, ['parties', who, 'name']),
  },
    k.hit(w, high + 8),
    letters.length > 2 && h('rect', { x: -w / 2 + 8, y: -high / 2 - 10, width: w - 10, height: high, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3, transform: 'rotate(4)' }),
    letters.length > 1 && h('rect', { x: -w / 2, y: -high / 2 - 4, width: w - 6, height: high, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 3, transform: 'rotate(-3)' }),
    face({ name: black ? 'encrypted' : 'letter', title: (name.split(', ').at(black ? -1 : 0) ?? '').replace(/([a-z])([A-Z])/g, '$1 $2'), black, w, h: high })));
}
