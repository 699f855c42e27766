//! The scenes of the story, and which moment belongs to which.

use crate::{keys::artifact::Holder, party::note::Kind, wire::key_exchange::KeyExchange};

/// A scene: its stable id, its chapter, and the letter that flies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Board {
    /// `client-hello`, ….
    pub id: &'static str,
    /// `hellos`, ….
    pub chapter: &'static str,
    /// The id of the letter.
    pub letter: Option<&'static str>,
}

const fn board(id: &'static str, chapter: &'static str) -> Board {
    Board { id, chapter, letter: None }
}

const fn flight(id: &'static str, chapter: &'static str, letter: &'static str) -> Board {
    Board { id, chapter, letter: Some(letter) }
}

/// All scenes in order, with RSA key exchange.
pub const SCENES: [Board; 27] = [
    board("parties", "parties"),
    board("tcp", "parties"),
    board("client-hello", "hellos"),
    flight("client-hello-flight", "hellos", "client_hello"),
    board("server-hello", "hellos"),
    flight("server-hello-flight", "hellos", "server_hello"),
    board("certificate-check", "hellos"),
    board("asymmetric-keys", "asymmetric"),
    board("client-encrypts", "asymmetric"),
    flight("pre-master-flight", "asymmetric", "client_key_exchange"),
    board("server-decrypts", "asymmetric"),
    board("prf-inputs", "prf"),
    board("master-secret", "prf"),
    board("why-master", "prf"),
    board("session-keys", "prf"),
    board("session-keys-ready", "symmetric"),
    board("client-finished", "symmetric"),
    flight("client-finished-flight", "symmetric", "client_finished"),
    board("server-checks-finished", "symmetric"),
    flight("server-finished-flight", "symmetric", "server_finished"),
    board("handshake-finished", "symmetric"),
    board("client-message", "tada"),
    flight("client-message-flight", "tada", "client_message"),
    board("server-encrypts", "tada"),
    flight("server-message-flight", "tada", "server_message"),
    board("client-decrypts", "tada"),
    flight("close-notify", "goodbye", "client_close"),
];

/// All scenes in order, with ECDHE: the asymmetric chapter is another, and has the same numbers.
pub const ECDHE_SCENES: [Board; 27] = {
    let mut scenes = SCENES;
    scenes[7] = board("ephemeral-keys", "asymmetric");
    scenes[8] = board("client-shares", "asymmetric");
    scenes[9] = flight("client-share-flight", "asymmetric", "client_key_exchange");
    scenes[10] = board("same-secret", "asymmetric");
    scenes
};

/// A scene that an exchange does not have.
const NONE: Board = board("", "");

/// All scenes in order where a session is resumed. Each stands in the place of the one that it
/// stands for; what has no place here is left out: no certificate, no key exchange, no new master
/// secret. The server's Finished comes first.
pub const RESUMED_SCENES: [Board; 27] = {
    let mut scenes = SCENES;
    scenes[0] = board("again", "parties");
    scenes[2] = board("resume-hello", "hellos");
    scenes[3] = flight("resume-hello-flight", "hellos", "client_hello");
    scenes[4] = board("resume-answer", "hellos");
    scenes[5] = flight("resume-answer-flight", "hellos", "server_hello");
    let mut place = 6;
    while place < 14 {
        scenes[place] = NONE;
        place += 1;
    }
    scenes[14] = board("fresh-keys", "prf");
    scenes[16] = board("server-finished-first", "symmetric");
    scenes[17] = flight("server-finished-first-flight", "symmetric", "server_finished");
    scenes[18] = board("client-checks-finished", "symmetric");
    scenes[19] = flight("client-finished-last-flight", "symmetric", "client_finished");
    scenes[20] = board("session-resumed", "symmetric");
    scenes
};

/// The first scenes of an exchange in which the client asks to resume a session, whatever the
/// server says to it.
const ASKED: usize = 4;

/// How an exchange ends that does not end well: an alert flies, or nothing comes any more. These
/// stand behind whatever scenes were reached, in the chapter of the last of them.
pub const ENDINGS: [Board; 3] = [
    flight("client-alert-flight", "", "client_alert"),
    flight("server-alert-flight", "", "server_alert"),
    board("silence", ""),
];

/// The scenes of a key exchange.
pub const fn scenes(kind: KeyExchange) -> &'static [Board; 27] {
    match kind {
        KeyExchange::Rsa => &SCENES,
        KeyExchange::Ecdhe => &ECDHE_SCENES,
    }
}

/// What became of a session from an earlier connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Course {
    /// Nobody asked for it.
    #[default]
    New,
    /// The client asked, and the server has not gone on with it.
    Asked,
    /// It is gone on with.
    Resumed,
}

/// The scenes of an exchange; a place without an id has none.
pub fn plan(kind: KeyExchange, course: Course) -> [Board; 27] {
    let mut plan = if course == Course::Resumed { RESUMED_SCENES } else { *scenes(kind) };
    if course == Course::Asked {
        plan[..ASKED].copy_from_slice(&RESUMED_SCENES[..ASKED]);
    }
    plan
}

/// The scenes that an exchange of this plan can have, in their order; its [`ENDINGS`] are the last.
pub fn boards(plan: &[Board; 27]) -> Vec<Board> {
    plan.iter().filter(|board| !board.id.is_empty()).chain(&ENDINGS).copied().collect()
}

/// The place of a scene in [`scenes`], whichever they are: scenes that stand for each other have
/// the same place.
pub fn place(id: &str) -> usize {
    let find = |scenes: &[Board]| scenes.iter().position(|scene| scene.id == id);
    let ending = || find(&ENDINGS).map(|place| SCENES.len() + place);
    find(&SCENES)
        .or_else(|| find(&ECDHE_SCENES))
        .or_else(|| find(&RESUMED_SCENES))
        .or_else(ending)
        .unwrap_or(SCENES.len() - 1)
}

/// The scene in this [`place`]; where there is none, the one before it.
pub fn at(place: usize, plan: &[Board; 27]) -> Board {
    let ending = || place.checked_sub(plan.len()).and_then(|place| ENDINGS.get(place));
    let before = || plan.iter().take(place + 1).rfind(|board| !board.id.is_empty());
    ending().or_else(before).copied().unwrap_or(SCENES[0])
}

/// The scene in which the alert of a letter flies that ends the exchange.
pub fn ending_of(letter: &str) -> Option<usize> {
    ENDINGS.iter().find(|scene| scene.letter == Some(letter)).map(|scene| place(scene.id))
}

/// The scene in which a letter flies, by its id with RSA key exchange, unless the session is
/// resumed.
pub fn flight_of(letter: &str, course: Course) -> Option<&'static str> {
    match (letter, course) {
        ("server_close", _) => Some("close-notify"),
        ("server_finished", Course::Resumed) => Some("server-finished-first-flight"),
        ("client_finished", Course::Resumed) => Some("client-finished-last-flight"),
        _ => SCENES.iter().find(|scene| scene.letter == Some(letter)).map(|scene| scene.id),
    }
}

/// The scene, by its id with RSA key exchange, in which a letter is read, and where its alert, if
/// any, is raised.
pub fn reading_of(letter: &str, course: Course) -> &'static str {
    match (letter, course) {
        ("server_hello", Course::Resumed) => return "resume-answer-flight",
        ("server_finished", Course::Resumed) => return "client-checks-finished",
        ("client_finished", Course::Resumed) => return "session-resumed",
        _ => {}
    }
    match letter {
        "client_hello" => "client-hello-flight",
        "server_hello" => "certificate-check",
        "client_key_exchange" => "server-decrypts",
        "client_finished" => "server-checks-finished",
        "server_finished" => "handshake-finished",
        "client_message" => "client-message-flight",
        "server_message" => "client-decrypts",
        _ => "close-notify",
    }
}

/// The scene of a moment in `who`'s work, by its id with RSA key exchange. `letter` is the letter
/// that is being read, if one is.
pub fn scene_of(
    who: Holder,
    kind: Kind,
    about: &str,
    letter: Option<&str>,
    course: Course,
) -> &'static str {
    let reading = letter.map(|letter| reading_of(letter, course));
    if course == Course::Resumed && kind != Kind::Failed {
        match (who, about) {
            (Holder::Server, "server_verify_data" | "server_finished") => {
                return "server-finished-first";
            }
            (Holder::Client, "client_verify_data" | "client_finished") => {
                return "client-finished-last-flight";
            }
            _ => {}
        }
    }
    match (who, about) {
        _ if kind == Kind::Failed => reading.unwrap_or("parties"),
        (Holder::Client, "client_hello") => "client-hello",
        (Holder::Server, "client_hello") => "client-hello-flight",
        (Holder::Server, "server_hello" | "server_ephemeral_public" | "params_signature") => {
            "server-hello"
        }
        (Holder::Client, "server_hello" | "session_resumed" | "certificate") => {
            "server-hello-flight"
        }
        (Holder::Client, "client_ephemeral_public") => "asymmetric-keys",
        (Holder::Client, "pre_master_secret" | "client_key_exchange") => "client-encrypts",
        (Holder::Server, "pre_master_secret" | "pre_master_version") => "server-decrypts",
        (_, "master_secret") => "master-secret",
        (_, "key_block") => "session-keys",
        (Holder::Client, "client_verify_data" | "client_finished") => "client-finished",
        (Holder::Server, "server_verify_data" | "server_finished") => "server-finished-flight",
        (Holder::Client, "message") => "client-message",
        (Holder::Server, "reply") => "server-encrypts",
        _ => reading.unwrap_or("parties"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_found() {
        for kind in [KeyExchange::Rsa, KeyExchange::Ecdhe] {
            for (index, scene) in scenes(kind).iter().enumerate() {
                assert_eq!(place(scene.id), index);
                assert_eq!(scene.chapter, SCENES[index].chapter);
                if let Some(letter) = scene.letter {
                    assert_eq!(flight_of(letter, Course::New).map(place), Some(index));
                }
            }
        }
    }

    #[test]
    fn endings_stand_behind_all_scenes() {
        for (index, scene) in ENDINGS.iter().enumerate() {
            assert_eq!(place(scene.id), SCENES.len() + index);
            let plan = plan(KeyExchange::Ecdhe, Course::Resumed);
            assert_eq!(at(place(scene.id), &plan).id, scene.id);
            assert_eq!(scene.letter.and_then(ending_of), scene.letter.map(|_| place(scene.id)));
        }
        assert_eq!(at(8, &ECDHE_SCENES).id, ECDHE_SCENES[8].id);
        assert_eq!(at(8, &RESUMED_SCENES).id, "resume-answer-flight");
    }

    #[test]
    fn what_is_resumed_has_its_own_order() {
        for (index, scene) in RESUMED_SCENES.iter().enumerate().filter(|(_, s)| !s.id.is_empty()) {
            assert_eq!(place(scene.id), index);
            assert_eq!(scene.chapter, SCENES[index].chapter);
            if let Some(letter) = scene.letter {
                let course = Course::Resumed;
                assert_eq!(flight_of(letter, course).map(place), Some(index));
                assert!(index <= place(reading_of(letter, course)));
            }
        }
        let plan = plan(KeyExchange::Rsa, Course::Asked);
        assert_eq!((plan[3].id, plan[4].id), ("resume-hello-flight", "server-hello"));
    }

    #[test]
    fn letters_are_read_after_or_while_they_fly() {
        for scene in SCENES.iter().filter_map(|scene| scene.letter) {
            let course = Course::New;
            assert!(flight_of(scene, course).map(place) <= Some(place(reading_of(scene, course))));
        }
    }
}
