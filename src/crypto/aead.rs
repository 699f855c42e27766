//! AES-GCM (NIST SP 800-38D, RFC 5288), the key length chosen at run time.

use aes_gcm::{
    Aes128Gcm, Aes256Gcm, KeyInit,
    aead::{Aead, Nonce, Payload},
};

/// Length of the nonce in bytes.
pub const NONCE: usize = 12;
/// Length of the tag in bytes.
pub const TAG: usize = 16;

/// Encrypts and tags: the ciphertext, then [`TAG`] bytes.
///
/// `key` is 16 or 32 bytes, `nonce` [`NONCE`]; `None` for any other length.
pub fn seal(key: &[u8], nonce: &[u8], aad: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    fn run<A: Aead + KeyInit>(key: &[u8], nonce: &[u8], payload: Payload) -> Option<Vec<u8>> {
        let nonce: Nonce<A> = nonce.try_into().ok()?;
        A::new_from_slice(key).ok()?.encrypt(&nonce, payload).ok()
    }
    let payload = Payload { msg: plain, aad };
    match key.len() {
        16 => run::<Aes128Gcm>(key, nonce, payload),
        32 => run::<Aes256Gcm>(key, nonce, payload),
        _ => None,
    }
}

/// Checks the tag and decrypts; `None` if anything at all is wrong.
pub fn open(key: &[u8], nonce: &[u8], aad: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    fn run<A: Aead + KeyInit>(key: &[u8], nonce: &[u8], payload: Payload) -> Option<Vec<u8>> {
        let nonce: Nonce<A> = nonce.try_into().ok()?;
        A::new_from_slice(key).ok()?.decrypt(&nonce, payload).ok()
    }
    let payload = Payload { msg: sealed, aad };
    match key.len() {
        16 => run::<Aes128Gcm>(key, nonce, payload),
        32 => run::<Aes256Gcm>(key, nonce, payload),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The GCM specification's test case 2 (McGrew and Viega).
    #[test]
    fn agrees_with_the_specification() {
        let sealed = seal(&[0; 16], &[0; 12], b"", &[0; 16]).unwrap();
        assert_eq!(sealed[..16], 0x0388dace60b6a392f328c2b971b2fe78_u128.to_be_bytes());
        assert_eq!(sealed[16..], 0xab6e47d42cec13bdf53a67b21257bddf_u128.to_be_bytes());
        assert_eq!(open(&[0; 16], &[0; 12], b"", &sealed).unwrap(), [0; 16]);
    }

    #[test]
    fn every_changed_bit_is_noticed() {
        let sealed = seal(&[7; 32], &[1; 12], b"head", b"body").unwrap();
        for bit in 0..sealed.len() * 8 {
            let mut bad = sealed.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open(&[7; 32], &[1; 12], b"head", &bad), None);
        }
        assert_eq!(open(&[7; 32], &[1; 12], b"heat", &sealed), None);
        assert_eq!(open(&[7; 32], &[1; 12], b"head", &sealed[..15]), None);
    }
}
