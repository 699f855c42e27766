/**
 * Every prop in its states: what the prop sheet shows and the tests go through.
 * The values here only dress the sheet; on the stage they come from the Transcript.
 */
import * as props from "./index.js";
import { place } from "./ink.js";
import { h } from "../shape.js";

/** @import { Shape } from "../shape.js" */
/** @typedef {{ group: string, name: string, box: readonly [number, number, number, number], draw: () => Shape, wide?: boolean }} Entry */

/** Sample bytes, from a counter. @param {number} from @param {number} [count] */
const bytes = (from, count = 32) => Array.from({ length: count }, (_, i) => (from * 37 + i * 91 + ((i * from) % 7) * 13) & 255);
/** @param {readonly number[]} b @param {number} [a] @param {number} [z] */
const hex = (b, a = 0, z = 4) => b.slice(a, z).map((v) => v.toString(16).padStart(2, "0")).join(" ");
/** @param {string} name @param {string} kind @param {number} from */
const value = (name, kind, from) => ({ name, kind, lines: [hex(bytes(from)), `${hex(bytes(from), 4, 7)} …`], fingerprint: bytes(from) });

const clientRandom = () => props.card({ ...value("Client Random", "client_random", 3), tilt: 0 });
const serverRandom = () => props.card({ ...value("Server Random", "server_random", 5) });
const preMaster = { ...value("Pre-Master Secret", "pre_master_secret", 9), sealed: { name: "Encrypted Pre-Master", lines: [hex(bytes(77)), `${hex(bytes(77), 4, 7)} …`], fingerprint: bytes(77) } };
const sessionKeys = [
  ["Client write MAC key", "client_write_MAC_key", 20],
  ["Server write MAC key", "server_write_MAC_key", 20],
  ["Client write key", "client_write_key", 16],
  ["Server write key", "server_write_key", 16],
  ["Client write IV", "client_write_IV", 4],
  ["Server write IV", "server_write_IV", 4],
];
const parts = sessionKeys.map(([name, kind, length]) => ({ name: String(name), kind: String(kind), length: Number(length) }));
const cardBox = /** @type {const} */ ([-110, -105, 220, 210]);
const keyBox = /** @type {const} */ ([-115, -80, 230, 160]);
const machineBox = /** @type {const} */ ([-440, -200, 880, 400]);

/** A machine with cards around it, half swallowed. @param {string} what @param {number} t @returns {Shape} */
function atWork(what, t) {
  const black = props.card({ name: "Encrypted Pre-Master", lines: [hex(bytes(77))], fingerprint: bytes(77), state: "encrypted" });
  if (what === "asymmetric") {
    const { input, inside, output } = props.ASYMMETRIC;
    return h(
      "g",
      null,
      t < 0.5 ? place(props.card(preMaster), input.x + (inside.x - input.x) * t * 2, input.y) : place(black, inside.x + (output.x - inside.x) * (t - 0.5) * 2, output.y),
      props.asymmetricMachine({ label: "ASYMMETRIC CIPHER", key: t < 0.5 ? "public" : "private", insert: t < 0.2 ? t * 5 : 1, turn: t > 0.2 ? (t - 0.2) / 0.8 : 0, working: t }),
    );
  }
  const { slot1, slot2, output } = props.PRF;
  return h(
    "g",
    null,
    place(clientRandom(), slot1.x, slot1.y + 20),
    place(serverRandom(), slot2.x, slot2.y + 60),
    place(props.card(preMaster), props.PRF.mouth.x, props.PRF.mouth.y),
    t > 0.4 ? place(props.keyCard({ ...value("Master Secret", "master_secret", 13) }), output.x - 20, output.y) : null,
    props.prf({ label: "PSEUDO RANDOM FUNCTION", working: t }),
  );
}

/** @type {Entry[]} */
export const CATALOGUE = [
  { group: "Sky and crowd", name: "sky + crowd + eavesdropper", box: [0, 0, 900, 620], wide: true, draw: () => h("g", null, props.sky({ w: 900, h: 620 }), h("g", { transform: "translate(0 230)" }, props.crowd({ w: 900, h: 390, reach: 0.3 })), place(props.eavesdropper({ notebook: 3, writing: 0.6 }), 450, 600)) },
  ...["curious", "baffled", "happy"].map((mood, i) => ({ group: "Sky and crowd", name: `eavesdropper: ${mood}`, box: /** @type {const} */ ([-150, -320, 300, 330]), draw: () => props.eavesdropper({ notebook: i * 3 + 1, writing: 0.5, mood: /** @type {"curious"} */ (mood) }) })),
  { group: "Sky and crowd", name: "hand: open, wide, point, grip", box: [-60, -110, 420, 130], draw: () => h("g", null, props.hand(), place(props.hand({ pose: "wide" }), 100, 0), place(props.hand({ pose: "point" }), 200, 0), place(props.hand({ pose: "grip" }), 300, 0)) },

  { group: "People", name: "portraits", box: [-130, -520, 780, 590], wide: true, draw: () => h("g", null, props.portrait({ who: props.client({ pose: "front" }) }), place(props.caption({ text: "CLIENT" }), 0, 10), place(props.caDoor({ label: "Certificate Authority" }), 260, 0), place(props.caption({ text: "CERTIFICATE AUTHORITY" }), 260, 10), place(props.portrait({ who: props.server({ pose: "front" }) }), 520, 0), place(props.caption({ text: "SERVER" }), 520, 10)) },
  ...["client", "server"].flatMap((who, i) => [["rest", 0], ["throw", 0.26], ["throw", 0.38], ["throw", 0.5], ["wave", 0.2], ["hold", 1], ["catch", 1], ["thumb", 1], ["shock", 1], ["worry", 1], ["cheer", 1], ["umbrella", 1]].map(([doing, k]) => ({ group: "People", name: `${who}: ${doing} ${k}`, box: /** @type {const} */ ([-190, -490, 380, 510]), draw: () => [props.client, props.server][i]({ doing: String(doing), k: Number(k), look: doing === "throw" ? 1 : doing === "rest" ? -1 : 0, blink: doing === "umbrella" }) }))),
  { group: "People", name: "heads: calm, glad, shocked, worried, busy", box: [-60, -430, 600, 260], wide: true, draw: () => h("g", null, (/** @type {const} */ (["calm", "glad", "shocked", "worried", "busy"])).map((mood, i) => h("g", null, place(props.clientHead({ mood }), i * 110, 0), place(props.serverHead({ mood, look: i - 2, blink: i === 4 }), i * 110, 120)))) },
  { group: "People", name: "front, waving", box: [-150, -480, 500, 500], draw: () => h("g", null, props.client({ pose: "front", doing: "wave", k: 0.1 }), place(props.server({ pose: "front", doing: "wave", k: 0.1 }), 210, 0)) },

  ...["client", "server"].map((side) => ({ group: "People", name: `arm of the ${side}, with and without a pencil`, box: /** @type {const} */ ([-140, -200, 640, 520]), draw: () => h("g", null, props.arm({ side: /** @type {"client"} */ (side), holds: "pencil" }), place(props.arm({ side: /** @type {"client"} */ (side), pose: "open", elbow: [-60, 300] }), 300, 0)) })),

  { group: "Places", name: "wide shot", box: [0, 0, 1500, 800], wide: true, draw: () => wideShot() },
  { group: "Places", name: "table", box: [-270, -380, 400, 400], draw: () => props.table({ glow: 0 }) },
  { group: "Places", name: "computer", box: [-170, -390, 180, 230], draw: () => props.computer({ glow: 0.6 }) },
  ...(/** @type {const} */ (["client", "server"])).map((side) => ({ group: "Places", name: `a desk from far away: ${side}`, box: /** @type {const} */ ([-100, -80, 1100, 830]), wide: true, draw: () => h("g", null, place(props.underneath({ side }), 0, 528), props.woodwork({ h: 470, slant: 46 }), props.deskTop({ side, h: 470, slant: 46, text: side.toUpperCase(), plateSize: 0.5 })) })),
  { group: "Places", name: "basket, cat", box: [-90, -150, 420, 170], draw: () => h("g", null, props.basket(), place(props.cat(), 220, 0)) },
  { group: "Places", name: "rack", box: [-110, -430, 260, 450], draw: () => props.rack({ blink: 0.3 }) },
  { group: "Places", name: "deskTop: client", box: [0, 0, 900, 760], wide: true, draw: () => closeUp() },
  { group: "Places", name: "deskTop: server", box: [0, 0, 900, 760], wide: true, draw: () => serverDesk() },
  { group: "Places", name: "nameplates", box: [-210, -90, 420, 340], draw: () => h("g", null, props.nameplate({ text: "CLIENT", side: "client" }), place(props.nameplate({ text: "SERVIDOR", side: "server" }), 0, 160)) },
  ...[0, 0.4, 1].map((open) => ({ group: "Places", name: `caDoor open ${open}`, box: /** @type {const} */ ([-190, -520, 320, 540]), draw: () => props.caDoor({ open, label: "Autoridad de certificación" }) })),

  { group: "Cards", name: "client random", box: cardBox, draw: () => props.card({ ...value("Client Random", "client_random", 3), note: "32 bytes" }) },
  { group: "Cards", name: "server random", box: cardBox, draw: () => props.card({ ...value("Server Random", "server_random", 5), tilt: 6 }) },
  { group: "Cards", name: "pre-master secret", box: cardBox, draw: () => props.card(preMaster) },
  ...[0.35, 0.7, 1].map((blacked) => ({ group: "Cards", name: `pre-master, blacked ${blacked}`, box: cardBox, draw: () => props.card({ ...preMaster, blacked }) })),
  { group: "Cards", name: "message", box: cardBox, draw: () => props.card({ name: "Message", text: "“Let's begin”", kind: "message", lines: ["4c 65 74 27 …"], fingerprint: bytes(4) }) },
  { group: "Cards", name: "encrypted message", box: cardBox, draw: () => props.card({ name: "Encrypted Message", state: "encrypted", lines: ["9b 01 7e c4", "55 10 …"], fingerprint: bytes(44), tilt: -4 }) },
  { group: "Cards", name: "hash", box: cardBox, draw: () => props.card({ ...value("Handshake Hash", "hash", 8) }) },
  { group: "Cards", name: "verify_data, long Spanish name", box: cardBox, draw: () => props.card({ ...value("Datos de verificación del cliente", "verify_data", 18) }) },
  ...["client", "server"].flatMap((who, i) => ["private", "share"].map((half, j) => ({ group: "Cards", name: `ephemeral: ${who} ${half}`, box: cardBox, draw: () => h("g", null, props.card({ ...value(`${who} ${half}`, `${who}_${half}`, 28 + 2 * i + j) }), place(props.tokens({ of: "cs"[i] + (j ? "G" : "") }), -60, -84)) }))),
  { group: "Cards", name: "what a value is made of; signed", box: [-80, -70, 400, 140], draw: () => h("g", null, props.tokens({ of: "csG", r: 26 }), place(props.tokens({ of: "cG", down: true }), 110, 0), place(props.seal({ size: 1.6 }), 220, -16)) },
  { group: "Cards", name: "master secret", box: keyBox, draw: () => props.keyCard(value("Master Secret", "master_secret", 13)) },
  ...sessionKeys.map(([name, kind], i) => ({ group: "Cards", name: String(kind), box: keyBox, draw: () => props.keyCard(value(String(name), String(kind), 20 + i)) })),
  { group: "Cards", name: "keyCard: long Spanish name", box: keyBox, draw: () => props.keyCard(value("Clave de escritura del cliente", "client_write_key", 22)) },
  { group: "Cards", name: "certificate badge", box: [-90, -90, 180, 180], draw: () => props.badge({}) },
  { group: "Cards", name: "badge, sealed and named", box: [-90, -90, 180, 180], draw: () => props.badge({ name: "tls-airmail .example", seal: "CA", tilt: 5 }) },
  { group: "Cards", name: "badge, checked / refused", box: [-90, -90, 340, 180], draw: () => h("g", null, props.badge({ seal: "CA", check: true }), place(props.badge({ seal: "CA", check: false }), 160, 0)) },

  { group: "Keys", name: "the two fat keys", box: [-90, -150, 330, 300], draw: () => h("g", null, props.fatKey({ kind: "private" }), place(props.fatKey({ kind: "public" }), 140, 0)) },
  { group: "Keys", name: "lying, labelled, ephemeral pairs", box: [-110, -150, 560, 300], draw: () => h("g", null, props.fatKey({ kind: "public", angle: 165, label: "public" }), place(props.fatKey({ kind: "private", angle: 195, label: "private" }), 100, 0), place(props.fatKey({ kind: "client" }), 230, 0), place(props.fatKey({ kind: "server" }), 360, 0)) },
  ...[0, 0.35, 0.7, 1].map((cut) => ({ group: "Keys", name: `keyStrip cut ${cut}`, box: /** @type {const} */ ([-420, -100, 840, 190]), wide: true, draw: () => props.keyStrip({ parts, cut }) })),
  { group: "Keys", name: "padlock shut, open; magnifier; scissors", box: [-70, -120, 480, 240], draw: () => h("g", null, props.padlock(), place(props.padlock({ open: 1, colour: "var(--public)" }), 120, 0), place(props.magnifier({}), 240, -20), place(props.scissors(0.6), 390, 0)) },

  { group: "Machines", name: "asymmetric: key waits", box: machineBox, draw: () => h("g", null, place(props.card(preMaster), props.ASYMMETRIC.input.x, props.ASYMMETRIC.input.y), props.asymmetricMachine({ label: "ASYMMETRIC CIPHER", key: "public" })) },
  ...[0.3, 0.8].map((t) => ({ group: "Machines", name: `asymmetric at ${t}`, box: machineBox, draw: () => atWork("asymmetric", t) })),
  { group: "Machines", name: "asymmetric: turned", box: machineBox, draw: () => props.asymmetricMachine({ label: "CIFRADO ASIMÉTRICO", key: "private", insert: 1, turn: 1 }) },
  ...[0, 0.4].map((working) => ({ group: "Machines", name: `curve: ${working}`, box: machineBox, draw: () => props.curveMachine({ label: "CURVE X25519", working }) })),
  { group: "Machines", name: "prf at work", box: [-440, -350, 880, 540], draw: () => atWork("prf", 0.55) },
  { group: "Machines", name: "symmetric, half done", box: machineBox, draw: () => props.symmetricMachine({ label: "SYMMETRIC CIPHER", working: 0.5 }) },
  { group: "Machines", name: "stamp machine", box: [-200, -180, 400, 360], draw: () => props.stampMachine({ label: "HANDSHAKE HASH", press: 1, count: 7 }) },
  { group: "Machines", name: "stamp, up and down", box: [-90, -260, 320, 280], draw: () => h("g", null, props.stamp({ press: 0, label: "SHA-256" }), place(props.stamp({ press: 1 }), 150, 0)) },
  { group: "Machines", name: "comparator", box: [-70, -70, 420, 150], draw: () => h("g", null, props.comparator(), place(props.comparator({ equal: true }), 130, 0), place(props.comparator({ equal: false }), 260, 0)) },

  { group: "Letters and planes", name: "letter", box: [-210, -200, 420, 400], draw: () => props.letter({ title: "Client says Hello,", lines: letterLines, tilt: 2 }) },
  { group: "Letters and planes", name: "letter, half written", box: [-200, -190, 400, 380], draw: () => props.letter({ title: "Client says Hello,", lines: letterLines, shown: 0.5, tilt: -2 }) },
  { group: "Letters and planes", name: "letter with cards", box: [-200, -230, 400, 460], draw: () => props.letter({ title: "Server says Hello,", lines: letterLines.slice(0, 3), cards: [props.card(value("Server Random", "server_random", 5)), props.fatKey({ angle: 60 }), props.badge()] }) },
  ...[0.15, 0.45, 0.8].map((folded) => ({ group: "Letters and planes", name: `letter folded ${folded}`, box: /** @type {const} */ ([-290, -190, 580, 380]), draw: () => props.letter({ title: "Client says Hello,", lines: letterLines, folded }) })),
  { group: "Letters and planes", name: "dart", box: [-440, -170, 720, 300], draw: () => props.dart({ cards: [clientRandom()], bob: 0.1 }) },
  { group: "Letters and planes", name: "dart with three cards", box: [-440, -170, 720, 300], draw: () => props.dart({ cards: [props.card({ name: "Encrypted Pre-Master", state: "encrypted", lines: ["9b 01 7e c4"], fingerprint: bytes(77) }), props.card({ name: "Change Cipher Spec", lines: ["01"], fingerprint: [1] }), props.card({ name: "Finished", state: "encrypted", lines: ["1c 00 aa 7e"], fingerprint: bytes(66) })], bob: 0.3 }) },
  { group: "Letters and planes", name: "dart with the black card", box: [-440, -170, 720, 300], draw: () => props.dart({ cards: [props.card({ name: "Encrypted Pre-Master", state: "encrypted", lines: ["9b 01 7e c4"], fingerprint: bytes(77) })], bob: 0.6 }) },
  { group: "Letters and planes", name: "glider", box: [-300, -170, 760, 300], draw: () => props.glider({ cards: [serverRandom(), props.fatKey({ kind: "public", angle: 16 }), props.badge({ tilt: -4 })], bob: 0.2 }) },
  { group: "Letters and planes", name: "glider with Finished", box: [-300, -170, 760, 300], draw: () => props.glider({ cards: [props.card({ name: "Finished", state: "encrypted", lines: ["1c 00 aa 7e"], fingerprint: bytes(66) })] }) },
  { group: "Letters and planes", name: "alert plane →", box: [-440, -170, 720, 300], draw: () => props.alertPlane({ label: "ALERT", name: "bad_record_mac" }) },
  { group: "Letters and planes", name: "alert plane ←", box: [-280, -170, 720, 300], draw: () => props.alertPlane({ label: "ALERTA", name: "unsupported_certificate", way: -1 }) },
  { group: "Letters and planes", name: "far plane and its trail", box: [-60, -330, 620, 400], draw: () => h("g", null, props.trail({ p: 1 }), place(props.farPlane({}), 490, -160)) },
  { group: "Letters and planes", name: "thread 0.4, 0.8, 1", box: [-20, -30, 640, 380], draw: () => h("g", null, props.thread({ from: 0, to: 600, stretch: 0.4 }), props.thread({ y: 130, from: 0, to: 600, stretch: 0.85 }), props.thread({ y: 320, from: 0, to: 600, stretch: 1 })) },
  { group: "Letters and planes", name: "umbrellas", box: [-180, -280, 860, 340], draw: () => h("g", null, props.umbrella({ open: 1, side: "client", tilt: -6 }), place(props.umbrella({ open: 0.4, side: "client" }), 240, 0), place(props.umbrella({ open: 0, side: "server" }), 340, 0), place(props.umbrella({ open: 1, side: "server", tilt: 6 }), 500, 0)) },
  { group: "Letters and planes", name: "confetti 0.35", box: [0, 0, 900, 760], draw: () => props.confetti({ p: 0.35 }) },
  { group: "Letters and planes", name: "speech bubbles", box: [-60, -170, 640, 190], draw: () => h("g", null, props.speechBubble({ text: "Hello! I speak TLS 1.2" }), place(props.speechBubble({ text: "¿Quién eres?", lean: -1 }), 540, 0)) },
  { group: "Letters and planes", name: "speech bubble below its tail", box: [-260, -20, 320, 190], draw: () => props.speechBubble({ text: "Let's begin", lean: -1, below: true }) },
];

const letterLines = [
  { label: "Client TLS", value: "03 03" },
  { label: "Session Id", value: "00" },
  { label: "Cipher Suites", value: "TLS_RSA_WITH_AES_128_CBC_SHA" },
  { label: "Compression", value: "00" },
  { label: "Server Name", value: "tls-airmail.example" },
];

/** @returns {Shape} */
function wideShot() {
  return h(
    "g",
    null,
    props.sky({ w: 1500, h: 800 }),
    h("g", { transform: "translate(300 300)" }, props.crowd({ w: 900, h: 500, reach: 0.6 })),
    place(props.eavesdropper({ notebook: 4, writing: 0.3 }), 730, 800, 0, 0.8),
    place(props.bank({ side: "client", w: 520, h: 380, slope: -130 }), 0, 420),
    place(props.bank({ side: "server", w: 520, h: 380, slope: -130 }), 1500, 420),
    place(props.table(), 360, 690),
    place(props.client({ doing: "throw", k: 0.5 }), 130, 720),
    place(props.rack({ blink: 0.2 }), 1130, 680),
    place(props.server({ doing: "catch", k: 1 }), 1330, 740),
    place(props.fatKey({ kind: "public", angle: 14 }), 1070, 640, 0, 0.5),
    place(props.fatKey({ kind: "private", angle: 24 }), 1095, 655, 0, 0.5),
    place(props.badge({ tilt: 6 }), 1140, 670, 0, 0.6),
    place(props.trail({}), 330, 330),
    place(props.farPlane(), 830, 170),
  );
}

/** @returns {Shape} */
function closeUp() {
  const m = { x: 440, y: 560 };
  return h(
    "g",
    null,
    props.deskTop({ side: "client", text: "CLIENT" }),
    place(props.badge({ tilt: 8 }), 372, 90),
    place(props.letter({ title: "Server says Hello,", lines: [{ label: "Server TLS", value: "03 03" }], w: 270, h: 140, tilt: -5 }), 165, 90),
    place(props.letter({ title: "Client says Hello,", lines: [{ label: "Client TLS", value: "03 03" }], w: 285, h: 140, tilt: 8 }), 268, 128),
    place(clientRandom(), m.x - 100, m.y - 160 - 84),
    place(serverRandom(), m.x + 100, m.y - 160 - 84),
    place(props.fatKey({ kind: "public", angle: 168 }), 90, 250),
    place(props.card({ name: "Message", text: "“Let's begin”", lines: ["4c 65 74 27"], fingerprint: bytes(4) }), m.x - 310, m.y + 55),
    place(props.symmetricMachine({ label: "SYMMETRIC CIPHER" }), m.x, m.y),
  );
}

/** @returns {Shape} */
function serverDesk() {
  return h(
    "g",
    null,
    props.deskTop({ side: "server", text: "SERVER" }),
    place(props.card({ ...value("Client Random", "client_random", 3), tilt: -8 }), 130, 330),
    place(props.card({ ...value("Server Random", "server_random", 5), tilt: 10 }), 270, 400),
    place(props.fatKey({ kind: "private", angle: 108 }), 170, 600),
    place(props.fatKey({ kind: "public", angle: 92 }), 210, 560),
    place(props.letter({ title: "Server says Hello,", lines: letterLines.slice(0, 3), w: 380, h: 480, cards: [props.card(value("Server Random", "server_random", 5)), props.fatKey({ angle: 70 }), props.badge()] }), 660, 380, 1),
    place(props.keyCard(value("Master Secret", "master_secret", 13)), 160, 690),
  );
}
