// An answer is tried on the stage: the card goes where the reader wants it, and what happens is looked up
// in the Transcript, not in a list of right answers. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { verdict } from '../props/cards.js';
import { span } from '../ease.js';
import { artifact, carries, knows, letter, real, sealedOf } from '../transcript.js';
import { above, BOARD, inMachine, inNotebook, throughLetters } from './board.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {{question: string, option: string, p: number}} Trial */

/** Whether it is anywhere in what crossed the sky. @param {Transcript} t @param {string} name */
export const crossed = (t, name) => t.letters.some((l) => carries(t, l, name) !== '');

/** What comes of it, by what the Transcript says. @param {Transcript} t @param {string} question @param {string} option */
export function outcome(t, question, option) {
  const end = t.beats.length;
  switch (question) {
    case 'parties':
      return option === 'eavesdropper' && knows(t, 'eavesdropper', 'client_random', end);
    case 'hellos':
    case 'prf':
      return !knows(t, 'eavesdropper', option, end);
    case 'asymmetric':
      // What the server made the secret of, or, with ECDHE, what either made it of.
      return option !== 'public_key' && ['server.pkcs1_block', 'client.pre_master_secret', 'server.pre_master_secret'].some((id) => {
        const made = artifact(t, id);
        return made && /^(rsa_decrypt|ecdhe)$/.test(made.recipe) && made.from.includes(`${made.holder}.${real(option)}`);
      });
    case 'symmetric':
      return crossed(t, option);
    case 'tada':
      return sealedOf(letter(t, 'server_message'))?.key.endsWith(`.${option}`) ?? false;
    default:
      return t.outcome.eavesdropperMissing.includes(real(option));
  }
}

/** Question → where its answers are tried. */
const BOARDS = /** @type {Record<string, (k: Kit, trial: Trial, right: boolean) => any>} */ ({
  parties: above,
  hellos: throughLetters,
  asymmetric: inMachine,
  prf: throughLetters,
  symmetric: throughLetters,
  tada: inMachine,
  goodbye: inNotebook,
});

/** @param {Kit} k @param {Trial} trial */
export function trialOf(k, trial) {
  const { t, camera } = k;
  const { question, option, p } = trial;
  const right = outcome(t, question, option);
  const { w, h: high } = BOARD;
  const scale = Math.min(1.5, (camera.w * 0.96) / w, (camera.h * 0.86) / high);
  k.add('air', h('g', { key: 'trial', transform: moved(camera.x + camera.w / 2, camera.y + camera.h / 2, 0, scale), 'aria-hidden': 'true' },
    h('rect', { x: -w / 2, y: -high / 2, width: w, height: high, rx: 14, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 5 }),
    (BOARDS[question] ?? inNotebook)(k, trial, right),
    p > 0.84 && h('g', { transform: moved(w / 2 - 54, -high / 2 + 54, 0, 1.5 * span(p, 0.84, 0.94)) }, verdict(right))));
}
