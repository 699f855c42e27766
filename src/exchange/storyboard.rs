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

/// The place of a scene in [`scenes`], whichever they are: scenes that stand for each other have
/// the same place.
pub fn place(id: &str) -> usize {
    let find = |scenes: &[Board]| scenes.iter().position(|scene| scene.id == id);
    let ending = || find(&ENDINGS).map(|place| SCENES.len() + place);
    find(&SCENES).or_else(|| find(&ECDHE_SCENES)).or_else(ending).unwrap_or(SCENES.len() - 1)
}

/// The scene in this [`place`].
pub fn at(place: usize, kind: KeyExchange) -> &'static Board {
    let scenes = scenes(kind);
    scenes.get(place).or_else(|| ENDINGS.get(place - scenes.len())).unwrap_or(&scenes[0])
}

/// The scene in which the alert of a letter flies that ends the exchange.
pub fn ending_of(letter: &str) -> Option<usize> {
    ENDINGS.iter().find(|scene| scene.letter == Some(letter)).map(|scene| place(scene.id))
}

/// The scene in which a letter flies, by its id with RSA key exchange.
pub fn flight_of(letter: &str) -> Option<&'static str> {
    match letter {
        "server_close" => Some("close-notify"),
        _ => SCENES.iter().find(|scene| scene.letter == Some(letter)).map(|scene| scene.id),
    }
}

/// The scene, by its id with RSA key exchange, in which a letter is read, and where its alert, if any, is raised.
pub fn reading_of(letter: &str) -> &'static str {
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
pub fn scene_of(who: Holder, kind: Kind, about: &str, letter: Option<&str>) -> &'static str {
    let reading = letter.map(reading_of);
    match (who, about) {
        _ if kind == Kind::Failed => reading.unwrap_or("parties"),
        (Holder::Client, "client_hello") => "client-hello",
        (Holder::Server, "client_hello") => "client-hello-flight",
        (Holder::Server, "server_hello" | "server_ephemeral_public" | "params_signature") => {
            "server-hello"
        }
        (Holder::Client, "server_hello" | "certificate") => "server-hello-flight",
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
                    assert_eq!(flight_of(letter).map(place), Some(index));
                }
            }
        }
    }

    #[test]
    fn endings_stand_behind_all_scenes() {
        for (index, scene) in ENDINGS.iter().enumerate() {
            assert_eq!(place(scene.id), SCENES.len() + index);
            assert_eq!(at(place(scene.id), KeyExchange::Ecdhe).id, scene.id);
            assert_eq!(scene.letter.and_then(ending_of), scene.letter.map(|_| place(scene.id)));
        }
        assert_eq!(at(8, KeyExchange::Ecdhe).id, ECDHE_SCENES[8].id);
    }

    #[test]
    fn letters_are_read_after_or_while_they_fly() {
        for scene in SCENES.iter().filter_map(|scene| scene.letter) {
            assert!(flight_of(scene).map(place) <= Some(place(reading_of(scene))));
        }
    }
}
