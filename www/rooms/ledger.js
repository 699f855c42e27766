// Who knows what.

import { ledger } from '../ledger.js';
import { css as book } from '../recipes/css.js';

export const css = {
  recipes: book,
  ledger: `
.ledger .scroll{max-height:34em;} .ledger table{table-layout:fixed;} .ledger thead th{position:sticky; top:0; background:var(--panel); z-index:1;} .ledger tbody th{font-weight:400;}
td.has{color:var(--yes); font-weight:600;} td.can{color:var(--text);} td.not{color:var(--soft);} td.new{box-shadow:inset 4px 0 var(--focus);}
@container (max-width: 799px){
  .ledger thead{position:absolute; clip-path:inset(50%);} .ledger tr{display:block; padding-block:8px; border-bottom:2px solid var(--rule);} .ledger :is(th,td){display:block; border:none; padding:2px 8px;} .ledger td::before{content:attr(data-who) ": "; color:var(--text); font-weight:700;}
}
`,
};

/** @type {Record<string, (given: import('./index.js').Given) => any>} */
export const panels = { ledger: ({ state, frame, words }) => ledger(state, frame, words) };
