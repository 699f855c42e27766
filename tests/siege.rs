//! The example server among badly behaved clients: a hundred that stop midway, talk nonsense or
//! send a byte at a time keep nobody else waiting.
#![cfg(not(target_arch = "wasm32"))]

mod common;
#[path = "common/programs.rs"]
mod programs;

use std::{
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Output, Stdio},
    sync::OnceLock,
    thread::JoinHandle,
    time::{Duration, Instant},
};

use common::scenario;
use programs::{Kept, example};
use tls_airmail::{
    crypto::drbg::{Entropy, Stream},
    keys::suite::CipherSuite,
    party::{
        Party,
        client::{ClientSetup, Trust, standard_extensions},
    },
    pki::identity::Identity,
};

const HOST: &str = "siege.example";
const SUITE: CipherSuite = CipherSuite::RsaAes128GcmSha256;

/// Where the certificates of these tests are: server.pem, ca.pem.
fn lab() -> PathBuf {
    static LAB: OnceLock<PathBuf> = OnceLock::new();
    LAB.get_or_init(|| {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("siege");
        std::fs::create_dir_all(&dir).unwrap();
        let identity = Identity::teaching(HOST).unwrap();
        std::fs::write(dir.join("server.pem"), identity.certificate.pem()).unwrap();
        std::fs::write(dir.join("ca.pem"), identity.authority.pem()).unwrap();
        dir
    })
    .clone()
}

fn server(arguments: &[&str]) -> (Kept, u16) {
    let mut child = example("server")
        .current_dir(lab())
        .args(["--port", "0", "--cert", "server.pem", "--key"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/src/pki/teaching/server.key.pem"))
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    let port = line.trim().rsplit(':').next().unwrap().parse().expect("listening on …");
    std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
    (Kept(child), port)
}

/// A good client: the whole handshake, a request, a reply, a goodbye.
fn be_served(port: u16) -> Output {
    example("client")
        .current_dir(lab())
        .arg(format!("127.0.0.1:{port}"))
        .args(["--server-name", HOST, "--ca", "ca.pem"])
        .output()
        .unwrap()
}

fn assert_served(output: &Output) {
    let (said, wrong) = (&output.stdout, &output.stderr);
    assert!(said.ends_with(b"Let's begin\n"), "{}", String::from_utf8_lossy(wrong));
    assert!(output.status.success());
}

/// Our client party on a line: passes so many letters, then stops.
fn honest_until(stream: &mut TcpStream, seed: u8, letters: usize) -> Vec<u8> {
    let hand = scenario(seed, SUITE, false);
    let identity = Identity::teaching(HOST).unwrap();
    let mut party = Party::client(ClientSetup {
        entropy: Entropy::Seed([seed; 32]),
        trust: Trust::Roots {
            roots: vec![identity.authority],
            host: HOST.to_owned(),
            now: hand.time,
        },
        suites: vec![SUITE.code()],
        session_id: Vec::new(),
        extensions: Some(standard_extensions(HOST, &[SUITE], &[], false)),
    });
    let mut sent = 0;
    loop {
        while let Some(letter) = party.next_letter() {
            if sent == letters {
                return letter.bytes();
            }
            sent += 1;
            stream.write_all(&letter.bytes()).unwrap();
        }
        if party.is_open() {
            return Vec::new();
        }
        let mut buffer = [0; 4096];
        let count = stream.read(&mut buffer).unwrap();
        assert_ne!(count, 0);
        party.receive(&buffer[..count]);
    }
}

fn number(stream: &mut Stream, below: usize) -> usize {
    let mut bytes = [0; 4];
    stream.read(&mut bytes);
    u32::from_be_bytes(bytes) as usize % below
}

/// A bad client, held by the test or by a thread of its own.
enum Bad {
    /// Says nothing more, and does not hang up. Whether the server may hang up on it.
    Silent(TcpStream, bool),
    /// Sends a byte now and then.
    Slow(JoinHandle<()>, TcpStream),
    /// Hung up.
    Gone,
}

fn misbehave(port: u16, index: usize, random: &mut Stream) -> Bad {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let seed = (index % 250) as u8;
    match index % 8 {
        0 => Bad::Silent(stream, false),
        // The rest stop at a random byte of a letter: the first, the second, the third, or after
        // the handshake.
        kind @ 1..=3 => {
            let next = honest_until(&mut stream, seed, kind - 1);
            let part = number(random, next.len());
            stream.write_all(&next[..part]).unwrap();
            Bad::Silent(stream, false)
        }
        4 => {
            honest_until(&mut stream, seed, 3);
            Bad::Silent(stream, false)
        }
        5 => {
            let length = 1 + number(random, 2000);
            let mut noise = vec![0; length];
            random.read(&mut noise);
            // It may be refused midway.
            let _ = stream.write_all(&noise);
            Bad::Silent(stream, true)
        }
        6 => {
            let mut slow = stream.try_clone().unwrap();
            let pause = 20 + number(random, 80) as u64;
            let letter = honest_until(&mut slow, seed, 0);
            let thread = std::thread::spawn(move || {
                for byte in letter {
                    if slow.write_all(&[byte]).is_err() {
                        return;
                    }
                    std::thread::sleep(Duration::from_millis(pause));
                }
            });
            Bad::Slow(thread, stream)
        }
        _ => {
            let next = honest_until(&mut stream, seed, number(random, 3));
            stream.write_all(&next[..number(random, next.len())]).unwrap();
            Bad::Gone
        }
    }
}

/// Whether the server still keeps the line.
fn is_kept(stream: &TcpStream) -> bool {
    stream.set_nonblocking(true).unwrap();
    let mut buffer = [0; 4096];
    loop {
        match (&mut &*stream).read(&mut buffer) {
            Ok(0) => return false,
            Ok(_) => {}
            Err(error) => return error.kind() == ErrorKind::WouldBlock,
        }
    }
}

#[test]
fn a_hundred_bad_clients_keep_nobody_waiting() {
    // So patient that none of them is sent away before the good one has come.
    let (mut server, port) = server(&["--patience", "300"]);
    let mut random = Entropy::Seed([8; 32]).stream("siege");
    let mut bad: Vec<Bad> = (0..100).map(|index| misbehave(port, index, &mut random)).collect();
    let start = Instant::now();
    for _ in 0..3 {
        assert_served(&be_served(port));
    }
    let took = start.elapsed();
    assert!(took < Duration::from_secs(30), "three good clients waited {took:?}");
    // The bad ones were there all the time.
    let mut kept = 0;
    for client in &bad {
        match client {
            Bad::Silent(stream, may_be_sent_away) => {
                assert!(is_kept(stream) || *may_be_sent_away);
                kept += 1;
            }
            Bad::Slow(_, stream) => {
                assert!(is_kept(stream));
                kept += 1;
            }
            Bad::Gone => {}
        }
    }
    assert_eq!(kept, 88);
    // Those whose ClientHello took its time get their answer in the end.
    let slow = bad.iter().position(|client| matches!(client, Bad::Slow(..))).unwrap();
    let Bad::Slow(thread, mut stream) = bad.swap_remove(slow) else { panic!("not a slow one") };
    thread.join().unwrap();
    stream.set_nonblocking(false).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut header = [0; 6];
    stream.read_exact(&mut header).unwrap();
    assert_eq!((header[0], header[5]), (22, 2));
    assert!(server.0.try_wait().unwrap().is_none());
}

/// Who takes too long is sent away, and leaves the place to others.
#[test]
fn patience_ends_and_places_are_given_back() {
    let (mut server, port) = server(&["--patience", "2", "--at-once", "4"]);
    let mut silent: Vec<TcpStream> =
        (0..12).map(|_| TcpStream::connect(("127.0.0.1", port)).unwrap()).collect();
    // Three rounds of four go before it.
    assert_served(&be_served(port));
    for stream in &mut silent {
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        assert_eq!(stream.read(&mut [0; 16]).unwrap(), 0);
    }
    assert!(server.0.try_wait().unwrap().is_none());
}

#[test]
fn numbers_that_are_none_are_refused() {
    for (name, value) in [("--patience", "0"), ("--at-once", "many"), ("--patience", "86401")] {
        let output = example("server").args([name, value]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(&format!("{name} {value}: not a number")), "{said}");
        assert_eq!(output.status.code(), Some(2));
    }
}
