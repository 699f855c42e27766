//! What a party does once the handshake is done.

use super::{
    desk::{Desk, Input, Letter, said},
    fault::Fault,
    note::Note,
};
use crate::{
    keys::artifact::{Holder, Recipe},
    wire::{
        alert::{Alert, AlertDescription},
        handshake::Message,
    },
};

/// Takes what comes; an answer where one is due. Whoever asks for a second handshake is told
/// that there will be none (RFC 5246 §7.2.2, no_renegotiation).
pub fn handle(input: Input, desk: &mut Desk, heard: &mut Vec<u8>) -> Result<Option<Letter>, Fault> {
    match (input, desk.side) {
        (Input::Data(words), side) => {
            let name = if side == Holder::Server { "message" } else { "reply" };
            desk.note(Note::computed(name, vec![said(name, &words, Recipe::Received)]));
            heard.extend_from_slice(&words);
            Ok(None)
        }
        (Input::Message(Message::HelloRequest, _), Holder::Client)
        | (Input::Message(Message::ClientHello(_), _), Holder::Server) => {
            Ok(desk.write_alert(Alert::warning(AlertDescription::NoRenegotiation)))
        }
        (input, _) => Err(input.unexpected("application_data")),
    }
}
