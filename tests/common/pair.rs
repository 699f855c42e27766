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
        session::{Session, Sessions},
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

/// A client that asks for the host of the Scenario and offers its suites.
pub fn client_setup(hand: &Scenario, seed: [u8; 32], extended: bool) -> ClientSetup {
    let Scenario { server_name, suites, groups, .. } = hand;
    ClientSetup {
        entropy: Entropy::Seed(seed),
        trust: Trust::Roots {
            roots: vec![hand.identity.authority.clone()],
            host: server_name.clone(),
            now: hand.time,
        },
        suites: suites.iter().map(|suite| suite.code()).collect(),
        session_id: Vec::new(),
        extensions: Some(standard_extensions(server_name, suites, groups, extended)),
    }
}

/// A server with the identity of the Scenario that speaks whatever we can.
pub fn server_setup(hand: &Scenario, seed: [u8; 32]) -> ServerSetup {
    ServerSetup {
        entropy: Entropy::Seed(seed),
        chain: vec![hand.identity.certificate.der.clone()],
        key: hand.identity.key.clone(),
        suites: CipherSuite::ALL.to_vec(),
        extended_master_secret: true,
        point_formats: true,
        extensions: Vec::new(),
    }
}

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
        let client = client_setup(&hand, hand.seed, false);
        let client = Party::client(ClientSetup { extensions: Some(extensions), ..client });
        let server = Party::server(server_setup(&hand, hand.seed));
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

/// Two who met before: what each of them kept.
#[derive(Clone)]
pub struct Met {
    pub hand: Scenario,
    pub client: Sessions,
    pub server: Sessions,
}

impl Met {
    pub fn new(suite: CipherSuite, extended: bool) -> Self {
        let hand = scenario(31, suite, extended);
        let pair = Self::first(&hand, extended);
        let mut met = Self { hand, client: Sessions::default(), server: Sessions::default() };
        met.learn(&pair);
        assert_eq!((met.client.len(), met.server.len()), (1, 1));
        met
    }

    /// Their first connection, whose handshake is done.
    pub fn first(hand: &Scenario, extended: bool) -> Pair {
        let client = Party::client(client_setup(hand, [1; 32], extended));
        let server = Party::server_keeping(server_setup(hand, [2; 32]), Sessions::default());
        let mut pair = Pair { hand: hand.clone(), client, server };
        pair.finish();
        assert!(pair.client.is_open() && pair.server.is_open());
        pair
    }

    pub fn learn(&mut self, pair: &Pair) {
        self.client.learn(&pair.client);
        self.server.learn(&pair.server);
    }

    pub fn session(&self) -> Session {
        self.client.last().cloned().unwrap()
    }

    /// They meet again.
    pub fn again(&self) -> Pair {
        let session = self.session();
        let client = client_setup(&self.hand, [3; 32], session.extended);
        Pair {
            hand: self.hand.clone(),
            client: Party::client_again(client, session),
            server: Party::server_keeping(server_setup(&self.hand, [4; 32]), self.server.clone()),
        }
    }
}
