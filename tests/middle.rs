//! Somebody in the middle, three ways: what the client sees, what each learns, and what the ledger
//! says.
#![cfg(not(target_arch = "wasm32"))]

use tls_airmail::{
    Transcript, Wish,
    exchange::{middle::Manner, scenario::teaching_identity, transcript::Knowledge},
    keys::{artifact::Holder, suite::CipherSuite},
    pki::{check::check_chain, identity::Identity},
    play,
    wire::key_exchange::KeyExchange,
};

fn told(suite: CipherSuite, middle: Option<&str>, altered: Option<&str>) -> Transcript {
    let wish = Wish {
        suites: Some(vec![suite.name().to_owned()]),
        message: Some("for you alone".into()),
        reply: Some("understood".into()),
        middle: middle.map(str::to_owned),
        altered: altered.map(str::to_owned),
        ..Wish::default()
    };
    play(&wish.resolve([41; 32], teaching_identity).unwrap()).unwrap()
}

fn knows<'a>(transcript: &'a Transcript, who: Holder, name: &str) -> Option<&'a Knowledge> {
    transcript.ledger.iter().find(|entry| entry.who == who && entry.name == name)
}

fn value(transcript: &Transcript, id: &str) -> Vec<u8> {
    let found = transcript.artifacts.iter().find(|artifact| artifact.id == id);
    found.unwrap_or_else(|| panic!("no {id}")).bytes.to_vec()
}

#[test]
fn a_relay_sees_black_cards_only() {
    for suite in CipherSuite::ALL {
        let (honest, relayed) = (told(suite, None, None), told(suite, Some("relay"), None));
        // Not a byte is another.
        assert_eq!(honest.letters, relayed.letters);
        assert_eq!(honest.ledger, relayed.ledger);
        assert_eq!(honest.outcome, relayed.outcome);
        let middle = relayed.middle.unwrap();
        assert!(!middle.seated && middle.desk.is_none() && middle.behind.is_none());
        assert_eq!(middle.manner, Manner::Relay.name());
    }
}

#[test]
fn an_own_certificate_is_refused() {
    for suite in CipherSuite::ALL {
        let told = told(suite, Some("own_certificate"), None);
        let failure = told.outcome.failure.as_ref().unwrap();
        assert_eq!((&failure.alert[..], failure.code), ("unknown_ca", 48));
        assert_eq!(told.outcome.by, Some(Holder::Client));
        assert!(!told.outcome.established && told.outcome.server_read.is_none());
        assert_eq!(told.scenes.last().unwrap().id, "client-alert-flight");
        // Nobody was asked anything: the words of the client were never written.
        let middle = told.middle.as_ref().unwrap();
        assert!(middle.seated && middle.behind.is_none());
        assert_eq!(middle.desk, Some(Holder::Server));
        assert!(told.outcome.eavesdropper_read.is_empty());
        assert!(knows(&told, Holder::Client, "message").is_none());
        assert!(knows(&told, Holder::Eavesdropper, "master_secret").is_none());
        // What it has in its own pocket it knows; nothing of that is the server's.
        assert!(knows(&told, Holder::Eavesdropper, "private_exponent").is_some());
        assert!(told.ledger.iter().all(|entry| entry.who != Holder::Server));
        // It keeps to a certificate that it could really make.
        assert!(told.certificates[0].issuer.contains("Trust Me CA"));
    }
}

#[test]
fn with_the_key_of_the_authority_it_reads_and_changes_everything() {
    for suite in CipherSuite::ALL {
        for altered in [None, Some("for everybody")] {
            let told = told(suite, Some("stolen_authority"), altered);
            // The client is content, and every check of the certificate held.
            assert_eq!(told.outcome.kind, "closed");
            assert!(told.outcome.established && told.outcome.failure.is_none());
            let held = |id: &str| {
                let checks = told.beats.iter().filter_map(|beat| beat.check.as_ref());
                checks.filter(|check| check.id == id).all(|check| check.ok)
            };
            for id in ["certificate_issuer", "certificate_signature", "certificate_name"] {
                assert!(held(id), "{id}");
            }
            let unnoticed = told.outcome.unnoticed.iter().map(|beat| &told.beats[*beat]);
            assert!(unnoticed.filter(|beat| beat.about.starts_with("certificate")).count() >= 5);
            // Two handshakes, each with its own secret.
            let behind = told.middle.as_ref().unwrap().behind.as_ref().unwrap();
            assert!(behind.outcome.established);
            let there = behind.middle.as_ref().unwrap();
            assert_eq!((there.desk, there.seated), (Some(Holder::Client), false));
            assert!(there.behind.is_none() && there.manner == "stolen_authority");
            for name in ["master_secret", "client_random", "server_random", "key_block"] {
                let id = format!("client.{name}");
                assert_ne!(value(&told, &id), value(behind, &id), "{name}");
            }
            // What the client says, and what the server hears.
            assert_eq!(told.outcome.server_read.as_deref(), Some("for you alone"));
            let heard = altered.unwrap_or("for you alone");
            assert_eq!(behind.outcome.server_read.as_deref(), Some(heard));
            assert_eq!(told.outcome.client_read.as_deref(), Some("understood"));
            assert_eq!(told.outcome.eavesdropper_read, ["for you alone", "understood"]);
            assert_eq!(behind.outcome.eavesdropper_read, ["understood"]);
            // The notebook holds it, in the first exchange as in the second; the server has nothing
            // of the first, and the client nothing of the second.
            for name in ["message", "master_secret", "client_write_key", "pre_master_secret"] {
                assert!(knows(&told, Holder::Eavesdropper, name).is_some(), "{name}");
                assert!(knows(behind, Holder::Eavesdropper, name).is_some(), "{name}");
            }
            assert_eq!(value(&told, "server.message"), b"for you alone");
            assert!(told.ledger.iter().all(|entry| entry.who != Holder::Server));
            assert!(behind.ledger.iter().all(|entry| entry.who != Holder::Client));
            let stolen = knows(&told, Holder::Eavesdropper, "ca_private_key").unwrap();
            assert_eq!(stolen.how, "stolen");
            let own = knows(&told, Holder::Eavesdropper, "private_exponent").unwrap();
            assert_eq!(own.how, "given");
            // The two keys and the two certificates are not the same; the names on them are.
            assert_ne!(told.certificates[0].der, behind.certificates[0].der);
            assert_eq!(told.certificates[0].names, behind.certificates[0].names);
            assert_eq!(told.certificates[1].der, behind.certificates[1].der);
        }
    }
}

#[test]
fn what_is_forged_with_the_stolen_key_is_what_anybody_would_believe() {
    let identity = Identity::by_stolen_authority("blog.example").unwrap();
    let chain = [identity.certificate.der.clone()];
    let roots = [identity.authority.clone()];
    for task in [KeyExchange::Rsa, KeyExchange::Ecdhe] {
        let verdict = check_chain(&chain, &roots, "blog.example", 1_795_478_400, task);
        assert_eq!(verdict.key.unwrap(), identity.key.public());
        assert!(verdict.checks.iter().all(|check| check.ok));
        let other = check_chain(&chain, &roots, "other.example", 1_795_478_400, task);
        assert!(other.key.is_err());
    }
    let honest = Identity::teaching("blog.example").unwrap();
    assert_ne!(honest.key.public(), identity.key.public());
    assert_ne!(honest.certificate.serial, identity.certificate.serial);
}

#[test]
fn what_the_client_resumes_nobody_in_the_middle_can() {
    // The session is from an honest first connection. The one in the middle has never seen it, so it
    // has to start from nothing, and to show a certificate.
    for (middle, established) in [("own_certificate", false), ("stolen_authority", true)] {
        let wish =
            Wish { middle: Some(middle.into()), resume: Some("known".into()), ..Wish::default() };
        let told = play(&wish.resolve([42; 32], teaching_identity).unwrap()).unwrap();
        assert!(!told.resumed);
        assert_eq!(told.outcome.established, established);
        // A name is one value in a Transcript, and this one is that of this connection. The kept one,
        // which the client asked to go on with, opens nothing here and is not told: a client that
        // refused the certificate has none.
        let how = |name: &str| Some(knows(&told, Holder::Client, name)?.how.as_str());
        assert_eq!(how("session_id"), Some("kept"));
        assert_eq!(how("master_secret"), established.then_some("computed"));
    }
    // Who only passes letters on is no obstacle.
    let wish =
        Wish { middle: Some("relay".into()), resume: Some("known".into()), ..Wish::default() };
    let told = play(&wish.resolve([42; 32], teaching_identity).unwrap()).unwrap();
    assert!(told.resumed && told.outcome.eavesdropper_read.is_empty());
}

#[test]
fn tampering_and_the_middle_go_together() {
    // A letter is changed on its way to the one in the middle: the two of them notice as ever, and
    // the real server is never asked.
    let mut wish = Wish { middle: Some("stolen_authority".into()), ..Wish::default() };
    let change = r#"{"letter": 5, "change": "flip", "offset": 20, "mask": 1}"#;
    wish.tampering = Some(vec![serde_json::from_str(change).unwrap()]);
    let told = play(&wish.resolve([43; 32], teaching_identity).unwrap()).unwrap();
    assert_eq!(told.outcome.failure.as_ref().unwrap().alert, "bad_record_mac");
    assert!(told.middle.unwrap().behind.is_none());
    assert!(told.outcome.eavesdropper_read.is_empty());
}
