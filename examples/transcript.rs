//! Plays a Scenario and prints the Transcript as JSON, bytes as hex.
//!
//! `cargo run --release --example transcript -- [--seed HEX] [--suite NAME]... [--group NAME]...
//! [--server-name NAME] [--message TEXT] [--reply TEXT] [--extended-master-secret] [--time SECONDS] [--steal-key]
//! [--identity PAPERS] [--change JSON]...`

use std::{
    io::{self, Write},
    process::ExitCode,
};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use tls_airmail::{
    Wish,
    exchange::{play::play_strictly, scenario::teaching_identity},
    wire::bytes::hex,
};

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
    let wish = read_arguments(std::env::args().skip(1))?;
    let mut seed = [0; 32];
    if wish.seed.is_none() {
        getrandom::fill(&mut seed).map_err(|error| error.to_string())?;
    }
    let scenario = wish.resolve(seed, teaching_identity).map_err(|error| error.to_string())?;
    let transcript = play_strictly(&scenario).map_err(|error| error.to_string())?;
    let mut out = io::stdout().lock();
    let formatter = HexBytes(PrettyFormatter::new());
    let mut serializer = Serializer::with_formatter(&mut out, formatter);
    transcript.serialize(&mut serializer).map_err(|error| error.to_string())?;
    writeln!(out).map_err(|error| error.to_string())
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Wish, String> {
    let mut wish = Wish::default();
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
            "--change" => {
                let text = value()?;
                let touch = serde_json::from_str(&text)
                    .map_err(|error| format!("--change {text}: {error}"))?;
                wish.tampering.get_or_insert_default().push(touch);
            }
            other => {
                return Err(format!(
                    "unknown argument {other}; there are --seed HEX, --suite NAME (again for more), --group NAME (again for more), --server-name NAME, --message TEXT, --reply TEXT, --time SECONDS, --extended-master-secret, --steal-key, --identity PAPERS, --change JSON (again for more)"
                ));
            }
        }
    }
    Ok(wish)
}

/// JSON with bytes as one string of hex.
struct HexBytes(PrettyFormatter<'static>);

/// Hands the shape of the text on to the pretty formatter.
macro_rules! pretty {
    ($($method:ident($($flag:ident)?);)*) => {
        $(fn $method<W: ?Sized + Write>(&mut self, writer: &mut W $(, $flag: bool)?) -> io::Result<()> {
            self.0.$method(writer $(, $flag)?)
        })*
    };
}

impl Formatter for HexBytes {
    fn write_byte_array<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        bytes: &[u8],
    ) -> io::Result<()> {
        write!(writer, "\"{}\"", hex(bytes))
    }

    pretty! {
        begin_array();
        end_array();
        begin_array_value(first);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first);
        begin_object_value();
        end_object_value();
    }
}
