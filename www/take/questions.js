// What the handout asks, and what the answer sheet says about this run. Pure: nothing is in an answer
// that the Transcript or its packets do not hold.

import { say, values, variant } from '../prose/index.js';
import { artifact, hex, letter } from '../transcript.js';
import { done } from '../whatif/panel.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Home} Home */
/** @typedef {import('../prose/index.js').Prose} Prose */
/** @typedef {{id: string, ask: string, answer: string}} Question */

/** The first four bytes. @param {Uint8Array|undefined} bytes */
const first = (bytes) => hex(bytes?.subarray(0, 4)).replace(/..(?=.)/g, '$& ');

/** Packets that carry a letter: `5`, or `5–7`. @param {Home} home @param {number|undefined} index */
export function packets(home, index) {
  const found = home.files.parcels.find((parcel) => parcel.letter === index);
  if (!found) return '';
  return found.first === found.last ? `${found.first}` : `${found.first}–${found.last}`;
}

/** The questions that this run can answer. @param {Transcript} t @param {Home} home @param {Prose} words @returns {Question[]} */
export function questions(t, home, words) {
  const { lang } = words.meta;
  const told = values(t, undefined, lang);
  const at = (/** @type {string} */ name) => artifact(t, `client.${name}`)?.bytes;
  const who = (/** @type {string} */ id) => say(words, ['whatif', 'who', id]);
  /** @type {Question[]} */
  const list = [];
  /** @param {string} id @param {any} given braces of the answer; nothing where it cannot be known @param {string} [answer] its key */
  const ask = (id, given, answer = id) => {
    if (!given) return;
    const kind = variant(t);
    list.push({ id, ask: say(words, ['take', 'asks', id], told, kind), answer: say(words, ['take', 'answers', answer], { ...told, ...given }, kind) });
  };
  const server = t.certificates.find((one) => one.id === 'server');
  const sealed = t.letters.find((one) => one.records.some((record) => record.protected));
  const said = letter(t, 'client_message')?.records[0];
  const last = t.letters.find((one) => /_(close|alert)$/.test(one.id));

  ask('ends', { client: home.files.client, server: home.files.server });
  ask('name', { packet: packets(home, letter(t, 'client_hello')?.index) });
  ask('suites', t.suite && at('cipher_suite') && { offered: t.scenario.suites.join(', ') });
  ask('randoms', at('server_random') && { one: first(at('client_random')), two: first(at('server_random')) });
  ask('certificate', server && !t.resumed && { issuer: server.issuer, names: server.names.join(', ') });
  if (t.suite?.group) ask('secret', at('client_ephemeral_public') && at('server_ephemeral_public') && { one: first(at('client_ephemeral_public')), two: first(at('server_ephemeral_public')), count: '' });
  else ask('secret', at('encrypted_pre_master_secret') && { count: at('encrypted_pre_master_secret')?.length, one: first(at('pre_master_secret')?.subarray(0, 2)), two: '' });
  ask('sealed', sealed && home.files.parcels.some((parcel) => parcel.letter === sealed.index) && { packet: packets(home, sealed.index) });
  ask('master', at('master_secret') && { one: hex(at('master_secret')) });
  ask('finished', at('client_verify_data') && at('server_verify_data') && { one: hex(at('client_verify_data')), two: hex(at('server_verify_data')) });
  ask('words', t.outcome.serverRead && t.outcome.clientRead && said?.sealed && { record: said.end - said.start, count: said.sealed.plaintext.length });
  ask('keys', t.outcome.serverRead && {});
  const { kind, by, failure } = t.outcome;
  const how = kind === 'alert' && !by ? 'forged' : kind === 'cut' && last ? 'half' : kind;
  ask('end', { party: by ? who(by) : '', from: last ? who(last.from) : '', alert: failure?.alert }, how);
  ask('changed', done(t, words).length > 0 && { what: done(t, words).join(' · ') });
  return list;
}
