//! What is under a seal, and what belongs to the seal and is not sent as it is: the nonce, the
//! additional data, the input of the MAC. Every byte of them with its name.

use super::transcript::{Nested, Sealed};
use crate::{
    keys::{artifact::Holder, seal::Inside},
    wire::{
        codec::{Malformed, Reader, parse},
        field::Field,
        record::ContentType,
        registry::Version,
    },
};

/// Names of sequence number, type, version and length in front of a MAC's input (RFC 5246 §6.2.3.1).
const MAC_HEAD: [&str; 4] =
    ["mac_input.seq_num", "mac_input.type", "mac_input.version", "mac_input.length"];
/// The same as additional data (RFC 5246 §6.2.3.3).
const DATA_HEAD: [&str; 4] = [
    "additional_data.seq_num",
    "additional_data.type",
    "additional_data.version",
    "additional_data.length",
];

/// All of `end` bytes under one name.
pub fn branch(id: &'static str, end: usize, children: Vec<Field>) -> Field {
    Field { id, start: 0, end, value: None, children }
}

/// What comes out of the cipher, part by part.
fn describe_whole(inside: &Inside, plaintext: Field) -> Field {
    let mut at = plaintext.end;
    let mut parts = if at > 0 { vec![plaintext] } else { Vec::new() };
    let mut part = |id, length: usize, value: Option<String>| {
        if length > 0 {
            parts.push(Field::leaf(id, at, at + length, value));
        }
        at += length;
    };
    let mac = inside.mac.as_ref().filter(|_| !inside.encrypt_then_mac);
    part("record.mac", mac.map_or(0, Vec::len), None);
    if let Some((last, filler)) = inside.padding.as_deref().and_then(<[u8]>::split_last) {
        part("record.padding", filler.len(), None);
        part("record.padding_length", 1, Some(last.to_string()));
    }
    branch("record.opened", at, parts)
}

/// What is under a seal, and what belongs to it and is not sent; `fields` tiles the plaintext.
pub fn describe_inside(inside: &Inside, from: Holder, fields: Field) -> Sealed {
    let side = from.name();
    let tagged = inside.tag.is_some();
    Sealed {
        sequence_number: inside.sequence_number,
        key: format!("{side}.{side}_write_key"),
        mac_key: (!tagged).then(|| format!("{side}.{side}_write_mac_key")),
        salt: tagged.then(|| format!("{side}.{side}_write_iv")),
        iv: inside.iv.clone().into(),
        nonce: inside.nonce.clone().into(),
        nonce_fields: describe_nonce(inside),
        additional_data: inside.additional_data.clone().into(),
        covered: describe_covered(inside, &fields),
        plaintext: inside.plaintext.clone().into(),
        mac: inside.mac.clone().map(Into::into),
        padding: inside.padding.clone().map(Into::into),
        ciphertext: inside.ciphertext.clone().into(),
        tag: inside.tag.clone().map(Into::into),
        mac_input: (!tagged).then(|| inside.mac_input().into()),
        hmac: inside.nested.as_ref().map(|nested| Nested {
            inner_key: nested.inner_key.clone().into(),
            inner: nested.inner.clone().into(),
            outer_key: nested.outer_key.clone().into(),
        }),
        chained: inside.chained().map(Into::into),
        counter: inside.counter().map(Into::into),
        whole: inside.whole().into(),
        opened: describe_whole(inside, fields.clone()),
        fields,
        encrypt_then_mac: inside.encrypt_then_mac,
    }
}

/// The nonce of authenticated encryption: salt and explicit part (RFC 5288 §3), or the write IV,
/// the end of it exclusive or the sequence number (RFC 7905 §2). With cbc it is the IV.
fn describe_nonce(inside: &Inside) -> Field {
    if inside.tag.is_none() {
        return Field::leaf("record.iv", 0, inside.nonce.len(), None);
    }
    parse("nonce", &inside.nonce, |reader| {
        if inside.iv.is_empty() {
            reader.take("nonce.fixed", reader.left().saturating_sub(8))?;
            reader.take("nonce.counted", 8)?;
            reader.say(format!("write_IV[4..12] xor {}", inside.sequence_number));
            return Ok(());
        }
        reader.take("nonce.salt", reader.left().saturating_sub(inside.iv.len()))?;
        reader.take("nonce.explicit", inside.iv.len())?;
        Ok(())
    })
    .field
}

/// What MAC or tag runs over and is not sent in this form. `plaintext` is the tree over it.
fn describe_covered(inside: &Inside, plaintext: &Field) -> Field {
    if inside.tag.is_some() {
        let data = &inside.additional_data;
        return parse("additional_data", data, |reader| read_head(reader, DATA_HEAD)).field;
    }
    let head = inside.additional_data.len();
    let mut tree = parse("mac_input", &inside.mac_input(), |reader| {
        read_head(reader, MAC_HEAD)?;
        if inside.encrypt_then_mac {
            // RFC 7366 §3: over what is sent.
            reader.take("record.iv", inside.iv.len())?;
            reader.take("record.ciphertext", inside.ciphertext.len())?;
        } else if reader.left() > 0 {
            reader.rest("record.plaintext");
        }
        Ok(())
    })
    .field;
    let last = tree.children.last_mut();
    if let Some(text) = last.filter(|field| field.id == "record.plaintext") {
        *text = plaintext.clone().moved(head);
    }
    tree
}

/// seq_num ‖ type ‖ version ‖ length.
fn read_head(
    reader: &mut Reader<'_>,
    [number, kind, version, length]: [&'static str; 4],
) -> Result<(), Malformed> {
    let counted = u64::from_be_bytes(reader.array(number)?);
    reader.say(counted.to_string());
    let content_type = ContentType::from_code(reader.u8(kind)?);
    reader.say(format!("{} ({})", content_type.name(), content_type.code()));
    let spoken = Version(reader.u16(version)?);
    reader.say(spoken.name());
    let count = reader.u16(length)?;
    reader.say(format!("{count} bytes"));
    Ok(())
}
