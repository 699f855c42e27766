// An answer is tried on the stage: the card goes where the reader wants it, and what happens is looked up
// in the Transcript, not in a list of right answers. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { verdict } from '../props/cards.js';
import { eavesdropper } from '../props/crowd.js';
import { caDoor } from '../props/door.js';
import { server as serverPerson } from '../props/people.js';
import { dart } from '../props/planes.js';
import { asymmetricMachine, curveMachine, symmetricMachine } from '../props/machines.js';
import { face } from '../cards.js';
import { linear, span } from '../ease.js';
import { artifact, head, hex, knows, letter, real, sealedOf } from '../transcript.js';
import { say, values } from '../prose/index.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {{question: string, option: string, p: number}} Trial */

const W = 860;
const H = 420;

/** Any copy of a value. @param {Transcript} t @param {string} name */
const anyone = (t, name) => ['server', 'client', 'ca', 'eavesdropper'].map((who) => artifact(t, `${who}.${name}`)).find(Boolean);

/** Whether a value is anywhere in what crossed the sky, in the open or under the seal. @param {Transcript} t @param {string} name */
export function crossed(t, name) {
  const found = anyone(t, name);
  if (!found) return false;
  const needle = hex(found.bytes);
  return t.letters.some((l) => hex(l.bytes).includes(needle) || l.records.some((r) => hex(r.sealed?.plaintext).includes(needle)));
}

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

/** @param {Kit} k @param {Trial} trial */
export function trialOf(k, trial) {
  const { t, camera } = k;
  const { question, option, p } = trial;
  const right = outcome(t, question, option);
  const scale = Math.min(1.5, (camera.w * 0.94) / W, (camera.h * 0.6) / H);
  const x = camera.x + camera.w / 2;
  const y = camera.y + camera.h / 2;
  const move = span(p, 0.05, 0.55);
  const machine = question === 'asymmetric' || question === 'tada';
  const to = machine ? { x: 0, y: -30 } : { x: -60, y: 40 };
  const from = { x: -320, y: 0 };
  const value = anyone(t, option);
  const card = question === 'parties'
    ? h('g', { transform: moved(from.x + 60 + move * 200, -120 - Math.sin(Math.PI * move) * 40, 0, 0.5) }, dart({ cards: [face(k.look('client', 'client_random'))], cardSize: 1 }))
    : h('g', { transform: moved(from.x + (to.x - from.x) * move, from.y + (to.y - from.y) * move, 0, 1.15), opacity: machine && p > 0.5 ? 1 - linear(p, 0.5, 0.6) : null },
        face({ ...k.look('server', option), bytes: head(value?.bytes, 4).replace('…', ''), print: value?.bytes }));
  k.add('air', h('g', { key: 'trial', transform: moved(x, y, 0, scale), 'aria-hidden': 'true' },
    h('rect', { x: -W / 2, y: -H / 2, width: W, height: H, rx: 14, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 5 }),
    machine ? null : card,
    target(k, question, option, p, right),
    machine ? card : null,
    result(k, question, right, p),
    p > 0.72 && h('g', { transform: moved(W / 2 - 60, -H / 2 + 60, 0, 1.5 * span(p, 0.72, 0.84)) }, verdict(right))));
}

/** Where it is tried. @param {Kit} k @param {string} question @param {string} option @param {number} p @param {boolean} right */
function target(k, question, option, p, right) {
  const { t, words } = k;
  const reads = p > 0.6;
  if (question === 'asymmetric' || question === 'tada') {
    const kind = question === 'asymmetric' ? 'asymmetric' : 'symmetric';
    const curve = kind === 'asymmetric' && k.variant.keyExchange === 'ecdhe';
    const make = curve ? curveMachine : kind === 'asymmetric' ? asymmetricMachine : symmetricMachine;
    return h('g', { transform: moved(0, 30, 0, 0.8) }, make({ label: say(words, ['machines', curve ? 'curve' : kind], values(t)), working: linear(p, 0.55, 0.75) }));
  }
  if (question === 'parties') {
    const at = moved(180, 190, 0, 0.8);
    if (option === 'server') return h('g', { transform: at }, serverPerson(reads ? { doing: 'cheer', k: 1 } : {}));
    if (option === 'ca') return h('g', { transform: moved(180, 195, 0, 0.72) }, caDoor({ label: say(words, ['parties', 'ca', 'name']), knock: linear(p, 0.5, 0.8) }));
    return h('g', { transform: moved(180, 200, 0, 1.2) }, eavesdropper({ notebook: 4, mood: reads ? 'happy' : 'curious' }));
  }
  if (question === 'symmetric') {
    const found = t.letters.length;
    return h('g', { transform: moved(190, 40) }, Array.from({ length: found }, (_, i) => h('rect', { key: `l${i}`, x: -90 + (i % 3) * 76 - 40, y: -120 + Math.floor(i / 3) * 92, width: 66, height: 76, fill: t.letters[i].records.some((r) => r.protected) ? 'var(--encrypted)' : 'var(--paper)', stroke: 'var(--ink)', 'stroke-width': 3 })));
  }
  const heard = t.letters.length;
  const mood = !reads ? 'curious' : question === 'goodbye' ? (right ? 'happy' : 'baffled') : right ? 'baffled' : 'happy';
  return h('g', { transform: moved(200, 200, 0, 1.3) }, eavesdropper({ notebook: Math.min(8, heard), writing: 0, mood }));
}

/** What comes out. @param {Kit} k @param {string} question @param {boolean} right @param {number} p */
function result(k, question, right, p) {
  if (p < 0.7 || (question !== 'asymmetric' && question !== 'tada' && !(question === 'goodbye' && right))) return null;
  const show = span(p, 0.7, 0.85);
  const spot = question === 'goodbye' ? moved(-60, 120, 0, 1.1) : moved(200 + show * 100, 60, 0, 1.1);
  if (question === 'goodbye') return h('g', { transform: spot, opacity: show }, face(k.look('client', 'message')));
  const name = question === 'asymmetric' ? 'pre_master_secret' : 'reply';
  return h('g', { transform: spot, opacity: show }, right ? face(k.look('server', name)) : face({ name: 'encrypted', title: '???', black: true }));
}

