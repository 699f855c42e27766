//! The pre-master secret on its way under RSA (RFC 5246 §7.4.7.1).

use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use super::artifact::{Artifact, Recipe};
use crate::{crypto::rsa::OVERHEAD, wire::registry::Version};

/// Length of the pre-master secret in bytes.
pub const LENGTH: usize = 48;

/// The offered version, then 46 random bytes.
pub fn compose(offered: Version, random: &[u8]) -> Vec<u8> {
    let mut secret = offered.bytes().to_vec();
    secret.extend_from_slice(random);
    secret
}

/// The server's side: whatever came, a pre-master secret of [`LENGTH`] bytes.
///
/// `block` is `c^d mod n`; `None` where there was no such number. Unless it is
/// `00 02 PS 00 version …` with 48 bytes behind the padding and the version that the client
/// offered, `spare` is the answer, chosen without a branch on what was wrong. That is what takes
/// the ground from under Bleichenbacher's attack: nobody is told. The handshake goes on and fails
/// at Finished (RFC 5246 §7.4.7.1).
///
/// The second value says what was seen. It is for the reader of the story alone: nothing that
/// leaves the server may depend on it.
pub fn recover(
    block: Option<&[u8]>,
    offered: Version,
    spare: &[u8; LENGTH],
) -> ([u8; LENGTH], Recovered) {
    let Some(block) = block.filter(|block| block.len() >= LENGTH + OVERHEAD) else {
        return (*spare, Recovered { padding: false, version: false });
    };
    let split = block.len() - LENGTH;
    let (head, secret) = block.split_at(split);
    let mut padding = head[0].ct_eq(&0) & head[1].ct_eq(&2) & head[split - 1].ct_eq(&0);
    for byte in &head[2..split - 1] {
        padding &= !byte.ct_eq(&0);
    }
    let [major, minor] = offered.bytes();
    let version = secret[0].ct_eq(&major) & secret[1].ct_eq(&minor);
    let good: Choice = padding & version;
    let mut answer = *spare;
    for (byte, real) in answer.iter_mut().zip(secret) {
        byte.conditional_assign(real, good);
    }
    (answer, Recovered { padding: padding.into(), version: version.into() })
}

/// PS, the padding in a good block `00 02 PS 00 M` (RFC 8017 §7.2.1).
pub fn padding(block: &[u8]) -> Artifact {
    let end = block.len().saturating_sub(LENGTH + 1);
    let padding = block.get(2..end).unwrap_or_default();
    let from = &["pkcs1_block"];
    Artifact::new("pkcs1_padding", padding, Recipe::Pkcs1Unpad, from, "RFC 8017 §7.2.2")
}

/// What the server saw in the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// `00 02`, padding without zeros, `00` right before the last 48 bytes.
    pub padding: bool,
    /// The version that the client offered.
    pub version: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::rsa;

    fn block(message: &[u8]) -> Vec<u8> {
        rsa::pad(256, &vec![9; 256 - 3 - message.len()], message).unwrap()
    }

    #[test]
    fn the_secret_comes_out() {
        let secret = compose(Version::TLS_1_2, &[5; 46]);
        let (found, seen) = recover(Some(&block(&secret)), Version::TLS_1_2, &[1; 48]);
        assert_eq!(found.to_vec(), secret);
        assert!(seen.padding && seen.version);
    }

    #[test]
    fn whatever_is_wrong_the_spare_comes_out() {
        let secret = compose(Version::TLS_1_2, &[5; 46]);
        let good = block(&secret);
        let spare = [1; LENGTH];
        let mut bad: Vec<Vec<u8>> = vec![
            block(&compose(Version::TLS_1_0, &[5; 46])),
            block(&compose(Version::TLS_1_2, &[5; 45])),
            block(&compose(Version::TLS_1_2, &[5; 47])),
            block(&[]),
            good[..58].to_vec(),
            Vec::new(),
        ];
        for at in 0..208 {
            let mut changed = good.clone();
            changed[at] = if at == 0 || at == 207 { 1 } else { 0 };
            bad.push(changed);
        }
        for block in bad {
            assert_eq!(recover(Some(&block), Version::TLS_1_2, &spare).0, spare);
        }
        assert_eq!(recover(None, Version::TLS_1_2, &spare).0, spare);
    }
}
