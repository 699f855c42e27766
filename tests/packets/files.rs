//! pcap and pcapng.

use super::{both, only, read, writer::*};
use tls_airmail::capture::read::{
    broken::Wrong,
    kind::{self, Kind},
    passed::Reason,
};

fn raw() -> Vec<Vec<u8>> {
    hello_4(<[u8]>::to_vec)
}

#[test]
fn pcap_in_both_byte_orders_and_both_resolutions() {
    for (order, magic, nanoseconds) in [
        (Order::Big, MICRO, 7_000_004_000),
        (Order::Little, MICRO, 7_000_004_000),
        (Order::Big, NANO, 7_000_000_004),
        (Order::Little, NANO, 7_000_000_004),
    ] {
        let packets: Vec<(u32, u32, Vec<u8>)> = raw().into_iter().map(|p| (7, 4, p)).collect();
        let file = pcap(order, magic, 101, &packets);
        assert_eq!(kind::of(&file), Kind::Pcap);
        let capture = read(&file);
        assert_eq!((capture.format, capture.packets, capture.segments), (Some("pcap"), 7, 7));
        assert_eq!(capture.times, Some((nanoseconds, nanoseconds)));
        let conversation = only(&file);
        assert_eq!(both(&conversation), HELLO);
        assert_eq!(conversation.client.address, ip(CLIENT));
        assert_eq!(conversation.client.port, CLIENT_PORT);
        assert_eq!(conversation.server.address, ip(SERVER));
        assert_eq!(conversation.server.port, SERVER_PORT);
        assert!(conversation.opened);
        let ping = &conversation.chunks[0];
        assert_eq!(ping.time, nanoseconds);
        // Behind the header and three packets without data.
        assert_eq!(ping.offset, 24 + 3 * (16 + 20 + 32));
    }
}

#[test]
fn pcap_with_the_longer_packet_headers() {
    let mut file = pcap(Order::Little, 0xa1b2_cd34, 101, &[]);
    for packet in raw() {
        let record = record(Order::Little, 1, 0, &packet, packet.len());
        file.extend(&record[..16]);
        // Interface, protocol, type, padding.
        file.extend([1, 0, 0, 0, 8, 0, 4, 0]);
        file.extend(packet);
    }
    assert_eq!(both(&only(&file)), HELLO);
}

#[test]
fn the_upper_bits_of_the_link_type_are_not_part_of_it() {
    let packets: Vec<Vec<u8>> = hello_4(|packet| {
        let mut frame = ethernet(0x0800, packet);
        frame.extend([1, 2, 3, 4]);
        frame
    });
    // Four bytes of frame check sequence follow each frame.
    assert_eq!(both(&only(&plain(0x4400_0001, &packets))), HELLO);
}

fn ng(order: Order) -> Vec<u8> {
    let mut file = section(order);
    file.extend(interface(order, 101, 0, &[]));
    for packet in raw() {
        file.extend(enhanced(order, 0, 3_000_000, &packet));
    }
    file
}

#[test]
fn pcapng_in_both_byte_orders() {
    for order in [Order::Big, Order::Little] {
        let file = ng(order);
        assert_eq!(kind::of(&file), Kind::Pcapng);
        let capture = read(&file);
        assert_eq!((capture.format, capture.packets), (Some("pcapng"), 7));
        assert_eq!(capture.times, Some((3_000_000_000, 3_000_000_000)));
        let conversation = only(&file);
        assert_eq!(both(&conversation), HELLO);
        // 28 of section, 20 of interface, three blocks of 32 with 52 of packet and 16 of options.
        assert_eq!(conversation.chunks[0].offset, 28 + 20 + 3 * (32 + 52 + 16));
    }
}

#[test]
fn sections_follow_each_other_in_either_byte_order() {
    let packets = raw();
    let mut file = Vec::new();
    for (index, packet) in packets.iter().enumerate() {
        let order = if index % 2 == 0 { Order::Big } else { Order::Little };
        file.extend(section(order));
        // The interfaces of a section are forgotten with it.
        file.extend(interface(order, if index % 3 == 0 { 228 } else { 101 }, 0, &[]));
        file.extend(enhanced(order, 0, 0, packet));
    }
    assert_eq!(both(&only(&file)), HELLO);
    file.extend(section(Order::Big));
    file.extend(enhanced(Order::Big, 0, 0, &packets[0]));
    let capture = read(&file);
    assert_eq!(capture.broken, None);
    let passed = capture.passed[0];
    assert_eq!((passed.reason, passed.number, passed.count), (Reason::Interface, 0, 1));
}

#[test]
fn units_and_shifts_of_time() {
    let order = Order::Little;
    let resolution = |byte: u8| option(order, 9, &[byte]);
    let shift = |seconds: i64| option(order, 14, &order.u64(seconds as u64));
    for (options, ticks, time) in [
        (vec![], 5_000_001, 5_000_001_000),
        (resolution(6), 5_000_001, 5_000_001_000),
        (resolution(9), 5_000_000_001, 5_000_000_001),
        (resolution(3), 5_001, 5_001_000_000),
        (resolution(0), 5, 5_000_000_000),
        (resolution(12), 5_000_000_001_999, 5_000_000_001),
        (resolution(127), u64::MAX, 0),
        (resolution(0x80 | 10), 5 * 1024 + 512, 5_500_000_000),
        (resolution(0x80 | 32), (5 << 32) + (1 << 31), 5_500_000_000),
        (resolution(0xff), u64::MAX, 0),
        ([resolution(0), shift(100)].concat(), 5, 105_000_000_000),
        ([shift(-2), resolution(0)].concat(), 5, 3_000_000_000),
        ([resolution(0), shift(-7)].concat(), 5, 0),
        ([resolution(0), shift(i64::MAX)].concat(), u64::MAX, u64::MAX),
        // Behind the end of options nothing counts.
        ([option(order, 0, b""), resolution(0)].concat(), 5_000_001, 5_000_001_000),
    ] {
        let mut file = section(order);
        file.extend(interface(order, 101, 0, &options));
        for packet in raw() {
            file.extend(enhanced(order, 0, ticks, &packet));
        }
        assert_eq!(only(&file).chunks[0].time, time, "{options:02x?} {ticks}");
    }
}

#[test]
fn packets_of_several_interfaces() {
    let order = Order::Big;
    let mut file = section(order);
    file.extend(interface(order, 101, 0, &[]));
    file.extend(interface(order, 1, 0, &option(order, 9, &[9])));
    for (index, packet) in raw().iter().enumerate() {
        if index % 2 == 0 {
            file.extend(enhanced(order, 0, 2, packet));
        } else {
            file.extend(enhanced(order, 1, 2_000, &ethernet(0x0800, packet)));
        }
    }
    let conversation = only(&file);
    assert_eq!(both(&conversation), HELLO);
    assert!(conversation.chunks.iter().all(|chunk| chunk.time == 2_000));
}

#[test]
fn every_kind_of_packet_block() {
    let order = Order::Little;
    let mut file = section(order);
    file.extend(interface(order, 101, 56, &[]));
    for (index, packet) in raw().iter().enumerate() {
        file.extend(match index % 3 {
            0 => simple(order, packet.len() as u32, packet),
            1 => obsolete(order, 0, 9, packet),
            _ => enhanced(order, 0, 9, packet),
        });
        // What nobody knows, and what nobody needs: names, statistics, somebody's own.
        file.extend(block(order, 4, &[0; 4]));
        file.extend(block(order, 5, &[0; 12]));
        file.extend(block(order, 0x0bad, b"opaque"));
        file.extend(block(order, 0x8000_0001, &[]));
    }
    assert_eq!(both(&only(&file)), HELLO);
}

#[test]
fn a_simple_packet_is_as_long_as_the_limit_lets_it_be() {
    let order = Order::Little;
    let packets = raw();
    let mut file = section(order);
    file.extend(interface(order, 101, 54, &[]));
    for packet in &packets[..3] {
        file.extend(simple(order, packet.len() as u32, packet));
    }
    // Of "ping" two bytes were kept; the block is padded.
    file.extend(simple(order, 56, &packets[3][..54]));
    file.extend(simple(order, 56, &packets[4][..54]));
    assert_eq!(both(&only(&file)), "C:pi[gap 2] S:po[gap 2]");
    assert_eq!(read(&file).passed[0].reason, Reason::Cut);
}

#[test]
fn key_logs_inside() {
    let order = Order::Big;
    let mut file = section(order);
    file.extend(secrets(order, 0x544c_534b, b"CLIENT_RANDOM 00 11\n"));
    file.extend(interface(order, 101, 0, &[]));
    for packet in raw() {
        file.extend(enhanced(order, 0, 0, &packet));
    }
    let second = file.len() as u64;
    file.extend(secrets(order, 0x544c_534b, b"# more"));
    file.extend(secrets(order, 0x5747_4b4c, b"WireGuard's"));
    let capture = read(&file);
    let logs: Vec<(u64, &[u8])> =
        capture.key_logs.iter().map(|log| (log.offset, log.text.as_slice())).collect();
    assert_eq!(logs, [(28, &b"CLIENT_RANDOM 00 11\n"[..]), (second, b"# more")]);
    assert_eq!(capture.passed[0].reason, Reason::Secrets);
    assert_eq!(capture.passed[0].number, 0x5747_4b4c);
    assert_eq!(capture.broken, None);
    assert_eq!(capture.conversations.len(), 1);
}

/// A file that breaks somewhere: where, in which part, how; and how many conversations are kept.
fn breaks(file: &[u8], offset: usize, part: &str, what: Wrong, kept: usize) {
    let capture = read(file);
    let broken = capture.broken.unwrap_or_else(|| panic!("{part} {what:?} was not noticed"));
    assert_eq!((broken.offset, broken.part, broken.what), (offset as u64, part, what));
    assert_eq!(capture.conversations.len(), kept, "{broken}");
}

#[test]
fn what_is_no_file_of_packets() {
    breaks(b"", 0, "file", Wrong::Empty, 0);
    breaks(&[0xa1, 0xb2], 0, "file", Wrong::Short { needed: 4, left: 2 }, 0);
    breaks(b"Hello", 0, "file", Wrong::Magic { found: 0x4865_6c6c }, 0);
    breaks(&[7; 600], 0, "file", Wrong::Magic { found: 0x0707_0707 }, 0);
    for (start, kind) in [
        (&b"\x1f\x8b\x08\0\0\0"[..], "gzip"),
        (b"\x28\xb5\x2f\xfd\x04", "zstd"),
        (b"PK\x03\x04\x14", "zip"),
        (b"\xfd7zXZ\0\0", "xz"),
        (b"BZh91AY", "bzip2"),
        (b"snoop\0\0\0\0\0\0\x02", "snoop"),
        (b"GMBU\0\x02", "netmon"),
        (b"\n<!doctype html>", "html"),
        (b"{\"version\": 1}", "json"),
    ] {
        breaks(start, 0, "file", Wrong::Foreign(kind), 0);
        assert!(kind::FOREIGN.contains(&kind));
    }
    assert_eq!(kind::FOREIGN.len(), 9);
    for (start, kind) in [
        (&b"CLIENT_RANDOM 00"[..], Kind::KeyLog),
        (b"\xef\xbb\xbf# written by\r\n\r\nRSA 00 11", Kind::KeyLog),
        (b"# nothing yet\n", Kind::KeyLog),
        (b"Bag Attributes\n-----BEGIN PRIVATE KEY-----", Kind::Pem),
        (b"\x30\x82\x04\xa4", Kind::Der),
        (b"MZ\x90\0", Kind::Unknown),
        (b"Dear all, the key", Kind::Unknown),
        (b"", Kind::Unknown),
    ] {
        assert_eq!(kind::of(start), kind, "{}", String::from_utf8_lossy(start));
    }
}

#[test]
fn where_a_pcap_file_breaks() {
    let good = plain(101, &raw());
    let end = good.len();
    let with = |more: &[u8]| [&good, more].concat();
    for version in [0, 3, 0x0200_0400] {
        let mut file = good.clone();
        file[4..8].copy_from_slice(&u32::to_le_bytes(version));
        let (major, minor) = ((version & 0xffff).into(), (version >> 16).into());
        breaks(&file, 0, "pcap.header", Wrong::Version { major, minor }, 0);
    }
    breaks(&good[..23], 0, "pcap.header", Wrong::Short { needed: 24, left: 23 }, 0);
    let short = |needed, left| Wrong::Short { needed, left };
    breaks(&with(&[0; 15]), end, "pcap.packet_header", short(16, 15), 1);
    let cut = record(Order::Little, 0, 0, &[0; 100], 100);
    breaks(&with(&cut[..115]), end, "pcap.packet", short(116, 115), 1);
    let long = [&[0; 8][..], &u32::to_le_bytes(0x10_0001), &[0; 4]].concat();
    let what = Wrong::Length { least: 0, most: 0x10_0000, found: 0x10_0001 };
    breaks(&with(&long), end, "pcap.packet_header", what, 1);
}

#[test]
fn where_a_pcapng_file_breaks() {
    for order in [Order::Big, Order::Little] {
        let good = ng(order);
        let end = good.len();
        let with = |more: &[u8]| [&good, more].concat();
        let number = |number: u32| order.u32(number);
        let short = |needed, left| Wrong::Short { needed, left };
        let length = |least, most, found| Wrong::Length { least, most, found };
        breaks(&with(&number(6)), end, "pcapng.block", short(8, 4), 1);
        let cut = enhanced(order, 0, 0, &[0; 100]);
        let (all, left) = (cut.len() as u64, cut.len() as u64 - 1);
        breaks(&with(&cut[..cut.len() - 1]), end, "pcapng.packet", short(all, left), 1);
        // A block that is passed over is missed as well, wherever it ends.
        let unknown = block(order, 0x0bad, &[0; 100]);
        for left in [8, 20, 107, 108, 110, 111] {
            breaks(&with(&unknown[..left]), end, "pcapng.block", short(112, left as u64), 1);
        }
        for (kind, part, least) in [
            (6, "pcapng.packet", 32),
            (3, "pcapng.packet", 16),
            (2, "pcapng.packet", 32),
            (1, "pcapng.interface", 20),
            (10, "pcapng.secrets", 20),
        ] {
            for found in [0, 8, least - 4, (16 << 20) + 4, u32::MAX] {
                let more = [number(kind), number(found)].concat();
                let what = length(least.into(), 16 << 20, found.into());
                breaks(&with(&more), end, part, what, 1);
            }
        }
        let more = [number(0x0bad), number(8)].concat();
        breaks(&with(&more), end, "pcapng.block", length(12, u32::MAX.into(), 8), 1);
        let more = [number(0x0bad), number(14)].concat();
        breaks(&with(&more), end, "pcapng.block", Wrong::Multiple { of: 4, found: 14 }, 1);
        for kind in [6, 0x0bad] {
            let mut more = block(order, kind, &[0; 20]);
            more[28..].copy_from_slice(&number(36));
            let part = if kind == 6 { "pcapng.packet" } else { "pcapng.block" };
            breaks(&with(&more), end, part, Wrong::Trailer { front: 32, back: 36 }, 1);
        }
        let mut more = section(order);
        more[8..12].copy_from_slice(&[1, 2, 3, 4]);
        breaks(&with(&more), end, "pcapng.section", Wrong::ByteOrder { found: 0x0102_0304 }, 1);
        let mut more = section(order);
        more[12..14].copy_from_slice(&order.u16(2));
        breaks(&with(&more), end, "pcapng.section", Wrong::Version { major: 2, minor: 0 }, 1);
        // A packet that is longer than its block, and secrets that are.
        let mut more = enhanced(order, 0, 0, &[0; 4]);
        more[20..24].copy_from_slice(&number(1000));
        breaks(&with(&more), end, "pcapng.packet", length(0, 20, 1000), 1);
        let mut more = secrets(order, 0x544c_534b, b"1234");
        more[12..16].copy_from_slice(&number(5));
        breaks(&with(&more), end, "pcapng.secrets", length(0, 4, 5), 1);
        // An option that is longer than its block.
        let more = interface(order, 1, 0, &[order.u16(9), order.u16(500)].concat());
        breaks(&with(&more), end, "pcapng.interface", short(500, 0), 1);
        let more = interface(order, 1, 0, &[]).repeat(4096);
        let last = end + 20 * 4095;
        breaks(&with(&more), last, "pcapng.interface", Wrong::Many { most: 4096 }, 1);
    }
}

#[test]
fn a_long_block_that_nobody_needs_is_not_kept() {
    let order = Order::Little;
    let mut file = section(order);
    file.extend(interface(order, 101, 0, &[]));
    file.extend(block(order, 0x0bad, &vec![1; 40 << 20]));
    for packet in raw() {
        file.extend(enhanced(order, 0, 0, &packet));
    }
    assert_eq!(both(&only(&file)), HELLO);
}
