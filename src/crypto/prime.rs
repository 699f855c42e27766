//! Looking for primes: candidates are drawn, sieved by small primes and tested, one after the other.

use std::num::NonZeroU32;

use crypto_primes::{Flavor, hazmat::SmallFactorsSieve, is_prime};
use rsa::BoxedUint;

use super::drbg::Stream;

/// A number that is left by the sieve is prime with `1 / (ln N · SIEVED)`: the product of
/// `1 - 1/p` over the 2048 smallest primes, by which the sieve divides (Mertens).
const SIEVED: f64 = 0.057_348;

/// How many candidates are tested on average, until a prime of `bits` bits is found.
pub fn expected(bits: usize) -> f64 {
    bits as f64 * std::f64::consts::LN_2 * SIEVED
}

/// A prime of `bits` bits with both top bits set, so that the product of two has all bits.
/// `tried` is told of every candidate before it is tested (Miller-Rabin with base 2, then Lucas).
/// `None` where there is no such prime.
pub fn find(stream: &mut Stream, bits: usize, tried: &mut dyn FnMut()) -> Option<BoxedUint> {
    let mut start = vec![0; bits.div_ceil(8)];
    let width = u32::try_from(8 * start.len()).ok()?;
    let bits = NonZeroU32::new(u32::try_from(bits).ok().filter(|bits| *bits >= 8)?)?;
    // The bits of the first two bytes that are below the top, and the two at the top.
    let below = 0xffff >> (width - bits.get());
    loop {
        stream.read(&mut start);
        let (first, second) = (start.first()?, start.get(1).copied().unwrap_or(0));
        let top = u16::from_be_bytes([*first, second]) & below | (below ^ below >> 2);
        for (byte, value) in start.iter_mut().zip(top.to_be_bytes()) {
            *byte = value;
        }
        *start.last_mut()? |= 0x01;
        let number = BoxedUint::from_be_slice(&start, width).ok()?;
        let found = SmallFactorsSieve::new(number, bits, false).ok()?.find(|candidate| {
            tried();
            is_prime(Flavor::Any, candidate)
        });
        if found.is_some() {
            return found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::drbg::Entropy;

    #[test]
    fn as_many_candidates_as_expected() {
        let (mut tries, rounds) = (0, 200);
        let mut stream = Entropy::Seed([5; 32]).stream("primes");
        for _ in 0..rounds {
            let prime = find(&mut stream, 256, &mut || tries += 1).unwrap();
            assert_eq!(prime.bit_width(), 256);
            assert!(is_prime(Flavor::Any, &prime));
        }
        for bits in [8, 9, 60, 61, 63, 64, 65] {
            let prime = find(&mut stream, bits, &mut || {}).unwrap();
            assert_eq!(prime.bit_width() as usize, bits);
            assert!(prime.bit_vartime(bits as u32 - 2));
        }
        assert!(find(&mut stream, 7, &mut || {}).is_none());
        // Each number of tries scatters as much as it is large: 200 of them to 7 %.
        let ratio = f64::from(tries) / f64::from(rounds) / expected(256);
        assert!((0.75..1.25).contains(&ratio), "{ratio}");
    }
}
