//! What holds of every Transcript, also of an imported one.

use tls_airmail::{Transcript, exchange::transcript::Holder};

use crate::common::assert_all_tile;

/// Every byte has one name; beats are in the order of the scenes; recipes name values that were
/// there before; what is closed is not open.
pub fn assert_sound(transcript: &Transcript) {
    assert_all_tile(transcript);
    for letter in &transcript.letters {
        let sent = &transcript.beats[letter.beat];
        assert_eq!((sent.letter, sent.kind.as_str()), (Some(letter.index), "sent"));
    }
    let mut next = 0;
    for (index, scene) in transcript.scenes.iter().enumerate() {
        assert_eq!((scene.number, scene.start), (index + 1, next));
        for beat in &transcript.beats[scene.start..scene.end] {
            assert_eq!(beat.scene, scene.id);
        }
        next = scene.end;
    }
    assert_eq!(next, transcript.beats.len(), "scenes cover all beats");
    for artifact in &transcript.artifacts {
        for from in &artifact.from {
            let source = transcript.artifacts.iter().find(|other| other.id == *from);
            let source = source.unwrap_or_else(|| panic!("{} is made of {from}", artifact.id));
            assert!(source.beat <= artifact.beat, "{} before {from}", artifact.id);
        }
    }
    let mut once: Vec<_> = transcript.closed.iter().map(|c| (c.who, &c.name)).collect();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), transcript.closed.len(), "each card is closed once");
    for closed in &transcript.closed {
        let id = format!("{}.{}", closed.who.name(), closed.name);
        assert!(transcript.artifacts.iter().all(|artifact| artifact.id != id), "{id} is open");
        assert!(closed.beat < transcript.beats.len());
    }
    // Both desks hold equal values.
    for ours in transcript.artifacts.iter().filter(|a| a.holder == Holder::Client) {
        let id = format!("server.{}", ours.name);
        if let Some(theirs) = transcript.artifacts.iter().find(|a| a.id == id) {
            assert_eq!(ours.bytes, theirs.bytes, "{id}");
        }
    }
}
