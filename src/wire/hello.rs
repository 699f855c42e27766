//! ClientHello and ServerHello (RFC 5246 §7.4.1).

use super::{
    codec::{Malformed, Reader, What, Width, Writer, parse},
    registry::{self, Version},
};

/// An extension as it is on the wire (RFC 5246 §7.4.1.4). Unknown ones are carried all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Its number.
    pub code: u16,
    /// Its data.
    pub data: Vec<u8>,
}

/// ClientHello (RFC 5246 §7.4.1.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientHello {
    /// The highest version that the client speaks.
    pub version: Version,
    /// 32 random bytes.
    pub random: [u8; 32],
    /// 0 to 32 bytes.
    pub session_id: Vec<u8>,
    /// Best first; at least one.
    pub suites: Vec<u16>,
    /// At least null (0).
    pub compressions: Vec<u8>,
    /// `None` where the hello ends before the extensions.
    pub extensions: Option<Vec<Extension>>,
}

/// ServerHello (RFC 5246 §7.4.1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerHello {
    /// The version that both will speak.
    pub version: Version,
    /// 32 random bytes.
    pub random: [u8; 32],
    /// 0 to 32 bytes.
    pub session_id: Vec<u8>,
    /// The suite that was chosen.
    pub suite: u16,
    /// The compression that was chosen; null (0).
    pub compression: u8,
    /// `None` where the hello ends before the extensions.
    pub extensions: Option<Vec<Extension>>,
}

fn find(extensions: &Option<Vec<Extension>>, code: u16) -> Option<&[u8]> {
    let found = extensions.iter().flatten().find(|extension| extension.code == code)?;
    Some(&found.data)
}

impl ClientHello {
    /// The data of an extension, if it is there.
    pub fn extension(&self, code: u16) -> Option<&[u8]> {
        find(&self.extensions, code)
    }

    /// The host name that is asked for (RFC 6066 §3).
    pub fn server_name(&self) -> Option<String> {
        self.extension(registry::extension::SERVER_NAME).and_then(server_name)
    }

    /// The body, without the handshake header.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.u16(self.version.0).put(&self.random);
        out.vector(Width::One, |out| {
            out.put(&self.session_id);
        });
        out.vector(Width::Two, |out| {
            self.suites.iter().for_each(|suite| {
                out.u16(*suite);
            });
        });
        out.vector(Width::One, |out| {
            out.put(&self.compressions);
        });
        write_extensions(&mut out, &self.extensions);
        out.done()
    }

    /// Reads the body.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let version = Version(reader.u16("client_hello.client_version")?);
        reader.say(version.name());
        let random = reader.array("client_hello.random")?;
        let session_id = reader
            .opaque(
                "client_hello.session_id.length",
                "client_hello.session_id",
                Width::One,
                0..=32,
            )?
            .to_vec();
        let suites = reader.vector(
            "client_hello.cipher_suites.length",
            "client_hello.cipher_suites",
            Width::Two,
            2..=0xfffe,
            |reader| {
                if !reader.left().is_multiple_of(2) {
                    return Err(reader.wrong(What::Multiple { of: 2, found: reader.left() }));
                }
                reader.codes("client_hello.cipher_suite", registry::suite_name)
            },
        )?;
        let compressions = reader
            .opaque(
                "client_hello.compression_methods.length",
                "client_hello.compression_methods",
                Width::One,
                1..=255,
            )?
            .to_vec();
        reader.say(compression_names(&compressions));
        let extensions = read_extensions(reader, Sender::Client)?;
        Ok(Self { version, random, session_id, suites, compressions, extensions })
    }
}

impl ServerHello {
    /// The data of an extension, if it is there.
    pub fn extension(&self, code: u16) -> Option<&[u8]> {
        find(&self.extensions, code)
    }

    /// The body, without the handshake header.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.u16(self.version.0).put(&self.random);
        out.vector(Width::One, |out| {
            out.put(&self.session_id);
        });
        out.u16(self.suite).u8(self.compression);
        write_extensions(&mut out, &self.extensions);
        out.done()
    }

    /// Reads the body.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let version = Version(reader.u16("server_hello.server_version")?);
        reader.say(version.name());
        let random = reader.array("server_hello.random")?;
        let session_id = reader
            .opaque(
                "server_hello.session_id.length",
                "server_hello.session_id",
                Width::One,
                0..=32,
            )?
            .to_vec();
        let suite = reader.u16("server_hello.cipher_suite")?;
        reader.say(registry::suite_name(suite));
        let compression = reader.u8("server_hello.compression_method")?;
        reader.say(compression_names(&[compression]));
        let extensions = read_extensions(reader, Sender::Server)?;
        Ok(Self { version, random, session_id, suite, compression, extensions })
    }
}

fn compression_names(methods: &[u8]) -> String {
    let names: Vec<String> = methods
        .iter()
        .map(|method| match method {
            0 => "null".to_owned(),
            1 => "DEFLATE".to_owned(),
            other => other.to_string(),
        })
        .collect();
    names.join(", ")
}

fn write_extensions(out: &mut Writer, extensions: &Option<Vec<Extension>>) {
    let Some(extensions) = extensions else { return };
    out.vector(Width::Two, |out| {
        for extension in extensions {
            out.u16(extension.code).vector(Width::Two, |out| {
                out.put(&extension.data);
            });
        }
    });
}

/// Whose hello it is: the same extension may look different from either side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sender {
    Client,
    Server,
}

fn read_extensions(
    reader: &mut Reader<'_>,
    sender: Sender,
) -> Result<Option<Vec<Extension>>, Malformed> {
    if reader.left() == 0 {
        return Ok(None);
    }
    let extensions =
        reader.vector("extensions.length", "extensions", Width::Two, 0..=0xffff, |reader| {
            let mut extensions: Vec<Extension> = Vec::new();
            while reader.left() > 0 {
                let extension = reader.node("extension", |reader| {
                    let code = reader.u16("extension.type")?;
                    reader.say(format!("{} ({code})", registry::extension_name(code)));
                    if extensions.iter().any(|earlier| earlier.code == code) {
                        return Err(reader.wrong(What::Twice(code)));
                    }
                    let data = read_extension_data(reader, code, sender)?;
                    Ok(Extension { code, data })
                });
                let extension = extension?;
                reader.say(registry::extension_name(extension.code));
                extensions.push(extension);
            }
            Ok(extensions)
        })?;
    Ok(Some(extensions))
}

/// Reads length and data; names the inside of the extensions that the parties act on.
fn read_extension_data(
    reader: &mut Reader<'_>,
    code: u16,
    sender: Sender,
) -> Result<Vec<u8>, Malformed> {
    let mut copy = Vec::new();
    reader.vector("extension.length", "extension.data", Width::Two, 0..=0xffff, |reader| {
        copy = reader.peek().to_vec();
        match (code, sender) {
            (registry::extension::SERVER_NAME, Sender::Client) => {
                read_server_name(reader).map(|_| ())
            }
            (registry::extension::SIGNATURE_ALGORITHMS, Sender::Client) => {
                read_signature_algorithms(reader).map(|_| ())
            }
            (registry::extension::SUPPORTED_GROUPS, _) => read_supported_groups(reader).map(|_| ()),
            (registry::extension::EC_POINT_FORMATS, _) => read_point_formats(reader).map(|_| ()),
            (registry::extension::RENEGOTIATION_INFO, _) => reader
                .opaque(
                    "renegotiation_info.length",
                    "renegotiation_info.renegotiated_connection",
                    Width::One,
                    0..=255,
                )
                .map(|_| ()),
            (
                registry::extension::EXTENDED_MASTER_SECRET
                | registry::extension::SERVER_NAME
                | registry::extension::SIGNATURE_ALGORITHMS,
                _,
            ) => Ok(()),
            _ => {
                if reader.left() > 0 {
                    reader.rest("extension.opaque");
                }
                Ok(())
            }
        }
    })?;
    Ok(copy)
}

/// server_name (RFC 6066 §3): the host_name, if there is one.
fn read_server_name(reader: &mut Reader<'_>) -> Result<Option<Vec<u8>>, Malformed> {
    reader.vector("server_name.list.length", "server_name.list", Width::Two, 1..=0xffff, |reader| {
        let mut host = None;
        while reader.left() > 0 {
            let name_type = reader.u8("server_name.type")?;
            reader.say(if name_type == 0 { "host_name" } else { "unknown" });
            let name = reader.opaque(
                "server_name.length",
                "server_name.host_name",
                Width::Two,
                1..=0xffff,
            )?;
            reader.say(String::from_utf8_lossy(name));
            if name_type == 0 {
                // One name of each type at the most (RFC 6066 §3).
                if host.is_some() {
                    return Err(reader.wrong(What::Twice(registry::extension::SERVER_NAME)));
                }
                host = Some(name.to_vec());
            }
        }
        Ok(host)
    })
}

fn read_signature_algorithms(reader: &mut Reader<'_>) -> Result<Vec<u16>, Malformed> {
    reader.vector(
        "signature_algorithms.length",
        "signature_algorithms",
        Width::Two,
        2..=0xfffe,
        |reader| reader.codes("signature_algorithms.algorithm", registry::signature_name),
    )
}

/// supported_groups, once elliptic_curves (RFC 8422 §5.1.1).
fn read_supported_groups(reader: &mut Reader<'_>) -> Result<Vec<u16>, Malformed> {
    reader.vector("supported_groups.length", "supported_groups", Width::Two, 2..=0xfffe, |reader| {
        reader.codes("supported_groups.group", registry::group_name)
    })
}

/// ec_point_formats (RFC 8422 §5.1.2).
fn read_point_formats(reader: &mut Reader<'_>) -> Result<Vec<u8>, Malformed> {
    reader.vector("ec_point_formats.length", "ec_point_formats", Width::One, 1..=255, |reader| {
        let mut codes = Vec::new();
        while reader.left() > 0 {
            let code = reader.u8("ec_point_formats.format")?;
            reader.say(registry::point_format_name(code));
            codes.push(code);
        }
        Ok(codes)
    })
}

/// The algorithms in the data of signature_algorithms; none where it cannot be read.
pub fn signature_algorithms(data: &[u8]) -> Vec<u16> {
    let parsed = parse("signature_algorithms", data, read_signature_algorithms);
    parsed.value.unwrap_or_default()
}

/// The groups in the data of supported_groups; none where it cannot be read.
pub fn supported_groups(data: &[u8]) -> Vec<u16> {
    let parsed = parse("supported_groups", data, read_supported_groups);
    parsed.value.unwrap_or_default()
}

/// The formats in the data of ec_point_formats; none where it cannot be read.
pub fn point_formats(data: &[u8]) -> Vec<u8> {
    let parsed = parse("ec_point_formats", data, read_point_formats);
    parsed.value.unwrap_or_default()
}

/// The host name in the data of a client's server_name extension (RFC 6066 §3).
pub fn server_name(data: &[u8]) -> Option<String> {
    let parsed = parse("server_name", data, read_server_name);
    String::from_utf8(parsed.value.ok()??).ok()
}

/// The data of a client's server_name extension (RFC 6066 §3).
pub fn server_name_data(host: &str) -> Vec<u8> {
    let mut out = Writer::default();
    out.vector(Width::Two, |out| {
        out.u8(0).vector(Width::Two, |out| {
            out.put(host.as_bytes());
        });
    });
    out.done()
}

/// The data of signature_algorithms (RFC 5246 §7.4.1.4.1), and of supported_groups (RFC 8422
/// §5.1.1), which has the same form.
pub fn codes_data(codes: &[u16]) -> Vec<u8> {
    let mut out = Writer::default();
    out.vector(Width::Two, |out| {
        codes.iter().for_each(|code| {
            out.u16(*code);
        });
    });
    out.done()
}

/// The data of ec_point_formats (RFC 8422 §5.1.2).
pub fn point_formats_data(formats: &[u8]) -> Vec<u8> {
    let mut out = Writer::default();
    out.vector(Width::One, |out| {
        out.put(formats);
    });
    out.done()
}
