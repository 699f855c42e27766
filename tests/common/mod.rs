//! What several tests need: Scenarios.

use tls_airmail::{
    Scenario, Transcript, Wish, exchange::scenario::teaching_identity, keys::suite::CipherSuite,
    play,
};

/// A Scenario with one suite.
#[allow(dead_code, reason = "each test takes what it needs")]
pub fn scenario(seed: u8, suite: CipherSuite, extended_master_secret: bool) -> Scenario {
    let wish = Wish {
        suites: Some(vec![suite.name().to_owned()]),
        extended_master_secret: Some(extended_master_secret),
        ..Wish::default()
    };
    wish.resolve([seed; 32], teaching_identity).unwrap()
}

/// What is compared between machines: seeds, suites, texts.
#[allow(dead_code, reason = "each test takes what it needs")]
pub fn hands() -> Vec<Scenario> {
    let mut hands = Vec::new();
    for suite in CipherSuite::RSA {
        for (seed, extended) in [(1, false), (2, true)] {
            hands.push(scenario(seed, suite, extended));
        }
    }
    let wish = Wish {
        server_name: Some("xn--correo-areo-m7a.example".into()),
        message: Some("¿Hablamos en privado? ✈".into()),
        reply: Some(String::new()),
        stolen_key: Some(true),
        ..Wish::default()
    };
    hands.push(wish.resolve([3; 32], teaching_identity).unwrap());
    for suite in CipherSuite::ECDHE {
        for (seed, extended) in [(1, false), (2, true)] {
            hands.push(scenario(seed, suite, extended));
        }
    }
    // All suites the other way round, and the other group.
    let wish = Wish {
        suites: Some(CipherSuite::ALL.iter().rev().map(|suite| suite.name().to_owned()).collect()),
        groups: Some(vec!["secp256r1".into()]),
        stolen_key: Some(true),
        ..Wish::default()
    };
    hands.push(wish.resolve([4; 32], teaching_identity).unwrap());
    hands
}

/// SHA-256 of the Transcript as JSON.
#[allow(dead_code, reason = "each test takes what it needs")]
pub fn fingerprint(transcript: &Transcript) -> String {
    use tls_airmail::{
        crypto::hash::{HashAlgorithm, digest},
        wire::bytes::hex,
    };
    let json = serde_json::to_vec(transcript).unwrap();
    hex(&digest(HashAlgorithm::Sha256, &[&json]))
}

/// The fingerprints of all [`hands`], a line each.
#[allow(dead_code, reason = "each test takes what it needs")]
pub fn fingerprints() -> String {
    hands().iter().map(|hand| fingerprint(&play(hand).unwrap()) + "\n").collect()
}
