//! Who the server is: made once, passed in to every exchange.

use super::{
    facts::{Facts, NoCertificate},
    issue::{IssueError, Order, issue},
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
}

impl std::fmt::Display for IdentityError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(error) => error.fmt(out),
            Self::Certificate(error) => error.fmt(out),
            Self::Issue(error) => error.fmt(out),
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
        let serial = digest(HashAlgorithm::Sha256, &[b"serial", host.as_bytes()]);
        // 16 bytes with the top bit clear and not zero: positive, and never shortened by DER.
        let mut serial = serial[..16].to_vec();
        serial[0] = serial[0] & 0x7f | 0x40;
        // A common name has at most 64 characters (RFC 5280, ub-common-name); the name that
        // counts is in the SubjectAltName.
        let subject = if host.len() <= 64 { format!("CN={host}") } else { "CN=tls-airmail".into() };
        let key = PrivateKey::from_pem(SERVER_KEY)?;
        let order = Order {
            subject: &subject,
            issuer: CA_SUBJECT,
            names: &[host],
            authority: false,
            serial: &serial,
            not_before: NOT_BEFORE,
            not_after: NOT_AFTER,
        };
        Self::issue(&order, key)
    }

    /// The teaching CA's certificate for any key and order.
    pub fn issue(order: &Order, key: PrivateKey) -> Result<Self, IdentityError> {
        let ca_key = PrivateKey::from_pem(CA_KEY)?;
        let ca_order = Order {
            subject: CA_SUBJECT,
            issuer: CA_SUBJECT,
            names: &[],
            authority: true,
            serial: &[0x01],
            not_before: NOT_BEFORE,
            not_after: NOT_AFTER,
        };
        let authority = issue(&ca_order, &ca_key.public(), &ca_key)?;
        let certificate = issue(order, &key.public(), &ca_key)?;
        Ok(Self {
            authority: Facts::read(&authority)?,
            certificate: Facts::read(&certificate)?,
            key,
        })
    }

    /// A new server key of `bits` bits from the seed, with a certificate by the teaching CA.
    pub fn generate(entropy: &Entropy, bits: usize, order: &Order) -> Result<Self, IdentityError> {
        let key = PrivateKey::generate(&mut entropy.stream("server.rsa_key"), bits)?;
        Self::issue(order, key)
    }
}
