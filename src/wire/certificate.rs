//! Certificate (RFC 5246 §7.4.2).

use super::codec::{Malformed, Reader, Width, Writer};

/// The chain: the sender's own certificate first. Each is DER, 1 byte or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateList(pub Vec<Vec<u8>>);

impl CertificateList {
    /// The body, without the handshake header.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.vector(Width::Three, |out| {
            for certificate in &self.0 {
                out.vector(Width::Three, |out| {
                    out.put(certificate);
                });
            }
        });
        out.done()
    }

    /// Reads the body.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let mut certificates = Vec::new();
        reader.vector(
            "certificate.list.length",
            "certificate.list",
            Width::Three,
            0..=0xff_ffff,
            |reader| {
                while reader.left() > 0 {
                    let der = reader.opaque(
                        "certificate.length",
                        "certificate.der",
                        Width::Three,
                        1..=0xff_ffff,
                    )?;
                    certificates.push(der.to_vec());
                }
                Ok(())
            },
        )?;
        Ok(Self(certificates))
    }
}
