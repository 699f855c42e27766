//! What if: the reader is the eavesdropper. Every lesson that the page teaches, in every suite.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use proptest::prelude::*;
use tls_airmail::{
    Transcript, Wish,
    exchange::{
        link::Tampering,
        play::play_strictly,
        scenario::teaching_identity,
        storyboard,
        touch::Touch,
        transcript::{Field, Letter},
    },
    keys::{artifact::Holder, suite::CipherSuite},
    pki::identity::Papers,
    wire::{
        bytes::hex,
        key_exchange::KeyExchange,
        record::{self, ContentType},
    },
};

const SEED: [u8; 32] = [5; 32];

fn wish(suite: CipherSuite) -> Wish {
    Wish { suites: Some(vec![suite.name().to_owned()]), ..Wish::default() }
}

fn perform(wish: Wish) -> Result<Transcript, String> {
    let scenario = wish.resolve(SEED, teaching_identity).map_err(|error| error.to_string())?;
    play_strictly(&scenario).map_err(|error| error.to_string())
}

fn touched(suite: CipherSuite, touches: &[Touch]) -> Transcript {
    perform(Wish { tampering: Some(touches.to_vec()), ..wish(suite) }).unwrap()
}

fn touch(letter: usize, change: &str) -> Touch {
    Touch { letter, change: change.to_owned(), ..Touch::default() }
}

fn honest(suite: CipherSuite) -> Transcript {
    perform(wish(suite)).unwrap()
}

fn letter<'a>(transcript: &'a Transcript, id: &str) -> &'a Letter {
    transcript.letters.iter().find(|letter| letter.id == id).unwrap()
}

fn field<'a>(letter: &'a Letter, id: &str) -> &'a Field {
    fn find<'a>(field: &'a Field, id: &str) -> Option<&'a Field> {
        let inside = || field.children.iter().find_map(|child| find(child, id));
        if field.id == id { Some(field) } else { inside() }
    }
    letter.records.iter().find_map(|record| find(&record.fields, id)).unwrap()
}

/// Who noticed, by which check (or none), which fault, which alert, in which scene.
fn noticed(transcript: &Transcript) -> (Option<Holder>, &str, &str, &str, &str) {
    let failure = transcript.outcome.failure.as_ref().unwrap();
    let beat = transcript.beats.iter().find(|beat| beat.fault.is_some()).unwrap();
    assert_eq!(beat.fault.as_ref(), Some(failure));
    let failed = transcript.beats[..beat.index].iter().filter(|b| b.who == beat.who);
    let check = failed.filter_map(|b| b.check.as_ref()).rfind(|check| !check.ok);
    let check = check.map_or("", |check| &check.id);
    (transcript.outcome.by, check, &failure.fault, &failure.alert, &beat.scene)
}

/// Where the alert that ended it flew: the last scene, with its letter.
fn assert_alert_flies(transcript: &Transcript) {
    let last = transcript.scenes.last().unwrap();
    let alert = &transcript.letters[last.letter.unwrap()];
    let by = transcript.outcome.by.unwrap();
    assert_eq!(last.id, format!("{}-alert-flight", by.name()));
    assert_eq!((alert.from, &alert.id), (by, &format!("{}_alert", by.name())));
    let failure = transcript.outcome.failure.as_ref().unwrap();
    assert_eq!(alert.records.last().unwrap().messages[0], failure.alert);
    // In the chapter of the scene before, and counted on.
    let before = &transcript.scenes[transcript.scenes.len() - 2];
    assert_eq!((&last.chapter, last.number), (&before.chapter, before.number + 1));
}

/// Names of the checks that held although something was wrong.
fn unnoticed(transcript: &Transcript) -> Vec<&str> {
    let checks = transcript.outcome.unnoticed.iter().map(|index| &transcript.beats[*index]);
    checks.map(|beat| beat.check.as_ref().filter(|check| check.ok).unwrap().id.as_str()).collect()
}

fn seal_of(suite: CipherSuite) -> &'static str {
    if suite.mac_key_length() > 0 { "record_mac" } else { "record_tag" }
}

/// What [`noticed`] says where the client's words come under a seal that does not fit.
fn broken_seal(
    suite: CipherSuite,
) -> (Option<Holder>, &'static str, &'static str, &'static str, &'static str) {
    let place = "client-message-flight";
    (Some(Holder::Server), seal_of(suite), "bad_record", "bad_record_mac", place)
}

#[test]
fn one_flipped_bit_in_the_ciphertext_breaks_the_seal() {
    for suite in CipherSuite::ALL {
        let plain = honest(suite);
        let words = letter(&plain, "client_message");
        let offset = field(words, "record.ciphertext").start;
        let flip = Touch { offset: Some(offset), mask: Some(1), ..touch(words.index, "flip") };
        let transcript = touched(suite, std::slice::from_ref(&flip));
        assert_eq!(noticed(&transcript), broken_seal(suite));
        assert_alert_flies(&transcript);
        assert!(transcript.outcome.established && transcript.outcome.server_read.is_none());
        assert_eq!(unnoticed(&transcript), [""; 0]);
        // What was chosen is told, so that it can be played again.
        assert_eq!(transcript.scenario.tampering, [flip]);
        let arrived = transcript.letters[words.index].arrived.as_ref().unwrap();
        assert_eq!(arrived.bytes[offset], words.bytes[offset] ^ 1);
    }
}

#[test]
fn finished_catches_a_downgraded_suite_list() {
    let weak = CipherSuite::RsaAes128CbcSha;
    for suite in CipherSuite::ALL.into_iter().filter(|suite| *suite != weak) {
        let both = Wish {
            suites: Some(vec![suite.name().to_owned(), weak.name().to_owned()]),
            ..Wish::default()
        };
        let plain = perform(both.clone()).unwrap();
        assert_eq!(plain.suite.as_ref().unwrap().name, suite.name());
        let hello = letter(&plain, "client_hello");
        let crossed_out = Touch {
            offset: Some(field(hello, "client_hello.cipher_suites").start),
            length: Some(2),
            bytes: Some(hex(&weak.code().to_be_bytes())),
            ..touch(0, "replace")
        };
        let transcript = perform(Wish { tampering: Some(vec![crossed_out]), ..both }).unwrap();
        assert_eq!(transcript.suite.as_ref().unwrap().name, weak.name());
        let found = (
            Some(Holder::Server),
            "finished_verify_data",
            "verify_data",
            "decrypt_error",
            "server-checks-finished",
        );
        assert_eq!(noticed(&transcript), found);
        assert_alert_flies(&transcript);
        // Nothing before Finished covers the list.
        let silent = [
            "certificate_issuer",
            "certificate_signature",
            "certificate_dates",
            "certificate_name",
            "certificate_usage",
            "pre_master_version",
            "record_mac",
        ];
        assert_eq!(unnoticed(&transcript), silent);
    }
}

#[test]
fn false_certificates_are_refused_each_for_its_reason() {
    let issuer = &["certificate_issuer"][..];
    let signed = &["certificate_issuer", "certificate_signature"];
    let dated = &["certificate_issuer", "certificate_signature", "certificate_dates"];
    for (papers, check, alert, silent) in [
        (Papers::OtherName, "certificate_name", "bad_certificate", &dated[..]),
        (Papers::Expired, "certificate_dates", "certificate_expired", signed),
        (Papers::NotYetValid, "certificate_dates", "certificate_expired", signed),
        (Papers::SelfSigned, "certificate_issuer", "unknown_ca", &[]),
        (Papers::UnknownAuthority, "certificate_issuer", "unknown_ca", &[]),
        (Papers::Forged, "certificate_signature", "bad_certificate", issuer),
    ] {
        for suite in CipherSuite::ALL {
            let shown = Wish { identity: Some(papers.name().to_owned()), ..wish(suite) };
            let transcript = perform(shown).unwrap();
            let found = (Some(Holder::Client), check, check, alert, "certificate-check");
            assert_eq!(noticed(&transcript), found);
            assert_alert_flies(&transcript);
            assert_eq!(unnoticed(&transcript), silent);
            assert_eq!(transcript.scenario.identity.as_deref(), Some(papers.name()));
            // An impostor has a key of its own, and the client still trusts the same authority.
            let plain = honest(suite);
            let impostor = ["self_signed", "unknown_authority", "forged"];
            let modulus = |transcript: &Transcript| {
                let own = transcript.artifacts.iter().find(|a| a.id == "server.modulus");
                own.unwrap().bytes.to_vec()
            };
            let own = modulus(&plain) == modulus(&transcript);
            assert_eq!(own, !impostor.contains(&papers.name()));
            assert_eq!(plain.certificates[1], transcript.certificates[1]);
        }
    }
    let plain = perform(Wish { identity: Some("honest".into()), ..Wish::default() }).unwrap();
    assert_eq!(plain, perform(Wish::default()).unwrap());
    // The name that is not the one asked for, whatever is asked for.
    for host in ["somebody-else.example", "nobody-else.example"] {
        let identity = teaching_identity(Papers::OtherName, host, None).unwrap();
        assert!(!identity.certificate.names.contains(&host.to_owned()));
    }
}

#[test]
fn whoever_forges_finished_would_need_the_keys() {
    for suite in CipherSuite::ALL {
        let plain = honest(suite);
        let finished = letter(&plain, "client_finished");
        let sealed = &finished.records[1];
        assert_eq!(sealed.content_type, ContentType::Handshake.name());
        let record = [&[22, 3, 3, 0, 16, 20, 0, 0, 12][..], b"I am Client."].concat();
        let forged = Touch {
            offset: Some(sealed.start),
            length: Some(sealed.end - sealed.start),
            bytes: Some(hex(&record)),
            ..touch(finished.index, "replace")
        };
        assert_eq!(record.len(), record::HEADER + 16);
        let transcript = touched(suite, &[forged]);
        let found = (
            Some(Holder::Server),
            seal_of(suite),
            "bad_record",
            "bad_record_mac",
            "server-checks-finished",
        );
        assert_eq!(noticed(&transcript), found);
        assert!(!transcript.outcome.established);
        assert_alert_flies(&transcript);
    }
}

#[test]
fn a_replayed_record_has_the_wrong_number() {
    for suite in CipherSuite::ALL {
        let words = letter(&honest(suite), "client_message").index;
        let transcript = touched(suite, &[touch(words, "duplicate")]);
        assert_eq!(noticed(&transcript), broken_seal(suite));
        assert_alert_flies(&transcript);
        // The first time it is what the client said, and is read once.
        assert_eq!(unnoticed(&transcript), [seal_of(suite)]);
        assert_eq!(transcript.outcome.server_read.unwrap(), transcript.scenario.message);
    }
}

#[test]
fn half_a_letter_is_waited_for_and_then_noticed() {
    for suite in CipherSuite::ALL {
        let plain = honest(suite);
        let words = letter(&plain, "client_message");
        let kept = words.bytes.len() / 2;
        let half = Touch { length: Some(kept), ..touch(words.index, "cut") };
        let transcript = touched(suite, &[half]);
        assert_eq!(transcript.outcome.server_read, None);
        // The goodbye is taken for the other half, if it is long enough.
        let goodbye = letter(&plain, "client_close").bytes.len();
        if kept + goodbye >= words.bytes.len() {
            let seal = seal_of(suite);
            let found =
                (Some(Holder::Server), seal, "bad_record", "bad_record_mac", "close-notify");
            assert_eq!(noticed(&transcript), found);
            assert_alert_flies(&transcript);
        } else {
            assert_eq!(transcript.scenes.last().unwrap().id, "silence");
        }
        // Where no more comes, both wait.
        let hello = letter(&plain, "client_hello");
        let half = Touch { length: Some(hello.bytes.len() / 2), ..touch(0, "cut") };
        let transcript = touched(suite, &[half]);
        assert_eq!(transcript.outcome.kind, "cut");
        let last = transcript.scenes.last().unwrap();
        assert_eq!((last.id.as_str(), last.number, last.start), ("silence", 5, last.end));
        assert_eq!(transcript.scenes[3].id, "client-hello-flight");
    }
}

#[test]
fn a_goodbye_that_never_comes_is_no_goodbye() {
    for suite in CipherSuite::ALL {
        let goodbye = letter(&honest(suite), "client_close").index;
        let transcript = touched(suite, &[touch(goodbye, "drop")]);
        let outcome = &transcript.outcome;
        // Nobody raises an alert, all words were read, and yet it is not a proper end.
        assert_eq!((outcome.kind.as_str(), outcome.established), ("cut", true));
        assert_eq!(outcome.failure, None);
        assert_eq!(outcome.server_read.as_ref(), Some(&transcript.scenario.message));
        let ids: Vec<&str> = transcript.scenes.iter().map(|scene| scene.id.as_str()).collect();
        assert_eq!(ids[ids.len() - 2..], ["close-notify", "silence"]);
    }
}

#[test]
fn letters_that_change_places_come_out_of_turn() {
    for suite in CipherSuite::ALL {
        let exchange = letter(&honest(suite), "client_key_exchange").index;
        let transcript = touched(suite, &[touch(exchange, "swap")]);
        assert!(transcript.letters[exchange].arrived.as_ref().unwrap().bytes.is_empty());
        let behind = &transcript.letters[exchange + 1];
        let both = [&behind.bytes[..], &transcript.letters[exchange].bytes[..]].concat();
        assert_eq!(behind.arrived.as_ref().unwrap().bytes[..], both);
        assert_eq!(transcript.outcome.failure.as_ref().unwrap().alert, "unexpected_message");
        assert_alert_flies(&transcript);
        let records = Touch { record: Some(0), ..touch(exchange + 1, "swap_records") };
        let transcript = touched(suite, &[records]);
        let arrived = transcript.letters[exchange + 1].arrived.as_ref().unwrap();
        let finished = &transcript.letters[exchange + 1];
        let (first, second) = finished.bytes.split_at(finished.records[0].end);
        assert_eq!(arrived.bytes[..], [second, first].concat());
        assert!(!transcript.outcome.established && transcript.outcome.kind != "closed");
    }
}

/// With RSA key exchange the notebook opens; with ECDHE it stays shut, and says what is missing.
#[test]
fn a_stolen_key_opens_rsa_and_not_ecdhe() {
    for suite in CipherSuite::ALL {
        let stolen = Wish { stolen_key: Some(true), message: Some("¡Ay!".into()), ..wish(suite) };
        let transcript = perform(stolen).unwrap();
        let scenario = &transcript.scenario;
        assert!(scenario.stolen_key);
        let outcome = &transcript.outcome;
        if suite.key_exchange() == KeyExchange::Rsa {
            assert_eq!(outcome.eavesdropper_read, [&*scenario.message, &*scenario.reply]);
            assert!(outcome.eavesdropper_missing.is_empty());
        } else {
            assert!(outcome.eavesdropper_read.is_empty());
            let private = ["client_ephemeral_private", "server_ephemeral_private"];
            assert_eq!(outcome.eavesdropper_missing, private);
        }
    }
}

#[test]
fn a_change_that_finds_nothing_is_refused() {
    let refused = |touches: &[Touch]| {
        let wish = Wish { tampering: Some(touches.to_vec()), ..wish(CipherSuite::ALL[0]) };
        let scenario = wish.resolve(SEED, teaching_identity).unwrap();
        let error = play_strictly(&scenario).unwrap_err();
        // The lenient way plays on.
        tls_airmail::play(&scenario).unwrap();
        (error.kind(), error.field(), error.value().unwrap(), error.to_string())
    };
    let found = refused(&[touch(9, "drop")]);
    assert_eq!(found.0, "no_such_letter");
    assert_eq!(found.3, "there is no letter 9 to change; 9 were sent, from 0");
    // The run ends before it comes to this.
    assert_eq!(refused(&[touch(1, "drop"), touch(5, "drop")]).3, {
        "there is no letter 5 to change; 2 were sent, from 0"
    });
    let flip = Touch { offset: Some(5000), mask: Some(1), ..touch(1, "flip") };
    let found = refused(&[flip]);
    assert_eq!((found.0, found.1, found.2.as_str()), ("no_such_byte", "tampering", "5000"));
    let record = Touch { record: Some(2), ..touch(1, "swap_records") };
    assert_eq!(refused(&[record]).0, "no_such_record");
}

fn any_touch() -> impl Strategy<Value = Touch> {
    const KINDS: [&str; 11] = [
        "flip",
        "replace",
        "delete",
        "insert",
        "letter",
        "drop",
        "duplicate",
        "swap",
        "cut",
        "swap_records",
        "nonsense",
    ];
    let number = |most: usize| prop::option::weighted(0.8, 0..most);
    (
        0..12_usize,
        prop::sample::select(&KINDS[..]),
        (number(1100), number(300), number(5)),
        prop::option::weighted(0.7, any::<u8>()),
        prop::option::weighted(0.7, "([0-9a-f]{2}){0,40}|x"),
    )
        .prop_map(|(letter, change, (offset, length, record), mask, bytes)| {
            // Mostly only what the change needs.
            let needs = |field: &str| match change {
                "flip" => ["offset", "mask"].contains(&field),
                "replace" => ["offset", "length", "bytes"].contains(&field),
                "delete" => ["offset", "length"].contains(&field),
                "insert" => ["offset", "bytes"].contains(&field),
                "letter" => field == "bytes",
                "cut" => field == "length",
                "swap_records" => field == "record",
                _ => false,
            };
            Touch {
                letter,
                change: change.to_owned(),
                offset: offset.filter(|_| needs("offset")),
                length: length.filter(|_| needs("length")),
                mask: mask.filter(|_| needs("mask")),
                record: record.filter(|_| needs("record")),
                bytes: bytes.filter(|_| needs("bytes")),
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is wished for: an answer or a reason. And the run forks where the change is: what
    /// was sent before is what would have been sent without it.
    #[test]
    fn any_wish_is_played_or_refused(
        suite in prop::sample::select(&CipherSuite::ALL[..]),
        papers in prop::sample::select(&Papers::ALL[..]),
        touches in prop::collection::vec(any_touch(), 0..4),
        stolen_key in any::<bool>(),
    ) {
        let shown = Wish {
            identity: Some(papers.name().to_owned()),
            stolen_key: Some(stolen_key),
            ..wish(suite)
        };
        let first = touches.iter().map(|touch| touch.letter).min().unwrap_or(0);
        let plain = perform(shown.clone()).unwrap();
        let with = Wish { tampering: Some(touches), ..shown };
        let Ok(scenario) = with.resolve(SEED, teaching_identity) else { return Ok(()) };
        let transcript = tls_airmail::play(&scenario).unwrap();
        for (before, after) in plain.letters.iter().zip(&transcript.letters).take(first + 1) {
            prop_assert_eq!(&before.bytes, &after.bytes);
            prop_assert!(before.index == first || after.arrived.is_none());
        }
        prop_assert!(transcript.letters.len() < 20);
        // Every scene is there once, and an ending is the end.
        let ids: Vec<&str> = transcript.scenes.iter().map(|scene| scene.id.as_str()).collect();
        for (index, id) in ids.iter().enumerate() {
            prop_assert!(!ids[..index].contains(id));
            let ending = storyboard::ENDINGS.iter().any(|board| board.id == *id);
            prop_assert!(!ending || index + 2 >= ids.len(), "{:?}", ids);
        }
        prop_assert_eq!(ids.contains(&"silence"), transcript.outcome.kind == "cut");
        // The wish comes back as it was meant.
        let again = transcript.scenario.tampering.iter().map(|touch| touch.read().unwrap());
        prop_assert_eq!(again.collect::<Vec<Tampering>>(), scenario.tampering);
    }
}
