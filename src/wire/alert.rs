//! Alerts (RFC 5246 §7.2).

use super::codec::{Malformed, Parsed, Reader, What, parse};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertLevel {
    /// The connection may go on.
    Warning,
    /// The connection is over.
    Fatal,
}

impl AlertLevel {
    /// The byte on the wire.
    pub fn code(self) -> u8 {
        match self {
            Self::Warning => 1,
            Self::Fatal => 2,
        }
    }

    /// `warning` or `fatal`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Fatal => "fatal",
        }
    }
}

macro_rules! descriptions {
    ($($variant:ident $code:literal $name:literal,)*) => {
        /// What an alert says (RFC 5246 §7.2; 110 and 112 RFC 6066 §9).
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum AlertDescription {
            $(#[doc = $name] $variant,)*
        }

        impl AlertDescription {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The byte on the wire.
            pub fn code(self) -> u8 {
                match self { $(Self::$variant => $code,)* }
            }

            /// The RFC's name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The description with this byte.
            pub fn from_code(code: u8) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

descriptions! {
    CloseNotify 0 "close_notify",
    UnexpectedMessage 10 "unexpected_message",
    BadRecordMac 20 "bad_record_mac",
    DecryptionFailedReserved 21 "decryption_failed_RESERVED",
    RecordOverflow 22 "record_overflow",
    DecompressionFailure 30 "decompression_failure",
    HandshakeFailure 40 "handshake_failure",
    NoCertificateReserved 41 "no_certificate_RESERVED",
    BadCertificate 42 "bad_certificate",
    UnsupportedCertificate 43 "unsupported_certificate",
    CertificateRevoked 44 "certificate_revoked",
    CertificateExpired 45 "certificate_expired",
    CertificateUnknown 46 "certificate_unknown",
    IllegalParameter 47 "illegal_parameter",
    UnknownCa 48 "unknown_ca",
    AccessDenied 49 "access_denied",
    DecodeError 50 "decode_error",
    DecryptError 51 "decrypt_error",
    ExportRestrictionReserved 60 "export_restriction_RESERVED",
    ProtocolVersion 70 "protocol_version",
    InsufficientSecurity 71 "insufficient_security",
    InternalError 80 "internal_error",
    UserCanceled 90 "user_canceled",
    NoRenegotiation 100 "no_renegotiation",
    UnsupportedExtension 110 "unsupported_extension",
    UnrecognizedName 112 "unrecognized_name",
}

/// An alert message: two bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// How bad it is.
    pub level: AlertLevel,
    /// The byte that says what it is; may be one nobody knows.
    pub code: u8,
}

impl Alert {
    /// Bytes of one alert.
    pub const LENGTH: usize = 2;

    /// The orderly goodbye (RFC 5246 §7.2.1).
    pub const CLOSE_NOTIFY: Self = Self { level: AlertLevel::Warning, code: 0 };

    /// A fatal alert.
    pub fn fatal(description: AlertDescription) -> Self {
        Self { level: AlertLevel::Fatal, code: description.code() }
    }

    /// A warning.
    pub fn warning(description: AlertDescription) -> Self {
        Self { level: AlertLevel::Warning, code: description.code() }
    }

    /// The RFC's name, or `unknown`.
    pub fn name(self) -> &'static str {
        AlertDescription::from_code(self.code).map_or("unknown", AlertDescription::name)
    }

    /// The two bytes.
    pub fn encode(self) -> Vec<u8> {
        vec![self.level.code(), self.code]
    }

    /// Reads exactly one alert.
    pub fn parse(bytes: &[u8]) -> Parsed<Self> {
        parse("alert", bytes, Self::read)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let level = match reader.u8("alert.level")? {
            1 => AlertLevel::Warning,
            2 => AlertLevel::Fatal,
            other => return Err(reader.wrong(What::Value(other.into()))),
        };
        reader.say(level.name());
        let code = reader.u8("alert.description")?;
        let alert = Self { level, code };
        reader.say(format!("{} ({code})", alert.name()));
        Ok(alert)
    }
}
