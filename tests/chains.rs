//! Chains of certificates made by OpenSSL: what the client believes, and what OpenSSL says.
#![cfg(not(target_arch = "wasm32"))]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
    time::{SystemTime, UNIX_EPOCH},
};

use tls_airmail::{
    pki::{check::check_chain, facts::Facts},
    wire::key_exchange::KeyExchange,
};

const HOST: &str = "a.example";
const CA: &str = "basicConstraints=critical,CA:TRUE\\nkeyUsage=critical,keyCertSign\\n";
const LEAF: &str = "subjectAltName=DNS:a.example\\nkeyUsage=critical,digitalSignature,keyEncipherment\\nextendedKeyUsage=serverAuth\\n";

/// One case: its name, whether it is believed, and the certificates from the root's first child
/// down to the server's, each as its X.509 v3 extensions.
fn cases() -> Vec<(&'static str, bool, Vec<String>)> {
    let ca = |extra: &str| format!("{CA}{extra}");
    let limited = |most: u8| {
        format!(
            "basicConstraints=critical,CA:TRUE,pathlen:{most}\\nkeyUsage=critical,keyCertSign\\n"
        )
    };
    let leaf = || LEAF.to_owned();
    vec![
        ("direct", true, vec![leaf()]),
        ("one-between", true, vec![ca(""), leaf()]),
        ("four-between", true, vec![ca(""), ca(""), ca(""), ca(""), leaf()]),
        ("path-length-kept", true, vec![limited(0), leaf()]),
        ("path-length-one", true, vec![limited(1), ca(""), leaf()]),
        ("path-length-broken", false, vec![limited(0), ca(""), leaf()]),
        ("path-length-deep", false, vec![limited(1), ca(""), ca(""), leaf()]),
        (
            "name-constraints",
            false,
            vec![ca("nameConstraints=critical,permitted;DNS:other.example\\n"), leaf()],
        ),
        ("unknown-critical", false, vec![ca("1.2.3.4.5=critical,ASN1:NULL\\n"), leaf()]),
        ("clients-only", false, vec![ca("extendedKeyUsage=clientAuth\\n"), leaf()]),
        ("not-an-authority", false, vec![leaf(), leaf()]),
        (
            "no-cert-sign",
            false,
            vec!["basicConstraints=critical,CA:TRUE\\nkeyUsage=critical,cRLSign\\n".into(), leaf()],
        ),
        (
            "any-usage",
            false,
            vec!["subjectAltName=DNS:a.example\\nextendedKeyUsage=2.5.29.37.0\\n".into()],
        ),
        ("wildcard", true, vec!["subjectAltName=DNS:b.example,DNS:A.EXAMPLE\\n".into()]),
        ("other-name", false, vec!["subjectAltName=DNS:b.example\\n".into()]),
        (
            "leaf-for-clients",
            false,
            vec!["subjectAltName=DNS:a.example\\nextendedKeyUsage=clientAuth\\n".into()],
        ),
        ("leaf-unknown-critical", false, vec![format!("{LEAF}1.2.3.4.5=critical,ASN1:NULL\\n")]),
    ]
}

fn sh(dir: &Path, script: &str) {
    let output = Command::new("sh").args(["-ec", script]).current_dir(dir).output().unwrap();
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
}

/// All certificates, made once. One key does for all authorities: what counts are names and
/// extensions.
fn lab() -> &'static Path {
    static LAB: OnceLock<PathBuf> = OnceLock::new();
    LAB.get_or_init(|| {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("chains");
        fs::create_dir_all(&dir).unwrap();
        sh(
            &dir,
            "openssl genrsa -out key 2048; openssl genrsa -out leaf 2048; \
             openssl req -x509 -key key -subj /CN=root -days 30 -out root.pem",
        );
        for (name, _, chain) in cases() {
            let mut issuer = "root.pem".to_owned();
            let mut made: Vec<String> = Vec::new();
            for (index, extensions) in chain.iter().enumerate() {
                let file = format!("{name}-{index}.pem");
                let key = if index + 1 == chain.len() { "leaf" } else { "key" };
                sh(
                    &dir,
                    &format!(
                        "openssl req -new -key {key} -subj '/CN={name} {index}' -out csr; \
                         printf '{extensions}' > ext; \
                         openssl x509 -req -in csr -CA {issuer} -CAkey key -set_serial {index}{} \
                         -days 30 -extfile ext -out {file}",
                        name.len()
                    ),
                );
                made.insert(0, file.clone());
                issuer = file;
            }
            // The server's own comes first, as TLS sends them.
            sh(&dir, &format!("cat {} > {name}.chain; cp {} {name}.leaf", made.join(" "), made[0]));
        }
        dir
    })
}

fn read(file: &str) -> Vec<Facts> {
    Facts::read_pem(&fs::read_to_string(lab().join(file)).unwrap()).unwrap()
}

#[test]
fn we_believe_what_is_to_be_believed_and_openssl_agrees() {
    lab();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    for (name, believed, _) in cases() {
        let chain: Vec<Vec<u8>> =
            read(&format!("{name}.chain")).into_iter().map(|facts| facts.der).collect();
        let verdict = check_chain(&chain, &read("root.pem"), HOST, now, KeyExchange::Rsa);
        assert_eq!(verdict.key.is_ok(), believed, "{name}: {:?}", verdict.checks.last());
        assert_eq!(verdict.checks.iter().all(|check| check.ok), believed, "{name}");
        let output = Command::new("openssl")
            .args([
                "verify",
                "-purpose",
                "sslserver",
                "-verify_hostname",
                HOST,
                "-CAfile",
                "root.pem",
            ])
            .args(["-untrusted", &format!("{name}.chain"), &format!("{name}.leaf")])
            .current_dir(lab())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.success(), believed, "OpenSSL on {name}: {said}");
    }
}
