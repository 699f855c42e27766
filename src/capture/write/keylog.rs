//! The secrets of a connection as NSS and others log them: what Wireshark opens it with.

use crate::{
    exchange::transcript::{Holder, Transcript},
    wire::bytes::hex,
};

/// What one side knew when it had computed its keys. Empty where it did not come that far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// ClientHello.random, 32 bytes.
    pub client_random: Vec<u8>,
    /// 48 bytes.
    pub master_secret: Vec<u8>,
    /// The pre-master secret as it crossed under the server's public key; RSA key exchange only.
    pub encrypted_pre_master_secret: Vec<u8>,
    /// 48 bytes; needed with RSA key exchange only.
    pub pre_master_secret: Vec<u8>,
}

/// Bytes of the encrypted pre-master secret by which it is found again.
const MARK: usize = 8;

/// What this side knew.
pub fn secrets(transcript: &Transcript, at: Holder) -> Secrets {
    let find = |name: &str| {
        let id = format!("{}.{name}", at.name());
        let found = transcript.artifacts.iter().find(|artifact| artifact.id == id);
        found.map(|artifact| artifact.bytes.to_vec()).unwrap_or_default()
    };
    Secrets {
        client_random: find("client_random"),
        master_secret: find("master_secret"),
        encrypted_pre_master_secret: find("encrypted_pre_master_secret"),
        pre_master_secret: find("pre_master_secret"),
    }
}

/// The key log: `CLIENT_RANDOM`, the random, the master secret (RFC 9850 §2.2); with RSA key
/// exchange also NSS's older `RSA`, the first 8 bytes of the encrypted pre-master secret, the
/// pre-master secret. Hex, a line each; no line where there were no secrets yet.
pub fn write(secrets: &Secrets) -> String {
    let mut log = String::new();
    let mut line = |label: &str, mark: &[u8], secret: &[u8]| {
        if !(mark.is_empty() || secret.is_empty()) {
            log += &format!("{label} {} {}\n", hex(mark), hex(secret));
        }
    };
    line("CLIENT_RANDOM", &secrets.client_random, &secrets.master_secret);
    let mark = secrets.encrypted_pre_master_secret.get(..MARK).unwrap_or_default();
    line("RSA", mark, &secrets.pre_master_secret);
    log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_secret_that_there_is() {
        assert_eq!(write(&Secrets::default()), "");
        let ecdhe = Secrets {
            client_random: vec![0x0a; 2],
            master_secret: vec![0xff; 2],
            pre_master_secret: vec![1; 2],
            ..Secrets::default()
        };
        assert_eq!(write(&ecdhe), "CLIENT_RANDOM 0a0a ffff\n");
        let rsa = Secrets { encrypted_pre_master_secret: (1..=9).collect(), ..ecdhe };
        assert_eq!(write(&rsa), "CLIENT_RANDOM 0a0a ffff\nRSA 0102030405060708 0101\n");
    }
}
