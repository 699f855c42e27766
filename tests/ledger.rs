//! Who knows what: the ledger is what the recipes and the eavesdropper's attempts make it.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use common::{hands, scenario};
use tls_airmail::{
    Transcript,
    exchange::transcript::{Knowledge, Reach},
    keys::{artifact::Holder, suite::CipherSuite},
    play,
};

static STORIES: LazyLock<Vec<Transcript>> = LazyLock::new(|| {
    let mut stories: Vec<Transcript> = hands().iter().map(|hand| play(hand).unwrap()).collect();
    for suite in [CipherSuite::ECDHE[0], CipherSuite::ECDHE[2], CipherSuite::RSA[0]] {
        let mut hand = scenario(7, suite, true);
        hand.stolen_key = true;
        stories.push(play(&hand).unwrap());
    }
    stories
});

fn is_ecdhe(told: &Transcript) -> bool {
    told.suite.as_ref().unwrap().group.is_some()
}

fn is_stolen(told: &Transcript) -> bool {
    told.ledger.iter().any(|entry| entry.how == "stolen")
}

/// What `who` has after `beat`.
fn has(told: &Transcript, who: Holder, beat: usize) -> BTreeSet<&str> {
    let own = told.ledger.iter().filter(|entry| entry.who == who && entry.beat <= beat);
    own.map(|entry| entry.name.as_str()).collect()
}

/// What stands about the rest after `beat`.
fn standing(told: &Transcript, who: Holder, beat: usize) -> BTreeMap<&str, &Reach> {
    let known = has(told, who, beat);
    let all = told.reach.iter().filter(|entry| entry.who == who && entry.beat <= beat);
    let last: BTreeMap<&str, &Reach> = all.map(|entry| (entry.name.as_str(), entry)).collect();
    last.into_iter().filter(|(name, _)| !known.contains(name)).collect()
}

fn knowledge<'a>(told: &'a Transcript, who: Holder, name: &str) -> Option<&'a Knowledge> {
    told.ledger.iter().find(|entry| entry.who == who && entry.name == name)
}

/// The beat after which the whole story is told, but for a theft.
fn end(told: &Transcript) -> usize {
    let stolen = told.ledger.iter().find(|entry| entry.how == "stolen");
    stolen.map_or(told.beats.len(), |entry| entry.beat) - 1
}

#[test]
fn after_every_beat_everybody_stands_somewhere_with_every_value() {
    for told in STORIES.iter() {
        for beat in 0..told.beats.len() {
            let there: BTreeSet<&str> = told
                .ledger
                .iter()
                .filter(|entry| entry.beat <= beat)
                .map(|entry| entry.name.as_str())
                .collect();
            for who in [Holder::Client, Holder::Server, Holder::Eavesdropper] {
                let (has, rest) = (has(told, who, beat), standing(told, who, beat));
                let mut both = has.clone();
                both.extend(rest.keys());
                assert_eq!(both, there, "{who:?} after beat {beat}");
            }
        }
        for pair in told.reach.windows(2) {
            assert!(pair[0].beat <= pair[1].beat);
        }
    }
}

#[test]
fn what_can_be_derived_is_derived_by_that_recipe_or_would_be_the_same() {
    for told in STORIES.iter() {
        for entry in told.reach.iter().filter(|entry| entry.recipe.is_some()) {
            assert_ne!(entry.who, Holder::Eavesdropper, "what it can, it does");
            assert!(entry.missing.is_empty() && entry.roots.is_empty());
            // The recipe is one that somebody really used for this value, with these inputs.
            let used = told.artifacts.iter().any(|made| {
                let from: Vec<&str> =
                    made.from.iter().map(|id| id.split_once('.').unwrap().1).collect();
                let finished = made.covers.iter().any(|covered| covered.places[0].sealed);
                made.name == entry.name
                    && Some(&made.recipe) == entry.recipe.as_ref()
                    && (from == entry.inputs || finished && entry.inputs == ["client_verify_data"])
            });
            assert!(used, "{entry:?}");
            // And its inputs are there, or within reach themselves.
            let (has, rest) =
                (has(told, entry.who, entry.beat), standing(told, entry.who, entry.beat));
            for name in &entry.inputs {
                let near = rest.get(name.as_str()).is_some_and(|input| input.recipe.is_some());
                assert!(has.contains(name.as_str()) || near, "{name} for {entry:?}");
            }
        }
    }
}

#[test]
fn what_is_missing_is_out_of_reach_and_would_be_enough() {
    for told in STORIES.iter() {
        for entry in told.reach.iter().filter(|entry| entry.recipe.is_none()) {
            let has = has(told, entry.who, entry.beat);
            let rest = standing(told, entry.who, entry.beat);
            for name in entry.missing.iter().chain(&entry.roots).flatten() {
                let waits = told.letters.iter().any(|l| l.id == *name && l.beat > entry.beat);
                let lacks = rest.get(name.as_str()).is_none_or(|input| input.recipe.is_none());
                assert!(waits || !has.contains(name.as_str()) && lacks, "{name} of {entry:?}");
            }
            assert_eq!(entry.missing.is_empty(), entry.roots.is_empty(), "{entry:?}");
            // What is at the root comes from nowhere: drawn, given, or still to be heard.
            for name in entry.roots.iter().flatten() {
                let made = told.artifacts.iter().filter(|made| made.name == *name);
                let waits = told.letters.iter().any(|letter| letter.id == *name);
                let drawn = |recipe: &str| ["random", "given", "stolen"].contains(&recipe);
                assert!(waits || made.clone().any(|made| drawn(&made.recipe)), "{name}");
            }
        }
    }
}

fn strings(choices: &[Vec<String>]) -> Vec<Vec<&str>> {
    choices.iter().map(|names| names.iter().map(String::as_str).collect()).collect()
}

#[test]
fn without_the_private_key_the_eavesdropper_lacks_it_and_all_that_hangs_on_it() {
    let ecdhe = [vec!["client_ephemeral_private"], vec!["server_ephemeral_private"]];
    let (mut with_rsa, mut with_ecdhe) = (0, 0);
    for told in STORIES.iter() {
        let rest = standing(told, Holder::Eavesdropper, end(told));
        let roots: &[Vec<&str>] = if is_ecdhe(told) { &ecdhe } else { &[vec!["private_exponent"]] };
        for name in [
            "pre_master_secret",
            "master_secret",
            "key_block",
            "client_write_key",
            "server_write_key",
            "client_verify_data",
            "server_finished_hash",
            "server_verify_data",
            "message",
            "reply",
        ] {
            assert_eq!(strings(&rest[name].roots), roots, "{name}");
        }
        let missing = |name: &str| strings(&rest[name].missing);
        assert_eq!(missing("master_secret"), [["pre_master_secret"]]);
        assert_eq!(missing("client_write_key"), [["key_block"]]);
        assert_eq!(missing("server_finished_hash"), [["client_verify_data"]]);
        assert_eq!(missing("private_exponent"), [[""; 0]; 0]);
        if is_ecdhe(told) {
            with_ecdhe += 1;
            assert_eq!(missing("pre_master_secret"), ecdhe);
            assert_eq!(missing("client_ephemeral_private"), [[""; 0]; 0]);
        } else {
            with_rsa += 1;
            assert_eq!(missing("pre_master_secret"), [["pkcs1_block"]]);
            assert_eq!(missing("pkcs1_block"), [["private_exponent"]]);
        }
    }
    assert!(with_rsa >= 5 && with_ecdhe >= 5);
}

/// What needs no secret, the crowd computes as well.
#[test]
fn the_eavesdropper_hashes_what_everybody_can_read() {
    for told in STORIES.iter() {
        let derived = |name: &str| {
            let entry = knowledge(told, Holder::Eavesdropper, name)?;
            let id = entry.artifact.as_ref().unwrap();
            let own = told.artifacts.iter().find(|made| made.id == *id).unwrap();
            let theirs =
                told.artifacts.iter().find(|made| made.id == format!("client.{name}")).unwrap();
            assert_eq!(own.bytes, theirs.bytes, "{name}");
            assert_eq!(told.beats[entry.beat].who, Holder::Eavesdropper);
            Some(entry.how.as_str())
        };
        assert_eq!(derived("client_finished_hash"), Some("derived"));
        assert_eq!(derived("session_hash").is_some(), told.scenario.extended_master_secret);
        assert_eq!(derived("signed_params").is_some(), is_ecdhe(told));
        assert_eq!(derived("ca_certificate"), Some("given"));
    }
}

#[test]
fn with_the_stolen_key_everything_is_derived_but_with_ecdhe_nothing() {
    let (mut with_rsa, mut with_ecdhe) = (0, 0);
    for told in STORIES.iter().filter(|told| is_stolen(told)) {
        let last = told.beats.len() - 1;
        let rest = standing(told, Holder::Eavesdropper, last);
        assert!(!rest.contains_key("private_exponent"));
        if is_ecdhe(told) {
            with_ecdhe += 1;
            let before = standing(told, Holder::Eavesdropper, end(told));
            let left: BTreeSet<&str> = rest.keys().copied().collect();
            let were = before.keys().copied().filter(|name| *name != "private_exponent").collect();
            assert_eq!(left, were, "the key opened something");
            assert_eq!(rest["pre_master_secret"].missing.len(), 2);
        } else {
            with_rsa += 1;
            let left: Vec<&str> = rest.keys().copied().collect();
            assert_eq!(left, [""; 0], "the key left something shut");
            for name in [
                "pre_master_secret",
                "pkcs1_padding",
                "master_secret",
                "client_write_key",
                "server_verify_data",
                "message",
                "reply",
            ] {
                let entry = knowledge(told, Holder::Eavesdropper, name).unwrap();
                assert_eq!((entry.how.as_str(), entry.beat), ("derived", last), "{name}");
                let own =
                    told.artifacts.iter().find(|made| Some(&made.id) == entry.artifact.as_ref());
                let theirs = told.artifacts.iter().find(|made| made.id == format!("client.{name}"));
                assert_eq!(own.unwrap().bytes, theirs.unwrap().bytes, "{name}");
                assert!(!own.unwrap().from.is_empty(), "{name} says what it was made of");
            }
        }
    }
    assert!(with_rsa >= 2 && with_ecdhe >= 2);
}

/// The same stories, with the recipes followed again by another hand: what is made of what the
/// eavesdropper heard is what it has in the end.
#[test]
fn the_eavesdropper_has_exactly_what_follows_from_what_it_heard() {
    for told in STORIES.iter() {
        let own = told.ledger.iter().filter(|entry| entry.who == Holder::Eavesdropper);
        let heard = own.clone().filter(|entry| entry.how != "derived");
        let mut known: BTreeSet<&str> = heard.map(|entry| entry.name.as_str()).collect();
        loop {
            let follows = told.artifacts.iter().filter(|made| {
                let source =
                    ["random", "given", "stolen", "received"].contains(&made.recipe.as_str());
                let from = made.from.iter().map(|id| id.split_once('.').unwrap().1);
                let sealed = made.covers.iter().any(|covered| covered.places[0].sealed);
                !source
                    && from.clone().all(|name| known.contains(name))
                    && (!sealed || known.contains("client_verify_data"))
            });
            let more: BTreeSet<&str> = follows.map(|made| made.name.as_str()).collect();
            if more.is_subset(&known) {
                break;
            }
            known.extend(more);
        }
        let has: BTreeSet<&str> = own.map(|entry| entry.name.as_str()).collect();
        assert_eq!(has, known);
    }
}

#[test]
fn a_letter_that_did_not_cross_is_what_is_missing() {
    let told = &STORIES[0];
    // Composed, and not thrown yet.
    let composed = told.beats.iter().find(|beat| beat.about == "server_hello").unwrap().index;
    let rest = standing(told, Holder::Client, composed);
    assert_eq!(strings(&rest["server_random"].missing), [["server_hello"]]);
    assert_eq!(rest["server_random"].recipe, None);
    let thrown = told.letters[1].beat;
    let rest = standing(told, Holder::Client, thrown);
    assert_eq!(rest["server_random"].recipe.as_deref(), Some("received"));
}
