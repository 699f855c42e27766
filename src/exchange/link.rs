//! The gap between the parties. It may do anything to a letter.

/// What happens to one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tampering {
    /// Which letter: its place in the Transcript.
    pub letter: usize,
    /// What happens to it.
    pub change: Change,
}

/// What can happen to a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The bits of `mask` of the byte at `offset` flip; beyond the end, nothing happens.
    Flip {
        /// Byte offset in the letter.
        offset: usize,
        /// Bits to flip.
        mask: u8,
    },
    /// Other bytes arrive.
    Replace(Vec<u8>),
    /// It never arrives.
    Drop,
    /// It arrives twice.
    Duplicate,
    /// Only its first bytes arrive.
    Cut(usize),
}

/// The link between the parties.
#[derive(Clone, Debug, Default)]
pub struct Link {
    tampering: Vec<Tampering>,
    carried: usize,
}

impl Link {
    /// A link that does this.
    pub fn new(tampering: Vec<Tampering>) -> Self {
        Self { tampering, carried: 0 }
    }

    /// Carries a letter: what arrives on the other side.
    pub fn carry(&mut self, letter: &[u8]) -> Vec<u8> {
        let index = self.carried;
        self.carried += 1;
        let mut arriving = letter.to_vec();
        for tampering in self.tampering.iter().filter(|tampering| tampering.letter == index) {
            match &tampering.change {
                Change::Flip { offset, mask } => {
                    if let Some(byte) = arriving.get_mut(*offset) {
                        *byte ^= mask;
                    }
                }
                Change::Replace(bytes) => arriving.clone_from(bytes),
                Change::Drop => arriving.clear(),
                Change::Duplicate => arriving.extend_from_within(..),
                Change::Cut(length) => arriving.truncate(*length),
            }
        }
        arriving
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(change: Change) -> Vec<u8> {
        let mut link = Link::new(vec![Tampering { letter: 1, change }]);
        assert_eq!(link.carry(&[1, 2, 3]), [1, 2, 3]);
        link.carry(&[1, 2, 3])
    }

    #[test]
    fn anything_can_happen_to_a_letter() {
        assert_eq!(carried(Change::Flip { offset: 1, mask: 0x80 }), [1, 0x82, 3]);
        assert_eq!(carried(Change::Flip { offset: 9, mask: 0x80 }), [1, 2, 3]);
        assert_eq!(carried(Change::Replace(vec![9])), [9]);
        assert!(carried(Change::Drop).is_empty());
        assert_eq!(carried(Change::Duplicate), [1, 2, 3, 1, 2, 3]);
        assert_eq!(carried(Change::Cut(2)), [1, 2]);
    }
}
