//! The running hash over all handshake messages (RFC 5246 §7.4.9).

use super::artifact::{Artifact, Covered, Recipe};
use crate::{
    crypto::hash::{HashAlgorithm, digest},
    wire::handshake::{self, Message},
};

/// All handshake messages so far: with their own headers, without record headers, without
/// HelloRequest and ChangeCipherSpec. Which hash it will be is known only after ServerHello.
#[derive(Clone, Debug, Default)]
pub struct HandshakeHash {
    messages: Vec<u8>,
}

impl HandshakeHash {
    /// Adds one message, header and body.
    pub fn add(&mut self, message: &[u8]) {
        self.messages.extend_from_slice(message);
    }

    /// The hash as it stands.
    pub fn value(&self, algorithm: HashAlgorithm) -> Vec<u8> {
        digest(algorithm, &[&self.messages])
    }

    /// The hash as it stands, under a name, with the messages in it.
    pub fn artifact(
        &self,
        name: &'static str,
        algorithm: HashAlgorithm,
        rfc: &'static str,
    ) -> Artifact {
        let artifact = Artifact::new(name, self.value(algorithm), Recipe::Hash, &[], rfc);
        artifact.detailed(algorithm.name()).covering(self.covers(algorithm))
    }

    /// Each message in it, and the hash as it stood after it.
    pub fn covers(&self, algorithm: HashAlgorithm) -> Vec<Covered> {
        let mut covers = Vec::new();
        let mut at = 0;
        while let Some(rest) = self.messages.get(at..).filter(|rest| !rest.is_empty()) {
            let length = Message::measure(rest).unwrap_or(rest.len()).min(rest.len());
            let bytes = &rest[..length];
            at += length;
            covers.push(Covered {
                message: handshake::name(bytes[0]),
                bytes: bytes.into(),
                after: digest(algorithm, &[&self.messages[..at]]).into(),
            });
        }
        covers
    }

    /// Everything that was added, in a row.
    pub fn messages(&self) -> &[u8] {
        &self.messages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_grows_message_by_message() {
        let mut hash = HandshakeHash::default();
        assert!(hash.covers(HashAlgorithm::Sha256).is_empty());
        for message in [&[1, 0, 0, 2, 8, 9][..], &[14, 0, 0, 0], &[20, 0, 0, 1, 7]] {
            hash.add(message);
            let covers = hash.covers(HashAlgorithm::Sha256);
            let last = covers.last().unwrap();
            assert_eq!(last.bytes[..], *message);
            assert_eq!(last.after[..], hash.value(HashAlgorithm::Sha256));
        }
        let names: Vec<_> =
            hash.covers(HashAlgorithm::Sha384).iter().map(|covered| covered.message).collect();
        assert_eq!(names, ["client_hello", "server_hello_done", "finished"]);
        // A message that was cut short is still in the hash.
        hash.add(&[1, 0, 9, 9, 9]);
        assert_eq!(hash.covers(HashAlgorithm::Sha256)[3].bytes[..], [1, 0, 9, 9, 9]);
    }
}
