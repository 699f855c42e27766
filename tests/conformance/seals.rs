//! 12 to 24: protected records.

use std::collections::BTreeSet;

use tls_airmail::{
    crypto::cbc,
    keys::{artifact::Holder, seal::Seal, suite::CipherSuite},
    party::Role,
    wire::record::ContentType,
};

use crate::{
    Case, Log,
    forge::Cbc,
    open,
    pair::{Pair, V, record, sealed},
    records, to_both,
};

const DATA: ContentType = ContentType::ApplicationData;
const CBC: [CipherSuite; 3] = [
    CipherSuite::RsaAes128CbcSha,
    CipherSuite::RsaAes256CbcSha256,
    CipherSuite::EcdheAes128CbcSha256,
];
const GCM: [CipherSuite; 2] = [CipherSuite::RsaAes128GcmSha256, CipherSuite::EcdheAes256GcmSha384];
const CHACHA: CipherSuite = CipherSuite::EcdheChaCha20Poly1305Sha256;

pub const CASES: [Case; 13] = [
    // 12: every bit of the MAC, with the shortest and the longest padding.
    |log| {
        for suite in CBC {
            let pair = open(suite);
            for (longest, bit) in [false, true]
                .iter()
                .flat_map(|l| (0..8 * suite.mac_key_length()).map(move |bit| (*l, bit)))
            {
                spoiled(
                    log,
                    &pair,
                    "a bit of the MAC",
                    longest,
                    "bad_record_mac",
                    |whole, data| {
                        whole[data + bit / 8] ^= 1 << (bit % 8);
                    },
                );
            }
        }
    },
    // 13: every octet of the padding, the length in front of the rest.
    |log| {
        for suite in CBC {
            let pair = open(suite);
            for (longest, room) in [(false, 16), (true, 240)] {
                for back in 1..=room {
                    if !longest && back > shortest(suite) {
                        continue;
                    }
                    let name = "an octet of the padding";
                    spoiled(log, &pair, name, longest, "bad_record_mac", |whole, _| {
                        let at = whole.len() - back;
                        whole[at] ^= 0x40;
                    });
                }
            }
        }
    },
    // 14: the farthest octet of the longest padding.
    |log| {
        for suite in CBC {
            let pair = open(suite);
            let data = to_the_block(suite);
            both_cbc(log, &pair, "the farthest octet", &data, true, "bad_record_mac", |whole| {
                let at = whole.len() - 256;
                assert_eq!(whole[at], 255);
                whole[at] ^= 1;
            });
        }
    },
    // 15: as long as may be.
    |log| {
        for suite in CBC {
            let pair = open(suite);
            let data = to_the_block(suite);
            both_cbc(log, &pair, "255 octets of padding", &data, true, "accepted", |whole| {
                assert_eq!(whole[whole.len() - 256..], [255; 256]);
            });
            let data = vec![7; 1 << 14];
            both_cbc(log, &pair, "2^14 octets and long padding", &data, true, "accepted", |_| {});
        }
    },
    // 16: not a multiple of the block, or too short for IV, MAC and padding_length.
    |log| {
        for suite in CBC {
            let pair = open(suite);
            for length in 0..=80 {
                let make = |_: &mut Seal, _| record(DATA, &vec![0x17; length]);
                to_both(log, "so many octets of anything", &pair, make, "bad_record_mac");
            }
            for cut in 1..16 {
                let make = |seal: &mut Seal, _| {
                    let whole = sealed(seal, DATA, b"a sentence of thirty-two octets.");
                    record(DATA, &whole[5..whole.len() - cut])
                };
                to_both(log, "a real one, cut", &pair, make, "bad_record_mac");
            }
        }
    },
    // 17: a fresh IV in front of each record, which is no part of what is sealed.
    |log| {
        for suite in CBC {
            let mut pair = open(suite);
            let keys = pair.write_keys();
            let words = b"the same words";
            let mut written = [Vec::new(), Vec::new()];
            for _ in 0..2 {
                pair.client.say(words);
                pair.server.say(words);
                written[0].push(pair.client.next_letter().unwrap());
                written[1].push(pair.server.next_letter().unwrap());
            }
            for (side, (letters, keys)) in
                [Holder::Client, Holder::Server].into_iter().zip(written.iter().zip(keys))
            {
                let [one, two] = [0, 1].map(|index: usize| letters[index].bytes()[5..].to_vec());
                let fresh = one[..16] != two[..16] && one[16..] != two[16..];
                log.holds(side, "two equal plaintexts", "different", fresh);
                for fragment in [one, two] {
                    let (iv, cipher) = fragment.split_at(16);
                    let plain = cbc::decrypt(&keys.key, iv, cipher).unwrap();
                    log.equal(side, "what is under it", &plain[..words.len()], &words[..]);
                }
            }
        }
    },
    // 18: every size, 0 included.
    |log| {
        for suite in CBC {
            for longest in [false, true] {
                let pair = open(suite);
                for size in (0..=66).chain([255, 256, 257, 1000]) {
                    let data = vec![0x61; size];
                    both_cbc(log, &pair, "so many octets", &data, longest, "accepted", |_| {});
                }
            }
        }
    },
    // 19: every bit of ciphertext, tag and explicit nonce.
    |log| {
        for suite in GCM {
            let pair = open(suite);
            for bit in 0..8 * (8 + 4 + 16) {
                let make = |seal: &mut Seal, _| {
                    let mut record = sealed(seal, DATA, b"word");
                    record[5 + bit / 8] ^= 1 << (bit % 8);
                    record
                };
                to_both(log, "a flipped bit", &pair, make, "bad_record_mac");
            }
        }
    },
    // 20: no explicit nonce twice.
    |log| {
        for suite in GCM {
            let mut pair = Pair::new(suite);
            let mut nonces = [BTreeSet::new(), BTreeSet::new()];
            let mut count = [0; 2];
            for round in 0..200 {
                if pair.client.is_open() && pair.server.is_open() {
                    pair.client.say(b"again");
                    pair.server.say(b"again");
                }
                let letters = [pair.client.next_letter(), pair.server.next_letter()];
                for (side, letter) in letters.into_iter().enumerate() {
                    let Some(letter) = letter else { continue };
                    for sheet in letter.sheets.iter().filter(|sheet| sheet.inside.is_some()) {
                        nonces[side].insert(sheet.bytes[5..13].to_vec());
                        count[side] += 1;
                    }
                    match side {
                        0 => pair.server.receive(&letter.bytes()),
                        _ => pair.client.receive(&letter.bytes()),
                    }
                }
                assert!(pair.client.end().is_none() && pair.server.end().is_none(), "{round}");
            }
            for (index, side) in [Holder::Client, Holder::Server].into_iter().enumerate() {
                assert!(count[index] > 190);
                log.equal(side, "different nonces", nonces[index].len(), count[index]);
            }
        }
    },
    // 21: shorter than the tag.
    |log| {
        let pair = open(CHACHA);
        for length in 0..=16 {
            let make = |_: &mut Seal, _| record(DATA, &vec![0x55; length]);
            to_both(log, "no more than a tag", &pair, make, "bad_record_mac");
        }
        for length in 0..20 {
            let make = |seal: &mut Seal, _| {
                let whole = sealed(seal, DATA, b"word");
                record(DATA, &whole[5..5 + length])
            };
            to_both(log, "a real one, cut", &pair, make, "bad_record_mac");
        }
    },
    // 22: counted from 0 after ChangeCipherSpec, and part of what is proved.
    |log| {
        for suite in [CBC[0], GCM[0], CHACHA] {
            let mut pair = Pair::after(suite, 3);
            let letters = [pair.client.next_letter().unwrap()];
            pair.server.receive(&letters[0].bytes());
            let answer = pair.server.next_letter().unwrap();
            pair.client.receive(&answer.bytes());
            let sides = [Holder::Client, Holder::Server];
            let [client, server] = pair.write_keys().map(|keys| Seal::new(suite, keys));
            for (side, (mut seal, letter)) in
                sides.into_iter().zip([(client, &letters[0]), (server, &answer)])
            {
                let fragment = &records(&letter.bytes())[1][5..];
                let opened = seal.open(ContentType::Handshake, V, fragment).unwrap();
                log.equal(side, "the number of Finished", opened.sequence_number, 0);
            }
            let pair = open(suite);
            let twice = |seal: &mut Seal, _| sealed(seal, DATA, b"once").repeat(2);
            to_both(log, "a record replayed", &pair, twice, "bad_record_mac");
            let second = |seal: &mut Seal, _| {
                sealed(seal, DATA, b"lost");
                sealed(seal, DATA, b"late")
            };
            to_both(log, "a record dropped", &pair, second, "bad_record_mac");
            let swapped = |seal: &mut Seal, _| {
                let first = sealed(seal, DATA, b"one");
                [sealed(seal, DATA, b"two"), first].concat()
            };
            to_both(log, "two records swapped", &pair, swapped, "bad_record_mac");
        }
    },
    // 23: more than 2^14 octets, in the clear and under a seal.
    |log| {
        for length in [(1 << 14) + 1, (1 << 14) + 1024, (1 << 14) + 1025, 0xffff_usize] {
            let header = [&[22, 3, 3][..], &(length as u16).to_be_bytes()].concat();
            for letters in [0, 2, 3] {
                let mut pair = Pair::after(CBC[0], letters);
                pair.server.receive(&header);
                log.server("a plaintext too long", &pair.server, "record_overflow");
            }
            for letters in [1, 4] {
                let mut pair = Pair::after(CBC[0], letters);
                pair.client.receive(&header);
                log.client("a plaintext too long", &pair.client, "record_overflow");
            }
        }
        for suite in [CBC[0], GCM[0], CHACHA] {
            let pair = open(suite);
            for (length, expected) in [(1 << 14, "accepted"), ((1 << 14) + 1, "record_overflow")] {
                let make = |seal: &mut Seal, _| sealed(seal, DATA, &vec![7; length]);
                to_both(log, "so many octets under a seal", &pair, make, expected);
            }
        }
    },
    // 24: as soon as the header says so.
    |log| {
        for suite in [CBC[0], GCM[0], CHACHA] {
            let pair = open(suite);
            for (length, expected) in [
                ((1 << 14) + 2048_u16, "accepted"),
                ((1 << 14) + 2049, "record_overflow"),
                (0xffff, "record_overflow"),
            ] {
                let header = [&[23, 3, 3][..], &length.to_be_bytes()].concat();
                let make = |_: &mut Seal, _| header.clone();
                to_both(log, "a header", &pair, make, expected);
            }
        }
    },
];

/// Octets of padding and padding_length for the four octets that cases say.
fn shortest(suite: CipherSuite) -> usize {
    16 - (4 + suite.mac_key_length()) % 16
}

/// Data that fills its last block up to padding_length.
fn to_the_block(suite: CipherSuite) -> Vec<u8> {
    vec![7; (32 - suite.mac_key_length() % 16) % 16]
}

/// Both parties get the same record, made by hand under the other's keys.
fn both_cbc(
    log: &mut Log,
    open: &Pair,
    stimulus: &str,
    data: &[u8],
    longest: bool,
    expected: &str,
    spoil: impl Fn(&mut Vec<u8>),
) {
    let suite = open.hand.suites[0];
    let mut pair = open.clone();
    let [client, server] = pair.write_keys();
    let from = |keys| Cbc { keys, suite, number: 1 }.record(data, longest, &spoil);
    pair.server.receive(&from(client));
    log.server(stimulus, &pair.server, expected);
    pair.client.receive(&from(server));
    log.client(stimulus, &pair.client, expected);
    fn said<R: Role>(party: &mut tls_airmail::party::Party<R>) -> Vec<u8> {
        party.heard()
    }
    let heard = if expected == "accepted" { data } else { &[] };
    assert_eq!((&said(&mut pair.server)[..], &said(&mut pair.client)[..]), (heard, heard));
}

/// The same with four octets of data; `spoil` is told where they end.
fn spoiled(
    log: &mut Log,
    open: &Pair,
    stimulus: &str,
    longest: bool,
    expected: &str,
    spoil: impl Fn(&mut Vec<u8>, usize),
) {
    both_cbc(log, open, stimulus, b"word", longest, expected, |whole| spoil(whole, 4));
}
