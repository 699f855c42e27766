//! A TLS 1.2 server for one page, on 127.0.0.1, for testing our server party against others.
//!
//! `cargo run --release --example server -- --port 4433 --cert server.pem --key server.key
//! [--suite NAME]... [--no-extended-master-secret]`
//!
//! Serves one connection after another, whatever became of the last. Port 0 takes a free one.

mod tcp;

use std::{
    io::Write,
    net::{TcpListener, TcpStream},
    process::ExitCode,
    time::Duration,
};

use tcp::{Line, Wait, describe, fresh_entropy, read_file};
use tls_airmail::{
    crypto::rsa::PrivateKey,
    keys::suite::CipherSuite,
    party::{Party, server::ServerSetup},
    pki::facts::Facts,
};

/// Longest time for one connection: a slow one must not keep the others out for ever.
const PATIENCE: Duration = Duration::from_secs(10);

/// Bytes of a request that are looked at.
const MAX_REQUEST: usize = 16 * 1024;

struct Options {
    port: u16,
    chain: Vec<Vec<u8>>,
    key: PrivateKey,
    suites: Vec<CipherSuite>,
    extended_master_secret: bool,
}

fn main() -> ExitCode {
    let result = read_arguments(std::env::args().skip(1)).and_then(|options| serve(&options));
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
            other => {
                return Err(format!(
                    "unknown argument {other}; there are --port N, --cert FILE, --key FILE, --suite NAME (again for more), --no-extended-master-secret"
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
    })
}

fn serve(options: &Options) -> Result<(), String> {
    let listener = TcpListener::bind(("127.0.0.1", options.port))
        .map_err(|error| format!("port {}: {error}", options.port))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("listening on {address}");
    for stream in listener.incoming() {
        let outcome =
            stream.map_err(|error| error.to_string()).and_then(|stream| answer(stream, options));
        // Nobody may be reading any more; that is no reason to stop serving.
        let said = outcome.err().unwrap_or_else(|| "served, closed".to_owned());
        let _ = writeln!(std::io::stdout(), "{said}");
    }
    Ok(())
}

/// One connection, from the handshake to the goodbye.
fn answer(stream: TcpStream, options: &Options) -> Result<(), String> {
    let party = Party::server(ServerSetup {
        entropy: fresh_entropy()?,
        chain: options.chain.clone(),
        key: options.key.clone(),
        suites: options.suites.clone(),
        extended_master_secret: options.extended_master_secret,
        point_formats: true,
        extensions: Vec::new(),
    });
    let mut line = Line::new(party, stream, PATIENCE).map_err(|error| error.to_string())?;
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
        line.flush()?;
        if line.party.end().is_some() {
            break;
        }
        if matches!(line.wait(PATIENCE), Wait::Dead) {
            break;
        }
    }
    describe(line.party.end())
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
