// The way to the words: which languages there are, which one fits, and how a sentence is picked
// and filled. A language is fetched when it is asked for: first what the stage says, then the rest.

import { merge } from './split.js';

/** @typedef {import('./en.js').Prose} Prose */
/** @typedef {import('./en.js').Text} Text */
/** @typedef {Readonly<Record<string, string | number | undefined>>} Values */
/** @typedef {{kind?: string, extendedMasterSecret?: boolean, keyExchange?: 'rsa' | 'ecdhe', resumed?: boolean}} Variant */
/** A file of words; in dist/ `rest` fetches what it does not hold itself. @typedef {{default: Prose, rest?: () => Promise<{default: any}>}} File */

/**
 * Every language, in the order of the menu. A new language is one file and one entry here; `sorry` is said
 * where that file cannot be had: what is wrong, what to do, and the name of the button for it.
 * @type {ReadonlyArray<{lang: string, name: string, load: () => Promise<File>, sorry: [string, string, string]}>}
 */
export const languages = Object.freeze([
  { lang: 'en', name: 'English', load: () => import('./en.js'), sorry: ['This story could not be loaded.', 'Its words or its program did not come. Check the network.', 'Try again'] },
  { lang: 'es', name: 'Español', load: () => import('./es.js'), sorry: ['No se ha podido cargar esta historia.', 'No han llegado sus palabras o su programa. Comprueba la red.', 'Reintentar'] },
]);

/** Before any words are here: everything has its place, and says nothing. */
const BLANK = /** @type {Prose} */ (/** @type {any} */ ({
  meta: { lang: 'en', name: '', dir: 'ltr' },
  ...Object.fromEntries(['scenes', 'artifacts', 'hands', 'questions', 'ecdheQuestions'].map((part) => [part, {}])),
  whatif: {},
  levels: { story: '\u00a0', protocol: '\u00a0', bytes: '\u00a0' },
  themes: { auto: '\u00a0', light: '\u00a0', dark: '\u00a0' },
  views: { stage: '\u00a0', diagram: '\u00a0' },
}));

/** @type {Map<string, Prose>} */
const loaded = new Map();
/** What of a language is still to come. @type {Map<string, () => Promise<{default: any}>>} */
const left = new Map();

/**
 * The language we have that is nearest to what is wanted: `es-MX` → `es`; English if none is.
 * @param {string | readonly string[] | null} [wanted] one language tag, or several, best first
 * @returns {string}
 */
export function match(wanted) {
  const tags = typeof wanted === 'string' ? [wanted] : (wanted ?? []);
  for (const tag of tags) {
    const whole = String(tag).trim().toLowerCase().replaceAll('_', '-');
    const base = whole.split('-')[0];
    const found =
      languages.find(({ lang }) => lang.toLowerCase() === whole) ??
      languages.find(({ lang }) => lang.toLowerCase() === base);
    if (found) return found.lang;
  }
  return 'en';
}

/**
 * Fetches the nearest language, so far that the stage and the story can be told. Where its file cannot be
 * had, the words are English; rejects where there are none at all.
 * @param {string | readonly string[] | null} [wanted]
 * @returns {Promise<Prose>}
 */
export async function load(wanted) {
  const lang = match(wanted);
  const known = loaded.get(lang);
  if (known) return known;
  const entry = languages.find((language) => language.lang === lang) ?? languages[0];
  try {
    const { default: words, rest } = await entry.load();
    if (!loaded.has(lang)) {
      if (rest) left.set(lang, rest);
      loaded.set(lang, words);
    }
    return /** @type {Prose} */ (loaded.get(lang));
  } catch (cause) {
    if (lang === 'en') throw cause;
    return load('en');
  }
}

/**
 * Fetches all words of the nearest language. Rejects where they cannot be had; asked again, it tries again.
 * @param {string | readonly string[] | null} [wanted]
 * @returns {Promise<Prose>}
 */
export async function whole(wanted) {
  const words = await load(wanted);
  const { lang } = words.meta;
  const rest = left.get(lang);
  if (!rest) return words;
  const { default: more } = await rest();
  if (left.delete(lang)) merge(words, more);
  return words;
}

/** Whether nothing of it is still to come. @param {Prose} words */
export const isWhole = (words) => words !== BLANK && !left.has(words.meta.lang);

/**
 * The nearest language if it is here already, else English if that is, else words that say nothing. For the
 * first frame, before `load`.
 * @param {string | readonly string[] | null} [wanted]
 * @returns {Prose}
 */
export function prose(wanted) {
  return loaded.get(match(wanted)) ?? loaded.get('en') ?? BLANK;
}

/** What is said where there are no words. @param {string} lang */
export const sorry = (lang) => (languages.find((language) => language.lang === match(lang)) ?? languages[0]).sorry;

/** Whether there are words at all. @param {Prose} words */
export const isBlank = (words) => words === BLANK;

/**
 * What the choices hang on, taken from a Transcript. A session that is resumed has no group; the name
 * of its suite tells.
 * @param {object} transcript
 * @returns {Variant}
 */
export function variant(transcript) {
  const { scenario, suite, resumed } = /** @type {any} */ (transcript);
  return {
    kind: suite?.kind,
    extendedMasterSecret: scenario?.extendedMasterSecret,
    keyExchange: suite?.group || suite?.name?.startsWith('TLS_ECDHE') ? 'ecdhe' : 'rsa',
    ...(resumed ? { resumed } : {}),
  };
}

/**
 * Picks the sentence that is right for this key exchange, this suite and this master secret; where a
 * session is resumed, the one for that.
 * Without a sentence of its own, ChaCha20-Poly1305 takes the one of GCM, and GCM the one of CBC.
 * @param {Text} text
 * @param {Variant} [variant] `kind`: "cbc", "gcm" or "chacha20_poly1305"
 * @returns {string}
 */
export function choose(text, variant = {}) {
  if (typeof text === 'string') return text;
  const { rsa, ecdhe, cbc, gcm, chacha, plain, ems, resumed } = text;
  if (variant.resumed && resumed !== undefined) return choose(resumed, variant);
  const byExchange = variant.keyExchange === 'ecdhe' ? ecdhe : rsa;
  const byFormula = variant.extendedMasterSecret ? ems : plain;
  const tagged = variant.kind === 'gcm' ? gcm : variant.kind?.startsWith('chacha') ? (chacha ?? gcm) : undefined;
  const picked = byExchange ?? byFormula ?? tagged ?? cbc ?? rsa ?? plain ?? gcm;
  return picked === undefined ? '' : choose(picked, variant);
}

/**
 * What a chapter asks at its end; with ECDHE some ask something else.
 * @param {Prose} words
 * @param {string} chapter
 * @param {Variant} [variant]
 */
export function question(words, chapter, variant = {}) {
  const own = variant.keyExchange === 'ecdhe' && Object.hasOwn(words.ecdheQuestions, chapter);
  return own ? words.ecdheQuestions[chapter] : words.questions[chapter];
}

/**
 * Fills the braces, once: braces inside a value stay as they are. A value that is not known yet
 * (the poster, before the handshake is computed) shows as an ellipsis.
 * @param {string} text
 * @param {Values} [values]
 * @returns {string}
 */
export function fill(text, values = {}) {
  if (!text.includes('{')) return text;
  return text.replace(/\{(\w+)\}/g, (_, name) =>
    Object.hasOwn(values, name) && values[name] !== undefined ? String(values[name]) : '…',
  );
}

/**
 * The sentence at a path, such as `say(words, ['artifacts', 'master_secret', 'name'])`: in this
 * language, else in English, else the id itself in plain letters, so that nothing is ever blank.
 * @param {Prose} words
 * @param {readonly (string | number)[]} path
 * @param {Values} [values]
 * @param {Variant} [variant]
 * @returns {string}
 */
export function say(words, path, values, variant) {
  const text = at(words, path) ?? at(loaded.get('en'), path);
  if (text !== undefined) return fill(choose(text, variant), values);
  return words === BLANK ? '\u00a0' : plain(path);
}

/** What stands on the controls, by its id. @param {Prose} words */
export const uiOf = (words) => (/** @type {string} */ id, /** @type {Values} */ values = {}) => say(words, ['ui', id], values);

/**
 * @param {unknown} node
 * @param {readonly (string | number)[]} path
 * @returns {Text | undefined}
 */
function at(node, path) {
  for (const step of path) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) return undefined;
    node = /** @type {Record<string, unknown>} */ (node)[step];
  }
  if (typeof node === 'string') return node;
  return isChoice(node) ? node : undefined;
}

/**
 * @param {unknown} node
 * @returns {node is Exclude<Text, string>}
 */
function isChoice(node) {
  return typeof node === 'object' && node !== null && ('cbc' in node || 'plain' in node || 'rsa' in node);
}

/**
 * `['artifacts', 'write_key', 'name']` → `write key`: the id is the last step that is not a part
 * of speech of ours.
 * @param {readonly (string | number)[]} path
 */
function plain(path) {
  const parts = new Set(['name', 'short', 'is', 'title', 'story', 'protocol', 'alt', 'ok', 'failed', 'says']);
  const id = path.findLast((step) => !parts.has(String(step))) ?? path.at(-1) ?? '';
  return String(id).replaceAll(/[_-]+/g, ' ');
}

/**
 * What the braces of a scene stand for, taken from the Transcript and from nowhere else.
 * @param {object} transcript as `src/exchange/transcript.rs` describes it
 * @param {string} [sceneId] for the values that belong to the letter of a scene
 * @param {string} [lang] for the date
 * @returns {Record<string, string | number | undefined>}
 */
export function values(transcript, sceneId, lang = 'en') {
  const { scenario, suite, certificates = [], scenes = [], letters = [], outcome, origin, closed } = /** @type {any} */ (transcript);
  const shut = (/** @type {string} */ name) => closed?.some((/** @type {any} */ card) => card.name === name);
  const server = certificates.find((/** @type {any} */ certificate) => certificate.id === 'server');
  const scene = scenes.find((/** @type {any} */ candidate) => candidate.id === sceneId);
  const letter = scene?.letter == null ? undefined : letters[scene.letter];
  const record =
    letter?.records.find((/** @type {any} */ candidate) => candidate.protected) ?? letter?.records.at(-1);
  return {
    serverName: scenario?.serverName || origin?.server,
    message: shut('message') ? undefined : quote(scenario?.message),
    reply: shut('reply') ? undefined : quote(scenario?.reply),
    version: 'TLS 1.2',
    suite: suite?.name,
    cipherName: suite?.cipher.replaceAll('_', '-').replace('CHACHA20-POLY', 'ChaCha20-Poly'),
    group: suite?.group && (GROUPS[suite.group] ?? suite.group),
    macName: suite?.mac?.replaceAll('_', '-'),
    prfHash: suite?.prfHash.replace(/^SHA(\d)/, 'SHA-$1'),
    keyBits: suite && suite.encKeyLength * 8,
    keyBlockLength: suite?.keyBlockLength,
    certIssuer: server && commonName(server.issuer),
    certNotAfter: server && day(server.notAfter, lang),
    rsaBits: server?.rsaBits || undefined,
    letterBytes: letter?.bytes.length,
    recordBytes: record && record.end - record.start,
    alert: outcome?.failure?.alert,
  };
}

/** What people call the groups. */
const GROUPS = /** @type {Record<string, string>} */ ({ x25519: 'X25519', secp256r1: 'P-256' });

/** Room for a reader's own words inside a sentence. */
const QUOTE = 60;

/** @param {string | undefined} text */
function quote(text) {
  if (text === undefined) return undefined;
  const letters = Array.from(text.replaceAll(/\s+/g, ' ').trim());
  return letters.length > QUOTE ? `${letters.slice(0, QUOTE - 1).join('')}…` : letters.join('');
}

/** @param {string} name an RFC 4514 string */
function commonName(name) {
  return /(?:^|,)\s*CN=((?:\\.|[^,+\\])+)/i.exec(name)?.[1].replaceAll(/\\(.)/g, '$1') ?? name;
}

/** @param {string} time RFC 3339 @param {string} lang */
function day(time, lang) {
  const date = new Date(time);
  return Number.isNaN(date.getTime())
    ? time
    : dates(lang).format(date);
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} lang */
function dates(lang) {
  let found = formats.get(lang);
  if (!found) formats.set(lang, (found = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' })));
  return found;
}
