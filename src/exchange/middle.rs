//! Somebody in the middle: who stands between the two, how, and what comes of it.
//!
//! Whoever only passes letters on is a part of the [link](super::link). Whoever does more is two
//! parties back to back: a server towards the client, and a client towards the server.

use crate::pki::identity::Identity;

/// How somebody stands in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It passes every letter on as it is.
    Relay,
    /// It answers in the server's place, with a certificate that an authority of its own issued.
    OwnCertificate,
    /// The same, with a certificate by the authority whose key it stole.
    StolenAuthority,
}

impl Manner {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Relay, Self::OwnCertificate, Self::StolenAuthority];

    /// The name in links and Scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relay => "relay",
            Self::OwnCertificate => "own_certificate",
            Self::StolenAuthority => "stolen_authority",
        }
    }

    /// The manner of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|manner| manner.name() == name)
    }
}

/// Somebody in the middle.
#[derive(Clone, Debug)]
pub struct Middle {
    /// How it stands there.
    pub manner: Manner,
    /// Whom it claims to be; nobody where it only passes letters on.
    pub identity: Option<Identity>,
    /// What it tells the server in place of the client's words, where it changes them.
    pub altered: Option<String>,
}
