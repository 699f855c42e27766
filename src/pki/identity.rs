//! Who the server is: made once, passed in to every exchange.

use super::{
    facts::{Facts, NoCertificate},
    issue::{IssueError, Order, issue, issue_in_the_name_of},
};
use crate::crypto::{
    drbg::Entropy,
    hash::{HashAlgorithm, digest},
    rsa::{PrivateKey, RsaError},
};

/// The distinguished name of the teaching CA.
pub const CA_SUBJECT: &str = "CN=tls-airmail Teaching CA,O=NOT A REAL CA";

/// First second of the teaching certificates: 2024-01-01.
pub const NOT_BEFORE: u64 = 1_704_067_200;
/// Last second of the teaching certificates: 2049-12-31.
pub const NOT_AFTER: u64 = 2_524_607_999;

const CA_KEY: &str = include_str!("teaching/ca.key.pem");
const SERVER_KEY: &str = include_str!("teaching/server.key.pem");
const IMPOSTOR_KEY: &str = include_str!("teaching/impostor.key.pem");

/// An authority that nobody trusts.
const UNKNOWN_SUBJECT: &str = "CN=Trust Me CA,O=NOT A REAL CA EITHER";

/// 2024-12-31, the last second.
const EXPIRED: u64 = 1_735_689_599;
/// 2040-01-01.
const NOT_YET: u64 = 2_208_988_800;

/// What the server shows. All but the first should be refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Papers {
    /// Its own certificate, in date, for the name that is asked for, by the CA.
    #[default]
    Honest,
    /// Its own certificate, by the CA, for another name.
    OtherName,
    /// Its own certificate, by the CA, that ended with 2024.
    Expired,
    /// Its own certificate, by the CA, that begins with 2040.
    NotYetValid,
    /// An impostor's certificate, signed with its own key in its own name.
    SelfSigned,
    /// An impostor's certificate, by an authority that the client does not know.
    UnknownAuthority,
    /// An impostor's certificate that says that the CA issued it. The CA's key did not sign it.
    Forged,
}

impl Papers {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Honest,
        Self::OtherName,
        Self::Expired,
        Self::NotYetValid,
        Self::SelfSigned,
        Self::UnknownAuthority,
        Self::Forged,
    ];

    /// The name in links and Scenarios.
    pub fn name(self) -> &'static str {
        match self {
            Self::Honest => "honest",
            Self::OtherName => "other_name",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::SelfSigned => "self_signed",
            Self::UnknownAuthority => "unknown_authority",
            Self::Forged => "forged",
        }
    }

    /// The papers of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|papers| papers.name() == name)
    }
}

/// A CA, and a server with a certificate by it.
#[derive(Clone, Debug)]
pub struct Identity {
    /// What the client trusts.
    pub authority: Facts,
    /// What the server shows.
    pub certificate: Facts,
    /// What the server keeps to itself.
    pub key: PrivateKey,
}

/// Why there is no identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityError {
    /// A key cannot be used.
    Key(RsaError),
    /// A certificate cannot be read.
    Certificate(NoCertificate),
    /// A certificate cannot be issued.
    Issue(IssueError),
    /// The certificate is for another key.
    OtherKey,
}

impl std::fmt::Display for IdentityError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(error) => error.fmt(out),
            Self::Certificate(error) => error.fmt(out),
            Self::Issue(error) => error.fmt(out),
            Self::OtherKey => out.write_str("the certificate is for another key"),
        }
    }
}

impl std::error::Error for IdentityError {}

impl From<RsaError> for IdentityError {
    fn from(error: RsaError) -> Self {
        Self::Key(error)
    }
}

impl From<NoCertificate> for IdentityError {
    fn from(error: NoCertificate) -> Self {
        Self::Certificate(error)
    }
}

impl From<IssueError> for IdentityError {
    fn from(error: IssueError) -> Self {
        Self::Issue(error)
    }
}

impl Identity {
    /// The fixed teaching CA and server key, with a certificate for `host`. The same host gives
    /// the same certificate, byte for byte.
    pub fn teaching(host: &str) -> Result<Self, IdentityError> {
        Self::showing(Papers::Honest, host)
    }

    /// The same, or one of those that a client should refuse; each is issued for real. An impostor
    /// has a key of its own.
    pub fn showing(papers: Papers, host: &str) -> Result<Self, IdentityError> {
        Self::showing_for(papers, host, || PrivateKey::from_pem(SERVER_KEY))
    }

    /// The same for a server with another key. The same key and host give the same certificate,
    /// byte for byte.
    pub fn showing_for(
        papers: Papers,
        host: &str,
        key: impl FnOnce() -> Result<PrivateKey, RsaError>,
    ) -> Result<Self, IdentityError> {
        let others = ["somebody-else.example", "nobody-else.example"];
        let name = match papers {
            Papers::OtherName if host == others[0] => others[1],
            Papers::OtherName => others[0],
            _ => host,
        };
        let serial = digest(HashAlgorithm::Sha256, &[b"serial", name.as_bytes()]);
        // 16 bytes with the top bit clear and not zero: positive, and never shortened by DER.
        let mut serial = serial[..16].to_vec();
        serial[0] = serial[0] & 0x7f | 0x40;
        // A common name has at most 64 characters (RFC 5280, ub-common-name); the name that
        // counts is in the SubjectAltName.
        let subject = if name.len() <= 64 { format!("CN={name}") } else { "CN=tls-airmail".into() };
        let order = Order {
            subject: &subject,
            issuer: match papers {
                Papers::SelfSigned => &subject,
                Papers::UnknownAuthority => UNKNOWN_SUBJECT,
                _ => CA_SUBJECT,
            },
            names: &[name],
            authority: false,
            serial: &serial,
            not_before: if papers == Papers::NotYetValid { NOT_YET } else { NOT_BEFORE },
            not_after: if papers == Papers::Expired { EXPIRED } else { NOT_AFTER },
        };
        match papers {
            Papers::SelfSigned | Papers::UnknownAuthority | Papers::Forged => {
                let key = PrivateKey::from_pem(IMPOSTOR_KEY)?;
                let authority = Self::authority()?;
                let claimed = authority.public_key.clone().filter(|_| papers == Papers::Forged);
                let claimed = claimed.unwrap_or_else(|| key.public());
                let certificate = issue_in_the_name_of(&claimed, &order, &key.public(), &key)?;
                Ok(Self { authority, certificate: Facts::read(&certificate)?, key })
            }
            _ => Self::issue(&order, key()?),
        }
    }

    /// A certificate for `host` that the teaching CA's key signed, but for an impostor's key: that is
    /// what somebody makes who has stolen the key of the CA. Nothing about it is wrong.
    pub fn by_stolen_authority(host: &str) -> Result<Self, IdentityError> {
        let honest = Self::teaching(host)?.certificate;
        let order = Order {
            subject: &honest.subject,
            issuer: CA_SUBJECT,
            names: &[host],
            authority: false,
            serial: &[0x51; 16],
            not_before: NOT_BEFORE,
            not_after: NOT_AFTER,
        };
        Self::issue(&order, PrivateKey::from_pem(IMPOSTOR_KEY)?)
    }

    /// The private exponent of the teaching CA's key, big endian: what would have to be stolen.
    pub fn authority_exponent() -> Result<Vec<u8>, IdentityError> {
        Ok(PrivateKey::from_pem(CA_KEY)?.exponent())
    }

    /// A key and a certificate for it, by whomever.
    pub fn given(key: PrivateKey, certificate: Facts) -> Result<Self, IdentityError> {
        if certificate.public_key.as_ref() != Some(&key.public()) {
            return Err(IdentityError::OtherKey);
        }
        Ok(Self { authority: Self::authority()?, certificate, key })
    }

    /// The teaching CA.
    fn authority() -> Result<Facts, IdentityError> {
        let key = PrivateKey::from_pem(CA_KEY)?;
        let order = Order {
            subject: CA_SUBJECT,
            issuer: CA_SUBJECT,
            names: &[],
            authority: true,
            serial: &[0x01],
            not_before: NOT_BEFORE,
            not_after: NOT_AFTER,
        };
        Ok(Facts::read(&issue(&order, &key.public(), &key)?)?)
    }

    /// The teaching CA's certificate for any key and order.
    pub fn issue(order: &Order, key: PrivateKey) -> Result<Self, IdentityError> {
        let certificate = issue(order, &key.public(), &PrivateKey::from_pem(CA_KEY)?)?;
        Ok(Self { authority: Self::authority()?, certificate: Facts::read(&certificate)?, key })
    }

    /// A new server key of `bits` bits from the seed, with a certificate by the teaching CA.
    pub fn generate(entropy: &Entropy, bits: usize, order: &Order) -> Result<Self, IdentityError> {
        let key = PrivateKey::generate(&mut entropy.stream("server.rsa_key"), bits)?;
        Self::issue(order, key)
    }
}
