//! Out and in again: what our own export says, and what comes of reading it.

use proptest::prelude::*;
use tls_airmail::{
    Transcript, Wish,
    capture::{
        read::Reader,
        secrets::Secrets,
        tls::library::Library,
        write::{Files, Internet, Tap, files},
    },
    exchange::{scenario::teaching_identity, transcript::Holder},
    keys::suite::CipherSuite,
    play,
};

use crate::{KEY, assert_same_letters, assert_same_values, sound::assert_sound};

/// A file in slices, and the only connection in it.
fn read(file: &[u8], slice: usize, secrets: Secrets) -> Transcript {
    let mut reader = Reader::default();
    for part in file.chunks(slice) {
        reader.push(part).unwrap();
    }
    let mut library = Library::new(reader.finish(), secrets);
    let listing = library.list();
    assert_eq!((listing.connections.len(), listing.others), (1, 0));
    assert_eq!((&listing.passed[..], &listing.broken), (&[][..], &None));
    assert_eq!(listing.connections[0].troubles, []);
    let transcript = library.open(0).unwrap();
    assert_sound(&transcript);
    transcript
}

fn knowing(file: &[u8]) -> Secrets {
    let mut secrets = Secrets::default();
    secrets.read(file);
    assert_eq!(secrets.complained, 0);
    secrets
}

/// The example says the same, also of a file that ends too soon.
#[test]
fn the_example_lists_and_tells() {
    let wish = Wish { message: Some("by the example".to_owned()), ..Wish::default() };
    let ours = play(&wish.resolve([7; 32], teaching_identity).unwrap()).unwrap();
    let dir = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("capture-example");
    std::fs::create_dir_all(&dir).unwrap();
    let Files { pcap, pcapng, key_log, .. } = files(&ours, Tap::default());
    for (name, bytes) in [
        ("whole.pcapng", &pcapng[..]),
        ("bare.pcap", &pcap),
        ("cut.pcap", &pcap[..pcap.len() - 7]),
        ("keys.log", key_log.as_bytes()),
        ("key.pem", KEY),
    ] {
        std::fs::write(dir.join(name), bytes).unwrap();
    }
    let run = |arguments: &[&str]| {
        let output = crate::programs::example("capture")
            .args(arguments)
            .current_dir(&dir)
            .output()
            .expect("the example; cargo builds it with the tests");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.success(), text(&output.stdout), text(&output.stderr))
    };
    let (ok, list, _) = run(&["whole.pcapng"]);
    assert!(
        ok && list.contains("blog.example  tls_1_2  TLS_RSA_WITH_AES_256_GCM_SHA384"),
        "{list}"
    );
    assert!(list.contains("bytes  open\n"), "{list}");
    let (_, list, _) = run(&["bare.pcap"]);
    assert!(list.contains("bytes  closed, no_secret\n"), "{list}");
    for secret in [["--keylog", "keys.log"], ["--rsa-key", "key.pem"]] {
        let (ok, json, _) = run(&[&["bare.pcap", "--connection", "0"], &secret[..]].concat());
        assert!(ok && json.contains("\"serverRead\": \"by the example\""));
    }
    // What is before the broken place is kept, and the place is named.
    let (ok, list, complaint) = run(&["cut.pcap", "--keylog", "keys.log"]);
    assert!(!ok && list.contains("bytes  open"), "{list}");
    assert!(complaint.contains("cut.pcap: ") && complaint.contains("byte "), "{complaint}");
    let (ok, _, complaint) = run(&["bare.pcap", "--connection", "4"]);
    assert!(!ok && complaint.contains("there is no connection 4"), "{complaint}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// The same letters, fields and plaintexts, whichever file and whichever secret.
    #[test]
    fn what_is_taken_home_comes_back(
        seed in any::<[u8; 32]>(),
        suite in 0..CipherSuite::ALL.len(),
        extended_master_secret in any::<bool>(),
        message in "\\PC{1,80}",
        reply in "\\PC{0,300}",
        server in any::<bool>(),
        v6 in any::<bool>(),
        segment in 28u16..1440,
        slice in 1usize..5000,
        resumed in any::<bool>(),
    ) {
        let suite = CipherSuite::ALL[suite];
        let wish = Wish {
            suites: Some(vec![suite.name().to_owned()]),
            extended_master_secret: Some(extended_master_secret),
            message: Some(message),
            reply: Some(reply),
            resume: resumed.then(|| "known".to_owned()),
            ..Wish::default()
        };
        let ours = play(&wish.resolve(seed, teaching_identity).unwrap()).unwrap();
        let tap = Tap {
            at: if server { Holder::Server } else { Holder::Client },
            internet: if v6 { Internet::V6 } else { Internet::V4 },
            segment,
        };
        let Files { pcap, pcapng, key_log, .. } = files(&ours, tap);
        let mut told = vec![
            read(&pcapng, slice, Secrets::default()),
            read(&pcap, slice, knowing(key_log.as_bytes())),
        ];
        if CipherSuite::RSA.contains(&suite) && !resumed {
            told.push(read(&pcap, slice, knowing(KEY)));
        }
        for told in told {
            assert_same_letters(&ours, &told);
            assert!(assert_same_values(&ours, &told) > 30);
            let scenes = |transcript: &Transcript| -> Vec<String> {
                transcript.scenes.iter().map(|scene| scene.id.clone()).collect()
            };
            assert_eq!(scenes(&ours), scenes(&told));
        }
        // Without any secret: the same letters, closed.
        let closed = read(&pcap, slice, Secrets::default());
        let bytes = |transcript: &Transcript| -> Vec<Vec<u8>> {
            transcript.letters.iter().map(|letter| letter.bytes.to_vec()).collect()
        };
        assert_eq!(bytes(&ours), bytes(&closed));
    }
}
