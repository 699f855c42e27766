//! From what was noted to the Transcript: what a play and a capture write down alike.

use super::{
    letters,
    storyboard::{Board, ENDINGS},
    transcript::{
        Artifact, Beat, Certificate, Check, Expansion, Failure, Input, Letter, Place, Scene, Suite,
        Working,
    },
};
use crate::{
    crypto::aead,
    keys::{
        artifact::{self, Holder, Recipe},
        suite::{CipherSuite, Protection},
    },
    party::{
        fault::Fault,
        note::{Kind, Note},
    },
    pki::facts::{Facts, rfc3339},
    wire::{bytes::decimal, x509},
};

/// A note with its author and its place in the story.
struct Moment {
    who: Holder,
    scene: usize,
    note: Note,
    letter: Option<usize>,
    /// How many came before it, while they happened.
    turn: usize,
}

/// All moments so far, in the order of their scenes; within one, as they happened.
#[derive(Default)]
pub(crate) struct Story {
    moments: Vec<Moment>,
}

/// A story that is written down.
pub(crate) struct Account {
    /// In the order of their scenes.
    pub(crate) beats: Vec<Beat>,
    /// The turn of each beat.
    pub(crate) turns: Vec<usize>,
    /// The values that came to be.
    pub(crate) artifacts: Vec<Artifact>,
}

impl Story {
    /// Adds a moment, in `scene` or later: never before what its author did already, and never
    /// before the scene in which the letter flew (`flown`) that it is about. So every cause stays
    /// before its effect in the order of the scenes.
    pub(crate) fn add(
        &mut self,
        who: Holder,
        scene: usize,
        note: Note,
        letter: Option<usize>,
        flown: Option<usize>,
    ) {
        let scene = scene.max(flown.unwrap_or(0)).max(self.reached(who));
        let turn = self.turn();
        let place = self.moments.partition_point(|moment| moment.scene <= scene);
        self.moments.insert(place, Moment { who, scene, note, letter, turn });
    }

    /// The turn of the moment that comes next.
    pub(crate) fn turn(&self) -> usize {
        self.moments.len()
    }

    /// The scene that somebody has reached.
    pub(crate) fn reached(&self, who: Holder) -> usize {
        self.moments.iter().rfind(|moment| moment.who == who).map_or(0, |moment| moment.scene)
    }

    /// The last scene that anybody has reached.
    pub(crate) fn last(&self) -> usize {
        self.moments.last().map_or(0, |moment| moment.scene)
    }

    /// What happened first of all moments whose note, and the letter that it is about, are so: its turn, its author
    /// and its note.
    pub(crate) fn first(
        &self,
        is_so: impl Fn(&Note, Option<usize>) -> bool,
    ) -> Option<(usize, Holder, &Note)> {
        let found = self.moments.iter().filter(|moment| is_so(&moment.note, moment.letter));
        found.min_by_key(|moment| moment.turn).map(|moment| (moment.turn, moment.who, &moment.note))
    }

    /// The values in somebody's pocket, as they came to be.
    pub(crate) fn values(&self, who: Holder) -> impl Iterator<Item = &artifact::Artifact> {
        let own = self.moments.iter().filter(move |moment| moment.who == who);
        own.flat_map(|moment| &moment.note.artifacts)
    }

    /// Writes it down. Both sides work at the same time; what belongs together is told in one
    /// place. `scenes` gives the id of a scene by its place; the letters learn in which beat they
    /// were sent.
    pub(crate) fn write(
        self,
        scenes: impl Fn(usize) -> &'static str,
        letters: &mut [Letter],
    ) -> Account {
        let turns = self.moments.iter().map(|moment| moment.turn).collect();
        let mut cabinet = Cabinet { artifacts: Vec::new(), messages: letters::messages(letters) };
        let mut beats = Vec::new();
        for (index, moment) in self.moments.into_iter().enumerate() {
            let scene = scenes(moment.scene);
            beats.push(to_beat(index, moment, scene, &mut cabinet));
        }
        for letter in letters {
            let sent =
                |beat: &&Beat| beat.letter == Some(letter.index) && beat.kind == Kind::Sent.name();
            letter.beat = beats.iter().find(sent).map_or(0, |beat| beat.index);
        }
        let mut artifacts = cabinet.artifacts;
        count(&mut artifacts);
        Account { beats, turns, artifacts }
    }
}

/// The scenes up to the last in which anything happened, and how it ended. `boards` are all that
/// there could be, [`ENDINGS`] the last of them; `cut`: it stopped and nobody said why.
pub(crate) fn scenes(
    boards: &[Board],
    beats: &[Beat],
    letters: &[Letter],
    cut: bool,
) -> Vec<Scene> {
    let regular = boards.len() - ENDINGS.len();
    let silence = boards.len() - 1;
    let place = |beat: &Beat| boards.iter().position(|board| board.id == beat.scene);
    let reached: Vec<usize> = beats.iter().filter_map(place).collect();
    let last = reached.iter().copied().filter(|place| *place < regular).max().unwrap_or(0);
    let endings =
        (regular..boards.len()).filter(|place| reached.contains(place) || cut && *place == silence);
    let mut start = 0;
    (0..=last)
        .chain(endings)
        .enumerate()
        .map(|(index, place)| {
            let board = boards[place];
            let count = beats[start..].iter().take_while(|beat| beat.scene == board.id).count();
            let ending = board.chapter.is_empty();
            let scene = Scene {
                number: index + 1,
                id: board.id.to_owned(),
                chapter: if ending { boards[last].chapter } else { board.chapter }.to_owned(),
                start,
                end: start + count,
                letter: board.letter.and_then(|id| letters.iter().position(|one| one.id == id)),
            };
            start += count;
            scene
        })
        .collect()
}

/// Where the values go.
struct Cabinet {
    artifacts: Vec<Artifact>,
    /// Every handshake message that crossed, and where it is.
    messages: Vec<(Vec<u8>, Vec<Place>)>,
}

impl Cabinet {
    /// Puts a value in. The first making counts; what is made again is the same.
    fn put(&mut self, id: &str, holder: Holder, made: artifact::Artifact, beat: usize) {
        if !self.artifacts.iter().any(|known| known.id == id) {
            let artifact = to_artifact(id.to_owned(), holder, made, beat, &self.messages);
            self.artifacts.push(artifact);
        }
    }
}

/// A moment as a beat; its values go to the cabinet.
fn to_beat(index: usize, moment: Moment, scene: &str, cabinet: &mut Cabinet) -> Beat {
    let Moment { who, note, letter, .. } = moment;
    let mut ids = Vec::new();
    for made in note.artifacts {
        let id = format!("{}.{}", who.name(), made.name);
        cabinet.put(&id, who, made, index);
        ids.push(id);
    }
    Beat {
        index,
        scene: scene.to_owned(),
        kind: note.kind.name().to_owned(),
        who,
        about: note.about.to_owned(),
        letter,
        artifacts: ids,
        check: note.check.map(|check| Check {
            id: check.id.to_owned(),
            ok: check.ok,
            expected: check.expected,
            found: check.found,
        }),
        fault: note.fault.as_ref().map(to_failure),
    }
}

fn to_artifact(
    id: String,
    holder: Holder,
    made: artifact::Artifact,
    beat: usize,
    messages: &[(Vec<u8>, Vec<Place>)],
) -> Artifact {
    let from: Vec<String> =
        made.from.iter().map(|name| format!("{}.{name}", holder.name())).collect();
    let input = |(place, id): (usize, &String)| Input {
        role: made.recipe.role(place, made.from.len()).to_owned(),
        id: id.clone(),
    };
    let expansion = made.expansion.map(|expansion| Expansion {
        hash: expansion.hash.to_owned(),
        label: made.detail.clone().unwrap_or_default(),
        seed: expansion.seed,
        length: made.bytes.len(),
        surplus: expansion.surplus,
        inner_key: expansion.inner_key,
        outer_key: expansion.outer_key,
    });
    Artifact {
        id,
        name: made.name.to_owned(),
        holder,
        bytes: made.bytes,
        recipe: made.recipe.name().to_owned(),
        detail: made.detail,
        inputs: from.iter().enumerate().map(input).collect(),
        from,
        working: made
            .working
            .into_iter()
            .map(|working| Working { id: working.id, bytes: working.bytes, inner: working.inner })
            .collect(),
        rfc: made.rfc.to_owned(),
        beat,
        expansion,
        decimal: None,
        covers: letters::locate(made.covers, messages),
    }
}

/// Writes down as numbers what RSA counts with: what goes into a power, and what comes out.
fn count(artifacts: &mut [Artifact]) {
    let powers = [Recipe::RsaEncrypt, Recipe::RsaDecrypt, Recipe::RsaSign].map(Recipe::name);
    let mut numbers: Vec<String> = Vec::new();
    for made in artifacts.iter().filter(|made| powers.contains(&made.recipe.as_str())) {
        numbers.push(made.id.clone());
        let terms =
            made.inputs.iter().filter(|input| !["M", "salt"].contains(&input.role.as_str()));
        numbers.extend(terms.map(|input| input.id.clone()));
    }
    for artifact in artifacts.iter_mut().filter(|artifact| numbers.contains(&artifact.id)) {
        artifact.decimal = Some(decimal(&artifact.bytes));
    }
}

/// A fault as it is told.
pub(crate) fn to_failure(fault: &Fault) -> Failure {
    let alert = fault.alert();
    Failure {
        fault: fault.name().to_owned(),
        says: fault.to_string(),
        alert: alert.name().to_owned(),
        code: alert.code(),
        rfc: fault.rfc().to_owned(),
    }
}

/// A suite and its sizes.
pub(crate) fn to_suite(suite: CipherSuite, group: Option<String>) -> Suite {
    let (kind, mac, tag_length) = match suite.protection() {
        Protection::Cbc { mac } => {
            ("cbc", Some(format!("HMAC_{}", mac.name())), mac.output_length())
        }
        Protection::Gcm => ("gcm", None, aead::TAG),
        Protection::ChaCha20Poly1305 => ("chacha20_poly1305", None, aead::TAG),
    };
    Suite {
        code: suite.code(),
        name: suite.name().to_owned(),
        group,
        kind: kind.to_owned(),
        cipher: suite.cipher().to_owned(),
        mac,
        prf_hash: suite.prf_hash().name().to_owned(),
        mac_key_length: suite.mac_key_length(),
        enc_key_length: suite.enc_key_length(),
        fixed_iv_length: suite.fixed_iv_length(),
        record_iv_length: suite.record_iv_length(),
        tag_length,
        key_block_length: suite.key_block_length(),
    }
}

/// A certificate as it is told.
pub(crate) fn to_certificate(id: &str, facts: &Facts) -> Certificate {
    Certificate {
        id: id.to_owned(),
        subject: facts.subject.clone(),
        issuer: facts.issuer.clone(),
        serial: facts.serial.clone(),
        not_before: rfc3339(facts.not_before),
        not_after: rfc3339(facts.not_after),
        names: facts.names.clone(),
        rsa_bits: facts.public_key.as_ref().map_or(0, |key| key.bits()),
        der: facts.der.clone().into(),
        pem: facts.pem(),
        fields: x509::describe(&facts.der).field,
    }
}
