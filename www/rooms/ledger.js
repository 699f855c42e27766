// Who knows what.

import { ledger } from '../ledger.js';
import { css as dress } from '../recipes/css.js';

export const css = { recipes: dress };

/** @type {Record<string, (given: import('./index.js').Given) => any>} */
export const panels = { ledger: ({ state, frame, words }) => ledger(state, frame, words) };
