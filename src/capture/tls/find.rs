//! Where TLS begins in a conversation, and what was spoken before: STARTTLS and its relatives.

use crate::{
    capture::flow::{Conversation, What},
    keys::artifact::Holder,
    wire::record::{self, ContentType, MAX_CIPHERTEXT},
};

/// So many bytes of each side are looked at for the first record.
const WINDOW: usize = 1 << 16;

/// Where TLS begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The side that speaks as a client.
    pub client: Holder,
    /// Bytes that each side said before, client first.
    pub before: [usize; 2],
    /// How it begins.
    pub kind: Kind,
}

/// How a TLS conversation begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With a ClientHello in a record.
    Hello,
    /// With a hello in the form of SSL 2 (RFC 5246 §E.2), which offers this version.
    Old(u16),
    /// In the middle: the capture began when the hellos were over.
    Middle,
}

/// Finds TLS in a conversation; `None` where there is none.
pub fn find(conversation: &Conversation) -> Option<Start> {
    let sides = [Holder::Client, Holder::Server].map(|side| head(conversation, side));
    for (client, [ours, theirs]) in [
        (Holder::Client, [&sides[0], &sides[1]]),
        // Whoever opened the connection need not be the one who says hello.
        (Holder::Server, [&sides[1], &sides[0]]),
    ] {
        let hello = (0..ours.len()).find(|at| is_client_hello(&ours[*at..]));
        if let Some(at) = hello {
            let answer = (0..theirs.len()).find(|at| is_answer(&theirs[*at..]));
            // Where there is no answer, nothing of the other side is TLS.
            let answer = answer.unwrap_or(if at == 0 { 0 } else { usize::MAX });
            return Some(Start { client, before: [at, answer], kind: Kind::Hello });
        }
        if let Some(version) = old_hello(ours) {
            return Some(Start { client, before: [0, 0], kind: Kind::Old(version) });
        }
    }
    let middle = |side: &Vec<u8>| is_run_of_records(side);
    (middle(&sides[0]) || middle(&sides[1])).then_some(Start {
        client: Holder::Client,
        before: [0, 0],
        kind: Kind::Middle,
    })
}

/// The first bytes that a side said, up to a gap.
fn head(conversation: &Conversation, side: Holder) -> Vec<u8> {
    let mut head = Vec::new();
    for chunk in conversation.chunks.iter().filter(|chunk| chunk.from == side) {
        match &chunk.what {
            What::Bytes(bytes) if head.len() < WINDOW => {
                head.extend_from_slice(&bytes[..bytes.len().min(WINDOW)]);
            }
            _ => break,
        }
    }
    head
}

/// Type, version and a length that may be: the content behind them.
fn plausible(bytes: &[u8]) -> Option<(ContentType, usize, &[u8])> {
    let (header, content) = bytes.split_at_checked(record::HEADER)?;
    let length = usize::from(u16::from_be_bytes([header[3], header[4]]));
    let right = header[1] == 3 && header[2] <= 4 && length > 0 && length <= MAX_CIPHERTEXT;
    let content_type = ContentType::from_code(header[0]);
    (right && !matches!(content_type, ContentType::Unknown(_))).then_some((
        content_type,
        length,
        content,
    ))
}

/// A record of handshake messages that begins with a hello of this type, or with as much of it as
/// is there.
fn is_hello(bytes: &[u8], code: u8) -> bool {
    let Some((ContentType::Handshake, length, content)) = plausible(bytes) else { return false };
    let major = content.get(4);
    content.first() == Some(&code)
        && length >= 4
        && content.get(1).is_none_or(|high| *high == 0)
        && major.is_none_or(|major| *major == 3)
        && content.len() >= 6.min(length)
}

fn is_client_hello(bytes: &[u8]) -> bool {
    is_hello(bytes, 1)
}

/// ServerHello, or an alert instead.
fn is_answer(bytes: &[u8]) -> bool {
    let alert = || match plausible(bytes) {
        Some((ContentType::Alert, 2, content)) => {
            content.len() >= 2 && (content[0] == 1 || content[0] == 2)
        }
        _ => false,
    };
    is_hello(bytes, 2) || alert()
}

/// The version in a CLIENT-HELLO of SSL 2: length with the highest bit set, message 1, version, and
/// three lengths that fit.
fn old_hello(bytes: &[u8]) -> Option<u16> {
    let head: &[u8; 11] = bytes.first_chunk()?;
    let length = usize::from(u16::from_be_bytes([head[0] & 0x7f, head[1]]));
    let number = |at: usize| usize::from(u16::from_be_bytes([head[at], head[at + 1]]));
    let version = u16::from_be_bytes([head[3], head[4]]);
    let known = version == 2 || version >> 8 == 3;
    let fits = 9 + number(5) + number(7) + number(9) == length && number(5) % 3 == 0;
    (head[0] & 0x80 != 0 && head[2] == 1 && known && fits && number(5) > 0).then_some(version)
}

/// Two whole records in a row, or one and the header of the next.
fn is_run_of_records(bytes: &[u8]) -> bool {
    let Some((_, length, content)) = plausible(bytes) else { return false };
    content.get(length..).is_some_and(|next| plausible(next).is_some())
}

/// The protocol that was spoken before, by what the client said last and the server before that:
/// `smtp`, `imap`, `pop3`, `ftp`, `xmpp`, `ldap`, `postgresql`, `mysql`, or `unknown`.
pub fn protocol(conversation: &Conversation, start: &Start) -> Option<&'static str> {
    let [said, heard] = start.before;
    let heard = if heard == usize::MAX { 0 } else { heard };
    if said == 0 && heard == 0 {
        return None;
    }
    let said = &head(conversation, start.client)[..];
    let said = said.get(..start.before[0]).unwrap_or(said).to_ascii_uppercase();
    let says = |words: &[u8]| said.windows(words.len()).any(|window| window == words);
    Some(match () {
        () if said.starts_with(&[0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f]) => "postgresql",
        () if says(b"1.3.6.1.4.1.1466.20037") => "ldap",
        () if says(b"<STARTTLS") => "xmpp",
        () if says(b"EHLO") && says(b"STARTTLS") => "smtp",
        () if says(b" STARTTLS") => "imap",
        () if says(b"STLS") => "pop3",
        () if says(b"AUTH TLS") || says(b"AUTH SSL") => "ftp",
        // SSLRequest: 32 bytes in a packet with number 1, capabilities with CLIENT_SSL.
        () if said.len() == 36 && said.starts_with(&[32, 0, 0, 1]) && said[5] & 8 != 0 => "mysql",
        () => "unknown",
    })
}
