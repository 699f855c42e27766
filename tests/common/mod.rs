//! What several tests need: Scenarios, and what holds of every Transcript.

use tls_airmail::{
    Scenario, Transcript, Wish,
    exchange::{scenario::teaching_identity, transcript::Field},
    keys::suite::CipherSuite,
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

/// Every byte of every letter is in exactly one leaf, as it was sent and as it arrived, and so is what
/// is under its seals.
#[allow(dead_code, reason = "each test takes what it needs")]
pub fn assert_all_tile(transcript: &Transcript) {
    for letter in &transcript.letters {
        let mut at = 0;
        for record in &letter.records {
            assert_eq!(record.start, at);
            assert_tiles(&record.fields, record.start, record.end);
            if let Some(sealed) = &record.sealed {
                assert_tiles(&sealed.fields, 0, sealed.plaintext.len());
                assert_tiles(&sealed.opened, 0, sealed.whole.len());
                let covered = sealed.mac_input.as_ref().unwrap_or(&sealed.additional_data);
                assert_tiles(&sealed.covered, 0, covered.len());
                assert_tiles(&sealed.nonce_fields, 0, sealed.nonce.len());
            }
            at = record.end;
        }
        assert_eq!(at, letter.bytes.len());
        let Some(arrived) = &letter.arrived else { continue };
        let mut at = 0;
        for record in &arrived.records {
            assert_eq!(record.start, at);
            assert_tiles(&record.fields, record.start, record.end);
            at = record.end;
        }
        assert_eq!(at, arrived.bytes.len());
    }
}

#[allow(dead_code, reason = "each test takes what it needs")]
fn assert_tiles(field: &Field, start: usize, end: usize) {
    assert_eq!((field.start, field.end), (start, end), "{}", field.id);
    let mut at = start;
    for leaf in field.leaves() {
        assert_eq!(leaf.start, at, "before {}", leaf.id);
        assert!(leaf.end > leaf.start);
        at = leaf.end;
    }
    assert_eq!(at, end, "end of {}", field.id);
    field.walk(&mut |inner| {
        for child in &inner.children {
            assert!(inner.start <= child.start && child.end <= inner.end, "{}", child.id);
        }
    });
}
