// The PRF, turn by turn and HMAC by HMAC; and the key block with its cuts. Pure.

import { h } from '../shape.js';
import { formula, hexed, inkOf, legend, more, nameOf, named, row, stretches, tell, travel, value } from './parts.js';
import { artifact } from '../transcript.js';

/** @typedef {import('./parts.js').Transcript} Transcript */
/** @typedef {import('./parts.js').Artifact} Artifact */
/** @typedef {import('./parts.js').Prose} Prose */
/** @typedef {import('./parts.js').Token} Token */

/** What HMAC is, from inside: H(K xor opad, H(K xor ipad, text)) (RFC 2104 §2). @param {string} hash @param {Uint8Array} innerKey @param {Uint8Array} outerKey @param {Prose} words */
export const hmacKeys = (hash, innerKey, outerKey, words) => [
  h('p', { key: 'hf', class: 'formula' }, `HMAC_${hash}(K, text) = ${hash}(K xor opad ‖ ${hash}(K xor ipad ‖ text))`),
  h('p', { key: 'ht' }, tell(words, 'hmac')),
  row('ipad', 'K xor ipad =', hexed(innerKey, words, 'v')),
  row('opad', 'K xor opad =', hexed(outerKey, words, 'v')),
];

/** PRF(secret, label, seed) (RFC 5246 §5). @param {Transcript} t @param {Artifact} a @param {Prose} words */
export function prf(t, a, words) {
  const { expansion } = a;
  if (!expansion) return [];
  const { hash, label, length, surplus } = expansion;
  const seeds = a.inputs.filter(({ role }) => role === 'seed');
  const secret = a.inputs.find(({ role }) => role === 'secret')?.id;
  const sum = (/** @type {Token[]} */ seen, /** @type {{id: string}} */ { id }) => [...seen, ' + ', { sym: nameOf(id), id }];
  const marks = stretches([['message', label.length], ...seeds.map(({ id }) => /** @type {[string, number]} */ ([inkOf(nameOf(id)), artifact(t, id)?.bytes.length ?? 0]))]);
  const turns = a.working.filter(({ id }) => id.startsWith('p'));
  const inner = (/** @type {import('../types.js').Working} */ w, /** @type {string} */ text) =>
    w.inner && more(`inner:${w.id}`, tell(words, 'inside'), [h('p', { key: 'f', class: 'formula' }, `${hash}(K xor ipad ‖ ${text})`), hexed(w.inner, words, 'v')]);
  return [
    formula(t, words, 'f', [{ sym: a.name, bytes: a.bytes }, ' = PRF(', { sym: nameOf(secret ?? ''), id: secret }, `, "${label}", `, ...seeds.reduce(sum, /** @type {Token[]} */ ([])).slice(1), `)[0..${length - 1}]`]),
    h('p', { key: 'p', class: 'formula' }, `PRF(secret, label, seed) = P_${hash}(secret, label + seed)`),
    h('p', { key: 'pp', class: 'formula' }, `P_hash(secret, seed) = HMAC_hash(secret, A(1) + seed) + HMAC_hash(secret, A(2) + seed) + …`),
    row('a0', `A(0) = "${label}"${seeds.map(({ id }) => ` + ${nameOf(id)}`).join('')}`, hexed(expansion.seed, words, 'v', marks)),
    turns.map((p) => {
      const turn = Number(p.id.slice(1));
      const step = a.working.find(({ id }) => id === `a${turn}`);
      const last = turn === turns.length;
      const kept = p.bytes.length - (last ? surplus.length : 0);
      return [
        step && row(step.id, `A(${turn}) = HMAC_${hash}(secret, A(${turn - 1}))`, [hexed(step.bytes, words, 'v'), inner(step, `A(${turn - 1})`)]),
        row(p.id, `p(${turn}) = HMAC_${hash}(secret, A(${turn}) + A(0))`, [
          hexed(p.bytes, words, 'v', last && surplus.length ? [{ start: 0, end: kept, ink: inkOf(a.name) }, { start: kept, end: p.bytes.length, gone: true }] : [{ start: 0, end: kept, ink: inkOf(a.name) }]),
          inner(p, `A(${turn}) ‖ A(0)`),
        ]),
      ];
    }),
    h('p', { key: 'cut' }, surplus.length ? tell(words, 'surplus', { count: length, over: surplus.length }) : tell(words, 'noSurplus', { count: length })),
    a.name === 'key_block' && block(t, a, words),
    more('hmac', tell(words, 'hmacOpen'), hmacKeys(hash, expansion.innerKey, expansion.outerKey, words)),
  ];
}

/** The pieces that a block was cut into, in order. @param {Transcript} t @param {Artifact} block */
export function pieces(t, block) {
  return t.artifacts
    .filter((one) => one.recipe === 'slice' && one.from.includes(block.id))
    .map((one) => {
      const [start, end] = (one.detail ?? '').split('..').map(Number);
      return { id: one.id, name: one.name, start, end };
    });
}

/** The strip with its cut points (RFC 5246 §6.3). @param {Transcript} t @param {Artifact} a the key block @param {Prose} words @param {string} [only] the one piece that matters */
function block(t, a, words, only) {
  const cut = pieces(t, a);
  const shown = cut.filter(({ id }) => !only || id === only);
  return [
    h('svg', { key: 'strip', class: 'strip', viewBox: `0 0 ${a.bytes.length} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      cut.map(({ id, name, start, end }) => h('rect', { key: id, x: start, y: 0, width: end - start, height: 10, fill: `var(--${inkOf(name)})`, opacity: !only || id === only ? null : 0.25 })),
      cut.slice(1).map(({ id, start }) => h('rect', { key: `c${id}`, x: start - 0.15, y: 0, width: 0.3, height: 10, fill: 'var(--ink)' }))),
    legend(cut.map(({ id, name, start, end }) => ({ ink: inkOf(name), name: `[${start}..${end - 1}]`, note: id === only ? h('b', { key: 'me' }, named(words, name)) : travel(t, words, id) }))),
    hexed(a.bytes, words, 'block', shown.map(({ name, start, end }) => ({ start, end, ink: inkOf(name) }))),
  ];
}

/** @param {Transcript} t @param {Artifact} a @param {Prose} words */
export function slice(t, a, words) {
  const from = artifact(t, a.from[0] ?? '');
  const [start, end] = (a.detail ?? '').split('..').map(Number);
  return [
    formula(t, words, 'f', [{ sym: a.name, bytes: a.bytes }, ' = ', { sym: 'key_block', id: a.from[0] }, `[${start}..${end - 1}]`]),
    from ? block(t, from, words, a.id) : value(a.bytes, words, 'v'),
  ];
}
