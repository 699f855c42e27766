//! tls-airmail: every artifact of a TLS 1.2 handshake, computed for real.
#![forbid(unsafe_code)]

pub mod crypto;
pub mod keys;
pub mod pki;
pub mod wire;
