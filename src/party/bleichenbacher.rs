//! Daniel Bleichenbacher's attack of 1998 ("Chosen Ciphertext Attacks Against Protocols Based on the
//! RSA Encryption Standard PKCS #1"): whoever is told which ciphertexts open to a block that begins
//! with `00 02` can open any ciphertext, without the key.
//!
//! The attacker has a public key, a ciphertext `c = m^e mod n`, and somebody to ask. It asks about
//! `c · s^e mod n`, which opens to `m · s mod n`, for one `s` after the other. Each good answer says
//! that `m · s` lies between `2B` and `3B - 1` up to a multiple of `n`, where `B` is `00 01` and zeros,
//! and leaves fewer numbers that `m` can be. Names are those of the paper.

use crypto_bigint::{NonZero, U256};

use crate::crypto::rsa::{PublicKey, RsaError};

/// Which step of the paper a question belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// 2a: the first `s`, by trying.
    First,
    /// 2b: another `s` while there are several intervals, by trying.
    Several,
    /// 2c: the next `s` where there is one interval: near those that halve it.
    One,
}

impl Step {
    /// The name in the lesson.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Several => "several",
            Self::One => "one",
        }
    }
}

/// An `s` was found, and the intervals became smaller.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// How it was looked for.
    pub step: Step,
    /// Questions until then, from the first.
    pub asked: u32,
    /// The multiplier, as long as a block.
    pub s: Vec<u8>,
    /// How many intervals are left.
    pub intervals: usize,
    /// The least number that `m` can be now, as long as a block.
    pub low: Vec<u8>,
    /// The largest.
    pub high: Vec<u8>,
    /// Bits of the number of blocks that are left: 0 where it is one.
    pub bits: f64,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attack {
    /// Every narrowing, in order.
    pub rounds: Vec<Round>,
    /// Questions in all.
    pub asked: u32,
    /// The block, or nothing where the answers said nothing, or more was asked than allowed.
    pub block: Option<Vec<u8>>,
}

/// Finds what `cipher` opens to. `ask` gives the answer to a ciphertext: what it is does not matter,
/// only which answers are alike. At most `limit` questions are asked; `watch` is told of each
/// narrowing.
///
/// Errors where `cipher` is no ciphertext for the key, or the modulus has more than 121 bits.
pub fn attack<Answer: PartialEq>(
    key: &PublicKey,
    cipher: &[u8],
    limit: u32,
    ask: impl FnMut(&[u8]) -> Answer,
    mut watch: impl FnMut(&Round),
) -> Result<Attack, RsaError> {
    if key.bits() > 121 || key.size() < 3 {
        return Err(RsaError::Key);
    }
    let b = U256::ONE.shl_vartime(8 * (key.size() as u32 - 2));
    let b2 = b.shl_vartime(1);
    let n = read(&key.modulus());
    let mut attacker =
        Attacker { key, cipher, n, b2, b3: b2.wrapping_add(&b), limit, asked: 0, good: None, ask };
    let mut rounds: Vec<Round> = Vec::new();
    let mut left = vec![(b2, attacker.b3.wrapping_sub(&U256::ONE))];
    let mut s = U256::ONE;
    let mut found = attacker.listen()?;
    while found {
        let (step, next) = match (rounds.is_empty(), left.as_slice()) {
            (true, _) => (Step::First, attacker.try_from(attacker.least())?),
            (_, [(low, high)]) => (Step::One, attacker.halve(&s, low, high)?),
            _ => (Step::Several, attacker.try_from(s.wrapping_add(&U256::ONE))?),
        };
        let Some(multiplier) = next else { break };
        s = multiplier;
        left = attacker.narrow(&left, &s);
        // Answers that contradict each other leave nothing.
        let (Some((low, _)), Some((_, high))) = (left.first(), left.last()) else { break };
        let size = key.size();
        let round = Round {
            step,
            asked: attacker.asked,
            s: write(&s, size),
            intervals: left.len(),
            low: write(low, size),
            high: write(high, size),
            bits: bits(&left),
        };
        watch(&round);
        rounds.push(round);
        found = left.len() > 1 || low != high;
    }
    let block = match left.as_slice() {
        [(low, high)] if low == high => Some(write(low, key.size())),
        _ => None,
    };
    Ok(Attack { rounds, asked: attacker.asked, block })
}

/// What the attacker has.
struct Attacker<'a, Answer, Ask> {
    key: &'a PublicKey,
    cipher: &'a [u8],
    n: U256,
    b2: U256,
    b3: U256,
    limit: u32,
    asked: u32,
    /// How a good block sounds.
    good: Option<Answer>,
    ask: Ask,
}

impl<Answer: PartialEq, Ask: FnMut(&[u8]) -> Answer> Attacker<'_, Answer, Ask> {
    /// The answer about `m · s mod n`; nothing once enough has been asked.
    fn hear(&mut self, s: &U256) -> Result<Option<Answer>, RsaError> {
        if self.asked >= self.limit {
            return Ok(None);
        }
        self.asked += 1;
        let power = self.key.encrypt_block(&write(s, self.key.size()))?;
        Ok(Some((self.ask)(&self.key.multiply(self.cipher, &power)?)))
    }

    /// Learns how answers sound; whether there are two. What was overheard is good. Twice that
    /// begins with `00 04` or `00 05` and is bad; where it sounds the same, others are tried.
    fn listen(&mut self) -> Result<bool, RsaError> {
        self.good = self.hear(&U256::ONE)?;
        let mut s = U256::ONE;
        loop {
            s = s.wrapping_add(&U256::ONE);
            match self.hear(&s)? {
                None => return Ok(false),
                answer if answer != self.good => return Ok(true),
                _ => {}
            }
        }
    }

    /// The least multiplier that can make a good block of a good block: `n / 3B`.
    fn least(&self) -> U256 {
        ceil(&self.n, &self.b3)
    }

    /// Steps 2a and 2b: the first good multiplier from `s` on.
    fn try_from(&mut self, mut s: U256) -> Result<Option<U256>, RsaError> {
        loop {
            match self.hear(&s)? {
                None => return Ok(None),
                answer if answer == self.good => return Ok(Some(s)),
                _ => s = s.wrapping_add(&U256::ONE),
            }
        }
    }

    /// Step 2c: a good multiplier that about halves the interval. `r` counts how often `n` is taken
    /// off, and for each there are few that could be good.
    fn halve(&mut self, s: &U256, low: &U256, high: &U256) -> Result<Option<U256>, RsaError> {
        let far = high.wrapping_mul(s).wrapping_sub(&self.b2);
        let mut r = ceil(&far.shl_vartime(1), &self.n);
        loop {
            let turns = r.wrapping_mul(&self.n);
            let mut s = ceil(&self.b2.wrapping_add(&turns), high);
            while s.wrapping_mul(low) < self.b3.wrapping_add(&turns) {
                match self.hear(&s)? {
                    None => return Ok(None),
                    answer if answer == self.good => return Ok(Some(s)),
                    _ => s = s.wrapping_add(&U256::ONE),
                }
            }
            r = r.wrapping_add(&U256::ONE);
        }
    }

    /// Step 3: what is left of the intervals, now that `m · s` is known to be good.
    fn narrow(&self, left: &[(U256, U256)], s: &U256) -> Vec<(U256, U256)> {
        let top = self.b3.wrapping_sub(&U256::ONE);
        let mut next: Vec<(U256, U256)> = Vec::new();
        for (low, high) in left {
            let mut r = ceil(&low.wrapping_mul(s).saturating_sub(&top), &self.n);
            let last = floor(&high.wrapping_mul(s).saturating_sub(&self.b2), &self.n);
            while r <= last {
                let turns = r.wrapping_mul(&self.n);
                let from = ceil(&self.b2.wrapping_add(&turns), s).max(*low);
                let to = floor(&top.wrapping_add(&turns), s).min(*high);
                if from <= to {
                    next.push((from, to));
                }
                r = r.wrapping_add(&U256::ONE);
            }
        }
        next.sort_unstable();
        let mut whole: Vec<(U256, U256)> = Vec::new();
        for (from, to) in next {
            match whole.last_mut() {
                Some((_, end)) if from <= end.wrapping_add(&U256::ONE) => *end = to.max(*end),
                _ => whole.push((from, to)),
            }
        }
        whole
    }
}

/// `x / d`, rounded down; no `d` here is zero.
fn floor(x: &U256, d: &U256) -> U256 {
    NonZero::new(*d).into_option().map_or(U256::ZERO, |d| x.div_rem_vartime(&d).0)
}

/// `x / d`, rounded up.
fn ceil(x: &U256, d: &U256) -> U256 {
    floor(&x.wrapping_add(d).wrapping_sub(&U256::ONE), d)
}

/// Bits of how many numbers are in the intervals.
fn bits(left: &[(U256, U256)]) -> f64 {
    let count = left.iter().fold(U256::ZERO, |sum, (low, high)| {
        sum.wrapping_add(&high.wrapping_sub(low)).wrapping_add(&U256::ONE)
    });
    let shift = count.bit_width_vartime().saturating_sub(64);
    let top = write(&count.shr_vartime(shift), 8);
    let top = top.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    (top as f64).log2() + f64::from(shift)
}

/// At most 32 bytes as a number.
fn read(bytes: &[u8]) -> U256 {
    let mut whole = [0; 32];
    let start = whole.len().saturating_sub(bytes.len());
    for (to, from) in whole[start..].iter_mut().zip(bytes) {
        *to = *from;
    }
    U256::from_be_slice(&whole)
}

/// The last `size` bytes of a number, at most 32.
fn write(number: &U256, size: usize) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let bytes: &[u8] = bytes.as_ref();
    bytes[bytes.len().saturating_sub(size)..].to_vec()
}
