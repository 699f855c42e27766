//! Files that other programs wrote: Wireshark's tools out of ours, and dumpcap off the wire.

use super::{bytes_of, read, side, writer::*};
use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tls_airmail::{
    capture::{flow::Conversation, read::Capture},
    keys::artifact::Holder,
};

/// A directory of its own for each test.
fn desk(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packets").join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

/// One of Wireshark's tools, which come with tshark; what it prints.
fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect(program);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

fn read_file(path: &Path) -> Capture {
    read(&fs::read(path).unwrap())
}

/// A talk with some disorder in it.
fn talk() -> Talk {
    let mut talk = Talk::open(u32::MAX - 5, 77);
    talk.say(Speaker::Client, "one ");
    talk.say(Speaker::Client, "two ");
    talk.say(Speaker::Server, "three");
    talk.put(Speaker::Client, 8, "one two ", PSH | ACK);
    talk.packets.swap(3, 4);
    talk.close();
    talk
}

const SAID: &str = "C:one two  S:three C:[end] S:[end]";

fn frames(talk: &Talk) -> Vec<Vec<u8>> {
    talk.packets.iter().map(|packet| ethernet(0x0800, packet)).collect()
}

#[test]
fn editcap_turns_it_into_every_form() {
    let dir = desk("forms");
    let ours = dir.join("ours.pcap");
    fs::write(&ours, plain(1, &frames(&talk()))).unwrap();
    for form in ["pcap", "nsecpcap", "modpcap", "pcapng"] {
        let theirs = dir.join(form);
        run("editcap", &["-F", form, ours.to_str().unwrap(), theirs.to_str().unwrap()]);
        let capture = read_file(&theirs);
        assert_eq!(capture.broken, None, "{form}");
        assert_eq!(super::both(&capture.conversations[0]), SAID, "{form}");
        assert_eq!(capture.times, Some((1_000_000_000, 10_000_000_000)), "{form}");
    }
    // Secrets put in, and packets cut off.
    let keys = dir.join("keys.log");
    fs::write(&keys, "# nothing\n").unwrap();
    let theirs = dir.join("secrets.pcapng");
    let inject = format!("tls,{}", keys.display());
    let arguments = ["--inject-secrets", &inject, ours.to_str().unwrap(), theirs.to_str().unwrap()];
    run("editcap", &arguments);
    let capture = read_file(&theirs);
    assert_eq!(capture.key_logs.len(), 1);
    assert_eq!(capture.key_logs[0].text, b"# nothing\n");
    let theirs = dir.join("cut.pcapng");
    run("editcap", &["-s", "68", ours.to_str().unwrap(), theirs.to_str().unwrap()]);
    let capture = read_file(&theirs);
    assert_eq!(capture.broken, None);
    assert_eq!(side(&capture.conversations[0], Holder::Client), "on[gap 2]tw[gap 2][end]");
}

#[test]
fn mergecap_puts_several_interfaces_into_one_file() {
    let dir = desk("interfaces");
    let talk = talk();
    // Each packet from one of four kinds of links.
    type Wrap = fn(&[u8]) -> Vec<u8>;
    let kinds: [(u32, Wrap); 4] = [
        (1, |packet| ethernet(0x0800, packet)),
        (101, <[u8]>::to_vec),
        (113, |packet| [&[0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0], packet].concat()),
        (108, |packet| [&[0, 0, 0, 2], packet].concat()),
    ];
    let mut arguments = vec!["-w".to_owned(), dir.join("all.pcapng").display().to_string()];
    for (index, (link, wrap)) in kinds.iter().enumerate() {
        let packets: Vec<(u32, u32, Vec<u8>)> = (0..)
            .zip(&talk.packets)
            .filter(|(time, _)| *time as usize % 4 == index)
            .map(|(time, packet)| (1000 + time, 0, wrap(packet)))
            .collect();
        let path = dir.join(format!("{index}.pcap"));
        fs::write(&path, pcap(Order::Big, MICRO, *link, &packets)).unwrap();
        arguments.push(path.display().to_string());
    }
    run("mergecap", &arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let capture = read_file(&dir.join("all.pcapng"));
    assert_eq!(capture.broken, None);
    assert_eq!(super::both(&capture.conversations[0]), SAID);
}

/// What tshark puts together of one side of a stream.
fn followed(path: &Path) -> [Vec<u8>; 2] {
    let text = run("tshark", &["-r", path.to_str().unwrap(), "-q", "-z", "follow,tcp,raw,0"]);
    let mut sides = [Vec::new(), Vec::new()];
    for line in text.lines() {
        let (side, digits) = match line.strip_prefix('\t') {
            Some(digits) => (1, digits),
            None => (0, line),
        };
        if let Some(bytes) = tls_airmail::wire::bytes::unhex(digits) {
            sides[side].extend(bytes);
        }
    }
    sides
}

#[test]
fn tshark_puts_the_same_streams_together() {
    let dir = desk("streams");
    // Every fourth segment overtakes, every fifth comes twice, in segments of all sizes.
    let mut talk = Talk::open(4_294_960_000, 1);
    for index in 0..200_usize {
        let line: String =
            (0..1 + index * 7 % 400).map(|at| char::from(b'a' + (at % 26) as u8)).collect();
        let speaker = if index % 3 == 0 { Speaker::Server } else { Speaker::Client };
        talk.say(speaker, &line);
        let last = talk.packets.len() - 1;
        if index % 4 == 0 && last > 5 {
            talk.packets.swap(last, last - 1);
        }
        if index % 5 == 0 {
            talk.packets.push(talk.packets[last].clone());
        }
    }
    talk.close();
    let path = dir.join("streams.pcap");
    fs::write(&path, plain(1, &frames(&talk))).unwrap();
    let capture = read_file(&path);
    let ours = &capture.conversations[0];
    let [client, server] = followed(&path);
    assert!(client.len() > 20_000 && server.len() > 10_000);
    assert_eq!(bytes_of(ours, Holder::Client), client);
    assert_eq!(bytes_of(ours, Holder::Server), server);
}

/// A dumpcap that is stopped with the test.
struct Tap(Child);

impl Tap {
    /// Listens to TCP on this port; returns when it does.
    fn new(
        interface: &str,
        port: u16,
        link: Option<&str>,
        form: &str,
        path: &Path,
    ) -> Option<Self> {
        let mut command = Command::new("dumpcap");
        command.args(["-i", interface, "-f", &format!("tcp port {port}"), form]);
        if let Some(link) = link {
            command.args(["-y", link]);
        }
        let child = command
            .args(["-w", path.to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut tap = Self(child);
        // It says the name of the file when it begins; if it may not listen it ends.
        let mut said = String::new();
        let stderr = tap.0.stderr.as_mut()?;
        let mut byte = [0];
        while !said.contains("File: ") {
            if stderr.read(&mut byte).ok()? == 0 {
                return None;
            }
            said.push(char::from(byte[0]));
        }
        Some(tap)
    }

    /// Stops it when the file holds `size` bytes and no more come.
    fn stop(mut self, path: &Path, size: u64) {
        let begun = Instant::now();
        let length = || fs::metadata(path).map_or(0, |data| data.len());
        let mut last = 0;
        while begun.elapsed() < Duration::from_secs(20) && (last < size || last != length()) {
            last = length();
            thread::sleep(Duration::from_millis(300));
        }
        let process = self.0.id().to_string();
        let _ = Command::new("kill").args(["-INT", &process]).status();
        let _ = self.0.wait();
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Bytes that are easily compared.
fn noise(seed: u32, count: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..count).map(|_| next()).collect()
}

/// Both sides say so many bytes at the same time, over a real connection.
fn exchange(listener: &TcpListener, count: usize) {
    let address = listener.local_addr().unwrap();
    let talk = move |stream: TcpStream, seed: u32| {
        let mut out = stream.try_clone().unwrap();
        let writer = thread::spawn(move || {
            for part in noise(seed, count).chunks(10_000) {
                out.write_all(part).unwrap();
            }
            out.shutdown(std::net::Shutdown::Write).unwrap();
        });
        let mut heard = Vec::new();
        (&stream).read_to_end(&mut heard).unwrap();
        writer.join().unwrap();
        heard
    };
    let client = thread::spawn(move || talk(TcpStream::connect(address).unwrap(), 1));
    let (stream, _) = listener.accept().unwrap();
    assert_eq!(talk(stream, 2), noise(1, count));
    assert_eq!(client.join().unwrap(), noise(2, count));
}

fn is_exchange(conversation: &Conversation, port: u16, count: usize) {
    assert!(conversation.opened);
    assert_eq!(conversation.server.port, port);
    assert!(side(conversation, Holder::Client).ends_with("[end]"));
    assert!(side(conversation, Holder::Server).ends_with("[end]"));
    assert!(bytes_of(conversation, Holder::Client) == noise(1, count), "the client's bytes differ");
    assert!(bytes_of(conversation, Holder::Server) == noise(2, count), "the server's bytes differ");
    assert!(conversation.chunks.is_sorted_by_key(|chunk| chunk.offset));
    assert!(conversation.chunks.iter().all(|chunk| chunk.time > 1_700_000_000_000_000_000));
}

#[test]
fn dumpcap_off_the_wire() {
    let dir = desk("wire");
    let count = 300_000;
    let (mut taken, mut tried) = (0, 0);
    for (name, host, interface, link, form) in [
        ("lo-4.pcapng", "127.0.0.1:0", "lo", None, "-n"),
        ("lo-4.pcap", "127.0.0.1:0", "lo", None, "-P"),
        ("lo-6.pcapng", "[::1]:0", "lo", None, "-n"),
        ("any-1.pcapng", "127.0.0.1:0", "any", Some("LINUX_SLL"), "-n"),
        ("any-2.pcapng", "127.0.0.1:0", "any", Some("LINUX_SLL2"), "-n"),
    ] {
        // A machine without IPv6 has no such address.
        let Ok(listener) = TcpListener::bind(host) else { continue };
        let port = listener.local_addr().unwrap().port();
        let path = dir.join(name);
        tried += 1;
        let Some(tap) = Tap::new(interface, port, link, form, &path) else { continue };
        exchange(&listener, count);
        tap.stop(&path, 2 * count as u64);
        let capture = read_file(&path);
        assert_eq!(capture.broken, None, "{name}");
        assert_eq!(capture.conversations.len(), 1, "{name}: {:?}", capture.passed);
        is_exchange(&capture.conversations[0], port, count);
        taken += 1;
    }
    // To listen takes a right that not everybody has; who has it gets all of them, and root has it.
    let id = Command::new("id").arg("-u").output().unwrap();
    println!("dumpcap took {taken} of {tried} captures");
    assert!(taken == tried || taken == 0 && id.stdout != b"0\n");
}
