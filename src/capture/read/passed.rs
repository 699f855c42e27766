//! What was passed over, counted by reason.

use std::collections::BTreeMap;

/// Most different entries of the list.
const MOST: usize = 4096;

/// Why a packet, or a part of one, was not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// `link_layer`: of a kind that is not read; its LINKTYPE number.
    LinkLayer,
    /// `interface`: no block describes its interface; the interface's number.
    Interface,
    /// `link`: the link layer's header is cut off.
    Link,
    /// `family`: on a loopback link, neither IPv4 nor IPv6; the family's number.
    Family,
    /// `ether_type`: neither IPv4 nor IPv6; the EtherType.
    EtherType,
    /// `ip_header`: the IP header is cut off or makes no sense; the first byte.
    IpHeader,
    /// `protocol`: neither TCP nor UDP; the IP protocol's number.
    Protocol,
    /// `udp`: datagrams that are neither QUIC nor DTLS.
    Udp,
    /// `tcp_header`: the TCP header is cut off or makes no sense.
    TcpHeader,
    /// `fragments`: a datagram in fragments of which not all are there, or not in time.
    Fragments,
    /// `rewritten`: a fragment over one that came before, where its bytes were others: they are
    /// not what stands here.
    Rewritten,
    /// `cut`: of the segment, the file holds only the beginning.
    Cut,
    /// `secrets`: embedded secrets that are no TLS key log; the number of their kind.
    Secrets,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::LinkLayer,
        Self::Interface,
        Self::Link,
        Self::Family,
        Self::EtherType,
        Self::IpHeader,
        Self::Protocol,
        Self::Udp,
        Self::TcpHeader,
        Self::Fragments,
        Self::Rewritten,
        Self::Cut,
        Self::Secrets,
    ];

    /// The id.
    pub fn name(self) -> &'static str {
        match self {
            Self::LinkLayer => "link_layer",
            Self::Interface => "interface",
            Self::Link => "link",
            Self::Family => "family",
            Self::EtherType => "ether_type",
            Self::IpHeader => "ip_header",
            Self::Protocol => "protocol",
            Self::Udp => "udp",
            Self::TcpHeader => "tcp_header",
            Self::Fragments => "fragments",
            Self::Rewritten => "rewritten",
            Self::Cut => "cut",
            Self::Secrets => "secrets",
        }
    }
}

/// So many packets were passed over for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Why.
    pub reason: Reason,
    /// The number that the reason speaks of, or zero.
    pub number: u64,
    /// How many.
    pub count: u64,
    /// Where in the file the first of them begins: byte offset.
    pub first: u64,
}

/// The list while it grows.
#[derive(Clone, Debug, Default)]
pub struct List(BTreeMap<(Reason, u64), (u64, u64)>);

impl List {
    /// One more.
    pub fn add(&mut self, reason: Reason, number: u64, offset: u64) {
        if let Some((count, _)) = self.0.get_mut(&(reason, number)) {
            *count += 1;
        } else if self.0.len() < MOST {
            self.0.insert((reason, number), (1, offset));
        }
    }

    /// By reason, then number.
    pub fn done(self) -> Vec<Passed> {
        self.0
            .into_iter()
            .map(|((reason, number), (count, first))| Passed { reason, number, count, first })
            .collect()
    }
}
