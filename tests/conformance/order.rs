//! 33 to 49: messages at the wrong time, and Finished.

use tls_airmail::{
    keys::{artifact::Holder, seal::Seal, suite::CipherSuite},
    party::desk::Letter,
    wire::{bytes::hex, record::ContentType},
};

use crate::{
    Case, Log, open,
    pair::{CCS, Pair, SUITE, handshake, message, record, sealed},
    recorded::flows,
    to_both,
};

const ECDHE: CipherSuite = CipherSuite::EcdheAes128GcmSha256;
const HELLO_REQUEST: [u8; 4] = [0; 4];
const UNEXPECTED: &str = "unexpected_message";

pub const CASES: [Case; 17] = [
    // 33: no keys are made before there is a secret.
    |log| {
        for suite in [SUITE, ECDHE] {
            for letters in [0, 2] {
                let mut pair = Pair::after(suite, letters);
                pair.server.receive(CCS);
                log.server("too early", &pair.server, UNEXPECTED);
                let made = pair.server.notes().into_iter().flat_map(|note| note.artifacts);
                let keys = made.into_iter().filter(|artifact| artifact.name == "master_secret");
                log.equal(Holder::Server, "keys made", keys.count(), 0);
            }
        }
    },
    // 34: before ServerHelloDone, behind each message of the flight.
    |log| {
        for suite in [SUITE, ECDHE] {
            let (pair, flight) = flight(suite);
            for count in 0..flight.len() {
                let mut client = pair.client.clone();
                client.receive(&[&flight[..count].concat()[..], CCS].concat());
                log.client("too early", &client, UNEXPECTED);
            }
        }
    },
    // 35: the right verify_data, without ChangeCipherSpec.
    |log| {
        let (pair, letter) = before(SUITE, "client_finished");
        let mut server = pair.server.clone();
        server.receive(&handshake(&inside(&letter)));
        log.server("no ChangeCipherSpec", &server, UNEXPECTED);
        server = pair.server.clone();
        server.receive(&letter.sheets[1].bytes);
        log.server("sealed, without ChangeCipherSpec", &server, "decode_error");
        let (pair, letter) = before(SUITE, "server_finished");
        let mut client = pair.client.clone();
        client.receive(&handshake(&inside(&letter)));
        log.client("no ChangeCipherSpec", &client, UNEXPECTED);
    },
    // 36: it is one octet, 1.
    |log| {
        for (body, expected) in [
            (&[1, 1][..], "decode_error"),
            (&[1, 0, 0], "decode_error"),
            (&[0], "illegal_parameter"),
            (&[2], "illegal_parameter"),
            (&[255], "illegal_parameter"),
            (&[], UNEXPECTED),
        ] {
            let bytes = record(ContentType::ChangeCipherSpec, body);
            let mut pair = Pair::after(SUITE, 3);
            pair.server.receive(&bytes);
            log.server("another body", &pair.server, expected);
            let mut pair = before(SUITE, "server_finished").0;
            pair.client.receive(&bytes);
            log.client("another body", &pair.client, expected);
        }
    },
    // 37: twice. In the clear it is no record of the new keys; under them it comes at no time.
    |log| {
        let again = |log: &mut Log, letters: &str, sealed_too: bool| {
            let (mut pair, letter) = before(SUITE, letters);
            let by_client = letters == "client_finished";
            let [client, server] = pair.write_keys();
            let mut seal = Seal::new(SUITE, if by_client { client } else { server });
            let second = match sealed_too {
                true => sealed(&mut seal, ContentType::ChangeCipherSpec, &[1]),
                false => CCS.to_vec(),
            };
            let bytes = [&letter.sheets[0].bytes[..], &second].concat();
            let expected = if sealed_too { UNEXPECTED } else { "bad_record_mac" };
            if by_client {
                pair.server.receive(&bytes);
                log.server("before Finished", &pair.server, expected);
            } else {
                pair.client.receive(&bytes);
                log.client("before Finished", &pair.client, expected);
            }
        };
        for letters in ["client_finished", "server_finished"] {
            again(log, letters, true);
            again(log, letters, false);
        }
        let pair = open(SUITE);
        let make = |seal: &mut Seal, _| sealed(seal, ContentType::ChangeCipherSpec, &[1]);
        to_both(log, "behind Finished", &pair, make, UNEXPECTED);
        to_both(log, "behind it, in the clear", &pair, |_, _| CCS.to_vec(), "bad_record_mac");
    },
    // 38: no ClientKeyExchange.
    |log| {
        for suite in [SUITE, ECDHE] {
            let (_, letter) = before(suite, "client_finished");
            let mut pair = Pair::after(suite, 2);
            pair.server.receive(&letter.bytes());
            log.server("ChangeCipherSpec and Finished", &pair.server, UNEXPECTED);
            let mut pair = Pair::after(suite, 2);
            pair.server.receive(&message(20, &[0; 12]));
            log.server("Finished", &pair.server, UNEXPECTED);
        }
    },
    // 39: no ClientHello, or nothing but ClientHello and Finished.
    |log| {
        let letters: Vec<Letter> =
            ["client_key_exchange", "client_finished"].map(|id| before(SUITE, id).1).into();
        for letter in &letters {
            let mut pair = Pair::new(SUITE);
            pair.server.receive(&letter.bytes());
            log.server("no ClientHello", &pair.server, UNEXPECTED);
        }
        for finished in [handshake(&inside(&letters[1])), message(20, &[0; 12])] {
            let mut pair = Pair::new(SUITE);
            pair.server.receive(&finished);
            log.server("Finished alone", &pair.server, UNEXPECTED);
            let mut pair = Pair::after(SUITE, 2);
            pair.server.receive(&finished);
            log.server("ClientHello and Finished", &pair.server, UNEXPECTED);
        }
    },
    // 40: twice.
    |log| {
        for suite in [SUITE, ECDHE] {
            for (id, letters) in [("client_hello", 0), ("client_key_exchange", 2)] {
                let letter = before(suite, id).1.bytes();
                let mut again = letter.clone();
                // Only a first record may say another version.
                again[2] = 3;
                let mut pair = Pair::after(suite, letters);
                pair.server.receive(&[letter, again].concat());
                // What the server has read it answers before it reads on.
                while pair.server.end().is_none() && pair.server.next_letter().is_some() {}
                log.server(id, &pair.server, UNEXPECTED);
            }
        }
    },
    // 41: data before the handshake is done.
    |log| {
        let words = record(ContentType::ApplicationData, b"too early");
        for letters in [0, 2, 3] {
            let mut pair = Pair::after(SUITE, letters);
            pair.server.receive(&words);
            log.server("in the clear", &pair.server, UNEXPECTED);
            assert!(pair.server.heard().is_empty());
        }
        for letters in [1, 4] {
            let mut pair = Pair::after(SUITE, letters);
            pair.client.receive(&words);
            log.client("in the clear", &pair.client, UNEXPECTED);
        }
        for suite in [SUITE, ECDHE] {
            for id in ["client_finished", "server_finished"] {
                let (mut pair, letter) = before(suite, id);
                let [client, server] = pair.write_keys();
                let by_client = id == "client_finished";
                let mut seal = Seal::new(suite, if by_client { client } else { server });
                let early = sealed(&mut seal, ContentType::ApplicationData, b"too early");
                let bytes = [&letter.sheets[0].bytes[..], &early].concat();
                if by_client {
                    pair.server.receive(&bytes);
                    assert!(pair.server.heard().is_empty());
                    log.server("between ChangeCipherSpec and Finished", &pair.server, UNEXPECTED);
                } else {
                    pair.client.receive(&bytes);
                    assert!(pair.client.heard().is_empty());
                    log.client("between ChangeCipherSpec and Finished", &pair.client, UNEXPECTED);
                }
            }
        }
    },
    // 42: parts of the server's flights left out; the client says nothing of its own.
    |log| {
        for suite in [SUITE, ECDHE] {
            let (pair, flight) = flight(suite);
            for missing in 0..flight.len() - 1 {
                let mut client = pair.client.clone();
                client.say(b"for the server alone");
                let mut rest = flight.clone();
                rest.remove(missing);
                client.receive(&rest.concat());
                log.client("one message missing", &client, UNEXPECTED);
            }
            let mut pair = before(suite, "server_finished").0;
            pair.client.say(b"for the server alone");
            assert!(pair.client.next_letter().is_none());
            pair.client.receive(&record(ContentType::ApplicationData, b"trust me"));
            log.client("no second flight", &pair.client, UNEXPECTED);
        }
    },
    // 43: a ServerKeyExchange, honest and signed, where RSA was agreed.
    |log| {
        let (pair, flight) = flight(SUITE);
        let other = self::flight(ECDHE).1;
        let mut client = pair.client.clone();
        client.receive(&[&flight[0][..], &flight[1], &other[2]].concat());
        log.client("an ECDHE one", &client, UNEXPECTED);
        let mut client = pair.client.clone();
        client.receive(&[&flight[0][..], &flight[1], &message(12, &[0, 1, 7])].concat());
        log.client("a short RSA key", &client, UNEXPECTED);
    },
    // 44: ServerHello twice, or Finished right behind it.
    |log| {
        for suite in [SUITE, ECDHE] {
            let (pair, flight) = flight(suite);
            for (name, behind) in [
                ("twice", flight[0].clone()),
                ("Finished", message(20, &[0; 12])),
                ("ChangeCipherSpec", CCS.to_vec()),
            ] {
                let mut client = pair.client.clone();
                client.receive(&[&flight[0][..], &behind].concat());
                log.client(name, &client, UNEXPECTED);
            }
        }
    },
    // 45: HelloRequest, between any two messages: not heard, and not hashed.
    |log| {
        let mut pair = Pair::after(SUITE, 1);
        let letter = pair.server.next_letter().unwrap();
        for sheet in &letter.sheets {
            pair.client.receive(&handshake(&HELLO_REQUEST));
            pair.client.receive(&sheet.bytes);
        }
        log.established(Holder::Client, "between all messages", &mut pair);
        let (pair, flight) = flight(SUITE);
        for count in 0..flight.len() {
            let mut client = pair.client.clone();
            client.receive(&[&flight[..count].concat()[..], &message(0, &[1])].concat());
            log.client("with a body", &client, "decode_error");
        }
        let mut client = pair.client.clone();
        client.receive(&[handshake(&[0, 0]), handshake(&[0, 0])].concat());
        log.client("in halves", &client, "accepted");
        client.receive(&[handshake(&[0, 0]), CCS.to_vec()].concat());
        log.client("half of it", &client, UNEXPECTED);
        let pair = open(SUITE);
        let make = |seal: &mut Seal, _| sealed(seal, ContentType::Handshake, &HELLO_REQUEST);
        let mut done = pair.clone();
        let [_, mut seal] = done.keys(SUITE);
        done.client.receive(&make(&mut seal, SUITE));
        let answer = done.client.next_letter().unwrap();
        let warning = answer.sheets[0].inside.as_ref().unwrap().plaintext.clone();
        log.equal(Holder::Client, "once it is open: no_renegotiation", warning, vec![1, 100]);
        log.client("once it is open", &done.client, "accepted");
    },
    // 46: from the client it is never right.
    |log| {
        for letters in [0, 2, 3] {
            let mut pair = Pair::after(SUITE, letters);
            pair.server.receive(&handshake(&HELLO_REQUEST));
            log.server("while it runs", &pair.server, UNEXPECTED);
        }
        let mut pair = open(SUITE);
        let [mut seal, _] = pair.keys(SUITE);
        pair.server.receive(&sealed(&mut seal, ContentType::Handshake, &HELLO_REQUEST));
        log.server("once it is open", &pair.server, UNEXPECTED);
    },
    // 47: every bit of verify_data.
    |log| {
        for bit in 0..96 {
            changed_finished(log, "a flipped bit", "decrypt_error", |finished| {
                finished[4 + bit / 8] ^= 1 << (bit % 8);
            });
        }
    },
    // 48: another length.
    |log| {
        for length in [0, 1, 8, 11, 13, 36, 255_u8] {
            changed_finished(log, "another length", "decode_error", |finished| {
                finished.resize(4 + usize::from(length), 0);
                finished[3] = length;
            });
        }
    },
    recorded,
];

/// A handshake stopped where the letter `id` has been written and not read.
pub fn before(suite: CipherSuite, id: &str) -> (Pair, Letter) {
    let mut pair = Pair::new(suite);
    loop {
        if let Some(letter) = pair.client.next_letter() {
            if letter.id == id {
                return (pair, letter);
            }
            pair.server.receive(&letter.bytes());
        } else {
            let letter = pair.server.next_letter().unwrap();
            if letter.id == id {
                return (pair, letter);
            }
            pair.client.receive(&letter.bytes());
        }
    }
}

/// The records of the server's first flight, unread.
pub fn flight(suite: CipherSuite) -> (Pair, Vec<Vec<u8>>) {
    let (pair, letter) = before(suite, "server_hello");
    (pair, letter.sheets.into_iter().map(|sheet| sheet.bytes).collect())
}

/// The Finished under the seal of a letter.
fn inside(letter: &Letter) -> Vec<u8> {
    letter.sheets[1].inside.as_ref().unwrap().plaintext.clone()
}

/// Either Finished, changed under its seal.
pub fn changed_finished(
    log: &mut Log,
    stimulus: &str,
    expected: &str,
    change: impl Fn(&mut Vec<u8>),
) {
    for suite in [SUITE, ECDHE] {
        for id in ["client_finished", "server_finished"] {
            let (mut pair, letter) = before(suite, id);
            let [client, server] = pair.write_keys();
            let by_client = id == "client_finished";
            let mut seal = Seal::new(suite, if by_client { client } else { server });
            let mut finished = inside(&letter);
            change(&mut finished);
            let forged = sealed(&mut seal, ContentType::Handshake, &finished);
            let bytes = [CCS, &forged].concat();
            if by_client {
                pair.server.receive(&bytes);
                log.server(stimulus, &pair.server, expected);
            } else {
                pair.client.receive(&bytes);
                log.client(stimulus, &pair.client, expected);
            }
        }
    }
}

/// 49: what Go computed over the same letters.
fn recorded(log: &mut Log) {
    for flow in flows() {
        let notes = if flow.by_client() {
            let mut client = flow.client();
            client.next_letter();
            for (_, record) in flow.records.iter().filter(|(by_client, _)| !by_client) {
                client.receive(record);
                while client.next_letter().is_some() {}
            }
            client.notes()
        } else {
            let mut server = flow.server();
            for (_, record) in flow.records.iter().filter(|(by_client, _)| *by_client) {
                server.receive(record);
                while server.next_letter().is_some() {}
            }
            server.notes()
        };
        let side = if flow.by_client() { Holder::Client } else { Holder::Server };
        for name in ["client_verify_data", "server_verify_data"] {
            let found = notes.iter().flat_map(|note| &note.artifacts);
            let found = found.into_iter().find(|artifact| artifact.name == name);
            let found = found.map(|artifact| hex(&artifact.bytes)).unwrap_or_default();
            log.equal(side, name, &found[..], flow.text(name));
        }
    }
}
