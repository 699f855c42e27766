// What can be taken home: names, commands, contents. Pure; packets and secrets come from the core.

import { hex } from '../transcript.js';

/** @typedef {import('../types.js').Transcript} Transcript */
/** @typedef {import('../types.js').Home} Home */
/**
 * @typedef {object} File
 * @property {string} id       key in the prose: `take.files.<id>`
 * @property {string} name
 * @property {string} type     media type
 * @property {string} command  what opens it; empty where a click does
 */

const TEXT = 'text/plain';
const BINARY = 'application/octet-stream';
const FOLLOW = '-q -z follow,tls,ascii,0';

/** @type {readonly File[]} */
export const FILES = [
  { id: 'lab', name: 'airmail-lab.zip', type: 'application/zip', command: 'unzip airmail-lab.zip' },
  { id: 'pcapng', name: 'airmail.pcapng', type: BINARY, command: `tshark -r airmail.pcapng ${FOLLOW}` },
  { id: 'pcap', name: 'airmail.pcap', type: BINARY, command: 'tshark -r airmail.pcap' },
  { id: 'keyLog', name: 'airmail-keys.log', type: TEXT, command: `tshark -r airmail.pcap -o tls.keylog_file:airmail-keys.log ${FOLLOW}` },
  { id: 'serverKey', name: 'airmail-server-key.pem', type: TEXT, command: `tshark -r airmail.pcap -o 'uat:rsa_keys:"airmail-server-key.pem",""' ${FOLLOW}` },
  { id: 'server', name: 'airmail-server.pem', type: TEXT, command: 'openssl x509 -in airmail-server.pem -noout -text' },
  { id: 'ca', name: 'airmail-ca.pem', type: TEXT, command: 'openssl verify -CAfile airmail-ca.pem airmail-server.pem' },
  { id: 'json', name: 'airmail.json', type: 'application/json', command: 'jq .outcome airmail.json' },
];

/** What a captured run leaves: the packets are there already. */
export const CAPTURED = ['json'];

/** The Transcript as the example `transcript` prints it: bytes as hex. @param {Transcript} t */
export const json = (t) => `${JSON.stringify(t, (_, value) => (value instanceof Uint8Array ? hex(value) : value), 2)}\n`;

/** The PEM of a certificate. @param {Transcript} t @param {string} id */
const pem = (t, id) => t.certificates.find((one) => one.id === id)?.pem ?? '';

/** The file; nothing for the lab pack, which is made of them. @param {string} id @param {Transcript} t @param {Home|null} home @returns {Uint8Array} */
export function content(id, t, home) {
  const text = (/** @type {string|undefined} */ said) => new TextEncoder().encode(said ?? '');
  switch (id) {
    case 'pcapng':
      return home?.files.pcapng ?? text('');
    case 'pcap':
      return home?.files.pcap ?? text('');
    case 'keyLog':
      return text(home?.files.keyLog);
    case 'serverKey':
      return text(home?.serverKey);
    case 'json':
      return text(json(t));
    default:
      return text(pem(t, id));
  }
}

/** Whether the desks heard different bytes. @param {Transcript} t */
export const twofold = (t) => Boolean(t.middle?.seated) || t.letters.some((letter) => letter.arrived);

/** The connection that ends at this desk: somebody in the middle has one with each side. @param {Transcript} t @param {string} at @returns {Transcript|null} */
export const atDesk = (t, at) => (t.middle?.seated && at === 'server' ? (t.middle.behind ?? null) : t);

/** Whether the private key in the files is the reader's own. @param {Transcript} t @param {string} at */
export const ownKey = (t, at) => Boolean(t.scenario.ownKey) && !(t.middle?.seated && at !== 'server');
