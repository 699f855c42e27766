//! The running hash over all handshake messages (RFC 5246 §7.4.9).

use crate::crypto::hash::{HashAlgorithm, digest};

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

    /// Everything that was added, in a row.
    pub fn messages(&self) -> &[u8] {
        &self.messages
    }
}
