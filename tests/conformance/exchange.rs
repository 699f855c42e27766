//! 62 to 66: ServerKeyExchange, shares, certificates, and octets left over.

use std::{str::FromStr, time::Duration};

use der::Encode;
use tls_airmail::{
    crypto::{ecdhe::Curve, rsa::PrivateKey},
    keys::{signature::SignatureAlgorithm, suite::CipherSuite},
    pki::identity::Identity,
    wire::{
        certificate::CertificateList,
        handshake::Message,
        key_exchange::{EcdhParams, KeyExchange, ServerKeyExchange},
    },
};

use crate::{
    Case, Log,
    common::scenario,
    forge,
    order::{before, changed_finished, flight},
    pair::{Pair, SUITE, handshake, message},
};

const ECDHE: CipherSuite = CipherSuite::EcdheAes128GcmSha256;

pub const CASES: [Case; 5] = [
    // 62: the signature.
    |log| {
        let signing = Signing::new(&[]);
        let honest = signing.honest.clone();
        let own = signing.pair.hand.identity.key.clone();
        signing.check(log, "the honest one", &honest, "accepted");
        for bit in (0..8 * honest.signature.len()).step_by(7) {
            let mut changed = honest.clone();
            changed.signature[bit / 8] ^= 1 << (bit % 8);
            signing.check(log, "a flipped bit", &changed, "decrypt_error");
        }
        for length in [0, 1, 255] {
            let mut changed = honest.clone();
            changed.signature.truncate(length);
            signing.check(log, "an empty or short one", &changed, "decrypt_error");
        }
        for which in [0, 31, 32, 63] {
            let mut randoms = signing.randoms.clone();
            randoms[which] ^= 1;
            let replayed = sign(&randoms, &honest.params, 0x0401, &own);
            signing.check(log, "over other randoms", &replayed, "decrypt_error");
        }
        let other = PrivateKey::from_pem(include_str!("../../src/pki/teaching/ca.key.pem"));
        let forged = sign(&signing.randoms, &honest.params, 0x0401, &other.unwrap());
        signing.check(log, "by another key", &forged, "decrypt_error");
        for missing in [message(12, &honest.params.encode()), message(12, &[])] {
            signing.check_bytes(log, "missing", &missing, "decode_error");
        }
    },
    // 63: an algorithm that was not offered.
    |log| {
        let signing = Signing::new(&[]);
        for code in [0x0201, 0x0403, 0x0603, 0x0807, 0x0000, 0x0404] {
            let mut changed = signing.honest.clone();
            changed.algorithm = code;
            signing.check(log, "never offered", &changed, "illegal_parameter");
        }
        // A good signature by an algorithm that we speak, and this time did not offer.
        let signing = Signing::new(&[SignatureAlgorithm::ALL[0].code()]);
        let own = signing.pair.hand.identity.key.clone();
        for algorithm in &SignatureAlgorithm::ALL[1..] {
            let params = &signing.honest.params;
            let good = sign(&signing.randoms, params, algorithm.code(), &own);
            signing.check(log, "not offered this time", &good, "illegal_parameter");
        }
    },
    // 64: points that are none.
    |log| {
        let p256 = Curve::P256.public(&[9; 32]).unwrap();
        let x25519 = Curve::X25519.public(&[9; 32]).unwrap();
        let with = |at: usize, bit: u8| {
            let mut point = p256.clone();
            point[at] ^= bit;
            point
        };
        let mut one = vec![0; 32];
        one[0] = 1;
        let compressed = [&[2 + (p256[64] & 1)], &p256[1..33]].concat();
        let hybrid = [&[6 + (p256[64] & 1)], &p256[1..]].concat();
        let illegal = "illegal_parameter";
        for (group, name, point, expected) in [
            (Curve::P256, "another sound one", p256.clone(), "accepted"),
            (Curve::P256, "off the curve", with(40, 1), illegal),
            (Curve::P256, "off the curve", with(2, 0x80), illegal),
            (Curve::P256, "compressed", compressed, illegal),
            (Curve::P256, "hybrid", hybrid, illegal),
            (Curve::P256, "at infinity", vec![0], illegal),
            (Curve::P256, "an octet short", p256[..64].to_vec(), illegal),
            (Curve::P256, "an octet long", [&p256[..], &[0]].concat(), illegal),
            (Curve::P256, "of the other curve", x25519.clone(), illegal),
            (Curve::P256, "none", Vec::new(), "decode_error"),
            (Curve::X25519, "another sound one", x25519.clone(), "accepted"),
            (Curve::X25519, "zero", vec![0; 32], illegal),
            (Curve::X25519, "of low order", one, illegal),
            (Curve::X25519, "an octet short", x25519[..31].to_vec(), illegal),
            (Curve::X25519, "an octet long", [&x25519[..], &[0]].concat(), illegal),
            (Curve::X25519, "of the other curve", p256.clone(), illegal),
            (Curve::X25519, "none", Vec::new(), "decode_error"),
        ] {
            let mut hand = scenario(12, ECDHE, false);
            hand.groups = vec![group];
            let mut pair = Pair::of(hand);
            assert!(pair.pass() && pair.pass());
            let body = [&[point.len() as u8][..], &point].concat();
            pair.server.receive(&message(16, &body));
            log.server(name, &pair.server, expected);
            let signing = Signing::new(&[]);
            let code = if group == Curve::P256 { 23 } else { 29 };
            signing.share(log, name, code, &point, expected);
        }
        let signing = Signing::new(&[]);
        for (name, group, point) in [
            ("another group", 24, vec![4; 97]),
            ("another group", 30, vec![9; 56]),
            ("a group of nobody", 0x0a0a, vec![1; 32]),
        ] {
            signing.share(log, name, group, &point, "illegal_parameter");
        }
    },
    // 65: no certificate, and keys of another kind.
    |log| {
        let show = |log: &mut Log, suite, name: &str, chain: Vec<Vec<u8>>, expected: &str| {
            let (mut pair, flight) = flight(suite);
            let list = handshake(&Message::Certificate(CertificateList(chain)).encode());
            pair.client.receive(&[&flight[0][..], &list].concat());
            log.client(name, &pair.client, expected);
        };
        for suite in [SUITE, ECDHE] {
            let host = Pair::new(suite).hand.server_name;
            show(log, suite, "an empty list", Vec::new(), "bad_certificate");
            let curve = elliptic_certificate(&host);
            show(log, suite, "a key on a curve", vec![curve], "unsupported_certificate");
            let (mut pair, flight) = flight(suite);
            pair.client.receive(&[&flight[0][..], &message(11, &[0, 0, 3, 0, 0, 0])].concat());
            log.client("an empty certificate", &pair.client, "decode_error");
        }
    },
    // 66: octets behind each message that our parties read.
    |log| {
        for suite in [SUITE, ECDHE] {
            let more = |record: &[u8]| {
                let body = [&record[9..], &[0]].concat();
                message(record[5], &body)
            };
            let (pair, flight) = flight(suite);
            for (index, record) in flight.iter().enumerate() {
                let mut client = pair.client.clone();
                client.receive(&[&flight[..index].concat()[..], &more(record)].concat());
                log.client("one octet more", &client, "decode_error");
            }
            let mut client = pair.client.clone();
            client.receive(&message(0, &[0]));
            log.client("HelloRequest", &client, "decode_error");
            for id in ["client_hello", "client_key_exchange"] {
                let (mut pair, letter) = before(suite, id);
                pair.server.receive(&more(&letter.bytes()));
                log.server(id, &pair.server, "decode_error");
            }
            // Types of the other side and of nobody are not read at all.
            let mut pair = Pair::after(suite, 2);
            pair.server.receive(&message(99, &[0]));
            log.server("an unknown type", &pair.server, "unexpected_message");
        }
        changed_finished(log, "Finished", "decode_error", |finished| {
            finished.push(0);
            finished[3] += 1;
        });
    },
];

/// A handshake with ECDHE, stopped where the client has not read the server's flight.
struct Signing {
    pair: Pair,
    flight: Vec<Vec<u8>>,
    honest: ServerKeyExchange,
    randoms: Vec<u8>,
}

impl Signing {
    /// The client offers both groups, and these signature algorithms if any are given.
    fn new(offered: &[u16]) -> Self {
        let hand = scenario(12, ECDHE, false);
        let mut pair = Pair::of(hand);
        if !offered.is_empty() {
            pair = forge::offering(pair.hand, offered);
        }
        let hello = pair.client.next_letter().unwrap().bytes();
        pair.server.receive(&hello);
        let letter = pair.server.next_letter().unwrap();
        let flight: Vec<Vec<u8>> = letter.sheets.into_iter().map(|sheet| sheet.bytes).collect();
        let parsed = Message::parse(&flight[2][5..], Some(KeyExchange::Ecdhe)).value;
        let Ok(Message::ServerKeyExchange(honest)) = parsed else { panic!("no ServerKeyExchange") };
        let randoms = [&hello[11..43], &flight[0][11..43]].concat();
        Self { pair, flight, honest, randoms }
    }

    fn check_bytes(&self, log: &mut Log, name: &str, exchange: &[u8], expected: &str) {
        let mut client = self.pair.client.clone();
        client.receive(&[&self.flight[0][..], &self.flight[1], exchange].concat());
        log.client(name, &client, expected);
        client.receive(&self.flight[3]);
        let next = client.next_letter().map(|letter| letter.id);
        let id = if expected == "accepted" { "client_key_exchange" } else { "client_alert" };
        assert_eq!(next, Some(id), "{name}");
    }

    fn check(&self, log: &mut Log, name: &str, exchange: &ServerKeyExchange, expected: &str) {
        let bytes = handshake(&Message::ServerKeyExchange(exchange.clone()).encode());
        self.check_bytes(log, name, &bytes, expected);
    }

    /// A share that the server has signed, whatever it is.
    fn share(&self, log: &mut Log, name: &str, group: u16, point: &[u8], expected: &str) {
        let params = EcdhParams { group, point: point.to_vec() };
        let signed = sign(&self.randoms, &params, 0x0401, &self.pair.hand.identity.key);
        self.check(log, name, &signed, expected);
    }
}

fn sign(randoms: &[u8], params: &EcdhParams, code: u16, key: &PrivateKey) -> ServerKeyExchange {
    let algorithm = SignatureAlgorithm::from_code(code).unwrap();
    let message = [randoms, &params.encode()].concat();
    let salt = vec![7; algorithm.salt_length()];
    let signature = key.sign(algorithm.scheme, algorithm.hash, &message, &salt).unwrap();
    ServerKeyExchange { params: params.clone(), algorithm: code, signature }
}

/// A certificate by the CA for a key on P-256.
fn elliptic_certificate(host: &str) -> Vec<u8> {
    use x509_cert::{
        builder::{Builder, CertificateBuilder, profile::BuilderProfile},
        ext::{
            Extension, ToExtension,
            pkix::{SubjectAltName, name::GeneralName},
        },
        name::Name,
        serial_number::SerialNumber,
        time::{Time, Validity},
    };
    struct Leaf(String, Name);
    impl BuilderProfile for Leaf {
        fn get_issuer(&self, _: &Name) -> Name {
            self.1.clone()
        }
        fn get_subject(&self) -> Name {
            Name::from_str("CN=curve").unwrap()
        }
        fn build_extensions(
            &self,
            _: spki::SubjectPublicKeyInfoRef<'_>,
            _: spki::SubjectPublicKeyInfoRef<'_>,
            tbs: &x509_cert::TbsCertificate,
        ) -> x509_cert::builder::Result<Vec<Extension>> {
            let name = GeneralName::DnsName(der::asn1::Ia5String::new(&self.0)?);
            Ok(vec![SubjectAltName(vec![name]).to_extension(tbs.subject(), &[])?])
        }
    }
    let identity = Identity::teaching(host).unwrap();
    let ca = PrivateKey::from_pem(include_str!("../../src/pki/teaching/ca.key.pem")).unwrap();
    let point = Curve::P256.public(&[9; 32]).unwrap();
    let key = spki::SubjectPublicKeyInfoOwned {
        algorithm: spki::AlgorithmIdentifier {
            oid: const_oid::db::rfc5912::ID_EC_PUBLIC_KEY,
            parameters: Some((&const_oid::db::rfc5912::SECP_256_R_1).into()),
        },
        subject_public_key: der::asn1::BitString::from_bytes(&point).unwrap(),
    };
    let time = |seconds| {
        Time::from(der::DateTime::from_unix_duration(Duration::from_secs(seconds)).unwrap())
    };
    let leaf = &identity.certificate;
    let validity = Validity::new(time(leaf.not_before), time(leaf.not_after));
    let issuer = Name::from_str(&identity.authority.subject).unwrap();
    let profile = Leaf(host.to_owned(), issuer);
    let serial = SerialNumber::new(&[7]).unwrap();
    let builder = CertificateBuilder::new(profile, serial, validity, key).unwrap();
    let made = builder.build::<_, rsa::pkcs1v15::Signature>(&ca.signer()).unwrap();
    made.to_der().unwrap()
}
