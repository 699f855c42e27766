//! ServerKeyExchange and ClientKeyExchange of suites that are only heard: finite field Diffie-Hellman,
//! anonymous exchanges, keys and passwords that both sides had before, Kerberos, and the weak keys that
//! could once be exported (RFC 5246 §7.4.3 and §7.4.7.2; RFC 4279; RFC 5489; RFC 5054; RFC 2712; RFC 2246
//! §7.4.3). They are named; nobody here acts on them.

use super::{
    codec::{Malformed, Parsed, Reader, Width},
    handshake::Message,
    key_exchange::{EcdhParams, ServerKeyExchange},
};

/// What stands in the two messages, by the name of the suite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// A hint and an identity of a key that both have (RFC 4279 §2).
    shared: bool,
    /// Public values.
    public: Option<Public>,
    /// The server signs what it sends.
    signed: bool,
    /// The client encrypts its part with the server's key (RFC 4279 §4).
    encrypted: bool,
    /// The server's public value is in its certificate, and it sends no other. So may be the
    /// client's (RFC 5246 §7.4.7.2).
    certified: bool,
    /// The client shows a ticket (RFC 2712 §3).
    ticket: bool,
}

/// What kind of public values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Public {
    /// A number modulo p (ServerDHParams, ClientDiffieHellmanPublic).
    Number,
    /// A point of a curve.
    Point,
    /// Numbers made with a password (RFC 5054 §2.5.3 and §2.5.4): ServerSRPParams, ClientSRPPublic.
    Password,
    /// A short RSA key of the server (RFC 2246 §7.4.3): ServerRSAParams; nothing of the client.
    Modulus,
}

impl Foreign {
    /// By what the suite calls its key exchange: `DHE_RSA`, `PSK`, …. `None` where it is not read
    /// here.
    pub fn new(exchange: &str) -> Option<Self> {
        let blank = Self::default();
        let (number, point) = (Some(Public::Number), Some(Public::Point));
        let password = Some(Public::Password);
        // Keys for export are shorter, and all but RSA's stand in the same messages.
        let exchange = match exchange.strip_suffix("_EXPORT") {
            Some("RSA") | None => exchange,
            Some(strong) => strong,
        };
        Some(match exchange {
            "DHE_RSA" | "DHE_DSS" => Self { public: number, signed: true, ..blank },
            "DH_RSA" | "DH_DSS" => Self { public: number, certified: true, ..blank },
            "DH_anon" => Self { public: number, ..blank },
            "ECDH_anon" => Self { public: point, ..blank },
            "PSK" => Self { shared: true, ..blank },
            "DHE_PSK" => Self { shared: true, public: number, ..blank },
            "ECDHE_PSK" => Self { shared: true, public: point, ..blank },
            "RSA_PSK" => Self { shared: true, encrypted: true, ..blank },
            "RSA_EXPORT" => {
                Self { public: Some(Public::Modulus), signed: true, encrypted: true, ..blank }
            }
            "SRP_SHA" => Self { public: password, ..blank },
            "SRP_SHA_RSA" | "SRP_SHA_DSS" => Self { public: password, signed: true, ..blank },
            "KRB5" => Self { ticket: true, ..blank },
            _ => return None,
        })
    }

    /// The names of a whole message; of the two that are others here, and of all the rest as they
    /// are read elsewhere.
    pub fn parse(self, bytes: &[u8]) -> Parsed<()> {
        Message::whole(bytes, |code, reader| match code {
            12 => self.read_server(reader),
            16 => self.read_client(reader),
            _ => Message::read(code, reader, None).map(drop),
        })
    }

    fn read_server(self, reader: &mut Reader<'_>) -> Result<(), Malformed> {
        if self.shared {
            let [length, id] =
                ["server_key_exchange.psk_hint.length", "server_key_exchange.psk_hint"];
            text(reader, length, id)?;
        }
        let params = "server_key_exchange.params";
        match self.public.filter(|_| !self.certified) {
            Some(Public::Number) => reader.node(params, read_numbers)?,
            Some(Public::Point) => reader.node(params, EcdhParams::read).map(drop)?,
            Some(Public::Password) => reader.node(params, read_password)?,
            Some(Public::Modulus) => reader.node(params, read_modulus)?,
            None => {}
        }
        if self.signed {
            ServerKeyExchange::read_signature(reader)?;
        }
        Ok(())
    }

    fn read_client(self, reader: &mut Reader<'_>) -> Result<(), Malformed> {
        if self.shared {
            let [length, id] =
                ["client_key_exchange.psk_identity.length", "client_key_exchange.psk_identity"];
            text(reader, length, id)?;
        }
        let length = "client_key_exchange.length";
        if self.encrypted {
            let id = "client_key_exchange.encrypted_pre_master_secret";
            reader.opaque(length, id, Width::Two, 0..=0xffff)?;
        }
        if self.ticket {
            read_ticket(reader)?;
        }
        match self.public {
            // It is in the client's certificate.
            Some(Public::Number) if self.certified && reader.left() == 0 => Ok(()),
            Some(Public::Number) => {
                number(reader, "client_key_exchange.dh_length", "client_key_exchange.dh_public")
            }
            Some(Public::Point) => {
                reader.opaque(length, "client_key_exchange.public", Width::One, 1..=255).map(drop)
            }
            Some(Public::Password) => {
                number(reader, "client_key_exchange.srp_length", "client_key_exchange.srp_public")
            }
            Some(Public::Modulus) | None => Ok(()),
        }
    }
}

/// ServerDHParams: dh_p, dh_g, dh_Ys (RFC 5246 §7.4.3).
fn read_numbers(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    number(reader, "dh_params.p.length", "dh_params.p")?;
    number(reader, "dh_params.g.length", "dh_params.g")?;
    number(reader, "dh_params.public.length", "dh_params.public")
}

/// ServerSRPParams: srp_N, srp_g, srp_s, srp_B (RFC 5054 §2.5.3).
fn read_password(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    number(reader, "srp_params.n.length", "srp_params.n")?;
    number(reader, "srp_params.g.length", "srp_params.g")?;
    reader.opaque("srp_params.salt.length", "srp_params.salt", Width::One, 1..=255)?;
    number(reader, "srp_params.public.length", "srp_params.public")
}

/// ServerRSAParams: rsa_modulus, rsa_exponent (RFC 2246 §7.4.3).
fn read_modulus(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    number(reader, "rsa_params.modulus.length", "rsa_params.modulus")?;
    number(reader, "rsa_params.exponent.length", "rsa_params.exponent")
}

/// KerberosWrapper: ticket, authenticator (it may be empty), and the pre-master secret under the
/// session's key (RFC 2712 §3).
fn read_ticket(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    for (length, id, least) in [
        ("kerberos.ticket.length", "kerberos.ticket", 1),
        ("kerberos.authenticator.length", "kerberos.authenticator", 0),
        ("kerberos.pre_master_secret.length", "kerberos.pre_master_secret", 1),
    ] {
        reader.opaque(length, id, Width::Two, least..=0xffff)?;
    }
    Ok(())
}

/// A number of 1 to 65535 bytes: small ones in digits, others by their size.
fn number(
    reader: &mut Reader<'_>,
    length: &'static str,
    id: &'static str,
) -> Result<(), Malformed> {
    let bytes = reader.opaque(length, id, Width::Two, 1..=0xffff)?;
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let digits = &bytes[zeros..];
    let value = match digits {
        [] => "0".to_owned(),
        [_] | [_, _] => digits.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)).to_string(),
        [first, ..] => format!("{} bits", 8 * digits.len() - first.leading_zeros() as usize),
    };
    reader.say(value);
    Ok(())
}

/// A name of 0 to 65535 bytes, in words where it is text (RFC 4279 §5.1).
fn text(reader: &mut Reader<'_>, length: &'static str, id: &'static str) -> Result<(), Malformed> {
    let bytes = reader.opaque(length, id, Width::Two, 0..=0xffff)?;
    if let Some(said) = std::str::from_utf8(bytes).ok().filter(|said| !said.is_empty()) {
        reader.say(said);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::field::Field;

    /// A message of this type with this body.
    fn message(code: u8, body: &[&[u8]]) -> Vec<u8> {
        let body = body.concat();
        [&[code, 0, 0, body.len() as u8], &body[..]].concat()
    }

    /// Leaves behind the header, each with what it says.
    fn named(exchange: &str, bytes: &[u8]) -> Vec<(&'static str, String)> {
        let parsed = Foreign::new(exchange).unwrap().parse(bytes);
        let leaves = parsed.field.leaves();
        let mut at = 0;
        for leaf in &leaves {
            assert_eq!(leaf.start, at, "{}", leaf.id);
            at = leaf.end;
        }
        assert_eq!(at, bytes.len());
        let said = |leaf: &&Field| (leaf.id, leaf.value.clone().unwrap_or_default());
        leaves.iter().skip(2).map(said).collect()
    }

    const NUMBERS: &[u8] = &[0, 3, 0, 0x80, 1, 0, 1, 2, 0, 3, 1, 2, 3];
    const SIGNED: &[u8] = &[4, 1, 0, 2, 9, 9];

    #[test]
    fn numbers_and_a_signature() {
        let params = [
            ("dh_params.p.length", "3 bytes"),
            ("dh_params.p", "32769"),
            ("dh_params.g.length", "1 bytes"),
            ("dh_params.g", "2"),
            ("dh_params.public.length", "3 bytes"),
            ("dh_params.public", "17 bits"),
        ];
        let signature = [
            ("server_key_exchange.algorithm", "rsa_pkcs1_sha256"),
            ("server_key_exchange.signature.length", "2 bytes"),
            ("server_key_exchange.signature", ""),
        ];
        let owned = |list: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
            list.iter().map(|(id, said)| (*id, (*said).to_owned())).collect()
        };
        let signed = message(12, &[NUMBERS, SIGNED]);
        assert_eq!(named("DHE_RSA", &signed), owned(&[&params[..], &signature].concat()));
        assert_eq!(named("DH_anon", &message(12, &[NUMBERS])), owned(&params));
        // A signature where none is to be, and none where one is to be.
        assert_eq!(named("DH_anon", &signed).last().unwrap().0, Field::UNPARSED);
        let cut = Foreign::new("DHE_RSA").unwrap().parse(&message(12, &[NUMBERS])).value;
        assert_eq!(cut.unwrap_err().field, "server_key_exchange.algorithm");
        let client = [
            ("client_key_exchange.dh_length", "2 bytes"),
            ("client_key_exchange.dh_public", "258"),
        ];
        assert_eq!(named("DHE_DSS", &message(16, &[&[0, 2, 1, 2]])), owned(&client));
    }

    #[test]
    fn names_of_keys_that_both_have() {
        let hint = [&[0, 4][..], b"host"].concat();
        let ids = |exchange: &str, bytes: &[u8]| -> Vec<&'static str> {
            named(exchange, bytes).into_iter().map(|(id, _)| id).collect()
        };
        let server = named("PSK", &message(12, &[&hint]));
        assert_eq!(server[1], ("server_key_exchange.psk_hint", "host".to_owned()));
        let client = named("PSK", &message(16, &[&hint]));
        assert_eq!(client[1], ("client_key_exchange.psk_identity", "host".to_owned()));
        assert_eq!(
            ids("PSK", &message(16, &[&[0, 0]])),
            ["client_key_exchange.psk_identity.length"]
        );
        assert_eq!(ids("DHE_PSK", &message(12, &[&hint, NUMBERS])).len(), 8);
        assert_eq!(
            ids("DHE_PSK", &message(16, &[&hint, &[0, 1, 7]]))[3],
            "client_key_exchange.dh_public"
        );
        let point: &[u8] = &[3, 0, 29, 2, 5, 5];
        assert_eq!(ids("ECDHE_PSK", &message(12, &[&hint, point]))[5], "ecdh_params.public");
        assert_eq!(
            ids("ECDHE_PSK", &message(16, &[&hint, &[1, 7]]))[3],
            "client_key_exchange.public"
        );
        assert_eq!(
            ids("RSA_PSK", &message(16, &[&hint, &[0, 1, 7]]))[3],
            "client_key_exchange.encrypted_pre_master_secret"
        );
        assert_eq!(ids("ECDH_anon", &message(12, &[point])).len(), 4);
        assert_eq!(Foreign::new("ECCPWD"), None);
    }

    #[test]
    fn what_stands_in_certificates_is_not_sent() {
        let client = message(16, &[&[0, 2, 1, 2]]);
        assert_eq!(named("DH_RSA", &client), named("DHE_RSA", &client));
        assert_eq!(named("DH_DSS", &message(16, &[])), []);
        let unasked = named("DH_RSA", &message(12, &[NUMBERS]));
        assert_eq!(unasked[0].0, Field::UNPARSED);
        // Where it has to be sent, nothing is an error.
        assert!(Foreign::new("DHE_RSA").unwrap().parse(&message(16, &[])).value.is_err());
    }

    #[test]
    fn passwords_tickets_and_short_keys() {
        let owned = |list: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
            list.iter().map(|(id, said)| (*id, (*said).to_owned())).collect()
        };
        let srp: &[u8] = &[0, 2, 1, 0, 0, 1, 2, 3, 7, 8, 9, 0, 1, 5];
        let params = owned(&[
            ("srp_params.n.length", "2 bytes"),
            ("srp_params.n", "256"),
            ("srp_params.g.length", "1 bytes"),
            ("srp_params.g", "2"),
            ("srp_params.salt.length", "3 bytes"),
            ("srp_params.salt", ""),
            ("srp_params.public.length", "1 bytes"),
            ("srp_params.public", "5"),
        ]);
        assert_eq!(named("SRP_SHA", &message(12, &[srp])), params);
        for exchange in ["SRP_SHA_RSA", "SRP_SHA_DSS"] {
            let signed = named(exchange, &message(12, &[srp, SIGNED]));
            assert_eq!(signed[..8], params);
            assert_eq!(signed[8].0, "server_key_exchange.algorithm");
        }
        let client = [
            ("client_key_exchange.srp_length", "1 bytes"),
            ("client_key_exchange.srp_public", "6"),
        ];
        assert_eq!(named("SRP_SHA", &message(16, &[&[0, 1, 6]])), owned(&client));

        let wrapper = message(16, &[&[0, 3], b"tkt", &[0, 0], &[0, 2], b"pm"]);
        let ticket = [
            ("kerberos.ticket.length", "3 bytes"),
            ("kerberos.ticket", ""),
            ("kerberos.authenticator.length", "0 bytes"),
            ("kerberos.pre_master_secret.length", "2 bytes"),
            ("kerberos.pre_master_secret", ""),
        ];
        for exchange in ["KRB5", "KRB5_EXPORT"] {
            assert_eq!(named(exchange, &wrapper), owned(&ticket));
        }

        let rsa: &[u8] = &[0, 2, 0x0c, 0xa1, 0, 1, 17];
        let params = [
            ("rsa_params.modulus.length", "2 bytes"),
            ("rsa_params.modulus", "3233"),
            ("rsa_params.exponent.length", "1 bytes"),
            ("rsa_params.exponent", "17"),
        ];
        assert_eq!(named("RSA_EXPORT", &message(12, &[rsa, SIGNED]))[..4], owned(&params));
        let cipher = message(16, &[&[0, 1, 7]]);
        assert_eq!(
            named("RSA_EXPORT", &cipher),
            named("RSA_PSK", &message(16, &[&[0, 0, 0, 1, 7]]))[1..]
        );
        for (export, strong) in [
            ("DHE_RSA_EXPORT", "DHE_RSA"),
            ("DH_anon_EXPORT", "DH_anon"),
            ("DH_DSS_EXPORT", "DH_DSS"),
        ] {
            assert_eq!(Foreign::new(export), Foreign::new(strong));
        }
    }

    #[test]
    fn all_the_rest_is_as_elsewhere() {
        let done = [14, 0, 0, 0];
        let theirs = Foreign::new("DHE_RSA").unwrap().parse(&done).field;
        assert_eq!(theirs, Message::parse(&done, None).field);
    }
}
