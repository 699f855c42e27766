//! What lies between packets and TLS: a TCP connection as two streams of bytes, in the order in
//! which they could be read.

use std::net::IpAddr;

use crate::keys::artifact::Holder;

/// One end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// IPv4 or IPv6.
    pub address: IpAddr,
    /// TCP port.
    pub port: u16,
}

/// A TCP connection, put together again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Who opened it, or, where the opening was not seen, who spoke TLS as a client.
    pub client: Endpoint,
    /// The other end.
    pub server: Endpoint,
    /// What was said, in the order in which it could be read.
    pub chunks: Vec<Chunk>,
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
