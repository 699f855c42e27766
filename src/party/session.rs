//! What both sides compute alike: the secrets, and the proof that they are the same.

use subtle::ConstantTimeEq;

use super::{
    desk::Desk,
    fault::Fault,
    note::{Check, Note},
};
use crate::{
    keys::{
        artifact::{Artifact, Holder, Recipe},
        schedule::{self, KeyBlock},
        suite::CipherSuite,
    },
    wire::{bytes::hex, finished::Finished, registry::Version},
};

/// What the hellos settled.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// The suite.
    pub suite: CipherSuite,
    /// Whether the master secret is the extended one (RFC 7627).
    pub extended: bool,
    /// The version that the client offered, which goes into the pre-master secret.
    pub offered: Version,
    /// 32 bytes.
    pub client_random: [u8; 32],
    /// 32 bytes.
    pub server_random: [u8; 32],
}

/// The secrets of a connection.
#[derive(Clone, Debug)]
pub struct Session {
    /// The suite.
    pub suite: CipherSuite,
    /// The master secret, 48 bytes.
    pub master: Vec<u8>,
}

impl Agreed {
    /// From the pre-master secret to the keys (RFC 5246 §8.1, §6.3); ClientKeyExchange is the
    /// last message in the handshake hash.
    pub fn derive(&self, pre_master: &[u8], desk: &mut Desk) -> (Session, KeyBlock) {
        let Self { suite, client_random, server_random, .. } = self;
        let algorithm = suite.prf_hash();
        let mut artifacts = Vec::new();
        let master = if self.extended {
            let hash = desk.hash.value(algorithm);
            artifacts.push(
                Artifact::new("session_hash", &hash[..], Recipe::Hash, &[], "RFC 7627 §3")
                    .detailed(algorithm.name())
                    .covering(desk.hash.covers(algorithm)),
            );
            schedule::extended_master_secret(algorithm, pre_master, &hash)
        } else {
            schedule::master_secret(algorithm, pre_master, client_random, server_random)
        };
        let session = Session { suite: *suite, master: master.bytes.to_vec() };
        artifacts.push(master);
        desk.note(Note::computed("master_secret", artifacts));
        let keys = schedule::key_block(*suite, &session.master, client_random, server_random);
        desk.note(Note::computed("key_block", keys.artifacts.clone()));
        (session, keys)
    }
}

impl Session {
    /// `side`'s Finished over the handshake hash as it stands, noted (RFC 5246 §7.4.9).
    pub fn finished(&self, side: Holder, desk: &mut Desk) -> Result<Finished, Fault> {
        let algorithm = self.suite.prf_hash();
        let hash = desk.hash.value(algorithm);
        let mut artifacts = schedule::verify_data(algorithm, side, &self.master, &hash);
        artifacts[0].covers = desk.hash.covers(algorithm);
        let verify_data = &artifacts[1];
        let finished = verify_data.bytes[..].try_into().map(Finished);
        desk.note(Note::computed(verify_data.name, artifacts.into()));
        finished.map_err(|_| Fault::Internal("compute verify_data"))
    }

    /// Compares `side`'s Finished with our own computation of it, in constant time.
    pub fn check_finished(
        &self,
        side: Holder,
        found: &Finished,
        desk: &mut Desk,
    ) -> Result<(), Fault> {
        let expected = self.finished(side, desk)?;
        let ok = bool::from(expected.0.ct_eq(&found.0));
        desk.note(Note::checked(Check {
            id: "finished_verify_data",
            ok,
            expected: hex(&expected.0),
            found: hex(&found.0),
        }));
        if ok { Ok(()) } else { Err(Fault::VerifyData) }
    }
}
