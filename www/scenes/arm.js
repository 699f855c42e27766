// A hand of the desk's owner, where something is written or pushed. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { arm, PENCIL } from '../props/arm.js';
import { penAt } from '../props/letter.js';
import { lerp, span } from '../ease.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('./kit.js').Owner} Owner */
/** @typedef {import('./kit.js').Spot} Spot */

/** @param {Kit} k @param {string} key @param {{x: number, y: number}} wrist @param {Parameters<typeof arm>[0]} look @param {number} size */
const reach = (k, key, wrist, look, size) => k.add('air', h('g', { key, transform: moved(wrist.x, wrist.y, 0, size) }, arm(look)));

/** A hand with a pencil where the letter is being written; it comes when writing begins and goes when it is done. @param {Kit} k @param {Owner} who @param {string} letterId @param {number} shown @param {number} begin @param {number} end */
export function writes(k, who, letterId, shown, begin, end) {
  const { p } = k;
  const there = span(p, begin - 0.05, begin) - span(p, end, end + 0.07);
  const paper = k.paper(letterId);
  if (there <= 0.01 || !paper) return;
  const spot = k.sheetAt(who, letterId);
  const pen = penAt({ ...paper, shown });
  const size = k.layout === 'wide' ? 1.05 : 1.15;
  const rest = { x: spot.x + 330, y: k.ground[who].y + k.ground[who].h + 190 };
  const jot = shown > 0 && shown < 1 ? Math.sin(shown * 260) * 3 : 0;
  const tip = { x: spot.x + pen.x * spot.s + 6, y: spot.y + pen.y * spot.s + jot };
  const wrist = { x: lerp(rest.x, tip.x - PENCIL.x * size, there), y: lerp(rest.y, tip.y - PENCIL.y * size, there) };
  reach(k, `arm:${who}`, wrist, { side: who, holds: 'pencil', elbow: [170 + (rest.x - wrist.x) * 0.3, 420] }, size);
}

/** A hand that pushes a card into the mouth of a machine, and lets go there. @param {Kit} k @param {Owner} who @param {Spot} card @param {number} arrive when the hand has it @param {number} done */
export function pushes(k, who, card, arrive, done) {
  if (k.layout !== 'wide' || k.close < 1) return;
  const { p } = k;
  const there = span(p, arrive, arrive + 0.06) - span(p, done - 0.04, done + 0.04);
  if (there <= 0.01) return;
  const mouth = k.on(who, { x: k.spots.machine.x - 236 * k.spots.scale, y: card.y }).x;
  const x = Math.min(card.x - 66, mouth - 80);
  const low = k.ground[who].y + k.ground[who].h + 90;
  const wrist = { x, y: lerp(low, card.y + 58 * card.s + 84, there) };
  reach(k, `arm:${who}`, wrist, { side: who, pose: 'open', elbow: [-90, 330] }, 1.05);
}
