//! A Transcript as a TCP connection: who said what when, as it is heard at one place.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{
    Internet, Tap,
    packets::{Line, ROUND_TRIP},
};
use crate::{
    capture::flow::{Chunk, Conversation, Endpoint, What},
    crypto::drbg::{Entropy, SEED},
    exchange::transcript::{Holder, Letter, Transcript},
    wire::bytes::unhex,
};

/// A millisecond in nanoseconds.
const MILLISECOND: u64 = 1_000_000;
/// How long a party thinks about a letter. There is no clock in an exchange; this one is made up.
const THOUGHT: u64 = 5 * MILLISECOND;
/// How long somebody who gets no answer waits before giving up.
const PATIENCE: u64 = 60_000 * MILLISECOND;

/// What is heard at a tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// Who said what.
    pub conversation: Conversation,
    /// How it is put into packets.
    pub line: Line,
    /// The letters, a chunk each: their places in the Transcript. The chunks behind them are how it
    /// ended.
    pub letters: Vec<usize>,
}

/// What is heard of an exchange at a tap. It begins when the Scenario says that it is. `behind`: the
/// client is somebody in the middle, with an address of its own. Nothing is said where there is no
/// exchange.
pub fn talk(transcript: Option<&Transcript>, tap: Tap, behind: bool) -> Talk {
    let [client, server] = addresses(tap.internet, behind);
    let Some(transcript) = transcript else {
        let end = |address| Endpoint { address, port: 0 };
        return Talk {
            conversation: Conversation {
                client: end(client),
                server: end(server),
                opened: false,
                chunks: Vec::new(),
                rewritten: Vec::new(),
            },
            line: Line::new(tap, &Entropy::Seed([0; SEED])),
            letters: Vec::new(),
        };
    };
    let seed = unhex(&transcript.scenario.seed).and_then(|seed| <[u8; SEED]>::try_from(seed).ok());
    let entropy = Entropy::Seed(seed.unwrap_or_default());
    let port = |who: Holder, usual| {
        let party = transcript.parties.iter().find(|party| party.id == who.name());
        party.and_then(|party| party.port).unwrap_or(usual)
    };
    let mut conversation = Conversation {
        client: Endpoint { address: client, port: port(Holder::Client, 49152) },
        server: Endpoint { address: server, port: port(Holder::Server, 443) },
        opened: true,
        chunks: Vec::new(),
        rewritten: Vec::new(),
    };
    let mut time = transcript.scenario.time.saturating_mul(1_000 * MILLISECOND);
    // The three packets that open it.
    time = time.saturating_add(ROUND_TRIP);
    let mut add = |from: Holder, wait: u64, what: What| {
        let way = if from == tap.at { 0 } else { ROUND_TRIP };
        time = time.saturating_add(wait + way);
        conversation.chunks.push(Chunk { from, time, offset: 0, what });
    };
    let mut letters = Vec::new();
    for letter in &transcript.letters {
        let heard = heard(letter, tap.at);
        if !heard.is_empty() {
            add(letter.from, THOUGHT, What::Bytes(heard.to_vec()));
            letters.push(letter.index);
        }
    }
    match first_to_leave(transcript) {
        Some(first) => {
            add(first, THOUGHT, What::End);
            add(first.other(), THOUGHT, What::End);
        }
        None => add(Holder::Client, PATIENCE, What::Reset),
    }
    Talk { conversation, line: Line::new(tap, &entropy), letters }
}

/// What of a letter passes the tap: what was sent at the sender's desk, what arrived at the other.
fn heard(letter: &Letter, at: Holder) -> &[u8] {
    match &letter.arrived {
        Some(arrived) if letter.from != at => &arrived.bytes,
        _ => &letter.bytes,
    }
}

/// Who closed the connection: the first that said goodbye or raised an alert. Where both went
/// silent, nobody did.
fn first_to_leave(transcript: &Transcript) -> Option<Holder> {
    let last = |letter: &&Letter| letter.id.ends_with("_close") || letter.id.ends_with("_alert");
    transcript.letters.iter().find(last).map(|letter| letter.from)
}

/// Addresses that are kept for examples, the client's and the server's: RFC 5737 §3 and RFC 3849
/// §4.
fn addresses(internet: Internet, behind: bool) -> [IpAddr; 2] {
    match internet {
        Internet::V4 => {
            let (near, middle) = (Ipv4Addr::new(192, 0, 2, 10), Ipv4Addr::new(203, 0, 113, 30));
            let client = if behind { middle } else { near };
            [client, Ipv4Addr::new(198, 51, 100, 20)].map(IpAddr::V4)
        }
        Internet::V6 => {
            let address = |net| Ipv6Addr::new(0x2001, 0xdb8, net, 0, 0, 0, 0, 1);
            [address(if behind { 0xe } else { 0xc }), address(0x5)].map(IpAddr::V6)
        }
    }
}
