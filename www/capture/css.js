// How the panel of captures looks.

export const css = `
.capture .drop{border:3px dashed var(--rule); border-radius:8px; padding:12px; margin-block:8px;} .capture .drop.over{border-color:var(--focus); background:var(--control);}
.capture .pick span{display:block; font-weight:700; margin-bottom:4px;} .capture input[type=file]{width:100%; min-width:0; min-height:44px;} .capture .stays{font-weight:700;}
.capture textarea{display:block; width:100%; font:14px/1.4 ui-monospace,"DejaVu Sans Mono",monospace; background:var(--control); color:var(--text); border:2px solid var(--rule); border-radius:6px; padding:8px;}
.capture summary,.origin summary{cursor:pointer; min-height:44px; display:list-item; padding-block:10px;} .capture progress{width:100%; max-width:44em; height:16px; accent-color:var(--link);}
.capture .connections{list-style:none; margin:8px 0; padding:0;} .capture .connections li{border:2px solid var(--rule); border-inline-start-width:8px; border-radius:6px; padding:8px 12px; margin-block:8px; overflow-wrap:anywhere;}
.capture .connections li.open{border-inline-start-color:var(--yes);} .capture .connections li.refused{border-style:dashed;} .capture .connections p{margin:2px 0;}
.capture .state{border:2px solid currentColor; border-radius:999px; padding:0 8px; font-size:.85em; white-space:nowrap;} .capture .here{background:var(--accent); color:var(--accent-ink);}
.origin{border:2px solid var(--rule); border-inline-start:8px solid var(--accent); border-radius:6px; padding:8px 12px; overflow-wrap:anywhere;} .origin p{margin:4px 0;}
.origin .scroll{max-height:24em; overflow:auto;} .origin table{min-width:40em; overflow-wrap:normal;} .origin :is(th,td){vertical-align:top; text-align:start;} .origin td:last-child{min-width:12em; overflow-wrap:anywhere;}
`;
