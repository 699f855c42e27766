//! What the core costs natively, as JSON on one line, for `benches/run.mjs` to compare with:
//! milliseconds of one `play()`, of one RSA decryption, of one key pair (RSA-2048).
//!
//! `cargo bench --bench native`

use std::time::Instant;

use tls_airmail::{
    Wish,
    crypto::{
        drbg::Entropy,
        rsa::{PrivateKey, pad},
    },
    exchange::scenario::teaching_identity,
    play,
};

fn main() {
    let scenario = Wish::default().resolve([7; 32], teaching_identity).unwrap();
    let key = &scenario.identity.key;
    let block = pad(key.public().size(), &[1; 256 - 3 - 48], &[3; 48]).unwrap();
    let cipher = key.public().encrypt_block(&block).unwrap();
    let play = median(31, |_| assert!(play(&scenario).is_ok()));
    let decrypt = median(101, |_| assert!(key.decrypt_block(&cipher).is_ok()));
    let generate = median(15, |round| {
        let mut stream = Entropy::Seed([round; 32]).stream("bench.rsa_key");
        assert!(PrivateKey::generate(&mut stream, 2048).is_ok());
    });
    println!(r#"{{"play": {play:.4}, "decrypt": {decrypt:.4}, "generate": {generate:.2}}}"#);
}

/// The median of so many rounds, in milliseconds.
fn median(rounds: u8, mut run: impl FnMut(u8)) -> f64 {
    let mut times: Vec<f64> = (0..rounds)
        .map(|round| {
            let start = Instant::now();
            run(round);
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
