//! Records out of a conversation, in the order in which they could be read.

use super::find::Start;
use crate::{
    capture::flow::{Conversation, What},
    keys::artifact::Holder,
    wire::{
        pile::Pile,
        record::{self, ContentType, MAX_CIPHERTEXT, Record},
        registry::Version,
    },
};

/// A record of one side, or what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Who sent it: by its part in TLS, whoever opened the connection.
    pub from: Holder,
    /// Nanoseconds since 1970-01-01 UTC.
    pub time: u64,
    /// Where in the file the packet begins that completed it.
    pub offset: u64,
    /// What it is.
    pub what: Piece,
}

/// The inside of a [`Seen`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A whole record, header and fragment.
    Record(ContentType, Version, Vec<u8>),
    /// A record of which some bytes are not in the capture.
    Holed(ContentType),
    /// So many bytes are missing, and where the next record begins nobody knows: the rest of this
    /// side is lost.
    Gap(u64),
    /// This is no record: what stands in the place of its header. The rest of this side is lost.
    Garbled([u8; record::HEADER]),
    /// The side stopped within a record, which has so many bytes, of which so many are there.
    Cut { needed: usize, found: usize },
    /// FIN.
    End,
    /// RST.
    Reset,
}

#[derive(Debug, Default)]
struct Side {
    pile: Pile,
    /// Bytes that are still to be passed over before the first record.
    before: usize,
    holed: bool,
    lost: bool,
    last: (u64, u64),
}

/// The records of a conversation.
#[derive(Debug)]
pub struct Stream<'a> {
    conversation: &'a Conversation,
    client: Holder,
    next: usize,
    sides: [Side; 2],
    ready: std::collections::VecDeque<Seen>,
    done: bool,
}

impl<'a> Stream<'a> {
    /// From where TLS begins.
    pub fn new(conversation: &'a Conversation, start: &Start) -> Self {
        let side = |before| Side { before, ..Side::default() };
        let sides = start.before.map(side);
        let ready = std::collections::VecDeque::new();
        Self { conversation, client: start.client, next: 0, sides, ready, done: false }
    }

    fn read_chunk(&mut self) -> bool {
        let Some(chunk) = self.conversation.chunks.get(self.next) else { return false };
        self.next += 1;
        let (from, index) =
            if chunk.from == self.client { (Holder::Client, 0) } else { (Holder::Server, 1) };
        let side = &mut self.sides[index];
        let seen = |what| Seen { from, time: chunk.time, offset: chunk.offset, what };
        side.last = (chunk.time, chunk.offset);
        match &chunk.what {
            What::End => self.ready.push_back(seen(Piece::End)),
            What::Reset => self.ready.push_back(seen(Piece::Reset)),
            _ if side.lost => {}
            What::Bytes(bytes) => {
                let skipped = side.before.min(bytes.len());
                side.before -= skipped;
                side.pile.put(&bytes[skipped..]);
            }
            What::Gap(count) => match usize::try_from(*count) {
                Ok(count) if count <= side.before => side.before -= count,
                Ok(count) if side.before == 0 && side.pile.rest().len() >= record::HEADER => {
                    let needed = Record::measure(side.pile.rest()).unwrap_or(0);
                    if count <= needed.saturating_sub(side.pile.rest().len()) {
                        // The header says how far the record goes: it is lost, those behind are not.
                        side.holed = true;
                        side.pile.put(&vec![0; count]);
                    } else {
                        side.lost = true;
                        self.ready.push_back(seen(Piece::Gap(count as u64)));
                    }
                }
                _ => {
                    side.lost = true;
                    self.ready.push_back(seen(Piece::Gap(*count)));
                }
            },
        }
        while let Some(what) = self.sides[index].take() {
            self.ready.push_back(seen(what));
        }
        true
    }

    /// What is left when nothing comes any more.
    fn finish(&mut self) {
        for (from, side) in [Holder::Client, Holder::Server].into_iter().zip(&mut self.sides) {
            let found = side.pile.rest().len();
            if !side.lost && found > 0 {
                let needed = Record::measure(side.pile.rest()).unwrap_or(record::HEADER);
                let (time, offset) = side.last;
                let what = Piece::Cut { needed, found };
                self.ready.push_back(Seen { from, time, offset, what });
            }
        }
    }
}

impl Iterator for Stream<'_> {
    type Item = Seen;

    fn next(&mut self) -> Option<Seen> {
        while self.ready.is_empty() {
            if !self.read_chunk() {
                if std::mem::replace(&mut self.done, true) {
                    return None;
                }
                self.finish();
            }
        }
        self.ready.pop_front()
    }
}

impl Side {
    /// The next whole record.
    fn take(&mut self) -> Option<Piece> {
        if self.lost {
            return None;
        }
        let header = *self.pile.rest().first_chunk::<{ record::HEADER }>()?;
        let [code, major, minor, high, low] = header;
        let length = usize::from(u16::from_be_bytes([high, low]));
        let content_type = ContentType::from_code(code);
        // Heartbeats (RFC 6520) have a type that is none of TLS's own.
        let known = !matches!(content_type, ContentType::Unknown(code) if code != 24);
        if !known || major != 3 || length > MAX_CIPHERTEXT {
            self.lost = true;
            return Some(Piece::Garbled(header));
        }
        let record = self.pile.take(record::HEADER + length)?;
        if std::mem::take(&mut self.holed) {
            return Some(Piece::Holed(content_type));
        }
        let version = Version(u16::from_be_bytes([major, minor]));
        Some(Piece::Record(content_type, version, record))
    }
}
