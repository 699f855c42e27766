//! AES in CBC mode on whole blocks (NIST SP 800-38A). Padding is TLS's own and lives upstairs.

use aes::{Aes128, Aes256};
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::NoPadding};

/// Length of an AES block in bytes.
pub const BLOCK: usize = 16;

/// Encrypts whole blocks in CBC mode.
///
/// `key` is 16 or 32 bytes, `iv` 16, `plain` a multiple of 16; `None` for any other length.
pub fn encrypt(key: &[u8], iv: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    fn run<M: BlockModeEncrypt + KeyIvInit>(
        key: &[u8],
        iv: &[u8],
        plain: &[u8],
    ) -> Option<Vec<u8>> {
        let mode = M::new_from_slices(key, iv).ok()?;
        Some(mode.encrypt_padded_vec::<NoPadding>(plain))
    }
    if !plain.len().is_multiple_of(BLOCK) {
        return None;
    }
    match key.len() {
        16 => run::<cbc::Encryptor<Aes128>>(key, iv, plain),
        32 => run::<cbc::Encryptor<Aes256>>(key, iv, plain),
        _ => None,
    }
}

/// Decrypts whole blocks in CBC mode; the mirror of [`encrypt`].
pub fn decrypt(key: &[u8], iv: &[u8], cipher: &[u8]) -> Option<Vec<u8>> {
    fn run<M: BlockModeDecrypt + KeyIvInit>(
        key: &[u8],
        iv: &[u8],
        cipher: &[u8],
    ) -> Option<Vec<u8>> {
        let mode = M::new_from_slices(key, iv).ok()?;
        mode.decrypt_padded_vec::<NoPadding>(cipher).ok()
    }
    match key.len() {
        16 => run::<cbc::Decryptor<Aes128>>(key, iv, cipher),
        32 => run::<cbc::Decryptor<Aes256>>(key, iv, cipher),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST SP 800-38A, F.2.1, first block.
    #[test]
    fn agrees_with_sp_800_38a() {
        let key = 0x2b7e151628aed2a6abf7158809cf4f3c_u128.to_be_bytes();
        let iv = 0x000102030405060708090a0b0c0d0e0f_u128.to_be_bytes();
        let plain = 0x6bc1bee22e409f96e93d7e117393172a_u128.to_be_bytes();
        let cipher = encrypt(&key, &iv, &plain).unwrap();
        assert_eq!(cipher, 0x7649abac8119b246cee98e9b12e9197d_u128.to_be_bytes());
        assert_eq!(decrypt(&key, &iv, &cipher).unwrap(), plain);
    }

    #[test]
    fn odd_lengths_are_refused() {
        assert_eq!(encrypt(&[0; 16], &[0; 16], &[0; 15]), None);
        assert_eq!(decrypt(&[0; 16], &[0; 16], &[0; 17]), None);
        assert_eq!(decrypt(&[0; 24], &[0; 16], &[0; 16]), None);
        assert_eq!(decrypt(&[0; 16], &[0; 12], &[0; 16]), None);
    }
}
