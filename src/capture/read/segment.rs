//! A TCP segment (RFC 9293 §3.1).

use super::order::Order;

const FIN: u8 = 1;
const SYN: u8 = 2;
const RST: u8 = 4;
const ACK: u8 = 16;

/// A segment, as far as streams need it. Checksums are not looked at: where the network card
/// computes them, captures hold wrong ones.
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// From this port.
    pub source: u16,
    /// To this port.
    pub target: u16,
    /// The number of the first byte, or of the SYN in front of it.
    pub sequence: u32,
    /// The next byte that its sender waits for.
    pub acknowledged: Option<u32>,
    /// Opens the connection.
    pub syn: bool,
    /// No more bytes follow these.
    pub fin: bool,
    /// Tears it down.
    pub rst: bool,
    /// As many of its bytes as the file holds.
    pub data: &'a [u8],
    /// Bytes behind those that the file does not hold.
    pub missing: u64,
}

/// The segment in a datagram of which `missing` bytes at the end are not there.
pub fn read(datagram: &[u8], missing: u64) -> Option<Segment<'_>> {
    let header = usize::from(datagram.get(12)? >> 4) * 4;
    let flags = *datagram.get(13)?;
    let numbers = [Order::Big.u32(datagram, 4)?, Order::Big.u32(datagram, 8)?];
    if header < 20 {
        return None;
    }
    // Of a segment that is cut off within its header, what follows is missing too.
    let cut = header.saturating_sub(datagram.len()) as u64;
    if cut > missing {
        return None;
    }
    Some(Segment {
        source: Order::Big.u16(datagram, 0)?,
        target: Order::Big.u16(datagram, 2)?,
        sequence: numbers[0],
        acknowledged: (flags & ACK != 0).then_some(numbers[1]),
        syn: flags & SYN != 0,
        fin: flags & FIN != 0,
        rst: flags & RST != 0,
        data: datagram.get(header..).unwrap_or_default(),
        missing: missing - cut,
    })
}
