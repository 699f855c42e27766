//! The padding oracle: a server that answers differently is read, one that answers alike is not.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use proptest::prelude::*;
use tls_airmail::{
    Wish,
    crypto::{
        drbg::Entropy,
        rsa::{PrivateKey, unpad},
    },
    exchange::{
        padding,
        scenario::{OwnKey, teaching_identity},
    },
    keys::suite::CipherSuite,
    party::{
        bleichenbacher::{Attack, Step, attack},
        oracle::{Leak, SIZE, Toy},
    },
    wire::alert::AlertDescription,
};

/// The attack on the toy server of a seed: the block, and what was found.
fn run(seed: [u8; 32], leak: Leak, limit: u32) -> (Vec<u8>, Attack) {
    let entropy = Entropy::Seed(seed);
    let toy = Toy::draw(&entropy, leak).unwrap();
    let (block, cipher) = toy.overheard(&entropy).unwrap();
    let mut seen = 0;
    let attack =
        attack(&toy.public(), &cipher, limit, |cipher| toy.answer(cipher), |_| seen += 1).unwrap();
    assert_eq!(seen, attack.rounds.len());
    (block, attack)
}

/// Every narrowing keeps the block, and leaves no more than the one before.
fn narrows(block: &[u8], attack: &Attack) {
    let mut last = (0, f64::INFINITY, vec![0; SIZE], vec![0xff; SIZE]);
    for (index, round) in attack.rounds.iter().enumerate() {
        assert!(round.low.as_slice() <= block && block <= round.high.as_slice());
        assert!(round.asked > last.0 && round.bits <= last.1);
        assert!(round.low >= last.2 && round.high <= last.3);
        assert_eq!(round.step == Step::First, index == 0);
        last = (round.asked, round.bits, round.low.clone(), round.high.clone());
    }
    assert_eq!(attack.asked, last.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn who_says_whether_a_block_begins_well_is_read(seed: [u8; 32]) {
        let (block, attack) = run(seed, Leak::Start, 100_000);
        prop_assert_eq!(attack.block.as_deref(), Some(&block[..]));
        prop_assert_eq!(unpad(&block).map(<[u8]>::len), Some(5));
        prop_assert!(attack.asked < 20_000);
        prop_assert_eq!(attack.rounds.last().map(|round| round.bits), Some(0.0));
        narrows(&block, &attack);
    }

    #[test]
    fn who_answers_alike_is_not_read(seed: [u8; 32]) {
        let (_, attack) = run(seed, Leak::Nothing, 500);
        prop_assert_eq!(attack, Attack { rounds: Vec::new(), asked: 500, block: None });
    }
}

#[test]
fn who_says_whether_the_padding_is_good_is_read_with_more_patience() {
    let mut more = 0;
    for seed in 1..4 {
        let (block, attack) = run([seed; 32], Leak::Padding, 1_000_000);
        assert_eq!(attack.block, Some(block.clone()));
        narrows(&block, &attack);
        more += attack.asked / run([seed; 32], Leak::Start, 1_000_000).1.asked;
    }
    assert!(more > 3 * 10, "{more}");
}

#[test]
fn the_careful_toy_sees_the_same_ciphertexts_and_says_the_same() {
    let entropy = Entropy::Seed([3; 32]);
    let [start, _, careful] = Leak::ALL.map(|leak| Toy::draw(&entropy, leak).unwrap());
    let (_, cipher) = start.overheard(&entropy).unwrap();
    let (mut leaky, mut asked) = (Vec::new(), 0);
    let ask = |cipher: &[u8]| {
        asked += 1;
        assert_eq!(careful.answer(cipher), AlertDescription::BadRecordMac);
        let answer = start.answer(cipher);
        if !leaky.contains(&answer) {
            leaky.push(answer);
        }
        answer
    };
    assert!(attack(&start.public(), &cipher, 100_000, ask, |_| {}).unwrap().block.is_some());
    assert!(asked > 100);
    assert_eq!(leaky, [AlertDescription::BadRecordMac, AlertDescription::DecryptError]);
}

#[test]
fn enough_is_enough_and_lies_lead_nowhere() {
    // Cut off anywhere, it ends, with no more questions than allowed.
    for limit in [0, 1, 2, 3, 10, 100] {
        let (_, attack) = run([2; 32], Leak::Start, limit);
        assert!(attack.asked <= limit && attack.block.is_none());
    }
    let entropy = Entropy::Seed([2; 32]);
    let toy = Toy::draw(&entropy, Leak::Start).unwrap();
    let (block, cipher) = toy.overheard(&entropy).unwrap();
    // Whoever says anything at all: it ends, with the right block or with none or a wrong one.
    let mut turn = 0_u32;
    let random = attack(
        &toy.public(),
        &cipher,
        5000,
        |_| {
            turn += 1;
            turn.is_multiple_of(7)
        },
        |_| {},
    );
    assert_ne!(random.unwrap().block, Some(block));
    // A real key is beyond this attack's numbers, and what is no ciphertext is none.
    let real = PrivateKey::generate(&mut entropy.stream("real"), 1024).unwrap().public();
    assert!(attack(&real, &[0; 128], 10, |_| 0, |_| {}).is_err());
    assert!(attack(&toy.public(), &[0xff; SIZE], 10, |_| 0, |_| {}).is_err());
    assert!(attack(&toy.public(), &[], 10, |_| 0, |_| {}).is_err());
}

/// The real server of `party::server`, at the size of its real key.
#[test]
fn ours_answers_alike_at_the_same_moment() {
    for suite in CipherSuite::RSA {
        let asked = padding::ask(&common::scenario(5, suite, false)).unwrap();
        let ids: Vec<&str> = asked.iter().map(|asked| asked.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "good",
                "first_byte",
                "second_byte",
                "zero_in_padding",
                "no_zero",
                "short_secret",
                "long_secret",
                "other_version",
                "twice",
                "thrice"
            ]
        );
        let said = |asked: &padding::Asked| {
            (asked.alert.clone(), asked.code, asked.check.clone(), asked.letters)
        };
        for one in &asked {
            assert_eq!(said(one), said(&asked[0]), "{}", one.id);
            assert_eq!(one.alert.as_deref(), Some("bad_record_mac"));
            assert_eq!(one.cipher.len(), 256);
        }
        let mut ciphers: Vec<_> = asked.iter().map(|asked| &asked.cipher).collect();
        ciphers.dedup();
        assert_eq!(ciphers.len(), asked.len());
    }
    for suite in CipherSuite::ECDHE {
        assert_eq!(padding::ask(&common::scenario(5, suite, false)), Ok(Vec::new()));
    }
    // With a key of another size as well.
    let key = PrivateKey::generate(&mut Entropy::Seed([1; 32]).stream("own"), 1024).unwrap();
    let own = OwnKey { key: key.to_pem().unwrap(), certificate: None };
    let wish = Wish { own_key: Some(own), ..Wish::default() };
    let asked = padding::ask(&wish.resolve([1; 32], teaching_identity).unwrap()).unwrap();
    assert!(asked.iter().all(|one| one.cipher.len() == 128 && one.alert == asked[0].alert));
}
