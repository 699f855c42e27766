//! The client's states, in the order of the handshake (RFC 5246 §7.3).

use super::{
    Party, Role,
    desk::{Desk, Input, Letter},
    fault::Fault,
    note::{Check, Kind, Note},
    session::{Agreed, Session},
};
use crate::{
    crypto::{
        drbg::Entropy,
        ecdhe::Curve,
        hash::{HashAlgorithm, digest},
        rsa,
        rsa::PublicKey,
    },
    keys::{
        artifact::{Artifact, Holder, Recipe},
        ephemeral::{self, KeyPair},
        group, premaster,
        schedule::WriteKeys,
        seal::Seal,
        signature::SignatureAlgorithm,
        suite::CipherSuite,
    },
    pki::{
        check::{Refusal, check_chain},
        facts::Facts,
    },
    wire::{
        bytes::hex,
        certificate::CertificateList,
        codec::{Malformed, What},
        handshake::{self, Message},
        hello::{self, ClientHello, Extension, ServerHello},
        key_exchange::{ClientKeyExchange, KeyExchange, ServerKeyExchange},
        registry::{self, Version, extension},
    },
};

/// Whom the client believes.
#[derive(Clone, Debug)]
pub enum Trust {
    /// Certificates that these issued, for this name, at this time (seconds since 1970-01-01).
    Roots {
        /// Certificate authorities.
        roots: Vec<Facts>,
        /// The name that is asked for.
        host: String,
        /// Now.
        now: u64,
    },
    /// This one certificate and no other, unchecked: for replaying recorded connections.
    Pinned(Vec<u8>),
}

/// What a client is made of.
#[derive(Clone, Debug)]
pub struct ClientSetup {
    /// Where randomness comes from.
    pub entropy: Entropy,
    /// Whom it believes.
    pub trust: Trust,
    /// What it offers, best first; may hold suites that it does not speak, as recorded hellos do.
    pub suites: Vec<u16>,
    /// 0 to 32 bytes.
    pub session_id: Vec<u8>,
    /// In the order of the hello.
    pub extensions: Option<Vec<Extension>>,
}

/// The extensions that our client offers. Those of ECDHE only with a suite that needs them (RFC
/// 8422 §4): groups, point formats, and the signatures besides those of certificates.
pub fn standard_extensions(
    host: &str,
    suites: &[CipherSuite],
    groups: &[Curve],
    extended_master_secret: bool,
) -> Vec<Extension> {
    let mut extensions = Vec::new();
    let mut offer = |code, data| extensions.push(Extension { code, data });
    offer(extension::SERVER_NAME, hello::server_name_data(host));
    let ecdhe = suites.iter().any(|suite| suite.key_exchange() == KeyExchange::Ecdhe);
    if ecdhe {
        let groups: Vec<u16> = groups.iter().map(|group| group::code(*group)).collect();
        offer(extension::SUPPORTED_GROUPS, hello::codes_data(&groups));
        let formats = hello::point_formats_data(&[registry::UNCOMPRESSED]);
        offer(extension::EC_POINT_FORMATS, formats);
    }
    // Certificates are signed by the first three at most.
    let signatures = SignatureAlgorithm::ALL.map(SignatureAlgorithm::code);
    let signatures = if ecdhe { &signatures[..] } else { &signatures[..3] };
    offer(extension::SIGNATURE_ALGORITHMS, hello::codes_data(signatures));
    if extended_master_secret {
        offer(extension::EXTENDED_MASTER_SECRET, Vec::new());
    }
    offer(extension::RENEGOTIATION_INFO, vec![0]);
    extensions
}

impl Party<Client> {
    /// A client that will write first.
    pub fn client(setup: ClientSetup) -> Self {
        Self::begin(setup, None)
    }

    /// A client that would like to go on with an earlier session (RFC 5246 §F.1.4). Where its hello
    /// is not fit for that session, it starts from nothing.
    pub fn client_again(setup: ClientSetup, session: Session) -> Self {
        Self::begin(setup, Some(session))
    }

    fn begin(setup: ClientSetup, session: Option<Session>) -> Self {
        let entropy = setup.entropy.clone();
        let state = ComposeHello { setup, session };
        Self::with_role(Holder::Client, entropy, Client::ComposeHello(state))
    }
}

/// Where the client stands.
#[derive(Clone, Debug)]
pub enum Client {
    /// Writes ClientHello.
    ComposeHello(ComposeHello),
    /// Waits for ServerHello.
    ExpectServerHello(ExpectServerHello),
    /// Waits for Certificate.
    ExpectCertificate(ExpectCertificate),
    /// Waits for ServerKeyExchange.
    ExpectServerKeyExchange(ExpectServerKeyExchange),
    /// Waits for ServerHelloDone.
    ExpectServerHelloDone(ExpectServerHelloDone),
    /// Writes ClientKeyExchange.
    ComposeKeyExchange(ComposeKeyExchange),
    /// Writes ChangeCipherSpec and Finished.
    ComposeFinished(ComposeFinished),
    /// Waits for ChangeCipherSpec.
    ExpectChangeCipherSpec(ExpectChangeCipherSpec),
    /// Waits for Finished.
    ExpectFinished(ExpectFinished),
    /// Writes ChangeCipherSpec and Finished behind those of the server: the session is resumed.
    ComposeLastFinished(ComposeLastFinished),
    /// Talks.
    Open(Session),
}

impl Role for Client {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Self, Fault> {
        // A HelloRequest while the handshake runs is ignored and stays out of the handshake hash
        // (RFC 5246 §7.4.1.1).
        if matches!(input, Input::Message(Message::HelloRequest, _)) {
            return Ok(self);
        }
        match self {
            Self::ExpectServerHello(state) => state.handle(input, desk),
            Self::ExpectCertificate(state) => state.handle(input, desk),
            Self::ExpectServerKeyExchange(state) => state.handle(input, desk),
            Self::ExpectServerHelloDone(state) => state.handle(input, desk),
            Self::ExpectChangeCipherSpec(state) => state.handle(input, desk),
            Self::ExpectFinished(state) => state.handle(input, desk),
            Self::ComposeHello(_)
            | Self::ComposeKeyExchange(_)
            | Self::ComposeFinished(_)
            | Self::ComposeLastFinished(_)
            | Self::Open(_) => Err(input.unexpected("nothing")),
        }
    }

    fn compose(self, desk: &mut Desk) -> Result<(Self, Option<Letter>), Fault> {
        match self {
            Self::ComposeHello(state) => state.compose(desk),
            Self::ComposeKeyExchange(state) => state.compose(desk),
            Self::ComposeFinished(state) => state.compose(desk),
            Self::ComposeLastFinished(state) => state.compose(desk),
            other => Ok((other, None)),
        }
    }

    fn writes(&self) -> bool {
        matches!(
            self,
            Self::ComposeHello(_)
                | Self::ComposeKeyExchange(_)
                | Self::ComposeFinished(_)
                | Self::ComposeLastFinished(_)
        )
    }

    fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }

    fn session(&self) -> Option<&Session> {
        if let Self::Open(session) = self { Some(session) } else { None }
    }
}

/// Writes ClientHello (RFC 5246 §7.4.1.2).
#[derive(Clone, Debug)]
pub struct ComposeHello {
    setup: ClientSetup,
    session: Option<Session>,
}

impl ComposeHello {
    /// The session that this hello can ask for: with its suite on offer (RFC 5246 §7.4.1.2), for
    /// the same host (RFC 6066 §3), and with the extended master secret exactly where the session
    /// has it (RFC 7627 §5.3).
    fn session(&self) -> Option<Session> {
        let Self { setup, session } = self;
        let find = |code| setup.extensions.iter().flatten().find(|offer| offer.code == code);
        let name = find(extension::SERVER_NAME).and_then(|offer| hello::server_name(&offer.data));
        let extended = find(extension::EXTENDED_MASTER_SECRET).is_some();
        let fits = |session: &&Session| {
            !session.id.is_empty()
                && setup.suites.contains(&session.suite.code())
                && session.server_name == name
                && session.extended == extended
        };
        session.as_ref().filter(fits).cloned()
    }

    fn compose(self, desk: &mut Desk) -> Result<(Client, Option<Letter>), Fault> {
        let rfc = "RFC 5246 §7.4.1.2";
        let session = self.session();
        let setup = self.setup;
        let mut random = [0; 32];
        desk.entropy.stream("client_random").read(&mut random);
        let hello = ClientHello {
            version: Version::TLS_1_2,
            random,
            session_id: session.as_ref().map_or(setup.session_id, |session| session.id.clone()),
            suites: setup.suites.clone(),
            compressions: vec![0],
            extensions: setup.extensions.clone(),
        };
        let name = hello.server_name();
        let mut artifacts =
            vec![Artifact::new("client_random", &random[..], Recipe::Random, &[], rfc)];
        if let Some(name) = name {
            let name = name.into_bytes();
            artifacts.push(Artifact::new("server_name", name, Recipe::Given, &[], "RFC 6066 §3"));
        }
        if let Some(session) = &session {
            desk.session_id.clone_from(&session.id);
        }
        desk.note(Note::new(Kind::Composed, "client_hello").with(artifacts));
        // The first record says TLS 1.0, for the sake of old servers (RFC 5246 §E.1).
        let sheets = desk.write_message(Version::TLS_1_0, &Message::ClientHello(hello.clone()))?;
        let next = ExpectServerHello { trust: setup.trust, hello, session };
        let letter = Letter { id: "client_hello", sheets };
        Ok((Client::ExpectServerHello(next), Some(letter)))
    }
}

/// Waits for ServerHello (RFC 5246 §7.4.1.3).
#[derive(Clone, Debug)]
pub struct ExpectServerHello {
    trust: Trust,
    hello: ClientHello,
    /// What the client asked to go on with.
    session: Option<Session>,
}

impl ExpectServerHello {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Client, Fault> {
        let Input::Message(Message::ServerHello(answer), bytes) = input else {
            return Err(input.unexpected("server_hello"));
        };
        let suite = self.check(&answer)?;
        let session = self.resumed(&answer, desk)?;
        desk.session_id.clone_from(&answer.session_id);
        desk.settle(suite.key_exchange());
        desk.hash.add(&bytes);
        let rfc = "RFC 5246 §7.4.1.3";
        let mut artifacts = vec![
            Artifact::new("server_random", &answer.random[..], Recipe::Received, &[], rfc),
            Artifact::new(
                "cipher_suite",
                &answer.suite.to_be_bytes()[..],
                Recipe::Received,
                &[],
                rfc,
            ),
        ];
        if !answer.session_id.is_empty() {
            let id = answer.session_id.clone();
            let asked = &self.hello.session_id;
            let new = !asked.is_empty() && *asked != id;
            let name = if new { "new_session_id" } else { "session_id" };
            artifacts.push(Artifact::new(name, id, Recipe::Received, &[], rfc));
        }
        desk.note(Note::computed("server_hello", artifacts));
        if let Some(session) = session {
            desk.resumed = true;
            let keys = session.expand(&self.hello.random, &answer.random, desk);
            return Ok(Client::ExpectChangeCipherSpec(ExpectChangeCipherSpec {
                reads: Seal::new(session.suite, keys.server),
                writes: Some(keys.client),
                session,
            }));
        }
        Ok(Client::ExpectCertificate(ExpectCertificate {
            agreed: Agreed {
                suite,
                extended: answer.extension(extension::EXTENDED_MASTER_SECRET).is_some(),
                offered: self.hello.version,
                client_random: self.hello.random,
                server_random: answer.random,
                session_id: answer.session_id,
                server_name: self.hello.server_name(),
            },
            offer: Offer::new(&self.hello),
            trust: self.trust,
        }))
    }

    /// The session that the server goes on with: it says the id again that it was asked for (RFC
    /// 5246 §7.4.1.3). Nothing of the session may be another then.
    fn resumed(&self, answer: &ServerHello, desk: &mut Desk) -> Result<Option<Session>, Fault> {
        let Some(session) = &self.session else { return Ok(None) };
        let ok = session.id == answer.session_id;
        desk.note(Note::checked(Check {
            id: "session_resumed",
            ok,
            expected: hex(&session.id),
            found: hex(&answer.session_id),
        }));
        if !ok {
            return Ok(None);
        }
        if session.suite.code() != answer.suite {
            return Err(Fault::SessionSuite(session.suite.code()));
        }
        let extended = answer.extension(extension::EXTENDED_MASTER_SECRET).is_some();
        if session.extended != extended {
            return Err(Fault::SessionExtended);
        }
        Ok(Some(session.clone()))
    }

    /// The server may choose only among what was offered.
    fn check(&self, answer: &ServerHello) -> Result<CipherSuite, Fault> {
        if answer.version != Version::TLS_1_2 {
            return Err(Fault::ProtocolVersion(answer.version));
        }
        let suite = CipherSuite::from_code(answer.suite)
            .filter(|_| self.hello.suites.contains(&answer.suite))
            .ok_or(Fault::SuiteNotOffered(answer.suite))?;
        if answer.compression != 0 {
            return Err(Fault::CompressionNotOffered(answer.compression));
        }
        for answered in answer.extensions.iter().flatten() {
            // The suite value SCSV stands for an empty renegotiation_info (RFC 5746 §3.4).
            let signalled = answered.code == extension::RENEGOTIATION_INFO
                && self.hello.suites.contains(&registry::EMPTY_RENEGOTIATION_INFO_SCSV);
            // A server never answers signature_algorithms (RFC 5246 §7.4.1.4.1).
            let silent = answered.code == extension::SIGNATURE_ALGORITHMS;
            if silent || self.hello.extension(answered.code).is_none() && !signalled {
                return Err(Fault::ExtensionNotOffered(answered.code));
            }
        }
        let formats = answer.extension(extension::EC_POINT_FORMATS).map(hello::point_formats);
        if formats.is_some_and(|formats| !formats.contains(&registry::UNCOMPRESSED)) {
            return Err(Fault::PointFormats);
        }
        match answer.extension(extension::RENEGOTIATION_INFO) {
            None | Some([0]) => Ok(suite),
            Some(_) => Err(Fault::RenegotiationInfo),
        }
    }
}

/// What the client offered, as far as ServerKeyExchange must keep to it.
#[derive(Clone, Debug)]
struct Offer {
    /// `None` where the hello does not say: any group will do (RFC 8422 §4).
    groups: Option<Vec<u16>>,
    /// None where the hello does not say; that would mean SHA-1 (RFC 5246 §7.4.1.4.1).
    signatures: Vec<u16>,
}

impl Offer {
    fn new(hello: &ClientHello) -> Self {
        let signatures = hello.extension(extension::SIGNATURE_ALGORITHMS);
        Self {
            groups: hello.extension(extension::SUPPORTED_GROUPS).map(hello::supported_groups),
            signatures: signatures.map(hello::signature_algorithms).unwrap_or_default(),
        }
    }

    fn group(&self, code: u16) -> Result<Curve, Fault> {
        let offered = self.groups.as_ref().is_none_or(|groups| groups.contains(&code));
        group::from_code(code).filter(|_| offered).ok_or(Fault::GroupNotOffered(code))
    }

    fn signature(&self, code: u16) -> Result<SignatureAlgorithm, Fault> {
        SignatureAlgorithm::from_code(code)
            .filter(|_| self.signatures.contains(&code))
            .ok_or(Fault::SignatureNotOffered(code))
    }
}

/// Waits for Certificate (RFC 5246 §7.4.2).
#[derive(Clone, Debug)]
pub struct ExpectCertificate {
    agreed: Agreed,
    offer: Offer,
    trust: Trust,
}

impl ExpectCertificate {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Client, Fault> {
        let Input::Message(Message::Certificate(chain), bytes) = input else {
            return Err(input.unexpected("certificate"));
        };
        desk.hash.add(&bytes);
        if let Some(der) = chain.0.first() {
            let certificate =
                Artifact::new("certificate", &der[..], Recipe::Received, &[], "RFC 5246 §7.4.2");
            desk.note(Note::computed("certificate", vec![certificate]));
        }
        let key = self.believe(&chain, desk)?;
        desk.note(Note::computed("public_key", public_key_artifacts(&key)));
        let Self { agreed, offer, .. } = self;
        Ok(match agreed.suite.key_exchange() {
            KeyExchange::Rsa => Client::ExpectServerHelloDone(ExpectServerHelloDone {
                agreed,
                means: Means::Encrypt(key),
                asked: false,
            }),
            KeyExchange::Ecdhe => {
                Client::ExpectServerKeyExchange(ExpectServerKeyExchange { agreed, offer, key })
            }
        })
    }

    fn believe(&self, chain: &CertificateList, desk: &mut Desk) -> Result<PublicKey, Fault> {
        match &self.trust {
            Trust::Roots { roots, host, now } => {
                let task = self.agreed.suite.key_exchange();
                let verdict = check_chain(&chain.0, roots, host, *now, task);
                for check in verdict.checks {
                    desk.note(Note::checked(check));
                }
                verdict.key.map_err(Fault::Certificate)
            }
            Trust::Pinned(der) => {
                let print = |der: &[u8]| hex(&digest(HashAlgorithm::Sha256, &[der]));
                let leaf = chain.0.first().filter(|leaf| *leaf == der);
                desk.note(Note::checked(Check {
                    id: "certificate_pinned",
                    ok: leaf.is_some(),
                    expected: print(der),
                    found: chain.0.first().map_or_else(String::new, |leaf| print(leaf)),
                }));
                leaf.and_then(|leaf| Facts::read(leaf).ok()?.public_key)
                    .ok_or(Fault::Certificate(Refusal::UnknownIssuer))
            }
        }
    }
}

/// n and e as artifacts.
pub fn public_key_artifacts(key: &PublicKey) -> Vec<Artifact> {
    let rfc = "RFC 8017 §3.1";
    vec![
        Artifact::new("modulus", key.modulus(), Recipe::Received, &["certificate"], rfc),
        Artifact::new("public_exponent", key.exponent(), Recipe::Received, &["certificate"], rfc),
    ]
}

/// Waits for ServerKeyExchange (RFC 5246 §7.4.3, RFC 8422 §5.4).
#[derive(Clone, Debug)]
pub struct ExpectServerKeyExchange {
    agreed: Agreed,
    offer: Offer,
    key: PublicKey,
}

impl ExpectServerKeyExchange {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Client, Fault> {
        let Input::Message(Message::ServerKeyExchange(exchange), bytes) = input else {
            return Err(input.unexpected("server_key_exchange"));
        };
        desk.hash.add(&bytes);
        let signature = Artifact::new(
            "params_signature",
            &exchange.signature[..],
            Recipe::Received,
            &[],
            "RFC 5246 §7.4.3",
        );
        desk.note(Note::computed(
            "server_key_exchange",
            vec![
                ephemeral::received_public(Holder::Server, &exchange.params.point),
                ephemeral::received_params(&exchange.params),
                signature.detailed(registry::signature_name(exchange.algorithm)),
            ],
        ));
        let group = self.offer.group(exchange.params.group)?;
        self.check_signature(&exchange, desk)?;
        let point = exchange.params.point;
        group.check(&point)?;
        Ok(Client::ExpectServerHelloDone(ExpectServerHelloDone {
            agreed: self.agreed,
            means: Means::Agree { group, point },
            asked: false,
        }))
    }

    /// Whether the owner of the certificate signed this, for this handshake.
    fn check_signature(&self, exchange: &ServerKeyExchange, desk: &mut Desk) -> Result<(), Fault> {
        let algorithm = self.offer.signature(exchange.algorithm)?;
        let Agreed { client_random, server_random, .. } = &self.agreed;
        let signed = ephemeral::signed_params(client_random, server_random, &exchange.params);
        let verified =
            self.key.verify(algorithm.scheme, algorithm.hash, &signed.bytes, &exchange.signature);
        let ok = verified.is_ok();
        let expected = hex(&digest(algorithm.hash, &[&signed.bytes]));
        desk.note(Note::computed("signed_params", vec![signed]));
        desk.note(Note::checked(Check {
            id: "params_signature",
            ok,
            found: if ok { expected.clone() } else { String::new() },
            expected,
        }));
        verified.map_err(|_| Fault::ParamsSignature)
    }
}

/// How the pre-master secret will come to both sides.
#[derive(Clone, Debug)]
enum Means {
    /// Under the server's key.
    Encrypt(PublicKey),
    /// From the server's public value and one of our own.
    Agree {
        /// The curve of both.
        group: Curve,
        /// The server's public value.
        point: Vec<u8>,
    },
}

/// Waits for ServerHelloDone (RFC 5246 §7.4.5), before which one CertificateRequest may come
/// (§7.4.4).
#[derive(Clone, Debug)]
pub struct ExpectServerHelloDone {
    agreed: Agreed,
    means: Means,
    /// Whether the server asked for a certificate of ours.
    asked: bool,
}

/// The handshake message type of CertificateRequest.
const CERTIFICATE_REQUEST: u8 = 13;
/// The shortest body of a CertificateRequest: one type, one algorithm, no authority.
const SHORTEST_REQUEST: usize = 8;

impl ExpectServerHelloDone {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Client, Fault> {
        if let Input::Message(Message::Other(CERTIFICATE_REQUEST), bytes) = &input
            && !self.asked
        {
            let left = bytes.len().saturating_sub(handshake::HEADER);
            if left < SHORTEST_REQUEST {
                let what = What::Short { needed: SHORTEST_REQUEST, left };
                let (offset, field) = (handshake::HEADER, "handshake.body");
                return Err(Malformed { offset, field, what }.into());
            }
            desk.hash.add(bytes);
            return Ok(Client::ExpectServerHelloDone(Self { asked: true, ..self }));
        }
        let Input::Message(Message::ServerHelloDone, bytes) = input else {
            return Err(input.unexpected("server_hello_done"));
        };
        desk.hash.add(&bytes);
        let Self { agreed, means, asked } = self;
        Ok(Client::ComposeKeyExchange(ComposeKeyExchange { agreed, means, asked }))
    }
}

/// Writes ClientKeyExchange (RFC 5246 §7.4.7), before it an empty Certificate if the server asked
/// for one: we have none (§7.4.6).
#[derive(Clone, Debug)]
pub struct ComposeKeyExchange {
    agreed: Agreed,
    means: Means,
    asked: bool,
}

impl ComposeKeyExchange {
    fn compose(self, desk: &mut Desk) -> Result<(Client, Option<Letter>), Fault> {
        let (secret, exchange) = match &self.means {
            Means::Encrypt(key) => self.encrypt(key, desk)?,
            Means::Agree { group, point } => Self::agree(*group, point, desk)?,
        };
        desk.note(Note::new(Kind::Composed, "client_key_exchange"));
        let mut sheets = Vec::new();
        if self.asked {
            let none = Message::Certificate(CertificateList(Vec::new()));
            sheets.extend(desk.write_message(Version::TLS_1_2, &none)?);
        }
        let message = Message::ClientKeyExchange(exchange);
        sheets.extend(desk.write_message(Version::TLS_1_2, &message)?);
        let letter = Letter { id: "client_key_exchange", sheets };
        let next = ComposeFinished { agreed: self.agreed, secret };
        Ok((Client::ComposeFinished(next), Some(letter)))
    }

    /// A pre-master secret of our own, under the server's key (RFC 5246 §7.4.7.1).
    fn encrypt(
        &self,
        key: &PublicKey,
        desk: &mut Desk,
    ) -> Result<(Vec<u8>, ClientKeyExchange), Fault> {
        let rfc = "RFC 5246 §7.4.7.1";
        let size = key.size();
        let random = desk.entropy.draw("pre_master_secret", premaster::LENGTH - 2);
        let secret = premaster::compose(self.agreed.offered, &random);
        let room = size.saturating_sub(secret.len() + 3);
        let padding = desk.entropy.draw_nonzero("pkcs1_padding", room);
        let too_small = |_| Fault::Internal("encrypt the pre-master secret");
        let block = rsa::pad(size, &padding, &secret).map_err(too_small)?;
        let cipher = key.encrypt_block(&block).map_err(too_small)?;
        desk.note(Note::computed(
            "pre_master_secret",
            vec![
                Artifact::new("pre_master_secret", &secret[..], Recipe::Random, &[], rfc),
                Artifact::new("pkcs1_padding", padding, Recipe::Random, &[], "RFC 8017 §7.2.1"),
                Artifact::new(
                    "pkcs1_block",
                    block,
                    Recipe::Pkcs1Pad,
                    &["pkcs1_padding", "pre_master_secret"],
                    "RFC 8017 §7.2.1",
                ),
                Artifact::new(
                    "encrypted_pre_master_secret",
                    &cipher[..],
                    Recipe::RsaEncrypt,
                    &["pkcs1_block", "public_exponent", "modulus"],
                    rfc,
                ),
            ],
        ));
        Ok((secret, ClientKeyExchange::Encrypted(cipher)))
    }

    /// A key pair for this handshake; its public half goes to the server (RFC 8422 §5.7).
    fn agree(
        group: Curve,
        point: &[u8],
        desk: &mut Desk,
    ) -> Result<(Vec<u8>, ClientKeyExchange), Fault> {
        let pair = KeyPair::draw(Holder::Client, group, &desk.entropy)?;
        desk.note(Note::computed("client_ephemeral_public", pair.artifacts()));
        let secret = pair.agree(point)?;
        let bytes = secret.bytes.to_vec();
        desk.note(Note::computed("pre_master_secret", vec![secret]));
        Ok((bytes, ClientKeyExchange::Point(pair.public)))
    }
}

/// Writes ChangeCipherSpec and Finished (RFC 5246 §7.1, §7.4.9).
#[derive(Clone, Debug)]
pub struct ComposeFinished {
    agreed: Agreed,
    secret: Vec<u8>,
}

impl ComposeFinished {
    fn compose(self, desk: &mut Desk) -> Result<(Client, Option<Letter>), Fault> {
        let (session, keys) = self.agreed.derive(&self.secret, desk);
        let letter = session.write_finished(Holder::Client, keys.client, desk)?;
        let reads = Seal::new(session.suite, keys.server);
        let next = ExpectChangeCipherSpec { session, reads, writes: None };
        Ok((Client::ExpectChangeCipherSpec(next), Some(letter)))
    }
}

/// Waits for ChangeCipherSpec (RFC 5246 §7.1).
#[derive(Clone, Debug)]
pub struct ExpectChangeCipherSpec {
    session: Session,
    reads: Seal,
    /// Where the server's Finished comes first, what ours will be written with.
    writes: Option<WriteKeys>,
}

impl ExpectChangeCipherSpec {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Client, Fault> {
        let Input::ChangeCipherSpec = input else {
            return Err(input.unexpected("change_cipher_spec"));
        };
        desk.open_with(self.reads);
        Ok(Client::ExpectFinished(ExpectFinished { session: self.session, writes: self.writes }))
    }
}

/// Waits for Finished (RFC 5246 §7.4.9).
#[derive(Clone, Debug)]
pub struct ExpectFinished {
    session: Session,
    writes: Option<WriteKeys>,
}

impl ExpectFinished {
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Client, Fault> {
        let Input::Message(Message::Finished(finished), bytes) = input else {
            return Err(input.unexpected("finished"));
        };
        self.session.check_finished(Holder::Server, &finished, desk)?;
        desk.hash.add(&bytes);
        let Self { session, writes } = self;
        Ok(match writes {
            None => Client::Open(session),
            Some(writes) => Client::ComposeLastFinished(ComposeLastFinished { session, writes }),
        })
    }
}

/// Writes ChangeCipherSpec and Finished, the last of the abbreviated handshake (RFC 5246 §7.3).
#[derive(Clone, Debug)]
pub struct ComposeLastFinished {
    session: Session,
    writes: WriteKeys,
}

impl ComposeLastFinished {
    fn compose(self, desk: &mut Desk) -> Result<(Client, Option<Letter>), Fault> {
        let letter = self.session.write_finished(Holder::Client, self.writes, desk)?;
        Ok((Client::Open(self.session), Some(letter)))
    }
}
