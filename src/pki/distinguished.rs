//! Distinguished names as text (RFC 4514). The crate x509-cert has this too, with a table of all
//! object identifiers there are; that table alone would be a tenth of the WebAssembly.

use std::fmt::Write;

use const_oid::{
    ObjectIdentifier,
    db::{rfc3280, rfc4519},
};
use der::{
    Decode, Encode, Tag, Tagged,
    asn1::{Any, SetOfVec},
};
use x509_cert::{
    attr::AttributeTypeAndValue,
    name::{Name, RdnSequence, RelativeDistinguishedName},
};

/// Names of attribute types (RFC 4514 §3), and others that certificates have.
const TYPES: [(&str, ObjectIdentifier); 14] = [
    ("CN", rfc4519::CN),
    ("O", rfc4519::O),
    ("OU", rfc4519::OU),
    ("C", rfc4519::C),
    ("L", rfc4519::L),
    ("ST", rfc4519::ST),
    ("STREET", rfc4519::STREET),
    ("DC", rfc4519::DC),
    ("UID", rfc4519::UID),
    ("SN", rfc4519::SN),
    ("GIVENNAME", rfc4519::GIVEN_NAME),
    ("TITLE", rfc4519::TITLE),
    ("SERIALNUMBER", rfc4519::SERIAL_NUMBER),
    ("EMAILADDRESS", rfc3280::EMAIL_ADDRESS),
];

/// The text of a name, the last attribute first (RFC 4514 §2). A value that is no text, or of a
/// type without a name, is written in hex.
pub fn words(name: &Name) -> String {
    let sets = name.iter_rdn().map(|set| {
        let attributes: Vec<String> = set.iter().map(attribute).collect();
        attributes.join("+")
    });
    let mut sets: Vec<String> = sets.collect();
    sets.reverse();
    sets.join(",")
}

fn attribute(attribute: &AttributeTypeAndValue) -> String {
    let known = TYPES.iter().find(|(_, oid)| *oid == attribute.oid).map(|(name, _)| *name);
    match (known, text(&attribute.value)) {
        (Some(name), Some(value)) => format!("{name}={}", escaped(&value)),
        _ => {
            let der = attribute.value.to_der().unwrap_or_default();
            format!("{}=#{}", attribute.oid, crate::wire::bytes::hex(&der))
        }
    }
}

/// The characters of a value, where it is one of the strings that certificates use.
fn text(value: &Any) -> Option<String> {
    let bytes = value.value();
    match value.tag() {
        Tag::Utf8String => String::from_utf8(bytes.to_vec()).ok(),
        Tag::PrintableString | Tag::Ia5String => {
            String::from_utf8(bytes.to_vec()).ok().filter(|text| text.is_ascii())
        }
        // In practice Latin-1, whatever T.61 says.
        Tag::TeletexString => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
        _ => None,
    }
}

/// Special characters behind a backslash (RFC 4514 §2.4).
fn escaped(value: &str) -> String {
    let mut out = String::new();
    let last = value.chars().count().saturating_sub(1);
    for (index, character) in value.chars().enumerate() {
        match character {
            '\0'..='\x1f' | '\x7f' => {
                // A String takes whatever is written to it.
                let _ = write!(out, "\\{:02x}", u32::from(character));
                continue;
            }
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => out.push('\\'),
            '#' if index == 0 => out.push('\\'),
            ' ' if index == 0 || index == last => out.push('\\'),
            _ => {}
        }
        out.push(character);
    }
    out
}

/// A name of ours: `TYPE=value` with commas between, the last attribute first, nothing in need of
/// a backslash. `None` where it is not that.
pub fn read(text: &str) -> Option<Name> {
    let mut sets = Vec::new();
    for part in text.split(',').rev() {
        let (kind, value) = part.split_once('=')?;
        let (_, oid) = TYPES.iter().find(|(name, _)| *name == kind)?;
        let plain = !value.is_empty() && escaped(value) == value;
        let value = Any::new(Tag::Utf8String, value.as_bytes()).ok().filter(|_| plain)?;
        let set = SetOfVec::try_from(vec![AttributeTypeAndValue { oid: *oid, value }]).ok()?;
        sets.push(RelativeDistinguishedName::from(set));
    }
    RdnSequence::from(sets).to_der().and_then(|der| Name::from_der(&der)).ok()
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn the_same_text_as_the_crate_has() {
        for text in [
            "CN=tls-airmail Teaching CA,O=NOT A REAL CA",
            "CN=blog.example",
            "CN=a\\,b \\+ c,OU=\\#1,O=\\ edge\\ ,L=Genève,ST=\\\\,STREET=x",
            "CN=a+OU=b,DC=example,UID=7",
            "CN=tab\\09",
        ] {
            let name = Name::from_str(text).unwrap();
            assert_eq!(words(&name), name.to_string());
        }
    }

    #[test]
    fn the_same_name_as_the_crate_reads() {
        for text in ["CN=tls-airmail Teaching CA,O=NOT A REAL CA", "CN=blog.example", "CN=*.é,L=x"]
        {
            assert_eq!(read(text), Name::from_str(text).ok());
        }
    }

    #[test]
    fn what_is_not_plain_is_refused() {
        for text in ["", "CN", "CN=", "XX=y", "CN=a,,O=b", "CN=a+O=b", "CN= a", "cn=a"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_type_without_a_name_is_told_by_its_numbers() {
        let value = Any::new(Tag::Utf8String, "hi".as_bytes()).unwrap();
        let oid = ObjectIdentifier::new_unwrap("2.5.4.54");
        assert_eq!(attribute(&AttributeTypeAndValue { oid, value }), "2.5.4.54=#0c026869");
        let value = Any::new(Tag::Integer, [5]).unwrap();
        assert_eq!(
            attribute(&AttributeTypeAndValue { oid: rfc4519::CN, value }),
            "2.5.4.3=#020105"
        );
    }
}
