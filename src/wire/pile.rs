//! Bytes that come in pieces and are taken in others.

/// Bytes that are put on at the end and taken off at the start.
#[derive(Clone, Debug, Default)]
pub struct Pile {
    bytes: Vec<u8>,
    taken: usize,
}

impl Pile {
    /// Puts bytes on at the end.
    pub fn put(&mut self, bytes: &[u8]) {
        // What was taken goes only now and then, so that taking record after record does not move
        // the rest each time.
        if self.taken * 2 > self.bytes.len() {
            self.bytes.drain(..self.taken);
            self.taken = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// All that was not taken.
    pub fn rest(&self) -> &[u8] {
        &self.bytes[self.taken..]
    }

    /// Takes the first `length` bytes, once they are there.
    pub fn take(&mut self, length: usize) -> Option<Vec<u8>> {
        let taken = self.rest().get(..length)?.to_vec();
        self.taken += length;
        Some(taken)
    }
}
