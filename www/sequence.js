// The classic sequence diagram: two lifelines, one arrow a message, the four exchanges named; in step
// with the stage. Pure.

import { h } from './shape.js';
import { block, ems, line, sizeFor } from './props/text.js';
import { poly } from './props/ink.js';
import { fit } from './world.js';
import { say } from './prose/index.js';

/** @typedef {import('./types.js').Shape} Shape */

/** @param {{t: import('./types.js').Transcript, frame: import('./types.js').Frame, words: import('./prose/index.js').Prose, box: {w: number, h: number}, trial?: any}} given */
export function sequence({ t, frame, words, box }) {
  const narrow = box.w < 560;
  const W = narrow ? 620 : 1200;
  const H = Math.max(narrow ? 0 : 600, W / (box.w / box.h));
  const left = narrow ? 70 : 320;
  const right = W - (narrow ? 70 : 120);
  const rows = arrows(t, words);
  const groups = groupsOf(rows);
  const head = narrow ? 70 : 56;
  const titles = groups.length * (narrow ? 44 : 0);
  const step = (H - head - 20 - titles) / rows.length;
  const text = narrow ? 28 : Math.max(22, (14 * W) / box.w);
  let y = head;
  /** @type {(Shape|null)[]} */
  const shapes = [];
  for (const group of groups) {
    const top = y;
    const extra = narrow ? 44 : 0;
    const height = group.rows.length * step + extra;
    const name = say(words, ['ui', group.id]);
    shapes.push(h('g', { key: group.id },
      h('rect', { x: 8, y: top + 2, width: W - 16, height: height - 4, rx: 6, fill: group.fill, 'fill-opacity': 0.55, stroke: 'var(--ink)', 'stroke-width': 1.5 }),
      narrow
        ? line(name, 20, top + 33, { size: sizeFor([name], { w: W - 40, max: 28 }), fill: 'var(--navy)' })
        : block(name, { x: 20, y: top + 4, w: 170, h: height - 8, max: 24, min: 14, lines: 2, middle: true, fill: 'var(--navy)' })));
    y += extra;
    for (const row of group.rows) {
      const here = row.scenes.includes(frame.id);
      const mid = y + step / 2;
      const size = Math.min(sizeFor([row.label], { w: right - left - 110, max: text }), step * 0.66);
      const wide = ems(row.label) * size + 20;
      const [a, b] = row.from === 'client' ? [left, right] : [right, left];
      const way = Math.sign(b - a);
      shapes.push(h('g', { key: row.id, class: 'card arrow', role: 'button', tabindex: 0, 'data-act': `goto:${row.scene}`, 'aria-label': row.label, 'aria-current': here ? 'step' : null },
        h('rect', { x: Math.min(a, b) - 16, y: y + 1, width: right - left + 32, height: step - 2, rx: 6, fill: here ? 'var(--client-plate)' : 'var(--letter)', 'fill-opacity': here ? 1 : 0.01, stroke: here ? 'var(--ink)' : 'none', 'stroke-width': 2 }),
        h('path', { d: `M${a} ${mid}H${b - way * 12}`, stroke: row.black ? 'var(--encrypted)' : 'var(--public)', 'stroke-width': row.black ? 6 : 4, 'stroke-dasharray': row.black ? '14 5' : null, fill: 'none' }),
        h('path', { d: poly([[b, mid], [b - way * 18, mid - 9], [b - way * 18, mid + 9]]), fill: row.black ? 'var(--encrypted)' : 'var(--public)' }),
        h('rect', { x: (left + right) / 2 - wide / 2, y: mid - size * 0.66, width: wide, height: size * 1.32, rx: 6, fill: row.black ? 'var(--encrypted)' : 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 1.5 }),
        line(row.label, (left + right) / 2, mid + size * 0.35, { size, w: wide - 8, fill: row.black ? 'var(--encrypted-ink)' : 'var(--navy)', anchor: 'middle' })));
      y += step;
    }
  }
  const lifelines = [[left, 'client'], [right, 'server']].map(([x, who]) => h('g', { key: `life:${who}` },
    h('path', { d: `M${x} ${head - 8}V${H - 8}`, stroke: 'var(--ink)', 'stroke-width': 3 }),
    h('rect', { x: Number(x) - 66, y: 8, width: 132, height: head - 18, rx: 6, fill: `var(--${who}-plate)`, stroke: 'var(--ink)', 'stroke-width': 3 }),
    line(say(words, ['parties', String(who), 'name']), Number(x), 8 + (head - 18) / 2 + 9, { size: 26, w: 120, fill: who === 'client' ? 'var(--navy)' : 'var(--plate-ink)', anchor: 'middle' })));
  const camera = fit({ x: 0, y: 0, w: W, h: H }, box.w / box.h);
  return {
    camera,
    shapes: [
      h('rect', { key: 'ground', x: camera.x, y: camera.y, width: camera.w, height: camera.h, fill: 'var(--letter)' }),
      h('g', { key: 'groups' }, shapes.filter((s) => s?.attrs.role === undefined)),
      h('g', { key: 'lives' }, lifelines),
      h('g', { key: 'arrows' }, shapes.filter((s) => s?.attrs.role !== undefined)),
    ],
  };
}

/** @typedef {{id: string, from: string, label: string, scene: string, scenes: string[], group: string, black: boolean}} Arrow */

/** More arrows cannot be read; all letters are in the list of a capture. */
const MOST = 30;

/** One arrow a message, as the letters have them. @param {import('./types.js').Transcript} t @param {import('./prose/index.js').Prose} words @returns {Arrow[]} */
function arrows(t, words) {
  /** @type {Arrow[]} */
  const rows = [
    ['syn', 'client'], ['synAck', 'server'], ['ack', 'client'],
  ].map(([id, from]) => ({ id, from, label: say(words, ['lines', id]), scene: 'tcp', scenes: ['parties', 'tcp'], group: 'exchangeTcp', black: false }));
  for (const letter of t.letters) {
    if (rows.length >= MOST) break;
    const flight = t.scenes.find((s) => s.letter === letter.index)?.id ?? 'close-notify';
    const at = t.scenes.findIndex((s) => s.id === flight);
    const near = [flight];
    for (let i = at - 1; i >= 0 && (t.scenes[i].letter === null || t.scenes[i].letter === undefined); i -= 1) {
      if (t.scenes[i].id === 'certificate-check' || t.scenes[i].id === 'tcp') break;
      near.push(t.scenes[i].id);
    }
    const group = letter.id.includes('hello') ? 'exchangeHellos' : /key_exchange|finished/.test(letter.id) ? 'exchangeKeys' : 'exchangeData';
    letter.records.forEach((record, i) => {
      const names = record.messages.length ? record.messages : [record.contentType];
      for (const name of names) {
        const known = name in words.artifacts ? say(words, ['artifacts', name, 'name']) : say(words, ['records', record.contentType]);
        rows.push({ id: `${letter.index}-${i}-${name}`, from: letter.from, label: known, scene: flight, scenes: name === 'certificate' ? [...near, 'certificate-check'] : near, group, black: record.protected });
      }
    });
  }
  return rows;
}

const FILLS = /** @type {Record<string, string>} */ ({ exchangeTcp: 'var(--client-iv)', exchangeHellos: 'var(--client-random)', exchangeKeys: 'var(--pre-master)', exchangeData: 'var(--symmetric)' });

/** @param {Arrow[]} rows */
function groupsOf(rows) {
  /** @type {{id: string, fill: string, rows: Arrow[]}[]} */
  const groups = [];
  for (const row of rows) {
    const last = groups[groups.length - 1];
    if (last && last.id === row.group) last.rows.push(row);
    else groups.push({ id: row.group, fill: FILLS[row.group], rows: [row] });
  }
  return groups;
}
