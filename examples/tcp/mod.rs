//! A sans-IO party on a TCP connection: read, hand over, write what it has to say.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use tls_airmail::{
    crypto::drbg::Entropy,
    party::{End, Party, Role},
};

/// What became of waiting for bytes.
pub enum Wait {
    /// Bytes came and were handed over.
    Bytes,
    /// Nothing came in time.
    Silence,
    /// The line is dead.
    Dead,
}

/// A party and its line.
pub struct Line<R> {
    pub party: Party<R>,
    stream: TcpStream,
    /// When patience ends, whatever the other side does.
    deadline: Instant,
}

impl<R: Role> Line<R> {
    /// A line on which nothing goes on for longer than `patience`.
    pub fn new(party: Party<R>, stream: TcpStream, patience: Duration) -> std::io::Result<Self> {
        stream.set_nodelay(true)?;
        Ok(Self { party, stream, deadline: Instant::now() + patience })
    }

    /// Writes all that the party has to say. Where that fails, an alert that came before may say
    /// why: it is heard first.
    pub fn flush(&mut self) -> Result<(), String> {
        while let Some(letter) = self.party.next_letter() {
            if let Err(error) = self.write(&letter.bytes()) {
                while matches!(self.wait(Duration::from_millis(200)), Wait::Bytes) {}
                return match self.party.end() {
                    None | Some(End::Cut) => Err(error.to_string()),
                    _ => Ok(()),
                };
            }
        }
        Ok(())
    }

    /// Writes all of it before the deadline, also where the other side reads a byte at a time.
    fn write(&mut self, mut bytes: &[u8]) -> std::io::Result<()> {
        while !bytes.is_empty() {
            let left = self.deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(ErrorKind::TimedOut.into());
            }
            self.stream.set_write_timeout(Some(left))?;
            match self.stream.write(bytes) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => bytes = &bytes[count..],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Waits for bytes, at most `patience`, and hands them to the party.
    pub fn wait(&mut self, patience: Duration) -> Wait {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Wait::Dead;
        }
        if self.stream.set_read_timeout(Some(patience.min(left))).is_err() {
            return Wait::Dead;
        }
        let mut buffer = [0; 4096];
        match self.stream.read(&mut buffer) {
            Ok(0) => {
                self.party.cut();
                Wait::Dead
            }
            Ok(count) => {
                self.party.receive(&buffer[..count]);
                Wait::Bytes
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {
                    Wait::Silence
                }
                _ => {
                    self.party.cut();
                    Wait::Dead
                }
            },
        }
    }
}

/// How a connection ended, in words; `Ok` for an orderly goodbye.
pub fn describe(end: Option<&End>) -> Result<(), String> {
    match end {
        Some(End::Closed) => Ok(()),
        Some(End::Fault(fault)) => {
            let alert = fault.alert();
            Err(format!("{fault}; raised the alert {} ({})", alert.name(), alert.code()))
        }
        Some(End::Alerted(alert)) => {
            Err(format!("the other side raised the alert {} ({})", alert.name(), alert.code))
        }
        Some(End::Declined) => {
            Err("the other side said goodbye before the handshake was done".to_owned())
        }
        Some(End::Cut) => Err("the line went dead without close_notify".to_owned()),
        None => Err("gave up waiting".to_owned()),
    }
}

/// Randomness of the operating system.
pub fn fresh_entropy() -> Result<Entropy, String> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| format!("no randomness: {error}"))?;
    Ok(Entropy::Seed(seed))
}

/// The text of a file.
pub fn read_file(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}
