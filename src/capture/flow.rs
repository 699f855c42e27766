//! What lies between packets and TLS: a TCP connection as two streams of bytes, in the order in
//! which they could be read.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};

use crate::keys::artifact::Holder;

/// One end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Endpoint {
    /// IPv4 or IPv6.
    pub address: IpAddr,
    /// TCP port.
    pub port: u16,
}

impl fmt::Display for Endpoint {
    /// `192.0.2.10:50000`, `[2001:db8:c::1]:50000`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        SocketAddr::new(self.address, self.port).fmt(out)
    }
}

/// A TCP connection, put together again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Who opened it, or, where the opening was not seen, who spoke TLS as a client.
    pub client: Endpoint,
    /// The other end.
    pub server: Endpoint,
    /// The opening (SYN, or the answer to it) is in the capture; otherwise nobody knows what was said
    /// before.
    pub opened: bool,
    /// What was said, in the order in which it could be read.
    pub chunks: Vec<Chunk>,
    /// Bytes that came again and were others, at most one entry a side. In `chunks` are those that
    /// came first.
    pub rewritten: Vec<Rewritten>,
}

/// Bytes of one side that came again and were not the same: which of them the other side took,
/// nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// Whose they are.
    pub from: Holder,
    /// Where in the file the first packet begins that has others: byte offset.
    pub offset: u64,
    /// How many bytes are others.
    pub bytes: u64,
}

/// Bytes that one side sent in a row, or what stands in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// [`Holder::Client`] or [`Holder::Server`].
    pub from: Holder,
    /// Nanoseconds since 1970-01-01 UTC, as the capture has them; zero where it has none.
    pub time: u64,
    /// Where in the file the packet begins that completed it: byte offset.
    pub offset: u64,
    /// What was said.
    pub what: What,
}

/// The inside of a [`Chunk`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// In order, without a gap to the bytes before.
    Bytes(Vec<u8>),
    /// So many bytes of the stream are not in the capture.
    Gap(u64),
    /// FIN: this side says no more.
    End,
    /// RST: the connection was torn down.
    Reset,
}

/// TLS's relatives over UDP, between two ends. They are named and not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datagrams {
    /// Who spoke first.
    pub client: Endpoint,
    /// The other end.
    pub server: Endpoint,
    /// What they speak.
    pub language: Language,
    /// How many datagrams in this language.
    pub count: u64,
    /// Bytes in them, without their headers.
    pub bytes: u64,
    /// When the first of them came: nanoseconds since 1970-01-01 UTC.
    pub time: u64,
    /// Where in the file the packet of the first one begins: byte offset.
    pub offset: u64,
    /// The first one.
    pub first: Vec<u8>,
}

/// What is spoken over UDP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// QUIC (RFC 9000), with the version of its long header.
    Quic(u32),
    /// DTLS (RFC 6347, RFC 9147), with the version of its first record.
    Dtls(u16),
}
