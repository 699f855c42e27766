// The one world that all scenes happen in: where the desks stand, what lies where on a desk, and
// what the camera sees. Two layouts from the same data: wide (desks left and right) and narrow
// (desks above and below). Pure numbers.

import { between, lerp, span } from './ease.js';
import { learnt } from './memo.js';
import { wobble } from './props/ink.js';

/** @typedef {import('./types.js').Box} Box */
/** @typedef {'wide'|'narrow'} Layout */
/** @typedef {'client'|'server'} Owner */

/** A stage less wide than this for its height has the desks one above the other: so all is larger. */
const NARROW_BELOW = 1.25;
/** A wide stage of fewer CSS pixels shows less of the sky between the desks, and fewer bytes in larger type. */
const SMALL_BELOW = { w: 800, h: 310 };

/** @param {{w: number, h: number}} box of the stage @returns {Layout} */
export const layoutOf = ({ w, h }) => (w / h < NARROW_BELOW ? 'narrow' : 'wide');

/** @param {{w: number, h: number}} box */
export const isLow = (box) => layoutOf(box) === 'wide' && box.h < SMALL_BELOW.h;
/** @param {{w: number, h: number}} box */
export const isSmall = (box) => isLow(box) || (layoutOf(box) === 'wide' && box.w < SMALL_BELOW.w);

/** A desk as it is among others, and as it is when the camera comes close: the machine in the middle, cards around it. */
export const DESK = {
  wide: [{ w: 900, h: 760 }, { w: 1400, h: 600 }],
  narrow: [{ w: 900, h: 664 }, { w: 900, h: 960 }],
};

/** From far away a desk has little on it; a wide one is a piece of furniture: its front and its legs are seen. */
const FAR = { wide: { w: 900, h: 470 }, narrow: { w: 900, h: 584 } };

/** @param {Layout} layout @param {number} close -1 (from far away), 0 to 1 */
const deskOf = (layout, close) => (close < 0 ? between(DESK[layout][0], FAR[layout], -close) : between(DESK[layout][0], DESK[layout][1], close));

/** A card on the shelf. */
export const CARD = { w: 168, h: 116 };
/** A key card: four in a row, because their names are long. */
export const KEYCARD = { w: 212, h: 116 };
const ROW = 124;
const LEFT = 14;

/** Every kind of card has its own place, the same on both desks, so nobody has to search: row, column. */
const PLACES = /** @type {Record<string, [number, number]>} */ ({
  client_random: [0, 0],
  server_random: [0, 1],
  pre_master_secret: [0, 2],
  master_secret: [0, 3],
  certificate: [1, 0],
  public_key: [1, 1],
  private_key: [1, 2],
  encrypted_pre_master_secret: [1, 3],
  client_ephemeral_private: [0, 3],
  server_ephemeral_private: [0, 3],
  server_ephemeral_public: [1, 3],
  client_ephemeral_public: [1, 4],
  client_write_mac_key: [2, 0],
  client_write_iv: [2, 0],
  client_write_key: [2, 1],
  server_write_mac_key: [2, 2],
  server_write_iv: [2, 2],
  server_write_key: [2, 3],
  message: [1, 4],
  reply: [3, 1.25],
});

/** The cards that have a place, in reading order. */
export const SHELF = Object.keys(PLACES);

/** What lives for the key exchange only, and is gone when the secret is there; and the secret that is thrown away for a better one. @param {string} name @param {string} chapter @param {number} number */
export const gone = (name, chapter, number) => (/_ephemeral_/.test(name) && chapter !== 'hellos' && chapter !== 'asymmetric') || (name === 'pre_master_secret' && number > WHY);
/** The scene in which that happens. */
const WHY = 14;

/** How large a card lies about while something else is at work. */
const ASIDE = 0.9;

/** Close to a wide desk the cards make a frame around the work: secrets above, papers at the left, keys at the right. Middles. */
const NEAR = /** @type {Record<string, [number, number]>} */ ({
  client_random: [300, 68],
  server_random: [459, 64],
  pre_master_secret: [618, 67],
  master_secret: [777, 64],
  message: [936, 67],
  reply: [1094, 64],
  certificate: [92, 198],
  public_key: [96, 308],
  private_key: [91, 418],
  encrypted_pre_master_secret: [95, 528],
  client_ephemeral_private: [95, 528],
  server_ephemeral_private: [95, 528],
  server_ephemeral_public: [777, 67],
  client_ephemeral_public: [944, 64],
  client_write_mac_key: [1293, 198],
  client_write_iv: [1293, 198],
  client_write_key: [1289, 308],
  server_write_mac_key: [1294, 418],
  server_write_iv: [1294, 418],
  server_write_key: [1290, 528],
});

/**
 * When a card goes across and when it goes up or down while a wide desk grows, so that none lies on another:
 * first the row above makes room, then the keys go below all else to the right, then the papers down and left.
 */
const ABOVE = { x: [0.08, 0.46], y: [0, 0.4] };
const GOES = /** @type {Record<string, {x: number[], y: number[]}>} */ ({
  client_random: ABOVE,
  server_random: ABOVE,
  pre_master_secret: ABOVE,
  master_secret: ABOVE,
  message: { x: [0, 0.4], y: [0.56, 0.68] },
  reply: { x: [0.3, 0.93], y: [0.92, 1] },
  public_key: { x: [0.6, 1], y: [0.44, 0.64] },
  private_key: { x: [0.66, 1], y: [0.54, 0.72] },
  encrypted_pre_master_secret: { x: [0.8, 1], y: [0.66, 0.82] },
  client_ephemeral_private: { x: [0.6, 1], y: [0.06, 0.3] },
  server_ephemeral_private: { x: [0.6, 1], y: [0.06, 0.3] },
  server_ephemeral_public: { x: [0, 0.08], y: [0.28, 0.5] },
  client_ephemeral_public: { x: [0, 0.08], y: [0.6, 0.74] },
  client_write_mac_key: { x: [0.14, 1], y: [0.66, 0.75] },
  client_write_iv: { x: [0.14, 1], y: [0.66, 0.75] },
  client_write_key: { x: [0.08, 0.86], y: [0, 0.2] },
  server_write_mac_key: { x: [0.1, 1], y: [0, 0.2] },
  server_write_iv: { x: [0.1, 1], y: [0, 0.2] },
  server_write_key: { x: [0.1, 1], y: [0, 0.2] },
});
const STRAIGHT = { x: [0, 1], y: [0, 1] };

/** Where a card lies on a desk, in the desk's own units: its middle, its size, and how it was put down. @param {string} name @param {Layout} [layout] @param {number} [close] */
export function place(name, layout = 'wide', close = 0) {
  const { far, near } = lies(name);
  if (layout === 'narrow' || close <= 0) return far;
  if (close >= 1) return near;
  const { x, y } = GOES[name] ?? STRAIGHT;
  return { ...between(far, near, close), x: lerp(far.x, near.x, span(close, x[0], x[1])), y: lerp(far.y, near.y, span(close, y[0], y[1])) };
}

const lies = learnt((name) => {
  const [row, column] = PLACES[name] ?? [1, 4];
  const key = /_write_/.test(name);
  const { w, h } = key ? KEYCARD : CARD;
  const turn = wobble('lies', name);
  const far = { x: LEFT + column * (key ? 220 : 176) + w / 2, y: 12 + row * ROW + h / 2, s: 1, r: turn * 0.9 };
  const [x, y] = NEAR[name] ?? [1094, 64];
  return { far, near: { x, y, s: ASIDE, r: turn * 2.4 } };
});

/**
 * Places to work at on a desk, in the desk's own units; all are middles, with a size where something is
 * larger there than lying about. `scale` is that of the machine. A desk that has no session keys yet has
 * more room.
 * @param {Layout} layout @param {number} [close] @param {boolean} [roomy]
 */
export function bench(layout, close = 0, roomy = false) {
  const wide = layout === 'wide';
  close = Math.max(0, close);
  const desk = deskOf(layout, close);
  const scale = wide ? lerp(roomy ? 0.98 : 0.74, 1.08, close) : lerp(roomy ? 0.86 : 0.52, 0.96, close);
  const x = wide ? lerp(450, 690, close) : 450;
  const y = desk.h - 9 - 160 * scale - (wide ? lerp(8, 0, close) : lerp(0, 14, close));
  const row = y + lerp(44, 54, close) * scale;
  const slot = y - 160 * scale - 58;
  const s = wide ? lerp(roomy ? 1.12 : 1, 1.3, close) : lerp(roomy ? 1.06 : 1, 1.16, close);
  return {
    scale,
    /** How much larger than among others what is shown on the bench may be. */
    grow: wide ? lerp(1, 1.3, close) : lerp(1, 1.2, close),
    machine: { x, y },
    input: { x: wide ? lerp(126, 322, close) : 122, y: row, s },
    inside: { x, y: row, s: s * 0.95 },
    output: { x: wide ? lerp(774, 1062, close) : 778, y: row, s },
    slots: [x - 92, x + 92].map((at) => ({ x: at, y: slot })),
    middle: { x, y: row },
    sheet: { x: wide ? lerp(556, 690, close) : lerp(556, 546, close), y: wide ? lerp(520, 362, close) : desk.h - lerp(220, 294, close), s: wide ? lerp(1.5, 1.54, close) : lerp(1.5, 1.8, close) },
    // The letters are put away and laid out again.
    tray: wide && close >= 0.5 ? { x: 108, y: 66, fade: span(close, 0.6, 0.9) } : { x: 112, y: 446, fade: wide ? 1 - span(close, 0, 0.24) : 1 },
    plate: { x: wide ? lerp(808, 1288, close) : 808, y: wide ? lerp(50, 52, close) : 50, s: wide ? lerp(0.46, 0.56, close) : 0.46 },
    person: wide ? { x: lerp(520, 640, close), y: lerp(300, 196, close), s: lerp(1.6, 0.9, close) } : { x: 480, y: lerp(266, 171, close), s: lerp(1.4, 0.9, close) },
  };
}

/** The gap between the desks, in units, by how close they are drawn. */
const GAP = {
  wide: { near: 190, far: 1100 },
  narrow: { near: 56, far: 500, all: 430 },
};

/** Two who say hello again, or goodbye, over some of the crowd. */
const ASUNDER = 640;

/** Where the desks stand. @param {Layout} layout @param {number} gap @param {number} [close] */
export function ground(layout, gap, close = 0) {
  const { w, h } = deskOf(layout, close);
  const client = { x: 0, y: 0, w, h };
  const server = layout === 'wide' ? { x: w + gap, y: 0, w, h } : { x: 0, y: h + gap, w, h };
  const sky =
    layout === 'wide' ? { x: w, y: -420, w: gap, h: 1240 } : { x: 0, y: h, w, h: gap };
  return { client, server, sky };
}

/** @typedef {'all'|'client'|'server'|'thrower-client'|'thrower-server'|'both'|'over'|'apart'|'gap'|'door'} Shot */
/** @typedef {{x: number, y: number, w: number, h: number, gap: number, close: number}} View the camera's box, how far apart the desks are, and how close the camera is: from -1, far away, over 0 to 1 */

/** What the camera frames in a shot. @param {Layout} layout @param {Shot} shot @returns {View} */
export function shot(layout, shot) {
  const { near, far } = GAP[layout];
  const close = shot === 'client' || shot === 'server' ? 1 : shot === 'all' ? -1 : layout === 'narrow' ? 0 : shot === 'over' || shot === 'apart' ? -0.72 : 0;
  const { w, h } = deskOf(layout, close);
  if (layout === 'wide') {
    const right = w + far;
    switch (shot) {
      case 'client':
        return { x: -10, y: -6, w: w + 56, h: 611, gap: far, close };
      case 'server':
        return { x: right - 46, y: -6, w: w + 56, h: 611, gap: far, close };
      case 'thrower-client':
        return { x: -120, y: -430, w: 1930, h: 900, gap: far, close };
      case 'thrower-server':
        return { x: right + w + 120 - 1930, y: -430, w: 1930, h: 900, gap: far, close };
      case 'both':
        return { x: -24, y: -12, w: 2 * w + near + 48, h: 794, gap: near, close };
      case 'over':
        return { x: -24, y: -490, w: 2 * w + near + 48, h: 1140, gap: near, close };
      case 'apart':
        return { x: -24, y: -490, w: 2 * w + ASUNDER + 48, h: 1140, gap: ASUNDER, close };
      case 'gap':
        return { x: w + far / 2 - 950, y: -420, w: 1900, h: 880, gap: far, close };
      case 'door':
        return { x: -60, y: -406, w: 2050, h: 1172, gap: far, close };
      default:
        return { x: -76, y: -505, w: right + w + 152, h: 1275, gap: far, close };
    }
  }
  switch (shot) {
    case 'client':
      return { x: 0, y: -190, w, h: 1190, gap: far, close };
    case 'server':
      return { x: 0, y: h + far - 190, w, h: 1190, gap: far, close };
    case 'thrower-client':
      return { x: 0, y: -170, w, h: 1150, gap: far, close };
    case 'thrower-server':
      return { x: 0, y: h + far - 400, w, h: 1150, gap: far, close };
    case 'both':
    case 'over':
    case 'apart':
      return { x: 0, y: -6, w, h: 2 * h + near + 34, gap: near, close };
    case 'gap':
      return { x: 0, y: h + far / 2 - 620, w, h: 1240, gap: far, close };
    case 'door':
      return { x: 0, y: -500, w, h: 1190, gap: far, close };
    default:
      return { x: -210, y: -396, w: w + 420, h: 2 * h + GAP.narrow.all + 454, gap: GAP.narrow.all, close };
  }
}

/** The box with the stage's aspect that contains `view`, around the same middle, or with more of what is left over above it. @param {Box & {above?: number}} view @param {number} aspect width ÷ height @returns {Box} */
export function fit({ above = 0.5, ...view }, aspect) {
  const w = Math.max(view.w, view.h * aspect);
  const h = w / aspect;
  return { x: view.x + view.w / 2 - w / 2, y: view.y - (h - view.h) * above, w, h };
}

/** How much less a small stage shows: of the gap between desks that are near each other, and around them. */
const SPARED = { gap: 124, edge: 15 };

/** How near the desks are to each other: 0 to 1. @param {View} view */
const nearness = ({ gap }) => (GAP.wide.far - gap) / (GAP.wide.far - GAP.wide.near);

/** A wide view, with most of the room that is left over where people are: above desks that are near. @param {View} view @returns {View & {above: number}} */
export const skyward = (view) => ({ ...view, above: lerp(0.5, 0.88, Math.max(nearness(view), view.close)) });

/** A view as a small stage has it: less between both desks. @param {View & {above: number}} view @returns {View & {above: number}} */
export function closer(view) {
  const k = nearness(view);
  return { ...view, x: view.x + SPARED.edge * k, w: view.w - (SPARED.gap + 2 * SPARED.edge) * k, gap: view.gap - SPARED.gap * k };
}

/** @param {View} a @param {View} b @param {number} k @returns {View} */
export const pan = (a, b, k) => between(a, b, k);

/** How visible a box is inside the camera: 1 well inside, 0 as soon as it would be cut. @param {Box} box @param {Box} camera */
export function inside(box, camera) {
  const edge = Math.min(
    box.x - camera.x,
    box.y - camera.y,
    camera.x + camera.w - box.x - box.w,
    camera.y + camera.h - box.y - box.h,
  );
  return edge >= 0 ? Math.min(1, 0.2 + edge / 4) : 0;
}
