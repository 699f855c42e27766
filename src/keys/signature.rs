//! The signature algorithms that the parties speak, and their numbers (RFC 5246 §7.4.1.4.1, RFC
//! 8446 §4.2.3).

use crate::{
    crypto::{hash::HashAlgorithm, rsa::Scheme},
    wire::registry,
};

/// A SignatureAndHashAlgorithm with RSA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureAlgorithm {
    /// How the hash is wrapped.
    pub scheme: Scheme,
    /// SHA-256, -384 or -512.
    pub hash: HashAlgorithm,
}

const fn algorithm(scheme: Scheme, hash: HashAlgorithm) -> SignatureAlgorithm {
    SignatureAlgorithm { scheme, hash }
}

impl SignatureAlgorithm {
    /// All of them: TLS 1.2's own first, then those that came with TLS 1.3.
    pub const ALL: [Self; 6] = [
        algorithm(Scheme::Pkcs1, HashAlgorithm::Sha256),
        algorithm(Scheme::Pkcs1, HashAlgorithm::Sha384),
        algorithm(Scheme::Pkcs1, HashAlgorithm::Sha512),
        algorithm(Scheme::Pss, HashAlgorithm::Sha256),
        algorithm(Scheme::Pss, HashAlgorithm::Sha384),
        algorithm(Scheme::Pss, HashAlgorithm::Sha512),
    ];

    /// The two bytes on the wire.
    pub fn code(self) -> u16 {
        match (self.scheme, self.hash) {
            (Scheme::Pkcs1, HashAlgorithm::Sha1) => 0x0201,
            (Scheme::Pkcs1, HashAlgorithm::Sha224) => 0x0301,
            (Scheme::Pkcs1, HashAlgorithm::Sha256) => 0x0401,
            (Scheme::Pkcs1, HashAlgorithm::Sha384) => 0x0501,
            (Scheme::Pkcs1, HashAlgorithm::Sha512) => 0x0601,
            (Scheme::Pss, HashAlgorithm::Sha384) => 0x0805,
            (Scheme::Pss, HashAlgorithm::Sha512) => 0x0806,
            // There is no PSS with a shorter hash.
            (Scheme::Pss, _) => 0x0804,
        }
    }

    /// The algorithm with these two bytes, if it is one of ours.
    pub fn from_code(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.code() == code)
    }

    /// `rsa_pkcs1_sha256`, ….
    pub fn name(self) -> &'static str {
        registry::signature_name(self.code())
    }

    /// Length of the salt in bytes; none with PKCS#1.
    pub fn salt_length(self) -> usize {
        match self.scheme {
            Scheme::Pkcs1 => 0,
            Scheme::Pss => self.hash.output_length(),
        }
    }

    /// Whether a modulus of `bits` bits has room for it (RFC 8017 §9.1.1, §9.2).
    pub fn fits(self, bits: usize) -> bool {
        let hash = self.hash.output_length();
        match self.scheme {
            // 00 01, at least 8 of padding, 00, and a DigestInfo of 19 bytes and the hash.
            Scheme::Pkcs1 => bits.div_ceil(8) >= 11 + 19 + hash,
            Scheme::Pss => bits.saturating_sub(1).div_ceil(8) >= 2 * hash + 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_names_and_go_both_ways() {
        for algorithm in SignatureAlgorithm::ALL {
            assert_eq!(SignatureAlgorithm::from_code(algorithm.code()), Some(algorithm));
            assert!(algorithm.name().ends_with(&algorithm.hash.name().to_lowercase()));
        }
        assert_eq!(SignatureAlgorithm::from_code(0x0201), None);
    }

    #[test]
    fn a_short_modulus_has_no_room_for_a_long_salt() {
        let [.., pss_384, pss_512] = SignatureAlgorithm::ALL;
        assert!(pss_384.fits(1024) && !pss_512.fits(1024) && pss_512.fits(2048));
    }
}
