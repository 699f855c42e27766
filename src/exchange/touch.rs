//! A change to a letter as it comes from a form or a link, and goes back into one.

use serde::{Deserialize, Serialize};

use super::{
    error::ScenarioError,
    link::{Change, Tampering},
};
use crate::wire::bytes::{hex, unhex};

/// Most changes in one exchange.
pub const MAX_CHANGES: usize = 64;
/// Most bytes in one change; a letter of ours has fewer.
pub const MAX_BYTES: usize = 4096;

/// One change. `change` says which of the other fields it needs; the rest must be left out.
///
/// | `change` | needs | what happens |
/// | --- | --- | --- |
/// | `flip` | `offset`, `mask` (1 to 255) | the bits of the mask flip |
/// | `replace` | `offset`, `length`, `bytes` | other bytes stand there |
/// | `delete` | `offset`, `length` | a range is taken out |
/// | `insert` | `offset`, `bytes` | bytes are put in |
/// | `letter` | `bytes` | another letter arrives |
/// | `drop`, `duplicate`, `swap` | | see [`Change`] |
/// | `cut` | `length` | only so many bytes arrive |
/// | `swap_records` | `record` | it and the next change places |
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Touch {
    /// Place of the letter in the Transcript.
    pub letter: usize,
    /// What happens to it.
    pub change: String,
    /// Byte offset in the letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<usize>,
    /// How many bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<usize>,
    /// Bits to flip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mask: Option<u8>,
    /// Which record of the letter, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<usize>,
    /// Hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<String>,
}

impl Touch {
    /// The names of all fields, as JavaScript spells them.
    pub const FIELDS: [&str; 7] =
        ["letter", "change", "offset", "length", "mask", "record", "bytes"];

    /// What it means, or what is wrong with it.
    pub fn read(&self) -> Result<Tampering, ScenarioError> {
        let given = Given { touch: self, used: Vec::new() };
        let change = given.change()?;
        Ok(Tampering { letter: self.letter, change })
    }

    /// The change in this form.
    pub fn new(tampering: &Tampering) -> Self {
        let touch = |change: &str| Self {
            letter: tampering.letter,
            change: change.to_owned(),
            ..Self::default()
        };
        match &tampering.change {
            Change::Flip { offset, mask } => {
                Self { offset: Some(*offset), mask: Some(*mask), ..touch("flip") }
            }
            Change::Splice { offset, length, bytes } => {
                let (change, length, put) = match (length, bytes.is_empty()) {
                    (0, _) => ("insert", None, true),
                    (length, true) => ("delete", Some(*length), false),
                    (length, false) => ("replace", Some(*length), true),
                };
                let bytes = put.then(|| hex(bytes));
                Self { offset: Some(*offset), length, bytes, ..touch(change) }
            }
            Change::Replace(bytes) => Self { bytes: Some(hex(bytes)), ..touch("letter") },
            Change::Drop => touch("drop"),
            Change::Duplicate => touch("duplicate"),
            Change::Cut(length) => Self { length: Some(*length), ..touch("cut") },
            Change::Swap => touch("swap"),
            Change::SwapRecords(record) => Self { record: Some(*record), ..touch("swap_records") },
        }
    }
}

/// The fields of a [`Touch`], asked one by one, so that none is left over.
struct Given<'a> {
    touch: &'a Touch,
    used: Vec<&'static str>,
}

impl Given<'_> {
    fn change(mut self) -> Result<Change, ScenarioError> {
        let change = match self.touch.change.as_str() {
            "flip" => {
                let mask = self.touch.mask.filter(|mask| *mask > 0);
                Change::Flip { offset: self.offset()?, mask: self.need("mask", mask)? }
            }
            "replace" => Change::Splice {
                offset: self.offset()?,
                length: self.length()?,
                bytes: self.bytes()?,
            },
            "delete" => {
                Change::Splice { offset: self.offset()?, length: self.length()?, bytes: Vec::new() }
            }
            "insert" => Change::Splice { offset: self.offset()?, length: 0, bytes: self.bytes()? },
            "letter" => Change::Replace(self.bytes()?),
            "drop" => Change::Drop,
            "duplicate" => Change::Duplicate,
            "cut" => Change::Cut(self.length()?),
            "swap" => Change::Swap,
            "swap_records" => Change::SwapRecords(self.need("record", self.touch.record)?),
            other => return Err(ScenarioError::UnknownChange(other.to_owned())),
        };
        let touch = self.touch;
        let given = [
            ("offset", touch.offset.is_some()),
            ("length", touch.length.is_some()),
            ("mask", touch.mask.is_some()),
            ("record", touch.record.is_some()),
            ("bytes", touch.bytes.is_some()),
        ];
        match given.into_iter().find(|(field, is)| *is && !self.used.contains(field)) {
            Some((field, _)) => Err(self.wrong(field)),
            None => Ok(change),
        }
    }

    fn wrong(&self, field: &'static str) -> ScenarioError {
        ScenarioError::BadChange { change: self.touch.change.clone(), field }
    }

    fn need<T>(&mut self, field: &'static str, value: Option<T>) -> Result<T, ScenarioError> {
        self.used.push(field);
        value.ok_or_else(|| self.wrong(field))
    }

    fn offset(&mut self) -> Result<usize, ScenarioError> {
        self.need("offset", self.touch.offset)
    }

    fn length(&mut self) -> Result<usize, ScenarioError> {
        self.need("length", self.touch.length)
    }

    fn bytes(&mut self) -> Result<Vec<u8>, ScenarioError> {
        let bytes = self.touch.bytes.as_deref().and_then(unhex);
        self.need("bytes", bytes.filter(|bytes| bytes.len() <= MAX_BYTES))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Change, (&'static str, Option<String>)> {
        let touch: Touch = serde_json::from_str(json).unwrap();
        let tampering = touch.read().map_err(|error| (error.kind(), error.value()))?;
        // What is read is what is written.
        assert_eq!(serde_json::to_value(Touch::new(&tampering)).unwrap(), {
            serde_json::from_str::<serde_json::Value>(json).unwrap()
        });
        Ok(tampering.change)
    }

    #[test]
    fn every_change_has_a_form() {
        let splice =
            |offset, length, bytes: &[u8]| Change::Splice { offset, length, bytes: bytes.to_vec() };
        let cases = [
            (r#""flip","offset":7,"mask":128"#, Change::Flip { offset: 7, mask: 128 }),
            (r#""replace","offset":7,"length":2,"bytes":"00ff11""#, splice(7, 2, &[0, 255, 17])),
            (r#""delete","offset":7,"length":2"#, splice(7, 2, &[])),
            (r#""insert","offset":7,"bytes":"01""#, splice(7, 0, &[1])),
            (r#""letter","bytes":"""#, Change::Replace(Vec::new())),
            (r#""drop""#, Change::Drop),
            (r#""duplicate""#, Change::Duplicate),
            (r#""swap""#, Change::Swap),
            (r#""cut","length":9"#, Change::Cut(9)),
            (r#""swap_records","record":1"#, Change::SwapRecords(1)),
        ];
        for (json, change) in cases {
            assert_eq!(read(&format!(r#"{{"letter":3,"change":{json}}}"#)), Ok(change), "{json}");
        }
    }

    #[test]
    fn what_is_missing_or_too_much_is_named() {
        let long = format!(r#""letter","bytes":"{}""#, "00".repeat(MAX_BYTES + 1));
        let cases = [
            (r#""bend""#, "unknown_change", "bend"),
            (r#""flip","offset":7"#, "bad_change", "mask"),
            (r#""flip","offset":7,"mask":0"#, "bad_change", "mask"),
            (r#""flip","mask":1"#, "bad_change", "offset"),
            (r#""drop","offset":7"#, "bad_change", "offset"),
            (r#""insert","offset":7,"bytes":"0""#, "bad_change", "bytes"),
            (r#""delete","offset":7,"length":1,"bytes":"00""#, "bad_change", "bytes"),
            (r#""cut""#, "bad_change", "length"),
            (r#""swap_records""#, "bad_change", "record"),
            (&long, "bad_change", "bytes"),
        ];
        for (json, kind, value) in cases {
            let json = format!(r#"{{"letter":3,"change":{json}}}"#);
            assert_eq!(read(&json), Err((kind, Some(value.to_owned()))), "{json}");
        }
    }

    #[test]
    fn every_field_is_in_the_list() {
        let expected = format!("expected one of `{}`", Touch::FIELDS.join("`, `"));
        let error = serde_json::from_str::<Touch>(r#"{"nonsense": 1}"#).unwrap_err();
        assert!(error.to_string().contains(&expected), "{error}");
    }
}
