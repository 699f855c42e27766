//! A connection that was followed becomes a Transcript: the same scenes, with its own bytes. What
//! cannot be known is left out and named in [`Transcript::closed`].

use super::{
    find::{self, Start},
    follow::{self, Flown, Followed, Page, Round},
    library::whole,
    stream::Piece,
};
use crate::{
    capture::{
        flow::{Conversation, Endpoint},
        secrets::Secrets,
    },
    crypto::{hash::digest, rsa::PrivateKey},
    exchange::{
        account::{self, Account, Story, to_certificate, to_suite},
        ledger, letters,
        storyboard::{self, Board, Course},
        transcript::{
            self, Certificate, Chosen, Closed, Failure, Letter, Origin, Outcome, Suite, Transcript,
            Trouble,
        },
    },
    keys::{
        artifact::{Artifact, Holder, Recipe},
        ephemeral,
        handshake_hash::HandshakeHash,
        schedule,
        signature::SignatureAlgorithm,
        suite::CipherSuite,
    },
    party::{
        client::public_key_artifacts,
        desk::heard,
        eavesdropper::Eavesdropper,
        note::{Check, Kind, Note},
    },
    pki::{
        check::check_chain,
        facts::{Facts, rfc3339},
        name::covers,
    },
    wire::{
        alert::Alert,
        bytes::hex,
        handshake::Message,
        hello,
        key_exchange::{KeyExchange, ServerKeyExchange},
        registry::{self, extension},
    },
};

/// Most bytes of what one side said in [`Outcome`] and [`Chosen`].
const MAX_WORDS: usize = 1024;

/// Tells a connection that [`follow::follow`] has followed.
pub fn retell(
    conversation: &Conversation,
    start: &Start,
    followed: &Followed,
    secrets: &Secrets,
) -> Transcript {
    let blank = Round::default();
    let round = followed.first().unwrap_or(&blank);
    let kind = match round.shape.and_then(|shape| shape.exchange) {
        Some(kind) => kind,
        // Whatever else it is, nothing is locked with the server's key.
        None if round.shape.is_some() => KeyExchange::Ecdhe,
        None => KeyExchange::Rsa,
    };
    let facts: Vec<Facts> = round.chain.iter().filter_map(|der| Facts::read(der).ok()).collect();
    let modulus = round.overheard.modulus.as_ref();
    let key = secrets.keys.iter().find(|key| modulus == Some(&key.public().modulus()));
    let course = if round.resumed { Course::Resumed } else { Course::New };
    let mut teller = Teller {
        followed,
        round,
        kind,
        facts,
        key,
        course,
        boards: boards(&storyboard::plan(kind, course), followed),
        story: Story::default(),
        derived: Vec::new(),
        closed: Vec::new(),
        scenes: Vec::new(),
        crowd: Eavesdropper::default(),
    };
    teller.introduce();
    for index in 0..followed.letters.len() {
        teller.pass(index);
    }
    teller.steal();
    teller.tell(conversation, start)
}

/// The scenes that such a connection can have, in their order.
fn boards(plan: &[Board; 27], followed: &Followed) -> Vec<Board> {
    let mut boards = storyboard::boards(plan);
    let first = |id: &str| followed.letters.iter().position(|letter| letter.id == id);
    // A server that greets is heard first.
    if let (Some(client), Some(server)) = (first("client_message"), first("server_message"))
        && server < client
    {
        let greeting = ["server-encrypts", "server-message-flight", "client-decrypts"];
        let (some, mut rest): (Vec<Board>, Vec<Board>) =
            boards.into_iter().partition(|board| greeting.contains(&board.id));
        let at = rest.iter().position(|board| board.id == "client-message").unwrap_or(rest.len());
        rest.splice(at..at, some);
        boards = rest;
    }
    boards
}

struct Teller<'a> {
    followed: &'a Followed,
    round: &'a Round,
    kind: KeyExchange,
    facts: Vec<Facts>,
    key: Option<&'a PrivateKey>,
    course: Course,
    boards: Vec<Board>,
    story: Story,
    /// Who has made the keys already.
    derived: Vec<Holder>,
    /// Names that stay closed, by the turn of the moment in which they come to be.
    closed: Vec<(usize, Holder, &'static str)>,
    /// The scene of each letter.
    scenes: Vec<usize>,
    /// Who hears all letters and has no secret.
    crowd: Eavesdropper,
}

fn given(name: &'static str, bytes: Vec<u8>, rfc: &'static str) -> Artifact {
    Artifact::new(name, bytes, Recipe::Given, &[], rfc)
}

fn received(name: &'static str, bytes: &[u8], rfc: &'static str) -> Artifact {
    Artifact::new(name, bytes, Recipe::Received, &[], rfc)
}

fn seen(name: &'static str, bytes: &[u8], rfc: &'static str) -> Artifact {
    Artifact::new(name, bytes, Recipe::Seen, &[], rfc).detailed("capture")
}

impl Teller<'_> {
    /// The place of a scene among ours, by any of its ids; where we do not have it, of the one
    /// before it.
    fn at(&self, id: &str) -> usize {
        let place = storyboard::place(id);
        let places = || self.boards.iter().map(|board| storyboard::place(board.id));
        let found = places().position(|found| found == place);
        found.or_else(|| places().rposition(|found| found < place)).unwrap_or(0)
    }

    fn add(&mut self, who: Holder, scene: usize, note: Note, letter: Option<usize>) {
        let flown = letter.and_then(|index| self.scenes.get(index)).copied();
        self.story.add(who, scene, note, letter, flown);
    }

    /// A moment in `who`'s work, in the scene where it belongs; `closed` comes to be in it and is not
    /// known.
    fn note(&mut self, who: Holder, note: Note, letter: Option<usize>, closed: &[&'static str]) {
        let id = letter.and_then(|index| Some(self.followed.letters.get(index)?.id));
        let scene = self.at(storyboard::scene_of(who, note.kind, note.about, id, self.course));
        let turn = self.story.turn();
        self.closed.extend(closed.iter().map(|name| (turn, who, *name)));
        self.add(who, scene, note, letter);
    }

    fn introduce(&mut self) {
        let mut own = Vec::new();
        if let Some(leaf) = self.facts.first() {
            own.push(given("certificate", leaf.der.clone(), "RFC 5246 §7.4.2"));
            if let Some(key) = &leaf.public_key {
                own.push(given("modulus", key.modulus(), "RFC 8017 §3.1"));
                own.push(given("public_exponent", key.exponent(), "RFC 8017 §3.1"));
            }
        }
        own.extend(self.key.map(|key| given("private_exponent", key.exponent(), "RFC 8017 §3.2")));
        let shut: &[&str] = if self.key.is_some() { &[] } else { &["private_exponent"] };
        let shut = if self.facts.is_empty() { &[] } else { shut };
        let (parties, tcp) = (self.at("parties"), self.at("tcp"));
        self.closed.extend(shut.iter().map(|name| (0, Holder::Server, *name)));
        self.add(Holder::Server, parties, Note::computed("certificate", own), None);
        if self.round.resumed {
            self.remember(parties);
        }
        self.add(Holder::Client, tcp, Note::new(Kind::Sent, "tcp"), None);
    }

    /// What is left of an earlier connection.
    fn remember(&mut self, scene: usize) {
        for who in [Holder::Client, Holder::Server] {
            let id = self.round.server_hello.as_ref().map(|hello| &hello.session_id);
            let id = id.filter(|id| !id.is_empty());
            let kept = |id: &Vec<u8>| {
                Artifact::new("session_id", &id[..], Recipe::Kept, &[], "RFC 5246 §F.1.4")
            };
            let mut artifacts: Vec<Artifact> = id.map(kept).into_iter().collect();
            match self.theirs("master_secret") {
                Some(master) => artifacts.push(master),
                None => self.closed.push((self.story.turn(), who, "master_secret")),
            }
            self.add(who, scene, Note::computed("session_id", artifacts), None);
        }
    }

    /// A letter crosses.
    fn pass(&mut self, index: usize) {
        let flown = &self.followed.letters[index];
        let (from, to, id) = (flown.from, flown.from.other(), flown.id);
        let earlier = &self.followed.letters[..index];
        let first = flown.round == 0 && earlier.iter().all(|letter| letter.id != id);
        if first {
            self.compose(index);
        }
        let last = self.scenes.last().copied().unwrap_or(0);
        let raised = self.story.reached(from);
        let fatal = self.followed.alert.is_some_and(|(who, _)| who == from);
        let flight = match storyboard::ending_of(id) {
            Some(_) if !fatal => last,
            Some(_) => {
                self.boards.iter().position(|board| board.letter == Some(id)).unwrap_or(last)
            }
            None if first => {
                storyboard::flight_of(id, self.course).map_or(last, |scene| self.at(scene))
            }
            None => last,
        };
        let scene = flight.max(last).max(raised);
        if let Some((_, alert)) = self.followed.alert.filter(|_| fatal && id.ends_with("_alert")) {
            self.add(from, scene, Note::new(Kind::Failed, alert.name()), None);
        }
        self.scenes.push(scene);
        self.add(from, scene, Note::new(Kind::Sent, id), Some(index));
        let news = if first && flown.pages.iter().all(|page| !page.protected) {
            self.crowd.overhear(from, &flown.bytes())
        } else {
            Vec::new()
        };
        if !news.is_empty() {
            self.add(Holder::Eavesdropper, scene, Note::computed(id, news), Some(index));
        }
        self.add(to, scene, Note::new(Kind::Received, id), Some(index));
        if first {
            self.read(index);
        }
    }

    /// What the writer of a letter did before it was sent.
    fn compose(&mut self, index: usize) {
        let flown = &self.followed.letters[index];
        let round = self.round;
        match flown.id {
            "client_hello" => {
                let rfc = "RFC 5246 §7.4.1.2";
                let mut artifacts = Vec::new();
                if let Some(hello) = &round.client_hello {
                    let random = &hello.random[..];
                    artifacts.push(Artifact::new(
                        "client_random",
                        random,
                        Recipe::Random,
                        &[],
                        rfc,
                    ));
                    let name = hello.server_name();
                    artifacts.extend(
                        name.map(|name| given("server_name", name.into_bytes(), "RFC 6066 §3")),
                    );
                }
                let note = Note::new(Kind::Composed, "client_hello").with(artifacts);
                self.note(Holder::Client, note, None, &[]);
            }
            "server_hello" => self.compose_server_hello(),
            "client_key_exchange" => self.compose_key_exchange(),
            "client_finished" => {
                self.derive(Holder::Client, None);
                self.verify(Holder::Client, Holder::Client, None);
                self.note(Holder::Client, Note::new(Kind::Composed, "client_finished"), None, &[]);
            }
            "server_finished" => {
                self.derive(Holder::Server, None);
                self.verify(Holder::Server, Holder::Server, None);
                self.note(Holder::Server, Note::new(Kind::Composed, "server_finished"), None, &[]);
            }
            "client_message" | "server_message" => {
                self.derive(flown.from, None);
                let name = if flown.from == Holder::Server { "reply" } else { "message" };
                let said = flown.words().map(|words| given(name, words, "RFC 5246 §10"));
                let closed: &[&str] = if said.is_some() { &[] } else { &[name] };
                let note = Note::computed(name, said.into_iter().collect());
                self.note(flown.from, note, None, closed);
            }
            _ => {}
        }
    }

    fn compose_server_hello(&mut self) {
        let rfc = "RFC 5246 §7.4.1.3";
        let mut artifacts = Vec::new();
        if let Some(hello) = &self.round.server_hello {
            let random = &hello.random[..];
            artifacts.push(Artifact::new("server_random", random, Recipe::Random, &[], rfc));
            artifacts.push(given("cipher_suite", hello.suite.to_be_bytes().to_vec(), rfc));
        }
        let note = Note::new(Kind::Composed, "server_hello").with(artifacts);
        self.note(Holder::Server, note, None, &[]);
        let Some(exchange) = self.round.exchange.clone() else { return };
        let point = seen("server_ephemeral_public", &exchange.params.point, "RFC 8422 §5.4");
        let note = Note::computed("server_ephemeral_public", vec![point]);
        self.note(Holder::Server, note, None, &["server_ephemeral_private"]);
        let mut artifacts = vec![ephemeral::composed_params(&exchange.params)];
        artifacts.extend(self.signed(&exchange));
        let name = registry::signature_name(exchange.algorithm);
        let mut signature = seen("params_signature", &exchange.signature, "RFC 5246 §7.4.3");
        signature.detail = Some(name.to_owned());
        artifacts.push(signature);
        self.note(Holder::Server, Note::computed("params_signature", artifacts), None, &[]);
    }

    /// What the server signed.
    fn signed(&self, exchange: &ServerKeyExchange) -> Option<Artifact> {
        let (client, server) =
            (self.round.client_hello.as_ref()?, self.round.server_hello.as_ref()?);
        Some(ephemeral::signed_params(&client.random, &server.random, &exchange.params))
    }

    /// The values on the way to the master secret, by name, where they are known.
    fn known(&self, name: &str) -> Option<&Artifact> {
        let known = self.round.secrets.as_ref()?.as_ref().ok()?;
        known.iter().find(|artifact| artifact.name == name)
    }

    /// The same as a value of the parties: nobody stole it, it was theirs.
    fn theirs(&self, name: &str) -> Option<Artifact> {
        let mut artifact = self.known(name)?.clone();
        if self.round.resumed {
            artifact.recipe = Recipe::Kept;
            artifact.detail = None;
        } else if artifact.recipe == Recipe::Stolen {
            artifact.recipe = Recipe::Seen;
            artifact.detail = Some("key log".to_owned());
        }
        Some(artifact)
    }

    fn compose_key_exchange(&mut self) {
        let client = Holder::Client;
        let rfc = "RFC 5246 §7.4.7.1";
        if self.kind == KeyExchange::Ecdhe {
            let public = self.round.client_public.as_ref();
            let point = public.map(|point| seen("client_ephemeral_public", point, "RFC 8422 §5.7"));
            let note = Note::computed("client_ephemeral_public", point.into_iter().collect());
            self.note(client, note, None, &["client_ephemeral_private"]);
            let secret = self.theirs("pre_master_secret");
            let closed: &[&str] = if secret.is_some() { &[] } else { &["pre_master_secret"] };
            let note = Note::computed("pre_master_secret", secret.into_iter().collect());
            self.note(client, note, None, closed);
        } else {
            let cipher = self.round.overheard.encrypted.as_deref().unwrap_or_default();
            let mut artifacts = Vec::new();
            let secret = self.known("pre_master_secret");
            let mut closed = vec!["pre_master_secret", "pkcs1_padding", "pkcs1_block"];
            if let Some(secret) = secret {
                closed.remove(0);
                let bytes = &secret.bytes[..];
                artifacts.push(Artifact::new("pre_master_secret", bytes, Recipe::Random, &[], rfc));
            }
            match (self.known("pkcs1_padding"), self.known("pkcs1_block")) {
                (Some(padding), Some(block)) => {
                    closed.clear();
                    let inner = "RFC 8017 §7.2.1";
                    artifacts.push(Artifact::new(
                        "pkcs1_padding",
                        &padding.bytes[..],
                        Recipe::Random,
                        &[],
                        inner,
                    ));
                    artifacts.push(Artifact::new(
                        "pkcs1_block",
                        &block.bytes[..],
                        Recipe::Pkcs1Pad,
                        &["pkcs1_padding", "pre_master_secret"],
                        inner,
                    ));
                    artifacts.push(Artifact::new(
                        "encrypted_pre_master_secret",
                        cipher,
                        Recipe::RsaEncrypt,
                        &["pkcs1_block", "public_exponent", "modulus"],
                        rfc,
                    ));
                }
                _ => artifacts.push(seen("encrypted_pre_master_secret", cipher, rfc)),
            }
            self.note(client, Note::computed("pre_master_secret", artifacts), None, &closed);
        }
        self.note(client, Note::new(Kind::Composed, "client_key_exchange"), None, &[]);
    }

    fn suite(&self) -> Option<CipherSuite> {
        self.round.shape.and_then(|shape| shape.like)
    }

    fn hash(
        &self,
        name: &'static str,
        rfc: &'static str,
        hash: &HandshakeHash,
    ) -> Option<Artifact> {
        Some(hash.artifact(name, self.suite()?.prf_hash(), rfc))
    }

    /// Master secret and keys on `who`'s desk, unless they are there.
    fn derive(&mut self, who: Holder, letter: Option<usize>) {
        if self.derived.contains(&who) {
            return;
        }
        self.derived.push(who);
        let mut artifacts = Vec::new();
        if self.round.overheard.extended && !self.round.resumed {
            let hash = &self.round.overheard.messages;
            artifacts.extend(self.hash("session_hash", "RFC 7627 §3", hash));
        }
        if !self.round.resumed {
            let master = self.theirs("master_secret");
            let closed: &[&str] = if master.is_some() { &[] } else { &["master_secret"] };
            artifacts.extend(master);
            self.note(who, Note::computed("master_secret", artifacts), letter, closed);
        }
        match &self.round.keys {
            Some(keys) => {
                let note = Note::computed("key_block", keys.artifacts.clone());
                self.note(who, note, letter, &[]);
            }
            None => {
                let mut closed = vec!["key_block"];
                if let Some(suite) = self.suite() {
                    let mut piece = |client, server, length: usize| {
                        if length > 0 {
                            closed.extend([client, server]);
                        }
                    };
                    piece("client_write_mac_key", "server_write_mac_key", suite.mac_key_length());
                    piece("client_write_key", "server_write_key", suite.enc_key_length());
                    piece("client_write_iv", "server_write_iv", suite.fixed_iv_length());
                }
                self.note(who, Note::computed("key_block", Vec::new()), letter, &closed);
            }
        }
    }

    /// `side`'s verify_data on `who`'s desk.
    fn verify(&mut self, who: Holder, side: Holder, letter: Option<usize>) -> Option<Vec<u8>> {
        let (about, hash_name, place) = match side {
            Holder::Server => ("server_verify_data", "server_finished_hash", 1),
            _ => ("client_verify_data", "client_finished_hash", 0),
        };
        let rfc = "RFC 5246 §7.4.9";
        // The hash of the second Finished is over the first one, which is under a seal.
        let second = (side == Holder::Server) != self.round.resumed;
        let whole = !second || self.round.finished[1 - place].is_some();
        let hash = self.round.before[place].clone().filter(|_| whole);
        let made = self.round.master().zip(self.suite()).zip(hash.as_ref());
        let (artifacts, closed, data): (_, Vec<&str>, _) = match (made, hash.as_ref()) {
            (Some(((master, suite), hash)), _) => {
                let made = schedule::verify_data(suite.prf_hash(), side, master, hash);
                let data = made[1].bytes.to_vec();
                (made.into(), vec![], Some(data))
            }
            (None, Some(hash)) => {
                let stamp = self.hash(hash_name, rfc, hash);
                (stamp.into_iter().collect(), vec![about], None)
            }
            (None, None) => (Vec::new(), vec![hash_name, about], None),
        };
        self.note(who, Note::computed(about, artifacts), letter, &closed);
        data
    }

    /// What the reader of a letter does with it.
    fn read(&mut self, index: usize) {
        let flown = &self.followed.letters[index];
        let (to, letter) = (flown.from.other(), Some(index));
        let round = self.round;
        self.check_records(index);
        match flown.id {
            "client_hello" => {
                let Some(hello) = &round.client_hello else { return };
                let mut artifacts =
                    vec![received("client_random", &hello.random, "RFC 5246 §7.4.1.2")];
                let name = hello.server_name();
                artifacts.extend(
                    name.map(|name| received("server_name", name.as_bytes(), "RFC 6066 §3")),
                );
                self.note(to, Note::computed("client_hello", artifacts), letter, &[]);
            }
            "server_hello" => self.read_server_hello(letter),
            "client_key_exchange" => {
                self.read_key_exchange(letter);
                self.derive(to, letter);
            }
            "client_finished" | "server_finished" => {
                self.derive(to, letter);
                let expected = self.verify(to, flown.from, letter);
                let place = usize::from(flown.from == Holder::Server);
                if let (Some(expected), Some(found)) = (expected, &round.finished[place]) {
                    let check = Check {
                        id: "finished_verify_data",
                        ok: expected == found.0,
                        expected: hex(&expected),
                        found: hex(&found.0),
                    };
                    self.note(to, Note::checked(check), letter, &[]);
                }
            }
            "client_message" | "server_message" => {
                self.derive(to, letter);
                let tagged = self.suite().is_some_and(|suite| suite.mac_key_length() == 0);
                let heard = flown.words().map(|words| heard(flown.from, &words, tagged));
                let about = if flown.from == Holder::Server { "reply" } else { "message" };
                let closed: &[&str] = if heard.is_some() { &[] } else { &[about] };
                self.note(to, Note::computed(about, heard.into_iter().collect()), letter, closed);
            }
            _ => {}
        }
    }

    /// The seals of a letter, as far as they were opened.
    fn check_records(&mut self, index: usize) {
        let flown = &self.followed.letters[index];
        for inside in flown.pages.iter().filter_map(|page| page.sheet.inside.as_ref()) {
            let value = inside.mac.as_ref().or(inside.tag.as_ref()).map(|bytes| hex(bytes));
            let value = value.unwrap_or_default();
            let id = if inside.tag.is_some() { "record_tag" } else { "record_mac" };
            let check = Check { id, ok: true, expected: value.clone(), found: value };
            self.note(flown.from.other(), Note::checked(check), Some(index), &[]);
        }
    }

    fn read_server_hello(&mut self, letter: Option<usize>) {
        let client = Holder::Client;
        let rfc = "RFC 5246 §7.4.1.3";
        if let Some(hello) = &self.round.server_hello {
            let artifacts = vec![
                received("server_random", &hello.random, rfc),
                received("cipher_suite", &hello.suite.to_be_bytes(), rfc),
            ];
            self.note(client, Note::computed("server_hello", artifacts), letter, &[]);
        }
        if let Some(leaf) = self.round.chain.first() {
            let certificate = received("certificate", leaf, "RFC 5246 §7.4.2");
            self.note(client, Note::computed("certificate", vec![certificate]), letter, &[]);
        }
        for check in self.certificate_checks() {
            // Whom the client believes is not in the capture: these questions are ours.
            self.note(Holder::Eavesdropper, Note::checked(check), letter, &[]);
        }
        let key = self.facts.first().and_then(|leaf| leaf.public_key.clone());
        if let Some(key) = &key {
            let note = Note::computed("public_key", public_key_artifacts(key));
            self.note(client, note, letter, &[]);
        }
        let Some(exchange) = self.round.exchange.clone() else { return };
        let signature = received("params_signature", &exchange.signature, "RFC 5246 §7.4.3");
        let artifacts = vec![
            ephemeral::received_public(Holder::Server, &exchange.params.point),
            ephemeral::received_params(&exchange.params),
            signature.detailed(registry::signature_name(exchange.algorithm)),
        ];
        self.note(client, Note::computed("server_key_exchange", artifacts), letter, &[]);
        let Some(signed) = self.signed(&exchange) else { return };
        let bytes = signed.bytes.to_vec();
        self.note(client, Note::computed("signed_params", vec![signed]), letter, &[]);
        let algorithm = SignatureAlgorithm::from_code(exchange.algorithm);
        if let (Some(key), Some(algorithm)) = (key, algorithm) {
            let verified =
                key.verify(algorithm.scheme, algorithm.hash, &bytes, &exchange.signature);
            let expected = hex(&digest(algorithm.hash, &[&bytes]));
            let ok = verified.is_ok();
            let found = if ok { expected.clone() } else { String::new() };
            let check = Check { id: "params_signature", ok, expected, found };
            self.note(client, Note::checked(check), letter, &[]);
        }
    }

    /// What can be asked about the chain without knowing whom the client believes: whether each
    /// certificate is signed by the next, the name, and the dates when it was captured.
    fn certificate_checks(&self) -> Vec<Check> {
        let Some(leaf) = self.facts.first() else { return Vec::new() };
        let host = self.host();
        let now = self.seconds();
        let mut checks = Vec::new();
        if self.facts.len() > 1 {
            let chain = &self.round.chain[..1];
            let verdict =
                check_chain(chain, &self.facts[1..], host.as_deref().unwrap_or(""), now, self.kind);
            let asked = |id: &str| id != "certificate_name" && id != "certificate_usage";
            checks.extend(verdict.checks.into_iter().filter(|check| asked(check.id)));
        }
        if !checks.iter().any(|check| check.id == "certificate_dates") && now > 0 {
            checks.push(Check {
                id: "certificate_dates",
                ok: (leaf.not_before..=leaf.not_after).contains(&now),
                expected: format!("{} to {}", rfc3339(leaf.not_before), rfc3339(leaf.not_after)),
                found: rfc3339(now),
            });
        }
        if let Some(host) = host {
            checks.push(Check {
                id: "certificate_name",
                ok: leaf.names.iter().any(|name| covers(name, &host)),
                expected: host,
                found: leaf.names.join(", "),
            });
        }
        checks
    }

    fn read_key_exchange(&mut self, letter: Option<usize>) {
        let server = Holder::Server;
        let rfc = "RFC 5246 §7.4.7.1";
        let mut artifacts = Vec::new();
        let mut closed = Vec::new();
        if self.kind == KeyExchange::Ecdhe {
            let public = self.round.client_public.as_ref();
            artifacts.extend(public.map(|point| ephemeral::received_public(Holder::Client, point)));
            match self.theirs("pre_master_secret") {
                Some(secret) => artifacts.push(secret),
                None => closed.push("pre_master_secret"),
            }
            self.note(server, Note::computed("pre_master_secret", artifacts), letter, &closed);
            return;
        }
        let cipher = self.round.overheard.encrypted.as_deref().unwrap_or_default();
        artifacts.push(received("encrypted_pre_master_secret", cipher, rfc));
        for name in ["pkcs1_block", "pkcs1_padding", "pre_master_secret"] {
            match self.theirs(name) {
                Some(artifact) => artifacts.push(artifact),
                None => closed.push(name),
            }
        }
        self.note(server, Note::computed("pre_master_secret", artifacts), letter, &closed);
        let found = self.known("pre_master_secret").and_then(|secret| secret.bytes.get(..2));
        if let (Some(found), Some(offered)) = (found, self.round.overheard.offered) {
            let check = Check {
                id: "pre_master_version",
                ok: found == offered.bytes(),
                expected: hex(&offered.bytes()),
                found: hex(found),
            };
            self.note(server, Note::checked(check), letter, &[]);
        }
    }

    /// The crowd gets hold of what was given away.
    fn steal(&mut self) {
        let Some(Ok(secrets)) = &self.round.secrets else { return };
        let mut news = Vec::new();
        if let Some(key) = self.key.filter(|_| self.round.source == Some("rsa_key")) {
            let (name, rfc) = ("private_exponent", "RFC 8017 §3.2");
            news.push(Artifact::new(name, key.exponent(), Recipe::Stolen, &[], rfc));
        }
        news.extend(secrets.iter().cloned());
        news.extend(self.round.keys.iter().flat_map(|keys| keys.artifacts.clone()));
        let master = self.round.master().zip(self.suite());
        for (side, place) in [(Holder::Client, 0), (Holder::Server, 1)] {
            let hash = self.round.before[place].as_ref();
            if let (Some((master, suite)), Some(hash)) = (master, hash) {
                news.extend(schedule::verify_data(suite.prf_hash(), side, master, hash));
            }
        }
        let tagged = self.suite().is_some_and(|suite| suite.mac_key_length() == 0);
        for id in ["client_message", "server_message"] {
            let first = self.followed.letters.iter().find(|letter| letter.id == id);
            let words = first.and_then(|letter| Some((letter.from, letter.words()?)));
            news.extend(words.map(|(from, words)| heard(from, &words, tagged)));
        }
        let known = self.story.values(Holder::Eavesdropper);
        let known: Vec<&str> = known.map(|artifact| artifact.name).collect();
        news.retain(|artifact| !known.contains(&artifact.name));
        let about = news.first().map_or("master_secret", |artifact| artifact.name);
        let last = self.story.last();
        self.add(Holder::Eavesdropper, last, Note::computed(about, news), None);
    }

    fn host(&self) -> Option<String> {
        self.round.client_hello.as_ref()?.server_name()
    }

    fn seconds(&self) -> u64 {
        self.followed.letters.first().map_or(0, |letter| letter.time / 1_000_000_000)
    }

    /// Writes the Transcript.
    fn tell(mut self, conversation: &Conversation, start: &Start) -> Transcript {
        let mut letters: Vec<Letter> =
            (0..self.followed.letters.len()).map(|index| self.letter(index)).collect();
        let story = std::mem::take(&mut self.story);
        let Account { mut beats, turns, artifacts } =
            story.write(|place| self.boards[place].id, &mut letters);
        for beat in beats.iter_mut().filter(|beat| beat.kind == Kind::Failed.name()) {
            beat.fault = self.followed.alert.map(|(_, alert)| failure(alert));
        }
        let mut closed: Vec<Closed> = Vec::new();
        for (beat, turn) in turns.into_iter().enumerate() {
            let names = self.closed.iter().filter(|(of, ..)| *of == turn);
            closed.extend(names.map(|(_, who, name)| Closed {
                beat,
                who: *who,
                name: (*name).to_owned(),
            }));
        }
        let outcome = self.outcome();
        let ledger = ledger::keep(&beats, &artifacts);
        let [client, server] = follow::ends(conversation, start);
        Transcript {
            version: transcript::VERSION,
            origin: Some(self.origin(conversation, start)),
            scenario: self.chosen(),
            suite: self.round.server_hello.as_ref().map(|hello| self.told_suite(hello.suite)),
            parties: self.parties(client, server),
            certificates: self.certificates(),
            scenes: account::scenes(&self.boards, &beats, &letters, outcome.kind == "cut"),
            reach: ledger::reach(&ledger, &beats, &artifacts, &letters),
            ledger,
            closed,
            letters,
            artifacts,
            beats,
            outcome,
            resumed: self.round.resumed,
            middle: None,
        }
    }

    /// A letter, before it is known in which beat it was sent.
    fn letter(&self, index: usize) -> Letter {
        let flown = &self.followed.letters[index];
        let rounds = &self.followed.rounds;
        let shape = rounds.get(flown.round).and_then(|round| round.shape);
        let read = |bytes: &[u8]| match shape.and_then(|shape| shape.foreign) {
            Some(foreign) => foreign.parse(bytes).field,
            None => Message::parse(bytes, shape.and_then(|shape| shape.exchange)).field,
        };
        let mut start = 0;
        let mut records = Vec::new();
        for Page { sheet, protected, keys, around } in &flown.pages {
            let mut record = if *protected && sheet.inside.is_none() {
                letters::describe_arrived(&sheet.bytes, true, &read, start)
            } else {
                let around = [&around[0][..], &around[1][..]];
                letters::describe_sheet(sheet, flown.from, &read, start, around)
            };
            if let Some(sealed) = record.sealed.as_mut().filter(|_| *keys > 0) {
                // The keys of a later handshake are not those that the artifacts are.
                let ids = [Some(&mut sealed.key), sealed.mac_key.as_mut(), sealed.salt.as_mut()];
                ids.into_iter().flatten().for_each(|id| *id = format!("{id}.{}", keys + 1));
            }
            start = record.end;
            records.push(record);
        }
        Letter {
            index,
            id: flown.id.to_owned(),
            from: flown.from,
            to: flown.from.other(),
            bytes: flown.bytes().into(),
            records,
            arrived: None,
            beat: 0,
        }
    }

    fn told_suite(&self, code: u16) -> Suite {
        let params = self.round.exchange.as_ref().map(|exchange| exchange.params.group);
        let name = registry::suite_name(code);
        let ephemeral = self.kind == KeyExchange::Ecdhe && !self.round.resumed;
        let group = ephemeral.then(|| match params {
            Some(group) => registry::group_name(group).to_owned(),
            // Without a curve: what the suite calls its key exchange, `DHE`, `PSK`.
            None => {
                let exchange = name.strip_prefix("TLS_").and_then(|name| name.split('_').next());
                exchange.unwrap_or("unknown").to_owned()
            }
        });
        let cipher = name.split_once("_WITH_").map_or(name, |(_, cipher)| cipher);
        match self.suite() {
            Some(like) => Suite { code, name: name.to_owned(), ..to_suite(like, group) },
            None => Suite {
                code,
                name: name.to_owned(),
                group,
                kind: "other".to_owned(),
                cipher: cipher.to_owned(),
                mac: None,
                prf_hash: if name.ends_with("SHA384") { "SHA384" } else { "SHA256" }.to_owned(),
                mac_key_length: 0,
                enc_key_length: 0,
                fixed_iv_length: 0,
                record_iv_length: 0,
                tag_length: 0,
                key_block_length: 0,
            },
        }
    }

    fn parties(&self, client: Endpoint, server: Endpoint) -> Vec<transcript::Party> {
        let party = |holder: Holder, name: Option<String>, port| transcript::Party {
            id: holder.name().to_owned(),
            name,
            port,
        };
        let host = self.host().unwrap_or_else(|| server.address.to_string());
        let issuer = self.facts.first().map(|leaf| leaf.issuer.clone());
        vec![
            party(Holder::Client, Some(client.address.to_string()), Some(client.port)),
            party(Holder::Server, Some(host), Some(server.port)),
            party(Holder::Ca, issuer, None),
            party(Holder::Eavesdropper, None, None),
        ]
    }

    fn certificates(&self) -> Vec<Certificate> {
        let mut told = Vec::new();
        if let Some(leaf) = self.facts.first() {
            told.push(to_certificate("server", leaf));
            let issuer = self.facts[1..].iter().find(|other| leaf.names_as_issuer(other));
            told.extend(issuer.map(|issuer| to_certificate("ca", issuer)));
        }
        told
    }

    /// What each side said, as far as it was opened; at most [`MAX_WORDS`] bytes.
    fn said(&self, from: Holder) -> Option<String> {
        let mut said = Vec::new();
        let data = |flown: &&Flown| flown.from == from && flown.id.ends_with("_message");
        for letter in self.followed.letters.iter().filter(data) {
            said.extend_from_slice(&letter.words()?);
            if said.len() >= MAX_WORDS {
                said.truncate(MAX_WORDS);
                break;
            }
        }
        (!said.is_empty()).then(|| String::from_utf8_lossy(&said).into_owned())
    }

    fn chosen(&self) -> Chosen {
        let hello = self.round.client_hello.as_ref();
        let codes = hello.map_or(&[][..], |hello| &hello.suites);
        let groups = hello
            .and_then(|hello| hello.extension(extension::SUPPORTED_GROUPS))
            .map(hello::supported_groups);
        Chosen {
            seed: String::new(),
            server_name: self.host().unwrap_or_default(),
            suites: codes.iter().map(|code| registry::suite_name(*code).to_owned()).collect(),
            groups: groups.map(|codes| {
                codes.iter().map(|code| registry::group_name(*code).to_owned()).collect()
            }),
            message: self.said(Holder::Client).unwrap_or_default(),
            reply: self.said(Holder::Server).unwrap_or_default(),
            extended_master_secret: self.round.overheard.extended,
            time: self.seconds(),
            stolen_key: self.round.source == Some("rsa_key"),
            ..Chosen::default()
        }
    }

    fn outcome(&self) -> Outcome {
        let closes = |id: &str| self.followed.letters.iter().any(|letter| letter.id == id);
        let closed = closes("client_close") || closes("server_close");
        let opened = self.round.closed().is_none();
        let said = |from| self.said(from);
        let read: Vec<String> =
            [Holder::Client, Holder::Server].into_iter().filter_map(said).collect();
        let missing = match &self.round.secrets {
            Some(Err((_, missing))) => missing.iter().map(|name| (*name).to_owned()).collect(),
            _ => Vec::new(),
        };
        Outcome {
            kind: match self.followed.alert {
                Some(_) => "alert",
                None if closed => "closed",
                None => "cut",
            }
            .to_owned(),
            established: self.round.changed == [true, true] && self.followed.alert.is_none(),
            by: self.followed.alert.map(|(who, _)| who),
            failure: self.followed.alert.map(|(_, alert)| failure(alert)),
            unnoticed: Vec::new(),
            server_read: self.said(Holder::Client),
            client_read: self.said(Holder::Server),
            eavesdropper_read: if opened { read } else { Vec::new() },
            eavesdropper_missing: missing,
        }
    }

    fn origin(&self, conversation: &Conversation, start: &Start) -> Origin {
        let [client, server] = follow::ends(conversation, start);
        let letters = &self.followed.letters;
        let began = letters.first().map_or(0, |letter| letter.time);
        let own = self.round.client_chain.first().and_then(|der| Facts::read(der).ok());
        Origin {
            client: client.to_string(),
            server: server.to_string(),
            start: whole(began / 1000),
            offset: letters.first().map_or(0, |letter| letter.offset),
            preamble: find::protocol(conversation, start).map(str::to_owned),
            secret: self.round.source.filter(|_| self.round.closed().is_none()).map(str::to_owned),
            why: self.round.closed().map(|why| why.name().to_owned()),
            resumed: self.round.resumed,
            encrypt_then_mac: self.round.agreed(extension::ENCRYPT_THEN_MAC)
                && self.suite().is_some_and(|suite| suite.mac_key_length() > 0),
            renegotiations: self.followed.rounds.len().saturating_sub(1),
            client_certificate: own.map(|facts| facts.subject),
            times: letters.iter().map(|l| whole(l.time.saturating_sub(began) / 1000)).collect(),
            left_out: self.followed.left_out.0,
            left_out_bytes: self.followed.left_out.1,
            troubles: troubles(self.followed, conversation, start),
        }
    }
}

fn failure(alert: Alert) -> Failure {
    Failure {
        fault: "captured_alert".to_owned(),
        says: "an alert ended the connection that was captured".to_owned(),
        alert: alert.name().to_owned(),
        code: alert.code,
        rfc: "RFC 5246 §7.2.2".to_owned(),
    }
}

/// What in a connection is not as it should be.
pub fn troubles(followed: &Followed, talk: &Conversation, start: &Start) -> Vec<Trouble> {
    let rewritten = talk.rewritten.iter().map(|again| Trouble {
        kind: "rewritten".to_owned(),
        from: if again.from == start.client { Holder::Client } else { Holder::Server },
        offset: whole(again.offset),
        bytes: whole(again.bytes),
        found: None,
    });
    rewritten.chain(followed.troubles.iter().map(trouble)).collect()
}

/// Something that is not as it should be, as it is told.
fn trouble(trouble: &follow::Trouble) -> Trouble {
    let (kind, bytes, found) = match &trouble.what {
        Piece::Gap(bytes) => ("gap", whole(*bytes), None),
        Piece::Holed(_) => ("holed", 0, None),
        Piece::Garbled(header) => ("garbled", header.len() as u64, Some(hex(header))),
        Piece::Cut { needed, found } => ("cut", needed.saturating_sub(*found) as u64, None),
        // These are no trouble.
        Piece::Record(..) | Piece::End | Piece::Reset => ("cut", 0, None),
    };
    Trouble { kind: kind.to_owned(), from: trouble.from, offset: trouble.offset, bytes, found }
}
