//! Sorting of more than memory should hold: sorted runs, and their merge.
//!
//! [`Merge`] merges sorted runs of anything. [`Sorter`] makes such runs of pairs of numbers, in
//! memory or in files.

use crate::error::{Error, Result};
use rayon::slice::ParallelSliceMut as _;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Sorted runs, merged: the least item first; of equal ones that of the earlier run.
pub(crate) struct Merge<R, T> {
    heads: BinaryHeap<Head<T>>,
    runs: Vec<R>,
}

/// The first item of a run that is not handed out yet.
struct Head<T> {
    item: T,
    run: usize,
}

impl<R: Iterator<Item = Result<T>>, T: Ord> Merge<R, T> {
    /// Reads the first item of every run.
    ///
    /// # Errors
    ///
    /// The first item of a run that cannot be read.
    pub(crate) fn new(mut runs: Vec<R>) -> Result<Self> {
        let mut heads = BinaryHeap::with_capacity(runs.len());
        for (run, items) in runs.iter_mut().enumerate() {
            if let Some(item) = items.next() {
                heads.push(Head { item: item?, run });
            }
        }
        Ok(Self { heads, runs })
    }
}

/// After an item that cannot be read nothing more comes of its run.
impl<R: Iterator<Item = Result<T>>, T: Ord> Iterator for Merge<R, T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        let mut head = self.heads.peek_mut()?;
        let run = head.run;
        // The next item of a run takes the place of the one that goes: with a single run nothing
        // moves.
        match self.runs[run].next() {
            Some(Ok(item)) => Some(Ok(std::mem::replace(&mut *head, Head { item, run }).item)),
            Some(Err(error)) => {
                PeekMut::pop(head);
                Some(Err(error))
            }
            None => Some(Ok(PeekMut::pop(head).item)),
        }
    }
}

/// Reversed, for the heap gives the greatest.
impl<T: Ord> Ord for Head<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.item.cmp(&self.item).then(other.run.cmp(&self.run))
    }
}
impl<T: Ord> PartialOrd for Head<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T: Ord> PartialEq for Head<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl<T: Ord> Eq for Head<T> {}

/// A key and a number. Equal pairs are kept once.
pub(crate) type Pair = (u64, u32);

/// Bytes of a pair in a file.
const PAIR: usize = 12;

/// Pairs in memory before a run is written: 32 MB.
const BUFFER: usize = 1 << 21;

/// Sorts pairs, in memory or in files of a folder.
#[derive(Debug)]
pub(crate) struct Sorter {
    dir: Option<PathBuf>,
    /// What the names of its files begin with.
    name: &'static str,
    buffer: Vec<Pair>,
    runs: Vec<PathBuf>,
}

impl Sorter {
    /// With files in `dir`, or all in memory.
    pub(crate) fn new(dir: Option<&Path>, name: &'static str) -> Self {
        Self { dir: dir.map(Path::to_owned), name, buffer: Vec::new(), runs: Vec::new() }
    }

    /// Takes a pair.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub(crate) fn push(&mut self, pair: Pair) -> Result<()> {
        self.buffer.push(pair);
        if self.buffer.len() < BUFFER {
            return Ok(());
        }
        self.sort_buffer();
        // Much of it may have been the same.
        if self.buffer.len() > BUFFER / 2 { self.write_run() } else { Ok(()) }
    }

    fn sort_buffer(&mut self) {
        self.buffer.par_sort_unstable();
        self.buffer.dedup();
    }

    fn write_run(&mut self) -> Result<()> {
        let Some(dir) = &self.dir else { return Ok(()) };
        let path = dir.join(format!("{}-{}", self.name, self.runs.len()));
        let write = || {
            let mut out = BufWriter::with_capacity(1 << 18, File::create(&path)?);
            for (key, number) in &self.buffer {
                out.write_all(&key.to_le_bytes())?;
                out.write_all(&number.to_le_bytes())?;
            }
            out.flush()
        };
        write().map_err(|e| Error::at(&path, "cannot write the file", e))?;
        self.runs.push(path);
        self.buffer.clear();
        Ok(())
    }

    /// The pairs in order, each once.
    ///
    /// # Errors
    ///
    /// A file that cannot be opened; an item is an error where a file cannot be read.
    pub(crate) fn sorted(mut self) -> Result<impl Iterator<Item = Result<Pair>>> {
        self.sort_buffer();
        let mut runs: Vec<Box<dyn Iterator<Item = Result<Pair>>>> =
            Vec::with_capacity(self.runs.len() + 1);
        for path in self.runs {
            runs.push(Box::new(read_run(path)?));
        }
        runs.push(Box::new(self.buffer.into_iter().map(Ok)));
        let mut last = None;
        Ok(Merge::new(runs)?.filter(move |pair| match pair {
            Ok(pair) => last.replace(*pair) != Some(*pair),
            Err(_) => true,
        }))
    }
}

/// The pairs of a file.
fn read_run(path: PathBuf) -> Result<impl Iterator<Item = Result<Pair>>> {
    let file = File::open(&path).map_err(|e| Error::at(&path, "cannot be opened", e))?;
    let mut left = file.metadata().map_or(0, |m| m.len()) / PAIR as u64;
    let mut file = BufReader::with_capacity(1 << 16, file);
    Ok(std::iter::from_fn(move || {
        left = left.checked_sub(1)?;
        let mut bytes = [0; PAIR];
        let read =
            file.read_exact(&mut bytes).map_err(|e| Error::at(&path, "cannot read the file", e));
        let number = |part: &[u8]| part.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b));
        Some(read.map(|()| (number(&bytes[..8]), number(&bytes[8..]) as u32)))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_merged_once() {
        let dir = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::new(Some(dir.path()), "test");
        for round in 0..3 {
            for key in (0..50).rev() {
                sorter.push((key * 3 + round % 2, 7)).unwrap();
            }
            sorter.sort_buffer();
            sorter.write_run().unwrap();
        }
        let sorted: Vec<Pair> = sorter.sorted().unwrap().map(Result::unwrap).collect();
        assert!(sorted.windows(2).all(|w| w[0] < w[1]));
        assert_eq!(sorted.len(), 100);
    }

    #[test]
    fn of_equal_items_the_earlier_run_comes_first() {
        /// Ordered by the first number alone.
        #[derive(Debug)]
        struct Item(u8, char);
        impl Ord for Item {
            fn cmp(&self, other: &Self) -> Ordering {
                self.0.cmp(&other.0)
            }
        }
        impl PartialOrd for Item {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
        impl PartialEq for Item {
            fn eq(&self, other: &Self) -> bool {
                self.cmp(other) == Ordering::Equal
            }
        }
        impl Eq for Item {}
        let runs = [
            vec![Item(1, 'a'), Item(3, 'b')],
            vec![],
            vec![Item(1, 'c'), Item(2, 'd'), Item(3, 'e')],
        ];
        let merged = Merge::new(runs.into_iter().map(|r| r.into_iter().map(Ok)).collect()).unwrap();
        assert_eq!(merged.map(|item| item.unwrap().1).collect::<String>(), "acdbe");
        let failing =
            vec![vec![Ok(1), Err(Error::new("damaged"))].into_iter(), vec![Ok(2)].into_iter()];
        assert_eq!(Merge::new(failing).unwrap().filter(Result::is_err).count(), 1);
    }
}
