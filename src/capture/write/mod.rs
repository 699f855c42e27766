//! Out: an exchange as files that other tools open.
//!
//! A capture is made at one place. What the tap hears at the client's desk is what the client
//! sent and what reached it; at the server's desk, the same of the server. Where letters were changed
//! on the way the two differ, and neither holds both versions of a letter.

pub mod keylog;
pub mod packets;
pub mod pcap;
pub mod pcapng;
pub mod talk;

use serde::Serialize;

use crate::{
    crypto::rsa::PrivateKey,
    exchange::{
        scenario::Scenario,
        transcript::{Holder, Transcript},
    },
    wire::bytes::Bytes,
};

/// Which Internet Protocol carries it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Internet {
    /// RFC 791; addresses of RFC 5737.
    #[default]
    V4,
    /// RFC 8200; addresses of RFC 3849.
    V6,
}

impl Internet {
    /// What an Ethernet frame of 1500 bytes leaves for a segment: less the IP header, less the TCP
    /// header (RFC 9293 §3.7.1).
    pub fn most(self) -> u16 {
        match self {
            Self::V4 => 1460,
            Self::V6 => 1440,
        }
    }
}

/// Where and how the capture is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tap {
    /// [`Holder::Client`] or [`Holder::Server`]: at whose desk.
    pub at: Holder,
    /// IPv4 or IPv6.
    pub internet: Internet,
    /// Bytes in a segment, at most: the MSS that both sides announce.
    pub segment: u16,
}

/// Fewest bytes in a segment: what is left of the shortest datagram that every link carries whole
/// (RFC 791 §3.2), less the headers.
pub const LEAST: u16 = 28;

/// Why there can be no such tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TapError {
    /// Neither `client` nor `server`.
    At(String),
    /// Neither 4 nor 6.
    Internet(u32),
    /// So many bytes do not go into a segment, or too few; and the most that do.
    Segment(u32, u16),
}

impl TapError {
    /// Its kind, for the words of the page.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::At(_) => "unknown_place",
            Self::Internet(_) => "unknown_ip",
            Self::Segment(..) => "bad_segment",
        }
    }
}

impl std::fmt::Display for TapError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::At(at) => write!(out, "a capture is made at client or server, not at {at}"),
            Self::Internet(version) => write!(out, "there is IP version 4 or 6, not {version}"),
            Self::Segment(size, most) => {
                write!(out, "a segment holds {LEAST} to {most} bytes, not {size}")
            }
        }
    }
}

impl std::error::Error for TapError {}

impl Default for Tap {
    fn default() -> Self {
        Self { at: Holder::Client, internet: Internet::V4, segment: Internet::V4.most() }
    }
}

impl Tap {
    /// From a form or a command line; what is left out is as usual.
    pub fn read(
        at: Option<&str>,
        version: Option<u32>,
        segment: Option<u32>,
    ) -> Result<Self, TapError> {
        let at = match at {
            None | Some("client") => Holder::Client,
            Some("server") => Holder::Server,
            Some(other) => return Err(TapError::At(other.to_owned())),
        };
        let internet = match version {
            None | Some(4) => Internet::V4,
            Some(6) => Internet::V6,
            Some(other) => return Err(TapError::Internet(other)),
        };
        let most = internet.most();
        let segment = match segment {
            None => most,
            Some(size) => u16::try_from(size)
                .ok()
                .filter(|size| (LEAST..=most).contains(size))
                .ok_or(TapError::Segment(size, most))?,
        };
        Ok(Self { at, internet, segment })
    }
}

/// An exchange as files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Files {
    /// The packets, and the secrets in the same file.
    pub pcapng: Bytes,
    /// The packets alone, in the old format.
    pub pcap: Bytes,
    /// The secrets alone, in NSS's format.
    pub key_log: String,
    /// The client's address and port, as in `192.0.2.10:50000` or `[2001:db8:c::1]:50000`.
    pub client: String,
    /// The server's.
    pub server: String,
    /// How many packets there are.
    pub packets: usize,
    /// Which packets carry which letter, in order.
    pub parcels: Vec<Parcel>,
}

/// The packets that carry a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    /// Place in [`Transcript::letters`]; behind one that was held back, the one it arrived with.
    pub letter: usize,
    /// Number of the first packet; the file's first is 1.
    pub first: usize,
    /// Number of the last.
    pub last: usize,
}

/// The connection that ends at this desk. Somebody in the middle who does more than pass letters on
/// has one with each side; nothing, where the real server was never asked.
pub fn at_desk(transcript: &Transcript, at: Holder) -> Option<&Transcript> {
    match &transcript.middle {
        Some(middle) if middle.seated && at == Holder::Server => middle.behind.as_deref(),
        _ => Some(transcript),
    }
}

/// The private key of whoever the tap hears as the server.
pub fn server_key(scenario: &Scenario, at: Holder) -> &PrivateKey {
    let middle = scenario.middle.as_ref().and_then(|middle| middle.identity.as_ref());
    middle.filter(|_| at != Holder::Server).map_or(&scenario.identity.key, |seated| &seated.key)
}

/// The files of an exchange, as a tap makes them. Where nothing was heard, the captures are empty.
pub fn files(transcript: &Transcript, tap: Tap) -> Files {
    let seen = at_desk(transcript, tap.at);
    let key_log = seen.map(|seen| keylog::write(&keylog::secrets(seen, tap.at)));
    let key_log = key_log.unwrap_or_default();
    let behind = tap.at == Holder::Server && transcript.middle.as_ref().is_some_and(|m| m.seated);
    let talk = talk::talk(seen, tap, behind);
    let frames = packets::frames(&talk.conversation, &talk.line);
    Files {
        pcapng: pcapng::write(&frames, &key_log, &about(transcript, tap)).into(),
        pcap: pcap::write(&frames).into(),
        key_log,
        client: talk.conversation.client.to_string(),
        server: talk.conversation.server.to_string(),
        packets: frames.len(),
        parcels: parcels(&talk.letters, &frames),
    }
}

fn parcels(letters: &[usize], frames: &[packets::Frame]) -> Vec<Parcel> {
    let carries = |chunk| move |frame: &packets::Frame| frame.chunk == Some(chunk);
    let parcel = |(chunk, letter): (usize, &usize)| {
        let first = frames.iter().position(carries(chunk))?;
        let last = frames.iter().rposition(carries(chunk))?;
        Some(Parcel { letter: *letter, first: first + 1, last: last + 1 })
    };
    letters.iter().enumerate().filter_map(parcel).collect()
}

/// What the file says about itself.
fn about(transcript: &Transcript, tap: Tap) -> String {
    let suite = transcript.suite.as_ref().map_or("none agreed on", |suite| &suite.name);
    format!(
        "Computed by tls-airmail, not sniffed. Seed {}; suite {suite}; seen at the {}. The server's private key is public.",
        transcript.scenario.seed,
        tap.at.name(),
    )
}
