//! Going on with an earlier session: the abbreviated handshake, what makes it a full one, what ends
//! it, and what becomes of the session (RFC 5246 §7.3, §F.1.4; RFC 7627 §5.3; RFC 6066 §3).
#![cfg(not(target_arch = "wasm32"))]

mod common;
#[path = "common/pair.rs"]
mod pair;

use pair::{CCS, Met, Pair, alert, client_setup, handshake, record, server_setup};
use tls_airmail::{
    Transcript, Wish,
    crypto::drbg::Entropy,
    exchange::{scenario::teaching_identity, storyboard::RESUMED_SCENES},
    keys::{artifact::Holder, suite::CipherSuite},
    party::{
        End, Party,
        client::Client,
        desk::Letter,
        server::Server,
        session::{MAX_SESSIONS, Session, Sessions},
    },
    play,
    wire::{
        handshake::Message,
        hello::{ClientHello, ServerHello},
        record::{ContentType, Record},
        registry::extension,
    },
};

/// The client's second hello.
fn hello(met: &Met, change: impl FnOnce(&mut ClientHello)) -> Vec<u8> {
    let letter = met.again().client.next_letter().unwrap();
    let Ok(Message::ClientHello(mut hello)) = message(&letter.bytes()) else { panic!() };
    change(&mut hello);
    handshake(&Message::ClientHello(hello).encode())
}

/// The first message of a letter in the clear.
fn message(letter: &[u8]) -> Result<Message, ()> {
    let length = Record::measure(letter).unwrap();
    let record = Record::parse(&letter[..length]).value.unwrap();
    Message::parse(&record.fragment, None).value.map_err(|_| ())
}

/// What the server answers to these bytes, with the client's letter left out.
fn answered(met: &Met, hello: &[u8]) -> (Party<Server>, Option<Letter>) {
    let mut server = met.again().server;
    server.receive(hello);
    let letter = server.next_letter();
    (server, letter)
}

/// The client, having got this in place of the server's hello.
fn told(met: &Met, change: impl FnOnce(&mut ServerHello)) -> Party<Client> {
    let mut pair = met.again();
    pair.pass();
    let letter = pair.server.next_letter().unwrap();
    let Ok(Message::ServerHello(mut hello)) = message(&letter.bytes()) else { panic!() };
    change(&mut hello);
    pair.client.receive(&handshake(&Message::ServerHello(hello).encode()));
    pair.client
}

/// Something done to a hello.
type Change = fn(&mut ServerHello);

#[test]
fn both_go_on_with_the_old_secret_and_new_keys() {
    for suite in CipherSuite::ALL {
        for extended in [false, true] {
            let mut met = Met::new(suite, extended);
            let before = met.session();
            let mut pair = met.again();
            let mut letters = Vec::new();
            loop {
                let from_client = pair.client.next_letter();
                let Some(letter) = from_client.clone().or_else(|| pair.server.next_letter()) else {
                    break;
                };
                letters.push(letter.id);
                match from_client {
                    Some(letter) => pair.server.receive(&letter.bytes()),
                    None => pair.client.receive(&letter.bytes()),
                }
            }
            let order = ["client_hello", "server_hello", "server_finished", "client_finished"];
            assert_eq!(letters, order, "{suite:?}");
            assert!(pair.client.is_open() && pair.server.is_open());
            assert!(pair.client.is_resumed() && pair.server.is_resumed());
            pair.client.say(b"still there?");
            pair.finish();
            assert_eq!(pair.server.heard(), b"still there?");
            pair.server.say(b"yes");
            pair.finish();
            assert_eq!(pair.client.heard(), b"yes");
            pair.client.close();
            pair.finish();
            assert_eq!(
                (pair.client.end(), pair.server.end()),
                (Some(&End::Closed), Some(&End::Closed))
            );
            // The session is the same, and can be gone on with once more.
            met.learn(&pair);
            assert_eq!((met.client.len(), met.server.len()), (1, 1));
            assert_eq!(met.session(), before);
            let mut third = met.again();
            third.finish();
            assert!(third.client.is_resumed() && third.client.is_open());
        }
    }
}

#[test]
fn no_key_is_the_key_of_the_first_connection() {
    let wish = |resume: Option<&str>| {
        let wish = Wish { resume: resume.map(str::to_owned), ..Wish::default() };
        play(&wish.resolve([9; 32], teaching_identity).unwrap()).unwrap()
    };
    let (first, second) = (wish(None), wish(Some("known")));
    let value = |transcript: &Transcript, id: &str| {
        let found = transcript.artifacts.iter().find(|artifact| artifact.id == id);
        found.unwrap_or_else(|| panic!("no {id}")).bytes.to_vec()
    };
    for kept in ["client.master_secret", "server.master_secret", "client.session_id"] {
        assert_eq!(value(&first, kept), value(&second, kept), "{kept}");
    }
    for new in ["client.client_random", "server.server_random", "client.key_block"] {
        assert_ne!(value(&first, new), value(&second, new), "{new}");
    }
    // No certificate, no key exchange, and less than a quarter of the bytes until words may flow.
    let names = ["certificate", "server_key_exchange", "client_key_exchange", "server_hello_done"];
    let crossed = second.letters.iter().flat_map(|letter| &letter.records);
    assert!(
        crossed.flat_map(|record| &record.messages).all(|name| !names.contains(&name.as_str()))
    );
    let bytes = |transcript: &Transcript| -> usize {
        let finished = transcript.letters.iter().filter(|letter| !letter.id.contains("message"));
        finished.filter(|letter| !letter.id.contains("close")).map(|l| l.bytes.len()).sum()
    };
    assert!(4 * bytes(&second) < bytes(&first), "{} of {}", bytes(&second), bytes(&first));
}

#[test]
fn the_story_has_its_own_order_and_is_true_to_itself() {
    for suite in CipherSuite::ALL {
        for extended in [false, true] {
            let wish = Wish {
                suites: Some(vec![suite.name().to_owned()]),
                extended_master_secret: Some(extended),
                resume: Some("known".into()),
                ..Wish::default()
            };
            let told = play(&wish.resolve([10; 32], teaching_identity).unwrap()).unwrap();
            assert!(told.resumed && told.outcome.established);
            assert_eq!(told.outcome.kind, "closed");
            let ids: Vec<&str> = told.scenes.iter().map(|scene| scene.id.as_str()).collect();
            let planned: Vec<&str> =
                RESUMED_SCENES.iter().map(|scene| scene.id).filter(|id| !id.is_empty()).collect();
            assert_eq!(ids, planned, "{suite:?}");
            assert!(told.scenes.iter().enumerate().all(|(i, scene)| scene.number == i + 1));
            // Every beat is in the scene that it names, and every letter flies in one.
            for scene in &told.scenes {
                assert!(told.beats[scene.start..scene.end].iter().all(|b| b.scene == scene.id));
            }
            let flown: Vec<usize> = told.scenes.iter().filter_map(|scene| scene.letter).collect();
            assert_eq!(flown, [0, 1, 2, 3, 4, 5, 6]);
            for ours in told.artifacts.iter().filter(|a| a.holder == Holder::Client) {
                let id = format!("server.{}", ours.name);
                let theirs = told.artifacts.iter().find(|a| a.id == id);
                assert!(theirs.is_none_or(|theirs| theirs.bytes == ours.bytes), "{id}");
            }
            // Whatever a value is made of was there before it.
            for made in &told.artifacts {
                for from in &made.from {
                    let source = told.artifacts.iter().find(|a| a.id == *from);
                    assert!(source.is_some_and(|source| source.beat <= made.beat), "{from}");
                }
            }
            assert_eq!(told.outcome.eavesdropper_missing, ["master_secret"]);
            assert!(told.outcome.eavesdropper_read.is_empty());
        }
    }
}

#[test]
fn a_stolen_key_opens_the_second_connection_through_the_first() {
    for suite in CipherSuite::ALL {
        let wish = Wish {
            suites: Some(vec![suite.name().to_owned()]),
            resume: Some("known".into()),
            stolen_key: Some(true),
            message: Some("the second time".into()),
            ..Wish::default()
        };
        let told = play(&wish.resolve([11; 32], teaching_identity).unwrap()).unwrap();
        let read: &[&str] = if CipherSuite::RSA.contains(&suite) {
            &["the second time", "Let's begin"]
        } else {
            &[]
        };
        assert_eq!(told.outcome.eavesdropper_read, read, "{suite:?}");
        let master = told.artifacts.iter().find(|a| a.id == "eavesdropper.master_secret");
        assert_eq!(master.is_some(), !read.is_empty());
        assert!(master.is_none_or(|master| master.recipe == "kept"));
    }
}

#[test]
fn what_is_forgotten_starts_from_nothing() {
    for suite in [CipherSuite::RsaAes128CbcSha, CipherSuite::EcdheAes128GcmSha256] {
        let mut met = Met::new(suite, true);
        met.server = Sessions::default();
        let before = met.session();
        let mut pair = met.again();
        pair.finish();
        assert!(pair.client.is_open() && pair.server.is_open());
        assert!(!pair.client.is_resumed() && !pair.server.is_resumed());
        met.learn(&pair);
        let after = met.session();
        assert_ne!((&before.id, &before.master), (&after.id, &after.master));
        assert_eq!(met.server.find(&after.id), Some(&after));
        // In the story: the same scenes as the first time, but for the beginning.
        let wish = Wish {
            suites: Some(vec![suite.name().to_owned()]),
            resume: Some("forgotten".into()),
            ..Wish::default()
        };
        let told = play(&wish.resolve([12; 32], teaching_identity).unwrap()).unwrap();
        let ids: Vec<&str> = told.scenes.iter().map(|scene| scene.id.as_str()).collect();
        assert_eq!(ids[..4], ["again", "tcp", "resume-hello", "resume-hello-flight"]);
        assert_eq!((ids[4], ids.len(), told.resumed), ("server-hello", 27, false));
        assert_eq!(told.outcome.kind, "closed");
        let asked = |id: &str| {
            told.beats.iter().filter_map(|beat| beat.check.as_ref()).find(|check| check.id == id)
        };
        assert!(!asked("session_known").unwrap().ok && !asked("session_resumed").unwrap().ok);
        // Two names, and everybody tells them apart: what was asked for, and what is new.
        for who in ["client", "server", "eavesdropper"] {
            for (name, letter) in [("session_id", 0), ("new_session_id", 1)] {
                let id = format!("{who}.{name}");
                let card = told.artifacts.iter().find(|card| card.id == id).unwrap();
                assert_eq!(card.bytes[..], told.letters[letter].bytes[44..76][..], "{id}");
            }
        }
    }
}

#[test]
fn another_name_or_a_weaker_secret_is_not_resumed() {
    let met = Met::new(CipherSuite::RsaAes128GcmSha256, false);
    let full = |hello: &[u8]| {
        let (server, letter) = answered(&met, hello);
        assert!(server.end().is_none() && !server.is_resumed());
        assert!(letter.unwrap().sheets.len() > 1);
    };
    // Another server_name (RFC 6066 §3), none at all, an unknown id, and the extended master secret
    // where the session has none (RFC 7627 §5.3).
    full(&hello(&met, |hello| {
        let names = hello.extensions.as_mut().unwrap();
        names.iter_mut().find(|e| e.code == extension::SERVER_NAME).unwrap().data[5] ^= 1;
    }));
    full(&hello(&met, |hello| hello.extensions = None));
    full(&hello(&met, |hello| hello.session_id[7] ^= 1));
    full(&hello(&met, |hello| hello.session_id.truncate(31)));
    full(&hello(&met, |hello| {
        let code = extension::EXTENDED_MASTER_SECRET;
        let data = Vec::new();
        hello.extensions.as_mut().unwrap().push(tls_airmail::wire::hello::Extension { code, data });
    }));
    // The same id as it was.
    let (server, letter) = answered(&met, &hello(&met, |_| {}));
    assert!(server.is_resumed());
    assert_eq!(letter.unwrap().sheets.len(), 1);
    // Our own client does not even ask under such circumstances.
    for change in [
        |session: &mut Session| session.server_name = None,
        |session: &mut Session| session.extended = true,
        |session: &mut Session| session.suite = CipherSuite::RsaAes128CbcSha,
        |session: &mut Session| session.id.clear(),
    ] {
        let mut session = met.session();
        change(&mut session);
        let mut client = Party::client_again(client_setup(&met.hand, [3; 32], false), session);
        let letter = client.next_letter().unwrap();
        let Ok(Message::ClientHello(hello)) = message(&letter.bytes()) else { panic!() };
        assert!(hello.session_id.is_empty());
    }
}

#[test]
fn a_hello_that_contradicts_the_session_is_refused() {
    let met = Met::new(CipherSuite::RsaAes128GcmSha256, true);
    // The session has the extended master secret, the hello does not (RFC 7627 §5.3).
    let (server, _) = answered(
        &met,
        &hello(&met, |hello| {
            let extensions = hello.extensions.as_mut().unwrap();
            extensions.retain(|e| e.code != extension::EXTENDED_MASTER_SECRET);
        }),
    );
    assert_eq!(alert(&server), "handshake_failure");
    // The suite of the session is not on offer (RFC 5246 §7.4.1.2).
    let other = CipherSuite::RsaAes128CbcSha.code();
    let (mut server, _) = answered(&met, &hello(&met, |hello| hello.suites = vec![other]));
    assert_eq!(alert(&server), "illegal_parameter");
    // Either way the session is spoiled (§7.2.2).
    let mut kept = met.server.clone();
    server.cut();
    kept.learn(&server);
    assert!(kept.is_empty());
}

#[test]
fn an_answer_that_contradicts_the_session_is_refused() {
    let suites = [CipherSuite::RsaAes128GcmSha256, CipherSuite::RsaAes128CbcSha];
    let mut met = Met::new(suites[0], true);
    met.hand.suites = suites.to_vec();
    let cases: [(Change, &str); 5] = [
        (|hello| hello.suite = CipherSuite::RsaAes128CbcSha.code(), "illegal_parameter"),
        (|hello| hello.suite = CipherSuite::EcdheAes128CbcSha.code(), "illegal_parameter"),
        (
            |hello| {
                let extensions = hello.extensions.as_mut().unwrap();
                extensions.retain(|e| e.code != extension::EXTENDED_MASTER_SECRET);
            },
            "handshake_failure",
        ),
        (|hello| hello.compression = 1, "illegal_parameter"),
        (|hello| hello.version.0 = 0x0302, "protocol_version"),
    ];
    for (change, expected) in cases {
        let client = told(&met, change);
        assert_eq!(alert(&client), expected);
        let mut kept = met.client.clone();
        kept.learn(&client);
        assert!(kept.is_empty(), "{expected}");
    }
    // A session without the extended master secret, answered with it.
    let met = Met::new(suites[0], false);
    let client = told(&met, |hello| {
        let code = extension::EXTENDED_MASTER_SECRET;
        let data = Vec::new();
        hello.extensions.as_mut().unwrap().push(tls_airmail::wire::hello::Extension { code, data });
    });
    // It was not offered.
    assert_eq!(alert(&client), "unsupported_extension");
}

#[test]
fn nothing_else_may_come_in_its_place() {
    let met = Met::new(CipherSuite::RsaAes128CbcSha, false);
    let after = |letters: usize| {
        let mut pair = met.again();
        (0..letters).for_each(|_| assert!(pair.pass()));
        pair
    };
    let bad = |bytes: &[u8]| {
        let mut pair = after(2);
        pair.client.receive(bytes);
        alert(&pair.client)
    };
    // To the client that waits for ChangeCipherSpec: certificate, hello done, a second hello, words.
    let full = {
        let mut pair = Pair::new(CipherSuite::RsaAes128CbcSha);
        pair.pass();
        pair.server.next_letter().unwrap()
    };
    for sheet in &full.sheets {
        assert_eq!(bad(&sheet.bytes), "unexpected_message");
    }
    assert_eq!(bad(&record(ContentType::ApplicationData, b"hello")), "unexpected_message");
    // Finished in the clear, without ChangeCipherSpec and behind it.
    let finished = handshake(&[&[20, 0, 0, 12][..], &[7; 12]].concat());
    assert_eq!(bad(&finished), "unexpected_message");
    assert_eq!(bad(&[CCS, &finished].concat()), "bad_record_mac");
    assert_eq!(bad(&[CCS, CCS].concat()), "bad_record_mac");
    // The same to the server, behind its own Finished.
    let bad = |bytes: &[u8]| {
        let mut pair = after(3);
        pair.server.receive(bytes);
        alert(&pair.server)
    };
    assert_eq!(bad(&finished), "unexpected_message");
    assert_eq!(bad(&[CCS, &finished].concat()), "bad_record_mac");
    assert_eq!(bad(&record(ContentType::ApplicationData, b"hello")), "unexpected_message");
    // A key exchange belongs to a full handshake.
    let exchange = handshake(&[&[16, 0, 1, 2, 1, 0][..], &[7; 256]].concat());
    assert_eq!(bad(&exchange), "unexpected_message");
}

#[test]
fn who_has_only_the_name_gets_nowhere_and_spoils_the_session() {
    let met = Met::new(CipherSuite::RsaAes128GcmSha256, true);
    // Somebody who read the session id in the clear, and makes up a master secret.
    let mut forged = met.session();
    forged.master = vec![0; 48];
    let setup = client_setup(&met.hand, [5; 32], true);
    let mut pair = Pair { client: Party::client_again(setup, forged), ..met.again() };
    pair.finish();
    // It cannot open the server's Finished.
    assert_eq!(alert(&pair.client), "bad_record_mac");
    assert!(!pair.server.was_open());
    let mut kept = met.server.clone();
    kept.learn(&pair.server);
    assert!(kept.is_empty(), "a fatal alert came");
    // And where it keeps silent about that, its own Finished does not open.
    let mut pair = met.again();
    (0..3).for_each(|_| assert!(pair.pass()));
    let mut server = pair.server;
    server.receive(&[CCS, &handshake(&[&[20, 0, 0, 12][..], &[7; 12]].concat())].concat());
    assert_eq!(alert(&server), "bad_record_mac");
    let mut kept = met.server.clone();
    kept.learn(&server);
    assert!(kept.is_empty());
}

#[test]
fn a_wrong_stamp_under_the_right_seal_is_decrypt_error() {
    let met = Met::new(CipherSuite::RsaAes128CbcSha, false);
    let mut pair = met.again();
    // The client's hello arrives changed, but so that nothing of the keys is another: the order of
    // two extensions.
    let letter = pair.client.next_letter().unwrap();
    let Ok(Message::ClientHello(mut hello)) = message(&letter.bytes()) else { panic!() };
    hello.extensions.as_mut().unwrap().reverse();
    pair.server.receive(&handshake(&Message::ClientHello(hello).encode()));
    pair.finish();
    assert_eq!(alert(&pair.client), "decrypt_error");
    assert!(matches!(pair.server.end(), Some(End::Alerted(_))));
    let (mut client, mut server) = (met.client.clone(), met.server.clone());
    client.learn(&pair.client);
    server.learn(&pair.server);
    assert!(client.is_empty() && server.is_empty());
}

#[test]
fn a_fatal_alert_spoils_a_session_and_a_dead_line_does_not() {
    let mut met = Met::new(CipherSuite::RsaAes128CbcSha, false);
    let mut pair = met.again();
    pair.finish();
    // Long after the handshake, a record that does not fit.
    pair.server.receive(&record(ContentType::ApplicationData, &[9; 64]));
    assert_eq!(alert(&pair.server), "bad_record_mac");
    pair.finish();
    assert!(matches!(pair.client.end(), Some(End::Alerted(_))));
    let mut after = met.clone();
    after.learn(&pair);
    assert_eq!((after.client.len(), after.server.len()), (0, 0));
    let mut pair = met.again();
    pair.finish();
    pair.client.cut();
    pair.server.cut();
    met.learn(&pair);
    assert_eq!((met.client.len(), met.server.len()), (1, 1));
    // A session that was never open is not kept: here the client refuses the certificate.
    let wish = Wish { identity: Some("expired".into()), ..Wish::default() };
    let hand = wish.resolve([1; 32], teaching_identity).unwrap();
    let client = Party::client(client_setup(&hand, [1; 32], false));
    let server = Party::server_keeping(server_setup(&hand, [2; 32]), Sessions::default());
    let mut pair = Pair { hand, client, server };
    pair.finish();
    let mut kept = Sessions::default();
    kept.learn(&pair.client);
    kept.learn(&pair.server);
    assert!(kept.is_empty());
}

#[test]
fn a_server_without_memory_gives_no_name() {
    let mut pair = Pair::new(CipherSuite::RsaAes128CbcSha);
    pair.finish();
    assert!(pair.client.is_open());
    let mut kept = Sessions::default();
    kept.learn(&pair.client);
    kept.learn(&pair.server);
    assert!(kept.is_empty());
}

#[test]
fn the_oldest_session_makes_room() {
    let met = Met::new(CipherSuite::EcdheAes128GcmSha256, false);
    let mut kept = Sessions::default();
    let mut first = None;
    for number in 0..=MAX_SESSIONS {
        let mut server = server_setup(&met.hand, [0; 32]);
        server.suites = vec![CipherSuite::EcdheAes128GcmSha256];
        // Known values in the place of the seed, so that each has a name of its own.
        let name = (number as u32).to_be_bytes().repeat(8);
        let known =
            ["server_random", "server_ephemeral_private"].map(|label| (label.into(), vec![7]));
        server.entropy = Entropy::Known(
            known.into_iter().chain([("session_id".into(), name.clone())]).collect(),
        );
        let server = Party::server_keeping(server, Sessions::default());
        let client = Party::client(client_setup(&met.hand, [1; 32], false));
        let mut pair = Pair { hand: met.hand.clone(), client, server };
        pair.finish();
        kept.learn(&pair.server);
        first.get_or_insert(name);
    }
    assert_eq!(kept.len(), MAX_SESSIONS);
    assert!(kept.find(&first.unwrap()).is_none());
}
