//! Handshake messages: header and body (RFC 5246 §7.4).

use super::{
    certificate::CertificateList,
    codec::{Malformed, Parsed, Reader, Width, Writer, parse},
    finished::Finished,
    hello::{ClientHello, ServerHello},
    key_exchange::{ClientKeyExchange, KeyExchange, ServerKeyExchange},
    ticket,
};

/// Bytes before the body: type and length.
pub const HEADER: usize = 4;

/// Most bytes of a body that we read; the longest honest one is a certificate chain.
pub const MAX_BODY: usize = 1 << 16;

/// A handshake message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// 0.
    HelloRequest,
    /// 1.
    ClientHello(ClientHello),
    /// 2.
    ServerHello(ServerHello),
    /// 11.
    Certificate(CertificateList),
    /// 12.
    ServerKeyExchange(ServerKeyExchange),
    /// 14.
    ServerHelloDone,
    /// 16.
    ClientKeyExchange(ClientKeyExchange),
    /// 20.
    Finished(Finished),
    /// Any other, by its number: known by name perhaps, but not to us, or not at this moment.
    Other(u8),
}

impl Message {
    /// The byte on the wire.
    pub fn code(&self) -> u8 {
        match self {
            Self::HelloRequest => 0,
            Self::ClientHello(_) => 1,
            Self::ServerHello(_) => 2,
            Self::Certificate(_) => 11,
            Self::ServerKeyExchange(_) => 12,
            Self::ServerHelloDone => 14,
            Self::ClientKeyExchange(_) => 16,
            Self::Finished(_) => 20,
            Self::Other(code) => *code,
        }
    }

    /// The RFC's name.
    pub fn name(&self) -> &'static str {
        name(self.code())
    }

    /// Header and body. [`Message::Other`] has no body.
    pub fn encode(&self) -> Vec<u8> {
        let body = match self {
            Self::HelloRequest | Self::ServerHelloDone | Self::Other(_) => Vec::new(),
            Self::ClientHello(hello) => hello.encode(),
            Self::ServerHello(hello) => hello.encode(),
            Self::Certificate(list) => list.encode(),
            Self::ServerKeyExchange(exchange) => exchange.encode(),
            Self::ClientKeyExchange(exchange) => exchange.encode(),
            Self::Finished(finished) => finished.0.to_vec(),
        };
        let mut out = Writer::default();
        out.u8(self.code()).vector(Width::Three, |out| {
            out.put(&body);
        });
        out.done()
    }

    /// Reads one whole message, header and body.
    ///
    /// `kind` is what the negotiated suite says of the two key exchange messages; while nothing is
    /// negotiated, and where the suite has no such message, they are [`Message::Other`].
    pub fn parse(bytes: &[u8], kind: Option<KeyExchange>) -> Parsed<Self> {
        Self::whole(bytes, |code, reader| Self::read(code, reader, kind))
    }

    /// Reads one whole message, its body by `read`, which is told the type.
    pub fn whole<'a, T>(
        bytes: &'a [u8],
        read: impl FnOnce(u8, &mut Reader<'a>) -> Result<T, Malformed>,
    ) -> Parsed<T> {
        let id = bytes.first().map_or("handshake", |code| name(*code));
        parse(id, bytes, |reader| {
            let code = reader.u8("handshake.msg_type")?;
            reader.say(format!("{} ({code})", name(code)));
            let length = reader.u24("handshake.length")?;
            reader.say(format!("{length} bytes"));
            reader.bounded("handshake.body", length, |reader| read(code, reader))
        })
    }

    /// Reads the body of a message of this type.
    pub fn read(
        code: u8,
        reader: &mut Reader<'_>,
        kind: Option<KeyExchange>,
    ) -> Result<Self, Malformed> {
        match (code, kind) {
            (0, _) => Ok(Self::HelloRequest),
            (1, _) => ClientHello::read(reader).map(Self::ClientHello),
            (2, _) => ServerHello::read(reader).map(Self::ServerHello),
            (4, _) => ticket::read_ticket(reader).map(|_| Self::Other(4)),
            (11, _) => CertificateList::read(reader).map(Self::Certificate),
            (12, Some(KeyExchange::Ecdhe)) => {
                ServerKeyExchange::read(reader).map(Self::ServerKeyExchange)
            }
            (13, _) => ticket::read_request(reader).map(|()| Self::Other(13)),
            (14, _) => Ok(Self::ServerHelloDone),
            (15, _) => ticket::read_verify(reader).map(|()| Self::Other(15)),
            (22, _) => ticket::read_status(reader).map(|()| Self::Other(22)),
            (16, Some(kind)) => ClientKeyExchange::read(reader, kind).map(Self::ClientKeyExchange),
            (20, _) => Finished::read(reader).map(Self::Finished),
            (other, _) => {
                if reader.left() > 0 {
                    reader.rest("handshake.body");
                }
                Ok(Self::Other(other))
            }
        }
    }

    /// How many bytes the message at the start of `bytes` has, once its header is there.
    pub fn measure(bytes: &[u8]) -> Option<usize> {
        let length = bytes.get(1..HEADER)?;
        let length = length.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
        Some(HEADER + length)
    }
}

/// The name of a handshake message type, or `unknown` (IANA TLS HandshakeType).
pub fn name(code: u8) -> &'static str {
    match code {
        0 => "hello_request",
        1 => "client_hello",
        2 => "server_hello",
        4 => "new_session_ticket",
        11 => "certificate",
        12 => "server_key_exchange",
        13 => "certificate_request",
        14 => "server_hello_done",
        15 => "certificate_verify",
        16 => "client_key_exchange",
        20 => "finished",
        22 => "certificate_status",
        _ => "unknown",
    }
}
