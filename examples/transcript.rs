//! Plays a Scenario and prints the Transcript as JSON, bytes as hex; or, with `--take`, writes it and
//! all that can be taken home into a directory: the capture, the keys, the certificates.
//!
//! `cargo run --release --example transcript -- [--seed HEX] [--suite NAME]... [--group NAME]...
//! [--server-name NAME] [--message TEXT] [--reply TEXT] [--extended-master-secret] [--time SECONDS] [--steal-key]
//! [--identity PAPERS] [--change JSON]... [--hand JSON] [--resume known|forgotten] [--middle MANNER] [--altered TEXT]
//! [--take DIR [--at client|server] [--ip 4|6] [--segment BYTES]]`

mod json;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use tls_airmail::{
    Scenario, Transcript, Wish,
    capture::write::{Tap, at_desk, files, server_key},
    exchange::{play::play_strictly, scenario::teaching_identity},
};

/// What is asked for.
#[derive(Default)]
struct Order {
    wish: Wish,
    /// Where the files go.
    take: Option<PathBuf>,
    at: Option<String>,
    ip: Option<u32>,
    segment: Option<u32>,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("transcript: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let order = read_arguments(std::env::args().skip(1))?;
    let tap = Tap::read(order.at.as_deref(), order.ip, order.segment);
    let tap = tap.map_err(|error| error.to_string())?;
    let mut seed = [0; 32];
    if order.wish.seed.is_none() {
        getrandom::fill(&mut seed).map_err(|error| error.to_string())?;
    }
    let scenario =
        order.wish.resolve(seed, teaching_identity).map_err(|error| error.to_string())?;
    let transcript = play_strictly(&scenario).map_err(|error| error.to_string())?;
    match order.take {
        Some(dir) => take(&dir, &scenario, &transcript, tap),
        None => json::write(io::stdout().lock(), &transcript).map_err(|error| error.to_string()),
    }
}

/// Writes the files into a directory, which is made where there is none.
fn take(dir: &Path, scenario: &Scenario, transcript: &Transcript, tap: Tap) -> Result<(), String> {
    let files = files(transcript, tap);
    let key = server_key(scenario, tap.at).to_pem().map_err(|error| error.to_string())?;
    let mut json = Vec::new();
    json::write(&mut json, transcript).map_err(|error| error.to_string())?;
    fs::create_dir_all(dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let write = |name: &str, bytes: &[u8]| {
        let path = dir.join(name);
        fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
    };
    write("airmail.pcapng", &files.pcapng)?;
    write("airmail.pcap", &files.pcap)?;
    write("airmail-keys.log", files.key_log.as_bytes())?;
    let seen = at_desk(transcript, tap.at).unwrap_or(transcript);
    for certificate in &seen.certificates {
        write(&format!("airmail-{}.pem", certificate.id), certificate.pem.as_bytes())?;
    }
    write("airmail-server-key.pem", key.as_bytes())?;
    write("airmail.json", &json)
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Order, String> {
    let mut order = Order::default();
    let wish = &mut order.wish;
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{name} needs a value"));
        match name.as_str() {
            "--seed" => wish.seed = Some(value()?),
            "--group" => wish.groups.get_or_insert_default().push(value()?),
            "--server-name" => wish.server_name = Some(value()?),
            "--suite" => wish.suites.get_or_insert_default().push(value()?),
            "--message" => wish.message = Some(value()?),
            "--reply" => wish.reply = Some(value()?),
            "--time" => {
                let text = value()?;
                let seconds =
                    text.parse().map_err(|_| format!("--time {text}: not a number of seconds"));
                wish.time = Some(seconds?);
            }
            "--extended-master-secret" => wish.extended_master_secret = Some(true),
            "--steal-key" => wish.stolen_key = Some(true),
            "--identity" => wish.identity = Some(value()?),
            "--resume" => wish.resume = Some(value()?),
            "--middle" => wish.middle = Some(value()?),
            "--altered" => wish.altered = Some(value()?),
            "--change" => {
                let text = value()?;
                let touch = serde_json::from_str(&text)
                    .map_err(|error| format!("--change {text}: {error}"))?;
                wish.tampering.get_or_insert_default().push(touch);
            }
            "--hand" => {
                let text = value()?;
                let hand = serde_json::from_str(&text)
                    .map_err(|error| format!("--hand {text}: {error}"))?;
                wish.hand = Some(hand);
            }
            "--take" => order.take = Some(value()?.into()),
            "--at" => order.at = Some(value()?),
            "--ip" => order.ip = Some(number(&name, &value()?)?),
            "--segment" => order.segment = Some(number(&name, &value()?)?),
            other => {
                return Err(format!(
                    "unknown argument {other}; there are --seed HEX, --suite NAME (again for more), --group NAME (again for more), --server-name NAME, --message TEXT, --reply TEXT, --time SECONDS, --extended-master-secret, --steal-key, --identity PAPERS, --change JSON (again for more), --hand JSON, --resume known|forgotten, --middle relay|own_certificate|stolen_authority, --altered TEXT, --take DIR, --at client|server, --ip 4|6, --segment BYTES"
                ));
            }
        }
    }
    Ok(order)
}

fn number(name: &str, text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("{name} {text}: not a number"))
}
