//! ClientKeyExchange with RSA (RFC 5246 §7.4.7.1).

use super::codec::{Malformed, Reader, Width, Writer};

/// EncryptedPreMasterSecret: as long as the server's modulus, when it is honest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientKeyExchange(pub Vec<u8>);

impl ClientKeyExchange {
    /// The body, without the handshake header.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.vector(Width::Two, |out| {
            out.put(&self.0);
        });
        out.done()
    }

    /// Reads the body.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        reader
            .opaque(
                "client_key_exchange.length",
                "client_key_exchange.encrypted_pre_master_secret",
                Width::Two,
                0..=0xffff,
            )
            .map(|bytes| Self(bytes.to_vec()))
    }
}
