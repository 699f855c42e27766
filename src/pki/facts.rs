//! What a certificate says, read once.

use std::time::Duration;

use der::{
    Decode, Encode, Reader, SliceReader,
    asn1::AnyRef,
    pem::{self, LineEnding},
};
use x509_cert::{
    Certificate,
    ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectKeyIdentifier},
};

use super::{
    distinguished,
    extension::{HostNames, SignerKey},
};
use crate::{
    crypto::{
        hash::HashAlgorithm,
        rsa::{PublicKey, Scheme},
    },
    wire::bytes::hex,
};

/// The facts of a certificate that the parties act on (RFC 5280 §4).
#[derive(Clone, Debug)]
pub struct Facts {
    /// The whole certificate.
    pub der: Vec<u8>,
    /// Distinguished name, RFC 4514 string.
    pub subject: String,
    /// Distinguished name, RFC 4514 string.
    pub issuer: String,
    /// Hex.
    pub serial: String,
    /// Seconds since 1970-01-01 UTC.
    pub not_before: u64,
    /// Seconds since 1970-01-01 UTC.
    pub not_after: u64,
    /// dNSName entries of the SubjectAltName.
    pub names: Vec<String>,
    /// Whether it may sign certificates.
    pub authority: bool,
    /// How many other authorities may stand between it and a server; `None` for any number.
    pub path_length: Option<u8>,
    /// KeyUsage keyCertSign; `None` where there is no KeyUsage.
    pub may_sign_certificates: Option<bool>,
    /// KeyUsage keyEncipherment; `None` where there is no KeyUsage.
    pub may_encipher_keys: Option<bool>,
    /// KeyUsage digitalSignature; `None` where there is no KeyUsage.
    pub may_sign: Option<bool>,
    /// ExtendedKeyUsage serverAuth; `None` where there is no ExtendedKeyUsage.
    pub may_serve: Option<bool>,
    /// A critical extension that we do not know, by its OID.
    pub unknown_critical: Option<String>,
    /// SubjectKeyIdentifier.
    pub subject_key_id: Option<Vec<u8>>,
    /// keyIdentifier of the AuthorityKeyIdentifier.
    pub authority_key_id: Option<Vec<u8>>,
    /// The public key; `None` where it is not RSA.
    pub public_key: Option<PublicKey>,
    /// The bytes that were signed.
    pub tbs: Vec<u8>,
    /// The hash of the signature; `None` where it is not RSA with SHA-256, -384 or -512.
    pub signature_hash: Option<HashAlgorithm>,
    /// The signature.
    pub signature: Vec<u8>,
}

/// These bytes are no certificate; the sentence says why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoCertificate(pub String);

impl std::fmt::Display for NoCertificate {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "not an X.509 certificate: {}", self.0)
    }
}

impl std::error::Error for NoCertificate {}

/// What a certificate is called in PEM (RFC 7468 §5.1).
const LABEL: &str = "CERTIFICATE";

impl Facts {
    /// Reads a certificate, DER.
    pub fn read(der: &[u8]) -> Result<Self, NoCertificate> {
        let failed = |error: der::Error| NoCertificate(error.to_string());
        let certificate = Certificate::from_der(der).map_err(failed)?;
        let tbs = certificate.tbs_certificate();
        let seconds = |time: &x509_cert::time::Time| time.to_unix_duration().as_secs();
        let names = tbs.get_extension::<HostNames>().map_err(failed)?;
        let constraints = tbs.get_extension::<BasicConstraints>().map_err(failed)?;
        let usage = tbs.get_extension::<KeyUsage>().map_err(failed)?.map(|(_, usage)| usage);
        let extended = tbs.get_extension::<ExtendedKeyUsage>().map_err(failed)?;
        let server_auth = const_oid::db::rfc5280::ID_KP_SERVER_AUTH;
        let subject_key_id = tbs.get_extension::<SubjectKeyIdentifier>().map_err(failed)?;
        let authority_key_id = tbs.get_extension::<SignerKey>().map_err(failed)?;
        let spki = tbs.subject_public_key_info().to_der().map_err(failed)?;
        Ok(Self {
            der: der.to_vec(),
            subject: distinguished::words(tbs.subject()),
            issuer: distinguished::words(tbs.issuer()),
            serial: hex(tbs.serial_number().as_bytes()),
            not_before: seconds(&tbs.validity().not_before),
            not_after: seconds(&tbs.validity().not_after),
            names: names.map_or_else(Vec::new, |(_, names)| names.0),
            authority: constraints.as_ref().is_some_and(|(_, constraints)| constraints.ca),
            path_length: constraints.and_then(|(_, constraints)| constraints.path_len_constraint),
            may_sign_certificates: usage.as_ref().map(KeyUsage::key_cert_sign),
            may_encipher_keys: usage.as_ref().map(KeyUsage::key_encipherment),
            may_sign: usage.as_ref().map(KeyUsage::digital_signature),
            may_serve: extended.map(|(_, usages)| usages.0.contains(&server_auth)),
            unknown_critical: unknown_critical(&certificate),
            subject_key_id: subject_key_id.map(|(_, id)| id.0.as_bytes().to_vec()),
            authority_key_id: authority_key_id.and_then(|(_, id)| id.0),
            public_key: PublicKey::from_spki_der(&spki).ok(),
            tbs: signed_bytes(der).map_err(failed)?,
            signature_hash: signature_hash(&certificate),
            // A signature is whole bytes; one with unused bits fits nothing.
            signature: certificate.signature().as_bytes().unwrap_or_default().to_vec(),
        })
    }

    /// Reads all certificates of a PEM text, at least one.
    pub fn read_pem(pem: &str) -> Result<Vec<Self>, NoCertificate> {
        let failed = |error: pem::Error| NoCertificate(error.to_string());
        let mut certificates = Vec::new();
        for part in pem.trim_ascii_end().split_inclusive("-----END CERTIFICATE-----") {
            // Read as DER, not as PEM: all of X.509 would be compiled once more for it.
            let (label, der) = pem::decode_vec(part.as_bytes()).map_err(failed)?;
            if label != LABEL {
                return Err(failed(pem::Error::UnexpectedTypeLabel { expected: LABEL }));
            }
            certificates.push(Self::read(&der)?);
        }
        if certificates.is_empty() {
            return Err(NoCertificate("there is none in this PEM".to_owned()));
        }
        Ok(certificates)
    }

    /// Whether `signer`'s key made the signature.
    pub fn signed_by(&self, signer: &Self) -> bool {
        match (&signer.public_key, self.signature_hash) {
            (Some(key), Some(hash)) => {
                key.verify(Scheme::Pkcs1, hash, &self.tbs, &self.signature).is_ok()
            }
            _ => false,
        }
    }

    /// Whether names and key identifiers say that `signer` issued this.
    pub fn names_as_issuer(&self, signer: &Self) -> bool {
        let ids_agree = match (&self.authority_key_id, &signer.subject_key_id) {
            (Some(wanted), Some(found)) => wanted == found,
            _ => true,
        };
        self.issuer == signer.subject && ids_agree
    }

    /// The certificate as PEM.
    pub fn pem(&self) -> String {
        pem::encode_string(LABEL, LineEnding::LF, &self.der).unwrap_or_default()
    }
}

/// The tbsCertificate as it stands in the certificate. Encoding it again would forgive bytes that
/// are not quite DER and were not what was signed.
fn signed_bytes(der: &[u8]) -> der::Result<Vec<u8>> {
    let content = AnyRef::from_der(der)?;
    let mut reader = SliceReader::new(content.value())?;
    Ok(reader.tlv_bytes()?.to_vec())
}

fn signature_hash(certificate: &Certificate) -> Option<HashAlgorithm> {
    use const_oid::db::rfc5912;
    let outer = certificate.signature_algorithm();
    if outer != certificate.tbs_certificate().signature() {
        return None;
    }
    match outer.oid {
        rfc5912::SHA_256_WITH_RSA_ENCRYPTION => Some(HashAlgorithm::Sha256),
        rfc5912::SHA_384_WITH_RSA_ENCRYPTION => Some(HashAlgorithm::Sha384),
        rfc5912::SHA_512_WITH_RSA_ENCRYPTION => Some(HashAlgorithm::Sha512),
        _ => None,
    }
}

fn unknown_critical(certificate: &Certificate) -> Option<String> {
    use const_oid::db::rfc5280;
    let known = [
        rfc5280::ID_CE_BASIC_CONSTRAINTS,
        rfc5280::ID_CE_KEY_USAGE,
        rfc5280::ID_CE_EXT_KEY_USAGE,
        rfc5280::ID_CE_SUBJECT_ALT_NAME,
    ];
    let extensions = certificate.tbs_certificate().extensions()?;
    extensions
        .iter()
        .find(|extension| extension.critical && !known.contains(&extension.extn_id))
        .map(|extension| extension.extn_id.to_string())
}

/// A point in time as RFC 3339, UTC.
pub fn rfc3339(seconds: u64) -> String {
    der::DateTime::from_unix_duration(Duration::from_secs(seconds))
        .map_or_else(|_| seconds.to_string(), |date| date.to_string())
}
