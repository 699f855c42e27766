//! The Transcript: deterministic, complete, and true to itself.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{assert_all_tile, fingerprints, hands, scenario};
use proptest::prelude::*;
use tls_airmail::{
    Transcript, Wish,
    exchange::{
        link::{Change, Tampering},
        scenario::teaching_identity,
        storyboard::scenes,
        transcript::{Artifact, Field},
    },
    keys::{artifact::Holder, ephemeral, suite::CipherSuite},
    party::eavesdropper::Eavesdropper,
    play,
    wire::key_exchange::{EcdhParams, KeyExchange},
};

/// The key exchange that a hand comes to.
fn kind(transcript: &Transcript) -> KeyExchange {
    let suite = transcript.suite.as_ref().unwrap();
    CipherSuite::from_code(suite.code).unwrap().key_exchange()
}

fn artifact<'a>(transcript: &'a Transcript, id: &str) -> &'a Artifact {
    let found = transcript.artifacts.iter().find(|artifact| artifact.id == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

/// The same fingerprints are asked of the browser in `tests/wasm.rs`. When the Transcript changes
/// on purpose, `BLESS=1 cargo test --test story` writes them anew.
#[test]
fn the_same_scenario_gives_the_same_transcript_everywhere() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/transcripts.sha256");
    let found = fingerprints();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(path).unwrap(), "BLESS=1 if this is on purpose");
    assert_eq!(found, fingerprints());
}

#[test]
fn streams_do_not_depend_on_each_other() {
    let play_with = |message: &str, suite: &str| {
        let wish = Wish {
            message: Some(message.into()),
            suites: Some(vec![suite.into()]),
            ..Wish::default()
        };
        play(&wish.resolve([9; 32], teaching_identity).unwrap()).unwrap()
    };
    let one = play_with("one", "TLS_RSA_WITH_AES_128_CBC_SHA");
    let two = play_with("another", "TLS_RSA_WITH_AES_256_GCM_SHA384");
    for id in ["client.client_random", "server.server_random", "client.pre_master_secret"] {
        assert_eq!(artifact(&one, id).bytes, artifact(&two, id).bytes);
    }
}

#[test]
fn every_scene_is_reached_and_both_sides_agree() {
    for hand in hands() {
        let transcript = play(&hand).unwrap();
        assert_eq!(transcript.outcome.kind, "closed");
        assert!(transcript.outcome.established);
        let ids: Vec<&str> = transcript.scenes.iter().map(|scene| scene.id.as_str()).collect();
        assert_eq!(ids, scenes(kind(&transcript)).map(|scene| scene.id));
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        assert_eq!(transcript.outcome.server_read, text(&hand.message));
        assert_eq!(transcript.outcome.client_read, text(&hand.reply));
        let mut shared = 0;
        for ours in transcript.artifacts.iter().filter(|a| a.holder == Holder::Client) {
            let id = format!("server.{}", ours.name);
            if let Some(theirs) = transcript.artifacts.iter().find(|a| a.id == id) {
                assert_eq!(ours.bytes, theirs.bytes, "{id}");
                shared += 1;
            }
        }
        assert!(shared >= 14, "only {shared} values are on both desks");
        assert_eq!(
            transcript.suite.as_ref().map(|suite| suite.key_block_length),
            Some(artifact(&transcript, "client.key_block").bytes.len())
        );
    }
}

/// No effect comes before its cause, and the scenes cover all beats.
fn assert_in_order(transcript: &Transcript) {
    let at = |letter: usize, kind: &str| {
        let found = transcript.beats.iter().find(|b| b.letter == Some(letter) && b.kind == kind);
        found.map(|beat| beat.index)
    };
    for letter in &transcript.letters {
        let sent = at(letter.index, "sent").expect("every letter is sent");
        assert_eq!(sent, letter.beat);
        for beat in transcript.beats.iter().filter(|beat| beat.letter == Some(letter.index)) {
            assert!(beat.index >= sent, "{} {} before {}", beat.kind, beat.about, letter.id);
        }
        if let Some(received) = at(letter.index, "received") {
            for beat in transcript.beats.iter().filter(|beat| beat.letter == Some(letter.index)) {
                let reader = beat.who == letter.to && beat.index != received;
                assert!(!reader || beat.index > received, "{} before it came", beat.about);
            }
        }
    }
    for pair in transcript.letters.windows(2) {
        assert!(pair[0].beat < pair[1].beat);
    }
    let mut at = 0;
    for scene in &transcript.scenes {
        assert_eq!(scene.start, at, "{}", scene.id);
        assert!(transcript.beats[scene.start..scene.end].iter().all(|b| b.scene == scene.id));
        at = scene.end;
    }
    assert_eq!(at, transcript.beats.len());
    // An exchange that fails says so, once it has.
    if let Some(failure) = &transcript.outcome.failure {
        let failed = transcript.beats.iter().find(|beat| beat.fault.is_some());
        assert!(failed.is_none_or(|beat| beat.fault.as_ref() == Some(failure)));
    }
}

#[test]
fn every_byte_of_every_letter_has_one_name() {
    for hand in hands() {
        let transcript = play(&hand).unwrap();
        assert_all_tile(&transcript);
        assert_in_order(&transcript);
        for letter in transcript.letters.iter().filter(|letter| letter.id == "server_hello") {
            let names: Vec<&str> = letter
                .records
                .iter()
                .flat_map(|record| record.messages.iter().map(String::as_str))
                .collect();
            let expected: &[&str] = match kind(&transcript) {
                KeyExchange::Rsa => &["server_hello", "certificate", "server_hello_done"],
                KeyExchange::Ecdhe => {
                    &["server_hello", "certificate", "server_key_exchange", "server_hello_done"]
                }
            };
            assert_eq!(names, expected);
        }
        // And nothing that we wrote ourselves is a riddle to us.
        for record in transcript.letters.iter().flat_map(|letter| &letter.records) {
            record.fields.walk(&mut |field| assert_ne!(field.id, Field::UNPARSED));
        }
    }
}

#[test]
fn recipes_name_values_that_were_there_before() {
    for hand in hands() {
        let transcript = play(&hand).unwrap();
        for (index, artifact) in transcript.artifacts.iter().enumerate() {
            for from in &artifact.from {
                let known = transcript.artifacts[..index].iter().any(|other| other.id == *from);
                assert!(known, "{} needs {from}", artifact.id);
            }
            assert!(artifact.rfc.starts_with("RFC "), "{}", artifact.id);
        }
        for (index, beat) in transcript.beats.iter().enumerate() {
            assert_eq!(beat.index, index);
        }
    }
}

#[test]
fn slices_and_working_are_those_of_the_value() {
    for hand in hands() {
        let transcript = play(&hand).unwrap();
        let block = artifact(&transcript, "client.key_block");
        let mut at = 0;
        for piece in transcript.artifacts.iter().filter(|a| a.from == ["client.key_block"]) {
            let range = piece.detail.as_ref().unwrap().split_once("..").unwrap();
            let (start, end) = (range.0.parse::<usize>().unwrap(), range.1.parse().unwrap());
            assert_eq!(start, at);
            assert_eq!(block.bytes[start..end], piece.bytes[..]);
            at = end;
        }
        assert_eq!(at, block.bytes.len());
        for made in transcript.artifacts.iter().filter(|a| a.recipe == "prf") {
            let p = made.working.iter().filter(|working| working.id.starts_with('p'));
            let output: Vec<u8> = p.flat_map(|working| working.bytes.to_vec()).collect();
            assert!(output.starts_with(&made.bytes), "{}", made.id);
        }
    }
}

#[test]
fn the_crowd_knows_what_is_public_and_nothing_else() {
    let secret = [
        "pre_master_secret",
        "pkcs1_block",
        "pkcs1_padding",
        "client_ephemeral_private",
        "server_ephemeral_private",
        "signature_salt",
        "master_secret",
        "key_block",
        "private_exponent",
        "client_write_key",
        "server_write_key",
        "client_write_mac_key",
        "client_verify_data",
        "message",
        "reply",
    ];
    for hand in hands() {
        let transcript = play(&hand).unwrap();
        let known: Vec<&str> = transcript
            .ledger
            .iter()
            .filter(|entry| entry.who == Holder::Eavesdropper && entry.how == "overheard")
            .map(|entry| entry.name.as_str())
            .collect();
        let public: &[&str] = match kind(&transcript) {
            KeyExchange::Rsa => &["encrypted_pre_master_secret"],
            KeyExchange::Ecdhe => &[
                "client_ephemeral_public",
                "server_ephemeral_public",
                "ecdhe_params",
                "params_signature",
            ],
        };
        for name in ["client_random", "server_random", "modulus"].iter().chain(public) {
            assert!(known.contains(name), "the crowd did not read {name}");
        }
        assert!(secret.iter().all(|name| !known.contains(name)));
        // The server's private key is in the server's pocket only.
        let holders = |name: &str| -> Vec<Holder> {
            transcript.ledger.iter().filter(|e| e.name == name).map(|e| e.who).collect()
        };
        let thief = hand.stolen_key.then_some(Holder::Eavesdropper);
        let ecdhe = kind(&transcript) == KeyExchange::Ecdhe;
        let expected: Vec<Holder> = [Holder::Server].into_iter().chain(thief).collect();
        assert_eq!(holders("private_exponent"), expected);
        if ecdhe {
            assert_eq!(holders("client_ephemeral_private"), [Holder::Client]);
            assert_eq!(holders("server_ephemeral_private"), [Holder::Server]);
        }
        // Nothing that is secret crosses in the clear.
        let pre_master = &artifact(&transcript, "client.pre_master_secret").bytes;
        for letter in &transcript.letters {
            let length = pre_master.len() - 2;
            assert!(!letter.bytes.windows(length).any(|window| window == &pre_master[2..]));
            if !hand.message.is_empty() {
                let message = hand.message.as_bytes();
                assert!(!letter.bytes.windows(message.len()).any(|window| window == message));
            }
        }
    }
}

#[test]
fn whoever_steals_the_key_reads_everything() {
    for suite in CipherSuite::RSA {
        for extended in [false, true] {
            let mut hand = scenario(5, suite, extended);
            let honest = play(&hand).unwrap();
            assert_eq!(honest.outcome.eavesdropper_read, [""; 0]);
            assert_eq!(honest.outcome.eavesdropper_missing, ["private_exponent"]);
            hand.stolen_key = true;
            let stolen = play(&hand).unwrap();
            let read = [hand.message.clone(), hand.reply.clone()];
            assert_eq!(stolen.outcome.eavesdropper_read, read, "{suite:?}");
            assert_eq!(stolen.letters, honest.letters);
            let theirs = &artifact(&stolen, "eavesdropper.master_secret").bytes;
            assert_eq!(*theirs, artifact(&stolen, "client.master_secret").bytes);
        }
    }
}

/// The letters of a played hand, overheard once more.
fn notebook(transcript: &Transcript) -> Eavesdropper {
    let mut eavesdropper = Eavesdropper::default();
    for letter in &transcript.letters {
        eavesdropper.overhear(letter.from, &letter.bytes);
    }
    eavesdropper
}

/// Forward secrecy: the server's key is of no use later. What would be, is gone with the
/// handshake; whoever had it could read everything.
#[test]
fn with_ecdhe_a_stolen_key_opens_nothing() {
    let missing = ["client_ephemeral_private", "server_ephemeral_private"];
    for suite in CipherSuite::ECDHE {
        for (extended, group) in [(false, "x25519"), (true, "secp256r1")] {
            let mut hand = scenario(5, suite, extended);
            hand.groups.retain(|curve| tls_airmail::keys::group::name(*curve) == group);
            let honest = play(&hand).unwrap();
            assert_eq!(honest.suite.as_ref().unwrap().group.as_deref(), Some(group));
            assert_eq!(honest.outcome.eavesdropper_missing, missing);
            hand.stolen_key = true;
            let stolen = play(&hand).unwrap();
            assert_eq!(stolen.outcome.eavesdropper_read, [""; 0], "{suite:?}");
            assert_eq!(stolen.outcome.eavesdropper_missing, missing);
            assert_eq!(stolen.letters, honest.letters);
            assert!(!stolen.artifacts.iter().any(|a| a.id == "eavesdropper.pre_master_secret"));
            for side in ["client", "server"] {
                let private = artifact(&honest, &format!("{side}.{side}_ephemeral_private"));
                let mut eavesdropper = notebook(&honest);
                eavesdropper.leak([7; 32]);
                assert_eq!(eavesdropper.attempt().missing, missing);
                eavesdropper.leak(private.bytes[..].try_into().unwrap());
                let attempt = eavesdropper.attempt();
                let read: Vec<&[u8]> = attempt.read.iter().map(|(_, words)| &words[..]).collect();
                assert_eq!(read, [hand.message.as_bytes(), hand.reply.as_bytes()], "{side}");
                assert!(attempt.missing.is_empty());
            }
        }
    }
}

/// What was signed is what crossed, and the params are shown as they crossed.
#[test]
fn the_signed_params_are_those_of_the_letter() {
    for hand in hands() {
        let transcript = play(&hand).unwrap();
        if kind(&transcript) == KeyExchange::Rsa {
            assert!(!transcript.artifacts.iter().any(|a| a.name.contains("ephemeral")));
            continue;
        }
        let value = |id: &str| artifact(&transcript, id).bytes.to_vec();
        let params = value("client.ecdhe_params");
        let expected =
            [value("client.client_random"), value("client.server_random"), params.clone()].concat();
        assert_eq!(value("client.signed_params"), expected);
        let letter = &transcript.letters[1];
        let find = |id: &str| {
            let mut found = None;
            for record in &letter.records {
                record.fields.walk(&mut |field| {
                    if field.id == id {
                        found = Some(letter.bytes[field.start..field.end].to_vec());
                    }
                });
            }
            found.unwrap_or_else(|| panic!("no {id}"))
        };
        assert_eq!(find("server_key_exchange.params"), params);
        assert_eq!(find("ecdh_params.public"), value("server.server_ephemeral_public"));
        assert_eq!(find("server_key_exchange.signature"), value("server.params_signature"));
        let public = value("server.server_ephemeral_public");
        let group = u16::from_be_bytes([params[1], params[2]]);
        let [client, server] =
            ["client_random", "server_random"].map(|name| value(&format!("server.{name}")));
        let again =
            ephemeral::signed_params(&client, &server, &EcdhParams { group, point: public });
        assert_eq!(again.bytes.to_vec(), expected);
        let check = transcript.beats.iter().find(|beat| beat.about == "params_signature");
        assert_eq!(check.map(|beat| beat.scene.as_str()), Some("server-hello"));
        let check = transcript
            .beats
            .iter()
            .find(|beat| beat.check.as_ref().is_some_and(|check| check.id == "params_signature"));
        let check = check.unwrap();
        assert_eq!((check.scene.as_str(), check.who), ("certificate-check", Holder::Client));
        assert!(check.check.as_ref().unwrap().ok);
    }
}

/// Where the moments of the key exchange belong.
#[test]
fn the_ecdhe_chapter_is_filled() {
    let transcript = play(&scenario(6, CipherSuite::EcdheAes128GcmSha256, false)).unwrap();
    let scene_of = |id: &str| {
        let artifact = artifact(&transcript, id);
        transcript.beats[artifact.beat].scene.as_str()
    };
    for (id, scene) in [
        ("server.server_ephemeral_private", "server-hello"),
        ("server.params_signature", "server-hello"),
        ("client.server_ephemeral_public", "certificate-check"),
        ("client.signed_params", "certificate-check"),
        ("client.client_ephemeral_private", "ephemeral-keys"),
        ("client.pre_master_secret", "client-shares"),
        ("eavesdropper.client_ephemeral_public", "client-share-flight"),
        ("server.client_ephemeral_public", "same-secret"),
        ("server.pre_master_secret", "same-secret"),
    ] {
        assert_eq!(scene_of(id), scene, "{id}");
    }
    let flight = transcript.scenes.iter().find(|scene| scene.id == "client-share-flight").unwrap();
    assert_eq!((flight.number, flight.letter), (10, Some(2)));
}

#[test]
fn ids_are_ids() {
    // Ids end up in links and as keys of the prose.
    for hand in hands() {
        assert_ids(&play(&hand).unwrap());
    }
}

fn assert_ids(transcript: &Transcript) {
    for beat in &transcript.beats {
        assert!(beat.about.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", beat.about);
    }
    for letter in &transcript.letters {
        for record in &letter.records {
            record.fields.walk(&mut |field| {
                let fine =
                    |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._".contains(c);
                assert!(field.id.chars().all(fine), "{}", field.id);
            });
        }
    }
}

/// Letters changed on the way, and what the story says of it.
#[test]
fn the_story_of_a_tampered_letter() {
    let tampered = |letter, change| {
        let mut hand = scenario(6, CipherSuite::RsaAes128CbcSha, false);
        hand.tampering = vec![Tampering { letter, change }];
        let transcript = play(&hand).unwrap();
        assert_all_tile(&transcript);
        assert_in_order(&transcript);
        transcript
    };
    // What arrived is told, as far as it makes sense.
    let flipped = tampered(1, Change::Flip { offset: 20, mask: 1 });
    let letter = &flipped.letters[1];
    let arrived = letter.arrived.as_ref().unwrap();
    assert_eq!(arrived.bytes[20], letter.bytes[20] ^ 1);
    assert_eq!(arrived.records[0].messages, ["server_hello"]);
    assert!(flipped.letters[0].arrived.is_none());
    let cut = tampered(0, Change::Cut(60));
    let arrived = cut.letters[0].arrived.as_ref().unwrap();
    assert_eq!(arrived.bytes.len(), 60);
    assert_eq!(cut.outcome.kind, "cut");
    // A letter that comes twice, or one that ends too early and is completed by the next.
    for (letter, change, kind) in [
        (0, Change::Duplicate, "alert"),
        (1, Change::Duplicate, "alert"),
        (2, Change::Cut(266), "alert"),
        (3, Change::Duplicate, "alert"),
        (7, Change::Drop, "cut"),
    ] {
        assert_eq!(tampered(letter, change.clone()).outcome.kind, kind, "{letter} {change:?}");
    }
    // An alert that nobody raised; a goodbye before the handshake is done.
    let forged = tampered(1, Change::Replace(vec![21, 3, 3, 0, 2, 2, 40]));
    assert_eq!(forged.outcome.by, None);
    assert_eq!(forged.outcome.failure.unwrap().alert, "handshake_failure");
    let farewell = tampered(1, Change::Replace(vec![21, 3, 3, 0, 2, 1, 0]));
    assert_eq!((&farewell.outcome.kind[..], farewell.outcome.established), ("cut", false));
    // A tag that does not fit is told as a tag.
    let mut hand = scenario(6, CipherSuite::RsaAes128GcmSha256, false);
    hand.tampering = vec![Tampering { letter: 5, change: Change::Flip { offset: 20, mask: 1 } }];
    let transcript = play(&hand).unwrap();
    let failed = transcript.beats.iter().filter_map(|b| b.check.as_ref()).find(|c| !c.ok);
    assert_eq!(failed.unwrap().id, "record_tag");
    assert!(transcript.outcome.established);
    // Stealing the key afterwards does not make an exchange longer.
    let scenes = transcript.scenes.len();
    hand.stolen_key = true;
    assert_eq!(play(&hand).unwrap().scenes.len(), scenes);
}

#[test]
fn an_impossible_scenario_is_not_played() {
    let mut hand = scenario(1, CipherSuite::RsaAes128CbcSha, false);
    hand.suites.clear();
    assert_eq!(play(&hand).unwrap_err().kind(), "no_suite");
}

fn any_suite() -> impl Strategy<Value = CipherSuite> {
    prop::sample::select(&CipherSuite::ALL[..])
}

fn any_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (0..1200_usize, 1..=255_u8).prop_map(|(offset, mask)| Change::Flip { offset, mask }),
        prop::collection::vec(any::<u8>(), 0..200).prop_map(Change::Replace),
        Just(Change::Drop),
        Just(Change::Duplicate),
        (0..1200_usize).prop_map(Change::Cut),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_message_arrives_whole(
        suite in any_suite(),
        seed in any::<[u8; 32]>(),
        message in "\\PC{0,80}",
        reply in "\\PC{0,80}",
    ) {
        let mut hand = scenario(0, suite, false);
        (hand.seed, hand.message, hand.reply) = (seed, message.clone(), reply.clone());
        let transcript = play(&hand).unwrap();
        prop_assert_eq!(transcript.outcome.server_read.unwrap_or_default(), message);
        prop_assert_eq!(transcript.outcome.client_read.unwrap_or_default(), reply);
    }

    /// Whatever happens to the letters: no panic, every byte still has its name, and nobody reads
    /// anything but what was said.
    #[test]
    fn no_tampering_confuses_them(
        suite in any_suite(),
        seed in any::<[u8; 32]>(),
        tampering in prop::collection::vec((0..10_usize, any_change()), 1..4),
    ) {
        let mut hand = scenario(0, suite, false);
        hand.seed = seed;
        hand.tampering =
            tampering.into_iter().map(|(letter, change)| Tampering { letter, change }).collect();
        let transcript = play(&hand).unwrap();
        assert_all_tile(&transcript);
        assert_in_order(&transcript);
        for (read, said) in [
            (&transcript.outcome.server_read, &hand.message),
            (&transcript.outcome.client_read, &hand.reply),
        ] {
            prop_assert!(read.as_ref().is_none_or(|read| read == said), "{:?}", transcript.outcome);
        }
    }
}
