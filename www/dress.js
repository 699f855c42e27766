// The style sheets, adopted, so that a strict content security policy is content. Each has its place in the
// cascade from the beginning; what is not here yet is empty.

import { base, narrow, sideways } from './style.js';

const ORDER = ['base', 'panels', 'inspector', 'check', 'recipes', 'ledger', 'narrow', 'sideways', 'start', 'keys', 'capture', 'whatif', 'take', 'print'];

export const sheets = ORDER.map(() => new CSSStyleSheet());

/** @param {Record<string, string>} css by the place of a sheet */
export function dress(css) {
  for (const [name, text] of Object.entries(css)) sheets[ORDER.indexOf(name)].replaceSync(text);
}

dress({ base, narrow, sideways });
