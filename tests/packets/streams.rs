//! TCP as it is found: reordered, repeated, overlapping, in part, and again on the same ports.

use super::{both, only, read, side, writer::*};
use std::net::IpAddr;
use tls_airmail::{
    capture::{
        flow::{Endpoint, Rewritten, What},
        read::passed::Reason,
    },
    keys::artifact::Holder,
};

use Speaker::{Client, Server};

fn told(talk: &Talk) -> String {
    both(&only(&talk.file()))
}

#[test]
fn a_whole_connection() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "hello");
    talk.say(Server, "good ");
    talk.say(Server, "day");
    talk.ack(Client);
    talk.say(Client, "bye");
    talk.close();
    assert_eq!(told(&talk), "C:hello S:good day C:bye[end] S:[end]");
    // A chunk a packet.
    let conversation = only(&talk.file());
    assert_eq!(conversation.chunks.len(), 6);
    assert!(conversation.chunks.is_sorted_by_key(|chunk| (chunk.offset, chunk.time)));
}

#[test]
fn a_packet_that_overtakes_another() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "one ");
    talk.say(Client, "two ");
    talk.say(Client, "three");
    talk.packets.swap(3, 5);
    talk.say(Server, "yes");
    // All of it can be read when the first one has come.
    let conversation = only(&talk.file());
    assert_eq!(both(&conversation), "C:one two three S:yes");
    assert_eq!(conversation.chunks.len(), 4);
    for chunk in &conversation.chunks[..3] {
        assert_eq!(chunk.offset, 24 + 5 * (16 + 52) + 5 + 4);
        assert_eq!(chunk.time, 6_000_000_000);
    }
}

#[test]
fn the_order_of_both_sides_is_that_in_which_they_could_be_read() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "ask");
    talk.lose(Client, "ing");
    talk.say(Client, "!");
    talk.say(Server, "what");
    // It comes again, behind the other side's answer to something else.
    talk.put(Client, 4, "ing", PSH | ACK);
    talk.say(Server, "that");
    assert_eq!(told(&talk), "C:ask S:what C:ing! S:that");
}

#[test]
fn repeated_and_overlapping_segments() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "abcd");
    talk.put(Client, 4, "abcd", PSH | ACK);
    talk.put(Client, 2, "cdef", PSH | ACK);
    talk.lose(Client, "ef");
    talk.put(Client, 6, "abcdefgh", PSH | ACK);
    talk.lose(Client, "gh");
    // Ahead, with pieces that overlap before the hole is filled.
    talk.lose(Client, "ij");
    talk.put(Client, 0, "klmn", PSH | ACK);
    talk.put(Client, 0_u32.wrapping_sub(2), "mnop", PSH | ACK);
    talk.put(Client, 2, "ijklmnopq", PSH | ACK);
    talk.lose(Client, "klmnopq");
    talk.say(Client, "r");
    assert_eq!(told(&talk), "C:abcdefghijklmnopqr");
}

#[test]
fn where_they_differ_the_first_one_stays() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "abcd");
    talk.put(Client, 2, "XXef", PSH | ACK);
    talk.lose(Client, "ef");
    talk.put(Client, 0_u32.wrapping_sub(4), "kl", PSH | ACK);
    talk.put(Client, 0, "ghijXXmn", PSH | ACK);
    assert_eq!(told(&talk), "C:abcdefghijklmn");
}

/// What `told` says of bytes that came again and were others.
fn rewritten(talk: &Talk) -> Vec<Rewritten> {
    only(&talk.file()).rewritten
}

#[test]
fn where_they_differ_it_is_said() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "abcd");
    talk.put(Client, 4, "abcd", PSH | ACK);
    assert_eq!(rewritten(&talk), [], "the same again is nothing");
    // Behind what was read, within it, in front of it, and among what waits.
    let offset = talk.file().len() as u64;
    talk.put(Client, 2, "cXef", PSH | ACK);
    talk.lose(Client, "ef");
    assert_eq!(rewritten(&talk), [Rewritten { from: Holder::Client, offset, bytes: 1 }]);
    talk.put(Client, 6, "YbcYef", PSH | ACK);
    talk.put(Client, 0_u32.wrapping_sub(4), "kl", PSH | ACK);
    talk.put(Client, 0, "ghijZZmn", PSH | ACK);
    talk.lose(Client, "ghijklmn");
    talk.say(Server, "no");
    talk.put(Server, 2, "no", PSH | ACK);
    assert_eq!(told(&talk), "C:abcdefghijklmn S:no");
    assert_eq!(rewritten(&talk), [Rewritten { from: Holder::Client, offset, bytes: 5 }]);
    let server = talk.file().len() as u64;
    talk.put(Server, 2, "go", PSH | ACK);
    let [client, other] = rewritten(&talk)[..] else { panic!("both sides") };
    assert_eq!((client.bytes, other.bytes), (5, 1));
    assert_eq!((other.from, other.offset), (Holder::Server, server));
}

#[test]
fn who_asks_whether_somebody_is_there_says_nothing_else() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "abcd");
    talk.put(Client, 1, "\0", ACK);
    assert_eq!(rewritten(&talk), []);
    talk.put(Client, 2, "\0", ACK);
    assert_eq!(rewritten(&talk).len(), 1, "but not any byte");
    assert_eq!(told(&talk), "C:abcd");
}

#[test]
fn a_gap_is_named_and_reading_goes_on() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "ab");
    talk.lose(Client, "cde");
    talk.say(Client, "fg");
    talk.say(Server, "yes");
    talk.lose(Client, "h");
    talk.say(Client, "i");
    talk.close();
    assert_eq!(told(&talk), "C:ab[gap 3]fg S:yes C:[gap 1]i[end] S:[end]");
}

#[test]
fn gaps_at_the_start_and_at_the_end() {
    let mut talk = Talk::open(1000, 9000);
    talk.lose(Client, "hel");
    talk.say(Client, "lo");
    talk.lose(Client, "!");
    talk.close();
    assert_eq!(told(&talk), "C:[gap 3]lo[gap 1][end] S:[end]");
    // The other side has what the capture has not.
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "ask");
    talk.lose(Client, "ing");
    talk.say(Server, "yes");
    talk.ack(Client);
    assert_eq!(told(&talk), "C:ask[gap 3] S:yes");
    // Only this much is certain: one number more may be a FIN.
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "ask");
    talk.lose(Client, "i");
    talk.say(Server, "yes");
    assert_eq!(told(&talk), "C:ask S:yes");
}

#[test]
fn a_gap_comes_before_what_its_acknowledgement_brings_whoever_is_who() {
    for [one, other] in [[Speaker::Client, Speaker::Server], [Speaker::Server, Speaker::Client]] {
        let mut talk = Talk::open(1000, 9000);
        talk.say(one, "a");
        talk.lose(one, "bcd");
        talk.say(other, "1");
        let order = only(&talk.file()).chunks.into_iter().map(|chunk| chunk.what);
        let bytes = |text: &str| What::Bytes(text.as_bytes().to_vec());
        assert_eq!(order.collect::<Vec<_>>(), [bytes("a"), What::Gap(3), bytes("1")]);
    }
}

#[test]
fn a_stray_with_a_number_far_away_says_nothing() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Speaker::Client, "one ");
    talk.segment(Speaker::Client, 1000 + (3 << 29), talk.server, ACK, b"stray");
    talk.segment(Speaker::Client, 1000_u32.wrapping_sub(3 << 29), talk.server, ACK, b"stray");
    talk.say(Speaker::Client, "two");
    talk.segment(Speaker::Server, talk.server, talk.client + (3 << 29), ACK, b"");
    assert_eq!(told(&talk), "C:one two");
}

#[test]
fn a_gap_stands_where_the_other_side_is_known_to_have_it() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "a");
    talk.lose(Client, "bcd");
    talk.say(Server, "1");
    talk.say(Client, "e");
    talk.say(Server, "2");
    assert_eq!(told(&talk), "C:a[gap 3] S:1 C:e S:2");
}

#[test]
fn numbers_that_start_again() {
    for back in [0_u32, 1, 2, 3, 5, 8, 9, 100] {
        let mut talk = Talk::open(0_u32.wrapping_sub(back), 0_u32.wrapping_sub(back / 2));
        for word in ["one ", "two ", "three "] {
            talk.say(Client, word);
            talk.say(Server, word);
            talk.put(Client, 4, "two ", ACK);
        }
        let (line, count) = ("one two three ", talk.packets.len());
        talk.packets.swap(count - 1, count - 2);
        talk.close();
        let conversation = only(&talk.file());
        assert_eq!(side(&conversation, Holder::Server), format!("{line}[end]"), "{back}");
    }
    let mut talk = Talk::open(u32::MAX - 2, 5);
    talk.say(Client, "abcd");
    talk.lose(Client, "efgh");
    talk.say(Client, "ijkl");
    assert_eq!(told(&talk), "C:abcd[gap 4]ijkl");
}

#[test]
fn more_than_four_gigabytes_fit_between_the_first_and_the_last() {
    // Not their bytes: gaps as large as a window, one behind the other.
    let mut talk = Talk::open(1, 1);
    let step = 1 << 29;
    for _ in 0..10 {
        talk.say(Client, "x");
        talk.client = talk.client.wrapping_add(step - 1);
    }
    let conversation = only(&talk.file());
    let gaps = conversation.chunks.iter().filter_map(|chunk| match chunk.what {
        What::Gap(count) => Some(count),
        _ => None,
    });
    assert_eq!(gaps.sum::<u64>(), 9 * (u64::from(step) - 1));
}

#[test]
fn data_with_the_syn() {
    let mut talk = Talk::new(1000, 9000);
    talk.segment(Client, 1000, 0, SYN, b"early");
    talk.client += 5;
    talk.segment(Server, 9000, talk.client, SYN | ACK, b"too");
    talk.server += 3;
    talk.say(Client, " bird");
    talk.close();
    assert_eq!(told(&talk), "C:early S:too C: bird[end] S:[end]");
    // The SYN comes again without it, and the data behind it.
    let mut talk = Talk::new(1000, 9000);
    talk.segment(Client, 1000, 0, SYN, b"early");
    talk.segment(Client, 1000, 0, SYN, b"");
    talk.segment(Server, 9000, 1001, SYN | ACK, b"");
    talk.say(Client, "early");
    assert_eq!(told(&talk), "C:early");
}

#[test]
fn keep_alives_and_probes_say_nothing() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "a");
    for _ in 0..3 {
        // One byte that was there before, with or without it.
        talk.put(Client, 1, "\0", ACK);
        talk.put(Client, 1, "", ACK);
        talk.put(Server, 1, "\0", ACK);
        talk.ack(Server);
    }
    // A probe of a closed window is the next byte, and it comes again.
    talk.put(Client, 0, "b", ACK);
    talk.put(Client, 0, "b", ACK);
    talk.say(Client, "bc");
    talk.close();
    assert_eq!(told(&talk), "C:abc[end] S:[end]");
}

#[test]
fn fin_with_data_in_either_order_and_more_than_once() {
    let mut talk = Talk::open(1000, 9000);
    talk.put(Client, 0, "last", FIN | ACK);
    talk.lose(Client, "last");
    talk.fin(Client);
    talk.say(Server, "words");
    talk.fin(Server);
    talk.put(Server, 1, "", FIN | ACK);
    talk.put(Server, 6, "words", FIN | ACK);
    assert_eq!(told(&talk), "C:last[end] S:words[end]");
    // The FIN overtakes what it ends.
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "last");
    talk.fin(Client);
    talk.packets.swap(3, 4);
    assert_eq!(told(&talk), "C:last[end]");
}

#[test]
fn a_reset_stands_where_it_came() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "a");
    talk.put(Server, 0, "", RST | ACK);
    talk.say(Client, "b");
    talk.put(Client, 0, "", RST);
    talk.put(Client, 0, "", RST);
    assert_eq!(told(&talk), "C:a S:[reset] C:b[reset]");
    // Nothing was said: nothing to tell.
    let mut talk = Talk::open(1000, 9000);
    talk.put(Server, 0, "", RST | ACK);
    talk.put(Server, 0, "Go away", RST | ACK);
    assert_eq!(read(&talk.file()).conversations.len(), 0);
}

#[test]
fn ports_that_are_used_again() {
    let mut packets = Vec::new();
    // Closed, torn down, and left open; with numbers near and far.
    for (index, (client, server)) in
        [(1000, 9000), (5000, 1), (2_000_000_000, 7), (3_900_000_000, 3_000_000_000)]
            .into_iter()
            .enumerate()
    {
        let mut talk = Talk::open(client, server);
        talk.say(Client, &format!("ask {index}"));
        talk.say(Server, &format!("say {index}"));
        match index {
            0 => talk.close(),
            1 => talk.put(Client, 0, "", RST | ACK),
            _ => {}
        }
        packets.extend(talk.packets);
    }
    let capture = read(&plain(101, &packets));
    let told: Vec<String> = capture.conversations.iter().map(both).collect();
    assert_eq!(
        told,
        [
            "C:ask 0 S:say 0 C:[end] S:[end]",
            "C:ask 1 S:say 1 C:[reset]",
            "C:ask 2 S:say 2",
            "C:ask 3 S:say 3",
        ]
    );
}

#[test]
fn a_syn_that_comes_again_opens_nothing_new() {
    let mut talk = Talk::new(1000, 9000);
    for _ in 0..3 {
        talk.segment(Client, 1000, 0, SYN, b"");
    }
    talk.segment(Server, 9000, 1001, SYN | ACK, b"");
    talk.say(Client, "a");
    talk.segment(Server, 9000, 1001, SYN | ACK, b"");
    talk.segment(Client, 1000, 0, SYN, b"");
    // An answer of somebody else, with another number, while it is open.
    talk.segment(Server, 77, 1001, SYN | ACK, b"");
    talk.say(Server, "b");
    assert_eq!(told(&talk), "C:a S:b");
}

#[test]
fn many_at_once() {
    let mut talks: Vec<Talk> = (0..50)
        .map(|index| {
            let mut talk = Talk::new(index * 7919, index * 104_729);
            talk.ports = [40_000 + index as u16, 443];
            talk.segment(Client, index * 7919, 0, SYN, b"");
            talk.segment(Server, index * 104_729, talk.client, SYN | ACK, b"");
            for line in 0..5 {
                talk.say(Client, &format!("{index}.{line} "));
                talk.say(Server, &format!("{line}.{index} "));
            }
            talk.close();
            talk
        })
        .collect();
    let mut packets = Vec::new();
    while talks.iter().any(|talk| !talk.packets.is_empty()) {
        for talk in talks.iter_mut().filter(|talk| !talk.packets.is_empty()) {
            packets.push(talk.packets.remove(0));
        }
    }
    let capture = read(&plain(101, &packets));
    assert_eq!(capture.conversations.len(), 50);
    for (index, conversation) in capture.conversations.iter().enumerate() {
        assert_eq!(conversation.client.port, 40_000 + index as u16);
        let line = |line| format!("{index}.{line} ");
        let said: String = (0..5).map(line).collect();
        assert_eq!(side(conversation, Holder::Client), said + "[end]");
    }
}

#[test]
fn a_capture_that_starts_in_the_middle() {
    let hello = "\u{16}\u{3}\u{1}\0\u{5}\u{1}\0\0\u{1}x";
    let mut talk = Talk::new(1000, 9000);
    talk.ports = [443, 50_000];
    talk.say(Client, "220 ready\r\n");
    talk.say(Server, "STARTTLS\r\n");
    talk.say(Server, hello);
    let conversation = only(&talk.file());
    // Whoever says ClientHello is the client, whatever the ports.
    assert!(!conversation.opened);
    assert_eq!(conversation.client, Endpoint { address: IpAddr::from(SERVER), port: 50_000 });
    assert_eq!(both(&conversation), format!("S:220 ready\r\n C:STARTTLS\r\n{hello}"));
    // By a ServerHello as well.
    let mut talk = Talk::new(1000, 9000);
    talk.ports = [443, 50_000];
    talk.say(Server, "a");
    talk.say(Client, "\u{16}\u{3}\u{3}\0\u{5}\u{2}\0\0\u{1}x");
    assert_eq!(only(&talk.file()).client.port, 50_000);
    // And if nobody says either, the smaller port serves.
    for ports in [[443, 50_000], [50_000, 443]] {
        let mut talk = Talk::new(1000, 9000);
        talk.ports = ports;
        talk.say(Client, "a");
        assert_eq!(only(&talk.file()).server.port, 443);
    }
}

#[test]
fn in_the_middle_order_is_found_all_the_same() {
    let mut talk = Talk::new(1000, 9000);
    for word in ["one ", "two ", "three ", "four "] {
        talk.say(Client, word);
    }
    talk.packets.swap(0, 2);
    talk.packets.swap(1, 3);
    talk.packets.remove(0);
    let conversation = only(&talk.file());
    assert!(!conversation.opened);
    assert_eq!(both(&conversation), "C:one two [gap 6]four ");
}

#[test]
fn half_of_a_connection() {
    // Only what the server sends was captured.
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "ask");
    talk.say(Server, "say");
    talk.close();
    let packets: Vec<Vec<u8>> =
        talk.packets.into_iter().filter(|packet| packet[12..16] == SERVER).collect();
    let conversation = only(&plain(101, &packets));
    assert_eq!(conversation.client.port, CLIENT_PORT);
    // The answer to the SYN says where the client began, and the others how far it came. Its FIN, which
    // nobody saw, counts like a byte.
    assert_eq!(both(&conversation), "C:[gap 4] S:say[end]");
    assert!(conversation.opened);
}

#[test]
fn the_answer_to_a_syn_that_was_not_seen() {
    let mut talk = Talk::open(1000, 9000);
    talk.lose(Speaker::Client, "ask");
    talk.say(Speaker::Client, "ing");
    talk.say(Speaker::Server, "say");
    talk.close();
    talk.packets.remove(0);
    assert_eq!(told(&talk), "C:[gap 3]ing S:say C:[end] S:[end]");
    // It may come behind what it stands in front of.
    talk.packets.swap(0, 2);
    assert_eq!(told(&talk), "C:[gap 3]ing S:say C:[end] S:[end]");
    // One that does not belong to it changes nothing.
    let mut talk = Talk::new(1000, 9000);
    talk.say(Speaker::Client, "ask");
    talk.segment(Speaker::Server, 9000, 2_000_000_000, SYN | ACK, b"");
    talk.say(Speaker::Client, "ing");
    assert_eq!(side(&only(&talk.file()), Holder::Client), "asking");
}

#[test]
fn packets_that_are_held_only_in_part() {
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "abcdefgh");
    talk.say(Client, "ijkl");
    talk.say(Server, "mnop");
    let mut file = plain(101, &[]);
    for packet in &talk.packets {
        let held = &packet[..packet.len().min(54)];
        file.extend(record(Order::Little, 1, 0, held, packet.len()));
    }
    assert_eq!(told_of(&file), "C:ab[gap 6]ij[gap 2] S:mn[gap 2]");
    assert_eq!((read(&file).passed[0].reason, read(&file).passed[0].count), (Reason::Cut, 3));
    // Within the headers there is nothing to see, but that there was something.
    let mut file = plain(101, &[]);
    for packet in &talk.packets {
        let held = &packet[..packet.len().min(36)];
        file.extend(record(Order::Little, 1, 0, held, packet.len()));
    }
    assert_eq!(read(&file).conversations.len(), 0);
}

fn told_of(file: &[u8]) -> String {
    both(&only(file))
}

#[test]
fn a_scan_is_forgotten_and_a_connection_in_it_is_not() {
    let mut packets = Vec::new();
    let mut talk = Talk::open(1000, 9000);
    talk.say(Client, "a");
    packets.append(&mut talk.packets);
    for port in 0..20_000_u16 {
        let segment = tcp([60_000, port], [u32::from(port), 0], SYN, b"");
        packets.push(ipv4([203, 0, 113, 9], SERVER, 6, &segment));
    }
    talk.say(Server, "b");
    packets.append(&mut talk.packets);
    assert_eq!(told_of(&plain(101, &packets)), "C:a S:b");
}

#[test]
fn there_is_a_limit_to_connections() {
    let mut file = plain(101, &[]);
    for index in 0..100_001_u32 {
        let [_, high, middle, low] = index.to_be_bytes();
        let segment = tcp([1000, 443], [1, 1], ACK, b"x");
        let packet = ipv4([10, high, middle, low], SERVER, 6, &segment);
        file.extend(record(Order::Little, 1, 0, &packet, packet.len()));
    }
    let capture = read(&file);
    assert_eq!(capture.conversations.len(), 100_000);
    let broken = capture.broken.unwrap();
    assert_eq!((broken.part, broken.what.kind()), ("connections", "many"));
    assert_eq!(broken.offset, 24 + 100_000 * (16 + 53));
}
