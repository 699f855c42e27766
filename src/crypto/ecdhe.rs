//! Elliptic-curve Diffie-Hellman: X25519 (RFC 7748) and P-256 (SP 800-186, SP 800-56A).
//!
//! Private values are 32 bytes on both curves. A public value is the u-coordinate on X25519, and
//! `04 X Y` on P-256: the only point format that is left (RFC 8422 §5.1.2).

use p256::{PublicKey, SecretKey, elliptic_curve::sec1::ToSec1Point};
use subtle::ConstantTimeEq;
use x25519_dalek::{X25519_BASEPOINT_BYTES, x25519};

use super::drbg::Stream;

/// Length of a private value and of the shared secret in bytes.
pub const SECRET: usize = 32;

/// The byte in front of a point that is not compressed (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 4;

/// Draws of a private value before giving up. One in 2^32 is not in range; a stream that only
/// ever says zero never is.
const MAX_DRAWS: usize = 16;

/// A curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Curve25519 in Montgomery form (RFC 7748 §4.1).
    X25519,
    /// NIST P-256, also secp256r1.
    P256,
}

/// Why there is no shared secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EcdheError {
    /// The private value is not as long as it must be, or not between 1 and n - 1.
    Private,
    /// The public value is not as long as it must be.
    Length,
    /// The public value is compressed, or not a point of the curve.
    Point,
    /// The public value is of low order: whatever the private value, the secret would be zero
    /// (RFC 7748 §6.1).
    LowOrder,
}

impl EcdheError {
    /// The word in ids: `length`, ….
    pub fn name(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Length => "length",
            Self::Point => "point",
            Self::LowOrder => "low_order",
        }
    }
}

impl std::fmt::Display for EcdheError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Private => "the private value is out of range",
            Self::Length => "the public value has the wrong length",
            Self::Point => "the public value is not an uncompressed point of the curve",
            Self::LowOrder => "the public value is of low order",
        })
    }
}

impl std::error::Error for EcdheError {}

impl Curve {
    /// Length of a public value in bytes.
    pub fn public_length(self) -> usize {
        match self {
            Self::X25519 => 32,
            Self::P256 => 65,
        }
    }

    /// A private value: any 32 bytes on X25519, which masks the bits that it must (RFC 7748 §5); on
    /// P-256 the first 32 bytes of the stream that are between 1 and n - 1.
    pub fn draw(self, stream: &mut Stream) -> Result<[u8; SECRET], EcdheError> {
        let mut private = [0; SECRET];
        for _ in 0..MAX_DRAWS {
            stream.read(&mut private);
            if self == Self::X25519 || scalar(&private).is_ok() {
                return Ok(private);
            }
        }
        Err(EcdheError::Private)
    }

    /// The public value of a private one: so many times the base point.
    pub fn public(self, private: &[u8]) -> Result<Vec<u8>, EcdheError> {
        match self {
            Self::X25519 => {
                let private = private.try_into().map_err(|_| EcdheError::Private)?;
                Ok(x25519(private, X25519_BASEPOINT_BYTES).to_vec())
            }
            Self::P256 => {
                Ok(scalar(private)?.public_key().to_sec1_point(false).as_bytes().to_vec())
            }
        }
    }

    /// The shared secret: the other side's point as many times as our private value says, of which
    /// the (x- or u-) coordinate (RFC 8422 §5.10). 32 bytes, leading zeros kept.
    pub fn agree(self, private: &[u8], public: &[u8]) -> Result<[u8; SECRET], EcdheError> {
        if public.len() != self.public_length() {
            return Err(EcdheError::Length);
        }
        match self {
            Self::X25519 => {
                let private = private.try_into().map_err(|_| EcdheError::Private)?;
                let public = public.try_into().map_err(|_| EcdheError::Length)?;
                let secret = x25519(private, public);
                if bool::from(secret.ct_eq(&[0; SECRET])) {
                    return Err(EcdheError::LowOrder);
                }
                Ok(secret)
            }
            Self::P256 => {
                let secret = scalar(private)?.diffie_hellman(&point(public)?);
                Ok((*secret.raw_secret_bytes()).into())
            }
        }
    }

    /// Whether a public value will do: of the right length, on the curve, not of low order.
    pub fn check(self, public: &[u8]) -> Result<(), EcdheError> {
        // On X25519 a private value is a multiple of the cofactor, so any of them takes every
        // point of low order to zero, and no other.
        let mut any = [0; SECRET];
        any[SECRET - 1] = 1;
        self.agree(&any, public).map(|_| ())
    }
}

/// A private value of P-256: 32 bytes, where the crate would take fewer as well.
fn scalar(private: &[u8]) -> Result<SecretKey, EcdheError> {
    let private = private.get(..SECRET).filter(|head| head.len() == private.len());
    private.and_then(|private| SecretKey::from_slice(private).ok()).ok_or(EcdheError::Private)
}

/// A point of P-256 that is not compressed and not the point at infinity.
fn point(public: &[u8]) -> Result<PublicKey, EcdheError> {
    if public.first() != Some(&UNCOMPRESSED) {
        return Err(EcdheError::Point);
    }
    PublicKey::from_sec1_bytes(public).map_err(|_| EcdheError::Point)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::drbg::{Entropy, SEED};

    #[test]
    fn both_sides_agree() {
        let entropy = Entropy::Seed([5; SEED]);
        for curve in [Curve::X25519, Curve::P256] {
            let ours = curve.draw(&mut entropy.stream("a")).unwrap();
            let theirs = curve.draw(&mut entropy.stream("b")).unwrap();
            let (our_public, their_public) =
                (curve.public(&ours).unwrap(), curve.public(&theirs).unwrap());
            assert_eq!(our_public.len(), curve.public_length());
            assert_eq!(curve.check(&our_public), Ok(()));
            let secret = curve.agree(&ours, &their_public).unwrap();
            assert_eq!(curve.agree(&theirs, &our_public), Ok(secret));
            for length in [0, 31, 33, 64, 66] {
                let short = vec![4; length];
                assert_eq!(curve.agree(&ours, &short), Err(EcdheError::Length));
                assert_eq!(curve.public(&short), Err(EcdheError::Private));
                assert_eq!(curve.agree(&short, &their_public), Err(EcdheError::Private));
            }
        }
    }

    /// The u-coordinates whose order divides 8, also those that are not reduced (RFC 7748 §6.1).
    #[test]
    fn points_of_low_order_are_refused() {
        let little = |low: u8, middle: u8, high: u8| {
            let mut u = [middle; 32];
            (u[0], u[31]) = (low, high);
            u
        };
        let eight = [
            0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f,
            0xc4, 0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16,
            0x5f, 0x49, 0xb8, 0x00,
        ];
        for u in [
            little(0, 0, 0),
            little(1, 0, 0),
            eight,
            little(0xec, 0xff, 0x7f),
            little(0xed, 0xff, 0x7f),
            little(0xee, 0xff, 0x7f),
            little(0, 0, 0x80),
        ] {
            assert_eq!(Curve::X25519.check(&u), Err(EcdheError::LowOrder));
            assert_eq!(Curve::X25519.agree(&[9; 32], &u), Err(EcdheError::LowOrder));
        }
        assert_eq!(Curve::X25519.check(&little(2, 0, 0)), Ok(()));
    }

    #[test]
    fn what_is_no_uncompressed_point_is_refused() {
        let good = Curve::P256.public(&[7; 32]).unwrap();
        for (at, byte) in [(0, 2), (0, 3), (0, 0), (0, 5), (0, 6), (64, good[64] ^ 1)] {
            let mut bad = good.clone();
            bad[at] = byte;
            assert_eq!(Curve::P256.check(&bad), Err(EcdheError::Point), "{at}: {byte}");
        }
        let compressed = [&[2 + (good[64] & 1)], &good[1..33]].concat();
        assert_eq!(Curve::P256.check(&compressed), Err(EcdheError::Length));
        assert_eq!(Curve::P256.check(&[0]), Err(EcdheError::Length));
        // Coordinates that are not below p, and the origin.
        let mut beyond = vec![0xff; 65];
        beyond[0] = 4;
        assert_eq!(Curve::P256.check(&beyond), Err(EcdheError::Point));
        beyond[1..].fill(0);
        assert_eq!(Curve::P256.check(&beyond), Err(EcdheError::Point));
    }

    #[test]
    fn private_values_are_in_range() {
        for private in [[0; 32], [0xff; 32]] {
            assert_eq!(Curve::P256.public(&private), Err(EcdheError::Private));
        }
        let zeros = Entropy::Known([].into());
        assert_eq!(Curve::P256.draw(&mut zeros.stream("x")), Err(EcdheError::Private));
        assert_eq!(Curve::X25519.draw(&mut zeros.stream("x")), Ok([0; 32]));
    }
}
