/**
 * The prop sheet: draws the catalogue, each prop by day and by night.
 */
import { h, toDom } from "./shape.js";
import { DAY, NIGHT, properties, textCss } from "./palette.js";
import { CATALOGUE } from "./props/catalogue.js";

const style = new CSSStyleSheet();
style.replaceSync(`
  body { margin: 0; background: #e9e6e1; color: #1a1a1a; font: 16px/1.5 "DejaVu Sans", Verdana, sans-serif; }
  main { padding: 1rem clamp(.5rem, 2vw, 2rem); max-width: 1500px; margin: auto; }
  h2 { margin: 2rem 0 .5rem; }
  .group { display: grid; gap: 1rem; align-items: start; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); }
  figure { margin: 0; background: #fff; border: 3px solid #1a1a1a; border-radius: 4px; overflow: hidden; min-width: 0; }
  figure.wide { grid-column: 1 / -1; }
  .pair { display: grid; grid-template-columns: 1fr 1fr; }
  .pair > div { padding: .5rem; min-width: 0; }
  svg { display: block; width: 100%; height: auto; max-height: 560px; }
  figcaption { padding: .25rem .6rem; border-top: 2px solid #1a1a1a; background: #ffe680; color: #0b0b50; }
  @media (max-width: 600px) { .wide .pair { grid-template-columns: 1fr; } }
  .day { background: #d9d4cc; ${properties(DAY)} }
  .night { background: #2a2f45; ${properties(NIGHT)} }
  ${textCss}
`);
document.adoptedStyleSheets = [style];

const sheet = /** @type {HTMLElement} */ (document.getElementById("sheet"));
/** @type {Map<string, HTMLElement>} */
const groups = new Map();

for (const { group, name, box, draw, wide } of CATALOGUE) {
  let home = groups.get(group);
  if (!home) {
    const title = document.createElement("h2");
    title.textContent = group;
    home = document.createElement("div");
    home.className = "group";
    sheet.append(title, home);
    groups.set(group, home);
  }
  const figure = document.createElement("figure");
  if (wide) figure.className = "wide";
  figure.id = name.replace(/[^a-z0-9]+/gi, "-").toLowerCase();
  const pair = document.createElement("div");
  pair.className = "pair";
  for (const theme of ["day", "night"]) {
    const half = document.createElement("div");
    half.className = theme;
    half.append(toDom(h("svg", { viewBox: box.join(" "), role: "img", "aria-label": `${name}, ${theme}` }, draw()), document));
    pair.append(half);
  }
  const caption = document.createElement("figcaption");
  caption.textContent = name;
  figure.append(pair, caption);
  home.append(figure);
}
document.documentElement.dataset.ready = "yes";
