//! Private keys in DER: PKCS#1 (RFC 8017 §A.1.2), PKCS#8 (RFC 5958 §2), and what they are taken for.

use super::complaint::Bad;
use crate::crypto::rsa::{BITS, PrivateKey};

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

/// 1.2.840.113549.1.1.1, rsaEncryption.
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
/// 1.2.840.10045.2.1, id-ecPublicKey.
const ELLIPTIC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];

/// A value of DER: its tag, its content, and where that begins.
#[derive(Clone, Copy)]
struct Value<'a> {
    tag: u8,
    at: u64,
    content: &'a [u8],
}

/// The RSA private key that these bytes are, or what they are instead, and where that is seen.
pub fn key(der: &[u8]) -> Result<PrivateKey, (u64, Bad)> {
    let (outer, rest) = value(der, 0)?;
    if outer.tag != SEQUENCE {
        return Err((0, Bad::Structure));
    }
    if !rest.is_empty() {
        let found = der.len() as u64;
        return Err((0, Bad::Length { needed: found - rest.len() as u64, found }));
    }
    let (first, rest) = value(outer.content, outer.at)?;
    let (second, _) = value(rest, first.at + first.content.len() as u64)?;
    match (first.tag, second.tag) {
        // version, modulus
        (INTEGER, INTEGER) => rsa(der, second),
        // version, privateKey (RFC 5915 §3)
        (INTEGER, OCTET_STRING) => Err((0, Bad::Elliptic)),
        // version, algorithm, privateKey
        (INTEGER, SEQUENCE) => wrapped(der, outer, second),
        // EncryptedPrivateKeyInfo, SubjectPublicKeyInfo, Certificate
        (SEQUENCE, OCTET_STRING) => Err((0, Bad::Encrypted)),
        (SEQUENCE, BIT_STRING | SEQUENCE) => Err((0, Bad::Public)),
        _ => Err((first.at, Bad::Structure)),
    }
}

/// PKCS#8: which algorithm, and the key inside.
fn wrapped(der: &[u8], outer: Value<'_>, algorithm: Value<'_>) -> Result<PrivateKey, (u64, Bad)> {
    let (oid, _) = value(algorithm.content, algorithm.at)?;
    match oid.content {
        _ if oid.tag != OID => return Err((algorithm.at, Bad::Structure)),
        RSA => {}
        ELLIPTIC => return Err((oid.at, Bad::Elliptic)),
        _ => return Err((oid.at, Bad::Algorithm)),
    }
    let behind = (algorithm.at - outer.at) as usize + algorithm.content.len();
    let rest = outer.content.get(behind..).unwrap_or_default();
    let (inner, _) = value(rest, outer.at + behind as u64)?;
    if inner.tag != OCTET_STRING {
        return Err((inner.at, Bad::Structure));
    }
    let (sequence, _) = value(inner.content, inner.at)?;
    let (version, rest) = value(sequence.content, sequence.at)?;
    let (modulus, _) = value(rest, version.at + version.content.len() as u64)?;
    match (version.tag, modulus.tag) {
        (INTEGER, INTEGER) => rsa(der, modulus),
        _ => Err((sequence.at, Bad::Structure)),
    }
}

fn rsa(der: &[u8], modulus: Value<'_>) -> Result<PrivateKey, (u64, Bad)> {
    let zeros = modulus.content.iter().take_while(|byte| **byte == 0).count();
    let number = modulus.content.get(zeros..).unwrap_or_default();
    let empty = number.first().map_or(0, |first| first.leading_zeros().into());
    let found = 8 * number.len() as u64 - empty;
    let (least, most) = (*BITS.start() as u64, *BITS.end() as u64);
    if !(least..=most).contains(&found) {
        return Err((modulus.at, Bad::Size { least, most, found }));
    }
    PrivateKey::from_der(der).map_err(|_| (modulus.at, Bad::Numbers))
}

/// The value at the start of `bytes`, which stand at `at`, and what is behind it.
fn value(bytes: &[u8], at: u64) -> Result<(Value<'_>, &[u8]), (u64, Bad)> {
    let broken = (at, Bad::Structure);
    let (tag, first) = match bytes {
        [tag, first, ..] => (*tag, usize::from(*first)),
        _ => return Err(broken),
    };
    // The length in one byte, or in as many as its low bits say (X.690 §8.1.3).
    let many = if first < 0x80 { 0 } else { first & 0x7f };
    if first == 0x80 || many > 4 {
        return Err(broken);
    }
    let number = bytes.get(2..2 + many).ok_or(broken)?;
    let long = number.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let length = if many == 0 { first as u64 } else { long };
    let head = 2 + many;
    let found = bytes.len() as u64;
    let needed = head as u64 + length;
    if needed > found {
        return Err((at, Bad::Length { needed, found }));
    }
    let (here, rest) = bytes.split_at(needed as usize);
    let content = here.get(head..).unwrap_or_default();
    Ok((Value { tag, at: at + head as u64, content }, rest))
}
