//! A published connection, dealt in place of a seed: its random values, its certificate and key,
//! and what its client offered. The parties do the rest.

use std::collections::BTreeMap;

use super::error::ScenarioError;
use crate::{
    crypto::{
        drbg::Entropy,
        rsa::{BITS, PrivateKey},
    },
    pki::{facts::Facts, identity::Identity},
    wire::{bytes::unhex, hello::Extension},
};

/// What a published connection brings with it.
#[derive(Clone, Debug)]
pub struct Hand {
    /// The name that links know it by.
    pub name: String,
    /// What was drawn: values by the label of their stream (`client_random`, `client.iv.0`, …).
    pub entropy: Entropy,
    /// The codes of the suites that the client offers; may hold some that we do not speak.
    pub suites: Vec<u16>,
    /// The extensions that the client offers.
    pub extensions: Vec<Extension>,
}

impl Hand {
    /// Reads `name` (as it is) and, in hex, `certificate` and `key` (DER), `suites` (two bytes
    /// each), `extensions` (RFC 5246 §7.4.1.4, without the length in front), and any number of
    /// streams. Whoever issued the certificate is not published: the client is told to believe
    /// this one, so the certificate stands for its own authority.
    pub fn read(values: &BTreeMap<String, String>) -> Result<(Self, Identity), ScenarioError> {
        let refused = |name: &str| ScenarioError::BadHand(name.to_owned());
        let mut known = BTreeMap::new();
        for (label, text) in values.iter().filter(|(label, _)| *label != "name") {
            known.insert(label.clone(), unhex(text).ok_or_else(|| refused(label))?);
        }
        let mut take = |name: &str| known.remove(name).ok_or_else(|| refused(name));
        let certificate = take("certificate")?;
        let certificate = Facts::read(&certificate).map_err(|_| refused("certificate"))?;
        let key = PrivateKey::from_der(&take("key")?).map_err(|_| refused("key"))?;
        if !BITS.contains(&key.public().bits()) {
            return Err(refused("key"));
        }
        let suites = take("suites")?;
        let (suites, rest) = suites.as_chunks();
        if !rest.is_empty() {
            return Err(refused("suites"));
        }
        let extensions = split(&take("extensions")?).ok_or_else(|| refused("extensions"))?;
        let hand = Self {
            name: values.get("name").cloned().ok_or_else(|| refused("name"))?,
            entropy: Entropy::Known(known),
            suites: suites.iter().map(|code| u16::from_be_bytes(*code)).collect(),
            extensions,
        };
        Ok((hand, Identity { authority: certificate.clone(), certificate, key }))
    }
}

/// Code, length and data of each; `None` where the bytes end too soon.
fn split(mut bytes: &[u8]) -> Option<Vec<Extension>> {
    let mut extensions = Vec::new();
    while let Some((head, rest)) = bytes.split_at_checked(4) {
        let data = rest.get(..usize::from(u16::from_be_bytes([head[2], head[3]])))?;
        let code = u16::from_be_bytes([head[0], head[1]]);
        extensions.push(Extension { code, data: data.to_vec() });
        bytes = &rest[data.len()..];
    }
    bytes.is_empty().then_some(extensions)
}
