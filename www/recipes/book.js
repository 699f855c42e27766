// How a value was made: the formula of the standard with the values of this run in it, the way there
// step by step, and where each input came from. Pure: everything shown is in the Transcript.

import { h } from '../shape.js';
import { say } from '../prose/index.js';
import { text } from '../transcript.js';
import { agree, params, publicValue } from './curve.js';
import { hash } from './hash.js';
import { contents, formula, hexed, inputs, legend, letterLink, made, nameOf, inkOf, published, scene, stretches, tell, travel } from './parts.js';
import { prf, slice } from './prf.js';
import { sealing } from './record.js';
import { pad, power, preMaster, sign, unpad } from './rsa.js';

/** @typedef {import('./parts.js').Transcript} Transcript */
/** @typedef {import('./parts.js').Artifact} Artifact */
/** @typedef {import('./parts.js').Prose} Prose */
/** @typedef {import('./parts.js').Token} Token */

/** @type {Record<string, (t: Transcript, a: Artifact, words: Prose) => any>} */
const RECIPES = { pkcs1_pad: pad, pkcs1_unpad: unpad, rsa_encrypt: power, rsa_decrypt: power, rsa_sign: sign, prf, slice, hash, ecdhe_public: publicValue, ecdhe: agree, ecdhe_params: params, concat: joined, random: drawn, received: copied, opened: decrypted };

/** How an artifact was made. @param {Transcript} t @param {Artifact} a @param {Prose} words @returns {import('./parts.js').Shape} */
export function recipe(t, a, words) {
  const party = say(words, ['parties', a.holder, 'name']);
  return h('section', { class: 'recipe', key: `recipe:${a.id}`, 'aria-label': tell(words, 'title') },
    h('h4', { key: 'h' }, tell(words, 'title')),
    h('p', { key: 'where' }, `${party}: ${made(t, a, words)}. `, scene(t, words, a.beat)),
    h('p', { key: 'why' }, published(t, a) ? say(words, ['hands', 'making']) : tell(words, a.recipe)),
    !published(t, a) && RECIPES[a.recipe]?.(t, a, words),
    inputs(t, a, words));
}

/** How a protected record was made; nothing for one in the clear. @param {Transcript} t @param {import('../types.js').Letter} letter @param {number} index @param {Prose} words */
export function recordRecipe(t, letter, index, words) {
  const record = letter.records[index];
  if (!record?.sealed) return null;
  return h('section', { class: 'recipe', key: `sealing:${letter.id}.${index}`, 'aria-label': tell(words, 'sealing') },
    h('h4', { key: 'h' }, `${tell(words, 'sealing')}: ${contents(words, record.messages)}`),
    sealing(t, letter, index, words));
}

/** The inputs in a row. @param {Transcript} t @param {Artifact} a @param {Prose} words */
function joined(t, a, words) {
  const parts = a.inputs.map(({ id }) => /** @type {[string, number]} */ ([inkOf(nameOf(id)), t.artifacts.find((one) => one.id === id)?.bytes.length ?? 0]));
  return [
    formula(t, words, 'f', [{ sym: a.name, bytes: a.bytes }, ' = ', ...a.inputs.flatMap(({ id }, i) => /** @type {Token[]} */ ([i ? ' ‖ ' : '', { sym: nameOf(id), id }]))]),
    legend(a.inputs.map(({ id }) => ({ ink: inkOf(nameOf(id)), name: nameOf(id) }))),
    hexed(a.bytes, words, 'v', stretches(parts)),
  ];
}

/** @param {Transcript} _ @param {Artifact} a @param {Prose} words */
function drawn(_, a, words) {
  if (a.name === 'pre_master_secret' && a.bytes.length === 48 && a.holder === 'client') return preMaster(a, words);
  return [h('p', { key: 'f', class: 'formula' }, `${a.name} = random[${a.bytes.length}]`), a.name === 'pkcs1_padding' && h('p', { key: 'z' }, tell(words, 'nonzero'))];
}

/** In which letter it stood, or in which value. @param {Transcript} t @param {Artifact} a @param {Prose} words */
function copied(t, a, words) {
  const letter = t.beats[a.beat]?.letter;
  return h('p', { key: 'from' }, tell(words, 'cameFrom'), ' ', typeof letter === 'number' ? letterLink(t, words, letter) : null, a.from.map((id) => [' · ', travel(t, words, id)]));
}

/** Which record it came out of. @param {Transcript} t @param {Artifact} a @param {Prose} words */
function decrypted(t, a, words) {
  const from = a.name === 'reply' ? 'server' : 'client';
  const letter = t.letters.find(({ id }) => id === `${from}_message`);
  if (!letter) return null;
  return [
    h('p', { key: 'from' }, tell(words, 'cameFrom'), ' ', letterLink(t, words, letter.index)),
    a.bytes.length > 0 && h('p', { key: 'said', class: 'said' }, `“${text(a.bytes)}”`),
    letter.records.map((record, i) => record.sealed && h('div', { key: `r${i}` }, sealing(t, letter, i, words))),
  ];
}
