// The client's questions about the certificate, asked of OpenSSL.

import { artifact, field } from './find.js';
import { columns, FOLDER, quote, script, text, value } from './shell.js';

/** @typedef {import('../types.js').Transcript} Transcript */

/** @param {Transcript} t @returns {{check: string, kind: string, shell: string, prints: string}[]} */
export function checks(t) {
  const made = t.beats.flatMap(({ check }) => (check?.id.startsWith('certificate_') ? [check] : []));
  const server = t.certificates.find(({ id }) => id === 'server');
  const ca = t.certificates.find(({ id }) => id === 'ca');
  if (!made.length || !server) return [];
  const found = ca ? chain(t, made, server, ca) : [];
  const own = signed(t, server.pem);
  if (own) found.push(own);
  return found;
}

/** What hangs on the Authority, where it is known. @param {Transcript} t @param {{id: string, ok: boolean}[]} made @param {{pem: string}} server @param {{pem: string}} ca */
function chain(t, made, server, ca) {
  const authority = text('authority', ca.pem.trimEnd());
  const found = [];
  const tbs = field(t, 'x509.tbs');
  const signature = field(t, 'x509.signature');
  const hash = /sha(\d+)/i.exec(String(word(t, 'x509.signature_algorithm') ?? ''))?.[1];
  if (tbs && signature && hash && made.some(({ id, ok }) => id === 'certificate_signature' && ok)) {
    const cut = (/** @type {{start: number, end: number}} */ { start, end }, /** @type {string} */ file) =>
      `unhex "$(printf '%s' "$letter" | cut -c ${columns(start, end)})" >"$dir/${file}"`;
    found.push({
      check: 'certificate_signature',
      kind: 'signature',
      shell: script(
        authority,
        value('letter', tbs.letter.bytes),
        FOLDER.open,
        `printf '%s\\n' "$authority" | openssl x509 -noout -pubkey >"$dir/key.pem"`,
        cut(tbs, 'tbs'),
        cut(signature, 'signature'),
        `openssl dgst -sha${hash} -verify "$dir/key.pem" -signature "$dir/signature" "$dir/tbs"`,
        FOLDER.close,
      ),
      prints: 'Verified OK',
    });
  }
  if (made.every(({ ok }) => ok)) {
    found.push({
      check: 'certificate_name',
      kind: 'verify',
      shell: script(
        authority,
        text('certificate', server.pem.trimEnd()),
        FOLDER.open,
        `printf '%s\\n' "$authority" >"$dir/authority.pem"`,
        `printf '%s\\n' "$certificate" >"$dir/certificate.pem"`,
        `openssl verify -CAfile "$dir/authority.pem" -attime ${t.scenario.time} -purpose sslserver \\`,
        `  -verify_hostname ${quote(t.scenario.serverName)} "$dir/certificate.pem" | sed 's/.*: //'`,
        FOLDER.close,
      ),
      prints: 'OK',
    });
  }
  return found;
}

/** The server's signature under its public value, by the key in the certificate. @param {Transcript} t @param {string} pem */
function signed(t, pem) {
  const ok = t.beats.some(({ check }) => check?.id === 'params_signature' && check.ok);
  const [said, signature] = ['client.signed_params', 'client.params_signature'].map((id) => artifact(t, id));
  const [, scheme, hash] = /^rsa_(pkcs1|pss_rsae)_(sha\d+)$/.exec(signature?.detail ?? '') ?? [];
  if (!ok || !said || !signature || !hash) return undefined;
  const pss = scheme === 'pkcs1' ? '' : ' -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1';
  return {
    check: 'params_signature',
    kind: 'own_signature',
    shell: script(
      text('certificate', pem.trimEnd()),
      value(said.name, said.bytes),
      value(signature.name, signature.bytes),
      FOLDER.open,
      `printf '%s\\n' "$certificate" | openssl x509 -noout -pubkey >"$dir/key.pem"`,
      `unhex "$${signature.name}" >"$dir/signature"`,
      `unhex "$${said.name}" |`,
      `  openssl dgst -${hash}${pss} -verify "$dir/key.pem" -signature "$dir/signature"`,
      FOLDER.close,
    ),
    prints: 'Verified OK',
  };
}

/** The words of a field. @param {Transcript} t @param {string} id */
function word(t, id) {
  /** @param {import('../types.js').Field[]} fields @returns {unknown} */
  const look = (fields) => {
    for (const one of fields) {
      const value = one.id === id ? one.value : look(one.children ?? []);
      if (value != null) return value;
    }
    return undefined;
  };
  return look(t.letters.flatMap(({ records }) => records.map(({ fields }) => fields)));
}
