//! What was stolen, as files: an NSS key log, RSA private keys in PEM or DER.

pub mod complaint;
pub mod log;

mod der;
mod pem;

use self::{
    complaint::{Bad, Complaint},
    log::KeyLog,
};
use super::read::kind::{self, Kind};
use crate::crypto::rsa::{PrivateKey, PublicKey};

/// Most complaints that are kept.
pub const COMPLAINTS: usize = 100;
/// Most private keys.
pub const KEYS: usize = 64;
/// Most bytes of a file of keys.
pub const LONGEST: usize = 64 << 20;

/// Everything that was stolen, out of any number of files.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// What the key logs say.
    pub log: KeyLog,
    /// RSA private keys, each once.
    pub keys: Vec<PrivateKey>,
    /// What could not be used, at most [`COMPLAINTS`] of it.
    pub complaints: Vec<Complaint>,
    /// Complaints, also those that were not kept.
    pub complained: u64,
    /// Lines and keys that were understood, also those that were there already.
    understood: u64,
}

impl Secrets {
    /// Reads one more file: a key log, PEM or DER, whichever it is. What can be used is used also
    /// if there are complaints.
    pub fn read(&mut self, file: &[u8]) {
        if file.len() > LONGEST {
            let (most, found) = (LONGEST as u64, file.len() as u64);
            return self.complain(Complaint::file(Bad::Large { most, found }));
        }
        let text = plain(file);
        let before = (self.understood, self.complained);
        match kind::of(&text) {
            Kind::Pem => self.read_pem(&text),
            Kind::Der => self.read_der(file, Complaint::file(Bad::Nothing)),
            Kind::Foreign(kind) => self.complain(Complaint::file(Bad::Foreign(kind))),
            Kind::Pcap => self.complain(Complaint::file(Bad::Foreign("pcap"))),
            Kind::Pcapng => self.complain(Complaint::file(Bad::Foreign("pcapng"))),
            Kind::KeyLog => self.read_log(&text),
            Kind::Unknown => {
                let kept = self.complaints.len();
                self.read_log(&text);
                if self.understood == before.0 {
                    // Not one line made sense: there is no use in naming them all.
                    self.complaints.truncate(kept);
                    self.complained = before.1;
                }
            }
        }
        if before == (self.understood, self.complained) {
            self.complain(Complaint::file(Bad::Nothing));
        }
    }

    /// Reads the lines of a key log, also one that is embedded in a capture.
    pub fn read_log(&mut self, text: &[u8]) {
        for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
            match self.log.add(line) {
                Ok(said) => self.understood += u64::from(said),
                Err((offset, what)) => {
                    self.complain(Complaint { line: index as u64 + 1, offset, what });
                }
            }
        }
    }

    /// The private key that belongs to this public one: by modulus and exponent.
    pub fn key_for(&self, public: &PublicKey) -> Option<&PrivateKey> {
        self.keys.iter().find(|key| key.public() == *public)
    }

    fn read_pem(&mut self, text: &[u8]) {
        let boxes = pem::boxes(text);
        // Certificates beside a key are no reason to complain, and alone they are.
        let public = boxes.iter().all(|found| found.as_ref().is_ok_and(pem::Pem::is_public));
        for found in boxes {
            match found {
                Ok(found) => {
                    let place = Complaint { line: found.line, offset: 0, what: Bad::Public };
                    if let Some(bad) = found.refused() {
                        self.complain(Complaint { what: bad, ..place });
                    } else if !found.is_public() {
                        self.read_der(&found.der, place);
                    } else if public {
                        self.complain(place);
                    }
                }
                Err(complaint) => self.complain(complaint),
            }
        }
    }

    fn read_der(&mut self, file: &[u8], place: Complaint) {
        match der::key(file) {
            Ok(key) if self.keys.contains(&key) => self.understood += 1,
            Ok(_) if self.keys.len() >= KEYS => {
                self.complain(Complaint { what: Bad::Many { most: KEYS as u64 }, ..place });
            }
            Ok(key) => {
                self.understood += 1;
                self.keys.push(key);
            }
            Err((offset, what)) => self.complain(Complaint { offset, what, ..place }),
        }
    }

    fn complain(&mut self, complaint: Complaint) {
        self.complained += 1;
        if self.complaints.len() < COMPLAINTS {
            self.complaints.push(complaint);
        }
    }
}

/// Without the mark of its encoding; UTF-16, as some editors and shells write it, as UTF-8.
fn plain(file: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    let wide = |bytes: &[u8], number: fn([u8; 2]) -> u16| {
        let units: Vec<u16> =
            bytes.chunks_exact(2).map(|pair| number([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units).into_bytes().into()
    };
    match file {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.into(),
        _ => file.into(),
    }
}
