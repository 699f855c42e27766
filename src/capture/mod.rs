//! Third floor: real captures. Out: an exchange as files that tshark opens. In: a file of packets
//! becomes conversations, and a TLS conversation becomes a Transcript like any other.

pub mod flow;
pub mod read;
pub mod secrets;
pub mod tls;
pub mod write;
