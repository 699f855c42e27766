//! 25 to 32: the record layer.

use tls_airmail::{
    keys::{artifact::Holder, schedule::WriteKeys, seal::Seal},
    wire::record::ContentType,
};

use crate::{
    Case, Log,
    forge::split,
    open,
    pair::{CCS, Pair, SUITE, alert, client_hello, client_seal, handshake, record, sealed},
    to_both, unknown,
};

const DATA: ContentType = ContentType::ApplicationData;

pub const CASES: [Case; 8] = [
    // 25: a type that RFC 5246 does not have, at every moment.
    |log| {
        for code in [0, 19, 24, 25, 99, 255] {
            everywhere(log, "an unknown type", &unknown(code, b"x"), "unexpected_message");
            let pair = open(SUITE);
            let make = |seal: &mut Seal, _| sealed(seal, ContentType::Unknown(code), b"x");
            to_both(log, "an unknown type under a seal", &pair, make, "unexpected_message");
        }
    },
    // 26: empty records that must not be.
    |log| {
        for content_type in
            [ContentType::Handshake, ContentType::Alert, ContentType::ChangeCipherSpec]
        {
            let empty = record(content_type, b"");
            everywhere(log, "an empty record", &empty, "unexpected_message");
            everywhere(log, "a flood of them", &empty.repeat(1000), "unexpected_message");
            let pair = open(SUITE);
            let make = |seal: &mut Seal, _| sealed(seal, content_type, b"");
            to_both(log, "one under a seal", &pair, make, "unexpected_message");
        }
    },
    // 27: empty records that may be.
    |log| {
        let pair = open(SUITE);
        for (count, expected) in [(1, "accepted"), (32, "accepted"), (33, "unexpected_message")] {
            let make =
                |seal: &mut Seal, _| (0..count).flat_map(|_| sealed(seal, DATA, b"")).collect();
            to_both(log, "so many in a row", &pair, make, expected);
        }
    },
    // 28: one message over many records.
    |log| {
        for size in [1, 2, 3, 5, 64, 1000] {
            let mut pair = Pair::new(SUITE);
            let mut seals: Option<[Seal; 2]> = None;
            let mut none = Seal::new(SUITE, WriteKeys { mac_key: vec![], key: vec![], iv: vec![] });
            loop {
                let letter = pair.client.next_letter();
                if letter.as_ref().is_some_and(|letter| letter.id == "client_finished") {
                    seals = Some(pair.write_keys().map(|keys| Seal::new(SUITE, keys)));
                }
                let letters = [letter, pair.server.next_letter()];
                if letters.iter().all(Option::is_none) {
                    break;
                }
                for (side, letter) in letters.into_iter().enumerate() {
                    let Some(letter) = letter else { continue };
                    let seal = seals.as_mut().map_or(&mut none, |seals| &mut seals[side]);
                    let bytes = split(&letter, seal, size);
                    match side {
                        0 => pair.server.receive(&bytes),
                        _ => pair.client.receive(&bytes),
                    }
                }
            }
            log.holds(Holder::Client, "split", "established", pair.client.is_open());
            log.holds(Holder::Server, "split", "established", pair.server.is_open());
        }
    },
    // 29: many messages in one record.
    |log| {
        for suite in [SUITE, tls_airmail::keys::suite::CipherSuite::EcdheAes128GcmSha256] {
            let mut pair = Pair::after(suite, 1);
            let letter = pair.server.next_letter().unwrap();
            let messages: Vec<u8> =
                letter.sheets.iter().flat_map(|sheet| sheet.bytes[5..].to_vec()).collect();
            pair.client.receive(&handshake(&messages));
            log.established(Holder::Client, "the flight in one record", &mut pair);
        }
        // Asked for a certificate, an honest client says two things in a row: none, and the key.
        let mut pair = Pair::after(SUITE, 2);
        let exchange = pair.client.next_letter().unwrap().bytes();
        pair.server.receive(&handshake(&exchange[5..]));
        log.established(Holder::Server, "one message in one record", &mut pair);
        let mut pair = open(SUITE);
        let [mut seal, _] = pair.keys(SUITE);
        let hello = client_hello(|_| {});
        pair.server.receive(&sealed(&mut seal, ContentType::Handshake, &hello[5..].repeat(2)));
        // Two requests for another handshake in one record: two refusals.
        let ids: Vec<_> = std::iter::from_fn(|| pair.server.next_letter()).map(|l| l.id).collect();
        log.equal(Holder::Server, "two messages in one record", ids, vec!["server_alert"; 2]);
    },
    // 30: ChangeCipherSpec between two fragments of one message.
    |log| {
        for (letters, code) in [(0, 1), (2, 16)] {
            let mut pair = Pair::after(SUITE, letters);
            pair.server.receive(&[handshake(&[code, 0]), CCS.to_vec()].concat());
            log.server("between two fragments", &pair.server, "unexpected_message");
        }
        // Half a Finished before ChangeCipherSpec, half behind it.
        let mut pair = Pair::after(SUITE, 3);
        let finished = pair.client.next_letter().unwrap();
        let plain = finished.sheets[1].inside.clone().unwrap().plaintext;
        let mut seal = client_seal(&mut pair, SUITE);
        let behind = sealed(&mut seal, ContentType::Handshake, &plain[8..]);
        pair.server.receive(&[handshake(&plain[..8]), CCS.to_vec(), behind].concat());
        log.server("Finished on both sides of it", &pair.server, "unexpected_message");
        let mut pair = Pair::after(SUITE, 1);
        pair.client.receive(&[handshake(&[2, 0, 0]), CCS.to_vec()].concat());
        log.client("between two fragments", &pair.client, "unexpected_message");
        let mut pair = Pair::after(SUITE, 4);
        pair.client.receive(&[handshake(&[20, 0]), CCS.to_vec()].concat());
        log.client("before Finished", &pair.client, "unexpected_message");
    },
    // 31: {3, x} in front of ClientHello, {3, 3} from then on.
    |log| {
        for minor in [0, 1, 2, 3, 4, 9, 255] {
            let mut pair = Pair::new(SUITE);
            let mut hello = pair.client.next_letter().unwrap().bytes();
            (hello[1], hello[2]) = (3, minor);
            pair.server.receive(&hello);
            log.established(Holder::Server, "{3, x} first", &mut pair);
        }
        for major in [0, 2, 4, 255] {
            let mut pair = Pair::new(SUITE);
            pair.server.receive(&[22, major, 1, 0, 1, 0]);
            log.server("another major version first", &pair.server, "protocol_version");
        }
        for version in [[3, 1], [3, 0], [3, 4], [2, 3]] {
            for letters in [2, 3] {
                let mut pair = Pair::after(SUITE, letters);
                pair.server.receive(&[22, version[0], version[1], 0, 1, 0]);
                log.server("another version later", &pair.server, "protocol_version");
            }
        }
    },
    // 32: other protocols knock.
    |log| {
        for (name, words, expected) in [
            ("HTTP", &b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"[..], "unexpected_message"),
            ("SSH", b"SSH-2.0-OpenSSH_9.9\r\n", "unexpected_message"),
            ("SMTP", b"EHLO a\r\n", "unexpected_message"),
            ("zeros", &[0; 64], "unexpected_message"),
            ("ones", &[0xff; 64], "unexpected_message"),
            ("a handshake type, then anything", &[22; 64], "protocol_version"),
            ("half a header", &[22, 3], "accepted"),
        ] {
            let mut pair = Pair::new(SUITE);
            pair.server.receive(words);
            log.server(name, &pair.server, expected);
        }
        // Whatever 64 octets come, it ends or waits, and says at most one thing.
        for seed in 0..=255_u8 {
            let noise = tls_airmail::crypto::drbg::Entropy::Seed([seed; 32]).draw("noise", 64);
            let mut server = Pair::new(SUITE).server;
            server.receive(&noise);
            let letters = std::iter::from_fn(|| server.next_letter()).count();
            log.holds(Holder::Server, "noise", "no more than an alert", letters <= 1);
        }
    },
];

/// The same bytes for both, before each letter that they could read instead. The client's last
/// unprotected moment is before ChangeCipherSpec.
fn everywhere(log: &mut Log, stimulus: &str, bytes: &[u8], expected: &str) {
    for letters in [0, 2, 3] {
        let mut pair = Pair::after(SUITE, letters);
        pair.server.receive(bytes);
        log.server(stimulus, &pair.server, expected);
    }
    for letters in [1, 4] {
        let mut pair = Pair::after(SUITE, letters);
        assert_eq!(alert(&pair.client), "none");
        pair.client.receive(bytes);
        log.client(stimulus, &pair.client, expected);
    }
}
