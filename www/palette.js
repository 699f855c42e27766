/**
 * The colours and the lettering of the drawing, as data and as CSS text.
 *
 * Every colour is a custom property (`fill="var(--sky)"`), so a host page may
 * repaint any of them, and day and night are two sets of the same names.
 * The colours are those of the storyboard's table; the rest were chosen to suit.
 */

/** @type {Readonly<Record<string, string>>} */
export const DAY = Object.freeze({
  // air and crowd
  sky: "#aaffee",
  cloud: "#d5fff6",
  star: "#aaffee",
  moon: "#aaffee",
  crowd: "#002255",
  "crowd-deep": "#001a42",
  "crowd-line": "#2a7fff",
  spy: "#0a3a86",
  day: "1",
  night: "0",
  // grounds and furniture
  floor: "#f9f9f9",
  "client-desk": "#ac9393",
  "server-desk": "#f4e3d7",
  "desk-edge": "#1c1c7a",
  "client-plate": "#ffdd55",
  "server-plate": "#916f6f",
  "plate-ink": "#fff6d5",
  table: "#916f6f",
  "table-edge": "#7a5959",
  "table-side": "#d38d5f",
  metal: "#cccccc",
  "metal-dark": "#b0b0b0",
  rack: "#0b0b0b",
  screen: "#e6e6e6",
  door: "#6c5d53",
  "door-line": "#b7a99f",
  "door-frame": "#ececec",
  "door-light": "#fff6d5",
  brass: "#ffdd55",
  // people
  skin: "#f4ecd7",
  hair: "#0a0a0a",
  jumper: "#c8beb7",
  "light-trousers": "#ececec",
  shirt: "#ffffff",
  "brown-trousers": "#916f6f",
  // cards
  "client-random": "#ff7f2a",
  "server-random": "#d3bc5f",
  "pre-master": "#00ff00",
  master: "#ffffff",
  "client-key": "#ff9955",
  "server-key": "#decd87",
  "client-mac": "#d35f5f",
  "server-mac": "#55ff55",
  "client-iv": "#87cdde",
  "server-iv": "#cdaade",
  message: "#f5f5f5",
  hash: "#ffeeaa",
  "client-share": "#99e0d0",
  "server-share": "#f3b4dd",
  encrypted: "#000000",
  "encrypted-ink": "#9999ff",
  // keys, badge, machines
  public: "#3760f4",
  private: "#ffcc00",
  "client-pair": "#2ca089",
  "server-pair": "#d45fb0",
  shadow: "#1a1a1a",
  rim: "#ffffff",
  certificate: "#ffe680",
  asymmetric: "#916f6f",
  "asymmetric-dark": "#7f5f5f",
  symmetric: "#ffcc00",
  "symmetric-dark": "#e0b300",
  label: "#f2f2f2",
  "label-ink": "#1a1a1a",
  // paper
  paper: "#ffffff",
  "paper-shade": "#ececec",
  letter: "#f2f2f2",
  alert: "#d40000",
  good: "#1f7a1f",
  bad: "#d40000",
  wood: "#d38d5f",
  thread: "#d40000",
  "client-umbrella": "#ff7f2a",
  "server-umbrella": "#3760f4",
  // pens
  ink: "#1a1a1a",
  navy: "#0b0b50",
  caption: "#0b0b50",
});

/** Night: the same props under another sky. @type {Readonly<Record<string, string>>} */
export const NIGHT = Object.freeze({
  ...DAY,
  sky: "#1b3563",
  cloud: "#27457a",
  star: "#ffe680",
  moon: "#fff6d5",
  crowd: "#00102b",
  "crowd-deep": "#000b20",
  "crowd-line": "#2a7fff",
  spy: "#0a3a86",
  day: "0",
  night: "1",
  floor: "#3a3f55",
  "client-desk": "#4f4247",
  "server-desk": "#6f625c",
  "desk-edge": "#9999ff",
  "door-frame": "#8f8a88",
  table: "#7a5c5c",
  "table-edge": "#5f4646",
  "table-side": "#a86f4a",
  caption: "#eef0ff",
});

/** Fonts by class, as presentation attributes (posters) and as CSS (pages). */
export const FONTS = Object.freeze({
  "t-label": Object.freeze({
    "font-family": '"Comic Neue", "Comic Sans MS", "Chalkboard SE", "DejaVu Sans Condensed", "DejaVu Sans", Verdana, sans-serif',
  }),
  "t-mono": Object.freeze({
    "font-family": 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, "Liberation Mono", monospace',
  }),
  "t-plate": Object.freeze({
    "font-family": '"DejaVu Sans Condensed", "DejaVu Sans", Verdana, "Trebuchet MS", sans-serif',
    "font-style": "italic",
  }),
  "t-serif": Object.freeze({
    "font-family": '"DejaVu Serif", "Bitstream Vera Serif", Georgia, "Liberation Serif", serif',
  }),
});

/**
 * @param {Readonly<Record<string, string>>} palette
 * @returns {string} the custom properties, ready to stand between braces
 */
export function properties(palette) {
  return Object.entries(palette)
    .map(([name, value]) => `--${name}:${value};`)
    .join("");
}

/** CSS of the text classes, on its own. */
export const textCss = Object.entries(FONTS)
  .map(([name, font]) => `.${name}{${Object.entries(font).map(([p, v]) => `${p}:${v};`).join("")}}`)
  .join("\n");

/**
 * CSS for a shadow root whose host carries `theme="auto|light|dark"` (auto, or no
 * attribute: as the system has it). On paper it is always day.
 */
export const css = [
  `:host{${properties(DAY)}}`,
  `@media screen and (prefers-color-scheme: dark){:host(:not([theme="light"])){${properties(NIGHT)}}}`,
  `@media screen{:host([theme="dark"]){${properties(NIGHT)}}}`,
  textCss,
].join("\n");
