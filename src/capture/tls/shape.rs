//! What the name of a suite says: how its messages are to be read, and which of our suites makes and
//! uses its keys in the same way.

use crate::{
    keys::suite::CipherSuite,
    wire::{foreign::Foreign, key_exchange::KeyExchange, registry},
};

/// What of a suite the core can do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// How ServerKeyExchange and ClientKeyExchange are to be read; `None` where they are not.
    pub exchange: Option<KeyExchange>,
    /// How they are read where nobody here acts on them.
    pub foreign: Option<Foreign>,
    /// A suite that the core knows with the same PRF and the same protection of records; the key exchange may
    /// be another. `None` where we have none.
    pub like: Option<CipherSuite>,
}

/// The shape of a suite.
pub fn shape(code: u16) -> Shape {
    let name = registry::suite_name(code);
    let Some((exchange, cipher)) =
        name.strip_prefix("TLS_").and_then(|name| name.split_once("_WITH_"))
    else {
        return Shape::default();
    };
    let foreign = Foreign::new(exchange);
    let kind = match exchange {
        "RSA" => Some(KeyExchange::Rsa),
        "ECDHE_RSA" | "ECDHE_ECDSA" | "ECDH_RSA" | "ECDH_ECDSA" => Some(KeyExchange::Ecdhe),
        _ => None,
    };
    let rsa = exchange == "RSA";
    let same = |suite: &CipherSuite| {
        let ours = suite.name().split_once("_WITH_").map(|(_, cipher)| cipher);
        ours == Some(cipher) && (suite.key_exchange() == KeyExchange::Rsa) == rsa
    };
    let like = CipherSuite::ALL.into_iter().chain(CipherSuite::HEARD).find(same);
    Shape { exchange: kind, foreign, like }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_are_like_themselves() {
        for suite in CipherSuite::ALL {
            let exchange = Some(suite.key_exchange());
            assert_eq!(shape(suite.code()), Shape { exchange, foreign: None, like: Some(suite) });
        }
    }

    #[test]
    fn others_are_like_ours_or_like_none() {
        let ecdsa = Shape {
            exchange: Some(KeyExchange::Ecdhe),
            foreign: None,
            like: Some(CipherSuite::EcdheAes128GcmSha256),
        };
        assert_eq!(shape(0xc02b), ecdsa);
        assert_eq!(shape(0x0035).like, Some(CipherSuite::RsaAes256CbcSha));
        for code in [0x0039, 0x008d, 0xc00a, 0xc014] {
            assert_eq!(shape(code).like, Some(CipherSuite::EcdheAes256CbcSha));
        }
        assert_eq!(shape(0xc024).like, Some(CipherSuite::EcdheAes256CbcSha384));
        assert_eq!(shape(0x006b).like, Some(CipherSuite::DheAes256CbcSha256));
        assert!(
            CipherSuite::HEARD.iter().all(|suite| CipherSuite::from_code(suite.code()).is_none())
        );
        let foreign = Foreign::new("DHE_RSA");
        assert_eq!(shape(0x009e), Shape { exchange: None, foreign, ..ecdsa });
        assert!(shape(0x00a8).foreign.is_some_and(|shared| Some(shared) == Foreign::new("PSK")));
        assert_eq!(shape(0x000a).like, None);
        assert_eq!(shape(0x000a).exchange, Some(KeyExchange::Rsa));
        assert_eq!(shape(0x1301), Shape::default());
        assert_eq!(shape(0xfffe), Shape::default());
    }
}
