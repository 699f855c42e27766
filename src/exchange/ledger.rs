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

/// The eavesdropper sits at somebody's desk: what came to be there is known to it, and nothing of it
/// to the owner of the desk.
pub fn seat(ledger: &mut Vec<Knowledge>, desk: Holder) {
    let mut known = BTreeSet::new();
    ledger.retain_mut(|entry| {
        if entry.who == desk {
            entry.who = Holder::Eavesdropper;
        }
        entry.who != Holder::Eavesdropper || known.insert(entry.name.clone())
    });
}

fn how(artifact: &Artifact) -> &'static str {
    match (artifact.recipe.as_str(), artifact.holder) {
        ("received", Holder::Eavesdropper) => "overheard",
        ("stolen", _) => "stolen",
        ("given", _) => "given",
        ("kept", Holder::Client | Holder::Server) => "kept",
        (_, Holder::Eavesdropper) => "derived",
        ("random", _) => "made",
        ("received", _) => "received",
        _ => "computed",
    }
}

/// Values and letters as bits: the lower half are values, the upper half letters. An exchange has
/// some forty names of values and at most 64 letters.
type Set = u128;

/// Bits for values, and as many for letters.
const HALF: usize = 64;

/// A way to come by a value: a recipe that somebody used, and what it took.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Way<'a> {
    recipe: &'a str,
    /// In the order of the recipe.
    inputs: Vec<&'a str>,
    /// The values that it takes, and the letters that must have crossed.
    needs: Set,
}

/// The ways to every value, as they were used in this exchange by anybody.
struct Map<'a> {
    /// What the lower bits stand for.
    names: Vec<&'a str>,
    /// What the upper bits stand for.
    letters: &'a [Letter],
    /// By the bit of the value.
    ways: Vec<Vec<Way<'a>>>,
}

impl<'a> Map<'a> {
    fn new(artifacts: &'a [Artifact], beats: &[Beat], letters: &'a [Letter]) -> Self {
        let mut names = Vec::new();
        artifacts.iter().for_each(|made| put_once(&mut names, made.name.as_str()));
        names.truncate(HALF);
        let ways = vec![Vec::new(); names.len()];
        let mut map = Self { names, letters, ways };
        for made in artifacts {
            let way = map.way(made, beats);
            if let (Some(bit), Some(way)) = (map.bit(&made.name), way) {
                let known = &mut map.ways[bit];
                if !known.contains(&way) {
                    known.push(way);
                }
            }
        }
        map
    }

    fn bit(&self, name: &str) -> Option<usize> {
        self.names.binary_search(&name).ok()
    }

    fn set(&self, name: &str) -> Set {
        self.bit(name).map_or(0, |bit| 1 << bit)
    }

    /// How an artifact was come by; nothing where it came from nowhere.
    fn way(&self, made: &'a Artifact, beats: &[Beat]) -> Option<Way<'a>> {
        let recipe = made.recipe.as_str();
        let is = |known: Recipe| recipe == known.name();
        let nowhere = [Recipe::Random, Recipe::Given, Recipe::Kept, Recipe::Stolen, Recipe::Seen];
        if nowhere.into_iter().any(is) {
            return None;
        }
        let from = made.from.iter().filter_map(|id| Some(id.split_once('.')?.1));
        let mut inputs: Vec<&str> = from.collect();
        let mut read: Vec<usize> = Vec::new();
        if is(Recipe::Received) || is(Recipe::Opened) {
            read.push(beats.get(made.beat).and_then(|beat| beat.letter)?);
        }
        for covered in &made.covers {
            // Changed on the way: nobody else can know how it arrived.
            if covered.places.is_empty() {
                return None;
            }
            for place in &covered.places {
                read.push(place.letter);
                // A message under a seal is known to who knows what is in it.
                if place.sealed {
                    inputs.push(match self.letters.get(place.letter)?.from {
                        Holder::Server => "server_verify_data",
                        _ => "client_verify_data",
                    });
                }
            }
        }
        let letters = read.iter().filter(|letter| **letter < HALF);
        let letters = letters.fold(0, |set, letter| set | 1 << (HALF + letter));
        let needs = inputs.iter().fold(letters, |set, name| set | self.set(name));
        Some(Way { recipe, inputs, needs })
    }

    /// The letters that crossed up to `beat`.
    fn crossed(&self, beat: usize) -> Set {
        let places = self.letters.iter().take(HALF).enumerate();
        let crossed = places.filter(|(_, letter)| letter.beat <= beat);
        crossed.fold(0, |set, (place, _)| set | 1 << (HALF + place))
    }

    /// All that can be made of `has`, with it; and the first way to each.
    fn closure(&self, has: Set) -> (Set, BTreeMap<usize, &Way<'a>>) {
        let (mut reach, mut made) = (has, BTreeMap::new());
        loop {
            let before = reach;
            for (bit, ways) in self.ways.iter().enumerate() {
                let open = |way: &&Way<'_>| way.needs & !before == 0;
                if before >> bit & 1 == 0
                    && let Some(way) = ways.iter().find(open)
                {
                    made.insert(bit, way);
                    reach |= 1 << bit;
                }
            }
            if reach == before {
                return (reach, made);
            }
        }
    }

    /// What the ways to a value lack: each would be enough.
    fn missing(&self, bit: usize, reach: Set) -> Vec<Set> {
        let lacks: Vec<Set> = self.ways[bit].iter().map(|way| way.needs & !reach).collect();
        fewest(&lacks)
    }

    /// The same, followed back to what cannot be made of anything, without going in a circle.
    fn roots(&self, bit: usize, reach: Set, path: Set) -> Vec<Set> {
        let path = path | 1 << bit;
        let mut choices: Vec<Set> = Vec::new();
        for way in self.ways[bit].iter().filter(|way| way.needs & !reach & path == 0) {
            // One choice for each of what is lacking, in every combination.
            let mut combined: Vec<Set> = vec![0];
            for lack in bits(way.needs & !reach) {
                let mut roots = Vec::new();
                if lack < self.ways.len() {
                    roots = self.roots(lack, reach, path);
                }
                if roots.is_empty() {
                    roots.push(1 << lack);
                }
                let with = |some: &Set| roots.iter().map(|more| some | more).collect::<Vec<_>>();
                combined = combined.iter().flat_map(with).collect();
            }
            choices.extend(combined);
        }
        fewest(&choices)
    }

    /// Names in place of bits, in alphabetical order.
    fn told(&self, choices: &[Set]) -> Vec<Vec<String>> {
        let name = |bit: usize| match bit.checked_sub(HALF) {
            Some(letter) => self.letters.get(letter).map(|letter| letter.id.clone()),
            None => self.names.get(bit).map(|name| (*name).to_owned()),
        };
        let mut told = Vec::new();
        for set in choices {
            let mut names = Vec::new();
            bits(*set).filter_map(name).for_each(|name| put(&mut names, name));
            put(&mut told, names);
        }
        told
    }
}

/// The places of the bits that are set.
fn bits(set: Set) -> impl Iterator<Item = usize> {
    let next = |set: &Set| (*set != 0).then(|| *set & (*set - 1));
    std::iter::successors((set != 0).then_some(set), move |set| next(set).filter(|rest| *rest != 0))
        .map(|set| set.trailing_zeros() as usize)
}

/// Puts an item where it belongs in a short list that is in order. (The library's sorting is made
/// for long ones, and compiled anew for every type: 3 KB of WebAssembly each.)
fn put<T: Ord>(list: &mut Vec<T>, item: T) {
    let place = list.partition_point(|other| *other <= item);
    list.insert(place, item);
}

/// The same, where it is not there yet.
fn put_once<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(place) = list.binary_search(&item) {
        list.insert(place, item);
    }
}

/// The shortest ones, each once.
fn fewest(choices: &[Set]) -> Vec<Set> {
    let least = choices.iter().map(|set| set.count_ones()).min().unwrap_or(0);
    let mut fewest = Vec::new();
    let short = choices.iter().filter(|set| set.count_ones() == least);
    short.for_each(|set| put_once(&mut fewest, *set));
    fewest
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
    // Only then can anything change.
    let mut turns: Vec<usize> = Vec::new();
    let sent = letters.iter().map(|letter| letter.beat);
    ledger.iter().map(|entry| entry.beat).chain(sent).for_each(|beat| put_once(&mut turns, beat));
    let mut told: Vec<Reach> = Vec::new();
    let mut there: Set = 0;
    let mut entries = ledger.iter().peekable();
    let everybody = [Holder::Client, Holder::Server, Holder::Eavesdropper];
    let mut stands = everybody.map(|who| (who, 0, BTreeMap::new()));
    for beat in turns {
        while let Some(entry) = entries.next_if(|entry| entry.beat <= beat) {
            there |= map.set(&entry.name);
            for (who, has, _) in &mut stands {
                if entry.who == *who {
                    *has |= map.set(&entry.name);
                }
            }
        }
        for (who, has, state) in &mut stands {
            let (who, has) = (*who, *has);
            let (reach, made) = map.closure(has | map.crossed(beat));
            for bit in bits(there & !has) {
                let way = made.get(&bit).copied();
                let (missing, roots) = match way {
                    Some(_) => (Vec::new(), Vec::new()),
                    None => (map.missing(bit, reach), map.roots(bit, reach, 0)),
                };
                let way = way.filter(|_| who != Holder::Eavesdropper);
                let stand = (way, missing, roots);
                if state.get(&bit) == Some(&stand) {
                    continue;
                }
                let inputs = way.map(|way| way.inputs.iter().map(|name| (*name).to_owned()));
                told.push(Reach {
                    beat,
                    who,
                    name: map.names[bit].to_owned(),
                    recipe: way.map(|way| way.recipe.to_owned()),
                    inputs: inputs.map_or_else(Vec::new, Iterator::collect),
                    missing: map.told(&stand.1),
                    roots: map.told(&stand.2),
                });
                state.insert(bit, stand);
            }
        }
    }
    told
}
