//! The roof, its other half: what takes long and so runs in a worker: making keys, the padding
//! oracle, reading captures. A core of its own (feature `workshop`), so that a page that only plays
//! does not fetch it.

use std::cell::RefCell;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{
    capture::{read::Reader, secrets::Secrets, tls::library::Library},
    crypto::{
        drbg::Entropy,
        rsa::{self, PrivateKey},
    },
    exchange::{
        error::ScenarioError,
        padding,
        scenario::{OwnKey, teaching_identity},
    },
    party::{
        bleichenbacher::{self, Round},
        oracle::{Leak, Toy},
    },
    pki::{identity::Papers, name::check_host_name},
    wasm::{RsaCosts, clock, fresh_seed, problem, refused, rsa_costs, scenario, to_js},
    wire::bytes::unhex,
};

thread_local! {
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

/// How far the list is made.
#[derive(Serialize)]
struct Glances {
    /// Connections that were looked at.
    listed: usize,
    /// How many there are.
    of: usize,
}

/// Milliseconds from one report of the list to the next.
const PULSE: f64 = 100.0;

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
/// [`Listing`](crate::capture::tls::library::Listing). `report` is called with `{listed, of}` between
/// connections, ten times a second: each may take a decryption.
#[wasm_bindgen(js_name = captureList)]
pub fn capture_list(report: &js_sys::Function) -> Result<JsValue, JsValue> {
    let clock = clock();
    let mut last = None;
    let listing = CAPTURE.with_borrow_mut(|imported| {
        if let Some(reader) = imported.reader.take() {
            imported.library = Library::new(reader.finish(), imported.secrets.clone());
        }
        imported.library.list_watched(&mut |listed, of| {
            let now = clock.as_ref().map(web_sys::Performance::now);
            if now.zip(last).is_some_and(|(now, last)| now - last < PULSE) {
                return;
            }
            last = now;
            if let Ok(news) = to_js(&Glances { listed, of }) {
                // Whoever listens badly does not stop the work.
                let _ = report.call1(&JsValue::NULL, &news);
            }
        })
    });
    to_js(&listing)
}

/// A connection of the list as a Transcript, or `null` where it is refused.
#[wasm_bindgen(js_name = captureOpen)]
pub fn capture_open(index: usize) -> Result<JsValue, JsValue> {
    let transcript = CAPTURE.with_borrow(|imported| imported.library.open(index));
    to_js(&transcript)
}
