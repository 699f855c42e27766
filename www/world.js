// The one world that all scenes happen in: where the desks stand, what lies where on a desk, and
// what the camera sees. Two layouts from the same data: wide (desks left and right) and narrow
// (desks above and below). Pure numbers.

import { between } from './ease.js';

/** @typedef {import('./types.js').Box} Box */
/** @typedef {'wide'|'narrow'} Layout */
/** @typedef {'client'|'server'} Owner */

/** Below this width of the stage in CSS pixels the desks stand one above the other. */
export const NARROW_BELOW = 800;

/** @param {number} width @returns {Layout} */
export const layoutOf = (width) => (width < NARROW_BELOW ? 'narrow' : 'wide');

export const DESK = { wide: { w: 900, h: 760 }, narrow: { w: 900, h: 740 } };

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
  message: [0, 4],
  certificate: [1, 0],
  public_key: [1, 1],
  private_key: [1, 2],
  encrypted_pre_master_secret: [1, 3],
  reply: [1, 4],
  client_write_mac_key: [2, 0],
  client_write_iv: [2, 0],
  client_write_key: [2, 1],
  server_write_mac_key: [2, 2],
  server_write_iv: [2, 2],
  server_write_key: [2, 3],
});

/** @param {string} name */
export const hasPlace = (name) => name in PLACES;

/** The cards that have a place, in reading order. */
export const SHELF = Object.keys(PLACES);

/** Where a card lies on a desk, in the desk's own units. @param {string} name @returns {Box} */
export function place(name) {
  const [row, column] = PLACES[name] ?? [1, 4];
  const size = row === 2 ? KEYCARD : CARD;
  return { x: LEFT + column * (row === 2 ? 220 : 176), y: 12 + row * ROW, w: size.w, h: size.h };
}

/** The machines are drawn a little smaller than the illustrations have them. */
export const MACHINE = 0.74;

/** Places to work at on a desk, in the desk's own units; all are middles. @param {Layout} layout */
export function bench(layout) {
  const top = 496;
  const x = 450;
  const y = top + 118;
  const row = y - 2;
  return {
    top,
    machine: { x, y },
    input: { x: 140, y: row },
    inside: { x, y: row },
    output: { x: 760, y: row },
    slots: [x - 92, x + 92].map((at) => ({ x: at, y: top - 58 })),
    middle: { x, y: row },
    sheet: { x: 556, y: 520 },
    tray: { x: 112, y: 446 },
    plate: { x: 118, y: 724 },
    person: { x: layout === 'wide' ? 640 : 480, y: 252 },
  };
}

/** The gap between the desks, in units, by how close they are drawn. */
export const GAP = {
  wide: { near: 190, far: 1100 },
  narrow: { near: 96, far: 560 },
};

/** Where the desks stand. @param {Layout} layout @param {number} gap */
export function ground(layout, gap) {
  const { w, h } = DESK[layout];
  const client = { x: 0, y: 0, w, h };
  const server = layout === 'wide' ? { x: w + gap, y: 0, w, h } : { x: 0, y: h + gap, w, h };
  const sky =
    layout === 'wide' ? { x: w, y: -420, w: gap, h: 1240 } : { x: 0, y: h, w, h: gap };
  return { client, server, sky };
}

/** @typedef {'all'|'client'|'server'|'both'|'out'|'gap'|'in'|'door'} Shot */
/** @typedef {{x: number, y: number, w: number, h: number, gap: number}} View the camera's box, and how far apart the desks are */

/** What the camera frames in a shot. @param {Layout} layout @param {Shot} shot @returns {View} */
export function shot(layout, shot) {
  const { near, far } = GAP[layout];
  const { w, h } = DESK[layout];
  if (layout === 'wide') {
    const right = w + far;
    switch (shot) {
      case 'client':
        return { x: -120, y: -190, w: 1930, h: 965, gap: far };
      case 'server':
        return { x: right + w + 120 - 1930, y: -190, w: 1930, h: 965, gap: far };
      case 'both':
        return { x: -24, y: -190, w: 2 * w + near + 48, h: 970, gap: near };
      case 'gap':
        return { x: w + far / 2 - 950, y: -330, w: 1900, h: 1000, gap: far };
      case 'door':
        return { x: -60, y: -250, w: 2050, h: 1025, gap: far };
      default:
        return { x: -60, y: -430, w: right + w + 120, h: 1230, gap: far };
    }
  }
  switch (shot) {
    case 'client':
      return { x: 0, y: -330, w, h: 1500, gap: far };
    case 'server':
      return { x: 0, y: h + far - 690, w, h: 1500, gap: far };
    case 'both':
      return { x: 0, y: -10, w, h: 2 * h + near + 40, gap: near };
    case 'gap':
      return { x: 0, y: h + far / 2 - 750, w, h: 1500, gap: far };
    case 'door':
      return { x: 0, y: -600, w, h: 1500, gap: far };
    default:
      return { x: -230, y: -420, w: w + 460, h: 2 * h + far + 470, gap: far };
  }
}

/** The box with the stage's aspect that contains `view`, around the same middle. @param {Box} view @param {number} aspect width ÷ height @returns {Box} */
export function fit(view, aspect) {
  const w = Math.max(view.w, view.h * aspect);
  const h = w / aspect;
  return { x: view.x + view.w / 2 - w / 2, y: view.y + view.h / 2 - h / 2, w, h };
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
  return edge >= 0 ? Math.min(1, 0.2 + edge / 8) : 0;
}
