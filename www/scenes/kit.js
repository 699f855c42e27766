// What every scene draws with: cards on the desks, machines, letters, placed in the world. Pure.

import { h } from '../shape.js';
import { moved } from '../props/ink.js';
import { sizeFor } from '../props/text.js';
import { asymmetricMachine, curveMachine, symmetricMachine, prf } from '../props/machines.js';
import { blackHeight, letter as paper, letterHeight } from '../props/letter.js';
import { face, isKeyCard } from '../cards.js';
import { coarse, follows, learnt, once, settle } from '../memo.js';
import { between, span } from '../ease.js';
import { artifact, head, hex, letter, sealedOf, text, isClosed } from '../transcript.js';
import { CARD, inside, KEYCARD, place } from '../world.js';
import { say, values } from '../prose/index.js';

/** @typedef {import('../types.js').Shape} Shape */
/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Box} Box */
/** @typedef {import('./easel.js').Owner} Owner */
/** @typedef {import('./easel.js').Spot} Spot */
/** @typedef {import('./easel.js').Layer} Layer */
/** @typedef {import('../prose/index.js').Prose} Prose */
/** @typedef {ReturnType<typeof kit>} Kit */

/** @param {import('./easel.js').Easel} easel */
export function kit(easel) {
  const { camera, close, few, frame, ground, hit, layers, layout, on, p, small, spots, t, taken, title, variant, words } = easel;

  /** Where a card lies when nobody works with it. @param {Owner} who @param {string} name @returns {Spot} */
  const home = (who, name) => on(who, place(name, layout, close));

  const { drawers, lying } = closet(t);
  // What lies in a drawer is written in one way.
  const written = variant.keyExchange === 'ecdhe' ? `${layout} ${frame.chapter}` : layout;
  const drawer = drawers[written] ?? (drawers[written] = { client: new Map(), server: new Map() });

  /** A card out of the closet, where it was ever made. @param {Owner} who @param {string} name @param {Partial<import('../cards.js').Look>} [more] @returns {Worn} */
  const wear = (who, name, more) => {
    // What a capture does not tell is not kept: the words for it may still be on their way.
    if (t.closed) return { words, look: dress(who, name, more), face: null };
    if (more) for (const kind in more) if (kind !== 'black' && kind !== 'title') return { words, look: dress(who, name, more), face: null };
    const key = more ? `${name} ${more.black ?? ''} ${more.title ?? ''}` : name;
    let worn = drawer[who].get(key);
    if (worn?.words !== words) drawer[who].set(key, (worn = { words, look: dress(who, name, more), face: null }));
    return worn;
  };

  /** What a card shows. @param {Owner} who @param {string} name @param {Partial<import('../cards.js').Look>} [more] */
  const look = (who, name, more) => wear(who, name, more).look;

  /** @param {Owner} who @param {string} name @param {Partial<import('../cards.js').Look>} [more] @returns {import('../cards.js').Look} */
  const dress = (who, name, more = {}) => {
    const found = artifact(t, `${who}.${name}`) ?? artifact(t, `${who === 'client' ? 'server' : 'client'}.${name}`);
    const shut = !found && isClosed(t, who, name);
    const size = /_write_/.test(name) ? KEYCARD : CARD;
    const long = title(name);
    const fits = more.title ? true : fitting(long, size.w - (isKeyCard(name) ? 44 : 22));
    const says = name === 'message' || name === 'reply';
    return {
      name,
      title: fits ? long : title(name, 'short'),
      bytes: shut ? say(words, ['capture', 'shut']) : says ? '' : head(found?.bytes, few).replace('…', ''),
      says: says && !shut && found?.bytes.length ? `“${shorten(text(found?.bytes), small ? 12 : 18)}”` : '',
      print: says || !found?.bytes.length ? undefined : found.bytes,
      tokens: variant.keyExchange === 'ecdhe' ? tokensOf(name, frame.chapter) : '',
      sealed: name === 'server_ephemeral_public',
      black: shut,
      w: size.w,
      h: size.h,
      ...more,
    };
  };

  /** @param {Spot} at @param {number} w @param {number} high */
  const seen = (at, w, high) =>
    inside({ x: at.x - (w * at.s) / 2, y: at.y - (high * at.s) / 2, w: w * at.s, h: high * at.s }, camera);

  /** Machines are set up while the camera comes. */
  const arrive = frame.index === 0 ? 1 : span(p, 0.07, 0.14);

  const self = {
    ...easel, arrive, home, look,

    /**
     * A card of `who` at `at`; it is then no longer on its shelf.
     * @param {Owner} who @param {string} name @param {Spot} at
     * @param {{layer?: Layer, fade?: number, look?: Partial<import('../cards.js').Look>, ghost?: string}} [options] ghost: the name of a mere copy, which leaves the card itself where it is
     */
    put(who, name, at, { layer = 'low', fade = 1, look: more, ghost } = {}) {
      if (!ghost) taken.add(IDS[who](name));
      const worn = wear(who, name, more);
      const { w = CARD.w, h: high = CARD.h } = worn.look;
      const full = fade * seen(at, w, high);
      if (full <= 0.01) return;
      const opacity = full < 0.99 ? full : null;
      const paper = (worn.face ??= face(worn.look));
      const touch = hit(w, high, at.s);
      const label = ghost ? '' : say(words, ['parties', who, 'name']);
      // What has not moved is the very same as before.
      const id = ghost ?? IDS[who](name);
      let lies = lying.get(id);
      if (!lies || lies.x !== at.x || lies.y !== at.y || lies.r !== at.r || lies.s !== at.s || lies.opacity !== opacity || lies.touch !== touch || lies.paper !== paper || lies.label !== label) {
        const shape = h(
          'g',
          {
            key: ghost ?? `card:${id}`,
            transform: moved(at.x, at.y, at.r, at.s),
            opacity,
            ...(ghost
              ? { 'aria-hidden': 'true' }
              : { class: 'card', role: 'button', tabindex: 0, 'data-act': `artifact:${id}`, 'aria-label': label }),
          },
          touch,
          paper,
        );
        lying.set(id, (lies = { ...at, opacity, touch, paper, label, shape: settle(shape) }));
      }
      layers[layer].push(lies.shape);
    },

    /** Along a path of [p, spot] stations. @param {[number, Spot][]} path @returns {Spot} */
    along(path) {
      if (p <= path[0][0]) return path[0][1];
      for (let i = 1; i < path.length; i += 1) {
        const [end, spot] = path[i];
        const [start, from] = path[i - 1];
        if (p <= end) return between(from, spot, span(p, start, end));
      }
      return path[path.length - 1][1];
    },

    /** A machine on a desk. @param {Owner} who @param {'asymmetric'|'curve'|'symmetric'|'prf'} kind @param {any} [options] @param {number} [fade] */
    machine(who, kind, options = {}, fade = 1) {
      fade *= arrive;
      if (fade <= 0.01) return;
      const at = on(who, spots.machine, spots.scale);
      layers.machine.push(
        h('g', { key: `machine:${who}`, transform: moved(at.x, at.y, 0, at.s), opacity: fade < 1 ? fade : null }, self.engine(kind, options)),
      );
    },

    /** The machine itself, wherever it stands. @param {'asymmetric'|'curve'|'symmetric'|'prf'} kind @param {any} [options] */
    engine(kind, options = {}) {
      const make = { asymmetric: asymmetricMachine, curve: curveMachine, symmetric: symmetricMachine, prf }[kind];
      const all = { label: machineLabel(t, words, kind), ...options };
      for (const name of ['insert', 'turn', 'working']) if (name in all) all[name] = coarse(all[name], 24);
      return once(`machine|${kind}|${Object.values(all).join('|')}`, () => make(all), kind);
    },

    /** A black card made from a letter's first sealed record. @param {Owner} who @param {string} letterId @param {Spot} at @param {{title?: string, layer?: Layer, fade?: number}} [options] */
    black(who, letterId, at, { title: written, layer = 'low', fade = 1 } = {}) {
      const found = letter(t, letterId);
      const sealed = sealedOf(found);
      const opacity = fade * seen(at, CARD.w, CARD.h);
      if (!found || opacity <= 0.01) return;
      const called = written ?? title('encrypted_message');
      layers[layer].push(
        h(
          'g',
          {
            key: `black:${letterId}`,
            class: 'card',
            transform: moved(at.x, at.y, at.r, at.s),
            opacity: opacity < 0.99 ? opacity : null,
            role: 'button',
            tabindex: 0,
            'data-act': `letter:${letterId}`,
            'aria-label': say(words, ['parties', who, 'name']),
          },
          hit(CARD.w, CARD.h, at.s),
          face({ name: 'encrypted', title: called, bytes: head(sealed?.ciphertext, few).replace('…', ''), print: sealed?.ciphertext, black: true }),
        ),
      );
    },

    /** What is written on a letter, and how tall it is. @param {string} letterId */
    paper(letterId) {
      const key = `${letterId} ${words.meta.lang}`;
      const known = papers(t);
      let page = known.get(key);
      if (page) return page;
      const found = letter(t, letterId);
      if (!found) return null;
      const lines = linesOf(self, found);
      const black = blackOf(found);
      page = { title: say(words, ['letters', letterId, 'greeting'], {}, variant), lines, black, h: Math.min(letterHeight(lines.length, blackHeight(black.length)), TALL) };
      known.set(key, page);
      return page;
    },

    /** Where a letter lies open: the less is on it, the larger it is. @param {Owner} who @param {string} letterId @returns {Spot} */
    sheetAt(who, letterId) {
      const { sheet } = spots;
      const tall = self.paper(letterId)?.h ?? TALL;
      if (close < 1 || tall >= TALL) return on(who, sheet);
      const wide = layout === 'wide';
      // Beside the attempt to open it, and beside the letters that came before.
      const key = letterId === 'client_key_exchange';
      if (wide) return key ? on(who, { x: sheet.x, y: 292 }, 2.1) : on(who, sheet, Math.min(2.2, 450 / tall));
      const s = Math.min(2.3, 428 / tall);
      return key || s <= sheet.s ? on(who, sheet) : on(who, { x: 450, y: ground[who].h - 22 - (tall * s) / 2 }, s);
    },

    /** An open letter on a desk. @param {Owner} who @param {string} letterId @param {{shown?: number, folded?: number, at?: Spot, fade?: number, layer?: Layer}} [options] */
    sheet(who, letterId, { shown = 1, folded = 0, at, fade = 1, layer = 'high' } = {}) {
      const found = letter(t, letterId);
      if (!found) return;
      const spot = at ?? self.sheetAt(who, letterId);
      const page = /** @type {Page} */ (self.paper(letterId));
      const sheet = { ...page, shown: coarse(shown, 48), folded: coarse(folded, 24), into: /** @type {'dart'|'glider'} */ (found.from === 'client' ? 'dart' : 'glider') };
      const drawn = once(`letter|${textOf(page)}|${sheet.shown}|${sheet.folded}|${sheet.into}`, () => paper(sheet), 'letter');
      const opacity = fade * (folded > 0 || seen(spot, 360, sheet.h) > 0 ? 1 : 0);
      if (opacity <= 0.01) return;
      layers[layer].push(
        h(
          'g',
          {
            key: `letter:${letterId}`,
            class: 'card',
            transform: moved(spot.x, spot.y, spot.r, spot.s),
            opacity: opacity < 0.99 ? opacity : null,
            role: 'button',
            tabindex: 0,
            'data-act': `letter:${letterId}`,
            'aria-label': say(words, ['letters', letterId, 'name'], {}, variant),
          },
          drawn,
        ),
      );
    },

    /** A paper held up beside the work, above the machine. @param {Owner} who @returns {Box} */
    noteBox(who) {
      const desk = ground[who];
      if (layout === 'wide') return { x: desk.x + spots.machine.x - 390, y: desk.y + 124, w: 780, h: 116 };
      return { x: desk.x + 14, y: desk.y + 506, w: 872, h: 118 };
    },
  };
  return self;
}

/** What an ephemeral value, or what comes of it, is made of. @param {string} name @param {string} chapter */
const tokensOf = (name, chapter) => {
  if (name === 'pre_master_secret') return chapter === 'asymmetric' ? 'csG' : '';
  const [, side, kind] = /^(c|s)[a-z]+_ephemeral_(private|public)$/.exec(name) ?? [];
  return side ? side + (kind === 'public' ? 'G' : '') : '';
};

/** @typedef {{title: string, lines: {label: string, value?: string, act?: string}[], black: string[], h: number}} Page */

/** @typedef {{words: Prose, look: import('../cards.js').Look, face: Shape|null}} Worn */

/** @typedef {Spot & {opacity: number|null, touch: Shape, paper: Shape, label: string, shape: Shape}} Lying */

/** The cards of a Transcript that have been made, and where each lay last. @type {(t: Transcript) => {drawers: Record<string, Record<Owner, Map<string, Worn>>>, lying: Map<string, Lying>}} */
const closet = follows(() => ({ drawers: {}, lying: new Map() }));

/** The id of a card, by its owner. */
const IDS = { client: learnt((name) => `client.${name}`), server: learnt((name) => `server.${name}`) };

/** The letters of a Transcript as pages, by letter and language. */
const papers = follows((/** @type {Transcript} */ _t) => /** @type {Map<string, Page>} */ (new Map()));
const textOf = follows((/** @type {Page} */ page) => JSON.stringify(page));
/** The words that labels of machines need. */
const facts = follows((/** @type {Transcript} */ t) => values(t));

/** @param {Transcript} t @param {Prose} words @param {string} kind */
const machineLabel = (t, words, kind) => say(words, ['machines', kind], facts(t));

/** No letter is taller on a desk; its lines move together. */
const TALL = 300;

/** @type {Map<string, boolean>} */
const fitted = new Map();

/** Whether a name is legible in two lines of a width. @param {string} name @param {number} room */
function fitting(name, room) {
  const key = `${room}${name}`;
  let fits = fitted.get(key);
  if (fits === undefined) {
    fits = sizeFor(twoLines(name), { w: room, max: 40 }) >= 25;
    fitted.set(key, fits);
  }
  return fits;
}

/** @param {string} name @returns {string[]} */
function twoLines(name) {
  const words = name.split(' ');
  if (words.length < 2) return [name];
  let best = [name];
  let least = name.length;
  for (let i = 1; i < words.length; i += 1) {
    const pair = [words.slice(0, i).join(' '), words.slice(i).join(' ')];
    const longest = Math.max(pair[0].length, pair[1].length);
    if (longest < least) [best, least] = [pair, longest];
  }
  return best;
}

/** At most so many letters, and no more words than can be set in lines. @param {string} said @param {number} most */
export function shorten(said, most) {
  const few = said.trim().split(/\s+/).slice(0, 7).join(' ');
  if (few.length < said.trim().length && [...few].length < most) return `${few} …`;
  const letters = [...said.trim()];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : said;
}

/** The lines of a letter, from its real content; each leads to the field that it is about. @param {Kit} k @param {import('../types.js').Letter} found */
const linesOf = (k, found) => contentOf(k, found).map(({ field, ...line }) => ({ ...line, ...(field && { act: `letter:${found.id}@${field}` }) }));

/** @param {Kit} k @param {import('../types.js').Letter} found @returns {{label: string, value: string, field?: string}[]} */
function contentOf(k, found) {
  const { t, words } = k;
  const value = (/** @type {string} */ id, n = 8) => head(artifact(t, id)?.bytes, n);
  const label = (/** @type {string} */ id) => say(words, ['lines', id]);
  const sealed = sealedOf(found);
  switch (found.id) {
    case 'client_hello':
      return [
        { label: label('clientVersion'), value: 'TLS 1.2', field: 'client_hello.client_version' },
        { label: label('clientRandom'), value: value('client.client_random'), field: 'client_hello.random' },
        ...(t.scenario.resume ? [{ label: label('sessionId'), value: value('client.session_id'), field: 'client_hello.session_id' }] : []),
        { label: label('clientSuites'), value: listed(t.scenario.suites), field: 'client_hello.cipher_suites' },
        { label: label('serverName'), value: t.scenario.serverName, field: 'server_name.host_name' },
      ];
    case 'server_hello':
      return [
        { label: label('serverVersion'), value: 'TLS 1.2', field: 'server_hello.server_version' },
        { label: label('serverRandom'), value: value('server.server_random'), field: 'server_hello.random' },
        { label: label('serverSuite'), value: brief(t.suite?.name), field: 'server_hello.cipher_suite' },
        ...(t.resumed ? [{ label: label('sessionId'), value: value('server.session_id'), field: 'server_hello.session_id' }] : [
          ...(artifact(t, 'server.new_session_id') ? [{ label: k.title('new_session_id'), value: value('server.new_session_id'), field: 'server_hello.session_id' }] : []),
          { label: label('certificate'), value: t.certificates[0]?.subject ?? '', field: 'certificate.der' },
        ]),
        ...(artifact(t, 'server.ecdhe_params') ? [
          { label: k.title('server_ephemeral_public'), value: `${artifact(t, 'server.ecdhe_params')?.detail} ${value('server.server_ephemeral_public')}`, field: 'ecdh_params.public' },
          { label: k.title('params_signature'), value: `${artifact(t, 'server.params_signature')?.detail} ${value('server.params_signature', 4)}`, field: 'server_key_exchange.signature' },
        ] : []),
      ];
    case 'client_key_exchange':
      return ['encrypted_pre_master_secret', 'client_ephemeral_public'].filter((name) => artifact(t, `client.${name}`)).map((name) => ({ label: k.title(name), value: value(`client.${name}`), field: name.startsWith('encrypted') ? 'client_key_exchange.encrypted_pre_master_secret' : 'client_key_exchange.public' }));
    case 'client_alert':
    case 'server_alert':
      return [{ label: found.records.at(-1)?.messages[0] ?? '', value: `${hex(found.bytes.subarray(0, 5))} ${head(found.bytes.subarray(5), 8)}`, field: 'record.fragment' }];
    default: {
      const lines = [];
      if (found.records.some((r) => r.contentType === 'change_cipher_spec')) lines.push({ label: 'ChangeCipherSpec', value: label('changeCipherSpec'), field: 'change_cipher_spec' });
      lines.push({ label: label('encrypted'), value: sealed ? '' : head(found.bytes, 8), field: 'record.ciphertext' });
      return lines;
    }
  }
}

/** What is under the seal, as whoever has no key sees it: as much as goes on a sheet. @param {import('../types.js').Letter} found @returns {string[]} */
function blackOf(found) {
  const record = found.records.find((r) => r.sealed);
  if (!record || found.id.endsWith('_alert')) return [];
  const bytes = found.bytes.subarray(record.start + 5, record.end);
  const rows = Math.min(3, Math.ceil(bytes.length / 16));
  return Array.from({ length: rows }, (_, i) => `${hex(bytes.subarray(i * 16, i * 16 + 8))} ${hex(bytes.subarray(i * 16 + 8, i * 16 + 16))}${i === 2 && bytes.length > 48 ? '…' : ''}`.trim());
}

/** @param {string} [suite] */
const brief = (suite = '') => suite.replace(/^TLS_(RSA_WITH_)?/, '').replace('_WITH', '');

/** @param {string[]} suites */
const listed = (suites) => {
  const first = brief(suites[0]);
  return suites.length > 1 ? `${first} +${suites.length - 1}` : first;
};
