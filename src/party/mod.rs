//! Second floor: three characters who cannot see each other's pockets.
//!
//! Client and server are sans-IO: bytes in by [`Party::receive`], letters out by
//! [`Party::next_letter`]. Each is a chain of states with a type of its own; an `Expect…` state
//! takes one message and gives the next state, a `Compose…` state writes one letter.

pub mod bleichenbacher;
pub mod client;
pub mod desk;
pub mod eavesdropper;
pub mod fault;
pub mod note;
mod open;
pub mod oracle;
pub mod server;
pub mod session;

use desk::{Desk, Input, Letter};
use fault::Fault;
use note::{Kind, Note};
use session::Session;

use std::collections::VecDeque;

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

    /// What can be gone on with, once the handshake is done.
    fn session(&self) -> Option<&Session>;
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Both said close_notify.
    Closed,
    /// The other side said close_notify before the handshake was done.
    Declined,
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
    outbox: VecDeque<Letter>,
    to_say: VecDeque<Vec<u8>>,
    heard: Vec<u8>,
    warnings: usize,
    was_open: bool,
    session: Option<Session>,
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
            outbox: VecDeque::new(),
            to_say: VecDeque::new(),
            heard: Vec::new(),
            warnings: 0,
            was_open: false,
            session: None,
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
        if let Some(letter) = self.outbox.pop_front() {
            return Some(letter);
        }
        self.take_waiting_alert();
        if self.end.is_some() {
            return self.outbox.pop_front();
        }
        if let Some(role) = self.role.take() {
            if role.writes() {
                match role.compose(&mut self.desk) {
                    Ok((role, letter)) => {
                        self.enter(role);
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
        self.outbox.pop_front()
    }

    /// Says something, as soon as the handshake is done; nothing once the other side has said
    /// goodbye (RFC 5246 §7.2.1).
    pub fn say(&mut self, words: &[u8]) {
        if !self.got_close {
            self.to_say.push_back(words.to_vec());
        }
    }

    /// Says goodbye, after all that is still to be said.
    pub fn close(&mut self) {
        self.wants_close = true;
    }

    /// The line went dead.
    pub fn cut(&mut self) {
        if self.end.is_none() {
            self.end = Some(if self.got_close { self.goodbye() } else { End::Cut });
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

    /// Whether the handshake is done and nothing has ended the connection.
    pub fn is_open(&self) -> bool {
        self.role.as_ref().is_some_and(R::is_open)
    }

    /// Whether the handshake was done at some time: the other's Finished was checked, and the own
    /// one written.
    pub fn was_open(&self) -> bool {
        self.was_open
    }

    /// The session of this connection, once the handshake is done. It outlives the connection.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Whether this connection goes on with an earlier session, as far as this side knows.
    pub fn is_resumed(&self) -> bool {
        self.desk.resumed
    }

    /// The id of the session that this connection has spoiled by ending in a fatal alert, from
    /// either side (RFC 5246 §7.2.2).
    pub fn spoiled(&self) -> Option<&[u8]> {
        let fatal = matches!(self.end, Some(End::Fault(_) | End::Alerted(_)));
        (fatal && !self.desk.session_id.is_empty()).then_some(&self.desk.session_id)
    }

    /// The state of the handshake; gone once a fault has ended it.
    pub fn role(&self) -> Option<&R> {
        self.role.as_ref()
    }

    /// Whether this side has said close_notify.
    pub fn is_closing(&self) -> bool {
        self.sent_close
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

    fn enter(&mut self, role: R) {
        self.was_open |= role.is_open();
        if let Some(session) = role.session() {
            self.session = Some(session.clone());
        }
        self.role = Some(role);
    }

    fn take_input(&mut self, input: Input) -> Result<(), Fault> {
        let Some(role) = self.role.take() else { return Ok(()) };
        if !role.is_open() {
            let role = role.handle(input, &mut self.desk)?;
            self.enter(role);
            return Ok(());
        }
        self.role = Some(role);
        if let Some(words) = open::handle(input, &mut self.desk)? {
            self.heard.extend_from_slice(&words);
            return Ok(());
        }
        // Somebody asks for a second handshake and is told that there will be none; who goes on
        // asking is a flood like any other.
        self.count_warning()?;
        if !self.sent_close {
            self.warn(AlertDescription::NoRenegotiation);
        }
        Ok(())
    }

    /// An alert that came before this side wrote its next letter is heard first.
    fn take_waiting_alert(&mut self) {
        let writes = self.role.as_ref().is_some_and(R::writes);
        while writes && self.end.is_none() && !self.got_close && self.desk.alert_is_next() {
            let step = match self.desk.next_input() {
                Ok(Some(Input::Alert(alert))) => self.take_alert(alert),
                Ok(_) => return,
                Err(fault) => Err(fault),
            };
            if let Err(fault) = step {
                self.fail(fault);
            }
        }
    }

    fn count_warning(&mut self) -> Result<(), Fault> {
        self.warnings += 1;
        if self.warnings > MAX_WARNINGS { Err(Fault::TooManyWarnings) } else { Ok(()) }
    }

    /// How it ends when the other side has said goodbye.
    fn goodbye(&self) -> End {
        if self.was_open { End::Closed } else { End::Declined }
    }

    fn take_alert(&mut self, alert: Alert) -> Result<(), Fault> {
        if alert == Alert::CLOSE_NOTIFY {
            self.got_close = true;
            // What was not said yet stays unsaid (RFC 5246 §7.2.1).
            self.to_say.clear();
            self.wants_close = true;
            if self.sent_close {
                self.end = Some(self.goodbye());
            }
            return Ok(());
        }
        if alert.level == AlertLevel::Fatal {
            // Nothing more is sent, not even what was written already (RFC 5246 §7.2.2).
            self.outbox.clear();
            self.end = Some(End::Alerted(alert));
            self.role = None;
            return Ok(());
        }
        self.count_warning()
    }

    /// Writes what there is to say once the handshake is done, then the goodbye.
    fn talk(&mut self) {
        let words = if self.is_open() && !self.sent_close { self.to_say.pop_front() } else { None };
        if let Some(words) = words {
            match self.desk.write_data(&words) {
                Ok(letter) => self.outbox.push_back(letter),
                Err(fault) => self.fail(fault),
            }
        } else if self.wants_close && !self.sent_close && (self.is_open() || self.got_close) {
            self.sent_close = true;
            match self.desk.write_close() {
                Ok(letter) => self.outbox.push_back(letter),
                Err(fault) => self.fail(fault),
            }
            if self.got_close && self.end.is_none() {
                self.end = Some(self.goodbye());
            }
        }
    }

    /// Raises a warning and goes on.
    fn warn(&mut self, description: AlertDescription) {
        let letter = self.desk.write_alert(Alert::warning(description));
        self.outbox.extend(letter);
    }

    fn fail(&mut self, fault: Fault) {
        let alert = Alert::fatal(fault.alert());
        self.desk.note(Note::new(Kind::Failed, alert.name()).failed(fault.clone()));
        self.outbox.extend(self.desk.write_alert(alert));
        self.end = Some(End::Fault(fault));
        self.role = None;
    }
}
