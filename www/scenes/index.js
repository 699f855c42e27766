// Scene id → how it is drawn. Pure.

import { again, resumeAnswer, resumeHello } from './again.js';
import { asymmetricKeys, clientEncrypts, serverDecrypts } from './asymmetric.js';
import { clientShareFlight, clientShares, ephemeralKeys, sameSecret } from './ecdhe.js';
import { flight } from './flight.js';
import { preMasterFlight } from './attempt.js';
import { certificateCheck, clientHello, serverHello } from './hellos.js';
import { parties, tcp } from './parties.js';
import { masterSecret, prfInputs, sessionKeys, whyMaster } from './prf.js';
import { clientChecksFinished, clientFinished, handshakeFinished, serverChecksFinished, serverFinishedFirst, sessionKeysReady, sessionResumed } from './symmetric.js';
import { silence } from './silence.js';
import { clientDecrypts, clientMessage, closeNotify, serverEncrypts } from './tada.js';

/**
 * @typedef {object} SceneDrawing
 * @property {import('../world.js').Shot} [shot]
 * @property {(layout: 'wide'|'narrow', p: number) => import('../world.js').View} [camera]
 * @property {(k: import('./kit.js').Kit) => void} draw
 */

/** @type {Record<string, SceneDrawing>} */
export const SCENES = {
  parties,
  tcp,
  'client-hello': clientHello,
  'client-hello-flight': flight('client'),
  'server-hello': serverHello,
  'server-hello-flight': flight('server'),
  'certificate-check': certificateCheck,
  'asymmetric-keys': asymmetricKeys,
  'client-encrypts': clientEncrypts,
  'pre-master-flight': preMasterFlight,
  'server-decrypts': serverDecrypts,
  'ephemeral-keys': ephemeralKeys,
  'client-shares': clientShares,
  'client-share-flight': clientShareFlight,
  'same-secret': sameSecret,
  'prf-inputs': prfInputs,
  'master-secret': masterSecret,
  'why-master': whyMaster,
  'session-keys': sessionKeys,
  'session-keys-ready': sessionKeysReady,
  'client-finished': clientFinished,
  'client-finished-flight': flight('client'),
  'server-checks-finished': serverChecksFinished,
  'server-finished-flight': flight('server'),
  'handshake-finished': handshakeFinished,
  'client-message': clientMessage,
  'client-message-flight': flight('client'),
  'server-encrypts': serverEncrypts,
  'server-message-flight': flight('server'),
  'client-decrypts': clientDecrypts,
  'close-notify': closeNotify,
  'client-alert-flight': flight('client'),
  'server-alert-flight': flight('server'),
  silence,
  again,
  'resume-hello': resumeHello,
  'resume-hello-flight': flight('client'),
  'resume-answer': resumeAnswer,
  'resume-answer-flight': flight('server'),
  'fresh-keys': sessionKeys,
  'server-finished-first': serverFinishedFirst,
  'server-finished-first-flight': flight('server'),
  'client-checks-finished': clientChecksFinished,
  'client-finished-last-flight': flight('client'),
  'session-resumed': sessionResumed,
};
