//! A value with its recipe.

use serde::Serialize;

use crate::{crypto::prf::Unfolded, wire::bytes::Bytes};

/// In whose pocket a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The client.
    Client,
    /// The server.
    Server,
    /// The certificate authority.
    Ca,
    /// Whoever reads everything that crosses the gap.
    Eavesdropper,
}

impl Holder {
    /// The word in ids: `client`, ….
    pub fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
            Self::Ca => "ca",
            Self::Eavesdropper => "eavesdropper",
        }
    }
}

/// How a value came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipe {
    /// Drawn.
    Random,
    /// Read from a letter.
    Received,
    /// Chosen by the reader, or there before the exchange began.
    Given,
    /// The inputs in a row.
    Concat,
    /// A PKCS#1 v1.5 encryption block around the input (RFC 8017 §7.2.1).
    Pkcs1Pad,
    /// `m^e mod n`.
    RsaEncrypt,
    /// `c^d mod n`.
    RsaDecrypt,
    /// The message out of a PKCS#1 v1.5 encryption block.
    Pkcs1Unpad,
    /// The PRF; the detail is its label.
    Prf,
    /// A piece of the input; the detail is `start..end`.
    Slice,
    /// The hash of all handshake messages so far; the detail is the hash.
    Hash,
    /// The base point as many times as the private value says; the detail is the group.
    EcdhePublic,
    /// ServerECDHParams around the public value (RFC 8422 §5.4); the detail is the group.
    EcdheParams,
    /// The other side's point as many times as the private value says, of which one coordinate
    /// (RFC 8422 §5.10); the detail is the group.
    Ecdhe,
    /// An RSA signature; the detail is the algorithm.
    RsaSign,
}

impl Recipe {
    /// The word in the Transcript.
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Received => "received",
            Self::Given => "given",
            Self::Concat => "concat",
            Self::Pkcs1Pad => "pkcs1_pad",
            Self::RsaEncrypt => "rsa_encrypt",
            Self::RsaDecrypt => "rsa_decrypt",
            Self::Pkcs1Unpad => "pkcs1_unpad",
            Self::Prf => "prf",
            Self::Slice => "slice",
            Self::Hash => "hash",
            Self::EcdhePublic => "ecdhe_public",
            Self::EcdheParams => "ecdhe_params",
            Self::Ecdhe => "ecdhe",
            Self::RsaSign => "rsa_sign",
        }
    }
}

/// A value on the way to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// `a1`, `p1`, `a2`, ….
    pub id: String,
    /// The value.
    pub bytes: Bytes,
}

/// A named value with its recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// `master_secret`, ….
    pub name: &'static str,
    /// The value.
    pub bytes: Bytes,
    /// How it came to be.
    pub recipe: Recipe,
    /// Extra word of the recipe.
    pub detail: Option<String>,
    /// Names of the values it was made from, in the pocket of the same holder.
    pub from: &'static [&'static str],
    /// Values on the way.
    pub working: Vec<Working>,
    /// Where the standard says so.
    pub rfc: &'static str,
}

impl Artifact {
    /// A value made by `recipe` from the values named `from`.
    pub fn new(
        name: &'static str,
        bytes: impl Into<Bytes>,
        recipe: Recipe,
        from: &'static [&'static str],
        rfc: &'static str,
    ) -> Self {
        let bytes = bytes.into();
        Self { name, bytes, recipe, detail: None, from, working: Vec::new(), rfc }
    }

    /// With the extra word of the recipe.
    pub fn detailed(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With the turns of P_hash as working.
    pub fn unfolded(mut self, unfolded: &Unfolded) -> Self {
        for (index, turn) in unfolded.turns.iter().enumerate() {
            let number = index + 1;
            self.working.push(Working { id: format!("a{number}"), bytes: turn.a.clone().into() });
            self.working.push(Working { id: format!("p{number}"), bytes: turn.p.clone().into() });
        }
        self
    }
}
