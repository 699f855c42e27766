//! Exhaustive: every bit of every byte of every letter is flipped once, in every suite. Each run
//! ends in an alert, or the bit is on a short list of bits that nothing protects.
//!
//! `BLESS=1 cargo test --test tampering` writes the table, `docs/tampering.md`, anew.
#![cfg(not(target_arch = "wasm32"))]

mod common;
#[path = "common/pair.rs"]
mod pair;

use std::{collections::BTreeMap, fmt::Write as _};

use common::scenario;
use pair::{client_setup, server_setup};
use tls_airmail::{
    Scenario,
    keys::{artifact::Holder, suite::CipherSuite},
    party::{
        End, Party,
        client::Client,
        desk::Letter,
        server::{Server, ServerSetup},
        session::Sessions,
    },
    wire::key_exchange::KeyExchange,
};

const MESSAGE: &[u8] = b"Hello, can we talk in private?";
const REPLY: &[u8] = b"Let's begin";

/// An exchange that can be forked before any letter.
#[derive(Clone)]
struct Exchange {
    client: Party<Client>,
    server: Party<Server>,
    cue: usize,
    server_heard: Vec<u8>,
    client_heard: Vec<u8>,
}

/// What both sides keep of an exchange.
#[derive(Default)]
struct Kept {
    client: Sessions,
    server: Sessions,
}

impl Exchange {
    fn new(suite: CipherSuite) -> Self {
        Self::after(suite, None)
    }

    /// The second connection of two who met before.
    fn again(suite: CipherSuite) -> Self {
        let mut first = Self::after(suite, Some(&Kept::default()));
        first.finish();
        let mut kept = Kept::default();
        kept.client.learn(&first.client);
        kept.server.learn(&first.server);
        Self::after(suite, Some(&kept))
    }

    /// With the sessions of an earlier one; without any, the server gives them no names.
    fn after(suite: CipherSuite, kept: Option<&Kept>) -> Self {
        let seed = if kept.is_some_and(|kept| !kept.client.is_empty()) { 22 } else { 21 };
        let hand = scenario(seed, suite, false);
        // With ECDHE there is also the other key exchange to be lured into.
        let offered = match suite.key_exchange() {
            KeyExchange::Rsa => CipherSuite::RSA.to_vec(),
            KeyExchange::Ecdhe => [CipherSuite::ECDHE, CipherSuite::RSA].concat(),
        };
        let hand = Scenario { suites: offered, ..hand };
        let client = client_setup(&hand, hand.seed, false);
        let server = ServerSetup {
            suites: vec![suite],
            extended_master_secret: false,
            ..server_setup(&hand, hand.seed)
        };
        let heard = Vec::new();
        let session = kept.and_then(|kept| kept.client.last().cloned());
        let client = match session {
            Some(session) => Party::client_again(client, session),
            None => Party::client(client),
        };
        let server = match kept {
            Some(kept) => Party::server_keeping(server, kept.server.clone()),
            None => Party::server(server),
        };
        Self { client, server, cue: 0, server_heard: heard.clone(), client_heard: heard }
    }

    /// The next letter, whoever has one, once they have been told what to say.
    fn next(&mut self) -> Option<(Holder, Letter)> {
        loop {
            if let Some(letter) = self.client.next_letter() {
                return Some((Holder::Client, letter));
            }
            if let Some(letter) = self.server.next_letter() {
                return Some((Holder::Server, letter));
            }
            if !(self.client.is_open() && self.server.is_open()) {
                return None;
            }
            self.cue += 1;
            match self.cue {
                1 => self.client.say(MESSAGE),
                2 => self.server.say(REPLY),
                3 => self.client.close(),
                _ => return None,
            }
        }
    }

    fn deliver(&mut self, from: Holder, bytes: &[u8]) {
        if from == Holder::Client {
            self.server.receive(bytes);
            self.server_heard.extend(self.server.heard());
        } else {
            self.client.receive(bytes);
            self.client_heard.extend(self.client.heard());
        }
    }

    fn finish(&mut self) {
        for _ in 0..32 {
            let Some((from, letter)) = self.next() else { break };
            self.deliver(from, &letter.bytes());
        }
        self.client.cut();
        self.server.cut();
    }

    /// Who noticed, and by which alert; `None` where nobody did.
    fn noticed(&self) -> Option<(Holder, &'static str)> {
        let of = |who, end: Option<&End>| match end {
            Some(End::Fault(fault)) => Some((who, fault.alert().name())),
            _ => None,
        };
        of(Holder::Server, self.server.end()).or_else(|| of(Holder::Client, self.client.end()))
    }
}

/// What came of flipping the bits of one letter.
#[derive(Default, PartialEq, Debug)]
struct Count {
    alerts: BTreeMap<(&'static str, &'static str), usize>,
    /// Bits of which the receiver waits for more than comes, until the line is cut.
    waiting: usize,
    unnoticed: Vec<(usize, u8)>,
}

/// Flips every bit of the letter that comes next.
fn flip_all(before: &Exchange, from: Holder, bytes: &[u8]) -> Count {
    let mut count = Count::default();
    for bit in 0..bytes.len() * 8 {
        let mut fork = before.clone();
        let mut changed = bytes.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        fork.deliver(from, &changed);
        fork.finish();
        // Whatever happened, nobody heard anything that was not said.
        assert!(MESSAGE.starts_with(&fork.server_heard) && REPLY.starts_with(&fork.client_heard));
        if let Some((who, alert)) = fork.noticed() {
            *count.alerts.entry((who.name(), alert)).or_default() += 1;
        } else if fork.server.end() == Some(&End::Cut) || fork.client.end() == Some(&End::Cut) {
            count.waiting += 1;
        } else {
            assert_eq!((&fork.server_heard[..], &fork.client_heard[..]), (MESSAGE, REPLY));
            assert_eq!(fork.server.end(), Some(&End::Closed));
            assert_eq!(fork.client.end(), Some(&End::Closed));
            count.unnoticed.push((bit / 8, 1 << (bit % 8)));
        }
    }
    count
}

/// The letters of an exchange with what came of each.
type Rows = Vec<(&'static str, usize, Count)>;

/// All letters of an exchange.
fn flip_everything(mut exchange: Exchange, letters: usize) -> Rows {
    let mut rows = Vec::new();
    while let Some((from, letter)) = exchange.next() {
        let bytes = letter.bytes();
        let count = flip_all(&exchange, from, &bytes);
        rows.push((letter.id, bytes.len() * 8, count));
        exchange.deliver(from, &bytes);
    }
    assert_eq!(rows.len(), letters);
    rows
}

/// The table in README: a row for each suite, and one for each where a session is resumed.
#[derive(Default)]
struct Summary {
    rows: String,
}

impl Summary {
    const HEAD: &str = "| suite | bits flipped | an alert | wait for more | unnoticed |\n\
                        | --- | --- | --- | --- | --- |\n";

    fn add(&mut self, suite: CipherSuite, note: &str, rows: &Rows) {
        let sum = |of: &dyn Fn(&Count) -> usize| rows.iter().map(|row| of(&row.2)).sum::<usize>();
        let bits: usize = rows.iter().map(|(_, bits, _)| bits).sum();
        let alerts = sum(&|count| count.alerts.values().sum());
        let waiting = sum(&|count| count.waiting);
        let unnoticed = sum(&|count| count.unnoticed.len());
        assert_eq!(bits, alerts + waiting + unnoticed);
        let name = suite.name();
        let _ =
            writeln!(self.rows, "| `{name}`{note} | {bits} | {alerts} | {waiting} | {unnoticed} |");
    }

    /// Whether the table in a file is this one; writes it there if it is to be blessed.
    fn check(&self, path: &str) {
        let text = std::fs::read_to_string(path).unwrap();
        let start = text.find(Self::HEAD).expect("the head of the table");
        let end = text[start..].find("\n\n").map_or(text.len(), |length| start + length + 1);
        let table = format!("{}{}", Self::HEAD, self.rows);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, [&text[..start], &table, &text[end..]].concat()).unwrap();
        } else {
            assert_eq!(text[start..end], table, "BLESS=1 if this is on purpose");
        }
    }
}

/// Bits that RFC 5246 leaves without protection, with the reason for each.
fn may_go_unnoticed(letter: &str, offset: usize) -> Option<&'static str> {
    match (letter, offset) {
        ("client_hello" | "server_hello", 2) => Some(
            "the minor version in the first record of either side: any {3, x} is taken there \
             (RFC 5246 §E.1), and record headers are in no hash",
        ),
        _ => None,
    }
}

fn table(suite: CipherSuite, note: &str, rows: &Rows) -> String {
    let mut text = format!("| `{}`{note} | bits | alerts |\n| --- | --- | --- |\n", suite.name());
    for (letter, bits, count) in rows {
        let mut parts: Vec<String> = count
            .alerts
            .iter()
            .map(|((who, alert), number)| format!("{number} {alert} by the {who}"))
            .collect();
        if count.waiting > 0 {
            parts.push(format!("{} wait for more until the line is cut", count.waiting));
        }
        if !count.unnoticed.is_empty() {
            parts.push(format!("**{} unnoticed**", count.unnoticed.len()));
        }
        let _ = writeln!(text, "| {letter} | {bits} | {} |", parts.join(", "));
    }
    text
}

#[test]
fn every_flipped_bit_is_noticed_but_for_a_short_list() {
    let runs = CipherSuite::ALL.map(|suite| {
        std::thread::spawn(move || {
            (flip_everything(Exchange::new(suite), 9), flip_everything(Exchange::again(suite), 8))
        })
    });
    let (mut report, mut summary) = (String::new(), Summary::default());
    for (suite, run) in CipherSuite::ALL.into_iter().zip(runs) {
        let (first, again) = run.join().expect("no panic");
        for (note, rows) in [("", &first), (", resumed", &again)] {
            for (letter, _, count) in rows {
                for (offset, mask) in &count.unnoticed {
                    let reason = may_go_unnoticed(letter, *offset);
                    let at = format!("{letter}, byte {offset}, mask {mask:02x}");
                    assert!(reason.is_some(), "{suite:?}{note}: {at}");
                }
            }
            report += &table(suite, note, rows);
            report.push('\n');
            summary.add(suite, note, rows);
        }
    }
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    summary.check(readme);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tampering.md");
    let head = "# Every bit of every letter, flipped once\n\n\
        Written by `BLESS=1 cargo test --test tampering` and held by that test. A run that waits has \
        had a length made longer: the receiver waits for bytes that never come, as it must. Each \
        suite comes twice: the full handshake, and a second connection that resumes its session.\n\n\
        Unnoticed is the minor version in the first record of either side: any {3, x} is taken there \
        (RFC 5246 §E.1), and record headers are in no hash.\n\n";
    let found = format!("{head}{}\n", report.trim_end());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(path).unwrap(), "BLESS=1 if this is on purpose");
}
