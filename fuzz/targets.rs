//! What is done with any bytes, and what must then hold. `fuzz_targets/` gives these functions to
//! libFuzzer; `tests/fuzz.rs` runs them over the seeds and over seeds that were changed.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::OnceLock,
};

use tls_airmail::{
    Transcript, Wish,
    capture::{
        flow::{Chunk, Conversation, Endpoint, What},
        read::{Capture, Reader},
        secrets::Secrets,
        tls::library::Library,
        write::keylog,
    },
    exchange::{play::play, scenario::teaching_identity},
    keys::{artifact::Holder, suite::CipherSuite},
    pki::facts::Facts,
    wire::{
        codec::parse,
        field::Field,
        foreign::Foreign,
        handshake::Message,
        hello::{point_formats, server_name, signature_algorithms, supported_groups},
        key_exchange::KeyExchange,
        record::{ContentType, Record},
        x509,
    },
};

/// A function that takes any bytes and does not return if something is wrong.
pub type Target = fn(&[u8]);

/// All of them, by the names of their corpora.
pub const TARGETS: [(&str, Target); 8] = [
    ("record", record),
    ("handshake", handshake),
    ("certificate", certificate),
    ("pcap", pcap),
    ("pcapng", pcapng),
    ("key_log", key_log),
    ("pem", pem),
    ("connection", connection),
];

/// Every byte is in exactly one leaf, and every child lies within its parent.
fn tiles(field: &Field, length: usize) {
    let mut at = 0;
    for leaf in field.leaves() {
        assert_eq!(leaf.start, at, "a gap or an overlap before {}", leaf.id);
        at = leaf.end;
    }
    assert_eq!(at, length, "bytes without a name");
    field.walk(&mut |field| {
        let inside = |child: &Field| field.start <= child.start && child.end <= field.end;
        assert!(field.children.iter().all(inside), "{} does not hold its children", field.id);
    });
}

/// A record: what was understood is written again byte for byte.
pub fn record(bytes: &[u8]) {
    let parsed = Record::parse(bytes);
    tiles(&parsed.field, bytes.len());
    if let Ok(record) = parsed.value {
        assert_eq!(record.encode(), bytes);
        assert_eq!(Record::measure(bytes), Some(bytes.len()));
        let code = record.content_type.code();
        assert_eq!(ContentType::from_code(code), record.content_type);
    }
    tiles(
        &parse("header", bytes, |reader| Record::read_header(reader).map(drop)).field,
        bytes.len(),
    );
}

/// What their suites call them.
pub const HEARD: [&str; 7] =
    ["DHE_RSA", "DH_anon", "ECDH_anon", "PSK", "DHE_PSK", "ECDHE_PSK", "RSA_PSK"];

/// A handshake message behind a byte that chooses the key exchange.
pub fn handshake(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    // Key exchanges that are only heard.
    if let Some(place) = choice.checked_sub(0x80) {
        let exchange = HEARD[usize::from(place) % HEARD.len()];
        let read = Foreign::new(exchange).expect("one that is read").parse(bytes);
        tiles(&read.field, bytes.len());
        assert!(read.value.is_err() || Message::measure(bytes) == Some(bytes.len()));
        return;
    }
    let kind = match choice % 3 {
        0 => None,
        1 => Some(KeyExchange::Rsa),
        _ => Some(KeyExchange::Ecdhe),
    };
    let parsed = Message::parse(bytes, kind);
    tiles(&parsed.field, bytes.len());
    let Ok(message) = parsed.value else { return };
    assert_eq!(Message::measure(bytes), Some(bytes.len()));
    match &message {
        Message::Other(code) => assert_eq!(Some(code), bytes.first()),
        // These have no body, and what they must not have is not theirs to write again.
        Message::HelloRequest | Message::ServerHelloDone => assert_eq!(message.encode(), bytes),
        Message::ClientHello(hello) => {
            for data in hello.extensions.iter().flatten().map(|extension| &extension.data) {
                let _ = server_name(data);
                let _ = (signature_algorithms(data), supported_groups(data), point_formats(data));
            }
            assert_eq!(message.encode(), bytes);
        }
        _ => assert_eq!(message.encode(), bytes),
    }
}

/// A certificate: named, and its facts read.
pub fn certificate(bytes: &[u8]) {
    let described = x509::describe(bytes);
    tiles(&described.field, bytes.len());
    if let Ok(facts) = Facts::read(bytes) {
        assert_eq!(facts.der, bytes);
        let _ = (facts.signed_by(&facts), facts.names_as_issuer(&facts), facts.pem());
    }
}

/// pcap behind two bytes that choose the slices in which it comes.
pub fn pcap(bytes: &[u8]) {
    packets(bytes);
}

/// pcapng, likewise.
pub fn pcapng(bytes: &[u8]) {
    packets(bytes);
}

fn packets(bytes: &[u8]) {
    let Some(([one, other], file)) = bytes.split_first_chunk() else { return };
    let mut reader = Reader::default();
    let _ = reader.push(file);
    let whole = reader.finish();
    holds(&whole, file.len());
    let mut reader = Reader::default();
    let (mut rest, mut turn) = (file, 0);
    while !rest.is_empty() {
        let size = 1 + usize::from([*one, *other][turn % 2]);
        let (slice, others) = rest.split_at(size.min(rest.len()));
        if reader.push(slice).is_err() {
            break;
        }
        (rest, turn) = (others, turn + 1);
    }
    let sliced = reader.finish();
    assert_eq!(whole.broken, sliced.broken);
    assert_eq!(whole.conversations, sliced.conversations);
    assert_eq!(whole.passed, sliced.passed);
    assert_eq!((whole.packets, whole.segments), (sliced.packets, sliced.segments));
    assert_eq!((whole.datagrams, whole.key_logs), (sliced.datagrams, sliced.key_logs));
}

/// What holds of any capture out of a file of so many bytes.
fn holds(capture: &Capture, length: usize) {
    let length = length as u64;
    assert!(capture.segments <= capture.packets);
    assert!(capture.broken.is_none_or(|broken| broken.offset <= length));
    let mut held = 0;
    for conversation in &capture.conversations {
        assert!(conversation.chunks.is_sorted_by_key(|chunk| chunk.offset));
        for chunk in &conversation.chunks {
            assert!(chunk.offset < length);
            match &chunk.what {
                What::Bytes(bytes) => {
                    assert!(!bytes.is_empty());
                    held += bytes.len() as u64;
                }
                What::Gap(count) => assert!(*count > 0),
                What::End | What::Reset => {}
            }
        }
    }
    // Nothing is said that is not in the file.
    assert!(held <= length, "{held} bytes out of {length}");
}

/// Lines of a key log.
pub fn key_log(bytes: &[u8]) {
    let mut secrets = Secrets::default();
    secrets.read_log(bytes);
    let others: u64 = secrets.log.others().map(|(_, count)| count).sum();
    let lines = bytes.split(|byte| *byte == b'\n').count() as u64;
    assert!(secrets.log.len() as u64 + others + secrets.complained <= lines);
    for complaint in &secrets.complaints {
        assert!((1..=lines).contains(&complaint.line));
        let line = bytes.split(|byte| *byte == b'\n').nth(complaint.line as usize - 1);
        assert!(line.is_some_and(|line| complaint.offset <= line.len() as u64));
    }
}

/// A file of secrets of any kind: PEM, DER, a key log.
pub fn pem(bytes: &[u8]) {
    let mut secrets = Secrets::default();
    secrets.read(bytes);
    let first = (secrets.keys.len(), secrets.log.len());
    for key in &secrets.keys {
        assert_eq!(secrets.key_for(&key.public()), Some(key));
    }
    // Something is said about every file.
    assert!(first != (0, 0) || secrets.complained > 0 || secrets.log.others().next().is_some());
    secrets.read(bytes);
    assert_eq!((secrets.keys.len(), secrets.log.len()), first);
}

/// One exchange with RSA and one with ECDHE.
pub fn transcripts() -> Vec<Transcript> {
    let suites = [CipherSuite::RSA.first(), CipherSuite::ECDHE.first()];
    suites.into_iter().flatten().filter_map(|suite| transcript(*suite)).collect()
}

fn transcript(suite: CipherSuite) -> Option<Transcript> {
    let wish = Wish { suites: Some(vec![suite.name().to_owned()]), ..Wish::default() };
    play(&wish.resolve([7; 32], teaching_identity).ok()?).ok()
}

/// The key log of those two, or the server's key; the latter is slow, and so chosen seldom.
fn stolen(choice: u8) -> Secrets {
    static LOG: OnceLock<Secrets> = OnceLock::new();
    static KEY: OnceLock<Secrets> = OnceLock::new();
    match choice {
        0 => Secrets::default(),
        1 => KEY
            .get_or_init(|| {
                let mut secrets = Secrets::default();
                secrets.read(include_bytes!("../src/pki/teaching/server.key.pem"));
                secrets
            })
            .clone(),
        _ => LOG
            .get_or_init(|| {
                let mut secrets = Secrets::default();
                for transcript in transcripts() {
                    let said = keylog::secrets(&transcript, Holder::Client);
                    secrets.read_log(keylog::write(&said).as_bytes());
                }
                secrets
            })
            .clone(),
    }
}

/// A conversation: a byte that chooses the secrets, then chunks, each with a byte for who and what,
/// two for a length, and so many bytes. It is listed, and told if it can be.
pub fn connection(bytes: &[u8]) {
    let Some((choice, mut rest)) = bytes.split_first() else { return };
    let end = |last: u8, port: u16| Endpoint {
        address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)),
        port,
    };
    let mut chunks = Vec::new();
    while let Some(([head, high, low], others)) = rest.split_first_chunk() {
        let count = usize::from(*high) << 8 | usize::from(*low);
        let from = if head & 1 == 0 { Holder::Client } else { Holder::Server };
        let (taken, others) = others.split_at(count.min(others.len()));
        let what = match head >> 1 {
            1 => What::Gap(count as u64 + 1),
            2 => What::End,
            3 => What::Reset,
            _ if taken.is_empty() => break,
            _ => What::Bytes(taken.to_vec()),
        };
        rest = if matches!(what, What::Bytes(_)) { others } else { &rest[3..] };
        let offset = (bytes.len() - rest.len()) as u64;
        chunks.push(Chunk { from, time: offset, offset, what });
    }
    let (client, server) = (end(1, 50_000), end(2, 443));
    let rewritten = Vec::new();
    let opened = choice & 0x80 == 0;
    let conversations = vec![Conversation { client, server, opened, chunks, rewritten }];
    let capture = Capture { conversations, ..Capture::default() };
    let mut library = Library::new(capture, stolen(choice & 0x7f));
    let listing = library.list();
    assert!(listing.connections.len() <= 1);
    for listed in &listing.connections {
        let Some(told) = library.open(listed.index) else { continue };
        for letter in &told.letters {
            let mut at = 0;
            for leaf in letter.records.iter().flat_map(|record| record.fields.leaves()) {
                assert_eq!(leaf.start, at, "a gap or an overlap in {}", letter.id);
                at = leaf.end;
            }
            assert_eq!(at, letter.bytes.len(), "bytes of {} without a name", letter.id);
        }
    }
}
