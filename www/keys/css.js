// How the panel of the reader's own keys looks.

export const css = `
.keys .row{align-items:end;} .keys .choice select{min-width:14em;}
.keys .busy{margin-block:8px;} .keys .busy p{margin:2px 0;} .search{width:100%; max-width:44em; height:14px; display:block; background:var(--control); border:2px solid var(--rule); border-radius:4px;}
.search .slow,.keys .cost .slow{fill:var(--asymmetric);} .search .mean{stroke:var(--text); stroke-width:2; stroke-dasharray:3 2;}
.keys table{margin-block:12px 4px;} .keys td .row{margin:0; align-items:center;} .keys .fresh{white-space:nowrap;} .keys .cost{max-width:12em; margin-block:4px;}
.bring{margin-block:10px;} .bring summary{min-height:44px; padding-block:8px; cursor:pointer;} .bring form{display:grid; gap:4px;} .bring textarea{width:100%; max-width:44em; font-size:13px; background:var(--control); color:var(--text); border:2px solid var(--rule); border-radius:6px; padding:6px 12px;} .bring [aria-invalid]{border-color:var(--wrong);}
.file{display:inline-flex; align-items:center; min-height:44px; padding:2px 6px;}
@container (max-width: 799px){
  .keys thead{position:absolute; clip-path:inset(50%);} .keys tr{display:block; padding-block:8px; border-bottom:2px solid var(--rule);} .keys :is(th,td){display:block; border:none; padding:2px 0;}
  .keys td::before{content:attr(data-what) ": "; font-weight:700;} .keys td:last-child::before{content:none;} .keys .choice{flex:1 1 100%;} .keys .choice select{min-width:0;}
}
`;
