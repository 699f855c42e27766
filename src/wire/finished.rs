//! Finished (RFC 5246 §7.4.9) and ChangeCipherSpec (RFC 5246 §7.1).

use super::codec::{Malformed, Parsed, Reader, What, parse};

/// Length of verify_data in bytes.
pub const VERIFY_DATA: usize = 12;

/// Finished: the sender's verify_data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished(pub [u8; VERIFY_DATA]);

impl Finished {
    /// Reads the body.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        reader.array("finished.verify_data").map(Self)
    }
}

/// The fragment of a change_cipher_spec record.
pub const CHANGE_CIPHER_SPEC: [u8; 1] = [1];

/// Reads the fragment of a change_cipher_spec record.
pub fn parse_change_cipher_spec(bytes: &[u8]) -> Parsed<()> {
    parse("change_cipher_spec", bytes, |reader| match reader.u8("change_cipher_spec.type")? {
        1 => Ok(()),
        other => Err(reader.wrong(What::Value(other.into()))),
    })
}
