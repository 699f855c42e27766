//! One direction of a TCP connection: segments in any order become bytes in a row.

use super::{
    patchwork::{Patchwork, others},
    segment::Segment,
};
use crate::{
    capture::flow::{Chunk, Rewritten, What},
    keys::artifact::Holder,
};

/// A packet's place in time and in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Nanoseconds since 1970-01-01 UTC.
    pub time: u64,
    /// Where it begins: byte offset.
    pub offset: u64,
}

impl Moment {
    fn later(self, other: Self) -> Self {
        if other.offset > self.offset { other } else { self }
    }

    fn sooner(self, other: Self) -> Self {
        if other.offset < self.offset { other } else { self }
    }
}

/// Sequence numbers have 32 bits and start again; here they have 64 and do not. The first one is
/// lifted so far that what came before it has a number too.
const LIFT: u64 = 1 << 32;

/// A segment that is further away than the largest window (RFC 7323 §2.3) is of another connection.
const WINDOW: u64 = 1 << 30;

/// A first segment and the opening before it are at most so far apart.
const NEAR: u64 = 1 << 20;

/// One direction.
#[derive(Debug, Default)]
pub struct Half {
    /// What could be read so far.
    chunks: Vec<Chunk>,
    /// The number of the first byte of each of them.
    starts: Vec<u64>,
    /// How many bytes came again and were others, and the first packet with some.
    rewritten: Option<(u64, Moment)>,
    /// The number that the SYN had.
    opening: Option<u32>,
    /// The number of the next byte that can be read, once the opening was seen.
    next: Option<u64>,
    /// The number behind the last byte that was seen; zero if nothing was.
    high: u64,
    /// What waits for bytes in front of it.
    waiting: Patchwork<Moment>,
    /// The packet that completed what was read last.
    last: Moment,
    /// The number behind the last byte there is, and the FIN that said so.
    end: Option<(u64, Moment)>,
    /// The end was read.
    ended: bool,
    /// When it was torn down.
    reset: Option<Moment>,
    /// What the other side has, and since when.
    acknowledged: Option<(u64, Moment)>,
    /// A hole begins here, and since this packet it is known that the other side has its bytes.
    hole: Option<(u64, Moment)>,
    talked: bool,
}

impl Half {
    /// A byte of it was seen.
    pub fn talked(&self) -> bool {
        self.talked
    }

    /// Closed or torn down by this side.
    pub fn closed(&self) -> bool {
        self.end.is_some() || self.reset.is_some()
    }

    /// The number that the SYN had, if there was one.
    pub fn opening(&self) -> Option<u32> {
        self.opening
    }

    /// A SYN with this number may be what began it.
    pub fn may_begin(&self, sequence: u32) -> bool {
        if self.opening.is_some() || self.high == 0 {
            return self.opening.is_none_or(|opening| opening == sequence);
        }
        let lowest = self.waiting.first().unwrap_or(self.high);
        let start = self.number(sequence.wrapping_add(1));
        start <= lowest && lowest - start <= NEAR
    }

    /// The 64-bit number of a sequence number: the one that is nearest to the last seen.
    fn number(&self, sequence: u32) -> u64 {
        if self.high == 0 {
            return LIFT | u64::from(sequence);
        }
        let step = i64::from(sequence.wrapping_sub((self.high & 0xffff_ffff) as u32) as i32);
        self.high.saturating_add_signed(step)
    }

    /// One more segment of this direction.
    pub fn add(&mut self, segment: &Segment<'_>, moment: Moment) {
        let mut start = self.number(segment.sequence);
        if self.high != 0 && start.abs_diff(self.high) > WINDOW {
            return;
        }
        if segment.syn {
            start += 1;
            if self.opening.is_none() {
                self.opening = Some(segment.sequence);
                self.begin(start);
            }
        }
        if segment.rst {
            // What a reset carries is a diagnosis, not data (RFC 9293 §3.10.7.4).
            self.reset = self.reset.or(Some(moment));
            return;
        }
        let end = start + segment.data.len() as u64 + segment.missing;
        if segment.fin && self.end.is_none() {
            self.end = Some((end, moment));
        }
        self.compare(start, segment.data, moment);
        self.high = self.high.max(end);
        self.put(start, segment.data, moment);
        self.read_on(moment);
    }

    /// Bytes that may have come before. A single one right before the next is how a side asks
    /// whether the other is still there, and may be anything (RFC 9293 §3.8.4).
    fn compare(&mut self, start: u64, data: &[u8], moment: Moment) {
        if start >= self.high || data.len() == 1 && start + 1 == self.high {
            return;
        }
        let end = start + data.len() as u64;
        let first = self.starts.partition_point(|at| *at <= start).saturating_sub(1);
        let read = self.starts.iter().zip(&self.chunks).skip(first);
        let read = read.take_while(|(at, _)| **at < end).map(|(at, chunk)| match &chunk.what {
            What::Bytes(bytes) => others(*at, bytes, start, data),
            _ => 0,
        });
        let count = read.sum::<u64>() + self.waiting.others(start, data);
        if count > 0 {
            let (before, first) = self.rewritten.unwrap_or((0, moment));
            self.rewritten = Some((before + count, first));
        }
    }

    /// What came again and was not the same; `from` is whose this is.
    pub fn rewritten(&self, from: Holder) -> Option<Rewritten> {
        let (bytes, Moment { offset, .. }) = self.rewritten?;
        Some(Rewritten { from, offset, bytes })
    }

    /// The other side answers the opening: so this is the number of the first byte.
    pub fn answered(&mut self, sequence: u32, moment: Moment) {
        let start = self.number(sequence);
        let first = self.waiting.first().unwrap_or(start);
        if start <= first && first - start <= NEAR {
            self.begin(start);
            self.read_on(moment);
        }
    }

    fn begin(&mut self, start: u64) {
        if self.next.is_none() {
            self.next = Some(start);
            self.waiting.cut(start);
            self.high = self.high.max(start);
        }
    }

    /// The other side says what it has.
    pub fn acknowledge(&mut self, sequence: u32, moment: Moment) {
        if self.high == 0 {
            return;
        }
        let number = self.number(sequence);
        if number.abs_diff(self.high) > WINDOW {
            return;
        }
        if self.acknowledged.is_none_or(|(most, _)| number > most) {
            self.acknowledged = Some((number, moment));
        }
        if let Some(next) = self.next
            && number > next
            && self.hole.is_none_or(|(start, _)| start != next)
        {
            self.hole = Some((next, moment));
        }
    }

    /// Whose hello begins one of its chunks: then its sender is known.
    pub fn hello(&self) -> Option<Holder> {
        let read = self.chunks.iter().filter_map(|chunk| match &chunk.what {
            What::Bytes(bytes) => Some(bytes),
            _ => None,
        });
        read.chain(self.waiting.pieces()).find_map(|bytes| speaker(bytes))
    }

    fn put(&mut self, start: u64, data: &[u8], moment: Moment) {
        let known = self.next.map_or(0, |next| next.saturating_sub(start));
        let fresh = usize::try_from(known).ok().and_then(|known| data.get(known..));
        let Some(fresh) = fresh.filter(|fresh| !fresh.is_empty() && !self.ended) else { return };
        self.talked = true;
        let start = start + known;
        if self.next == Some(start) && self.waiting.is_empty() {
            self.next = Some(start + fresh.len() as u64);
            self.starts.push(start);
            self.say(moment, What::Bytes(fresh.to_vec()));
        } else {
            self.waiting.put(start, moment, fresh);
        }
    }

    /// Whatever can be read since this packet.
    fn read_on(&mut self, moment: Moment) {
        let Some(mut next) = self.next else { return };
        while self.waiting.first() == Some(next) {
            let Some((_, _, piece)) = self.waiting.pop() else { break };
            self.starts.push(next);
            next += piece.len() as u64;
            self.say(moment, What::Bytes(piece));
        }
        self.next = Some(next);
        self.read_end();
    }

    fn read_end(&mut self) {
        if let (Some(next), Some((end, moment)), false) = (self.next, self.end, self.ended)
            && next >= end
        {
            self.ended = true;
            self.say(moment, What::End);
        }
    }

    fn say(&mut self, moment: Moment, what: What) {
        self.last = self.last.later(moment);
        let Moment { time, offset } = self.last;
        self.chunks.push(Chunk { from: Holder::Client, time, offset, what });
    }

    /// Nothing more comes: what waits is read, and what is missing is named.
    pub fn finish(mut self, from: Holder) -> Vec<Chunk> {
        let mut next = self.next.or(self.waiting.first()).unwrap_or(self.high);
        while let Some((start, moment, piece)) = self.waiting.pop() {
            if start > next {
                let noticed = self.hole.filter(|(hole, _)| *hole == next);
                let noticed = noticed.map_or(moment, |(_, noticed)| noticed.sooner(moment));
                self.say(noticed, What::Gap(start - next));
            }
            next = start + piece.len() as u64;
            self.say(moment, What::Bytes(piece));
        }
        self.missing_end(next);
        if let Some(Moment { time, offset }) = self.reset {
            // It waits for no bytes in front of it.
            let at = self.chunks.partition_point(|chunk| chunk.offset <= offset);
            self.chunks.insert(at, Chunk { from, time, offset, what: What::Reset });
        }
        self.chunks.iter_mut().for_each(|chunk| chunk.from = from);
        self.chunks
    }

    /// Bytes behind the last that was read, of which only others speak.
    fn missing_end(&mut self, next: u64) {
        if self.ended || self.high == 0 {
            return;
        }
        if let Some((end, moment)) = self.end {
            if end > next {
                self.say(moment, What::Gap(end - next));
            }
            self.say(moment, What::End);
            return;
        }
        // A FIN that was not seen counts for one.
        let acknowledged = self.acknowledged.filter(|(most, _)| *most > next + 1);
        let (most, mut moment) = acknowledged.unwrap_or((self.high, self.last));
        if let Some((_, noticed)) = self.hole.filter(|(hole, _)| *hole == next) {
            moment = moment.sooner(noticed);
        }
        if most.max(self.high) > next {
            self.say(moment, What::Gap(most.max(self.high) - next));
        }
    }
}

/// Whose hello begins in a record here (RFC 5246 §6.2.1, §7.4).
fn speaker(bytes: &[u8]) -> Option<Holder> {
    match bytes {
        [22, 3, 0..=4, _, _, 1, 0, ..] => Some(Holder::Client),
        [22, 3, 0..=4, _, _, 2, 0, ..] => Some(Holder::Server),
        _ => None,
    }
}
