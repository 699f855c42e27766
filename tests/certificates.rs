//! The certificates are real: OpenSSL agrees, and the client's questions have teeth.
#![cfg(not(target_arch = "wasm32"))]

use std::process::Command;

use tls_airmail::{
    pki::{
        check::{Refusal, check_chain},
        facts::Facts,
        identity::{Identity, NOT_AFTER, NOT_BEFORE},
    },
    wire::key_exchange::KeyExchange,
};

const NOW: u64 = 1_790_000_000;

#[test]
fn openssl_verifies_the_teaching_certificate() {
    let identity = Identity::teaching("post.example").unwrap();
    let dir = std::env::temp_dir().join(format!("airmail-cert-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("ca.pem"), identity.authority.pem()).unwrap();
    std::fs::write(dir.join("server.pem"), identity.certificate.pem()).unwrap();
    let output = Command::new("openssl")
        .args([
            "verify",
            "-x509_strict",
            "-purpose",
            "sslserver",
            "-verify_hostname",
            "post.example",
        ])
        .args(["-CAfile", "ca.pem", "server.pem"])
        .current_dir(&dir)
        .output()
        .expect("openssl");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said.trim(), "server.pem: OK", "{}", String::from_utf8_lossy(&output.stderr));
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn the_same_name_gives_the_same_certificate() {
    let [one, two] = [(); 2].map(|()| Identity::teaching("post.example").unwrap());
    assert_eq!(one.certificate.der, two.certificate.der);
    assert_ne!(one.certificate.der, Identity::teaching("other.example").unwrap().certificate.der);
}

#[test]
fn every_question_can_be_answered_with_no() {
    let identity = Identity::teaching("post.example").unwrap();
    let roots = [identity.authority.clone()];
    let leaf = identity.certificate.der.clone();
    let ask = |chain: &[Vec<u8>], host, now| {
        let verdict = check_chain(chain, &roots, host, now, KeyExchange::Rsa);
        let failed = verdict.checks.iter().filter(|check| !check.ok).count();
        (verdict.key.err(), verdict.checks.last().map(|check| check.id), failed)
    };
    let good = ask(std::slice::from_ref(&leaf), "post.example", NOW);
    assert_eq!(good, (None, Some("certificate_usage"), 0));
    let name = ask(std::slice::from_ref(&leaf), "evil.example", NOW);
    assert_eq!(name, (Some(Refusal::Name), Some("certificate_name"), 1));
    for now in [NOT_BEFORE - 1, NOT_AFTER + 1] {
        let dates = ask(std::slice::from_ref(&leaf), "post.example", now);
        assert_eq!(dates, (Some(Refusal::Dates), Some("certificate_dates"), 1));
    }
    let mut forged = leaf.clone();
    *forged.last_mut().unwrap() ^= 1;
    let signature = ask(&[forged], "post.example", NOW);
    assert_eq!(signature, (Some(Refusal::Signature), Some("certificate_signature"), 1));
    let none = check_chain(std::slice::from_ref(&leaf), &[], "post.example", NOW, KeyExchange::Rsa);
    assert_eq!(none.key.err(), Some(Refusal::UnknownIssuer));
    assert_eq!(ask(&[], "post.example", NOW).0, Some(Refusal::Missing));
    assert_eq!(ask(&[leaf[1..].to_vec()], "post.example", NOW).0, Some(Refusal::Unreadable));
}

#[test]
fn no_flipped_bit_of_a_certificate_passes() {
    let identity = Identity::teaching("post.example").unwrap();
    let roots = [identity.authority.clone()];
    for bit in 0..identity.certificate.der.len() * 8 {
        let mut der = identity.certificate.der.clone();
        der[bit / 8] ^= 1 << (bit % 8);
        let verdict = check_chain(&[der], &roots, "post.example", NOW, KeyExchange::Rsa);
        assert!(verdict.key.is_err(), "bit {bit} went unnoticed");
    }
}

/// With RSA key exchange the key decrypts, with ECDHE it signs (RFC 5246 §7.4.2).
#[test]
fn the_usage_of_the_key_must_fit_the_key_exchange() {
    let dir = std::env::temp_dir().join(format!("airmail-usage-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    for (usage, rsa, ecdhe) in [
        ("keyUsage=critical,keyEncipherment\n", true, false),
        ("keyUsage=critical,digitalSignature\n", false, true),
        ("keyUsage=critical,digitalSignature,keyEncipherment\n", true, true),
        ("keyUsage=critical,keyAgreement\n", false, false),
        ("", true, true),
    ] {
        let script = format!(
            "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=CA -days 30 -keyout ca.key -out ca.pem; \
             openssl req -newkey rsa:2048 -nodes -subj /CN=post.example -keyout key.pem -out csr.pem; \
             printf 'subjectAltName=DNS:post.example\n{usage}' > ext; \
             openssl x509 -req -in csr.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 7 \
             -extfile ext -out leaf.pem"
        );
        let output = Command::new("sh").args(["-ec", &script]).current_dir(&dir).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let read = |name: &str| {
            Facts::read_pem(&std::fs::read_to_string(dir.join(name)).unwrap()).unwrap().remove(0)
        };
        let (root, leaf) = (read("ca.pem"), read("leaf.pem"));
        for (task, fine) in [(KeyExchange::Rsa, rsa), (KeyExchange::Ecdhe, ecdhe)] {
            let chain = [leaf.der.clone()];
            let roots = std::slice::from_ref(&root);
            let verdict = check_chain(&chain, roots, "post.example", leaf.not_before, task);
            let expected = if fine { None } else { Some(Refusal::Usage) };
            assert_eq!(verdict.key.err(), expected, "{usage} for {task:?}");
        }
    }
    std::fs::remove_dir_all(&dir).unwrap();
}
