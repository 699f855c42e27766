//! What must not be accepted: each stimulus and the one alert that it raises (RFC 5246 §7.2.2).
#![cfg(not(target_arch = "wasm32"))]

mod common;
#[path = "common/pair.rs"]
mod pair;

use common::scenario;
use pair::*;
use proptest::prelude::*;
use tls_airmail::{
    crypto::{
        drbg::Entropy,
        ecdhe::Curve,
        rsa::{self, PrivateKey},
    },
    keys::{artifact::Holder, signature::SignatureAlgorithm, suite::CipherSuite},
    party::{End, Party, server::ServerSetup},
    wire::{
        handshake::Message,
        hello::{self, Extension},
        key_exchange::{ClientKeyExchange, EcdhParams, KeyExchange, ServerKeyExchange},
        record::ContentType,
        registry::Version,
    },
};

/// What the server must not take, by how many letters have come before.
#[test]
fn the_server_raises_the_alert_that_the_rfc_names() {
    let extension = |code, data: &[u8]| Extension { code, data: data.to_vec() };
    let cases: Vec<(&str, usize, Vec<u8>, &str)> = vec![
        // Hello.
        (
            "no suite in common",
            0,
            client_hello(|h| h.suites = vec![0xc02f, 0x0a0a, 0x5600]),
            "handshake_failure",
        ),
        (
            "unknown suites besides ours",
            0,
            client_hello(|h| h.suites = vec![0x0a0a, 0x00ff, 0x2f]),
            "none",
        ),
        ("no null compression", 0, client_hello(|h| h.compressions = vec![1]), "illegal_parameter"),
        ("no compression at all", 0, client_hello(|h| h.compressions = vec![]), "decode_error"),
        ("DEFLATE and null", 0, client_hello(|h| h.compressions = vec![1, 0]), "none"),
        ("session id of 33 bytes", 0, client_hello(|h| h.session_id = vec![0; 33]), "decode_error"),
        ("session id of 32 bytes", 0, client_hello(|h| h.session_id = vec![0; 32]), "none"),
        ("TLS 1.1", 0, client_hello(|h| h.version = Version(0x0302)), "protocol_version"),
        ("SSL 3.0", 0, client_hello(|h| h.version = Version(0x0300)), "protocol_version"),
        ("TLS 1.3 and beyond", 0, client_hello(|h| h.version = Version(0x0304)), "none"),
        ("a version of the future", 0, client_hello(|h| h.version = Version(0x0505)), "none"),
        ("no suites", 0, client_hello(|h| h.suites = vec![]), "decode_error"),
        ("empty extensions", 0, client_hello(|h| h.extensions = Some(vec![])), "none"),
        (
            "unknown extension",
            0,
            client_hello(|h| h.extensions = Some(vec![extension(0x0a0a, b"x")])),
            "none",
        ),
        (
            "an extension twice",
            0,
            client_hello(|h| h.extensions = Some(vec![extension(35, b""); 2])),
            "illegal_parameter",
        ),
        (
            "renegotiation_info of another time",
            0,
            client_hello(|h| h.extensions = Some(vec![extension(0xff01, &[1, 7])])),
            "handshake_failure",
        ),
        (
            "renegotiation_info that lies about its length",
            0,
            client_hello(|h| h.extensions = Some(vec![extension(0xff01, &[3, 7])])),
            "decode_error",
        ),
        (
            "extended_master_secret with content",
            0,
            client_hello(|h| h.extensions = Some(vec![extension(23, b"x")])),
            "decode_error",
        ),
        (
            "empty server_name",
            0,
            client_hello(|h| h.extensions = Some(vec![extension(0, &[0, 0])])),
            "decode_error",
        ),
        (
            "odd list of suites",
            0,
            message(1, &[&[3, 3][..], &[0; 32], &[0, 0, 3, 0, 0x2f, 0, 1, 0]].concat()),
            "decode_error",
        ),
        (
            "bytes behind the hello",
            0,
            message(1, &[&[3, 3][..], &[0; 32], &[0, 0, 2, 0, 0x2f, 1, 0, 0, 0, 9]].concat()),
            "decode_error",
        ),
        ("hello cut in the random", 0, message(1, &[3, 3, 1, 2, 3]), "decode_error"),
        // Order.
        ("ServerHello from a client", 0, server_hello(|_| {}), "unexpected_message"),
        ("HelloRequest from a client", 0, message(0, &[]), "unexpected_message"),
        ("ClientKeyExchange first", 0, message(16, &[0, 0]), "unexpected_message"),
        ("ServerKeyExchange from a client", 0, message(12, &[3, 0, 29, 0]), "unexpected_message"),
        (
            "ServerKeyExchange for ClientKeyExchange",
            2,
            message(12, &[3, 0, 29, 0]),
            "unexpected_message",
        ),
        ("Finished first", 0, message(20, &[0; 12]), "unexpected_message"),
        ("unknown handshake type", 0, message(99, &[1, 2, 3]), "unexpected_message"),
        ("ChangeCipherSpec first", 0, CCS.to_vec(), "unexpected_message"),
        (
            "application data first",
            0,
            record(ContentType::ApplicationData, b"hi"),
            "unexpected_message",
        ),
        ("ClientHello twice", 2, client_hello(|_| {}), "unexpected_message"),
        ("ChangeCipherSpec before ClientKeyExchange", 2, CCS.to_vec(), "unexpected_message"),
        ("Finished without ClientKeyExchange", 2, message(20, &[0; 12]), "unexpected_message"),
        ("Certificate that nobody asked for", 2, message(11, &[0, 0, 0]), "unexpected_message"),
        ("ClientKeyExchange twice", 3, message(16, &[0, 1, 7]), "unexpected_message"),
        ("Finished without ChangeCipherSpec", 3, message(20, &[0; 12]), "unexpected_message"),
        (
            "application data before Finished",
            3,
            record(ContentType::ApplicationData, b"hi"),
            "unexpected_message",
        ),
        // ClientKeyExchange.
        ("ClientKeyExchange cut", 2, message(16, &[1, 0, 7]), "decode_error"),
        ("ClientKeyExchange with bytes behind", 2, message(16, &[0, 1, 7, 7]), "decode_error"),
        ("ClientKeyExchange without content", 2, message(16, &[]), "decode_error"),
        ("an empty ciphertext", 2, message(16, &[0, 0]), "none"),
        // ChangeCipherSpec.
        (
            "ChangeCipherSpec of two bytes",
            3,
            record(ContentType::ChangeCipherSpec, &[1, 1]),
            "decode_error",
        ),
        (
            "ChangeCipherSpec of another value",
            3,
            record(ContentType::ChangeCipherSpec, &[2]),
            "illegal_parameter",
        ),
        (
            "ChangeCipherSpec between fragments",
            2,
            [handshake(&[16, 0]), CCS.to_vec()].concat(),
            "unexpected_message",
        ),
        // Records.
        ("HTTP", 0, b"GET / HTTP/1.1\r\n\r\n".to_vec(), "unexpected_message"),
        ("SSLv2", 0, vec![0x80, 0x2e, 1, 0, 2, 0, 0x15], "unexpected_message"),
        ("unknown content type", 2, record(ContentType::Unknown(24), b"x"), "unexpected_message"),
        ("a record of version 2", 0, vec![22, 2, 0, 0, 1, 0], "protocol_version"),
        ("a record of version 3.1 too late", 2, vec![22, 3, 1, 0, 1, 0], "protocol_version"),
        ("empty handshake record", 0, record(ContentType::Handshake, b""), "unexpected_message"),
        (
            "empty ChangeCipherSpec record",
            3,
            record(ContentType::ChangeCipherSpec, b""),
            "unexpected_message",
        ),
        ("empty alert record", 0, record(ContentType::Alert, b""), "unexpected_message"),
        ("a record too long by one", 0, vec![22, 3, 3, 0x40, 0x01], "record_overflow"),
        ("a record of 64 KB", 0, vec![22, 3, 3, 0xff, 0xff], "record_overflow"),
        ("a handshake message of 16 MB", 0, handshake(&[1, 0xff, 0xff, 0xff]), "decode_error"),
        // Alerts.
        // An alert may come in parts (RFC 5246 §6.2.1), with nothing between them.
        ("half an alert", 0, record(ContentType::Alert, &[1]), "none"),
        (
            "half an alert, then a message",
            0,
            [record(ContentType::Alert, &[1]), client_hello(|_| {})].concat(),
            "unexpected_message",
        ),
        ("alert of an unknown level", 0, record(ContentType::Alert, &[3, 0]), "illegal_parameter"),
        (
            "a flood of warnings",
            0,
            record(ContentType::Alert, &[1, 90]).repeat(9),
            "unexpected_message",
        ),
        ("some warnings", 0, record(ContentType::Alert, &[1, 90]).repeat(8), "none"),
    ];
    for (name, letters, stimulus, expected) in &cases {
        let mut pair = Pair::after(SUITE, *letters);
        pair.server.receive(stimulus);
        assert_eq!(alert(&pair.server), *expected, "{name}");
        if *expected != "none" {
            // It says so, once, and then no more.
            let letter = pair.server.next_letter().expect(name);
            assert_eq!(letter.id, "server_alert", "{name}");
            assert_eq!(letter.sheets[0].bytes[..5], [21, 3, 3, 0, 2]);
            pair.server.receive(&client_hello(|_| {}));
            assert!(pair.server.next_letter().is_none());
        }
        // The same, a byte at a time.
        let mut slow = Pair::after(SUITE, *letters);
        for byte in stimulus {
            slow.server.receive(&[*byte]);
        }
        assert_eq!(alert(&slow.server), *expected, "{name}, slowly");
    }
}

#[test]
fn the_client_raises_the_alert_that_the_rfc_names() {
    let extension = |code, data: &[u8]| Extension { code, data: data.to_vec() };
    let hello = || server_hello(|_| {});
    let certificate = |pair: &Pair| {
        let der = pair.hand.identity.certificate.der.clone();
        let list = tls_airmail::wire::certificate::CertificateList(vec![der]);
        handshake(&Message::Certificate(list).encode())
    };
    let pair = Pair::new(SUITE);
    let good = certificate(&pair);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("TLS 1.1", server_hello(|h| h.version = Version(0x0302)), "protocol_version"),
        ("TLS 1.3", server_hello(|h| h.version = Version(0x0304)), "protocol_version"),
        ("a suite that was not offered", server_hello(|h| h.suite = 0x9c), "illegal_parameter"),
        ("a suite that nobody knows", server_hello(|h| h.suite = 0x0a0a), "illegal_parameter"),
        ("a compression", server_hello(|h| h.compression = 1), "illegal_parameter"),
        (
            "an extension that was not offered",
            server_hello(|h| h.extensions = Some(vec![extension(35, b"")])),
            "unsupported_extension",
        ),
        (
            "extended master secret unasked",
            server_hello(|h| h.extensions = Some(vec![extension(23, b"")])),
            "unsupported_extension",
        ),
        (
            "renegotiation_info of another time",
            server_hello(|h| h.extensions = Some(vec![extension(0xff01, &[1, 7])])),
            "handshake_failure",
        ),
        (
            "bytes behind the hello",
            message(2, &[&[3, 3][..], &[0; 32], &[0, 0, 0x2f, 0, 0, 0, 9]].concat()),
            "decode_error",
        ),
        ("session id of 33 bytes", server_hello(|h| h.session_id = vec![0; 33]), "decode_error"),
        ("ClientHello from a server", client_hello(|_| {}), "unexpected_message"),
        ("ChangeCipherSpec first", CCS.to_vec(), "unexpected_message"),
        ("two ServerHellos", [hello(), hello()].concat(), "unexpected_message"),
        ("no Certificate", [hello(), message(14, &[])].concat(), "unexpected_message"),
        ("Finished straight away", [hello(), message(20, &[0; 12])].concat(), "unexpected_message"),
        ("ChangeCipherSpec straight away", [hello(), CCS.to_vec()].concat(), "unexpected_message"),
        (
            "ServerKeyExchange with RSA",
            [hello(), good.clone(), message(12, &[1, 2, 3])].concat(),
            "unexpected_message",
        ),
        (
            "CertificateRequest cut short",
            [hello(), good.clone(), message(13, &[1, 1, 0, 2, 4])].concat(),
            "decode_error",
        ),
        (
            "CertificateRequest twice",
            [hello(), good.clone(), message(13, &[1, 1, 0, 2, 4, 1, 0, 0]).repeat(2)].concat(),
            "unexpected_message",
        ),
        (
            "CertificateRequest before Certificate",
            [hello(), message(13, &[1, 1, 0, 2, 4, 1, 0, 0])].concat(),
            "unexpected_message",
        ),
        (
            "ServerHelloDone with content",
            [hello(), good.clone(), message(14, &[0])].concat(),
            "decode_error",
        ),
        (
            "an empty certificate list",
            [hello(), message(11, &[0, 0, 0])].concat(),
            "bad_certificate",
        ),
        (
            "an empty certificate",
            [hello(), message(11, &[0, 0, 3, 0, 0, 0])].concat(),
            "decode_error",
        ),
        (
            "a certificate of garbage",
            [hello(), message(11, &[0, 0, 4, 0, 0, 1, 7])].concat(),
            "bad_certificate",
        ),
        (
            "HelloRequest while it runs",
            [message(0, &[]), hello(), message(0, &[]), good.clone()].concat(),
            "none",
        ),
        ("HelloRequest with content", message(0, &[1]), "decode_error"),
        (
            "application data early",
            [hello(), record(ContentType::ApplicationData, b"hi")].concat(),
            "unexpected_message",
        ),
        (
            "a record of version 3.1 after ServerHello",
            [hello(), vec![22, 3, 1, 0, 4, 14, 0, 0, 0]].concat(),
            "protocol_version",
        ),
    ];
    for (name, stimulus, expected) in &cases {
        let mut pair = Pair::new(SUITE);
        assert_eq!(pair.client.next_letter().unwrap().id, "client_hello");
        pair.client.receive(stimulus);
        assert_eq!(alert(&pair.client), *expected, "{name}");
        if *expected != "none" {
            assert_eq!(pair.client.next_letter().expect(name).id, "client_alert");
        }
    }
}

/// Everything that may be wrong about the pre-master secret looks alike from outside: the server
/// goes on, and the first protected record fails (RFC 5246 §7.4.7.1).
#[test]
fn bad_rsa_padding_never_shows() {
    let pair = Pair::after(SUITE, 2);
    let public = pair.hand.identity.key.public();
    let size = public.size();
    let secret = |version: Version, length: usize| {
        let mut secret = version.bytes().to_vec();
        secret.resize(length, 9);
        secret
    };
    let block =
        |message: &[u8]| rsa::pad(size, &vec![7; size - 3 - message.len()], message).unwrap();
    let changed = |at: usize, byte: u8| {
        let mut block = block(&secret(V, 48));
        block[at] = byte;
        block
    };
    let mut no_separator = block(&secret(V, 48));
    no_separator.iter_mut().skip(2).filter(|byte| **byte == 0).for_each(|byte| *byte = 1);
    let blocks = [
        ("block type 1", changed(1, 1)),
        ("block type 3", changed(1, 3)),
        ("first byte 1", changed(0, 1)),
        ("no separator", no_separator),
        ("zero in the first padding byte", changed(2, 0)),
        ("zero in the middle of the padding", changed(100, 0)),
        ("47 bytes", block(&secret(V, 47))),
        ("2 bytes", block(&secret(V, 2))),
        ("no bytes", block(&[])),
        ("49 bytes", block(&secret(V, 49))),
        ("124 bytes", block(&secret(V, 124))),
        ("the version of TLS 1.0", block(&secret(Version::TLS_1_0, 48))),
    ];
    let mut ciphers: Vec<(&str, Vec<u8>)> =
        blocks.iter().map(|(name, block)| (*name, public.encrypt_block(block).unwrap())).collect();
    ciphers.push(("a ciphertext of zeros", vec![0; size]));
    ciphers.push(("a ciphertext beyond the modulus", vec![0xff; size]));
    ciphers.push(("an empty ciphertext", Vec::new()));
    ciphers.push(("a ciphertext too short", vec![1; size - 1]));
    ciphers.push(("a ciphertext too long", vec![1; size + 1]));
    for (name, cipher) in ciphers {
        let mut pair = pair.clone();
        // The honest client's letter is replaced; its Finished is sealed with other keys then.
        pair.client.next_letter().unwrap();
        let exchange = Message::ClientKeyExchange(ClientKeyExchange::Encrypted(cipher));
        pair.server.receive(&handshake(&exchange.encode()));
        assert_eq!(alert(&pair.server), "none", "{name}");
        assert!(pair.server.next_letter().is_none(), "{name}");
        let finished = pair.client.next_letter().unwrap();
        pair.server.receive(&finished.bytes());
        assert_eq!(alert(&pair.server), "bad_record_mac", "{name}");
    }
}

/// A client that offers more than TLS 1.2 puts what it offered into the pre-master secret, and
/// that is what the server compares with (RFC 5246 §7.4.7.1).
#[test]
fn the_version_in_the_pre_master_is_the_offered_one() {
    let offered = Version(0x0304);
    let mut pair = Pair::new(SUITE);
    pair.server.receive(&client_hello(|hello| hello.version = offered));
    pair.server.next_letter().unwrap();
    let public = pair.hand.identity.key.public();
    let secret = tls_airmail::keys::premaster::compose(offered, &[9; 46]);
    let block = rsa::pad(public.size(), &[7; 205], &secret).unwrap();
    let cipher = public.encrypt_block(&block).unwrap();
    let exchange = Message::ClientKeyExchange(ClientKeyExchange::Encrypted(cipher));
    pair.server.receive(&handshake(&exchange.encode()));
    let recovered = pair.server.notes().into_iter().flat_map(|note| note.artifacts);
    let recovered = recovered.into_iter().find(|artifact| artifact.name == "pre_master_secret");
    assert_eq!(recovered.unwrap().bytes.to_vec(), secret);
}

#[test]
fn a_changed_finished_is_decrypt_error_and_a_changed_seal_bad_record_mac() {
    for suite in CipherSuite::ALL {
        let mut pair = Pair::after(suite, 3);
        let letter = pair.client.next_letter().unwrap();
        let first = client_seal(&mut pair, suite);
        let mut forged = vec![20, 0, 0, 12];
        forged.extend([0x55; 12]);
        let mut server = pair.server.clone();
        server.receive(CCS);
        server.receive(&sealed(&mut first.clone(), ContentType::Handshake, &forged));
        assert_eq!(alert(&server), "decrypt_error", "{suite:?}");
        // A Finished of another length.
        for length in [0, 11, 13] {
            let mut server = pair.server.clone();
            let mut finished = vec![20, 0, 0, length];
            finished.resize(4 + usize::from(length), 1);
            server.receive(CCS);
            server.receive(&sealed(&mut first.clone(), ContentType::Handshake, &finished));
            assert_eq!(alert(&server), "decode_error", "{suite:?}, {length} bytes");
        }
        // Every byte under the seal.
        let bytes = letter.bytes();
        for at in CCS.len() + 5..bytes.len() {
            let mut server = pair.server.clone();
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            server.receive(&changed);
            assert_eq!(alert(&server), "bad_record_mac", "{suite:?}, byte {at}");
        }
    }
}

/// Once the handshake is done: what may come, what may not.
#[test]
fn an_open_connection_keeps_its_rules() {
    for suite in CipherSuite::ALL {
        let mut open = Pair::new(suite);
        open.finish();
        assert!(open.client.is_open() && open.server.is_open());
        let [client_seal, server_seal] = open.keys(suite);
        let data = ContentType::ApplicationData;

        // Empty application data is fine, a flood of it is not.
        let (mut pair, mut seal) = (open.clone(), client_seal.clone());
        for _ in 0..32 {
            pair.server.receive(&sealed(&mut seal, data, b""));
        }
        pair.server.receive(&sealed(&mut seal, data, b"word"));
        assert_eq!((alert(&pair.server), &pair.server.heard()[..]), ("none", &b"word"[..]));
        for _ in 0..33 {
            pair.server.receive(&sealed(&mut seal, data, b""));
        }
        assert_eq!(alert(&pair.server), "unexpected_message");

        // A record that comes twice, and one that was lost.
        let (mut pair, mut seal) = (open.clone(), client_seal.clone());
        let [first, second] = [sealed(&mut seal, data, b"1"), sealed(&mut seal, data, b"2")];
        pair.server.receive(&[&first[..], &first].concat());
        assert_eq!((alert(&pair.server), pair.server.heard()), ("bad_record_mac", b"1".to_vec()));
        let mut pair = open.clone();
        pair.server.receive(&second);
        assert_eq!(alert(&pair.server), "bad_record_mac");

        // A second ChangeCipherSpec, a second Finished, an unprotected record.
        for (content_type, content) in [
            (ContentType::ChangeCipherSpec, &[1][..]),
            (ContentType::Handshake, &[20, 0, 0, 0]),
            (ContentType::Handshake, &[20, 0, 0, 12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
        ] {
            let (mut pair, mut seal) = (open.clone(), client_seal.clone());
            pair.server.receive(&sealed(&mut seal, content_type, content));
            let expected = if content.len() == 4 { "decode_error" } else { "unexpected_message" };
            assert_eq!(alert(&pair.server), expected, "{content:?}");
        }
        let mut pair = open.clone();
        pair.server.receive(&record(data, b"in the clear, and not a multiple of 16"));
        assert_eq!(alert(&pair.server), "bad_record_mac");

        // A second handshake is declined, and the connection goes on (RFC 5246 §7.2.2).
        let (mut pair, mut seal) = (open.clone(), client_seal.clone());
        let hello = client_hello(|_| {});
        pair.server.receive(&sealed(&mut seal, ContentType::Handshake, &hello[5..]));
        assert_eq!(pair.server.next_letter().unwrap().id, "server_alert");
        pair.server.receive(&sealed(&mut seal, data, b"still here"));
        assert_eq!(pair.server.heard(), b"still here");
        let (mut pair, mut seal) = (open.clone(), server_seal.clone());
        pair.client.receive(&sealed(&mut seal, ContentType::Handshake, &[0, 0, 0, 0]));
        assert_eq!(pair.client.next_letter().unwrap().id, "client_alert");
        assert_eq!(alert(&pair.client), "none");

        // A fatal alert ends it at once, without an answer.
        let (mut pair, mut seal) = (open.clone(), client_seal.clone());
        pair.server.receive(&sealed(&mut seal, ContentType::Alert, &[2, 80]));
        assert!(
            matches!(pair.server.end(), Some(End::Alerted(alert)) if alert.name() == "internal_error")
        );
        assert!(pair.server.next_letter().is_none());

        // close_notify is answered; what comes behind it is not heard.
        let (mut pair, mut seal) = (open.clone(), client_seal.clone());
        pair.server.say(b"too late");
        pair.server.receive(&sealed(&mut seal, ContentType::Alert, &[1, 0]));
        pair.server.receive(&sealed(&mut seal, data, b"too late"));
        assert_eq!(pair.server.next_letter().unwrap().id, "server_close");
        assert_eq!(pair.server.end(), Some(&End::Closed));
        assert!(pair.server.heard().is_empty() && pair.server.next_letter().is_none());

        // The line goes dead.
        let mut pair = open.clone();
        pair.server.cut();
        assert_eq!(pair.server.end(), Some(&End::Cut));
    }
}

/// 2^14 bytes and the longest padding are accepted; one byte more is not.
#[test]
fn the_longest_record_is_accepted() {
    for suite in [
        CipherSuite::RsaAes128CbcSha,
        CipherSuite::RsaAes128GcmSha256,
        CipherSuite::EcdheChaCha20Poly1305Sha256,
    ] {
        let mut open = Pair::new(suite);
        open.finish();
        let [seal, _] = open.keys(suite);
        for (length, expected) in [(1 << 14, "none"), ((1 << 14) + 1, "record_overflow")] {
            let (mut pair, mut seal) = (open.clone(), seal.clone());
            let words = vec![7; length];
            pair.server.receive(&sealed(&mut seal, ContentType::ApplicationData, &words));
            assert_eq!(alert(&pair.server), expected, "{suite:?}");
            assert_eq!(pair.server.heard().len(), if expected == "none" { length } else { 0 });
        }
        // A long speech is cut into records.
        let mut pair = open.clone();
        let words: Vec<u8> = (0..40_000_u32).map(|index| index as u8).collect();
        pair.client.say(&words);
        let letter = pair.client.next_letter().unwrap();
        assert_eq!(letter.sheets.len(), 3);
        pair.server.receive(&letter.bytes());
        assert_eq!(pair.server.heard(), words);
    }
}

/// One message over many records, many messages in one record: it is all the same.
#[test]
fn fragments_are_put_together() {
    let mut pair = Pair::after(SUITE, 1);
    let letter = pair.server.next_letter().unwrap();
    let messages: Vec<u8> =
        letter.sheets.iter().flat_map(|sheet| sheet.bytes[5..].to_vec()).collect();
    for size in [1, 2, 3, 100, messages.len()] {
        let mut client = pair.client.clone();
        for chunk in messages.chunks(size) {
            client.receive(&handshake(chunk));
        }
        assert_eq!(alert(&client), "none", "{size}");
        assert_eq!(client.next_letter().unwrap().id, "client_key_exchange");
    }
}

/// A fatal alert ends a connection at once: nothing more is sent, not even what could be written
/// already (RFC 5246 §7.2.2).
#[test]
fn whoever_is_told_to_stop_stops() {
    let fatal = record(ContentType::Alert, &[2, 40]);
    // Right behind ServerHelloDone, before the client has written.
    let mut pair = Pair::after(SUITE, 1);
    let letter = pair.server.next_letter().unwrap();
    pair.client.receive(&[letter.bytes(), fatal.clone()].concat());
    assert!(pair.client.next_letter().is_none());
    assert!(matches!(pair.client.end(), Some(End::Alerted(_))));
    // A goodbye in the middle of the handshake is answered, and that is all.
    let mut pair = Pair::after(SUITE, 2);
    pair.server.receive(&record(ContentType::Alert, &[1, 0]));
    assert_eq!(pair.server.next_letter().unwrap().id, "server_close");
    assert_eq!(pair.server.end(), Some(&End::Declined));
    assert!(pair.server.next_letter().is_none());
}

/// Who asks for a second handshake again and again is a flood.
#[test]
fn renegotiation_is_not_declined_for_ever() {
    let mut open = Pair::new(SUITE);
    open.finish();
    let [mut client_seal, _] = open.keys(SUITE);
    let hello = client_hello(|_| {});
    for _ in 0..9 {
        open.server.receive(&sealed(&mut client_seal, ContentType::Handshake, &hello[5..]));
    }
    assert_eq!(alert(&open.server), "unexpected_message");
    let ids: Vec<&str> = std::iter::from_fn(|| open.server.next_letter()).map(|l| l.id).collect();
    assert_eq!(ids, ["server_alert"; 9]);
}

/// Many records at once take time in proportion: no second look at what is left.
#[test]
fn a_heap_of_records_is_worked_off() {
    let mut open = Pair::new(SUITE);
    open.finish();
    let [mut seal, _] = open.keys(SUITE);
    let heap: Vec<u8> =
        (0..20_000).flat_map(|_| sealed(&mut seal, ContentType::ApplicationData, b"x")).collect();
    open.server.receive(&heap);
    assert_eq!(open.server.heard().len(), 20_000);
}

const ECDHE: CipherSuite = CipherSuite::EcdheAes128GcmSha256;

/// A handshake with ECDHE, stopped where the server has written its first letter and the client
/// has not read it.
struct Signing {
    pair: Pair,
    /// The records of ServerHello, Certificate, ServerKeyExchange, ServerHelloDone.
    records: Vec<Vec<u8>>,
    /// What the server wrote.
    honest: ServerKeyExchange,
    randoms: Vec<u8>,
}

impl Signing {
    fn new(groups: &[Curve]) -> Self {
        let mut hand = scenario(12, ECDHE, false);
        hand.groups = groups.to_vec();
        let mut pair = Pair::of(hand);
        pair.pass();
        let letter = pair.server.next_letter().unwrap();
        let records: Vec<Vec<u8>> = letter.sheets.iter().map(|sheet| sheet.bytes.clone()).collect();
        let Ok(Message::ServerKeyExchange(honest)) =
            Message::parse(&records[2][5..], Some(KeyExchange::Ecdhe)).value
        else {
            panic!("no ServerKeyExchange")
        };
        let draw = |label| Entropy::Seed(pair.hand.seed).draw(label, 32);
        let randoms = [draw("client_random"), draw("server_random")].concat();
        Self { pair, records, honest, randoms }
    }

    /// The message with these params, signed by `key`.
    fn signed(&self, params: &EcdhParams, code: u16, key: &PrivateKey) -> ServerKeyExchange {
        let algorithm = SignatureAlgorithm::from_code(code).unwrap();
        let message = [&self.randoms[..], &params.encode()].concat();
        let salt = vec![7; algorithm.salt_length()];
        let signature = key.sign(algorithm.scheme, algorithm.hash, &message, &salt).unwrap();
        ServerKeyExchange { params: params.clone(), algorithm: code, signature }
    }

    fn with_point(&self, group: u16, point: &[u8]) -> Vec<u8> {
        let params = EcdhParams { group, point: point.to_vec() };
        let message = self.signed(&params, 0x0401, &self.pair.hand.identity.key);
        handshake(&Message::ServerKeyExchange(message).encode())
    }

    /// The client's alert if the server's third message were this.
    fn alert_for(&self, exchange: &[u8]) -> &'static str {
        let mut client = self.pair.client.clone();
        client.receive(&[&self.records[0][..], &self.records[1], exchange].concat());
        let found = alert(&client);
        if found == "none" {
            client.receive(&self.records[3]);
            assert_eq!(client.next_letter().unwrap().id, "client_key_exchange");
        }
        found
    }
}

#[test]
fn the_client_takes_no_share_that_is_not_signed_and_sound() {
    let signing = Signing::new(&[Curve::X25519, Curve::P256]);
    let key = signing.pair.hand.identity.key.clone();
    let other = PrivateKey::from_pem(include_str!("../src/pki/teaching/ca.key.pem")).unwrap();
    let honest = &signing.honest;
    let encode =
        |message: ServerKeyExchange| handshake(&Message::ServerKeyExchange(message).encode());
    let changed = |change: &dyn Fn(&mut ServerKeyExchange)| {
        let mut message = honest.clone();
        change(&mut message);
        encode(message)
    };
    let body = honest.encode();
    let mut explicit = body.clone();
    explicit[0] = 1;
    let p256 = Curve::P256.public(&[9; 32]).unwrap();
    let mut off_curve = p256.clone();
    off_curve[40] ^= 1;
    let compressed = [&[2 + (p256[64] & 1)], &p256[1..33]].concat();
    let hybrid = [&[6 + (p256[64] & 1)], &p256[1..]].concat();
    let one = [&[1][..], &[0; 31]].concat();
    let mut cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("the honest one", encode(honest.clone()), "none"),
        ("a point of P-256", signing.with_point(23, &p256), "none"),
        // Signature.
        ("a changed signature", changed(&|m| m.signature[9] ^= 1), "decrypt_error"),
        ("an empty signature", changed(&|m| m.signature.clear()), "decrypt_error"),
        ("a signature cut short", changed(&|m| m.signature.truncate(255)), "decrypt_error"),
        ("another point under it", changed(&|m| m.params.point[0] ^= 1), "decrypt_error"),
        ("another key", encode(signing.signed(&honest.params, 0x0401, &other)), "decrypt_error"),
        ("another hash", changed(&|m| m.algorithm = 0x0501), "decrypt_error"),
        ("another padding", changed(&|m| m.algorithm = 0x0804), "decrypt_error"),
        ("SHA-1, not offered", changed(&|m| m.algorithm = 0x0201), "illegal_parameter"),
        ("ECDSA, not offered", changed(&|m| m.algorithm = 0x0403), "illegal_parameter"),
        ("no algorithm at all", changed(&|m| m.algorithm = 0), "illegal_parameter"),
        // Group and point.
        ("a group not offered", signing.with_point(24, &[4; 97]), "illegal_parameter"),
        ("a group of nobody", signing.with_point(0x0a0a, &[4; 32]), "illegal_parameter"),
        ("the zero point", signing.with_point(29, &[0; 32]), "illegal_parameter"),
        ("a point of order 4", signing.with_point(29, &one), "illegal_parameter"),
        ("31 bytes", signing.with_point(29, &[9; 31]), "illegal_parameter"),
        ("33 bytes", signing.with_point(29, &[9; 33]), "illegal_parameter"),
        ("a point of another curve", signing.with_point(29, &p256), "illegal_parameter"),
        ("a compressed point", signing.with_point(23, &compressed), "illegal_parameter"),
        ("a hybrid point", signing.with_point(23, &hybrid), "illegal_parameter"),
        ("a point off the curve", signing.with_point(23, &off_curve), "illegal_parameter"),
        ("the point at infinity", signing.with_point(23, &[0]), "illegal_parameter"),
        ("no point", signing.with_point(29, &[]), "decode_error"),
        // Form.
        ("an explicit curve", message(12, &explicit), "illegal_parameter"),
        ("bytes behind it", message(12, &[&body[..], &[0]].concat()), "decode_error"),
        ("params alone, unsigned", message(12, &honest.params.encode()), "decode_error"),
        ("an empty message", message(12, &[]), "decode_error"),
        // Order.
        ("none at all", signing.records[3].clone(), "unexpected_message"),
        ("two of them", signing.records[2].repeat(2), "unexpected_message"),
        ("a second Certificate", signing.records[1].clone(), "unexpected_message"),
        ("ChangeCipherSpec", CCS.to_vec(), "unexpected_message"),
    ];
    for algorithm in SignatureAlgorithm::ALL {
        let message = encode(signing.signed(&honest.params, algorithm.code(), &key));
        cases.push((algorithm.name(), message, "none"));
    }
    for (name, exchange, expected) in &cases {
        assert_eq!(signing.alert_for(exchange), *expected, "{name}");
    }
    // Before the certificate, and under another handshake's randoms.
    let mut client = signing.pair.client.clone();
    client.receive(&[&signing.records[0][..], &signing.records[2]].concat());
    assert_eq!(alert(&client), "unexpected_message");
    let mut again = Signing::new(&[Curve::X25519]);
    again.records[2].clone_from(&signing.records[2]);
    assert_eq!(again.alert_for(&again.records[2]), "none");
    again.randoms[0] ^= 1;
    let replayed = again.signed(&honest.params, 0x0401, &key);
    assert_eq!(again.alert_for(&encode(replayed)), "decrypt_error");
    // A group that we speak and did not offer.
    assert_eq!(again.alert_for(&again.with_point(23, &p256)), "illegal_parameter");
}

#[test]
fn no_flipped_bit_of_the_server_key_exchange_passes() {
    for (group, length) in [(Curve::X25519, 32), (Curve::P256, 65)] {
        let signing = Signing::new(&[group]);
        let record = &signing.records[2];
        for bit in 5 * 8..record.len() * 8 {
            let mut flipped = record.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let mut client = signing.pair.client.clone();
            let letter = [&signing.records[0], &signing.records[1], &flipped, &signing.records[3]];
            client.receive(&letter.map(|record| &record[..]).concat());
            let found = client.end().map(|_| alert(&client)).unwrap_or("none");
            // Type, length; curve_type, named_curve, length; point; algorithm, length; signature.
            let expected: &[&str] = match bit / 8 - 5 {
                // A message that says it is longer swallows the next, or is waited for.
                0..4 => &["unexpected_message", "decode_error", "none"],
                4..7 => &["illegal_parameter"],
                // A point of another length leaves other bytes for the algorithm.
                7 => &["decode_error", "illegal_parameter"],
                at if at < 8 + length => &["decrypt_error"],
                at if at < 10 + length => &["illegal_parameter", "decrypt_error"],
                at if at < 12 + length => &["decode_error"],
                _ => &["decrypt_error"],
            };
            assert!(expected.contains(&found), "{group:?}, bit {bit}: {found}");
            let next = client.next_letter().map(|letter| letter.id);
            assert_ne!(next, Some("client_key_exchange"), "{group:?}, bit {bit}");
        }
    }
}

#[test]
fn the_server_takes_no_share_that_is_not_sound() {
    let point = |bytes: &[u8]| {
        let length = [bytes.len() as u8];
        message(16, &[&length[..], bytes].concat())
    };
    let p256 = Curve::P256.public(&[9; 32]).unwrap();
    let mut off_curve = p256.clone();
    off_curve[3] ^= 1;
    let x25519 = Curve::X25519.public(&[9; 32]).unwrap();
    let cases = [
        (Curve::X25519, "another sound one", point(&x25519), "none"),
        (Curve::X25519, "the zero point", point(&[0; 32]), "illegal_parameter"),
        (Curve::X25519, "31 bytes", point(&[9; 31]), "illegal_parameter"),
        (Curve::X25519, "33 bytes", point(&[9; 33]), "illegal_parameter"),
        (Curve::X25519, "a point of P-256", point(&p256), "illegal_parameter"),
        (Curve::X25519, "no point", point(&[]), "decode_error"),
        (Curve::X25519, "an empty message", message(16, &[]), "decode_error"),
        (Curve::X25519, "bytes behind it", message(16, &[1, 7, 7]), "decode_error"),
        (
            Curve::X25519,
            "an encrypted pre-master secret",
            message(16, &[&[1, 0][..], &[7; 256]].concat()),
            "decode_error",
        ),
        (Curve::P256, "another sound one", point(&p256), "none"),
        (Curve::P256, "off the curve", point(&off_curve), "illegal_parameter"),
        (Curve::P256, "compressed", point(&[&[2], &p256[1..33]].concat()), "illegal_parameter"),
        (Curve::P256, "the point at infinity", point(&[0]), "illegal_parameter"),
        (Curve::P256, "a point of X25519", point(&x25519), "illegal_parameter"),
    ];
    for (group, name, stimulus, expected) in cases {
        let mut hand = scenario(12, ECDHE, false);
        hand.groups = vec![group];
        let mut pair = Pair::of(hand);
        pair.pass();
        pair.pass();
        pair.server.receive(&stimulus);
        assert_eq!(alert(&pair.server), expected, "{group:?}: {name}");
    }
}

/// Every bit of the client's point: other keys, so the first sealed record fails. The top bit of an
/// X25519 value is ignored (RFC 7748 §5); there the keys are the same, and Finished notices.
#[test]
fn no_flipped_bit_of_the_clients_share_passes() {
    for group in [Curve::X25519, Curve::P256] {
        let mut hand = scenario(12, ECDHE, false);
        hand.groups = vec![group];
        let mut pair = Pair::of(hand);
        pair.pass();
        pair.pass();
        let letter = pair.client.next_letter().unwrap().bytes();
        let finished = pair.client.next_letter().unwrap().bytes();
        for bit in 10 * 8..letter.len() * 8 {
            let mut server = pair.server.clone();
            let mut flipped = letter.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            server.receive(&flipped);
            if group == Curve::P256 {
                assert_eq!(alert(&server), "illegal_parameter", "bit {bit}");
                continue;
            }
            assert_eq!(alert(&server), "none", "bit {bit}");
            server.receive(&finished);
            let ignored = bit == letter.len() * 8 - 1;
            let expected = if ignored { "decrypt_error" } else { "bad_record_mac" };
            assert_eq!(alert(&server), expected, "bit {bit}");
        }
    }
}

/// What the server makes of a client's groups, formats and signatures (RFC 8422 §4, §5.1).
#[test]
fn the_server_keeps_to_what_the_client_offers() {
    let extension = |code, data: &[u8]| Extension { code, data: data.to_vec() };
    let groups = |codes: &[u16]| extension(10, &hello::codes_data(codes));
    let formats = |codes: &[u8]| extension(11, &hello::point_formats_data(codes));
    let signatures = |codes: &[u16]| extension(13, &hello::codes_data(codes));
    let good = signatures(&[0x0403, 0x0201, 0x0805, 0x0401]);
    type Answer = Result<(u16, u16), &'static str>;
    let cases: Vec<(&str, Vec<Extension>, Answer)> = vec![
        (
            "all in order",
            vec![groups(&[24, 23, 29]), formats(&[1, 0]), good.clone()],
            Ok((23, 0x0805)),
        ),
        ("no groups, no formats", vec![good.clone()], Ok((29, 0x0805))),
        ("no signatures", vec![groups(&[29]), formats(&[0])], Err("handshake_failure")),
        ("foreign signatures", vec![signatures(&[0x0201, 0x0403])], Err("handshake_failure")),
        ("foreign groups", vec![groups(&[24, 0x0a0a]), good.clone()], Err("handshake_failure")),
        (
            "formats without uncompressed",
            vec![formats(&[1]), good.clone()],
            Err("handshake_failure"),
        ),
        (
            "groups, and formats without uncompressed",
            vec![groups(&[29]), formats(&[1, 2]), good.clone()],
            Err("illegal_parameter"),
        ),
        ("an empty list of groups", vec![extension(10, &[0, 0])], Err("decode_error")),
        ("half a group", vec![extension(10, &[0, 3, 0, 29, 0])], Err("decode_error")),
        ("groups without a list", vec![extension(10, &[])], Err("decode_error")),
        ("no formats in the list", vec![extension(11, &[0])], Err("decode_error")),
        ("bytes behind the formats", vec![extension(11, &[1, 0, 0])], Err("decode_error")),
    ];
    for (name, extensions, expected) in cases {
        let mut with_rsa = Pair::new(SUITE);
        let mut pair = Pair::new(SUITE);
        let offer = |suites: Vec<u16>| {
            let extensions = extensions.clone();
            client_hello(move |hello| (hello.suites, hello.extensions) = (suites, Some(extensions)))
        };
        pair.server.receive(&offer(vec![ECDHE.code()]));
        with_rsa.server.receive(&offer(vec![ECDHE.code(), SUITE.code()]));
        let chosen = |pair: &mut Pair| {
            let letter = pair.server.next_letter().unwrap();
            let parsed = |index: usize| {
                let bytes = &letter.sheets[index].bytes[5..];
                Message::parse(bytes, Some(KeyExchange::Ecdhe)).value.unwrap()
            };
            let Message::ServerHello(hello) = parsed(0) else { panic!("{name}") };
            match parsed(2) {
                Message::ServerKeyExchange(exchange) => {
                    assert_eq!(hello.suite, ECDHE.code());
                    Some((exchange.params.group, exchange.algorithm))
                }
                _ => {
                    assert_eq!(hello.suite, SUITE.code());
                    None
                }
            }
        };
        match expected {
            Ok(expected) => assert_eq!(chosen(&mut pair), Some(expected), "{name}"),
            Err(expected) => {
                assert_eq!(alert(&pair.server), expected, "{name}");
                // Where ECDHE alone is out of the question, the next suite is taken.
                if expected == "handshake_failure" {
                    assert_eq!(chosen(&mut with_rsa), None, "{name}");
                }
            }
        }
    }
}

/// A modulus without room for the salt: the next algorithm is taken.
#[test]
fn a_short_key_signs_with_what_fits() {
    let mut pair = Pair::new(ECDHE);
    let key = PrivateKey::generate(&mut Entropy::Seed([1; 32]).stream("short"), 1024).unwrap();
    pair.server = Party::server(ServerSetup { key, ..server_setup(&pair.hand, [2; 32]) });
    let signatures = hello::codes_data(&[0x0806, 0x0805]);
    let extensions = vec![Extension { code: 13, data: signatures }];
    pair.server.receive(&client_hello(|hello| {
        (hello.suites, hello.extensions) = (vec![ECDHE.code()], Some(extensions));
    }));
    let letter = pair.server.next_letter().unwrap();
    let exchange = Message::parse(&letter.sheets[2].bytes[5..], Some(KeyExchange::Ecdhe)).value;
    assert!(matches!(exchange, Ok(Message::ServerKeyExchange(m)) if m.algorithm == 0x0805));
}

#[test]
fn the_client_wants_points_uncompressed() {
    for (formats, expected) in [(&[0][..], "none"), (&[1, 0], "none"), (&[1], "illegal_parameter")]
    {
        let mut pair = Pair::new(ECDHE);
        pair.client.next_letter().unwrap();
        let data = hello::point_formats_data(formats);
        pair.client.receive(&server_hello(|hello| {
            hello.suite = ECDHE.code();
            hello.extensions = Some(vec![Extension { code: 11, data }]);
        }));
        assert_eq!(alert(&pair.client), expected, "{formats:?}");
    }
    // With RSA suites alone nothing of the kind is offered.
    let mut pair = Pair::new(SUITE);
    pair.client.next_letter().unwrap();
    pair.client.receive(&server_hello(|hello| {
        hello.extensions = Some(vec![Extension { code: 11, data: vec![1, 0] }]);
    }));
    assert_eq!(alert(&pair.client), "unsupported_extension");
}

/// The eavesdropper takes anything.
fn overhear(side: Holder, bytes: &[u8]) {
    let mut eavesdropper = tls_airmail::party::eavesdropper::Eavesdropper::default();
    eavesdropper.overhear(side, bytes);
    eavesdropper.attempt();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// No input makes anybody panic or hang, at any moment of the handshake.
    #[test]
    fn no_bytes_are_too_wild(
        suite in prop::sample::select(&[SUITE, ECDHE][..]),
        letters in 0..5_usize,
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let mut pair = Pair::after(suite, letters);
        pair.server.receive(&bytes);
        pair.client.receive(&bytes);
        pair.finish();
        overhear(Holder::Client, &bytes);
        overhear(Holder::Server, &bytes);
    }

    /// Nor do bytes that look almost right.
    #[test]
    fn no_messages_are_too_wild(
        suite in prop::sample::select(&[SUITE, ECDHE][..]),
        letters in 0..5_usize,
        code in prop::sample::select(&[0_u8, 1, 2, 11, 12, 14, 16, 20, 99][..]),
        body in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut pair = Pair::after(suite, letters);
        let bytes = message(code, &body);
        pair.server.receive(&bytes);
        pair.client.receive(&bytes);
        pair.finish();
        overhear(Holder::Client, &bytes);
        overhear(Holder::Server, &bytes);
    }
}
