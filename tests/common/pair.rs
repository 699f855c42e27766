//! Both parties with their letters passed by hand, and letters made by hand.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::collections::BTreeMap;

use tls_airmail::{
    Scenario,
    crypto::drbg::Entropy,
    keys::{schedule::WriteKeys, seal::Seal, suite::CipherSuite},
    party::{
        End, Party, Role,
        client::{Client, ClientSetup, Trust, standard_extensions},
        server::{Server, ServerSetup},
    },
    wire::{
        handshake::Message,
        hello::{ClientHello, Extension, ServerHello},
        record::{ContentType, Record},
        registry::Version,
    },
};

use crate::common::scenario;

pub const SUITE: CipherSuite = CipherSuite::RsaAes128CbcSha;
pub const V: Version = Version::TLS_1_2;

/// Both parties and the letters between them, one at a time.
#[derive(Clone)]
pub struct Pair {
    pub hand: Scenario,
    pub client: Party<Client>,
    pub server: Party<Server>,
}

impl Pair {
    pub fn new(suite: CipherSuite) -> Self {
        Self::of(scenario(11, suite, false))
    }

    pub fn of(hand: Scenario) -> Self {
        let extensions = standard_extensions(&hand.server_name, &hand.suites, &hand.groups, false);
        Self::offering(hand, extensions)
    }

    /// With the extended master secret.
    pub fn extended(hand: Scenario) -> Self {
        let extensions = standard_extensions(&hand.server_name, &hand.suites, &hand.groups, true);
        Self::offering(hand, extensions)
    }

    /// With a client that offers these extensions.
    pub fn offering(hand: Scenario, extensions: Vec<Extension>) -> Self {
        let entropy = Entropy::Seed(hand.seed);
        let client = Party::client(ClientSetup {
            entropy: entropy.clone(),
            trust: Trust::Roots {
                roots: vec![hand.identity.authority.clone()],
                host: hand.server_name.clone(),
                now: hand.time,
            },
            suites: hand.suites.iter().map(|suite| suite.code()).collect(),
            session_id: Vec::new(),
            extensions: Some(extensions),
        });
        let server = Party::server(ServerSetup {
            entropy,
            chain: vec![hand.identity.certificate.der.clone()],
            key: hand.identity.key.clone(),
            suites: CipherSuite::ALL.to_vec(),
            extended_master_secret: true,
            point_formats: true,
            extensions: Vec::new(),
        });
        Self { hand, client, server }
    }

    /// After so many letters have arrived.
    pub fn after(suite: CipherSuite, letters: usize) -> Self {
        let mut pair = Self::new(suite);
        for _ in 0..letters {
            assert!(pair.pass(), "there are not so many letters");
        }
        pair
    }

    /// Hands the next letter over, the client's first.
    pub fn pass(&mut self) -> bool {
        if let Some(letter) = self.client.next_letter() {
            self.server.receive(&letter.bytes());
            return true;
        }
        if let Some(letter) = self.server.next_letter() {
            self.client.receive(&letter.bytes());
            return true;
        }
        false
    }

    pub fn finish(&mut self) {
        while self.pass() {}
    }

    /// The keys of both directions, the client's first, as the client noted them.
    pub fn write_keys(&mut self) -> [WriteKeys; 2] {
        let notes = self.client.notes();
        let values: BTreeMap<&str, Vec<u8>> = notes
            .iter()
            .flat_map(|note| &note.artifacts)
            .map(|artifact| (artifact.name, artifact.bytes.to_vec()))
            .collect();
        ["client", "server"].map(|side| {
            let get = |name: &str| values.get(format!("{side}_{name}").as_str()).cloned();
            WriteKeys {
                mac_key: get("write_mac_key").unwrap_or_default(),
                key: get("write_key").unwrap(),
                iv: get("write_iv").unwrap_or_default(),
            }
        })
    }

    /// The seals of both directions once both have sent Finished.
    pub fn keys(&mut self, suite: CipherSuite) -> [Seal; 2] {
        self.write_keys().map(|keys| {
            let mut seal = Seal::new(suite, keys);
            // The Finished that has gone already.
            seal.seal(ContentType::Handshake, V, &[], &[0; 16]).unwrap();
            seal
        })
    }
}

pub fn alert<R: Role>(party: &Party<R>) -> &'static str {
    match party.end() {
        Some(End::Fault(fault)) => fault.alert().name(),
        None => "none",
        other => panic!("{other:?}"),
    }
}

pub fn record(content_type: ContentType, fragment: &[u8]) -> Vec<u8> {
    Record { content_type, version: V, fragment: fragment.to_vec() }.encode()
}

pub fn handshake(message: &[u8]) -> Vec<u8> {
    record(ContentType::Handshake, message)
}

/// A handshake message of any type and body.
pub fn message(code: u8, body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u32).to_be_bytes();
    handshake(&[&[code], &length[1..], body].concat())
}

pub fn sealed(seal: &mut Seal, content_type: ContentType, content: &[u8]) -> Vec<u8> {
    let (fragment, _) = seal.seal(content_type, V, content, &[5; 16]).unwrap();
    record(content_type, &fragment)
}

pub fn client_hello(change: impl FnOnce(&mut ClientHello)) -> Vec<u8> {
    let mut hello = ClientHello {
        version: V,
        random: [1; 32],
        session_id: Vec::new(),
        suites: vec![SUITE.code()],
        compressions: vec![0],
        extensions: None,
    };
    change(&mut hello);
    handshake(&Message::ClientHello(hello).encode())
}

pub fn server_hello(change: impl FnOnce(&mut ServerHello)) -> Vec<u8> {
    let mut hello = ServerHello {
        version: V,
        random: [1; 32],
        session_id: Vec::new(),
        suite: SUITE.code(),
        compression: 0,
        extensions: None,
    };
    change(&mut hello);
    handshake(&Message::ServerHello(hello).encode())
}

pub const CCS: &[u8] = &[20, 3, 3, 0, 1, 1];

/// The client's write state as it is right after ChangeCipherSpec.
pub fn client_seal(pair: &mut Pair, suite: CipherSuite) -> Seal {
    let [keys, _] = pair.write_keys();
    Seal::new(suite, keys)
}
