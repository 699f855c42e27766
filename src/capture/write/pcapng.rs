//! pcapng (draft-ietf-opsawg-pcapng): little endian, nanoseconds, Ethernet, and the secrets in
//! the file itself.

use super::{
    packets::Frame,
    pcap::{ETHERNET, SNAP, size},
};

const SECTION_HEADER: u32 = 0x0a0d_0d0a;
const INTERFACE: u32 = 1;
const PACKET: u32 = 6;
const SECRETS: u32 = 10;
/// "TLSK": a TLS key log.
const TLS_KEY_LOG: u32 = 0x544c_534b;

/// The file: a section, its interface, the secrets if there are any, the packets. The secrets come
/// before the packets that they open, as readers want it.
pub fn write(frames: &[Frame], key_log: &str, comment: &str) -> Vec<u8> {
    let mut file = Vec::new();
    let mut section = Vec::new();
    for number in [0x1a2b_3c4d_u32, 1] {
        // The byte order, then version 1.0.
        section.extend(number.to_le_bytes());
    }
    // How long the section is, is not said.
    section.extend([0xff; 8]);
    option(&mut section, 1, comment.as_bytes());
    option(&mut section, 4, concat!("tls-airmail ", env!("CARGO_PKG_VERSION")).as_bytes());
    option(&mut section, 0, &[]);
    block(&mut file, SECTION_HEADER, &section);

    let mut interface = Vec::new();
    interface.extend(u32::from(ETHERNET).to_le_bytes());
    interface.extend(SNAP.to_le_bytes());
    // if_tsresol: times count in 10^-9 seconds.
    option(&mut interface, 9, &[9]);
    option(&mut interface, 0, &[]);
    block(&mut file, INTERFACE, &interface);

    if !key_log.is_empty() {
        let mut secrets = Vec::new();
        secrets.extend(TLS_KEY_LOG.to_le_bytes());
        secrets.extend(size(key_log.as_bytes()).to_le_bytes());
        secrets.extend_from_slice(key_log.as_bytes());
        block(&mut file, SECRETS, &secrets);
    }
    for frame in frames {
        let mut packet = vec![0; 4];
        let length = size(&frame.bytes);
        for number in [(frame.time >> 32) as u32, frame.time as u32, length, length] {
            packet.extend(number.to_le_bytes());
        }
        packet.extend_from_slice(&frame.bytes);
        block(&mut file, PACKET, &packet);
    }
    file
}

/// A block: its type, its whole length before and behind, its body up to a multiple of four.
fn block(file: &mut Vec<u8>, kind: u32, body: &[u8]) {
    let length = (size(body).next_multiple_of(4) + 12).to_le_bytes();
    file.extend(kind.to_le_bytes());
    file.extend(length);
    pad(file, body);
    file.extend(length);
}

/// An option: its code, its length, its value up to a multiple of four.
fn option(body: &mut Vec<u8>, code: u16, value: &[u8]) {
    let value = &value[..value.len().min(usize::from(u16::MAX))];
    body.extend(code.to_le_bytes());
    body.extend((value.len() as u16).to_le_bytes());
    pad(body, value);
}

fn pad(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(bytes);
    out.resize(out.len() + bytes.len().next_multiple_of(4) - bytes.len(), 0);
}
