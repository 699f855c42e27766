// How it looks in the rooms, and on paper. Pure.

/** Right behind the sheet that comes first. */
export const panels = `
.head .plainlink{white-space:nowrap; font-weight:700; flex:none; line-height:1.4; padding:0 10px; background:var(--accent); color:var(--accent-ink); border-radius:14px; text-decoration:none;}
.counter small{display:block; font-size:13px; white-space:nowrap;}
.inspector,.ledger,.settings,.link,.question,.again{background:var(--panel); border:2px solid var(--rule); border-radius:6px; padding:12px 18px;}
.inspector header{display:flex; justify-content:space-between; gap:12px; align-items:start;}
h3{margin:4px 0 8px; font-size:1.15em;} h3:focus{outline:none;}
.hex{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace; font-size:14px; line-height:1.45; margin:6px 0; padding:8px 10px; background:var(--control); border-radius:6px; overflow:auto; max-height:22em; white-space:pre-wrap; overflow-wrap:normal; word-break:normal;}
.value p{margin:8px 0 0;}
.ledger th .plainlink{min-height:44px;}
.fresh{margin-inline-start:6px; padding:0 6px; border-radius:8px; background:var(--accent); color:var(--accent-ink); font-size:13px;}
dl.costs{font-size:14px; color:var(--soft); grid-template-columns:repeat(auto-fit,minmax(15em,1fr));}
.field{display:grid; gap:2px; margin-block-end:10px;} .field label{font-weight:700;}
.settings:has(.rsa option:checked) .groups{display:none;}
.field input,.field select{width:100%; max-width:44em; text-overflow:ellipsis;}
.hint{margin:2px 0; color:var(--soft); font-size:14px;}
.problem{margin:2px 0; color:var(--wrong); font-weight:700;}
.bad input,.bad select{border-color:var(--wrong);}
.check{display:flex; gap:10px; align-items:start; min-height:44px; padding-block:8px;} .check input{width:24px; height:24px; flex:none; margin:0;}
.published{border-color:var(--rule);} .published p{margin:4px 0; max-width:64em;}
.scroll{overflow:auto; max-height:26em;}
table{border-collapse:collapse; width:100%; font-size:15px;} th,td{text-align:start; padding:4px 10px; border-bottom:1px solid var(--rule); vertical-align:top;}
.options{display:flex; flex-wrap:wrap; gap:8px; margin:8px 0;} .options [aria-pressed=true]{border-color:currentColor; box-shadow:inset 0 0 0 1px currentColor; font-weight:700;}
.question p{margin:8px 0;} .question :is(.right,.hit){color:var(--yes);} .question :is(.wrong,.miss){color:var(--wrong);}
`;

/** Behind everything. */
export const print = `
@media print{
  :host{color:#000; container-type:normal;} .player{max-width:none; background:#fff; color:#000;}
  .player > :not(.handout){display:none !important;}
  .handout{display:block;}
  .handout article{margin-block-end:18px;} .handout h2,.handout svg{break-after:avoid;} .handout svg,.handout p,.handout .ask,.handout div{break-inside:avoid;}
  .handout .ask{border:1px solid #000; padding:6px 10px; margin-block-start:8px;}
  .handout svg{width:100%; height:auto; border:1px solid #000; display:block;} .handout svg.tall{display:none;}
  .handout h2{font-size:15pt; margin:6px 0;} .handout p{margin:4px 0;} .handout .hex{font-size:8pt; max-height:none; border:1px solid #999;}
}
@media print and (max-width: 560px){.handout svg.flat{display:none;} .handout svg.tall{display:block; max-height:88vh;}}
`;
