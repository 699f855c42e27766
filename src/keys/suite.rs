//! The cipher suites that the parties speak, and their sizes (RFC 5246 §6.1, appendix C).

use crate::{crypto::hash::HashAlgorithm, wire::registry};

/// A cipher suite with RSA key exchange.
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
}

/// How records are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// MAC, then pad, then encrypt (RFC 5246 §6.2.3.2).
    Cbc {
        /// The hash inside the MAC.
        mac: HashAlgorithm,
    },
    /// Authenticated encryption (RFC 5246 §6.2.3.3, RFC 5288).
    Gcm,
}

impl CipherSuite {
    /// All of them, best first.
    pub const ALL: [Self; 5] = [
        Self::RsaAes256GcmSha384,
        Self::RsaAes128GcmSha256,
        Self::RsaAes256CbcSha256,
        Self::RsaAes128CbcSha256,
        Self::RsaAes128CbcSha,
    ];

    /// The two bytes on the wire.
    pub fn code(self) -> u16 {
        match self {
            Self::RsaAes128CbcSha => 0x002f,
            Self::RsaAes128CbcSha256 => 0x003c,
            Self::RsaAes256CbcSha256 => 0x003d,
            Self::RsaAes128GcmSha256 => 0x009c,
            Self::RsaAes256GcmSha384 => 0x009d,
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

    /// `AES_128_CBC`, ….
    pub fn cipher(self) -> &'static str {
        match self {
            Self::RsaAes128CbcSha | Self::RsaAes128CbcSha256 => "AES_128_CBC",
            Self::RsaAes256CbcSha256 => "AES_256_CBC",
            Self::RsaAes128GcmSha256 => "AES_128_GCM",
            Self::RsaAes256GcmSha384 => "AES_256_GCM",
        }
    }

    /// How records are protected.
    pub fn protection(self) -> Protection {
        match self {
            Self::RsaAes128CbcSha => Protection::Cbc { mac: HashAlgorithm::Sha1 },
            Self::RsaAes128CbcSha256 | Self::RsaAes256CbcSha256 => {
                Protection::Cbc { mac: HashAlgorithm::Sha256 }
            }
            Self::RsaAes128GcmSha256 | Self::RsaAes256GcmSha384 => Protection::Gcm,
        }
    }

    /// The hash of the PRF and of the handshake (RFC 5246 §5, §7.4.9).
    pub fn prf_hash(self) -> HashAlgorithm {
        match self {
            Self::RsaAes256GcmSha384 => HashAlgorithm::Sha384,
            _ => HashAlgorithm::Sha256,
        }
    }

    /// SecurityParameters.mac_key_length in bytes.
    pub fn mac_key_length(self) -> usize {
        match self.protection() {
            Protection::Cbc { mac } => mac.output_length(),
            Protection::Gcm => 0,
        }
    }

    /// SecurityParameters.enc_key_length in bytes.
    pub fn enc_key_length(self) -> usize {
        match self {
            Self::RsaAes256CbcSha256 | Self::RsaAes256GcmSha384 => 32,
            _ => 16,
        }
    }

    /// SecurityParameters.fixed_iv_length in bytes: the salt of GCM. With CBC each record has an
    /// IV of its own, and the key block none (RFC 5246 §6.2.3.2).
    pub fn fixed_iv_length(self) -> usize {
        match self.protection() {
            Protection::Cbc { .. } => 0,
            Protection::Gcm => 4,
        }
    }

    /// SecurityParameters.record_iv_length in bytes: what each record carries.
    pub fn record_iv_length(self) -> usize {
        match self.protection() {
            Protection::Cbc { .. } => 16,
            Protection::Gcm => 8,
        }
    }

    /// Length of the key block in bytes (RFC 5246 §6.3).
    pub fn key_block_length(self) -> usize {
        2 * (self.mac_key_length() + self.enc_key_length() + self.fixed_iv_length())
    }
}
