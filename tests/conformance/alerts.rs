//! 67 to 76: alerts, a second handshake, and what else may be asked.

use tls_airmail::{
    keys::{
        artifact::Holder, handshake_hash::HandshakeHash, schedule::extended_master_secret,
        seal::Seal, suite::CipherSuite,
    },
    party::{End, Party, Role, desk::Letter},
    wire::{hello::Extension, record::ContentType},
};

use crate::{
    Case, Log,
    forge::{complete, plain_hello},
    open,
    pair::{Met, Pair, SUITE, client_hello, record, sealed, server_hello},
    to_both, unknown,
};

const ALERT: ContentType = ContentType::Alert;
const DATA: ContentType = ContentType::ApplicationData;

pub const CASES: [Case; 10] = [
    // 67: a fatal alert of any description, at any moment: over at once, without a word.
    |log| {
        for description in 1..=255 {
            let alert = [2, description];
            for letters in [0, 2, 3] {
                let mut pair = Pair::after(SUITE, letters);
                pair.server.receive(&record(ALERT, &alert));
                stopped(log, Holder::Server, pair.server);
            }
            for letters in [1, 4] {
                let mut pair = Pair::after(SUITE, letters);
                pair.client.receive(&record(ALERT, &alert));
                stopped(log, Holder::Client, pair.client);
            }
        }
        for description in [10, 20, 40, 80] {
            let mut pair = open(SUITE);
            let [mut client, mut server] = pair.keys(SUITE);
            pair.client.say(b"too late");
            pair.server.say(b"too late");
            pair.server.receive(&sealed(&mut client, ALERT, &[2, description]));
            pair.client.receive(&sealed(&mut server, ALERT, &[2, description]));
            stopped(log, Holder::Server, pair.server);
            stopped(log, Holder::Client, pair.client);
        }
    },
    // 68: the goodbye.
    |log| {
        let pair = open(SUITE);
        let [mut client, mut server] = pair.clone().keys(SUITE);
        let mut both = pair.clone();
        both.server.receive(&sealed(&mut client, ALERT, &[1, 0]));
        both.client.receive(&sealed(&mut server, ALERT, &[1, 0]));
        both.server.receive(&sealed(&mut client, DATA, b"too late"));
        both.client.receive(&sealed(&mut server, DATA, b"too late"));
        closed(log, Holder::Server, both.server);
        closed(log, Holder::Client, both.client);
        // While the handshake runs it is answered as well.
        let mut pair = Pair::after(SUITE, 2);
        pair.server.receive(&record(ALERT, &[1, 0]));
        assert_eq!(pair.server.next_letter().unwrap().id, "server_close");
        let declined = pair.server.end() == Some(&End::Declined);
        log.holds(Holder::Server, "before the end", "closed", declined);
    },
    // 69: alerts in parts, and two in one record.
    |log| {
        // In parts; a warning and half of another; two in one record.
        for records in [vec![&[2][..], &[80]], vec![&[1, 90, 2], &[80]], vec![&[1, 90, 2, 80]]] {
            let bytes: Vec<u8> = records.iter().flat_map(|part| record(ALERT, part)).collect();
            let mut pair = Pair::after(SUITE, 2);
            pair.server.receive(&bytes);
            stopped(log, Holder::Server, pair.server);
            let mut pair = Pair::after(SUITE, 1);
            pair.client.receive(&bytes);
            stopped(log, Holder::Client, pair.client);
            let mut pair = open(SUITE);
            let [mut client, mut server] = pair.keys(SUITE);
            for part in &records {
                pair.server.receive(&sealed(&mut client, ALERT, part));
                pair.client.receive(&sealed(&mut server, ALERT, part));
            }
            stopped(log, Holder::Server, pair.server);
            stopped(log, Holder::Client, pair.client);
        }
        for (name, bytes, expected) in [
            ("half of one", record(ALERT, &[1]), "accepted"),
            ("two warnings in one record", record(ALERT, &[1, 90, 1, 90]), "accepted"),
            ("an unknown level", record(ALERT, &[3, 80]), "illegal_parameter"),
            ("level 0", record(ALERT, &[0, 0]), "illegal_parameter"),
            (
                "half of one, then another type",
                [record(ALERT, &[1]), record(ContentType::Handshake, &[14, 0, 0, 0])].concat(),
                "unexpected_message",
            ),
            (
                "half of one, then ChangeCipherSpec",
                [record(ALERT, &[1]), crate::pair::CCS.to_vec()].concat(),
                "unexpected_message",
            ),
        ] {
            let mut pair = Pair::after(SUITE, 2);
            pair.server.receive(&bytes);
            log.server(name, &pair.server, expected);
            let mut pair = Pair::after(SUITE, 1);
            pair.client.receive(&bytes);
            log.client(name, &pair.client, expected);
        }
    },
    // 70: warning after warning.
    |log| {
        let warning = [1, 90];
        for (count, expected) in
            [(8, "accepted"), (9, "unexpected_message"), (5000, "unexpected_message")]
        {
            let flood = record(ALERT, &warning).repeat(count);
            let mut pair = Pair::after(SUITE, 2);
            pair.server.receive(&flood);
            log.server("so many", &pair.server, expected);
            let mut pair = Pair::after(SUITE, 1);
            pair.client.receive(&flood);
            log.client("so many", &pair.client, expected);
            let make = |seal: &mut Seal, _| {
                (0..count.min(20)).flat_map(|_| sealed(seal, ALERT, &warning)).collect()
            };
            to_both(log, "so many under a seal", &open(SUITE), make, expected);
        }
    },
    // 71: a second handshake is declined; the first goes on, and its hash is not touched.
    |log| {
        let mut pair = open(SUITE);
        let [mut client, mut server] = pair.keys(SUITE);
        let hello = client_hello(|_| {});
        pair.server.receive(&sealed(&mut client, ContentType::Handshake, &hello[5..]));
        let answer = pair.server.next_letter().unwrap();
        let inside = answer.sheets[0].inside.as_ref().unwrap().plaintext.clone();
        log.equal(Holder::Server, "no_renegotiation, a warning", inside, vec![1, 100]);
        server.open(ALERT, crate::pair::V, &answer.bytes()[5..]).unwrap();
        pair.server.receive(&sealed(&mut client, DATA, b"still here"));
        log.equal(
            Holder::Server,
            "what was said then",
            pair.server.heard(),
            b"still here".to_vec(),
        );
        log.server("a second ClientHello", &pair.server, "accepted");
        // In the clear it is no record of this connection.
        let mut pair = open(SUITE);
        pair.server.receive(&hello);
        log.server("a second ClientHello in the clear", &pair.server, "bad_record_mac");
    },
    // 72: renegotiation_info.
    |log| {
        let info = |data: &[u8]| Some(vec![Extension { code: 0xff01, data: data.to_vec() }]);
        for (suites, extensions) in
            [(vec![0x2f, 0x00ff], None), (vec![0x2f], info(&[0])), (vec![0x2f, 0xff], info(&[0]))]
        {
            let mut pair = Pair::new(SUITE);
            let key = pair.hand.identity.key.public();
            let mut hello = plain_hello();
            (hello.suites, hello.extensions) = (suites, extensions);
            let (answer, _) = complete(&mut pair.server, hello, &key);
            log.equal(Holder::Server, "answered", answer.extension(0xff01), Some(&[0][..]));
        }
        for data in [&[1, 7][..], &[12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]] {
            let mut pair = Pair::new(SUITE);
            pair.server.receive(&client_hello(|hello| hello.extensions = info(data)));
            log.server("of another handshake", &pair.server, "handshake_failure");
            let mut pair = Pair::after(SUITE, 1);
            pair.client.receive(&server_hello(|hello| hello.extensions = info(data)));
            log.client("of another handshake", &pair.client, "handshake_failure");
        }
        let mut pair = Pair::after(SUITE, 1);
        pair.client.receive(&server_hello(|hello| hello.extensions = info(&[0])));
        log.client("empty", &pair.client, "accepted");
    },
    // 73: the server's Finished comes first; the secret is the old one, and the keys are new.
    |log| {
        for suite in CipherSuite::ALL {
            let met = Met::new(suite, false);
            let mut pair = met.again();
            let hello = pair.client.next_letter().unwrap();
            pair.server.receive(&hello.bytes());
            let flight: Vec<Letter> = std::iter::from_fn(|| pair.server.next_letter()).collect();
            let ids: Vec<&str> = flight.iter().map(|letter| letter.id).collect();
            log.equal(Holder::Server, "its flight", ids, vec!["server_hello", "server_finished"]);
            flight.iter().for_each(|letter| pair.client.receive(&letter.bytes()));
            log.established(Holder::Client, "the session", &mut pair);
            log.established(Holder::Server, "the session", &mut pair);
            assert!(pair.client.is_resumed() && pair.server.is_resumed());
            let master = pair.client.session().map(|session| session.master.clone());
            log.equal(Holder::Client, "the secret", master, Some(met.session().master));
            let old = Met::first(&met.hand, false).write_keys();
            for (new, old) in pair.write_keys().iter().zip(&old) {
                assert!(
                    new.key != old.key && (new.mac_key != old.mac_key || old.mac_key.is_empty())
                );
            }
        }
    },
    // 74: whoever raised the alert, the session is forgotten, and there is a full handshake.
    |log| {
        let ends: [fn(&mut Pair); 2] = [
            |pair| {
                pair.finish();
                let [mut client, _] = pair.keys(SUITE);
                pair.server.receive(&sealed(&mut client, ALERT, &[2, 40]));
            },
            |pair| {
                (0..3).for_each(|_| assert!(pair.pass()));
                let mut finished = pair.client.next_letter().unwrap().bytes();
                *finished.last_mut().unwrap() ^= 1;
                pair.server.receive(&finished);
            },
        ];
        for end in ends {
            let mut met = Met::new(SUITE, false);
            let mut pair = met.again();
            end(&mut pair);
            assert!(pair.server.is_resumed() && pair.server.end().is_some());
            met.server.learn(&pair.server);
            let mut third = met.again();
            log.established(Holder::Server, "the id once more", &mut third);
            assert!(!third.server.is_resumed() && !third.client.is_resumed());
        }
    },
    // 75: the master secret over the hash of all letters up to ClientKeyExchange.
    |log| {
        for suite in CipherSuite::ALL {
            let mut hand = crate::common::scenario(11, suite, true);
            hand.extended_master_secret = true;
            let mut pair = Pair::extended(hand);
            let mut hash = HandshakeHash::default();
            for index in 0..3 {
                let letter = match index {
                    1 => pair.server.next_letter().unwrap(),
                    _ => pair.client.next_letter().unwrap(),
                };
                letter.sheets.iter().for_each(|sheet| hash.add(&sheet.bytes[5..]));
                match index {
                    1 => pair.client.receive(&letter.bytes()),
                    _ => pair.server.receive(&letter.bytes()),
                }
            }
            pair.finish();
            assert!(pair.client.is_open() && pair.server.is_open());
            let algorithm = suite.prf_hash();
            let value = hash.value(algorithm);
            for (side, notes) in
                [(Holder::Client, pair.client.notes()), (Holder::Server, pair.server.notes())]
            {
                let find = |name: &str| {
                    let all = notes.iter().flat_map(|note| &note.artifacts);
                    all.into_iter().find(|a| a.name == name).unwrap().bytes.to_vec()
                };
                let secret = find("pre_master_secret");
                let expected = extended_master_secret(algorithm, &secret, &value).bytes.to_vec();
                log.equal(side, suite.name(), find("master_secret"), expected);
            }
        }
    },
    // 76: Heartbleed's record, and honest heartbeats, at every moment.
    |log| {
        let bleed = unknown(24, &[1, 0x40, 0]);
        let honest = unknown(24, &[&[1, 0, 4][..], b"ping", &[0; 16]].concat());
        for bytes in [bleed, honest] {
            for letters in [0, 2, 3] {
                let mut pair = Pair::after(SUITE, letters);
                pair.server.receive(&bytes);
                log.server("in the clear", &pair.server, "unexpected_message");
            }
            for letters in [1, 4] {
                let mut pair = Pair::after(SUITE, letters);
                pair.client.receive(&bytes);
                log.client("in the clear", &pair.client, "unexpected_message");
            }
            let make = |seal: &mut Seal, _| sealed(seal, ContentType::Unknown(24), &bytes[5..]);
            to_both(log, "under a seal", &open(SUITE), make, "unexpected_message");
        }
    },
];

/// Ended by the other's alert: nothing more is said or heard.
fn stopped<R: Role>(log: &mut Log, side: Holder, mut party: Party<R>) {
    let told = matches!(party.end(), Some(End::Alerted(_)));
    party.say(b"anything");
    party.close();
    party.receive(&client_hello(|_| {}));
    let silent = party.next_letter().is_none() && party.heard().is_empty();
    log.holds(side, "a fatal alert", "stopped", told && silent && !party.is_open());
}

/// Answered by a goodbye, and nothing else.
fn closed<R: Role>(log: &mut Log, side: Holder, mut party: Party<R>) {
    party.say(b"unsaid");
    let letters: Vec<_> = std::iter::from_fn(|| party.next_letter()).collect();
    assert_eq!(letters.len(), 1);
    let inside = letters[0].sheets[0].inside.as_ref().unwrap();
    assert_eq!(inside.plaintext, [1, 0]);
    let ok = party.end() == Some(&End::Closed) && party.heard().is_empty();
    log.holds(side, "close_notify", "closed", ok);
}
