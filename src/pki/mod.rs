//! First floor, the other half: a certificate authority and a server certificate, issued and
//! checked for real (RFC 5280, by the crate `x509-cert`).

pub mod check;
pub mod distinguished;
pub mod extension;
pub mod facts;
pub mod identity;
pub mod issue;
pub mod name;
