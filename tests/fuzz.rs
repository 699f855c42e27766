//! A short run of every fuzz target: over its seeds, and over seeds that were changed in the ways in
//! which a fuzzer changes them. What libFuzzer does longer and better (`fuzz/README.md`) needs a C++
//! compiler and coverage; this needs neither, and runs the same functions.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../fuzz/seeds.rs"]
mod seeds;
#[path = "../fuzz/targets.rs"]
mod targets;

use std::panic::catch_unwind;

use targets::{TARGETS, Target};

/// Changed seeds of each target.
const ROUNDS: usize = 20_000;
/// Of a target that takes its time.
const FEWER: usize = 500;

/// xorshift64: the same changes on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }

    fn byte(&mut self) -> u8 {
        const ODD: [u8; 10] = [0, 1, 2, 0x10, 0x20, 0x7f, 0x80, 0xfe, 0xff, 0x30];
        if self.roll(2) == 0 { ODD[self.roll(ODD.len())] } else { self.roll(256) as u8 }
    }

    /// A place in bytes, and how many from there on, at most so many.
    fn range(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.roll(length + 1);
        start..length.min(start + self.roll(most))
    }

    /// One change.
    fn change(&mut self, bytes: &mut Vec<u8>, others: &[Vec<u8>]) {
        let length = bytes.len();
        match self.roll(8) {
            0 if length > 0 => bytes[self.roll(length)] ^= 1 << self.roll(8),
            1 if length > 0 => bytes[self.roll(length)] = self.byte(),
            // A number of two or four bytes.
            2 if length > 4 => {
                let at = self.roll(length - 4);
                let width = 2 + 2 * self.roll(2);
                let number = [self.byte(), self.byte(), self.byte(), self.byte()];
                bytes[at..at + width].copy_from_slice(&number[..width]);
            }
            3 => drop(bytes.drain(self.range(length, 40))),
            4 => {
                let at = self.roll(length + 1);
                let count = self.roll(8);
                let fresh: Vec<u8> = (0..count).map(|_| self.byte()).collect();
                bytes.splice(at..at, fresh);
            }
            // A part of it again, or a part of another one.
            5 => {
                let part = bytes[self.range(length, 200)].to_vec();
                let at = self.roll(length + 1);
                bytes.splice(at..at, part);
            }
            6 => {
                let other = &others[self.roll(others.len())];
                let part = other[self.range(other.len(), 400)].to_vec();
                bytes.splice(self.range(length, 400), part);
            }
            7 => bytes.truncate(self.roll(length + 1)),
            _ => {}
        }
    }
}

fn run(name: &str, target: Target) {
    let seeds = seeds::seeds(name);
    assert!(!seeds.is_empty(), "{name} has no seeds");
    let mut dice = Dice(0x7465_6163_6869_6e67);
    seeds.iter().for_each(|seed| target(seed));
    let rounds = if name == "connection" { FEWER } else { ROUNDS };
    for round in 0..rounds {
        let mut bytes = seeds[dice.roll(seeds.len())].clone();
        for _ in 0..=dice.roll(6) {
            dice.change(&mut bytes, &seeds);
        }
        let shown = bytes.clone();
        catch_unwind(move || target(&bytes)).unwrap_or_else(|_| {
            let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
            let _ = std::fs::create_dir_all(&dir);
            let file = dir.join(format!("{name}-{round}"));
            let _ = std::fs::write(&file, &shown);
            panic!("{name}: the input is in {}", file.display());
        });
    }
}

fn by_name(name: &str) {
    let (name, target) = *TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    run(name, target);
}

/// A test a target, so that they run side by side.
macro_rules! targets {
    ($($name:ident),*) => {
        $(#[test] fn $name() { by_name(stringify!($name)) })*

        #[test]
        fn none_is_left_out() {
            let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

targets!(record, handshake, certificate, pcap, pcapng, key_log, pem, connection);

#[test]
fn seeds_are_what_they_should_be() {
    use tls_airmail::capture::read::Reader;
    for (name, least) in [("pcap", 9), ("pcapng", 3)] {
        let mut said = 0;
        for seed in seeds::seeds(name) {
            let mut reader = Reader::default();
            let _ = reader.push(&seed[2..]);
            let capture = reader.finish();
            assert_eq!(capture.broken, None);
            said += usize::from(!capture.conversations.is_empty());
        }
        assert!(said >= least, "{name}: {said}");
    }
}
