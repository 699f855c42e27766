// Artifacts as cards. The paper says what it is, the first bytes and the woven pattern say which one:
// the same value looks the same on both desks. Cards are remembered, so moving one costs a transform.

import { h } from './shape.js';
import { cut, ink, moved } from './props/ink.js';
import { block, line, sizeFor } from './props/text.js';
import { weave } from './props/fingerprint.js';
import { seal, tokens as discs } from './props/curve.js';
import { once } from './memo.js';
import { CARD } from './world.js';

/** @typedef {import('./types.js').Shape} Shape */

/** Artifact name → paper, and whether it is a key card. */
const PAPERS = /** @type {Record<string, [string, boolean?]>} */ ({
  client_random: ['--client-random'],
  server_random: ['--server-random'],
  pre_master_secret: ['--pre-master'],
  master_secret: ['--master', true],
  client_write_key: ['--client-key', true],
  server_write_key: ['--server-key', true],
  client_write_mac_key: ['--client-mac', true],
  server_write_mac_key: ['--server-mac', true],
  client_write_iv: ['--client-iv', true],
  server_write_iv: ['--server-iv', true],
  client_verify_data: ['--hash'],
  server_verify_data: ['--hash'],
  session_hash: ['--hash'],
  client_finished_hash: ['--hash'],
  server_finished_hash: ['--hash'],
  certificate: ['--certificate'],
  public_key: ['--public'],
  private_key: ['--private'],
  message: ['--message'],
  reply: ['--message'],
  client_ephemeral_private: ['--client-pair'],
  server_ephemeral_private: ['--server-pair'],
  client_ephemeral_public: ['--client-share'],
  server_ephemeral_public: ['--server-share'],
});
const PALE = new Set(['public_key']);

/** @param {string} name */
export const paperOf = (name) => PAPERS[name]?.[0] ?? '--message';
/** @param {string} name */
export const isKeyCard = (name) => Boolean(PAPERS[name]?.[1]);

/**
 * @typedef {object} Look
 * @property {string} name       artifact name: the paper
 * @property {string} title      what is written on it
 * @property {string} [bytes]    the first bytes, as hex
 * @property {string} [says]     words in place of bytes
 * @property {ArrayLike<number>} [print] the value, for its pattern
 * @property {boolean} [black]   encrypted
 * @property {string} [tokens]   what it is made of: c, s, G
 * @property {boolean} [sealed]  signed
 * @property {number} [w]
 * @property {number} [h]
 */

/** @type {WeakMap<object, string>} */
const marks = new WeakMap();

/** The woven pattern of a value, worked out once. @param {ArrayLike<number>} bytes */
function markOf(bytes) {
  let mark = marks.get(bytes);
  if (mark === undefined) {
    mark = weave(bytes, 0, 0, 26);
    marks.set(bytes, mark);
  }
  return mark;
}

/** A card around its middle. @param {Look} look @returns {Shape} */
export function face(look) {
  const { name, title, bytes = '', says = '', print, black = false, tokens = '', sealed = false, w = CARD.w, h: high = CARD.h } = look;
  const mark = print ? markOf(print) : '';
  return once(['face', name, title, bytes, says, mark, black, tokens, sealed, w, high].join('|'), () => draw(look, mark, w, high));
}

/** @param {Look} look @param {string} mark @param {number} w @param {number} high @returns {Shape} */
function draw({ name, title, bytes = '', says = '', black = false, tokens = '', sealed = false }, mark, w, high) {
  const keyed = isKeyCard(name) && !black;
  const pen = black ? 'var(--encrypted-ink)' : PALE.has(name) ? 'var(--paper)' : 'var(--navy)';
  const paper = black ? 'var(--encrypted)' : `var(${paperOf(name)})`;
  const left = -w / 2 + (keyed ? 34 : tokens ? 47 : 11);
  const inner = w / 2 - 10 - left;
  const foot = bytes || says ? 32 : 0;
  const size = Math.min(34, high * 0.26);
  const markSize = mark ? 26 : 0;
  const footLeft = -w / 2 + (keyed ? 13 : 11);
  const row = w / 2 - 10 - footLeft - (mark ? markSize + 5 : 0);
  return h(
    'g',
    null,
    keyed
      ? h('rect', { x: -w / 2, y: -high / 2, width: w, height: high, rx: 20, fill: paper, stroke: 'var(--ink)', 'stroke-width': 5 })
      : ink(cut(w, high, name), paper, 5),
    black &&
      h('path', { d: cut(w - 9, high - 9, name), fill: 'none', stroke: pen, 'stroke-width': 1.5, 'stroke-dasharray': '7 5' }),
    keyed && h('rect', { x: -w / 2 + 15, y: -high / 2 + 14, width: 7, height: high - foot - 24, fill: 'var(--ink)' }),
    block(title, { x: left, y: -high / 2 + 7, w: inner, h: says ? 34 : high - foot - 14, max: size, min: 14, lines: 2, fill: pen, middle: true, leading: 1.1 }),
    bytes &&
      line(bytes, footLeft, high / 2 - 13, { size: sizeFor([bytes], { w: row, max: 30, min: 14, font: 't-mono' }), w: row, font: 't-mono', fill: pen }),
    says && block(says, { x: left, y: -high / 2 + 40, w: inner, h: high - 48, max: 30, min: 9, lines: 2, fill: pen, middle: true, leading: 1.1 }),
    tokens && h('g', { transform: moved(-w / 2 + 25, (-foot - 2) / 2) }, discs({ of: tokens, down: true, r: tokens.length > 2 ? 13 : 17 })),
    sealed && h('g', { transform: moved(w / 2 - 5, -high / 2 + 4) }, seal({})),
    mark && fingerprint(mark, w / 2 - 10 - markSize, high / 2 - 9 - markSize, markSize, pen, black),
  );
}

/** @param {string} mark @param {number} x @param {number} y @param {number} size @param {string} pen @param {boolean} black */
function fingerprint(mark, x, y, size, pen, black) {
  return h(
    'g',
    { transform: moved(x, y), 'aria-hidden': 'true' },
    h('rect', { x: -2, y: -2, width: size + 4, height: size + 4, fill: black ? 'var(--encrypted)' : 'var(--paper)', stroke: black ? pen : 'var(--ink)', 'stroke-width': 1.5 }),
    h('path', { d: mark, fill: black ? pen : 'var(--navy)' }),
  );
}
