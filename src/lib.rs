//! tls-airmail: every artifact of a TLS 1.2 handshake, computed for real.
//!
//! `play(&Scenario)` lets a client and a server of our own exchange real TLS 1.2 records
//! (RFC 5246) and gives the [`Transcript`]: every letter byte by byte, every value with its recipe,
//! every moment in order, and who knows what after each. It is a lesson, not a TLS library.
//!
//! The floor plan; a floor imports only floors below it (`tests/layering.rs`):
//!
//! | floor | modules | knows |
//! | --- | --- | --- |
//! | roof | `wasm`, `workshop` | JavaScript |
//! | third | [`exchange`] | both parties, the link between them, the story |
//! | third | [`capture`] | the story as files of packets, and back |
//! | second | [`party`] | its own secrets and the letters it was handed |
//! | first | [`keys`], [`pki`] | secrets; certificates |
//! | ground | [`crypto`], [`wire`] | bytes; their meaning |
#![forbid(unsafe_code)]

pub mod capture;
pub mod crypto;
pub mod exchange;
pub mod keys;
pub mod party;
pub mod pki;
pub mod wire;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub mod wasm;
#[cfg(all(target_arch = "wasm32", target_os = "unknown", feature = "workshop"))]
pub mod workshop;

pub use exchange::{
    error::ScenarioError,
    play::play,
    scenario::{Scenario, Wish},
    transcript::Transcript,
};
