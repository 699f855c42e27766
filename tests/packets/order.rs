//! Whatever way the same bytes come, the same streams come out.

use super::{both, read, side, writer::*};
use proptest::prelude::*;
use tls_airmail::{
    capture::{
        flow::{Conversation, What},
        read::Reader,
    },
    keys::artifact::Holder,
};

use Speaker::{Client, Server};

/// What each side says in turn, by lengths.
fn turns() -> impl Strategy<Value = Vec<(bool, usize)>> {
    prop::collection::vec((any::<bool>(), 1..60_usize), 1..20)
}

/// A byte of a stream: none is like its neighbours.
fn letter(at: usize) -> char {
    char::from(b' ' + ((at * 7 + at / 90) % 90) as u8)
}

struct Said {
    talk: Talk,
    client: String,
    server: String,
}

fn talk(turns: &[(bool, usize)], client: u32, server: u32) -> Said {
    let mut said =
        Said { talk: Talk::open(client, server), client: String::new(), server: String::new() };
    for (from_client, length) in turns {
        let (from, so_far) =
            if *from_client { (Client, &mut said.client) } else { (Server, &mut said.server) };
        let line: String = (so_far.len()..so_far.len() + length).map(letter).collect();
        so_far.push_str(&line);
        said.talk.say(from, &line);
    }
    said.talk.close();
    said
}

fn shuffled<T: Clone>(items: &[T], order: &[prop::sample::Index]) -> Vec<T> {
    let mut items = items.to_vec();
    let mut out = Vec::new();
    for index in order.iter().cycle() {
        if items.is_empty() {
            break;
        }
        out.push(items.remove(index.index(items.len())));
    }
    out
}

fn bytes(conversation: &Conversation, from: Holder) -> Vec<u8> {
    let chunks = conversation.chunks.iter().filter(|chunk| chunk.from == from);
    chunks
        .flat_map(|chunk| match &chunk.what {
            What::Bytes(bytes) => bytes.clone(),
            // What is missing is shown by a byte that nobody says.
            What::Gap(count) => vec![b'~'; *count as usize],
            _ => Vec::new(),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_any_slices(turns in turns(), cuts in prop::collection::vec(1..300_usize, 1..20), ng: bool) {
        let said = talk(&turns, 1, 2);
        let file = if ng {
            let mut file = section(Order::Big);
            file.extend(interface(Order::Big, 101, 0, &[]));
            for packet in &said.talk.packets {
                file.extend(block(Order::Big, 0x0bad, &packet[..20]));
                file.extend(enhanced(Order::Big, 0, 1, packet));
            }
            file
        } else {
            said.talk.file()
        };
        let whole = read(&file);
        let mut reader = Reader::default();
        let (mut rest, mut taken) = (&file[..], 0);
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (slice, others) = rest.split_at(rest.len().min(*cut));
            prop_assert_eq!(reader.push(slice), Ok(()));
            rest = others;
            taken += slice.len() as u64;
            prop_assert_eq!(reader.offset(), taken);
        }
        let cut = reader.finish();
        prop_assert_eq!(whole.broken, None);
        prop_assert_eq!(cut.broken, None);
        prop_assert_eq!(&cut.conversations, &whole.conversations);
        prop_assert_eq!((cut.packets, cut.segments, cut.times), (whole.packets, whole.segments, whole.times));
        prop_assert_eq!(side(&cut.conversations[0], Holder::Client), said.client + "[end]");
        prop_assert_eq!(side(&cut.conversations[0], Holder::Server), said.server + "[end]");
    }

    #[test]
    fn in_any_order_and_twice(
        turns in turns(),
        client: u32,
        server: u32,
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..60),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let said = talk(&turns, client, server);
        let mut packets = said.talk.packets.clone();
        packets.extend(again.iter().map(|index| said.talk.packets[index.index(said.talk.packets.len())].clone()));
        let file = plain(101, &shuffled(&packets, &order));
        let capture = read(&file);
        prop_assert_eq!(capture.broken, None);
        prop_assert_eq!(capture.conversations.len(), 1);
        let conversation = &capture.conversations[0];
        prop_assert!(conversation.opened);
        prop_assert_eq!(conversation.client.port, CLIENT_PORT);
        prop_assert_eq!(side(conversation, Holder::Client), said.client + "[end]");
        prop_assert_eq!(side(conversation, Holder::Server), said.server + "[end]");
        prop_assert!(conversation.chunks.is_sorted_by_key(|chunk| chunk.offset));
    }

    #[test]
    fn cut_up_in_any_way_and_overlapping(
        length in 1..400_usize,
        isn: u32,
        pieces in prop::collection::vec((any::<prop::sample::Index>(), 1..80_usize), 0..60),
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..60),
        opened: bool,
    ) {
        let stream: String = (0..length).map(letter).collect();
        let mut talk = if opened { Talk::open(isn, 1) } else { Talk::new(isn, 1) };
        let head = talk.packets.len();
        let mut covered = vec![false; length];
        for (start, size) in &pieces {
            let start = start.index(length);
            let end = length.min(start + size);
            covered[start..end].fill(true);
            let number = isn.wrapping_add(1 + start as u32);
            talk.segment(Client, number, talk.server, ACK, &stream.as_bytes()[start..end]);
        }
        let mut packets = talk.packets[..head].to_vec();
        packets.extend(shuffled(&talk.packets[head..], &order));
        let capture = read(&plain(101, &packets));
        // Every byte that is there stands at its place; between them are gaps.
        let first = if opened { 0 } else { covered.iter().position(|there| *there).unwrap_or(0) };
        let last = covered.iter().rposition(|there| *there).map_or(first, |last| last + 1);
        let expected: Vec<u8> = (first..last)
            .map(|at| if covered[at] { stream.as_bytes()[at] } else { b'~' })
            .collect();
        let found = capture.conversations.first().map_or(Vec::new(), |found| bytes(found, Holder::Client));
        prop_assert_eq!(String::from_utf8(found).unwrap(), String::from_utf8(expected).unwrap());
    }

    #[test]
    fn whatever_is_missing_is_a_gap(turns in turns(), isn: u32, keep in prop::collection::vec(any::<bool>(), 40)) {
        let said = talk(&turns, isn, !isn);
        // The opening and the ends stay: so all lengths are known.
        let count = said.talk.packets.len();
        let packets: Vec<Vec<u8>> = (0..count)
            .filter(|at| *at < 3 || *at >= count - 3 || keep[*at])
            .map(|at| said.talk.packets[at].clone())
            .collect();
        let capture = read(&plain(101, &packets));
        let Some(conversation) = capture.conversations.first() else {
            prop_assert!(packets.len() == 6);
            return Ok(());
        };
        for (from, said) in [(Holder::Client, said.client), (Holder::Server, said.server)] {
            let found = bytes(conversation, from);
            prop_assert_eq!(found.len(), said.len(), "{}", both(conversation));
            prop_assert!(found.iter().zip(said.bytes()).all(|(found, said)| *found == said || *found == b'~'));
        }
    }
}
