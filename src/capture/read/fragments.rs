//! Datagrams that IP cut up (RFC 791 §3.2, RFC 8200 §4.5), put together again.

use std::{collections::BTreeMap, net::IpAddr};

use super::{
    passed::{List, Reason},
    patchwork::Patchwork,
};

/// Most datagrams that wait for fragments.
const WAITING: usize = 256;
/// Most bytes of a datagram.
const LONGEST: u64 = 65_535;

/// What the fragments of one datagram have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Who sent it.
    pub source: IpAddr,
    /// For whom.
    pub target: IpAddr,
    /// The IP protocol number.
    pub protocol: u8,
    /// The identification.
    pub number: u32,
}

/// Which part of the datagram a fragment is.
#[derive(Clone, Copy, Debug)]
pub struct Fragment {
    /// The identification.
    pub number: u32,
    /// Bytes of the datagram in front of it.
    pub start: u32,
    /// It is not the last one.
    pub more: bool,
}

#[derive(Debug)]
struct Parts {
    pieces: Patchwork<()>,
    held: u64,
    total: Option<u64>,
    /// Where the packet of the first one begins.
    offset: u64,
}

/// The datagrams that wait.
#[derive(Debug, Default)]
pub struct Fragments {
    parts: BTreeMap<Key, Parts>,
    /// Offsets of those that were given up.
    lost: Vec<u64>,
}

impl Fragments {
    /// One more fragment, of a packet at `offset`; the datagram, if it is whole now. A fragment
    /// that is cut off is of no use. Where it lies over an earlier one and its bytes are others,
    /// the earlier ones stay, and that is noted in `passed`.
    pub fn add(
        &mut self,
        key: Key,
        fragment: Fragment,
        bytes: &[u8],
        cut: bool,
        offset: u64,
        passed: &mut List,
    ) -> Option<Vec<u8>> {
        if self.parts.len() >= WAITING && !self.parts.contains_key(&key) {
            self.give_up();
        }
        let fresh = || Parts { pieces: Patchwork::default(), held: 0, total: None, offset };
        let parts = self.parts.entry(key).or_insert_with(fresh);
        let start = u64::from(fragment.start);
        let end = start + bytes.len() as u64;
        if cut || end > LONGEST {
            return None;
        }
        if parts.pieces.others(start, bytes) > 0 {
            passed.add(Reason::Rewritten, 0, offset);
        }
        parts.held += parts.pieces.put(start, (), bytes);
        if !fragment.more {
            parts.total = parts.total.or(Some(end));
        }
        if parts.total.is_none_or(|total| parts.held < total) {
            return None;
        }
        let mut parts = self.parts.remove(&key)?;
        let mut whole = Vec::new();
        while let Some((start, (), piece)) = parts.pieces.pop() {
            if start != whole.len() as u64 {
                // Bytes behind the last fragment stood in for some that are not there.
                self.lost.push(parts.offset);
                return None;
            }
            whole.extend(piece);
        }
        Some(whole)
    }

    /// The one that waits longest is not waited for any more.
    fn give_up(&mut self) {
        let oldest = self.parts.iter().min_by_key(|(_, parts)| parts.offset).map(|(key, _)| *key);
        if let Some(parts) = oldest.and_then(|key| self.parts.remove(&key)) {
            self.lost.push(parts.offset);
        }
    }

    /// Offsets of all that did not become whole.
    pub fn lost(self) -> Vec<u64> {
        let mut lost = self.lost;
        lost.extend(self.parts.values().map(|parts| parts.offset));
        lost.sort_unstable();
        lost
    }
}
