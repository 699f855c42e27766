//! What can be wrong with a file of packets.

/// A place from which a file cannot be read on. What stands before it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Where the part begins: bytes from the start of the file.
    pub offset: u64,
    /// Which part: one of [`PARTS`].
    pub part: &'static str,
    /// What was wrong with it.
    pub what: Wrong,
}

/// The parts of files that can be broken.
///
/// | id | is |
/// | --- | --- |
/// | `file` | the file as a whole, or its first bytes |
/// | `pcap.header` | the 24 bytes at the start of a pcap file |
/// | `pcap.packet_header` | the 16 bytes in front of a packet |
/// | `pcap.packet` | a packet |
/// | `pcapng.block` | a block: type, length, content, length again |
/// | `pcapng.section` | a Section Header Block |
/// | `pcapng.interface` | an Interface Description Block |
/// | `pcapng.packet` | a block with a packet inside |
/// | `pcapng.secrets` | a Decryption Secrets Block |
/// | `connections` | the list of TCP connections |
pub const PARTS: [&str; 10] = [
    "file",
    "pcap.header",
    "pcap.packet_header",
    "pcap.packet",
    "pcapng.block",
    "pcapng.section",
    "pcapng.interface",
    "pcapng.packet",
    "pcapng.secrets",
    "connections",
];

/// What was wrong with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// `empty`: there is not one byte.
    Empty,
    /// `magic`: no file of packets begins like this; its first four bytes, the first one highest.
    Magic {
        /// The bytes.
        found: u32,
    },
    /// `foreign`: it is a file of another kind; the kind's id is one of [`super::kind::FOREIGN`].
    Foreign(&'static str),
    /// `version`: of a version that nobody has written down.
    Version {
        /// The major number in the file.
        major: u64,
        /// The minor number in the file.
        minor: u64,
    },
    /// `byte_order`: the number that tells the byte order is neither `1a2b3c4d` nor its reverse.
    ByteOrder {
        /// The number, as if the first byte were the highest.
        found: u32,
    },
    /// `short`: it needs so many bytes and the file has only so many left.
    Short {
        /// Bytes of the part.
        needed: u64,
        /// Bytes from its start to the end of the file.
        left: u64,
    },
    /// `length`: it says that it has so many bytes, and must have between these.
    Length {
        /// Least bytes.
        least: u64,
        /// Most bytes.
        most: u64,
        /// What it says.
        found: u64,
    },
    /// `multiple`: its length must be a multiple of this, and is another.
    Multiple {
        /// Bytes.
        of: u64,
        /// What it says.
        found: u64,
    },
    /// `trailer`: the length behind it is not the length in front of it.
    Trailer {
        /// The length in front.
        front: u64,
        /// The length behind.
        back: u64,
    },
    /// `many`: there are more than so many.
    Many {
        /// As many are read.
        most: u64,
    },
}

/// The ids of [`Wrong::kind`], with the names of their [`Wrong::numbers`].
pub const KINDS: [(&str, &[&str]); 10] = [
    ("empty", &[]),
    ("magic", &["found"]),
    ("foreign", &[]),
    ("version", &["major", "minor"]),
    ("byte_order", &["found"]),
    ("short", &["needed", "left"]),
    ("length", &["least", "most", "found"]),
    ("multiple", &["of", "found"]),
    ("trailer", &["front", "back"]),
    ("many", &["most"]),
];

impl Wrong {
    /// The id: one of [`KINDS`].
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Magic { .. } => "magic",
            Self::Foreign(_) => "foreign",
            Self::Version { .. } => "version",
            Self::ByteOrder { .. } => "byte_order",
            Self::Short { .. } => "short",
            Self::Length { .. } => "length",
            Self::Multiple { .. } => "multiple",
            Self::Trailer { .. } => "trailer",
            Self::Many { .. } => "many",
        }
    }

    /// The numbers that belong into the sentence, by name, as listed in [`KINDS`].
    pub fn numbers(&self) -> Vec<(&'static str, u64)> {
        match *self {
            Self::Empty | Self::Foreign(_) => Vec::new(),
            Self::Magic { found } | Self::ByteOrder { found } => vec![("found", found.into())],
            Self::Version { major, minor } => vec![("major", major), ("minor", minor)],
            Self::Short { needed, left } => vec![("needed", needed), ("left", left)],
            Self::Length { least, most, found } => {
                vec![("least", least), ("most", most), ("found", found)]
            }
            Self::Multiple { of, found } => vec![("of", of), ("found", found)],
            Self::Trailer { front, back } => vec![("front", front), ("back", back)],
            Self::Many { most } => vec![("most", most)],
        }
    }
}

impl std::fmt::Display for Broken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} at byte {}: ", self.part, self.offset)?;
        match self.what {
            Wrong::Empty => out.write_str("the file is empty"),
            Wrong::Magic { found } => {
                write!(out, "{found:08x} is the start of neither pcap nor pcapng")
            }
            Wrong::Foreign(kind) => write!(out, "this is {kind} and not a file of packets"),
            Wrong::Version { major, minor } => write!(out, "version {major}.{minor} is not known"),
            Wrong::ByteOrder { found } => {
                write!(out, "{found:08x} tells no byte order, must be 1a2b3c4d or 4d3c2b1a")
            }
            Wrong::Short { needed, left } => write!(out, "needs {needed} bytes, {left} are left"),
            Wrong::Length { least, most, found } => {
                write!(out, "must be {least} to {most} bytes long, is {found}")
            }
            Wrong::Multiple { of, found } => {
                write!(out, "must be a multiple of {of} bytes long, is {found}")
            }
            Wrong::Trailer { front, back } => {
                write!(out, "says {front} bytes in front and {back} behind")
            }
            Wrong::Many { most } => write!(out, "more than {most} are not read"),
        }
    }
}

impl std::error::Error for Broken {}
