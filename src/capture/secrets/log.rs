//! NSS key log: a line a secret (RFC 9850 §2, and Wireshark's older lines for RSA).

use std::collections::BTreeMap;

use super::complaint::Bad;

/// Bytes of a master secret (RFC 5246 §8.1).
const MASTER: usize = 48;

/// Most bytes of a pre-master secret. RSA's has 48, that of an elliptic curve up to 66, that of
/// Diffie-Hellman as many as its prime.
const PREMASTER: usize = 1024;

/// Labels of secrets that TLS 1.2 does not have: TLS 1.3, QUIC, Encrypted Client Hello.
pub const OTHERS: [&str; 18] = [
    "CLIENT_EARLY_TRAFFIC_SECRET",
    "EARLY_EXPORTER_MASTER_SECRET",
    "EARLY_EXPORTER_SECRET",
    "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
    "SERVER_HANDSHAKE_TRAFFIC_SECRET",
    "CLIENT_TRAFFIC_SECRET_0",
    "SERVER_TRAFFIC_SECRET_0",
    "EXPORTER_SECRET",
    "ECH_SECRET",
    "ECH_CONFIG",
    "QUIC_CLIENT_EARLY_TRAFFIC_SECRET",
    "QUIC_CLIENT_HANDSHAKE_TRAFFIC_SECRET",
    "QUIC_SERVER_HANDSHAKE_TRAFFIC_SECRET",
    "QUIC_CLIENT_TRAFFIC_SECRET_0",
    "QUIC_SERVER_TRAFFIC_SECRET_0",
    "CLIENT_TRAFFIC_SECRET_N",
    "SERVER_TRAFFIC_SECRET_N",
    "PMS_SESSION_ID",
];

/// What the lines say. Where two speak of the same thing, the later one counts.
#[derive(Clone, Debug, Default)]
pub struct KeyLog {
    /// `CLIENT_RANDOM`: client random → master secret.
    masters: BTreeMap<[u8; 32], [u8; MASTER]>,
    /// `RSA`: first 8 bytes of the encrypted pre-master secret → pre-master secret.
    premasters: BTreeMap<[u8; 8], Vec<u8>>,
    /// `PMS_CLIENT_RANDOM`: client random → pre-master secret.
    by_random: BTreeMap<[u8; 32], Vec<u8>>,
    /// `RSA Session-ID:… Master-Key:…`: session id → master secret.
    sessions: BTreeMap<Vec<u8>, [u8; MASTER]>,
    /// Lines with other labels, by label.
    others: BTreeMap<&'static str, u64>,
}

impl KeyLog {
    /// The master secret of the handshake with this client random.
    pub fn master(&self, client_random: &[u8]) -> Option<&[u8]> {
        let key: [u8; 32] = client_random.try_into().ok()?;
        self.masters.get(&key).map(<[u8; MASTER]>::as_slice)
    }

    /// The pre-master secret of the handshake with this client random.
    pub fn premaster_of(&self, client_random: &[u8]) -> Option<&[u8]> {
        let key: [u8; 32] = client_random.try_into().ok()?;
        self.by_random.get(&key).map(Vec::as_slice)
    }

    /// The pre-master secret that is in this EncryptedPreMasterSecret (RFC 5246 §7.4.7.1).
    pub fn premaster(&self, encrypted: &[u8]) -> Option<&[u8]> {
        let key: [u8; 8] = encrypted.get(..8)?.try_into().ok()?;
        self.premasters.get(&key).map(Vec::as_slice)
    }

    /// The master secret of the session with this id.
    pub fn session(&self, id: &[u8]) -> Option<&[u8]> {
        self.sessions.get(id).map(<[u8; MASTER]>::as_slice)
    }

    /// Secrets of TLS 1.2 in it.
    pub fn len(&self) -> usize {
        self.masters.len() + self.premasters.len() + self.by_random.len() + self.sessions.len()
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lines whose labels TLS 1.2 does not have, by label: one of [`OTHERS`].
    pub fn others(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.others.iter().map(|(label, count)| (*label, *count))
    }

    /// One line; whether it says anything, or what is wrong with it, and at which of its bytes.
    pub(super) fn add(&mut self, line: &[u8]) -> Result<bool, (u64, Bad)> {
        let words = words(line);
        let Some((at, label)) = words.first().copied() else { return Ok(false) };
        if label.starts_with(b"#") {
            return Ok(false);
        }
        let two = || match words[..] {
            [_, one, other] => Ok((one, other)),
            _ => Err((at, Bad::Words { needed: 3, found: words.len() as u64 })),
        };
        match label {
            b"CLIENT_RANDOM" => {
                let (random, master) = two()?;
                self.masters.insert(exact(random)?, exact(master)?);
            }
            b"PMS_CLIENT_RANDOM" => {
                let (random, premaster) = two()?;
                self.by_random.insert(exact(random)?, digits(premaster, 1, PREMASTER)?);
            }
            b"RSA" => {
                let (one, other) = two()?;
                match (after(one, b"Session-ID:"), after(other, b"Master-Key:")) {
                    (Some(id), Some(master)) => {
                        self.sessions.insert(digits(id, 1, 32)?, exact(master)?);
                    }
                    _ => {
                        let premaster = digits(other, MASTER, MASTER)?;
                        self.premasters.insert(exact(one)?, premaster);
                    }
                }
            }
            label => {
                let known = OTHERS.iter().find(|known| known.as_bytes() == label);
                let known = *known.ok_or((at, Bad::Label))?;
                two()?;
                *self.others.entry(known).or_default() += 1;
            }
        }
        Ok(true)
    }
}

/// A word, and where in its line it begins.
type Word<'a> = (u64, &'a [u8]);

fn words(line: &[u8]) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in line.split(u8::is_ascii_whitespace) {
        if !word.is_empty() {
            words.push((at, word));
        }
        at += word.len() as u64 + 1;
        // More than are ever needed: the rest of a long line is not looked at.
        if words.len() > 8 {
            break;
        }
    }
    words
}

fn after<'a>((at, word): Word<'a>, prefix: &[u8]) -> Option<Word<'a>> {
    word.strip_prefix(prefix).map(|rest| (at + prefix.len() as u64, rest))
}

/// Between so many bytes, in hexadecimal digits of either case.
fn digits((at, word): Word<'_>, least: usize, most: usize) -> Result<Vec<u8>, (u64, Bad)> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    if let Some(bad) = word.iter().position(|byte| digit(*byte).is_none()) {
        let found = word.get(bad).copied().unwrap_or_default().into();
        return Err((at + bad as u64, Bad::Hex { found }));
    }
    if word.len() % 2 == 1 || word.len() < 2 * least || word.len() > 2 * most {
        let (least, most) = (2 * least as u64, 2 * most as u64);
        return Err((at, Bad::Digits { least, most, found: word.len() as u64 }));
    }
    let value = |byte: u8| digit(byte).unwrap_or_default() as u8;
    Ok(word.chunks_exact(2).map(|pair| value(pair[0]) << 4 | value(pair[1])).collect())
}

/// Exactly `N` bytes.
fn exact<const N: usize>(word: Word<'_>) -> Result<[u8; N], (u64, Bad)> {
    let bytes = digits(word, N, N)?;
    let found = bytes.len() as u64;
    let wrong = Bad::Digits { least: 2 * N as u64, most: 2 * N as u64, found };
    bytes.try_into().map_err(|_| (word.0, wrong))
}
