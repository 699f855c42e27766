//! The Transcript as JSON, bytes as hex: the same text as the page's.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use tls_airmail::{Transcript, wire::bytes::hex};

/// Writes it, and a line feed.
pub fn write(mut out: impl Write, transcript: &Transcript) -> io::Result<()> {
    let formatter = HexBytes(PrettyFormatter::new());
    transcript.serialize(&mut Serializer::with_formatter(&mut out, formatter))?;
    writeln!(out)
}

/// JSON with bytes as one string of hex.
struct HexBytes(PrettyFormatter<'static>);

/// Hands the shape of the text on to the pretty formatter.
macro_rules! pretty {
    ($($method:ident($($flag:ident)?);)*) => {
        $(fn $method<W: ?Sized + Write>(&mut self, writer: &mut W $(, $flag: bool)?) -> io::Result<()> {
            self.0.$method(writer $(, $flag)?)
        })*
    };
}

impl Formatter for HexBytes {
    fn write_byte_array<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        bytes: &[u8],
    ) -> io::Result<()> {
        write!(writer, "\"{}\"", hex(bytes))
    }

    pretty! {
        begin_array();
        end_array();
        begin_array_value(first);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first);
        begin_object_value();
        end_object_value();
    }
}
