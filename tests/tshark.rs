//! What we write, tshark reads: no warning, and our words under the seal, by the key log, by the
//! secrets in the file, or by the server's private key alone.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "no child of ours outlives its answer")]
#[path = "common/programs.rs"]
mod programs;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use proptest::prelude::*;
use serde_json::Value;
use tls_airmail::{
    Scenario, Transcript, Wish,
    capture::{
        flow::{Chunk, Conversation, Endpoint, What},
        write::{
            Files, Internet, Tap, at_desk, files,
            keylog::{self, Secrets},
            packets::{self, Line},
            pcap, pcapng, server_key,
        },
    },
    crypto::{drbg::Entropy, rsa::PrivateKey},
    exchange::{
        link::{Change, Tampering},
        play::play,
        scenario::{Resume, teaching_identity},
    },
    keys::{artifact::Holder, suite::CipherSuite},
    wire::{bytes::unhex, key_exchange::KeyExchange},
};

/// Both places, both protocols.
fn taps() -> [Tap; 4] {
    let tap = |at, internet: Internet| Tap { at, internet, segment: internet.most() };
    [
        tap(Holder::Client, Internet::V4),
        tap(Holder::Server, Internet::V4),
        tap(Holder::Client, Internet::V6),
        tap(Holder::Server, Internet::V6),
    ]
}

fn scenario(seed: u8, suite: CipherSuite) -> Scenario {
    let wish = Wish { suites: Some(vec![suite.name().into()]), ..Wish::default() };
    wish.resolve([seed; 32], teaching_identity).unwrap()
}

/// A directory of its own for each test.
fn desk(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tshark").join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

fn put(dir: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// What tshark is given beside the capture.
enum Given<'a> {
    Nothing,
    KeyLog(&'a Path),
    RsaKey(&'a Path),
}

/// tshark, without anybody's own settings.
fn tshark(file: &Path, given: &Given, arguments: &[&str]) -> String {
    let mut command = Command::new("tshark");
    let settings = file.parent().unwrap();
    command.env("WIRESHARK_CONFIG_DIR", settings).env("TZ", "UTC").arg("-r").arg(file);
    match given {
        Given::Nothing => {}
        Given::KeyLog(path) => {
            command.args(["-o", &format!("tls.keylog_file:{}", path.display())]);
        }
        Given::RsaKey(path) => {
            command.args(["-o", &format!("uat:rsa_keys:\"{}\",\"\"", path.display())]);
        }
    }
    let output =
        command.args(arguments).output().expect("tshark is needed: ./test rust installs it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What was said under the seal, by whom, as tshark sees it; and all that it has to complain of:
/// warnings and errors.
fn look(file: &Path, given: &Given) -> (Vec<(Holder, Vec<u8>)>, String) {
    let text = tshark(file, given, &["-q", "-z", "follow,tls,raw,0", "-z", "expert,warn"]);
    let (one, two) = text.split_once("Follow: tls,raw").expect("a stream");
    // Node 0 is whoever spoke first under the seal; the other's lines begin with a tab.
    let first = two.lines().find(|line| line.starts_with("Node 0:")).unwrap();
    let server_first = first.ends_with(":443");
    let heard = two.lines().skip_while(|line| !line.starts_with("Node 1:")).skip(1);
    let said = heard
        .take_while(|line| !line.starts_with('='))
        .map(|line| {
            let by_server = line.starts_with('\t') != server_first;
            let who = if by_server { Holder::Server } else { Holder::Client };
            (who, unhex(line.trim()).unwrap())
        })
        .collect();
    (said, one.trim().trim_end_matches('=').trim_end().to_owned())
}

fn said(file: &Path, given: &Given) -> Vec<(Holder, Vec<u8>)> {
    look(file, given).0
}

fn complaints(file: &Path, given: &Given) -> String {
    tshark(file, given, &["-q", "-z", "expert,warn"]).trim().to_owned()
}

/// The values of a field, a line a packet.
fn fields(file: &Path, given: &Given, field: &str) -> Vec<String> {
    let text = tshark(file, given, &["-T", "fields", "-e", field]);
    text.lines().map(str::to_owned).collect()
}

fn words(transcript: &Transcript) -> Vec<(Holder, Vec<u8>)> {
    let scenario = &transcript.scenario;
    let by = |who, text: &str| (who, text.as_bytes().to_vec());
    vec![by(Holder::Client, &scenario.message), by(Holder::Server, &scenario.reply)]
}

/// Opens the files of a run in every way, with nothing to complain of.
fn opens(dir: &Path, scenario: &Scenario, tap: Tap) {
    let transcript = play(scenario).unwrap();
    assert_eq!(transcript.outcome.kind, "closed");
    let Files { pcapng, pcap, key_log, .. } = files(&transcript, tap);
    let (ng, old) = (put(dir, "a.pcapng", &pcapng), put(dir, "a.pcap", &pcap));
    let log = put(dir, "a.log", key_log.as_bytes());
    let key = put(dir, "a.pem", server_key(scenario, tap.at).to_pem().unwrap().as_bytes());
    let words = words(at_desk(&transcript, tap.at).unwrap());
    let name = &transcript.suite.as_ref().unwrap().name;
    let quiet = |file: &Path, given: &Given| {
        let (said, complaints) = look(file, given);
        assert_eq!(complaints, "", "{name}");
        said
    };
    assert_eq!(quiet(&ng, &Given::Nothing), words, "{name}: the secrets in the file");
    assert_eq!(quiet(&old, &Given::KeyLog(&log)), words, "{name}: the key log");
    assert_eq!(quiet(&old, &Given::Nothing), [], "{name}: no key at all");
    let by_key = quiet(&old, &Given::RsaKey(&key));
    let suite = CipherSuite::from_name(name).unwrap();
    if transcript.resumed {
        assert_eq!(by_key, [], "{name}: no key exchange to be opened");
        assert_eq!(key_log.lines().count(), 1);
    } else if suite.key_exchange() == KeyExchange::Rsa {
        assert_eq!(by_key, words, "{name}: the private key");
        // Either line of the key log is enough.
        for line in key_log.lines() {
            let log = put(dir, "line.log", format!("{line}\n").as_bytes());
            assert_eq!(said(&old, &Given::KeyLog(&log)), words, "{name}: {line}");
        }
        assert_eq!(key_log.lines().count(), 2);
    } else {
        assert_eq!(by_key, [], "{name}: the private key opens nothing");
        assert_eq!(key_log.lines().count(), 1);
    }
}

fn opens_everywhere(suites: &[CipherSuite], name: &str) {
    let dir = desk(name);
    for suite in suites {
        let [here, .., there] = taps();
        for tap in [here, there] {
            opens(&dir, &scenario(7, *suite), tap);
        }
    }
}

#[test]
fn rsa_suites_open_by_the_key_log_the_file_itself_and_the_private_key_alone() {
    opens_everywhere(&CipherSuite::RSA, "rsa");
}

#[test]
fn ecdhe_suites_open_by_the_key_log_and_the_file_itself_and_not_by_the_private_key() {
    opens_everywhere(&CipherSuite::ECDHE, "ecdhe");
}

#[test]
fn the_extended_master_secret_opens_as_well() {
    let dir = desk("extended");
    for suite in [CipherSuite::RsaAes128CbcSha, CipherSuite::EcdheAes128GcmSha256] {
        let mut scenario = scenario(8, suite);
        scenario.extended_master_secret = true;
        opens(&dir, &scenario, Tap::default());
    }
}

#[test]
fn a_resumed_session_opens_by_its_secrets_and_not_by_the_private_key() {
    let dir = desk("resumed");
    for suite in [CipherSuite::RsaAes128CbcSha, CipherSuite::EcdheAes256GcmSha384] {
        for resume in Resume::ALL {
            let mut scenario = scenario(12, suite);
            scenario.resume = Some(resume);
            assert_eq!(play(&scenario).unwrap().resumed, resume == Resume::Known);
            opens(&dir, &scenario, Tap::default());
        }
    }
}

#[test]
fn somebody_in_the_middle_has_a_connection_to_each_side() {
    let dir = desk("middle");
    let wish = |middle: &str, altered: Option<&str>| {
        let wish = Wish {
            suites: Some(vec!["TLS_RSA_WITH_AES_128_GCM_SHA256".into()]),
            middle: Some(middle.into()),
            altered: altered.map(str::to_owned),
            ..Wish::default()
        };
        wish.resolve([13; 32], teaching_identity).unwrap()
    };
    let [here, there, ..] = taps();
    let relayed = wish("relay", None);
    opens(&dir, &relayed, here);
    opens(&dir, &relayed, there);
    let read = wish("stolen_authority", Some("Something else"));
    opens(&dir, &read, here);
    assert!(fields(&dir.join("a.pcap"), &Given::Nothing, "ip.src").contains(&"192.0.2.10".into()));
    opens(&dir, &read, there);
    assert!(
        fields(&dir.join("a.pcap"), &Given::Nothing, "ip.src").contains(&"203.0.113.30".into())
    );
    let spoken = said(&dir.join("a.pcapng"), &Given::Nothing);
    assert_eq!(spoken[0], (Holder::Client, b"Something else".to_vec()));
    // The client hangs up: the real server never hears of it.
    let refused = play(&wish("own_certificate", None)).unwrap();
    assert_eq!(refused.outcome.kind, "alert");
    let files = files(&refused, there);
    let file = put(&dir, "empty.pcapng", &files.pcapng);
    assert_eq!(tshark(&file, &Given::Nothing, &[]), "");
    assert_eq!((files.packets, &*files.key_log), (0, ""));
}

#[test]
fn the_longest_words_in_many_segments() {
    let dir = desk("long");
    let mut scenario = scenario(9, CipherSuite::RsaAes128GcmSha256);
    scenario.message = "0123456789abcde\n".repeat(64);
    scenario.reply = "é".repeat(512);
    for segment in [28, 536] {
        for internet in [Internet::V4, Internet::V6] {
            let tap = Tap { at: Holder::Client, internet, segment };
            opens(&dir, &scenario, tap);
            let lengths = fields(&dir.join("a.pcap"), &Given::Nothing, "tcp.len");
            let longest = lengths.iter().map(|length| length.parse::<u16>().unwrap()).max();
            assert_eq!(longest, Some(segment));
        }
    }
}

#[test]
fn packets_are_named_by_the_letters_they_carry() {
    let dir = desk("parcels");
    let transcript = play(&scenario(7, CipherSuite::RsaAes256GcmSha384)).unwrap();
    for tap in taps() {
        let files = files(&transcript, Tap { segment: 400, ..tap });
        let file = put(&dir, "a.pcap", &files.pcap);
        let payloads = fields(&file, &Given::Nothing, "tcp.payload");
        let mut letters = Vec::new();
        for parcel in &files.parcels {
            let bytes = unhex(&payloads[parcel.first - 1..parcel.last].concat()).unwrap();
            assert_eq!(bytes, *transcript.letters[parcel.letter].bytes);
            letters.push(parcel.letter);
        }
        assert_eq!(letters, (0..transcript.letters.len()).collect::<Vec<_>>());
    }
}

fn flipped(letter: usize, offset: usize) -> Scenario {
    let mut scenario = scenario(7, CipherSuite::RsaAes128GcmSha256);
    scenario.tampering = vec![Tampering { letter, change: Change::Flip { offset, mask: 1 } }];
    scenario
}

/// The example writes the files, and the commands of docs/captures.md are run as they stand there.
#[test]
fn the_commands_in_the_documentation_do_what_they_say() {
    let dir = desk("commands");
    let status = programs::example("transcript")
        .args(["--seed", &"07".repeat(32), "--suite", "TLS_RSA_WITH_AES_128_CBC_SHA", "--take"])
        .arg(&dir)
        .status()
        .unwrap();
    assert!(status.success());
    let docs = include_str!("../docs/captures.md");
    let rows = docs.lines().filter(|line| line.starts_with("| `airmail"));
    let commands = rows.filter_map(|row| row.rsplit('`').nth(1));
    let ours = |command: &&str| command.starts_with("tshark") || command.starts_with("openssl");
    let mut run = 0;
    for command in commands.filter(ours) {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]).current_dir(&dir).env("WIRESHARK_CONFIG_DIR", &dir);
        let output = shell.output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).unwrap();
        let expected: &[&str] = if command.contains("follow") {
            &["Hello, can we talk in private?", "Let's begin"]
        } else if command.contains("x509") {
            &["DNS:blog.example"]
        } else if command.contains("verify") {
            &["airmail-server.pem: OK"]
        } else {
            &["Client Hello", "Application Data"]
        };
        for words in expected {
            assert!(printed.contains(words), "{command}: {printed}");
        }
        run += 1;
    }
    assert_eq!(run, 6);
}

#[test]
fn a_run_that_ends_in_an_alert_is_seen_from_both_sides() {
    let dir = desk("alert");
    // The last byte of the client's Finished, changed on the way.
    let length =
        play(&scenario(7, CipherSuite::RsaAes128GcmSha256)).unwrap().letters[3].bytes.len();
    let transcript = play(&flipped(3, length - 1)).unwrap();
    assert_eq!(transcript.outcome.kind, "alert");
    assert_eq!(transcript.letters[3].id, "client_finished");
    let look = |tap: Tap| {
        let file = put(&dir, "a.pcapng", &files(&transcript, tap).pcapng);
        assert_eq!(complaints(&file, &Given::Nothing), "");
        let flags = fields(&file, &Given::Nothing, "tcp.flags");
        assert_eq!(flags[flags.len() - 3..], ["0x0011", "0x0011", "0x0010"], "FIN, FIN, ACK");
        // handshake.type 20: Finished, where the seal opens.
        let shown = fields(&file, &Given::Nothing, "tls.handshake.type").join(" ");
        let alerts = fields(&file, &Given::Nothing, "tls.alert_message.desc").join("");
        let payloads = fields(&file, &Given::Nothing, "tcp.payload").concat();
        (shown.contains("20"), alerts, payloads)
    };
    let [here, there, ..] = taps();
    let (client, server) = (look(here), look(there));
    // As it was sent it opens; as it arrived it does not.
    assert!(client.0 && !server.0, "{client:?} {server:?}");
    // bad_record_mac
    assert!(client.1.contains("20") && server.1.contains("20"), "{client:?} {server:?}");
    assert_ne!(client.2, server.2);
}

#[test]
fn where_nobody_answers_any_more_the_connection_is_reset() {
    let dir = desk("cut");
    let mut scenario = scenario(7, CipherSuite::RsaAes128GcmSha256);
    scenario.tampering = vec![Tampering { letter: 1, change: Change::Drop }];
    let transcript = play(&scenario).unwrap();
    assert_eq!(transcript.outcome.kind, "cut");
    for (tap, letters) in taps().into_iter().zip([1, 2, 1, 2]) {
        let files = files(&transcript, tap);
        assert_eq!(files.parcels.len(), letters);
        let file = put(&dir, "a.pcapng", &files.pcapng);
        let flags = fields(&file, &Given::Nothing, "tcp.flags");
        assert_eq!(flags.last().unwrap(), "0x0014", "RST, ACK");
        // The one thing that tshark warns of, and it is true.
        let complaints = complaints(&file, &Given::Nothing);
        let warned: Vec<&str> = complaints.lines().filter(|line| line.contains("TCP")).collect();
        assert!(warned.len() == 1 && warned[0].ends_with("Connection reset (RST)"), "{complaints}");
        assert!(!complaints.contains("Errors"), "{complaints}");
    }
}

#[test]
fn tshark_would_tell_what_is_wrong() {
    let dir = desk("wrong");
    let transcript = play(&scenario(7, CipherSuite::RsaAes128CbcSha)).unwrap();
    let files = files(&transcript, Tap::default());
    // A segment is missing: the sixth packet of the file.
    let mut at = 24;
    for _ in 0..5 {
        at += 16 + usize::from(files.pcap[at + 8]) + 256 * usize::from(files.pcap[at + 9]);
    }
    let length = 16 + usize::from(files.pcap[at + 8]) + 256 * usize::from(files.pcap[at + 9]);
    let short = [&files.pcap[..at], &files.pcap[at + length..]].concat();
    let file = put(&dir, "short.pcap", &short);
    assert!(complaints(&file, &Given::Nothing).contains("Previous segment(s) not captured"));
    // A byte of a checksum is wrong.
    let mut bad = files.pcap.to_vec();
    bad[24 + 16 + 14 + 20 + 16] ^= 1;
    let file = put(&dir, "bad.pcap", &bad);
    let checked = ["-o", "tcp.check_checksum:TRUE", "-q", "-z", "expert,warn"];
    assert!(tshark(&file, &Given::Nothing, &checked).contains("Bad checksum"));
}

#[test]
fn tshark_counts_the_checksums_again() {
    let dir = desk("checksums");
    let mut scenario = scenario(10, CipherSuite::EcdheChaCha20Poly1305Sha256);
    // An odd number of bytes in some segment.
    scenario.message = "x".repeat(1001);
    let transcript = play(&scenario).unwrap();
    for tap in taps() {
        let files = files(&transcript, Tap { segment: 333, ..tap });
        let file = put(&dir, "a.pcap", &files.pcap);
        let checked = ["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"];
        let field = |name| {
            let text = tshark(
                &file,
                &Given::Nothing,
                &[&checked[..], &["-T", "fields", "-e", name]].concat(),
            );
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let good = |statuses: Vec<String>| statuses.iter().all(|status| status == "1");
        let tcp = field("tcp.checksum.status");
        assert!(tcp.len() > 15 && good(tcp));
        if tap.internet == Internet::V4 {
            assert!(good(field("ip.checksum.status")));
        }
    }
}

// ── recorded connections ────────────────────────────────────────────────────

fn load(name: &str) -> Value {
    let path = format!("{}/tests/vectors/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn bytes(value: &Value, name: &str) -> Vec<u8> {
    value[name].as_str().and_then(unhex).unwrap_or_else(|| panic!("no {name}"))
}

/// Records that somebody else wrote, on our line.
fn carried(records: &Value) -> Vec<packets::Frame> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for record in records.as_array().unwrap() {
        let from = if record["dir"] == "c2s" { Holder::Client } else { Holder::Server };
        let time = 1_000_000_000 * (chunks.len() as u64 + 1);
        let what = What::Bytes(bytes(record, "hex"));
        chunks.push(Chunk { from, time, offset: 0, what });
    }
    let end = |address: &str, port| Endpoint { address: address.parse().unwrap(), port };
    let conversation = Conversation {
        opened: true,
        client: end("192.0.2.1", 50_000),
        server: end("192.0.2.2", 443),
        chunks,
        rewritten: Vec::new(),
    };
    let line = Line::new(Tap::default(), &Entropy::Seed([1; 32]));
    packets::frames(&conversation, &line)
}

#[test]
fn our_key_log_opens_the_published_connection() {
    let dir = desk("illustrated");
    let vector = load("illustrated-tls12.json");
    let (inputs, outputs) = (&vector["inputs"], &vector["outputs"]);
    let key_log = keylog::write(&Secrets {
        client_random: bytes(inputs, "client_random"),
        master_secret: bytes(outputs, "master"),
        ..Secrets::default()
    });
    let frames = carried(&outputs["records_in_order"]);
    let words = [
        (Holder::Client, bytes(inputs, "client_data_plaintext")),
        (Holder::Server, bytes(inputs, "server_data_plaintext")),
    ];
    let ng = put(&dir, "a.pcapng", &pcapng::write(&frames, &key_log, ""));
    assert_eq!(said(&ng, &Given::Nothing), words);
    assert_eq!(complaints(&ng, &Given::Nothing), "");
    let old = put(&dir, "a.pcap", &pcap::write(&frames));
    let log = put(&dir, "a.log", key_log.as_bytes());
    assert_eq!(said(&old, &Given::KeyLog(&log)), words);
}

/// The pre-master secret in Go's ClientKeyExchange, without its two bytes of length; with RSA key
/// exchange only.
fn encrypted(flow: &Value) -> Vec<u8> {
    let is_rsa = flow["suite"].as_str().unwrap().starts_with("TLS_RSA_");
    let mut records = flow["records"].as_array().unwrap().iter().map(|record| bytes(record, "hex"));
    // Record header of 5 bytes; handshake type 16, and 3 bytes of length.
    let exchange = records.find(|record| record[0] == 22 && record[5] == 16).unwrap();
    if is_rsa { exchange[11..].to_vec() } else { Vec::new() }
}

#[test]
fn our_key_log_opens_what_go_recorded() {
    let dir = desk("go");
    let vector = load("go-tls12-flows.json");
    let key = PrivateKey::from_der(&bytes(&vector, "server_rsa_key_pkcs1_der")).unwrap();
    let key = put(&dir, "a.pem", key.to_pem().unwrap().as_bytes());
    let mut opened = [0; 3];
    for flow in vector["flows"].as_array().unwrap() {
        let text = |name: &str| flow[name].as_str().and_then(unhex).unwrap_or_default();
        let secrets = Secrets {
            client_random: text("client_random"),
            master_secret: text("master"),
            encrypted_pre_master_secret: encrypted(flow),
            pre_master_secret: text("premaster"),
        };
        let frames = carried(&flow["records"]);
        let old = put(&dir, "a.pcap", &pcap::write(&frames));
        let key_log = keylog::write(&secrets);
        let ways: Vec<&str> = key_log.lines().collect();
        // What is under the seal of both Finished (type 20) is seen by whatever opens them.
        let finished = |given: &Given| {
            let types = fields(&old, given, "tls.handshake.type").join(",");
            types.split(',').filter(|kind| *kind == "20").count()
        };
        assert_eq!(finished(&Given::Nothing), 0);
        for line in ways {
            let log = put(&dir, "a.log", format!("{line}\n").as_bytes());
            assert_eq!(finished(&Given::KeyLog(&log)), 2, "{}: {line}", flow["name"]);
            opened[usize::from(line.starts_with("RSA"))] += 1;
        }
        if flow["suite"].as_str().unwrap().starts_with("TLS_RSA_") {
            assert_eq!(finished(&Given::RsaKey(&key)), 2, "{}", flow["name"]);
            opened[2] += 1;
        }
    }
    assert_eq!(opened, [10, 4, 4]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_seed_any_suite_any_words(
        seed: [u8; 32],
        suite in 0..CipherSuite::ALL.len(),
        message in "[a-zA-Zñ¿ ]{1,80}",
        reply in "[a-zA-Zñ¿ ]{1,80}",
        extended: bool,
        place in 0_usize..4,
        segment in 28_u16..=1440,
    ) {
        let dir = desk("any");
        let mut scenario = scenario(0, CipherSuite::ALL[suite]);
        scenario.seed = seed;
        scenario.message = message;
        scenario.reply = reply;
        scenario.extended_master_secret = extended;
        opens(&dir, &scenario, Tap { segment, ..taps()[place] });
    }
}
