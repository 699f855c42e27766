//! What our server says to ciphertexts that no client would send: the same to all of them.

use serde::Serialize;
use serde_bytes::ByteBuf;

use super::{
    error::ScenarioError,
    link::{Change, Tampering},
    play::play,
    scenario::Scenario,
    transcript::Transcript,
};
use crate::{
    crypto::rsa::{PublicKey, RsaError},
    keys::premaster,
    wire::registry::Version,
};

/// The letter with the ciphertext.
const LETTER: &str = "client_key_exchange";

/// One ciphertext in the place of the client's, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// Which: `good` (another secret, well padded), `first_byte`, `second_byte`,
    /// `zero_in_padding`, `no_zero`, `short_secret`, `long_secret`, `other_version`, `twice` (the
    /// overheard block times 2: how Bleichenbacher's attack begins), `thrice`.
    pub id: String,
    /// What it opens to, the first bytes; absent for those that only the server's key opens.
    pub head: Option<ByteBuf>,
    /// The ciphertext.
    pub cipher: ByteBuf,
    /// The alert that came back.
    pub alert: Option<String>,
    /// Its number.
    pub code: Option<u8>,
    /// The check that failed, with the name in the Transcript.
    pub check: Option<String>,
    /// After how many letters it came.
    pub letters: usize,
}

/// Asks our server, at the real size of its key, about bad ciphertexts and one good one. Everything
/// else is as in the Scenario, but nobody has a hand in it. Nothing where the suite that is agreed on
/// has no RSA key exchange.
pub fn ask(scenario: &Scenario) -> Result<Vec<Asked>, ScenarioError> {
    let scenario =
        Scenario { tampering: Vec::new(), resume: None, middle: None, ..scenario.clone() };
    let honest = play(&scenario)?;
    let find = |id: &str| honest.artifacts.iter().find(|artifact| artifact.id == id);
    let overheard = find("eavesdropper.encrypted_pre_master_secret").map(|it| &it.bytes[..]);
    let letter = honest.letters.iter().position(|letter| letter.id == LETTER);
    let (Some(overheard), Some(letter)) = (overheard, letter) else { return Ok(Vec::new()) };
    let bytes = &honest.letters[letter].bytes[..];
    let place = bytes.windows(overheard.len()).position(|window| window == overheard);
    let Some(offset) = place else { return Ok(Vec::new()) };
    let questions = questions(&scenario.identity.key.public(), overheard)
        .map_err(|error| ScenarioError::BadIdentity(error.to_string()))?;
    questions
        .into_iter()
        .map(|(id, head, cipher)| {
            let change = Change::Splice { offset, length: overheard.len(), bytes: cipher.clone() };
            let tampering = vec![Tampering { letter, change }];
            let transcript = play(&Scenario { tampering, ..scenario.clone() })?;
            Ok(answer(id, head, cipher, &transcript))
        })
        .collect()
}

type Question = (&'static str, Option<Vec<u8>>, Vec<u8>);

/// The ciphertexts that are asked about.
fn questions(key: &PublicKey, overheard: &[u8]) -> Result<Vec<Question>, RsaError> {
    let size = key.size();
    let secret = premaster::compose(Version::TLS_1_2, &[7; premaster::LENGTH - 2]);
    let other = premaster::compose(Version::TLS_1_0, &[7; premaster::LENGTH - 2]);
    let block = |secret: &[u8]| {
        let mut block = vec![0, 2];
        block.resize(size - secret.len() - 1, 9);
        block.push(0);
        block.extend_from_slice(secret);
        block
    };
    let changed = |at: usize, byte: u8| {
        let mut block = block(&secret);
        block[at] = byte;
        block
    };
    let blocks = [
        ("good", block(&secret)),
        // The second is still below the modulus, whose first bit is set.
        ("first_byte", changed(0, 1)),
        ("second_byte", changed(1, 1)),
        ("zero_in_padding", changed(5, 0)),
        ("no_zero", changed(size - premaster::LENGTH - 1, 9)),
        ("short_secret", block(&secret[1..])),
        ("long_secret", block(&[&secret[..], &[7]].concat())),
        ("other_version", block(&other)),
    ];
    let mut questions = Vec::new();
    for (id, block) in blocks {
        questions.push((id, Some(block[..12].to_vec()), key.encrypt_block(&block)?));
    }
    for (id, s) in [("twice", 2), ("thrice", 3)] {
        let mut block = vec![0; size - 1];
        block.push(s);
        questions.push((id, None, key.multiply(overheard, &key.encrypt_block(&block)?)?));
    }
    Ok(questions)
}

fn answer(id: &str, head: Option<Vec<u8>>, cipher: Vec<u8>, transcript: &Transcript) -> Asked {
    let failure = transcript.outcome.failure.as_ref();
    let fault = transcript.beats.iter().find(|beat| beat.fault.is_some());
    let check = fault.and_then(|fault| {
        let before = transcript.beats[..fault.index].iter().rev();
        before.filter(|beat| beat.who == fault.who).find_map(|beat| beat.check.as_ref())
    });
    Asked {
        id: id.to_owned(),
        head: head.map(ByteBuf::from),
        cipher: ByteBuf::from(cipher),
        alert: failure.map(|failure| failure.alert.clone()),
        code: failure.map(|failure| failure.code),
        check: check.filter(|check| !check.ok).map(|check| check.id.clone()),
        letters: transcript.letters.len(),
    }
}
