//! Near-copies: documents of about the same days, where the shorter of two shares at least half of
//! its three-word runs with the other, and at least half of those that hold a number or a name.
//! Typical cases are wire stories that were cut, given a new lead or surrounded by the text of a
//! site. Runs that are frequent in the outlet of one of the two do not count.
//!
//! Candidate pairs share a key of their sketches; comparing the sketches decides. Data that needs
//! more than a few bytes per document goes through sorted files. The result depends only on the set
//! of documents: they arrive in order (source, position). The first document of a set represents
//! it, and every other one is a near-copy of that document itself.

mod de;
mod frequent;
mod outlet;
mod own;
mod sets;
mod sketch;
mod store;

pub(super) use outlet::site_of;
pub(super) use sets::NearSets;
pub use sketch::Sketch;

use crate::error::Result;
use crate::io::external_sort::Sorter;
use frequent::Frequent;
use outlet::Outlets;
use own::Own;
use std::path::{Path, PathBuf};
use store::Sketches;

/// The most days between two near-copies.
const DAYS: u32 = 7;
/// A document is compared with this many first and this many last ones before it that share a key.
const REACH: usize = 6;

/// Collects sketches, then finds the sets of near-copies.
#[derive(Debug)]
pub(super) struct NearDuplicates {
    dir: Option<PathBuf>,
    sketches: Sketches,
    /// Hashes of all sketches.
    hashes: usize,
    outlets: Outlets,
    /// By document: the day of publication, as days since 1970.
    days: Vec<Option<i32>>,
}

impl NearDuplicates {
    /// With files in `dir`, or all in memory.
    ///
    /// # Errors
    ///
    /// A file that cannot be created.
    pub(super) fn new(dir: Option<&Path>) -> Result<Self> {
        Ok(Self {
            dir: dir.map(Path::to_owned),
            sketches: Sketches::new(dir)?,
            hashes: 0,
            outlets: Outlets::default(),
            days: Vec::new(),
        })
    }

    /// Takes the next document: its source, the site that published it, if that is known, and its
    /// day.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub(super) fn add(
        &mut self,
        sketch: &Sketch,
        (source, site): (&str, Option<&str>),
        day: Option<i32>,
    ) -> Result<()> {
        self.days.push(day);
        self.hashes += sketch.hashes().len();
        self.outlets.push(source, site);
        self.sketches.push(sketch)
    }

    /// By document: the first of its set, itself where it is alone.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or read.
    pub(super) fn solve(self) -> Result<Vec<u32>> {
        let Self { dir, mut sketches, hashes, outlets, days } = self;
        let outlets = outlets.done();
        let frequent = Frequent::of(&mut sketches, hashes, &outlets)?;
        let pairs = pairs(dir.as_deref(), &mut sketches, (&outlets, &days), &frequent)?;
        let mut settled =
            Settled { first: Vec::new(), sketches, outlets, days, frequent, known: None };
        let mut pairs = pairs.peekable();
        let mut candidates: Vec<u32> = Vec::new();
        for number in 0..settled.days.len() as u32 {
            candidates.clear();
            while let Some(pair) =
                pairs.next_if(|pair| pair.as_ref().map_or(true, |p| later(p.0) == number))
            {
                candidates.push(settled.first[pair?.0 as u32 as usize]);
            }
            candidates.sort_unstable();
            candidates.dedup();
            let first = settled.first_of(number, &candidates)?;
            settled.first.push(first);
        }
        Ok(settled.first)
    }
}

/// The later document of a pair of [`pairs`].
fn later(pair: u64) -> u32 {
    (pair >> 32) as u32
}

/// The documents whose sets are known, and what tells the set of the next one.
struct Settled {
    /// By document: the first of its set.
    first: Vec<u32>,
    sketches: Sketches,
    outlets: Vec<u64>,
    days: Vec<Option<i32>>,
    frequent: Frequent,
    /// The last first document that was read.
    known: Option<(u32, Sketch)>,
}

impl Settled {
    /// The first of these first documents of sets that `number` is a near-copy of, else itself.
    fn first_of(&mut self, number: u32, candidates: &[u32]) -> Result<u32> {
        let mut sketch: Option<Sketch> = None;
        // What counts of the document beside one of its own outlet.
        let mut own: Option<Own> = None;
        for &other in candidates.iter().filter(|other| close(&self.days, number, **other)) {
            let sketch = match &mut sketch {
                Some(sketch) => sketch,
                None => sketch.insert(self.sketches.get(number)?),
            };
            let earlier = match &mut self.known {
                Some((known, sketch)) if *known == other => sketch,
                known => &mut known.insert((other, self.sketches.get(other)?)).1,
            };
            let (a, b) = (self.outlets[number as usize], self.outlets[other as usize]);
            let frequent = &self.frequent;
            let counts = |hash| !frequent.has(a, hash) && (a == b || !frequent.has(b, hash));
            let earlier = Own::of(earlier, counts);
            let later = if a == b { own.take() } else { None };
            let later = later.unwrap_or_else(|| Own::of(sketch, counts));
            if later.near(&earlier) {
                return Ok(other);
            }
            if a == b {
                own = Some(later);
            }
        }
        Ok(number)
    }
}

/// Pairs that share a key, the later document before the earlier one, in order.
fn pairs(
    dir: Option<&Path>,
    sketches: &mut Sketches,
    (outlets, days): (&[u64], &[Option<i32>]),
    frequent: &Frequent,
) -> Result<impl Iterator<Item = Result<(u64, u32)>> + use<>> {
    let mut keys = Sorter::new(dir, "near-keys");
    sketches.each(|number, sketch| {
        let own = Own::of(sketch, |hash| !frequent.has(outlets[number], hash));
        own.keys().try_for_each(|key| keys.push((key, number as u32)))
    })?;
    let mut pairs = Sorter::new(dir, "near-pairs");
    let mut group: Vec<u32> = Vec::new();
    let mut last = None;
    for item in keys.sorted()? {
        let (key, number) = item?;
        if last.replace(key) != Some(key) {
            group.clear();
        }
        for other in candidates(&group).filter(|other| close(days, number, **other)) {
            pairs.push((u64::from(number) << 32 | u64::from(*other), 0))?;
        }
        group.push(number);
    }
    pairs.sorted()
}

/// Whether two documents are of about the same days. A missing day may be any.
fn close(days: &[Option<i32>], a: u32, b: u32) -> bool {
    days[a as usize].zip(days[b as usize]).is_none_or(|(a, b)| a.abs_diff(b) <= DAYS)
}

/// The first and the last of a group.
fn candidates(group: &[u32]) -> impl Iterator<Item = &u32> {
    let first = group.len().min(REACH);
    let last = group.len().saturating_sub(REACH).max(first);
    group[..first].iter().chain(&group[last..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::text::Text;

    /// A text of its own for each seed.
    fn words(seed: usize, count: usize) -> Vec<String> {
        (0..count)
            .map(|i| format!("w{}", (seed * 1_000_003 + i * i * 31 + i * 7919) % 100_003))
            .collect()
    }

    fn sketch(words: &[String]) -> Sketch {
        Sketch::of(&Text::new(&words.join(" "), Some(Lang::En)))
    }

    #[test]
    fn files_and_memory_agree_and_the_first_represents_its_set() {
        let dir = tempfile::tempdir().unwrap();
        let texts: Vec<Vec<String>> = (0..40)
            .map(|i| {
                let mut text = words(i % 10, 500);
                match i / 10 {
                    1 => text.truncate(250),
                    2 => text.drain(..60).for_each(drop),
                    3 => text.extend(words(100 + i, 120)),
                    _ => {}
                }
                text
            })
            .collect();
        let solve = |dir: Option<&Path>| {
            let mut near = NearDuplicates::new(dir).unwrap();
            texts.iter().for_each(|t| near.add(&sketch(t), ("a.csv", None), None).unwrap());
            near.solve().unwrap()
        };
        let sets = solve(None);
        assert_eq!(sets, solve(Some(dir.path())));
        assert_eq!(sets, (0..40).map(|i| i % 10).collect::<Vec<u32>>());
    }

    #[test]
    fn days_keep_apart() {
        let text = sketch(&words(1, 300));
        let mut near = NearDuplicates::new(None).unwrap();
        // The third is near to the second in time, and the second represents nothing.
        for day in [Some(0), Some(5), Some(10), Some(40)] {
            near.add(&text, ("a.csv", None), day).unwrap();
        }
        assert_eq!(near.solve().unwrap(), [0, 0, 2, 3]);
    }

    #[test]
    fn a_chain_is_no_set() {
        let text = |parts: [usize; 4]| {
            let words: Vec<String> = parts.iter().flat_map(|seed| words(*seed, 100)).collect();
            sketch(&words)
        };
        let mut near = NearDuplicates::new(None).unwrap();
        for parts in [[1, 2, 3, 4], [2, 3, 4, 5], [3, 4, 5, 6]] {
            near.add(&text(parts), ("a.csv", None), None).unwrap();
        }
        assert_eq!(near.solve().unwrap(), [0, 0, 2]);
    }

    #[test]
    fn what_all_articles_of_an_outlet_have_makes_no_copies() {
        let article = |seed: usize, frame: usize| {
            let text: Vec<String> = [words(frame, 60), words(seed, 30)].concat();
            sketch(&text)
        };
        let solve = |frames: &[usize]| {
            let mut near = NearDuplicates::new(None).unwrap();
            for (number, frame) in frames.iter().enumerate() {
                near.add(&article(100 + number / 2, *frame), ("a", None), None).unwrap();
            }
            near.solve().unwrap()
        };
        // Each article comes twice. Two of a frame do not tell that it is one.
        assert_eq!(solve(&[1; 12]), [0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10]);
        assert_eq!(solve(&[1; 4]), [0, 0, 0, 0]);
    }
}
