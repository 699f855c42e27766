//! RSA (RFC 8017): the integers, the PKCS#1 v1.5 encryption block, and signatures.
//!
//! The arithmetic is the `rsa` crate's. The encryption block is opened here and not by the crate,
//! for two reasons: the block itself is shown to the reader, and the crate answers bad padding
//! with a made-up message, where RFC 5246 §7.4.7.1 has its own rule (see `keys::premaster`).

use rsa::{
    BoxedUint, Pkcs1v15Sign, PrivateKey as Pair, Pss, PublicKey as Open,
    hazmat::{rsa_decrypt, rsa_encrypt},
    pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey},
    pkcs1v15::SigningKey,
    pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, LineEnding},
    traits::{PrivateKeyParts, PublicKeyParts},
};
use sha2::{Digest, Sha256, Sha384, Sha512, digest::FixedOutputReset};

use super::{
    drbg::{Entropy, Stream},
    hash::{HashAlgorithm, digest},
    prime,
};

/// Bytes of a PKCS#1 v1.5 encryption block that are not message: `00 02`, at least 8 of padding,
/// `00` (RFC 8017 §7.2.1).
pub const OVERHEAD: usize = 11;

/// The sizes of keys that are made here, in bits.
pub const BITS: std::ops::RangeInclusive<usize> = 1024..=8192;

/// The public exponent of keys that are made here.
const EXPONENT: u64 = 65537;

/// Pairs of primes that are tried; the second is hardly ever needed.
const ROUNDS: usize = 8;

/// How a signature wraps the hash of what is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2): the same message has always the same signature.
    Pkcs1,
    /// RSASSA-PSS (RFC 8017 §8.1) with MGF1 over the same hash, and a salt as long as it.
    Pss,
}

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

    /// `a · b mod n` of two blocks as long as the modulus.
    pub fn multiply(&self, a: &[u8], b: &[u8]) -> Result<Vec<u8>, RsaError> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        Ok(to_bytes(&a.mul_mod(&b, self.0.n()), self.size()))
    }

    /// Checks a signature (RFC 8017 §8.1.2, §8.2.2) with SHA-256, -384 or -512; one with any other
    /// hash does not fit.
    pub fn verify(
        &self,
        scheme: Scheme,
        algorithm: HashAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), RsaError> {
        let hash = digest(algorithm, &[message]);
        let verified = match (scheme, algorithm) {
            (_, HashAlgorithm::Sha1 | HashAlgorithm::Sha224) => return Err(RsaError::Signature),
            (Scheme::Pkcs1, HashAlgorithm::Sha256) => {
                self.0.verify(Pkcs1v15Sign::new::<Sha256>(), &hash, signature)
            }
            (Scheme::Pkcs1, HashAlgorithm::Sha384) => {
                self.0.verify(Pkcs1v15Sign::new::<Sha384>(), &hash, signature)
            }
            (Scheme::Pkcs1, HashAlgorithm::Sha512) => {
                self.0.verify(Pkcs1v15Sign::new::<Sha512>(), &hash, signature)
            }
            (Scheme::Pss, HashAlgorithm::Sha256) => {
                self.0.verify(Pss::<Sha256>::new(), &hash, signature)
            }
            (Scheme::Pss, HashAlgorithm::Sha384) => {
                self.0.verify(Pss::<Sha384>::new(), &hash, signature)
            }
            (Scheme::Pss, HashAlgorithm::Sha512) => {
                self.0.verify(Pss::<Sha512>::new(), &hash, signature)
            }
        };
        verified.map_err(|_| RsaError::Signature)
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

    /// A new key pair of `bits` bits (1024 to 8192, by 16), e = 65537 (FIPS 186-5 §A.1.3).
    pub fn generate(stream: &mut Stream, bits: usize) -> Result<Self, RsaError> {
        Self::generate_watched(stream, bits, &mut |_| {})
    }

    /// The same; `watch` is told of every candidate for a prime, with the number of primes that
    /// have been found: 0 or 1. On average there are [`Self::candidates`] of them.
    pub fn generate_watched(
        stream: &mut Stream,
        bits: usize,
        watch: &mut dyn FnMut(usize),
    ) -> Result<Self, RsaError> {
        if !BITS.contains(&bits) || !bits.is_multiple_of(16) {
            return Err(RsaError::Key);
        }
        // A pair of primes that will not do is rarer than any accident.
        for _ in 0..ROUNDS {
            let mut prime =
                |found| prime::find(stream, bits / 2, &mut || watch(found)).ok_or(RsaError::Key);
            let (p, q) = (prime(0)?, prime(1)?);
            if let Ok(pair) = Pair::from_p_q(p, q, EXPONENT.into()) {
                return Ok(Self(pair));
            }
        }
        Err(RsaError::Key)
    }

    /// A key so short that anybody can break it: of 121 bits, the shortest that has blocks of 16
    /// bytes. For lessons.
    pub fn toy(stream: &mut Stream) -> Result<Self, RsaError> {
        for _ in 0..ROUNDS {
            let mut prime = |bits| prime::find(stream, bits, &mut || {}).ok_or(RsaError::Key);
            let (p, q) = (prime(61)?, prime(60)?);
            if let Ok(pair) = Pair::from_p_q(p, q, EXPONENT.into()) {
                return Ok(Self(pair));
            }
        }
        Err(RsaError::Key)
    }

    /// How many candidates for primes are tested on average until there is a key of `bits` bits.
    pub fn candidates(bits: usize) -> f64 {
        2.0 * prime::expected(bits / 2)
    }

    /// As PKCS#1, DER.
    pub fn to_pkcs1_der(&self) -> Result<Vec<u8>, RsaError> {
        self.0.to_pkcs1_der().map(|der| der.as_bytes().to_vec()).map_err(|_| RsaError::Key)
    }

    /// As PKCS#8, PEM (RFC 5208, RFC 7468 §10).
    pub fn to_pem(&self) -> Result<String, RsaError> {
        self.0.to_pkcs8_pem(LineEnding::LF).map(|pem| pem.to_string()).map_err(|_| RsaError::Key)
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

    /// A signature (RFC 8017 §8.1.1, §8.2.1) with SHA-256, -384 or -512. `salt` is as long as the
    /// hash for PSS and empty for PKCS#1. Like decryption, it is not blinded.
    pub fn sign(
        &self,
        scheme: Scheme,
        algorithm: HashAlgorithm,
        message: &[u8],
        salt: &[u8],
    ) -> Result<Vec<u8>, RsaError> {
        fn pss<D: Digest + FixedOutputReset>(
            key: &Pair,
            hash: &[u8],
            salt: &[u8],
        ) -> rsa::Result<Vec<u8>> {
            // The crate takes its salt from a source of randomness; this one has nothing else.
            let mut source =
                Entropy::Known([("salt".to_owned(), salt.to_vec())].into()).stream("salt");
            let mut scheme = Pss::<D>::new_with_salt(salt.len());
            scheme.blinded = false;
            key.sign_with_rng(&mut source, scheme, hash)
        }
        let wanted = if scheme == Scheme::Pss { algorithm.output_length() } else { 0 };
        if salt.len() != wanted {
            return Err(RsaError::Signature);
        }
        let hash = digest(algorithm, &[message]);
        let signed = match (scheme, algorithm) {
            (_, HashAlgorithm::Sha1 | HashAlgorithm::Sha224) => return Err(RsaError::Signature),
            (Scheme::Pkcs1, HashAlgorithm::Sha256) => {
                self.0.sign(Pkcs1v15Sign::new::<Sha256>(), &hash)
            }
            (Scheme::Pkcs1, HashAlgorithm::Sha384) => {
                self.0.sign(Pkcs1v15Sign::new::<Sha384>(), &hash)
            }
            (Scheme::Pkcs1, HashAlgorithm::Sha512) => {
                self.0.sign(Pkcs1v15Sign::new::<Sha512>(), &hash)
            }
            (Scheme::Pss, HashAlgorithm::Sha256) => pss::<Sha256>(&self.0, &hash, salt),
            (Scheme::Pss, HashAlgorithm::Sha384) => pss::<Sha384>(&self.0, &hash, salt),
            (Scheme::Pss, HashAlgorithm::Sha512) => pss::<Sha512>(&self.0, &hash, salt),
        };
        signed.map_err(|_| RsaError::TooLong)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_is_a_key() {
        let entropy = Entropy::Seed([4; 32]);
        let (mut tries, mut last) = (0, 0);
        let key = PrivateKey::generate_watched(&mut entropy.stream("key"), 1024, &mut |found| {
            assert!(found == last || found == 1 && last == 0);
            (tries, last) = (tries + 1, found);
        })
        .unwrap();
        assert_eq!((key.public().bits(), last), (1024, 1));
        assert!(f64::from(tries) < 20.0 * PrivateKey::candidates(1024));
        // Repeatable, and its PEM gives it back.
        assert_eq!(PrivateKey::generate(&mut entropy.stream("key"), 1024), Ok(key.clone()));
        assert_eq!(PrivateKey::from_pem(&key.to_pem().unwrap()), Ok(key.clone()));
        let block = pad(128, &[7; 105], &[9; 20]).unwrap();
        let cipher = key.public().encrypt_block(&block).unwrap();
        assert_eq!(key.decrypt_block(&cipher).unwrap(), block);
        for bits in [0, 512, 1000, 1032, 1025, 8208, usize::MAX] {
            let none = PrivateKey::generate(&mut entropy.stream("key"), bits);
            assert_eq!(none, Err(RsaError::Key), "{bits}");
        }
        // Where all randomness is the same there are no two primes, and still an end.
        let zeros = Entropy::Known(Default::default());
        assert_eq!(PrivateKey::generate(&mut zeros.stream("key"), 1024), Err(RsaError::Key));
    }

    #[test]
    fn signatures_fit_and_nothing_else_does() {
        let key = PrivateKey::from_pem(include_str!("../pki/teaching/server.key.pem")).unwrap();
        let public = key.public();
        for scheme in [Scheme::Pkcs1, Scheme::Pss] {
            for hash in [HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512] {
                let length = if scheme == Scheme::Pss { hash.output_length() } else { 0 };
                let salt = vec![3; length];
                let signature = key.sign(scheme, hash, b"this", &salt).unwrap();
                assert_eq!(signature.len(), public.size());
                assert_eq!(key.sign(scheme, hash, b"this", &salt).unwrap(), signature);
                let fits = |scheme, hash, message: &[u8], signature: &[u8]| {
                    public.verify(scheme, hash, message, signature).is_ok()
                };
                assert!(fits(scheme, hash, b"this", &signature));
                assert!(!fits(scheme, hash, b"that", &signature));
                assert!(!fits(scheme, hash, b"this", &signature[1..]));
                assert!(!fits(scheme, hash, b"this", b""));
                assert!(!fits(scheme, HashAlgorithm::Sha1, b"this", &signature));
                for at in [0, 100, 255] {
                    let mut bad = signature.clone();
                    bad[at] ^= 1;
                    assert!(!fits(scheme, hash, b"this", &bad));
                }
                let other = if scheme == Scheme::Pss { Scheme::Pkcs1 } else { Scheme::Pss };
                assert!(!fits(other, hash, b"this", &signature));
                // A salt of another length.
                assert!(key.sign(scheme, hash, b"this", &vec![3; length + 1]).is_err());
            }
        }
    }
}
