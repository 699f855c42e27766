//! OpenSSL agrees: our example client with `openssl s_server`, our example server with
//! `openssl s_client`, every suite, messages both ways and a clean goodbye.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/programs.rs"]
mod programs;
#[path = "common/server.rs"]
mod server;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use programs::Kept;
use server::s_server;
use tls_airmail::{keys::suite::CipherSuite, pki::identity::Identity};

const HOST: &str = "interop.example";

/// The certificates and keys of all tests, made by OpenSSL itself, not by us.
fn lab() -> &'static Path {
    static LAB: OnceLock<PathBuf> = OnceLock::new();
    LAB.get_or_init(|| {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("interop");
        fs::create_dir_all(&dir).unwrap();
        let run = |script: &str| {
            let output = Command::new("sh").args(["-ec", script]).current_dir(&dir).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        };
        for ca in ["ca", "wrong"] {
            run(&format!(
                "openssl req -x509 -newkey rsa:2048 -nodes -subj '/CN=Interop CA' -days 30 \
                 -keyout {ca}.key -out {ca}.pem"
            ));
        }
        for (name, host, dates) in [
            ("server", HOST, "-days 7"),
            ("other", "other.example", "-days 7"),
            ("expired", HOST, "-days -1"),
        ] {
            run(&format!(
                "openssl req -newkey rsa:2048 -nodes -subj '/CN={host}' -keyout {name}.key -out {name}.csr; \
                 printf 'subjectAltName=DNS:{host}\nkeyUsage=critical,digitalSignature,keyEncipherment\n' > {name}.ext; \
                 openssl x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial {dates} \
                 -extfile {name}.ext -out {name}.pem"
            ));
        }
        dir
    })
}

/// The name that OpenSSL has for a suite.
fn openssl_name(suite: CipherSuite) -> &'static str {
    match suite {
        CipherSuite::RsaAes128CbcSha => "AES128-SHA",
        CipherSuite::RsaAes128CbcSha256 => "AES128-SHA256",
        CipherSuite::RsaAes256CbcSha256 => "AES256-SHA256",
        CipherSuite::RsaAes128GcmSha256 => "AES128-GCM-SHA256",
        CipherSuite::RsaAes256GcmSha384 => "AES256-GCM-SHA384",
        CipherSuite::EcdheAes128CbcSha => "ECDHE-RSA-AES128-SHA",
        CipherSuite::EcdheAes128CbcSha256 => "ECDHE-RSA-AES128-SHA256",
        CipherSuite::EcdheAes128GcmSha256 => "ECDHE-RSA-AES128-GCM-SHA256",
        CipherSuite::EcdheAes256GcmSha384 => "ECDHE-RSA-AES256-GCM-SHA384",
        CipherSuite::EcdheChaCha20Poly1305Sha256 => "ECDHE-RSA-CHACHA20-POLY1305",
        other => panic!("{} is not spoken", other.name()),
    }
}

fn example(name: &str) -> Command {
    let mut command = programs::example(name);
    command.current_dir(lab());
    command
}

/// `openssl s_server` that answers every line with the line turned round.
fn openssl_server(certificate: &str, suite: CipherSuite, extra: &[&str]) -> (Kept, u16) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let log = lab().join(format!("server-{}.log", COUNT.fetch_add(1, Ordering::Relaxed)));
    openssl_server_to(certificate, suite, extra, &log)
}

/// The same, with its log.
fn openssl_server_to(
    certificate: &str,
    suite: CipherSuite,
    extra: &[&str],
    log: &Path,
) -> (Kept, u16) {
    let [pem, key] = ["pem", "key"].map(|kind| format!("{certificate}.{kind}"));
    let cipher = format!("{}:@SECLEVEL=0", openssl_name(suite));
    let own = ["-tls1_2", "-rev", "-cert", &pem, "-key", &key, "-cipher", &cipher];
    s_server(lab(), log, &[&own[..], extra].concat())
}

fn our_client(port: u16, ca: &str, arguments: &[&str]) -> Output {
    example("client")
        .arg(format!("127.0.0.1:{port}"))
        .args(["--server-name", HOST, "--ca", ca])
        .args(arguments)
        .output()
        .expect("the example client; cargo builds it with the tests")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn our_client_talks_to_openssl_in_every_suite() {
    for suite in CipherSuite::ALL {
        let (_server, port) = openssl_server("server", suite, &[]);
        for extra in [&[][..], &["--extended-master-secret"]] {
            let arguments = [&["--suite", suite.name(), "--message", "stressed\n"], extra].concat();
            let output = our_client(port, "ca.pem", &arguments);
            assert_eq!(
                text(&output.stdout).trim(),
                "desserts",
                "{suite:?}: {}",
                text(&output.stderr)
            );
            assert!(output.status.success());
            assert_eq!(text(&output.stderr), "");
        }
    }
}

#[test]
fn our_client_offers_all_suites_and_takes_the_servers_choice() {
    for suite in CipherSuite::ALL {
        let (_server, port) = openssl_server("server", suite, &[]);
        let output = our_client(port, "ca.pem", &["--message", "live\n"]);
        assert_eq!(text(&output.stdout).trim(), "evil", "{suite:?}: {}", text(&output.stderr));
    }
}

/// The groups and the signatures of ECDHE: OpenSSL's name, and the bytes on the wire.
const GROUPS: [(&str, &str); 2] = [("X25519", "03 00 1d 20"), ("P-256", "03 00 17 41")];
const SIGNATURES: [(&str, &str, &str); 6] = [
    ("RSA+SHA256", "RSA", "04 01"),
    ("RSA+SHA384", "RSA", "05 01"),
    ("RSA+SHA512", "RSA", "06 01"),
    ("RSA-PSS+SHA256", "RSA-PSS", "08 04"),
    ("RSA-PSS+SHA384", "RSA-PSS", "08 05"),
    ("RSA-PSS+SHA512", "RSA-PSS", "08 06"),
];

/// The bytes of the first ServerKeyExchange in what OpenSSL writes with `-msg`.
fn server_key_exchange(log: &str) -> String {
    log.lines()
        .skip_while(|line| !line.contains("ServerKeyExchange"))
        .skip(1)
        .take_while(|line| line.starts_with("    "))
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A message with this group, and behind the point this algorithm.
fn assert_exchange(seen: &str, group: &str, algorithm: &str) {
    let bytes: Vec<&str> = seen.split(' ').collect();
    let length = if group.ends_with("41") { 65 } else { 32 };
    assert!(bytes.len() > 12 + length, "{seen}");
    assert_eq!(bytes[4..8].join(" "), group);
    assert_eq!(bytes[8 + length..10 + length].join(" "), algorithm);
}

#[test]
fn our_client_takes_openssls_groups_and_signatures() {
    for (group, group_bytes) in GROUPS {
        for (signature, _, algorithm) in SIGNATURES {
            let extra = ["-curves", group, "-sigalgs", signature, "-msg"];
            let suite = CipherSuite::EcdheAes128GcmSha256;
            let log = lab().join(format!("{group}-{signature}.log"));
            let (_server, port) = openssl_server_to("server", suite, &extra, &log);
            let output = our_client(port, "ca.pem", &["--message", "stressed\n"]);
            let said = text(&output.stdout);
            assert_eq!(said.trim(), "desserts", "{extra:?}: {}", text(&output.stderr));
            let seen = server_key_exchange(&fs::read_to_string(&log).unwrap());
            assert_exchange(&seen, group_bytes, algorithm);
        }
    }
}

/// Asked for a certificate, our client says that it has none (RFC 5246 §7.4.6), and the server may
/// go on.
#[test]
fn our_client_has_no_certificate_and_says_so() {
    let (_server, port) = openssl_server("server", CipherSuite::RsaAes128CbcSha, &["-verify", "1"]);
    let output = our_client(port, "ca.pem", &["--message", "live\n"]);
    assert_eq!(text(&output.stdout).trim(), "evil", "{}", text(&output.stderr));
    // One that insists tells us so.
    let insists = ["-Verify", "1"];
    let (_server, port) = openssl_server("server", CipherSuite::RsaAes128CbcSha, &insists);
    let output = our_client(port, "ca.pem", &["--message", "live\n"]);
    assert!(text(&output.stderr).contains("handshake_failure"), "{}", text(&output.stderr));
}

/// What OpenSSL's server says of a client that refuses it.
fn refused_by_our_client(certificate: &str, ca: &str) -> (String, String) {
    let log = lab().join(format!("refused-{certificate}-{}.log", ca.replace('.', "-")));
    let [pem, key] = ["pem", "key"].map(|kind| format!("{certificate}.{kind}"));
    let cipher = "AES128-SHA:@SECLEVEL=0";
    let (server, port) =
        s_server(lab(), &log, &["-tls1_2", "-msg", "-cert", &pem, "-key", &key, "-cipher", cipher]);
    let output = our_client(port, ca, &[]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "");
    // The server writes its log when it has taken the alert.
    let start = Instant::now();
    let mut seen = String::new();
    while start.elapsed() < Duration::from_secs(10) {
        seen = fs::read_to_string(&log).unwrap();
        if seen.lines().any(|line| line.starts_with("<<<") && line.contains("fatal")) {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(server);
    (text(&output.stderr), seen)
}

#[test]
fn our_client_refuses_certificates_with_the_right_alert() {
    for (certificate, ca, ours, theirs) in [
        ("server", "wrong.pem", "unknown_ca (48)", "unknown_ca"),
        ("other", "ca.pem", "bad_certificate (42)", "bad_certificate"),
        ("expired", "ca.pem", "certificate_expired (45)", "certificate_expired"),
    ] {
        let (said, seen) = refused_by_our_client(certificate, ca);
        assert!(said.contains(ours), "{certificate} with {ca}: {said}");
        assert!(seen.contains(&format!("fatal {theirs}")), "{certificate} with {ca}: {seen}");
    }
}

/// Our example server on a free port.
fn our_server(arguments: &[&str]) -> (Kept, u16) {
    let mut child = example("server")
        .args(["--port", "0", "--cert", "server.pem", "--key", "server.key"])
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the example server; cargo builds it with the tests");
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    let port = line.trim().rsplit(':').next().unwrap().parse().expect("listening on …");
    // The rest is read, so that the server never waits for us.
    std::thread::spawn(move || {
        let mut rest = String::new();
        let _ = lines.read_to_string(&mut rest);
    });
    (Kept(child), port)
}

fn openssl_client(port: u16, arguments: &[&str]) -> Output {
    let mut child = Command::new("openssl")
        .args([
            "s_client",
            "-connect",
            &format!("127.0.0.1:{port}"),
            "-tls1_2",
            "-CAfile",
            "ca.pem",
        ])
        .args(["-verify_return_error", "-ign_eof", "-msg"])
        .args(arguments)
        .current_dir(lab())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let _ = stdin.write_all(b"GET / HTTP/1.0\r\n\r\n");
    // The reply ends with these words; where none comes, the client gives up by itself.
    let mut said = Vec::new();
    while !text(&said).ends_with("Let's begin\n") {
        if lines.read_until(b'\n', &mut said).unwrap() == 0 {
            break;
        }
    }
    // Q at the start of a line makes s_client say goodbye.
    let _ = stdin.write_all(b"Q\n");
    drop(stdin);
    lines.read_to_end(&mut said).unwrap();
    let output = child.wait_with_output().unwrap();
    Output { stdout: said, ..output }
}

#[test]
fn openssl_talks_to_our_server_in_every_suite() {
    for suite in CipherSuite::ALL {
        let (_server, port) = our_server(&["--suite", suite.name()]);
        let cipher = format!("{}:@SECLEVEL=0", openssl_name(suite));
        for name in [&["-servername", HOST, "-verify_hostname", HOST][..], &["-noservername"]] {
            let arguments = [&["-cipher", &cipher, "-no_ign_eof"], name].concat();
            let output = openssl_client(port, &arguments);
            let said = text(&output.stdout);
            assert!(said.contains("HTTP/1.0 200 OK"), "{suite:?}: {said}{}", text(&output.stderr));
            assert!(said.contains("Let's begin"), "{said}");
            assert!(said.contains("Verify return code: 0 (ok)"), "{said}");
            assert!(said.contains("Extended master secret: yes"), "{said}");
            // Both goodbyes: theirs to us, ours to them.
            assert!(said.matches("warning close_notify").count() >= 1, "{said}");
        }
    }
}

#[test]
fn openssl_takes_our_servers_groups_and_signatures() {
    let suite = CipherSuite::EcdheAes256GcmSha384;
    let (_server, port) = our_server(&["--suite", suite.name()]);
    for (group, group_bytes) in GROUPS {
        for (signature, kind, algorithm) in SIGNATURES {
            // The first is for ServerKeyExchange, the second lets the certificate pass.
            let signatures = match signature {
                "RSA+SHA256" => signature.to_owned(),
                other => format!("{other}:RSA+SHA256"),
            };
            let output = openssl_client(
                port,
                &["-curves", group, "-sigalgs", &signatures, "-no_ign_eof", "-servername", HOST],
            );
            let said = text(&output.stdout);
            assert!(said.contains("HTTP/1.0 200 OK"), "{signature}: {said}");
            assert!(said.contains("Verify return code: 0 (ok)"), "{said}");
            assert!(said.contains(&format!("Peer signature type: {kind}\n")), "{said}");
            assert_exchange(&server_key_exchange(&said), group_bytes, algorithm);
        }
    }
    // A client that wants none of our groups.
    let output = openssl_client(port, &["-curves", "P-384", "-no_ign_eof"]);
    assert!(text(&output.stdout).contains("fatal handshake_failure"), "{}", text(&output.stdout));
}

#[test]
fn our_server_goes_on_whatever_the_last_client_did() {
    let (_server, port) = our_server(&[]);
    let connect = || TcpStream::connect(("127.0.0.1", port)).unwrap();
    for garbage in [
        &b""[..],
        b"GET / HTTP/1.0\r\n\r\n",
        &[0x16, 3, 1],
        &[0x16, 3, 1, 0, 2, 1, 0],
        &[0xff; 600],
    ] {
        let mut stream = connect();
        stream.write_all(garbage).unwrap();
        drop(stream);
    }
    // One that is told what is wrong before it leaves.
    let mut stream = connect();
    stream.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert_eq!(answer, [21, 3, 3, 0, 2, 2, 10]);
    // Nothing in common.
    let output = openssl_client(port, &["-cipher", "ECDHE-RSA-AES256-SHA", "-no_ign_eof"]);
    assert!(text(&output.stdout).contains("fatal handshake_failure"), "{}", text(&output.stdout));
    let output = openssl_client(port, &["-cipher", "AES128-SHA:@SECLEVEL=0", "-no_ign_eof"]);
    assert!(text(&output.stdout).contains("Let's begin"));
}

/// A ClientHello that ends before the extensions (RFC 5246 §7.4.1.2 allows it).
#[test]
fn our_server_takes_a_hello_without_extensions() {
    let (_server, port) = our_server(&[]);
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let mut hello = vec![0x16, 3, 1, 0, 45, 1, 0, 0, 41, 3, 3];
    hello.extend([7; 32]);
    hello.extend([0, 0, 2, 0, 0x2f, 1, 0]);
    stream.write_all(&hello).unwrap();
    let mut answer = [0; 79];
    stream.read_exact(&mut answer).unwrap();
    // ServerHello without extensions: 2 + 32 + 1 + 32 + 2 + 1 bytes.
    assert_eq!(answer[..9], [0x16, 3, 3, 0, 74, 2, 0, 0, 70]);
    assert_eq!(answer[43], 32);
    assert_eq!(answer[76..], [0, 0x2f, 0]);
}

/// The teaching certificate of the page works with OpenSSL's client as well.
#[test]
fn openssl_believes_the_teaching_identity() {
    let identity = Identity::teaching(HOST).unwrap();
    fs::write(lab().join("teaching-ca.pem"), identity.authority.pem()).unwrap();
    fs::write(lab().join("teaching.pem"), identity.certificate.pem()).unwrap();
    let key = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pki/teaching/server.key.pem");
    let key = key.to_str().unwrap();
    let (_server, port) = our_server(&["--cert", "teaching.pem", "--key", key]);
    let cipher = ["-cipher", "AES128-SHA:@SECLEVEL=0", "-CAfile", "teaching-ca.pem"];
    let output =
        openssl_client(port, &[&cipher[..], &["-verify_hostname", HOST, "-no_ign_eof"]].concat());
    assert!(
        text(&output.stdout).contains("Verify return code: 0 (ok)"),
        "{}",
        text(&output.stdout)
    );
}

/// Our client comes back to OpenSSL's server with the session (RFC 5246 §F.1.4).
#[test]
fn our_client_resumes_with_openssl_in_every_suite() {
    for suite in CipherSuite::ALL {
        let log = lab().join(format!("resumed-{}.log", suite.name()));
        let (_server, port) = openssl_server_to("server", suite, &["-no_ticket", "-msg"], &log);
        for extra in [&[][..], &["--extended-master-secret"]] {
            let arguments = ["--suite", suite.name(), "--message", "live\n", "--again"];
            let output = our_client(port, "ca.pem", &[&arguments, extra].concat());
            let (said, told) = (text(&output.stdout), text(&output.stderr));
            assert_eq!(said.matches("evil").count(), 2, "{suite:?}: {said}{told}");
            assert_eq!(told, "client: resumed\n", "{suite:?}");
        }
        // Four connections, two certificates.
        let seen = fs::read_to_string(&log).unwrap();
        assert_eq!(seen.matches("ServerHello\n").count(), 4, "{suite:?}");
        assert_eq!(seen.matches(", Certificate\n").count(), 2, "{suite:?}");
    }
}

/// A server that keeps no sessions: from nothing again.
#[test]
fn our_client_starts_anew_where_openssl_has_forgotten() {
    let suite = CipherSuite::RsaAes128GcmSha256;
    let (_server, port) = openssl_server("server", suite, &["-no_ticket", "-no_cache"]);
    let output = our_client(port, "ca.pem", &["--message", "live\n", "--again"]);
    let (said, told) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(said.matches("evil").count(), 2, "{said}{told}");
    // OpenSSL gives such a session no name at all, so there is nothing to ask for.
    assert_eq!(told, "");
}

/// OpenSSL's client comes back to our server with the session.
#[test]
fn openssl_resumes_with_our_server_in_every_suite() {
    for suite in CipherSuite::ALL {
        let (_server, port) = our_server(&["--suite", suite.name()]);
        let cipher = format!("{}:@SECLEVEL=0", openssl_name(suite));
        let kept = format!("session-{}.pem", suite.name());
        let common = ["-cipher", &cipher, "-no_ign_eof", "-no_ticket", "-servername", HOST];
        let first = openssl_client(port, &[&common[..], &["-sess_out", &kept]].concat());
        assert!(text(&first.stdout).contains("\nNew, "), "{}", text(&first.stdout));
        let again = openssl_client(port, &[&common[..], &["-sess_in", &kept]].concat());
        let said = text(&again.stdout);
        assert!(said.contains("\nReused, "), "{suite:?}: {said}");
        assert!(said.contains("HTTP/1.0 200 OK"), "{suite:?}: {said}");
        assert!(!said.contains(", Certificate\n"), "{suite:?}: {said}");
        // For another name the session does not count (RFC 6066 §3).
        let other = ["-cipher", &cipher, "-no_ign_eof", "-no_ticket", "-sess_in", &kept];
        let other = openssl_client(port, &[&other[..], &["-servername", "other.example"]].concat());
        assert!(text(&other.stdout).contains("\nNew, "), "{}", text(&other.stdout));
        // Nor for a server that never saw it.
        let (_stranger, port) = our_server(&["--suite", suite.name()]);
        let lost = openssl_client(port, &[&common[..], &["-sess_in", &kept]].concat());
        assert!(text(&lost.stdout).contains("\nNew, "), "{}", text(&lost.stdout));
        assert!(text(&lost.stdout).contains("HTTP/1.0 200 OK"));
    }
}

/// Both of ours, over real TCP, and a second time with the same session.
#[test]
fn our_client_resumes_with_our_server() {
    let (_server, port) = our_server(&[]);
    for extra in [&[][..], &["--extended-master-secret"]] {
        let output = our_client(port, "ca.pem", &[&["--again"], extra].concat());
        let (said, told) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(said.matches("Let's begin\n").count(), 2, "{said}{told}");
        assert_eq!(told, "client: resumed\n");
    }
}

/// Both of ours, over real TCP.
#[test]
fn our_client_talks_to_our_server() {
    let (_server, port) = our_server(&[]);
    let output = our_client(port, "ca.pem", &[]);
    assert!(text(&output.stdout).ends_with("Let's begin\n"), "{}", text(&output.stderr));
    assert!(output.status.success());
}
