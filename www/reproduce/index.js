// Reproduce it yourself: for every artifact, protected record and certificate check of a run the
// shell commands that print the same bytes, with this run's values in them. Pure; README.md says
// which tools they need. Titles and reasons are in the prose, under `reproduce`.

import { hex } from '../transcript.js';
import { recipes } from './artifacts.js';
import { checks } from './checks.js';
import { parts } from './records.js';
import { needs } from './shell.js';

/** @typedef {import('../types.js').Transcript} Transcript */

/**
 * @typedef {object} Sample
 * @property {string} id       `client.master_secret`, `client.master_secret.unfolded`, `client_message.0.mac`, …
 * @property {string} title    key in the prose: `reproduce.<title>`
 * @property {string} [artifact] id of the artifact that it is about
 * @property {number} [letter]   or the letter,
 * @property {number} [record]   and the record in it
 * @property {string} [check]    or the check
 * @property {string[]} needs  commands beyond the shell itself: `openssl`, `basenc`, …
 * @property {string} shell    the commands; empty where there are none
 * @property {string} prints   what they print: hex, or OpenSSL's word for a check
 * @property {string} [not]    why there are no commands; key in the prose: `reproduce.<not>`
 */

/** Every sample of a run. @param {Transcript} t @returns {Sample[]} */
export function samples(t) {
  /** @type {Sample[]} */
  const all = [];
  for (const a of t.artifacts)
    recipes(t, a).forEach((recipe, index) => {
      const about = { id: index ? `${a.id}.unfolded` : a.id, artifact: a.id, prints: hex(a.bytes) };
      all.push('not' in recipe ? without(about, recipe.not) : sample(about, recipe));
    });
  t.letters.forEach((letter) =>
    letter.records.forEach((record, index) => {
      if (!record.sealed) return;
      for (const part of parts(t, { letter, record, sealed: record.sealed })) {
        const about = { id: `${letter.id}.${index}.${part.kind}`, letter: letter.index, record: index, prints: hex(part.prints) };
        all.push('not' in part ? without(about, part.not) : sample(about, part));
      }
    }),
  );
  for (const { check, kind, shell, prints } of checks(t)) all.push(sample({ id: `${check}.${kind}`, check, prints }, { kind, shell }));
  return all;
}

/** @typedef {Pick<Sample, 'id' | 'artifact' | 'letter' | 'record' | 'check' | 'prints'>} About */

/** @param {About} about @param {{kind: string, shell: string}} made @returns {Sample} */
const sample = (about, { kind, shell }) => ({ ...about, title: kind, needs: needs(shell), shell });

/** @param {About} about @param {string} reason @returns {Sample} */
const without = (about, reason) => ({ ...about, title: 'none', needs: [], shell: '', not: `not_${reason}` });
