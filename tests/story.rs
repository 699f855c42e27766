//! The Transcript: deterministic, complete, and true to itself.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{fingerprints, hands, scenario};
use proptest::prelude::*;
use tls_airmail::{
    Transcript, Wish,
    exchange::{
        link::{Change, Tampering},
        scenario::teaching_identity,
        storyboard::SCENES,
        transcript::{Artifact, Field},
    },
    keys::{artifact::Holder, suite::CipherSuite},
    play,
};

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
        assert_eq!(ids, SCENES.map(|scene| scene.id));
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

fn assert_all_tile(transcript: &Transcript) {
    for letter in &transcript.letters {
        let mut at = 0;
        for record in &letter.records {
            assert_eq!(record.start, at);
            assert_tiles(&record.fields, record.start, record.end);
            if let Some(sealed) = &record.sealed {
                assert_tiles(&sealed.fields, 0, sealed.plaintext.len());
                assert_tiles(&sealed.opened, 0, sealed.whole.len());
            }
            at = record.end;
        }
        assert_eq!(at, letter.bytes.len());
    }
}

#[test]
fn every_byte_of_every_letter_has_one_name() {
    for hand in hands() {
        let transcript = play(&hand).unwrap();
        assert_all_tile(&transcript);
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
                let stolen = artifact.holder == Holder::Eavesdropper;
                assert!(known || stolen, "{} needs {from}", artifact.id);
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
        for name in ["client_random", "server_random", "modulus", "encrypted_pre_master_secret"] {
            assert!(known.contains(&name), "the crowd did not read {name}");
        }
        assert!(secret.iter().all(|name| !known.contains(name)));
        // The server's private key is in the server's pocket only.
        let holders = |name: &str| -> Vec<Holder> {
            transcript.ledger.iter().filter(|e| e.name == name).map(|e| e.who).collect()
        };
        assert_eq!(holders("private_exponent"), [Holder::Server]);
        // Nothing that is secret crosses in the clear.
        let pre_master = &artifact(&transcript, "client.pre_master_secret").bytes;
        for letter in &transcript.letters {
            assert!(!letter.bytes.windows(46).any(|window| window == &pre_master[2..]));
            if !hand.message.is_empty() {
                let message = hand.message.as_bytes();
                assert!(!letter.bytes.windows(message.len()).any(|window| window == message));
            }
        }
    }
}

#[test]
fn whoever_steals_the_key_reads_everything() {
    for suite in CipherSuite::ALL {
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

#[test]
fn ids_are_ids() {
    // Ids end up in links and as keys of the prose.
    let transcript = play(&hands()[0]).unwrap();
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
        for (read, said) in [
            (&transcript.outcome.server_read, &hand.message),
            (&transcript.outcome.client_read, &hand.reply),
        ] {
            prop_assert!(read.as_ref().is_none_or(|read| read == said), "{:?}", transcript.outcome);
        }
    }
}
