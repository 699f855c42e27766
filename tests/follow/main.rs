//! A conversation becomes a Transcript: our own plays told again from outside, and OpenSSL's.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/mod.rs"]
mod common;
mod openssl;
#[path = "../common/programs.rs"]
#[allow(dead_code, reason = "each test takes what it needs")]
mod programs;
mod round;
#[path = "../common/server.rs"]
mod server;
mod sound;

use common::{hands, scenario};
use proptest::prelude::*;
use sound::assert_sound;
use std::net::{IpAddr, Ipv4Addr};
use tls_airmail::{
    Transcript,
    capture::{
        flow::{Chunk, Conversation, Endpoint, Rewritten, What},
        read::Capture,
        secrets::Secrets,
        tls::library::{Library, Listed},
    },
    exchange::transcript::Holder,
    keys::suite::CipherSuite,
    play,
    wire::bytes::hex,
};

/// The private key of the teaching identity.
const KEY: &[u8] = include_bytes!("../../src/pki/teaching/server.key.pem");

/// Bytes of one side.
type Said<'a> = (Holder, &'a [u8]);

/// Bytes of each side in turn.
pub fn conversation(said: &[(Holder, &[u8])]) -> Conversation {
    let end = |last, port| Endpoint { address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)), port };
    let chunk = |(index, (from, bytes)): (usize, &(Holder, &[u8]))| Chunk {
        from: *from,
        time: 1_795_478_400_000_000_000 + index as u64 * 1_000_000,
        offset: 24 + 100 * index as u64,
        what: What::Bytes(bytes.to_vec()),
    };
    let mut chunks: Vec<Chunk> = said.iter().enumerate().map(chunk).collect();
    let last = chunks.last().unwrap().clone();
    for from in [Holder::Client, Holder::Server] {
        chunks.push(Chunk { from, what: What::End, ..last.clone() });
    }
    Conversation {
        client: end(1, 50_000),
        server: end(2, 443),
        opened: true,
        chunks,
        rewritten: Vec::new(),
    }
}

fn retraced(transcript: &Transcript) -> Conversation {
    let said: Vec<(Holder, &[u8])> =
        transcript.letters.iter().map(|letter| (letter.from, &letter.bytes[..])).collect();
    conversation(&said)
}

fn secrets(files: &[&[u8]]) -> Secrets {
    let mut secrets = Secrets::default();
    files.iter().for_each(|file| secrets.read(file));
    assert_eq!(secrets.complained, 0, "{:?}", secrets.complaints);
    secrets
}

pub fn library(talks: Vec<Conversation>, secrets: Secrets) -> Library {
    Library::new(Capture { conversations: talks, ..Capture::default() }, secrets)
}

/// The list of these conversations, and the first of them told.
pub fn told(talks: Vec<Conversation>, secrets: Secrets) -> (Vec<Listed>, Option<Transcript>) {
    let mut library = library(talks, secrets);
    let listing = library.list();
    let transcript = library.open(0);
    if let Some(transcript) = &transcript {
        assert_sound(transcript);
    }
    (listing.connections, transcript)
}

fn artifact<'a>(transcript: &'a Transcript, id: &str) -> Option<&'a [u8]> {
    transcript.artifacts.iter().find(|artifact| artifact.id == id).map(|found| &found.bytes[..])
}

fn key_log(transcript: &Transcript) -> String {
    let value = |id| hex(artifact(transcript, id).unwrap());
    format!("CLIENT_RANDOM {} {}\n", value("client.client_random"), value("client.master_secret"))
}

/// The same letters, the same names for all bytes, the same plaintexts.
fn assert_same_letters(ours: &Transcript, told: &Transcript) {
    assert_eq!(ours.letters.len(), told.letters.len());
    for (one, other) in ours.letters.iter().zip(&told.letters) {
        assert_eq!((&one.id, one.from, &one.bytes), (&other.id, other.from, &other.bytes));
        assert_eq!(one.records, other.records, "{}", one.id);
    }
    assert_eq!(ours.outcome.kind, told.outcome.kind);
    assert_eq!(ours.outcome.server_read, told.outcome.server_read);
    assert_eq!(ours.outcome.client_read, told.outcome.client_read);
}

/// Whatever both Transcripts have under one id is the same.
fn assert_same_values(ours: &Transcript, told: &Transcript) -> usize {
    let mut same = 0;
    for value in &told.artifacts {
        if let Some(bytes) = artifact(ours, &value.id) {
            assert_eq!(bytes, &value.bytes[..], "{}", value.id);
            same += 1;
        }
    }
    same
}

#[test]
fn with_a_key_log_all_is_told_again_but_what_never_left_the_desks() {
    for hand in hands() {
        let ours = play(&hand).unwrap();
        let log = key_log(&ours);
        let (listed, told) = told(vec![retraced(&ours)], secrets(&[log.as_bytes()]));
        let told = told.unwrap();
        assert_same_letters(&ours, &told);
        assert!(assert_same_values(&ours, &told) > 40);
        assert_eq!((listed[0].state, listed[0].protocol), ("open", "tls_1_2"));
        assert_eq!(listed[0].server_name.as_deref(), Some(&hand.server_name[..]));
        assert_eq!(told.suite, ours.suite);
        let origin = told.origin.as_ref().unwrap();
        assert_eq!(origin.secret.as_deref(), Some("key_log"));
        assert_eq!((&origin.client[..], &origin.server[..]), ("192.0.2.1:50000", "192.0.2.2:443"));
        let scenes = |transcript: &Transcript| -> Vec<String> {
            transcript.scenes.iter().map(|scene| scene.id.clone()).collect()
        };
        assert_eq!(scenes(&ours), scenes(&told));
        let closed = |name: &str| told.closed.iter().any(|closed| closed.name == name);
        assert!(closed("pre_master_secret") && closed("private_exponent"));
        assert!(!closed("master_secret"));
    }
}

#[test]
fn with_the_rsa_key_the_pre_master_secret_is_told_as_well() {
    for suite in CipherSuite::ALL {
        for extended in [false, true] {
            let ours = play(&scenario(7, suite, extended)).unwrap();
            let (listed, told) = told(vec![retraced(&ours)], secrets(&[KEY]));
            let told = told.unwrap();
            if CipherSuite::ECDHE.contains(&suite) {
                // Forward secrecy.
                assert_eq!((listed[0].state, listed[0].why), ("closed", Some("no_secret")));
                assert!(told.outcome.eavesdropper_read.is_empty());
                assert_eq!(told.closed.iter().filter(|c| c.name == "master_secret").count(), 2);
                continue;
            }
            assert_same_letters(&ours, &told);
            assert_same_values(&ours, &told);
            for side in ["client", "server", "eavesdropper"] {
                for name in ["pkcs1_block", "pkcs1_padding", "pre_master_secret", "key_block"] {
                    let id = format!("{side}.{name}");
                    assert!(artifact(&told, &id).is_some(), "{id}");
                }
            }
            assert_eq!(told.closed, []);
            assert_eq!(told.outcome.eavesdropper_read.len(), 2);
            assert_eq!(told.origin.unwrap().secret.as_deref(), Some("rsa_key"));
        }
    }
}

#[test]
fn with_an_rsa_line_the_padding_stays_closed() {
    let ours = play(&scenario(8, CipherSuite::RsaAes128CbcSha, true)).unwrap();
    let cipher = hex(&artifact(&ours, "client.encrypted_pre_master_secret").unwrap()[..8]);
    let secret = hex(artifact(&ours, "client.pre_master_secret").unwrap());
    let log = format!("RSA {cipher} {secret}\n");
    let (_, told) = told(vec![retraced(&ours)], secrets(&[log.as_bytes()]));
    let told = told.unwrap();
    assert_same_letters(&ours, &told);
    assert_same_values(&ours, &told);
    assert!(told.closed.iter().any(|closed| closed.name == "pkcs1_padding"));
    assert!(told.closed.iter().all(|closed| closed.name != "pre_master_secret"));
}

#[test]
fn without_secrets_the_public_part_is_told() {
    for suite in CipherSuite::ALL {
        let ours = play(&scenario(9, suite, true)).unwrap();
        let (listed, told) = told(vec![retraced(&ours)], Secrets::default());
        let told = told.unwrap();
        assert_eq!((listed[0].state, listed[0].why), ("closed", Some("no_secret")));
        assert!(!listed[0].missing.is_empty());
        assert_eq!(told.letters.len(), ours.letters.len());
        for (one, other) in ours.letters.iter().zip(&told.letters) {
            assert_eq!((&one.id, &one.bytes), (&other.id, &other.bytes));
            if one.records.iter().all(|record| !record.protected) {
                assert_eq!(one.records, other.records);
            }
        }
        assert!(assert_same_values(&ours, &told) > 15);
        for name in ["client.master_secret", "server.key_block", "client.message"] {
            assert_eq!(artifact(&told, name), None);
            let (_, name) = name.split_once('.').unwrap();
            assert!(told.closed.iter().any(|closed| closed.name == name), "{name}");
        }
        assert_eq!(told.outcome.eavesdropper_read, [""; 0]);
    }
}

#[test]
fn a_wrong_secret_is_called_wrong() {
    let ours = play(&scenario(1, CipherSuite::RsaAes128GcmSha256, false)).unwrap();
    let random = hex(artifact(&ours, "client.client_random").unwrap());
    let log = format!("CLIENT_RANDOM {random} {}\n", "42".repeat(48));
    let (listed, told) = told(vec![retraced(&ours)], secrets(&[log.as_bytes()]));
    assert_eq!((listed[0].state, listed[0].why), ("closed", Some("wrong_secret")));
    let told = told.unwrap();
    assert_eq!(artifact(&told, "client.master_secret"), None);
    assert_eq!(told.origin.unwrap().why.as_deref(), Some("wrong_secret"));
}

/// What each side says, in the order in which it crosses.
fn halves(transcript: &Transcript) -> Vec<(Holder, Vec<u8>)> {
    transcript.letters.iter().map(|letter| (letter.from, letter.bytes.to_vec())).collect()
}

#[test]
fn what_was_spoken_before_is_passed_over() {
    use Holder::{Client, Server};
    let before: [(&str, &[Said<'_>]); 9] = [
        (
            "smtp",
            &[
                (Server, b"220 mail.example ESMTP\r\n"),
                (Client, b"EHLO me\r\n"),
                (Server, b"250-mail.example\r\n250 STARTTLS\r\n"),
                (Client, b"STARTTLS\r\n"),
                (Server, b"220 go ahead\r\n"),
            ],
        ),
        (
            "imap",
            &[(Server, b"* OK\r\n"), (Client, b"a1 STARTTLS\r\n"), (Server, b"a1 OK begin\r\n")],
        ),
        ("pop3", &[(Server, b"+OK\r\n"), (Client, b"STLS\r\n"), (Server, b"+OK\r\n")]),
        ("ftp", &[(Server, b"220\r\n"), (Client, b"AUTH TLS\r\n"), (Server, b"234\r\n")]),
        (
            "xmpp",
            &[
                (Client, b"<stream:stream to='example'>"),
                (Server, b"<stream:features><starttls/></stream:features>"),
                (Client, b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
                (Server, b"<proceed/>"),
            ],
        ),
        ("postgresql", &[(Client, &[0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]), (Server, b"S")]),
        (
            "mysql",
            &[
                (Server, b"J\0\0\0\x0a8.0.36\0rest of the greeting"),
                (
                    Client,
                    &[
                        32, 0, 0, 1, 0, 8, 0, 0, 0, 0, 0, 1, 33, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                    ],
                ),
            ],
        ),
        (
            "ldap",
            &[
                (Client, b"0\x1d\x02\x01\x01w\x18\x80\x161.3.6.1.4.1.1466.20037"),
                (Server, b"0\x0c"),
            ],
        ),
        ("unknown", &[(Client, b"please?"), (Server, b"yes")]),
    ];
    let ours = play(&scenario(3, CipherSuite::EcdheAes128GcmSha256, false)).unwrap();
    let log = key_log(&ours);
    for (name, preamble) in before {
        let letters = halves(&ours);
        let mut said = preamble.to_vec();
        said.extend(letters.iter().map(|(from, bytes)| (*from, &bytes[..])));
        let (listed, told) = told(vec![conversation(&said)], secrets(&[log.as_bytes()]));
        assert_eq!((listed[0].preamble, listed[0].state), (Some(name), "open"), "{name}");
        assert_same_letters(&ours, &told.unwrap());
    }
}

/// The same bytes cut at other places, and both sides' as whole runs: letters stay letters.
#[test]
fn where_the_segments_end_does_not_matter() {
    let ours = play(&scenario(4, CipherSuite::RsaAes256CbcSha256, true)).unwrap();
    let log = key_log(&ours);
    for size in [1, 2, 3, 7, 100] {
        let letters = halves(&ours);
        let said: Vec<(Holder, &[u8])> = letters
            .iter()
            .flat_map(|(from, bytes)| bytes.chunks(size).map(move |part| (*from, part)))
            .collect();
        let (_, told) = told(vec![conversation(&said)], secrets(&[log.as_bytes()]));
        assert_same_letters(&ours, &told.unwrap());
    }
}

/// The handshake messages of a flight, before keys are on, in records of `size` bytes: cut and
/// coalesced as it comes.
fn repacked(bytes: &[u8], size: usize) -> Vec<u8> {
    let (mut content, mut rest) = (Vec::new(), bytes);
    while rest.first() == Some(&22) {
        let length = usize::from(u16::from_be_bytes([rest[3], rest[4]]));
        content.extend_from_slice(&rest[5..5 + length]);
        rest = &rest[5 + length..];
    }
    let mut packed = Vec::new();
    for part in content.chunks(size) {
        packed.extend_from_slice(&[22, 3, 3]);
        packed.extend_from_slice(&(part.len() as u16).to_be_bytes());
        packed.extend_from_slice(part);
    }
    packed.extend_from_slice(rest);
    packed
}

#[test]
fn messages_are_put_together_across_records_and_taken_apart_in_one() {
    for suite in [CipherSuite::RsaAes128CbcSha, CipherSuite::EcdheChaCha20Poly1305Sha256] {
        let ours = play(&scenario(5, suite, true)).unwrap();
        let log = key_log(&ours);
        for size in [5, 50, 333, 1 << 14] {
            let letters = halves(&ours);
            let packed: Vec<(Holder, Vec<u8>)> = letters
                .iter()
                .map(|(from, bytes)| match bytes[0] {
                    22 => (*from, repacked(bytes, size)),
                    _ => (*from, bytes.clone()),
                })
                .collect();
            let said: Vec<(Holder, &[u8])> =
                packed.iter().map(|(from, bytes)| (*from, &bytes[..])).collect();
            let (listed, told) = told(vec![conversation(&said)], secrets(&[log.as_bytes()]));
            let told = told.unwrap();
            assert_eq!(listed[0].state, "open");
            assert!(assert_same_values(&ours, &told) > 40);
            // All fields are named as before, wherever a record ends in between.
            let names = |transcript: &Transcript| {
                let mut names: Vec<&str> = Vec::new();
                for record in transcript.letters.iter().flat_map(|letter| &letter.records) {
                    record.fields.walk(&mut |field| {
                        if !field.id.starts_with("record") && names.last() != Some(&field.id) {
                            names.push(field.id);
                        }
                    });
                }
                names.sort_unstable();
                names.dedup();
                names.into_iter().map(str::to_owned).collect::<Vec<_>>()
            };
            assert_eq!(names(&ours), names(&told), "{size}");
        }
    }
}

#[test]
fn a_gap_is_named_and_what_is_whole_is_told() {
    let ours = play(&scenario(6, CipherSuite::EcdheChaCha20Poly1305Sha256, false)).unwrap();
    let log = key_log(&ours);
    let mut talk = retraced(&ours);
    // Out of the middle of the client's words: the record is lost, those behind it are not.
    let at = talk.chunks.iter().position(|chunk| match &chunk.what {
        What::Bytes(bytes) => bytes[0] == 23,
        _ => false,
    });
    let at = at.unwrap();
    let What::Bytes(bytes) = talk.chunks[at].what.clone() else { unreachable!() };
    let part = |what| Chunk { what, ..talk.chunks[at].clone() };
    let pieces = vec![
        part(What::Bytes(bytes[..20].to_vec())),
        part(What::Gap(6)),
        part(What::Bytes(bytes[26..].to_vec())),
    ];
    let whole = talk.clone();
    talk.chunks.splice(at..=at, pieces);
    let (_, transcript) = told(vec![talk], secrets(&[log.as_bytes()]));
    let transcript = transcript.unwrap();
    assert_eq!(transcript.outcome.server_read, None);
    assert_eq!(transcript.outcome.client_read.as_deref(), Some("Let's begin"));
    let troubles = transcript.origin.unwrap().troubles;
    assert_eq!((troubles.len(), &troubles[0].kind[..]), (1, "holed"));
    // A gap that swallows a header: nothing behind it can be read on that side.
    let mut talk = whole;
    let gap = Chunk { what: What::Gap(1000), ..talk.chunks[at].clone() };
    talk.chunks.insert(at, gap);
    let (_, transcript) = told(vec![talk], secrets(&[log.as_bytes()]));
    let transcript = transcript.unwrap();
    assert_eq!(transcript.outcome.client_read.as_deref(), Some("Let's begin"));
    let troubles = transcript.origin.unwrap().troubles;
    assert_eq!((&troubles[0].kind[..], troubles[0].bytes), ("gap", 1000));
}

#[test]
fn bytes_that_came_again_and_were_others_are_told_of() {
    let ours = play(&scenario(6, CipherSuite::RsaAes128CbcSha, false)).unwrap();
    let mut talk = retraced(&ours);
    talk.rewritten = vec![
        Rewritten { from: Holder::Client, offset: 4711, bytes: 3 },
        Rewritten { from: Holder::Server, offset: 815, bytes: 1 },
    ];
    let (listed, transcript) = told(vec![talk.clone()], Secrets::default());
    let origin = transcript.unwrap().origin.unwrap();
    for troubles in [&listed[0].troubles, &origin.troubles] {
        let told: Vec<_> =
            troubles.iter().map(|t| (&t.kind[..], t.from, t.offset, t.bytes)).collect();
        let wanted =
            [("rewritten", Holder::Client, 4711, 3), ("rewritten", Holder::Server, 815, 1)];
        assert_eq!(told, wanted);
    }
    talk.rewritten.clear();
    assert_eq!(told(vec![talk], Secrets::default()).0[0].troubles, []);
}

#[test]
fn a_list_looks_at_a_handshake_and_no_further_however_long_the_talk_is() {
    let ours = play(&scenario(6, CipherSuite::EcdheAes128GcmSha256, false)).unwrap();
    let mut talk = retraced(&ours);
    let end = talk.chunks.len() - 2;
    let noise = What::Bytes(b"no record at all".to_vec());
    let last = Chunk { from: Holder::Server, what: noise, ..talk.chunks[end].clone() };
    talk.chunks.insert(end, last);
    let (listed, transcript) = told(vec![talk], secrets(&[key_log(&ours).as_bytes()]));
    assert_eq!((listed[0].state, &listed[0].troubles[..]), ("open", &[][..]));
    let troubles = transcript.unwrap().origin.unwrap().troubles;
    assert_eq!((troubles.len(), &troubles[0].kind[..]), (1, "garbled"));
}

/// Random, a session id, the suite and extensions around a version.
fn server_hello(version: [u8; 2], suite: [u8; 2], extensions: &[u8]) -> Vec<u8> {
    let mut body = version.to_vec();
    body.extend_from_slice(&[7; 32]);
    body.push(0);
    body.extend_from_slice(&suite);
    body.push(0);
    body.extend_from_slice(&(extensions.len() as u16).to_be_bytes());
    body.extend_from_slice(extensions);
    let length = body.len() as u32;
    let mut record = vec![22, 3, 3];
    record.extend_from_slice(&(length as u16 + 4).to_be_bytes());
    record.push(2);
    record.extend_from_slice(&length.to_be_bytes()[1..]);
    record.extend(body);
    record
}

#[test]
fn other_versions_are_refused_by_name() {
    let ours = play(&scenario(2, CipherSuite::RsaAes128CbcSha, false)).unwrap();
    let hello = &ours.letters[0].bytes[..];
    for (version, extensions, name) in [
        ([3, 3], &[0, 43, 0, 2, 3, 4][..], "tls_1_3"),
        ([3, 2], &[], "tls_1_1"),
        ([3, 1], &[], "tls_1_0"),
        ([3, 0], &[], "ssl_3_0"),
    ] {
        let suite = if name == "tls_1_3" { [0x13, 1] } else { [0, 0x2f] };
        let answer = server_hello(version, suite, extensions);
        let said = [(Holder::Client, hello), (Holder::Server, &answer[..])];
        let (listed, told) = told(vec![conversation(&said)], secrets(&[KEY]));
        assert_eq!((listed[0].protocol, listed[0].state), (name, "refused"));
        assert_eq!(listed[0].why, Some("version"));
        assert_eq!(listed[0].server_name.as_deref(), Some("blog.example"));
        assert!(listed[0].suite.as_ref().unwrap().name.starts_with("TLS_"));
        assert!(told.is_none());
    }
    // SSL 2.
    let old = [0x80, 0x1c, 1, 0, 2, 0, 3, 0, 0, 0, 16, 1, 0, 0x80];
    let old = [&old[..], &[9; 16]].concat();
    let (listed, _) = told(vec![conversation(&[(Holder::Client, &old)])], Secrets::default());
    assert_eq!((listed[0].protocol, listed[0].state), ("ssl_2", "refused"));
    // Nothing that looks like TLS.
    let http = [(Holder::Client, &b"GET / HTTP/1.1\r\n\r\n"[..])];
    assert_eq!(told(vec![conversation(&http)], Secrets::default()).0, []);
    // An answer that is an alert.
    let alert = [21, 3, 3, 0, 2, 2, 40];
    let said = [(Holder::Client, hello), (Holder::Server, &alert[..])];
    let (listed, told) = told(vec![conversation(&said)], Secrets::default());
    assert_eq!((listed[0].alert, listed[0].why), (Some("handshake_failure"), Some("no_answer")));
    let told = told.unwrap();
    assert_eq!(told.outcome.failure.unwrap().alert, "handshake_failure");
    assert_eq!(told.scenes.last().unwrap().id, "server-alert-flight");
}

/// Suites that we do not have: named, and what is in the clear is told.
#[test]
fn other_suites_are_told_as_far_as_they_are_public() {
    let ours = play(&scenario(2, CipherSuite::EcdheAes128GcmSha256, false)).unwrap();
    for (code, name) in [
        ([0xc0, 0x9c], "TLS_RSA_WITH_AES_128_CCM"),
        ([0, 0x41], "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"),
        ([0, 0x33], "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"),
        ([0xc0, 0x2b], "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
        ([0, 0x8c], "TLS_PSK_WITH_AES_128_CBC_SHA"),
        ([0, 0x0a], "TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
        ([0, 5], "TLS_RSA_WITH_RC4_128_SHA"),
        ([0, 0x3b], "TLS_RSA_WITH_NULL_SHA256"),
    ] {
        let letters: Vec<(Holder, Vec<u8>)> = halves(&ours)
            .into_iter()
            .map(|(from, mut bytes)| {
                if from == Holder::Server && bytes[0] == 22 && bytes[5] == 2 {
                    let at = 44 + usize::from(bytes[43]);
                    bytes[at..at + 2].copy_from_slice(&code);
                }
                (from, bytes)
            })
            .collect();
        let said: Vec<(Holder, &[u8])> =
            letters.iter().map(|(from, bytes)| (*from, &bytes[..])).collect();
        let (listed, told) = told(vec![conversation(&said)], Secrets::default());
        let told = told.unwrap();
        assert_eq!(listed[0].suite.as_ref().unwrap().name, name);
        assert_eq!(listed[0].state, "closed");
        assert_eq!(told.suite.unwrap().name, name);
        assert_eq!(told.certificates[0].names, ["blog.example"]);
        assert_eq!(told.letters.len(), ours.letters.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Cut off and corrupted in any way, it is told as far as it makes sense.
    #[test]
    fn nothing_in_a_conversation_makes_it_panic(
        seed in 1u8..4,
        suite in 0usize..CipherSuite::ALL.len(),
        cut in 0.0f64..1.0,
        changes in prop::collection::vec((0usize..9, any::<prop::sample::Index>(), any::<u8>()), 0..6),
        gap in prop::option::of((0usize..9, 0u64..2000)),
        with_log in any::<bool>(),
    ) {
        let ours = play(&scenario(seed, CipherSuite::ALL[suite], seed == 2)).unwrap();
        let mut talk = retraced(&ours);
        talk.chunks.truncate(ours.letters.len());
        for (chunk, at, value) in changes {
            if let What::Bytes(bytes) = &mut talk.chunks[chunk].what {
                let at = at.index(bytes.len());
                bytes[at] ^= value;
            }
        }
        if let Some((chunk, count)) = gap {
            let hole = Chunk { what: What::Gap(count), ..talk.chunks[chunk].clone() };
            talk.chunks.insert(chunk, hole);
        }
        let last = (talk.chunks.len() as f64 * cut) as usize;
        talk.chunks.truncate(last + 1);
        if let Some(Chunk { what: What::Bytes(bytes), .. }) = talk.chunks.last_mut() {
            let keep = (bytes.len() as f64 * cut) as usize;
            bytes.truncate(keep);
        }
        let log = key_log(&ours);
        let secrets = if with_log { secrets(&[log.as_bytes()]) } else { secrets(&[KEY]) };
        told(vec![talk], secrets);
    }

    /// Bytes of any kind are no reason to panic either.
    #[test]
    fn noise_is_no_reason_to_panic(
        head in prop::sample::select(vec![
            vec![], vec![22, 3, 1, 0, 90, 1, 0, 0, 86, 3, 3], vec![22, 3, 3, 0, 4, 14, 0, 0, 0, 20, 3, 3, 0, 1, 1],
        ]),
        client in prop::collection::vec(any::<u8>(), 0..400),
        server in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let client = [&head[..], &client].concat();
        let said = [(Holder::Client, &client[..]), (Holder::Server, &server[..])];
        told(vec![conversation(&said)], Secrets::default());
    }
}
