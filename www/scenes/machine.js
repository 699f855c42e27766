// The motion that machines have in common: cards drop into the slots or a key into the keyhole, a copy
// of a card goes in on one side, and what was made comes out on the other. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { fatKey } from '../props/keys.js';
import { ASYMMETRIC, KEY_SIZE } from '../props/machines.js';
import { once } from '../memo.js';
import { blackIf } from './black.js';
import { pushes } from './arm.js';
import { between, linear, span } from '../ease.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('./kit.js').Owner} Owner */
/** @typedef {import('./kit.js').Spot} Spot */

/**
 * @typedef {object} Work
 * @property {'asymmetric'|'curve'|'symmetric'|'prf'} kind
 * @property {'public'|'private'} [key]     in the keyhole
 * @property {string[]} [slots]             names of the cards in the slots
 * @property {string} [input]               name of the card that goes in
 * @property {string} [blackInput]          or the letter whose black card goes in
 * @property {string} [output]              name of the card that comes out, and stays
 * @property {string} [blackOutput]         or the letter whose black card comes out
 * @property {boolean} [blackFace]          the output artifact is itself a black card
 * @property {string} [inputTitle]
 * @property {string} [outputTitle]
 * @property {number} [from]                when it starts
 * @property {number} [to]                  when it has ended
 * @property {boolean} [born]               the input is made here, at the input
 * @property {number} [fade]
 * @property {boolean} [lie]                the output goes home in the end
 * @property {number} [tidy]                when the cards in the slots go home again
 */

/** @param {Kit} k @param {Owner} who @param {Work} work */
export function work(k, who, { kind, key, slots = [], input, blackInput, output, blackOutput, blackFace, inputTitle, outputTitle, from = 0.16, to = 0.95, born, fade = 1, lie, tidy }) {
  const at = (/** @type {number} */ q) => from + (to - from) * q;
  const { on, spots, p } = k;
  const inputSpot = on(who, spots.input);
  const inside = on(who, spots.inside);
  const output_ = on(who, spots.output);
  const working = linear(p, at(0.5), at(0.72));

  // The key comes from where it lies as a card, and grows on the way.
  const taken = kind === 'asymmetric' && key && p < at(0.1);
  if (taken) {
    const card = k.home(who, `${key}_key`);
    const m = on(who, spots.machine);
    const rest = { x: m.x + ASYMMETRIC.keyRest.x * spots.scale, y: m.y + ASYMMETRIC.keyRest.y * spots.scale, s: KEY_SIZE * spots.scale, r: -90 };
    const spot = between({ ...card, s: 0.3, r: 20 }, rest, span(p, at(0), at(0.1)));
    k.add('air', h('g', { key: `key:${who}`, 'aria-hidden': 'true', transform: moved(spot.x, spot.y, spot.r, spot.s), opacity: fade * span(p, at(-0.02), at(0.01)) }, once(`fat|${key}`, () => fatKey({ kind: key }))));
  }

  k.machine(who, kind, kind === 'asymmetric'
    ? { key: taken ? null : key ?? null, insert: span(p, at(0.1), at(0.2)), turn: span(p, at(0.46), at(0.56)), working }
    : { working, slots: slots.length || 2 }, fade);

  slots.forEach((name, i) => {
    const slot = k.spots.slots[i];
    // What is new comes out of the letters.
    const had = k.knows(who, name, k.here.start - 1);
    const home = had ? k.home(who, name) : on(who, spots.tray);
    const x = spots.machine.x + (i - (slots.length - 1) / 2) * (/_write_/.test(name) ? 216 : 172);
    const above = on(who, { x, y: slot.y - 10 });
    const sunk = on(who, { x, y: slot.y + 70 });
    const rest = on(who, { x, y: slot.y - 3 });
    /** @type {[number, Spot][]} */
    const path = [[at(0.02 + i * 0.08), home], [at(0.16 + i * 0.08), above], [at(0.46), above], [at(0.54), sunk], [at(0.72), sunk], [at(0.8), rest]];
    if (tidy) path.push([tidy, rest], [tidy + 0.08, home]);
    const spot = k.along(path);
    k.put(who, name, fade < 1 ? between(home, spot, fade) : spot, { fade: had ? 1 : span(p, at(0), at(0.05)) });
  });

  if (input || blackInput) {
    const home = input && !born ? k.home(who, input) : inputSpot;
    const gone = p > at(0.56) && p < at(0.84);
    const back = p >= at(0.84) ? span(p, at(0.84), at(0.94)) : 1;
    const spot = p >= at(0.84) ? inputSpot : k.along([[at(0.24), home], [at(0.38), inputSpot], [at(0.44), inputSpot], [at(0.54), inside]]);
    const shown = fade * back * span(p, at(0.16), at(0.24));
    if (p < at(0.62)) pushes(k, who, spot, at(input ? 0.3 : 0.06), at(0.52));
    if (!gone) {
      if (input) k.put(who, input, spot, { ghost: `in:${who}`, fade: shown, look: { ...blackIf(input), ...(inputTitle ? { title: inputTitle } : {}) } });
      else if (blackInput) k.black(who, blackInput, spot, { title: inputTitle, fade: p >= at(0.84) ? shown : span(p, at(0.02), at(0.1)) * fade });
    }
  }

  if (p >= at(0.68)) {
    /** @type {[number, Spot][]} */
    const path = [[at(0.68), inside], [at(0.84), output_]];
    if (lie && output) path.push([at(0.92), output_], [at(1), k.home(who, output)]);
    const spot = k.along(path);
    if (output) k.put(who, output, spot, { look: { ...(blackFace ? { black: true } : {}), ...(outputTitle ? { title: outputTitle } : {}) }, fade });
    else if (blackOutput) k.black(who, blackOutput, spot, { title: outputTitle, fade });
  } else if (output) {
    k.taken.add(`${who}.${output}`);
  }
}
