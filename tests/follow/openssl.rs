//! OpenSSL on both ends, and we in between: what it says is told, with a key log or the RSA key.

use std::{
    fs,
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use tls_airmail::{
    Transcript,
    capture::{
        flow::{Chunk, Conversation, What},
        secrets::Secrets,
        tls::library::Listed,
        write::{
            self,
            packets::{self, Line},
            pcapng,
        },
    },
    crypto::drbg::Entropy,
    exchange::transcript::Holder,
};

use crate::{conversation, programs::Kept, server::s_server, sound::assert_sound, told};

const HOST: &str = "follow.example";

/// Certificates and keys, made by OpenSSL.
fn lab() -> &'static Path {
    static LAB: OnceLock<PathBuf> = OnceLock::new();
    LAB.get_or_init(|| {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("follow");
        fs::create_dir_all(&dir).unwrap();
        let script = format!(
            "openssl req -x509 -newkey rsa:2048 -nodes -subj '/CN=Follow CA' -days 30 \
               -keyout ca.key -out ca.pem; \
             for name in server client; do \
               openssl req -newkey rsa:2048 -nodes -subj /CN=$name -keyout $name.key -out $name.csr; \
               printf 'subjectAltName=DNS:{HOST}\n' > $name.ext; \
               openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 7 \
                 -extfile $name.ext -out $name.pem; \
             done; \
             openssl ecparam -name prime256v1 -genkey -noout -out ec.key; \
             openssl req -new -key ec.key -subj /CN=ec -out ec.csr; \
             openssl x509 -req -in ec.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 7 -out ec.pem"
        );
        let output = Command::new("sh").args(["-ec", &script]).current_dir(&dir).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        dir
    })
}

/// What was said in one connection.
type Talk = Vec<(Holder, What)>;

/// Takes down what two ends say to each other, connection by connection.
struct Tap {
    port: u16,
    talks: Arc<Mutex<Vec<Talk>>>,
}

fn pass(
    from: Holder,
    mut source: TcpStream,
    mut target: TcpStream,
    talk: usize,
    talks: &Mutex<Vec<Talk>>,
) {
    let mut buffer = [0; 1 << 14];
    loop {
        let count = source.read(&mut buffer).unwrap_or(0);
        // Written down before it goes on: so nothing is answered before it was said.
        let what = if count == 0 { What::End } else { What::Bytes(buffer[..count].to_vec()) };
        talks.lock().unwrap()[talk].push((from, what));
        if count == 0 || target.write_all(&buffer[..count]).is_err() {
            let _ = target.shutdown(Shutdown::Write);
            return;
        }
    }
}

impl Tap {
    fn new(server: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let talks: Arc<Mutex<Vec<Talk>>> = Arc::default();
        let shared = Arc::clone(&talks);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(("127.0.0.1", server)) else { return };
                let talk = {
                    let mut talks = shared.lock().unwrap();
                    talks.push(Vec::new());
                    talks.len() - 1
                };
                let (one, other) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                let (ours, theirs) = (Arc::clone(&shared), Arc::clone(&shared));
                std::thread::spawn(move || pass(Holder::Client, client, server, talk, &ours));
                std::thread::spawn(move || pass(Holder::Server, other, one, talk, &theirs));
            }
        });
        Self { port, talks }
    }

    /// What was said, once all of it is over.
    fn talks(&self, count: usize) -> Vec<Conversation> {
        let start = Instant::now();
        loop {
            let talks = self.talks.lock().unwrap();
            let over =
                |talk: &Talk| talk.iter().filter(|(_, what)| *what == What::End).count() == 2;
            if talks.len() == count && talks.iter().all(over) {
                return talks.iter().map(|talk| written_down(talk)).collect();
            }
            drop(talks);
            assert!(start.elapsed() < Duration::from_secs(20), "the line does not go dead");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn written_down(talk: &[(Holder, What)]) -> Conversation {
    let blank = conversation(&[(Holder::Client, b"")]);
    let first = blank.chunks[0].clone();
    let chunk =
        |(from, what): &(Holder, What)| Chunk { from: *from, what: what.clone(), ..first.clone() };
    Conversation { chunks: talk.iter().map(chunk).collect(), ..blank }
}

/// `openssl s_server` that answers every line with the line turned round.
fn server(arguments: &[&str]) -> (Kept, Tap) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let log = lab().join(format!("server-{}.log", COUNT.fetch_add(1, Ordering::Relaxed)));
    let (kept, port) = s_server(lab(), &log, &[&["-rev"], arguments].concat());
    (kept, Tap::new(port))
}

const RSA: [&str; 4] = ["-cert", "server.pem", "-key", "server.key"];

/// `openssl s_client` that says these lines, one after the other.
fn client(tap: &Tap, arguments: &[&str], lines: &[&str]) {
    let mut child = Command::new("openssl")
        .args(["s_client", "-connect", &format!("127.0.0.1:{}", tap.port), "-servername", HOST])
        .args(arguments)
        .current_dir(lab())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    // That it renegotiates it says among its complaints.
    let readers = [
        listen(child.stdout.take().unwrap(), &heard),
        listen(child.stderr.take().unwrap(), &heard),
    ];
    // Each line is answered before the next one is said.
    let waits_for = |text: &str| {
        let start = Instant::now();
        loop {
            let said = String::from_utf8_lossy(&heard.lock().unwrap()).into_owned();
            if said.contains(text) {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "no {text} in {said}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    if !lines.is_empty() {
        waits_for("Verify return code");
    }
    for line in lines {
        // One that goes may take its pipe with it.
        let _ = stdin.write_all(format!("{line}\n").as_bytes());
        match *line {
            "R" => waits_for("RENEGOTIATING"),
            line => waits_for(&line.chars().rev().collect::<String>()),
        }
    }
    let _ = stdin.write_all(b"Q\n");
    let _ = child.wait();
    drop(stdin);
    readers.into_iter().for_each(|reader| reader.join().unwrap());
}

/// Keeps what somebody says.
fn listen(mut source: impl Read + Send + 'static, heard: &Arc<Mutex<Vec<u8>>>) -> JoinHandle<()> {
    let heard = Arc::clone(heard);
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = source.read(&mut buffer) {
            heard.lock().unwrap().extend_from_slice(&buffer[..count]);
        }
    })
}

fn read(name: &str) -> Vec<u8> {
    fs::read(lab().join(name)).unwrap()
}

fn secrets(files: &[&str]) -> Secrets {
    let mut secrets = Secrets::default();
    files.iter().for_each(|file| secrets.read(&read(file)));
    secrets
}

/// One connection with these arguments; listed, and told with its key log.
fn with_key_log(name: &str, of_server: &[&str], of_client: &[&str]) -> (Listed, Transcript) {
    let log = format!("{name}.keys");
    let _ = fs::remove_file(lab().join(&log));
    let (_server, tap) = server(of_server);
    let arguments = [of_client, &["-keylogfile", &log]].concat();
    client(&tap, &arguments, &["stressed"]);
    let talks = tap.talks(1);
    if let Some(dir) = std::env::var_os("RECORD") {
        record(Path::new(&dir), name, &talks[0], &read(&log));
    }
    let (listed, transcript) = told(talks, secrets(&[&log]));
    (listed.into_iter().next().unwrap(), transcript.expect("it is told"))
}

/// Writes a connection down as a file of packets: how `tests/vectors/openssl-*.pcapng` were made.
fn record(dir: &Path, name: &str, talk: &Conversation, key_log: &[u8]) {
    let line = Line::new(write::Tap::default(), &Entropy::Seed([7; 32]));
    let key_log = String::from_utf8_lossy(key_log);
    let file = pcapng::write(&packets::frames(talk, &line), &key_log, "openssl on both ends");
    fs::write(dir.join(format!("openssl-{name}.pcapng")), file).unwrap();
}

fn assert_talked(transcript: &Transcript) {
    assert_eq!(transcript.outcome.server_read.as_deref(), Some("stressed\n"));
    assert_eq!(transcript.outcome.client_read.as_deref(), Some("desserts\n"));
    assert_eq!(transcript.outcome.kind, "closed");
    assert!(transcript.outcome.established);
    let check = |id: &str| {
        let of = |beat: &&tls_airmail::exchange::transcript::Beat| {
            beat.check.as_ref().is_some_and(|check| check.id == id && check.ok)
        };
        transcript.beats.iter().filter(of).count()
    };
    assert_eq!(check("finished_verify_data"), 2);
    assert_sound(transcript);
}

#[test]
fn every_suite_of_ours() {
    for (name, tls) in [
        ("AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA"),
        ("AES128-SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA256"),
        ("AES256-SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA256"),
        ("AES128-GCM-SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256"),
        ("AES256-GCM-SHA384", "TLS_RSA_WITH_AES_256_GCM_SHA384"),
        ("ECDHE-RSA-AES128-SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
        ("ECDHE-RSA-AES128-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
        ("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        ("ECDHE-RSA-AES256-GCM-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
        ("ECDHE-RSA-CHACHA20-POLY1305", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
        // With the same protection of records as one of ours.
        ("DHE-RSA-AES128-GCM-SHA256", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
        ("DHE-RSA-CHACHA20-POLY1305", "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
        // Not spoken here, and opened all the same.
        ("AES256-SHA", "TLS_RSA_WITH_AES_256_CBC_SHA"),
        ("ECDHE-RSA-AES256-SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
        ("ECDHE-RSA-AES256-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
        ("DHE-RSA-AES256-SHA", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
        ("DHE-RSA-AES256-SHA256", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"),
    ] {
        let cipher = format!("{name}:@SECLEVEL=0");
        let arguments = [&RSA[..], &["-tls1_2", "-cipher", &cipher]].concat();
        let (listed, transcript) = with_key_log(name, &arguments, &["-cipher", &cipher]);
        assert_eq!((listed.state, listed.suite.unwrap().name), ("open", tls), "{name}");
        assert_eq!(listed.server_name.as_deref(), Some(HOST));
        assert_eq!(listed.names, [HOST]);
        assert_talked(&transcript);
        // What OpenSSL agrees on unless told otherwise.
        assert!(transcript.scenario.extended_master_secret);
        let outside = transcript.suite.as_ref().unwrap().kind == "cbc";
        assert_eq!(transcript.origin.unwrap().encrypt_then_mac, outside, "{name}");
        let sealed = transcript.letters.iter().flat_map(|letter| &letter.records);
        let sealed: Vec<bool> =
            sealed.filter_map(|record| Some(record.sealed.as_ref()?.encrypt_then_mac)).collect();
        assert!(sealed.len() >= 4 && sealed.iter().all(|one| *one == outside));
    }
}

#[test]
fn ecdsa_and_the_rsa_key_alone() {
    let ec = ["-cert", "ec.pem", "-key", "ec.key", "-tls1_2"];
    let cipher = ["-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"];
    let (listed, transcript) = with_key_log("ecdsa", &ec, &cipher);
    assert_eq!(listed.suite.unwrap().name, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    assert_talked(&transcript);

    let cipher = "AES256-GCM-SHA384";
    let (_server, tap) = server(&[&RSA[..], &["-tls1_2", "-cipher", cipher]].concat());
    client(&tap, &["-cipher", cipher], &["stressed"]);
    let (listed, transcript) = told(tap.talks(1), secrets(&["server.key"]));
    assert_eq!(listed[0].state, "open");
    let transcript = transcript.unwrap();
    assert_talked(&transcript);
    assert!(transcript.artifacts.iter().any(|artifact| artifact.id == "client.pkcs1_padding"));
}

/// Ids of the leaves in the messages of this type, behind their headers, and what they say.
fn leaves(transcript: &Transcript, message: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for record in transcript.letters.iter().flat_map(|letter| &letter.records) {
        record.fields.walk(&mut |field| {
            if field.id == message {
                found.extend(field.leaves().into_iter().skip(2).cloned());
            }
        });
    }
    found.into_iter().map(|leaf| (leaf.id, leaf.value.unwrap_or_default())).collect()
}

#[test]
fn key_exchanges_that_are_only_heard_have_names_too() {
    let shared = ["-psk", "000102030405060708090a0b0c0d0e0f"];
    let hint = [&shared[..], &["-psk_hint", "post office"]].concat();
    let bare = [&hint[..], &["-nocert"]].concat();
    let both = [&hint[..], &RSA].concat();
    let numbers = [
        "dh_params.p.length",
        "dh_params.p",
        "dh_params.g.length",
        "dh_params.g",
        "dh_params.public.length",
        "dh_params.public",
    ];
    let point = [
        "ecdh_params.curve_type",
        "ecdh_params.named_curve",
        "ecdh_params.public.length",
        "ecdh_params.public",
    ];
    let signature = [
        "server_key_exchange.algorithm",
        "server_key_exchange.signature.length",
        "server_key_exchange.signature",
    ];
    let hinted = ["server_key_exchange.psk_hint.length", "server_key_exchange.psk_hint"];
    let name = ["client_key_exchange.psk_identity.length", "client_key_exchange.psk_identity"];
    let number = ["client_key_exchange.dh_length", "client_key_exchange.dh_public"];
    let small = ["client_key_exchange.length", "client_key_exchange.public"];
    let locked = ["client_key_exchange.length", "client_key_exchange.encrypted_pre_master_secret"];
    for (cipher, given, server, client) in [
        (
            "DHE-RSA-AES128-GCM-SHA256",
            &RSA[..],
            [&numbers[..], &signature].concat(),
            number.to_vec(),
        ),
        ("ADH-AES128-SHA256", &["-nocert"], numbers.to_vec(), number.to_vec()),
        ("AECDH-AES128-SHA", &["-nocert"], point.to_vec(), small.to_vec()),
        ("PSK-AES128-GCM-SHA256", &bare, hinted.to_vec(), name.to_vec()),
        (
            "DHE-PSK-AES128-GCM-SHA256",
            &bare,
            [&hinted[..], &numbers].concat(),
            [name, number].concat(),
        ),
        (
            "ECDHE-PSK-AES128-CBC-SHA256",
            &bare,
            [&hinted[..], &point].concat(),
            [name, small].concat(),
        ),
        ("RSA-PSK-AES128-GCM-SHA256", &both, hinted.to_vec(), [name, locked].concat()),
    ] {
        let weak = format!("{cipher}:@SECLEVEL=0");
        let arguments = [given, &["-tls1_2", "-cipher", &weak]].concat();
        let (_, transcript) =
            with_key_log(cipher, &arguments, &[&shared[..], &["-cipher", &weak]].concat());
        assert_sound(&transcript);
        let ids = |message: &str| -> Vec<&str> {
            leaves(&transcript, message).into_iter().map(|(id, _)| id).collect()
        };
        assert_eq!(ids("server_key_exchange"), server, "{cipher}");
        assert_eq!(ids("client_key_exchange"), client, "{cipher}");
        for (id, said) in leaves(&transcript, "server_key_exchange") {
            match id {
                "server_key_exchange.psk_hint" => assert_eq!(said, "post office"),
                "dh_params.g" => assert_eq!(said, "2"),
                // OpenSSL chooses one as strong as the rest.
                "dh_params.p" => {
                    assert!(["1024 bits", "2048 bits", "3072 bits"].contains(&&said[..]))
                }
                _ => {}
            }
        }
        for (id, said) in leaves(&transcript, "client_key_exchange") {
            assert!(id != name[1] || said == "Client_identity", "{said}");
        }
    }
}

#[test]
fn suites_without_their_like_stay_closed() {
    for (name, tls) in [
        ("AES128-CCM", "TLS_RSA_WITH_AES_128_CCM"),
        ("CAMELLIA128-SHA", "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"),
    ] {
        let cipher = format!("{name}:@SECLEVEL=0");
        let arguments = [&RSA[..], &["-tls1_2", "-cipher", &cipher]].concat();
        let (listed, transcript) = with_key_log(name, &arguments, &["-cipher", &cipher]);
        assert_eq!((listed.state, listed.why), ("closed", Some("suite")));
        assert_eq!(listed.suite.unwrap().name, tls);
        assert_eq!(transcript.certificates[0].names, [HOST]);
        assert!(transcript.letters.len() >= 8);
    }
}

/// Two connections, the second with the session of the first.
fn resumed(name: &str, extra: &[&str]) -> (Vec<Conversation>, String) {
    let (log, session) = (format!("{name}.keys"), format!("{name}.session"));
    let _ = fs::remove_file(lab().join(&log));
    let cipher = "AES128-GCM-SHA256";
    let arguments = [&RSA[..], &["-tls1_2", "-cipher", cipher], extra].concat();
    let (_server, tap) = server(&arguments);
    client(&tap, &["-keylogfile", &log, "-sess_out", &session], &["stressed"]);
    client(&tap, &["-keylogfile", &log, "-sess_in", &session], &["stressed"]);
    (tap.talks(2), log)
}

#[test]
fn sessions_are_resumed_by_ticket_and_by_id() {
    for (name, extra) in [("ticket", &[][..]), ("id", &["-no_ticket"][..])] {
        let (mut talks, log) = resumed(name, extra);
        // The second one alone, with its line of the key log.
        let alone = vec![talks[1].clone()];
        let (listed, transcript) = told(alone.clone(), secrets(&[&log]));
        assert!(listed[0].resumed && listed[0].state == "open", "{name}: {listed:?}");
        let transcript = transcript.unwrap();
        assert_talked(&transcript);
        assert!(transcript.origin.as_ref().unwrap().resumed);
        let at = |id: &str| transcript.letters.iter().position(|letter| letter.id == id).unwrap();
        assert!(at("server_finished") < at("client_finished"));
        // With the RSA key it says nothing by itself, but behind the first it does.
        let (listed, _) = told(alone, secrets(&["server.key"]));
        assert_eq!((listed[0].state, listed[0].why), ("closed", Some("no_secret")));
        assert_eq!(listed[0].missing, ["master_secret"]);
        let (listed, _) = told(talks.clone(), secrets(&["server.key"]));
        assert_eq!((listed[0].state, listed[1].state), ("open", "open"));
        // Also where it is opened, and not only listed.
        talks.swap(0, 1);
        let mut library = crate::library(talks, secrets(&["server.key"]));
        library.list();
        let transcript = library.open(0).unwrap();
        assert_eq!(transcript.origin.as_ref().unwrap().secret.as_deref(), Some("session"));
        assert_talked(&transcript);
    }
}

#[test]
fn a_client_shows_a_certificate() {
    let arguments = [
        &RSA[..],
        &["-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256", "-Verify", "1", "-CAfile", "ca.pem"],
    ]
    .concat();
    let of_client = ["-cert", "client.pem", "-key", "client.key"];
    let (listed, transcript) = with_key_log("client", &arguments, &of_client);
    assert!(listed.client_certificate);
    assert_talked(&transcript);
    assert_eq!(
        transcript.origin.as_ref().unwrap().client_certificate.as_deref(),
        Some("CN=client")
    );
    let letter = transcript.letters.iter().find(|letter| letter.id == "client_key_exchange");
    let messages: Vec<&str> = letter
        .unwrap()
        .records
        .iter()
        .flat_map(|record| &record.messages)
        .map(|m| &m[..])
        .collect();
    assert_eq!(messages, ["certificate", "client_key_exchange", "certificate_verify"]);
    let fields = |id: &str| {
        let mut count = 0;
        for record in transcript.letters.iter().flat_map(|letter| &letter.records) {
            record.fields.walk(&mut |field| count += usize::from(field.id == id));
        }
        count
    };
    for id in
        ["certificate_request.types", "certificate_verify.signature", "new_session_ticket.ticket"]
    {
        assert_eq!(fields(id), 1, "{id}");
    }
}

#[test]
fn renegotiation_goes_on_under_the_seal() {
    for cipher in ["AES128-SHA", "ECDHE-RSA-AES256-GCM-SHA384"] {
        let log = format!("renegotiation-{cipher}.keys");
        let _ = fs::remove_file(lab().join(&log));
        let arguments =
            [&RSA[..], &["-tls1_2", "-cipher", cipher, "-client_renegotiation"]].concat();
        let (_server, tap) = server(&arguments);
        client(&tap, &["-keylogfile", &log], &["before", "R", "after"]);
        let (_, transcript) = told(tap.talks(1), secrets(&[&log]));
        let transcript = transcript.unwrap();
        assert_eq!(transcript.origin.as_ref().unwrap().renegotiations, 1, "{cipher}");
        assert_eq!(transcript.outcome.server_read.as_deref(), Some("before\nafter\n"));
        assert_eq!(transcript.outcome.client_read.as_deref(), Some("erofeb\nretfa\n"));
        let sealed = |id: &str| {
            let of = transcript.letters.iter().filter(|letter| letter.id == id);
            of.filter(|letter| letter.records.iter().all(|record| record.sealed.is_some())).count()
        };
        assert_eq!((sealed("client_hello"), sealed("server_hello")), (1, 1));
        // With the RSA key alone, too, where it is RSA key exchange.
        let (_server, tap) = server(&arguments);
        client(&tap, &[], &["before", "R", "after"]);
        let (_, transcript) = told(tap.talks(1), secrets(&["server.key"]));
        let read = transcript.unwrap().outcome.server_read;
        assert_eq!(read.as_deref(), (cipher == "AES128-SHA").then_some("before\nafter\n"));
    }
}

#[test]
fn newer_and_older_versions_are_refused() {
    for (version, name) in [("-tls1_3", "tls_1_3"), ("-tls1_1", "tls_1_1"), ("-tls1", "tls_1_0")] {
        let cipher = ["-cipher", "ALL:@SECLEVEL=0"];
        let (_server, tap) = server(&[&RSA[..], &[version], &cipher].concat());
        client(&tap, &[&[version], &cipher[..]].concat(), &["stressed"]);
        let (listed, transcript) = told(tap.talks(1), secrets(&["server.key"]));
        assert_eq!((listed[0].protocol, listed[0].state), (name, "refused"), "{listed:?}");
        assert_eq!(listed[0].server_name.as_deref(), Some(HOST));
        assert!(transcript.is_none());
    }
}
