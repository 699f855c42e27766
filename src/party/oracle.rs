//! A toy server for the lesson of the padding oracle: a key of 121 bits, and as much of a TLS server
//! as an attacker hears who sends ciphertexts in the place of a pre-master secret.

use crate::{
    crypto::{
        drbg::Entropy,
        rsa::{PrivateKey, PublicKey, RsaError, pad, unpad},
    },
    wire::alert::AlertDescription,
};

/// Bytes of a block.
pub const SIZE: usize = 16;

/// What the server gives away about a block that it opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leak {
    /// It complains at once where the block does not begin with `00 02`.
    Start,
    /// It complains at once where the block is no `00 02 PS 00 M` (RFC 8017 §7.2.2).
    Padding,
    /// Nothing: it goes on with a random secret, and complains at the Finished that cannot fit,
    /// whatever came (RFC 5246 §7.4.7.1).
    Nothing,
}

impl Leak {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Start, Self::Padding, Self::Nothing];

    /// The name in the lesson.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Padding => "padding",
            Self::Nothing => "nothing",
        }
    }

    /// The leak of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|leak| leak.name() == name)
    }
}

/// The toy server.
#[derive(Clone, Debug)]
pub struct Toy {
    key: PrivateKey,
    leak: Leak,
}

impl Toy {
    /// A server with a key out of the seed.
    pub fn draw(entropy: &Entropy, leak: Leak) -> Result<Self, RsaError> {
        Ok(Self { key: PrivateKey::toy(&mut entropy.stream("toy.rsa_key"))?, leak })
    }

    /// What everybody may have.
    pub fn public(&self) -> PublicKey {
        self.key.public()
    }

    /// Somebody's secret of five letters, padded and locked: what the attacker overheard; the block
    /// and the ciphertext.
    pub fn overheard(&self, entropy: &Entropy) -> Result<(Vec<u8>, Vec<u8>), RsaError> {
        let letters = entropy.draw("toy.secret", 5);
        let secret: Vec<u8> = letters.iter().map(|byte| b'A' + byte % 26).collect();
        let padding = entropy.draw_nonzero("toy.padding", SIZE - 3 - secret.len());
        let block = pad(SIZE, &padding, &secret)?;
        let cipher = self.public().encrypt_block(&block)?;
        Ok((block, cipher))
    }

    /// The alert that comes back for a ciphertext. The attacker cannot have a Finished that fits,
    /// so there is always one: at once, or after the Finished.
    pub fn answer(&self, cipher: &[u8]) -> AlertDescription {
        let block = self.key.decrypt_block(cipher).unwrap_or_default();
        let good = match self.leak {
            Leak::Start => block.starts_with(&[0, 2]),
            Leak::Padding => unpad(&block).is_some(),
            Leak::Nothing => true,
        };
        if good { AlertDescription::BadRecordMac } else { AlertDescription::DecryptError }
    }
}
