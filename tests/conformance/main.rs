//! The cases of `tests/vectors/tls12-conformance.tsv`, every one driven against our parties: what
//! each must not be taken for, and the alert that it raises.
#![cfg(not(target_arch = "wasm32"))]

mod alerts;
#[path = "../common/mod.rs"]
mod common;
mod exchange;
mod forge;
mod hello;
mod order;
#[path = "../common/pair.rs"]
mod pair;
mod recorded;
mod records;
mod seals;
mod secret;

use std::{collections::BTreeSet, fmt::Debug};

use tls_airmail::{
    keys::{artifact::Holder, suite::CipherSuite},
    party::{End, Party, Role, client::Client, server::Server},
    wire::record::{ContentType, Record},
};

use pair::Pair;

/// What came of each stimulus of a case.
#[derive(Default)]
pub struct Log {
    /// `server bad_record_mac`, ….
    outcomes: BTreeSet<String>,
    count: usize,
}

impl Log {
    fn saw(&mut self, side: Holder, stimulus: &str, found: &str, expected: &str) {
        assert_eq!(found, expected, "{}: {stimulus}", side.name());
        self.outcomes.insert(format!("{} {found}", side.name()));
        self.count += 1;
    }

    /// A party after its stimulus: `accepted`, or the alert that it raised. Whoever raises an alert
    /// says so in its last letter, and then neither hears nor says anything.
    fn see<R: Role>(&mut self, side: Holder, stimulus: &str, mut party: Party<R>, expected: &str) {
        let found = match party.end() {
            Some(End::Fault(fault)) => Some(fault.alert()),
            None => None,
            Some(other) => panic!("{stimulus}: {other:?}"),
        };
        self.saw(side, stimulus, found.map_or("accepted", |alert| alert.name()), expected);
        let Some(alert) = found else { return };
        party.heard();
        let last = std::iter::from_fn(|| party.next_letter()).last().expect(stimulus);
        assert!(last.id.ends_with("_alert"), "{stimulus}: {}", last.id);
        let sheet = &last.sheets[0];
        let inside = sheet.inside.as_ref().map(|inside| &inside.plaintext[..]);
        assert_eq!(inside.unwrap_or(&sheet.bytes[5..]), [2, alert.code()], "{stimulus}");
        party.receive(&pair::client_hello(|_| {}));
        assert!(party.next_letter().is_none() && party.heard().is_empty(), "{stimulus}");
    }

    pub fn server(&mut self, stimulus: &str, party: &Party<Server>, expected: &str) {
        self.see(Holder::Server, stimulus, party.clone(), expected);
    }

    pub fn client(&mut self, stimulus: &str, party: &Party<Client>, expected: &str) {
        self.see(Holder::Client, stimulus, party.clone(), expected);
    }

    /// Two values that must be the same.
    pub fn equal<T: PartialEq + Debug>(&mut self, side: Holder, what: &str, found: T, expected: T) {
        assert_eq!(found, expected, "{}: {what}", side.name());
        self.saw(side, what, "equal", "equal");
    }

    /// Something else that must hold.
    pub fn holds(&mut self, side: Holder, what: &str, outcome: &str, ok: bool) {
        assert!(ok, "{}: {what}", side.name());
        self.saw(side, what, outcome, outcome);
    }

    /// Both go on to the end: open, and they understand each other.
    pub fn established(&mut self, side: Holder, stimulus: &str, pair: &mut Pair) {
        pair.finish();
        assert_eq!((pair.client.end(), pair.server.end()), (None, None), "{stimulus}");
        let open = pair.client.is_open() && pair.server.is_open();
        self.holds(side, stimulus, "established", open);
    }
}

/// A pair whose handshake is done.
pub fn open(suite: CipherSuite) -> Pair {
    let mut pair = Pair::new(suite);
    pair.finish();
    assert!(pair.client.is_open() && pair.server.is_open());
    pair
}

/// The same stimulus for both parties of an open connection, under the keys of the other.
pub fn to_both(
    log: &mut Log,
    stimulus: &str,
    open: &Pair,
    make: impl Fn(&mut tls_airmail::keys::seal::Seal, CipherSuite) -> Vec<u8>,
    expected: &str,
) {
    let suite = open.hand.suites[0];
    let mut pair = open.clone();
    let [mut from_client, mut from_server] = pair.keys(suite);
    pair.server.receive(&make(&mut from_client, suite));
    log.server(stimulus, &pair.server, expected);
    pair.client.receive(&make(&mut from_server, suite));
    log.client(stimulus, &pair.client, expected);
}

/// The records of some bytes, header and fragment.
pub fn records(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut records = Vec::new();
    while let Some(length) = Record::measure(bytes) {
        let (record, rest) = bytes.split_at(length);
        records.push(record.to_vec());
        bytes = rest;
    }
    assert!(bytes.is_empty());
    records
}

/// A record of a type that RFC 5246 does not have.
pub fn unknown(code: u8, fragment: &[u8]) -> Vec<u8> {
    pair::record(ContentType::Unknown(code), fragment)
}

type Case = fn(&mut Log);

/// Each case and what drives it.
fn cases() -> Vec<Case> {
    let groups: [&[Case]; 7] = [
        &secret::CASES,
        &seals::CASES,
        &records::CASES,
        &order::CASES,
        &hello::CASES,
        &exchange::CASES,
        &alerts::CASES,
    ];
    groups.concat()
}

/// What could not be driven, by number, and why. There is none.
const NOT_DRIVEN: [(usize, &str); 0] = [];

struct Row {
    number: usize,
    side: String,
    name: String,
    raised: BTreeSet<String>,
}

fn rows() -> Vec<Row> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/tls12-conformance.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().skip(1);
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 9, "{line}");
            Row {
                number: columns[0].parse().unwrap(),
                side: columns[2].to_owned(),
                name: columns[3].to_owned(),
                raised: columns[7].split("; ").map(str::to_owned).collect(),
            }
        })
        .collect()
}

#[test]
fn every_case_is_driven_and_raises_what_the_table_says() {
    let (rows, cases) = (rows(), cases());
    assert_eq!((rows.len(), cases.len(), NOT_DRIVEN.len()), (76, 76, 0));
    let drive = |index: usize| {
        let row = &rows[index];
        assert_eq!(row.number, index + 1);
        let mut log = Log::default();
        cases[index](&mut log);
        assert_eq!(log.outcomes, row.raised, "case {}: {}", row.number, row.name);
        for side in ["client", "server"] {
            let driven = log.outcomes.iter().any(|outcome| outcome.starts_with(side));
            let asked = row.side == side || row.side == "both";
            assert!(driven || !asked, "case {}: the {side} was not driven", row.number);
        }
        log.count
    };
    // Each on a thread of its own: one that fails does not hide the others.
    let numbers: Vec<usize> = (0..cases.len()).collect();
    let mut stimuli = 0;
    let mut failed = Vec::new();
    for some in numbers.chunks(4) {
        std::thread::scope(|scope| {
            let threads: Vec<_> =
                some.iter().map(|index| (index + 1, scope.spawn(|| drive(*index)))).collect();
            for (number, thread) in threads {
                match thread.join() {
                    Ok(count) => stimuli += count,
                    Err(_) => failed.push(number),
                }
            }
        });
    }
    assert_eq!(failed, [0; 0], "these cases failed");
    // As many as README says.
    let readme = include_str!("../vectors/README.md");
    assert!(readme.contains(&format!("76 cases, {stimuli} stimuli")), "{stimuli} stimuli");
}
