//! A certificate opened down to its bytes (RFC 5280 §4.1, DER: X.690), for the reader.
//!
//! The parties act on `pki::facts`; this only names. A value whose bounds are known but whose
//! inside makes no sense ends as [`Field::UNPARSED`], and what stands behind it is read on.

use super::{
    bytes::hex,
    codec::{Malformed, Parsed, Reader, What, parse},
    field::Field,
};

const BOOLEAN: u8 = 0x01;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OID: u8 = 0x06;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const VERSION: u8 = 0xa0;
const EXTENSIONS: u8 = 0xa3;

/// The id of a certificate in a letter.
pub const CERTIFICATE: &str = "certificate.der";

/// What is read for its names alone.
type Done = Result<(), Malformed>;

/// Every byte of a certificate with its name; never fails.
pub fn describe(der: &[u8]) -> Parsed<()> {
    parse(CERTIFICATE, der, |reader| constructed(reader, SEQUENCE, certificate))
}

/// Opens every certificate in a tree over `bytes`.
pub fn unfold(field: &mut Field, bytes: &[u8]) {
    if field.id == CERTIFICATE && field.children.is_empty() {
        let der = bytes.get(field.start..field.end).unwrap_or_default();
        field.children = describe(der).field.moved(field.start).children;
    } else {
        field.children.iter_mut().for_each(|child| unfold(child, bytes));
    }
}

/// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
fn certificate(reader: &mut Reader<'_>) -> Done {
    reader.node("x509.tbs", |reader| constructed(reader, SEQUENCE, tbs))?;
    algorithm(reader, "x509.signature_algorithm")?;
    reader.node("x509.signature_value", |reader| {
        bit_string(reader, |reader| {
            reader.rest("x509.signature");
            Ok(())
        })
    })
}

fn tbs(reader: &mut Reader<'_>) -> Done {
    if next(reader) == Some(VERSION) {
        reader.node("x509.version", |reader| {
            constructed(reader, VERSION, |reader| {
                let number = primitive(reader, INTEGER, "x509.version.number")?;
                let version = number.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
                reader.say(format!("v{} ({version})", version.saturating_add(1)));
                Ok(())
            })
        })?;
    }
    let serial = primitive(reader, INTEGER, "x509.serial")?;
    reader.say(hex(serial));
    algorithm(reader, "x509.tbs.signature")?;
    name(reader, "x509.issuer")?;
    reader.node("x509.validity", |reader| {
        constructed(reader, SEQUENCE, |reader| {
            time(reader, "x509.not_before")?;
            time(reader, "x509.not_after")
        })
    })?;
    name(reader, "x509.subject")?;
    reader.node("x509.subject_public_key_info", |reader| {
        constructed(reader, SEQUENCE, public_key_info)
    })?;
    // issuerUniqueID and subjectUniqueID, which nobody uses.
    while next(reader).is_some_and(|tag| tag != EXTENSIONS) {
        any(reader, "x509.unique_id")?;
    }
    if reader.left() > 0 {
        reader.node("x509.extensions", |reader| {
            constructed(reader, EXTENSIONS, |reader| {
                constructed(reader, SEQUENCE, |reader| {
                    while reader.left() > 0 {
                        extension(reader)?;
                    }
                    Ok(())
                })
            })
        })?;
    }
    Ok(())
}

/// AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters OPTIONAL }; its OID.
fn algorithm<'a>(reader: &mut Reader<'a>, id: &'static str) -> Result<&'a [u8], Malformed> {
    let mut oid: &[u8] = &[];
    reader.node(id, |reader| {
        constructed(reader, SEQUENCE, |reader| {
            oid = object(reader, "x509.algorithm")?;
            if reader.left() > 0 {
                reader.node("x509.parameters", |reader| any(reader, "x509.parameters"))?;
            }
            Ok(())
        })
    })?;
    say_oid(reader, oid);
    Ok(oid)
}

/// Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }
fn name(reader: &mut Reader<'_>, id: &'static str) -> Done {
    let mut parts: Vec<String> = Vec::new();
    reader.node(id, |reader| {
        constructed(reader, SEQUENCE, |reader| {
            while reader.left() > 0 {
                reader.node("x509.rdn", |reader| {
                    constructed(reader, SET, |reader| {
                        while reader.left() > 0 {
                            parts.push(attribute(reader)?);
                        }
                        Ok(())
                    })
                })?;
            }
            Ok(())
        })
    })?;
    // RFC 4514 reads from the last to the first.
    parts.reverse();
    if !parts.is_empty() {
        reader.say(parts.join(","));
    }
    Ok(())
}

fn attribute(reader: &mut Reader<'_>) -> Result<String, Malformed> {
    let mut said = String::new();
    reader.node("x509.attribute", |reader| {
        constructed(reader, SEQUENCE, |reader| {
            let oid = object(reader, "x509.attribute.type")?;
            let (_, text) = element(reader, "x509.attribute.value")?;
            let text = String::from_utf8_lossy(text);
            if !text.is_empty() {
                reader.say(text.clone());
            }
            let kind = oid_name(oid).map_or_else(|| dotted(oid), |(_, short)| short.to_owned());
            said = format!("{kind}={text}");
            Ok(())
        })
    })?;
    reader.say(said.clone());
    Ok(said)
}

fn time(reader: &mut Reader<'_>, id: &'static str) -> Done {
    let tag = next(reader).unwrap_or(UTC_TIME);
    let generalized = tag == GENERALIZED_TIME;
    let digits = primitive(reader, if generalized { tag } else { UTC_TIME }, id)?;
    match time_words(digits, generalized) {
        Some(words) => reader.say(words),
        None => return Err(reader.wrong(What::Value(0))),
    }
    Ok(())
}

/// `2024-01-01 00:00:00 UTC`. Two digits of a year from 50 on are 19.. (RFC 5280 §4.1.2.5.1).
fn time_words(digits: &[u8], generalized: bool) -> Option<String> {
    let text = std::str::from_utf8(digits).ok()?.strip_suffix('Z')?;
    let size = if generalized { 14 } else { 12 };
    if text.len() != size || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = text.split_at(size - 10);
    let century = match year {
        _ if generalized => "",
        year if year >= "50" => "19",
        _ => "20",
    };
    let pairs: Vec<&str> = (0..5).filter_map(|pair| rest.get(2 * pair..2 * pair + 2)).collect();
    let [month, day, hour, minute, second] = pairs[..] else { return None };
    Some(format!("{century}{year}-{month}-{day} {hour}:{minute}:{second} UTC"))
}

fn public_key_info(reader: &mut Reader<'_>) -> Done {
    let rsa = algorithm(reader, "x509.key_algorithm")? == RSA_ENCRYPTION;
    reader.node("x509.subject_public_key", |reader| {
        bit_string(reader, |reader| {
            if !rsa {
                reader.rest("x509.public_key");
                return Ok(());
            }
            reader.node("x509.rsa_public_key", |reader| {
                constructed(reader, SEQUENCE, |reader| {
                    let modulus = positive(reader, "x509.modulus")?;
                    let bits = 8 * modulus.len() as u32
                        - modulus.first().map_or(0, |first| first.leading_zeros());
                    reader.say(format!("{bits} bits"));
                    let exponent = positive(reader, "x509.public_exponent")?;
                    let sum = exponent.iter().try_fold(0_u64, |sum, byte| {
                        sum.checked_mul(256).map(|sum| sum | u64::from(*byte))
                    });
                    reader.say(sum.map_or_else(|| hex(exponent), |sum| sum.to_string()));
                    Ok(())
                })
            })
        })
    })
}

/// An INTEGER; the zero in front that keeps it positive is a leaf of its own.
fn positive<'a>(reader: &mut Reader<'a>, id: &'static str) -> Result<&'a [u8], Malformed> {
    let length = some(reader, INTEGER)?;
    let zero = length > 1 && reader.peek().first() == Some(&0);
    if zero {
        reader.take("x509.leading_zero", 1)?;
    }
    content(reader, id, length - usize::from(zero))
}

/// Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue OCTET STRING }
fn extension(reader: &mut Reader<'_>) -> Done {
    let mut oid: &[u8] = &[];
    reader.node("x509.extension", |reader| {
        constructed(reader, SEQUENCE, |reader| {
            oid = object(reader, "x509.extension.id")?;
            if next(reader) == Some(BOOLEAN) {
                let critical = primitive(reader, BOOLEAN, "x509.extension.critical")?;
                let word = boolean(critical);
                reader.say(word);
            }
            constructed(reader, OCTET_STRING, |reader| extension_value(reader, oid))
        })
    })?;
    say_oid(reader, oid);
    Ok(())
}

fn extension_value(reader: &mut Reader<'_>, oid: &[u8]) -> Done {
    match oid {
        BASIC_CONSTRAINTS => reader.node("x509.basic_constraints", |reader| {
            constructed(reader, SEQUENCE, |reader| {
                if next(reader) == Some(BOOLEAN) {
                    let authority = primitive(reader, BOOLEAN, "x509.basic_constraints.ca")?;
                    reader.say(boolean(authority));
                }
                if reader.left() > 0 {
                    let path = primitive(reader, INTEGER, "x509.basic_constraints.path_length")?;
                    reader.say(hex(path));
                }
                Ok(())
            })
        }),
        KEY_USAGE => {
            let mut words = String::new();
            reader.node("x509.key_usage", |reader| {
                bit_string(reader, |reader| {
                    words = usages(reader.rest("x509.key_usage.bits"));
                    reader.say(words.clone());
                    Ok(())
                })
            })?;
            reader.say(words);
            Ok(())
        }
        SUBJECT_KEY_IDENTIFIER => reader.node("x509.subject_key_identifier", |reader| {
            primitive(reader, OCTET_STRING, "x509.key_identifier").map(|_| ())
        }),
        AUTHORITY_KEY_IDENTIFIER => reader.node("x509.authority_key_identifier", |reader| {
            constructed(reader, SEQUENCE, |reader| {
                while reader.left() > 0 {
                    let key = next(reader) == Some(0x80);
                    any(reader, if key { "x509.key_identifier" } else { "x509.authority" })?;
                }
                Ok(())
            })
        }),
        EXTENDED_KEY_USAGE => reader.node("x509.extended_key_usage", |reader| {
            constructed(reader, SEQUENCE, |reader| {
                while reader.left() > 0 {
                    object(reader, "x509.key_purpose")?;
                }
                Ok(())
            })
        }),
        SUBJECT_ALT_NAME => reader.node("x509.subject_alt_name", |reader| {
            constructed(reader, SEQUENCE, |reader| {
                while reader.left() > 0 {
                    if next(reader) == Some(0x82) {
                        let text = primitive(reader, 0x82, "x509.dns_name")?;
                        reader.say(String::from_utf8_lossy(text));
                    } else {
                        any(reader, "x509.other_name")?;
                    }
                }
                Ok(())
            })
        }),
        _ => {
            if reader.left() > 0 {
                reader.rest("x509.extension.value");
            }
            Ok(())
        }
    }
}

/// The bits that are set, by name (RFC 5280 §4.2.1.3); the first bit is the highest.
fn usages(bits: &[u8]) -> String {
    const NAMES: [&str; 9] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];
    let set = |at: usize| bits.get(at / 8).is_some_and(|byte| byte << (at % 8) & 0x80 != 0);
    let names: Vec<&str> =
        NAMES.iter().enumerate().filter(|(at, _)| set(*at)).map(|(_, name)| *name).collect();
    names.join(", ")
}

fn boolean(content: &[u8]) -> &'static str {
    if content == [0] { "FALSE" } else { "TRUE" }
}

/// The tag that comes next.
fn next(reader: &Reader<'_>) -> Option<u8> {
    reader.peek().first().copied()
}

/// Tag and length of what must be a `tag`; how long its content is.
fn header(reader: &mut Reader<'_>, tag: u8) -> Result<usize, Malformed> {
    let (found, length) = any_header(reader)?;
    if found == tag {
        return Ok(length);
    }
    Err(reader.wrong(What::Value(found.into())))
}

/// Tag and length, two leaves.
fn any_header(reader: &mut Reader<'_>) -> Result<(u8, usize), Malformed> {
    let tag = reader.array::<1>("x509.tag")?[0];
    reader.say(tag_name(tag));
    // Tags of more than one byte are in no certificate.
    if tag & 0x1f == 0x1f {
        return Err(reader.wrong(What::Value(tag.into())));
    }
    let first = usize::from(next(reader).unwrap_or(0));
    // DER: the short form up to 127, else as few bytes as will do.
    let more = first.saturating_sub(0x80);
    let bytes = reader.take("x509.length", 1 + more)?;
    let long = bytes[1..]
        .iter()
        .try_fold(0_usize, |sum, byte| sum.checked_mul(256).map(|sum| sum | usize::from(*byte)));
    let length = if more == 0 { first } else { long.unwrap_or(usize::MAX) };
    let shortest = match more {
        0 => first < 0x80,
        1 => length >= 0x80,
        _ => bytes[1] != 0,
    };
    if !shortest {
        return Err(reader.wrong(What::Value(first as u64)));
    }
    reader.say(format!("{length} bytes"));
    if length > reader.left() {
        return Err(reader.wrong(What::Short { needed: length, left: reader.left() }));
    }
    Ok((tag, length))
}

/// A value with others inside. What is wrong inside stays inside: its bounds are known.
fn constructed<'a>(
    reader: &mut Reader<'a>,
    tag: u8,
    read: impl FnOnce(&mut Reader<'a>) -> Done,
) -> Done {
    let length = header(reader, tag)?;
    // The tree says `unparsed`; nobody acts on it.
    let _ = reader.within("x509.tag", length, read);
    Ok(())
}

/// A BIT STRING: how many bits at its end do not count, then what it holds.
fn bit_string<'a>(reader: &mut Reader<'a>, read: impl FnOnce(&mut Reader<'a>) -> Done) -> Done {
    constructed(reader, BIT_STRING, |reader| {
        let unused = reader.u8("x509.unused_bits")?;
        if unused > 7 {
            return Err(reader.wrong(What::Value(unused.into())));
        }
        if reader.left() > 0 { read(reader) } else { Ok(()) }
    })
}

/// A value of one piece.
fn primitive<'a>(
    reader: &mut Reader<'a>,
    tag: u8,
    id: &'static str,
) -> Result<&'a [u8], Malformed> {
    let length = some(reader, tag)?;
    content(reader, id, length)
}

/// Tag and length of a value that must have content.
fn some(reader: &mut Reader<'_>, tag: u8) -> Result<usize, Malformed> {
    let length = header(reader, tag)?;
    if length > 0 { Ok(length) } else { Err(reader.wrong(What::Value(0))) }
}

/// A value of any kind, its content one leaf.
fn element<'a>(reader: &mut Reader<'a>, id: &'static str) -> Result<(u8, &'a [u8]), Malformed> {
    let (tag, length) = any_header(reader)?;
    Ok((tag, content(reader, id, length)?))
}

fn any(reader: &mut Reader<'_>, id: &'static str) -> Done {
    element(reader, id).map(|_| ())
}

fn content<'a>(
    reader: &mut Reader<'a>,
    id: &'static str,
    length: usize,
) -> Result<&'a [u8], Malformed> {
    if length == 0 { Ok(&[]) } else { reader.take(id, length) }
}

/// The name of an OID, on what was read last.
fn say_oid(reader: &mut Reader<'_>, oid: &[u8]) {
    if !oid.is_empty() {
        reader.say(oid_words(oid));
    }
}

fn object<'a>(reader: &mut Reader<'a>, id: &'static str) -> Result<&'a [u8], Malformed> {
    let oid = primitive(reader, OID, id)?;
    reader.say(oid_words(oid));
    Ok(oid)
}

fn tag_name(tag: u8) -> String {
    match tag {
        BOOLEAN => "BOOLEAN".into(),
        INTEGER => "INTEGER".into(),
        BIT_STRING => "BIT STRING".into(),
        OCTET_STRING => "OCTET STRING".into(),
        0x05 => "NULL".into(),
        OID => "OBJECT IDENTIFIER".into(),
        0x0c => "UTF8String".into(),
        0x13 => "PrintableString".into(),
        0x14 => "TeletexString".into(),
        0x16 => "IA5String".into(),
        UTC_TIME => "UTCTime".into(),
        GENERALIZED_TIME => "GeneralizedTime".into(),
        0x1e => "BMPString".into(),
        SEQUENCE => "SEQUENCE".into(),
        SET => "SET".into(),
        other if other & 0xc0 == 0x80 => format!("[{}]", other & 0x1f),
        other => format!("{other:02x}"),
    }
}

const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
const SUBJECT_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1d, 0x0e];
const AUTHORITY_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1d, 0x23];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x25];
const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];

/// Name and short name of an OID that certificates use (RFC 5280 appendix A, RFC 4514 §3).
fn oid_name(oid: &[u8]) -> Option<(&'static str, &'static str)> {
    let same = |name| Some((name, name));
    match oid {
        [0x55, 0x04, 0x03] => Some(("commonName", "CN")),
        [0x55, 0x04, 0x05] => same("serialNumber"),
        [0x55, 0x04, 0x06] => Some(("countryName", "C")),
        [0x55, 0x04, 0x07] => Some(("localityName", "L")),
        [0x55, 0x04, 0x08] => Some(("stateOrProvinceName", "ST")),
        [0x55, 0x04, 0x0a] => Some(("organizationName", "O")),
        [0x55, 0x04, 0x0b] => Some(("organizationalUnitName", "OU")),
        SUBJECT_KEY_IDENTIFIER => same("subjectKeyIdentifier"),
        KEY_USAGE => same("keyUsage"),
        SUBJECT_ALT_NAME => same("subjectAltName"),
        BASIC_CONSTRAINTS => same("basicConstraints"),
        [0x55, 0x1d, 0x1f] => same("cRLDistributionPoints"),
        [0x55, 0x1d, 0x20] => same("certificatePolicies"),
        AUTHORITY_KEY_IDENTIFIER => same("authorityKeyIdentifier"),
        EXTENDED_KEY_USAGE => same("extKeyUsage"),
        RSA_ENCRYPTION => same("rsaEncryption"),
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, last] => match last {
            5 => same("sha1WithRSAEncryption"),
            10 => same("rsassaPss"),
            11 => same("sha256WithRSAEncryption"),
            12 => same("sha384WithRSAEncryption"),
            13 => same("sha512WithRSAEncryption"),
            _ => None,
        },
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01] => same("id-ecPublicKey"),
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, last] => match last {
            2 => same("ecdsa-with-SHA256"),
            3 => same("ecdsa-with-SHA384"),
            _ => None,
        },
        [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, rest @ ..] => match rest {
            [0x01, 0x01] => same("authorityInfoAccess"),
            [0x03, 0x01] => same("serverAuth"),
            [0x03, 0x02] => same("clientAuth"),
            _ => None,
        },
        _ => None,
    }
}

/// `commonName (2.5.4.3)`, or the numbers alone.
fn oid_words(oid: &[u8]) -> String {
    let numbers = dotted(oid);
    oid_name(oid).map_or_else(|| numbers.clone(), |(name, _)| format!("{name} ({numbers})"))
}

/// The numbers of an OID (X.690 §8.19); hex where they are none.
fn dotted(oid: &[u8]) -> String {
    let mut numbers: Vec<u64> = Vec::new();
    let mut number = 0_u64;
    for byte in oid {
        if number >> 56 != 0 {
            return hex(oid);
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            if numbers.is_empty() {
                let first = (number / 40).min(2);
                numbers.push(first);
                number -= 40 * first;
            }
            numbers.push(number);
            number = 0;
        }
    }
    if oid.last().is_none_or(|last| last & 0x80 != 0) {
        return hex(oid);
    }
    let words: Vec<String> = numbers.iter().map(u64::to_string).collect();
    words.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oids_are_numbers_with_names() {
        assert_eq!(oid_words(&[0x55, 0x04, 0x03]), "commonName (2.5.4.3)");
        assert_eq!(oid_words(RSA_ENCRYPTION), "rsaEncryption (1.2.840.113549.1.1.1)");
        assert_eq!(dotted(&[0x2a, 0x03]), "1.2.3");
        assert_eq!(dotted(&[0x2a, 0x83]), "2a83");
        assert_eq!(dotted(&[0xff; 20]), hex(&[0xff; 20]));
        assert_eq!(dotted(&[]), "");
    }

    #[test]
    fn times_are_words() {
        let words = |text: &str, long| time_words(text.as_bytes(), long);
        assert_eq!(words("240101000000Z", false).unwrap(), "2024-01-01 00:00:00 UTC");
        assert_eq!(words("500101000000Z", false).unwrap(), "1950-01-01 00:00:00 UTC");
        assert_eq!(words("20501231235959Z", true).unwrap(), "2050-12-31 23:59:59 UTC");
        assert_eq!(words("2401010000Z", false), None);
        assert_eq!(words("24010100000éZ", false), None);
    }

    #[test]
    fn usages_count_from_the_highest_bit() {
        assert_eq!(usages(&[0xa0]), "digitalSignature, keyEncipherment");
        assert_eq!(usages(&[0x06]), "keyCertSign, cRLSign");
        assert_eq!(usages(&[0x00, 0x80]), "decipherOnly");
        assert_eq!(usages(&[]), "");
    }

    #[test]
    fn only_the_shortest_definite_length_is_der() {
        for (bytes, good) in [
            (&[0x30, 0x00][..], true),
            (&[0x30, 0x80], false),
            (&[0x30, 0x81, 0x00], false),
            (&[0x30, 0x01], false),
            (&[0x30, 0xff], false),
            (&[0x30], false),
            (&[0x1f, 0x00], false),
        ] {
            let parsed = parse("der", bytes, |reader| any(reader, "x509.parameters"));
            assert_eq!(parsed.value.is_ok(), good, "{bytes:02x?}");
        }
    }
}
