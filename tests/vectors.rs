//! Known answers: the PRF, PKCS#1 decryption, and whole recorded handshakes.
//! Sources and licences: `tests/vectors/README.md`.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use tls_airmail::{
    crypto::{
        drbg::Entropy,
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
    match Message::parse(&record[5..]).value {
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
        let suite = CipherSuite::from_name(flow["suite"].as_str().unwrap());
        if flow["go_side"] != "client" || suite.is_none() {
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
    assert_eq!(played, 2);
}

#[test]
fn our_server_in_gos_role_writes_gos_letters() {
    let flows = load("go-tls12-flows.json");
    let key = PrivateKey::from_der(&bytes(&flows, "server_rsa_key_pkcs1_der")).unwrap();
    let mut played = 0;
    for flow in flows["flows"].as_array().unwrap() {
        let suite = CipherSuite::from_name(flow["suite"].as_str().unwrap());
        let (Some(suite), true) = (suite, flow["go_side"] == "server") else { continue };
        // What Go's server answers besides the extensions that ours answers by itself.
        let mut extensions = recorded_server_extensions(flow);
        extensions.retain(|extension| extension.code != 0xff01);
        let mut server = Party::server(ServerSetup {
            entropy: zeros(flow),
            chain: vec![bytes(flow, "certificate_der")],
            key: key.clone(),
            suites: vec![suite],
            extended_master_secret: false,
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
    assert_eq!(played, 2);
}

/// Every published secret of a flow is among the values that our party noted.
fn compare_secrets(flow: &Value, notes: &[tls_airmail::party::note::Note]) {
    let names = [
        ("pkcs1_block", "pkcs1_block"),
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
        let found = notes
            .iter()
            .flat_map(|note| &note.artifacts)
            .find(|artifact| artifact.name == ours)
            .map_or_else(String::new, |artifact| hex(&artifact.bytes));
        assert_eq!(found, flow[published].as_str().unwrap_or_default(), "{published}");
    }
}
