// Where answers are tried: over the crowd, through the letters of the notebook, in a machine. Origin: the
// middle of the board. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { eavesdropper, magnifier } from '../props/crowd.js';
import { caDoor } from '../props/door.js';
import { fatKey } from '../props/keys.js';
import { asymmetricMachine, curveMachine, SYMMETRIC, symmetricMachine } from '../props/machines.js';
import { server as serverPerson } from '../props/people.js';
import { dart } from '../props/planes.js';
import { face } from '../cards.js';
import { clamp, lerp, linear, span } from '../ease.js';
import { anyone, artifact, carries, head, knows, letter, sealedOf } from '../transcript.js';
import { say, values } from '../prose/index.js';

/** @typedef {import('./kit.js').Kit} Kit */
/** @typedef {import('./trial.js').Trial} Trial */

export const BOARD = { w: 900, h: 440 };

/** A card of anybody's. @param {Kit} k @param {string} name */
function cardOf(k, name) {
  const value = anyone(k.t, name);
  return face({ ...k.look('server', name), bytes: head(value?.bytes, 4).replace('…', ''), print: value?.bytes });
}

/** What comes out where the key does not fit. */
const noise = () => face({ name: 'encrypted', title: '???', black: true });

/** A letter flies: whoever it is for, the crowd is below it. @param {Kit} k @param {Trial} trial */
export function above(k, { option, p }) {
  const go = span(p, 0.05, 0.62);
  const reads = p > 0.4 && knows(k.t, 'eavesdropper', 'client_random', k.t.beats.length);
  const copy = face(k.look('client', 'client_random'));
  const end = option === 'eavesdropper' ? 330 : 190;
  const target = /** @type {Record<string, () => any>} */ ({
    server: () => h('g', { transform: moved(350, 212, 0, 0.84) }, serverPerson(p > 0.6 ? { doing: 'cheer', k: span(p, 0.6, 0.7) } : {})),
    ca: () => h('g', { transform: moved(350, 214, 0, 0.74) }, caDoor({ label: say(k.words, ['parties', 'ca', 'name']), knock: linear(p, 0.6, 0.84) })),
  })[option]?.();
  return [
    target,
    h('g', { key: 'spy', transform: moved(-60, 218, 0, 0.92) }, eavesdropper({ notebook: reads ? 5 : 3, writing: linear(p, 0.35, 0.6), mood: reads && p > 0.6 ? 'happy' : 'curious' })),
    reads && h('g', { key: 'copy', transform: moved(112, 120, 4, 0.9 * span(p, 0.6, 0.72)) }, copy),
    h('g', { key: 'plane', transform: moved(lerp(-300, end, go), -120 - Math.sin(Math.PI * go) * 34, 0, 0.5) }, dart({ cards: [copy], cardSize: 1 })),
  ];
}

/** Letters in rows of three. @param {number} i @param {number} total */
const spotOf = (i, total) => ({ x: 10 + ((i % 3) - (Math.min(3, total) - 1) / 2) * 98, y: (Math.floor(i / 3) - (Math.ceil(total / 3) - 1) / 2) * 112 });

/**
 * The letters heard so far.
 * @param {import('../types.js').Letter[]} letters @param {(i: number) => {lit?: boolean, open?: number}} how
 */
const rows = (letters, how) =>
  letters.map((l, i) => {
    const { x, y } = spotOf(i, letters.length);
    const { lit = false, open = 0 } = how(i);
    const black = l.records.some((r) => r.protected) && open < 0.5;
    return h('g', { key: `l${i}`, transform: moved(x, y) },
      lit && h('rect', { x: -46, y: -52, width: 92, height: 104, rx: 10, fill: 'var(--good)', stroke: 'var(--ink)', 'stroke-width': 3 }),
      h('rect', { x: -36, y: -42, width: 72, height: 84, fill: black ? 'var(--encrypted)' : 'var(--paper)', stroke: 'var(--ink)', 'stroke-width': 3 }),
      [-18, -2, 14].map((dy) => h('path', { key: String(dy), d: `M-24 ${dy}H${dy === 14 ? 6 : 24}`, stroke: black ? 'var(--encrypted-ink)' : 'var(--navy)', 'stroke-width': 4, 'stroke-dasharray': black ? '5 4' : null })));
  });

/** Every letter in the notebook is looked through for the card. @param {Kit} k @param {Trial} trial @param {boolean} right */
export function throughLetters(k, { question, option, p }, right) {
  const { t } = k;
  const letters = t.letters.filter((l) => l.beat < k.here.end);
  // Whoever looks for what flew in black looks under the seal, too.
  const found = letters.findIndex((l) => (question === 'symmetric' ? carries(t, l, option) !== '' : carries(t, l, option) === 'open'));
  const last = found < 0 ? letters.length - 1 : found;
  const at = linear(p, 0.2, 0.68) * last;
  const [a, b] = [spotOf(Math.floor(at), letters.length), spotOf(Math.min(last, Math.floor(at) + 1), letters.length)];
  const step = at - Math.floor(at);
  const lit = p > 0.7 && found >= 0;
  const mood = p < 0.74 ? 'curious' : right ? 'baffled' : 'happy';
  return [
    h('g', { key: 'card', transform: moved(-310, 0, 0, 1.15 * span(p, 0, 0.12)) }, cardOf(k, option)),
    rows(letters, (i) => ({ lit: lit && i === found })),
    // It cannot look under a seal.
    question !== 'symmetric' && h('g', { key: 'spy', transform: moved(330, 214, 0, 1.05) }, eavesdropper({ notebook: Math.min(8, letters.length), mood })),
    p < 0.74 && h('g', { key: 'glass', transform: moved(lerp(a.x, b.x, step) + 8, lerp(a.y, b.y, step), 0, 0.8), opacity: span(p, 0.14, 0.2) }, magnifier({})),
    lit && h('g', { key: 'stuck', transform: moved(spotOf(found, letters.length).x + 14, spotOf(found, letters.length).y + 26, -5, 0.52 * span(p, 0.7, 0.8)) }, cardOf(k, option)),
  ];
}

/** The black card, and the key or card that is to open it. @param {Kit} k @param {Trial} trial @param {boolean} right */
export function inMachine(k, { question, option, p }, right) {
  const { words, t } = k;
  const asymmetric = question === 'asymmetric';
  const curve = asymmetric && k.variant.keyExchange === 'ecdhe';
  const working = linear(p, 0.5, 0.7);
  const label = say(words, ['machines', curve ? 'curve' : asymmetric ? 'asymmetric' : 'symmetric'], values(t));
  const size = 0.86;
  const turn = span(p, 0.06, 0.24);
  const strange = !asymmetric && !sealedKey(option);
  const slot = (/** @type {any} */ card) => h('g', { key: 'slot', transform: moved(0, lerp(-330, SYMMETRIC.slot1.y + 34, turn) + (strange ? 0 : 70 * span(p, 0.44, 0.52) * (1 - span(p, 0.72, 0.8)))) }, card);
  const sealed = sealedOf(letter(t, 'server_message'));
  const input = curve ? cardOf(k, option)
    : asymmetric ? face(k.look('client', 'encrypted_pre_master_secret', { black: true }))
      : face({ name: 'encrypted', title: k.title('encrypted_reply'), bytes: head(sealed?.ciphertext, 4).replace('…', ''), print: sealed?.ciphertext, black: true });
  const output = !right ? noise() : face(asymmetric ? k.look('server', 'pre_master_secret') : k.look('server', 'reply'));
  // In, and gone; what went in lies there again at the end, as on the desks.
  const into = span(p, 0.34, 0.5);
  const back = strange ? 1 : span(p, 0.82, 0.9);
  const place = { x: lerp(SYMMETRIC.input.x, 0, strange || p > 0.82 ? 0 : into), y: SYMMETRIC.input.y };
  const out = { x: lerp(0, SYMMETRIC.output.x, span(p, 0.66, 0.82)), y: SYMMETRIC.output.y };
  const key = option === 'private_key' ? 'private' : 'public';
  const machine = curve ? curveMachine({ label, working })
    : asymmetric ? asymmetricMachine({ label, key, colour: option.startsWith('ca_') ? 'var(--door)' : undefined, insert: turn, turn: span(p, 0.44, 0.54), working })
      : symmetricMachine({ label, working: strange ? 0 : working, slots: 1 });
  // A key has no business with slots: it comes down, and up again.
  const shake = p > 0.24 && p < 0.6 ? Math.sin(p * 90) * 6 : 0;
  return h('g', { key: 'machine', transform: moved(0, asymmetric && !curve ? 0 : 64, 0, asymmetric && !curve ? size + 0.1 : size) },
    curve && slot(cardOf(k, 'server_ephemeral_public')),
    !asymmetric && !strange && slot(cardOf(k, option)),
    h('g', { key: 'in', transform: moved(place.x, place.y), opacity: p > 0.82 ? back : 1 }, input),
    !strange && p > 0.66 && h('g', { key: 'out', transform: moved(out.x, out.y) }, output),
    machine,
    strange && h('g', { key: 'key', transform: moved(0, lerp(-330, SYMMETRIC.slot1.y + 10, clamp(turn)), shake, 0.6) }, fatKey({ kind: 'public' })));
}

/** Whether a card fits into the slot of a symmetric machine. @param {string} name */
const sealedKey = (name) => /_write_/.test(name);

/** Years later: the notebook, and what was stolen for it. @param {Kit} k @param {Trial} trial @param {boolean} right */
export function inNotebook(k, { option, p }, right) {
  const { t } = k;
  const go = span(p, 0.06, 0.42);
  const said = artifact(t, 'client.message');
  return [
    rows(t.letters, (i) => ({ open: right ? linear(p, 0.46 + i * 0.03, 0.52 + i * 0.03) : 0 })),
    h('g', { key: 'spy', transform: moved(330, 214, 0, 1.05) }, eavesdropper({ notebook: Math.min(8, t.letters.length), mood: p < 0.6 ? 'curious' : right ? 'happy' : 'baffled' })),
    h('g', { key: 'card', transform: moved(-310, lerp(-60, -90, go), 0, 1.15 * span(p, 0, 0.12)) }, cardOf(k, option)),
    h('path', { key: 'to', d: 'M-222 -60C-196 -40 -186 -30 -160 -10M-178 -30L-158 -8L-184 -6', fill: 'none', stroke: 'var(--ink)', 'stroke-width': 6, 'stroke-linecap': 'round', opacity: go }),
    right && said && h('g', { key: 'read', transform: moved(-310, 90, 0, 1.15 * span(p, 0.76, 0.88)) }, face(k.look('client', 'message'))),
  ];
}
