//! What the readers of files hand on.

/// Most bytes of a packet. Captures have at most 262,144 (libpcap's MAXIMUM_SNAPLEN), or half a
/// megabyte where the network card puts segments together.
pub const MOST: usize = 1 << 20;

/// A packet as the file holds it.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    /// The kind of link layer (the tcpdump group's LINKTYPE numbers).
    pub link: u16,
    /// Nanoseconds since 1970-01-01 UTC; zero where there is none.
    pub time: u64,
    /// Where its header begins in the file.
    pub offset: u64,
    /// From the link layer's header on.
    pub bytes: &'a [u8],
}

/// What came of looking at the next bytes.
#[derive(Debug)]
pub enum Step<T> {
    /// There must be so many of them before this part can be read.
    More {
        /// The part that is waited for.
        part: &'static str,
        /// Bytes in all.
        needed: usize,
    },
    /// A part was read, or is passed over.
    Took {
        /// What it was.
        value: T,
        /// Its bytes, more than those at hand if the rest may be passed over.
        length: u64,
    },
}
