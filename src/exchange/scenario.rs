//! What the reader chose.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    error::ScenarioError,
    hand::Hand,
    link::Tampering,
    middle::{Manner, Middle},
    touch::{MAX_CHANGES, Touch},
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
        name::check_host_name,
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
        let suites = each(self.suites, CipherSuite::from_name, ScenarioError::UnknownSuite)?;
        let suites = suites.unwrap_or_else(|| CipherSuite::RSA.to_vec());
        let groups = each(self.groups, group::from_name, ScenarioError::UnknownGroup)?;
        let groups = groups.unwrap_or_else(|| GROUPS.to_vec());
        if groups.is_empty() {
            return Err(ScenarioError::NoGroup);
        }
        let message = self.message.unwrap_or_else(|| DEFAULT_MESSAGE.to_owned());
        let reply = self.reply.unwrap_or_else(|| DEFAULT_REPLY.to_owned());
        let time = self.time.unwrap_or(DEFAULT_TIME);
        check(&server_name, &suites, &message, &reply, time)?;
        let papers = one(self.identity, Papers::from_name, ScenarioError::UnknownIdentity)?;
        let papers = papers.unwrap_or_default();
        let touches = self.tampering.unwrap_or_default();
        if touches.len() > MAX_CHANGES {
            return Err(ScenarioError::TooManyChanges(touches.len()));
        }
        let tampering = touches.iter().map(Touch::read).collect::<Result<_, _>>()?;
        let resume = one(self.resume, Resume::from_name, ScenarioError::UnknownResume)?;
        let manner = one(self.middle, Manner::from_name, ScenarioError::UnknownMiddle)?;
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

/// What a name stands for, where there is one.
fn one<T>(
    name: Option<String>,
    find: impl Fn(&str) -> Option<T>,
    unknown: fn(String) -> ScenarioError,
) -> Result<Option<T>, ScenarioError> {
    name.map(|name| find(&name).ok_or_else(|| unknown(name))).transpose()
}

/// What each of some names stands for.
fn each<T>(
    names: Option<Vec<String>>,
    find: impl Fn(&str) -> Option<T>,
    unknown: fn(String) -> ScenarioError,
) -> Result<Option<Vec<T>>, ScenarioError> {
    let found = |name: String| find(&name).ok_or_else(|| unknown(name));
    names.map(|names| names.into_iter().map(found).collect()).transpose()
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
