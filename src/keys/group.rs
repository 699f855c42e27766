//! The groups that the parties speak, and their numbers (RFC 8422 §5.1.1).

use crate::{crypto::ecdhe::Curve, wire::registry};

/// All of them, best first.
pub const GROUPS: [Curve; 2] = [Curve::X25519, Curve::P256];

/// The two bytes on the wire.
pub fn code(group: Curve) -> u16 {
    match group {
        Curve::X25519 => 29,
        Curve::P256 => 23,
    }
}

/// The group with these two bytes, if it is one of ours.
pub fn from_code(wanted: u16) -> Option<Curve> {
    GROUPS.into_iter().find(|group| code(*group) == wanted)
}

/// The group with this name, if it is one of ours.
pub fn from_name(wanted: &str) -> Option<Curve> {
    GROUPS.into_iter().find(|group| name(*group) == wanted)
}

/// `x25519`, `secp256r1`.
pub fn name(group: Curve) -> &'static str {
    registry::group_name(code(group))
}
