//! What both sides compute alike: the secrets, and the proof that they are the same; and what is
//! kept of a connection, so that a later one can go on with it.

use subtle::ConstantTimeEq;

use super::{
    Party, Role,
    desk::{Desk, Letter},
    fault::Fault,
    note::{Check, Kind, Note},
};
use crate::{
    keys::{
        artifact::Holder,
        schedule::{self, KeyBlock, WriteKeys},
        seal::Seal,
        suite::CipherSuite,
    },
    wire::{bytes::hex, finished::Finished, handshake::Message, registry::Version},
};

/// Length of the session ids that our server gives, in bytes; at most 32 (RFC 5246 §7.4.1.2).
pub const SESSION_ID: usize = 32;
/// Most sessions that are kept; the oldest goes first.
pub const MAX_SESSIONS: usize = 256;

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
    /// The name that the server gave the session; empty where it will not be gone on with.
    pub session_id: Vec<u8>,
    /// The host name that the client asked for.
    pub server_name: Option<String>,
}

/// A session: what stays when a connection is over (RFC 5246 §7, §F.1.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// 0 to 32 bytes; empty where it cannot be resumed.
    pub id: Vec<u8>,
    /// The suite.
    pub suite: CipherSuite,
    /// The master secret, 48 bytes.
    pub master: Vec<u8>,
    /// Whether the master secret is the extended one (RFC 7627).
    pub extended: bool,
    /// The host name that the client asked for; another one starts from nothing (RFC 6066 §3).
    pub server_name: Option<String>,
}

impl Agreed {
    /// From the pre-master secret to the keys (RFC 5246 §8.1, §6.3); ClientKeyExchange is the
    /// last message in the handshake hash.
    pub fn derive(&self, pre_master: &[u8], desk: &mut Desk) -> (Session, KeyBlock) {
        let Self { suite, client_random, server_random, .. } = self;
        let algorithm = suite.prf_hash();
        let mut artifacts = Vec::new();
        let master = if self.extended {
            let hash = desk.hash.artifact("session_hash", algorithm, "RFC 7627 §3");
            let master = schedule::extended_master_secret(algorithm, pre_master, &hash.bytes);
            artifacts.push(hash);
            master
        } else {
            schedule::master_secret(algorithm, pre_master, client_random, server_random)
        };
        let session = Session {
            id: self.session_id.clone(),
            suite: *suite,
            master: master.bytes.to_vec(),
            extended: self.extended,
            server_name: self.server_name.clone(),
        };
        artifacts.push(master);
        desk.note(Note::computed("master_secret", artifacts));
        let keys = session.expand(client_random, server_random, desk);
        (session, keys)
    }
}

impl Session {
    /// The keys of a connection, from the master secret and its two randoms (RFC 5246 §6.3).
    pub fn expand(&self, client_random: &[u8], server_random: &[u8], desk: &mut Desk) -> KeyBlock {
        let keys = schedule::key_block(self.suite, &self.master, client_random, server_random);
        desk.note(Note::computed("key_block", keys.artifacts.clone()));
        keys
    }

    /// `side`'s Finished over the handshake hash as it stands, noted (RFC 5246 §7.4.9).
    fn finished(&self, side: Holder, desk: &mut Desk) -> Result<Finished, Fault> {
        let algorithm = self.suite.prf_hash();
        let artifacts = schedule::verify_data(algorithm, side, &self.master, &desk.hash);
        let verify_data = &artifacts[1];
        let finished = verify_data.bytes[..].try_into().map(Finished);
        desk.note(Note::computed(verify_data.name, artifacts.into()));
        finished.map_err(|_| Fault::Internal("compute verify_data"))
    }

    /// The letter with `side`'s ChangeCipherSpec and, under `keys`, its Finished (RFC 5246 §7.1,
    /// §7.4.9). From then on all that this side writes is under them.
    pub fn write_finished(
        &self,
        side: Holder,
        keys: WriteKeys,
        desk: &mut Desk,
    ) -> Result<Letter, Fault> {
        let finished = self.finished(side, desk)?;
        let id = if side == Holder::Server { "server_finished" } else { "client_finished" };
        desk.note(Note::new(Kind::Composed, id));
        let mut sheets = vec![desk.write_change_cipher_spec()?];
        desk.seal_with(Seal::new(self.suite, keys));
        sheets.extend(desk.write_message(Version::TLS_1_2, &Message::Finished(finished))?);
        Ok(Letter { id, sheets })
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

/// Sessions that may be gone on with, the oldest first. A party gets them when it is made and
/// changes nothing in them; whoever keeps them lets them [`learn`](Self::learn) from it afterwards.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    kept: Vec<Session>,
}

impl Sessions {
    /// The session of this id.
    pub fn find(&self, id: &[u8]) -> Option<&Session> {
        self.kept.iter().find(|session| !id.is_empty() && session.id == id)
    }

    /// The youngest one.
    pub fn last(&self) -> Option<&Session> {
        self.kept.last()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Keeps the session of a connection once its handshake is done, and forgets it where the
    /// connection ended in a fatal alert of either side: such a session must not be resumed (RFC
    /// 5246 §7.2.2). A line that went dead does it no harm (§7.2.1).
    pub fn learn<R: Role>(&mut self, party: &Party<R>) {
        if let Some(id) = party.spoiled() {
            self.kept.retain(|session| session.id != id);
        } else if let Some(session) = party.session().filter(|session| !session.id.is_empty()) {
            self.kept.retain(|known| known.id != session.id);
            let surplus = (self.kept.len() + 1).saturating_sub(MAX_SESSIONS);
            self.kept.drain(..surplus);
            self.kept.push(session.clone());
        }
    }
}
