//! Ground floor, left: bytes in, bytes out. Knows no TLS message.

pub mod aead;
pub mod cbc;
pub mod drbg;
pub mod ecdhe;
pub mod hash;
pub mod hmac;
pub mod prf;
pub mod prime;
pub mod rsa;
