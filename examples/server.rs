//! A TLS 1.2 server for one page, on 127.0.0.1, for testing our server party against others.
//!
//! `cargo run --release --example server -- --port 4433 --cert server.pem --key server.key
//! [--suite NAME]... [--no-extended-master-secret] [--patience SECONDS] [--at-once N]`
//!
//! Keeps its sessions in memory and goes on with them. Serves up to `--at-once` connections side by side, each for at most `--patience` seconds,
//! whatever becomes of the others. Port 0 takes a free one.

mod tcp;

use std::{
    io::Write,
    net::{TcpListener, TcpStream},
    process::ExitCode,
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::Duration,
};

use tcp::{Line, Wait, describe, fresh_entropy, read_file};
use tls_airmail::{
    crypto::rsa::PrivateKey,
    keys::suite::CipherSuite,
    party::{Party, server::ServerSetup, session::Sessions},
    pki::facts::Facts,
};

/// Longest time for one connection in seconds: a slow one must not keep its place for ever.
const PATIENCE: u64 = 10;

/// Connections at once; the next one waits until a place is free.
const AT_ONCE: usize = 256;

/// Bytes of a request that are looked at.
const MAX_REQUEST: usize = 16 * 1024;

struct Options {
    port: u16,
    chain: Vec<Vec<u8>>,
    key: PrivateKey,
    suites: Vec<CipherSuite>,
    extended_master_secret: bool,
    patience: Duration,
    at_once: usize,
}

fn main() -> ExitCode {
    let result = read_arguments(std::env::args().skip(1)).and_then(serve);
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("server: {sentence}");
            ExitCode::from(2)
        }
    }
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let (mut port, mut cert, mut key) = (None, None, None);
    let mut suites = Vec::new();
    let mut extended_master_secret = true;
    let (mut patience, mut at_once) = (PATIENCE, AT_ONCE);
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{name} needs a value"));
        match name.as_str() {
            "--port" => {
                let text = value()?;
                port = Some(text.parse().map_err(|_| format!("--port {text}: not a port"))?);
            }
            "--cert" => cert = Some(value()?),
            "--key" => key = Some(value()?),
            "--suite" => {
                let text = value()?;
                let suite = CipherSuite::from_name(&text);
                suites.push(suite.ok_or_else(|| format!("--suite {text}: not one of ours"))?);
            }
            "--no-extended-master-secret" => extended_master_secret = false,
            "--patience" => patience = read_number(&name, &value()?)?,
            "--at-once" => {
                at_once = usize::try_from(read_number(&name, &value()?)?).unwrap_or(AT_ONCE);
            }
            other => {
                return Err(format!(
                    "unknown argument {other}; there are --port N, --cert FILE, --key FILE, --suite NAME (again for more), --no-extended-master-secret, --patience SECONDS, --at-once N"
                ));
            }
        }
    }
    let cert = cert.ok_or("--cert FILE is needed: a certificate, PEM")?;
    let key_path = key.ok_or("--key FILE is needed: its RSA private key, PEM")?;
    let chain = Facts::read_pem(&read_file(&cert)?).map_err(|error| format!("{cert}: {error}"))?;
    let key = PrivateKey::from_pem(&read_file(&key_path)?)
        .map_err(|error| format!("{key_path}: {error}"))?;
    if chain[0].public_key.as_ref() != Some(&key.public()) {
        return Err(format!("{key_path} is not the key of the certificate in {cert}"));
    }
    if suites.is_empty() {
        suites = CipherSuite::ALL.to_vec();
    }
    Ok(Options {
        port: port.unwrap_or(4433),
        chain: chain.into_iter().map(|facts| facts.der).collect(),
        key,
        suites,
        extended_master_secret,
        patience: Duration::from_secs(patience),
        at_once,
    })
}

/// A number of at least 1.
fn read_number(name: &str, text: &str) -> Result<u64, String> {
    let number = text.parse().ok().filter(|number| (1..=86_400).contains(number));
    number.ok_or_else(|| format!("{name} {text}: not a number from 1 to 86400"))
}

/// Places for connections, so that there are not more than so many threads.
struct Places {
    free: Mutex<usize>,
    left: Condvar,
}

impl Places {
    /// Waits for a place.
    fn take(self: &Arc<Self>) -> Place {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free =
            self.left.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Place(Arc::clone(self))
    }
}

/// One of them; free again when it is dropped, however its thread ends.
struct Place(Arc<Places>);

impl Drop for Place {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.left.notify_one();
    }
}

/// A line about a connection. Nobody may be reading any more; that is no reason to stop serving.
fn say(words: &str) {
    let _ = writeln!(std::io::stdout(), "{words}");
}

fn serve(options: Options) -> Result<(), String> {
    let listener = TcpListener::bind(("127.0.0.1", options.port))
        .map_err(|error| format!("port {}: {error}", options.port))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("listening on {address}");
    let options = Arc::new(options);
    let sessions = Arc::new(Mutex::new(Sessions::default()));
    let places = Arc::new(Places { free: Mutex::new(options.at_once), left: Condvar::new() });
    loop {
        let place = places.take();
        let stream = match listener.accept() {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of file descriptors, say: others must go first.
                say(&error.to_string());
                std::thread::sleep(Duration::from_millis(50));
                continue;
            }
        };
        let (options, sessions) = (Arc::clone(&options), Arc::clone(&sessions));
        let spawned = std::thread::Builder::new().spawn(move || {
            let _place = place;
            let outcome = answer(stream, &options, &sessions);
            say(&outcome.unwrap_or_else(|sentence| sentence));
        });
        if let Err(error) = spawned {
            say(&error.to_string());
        }
    }
}

/// One connection, from the handshake to the goodbye; what became of it.
fn answer(
    stream: TcpStream,
    options: &Options,
    sessions: &Mutex<Sessions>,
) -> Result<String, String> {
    let setup = ServerSetup {
        entropy: fresh_entropy()?,
        chain: options.chain.clone(),
        key: options.key.clone(),
        suites: options.suites.clone(),
        extended_master_secret: options.extended_master_secret,
        point_formats: true,
        extensions: Vec::new(),
    };
    let lock = || sessions.lock().unwrap_or_else(PoisonError::into_inner);
    let party = Party::server_keeping(setup, lock().clone());
    let mut line = Line::new(party, stream, options.patience).map_err(|error| error.to_string())?;
    let mut request = Vec::new();
    let mut replied = false;
    loop {
        request.extend(line.party.heard());
        request.truncate(MAX_REQUEST);
        line.party.notes();
        if !replied && is_whole(&request) {
            replied = true;
            line.party.say(&reply_to(&request));
        }
        let sent = line.flush();
        // Before the client can come back with it.
        lock().learn(&line.party);
        sent?;
        if line.party.end().is_some() {
            break;
        }
        if matches!(line.wait(options.patience), Wait::Dead) {
            break;
        }
    }
    lock().learn(&line.party);
    describe(line.party.end())?;
    let resumed = if line.party.is_resumed() { ", resumed" } else { "" };
    Ok(format!("served{resumed}, closed"))
}

/// Whether there is something to answer: a whole line of a GET, or anything else at all.
fn is_whole(request: &[u8]) -> bool {
    let start = b"GET ";
    let may_be_get = request.starts_with(start) || start.starts_with(request);
    !request.is_empty() && (!may_be_get || request.contains(&b'\n'))
}

fn reply_to(request: &[u8]) -> Vec<u8> {
    let body = "Let's begin\n";
    if !request.starts_with(b"GET ") {
        return body.as_bytes().to_vec();
    }
    let path = request[4..].split(|byte| byte.is_ascii_whitespace()).next();
    let (status, body) =
        if path == Some(b"/") { ("200 OK", body) } else { ("404 Not Found", "There is only /\n") };
    let length = body.len();
    format!(
        "HTTP/1.0 {status}\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
