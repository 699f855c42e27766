// What the reader chooses, and what a run leads to: the settings with the keys, the link, the second
// connection, whose hand is played.

export { Aside } from '../aside.js';
export { again } from '../again.js';
export { credit } from '../hands/strip.js';
export { smith } from '../keys/act.js';
import { css as dress } from '../keys/css.js';
import { keys } from '../keys/panel.js';
import { link, settings } from '../panels.js';

export { filled, misled } from '../panels.js';

export const css = { keys: dress };

/** @type {Record<string, (given: import('./index.js').Given) => any>} */
export const panels = {
  settings: ({ state, words, suites, own }) => !own && [settings(state, words, suites), keys(state, words)],
  link: ({ state, words, url, own }) => !own && link(state, words, url()),
};
