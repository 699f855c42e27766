// The parts of a player on the page, empty, and who paints them.

import { painter } from '../stage.js';

/** @param {ShadowRoot} root */
export function parts(root) {
  const make = (/** @type {string} */ tag, /** @type {string} */ name) => {
    const node = document.createElement(tag);
    node.className = name;
    return node;
  };
  const player = make('div', 'player');
  // Behind it there may be two dozen cards.
  const skip = make('button', 'skip');
  skip.setAttribute('type', 'button');
  skip.dataset.act = 'controls';
  const stage = make('div', 'stage');
  // Who clicks it may go on with keys.
  stage.tabIndex = -1;
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('role', 'group');
  svg.setAttribute('preserveAspectRatio', 'xMidYMid meet');
  const curtain = make('div', 'poster');
  const caption = make('div', 'caption');
  const controls = make('div', 'controls');
  const below = make('div', 'below player');
  const live = make('div', 'live');
  live.setAttribute('role', 'status');
  live.setAttribute('aria-live', 'polite');
  const paper = make('div', 'handout');
  stage.append(svg, curtain);
  player.append(skip, stage, caption, controls, below, live, paper);
  root.append(player);
  return {
    player, skip, stage, svg, curtain, caption, controls, below, live, paper,
    paintStage: painter(svg), paintCurtain: painter(curtain), paintCaption: painter(caption), paintControls: painter(controls), paintBelow: painter(below), paintPaper: painter(paper),
  };
}
