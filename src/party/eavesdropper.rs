//! Whoever reads everything that crosses the gap, and really tries.
//!
//! It holds the letters and whatever was stolen, nothing else. What it can derive, it derives by
//! the same functions as the parties; what it cannot, it names.

use super::desk::heard;
use crate::{
    crypto::{
        ecdhe::{Curve, SECRET},
        rsa::{PrivateKey, PublicKey},
    },
    keys::{
        artifact::{Artifact, Holder, Recipe},
        ephemeral::{self, KeyPair},
        group,
        handshake_hash::HandshakeHash,
        premaster,
        schedule::{self, KeyBlock},
        seal::Seal,
        suite::CipherSuite,
    },
    pki::facts::Facts,
    wire::{
        handshake::Message,
        key_exchange::{ClientKeyExchange, EcdhParams, KeyExchange},
        record::{ContentType, Record},
        registry::{Version, extension},
    },
};

/// The eavesdropper and its notebook.
#[derive(Clone, Debug, Default)]
pub struct Eavesdropper {
    notebook: Vec<(Holder, Vec<u8>)>,
    known: Vec<&'static str>,
    stolen: Vec<PrivateKey>,
    leaked: Vec<[u8; SECRET]>,
    logged: Vec<Logged>,
    /// The server's certificate, which is read once.
    leaf: Option<Leaf>,
    /// Its notebook of an earlier connection of the same two.
    earlier: Option<Box<Eavesdropper>>,
}

/// A certificate, DER, and its key, if that is RSA.
type Leaf = (Vec<u8>, Option<PublicKey>);

/// A line of a key log: a secret that one of the parties gave away, and how to know which
/// connection it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logged {
    /// The master secret of the connection with this client random: `CLIENT_RANDOM`.
    Master([u8; 32], Vec<u8>),
    /// The pre-master secret of the connection with this client random: `PMS_CLIENT_RANDOM`.
    PreMaster([u8; 32], Vec<u8>),
    /// The pre-master secret whose encryption begins with these bytes: `RSA`.
    Encrypted([u8; 8], Vec<u8>),
}

/// What came of trying to read along.
#[derive(Clone, Debug, Default)]
pub struct Attempt {
    /// Secrets that were derived, in order.
    pub derived: Vec<Artifact>,
    /// What was said under the seal: who said it, and what.
    pub read: Vec<(Holder, Vec<u8>)>,
    /// Names of the values that were missing.
    pub missing: Vec<&'static str>,
}

/// What the letters tell without any key.
#[derive(Clone, Debug, Default)]
pub struct Overheard {
    artifacts: Vec<Artifact>,
    leaf: Option<Leaf>,
    /// The suite, or one that makes its keys alike.
    pub suite: Option<CipherSuite>,
    /// Whether the master secret is the extended one (RFC 7627).
    pub extended: bool,
    /// The version that the client offered.
    pub offered: Option<Version>,
    /// 32 bytes.
    pub client_random: Option<[u8; 32]>,
    /// 32 bytes.
    pub server_random: Option<[u8; 32]>,
    /// What the client asked to go on with.
    asked: Vec<u8>,
    /// The name of the session, as the server said it.
    session_id: Vec<u8>,
    /// The modulus of the server's key; `None` where it is not RSA.
    pub modulus: Option<Vec<u8>>,
    /// EncryptedPreMasterSecret.
    pub encrypted: Option<Vec<u8>>,
    group: Option<Curve>,
    params: Option<EcdhParams>,
    client_public: Option<Vec<u8>>,
    server_public: Option<Vec<u8>>,
    /// Handshake messages in the order of the letters, up to ClientKeyExchange.
    pub messages: HandshakeHash,
    /// Records behind ChangeCipherSpec.
    sealed: Vec<(Holder, Record)>,
}

impl Eavesdropper {
    /// With the notebook of an earlier connection in its pocket.
    pub fn after(earlier: Self) -> Self {
        Self { earlier: Some(Box::new(earlier)), ..Self::default() }
    }

    /// Copies a letter into the notebook; what it tells, or makes possible, that was not known before.
    pub fn overhear(&mut self, from: Holder, letter: &[u8]) -> Vec<Artifact> {
        self.notebook.push((from, letter.to_vec()));
        self.news().0
    }

    /// What it has by now, or can derive, that it did not have when it was asked last; and the
    /// attempt.
    pub fn news(&mut self) -> (Vec<Artifact>, Attempt) {
        let stolen = self.stolen.first().map(|key| {
            let (name, rfc) = ("private_exponent", "RFC 8017 §3.2");
            Artifact::new(name, key.exponent(), Recipe::Stolen, &[], rfc)
        });
        let mut overheard = self.understand();
        self.leaf.clone_from(&overheard.leaf);
        let mut news = std::mem::take(&mut overheard.artifacts);
        news.extend(stolen);
        let attempt = self.attempt_with(overheard);
        news.extend(attempt.derived.iter().cloned());
        news.retain(|artifact| !self.known.contains(&artifact.name));
        self.known.extend(news.iter().map(|artifact| artifact.name));
        (news, attempt)
    }

    /// Gets hold of the server's private key, or of several that may be it.
    pub fn steal(&mut self, key: PrivateKey) {
        if let Some(earlier) = &mut self.earlier {
            earlier.steal(key.clone());
        }
        self.stolen.push(key);
    }

    /// Gets hold of a line of a key log.
    pub fn read_log(&mut self, line: Logged) {
        self.logged.push(line);
    }

    /// Gets hold of a private value that was made for one handshake and should have been forgotten.
    pub fn leak(&mut self, private: [u8; SECRET]) {
        self.leaked.push(private);
    }

    /// Tries to derive and to read all that is in the notebook.
    pub fn attempt(&self) -> Attempt {
        self.attempt_with(self.understand())
    }

    fn attempt_with(&self, mut overheard: Overheard) -> Attempt {
        let mut attempt = Attempt { derived: overheard.combine(), ..Attempt::default() };
        let (Some(suite), Some(client_random), Some(server_random)) =
            (overheard.suite, overheard.client_random, overheard.server_random)
        else {
            attempt.missing.push("encrypted_pre_master_secret");
            return attempt;
        };
        let master = match self.master_secret(&overheard) {
            Ok(mut artifacts) => {
                let master = artifacts.pop();
                attempt.derived.extend(artifacts);
                master
            }
            Err(missing) => {
                attempt.missing = missing;
                return attempt;
            }
        };
        let Some(master) = master else { return attempt };
        let keys = schedule::key_block(suite, &master.bytes, &client_random, &server_random);
        let secret = master.bytes.to_vec();
        attempt.derived.push(master);
        overheard.open(suite, &secret, keys, &mut attempt);
        attempt
    }

    /// What leads to the master secret, which is the last; or what is missing. The messages must
    /// end with ClientKeyExchange.
    pub fn master_secret(&self, overheard: &Overheard) -> Result<Vec<Artifact>, Vec<&'static str>> {
        let (Some(suite), Some(client_random), Some(server_random)) =
            (overheard.suite, overheard.client_random, overheard.server_random)
        else {
            return Err(vec!["encrypted_pre_master_secret"]);
        };
        let logged = self.logged.iter().find_map(|line| match line {
            Logged::Master(random, secret) if *random == client_random => Some(secret),
            _ => None,
        });
        if let Some(secret) = logged {
            let (recipe, rfc) = (Recipe::Stolen, "RFC 5246 §8.1");
            return Ok(vec![Artifact::new("master_secret", &secret[..], recipe, &[], rfc)]);
        }
        if overheard.resumed() {
            let master = self.kept(&overheard.session_id).ok_or_else(|| vec!["master_secret"])?;
            return Ok(vec![master]);
        }
        let mut artifacts = match (self.logged_pre_master(overheard), suite.key_exchange()) {
            (Some(artifact), _) => vec![artifact],
            (None, KeyExchange::Rsa) => self.decrypt(overheard)?,
            (None, KeyExchange::Ecdhe) => vec![self.agree(overheard)?],
        };
        let secret = artifacts.last().map_or_else(Vec::new, |found| found.bytes.to_vec());
        let algorithm = suite.prf_hash();
        artifacts.push(if overheard.extended {
            let hash = overheard.messages.value(algorithm);
            schedule::extended_master_secret(algorithm, &secret, &hash)
        } else {
            schedule::master_secret(algorithm, &secret, &client_random, &server_random)
        });
        Ok(artifacts)
    }

    /// The pre-master secret, where it is in a key log.
    fn logged_pre_master(&self, overheard: &Overheard) -> Option<Artifact> {
        let begins = |head: &[u8; 8]| {
            overheard.encrypted.as_ref().is_some_and(|cipher| cipher.starts_with(head))
        };
        let secret = self.logged.iter().find_map(|line| match line {
            Logged::PreMaster(random, secret) if Some(*random) == overheard.client_random => {
                Some(secret)
            }
            Logged::Encrypted(head, secret) if begins(head) => Some(secret),
            _ => None,
        })?;
        let (recipe, rfc) = (Recipe::Stolen, "RFC 5246 §8.1");
        Some(Artifact::new("pre_master_secret", &secret[..], recipe, &[], rfc))
    }

    /// The master secret of a session, worked out of an earlier notebook.
    fn kept(&self, session_id: &[u8]) -> Option<Artifact> {
        let earlier = self.earlier.as_ref()?;
        if earlier.understand().session_id != session_id {
            return None;
        }
        let derived = earlier.attempt().derived;
        let master = derived.into_iter().find(|artifact| artifact.name == "master_secret")?;
        let rfc = "RFC 5246 §F.1.4";
        Some(Artifact::new("master_secret", master.bytes, Recipe::Kept, &[], rfc))
    }

    /// The pre-master secret out of the client's letter, with the server's private key.
    fn decrypt(&self, overheard: &Overheard) -> Result<Vec<Artifact>, Vec<&'static str>> {
        let encrypted =
            overheard.encrypted.as_ref().ok_or_else(|| vec!["encrypted_pre_master_secret"])?;
        let fits = |key: &&PrivateKey| {
            overheard.modulus.as_ref().is_none_or(|modulus| *modulus == key.public().modulus())
        };
        let key = self.stolen.iter().find(fits).ok_or_else(|| vec!["private_exponent"])?;
        let block = key.decrypt_block(encrypted).map_err(|_| vec!["pre_master_secret"])?;
        let offered = overheard.offered.unwrap_or(Version::TLS_1_2);
        let zeros = [0; premaster::LENGTH];
        let (secret, seen) = premaster::recover(Some(&block), offered, &zeros);
        if !(seen.padding && seen.version) {
            return Err(vec!["pre_master_secret"]);
        }
        let rfc = "RFC 5246 §7.4.7.1";
        let recipe = Recipe::RsaDecrypt;
        let inputs = &["encrypted_pre_master_secret", "private_exponent", "modulus"];
        let padding = premaster::padding(&block);
        Ok(vec![
            Artifact::new("pkcs1_block", block, recipe, inputs, rfc),
            padding,
            Artifact::new(
                "pre_master_secret",
                &secret[..],
                Recipe::Pkcs1Unpad,
                &["pkcs1_block"],
                rfc,
            ),
        ])
    }

    /// The pre-master secret from one public value and the private half of the other, if anything
    /// in our pocket is that.
    fn agree(&self, overheard: &Overheard) -> Result<Artifact, Vec<&'static str>> {
        let (Some(group), Some(client), Some(server)) =
            (overheard.group, &overheard.client_public, &overheard.server_public)
        else {
            return Err(vec!["client_ephemeral_public"]);
        };
        for private in self.pocket() {
            for (side, ours, theirs) in
                [(Holder::Client, client, server), (Holder::Server, server, client)]
            {
                let pair = KeyPair::known(side, group, private).ok();
                let fits = pair.filter(|pair| pair.public == *ours);
                if let Some(Ok(secret)) = fits.map(|pair| pair.agree(theirs)) {
                    return Ok(secret);
                }
            }
        }
        Err(vec!["client_ephemeral_private", "server_ephemeral_private"])
    }

    /// All that could be a private value: what leaked, and every 32 bytes of the stolen key.
    fn pocket(&self) -> Vec<[u8; SECRET]> {
        let exponents = self.stolen.iter().map(PrivateKey::exponent);
        let pieces = exponents.flat_map(|exponent| exponent.as_chunks().0.to_vec());
        self.leaked.iter().copied().chain(pieces).collect()
    }

    /// Reads the whole notebook.
    fn understand(&self) -> Overheard {
        let mut overheard = Overheard { leaf: self.leaf.clone(), ..Overheard::default() };
        let spoken = [Holder::Client, Holder::Server].map(|side| {
            let bytes: Vec<u8> = self
                .notebook
                .iter()
                .filter(|(from, _)| *from == side)
                .flat_map(|(_, letter)| letter.iter().copied())
                .collect();
            overheard.read_side(side, &bytes)
        });
        // The server's hello says how the client's key exchange is to be read.
        for handshake in spoken.iter().rev() {
            overheard.read_handshake(handshake);
        }
        overheard.order_messages(&self.notebook);
        overheard
    }
}

impl Overheard {
    /// Whether the server goes on with the session that it was asked for.
    fn resumed(&self) -> bool {
        !self.session_id.is_empty() && self.session_id == self.asked
    }

    /// Opens what is sealed, with the keys, in the order in which it was sealed.
    fn open(&mut self, suite: CipherSuite, secret: &[u8], keys: KeyBlock, attempt: &mut Attempt) {
        attempt.derived.extend(keys.artifacts);
        // Each Finished but the first is under the hash of the next (RFC 5246 §7.4.9).
        let (first, second) = if self.resumed() {
            (Holder::Server, Holder::Client)
        } else {
            (Holder::Client, Holder::Server)
        };
        self.stamp(first, suite, secret, attempt);
        let mut client = Seal::new(suite, keys.client);
        let mut server = Seal::new(suite, keys.server);
        // Sides are told apart, and each in its order: the one that seals first goes first.
        let sealed = std::mem::take(&mut self.sealed).into_iter();
        let (early, late): (Vec<_>, Vec<_>) = sealed.partition(|(from, _)| *from == first);
        // What the client said, and what the server.
        let mut read = [Vec::new(), Vec::new()];
        for (from, record) in early.into_iter().chain(late) {
            let seal = if from == Holder::Server { &mut server } else { &mut client };
            let opened = seal.open(record.content_type, record.version, &record.fragment);
            let Ok(inside) = opened else { continue };
            match record.content_type {
                ContentType::ApplicationData => {
                    let said = heard(from, &inside.plaintext, seal.is_tagged());
                    read[usize::from(from == Holder::Server)].push((from, said));
                }
                ContentType::Handshake if from == first => {
                    self.messages.add(&inside.plaintext);
                    self.stamp(second, suite, secret, attempt);
                }
                _ => {}
            }
        }
        // The client speaks first.
        for (from, said) in read.into_iter().flatten() {
            attempt.read.push((from, said.bytes.to_vec()));
            attempt.derived.push(said);
        }
    }

    /// What can be made of the letters without any secret.
    fn combine(&self) -> Vec<Artifact> {
        let mut combined = Vec::new();
        let (Some(client_random), Some(server_random), Some(suite)) =
            (&self.client_random, &self.server_random, self.suite)
        else {
            return combined;
        };
        if let Some(params) = &self.params {
            combined.push(ephemeral::signed_params(client_random, server_random, params));
        }
        // In an abbreviated handshake nothing but the hellos comes before the first Finished.
        if self.resumed() {
            combined.push(self.hash("server_finished_hash", "RFC 5246 §7.4.9", suite));
            return combined;
        }
        // The hash of both is over all messages up to ClientKeyExchange.
        if self.encrypted.is_some() || self.client_public.is_some() {
            if self.extended {
                combined.push(self.hash("session_hash", "RFC 7627 §3", suite));
            }
            combined.push(self.hash("client_finished_hash", "RFC 5246 §7.4.9", suite));
        }
        combined
    }

    fn hash(&self, name: &'static str, rfc: &'static str, suite: CipherSuite) -> Artifact {
        self.messages.artifact(name, suite.prf_hash(), rfc)
    }

    /// `side`'s verify_data over the messages so far.
    fn stamp(&self, side: Holder, suite: CipherSuite, master: &[u8], attempt: &mut Attempt) {
        for artifact in schedule::verify_data(suite.prf_hash(), side, master, &self.messages) {
            if attempt.derived.iter().all(|known| known.name != artifact.name) {
                attempt.derived.push(artifact);
            }
        }
    }

    /// Puts what is sealed aside; the rest are handshake messages.
    fn read_side(&mut self, side: Holder, bytes: &[u8]) -> Vec<u8> {
        let mut sealed = false;
        let mut handshake = Vec::new();
        for record in records(bytes) {
            if sealed {
                self.sealed.push((side, record));
                continue;
            }
            match record.content_type {
                ContentType::ChangeCipherSpec => sealed = true,
                ContentType::Handshake => handshake.extend_from_slice(&record.fragment),
                _ => {}
            }
        }
        handshake
    }

    fn read_handshake(&mut self, handshake: &[u8]) {
        for message in messages(handshake) {
            let kind = self.suite.map(CipherSuite::key_exchange);
            if let Ok(message) = Message::parse(message, kind).value {
                self.note(message);
            }
        }
    }

    /// The hash runs over the messages in the order in which they crossed, without HelloRequest
    /// (RFC 5246 §7.4.1.1).
    fn order_messages(&mut self, notebook: &[(Holder, Vec<u8>)]) {
        let mut sealed = Vec::new();
        for (from, letter) in notebook {
            let mut handshake = Vec::new();
            for record in records(letter) {
                match record.content_type {
                    ContentType::ChangeCipherSpec => sealed.push(*from),
                    ContentType::Handshake if !sealed.contains(from) => {
                        handshake.extend_from_slice(&record.fragment);
                    }
                    _ => {}
                }
            }
            for message in messages(&handshake).into_iter().filter(|message| message[0] != 0) {
                self.messages.add(message);
            }
        }
    }

    /// Takes a message in the clear into account; not into the hash.
    pub fn note(&mut self, message: Message) {
        let hello = "RFC 5246 §7.4.1.2";
        let answer = "RFC 5246 §7.4.1.3";
        match message {
            Message::ClientHello(message) => {
                self.add("client_random", &message.random, hello);
                if let Some(name) = message.server_name() {
                    self.add("server_name", name.as_bytes(), "RFC 6066 §3");
                }
                // The server's letters may be read first. If it has another name for the session, that
                // is a new one.
                let asked = &message.session_id;
                let new = !self.session_id.is_empty() && self.session_id != *asked;
                if new && !asked.is_empty() {
                    let given = self.artifacts.iter_mut().find(|made| made.name == "session_id");
                    if let Some(given) = given {
                        given.name = "new_session_id";
                    }
                }
                if !asked.is_empty() && self.session_id != *asked {
                    self.add("session_id", asked, hello);
                }
                self.offered = Some(message.version);
                self.asked.clone_from(&message.session_id);
                self.client_random = Some(message.random);
            }
            Message::ServerHello(message) => {
                self.add("server_random", &message.random, answer);
                self.add("cipher_suite", &message.suite.to_be_bytes(), answer);
                let given = &message.session_id;
                let new = !self.asked.is_empty() && self.asked != *given;
                if !given.is_empty() && self.asked != *given {
                    self.add(if new { "new_session_id" } else { "session_id" }, given, answer);
                }
                self.session_id.clone_from(&message.session_id);
                self.suite = CipherSuite::from_code(message.suite);
                self.extended = message.extension(extension::EXTENDED_MASTER_SECRET).is_some();
                self.server_random = Some(message.random);
            }
            Message::Certificate(list) => {
                let Some(leaf) = list.0.first() else { return };
                self.add("certificate", leaf, "RFC 5246 §7.4.2");
                let known = self.leaf.take().filter(|(der, _)| der == leaf);
                let (_, key) = self.leaf.insert(known.unwrap_or_else(|| {
                    (leaf.clone(), Facts::read(leaf).ok().and_then(|facts| facts.public_key))
                }));
                if let Some((modulus, exponent)) = key.as_ref().map(|k| (k.modulus(), k.exponent()))
                {
                    self.add("modulus", &modulus, "RFC 8017 §3.1");
                    self.add("public_exponent", &exponent, "RFC 8017 §3.1");
                    self.modulus = Some(modulus);
                }
            }
            Message::ServerKeyExchange(exchange) => {
                self.group = group::from_code(exchange.params.group);
                let public = ephemeral::received_public(Holder::Server, &exchange.params.point);
                self.artifacts.push(public);
                self.artifacts.push(ephemeral::received_params(&exchange.params));
                self.add("params_signature", &exchange.signature, "RFC 5246 §7.4.3");
                self.server_public = Some(exchange.params.point.clone());
                self.params = Some(exchange.params);
            }
            Message::ClientKeyExchange(ClientKeyExchange::Encrypted(cipher)) => {
                self.add("encrypted_pre_master_secret", &cipher, "RFC 5246 §7.4.7.1");
                self.encrypted = Some(cipher);
            }
            Message::ClientKeyExchange(ClientKeyExchange::Point(point)) => {
                self.artifacts.push(ephemeral::received_public(Holder::Client, &point));
                self.client_public = Some(point);
            }
            _ => {}
        }
    }

    fn add(&mut self, name: &'static str, bytes: &[u8], rfc: &'static str) {
        self.artifacts.push(Artifact::new(name, bytes, Recipe::Received, &[], rfc));
    }
}

/// The whole records at the start of `bytes`.
fn records(bytes: &[u8]) -> Vec<Record> {
    let mut records = Vec::new();
    let mut rest = bytes;
    while let Some((record, behind)) =
        Record::measure(rest).and_then(|length| rest.split_at_checked(length))
    {
        match Record::parse(record).value {
            Ok(record) => records.push(record),
            Err(_) => break,
        }
        rest = behind;
    }
    records
}

/// The whole handshake messages at the start of `bytes`.
fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    let mut messages = Vec::new();
    let mut rest = bytes;
    while let Some((message, behind)) =
        Message::measure(rest).and_then(|length| rest.split_at_checked(length))
    {
        messages.push(message);
        rest = behind;
    }
    messages
}
