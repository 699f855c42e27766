//! The reader's own key in the server's place.
#![cfg(not(target_arch = "wasm32"))]

use std::{fs, process::Command, sync::OnceLock};

use tls_airmail::{
    Scenario, ScenarioError, Transcript, Wish,
    crypto::{drbg::Entropy, rsa::PrivateKey},
    exchange::scenario::{OwnKey, teaching_identity},
    keys::suite::CipherSuite,
    pki::{
        identity::{Identity, Papers},
        issue::Order,
    },
    play,
};

/// Keys of several sizes, made once: each from the same seed.
fn key(bits: usize) -> &'static str {
    static KEYS: [OnceLock<String>; 3] = [const { OnceLock::new() }; 3];
    let place = [1024, 2048, 4096].iter().position(|size| *size == bits).unwrap();
    KEYS[place].get_or_init(|| {
        let mut stream = Entropy::Seed([6; 32]).stream("own");
        PrivateKey::generate(&mut stream, bits).unwrap().to_pem().unwrap()
    })
}

fn own(bits: usize) -> Wish {
    Wish {
        own_key: Some(OwnKey { key: key(bits).to_owned(), certificate: None }),
        ..Wish::default()
    }
}

fn scenario(wish: Wish) -> Result<Scenario, ScenarioError> {
    wish.resolve([8; 32], teaching_identity)
}

fn perform(wish: Wish) -> Transcript {
    play(&scenario(wish).unwrap()).unwrap()
}

fn length(transcript: &Transcript, id: &str) -> usize {
    transcript.artifacts.iter().find(|artifact| artifact.id == id).unwrap().bytes.len()
}

#[test]
fn every_suite_plays_with_a_key_of_any_size() {
    for (bits, suites) in [
        (1024, &CipherSuite::ALL[..]),
        (2048, &CipherSuite::ALL[..1]),
        (4096, &[CipherSuite::ALL[0], CipherSuite::ALL[5]]),
    ] {
        for suite in suites {
            let wish = Wish { suites: Some(vec![suite.name().to_owned()]), ..own(bits) };
            let transcript = perform(wish);
            assert_eq!(transcript.outcome.kind, "closed", "{bits} {}", suite.name());
            assert_eq!(transcript.certificates[0].rsa_bits, bits);
            assert!(transcript.scenario.own_key);
            if transcript.suite.as_ref().unwrap().group.is_none() {
                assert_eq!(length(&transcript, "client.pkcs1_block"), bits / 8);
                assert_eq!(length(&transcript, "client.encrypted_pre_master_secret"), bits / 8);
            }
        }
    }
    assert!(!perform(Wish::default()).scenario.own_key);
}

#[test]
fn openssl_believes_key_and_certificate() {
    let folder = std::env::temp_dir().join(format!("airmail-own-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let openssl = |args: &[&str]| {
        let output = Command::new("openssl").args(args).current_dir(&folder).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        said
    };
    for bits in [1024, 2048, 4096] {
        let wish = Wish { server_name: Some("own.example".to_owned()), ..own(bits) };
        let transcript = perform(wish);
        fs::write(folder.join("key.pem"), key(bits)).unwrap();
        fs::write(folder.join("leaf.pem"), &transcript.certificates[0].pem).unwrap();
        fs::write(folder.join("ca.pem"), &transcript.certificates[1].pem).unwrap();
        let checked = openssl(&["rsa", "-in", "key.pem", "-check", "-noout"]);
        assert!(checked.contains("RSA key ok"), "{checked}");
        let said = openssl(&[
            "verify",
            "-auth_level",
            "0",
            "-CAfile",
            "ca.pem",
            "-verify_hostname",
            "own.example",
            "leaf.pem",
        ]);
        assert!(said.contains("leaf.pem: OK"), "{said}");
        let public = openssl(&["pkey", "-in", "key.pem", "-pubout"]);
        assert_eq!(public, openssl(&["x509", "-in", "leaf.pem", "-pubkey", "-noout"]));
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn false_papers_are_refused_for_an_own_key_as_for_any() {
    for papers in Papers::ALL {
        let wish = || Wish { identity: Some(papers.name().to_owned()), ..Wish::default() };
        let alert = |wish| perform(wish).outcome.failure.map(|failure| failure.alert);
        let same = Wish { own_key: own(2048).own_key, ..wish() };
        assert_eq!(alert(same), alert(wish()), "{}", papers.name());
    }
}

#[test]
fn what_does_not_fit_is_named() {
    let refused = |key: &str, certificate: Option<&str>| {
        let own = OwnKey { key: key.to_owned(), certificate: certificate.map(str::to_owned) };
        let error = scenario(Wish { own_key: Some(own), ..Wish::default() }).unwrap_err();
        assert_eq!(error.field(), "ownKey");
        assert!(!error.to_string().is_empty());
        error.kind()
    };
    let teaching = perform(Wish::default());
    let leaf = teaching.certificates[0].pem.as_str();
    let good = perform(own(1024)).certificates[0].pem.clone();
    let small = Command::new("openssl").args(["genrsa", "512"]).output().unwrap();
    let small = String::from_utf8(small.stdout).unwrap();
    assert_eq!(refused("", None), "bad_own_key");
    assert_eq!(refused("nonsense", None), "bad_own_key");
    assert_eq!(refused(leaf, None), "bad_own_key");
    assert_eq!(refused(&key(1024).replacen('A', "B", 40), None), "bad_own_key");
    assert_eq!(refused(&small, None), "own_key_size");
    assert_eq!(refused(key(1024), Some("")), "bad_own_certificate");
    assert_eq!(refused(key(1024), Some(key(1024))), "bad_own_certificate");
    assert_eq!(refused(key(1024), Some(&good.repeat(2))), "bad_own_certificate");
    assert_eq!(refused(key(1024), Some(leaf)), "certificate_of_another_key");
}

#[test]
fn an_own_certificate_is_shown_as_it_is() {
    let plain = perform(own(1024));
    let mut again = own(1024);
    if let Some(own) = &mut again.own_key {
        own.certificate = Some(plain.certificates[0].pem.clone());
    }
    assert_eq!(perform(again), plain);
    // By somebody whom the client does not know.
    let order = Order {
        subject: "CN=blog.example",
        issuer: "CN=blog.example",
        names: &["blog.example"],
        authority: false,
        serial: &[0x42],
        not_before: 1_704_067_200,
        not_after: 2_524_607_999,
    };
    let pair = PrivateKey::from_pem(key(1024)).unwrap();
    let der = tls_airmail::pki::issue::issue(&order, &pair.public(), &pair).unwrap();
    let facts = tls_airmail::pki::facts::Facts::read(&der).unwrap();
    let mut strange = own(1024);
    if let Some(own) = &mut strange.own_key {
        own.certificate = Some(facts.pem());
    }
    let transcript = perform(strange);
    assert_eq!(transcript.certificates[0].issuer, "CN=blog.example");
    assert_eq!(transcript.outcome.failure.unwrap().alert, "unknown_ca");
    // What the roof does for "make my own keys".
    let made = Identity::generate(
        &Entropy::Seed([6; 32]),
        1024,
        &Order { issuer: tls_airmail::pki::identity::CA_SUBJECT, ..order },
    );
    assert_eq!(made.unwrap().key.public().bits(), 1024);
}
