//! The pre-master secret by ECDHE (RFC 8422 §5.10): key pairs that live for one handshake, and the
//! signature that says whose they are (RFC 5246 §7.4.3).

use super::{
    artifact::{Artifact, Holder, Recipe},
    group,
    signature::SignatureAlgorithm,
};
use crate::{
    crypto::{
        drbg::Entropy,
        ecdhe::{Curve, EcdheError, SECRET},
    },
    wire::key_exchange::EcdhParams,
};

/// A key pair for one handshake.
#[derive(Clone, Debug)]
pub struct KeyPair {
    side: Holder,
    group: Curve,
    private: [u8; SECRET],
    /// What the other side gets.
    pub public: Vec<u8>,
}

/// The names of a side's private and public value.
fn names(side: Holder) -> [&'static str; 2] {
    match side {
        Holder::Server => ["server_ephemeral_private", "server_ephemeral_public"],
        _ => ["client_ephemeral_private", "client_ephemeral_public"],
    }
}

/// Where the values of a group are defined.
fn rfc(group: Curve) -> &'static str {
    match group {
        Curve::X25519 => "RFC 7748 §6.1",
        Curve::P256 => "RFC 8422 §5.10",
    }
}

impl KeyPair {
    /// A fresh pair.
    pub fn draw(side: Holder, group: Curve, entropy: &Entropy) -> Result<Self, EcdheError> {
        let [name, _] = names(side);
        let private = group.draw(&mut entropy.stream(name))?;
        let public = group.public(&private)?;
        Ok(Self { side, group, private, public })
    }

    /// The pair with this private value.
    pub fn known(side: Holder, group: Curve, private: [u8; SECRET]) -> Result<Self, EcdheError> {
        let public = group.public(&private)?;
        Ok(Self { side, group, private, public })
    }

    /// Both values.
    pub fn artifacts(&self) -> Vec<Artifact> {
        let [private, public] = names(self.side);
        let from: &[&str] = match self.side {
            Holder::Server => &["server_ephemeral_private"],
            _ => &["client_ephemeral_private"],
        };
        let rfc = rfc(self.group);
        let name = group::name(self.group);
        vec![
            Artifact::new(private, &self.private[..], Recipe::Random, &[], rfc).detailed(name),
            Artifact::new(public, &self.public[..], Recipe::EcdhePublic, from, rfc).detailed(name),
        ]
    }

    /// The pre-master secret with the other side's public value.
    pub fn agree(&self, theirs: &[u8]) -> Result<Artifact, EcdheError> {
        let secret = self.group.agree(&self.private, theirs)?;
        let from: &[&str] = match self.side {
            Holder::Server => &["server_ephemeral_private", "client_ephemeral_public"],
            _ => &["client_ephemeral_private", "server_ephemeral_public"],
        };
        Ok(Artifact::new("pre_master_secret", &secret[..], Recipe::Ecdhe, from, "RFC 8422 §5.10")
            .detailed(group::name(self.group)))
    }
}

/// `side`'s public value as the other side reads it.
pub fn received_public(side: Holder, public: &[u8]) -> Artifact {
    let [_, name] = names(side);
    let rfc = if side == Holder::Server { "RFC 8422 §5.4" } else { "RFC 8422 §5.7" };
    Artifact::new(name, public, Recipe::Received, &[], rfc)
}

/// ServerECDHParams as the server writes it.
pub fn composed_params(params: &EcdhParams) -> Artifact {
    let from = &["server_ephemeral_public"];
    Artifact::new("ecdhe_params", params.encode(), Recipe::EcdheParams, from, "RFC 8422 §5.4")
        .detailed(group_name(params))
}

/// ServerECDHParams as the client reads it.
pub fn received_params(params: &EcdhParams) -> Artifact {
    Artifact::new("ecdhe_params", params.encode(), Recipe::Received, &[], "RFC 8422 §5.4")
        .detailed(group_name(params))
}

fn group_name(params: &EcdhParams) -> &'static str {
    group::from_code(params.group).map_or("unknown", group::name)
}

/// What the server signs: both randoms, so that no signature fits another handshake, and the
/// params (RFC 5246 §7.4.3).
pub fn signed_params(client_random: &[u8], server_random: &[u8], params: &EcdhParams) -> Artifact {
    let signed = [client_random, server_random, &params.encode()].concat();
    let from = &["client_random", "server_random", "ecdhe_params"];
    Artifact::new("signed_params", signed, Recipe::Concat, from, "RFC 5246 §7.4.3")
}

/// The server's signature, and the salt in it where there is one.
///
/// `hash` is that of what is signed; `block` is what was raised to the power of the private exponent
/// (RFC 8017 §8.1.1, §8.2.1).
pub fn signature_artifacts(
    algorithm: SignatureAlgorithm,
    salt: &[u8],
    hash: Vec<u8>,
    block: Vec<u8>,
    signature: &[u8],
) -> Vec<Artifact> {
    let mut artifacts = Vec::new();
    let from: &[&str] = if salt.is_empty() {
        &["signed_params", "private_exponent", "modulus"]
    } else {
        artifacts.push(Artifact::new(
            "signature_salt",
            salt,
            Recipe::Random,
            &[],
            "RFC 8017 §9.1.1",
        ));
        &["signed_params", "signature_salt", "private_exponent", "modulus"]
    };
    artifacts.push(
        Artifact::new("params_signature", signature, Recipe::RsaSign, from, "RFC 5246 §7.4.3")
            .detailed(algorithm.name())
            .by_way_of("hash", hash)
            .by_way_of("em", block),
    );
    artifacts
}
