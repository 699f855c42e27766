//! The client's questions to the certificate authority (RFC 5280 §6, RFC 6125).

use super::{
    facts::{Facts, rfc3339},
    name::covers,
};
use crate::{crypto::rsa::PublicKey, wire::key_exchange::KeyExchange};

/// Most authorities between the server and a root.
const MAX_DEPTH: u8 = 4;

/// Why a certificate was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The list was empty.
    Missing,
    /// It cannot be read.
    Unreadable,
    /// No root that we know issued it.
    UnknownIssuer,
    /// The signature does not fit.
    Signature,
    /// Today is not between its dates.
    Dates,
    /// It is for another name.
    Name,
    /// Its key may not be used for this, or is of a kind that we do not speak.
    Usage,
}

/// One question and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// `certificate_issuer`, `certificate_signature`, `certificate_dates`, `certificate_name`,
    /// `certificate_usage`.
    pub id: &'static str,
    /// Whether it held.
    pub ok: bool,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

/// What came of all questions.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Every question that was asked, in order; the last is the one that failed, if one did.
    pub checks: Vec<Check>,
    /// The server's key, or why not.
    pub key: Result<PublicKey, Refusal>,
}

/// Checks the chain that a server showed.
///
/// `chain` is DER, the server's own certificate first; `host` is the name that was asked for;
/// `now` is in seconds since 1970-01-01 UTC; `task` is what the key has to do. Revocation is not
/// asked about.
pub fn check_chain(
    chain: &[Vec<u8>],
    roots: &[Facts],
    host: &str,
    now: u64,
    task: KeyExchange,
) -> Verdict {
    let mut checks = Vec::new();
    let key =
        walk(chain, roots, now, &mut checks, |leaf, checks| check_leaf(leaf, host, task, checks));
    Verdict { checks, key }
}

fn walk(
    chain: &[Vec<u8>],
    roots: &[Facts],
    now: u64,
    checks: &mut Vec<Check>,
    check_leaf: impl Fn(&Facts, &mut Vec<Check>) -> Result<(), Refusal>,
) -> Result<PublicKey, Refusal> {
    let certificates: Vec<Facts> = chain
        .iter()
        .map(|der| Facts::read(der))
        .collect::<Result<_, _>>()
        .map_err(|_| Refusal::Unreadable)?;
    let leaf = certificates.first().ok_or(Refusal::Missing)?;
    let mut current = leaf;
    for below in 0..=MAX_DEPTH {
        // Of roots with one name, the one that signed.
        let named = || roots.iter().filter(|root| current.names_as_issuer(root));
        let signed = named().find(|root| current.signed_by(root));
        let root = signed.or_else(|| named().next());
        let signer = root.or_else(|| {
            certificates[1..]
                .iter()
                .find(|other| current.names_as_issuer(other) && other.der != current.der)
        });
        let known: Vec<&str> = roots.iter().map(|root| root.subject.as_str()).collect();
        checks.push(Check {
            id: "certificate_issuer",
            ok: signer.is_some(),
            expected: known.join("; "),
            found: current.issuer.clone(),
        });
        let signer = signer.ok_or(Refusal::UnknownIssuer)?;
        let fits = signed.is_some() || root.is_none() && current.signed_by(signer);
        check_link(current, signer, fits, below, now, checks)?;
        if root.is_some() {
            check_leaf(leaf, checks)?;
            return leaf.public_key.clone().ok_or(Refusal::Usage);
        }
        current = signer;
    }
    Err(Refusal::UnknownIssuer)
}

/// One link of the chain; `fits` says whether the signature does, `below` counts the authorities
/// between the signer and the server.
fn check_link(
    current: &Facts,
    signer: &Facts,
    fits: bool,
    below: u8,
    now: u64,
    checks: &mut Vec<Check>,
) -> Result<(), Refusal> {
    let signed = fits && may_sign(signer, below);
    checks.push(Check {
        id: "certificate_signature",
        ok: signed,
        expected: signer.subject.clone(),
        found: match current.signature_hash {
            Some(hash) => format!("RSA PKCS#1 v1.5 with {}", hash.name()),
            None => "a signature of a kind that is not accepted".to_owned(),
        },
    });
    if !signed {
        return Err(Refusal::Signature);
    }
    for certificate in [current, signer] {
        let ok = (certificate.not_before..=certificate.not_after).contains(&now);
        // The signer's dates are a question of their own only where they fail.
        if !ok || std::ptr::eq(certificate, current) {
            checks.push(Check {
                id: "certificate_dates",
                ok,
                expected: format!(
                    "{} to {}",
                    rfc3339(certificate.not_before),
                    rfc3339(certificate.not_after)
                ),
                found: rfc3339(now),
            });
        }
        if !ok {
            return Err(Refusal::Dates);
        }
    }
    Ok(())
}

/// Whether an authority may sign certificates for servers with so many authorities below it
/// (RFC 5280 §6.1.4). What we do not understand but must, such as name constraints, forbids it.
fn may_sign(signer: &Facts, below: u8) -> bool {
    signer.authority
        && signer.may_sign_certificates.unwrap_or(true)
        && signer.may_serve.unwrap_or(true)
        && signer.unknown_critical.is_none()
        && signer.path_length.is_none_or(|most| below <= most)
}

fn check_leaf(
    leaf: &Facts,
    host: &str,
    task: KeyExchange,
    checks: &mut Vec<Check>,
) -> Result<(), Refusal> {
    let named = leaf.names.iter().any(|name| covers(name, host));
    checks.push(Check {
        id: "certificate_name",
        ok: named,
        expected: host.to_owned(),
        found: leaf.names.join(", "),
    });
    if !named {
        return Err(Refusal::Name);
    }
    // RFC 5246 §7.4.2: with RSA the key decrypts, with ECDHE it signs.
    let (usage, allowed) = match task {
        KeyExchange::Rsa => ("keyEncipherment", leaf.may_encipher_keys.unwrap_or(true)),
        KeyExchange::Ecdhe => ("digitalSignature", leaf.may_sign.unwrap_or(true)),
    };
    let usable = allowed
        && leaf.may_serve.unwrap_or(true)
        && leaf.unknown_critical.is_none()
        && leaf.public_key.is_some();
    checks.push(Check {
        id: "certificate_usage",
        ok: usable,
        expected: format!("{usage}, serverAuth"),
        found: match (&leaf.unknown_critical, &leaf.public_key) {
            (Some(oid), _) => format!("critical extension {oid}"),
            (None, None) => "no RSA key".to_owned(),
            (None, Some(_)) => {
                let mut found = Vec::new();
                if allowed {
                    found.push(usage);
                }
                if leaf.may_serve.unwrap_or(true) {
                    found.push("serverAuth");
                }
                found.join(", ")
            }
        },
    });
    if usable { Ok(()) } else { Err(Refusal::Usage) }
}
