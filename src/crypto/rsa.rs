//! RSA (RFC 8017): the integers, the PKCS#1 v1.5 encryption block, and signatures.
//!
//! The arithmetic is the `rsa` crate's. The encryption block is opened here and not by the crate,
//! for two reasons: the block itself is shown to the reader, and the crate answers bad padding
//! with a made-up message, where RFC 5246 §7.4.7.1 has its own rule (see `keys::premaster`).

use rsa::{
    BoxedUint, Pkcs1v15Sign, PrivateKey as Pair, PublicKey as Open,
    hazmat::{rsa_decrypt, rsa_encrypt},
    pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey},
    pkcs1v15::SigningKey,
    pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePublicKey},
    traits::{PrivateKeyParts, PublicKeyParts},
};
use sha2::{Sha256, Sha384, Sha512};

use super::{
    drbg::Stream,
    hash::{HashAlgorithm, digest},
};

/// Bytes of a PKCS#1 v1.5 encryption block that are not message: `00 02`, at least 8 of padding,
/// `00` (RFC 8017 §7.2.1).
pub const OVERHEAD: usize = 11;

/// Why an RSA operation could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RsaError {
    /// The key could not be read, or is of no use.
    Key,
    /// The message does not fit under the modulus with its padding.
    TooLong,
    /// The ciphertext is not as long as the modulus, or not below it.
    Range,
    /// The signature does not fit key and message.
    Signature,
}

impl std::fmt::Display for RsaError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Key => "this is not an RSA key of 1024 to 8192 bits",
            Self::TooLong => "the message is longer than the modulus minus 11 bytes",
            Self::Range => "the number is not as long as the modulus, or not below it",
            Self::Signature => "the signature does not fit the key and the message",
        })
    }
}

impl std::error::Error for RsaError {}

/// The open half of a key pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(Open);

/// A key pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateKey(Pair);

impl PublicKey {
    /// From a SubjectPublicKeyInfo (RFC 5280 §4.1), DER.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, RsaError> {
        Open::from_public_key_der(der).map(Self).map_err(|_| RsaError::Key)
    }

    /// As a SubjectPublicKeyInfo, DER.
    pub fn to_spki_der(&self) -> Result<Vec<u8>, RsaError> {
        self.0.to_public_key_der().map(|der| der.into_vec()).map_err(|_| RsaError::Key)
    }

    /// Length of the modulus in bytes.
    pub fn size(&self) -> usize {
        self.0.size()
    }

    /// Length of the modulus in bits.
    pub fn bits(&self) -> usize {
        self.0.n().bit_width() as usize
    }

    /// The modulus n, big endian, [`Self::size`] bytes.
    pub fn modulus(&self) -> Vec<u8> {
        self.0.n_bytes().to_vec()
    }

    /// The public exponent e, big endian, no leading zeros.
    pub fn exponent(&self) -> Vec<u8> {
        self.0.e_bytes().to_vec()
    }

    /// `m^e mod n` of a block as long as the modulus (RFC 8017 §5.1.1).
    pub fn encrypt_block(&self, block: &[u8]) -> Result<Vec<u8>, RsaError> {
        let number = self.number(block)?;
        let result = rsa_encrypt(&self.0, &number).map_err(|_| RsaError::Range)?;
        Ok(to_bytes(&result, self.size()))
    }

    /// Checks an RSASSA-PKCS1-v1_5 signature (RFC 8017 §8.2.2) with SHA-256, -384 or -512; a
    /// signature with any other hash does not fit.
    pub fn verify(
        &self,
        algorithm: HashAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), RsaError> {
        let scheme = match algorithm {
            HashAlgorithm::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            HashAlgorithm::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            HashAlgorithm::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
            HashAlgorithm::Sha1 | HashAlgorithm::Sha224 => return Err(RsaError::Signature),
        };
        let hash = digest(algorithm, &[message]);
        self.0.verify(scheme, &hash, signature).map_err(|_| RsaError::Signature)
    }

    /// The block as a number below the modulus, in the modulus's own width.
    fn number(&self, block: &[u8]) -> Result<BoxedUint, RsaError> {
        if block.len() != self.size() {
            return Err(RsaError::Range);
        }
        let modulus = self.0.n().as_ref();
        let number = BoxedUint::from_be_slice(block, modulus.bits_precision())
            .map_err(|_| RsaError::Range)?;
        if number >= *modulus { Err(RsaError::Range) } else { Ok(number) }
    }
}

impl PrivateKey {
    /// From PKCS#1 or PKCS#8, DER.
    pub fn from_der(der: &[u8]) -> Result<Self, RsaError> {
        Pair::from_pkcs1_der(der)
            .or_else(|_| Pair::from_pkcs8_der(der))
            .map(Self)
            .map_err(|_| RsaError::Key)
    }

    /// From PEM, `RSA PRIVATE KEY` or `PRIVATE KEY`.
    pub fn from_pem(pem: &str) -> Result<Self, RsaError> {
        Pair::from_pkcs1_pem(pem)
            .or_else(|_| Pair::from_pkcs8_pem(pem))
            .map(Self)
            .map_err(|_| RsaError::Key)
    }

    /// A new key pair of `bits` bits (1024 to 8192), e = 65537.
    pub fn generate(stream: &mut Stream, bits: usize) -> Result<Self, RsaError> {
        Pair::new(stream, bits).map(Self).map_err(|_| RsaError::Key)
    }

    /// As PKCS#1, DER.
    pub fn to_pkcs1_der(&self) -> Result<Vec<u8>, RsaError> {
        self.0.to_pkcs1_der().map(|der| der.as_bytes().to_vec()).map_err(|_| RsaError::Key)
    }

    /// The half that everybody may have.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.to_public_key())
    }

    /// The private exponent d, big endian, as long as the modulus.
    pub fn exponent(&self) -> Vec<u8> {
        to_bytes(self.0.d(), self.0.size())
    }

    /// `c^d mod n`: a block as long as the modulus (RFC 8017 §5.1.2). The time that it takes
    /// depends on the key and is not blinded.
    pub fn decrypt_block(&self, cipher: &[u8]) -> Result<Vec<u8>, RsaError> {
        let number = self.public().number(cipher)?;
        let result = rsa_decrypt::<Stream>(None, &self.0, &number).map_err(|_| RsaError::Range)?;
        Ok(to_bytes(&result, self.0.size()))
    }

    /// The key as a signer of RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2.1).
    pub fn signer(&self) -> SigningKey<Sha256> {
        SigningKey::new(self.0.clone())
    }
}

/// The PKCS#1 v1.5 encryption block `00 02 PS 00 M` (RFC 8017 §7.2.1), `size` bytes.
///
/// `padding` is PS: `size - 3 - message.len()` bytes, at least 8, none of them zero.
pub fn pad(size: usize, padding: &[u8], message: &[u8]) -> Result<Vec<u8>, RsaError> {
    if padding.len() < 8 || padding.len() + message.len() + 3 != size {
        return Err(RsaError::TooLong);
    }
    let mut block = Vec::with_capacity(size);
    block.extend_from_slice(&[0, 2]);
    block.extend_from_slice(padding);
    block.push(0);
    block.extend_from_slice(message);
    Ok(block)
}

/// The message in a PKCS#1 v1.5 encryption block, or `None` where it is no such block.
///
/// Says at once whether the padding is good, which a TLS server must never do (RFC 5246 §7.4.7.1):
/// for the eavesdropper's desk and for tests. The server uses
/// `keys::premaster::recover`.
pub fn unpad(block: &[u8]) -> Option<&[u8]> {
    let rest = block.strip_prefix(&[0, 2])?;
    let end = rest.iter().position(|byte| *byte == 0)?;
    if end < 8 { None } else { rest.get(end + 1..) }
}

fn to_bytes(number: &BoxedUint, size: usize) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let mut out = vec![0; size.saturating_sub(bytes.len())];
    out.extend_from_slice(&bytes[bytes.len().saturating_sub(size)..]);
    out
}
