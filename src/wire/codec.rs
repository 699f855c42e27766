//! Reading and writing the presentation language (RFC 5246 §4).
//!
//! The [`Reader`] that the parties act on is also what names the bytes: whatever it reads, it
//! enters into the [`Field`] tree. What is shown cannot disagree with what was understood.

use super::field::Field;

/// Bytes that are not what they should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Where: bytes from the start of what was read.
    pub offset: usize,
    /// Which field.
    pub field: &'static str,
    /// What was wrong.
    pub what: What,
}

/// What was wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It needs this many bytes, and there are only so many.
    Short { needed: usize, left: usize },
    /// Bytes are left over behind it.
    Trailing(usize),
    /// Its length must lie between these, and is another.
    Length { least: usize, most: usize, found: usize },
    /// Its length must be a multiple of this, and is another.
    Multiple { of: usize, found: usize },
    /// The same extension stands there twice.
    Twice(u16),
    /// The value is not one that may stand there.
    Value(u64),
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} at byte {}: ", self.field, self.offset)?;
        match &self.what {
            What::Short { needed, left } => write!(out, "needs {needed} bytes, {left} are left"),
            What::Trailing(count) => write!(out, "{count} bytes are left over"),
            What::Length { least, most, found } => {
                write!(out, "must be {least} to {most} bytes long, is {found}")
            }
            What::Multiple { of, found } => {
                write!(out, "must be a multiple of {of} bytes long, is {found}")
            }
            What::Twice(code) => write!(out, "extension {code} stands there twice"),
            What::Value(value) => write!(out, "the value {value} may not stand there"),
        }
    }
}

impl std::error::Error for Malformed {}

/// Width of a length prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One byte.
    One,
    /// Two bytes.
    Two,
    /// Three bytes.
    Three,
}

impl Width {
    fn bytes(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
        }
    }
}

/// What was read, and the name of every byte, also when reading failed midway.
#[derive(Clone, Debug)]
pub struct Parsed<T> {
    /// The meaning, or what was wrong.
    pub value: Result<T, Malformed>,
    /// The tree over all bytes.
    pub field: Field,
}

/// A cursor that names what it reads.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
    fields: Vec<Field>,
}

/// Reads all of `bytes` by `read`; what it leaves over is malformed.
pub fn parse<'a, T>(
    id: &'static str,
    bytes: &'a [u8],
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Malformed>,
) -> Parsed<T> {
    let mut reader = Reader { bytes, at: 0, end: bytes.len(), fields: Vec::new() };
    let value = reader.bounded(id, bytes.len(), read);
    let field = reader.fields.pop();
    let field = field.unwrap_or_else(|| Field::leaf(id, 0, bytes.len(), None));
    Parsed { value, field }
}

impl<'a> Reader<'a> {
    /// Bytes that are left.
    pub fn left(&self) -> usize {
        self.end - self.at
    }

    /// Where it stands.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// All that is left, without reading it.
    pub fn peek(&self) -> &'a [u8] {
        &self.bytes[self.at..self.end]
    }

    /// Whether `count` bytes are there for a field.
    fn need(&self, id: &'static str, count: usize) -> Result<(), Malformed> {
        let left = self.left();
        if count <= left {
            return Ok(());
        }
        let what = What::Short { needed: count, left };
        Err(Malformed { offset: self.at, field: id, what })
    }

    /// `count` bytes.
    pub fn take(&mut self, id: &'static str, count: usize) -> Result<&'a [u8], Malformed> {
        self.need(id, count)?;
        let taken = &self.bytes[self.at..self.at + count];
        self.fields.push(Field::leaf(id, self.at, self.at + count, None));
        self.at += count;
        Ok(taken)
    }

    /// All that is left.
    pub fn rest(&mut self, id: &'static str) -> &'a [u8] {
        let count = self.left();
        self.take(id, count).unwrap_or(&[])
    }

    /// Exactly `N` bytes.
    pub fn array<const N: usize>(&mut self, id: &'static str) -> Result<[u8; N], Malformed> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(id, N)?);
        Ok(array)
    }

    /// A number of one byte.
    pub fn u8(&mut self, id: &'static str) -> Result<u8, Malformed> {
        let number = self.number(id, 1)?;
        Ok((number & 0xff) as u8)
    }

    /// A number of two bytes.
    pub fn u16(&mut self, id: &'static str) -> Result<u16, Malformed> {
        let number = self.number(id, 2)?;
        Ok((number & 0xffff) as u16)
    }

    /// A number of three bytes.
    pub fn u24(&mut self, id: &'static str) -> Result<usize, Malformed> {
        self.number(id, 3)
    }

    fn number(&mut self, id: &'static str, width: usize) -> Result<usize, Malformed> {
        let bytes = self.take(id, width)?;
        let number = bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
        self.say(number.to_string());
        Ok(number)
    }

    /// Numbers of two bytes up to the end, and the name that each stands for.
    pub fn codes(
        &mut self,
        id: &'static str,
        name: fn(u16) -> &'static str,
    ) -> Result<Vec<u16>, Malformed> {
        let mut codes = Vec::new();
        while self.left() > 0 {
            let code = self.u16(id)?;
            self.say(name(code));
            codes.push(code);
        }
        Ok(codes)
    }

    /// Gives the field read last a meaning in words.
    pub fn say(&mut self, value: impl Into<String>) {
        if let Some(field) = self.fields.last_mut() {
            field.value = Some(value.into());
        }
    }

    /// The field read last is wrong.
    pub fn wrong(&self, what: What) -> Malformed {
        let (offset, field) =
            self.fields.last().map_or((self.at, "message"), |field| (field.start, field.id));
        Malformed { offset, field, what }
    }

    /// Groups all that `read` reads under one name.
    pub fn node<T>(
        &mut self,
        id: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T, Malformed>,
    ) -> Result<T, Malformed> {
        let (start, mark) = (self.at, self.fields.len());
        let value = read(self);
        let children = self.fields.split_off(mark);
        self.fields.push(Field { id, start, end: self.at, value: None, children });
        value
    }

    /// Groups the next `length` bytes under one name; all of them must be read. What cannot be
    /// read is named [`Field::UNPARSED`].
    pub fn bounded<T>(
        &mut self,
        id: &'static str,
        length: usize,
        read: impl FnOnce(&mut Self) -> Result<T, Malformed>,
    ) -> Result<T, Malformed> {
        self.need(id, length)?;
        self.node(id, |reader| reader.within(id, length, read))
    }

    /// Reads the next `length` bytes by `read`, under no name of their own; all of them must be
    /// read. What cannot be read is named [`Field::UNPARSED`]. `id` is what a fault is about.
    pub fn within<T>(
        &mut self,
        id: &'static str,
        length: usize,
        read: impl FnOnce(&mut Self) -> Result<T, Malformed>,
    ) -> Result<T, Malformed> {
        self.need(id, length)?;
        let outer = std::mem::replace(&mut self.end, self.at + length);
        let value = read(self);
        let (left, offset) = (self.left(), self.at);
        if left > 0 {
            self.rest(Field::UNPARSED);
        }
        self.end = outer;
        match value {
            Ok(_) if left > 0 => Err(Malformed { offset, field: id, what: What::Trailing(left) }),
            value => value,
        }
    }

    /// The length in front of a vector, within its bounds.
    fn length(
        &mut self,
        id: &'static str,
        width: Width,
        range: std::ops::RangeInclusive<usize>,
    ) -> Result<usize, Malformed> {
        let length = self.number(id, width.bytes())?;
        self.say(format!("{length} bytes"));
        if range.contains(&length) {
            return Ok(length);
        }
        let (least, most) = (*range.start(), *range.end());
        Err(self.wrong(What::Length { least, most, found: length }))
    }

    /// A variable-length vector `id<least..most>`: a length, then so many bytes (RFC 5246 §4.3).
    ///
    /// `length_id` names the length, `id` the content.
    pub fn vector<T>(
        &mut self,
        length_id: &'static str,
        id: &'static str,
        width: Width,
        range: std::ops::RangeInclusive<usize>,
        read: impl FnOnce(&mut Self) -> Result<T, Malformed>,
    ) -> Result<T, Malformed> {
        let length = self.length(length_id, width, range)?;
        if length == 0 {
            // Nothing to name; the reader must still find nothing to read.
            let outer = std::mem::replace(&mut self.end, self.at);
            let value = read(self);
            self.end = outer;
            return value;
        }
        self.bounded(id, length, read)
    }

    /// A vector of opaque bytes.
    pub fn opaque(
        &mut self,
        length_id: &'static str,
        id: &'static str,
        width: Width,
        range: std::ops::RangeInclusive<usize>,
    ) -> Result<&'a [u8], Malformed> {
        let length = self.length(length_id, width, range)?;
        if length == 0 { Ok(&[]) } else { self.take(id, length) }
    }
}

/// Writes the presentation language; the mirror of [`Reader`].
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// What was written.
    pub fn done(self) -> Vec<u8> {
        self.bytes
    }

    /// One byte.
    pub fn u8(&mut self, number: u8) -> &mut Self {
        self.bytes.push(number);
        self
    }

    /// Two bytes, big endian.
    pub fn u16(&mut self, number: u16) -> &mut Self {
        self.bytes.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// Bytes as they are.
    pub fn put(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// A length, then what `write` writes. A length that does not fit is cut to its low bytes;
    /// callers keep within the RFC's bounds.
    pub fn vector(&mut self, width: Width, write: impl FnOnce(&mut Self)) -> &mut Self {
        let mut inner = Self::default();
        write(&mut inner);
        let length = (inner.bytes.len() as u32).to_be_bytes();
        self.put(&length[4 - width.bytes()..]);
        self.put(&inner.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_pair(reader: &mut Reader<'_>) -> Result<(u8, Vec<u8>), Malformed> {
        let head = reader.u8("pair.head")?;
        let tail = reader.opaque("pair.length", "pair.tail", Width::Two, 1..=3)?;
        Ok((head, tail.to_vec()))
    }

    #[test]
    fn leaves_tile_what_was_read_and_what_was_not() {
        for bytes in [&[1, 0, 2, 3, 4][..], &[1, 0, 2, 3], &[1, 0, 2, 3, 4, 5, 6], &[1], &[]] {
            let parsed = parse("pair", bytes, read_pair);
            let mut at = 0;
            for leaf in parsed.field.leaves() {
                assert_eq!(leaf.start, at);
                at = leaf.end;
            }
            assert_eq!(at, bytes.len());
        }
    }

    #[test]
    fn faults_say_where_and_what() {
        let parsed = parse("pair", &[1, 0, 2, 3], read_pair);
        assert_eq!(
            parsed.value.unwrap_err().to_string(),
            "pair.tail at byte 3: needs 2 bytes, 1 are left"
        );
        let parsed = parse("pair", &[1, 0, 4, 3, 3, 3, 3], read_pair);
        assert_eq!(
            parsed.value.unwrap_err().to_string(),
            "pair.length at byte 1: must be 1 to 3 bytes long, is 4"
        );
        let parsed = parse("pair", &[1, 0, 1, 3, 9], read_pair);
        assert_eq!(parsed.value.unwrap_err().what, What::Trailing(1));
    }

    #[test]
    fn what_is_written_is_read() {
        let mut writer = Writer::default();
        writer.u8(7).vector(Width::Two, |inner| {
            inner.put(&[1, 2, 3]);
        });
        assert_eq!(parse("pair", &writer.done(), read_pair).value, Ok((7, vec![1, 2, 3])));
    }
}
