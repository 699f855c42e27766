//! Whoever reads everything that crosses the gap, and really tries.
//!
//! It holds the letters and whatever was stolen, nothing else. What it can derive, it derives by
//! the same functions as the parties; what it cannot, it names.

use crate::{
    crypto::rsa::PrivateKey,
    keys::{
        artifact::{Artifact, Holder, Recipe},
        handshake_hash::HandshakeHash,
        premaster, schedule,
        seal::Seal,
        suite::CipherSuite,
    },
    pki::facts::Facts,
    wire::{
        handshake::Message,
        hello,
        record::{ContentType, Record},
        registry::{Version, extension},
    },
};

/// The eavesdropper and its notebook.
#[derive(Clone, Debug, Default)]
pub struct Eavesdropper {
    notebook: Vec<(Holder, Vec<u8>)>,
    known: Vec<&'static str>,
    stolen: Option<PrivateKey>,
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
struct Overheard {
    artifacts: Vec<Artifact>,
    suite: Option<CipherSuite>,
    extended: bool,
    offered: Option<Version>,
    client_random: Option<[u8; 32]>,
    server_random: Option<[u8; 32]>,
    encrypted: Option<Vec<u8>>,
    /// Handshake messages in the order of the letters, up to ClientKeyExchange.
    messages: HandshakeHash,
    /// Records behind ChangeCipherSpec.
    sealed: Vec<(Holder, Record)>,
}

impl Eavesdropper {
    /// Copies a letter into the notebook; what it tells that was not known before.
    pub fn overhear(&mut self, from: Holder, letter: &[u8]) -> Vec<Artifact> {
        self.notebook.push((from, letter.to_vec()));
        let mut news = self.understand().artifacts;
        news.retain(|artifact| !self.known.contains(&artifact.name));
        self.known.extend(news.iter().map(|artifact| artifact.name));
        news
    }

    /// Gets hold of the server's private key.
    pub fn steal(&mut self, key: PrivateKey) {
        self.stolen = Some(key);
    }

    /// Tries to read all that is in the notebook.
    pub fn attempt(&self) -> Attempt {
        let overheard = self.understand();
        let mut attempt = Attempt::default();
        let Overheard {
            suite: Some(suite),
            client_random: Some(client_random),
            server_random: Some(server_random),
            encrypted: Some(encrypted),
            ..
        } = &overheard
        else {
            attempt.missing.push("encrypted_pre_master_secret");
            return attempt;
        };
        let Some(key) = &self.stolen else {
            attempt.missing.push("private_exponent");
            return attempt;
        };
        let block = key.decrypt_block(encrypted).ok();
        let offered = overheard.offered.unwrap_or(Version::TLS_1_2);
        let zeros = [0; premaster::LENGTH];
        let (secret, seen) = premaster::recover(block.as_deref(), offered, &zeros);
        if !(seen.padding && seen.version) {
            attempt.missing.push("pre_master_secret");
            return attempt;
        }
        let rfc = "RFC 5246 §7.4.7.1";
        attempt.derived.extend(block.map(|block| {
            Artifact::new(
                "pkcs1_block",
                block,
                Recipe::RsaDecrypt,
                &["encrypted_pre_master_secret", "private_exponent", "modulus"],
                rfc,
            )
        }));
        attempt.derived.push(Artifact::new(
            "pre_master_secret",
            &secret[..],
            Recipe::Pkcs1Unpad,
            &["pkcs1_block"],
            rfc,
        ));
        let algorithm = suite.prf_hash();
        let master = if overheard.extended {
            let hash = overheard.messages.value(algorithm);
            attempt.derived.push(
                Artifact::new("session_hash", &hash[..], Recipe::Hash, &[], "RFC 7627 §3")
                    .detailed(algorithm.name())
                    .covering(overheard.messages.covers(algorithm)),
            );
            schedule::extended_master_secret(algorithm, &secret, &hash)
        } else {
            schedule::master_secret(algorithm, &secret, client_random, server_random)
        };
        let keys = schedule::key_block(*suite, &master.bytes, client_random, server_random);
        attempt.derived.push(master);
        attempt.derived.extend(keys.artifacts);
        let mut client = Seal::new(*suite, keys.client);
        let mut server = Seal::new(*suite, keys.server);
        for (from, record) in &overheard.sealed {
            let seal = if *from == Holder::Server { &mut server } else { &mut client };
            let opened = seal.open(record.content_type, record.version, &record.fragment);
            match opened {
                Ok(inside) if record.content_type == ContentType::ApplicationData => {
                    attempt.read.push((*from, inside.plaintext));
                }
                _ => {}
            }
        }
        attempt
    }

    /// Reads the whole notebook.
    fn understand(&self) -> Overheard {
        let mut overheard = Overheard::default();
        for side in [Holder::Client, Holder::Server] {
            let bytes: Vec<u8> = self
                .notebook
                .iter()
                .filter(|(from, _)| *from == side)
                .flat_map(|(_, letter)| letter.iter().copied())
                .collect();
            overheard.read_side(side, &bytes);
        }
        overheard.order_messages(&self.notebook);
        overheard
    }
}

impl Overheard {
    fn read_side(&mut self, side: Holder, bytes: &[u8]) {
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
        for message in messages(&handshake) {
            if let Ok(message) = Message::parse(message).value {
                self.note(message);
            }
        }
    }

    /// The hash runs over the messages in the order in which they crossed.
    fn order_messages(&mut self, notebook: &[(Holder, Vec<u8>)]) {
        let mut sealed = Vec::new();
        for (from, letter) in notebook {
            for record in records(letter) {
                match record.content_type {
                    ContentType::ChangeCipherSpec => sealed.push(*from),
                    ContentType::Handshake if !sealed.contains(from) => {
                        self.messages.add(&record.fragment);
                    }
                    _ => {}
                }
            }
        }
    }

    fn note(&mut self, message: Message) {
        let hello = "RFC 5246 §7.4.1.2";
        let answer = "RFC 5246 §7.4.1.3";
        match message {
            Message::ClientHello(message) => {
                self.add("client_random", &message.random, hello);
                let name = message.extension(extension::SERVER_NAME).and_then(hello::server_name);
                if let Some(name) = name {
                    self.add("server_name", name.as_bytes(), "RFC 6066 §3");
                }
                self.offered = Some(message.version);
                self.client_random = Some(message.random);
            }
            Message::ServerHello(message) => {
                self.add("server_random", &message.random, answer);
                self.add("cipher_suite", &message.suite.to_be_bytes(), answer);
                self.suite = CipherSuite::from_code(message.suite);
                self.extended = message.extension(extension::EXTENDED_MASTER_SECRET).is_some();
                self.server_random = Some(message.random);
            }
            Message::Certificate(list) => {
                let Some(leaf) = list.0.first() else { return };
                self.add("certificate", leaf, "RFC 5246 §7.4.2");
                let key = Facts::read(leaf).ok().and_then(|facts| facts.public_key);
                if let Some(key) = key {
                    self.add("modulus", &key.modulus(), "RFC 8017 §3.1");
                    self.add("public_exponent", &key.exponent(), "RFC 8017 §3.1");
                }
            }
            Message::ClientKeyExchange(exchange) => {
                self.add("encrypted_pre_master_secret", &exchange.0, "RFC 5246 §7.4.7.1");
                self.encrypted = Some(exchange.0);
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
