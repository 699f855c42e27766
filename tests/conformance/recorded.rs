//! The handshakes that Go recorded, and our parties in Go's role.

use serde_json::Value;
use tls_airmail::{
    crypto::{drbg::Entropy, rsa::PrivateKey},
    keys::suite::CipherSuite,
    party::{
        Party,
        client::{Client, ClientSetup, Trust},
        server::{Server, ServerSetup},
    },
    wire::{
        bytes::unhex,
        handshake::Message,
        hello::{ClientHello, Extension},
    },
};

pub struct Flow {
    pub value: Value,
    /// Whether each record is the client's, and its bytes.
    pub records: Vec<(bool, Vec<u8>)>,
    key: Vec<u8>,
}

fn raw(value: &Value) -> Vec<u8> {
    unhex(value.as_str().unwrap()).unwrap()
}

pub fn flows() -> Vec<Flow> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/go-tls12-flows.json");
    let all: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let flow = |value: &Value| {
        let records = value["records"].as_array().unwrap().iter();
        let records = records.map(|record| (record["dir"] == "c2s", raw(&record["hex"])));
        let key = raw(&all["server_rsa_key_pkcs1_der"]);
        Flow { value: value.clone(), records: records.collect(), key }
    };
    all["flows"].as_array().unwrap().iter().map(flow).collect()
}

impl Flow {
    pub fn text(&self, name: &str) -> &str {
        self.value[name].as_str().unwrap_or_default()
    }

    pub fn by_client(&self) -> bool {
        self.text("go_side") == "client"
    }

    pub fn suite(&self) -> CipherSuite {
        CipherSuite::from_name(self.text("suite")).unwrap()
    }

    /// Zeros everywhere, and 0x42 where a zero may not stand.
    fn entropy(&self) -> Entropy {
        let mut known = vec![("pkcs1_padding".to_owned(), vec![0x42])];
        if !self.by_client() {
            known.push(("server_random".to_owned(), raw(&self.value["server_random"])));
        }
        Entropy::Known(known.into_iter().collect())
    }

    fn hello(&self) -> ClientHello {
        match Message::parse(&self.records[0].1[5..], None).value {
            Ok(Message::ClientHello(hello)) => hello,
            other => panic!("{other:?}"),
        }
    }

    pub fn client(&self) -> Party<Client> {
        let hello = self.hello();
        Party::client(ClientSetup {
            entropy: self.entropy(),
            trust: Trust::Pinned(raw(&self.value["certificate_der"])),
            suites: hello.suites,
            session_id: hello.session_id,
            extensions: hello.extensions,
        })
    }

    /// With the extensions that Go's server sent besides renegotiation_info.
    fn extensions(&self) -> Vec<Extension> {
        let record = &self.records[1].1;
        let end = 9 + usize::from(u16::from_be_bytes([record[7], record[8]]));
        match Message::parse(&record[5..end], None).value {
            Ok(Message::ServerHello(hello)) => {
                let mut extensions = hello.extensions.unwrap_or_default();
                extensions.retain(|extension| extension.code != 0xff01);
                extensions
            }
            other => panic!("{other:?}"),
        }
    }

    pub fn server(&self) -> Party<Server> {
        Party::server(ServerSetup {
            entropy: self.entropy(),
            chain: vec![raw(&self.value["certificate_der"])],
            key: PrivateKey::from_der(&self.key).unwrap(),
            suites: vec![self.suite()],
            extended_master_secret: false,
            point_formats: false,
            extensions: self.extensions(),
        })
    }
}
