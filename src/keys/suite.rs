//! The cipher suites that the parties speak, those that are only overheard, and their sizes (RFC 5246 §6.1, appendix C).

use crate::{
    crypto::{aead, hash::HashAlgorithm},
    wire::{key_exchange::KeyExchange, registry},
};

/// A cipher suite with RSA certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CipherSuite {
    /// The mandatory one (RFC 5246 §9).
    RsaAes128CbcSha,
    /// RFC 5246 §A.5.
    RsaAes128CbcSha256,
    /// RFC 5246 §A.5.
    RsaAes256CbcSha256,
    /// RFC 5288 §3.
    RsaAes128GcmSha256,
    /// RFC 5288 §3.
    RsaAes256GcmSha384,
    /// RFC 8422 §6.
    EcdheAes128CbcSha,
    /// RFC 5289 §3.1.
    EcdheAes128CbcSha256,
    /// RFC 5289 §3.2.
    EcdheAes128GcmSha256,
    /// RFC 5289 §3.2.
    EcdheAes256GcmSha384,
    /// RFC 7905 §2.
    EcdheChaCha20Poly1305Sha256,
    /// RFC 5246 §A.5; in captures alone.
    RsaAes256CbcSha,
    /// RFC 5246 §A.5; in captures alone.
    DheAes256CbcSha256,
    /// RFC 8422 §6; in captures alone.
    EcdheAes256CbcSha,
    /// RFC 5289 §3.1; in captures alone.
    EcdheAes256CbcSha384,
}

/// How records are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// MAC, then pad, then encrypt (RFC 5246 §6.2.3.2).
    Cbc {
        /// The hash inside the MAC.
        mac: HashAlgorithm,
    },
    /// Authenticated encryption, with half of the nonce in each record (RFC 5246 §6.2.3.3, RFC
    /// 5288).
    Gcm,
    /// Authenticated encryption, with no nonce in any record (RFC 7905 §2).
    ChaCha20Poly1305,
}

impl CipherSuite {
    /// Those with RSA key exchange, best first: what a client offers unless told otherwise.
    pub const RSA: [Self; 5] = [
        Self::RsaAes256GcmSha384,
        Self::RsaAes128GcmSha256,
        Self::RsaAes256CbcSha256,
        Self::RsaAes128CbcSha256,
        Self::RsaAes128CbcSha,
    ];

    /// Those with ECDHE, best first.
    pub const ECDHE: [Self; 5] = [
        Self::EcdheAes256GcmSha384,
        Self::EcdheAes128GcmSha256,
        Self::EcdheChaCha20Poly1305Sha256,
        Self::EcdheAes128CbcSha256,
        Self::EcdheAes128CbcSha,
    ];

    /// All that are spoken, those with RSA key exchange first.
    pub const ALL: [Self; 10] = {
        let ([a, b, c, d, e], [f, g, h, i, j]) = (Self::RSA, Self::ECDHE);
        [a, b, c, d, e, f, g, h, i, j]
    };

    /// Those that no party speaks here: their records are opened where they were captured.
    pub const HEARD: [Self; 4] = [
        Self::RsaAes256CbcSha,
        Self::DheAes256CbcSha256,
        Self::EcdheAes256CbcSha,
        Self::EcdheAes256CbcSha384,
    ];

    /// The two bytes on the wire.
    pub fn code(self) -> u16 {
        match self {
            Self::RsaAes128CbcSha => 0x002f,
            Self::RsaAes128CbcSha256 => 0x003c,
            Self::RsaAes256CbcSha256 => 0x003d,
            Self::RsaAes128GcmSha256 => 0x009c,
            Self::RsaAes256GcmSha384 => 0x009d,
            Self::EcdheAes128CbcSha => 0xc013,
            Self::EcdheAes128CbcSha256 => 0xc027,
            Self::EcdheAes128GcmSha256 => 0xc02f,
            Self::EcdheAes256GcmSha384 => 0xc030,
            Self::EcdheChaCha20Poly1305Sha256 => 0xcca8,
            Self::RsaAes256CbcSha => 0x0035,
            Self::DheAes256CbcSha256 => 0x006b,
            Self::EcdheAes256CbcSha => 0xc014,
            Self::EcdheAes256CbcSha384 => 0xc028,
        }
    }

    /// The suite with these two bytes, if it is one of ours.
    pub fn from_code(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.code() == code)
    }

    /// The suite with this name, if it is one of ours.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.name() == name)
    }

    /// `TLS_RSA_WITH_AES_128_CBC_SHA`, ….
    pub fn name(self) -> &'static str {
        registry::suite_name(self.code())
    }

    /// How the pre-master secret comes to both sides.
    pub fn key_exchange(self) -> KeyExchange {
        match self {
            Self::RsaAes128CbcSha
            | Self::RsaAes128CbcSha256
            | Self::RsaAes256CbcSha
            | Self::RsaAes256CbcSha256
            | Self::RsaAes128GcmSha256
            | Self::RsaAes256GcmSha384 => KeyExchange::Rsa,
            // Of DHE only the records are opened; its messages are not read.
            Self::EcdheAes128CbcSha
            | Self::EcdheAes128CbcSha256
            | Self::EcdheAes128GcmSha256
            | Self::EcdheAes256GcmSha384
            | Self::EcdheChaCha20Poly1305Sha256
            | Self::DheAes256CbcSha256
            | Self::EcdheAes256CbcSha
            | Self::EcdheAes256CbcSha384 => KeyExchange::Ecdhe,
        }
    }

    /// `AES_128_CBC`, ….
    pub fn cipher(self) -> &'static str {
        match self {
            Self::RsaAes128CbcSha
            | Self::RsaAes128CbcSha256
            | Self::EcdheAes128CbcSha
            | Self::EcdheAes128CbcSha256 => "AES_128_CBC",
            Self::RsaAes256CbcSha
            | Self::RsaAes256CbcSha256
            | Self::DheAes256CbcSha256
            | Self::EcdheAes256CbcSha
            | Self::EcdheAes256CbcSha384 => "AES_256_CBC",
            Self::RsaAes128GcmSha256 | Self::EcdheAes128GcmSha256 => "AES_128_GCM",
            Self::RsaAes256GcmSha384 | Self::EcdheAes256GcmSha384 => "AES_256_GCM",
            Self::EcdheChaCha20Poly1305Sha256 => "CHACHA20_POLY1305",
        }
    }

    /// How records are protected.
    pub fn protection(self) -> Protection {
        match self {
            Self::RsaAes128CbcSha
            | Self::EcdheAes128CbcSha
            | Self::RsaAes256CbcSha
            | Self::EcdheAes256CbcSha => Protection::Cbc { mac: HashAlgorithm::Sha1 },
            Self::RsaAes128CbcSha256
            | Self::RsaAes256CbcSha256
            | Self::EcdheAes128CbcSha256
            | Self::DheAes256CbcSha256 => Protection::Cbc { mac: HashAlgorithm::Sha256 },
            Self::EcdheAes256CbcSha384 => Protection::Cbc { mac: HashAlgorithm::Sha384 },
            Self::RsaAes128GcmSha256
            | Self::RsaAes256GcmSha384
            | Self::EcdheAes128GcmSha256
            | Self::EcdheAes256GcmSha384 => Protection::Gcm,
            Self::EcdheChaCha20Poly1305Sha256 => Protection::ChaCha20Poly1305,
        }
    }

    /// The hash of the PRF and of the handshake (RFC 5246 §5, §7.4.9).
    pub fn prf_hash(self) -> HashAlgorithm {
        match self {
            Self::RsaAes256GcmSha384 | Self::EcdheAes256GcmSha384 | Self::EcdheAes256CbcSha384 => {
                HashAlgorithm::Sha384
            }
            _ => HashAlgorithm::Sha256,
        }
    }

    /// SecurityParameters.mac_key_length in bytes.
    pub fn mac_key_length(self) -> usize {
        match self.protection() {
            Protection::Cbc { mac } => mac.output_length(),
            Protection::Gcm | Protection::ChaCha20Poly1305 => 0,
        }
    }

    /// SecurityParameters.enc_key_length in bytes.
    pub fn enc_key_length(self) -> usize {
        match self {
            Self::RsaAes256CbcSha
            | Self::RsaAes256CbcSha256
            | Self::DheAes256CbcSha256
            | Self::EcdheAes256CbcSha
            | Self::EcdheAes256CbcSha384
            | Self::RsaAes256GcmSha384
            | Self::EcdheAes256GcmSha384
            | Self::EcdheChaCha20Poly1305Sha256 => 32,
            _ => 16,
        }
    }

    /// SecurityParameters.fixed_iv_length in bytes: the salt of GCM, the whole IV of ChaCha20. With
    /// CBC each record has an IV of its own, and the key block none (RFC 5246 §6.2.3.2).
    pub fn fixed_iv_length(self) -> usize {
        match self.protection() {
            Protection::Cbc { .. } => 0,
            Protection::Gcm => 4,
            Protection::ChaCha20Poly1305 => aead::NONCE,
        }
    }

    /// SecurityParameters.record_iv_length in bytes: what each record carries.
    pub fn record_iv_length(self) -> usize {
        match self.protection() {
            Protection::Cbc { .. } => 16,
            Protection::Gcm => 8,
            Protection::ChaCha20Poly1305 => 0,
        }
    }

    /// Length of the key block in bytes (RFC 5246 §6.3).
    pub fn key_block_length(self) -> usize {
        2 * (self.mac_key_length() + self.enc_key_length() + self.fixed_iv_length())
    }
}
