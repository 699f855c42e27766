//! pcap (draft-ietf-opsawg-pcap): a header, then packets, each with a header of its own.

use super::{
    broken::{Broken, Wrong},
    order::Order,
    packet::{MOST, Packet, Step},
};

/// Bytes of the file header.
const HEADER: usize = 24;

/// What the file header says.
#[derive(Clone, Copy, Debug)]
pub struct Pcap {
    order: Order,
    /// Nanoseconds in one unit of the second number of a time.
    unit: u64,
    /// Bytes in front of a packet.
    head: usize,
    link: u16,
}

/// The file header, if `bytes`, which stand at `offset`, begin with one of its magic numbers.
pub fn open(bytes: &[u8], offset: u64) -> Option<Result<Step<Pcap>, Broken>> {
    let magic = Order::Big.u32(bytes, 0)?;
    let (order, unit, head) = match magic {
        0xa1b2_c3d4 => (Order::Big, 1_000, 16),
        0xd4c3_b2a1 => (Order::Little, 1_000, 16),
        0xa1b2_3c4d => (Order::Big, 1, 16),
        0x4d3c_b2a1 => (Order::Little, 1, 16),
        // Alexey Kuznetzov's: eight bytes more in front of each packet.
        0xa1b2_cd34 => (Order::Big, 1_000, 24),
        0x34cd_b2a1 => (Order::Little, 1_000, 24),
        _ => return None,
    };
    Some(header(bytes, offset, Pcap { order, unit, head, link: 0 }))
}

fn header(bytes: &[u8], offset: u64, pcap: Pcap) -> Result<Step<Pcap>, Broken> {
    let (Some(major), Some(minor), Some(network)) =
        (pcap.order.u16(bytes, 4), pcap.order.u16(bytes, 6), pcap.order.u32(bytes, 20))
    else {
        return Ok(Step::More { part: "pcap.header", needed: HEADER });
    };
    if (major, minor) != (2, 4) {
        let what = Wrong::Version { major: major.into(), minor: minor.into() };
        return Err(Broken { offset, part: "pcap.header", what });
    }
    // The upper half says how long the frame check sequence is: it stands behind what IP counts.
    Ok(Step::Took {
        value: Pcap { link: (network & 0xffff) as u16, ..pcap },
        length: HEADER as u64,
    })
}

impl Pcap {
    /// The packet at the start of `bytes`, which stand at `offset` in the file.
    pub fn step<'a>(&self, bytes: &'a [u8], offset: u64) -> Result<Step<Packet<'a>>, Broken> {
        // All of the header, also where the numbers are only its beginning: what is found must not
        // depend on how the file is sliced.
        let head = bytes.get(..self.head).unwrap_or_default();
        let number = |at| self.order.u32(head, at);
        let (Some(seconds), Some(parts), Some(held)) = (number(0), number(4), number(8)) else {
            return Ok(Step::More { part: "pcap.packet_header", needed: self.head });
        };
        let held = held as usize;
        if held > MOST {
            let what = Wrong::Length { least: 0, most: MOST as u64, found: held as u64 };
            return Err(Broken { offset, part: "pcap.packet_header", what });
        }
        let Some(inside) = bytes.get(self.head..self.head + held) else {
            return Ok(Step::More { part: "pcap.packet", needed: self.head + held });
        };
        let time = u64::from(seconds)
            .saturating_mul(1_000_000_000)
            .saturating_add(u64::from(parts).saturating_mul(self.unit));
        let packet = Packet { link: self.link, time, offset, bytes: inside };
        Ok(Step::Took { value: packet, length: (self.head + held) as u64 })
    }
}
