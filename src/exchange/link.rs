//! The gap between the parties. It may do anything to a letter.

use super::error::ScenarioError;
use crate::{keys::artifact::Holder, wire::record::Record};

/// What happens to one letter. Of several changes to one letter, each is done to what the ones
/// before it left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tampering {
    /// Which letter: its place in the Transcript.
    pub letter: usize,
    /// What happens to it.
    pub change: Change,
}

/// What can happen to a letter. Where there are no such bytes, nothing happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The bits of `mask` of the byte at `offset` flip.
    Flip {
        /// Byte offset in the letter.
        offset: usize,
        /// Bits to flip.
        mask: u8,
    },
    /// `length` bytes give way to others. Without `length` something is put in between, without
    /// `bytes` something is taken out; no length in the letter follows.
    Splice {
        /// Byte offset in the letter.
        offset: usize,
        /// How many bytes go.
        length: usize,
        /// What comes in their place.
        bytes: Vec<u8>,
    },
    /// Other bytes arrive.
    Replace(Vec<u8>),
    /// It never arrives.
    Drop,
    /// It arrives twice.
    Duplicate,
    /// Only its first bytes arrive.
    Cut(usize),
    /// It is held back, and arrives behind the next letter of the same side. Where that never
    /// comes, neither does this one.
    Swap,
    /// A record and the one behind it change places; counted from 0.
    SwapRecords(usize),
}

/// The link between the parties.
#[derive(Clone, Debug, Default)]
pub struct Link {
    tampering: Vec<Tampering>,
    carried: usize,
    held: Vec<(Holder, Vec<u8>)>,
    missed: Option<ScenarioError>,
}

impl Link {
    /// A link that does this.
    pub fn new(tampering: Vec<Tampering>) -> Self {
        Self { tampering, ..Self::default() }
    }

    /// Carries a letter: what arrives on the other side.
    pub fn carry(&mut self, from: Holder, letter: &[u8]) -> Vec<u8> {
        let index = self.carried;
        self.carried += 1;
        let mut arriving = letter.to_vec();
        let mut waits = false;
        for tampering in self.tampering.iter().filter(|tampering| tampering.letter == index) {
            waits |= tampering.change == Change::Swap;
            if let Err(missed) = tampering.change.apply(index, &mut arriving) {
                self.missed.get_or_insert(missed);
            }
        }
        if waits {
            self.held.push((from, arriving));
            return Vec::new();
        }
        for (_, late) in self.held.extract_if(.., |(side, _)| *side == from) {
            arriving.extend(late);
        }
        arriving
    }

    /// The first change that found nothing to change, once all letters are carried.
    pub fn missed(&self) -> Option<ScenarioError> {
        let unsent = self.tampering.iter().find(|tampering| tampering.letter >= self.carried);
        let unsent = unsent.map(|tampering| ScenarioError::NoSuchLetter {
            letter: tampering.letter,
            letters: self.carried,
        });
        self.missed.clone().or(unsent)
    }
}

impl Change {
    /// Does it to a letter, or says what is not there.
    fn apply(&self, letter: usize, bytes: &mut Vec<u8>) -> Result<(), ScenarioError> {
        let missing = |byte| ScenarioError::NoSuchByte { letter, byte, length: bytes.len() };
        match self {
            Self::Flip { offset, mask } => {
                let missing = missing(*offset);
                *bytes.get_mut(*offset).ok_or(missing)? ^= mask;
            }
            Self::Splice { offset, length, bytes: others } => {
                let end = offset.checked_add(*length).filter(|end| *end <= bytes.len());
                let end = end.ok_or_else(|| missing(offset.saturating_add(*length)))?;
                bytes.splice(*offset..end, others.iter().copied());
            }
            Self::Replace(others) => bytes.clone_from(others),
            Self::Drop => bytes.clear(),
            Self::Duplicate => bytes.extend_from_within(..),
            Self::Cut(length) if *length > bytes.len() => return Err(missing(*length)),
            Self::Cut(length) => bytes.truncate(*length),
            Self::Swap => {}
            Self::SwapRecords(record) => {
                let ends = ends(bytes);
                let next = record.saturating_add(1);
                let (Some(middle), Some(end)) = (ends.get(*record), ends.get(next)) else {
                    return Err(ScenarioError::NoSuchRecord { letter, record: next });
                };
                let start = record.checked_sub(1).map_or(0, |before| ends[before]);
                bytes[start..*end].rotate_left(middle - start);
            }
        }
        Ok(())
    }
}

/// Where the whole records of a letter end.
fn ends(bytes: &[u8]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while let Some(length) =
        Record::measure(&bytes[at..]).filter(|length| at + length <= bytes.len())
    {
        at += length;
        ends.push(at);
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(change: Change) -> Vec<u8> {
        let mut link = Link::new(vec![Tampering { letter: 1, change }]);
        assert_eq!(link.carry(Holder::Client, &[1, 2, 3]), [1, 2, 3]);
        link.carry(Holder::Client, &[1, 2, 3])
    }

    fn splice(offset: usize, length: usize, bytes: &[u8]) -> Change {
        Change::Splice { offset, length, bytes: bytes.to_vec() }
    }

    #[test]
    fn anything_can_happen_to_a_letter() {
        assert_eq!(carried(Change::Flip { offset: 1, mask: 0x80 }), [1, 0x82, 3]);
        assert_eq!(carried(Change::Flip { offset: 9, mask: 0x80 }), [1, 2, 3]);
        assert_eq!(carried(Change::Replace(vec![9])), [9]);
        assert!(carried(Change::Drop).is_empty());
        assert_eq!(carried(Change::Duplicate), [1, 2, 3, 1, 2, 3]);
        assert_eq!(carried(Change::Cut(2)), [1, 2]);
        assert_eq!(carried(splice(1, 1, &[])), [1, 3]);
        assert_eq!(carried(splice(1, 0, &[7, 8])), [1, 7, 8, 2, 3]);
        assert_eq!(carried(splice(0, 3, &[4])), [4]);
        assert_eq!(carried(splice(3, 0, &[4])), [1, 2, 3, 4]);
        assert_eq!(carried(splice(2, 2, &[4])), [1, 2, 3]);
        assert_eq!(carried(splice(usize::MAX, 2, &[4])), [1, 2, 3]);
    }

    #[test]
    fn letters_and_records_change_places() {
        let mut link = Link::new(vec![Tampering { letter: 0, change: Change::Swap }]);
        assert!(link.carry(Holder::Client, &[1]).is_empty());
        assert_eq!(link.carry(Holder::Server, &[2]), [2]);
        assert_eq!(link.carry(Holder::Client, &[3]), [3, 1]);
        assert_eq!(link.carry(Holder::Client, &[4]), [4]);
        let letter = [20, 3, 3, 0, 1, 1, 22, 3, 3, 0, 2, 7, 8];
        let swapped = |record| {
            let change = Change::SwapRecords(record);
            let mut link = Link::new(vec![Tampering { letter: 0, change }]);
            (link.carry(Holder::Client, &letter), link.missed().is_some())
        };
        assert_eq!(swapped(0), (vec![22, 3, 3, 0, 2, 7, 8, 20, 3, 3, 0, 1, 1], false));
        assert_eq!(swapped(1), (letter.to_vec(), true));
        assert_eq!(swapped(usize::MAX), (letter.to_vec(), true));
    }

    #[test]
    fn what_is_not_there_is_told() {
        let missed = |letter, change| {
            let mut link = Link::new(vec![Tampering { letter, change }]);
            link.carry(Holder::Client, &[1, 2, 3]);
            link.missed()
        };
        let outside = |byte| Some(ScenarioError::NoSuchByte { letter: 0, byte, length: 3 });
        assert_eq!(missed(0, Change::Flip { offset: 3, mask: 1 }), outside(3));
        assert_eq!(missed(0, splice(2, 2, &[])), outside(4));
        assert_eq!(missed(0, Change::Cut(4)), outside(4));
        assert_eq!(missed(0, Change::Cut(3)), None);
        assert_eq!(
            missed(1, Change::Drop),
            Some(ScenarioError::NoSuchLetter { letter: 1, letters: 1 })
        );
    }
}
