//! Small writers for what is read: nothing clever, every field by hand.

use std::net::IpAddr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Big,
    Little,
}

impl Order {
    pub fn u16(self, number: u16) -> [u8; 2] {
        if self == Self::Big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    pub fn u32(self, number: u32) -> [u8; 4] {
        if self == Self::Big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    pub fn u64(self, number: u64) -> [u8; 8] {
        if self == Self::Big { number.to_be_bytes() } else { number.to_le_bytes() }
    }
}

pub const MICRO: u32 = 0xa1b2_c3d4;
pub const NANO: u32 = 0xa1b2_3c4d;

/// A pcap file; times in the units of the magic number.
pub fn pcap(order: Order, magic: u32, link: u32, packets: &[(u32, u32, Vec<u8>)]) -> Vec<u8> {
    let mut file = order.u32(magic).to_vec();
    file.extend(order.u16(2));
    file.extend(order.u16(4));
    file.extend([0; 8]);
    file.extend(order.u32(262_144));
    file.extend(order.u32(link));
    for (seconds, parts, bytes) in packets {
        file.extend(record(order, *seconds, *parts, bytes, bytes.len()));
    }
    file
}

/// A packet of a pcap file; `length` is what it had on the wire.
pub fn record(order: Order, seconds: u32, parts: u32, bytes: &[u8], length: usize) -> Vec<u8> {
    let mut record = Vec::new();
    for number in [seconds, parts, bytes.len() as u32, length as u32] {
        record.extend(order.u32(number));
    }
    record.extend(bytes);
    record
}

/// A pcap file of these packets, one a second, in the form that is most common.
pub fn plain(link: u32, packets: &[Vec<u8>]) -> Vec<u8> {
    let timed: Vec<(u32, u32, Vec<u8>)> =
        (1..).zip(packets).map(|(s, p)| (s, 0, p.clone())).collect();
    pcap(Order::Little, MICRO, link, &timed)
}

/// Blocks of a pcapng file.
pub fn block(order: Order, kind: u32, body: &[u8]) -> Vec<u8> {
    let padding = body.len().next_multiple_of(4) - body.len();
    let length = order.u32((12 + body.len() + padding) as u32);
    let mut block = order.u32(kind).to_vec();
    block.extend(length);
    block.extend(body);
    block.extend(vec![0; padding]);
    block.extend(length);
    block
}

pub fn section(order: Order) -> Vec<u8> {
    let mut body = order.u32(0x1a2b_3c4d).to_vec();
    body.extend(order.u16(1));
    body.extend(order.u16(0));
    body.extend([0xff; 8]);
    block(order, 0x0a0d_0d0a, &body)
}

pub fn option(order: Order, code: u16, value: &[u8]) -> Vec<u8> {
    let mut option = order.u16(code).to_vec();
    option.extend(order.u16(value.len() as u16));
    option.extend(value);
    option.resize(option.len().next_multiple_of(4), 0);
    option
}

pub fn interface(order: Order, link: u16, snap: u32, options: &[u8]) -> Vec<u8> {
    let mut body = order.u16(link).to_vec();
    body.extend([0, 0]);
    body.extend(order.u32(snap));
    body.extend(options);
    block(order, 1, &body)
}

pub fn enhanced(order: Order, interface: u32, ticks: u64, packet: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    let length = packet.len() as u32;
    for number in [interface, (ticks >> 32) as u32, ticks as u32, length, length] {
        body.extend(order.u32(number));
    }
    body.extend(packet);
    body.resize(body.len().next_multiple_of(4), 0);
    // A comment, as editors leave them.
    body.extend(option(order, 1, b"hello"));
    body.extend(option(order, 0, b""));
    block(order, 6, &body)
}

pub fn simple(order: Order, length: u32, packet: &[u8]) -> Vec<u8> {
    let mut body = order.u32(length).to_vec();
    body.extend(packet);
    block(order, 3, &body)
}

pub fn obsolete(order: Order, interface: u16, ticks: u64, packet: &[u8]) -> Vec<u8> {
    let mut body = order.u16(interface).to_vec();
    body.extend(order.u16(0));
    let length = packet.len() as u32;
    for number in [(ticks >> 32) as u32, ticks as u32, length, length] {
        body.extend(order.u32(number));
    }
    body.extend(packet);
    block(order, 2, &body)
}

pub fn secrets(order: Order, kind: u32, text: &[u8]) -> Vec<u8> {
    let mut body = order.u32(kind).to_vec();
    body.extend(order.u32(text.len() as u32));
    body.extend(text);
    block(order, 0x0a, &body)
}

pub const CLIENT: [u8; 4] = [192, 0, 2, 1];
pub const SERVER: [u8; 4] = [198, 51, 100, 2];
pub const CLIENT_PORT: u16 = 49_152;
pub const SERVER_PORT: u16 = 443;

pub fn address(number: u8) -> [u8; 16] {
    let mut address = [0; 16];
    address[..4].copy_from_slice(&[0x20, 0x01, 0x0d, 0xb8]);
    address[15] = number;
    address
}

pub fn ipv4(source: [u8; 4], target: [u8; 4], protocol: u8, payload: &[u8]) -> Vec<u8> {
    ipv4_with(source, target, protocol, payload, &[], 0, 0)
}

/// `fragment` is flags and offset as they stand there.
pub fn ipv4_with(
    source: [u8; 4],
    target: [u8; 4],
    protocol: u8,
    payload: &[u8],
    options: &[u8],
    id: u16,
    fragment: u16,
) -> Vec<u8> {
    let header = 20 + options.len();
    let mut packet = vec![0x40 | (header / 4) as u8, 0];
    packet.extend(((header + payload.len()) as u16).to_be_bytes());
    packet.extend(id.to_be_bytes());
    packet.extend(fragment.to_be_bytes());
    packet.extend([64, protocol, 0, 0]);
    packet.extend(source);
    packet.extend(target);
    packet.extend(options);
    packet.extend(payload);
    packet
}

/// `next` is the first header of `payload`.
pub fn ipv6(source: [u8; 16], target: [u8; 16], next: u8, payload: &[u8]) -> Vec<u8> {
    let mut packet = vec![0x60, 0, 0, 0];
    packet.extend((payload.len() as u16).to_be_bytes());
    packet.extend([next, 64]);
    packet.extend(source);
    packet.extend(target);
    packet.extend(payload);
    packet
}

pub const FIN: u8 = 1;
pub const SYN: u8 = 2;
pub const RST: u8 = 4;
pub const PSH: u8 = 8;
pub const ACK: u8 = 16;

pub fn tcp(ports: [u16; 2], numbers: [u32; 2], flags: u8, data: &[u8]) -> Vec<u8> {
    let mut segment = Vec::new();
    segment.extend(ports[0].to_be_bytes());
    segment.extend(ports[1].to_be_bytes());
    segment.extend(numbers[0].to_be_bytes());
    segment.extend(numbers[1].to_be_bytes());
    // Twelve bytes of options: two of padding, and times.
    segment.extend([0x80, flags, 0xff, 0xff, 0, 0, 0, 0]);
    segment.extend([1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0]);
    segment.extend(data);
    segment
}

pub fn udp(ports: [u16; 2], data: &[u8]) -> Vec<u8> {
    let mut datagram = Vec::new();
    datagram.extend(ports[0].to_be_bytes());
    datagram.extend(ports[1].to_be_bytes());
    datagram.extend(((8 + data.len()) as u16).to_be_bytes());
    datagram.extend([0, 0]);
    datagram.extend(data);
    datagram
}

pub fn ethernet(kind: u16, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];
    frame.extend(kind.to_be_bytes());
    frame.extend(payload);
    // A frame has at least 60 bytes: the rest is no part of the packet.
    frame.resize(frame.len().max(60), 0xee);
    frame
}

/// Who sends a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    Client,
    Server,
}

/// One TCP connection over IPv4, written segment by segment.
#[derive(Clone, Debug)]
pub struct Talk {
    pub ports: [u16; 2],
    pub client: u32,
    pub server: u32,
    pub packets: Vec<Vec<u8>>,
}

impl Talk {
    /// With these numbers of the SYNs, which are not written yet.
    pub fn new(client: u32, server: u32) -> Self {
        let ports = [CLIENT_PORT, SERVER_PORT];
        let one = |number: u32| number.wrapping_add(1);
        Self { ports, client: one(client), server: one(server), packets: Vec::new() }
    }

    /// SYN, SYN-ACK, ACK.
    pub fn open(client: u32, server: u32) -> Self {
        let mut talk = Self::new(client, server);
        talk.segment(Speaker::Client, client, 0, SYN, b"");
        talk.segment(Speaker::Server, server, talk.client, SYN | ACK, b"");
        talk.segment(Speaker::Client, talk.client, talk.server, ACK, b"");
        talk
    }

    /// A segment with these numbers.
    pub fn segment(&mut self, from: Speaker, sequence: u32, ack: u32, flags: u8, data: &[u8]) {
        let [client, server] = self.ports;
        let (ports, source, target) = match from {
            Speaker::Client => ([client, server], CLIENT, SERVER),
            Speaker::Server => ([server, client], SERVER, CLIENT),
        };
        let segment = tcp(ports, [sequence, ack], flags, data);
        self.packets.push(ipv4(source, target, 6, &segment));
    }

    /// The next bytes of one side.
    pub fn say(&mut self, from: Speaker, data: &str) {
        self.put(from, 0, data, PSH | ACK);
        self.pass(from, data.len() as u32);
    }

    /// Bytes that are said, and are not in the capture.
    pub fn lose(&mut self, from: Speaker, data: &str) {
        self.pass(from, data.len() as u32);
    }

    /// Bytes `back` of which were said before; nothing moves on.
    pub fn put(&mut self, from: Speaker, back: u32, data: &str, flags: u8) {
        let (own, other) = match from {
            Speaker::Client => (self.client, self.server),
            Speaker::Server => (self.server, self.client),
        };
        self.segment(from, own.wrapping_sub(back), other, flags, data.as_bytes());
    }

    /// This side has all that the other one said.
    pub fn ack(&mut self, from: Speaker) {
        self.put(from, 0, "", ACK);
    }

    pub fn fin(&mut self, from: Speaker) {
        self.put(from, 0, "", FIN | ACK);
        self.pass(from, 1);
    }

    /// Both close.
    pub fn close(&mut self) {
        self.fin(Speaker::Client);
        self.fin(Speaker::Server);
        self.ack(Speaker::Client);
    }

    fn pass(&mut self, from: Speaker, count: u32) {
        let number = if from == Speaker::Client { &mut self.client } else { &mut self.server };
        *number = number.wrapping_add(count);
    }

    /// As a file of raw IP.
    pub fn file(&self) -> Vec<u8> {
        plain(101, &self.packets)
    }
}

/// A short talk over any kind of packet: `wrap` puts a segment into what stands in front of it.
pub fn hello(wrap: impl Fn(Speaker, &[u8]) -> Vec<u8>) -> Vec<Vec<u8>> {
    let there = [CLIENT_PORT, SERVER_PORT];
    let back = [SERVER_PORT, CLIENT_PORT];
    let segments = [
        (Speaker::Client, tcp(there, [100, 0], SYN, b"")),
        (Speaker::Server, tcp(back, [900, 101], SYN | ACK, b"")),
        (Speaker::Client, tcp(there, [101, 901], ACK, b"")),
        (Speaker::Client, tcp(there, [101, 901], PSH | ACK, b"ping")),
        (Speaker::Server, tcp(back, [901, 105], PSH | ACK, b"pong")),
        (Speaker::Client, tcp(there, [105, 905], FIN | ACK, b"")),
        (Speaker::Server, tcp(back, [905, 106], FIN | ACK, b"")),
    ];
    segments.iter().map(|(from, segment)| wrap(*from, segment)).collect()
}

/// [`hello`] over IPv4.
pub fn hello_4(wrap: impl Fn(&[u8]) -> Vec<u8>) -> Vec<Vec<u8>> {
    hello(|from, segment| {
        let (source, target) =
            if from == Speaker::Client { (CLIENT, SERVER) } else { (SERVER, CLIENT) };
        wrap(&ipv4(source, target, 6, segment))
    })
}

/// [`hello`] over IPv6.
pub fn hello_6(wrap: impl Fn(&[u8]) -> Vec<u8>) -> Vec<Vec<u8>> {
    hello(|from, segment| {
        let (source, target) = if from == Speaker::Client { (1, 2) } else { (2, 1) };
        wrap(&ipv6(address(source), address(target), 6, segment))
    })
}

/// What [`hello`] says.
pub const HELLO: &str = "C:ping S:pong C:[end] S:[end]";

pub fn ip(address: [u8; 4]) -> IpAddr {
    address.into()
}
