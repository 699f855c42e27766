//! Issuing certificates.

use std::time::Duration;

use der::{Decode, Encode, referenced::OwnedToRef};
use spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use x509_cert::{
    TbsCertificate,
    builder::{Builder, CertificateBuilder, profile::BuilderProfile},
    ext::{
        Extension, ToExtension,
        pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectKeyIdentifier},
    },
    name::Name,
    serial_number::SerialNumber,
    time::{Time, Validity},
};

use super::{
    distinguished,
    extension::{HostNames, SignerKey},
};
use crate::crypto::rsa::{PrivateKey, PublicKey};

/// A certificate could not be issued; the sentence says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueError(pub String);

impl std::fmt::Display for IssueError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "the certificate could not be issued: {}", self.0)
    }
}

impl std::error::Error for IssueError {}

fn failed(error: impl std::fmt::Display) -> IssueError {
    IssueError(error.to_string())
}

/// What goes into a certificate.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// Distinguished name of the owner, RFC 4514 string.
    pub subject: &'a str,
    /// Distinguished name of the signer, RFC 4514 string.
    pub issuer: &'a str,
    /// dNSName entries; none for a CA.
    pub names: &'a [&'a str],
    /// Whether it may sign other certificates.
    pub authority: bool,
    /// At most 20 bytes, positive (RFC 5280 §4.1.2.2).
    pub serial: &'a [u8],
    /// Seconds since 1970-01-01 UTC.
    pub not_before: u64,
    /// Seconds since 1970-01-01 UTC.
    pub not_after: u64,
}

/// Issues an X.509 v3 certificate for `key`, signed by `signer` with SHA-256 and RSA; DER.
pub fn issue(order: &Order, key: &PublicKey, signer: &PrivateKey) -> Result<Vec<u8>, IssueError> {
    issue_in_the_name_of(&signer.public(), order, key, signer)
}

/// The same, but the certificate says that `claimed` is the key that signed it. Where it is not,
/// the signature does not fit: that is what a forged certificate is.
pub fn issue_in_the_name_of(
    claimed: &PublicKey,
    order: &Order,
    key: &PublicKey,
    signer: &PrivateKey,
) -> Result<Vec<u8>, IssueError> {
    let info = |key: &PublicKey| {
        let spki = key.to_spki_der().map_err(failed)?;
        SubjectPublicKeyInfoOwned::from_der(&spki).map_err(failed)
    };
    let spki = info(key)?;
    let validity = Validity::new(time(order.not_before)?, time(order.not_after)?);
    let serial = SerialNumber::new(order.serial).map_err(failed)?;
    let signer_key =
        SubjectKeyIdentifier::try_from(info(claimed)?.owned_to_ref()).map_err(failed)?;
    if let Some(name) = order.names.iter().find(|name| !name.is_ascii()) {
        return Err(IssueError(format!("{name} is no name of a server")));
    }
    let profile = Profile {
        subject: named(order.subject)?,
        issuer: named(order.issuer)?,
        names: HostNames(order.names.iter().map(|name| (*name).to_owned()).collect()),
        authority: order.authority,
        signer: SignerKey(Some(signer_key.0.as_bytes().to_vec())),
    };
    let builder = CertificateBuilder::new(profile, serial, validity, spki).map_err(failed)?;
    let certificate =
        builder.build::<_, rsa::pkcs1v15::Signature>(&signer.signer()).map_err(failed)?;
    certificate.to_der().map_err(failed)
}

fn named(text: &str) -> Result<Name, IssueError> {
    distinguished::read(text).ok_or_else(|| IssueError(format!("{text} is no name for it")))
}

fn time(seconds: u64) -> Result<Time, IssueError> {
    let date = der::DateTime::from_unix_duration(Duration::from_secs(seconds)).map_err(failed)?;
    Ok(Time::from(date))
}

/// What a CA or a server certificate of ours looks like.
struct Profile {
    subject: Name,
    issuer: Name,
    names: HostNames,
    authority: bool,
    /// Whose key signed it, as it says.
    signer: SignerKey,
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _subject: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        spki: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        let mut extensions = Vec::new();
        let subject = tbs.subject();
        let mut add = |extension: Result<Extension, der::Error>| -> x509_cert::builder::Result<()> {
            extensions.push(extension?);
            Ok(())
        };
        let constraints = BasicConstraints { ca: self.authority, path_len_constraint: None };
        add(constraints.to_extension(subject, &[]))?;
        // With RSA key exchange the key must be allowed to encrypt (RFC 5246 §7.4.2).
        let usage = if self.authority {
            KeyUsages::KeyCertSign | KeyUsages::CRLSign
        } else {
            KeyUsages::DigitalSignature | KeyUsages::KeyEncipherment
        };
        add(KeyUsage(usage).to_extension(subject, &[]))?;
        add(SubjectKeyIdentifier::try_from(spki)?.to_extension(subject, &[]))?;
        add(self.signer.extension())?;
        if !self.authority {
            let server_auth = const_oid::db::rfc5280::ID_KP_SERVER_AUTH;
            add(ExtendedKeyUsage(vec![server_auth]).to_extension(subject, &[]))?;
            add(self.names.extension(subject.is_empty()))?;
        }
        Ok(extensions)
    }
}
