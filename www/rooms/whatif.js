// The reader as the Eavesdropper.

export { Aside } from '../aside.js';
export { act } from '../whatif/act.js';
export { frontOf } from '../whatif/behind.js';
export { digest } from '../whatif/oracle.js';
export { leaking, opened, strip } from '../whatif/panel.js';
import { css as dress } from '../whatif/css.js';
import { panel } from '../whatif/panel.js';

export const css = { whatif: dress };

/** @type {Record<string, (given: import('./index.js').Given) => any>} */
export const panels = { whatif: ({ state, words, own }) => !own && panel(state, words) };
