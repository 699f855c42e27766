//! Second floor: three characters who cannot see each other's pockets.
//!
//! Client and server are sans-IO: bytes in by [`Party::receive`], letters out by
//! [`Party::next_letter`]. Each is a chain of states with a type of its own; an `Expect…` state
//! takes one message and gives the next state, a `Compose…` state writes one letter.

pub mod client;
pub mod desk;
pub mod eavesdropper;
pub mod fault;
pub mod note;
mod open;
pub mod server;
pub mod session;

use desk::{Desk, Input, Letter};
use fault::Fault;
use note::{Kind, Note};

use crate::{
    crypto::drbg::Entropy,
    keys::artifact::Holder,
    wire::alert::{Alert, AlertDescription, AlertLevel},
};

/// Warnings that do not end the connection, until it is a flood.
const MAX_WARNINGS: usize = 8;

/// The handshake of one side: what it does in each of its states.
pub trait Role: Sized {
    /// Takes a message and gives the next state.
    fn handle(self, input: Input, desk: &mut Desk) -> Result<Self, Fault>;

    /// Writes a letter where the state is one that writes, and gives the next state.
    fn compose(self, desk: &mut Desk) -> Result<(Self, Option<Letter>), Fault>;

    /// Whether the state writes before it reads on.
    fn writes(&self) -> bool;

    /// Whether the handshake is done.
    fn is_open(&self) -> bool;
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Both said close_notify.
    Closed,
    /// This side found a fault and raised its alert.
    Fault(Fault),
    /// The other side raised an alert.
    Alerted(Alert),
    /// The line went dead without close_notify: what was said may have been cut short.
    Cut,
}

/// One side of a connection.
#[derive(Clone, Debug)]
pub struct Party<R> {
    role: Option<R>,
    desk: Desk,
    end: Option<End>,
    outbox: Vec<Letter>,
    to_say: Vec<Vec<u8>>,
    heard: Vec<u8>,
    warnings: usize,
    wants_close: bool,
    sent_close: bool,
    got_close: bool,
}

impl<R: Role> Party<R> {
    fn with_role(side: Holder, entropy: Entropy, role: R) -> Self {
        Self {
            role: Some(role),
            desk: Desk::new(side, entropy),
            end: None,
            outbox: Vec::new(),
            to_say: Vec::new(),
            heard: Vec::new(),
            warnings: 0,
            wants_close: false,
            sent_close: false,
            got_close: false,
        }
    }

    /// Takes bytes off the wire: any number of records, whole or in parts.
    pub fn receive(&mut self, bytes: &[u8]) {
        if self.end.is_none() && !self.got_close {
            self.desk.put_in(bytes);
            self.advance();
        }
    }

    /// The next letter to send, composed now; `None` where there is nothing to say.
    pub fn next_letter(&mut self) -> Option<Letter> {
        if !self.outbox.is_empty() {
            return Some(self.outbox.remove(0));
        }
        if self.end.is_some() {
            return None;
        }
        if let Some(role) = self.role.take() {
            if role.writes() {
                match role.compose(&mut self.desk) {
                    Ok((role, letter)) => {
                        self.role = Some(role);
                        self.outbox.extend(letter);
                        self.advance();
                    }
                    Err(fault) => self.fail(fault),
                }
            } else {
                self.role = Some(role);
                self.talk();
            }
        }
        (!self.outbox.is_empty()).then(|| self.outbox.remove(0))
    }

    /// Says something, as soon as the handshake is done.
    pub fn say(&mut self, words: &[u8]) {
        self.to_say.push(words.to_vec());
    }

    /// Says goodbye, after all that is still to be said.
    pub fn close(&mut self) {
        self.wants_close = true;
    }

    /// The line went dead.
    pub fn cut(&mut self) {
        if self.end.is_none() {
            self.end = Some(if self.got_close { End::Closed } else { End::Cut });
        }
    }

    /// What the other side said since this was asked last.
    pub fn heard(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.heard)
    }

    /// How it ended; `None` while it goes on.
    pub fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// Whether both sides have checked the other's Finished, as far as this side can know.
    pub fn is_open(&self) -> bool {
        self.role.as_ref().is_some_and(R::is_open)
    }

    /// The state of the handshake; gone once a fault has ended it.
    pub fn role(&self) -> Option<&R> {
        self.role.as_ref()
    }

    /// What was noted since this was asked last.
    pub fn notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.desk.notes)
    }

    /// Reads on until a state that writes, the end, or the last whole record.
    fn advance(&mut self) {
        while self.end.is_none() && !self.got_close {
            if self.role.as_ref().is_none_or(R::writes) {
                return;
            }
            let step = match self.desk.next_input() {
                Ok(None) => return,
                Ok(Some(Input::Alert(alert))) => self.take_alert(alert),
                Ok(Some(input)) => self.take_input(input),
                Err(fault) => Err(fault),
            };
            if let Err(fault) = step {
                self.fail(fault);
            }
        }
    }

    fn take_input(&mut self, input: Input) -> Result<(), Fault> {
        let Some(role) = self.role.take() else { return Ok(()) };
        if role.is_open() {
            self.role = Some(role);
            let answer = open::handle(input, &mut self.desk, &mut self.heard)?;
            self.outbox.extend(answer);
            return Ok(());
        }
        self.role = Some(role.handle(input, &mut self.desk)?);
        Ok(())
    }

    fn take_alert(&mut self, alert: Alert) -> Result<(), Fault> {
        if alert == Alert::CLOSE_NOTIFY {
            self.got_close = true;
            // What was not said yet stays unsaid (RFC 5246 §7.2.1).
            self.to_say.clear();
            self.wants_close = true;
            if self.sent_close {
                self.end = Some(End::Closed);
            }
            return Ok(());
        }
        if alert.level == AlertLevel::Fatal {
            self.end = Some(End::Alerted(alert));
            self.role = None;
            return Ok(());
        }
        self.warnings += 1;
        if self.warnings > MAX_WARNINGS { Err(Fault::TooManyWarnings) } else { Ok(()) }
    }

    /// Writes what there is to say once the handshake is done, then the goodbye.
    fn talk(&mut self) {
        if self.is_open() && !self.to_say.is_empty() && !self.sent_close {
            let words = self.to_say.remove(0);
            match self.desk.write_data(&words) {
                Ok(letter) => self.outbox.push(letter),
                Err(fault) => self.fail(fault),
            }
        } else if self.wants_close && !self.sent_close && (self.is_open() || self.got_close) {
            self.sent_close = true;
            match self.desk.write_close() {
                Ok(letter) => self.outbox.push(letter),
                Err(fault) => self.fail(fault),
            }
            if self.got_close && self.end.is_none() {
                self.end = Some(End::Closed);
            }
        }
    }

    fn fail(&mut self, fault: Fault) {
        let alert = Alert::fatal(fault.alert());
        self.desk.note(Note::new(Kind::Failed, alert.name()).failed(fault.clone()));
        self.outbox.extend(self.desk.write_alert(alert));
        self.end = Some(End::Fault(fault));
        self.role = None;
    }
}

impl<R: Role> Party<R> {
    /// Raises a warning and goes on (for tests and tools).
    pub fn warn(&mut self, description: AlertDescription) {
        let letter = self.desk.write_alert(Alert::warning(description));
        self.outbox.extend(letter);
    }
}
