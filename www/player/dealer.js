// Who gets a player its handshake: out of attributes, links and forms. Whatever cannot be used is named.

import { GROUPS, list, read } from '../choice.js';
import { load } from '../core.js';
import { isOurs } from '../ours.js';
import { isWhole, languages, say } from '../prose/index.js';
import { NAMES } from '../scenes/names.js';
import { clip } from '../spoken.js';
import { HONEST, tampered } from '../whatif/honest.js';
import { HANDS } from './canvas.js';

/** @typedef {import('../types.js').Scenario} Scenario */

/** Attribute → field of the Scenario. */
export const SCENARIO = /** @type {const} */ ({ seed: 'seed', suite: 'suites', groups: 'groups', 'server-name': 'serverName', message: 'message', reply: 'reply', hand: 'hand' });
const FIELDS = ['seed', 'serverName', 'suites', 'groups', 'message', 'reply', 'extendedMasterSecret', 'identity', 'tampering', 'ownKey', 'hand', 'resume', 'middle', 'altered'];
/** What a link says that is in no Scenario. */
const TOLD = ['scene', 'level', 'lang', 'lesson', 'tampering'];

export class Dealer {
  #player;
  /** Until what was dealt is on the stage. */
  #arriving = Promise.resolve();

  /** @param {import('./types.js').Player} player */
  constructor(player) {
    this.#player = player;
  }

  /** What the attributes ask for. @returns {Scenario} */
  asked() {
    const { host } = this.#player;
    /** @type {Scenario} */
    const wanted = {};
    for (const [attribute, field] of Object.entries(SCENARIO)) {
      const value = host.getAttribute(attribute);
      if (value === null || (attribute === 'seed' && read('seed', value).warning)) continue;
      if (field === 'suites' || field === 'groups') wanted[field] = list(value);
      else wanted[field] = value;
    }
    return wanted;
  }

  /** Brings a handshake on the stage. What is told in words that are not here yet waits for them. @param {import('../types.js').Transcript} transcript */
  arrive(transcript) {
    const player = this.#player;
    const special = tampered(transcript) || transcript.origin || transcript.scenario.hand || transcript.middle;
    if (!special || isWhole(player.words)) player.theatre.send({ type: 'ready', transcript });
    else this.#arriving = player.doors.words().then(() => {}, () => {}).then(() => {
      if (player.session.transcript === transcript) player.theatre.send({ type: 'ready', transcript });
    });
  }

  async first() {
    const player = this.#player;
    const { theatre } = player;
    theatre.send({ type: 'loading' });
    /** @type {import('../link.js').Target|null} */
    let target = null;
    try {
      const link = player.solo && isOurs(location.hash) ? player.doors.enter('link') : null;
      const [core, , { Reader }] = await Promise.all([load(), player.worded(), player.doors.enter('scenes')]);
      player.reader ??= new Reader(player);
      player.suites = core.suites();
      target = (await link)?.parse(location.hash) ?? null;
    } catch (cause) {
      this.fail('wasm', cause);
      return;
    }
    if (player.session.transcript && !target) {
      await this.#arriving;
      this.#ready();
      return;
    }
    const wanted = { ...this.asked(), ...(target?.scenario ?? {}) };
    if (target?.scene && NAMES.includes(target.scene)) theatre.send({ type: 'show', scene: target.scene });
    this.#manner(target);
    // Whatever cannot be used is named beside its control, and the rest is played.
    /** @type {[string, string][]} */
    const refused = [];
    for (let tries = 0; tries < 8; tries += 1) {
      try {
        await player.session.deal(wanted);
        break;
      } catch (cause) {
        const field = fieldOf(cause);
        const said = target && field in target.scenario;
        refused.push([field, said ? await this.#misled(cause, wanted, field) : await this.#reason(cause, wanted)]);
        if (!(field in wanted)) {
          this.fail('scenario', cause);
          return;
        }
        delete (/** @type {any} */ (wanted)[field]);
      }
    }
    await this.#arriving;
    for (const [field, message] of refused) {
      // What the page says wrong, the page's author hears of; what a link says wrong, the reader.
      const linked = Boolean(target && field in target.scenario);
      if (linked || HANDS.has(field)) theatre.send({ type: 'refuse', field, message, linked });
      this.#refused(field, message);
    }
    if (target?.scene && !NAMES.includes(target.scene)) await this.#aim(target.scene);
    await this.#beside(target);
    if (FIELDS.some((field) => theatre.state.problems[field] && theatre.state.linked[field]) && theatre.state.panel !== 'settings') theatre.send({ type: 'panel', panel: 'settings' });
    this.#ready();
  }

  #ready() {
    const { host, still, theatre, voice } = this.#player;
    voice.event('ready', { transcript: theatre.state.transcript });
    if (host.hasAttribute('autoplay') && !still) theatre.send({ type: 'play' });
  }

  /** @param {string} id of a fault @param {any} values */
  async #fault(id, values) {
    await this.#player.doors.words().catch(() => {});
    return say(this.#player.words, ['faults', id], values);
  }

  /** What a link says beside a Scenario. @param {import('../link.js').Target|null} target */
  async #beside(target) {
    if (!target) return;
    const { doors, reader, theatre } = this.#player;
    for (const [field, message] of await this.#manners(target)) theatre.send({ type: 'refuse', field, message, linked: true });
    if (target.bad !== undefined) theatre.send({ type: 'refuse', field: 'tampering', message: await this.#fault('bad_tamper', { value: target.bad }) });
    if (target.ownKey) {
      await doors.words().catch(() => {});
      theatre.send({ type: 'refuse', field: 'ownKey', message: say(this.#player.words, ['keys', 'notHere']) });
    }
    if (target.behind) reader?.beyond();
    if (target.lesson !== undefined) reader?.study(target.lesson, target.leak);
  }

  /** How a link wants it told, as far as we have it. @param {import('../link.js').Target|null} target */
  #manner(target) {
    const { host, theatre } = this.#player;
    if (target?.level) theatre.send({ type: 'level', level: read('level', target.level).value });
    if (languages.some(({ lang }) => lang === target?.lang)) host.setAttribute('lang', String(target?.lang));
  }

  /** What of it we have not. @param {import('../link.js').Target} target */
  async #manners({ level, lang }) {
    /** @type {[string, string][]} */
    const wrong = [];
    if (level && read('level', level).warning) wrong.push(['level', await this.#fault('unknown_level', { value: clip(level) })]);
    if (lang && !languages.some((one) => one.lang === lang)) wrong.push(['lang', await this.#fault('unknown_lang', { value: clip(lang) })]);
    return wrong;
  }

  /** @param {string} scene */
  async #aim(scene) {
    const { theatre } = this.#player;
    if (NAMES.includes(scene)) theatre.send({ type: 'show', scene });
    else theatre.send({ type: 'refuse', field: 'scene', message: await this.#fault('unknown_scene', { value: scene }) });
  }

  /** The address of the page has changed. */
  async follow() {
    if (!isOurs(location.hash)) return;
    const target = await this.#player.doors.with('link', ({ parse }) => parse(location.hash));
    if (!target) return;
    // What the link before got wrong is over.
    for (const field of TOLD) this.#player.theatre.send({ type: 'accept', field });
    if (target.scene) void this.#aim(target.scene);
    this.#manner(target);
    if (!Object.keys(target.scenario).length) void this.#beside(target);
    else void this.deal({ ...HONEST, ownKey: undefined, ...target.scenario }, true).then(() => this.#beside(target));
  }

  /** @param {Scenario} changes @param {boolean} [linked] whether a link asks for it */
  async deal(changes, linked = false) {
    const { session, theatre, voice } = this.#player;
    try {
      await session.deal(changes);
      await this.#arriving;
      this.accept();
      return true;
    } catch (cause) {
      const field = fieldOf(cause);
      if (!field || field === 'wasm') this.fail('scenario', cause);
      else {
        linked &&= !HANDS.has(field);
        const message = linked ? await this.#misled(cause, changes, field) : await this.#reason(cause, changes);
        if (linked) this.accept();
        theatre.send({ type: 'refuse', field, message, linked });
        this.#refused(field, message);
        if (!HANDS.has(field) && theatre.state.panel !== 'settings') theatre.send({ type: 'panel', panel: 'settings' });
        voice.error(cause);
      }
      return false;
    }
  }

  /** Nothing is wrong with any field. */
  accept() {
    for (const field of FIELDS) this.#player.theatre.send({ type: 'accept', field });
  }

  /** @param {HTMLFormElement} form */
  async submit(form) {
    const { canvas, suites, theatre, voice, words } = this.#player;
    const data = new FormData(form);
    const { scenario } = /** @type {import('../types.js').Transcript} */ (theatre.state.transcript);
    const suite = String(data.get('suites') ?? scenario.suites[0]);
    /** @type {Scenario} */
    const wanted = {
      message: String(data.get('message') ?? ''),
      reply: String(data.get('reply') ?? ''),
      serverName: String(data.get('serverName') ?? '').trim(),
      seed: String(data.get('seed') ?? '').trim(),
      suites: [suite],
      groups: suites.some((s) => s.name === suite && s.keyExchange === 'ecdhe') ? list(String(data.get('groups') ?? '')) : undefined,
      extendedMasterSecret: data.get('extendedMasterSecret') !== null,
    };
    this.accept();
    const ok = await this.deal(wanted);
    canvas.flush();
    voice.live(ok ? say(words, ['live', 'replayed']) : Object.values(theatre.state.problems).join(' '));
    if (!ok) /** @type {HTMLElement|null} */ (form.querySelector('[aria-invalid=true]'))?.focus();
  }

  /** @param {any} cause @param {Scenario} scenario */
  async #reason(cause, scenario) {
    await this.#player.doors.words().catch(() => {});
    const { words } = this.#player;
    const kind = cause?.kind ?? 'unknown';
    const field = fieldOf(cause);
    const given = HANDS.has(field) ? cause?.value : /** @type {any} */ (scenario)[field];
    const known = Object.hasOwn(words.faults ?? {}, kind) ? kind : kind.startsWith('server_name') ? 'bad_server_name' : 'unknown';
    return say(words, ['faults', known], {
      value: Array.isArray(given) ? given.join(', ') : given,
      reason: cause?.message ?? String(cause),
      limit: cause?.limit ?? /at most (\d+)/.exec(cause?.message ?? '')?.[1],
      count: cause?.count ?? (typeof given === 'string' ? new TextEncoder().encode(given).length : undefined),
    });
  }

  /** What a link asks for and cannot have: the control shows another value. @param {any} cause @param {Scenario} scenario @param {string} field */
  async #misled(cause, scenario, field) {
    const reason = await this.#reason(cause, scenario);
    if (HANDS.has(field)) return reason;
    const given = /** @type {any} */ (scenario)[field];
    return say(this.#player.words, ['faults', 'in_link'], { value: clip(Array.isArray(given) ? given.join(', ') : String(given)), reason });
  }

  /** @param {string} kind @param {any} cause */
  fail(kind, cause) {
    const { theatre, voice } = this.#player;
    theatre.send({ type: 'fail', kind, message: cause?.message ?? String(cause) });
    voice.error(cause);
  }

  /** An attribute that the core refused. @param {string} field @param {string} reason */
  #refused(field, reason) {
    const { host, suites, voice } = this.#player;
    const name = Object.entries(SCENARIO).find(([, of]) => of === field)?.[0];
    const value = name && host.getAttribute(name);
    if (!name || value === null || value === undefined) return;
    /** @type {Record<string, string>} */
    const allowed = { suites: suites.map((s) => s.name).join(', '), groups: GROUPS[0].replace(',', ', '), serverName: 'a host name of at most 255 letters, digits, dots and hyphens', seed: '64 hexadecimal digits', hand: 'illustrated' };
    voice.warn(`<tls-airmail> ${name}="${value}" cannot be used: ${reason} allowed: ${allowed[field] ?? 'text of at most 1024 bytes'}`);
  }
}

/** The field of the form that an error is about. @param {any} cause @returns {string} */
function fieldOf(cause) {
  const names = /** @type {Record<string, string>} */ ({ server_name: 'serverName', serverName: 'serverName', suite: 'suites', suites: 'suites', groups: 'groups', seed: 'seed', message: 'message', reply: 'reply', extended_master_secret: 'extendedMasterSecret', identity: 'identity', tampering: 'tampering', resume: 'resume', middle: 'middle', altered: 'altered', hand: 'hand', ownKey: 'ownKey' });
  return names[cause?.field] ?? '';
}
