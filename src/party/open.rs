//! What a party takes once the handshake is done.

use super::{
    desk::{Desk, Input, said},
    fault::Fault,
    note::Note,
};
use crate::{
    keys::artifact::{Holder, Recipe},
    wire::handshake::Message,
};

/// What was said; `None` where somebody asks for a second handshake.
pub fn handle(input: Input, desk: &mut Desk) -> Result<Option<Vec<u8>>, Fault> {
    match (input, desk.side) {
        (Input::Data(words), side) => {
            let name = if side == Holder::Server { "message" } else { "reply" };
            desk.note(Note::computed(name, vec![said(name, &words, Recipe::Received)]));
            Ok(Some(words))
        }
        (Input::Message(Message::HelloRequest, _), Holder::Client)
        | (Input::Message(Message::ClientHello(_), _), Holder::Server) => Ok(None),
        (input, _) => Err(input.unexpected("application_data")),
    }
}
