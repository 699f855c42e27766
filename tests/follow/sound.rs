//! What holds of every Transcript, also of an imported one.

use tls_airmail::{
    Transcript,
    exchange::transcript::{Field, Holder},
};

fn assert_tiles(field: &Field, start: usize, end: usize) {
    assert_eq!((field.start, field.end), (start, end), "{}", field.id);
    let mut at = start;
    for leaf in field.leaves() {
        assert_eq!(leaf.start, at, "before {}", leaf.id);
        at = leaf.end;
    }
    assert_eq!(at, end, "end of {}", field.id);
}

/// Every byte has one name; beats are in the order of the scenes; recipes name values that were
/// there before; what is closed is not open.
pub fn assert_sound(transcript: &Transcript) {
    for letter in &transcript.letters {
        let mut at = 0;
        for record in &letter.records {
            assert_eq!(record.start, at);
            assert_tiles(&record.fields, record.start, record.end);
            if let Some(sealed) = &record.sealed {
                assert_tiles(&sealed.fields, 0, sealed.plaintext.len());
                assert_tiles(&sealed.opened, 0, sealed.whole.len());
                let covered = sealed.mac_input.as_ref().unwrap_or(&sealed.additional_data);
                assert_tiles(&sealed.covered, 0, covered.len());
                assert_tiles(&sealed.nonce_fields, 0, sealed.nonce.len());
            }
            at = record.end;
        }
        assert_eq!(at, letter.bytes.len());
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
