//! 1 to 11: the pre-master secret under RSA.

use tls_airmail::{
    crypto::rsa,
    keys::artifact::Holder,
    wire::{
        handshake::Message,
        key_exchange::{ClientKeyExchange, KeyExchange},
        registry::Version,
    },
};

use crate::{
    Case, Log,
    forge::{complete, plain_hello},
    pair::{Pair, SUITE, V, handshake, message},
    recorded::{Flow, flows},
};

pub const CASES: [Case; 11] = [
    |log| bad(log, &[("type 1", &changed(1, 1)), ("type 3", &changed(1, 3))]),
    |log| bad(log, &[("first octet 1", &changed(0, 1)), ("first octet 127", &changed(0, 127))]),
    |log| {
        let mut block = pad(&secret(V, 48));
        block.iter_mut().skip(2).filter(|byte| **byte == 0).for_each(|byte| *byte = 1);
        bad(log, &[("no separator", &block)]);
    },
    |log| {
        for at in [2, 3, 9, 10, 100, 205, 206] {
            bad(log, &[("a zero in the padding", &changed(at, 0))]);
        }
    },
    |log| {
        for length in [47, 4, 2, 1, 0] {
            bad(log, &[("too short", &pad(&secret(V, length)))]);
        }
    },
    |log| {
        for length in [49, 124] {
            bad(log, &[("too long", &pad(&secret(V, length)))]);
        }
    },
    |log| {
        for version in [0x0302, 0x0301, 0x0300, 0x0304, 0x0202, 0x0000] {
            bad(log, &[("another version", &pad(&secret(Version(version), 48)))]);
        }
    },
    // 8: what was offered goes into the secret, not what was chosen.
    |log| {
        for offered in [0x0304, 0x03ff, 0x0400] {
            let mut pair = Pair::new(SUITE);
            let key = pair.hand.identity.key.public();
            let mut hello = plain_hello();
            hello.version = Version(offered);
            let (answer, _) = complete(&mut pair.server, hello, &key);
            assert_eq!(answer.version, V);
            log.holds(Holder::Server, "a higher offer", "established", pair.server.is_open());
        }
    },
    // 9: numbers that are no ciphertext, and a length that does not fit the message.
    |log| {
        let key = Pair::new(SUITE).hand.identity.key.public();
        let size = key.size();
        let modulus = key.modulus();
        let mut more = modulus.clone();
        more[size - 1] += 1;
        for (name, cipher) in [
            ("zero", vec![0; size]),
            ("n", modulus),
            ("n + 1", more),
            ("all ones", vec![0xff; size]),
            ("no octets", Vec::new()),
            ("an octet short", vec![1; size - 1]),
            ("an octet long", vec![1; size + 1]),
            ("a zero in front", [&[0][..], &vec![1; size]].concat()),
        ] {
            refuse(log, name, cipher);
        }
        for (name, body) in [
            ("a length beyond the message", [&[1, 1][..], &[7; 256]].concat()),
            ("a length before its end", [&[0, 255][..], &[7; 256]].concat()),
            ("half a length", vec![1]),
        ] {
            let mut pair = Pair::after(SUITE, 2);
            pair.server.receive(&message(16, &body));
            log.server(name, &pair.server, "decode_error");
        }
    },
    // 10: cut or padded, with the header that says so.
    |log| {
        let mut pair = Pair::after(SUITE, 2);
        let honest = pair.client.next_letter().unwrap().bytes();
        let body = &honest[9..];
        for length in (0..body.len()).step_by(15).chain([body.len() - 1]) {
            let mut server = pair.server.clone();
            server.receive(&message(16, &body[..length]));
            log.server("cut", &server, "decode_error");
        }
        for more in [1, 2, 16] {
            let mut server = pair.server.clone();
            server.receive(&message(16, &[body, &vec![0; more]].concat()));
            log.server("padded", &server, "decode_error");
        }
    },
    recorded,
];

fn secret(version: Version, length: usize) -> Vec<u8> {
    let mut secret = version.bytes().to_vec();
    secret.resize(length.max(2), 9);
    secret.truncate(length);
    secret
}

fn pad(message: &[u8]) -> Vec<u8> {
    rsa::pad(256, &vec![7; 253 - message.len()], message).unwrap()
}

fn changed(at: usize, byte: u8) -> Vec<u8> {
    let mut block = pad(&secret(V, 48));
    block[at] = byte;
    block
}

fn bad(log: &mut Log, blocks: &[(&str, &[u8])]) {
    for (name, block) in blocks {
        let key = Pair::new(SUITE).hand.identity.key.public();
        refuse(log, name, key.encrypt_block(block).unwrap());
    }
}

/// Nothing is said at ClientKeyExchange or ChangeCipherSpec; the first sealed record fails, and the
/// server's whole answer is the same seven bytes for every stimulus.
fn refuse(log: &mut Log, name: &str, cipher: Vec<u8>) {
    let mut pair = Pair::after(SUITE, 2);
    pair.client.next_letter().unwrap();
    let exchange = Message::ClientKeyExchange(ClientKeyExchange::Encrypted(cipher));
    pair.server.receive(&handshake(&exchange.encode()));
    assert!(pair.server.end().is_none() && pair.server.next_letter().is_none(), "{name}");
    let finished = pair.client.next_letter().unwrap();
    pair.server.receive(&finished.sheets[0].bytes);
    assert!(pair.server.end().is_none() && pair.server.next_letter().is_none(), "{name}");
    pair.server.receive(&finished.sheets[1].bytes);
    let alert = pair.server.clone().next_letter().expect(name).bytes();
    assert_eq!(alert, [21, 3, 3, 0, 2, 2, 20], "{name}");
    log.server(name, &pair.server, "bad_record_mac");
}

/// 11: Go's recorded ClientKeyExchange, from the same randomness.
fn recorded(log: &mut Log) {
    let is_ours = |flow: &Flow| flow.by_client() && flow.suite().key_exchange() == KeyExchange::Rsa;
    for flow in flows().into_iter().filter(is_ours) {
        let mut client = flow.client();
        client.next_letter().unwrap();
        let mut rest = flow.records[1..].iter();
        let recorded = loop {
            let (by_client, record) = rest.next().unwrap();
            if *by_client {
                break record;
            }
            client.receive(record);
        };
        let written = client.next_letter().unwrap().bytes();
        log.equal(Holder::Client, flow.text("name"), &written[..], &recorded[..]);
    }
}
