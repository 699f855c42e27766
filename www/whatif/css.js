// How the panel of the Eavesdropper looks.

export const css = `
.whatif{background:var(--panel); border:2px solid var(--rule); border-radius:6px; padding:12px 18px; overflow-wrap:anywhere;}
.whatif [tabindex="-1"]:focus{outline:none;}
.whatif header{display:flex; justify-content:space-between; gap:12px; align-items:start;}
.whatif p{margin:4px 0;} .whatif h4{margin:10px 0 4px;}
.whatif .options{display:grid; grid-template-columns:repeat(auto-fill,minmax(min(100%,136px),1fr));} .whatif .options button{text-align:start; line-height:1.25;}
.whatif button[aria-pressed=true]{background:var(--text); color:var(--page); border-color:var(--text);}
section.hands{border:2px dashed var(--alert); border-inline-start:10px solid var(--alert);}
.alarm b{background:var(--alert); color:#fff; padding:1px 8px; border-radius:4px;}
.after{font-size:1.05em;}
.lesson{border-top:2px solid var(--rule); margin-top:8px; padding-top:6px;}
.editor .choice{max-width:100%;} .editor select{max-width:100%;} .editor .choice input{width:7em; flex:none;} .editor .choice{justify-content:end;}
.editor .hex{max-height:11em;}
.bits{display:flex; flex-wrap:wrap; gap:4px; margin:8px 0;} .bits button{padding:0;}
.part{background:var(--accent); color:var(--accent-ink);} .here{outline:2px solid var(--text); font-weight:700;}
mark{background:var(--alert); color:#fff;}
.edits{margin:4px 0; padding-inline-start:20px;} .edits li{margin-block:4px;}
.pages{display:grid; gap:12px; grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr)); margin:8px 0;}
.notebook{border:2px solid var(--rule); border-radius:6px; padding:4px 12px 10px; background:var(--page);} .notebook .page{width:100%; height:auto; display:block;}
.notebook dl div{gap:2px 8px;} .said q{font-weight:700; margin-inline-end:8px;}
b.refused{background:var(--alert); color:#fff; padding:1px 6px; border-radius:4px;} .middle .choice{display:block; max-width:34em;} .middle .choice input{width:100%; font-size:inherit;} .notebook q{margin-inline-end:8px;}
.oracle figure{margin:6px 0;} .oracle figcaption{margin:0;} .oracle .choice select{max-width:100%;} .oracle .row{align-items:end;} .oracle .choice{max-width:100%;}
.slider{display:flex; flex-direction:column; flex:1 1 14em; font-size:14px; color:var(--soft); font-variant-numeric:tabular-nums;} .slider input{flex:none; width:100%; min-height:30px; margin:0; padding:0; accent-color:var(--focus);}
.plot{display:block; width:100%; max-width:60em; height:150px; background:var(--control); border-radius:4px;} .plot path{fill:none;}
.plot .axis{stroke:var(--rule); stroke-width:2;} .plot .rest{stroke:var(--rule); stroke-width:1.5; stroke-dasharray:3 3;} .plot .seen{stroke:var(--alert); stroke-width:3;} .plot .area{fill:var(--alert); opacity:.18;} .plot .now{stroke:var(--text); stroke-width:1.5;}
.closing{display:block; width:100%; max-width:60em; height:16px;} .closing .all{fill:var(--control); stroke:var(--rule);} .closing .left{fill:var(--alert);}
.ends dd{overflow-wrap:anywhere; letter-spacing:.02em;} .ends dt{min-width:5.5em;} .fixed{background:var(--accent); color:var(--accent-ink);} .found{font-weight:700;} .found q{font-size:1.2em;}
.asked{margin-block:8px;} .asked th[scope=row]{font-weight:400;}
@container (max-width: 799px){.whatif{padding-inline:12px;}
  .asked thead{position:absolute; clip-path:inset(50%);} .asked tr{display:block; padding-block:8px; border-bottom:2px solid var(--rule);} .asked :is(th,td){display:block; border:none; padding:2px 0;} .asked td::before{content:attr(data-what) ": "; font-weight:700;}
  .ends div{display:block;}
}
`;
