// The self-check.

export { go } from '../check/go.js';
import { css as dress } from '../check/css.js';
import { panel } from '../check/panel.js';

export const css = { check: dress };

/** @type {Record<string, (given: import('./index.js').Given) => any>} */
export const panels = { check: ({ state, words }) => panel(state, words) };
