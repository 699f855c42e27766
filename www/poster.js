// The story before there is a handshake: the same drawing and the same words, with no value in it and
// nothing that could be pressed. So the page around does not move when the values come. Pure.

import { opening } from './opening.js';
import { frameAt, cueOf, timeline } from './timeline.js';

/** @typedef {import('./types.js').Shape} Shape */

const NONE = new Uint8Array();

/** What a letter is made of: in the open, or behind ChangeCipherSpec in black. @param {string} name */
const recordsOf = (name) => {
  const black = { contentType: 'application_data', protected: true, messages: [] };
  return name.endsWith('_finished') ? [{ contentType: 'change_cipher_spec', messages: [] }, black] : /_(message|close)$/.test(name) ? [black] : [];
};

/** The chapters and the scenes of a handshake that goes well; the names of letters where some fly. */
const CHAPTERS = /** @type {Record<string, string[]>} */ ({
  parties: ['parties', 'tcp'],
  hellos: ['client-hello', 'client-hello-flight client_hello', 'server-hello', 'server-hello-flight server_hello', 'certificate-check'],
  asymmetric: ['asymmetric-keys', 'client-encrypts', 'pre-master-flight client_key_exchange', 'server-decrypts'],
  prf: ['prf-inputs', 'master-secret', 'why-master', 'session-keys'],
  symmetric: ['session-keys-ready', 'client-finished', 'client-finished-flight client_finished', 'server-checks-finished', 'server-finished-flight server_finished', 'handshake-finished'],
  tada: ['client-message', 'client-message-flight client_message', 'server-encrypts', 'server-message-flight server_message', 'client-decrypts'],
  goodbye: ['close-notify client_close server_close'],
});

/** Since which scene who has what: cards that say no value. @type {Record<string, Record<string, number>>} */
const HAVE = {
  client: {
    ca_certificate: 1, client_random: 3, server_random: 6, certificate: 6, public_key: 7, pre_master_secret: 9, encrypted_pre_master_secret: 9, master_secret: 13,
    client_write_key: 15, client_write_iv: 15, server_write_key: 15, server_write_iv: 15, client_verify_data: 17, server_verify_data: 21, message: 22, reply: 26,
  },
  server: {
    certificate: 1, public_key: 1, private_key: 1, client_random: 4, server_random: 5, encrypted_pre_master_secret: 10, pre_master_secret: 11, master_secret: 13,
    client_write_key: 15, client_write_iv: 15, server_write_key: 15, server_write_iv: 15, client_verify_data: 19, server_verify_data: 20, message: 23, reply: 24,
  },
  eavesdropper: { client_random: 4, server_random: 6, certificate: 6, public_key: 6 },
};

/** @type {any} */
const BLANK = {
  version: 1,
  scenario: { seed: '', serverName: '', suites: [], message: '', reply: '', extendedMasterSecret: false, time: 0 },
  suite: null,
  parties: [],
  certificates: [],
  letters: [],
  artifacts: [],
  beats: [],
  scenes: [],
  ledger: [],
  reach: [{ who: 'eavesdropper', name: 'pre_master_secret', beat: 10, roots: [['private_exponent']] }],
  outcome: { kind: 'cut', established: false, eavesdropperRead: [], eavesdropperMissing: [] },
};
for (const [chapter, scenes] of Object.entries(CHAPTERS)) {
  for (const [id, ...letters] of scenes.map((scene) => scene.split(' '))) {
    const number = BLANK.scenes.length + 1;
    BLANK.scenes.push({ number, id, chapter, start: number, end: number + 1, letter: letters.length ? BLANK.letters.length : null });
    for (const name of letters) {
      const from = name.split('_')[0];
      BLANK.letters.push({ index: BLANK.letters.length, id: name, from, to: from === 'client' ? 'server' : 'client', bytes: NONE, records: recordsOf(name), beat: number });
    }
  }
}
for (const [who, all] of Object.entries(HAVE)) {
  for (const [name, beat] of Object.entries(all)) {
    BLANK.ledger.push({ who, name, beat });
    if (who !== 'eavesdropper') BLANK.artifacts.push({ id: `${who}.${name}`, holder: who, name, bytes: NONE, covers: [], from: [], recipe: '' });
  }
}
const LINE = timeline(BLANK);

/** The state of a player that has not begun and will begin with that scene, as it is when it is told. @param {import('./update.js').State} state @param {string} scene @returns {import('./update.js').State} */
export function blank(state, scene) {
  const cue = cueOf(LINE, scene) ?? LINE.cues[0];
  return { ...state, transcript: BLANK, line: LINE, t: cue.settled };
}

/** @param {import('./prose/index.js').Prose} words @param {{w: number, h: number}} box @param {string} [scene] @param {import('./scene.js').Picture} [draw] */
export function poster(words, box, scene = 'parties', draw = opening) {
  const { t } = blank(/** @type {any} */ ({}), scene);
  const { camera, shapes } = draw({ t: BLANK, frame: frameAt(LINE, t), words, box });
  return { camera, shapes: shapes.map(inert) };
}

/** @param {Shape} shape @returns {Shape} */
function inert(shape) {
  const { role, tabindex, 'data-act': act, 'aria-label': label, ...attrs } = shape.attrs;
  return { tag: shape.tag, attrs, children: shape.children.map((c) => (typeof c === 'string' ? c : inert(c))) };
}
