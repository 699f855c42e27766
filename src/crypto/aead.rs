//! Authenticated encryption: AES-GCM (NIST SP 800-38D, RFC 5288) and ChaCha20-Poly1305 (RFC 8439).

use aes_gcm::{
    Aes128Gcm, Aes256Gcm, KeyInit,
    aead::{Aead, Nonce, Payload},
};
use chacha20poly1305::ChaCha20Poly1305;

/// Length of the nonce in bytes.
pub const NONCE: usize = 12;
/// Length of the tag in bytes.
pub const TAG: usize = 16;

/// A cipher that encrypts and authenticates at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cipher {
    /// Keys of 16 or 32 bytes.
    AesGcm,
    /// Keys of 32 bytes.
    ChaCha20Poly1305,
}

/// Encrypts and tags: the ciphertext, then [`TAG`] bytes.
///
/// `key` is as long as the cipher takes it, `nonce` [`NONCE`]; `None` for any other length.
pub fn seal(cipher: Cipher, key: &[u8], nonce: &[u8], aad: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    fn run<A: Aead + KeyInit>(key: &[u8], nonce: &[u8], payload: Payload) -> Option<Vec<u8>> {
        let nonce: Nonce<A> = nonce.try_into().ok()?;
        A::new_from_slice(key).ok()?.encrypt(&nonce, payload).ok()
    }
    let payload = Payload { msg: plain, aad };
    match (cipher, key.len()) {
        (Cipher::AesGcm, 16) => run::<Aes128Gcm>(key, nonce, payload),
        (Cipher::AesGcm, 32) => run::<Aes256Gcm>(key, nonce, payload),
        (Cipher::AesGcm, _) => None,
        (Cipher::ChaCha20Poly1305, _) => run::<ChaCha20Poly1305>(key, nonce, payload),
    }
}

/// Checks the tag and decrypts; `None` if anything at all is wrong.
pub fn open(
    cipher: Cipher,
    key: &[u8],
    nonce: &[u8],
    aad: &[u8],
    sealed: &[u8],
) -> Option<Vec<u8>> {
    fn run<A: Aead + KeyInit>(key: &[u8], nonce: &[u8], payload: Payload) -> Option<Vec<u8>> {
        let nonce: Nonce<A> = nonce.try_into().ok()?;
        A::new_from_slice(key).ok()?.decrypt(&nonce, payload).ok()
    }
    let payload = Payload { msg: sealed, aad };
    match (cipher, key.len()) {
        (Cipher::AesGcm, 16) => run::<Aes128Gcm>(key, nonce, payload),
        (Cipher::AesGcm, 32) => run::<Aes256Gcm>(key, nonce, payload),
        (Cipher::AesGcm, _) => None,
        (Cipher::ChaCha20Poly1305, _) => run::<ChaCha20Poly1305>(key, nonce, payload),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The GCM specification's test case 2 (McGrew and Viega).
    #[test]
    fn agrees_with_the_specification() {
        let sealed = seal(Cipher::AesGcm, &[0; 16], &[0; 12], b"", &[0; 16]).unwrap();
        assert_eq!(sealed[..16], 0x0388dace60b6a392f328c2b971b2fe78_u128.to_be_bytes());
        assert_eq!(sealed[16..], 0xab6e47d42cec13bdf53a67b21257bddf_u128.to_be_bytes());
        assert_eq!(open(Cipher::AesGcm, &[0; 16], &[0; 12], b"", &sealed).unwrap(), [0; 16]);
    }

    #[test]
    fn every_changed_bit_is_noticed() {
        for cipher in [Cipher::AesGcm, Cipher::ChaCha20Poly1305] {
            let open = |aad, sealed: &[u8]| open(cipher, &[7; 32], &[1; 12], aad, sealed);
            let sealed = seal(cipher, &[7; 32], &[1; 12], b"head", b"body").unwrap();
            assert_eq!(open(b"head", &sealed).as_deref(), Some(&b"body"[..]));
            for bit in 0..sealed.len() * 8 {
                let mut bad = sealed.clone();
                bad[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(open(b"head", &bad), None);
            }
            assert_eq!(open(b"heat", &sealed), None);
            assert_eq!(open(b"head", &sealed[..15]), None);
        }
    }

    #[test]
    fn odd_lengths_are_refused() {
        for cipher in [Cipher::AesGcm, Cipher::ChaCha20Poly1305] {
            assert_eq!(seal(cipher, &[0; 24], &[0; 12], b"", b""), None);
            assert_eq!(seal(cipher, &[0; 32], &[0; 8], b"", b""), None);
        }
        assert_eq!(seal(Cipher::ChaCha20Poly1305, &[0; 16], &[0; 12], b"", b""), None);
    }
}
