//! The whole engine: `play(&Scenario) -> Result<Transcript, ScenarioError>`.

use super::{
    account::{self, Account, Story, to_certificate, to_failure, to_suite},
    error::ScenarioError,
    ledger,
    letters::{describe, describe_bytes},
    link::Link,
    middle::Manner,
    scenario::{Resume, Scenario},
    storyboard::{self, Course, boards},
    touch::Touch,
    transcript::{
        self, Arrived, Artifact, Beat, Certificate, Chosen, Failure, Letter, Outcome, Suite,
        Transcript,
    },
};
use crate::{
    crypto::drbg::{Entropy, SEED},
    keys::{
        artifact::{self, Holder, Recipe},
        group,
        suite::CipherSuite,
    },
    party::{
        End, Party,
        client::{Client, ClientSetup, Trust, standard_extensions},
        desk,
        eavesdropper::Eavesdropper,
        note::{Kind, Note},
        server::{Server, ServerSetup},
        session::{Session, Sessions},
    },
    pki::identity::{Identity, Papers},
    wire::{alert::Alert, bytes::hex, handshake::Message, key_exchange::KeyExchange},
};

/// Letters in one exchange, at most; an honest one has nine. A bound, so that no tampering can
/// make it run on.
const MAX_LETTERS: usize = 64;

/// Plays a Scenario: pure, by its seed alone, no clock, no I/O. A handshake that ends in an alert
/// is a successful play; the error is for a Scenario that cannot be played at all.
pub fn play(scenario: &Scenario) -> Result<Transcript, ScenarioError> {
    scenario.check()?;
    Ok(Stage::played(scenario).tell())
}

/// The same, but a change that finds nothing to change is an error: a letter that was never sent, a
/// byte behind its end. So whoever wishes for a change learns that there was none.
pub fn play_strictly(scenario: &Scenario) -> Result<Transcript, ScenarioError> {
    scenario.check()?;
    let stage = Stage::played(scenario);
    stage.link.missed().map_or_else(|| Ok(stage.tell()), Err)
}

/// A handshake to be measured: without a story, a full one or one that goes on with its session.
pub struct Rehearsal<'a> {
    scenario: &'a Scenario,
    memory: Memory,
}

impl<'a> Rehearsal<'a> {
    /// The first connection is played, so that there is a session.
    pub fn new(scenario: &'a Scenario) -> Self {
        Self { scenario, memory: Stage::remembered(scenario, Resume::Known) }
    }

    /// One handshake of both sides: how many letters it took, and how many bytes; nothing where it
    /// failed.
    pub fn run(&self, resumed: bool) -> Option<(usize, usize)> {
        let mut stage = Stage::new(self.scenario, resumed.then(|| self.memory.clone()));
        let (mut letters, mut bytes) = (0, 0);
        while let Some((from, letter)) = stage.written() {
            let carried = letter.bytes();
            letters += 1;
            bytes += carried.len();
            match from {
                Holder::Server => stage.client.receive(&carried),
                _ => stage.server.receive(&carried),
            }
        }
        (stage.client.is_open() && stage.server.is_open()).then_some((letters, bytes))
    }
}

/// What is left of an earlier connection.
#[derive(Clone, Default)]
struct Memory {
    session: Option<Session>,
    sessions: Sessions,
    eavesdropper: Eavesdropper,
}

/// The seed of another connection of the same Scenario.
fn another(seed: &[u8; SEED], label: &str) -> [u8; SEED] {
    let mut other = [0; SEED];
    Entropy::Seed(*seed).stream(label).read(&mut other);
    other
}

struct Stage<'a> {
    scenario: &'a Scenario,
    /// The randomness of this connection.
    entropy: Entropy,
    course: Course,
    /// Who is at the server's desk.
    host: &'a Identity,
    /// The desk at which the eavesdropper sits.
    seat: Option<Holder>,
    /// How it stands in the middle.
    manner: Option<Manner>,
    memory: Memory,
    /// The connection that somebody in the middle has to the real server.
    behind: Option<Transcript>,
    client: Party<Client>,
    server: Party<Server>,
    eavesdropper: Eavesdropper,
    link: Link,
    story: Story,
    letters: Vec<Carried>,
    server_heard: Vec<u8>,
    client_heard: Vec<u8>,
}

/// A letter on its way.
struct Carried {
    from: Holder,
    letter: desk::Letter,
    /// The scene in which it flies.
    scene: usize,
    /// What arrived, where it is not what was sent.
    arrived: Option<Vec<u8>>,
}

impl<'a> Stage<'a> {
    /// Plays a Scenario; where it is a second connection, the first one before it.
    fn played(scenario: &'a Scenario) -> Self {
        let first = scenario.resume.map(|resume| Self::remembered(scenario, resume));
        let mut stage = Self::new(scenario, first);
        stage.introduce();
        stage.run();
        stage
    }

    /// The first connection: nobody lays hands on it.
    fn remembered(scenario: &Scenario, resume: Resume) -> Memory {
        let first = Scenario {
            tampering: Vec::new(),
            stolen_key: false,
            resume: None,
            middle: None,
            ..scenario.clone()
        };
        let mut stage = Stage::played(&first);
        let mut memory = Memory::default();
        memory.sessions.learn(&stage.client);
        memory.session = memory.sessions.last().cloned();
        memory.sessions = Sessions::default();
        if resume == Resume::Known {
            memory.sessions.learn(&stage.server);
        }
        memory.eavesdropper = std::mem::take(&mut stage.eavesdropper);
        memory
    }

    fn new(scenario: &'a Scenario, first: Option<Memory>) -> Self {
        let again = first.is_some();
        let seed = scenario.seed;
        let seed = if again { another(&seed, "second_connection") } else { seed };
        let hand = scenario.hand.as_ref();
        let entropy = hand.map_or(Entropy::Seed(seed), |hand| hand.entropy.clone());
        let memory = first.unwrap_or_default();
        let identity = &scenario.identity;
        let impostor = scenario.middle.as_ref().and_then(|middle| middle.identity.as_ref());
        let host = impostor.unwrap_or(identity);
        let setup = client_setup(scenario, entropy.clone());
        let client = match memory.session.clone() {
            Some(session) => Party::client_again(setup, session),
            None => Party::client(setup),
        };
        let setup = server_setup(scenario, host, entropy.clone());
        // Whoever sits in the server's place knows nothing of its sessions.
        let sessions =
            if impostor.is_some() { Sessions::default() } else { memory.sessions.clone() };
        let eavesdropper = memory.eavesdropper.clone();
        Self {
            scenario,
            entropy,
            course: if memory.session.is_some() { Course::Asked } else { Course::New },
            host,
            seat: impostor.map(|_| Holder::Server),
            manner: scenario.middle.as_ref().map(|middle| middle.manner),
            memory,
            behind: None,
            client,
            server: match hand {
                Some(_) => Party::server(setup),
                None => Party::server_keeping(setup, sessions),
            },
            eavesdropper: if again { Eavesdropper::after(eavesdropper) } else { eavesdropper },
            link: Link::new(scenario.tampering.clone()),
            story: Story::default(),
            letters: Vec::new(),
            server_heard: Vec::new(),
            client_heard: Vec::new(),
        }
    }

    /// Adds a moment to the story, in `scene` or later: see [`Story::add`].
    fn add(&mut self, who: Holder, scene: usize, note: Note, letter: Option<usize>) {
        let flown = letter.and_then(|index| self.letters.get(index)).map(|letter| letter.scene);
        self.story.add(who, scene, note, letter, flown);
    }

    /// The last letter that reached this side.
    fn last_read(&self, who: Holder) -> Option<usize> {
        self.letters.iter().rposition(|carried| {
            carried.from.other() == who && carried.arrived.as_ref().is_none_or(|b| !b.is_empty())
        })
    }

    /// What everybody has before the first letter.
    fn introduce(&mut self) {
        let identity = self.host;
        let given = |name, bytes: Vec<u8>, rfc| {
            artifact::Artifact::new(name, bytes, Recipe::Given, &[], rfc)
        };
        let authority = || {
            let key = identity.authority.public_key.as_ref().map(|key| key.modulus());
            vec![
                given("ca_certificate", identity.authority.der.clone(), "RFC 5280 §6.1.1"),
                given("ca_public_key", key.unwrap_or_default(), "RFC 5280 §6.1.1"),
            ]
        };
        let public = identity.key.public();
        // Everybody knows whom everybody trusts.
        let known = authority();
        let own = vec![
            given("certificate", identity.certificate.der.clone(), "RFC 5246 §7.4.2"),
            given("modulus", public.modulus(), "RFC 8017 §3.1"),
            given("public_exponent", public.exponent(), "RFC 8017 §3.1"),
            given("private_exponent", identity.key.exponent(), "RFC 8017 §3.2"),
        ];
        let (trusted, issued) = (authority(), authority());
        let (parties, tcp) = (storyboard::place("parties"), storyboard::place("tcp"));
        let published = self.scenario.hand.is_some();
        if !published {
            self.add(Holder::Ca, parties, Note::computed("ca_certificate", issued), None);
            self.add(Holder::Client, parties, Note::computed("ca_certificate", trusted), None);
        }
        self.add(Holder::Server, parties, Note::computed("certificate", own), None);
        if !published {
            self.add(Holder::Eavesdropper, parties, Note::computed("ca_certificate", known), None);
        }
        self.remember(parties);
        self.add(Holder::Client, tcp, Note::new(Kind::Sent, "tcp"), None);
    }

    /// What is left of an earlier connection, or was stolen before this one.
    fn remember(&mut self, scene: usize) {
        let known = self.memory.sessions.last().is_some() && self.seat.is_none();
        if let Some(session) = self.memory.session.clone() {
            let kept = |name, bytes: &[u8]| {
                artifact::Artifact::new(name, bytes, Recipe::Kept, &[], "RFC 5246 §F.1.4")
            };
            // Where the server has forgotten, the client's secret opens nothing any more.
            let values = || {
                let master = known.then(|| kept("master_secret", &session.master));
                [kept("session_id", &session.id)].into_iter().chain(master).collect()
            };
            self.add(Holder::Client, scene, Note::computed("session_id", values()), None);
            if known {
                self.add(Holder::Server, scene, Note::computed("session_id", values()), None);
            }
        }
        if self.manner == Some(Manner::StolenAuthority)
            && self.seat == Some(Holder::Server)
            && let Ok(exponent) = Identity::authority_exponent()
        {
            let (name, rfc) = ("ca_private_key", "RFC 8017 §3.2");
            let stolen = artifact::Artifact::new(name, exponent, Recipe::Stolen, &[], rfc);
            self.add(Holder::Eavesdropper, scene, Note::computed(name, vec![stolen]), None);
        }
    }

    /// What the server is to answer. Somebody in its place asks the real one, with what it read, or
    /// with what it would rather have read.
    fn reply(&mut self) -> Vec<u8> {
        let Some(middle) = self.scenario.middle.as_ref().filter(|middle| middle.identity.is_some())
        else {
            return self.scenario.reply.as_bytes().to_vec();
        };
        let read = || String::from_utf8_lossy(&self.server_heard).into_owned();
        let asks = Scenario {
            seed: another(&self.scenario.seed, "behind"),
            message: middle.altered.clone().unwrap_or_else(read),
            tampering: Vec::new(),
            stolen_key: false,
            resume: None,
            middle: None,
            ..self.scenario.clone()
        };
        let mut stage = Stage::new(&asks, None);
        (stage.seat, stage.manner) = (Some(Holder::Client), Some(middle.manner));
        stage.introduce();
        stage.run();
        let reply = stage.client_heard.clone();
        self.behind = Some(stage.tell());
        reply
    }

    /// Lets them write to each other until nobody has anything to say.
    fn run(&mut self) {
        let mut script = [Cue::ClientSays, Cue::ServerSays, Cue::ClientCloses].into_iter();
        while self.letters.len() < MAX_LETTERS {
            if self.pass_letter(Holder::Client) || self.pass_letter(Holder::Server) {
                continue;
            }
            if !(self.client.is_open() && self.server.is_open()) {
                break;
            }
            match script.next() {
                Some(Cue::ClientSays) => self.client.say(self.scenario.message.as_bytes()),
                Some(Cue::ServerSays) => {
                    let reply = self.reply();
                    self.server.say(&reply);
                }
                Some(Cue::ClientCloses) => self.client.close(),
                None => break,
            }
        }
        self.client.cut();
        self.server.cut();
        if self.scenario.stolen_key {
            self.eavesdropper.steal(self.scenario.identity.key.clone());
        }
    }

    /// The next letter, the client's first.
    fn written(&mut self) -> Option<(Holder, desk::Letter)> {
        let letter = self.client.next_letter().map(|letter| (Holder::Client, letter));
        letter.or_else(|| Some((Holder::Server, self.server.next_letter()?)))
    }

    /// Carries the next letter of one side to the other, if it has one.
    fn pass_letter(&mut self, from: Holder) -> bool {
        let letter = match from {
            Holder::Server => self.server.next_letter(),
            _ => self.client.next_letter(),
        };
        self.collect(from, None);
        let Some(letter) = letter else { return false };
        let index = self.letters.len();
        let (to, id) = (from.other(), letter.id);
        // An alert flies where it was raised.
        let raised = self.story.reached(from);
        let before = self.letters.last().map_or(0, |carried| carried.scene);
        let ended = match from {
            Holder::Server => self.server.end().is_some(),
            _ => self.client.end().is_some(),
        };
        let flown = match storyboard::ending_of(id).filter(|_| ended) {
            Some(ending) => Some(ending),
            None => storyboard::flight_of(id, self.course).map(storyboard::place),
        };
        let scene = flown.unwrap_or(raised);
        let scene = scene.max(raised).max(before);
        let bytes = letter.bytes();
        let arriving = self.link.carry(from, &bytes);
        let arrived = (arriving != bytes).then(|| arriving.clone());
        self.letters.push(Carried { from, letter, scene, arrived });
        self.add(from, scene, Note::new(Kind::Sent, id), Some(index));
        // As it was sent: what arrives instead is the eavesdropper's own work and tells it nothing
        // new, and only what was sent opens with the keys that the sender had.
        // Whoever sits at a desk has no need to listen.
        let listens = self.seat.is_none();
        let overheard = if listens { self.eavesdropper.overhear(from, &bytes) } else { Vec::new() };
        if !overheard.is_empty() {
            self.add(Holder::Eavesdropper, scene, Note::computed(id, overheard), Some(index));
        }
        if !arriving.is_empty() {
            self.add(to, scene, Note::new(Kind::Received, id), Some(index));
        }
        match to {
            Holder::Server => {
                self.server.receive(&arriving);
                self.server_heard.extend(self.server.heard());
                if self.server.is_resumed() {
                    self.course = Course::Resumed;
                }
            }
            _ => {
                self.client.receive(&arriving);
                self.client_heard.extend(self.client.heard());
            }
        }
        self.collect(to, Some(index));
        true
    }

    /// Takes a party's notes into the story. `letter` is the one that it was reading; what it does
    /// besides may still be about the one it read last.
    fn collect(&mut self, who: Holder, letter: Option<usize>) {
        let notes = match who {
            Holder::Server => self.server.notes(),
            _ => self.client.notes(),
        };
        let read = letter.or_else(|| self.last_read(who));
        let id = read.map(|index| self.letters[index].letter.id);
        for note in notes {
            let about = match note.kind {
                Kind::Checked | Kind::Failed => read,
                _ => letter,
            };
            let scene = storyboard::scene_of(who, note.kind, note.about, id, self.course);
            self.add(who, storyboard::place(scene), note, about);
        }
    }

    /// Writes the Transcript.
    fn tell(mut self) -> Transcript {
        let (news, attempt) = self.eavesdropper.news();
        if !news.is_empty() {
            // Later, when all is said: in the last scene that was reached.
            let last = self.story.last();
            self.add(Holder::Eavesdropper, last, Note::computed("private_exponent", news), None);
        }
        let mut outcome = self.outcome(&attempt.read, &attempt.missing);
        let wrong = self.wrong();
        // With a letter changed on the way, the two may not even mean the same suite.
        let by_client = self.kind_of(Holder::Client);
        let by_server = self.kind_of(Holder::Server);
        let kind = by_client.or(by_server).unwrap_or(KeyExchange::Rsa);
        let plan = storyboard::plan(kind, self.course);
        let mut letters: Vec<Letter> = self
            .letters
            .iter()
            .enumerate()
            .map(|(index, carried)| {
                let kind = if carried.from == Holder::Server { by_server } else { by_client };
                to_letter(index, carried, kind)
            })
            .collect();
        let story = std::mem::take(&mut self.story);
        let Account { beats, turns, artifacts } =
            story.write(|place| storyboard::at(place, &plan).id, &mut letters);
        let held = |beat: &Beat| beat.check.as_ref().is_some_and(|check| check.ok);
        let told = beats.iter().zip(&turns);
        let unnoticed = told.filter(|(beat, turn)| wrong.contains(turn) && held(beat));
        outcome.unnoticed = unnoticed.map(|(beat, _)| beat.index).collect();
        let mut ledger = ledger::keep(&beats, &artifacts);
        if let Some(desk) = self.seat {
            ledger::seat(&mut ledger, desk);
        }
        let middle = self.manner.map(|manner| transcript::Middle {
            manner: manner.name().to_owned(),
            seated: self.seat == Some(Holder::Server),
            desk: self.seat,
            behind: self.behind.take().map(Box::new),
        });
        Transcript {
            version: transcript::VERSION,
            origin: None,
            closed: Vec::new(),
            scenario: self.chosen(),
            suite: suite_of(&artifacts),
            parties: self.parties(),
            certificates: self.certificates(),
            scenes: account::scenes(&boards(&plan), &beats, &letters, outcome.kind == "cut"),
            reach: ledger::reach(&ledger, &beats, &artifacts, &letters),
            ledger,
            letters,
            artifacts,
            beats,
            outcome,
            resumed: self.course == Course::Resumed,
            middle,
        }
    }

    /// The turns in which something was wrong and nobody had noticed.
    fn wrong(&self) -> std::ops::Range<usize> {
        let doubtful = |index: usize, carried: &Carried| {
            carried.arrived.is_some()
                || carried.letter.id == "server_hello" && self.is_false()
                || self.scenario.tampering.iter().any(|tampering| tampering.letter == index)
        };
        let first =
            self.letters.iter().enumerate().find(|(index, carried)| doubtful(*index, carried));
        let start = first.and_then(|(index, _)| {
            let sent = |note: &Note, letter| letter == Some(index) && note.kind == Kind::Sent;
            self.story.first(sent).map(|(turn, ..)| turn)
        });
        let failed = self.story.first(|note, _| note.fault.is_some());
        let end = self.story.turn();
        start.unwrap_or(end)..failed.map_or(end, |(turn, ..)| turn)
    }

    /// Whether the certificate at the server's desk is one that should be refused.
    fn is_false(&self) -> bool {
        self.course != Course::Resumed
            && (self.seat == Some(Holder::Server) || self.scenario.papers != Papers::Honest)
    }

    /// The key exchange that a party believes to be agreed on.
    fn kind_of(&self, who: Holder) -> Option<KeyExchange> {
        self.story
            .values(who)
            .find(|artifact| artifact.name == "cipher_suite")
            .and_then(|artifact| suite_from(&artifact.bytes))
            .map(CipherSuite::key_exchange)
    }

    fn chosen(&self) -> Chosen {
        let scenario = self.scenario;
        let ecdhe = |suite: &CipherSuite| suite.key_exchange() == KeyExchange::Ecdhe;
        let names = || scenario.groups.iter().map(|group| group::name(*group).to_owned()).collect();
        Chosen {
            seed: hex(&scenario.seed),
            server_name: scenario.server_name.clone(),
            suites: scenario.suites.iter().map(|suite| suite.name().to_owned()).collect(),
            groups: scenario.suites.iter().any(ecdhe).then(names),
            message: scenario.message.clone(),
            reply: scenario.reply.clone(),
            extended_master_secret: scenario.extended_master_secret,
            time: scenario.time,
            stolen_key: scenario.stolen_key,
            identity: Some(scenario.papers)
                .filter(|papers| *papers != Papers::Honest)
                .map(|papers| papers.name().to_owned()),
            tampering: scenario.tampering.iter().map(Touch::new).collect(),
            resume: scenario.resume.map(|resume| resume.name().to_owned()),
            middle: scenario.middle.as_ref().map(|middle| middle.manner.name().to_owned()),
            altered: scenario.middle.as_ref().and_then(|middle| middle.altered.clone()),
            own_key: scenario.own_key,
            hand: scenario.hand.as_ref().map(|hand| hand.name.clone()),
        }
    }

    /// The authority's only where it is known.
    fn certificates(&self) -> Vec<Certificate> {
        let mut shown = vec![to_certificate("server", &self.host.certificate)];
        if self.scenario.hand.is_none() {
            shown.push(to_certificate("ca", &self.scenario.identity.authority));
        }
        shown
    }

    fn parties(&self) -> Vec<transcript::Party> {
        let drawn = self.entropy.draw("client.port", 2);
        // An ephemeral port (RFC 6335 §6).
        let port = 0xc000 | u16::from_be_bytes([drawn[0], drawn[1]]);
        let identity = &self.scenario.identity;
        let authority = match self.scenario.hand {
            Some(_) => &identity.certificate.issuer,
            None => &identity.authority.subject,
        };
        let party = |holder: Holder, name: Option<&str>, port| transcript::Party {
            id: holder.name().to_owned(),
            name: name.map(str::to_owned),
            port,
        };
        vec![
            party(Holder::Client, None, Some(port)),
            party(Holder::Server, Some(&self.scenario.server_name), Some(443)),
            party(Holder::Ca, Some(authority), None),
            party(Holder::Eavesdropper, None, None),
        ]
    }

    /// To be asked before the moments are taken.
    fn outcome(&self, read: &[(Holder, Vec<u8>)], missing: &[&str]) -> Outcome {
        // Who noticed first.
        let failed = self.story.first(|note, _| note.fault.is_some());
        let failed = failed.and_then(|(_, who, note)| {
            note.fault.as_ref().map(|fault| (Some(who), to_failure(fault)))
        });
        let ends = [self.client.end(), self.server.end()];
        // An alert that neither of them raised was forged on the way.
        let forged = ends.iter().find_map(|end| match end {
            Some(End::Alerted(alert)) => Some((None, forged_alert(*alert))),
            _ => None,
        });
        let closed = ends.iter().all(|end| matches!(end, Some(End::Closed)));
        let failed = failed.or(forged);
        let text =
            |bytes: &[u8]| (!bytes.is_empty()).then(|| String::from_utf8_lossy(bytes).into_owned());
        Outcome {
            kind: match (&failed, closed) {
                (Some(_), _) => "alert",
                (None, true) => "closed",
                (None, false) => "cut",
            }
            .to_owned(),
            established: self.client.was_open() && self.server.was_open(),
            by: failed.as_ref().and_then(|(who, _)| *who),
            failure: failed.map(|(_, failure)| failure),
            unnoticed: Vec::new(),
            server_read: text(&self.server_heard),
            client_read: text(&self.client_heard),
            eavesdropper_read: if self.seat == Some(Holder::Client) {
                text(&self.client_heard).into_iter().collect()
            } else if self.seat.is_some() {
                // What it was told at one desk, and what it was told at the other.
                let answered =
                    self.behind.as_ref().and_then(|told| told.outcome.client_read.clone());
                text(&self.server_heard).into_iter().chain(answered).collect()
            } else {
                read.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect()
            },
            eavesdropper_missing: if self.seat.is_some() {
                Vec::new()
            } else {
                missing.iter().map(|name| (*name).to_owned()).collect()
            },
        }
    }
}

/// The client of a Scenario, or of the published connection in its place.
fn client_setup(scenario: &Scenario, entropy: Entropy) -> ClientSetup {
    let Scenario { identity, server_name, suites, groups, .. } = scenario;
    let Some(hand) = &scenario.hand else {
        let extended = scenario.extended_master_secret;
        return ClientSetup {
            entropy,
            trust: Trust::Roots {
                roots: vec![identity.authority.clone()],
                host: server_name.clone(),
                now: scenario.time,
            },
            suites: suites.iter().map(|suite| suite.code()).collect(),
            session_id: Vec::new(),
            extensions: Some(standard_extensions(server_name, suites, groups, extended)),
        };
    };
    ClientSetup {
        entropy,
        trust: Trust::Pinned(identity.certificate.der.clone()),
        suites: hand.suites.clone(),
        session_id: Vec::new(),
        extensions: Some(hand.extensions.clone()),
    }
}

/// The server of a Scenario, with whoever is at its desk.
fn server_setup(scenario: &Scenario, host: &Identity, entropy: Entropy) -> ServerSetup {
    let published = scenario.hand.is_some();
    ServerSetup {
        entropy,
        chain: vec![host.certificate.der.clone()],
        key: host.key.clone(),
        suites: if published { scenario.suites.clone() } else { CipherSuite::ALL.to_vec() },
        extended_master_secret: scenario.extended_master_secret,
        point_formats: !published,
        extensions: Vec::new(),
    }
}

/// What the parties are told to do once they can talk.
enum Cue {
    ClientSays,
    ServerSays,
    ClientCloses,
}

/// An alert that came although nobody had raised it.
fn forged_alert(alert: Alert) -> Failure {
    Failure {
        fault: "forged_alert".to_owned(),
        says: "an alert came that the other side had not raised".to_owned(),
        alert: alert.name().to_owned(),
        code: alert.code,
        rfc: "RFC 5246 §7.2.2".to_owned(),
    }
}

/// A letter, before it is known in which beat it was sent.
fn to_letter(index: usize, carried: &Carried, kind: Option<KeyExchange>) -> Letter {
    let Carried { from, letter, arrived, .. } = carried;
    let read = |bytes: &[u8]| Message::parse(bytes, kind).field;
    Letter {
        index,
        id: letter.id.to_owned(),
        from: *from,
        to: from.other(),
        bytes: letter.bytes().into(),
        records: describe(letter, *from, &read),
        arrived: arrived.as_ref().map(|bytes| {
            let sealed = letter.sheets.iter().any(|sheet| sheet.inside.is_some());
            Arrived { bytes: bytes.clone().into(), records: describe_bytes(bytes, sealed, &read) }
        }),
        beat: 0,
    }
}

fn suite_of(artifacts: &[Artifact]) -> Option<Suite> {
    let find = |id: &str| artifacts.iter().find(|artifact| artifact.id == id);
    // As the client has it; where it refused the answer before it got so far, as the server has it.
    let either =
        |name: &str| ["client", "server"].iter().find_map(|who| find(&format!("{who}.{name}")));
    let suite = suite_from(&either("cipher_suite")?.bytes)?;
    let group = either("ecdhe_params").and_then(|params| params.detail.clone());
    Some(to_suite(suite, group))
}

/// The suite with these two bytes.
fn suite_from(bytes: &[u8]) -> Option<CipherSuite> {
    CipherSuite::from_code(u16::from_be_bytes(bytes.try_into().ok()?))
}
