//! Known answers: the PRF, PKCS#1 decryption, and whole recorded handshakes.
//! Sources and licences: `tests/vectors/README.md`.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use tls_airmail::{
    crypto::{
        aead,
        drbg::Entropy,
        ecdhe::Curve,
        hash::HashAlgorithm,
        prf::prf,
        rsa::{PrivateKey, unpad},
    },
    keys::{
        artifact::Artifact,
        schedule::{extended_master_secret, master_secret},
        suite::CipherSuite,
    },
    party::{
        Party,
        client::{ClientSetup, Trust},
        server::ServerSetup,
    },
    wire::{
        bytes::{hex, unhex},
        codec::parse,
        handshake::Message,
        hello::Extension,
    },
};

fn load(name: &str) -> Value {
    let path = format!("{}/tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn bytes(value: &Value, name: &str) -> Vec<u8> {
    let text = value[name].as_str().unwrap_or_else(|| panic!("no {name}"));
    unhex(text).unwrap_or_else(|| panic!("{name} is not hex"))
}

#[test]
fn the_prf_agrees_with_published_vectors() {
    let vectors = load("tls12-prf-vectors.json");
    let vectors = vectors.as_array().unwrap();
    assert_eq!(vectors.len(), 122);
    let mut compared = 0;
    for vector in vectors {
        let algorithm = match vector["hash"].as_str().unwrap() {
            "SHA-224" => HashAlgorithm::Sha224,
            "SHA-256" | "SHA2-256" => HashAlgorithm::Sha256,
            "SHA-384" | "SHA2-384" => HashAlgorithm::Sha384,
            "SHA-512" | "SHA2-512" => HashAlgorithm::Sha512,
            other => panic!("hash {other}"),
        };
        let has = |name: &str| vector.get(name).is_some();
        let get = |name: &str| bytes(vector, name);
        if has("output") {
            let expected = get("output");
            let label = vector["label"].as_str().unwrap();
            let seed = get("seed");
            let found = prf(algorithm, &get("secret"), label, &[&seed], expected.len());
            assert_eq!(hex(&found.output), hex(&expected), "{vector}");
            compared += 1;
        }
        if !has("pre_master_secret") {
            continue;
        }
        let master: Artifact;
        let (client, server);
        if has("session_hash") {
            (client, server) = (get("client_random"), get("server_random"));
            let hash = get("session_hash");
            master = extended_master_secret(algorithm, &get("pre_master_secret"), &hash);
        } else {
            // CAVS gives the randoms of the two computations apart.
            (client, server) = (get("clientHello_random"), get("serverHello_random"));
            let secret = get("pre_master_secret");
            master = master_secret(algorithm, &secret, &client, &server);
            let in_order = [get("serverHello_random"), get("clientHello_random")];
            assert_eq!(in_order, [server.clone(), client.clone()]);
        }
        assert_eq!(hex(&master.bytes), vector["master_secret"].as_str().unwrap(), "{vector}");
        let (client, server) = if has("session_hash") {
            (client, server)
        } else {
            (get("client_random"), get("server_random"))
        };
        let block = get("key_block");
        let seed = [&server[..], &client];
        let found = prf(algorithm, &master.bytes, "key expansion", &seed, block.len());
        assert_eq!(hex(&found.output), hex(&block), "{vector}");
        compared += 1;
    }
    assert_eq!(compared, 122);
}

#[test]
fn pkcs1_decryption_agrees_with_wycheproof() {
    let vectors = load("wycheproof_rsa_pkcs1_2048_test.json");
    let mut compared = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        let key = PrivateKey::from_der(&bytes(group, "privateKeyPkcs8")).unwrap();
        for test in group["tests"].as_array().unwrap() {
            let block = key.decrypt_block(&bytes(test, "ct")).ok();
            let message = block.as_deref().and_then(unpad);
            match test["result"].as_str().unwrap() {
                "valid" => assert_eq!(message, Some(&bytes(test, "msg")[..]), "{test}"),
                "invalid" => assert_eq!(message, None, "{test}"),
                // "acceptable" would leave the choice to us; this file has none.
                other => panic!("{other}: {test}"),
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 67);
}

/// The randomness of Go's own side in its recorded tests: zeros everywhere, and 0x42 where a
/// zero may not stand.
fn zeros(flow: &Value) -> Entropy {
    let known = [
        ("pkcs1_padding".to_owned(), vec![0x42]),
        // Not quite zeros: a server that could speak TLS 1.3 marks its random (RFC 8446 §4.1.3).
        ("server_random".to_owned(), bytes(flow, "server_random")),
    ];
    Entropy::Known(known.into())
}

/// Bytes of the records of a flow, one after another in each direction.
struct Tape<'a> {
    records: &'a [Value],
}

impl Tape<'_> {
    /// The next records in a row that go in this direction.
    fn next(&mut self, direction: &str) -> Vec<u8> {
        let count = self.records.iter().take_while(|record| record["dir"] == direction).count();
        let (taken, rest) = self.records.split_at(count);
        self.records = rest;
        taken.iter().flat_map(|record| bytes(record, "hex")).collect()
    }
}

fn recorded_client_hello(flow: &Value) -> tls_airmail::wire::hello::ClientHello {
    let record = bytes(&flow["records"][0], "hex");
    match Message::parse(&record[5..], None).value {
        Ok(Message::ClientHello(hello)) => hello,
        other => panic!("{other:?}"),
    }
}

fn recorded_server_extensions(flow: &Value) -> Vec<Extension> {
    let record = bytes(&flow["records"][1], "hex");
    let parsed = parse("server_hello", &record[9..], tls_airmail::wire::hello::ServerHello::read);
    parsed.value.unwrap().extensions.unwrap_or_default()
}

fn letters<R: tls_airmail::party::Role>(party: &mut Party<R>) -> Vec<u8> {
    std::iter::from_fn(|| party.next_letter()).flat_map(|letter| letter.bytes()).collect()
}

#[test]
fn our_client_in_gos_role_writes_gos_letters() {
    let flows = load("go-tls12-flows.json");
    let mut played = 0;
    for flow in flows["flows"].as_array().unwrap() {
        if flow["go_side"] != "client" {
            continue;
        }
        let hello = recorded_client_hello(flow);
        let mut client = Party::client(ClientSetup {
            entropy: zeros(flow),
            trust: Trust::Pinned(bytes(flow, "certificate_der")),
            suites: hello.suites,
            session_id: hello.session_id,
            extensions: hello.extensions,
        });
        let mut tape = Tape { records: flow["records"].as_array().unwrap() };
        for _ in 0..2 {
            assert_eq!(hex(&letters(&mut client)), hex(&tape.next("c2s")), "{}", flow["name"]);
            client.receive(&tape.next("s2c"));
        }
        assert!(client.is_open(), "{}: {:?}", flow["name"], client.end());
        client.say(b"hello\n");
        client.close();
        assert_eq!(hex(&letters(&mut client)), hex(&tape.next("c2s")), "{}", flow["name"]);
        assert!(tape.records.is_empty());
        compare_secrets(flow, &client.notes());
        played += 1;
    }
    assert_eq!(played, 6);
}

#[test]
fn our_server_in_gos_role_writes_gos_letters() {
    let flows = load("go-tls12-flows.json");
    let key = PrivateKey::from_der(&bytes(&flows, "server_rsa_key_pkcs1_der")).unwrap();
    let mut played = 0;
    for flow in flows["flows"].as_array().unwrap() {
        if flow["go_side"] != "server" {
            continue;
        }
        let suite = CipherSuite::from_name(flow["suite"].as_str().unwrap()).unwrap();
        // What Go's server answers besides the extensions that ours answers by itself.
        let mut extensions = recorded_server_extensions(flow);
        extensions.retain(|extension| extension.code != 0xff01);
        let mut server = Party::server(ServerSetup {
            entropy: zeros(flow),
            chain: vec![bytes(flow, "certificate_der")],
            key: key.clone(),
            suites: vec![suite],
            extended_master_secret: false,
            point_formats: false,
            extensions,
        });
        let mut tape = Tape { records: flow["records"].as_array().unwrap() };
        server.receive(&tape.next("c2s"));
        assert_eq!(hex(&letters(&mut server)), hex(&tape.next("s2c")), "{}", flow["name"]);
        server.receive(&tape.next("c2s"));
        let mut written = letters(&mut server);
        assert!(server.is_open(), "{}: {:?}", flow["name"], server.end());
        server.say(b"hello, world\n");
        server.close();
        written.extend(letters(&mut server));
        assert_eq!(hex(&written), hex(&tape.next("s2c")), "{}", flow["name"]);
        assert!(tape.records.is_empty());
        compare_secrets(flow, &server.notes());
        played += 1;
    }
    assert_eq!(played, 4);
}

/// The published connection: our party in one role, given its inputs, writes its records.
fn illustrated(side: &str) -> (Value, Entropy) {
    let vector = load("illustrated-tls12.json");
    let inputs = &vector["inputs"];
    let mut known = std::collections::BTreeMap::new();
    for (label, name) in [
        ("client_random", "client_random"),
        ("server_random", "server_random"),
        ("client_ephemeral_private", "client_ephemeral_private"),
        ("server_ephemeral_private", "server_ephemeral_private"),
    ] {
        known.insert(label.to_owned(), bytes(inputs, name));
    }
    for (index, name) in ["finished_iv", "data_iv", "alert_iv"].iter().enumerate() {
        let name = format!("{side}_{name}");
        if inputs.get(&name).is_some() {
            known.insert(format!("{side}.iv.{index}"), bytes(inputs, &name));
        }
    }
    (vector, Entropy::Known(known))
}

fn compare_illustrated_secrets(vector: &Value, notes: &[tls_airmail::party::note::Note]) {
    let outputs = &vector["outputs"];
    let names = [
        ("client_ephemeral_public", "client_ephemeral_public"),
        ("server_ephemeral_public", "server_ephemeral_public"),
        ("premaster", "pre_master_secret"),
        ("master", "master_secret"),
        ("key_block_72_octets", "key_block"),
        ("client_mac_key", "client_write_mac_key"),
        ("server_mac_key", "server_write_mac_key"),
        ("client_write_key", "client_write_key"),
        ("server_write_key", "server_write_key"),
        ("ske_signed_data", "signed_params"),
        ("client_finished_hash", "client_finished_hash"),
        ("client_verify_data", "client_verify_data"),
        ("server_finished_hash", "server_finished_hash"),
        ("server_verify_data", "server_verify_data"),
    ];
    for (published, ours) in names {
        assert_eq!(noted(notes, ours), outputs[published].as_str().unwrap(), "{published}");
    }
}

fn illustrated_tape(vector: &Value) -> Tape<'_> {
    Tape { records: vector["outputs"]["records_in_order"].as_array().unwrap() }
}

#[test]
fn our_client_writes_the_illustrated_connection() {
    let (vector, entropy) = illustrated("client");
    let inputs = &vector["inputs"];
    let first = bytes(&vector["outputs"]["records_in_order"][0], "hex");
    let Ok(Message::ClientHello(hello)) = Message::parse(&first[5..], None).value else {
        panic!("no ClientHello")
    };
    let mut client = Party::client(ClientSetup {
        entropy,
        trust: Trust::Pinned(bytes(inputs, "server_certificate_der")),
        suites: hello.suites,
        session_id: bytes(inputs, "session_id"),
        extensions: hello.extensions,
    });
    let mut tape = illustrated_tape(&vector);
    for _ in 0..2 {
        assert_eq!(hex(&letters(&mut client)), hex(&tape.next("c2s")));
        client.receive(&tape.next("s2c"));
    }
    assert!(client.is_open(), "{:?}", client.end());
    client.say(&bytes(inputs, "client_data_plaintext"));
    assert_eq!(hex(&letters(&mut client)), hex(&tape.next("c2s")));
    client.receive(&tape.next("s2c"));
    assert_eq!(client.heard(), bytes(inputs, "server_data_plaintext"));
    client.close();
    assert_eq!(hex(&letters(&mut client)), hex(&tape.next("c2s")));
    assert!(tape.records.is_empty());
    compare_illustrated_secrets(&vector, &client.notes());
}

#[test]
fn our_server_writes_the_illustrated_connection() {
    let (vector, entropy) = illustrated("server");
    let inputs = &vector["inputs"];
    let mut server = Party::server(ServerSetup {
        entropy,
        chain: vec![bytes(inputs, "server_certificate_der")],
        key: PrivateKey::from_der(&bytes(inputs, "server_private_key_der_hex")).unwrap(),
        suites: vec![CipherSuite::EcdheAes128CbcSha],
        extended_master_secret: false,
        point_formats: false,
        extensions: Vec::new(),
    });
    let mut tape = illustrated_tape(&vector);
    for _ in 0..2 {
        server.receive(&tape.next("c2s"));
        assert_eq!(hex(&letters(&mut server)), hex(&tape.next("s2c")));
    }
    assert!(server.is_open(), "{:?}", server.end());
    server.receive(&tape.next("c2s"));
    assert_eq!(server.heard(), bytes(inputs, "client_data_plaintext"));
    server.say(&bytes(inputs, "server_data_plaintext"));
    assert_eq!(hex(&letters(&mut server)), hex(&tape.next("s2c")));
    server.receive(&tape.next("c2s"));
    assert!(tape.records.is_empty());
    // The published server does not answer the goodbye; ours does.
    letters(&mut server);
    assert_eq!(server.end(), Some(&tls_airmail::party::End::Closed));
    compare_illustrated_secrets(&vector, &server.notes());
}

/// The same connection as a hand: what the page deals is played by both parties at once.
fn illustrated_hand() -> tls_airmail::Transcript {
    let vector = load("illustrated-tls12.json");
    let inputs = &vector["inputs"];
    let text = |name: &str| inputs[name].as_str().unwrap().to_owned();
    let first = bytes(&vector["outputs"]["records_in_order"][0], "hex");
    let Ok(Message::ClientHello(hello)) = Message::parse(&first[5..], None).value else {
        panic!("no ClientHello")
    };
    let codes: Vec<u8> = hello.suites.iter().flat_map(|code| code.to_be_bytes()).collect();
    let mut hand: std::collections::BTreeMap<String, String> = [
        ("name", "illustrated".to_owned()),
        ("certificate", text("server_certificate_der")),
        ("key", text("server_private_key_der_hex")),
        ("suites", hex(&codes)),
        // Without their length in front.
        ("extensions", text("client_hello_extensions")[4..].to_owned()),
        ("client.iv.0", text("client_finished_iv")),
        ("client.iv.1", text("client_data_iv")),
        ("client.iv.2", text("client_alert_iv")),
        ("server.iv.0", text("server_finished_iv")),
        ("server.iv.1", text("server_data_iv")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    for name in
        ["client_random", "server_random", "client_ephemeral_private", "server_ephemeral_private"]
    {
        hand.insert(name.to_owned(), text(name));
    }
    let said = |name: &str| Some(String::from_utf8(bytes(inputs, name)).unwrap());
    let wish = tls_airmail::Wish {
        seed: Some("00".repeat(32)),
        server_name: Some("example.ulfheim.net".into()),
        suites: Some(vec![vector["suite"].as_str().unwrap().to_owned()]),
        groups: Some(vec!["x25519".into()]),
        message: said("client_data_plaintext"),
        reply: said("server_data_plaintext"),
        hand: Some(hand),
        ..tls_airmail::Wish::default()
    };
    let scenario = wish
        .resolve([0; 32], |_, _, _| panic!("the hand has an identity"))
        .unwrap_or_else(|error| panic!("{error}"));
    tls_airmail::play(&scenario).unwrap()
}

#[test]
fn the_illustrated_connection_is_one_of_the_hands() {
    let vector = load("illustrated-tls12.json");
    let published: Vec<&str> = vector["outputs"]["records_in_order"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["hex"].as_str().unwrap())
        .collect();
    let transcript = illustrated_hand();
    let ours: Vec<String> = transcript
        .letters
        .iter()
        .flat_map(|letter| letter.records.iter().map(|r| hex(&letter.bytes[r.start..r.end])))
        .collect();
    assert_eq!(published.len(), 13);
    assert_eq!(ours[..13], published);
    // The published server hangs up without an answer to the goodbye; ours answers (RFC 5246
    // §7.2.1).
    assert_eq!(ours.len(), 14);
    assert_eq!(transcript.letters.last().unwrap().id, "server_close");
    assert_eq!(transcript.outcome.kind, "closed");
    assert_eq!(transcript.scenario.hand.as_deref(), Some("illustrated"));
    let find = |id: &str| transcript.artifacts.iter().find(|artifact| artifact.id == id).unwrap();
    assert_eq!(
        hex(&find("client.master_secret").bytes),
        vector["outputs"]["master"].as_str().unwrap()
    );
    assert_eq!(transcript.certificates.len(), 1);
    assert!(!transcript.artifacts.iter().any(|artifact| artifact.name.starts_with("ca_")));
}

#[test]
fn a_hand_that_cannot_be_played_is_named() {
    let certificate = hex(&illustrated_hand().certificates[0].der);
    let key = load("illustrated-tls12.json")["inputs"]["server_private_key_der_hex"].clone();
    let toy = PrivateKey::toy(&mut Entropy::Seed([1; 32]).stream("toy")).unwrap();
    let toy = hex(&toy.to_pkcs1_der().unwrap());
    let resolved = |name: &str, value: Option<&str>| {
        let mut hand: std::collections::BTreeMap<String, String> = [
            ("name", "x"),
            ("certificate", &certificate),
            ("key", key.as_str().unwrap()),
            ("suites", "c013"),
            ("extensions", ""),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        match value {
            Some(value) => hand.insert(name.to_owned(), value.to_owned()),
            None => hand.remove(name),
        };
        let wish = tls_airmail::Wish { hand: Some(hand), ..tls_airmail::Wish::default() };
        wish.resolve([0; 32], |_, _, _| panic!("the hand has an identity"))
    };
    assert!(resolved("name", Some("y")).is_ok());
    for (name, value) in [
        ("certificate", None),
        ("certificate", Some("3000")),
        ("key", None),
        ("key", Some("30")),
        // Too short for a pre-master secret.
        ("key", Some(&*toy)),
        ("suites", None),
        ("suites", Some("c0")),
        ("suites", Some("c01300")),
        ("extensions", None),
        ("extensions", Some("0017")),
        ("extensions", Some("0017000100ff")),
        ("name", None),
        ("client_random", Some("0")),
    ] {
        let error = resolved(name, value).unwrap_err();
        assert_eq!((error.kind(), error.field()), ("bad_hand", "hand"));
        assert_eq!(error.value().as_deref(), Some(name), "{value:?}");
    }
}

/// RFC 7748 §5.2, both vectors and the iteration up to a thousand, and §6.1.
#[test]
fn x25519_agrees_with_rfc_7748() {
    let curve = Curve::X25519;
    let raw = |text: &str| unhex(text).unwrap();
    for (private, public, secret) in [
        (
            "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        ),
        (
            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
        ),
    ] {
        assert_eq!(hex(&curve.agree(&raw(private), &raw(public)).unwrap()), secret);
    }
    let mut base = vec![0; 32];
    base[0] = 9;
    let (mut k, mut u) = (base.clone(), base);
    for round in 1..=1000 {
        (k, u) = (curve.agree(&k, &u).unwrap().to_vec(), k);
        if round == 1 {
            let expected = "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079";
            assert_eq!(hex(&k), expected);
        }
    }
    assert_eq!(hex(&k), "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
    agrees(
        curve,
        [
            "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
            "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
            "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
            "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
        ],
    );
}

/// RFC 5903 §8.1.
#[test]
fn p256_agrees_with_rfc_5903() {
    agrees(
        Curve::P256,
        [
            "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433",
            "04dad0b65394221cf9b051e1feca5787d098dfe637fc90b9ef945d0c3772581180\
             5271a0461cdb8252d61f1c456fa3e59ab1f45b33accf5f58389e0577b8990bb3",
            "c6ef9c5d78ae012a011164acb397ce2088685d8f06bf9be0b283ab46476bee53",
            "04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63\
             56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab",
            "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de",
        ],
    );
}

/// Private and public value of one side, of the other, and the secret of both.
fn agrees(curve: Curve, values: [&str; 5]) {
    let [one, one_public, two, two_public, secret] = values.map(|text| unhex(text).unwrap());
    assert_eq!(curve.public(&one).unwrap(), one_public);
    assert_eq!(curve.public(&two).unwrap(), two_public);
    assert_eq!(curve.agree(&one, &two_public).unwrap().to_vec(), secret);
    assert_eq!(curve.agree(&two, &one_public).unwrap().to_vec(), secret);
}

/// RFC 8439 §2.8.2.
#[test]
fn chacha20_poly1305_agrees_with_rfc_8439() {
    let key: Vec<u8> = (0x80..=0x9f).collect();
    let nonce = unhex("070000004041424344454647").unwrap();
    let aad = unhex("50515253c0c1c2c3c4c5c6c7").unwrap();
    let plain = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for \
                  the future, sunscreen would be it.";
    let cipher = aead::Cipher::ChaCha20Poly1305;
    let sealed = aead::seal(cipher, &key, &nonce, &aad, plain).unwrap();
    assert_eq!(
        hex(&sealed),
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6\
         3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36\
         92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc\
         3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"
    );
    assert_eq!(aead::open(cipher, &key, &nonce, &aad, &sealed).as_deref(), Some(&plain[..]));
}

/// Every published secret of a flow is among the values that our party noted.
fn compare_secrets(flow: &Value, notes: &[tls_airmail::party::note::Note]) {
    let names = [
        ("pkcs1_block", "pkcs1_block"),
        ("client_ecdhe_private", "client_ephemeral_private"),
        ("server_ecdhe_private", "server_ephemeral_private"),
        ("client_ecdhe_public", "client_ephemeral_public"),
        ("server_ecdhe_public", "server_ephemeral_public"),
        ("premaster", "pre_master_secret"),
        ("master", "master_secret"),
        ("key_block", "key_block"),
        ("client_mac_key", "client_write_mac_key"),
        ("server_mac_key", "server_write_mac_key"),
        ("client_key", "client_write_key"),
        ("server_key", "server_write_key"),
        ("client_iv", "client_write_iv"),
        ("server_iv", "server_write_iv"),
        ("client_finished_hash", "client_finished_hash"),
        ("client_verify_data", "client_verify_data"),
        ("server_finished_hash", "server_finished_hash"),
        ("server_verify_data", "server_verify_data"),
    ];
    for (published, ours) in names {
        let expected = flow[published].as_str().unwrap_or_default();
        assert_eq!(noted(notes, ours), expected, "{published}");
    }
}

/// A value that a party noted; empty where there is none.
fn noted(notes: &[tls_airmail::party::note::Note], name: &str) -> String {
    notes
        .iter()
        .flat_map(|note| &note.artifacts)
        .find(|artifact| artifact.name == name)
        .map_or_else(String::new, |artifact| hex(&artifact.bytes))
}
