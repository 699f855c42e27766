//! Files that are cut off, or changed anywhere: never a panic, and what was read before stays.

use super::{read, writer::*};
use proptest::prelude::*;
use tls_airmail::capture::{
    flow::{Chunk, What},
    read::{
        Capture, Reader,
        broken::{KINDS, PARTS, Wrong},
        passed::Reason,
    },
};

/// Three connections, one after the other, in several kinds of files.
fn files() -> Vec<Vec<u8>> {
    let packets: Vec<Vec<u8>> = (0..3_u16)
        .flat_map(|index| {
            let mut talk = Talk::new(1000, 9000);
            talk.ports[0] = 50_000 + index;
            talk.segment(Speaker::Client, 1000, 0, SYN, b"");
            talk.segment(Speaker::Server, 9000, 1001, SYN | ACK, b"");
            talk.say(Speaker::Client, "hello there");
            talk.say(Speaker::Server, "good day");
            talk.close();
            talk.packets
        })
        .collect();
    let mut files = vec![plain(101, &packets)];
    let frames: Vec<(u32, u32, Vec<u8>)> =
        packets.iter().map(|packet| (1, 2, ethernet(0x0800, packet))).collect();
    files.push(pcap(Order::Big, NANO, 1, &frames));
    for order in [Order::Big, Order::Little] {
        let mut file = section(order);
        file.extend(interface(order, 1, 65_535, &option(order, 9, &[9])));
        file.extend(secrets(order, 0x544c_534b, b"# none"));
        for (index, (_, _, frame)) in frames.iter().enumerate() {
            file.extend(match index % 3 {
                0 => enhanced(order, 0, 1, frame),
                1 => obsolete(order, 0, 1, frame),
                _ => simple(order, frame.len() as u32, frame),
            });
            file.extend(block(order, 5, &[0; 12]));
        }
        files.push(file);
    }
    files
}

/// All ids are on the lists, and the sentence says where.
fn check(capture: &Capture) {
    if let Some(broken) = &capture.broken {
        assert!(PARTS.contains(&broken.part));
        let numbers = broken.what.numbers();
        let named: Vec<&str> = numbers.iter().map(|(name, _)| *name).collect();
        assert!(KINDS.contains(&(broken.what.kind(), &named[..])));
        assert!(broken.to_string().contains(&broken.offset.to_string()));
    }
    for passed in &capture.passed {
        assert!(Reason::ALL.contains(&passed.reason));
    }
}

/// The chunks of one list are the beginning of the other.
fn begins(part: &[Chunk], whole: &[Chunk]) -> bool {
    let known = part.iter().take_while(|chunk| !matches!(chunk.what, What::Gap(_)));
    let known: Vec<&Chunk> = known.collect();
    known.len() <= whole.len() && known.iter().zip(whole).all(|(part, whole)| *part == whole)
}

#[test]
fn cut_off_at_every_byte() {
    for file in files() {
        let whole = read(&file);
        assert_eq!((whole.broken, whole.conversations.len()), (None, 3));
        let mut at_ends = 0;
        for length in 0..file.len() {
            let capture = read(&file[..length]);
            check(&capture);
            match capture.broken {
                // Between two packets a file may end.
                None => at_ends += 1,
                Some(broken) => match broken.what {
                    Wrong::Short { needed, left } => {
                        assert_eq!(broken.offset + left, length as u64);
                        assert!(needed > left);
                    }
                    Wrong::Empty => assert_eq!(length, 0),
                    what => panic!("{what:?} at {length}"),
                },
            }
            for (part, whole) in capture.conversations.iter().zip(&whole.conversations) {
                assert_eq!((part.client, part.server), (whole.client, whole.server));
                assert!(begins(&part.chunks, &whole.chunks), "{length}");
            }
            // All that lies before is kept.
            let done =
                |chunks: &[Chunk]| chunks.iter().all(|chunk| chunk.offset + 150 < length as u64);
            let kept = whole.conversations.iter().filter(|whole| done(&whole.chunks)).count();
            assert!(capture.conversations.len() >= kept);
            assert_eq!(capture.conversations[..kept], whole.conversations[..kept]);
        }
        assert!(at_ends >= whole.packets, "{at_ends}");
    }
}

#[test]
fn every_byte_changed_in_some_ways() {
    for file in files() {
        for at in 0..file.len() {
            for change in [1, 0x80, 0xff] {
                let mut file = file.clone();
                file[at] ^= change;
                check(&read(&file));
            }
        }
    }
}

/// A byte at a time.
fn read_slowly(file: &[u8]) -> Capture {
    let mut reader = Reader::default();
    for byte in file.chunks(1) {
        let _ = reader.push(byte);
    }
    reader.finish()
}

#[test]
fn slices_do_not_change_what_is_wrong() {
    // A header of which only the numbers are there, and they are wrong: found by fuzzing.
    let mut file = pcap(Order::Little, 0xa1b2_cd34, 1, &[]);
    file.extend([0xff; 18]);
    assert_eq!(read(&file).broken.unwrap().what, Wrong::Short { needed: 24, left: 18 });
    assert_eq!(read_slowly(&file).broken, read(&file).broken);
    for file in files() {
        for at in 0..file.len().min(300) {
            let mut file = file.clone();
            file[at] ^= 0x91;
            let part = &file[..file.len().min(at + 20)];
            assert_eq!(read_slowly(part).broken, read(part).broken, "{at}");
        }
    }
}

#[test]
fn after_an_error_nothing_is_read() {
    let mut file = files().remove(0);
    file.extend([0xff; 16]);
    let mut reader = Reader::default();
    let broken = reader.push(&file).unwrap_err();
    assert_eq!(reader.push(&[0; 100]), Err(broken));
    assert_eq!(reader.push(&[]), Err(broken));
    let capture = reader.finish();
    assert_eq!((capture.broken, capture.conversations.len()), (Some(broken), 3));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(start in 0..6_usize, bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let starts: [&[u8]; 6] = [
            b"",
            &plain(1, &[]),
            &plain(101, &[]),
            &plain(113, &[]),
            &section(Order::Big),
            &[section(Order::Little), interface(Order::Little, 1, 0, &[])].concat(),
        ];
        check(&read(&[starts[start], &bytes].concat()));
    }

    #[test]
    fn any_packets(
        link in prop::sample::select(vec![0_u32, 1, 12, 101, 108, 113, 228, 229, 276, 7]),
        first in prop::sample::select(vec![0x45_u8, 0x46, 0x60, 0x02, 0x08]),
        packets in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..120), 0..10),
    ) {
        let packets: Vec<Vec<u8>> =
            packets.iter().map(|packet| [&[first][..], packet].concat()).collect();
        check(&read(&plain(link, &packets)));
    }

    #[test]
    fn any_segments(
        numbers in prop::collection::vec((any::<bool>(), any::<u32>(), any::<u32>(), any::<u8>(), 0..30_usize), 0..40),
        near: bool,
    ) {
        let mut talk = Talk::new(5, 5);
        for (from, sequence, ack, flags, length) in numbers {
            let from = if from { Speaker::Client } else { Speaker::Server };
            let small = |number: u32| if near { number % 100 } else { number };
            talk.segment(from, small(sequence), small(ack), flags, &vec![1; length]);
        }
        let capture = read(&talk.file());
        check(&capture);
        // Each side is in the order of the file, and no gap is empty.
        for conversation in &capture.conversations {
            assert!(conversation.chunks.is_sorted_by_key(|chunk| chunk.offset));
            for chunk in &conversation.chunks {
                assert!(chunk.what != What::Gap(0) && chunk.what != What::Bytes(Vec::new()));
            }
        }
    }
}
