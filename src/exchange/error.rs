//! Why a Scenario cannot be played.

use super::{
    middle::Manner,
    scenario::{MAX_MESSAGE, Resume},
    touch::{MAX_BYTES, MAX_CHANGES},
};
use crate::{
    crypto::{drbg::SEED, rsa::BITS},
    keys::{
        group::{self, GROUPS},
        suite::CipherSuite,
    },
    pki::{identity::Papers, name::HostNameError},
};

/// Why a Scenario cannot be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioError {
    /// The seed is not 64 hexadecimal digits; what it is.
    BadSeed(String),
    /// The name is not one that can be asked for.
    BadServerName(HostNameError),
    /// A suite that we do not speak.
    UnknownSuite(String),
    /// Nothing to offer.
    NoSuite,
    /// A suite that is offered twice.
    SuiteTwice(&'static str),
    /// A group that we do not speak.
    UnknownGroup(String),
    /// No group to offer.
    NoGroup,
    /// Too many bytes in a message; the field, and how many.
    MessageTooLong(&'static str, usize),
    /// Time is not a number of seconds that a date can be made of.
    BadTime(u64),
    /// The server's key or certificate cannot be made; why.
    BadIdentity(String),
    /// The reader's key cannot be read, or has so many bits.
    BadOwnKey(Option<usize>),
    /// The reader's certificate cannot be used; why.
    BadOwnCertificate(String),
    /// The reader's certificate is for another key than the reader's.
    CertificateOfAnotherKey,
    /// No papers of ours.
    UnknownIdentity(String),
    /// Nothing that a server could know of a session.
    UnknownResume(String),
    /// No manner in which somebody could stand in the middle.
    UnknownMiddle(String),
    /// Words are to be changed by somebody who cannot read them.
    AlteredUnread,
    /// A value of a published connection that is missing or cannot be used.
    BadHand(String),
    /// A change of a kind that there is not.
    UnknownChange(String),
    /// A field of a change is missing, cannot be used or is too much.
    BadChange {
        /// The kind of the change.
        change: String,
        /// The field.
        field: &'static str,
    },
    /// So many changes.
    TooManyChanges(usize),
    /// A change to a letter that was never sent.
    NoSuchLetter {
        /// Its place in the Transcript.
        letter: usize,
        /// How many there were.
        letters: usize,
    },
    /// A change to bytes that the letter does not have.
    NoSuchByte {
        /// Its place in the Transcript.
        letter: usize,
        /// The byte that there is not.
        byte: usize,
        /// How many bytes the letter has, as the changes before left it.
        length: usize,
    },
    /// A change to records that the letter does not have.
    NoSuchRecord {
        /// Its place in the Transcript.
        letter: usize,
        /// The record that there is not.
        record: usize,
    },
}

impl ScenarioError {
    /// The kind, for prose.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::BadSeed(_) => "bad_seed",
            Self::BadServerName(error) => match error {
                HostNameError::Empty => "server_name_empty",
                HostNameError::TooLong => "server_name_too_long",
                HostNameError::Label(_) => "server_name_label",
                HostNameError::Character(_) => "server_name_character",
                HostNameError::Address => "server_name_address",
            },
            Self::UnknownSuite(_) => "unknown_suite",
            Self::NoSuite => "no_suite",
            Self::SuiteTwice(_) => "suite_twice",
            Self::UnknownGroup(_) => "unknown_group",
            Self::NoGroup => "no_group",
            Self::MessageTooLong(..) => "message_too_long",
            Self::BadTime(_) => "bad_time",
            Self::BadIdentity(_) => "bad_identity",
            Self::BadOwnKey(None) => "bad_own_key",
            Self::BadOwnKey(Some(_)) => "own_key_size",
            Self::BadOwnCertificate(_) => "bad_own_certificate",
            Self::CertificateOfAnotherKey => "certificate_of_another_key",
            Self::UnknownIdentity(_) => "unknown_identity",
            Self::UnknownResume(_) => "unknown_resume",
            Self::UnknownMiddle(_) => "unknown_middle",
            Self::AlteredUnread => "altered_unread",
            Self::BadHand(_) => "bad_hand",
            Self::UnknownChange(_) => "unknown_change",
            Self::BadChange { .. } => "bad_change",
            Self::TooManyChanges(_) => "too_many_changes",
            Self::NoSuchLetter { .. } => "no_such_letter",
            Self::NoSuchByte { .. } => "no_such_byte",
            Self::NoSuchRecord { .. } => "no_such_record",
        }
    }

    /// The field of the [`Wish`](super::scenario::Wish) that is wrong.
    pub fn field(&self) -> &'static str {
        match self {
            Self::BadSeed(_) => "seed",
            Self::BadServerName(_) | Self::BadIdentity(_) => "serverName",
            Self::UnknownSuite(_) | Self::NoSuite | Self::SuiteTwice(_) => "suites",
            Self::UnknownGroup(_) | Self::NoGroup => "groups",
            Self::MessageTooLong(field, _) => field,
            Self::BadTime(_) => "time",
            Self::BadOwnKey(_) | Self::BadOwnCertificate(_) | Self::CertificateOfAnotherKey => {
                "ownKey"
            }
            Self::UnknownIdentity(_) => "identity",
            Self::UnknownResume(_) => "resume",
            Self::UnknownMiddle(_) => "middle",
            Self::AlteredUnread => "altered",
            Self::BadHand(_) => "hand",
            Self::UnknownChange(_)
            | Self::BadChange { .. }
            | Self::TooManyChanges(_)
            | Self::NoSuchLetter { .. }
            | Self::NoSuchByte { .. }
            | Self::NoSuchRecord { .. } => "tampering",
        }
    }

    /// The value that was wrong, as far as it is worth repeating.
    pub fn value(&self) -> Option<String> {
        match self {
            Self::BadSeed(value)
            | Self::UnknownSuite(value)
            | Self::UnknownGroup(value)
            | Self::UnknownIdentity(value)
            | Self::UnknownResume(value)
            | Self::UnknownMiddle(value)
            | Self::UnknownChange(value)
            | Self::BadHand(value)
            | Self::BadIdentity(value)
            | Self::BadOwnCertificate(value) => Some(value.clone()),
            Self::BadServerName(_)
            | Self::NoSuite
            | Self::NoGroup
            | Self::AlteredUnread
            | Self::CertificateOfAnotherKey => None,
            Self::BadOwnKey(bits) => bits.map(|bits| bits.to_string()),
            Self::SuiteTwice(name) => Some((*name).to_owned()),
            Self::MessageTooLong(_, count) => Some(count.to_string()),
            Self::BadTime(time) => Some(time.to_string()),
            Self::BadChange { field, .. } => Some((*field).to_owned()),
            Self::TooManyChanges(count) => Some(count.to_string()),
            Self::NoSuchLetter { letter, .. } => Some(letter.to_string()),
            Self::NoSuchByte { byte, .. } => Some(byte.to_string()),
            Self::NoSuchRecord { record, .. } => Some(record.to_string()),
        }
    }
}

impl std::fmt::Display for ScenarioError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BadSeed(_) => write!(out, "the seed must be {} hexadecimal digits", 2 * SEED),
            Self::BadServerName(error) => write!(out, "the server name cannot be used: {error}"),
            Self::UnknownSuite(name) => {
                let known: Vec<&str> = CipherSuite::ALL.iter().map(|suite| suite.name()).collect();
                write!(out, "the suite {name} is not one of {}", known.join(", "))
            }
            Self::NoSuite => out.write_str("the client must offer at least one suite"),
            Self::SuiteTwice(name) => write!(out, "the suite {name} is offered twice"),
            Self::UnknownGroup(name) => {
                write!(out, "the group {name} is not one of {}", GROUPS.map(group::name).join(", "))
            }
            Self::NoGroup => out.write_str("the client must offer at least one group"),
            Self::MessageTooLong(field, count) => {
                write!(out, "{field} has {count} bytes of UTF-8; at most {MAX_MESSAGE} are allowed")
            }
            Self::BadTime(time) => write!(out, "{time} seconds since 1970 is no date before 10000"),
            Self::BadIdentity(why) => write!(out, "the server has no identity: {why}"),
            Self::BadOwnKey(None) => {
                out.write_str("the own key is no RSA private key in PEM, PKCS#8 or PKCS#1")
            }
            Self::BadOwnKey(Some(bits)) => write!(
                out,
                "the own key has {bits} bits; {} to {} are allowed",
                BITS.start(),
                BITS.end()
            ),
            Self::BadOwnCertificate(why) => {
                write!(out, "the certificate of the own key cannot be used: {why}")
            }
            Self::CertificateOfAnotherKey => {
                out.write_str("the certificate is for another key than the own key")
            }
            Self::UnknownIdentity(name) => {
                let known = Papers::ALL.map(Papers::name).join(", ");
                write!(out, "the identity {name} is not one of {known}")
            }
            Self::UnknownResume(name) => {
                let known = Resume::ALL.map(Resume::name).join(", ");
                write!(out, "the session can be one of {known}, and not {name}")
            }
            Self::UnknownMiddle(name) => {
                let known = Manner::ALL.map(Manner::name).join(", ");
                write!(out, "somebody can stand in the middle as one of {known}, and not {name}")
            }
            Self::AlteredUnread => write!(
                out,
                "only a middle that can read words can change them: {}",
                Manner::StolenAuthority.name()
            ),
            Self::BadHand(name) => {
                write!(out, "the published value {name} is missing or cannot be used")
            }
            Self::UnknownChange(name) => write!(out, "no letter can be changed by {name}"),
            Self::BadChange { change, field } => write!(
                out,
                "{field} is missing, cannot be used or is too much in a change by {change}; at most {MAX_BYTES} bytes are allowed"
            ),
            Self::TooManyChanges(count) => {
                write!(out, "{count} changes; at most {MAX_CHANGES} are allowed")
            }
            Self::NoSuchLetter { letter, letters } => {
                write!(out, "there is no letter {letter} to change; {letters} were sent, from 0")
            }
            Self::NoSuchByte { letter, byte, length } => {
                write!(out, "there is no byte {byte} in letter {letter}, which has {length}")
            }
            Self::NoSuchRecord { letter, record } => {
                write!(out, "there is no record {record} in letter {letter}, from 0")
            }
        }
    }
}

impl std::error::Error for ScenarioError {}
