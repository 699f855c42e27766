//! Pieces of a row of bytes that come in any order, more than once, and overlap. Who comes first
//! stays.

use std::collections::BTreeMap;

/// The pieces, none over another; with each something that is known about where it came from.
#[derive(Clone, Debug)]
pub struct Patchwork<T>(BTreeMap<u64, (T, Vec<u8>)>);

impl<T> Default for Patchwork<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

/// In how many places two runs of bytes differ, each with the number of its first byte.
pub fn others(one: u64, these: &[u8], other: u64, those: &[u8]) -> u64 {
    let from = |start: u64| usize::try_from(one.max(other) - start).ok();
    let these = from(one).and_then(|skip| these.get(skip..)).unwrap_or_default();
    let those = from(other).and_then(|skip| those.get(skip..)).unwrap_or_default();
    these.iter().zip(those).filter(|(this, that)| this != that).count() as u64
}

impl<T: Copy> Patchwork<T> {
    /// Nothing is there.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where the first piece begins.
    pub fn first(&self) -> Option<u64> {
        self.0.keys().next().copied()
    }

    /// All pieces from the first to the last.
    pub fn pieces(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.0.values().map(|(_, bytes)| bytes)
    }

    /// The first piece, taken out.
    pub fn pop(&mut self) -> Option<(u64, T, Vec<u8>)> {
        self.0.pop_first().map(|(start, (mark, bytes))| (start, mark, bytes))
    }

    /// Puts `bytes` at `start`, around what is there already; how many of them are new.
    pub fn put(&mut self, start: u64, mark: T, bytes: &[u8]) -> u64 {
        let (mut at, mut fresh) = (start, 0);
        let end = start.saturating_add(bytes.len() as u64);
        while at < end {
            if let Some((start, (_, piece))) = self.0.range(..=at).next_back() {
                let stop = start + piece.len() as u64;
                if stop > at {
                    at = stop;
                    continue;
                }
            }
            let stop = self.0.range(at..end).next().map_or(end, |(start, _)| *start);
            let range = (at - start) as usize..(stop - start) as usize;
            let piece = bytes.get(range).unwrap_or_default().to_vec();
            fresh += piece.len() as u64;
            self.0.insert(at, (mark, piece));
            at = stop;
        }
        fresh
    }

    /// How many of `bytes`, put at `start`, would be others than those that are there.
    pub fn others(&self, start: u64, bytes: &[u8]) -> u64 {
        let end = start.saturating_add(bytes.len() as u64);
        let first = self.0.range(..=start).next_back().map_or(start, |(first, _)| *first);
        self.0.range(first..end).map(|(at, (_, piece))| others(*at, piece, start, bytes)).sum()
    }

    /// Forgets what stands before `start`.
    pub fn cut(&mut self, start: u64) {
        while let Some((first, mark, mut bytes)) = self.pop_before(start) {
            let gone = (start - first).min(bytes.len() as u64) as usize;
            if gone < bytes.len() {
                self.0.insert(start, (mark, bytes.split_off(gone)));
            }
        }
    }

    fn pop_before(&mut self, start: u64) -> Option<(u64, T, Vec<u8>)> {
        if self.first()? < start { self.pop() } else { None }
    }
}
