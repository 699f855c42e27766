//! HMAC (RFC 2104), the hash chosen at run time.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};

use super::hash::{HashAlgorithm, digest};

/// HMAC of all `parts` in a row under `key` (any length); as long as the hash.
pub fn hmac(algorithm: HashAlgorithm, key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    fn run<M: Mac + KeyInit>(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
        // HMAC takes a key of any length, so this cannot fail; an empty answer would fail every
        // comparison.
        let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else {
            return Vec::new();
        };
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }
    match algorithm {
        HashAlgorithm::Sha1 => run::<Hmac<Sha1>>(key, parts),
        HashAlgorithm::Sha224 => run::<Hmac<Sha224>>(key, parts),
        HashAlgorithm::Sha256 => run::<Hmac<Sha256>>(key, parts),
        HashAlgorithm::Sha384 => run::<Hmac<Sha384>>(key, parts),
        HashAlgorithm::Sha512 => run::<Hmac<Sha512>>(key, parts),
    }
}

/// The two keys that HMAC makes of one: the key, filled up with zeros to a block of the hash (or
/// its digest, where it is longer than that), exclusive or `36 36 …` and `5c 5c …` (RFC 2104 §2).
pub fn pads(algorithm: HashAlgorithm, key: &[u8]) -> [Vec<u8>; 2] {
    let mut block =
        if key.len() > algorithm.block_length() { digest(algorithm, &[key]) } else { key.to_vec() };
    block.resize(algorithm.block_length(), 0);
    [0x36, 0x5c].map(|pad| block.iter().map(|byte| byte ^ pad).collect())
}

/// HMAC with the hash inside it: `inner = H(key xor ipad, parts)` and `H(key xor opad, inner)`,
/// which is what [`hmac`] gives (RFC 2104 §2).
pub fn unfold(algorithm: HashAlgorithm, key: &[u8], parts: &[&[u8]]) -> [Vec<u8>; 2] {
    let [inner_key, outer_key] = pads(algorithm, key);
    let inner = digest(algorithm, &[&[&inner_key[..]], parts].concat());
    let outer = digest(algorithm, &[&outer_key, &inner]);
    [inner, outer]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfolded_it_is_the_same() {
        use HashAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
        for algorithm in [Sha1, Sha224, Sha256, Sha384, Sha512] {
            for length in [0, 1, 20, 48, 63, 64, 65, 127, 128, 129, 300] {
                let key = vec![7; length];
                let [inner, outer] = unfold(algorithm, &key, &[b"what do ya want ", b"?"]);
                assert_eq!(outer, hmac(algorithm, &key, &[b"what do ya want ?"]));
                assert_eq!(inner.len(), algorithm.output_length());
            }
        }
    }

    /// RFC 4231 §4.3, test case 2.
    #[test]
    fn agrees_with_rfc_4231() {
        let mac = hmac(HashAlgorithm::Sha256, b"Jefe", &[b"what do ya want ", b"for nothing?"]);
        assert_eq!(mac[..8], [0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e]);
        assert_eq!(mac.len(), 32);
    }
}
