//! Writes a large capture to measure with: handshakes of our own, each with so many bytes of
//! application data behind it, a few connections at a time.
//!
//! `cargo run --release --example bulk -- FILE [MEGABYTES] [BYTES A CONNECTION]`

use std::{
    collections::VecDeque,
    fs::File,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use tls_airmail::{
    Wish,
    capture::{
        flow::{Chunk, Conversation, What},
        read::Reader,
        write::{
            Internet, Tap, files,
            packets::{Frame, Line, frames},
            pcapng,
        },
    },
    crypto::drbg::Entropy,
    exchange::{play::play, scenario::teaching_identity},
    keys::{artifact::Holder, suite::CipherSuite},
};

/// Connections that go on at the same time.
const ABREAST: usize = 8;
/// Bytes in a record.
const RECORD: usize = 1 << 14;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bulk: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<()> {
    let mut words = std::env::args().skip(1);
    let path = words.next().ok_or(io::Error::other("which file? bulk FILE [MEGABYTES] [BYTES]"))?;
    let number = |word: Option<String>, usual: usize| match word {
        Some(word) => word.parse().map_err(|_| io::Error::other(format!("{word} is no number"))),
        None => Ok(usual),
    };
    let total = number(words.next(), 100)? << 20;
    let each = number(words.next(), 500_000)?;
    let conversations = conversations()?;
    let mut out = BufWriter::new(File::create(path)?);
    // What stands in front of the packets.
    let head = pcapng::write(&[], "", "made to measure with");
    out.write_all(&head)?;
    let (mut written, mut count) = (head.len(), 0);
    let mut running: VecDeque<VecDeque<Frame>> = VecDeque::new();
    while written < total || !running.is_empty() {
        while written < total && running.len() < ABREAST {
            let port = 1024 + (count % 64_000) as u16;
            let conversation = &conversations[count % conversations.len()];
            running.push_back(connection(conversation.clone(), port, each).into());
            count += 1;
        }
        let Some(mut frames) = running.pop_front() else { break };
        let few: Vec<Frame> = (0..6).filter_map(|_| frames.pop_front()).collect();
        let blocks = pcapng::write(&few, "", "made to measure with");
        let blocks = blocks.get(head.len()..).unwrap_or_default();
        out.write_all(blocks)?;
        written += blocks.len();
        if !frames.is_empty() {
            running.push_back(frames);
        }
    }
    out.flush()?;
    println!("{count} connections, {written} bytes");
    Ok(())
}

/// An exchange in every suite, as it is read out of our own capture of it.
fn conversations() -> io::Result<Vec<Conversation>> {
    let suites = CipherSuite::ALL.iter().zip(1..);
    suites
        .map(|(suite, seed)| {
            let wish = Wish { suites: Some(vec![suite.name().to_owned()]), ..Wish::default() };
            let scenario = wish.resolve([seed; 32], teaching_identity).map_err(io::Error::other)?;
            let transcript = play(&scenario).map_err(io::Error::other)?;
            let mut reader = Reader::default();
            reader.push(&files(&transcript, Tap::default()).pcapng).map_err(io::Error::other)?;
            let read = reader.finish().conversations.pop();
            read.ok_or(io::Error::other("our own capture is empty"))
        })
        .collect()
}

/// The same from this port, with so many bytes of application data that nobody can read.
fn connection(mut conversation: Conversation, port: u16, each: usize) -> Vec<Frame> {
    conversation.client.port = port;
    let number = u32::from(port);
    let line = Line {
        at: Holder::Client,
        segment: Internet::V4.most(),
        first: [number << 15, number << 14],
        marks: [number, !number],
    };
    // In front of the goodbye.
    let at = conversation.chunks.len().saturating_sub(4);
    let time = conversation.chunks.get(at).map_or(0, |chunk| chunk.time);
    let entropy = Entropy::Seed([(port & 0xff) as u8; 32]);
    let noise = entropy.draw("noise", RECORD);
    let mut left = each;
    let mut more = Vec::new();
    while left > 0 {
        let size = left.min(RECORD);
        let mut record = vec![23, 3, 3, (size >> 8) as u8, (size & 0xff) as u8];
        record.extend_from_slice(noise.get(..size).unwrap_or_default());
        more.push(Chunk { from: Holder::Server, time, offset: 0, what: What::Bytes(record) });
        left -= size;
    }
    conversation.chunks.splice(at..at, more);
    frames(&conversation, &line)
}
