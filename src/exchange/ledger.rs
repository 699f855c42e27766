//! Who came to know what, and when.

use super::transcript::{Artifact, Beat, Knowledge};
use crate::keys::artifact::Holder;

/// The ledger of an exchange: the first time that anybody got hold of anything.
pub fn keep(beats: &[Beat], artifacts: &[Artifact]) -> Vec<Knowledge> {
    let mut ledger: Vec<Knowledge> = Vec::new();
    for beat in beats {
        for id in &beat.artifacts {
            let Some(artifact) = artifacts.iter().find(|artifact| artifact.id == *id) else {
                continue;
            };
            let known = ledger
                .iter()
                .any(|entry| entry.who == artifact.holder && entry.name == artifact.name);
            if !known {
                ledger.push(Knowledge {
                    beat: beat.index,
                    who: artifact.holder,
                    name: artifact.name.clone(),
                    how: how(artifact).to_owned(),
                    artifact: Some(artifact.id.clone()),
                });
            }
        }
    }
    ledger
}

fn how(artifact: &Artifact) -> &'static str {
    match (artifact.recipe.as_str(), artifact.holder) {
        ("received", Holder::Eavesdropper) => "overheard",
        ("given", Holder::Eavesdropper) => "stolen",
        (_, Holder::Eavesdropper) => "derived",
        ("random", _) => "made",
        ("given", _) => "given",
        ("received", _) => "received",
        _ => "computed",
    }
}
