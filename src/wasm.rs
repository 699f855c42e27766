//! The roof: the only file that knows JavaScript, and the only source of real randomness.

use std::cell::RefCell;

use js_sys::{Error, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, prelude::*};

use crate::{
    capture::{
        read::Reader,
        secrets::Secrets,
        tls::library::Library,
        write::{Files, Tap, files, server_key},
    },
    crypto::{
        drbg::{Entropy, SEED},
        rsa::{self, PrivateKey},
    },
    exchange::{
        padding, play,
        scenario::{OwnKey, Scenario, ScenarioError, Wish, teaching_identity},
        storyboard::{Board, RESUMED_SCENES, scenes},
        touch::Touch,
    },
    keys::{premaster, schedule::WriteKeys, seal::Seal, suite::CipherSuite},
    party::{
        bleichenbacher::{self, Round},
        oracle::{Leak, Toy},
    },
    pki::{
        identity::{Identity, Papers},
        name::check_host_name,
    },
    wire::{
        bytes::{hex, unhex},
        key_exchange::KeyExchange,
        record::ContentType,
        registry::Version,
    },
};

thread_local! {
    /// The identity that was issued last, and for what: issuing costs two RSA signatures.
    static IDENTITY: RefCell<Option<(Claim, Identity)>> = const { RefCell::new(None) };
    /// The capture that is being read, or is read.
    static CAPTURE: RefCell<Imported> = RefCell::default();
}

/// A file of packets on its way into a list.
#[derive(Default)]
struct Imported {
    /// While it is read.
    reader: Option<Reader>,
    /// Secrets that came before it was read.
    secrets: Secrets,
    /// Once it is read.
    library: Library,
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

fn fresh_seed() -> Result<[u8; SEED], JsValue> {
    let mut seed = [0; SEED];
    getrandom::fill(&mut seed)
        .map_err(|error| problem("no_randomness", "seed", None, &error.to_string()))?;
    Ok(seed)
}

/// A JavaScript Error with `kind`, `field` and `value` besides its message.
fn problem(kind: &str, field: &str, value: Option<&str>, message: &str) -> JsValue {
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

fn refused(error: &ScenarioError) -> JsValue {
    problem(error.kind(), error.field(), error.value().as_deref(), &error.to_string())
}

/// Plain objects, `null` for what is absent, `Uint8Array` for bytes.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).map_err(|error| problem("unknown", "", None, &error.to_string()))
}

fn scenario(wish: JsValue) -> Result<Scenario, JsValue> {
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
struct RsaCosts {
    /// One encryption of a pre-master secret.
    encrypt: f64,
    /// One decryption of it.
    decrypt: f64,
}

fn rsa_costs(clock: &web_sys::Performance, key: &PrivateKey) -> Result<RsaCosts, JsValue> {
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

/// How far the making of keys has come.
#[derive(Serialize)]
struct Search {
    /// Candidates for primes so far.
    tried: u32,
    /// How many are tried on average in all.
    expected: f64,
    /// Primes found so far, of two.
    found: usize,
}

/// Keys that were made for the reader.
#[derive(Serialize)]
struct Keys {
    bits: usize,
    /// The private key, PKCS#8, PEM.
    key: String,
    /// By the teaching CA, PEM.
    certificate: String,
    /// Candidates for primes that were tried.
    tried: u32,
    /// How long it took, milliseconds; `null` where there is no clock.
    milliseconds: Option<f64>,
    /// What RSA costs with it; `null` where there is no clock.
    costs: Option<RsaCosts>,
}

/// Makes an RSA key of `bits` bits out of fresh randomness and has the teaching CA issue a
/// certificate for `server_name`: `{bits, key, certificate, tried, milliseconds, costs: {encrypt,
/// decrypt}}`, PEM and microseconds. `report` is called with `{tried, expected, found}` for every
/// candidate. Takes seconds: for a worker.
///
/// Throws an Error with `kind`, `field` and `value` where the size or the name cannot be used.
#[wasm_bindgen(js_name = makeKeys)]
pub fn make_keys(
    bits: usize,
    server_name: &str,
    report: &js_sys::Function,
) -> Result<JsValue, JsValue> {
    check_host_name(server_name).map_err(|error| refused(&ScenarioError::BadServerName(error)))?;
    let clock = clock();
    let start = clock.as_ref().map(web_sys::Performance::now);
    let (mut tried, expected) = (0, PrivateKey::candidates(bits));
    let mut stream = Entropy::Seed(fresh_seed()?).stream("server.rsa_key");
    let key = PrivateKey::generate_watched(&mut stream, bits, &mut |found| {
        tried += 1;
        if let Ok(news) = to_js(&Search { tried, expected, found }) {
            // Whoever listens badly does not stop the work.
            let _ = report.call1(&JsValue::NULL, &news);
        }
    })
    .map_err(|_| refused(&ScenarioError::BadOwnKey(Some(bits))))?;
    let milliseconds = clock.as_ref().zip(start).map(|(clock, start)| clock.now() - start);
    let failed = |_| refused(&ScenarioError::BadOwnKey(None));
    let pem = key.to_pem().map_err(failed)?;
    let own = OwnKey { key: pem, certificate: None };
    let identity = teaching_identity(Papers::Honest, server_name, Some(&own))
        .map_err(|error| refused(&error))?;
    let costs = clock.as_ref().map(|clock| rsa_costs(clock, &key)).transpose()?;
    to_js(&Keys {
        bits,
        key: own.key,
        certificate: identity.certificate.pem(),
        tried,
        milliseconds,
        costs,
    })
}

/// Questions after which the attack on the toy server gives up.
const PATIENCE: u32 = 1_000_000;

/// The same for a server that never says anything else.
const SOON: u32 = 2_000;

/// A narrowing of Bleichenbacher's attack.
#[derive(Serialize)]
struct Narrowing {
    /// `first`, `several`, `one`: steps 2a, 2b, 2c.
    step: &'static str,
    /// Questions until then.
    asked: u32,
    #[serde(with = "serde_bytes")]
    s: Vec<u8>,
    /// How many intervals are left.
    intervals: usize,
    /// The least and the largest block that it can be.
    #[serde(with = "serde_bytes")]
    low: Vec<u8>,
    #[serde(with = "serde_bytes")]
    high: Vec<u8>,
    /// Bits of how many blocks are left.
    bits: f64,
}

impl From<&Round> for Narrowing {
    fn from(round: &Round) -> Self {
        Self {
            step: round.step.name(),
            asked: round.asked,
            s: round.s.clone(),
            intervals: round.intervals,
            low: round.low.clone(),
            high: round.high.clone(),
            bits: round.bits,
        }
    }
}

/// Bleichenbacher's attack on a toy server.
#[derive(Serialize)]
struct Lesson {
    /// Bits of the toy key.
    bits: usize,
    #[serde(with = "serde_bytes")]
    modulus: Vec<u8>,
    /// What was overheard.
    #[serde(with = "serde_bytes")]
    cipher: Vec<u8>,
    /// What it opens to, which only the server knows.
    #[serde(with = "serde_bytes")]
    block: Vec<u8>,
    /// Questions in all.
    asked: u32,
    /// The names of the alerts that came back, as they came first.
    answers: Vec<&'static str>,
    rounds: Vec<Narrowing>,
    /// The block that the attacker found; `null` where it found none.
    #[serde(with = "serde_bytes")]
    found: Option<Vec<u8>>,
    /// The secret in it.
    #[serde(with = "serde_bytes")]
    secret: Option<Vec<u8>>,
}

/// Lets Bleichenbacher's attack loose on a toy server with the leak `start`, `padding` or `nothing`:
/// `{bits, modulus, cipher, block, asked, answers, rounds: [{step, asked, s, intervals, low, high,
/// bits}], found, secret}`. The seed (64 hexadecimal digits) decides all of it. `report` is called
/// with every round. Takes a second, with `padding` several: for a worker.
///
/// Throws an Error with `kind`, `field` and `value` where seed or leak cannot be used.
#[wasm_bindgen]
pub fn bleichenbacher(
    seed: &str,
    leak: &str,
    report: &js_sys::Function,
) -> Result<JsValue, JsValue> {
    let seed = unhex(seed)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| refused(&ScenarioError::BadSeed(seed.to_owned())))?;
    let leak = Leak::from_name(leak).ok_or_else(|| {
        let known = Leak::ALL.map(Leak::name).join(", ");
        let message = format!("the leak {leak} is not one of {known}");
        problem("unknown_leak", "leak", Some(leak), &message)
    })?;
    let failed = |error: rsa::RsaError| problem("unknown", "", None, &error.to_string());
    let entropy = Entropy::Seed(seed);
    let toy = Toy::draw(&entropy, leak).map_err(failed)?;
    let (block, cipher) = toy.overheard(&entropy).map_err(failed)?;
    let mut answers = Vec::new();
    let attack = bleichenbacher::attack(
        &toy.public(),
        &cipher,
        if leak == Leak::Nothing { SOON } else { PATIENCE },
        |cipher| {
            let answer = toy.answer(cipher);
            if !answers.contains(&answer.name()) {
                answers.push(answer.name());
            }
            answer
        },
        |round| {
            if let Ok(news) = to_js(&Narrowing::from(round)) {
                // Whoever listens badly does not stop the work.
                let _ = report.call1(&JsValue::NULL, &news);
            }
        },
    )
    .map_err(failed)?;
    to_js(&Lesson {
        bits: toy.public().bits(),
        modulus: toy.public().modulus(),
        cipher,
        block,
        asked: attack.asked,
        answers,
        rounds: attack.rounds.iter().map(Narrowing::from).collect(),
        secret: attack.block.as_deref().and_then(rsa::unpad).map(<[u8]>::to_vec),
        found: attack.block,
    })
}

/// What our server says to bad ciphertexts, in the Scenario's exchange: `[{id, head, cipher, alert,
/// code, check, letters}]`, see [`padding::Asked`]; empty where there is no RSA key exchange. Takes
/// half a second: for a worker.
#[wasm_bindgen(js_name = askOurs)]
pub fn ask_ours(wish: JsValue) -> Result<JsValue, JsValue> {
    let scenario = scenario(wish)?;
    to_js(&padding::ask(&scenario).map_err(|error| refused(&error))?)
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
fn clock() -> Option<web_sys::Performance> {
    let global = js_sys::global();
    if let Some(window) = global.dyn_ref::<web_sys::Window>() {
        return window.performance();
    }
    global.dyn_ref::<web_sys::WorkerGlobalScope>()?.performance()
}

/// How far a capture is read.
#[derive(Serialize)]
struct Progress {
    /// Bytes that were taken.
    offset: u64,
    /// Packets so far.
    packets: u64,
    /// TCP connections so far.
    connections: usize,
    /// The file cannot be read on; the list says why.
    broken: bool,
}

/// Begins to read a file of packets. With `forget`, secrets that were given before are forgotten.
#[wasm_bindgen(js_name = captureBegin)]
pub fn capture_begin(forget: bool) {
    CAPTURE.with_borrow_mut(|imported| {
        let secrets = std::mem::take(imported).secrets;
        imported.reader = Some(Reader::default());
        imported.secrets = if forget { Secrets::default() } else { secrets };
    });
}

/// The next bytes of the file: `{offset, packets, connections, broken}`.
#[wasm_bindgen(js_name = capturePush)]
pub fn capture_push(bytes: &[u8]) -> Result<JsValue, JsValue> {
    let progress = CAPTURE.with_borrow_mut(|imported| {
        let reader = imported.reader.get_or_insert_default();
        let broken = reader.push(bytes).is_err();
        Progress {
            offset: reader.offset(),
            packets: reader.packets(),
            connections: reader.connections(),
            broken,
        }
    });
    to_js(&progress)
}

/// One more file of secrets: a key log, an RSA private key as PEM or DER.
#[wasm_bindgen(js_name = captureSecrets)]
pub fn capture_secrets(bytes: &[u8]) {
    CAPTURE.with_borrow_mut(|imported| {
        // For this capture and for the next one.
        imported.secrets.read(bytes);
        imported.library.learn(bytes);
    });
}

/// Ends the file, if it is not ended yet, and lists what is in it: see
/// [`Listing`](crate::capture::tls::library::Listing).
#[wasm_bindgen(js_name = captureList)]
pub fn capture_list() -> Result<JsValue, JsValue> {
    let listing = CAPTURE.with_borrow_mut(|imported| {
        if let Some(reader) = imported.reader.take() {
            imported.library = Library::new(reader.finish(), imported.secrets.clone());
        }
        imported.library.list()
    });
    to_js(&listing)
}

/// A connection of the list as a Transcript, or `null` where it is refused.
#[wasm_bindgen(js_name = captureOpen)]
pub fn capture_open(index: usize) -> Result<JsValue, JsValue> {
    let transcript = CAPTURE.with_borrow(|imported| imported.library.open(index));
    to_js(&transcript)
}
