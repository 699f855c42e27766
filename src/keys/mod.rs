//! First floor: pre-master secret → master secret → key block → sealed record, the running
//! handshake hash, and how every value came to be.

pub mod artifact;
pub mod ephemeral;
pub mod group;
pub mod handshake_hash;
pub mod premaster;
pub mod schedule;
pub mod seal;
pub mod signature;
pub mod suite;
