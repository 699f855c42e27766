//! Key logs and private keys, as other programs write them and as they should not be.
#![cfg(not(target_arch = "wasm32"))]

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use proptest::prelude::*;
use tls_airmail::{
    capture::secrets::{
        COMPLAINTS, KEYS, Secrets,
        complaint::{Bad, KINDS},
        log::OTHERS,
    },
    crypto::rsa::PrivateKey,
};

const SERVER: &str = include_str!("../src/pki/teaching/server.key.pem");
const CA: &str = include_str!("../src/pki/teaching/ca.key.pem");

fn read(file: impl AsRef<[u8]>) -> Secrets {
    let mut secrets = Secrets::default();
    secrets.read(file.as_ref());
    check(&secrets);
    secrets
}

/// All ids are on the list, and the sentence says where.
fn check(secrets: &Secrets) {
    for complaint in &secrets.complaints {
        let numbers = complaint.what.numbers();
        let named: Vec<&str> = numbers.iter().map(|(name, _)| *name).collect();
        assert!(KINDS.contains(&(complaint.what.kind(), &named[..])));
        assert!(complaint.to_string().contains(&format!("byte {}", complaint.offset)));
    }
    assert!(secrets.complaints.len() as u64 <= secrets.complained);
}

/// All complaints: line, offset, what.
fn complaints(secrets: &Secrets) -> Vec<(u64, u64, Bad)> {
    secrets.complaints.iter().map(|it| (it.line, it.offset, it.what)).collect()
}

/// openssl, with something on its standard input.
fn openssl(arguments: &str, input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(arguments.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "openssl {arguments}");
    output.stdout
}

fn server() -> PrivateKey {
    PrivateKey::from_pem(SERVER).unwrap()
}

fn digits(byte: u8, count: usize) -> String {
    format!("{byte:02x}").repeat(count)
}

#[test]
fn every_line_of_a_key_log() {
    let log = format!(
        "# written by a browser\r\n\
         CLIENT_RANDOM {} {}\r\n\
         \n  \t\n\
         CLIENT_RANDOM {} {}\n\
         RSA 0102030405060708 {}\n\
         RSA Session-ID:{} Master-Key:{}\n\
         \tPMS_CLIENT_RANDOM  {}\t{}  \n\
         CLIENT_HANDSHAKE_TRAFFIC_SECRET {} {}\n\
         EXPORTER_SECRET {} {}\n\
         EXPORTER_SECRET {} {}",
        digits(1, 32),
        digits(2, 48).to_uppercase(),
        digits(3, 32),
        digits(4, 48),
        digits(5, 48),
        digits(0xab, 32),
        digits(6, 48),
        digits(7, 32),
        digits(8, 32),
        digits(9, 32),
        digits(9, 32),
        digits(9, 32),
        digits(9, 32),
        digits(9, 32),
        digits(9, 48),
    );
    let secrets = read(&log);
    assert_eq!(complaints(&secrets), []);
    let log = &secrets.log;
    assert_eq!(log.len(), 5);
    assert_eq!(log.master(&[1; 32]), Some(&[2; 48][..]));
    assert_eq!(log.master(&[3; 32]), Some(&[4; 48][..]));
    assert_eq!(log.master(&[7; 32]), None);
    assert_eq!(log.master(&[1; 31]), None);
    assert_eq!(log.premaster(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), Some(&[5; 48][..]));
    assert_eq!(log.premaster(&[1, 2, 3, 4, 5, 6, 7]), None);
    assert_eq!(log.session(&[0xab; 32]), Some(&[6; 48][..]));
    assert_eq!(log.session(&[]), None);
    assert_eq!(log.premaster_of(&[7; 32]), Some(&[8; 32][..]));
    let others: Vec<(&str, u64)> = log.others().collect();
    assert_eq!(others, [("CLIENT_HANDSHAKE_TRAFFIC_SECRET", 1), ("EXPORTER_SECRET", 2)]);
    // A second file adds to the first, and of two lines about the same thing the later one counts.
    let mut secrets = secrets;
    secrets.read(format!("CLIENT_RANDOM {} {}", digits(1, 32), digits(0xff, 48)).as_bytes());
    assert_eq!(secrets.log.len(), 5);
    assert_eq!(secrets.log.master(&[1; 32]), Some(&[0xff; 48][..]));
}

#[test]
fn every_label_that_tls_1_2_does_not_have_is_counted() {
    for label in OTHERS {
        let secrets = read(format!("{label} {} {}", digits(1, 32), digits(2, 48)));
        assert_eq!(complaints(&secrets), []);
        assert_eq!(secrets.log.others().collect::<Vec<_>>(), [(label, 1)]);
        assert!(secrets.log.is_empty());
    }
}

#[test]
fn lines_of_no_use_are_named_and_the_others_count() {
    let (random, master) = (digits(1, 32), digits(2, 48));
    let good = format!("CLIENT_RANDOM {random} {master}");
    let exactly = |least, found| Bad::Digits { least, most: least, found };
    for (line, offset, what) in [
        (format!("CLIENT_RANDOM {random}"), 0, Bad::Words { needed: 3, found: 2 }),
        (format!("  CLIENT_RANDOM {random} {master} x"), 2, Bad::Words { needed: 3, found: 4 }),
        (format!("EXPORTER_SECRET {random}"), 0, Bad::Words { needed: 3, found: 2 }),
        ("RSA".into(), 0, Bad::Words { needed: 3, found: 1 }),
        (format!("CLIENT_RANDOM {random}0 {master}"), 14, exactly(64, 65)),
        (format!("CLIENT_RANDOM {random} {}", &master[2..]), 79, exactly(96, 94)),
        (format!("CLIENT_RANDOM {random} {master}00"), 79, exactly(96, 98)),
        (format!("CLIENT_RANDOM {}g {master}", &random[1..]), 77, Bad::Hex { found: 0x67 }),
        (format!("CLIENT_RANDOM {random} {}é", &master[2..]), 79 + 94, Bad::Hex { found: 0xc3 }),
        (format!("RSA 01020304050607 {master}"), 4, exactly(16, 14)),
        (
            format!("RSA Session-ID: Master-Key:{master}"),
            15,
            Bad::Digits { least: 2, most: 64, found: 0 },
        ),
        (format!("RSA Session-ID:{random} Master-Key:00"), 91, exactly(96, 2)),
        (
            format!("PMS_CLIENT_RANDOM {random} 0"),
            83,
            Bad::Digits { least: 2, most: 2048, found: 1 },
        ),
        (format!("CLIENT_RANDOMS {random} {master}"), 0, Bad::Label),
        (" what is this".into(), 1, Bad::Label),
    ] {
        let secrets = read(format!("{good}\n{line}\n{good}\n"));
        assert_eq!(complaints(&secrets), [(2, offset, what)], "{line}");
        assert_eq!(secrets.log.len(), 1);
    }
    // Alone, a line that begins well is spoken of, and another file altogether is not read line by line.
    assert_eq!(complaints(&read("CLIENT_RANDOM 00")), [(1, 0, Bad::Words { needed: 3, found: 2 })]);
    assert_eq!(complaints(&read("Dear all,\nyours")), [(0, 0, Bad::Nothing)]);
    assert_eq!(complaints(&read([0, 1, 2, 10, 255])), [(0, 0, Bad::Nothing)]);
    assert_eq!(complaints(&read("")), [(0, 0, Bad::Nothing)]);
    assert_eq!(complaints(&read("# none\n")), [(0, 0, Bad::Nothing)]);
    // Of very many complaints the first are kept.
    let secrets = read(format!("{good}\n").repeat(5) + &"RSA\n".repeat(1000));
    assert_eq!((secrets.complaints.len(), secrets.complained), (COMPLAINTS, 1000));
}

#[test]
fn other_encodings_of_text() {
    let log = format!("CLIENT_RANDOM {} {}\r\n", digits(1, 32), digits(2, 48));
    let wide = |bytes: fn(u16) -> [u8; 2]| log.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    for file in [
        [&[0xef, 0xbb, 0xbf], log.as_bytes()].concat(),
        [vec![0xff, 0xfe], wide(u16::to_le_bytes)].concat(),
        [vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat(),
    ] {
        let secrets = read(&file);
        assert_eq!((secrets.log.len(), complaints(&secrets)), (1, vec![]));
    }
    let pem: Vec<u8> = SERVER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read([vec![0xff, 0xfe], pem].concat()).keys, [server()]);
}

#[test]
fn keys_as_openssl_writes_them() {
    let key = SERVER.as_bytes();
    for (arguments, label) in [
        ("rsa -traditional", "-----BEGIN RSA PRIVATE KEY-----"),
        ("pkcs8 -topk8 -nocrypt", "-----BEGIN PRIVATE KEY-----"),
        ("rsa -traditional -outform DER", ""),
        ("pkcs8 -topk8 -nocrypt -outform DER", ""),
    ] {
        let file = openssl(arguments, key);
        assert_eq!(file.starts_with(label.as_bytes()), !label.is_empty() || file[0] == 0x30);
        let secrets = read(&file);
        assert_eq!(
            (complaints(&secrets), &secrets.keys[..]),
            (vec![], &[server()][..]),
            "{arguments}"
        );
        // The same key twice is one key.
        let mut secrets = secrets;
        secrets.read(&file);
        assert_eq!((secrets.keys.len(), secrets.complained), (1, 0));
    }
}

#[test]
fn a_key_is_found_by_the_certificate_that_it_belongs_to() {
    let mut secrets = read(CA);
    secrets.read(SERVER.as_bytes());
    let spki = openssl("pkey -pubout -outform DER", SERVER.as_bytes());
    let public = tls_airmail::crypto::rsa::PublicKey::from_spki_der(&spki).unwrap();
    assert_eq!(secrets.key_for(&public), Some(&server()));
    assert_eq!(read(CA).key_for(&public), None);
}

/// A certificate for the server's key, signed with itself.
fn certificate(form: &str) -> Vec<u8> {
    let dir = tempdir("certificate");
    let key = dir.join("key.pem");
    fs::write(&key, SERVER).unwrap();
    let key = key.to_str().unwrap();
    openssl(&format!("req -x509 -new -key {key} -subj /CN=a -days 9 -outform {form}"), b"")
}

fn tempdir(name: &str) -> std::path::PathBuf {
    let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("secrets").join(name);
    fs::create_dir_all(&dir).unwrap();
    dir
}

#[test]
fn several_in_one_file_and_words_around_them() {
    let certificate = String::from_utf8(certificate("PEM")).unwrap();
    let traditional = String::from_utf8(openssl("rsa -traditional", CA.as_bytes())).unwrap();
    let file =
        format!("Bag Attributes: none\n\n{certificate}\r\n  {SERVER}\nand\n{traditional}\nbye");
    let secrets = read(&file);
    assert_eq!(complaints(&secrets), []);
    assert_eq!(secrets.keys, [server(), PrivateKey::from_pem(CA).unwrap()]);
    // In lines of any length, or in one.
    let inside: String = SERVER.lines().filter(|line| !line.starts_with('-')).collect();
    for width in [1, 7, 76, 5000] {
        let lines: Vec<&str> = inside
            .as_bytes()
            .chunks(width)
            .map(|line| std::str::from_utf8(line).unwrap())
            .collect();
        let file = format!(
            "-----BEGIN PRIVATE KEY-----\r\n{}\r\n-----END PRIVATE KEY-----",
            lines.join("\r\n")
        );
        assert_eq!(read(&file).keys, [server()], "{width}");
    }
}

#[test]
fn what_is_no_rsa_private_key_is_refused_by_name() {
    let key = SERVER.as_bytes();
    let curve = "ecparam -name prime256v1 -genkey -noout";
    let ec = openssl(curve, b"");
    let crypt = "pkcs8 -topk8 -v2 aes-256-cbc -passout pass:x";
    for (file, line, offset, what) in [
        (openssl(crypt, key), 1, 0, Bad::Encrypted),
        (openssl(&format!("{crypt} -outform DER"), key), 0, 0, Bad::Encrypted),
        (openssl("rsa -traditional -aes128 -passout pass:x", key), 1, 0, Bad::Encrypted),
        (ec.clone(), 1, 0, Bad::Elliptic),
        (openssl("pkcs8 -topk8 -nocrypt", &ec), 1, 10, Bad::Elliptic),
        (openssl("pkcs8 -topk8 -nocrypt -outform DER", &ec), 0, 10, Bad::Elliptic),
        (openssl("genpkey -algorithm ed25519", b""), 1, 9, Bad::Algorithm),
        (openssl("pkey -pubout", key), 1, 0, Bad::Public),
        (openssl("pkey -pubout -outform DER", key), 0, 0, Bad::Public),
        (certificate("PEM"), 1, 0, Bad::Public),
        (certificate("DER"), 0, 0, Bad::Public),
    ] {
        let secrets = read(&file);
        assert_eq!(complaints(&secrets), [(line, offset, what)]);
        assert!(secrets.keys.is_empty());
    }
    // What is beside a key that is of use is still named.
    let both = [openssl(crypt, key), openssl("rsa -traditional", CA.as_bytes())].concat();
    let secrets = read(&both);
    assert_eq!(complaints(&secrets), [(1, 0, Bad::Encrypted)]);
    assert_eq!(secrets.keys.len(), 1);
}

#[test]
fn keys_of_other_sizes() {
    let small = openssl("genrsa -traditional 512", b"");
    let secrets = read(&small);
    let size = Bad::Size { least: 1024, most: 8192, found: 512 };
    assert_eq!(secrets.complaints.len(), 1);
    assert_eq!((secrets.complaints[0].line, secrets.complaints[0].what), (1, size));
    for bits in [1024, 1031, 3072] {
        assert_eq!(read(openssl(&format!("genrsa {bits}"), b"")).keys[0].public().bits(), bits);
    }
}

#[test]
fn other_files() {
    for (file, kind) in [
        (&b"\x0a\x0d\x0d\x0a\0\0\0\x1c"[..], "pcapng"),
        (b"\xd4\xc3\xb2\xa1\x02\0\x04\0", "pcap"),
        (b"PK\x03\x04", "zip"),
    ] {
        assert_eq!(complaints(&read(file)), [(0, 0, Bad::Foreign(kind))]);
    }
    let large = vec![b'#'; (64 << 20) + 1];
    let found = large.len() as u64;
    assert_eq!(complaints(&read(large)), [(0, 0, Bad::Large { most: 64 << 20, found })]);
}

#[test]
fn broken_boxes() {
    let lines: Vec<&str> = SERVER.lines().collect();
    let join = |lines: &[&str]| lines.join("\n");
    let without_end = join(&lines[..lines.len() - 1]);
    assert_eq!(complaints(&read(&without_end)), [(1, 0, Bad::Unclosed)]);
    let strange = SERVER.replacen(lines[3], &lines[3].replacen(&lines[3][5..6], "?", 1), 1);
    let at = lines[3].find(&lines[3][5..6]).unwrap() as u64;
    assert_eq!(complaints(&read(strange)), [(4, at, Bad::Base64)]);
    let short = SERVER.replacen(lines[3], &lines[3][1..], 1);
    assert_eq!(complaints(&read(short)), [(1, 0, Bad::Base64)]);
    // Well formed, and not what it says.
    let empty = "x\n-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n";
    assert_eq!(complaints(&read(empty)), [(2, 0, Bad::Structure)]);
}

#[test]
fn broken_der() {
    let der = openssl("rsa -traditional -outform DER", SERVER.as_bytes());
    let all = der.len() as u64;
    for length in [4, 100, der.len() - 1] {
        let what = Bad::Length { needed: all, found: length as u64 };
        assert_eq!(complaints(&read(&der[..length])), [(0, 0, what)]);
    }
    let more = [&der[..], &[0]].concat();
    assert_eq!(complaints(&read(more)), [(0, 0, Bad::Length { needed: all, found: all + 1 })]);
    // A number of it changed: the numbers do not fit together any more.
    let mut changed = der.clone();
    changed[40] ^= 1;
    assert_eq!(complaints(&read(changed)), [(0, 11, Bad::Numbers)]);
    // Lengths that lead out of what holds them.
    let mut changed = der.clone();
    changed[9..11].copy_from_slice(&[0xff, 0xff]);
    let found = complaints(&read(changed));
    assert!(matches!(found[..], [(0, 7, Bad::Length { needed: 65_539, .. })]), "{found:?}");
}

#[test]
fn cut_off_and_changed_at_every_byte() {
    let files = [
        openssl("rsa -traditional -outform DER", SERVER.as_bytes()),
        openssl("pkcs8 -topk8 -nocrypt -outform DER", SERVER.as_bytes()),
        SERVER.as_bytes().to_vec(),
        format!(
            "CLIENT_RANDOM {} {}\nRSA {} {}",
            digits(1, 32),
            digits(2, 48),
            digits(3, 8),
            digits(4, 48)
        )
        .into_bytes(),
    ];
    for file in files {
        for length in 0..file.len() {
            read(&file[..length]);
        }
        for at in 0..file.len() {
            let mut file = file.clone();
            file[at] ^= 0x81;
            read(&file);
        }
    }
}

#[test]
fn there_is_a_limit_to_keys() {
    let keys: Vec<u8> = (0..=KEYS).flat_map(|_| openssl("genrsa 1024", b"")).collect();
    let secrets = read(&keys);
    assert_eq!(secrets.keys.len(), KEYS);
    assert_eq!(secrets.complaints.len(), 1);
    assert_eq!(secrets.complaints[0].what, Bad::Many { most: KEYS as u64 });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(
        start in prop::sample::select(vec!["", "-----BEGIN RSA PRIVATE KEY-----\n", "0\u{1}", "CLIENT_RANDOM ", "RSA "]),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        read([start.as_bytes(), &bytes].concat());
    }

    #[test]
    fn any_der(bytes in prop::collection::vec(prop::sample::select(vec![0x30_u8, 2, 4, 6, 0, 1, 3, 0x80, 0x81, 0x82, 0x84, 10, 20]), 0..60)) {
        read([&[0x30, 0x81][..], &bytes].concat());
    }
}
