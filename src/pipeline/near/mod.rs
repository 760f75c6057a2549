//! Near-copies: documents of about the same days, where the shorter of two shares at least half of
//! its three-word runs with the other. Typical cases are wire stories that were cut, given a new
//! lead or surrounded by the text of a site.
//!
//! Candidate pairs share a band of their sketches; comparing the sketches decides. Data that needs
//! more than a few bytes per document goes through sorted files. The result depends only on the set
//! of documents: they arrive in order (source, position), and the first document of a set
//! represents it.

mod sketch;

pub use sketch::Sketch;

use crate::error::{Error, Result};
use crate::io::external_sort::Sorter;
use sketch::MAX_HASHES;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The most days between two near-copies.
const DAYS: i32 = 7;
/// A document is compared with this many first and this many last ones before it that share a band.
const REACH: usize = 6;

/// Collects sketches, then finds the sets of near-copies.
#[derive(Debug)]
pub(super) struct NearDuplicates {
    sketches: Sketches,
    bands: Sorter,
    pairs: Sorter,
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
            sketches: Sketches::new(dir)?,
            bands: Sorter::new(dir, "near-bands"),
            pairs: Sorter::new(dir, "near-pairs"),
            days: Vec::new(),
        })
    }

    /// Takes the next document.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub(super) fn add(&mut self, sketch: &Sketch, day: Option<i32>) -> Result<()> {
        let number = self.days.len() as u32;
        self.days.push(day);
        self.sketches.push(sketch)?;
        sketch.bands().try_for_each(|band| self.bands.push((band, number)))
    }

    /// By document: the first of its set, itself where it is alone.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or read.
    pub(super) fn solve(self) -> Result<Vec<u32>> {
        let Self { mut sketches, bands, mut pairs, days } = self;
        let mut group: Vec<u32> = Vec::new();
        let mut band = None;
        for item in bands.sorted()? {
            let (key, number) = item?;
            if band != Some(key) {
                group.clear();
                band = Some(key);
            }
            for other in candidates(&group) {
                let apart =
                    days[*other as usize].zip(days[number as usize]).map(|(a, b)| (a - b).abs());
                if apart.is_none_or(|days| days <= DAYS) {
                    pairs.push((u64::from(*other) << 32 | u64::from(number), 0))?;
                }
            }
            group.push(number);
        }
        let mut parent: Vec<u32> = (0..days.len() as u32).collect();
        let mut current: Option<(u32, Sketch)> = None;
        for item in pairs.sorted()? {
            let (pair, _) = item?;
            let (a, b) = ((pair >> 32) as u32, pair as u32);
            let (x, y) = (root(&mut parent, a), root(&mut parent, b));
            if x == y {
                continue;
            }
            if current.as_ref().is_none_or(|(number, _)| *number != a) {
                current = Some((a, sketches.get(a)?));
            }
            if let Some((_, sketch)) = &current
                && sketch.near(&sketches.get(b)?)
            {
                parent[x.max(y) as usize] = x.min(y);
            }
        }
        Ok((0..days.len() as u32).map(|i| root(&mut parent, i)).collect())
    }
}

/// The first and the last of a group.
fn candidates(group: &[u32]) -> impl Iterator<Item = &u32> {
    let first = group.len().min(REACH);
    let last = group.len().saturating_sub(REACH).max(first);
    group[..first].iter().chain(&group[last..])
}

fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        let above = parent[parent[at as usize] as usize];
        parent[at as usize] = above;
        at = above;
    }
    at
}

/// Sketches by number, in records of one length.
#[derive(Debug)]
enum Sketches {
    Memory(Vec<Sketch>),
    File {
        path: PathBuf,
        out: BufWriter<File>,
        /// The bytes of one, on their way.
        record: Vec<u8>,
    },
}

/// A count and the hashes.
const RECORD: usize = 4 + MAX_HASHES * 4;

impl Sketches {
    fn new(dir: Option<&Path>) -> Result<Self> {
        let Some(dir) = dir else { return Ok(Self::Memory(Vec::new())) };
        let path = dir.join("near-sketches");
        let file = File::options().create(true).truncate(true).write(true).read(true).open(&path);
        let file = file.map_err(|e| Error::at(&path, "cannot create the file", e))?;
        Ok(Self::File {
            path,
            out: BufWriter::with_capacity(1 << 18, file),
            record: Vec::with_capacity(RECORD),
        })
    }

    fn push(&mut self, sketch: &Sketch) -> Result<()> {
        match self {
            Self::Memory(all) => all.push(sketch.clone()),
            Self::File { path, out, record } => {
                record.clear();
                record.extend_from_slice(&(sketch.hashes().len() as u32).to_le_bytes());
                sketch.hashes().iter().for_each(|n| record.extend_from_slice(&n.to_le_bytes()));
                record.resize(RECORD, 0);
                out.write_all(record).map_err(|e| Error::at(path, "cannot write the file", e))?;
            }
        }
        Ok(())
    }

    fn get(&mut self, number: u32) -> Result<Sketch> {
        match self {
            Self::Memory(all) => Ok(all.get(number as usize).cloned().unwrap_or_default()),
            Self::File { path, out, record } => {
                record.resize(RECORD, 0);
                let read = out.flush().and_then(|()| {
                    let file = out.get_mut();
                    file.seek(SeekFrom::Start(u64::from(number) * RECORD as u64))?;
                    file.read_exact(record)
                });
                read.map_err(|e| Error::at(path, "cannot read the file", e))?;
                let mut numbers = record.as_chunks().0.iter().map(|b| u32::from_le_bytes(*b));
                let count = numbers.next().unwrap_or_default() as usize;
                Ok(Sketch::from_hashes(numbers.take(count).collect()))
            }
        }
    }
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
            texts.iter().for_each(|t| near.add(&sketch(t), None).unwrap());
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
        for day in [Some(0), Some(5), Some(40)] {
            near.add(&text, day).unwrap();
        }
        assert_eq!(near.solve().unwrap(), [0, 0, 2]);
    }
}
