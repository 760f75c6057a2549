//! Typing errors: long names that differ in one word by a letter or two.
//!
//! The wrong word must occur in no other name of the archive, the right one in several, so that
//! "Georgia" never becomes "Georgian".

use super::graph::{Edge, Node, NodeFacts};
use crate::model::{Evidence, Kind};
use crate::text::skeleton;
use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// Names of fewer words are too short to be told by the others.
const WORDS: usize = 3;
/// A word of fewer letters is another word, not a typing error.
const LETTERS: usize = 4;
/// Words of this many letters may differ in two.
const TWO: usize = 8;
/// More names that differ in one word are a pattern ("University of …"), not typing errors.
const MANY: usize = 64;

/// One word of a name taken out: what is left, the name, the word.
struct Hole {
    rest: u64,
    place: usize,
    word: String,
}

/// Edges between a name with a typing error and the name that was meant.
pub(super) fn edges<'a>(nodes: impl Iterator<Item = (&'a Node, &'a NodeFacts)>) -> Vec<Edge> {
    let mut names: Vec<(usize, Vec<String>)> = Vec::new();
    let mut count: BTreeMap<String, u32> = BTreeMap::new();
    for (place, (node, known)) in nodes.enumerate() {
        if node.0 != Kind::Org || known.acronym || known.guards.generic {
            continue;
        }
        let Some(text) = known.texts.first() else { continue };
        let words: Vec<String> = skeleton(text).split(' ').map(str::to_owned).collect();
        for word in &words {
            *count.entry(word.clone()).or_default() += 1;
        }
        if words.len() >= WORDS {
            names.push((place, words));
        }
    }
    let mut holes: Vec<Hole> = Vec::new();
    for (place, words) in &names {
        // Numbers tell bodies apart: "Bataillon 1914" is not "Bataillon 1915".
        let may_be_wrong =
            |word: &str| word.len() >= LETTERS && !word.contains(|c: char| c.is_ascii_digit());
        for (i, word) in words.iter().enumerate().filter(|(_, w)| may_be_wrong(w)) {
            let mut hasher = FxHasher::default();
            i.hash(&mut hasher);
            words[..i].hash(&mut hasher);
            words[i + 1..].hash(&mut hasher);
            holes.push(Hole { rest: hasher.finish(), place: *place, word: word.clone() });
        }
    }
    holes.sort_by_key(|h| (h.rest, h.place));
    let often = |word: &str| count.get(word).is_some_and(|&n| n > 1);
    let mut edges = Vec::new();
    for group in holes.chunk_by(|a, b| a.rest == b.rest).filter(|g| g.len() > 1 && g.len() <= MANY)
    {
        for odd in group.iter().filter(|h| !often(&h.word)) {
            for right in group.iter().filter(|h| often(&h.word) && is_typo(&odd.word, &h.word)) {
                let evidence =
                    Evidence { doc: None, text: format!("{} for {}", odd.word, right.word) };
                let (a, b) = (odd.place.min(right.place), odd.place.max(right.place));
                edges.push(Edge { strength: 50, rule: "typo", a, b, evidence });
            }
        }
    }
    edges
}

/// Whether one word is the other with a typing error: one letter, or two in long words. The first
/// letter must be right, and words with digits are never joined.
fn is_typo(a: &str, b: &str) -> bool {
    let most = if a.len().min(b.len()) >= TWO { 2 } else { 1 };
    a.len().max(b.len()) > LETTERS
        && a.as_bytes().first() == b.as_bytes().first()
        && !a.bytes().chain(b.bytes()).any(|byte| byte.is_ascii_digit())
        && a.len().abs_diff(b.len()) <= most
        && strsim::osa_distance(a, b) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors() {
        assert!(is_typo("humar", "human"));
        assert!(is_typo("pravk", "prav"));
        assert!(is_typo("comitee", "comittee"));
        assert!(is_typo("developmnet", "development"));
        assert!(!is_typo("iran", "iraq"));
        assert!(!is_typo("north", "south"));
        assert!(!is_typo("school2", "school3"));
    }
}
