// Where Play is out of sight, the picture has a button of its own, until the story has moved.

import { icon } from '../bar.js';
import { say } from '../prose/index.js';
import { painter } from '../stage.js';

export const css = `
.start{position:absolute; z-index:1; display:inline-flex; gap:8px; align-items:center; min-height:48px; padding-inline:16px; background:var(--accent); color:var(--accent-ink); border-color:#1a1a1a; font-weight:700;}
`;

/** Pixels around it, and from one place that is tried to the next. */
const AIR = 8;
const STEP = 24;

/** @param {import('./types.js').Player} player */
export function invitation(player) {
  const { parts, theatre } = player;
  const button = document.createElement('button');
  button.className = 'start';
  button.type = 'button';
  button.dataset.act = 'toggle';
  // Who hears the page, and who has keys, has Play already.
  button.ariaHidden = 'true';
  button.tabIndex = -1;
  button.hidden = true;
  const paint = painter(button);
  parts.stage.append(button);
  let away = false;
  /** In which it was painted last. @type {import('../prose/index.js').Prose|null} */
  let words = null;

  const show = () => {
    const { state } = theatre;
    const wanted = away && state.unseen && state.mode === 'still' && state.view === 'stage' && !state.selected && !player.alone && player.controls !== 'none';
    if (!wanted) {
      if (!button.hidden) button.hidden = true;
    } else if (button.hidden || words !== player.words) {
      words = player.words;
      button.hidden = false;
      button.hidden = ![[icon('play'), say(words, ['ui', 'play'])], [icon('play')]].some((inner) => {
        paint(inner);
        return place();
      });
    }
  };

  /** Where it lies on no word and on no card, as far up as can be. */
  const place = () => {
    const stage = parts.stage.getBoundingClientRect();
    const { width, height } = button.getBoundingClientRect();
    const taken = [...parts.svg.querySelectorAll('text,.card')].map((node) => node.getBoundingClientRect());
    const most = Math.min(stage.height, innerHeight - stage.top) - height - AIR;
    for (let y = Math.max(AIR, AIR - stage.top); y <= most; y += STEP)
      for (const x of [AIR, stage.width - width - AIR, (stage.width - width) / 2]) {
        const [left, top] = [stage.left + x, stage.top + y];
        if (taken.some((one) => one.left < left + width && one.right > left && one.top < top + height && one.bottom > top)) continue;
        button.style.left = `${x}px`;
        button.style.top = `${y}px`;
        return true;
      }
    return false;
  };

  new IntersectionObserver(([entry]) => {
    away = !entry.isIntersecting;
    show();
  }, { threshold: 0.3 }).observe(parts.controls);
  return show;
}
