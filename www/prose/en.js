// English: the words of the whole lesson, and the shape that every other language follows.
// README.md in this folder tells what each part is for and what the braces mean.

/**
 * A sentence, or a choice of sentences: `cbc` or `gcm` by the kind of the cipher suite,
 * `ems` or `plain` by whether the extended master secret is in use (`choose` in index.js picks).
 * @typedef {string | Partial<Record<'cbc' | 'gcm' | 'plain' | 'ems', string>>} Text
 *
 * @typedef {{title: string, story: Text, protocol: Text, alt: Text}} SceneWords
 * @typedef {{name: string, short: string, is: string}} ArtifactWords
 * @typedef {{name: string, plate: string, is: string}} PartyWords
 * @typedef {{name: string, ok: string, failed: string}} CheckWords
 * @typedef {{id: string, label: string, says: string}} OptionWords
 * @typedef {{ask: string, options: OptionWords[], answer: string, right: string, wrong: string, reveal: string}} QuestionWords
 * @typedef {{name: string, says: string}} Named
 *
 * @typedef {object} Prose
 * @property {{lang: string, name: string, dir: 'ltr' | 'rtl'}} meta
 * @property {Record<string, {name: string, about: string}>} chapters
 * @property {Record<string, SceneWords>} scenes
 * @property {Record<string, ArtifactWords>} artifacts
 * @property {Record<string, PartyWords>} parties
 * @property {Record<string, string>} machines
 * @property {Record<string, {name: string, greeting: string}>} letters
 * @property {Record<string, string>} lines
 * @property {Record<string, string>} records
 * @property {Record<string, {name: string, is: string}>} fields
 * @property {Record<string, string>} recipes
 * @property {{title: string, about: string, has: string, derives: string, cannot: string, how: Record<string, string>}} ledger
 * @property {Record<string, CheckWords>} checks
 * @property {Record<string, Named>} alerts
 * @property {Record<string, string>} outcomes
 * @property {Record<string, QuestionWords>} questions
 * @property {Record<string, string>} faults
 * @property {Record<string, string>} beats
 * @property {Record<string, string>} live
 * @property {Record<string, string>} levels
 * @property {Record<string, string>} themes
 * @property {Record<string, string>} views
 * @property {Record<string, string>} ui
 * @property {Record<string, string>} page
 */

/** @type {Prose} */
const en = {
  meta: { lang: 'en', name: 'English', dir: 'ltr' },

  chapters: {
    parties: { name: 'Parties', about: 'Who is who, and the thread between them' },
    hellos: { name: 'Hellos', about: 'Two letters that everyone may read' },
    asymmetric: { name: 'Asymmetric', about: 'One secret, locked with a key that everyone has' },
    prf: { name: 'PRF', about: 'Keys are made on both desks, and never sent' },
    symmetric: { name: 'Symmetric', about: 'The new keys are tried, and the letters compared' },
    tada: { name: 'Tada', about: 'Your words, in private' },
    goodbye: { name: 'Goodbye', about: 'A proper ending' },
  },

  scenes: {
    parties: {
      title: 'Two programs and a crowd',
      story:
        'Meet the Client and the Server, {serverName}. They want to talk in private, across a crowd that reads everything. The door belongs to the Certificate Authority, whose word the Client trusts.',
      protocol:
        'Client and Server are programs, not people: a browser, say, and a web server. {version} (RFC 5246) is to give them three things: nobody else reads the conversation (confidentiality), nobody changes it unnoticed (integrity), and the Client can be sure that it talks to {serverName} (authentication). For the last one the Server holds a certificate that a Certificate Authority (CA) signed beforehand; this one is called {certIssuer}. The crowd is the public Internet. One head in it is the Eavesdropper, who copies every byte that passes.',
      alt: 'The Client at its desk on one side and the Server with its rack on the other; between them a crowd with raised hands, one head with a notebook, and the brown door of the Certificate Authority.',
    },
    tcp: {
      title: 'A thread across the crowd',
      story:
        'First they stretch a thread. “Can you hear me?” “Yes! And you, me?” “Yes!” From now on letters arrive whole and in order. But nothing is secret yet.',
      protocol:
        'The thread is a TCP connection, opened with SYN, SYN-ACK and ACK (RFC 9293 §3.5). TLS asks one thing of the layer below: that bytes arrive, and in order (RFC 5246 §1). TCP hides nothing and proves nothing. Whoever sits on the path sees both addresses, both ports and every byte, and could even change them. Everything that is private about a TLS connection has to be made on top of this thread.',
      alt: 'A thread is stretched over the crowd from the Client’s desk to the Server’s, with three little flags on it: SYN, SYN-ACK and ACK.',
    },
    'client-hello': {
      title: 'The Client writes a Hello',
      story:
        'The Client writes a letter: its version of TLS, the language they share; the ciphers it knows, ways of scrambling words; and whom it wants to reach. In goes an orange card with a fresh random number.',
      protocol:
        'ClientHello (RFC 5246 §7.4.1.2) carries client_version, the 32-byte client_random, a session_id (empty unless an earlier session is to be resumed), the cipher_suites in order of preference, the compression_methods, and extensions. One extension is server_name with {serverName} (RFC 6066 §3), since many servers share one address. Another is signature_algorithms (§7.4.1.4.1). client_random is not a secret. It is there to be fresh, so that no two handshakes end in the same keys.',
      alt: 'The Client’s desk from above: a white letter that begins “Client says Hello,” is filled in line by line, and an orange card, the Client Random, is laid on it.',
    },
    'client-hello-flight': {
      title: 'A dart over the crowd',
      story:
        'The letter is folded into a paper airplane and thrown. Everyone below reads it as it passes, even the name of the Server. The Eavesdropper copies it all.',
      protocol:
        'The letter crosses as a TLS record: 5 bytes of header with content type 22 (handshake), a version and a length (RFC 5246 §6.2.1), then the message, which begins with 4 header bytes of its own, type and length (§7.4). {letterBytes} bytes in all, and all of them in plaintext, because no keys are agreed yet: every connection starts with no encryption and no MAC (§6.1). That is why the Eavesdropper now has client_random, the list of cipher suites and the server_name.',
      alt: 'A paper dart with an orange card in its fold flies from the Client over the crowd; the Eavesdropper writes down all that it says.',
    },
    'server-hello': {
      title: 'The Server answers',
      story:
        'The Server picks one set of ciphers from the Client’s list and writes back. It adds a random card of its own, and its badge: a certificate, with a blue key inside.',
      protocol: {
        cbc: 'ServerHello (RFC 5246 §7.4.1.3) settles the version and the suite and brings server_random, 32 bytes that do not depend on the Client’s. Certificate (§7.4.2) carries the Server’s certificate, and in it the public key. ServerHelloDone (§7.4.5) is empty; it means “your turn”. Read {suite} from left to right: RSA for the key exchange, {cipherName} for the records, and {macName} to notice changes. With RSA key exchange there is no ServerKeyExchange (§7.4.3): the key in the certificate is all that the Client needs.',
        gcm: 'ServerHello (RFC 5246 §7.4.1.3) settles the version and the suite and brings server_random, 32 bytes that do not depend on the Client’s. Certificate (§7.4.2) carries the Server’s certificate, and in it the public key. ServerHelloDone (§7.4.5) is empty; it means “your turn”. Read {suite} from left to right: RSA for the key exchange, {cipherName} for the records, {prfHash} for the PRF. With RSA key exchange there is no ServerKeyExchange (§7.4.3): the key in the certificate is all that the Client needs.',
      },
      alt: 'The Server’s desk: beside the Client’s letter lies the answer, “Server says Hello,” with a sand-coloured card, the Server Random, a yellow badge and a blue key; the gold key stays on the desk.',
    },
    'server-hello-flight': {
      title: 'The glider comes back',
      story:
        'Back it flies, for everyone to read. Now the whole crowd has both random cards, the badge and the blue key. No harm done: none of these has to be secret.',
      protocol:
        '{letterBytes} bytes, all in plaintext. ServerHello, Certificate and ServerHelloDone are three messages of the handshake; they may share one record or have one each, and a long one may even be split over several (RFC 5246 §6.2.1). From here on the Eavesdropper holds everything public in this handshake: client_random, server_random, the suite, the certificate and the public key. The one thing that it will lack is made in the next chapter.',
      alt: 'A blunt paper glider flies from the Server to the Client, with the sand-coloured card, the badge and the blue key sticking out of its fold; the crowd reads along.',
    },
    'certificate-check': {
      title: 'Is the badge genuine?',
      story:
        'The Client checks the badge. Right name? In date? Signed by the Authority? Nobody has to open the door: the Client has had the Authority’s own key all along.',
      protocol:
        'The Client checks (RFC 5280 §6) the issuer, which must be {certIssuer}; the signature, with that CA’s public key; the dates, valid until {certNotAfter}; that {serverName} is among the names (RFC 9525); and that the key is meant for this use. Whatever fails ends in an alert such as unknown_ca or certificate_expired (RFC 5246 §7.2.2). All this proves that the public key belongs to {serverName}. It does not prove that the sender owns the private key, since anyone can copy a badge; that proof comes with Finished. Not checked in this lesson: whether the certificate was revoked.',
      alt: 'The Client stands with the yellow badge before the brown door of the Certificate Authority; marks appear for the issuer, the signature, the dates and the name.',
    },
    'asymmetric-keys': {
      title: 'Two keys, one lock',
      story:
        'The Server owns a pair of keys. What the blue one locks, only the gold one opens. Blue is for everybody. Gold never leaves the Server.',
      protocol:
        'The RSA public key is two numbers, the modulus n ({rsaBits} bits) and the public exponent e; the private key adds the private exponent d (RFC 8017 §3). Anyone can raise a number to the power e modulo n. As far as anyone knows, undoing it takes d, and finding d takes the two secret primes whose product is n. With such a pair one can also sign with the private key and verify with the public one. That is how the CA, with a pair of its own, signed the certificate.',
      alt: 'Two fat hand-drawn keys side by side: the blue public key, which has copies on both desks, and the gold private key, which lies on the Server’s desk alone.',
    },
    'client-encrypts': {
      title: 'A secret goes into the box',
      story:
        'The Client makes up a secret, the green card. Into a machine it goes, the blue key in the keyhole, and out comes a black card that nobody in the crowd can read. Not even the Client could turn it back.',
      protocol:
        'pre_master_secret is 48 bytes: the version from the ClientHello, 03 03, and 46 fresh random bytes (RFC 5246 §7.4.7.1). PKCS#1 v1.5 wraps it into a block as long as n: 00 02, random padding without a zero byte, 00, the secret (RFC 8017 §7.2.1). Read as one number m, the block becomes c = m^e mod n. Thanks to the random padding, the same secret never looks the same twice. The weak point is the receiver: if it reveals whether the padding was right, it becomes a padding oracle that opens other people’s black cards (Bleichenbacher, 1998).',
      alt: 'On the Client’s desk a green card slides into a brown box labelled asymmetric cipher; the blue key turns in its keyhole, and a black card comes out on the other side.',
    },
    'pre-master-flight': {
      title: 'The secret flies, locked',
      story:
        'The dart carries the black card over the crowd. The Eavesdropper tries every key it has, the blue one too. Nothing opens. It keeps the copy anyway.',
      protocol:
        'ClientKeyExchange (RFC 5246 §7.4.7) holds the encrypted pre_master_secret behind a two-byte length (§7.4.7.1), and nothing else. Opening it takes the private key. But the copy in the notebook is the weak spot of RSA key exchange: whoever gets hold of the private key, even years later, can open every recorded handshake that was locked with the matching public key, and read all that followed. There is no forward secrecy. That is why TLS 1.3 (RFC 8446) left RSA key exchange out, and why RFC 10015 deprecated it in July 2026.',
      alt: 'A paper dart with a black card in its fold flies over the crowd; the Eavesdropper holds a copy and a blue key that does not help.',
    },
    'server-decrypts': {
      title: 'The gold key turns',
      story:
        'Black card in, gold key in the keyhole, green card out. Now both desks hold the same secret. It crossed the whole crowd, and nobody there could read it.',
      protocol:
        'The Server computes m = c^d mod n, strips 00 02, the padding and 00, and has 48 bytes. The first two must be the version that the ClientHello offered; that exposes anyone who meddled with it to get an older protocol. If the padding, the length or the version is wrong, the Server must not let it show: it carries on with a random pre_master_secret, and the handshake fails later, at Finished (RFC 5246 §7.4.7.1). Any difference in its answers, or in its timing, would make it a padding oracle.',
      alt: 'On the Server’s desk the black card goes into the brown box, the gold key turns, and a green card comes out that is the same as the one on the Client’s desk.',
    },
    'prf-inputs': {
      title: 'The same cards on both desks',
      story: {
        plain:
          'Both desks hold the same three cards. Two of them the whole crowd has read. Only the green one is secret, and one secret is enough.',
        ems: 'Both desks hold the green card and all the letters so far, pressed into one short fingerprint. The crowd could take that fingerprint too. Only the green card is secret, and one secret is enough.',
      },
      protocol: {
        plain:
          'The master secret will be made of pre_master_secret, client_random and server_random (RFC 5246 §8.1). The randoms are public, so they add no secrecy. They add freshness: each side puts in bytes that are new in this handshake. Should somebody throw an old recording at the Server again, encrypted pre-master and all, the Server’s new random leads to other keys, and the recording is useless. All the secrecy is in pre_master_secret.',
        ems: 'With extended_master_secret (RFC 7627) the master secret is made of pre_master_secret and session_hash: the {prfHash} hash of all handshake messages from ClientHello to ClientKeyExchange (§3). Both randoms are in these messages, and so are the suite and the certificate; the master secret is tied to exactly this handshake. That ends the trick of a man in the middle who brings two different handshakes to one master secret (the triple handshake attack). All the messages were public, so session_hash is no secret. All the secrecy is in pre_master_secret.',
      },
      alt: {
        plain:
          'The same three cards on both desks: Client Random and Server Random, which the crowd has too, and the green Pre-Master Secret, which it has not.',
        ems: 'On both desks the green Pre-Master Secret, which the crowd has not, and beside it the stack of letters with one fingerprint taken of all of them, the Session Hash.',
      },
    },
    'master-secret': {
      title: 'The yellow machine',
      story:
        'The cards go into a yellow machine, on both desks at once. From the same cards it always makes the same thing. So both get the same white card, the master secret, and nobody had to send it.',
      protocol: {
        plain:
          'master_secret = PRF(pre_master_secret, "master secret", client_random + server_random), 48 bytes (RFC 5246 §8.1). The pseudorandom function (§5) is HMAC with {prfHash} in a loop. Call the label and the randoms together the seed: A(1) is the HMAC of the seed, A(2) the HMAC of A(1), and so on. The output is HMAC(A(1) + seed), HMAC(A(2) + seed), … one after another, cut off at the length wanted. pre_master_secret is the key of every HMAC. That both sides hold the same result they will only know for sure after Finished.',
        ems: 'master_secret = PRF(pre_master_secret, "extended master secret", session_hash), 48 bytes (RFC 7627 §4). The pseudorandom function (RFC 5246 §5) is HMAC with {prfHash} in a loop. Call the label and session_hash together the seed: A(1) is the HMAC of the seed, A(2) the HMAC of A(1), and so on. The output is HMAC(A(1) + seed), HMAC(A(2) + seed), … one after another, cut off at the length wanted. pre_master_secret is the key of every HMAC. That both sides hold the same result they will only know for sure after Finished.',
      },
      alt: 'Two yellow machines labelled PRF, one on each desk; the same cards go in on both, and the same white key card, the Master Secret, comes out of both.',
    },
    'why-master': {
      title: 'Why one more card?',
      story:
        'Why not just use the green card? Because the Client chose it alone. The white one has something fresh of both sides in it, always has the same size, and lets the green one be thrown away.',
      protocol:
        'What a pre_master_secret looks like depends on the key exchange: with RSA 48 bytes that begin with a known version, with Diffie-Hellman a number as long as the group demands. master_secret is always 48 bytes (RFC 5246 §8.1), so the rest of the protocol does not care where it came from. It also depends on what both sides contributed. Once it is made, pre_master_secret should be deleted from memory (§8.1). And it is what a session keeps: a resumed session takes the same master_secret and fresh randoms, and gets new keys without asking RSA again (§7.3).',
      alt: 'The green card and the white card side by side; the green one goes over the edge of the desk towards the waste basket.',
    },
    'session-keys': {
      title: 'A strip, cut into keys',
      story:
        'The machine again: the white card and both randoms in, and out comes a long strip of numbers. Both desks cut it at the same places. Each piece has one job.',
      protocol: {
        cbc: 'key_block = PRF(master_secret, "key expansion", server_random + client_random): this time the Server’s random comes first (RFC 5246 §6.3). The strip is {keyBlockLength} bytes long and is cut in a fixed order: client_write_MAC_key, server_write_MAC_key, client_write_key, server_write_key. There are no IVs in it: in TLS 1.2 every CBC record brings a fresh IV of its own (§6.2.3.2). Whatever the PRF made beyond that length falls off the end.',
        gcm: 'key_block = PRF(master_secret, "key expansion", server_random + client_random): this time the Server’s random comes first (RFC 5246 §6.3). The strip is {keyBlockLength} bytes long and is cut in a fixed order: client_write_key, server_write_key, client_write_IV, server_write_IV. There are no MAC keys, since GCM notices changes by itself. The two IVs of 4 bytes are the part of each nonce that is never sent (the salt, RFC 5288 §3). Whatever the PRF made beyond that length falls off the end.',
      },
      alt: 'The white card and both random cards go into the yellow machine; a long strip comes out and is cut into key cards of different colours, the same on both desks.',
    },
    'session-keys-ready': {
      title: 'One card for each job',
      story:
        'The cards lie in two sets: one for what the Client sends, one for what the Server sends. Both desks have both sets. Now the same key locks and opens.',
      protocol: {
        cbc: 'This is symmetric: the Client locks with client_write_key and the Server opens with its own copy of it; “write” is always said from the sender’s side (RFC 5246 §6.1). Each direction has a key for {cipherName} ({keyBits} bits) and another for {macName}. If both directions shared keys, somebody could throw the Client’s own record back at it, and it would look like an answer. If cipher and MAC shared a key, what is safe for each might not be safe for both.',
        gcm: 'This is symmetric: the Client locks with client_write_key and the Server opens with its own copy of it; “write” is always said from the sender’s side (RFC 5246 §6.1). Each direction has a key for {cipherName} ({keyBits} bits) and a write_IV of 4 bytes. If both directions shared them, somebody could throw the Client’s own record back at it as an answer. Worse, both sides might use one nonce with one key, and two such records can give away each other’s text and let records be forged.',
      },
      alt: 'Both desks with the same coloured key cards, laid out in two sets: one for the Client’s direction, one for the Server’s.',
    },
    'client-finished': {
      title: 'One stamp for all letters',
      story:
        'The Client presses all letters so far and the white card into one short stamp, and a new machine with a new key turns it black. Had anyone changed a letter, the stamp would tell.',
      protocol: {
        cbc: 'verify_data = PRF(master_secret, "client finished", Hash(handshake_messages)), 12 bytes (RFC 5246 §7.4.9). The hash is {prfHash}. In it: every handshake message from ClientHello to ClientKeyExchange, each with its 4-byte header. Not in it: record headers, and ChangeCipherSpec, which is no handshake message. Finished is the first protected message: {macName} over sequence number 0, type, version, length and message, then padding up to whole blocks, then {cipherName} with a fresh IV (§6.2.3.2).',
        gcm: 'verify_data = PRF(master_secret, "client finished", Hash(handshake_messages)), 12 bytes (RFC 5246 §7.4.9). The hash is {prfHash}. In it: every handshake message from ClientHello to ClientKeyExchange, each with its 4-byte header. Not in it: record headers, and ChangeCipherSpec, which is no handshake message. Finished is the first protected message: {cipherName} with a nonce of client_write_IV and 8 explicit bytes, and a 16-byte tag that also covers sequence number 0, type, version and length (§6.2.3.3, RFC 5288 §3).',
      },
      alt: 'On the Client’s desk all letters and the white card are pressed into one stamp; the white card with the stamp goes into the machine labelled symmetric cipher and comes out black.',
    },
    'client-finished-flight': {
      title: '“From here on in black”',
      story:
        'First a tiny note: “From here on I write in black.” Then the black card. For the first time a whole letter passes that the crowd cannot read.',
      protocol:
        'ChangeCipherSpec (RFC 5246 §7.1) is a single byte, 01, in a record of its own type, 20. It says: my next record uses the new keys. Then comes Finished, {recordBytes} bytes as a record. In the clear are only its 5 header bytes and the IV or explicit nonce, so the Eavesdropper still learns the type, the length, the direction and the moment. Real programs throw ClientKeyExchange, ChangeCipherSpec and Finished one right after the other, without waiting in between; here they fly apart so that you can see each.',
      alt: 'A paper dart flies over the crowd with a small white note, ChangeCipherSpec, and a black card, Finished.',
    },
    'server-checks-finished': {
      title: 'The stamps are compared',
      story:
        'The Server opens the black card with its copy of the key and finds the stamp. It makes the same stamp from the letters and the white card on its own desk. They match: nobody changed a word.',
      protocol: {
        cbc: 'The Server decrypts with client_write_key and checks padding and MAC. If either is wrong, the alert is bad_record_mac, the same for both and after the same time, so that no attacker learns which (RFC 5246 §6.2.3.2). Then it computes verify_data from its own copy of the messages. A different value would mean decrypt_error (§7.2.2). Equal values mean that both sides hold the same master_secret and saw the same messages: no version, suite or random was altered on the way.',
        gcm: 'The Server decrypts with client_write_key and checks the tag; a wrong one would mean bad_record_mac, and nothing of the content would be used (RFC 5246 §6.2.3.3). Then it computes verify_data from its own copy of the messages. A different value would mean decrypt_error (§7.2.2). Equal values mean that both sides hold the same master_secret and saw the same messages: no version, suite or random was altered on the way.',
      },
      alt: 'On the Server’s desk the black card goes in and comes out white; its stamp and the one that the Server made itself are laid side by side and are equal.',
    },
    'server-finished-flight': {
      title: 'The Server stamps too',
      story:
        'The same the other way: a tiny note, then the Server’s stamp, in black. Its stamp covers one letter more, for the Client’s stamp is in it too.',
      protocol:
        'ChangeCipherSpec, then the Server’s Finished, {recordBytes} bytes as a record. The label is now "server finished", and the hash covers one message more: the Client’s Finished, as it was before encryption (RFC 5246 §7.4.9). So the two verify_data differ, though both come from the same master_secret. The record is protected with the server_write keys, and this direction counts its own records, again from 0 (§6.1).',
      alt: 'A paper glider flies back over the crowd with a small white note and a black card, the Server’s Finished.',
    },
    'handshake-finished': {
      title: 'The thread is private now',
      story:
        'The Client compares, and it fits. Anyone can copy a badge, but only the owner of the gold key could open the black card. So this really is {serverName}. Umbrellas up!',
      protocol:
        'A correct Finished takes master_secret, that takes pre_master_secret, and that takes the private key that belongs to the certificate. Only now, then, is the Server authenticated. The Client is not: no CertificateRequest was sent (RFC 5246 §7.4.4), so who sits at the Client is left to the application, which may ask for a password. The whole handshake took two round trips (§7.3), and one more for TCP before it. From now on application data may flow.',
      alt: 'Client and Server open umbrellas over the thread between them; the crowd below can no longer look in.',
    },
    'client-message': {
      title: 'Your words, in black',
      story: 'Now for real words: “{message}”. Into the machine they go, white, with the Client’s keys in the slots. Out they come, black.',
      protocol: {
        cbc: 'Application data has record type 23 (RFC 5246 §10). Finished was record 0 in this direction, so this is record 1; the number is not sent, both sides count. {macName} runs over the number, the type, the version, the length and the text. The MAC is appended, then padding up to whole blocks of 16 bytes, each padding byte holding the padding length. {cipherName} encrypts block after block, each mixed with the encrypted block before it, the first with a fresh random IV that travels in front (§6.2.3.2).',
        gcm: 'Application data has record type 23 (RFC 5246 §10). Finished was record 0 in this direction, so this is record 1. {cipherName} turns key and nonce into a stream of bytes and mixes it with the text by XOR, so there is no padding. The nonce is client_write_IV and 8 bytes that travel with the record, and it must never repeat under one key. A tag of 16 bytes covers the ciphertext and, as additional data, the number, the type, the version and the length (§6.2.3.3, RFC 5288 §3).',
      },
      alt: 'On the Client’s desk a white card with the reader’s words goes into the yellow machine labelled symmetric cipher and comes out black.',
    },
    'client-message-flight': {
      title: 'What the crowd sees',
      story: 'A black card flies by. The crowd learns that something was said, when, and about how long it was. But not what.',
      protocol: {
        cbc: '{recordBytes} bytes: the header in the clear with type 23, 03 03 and the length (RFC 5246 §6.2.3), the IV, and the ciphertext. Padding blurs the length of the text, but only up to the next full block. Should somebody flip a single bit of the ciphertext, padding or MAC will not fit: bad_record_mac, and the connection is over. The same if a record is repeated, left out or moved, because its MAC covers a number that no longer fits. TLS hides what is said. It does not hide that, when and how much.',
        gcm: '{recordBytes} bytes: the header in the clear with type 23, 03 03 and the length (RFC 5246 §6.2.3), the explicit nonce, the ciphertext and the tag. All but the ciphertext have fixed sizes, so the length of the text is easy to work out. Should somebody flip a single bit of the ciphertext, the tag will not fit: bad_record_mac, and the connection is over. The same if a record is repeated, left out or moved, because its tag covers a number that no longer fits. TLS hides what is said. It does not hide that, when and how much.',
      },
      alt: 'A paper dart with a black card, the encrypted message, flies over the crowd; the hands go up, but there is nothing to read.',
    },
    'server-encrypts': {
      title: 'The Server writes back',
      story:
        'The Server has opened the card, read it, and answers: “{reply}”. White in, black out. This time the Server’s keys are in the slots.',
      protocol: {
        cbc: 'The Server protects its answer with server_write_MAC_key and server_write_key, and counts with the sequence number of its own direction (RFC 5246 §6.1). Look at what goes into this machine: neither pre_master_secret nor the randoms. They only served to make the keys. The green card could have been thrown away long ago, and the work is done by keys that are good for this one connection.',
        gcm: 'The Server protects its answer with server_write_key and server_write_IV, and counts with the sequence number of its own direction (RFC 5246 §6.1). Look at what goes into this machine: neither pre_master_secret nor the randoms. They only served to make the keys. The green card could have been thrown away long ago, and the work is done by keys that are good for this one connection.',
      },
      alt: 'On the Server’s desk a white card with the answer goes into the yellow machine labelled symmetric cipher and comes out black.',
    },
    'server-message-flight': {
      title: 'One more black glider',
      story: 'Back it flies. The Eavesdropper has copied every letter since the first Hello, and still cannot read this one.',
      protocol:
        'Count what the notebook holds by now: both randoms, the certificate, the public key, the encrypted pre_master_secret, and every protected record, this one with {recordBytes} bytes. One thing is missing, pre_master_secret, and with it all that is made from it: master_secret, key_block and every key. To compute them without it would take breaking RSA or AES or guessing a key of {keyBits} bits, and nobody is known to be able to. To steal the Server’s private key would be enough, though: this key exchange has no forward secrecy.',
      alt: 'A paper glider with a black card flies over the crowd to the Client; the Eavesdropper’s notebook is full, and its face is empty.',
    },
    'client-decrypts': {
      title: 'Tada!',
      story: 'Black card in, the Client’s copy of the Server’s keys in the slots, and out comes: “{reply}”. Tada! A private talk, in the middle of a crowd.',
      protocol: {
        cbc: 'The Client decrypts with server_write_key, checks the padding, and checks the MAC with server_write_MAC_key over sequence number 1; only then does the application get the text (RFC 5246 §6.2.3.2). So this is why there are two kinds of cipher. RSA lets two strangers share a secret in public, but it is slow, and one block of it holds only a few hundred bytes at most. {cipherName} needs a shared key first, but then it is fast, for as much text as you like. TLS uses each for what it does best.',
        gcm: 'The Client decrypts with server_write_key and server_write_IV and checks the tag with sequence number 1; only then does the application get the text (RFC 5246 §6.2.3.3). So this is why there are two kinds of cipher. RSA lets two strangers share a secret in public, but it is slow, and one block of it holds only a few hundred bytes at most. {cipherName} needs a shared key first, but then it is fast, for as much text as you like. TLS uses each for what it does best.',
      },
      alt: 'On the Client’s desk the black card goes into the yellow machine, and the Server’s answer comes out white; confetti falls.',
    },
    'close-notify': {
      title: 'Both wave goodbye',
      story:
        'Even the goodbye is written in black. Whoever waves has said everything. So nobody in the crowd can cut the talk short and pretend that this was the end.',
      protocol:
        'close_notify is an alert (RFC 5246 §7.2.1): level warning, description 0, two bytes, protected like everything else, in a record of type 21. Each side sends its own. Without it, a conversation that somebody cut off would look like one that had ended: a truncation attack. Then the keys are thrown away. The Eavesdropper’s notebook stays closed for as long as the Server’s private key stays secret. Ephemeral keys do away with that “as long as”: the ECDHE suites have them, and so does every TLS 1.3 handshake with a certificate.',
      alt: 'Client and Server wave to each other over the crowd; two last black cards cross, and the thread is rolled up.',
    },
  },

  artifacts: {
    client_random: { name: 'Client Random', short: 'Client Random', is: '32 bytes from the Client, new in every handshake. Everybody may read them.' },
    server_random: { name: 'Server Random', short: 'Server Random', is: '32 bytes from the Server, new in every handshake. Everybody may read them.' },
    session_id: { name: 'Session ID', short: 'Session ID', is: 'The name under which the Server could resume this session later. It may be empty.' },
    cipher_suite: { name: 'Cipher Suite', short: 'Suite', is: 'The set of tools both agreed on: key exchange, cipher, and how changes are noticed.' },
    server_name: { name: 'Server Name', short: 'Server Name', is: 'Whom the Client wants to reach. It travels in the clear, so the crowd reads it too.' },
    certificate: { name: 'Certificate', short: 'Certificate', is: 'The Server’s badge: its name and its public key, signed by the Certificate Authority.' },
    ca_certificate: { name: 'CA Certificate', short: 'CA Cert.', is: 'The Authority’s own badge. The Client had it all along, so it can check other badges.' },
    ca_public_key: { name: 'CA Public Key', short: 'CA Key', is: 'Checks what the Authority signed. It cannot sign anything itself.' },
    public_key: { name: 'Public Key', short: 'Public Key', is: 'The blue key, for everyone. What it locks, only the gold key opens.' },
    private_key: { name: 'Private Key', short: 'Private Key', is: 'The gold key. It never leaves the Server, and it alone opens what the blue key locked.' },
    modulus: { name: 'Modulus n', short: 'n', is: 'The product of two secret primes. Everyone may know it; nobody should be able to split it.' },
    public_exponent: { name: 'Public Exponent e', short: 'e', is: 'The power that locks: m to the e, modulo n.' },
    private_exponent: { name: 'Private Exponent d', short: 'd', is: 'The power that opens: c to the d, modulo n. Only the Server has it.' },
    pre_master_secret: { name: 'Pre-Master Secret', short: 'Pre-Master', is: 'The version the Client offered and 46 random bytes. Every key of this session grows from it.' },
    pre_master_random: { name: 'Pre-Master Random', short: 'PM Random', is: 'The 46 random bytes of the pre-master secret, all that an attacker cannot know beforehand.' },
    pkcs1_padding: { name: 'PKCS#1 Padding', short: 'PS', is: 'Random bytes, none of them zero, so that the same secret never looks the same twice.' },
    pkcs1_block: { name: 'PKCS#1 Block', short: 'PKCS#1 Block', is: 'The secret, packed for RSA: 00 02, random padding, 00, then the secret; as long as n.' },
    encrypted_pre_master_secret: { name: 'Encrypted Pre-Master', short: 'Encrypted PM', is: 'The pre-master secret, locked with the blue key. Only the gold key opens it.' },
    session_hash: { name: 'Session Hash', short: 'Session Hash', is: 'All handshake messages up to ClientKeyExchange, hashed; ties the master secret to them.' },
    master_secret: { name: 'Master Secret', short: 'Master', is: '48 bytes that both sides compute and nobody sends. All session keys are made from it.' },
    key_block: { name: 'Key Block', short: 'Key Block', is: 'The long strip that the PRF makes from the master secret, before it is cut into keys.' },
    session_keys: { name: 'Session Keys', short: 'Session Keys', is: 'The pieces of the key block, good for this one connection.' },
    client_write_mac_key: { name: 'Client Write MAC Key', short: 'C. MAC Key', is: 'Seals what the Client sends, so that a change is noticed.' },
    server_write_mac_key: { name: 'Server Write MAC Key', short: 'S. MAC Key', is: 'Seals what the Server sends, so that a change is noticed.' },
    client_write_key: { name: 'Client Write Key', short: 'C. Write Key', is: 'Locks what the Client sends. The Server opens it with the same key.' },
    server_write_key: { name: 'Server Write Key', short: 'S. Write Key', is: 'Locks what the Server sends. The Client opens it with the same key.' },
    client_write_iv: { name: 'Client Write IV', short: 'C. Write IV', is: 'With GCM: 4 bytes that begin every nonce of the Client’s records. They are never sent.' },
    server_write_iv: { name: 'Server Write IV', short: 'S. Write IV', is: 'With GCM: 4 bytes that begin every nonce of the Server’s records. They are never sent.' },
    handshake_hash: { name: 'Handshake Hash', short: 'Hash', is: 'The handshake messages so far, pressed into one short value. One changed byte changes it all.' },
    client_finished_hash: { name: 'Client Finished Hash', short: 'C. Hash', is: 'The hash of every handshake message before the Client’s Finished.' },
    server_finished_hash: { name: 'Server Finished Hash', short: 'S. Hash', is: 'The same hash with one message more: the Client’s Finished is in it too.' },
    client_verify_data: { name: 'Client Verify Data', short: 'Client Stamp', is: 'The Client’s stamp: 12 bytes made from the master secret and the hash of the letters.' },
    server_verify_data: { name: 'Server Verify Data', short: 'Server Stamp', is: 'The Server’s stamp: 12 bytes made from the master secret and the hash of the letters.' },
    message: { name: 'Message', short: 'Message', is: 'What the Client says. You may choose the words.' },
    reply: { name: 'Reply', short: 'Reply', is: 'What the Server answers. You may choose these words too.' },
    encrypted_message: { name: 'Encrypted Message', short: 'Encrypted', is: 'The Client’s words, black: unreadable without the Client’s write key.' },
    encrypted_reply: { name: 'Encrypted Reply', short: 'Encrypted', is: 'The Server’s words, black: unreadable without the Server’s write key.' },
    encrypted_finished: { name: 'Encrypted Finished', short: 'Encrypted', is: 'A Finished under the new keys: the first protected record of its direction.' },
    mac: { name: 'MAC', short: 'MAC', is: 'The seal of one record, made with a secret key. After the smallest change it no longer fits.' },
    padding: { name: 'Padding', short: 'Padding', is: 'Filler up to whole blocks of 16 bytes. Each byte of it holds the padding length.' },
    record_iv: { name: 'Record IV', short: 'IV', is: '16 fresh random bytes before each CBC record, so that equal texts do not look equal.' },
    explicit_nonce: { name: 'Explicit Nonce', short: 'Expl. Nonce', is: 'The 8 bytes of the nonce that travel with a GCM record.' },
    nonce: { name: 'Nonce', short: 'Nonce', is: 'With GCM: 12 bytes, 4 kept and 8 sent, that must never be used twice with one key.' },
    additional_data: { name: 'Additional Data', short: 'Add. Data', is: 'Sequence number, type, version and length: guarded against change, but not hidden.' },
    tag: { name: 'Tag', short: 'Tag', is: 'The seal at the end of a GCM record. After the smallest change it no longer fits.' },
    ciphertext: { name: 'Ciphertext', short: 'Ciphertext', is: 'What comes out of the machine, black: unreadable without the key.' },
    plaintext: { name: 'Plaintext', short: 'Plaintext', is: 'What goes into the machine, white: the words themselves.' },
    sequence_number: { name: 'Sequence Number', short: 'Seq. Number', is: 'Each direction counts its protected records from 0, and every MAC or tag covers the count.' },
    client_hello: { name: 'ClientHello', short: 'ClientHello', is: 'The first letter: what the Client speaks, and whom it wants to reach.' },
    server_hello: { name: 'ServerHello', short: 'ServerHello', is: 'The answer: the version and the suite that the Server picked, and its random.' },
    certificate_message: { name: 'Certificate Message', short: 'Cert. Message', is: 'The letter that brings the Server’s certificate.' },
    server_hello_done: { name: 'ServerHelloDone', short: 'HelloDone', is: 'An empty message: the Server has said its part. Your turn, Client.' },
    client_key_exchange: { name: 'ClientKeyExchange', short: 'KeyExchange', is: 'The letter with the locked pre-master secret.' },
    change_cipher_spec: { name: 'ChangeCipherSpec', short: 'ChangeCipher', is: 'One byte that says: from my next record on, the new keys.' },
    finished: { name: 'Finished', short: 'Finished', is: 'The first protected message: a stamp that covers all handshake messages before it.' },
    alert: { name: 'Alert', short: 'Alert', is: 'Two bytes, how bad and what. After a fatal one the connection is over.' },
    close_notify: { name: 'Close Notify', short: 'Close Notify', is: 'The goodbye, “I have said everything”. It is an alert, but a friendly one.' },
  },

  parties: {
    client: { name: 'Client', plate: 'Dev. CLIENT', is: 'The program that starts the conversation, such as a browser.' },
    server: { name: 'Server', plate: 'Ing. SERVER', is: 'The program that answers, such as a web server. It owns the gold key and the badge.' },
    ca: { name: 'Certificate Authority', plate: 'CERTIFICATE AUTHORITY', is: 'Signs badges after checking who asks for them. It did so before this story began.' },
    eavesdropper: { name: 'Eavesdropper', plate: 'EAVESDROPPER', is: 'Somebody on the path with a notebook. It copies every letter and tries to read it.' },
    crowd: { name: 'The crowd', plate: 'THE CROWD', is: 'All the machines and people between Client and Server. Any of them can read what passes.' },
    internet: { name: 'The public Internet', plate: 'THE PUBLIC INTERNET', is: 'The sky that every letter has to cross. Nothing up there is private by itself.' },
  },

  machines: {
    asymmetric: 'ASYMMETRIC CIPHER',
    symmetric: 'SYMMETRIC CIPHER',
    prf: 'PSEUDO RANDOM F.',
    prfShort: 'PRF',
    encrypts: 'locks',
    decrypts: 'opens',
    derives: 'makes keys',
    slow: 'slow',
    fast: 'fast',
  },

  letters: {
    client_hello: { name: 'ClientHello', greeting: 'Client says Hello,' },
    server_hello: { name: 'ServerHello, Certificate, ServerHelloDone', greeting: 'Server says Hello,' },
    client_key_exchange: { name: 'ClientKeyExchange', greeting: 'Client sends a secret, locked' },
    client_finished: { name: 'ChangeCipherSpec, Finished', greeting: 'Client says Finished' },
    server_finished: { name: 'ChangeCipherSpec, Finished', greeting: 'Server says Finished' },
    client_message: { name: 'Application data', greeting: 'Client writes' },
    server_message: { name: 'Application data', greeting: 'Server writes' },
    client_close: { name: 'close_notify', greeting: 'Client says goodbye' },
    server_close: { name: 'close_notify', greeting: 'Server says goodbye' },
    client_alert: { name: 'Alert', greeting: 'Client raises the alarm!' },
    server_alert: { name: 'Alert', greeting: 'Server raises the alarm!' },
  },

  lines: {
    clientVersion: 'Client TLS',
    clientRandom: 'Client Random',
    clientSuites: 'Client Ciphers',
    serverName: 'To',
    serverVersion: 'Server TLS',
    serverRandom: 'Server Random',
    serverSuite: 'Server Cipher',
    sessionId: 'Session ID',
    sessionIdEmpty: 'none',
    compression: 'Compression',
    compressionNone: 'none',
    extensions: 'Extensions',
    certificate: 'Certificate',
    publicKey: 'Public Key',
    done: 'That is all. Your turn!',
    encrypted: 'Encrypted',
    changeCipherSpec: 'From here on in black',
    syn: 'SYN',
    synAck: 'SYN-ACK',
    ack: 'ACK',
  },

  records: {
    handshake: 'Handshake',
    change_cipher_spec: 'ChangeCipherSpec',
    alert: 'Alert',
    application_data: 'Application data',
    unknown: 'Unknown record',
  },

  fields: {
    record: { name: 'Record', is: 'What TLS hands to the thread: 5 bytes of header, and what they announce.' },
    'record.type': { name: 'Type', is: 'What is inside: handshake 22, ChangeCipherSpec 20, alert 21, application data 23.' },
    'record.version': { name: 'Version', is: '03 03 is TLS 1.2. It counts on from SSL 3.0, whose number was 03 00.' },
    'record.length': { name: 'Length', is: 'How many bytes follow.' },
    'record.fragment': { name: 'Fragment', is: 'The content. Once the keys are in use, it is protected.' },
    'record.iv': { name: 'IV', is: 'Fresh random bytes, so that equal texts do not look equal.' },
    'record.explicit_nonce': { name: 'Explicit nonce', is: 'The part of the nonce that travels with the record.' },
    'record.ciphertext': { name: 'Ciphertext', is: 'Black: unreadable without the write key of the sender.' },
    'record.tag': { name: 'Tag', is: 'The seal of this record. After the smallest change it no longer fits.' },
    'record.plaintext': { name: 'Plaintext', is: 'The content as it was before encryption.' },
    'record.mac': { name: 'MAC', is: 'The seal of this record, made before encryption. After the smallest change it no longer fits.' },
    'record.padding': { name: 'Padding', is: 'Filler up to whole blocks. Each byte of it holds the padding length.' },
    'record.padding_length': { name: 'Padding length', is: 'How many bytes of filler came before this one.' },
    handshake: { name: 'Handshake message', is: '4 bytes of header, then the body. All of it goes into the handshake hash.' },
    'handshake.msg_type': { name: 'Message type', is: 'Which message of the handshake this is.' },
    'handshake.length': { name: 'Length', is: 'How long the body is, in three bytes.' },
    'handshake.body': { name: 'Body', is: 'The message itself.' },
    'client_hello.client_version': { name: 'Version offered', is: 'The newest version that the Client wants to speak. The pre-master secret will begin with it.' },
    'client_hello.random': { name: 'Client random', is: '32 fresh bytes, different in every handshake. Not a secret.' },
    'client_hello.session_id.length': { name: 'Session ID length', is: '0 if the Client has no earlier session to resume.' },
    'client_hello.session_id': { name: 'Session ID', is: 'The earlier session that the Client would like to resume.' },
    'client_hello.cipher_suites.length': { name: 'Suites length', is: 'Two bytes for each cipher suite.' },
    'client_hello.cipher_suites': { name: 'Cipher suites', is: 'What the Client can do, best first.' },
    'client_hello.cipher_suite': { name: 'Cipher suite', is: 'One set of tools, as a number of two bytes.' },
    'client_hello.compression_methods.length': { name: 'Methods length', is: 'How many compression methods follow.' },
    'client_hello.compression_methods': { name: 'Compression', is: '00 means none. Compressing before encrypting gives secrets away by their length (CRIME, 2012).' },
    'server_hello.server_version': { name: 'Version chosen', is: 'The version that both will speak.' },
    'server_hello.random': { name: 'Server random', is: '32 fresh bytes, made without regard to the Client’s. Not a secret.' },
    'server_hello.session_id.length': { name: 'Session ID length', is: '0 if this session cannot be resumed.' },
    'server_hello.session_id': { name: 'Session ID', is: 'The name under which this session could be resumed.' },
    'server_hello.cipher_suite': { name: 'Suite chosen', is: 'One from the Client’s list.' },
    'server_hello.compression_method': { name: 'Compression', is: '00 means none.' },
    'extensions.length': { name: 'Extensions length', is: 'How many bytes of extensions follow.' },
    extensions: { name: 'Extensions', is: 'What was added to TLS later. Whoever does not know an extension passes over it.' },
    extension: { name: 'Extension', is: 'A type, a length, and data that those understand who know the type.' },
    'extension.type': { name: 'Extension type', is: 'Which extension this is.' },
    'extension.length': { name: 'Data length', is: 'How many bytes of data follow. It may be 0: to be there is enough.' },
    'extension.data': { name: 'Data', is: 'What the extension says.' },
    'extension.opaque': { name: 'Data', is: 'An extension that is carried along without being understood.' },
    'server_name.list.length': { name: 'List length', is: 'How long the list of names is.' },
    'server_name.list': { name: 'Server names', is: 'Whom the Client wants to reach. One address may be home to many servers.' },
    'server_name.type': { name: 'Name type', is: '00 means host name. No other type was ever defined.' },
    'server_name.length': { name: 'Name length', is: 'How many letters follow.' },
    'server_name.host_name': { name: 'Host name', is: 'The name in plain letters, for the Server and for the crowd.' },
    'signature_algorithms.length': { name: 'List length', is: 'Two bytes for each algorithm.' },
    signature_algorithms: { name: 'Signature algorithms', is: 'Which signatures the Client can verify, best first.' },
    'signature_algorithms.algorithm': { name: 'Algorithm', is: 'A hash and a signature, one byte each.' },
    'renegotiation_info.length': { name: 'Length', is: '0 in a first handshake.' },
    'renegotiation_info.renegotiated_connection': { name: 'Renegotiated connection', is: 'Empty in a first handshake. It keeps anyone from splicing two connections together (RFC 5746).' },
    'certificate.list.length': { name: 'List length', is: 'How long the certificates are, all together.' },
    'certificate.list': { name: 'Certificates', is: 'The Server’s own first, then whoever vouches for it.' },
    'certificate.length': { name: 'Certificate length', is: 'How long this certificate is, in three bytes.' },
    'certificate.der': { name: 'Certificate', is: 'Name, public key, dates and the signature of the Authority, in DER.' },
    'client_key_exchange.length': { name: 'Length', is: 'As long as the modulus of the key.' },
    'client_key_exchange.encrypted_pre_master_secret': { name: 'Encrypted pre-master', is: 'The secret under the blue key. Only the gold key opens it.' },
    'finished.verify_data': { name: 'Verify data', is: 'The stamp: 12 bytes made from the master secret and the handshake hash.' },
    change_cipher_spec: { name: 'ChangeCipherSpec', is: 'It says: from my next record on, the new keys.' },
    'change_cipher_spec.type': { name: 'Type', is: 'Always 01. There never was another.' },
    alert: { name: 'Alert', is: 'Two bytes: how bad, and what.' },
    'alert.level': { name: 'Level', is: '1 is a warning, 2 is fatal: the connection is over.' },
    'alert.description': { name: 'Description', is: 'What happened.' },
    application_data: { name: 'Application data', is: 'The words themselves.' },
    unparsed: { name: 'Not understood', is: 'Bytes that make no sense here.' },
  },

  recipes: {
    random: 'drawn at random',
    received: 'taken from a letter',
    given: 'had before the story began',
    concat: 'joined one after another',
    pkcs1_pad: 'packed for RSA (PKCS#1 v1.5)',
    pkcs1_unpad: 'unpacked after RSA (PKCS#1 v1.5)',
    rsa_encrypt: 'locked with the public key',
    rsa_decrypt: 'opened with the private key',
    prf: 'made by the PRF',
    slice: 'cut from the key block',
    hash: 'hashed',
    hmac: 'sealed with HMAC',
    encrypt: 'encrypted with the write key',
    decrypt: 'decrypted with the write key',
    chosen: 'chosen by you',
  },

  ledger: {
    title: 'Who knows what',
    about: 'The Eavesdropper’s column is computed: it really tries, with every letter it has copied.',
    has: 'has it',
    derives: 'can derive it',
    cannot: 'cannot',
    how: {
      made: 'made it',
      computed: 'computed it',
      received: 'received it',
      overheard: 'overheard it',
      derived: 'derived it',
      given: 'had it before',
      stolen: 'stole it',
      cannot: 'cannot: needs {missing}',
      notYet: 'not yet',
    },
  },

  checks: {
    certificate_signature: { name: 'Signature', ok: 'The Authority really signed this certificate.', failed: 'The signature does not fit: the Authority did not sign this certificate as it is.' },
    certificate_issuer: { name: 'Issuer', ok: 'The certificate names an Authority that the Client trusts.', failed: 'The certificate was issued by somebody whom the Client does not know.' },
    certificate_name: { name: 'Name', ok: 'The certificate is made out to the name that the Client asked for.', failed: 'The certificate is made out to somebody else.' },
    certificate_dates: { name: 'Dates', ok: 'Today is within the dates of the certificate.', failed: 'The certificate is not valid today: it is too early or too late.' },
    certificate_usage: { name: 'Use', ok: 'The key in the certificate may be used for this.', failed: 'The key in the certificate is not meant for this, or is of a kind that the Client does not know.' },
    version: { name: 'Version', ok: 'Both speak the same version of TLS.', failed: 'The two have no version of TLS in common.' },
    cipher_suite: { name: 'Cipher suite', ok: 'The chosen suite is on the Client’s list.', failed: 'The chosen suite is not one that the Client offered.' },
    renegotiation_info: { name: 'Renegotiation', ok: 'This is a first handshake, and both sides say so (RFC 5746).', failed: 'The two do not agree that this is a first handshake (RFC 5746).' },
    extended_master_secret: { name: 'Extended master secret', ok: 'Both sides tie the master secret to the handshake messages (RFC 7627).', failed: 'The two do not agree on how to make the master secret (RFC 7627).' },
    pre_master_version: { name: 'Pre-master version', ok: 'The secret begins with the version that the ClientHello offered.', failed: 'The secret is not as it should be. The Server keeps a straight face and goes on with a random one.' },
    finished_verify_data: { name: 'Stamp (verify_data)', ok: 'The stamps are equal: both sides saw the same letters and hold the same secret.', failed: 'The stamps differ: somebody changed a letter, or the secrets are not the same.' },
    pre_master_padding: { name: 'Pre-master padding', ok: 'The block begins with 00 02 and has its 00 where it should.', failed: 'The block is not as it should be. The Server keeps a straight face and goes on with a random secret.' },
    record_mac: { name: 'MAC', ok: 'The seal fits: nobody changed this record.', failed: 'The seal does not fit. The record is thrown away, and the connection ends.' },
    record_padding: { name: 'Padding', ok: 'The padding is as it should be.', failed: 'The padding is wrong. To the outside this looks exactly like a wrong MAC, on purpose.' },
    record_tag: { name: 'Tag', ok: 'The tag fits: nobody changed this record.', failed: 'The tag does not fit. The record is thrown away, and the connection ends.' },
    record_length: { name: 'Length', ok: 'The record is no longer than TLS allows.', failed: 'The record is longer than TLS allows.' },
    record_sequence: { name: 'Order', ok: 'The record comes at its turn.', failed: 'A record was repeated, left out or moved.' },
  },

  alerts: {
    close_notify: { name: 'close_notify', says: 'Goodbye: I have said everything. This is the one alert that is good news.' },
    unexpected_message: { name: 'unexpected_message', says: 'It is not the turn of this message.' },
    bad_record_mac: { name: 'bad_record_mac', says: 'This record was changed on the way, or locked with another key. I shall not say which part was wrong.' },
    decryption_failed_RESERVED: { name: 'decryption_failed_RESERVED', says: 'An alert of older versions that told attackers too much. TLS 1.2 never sends it.' },
    record_overflow: { name: 'record_overflow', says: 'This record is longer than TLS allows.' },
    decompression_failure: { name: 'decompression_failure', says: 'What you compressed cannot be unpacked.' },
    handshake_failure: { name: 'handshake_failure', says: 'We could not agree on terms that suit us both.' },
    no_certificate_RESERVED: { name: 'no_certificate_RESERVED', says: 'A word from SSL 3.0 for “I have no certificate”. TLS does not use it.' },
    bad_certificate: { name: 'bad_certificate', says: 'This certificate is broken, or its signature does not fit.' },
    unsupported_certificate: { name: 'unsupported_certificate', says: 'I cannot handle this kind of certificate.' },
    certificate_revoked: { name: 'certificate_revoked', says: 'This certificate was called back by the one who signed it.' },
    certificate_expired: { name: 'certificate_expired', says: 'This certificate is out of date, or not valid yet.' },
    certificate_unknown: { name: 'certificate_unknown', says: 'Something else about this certificate makes it unacceptable.' },
    illegal_parameter: { name: 'illegal_parameter', says: 'A value in this message is out of range, or does not go with the others.' },
    unknown_ca: { name: 'unknown_ca', says: 'This certificate may be fine, but I do not know the Authority that signed it.' },
    access_denied: { name: 'access_denied', says: 'The certificate is valid, but its owner is not let in here.' },
    decode_error: { name: 'decode_error', says: 'I cannot make sense of this message: a length or a field is wrong.' },
    decrypt_error: { name: 'decrypt_error', says: 'A signature or a Finished did not hold up when I checked it.' },
    export_restriction_RESERVED: { name: 'export_restriction_RESERVED', says: 'A leftover from the days of weakened export ciphers. TLS 1.2 never sends it.' },
    protocol_version: { name: 'protocol_version', says: 'I know the version you want to speak, but I do not speak it.' },
    insufficient_security: { name: 'insufficient_security', says: 'I want stronger ciphers than the ones you offer.' },
    internal_error: { name: 'internal_error', says: 'Something went wrong on my side. It has nothing to do with you.' },
    user_canceled: { name: 'user_canceled', says: 'I am stopping the handshake, for a reason outside the protocol.' },
    no_renegotiation: { name: 'no_renegotiation', says: 'I would rather not shake hands a second time.' },
    unsupported_extension: { name: 'unsupported_extension', says: 'Your answer has an extension that I never asked for.' },
    unrecognized_name: { name: 'unrecognized_name', says: 'Nobody of that name lives here.' },
  },

  outcomes: {
    closed: 'The conversation is over, and both sides said goodbye properly.',
    alert: '{party} stopped the conversation with the alert {alert}: {says}',
    cut: 'The conversation broke off without a goodbye. Somebody may have cut the thread.',
    established: 'The handshake was completed: both sides checked the other’s stamp.',
    notEstablished: 'The handshake was not completed. Not one word of the messages was sent.',
    crowdReadNothing: 'The Eavesdropper read none of the messages. It would have needed {missing}.',
    crowdRead: 'The Eavesdropper read the messages, because it had {artifact}.',
  },

  questions: {
    parties: {
      ask: 'The thread is stretched, and a letter is about to fly. Who could read it?',
      options: [
        { id: 'server', label: 'Only the Server', says: 'The Server reads it. So does every head that it passes on the way.' },
        { id: 'ca', label: 'Only the Authority', says: 'The door stays shut. The Authority does not read letters; it signs badges.' },
        { id: 'eavesdropper', label: 'The whole crowd', says: 'All hands go up: everyone below the airplane reads along.' },
      ],
      answer: 'eavesdropper',
      right: 'Yes! A thread carries letters. It does not hide them.',
      wrong: 'Not only. Look down while the letter flies.',
      reveal: 'Everyone on the path can read it. That is the problem that the rest of the story solves.',
    },
    hellos: {
      ask: 'Three things from the Server. Which one is not in the Eavesdropper’s notebook?',
      options: [
        { id: 'certificate', label: 'Certificate', says: 'It is there: it was in the Server’s letter, in plain sight.' },
        { id: 'private_key', label: 'Private Key', says: 'Not a trace of it, in any letter. It never left the Server’s desk.' },
        { id: 'server_random', label: 'Server Random', says: 'It is there, all 32 bytes. Random does not mean secret.' },
      ],
      answer: 'private_key',
      right: 'Yes! The badge and the random flew by. The gold key stayed at home.',
      wrong: 'That one is in the notebook: it flew by in plain sight.',
      reveal: 'The private key is never sent to anyone. Everything that comes next rests on this.',
    },
    asymmetric: {
      ask: 'Here is the black card with the pre-master secret in it. Which key opens it?',
      options: [
        { id: 'public_key', label: 'Public Key', says: 'It turns, and out comes noise. The key that locked the card cannot open it.' },
        { id: 'ca_public_key', label: 'CA Public Key', says: 'It belongs to another pair. Out comes noise.' },
        { id: 'private_key', label: 'Private Key', says: 'Click! Out comes the green card.' },
      ],
      answer: 'private_key',
      right: 'Yes! What blue locked, only gold opens.',
      wrong: 'Out came noise. Try another key.',
      reveal: 'Only the private key opens it, and only the Server has it. Everyone else can merely lock.',
    },
    prf: {
      ask: 'The crowd would love to make the keys as well. Which card is it missing?',
      options: [
        { id: 'client_random', label: 'Client Random', says: 'It has that card: it was in the very first letter.' },
        { id: 'server_random', label: 'Server Random', says: 'It has that card: it was in the Server’s answer.' },
        { id: 'pre_master_secret', label: 'Pre-Master Secret', says: 'It has seen it only in black, and could not open it.' },
      ],
      answer: 'pre_master_secret',
      right: 'Yes! Without the green card the machine makes nothing of use.',
      wrong: 'The crowd has read that one. Look for a card that only ever flew in black.',
      reveal: 'The pre-master secret is missing. One secret is enough to make every key secret.',
    },
    symmetric: {
      ask: 'Only one of these three ever crossed the sky. Which one?',
      options: [
        { id: 'master_secret', label: 'Master Secret', says: 'Search all the letters: it is in none of them, not even in black. Each desk made its own.' },
        { id: 'client_verify_data', label: 'Client Verify Data', says: 'Found: it flew in black, inside the Client’s Finished.' },
        { id: 'server_write_key', label: 'Server Write Key', says: 'Search all the letters: it is in none of them. Each desk cut its own.' },
      ],
      answer: 'client_verify_data',
      right: 'Yes! The stamp was sent, so that it could be compared. Keys are never sent.',
      wrong: 'That one never flew. Both desks made it for themselves.',
      reveal: 'Only the stamp was sent, under the new keys. The keys were made twice, once on each desk.',
    },
    tada: {
      ask: 'The Server’s black card lies on the Client’s desk. Which key opens it?',
      options: [
        { id: 'client_write_key', label: 'Client Write Key', says: 'Wrong direction: out comes noise, and the check fails.' },
        { id: 'server_write_key', label: 'Server Write Key', says: 'Out come the Server’s words. The same key locks and opens.' },
        { id: 'public_key', label: 'Public Key', says: 'It does not even fit: this machine has slots, not a keyhole.' },
      ],
      answer: 'server_write_key',
      right: 'Yes! What the Server writes, the Server’s write key opens, and the Client has a copy.',
      wrong: 'The card stays shut. Ask yourself who wrote it.',
      reveal: 'The server write key opens it: in a symmetric cipher the key that locked is the key that opens.',
    },
    goodbye: {
      ask: 'Years later a thief may take one thing from the Server. With which one can the old notebook be read?',
      options: [
        { id: 'certificate', label: 'Certificate', says: 'The notebook had that all along. It opens nothing.' },
        { id: 'session_id', label: 'Session ID', says: 'It is only a name for the session, and it was never secret.' },
        { id: 'private_key', label: 'Private Key', says: 'It opens the old black card, out comes the pre-master secret, and with it every key and every word.' },
      ],
      answer: 'private_key',
      right: 'Sadly, yes. One stolen key opens every conversation ever locked with it.',
      wrong: 'The notebook stays closed. Think of the one key that everything rested on.',
      reveal: 'The private key opens it all. RSA key exchange has no forward secrecy, which is why today’s TLS does it another way.',
    },
  },

  faults: {
    bad_seed: 'A seed is exactly 64 hexadecimal digits: 0 to 9 and a to f.',
    unknown_suite: 'This lesson does not know the cipher suite {value}. Choose one from the list.',
    suite_twice: 'The suite {value} is offered twice. Once is enough.',
    no_suite: 'The Client needs at least one cipher suite to offer.',
    bad_server_name: 'This cannot be the name of a server. Use letters, digits, hyphens and dots, as in www.example.com.',
    server_name_empty: 'The Server needs a name.',
    server_name_too_long: 'A server name has at most 253 characters.',
    server_name_label: 'Every part between two dots has at least 1 and at most 63 characters.',
    server_name_character: 'A server name has only letters, digits and dots, and hyphens inside a part, as in www.example.com.',
    server_name_address: 'This is an address. TLS asks for servers by name (RFC 6066 §3).',
    message_too_long: 'A message has room for {limit} bytes here; yours has {count}. An accent or an emoji takes more than one.',
    bad_time: 'The date must be in seconds since 1 January 1970.',
    bad_identity: 'The Server’s keys or certificate cannot be read.',
    unknown_scene: 'There is no scene called {value}. The story starts at the beginning.',
    unknown: 'This handshake cannot be played: {reason}',
  },

  beats: {
    composed: '{party} wrote {what}.',
    sent: '{party} threw {what}.',
    received: '{party} caught {what}.',
    computed: '{party} made {what}.',
    checked: '{party} checked {what}.',
    failed: '{party} found a fault: {what}.',
  },

  live: {
    scene: 'Scene {n} of {total}: {title}. {story}',
    chapter: 'Chapter {name}.',
    playing: 'Playing.',
    paused: 'Paused.',
    ended: 'The end. Press play to see it again.',
    dealt: 'A new handshake was dealt. Every byte that hangs on chance is new.',
    replayed: 'The handshake was played again with your choices.',
    level: 'Level: {name}.',
    language: 'Language: {name}.',
    theme: 'Theme: {name}.',
    view: 'View: {name}.',
    speed: 'Speed: {rate} times.',
    copied: 'The link was copied.',
    valueCopied: '{name} was copied.',
    right: 'Right. {says}',
    wrong: 'Not this one. {says}',
    skipped: 'Question skipped.',
    open: '{name} is open.',
    closed: '{name} is closed.',
  },

  levels: { story: 'Story', protocol: 'Protocol', bytes: 'Bytes' },
  themes: { auto: 'As the system', light: 'Day', dark: 'Night' },
  views: { stage: 'Stage', diagram: 'Sequence diagram' },

  ui: {
    player: 'A TLS 1.2 handshake, told with paper airplanes',
    play: 'Play',
    pause: 'Pause',
    replay: 'Play again',
    next: 'Next scene',
    previous: 'Previous scene',
    restart: 'From the beginning',
    speed: 'Speed',
    speedValue: '{rate}×',
    scrubber: 'Place in the story',
    scrubberValue: 'Scene {n} of {total}: {title}',
    chapters: 'Chapters',
    chapterValue: 'Chapter {n}: {name}',
    counter: '{n} / {total}',
    level: 'Level',
    levelHint: 'Story in plain words, Protocol with the words of the RFC, Bytes with every byte.',
    language: 'Language',
    theme: 'Theme',
    view: 'View',
    stage: 'Stage',
    diagram: 'Sequence diagram',
    diagramAlt: 'The classic diagram: Client on the left, Server on the right, one arrow for each letter.',
    exchanges: 'The four exchanges',
    exchangeTcp: 'TCP connection',
    exchangeHellos: 'Hellos',
    exchangeKeys: 'Client key exchange',
    exchangeData: 'Application data',
    settings: 'Your handshake',
    settingsOpen: 'Change the handshake',
    settingsClose: 'Close',
    apply: 'Play this handshake',
    reset: 'Back to the first handshake',
    newRandomness: 'New randomness',
    newRandomnessHint: 'Deals a new handshake: the same story with other bytes.',
    message: 'Your message',
    messageHint: 'What the Client will say. It stays in this browser.',
    reply: 'The reply',
    replyHint: 'What the Server will answer.',
    serverName: 'Server name',
    serverNameHint: 'A host name, such as www.example.com. Nothing is sent there.',
    suite: 'Cipher suite',
    suiteHint: 'The tools that Client and Server will agree on.',
    extendedMasterSecret: 'Extended master secret',
    extendedMasterSecretHint: 'Ties the master secret to all the letters (RFC 7627). Off: the classic formula.',
    seed: 'Seed',
    seedHint: '64 hexadecimal digits. The same seed deals the same handshake again.',
    bytesLeft: '{count} of {limit} bytes',
    copyLink: 'Copy link',
    copied: 'Copied',
    copyFailed: 'The browser did not allow copying. Here is the link, to copy by hand:',
    leaveMessagesOut: 'Leave my messages out',
    leaveMessagesOutHint: 'A link with your messages shows them to everyone who gets it.',
    print: 'Print a handout',
    ledger: 'Who knows what',
    inspector: 'Inspector',
    values: 'The values in this scene',
    showValue: 'Show the whole value of {name}',
    hideValue: 'Hide the value of {name}',
    copyValue: 'Copy {name} as hex',
    bytesCount: '{count} bytes',
    moreBytes: '… {count} bytes more',
    empty: 'empty',
    madeFrom: 'Made from',
    standard: 'In the standard',
    equal: 'The same on both desks',
    question: 'A question before you go on',
    predict: 'What do you think? Try it.',
    tryIt: 'Try it',
    tryAgain: 'Try another',
    skip: 'Skip',
    reveal: 'Show me',
    goOn: 'Go on',
    close: 'Close',
    loading: 'Folding the first airplane …',
    computing: 'Computing the handshake …',
    poster: 'Start the story',
    noScript: 'This story needs JavaScript and WebAssembly, because it computes a real handshake while you watch.',
    lesson: 'It is a lesson, not a TLS library.',
    lessonMore: 'It never opens a network connection and does not check whether certificates were revoked. Do not protect anything real with it.',
    deprecated:
      'RSA key exchange is shown because it is the clearest way to see what a session key is. It was deprecated (RFC 10015, July 2026) and left out of TLS 1.3: it has no forward secrecy, and it invites padding-oracle attacks.',
    identity: 'The Server’s keys here are teaching keys, known to everyone. Never use them for anything else.',
    errorWasm: 'The part that computes the handshake could not be loaded.',
    errorWasmHint:
      'Reload the page. If that does not help, use a current browser with WebAssembly switched on, and open the page through a web server (./serve does that). A strict security policy must allow wasm-unsafe-eval.',
    errorScenario: 'This handshake cannot be played: {reason}',
    errorScenarioHint: 'The last good handshake is still here.',
    errorStage: 'Something went wrong on the stage: {reason}',
    retry: 'Try again',
    keys: 'Keys: space plays and pauses, arrows go from scene to scene, Home and End to the first and last, 1 to 7 to a chapter.',
  },

  page: {
    title: 'tls-airmail: a TLS 1.2 handshake, told with paper airplanes',
    description: 'Watch a real TLS 1.2 handshake, computed in your browser: letters folded into paper airplanes, thrown over a crowd that reads everything.',
    headline: 'How do you share a secret when everyone is reading along?',
    lead: 'Two programs want to talk in private. Between them stands a crowd that reads every letter. They have never met, and every word they exchange passes over those heads. A few letters later they hold keys that nobody else has. Press play and see how.',
    whatTitle: 'What you see',
    what: 'A TLS 1.2 handshake, the exchange of letters that a secure connection begins with, from the first hello to the goodbye, in 27 scenes. Letters fly as paper airplanes, secrets are cards, ciphers are machines. You can stop anywhere, go back, look at every byte, change the words, and deal new random numbers.',
    realTitle: 'All of it is computed',
    real: 'No number here was typed by hand. A core written in Rust plays Client, Server, Authority and Eavesdropper in your browser, with real keys, a real certificate and real records, and it is tested against OpenSSL. Your words stay in your browser, unless you copy a link that contains them.',
    levelsTitle: 'Three ways to read it',
    levels: 'Story, in plain words. Protocol, with the words and section numbers of the RFCs. Bytes, with everything that crossed the sky.',
    notTitle: 'What it is not',
    not: 'It is a lesson, not a TLS library. It opens no connection to anyone, it does not check whether a certificate was revoked, and its keys are for teaching. Do not protect anything real with it.',
    oldTitle: 'Why such an old handshake?',
    old: 'RSA key exchange is shown because it is the clearest way to see what a session key is. It was deprecated (RFC 10015, July 2026) and left out of TLS 1.3, for two reasons. It has no forward secrecy: whoever steals the Server’s private key can read every conversation recorded before. And its padding has led to one padding-oracle attack after another.',
    embedTitle: 'Put it on your own page',
    embed: 'Copy the folder to your site, and write two lines where the story should appear. Every scene can be embedded by itself, too.',
    embedHint: 'Set the attributes scene, level, lang and theme as you like; the page around it is left alone.',
    linksTitle: 'Read on',
    linkPost: 'The post that the drawings come from',
    linkSource: 'The source code',
    linkRfc5246: 'RFC 5246, TLS 1.2',
    linkRfc7627: 'RFC 7627, the extended master secret',
    linkRfc8446: 'RFC 8446, TLS 1.3',
    linkProps: 'All the props of the stage',
    license: 'Free to use under the MIT or the Apache 2.0 license.',
  },
};

export default en;
