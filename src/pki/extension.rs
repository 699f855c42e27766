//! Two extensions of certificates, as far as anybody here needs them. The crate's own types read every
//! kind of name that X.509 knows, which takes 10 KB of WebAssembly; here others than a server's are
//! passed over.

use const_oid::{AssociatedOid, ObjectIdentifier, db::rfc5280};
use der::{
    Decode, Encode, Reader, Tag, TagNumber, Tagged,
    asn1::{Any, AnyRef, OctetString},
};
use x509_cert::ext::Extension;

/// SubjectAltName (RFC 5280 §4.2.1.6): its dNSName entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostNames(pub Vec<String>);

/// AuthorityKeyIdentifier (RFC 5280 §4.2.1.1): its keyIdentifier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignerKey(pub Option<Vec<u8>>);

impl AssociatedOid for HostNames {
    const OID: ObjectIdentifier = rfc5280::ID_CE_SUBJECT_ALT_NAME;
}

impl AssociatedOid for SignerKey {
    const OID: ObjectIdentifier = rfc5280::ID_CE_AUTHORITY_KEY_IDENTIFIER;
}

/// `[number]`, primitive or constructed; `None` for other tags.
fn context(tag: Tag) -> Option<(u32, bool)> {
    match tag {
        Tag::ContextSpecific { constructed, number } => Some((number.value(), constructed)),
        _ => None,
    }
}

impl<'a> Decode<'a> for HostNames {
    type Error = der::Error;

    fn decode<R: Reader<'a>>(reader: &mut R) -> der::Result<Self> {
        let mut names = Vec::new();
        for name in Vec::<AnyRef<'a>>::decode(reader)? {
            let wrong = || der::Error::from(name.tag().value_error());
            match context(name.tag()).ok_or_else(wrong)? {
                // rfc822Name, dNSName and uniformResourceIdentifier are text in ASCII.
                (kind @ (1 | 2 | 6), false) => {
                    let text = std::str::from_utf8(name.value()).ok();
                    let text = text.filter(|text| text.is_ascii()).ok_or_else(wrong)?;
                    if kind == 2 {
                        names.push(text.to_owned());
                    }
                }
                // iPAddress, registeredID; otherName, directoryName, ediPartyName.
                (7 | 8, false) | (0 | 4 | 5, true) => {}
                _ => return Err(wrong()),
            }
        }
        Ok(Self(names))
    }
}

impl<'a> Decode<'a> for SignerKey {
    type Error = der::Error;

    fn decode<R: Reader<'a>>(reader: &mut R) -> der::Result<Self> {
        let (mut key, mut last) = (None, None);
        for part in Vec::<AnyRef<'a>>::decode(reader)? {
            let number = match context(part.tag()) {
                Some((0, false)) => {
                    key = Some(part.value().to_vec());
                    0
                }
                // authorityCertIssuer, authorityCertSerialNumber.
                Some((1, true)) => 1,
                Some((2, false)) => 2,
                _ => return Err(part.tag().value_error().into()),
            };
            // Each at most once, in this order.
            if last >= Some(number) {
                return Err(part.tag().value_error().into());
            }
            last = Some(number);
        }
        Ok(Self(key))
    }
}

impl HostNames {
    /// The extension; critical where the certificate has no other name. Names are in ASCII.
    pub fn extension(&self, critical: bool) -> der::Result<Extension> {
        extension(Self::OID, critical, 2, self.0.iter().map(String::as_bytes))
    }
}

impl SignerKey {
    /// The extension.
    pub fn extension(&self) -> der::Result<Extension> {
        extension(Self::OID, false, 0, self.0.iter().map(Vec::as_slice))
    }
}

/// An extension that is a SEQUENCE of primitive values, all with the tag `[number]`.
fn extension<'a>(
    extn_id: ObjectIdentifier,
    critical: bool,
    number: u32,
    values: impl Iterator<Item = &'a [u8]>,
) -> der::Result<Extension> {
    let tag = Tag::ContextSpecific { constructed: false, number: TagNumber(number) };
    let values: Vec<Any> = values.map(|value| Any::new(tag, value)).collect::<Result<_, _>>()?;
    Ok(Extension { extn_id, critical, extn_value: OctetString::new(values.to_der()?)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_names_come_back_and_others_are_passed_over() {
        let names = HostNames(vec!["blog.example".to_owned(), "b".to_owned()]);
        let extension = names.extension(false).unwrap();
        assert_eq!(HostNames::from_der(extension.extn_value.as_bytes()), Ok(names));
        // An address of mail, an IP address, a registered ID, a directoryName, and a dNSName.
        let mixed =
            [0x30, 17, 0x81, 1, b'a', 0x87, 4, 1, 2, 3, 4, 0x88, 1, 0x2a, 0xa4, 0, 0x82, 1, b'c'];
        assert_eq!(HostNames::from_der(&mixed), Ok(HostNames(vec!["c".to_owned()])));
        // x400Address, [9], a constructed dNSName, no context tag, and what is not ASCII.
        for bad in [[0x83, b'a'], [0x89, b'a'], [0xa2, b'a'], [0x16, b'a'], [0x82, 0x80]] {
            assert!(HostNames::from_der(&[0x30, 3, bad[0], 1, bad[1]]).is_err(), "{bad:02x?}");
        }
    }

    #[test]
    fn the_key_of_a_signer_comes_back_and_the_order_is_kept() {
        let key = SignerKey(Some(vec![7; 20]));
        let extension = key.extension().unwrap();
        assert_eq!(SignerKey::from_der(extension.extn_value.as_bytes()), Ok(key));
        let read = SignerKey::from_der;
        assert_eq!(read(&[0x30, 0]), Ok(SignerKey(None)));
        let all = [0x30, 8, 0x80, 1, 9, 0xa1, 0, 0x82, 1, 5];
        assert_eq!(read(&all), Ok(SignerKey(Some(vec![9]))));
        for bad in [
            &[0x30, 5, 0xa1, 0, 0x80, 1, 9][..],
            &[0x30, 6, 0x80, 1, 9, 0x80, 1, 9],
            &[0x30, 3, 0x83, 1, 9],
            &[0x30, 3, 0x04, 1, 9],
        ] {
            assert!(read(bad).is_err(), "{bad:02x?}");
        }
    }
}
