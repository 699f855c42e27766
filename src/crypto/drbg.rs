//! Where randomness comes from: one seed, many labelled streams.
//!
//! Block `i` of the stream `label` is `HMAC-SHA256(seed, label ‖ 00 ‖ i)`, `i` as 8 bytes, big
//! endian. Streams do not depend on each other: changing a message leaves the randoms as they are.

use std::{collections::BTreeMap, convert::Infallible};

use rand_core::{TryCryptoRng, TryRng};

use super::{hash::HashAlgorithm, hmac::hmac};

/// Length of a seed in bytes.
pub const SEED: usize = 32;

/// A source of randomness, asked by label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entropy {
    /// Labelled streams of a seed.
    Seed([u8; SEED]),
    /// Published values, by label; each is repeated to the length asked for. A label that is
    /// missing gives zeros. For replaying recorded connections.
    Known(BTreeMap<String, Vec<u8>>),
}

impl Entropy {
    /// The first `length` bytes of the stream `label`.
    pub fn draw(&self, label: &str, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        self.stream(label).read(&mut bytes);
        bytes
    }

    /// The first `length` bytes of the stream `label` that are not zero (PKCS#1 padding).
    pub fn draw_nonzero(&self, label: &str, length: usize) -> Vec<u8> {
        if let Self::Known(_) = self {
            let mut bytes = self.draw(label, length);
            bytes.iter_mut().filter(|byte| **byte == 0).for_each(|byte| *byte = 1);
            return bytes;
        }
        let mut stream = self.stream(label);
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            let mut byte = [0];
            stream.read(&mut byte);
            if byte[0] != 0 {
                bytes.push(byte[0]);
            }
        }
        bytes
    }

    /// The stream `label` from its start.
    pub fn stream(&self, label: &str) -> Stream {
        Stream { entropy: self.clone(), label: label.to_owned(), block: 0, rest: Vec::new() }
    }
}

/// One labelled stream.
#[derive(Clone, Debug)]
pub struct Stream {
    entropy: Entropy,
    label: String,
    block: u64,
    rest: Vec<u8>,
}

impl Stream {
    /// Fills `out` with the next bytes.
    pub fn read(&mut self, out: &mut [u8]) {
        for byte in out {
            if self.rest.is_empty() {
                self.rest = self.next_block();
                self.rest.reverse();
            }
            *byte = self.rest.pop().unwrap_or(0);
        }
    }

    fn next_block(&mut self) -> Vec<u8> {
        let index = self.block.to_be_bytes();
        self.block += 1;
        match &self.entropy {
            Entropy::Seed(seed) => {
                hmac(HashAlgorithm::Sha256, seed, &[self.label.as_bytes(), &[0], &index])
            }
            Entropy::Known(values) => match values.get(&self.label) {
                Some(value) if !value.is_empty() => value.clone(),
                _ => vec![0],
            },
        }
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.read(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.read(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        self.read(out);
        Ok(())
    }
}

impl TryCryptoRng for Stream {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_stable_and_apart() {
        let entropy = Entropy::Seed([1; SEED]);
        assert_eq!(entropy.draw("a", 100), entropy.draw("a", 100));
        assert_eq!(entropy.draw("a", 100)[..40], entropy.draw("a", 40)[..]);
        assert_ne!(entropy.draw("a", 32), entropy.draw("b", 32));
        assert_ne!(entropy.draw("a", 32), Entropy::Seed([2; SEED]).draw("a", 32));
        assert!(entropy.draw_nonzero("a", 5000).iter().all(|byte| *byte != 0));
    }

    #[test]
    fn known_values_are_repeated() {
        let entropy = Entropy::Known([("x".into(), vec![1, 2, 3])].into());
        assert_eq!(entropy.draw("x", 5), [1, 2, 3, 1, 2]);
        assert_eq!(entropy.draw("y", 2), [0, 0]);
    }
}
