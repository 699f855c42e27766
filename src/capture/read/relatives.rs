//! TLS's relatives over UDP: QUIC and DTLS are recognised, and counted by their two ends.

use std::collections::BTreeMap;

use super::{half::Moment, order::Order};
use crate::capture::flow::{Datagrams, Endpoint, Language};

/// Most pairs of ends; more are counted like other datagrams.
const MOST: usize = 1024;

/// The pairs of ends that were found to speak one of them.
#[derive(Debug, Default)]
pub struct Relatives(BTreeMap<[Endpoint; 2], Datagrams>);

impl Relatives {
    /// One more datagram behind its IP header; false where it is no relative.
    pub fn add(&mut self, addresses: [std::net::IpAddr; 2], udp: &[u8], moment: Moment) -> bool {
        let (Some(source), Some(target)) = (Order::Big.u16(udp, 0), Order::Big.u16(udp, 2)) else {
            return false;
        };
        let bytes = udp.get(8..).unwrap_or_default();
        let client = Endpoint { address: addresses[0], port: source };
        let server = Endpoint { address: addresses[1], port: target };
        let ends = if client < server { [client, server] } else { [server, client] };
        if let Some(known) = self.0.get_mut(&ends) {
            known.count += 1;
            known.bytes += bytes.len() as u64;
            return true;
        }
        let Some(language) = language(bytes).filter(|_| self.0.len() < MOST) else { return false };
        let Moment { time, offset } = moment;
        let (count, first) = (1, bytes.to_vec());
        let bytes = bytes.len() as u64;
        let found = Datagrams { client, server, language, count, bytes, time, offset, first };
        self.0.insert(ends, found);
        true
    }

    /// All of them, in the order in which they began.
    pub fn finish(self) -> Vec<Datagrams> {
        let mut all: Vec<Datagrams> = self.0.into_values().collect();
        all.sort_by_key(|datagrams| datagrams.offset);
        all
    }
}

/// What a first datagram is written in.
fn language(bytes: &[u8]) -> Option<Language> {
    let first = *bytes.first()?;
    // DTLS: type, version, epoch, sequence number, length (RFC 6347 §4.1).
    let version = Order::Big.u16(bytes, 1)?;
    if (20..=25).contains(&first) && [0xfeff, 0xfefd, 0x0100].contains(&version) {
        let length = usize::from(Order::Big.u16(bytes, 11)?);
        return (length > 0 && length <= bytes.len() - 13).then_some(Language::Dtls(version));
    }
    // QUIC: a long header, a version, two connection ids of at most 20 bytes (RFC 9000 §17.2).
    let version = Order::Big.u32(bytes, 1)?;
    let known = matches!(version, 1 | 0x6b33_43cf) || version >> 8 == 0x00ff_0000;
    let long = first & 0xc0 == 0xc0;
    let target = usize::from(*bytes.get(5)?);
    let source = usize::from(*bytes.get(6 + target)?);
    (long && known && target <= 20 && source <= 20).then_some(Language::Quic(version))
}
