//! Ground floor, right: bytes ⇄ meaning. Knows no secret.

pub mod alert;
pub mod bytes;
pub mod certificate;
pub mod codec;
pub mod field;
pub mod finished;
pub mod foreign;
pub mod handshake;
pub mod hello;
pub mod key_exchange;
pub mod pile;
pub mod record;
pub mod registry;
pub mod suites;
pub mod ticket;
pub mod x509;
