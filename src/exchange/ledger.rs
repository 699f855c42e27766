//! Who came to know what, and when; and what is within whose reach.

use std::collections::{BTreeMap, BTreeSet};

use super::transcript::{Artifact, Beat, Knowledge, Letter, Reach};
use crate::keys::artifact::{Holder, Recipe};

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
        ("stolen", _) => "stolen",
        ("given", _) => "given",
        (_, Holder::Eavesdropper) => "derived",
        ("random", _) => "made",
        ("received", _) => "received",
        _ => "computed",
    }
}

/// A way to come by a value: a recipe that somebody used, and what it took.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Way<'a> {
    recipe: &'a str,
    /// Artifact names.
    inputs: Vec<&'a str>,
    /// Places of letters that must have crossed.
    letters: Vec<usize>,
}

/// Everything that could be enough: each entry takes all of its names together.
type Choices<'a> = BTreeSet<BTreeSet<&'a str>>;

/// The ways to every value, as they were used in this exchange by anybody.
struct Map<'a> {
    ways: BTreeMap<&'a str, BTreeSet<Way<'a>>>,
    letters: &'a [Letter],
}

impl<'a> Map<'a> {
    fn new(artifacts: &'a [Artifact], beats: &'a [Beat], letters: &'a [Letter]) -> Self {
        let mut ways: BTreeMap<&str, BTreeSet<Way<'_>>> = BTreeMap::new();
        for made in artifacts {
            let known = ways.entry(&made.name).or_default();
            known.extend(way(made, beats, letters));
        }
        Self { ways, letters }
    }

    fn ways(&self, name: &str) -> impl Iterator<Item = &Way<'a>> {
        self.ways.get(name).into_iter().flatten()
    }

    /// What can be made of `has` and of the letters that crossed up to `beat`, each by its first
    /// way.
    fn closure(&self, has: &BTreeSet<&'a str>, beat: usize) -> BTreeMap<&'a str, &Way<'a>> {
        let mut made: BTreeMap<&str, &Way<'_>> = BTreeMap::new();
        loop {
            let open = |way: &&Way<'_>| {
                way.inputs.iter().all(|name| has.contains(name) || made.contains_key(name))
                    && way.letters.iter().all(|letter| self.crossed(*letter, beat))
            };
            let fresh: Vec<_> = self
                .ways
                .iter()
                .filter(|(name, _)| !has.contains(**name) && !made.contains_key(**name))
                .filter_map(|(name, ways)| Some((*name, ways.iter().find(open)?)))
                .collect();
            if fresh.is_empty() {
                return made;
            }
            made.extend(fresh);
        }
    }

    fn crossed(&self, letter: usize, beat: usize) -> bool {
        self.letters.get(letter).is_some_and(|letter| letter.beat <= beat)
    }

    /// What a way lacks: names out of reach, and letters that did not cross.
    fn lacking(&self, way: &Way<'a>, reach: &BTreeSet<&'a str>, beat: usize) -> BTreeSet<&'a str> {
        let letters = way.letters.iter().filter(|letter| !self.crossed(**letter, beat));
        let letters = letters.filter_map(|letter| Some(self.letters.get(*letter)?.id.as_str()));
        let inputs = way.inputs.iter().copied().filter(|name| !reach.contains(name));
        inputs.chain(letters).collect()
    }

    fn missing(&self, name: &str, reach: &BTreeSet<&'a str>, beat: usize) -> Choices<'a> {
        fewest(self.ways(name).map(|way| self.lacking(way, reach, beat)).collect())
    }

    /// `name` followed back to what cannot be made of anything, without going in a circle.
    fn roots(
        &self,
        name: &'a str,
        reach: &BTreeSet<&'a str>,
        beat: usize,
        path: &[&'a str],
    ) -> Choices<'a> {
        let path = [path, &[name]].concat();
        let mut choices = Choices::new();
        for way in self.ways(name) {
            let lacking = self.lacking(way, reach, beat);
            if lacking.iter().any(|name| path.contains(name)) {
                continue;
            }
            // One choice for each of what is lacking, in every combination.
            let mut combined: Choices<'_> = [BTreeSet::new()].into();
            for name in lacking {
                let roots = self.roots(name, reach, beat, &path);
                let roots = if roots.is_empty() { [[name].into()].into() } else { roots };
                combined = combined
                    .iter()
                    .flat_map(|some| roots.iter().map(move |more| some | more))
                    .collect();
            }
            choices.extend(combined);
        }
        fewest(choices)
    }
}

/// How an artifact was come by; nothing where it came from nowhere.
fn way<'a>(made: &'a Artifact, beats: &[Beat], letters: &'a [Letter]) -> Option<Way<'a>> {
    let recipe = made.recipe.as_str();
    let from = made.from.iter().filter_map(|id| Some(id.split_once('.')?.1));
    let mut inputs: Vec<&str> = from.collect();
    let mut needed: Vec<usize> = Vec::new();
    let read = beats.get(made.beat).and_then(|beat| beat.letter);
    if recipe == Recipe::Random.name()
        || recipe == Recipe::Given.name()
        || recipe == Recipe::Stolen.name()
    {
        return None;
    }
    if recipe == Recipe::Received.name() || recipe == Recipe::Opened.name() {
        needed.push(read?);
    }
    for covered in &made.covers {
        for place in &covered.places {
            needed.push(place.letter);
            // A message under a seal is known to who knows what is in it.
            if place.sealed {
                let from = letters.get(place.letter)?.from;
                inputs.push(match from {
                    Holder::Server => "server_verify_data",
                    _ => "client_verify_data",
                });
            }
        }
        // Changed on the way: nobody else can know how it arrived.
        if covered.places.is_empty() {
            return None;
        }
    }
    needed.sort_unstable();
    needed.dedup();
    Some(Way { recipe, inputs, letters: needed })
}

/// The shortest ones.
fn fewest(choices: Choices<'_>) -> Choices<'_> {
    let least = choices.iter().map(BTreeSet::len).min().unwrap_or(0);
    choices.into_iter().filter(|names| names.len() == least).collect()
}

fn owned(choices: Choices<'_>) -> Vec<Vec<String>> {
    choices.into_iter().map(|names| names.into_iter().map(str::to_owned).collect()).collect()
}

/// What is within reach of whom, of the values that somebody has by then. `ledger` is that of
/// [`keep`]. What the eavesdropper could make it has made, and is in the ledger.
pub fn reach(
    ledger: &[Knowledge],
    beats: &[Beat],
    artifacts: &[Artifact],
    letters: &[Letter],
) -> Vec<Reach> {
    let map = Map::new(artifacts, beats, letters);
    let mut told: Vec<Reach> = Vec::new();
    for who in [Holder::Client, Holder::Server, Holder::Eavesdropper] {
        let mut state: BTreeMap<&str, Reach> = BTreeMap::new();
        let mut before = None;
        for beat in 0..beats.len() {
            let entries = || ledger.iter().filter(|entry| entry.beat <= beat);
            let there: BTreeSet<&str> = entries().map(|entry| entry.name.as_str()).collect();
            let own = entries().filter(|entry| entry.who == who);
            let has: BTreeSet<&str> = own.map(|entry| entry.name.as_str()).collect();
            let crossed = letters.iter().filter(|letter| letter.beat <= beat).count();
            let now = Some((there.len(), has.len(), crossed));
            if before == now {
                continue;
            }
            before = now;
            let made = map.closure(&has, beat);
            let reach: BTreeSet<&str> = has.iter().chain(made.keys()).copied().collect();
            for name in there.difference(&has) {
                let way = made.get(name).filter(|_| who != Holder::Eavesdropper);
                let (missing, roots) = match made.get(name) {
                    Some(_) => (Choices::new(), Choices::new()),
                    None => (map.missing(name, &reach, beat), map.roots(name, &reach, beat, &[])),
                };
                let entry = Reach {
                    beat,
                    who,
                    name: (*name).to_owned(),
                    recipe: way.map(|way| way.recipe.to_owned()),
                    inputs: way.map_or_else(Vec::new, |way| {
                        way.inputs.iter().map(|name| (*name).to_owned()).collect()
                    }),
                    missing: owned(missing),
                    roots: owned(roots),
                };
                let same = |known: &Reach| Reach { beat: known.beat, ..entry.clone() } == *known;
                if !state.get(name).is_some_and(same) {
                    state.insert(name, entry.clone());
                    told.push(entry);
                }
            }
        }
    }
    told.sort_by_key(|entry| entry.beat);
    told
}
