//! IPv4, IPv6, fragments, tunnels, and what is not TCP.

use super::{both, only, read, writer::*};
use tls_airmail::capture::{flow::Language, read::passed::Reason};

fn ends(from: Speaker) -> ([u8; 4], [u8; 4]) {
    if from == Speaker::Client { (CLIENT, SERVER) } else { (SERVER, CLIENT) }
}

fn ends_6(from: Speaker) -> ([u8; 16], [u8; 16]) {
    if from == Speaker::Client { (address(1), address(2)) } else { (address(2), address(1)) }
}

#[test]
fn options_stand_between_ip_and_tcp() {
    let packets = hello(|from, segment| {
        let (source, target) = ends(from);
        // Router alert, and three of padding and end.
        let options = [0x94, 4, 0, 0, 1, 1, 1, 0];
        ipv4_with(source, target, 6, segment, &options, 7, 0x4000)
    });
    assert_eq!(both(&only(&plain(101, &packets))), HELLO);
}

#[test]
fn extension_headers_are_stepped_over() {
    // Each: next header, length, and what it says.
    let hop = |next: u8| vec![next, 0, 5, 2, 0, 0, 1, 0];
    let routing = |next: u8| [vec![next, 2, 4, 0], vec![0; 20]].concat();
    let authentication = |next: u8| [vec![next, 4, 0, 0], vec![0; 20]].concat();
    let atomic = |next: u8| vec![next, 0, 0, 0, 0, 0, 0, 9];
    let packets = hello(|from, segment| {
        let (source, target) = ends_6(from);
        let chain = [hop(43), routing(60), hop(51), authentication(44), atomic(6)].concat();
        ipv6(source, target, 0, &[&chain, segment].concat())
    });
    assert_eq!(both(&only(&plain(101, &packets))), HELLO);
    // Nothing follows, and what is encrypted.
    for protocol in [59, 50] {
        let file = plain(101, &[ipv6(address(1), address(2), protocol, &[0; 20])]);
        let passed = read(&file).passed[0];
        assert_eq!((passed.reason, passed.number), (Reason::Protocol, protocol.into()));
    }
    // A chain that leads out of the packet.
    let file = plain(101, &[ipv6(address(1), address(2), 0, &[6, 200, 0, 0, 0, 0, 0, 0])]);
    assert_eq!(read(&file).passed[0].reason, Reason::IpHeader);
}

/// An IPv4 packet in fragments of `size` bytes each, in order.
fn fragments_4(from: Speaker, segment: &[u8], id: u16, size: usize) -> Vec<Vec<u8>> {
    let (source, target) = ends(from);
    let last = segment.len().div_ceil(size) - 1;
    let parts = segment.chunks(size).enumerate();
    parts
        .map(|(index, part)| {
            let more = if index < last { 0x2000 } else { 0 };
            let place = more | (index * size / 8) as u16;
            ipv4_with(source, target, 6, part, &[], id, place)
        })
        .collect()
}

fn fragments_6(from: Speaker, segment: &[u8], id: u32, size: usize) -> Vec<Vec<u8>> {
    let (source, target) = ends_6(from);
    let last = segment.len().div_ceil(size) - 1;
    let parts = segment.chunks(size).enumerate();
    parts
        .map(|(index, part)| {
            let place = (index * size) as u16 | u16::from(index < last);
            let mut payload = vec![6, 0];
            payload.extend(place.to_be_bytes());
            payload.extend(id.to_be_bytes());
            payload.extend(part);
            ipv6(source, target, 44, &payload)
        })
        .collect()
}

/// The segments of a talk with one long line in it.
fn segments() -> (Vec<(Speaker, Vec<u8>)>, String) {
    let line: String = ('a'..='z').cycle().take(900).collect();
    let there = [CLIENT_PORT, SERVER_PORT];
    let back = [SERVER_PORT, CLIENT_PORT];
    let said = vec![
        (Speaker::Client, tcp(there, [100, 0], SYN, b"")),
        (Speaker::Server, tcp(back, [900, 101], SYN | ACK, b"")),
        (Speaker::Client, tcp(there, [101, 901], ACK, line.as_bytes())),
        (Speaker::Server, tcp(back, [901, 1001], ACK, b"thanks")),
    ];
    (said, format!("C:{line} S:thanks"))
}

#[test]
fn fragments_in_any_order_twice_and_overlapping() {
    let (said, expected) = segments();
    for size in [8, 16, 64, 400, 904] {
        for version in [4, 6] {
            for turn in 0..4 {
                let mut packets = Vec::new();
                for (id, (from, segment)) in said.iter().enumerate() {
                    let mut parts = if version == 4 {
                        fragments_4(*from, segment, id as u16, size)
                    } else {
                        fragments_6(*from, segment, id as u32, size)
                    };
                    match turn {
                        0 => {}
                        1 => parts.reverse(),
                        2 => {
                            let middle = parts.len() / 2;
                            parts.rotate_left(middle);
                        }
                        // Each comes twice, and between them those of twice the size.
                        _ => {
                            let larger = if version == 4 {
                                fragments_4(*from, segment, id as u16, 2 * size)
                            } else {
                                fragments_6(*from, segment, id as u32, 2 * size)
                            };
                            parts = parts.iter().chain(&larger).cloned().collect();
                        }
                    }
                    packets.extend(parts);
                }
                let capture = read(&plain(101, &packets));
                assert_eq!(capture.conversations.len(), 1, "{size} {version} {turn}");
                assert_eq!(both(&capture.conversations[0]), expected, "{size} {version} {turn}");
            }
        }
    }
}

/// The segments in fragments; those of the third are changed.
fn changed(said: &[(Speaker, Vec<u8>)], change: impl Fn(&mut Vec<Vec<u8>>)) -> Vec<Vec<u8>> {
    let mut packets = Vec::new();
    for (id, (from, segment)) in said.iter().enumerate() {
        let mut parts = fragments_4(*from, segment, id as u16, 400);
        if id == 2 {
            change(&mut parts);
        }
        packets.extend(parts);
    }
    packets
}

#[test]
fn fragments_that_contradict_others_are_named_and_the_first_stand() {
    let (said, expected) = segments();
    let packets = changed(&said, |parts| {
        // The same again is nothing; twice there is one with another byte.
        let same = parts[1].clone();
        let mut other = same.clone();
        *other.last_mut().unwrap() ^= 1;
        parts.splice(2..2, [same, other.clone(), other]);
    });
    let capture = read(&plain(101, &packets));
    assert_eq!(both(&capture.conversations[0]), expected);
    let [passed] = capture.passed[..] else { panic!("{:?}", capture.passed) };
    assert_eq!((passed.reason, passed.count), (Reason::Rewritten, 2));
    assert_eq!(passed.first, 24 + 2 * (16 + 20 + 32) + 3 * (16 + 20 + 400));
}

#[test]
fn a_missing_fragment_is_named_and_leaves_a_gap() {
    let (said, _) = segments();
    let packets = changed(&said, |parts| {
        parts.remove(1);
    });
    let capture = read(&plain(101, &packets));
    assert_eq!(both(&capture.conversations[0]), "C:[gap 900] S:thanks");
    let passed = capture.passed[0];
    // Where the first of its fragments stands: behind the two that open.
    assert_eq!((passed.reason, passed.count), (Reason::Fragments, 1));
    assert_eq!(passed.first, 24 + 2 * (16 + 20 + 32));
}

#[test]
fn fragments_of_nonsense_do_not_pile_up() {
    // A thousand datagrams of which nothing else comes, and one beyond the end.
    let first = |id: u16| ipv4_with(CLIENT, SERVER, 6, &[0; 64], &[], id, 0x2000);
    let mut packets: Vec<Vec<u8>> = (0..1000).map(first).collect();
    packets.push(ipv4_with(CLIENT, SERVER, 6, &[0; 64], &[], 5000, 0x1fff));
    packets.extend(hello_4(<[u8]>::to_vec));
    let capture = read(&plain(101, &packets));
    assert_eq!(both(&capture.conversations[0]), HELLO);
    assert_eq!((capture.passed[0].reason, capture.passed[0].count), (Reason::Fragments, 1001));
}

#[test]
fn tunnels() {
    let through =
        |protocol: u8, packet: &[u8]| ipv4([203, 0, 113, 1], [203, 0, 113, 2], protocol, packet);
    assert_eq!(both(&only(&plain(101, &hello_4(|packet| through(4, packet))))), HELLO);
    assert_eq!(both(&only(&plain(101, &hello_6(|packet| through(41, packet))))), HELLO);
    let six = |packet: &[u8]| ipv6(address(8), address(9), 4, packet);
    assert_eq!(both(&only(&plain(101, &hello_4(six)))), HELLO);
    // Not without end.
    let mut packet = hello_4(<[u8]>::to_vec).remove(0);
    for _ in 0..9 {
        packet = through(4, &packet);
    }
    let passed = read(&plain(101, &[packet])).passed[0];
    assert_eq!((passed.reason, passed.number), (Reason::Protocol, 4));
}

#[test]
fn a_length_of_zero_is_left_to_the_network_card() {
    let packets = hello_4(|packet| {
        let mut packet = packet.to_vec();
        packet[2..4].copy_from_slice(&[0, 0]);
        packet
    });
    assert_eq!(both(&only(&plain(101, &packets))), HELLO);
    let packets = hello_6(|packet| {
        let mut packet = packet.to_vec();
        packet[4..6].copy_from_slice(&[0, 0]);
        packet
    });
    assert_eq!(both(&only(&plain(101, &packets))), HELLO);
}

#[test]
fn what_is_not_tcp_is_counted() {
    let mut packets = vec![
        ipv4(CLIENT, SERVER, 1, &[8, 0, 0, 0]),
        ipv4(CLIENT, SERVER, 1, &[8, 0, 0, 0]),
        ipv4(CLIENT, SERVER, 17, &udp([5353, 5353], &[0; 12])),
        ipv4(CLIENT, SERVER, 17, &[0; 3]),
        ipv4(CLIENT, SERVER, 6, &[0; 12]),
        ipv4(CLIENT, SERVER, 6, &[0; 20]),
    ];
    let bad = |at: usize, value: u8| {
        let mut packet = ipv4(CLIENT, SERVER, 6, &tcp([1, 2], [0, 0], SYN, b""));
        packet[at] = value;
        packet
    };
    // Headers longer than what follows, and shorter than headers are.
    packets.extend([bad(0, 0x4f), bad(0, 0x44), bad(20 + 12, 0xf0), bad(20 + 12, 0x40)]);
    let capture = read(&plain(101, &packets));
    let counts: Vec<_> =
        capture.passed.iter().map(|passed| (passed.reason, passed.number, passed.count)).collect();
    assert_eq!(
        counts,
        [
            (Reason::IpHeader, 0x44, 1),
            (Reason::IpHeader, 0x4f, 1),
            (Reason::Protocol, 1, 2),
            (Reason::Udp, 0, 2),
            (Reason::TcpHeader, 0, 4),
        ]
    );
    assert_eq!((capture.packets, capture.segments), (10, 4));
}

#[test]
fn quic_and_dtls_are_recognised() {
    let quic = |version: u32| {
        let mut datagram = vec![0xc3];
        datagram.extend(version.to_be_bytes());
        datagram.extend([8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0]);
        datagram.extend([9; 40]);
        datagram
    };
    let dtls = |version: u16| {
        let mut datagram = vec![22];
        datagram.extend(version.to_be_bytes());
        datagram.extend([0; 8]);
        datagram.extend([0, 12, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        datagram
    };
    for (first, language) in [
        (quic(1), Language::Quic(1)),
        (quic(0x6b33_43cf), Language::Quic(0x6b33_43cf)),
        (quic(0xff00_001d), Language::Quic(0xff00_001d)),
        (dtls(0xfeff), Language::Dtls(0xfeff)),
        (dtls(0xfefd), Language::Dtls(0xfefd)),
    ] {
        let there = udp([50_000, 443], &first);
        let packets = vec![
            ipv4(CLIENT, SERVER, 17, &there),
            ipv4(SERVER, CLIENT, 17, &udp([443, 50_000], &[0x40; 30])),
            ipv4(CLIENT, SERVER, 17, &udp([50_001, 443], &[0x40; 30])),
        ];
        let capture = read(&plain(101, &packets));
        let found = &capture.datagrams[..];
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].language, found[0].count), (language, 2));
        assert_eq!(found[0].bytes, first.len() as u64 + 30);
        assert_eq!((found[0].client.port, found[0].server.port), (50_000, 443));
        assert_eq!((found[0].time, found[0].offset), (1_000_000_000, 24));
        assert_eq!(found[0].first, first);
        assert_eq!((capture.passed[0].reason, capture.passed[0].count), (Reason::Udp, 1));
        // Cut anywhere, it is nothing or the same.
        for length in 0..first.len() {
            let packet = ipv4(CLIENT, SERVER, 17, &udp([50_000, 443], &first[..length]));
            let capture = read(&plain(101, &[packet]));
            assert!(capture.datagrams.iter().all(|found| found.language == language));
        }
    }
}
