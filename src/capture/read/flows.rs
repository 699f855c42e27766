//! All TCP connections of a capture.

use std::collections::BTreeMap;

use super::{
    broken::Wrong,
    half::{Half, Moment},
    segment::Segment,
};
use crate::{
    capture::flow::{Chunk, Conversation, Endpoint, What},
    keys::artifact::Holder,
};

/// Most connections with a byte in them.
pub const MOST: usize = 100_000;

/// Most openings that wait for a first byte. Beyond that they are forgotten: it is a scan.
const OPENINGS: usize = 8192;

/// The two ends of a connection, the smaller one first.
type Pair = [Endpoint; 2];

/// One connection.
#[derive(Debug)]
struct Flow {
    /// Which end opened it.
    client: Option<usize>,
    /// Where its first packet begins.
    began: u64,
    halves: [Half; 2],
}

/// Those that are going on, and those whose ports were taken by another one.
#[derive(Debug, Default)]
pub struct Flows {
    // Boxed: the nodes of the map have room for more than they hold.
    live: BTreeMap<Pair, Box<Flow>>,
    done: Vec<(u64, Conversation)>,
    /// How many of the live ones have said something.
    talking: usize,
}

impl Flow {
    fn new(began: u64) -> Self {
        Self { client: None, began, halves: [Half::default(), Half::default()] }
    }

    fn talked(&self) -> bool {
        self.halves.iter().any(Half::talked)
    }

    /// The segment opens another connection than this one.
    fn is_over(&self, side: usize, segment: &Segment<'_>) -> bool {
        if !segment.syn || self.halves[side].may_begin(segment.sequence) {
            return false;
        }
        // An answer with another number is a stray while the connection is open.
        segment.acknowledged.is_none() || self.halves.iter().any(Half::closed)
    }

    fn finish(self, ends: Pair) -> Conversation {
        let client = self.client.unwrap_or_else(|| who_is_client(&ends, &self.halves));
        let opened = self.halves.iter().any(|half| half.opening().is_some());
        let holder = |side| if side == client { Holder::Client } else { Holder::Server };
        let [one, other] = self.halves;
        let rewritten = [one.rewritten(holder(0)), other.rewritten(holder(1))];
        let rewritten = rewritten.into_iter().flatten().collect();
        let chunks = merge(one.finish(holder(0)), other.finish(holder(1)));
        Conversation { client: ends[client], server: ends[1 - client], opened, chunks, rewritten }
    }
}

impl Flows {
    /// One more segment, between these ends.
    pub fn add(
        &mut self,
        source: Endpoint,
        target: Endpoint,
        segment: &Segment<'_>,
        moment: Moment,
    ) -> Result<(), Wrong> {
        let side = usize::from(source > target);
        let ends = if side == 0 { [source, target] } else { [target, source] };
        if self.live.get(&ends).is_some_and(|flow| flow.is_over(side, segment)) {
            self.retire(ends);
        }
        if !self.live.contains_key(&ends) {
            if !segment.syn && !segment.fin && segment.data.is_empty() {
                return Ok(());
            }
            self.make_room();
            self.live.insert(ends, Box::new(Flow::new(moment.offset)));
        }
        let Some(flow) = self.live.get_mut(&ends) else { return Ok(()) };
        let quiet = !flow.talked();
        if segment.syn {
            flow.client = Some(if segment.acknowledged.is_some() { 1 - side } else { side });
        }
        flow.halves[side].add(segment, moment);
        if let Some(number) = segment.acknowledged.filter(|_| !segment.rst) {
            if segment.syn {
                flow.halves[1 - side].answered(number, moment);
            }
            flow.halves[1 - side].acknowledge(number, moment);
        }
        if quiet && flow.talked() {
            if self.done.len() + self.talking >= MOST {
                self.live.remove(&ends);
                return Err(Wrong::Many { most: MOST as u64 });
            }
            self.talking += 1;
        }
        Ok(())
    }

    /// Its ports belong to another one now.
    fn retire(&mut self, ends: Pair) {
        if let Some(flow) = self.live.remove(&ends)
            && flow.talked()
        {
            self.talking -= 1;
            self.done.push((flow.began, flow.finish(ends)));
        }
    }

    fn make_room(&mut self) {
        if self.live.len() - self.talking >= OPENINGS {
            self.live.retain(|_, flow| flow.talked());
        }
    }

    /// How many have said something.
    pub fn count(&self) -> usize {
        self.done.len() + self.talking
    }

    /// All in which something was said, in the order in which they began.
    pub fn finish(self) -> Vec<Conversation> {
        let mut done = self.done;
        for (ends, flow) in self.live {
            if flow.talked() {
                done.push((flow.began, flow.finish(ends)));
            }
        }
        done.sort_by_key(|(began, _)| *began);
        done.into_iter().map(|(_, conversation)| conversation).collect()
    }
}

/// Both sides, each of which is in order, by where they stand in the file. A gap comes before what
/// its acknowledgement brings along.
fn merge(one: Vec<Chunk>, other: Vec<Chunk>) -> Vec<Chunk> {
    let mut chunks = Vec::with_capacity(one.len() + other.len());
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        let key = |chunk: &Chunk| (chunk.offset, !matches!(chunk.what, What::Gap(_)));
        chunks.extend(if key(left) <= key(right) { one.next() } else { other.next() });
    }
    chunks.extend(one);
    chunks.extend(other);
    chunks
}

/// Where the opening was not seen: the hellos tell, or else the smaller port serves.
fn who_is_client(ends: &Pair, halves: &[Half; 2]) -> usize {
    for (side, half) in halves.iter().enumerate() {
        match half.hello() {
            Some(Holder::Client) => return side,
            Some(_) => return 1 - side,
            None => {}
        }
    }
    usize::from(ends[1].port > ends[0].port)
}
