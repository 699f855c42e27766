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

    /// The other end of the line: the server's is the client, anybody else's the server.
    pub fn other(self) -> Self {
        if self == Self::Server { Self::Client } else { Self::Server }
    }
}

/// How a value came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipe {
    /// Drawn.
    Random,
    /// Read from a letter.
    Received,
    /// Decrypted out of a record, with the keys of who wrote it.
    Opened,
    /// Chosen by the reader, or there before the exchange began.
    Given,
    /// Left from an earlier connection of the same session.
    Kept,
    /// Taken from somebody's pocket.
    Stolen,
    /// Known from a capture or a key log; how it was made is not. The detail says where it was seen:
    /// `capture`, `key log`, `session` (an earlier connection).
    Seen,
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
            Self::Opened => "opened",
            Self::Given => "given",
            Self::Kept => "kept",
            Self::Stolen => "stolen",
            Self::Seen => "seen",
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

    /// What the input at this place of `count` inputs is in the formula, as the RFC writes it.
    pub fn role(self, place: usize, count: usize) -> &'static str {
        let roles: &[&str] = match self {
            Self::Pkcs1Pad => &["PS", "M"],
            Self::RsaEncrypt => &["m", "e", "n"],
            Self::RsaDecrypt => &["c", "d", "n"],
            Self::Pkcs1Unpad => &["EM"],
            Self::Prf => &["secret", "seed"],
            // RFC 7748 §5: a scalar and a point.
            Self::EcdhePublic | Self::Ecdhe => &["k", "u"],
            Self::RsaSign if count == 3 => &["M", "d", "n"],
            // With PSS, a salt stands between the message and the key.
            Self::RsaSign => &["M", "salt", "d", "n"],
            Self::Opened => &["key", "input"],
            Self::Random
            | Self::Received
            | Self::Given
            | Self::Kept
            | Self::Stolen
            | Self::Seen
            | Self::Concat
            | Self::EcdheParams
            | Self::Slice
            | Self::Hash => &["input"],
        };
        roles.get(place).or(roles.last()).copied().unwrap_or_default()
    }
}

/// A value on the way to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// `a1`, `p1`, `a2`, ….
    pub id: String,
    /// The value.
    pub bytes: Bytes,
    /// For an HMAC: the hash inside it, `H(key xor ipad, text)` (RFC 2104 §2).
    pub inner: Option<Bytes>,
}

/// What went into the PRF and what of its output was too much (RFC 5246 §5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The hash in the HMAC.
    pub hash: &'static str,
    /// The label and all seeds in a row: A(0).
    pub seed: Bytes,
    /// The end of the last turn, which nobody asked for.
    pub surplus: Bytes,
    /// The secret, filled up to a block, exclusive or ipad (RFC 2104 §2).
    pub inner_key: Bytes,
    /// The secret, filled up to a block, exclusive or opad.
    pub outer_key: Bytes,
}

/// One message under a handshake hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// `client_hello`, ….
    pub message: &'static str,
    /// Header and body.
    pub bytes: Bytes,
    /// The hash of all messages up to this one.
    pub after: Bytes,
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
    /// For the PRF.
    pub expansion: Option<Expansion>,
    /// For a handshake hash: the messages in it, in order.
    pub covers: Vec<Covered>,
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
        Self {
            name,
            bytes: bytes.into(),
            recipe,
            detail: None,
            from,
            working: Vec::new(),
            expansion: None,
            covers: Vec::new(),
            rfc,
        }
    }

    /// With the extra word of the recipe.
    pub fn detailed(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With a value on the way.
    pub fn by_way_of(mut self, id: &str, bytes: impl Into<Bytes>) -> Self {
        self.working.push(Working { id: id.to_owned(), bytes: bytes.into(), inner: None });
        self
    }

    /// With the messages under the hash.
    pub fn covering(mut self, covers: Vec<Covered>) -> Self {
        self.covers = covers;
        self
    }

    /// With the turns of P_hash as working, and what fell off its end.
    pub fn unfolded(mut self, unfolded: &Unfolded) -> Self {
        for (index, turn) in unfolded.turns.iter().enumerate() {
            let number = index + 1;
            for (id, bytes, inner) in [("a", &turn.a, &turn.a_inner), ("p", &turn.p, &turn.p_inner)]
            {
                self.working.push(Working {
                    id: format!("{id}{number}"),
                    bytes: bytes.clone().into(),
                    inner: Some(inner.clone().into()),
                });
            }
        }
        let [inner_key, outer_key] = unfolded.pads.clone();
        self.expansion = Some(Expansion {
            hash: unfolded.algorithm.name(),
            seed: unfolded.seed.clone().into(),
            surplus: unfolded.surplus.clone().into(),
            inner_key: inner_key.into(),
            outer_key: outer_key.into(),
        });
        self
    }
}
