//! What a party found wrong, and the one alert that it raises (RFC 5246 §7.2.2).

use crate::{
    crypto::ecdhe::EcdheError,
    pki::check::Refusal,
    wire::{
        alert::AlertDescription,
        codec::{Malformed, What},
        record::{MAX_CIPHERTEXT, MAX_PLAINTEXT},
        registry::{self, Version},
    },
};

/// What was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A record of a type that RFC 5246 does not have.
    UnknownContentType(u8),
    /// A record of another protocol version.
    RecordVersion(Version),
    /// A record that is too long; its length.
    RecordOverflow(usize),
    /// A record without content that must have one.
    EmptyRecord(&'static str),
    /// Record after record without content.
    TooManyEmptyRecords,
    /// A protected record that does not fit the keys: MAC, padding or tag, nobody is told which.
    BadRecord,
    /// A handshake message that claims to be longer than any honest one.
    MessageTooLong(usize),
    /// A message that cannot be read.
    Malformed(Malformed),
    /// A message that may not come now.
    Unexpected {
        /// What came.
        got: &'static str,
        /// What could have come.
        expected: &'static str,
    },
    /// Another record between the parts of one handshake message.
    Interrupted,
    /// The client's highest version is one that we no longer speak, or the server chose another.
    ProtocolVersion(Version),
    /// No cipher suite in common.
    NoCommonSuite,
    /// The list of compression methods lacks null.
    NoNullCompression,
    /// The server chose a suite that was not offered.
    SuiteNotOffered(u16),
    /// The server chose a compression method that was not offered.
    CompressionNotOffered(u8),
    /// The server answers an extension that was not offered.
    ExtensionNotOffered(u16),
    /// renegotiation_info speaks of an earlier handshake, and there was none.
    RenegotiationInfo,
    /// The list of point formats lacks uncompressed.
    PointFormats,
    /// The session to be resumed has this suite: the client does not offer it, or the server
    /// answers with another.
    SessionSuite(u16),
    /// The session to be resumed has the extended master secret and the hello has not, or the other
    /// way round.
    SessionExtended,
    /// The certificate was refused.
    Certificate(Refusal),
    /// The server chose a group that was not offered.
    GroupNotOffered(u16),
    /// The server signed by an algorithm that was not offered.
    SignatureNotOffered(u16),
    /// The signature over the server's public value does not fit.
    ParamsSignature,
    /// A public value that is none.
    Point(EcdheError),
    /// verify_data is not what it must be: somebody changed a letter on the way.
    VerifyData,
    /// Warning after warning.
    TooManyWarnings,
    /// We could not do our part.
    Internal(&'static str),
}

impl Fault {
    /// The alert it raises. Bad MAC and bad padding are one fault and one alert.
    pub fn alert(&self) -> AlertDescription {
        use AlertDescription as Alert;
        match self {
            Self::UnknownContentType(_)
            | Self::EmptyRecord(_)
            | Self::TooManyEmptyRecords
            | Self::Unexpected { .. }
            | Self::Interrupted
            | Self::TooManyWarnings => Alert::UnexpectedMessage,
            Self::RecordVersion(_) | Self::ProtocolVersion(_) => Alert::ProtocolVersion,
            Self::RecordOverflow(_) => Alert::RecordOverflow,
            Self::BadRecord => Alert::BadRecordMac,
            Self::MessageTooLong(_) => Alert::DecodeError,
            Self::Malformed(malformed) => match malformed.what {
                What::Short { .. }
                | What::Trailing(_)
                | What::Length { .. }
                | What::Multiple { .. } => Alert::DecodeError,
                What::Twice(_) | What::Value(_) => Alert::IllegalParameter,
            },
            Self::NoCommonSuite | Self::RenegotiationInfo | Self::SessionExtended => {
                Alert::HandshakeFailure
            }
            Self::NoNullCompression
            | Self::SuiteNotOffered(_)
            | Self::SessionSuite(_)
            | Self::CompressionNotOffered(_)
            | Self::PointFormats
            | Self::GroupNotOffered(_)
            | Self::SignatureNotOffered(_)
            | Self::Point(_) => Alert::IllegalParameter,
            Self::ExtensionNotOffered(_) => Alert::UnsupportedExtension,
            Self::Certificate(refusal) => match refusal {
                Refusal::Missing | Refusal::Unreadable | Refusal::Signature | Refusal::Name => {
                    Alert::BadCertificate
                }
                Refusal::UnknownIssuer => Alert::UnknownCa,
                Refusal::Dates => Alert::CertificateExpired,
                Refusal::Usage => Alert::UnsupportedCertificate,
            },
            Self::ParamsSignature | Self::VerifyData => Alert::DecryptError,
            Self::Internal(_) => Alert::InternalError,
        }
    }

    /// The fault's name, for prose.
    pub fn name(&self) -> &'static str {
        match self {
            Self::UnknownContentType(_) => "unknown_content_type",
            Self::RecordVersion(_) => "record_version",
            Self::RecordOverflow(_) => "record_overflow",
            Self::EmptyRecord(_) => "empty_record",
            Self::TooManyEmptyRecords => "too_many_empty_records",
            Self::BadRecord => "bad_record",
            Self::MessageTooLong(_) => "message_too_long",
            Self::Malformed(_) => "malformed",
            Self::Unexpected { .. } => "unexpected",
            Self::Interrupted => "interrupted",
            Self::ProtocolVersion(_) => "protocol_version",
            Self::NoCommonSuite => "no_common_suite",
            Self::NoNullCompression => "no_null_compression",
            Self::SuiteNotOffered(_) => "suite_not_offered",
            Self::CompressionNotOffered(_) => "compression_not_offered",
            Self::ExtensionNotOffered(_) => "extension_not_offered",
            Self::RenegotiationInfo => "renegotiation_info",
            Self::SessionSuite(_) => "session_suite",
            Self::SessionExtended => "session_extended",
            Self::Certificate(refusal) => match refusal {
                Refusal::Missing => "certificate_missing",
                Refusal::Unreadable => "certificate_unreadable",
                Refusal::UnknownIssuer => "certificate_issuer",
                Refusal::Signature => "certificate_signature",
                Refusal::Dates => "certificate_dates",
                Refusal::Name => "certificate_name",
                Refusal::Usage => "certificate_usage",
            },
            Self::PointFormats => "point_formats",
            Self::GroupNotOffered(_) => "group_not_offered",
            Self::SignatureNotOffered(_) => "signature_not_offered",
            Self::ParamsSignature => "params_signature",
            Self::Point(error) => match error {
                EcdheError::Private => "point",
                EcdheError::Length => "point_length",
                EcdheError::Point => "point_off_curve",
                EcdheError::LowOrder => "point_low_order",
            },
            Self::VerifyData => "verify_data",
            Self::TooManyWarnings => "too_many_warnings",
            Self::Internal(_) => "internal",
        }
    }

    /// The section that asks for this alert.
    pub fn rfc(&self) -> &'static str {
        match self {
            Self::UnknownContentType(_) => "RFC 5246 §6",
            Self::RecordVersion(_) | Self::ProtocolVersion(_) => "RFC 5246 §E.1",
            Self::RecordOverflow(_) => "RFC 5246 §6.2.3",
            Self::EmptyRecord(_) | Self::TooManyEmptyRecords | Self::Interrupted => {
                "RFC 5246 §6.2.1"
            }
            Self::BadRecord
            | Self::MessageTooLong(_)
            | Self::Malformed(_)
            | Self::Internal(_)
            | Self::TooManyWarnings => "RFC 5246 §7.2.2",
            Self::Unexpected { .. } => "RFC 5246 §7.4",
            Self::NoCommonSuite | Self::SuiteNotOffered(_) | Self::CompressionNotOffered(_) => {
                "RFC 5246 §7.4.1.3"
            }
            Self::NoNullCompression | Self::SessionSuite(_) => "RFC 5246 §7.4.1.2",
            Self::SessionExtended => "RFC 7627 §5.3",
            Self::ExtensionNotOffered(_) => "RFC 5246 §7.4.1.4",
            Self::RenegotiationInfo => "RFC 5746 §3.4",
            Self::PointFormats => "RFC 8422 §5.1.2",
            Self::Certificate(_) => "RFC 5246 §7.4.2",
            Self::GroupNotOffered(_) => "RFC 8422 §5.4",
            Self::SignatureNotOffered(_) => "RFC 5246 §7.4.1.4.1",
            Self::ParamsSignature => "RFC 5246 §7.4.3",
            Self::Point(_) => "RFC 8422 §5.11",
            Self::VerifyData => "RFC 5246 §7.4.9",
        }
    }
}

impl From<Malformed> for Fault {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

impl From<EcdheError> for Fault {
    fn from(error: EcdheError) -> Self {
        match error {
            EcdheError::Private => Self::Internal("draw an ephemeral key"),
            other => Self::Point(other),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownContentType(code) => {
                write!(out, "a record of type {code}, which RFC 5246 does not have")
            }
            Self::RecordVersion(version) => {
                write!(out, "a record of version {}", version.name())
            }
            Self::RecordOverflow(length) => write!(
                out,
                "a record of {length} bytes; at most {MAX_PLAINTEXT} are allowed, {MAX_CIPHERTEXT} under a seal"
            ),
            Self::EmptyRecord(what) => write!(out, "an empty {what} record"),
            Self::TooManyEmptyRecords => out.write_str("too many empty records in a row"),
            Self::BadRecord => out.write_str("a protected record that does not fit the keys"),
            Self::MessageTooLong(length) => {
                write!(out, "a handshake message that claims {length} bytes")
            }
            Self::Malformed(malformed) => malformed.fmt(out),
            Self::Unexpected { got, expected } => {
                write!(out, "{got} came where {expected} was expected")
            }
            Self::Interrupted => {
                out.write_str("another record between the parts of a handshake message")
            }
            Self::ProtocolVersion(version) => {
                write!(out, "{} where TLS 1.2 is spoken", version.name())
            }
            Self::NoCommonSuite => out.write_str("no cipher suite in common"),
            Self::NoNullCompression => out.write_str("the compression methods lack null"),
            Self::SuiteNotOffered(code) => write!(
                out,
                "the server chose {} ({code:04x}), which was not offered",
                registry::suite_name(*code)
            ),
            Self::CompressionNotOffered(code) => {
                write!(out, "the server chose compression method {code}, which was not offered")
            }
            Self::ExtensionNotOffered(code) => write!(
                out,
                "the server answers extension {} ({code}), which was not offered or takes no answer",
                registry::extension_name(*code)
            ),
            Self::RenegotiationInfo => {
                out.write_str("renegotiation_info speaks of an earlier handshake")
            }
            Self::SessionSuite(code) => write!(
                out,
                "the session to be resumed has the suite {} ({code:04x}), and the hello another",
                registry::suite_name(*code)
            ),
            Self::SessionExtended => out.write_str(
                "the session to be resumed and the hello differ in the extended master secret",
            ),
            Self::Certificate(refusal) => out.write_str(match refusal {
                Refusal::Missing => "the certificate list is empty",
                Refusal::Unreadable => "the certificate cannot be read",
                Refusal::UnknownIssuer => "the certificate is by nobody we know",
                Refusal::Signature => "the signature of the certificate does not fit",
                Refusal::Dates => "today is not between the dates of the certificate",
                Refusal::Name => "the certificate is for another name",
                Refusal::Usage => "the key of the certificate may not be used for this",
            }),
            Self::PointFormats => out.write_str("the point formats lack uncompressed"),
            Self::GroupNotOffered(code) => write!(
                out,
                "the server chose group {} ({code}), which was not offered",
                registry::group_name(*code)
            ),
            Self::SignatureNotOffered(code) => write!(
                out,
                "the server signed with {} ({code:04x}), which was not offered",
                registry::signature_name(*code)
            ),
            Self::ParamsSignature => {
                out.write_str("the signature over the server's public value does not fit")
            }
            Self::Point(error) => error.fmt(out),
            Self::VerifyData => out.write_str("verify_data is not what the letters so far give"),
            Self::TooManyWarnings => out.write_str("too many warnings"),
            Self::Internal(what) => write!(out, "could not {what}"),
        }
    }
}

impl std::error::Error for Fault {}
