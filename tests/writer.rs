//! What is written holds together, whatever was said: checksums, lengths, numbers, blocks. Read
//! here by hand and not by our own readers.
#![cfg(not(target_arch = "wasm32"))]

use std::{
    collections::HashSet,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use proptest::prelude::*;
use tls_airmail::{
    Wish,
    capture::{
        flow::{Chunk, Conversation, Endpoint, What},
        read::Reader,
        write::{
            Internet, Tap, TapError, files,
            packets::{Frame, Line, checksum, frames},
            pcap, pcapng,
        },
    },
    crypto::{
        drbg::Entropy,
        hash::{HashAlgorithm, digest},
    },
    exchange::{play::play, scenario::teaching_identity},
    keys::{artifact::Holder, suite::CipherSuite},
    wire::bytes::hex,
};

/// What a frame says.
#[derive(Debug)]
struct Seen {
    from: Holder,
    sequence: u32,
    acknowledged: Option<u32>,
    flags: u8,
    data: Vec<u8>,
}

fn two(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

fn four(bytes: &[u8]) -> u32 {
    u32::from_be_bytes(bytes[..4].try_into().unwrap())
}

/// Takes a frame apart; whatever does not fit fails.
fn read(frame: &[u8], conversation: &Conversation, most: usize) -> Seen {
    let (source, target, segment);
    match two(&frame[12..]) {
        0x0800 => {
            let header = &frame[14..34];
            assert_eq!((header[0], header[9]), (0x45, 6));
            assert_eq!(two(&header[2..]), frame.len() - 14);
            assert_eq!(checksum(&[header]), 0);
            let address = |at: usize| Ipv4Addr::from(four(&header[at..]));
            (source, target) = (IpAddr::V4(address(12)), IpAddr::V4(address(16)));
            segment = &frame[34..];
        }
        0x86dd => {
            let header = &frame[14..54];
            assert_eq!((header[0] >> 4, header[6]), (6, 6));
            assert_eq!(two(&header[4..]), frame.len() - 54);
            let address = |at: usize| {
                let octets: [u8; 16] = header[at..at + 16].try_into().unwrap();
                IpAddr::V6(Ipv6Addr::from(octets))
            };
            (source, target) = (address(8), address(24));
            segment = &frame[54..];
        }
        other => panic!("{other:04x}"),
    }
    let octets = |address: IpAddr| match address {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    };
    let tail = [0, 6, (segment.len() >> 8) as u8, segment.len() as u8];
    let pseudo = [octets(source), octets(target), tail.to_vec()].concat();
    assert_eq!(checksum(&[&pseudo, segment]), 0);
    let end = |address, at: usize| Endpoint { address, port: two(&segment[at..]) as u16 };
    let (sender, receiver) = (end(source, 0), end(target, 2));
    let from = if sender == conversation.client { Holder::Client } else { Holder::Server };
    let ends = [conversation.client, conversation.server];
    assert!([sender, receiver] == ends || [receiver, sender] == ends);
    let start = usize::from(segment[12] >> 4) * 4;
    let data = segment[start..].to_vec();
    let flags = segment[13];
    assert!(data.len() <= most && frame.len() <= 1514);
    // SYN, and only it, announces the size of segments.
    assert_eq!(flags & 2 != 0, start == 24);
    if start == 24 {
        assert_eq!([segment[20], segment[21]], [2, 4]);
        assert_eq!(two(&segment[22..]), most);
    }
    Seen {
        from,
        sequence: four(&segment[4..]),
        acknowledged: (flags & 16 != 0).then(|| four(&segment[8..])),
        flags,
        data,
    }
}

/// One side's stream as it comes out of the packets, and what is known of it.
#[derive(Default)]
struct Stream {
    first: u32,
    /// Bytes, and one each for SYN and FIN.
    sent: u32,
    acknowledged: u32,
    bytes: Vec<u8>,
    ended: bool,
}

fn holds(conversation: &Conversation, frames: &[Frame], most: usize) {
    let mut streams = [Stream::default(), Stream::default()];
    let mut order = Vec::new();
    let mut reset = false;
    for (number, frame) in frames.iter().enumerate() {
        assert!(number == 0 || frames[number - 1].time < frame.time, "time goes on");
        assert!(!reset, "nothing behind a reset");
        let seen = read(&frame.bytes, conversation, most);
        let own = usize::from(seen.from == Holder::Server);
        let (syn, fin) = (seen.flags & 2 != 0, seen.flags & 1 != 0);
        if syn {
            assert_eq!(number, own, "SYN, SYN-ACK");
            streams[own].first = seen.sequence;
        }
        let [one, two] = &mut streams;
        let (stream, other) = if own == 0 { (one, two) } else { (two, one) };
        assert_eq!(seen.sequence.wrapping_sub(stream.first), stream.sent);
        assert!(!stream.ended || seen.data.is_empty() && !fin, "nothing behind FIN but ACK");
        match seen.acknowledged {
            None => assert_eq!(number, 0, "all but the first packet acknowledge"),
            Some(acknowledged) => {
                let count = acknowledged.wrapping_sub(other.first);
                assert!((other.acknowledged..=other.sent).contains(&count));
                other.acknowledged = count;
            }
        }
        let counted = seen.data.len() as u32 + u32::from(syn) + u32::from(fin);
        stream.sent = stream.sent.wrapping_add(counted);
        stream.ended |= fin;
        reset |= seen.flags & 4 != 0;
        stream.bytes.extend(&seen.data);
        assert_eq!(frame.chunk.is_some(), !seen.data.is_empty());
        if let Some(chunk) = frame.chunk {
            assert_eq!(conversation.chunks[chunk].from, seen.from);
            order.push(chunk);
        }
    }
    assert!(order.is_sorted());
    for (index, side) in [Holder::Client, Holder::Server].into_iter().enumerate() {
        let mut expected = Vec::new();
        let chunks = conversation.chunks.iter().filter(|chunk| chunk.from == side);
        let mut ended = false;
        for chunk in chunks {
            match &chunk.what {
                What::Bytes(bytes) => expected.extend(bytes),
                What::End => ended = true,
                _ => {}
            }
        }
        assert_eq!(hex(&streams[index].bytes), hex(&expected));
        assert_eq!(streams[index].ended, ended);
        assert!(reset || streams[index].acknowledged == streams[index].sent, "all is acknowledged");
    }
}

/// The packets of a pcapng file, and its secrets.
fn blocks(file: &[u8]) -> (Vec<(u64, Vec<u8>)>, String) {
    let little = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap());
    let (mut packets, mut secrets) = (Vec::new(), String::new());
    let mut at = 0;
    let mut kinds = Vec::new();
    while at < file.len() {
        let (kind, length) = (little(at), little(at + 4) as usize);
        assert_eq!(length % 4, 0);
        assert_eq!(little(at + length - 4) as usize, length);
        match kind {
            0x0a0d_0d0a => assert_eq!((at, little(at + 8)), (0, 0x1a2b_3c4d)),
            1 => assert_eq!(little(at + 8) & 0xffff, 1),
            10 => {
                assert!(packets.is_empty(), "secrets come first");
                assert_eq!(&file[at + 8..at + 12], b"KSLT");
                let size = little(at + 12) as usize;
                secrets = String::from_utf8(file[at + 16..at + 16 + size].to_vec()).unwrap();
            }
            6 => {
                let time = u64::from(little(at + 12)) << 32 | u64::from(little(at + 16));
                let size = little(at + 20) as usize;
                assert_eq!(little(at + 24) as usize, size);
                packets.push((time, file[at + 28..at + 28 + size].to_vec()));
            }
            other => panic!("block {other}"),
        }
        kinds.push(kind);
        at += length;
    }
    assert_eq!(kinds[..2], [0x0a0d_0d0a, 1]);
    assert_eq!(at, file.len());
    (packets, secrets)
}

/// The packets of a pcap file.
fn records(file: &[u8]) -> Vec<(u64, Vec<u8>)> {
    let little = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap());
    assert_eq!((little(0), little(4), little(20)), (0xa1b2_c3d4, 0x0004_0002, 1));
    let mut packets = Vec::new();
    let mut at = 24;
    while at < file.len() {
        let size = little(at + 8) as usize;
        assert_eq!(little(at + 12) as usize, size);
        assert!(little(at + 4) < 1_000_000);
        let time = u64::from(little(at)) * 1_000_000 + u64::from(little(at + 4));
        packets.push((time * 1_000, file[at + 16..at + 16 + size].to_vec()));
        at += 16 + size;
    }
    packets
}

fn chunk() -> impl Strategy<Value = (bool, u64, Vec<u8>)> {
    let bytes = proptest::collection::vec(any::<u8>(), 1..6000);
    (any::<bool>(), 0_u64..100_000_000, bytes)
}

fn side(server: bool) -> Holder {
    if server { Holder::Server } else { Holder::Client }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_conversation_is_honest_tcp(
        seed: [u8; 32],
        six: bool,
        at: bool,
        segment in 28_u16..=1440,
        said in proptest::collection::vec(chunk(), 1..8),
        ending in 0..5,
        ports: (u16, u16),
    ) {
        let tap = Tap {
            at: side(at),
            internet: if six { Internet::V6 } else { Internet::V4 },
            segment,
        };
        let address = |v4: &str, v6: &str| if six { v6 } else { v4 }.parse().unwrap();
        let mut time = 1_795_478_400_000_000_000;
        let mut chunks = Vec::new();
        let mut add = |from, wait: u64, what| {
            time += wait;
            chunks.push(Chunk { from, time, offset: 0, what });
        };
        for (server, wait, bytes) in said {
            // Times that pcap can tell too.
            add(side(server), wait / 1_000 * 1_000, What::Bytes(bytes));
        }
        let (one, two) = (Holder::Client, Holder::Server);
        let ends: &[(Holder, What)] = match ending {
            0 => &[],
            1 => &[(one, What::End), (two, What::End)],
            2 => &[(two, What::End), (one, What::End)],
            3 => &[(one, What::Reset)],
            _ => &[(two, What::End)],
        };
        for (from, what) in ends {
            add(*from, 1_000, what.clone());
        }
        let conversation = Conversation {
            client: Endpoint { address: address("192.0.2.1", "2001:db8::1"), port: ports.0 },
            server: Endpoint { address: address("192.0.2.2", "2001:db8::2"), port: ports.1 },
            opened: true,
            chunks,
            rewritten: Vec::new(),
        };
        let frames = frames(&conversation, &Line::new(tap, &Entropy::Seed(seed)));
        holds(&conversation, &frames, usize::from(segment));
        let plain = |frames: &[Frame]| -> Vec<_> {
            frames.iter().map(|frame| (frame.time, frame.bytes.clone())).collect()
        };
        prop_assert_eq!(records(&pcap::write(&frames)), plain(&frames));
        let log = "CLIENT_RANDOM 00 11\n".repeat(usize::from(seed[0] % 3));
        let (packets, secrets) = blocks(&pcapng::write(&frames, &log, "¿?"));
        prop_assert_eq!(packets, plain(&frames));
        prop_assert_eq!(&secrets, &log);
        // And our own readers find what was said.
        for file in [pcap::write(&frames), pcapng::write(&frames, &log, "")] {
            let mut reader = Reader::default();
            prop_assert!(reader.push(&file).is_ok());
            let found = reader.finish();
            prop_assert_eq!(&found.broken, &None);
            prop_assert_eq!(&found.passed, &[]);
            let [again] = &found.conversations[..] else { panic!("{:?}", found.conversations) };
            prop_assert_eq!((again.client, again.server), (conversation.client, conversation.server));
            for from in [one, two] {
                prop_assert_eq!(stream(again, from), stream(&conversation, from));
            }
            let logs: Vec<u8> = found.key_logs.into_iter().flat_map(|log| log.text).collect();
            let expected = if found.format == Some("pcapng") { log.as_bytes() } else { &[] };
            prop_assert_eq!(&logs, expected);
        }
    }
}

/// What one side said, and how it ended.
fn stream(conversation: &Conversation, from: Holder) -> (Vec<u8>, Vec<What>) {
    let (mut bytes, mut rest) = (Vec::new(), Vec::new());
    for chunk in conversation.chunks.iter().filter(|chunk| chunk.from == from) {
        match &chunk.what {
            What::Bytes(more) => bytes.extend(more),
            other => rest.push(other.clone()),
        }
    }
    (bytes, rest)
}

#[test]
fn the_checksum_is_that_of_rfc_1071() {
    // The example of its §3.
    assert_eq!(checksum(&[&[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]]), !0xddf2);
    assert_eq!(checksum(&[&[0xff, 0xff, 0x01]]), !0x0100);
    assert_eq!(checksum(&[]), 0xffff);
}

#[test]
fn a_tap_that_cannot_be_is_refused() {
    assert_eq!(Tap::read(None, None, None), Ok(Tap::default()));
    let tap = Tap { at: Holder::Server, internet: Internet::V6, segment: 28 };
    assert_eq!(Tap::read(Some("server"), Some(6), Some(28)), Ok(tap));
    assert_eq!(Tap::read(Some("sky"), None, None), Err(TapError::At("sky".into())));
    assert_eq!(Tap::read(None, Some(5), None), Err(TapError::Internet(5)));
    for (size, version, most) in
        [(27, 4, 1460), (1461, 4, 1460), (1441, 6, 1440), (70_000, 4, 1460)]
    {
        let refused = Err(TapError::Segment(size, most));
        assert_eq!(Tap::read(None, Some(version), Some(size)), refused);
    }
}

#[test]
fn no_time_is_too_late() {
    for time in [0, 4_294_967_295, 253_402_300_799] {
        let wish = Wish { time: Some(time), ..Wish::default() };
        let scenario = wish.resolve([1; 32], teaching_identity).unwrap();
        let files = files(&play(&scenario).unwrap(), Tap::default());
        let (packets, _) = blocks(&files.pcapng);
        assert_eq!(packets.len(), records(&files.pcap).len());
        assert!(packets.iter().map(|(time, _)| time).is_sorted());
        if time < 5_000_000_000 {
            assert_eq!(packets[0].0 / 1_000_000_000, time);
        }
    }
}

/// The same fingerprints are asked of the page in `tests/browser/take.test.mjs`. When the files
/// change on purpose, `BLESS=1 cargo test --test writer` writes them anew.
#[test]
fn the_same_scenario_gives_the_same_files_everywhere() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/captures.sha256");
    let mut found = String::new();
    for (suite, at, version) in [
        (CipherSuite::RsaAes256GcmSha384, "client", 4),
        (CipherSuite::RsaAes128CbcSha, "server", 4),
        (CipherSuite::EcdheChaCha20Poly1305Sha256, "client", 6),
    ] {
        let wish = Wish { suites: Some(vec![suite.name().into()]), ..Wish::default() };
        let scenario = wish.resolve([7; 32], teaching_identity).unwrap();
        let transcript = play(&scenario).unwrap();
        let tap = Tap::read(Some(at), Some(version), None).unwrap();
        let files = files(&transcript, tap);
        let key = scenario.identity.key.to_pem().unwrap();
        for (name, bytes) in [
            ("airmail.pcapng", &files.pcapng[..]),
            ("airmail.pcap", &files.pcap),
            ("airmail-keys.log", files.key_log.as_bytes()),
            ("airmail-server.pem", transcript.certificates[0].pem.as_bytes()),
            ("airmail-ca.pem", transcript.certificates[1].pem.as_bytes()),
            ("airmail-server-key.pem", key.as_bytes()),
        ] {
            let print = hex(&digest(HashAlgorithm::Sha256, &[bytes]));
            found += &format!("{print} {} {at} {version} {name}\n", suite.name());
        }
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(path).unwrap(), "BLESS=1 if this is on purpose");
}

#[test]
fn no_two_sequence_numbers_begin_alike() {
    let seeds = 0..50_u8;
    let lines = seeds.map(|seed| Line::new(Tap::default(), &Entropy::Seed([seed; 32])));
    let firsts: HashSet<u32> = lines.flat_map(|line| line.first).collect();
    assert_eq!(firsts.len(), 100);
}

#[test]
fn the_key_is_written_as_pkcs_8_and_is_the_same_key() {
    let scenario = Wish::default().resolve([1; 32], teaching_identity).unwrap();
    let pem = scenario.identity.key.to_pem().unwrap();
    assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"), "{pem}");
    assert!(pem.ends_with("-----END PRIVATE KEY-----\n"), "{pem}");
    let again = tls_airmail::crypto::rsa::PrivateKey::from_pem(&pem).unwrap();
    assert_eq!(again, scenario.identity.key);
}
