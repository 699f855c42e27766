//! A party's desk: the record layer in both directions, the running handshake hash, and the
//! notebook. Client and server have the same one.

use super::{
    fault::Fault,
    note::{Check, Note},
};
use crate::{
    crypto::drbg::Entropy,
    keys::{
        artifact::{Artifact, Holder, Recipe},
        handshake_hash::HandshakeHash,
        seal::{Inside, Seal},
    },
    wire::{
        alert::Alert,
        bytes::hex,
        finished::{CHANGE_CIPHER_SPEC, parse_change_cipher_spec},
        handshake::{self, Message},
        key_exchange::KeyExchange,
        pile::Pile,
        record::{self, ContentType, MAX_PLAINTEXT, Record},
        registry::Version,
    },
};

/// Empty application_data records in a row that are taken.
const MAX_EMPTY: usize = 32;

/// What comes out of the record layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A whole handshake message, and its bytes with header.
    Message(Message, Vec<u8>),
    /// The sender's next records are protected by new keys.
    ChangeCipherSpec,
    /// Something was said.
    Data(Vec<u8>),
    /// An alert.
    Alert(Alert),
}

impl Input {
    /// Its name in the RFC.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Message(message, _) => message.name(),
            Self::ChangeCipherSpec => "change_cipher_spec",
            Self::Data(_) => "application_data",
            Self::Alert(alert) => alert.name(),
        }
    }

    /// The fault that this came where `expected` should have come.
    pub fn unexpected(&self, expected: &'static str) -> Fault {
        Fault::Unexpected { got: self.name(), expected }
    }
}

/// A record that is ready to go, and what is under its seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it carries.
    pub content_type: ContentType,
    /// Header and fragment.
    pub bytes: Vec<u8>,
    /// What is under the seal; `None` before ChangeCipherSpec.
    pub inside: Option<Inside>,
}

/// What crosses the gap in one flight: one or more records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// `client_hello`, ….
    pub id: &'static str,
    /// Its records.
    pub sheets: Vec<Sheet>,
}

impl Letter {
    /// All bytes in a row.
    pub fn bytes(&self) -> Vec<u8> {
        self.sheets.iter().flat_map(|sheet| sheet.bytes.iter().copied()).collect()
    }
}

/// One side's record layer and memory.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Whose desk it is.
    pub side: Holder,
    /// Where randomness comes from.
    pub entropy: Entropy,
    /// All handshake messages so far.
    pub hash: HandshakeHash,
    /// The notebook.
    pub notes: Vec<Note>,
    /// The session that this connection begins or goes on with; empty where it has no name.
    pub session_id: Vec<u8>,
    /// Whether it goes on with one.
    pub resumed: bool,
    inbox: Pile,
    /// Handshake bytes that are not a whole message yet.
    partial: Pile,
    /// Alert bytes that were not taken yet: an alert may come in two parts, or two in one record
    /// (RFC 5246 §6.2.1).
    alerts: Pile,
    opener: Option<Seal>,
    sealer: Option<Seal>,
    /// What the suite says of the key exchange messages. Once it is settled, records must say TLS
    /// 1.2.
    settled: Option<KeyExchange>,
    empty: usize,
    sealed: u64,
}

impl Desk {
    /// An empty desk.
    pub fn new(side: Holder, entropy: Entropy) -> Self {
        Self {
            side,
            entropy,
            hash: HandshakeHash::default(),
            notes: Vec::new(),
            session_id: Vec::new(),
            resumed: false,
            inbox: Pile::default(),
            partial: Pile::default(),
            alerts: Pile::default(),
            opener: None,
            sealer: None,
            settled: None,
            empty: 0,
            sealed: 0,
        }
    }

    /// Writes something down.
    pub fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// From now on every record must say TLS 1.2, and the key exchange messages are of this kind.
    pub fn settle(&mut self, kind: KeyExchange) {
        self.settled = Some(kind);
    }

    /// From now on what comes in is protected.
    pub fn open_with(&mut self, seal: Seal) {
        self.opener = Some(seal);
    }

    /// From now on what goes out is protected.
    pub fn seal_with(&mut self, seal: Seal) {
        self.sealer = Some(seal);
    }

    /// Puts bytes off the wire onto the desk.
    pub fn put_in(&mut self, bytes: &[u8]) {
        self.inbox.put(bytes);
    }

    /// Whether an alert, or a whole record with some of one, is what comes next.
    pub fn alert_is_next(&self) -> bool {
        if self.alerts.rest().len() >= Alert::LENGTH {
            return true;
        }
        let rest = self.inbox.rest();
        let alert = rest.first() == Some(&ContentType::Alert.code());
        let whole = Record::measure(rest).is_some_and(|length| length <= rest.len());
        let message = Message::measure(self.partial.rest());
        alert && whole && message.is_none_or(|length| length > self.partial.rest().len())
    }

    /// The next thing to act on; `None` until more bytes come.
    pub fn next_input(&mut self) -> Result<Option<Input>, Fault> {
        loop {
            if let Some(bytes) = self.alerts.take(Alert::LENGTH) {
                return Ok(Some(Input::Alert(Alert::parse(&bytes).value?)));
            }
            if let Some(input) = self.next_message()? {
                return Ok(Some(input));
            }
            let Some((content_type, content)) = self.next_record()? else { return Ok(None) };
            if content.is_empty() && content_type != ContentType::ApplicationData {
                return Err(Fault::EmptyRecord(content_type.name()));
            }
            let interrupts =
                !self.partial.rest().is_empty() && content_type != ContentType::Handshake;
            let cuts = !self.alerts.rest().is_empty();
            if (interrupts || cuts) && content_type != ContentType::Alert {
                return Err(Fault::Interrupted);
            }
            match content_type {
                ContentType::Handshake => self.partial.put(&content),
                ContentType::ChangeCipherSpec => {
                    parse_change_cipher_spec(&content).value?;
                    return Ok(Some(Input::ChangeCipherSpec));
                }
                ContentType::Alert => self.alerts.put(&content),
                ContentType::ApplicationData => {
                    self.empty = if content.is_empty() { self.empty + 1 } else { 0 };
                    if self.empty > MAX_EMPTY {
                        return Err(Fault::TooManyEmptyRecords);
                    }
                    return Ok(Some(Input::Data(content)));
                }
                ContentType::Unknown(code) => return Err(Fault::UnknownContentType(code)),
            }
        }
    }

    /// The next whole handshake message.
    fn next_message(&mut self) -> Result<Option<Input>, Fault> {
        let Some(length) = Message::measure(self.partial.rest()) else { return Ok(None) };
        if length > handshake::HEADER + handshake::MAX_BODY {
            return Err(Fault::MessageTooLong(length));
        }
        let Some(bytes) = self.partial.take(length) else { return Ok(None) };
        let message = Message::parse(&bytes, self.settled).value?;
        Ok(Some(Input::Message(message, bytes)))
    }

    /// Whether the records that come are opened, and carry a tag and not a MAC.
    pub fn opens_tagged(&self) -> bool {
        self.opener.as_ref().is_some_and(Seal::is_tagged)
    }

    /// The next whole record, opened where it is protected.
    fn next_record(&mut self) -> Result<Option<(ContentType, Vec<u8>)>, Fault> {
        if let Some(header) = self.inbox.rest().first_chunk::<{ record::HEADER }>() {
            self.check_header(*header)?;
        }
        let length = Record::measure(self.inbox.rest());
        let Some(bytes) = length.and_then(|length| self.inbox.take(length)) else {
            return Ok(None);
        };
        let record = Record::parse(&bytes).value?;
        let Some(opener) = &mut self.opener else {
            return Ok(Some((record.content_type, record.fragment)));
        };
        let tagged = opener.is_tagged();
        let inside = opener
            .open(record.content_type, record.version, &record.fragment)
            .map_err(|_| Fault::BadRecord);
        self.note_opened(tagged, inside.as_ref().ok());
        let plaintext = inside?.plaintext;
        if plaintext.len() > MAX_PLAINTEXT {
            return Err(Fault::RecordOverflow(plaintext.len()));
        }
        Ok(Some((record.content_type, plaintext)))
    }

    /// Looks at a header as soon as it is there, before its fragment has come.
    fn check_header(&self, header: [u8; record::HEADER]) -> Result<(), Fault> {
        let [content_type, major, minor, high, low] = header;
        if let ContentType::Unknown(code) = ContentType::from_code(content_type) {
            return Err(Fault::UnknownContentType(code));
        }
        let version = Version(u16::from_be_bytes([major, minor]));
        let right = if self.settled.is_some() { version == Version::TLS_1_2 } else { major == 3 };
        if !right {
            return Err(Fault::RecordVersion(version));
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        let most = if self.opener.is_some() { record::MAX_CIPHERTEXT } else { MAX_PLAINTEXT };
        if length > most { Err(Fault::RecordOverflow(length)) } else { Ok(()) }
    }

    fn note_opened(&mut self, tagged: bool, inside: Option<&Inside>) {
        let found = inside.and_then(|inside| inside.mac.as_ref().or(inside.tag.as_ref()));
        let value = found.map_or_else(String::new, |bytes| hex(bytes));
        let id = if tagged { "record_tag" } else { "record_mac" };
        self.note(Note::checked(Check {
            id,
            ok: inside.is_some(),
            expected: value.clone(),
            found: value,
        }));
    }

    /// A record, sealed where this side's keys are on.
    pub fn write_record(
        &mut self,
        content_type: ContentType,
        version: Version,
        content: &[u8],
    ) -> Result<Sheet, Fault> {
        let (fragment, inside) = match &mut self.sealer {
            None => (content.to_vec(), None),
            Some(sealer) => {
                let label = format!("{}.iv.{}", self.side.name(), self.sealed);
                self.sealed += 1;
                let iv = self.entropy.draw(&label, 16);
                let (fragment, inside) = sealer
                    .seal(content_type, version, content, &iv)
                    .map_err(|_| Fault::Internal("seal a record"))?;
                (fragment, Some(inside))
            }
        };
        let bytes = Record { content_type, version, fragment }.encode();
        Ok(Sheet { content_type, bytes, inside })
    }

    /// A handshake message in a record of its own; adds it to the handshake hash.
    pub fn write_message(
        &mut self,
        version: Version,
        message: &Message,
    ) -> Result<Vec<Sheet>, Fault> {
        let bytes = message.encode();
        self.hash.add(&bytes);
        bytes
            .chunks(MAX_PLAINTEXT)
            .map(|chunk| self.write_record(ContentType::Handshake, version, chunk))
            .collect()
    }

    /// ChangeCipherSpec (RFC 5246 §7.1).
    pub fn write_change_cipher_spec(&mut self) -> Result<Sheet, Fault> {
        self.write_record(ContentType::ChangeCipherSpec, Version::TLS_1_2, &CHANGE_CIPHER_SPEC)
    }

    /// Application data, in as many records as it needs.
    pub fn write_data(&mut self, words: &[u8]) -> Result<Letter, Fault> {
        let (id, about) = match self.side {
            Holder::Server => ("server_message", "reply"),
            _ => ("client_message", "message"),
        };
        let artifact = Artifact::new(about, words, Recipe::Given, &[], SAID);
        self.note(Note::computed(about, vec![artifact]));
        let mut chunks: Vec<&[u8]> = words.chunks(MAX_PLAINTEXT).collect();
        if chunks.is_empty() {
            chunks.push(&[]);
        }
        let sheets = chunks
            .into_iter()
            .map(|chunk| self.write_record(ContentType::ApplicationData, Version::TLS_1_2, chunk))
            .collect::<Result<_, _>>()?;
        Ok(Letter { id, sheets })
    }

    /// close_notify (RFC 5246 §7.2.1).
    pub fn write_close(&mut self) -> Result<Letter, Fault> {
        let id = if self.side == Holder::Server { "server_close" } else { "client_close" };
        let content = Alert::CLOSE_NOTIFY.encode();
        let sheet = self.write_record(ContentType::Alert, Version::TLS_1_2, &content)?;
        Ok(Letter { id, sheets: vec![sheet] })
    }

    /// An alert; nothing where it cannot be sealed.
    pub fn write_alert(&mut self, alert: Alert) -> Option<Letter> {
        let id = if self.side == Holder::Server { "server_alert" } else { "client_alert" };
        let sheet =
            self.write_record(ContentType::Alert, Version::TLS_1_2, &alert.encode()).ok()?;
        Some(Letter { id, sheets: vec![sheet] })
    }
}

/// Where application data is defined.
const SAID: &str = "RFC 5246 §10";

/// What `from` said, out of its record.
pub fn heard(from: Holder, words: &[u8], tagged: bool) -> Artifact {
    let (name, inputs): (_, &[&str]) = match (from, tagged) {
        (Holder::Server, true) => ("reply", &["server_write_key", "server_write_iv"]),
        (Holder::Server, false) => ("reply", &["server_write_key", "server_write_mac_key"]),
        (_, true) => ("message", &["client_write_key", "client_write_iv"]),
        (_, false) => ("message", &["client_write_key", "client_write_mac_key"]),
    };
    Artifact::new(name, words, Recipe::Opened, inputs, SAID)
}
