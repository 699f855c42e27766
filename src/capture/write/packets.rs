//! A conversation as Ethernet frames: IP (RFC 791, RFC 8200) and TCP (RFC 9293) as they are, with
//! an opening, numbers that count, acknowledgements, and an end.

use std::net::IpAddr;

use super::Tap;
use crate::{
    capture::flow::{Conversation, Endpoint, What},
    crypto::drbg::Entropy,
    keys::artifact::Holder,
};

/// There and back, nanoseconds.
pub const ROUND_TRIP: u64 = 20_000_000;
/// Between two packets of one side, nanoseconds.
const NEXT: u64 = 10_000;
/// Until the side where the tap is answers by itself, nanoseconds.
const HERE: u64 = 40_000;

/// Hops left when a packet is sent, and when it has come from far.
const HOPS: [u8; 2] = [64, 53];
/// What each side can take before it is acknowledged, bytes; without scaling.
const WINDOW: u16 = 64_240;

const FIN: u8 = 0x01;
const SYN: u8 = 0x02;
const RST: u8 = 0x04;
const PSH: u8 = 0x08;
const ACK: u8 = 0x10;

/// An Ethernet frame, without its check sequence, as a capture holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Nanoseconds since 1970-01-01 UTC.
    pub time: u64,
    /// All bytes.
    pub bytes: Vec<u8>,
    /// The chunk whose bytes it carries.
    pub chunk: Option<usize>,
}

/// What is not said by the conversation itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it is heard.
    pub at: Holder,
    /// Most bytes in a segment.
    pub segment: u16,
    /// First sequence numbers, the client's and the server's.
    pub first: [u32; 2],
    /// First identifications of IPv4, or flow labels of IPv6.
    pub marks: [u32; 2],
}

impl Line {
    /// Numbers from streams of their own, so that nothing else of an exchange depends on them.
    pub fn new(tap: Tap, entropy: &Entropy) -> Self {
        let draw = |label: &str| {
            let bytes = entropy.draw(label, 4);
            bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
        };
        Self {
            at: tap.at,
            segment: tap.segment,
            first: [draw("client.tcp_isn"), draw("server.tcp_isn")],
            marks: [draw("client.ip_mark"), draw("server.ip_mark")],
        }
    }
}

/// One side of the connection.
struct Side {
    address: IpAddr,
    port: u16,
    mac: [u8; 6],
    /// The next sequence number it sends.
    next: u32,
    /// The next sequence number it expects.
    heard: u32,
    /// Whether it has something to acknowledge.
    owes: bool,
    mark: u32,
}

struct Writer<'a> {
    line: &'a Line,
    sides: [Side; 2],
    frames: Vec<Frame>,
    clock: u64,
    spoke: Holder,
}

/// The frames, in order.
///
/// Both sides announce the same MSS and acknowledge every second segment at the latest; what they have
/// to acknowledge otherwise rides on what they say next (RFC 9293 §3.8.6.3). So never more than two
/// segments are on the way, whatever the window. The times of the chunks are kept where packets need
/// no longer.
pub fn frames(conversation: &Conversation, line: &Line) -> Vec<Frame> {
    let start = conversation.chunks.first().map_or(0, |chunk| chunk.time);
    // Unicast addresses that are kept for examples (RFC 9542 §2.1.2).
    let side = |end: Endpoint, index: usize| Side {
        address: end.address,
        port: end.port,
        mac: [0, 0, 0x5e, 0, 0x53, index as u8 + 1],
        next: line.first[index],
        heard: 0,
        owes: false,
        mark: line.marks[index],
    };
    let mut writer = Writer {
        line,
        sides: [side(conversation.client, 0), side(conversation.server, 1)],
        frames: Vec::new(),
        clock: start.saturating_sub(ROUND_TRIP + HERE + 2 * NEXT),
        spoke: Holder::Client,
    };
    if conversation.opened {
        writer.open();
    }
    for (index, chunk) in conversation.chunks.iter().enumerate() {
        writer.clock = writer.clock.max(chunk.time.saturating_sub(writer.wait(chunk.from)));
        match &chunk.what {
            What::Bytes(bytes) => writer.say(chunk.from, bytes, index),
            What::Gap(length) => writer.skip(chunk.from, *length),
            What::End => writer.send(chunk.from, FIN | ACK, &[], None),
            What::Reset => {
                writer.send(chunk.from, RST | ACK, &[], None);
                return writer.frames;
            }
        }
    }
    for side in [Holder::Client, Holder::Server] {
        writer.acknowledge(side);
    }
    writer.frames
}

fn index(side: Holder) -> usize {
    usize::from(side == Holder::Server)
}

impl Writer<'_> {
    /// The three packets before the first byte (RFC 9293 §3.5); the last of them comes just before.
    fn open(&mut self) {
        self.send(Holder::Client, SYN, &[], None);
        self.send(Holder::Server, SYN | ACK, &[], None);
        self.send(Holder::Client, ACK, &[], None);
    }

    /// How long after the last packet one of `from` can follow.
    fn wait(&self, from: Holder) -> u64 {
        match (from == self.spoke, from == self.line.at) {
            (true, _) => NEXT,
            (false, true) => HERE,
            (false, false) => ROUND_TRIP,
        }
    }

    /// Bytes, in segments.
    fn say(&mut self, from: Holder, bytes: &[u8], chunk: usize) {
        let size = usize::from(self.line.segment).max(1);
        let count = bytes.len().div_ceil(size);
        for (number, segment) in bytes.chunks(size).enumerate() {
            let last = number + 1 == count;
            let flags = if last { PSH | ACK } else { ACK };
            self.send(from, flags, segment, Some(chunk));
            if number % 2 == 1 && !last {
                self.acknowledge(from.other());
            }
        }
    }

    /// Bytes that the capture does not have.
    fn skip(&mut self, from: Holder, length: u64) {
        let next = self.sides[index(from)].next.wrapping_add(length as u32);
        self.sides[index(from)].next = next;
        self.sides[index(from.other())].heard = next;
    }

    fn acknowledge(&mut self, side: Holder) {
        if self.sides[index(side)].owes {
            self.send(side, ACK, &[], None);
        }
    }

    fn send(&mut self, from: Holder, flags: u8, data: &[u8], chunk: Option<usize>) {
        self.clock = self.clock.saturating_add(self.wait(from));
        self.spoke = from;
        let hops = HOPS[usize::from(from != self.line.at)];
        let [client, server] = &mut self.sides;
        let (sender, receiver) =
            if from == Holder::Server { (server, client) } else { (client, server) };
        let segment = sender.segment(receiver, flags, data, self.line.segment);
        let bytes = sender.frame(receiver, &segment, hops);
        let counted = data.len() as u32 + u32::from(flags & (SYN | FIN) != 0);
        sender.next = sender.next.wrapping_add(counted);
        sender.owes = false;
        receiver.heard = sender.next;
        receiver.owes = counted > 0;
        self.frames.push(Frame { time: self.clock, bytes, chunk });
    }
}

impl Side {
    /// A TCP segment to the other side (RFC 9293 §3.1).
    fn segment(&self, to: &Self, flags: u8, data: &[u8], most: u16) -> Vec<u8> {
        // Maximum Segment Size, the one option.
        let options = if flags & SYN != 0 {
            let [high, low] = most.to_be_bytes();
            vec![2, 4, high, low]
        } else {
            Vec::new()
        };
        let words = (20 + options.len()) as u8 / 4;
        let mut segment = Vec::with_capacity(24 + data.len());
        segment.extend(self.port.to_be_bytes());
        segment.extend(to.port.to_be_bytes());
        segment.extend(self.next.to_be_bytes());
        segment.extend(if flags & ACK != 0 { self.heard } else { 0 }.to_be_bytes());
        segment.extend([words << 4, flags]);
        segment.extend(WINDOW.to_be_bytes());
        segment.extend([0; 4]);
        segment.extend(options);
        segment.extend_from_slice(data);
        let length = (segment.len() as u32).to_be_bytes();
        let protocol = u32::from(TCP).to_be_bytes();
        let pseudo = [&self.octets(to)[..], &to.octets(self), &length, &protocol];
        let sum = checksum(&[&pseudo.concat(), &segment]);
        segment[16..18].copy_from_slice(&sum.to_be_bytes());
        segment
    }

    /// The frame around a segment.
    fn frame(&mut self, to: &Self, segment: &[u8], hops: u8) -> Vec<u8> {
        let (source, target) = (self.octets(to), to.octets(self));
        let mut frame = [to.mac, self.mac].concat();
        if source.len() == 4 {
            frame.extend([0x08, 0x00]);
            let [.., high, low] = self.mark.to_be_bytes();
            self.mark = self.mark.wrapping_add(1);
            let [long, short] = (20 + segment.len() as u16).to_be_bytes();
            // Not to be fragmented.
            let mut header = vec![0x45, 0, long, short, high, low, 0x40, 0, hops, TCP, 0, 0];
            header.extend(source);
            header.extend(target);
            let sum = checksum(&[&header]);
            header[10..12].copy_from_slice(&sum.to_be_bytes());
            frame.extend(header);
        } else {
            frame.extend([0x86, 0xdd]);
            frame.extend((0x6000_0000 | self.mark & 0xf_ffff).to_be_bytes());
            frame.extend((segment.len() as u16).to_be_bytes());
            frame.extend([TCP, hops]);
            frame.extend(source);
            frame.extend(target);
        }
        frame.extend_from_slice(segment);
        frame
    }

    /// The address, 4 bytes where both sides have so short a one, else 16.
    fn octets(&self, other: &Self) -> Vec<u8> {
        match (self.address, other.address) {
            (IpAddr::V4(own), IpAddr::V4(_)) => own.octets().to_vec(),
            (IpAddr::V4(own), _) => own.to_ipv6_mapped().octets().to_vec(),
            (IpAddr::V6(own), _) => own.octets().to_vec(),
        }
    }
}

/// Its protocol number.
const TCP: u8 = 6;

/// The Internet checksum (RFC 1071) of some bytes in a row; all but the last part are of even
/// length.
pub fn checksum(parts: &[&[u8]]) -> u16 {
    let mut sum = 0_u64;
    for part in parts {
        for pair in part.chunks(2) {
            sum += u64::from(pair[0]) << 8 | pair.get(1).map_or(0, |low| u64::from(*low));
        }
    }
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    !(sum as u16)
}
