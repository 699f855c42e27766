//! Link layers: what stands in front of IP (the tcpdump group's LINKTYPE numbers).

use super::{order::Order, passed::Reason};

const NULL: u16 = 0;
const ETHERNET: u16 = 1;
const LOOP: u16 = 108;
const COOKED: u16 = 113;
const COOKED_2: u16 = 276;
const IPV4: u16 = 228;
const IPV6: u16 = 229;
/// Raw IP: 101 in files, and the numbers that some systems use for it in memory.
const RAW: [u16; 3] = [12, 14, 101];

/// Tags and labels that may stand one in another.
const DEEPEST: usize = 8;

/// The IP packet inside a frame, or why there is none.
pub fn internet(link: u16, frame: &[u8]) -> Result<&[u8], (Reason, u64)> {
    match link {
        ETHERNET => tagged(frame, 12),
        COOKED => tagged(frame, 14),
        COOKED_2 => {
            let kind = Order::Big.u16(frame, 0).ok_or((Reason::Link, link.into()))?;
            by_type(kind, frame.get(20..).unwrap_or_default())
        }
        NULL | LOOP => {
            // The family is a small number in the byte order of who wrote it.
            let family = Order::Big.u32(frame, 0).ok_or((Reason::Link, link.into()))?;
            let family = family.min(family.swap_bytes());
            match family {
                // Linux, Windows and the BSDs do not agree about IPv6.
                2 | 10 | 23 | 24 | 28 | 30 => Ok(frame.get(4..).unwrap_or_default()),
                other => Err((Reason::Family, other.into())),
            }
        }
        IPV4 | IPV6 => Ok(frame),
        link if RAW.contains(&link) => Ok(frame),
        other => Err((Reason::LinkLayer, other.into())),
    }
}

/// Behind an EtherType at `at`.
fn tagged(frame: &[u8], at: usize) -> Result<&[u8], (Reason, u64)> {
    let kind = Order::Big.u16(frame, at).ok_or((Reason::Link, at as u64))?;
    by_type(kind, frame.get(at + 2..).unwrap_or_default())
}

/// Behind an EtherType and its tags.
fn by_type(mut kind: u16, mut rest: &[u8]) -> Result<&[u8], (Reason, u64)> {
    for _ in 0..DEEPEST {
        match kind {
            0x0800 | 0x86dd => return Ok(rest),
            // 802.1Q, 802.1ad (QinQ) and what was used before it.
            0x8100 | 0x88a8 | 0x9100 | 0x9200 => {
                kind = Order::Big.u16(rest, 2).ok_or((Reason::Link, kind.into()))?;
                rest = rest.get(4..).unwrap_or_default();
            }
            // PPPoE: six bytes, then PPP's own number.
            0x8864 => {
                kind = match Order::Big.u16(rest, 6) {
                    Some(0x0021) => 0x0800,
                    Some(0x0057) => 0x86dd,
                    _ => return Err((Reason::EtherType, kind.into())),
                };
                rest = rest.get(8..).unwrap_or_default();
            }
            other => return Err((Reason::EtherType, other.into())),
        }
    }
    Err((Reason::EtherType, kind.into()))
}
