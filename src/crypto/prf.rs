//! The pseudorandom function (RFC 5246 §5).

use super::{
    hash::HashAlgorithm,
    hmac::{pads, unfold},
};

/// One turn of P_hash (RFC 5246 §5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// `A(i) = HMAC(secret, A(i-1))`, with `A(0) = label + seed`.
    pub a: Vec<u8>,
    /// The hash inside that HMAC.
    pub a_inner: Vec<u8>,
    /// `HMAC(secret, A(i) + label + seed)`: the bytes that this turn adds to the output.
    pub p: Vec<u8>,
    /// The hash inside that HMAC.
    pub p_inner: Vec<u8>,
}

/// What the PRF gave, with every value on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfolded {
    /// The hash in the HMAC.
    pub algorithm: HashAlgorithm,
    /// The first `length` bytes of all `p` in a row.
    pub output: Vec<u8>,
    /// The turns that were needed, in order.
    pub turns: Vec<Turn>,
    /// Label and seed in a row: `A(0)`.
    pub seed: Vec<u8>,
    /// The end of the last `p`, which nobody asked for.
    pub surplus: Vec<u8>,
    /// The two keys that every HMAC here makes of the secret (RFC 2104 §2).
    pub pads: [Vec<u8>; 2],
}

/// `PRF(secret, label, seed)`, the first `length` bytes (RFC 5246 §5).
///
/// The seed comes in parts, which are taken in a row.
pub fn prf(
    algorithm: HashAlgorithm,
    secret: &[u8],
    label: &str,
    seed: &[&[u8]],
    length: usize,
) -> Unfolded {
    let mut labelled = label.as_bytes().to_vec();
    seed.iter().for_each(|part| labelled.extend_from_slice(part));
    let mut turns: Vec<Turn> = Vec::new();
    let mut output = Vec::with_capacity(length + algorithm.output_length());
    while output.len() < length {
        let before = turns.last().map_or(labelled.as_slice(), |turn| turn.a.as_slice());
        let [a_inner, a] = unfold(algorithm, secret, &[before]);
        let [p_inner, p] = unfold(algorithm, secret, &[&a, &labelled]);
        output.extend_from_slice(&p);
        turns.push(Turn { a, a_inner, p, p_inner });
    }
    let surplus = output.split_off(length);
    Unfolded { algorithm, output, turns, seed: labelled, surplus, pads: pads(algorithm, secret) }
}
