//! Sorted stretches of files of bundle lines, merged as they are read. The threads of the current
//! pool parse lines ahead of the reader.

use super::line::BundleLine;
use super::order::{LastOrder, LineOrder, Ordered};
use super::outline::Outline;
use super::store::Prepare;
use crate::error::{Error, ErrorKind, Result};
use crate::io::external_sort::Merge;
use rayon::Yield;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvError, TryRecvError, sync_channel};

/// Where the sorted runs of a file lie.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    /// Bytes so far.
    pub(crate) bytes: u64,
    runs: Vec<SortedRun>,
}

#[derive(Debug)]
struct SortedRun {
    start: u64,
    /// The order of its first and of its last line.
    first: LastOrder,
    last: LastOrder,
}

impl Runs {
    /// Records a line of `bytes` bytes, line end included. Lines without an order are not sorted.
    pub(crate) fn add(&mut self, order: Option<LineOrder<'_>>, bytes: usize) {
        if let Some(order) = order {
            match self.runs.last_mut().filter(|run| run.last.get() <= order) {
                Some(run) => run.last.set(order),
                None => self.runs.push(SortedRun {
                    start: self.bytes,
                    first: LastOrder::of(order),
                    last: LastOrder::of(order),
                }),
            }
        }
        self.bytes += bytes as u64;
    }

    /// The runs as stretches of this file.
    pub(crate) fn stretches(&self, path: &Path) -> Vec<Stretch> {
        let path: Arc<Path> = path.into();
        let ends = self.runs.iter().skip(1).map(|run| run.start).chain([self.bytes]);
        let stretch = |(run, end): (&SortedRun, u64)| Stretch {
            path: Arc::clone(&path),
            start: run.start,
            end,
            first: run.first.clone(),
            last: run.last.clone(),
        };
        self.runs.iter().zip(ends).map(stretch).collect()
    }
}

/// Sorted lines of a file.
#[derive(Debug, Clone)]
pub(crate) struct Stretch {
    path: Arc<Path>,
    start: u64,
    end: u64,
    first: LastOrder,
    last: LastOrder,
}

/// The lines of the stretches, in order.
///
/// # Errors
///
/// The first line of a stretch that cannot be read; an item is an error where a line cannot be
/// read.
pub(super) fn merge<T: Ordered + Send + 'static>(
    stretches: Vec<Stretch>,
    parse: &Parse<T>,
) -> Result<Box<dyn Iterator<Item = Result<T>>>> {
    let chains = chains(stretches);
    let ahead = (AHEAD / chains.len().max(1)).max(1);
    let runs = chains.into_iter().map(|rest| Run {
        rest,
        input: None,
        parse: Arc::clone(parse),
        ahead,
        ready: VecDeque::new(),
        coming: None,
    });
    Ok(Box::new(Merge::new(runs.collect())?.map(|line| line.map(|ByOrder(line)| line))))
}

/// Stretches that can be read one after another. The parts of an archive are one chain: so only
/// few files are open at a time.
fn chains(mut stretches: Vec<Stretch>) -> Vec<VecDeque<Stretch>> {
    stretches.sort_by(|a, b| a.first.get().cmp(&b.first.get()));
    let mut chains: Vec<VecDeque<Stretch>> = Vec::new();
    for stretch in stretches {
        let follows = |chain: &&mut VecDeque<Stretch>| {
            chain.back().is_some_and(|s| s.last.get() <= stretch.first.get())
        };
        match chains.iter_mut().find(follows) {
            Some(chain) => chain.push_back(stretch),
            None => chains.push(VecDeque::from([stretch])),
        }
    }
    chains
}

/// A line that is compared by its place among all lines.
struct ByOrder<T>(T);

impl<T: Ordered> Ord for ByOrder<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.order().cmp(&other.0.order())
    }
}
impl<T: Ordered> PartialOrd for ByOrder<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T: Ordered> PartialEq for ByOrder<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl<T: Ordered> Eq for ByOrder<T> {}

/// Reads a line, and may make more of it; `None` of a line that is not wanted.
pub(crate) type Parse<T> = Arc<dyn Fn(&[u8]) -> serde_json::Result<Option<T>> + Send + Sync>;

/// Reads a line for the second reading, and prepares a document. Source marks and headers are left
/// out.
pub(super) fn prepared(prepare: &Prepare) -> Parse<BundleLine> {
    let prepare = Arc::clone(prepare);
    Arc::new(move |line| {
        let mut line = BundleLine::read(line)?;
        match &mut line {
            BundleLine::Bundle(bundle) => prepare(bundle)?,
            BundleLine::Reject(_) | BundleLine::Skip(_) => {}
            BundleLine::Header(_) | BundleLine::Source(_) => return Ok(None),
        }
        Ok(Some(line))
    })
}

/// Reads the outlines of documents.
pub(super) fn outlines() -> Parse<Outline> {
    Arc::new(BundleLine::outline)
}

/// Bytes of lines that are read ahead, over all chains. The threads of the current pool parse as
/// many bytes more meanwhile.
const AHEAD: usize = 1 << 20;

/// Lines that are being parsed.
type Coming<T> = Receiver<Vec<Result<ByOrder<T>>>>;

/// A chain of stretches.
struct Run<T> {
    /// The stretches that are not open yet.
    rest: VecDeque<Stretch>,
    input: Option<Open>,
    parse: Parse<T>,
    /// Bytes that are read ahead.
    ahead: usize,
    /// Lines that were read ahead.
    ready: VecDeque<Result<ByOrder<T>>>,
    /// The lines after those in `ready`.
    coming: Option<Coming<T>>,
}

/// A stretch that is being read.
struct Open {
    input: BufReader<std::io::Take<File>>,
    path: Arc<Path>,
    /// Where the next block begins in the file.
    at: u64,
}

impl Open {
    fn of(stretch: &Stretch) -> Result<Self> {
        let path = Arc::clone(&stretch.path);
        let mut file = File::open(&path).map_err(|e| Error::at(&path, "cannot be opened", e))?;
        file.seek(SeekFrom::Start(stretch.start))
            .map_err(|e| Error::at(&path, "cannot be read", e))?;
        let input = BufReader::with_capacity(1 << 16, file.take(stretch.end - stretch.start));
        Ok(Self { input, path, at: stretch.start })
    }

    /// The next whole lines, about `bytes`; nothing at the end.
    fn block(&mut self, bytes: usize) -> Result<Vec<u8>> {
        let mut block = Vec::with_capacity(bytes * 5 / 4);
        let read = (&mut self.input).take(bytes as u64).read_to_end(&mut block);
        read.and_then(|n| if n == 0 { Ok(0) } else { self.input.read_until(b'\n', &mut block) })
            .map_err(|e| Error::at(&self.path, "cannot be read", e))?;
        self.at += block.len() as u64;
        Ok(block)
    }
}

impl<T: Ordered + Send + 'static> Iterator for Run<T> {
    type Item = Result<ByOrder<T>>;

    fn next(&mut self) -> Option<Result<ByOrder<T>>> {
        while self.ready.is_empty() {
            let coming = match self.coming.take().map_or_else(|| self.read_ahead(), |c| Ok(Some(c)))
            {
                Ok(coming) => coming?,
                Err(error) => return Some(Err(error)),
            };
            let next = self.read_ahead();
            self.ready.extend(wait(&coming));
            match next {
                Ok(next) => self.coming = next,
                Err(error) => self.ready.push_back(Err(error)),
            }
        }
        self.ready.pop_front()
    }
}

impl<T: Ordered + Send + 'static> Run<T> {
    /// Reads the next block of lines and lets the pool parse it; `None` at the end.
    fn read_ahead(&mut self) -> Result<Option<Coming<T>>> {
        let (path, start, block) = loop {
            if self.input.is_none() {
                let Some(next) = self.rest.pop_front() else { return Ok(None) };
                self.input = Some(Open::of(&next)?);
            }
            let Some(open) = &mut self.input else { continue };
            let start = open.at;
            let block = open.block(self.ahead)?;
            if !block.is_empty() {
                break (Arc::clone(&open.path), start, block);
            }
            self.input = None;
        };
        let (send, coming) = sync_channel(1);
        let parse = Arc::clone(&self.parse);
        rayon::spawn(move || {
            let one = |(at, line): (usize, &[u8])| {
                let parsed = parse(line).map_err(|e| damaged(&path, start + at as u64, e));
                parsed.map(|line| line.map(ByOrder)).transpose()
            };
            let lines: Vec<(usize, &[u8])> = lines_of(&block).collect();
            let parsed = lines.into_par_iter().filter_map(one).collect();
            // If the reader stopped early, nobody receives the lines.
            drop(send.send(parsed));
        });
        Ok(Some(coming))
    }
}

/// The error of a line that begins at this byte of the file.
fn damaged(path: &Path, at: u64, error: serde_json::Error) -> Error {
    let mut before = Vec::new();
    let read = File::open(path).and_then(|file| file.take(at).read_to_end(&mut before));
    let number = read.map_or(0, |_| memchr::memchr_iter(b'\n', &before).count() + 1);
    let context =
        format!("{}:{number}: not a line of `newsmill extract --bundles`: {error}", path.display());
    Error::while_doing(context, error).with_kind(ErrorKind::Input)
}

/// The lines of a block, without their ends, each with its place.
fn lines_of(block: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', block).chain([block.len()]).filter_map(move |end| {
        let line = block.get(start..end).map(|line| (start, line));
        start = end + 1;
        line.filter(|(_, line)| !line.is_empty())
    })
}

/// Waits for lines. A pool thread does other work meanwhile, because it may be the only thread.
fn wait<T>(coming: &Coming<T>) -> Vec<Result<ByOrder<T>>> {
    let lines = loop {
        match coming.try_recv() {
            Ok(lines) => break Ok(lines),
            Err(TryRecvError::Disconnected) => break Err(RecvError),
            Err(TryRecvError::Empty) => {}
        }
        match rayon::yield_now() {
            Some(Yield::Executed) => {}
            Some(Yield::Idle) => std::thread::yield_now(),
            None => break coming.recv(),
        }
    };
    lines.unwrap_or_else(|_| vec![Err(Error::new("a thread that reads bundles stopped"))])
}
