//! Classic pcap, the format of libpcap (draft-ietf-opsawg-pcap): little endian, microseconds,
//! Ethernet.

use super::packets::Frame;

/// More than any frame of ours.
pub const SNAP: u32 = 0x4_0000;
/// LINKTYPE_ETHERNET.
pub const ETHERNET: u16 = 1;

/// The file. A time that 32 bits of seconds cannot tell (from 2106 on) is the last that they can.
pub fn write(frames: &[Frame]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut put = |bytes: &[u8]| file.extend_from_slice(bytes);
    put(&0xa1b2_c3d4_u32.to_le_bytes());
    for version in [2_u16, 4] {
        put(&version.to_le_bytes());
    }
    for number in [0, 0, SNAP, u32::from(ETHERNET)] {
        put(&number.to_le_bytes());
    }
    for frame in frames {
        let micros = frame.time / 1_000;
        let seconds = u32::try_from(micros / 1_000_000).unwrap_or(u32::MAX);
        let length = size(&frame.bytes);
        for number in [seconds, (micros % 1_000_000) as u32, length, length] {
            put(&number.to_le_bytes());
        }
        put(&frame.bytes);
    }
    file
}

/// A frame is never longer than [`SNAP`].
pub(super) fn size(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}
