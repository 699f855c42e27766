//! Bytes that cross to JavaScript as a `Uint8Array`.

use std::{fmt, ops::Deref};

use serde::{Serialize, Serializer};

/// Bytes that serialize as bytes and not as a list of numbers.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_bytes::Bytes::new(&self.0).serialize(serializer)
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex(&self.0))
    }
}

/// Two lower-case hexadecimal digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The number that the bytes are, most significant first, in decimal digits. The time that it takes
/// depends on the number.
pub fn decimal(bytes: &[u8]) -> String {
    // Nine digits a place, least significant first.
    let mut places: Vec<u64> = vec![0];
    // Four bytes at a time, the odd ones first.
    for chunk in bytes.rchunks(4).rev() {
        let mut carry = chunk.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        for place in &mut places {
            let value = (*place << (8 * chunk.len())) + carry;
            *place = value % 1_000_000_000;
            carry = value / 1_000_000_000;
        }
        while carry > 0 {
            places.push(carry % 1_000_000_000);
            carry /= 1_000_000_000;
        }
    }
    let mut places = places.iter().rev();
    let first = places.next().map_or_else(String::new, u64::to_string);
    places.fold(first, |digits, place| digits + &format!("{place:09}"))
}

/// The bytes of an even number of hexadecimal digits; `None` for anything else.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect::<Option<Vec<u8>>>()?;
    let pairs = digits.chunks_exact(2);
    pairs.remainder().is_empty().then(|| pairs.map(|pair| pair[0] << 4 | pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_decimal() {
        for (bytes, digits) in [
            (&[][..], "0"),
            (&[0], "0"),
            (&[1, 0, 1], "65537"),
            (&[0x3b, 0x9a, 0xca, 0x00], "1000000000"),
            (&[0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "18446744073709551615"),
        ] {
            assert_eq!(decimal(bytes), digits);
        }
        let big = u128::MAX - 7;
        assert_eq!(decimal(&big.to_be_bytes()), big.to_string());
    }

    #[test]
    fn hex_goes_both_ways() {
        assert_eq!(unhex(&hex(&[0, 1, 0xfe, 0xff])), Some(vec![0, 1, 0xfe, 0xff]));
        assert_eq!(unhex("ABcd"), Some(vec![0xab, 0xcd]));
        assert_eq!(unhex("abc"), None);
        assert_eq!(unhex("xy"), None);
        assert_eq!(unhex("é"), None);
    }
}
