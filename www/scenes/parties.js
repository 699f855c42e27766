// Who is who, and the thread between them. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { fatKey } from '../props/fatkey.js';
import { badge } from '../props/cards.js';
import { farPlane, thread, trail, trailEnd } from '../props/trail.js';
import { handOf } from '../backdrop.js';
import { once } from '../memo.js';
import { linear, lerp, pulse, span } from '../ease.js';
import { artifact, party } from '../transcript.js';
import { say } from '../prose/index.js';

/** @typedef {import('./kit.js').Kit} Kit */

/** What lies big on the desk in the wide shot. @param {Kit} k */
function bigProps(k) {
  const { server } = k.ground;
  const narrow = k.layout === 'narrow';
  const thing = (/** @type {string} */ name, /** @type {number} */ x, /** @type {number} */ y, /** @type {any} */ shape, label = k.labelOf('server', name)) => {
    k.taken.add(`server.${name}`);
    k.add('low', h('g', {
      key: `big:${name}`, class: 'card', transform: moved(server.x + x, server.y + y), role: 'button', tabindex: 0,
      'data-act': `artifact:server.${name}`, 'aria-label': label,
    }, k.hit(120, 120), shape));
  };
  thing('certificate', 220, narrow ? 250 : 225, badge({ size: narrow ? 320 : 290, name: k.title('certificate') }), say(k.words, ['parties', 'server', 'name']));
  thing('public_key', 480, narrow ? 270 : 230, fatKey({ kind: 'public', size: 1.35, angle: 160 }));
  thing('private_key', 660, narrow ? 270 : 230, fatKey({ kind: 'private', size: 1.35, angle: 195 }));
  const { client } = k.ground;
  if (artifact(k.t, 'client.ca_certificate')) {
    k.add('low', h('g', {
      key: 'big:ca', class: 'card', transform: moved(client.x + 450, client.y + (narrow ? 250 : 225)), role: 'button', tabindex: 0,
      'data-act': 'artifact:client.ca_certificate', 'aria-label': say(k.words, ['parties', 'client', 'name']),
    }, k.hit(120, 120), badge({ size: narrow ? 330 : 290, name: k.title('ca_certificate') })));
  }
}

/** Names under the three, large enough for the wide shot. @param {Kit} k @param {number} fade */
function signs(k, fade) {
  const narrow = k.layout === 'narrow';
  for (const who of /** @type {const} */ (['client', 'server'])) {
    const desk = k.ground[who];
    // On the front of a table, where it is seen.
    const y = lerp(470, narrow ? 444 : 450, k.far);
    const name = party(k.t, who === 'server' ? who : '')?.name ?? say(k.words, ['parties', who, 'name']);
    k.add('high', h('g', { key: `sign:${who}`, opacity: fade },
      h('rect', { x: desk.x + 110, y: desk.y + y, width: 680, height: 110, rx: 8, fill: 'var(--letter)', stroke: 'var(--ink)', 'stroke-width': 4 }),
      k.write(name, { x: desk.x + 130, y: desk.y + y + 10, w: 640, h: 90 }, { size: 64 })));
  }
}

export const parties = {
  shot: /** @type {const} */ ('all'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    bigProps(k);
    signs(k, span(p, 0.1, 0.4));
    const t = p < 1 ? k.frame.t : 0;
    k.cast.door = { sign: true };
    if (k.layout !== 'wide') {
      k.cast.client = { doing: 'wave', k: t / 1600 };
      k.cast.server = { doing: 'wave', k: t / 1500 + 0.3 };
      return;
    }
    // The Client throws one for fun, and the Server gets ready for it.
    k.cast.client = p < 0.12 ? { doing: 'wave', k: t / 1600 } : { doing: 'throw', k: Math.min(0.7, linear(p, 0.12, 0.4) * 0.7), mood: 'glad' };
    k.cast.server = p < 0.6 ? { doing: 'wave', k: t / 1500 + 0.3 } : { doing: 'catch', k: span(p, 0.6, 0.8) };
    const hand = handOf(k, 'client', 'throw', 0.5);
    const q = linear(p, 0.3, 0.94);
    const { x, y, turn } = trailEnd(q);
    const size = 0.95;
    if (q > 0) {
      k.cast.reach = 0.6 * pulse(q, 0, 1);
      k.cast.gaze = q < 1 ? { x: hand.x + x * size, y: hand.y + y * size } : null;
      k.add('air', h('g', { key: 'trail', transform: moved(hand.x + 26, hand.y - 30, 0, size), 'aria-hidden': 'true' }, trail({ p: q }), h('g', { transform: moved(x, y, turn + 10, 1.5) }, once('far', () => farPlane({})))));
    }
  },
};

export const tcp = {
  shot: /** @type {const} */ ('all'),
  /** @param {Kit} k */
  draw(k) {
    const { p } = k;
    bigProps(k);
    signs(k, 1);
    k.cast.door = { sign: true };
    const wide = k.layout === 'wide';
    const { client, server } = k.ground;
    const a = wide ? handOf(k, 'client', 'hold', 1) : { x: 250, y: client.y + client.h };
    const b = wide ? handOf(k, 'server', 'hold', 1) : { x: 250, y: server.y };
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const turn = wide ? 0 : 90;
    k.add('air', h('g', { transform: moved(a.x, a.y, turn), key: 'thread' }, thread({ y: 0, from: 0, to: length, stretch: span(p, 0.05, 0.3), sag: 70 })));
    const flags = /** @type {const} */ ([['syn', 0.25, 1], ['synAck', 0.45, -1], ['ack', 0.65, 1]]);
    flags.forEach(([id, start, way], i) => {
      const q = span(p, start, start + 0.25);
      if (p < start) return;
      const rest = (way > 0 ? 0.2 : 0) + [0.05, 0.5, 0.72][i];
      const along = way > 0 ? lerp(0, rest, q) : lerp(1, rest, q);
      const x = lerp(a.x, b.x, along);
      const y = lerp(a.y, b.y, along);
      const said = say(k.words, ['lines', id]);
      const w = 40 + said.length * 34;
      k.add('air', h('g', { key: `flag:${id}`, transform: moved(wide ? x : a.x + 30, wide ? y - 8 : y) },
        wide ? h('path', { d: 'M0 0V64', stroke: 'var(--ink)', 'stroke-width': 6 }) : h('path', { d: 'M-30 0H10', stroke: 'var(--ink)', 'stroke-width': 6 }),
        h('g', { transform: wide ? moved(-w / 2, 58) : moved(10, -46) },
          h('path', { d: `M0 0H${w}L${w + (way > 0 ? 34 : 0)} 46L${w} 92H0L${way > 0 ? 0 : -34} 46Z`, fill: way > 0 ? 'var(--client-plate)' : 'var(--server-random)', stroke: 'var(--ink)', 'stroke-width': 5 }),
          k.write(said, { x: 0, y: 0, w, h: 92 }, { size: 54 }))));
    });
    const fade = span(p, 0.82, 0.95);
    const ports = { client: party(k.t, 'client')?.port, server: party(k.t, 'server')?.port };
    for (const who of /** @type {const} */ (['client', 'server'])) {
      if (!ports[who]) continue;
      const desk = k.ground[who];
      const box = wide ? { x: 240, y: lerp(600, 578, k.far), w: 420, h: 90 } : { x: 20, y: 12, w: 360, h: 76 };
      const [x, y] = [desk.x + box.x, desk.y + box.y];
      k.add('high', h('g', { key: `port:${who}`, opacity: fade }, h('rect', { x, y, width: box.w, height: box.h, rx: box.h / 2, fill: 'var(--client-iv)', stroke: 'var(--ink)', 'stroke-width': 4 }),
        k.write(`TCP ${ports[who]}`, { x: x + 10, y, w: box.w - 20, h: box.h }, { size: 54 })));
    }
    k.cast.client = { doing: 'hold', k: span(p, 0.02, 0.1) };
    k.cast.server = { doing: 'hold', k: span(p, 0.2, 0.3) };
    k.cast.reach = pulse(p, 0.3, 0.9) * 0.5;
  },
};
