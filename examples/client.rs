//! A TLS 1.2 client, for testing our client party against others.
//!
//! `cargo run --release --example client -- 127.0.0.1:PORT --server-name NAME --ca ca.pem
//! [--suite NAME]... [--message TEXT] [--extended-master-secret] [--again]`
//!
//! Prints the reply. With `--again` it connects a second time, asks to go on with the session of the
//! first, prints that reply too, and says on stderr whether it was resumed. Exit code 0; 1 where the other side or the line is at fault, with the alert's
//! name on stderr; 2 for arguments that cannot be used.

mod tcp;

use std::{
    io::Write,
    net::TcpStream,
    process::ExitCode,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use tcp::{Line, Wait, describe, fresh_entropy, read_file};
use tls_airmail::{
    keys::{group::GROUPS, suite::CipherSuite},
    party::{
        End, Party,
        client::{Client, ClientSetup, Trust, standard_extensions},
        session::Sessions,
    },
    pki::{facts::Facts, name::check_host_name},
};

/// Longest time for the whole conversation.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest reply that is taken.
const MAX_REPLY: usize = 1 << 20;
/// A silence after which a reply counts as complete.
const SILENCE: Duration = Duration::from_millis(500);

struct Options {
    address: String,
    host: String,
    roots: Vec<Facts>,
    suites: Vec<CipherSuite>,
    message: String,
    extended_master_secret: bool,
    again: bool,
}

fn main() -> ExitCode {
    let options = match read_arguments(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(sentence) => {
            eprintln!("client: {sentence}");
            return ExitCode::from(2);
        }
    };
    match converse(&options) {
        Ok(reply) => {
            let mut out = std::io::stdout().lock();
            match out.write_all(&reply).and_then(|()| out.flush()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => ExitCode::FAILURE,
            }
        }
        Err(sentence) => {
            eprintln!("client: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let (mut address, mut host, mut ca) = (None, None, None);
    let mut suites = Vec::new();
    let mut message = "GET / HTTP/1.0\r\n\r\n".to_owned();
    let (mut extended_master_secret, mut again) = (false, false);
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{name} needs a value"));
        match name.as_str() {
            "--server-name" => host = Some(value()?),
            "--ca" => ca = Some(value()?),
            "--suite" => {
                let text = value()?;
                let suite = CipherSuite::from_name(&text);
                suites.push(suite.ok_or_else(|| format!("--suite {text}: not one of ours"))?);
            }
            "--message" => message = value()?,
            "--extended-master-secret" => extended_master_secret = true,
            "--again" => again = true,
            other if !other.starts_with('-') && address.is_none() => address = Some(name),
            other => {
                return Err(format!(
                    "unknown argument {other}; there are HOST:PORT, --server-name NAME, --ca FILE, --suite NAME (again for more), --message TEXT, --extended-master-secret, --again"
                ));
            }
        }
    }
    let host = host.ok_or("--server-name NAME is needed: whose certificate it must be")?;
    check_host_name(&host).map_err(|error| format!("--server-name {host}: {error}"))?;
    let ca = ca.ok_or("--ca FILE is needed: whom to trust, PEM")?;
    let roots = Facts::read_pem(&read_file(&ca)?).map_err(|error| format!("{ca}: {error}"))?;
    if suites.is_empty() {
        suites = CipherSuite::ALL.to_vec();
    }
    Ok(Options {
        address: address.ok_or("HOST:PORT is needed, such as 127.0.0.1:4433")?,
        host,
        roots,
        suites,
        message,
        extended_master_secret,
        again,
    })
}

/// One conversation, or two of one session: all replies, or what went wrong.
fn converse(options: &Options) -> Result<Vec<u8>, String> {
    let mut sessions = Sessions::default();
    let mut replies = talk(options, &mut sessions)?;
    if options.again {
        replies.extend(talk(options, &mut sessions)?);
    }
    Ok(replies)
}

/// The client, before it has said anything.
fn party(options: &Options, sessions: &Sessions) -> Result<Party<Client>, String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let setup = ClientSetup {
        entropy: fresh_entropy()?,
        extensions: Some(standard_extensions(
            &options.host,
            &options.suites,
            &GROUPS,
            options.extended_master_secret,
        )),
        trust: Trust::Roots { roots: options.roots.clone(), host: options.host.clone(), now },
        suites: options.suites.iter().map(|suite| suite.code()).collect(),
        session_id: Vec::new(),
    };
    Ok(match sessions.last() {
        Some(session) => Party::client_again(setup, session.clone()),
        None => Party::client(setup),
    })
}

/// One conversation: the reply, or what went wrong.
fn talk(options: &Options, sessions: &mut Sessions) -> Result<Vec<u8>, String> {
    let again = !sessions.is_empty();
    let mut party = party(options, sessions)?;
    party.say(options.message.as_bytes());
    let stream = TcpStream::connect(&options.address)
        .map_err(|error| format!("{}: {error}", options.address))?;
    let mut line = Line::new(party, stream, PATIENCE).map_err(|error| error.to_string())?;
    let reply = listen(&mut line);
    sessions.learn(&line.party);
    if again {
        let resumed = if line.party.is_resumed() { "resumed" } else { "not resumed" };
        eprintln!("client: {resumed}");
    }
    reply
}

/// Reads to the end of the reply.
fn listen(line: &mut Line<Client>) -> Result<Vec<u8>, String> {
    let mut reply = Vec::new();
    let mut patience = PATIENCE;
    while line.party.end().is_none() {
        line.flush()?;
        if line.party.end().is_some() {
            break;
        }
        match line.wait(patience) {
            Wait::Bytes => {
                reply.extend(line.party.heard());
                line.party.notes();
                if reply.len() > MAX_REPLY {
                    return Err(format!("the reply is longer than {MAX_REPLY} bytes"));
                }
                patience = if reply.is_empty() { PATIENCE } else { SILENCE };
            }
            // Our goodbye is not answered: the reply is whole all the same.
            Wait::Silence if !reply.is_empty() && line.party.is_closing() => return Ok(reply),
            Wait::Silence => line.party.close(),
            Wait::Dead => break,
        }
    }
    // The alert, if it came to that.
    line.flush()?;
    match line.party.end() {
        // The reply is there; that it may be only its beginning must be said.
        Some(End::Cut) if !reply.is_empty() => {
            eprintln!(
                "client: the line went dead without close_notify; the reply may be cut short"
            );
        }
        None if !reply.is_empty() => {
            let seconds = PATIENCE.as_secs();
            return Err(format!("the reply was cut short: it went on for {seconds} seconds"));
        }
        end => describe(end)?,
    }
    if reply.is_empty() { Err("the server closed without a reply".to_owned()) } else { Ok(reply) }
}
