//! The same core in the browser, and the boundary to JavaScript.
//! `wasm-pack test --headless --chrome`
#![cfg(target_arch = "wasm32")]

mod common;

use js_sys::{Array, Reflect, Uint8Array};
use tls_airmail::{wasm, workshop};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, name| {
        Reflect::get(&value, &name.into()).unwrap_or(JsValue::UNDEFINED)
    })
}

fn wish(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in pairs {
        Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object.into()
}

/// A wish with one change to the first letter.
fn changed(pairs: &[(&str, JsValue)]) -> JsValue {
    let touch = wish(&[&[("letter", 0.into())], pairs].concat());
    wish(&[("tampering", Array::of1(&touch).into())])
}

/// `tests/story.rs` asks the same of the native core.
#[wasm_bindgen_test]
fn the_same_scenario_gives_the_same_transcript_as_natively() {
    assert_eq!(common::fingerprints(), include_str!("vectors/transcripts.sha256"));
}

#[wasm_bindgen_test]
fn bytes_cross_as_uint8array_and_absence_as_null() {
    let transcript = wasm::play_scenario(JsValue::UNDEFINED).unwrap();
    let letter = get(&transcript, "letters.0.bytes").dyn_into::<Uint8Array>().unwrap();
    assert_eq!(letter.get_index(0), 22);
    let random = get(&transcript, "artifacts.4.bytes");
    assert!(random.is_instance_of::<Uint8Array>());
    assert!(get(&transcript, "letters.0.records.0.sealed").is_null());
    assert_eq!(get(&transcript, "outcome.kind").as_string().as_deref(), Some("closed"));
    assert_eq!(get(&transcript, "scenes.length").as_f64(), Some(27.0));
}

#[wasm_bindgen_test]
fn a_run_is_taken_home_as_files() {
    let seed = wish(&[("seed", "07".repeat(32).into())]);
    let home = wasm::capture(seed.clone(), Some("server".into()), Some(6)).unwrap();
    let bytes = |path: &str| Uint8Array::new(&get(&home, path)).to_vec();
    assert_eq!(bytes("files.pcapng")[..4], [0x0a, 0x0d, 0x0d, 0x0a]);
    assert_eq!(bytes("files.pcap")[..4], [0xd4, 0xc3, 0xb2, 0xa1]);
    assert_eq!(get(&home, "files.parcels.0.first").as_f64(), Some(4.0));
    assert!(get(&home, "files.keyLog").as_string().unwrap().starts_with("CLIENT_RANDOM "));
    assert!(get(&home, "serverKey").as_string().unwrap().contains("BEGIN PRIVATE KEY"));
    for (at, version) in [(Some("sky"), None), (None, Some(5))] {
        let error = wasm::capture(seed.clone(), at.map(str::to_owned), version).unwrap_err();
        assert_eq!(get(&error, "field").as_string().as_deref(), Some("capture"));
    }
}

#[wasm_bindgen_test]
fn a_seed_decides_everything_and_a_fresh_one_is_fresh() {
    let seed = wasm::new_seed().unwrap();
    assert_eq!(seed.len(), 64);
    assert_ne!(seed, wasm::new_seed().unwrap());
    let play = || {
        let transcript = wasm::play_scenario(wish(&[("seed", seed.clone().into())])).unwrap();
        Uint8Array::new(&get(&transcript, "letters.2.bytes")).to_vec()
    };
    assert_eq!(play(), play());
    let drawn = wasm::play_scenario(JsValue::NULL).unwrap();
    assert_ne!(play(), Uint8Array::new(&get(&drawn, "letters.2.bytes")).to_vec());
}

#[wasm_bindgen_test]
fn what_cannot_be_played_is_an_error_that_says_why() {
    let cases = [
        (wish(&[("seed", "xyz".into())]), "bad_seed", "seed"),
        (wish(&[("serverName", "a b".into())]), "server_name_character", "serverName"),
        (wish(&[("suites", Array::of1(&"TLS_X".into()).into())]), "unknown_suite", "suites"),
        (wish(&[("groups", Array::of1(&"x".into()).into())]), "unknown_group", "groups"),
        (wish(&[("message", "x".repeat(1025).into())]), "message_too_long", "message"),
        (wish(&[("nonsense", 1.into())]), "unknown_field", "nonsense"),
        (wish(&[("identity", "me".into())]), "unknown_identity", "identity"),
        (changed(&[("change", "bend".into())]), "unknown_change", "tampering"),
        (changed(&[("change", "drop".into()), ("offset", 1.into())]), "bad_change", "tampering"),
        (changed(&[("change", "drop".into()), ("byte", 1.into())]), "unknown_field", "byte"),
        (changed(&[("change", "cut".into()), ("length", 999.into())]), "no_such_byte", "tampering"),
        (wish(&[("tampering", 1.into())]), "unknown", ""),
        (wish(&[("message", 1.into())]), "unknown", ""),
        (JsValue::from(5), "unknown", ""),
    ];
    for (wish, kind, field) in cases {
        let error = wasm::play_scenario(wish).err().unwrap_or_else(|| panic!("{kind} was played"));
        assert!(error.is_instance_of::<js_sys::Error>());
        assert_eq!(get(&error, "kind").as_string().as_deref(), Some(kind));
        assert_eq!(get(&error, "field").as_string().as_deref(), Some(field));
        assert!(!get(&error, "message").as_string().unwrap().is_empty());
    }
}

#[wasm_bindgen_test]
fn a_letter_is_changed_and_the_change_comes_back() {
    let flip = [("change", "flip".into()), ("offset", 20.into()), ("mask", 1.into())];
    let transcript = wasm::play_scenario(changed(&flip)).unwrap();
    let bytes = |path| Uint8Array::new(&get(&transcript, path)).to_vec();
    let (sent, came) = (bytes("letters.0.bytes"), bytes("letters.0.arrived.bytes"));
    assert_eq!((sent.len(), sent[20] ^ 1), (came.len(), came[20]));
    assert_eq!(get(&transcript, "outcome.kind").as_string().as_deref(), Some("alert"));
    let again = get(&transcript, "scenario.tampering");
    let again = wasm::play_scenario(wish(&[
        ("tampering", again),
        ("seed", get(&transcript, "scenario.seed")),
    ]));
    let again = Uint8Array::new(&get(&again.unwrap(), "letters.0.arrived.bytes")).to_vec();
    assert_eq!(again, came);
}

#[wasm_bindgen_test]
fn asymmetric_is_slow_and_symmetric_is_fast() {
    let costs = wasm::costs(JsValue::UNDEFINED).unwrap();
    let cost = |name: &str| get(&costs, name).as_f64().unwrap();
    assert!(cost("rsaDecrypt") > cost("rsaEncrypt"));
    assert!(cost("rsaEncrypt") > cost("sealRecord"));
}

#[wasm_bindgen_test]
fn the_storyboard_and_the_suites_are_there() {
    assert_eq!(
        get(&wasm::storyboard(None).unwrap(), "26.id").as_string().as_deref(),
        Some("close-notify")
    );
    let ecdhe = wasm::storyboard(Some("ecdhe".into())).unwrap();
    assert_eq!(get(&ecdhe, "10.id").as_string().as_deref(), Some("same-secret"));
    let resumed = wasm::storyboard(Some("resumed".into())).unwrap();
    assert_eq!(get(&resumed, "18.id").as_string().as_deref(), Some("close-notify"));
    assert!(wasm::storyboard(Some("dhe".into())).is_err());
    let suites = wasm::suites().unwrap();
    assert_eq!(get(&suites, "length").as_f64(), Some(10.0));
    assert_eq!(get(&suites, "4.keyExchange").as_string().as_deref(), Some("rsa"));
    assert_eq!(get(&suites, "5.keyExchange").as_string().as_deref(), Some("ecdhe"));
}

/// How often something was called.
type Count = std::rc::Rc<std::cell::Cell<u32>>;

/// Calls that were made, and how to count them.
fn counted() -> (Count, Closure<dyn FnMut(JsValue)>) {
    let count = std::rc::Rc::new(std::cell::Cell::new(0));
    let seen = count.clone();
    let report = Closure::new(move |_: JsValue| seen.set(seen.get() + 1));
    (count, report)
}

#[wasm_bindgen_test]
fn keys_are_made_with_every_candidate_told_and_are_played_with() {
    let (count, report) = counted();
    let report = report.as_ref().unchecked_ref();
    let made = workshop::make_keys(1024, "own.example", report).unwrap();
    assert_eq!(get(&made, "tried").as_f64(), Some(f64::from(count.get())));
    assert!(get(&made, "milliseconds").as_f64().unwrap() > 0.0);
    assert!(get(&made, "costs.decrypt").as_f64().unwrap() > 0.0);
    let name = ("serverName", "own.example".into());
    let own = |key, certificate| wish(&[("key", key), ("certificate", certificate)]);
    let key = get(&made, "key");
    let certificate = get(&made, "certificate");
    let mine = own(key.clone(), certificate.clone());
    let played = wasm::play_scenario(wish(&[name.clone(), ("ownKey", mine)])).unwrap();
    assert_eq!(get(&played, "outcome.kind").as_string().as_deref(), Some("closed"));
    assert_eq!(get(&played, "scenario.ownKey").as_bool(), Some(true));
    assert_eq!(get(&played, "certificates.0.pem"), certificate);
    assert_eq!(get(&played, "certificates.0.rsaBits").as_f64(), Some(1024.0));
    let teaching = wasm::play_scenario(JsValue::NULL).unwrap();
    let cases = [
        (own("".into(), JsValue::UNDEFINED), "bad_own_key", "ownKey"),
        (own(key.clone(), "x".into()), "bad_own_certificate", "ownKey"),
        (
            own(key.clone(), get(&teaching, "certificates.0.pem")),
            "certificate_of_another_key",
            "ownKey",
        ),
        (wish(&[("pem", key)]), "unknown_field", "pem"),
    ];
    for (own, kind, field) in cases {
        let error = wasm::play_scenario(wish(&[("ownKey", own)])).unwrap_err();
        assert_eq!(get(&error, "kind").as_string().as_deref(), Some(kind));
        assert_eq!(get(&error, "field").as_string().as_deref(), Some(field));
    }
    for (bits, host, kind) in [
        (512, "a", "own_key_size"),
        (2048, "a b", "server_name_character"),
        (1025, "a", "own_key_size"),
    ] {
        let error = workshop::make_keys(bits, host, report).unwrap_err();
        assert_eq!(get(&error, "kind").as_string().as_deref(), Some(kind));
    }
}

#[wasm_bindgen_test]
fn the_padding_oracle_is_asked_and_ours_is_asked_in_vain() {
    let seed = "5e".repeat(32);
    let (count, report) = counted();
    let report = report.as_ref().unchecked_ref();
    let run = workshop::bleichenbacher(&seed, "start", report).unwrap();
    let bytes = |path: &str| Uint8Array::new(&get(&run, path)).to_vec();
    assert_eq!(bytes("found"), bytes("block"));
    assert_eq!(get(&run, "rounds.length").as_f64(), Some(f64::from(count.get())));
    let silent = workshop::bleichenbacher(&seed, "nothing", report).unwrap();
    assert!(get(&silent, "found").is_null());
    assert_eq!(get(&silent, "answers.length").as_f64(), Some(1.0));
    for (seed, leak, kind) in [("5e", "start", "bad_seed"), (&seed, "all", "unknown_leak")] {
        let error = workshop::bleichenbacher(seed, leak, report).unwrap_err();
        assert_eq!(get(&error, "kind").as_string().as_deref(), Some(kind));
    }
    let ours = workshop::ask_ours(JsValue::NULL).unwrap().dyn_into::<Array>().unwrap();
    assert_eq!(ours.length(), 10);
    let said = |one: &JsValue| ["alert", "check", "letters"].map(|name| get(one, name).as_string());
    assert!(ours.iter().all(|one| said(&one) == said(&ours.get(0))));
}
