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
@container (max-width: 799px){.whatif{padding-inline:12px;}}
`;
