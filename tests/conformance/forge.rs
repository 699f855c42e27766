//! A client put together by hand from the parts of the core, for hellos that ours never writes;
//! and records that ours never writes.

use tls_airmail::{
    Scenario,
    crypto::{cbc, hash::HashAlgorithm, hmac::hmac, rsa, rsa::PublicKey},
    keys::{
        artifact::Holder,
        handshake_hash::HandshakeHash,
        premaster,
        schedule::{self, WriteKeys},
        seal::Seal,
        suite::{CipherSuite, Protection},
    },
    party::{Party, client::standard_extensions, desk::Letter, server::Server},
    wire::{
        finished::Finished,
        handshake::Message,
        hello::{ClientHello, ServerHello, codes_data},
        key_exchange::ClientKeyExchange,
        record::ContentType,
        registry::{Version, extension},
    },
};

use crate::{
    pair::{self, Pair},
    records,
};

/// The honest hello that cases change.
pub fn plain_hello() -> ClientHello {
    ClientHello {
        version: pair::V,
        random: [1; 32],
        session_id: Vec::new(),
        suites: vec![pair::SUITE.code()],
        compressions: vec![0],
        extensions: None,
    }
}

/// Plays a whole handshake with RSA key exchange against the server, from this hello on. Panics
/// where the server does not keep to the RFC.
pub fn complete(
    server: &mut Party<Server>,
    hello: ClientHello,
    key: &PublicKey,
) -> (ServerHello, [Seal; 2]) {
    let (version, random) = (hello.version, hello.random);
    let extended = hello.extension(extension::EXTENDED_MASTER_SECRET).is_some();
    let mut hash = HandshakeHash::default();
    let mut add = |bytes: &[u8]| hash.add(bytes);
    let first = Message::ClientHello(hello).encode();
    add(&first);
    server.receive(&pair::handshake(&first));
    let flight = server.next_letter().expect("ServerHello");
    let mut answer = None;
    for sheet in &flight.sheets {
        let bytes = &sheet.bytes[5..];
        add(bytes);
        if let Ok(Message::ServerHello(hello)) = Message::parse(bytes, None).value {
            answer = Some(hello);
        }
    }
    let answer = answer.expect("ServerHello");
    let suite = CipherSuite::from_code(answer.suite).unwrap();
    let secret = premaster::compose(version, &[9; 46]);
    let block = rsa::pad(key.size(), &vec![7; key.size() - 3 - secret.len()], &secret).unwrap();
    let cipher = key.encrypt_block(&block).unwrap();
    let exchange = Message::ClientKeyExchange(ClientKeyExchange::Encrypted(cipher)).encode();
    add(&exchange);
    server.receive(&pair::handshake(&exchange));
    let algorithm = suite.prf_hash();
    let master = if extended {
        schedule::extended_master_secret(algorithm, &secret, &hash.value(algorithm))
    } else {
        schedule::master_secret(algorithm, &secret, &random, &answer.random)
    };
    let block = schedule::key_block(suite, &master.bytes, &random, &answer.random);
    let [mut ours, mut theirs] = [Seal::new(suite, block.client), Seal::new(suite, block.server)];
    let verify = |side, hash: &HandshakeHash| -> Vec<u8> {
        let [_, data] = schedule::verify_data(algorithm, side, &master.bytes, hash);
        Message::Finished(Finished(data.bytes[..].try_into().unwrap())).encode()
    };
    let finished = verify(Holder::Client, &hash);
    hash.add(&finished);
    server.receive(pair::CCS);
    server.receive(&pair::sealed(&mut ours, ContentType::Handshake, &finished));
    let last = server.next_letter().expect("Finished");
    let parts = records(&last.bytes());
    assert_eq!(parts[0], pair::CCS);
    let inside = theirs.open(ContentType::Handshake, Version::TLS_1_2, &parts[1][5..]).unwrap();
    assert_eq!(inside.plaintext, verify(Holder::Server, &hash));
    assert!(server.is_open());
    (answer, [ours, theirs])
}

/// Records under CBC as no honest party seals them.
pub struct Cbc {
    pub keys: WriteKeys,
    pub suite: CipherSuite,
    pub number: u64,
}

impl Cbc {
    pub fn mac(&self) -> HashAlgorithm {
        match self.suite.protection() {
            Protection::Cbc { mac } => mac,
            other => panic!("{other:?}"),
        }
    }

    /// Data, its MAC, and padding that fills as many blocks more as it may; `spoil` may change any
    /// of it before it is encrypted.
    pub fn record(&self, data: &[u8], longest: bool, spoil: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let content_type = ContentType::ApplicationData;
        let head = [
            &self.number.to_be_bytes()[..],
            &[content_type.code(), 3, 3],
            &(data.len() as u16).to_be_bytes(),
        ]
        .concat();
        let mac = hmac(self.mac(), &self.keys.mac_key, &[&head, data]);
        let mut whole = [data, &mac].concat();
        let least = 15 - whole.len() % 16;
        let padding = if longest { (240 + least).min(255) } else { least };
        whole.extend(vec![padding as u8; padding + 1]);
        assert!(whole.len().is_multiple_of(16));
        spoil(&mut whole);
        let iv = [5; 16];
        let cipher = cbc::encrypt(&self.keys.key, &iv, &whole).unwrap();
        pair::record(content_type, &[&iv[..], &cipher].concat())
    }
}

/// A letter with its handshake messages in records of so many bytes; sealed anew where it was
/// sealed.
pub fn split(letter: &Letter, seal: &mut Seal, size: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for sheet in &letter.sheets {
        let content = sheet.inside.as_ref().map(|inside| &inside.plaintext[..]);
        for chunk in content.unwrap_or(&sheet.bytes[5..]).chunks(size) {
            bytes.extend(match content {
                Some(_) => pair::sealed(seal, sheet.content_type, chunk),
                None => pair::record(sheet.content_type, chunk),
            });
        }
    }
    bytes
}

/// A pair whose client offers these signature algorithms and no others.
pub fn offering(hand: Scenario, signatures: &[u16]) -> Pair {
    let mut extensions = standard_extensions(&hand.server_name, &hand.suites, &hand.groups, false);
    for extension in &mut extensions {
        if extension.code == extension::SIGNATURE_ALGORITHMS {
            extension.data = codes_data(signatures);
        }
    }
    Pair::offering(hand, extensions)
}
