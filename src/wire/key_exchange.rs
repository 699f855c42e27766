//! ServerKeyExchange and ClientKeyExchange (RFC 5246 §7.4.3, §7.4.7; RFC 8422 §5.4, §5.7).

use super::{
    codec::{Malformed, Reader, What, Width, Writer},
    registry,
};

/// KeyExchangeAlgorithm: what the suite says of these two messages (RFC 5246 §7.4.3). Without it
/// their bytes mean nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyExchange {
    /// The client encrypts the pre-master secret; the server sends no ServerKeyExchange.
    Rsa,
    /// Both send a point; the server signs its own.
    Ecdhe,
}

impl KeyExchange {
    /// The word in the Transcript: `rsa`, `ecdhe`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ecdhe => "ecdhe",
        }
    }
}

/// ECCurveType named_curve, the only one that is left (RFC 8422 §5.4).
const NAMED_CURVE: u8 = 3;

/// ServerECDHParams: what the server signs, behind both randoms (RFC 8422 §5.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcdhParams {
    /// NamedCurve.
    pub group: u16,
    /// The server's public value, 1 to 255 bytes.
    pub point: Vec<u8>,
}

/// ServerKeyExchange with ECDHE_RSA (RFC 8422 §5.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerKeyExchange {
    /// Curve and point.
    pub params: EcdhParams,
    /// SignatureAndHashAlgorithm.
    pub algorithm: u16,
    /// Over client_random, server_random and the params.
    pub signature: Vec<u8>,
}

/// ClientKeyExchange (RFC 5246 §7.4.7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientKeyExchange {
    /// EncryptedPreMasterSecret: as long as the server's modulus, when it is honest (RFC 5246
    /// §7.4.7.1).
    Encrypted(Vec<u8>),
    /// ClientECDiffieHellmanPublic: the client's public value (RFC 8422 §5.7).
    Point(Vec<u8>),
}

impl EcdhParams {
    /// The bytes that are signed.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.u8(NAMED_CURVE).u16(self.group).vector(Width::One, |out| {
            out.put(&self.point);
        });
        out.done()
    }

    /// Reads them, up to the last byte of the point.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let curve_type = reader.u8("ecdh_params.curve_type")?;
        if curve_type != NAMED_CURVE {
            return Err(reader.wrong(What::Value(curve_type.into())));
        }
        reader.say("named_curve (3)");
        let group = reader.u16("ecdh_params.named_curve")?;
        reader.say(format!("{} ({group})", registry::group_name(group)));
        let point = reader.opaque(
            "ecdh_params.public.length",
            "ecdh_params.public",
            Width::One,
            1..=255,
        )?;
        Ok(Self { group, point: point.to_vec() })
    }
}

impl ServerKeyExchange {
    /// The body, without the handshake header.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.put(&self.params.encode()).u16(self.algorithm).vector(Width::Two, |out| {
            out.put(&self.signature);
        });
        out.done()
    }

    /// Reads what stands behind the parameters: algorithm and signature.
    pub fn read_signature<'a>(reader: &mut Reader<'a>) -> Result<(u16, &'a [u8]), Malformed> {
        read_signed(
            reader,
            "server_key_exchange.algorithm",
            "server_key_exchange.signature.length",
            "server_key_exchange.signature",
        )
    }

    /// Reads the body.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let params = reader.node("server_key_exchange.params", EcdhParams::read)?;
        let (algorithm, signature) = Self::read_signature(reader)?;
        Ok(Self { params, algorithm, signature: signature.to_vec() })
    }
}

/// Algorithm and signature of what is digitally-signed (RFC 5246 §4.7), with these ids.
pub fn read_signed<'a>(
    reader: &mut Reader<'a>,
    algorithm: &'static str,
    length: &'static str,
    signature: &'static str,
) -> Result<(u16, &'a [u8]), Malformed> {
    let code = reader.u16(algorithm)?;
    reader.say(registry::signature_name(code));
    Ok((code, reader.opaque(length, signature, Width::Two, 0..=0xffff)?))
}

impl ClientKeyExchange {
    /// The body, without the handshake header.
    pub fn encode(&self) -> Vec<u8> {
        let (width, bytes) = match self {
            Self::Encrypted(bytes) => (Width::Two, bytes),
            Self::Point(bytes) => (Width::One, bytes),
        };
        let mut out = Writer::default();
        out.vector(width, |out| {
            out.put(bytes);
        });
        out.done()
    }

    /// Reads the body.
    pub fn read(reader: &mut Reader<'_>, kind: KeyExchange) -> Result<Self, Malformed> {
        let length = "client_key_exchange.length";
        match kind {
            KeyExchange::Rsa => {
                let id = "client_key_exchange.encrypted_pre_master_secret";
                let bytes = reader.opaque(length, id, Width::Two, 0..=0xffff)?;
                Ok(Self::Encrypted(bytes.to_vec()))
            }
            KeyExchange::Ecdhe => {
                let id = "client_key_exchange.public";
                let bytes = reader.opaque(length, id, Width::One, 1..=255)?;
                Ok(Self::Point(bytes.to_vec()))
            }
        }
    }
}
