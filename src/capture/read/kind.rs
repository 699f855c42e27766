//! What a file is, by its first bytes.

/// What somebody handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `pcap`, of any byte order and resolution.
    Pcap,
    /// `pcapng`.
    Pcapng,
    /// `key_log`: lines of NSS key log.
    KeyLog,
    /// `pem`: boxes with `-----BEGIN …-----`.
    Pem,
    /// `der`: a SEQUENCE, as a private key in DER is.
    Der,
    /// A file of another kind that is often taken for a capture: one of [`FOREIGN`].
    Foreign(&'static str),
    /// `unknown`.
    Unknown,
}

/// Kinds of files that are refused by name.
pub const FOREIGN: [&str; 9] =
    ["gzip", "zstd", "zip", "xz", "bzip2", "snoop", "netmon", "html", "json"];

/// Bytes at the start of a file by which [`of`] decides.
pub const LOOK: usize = 512;

/// The kind of a file that begins with `bytes`: [`LOOK`] of them, or all that there are.
pub fn of(bytes: &[u8]) -> Kind {
    const PCAP: [[u8; 4]; 6] = [
        [0xa1, 0xb2, 0xc3, 0xd4],
        [0xd4, 0xc3, 0xb2, 0xa1],
        [0xa1, 0xb2, 0x3c, 0x4d],
        [0x4d, 0x3c, 0xb2, 0xa1],
        [0xa1, 0xb2, 0xcd, 0x34],
        [0x34, 0xcd, 0xb2, 0xa1],
    ];
    const STARTS: [(&[u8], &str); 7] = [
        (&[0x1f, 0x8b], "gzip"),
        (&[0x28, 0xb5, 0x2f, 0xfd], "zstd"),
        (b"PK\x03\x04", "zip"),
        (&[0xfd, b'7', b'z', b'X', b'Z', 0], "xz"),
        (b"BZh", "bzip2"),
        (b"snoop\0\0\0", "snoop"),
        (b"GMBU", "netmon"),
    ];
    if PCAP.iter().any(|magic| bytes.starts_with(magic)) {
        return Kind::Pcap;
    }
    if bytes.starts_with(&[0x0a, 0x0d, 0x0d, 0x0a]) {
        return Kind::Pcapng;
    }
    if let Some((_, kind)) = STARTS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Kind::Foreign(kind);
    }
    if bytes.starts_with(&[0x30, 0x82]) || bytes.starts_with(&[0x30, 0x81]) {
        return Kind::Der;
    }
    text(bytes)
}

/// The kind of a file that may be text.
fn text(bytes: &[u8]) -> Kind {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let bytes = bytes.get(..LOOK.min(bytes.len())).unwrap_or_default();
    let head = String::from_utf8_lossy(bytes);
    if head.contains("-----BEGIN ") {
        return Kind::Pem;
    }
    let first = head.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    match first {
        Some(line) if line.starts_with("<!") || line.starts_with("<html") => Kind::Foreign("html"),
        Some(line) if line.starts_with('{') || line.starts_with('[') => Kind::Foreign("json"),
        Some(line) => {
            let label = line.split(' ').next().unwrap_or_default();
            let labelled = label.len() > 2
                && label.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
            if labelled && line.contains(' ') { Kind::KeyLog } else { Kind::Unknown }
        }
        None if head.trim_start().starts_with('#') => Kind::KeyLog,
        None => Kind::Unknown,
    }
}
