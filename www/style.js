// How the player looks at first, in three sheets: what comes between and behind them in the cascade is fetched
// with what it dresses (wardrobe.js, dress.js). Pure.

import { css as palette } from './palette.js';

const NIGHT = `
  --page:#14182a; --panel:#1e2338; --text:#f3f2ff; --soft:#c9c8e0; --rule:#5a6080; --control:#2a3050;
  --accent:#ffdd55; --accent-ink:#1a1a1a; --link:#a9b8ff; --wrong:#ff9c9c; --focus:#ffdd55; --yes:#8fe39a;`;
const DAY = `
  --page:#ffffff; --panel:#f6f3ee; --text:#1a1a1a; --soft:#4a4650; --rule:#8f8a92; --control:#ffffff;
  --accent:#ffdd55; --accent-ink:#1a1a1a; --link:#1d3fb8; --wrong:#a40000; --focus:#1d3fb8; --yes:#14601c;`;

/** Play and Pause are as wide as each other, so that what stands behind does not move. */
export const base = `${palette}
:host{${DAY} display:block; flex-grow:1; container-type:inline-size; color:var(--text);
  font:16px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; text-align:start; color-scheme:light;}
@media screen and (prefers-color-scheme: dark){:host(:not([theme="light"])){${NIGHT} color-scheme:dark;}}
@media screen{:host([theme="dark"]){${NIGHT} color-scheme:dark;}}
:host([hidden]){display:none;}
*{box-sizing:border-box;}
.player{position:relative; display:flex; flex-direction:column; gap:8px; padding:0; max-width:1600px; margin-inline:auto; background:var(--page); color:var(--text); font:16px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; text-align:start;
  letter-spacing:normal; word-spacing:normal; text-transform:none; text-indent:0; text-shadow:none; white-space:normal; cursor:auto; hyphens:manual; writing-mode:horizontal-tb;}
.player > .player{margin-inline:0;}
.stage{position:relative; aspect-ratio:2/1; width:100%; max-height:var(--tls-airmail-stage-height,max(340px,58vh)); max-height:var(--tls-airmail-stage-height,max(340px,58svh)); overflow:hidden; background:var(--sky); border:2px solid var(--ink); border-radius:6px;}
.stage:focus,h2:focus{outline:none;}
.skip{position:absolute; inset-block-start:6px; inset-inline-start:6px; z-index:2;} .skip:not(:focus){opacity:0; pointer-events:none;}
.stage > svg{position:absolute; inset:0; width:100%; height:100%; display:block; touch-action:manipulation; text-rendering:geometricPrecision;}
.stage.sequence{aspect-ratio:auto; height:870px; max-height:none;}
.poster{position:absolute; inset:0; display:grid; place-items:center; align-content:center; gap:12px; text-align:center; padding:24px; color:#0b0b50;}
.poster p{margin:0; max-width:40em; background:#fffffff0; color:#1a1a1a; padding:12px 16px; border:2px solid #1a1a1a; border-radius:6px;}
.poster .title{font-weight:700; font-size:1.15em;}
.poster[hidden],[hidden]{display:none !important;}
.stage:not(.sequence) > svg{cursor:pointer;}
.card{cursor:pointer; outline:none;}
.card:hover{filter:brightness(1.06);}
.arrow{cursor:pointer;}
.card:focus-visible{outline:4px solid var(--focus); outline-offset:4px; filter:drop-shadow(0 0 10px var(--focus));}
button,select,input{font:inherit; color:inherit;}
button,select,input[type=text],input:not([type]){min-height:44px; background:var(--control); color:var(--text); border:2px solid var(--rule); border-radius:6px; padding:6px 12px;}
button{cursor:pointer; min-width:44px;}
button:hover:not([aria-disabled=true]){border-color:var(--text);}
button[aria-disabled=true]{opacity:.5; cursor:default;}
button.primary{background:var(--accent); color:var(--accent-ink); border-color:#1a1a1a; font-weight:700;}
button[aria-expanded=true],button[aria-current=step]{background:var(--text); color:var(--page); border-color:var(--text);}
:focus-visible{outline:3px solid var(--focus); outline-offset:2px;}
.icon{width:22px; height:22px; vertical-align:-5px;}
.controls{display:grid; gap:8px; grid-template-columns:auto 1fr; align-items:center;}
.transport{display:flex; gap:6px; align-items:center;}
.transport .primary{display:inline-flex; gap:8px; align-items:center; padding-inline:18px;}
.transport .word{min-width:3.3em; text-align:center;}
.counter{font-variant-numeric:tabular-nums; color:var(--soft); min-width:4.8em; text-align:end; line-height:1.2;}
.track{position:relative; min-height:44px; display:flex; align-items:center;}
.ticks{position:absolute; inset-inline:0; top:15px; height:14px; width:100%; border-radius:7px; border:2px solid var(--rule);}
.tick0{fill:var(--control);} .tick1{fill:var(--panel);} .here{fill:var(--accent);}
.scrubber{position:relative; appearance:none; -webkit-appearance:none; width:100%; height:44px; margin:0; padding:0; background:transparent; cursor:pointer; touch-action:pan-y;}
.scrubber::-webkit-slider-thumb{appearance:none; -webkit-appearance:none; width:24px; height:32px; border-radius:6px; background:var(--text); border:3px solid var(--page);}
.scrubber::-moz-range-thumb{width:20px; height:28px; border-radius:6px; background:var(--text); border:3px solid var(--page);}
.scrubber::-webkit-slider-runnable-track{background:transparent;} .scrubber::-moz-range-track{background:transparent;}
.chapters{grid-column:1/-1; display:grid; grid-template-columns:repeat(auto-fit,minmax(44px,1fr)); gap:0;}
.chapters button{border-radius:0; border-inline-start-width:0; padding-inline:4px; overflow:hidden;}
.chapters button:first-child{border-inline-start-width:2px; border-start-start-radius:6px; border-end-start-radius:6px;}
.chapters button:last-child{border-start-end-radius:6px; border-end-end-radius:6px;}
.chapters b{margin-inline-end:6px;}
.tools{display:flex; flex-wrap:wrap; gap:10px 22px; align-items:end; margin-block:6px;}
.wide .icon{margin-inline-end:6px;} .group{display:grid; gap:3px;} .group .label{font-weight:700; font-size:14px;} .some{display:flex; flex-wrap:wrap; gap:6px; align-items:end;}
.choice{display:inline-flex; flex-direction:column; font-size:13px; color:var(--soft);}
.choice select{font-size:16px; padding:6px 8px;}
.alone .stage,.alone .caption,.alone .controls{display:none;} .alone .below{display:flex; flex-direction:column; gap:8px;}
.wordless.full .below{min-height:170px;} .wordless .controls,.wordless .head{visibility:hidden;}
.caption{min-height:104px; display:grid;}
.story{background:var(--panel); border-radius:6px; padding:8px 18px 10px;}
.story .head{display:flex; justify-content:space-between; align-items:baseline; gap:12px;}
.story h2{margin:0 0 2px; font-size:1.3em; line-height:1.25; overflow-wrap:anywhere;}
.head h2{min-width:0;}
.where{margin:0; margin-inline-start:auto; color:var(--soft); font-size:14px; white-space:nowrap;}
.plain{margin:0; font-size:1.1em; line-height:1.45;}
.depth{background:var(--panel); border-radius:6px; padding:8px 18px 12px;}
.protocol{margin:4px 0; max-width:60em;}
.cost{width:100%; height:8px; display:block;} .cost .slow{fill:var(--asymmetric);} .cost .fast{fill:var(--symmetric); stroke:var(--ink); stroke-width:.1;}
.story,.depth,.inspector,.ledger,.settings,.link,.question,.again{overflow-wrap:anywhere;}
.mono{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;}
.plainlink{background:none; border:none; min-height:24px; min-width:24px; padding:2px 0; color:var(--link); text-decoration:underline; text-align:start;}
a{color:var(--link);}
dl{margin:8px 0; display:grid; gap:4px;} dl div{display:flex; flex-wrap:wrap; gap:8px;} dt{font-weight:700;} dd{margin:0;}
.row{display:flex; flex-wrap:wrap; gap:8px; align-items:center; margin:10px 0 0;}
.row input{flex:1 1 14em; min-width:0;}
.notice p,.notice ul{margin:4px 0;} .notice{overflow-wrap:anywhere; margin:0; padding:8px 14px; border:2px solid var(--wrong); border-radius:6px; background:var(--panel);}
`;

/** Behind the sheets of what opens in place. */
export const narrow = `
.live{position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%); white-space:nowrap;}
.handout{display:none;}
@container (max-width: 1220px){.wordless.full .below{min-height:248px;}}
@container (max-width: 1099px){
  .story{padding-block:5px;} .story h2{font-size:17px;} .plain{font-size:16px; line-height:1.4;} .head{gap:8px;} .head .plainlink{font-size:14px;}
  .chapters button{line-height:1.15; font-size:14px; padding-block:3px;} .chapters b{display:block; margin:0;}
}
@container (max-width: 799px){
  .wordless.full .below{min-height:362px;}
  .stage{aspect-ratio:16/9;}
  .transport{gap:4px;}
  .story,.depth,.inspector,.ledger,.settings,.link,.question,.again{padding-inline:12px;}
}
@container (max-width: 669px){.caption{min-height:126px;} .chapters button{font-size:13px; padding-inline:1px;}}
@container (max-width: 559px){
  .stage{aspect-ratio:3/5; max-height:var(--tls-airmail-narrow-height,max(440px,min(760px,calc(100svh - 228px)))); border-inline-width:0; border-radius:0;}
  .stage.sequence{aspect-ratio:auto; height:1100px; max-height:none;}
  .controls,.below > *{margin-inline:8px;}
  .wordless.full .below{min-height:412px;} .caption{min-height:138px;} .story{border-radius:0;} .head{gap:6px;} .head .plainlink{padding-inline:5px; font-size:13px;} .plain{font-size:15px; line-height:1.35;} .story .where{display:none;}
  .controls{grid-template-columns:1fr;}
  .transport{justify-content:space-between;} .transport .primary{padding-inline:6px;}
  .chapters .name{position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%); white-space:nowrap;} .chapters button{position:relative; font-size:inherit;}
  .tools{display:grid; gap:10px;} .some{display:grid; align-items:stretch; grid-template-columns:repeat(auto-fit,minmax(min(145px,46%),1fr));} .group:first-child .some{grid-template-columns:repeat(3,minmax(0,1fr));} .some button{padding-inline:6px;}
  .choice select{width:100%;}
}
@container (max-width: 479px){.wordless.full .below{min-height:495px;}}
@container (max-width: 419px){.caption{min-height:158px;} .transport button{padding-inline:8px;}}
@container (max-width: 323px){.chapters{grid-template-columns:repeat(4,1fr);}}
@container (max-width: 380px){.transport .word{display:none;} .counter{min-width:3.4em;}}
`;

/** A telephone on its side: the sentence beside the buttons, so that the picture, both and Play are in view. */
export const sideways = `
@media (max-height: 520px) and (orientation: landscape){
  .stage{aspect-ratio:16/9; max-height:min(var(--tls-airmail-stage-height,100vh),max(150px,100vh - 114px)); max-height:min(var(--tls-airmail-stage-height,100svh),max(150px,100svh - 114px));}
  @container (min-width: 560px){
    .player:not(.below,.alone){display:grid; grid-template-columns:auto minmax(0,1fr); gap:6px 8px;}
    .player > *{grid-column:1/-1;}
    .player > .caption{grid-column:2; grid-row:2 / span 2; min-height:100px;} .player:has(> .controls[hidden]) > .caption{grid-column:1/-1;}
    .controls{display:contents;} .transport,.track{grid-column:1;} .track{align-self:start;} .transport .primary{padding-inline:12px;} .counter{display:none;}
    .story{padding:4px 12px; font-size:14px; line-height:1.3;} .story .where{display:none;} .story :is(.head,h2,.plain){display:inline; font-size:inherit; line-height:inherit;} .story h2{margin-inline-end:8px;}
  }
  @container (min-width: 560px) and (max-width: 759px){.player > .caption{min-height:110px;} .story{font-size:13px;}}
}
`;
