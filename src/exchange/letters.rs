//! Letters as they are shown: every byte with its name.

use super::{
    seals::{branch, describe_inside},
    transcript::{self, Covered, Place, Record},
};
use crate::{
    keys::artifact::{self, Holder},
    party::desk::{Letter, Sheet},
    wire::{
        alert::Alert,
        codec::parse,
        field::Field,
        finished::parse_change_cipher_spec,
        handshake::Message,
        record::{self, ContentType},
        x509,
    },
};

/// How a whole handshake message is read: the tree over all its bytes.
pub type Reading<'a> = &'a dyn Fn(&[u8]) -> Field;

/// The records of a letter, in order; ranges count from its start. `read` knows the key exchange
/// that its writer speaks of.
pub fn describe(letter: &Letter, from: Holder, read: Reading<'_>) -> Vec<Record> {
    let mut start = 0;
    letter
        .sheets
        .iter()
        .map(|sheet| {
            let record = describe_sheet(sheet, from, read, start, [&[]; 2]);
            start = record.end;
            record
        })
        .collect()
}

/// A record that starts at byte `start` of its letter. `around` is what stands before and behind
/// the content of the record in the handshake messages that begin or end in it.
pub fn describe_sheet(
    sheet: &Sheet,
    from: Holder,
    read: Reading<'_>,
    start: usize,
    around: [&[u8]; 2],
) -> Record {
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
            if let Some(mac) = inside.mac.as_ref().filter(|_| inside.encrypt_then_mac) {
                reader.take("record.mac", mac.len())?;
            }
        }
        if reader.left() > 0 {
            reader.rest("record.fragment");
        }
        Ok(())
    })
    .field;
    let content = &sheet.bytes[record::HEADER..];
    let open = |content: &[u8]| match sheet.content_type {
        ContentType::Handshake => describe_part(content, read, around),
        _ => describe_content(sheet.content_type, content, read),
    };
    let (messages, sealed) = match &sheet.inside {
        Some(inside) => {
            let (messages, tree) = open(&inside.plaintext);
            let root = branch("record.plaintext", inside.plaintext.len(), tree);
            (messages, Some(describe_inside(inside, from, root)))
        }
        None => {
            let (messages, tree) = open(content);
            // An empty record has none.
            let last = fields.children.last_mut();
            if let Some(fragment) = last.filter(|field| field.id == "record.fragment") {
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
    read: Reading<'_>,
) -> (Vec<String>, Vec<Field>) {
    match content_type {
        ContentType::Handshake => describe_messages(content, read),
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

/// The same for a part of a run of messages: of those that are cut, the fields that are in it.
fn describe_part(
    content: &[u8],
    read: Reading<'_>,
    [before, behind]: [&[u8]; 2],
) -> (Vec<String>, Vec<Field>) {
    if before.is_empty() && behind.is_empty() {
        return describe_messages(content, read);
    }
    let (start, end) = (before.len(), before.len() + content.len());
    let (_, trees) = describe_messages(&[before, content, behind].concat(), read);
    let trees: Vec<Field> = trees.into_iter().filter_map(|tree| tree.clipped(start, end)).collect();
    let names = trees.iter().filter(|tree| tree.id != "handshake.fragment");
    (names.map(|tree| tree.id.to_owned()).collect(), trees)
}

fn describe_messages(content: &[u8], read: Reading<'_>) -> (Vec<String>, Vec<Field>) {
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
        let mut tree = read(&rest[..length]);
        x509::unfold(&mut tree, rest);
        names.push(tree.id.to_owned());
        trees.push(tree.moved(at));
        at += length;
    }
    (names, trees)
}

/// The records that can be made out in bytes that arrived. `sealed` says whether the sender had its
/// keys on behind ChangeCipherSpec; what is under a seal is one leaf.
pub fn describe_bytes(bytes: &[u8], sealed: bool, read: Reading<'_>) -> Vec<Record> {
    let change = ContentType::ChangeCipherSpec;
    let mut records = Vec::new();
    let (mut at, mut protected) = (0, sealed && bytes.first() != Some(&change.code()));
    while at < bytes.len() {
        let rest = &bytes[at..];
        let length = record::Record::measure(rest).unwrap_or(rest.len()).min(rest.len());
        let described = describe_arrived(&rest[..length], protected, read, at);
        protected |= sealed && described.content_type == change.name();
        at = described.end;
        records.push(described);
    }
    records
}

/// A record of which nothing is known but its bytes. `protected`: what is in it is under a seal.
pub fn describe_arrived(bytes: &[u8], protected: bool, read: Reading<'_>, start: usize) -> Record {
    let parsed = record::Record::parse(bytes);
    let mut fields = parsed.field;
    let content_type =
        bytes.first().map_or(ContentType::Unknown(0), |code| ContentType::from_code(*code));
    let mut messages = Vec::new();
    if let (Ok(record), false) = (&parsed.value, protected) {
        let (names, tree) = describe_content(content_type, &record.fragment, read);
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

/// Every handshake message that crossed, in order: its bytes and where they are.
pub fn messages(letters: &[transcript::Letter]) -> Vec<(Vec<u8>, Vec<Place>)> {
    let mut found = Vec::new();
    // What a side has begun and not ended: bytes, and the place of each run of them.
    let mut begun: [(Vec<u8>, Vec<Place>); 2] = Default::default();
    for letter in letters {
        let (bytes, places) = &mut begun[usize::from(letter.from == Holder::Server)];
        for (index, record) in letter.records.iter().enumerate() {
            if record.content_type != ContentType::Handshake.name() {
                continue;
            }
            let sealed = record.sealed.as_ref();
            let (content, mut start) = match sealed {
                Some(sealed) => (&sealed.plaintext[..], 0),
                None => {
                    let start = record.start + record::HEADER;
                    (&letter.bytes[start..record.end], start)
                }
            };
            let mut rest = content;
            while !rest.is_empty() {
                let known = Message::measure(&[&bytes[..], rest].concat());
                let needed = known.map_or(rest.len(), |length| length.saturating_sub(bytes.len()));
                let (part, behind) = rest.split_at(needed.min(rest.len()));
                bytes.extend_from_slice(part);
                let end = start + part.len();
                places.push(Place {
                    letter: letter.index,
                    record: index,
                    sealed: sealed.is_some(),
                    start,
                    end,
                });
                (rest, start) = (behind, end);
                if known == Some(bytes.len()) {
                    found.push((std::mem::take(bytes), std::mem::take(places)));
                }
            }
        }
    }
    found
}

/// The messages under a hash, each with its place in the letters.
pub fn locate(covers: Vec<artifact::Covered>, messages: &[(Vec<u8>, Vec<Place>)]) -> Vec<Covered> {
    let mut next = 0;
    covers
        .into_iter()
        .map(|covered| {
            let same = |(bytes, _): &(Vec<u8>, Vec<Place>)| bytes[..] == covered.bytes[..];
            let found = messages.iter().skip(next).position(same).map(|ahead| next + ahead);
            next = found.map_or(next, |found| found + 1);
            let places = found.map_or_else(Vec::new, |found| messages[found].1.clone());
            Covered {
                message: covered.message.to_owned(),
                bytes: places.is_empty().then_some(covered.bytes),
                places,
                after: covered.after,
            }
        })
        .collect()
}
