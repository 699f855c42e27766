//! Lists the TLS connections in a pcap or pcapng file, or tells one of them as a Transcript in JSON,
//! bytes as hex.
//!
//! `cargo run --release --example capture -- FILE [--keylog FILE]... [--rsa-key FILE]...
//! [--connection NUMBER | --all DIR]`

mod json;

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use tls_airmail::capture::{
    read::Reader,
    secrets::Secrets,
    tls::library::{Library, Listed, Listing},
};

/// Bytes that are read at once.
const SLICE: usize = 1 << 20;

/// What is asked for.
#[derive(Default)]
struct Order {
    file: Option<PathBuf>,
    secrets: Vec<PathBuf>,
    connection: Option<usize>,
    all: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(sentence) => {
            eprintln!("capture: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Whether the file could be read to its end.
fn run() -> Result<bool, String> {
    let order = read_arguments(std::env::args().skip(1))?;
    let path = order.file.ok_or("which file? capture FILE [--keylog FILE] [--rsa-key FILE]")?;
    let mut secrets = Secrets::default();
    for path in &order.secrets {
        secrets.read(&fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    let capture = read_capture(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut library = Library::new(capture, secrets);
    let listing = library.list();
    let out = io::stdout().lock();
    let written = match (order.connection, order.all) {
        (Some(number), _) => {
            let refused = || match listing.connections.get(number) {
                Some(listed) => format!("connection {number} is not told: {}", stand(listed)),
                None => format!("there is no connection {number}"),
            };
            let transcript = library.open(number).ok_or_else(refused)?;
            json::write(out, &transcript)
        }
        (None, Some(dir)) => write_all(&library, &listing, &dir),
        (None, None) => print(out, &listing),
    };
    match written {
        // Whoever reads has had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(true),
        Err(error) => Err(error.to_string()),
        Ok(()) => {
            for complaint in &listing.complaints {
                eprintln!("capture: secrets, {}", complaint.says);
            }
            if let Some(broken) = &listing.broken {
                eprintln!("capture: {}: {}", path.display(), broken.says);
            }
            Ok(listing.broken.is_none())
        }
    }
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Order, String> {
    let mut order = Order::default();
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{name} needs a value"));
        match name.as_str() {
            "--keylog" | "--rsa-key" => order.secrets.push(value()?.into()),
            "--connection" => {
                let text = value()?;
                let number = text.parse().map_err(|_| format!("--connection {text}: no number"));
                order.connection = Some(number?);
            }
            "--all" => order.all = Some(value()?.into()),
            other if other.starts_with("--") => {
                return Err(format!(
                    "unknown argument {other}; there are --keylog FILE, --rsa-key FILE (both again for more), --connection NUMBER, --all DIR"
                ));
            }
            file if order.file.is_none() => order.file = Some(file.into()),
            file => return Err(format!("one file at a time: {file}")),
        }
    }
    Ok(order)
}

fn read_capture(path: &Path) -> io::Result<tls_airmail::capture::read::Capture> {
    let mut file = File::open(path)?;
    let mut reader = Reader::default();
    let mut slice = vec![0; SLICE];
    loop {
        let count = file.read(&mut slice)?;
        // Why it cannot be read on is in the Capture as well.
        if count == 0 || reader.push(&slice[..count]).is_err() {
            return Ok(reader.finish());
        }
    }
}

/// One line a connection.
fn print(mut out: impl Write, listing: &Listing) -> io::Result<()> {
    for listed in &listing.connections {
        let suite = listed.suite.as_ref().map_or("-", |suite| suite.name);
        writeln!(
            out,
            "{:>4}  {} → {}  {}  {}  {}  {} + {} bytes  {}",
            listed.index,
            listed.client,
            listed.server,
            listed
                .server_name
                .as_deref()
                .or(listed.names.first().map(String::as_str))
                .unwrap_or("-"),
            listed.version.as_deref().unwrap_or(listed.protocol),
            suite,
            listed.client_bytes,
            listed.server_bytes,
            stand(listed),
        )?;
        for trouble in &listed.troubles {
            let (kind, from) = (&trouble.kind, trouble.from.name());
            writeln!(out, "      {kind}, {from}, byte {} of the file", trouble.offset)?;
        }
    }
    writeln!(
        out,
        "{} packets; {} connections of TLS, {} others",
        listing.packets,
        listing.connections.len(),
        listing.others
    )
}

/// What can be done with a connection.
fn stand(listed: &Listed) -> String {
    let mut words = vec![listed.state];
    words.extend(listed.why);
    words.extend(listed.resumed.then_some("resumed"));
    words.extend(listed.preamble);
    words.extend(listed.alert);
    words.join(", ")
}

/// All that can be told, a file each.
fn write_all(library: &Library, listing: &Listing, dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    for listed in listing.connections.iter().filter(|listed| listed.state != "refused") {
        let Some(transcript) = library.open(listed.index) else { continue };
        let path = dir.join(format!("{:04}.json", listed.index));
        json::write(io::BufWriter::new(File::create(path)?), &transcript)?;
    }
    Ok(())
}
