// How the panel looks that hands out files.

export const css = `
.take{background:var(--panel); border:2px solid var(--rule); border-radius:6px; padding:12px 18px; overflow-wrap:anywhere;}
.take header{display:flex; justify-content:space-between; gap:12px; align-items:start;}
.take p{margin:4px 0;} .take .alarm b{display:block; padding:8px 12px;}
.take ul{list-style:none; margin:10px 0 0; padding:0; display:grid; gap:10px;} .take li{border-top:2px solid var(--rule); padding-top:8px; min-width:0;}
.take li p button::before{content:"↓ ";} .take li p button{font-weight:700; margin-inline-end:8px;} .take .done{min-height:1.5em; font-weight:700;}
.take .frame{border:2px solid var(--wrong); border-radius:6px; padding:8px 14px; margin-block:8px;} .take textarea{width:100%; background:var(--control); color:var(--text); border:2px solid var(--rule);}
@container (max-width: 799px){.take{padding-inline:12px;}}
`;
