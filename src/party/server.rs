//! The server's states, in the order of the handshake (RFC 5246 §7.3).

use super::{
    Party, Role,
    desk::{Desk, Input, Letter},
    fault::Fault,
    note::{Check, Kind, Note},
    session::{Agreed, SESSION_ID, Session, Sessions},
};
use crate::{
    crypto::{drbg::Entropy, ecdhe::Curve, hash::digest, rsa::PrivateKey},
    keys::{
        artifact::{Artifact, Holder, Recipe},
        ephemeral::{self, KeyPair},
        group, premaster,
        schedule::WriteKeys,
        seal::Seal,
        signature::SignatureAlgorithm,
        suite::CipherSuite,
    },
    pki::{facts::Facts, name::covers},
    wire::{
        bytes::hex,
        certificate::CertificateList,
        handshake::Message,
        hello::{self, ClientHello, Extension, ServerHello},
        key_exchange::{ClientKeyExchange, EcdhParams, KeyExchange, ServerKeyExchange},
        registry::{self, Version, extension},
    },
};

/// What a server is made of.
#[derive(Clone, Debug)]
pub struct ServerSetup {
    /// Where randomness comes from.
    pub entropy: Entropy,
    /// What it shows: its own certificate first, DER.
    pub chain: Vec<Vec<u8>>,
    /// What it keeps to itself.
    pub key: PrivateKey,
    /// What it speaks. The client's order decides.
    pub suites: Vec<CipherSuite>,
    /// Whether it speaks RFC 7627.
    pub extended_master_secret: bool,
    /// Whether it says, with ECDHE, which point formats it reads (RFC 8422 §5.2).
    pub point_formats: bool,
    /// Extensions that it sends besides, as recorded hellos do; only such as were offered.
    pub extensions: Vec<Extension>,
}

impl Party<Server> {
    /// A server that waits for a ClientHello.
    pub fn server(setup: ServerSetup) -> Self {
        Self::wait(setup, None)
    }

    /// A server that gives every session a name, and goes on with one of these where it is asked to
    /// (RFC 5246 §F.1.4).
    pub fn server_keeping(setup: ServerSetup, sessions: Sessions) -> Self {
        Self::wait(setup, Some(sessions))
    }

    fn wait(setup: ServerSetup, sessions: Option<Sessions>) -> Self {
        let entropy = setup.entropy.clone();
        let state = ExpectClientHello { setup: Box::new(setup), sessions };
        Self::with_role(Holder::Server, entropy, Server::ExpectClientHello(state))
    }
}

/// Where the server stands.
#[derive(Clone, Debug)]
pub enum Server {
    /// Waits for ClientHello.
    ExpectClientHello(ExpectClientHello),
    /// Writes ServerHello, Certificate, with ECDHE ServerKeyExchange, and ServerHelloDone.
    ComposeHello(ComposeHello),
    /// Writes ServerHello alone: the session is resumed.
    ComposeResumedHello(ComposeResumedHello),
    /// Writes ChangeCipherSpec and Finished before those of the client: the session is resumed.
    ComposeFirstFinished(ComposeFirstFinished),
    /// Waits for ClientKeyExchange.
    ExpectClientKeyExchange(ExpectClientKeyExchange),
    /// Waits for ChangeCipherSpec.
    ExpectChangeCipherSpec(ExpectChangeCipherSpec),
    /// Waits for Finished.
    ExpectFinished(ExpectFinished),
    /// Writes ChangeCipherSpec and Finished.
    ComposeFinished(ComposeFinished),
    /// Talks.
    Open(Session),
}

impl Role for Server {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Self, Fault> {
        match self {
            Self::ExpectClientHello(state) => state.handle(input, desk),
            Self::ExpectClientKeyExchange(state) => state.handle(input, desk),
            Self::ExpectChangeCipherSpec(state) => state.handle(input, desk),
            Self::ExpectFinished(state) => state.handle(input, desk),
            Self::ComposeHello(_)
            | Self::ComposeResumedHello(_)
            | Self::ComposeFirstFinished(_)
            | Self::ComposeFinished(_)
            | Self::Open(_) => Err(input.unexpected("nothing")),
        }
    }

    fn compose(self, desk: &mut Desk) -> Result<(Self, Option<Letter>), Fault> {
        match self {
            Self::ComposeHello(state) => state.compose(desk),
            Self::ComposeResumedHello(state) => state.compose(desk),
            Self::ComposeFirstFinished(state) => state.compose(desk),
            Self::ComposeFinished(state) => state.compose(desk),
            other => Ok((other, None)),
        }
    }

    fn writes(&self) -> bool {
        matches!(
            self,
            Self::ComposeHello(_)
                | Self::ComposeResumedHello(_)
                | Self::ComposeFirstFinished(_)
                | Self::ComposeFinished(_)
        )
    }

    fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }

    fn session(&self) -> Option<&Session> {
        if let Self::Open(session) = self { Some(session) } else { None }
    }
}

/// Waits for ClientHello (RFC 5246 §7.4.1.2).
#[derive(Clone, Debug)]
pub struct ExpectClientHello {
    setup: Box<ServerSetup>,
    /// What can be gone on with; `None` where no session ever is.
    sessions: Option<Sessions>,
}

impl ExpectClientHello {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Server, Fault> {
        let Input::Message(Message::ClientHello(hello), bytes) = input else {
            return Err(input.unexpected("client_hello"));
        };
        let (suite, exchange) = self.check(&hello)?;
        let session = self.resumed(&hello, desk)?;
        let suite = session.as_ref().map_or(suite, |session| session.suite);
        desk.settle(suite.key_exchange());
        desk.hash.add(&bytes);
        let rfc = "RFC 5246 §7.4.1.2";
        let mut artifacts =
            vec![Artifact::new("client_random", &hello.random[..], Recipe::Received, &[], rfc)];
        if let Some(name) = hello.server_name() {
            let name = name.into_bytes();
            artifacts.push(Artifact::new(
                "server_name",
                name,
                Recipe::Received,
                &[],
                "RFC 6066 §3",
            ));
        }
        if !hello.session_id.is_empty() {
            let id = hello.session_id.clone();
            artifacts.push(Artifact::new("session_id", id, Recipe::Received, &[], rfc));
        }
        desk.note(Note::computed("client_hello", artifacts));
        let Self { setup, sessions } = self;
        if let Some(session) = session {
            desk.resumed = true;
            let state = ComposeResumedHello { setup, hello, session };
            return Ok(Server::ComposeResumedHello(state));
        }
        let names = sessions.is_some();
        Ok(Server::ComposeHello(ComposeHello { setup, hello, suite, exchange, names }))
    }

    /// The session that the client asks for, where it is still known and nothing speaks against it.
    fn resumed(&self, hello: &ClientHello, desk: &mut Desk) -> Result<Option<Session>, Fault> {
        let Some(sessions) = self.sessions.as_ref().filter(|_| !hello.session_id.is_empty()) else {
            return Ok(None);
        };
        let found = sessions.find(&hello.session_id);
        desk.note(Note::checked(Check {
            id: "session_known",
            ok: found.is_some(),
            expected: hex(&hello.session_id),
            found: found.map_or_else(String::new, |session| hex(&session.id)),
        }));
        let Some(session) = found else { return Ok(None) };
        desk.session_id.clone_from(&session.id);
        // What was proved to one host name says nothing to another (RFC 6066 §3).
        let name = hello.server_name();
        let spoken = self.setup.suites.contains(&session.suite)
            && (self.setup.extended_master_secret || !session.extended);
        if session.server_name != name || !spoken {
            return Ok(None);
        }
        match (session.extended, hello.extension(extension::EXTENDED_MASTER_SECRET).is_some()) {
            // A new session is the better one (RFC 7627 §5.3).
            (false, true) => return Ok(None),
            (true, false) => return Err(Fault::SessionExtended),
            _ => {}
        }
        if !hello.suites.contains(&session.suite.code()) {
            return Err(Fault::SessionSuite(session.suite.code()));
        }
        Ok(Some(session.clone()))
    }

    /// Whether we can serve this client, and how.
    fn check(&self, hello: &ClientHello) -> Result<(CipherSuite, Exchange), Fault> {
        // A client that speaks more than we do is answered with TLS 1.2 (RFC 5246 §E.1).
        if hello.version < Version::TLS_1_2 {
            return Err(Fault::ProtocolVersion(hello.version));
        }
        if !hello.compressions.contains(&0) {
            return Err(Fault::NoNullCompression);
        }
        match hello.extension(extension::RENEGOTIATION_INFO) {
            None | Some([0]) => {}
            Some(_) => return Err(Fault::RenegotiationInfo),
        }
        let groups = hello.extension(extension::SUPPORTED_GROUPS).map(hello::supported_groups);
        let formats = hello.extension(extension::EC_POINT_FORMATS).map(hello::point_formats);
        let readable = formats.is_none_or(|formats| formats.contains(&registry::UNCOMPRESSED));
        if !readable && groups.is_some() {
            return Err(Fault::PointFormats);
        }
        let exchange = |suite: CipherSuite| match suite.key_exchange() {
            KeyExchange::Rsa => Some(Exchange::Rsa),
            KeyExchange::Ecdhe if readable => self.ecdhe(hello, groups.as_deref()),
            KeyExchange::Ecdhe => None,
        };
        hello
            .suites
            .iter()
            .filter_map(|code| CipherSuite::from_code(*code))
            .filter(|suite| self.setup.suites.contains(suite))
            .find_map(|suite| Some((suite, exchange(suite)?)))
            .ok_or(Fault::NoCommonSuite)
    }

    /// The client's first group and first signature algorithm that are ours as well; no ECDHE
    /// suite without both (RFC 8422 §4).
    fn ecdhe(&self, hello: &ClientHello, groups: Option<&[u16]>) -> Option<Exchange> {
        let group = match groups {
            Some(groups) => groups.iter().find_map(|code| group::from_code(*code))?,
            None => group::GROUPS[0],
        };
        let bits = self.setup.key.public().bits();
        let offered = hello.extension(extension::SIGNATURE_ALGORITHMS)?;
        let algorithm = hello::signature_algorithms(offered)
            .into_iter()
            .filter_map(SignatureAlgorithm::from_code)
            .find(|algorithm| algorithm.fits(bits))?;
        Some(Exchange::Ecdhe { group, algorithm })
    }
}

/// How the pre-master secret will come to both sides.
#[derive(Clone, Copy, Debug)]
enum Exchange {
    /// Under our public key.
    Rsa,
    /// From two public values.
    Ecdhe {
        /// The curve of both.
        group: Curve,
        /// What we sign ours with.
        algorithm: SignatureAlgorithm,
    },
}

/// Writes ServerHello, Certificate, with ECDHE ServerKeyExchange, and ServerHelloDone (RFC 5246
/// §7.4.1.3, §7.4.2, §7.4.3, §7.4.5).
#[derive(Clone, Debug)]
pub struct ComposeHello {
    setup: Box<ServerSetup>,
    hello: ClientHello,
    suite: CipherSuite,
    exchange: Exchange,
    /// Whether the session gets a name, by which it can be resumed.
    names: bool,
}

impl ComposeHello {
    fn compose(self, desk: &mut Desk) -> Result<(Server, Option<Letter>), Fault> {
        let mut random = [0; 32];
        desk.entropy.stream("server_random").read(&mut random);
        let extensions = answers(&self.setup, &self.hello, self.suite, false);
        let extended = extensions.iter().any(|e| e.code == extension::EXTENDED_MASTER_SECRET);
        let length = if self.names { SESSION_ID } else { 0 };
        let session_id = desk.entropy.draw("session_id", length);
        desk.session_id.clone_from(&session_id);
        let answer = ServerHello {
            version: Version::TLS_1_2,
            random,
            session_id: session_id.clone(),
            suite: self.suite.code(),
            compression: 0,
            extensions: (!extensions.is_empty()).then_some(extensions),
        };
        let rfc = "RFC 5246 §7.4.1.3";
        let suite = self.suite.code().to_be_bytes();
        let mut artifacts = vec![
            Artifact::new("server_random", &random[..], Recipe::Random, &[], rfc),
            Artifact::new("cipher_suite", &suite[..], Recipe::Given, &[], rfc),
        ];
        if self.names {
            // The client may have come with another name, which is known no longer.
            let asked = !self.hello.session_id.is_empty();
            let name = if asked { "new_session_id" } else { "session_id" };
            artifacts.push(Artifact::new(name, &session_id[..], Recipe::Random, &[], rfc));
        }
        desk.note(Note::new(Kind::Composed, "server_hello").with(artifacts));
        let chain = CertificateList(self.setup.chain.clone());
        let mut messages = vec![Message::ServerHello(answer), Message::Certificate(chain)];
        let means = match self.exchange {
            Exchange::Rsa => Means::Decrypt(self.setup.key.clone()),
            Exchange::Ecdhe { group, algorithm } => {
                let (pair, message) = self.sign_share(group, algorithm, &random, desk)?;
                messages.push(Message::ServerKeyExchange(message));
                Means::Agree(pair)
            }
        };
        messages.push(Message::ServerHelloDone);
        let mut sheets = Vec::new();
        for message in &messages {
            sheets.extend(desk.write_message(Version::TLS_1_2, message)?);
        }
        let letter = Letter { id: "server_hello", sheets };
        let next = ExpectClientKeyExchange {
            agreed: Agreed {
                suite: self.suite,
                extended,
                offered: self.hello.version,
                client_random: self.hello.random,
                server_random: random,
                session_id,
                server_name: self.hello.server_name(),
            },
            means,
        };
        Ok((Server::ExpectClientKeyExchange(next), Some(letter)))
    }

    /// A key pair for this handshake, its public half signed (RFC 8422 §5.4).
    fn sign_share(
        &self,
        group: Curve,
        algorithm: SignatureAlgorithm,
        server_random: &[u8],
        desk: &mut Desk,
    ) -> Result<(KeyPair, ServerKeyExchange), Fault> {
        let pair = KeyPair::draw(Holder::Server, group, &desk.entropy)?;
        desk.note(Note::computed("server_ephemeral_public", pair.artifacts()));
        let params = EcdhParams { group: group::code(group), point: pair.public.clone() };
        let signed = ephemeral::signed_params(&self.hello.random, server_random, &params);
        let salt = desk.entropy.draw("signature_salt", algorithm.salt_length());
        let signature = self
            .setup
            .key
            .sign(algorithm.scheme, algorithm.hash, &signed.bytes, &salt)
            .map_err(|_| Fault::Internal("sign the public value"))?;
        // The public key takes the signature back to the block that was signed.
        let block = self.setup.key.public().encrypt_block(&signature).unwrap_or_default();
        let hash = digest(algorithm.hash, &[&signed.bytes]);
        let mut artifacts = vec![ephemeral::composed_params(&params), signed];
        artifacts.extend(ephemeral::signature_artifacts(algorithm, &salt, hash, block, &signature));
        desk.note(Note::computed("params_signature", artifacts));
        Ok((pair, ServerKeyExchange { params, algorithm: algorithm.code(), signature }))
    }
}

/// Answers to what was offered (RFC 5246 §7.4.1.4).
fn answers(
    setup: &ServerSetup,
    hello: &ClientHello,
    suite: CipherSuite,
    resumed: bool,
) -> Vec<Extension> {
    let mut answers = Vec::new();
    let mut answer = |code, data: &[u8]| answers.push(Extension { code, data: data.to_vec() });
    let secure = hello.extension(extension::RENEGOTIATION_INFO).is_some()
        || hello.suites.contains(&registry::EMPTY_RENEGOTIATION_INFO_SCSV);
    if secure {
        answer(extension::RENEGOTIATION_INFO, &[0]);
    }
    let extended = hello.extension(extension::EXTENDED_MASTER_SECRET).is_some();
    if extended && setup.extended_master_secret {
        answer(extension::EXTENDED_MASTER_SECRET, &[]);
    }
    let formats = hello.extension(extension::EC_POINT_FORMATS).is_some();
    let ecdhe = suite.key_exchange() == KeyExchange::Ecdhe;
    if formats && ecdhe && setup.point_formats && !resumed {
        let formats = hello::point_formats_data(&[registry::UNCOMPRESSED]);
        answer(extension::EC_POINT_FORMATS, &formats);
    }
    // The name is acknowledged where it is ours, but not twice in a session (RFC 6066 §3).
    if !resumed && hello.server_name().is_some_and(|name| is_ours(setup, &name)) {
        answer(extension::SERVER_NAME, &[]);
    }
    for extra in &setup.extensions {
        if hello.extension(extra.code).is_some() {
            answer(extra.code, &extra.data);
        }
    }
    answers
}

fn is_ours(setup: &ServerSetup, name: &str) -> bool {
    let leaf = setup.chain.first().and_then(|der| Facts::read(der).ok());
    leaf.is_some_and(|leaf| leaf.names.iter().any(|pattern| covers(pattern, name)))
}

/// Writes the ServerHello that goes on with a session, and nothing besides: no certificate and no
/// key exchange (RFC 5246 §7.3).
#[derive(Clone, Debug)]
pub struct ComposeResumedHello {
    setup: Box<ServerSetup>,
    hello: ClientHello,
    session: Session,
}

impl ComposeResumedHello {
    fn compose(self, desk: &mut Desk) -> Result<(Server, Option<Letter>), Fault> {
        let Self { setup, hello, session } = self;
        let mut random = [0; 32];
        desk.entropy.stream("server_random").read(&mut random);
        let extensions = answers(&setup, &hello, session.suite, true);
        let answer = ServerHello {
            version: Version::TLS_1_2,
            random,
            session_id: session.id.clone(),
            suite: session.suite.code(),
            compression: 0,
            extensions: (!extensions.is_empty()).then_some(extensions),
        };
        let rfc = "RFC 5246 §7.4.1.3";
        let suite = session.suite.code().to_be_bytes();
        desk.note(Note::new(Kind::Composed, "server_hello").with(vec![
            Artifact::new("server_random", &random[..], Recipe::Random, &[], rfc),
            Artifact::new("cipher_suite", &suite[..], Recipe::Given, &[], rfc),
        ]));
        let sheets = desk.write_message(Version::TLS_1_2, &Message::ServerHello(answer))?;
        let letter = Letter { id: "server_hello", sheets };
        let client_random = hello.random;
        let next = ComposeFirstFinished { session, client_random, server_random: random };
        Ok((Server::ComposeFirstFinished(next), Some(letter)))
    }
}

/// Makes new keys from the old master secret, and writes ChangeCipherSpec and Finished before the
/// client does (RFC 5246 §7.3).
#[derive(Clone, Debug)]
pub struct ComposeFirstFinished {
    session: Session,
    client_random: [u8; 32],
    server_random: [u8; 32],
}

impl ComposeFirstFinished {
    fn compose(self, desk: &mut Desk) -> Result<(Server, Option<Letter>), Fault> {
        let Self { session, client_random, server_random } = self;
        let keys = session.expand(&client_random, &server_random, desk);
        let letter = session.write_finished(Holder::Server, keys.server, desk)?;
        let reads = Seal::new(session.suite, keys.client);
        let next = ExpectChangeCipherSpec { session, reads, writes: None };
        Ok((Server::ExpectChangeCipherSpec(next), Some(letter)))
    }
}

/// What the server brings to the key exchange.
#[derive(Clone, Debug)]
enum Means {
    /// Its private key.
    Decrypt(PrivateKey),
    /// A key pair for this handshake.
    Agree(KeyPair),
}

/// Waits for ClientKeyExchange (RFC 5246 §7.4.7).
#[derive(Clone, Debug)]
pub struct ExpectClientKeyExchange {
    agreed: Agreed,
    means: Means,
}

impl ExpectClientKeyExchange {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Server, Fault> {
        let Input::Message(Message::ClientKeyExchange(exchange), bytes) = input else {
            return Err(input.unexpected("client_key_exchange"));
        };
        desk.hash.add(&bytes);
        let secret = match (&self.means, exchange) {
            (Means::Decrypt(key), ClientKeyExchange::Encrypted(cipher)) => {
                self.recover(key, cipher, desk)
            }
            (Means::Agree(pair), ClientKeyExchange::Point(point)) => {
                Self::agree(pair, &point, desk)?
            }
            // The desk reads the message by the suite, so this does not come about.
            (Means::Decrypt(_), ClientKeyExchange::Point(_))
            | (Means::Agree(_), ClientKeyExchange::Encrypted(_)) => {
                return Err(Fault::Internal("tell one key exchange from another"));
            }
        };
        let (session, keys) = self.agreed.derive(&secret, desk);
        Ok(Server::ExpectChangeCipherSpec(ExpectChangeCipherSpec {
            session,
            reads: Seal::new(self.agreed.suite, keys.client),
            writes: Some(keys.server),
        }))
    }

    /// The secret from the client's public value and our private one (RFC 8422 §5.10).
    fn agree(pair: &KeyPair, point: &[u8], desk: &mut Desk) -> Result<Vec<u8>, Fault> {
        let secret = pair.agree(point)?;
        let bytes = secret.bytes.to_vec();
        let theirs = ephemeral::received_public(Holder::Client, point);
        desk.note(Note::computed("pre_master_secret", vec![theirs, secret]));
        Ok(bytes)
    }

    /// Whatever came, 48 bytes; nobody outside can tell whether they are the client's.
    fn recover(&self, key: &PrivateKey, cipher: Vec<u8>, desk: &mut Desk) -> Vec<u8> {
        let rfc = "RFC 5246 §7.4.7.1";
        let mut spare = [0; premaster::LENGTH];
        desk.entropy.stream("spare_pre_master_secret").read(&mut spare);
        let block = key.decrypt_block(&cipher).ok();
        let (secret, seen) = premaster::recover(block.as_deref(), self.agreed.offered, &spare);
        let mut artifacts =
            vec![Artifact::new("encrypted_pre_master_secret", cipher, Recipe::Received, &[], rfc)];
        let good = seen.padding && seen.version;
        let found = block
            .as_deref()
            .and_then(|block| block.last_chunk::<{ premaster::LENGTH }>()?.get(..2));
        let found = found.map_or_else(String::new, hex);
        let padding = block.as_deref().filter(|_| good).map(premaster::padding);
        artifacts.extend(block.map(|block| {
            Artifact::new(
                "pkcs1_block",
                block,
                Recipe::RsaDecrypt,
                &["encrypted_pre_master_secret", "private_exponent", "modulus"],
                rfc,
            )
        }));
        let (recipe, from): (_, &[&str]) =
            if good { (Recipe::Pkcs1Unpad, &["pkcs1_block"]) } else { (Recipe::Random, &[]) };
        artifacts.extend(padding);
        artifacts.push(Artifact::new("pre_master_secret", &secret[..], recipe, from, rfc));
        desk.note(Note::computed("pre_master_secret", artifacts));
        desk.note(Note::checked(Check {
            id: "pre_master_version",
            ok: good,
            expected: hex(&self.agreed.offered.bytes()),
            found,
        }));
        secret.to_vec()
    }
}

/// Waits for ChangeCipherSpec (RFC 5246 §7.1).
#[derive(Clone, Debug)]
pub struct ExpectChangeCipherSpec {
    session: Session,
    reads: Seal,
    /// What our Finished will be written with, where it is still to come.
    writes: Option<WriteKeys>,
}

impl ExpectChangeCipherSpec {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Server, Fault> {
        let Input::ChangeCipherSpec = input else {
            return Err(input.unexpected("change_cipher_spec"));
        };
        desk.open_with(self.reads);
        Ok(Server::ExpectFinished(ExpectFinished { session: self.session, writes: self.writes }))
    }
}

/// Waits for Finished (RFC 5246 §7.4.9).
#[derive(Clone, Debug)]
pub struct ExpectFinished {
    session: Session,
    writes: Option<WriteKeys>,
}

impl ExpectFinished {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Server, Fault> {
        let Input::Message(Message::Finished(finished), bytes) = input else {
            return Err(input.unexpected("finished"));
        };
        self.session.check_finished(Holder::Client, &finished, desk)?;
        desk.hash.add(&bytes);
        let Self { session, writes } = self;
        Ok(match writes {
            None => Server::Open(session),
            Some(writes) => Server::ComposeFinished(ComposeFinished { session, writes }),
        })
    }
}

/// Writes ChangeCipherSpec and Finished (RFC 5246 §7.1, §7.4.9).
#[derive(Clone, Debug)]
pub struct ComposeFinished {
    session: Session,
    writes: WriteKeys,
}

impl ComposeFinished {
    fn compose(self, desk: &mut Desk) -> Result<(Server, Option<Letter>), Fault> {
        let letter = self.session.write_finished(Holder::Server, self.writes, desk)?;
        Ok((Server::Open(self.session), Some(letter)))
    }
}
