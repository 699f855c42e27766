// How recipes look. The inks are the colours of the cards.

const INKS = ['client-random', 'server-random', 'pre-master', 'master', 'client-key', 'server-key', 'client-mac', 'server-mac', 'client-iv', 'server-iv', 'hash', 'message', 'client-share', 'server-share', 'client-pair', 'server-pair', 'certificate', 'public', 'private', 'encrypted'];

export const css = `${INKS.map((ink) => `.ink-${ink}{--c:var(--${ink});}`).join('')}
.recipe,.reproduce{border-top:1px solid var(--rule); margin-top:12px;}
.recipe h4,.reproduce h4{margin:10px 0 4px; font-size:1.05em;} .recipe h5{margin:14px 0 2px; font-size:1em;}
.recipe p,.reproduce p{margin:4px 0; max-width:60em;}
.recipe .hex,.reproduce .hex{max-height:none;} .recipe .hex{line-height:1.65; box-sizing:content-box; max-width:47.9ch;}
.swatch{width:20px; height:20px; margin-inline-end:5px; vertical-align:-5px;}
.formula{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace; font-size:14px; line-height:1.6; overflow-wrap:anywhere;}
.term{display:inline-grid; font:inherit; justify-items:center; vertical-align:middle; min-height:44px; min-width:44px; padding:2px 6px; margin:1px 0; line-height:1.3;}
.term i{font-style:normal; font-weight:700;} .term b{font-weight:400; font-size:13px; border-bottom:4px solid var(--c,transparent);}
span.term{border:2px dashed var(--rule); border-radius:6px;}
sup .term{min-height:44px;}
.mark{border-bottom:3px solid var(--c);}
.recipe del,.dot.ink-gone{color:var(--soft); text-decoration:line-through 2px;}
.legend{list-style:none; margin:4px 0; padding:0; display:flex; flex-wrap:wrap; gap:2px 16px; font-size:14px;} .legend li{display:inline-flex; gap:7px; align-items:baseline;} .legend .dot{flex:none; align-self:start; margin-top:3px;} .legend i{font-style:normal; font-weight:700;}
.dot{width:16px; height:16px; border:1.5px solid var(--text); border-radius:3px; background:var(--c,transparent); display:inline-block;}
.dot.ink-gone{background:linear-gradient(to top right,transparent 44%,var(--text) 44% 56%,transparent 56%);}
.way{margin:6px 0 6px; padding-inline-start:10px; border-inline-start:3px solid var(--rule);} .way .hex{margin:2px 0;}
.careful{font-weight:600;}
.strip{display:block; width:100%; height:28px; border:2px solid var(--text); border-radius:4px;}
.digits{overflow-wrap:anywhere; background:var(--control); padding:8px 10px; border-radius:6px; font-size:14px;}
details{margin:4px 0;} summary{min-height:44px; display:list-item; padding:10px 4px; cursor:pointer; color:var(--link); overflow-wrap:anywhere;}
dl.chain{margin:8px 0; padding:6px 10px; border:1px solid var(--rule); border-radius:6px; gap:2px;} .chain div{gap:0 10px; align-items:baseline;} .chain dt{width:7.5em; flex:none;} .chain .hex{margin:0; padding:2px 8px;}
.shell{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace; font-size:13px; line-height:1.45; margin:6px 0; padding:8px 10px; background:var(--control); border-radius:6px; overflow:auto; max-height:26em; white-space:pre-wrap; overflow-wrap:anywhere;}
`;
