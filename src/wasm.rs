//! The roof: only here and in `workshop.rs` does anything know JavaScript, and this is the only
//! source of real randomness.

use std::cell::RefCell;

use js_sys::{Error, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    capture::write::{Files, Tap, files, server_key},
    crypto::{
        drbg::SEED,
        rsa::{self, PrivateKey},
    },
    exchange::{
        error::ScenarioError,
        play,
        scenario::{OwnKey, Scenario, Wish, teaching_identity},
        storyboard::{Board, RESUMED_SCENES, scenes},
        touch::Touch,
    },
    keys::{premaster, schedule::WriteKeys, seal::Seal, suite::CipherSuite},
    pki::identity::{Identity, Papers},
    wire::{bytes::hex, key_exchange::KeyExchange, record::ContentType, registry::Version},
};

thread_local! {
    /// The identity that was issued last, and for what: issuing costs two RSA signatures.
    static IDENTITY: RefCell<Option<(Claim, Identity)>> = const { RefCell::new(None) };
}

/// What an identity depends on: papers, host name, the reader's key.
type Claim = (Papers, String, Option<OwnKey>);

fn identity(papers: Papers, host: &str, own: Option<&OwnKey>) -> Result<Identity, ScenarioError> {
    let claim = (papers, host.to_owned(), own.cloned());
    let known = IDENTITY.with_borrow(|last| {
        last.as_ref().filter(|(of, _)| *of == claim).map(|(_, identity)| identity.clone())
    });
    if let Some(identity) = known {
        return Ok(identity);
    }
    let identity = teaching_identity(papers, host, own)?;
    IDENTITY.with_borrow_mut(|last| *last = Some((claim, identity.clone())));
    Ok(identity)
}

pub(crate) fn fresh_seed() -> Result<[u8; SEED], JsValue> {
    let mut seed = [0; SEED];
    getrandom::fill(&mut seed)
        .map_err(|error| problem("no_randomness", "seed", None, &error.to_string()))?;
    Ok(seed)
}

/// A JavaScript Error with `kind`, `field` and `value` besides its message.
pub(crate) fn problem(kind: &str, field: &str, value: Option<&str>, message: &str) -> JsValue {
    let error = Error::new(message);
    let set = |name: &str, value: &JsValue| {
        // A property of a fresh Error can always be set.
        let _ = Reflect::set(&error, &name.into(), value);
    };
    set("kind", &kind.into());
    set("field", &field.into());
    set("value", &value.map_or(JsValue::NULL, JsValue::from));
    error.into()
}

pub(crate) fn refused(error: &ScenarioError) -> JsValue {
    problem(error.kind(), error.field(), error.value().as_deref(), &error.to_string())
}

/// Plain objects, `null` for what is absent, `Uint8Array` for bytes.
pub(crate) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).map_err(|error| problem("unknown", "", None, &error.to_string()))
}

pub(crate) fn scenario(wish: JsValue) -> Result<Scenario, JsValue> {
    let wish: Wish = if wish.is_null() || wish.is_undefined() {
        Wish::default()
    } else {
        known_fields(&wish)?;
        serde_wasm_bindgen::from_value(wish)
            .map_err(|error| problem("unknown", "", None, &error.to_string()))?
    };
    let seed = if wish.seed.is_some() { [0; SEED] } else { fresh_seed()? };
    wish.resolve(seed, identity).map_err(|error| refused(&error))
}

/// A misspelt field would be ignored without a word, since a JavaScript object is asked only for
/// the fields that are known.
fn known_fields(wish: &JsValue) -> Result<(), JsValue> {
    let Some(object) = wish.dyn_ref::<js_sys::Object>() else { return Ok(()) };
    let prototype = js_sys::Object::get_prototype_of(wish);
    // An array, a date or a map has none of the fields, and would pass for an empty wish.
    let plain = prototype.is_null() || js_sys::Object::get_prototype_of(&prototype).is_null();
    if !plain {
        return Err(problem("unknown", "", None, "a Scenario is a plain object"));
    }
    known_keys(object, "Scenario", &Wish::FIELDS)?;
    let own = Reflect::get(object, &"ownKey".into()).unwrap_or(JsValue::UNDEFINED);
    if let Some(own) = own.dyn_ref::<js_sys::Object>() {
        known_keys(own, "key", &OwnKey::FIELDS)?;
    }
    let tampering = Reflect::get(object, &"tampering".into()).unwrap_or(JsValue::UNDEFINED);
    let touches = tampering.dyn_into::<js_sys::Array>().unwrap_or_default();
    for touch in touches.iter().filter_map(|touch| touch.dyn_into::<js_sys::Object>().ok()) {
        known_keys(&touch, "change", &Touch::FIELDS)?;
    }
    Ok(())
}

fn known_keys(object: &js_sys::Object, what: &str, fields: &[&str]) -> Result<(), JsValue> {
    for key in js_sys::Object::keys(object).iter().filter_map(|key| key.as_string()) {
        if !fields.contains(&key.as_str()) {
            let known = fields.join(", ");
            let message = format!("a {what} has no field {key}; it has {known}");
            return Err(problem("unknown_field", &key, Some(&key), &message));
        }
    }
    Ok(())
}

/// A fresh seed: 64 hexadecimal digits.
#[wasm_bindgen(js_name = newSeed)]
pub fn new_seed() -> Result<String, JsValue> {
    Ok(hex(&fresh_seed()?))
}

/// Plays a Scenario `{seed, serverName, suites, groups, message, reply, extendedMasterSecret, time,
/// stolenKey, identity, tampering, resume, middle, altered, ownKey, hand}`, all
/// optional, and gives the Transcript. Without a seed, a
/// fresh one is drawn. `tampering` is a list of changes to letters, see
/// [`Touch`](crate::exchange::touch::Touch); one that finds nothing to change is refused. `ownKey` is
/// `{key, certificate}`, PEM, see [`OwnKey`].
/// `hand` is a published connection, see [`Hand`](crate::exchange::hand::Hand).
///
/// Throws an Error with `kind`, `field` and `value` where the Scenario cannot be played.
#[wasm_bindgen(js_name = play)]
pub fn play_scenario(wish: JsValue) -> Result<JsValue, JsValue> {
    let scenario = scenario(wish)?;
    let transcript = play::play_strictly(&scenario).map_err(|error| refused(&error))?;
    to_js(&transcript)
}

/// What can be taken home.
#[derive(Serialize)]
struct Home {
    files: Files,
    /// The server's private key, PKCS#8 PEM.
    #[serde(rename = "serverKey")]
    server_key: String,
}

/// A Scenario, with its seed, as files for other tools: `{files: {pcapng, pcap, keyLog, parcels},
/// serverKey}`. `at` is `client` or `server`: where the capture is made; `version` is 4 or 6: which
/// Internet Protocol. `parcels` says which packets carry which letter.
///
/// Throws an Error with `kind`, `field` and `value`.
#[wasm_bindgen]
pub fn capture(
    wish: JsValue,
    at: Option<String>,
    version: Option<u32>,
) -> Result<JsValue, JsValue> {
    let tap = Tap::read(at.as_deref(), version, None)
        .map_err(|error| problem(error.kind(), "capture", None, &error.to_string()))?;
    let scenario = scenario(wish)?;
    let transcript = play::play_strictly(&scenario).map_err(|error| refused(&error))?;
    let server_key = server_key(&scenario, tap.at).to_pem();
    let server_key =
        server_key.map_err(|error| problem("unknown", "", None, &error.to_string()))?;
    to_js(&Home { files: files(&transcript, tap), server_key })
}

/// A suite that can be chosen.
#[derive(Serialize)]
struct Choice {
    code: u16,
    name: &'static str,
    /// `rsa` or `ecdhe`.
    #[serde(rename = "keyExchange")]
    key_exchange: &'static str,
}

/// The suites that both parties speak, those with RSA key exchange first, then best first:
/// `[{code, name, keyExchange}]`.
#[wasm_bindgen]
pub fn suites() -> Result<JsValue, JsValue> {
    let choices: Vec<Choice> = CipherSuite::ALL
        .iter()
        .map(|suite| Choice {
            code: suite.code(),
            name: suite.name(),
            key_exchange: suite.key_exchange().name(),
        })
        .collect();
    to_js(&choices)
}

/// A scene of the storyboard.
#[derive(Serialize)]
struct Plan {
    number: usize,
    id: &'static str,
    chapter: &'static str,
}

/// All scenes of the storyboard: `[{number, id, chapter}]`, with the key exchange `rsa` (where
/// none is given) or `ecdhe`, or where a session is `resumed`.
#[wasm_bindgen]
pub fn storyboard(key_exchange: Option<String>) -> Result<JsValue, JsValue> {
    let boards: &[Board] = match key_exchange.as_deref() {
        None => scenes(KeyExchange::Rsa),
        Some("resumed") => &RESUMED_SCENES,
        Some(name) => {
            let kinds = [KeyExchange::Rsa, KeyExchange::Ecdhe];
            let kind = kinds.into_iter().find(|kind| kind.name() == name);
            let message = format!("the key exchange {name} is not one of rsa, ecdhe, resumed");
            scenes(kind.ok_or_else(|| {
                problem("unknown_key_exchange", "keyExchange", Some(name), &message)
            })?)
        }
    };
    let plans: Vec<Plan> = boards
        .iter()
        .filter(|board| !board.id.is_empty())
        .enumerate()
        .map(|(index, board)| Plan { number: index + 1, id: board.id, chapter: board.chapter })
        .collect();
    to_js(&plans)
}

/// What an operation costs here and now.
#[derive(Serialize)]
struct Costs {
    /// One RSA encryption with the server's public key, microseconds.
    #[serde(rename = "rsaEncrypt")]
    rsa_encrypt: f64,
    /// One RSA decryption with the server's private key, microseconds.
    #[serde(rename = "rsaDecrypt")]
    rsa_decrypt: f64,
    /// One record of the client's message under the suite, microseconds.
    #[serde(rename = "sealRecord")]
    seal_record: f64,
    /// Bytes of the message in that record.
    #[serde(rename = "messageBytes")]
    message_bytes: usize,
    /// A full handshake, where there can be one.
    full: Option<Handshake>,
    /// One that goes on with its session.
    resumed: Option<Handshake>,
}

/// A handshake, both sides together.
#[derive(Serialize)]
struct Handshake {
    /// Microseconds.
    micros: f64,
    letters: usize,
    bytes: usize,
}

/// Measures RSA against the symmetric cipher with the identity and the message of a Scenario:
/// `{rsaEncrypt, rsaDecrypt, sealRecord, messageBytes, full, resumed}`, microseconds and bytes; the
/// last two are whole handshakes, `{micros, letters, bytes}`. Takes about a
/// tenth of a second. `null` where there is no clock.
#[wasm_bindgen]
pub fn costs(wish: JsValue) -> Result<JsValue, JsValue> {
    let scenario = scenario(wish)?;
    let Some(clock) = clock() else { return Ok(JsValue::NULL) };
    let rsa = rsa_costs(&clock, &scenario.identity.key)?;
    let suite = scenario.suites[0];
    let keys = WriteKeys {
        mac_key: vec![1; suite.mac_key_length()],
        key: vec![2; suite.enc_key_length()],
        iv: vec![3; suite.fixed_iv_length()],
    };
    let mut seal = Seal::new(suite, keys);
    let words = scenario.message.as_bytes();
    let rehearsal = play::Rehearsal::new(&scenario);
    let handshake = |resumed| {
        let (letters, bytes) = rehearsal.run(resumed)?;
        let micros = time(&clock, 4, || rehearsal.run(resumed).is_some());
        Some(Handshake { micros, letters, bytes })
    };
    let costs = Costs {
        rsa_encrypt: rsa.encrypt,
        rsa_decrypt: rsa.decrypt,
        seal_record: time(&clock, 256, || {
            seal.seal(ContentType::ApplicationData, Version::TLS_1_2, words, &[0; 16]).is_ok()
        }),
        message_bytes: words.len(),
        full: handshake(false),
        resumed: handshake(true),
    };
    to_js(&costs)
}

/// What RSA costs with one key, microseconds.
#[derive(Serialize)]
pub(crate) struct RsaCosts {
    /// One encryption of a pre-master secret.
    encrypt: f64,
    /// One decryption of it.
    decrypt: f64,
}

pub(crate) fn rsa_costs(
    clock: &web_sys::Performance,
    key: &PrivateKey,
) -> Result<RsaCosts, JsValue> {
    let public = key.public();
    let size = public.size();
    let secret = premaster::compose(Version::TLS_1_2, &[1; premaster::LENGTH - 2]);
    let failed = |error: rsa::RsaError| problem("unknown", "", None, &error.to_string());
    let padding = vec![1; size.saturating_sub(secret.len() + 3)];
    let block = rsa::pad(size, &padding, &secret).map_err(failed)?;
    let cipher = public.encrypt_block(&block).map_err(failed)?;
    // The least of three: the first times are those of code that is still being compiled.
    let least = |run: &dyn Fn() -> f64| run().min(run()).min(run());
    Ok(RsaCosts {
        encrypt: least(&|| time(clock, 4, || public.encrypt_block(&block).is_ok())),
        decrypt: least(&|| time(clock, 1, || key.decrypt_block(&cipher).is_ok())),
    })
}

/// Microseconds of one `run`, over `rounds` of them.
fn time(clock: &web_sys::Performance, rounds: u32, mut run: impl FnMut() -> bool) -> f64 {
    let start = clock.now();
    let mut good = 0_u32;
    for _ in 0..rounds {
        good += u32::from(run());
    }
    (clock.now() - start) * 1000.0 / f64::from(good.max(1))
}

/// The clock of the page or of the worker.
pub(crate) fn clock() -> Option<web_sys::Performance> {
    let global = js_sys::global();
    if let Some(window) = global.dyn_ref::<web_sys::Window>() {
        return window.performance();
    }
    global.dyn_ref::<web_sys::WorkerGlobalScope>()?.performance()
}
