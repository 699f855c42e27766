// What is taken home.

export { take as carry } from '../take/save.js';
import { css as dress } from '../take/css.js';
import { panel } from '../take/panel.js';

export const css = { take: dress };

/** @type {Record<string, (given: import('./index.js').Given) => any>} */
export const panels = { take: ({ state, words, url }) => panel(state, words, url()) };
