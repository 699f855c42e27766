// The drawing: pure, finite, legible, and inside its lines.
import { test } from "node:test";
import assert from "node:assert/strict";
import { h, toSvgString } from "../../www/shape.js";
import { DAY, NIGHT, css, properties, textCss } from "../../www/palette.js";
import * as props from "../../www/props/index.js";
import { CATALOGUE } from "../../www/props/catalogue.js";
import { ems, wrap } from "../../www/props/text.js";

/** All shapes of a tree. */
function* walk(shape) {
  yield shape;
  for (const child of shape.children) if (typeof child !== "string") yield* walk(child);
}
const texts = (shape) => [...walk(shape)].filter((s) => s.tag === "text");
const deepFreeze = (value) => {
  if (value && typeof value === "object" && !ArrayBuffer.isView(value)) Object.values(value).forEach(deepFreeze);
  return value && typeof value === "object" && !ArrayBuffer.isView(value) ? Object.freeze(value) : value;
};

test("h keeps what counts, in one form", () => {
  const shape = h("g", { a: 1 / 3, b: null, c: undefined, d: false, e: -0.001, key: "k" }, [null, false, "", [h("path", {})]], "word", 7);
  assert.deepEqual(shape, { tag: "g", attrs: { a: 0.33, e: 0, key: "k" }, children: [{ tag: "path", attrs: {}, children: [] }, "word", "7"] });
  assert.equal(toSvgString(shape), '<g a="0.33" e="0"><path/>word7</g>');
  assert.equal(toSvgString(h("text", { title: '"<' }, "<&>")), '<text title="&quot;&lt;">&lt;&amp;&gt;</text>');
});

test("a poster stands alone: no custom properties, no classes", () => {
  const svg = toSvgString(props.card({ name: "Client Random", kind: "client_random" }), { theme: "night", viewBox: [-100, -100, 200, 200], title: "card" });
  assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="-100 -100 200 200" role="img"><title>card<\/title>/);
  assert.doesNotMatch(svg, /var\(|class=/);
  assert.match(svg, /#ff7f2a/);
  for (const { draw } of CATALOGUE) for (const theme of /** @type {const} */ (["day", "night"])) assert.doesNotMatch(toSvgString(draw(), { theme }), /var\(/);
});

test("every prop is on the sheet", () => {
  const seen = new Set();
  const source = CATALOGUE.map((e) => e.draw.toString()).join();
  const called = /props\.([a-zA-Z]+)\(/g;
  for (const match of source.matchAll(called)) seen.add(match[1]);
  // drawn through helpers of the catalogue
  for (const name of ["deskTop", "bank", "place", "prf", "handPoint", "trailEnd", "letterHeight", "blackHeight", "penAt", "stripPieces", "digest", "stitches", "weave", "sheet", "verdict", "trail", "table"]) seen.add(name);
  for (const [name, value] of Object.entries(props)) if (typeof value === "function") assert.ok(seen.has(name), `${name} is not on the prop sheet`);
});

for (const { group, name, draw } of CATALOGUE) {
  test(`${group}: ${name}: same options, same picture; only finite numbers`, () => {
    const shape = draw();
    assert.deepEqual(shape, draw());
    for (const { tag, attrs } of walk(shape)) {
      assert.match(tag, /^[a-z]+$/i);
      for (const [attribute, value] of Object.entries(attrs)) {
        if (typeof value === "number") assert.ok(Number.isFinite(value), `${tag} ${attribute}=${value}`);
        else assert.doesNotMatch(value, /NaN|undefined|Infinity|null|\[object/, `${tag} ${attribute}`);
        assert.ok(!/^style$|^on/.test(attribute), "no inline style, no handlers");
        assert.notEqual(attribute, "id", "no ids: a prop may be drawn many times");
      }
      for (const value of Object.values(attrs)) {
        for (const [, property] of String(value).matchAll(/var\(--([a-z0-9-]+)\)/g)) assert.ok(property in DAY, `--${property} is not in the palette`);
      }
    }
  });
}

test("the sample boxes hold their props' text", () => {
  for (const { name, draw } of CATALOGUE) {
    for (const { attrs, children } of texts(draw())) {
      const size = Number(attrs["font-size"]);
      assert.ok(size >= 5, `${name}: ${children} is ${size} high`);
    }
  }
});

test("props leave their options alone, and out-of-range options do no harm", () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => i);
  const common = { name: "n", lines: ["00 01"], fingerprint: bytes };
  const many = [
    () => props.card(deepFreeze({ ...common, blacked: 0.5, sealed: { name: "x" } })),
    () => props.keyCard(deepFreeze({ ...common })),
    () => props.keyStrip(deepFreeze({ parts: [{ name: "a", length: 3 }, { name: "b", length: 0 }], cut: 0.4 })),
    () => props.letter(deepFreeze({ title: "t", lines: [{ label: "l", value: "v" }], cards: [props.badge()], shown: 0.5, folded: 0.2 })),
    () => props.dart(deepFreeze({ cards: [props.card({}), props.badge()] })),
    () => props.glider(deepFreeze({ cards: [props.card({})] })),
  ];
  for (const draw of many) assert.deepEqual(draw(), draw());
  for (const wild of [-1, 2, NaN, Infinity]) {
    const odd = [
      props.card({ blacked: wild }),
      props.fatKey({ flat: wild }),
      props.keyStrip({ parts: [{ name: "a", length: 1 }], cut: wild }),
      props.keyStrip({ parts: [], cut: wild }),
      props.letter({ title: "t", shown: wild, folded: wild }),
      props.asymmetricMachine({ key: "public", insert: wild, turn: wild, working: wild }),
      props.prf({ working: wild }),
      props.symmetricMachine({ working: wild }),
      props.caDoor({ open: wild, knock: wild }),
      props.client({ doing: "throw", k: wild }),
      props.server({ doing: "wave", k: wild }),
      props.client({ doing: "catch", k: wild, look: wild }),
      props.eavesdropper({ notebook: wild, writing: wild }),
      props.umbrella({ open: wild }),
      props.thread({ from: 0, to: 10, stretch: wild }),
      props.confetti({ p: wild }),
      props.trail({ p: wild }),
      props.stampMachine({ press: wild, count: wild }),
      props.dart({ bob: wild }),
      props.crowd({ sway: wild, reach: wild }),
      props.rack({ blink: wild }),
      props.table({ glow: wild }),
      props.sky({ drift: wild }),
    ];
    odd.forEach((shape, i) => assert.doesNotMatch(JSON.stringify(shape), /NaN|Infinity|null|undefined/, `prop ${i} with ${wild}`));
  }
});

test("progress is still at its ends, phases come round", () => {
  const still = (p) => [props.prf({ working: p }), props.asymmetricMachine({ working: p }), props.symmetricMachine({ working: p })];
  for (const end of [0, 1]) for (const machine of still(end)) assert.equal(machine.attrs.transform, undefined);
  for (const draw of [(p) => props.sky({ drift: p }), (p) => props.dart({ bob: p }), (p) => props.crowd({ sway: p, h: 250 }), (p) => props.client({ doing: "wave", k: p }), (p) => props.rack({ blink: p }), (p) => props.glider({ bob: p })]) {
    assert.deepEqual(draw(0), draw(1));
    assert.notDeepEqual(draw(0), draw(0.3));
  }
});

// ── contrast ──

const luminance = (hex) => {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

for (const [theme, palette] of /** @type {const} */ ([["day", DAY], ["night", NIGHT]])) {
  test(`text can be read, ${theme}`, () => {
    const on = (pen, paper, least = 4.5) => {
      const figure = contrast(palette[pen], palette[paper]);
      assert.ok(figure >= least, `${pen} on ${paper}: ${figure.toFixed(2)}`);
    };
    const papers = Object.entries(props.KINDS).filter(([kind]) => kind !== "encrypted").map(([, paint]) => paint.slice(6, -1));
    for (const paper of [...papers, "letter", "paper", "label", "certificate", "private"]) on("navy", paper);
    on("encrypted-ink", "encrypted");
    on("label-ink", "label");
    on("paper", "public");
    on("paper", "alert");
    on("alert", "paper");
    on("ink", "paper");
    on("caption", "sky");
    for (const side of ["client", "server"]) {
      on("plate-ink", "ink"); // the plates' lettering is outlined in ink
      on("caption", `${side}-desk`);
    }
    on("caption", "floor");
  });
}

test("night has every name of day, and the style sheet holds both", () => {
  assert.deepEqual(Object.keys(NIGHT).sort(), Object.keys(DAY).sort());
  for (const part of [properties(DAY), properties(NIGHT), textCss, ':host([theme="dark"])', "prefers-color-scheme"]) assert.ok(css.includes(part));
  for (const value of [...Object.values(DAY), ...Object.values(NIGHT)]) assert.match(value, /^(#[0-9a-f]{6}|[01])$/);
});

test("the storyboard's colours", () => {
  const table = {
    sky: "#aaffee", crowd: "#002255", "crowd-line": "#2a7fff", "client-desk": "#ac9393", "client-plate": "#ffdd55", "server-desk": "#f4e3d7", "server-plate": "#916f6f",
    door: "#6c5d53", "client-random": "#ff7f2a", "server-random": "#d3bc5f", "pre-master": "#00ff00", master: "#ffffff", "client-key": "#ff9955", "server-key": "#decd87",
    "client-mac": "#d35f5f", "server-mac": "#55ff55", "client-iv": "#87cdde", "server-iv": "#cdaade", public: "#3760f4", private: "#ffcc00", certificate: "#ffe680",
    encrypted: "#000000", "encrypted-ink": "#9999ff", asymmetric: "#916f6f", symmetric: "#ffcc00", letter: "#f2f2f2", alert: "#d40000", ink: "#1a1a1a",
  };
  for (const [name, colour] of Object.entries(table)) assert.equal(DAY[name], colour, name);
});

// ── fingerprints ──

test("fingerprints: equal exactly when the bytes are", () => {
  const seen = new Map();
  for (let i = 0; i < 5000; i++) {
    const bytes = Uint8Array.from({ length: 4 + (i % 45) }, (_, k) => (Math.imul(i + 1, 2654435761) >>> (k % 24)) ^ (k * 31));
    const pattern = props.weave(bytes, 0, 0, 30);
    assert.equal(props.weave([...bytes], 0, 0, 30), pattern);
    const before = seen.get(pattern);
    if (before) assert.deepEqual(before, [...bytes]);
    seen.set(pattern, [...bytes]);
  }
  const secret = Array.from({ length: 48 }, (_, i) => i * 5);
  for (let bit = 0; bit < 48 * 8; bit++) {
    const flipped = secret.slice();
    flipped[bit >> 3] ^= 1 << (bit & 7);
    assert.notEqual(props.weave(flipped, 0, 0, 30), props.weave(secret, 0, 0, 30), `bit ${bit}`);
  }
  assert.notEqual(props.digest([]), props.digest([0]));
});

// ── long names ──

const LONG = ["Datos de verificación", "Clave de escritura del cliente", "client_write_MAC_key", "Encrypted Pre-Master Secret", "Electroencefalografista", "MMMMMMMMMMMMMMMMMMMMMMMM", "W", ""];

/** Every text of a card lies inside its width, by the estimated widths. */
function inside(shape, half, what) {
  for (const { attrs, children } of texts(shape)) {
    const size = Number(attrs["font-size"]);
    const wide = attrs.textLength === undefined ? ems(String(children[0]), String(attrs.class)) * size : Number(attrs.textLength);
    const x = Number(attrs.x);
    const left = attrs["text-anchor"] === "middle" ? x - wide / 2 : x;
    assert.ok(left >= -half - 0.5 && left + wide <= half + 0.5, `${what}: “${children[0]}” reaches from ${left} to ${left + wide}, half width ${half}`);
  }
}

test("long names stay inside", () => {
  for (const name of LONG) {
    const lines = ["9f 3c 1a 44 05 06 07 08", "aa bb"];
    const fingerprint = [1, 2, 3];
    for (const kind of Object.keys(props.KINDS)) inside(props.card({ name, kind, lines, fingerprint, text: name, note: name }), 90, `card ${kind}`);
    inside(props.card({ name, w: 110, h: 100, lines, fingerprint }), 55, "small card");
    inside(props.keyCard({ name, lines, fingerprint }), 95, "key card");
    inside(props.nameplate({ text: name }), 192, "nameplate");
    inside(props.badge({ name }), 65, "badge");
    inside(props.asymmetricMachine({ label: name }), 195, "machine");
    inside(props.prf({ label: `${name} ${name}` }), 195, "machine");
    inside(props.stampMachine({ label: name }), 135, "stamp machine");
    inside(props.letter({ title: name, lines: [{ label: name, value: `${name}${name}` }] }), 180, "letter");
    inside(props.caption({ text: name }), 120, "caption");
  }
});

test("a fingerprint is symmetric", () => {
  for (let i = 0; i < 50; i++) for (const row of props.stitches([i, 7, i * 3])) assert.deepEqual(row, [...row].reverse());
});

test("names are broken where a reader would", () => {
  assert.deepEqual(wrap("Client Random", 2), ["Client", "Random"]);
  assert.deepEqual(wrap("client_write_MAC_key", 2), ["client_write_", "MAC_key"]);
  assert.deepEqual(wrap("Pre-Master Secret", 2), ["Pre-Master", "Secret"]);
  assert.deepEqual(wrap("Master", 2), ["Master"]);
  assert.deepEqual(wrap("", 2), [""]);
});

test("text is text: nothing in it becomes markup", () => {
  const evil = '<img src=x onerror="alert(1)">';
  const svg = toSvgString(props.card({ name: evil, text: evil, lines: [evil] }));
  assert.doesNotMatch(svg, /<img/);
});

test("the cut strip keeps proportions and order", () => {
  const parts = [20, 20, 16, 16, 4, 4].map((length, i) => ({ name: `part ${i}`, length }));
  for (const cut of [0, 0.3, 0.6, 1]) {
    const pieces = props.stripPieces({ parts, cut });
    pieces.forEach((piece, i) => {
      assert.ok(Math.abs(piece.w / pieces[0].w - parts[i].length / 20) < 1e-9);
      if (i) assert.ok(piece.x - piece.w / 2 >= pieces[i - 1].x + pieces[i - 1].w / 2 - 1e-9);
    });
    assert.ok(Math.abs(pieces[0].x - pieces[0].w / 2 + pieces[5].x + pieces[5].w / 2) < 1e-9, "centred");
  }
});

test("the pen is where the writing ends", () => {
  const letter = { title: "Client says Hello,", lines: [{ label: "Client TLS", value: "03 03" }, { label: "To", value: "blog.example" }], h: 260 };
  const path = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 1].map((shown) => props.penAt({ ...letter, shown }));
  for (let i = 1; i < path.length; i += 1) assert.ok(path[i].y > path[i - 1].y || (path[i].y === path[i - 1].y && path[i].x > path[i - 1].x), JSON.stringify(path));
  for (const { x, y } of path) assert.ok(Math.abs(x) <= props.LETTER.w / 2 && Math.abs(y) <= 130);
});
