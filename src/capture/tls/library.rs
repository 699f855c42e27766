//! Everything that was found in a file, and the secrets for it: a list, out of which any connection
//! of TLS 1.2 can be played.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    find::{self, Kind, Start},
    follow::{self, Followed, Limit, Sessions, follow},
    retell::{self, retell},
};
use crate::{
    capture::{
        flow::{Conversation, Datagrams, Language, What},
        read::{Capture, broken::Wrong},
        secrets::{Secrets, complaint::Bad},
    },
    exchange::transcript::{Transcript, Trouble},
    keys::artifact::Holder,
    wire::{
        alert::Alert,
        codec::parse,
        hello::ClientHello,
        registry::{self, Version, extension},
    },
};

/// A file of packets and the secrets for it.
#[derive(Debug, Default)]
pub struct Library {
    capture: Capture,
    secrets: Secrets,
    /// Places in the capture, and where TLS begins there.
    found: Vec<(usize, Start)>,
    sessions: Sessions,
}

/// What is in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listing {
    /// `pcap`, `pcapng`, or nothing if it is neither.
    pub format: Option<&'static str>,
    /// Packets in the file.
    pub packets: u64,
    /// TCP connections in which no TLS was found.
    pub others: usize,
    /// Connections of TLS and its relatives, in the order in which they began.
    pub connections: Vec<Listed>,
    /// What was passed over.
    pub passed: Vec<Passed>,
    /// Why the file could not be read to its end.
    pub broken: Option<Place>,
    /// Secrets of TLS 1.2 that are at hand, in key logs: how many.
    pub logged: usize,
    /// RSA private keys that are at hand: how many.
    pub keys: usize,
    /// What was of no use in key logs and files of keys.
    pub complaints: Vec<Place>,
    /// How many complaints there were, also those that are not listed.
    pub complained: u64,
}

/// A place in a file, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Bytes from the start of the file; in a text, of the line.
    pub offset: u64,
    /// In a text: which line, from 1; else zero.
    pub line: u64,
    /// Which part of a file of packets.
    pub part: Option<&'static str>,
    /// What is wrong: an id of `capture::read::broken::KINDS` or of
    /// `capture::secrets::complaint::KINDS`.
    pub kind: &'static str,
    /// For `foreign`: what kind of file it is.
    pub foreign: Option<&'static str>,
    /// The numbers of the sentence, by name.
    pub numbers: BTreeMap<&'static str, u64>,
    /// The same as a sentence for engineers.
    pub says: String,
}

/// So many packets were passed over for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Passed {
    /// An id of `capture::read::passed::Reason`.
    pub reason: &'static str,
    /// The number that the reason speaks of, or zero.
    pub number: u64,
    /// How many.
    pub count: u64,
    /// Where the first of them begins: byte offset.
    pub first: u64,
}

/// A suite by number and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The two bytes on the wire.
    pub code: u16,
    /// `TLS_…`, `GREASE`, or `unknown`.
    pub name: &'static str,
}

/// A connection in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    /// Place in [`Listing::connections`].
    pub index: usize,
    /// `tls_1_2`, `tls_1_3`, `tls_1_1`, `tls_1_0`, `ssl_3_0`, `ssl_2`, `tls` (nobody said which),
    /// `dtls`, `quic`.
    pub protocol: &'static str,
    /// The version, where the protocol has several: of QUIC and DTLS.
    pub version: Option<String>,
    /// `open` (it can be read), `closed` (its public part can be shown), `refused` (it is not TLS
    /// 1.2, or its beginning is missing).
    pub state: &'static str,
    /// Why it is closed or refused: `no_secret`, `wrong_secret`, `suite`, `compression`,
    /// `incomplete`, `version`, `middle` (the capture began too late), `no_answer`.
    pub why: Option<&'static str>,
    /// Artifact names of what would open it.
    pub missing: Vec<&'static str>,
    /// Address and port.
    pub client: String,
    /// Address and port.
    pub server: String,
    /// The name that the client asked for.
    pub server_name: Option<String>,
    /// The names in the server's certificate.
    pub names: Vec<String>,
    /// The suite that was chosen.
    pub suite: Option<Named>,
    /// The suites that were offered, where none was chosen or it is not played.
    pub offered: Vec<Named>,
    /// Protocols inside that were offered (RFC 7301).
    pub inside: Vec<String>,
    /// Bytes that the client sent.
    pub client_bytes: u64,
    /// Bytes that the server sent.
    pub server_bytes: u64,
    /// When it began: microseconds since 1970-01-01 UTC.
    pub start: u64,
    /// Where in the file its first packet begins: byte offset.
    pub offset: u64,
    /// What was spoken before TLS.
    pub preamble: Option<&'static str>,
    /// Whether it goes on with the secrets of an earlier connection.
    pub resumed: bool,
    /// Whether the client showed a certificate.
    pub client_certificate: bool,
    /// The name of the alert that ended its handshake.
    pub alert: Option<&'static str>,
    /// Where something is missing, or is no TLS, in what was looked at for the list; where bytes came
    /// again and were others, in all of it.
    pub troubles: Vec<Trouble>,
}

impl Library {
    /// The connections in a capture, and with them the key logs that are inside.
    pub fn new(capture: Capture, mut secrets: Secrets) -> Self {
        capture.key_logs.iter().for_each(|log| secrets.read_log(&log.text));
        let found = capture.conversations.iter().enumerate();
        let found = found.filter_map(|(index, talk)| Some((index, find::find(talk)?))).collect();
        Self { capture, secrets, found, sessions: Sessions::default() }
    }

    /// Reads one more file of secrets: a key log, PEM or DER.
    pub fn learn(&mut self, file: &[u8]) {
        self.secrets.read(file);
    }

    /// What is there. Takes a look at each connection: as far as its handshake goes.
    pub fn list(&mut self) -> Listing {
        self.list_watched(&mut |_, _| {})
    }

    /// The same; `watch` hears before each connection how many were looked at, and how many there
    /// are. With an RSA key each may take a decryption.
    pub fn list_watched(&mut self, watch: &mut dyn FnMut(usize, usize)) -> Listing {
        let mut sessions = Sessions::default();
        let mut connections: Vec<Listed> = Vec::new();
        for (place, (index, start)) in self.found.iter().enumerate() {
            watch(place, self.found.len());
            let Some(talk) = self.capture.conversations.get(*index) else { continue };
            let listed = glance(talk, start, &self.secrets, &mut sessions);
            connections.push(Listed { index: connections.len(), ..listed });
        }
        self.sessions = sessions;
        for datagrams in &self.capture.datagrams {
            connections.push(Listed { index: connections.len(), ..relative(datagrams) });
        }
        let broken = self.capture.broken.as_ref().map(|broken| Place {
            offset: whole(broken.offset),
            line: 0,
            part: Some(broken.part),
            kind: broken.what.kind(),
            foreign: match broken.what {
                Wrong::Foreign(kind) => Some(kind),
                _ => None,
            },
            numbers: numbers(broken.what.numbers()),
            says: broken.to_string(),
        });
        let complaints = self.secrets.complaints.iter().map(|complaint| Place {
            offset: complaint.offset,
            line: complaint.line,
            part: None,
            kind: complaint.what.kind(),
            foreign: match complaint.what {
                Bad::Foreign(kind) => Some(kind),
                _ => None,
            },
            numbers: numbers(complaint.what.numbers()),
            says: complaint.to_string(),
        });
        let passed = self.capture.passed.iter().map(|passed| Passed {
            reason: passed.reason.name(),
            number: whole(passed.number),
            count: passed.count,
            first: passed.first,
        });
        Listing {
            format: self.capture.format,
            packets: self.capture.packets,
            others: self.capture.conversations.len() - self.found.len(),
            connections,
            passed: passed.collect(),
            broken,
            logged: self.secrets.log.len(),
            keys: self.secrets.keys.len(),
            complaints: complaints.collect(),
            complained: self.secrets.complained,
        }
    }

    /// A connection of the list as a Transcript; `None` where there is none with this place, or it
    /// is refused. To be asked after [`Self::list`], which knows of sessions that are resumed.
    pub fn open(&self, place: usize) -> Option<Transcript> {
        let (index, start) = self.found.get(place)?;
        let talk = self.capture.conversations.get(*index)?;
        let mut sessions = self.sessions.clone();
        let followed = follow(talk, start, &self.secrets, &mut sessions, Limit::STORY);
        (refusal(start, &followed).is_none()).then(|| retell(talk, start, &followed, &self.secrets))
    }
}

/// The largest number that JavaScript tells from its neighbours, or a smaller one as it is.
pub fn whole(number: u64) -> u64 {
    number.min((1 << 53) - 1)
}

fn numbers(named: Vec<(&'static str, u64)>) -> BTreeMap<&'static str, u64> {
    named.into_iter().map(|(name, number)| (name, whole(number))).collect()
}

/// The protocol, by what the server chose.
fn protocol(followed: &Followed) -> &'static str {
    let Some(hello) = followed.first().and_then(|round| round.server_hello.as_ref()) else {
        return "tls";
    };
    let chosen = hello.extension(extension::SUPPORTED_VERSIONS);
    let version = match chosen {
        Some([high, low]) => u16::from_be_bytes([*high, *low]),
        _ => hello.version.0,
    };
    match version {
        0x0300 => "ssl_3_0",
        0x0301 => "tls_1_0",
        0x0302 => "tls_1_1",
        0x0303 => "tls_1_2",
        // The drafts of TLS 1.3 had numbers of their own.
        0x0304 | 0x7f00..=0x7fff => "tls_1_3",
        _ => "tls",
    }
}

/// Why a connection is not played at all.
fn refusal(start: &Start, followed: &Followed) -> Option<&'static str> {
    match (start.kind, protocol(followed)) {
        (Kind::Middle, _) => Some("middle"),
        (_, "tls_1_2") => None,
        // An alert, or nothing: what the client said is worth telling.
        (Kind::Hello, "tls")
            if followed.first().is_some_and(|round| round.client_hello.is_some()) =>
        {
            None
        }
        _ => Some("version"),
    }
}

/// A connection as far as its handshake goes.
fn glance(
    talk: &Conversation,
    start: &Start,
    secrets: &Secrets,
    sessions: &mut Sessions,
) -> Listed {
    let followed = follow(talk, start, secrets, sessions, Limit::GLANCE);
    let refused = refusal(start, &followed);
    let round = followed.first();
    let [client, server] = follow::ends(talk, start);
    let hello = round.and_then(|round| round.client_hello.as_ref());
    let answer = round.and_then(|round| round.server_hello.as_ref());
    let leaf = round.and_then(|round| round.leaf.clone());
    let why = round.and_then(|round| round.closed());
    let missing = round.and_then(|round| round.secrets.as_ref()?.as_ref().err());
    let first = talk.chunks.first();
    let size =
        |side| bytes_of(talk, if side == start.client { Holder::Client } else { Holder::Server });
    let protocol = match start.kind {
        Kind::Old(_) if answer.is_none() => "ssl_2",
        _ => protocol(&followed),
    };
    let old = match start.kind {
        Kind::Old(version) => Some(Version(version).name()),
        _ => None,
    };
    let state = match (refused, why) {
        (Some(_), _) => "refused",
        (None, Some(_)) => "closed",
        (None, None) => "open",
    };
    let no_answer = answer.is_none().then_some("no_answer");
    Listed {
        protocol,
        version: old,
        state,
        why: refused.or(no_answer).or(why.map(follow::Closed::name)),
        missing: missing.map_or_else(Vec::new, |(_, missing)| missing.clone()),
        client: client.to_string(),
        server: server.to_string(),
        server_name: hello.and_then(ClientHello::server_name),
        names: leaf.map_or_else(Vec::new, |leaf| leaf.names.clone()),
        suite: answer.map(|answer| named(answer.suite)),
        offered: match (hello, state, answer) {
            (Some(hello), "refused", _) | (Some(hello), _, None) => {
                hello.suites.iter().map(|code| named(*code)).collect()
            }
            _ => Vec::new(),
        },
        inside: hello.map_or_else(Vec::new, protocols),
        client_bytes: size(Holder::Client),
        server_bytes: size(Holder::Server),
        start: first.map_or(0, |chunk| whole(chunk.time / 1000)),
        offset: first.map_or(0, |chunk| chunk.offset),
        preamble: find::protocol(talk, start),
        resumed: round.is_some_and(|round| round.resumed),
        client_certificate: round.is_some_and(|round| !round.client_chain.is_empty()),
        alert: followed.alert.map(|(_, alert)| Alert::name(alert)),
        troubles: retell::troubles(&followed, talk, start),
        index: 0,
    }
}

fn named(code: u16) -> Named {
    Named { code, name: registry::suite_name(code) }
}

/// The protocols in application_layer_protocol_negotiation (RFC 7301 §3.1).
fn protocols(hello: &ClientHello) -> Vec<String> {
    let mut rest = hello.extension(ALPN).and_then(|data| data.get(2..)).unwrap_or_default();
    let mut names = Vec::new();
    while let Some((length, behind)) = rest.split_first() {
        let Some((name, behind)) = behind.split_at_checked(usize::from(*length)) else { break };
        names.push(String::from_utf8_lossy(name).into_owned());
        rest = behind;
    }
    names
}

/// RFC 7301 §3.1.
const ALPN: u16 = 16;

/// Bytes that a side sent, without gaps.
fn bytes_of(talk: &Conversation, side: Holder) -> u64 {
    let chunks = talk.chunks.iter().filter(|chunk| chunk.from == side);
    chunks
        .map(|chunk| match &chunk.what {
            What::Bytes(bytes) => bytes.len() as u64,
            _ => 0,
        })
        .sum()
}

/// QUIC and DTLS: named, with what the first datagram shows.
fn relative(datagrams: &Datagrams) -> Listed {
    let (protocol, version) = match datagrams.language {
        Language::Quic(version) => ("quic", quic_version(version)),
        // DTLS counts downwards from 1.0, which is fe ff (RFC 6347 §4.1).
        Language::Dtls(0xfeff) => ("dtls", "DTLS 1.0".to_owned()),
        Language::Dtls(0xfefd) => ("dtls", "DTLS 1.2".to_owned()),
        Language::Dtls(0xfefc) => ("dtls", "DTLS 1.3".to_owned()),
        Language::Dtls(other) => ("dtls", format!("{:02x} {:02x}", other >> 8, other & 0xff)),
    };
    let hello = matches!(datagrams.language, Language::Dtls(_))
        .then(|| datagram_hello(&datagrams.first))
        .flatten();
    Listed {
        protocol,
        version: Some(version),
        state: "refused",
        why: Some("version"),
        client: datagrams.client.to_string(),
        server: datagrams.server.to_string(),
        server_name: hello.as_ref().and_then(ClientHello::server_name),
        offered: hello.iter().flat_map(|hello| &hello.suites).map(|code| named(*code)).collect(),
        inside: hello.as_ref().map_or_else(Vec::new, protocols),
        client_bytes: datagrams.bytes,
        start: whole(datagrams.time / 1000),
        offset: datagrams.offset,
        ..Listed::default()
    }
}

/// QUIC 1, 2 (RFC 9000, RFC 9369), or the number.
fn quic_version(version: u32) -> String {
    match version {
        1 => "QUIC 1".to_owned(),
        0x6b33_43cf => "QUIC 2".to_owned(),
        draft if draft >> 8 == 0x00ff_0000 => format!("QUIC draft {}", draft & 0xff),
        other => format!("QUIC {other:08x}"),
    }
}

/// The ClientHello in a first DTLS datagram, where it is whole: like that of TLS, with a cookie
/// behind the session id (RFC 6347 §4.2.1).
fn datagram_hello(datagram: &[u8]) -> Option<ClientHello> {
    let body = datagram.get(13..)?.strip_prefix(&[1])?.get(11..)?;
    let session = 34 + 1 + usize::from(*body.get(34)?);
    let behind = session + 1 + usize::from(*body.get(session)?);
    let plain = [body.get(..session)?, body.get(behind..)?].concat();
    parse("client_hello", &plain, ClientHello::read).value.ok()
}
