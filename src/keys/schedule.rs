//! From the pre-master secret to the keys (RFC 5246 §8.1, §6.3) and to verify_data (§7.4.9).

use super::{
    artifact::{Artifact, Holder, Recipe},
    handshake_hash::HandshakeHash,
    suite::CipherSuite,
};
use crate::{
    crypto::{hash::HashAlgorithm, prf::prf},
    wire::finished::VERIFY_DATA,
};

/// Length of the master secret in bytes.
pub const MASTER_SECRET: usize = 48;

/// The classic master secret: over both randoms (RFC 5246 §8.1).
pub fn master_secret(
    algorithm: HashAlgorithm,
    pre_master: &[u8],
    client_random: &[u8],
    server_random: &[u8],
) -> Artifact {
    let label = "master secret";
    let seed = [client_random, server_random];
    let unfolded = prf(algorithm, pre_master, label, &seed, MASTER_SECRET);
    Artifact::new(
        "master_secret",
        unfolded.output.clone(),
        Recipe::Prf,
        &["pre_master_secret", "client_random", "server_random"],
        "RFC 5246 §8.1",
    )
    .detailed(label)
    .unfolded(&unfolded)
}

/// The extended master secret: over the hash of all messages so far (RFC 7627 §4).
pub fn extended_master_secret(
    algorithm: HashAlgorithm,
    pre_master: &[u8],
    session_hash: &[u8],
) -> Artifact {
    let label = "extended master secret";
    let unfolded = prf(algorithm, pre_master, label, &[session_hash], MASTER_SECRET);
    Artifact::new(
        "master_secret",
        unfolded.output.clone(),
        Recipe::Prf,
        &["pre_master_secret", "session_hash"],
        "RFC 7627 §4",
    )
    .detailed(label)
    .unfolded(&unfolded)
}

/// The keys of one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteKeys {
    /// Empty with GCM and ChaCha20.
    pub mac_key: Vec<u8>,
    /// 16 or 32 bytes.
    pub key: Vec<u8>,
    /// The salt of GCM, 4 bytes; the IV of ChaCha20, 12 bytes; empty with CBC.
    pub iv: Vec<u8>,
}

/// The key block and what it was cut into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyBlock {
    /// What the client writes with.
    pub client: WriteKeys,
    /// What the server writes with.
    pub server: WriteKeys,
    /// The key block and each piece, as they are shown.
    pub artifacts: Vec<Artifact>,
}

/// Expands the master secret and cuts the pieces (RFC 5246 §6.3). Mind the order of the randoms:
/// the server's comes first here.
pub fn key_block(
    suite: CipherSuite,
    master: &[u8],
    client_random: &[u8],
    server_random: &[u8],
) -> KeyBlock {
    let label = "key expansion";
    let seed = [server_random, client_random];
    let unfolded = prf(suite.prf_hash(), master, label, &seed, suite.key_block_length());
    let block = unfolded.output.clone();
    let mut artifacts = vec![
        Artifact::new(
            "key_block",
            block.clone(),
            Recipe::Prf,
            &["master_secret", "server_random", "client_random"],
            "RFC 5246 §6.3",
        )
        .detailed(label)
        .unfolded(&unfolded),
    ];
    let mut at = 0;
    let mut cut = |name: &'static str, length: usize| {
        let piece = block[at..at + length].to_vec();
        if length > 0 {
            artifacts.push(
                Artifact::new(name, piece.clone(), Recipe::Slice, &["key_block"], "RFC 5246 §6.3")
                    .detailed(format!("{at}..{}", at + length)),
            );
        }
        at += length;
        piece
    };
    let client_mac = cut("client_write_mac_key", suite.mac_key_length());
    let server_mac = cut("server_write_mac_key", suite.mac_key_length());
    let client_key = cut("client_write_key", suite.enc_key_length());
    let server_key = cut("server_write_key", suite.enc_key_length());
    let client_iv = cut("client_write_iv", suite.fixed_iv_length());
    let server_iv = cut("server_write_iv", suite.fixed_iv_length());
    KeyBlock {
        client: WriteKeys { mac_key: client_mac, key: client_key, iv: client_iv },
        server: WriteKeys { mac_key: server_mac, key: server_key, iv: server_iv },
        artifacts,
    }
}

/// The hash of the `messages` before `side`'s Finished, and its verify_data (RFC 5246 §7.4.9).
pub fn verify_data(
    algorithm: HashAlgorithm,
    side: Holder,
    master: &[u8],
    messages: &HandshakeHash,
) -> [Artifact; 2] {
    let rfc = "RFC 5246 §7.4.9";
    let (label, hash_name, name, from): (_, _, _, &[&str]) = match side {
        Holder::Server => (
            "server finished",
            "server_finished_hash",
            "server_verify_data",
            &["master_secret", "server_finished_hash"],
        ),
        _ => (
            "client finished",
            "client_finished_hash",
            "client_verify_data",
            &["master_secret", "client_finished_hash"],
        ),
    };
    let hash = messages.artifact(hash_name, algorithm, rfc);
    let unfolded = prf(algorithm, master, label, &[&hash.bytes], VERIFY_DATA);
    let data = Artifact::new(name, unfolded.output.clone(), Recipe::Prf, from, rfc);
    [hash, data.detailed(label).unfolded(&unfolded)]
}
