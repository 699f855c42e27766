//! The same core in the browser, and the boundary to JavaScript.
//! `wasm-pack test --headless --chrome`
#![cfg(target_arch = "wasm32")]

mod common;

use js_sys::{Array, Reflect, Uint8Array};
use tls_airmail::wasm;
use wasm_bindgen::{JsCast, JsValue};
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
    assert!(wasm::storyboard(Some("dhe".into())).is_err());
    let suites = wasm::suites().unwrap();
    assert_eq!(get(&suites, "length").as_f64(), Some(10.0));
    assert_eq!(get(&suites, "4.keyExchange").as_string().as_deref(), Some("rsa"));
    assert_eq!(get(&suites, "5.keyExchange").as_string().as_deref(), Some("ecdhe"));
}
