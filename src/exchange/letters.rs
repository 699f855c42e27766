//! Letters as they are shown: every byte with its name.

use super::transcript::{Record, Sealed};
use crate::{
    keys::{artifact::Holder, seal::Inside},
    party::desk::{Letter, Sheet},
    wire::{
        alert::Alert,
        codec::parse,
        field::Field,
        finished::parse_change_cipher_spec,
        handshake::Message,
        key_exchange::KeyExchange,
        record::{self, ContentType},
    },
};

/// The records of a letter, in order; ranges count from its start. `kind` is the key exchange that
/// its writer speaks of.
pub fn describe(letter: &Letter, from: Holder, kind: Option<KeyExchange>) -> Vec<Record> {
    let mut start = 0;
    letter
        .sheets
        .iter()
        .map(|sheet| {
            let record = describe_sheet(sheet, from, kind, start);
            start = record.end;
            record
        })
        .collect()
}

fn describe_sheet(sheet: &Sheet, from: Holder, kind: Option<KeyExchange>, start: usize) -> Record {
    let end = start + sheet.bytes.len();
    let mut fields = parse("record", &sheet.bytes, |reader| {
        record::Record::read_header(reader)?;
        if let Some(inside) = &sheet.inside {
            let tagged = inside.tag.as_ref();
            let iv = if tagged.is_some() { "record.explicit_nonce" } else { "record.iv" };
            // ChaCha20 sends nothing of its nonce.
            if !inside.iv.is_empty() {
                reader.take(iv, inside.iv.len())?;
            }
            // An empty message leaves no ciphertext under authenticated encryption.
            if !inside.ciphertext.is_empty() {
                reader.take("record.ciphertext", inside.ciphertext.len())?;
            }
            if let Some(tag) = tagged {
                reader.take("record.tag", tag.len())?;
            }
        }
        if reader.left() > 0 {
            reader.rest("record.fragment");
        }
        Ok(())
    })
    .field;
    let content = &sheet.bytes[record::HEADER..];
    let (messages, sealed) = match &sheet.inside {
        Some(inside) => {
            let (messages, tree) = describe_content(sheet.content_type, &inside.plaintext, kind);
            let root = Field {
                id: "record.plaintext",
                start: 0,
                end: inside.plaintext.len(),
                value: None,
                children: tree,
            };
            (messages, Some(describe_inside(inside, from, root)))
        }
        None => {
            let (messages, tree) = describe_content(sheet.content_type, content, kind);
            if let Some(fragment) = fields.children.last_mut() {
                fragment.children =
                    tree.into_iter().map(|field| field.moved(record::HEADER)).collect();
            }
            (messages, None)
        }
    };
    Record {
        start,
        end,
        content_type: sheet.content_type.name().to_owned(),
        protected: sheet.inside.is_some(),
        messages,
        fields: fields.moved(start),
        sealed,
    }
}

/// The names of what a plaintext holds, and the trees that tile it.
fn describe_content(
    content_type: ContentType,
    content: &[u8],
    kind: Option<KeyExchange>,
) -> (Vec<String>, Vec<Field>) {
    match content_type {
        ContentType::Handshake => describe_messages(content, kind),
        ContentType::ChangeCipherSpec => {
            let tree = parse_change_cipher_spec(content).field;
            (vec!["change_cipher_spec".to_owned()], vec![tree])
        }
        ContentType::Alert => {
            let parsed = Alert::parse(content);
            let name = parsed.value.map_or("alert", Alert::name);
            (vec![name.to_owned()], vec![parsed.field])
        }
        ContentType::ApplicationData | ContentType::Unknown(_) => {
            let text = std::str::from_utf8(content).ok().map(str::to_owned);
            let leaf = Field::leaf("application_data", 0, content.len(), text);
            let leaves = if content.is_empty() { Vec::new() } else { vec![leaf] };
            (vec![content_type.name().to_owned()], leaves)
        }
    }
}

fn describe_messages(content: &[u8], kind: Option<KeyExchange>) -> (Vec<String>, Vec<Field>) {
    let (mut names, mut trees) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < content.len() {
        let rest = &content[at..];
        let length = Message::measure(rest).filter(|length| *length <= rest.len());
        let Some(length) = length else {
            // A part of a message: the rest of it is in another record.
            trees.push(Field::leaf("handshake.fragment", at, content.len(), None));
            break;
        };
        let tree = Message::parse(&rest[..length], kind).field;
        names.push(tree.id.to_owned());
        trees.push(tree.moved(at));
        at += length;
    }
    (names, trees)
}

/// The records that can be made out in bytes that arrived. `sealed` says whether the sender had its
/// keys on behind ChangeCipherSpec; what is under a seal is one leaf.
pub fn describe_bytes(bytes: &[u8], sealed: bool, kind: Option<KeyExchange>) -> Vec<Record> {
    let change = ContentType::ChangeCipherSpec;
    let mut records = Vec::new();
    let (mut at, mut protected) = (0, sealed && bytes.first() != Some(&change.code()));
    while at < bytes.len() {
        let rest = &bytes[at..];
        let length = record::Record::measure(rest).unwrap_or(rest.len()).min(rest.len());
        let described = describe_arrived(&rest[..length], protected, kind, at);
        protected |= sealed && described.content_type == change.name();
        at = described.end;
        records.push(described);
    }
    records
}

fn describe_arrived(
    bytes: &[u8],
    protected: bool,
    kind: Option<KeyExchange>,
    start: usize,
) -> Record {
    let parsed = record::Record::parse(bytes);
    let mut fields = parsed.field;
    let content_type =
        bytes.first().map_or(ContentType::Unknown(0), |code| ContentType::from_code(*code));
    let mut messages = Vec::new();
    if let (Ok(record), false) = (&parsed.value, protected) {
        let (names, tree) = describe_content(content_type, &record.fragment, kind);
        messages = names;
        if let Some(fragment) = fields.children.last_mut().filter(|_| !tree.is_empty()) {
            fragment.children = tree.into_iter().map(|field| field.moved(record::HEADER)).collect();
        }
    }
    Record {
        start,
        end: start + bytes.len(),
        content_type: content_type.name().to_owned(),
        protected,
        messages,
        fields: fields.moved(start),
        sealed: None,
    }
}

fn describe_inside(inside: &Inside, from: Holder, fields: Field) -> Sealed {
    let side = from.name();
    let tagged = inside.tag.is_some();
    Sealed {
        sequence_number: inside.sequence_number,
        key: format!("{side}.{side}_write_key"),
        mac_key: (!tagged).then(|| format!("{side}.{side}_write_mac_key")),
        salt: tagged.then(|| format!("{side}.{side}_write_iv")),
        iv: inside.iv.clone().into(),
        nonce: inside.nonce.clone().into(),
        additional_data: inside.additional_data.clone().into(),
        plaintext: inside.plaintext.clone().into(),
        mac: inside.mac.clone().map(Into::into),
        padding: inside.padding.clone().map(Into::into),
        ciphertext: inside.ciphertext.clone().into(),
        tag: inside.tag.clone().map(Into::into),
        fields,
    }
}
