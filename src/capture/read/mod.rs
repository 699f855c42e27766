//! A file of packets, pushed in slices, becomes conversations.
//!
//! ```
//! use tls_airmail::capture::read::Reader;
//!
//! let mut reader = Reader::default();
//! let file = [0xa1, 0xb2, 0xc3, 0xd4, 0, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 1];
//! for slice in file.chunks(10) {
//!     // The error is kept as well: what stands before the broken place is in the Capture.
//!     let _ = reader.push(slice);
//! }
//! let capture = reader.finish();
//! assert!(capture.conversations.is_empty() && capture.broken.is_none());
//! ```
//!
//! Layers, one a file: `pcap` or `pcapng` gives packets; `link` and `ip` (with `fragments`) take off
//! what is in front; `segment` reads TCP; `half` puts one direction in a row, out of a `patchwork`;
//! `flows` tells connections apart.

pub mod broken;
pub mod kind;
pub mod passed;

mod flows;
mod fragments;
mod half;
mod ip;
mod link;
mod order;
mod packet;
mod patchwork;
mod pcap;
mod pcapng;
mod relatives;
mod segment;

use self::{
    broken::{Broken, Wrong},
    flows::Flows,
    fragments::Fragments,
    half::Moment,
    kind::Kind,
    packet::{Packet, Step},
    passed::{List, Passed, Reason},
    pcap::Pcap,
    pcapng::{Block, Pcapng},
    relatives::Relatives,
};
use super::flow::{Conversation, Datagrams, Endpoint};

/// Tunnels that may stand one in another.
const DEEPEST: usize = 4;

/// Most bytes of embedded key logs.
const SECRETS: usize = 64 << 20;

/// What was in a file of packets.
#[derive(Clone, Debug, Default)]
pub struct Capture {
    /// `pcap`, `pcapng`, or nothing if it is neither.
    pub format: Option<&'static str>,
    /// TCP connections in which something was said, in the order in which they began.
    pub conversations: Vec<Conversation>,
    /// TLS's relatives over UDP.
    pub datagrams: Vec<Datagrams>,
    /// Key logs inside the file (pcapng's Decryption Secrets Blocks).
    pub key_logs: Vec<Embedded>,
    /// Packets in the file.
    pub packets: u64,
    /// Those of them that are TCP.
    pub segments: u64,
    /// Times of the first and the last packet that has one: nanoseconds since 1970-01-01 UTC.
    pub times: Option<(u64, u64)>,
    /// What was passed over, and why.
    pub passed: Vec<Passed>,
    /// Why the file could not be read to its end.
    pub broken: Option<Broken>,
}

/// A key log inside a file of packets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// Where its block begins: byte offset.
    pub offset: u64,
    /// The lines.
    pub text: Vec<u8>,
}

/// Reads a file that comes in slices of any size. It keeps the bytes of TCP streams and of key logs;
/// all others are forgotten at once.
#[derive(Debug, Default)]
pub struct Reader {
    source: Source,
    /// Bytes of a part that is not there as a whole.
    pending: Vec<u8>,
    /// That part, and how many bytes it has.
    part: Option<(&'static str, usize)>,
    /// Bytes that are passed over before the next part.
    skip: u64,
    /// Bytes of the file before the next part.
    offset: u64,
    found: Found,
    broken: Option<Broken>,
}

#[derive(Debug, Default)]
enum Source {
    /// The first bytes have not come.
    #[default]
    Unknown,
    Pcap(Pcap),
    Pcapng(Pcapng),
}

/// What grows while a file is read.
#[derive(Debug, Default)]
struct Found {
    flows: Flows,
    fragments: Fragments,
    relatives: Relatives,
    key_logs: Vec<Embedded>,
    secrets: usize,
    packets: u64,
    segments: u64,
    times: Option<(u64, u64)>,
    passed: List,
}

impl Reader {
    /// The next bytes of the file. After an error no more are read.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), Broken> {
        if let Some(broken) = self.broken {
            return Err(broken);
        }
        while !bytes.is_empty() {
            bytes = self.pass(bytes);
            // Parts that lie in `bytes` as a whole are read where they lie.
            if self.pending.is_empty() {
                let read = self.read(bytes)?;
                bytes = bytes.get(read..).unwrap_or_default();
                if self.skip > 0 {
                    continue;
                }
            }
            let Some((_, needed)) = self.part else { continue };
            let missing = needed.saturating_sub(self.pending.len()).min(bytes.len());
            self.pending.extend_from_slice(bytes.get(..missing).unwrap_or_default());
            bytes = bytes.get(missing..).unwrap_or_default();
            if self.pending.len() >= needed {
                let pending = std::mem::take(&mut self.pending);
                let read = self.read(&pending)?;
                // Only a header is there yet, or all of a part.
                self.pending = pending;
                self.pending.drain(..read);
            }
        }
        Ok(())
    }

    /// Bytes that were taken, for a bar that shows how far it is.
    pub fn offset(&self) -> u64 {
        self.offset + self.pending.len() as u64
    }

    /// Packets so far.
    pub fn packets(&self) -> u64 {
        self.found.packets
    }

    /// TCP connections so far.
    pub fn connections(&self) -> usize {
        self.found.flows.count()
    }

    /// The file ends here.
    pub fn finish(mut self) -> Capture {
        self.broken = self.broken.or_else(|| self.unfinished());
        let format = match self.source {
            Source::Unknown => None,
            Source::Pcap(_) => Some("pcap"),
            Source::Pcapng(_) => Some("pcapng"),
        };
        self.found.finish(format, self.broken)
    }

    /// What is wrong with a file that ends here.
    fn unfinished(&self) -> Option<Broken> {
        let end = self.offset();
        let left = self.pending.len() as u64;
        match &self.source {
            Source::Unknown if end == 0 => {
                Some(Broken { offset: 0, part: "file", what: Wrong::Empty })
            }
            Source::Unknown if left >= 4 && self.part.is_some_and(|(part, _)| part == "file") => {
                Some(strange(&self.pending))
            }
            // A block that is passed over is waited for to its last byte.
            Source::Pcapng(pcapng) if pcapng.passing().is_some() => {
                let (front, offset) = pcapng.passing()?;
                let what = Wrong::Short { needed: front.into(), left: end - offset };
                Some(Broken { offset, part: "pcapng.block", what })
            }
            _ => self.part.filter(|_| left > 0).map(|(part, needed)| Broken {
                offset: self.offset,
                part,
                what: Wrong::Short { needed: needed as u64, left },
            }),
        }
    }

    /// Without the bytes that are passed over.
    fn pass<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let count = self.skip.min(bytes.len() as u64);
        self.skip -= count;
        self.offset += count;
        bytes.get(count as usize..).unwrap_or_default()
    }

    /// Reads as many whole parts as are there; how many bytes they have.
    fn read(&mut self, bytes: &[u8]) -> Result<usize, Broken> {
        let mut at = 0;
        self.part = None;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            match self.step(rest) {
                Ok(Step::More { part, needed }) => {
                    self.part = Some((part, needed));
                    break;
                }
                Ok(Step::Took { length, .. }) => {
                    let here = length.min(rest.len() as u64);
                    self.skip = length - here;
                    self.offset += here;
                    at += here as usize;
                }
                Err(broken) => {
                    self.broken = Some(broken);
                    return Err(broken);
                }
            }
        }
        Ok(at)
    }

    /// One part.
    fn step(&mut self, bytes: &[u8]) -> Result<Step<()>, Broken> {
        let offset = self.offset;
        match &mut self.source {
            Source::Unknown => self.open(bytes),
            Source::Pcap(pcap) => Ok(match pcap.step(bytes, offset)? {
                Step::More { part, needed } => Step::More { part, needed },
                Step::Took { value, length } => {
                    self.found.packet(value)?;
                    Step::Took { value: (), length }
                }
            }),
            Source::Pcapng(pcapng) => Ok(match pcapng.step(bytes, offset)? {
                Step::More { part, needed } => Step::More { part, needed },
                Step::Took { value, length } => {
                    self.found.block(value, offset)?;
                    Step::Took { value: (), length }
                }
            }),
        }
    }

    /// The start of the file.
    fn open(&mut self, bytes: &[u8]) -> Result<Step<()>, Broken> {
        if bytes.len() < 4 {
            return Ok(Step::More { part: "file", needed: 4 });
        }
        if let Some(pcapng) = pcapng::open(bytes) {
            self.source = Source::Pcapng(pcapng);
            return Ok(Step::Took { value: (), length: 0 });
        }
        match pcap::open(bytes, self.offset) {
            Some(opened) => Ok(match opened? {
                Step::More { part, needed } => Step::More { part, needed },
                Step::Took { value, length } => {
                    self.source = Source::Pcap(value);
                    Step::Took { value: (), length }
                }
            }),
            None if bytes.len() < kind::LOOK => Ok(Step::More { part: "file", needed: kind::LOOK }),
            None => Err(strange(bytes)),
        }
    }
}

/// What begins like no file of packets.
fn strange(bytes: &[u8]) -> Broken {
    let what = match kind::of(bytes) {
        Kind::Foreign(kind) => Wrong::Foreign(kind),
        _ => Wrong::Magic { found: order::Order::Big.u32(bytes, 0).unwrap_or_default() },
    };
    Broken { offset: 0, part: "file", what }
}

impl Found {
    fn block(&mut self, block: Block<'_>, offset: u64) -> Result<(), Broken> {
        match block {
            Block::Nothing => {}
            Block::Packet(packet) => self.packet(packet)?,
            Block::Homeless(number) => {
                self.packets += 1;
                self.passed.add(Reason::Interface, number.into(), offset);
            }
            Block::Secrets(kind) => self.passed.add(Reason::Secrets, kind.into(), offset),
            Block::KeyLog(text) => {
                self.secrets += text.len();
                if self.secrets > SECRETS {
                    let what = Wrong::Length {
                        least: 0,
                        most: SECRETS as u64,
                        found: self.secrets as u64,
                    };
                    return Err(Broken { offset, part: "pcapng.secrets", what });
                }
                self.key_logs.push(Embedded { offset, text: text.to_vec() });
            }
        }
        Ok(())
    }

    fn packet(&mut self, packet: Packet<'_>) -> Result<(), Broken> {
        self.packets += 1;
        if packet.time > 0 {
            let (first, last) = self.times.unwrap_or((packet.time, packet.time));
            self.times = Some((first.min(packet.time), last.max(packet.time)));
        }
        let moment = Moment { time: packet.time, offset: packet.offset };
        match link::internet(packet.link, packet.bytes) {
            Ok(bytes) => self.internet(bytes, moment, DEEPEST).map_err(|what| Broken {
                offset: packet.offset,
                part: "connections",
                what,
            }),
            Err((reason, number)) => {
                self.passed.add(reason, number, packet.offset);
                Ok(())
            }
        }
    }

    fn internet(&mut self, bytes: &[u8], moment: Moment, depth: usize) -> Result<(), Wrong> {
        let (fragments, passed) = (&mut self.fragments, &mut self.passed);
        let datagram = match ip::read(bytes, moment.offset, fragments, passed) {
            Ok(Some(datagram)) => datagram,
            Ok(None) => return Ok(()),
            Err((reason, number)) => {
                self.passed.add(reason, number, moment.offset);
                return Ok(());
            }
        };
        let protocol = datagram.protocol;
        if protocol == ip::TCP {
            self.segments += 1;
            let Some(segment) = segment::read(&datagram.bytes, datagram.missing) else {
                self.passed.add(Reason::TcpHeader, 0, moment.offset);
                return Ok(());
            };
            if segment.missing > 0 {
                self.passed.add(Reason::Cut, 0, moment.offset);
            }
            let source = Endpoint { address: datagram.source, port: segment.source };
            let target = Endpoint { address: datagram.target, port: segment.target };
            return self.flows.add(source, target, &segment, moment);
        }
        if ip::TUNNELS.contains(&protocol) && depth > 0 {
            return self.internet(&datagram.bytes, moment, depth - 1);
        }
        if protocol == ip::UDP {
            let addresses = [datagram.source, datagram.target];
            if !self.relatives.add(addresses, &datagram.bytes, moment) {
                self.passed.add(Reason::Udp, 0, moment.offset);
            }
        } else {
            self.passed.add(Reason::Protocol, protocol.into(), moment.offset);
        }
        Ok(())
    }

    fn finish(self, format: Option<&'static str>, broken: Option<Broken>) -> Capture {
        let mut passed = self.passed;
        for offset in self.fragments.lost() {
            passed.add(Reason::Fragments, 0, offset);
        }
        Capture {
            format,
            conversations: self.flows.finish(),
            datagrams: self.relatives.finish(),
            key_logs: self.key_logs,
            packets: self.packets,
            segments: self.segments,
            times: self.times,
            passed: passed.done(),
            broken,
        }
    }
}
