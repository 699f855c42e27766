//! What the reader can open: certificates down to their bytes, records before and after, recipes
//! with all their inputs.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::sync::LazyLock;

use common::{hands, scenario};
use proptest::prelude::*;
use tls_airmail::{
    Transcript,
    crypto::{
        cbc,
        hash::{HashAlgorithm, digest},
        hmac::hmac,
    },
    exchange::{
        link::{Change, Tampering},
        transcript::{Artifact, Covered, Field},
    },
    keys::{artifact::Holder, suite::CipherSuite},
    pki::facts::Facts,
    play,
    wire::{bytes::hex, x509},
};

static STORIES: LazyLock<Vec<Transcript>> =
    LazyLock::new(|| hands().iter().map(|hand| play(hand).unwrap()).collect());

fn artifact<'a>(transcript: &'a Transcript, id: &str) -> &'a Artifact {
    let found = transcript.artifacts.iter().find(|artifact| artifact.id == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

fn all<'a>(field: &'a Field, id: &str) -> Vec<&'a Field> {
    let mut found = Vec::new();
    field.walk(&mut |inner| {
        if inner.id == id {
            found.push(inner);
        }
    });
    found
}

fn one<'a>(field: &'a Field, id: &str) -> &'a Field {
    let found = all(field, id);
    assert_eq!(found.len(), 1, "{id}");
    found[0]
}

fn said(field: &Field, id: &str) -> String {
    one(field, id).value.clone().unwrap_or_else(|| panic!("{id} says nothing"))
}

fn assert_tiles(field: &Field, length: usize) {
    assert_eq!((field.start, field.end), (0, length));
    let mut at = 0;
    for leaf in field.leaves() {
        assert_eq!(leaf.start, at, "before {}", leaf.id);
        at = leaf.end;
    }
    assert_eq!(at, length);
    field.walk(&mut |inner| {
        for child in &inner.children {
            assert!(inner.start <= child.start && child.end <= inner.end, "{}", child.id);
        }
    });
}

#[test]
fn the_certificate_is_opened_down_to_its_fields() {
    for transcript in STORIES.iter() {
        for certificate in &transcript.certificates {
            let facts = Facts::read(&certificate.der).unwrap();
            let parsed = x509::describe(&certificate.der);
            parsed.value.unwrap();
            let tree = parsed.field;
            assert_tiles(&tree, certificate.der.len());
            tree.walk(&mut |field| assert_ne!(field.id, Field::UNPARSED));
            let bytes = |id: &str| {
                let field = one(&tree, id);
                &certificate.der[field.start..field.end]
            };
            // What the reader is shown is what the parties acted on.
            assert_eq!(said(&tree, "x509.issuer"), facts.issuer);
            assert_eq!(said(&tree, "x509.subject"), facts.subject);
            assert_eq!(said(&tree, "x509.serial"), facts.serial);
            assert_eq!(said(&tree, "x509.version.number"), "v3 (2)");
            assert_eq!(said(&tree, "x509.not_before"), "2024-01-01 00:00:00 UTC");
            assert_eq!(said(&tree, "x509.not_after"), "2049-12-31 23:59:59 UTC");
            let key = facts.public_key.unwrap();
            assert_eq!(bytes("x509.modulus"), key.modulus());
            assert_eq!(said(&tree, "x509.modulus"), "2048 bits");
            assert_eq!(bytes("x509.public_exponent"), key.exponent());
            assert_eq!(said(&tree, "x509.public_exponent"), "65537");
            assert_eq!(bytes("x509.signature"), facts.signature);
            assert_eq!(bytes("x509.tbs"), facts.tbs);
            let algorithm = "sha256WithRSAEncryption (1.2.840.113549.1.1.11)";
            assert_eq!(said(&tree, "x509.tbs.signature"), algorithm);
            assert_eq!(said(&tree, "x509.signature_algorithm"), algorithm);
            assert_eq!(said(&tree, "x509.key_algorithm"), "rsaEncryption (1.2.840.113549.1.1.1)");
            let names: Vec<String> =
                all(&tree, "x509.dns_name").iter().filter_map(|f| f.value.clone()).collect();
            assert_eq!(names, facts.names);
            let ids: Vec<_> = all(&tree, "x509.key_identifier")
                .iter()
                .map(|field| certificate.der[field.start..field.end].to_vec())
                .collect();
            let wanted = [facts.subject_key_id.unwrap(), facts.authority_key_id.unwrap()];
            assert_eq!(ids, wanted);
            let server = certificate.id == "server";
            let usage =
                if server { "digitalSignature, keyEncipherment" } else { "keyCertSign, cRLSign" };
            assert_eq!(said(&tree, "x509.key_usage"), usage);
            assert_eq!(all(&tree, "x509.key_purpose").len(), usize::from(server));
            assert_eq!(all(&tree, "x509.basic_constraints.ca").len(), usize::from(!server));
        }
    }
}

#[test]
fn the_certificate_in_the_letter_is_open_too() {
    let transcript = &STORIES[0];
    let letter = &transcript.letters[1];
    let record = &letter.records[1];
    let certificate = one(&record.fields, "certificate.der");
    let der = &transcript.certificates[0].der;
    assert_eq!(letter.bytes[certificate.start..certificate.end], der[..]);
    let modulus = one(certificate, "x509.modulus");
    let bytes = &letter.bytes[modulus.start..modulus.end];
    assert_eq!(*bytes, artifact(transcript, "client.modulus").bytes[..]);
}

#[test]
fn records_are_open_before_and_after() {
    for transcript in STORIES.iter() {
        let (mut macs, mut tags) = (0, 0);
        for record in transcript.letters.iter().flat_map(|letter| &letter.records) {
            assert_eq!(record.protected, record.sealed.is_some());
            let Some(sealed) = &record.sealed else { continue };
            assert_tiles(&sealed.opened, sealed.whole.len());
            assert_eq!(all(&sealed.opened, "record.plaintext").len(), {
                usize::from(!sealed.plaintext.is_empty())
            });
            let key = &artifact(transcript, &sealed.key).bytes;
            match (&sealed.mac, &sealed.tag) {
                (Some(mac), None) => {
                    macs += 1;
                    assert_eq!(key.len() % 16, 0);
                    assert_eq!(sealed.whole.len() % 16, 0);
                    assert_eq!(sealed.whole.len(), sealed.ciphertext.len());
                    let input = sealed.mac_input.as_ref().unwrap();
                    assert_eq!(input[..13], sealed.additional_data[..]);
                    assert_eq!(input[13..], sealed.plaintext[..]);
                    let field = one(&sealed.opened, "record.mac");
                    assert_eq!(sealed.whole[field.start..field.end], mac[..]);
                    let mac_key = artifact(transcript, sealed.mac_key.as_ref().unwrap());
                    let algorithm = [HashAlgorithm::Sha1, HashAlgorithm::Sha256]
                        .into_iter()
                        .find(|algorithm| algorithm.output_length() == mac.len())
                        .unwrap();
                    assert_eq!(hmac(algorithm, &mac_key.bytes, &[input]), mac[..]);
                    let nested = sealed.hmac.as_ref().unwrap();
                    assert_eq!(digest(algorithm, &[&nested.inner_key, input]), nested.inner[..]);
                    assert_eq!(digest(algorithm, &[&nested.outer_key, &nested.inner]), mac[..]);
                    // Block by block: the cipher alone, without any chaining, gives the ciphertext.
                    let chained = sealed.chained.as_ref().unwrap();
                    assert_eq!(chained.len(), sealed.whole.len());
                    let zeros = [0; 16];
                    for (block, made) in chained.chunks(16).zip(sealed.ciphertext.chunks(16)) {
                        assert_eq!(cbc::encrypt(key, &zeros, block).unwrap(), made);
                    }
                    assert_eq!(sealed.counter, None);
                    let last = one(&sealed.opened, "record.padding_length");
                    assert_eq!(last.end, sealed.whole.len());
                    let padding = sealed.padding.as_ref().unwrap();
                    assert_eq!(last.value, Some((padding.len() - 1).to_string()));
                    let filler = all(&sealed.opened, "record.padding");
                    assert_eq!(filler.len(), usize::from(padding.len() > 1));
                    one(&record.fields, "record.iv");
                    one(&record.fields, "record.ciphertext");
                }
                (None, Some(tag)) => {
                    tags += 1;
                    assert_eq!(sealed.whole, sealed.plaintext);
                    assert_eq!(sealed.mac_input, None);
                    assert_eq!(tag.len(), 16);
                    assert_eq!((&sealed.hmac, &sealed.chained), (&None, &None));
                    let salt = &artifact(transcript, sealed.salt.as_ref().unwrap()).bytes;
                    match &sealed.counter {
                        Some(counter) => {
                            assert!(sealed.iv.is_empty());
                            let both = salt.iter().zip(&counter[..]).map(|(a, b)| a ^ b);
                            assert_eq!(both.collect::<Vec<u8>>(), sealed.nonce[..]);
                        }
                        None => assert_eq!([salt, &sealed.iv[..]].concat(), sealed.nonce[..]),
                    }
                    // ChaCha20-Poly1305 sends no part of its nonce (RFC 7905 §2).
                    let nonces = all(&record.fields, "record.explicit_nonce").len();
                    assert_eq!(nonces, usize::from(!sealed.iv.is_empty()));
                    one(&record.fields, "record.tag");
                }
                other => panic!("{other:?}"),
            }
        }
        let cbc = transcript.suite.as_ref().unwrap().kind == "cbc";
        assert_eq!((macs, tags), if cbc { (6, 0) } else { (0, 6) });
    }
}

#[test]
fn what_a_seal_covers_and_its_nonce_have_names() {
    for transcript in STORIES.iter() {
        let records = transcript.letters.iter().flat_map(|letter| &letter.records);
        for sealed in records.filter_map(|record| record.sealed.as_ref()) {
            let (root, covered) = match &sealed.mac_input {
                Some(input) => ("mac_input", input),
                None => ("additional_data", &sealed.additional_data),
            };
            assert_eq!(sealed.covered.id, root);
            assert_tiles(&sealed.covered, covered.len());
            let part = |name: &str| one(&sealed.covered, &format!("{root}.{name}"));
            let span = |name: &str| (part(name).start, part(name).end);
            let heads = ["seq_num", "type", "version", "length"].map(span);
            assert_eq!(heads, [(0, 8), (8, 9), (9, 11), (11, 13)]);
            let value = |name: &str| part(name).value.clone().unwrap();
            assert_eq!(value("seq_num"), sealed.sequence_number.to_string());
            assert!(value("type").ends_with(&format!(" ({})", covered[8])));
            assert_eq!(value("version"), "TLS 1.2");
            assert_eq!(value("length"), format!("{} bytes", sealed.plaintext.len()));
            // Behind the head of the MAC's input: the plaintext, as it is open elsewhere.
            let texts = all(&sealed.covered, "record.plaintext");
            let shown = usize::from(sealed.mac_input.is_some() && !sealed.plaintext.is_empty());
            assert_eq!(texts.len(), shown);
            for text in texts {
                assert_eq!(*text, sealed.fields.clone().moved(13));
            }
            assert_tiles(&sealed.nonce_fields, sealed.nonce.len());
            let leaves = sealed.nonce_fields.leaves();
            let ids: Vec<_> = leaves.iter().map(|leaf| leaf.id).collect();
            if sealed.mac_input.is_some() {
                assert_eq!(ids, ["record.iv"]);
                continue;
            }
            assert_eq!(leaves[1].start..leaves[1].end, 4..12);
            let salt = &artifact(transcript, sealed.salt.as_ref().unwrap()).bytes;
            assert_eq!(sealed.nonce[..4], salt[..4]);
            if sealed.counter.is_some() {
                assert_eq!(ids, ["nonce.fixed", "nonce.counted"]);
                let mixed = format!("write_IV[4..12] xor {}", sealed.sequence_number);
                assert_eq!(leaves[1].value, Some(mixed));
            } else {
                assert_eq!(ids, ["nonce.salt", "nonce.explicit"]);
                assert_eq!(sealed.nonce[4..], sealed.iv[..]);
            }
        }
    }
}

#[test]
fn the_prf_is_unfolded_to_the_bytes_that_fall_off() {
    let mut seen = 0;
    for transcript in STORIES.iter() {
        for made in transcript.artifacts.iter().filter(|a| a.recipe == "prf") {
            let expansion = made.expansion.as_ref().unwrap();
            assert_eq!(Some(&expansion.hash), transcript.suite.as_ref().map(|s| &s.prf_hash));
            assert_eq!(Some(&expansion.label), made.detail.as_ref());
            assert_eq!(expansion.length, made.bytes.len());
            assert_eq!(made.inputs[0].role, "secret");
            let mut seed = expansion.label.as_bytes().to_vec();
            for input in &made.inputs[1..] {
                assert_eq!(input.role, "seed");
                seed.extend_from_slice(&artifact(transcript, &input.id).bytes);
            }
            assert_eq!(expansion.seed[..], seed);
            let turns = made.working.iter().filter(|working| working.id.starts_with('p'));
            let row: Vec<u8> = turns.flat_map(|working| working.bytes.to_vec()).collect();
            assert_eq!(row, [&made.bytes[..], &expansion.surplus].concat());
            // Each HMAC from inside.
            let algorithm = [HashAlgorithm::Sha256, HashAlgorithm::Sha384]
                .into_iter()
                .find(|algorithm| algorithm.name() == expansion.hash)
                .unwrap();
            let mut before = seed.clone();
            for turn in made.working.chunks(2) {
                let texts = [before.clone(), [&turn[0].bytes[..], &seed].concat()];
                for (value, text) in turn.iter().zip(texts) {
                    let inner = value.inner.as_ref().unwrap();
                    assert_eq!(digest(algorithm, &[&expansion.inner_key, &text]), inner[..]);
                    assert_eq!(digest(algorithm, &[&expansion.outer_key, inner]), value.bytes[..]);
                }
                before = turn[0].bytes.to_vec();
            }
            seen += 1;
        }
        for made in transcript.artifacts.iter().filter(|a| a.recipe != "prf") {
            assert_eq!(made.expansion, None);
        }
    }
    assert!(seen >= 8 * STORIES.len());
}

#[test]
fn inputs_have_their_letters_in_the_formula() {
    // The hand with the stolen key.
    let transcript = &STORIES[2 * CipherSuite::RSA.len()];
    let roles = |id: &str| -> Vec<(&str, &str)> {
        let inputs = &artifact(transcript, id).inputs;
        inputs.iter().map(|input| (input.role.as_str(), input.id.as_str())).collect()
    };
    assert_eq!(
        roles("client.encrypted_pre_master_secret"),
        [("m", "client.pkcs1_block"), ("e", "client.public_exponent"), ("n", "client.modulus")]
    );
    assert_eq!(
        roles("server.pkcs1_block"),
        [
            ("c", "server.encrypted_pre_master_secret"),
            ("d", "server.private_exponent"),
            ("n", "server.modulus")
        ]
    );
    assert_eq!(
        roles("client.pkcs1_block"),
        [("PS", "client.pkcs1_padding"), ("M", "client.pre_master_secret")]
    );
    assert_eq!(roles("server.pre_master_secret"), [("EM", "server.pkcs1_block")]);
    assert_eq!(roles("eavesdropper.pre_master_secret"), [("EM", "eavesdropper.pkcs1_block")]);
    for artifact in &transcript.artifacts {
        let ids: Vec<&String> = artifact.inputs.iter().map(|input| &input.id).collect();
        assert_eq!(ids, artifact.from.iter().collect::<Vec<_>>());
    }
}

#[test]
fn what_rsa_counts_with_is_a_number_too() {
    let mut signed = 0;
    for transcript in STORIES.iter() {
        for artifact in &transcript.artifacts {
            let Some(digits) = &artifact.decimal else { continue };
            // Back by another way: digit by digit.
            let mut bytes = vec![0_u8; artifact.bytes.len()];
            for digit in digits.bytes() {
                let mut carry = u32::from(digit - b'0');
                for byte in bytes.iter_mut().rev() {
                    let value = u32::from(*byte) * 10 + carry;
                    *byte = value as u8;
                    carry = value >> 8;
                }
                assert_eq!(carry, 0);
            }
            assert_eq!(bytes, artifact.bytes[..], "{}", artifact.id);
        }
        let numbers: Vec<&str> = transcript
            .artifacts
            .iter()
            .filter(|artifact| artifact.decimal.is_some())
            .map(|artifact| artifact.id.as_str())
            .collect();
        let ecdhe = transcript.suite.as_ref().unwrap().group.is_some();
        let wanted: &[&str] = if ecdhe {
            &["server.modulus", "server.private_exponent", "server.params_signature"]
        } else {
            &[
                "client.pkcs1_block",
                "client.public_exponent",
                "client.modulus",
                "client.encrypted_pre_master_secret",
                "server.encrypted_pre_master_secret",
                "server.private_exponent",
                "server.modulus",
                "server.pkcs1_block",
            ]
        };
        assert!(wanted.iter().all(|id| numbers.contains(id)), "{numbers:?}");
        // The block under the signature: 00 01 FF … FF 00, DigestInfo, hash (RFC 8017 §9.2).
        for made in transcript.artifacts.iter().filter(|made| made.recipe == "rsa_sign") {
            signed += 1;
            let value = |id: &str| &made.working.iter().find(|w| w.id == id).unwrap().bytes;
            let (hash, block) = (value("hash"), value("em"));
            assert_eq!(block.len(), 256);
            assert_eq!(block[..2], [0, 1]);
            assert!(block.ends_with(hash));
            let said = artifact(transcript, "server.signed_params");
            assert_eq!(digest(HashAlgorithm::Sha256, &[&said.bytes]), hash[..]);
            let roles: Vec<&str> = made.inputs.iter().map(|input| input.role.as_str()).collect();
            assert_eq!(roles, ["M", "d", "n"]);
        }
    }
    assert!(signed >= 5);
}

/// The bytes that a covered message has in the letters.
fn message(transcript: &Transcript, covered: &Covered) -> Vec<u8> {
    if let Some(bytes) = &covered.bytes {
        assert!(covered.places.is_empty());
        return bytes.to_vec();
    }
    covered
        .places
        .iter()
        .flat_map(|place| {
            let letter = &transcript.letters[place.letter];
            let record = &letter.records[place.record];
            match &record.sealed {
                Some(sealed) => {
                    assert!(place.sealed);
                    sealed.plaintext[place.start..place.end].to_vec()
                }
                None => {
                    assert!(record.start + 5 <= place.start && place.end <= record.end);
                    letter.bytes[place.start..place.end].to_vec()
                }
            }
        })
        .collect()
}

fn assert_covers(transcript: &Transcript, made: &Artifact) {
    let algorithm = [HashAlgorithm::Sha256, HashAlgorithm::Sha384]
        .into_iter()
        .find(|algorithm| Some(algorithm.name()) == made.detail.as_deref())
        .unwrap();
    let mut row = Vec::new();
    for covered in &made.covers {
        row.extend(message(transcript, covered));
        assert_eq!(covered.after[..], digest(algorithm, &[&row]));
    }
    assert_eq!(made.covers.last().unwrap().after, made.bytes);
}

#[test]
fn the_handshake_hash_grows_letter_by_letter() {
    for transcript in STORIES.iter() {
        let mut before = vec!["client_hello", "server_hello", "certificate"];
        if transcript.artifacts.iter().any(|artifact| artifact.name == "ecdhe_params") {
            before.push("server_key_exchange");
        }
        before.extend(["server_hello_done", "client_key_exchange", "finished"]);
        let mut seen = 0;
        for made in transcript.artifacts.iter().filter(|a| a.recipe == "hash") {
            assert_covers(transcript, made);
            let names: Vec<&str> = made.covers.iter().map(|c| c.message.as_str()).collect();
            let all = before.len();
            let count = if made.name == "server_finished_hash" { all } else { all - 1 };
            assert_eq!(names, before[..count]);
            assert!(made.covers.iter().all(|covered| covered.places.len() == 1));
            // Only the client's Finished crossed under a seal.
            let sealed: Vec<bool> = made.covers.iter().map(|c| c.places[0].sealed).collect();
            assert_eq!(sealed.iter().filter(|sealed| **sealed).count(), count + 1 - all);
            seen += 1;
        }
        assert!(seen >= 4);
        assert!(transcript.artifacts.iter().all(|a| a.covers.is_empty() || a.recipe == "hash"));
    }
}

#[test]
fn a_changed_message_is_covered_as_it_arrived() {
    let mut hand = scenario(6, CipherSuite::RsaAes128GcmSha256, false);
    // One bit of the list of signatures: no key depends on it, and nobody notices before Finished.
    let honest = play(&hand).unwrap();
    let offset =
        all(&honest.letters[0].records[0].fields, "signature_algorithms.algorithm")[2].start;
    let change = Change::Flip { offset, mask: 1 };
    hand.tampering = vec![Tampering { letter: 0, change }];
    let transcript = play(&hand).unwrap();
    let hash = |holder: Holder| {
        let id = format!("{}.client_finished_hash", holder.name());
        artifact(&transcript, &id).clone()
    };
    let (ours, theirs) = (hash(Holder::Client), hash(Holder::Server));
    assert_ne!(ours.bytes, theirs.bytes);
    for made in [&ours, &theirs] {
        assert_covers(&transcript, made);
    }
    assert!(ours.covers[0].bytes.is_none());
    assert_eq!(
        hex(&theirs.covers[0].bytes.clone().unwrap()[..4]),
        hex(&transcript.letters[0].bytes[5..9])
    );
    assert!(theirs.covers[1..].iter().all(|covered| covered.bytes.is_none()));
}

static LEAF: LazyLock<Vec<u8>> = LazyLock::new(|| STORIES[0].certificates[0].der.to_vec());

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_tile(der in prop::collection::vec(any::<u8>(), 0..300)) {
        assert_tiles(&x509::describe(&der).field, der.len());
    }

    #[test]
    fn a_changed_certificate_tiles(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let mut der = LEAF.clone();
        for (at, byte) in changes {
            let at = at.index(der.len());
            der[at] = byte;
        }
        if !whole {
            der.truncate(cut.index(der.len()));
        }
        assert_tiles(&x509::describe(&der).field, der.len());
    }
}

/// Every byte of the certificate turned into a few others: the tree holds, and what is unreadable
/// is said to be.
#[test]
fn every_changed_byte_of_a_certificate_tiles() {
    for at in 0..LEAF.len() {
        for byte in [0x00, 0x30, 0x7f, 0x80, 0x84, 0xff] {
            let mut der = LEAF.clone();
            der[at] = byte;
            assert_tiles(&x509::describe(&der).field, der.len());
        }
    }
}
