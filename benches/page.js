// What the core costs in this browser, and what others need for the same. `measure()` gives
// milliseconds, the median of many rounds each.

import { load } from '../www/core.js';
import { start } from '../www/workshop.js';

/** @param {number} rounds @param {(round: number) => any} run */
async function median(rounds, run) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await run(round);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[rounds >> 1];
}

/** The bytes in a PEM text. @param {string} pem */
const der = (pem) => Uint8Array.from(atob(pem.replace(/-----.*?-----|\s/g, '')), (c) => c.charCodeAt(0));

globalThis.measure = async () => {
  const { forge } = globalThis;
  const core = await load();
  const seed = '07'.repeat(32);
  const play = await median(31, () => core.play({ seed }));

  const workshop = await start();
  const keys = [];
  const generate = await median(15, () => keys.push(workshop.makeKeys(2048, 'blog.example', () => {})));
  // One key for all three.
  const [{ key }] = keys;
  // The roof's own clock runs around decrypt_block alone, several times a call.
  const ownCosts = [];
  for (let i = 0; i < 15; i += 1) ownCosts.push(core.costs({ seed }).rsaDecrypt / 1000);
  const decrypt = ownCosts.sort((a, b) => a - b)[7];

  const theirs = forge.pki.privateKeyFromPem(key);
  const secret = forge.random.getBytesSync(48);
  const sealed = forge.pki.setRsaPublicKey(theirs.n, theirs.e).encrypt(secret);
  const forgeDecrypt = await median(31, () => {
    if (theirs.decrypt(sealed) !== secret) throw new Error('forge decrypts something else');
  });
  const forgeGenerate = await median(5, () => forge.pki.rsa.generateKeyPair({ bits: 2048, e: 0x10001 }));

  // WebCrypto offers no PKCS#1 v1.5 decryption; OAEP costs the same exponentiation.
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const opener = await crypto.subtle.importKey('pkcs8', der(key), algorithm, true, ['decrypt']);
  const { n, e } = await crypto.subtle.exportKey('jwk', opener);
  const closer = await crypto.subtle.importKey('jwk', { kty: 'RSA', n, e, alg: 'RSA-OAEP-256' }, algorithm, false, ['encrypt']);
  const closed = await crypto.subtle.encrypt(algorithm, closer, new Uint8Array(48));
  const webDecrypt = await median(101, () => crypto.subtle.decrypt(algorithm, opener, closed));
  const webGenerate = await median(15, () => crypto.subtle.generateKey(algorithm, true, ['encrypt', 'decrypt']));

  return { play, decrypt, generate, forge: { decrypt: forgeDecrypt, generate: forgeGenerate }, webcrypto: { decrypt: webDecrypt, generate: webGenerate } };
};
