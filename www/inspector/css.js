// How the inspector looks.

export const css = `
.sheet{display:grid; gap:10px; grid-template-columns:minmax(0,max-content) minmax(15em,1fr); grid-template-areas:"grid tree" "pane pane"; margin-block:8px 14px;}
.sheet.plain{grid-template-columns:1fr; grid-template-areas:"grid" "pane";}
.grid,.tree{background:var(--control); border-radius:6px; padding:8px; overflow:auto; max-height:25em; position:relative;}
.sheet.plain .grid{max-height:29em;} .grid{grid-area:grid; font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace; font-size:14px; line-height:24px; overflow-wrap:normal;}
.ln{display:grid; grid-template-columns:5ch repeat(2,25ch) repeat(2,8ch); column-gap:1ch; width:max-content;}
.ln .at{color:var(--soft); text-align:end; padding-inline-end:1ch; user-select:none; grid-column:1; grid-row:1;} .at.two{display:none;}
.ln .hx{white-space:nowrap; grid-row:1;} .hx.one{grid-column:2;} .hx.two{grid-column:3;}
.ln .tx{white-space:nowrap; color:var(--soft); grid-row:1; user-select:none;} .tx.one{grid-column:4;} .tx.two{grid-column:5; margin-inline-start:-1ch;}
.hx b{font-weight:400; padding:3px .5ch; cursor:pointer; border-radius:3px;} .tx i{font-style:normal; cursor:pointer;}
:is(.hx b,.tx i).lit,.ln.lit :is(.hx,.tx){background:var(--accent); color:var(--accent-ink);} .hx b.lit{border-radius:0;}
.hx b.here{outline:2px solid var(--text); outline-offset:-2px;} .hx b:focus-visible{outline:3px solid var(--focus); outline-offset:-1px;}
.tree{grid-area:tree; font-size:14px;}
.fd{display:flex; gap:6px; align-items:baseline; min-height:24px; padding:1px 6px 1px 2px; border-radius:4px; cursor:pointer;}
.fd .tw{flex:none; width:20px; text-align:center;} .fd[aria-expanded=false] .tw{transform:rotate(-90deg);}
.fd .nm{font-weight:600; flex:none; max-width:70%;} .fd .vl{color:var(--soft); min-width:0; overflow-wrap:anywhere;} .fd .rg{margin-inline-start:auto; flex:none; color:var(--soft); font-variant-numeric:tabular-nums;}
.fd.lit,.fd.lit :is(.vl,.rg){background:var(--accent); color:var(--accent-ink);} .fd:focus-visible{outline-offset:-3px;}
${Array.from({ length: 13 }, (_, i) => (i ? `.d${i}{margin-inline-start:${i * 11}px;}` : '')).join('')}
.pane{grid-area:pane; min-height:9.5em; border-inline-start:5px solid var(--accent); padding:2px 14px;} .pane p{margin:3px 0; max-width:64em;}
.pane .path{color:var(--soft); font-size:14px;} .pane .name{font-size:1.08em;} .pane .says{overflow-wrap:anywhere;} .pane .few{margin:4px 0; max-height:none;}
.copies{margin-block:6px;} .copies button{padding:2px 12px;}
.inspector .record{margin:2px 0;} .inspector h4{margin:16px 0 4px; font-size:1.05em;} .inspector h5{margin:12px 0 0; font-size:1em;}
@container (max-width: 1040px){
  .sheet{grid-template-columns:minmax(0,1fr); grid-template-areas:"grid" "pane" "tree";} .grid{max-height:18em;} .tree{max-height:22em;}
}
@container (max-width: 759px){
  .ln{grid-template-columns:4ch 24ch 8ch; column-gap:1ch;} .at.two{display:block; grid-row:2 !important;} .hx.two,.tx.two{grid-row:2 !important; margin:0 !important;} .ln .hx{grid-column:2;} .ln .tx{grid-column:3;}
  .fd .rg{display:none;} ${Array.from({ length: 13 }, (_, i) => (i ? `.d${i}{margin-inline-start:${i * 7}px;}` : '')).join('')}
}
@container (max-width: 400px){.grid{font-size:13px; padding:6px 2px;} .ln{grid-template-columns:4ch 22ch 8ch; column-gap:.5ch;} .hx b{padding-inline:.375ch;}}
@container (max-width: 340px){.grid{font-size:12px;}}
.alone h2{margin:4px 0 8px; font-size:1.15em;} .alone .inspector h3{margin:16px 0 4px; font-size:1.05em;} .alone .inspector h4{margin:14px 0 2px; font-size:1em;}
`;
