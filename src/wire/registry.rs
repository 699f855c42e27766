//! Names and numbers: versions, suites, extensions, signature algorithms (RFC 5246 appendix A).

use super::suites;

/// A protocol version as two bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u16);

impl Version {
    /// SSL 3.0's number is the smallest with major 3.
    pub const SSL_3_0: Self = Self(0x0300);
    /// TLS 1.0: what the first record carries, for the sake of old servers (RFC 5246 §E.1).
    pub const TLS_1_0: Self = Self(0x0301);
    /// TLS 1.2.
    pub const TLS_1_2: Self = Self(0x0303);

    /// The two bytes.
    pub fn bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }

    /// `TLS 1.2`, ….
    pub fn name(self) -> String {
        match self.0 {
            0x0300 => "SSL 3.0".into(),
            0x0301 => "TLS 1.0".into(),
            0x0302 => "TLS 1.1".into(),
            0x0303 => "TLS 1.2".into(),
            0x0304 => "TLS 1.3".into(),
            other => format!("{:02x} {:02x}", other >> 8, other & 0xff),
        }
    }
}

/// The name of a cipher suite, or `unknown` (IANA TLS Cipher Suites).
pub fn suite_name(code: u16) -> &'static str {
    suites::name(code).unwrap_or("unknown")
}

/// Extension numbers that the parties act on.
pub mod extension {
    /// RFC 6066 §3.
    pub const SERVER_NAME: u16 = 0;
    /// RFC 8422 §5.1.1.
    pub const SUPPORTED_GROUPS: u16 = 10;
    /// RFC 8422 §5.1.2.
    pub const EC_POINT_FORMATS: u16 = 11;
    /// RFC 5246 §7.4.1.4.1.
    pub const SIGNATURE_ALGORITHMS: u16 = 13;
    /// RFC 7366.
    pub const ENCRYPT_THEN_MAC: u16 = 22;
    /// RFC 7627.
    pub const EXTENDED_MASTER_SECRET: u16 = 23;
    /// RFC 5077 §3.2.
    pub const SESSION_TICKET: u16 = 35;
    /// RFC 8446 §4.2.1: how TLS 1.3 says that it is.
    pub const SUPPORTED_VERSIONS: u16 = 43;
    /// RFC 5746.
    pub const RENEGOTIATION_INFO: u16 = 0xff01;
}

/// The point format that is left: uncompressed (RFC 8422 §5.1.2).
pub const UNCOMPRESSED: u8 = 0;

/// The suite value that stands for an empty renegotiation_info (RFC 5746 §3.3).
pub const EMPTY_RENEGOTIATION_INFO_SCSV: u16 = 0x00ff;

/// The name of an extension, or `unknown` (IANA TLS ExtensionType Values).
pub fn extension_name(code: u16) -> &'static str {
    match code {
        0 => "server_name",
        1 => "max_fragment_length",
        5 => "status_request",
        10 => "supported_groups",
        11 => "ec_point_formats",
        13 => "signature_algorithms",
        14 => "use_srtp",
        15 => "heartbeat",
        16 => "application_layer_protocol_negotiation",
        17 => "status_request_v2",
        18 => "signed_certificate_timestamp",
        21 => "padding",
        22 => "encrypt_then_mac",
        23 => "extended_master_secret",
        27 => "compress_certificate",
        28 => "record_size_limit",
        34 => "delegated_credentials",
        35 => "session_ticket",
        41 => "pre_shared_key",
        43 => "supported_versions",
        44 => "cookie",
        45 => "psk_key_exchange_modes",
        49 => "post_handshake_auth",
        50 => "signature_algorithms_cert",
        51 => "key_share",
        57 => "quic_transport_parameters",
        0x3374 => "next_protocol_negotiation",
        0x4469 => "application_settings",
        0xfe0d => "encrypted_client_hello",
        0xff01 => "renegotiation_info",
        _ => "unknown",
    }
}

/// The name of a SignatureAndHashAlgorithm, or `unknown` (RFC 5246 §7.4.1.4.1, RFC 8446 §4.2.3).
pub fn signature_name(code: u16) -> &'static str {
    match code {
        0x0201 => "rsa_pkcs1_sha1",
        0x0203 => "ecdsa_sha1",
        0x0401 => "rsa_pkcs1_sha256",
        0x0403 => "ecdsa_secp256r1_sha256",
        0x0501 => "rsa_pkcs1_sha384",
        0x0503 => "ecdsa_secp384r1_sha384",
        0x0601 => "rsa_pkcs1_sha512",
        0x0603 => "ecdsa_secp521r1_sha512",
        0x0804 => "rsa_pss_rsae_sha256",
        0x0805 => "rsa_pss_rsae_sha384",
        0x0806 => "rsa_pss_rsae_sha512",
        0x0807 => "ed25519",
        0x0808 => "ed448",
        _ => "unknown",
    }
}

/// The name of a NamedCurve, or `unknown` (RFC 8422 §5.1.1, IANA TLS Supported Groups).
pub fn group_name(code: u16) -> &'static str {
    match code {
        23 => "secp256r1",
        24 => "secp384r1",
        25 => "secp521r1",
        29 => "x25519",
        30 => "x448",
        _ => "unknown",
    }
}

/// The name of an ECPointFormat, or `unknown` (RFC 8422 §5.1.2).
pub fn point_format_name(code: u8) -> &'static str {
    match code {
        0 => "uncompressed",
        1 => "ansiX962_compressed_prime",
        2 => "ansiX962_compressed_char2",
        _ => "unknown",
    }
}
