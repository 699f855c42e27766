//! 50 to 61: the hellos.

use std::collections::BTreeSet;

use tls_airmail::{
    keys::{artifact::Holder, suite::CipherSuite},
    wire::{
        handshake::Message,
        hello::{ClientHello, Extension},
        registry::Version,
    },
};

use crate::{
    Case, Log,
    common::scenario,
    forge::{complete, plain_hello},
    order::flight,
    pair::{Pair, SUITE, V, client_hello, message, server_hello},
};

pub const CASES: [Case; 12] = [
    // 50: no suite in common.
    |log| {
        for suites in
            [vec![0xc0ff], vec![0x0005, 0x000a, 0xc009], vec![0x0a0a], vec![0x00ff, 0x5600]]
        {
            refuse(log, "foreign suites", |h| h.suites = suites, "handshake_failure");
        }
        let ecdhe = vec![CipherSuite::EcdheAes128GcmSha256.code()];
        refuse(log, "ECDHE without signatures", |h| h.suites = ecdhe, "handshake_failure");
    },
    // 51: suites that nobody knows.
    |log| {
        let grease = (0..16).map(|n| 0x0a0a + 0x1010 * n);
        let strange: Vec<u16> = grease.chain([0x00ff, 0x5600, 0x0000, 0xffff]).collect();
        for suites in
            [[&strange[..], &[0x2f]].concat(), [&[0x2f], &strange[..]].concat(), vec![0x2f; 200]]
        {
            serve(log, "unknown suites, GREASE, SCSVs", |hello| hello.suites = suites);
        }
    },
    // 52: null compression must be offered.
    |log| {
        for methods in [vec![1], vec![64, 1], vec![255]] {
            refuse(log, "without null", |h| h.compressions = methods, "illegal_parameter");
        }
        refuse(log, "none at all", |h| h.compressions.clear(), "decode_error");
        serve(log, "null and others", |h| h.compressions = vec![64, 1, 0]);
    },
    // 53: extensions or not.
    |log| {
        serve(log, "no block", |h| h.extensions = None);
        serve(log, "an empty block", |h| h.extensions = Some(Vec::new()));
        let unknown = |code, length| Extension { code, data: vec![0x5a; length] };
        serve(log, "unknown ones", |h| {
            h.extensions = Some(vec![unknown(0x0a0a, 0), unknown(0xfafa, 9), unknown(4711, 3000)]);
        });
        serve(log, "many", |h| {
            h.extensions = Some((0x2000..0x2800).map(|code| unknown(code, 2)).collect());
        });
        serve(log, "extended_master_secret", |h| h.extensions = Some(vec![unknown(23, 0)]));
    },
    // 54: one twice.
    |log| {
        for code in [0x0a0a, 35, 23, 0xff01] {
            let data = if code == 0xff01 { vec![0] } else { Vec::new() };
            let twice = vec![Extension { code, data }; 2];
            let hello = twice.clone();
            refuse(log, "twice", |h| h.extensions = Some(hello), "illegal_parameter");
            let mut pair = Pair::after(SUITE, 1);
            pair.client.receive(&server_hello(|h| h.extensions = Some(twice)));
            log.client("twice", &pair.client, "illegal_parameter");
        }
    },
    // 55: lengths that do not agree.
    |log| {
        let mut pair = Pair::new(SUITE);
        let honest = pair.client.next_letter().unwrap().bytes();
        let body = &honest[9..];
        // version, random, no session id, one suite, null
        let bare = 2 + 32 + 1 + 2 + 2 + 1 + 1;
        for length in 0..body.len() {
            let expected = if length == bare { "accepted" } else { "decode_error" };
            let mut server = pair.server.clone();
            server.receive(&message(1, &body[..length]));
            log.server("cut", &server, expected);
        }
        for more in [1, 2, 3, 4, 100] {
            let mut server = pair.server.clone();
            server.receive(&message(1, &[body, &vec![0; more]].concat()));
            log.server("padded", &server, "decode_error");
        }
        // Each length inside, one more and one less.
        for at in [34, 36, 39, 42, 46, 48, 51] {
            for change in [1_u8, 255] {
                let mut changed = body.to_vec();
                changed[at] = changed[at].wrapping_add(change);
                let mut server = pair.server.clone();
                server.receive(&message(1, &changed));
                log.server("a length that is one off", &server, "decode_error");
            }
        }
    },
    // 56: a session id of more than 32 octets.
    |log| {
        for length in [33, 64, 255] {
            refuse(log, "too long", |h| h.session_id = vec![7; length], "decode_error");
            let mut pair = Pair::after(SUITE, 1);
            pair.client.receive(&server_hello(|h| h.session_id = vec![7; length]));
            log.client("too long", &pair.client, "decode_error");
        }
        serve(log, "32 octets", |hello| hello.session_id = vec![7; 32]);
        let mut pair = Pair::after(SUITE, 1);
        pair.client.receive(&server_hello(|h| h.session_id = vec![7; 32]));
        log.client("32 octets", &pair.client, "accepted");
    },
    // 57: more than we speak: answered with what we speak.
    |log| {
        for version in [0x0304, 0x0305, 0x03ff, 0x0400, 0x0500, 0xffff] {
            let mut pair = Pair::new(SUITE);
            let mut hello = plain_hello();
            hello.version = Version(version);
            let key = pair.hand.identity.key.public();
            let (answer, _) = complete(&mut pair.server, hello, &key);
            log.equal(Holder::Server, "the version of ServerHello", answer.version, V);
        }
    },
    // 58: less than we speak; and the hello of SSL 2.0.
    |log| {
        for version in [0x0302, 0x0301, 0x0300, 0x02ff, 0x0200, 0x0002, 0x0000] {
            refuse(log, "an old version", |h| h.version = Version(version), "protocol_version");
        }
        let mut pair = Pair::new(SUITE);
        pair.server.receive(&[&[0x80, 0x2e, 1, 3, 3, 0, 3, 0, 0, 0, 32][..], &[0; 35]].concat());
        log.server("a hello of SSL 2.0", &pair.server, "unexpected_message");
    },
    // 59: chosen, but not offered.
    |log| {
        for suite in [0x009c, 0x002e, 0x0000, 0x0a0a, 0x1301] {
            answer(log, "a suite", |h| h.suite = suite, "illegal_parameter");
        }
        for method in [1, 64, 255] {
            answer(log, "a compression", |h| h.compression = method, "illegal_parameter");
        }
        for version in [0x0302, 0x0301, 0x0300, 0x0304, 0x0002, 0xffff] {
            answer(log, "a version", |h| h.version = Version(version), "protocol_version");
        }
    },
    // 60: an answer to what was not asked.
    |log| {
        for code in [35, 16, 23, 13, 0x0a0a, 0xffff] {
            let extension = Extension { code, data: Vec::new() };
            answer(
                log,
                "an extension",
                |h| h.extensions = Some(vec![extension]),
                "unsupported_extension",
            );
        }
    },
    // 61: fresh, and independent of each other.
    |log| {
        let mut seen = [BTreeSet::new(), BTreeSet::new()];
        for seed in 0..64 {
            let mut pair = Pair::of(scenario(seed, SUITE, false));
            let first = pair.client.next_letter().unwrap().bytes();
            pair.server.receive(&first);
            let answer = pair.server.next_letter().unwrap().bytes();
            let randoms = [&first[11..43], &answer[11..43]];
            assert_ne!(randoms[0], randoms[1]);
            for (seen, random) in seen.iter_mut().zip(randoms) {
                seen.insert(random.to_vec());
            }
        }
        assert!(seen[0].is_disjoint(&seen[1]));
        log.equal(Holder::Client, "randoms of 64 connections", seen[0].len(), 64);
        log.equal(Holder::Server, "randoms of 64 connections", seen[1].len(), 64);
    },
];

fn refuse(log: &mut Log, name: &str, change: impl FnOnce(&mut ClientHello), expected: &str) {
    let mut pair = Pair::new(SUITE);
    pair.server.receive(&client_hello(change));
    log.server(name, &pair.server, expected);
}

/// A whole handshake with such a hello.
fn serve(log: &mut Log, name: &str, change: impl FnOnce(&mut ClientHello)) {
    let mut pair = Pair::new(SUITE);
    let mut hello = plain_hello();
    change(&mut hello);
    let key = pair.hand.identity.key.public();
    complete(&mut pair.server, hello, &key);
    log.holds(Holder::Server, name, "established", pair.server.is_open());
}

/// The honest ServerHello, changed.
fn answer(
    log: &mut Log,
    name: &str,
    change: impl FnOnce(&mut tls_airmail::wire::hello::ServerHello),
    expected: &str,
) {
    let (mut pair, flight) = flight(SUITE);
    let Ok(Message::ServerHello(mut hello)) = Message::parse(&flight[0][5..], None).value else {
        panic!("no ServerHello")
    };
    change(&mut hello);
    pair.client.receive(&crate::pair::handshake(&Message::ServerHello(hello).encode()));
    log.client(name, &pair.client, expected);
}
