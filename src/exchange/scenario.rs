//! What the reader chose.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    hand::Hand,
    link::Tampering,
    middle::{Manner, Middle},
    touch::{MAX_BYTES, MAX_CHANGES, Touch},
};
use crate::{
    crypto::{
        drbg::SEED,
        ecdhe::Curve,
        rsa::{BITS, PrivateKey},
    },
    keys::{
        group::{self, GROUPS},
        suite::CipherSuite,
    },
    pki::{
        facts::Facts,
        identity::{Identity, IdentityError, Papers},
        name::{HostNameError, check_host_name},
    },
    wire::bytes::unhex,
};

/// Most bytes of UTF-8 in a message; more would only make letters that nobody reads.
pub const MAX_MESSAGE: usize = 1024;

/// What the client asks for unless told otherwise.
pub const DEFAULT_SERVER_NAME: &str = "blog.example";
/// What the client says unless told otherwise.
pub const DEFAULT_MESSAGE: &str = "Hello, can we talk in private?";
/// What the server answers unless told otherwise.
pub const DEFAULT_REPLY: &str = "Let's begin";
/// "Now" unless told otherwise: 2026-11-24, so that the same Scenario gives the same Transcript.
pub const DEFAULT_TIME: u64 = 1_795_478_400;

/// Everything that decides an exchange. The same Scenario gives the same Transcript.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// All randomness comes from here.
    pub seed: [u8; SEED],
    /// The name that the client asks for.
    pub server_name: String,
    /// What the client offers, best first.
    pub suites: Vec<CipherSuite>,
    /// The groups that the client offers, best first; only with ECDHE suites.
    pub groups: Vec<Curve>,
    /// What the client says.
    pub message: String,
    /// What the server answers.
    pub reply: String,
    /// Whether both sides speak RFC 7627.
    pub extended_master_secret: bool,
    /// "Now", seconds since 1970-01-01 UTC.
    pub time: u64,
    /// What the server shows; [`Scenario::identity`] was made by it.
    pub papers: Papers,
    /// Who the server is.
    pub identity: Identity,
    /// Whether the reader brought the server's key; no link carries it.
    pub own_key: bool,
    /// What happens to letters on the way.
    pub tampering: Vec<Tampering>,
    /// Whether somebody steals the server's private key afterwards.
    pub stolen_key: bool,
    /// Whether it is the second connection, in which the client asks to go on with the session of
    /// the first. What is done to letters is done to those of the second.
    pub resume: Option<Resume>,
    /// Who stands between the two.
    pub middle: Option<Middle>,
    /// Published values in place of the seed, the identity and what the client offers.
    pub hand: Option<Hand>,
}

/// What the server still knows of the first connection (RFC 5246 §F.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resume {
    /// The session.
    Known,
    /// Nothing: it starts from nothing again.
    Forgotten,
}

impl Resume {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Known, Self::Forgotten];

    /// The name in links and Scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Forgotten => "forgotten",
        }
    }

    /// The one of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|resume| resume.name() == name)
    }
}

/// A Scenario as it comes from a form, a link or a command line; everything may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Wish {
    /// 64 hexadecimal digits.
    pub seed: Option<String>,
    /// A host name.
    pub server_name: Option<String>,
    /// Names of suites, best first.
    pub suites: Option<Vec<String>>,
    /// Names of groups, best first.
    pub groups: Option<Vec<String>>,
    /// What the client says.
    pub message: Option<String>,
    /// What the server answers.
    pub reply: Option<String>,
    /// RFC 7627.
    pub extended_master_secret: Option<bool>,
    /// Seconds since 1970-01-01 UTC.
    pub time: Option<u64>,
    /// Whether somebody steals the server's private key afterwards.
    pub stolen_key: Option<bool>,
    /// What the server shows: the name of [`Papers`].
    pub identity: Option<String>,
    /// What happens to letters on the way, in this order.
    pub tampering: Option<Vec<Touch>>,
    /// The second connection: the name of [`Resume`].
    pub resume: Option<String>,
    /// Who stands in the middle: the name of [`Manner`].
    pub middle: Option<String>,
    /// What the middle tells the server in place of the client's words.
    pub altered: Option<String>,
    /// A key that takes the place of the teaching key.
    pub own_key: Option<OwnKey>,
    /// A published connection: see [`Hand::read`].
    pub hand: Option<BTreeMap<String, String>>,
}

/// A server's key that the reader brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OwnKey {
    /// An RSA key of 1024 to 8192 bits, PEM: PKCS#8 or PKCS#1.
    pub key: String,
    /// One certificate for it, PEM. Where it is missing, or where the server is to show papers
    /// that a client should refuse, the teaching CA issues one.
    pub certificate: Option<String>,
}

impl OwnKey {
    /// The names of all fields, as JavaScript spells them.
    pub const FIELDS: [&str; 2] = ["key", "certificate"];

    /// The server that has this key, with these papers for a host name.
    fn identity(&self, papers: Papers, host: &str) -> Result<Identity, ScenarioError> {
        let refused = |error: IdentityError| match error {
            IdentityError::Key(_) => ScenarioError::BadOwnKey(None),
            IdentityError::OtherKey => ScenarioError::CertificateOfAnotherKey,
            error => ScenarioError::BadOwnCertificate(error.to_string()),
        };
        let key = PrivateKey::from_pem(&self.key).map_err(|error| refused(error.into()))?;
        let bits = key.public().bits();
        if !BITS.contains(&bits) {
            return Err(ScenarioError::BadOwnKey(Some(bits)));
        }
        match self.certificate.as_deref().filter(|_| papers == Papers::Honest) {
            None => Identity::showing_for(papers, host, || Ok(key)).map_err(refused),
            Some(pem) => {
                let mut found = Facts::read_pem(pem).map_err(|error| refused(error.into()))?;
                match (found.pop(), found.len()) {
                    (Some(certificate), 0) => Identity::given(key, certificate).map_err(refused),
                    (_, more) => Err(ScenarioError::BadOwnCertificate(format!(
                        "there are {} in it; exactly one is needed",
                        more + 1
                    ))),
                }
            }
        }
    }
}

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

    /// The field of the [`Wish`] that is wrong.
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

/// The last second of the year 9999, the last that a certificate can name.
const MAX_TIME: u64 = 253_402_300_799;

impl Scenario {
    /// Whether it can be played.
    pub fn check(&self) -> Result<(), ScenarioError> {
        if self.groups.is_empty() {
            return Err(ScenarioError::NoGroup);
        }
        check(&self.server_name, &self.suites, &self.message, &self.reply, self.time)
    }
}

fn check(
    server_name: &str,
    suites: &[CipherSuite],
    message: &str,
    reply: &str,
    time: u64,
) -> Result<(), ScenarioError> {
    check_host_name(server_name).map_err(ScenarioError::BadServerName)?;
    if suites.is_empty() {
        return Err(ScenarioError::NoSuite);
    }
    for (index, suite) in suites.iter().enumerate() {
        if suites[..index].contains(suite) {
            return Err(ScenarioError::SuiteTwice(suite.name()));
        }
    }
    for (field, text) in [("message", message), ("reply", reply)] {
        if text.len() > MAX_MESSAGE {
            return Err(ScenarioError::MessageTooLong(field, text.len()));
        }
    }
    if time > MAX_TIME { Err(ScenarioError::BadTime(time)) } else { Ok(()) }
}

impl Wish {
    /// The names of all fields, as JavaScript spells them.
    pub const FIELDS: [&str; 16] = [
        "seed",
        "serverName",
        "suites",
        "groups",
        "message",
        "reply",
        "extendedMasterSecret",
        "time",
        "stolenKey",
        "identity",
        "tampering",
        "resume",
        "middle",
        "altered",
        "ownKey",
        "hand",
    ];

    /// The Scenario, or what is wrong with the wish.
    ///
    /// `seed` is taken where the wish has none. `identity` makes the server's identity: the papers
    /// for a host name, with the reader's key if there is one; it is asked only once everything
    /// else is in order.
    pub fn resolve(
        self,
        seed: [u8; SEED],
        identity: impl FnOnce(Papers, &str, Option<&OwnKey>) -> Result<Identity, ScenarioError>,
    ) -> Result<Scenario, ScenarioError> {
        let seed = match self.seed {
            None => seed,
            Some(text) => unhex(&text)
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or(ScenarioError::BadSeed(text))?,
        };
        let server_name = self.server_name.unwrap_or_else(|| DEFAULT_SERVER_NAME.to_owned());
        let suites = match self.suites {
            None => CipherSuite::RSA.to_vec(),
            Some(names) => names
                .into_iter()
                .map(|name| CipherSuite::from_name(&name).ok_or(ScenarioError::UnknownSuite(name)))
                .collect::<Result<Vec<_>, _>>()?,
        };
        let groups = match self.groups {
            None => GROUPS.to_vec(),
            Some(names) => names
                .into_iter()
                .map(|name| group::from_name(&name).ok_or(ScenarioError::UnknownGroup(name)))
                .collect::<Result<Vec<_>, _>>()?,
        };
        if groups.is_empty() {
            return Err(ScenarioError::NoGroup);
        }
        let message = self.message.unwrap_or_else(|| DEFAULT_MESSAGE.to_owned());
        let reply = self.reply.unwrap_or_else(|| DEFAULT_REPLY.to_owned());
        let time = self.time.unwrap_or(DEFAULT_TIME);
        check(&server_name, &suites, &message, &reply, time)?;
        let papers = match self.identity {
            None => Papers::Honest,
            Some(name) => Papers::from_name(&name).ok_or(ScenarioError::UnknownIdentity(name))?,
        };
        let touches = self.tampering.unwrap_or_default();
        if touches.len() > MAX_CHANGES {
            return Err(ScenarioError::TooManyChanges(touches.len()));
        }
        let tampering = touches.iter().map(Touch::read).collect::<Result<_, _>>()?;
        let resume = match self.resume {
            None => None,
            Some(name) => Some(Resume::from_name(&name).ok_or(ScenarioError::UnknownResume(name))?),
        };
        let manner = match self.middle {
            None => None,
            Some(name) => Some(Manner::from_name(&name).ok_or(ScenarioError::UnknownMiddle(name))?),
        };
        if let Some(altered) = &self.altered {
            if manner != Some(Manner::StolenAuthority) {
                return Err(ScenarioError::AlteredUnread);
            }
            if altered.len() > MAX_MESSAGE {
                return Err(ScenarioError::MessageTooLong("altered", altered.len()));
            }
        }
        let middle = manner.map(|manner| middle(manner, &server_name, self.altered)).transpose()?;
        let hand = self.hand.as_ref().map(Hand::read).transpose()?;
        let identity = match &hand {
            Some((_, identity)) => identity.clone(),
            None => identity(papers, &server_name, self.own_key.as_ref())?,
        };
        Ok(Scenario {
            seed,
            server_name,
            suites,
            groups,
            message,
            reply,
            extended_master_secret: self.extended_master_secret.unwrap_or(false),
            time,
            papers,
            identity,
            own_key: self.own_key.is_some(),
            tampering,
            stolen_key: self.stolen_key.unwrap_or(false),
            resume,
            middle,
            hand: hand.map(|(hand, _)| hand),
        })
    }
}

/// Somebody in the middle, with the papers that it will show.
fn middle(manner: Manner, host: &str, altered: Option<String>) -> Result<Middle, ScenarioError> {
    let identity = match manner {
        Manner::Relay => None,
        Manner::OwnCertificate => Some(Identity::showing(Papers::UnknownAuthority, host)),
        Manner::StolenAuthority => Some(Identity::by_stolen_authority(host)),
    };
    let identity = identity.transpose();
    let identity = identity.map_err(|error| ScenarioError::BadIdentity(error.to_string()))?;
    Ok(Middle { manner, identity, altered })
}

/// The identity for a host name, with these papers: the teaching identity, unless the reader brings
/// a key.
pub fn teaching_identity(
    papers: Papers,
    host: &str,
    own: Option<&OwnKey>,
) -> Result<Identity, ScenarioError> {
    match own {
        Some(own) => own.identity(papers, host),
        None => Identity::showing(papers, host)
            .map_err(|error| ScenarioError::BadIdentity(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(wish: Wish) -> ScenarioError {
        wish.resolve([0; SEED], teaching_identity).map(|_| ()).unwrap_err()
    }

    #[test]
    fn an_empty_wish_can_be_played() {
        let scenario = Wish::default().resolve([7; SEED], teaching_identity).unwrap();
        assert_eq!(scenario.seed, [7; SEED]);
        assert_eq!(scenario.server_name, DEFAULT_SERVER_NAME);
    }

    #[test]
    fn every_field_is_in_the_list() {
        let expected = format!("expected one of `{}`", Wish::FIELDS.join("`, `"));
        let error = serde_json::from_str::<Wish>(r#"{"nonsense": 1}"#).unwrap_err();
        assert!(error.to_string().contains(&expected), "{error}");
    }

    #[test]
    fn whatever_is_wrong_is_named() {
        let text = |text: &str| Some(text.to_owned());
        let cases = [
            (Wish { seed: text("12"), ..Wish::default() }, "bad_seed", "seed"),
            (
                Wish { server_name: text("a b"), ..Wish::default() },
                "server_name_character",
                "serverName",
            ),
            (Wish { suites: Some(vec!["X".into()]), ..Wish::default() }, "unknown_suite", "suites"),
            (Wish { suites: Some(vec![]), ..Wish::default() }, "no_suite", "suites"),
            (
                Wish {
                    suites: Some(vec!["TLS_RSA_WITH_AES_128_CBC_SHA".into(); 2]),
                    ..Wish::default()
                },
                "suite_twice",
                "suites",
            ),
            (Wish { groups: Some(vec!["X".into()]), ..Wish::default() }, "unknown_group", "groups"),
            (Wish { groups: Some(vec![]), ..Wish::default() }, "no_group", "groups"),
            (Wish { reply: Some("é".repeat(513)), ..Wish::default() }, "message_too_long", "reply"),
            (Wish { time: Some(u64::MAX), ..Wish::default() }, "bad_time", "time"),
            (Wish { identity: text("me"), ..Wish::default() }, "unknown_identity", "identity"),
            (Wish { resume: text("twice"), ..Wish::default() }, "unknown_resume", "resume"),
            (Wish { middle: text("me"), ..Wish::default() }, "unknown_middle", "middle"),
            (Wish { altered: text("No!"), ..Wish::default() }, "altered_unread", "altered"),
            (
                Wish {
                    middle: text("stolen_authority"),
                    altered: Some("é".repeat(513)),
                    ..Wish::default()
                },
                "message_too_long",
                "altered",
            ),
            (
                Wish { tampering: Some(vec![Touch::default(); 65]), ..Wish::default() },
                "too_many_changes",
                "tampering",
            ),
            (
                Wish { tampering: Some(vec![Touch::default()]), ..Wish::default() },
                "unknown_change",
                "tampering",
            ),
        ];
        for (wish, kind, field) in cases {
            let error = refused(wish);
            assert_eq!((error.kind(), error.field()), (kind, field));
        }
    }
}
