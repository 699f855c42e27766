//! Link layers.

use super::{both, only, read, writer::*};
use tls_airmail::capture::read::passed::Reason;

fn tags(tags: &[(u16, u16)], last: u16, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];
    for (kind, tag) in tags {
        frame.extend(kind.to_be_bytes());
        frame.extend(tag.to_be_bytes());
    }
    frame.extend(last.to_be_bytes());
    frame.extend(payload);
    frame
}

fn cooked(kind: u16, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![0, 4, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0];
    frame.extend(kind.to_be_bytes());
    frame.extend(payload);
    frame
}

fn cooked_2(kind: u16, payload: &[u8]) -> Vec<u8> {
    let mut frame = kind.to_be_bytes().to_vec();
    frame.extend([0, 0, 0, 0, 0, 1, 3, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0]);
    frame.extend(payload);
    frame
}

#[test]
fn ethernet_with_and_without_tags() {
    for (name, stack) in [
        ("none", &[][..]),
        ("802.1Q", &[(0x8100, 5)][..]),
        ("QinQ", &[(0x88a8, 7), (0x8100, 5)]),
        ("older QinQ", &[(0x9100, 7), (0x8100, 5)]),
        ("three", &[(0x88a8, 7), (0x88a8, 8), (0x8100, 5)]),
    ] {
        let four = hello_4(|packet| tags(stack, 0x0800, packet));
        assert_eq!(both(&only(&plain(1, &four))), HELLO, "{name}");
        let six = hello_6(|packet| tags(stack, 0x86dd, packet));
        assert_eq!(both(&only(&plain(1, &six))), HELLO, "{name}");
    }
}

#[test]
fn pppoe() {
    let session = |kind: u16, packet: &[u8]| {
        let length = (packet.len() as u16 + 2).to_be_bytes();
        let mut payload = vec![0x11, 0, 0, 1, length[0], length[1]];
        payload.extend(kind.to_be_bytes());
        payload.extend(packet);
        ethernet(0x8864, &payload)
    };
    assert_eq!(both(&only(&plain(1, &hello_4(|packet| session(0x0021, packet))))), HELLO);
    assert_eq!(both(&only(&plain(1, &hello_6(|packet| session(0x0057, packet))))), HELLO);
}

#[test]
fn linux_cooked_in_both_versions() {
    for (link, wrap) in [(113, cooked as fn(u16, &[u8]) -> Vec<u8>), (276, cooked_2)] {
        assert_eq!(both(&only(&plain(link, &hello_4(|p| wrap(0x0800, p))))), HELLO);
        assert_eq!(both(&only(&plain(link, &hello_6(|p| wrap(0x86dd, p))))), HELLO);
    }
    // A tag stands there as well.
    let tagged = hello_4(|packet| cooked(0x8100, &[&[0, 5, 8, 0], packet].concat()));
    assert_eq!(both(&only(&plain(113, &tagged))), HELLO);
}

#[test]
fn raw_ip_by_all_its_numbers() {
    for link in [12, 14, 101, 228] {
        assert_eq!(both(&only(&plain(link, &hello_4(<[u8]>::to_vec)))), HELLO, "{link}");
    }
    for link in [12, 14, 101, 229] {
        assert_eq!(both(&only(&plain(link, &hello_6(<[u8]>::to_vec)))), HELLO, "{link}");
    }
}

#[test]
fn loopback_in_both_byte_orders() {
    for link in [0, 108] {
        for order in [Order::Big, Order::Little] {
            let wrap = |family, packet: &[u8]| [&order.u32(family), packet].concat();
            assert_eq!(both(&only(&plain(link, &hello_4(|p| wrap(2, p))))), HELLO);
            for family in [10, 23, 24, 28, 30] {
                assert_eq!(both(&only(&plain(link, &hello_6(|p| wrap(family, p))))), HELLO);
            }
        }
    }
}

#[test]
fn what_is_not_read_is_counted_and_named() {
    let packets = hello_4(<[u8]>::to_vec);
    for (link, packet, reason, number) in [
        (127, packets[0].clone(), Reason::LinkLayer, 127),
        (1, ethernet(0x0806, &[0; 28]), Reason::EtherType, 0x0806),
        (1, tags(&[(0x8100, 1); 20], 0x0800, &packets[0]), Reason::EtherType, 0x8100),
        (1, ethernet(0x8864, &[0x11, 0, 0, 1, 0, 4, 0xc0, 0x21, 1, 1]), Reason::EtherType, 0x8864),
        (1, vec![0; 13], Reason::Link, 12),
        (1, tags(&[], 0x8100, &[0]), Reason::Link, 0x8100),
        (113, vec![0; 15], Reason::Link, 14),
        (276, vec![8], Reason::Link, 276),
        (0, vec![2, 0], Reason::Link, 0),
        (0, vec![7, 0, 0, 0, 0x45], Reason::Family, 7),
        (101, vec![], Reason::IpHeader, 0),
        (101, vec![0x55; 40], Reason::IpHeader, 0x55),
    ] {
        let file = plain(link, &[packet.clone(), packet]);
        let capture = read(&file);
        assert_eq!(capture.broken, None);
        let passed: Vec<_> = capture
            .passed
            .iter()
            .map(|passed| (passed.reason, passed.number, passed.count, passed.first))
            .collect();
        assert_eq!(passed, [(reason, number, 2, 24)]);
    }
}
