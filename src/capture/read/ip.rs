//! IPv4 (RFC 791) and IPv6 (RFC 8200), down to the datagram.

use std::{borrow::Cow, net::IpAddr};

use super::{
    fragments::{Fragment, Fragments, Key},
    order::Order,
    passed::{List, Reason},
};

/// IP protocol numbers (IANA).
pub const TCP: u8 = 6;
/// UDP.
pub const UDP: u8 = 17;
/// IPv4 inside IP, IPv6 inside IP: tunnels.
pub const TUNNELS: [u8; 2] = [4, 41];

/// What IP carries.
#[derive(Clone, Debug)]
pub struct Datagram<'a> {
    /// Who sent it.
    pub source: IpAddr,
    /// For whom.
    pub target: IpAddr,
    /// The IP protocol number.
    pub protocol: u8,
    /// As much of it as the file holds.
    pub bytes: Cow<'a, [u8]>,
    /// Bytes at its end that the file does not hold.
    pub missing: u64,
}

/// The datagram in a packet, `None` for a fragment that leaves others to be waited for; `passed`
/// learns of fragments that contradict each other.
pub fn read<'a>(
    packet: &'a [u8],
    offset: u64,
    fragments: &mut Fragments,
    passed: &mut List,
) -> Result<Option<Datagram<'a>>, (Reason, u64)> {
    let first = packet.first().copied().unwrap_or_default();
    let bad = (Reason::IpHeader, u64::from(first));
    let (datagram, fragment) = match first >> 4 {
        4 => four(packet).ok_or(bad)?,
        6 => six(packet).ok_or(bad)?,
        _ => return Err(bad),
    };
    let Some(fragment) = fragment else { return Ok(Some(datagram)) };
    let key = Key {
        source: datagram.source,
        target: datagram.target,
        protocol: datagram.protocol,
        number: fragment.number,
    };
    let cut = datagram.missing > 0;
    let whole = fragments.add(key, fragment, &datagram.bytes, cut, offset, passed);
    Ok(whole.map(|bytes| Datagram { bytes: Cow::Owned(bytes), missing: 0, ..datagram }))
}

fn four(packet: &[u8]) -> Option<(Datagram<'_>, Option<Fragment>)> {
    let header = usize::from(packet.first()? & 15) * 4;
    let total = usize::from(Order::Big.u16(packet, 2)?);
    // Where the network card cuts the segments, the system leaves the length to it.
    let total = if total == 0 { packet.len() } else { total };
    if header < 20 || total < header || packet.len() < header {
        return None;
    }
    let flags = Order::Big.u16(packet, 6)?;
    let (start, more) = (u32::from(flags & 0x1fff) * 8, flags & 0x2000 != 0);
    let number = Order::Big.u16(packet, 4)?.into();
    let fragment = (start > 0 || more).then_some(Fragment { number, start, more });
    let source: [u8; 4] = packet.get(12..16)?.try_into().ok()?;
    let target: [u8; 4] = packet.get(16..20)?.try_into().ok()?;
    let held = total.min(packet.len());
    let datagram = Datagram {
        source: source.into(),
        target: target.into(),
        protocol: *packet.get(9)?,
        bytes: Cow::Borrowed(packet.get(header..held)?),
        missing: (total - held) as u64,
    };
    Some((datagram, fragment))
}

fn six(packet: &[u8]) -> Option<(Datagram<'_>, Option<Fragment>)> {
    let length = usize::from(Order::Big.u16(packet, 4)?);
    let total = if length == 0 { packet.len() } else { 40 + length };
    let source: [u8; 16] = packet.get(8..24)?.try_into().ok()?;
    let target: [u8; 16] = packet.get(24..40)?.try_into().ok()?;
    let held = total.min(packet.len());
    let mut protocol = *packet.get(6)?;
    let mut rest = packet.get(40..held)?;
    let mut fragment = None;
    // Extension headers (RFC 8200 §4): each names the next one, and all but two say how many
    // times 8 bytes follow their first 8. A packet has room for only so many.
    loop {
        let size = match protocol {
            // Hop-by-hop, routing, destination options, mobility, HIP, shim6.
            0 | 43 | 60 | 135 | 139 | 140 => 8 * (usize::from(*rest.get(1)?) + 1),
            // The authentication header counts in fours (RFC 4302 §2.2).
            51 => 4 * (usize::from(*rest.get(1)?) + 2),
            44 => {
                let flags = Order::Big.u16(rest, 2)?;
                let (start, more) = (u32::from(flags & 0xfff8), flags & 1 != 0);
                if start > 0 || more {
                    let number = Order::Big.u32(rest, 4)?;
                    fragment = Some(Fragment { number, start, more });
                }
                8
            }
            _ => break,
        };
        protocol = *rest.first()?;
        rest = rest.get(size..)?;
        // What follows in a fragment other than the first is the middle of something.
        if fragment.is_some() {
            break;
        }
    }
    let datagram = Datagram {
        source: source.into(),
        target: target.into(),
        protocol,
        bytes: Cow::Borrowed(rest),
        missing: (total - held) as u64,
    };
    Some((datagram, fragment))
}
