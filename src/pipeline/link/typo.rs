//! Slips of the pen: long names that differ in one word by a letter or two.
//!
//! The odd word must occur in no other name of the archive, the right one in several, so that "Georgia" never becomes "Georgian".

use super::link::{Known, Node};
use super::solver::Edge;
use crate::model::{Evidence, Kind};
use crate::text::skeleton;
use rustc_hash::FxHasher;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// Names of fewer words are too short to be told by the others.
const WORDS: usize = 3;
/// A word of fewer letters is another word, not a slip.
const LETTERS: usize = 4;
/// Words of so many letters may differ in two.
const TWO: usize = 8;
/// More names that differ in one word are a pattern ("University of …"), not slips.
const MANY: usize = 64;

/// One word of a name taken out: what is left, the name, the word.
struct Hole {
    rest: u64,
    place: usize,
    word: String,
}

/// Edges between a name with a slip and the name that was meant.
pub(super) fn edges<'a>(nodes: impl Iterator<Item = (&'a Node, &'a Known)>) -> Vec<Edge> {
    let mut names: Vec<(usize, Vec<String>)> = Vec::new();
    let mut count: BTreeMap<String, u32> = BTreeMap::new();
    for (place, (node, known)) in nodes.enumerate() {
        if node.0 != Kind::Org || known.acronym || known.guarded.generic {
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
        for (i, word) in words.iter().enumerate().filter(|(_, w)| w.len() >= LETTERS) {
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
    for group in holes.chunk_by(|a, b| a.rest == b.rest).filter(|g| g.len() > 1 && g.len() <= MANY) {
        for odd in group.iter().filter(|h| !often(&h.word)) {
            for right in group.iter().filter(|h| often(&h.word) && slip(&odd.word, &h.word)) {
                let evidence = Evidence { doc: None, text: format!("{} for {}", odd.word, right.word) };
                let (a, b) = (odd.place.min(right.place), odd.place.max(right.place));
                edges.push(Edge { strength: 50, rule: "typo", a, b, evidence });
            }
        }
    }
    edges
}

/// Whether one word is the other with a slip: one letter, or two in long words; the first letter is seldom wrong, digits never are.
fn slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let most = if a.len().min(b.len()) >= TWO { 2 } else { 1 };
    a.len().max(b.len()) > LETTERS
        && a.first() == b.first()
        && !a.iter().chain(b).any(u8::is_ascii_digit)
        && a.len().abs_diff(b.len()) <= most
        && distance(a, b) <= most
}

/// Letters to insert, delete, replace or swap with their neighbour.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        assert!(slip("humar", "human"));
        assert!(slip("pravk", "prav"));
        assert!(slip("comitee", "comittee"));
        assert!(slip("developmnet", "development"));
        assert!(!slip("iran", "iraq"));
        assert!(!slip("north", "south"));
        assert!(!slip("school2", "school3"));
    }
}
