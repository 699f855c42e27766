//! TLS in a conversation: found, followed, told.

pub mod find;
pub mod follow;
pub mod shape;
pub mod stream;
