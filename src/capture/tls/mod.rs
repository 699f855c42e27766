//! TLS in a conversation: found, followed, told.

pub mod find;
pub mod follow;
pub mod library;
pub mod retell;
pub mod shape;
pub mod stream;
