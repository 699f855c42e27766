// Files of the reader's own.

export { Aside } from '../aside.js';
export { porter } from '../capture/act.js';
export { origin } from '../capture/strip.js';
import { css as dress } from '../capture/css.js';
import { panel } from '../capture/panel.js';

export const css = { capture: dress };

/** @type {Record<string, (given: import('./index.js').Given) => any>} */
export const panels = { capture: ({ state, words }) => panel(state, words) };
