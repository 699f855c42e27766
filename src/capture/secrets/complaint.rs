//! What can be wrong with a file of secrets. Reading goes on behind it.

/// A line, or a box of PEM, or a file that could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Which line of the file, from 1; zero for a file without lines (DER), or all of it.
    pub line: u64,
    /// Where: bytes from the start of the line; in DER, and in the DER inside a box that begins at
    /// this line, bytes from its start.
    pub offset: u64,
    /// What was wrong.
    pub what: Bad,
}

/// What was wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// `nothing`: no secret that is of use here is in the file.
    Nothing,
    /// `large`: the file has more bytes than are read.
    Large {
        /// Most bytes.
        most: u64,
        /// Bytes of the file.
        found: u64,
    },
    /// `foreign`: a file of another kind: `pcap`, `pcapng`, or one of
    /// [`crate::capture::read::kind::FOREIGN`].
    Foreign(&'static str),
    /// `many`: more keys than are kept.
    Many {
        /// As many are.
        most: u64,
    },
    /// `label`: a line of a key log that begins with no label that anybody has written down.
    Label,
    /// `words`: a line of a key log must have so many words, and has others.
    Words {
        /// Words, the label among them.
        needed: u64,
        /// What it has.
        found: u64,
    },
    /// `hex`: a byte that is no hexadecimal digit.
    Hex {
        /// The byte.
        found: u64,
    },
    /// `digits`: a value must have between so many hexadecimal digits.
    Digits {
        /// Least digits.
        least: u64,
        /// Most digits.
        most: u64,
        /// What it has.
        found: u64,
    },
    /// `unclosed`: a PEM box without its `-----END …-----`.
    Unclosed,
    /// `base64`: a byte that is not Base64, or Base64 that ends in the middle.
    Base64,
    /// `encrypted`: a private key behind a passphrase.
    Encrypted,
    /// `elliptic`: a private key on an elliptic curve: it signs, and opens no pre-master secret.
    Elliptic,
    /// `algorithm`: a private key for something else than RSA.
    Algorithm,
    /// `public`: a certificate or public key, which everybody has.
    Public,
    /// `structure`: no private key begins like this, or it breaks off here.
    Structure,
    /// `length`: DER says so many bytes, and the file has others.
    Length {
        /// Bytes that it should have.
        needed: u64,
        /// Bytes that it has.
        found: u64,
    },
    /// `size`: an RSA key of so many bits.
    Size {
        /// Least bits.
        least: u64,
        /// Most bits.
        most: u64,
        /// What it has.
        found: u64,
    },
    /// `numbers`: an RSA key whose numbers do not belong together.
    Numbers,
}

/// The ids of [`Bad::kind`], with the names of their [`Bad::numbers`].
pub const KINDS: [(&str, &[&str]); 18] = [
    ("nothing", &[]),
    ("large", &["most", "found"]),
    ("foreign", &[]),
    ("many", &["most"]),
    ("label", &[]),
    ("words", &["needed", "found"]),
    ("hex", &["found"]),
    ("digits", &["least", "most", "found"]),
    ("unclosed", &[]),
    ("base64", &[]),
    ("encrypted", &[]),
    ("elliptic", &[]),
    ("algorithm", &[]),
    ("public", &[]),
    ("structure", &[]),
    ("length", &["needed", "found"]),
    ("size", &["least", "most", "found"]),
    ("numbers", &[]),
];

impl Complaint {
    /// About a file as a whole.
    pub fn file(what: Bad) -> Self {
        Self { line: 0, offset: 0, what }
    }
}

impl Bad {
    /// The id: one of [`KINDS`].
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Large { .. } => "large",
            Self::Foreign(_) => "foreign",
            Self::Many { .. } => "many",
            Self::Label => "label",
            Self::Words { .. } => "words",
            Self::Hex { .. } => "hex",
            Self::Digits { .. } => "digits",
            Self::Unclosed => "unclosed",
            Self::Base64 => "base64",
            Self::Encrypted => "encrypted",
            Self::Elliptic => "elliptic",
            Self::Algorithm => "algorithm",
            Self::Public => "public",
            Self::Structure => "structure",
            Self::Length { .. } => "length",
            Self::Size { .. } => "size",
            Self::Numbers => "numbers",
        }
    }

    /// The numbers that belong into the sentence, by name, as listed in [`KINDS`].
    pub fn numbers(&self) -> Vec<(&'static str, u64)> {
        match *self {
            Self::Large { most, found } => vec![("most", most), ("found", found)],
            Self::Many { most } => vec![("most", most)],
            Self::Words { needed, found } | Self::Length { needed, found } => {
                vec![("needed", needed), ("found", found)]
            }
            Self::Hex { found } => vec![("found", found)],
            Self::Digits { least, most, found } | Self::Size { least, most, found } => {
                vec![("least", least), ("most", most), ("found", found)]
            }
            _ => Vec::new(),
        }
    }
}

impl std::fmt::Display for Complaint {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line > 0 {
            write!(out, "line {}, ", self.line)?;
        }
        write!(out, "byte {}: ", self.offset)?;
        match self.what {
            Bad::Nothing => out.write_str("no secret that is of use here"),
            Bad::Large { most, found } => {
                write!(out, "the file has {found} bytes, at most {most} are read")
            }
            Bad::Foreign(kind) => write!(out, "this is {kind} and no file of secrets"),
            Bad::Many { most } => write!(out, "more than {most} keys are not kept"),
            Bad::Label => out.write_str("no label of a key log"),
            Bad::Words { needed, found } => write!(out, "needs {needed} words, has {found}"),
            Bad::Hex { found } => write!(out, "byte {found:#04x} is no hexadecimal digit"),
            Bad::Digits { least, most, found } => {
                write!(out, "must have {least} to {most} hexadecimal digits, has {found}")
            }
            Bad::Unclosed => out.write_str("the box has no END"),
            Bad::Base64 => out.write_str("this is not Base64"),
            Bad::Encrypted => out.write_str("the key is encrypted; take the passphrase off first"),
            Bad::Elliptic => out.write_str("a key on an elliptic curve opens no pre-master secret"),
            Bad::Algorithm => out.write_str("this is no RSA key"),
            Bad::Public => out.write_str("this is public; the private key is needed"),
            Bad::Structure => out.write_str("this is not the structure of a private key"),
            Bad::Length { needed, found } => write!(out, "must have {needed} bytes, has {found}"),
            Bad::Size { least, most, found } => {
                write!(out, "must have {least} to {most} bits, has {found}")
            }
            Bad::Numbers => out.write_str("the numbers of the key do not belong together"),
        }
    }
}

impl std::error::Error for Complaint {}
