//! Records (RFC 5246 §6.2).

use super::{
    codec::{Malformed, Parsed, Reader, What, parse},
    registry::Version,
};

/// Most bytes of a TLSPlaintext fragment (RFC 5246 §6.2.1).
pub const MAX_PLAINTEXT: usize = 1 << 14;
/// Most bytes of a TLSCiphertext fragment (RFC 5246 §6.2.3).
pub const MAX_CIPHERTEXT: usize = MAX_PLAINTEXT + 2048;
/// Bytes before the fragment.
pub const HEADER: usize = 5;

/// What a record carries (RFC 5246 §6.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentType {
    /// 20.
    ChangeCipherSpec,
    /// 21.
    Alert,
    /// 22.
    Handshake,
    /// 23.
    ApplicationData,
    /// Anything else.
    Unknown(u8),
}

impl ContentType {
    /// The byte on the wire.
    pub fn code(self) -> u8 {
        match self {
            Self::ChangeCipherSpec => 20,
            Self::Alert => 21,
            Self::Handshake => 22,
            Self::ApplicationData => 23,
            Self::Unknown(code) => code,
        }
    }

    /// The type with this byte.
    pub fn from_code(code: u8) -> Self {
        match code {
            20 => Self::ChangeCipherSpec,
            21 => Self::Alert,
            22 => Self::Handshake,
            23 => Self::ApplicationData,
            other => Self::Unknown(other),
        }
    }

    /// The RFC's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChangeCipherSpec => "change_cipher_spec",
            Self::Alert => "alert",
            Self::Handshake => "handshake",
            Self::ApplicationData => "application_data",
            Self::Unknown(_) => "unknown",
        }
    }
}

/// A record as it is on the wire: its fragment may be sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it carries.
    pub content_type: ContentType,
    /// 3, 3 after the hellos.
    pub version: Version,
    /// At most [`MAX_CIPHERTEXT`] bytes.
    pub fragment: Vec<u8>,
}

impl Record {
    /// Header and fragment.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![self.content_type.code()];
        bytes.extend_from_slice(&self.version.bytes());
        bytes.extend_from_slice(&(self.fragment.len() as u16).to_be_bytes());
        bytes.extend_from_slice(&self.fragment);
        bytes
    }

    /// Reads one whole record; the fragment is one leaf.
    pub fn parse(bytes: &[u8]) -> Parsed<Self> {
        parse("record", bytes, |reader| {
            let (content_type, version, length) = Self::read_header(reader)?;
            let fragment = reader.take("record.fragment", length)?.to_vec();
            Ok(Self { content_type, version, fragment })
        })
    }

    /// Reads type, version and length. A length beyond [`MAX_CIPHERTEXT`] is malformed.
    pub fn read_header(
        reader: &mut Reader<'_>,
    ) -> Result<(ContentType, Version, usize), Malformed> {
        let content_type = ContentType::from_code(reader.u8("record.type")?);
        reader.say(format!("{} ({})", content_type.name(), content_type.code()));
        let version = Version(reader.u16("record.version")?);
        reader.say(version.name());
        let length = usize::from(reader.u16("record.length")?);
        reader.say(format!("{length} bytes"));
        if length > MAX_CIPHERTEXT {
            let what = What::Length { least: 0, most: MAX_CIPHERTEXT, found: length };
            return Err(reader.wrong(what));
        }
        Ok((content_type, version, length))
    }

    /// How many bytes the record at the start of `bytes` has, once its header is there.
    pub fn measure(bytes: &[u8]) -> Option<usize> {
        let length = bytes.get(3..HEADER)?;
        Some(HEADER + usize::from(u16::from_be_bytes([length[0], length[1]])))
    }
}
