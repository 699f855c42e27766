//! Follows a TLS connection from outside: record by record, message by message, as far as the
//! secrets that somebody gave away reach.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    find::{Kind, Start},
    shape::{Shape, shape},
    stream::{Piece, Seen, Stream},
};
use crate::{
    capture::{
        flow::{Conversation, Endpoint},
        secrets::Secrets,
    },
    crypto::rsa::{PrivateKey, PublicKey},
    keys::{
        artifact::{Artifact, Holder, Recipe},
        handshake_hash::HandshakeHash,
        schedule::{self, KeyBlock},
        seal::Seal,
    },
    party::{
        desk::{Letter, Sheet},
        eavesdropper::{Eavesdropper, Logged, Overheard},
    },
    pki::facts::Facts,
    wire::{
        alert::{Alert, AlertLevel},
        codec::parse,
        finished::Finished,
        handshake::{self, Message},
        hello::{ClientHello, ServerHello},
        key_exchange::{ClientKeyExchange, ServerKeyExchange},
        record::{self, ContentType},
        registry::{Version, extension},
        ticket,
    },
};

/// Most bytes of one handshake message; more is garbage.
const MAX_MESSAGE: usize = 1 << 17;
/// Most bytes in one letter of application data; then the next one begins.
const MAX_LETTER: usize = 1 << 16;

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Most letters.
    pub letters: usize,
    /// Most bytes in all letters.
    pub bytes: usize,
    /// Whether to go no further than the first handshake.
    pub handshake: bool,
}

impl Limit {
    /// What a Transcript takes.
    pub const STORY: Self = Self { letters: 400, bytes: 1 << 20, handshake: false };
    /// What a list takes.
    pub const GLANCE: Self = Self { letters: 32, bytes: 1 << 18, handshake: true };
}

/// What earlier connections of a file are remembered by.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    /// Master secrets of sessions that may be resumed, by session id or ticket.
    masters: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Certificates that were read, by their bytes; `None` where they make no sense.
    certificates: BTreeMap<Vec<u8>, Option<Arc<Facts>>>,
}

/// Certificates that are remembered.
const SHELF: usize = 64;
/// The longest that is remembered, bytes.
const LEAF: usize = 1 << 14;

impl Sessions {
    /// A session with this id or ticket has this master secret.
    pub fn remember(&mut self, name: &[u8], master: &[u8]) {
        if !name.is_empty() {
            self.masters.insert(name.to_vec(), master.to_vec());
        }
    }

    /// The master secret that was remembered last.
    fn recall(&self, name: &[u8]) -> Option<&[u8]> {
        self.masters.get(name).map(Vec::as_slice)
    }

    /// A certificate, read once: a server shows the same again and again.
    fn certificate(&mut self, der: &[u8]) -> Option<Arc<Facts>> {
        if let Some(known) = self.certificates.get(der) {
            return known.clone();
        }
        let read = Facts::read(der).ok().map(Arc::new);
        if self.certificates.len() < SHELF && der.len() <= LEAF {
            self.certificates.insert(der.to_vec(), read.clone());
        }
        read
    }
}

/// Why the records of a handshake cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Nobody gave a secret away that belongs to it.
    NoSecret,
    /// The secret that was given does not open it.
    WrongSecret,
    /// We do not have the suite.
    Suite,
    /// What is sealed is compressed, too (RFC 3749).
    Compression,
    /// It is not TLS 1.2.
    Version,
    /// The letters that the keys hang on are not there.
    Incomplete,
}

impl Closed {
    /// The word in the Transcript.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoSecret => "no_secret",
            Self::WrongSecret => "wrong_secret",
            Self::Suite => "suite",
            Self::Compression => "compression",
            Self::Version => "version",
            Self::Incomplete => "incomplete",
        }
    }
}

/// Why it is closed, and the names of what would open it.
pub type Lack = (Closed, Vec<&'static str>);

/// A handshake: the first of a connection, or one that it was renegotiated with.
#[derive(Clone, Debug, Default)]
pub struct Round {
    /// What was offered.
    pub client_hello: Option<ClientHello>,
    /// What was chosen.
    pub server_hello: Option<ServerHello>,
    /// What we can do of the suite.
    pub shape: Option<Shape>,
    /// ServerKeyExchange, where it is one with a curve.
    pub exchange: Option<ServerKeyExchange>,
    /// The client's public value, where there is one.
    pub client_public: Option<Vec<u8>>,
    /// The server's certificates, DER, its own first.
    pub chain: Vec<Vec<u8>>,
    /// What its own says, if it makes sense.
    pub leaf: Option<Arc<Facts>>,
    /// The client's.
    pub client_chain: Vec<Vec<u8>>,
    /// What goes into the secrets; its messages end with ClientKeyExchange.
    pub overheard: Overheard,
    /// Whether it goes on with the secrets of an earlier connection.
    pub resumed: bool,
    /// NewSessionTicket.
    pub ticket: Option<Vec<u8>>,
    /// What leads to the master secret, which is the last; or why it is not known, and what would
    /// help.
    pub secrets: Option<Result<Vec<Artifact>, Lack>>,
    /// Where the first of them is from: `rsa_key`, `key_log`, `session`.
    pub source: Option<&'static str>,
    /// The keys.
    pub keys: Option<KeyBlock>,
    /// What each side's Finished is computed over, client first.
    pub before: [Option<HandshakeHash>; 2],
    /// What each side's Finished says, client first; where it could be opened.
    pub finished: [Option<Finished>; 2],
    /// Whether each side changed its cipher, client first.
    pub changed: [bool; 2],
    messages: HandshakeHash,
    exchanged: bool,
    proved: bool,
    failed: bool,
}

impl Round {
    /// The master secret.
    pub fn master(&self) -> Option<&[u8]> {
        Some(&self.secrets.as_ref()?.as_ref().ok()?.last()?.bytes)
    }

    /// Whether both sides agreed on this extension.
    pub fn agreed(&self, code: u16) -> bool {
        self.server_hello.as_ref().is_some_and(|hello| hello.extension(code).is_some())
    }

    /// Why it is closed.
    pub fn closed(&self) -> Option<Closed> {
        match &self.secrets {
            Some(Ok(_)) => None,
            Some(Err((why, _))) => Some(*why),
            None => Some(Closed::Incomplete),
        }
    }

    /// Whether a record opened with its keys.
    pub fn opened(&self) -> bool {
        self.proved
    }
}

/// A record in a letter.
#[derive(Clone, Debug)]
pub struct Page {
    /// The record, and what is under its seal where it could be opened.
    pub sheet: Sheet,
    /// Whether it is under a seal.
    pub protected: bool,
    /// Place in [`Followed::rounds`] of the handshake that made the keys of the seal.
    pub keys: usize,
    /// What stands before and behind its content in the handshake messages that begin before it or
    /// end behind it.
    pub around: [Vec<u8>; 2],
}

/// A letter as it flew.
#[derive(Clone, Debug)]
pub struct Flown {
    /// Who sent it.
    pub from: Holder,
    /// `client_hello`, ….
    pub id: &'static str,
    /// Its records.
    pub pages: Vec<Page>,
    /// When its first record was there: nanoseconds since 1970-01-01 UTC.
    pub time: u64,
    /// Where in the file that is.
    pub offset: u64,
    /// Place in [`Followed::rounds`] of the handshake that it is part of, or under whose keys it is.
    pub round: usize,
}

impl Flown {
    /// How many bytes it has.
    pub fn length(&self) -> usize {
        self.pages.iter().map(|page| page.sheet.bytes.len()).sum()
    }

    /// All bytes in a row.
    pub fn bytes(&self) -> Vec<u8> {
        self.pages.iter().flat_map(|page| page.sheet.bytes.iter().copied()).collect()
    }

    /// As the parties have letters.
    pub fn letter(&self) -> Letter {
        let sheets = self.pages.iter().map(|page| page.sheet.clone()).collect();
        Letter { id: self.id, sheets }
    }

    /// What is said in it, where all of it could be opened.
    pub fn words(&self) -> Option<Vec<u8>> {
        let mut words = Vec::new();
        for page in &self.pages {
            words.extend_from_slice(&page.sheet.inside.as_ref()?.plaintext);
        }
        Some(words)
    }
}

/// Something that is not as it should be, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Whose side.
    pub from: Holder,
    /// Where in the file.
    pub offset: u64,
    /// What.
    pub what: Piece,
}

/// A connection, as far as it could be followed.
#[derive(Clone, Debug, Default)]
pub struct Followed {
    /// What crossed, in order.
    pub letters: Vec<Flown>,
    /// Its handshakes.
    pub rounds: Vec<Round>,
    /// Records and bytes that were too many for [`Limit`].
    pub left_out: (usize, usize),
    /// Gaps, and what is no record.
    pub troubles: Vec<Trouble>,
    /// How each side ended its stream, client first: with FIN, or with RST.
    pub ended: [Option<Piece>; 2],
    /// The alert that ended it, and who raised it.
    pub alert: Option<(Holder, Alert)>,
}

impl Followed {
    /// The first handshake.
    pub fn first(&self) -> Option<&Round> {
        self.rounds.first()
    }
}

fn index(side: Holder) -> usize {
    usize::from(side == Holder::Server)
}

/// Follows a connection. `secrets` are those that were given away; `sessions` are those of earlier
/// connections, and gain the one of this.
pub fn follow(
    conversation: &Conversation,
    start: &Start,
    secrets: &Secrets,
    sessions: &mut Sessions,
    limit: Limit,
) -> Followed {
    let mut follower = Follower {
        secrets,
        sessions,
        limit,
        followed: Followed { rounds: vec![Round::default()], ..Followed::default() },
        sides: Default::default(),
        bytes: 0,
    };
    if matches!(start.kind, Kind::Middle) {
        // Nobody knows what is sealed: all of it is taken to be.
        follower.sides.iter_mut().for_each(|side| side.sealed = true);
    }
    for seen in Stream::new(conversation, start) {
        follower.take(seen);
        if limit.handshake && follower.is_shaken() {
            break;
        }
    }
    follower.finish()
}

#[derive(Debug, Default)]
struct Side {
    /// A handshake message that has begun.
    partial: Vec<u8>,
    /// The records with a part of it: letter, page, and where in the message the part ends.
    open: Vec<(usize, usize, usize)>,
    opener: Option<Seal>,
    sealed: bool,
    /// The round under whose keys it writes.
    round: usize,
    /// Nothing has come since it changed its cipher.
    fresh: bool,
}

struct Follower<'a> {
    secrets: &'a Secrets,
    sessions: &'a mut Sessions,
    limit: Limit,
    followed: Followed,
    sides: [Side; 2],
    bytes: usize,
}

impl Follower<'_> {
    fn take(&mut self, seen: Seen) {
        let Seen { from, time, offset, what } = seen;
        match what {
            Piece::Record(content_type, version, bytes) => {
                self.take_record(from, time, offset, content_type, version, bytes);
            }
            Piece::End | Piece::Reset => self.followed.ended[index(from)] = Some(what),
            what => {
                if let (Piece::Holed(_), Some(opener)) =
                    (&what, &mut self.sides[index(from)].opener)
                {
                    opener.skip();
                }
                // A message of which a part is lost is lost.
                self.sides[index(from)].partial.clear();
                self.sides[index(from)].open.clear();
                self.followed.troubles.push(Trouble { from, offset, what });
            }
        }
    }

    /// Whether the first handshake is over, or cannot be followed any further.
    fn is_shaken(&self) -> bool {
        let Some(round) = self.followed.first() else { return true };
        let over = round.changed == [true, true]
            && (self.sides.iter().all(|side| !side.fresh) || round.proved && round.failed);
        over || self.followed.left_out.0 > 0
    }

    fn take_record(
        &mut self,
        from: Holder,
        time: u64,
        offset: u64,
        content_type: ContentType,
        version: Version,
        bytes: Vec<u8>,
    ) {
        if self.followed.left_out.0 > 0 {
            // Nothing behind it would be told.
            self.followed.left_out.0 += 1;
            self.followed.left_out.1 += bytes.len();
            return;
        }
        let side = &mut self.sides[index(from)];
        let protected = side.sealed;
        let fragment = &bytes[record::HEADER..];
        let inside = side
            .opener
            .as_mut()
            .and_then(|opener| opener.open(content_type, version, fragment).ok());
        if protected && side.opener.is_some() {
            let round = &mut self.followed.rounds[side.round];
            if inside.is_some() { round.proved = true } else { round.failed = true }
        }
        let content = match (&inside, protected) {
            (Some(inside), _) => Some(inside.plaintext.clone()),
            (None, false) => Some(fragment.to_vec()),
            (None, true) => None,
        };
        let (fresh, keys) = (std::mem::take(&mut side.fresh), side.round);
        let id = self.id_of(from, content_type, content.as_deref(), fresh);
        let sheet = Sheet { content_type, bytes, inside };
        self.lay(
            from,
            id,
            time,
            offset,
            Page { sheet, protected, keys, around: Default::default() },
        );
        match (content_type, content) {
            (ContentType::Handshake, Some(content)) => self.read_handshake(from, &content),
            (ContentType::ChangeCipherSpec, Some(_)) => self.change_cipher(from),
            (ContentType::Alert, Some(content)) => {
                let alert = content.last_chunk::<{ Alert::LENGTH }>();
                let alert = alert.and_then(|bytes| Alert::parse(bytes).value.ok());
                if let Some(alert) = alert.filter(|alert| alert.level == AlertLevel::Fatal) {
                    self.followed.alert.get_or_insert((from, alert));
                }
            }
            _ => {}
        }
    }

    /// The letter that a record belongs to.
    fn id_of(
        &self,
        from: Holder,
        content_type: ContentType,
        content: Option<&[u8]>,
        fresh: bool,
    ) -> &'static str {
        let server = from == Holder::Server;
        let one = |client, its| if server { its } else { client };
        let finished = one("client_finished", "server_finished");
        match (content_type, content) {
            (ContentType::ChangeCipherSpec, _) => finished,
            (ContentType::Handshake, None) => {
                if fresh {
                    finished
                } else {
                    one("client_sealed", "server_sealed")
                }
            }
            (ContentType::Handshake, Some(content)) => {
                let partial = &self.sides[index(from)].partial;
                match partial.first().or(content.first()) {
                    Some(0) => "hello_request",
                    Some(1) => "client_hello",
                    Some(4 | 20) => finished,
                    Some(11 | 15 | 16) if !server => "client_key_exchange",
                    _ if server => "server_hello",
                    _ => "client_sealed",
                }
            }
            (ContentType::Alert, Some(content)) if content == Alert::CLOSE_NOTIFY.encode() => {
                one("client_close", "server_close")
            }
            (ContentType::Alert, _) => one("client_alert", "server_alert"),
            _ => one("client_message", "server_message"),
        }
    }

    /// Puts a record into the letter that it belongs to.
    fn lay(&mut self, from: Holder, id: &'static str, time: u64, offset: u64, page: Page) {
        let length = page.sheet.bytes.len();
        let data = id.ends_with("_message");
        let round = self.sides[index(from)].round.max(self.followed.rounds.len() - 1);
        let room = |letter: &Flown| !data || letter.length() + length <= MAX_LETTER;
        let count = self.followed.letters.len();
        let last = self.followed.letters.last_mut();
        let same = last.filter(|last| last.from == from && last.id == id && room(last));
        let full = self.followed.left_out.0 > 0
            || self.bytes + length > self.limit.bytes
            || same.is_none() && count >= self.limit.letters;
        if full {
            self.followed.left_out.0 += 1;
            self.followed.left_out.1 += length;
            return;
        }
        self.bytes += length;
        match same {
            Some(letter) => letter.pages.push(page),
            None => {
                let pages = vec![page];
                self.followed.letters.push(Flown { from, id, pages, time, offset, round });
            }
        }
    }

    fn read_handshake(&mut self, from: Holder, content: &[u8]) {
        let at = index(from);
        if self.followed.left_out.0 == 0 {
            let letter = self.followed.letters.len().saturating_sub(1);
            if let Some(flown) = self.followed.letters.last_mut() {
                let page = flown.pages.len() - 1;
                flown.pages[page].around[0] = self.sides[at].partial.clone();
                let end = self.sides[at].partial.len() + content.len();
                self.sides[at].open.push((letter, page, end));
            }
        }
        self.sides[at].partial.extend_from_slice(content);
        loop {
            let side = &mut self.sides[at];
            let Some(length) = Message::measure(&side.partial) else { break };
            if length > MAX_MESSAGE {
                side.partial.clear();
                side.open.clear();
                break;
            }
            if side.partial.len() < length {
                break;
            }
            let rest = side.partial.split_off(length);
            let message = std::mem::replace(&mut side.partial, rest);
            // What of it stands behind each of the records that it is spread over.
            for (letter, page, end) in std::mem::take(&mut side.open) {
                if end > length {
                    side.open.push((letter, page, end - length));
                } else if let Some(page) = self
                    .followed
                    .letters
                    .get_mut(letter)
                    .and_then(|letter| letter.pages.get_mut(page))
                {
                    page.around[1] = message[end..].to_vec();
                }
            }
            self.read_message(from, &message);
        }
    }

    fn round(&mut self) -> &mut Round {
        let last = self.followed.rounds.len() - 1;
        &mut self.followed.rounds[last]
    }

    fn read_message(&mut self, from: Holder, bytes: &[u8]) {
        let Some((code, body)) = bytes.first().zip(bytes.get(handshake::HEADER..)) else { return };
        match code {
            // Not in the hash (RFC 5246 §7.4.1.1).
            0 => return,
            1 if self.round().client_hello.is_some() => self.followed.rounds.push(Round::default()),
            _ => {}
        }
        let round = self.round();
        let kind = round.shape.and_then(|shape| shape.exchange);
        let message = Message::parse(bytes, kind).value;
        if *code == 20 {
            round.before[index(from)] = Some(round.messages.clone());
        }
        round.messages.add(bytes);
        match message {
            Ok(Message::ClientHello(hello)) => {
                round.overheard.note(Message::ClientHello(hello.clone()));
                round.client_hello = Some(hello);
            }
            Ok(Message::ServerHello(hello)) => {
                round.overheard.note(Message::ServerHello(hello.clone()));
                let shape = shape(hello.suite);
                round.overheard.suite = shape.like;
                round.shape = Some(shape);
                round.server_hello = Some(hello);
            }
            Ok(Message::Certificate(list)) if from == Holder::Server => {
                let leaf = list.0.first().and_then(|leaf| self.sessions.certificate(leaf));
                let round = self.round();
                round.leaf = leaf;
                let key = round.leaf.as_ref().and_then(|leaf| leaf.public_key.as_ref());
                round.overheard.modulus = key.map(PublicKey::modulus);
                round.chain = list.0;
            }
            Ok(Message::Certificate(list)) => round.client_chain = list.0,
            Ok(Message::ServerKeyExchange(exchange)) => {
                round.overheard.note(Message::ServerKeyExchange(exchange.clone()));
                round.exchange = Some(exchange);
            }
            Ok(Message::ClientKeyExchange(exchange)) => {
                if let ClientKeyExchange::Point(point) = &exchange {
                    round.client_public = Some(point.clone());
                }
                round.overheard.note(Message::ClientKeyExchange(exchange));
            }
            Ok(Message::Finished(finished)) => round.finished[index(from)] = Some(finished),
            _ => {}
        }
        match code {
            4 => {
                let ticket = parse("ticket", body, ticket::read_ticket).value;
                self.round().ticket = ticket.ok().map(<[u8]>::to_vec);
            }
            16 => {
                let round = self.round();
                round.exchanged = true;
                round.overheard.messages = round.messages.clone();
                self.derive();
            }
            _ => {}
        }
    }

    /// Looks for the secrets of this handshake.
    fn derive(&mut self) {
        let last = self.followed.rounds.len() - 1;
        let round = &mut self.followed.rounds[last];
        let Some(hello) = &round.server_hello else {
            round.secrets = Some(Err((Closed::Incomplete, Vec::new())));
            return;
        };
        let secrets = match round.overheard.suite {
            _ if !is_ours(hello) => Err((Closed::Version, Vec::new())),
            None => Err((Closed::Suite, Vec::new())),
            Some(_) if hello.compression != 0 => Err((Closed::Compression, Vec::new())),
            Some(_) => match self.sessions.of(round) {
                Some(master) => {
                    round.source = Some("session");
                    Ok(vec![master])
                }
                None => {
                    let (thief, source) = pocket(self.secrets, round);
                    round.source = source;
                    thief.master_secret(&round.overheard).map_err(|missing| {
                        // Without its key exchange, only the master secret itself would help.
                        let exchange = round.shape.and_then(|shape| shape.exchange);
                        let whole = round.exchanged && exchange.is_some();
                        let missing = if whole { missing } else { vec!["master_secret"] };
                        let why =
                            if source.is_some() { Closed::WrongSecret } else { Closed::NoSecret };
                        (why, missing)
                    })
                }
            },
        };
        round.secrets = Some(secrets);
        let (Some(suite), Some(client), Some(server)) =
            (round.overheard.suite, round.overheard.client_random, round.overheard.server_random)
        else {
            return;
        };
        round.keys =
            round.master().map(|master| schedule::key_block(suite, master, &client, &server));
    }

    fn change_cipher(&mut self, from: Holder) {
        let last = self.followed.rounds.len() - 1;
        if self.followed.rounds[last].changed[index(from)] {
            // A second one has no place here; nothing changes (TLS 1.3 sends such).
            return;
        }
        if self.followed.rounds[last].secrets.is_none() {
            self.followed.rounds[last].resumed =
                from == Holder::Server && !self.followed.rounds[last].exchanged;
            self.derive();
        }
        let round = &mut self.followed.rounds[last];
        round.changed[index(from)] = true;
        if round.before[index(from)].is_none() {
            round.before[index(from)] = Some(round.messages.clone());
        }
        let keys = round.keys.as_ref().map(|keys| match from {
            Holder::Server => keys.server.clone(),
            _ => keys.client.clone(),
        });
        let outside = round.agreed(extension::ENCRYPT_THEN_MAC);
        let seal = round
            .overheard
            .suite
            .zip(keys)
            .map(|(suite, keys)| Seal::new(suite, keys).encrypt_then_mac(outside));
        let side = &mut self.sides[index(from)];
        side.opener = seal;
        side.sealed = true;
        side.fresh = true;
        side.round = last;
        side.partial.clear();
        side.open.clear();
    }

    fn finish(mut self) -> Followed {
        for round in &mut self.followed.rounds {
            if round.failed && !round.proved && matches!(round.secrets, Some(Ok(_))) {
                round.secrets = Some(Err((Closed::WrongSecret, vec!["master_secret"])));
                round.keys = None;
            }
            let Some(master) = round.master().map(<[u8]>::to_vec) else { continue };
            if let Some(hello) = &round.server_hello {
                self.sessions.remember(&hello.session_id, &master);
            }
            if let Some(ticket) = &round.ticket {
                self.sessions.remember(ticket, &master);
            }
        }
        self.name_last_alerts();
        self.followed
    }

    /// An alert under a seal that was not opened, and nothing behind it on its side but the end of
    /// the stream: what stands there in nearly every connection is the goodbye.
    fn name_last_alerts(&mut self) {
        for (side, close) in [(Holder::Client, "client_close"), (Holder::Server, "server_close")] {
            let ended = self.followed.ended[index(side)] == Some(Piece::End);
            let last = self.followed.letters.iter_mut().rfind(|letter| letter.from == side);
            let Some(last) = last.filter(|last| ended && last.id.ends_with("_alert")) else {
                continue;
            };
            let shut = |page: &Page| page.protected && page.sheet.inside.is_none();
            if last.pages.iter().all(shut) {
                last.id = close;
            }
        }
    }
}

/// Whether this is TLS 1.2.
fn is_ours(hello: &ServerHello) -> bool {
    let newer = hello.extension(extension::SUPPORTED_VERSIONS).is_some();
    hello.version == Version::TLS_1_2 && !newer
}

/// The one who has, of the secrets that were given away, those that belong to this handshake; and
/// where they are from.
fn pocket(secrets: &Secrets, round: &Round) -> (Eavesdropper, Option<&'static str>) {
    let mut thief = Eavesdropper::default();
    let Overheard { client_random, encrypted, modulus, .. } = &round.overheard;
    let random = client_random.unwrap_or_default();
    let id = round.server_hello.as_ref().map(|hello| &hello.session_id[..]).unwrap_or_default();
    let master = secrets.log.master(&random).or_else(|| secrets.log.session(id));
    if let Some(master) = master {
        thief.read_log(Logged::Master(random, master.to_vec()));
        return (thief, Some("key_log"));
    }
    let encrypted = encrypted.as_deref().unwrap_or_default();
    let before = secrets.log.premaster_of(&random).or_else(|| secrets.log.premaster(encrypted));
    if let Some(secret) = before {
        thief.read_log(Logged::PreMaster(random, secret.to_vec()));
        return (thief, Some("key_log"));
    }
    let fits = |key: &&PrivateKey| modulus.as_ref() == Some(&key.public().modulus());
    let key = secrets.keys.iter().find(fits).filter(|_| !encrypted.is_empty());
    let source = key.map(|_| "rsa_key");
    key.into_iter().for_each(|key| thief.steal(key.clone()));
    (thief, source)
}

impl Sessions {
    /// The master secret of the session that a handshake goes on with, if it is known.
    fn of(&self, round: &Round) -> Option<Artifact> {
        if round.exchanged {
            return None;
        }
        let ticket = round.client_hello.as_ref()?.extension(extension::SESSION_TICKET);
        let id = &round.server_hello.as_ref()?.session_id;
        let master = ticket.and_then(|ticket| self.recall(ticket)).or_else(|| self.recall(id))?;
        let rfc = "RFC 5246 §7.3";
        let made = Artifact::new("master_secret", master, Recipe::Seen, &[], rfc);
        Some(made.detailed("session"))
    }
}

/// The parties of a conversation as they take part in TLS: client, server.
pub fn ends(conversation: &Conversation, start: &Start) -> [Endpoint; 2] {
    let Conversation { client, server, .. } = conversation;
    if start.client == Holder::Server { [*server, *client] } else { [*client, *server] }
}
