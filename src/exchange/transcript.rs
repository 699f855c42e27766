//! The Transcript: the finished account of one exchange, plain data, the contract with the page.
//!
//! Field names cross to JavaScript in camelCase; every `bytes`-like field is a `Uint8Array` there
//! and a lower-case hex string in the JSON of `examples/transcript.rs`. `www/types.js` mirrors
//! these shapes in JSDoc. All ids are stable: prose, links and embeds are keyed by them.

use serde::Serialize;

use super::touch::Touch;
pub use crate::keys::artifact::Holder;
use crate::wire::bytes::Bytes;
pub use crate::wire::field::Field;

/// The version of this shape; raised whenever a field changes its meaning.
pub const VERSION: u32 = 1;

/// One exchange, from the first letter to the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Transcript {
    /// [`VERSION`].
    pub version: u32,
    /// Where it was captured; left out where it was played here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// What the reader chose, as it was played. Of a captured exchange, what of it could be seen:
    /// nobody chose a seed, `seed` is empty.
    pub scenario: Chosen,
    /// The negotiated cipher suite; absent when the exchange ended before ServerHello.
    pub suite: Option<Suite>,
    /// Client, server, certificate authority, eavesdropper; in this order.
    pub parties: Vec<Party>,
    /// What the server showed, and what signed it; the latter not with a published connection.
    pub certificates: Vec<Certificate>,
    /// What crossed the gap, in order.
    pub letters: Vec<Letter>,
    /// Every named value, in the order in which it came to be.
    pub artifacts: Vec<Artifact>,
    /// Every moment, in order.
    pub beats: Vec<Beat>,
    /// The scenes of the storyboard that this exchange reached, in order.
    pub scenes: Vec<Scene>,
    /// Who came to know what, in the order of the beats. The knowledge after beat `n` is every
    /// entry with `beat <= n`.
    pub ledger: Vec<Knowledge>,
    /// What client, server and eavesdropper could make, or lack, of the values that they do not
    /// have, in the order of the beats.
    pub reach: Vec<Reach>,
    /// Values that client or server had and that the capture does not tell: cards that stay closed.
    /// Left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Closed>,
    /// How it ended.
    pub outcome: Outcome,
    /// Whether the session of an earlier connection was gone on with (RFC 5246 §F.1.4): no
    /// certificate, no key exchange, and the master secret is `kept`; left out where it was not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub resumed: bool,
    /// Who stood between the two; left out where nobody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle: Option<Middle>,
}

/// Somebody in the middle. Where it does more than pass letters on, the eavesdropper sits at the
/// server's desk: what `server` does in this Transcript it does, values of `server` are its own, and
/// the ledger says so. In its own connection to the real server it sits at the client's desk, and
/// the same holds of `client`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Middle {
    /// `relay`, `own_certificate`, `stolen_authority`.
    pub manner: String,
    /// Whether it sits at the server's desk.
    pub seated: bool,
    /// At whose desk it sits; left out where it sits at none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<Holder>,
    /// Its own connection to the real server, in which it is the client; absent where it made none.
    pub behind: Option<Box<Transcript>>,
}

/// What the reader chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Chosen {
    /// 64 hexadecimal digits.
    pub seed: String,
    /// The host name the client asks for (RFC 6066 §3).
    pub server_name: String,
    /// Names of the suites the client offers, best first.
    pub suites: Vec<String>,
    /// Names of the groups the client offers, best first; left out where no suite needs any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<String>>,
    /// What the client says.
    pub message: String,
    /// What the server answers.
    pub reply: String,
    /// Whether both sides speak RFC 7627.
    pub extended_master_secret: bool,
    /// "Now" for certificate dates, seconds since 1970-01-01 UTC.
    pub time: u64,
    /// Whether somebody stole the server's private key afterwards; left out where nobody did.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stolen_key: bool,
    /// What the server showed: `other_name`, `expired`, `not_yet_valid`, `self_signed`,
    /// `unknown_authority`, `forged`; left out where it was honest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// What happened to letters on the way; left out where nothing did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tampering: Vec<Touch>,
    /// Whether the reader brought the server's key; left out where it is the teaching key.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own_key: bool,
    /// The second connection: what the server still knew of the first, `known` or `forgotten`; left
    /// out in a first connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resume: Option<String>,
    /// Who stood in the middle: `relay`, `own_certificate`, `stolen_authority`; left out where nobody
    /// did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle: Option<String>,
    /// What the middle told the server in place of the client's words; left out where it changed
    /// none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub altered: Option<String>,
    /// The name of the published connection that was dealt; left out where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand: Option<String>,
}

/// Where a captured exchange comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// Address and port.
    pub client: String,
    /// Address and port.
    pub server: String,
    /// When the first record was there: microseconds since 1970-01-01 UTC; zero where the capture
    /// has no times.
    pub start: u64,
    /// Where in the file the packet of the first record begins: byte offset.
    pub offset: u64,
    /// What was spoken before TLS: `smtp`, `imap`, `pop3`, `ftp`, `xmpp`, `ldap`, `postgresql`,
    /// `mysql`, or `unknown`; absent where nothing was.
    pub preamble: Option<String>,
    /// What opened the records: `rsa_key`, `key_log`, `session` (an earlier connection of the same
    /// capture); absent where nothing did.
    pub secret: Option<String>,
    /// Why they stayed closed: `no_secret`, `wrong_secret`, `suite` (one that is not spoken here),
    /// `compression`, `incomplete` (the hellos are not all there).
    pub why: Option<String>,
    /// Whether it goes on with the secrets of an earlier connection (RFC 5246 §7.3, RFC 5077).
    pub resumed: bool,
    /// Whether MACs stand outside (RFC 7366).
    pub encrypt_then_mac: bool,
    /// Further handshakes in it.
    pub renegotiations: usize,
    /// The subject of the client's certificate, if it showed one.
    pub client_certificate: Option<String>,
    /// When each letter was there, in the order of [`Transcript::letters`]: microseconds after
    /// `start`.
    pub times: Vec<u64>,
    /// Records that are not in [`Transcript::letters`] because they are too many.
    pub left_out: usize,
    /// Bytes in them.
    pub left_out_bytes: usize,
    /// Where something is missing, or is no TLS.
    pub troubles: Vec<Trouble>,
}

/// Something in a capture that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trouble {
    /// `gap` (bytes are missing, and what comes behind them cannot be read), `holed` (a record of
    /// which bytes are missing), `garbled` (no record), `cut` (the end of a record is missing),
    /// `rewritten` (bytes came again and were others; the first ones stand here).
    pub kind: String,
    /// Whose letters it is in.
    pub from: Holder,
    /// Where in the file: byte offset of a packet.
    pub offset: u64,
    /// Bytes: that are missing (`gap`, `cut`), that were others (`rewritten`), or that stand in the
    /// place of a header (`garbled`, as hex in `found`).
    pub bytes: u64,
    /// For `garbled`.
    pub found: Option<String>,
}

/// A value that is there, but not for us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Closed {
    /// The beat in which it comes to be.
    pub beat: usize,
    /// Who has it.
    pub who: Holder,
    /// Artifact name.
    pub name: String,
}

/// The negotiated cipher suite and its sizes in bytes (RFC 5246 §6.1, appendix C).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suite {
    /// The two bytes on the wire.
    pub code: u16,
    /// `TLS_RSA_WITH_AES_128_CBC_SHA`, ….
    pub name: String,
    /// The group of ECDHE, `x25519` or `secp256r1`; left out with RSA key exchange.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// `cbc`, `gcm` or `chacha20_poly1305`.
    pub kind: String,
    /// `AES_128_CBC`, ….
    pub cipher: String,
    /// `HMAC_SHA1`, … ; absent for gcm and chacha20_poly1305.
    pub mac: Option<String>,
    /// `SHA256` or `SHA384`.
    pub prf_hash: String,
    /// SecurityParameters.mac_key_length.
    pub mac_key_length: usize,
    /// SecurityParameters.enc_key_length.
    pub enc_key_length: usize,
    /// SecurityParameters.fixed_iv_length.
    pub fixed_iv_length: usize,
    /// Bytes of IV or nonce that each record carries.
    pub record_iv_length: usize,
    /// Bytes of MAC or tag that each record carries.
    pub tag_length: usize,
    /// Length of the key block.
    pub key_block_length: usize,
}

/// A character.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// `client`, `server`, `ca`, `eavesdropper`.
    pub id: String,
    /// The name it goes by: the server's host name, the CA's common name; absent for the others.
    pub name: Option<String>,
    /// The TCP port drawn for the client, 443 for the server.
    pub port: Option<u16>,
}

/// A certificate as facts (RFC 5280).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    /// `server` or `ca`.
    pub id: String,
    /// Distinguished name, RFC 4514 string.
    pub subject: String,
    /// Distinguished name, RFC 4514 string.
    pub issuer: String,
    /// Serial number, hex.
    pub serial: String,
    /// RFC 3339, UTC.
    pub not_before: String,
    /// RFC 3339, UTC.
    pub not_after: String,
    /// dNSName entries of the SubjectAltName.
    pub names: Vec<String>,
    /// Bits of the RSA modulus.
    pub rsa_bits: usize,
    /// The whole certificate, DER.
    pub der: Bytes,
    /// The same as PEM.
    pub pem: String,
    /// Every byte of `der` as named fields (RFC 5280 §4.1).
    pub fields: Field,
}

/// What crosses the gap in one flight: one or more records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Letter {
    /// Place in [`Transcript::letters`].
    pub index: usize,
    /// `client_hello`, `server_hello`, `client_key_exchange`, `client_finished`,
    /// `server_finished`, `client_message`, `server_message`, `client_close`, `server_close`,
    /// `client_alert`, `server_alert`.
    pub id: String,
    /// `client` or `server`.
    pub from: Holder,
    /// `client` or `server`.
    pub to: Holder,
    /// All bytes, as they crossed.
    pub bytes: Bytes,
    /// The records in it.
    pub records: Vec<Record>,
    /// What arrived, where somebody tampered with it on the way.
    pub arrived: Option<Arrived>,
    /// The beat in which it was sent.
    pub beat: usize,
}

/// A letter that was tampered with, as it arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Arrived {
    /// All bytes that arrived; none where the letter was lost.
    pub bytes: Bytes,
    /// As many records as can be made out; what cannot is `unparsed`. What is under a seal is not
    /// opened here.
    pub records: Vec<Record>,
}

/// One TLS record (RFC 5246 §6.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// First byte in the letter.
    pub start: usize,
    /// One past the last byte in the letter.
    pub end: usize,
    /// `handshake`, `change_cipher_spec`, `alert`, `application_data`, or `unknown`.
    pub content_type: String,
    /// Whether the fragment is sealed by the sender's write state.
    pub protected: bool,
    /// Names of what is inside: handshake message types (`client_hello`, …), an alert's name.
    pub messages: Vec<String>,
    /// Every byte of the record as named fields; ranges count from the start of the letter.
    pub fields: Field,
    /// What is under the seal, for protected records: what the sender put in.
    pub sealed: Option<Sealed>,
}

/// The inside of a protected record, with all that made it (RFC 5246 §6.2.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sealed {
    /// The sender's sequence number.
    pub sequence_number: u64,
    /// Artifact id of the write key.
    pub key: String,
    /// Artifact id of the MAC key; cbc only.
    pub mac_key: Option<String>,
    /// Artifact id of the implicit part of the nonce (the write IV); absent for cbc.
    pub salt: Option<String>,
    /// The IV (cbc, 16 bytes) or the explicit part of the nonce (gcm, 8 bytes; chacha20_poly1305,
    /// none) in the record.
    pub iv: Bytes,
    /// The whole 12-byte nonce: salt and explicit part (gcm), salt and sequence number, exclusive
    /// or (chacha20_poly1305); cbc: the IV again.
    pub nonce: Bytes,
    /// `nonce` as named fields: `nonce.salt` and `nonce.explicit` (gcm), `nonce.fixed` and
    /// `nonce.counted` (chacha20_poly1305); cbc: `record.iv`.
    pub nonce_fields: Field,
    /// seq_num, type, version, length of the plaintext: 13 bytes that are protected but not sent
    /// (the head of the MAC input in cbc, additional_data otherwise).
    pub additional_data: Bytes,
    /// What MAC or tag runs over without being sent in this form, as named fields:
    /// `additional_data`, and in cbc `mac_input`, with the fields of the plaintext in it.
    pub covered: Field,
    /// What is said.
    pub plaintext: Bytes,
    /// cbc only.
    pub mac: Option<Bytes>,
    /// cbc only: all padding bytes including padding_length.
    pub padding: Option<Bytes>,
    /// The ciphertext without IV and tag.
    pub ciphertext: Bytes,
    /// gcm and chacha20_poly1305 only.
    pub tag: Option<Bytes>,
    /// The plaintext as named fields; ranges count from the start of the plaintext.
    pub fields: Field,
    /// cbc only: what the MAC runs over, `additional_data` and then the plaintext (RFC 5246
    /// §6.2.3.1). Not sent in this form.
    pub mac_input: Option<Bytes>,
    /// cbc only: how the MAC was made of its key and `mac_input`.
    pub hmac: Option<Nested>,
    /// cbc only: what went into the block cipher: `whole`, each block exclusive or the ciphertext
    /// before it, the first exclusive or the IV.
    pub chained: Option<Bytes>,
    /// chacha20_poly1305 only: the sequence number as 12 bytes; exclusive or the write IV it is
    /// `nonce`.
    pub counter: Option<Bytes>,
    /// What went into the cipher and comes out of it again. cbc: plaintext, MAC, padding, whole
    /// blocks of 16; block `i` of the ciphertext is `E(key, block i of whole xor block i - 1 of
    /// the ciphertext)`, where block -1 is the IV. gcm: the plaintext.
    pub whole: Bytes,
    /// `whole` as named fields, ranges from its start: `record.opened` with `record.plaintext`
    /// (and all that is in `fields`), and in cbc `record.mac`, `record.padding` (absent where
    /// there is none but its length) and `record.padding_length`. A part without bytes is left
    /// out.
    pub opened: Field,
    /// cbc only: the MAC is `mac` all the same, but it runs over the head, IV and ciphertext
    /// (`mac_input`) and stands behind the ciphertext, not in `whole` (RFC 7366). Left out where it
    /// is not so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub encrypt_then_mac: bool,
}

/// An HMAC from inside (RFC 2104 §2): `H(outer_key, H(inner_key, text))`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Nested {
    /// The key, filled up with zeros to a block of the hash, exclusive or ipad.
    pub inner_key: Bytes,
    /// The inner hash.
    pub inner: Bytes,
    /// The key, filled up, exclusive or opad.
    pub outer_key: Bytes,
}

/// A named value with its recipe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Artifact {
    /// `holder.name`, for example `server.master_secret`.
    pub id: String,
    /// `master_secret`, ….
    pub name: String,
    /// In whose pocket it is.
    pub holder: Holder,
    /// The value.
    pub bytes: Bytes,
    /// `random`, `received`, `opened`, `given`, `kept`, `stolen`, `seen`, `concat`, `pkcs1_pad`, `rsa_encrypt`, `rsa_decrypt`,
    /// `pkcs1_unpad`, `prf`, `slice`, `hash`, `ecdhe_public`, `ecdhe_params`, `ecdhe`, `rsa_sign`.
    pub recipe: String,
    /// Extra word of the recipe: the PRF label, the hash name, the slice `start..end`, the group,
    /// the signature algorithm.
    pub detail: Option<String>,
    /// Ids of the artifacts it was made from.
    pub from: Vec<String>,
    /// Values on the way, in order: `a1`, `p1`, `a2`, … for the PRF; for `rsa_sign` the `hash` of
    /// what is signed, and the block `em` around it, which is the signature to the power of e.
    pub working: Vec<Working>,
    /// Where the standard says so: `RFC 5246 §8.1`.
    pub rfc: String,
    /// The beat in which it came to be.
    pub beat: usize,
    /// `from` once more, each with its place in the formula of the recipe.
    pub inputs: Vec<Input>,
    /// For `prf`: the rest of the formula.
    pub expansion: Option<Expansion>,
    /// The value as a number in decimal digits, where it is one that RSA counts with.
    pub decimal: Option<String>,
    /// For `hash`: the messages in it, in order, and how the hash grew. Handshake headers are
    /// in it, record headers are not, nor is ChangeCipherSpec (RFC 5246 §7.4.9).
    pub covers: Vec<Covered>,
}

/// An input of a recipe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Input {
    /// Its letter or word in the formula: `m`, `e`, `n` in `rsa_encrypt`; `c`, `d`, `n` in
    /// `rsa_decrypt`; `PS`, `M` in `pkcs1_pad`; `EM` in `pkcs1_unpad`; `secret`, `seed` (once or
    /// twice, in this order) in `prf`; `k`, `u` in `ecdhe` and `ecdhe_public`; `M`, `d`, `n` in
    /// `rsa_sign`, with PSS `salt` before `d`; `key` first in `opened`; else
    /// `input`.
    pub role: String,
    /// Id of the artifact.
    pub id: String,
}

/// PRF(secret, label, seed) unfolded (RFC 5246 §5): `A(0) = label + seed`, `A(i) = HMAC(secret,
/// A(i-1))`, `p(i) = HMAC(secret, A(i) + A(0))`; the value is the first `length` bytes of all
/// p(i) in a row. A(i) and p(i) are in [`Artifact::working`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Expansion {
    /// The hash in the HMAC: `SHA256`, `SHA384`.
    pub hash: String,
    /// `master secret`, `key expansion`, …; ASCII.
    pub label: String,
    /// Label and seeds in a row: A(0).
    pub seed: Bytes,
    /// How many bytes were asked for.
    pub length: usize,
    /// The end of the last p(i), which falls off.
    pub surplus: Bytes,
    /// What HMAC makes of the secret: filled up with zeros to a block of the hash, exclusive or
    /// ipad (RFC 2104 §2).
    pub inner_key: Bytes,
    /// The same, exclusive or opad.
    pub outer_key: Bytes,
}

/// A message under a handshake hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Covered {
    /// `client_hello`, ….
    pub message: String,
    /// Where the message is. Empty where the holder saw another message than was sent, because
    /// it was changed on the way; else one place, or one a record where it is spread over several.
    pub places: Vec<Place>,
    /// The message, header and body, where `places` is empty.
    pub bytes: Option<Bytes>,
    /// The hash of all messages up to and with this one.
    pub after: Bytes,
}

/// Where (a part of) a message is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Place in [`Transcript::letters`].
    pub letter: usize,
    /// Place in [`Letter::records`].
    pub record: usize,
    /// Whether the record is protected. The hash is over the plaintext.
    pub sealed: bool,
    /// First byte: in the letter, or, where `sealed`, in [`Sealed::plaintext`].
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A value on the way to an artifact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Working {
    /// What it is: `a1`, `p1`, ….
    pub id: String,
    /// The value.
    pub bytes: Bytes,
    /// For A(i) and p(i), which are HMACs: the hash inside, over `inner_key` and the text. The
    /// value is the hash of `outer_key` and this.
    pub inner: Option<Bytes>,
}

/// One moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Beat {
    /// Place in [`Transcript::beats`].
    pub index: usize,
    /// The scene it belongs to.
    pub scene: String,
    /// `composed`, `sent`, `received`, `computed`, `checked`, `failed`.
    pub kind: String,
    /// Who did it.
    pub who: Holder,
    /// What it is about: a letter id, a message name, an artifact name, a check id, an alert name.
    pub about: String,
    /// The letter, for composed, sent, received.
    pub letter: Option<usize>,
    /// Ids of the artifacts that came to be in it.
    pub artifacts: Vec<String>,
    /// What was checked.
    pub check: Option<Check>,
    /// The fault and its alert, for failed.
    pub fault: Option<Failure>,
}

/// A check and what it found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// `certificate_signature`, `certificate_issuer`, `certificate_name`, `certificate_dates`,
    /// `params_signature`, `pre_master_version`, `finished_verify_data`, `record_mac`,
    /// `record_tag`, ….
    pub id: String,
    /// Whether it held.
    pub ok: bool,
    /// What was expected: text for people (a name, a date range) or hex.
    pub expected: String,
    /// What was found.
    pub found: String,
}

/// A fault that a party found, and the one alert it raises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// Name of the fault.
    pub fault: String,
    /// What was wrong, in words for engineers.
    pub says: String,
    /// `bad_record_mac`, … (RFC 5246 §7.2).
    pub alert: String,
    /// The alert's number.
    pub code: u8,
    /// The section that asks for this alert.
    pub rfc: String,
}

/// A scene of the storyboard and the beats in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Scene {
    /// 1 to 27, or to 19 where a session is resumed; an ending has the number behind the last scene that was reached.
    pub number: usize,
    /// Storyboard id: `client-hello`, … ; the asymmetric chapter has its own with ECDHE. An
    /// exchange that does not end well ends with `client-alert-flight`, `server-alert-flight` or,
    /// where nothing comes any more, `silence`.
    pub id: String,
    /// `parties`, `hellos`, `asymmetric`, `prf`, `symmetric`, `tada`, `goodbye`.
    pub chapter: String,
    /// First beat of it.
    pub start: usize,
    /// One past its last beat; equal to `start` where nothing is computed.
    pub end: usize,
    /// The letter that flies in it.
    pub letter: Option<usize>,
}

/// Somebody came to know something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Knowledge {
    /// The beat after which it is known.
    pub beat: usize,
    /// `client`, `server`, `eavesdropper`.
    pub who: Holder,
    /// Artifact name (not id): `master_secret`.
    pub name: String,
    /// `made`, `computed`, `received`, `overheard`, `derived`, `given`, `kept`, `stolen`. What the
    /// eavesdropper `derived` it really did: its artifact says how.
    pub how: String,
    /// The artifact, where there is one.
    pub artifact: Option<String>,
}

/// A value that somebody does not have, and whether it is within reach. It is so from its beat on
/// until the next entry of the same `who` and `name`, or until the ledger says that the value is
/// there. Values that nobody has yet are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reach {
    /// The beat after which it is so.
    pub beat: usize,
    /// `client`, `server`, `eavesdropper`.
    pub who: Holder,
    /// Artifact name (not id).
    pub name: String,
    /// The recipe by which it could be made of what is there; absent where it cannot.
    pub recipe: Option<String>,
    /// The artifact names that go into that recipe; some may be only within reach themselves.
    pub inputs: Vec<String>,
    /// What is lacking: each of these would be enough, and takes all of its names together.
    /// Artifact names, and ids of letters that did not cross yet. Empty where nothing leads to it.
    pub missing: Vec<Vec<String>>,
    /// The same, followed back to what nobody could make of anything.
    pub roots: Vec<Vec<String>>,
}

/// How the exchange ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// `closed` (both said close_notify once the handshake was done), `alert`, or `cut` (it stopped
    /// otherwise).
    pub kind: String,
    /// Whether both sides checked the other's Finished.
    pub established: bool,
    /// Who noticed the fault first and raised the alert; nobody where the alert was forged.
    pub by: Option<Holder>,
    /// The fault, for `alert`.
    pub failure: Option<Failure>,
    /// Beats of the checks that held although something was wrong: after the first letter that was
    /// changed on the way or brought a certificate that should be refused, and before the fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unnoticed: Vec<usize>,
    /// What the server read.
    pub server_read: Option<String>,
    /// What the client read.
    pub client_read: Option<String>,
    /// What the eavesdropper read of the messages: always empty unless a key was stolen, and with
    /// ECDHE even then; or unless it stood in the middle and the client believed it.
    pub eavesdropper_read: Vec<String>,
    /// What the eavesdropper would have needed; with ECDHE, either of the two private values.
    pub eavesdropper_missing: Vec<String>,
}
