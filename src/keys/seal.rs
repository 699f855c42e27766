//! Record protection: CBC with a MAC, GCM, and ChaCha20-Poly1305 (RFC 5246 §6.2.3, RFC 7905).

use subtle::{Choice, ConstantTimeEq, ConstantTimeLess};

use super::{
    schedule::WriteKeys,
    suite::{CipherSuite, Protection},
};
use crate::{
    crypto::{
        aead,
        cbc::{self, BLOCK},
        hash::HashAlgorithm,
        hmac::{pads, unfold},
    },
    wire::{record::ContentType, registry::Version},
};

/// A protected record was not what the keys say it must be. Which of its parts was wrong is not
/// told, not even here (RFC 5246 §7.2.2, bad_record_mac).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadRecord;

/// What is under a seal, and all that made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inside {
    /// The sequence number of the record.
    pub sequence_number: u64,
    /// What the record carries of the IV (cbc, 16 bytes) or the nonce (gcm, 8 bytes;
    /// chacha20_poly1305, none).
    pub iv: Vec<u8>,
    /// cbc: the IV; gcm: salt and explicit nonce, 12 bytes; chacha20_poly1305: the write IV and
    /// the sequence number, exclusive or, 12 bytes.
    pub nonce: Vec<u8>,
    /// Sequence number, type, version, length of the plaintext: 13 bytes.
    pub additional_data: Vec<u8>,
    /// What is said.
    pub plaintext: Vec<u8>,
    /// cbc only.
    pub mac: Option<Vec<u8>>,
    /// cbc only: all padding bytes and padding_length.
    pub padding: Option<Vec<u8>>,
    /// Without IV and tag.
    pub ciphertext: Vec<u8>,
    /// gcm and chacha20_poly1305 only.
    pub tag: Option<Vec<u8>>,
    /// cbc only: how the MAC was made.
    pub nested: Option<Nested>,
    /// cbc only: the MAC runs over IV and ciphertext and stands behind them in the clear, instead of
    /// under the cipher (RFC 7366).
    pub encrypt_then_mac: bool,
}

/// An HMAC from inside (RFC 2104 §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nested {
    /// The key, filled up to a block, exclusive or ipad.
    pub inner_key: Vec<u8>,
    /// The hash of that and the text.
    pub inner: Vec<u8>,
    /// The key, filled up to a block, exclusive or opad. The hash of it and `inner` is the MAC.
    pub outer_key: Vec<u8>,
}

/// The MAC of a record, and how it was made.
fn mac(algorithm: HashAlgorithm, key: &[u8], head: &[u8], plaintext: &[u8]) -> (Vec<u8>, Nested) {
    let [inner, mac] = unfold(algorithm, key, &[head, plaintext]);
    let [inner_key, outer_key] = pads(algorithm, key);
    (mac, Nested { inner_key, inner, outer_key })
}

impl Inside {
    /// Of cbc: what stands in the record, and what was under the cipher or beside it.
    fn cbc(
        sequence_number: u64,
        additional_data: Vec<u8>,
        [iv, ciphertext]: [&[u8]; 2],
        [plaintext, mac, padding]: [&[u8]; 3],
        nested: Nested,
    ) -> Self {
        Self {
            sequence_number,
            iv: iv.to_vec(),
            nonce: iv.to_vec(),
            additional_data,
            plaintext: plaintext.to_vec(),
            mac: Some(mac.to_vec()),
            padding: Some(padding.to_vec()),
            ciphertext: ciphertext.to_vec(),
            nested: Some(nested),
            ..Self::default()
        }
    }

    /// What the MAC of cbc runs over: the 13 bytes in front, then the plaintext (RFC 5246
    /// §6.2.3.1), or IV and ciphertext (RFC 7366 §3).
    pub fn mac_input(&self) -> Vec<u8> {
        if self.encrypt_then_mac {
            return [&self.additional_data[..], &self.iv, &self.ciphertext].concat();
        }
        [&self.additional_data[..], &self.plaintext].concat()
    }

    /// What was encrypted: in cbc plaintext, MAC (unless it stands outside) and padding, in gcm the
    /// plaintext.
    pub fn whole(&self) -> Vec<u8> {
        let mac = self.mac.as_deref().filter(|_| !self.encrypt_then_mac).unwrap_or_default();
        let padding = self.padding.as_deref().unwrap_or_default();
        [&self.plaintext, mac, padding].concat()
    }

    /// cbc: what went into the block cipher, each block of [`Self::whole`] exclusive or the block
    /// of ciphertext before it, the first one exclusive or the IV (RFC 5246 §6.2.3.2).
    pub fn chained(&self) -> Option<Vec<u8>> {
        self.mac.as_ref()?;
        let before = self.iv.iter().chain(&self.ciphertext);
        Some(self.whole().iter().zip(before).map(|(byte, before)| byte ^ before).collect())
    }

    /// chacha20_poly1305: the sequence number, filled up in front to the length of the nonce
    /// (RFC 7905 §2).
    pub fn counter(&self) -> Option<Vec<u8>> {
        let counts = self.tag.is_some() && self.iv.is_empty();
        counts.then(|| [&[0; 4][..], &self.sequence_number.to_be_bytes()].concat())
    }
}

/// One direction of a connection under its keys; counts records.
#[derive(Clone, Debug)]
pub struct Seal {
    suite: CipherSuite,
    keys: WriteKeys,
    sequence_number: u64,
    encrypt_then_mac: bool,
}

impl Seal {
    /// Sequence numbers start at 0 (RFC 5246 §6.1).
    pub fn new(suite: CipherSuite, keys: WriteKeys) -> Self {
        Self { suite, keys, sequence_number: 0, encrypt_then_mac: false }
    }

    /// With cbc, opens records whose MAC stands outside (RFC 7366); nothing else changes.
    pub fn encrypt_then_mac(mut self, agreed: bool) -> Self {
        self.encrypt_then_mac = agreed && !self.is_tagged();
        self
    }

    /// A record went by that could not be looked at: the next one has the next number.
    pub fn skip(&mut self) {
        self.count();
    }

    /// Whether records carry a tag (gcm, chacha20_poly1305) and not a MAC (cbc).
    pub fn is_tagged(&self) -> bool {
        !matches!(self.suite.protection(), Protection::Cbc { .. })
    }

    /// The number of the next record.
    pub fn sequence_number(&self) -> u64 {
        self.sequence_number
    }

    fn count(&mut self) -> u64 {
        let number = self.sequence_number;
        self.sequence_number = number.wrapping_add(1);
        number
    }

    /// Protects a plaintext: the fragment of the record, and what is inside.
    ///
    /// `iv` is 16 fresh bytes for cbc. GCM takes the sequence number as explicit nonce, which
    /// never repeats under one key (RFC 5288 §3).
    pub fn seal(
        &mut self,
        content_type: ContentType,
        version: Version,
        plaintext: &[u8],
        iv: &[u8],
    ) -> Result<(Vec<u8>, Inside), BadRecord> {
        let number = self.count();
        let head = additional_data(number, content_type, version, plaintext.len());
        match self.suite.protection() {
            Protection::Cbc { mac } => self.seal_cbc(mac, number, head, plaintext, iv),
            Protection::Gcm => self.seal_aead(aead::Cipher::AesGcm, number, head, plaintext),
            Protection::ChaCha20Poly1305 => {
                self.seal_aead(aead::Cipher::ChaCha20Poly1305, number, head, plaintext)
            }
        }
    }

    fn seal_cbc(
        &self,
        algorithm: HashAlgorithm,
        number: u64,
        head: Vec<u8>,
        plaintext: &[u8],
        iv: &[u8],
    ) -> Result<(Vec<u8>, Inside), BadRecord> {
        let (mac, nested) = mac(algorithm, &self.keys.mac_key, &head, plaintext);
        let unpadded = plaintext.len() + mac.len();
        let padding_length = BLOCK - 1 - unpadded % BLOCK;
        let padding = vec![padding_length as u8; padding_length + 1];
        let whole = [plaintext, &mac, &padding].concat();
        let ciphertext = cbc::encrypt(&self.keys.key, iv, &whole).ok_or(BadRecord)?;
        let fragment = [iv, &ciphertext].concat();
        let parts = [plaintext, &mac, &padding];
        Ok((fragment, Inside::cbc(number, head, [iv, &ciphertext], parts, nested)))
    }

    /// The whole nonce. GCM takes a part of it from the record; ChaCha20 counts by itself (RFC 7905
    /// §2).
    fn nonce(&self, cipher: aead::Cipher, number: u64, explicit: &[u8]) -> Vec<u8> {
        match cipher {
            aead::Cipher::AesGcm => [&self.keys.iv[..], explicit].concat(),
            aead::Cipher::ChaCha20Poly1305 => {
                let counter = number.to_be_bytes();
                let mut nonce = self.keys.iv.clone();
                let tail = nonce.iter_mut().rev().zip(counter.iter().rev());
                tail.for_each(|(byte, count)| *byte ^= count);
                nonce
            }
        }
    }

    fn seal_aead(
        &self,
        cipher: aead::Cipher,
        number: u64,
        head: Vec<u8>,
        plaintext: &[u8],
    ) -> Result<(Vec<u8>, Inside), BadRecord> {
        let explicit = match cipher {
            aead::Cipher::AesGcm => number.to_be_bytes().to_vec(),
            aead::Cipher::ChaCha20Poly1305 => Vec::new(),
        };
        let nonce = self.nonce(cipher, number, &explicit);
        let sealed =
            aead::seal(cipher, &self.keys.key, &nonce, &head, plaintext).ok_or(BadRecord)?;
        let (ciphertext, tag) = sealed.split_at(plaintext.len());
        let fragment = [&explicit[..], &sealed].concat();
        let inside = Inside {
            sequence_number: number,
            iv: explicit,
            nonce,
            additional_data: head,
            plaintext: plaintext.to_vec(),
            ciphertext: ciphertext.to_vec(),
            tag: Some(tag.to_vec()),
            ..Inside::default()
        };
        Ok((fragment, inside))
    }

    /// Opens the fragment of a protected record.
    pub fn open(
        &mut self,
        content_type: ContentType,
        version: Version,
        fragment: &[u8],
    ) -> Result<Inside, BadRecord> {
        let number = self.count();
        match self.suite.protection() {
            Protection::Cbc { mac } if self.encrypt_then_mac => {
                self.open_then_cbc(mac, number, content_type, version, fragment)
            }
            Protection::Cbc { mac } => self.open_cbc(mac, number, content_type, version, fragment),
            Protection::Gcm => {
                self.open_aead(aead::Cipher::AesGcm, number, content_type, version, fragment)
            }
            Protection::ChaCha20Poly1305 => {
                let cipher = aead::Cipher::ChaCha20Poly1305;
                self.open_aead(cipher, number, content_type, version, fragment)
            }
        }
    }

    fn open_cbc(
        &self,
        algorithm: HashAlgorithm,
        number: u64,
        content_type: ContentType,
        version: Version,
        fragment: &[u8],
    ) -> Result<Inside, BadRecord> {
        let mac_length = algorithm.output_length();
        let (iv, ciphertext) = fragment.split_at_checked(BLOCK).ok_or(BadRecord)?;
        let whole = cbc::decrypt(&self.keys.key, iv, ciphertext).ok_or(BadRecord)?;
        if whole.len() < mac_length + 1 {
            return Err(BadRecord);
        }
        let (padding_length, padding_good) = check_padding(&whole, mac_length);
        let content = whole.len() - padding_length - 1 - mac_length;
        let (plaintext, rest) = whole.split_at(content);
        let (mac, padding) = rest.split_at(mac_length);
        let head = additional_data(number, content_type, version, content);
        let (expected, nested) = self::mac(algorithm, &self.keys.mac_key, &head, plaintext);
        if !bool::from(padding_good & mac.ct_eq(&expected)) {
            return Err(BadRecord);
        }
        Ok(Inside::cbc(number, head, [iv, ciphertext], [plaintext, mac, padding], nested))
    }

    /// The MAC first, over IV and ciphertext; only then the cipher (RFC 7366 §3).
    fn open_then_cbc(
        &self,
        algorithm: HashAlgorithm,
        number: u64,
        content_type: ContentType,
        version: Version,
        fragment: &[u8],
    ) -> Result<Inside, BadRecord> {
        let sealed = fragment.len().checked_sub(algorithm.output_length()).ok_or(BadRecord)?;
        let (covered, mac) = fragment.split_at(sealed);
        let head = additional_data(number, content_type, version, covered.len());
        let (expected, nested) = self::mac(algorithm, &self.keys.mac_key, &head, covered);
        if !bool::from(mac.ct_eq(&expected)) {
            return Err(BadRecord);
        }
        let (iv, ciphertext) = covered.split_at_checked(BLOCK).ok_or(BadRecord)?;
        let whole = cbc::decrypt(&self.keys.key, iv, ciphertext).ok_or(BadRecord)?;
        if whole.is_empty() {
            return Err(BadRecord);
        }
        let (padding_length, padding_good) = check_padding(&whole, 0);
        if !bool::from(padding_good) {
            return Err(BadRecord);
        }
        let (plaintext, padding) = whole.split_at(whole.len() - padding_length - 1);
        let parts = [plaintext, mac, padding];
        let inside = Inside::cbc(number, head, [iv, ciphertext], parts, nested);
        Ok(Inside { encrypt_then_mac: true, ..inside })
    }

    fn open_aead(
        &self,
        cipher: aead::Cipher,
        number: u64,
        content_type: ContentType,
        version: Version,
        fragment: &[u8],
    ) -> Result<Inside, BadRecord> {
        let carried = self.suite.record_iv_length();
        let (explicit, sealed) = fragment.split_at_checked(carried).ok_or(BadRecord)?;
        let content = sealed.len().checked_sub(aead::TAG).ok_or(BadRecord)?;
        let nonce = self.nonce(cipher, number, explicit);
        let head = additional_data(number, content_type, version, content);
        let plaintext =
            aead::open(cipher, &self.keys.key, &nonce, &head, sealed).ok_or(BadRecord)?;
        Ok(Inside {
            sequence_number: number,
            iv: explicit.to_vec(),
            nonce,
            additional_data: head,
            plaintext,
            ciphertext: sealed[..content].to_vec(),
            tag: Some(sealed[content..].to_vec()),
            ..Inside::default()
        })
    }
}

/// The padding of a decrypted CBC fragment: its length without padding_length itself, and whether
/// it is good. Bad padding counts as none, and the MAC is computed all the same (RFC 5246
/// §6.2.3.2, implementation note). `whole` holds at least `mac_length + 1` bytes.
///
/// All of the last 256 bytes are looked at, whatever they say. The hash of the MAC still runs
/// over as many bytes as the padding leaves, which takes a time that depends on it.
fn check_padding(whole: &[u8], mac_length: usize) -> (usize, Choice) {
    let last = whole[whole.len() - 1];
    let room = (whole.len() - mac_length - 1).min(255) as u32;
    let mut good = !room.ct_lt(&u32::from(last));
    for (distance, byte) in whole.iter().rev().take(256).enumerate() {
        let beyond = u32::from(last).ct_lt(&(distance as u32));
        good &= beyond | byte.ct_eq(&last);
    }
    let length = if bool::from(good) { usize::from(last) } else { 0 };
    (length, good)
}

/// seq_num ‖ type ‖ version ‖ length: the head of the MAC's input (RFC 5246 §6.2.3.1) and the
/// additional_data of authenticated encryption (§6.2.3.3). 13 bytes.
pub fn additional_data(
    sequence_number: u64,
    content_type: ContentType,
    version: Version,
    length: usize,
) -> Vec<u8> {
    let mut head = sequence_number.to_be_bytes().to_vec();
    head.push(content_type.code());
    head.extend_from_slice(&version.bytes());
    head.extend_from_slice(&(length as u16).to_be_bytes());
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(suite: CipherSuite) -> (Seal, Seal) {
        let keys = WriteKeys {
            mac_key: vec![1; suite.mac_key_length()],
            key: vec![2; suite.enc_key_length()],
            iv: vec![3; suite.fixed_iv_length()],
        };
        (Seal::new(suite, keys.clone()), Seal::new(suite, keys))
    }

    const DATA: ContentType = ContentType::ApplicationData;
    const V: Version = Version::TLS_1_2;

    #[test]
    fn what_is_sealed_is_opened() {
        for suite in CipherSuite::ALL.into_iter().chain(CipherSuite::HEARD) {
            let (mut writer, mut reader) = pair(suite);
            for length in (0..70).chain([255, 256, 1 << 14]) {
                let plain = vec![length as u8; length];
                let (fragment, inside) = writer.seal(DATA, V, &plain, &[9; 16]).unwrap();
                assert_eq!(reader.open(DATA, V, &fragment), Ok(inside));
            }
        }
    }

    #[test]
    fn every_changed_bit_is_one_fault() {
        for suite in CipherSuite::ALL.into_iter().chain(CipherSuite::HEARD) {
            let (mut writer, reader) = pair(suite);
            let (fragment, _) = writer.seal(DATA, V, b"attack at dawn", &[9; 16]).unwrap();
            for bit in 0..fragment.len() * 8 {
                let mut bad = fragment.clone();
                bad[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(reader.clone().open(DATA, V, &bad), Err(BadRecord));
            }
            for length in 0..fragment.len() {
                assert_eq!(reader.clone().open(DATA, V, &fragment[..length]), Err(BadRecord));
            }
            assert_eq!(reader.clone().open(ContentType::Alert, V, &fragment), Err(BadRecord));
        }
    }

    #[test]
    fn a_replayed_record_is_refused() {
        for suite in CipherSuite::ALL.into_iter().chain(CipherSuite::HEARD) {
            let (mut writer, mut reader) = pair(suite);
            let (fragment, _) = writer.seal(DATA, V, b"once", &[9; 16]).unwrap();
            assert!(reader.open(DATA, V, &fragment).is_ok());
            assert_eq!(reader.open(DATA, V, &fragment), Err(BadRecord));
        }
    }

    /// RFC 5246 §6.2.3.2 lets a sender pad with up to 255 bytes.
    #[test]
    fn the_longest_padding_is_taken_and_each_byte_of_it_checked() {
        let suite = CipherSuite::RsaAes128CbcSha;
        let (writer, reader) = pair(suite);
        let plain = b"hi";
        let head = additional_data(0, DATA, V, plain.len());
        let (mac, _) = mac(HashAlgorithm::Sha1, &writer.keys.mac_key, &head, plain);
        let unpadded = plain.len() + mac.len();
        let length = 255 - (unpadded + 256) % BLOCK;
        let sealed = |padding: &[u8]| {
            let whole = [&plain[..], &mac, padding].concat();
            [&[9; 16][..], &cbc::encrypt(&writer.keys.key, &[9; 16], &whole).unwrap()].concat()
        };
        let padding = vec![length as u8; length + 1];
        let inside = reader.clone().open(DATA, V, &sealed(&padding)).unwrap();
        assert_eq!(inside.plaintext, plain);
        assert_eq!(inside.padding.unwrap().len(), length + 1);
        for at in 0..padding.len() {
            let mut bad = padding.clone();
            bad[at] ^= 1;
            assert_eq!(reader.clone().open(DATA, V, &sealed(&bad)), Err(BadRecord));
        }
    }
}
