// Who gets a player its handshake: out of attributes, links and forms. Whatever cannot be used is named.

import { HANDS, list, read, SCENARIO } from '../choice.js';
import { load } from '../core.js';
import { isOurs } from '../ours.js';
import { isWhole, languages, say } from '../prose/index.js';
import { NAMES } from '../scenes/names.js';
import { HONEST, tampered } from '../whatif/honest.js';
import { Reader } from './reader.js';

/** @typedef {import('../types.js').Scenario} Scenario */

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
    /** @type {import('../link.js').Target|null} */
    let target = null;
    try {
      const link = player.solo && isOurs(location.hash) ? player.doors.enter('link') : null;
      const [core] = await Promise.all([load(), player.worded()]);
      player.reader ??= new Reader(player);
      player.suites = core.suites();
      target = (await link)?.parse(location.hash) ?? null;
    } catch (cause) {
      this.#player.voice.fail('wasm', cause);
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
        refused.push([field, await this.#reason(cause, wanted, field, Boolean(said))]);
        if (!(field in wanted)) {
          this.#player.voice.fail('scenario', cause);
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
    await this.#beside(target);
    if (FIELDS.some((field) => theatre.state.problems[field] && theatre.state.linked[field]) && theatre.state.panel !== 'settings') theatre.send({ type: 'panel', panel: 'settings' });
    this.#ready();
  }

  #ready() {
    const { host, still, theatre, voice } = this.#player;
    voice.event('ready', { transcript: theatre.state.transcript });
    if (host.hasAttribute('autoplay') && !still) theatre.send({ type: 'play' });
  }

  /** What a link says beside a Scenario, and what of it we have not. @param {import('../link.js').Target|null} target */
  async #beside(target) {
    if (!target) return;
    const { doors, reader, theatre } = this.#player;
    for (const { field, path, value, told } of (await doors.enter('link')).unknown(target)) {
      await doors.words().catch(() => {});
      theatre.send({ type: 'refuse', field, message: say(this.#player.words, path, { value }), linked: told });
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

  /** The address of the page has changed. */
  async follow() {
    if (!isOurs(location.hash)) return;
    const target = await this.#player.doors.with('link', ({ parse }) => parse(location.hash));
    if (!target) return;
    // What the link before got wrong is over.
    for (const field of TOLD) this.#player.theatre.send({ type: 'accept', field });
    if (target.scene && NAMES.includes(target.scene)) this.#player.theatre.send({ type: 'show', scene: target.scene });
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
      if (!field || field === 'wasm') this.#player.voice.fail('scenario', cause);
      else {
        linked &&= !HANDS.has(field);
        const message = await this.#reason(cause, changes, field, linked);
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
    const { canvas, doors, suites, theatre, voice, words } = this.#player;
    const { scenario } = /** @type {import('../types.js').Transcript} */ (theatre.state.transcript);
    const { filled } = await doors.enter('forms');
    this.accept();
    const ok = await this.deal(filled(form, scenario, suites));
    canvas.flush();
    voice.live(ok ? say(words, ['live', 'replayed']) : Object.values(theatre.state.problems).join(' '));
    if (!ok) /** @type {HTMLElement|null} */ (form.querySelector('[aria-invalid=true]'))?.focus();
  }

  /** Why something cannot be had; of a link, that it was the link that asked for it. @param {any} cause @param {Scenario} scenario @param {string} field @param {boolean} linked */
  async #reason(cause, scenario, field, linked) {
    const hand = HANDS.has(field);
    const given = hand ? cause?.value : /** @type {any} */ (scenario)[field];
    // Without the words for it there is still what the core says.
    const room = await this.#player.doors.enter('refusal').catch(() => null);
    return room ? room[linked && !hand ? 'misled' : 'reason'](this.#player.words, cause, given) : String(cause?.message ?? cause);
  }

  /** An attribute that the core refused. @param {string} field @param {string} reason */
  #refused(field, reason) {
    const { doors, host, suites, voice } = this.#player;
    const name = Object.entries(SCENARIO).find(([, of]) => of === field)?.[0];
    const value = name && host.getAttribute(name);
    if (!name || value === null || value === undefined) return;
    voice.warn(`<tls-airmail> ${name}="${value}" cannot be used: ${reason} allowed: ${doors.here('refusal')?.allowed(field, suites) ?? ''}`);
  }
}

/** The field of the form that an error is about. @param {any} cause @returns {string} */
function fieldOf(cause) {
  const names = /** @type {Record<string, string>} */ ({ server_name: 'serverName', serverName: 'serverName', suite: 'suites', suites: 'suites', groups: 'groups', seed: 'seed', message: 'message', reply: 'reply', extended_master_secret: 'extendedMasterSecret', identity: 'identity', tampering: 'tampering', resume: 'resume', middle: 'middle', altered: 'altered', hand: 'hand', ownKey: 'ownKey' });
  return names[cause?.field] ?? '';
}
