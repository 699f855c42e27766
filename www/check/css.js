// How the self-check looks: apart from the stage.

export const css = `
.check-all{background:var(--page); border:2px dashed var(--rule); border-radius:6px; padding:12px 18px; overflow-wrap:anywhere;}
.check-all p{margin:6px 0; max-width:60em;} .check-all progress{width:100%; max-width:30em; height:14px; accent-color:var(--text);}
.sum{font-weight:700; color:var(--yes);} .sum.wrong{color:var(--wrong);}
.check-all summary{min-height:44px; padding-block:9px; cursor:pointer;}
.checked{list-style:none; margin:0 0 8px; padding:0;} .checked li{padding:2px 0; font-size:15px;} .checked b{display:inline-block; width:1.4em; text-align:center;}
.checked .ok b{color:var(--yes);} .checked .bad,.checked .bad b{color:var(--wrong);}
`;
