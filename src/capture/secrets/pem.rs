//! PEM (RFC 7468): boxes of Base64 between two lines. More is let through than the RFC's strict
//! form: lines of any length, and words around the boxes.

use base64ct::{Base64, Encoding};

use super::complaint::{Bad, Complaint};

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";

/// A box.
#[derive(Clone, Debug)]
pub struct Pem<'a> {
    /// What is written on it.
    label: &'a [u8],
    /// Its first line, from 1.
    pub line: u64,
    /// There are headers, as in front of a key that is encrypted (RFC 1421 §4.6).
    encrypted: bool,
    /// What is inside.
    pub der: Vec<u8>,
}

impl Pem<'_> {
    /// Why it is of no use, as far as its label tells.
    pub fn refused(&self) -> Option<Bad> {
        match self.label {
            _ if self.encrypted => Some(Bad::Encrypted),
            b"ENCRYPTED PRIVATE KEY" => Some(Bad::Encrypted),
            b"EC PRIVATE KEY" => Some(Bad::Elliptic),
            b"DSA PRIVATE KEY" | b"OPENSSH PRIVATE KEY" => Some(Bad::Algorithm),
            _ => None,
        }
    }

    /// Something that everybody may have is inside, and no private key.
    pub fn is_public(&self) -> bool {
        !self.label.ends_with(b"PRIVATE KEY")
    }
}

/// All boxes of a text, and what is wrong with some.
pub fn boxes(text: &[u8]) -> Vec<Result<Pem<'_>, Complaint>> {
    let mut boxes = Vec::new();
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).zip(1..);
    while let Some((line, number)) = lines.next() {
        let Some(label) = line.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(b"-----"))
        else {
            continue;
        };
        boxes.push(open(label, number, &mut lines));
    }
    boxes
}

fn open<'a>(
    label: &'a [u8],
    first: u64,
    lines: &mut impl Iterator<Item = (&'a [u8], u64)>,
) -> Result<Pem<'a>, Complaint> {
    let (mut encrypted, mut inside, mut bad) = (false, Vec::new(), None);
    for (line, number) in lines {
        if line.starts_with(END) {
            let broken = Complaint { line: first, offset: 0, what: Bad::Base64 };
            if let Some(bad) = bad.filter(|_| !encrypted) {
                return Err(bad);
            }
            let text = std::str::from_utf8(&inside).map_err(|_| broken)?;
            // What is encrypted is not opened.
            let der = if encrypted { Vec::new() } else { decode(text).ok_or(broken)? };
            return Ok(Pem { label, line: first, encrypted, der });
        }
        if line.contains(&b':') {
            encrypted |= line.starts_with(b"Proc-Type:") || line.starts_with(b"DEK-Info:");
            continue;
        }
        let strange = |byte: &u8| !(byte.is_ascii_alphanumeric() || b"+/=".contains(byte));
        if let Some(at) = line.iter().position(strange) {
            bad = bad.or(Some(Complaint { line: number, offset: at as u64, what: Bad::Base64 }));
        }
        inside.extend_from_slice(line);
    }
    Err(Complaint { line: first, offset: 0, what: Bad::Unclosed })
}

fn decode(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok()
}
