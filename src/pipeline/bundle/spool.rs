//! The spool: bundle lines in one file of the work folder, in sorted runs that are merged as they
//! are read.

use super::line::{BundleLine, SourceMark};
use super::order::{LastOrder, LineOrder};
use super::store::{BundleStore, Lines};
use crate::error::{Error, Result};
use crate::io::external_sort::Merge;
use crate::model::Header;
use rayon::Yield;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvError, TryRecvError, sync_channel};

/// Bundle lines in one file on disk.
#[derive(Debug)]
pub struct Spool {
    header: Header,
    path: PathBuf,
    scratch: PathBuf,
    out: BufWriter<File>,
    runs: Runs,
}

/// Where the sorted runs of a file lie.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    /// Bytes so far.
    pub(crate) bytes: u64,
    /// Where each run begins.
    starts: Vec<u64>,
    /// The order of the last line.
    last: Option<LastOrder>,
}

impl Runs {
    /// Records a line of `bytes` bytes, line end included. Lines without an order are not sorted.
    pub(crate) fn add(&mut self, order: Option<LineOrder<'_>>, bytes: usize) {
        if let Some(order) = order {
            if self.last.as_ref().is_none_or(|last| last.get() > order) {
                self.starts.push(self.bytes);
            }
            self.last.get_or_insert_default().set(order);
        }
        self.bytes += bytes as u64;
    }
}

impl Spool {
    /// The file in a work folder.
    pub(crate) const FILE: &str = "bundles.jsonl";

    /// A new spool in `dir`. An existing file is overwritten.
    ///
    /// # Errors
    ///
    /// The file cannot be created.
    pub fn create(dir: &Path, header: Header) -> Result<Self> {
        let path = dir.join(Self::FILE);
        let file =
            File::create(&path).map_err(|e| Error::at(&path, "cannot create the file", e))?;
        let mut spool = Self::over(dir, file, header, Runs::default())?;
        let line = BundleLine::Header(spool.header.clone()).json();
        spool.write(None, line.as_bytes())?;
        Ok(spool)
    }

    /// Appends to the file in `dir`. Its first `runs.bytes` bytes are whole lines; the rest is cut
    /// off.
    pub(crate) fn append(dir: &Path, header: Header, runs: Runs) -> Result<Self> {
        let path = dir.join(Self::FILE);
        let open = || {
            let mut file = File::options().write(true).open(&path)?;
            file.set_len(runs.bytes)?;
            file.seek(SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|e: std::io::Error| Error::at(&path, "cannot be written", e))?;
        Self::over(dir, file, header, runs)
    }

    fn over(dir: &Path, file: File, header: Header, runs: Runs) -> Result<Self> {
        let (path, scratch) = (dir.join(Self::FILE), dir.join("scratch"));
        std::fs::create_dir_all(&scratch)
            .map_err(|e| Error::at(&scratch, "cannot create the folder", e))?;
        Ok(Self { out: BufWriter::with_capacity(1 << 18, file), path, scratch, runs, header })
    }

    fn write(&mut self, order: Option<LineOrder<'_>>, line: &[u8]) -> Result<()> {
        let written = self.out.write_all(line).and_then(|()| self.out.write_all(b"\n"));
        written.map_err(|e| Error::at(&self.path, "cannot write the file", e))?;
        self.runs.add(order, line.len() + 1);
        Ok(())
    }

    /// Adds a serialised line. `order` is its place among all lines.
    ///
    /// # Errors
    ///
    /// The line cannot be written.
    pub fn push(&mut self, order: LineOrder<'_>, line: &[u8]) -> Result<()> {
        self.write(Some(order), line)
    }

    /// Marks where the lines of a source begin or end.
    ///
    /// # Errors
    ///
    /// The line cannot be written.
    pub(crate) fn mark(&mut self, mark: SourceMark) -> Result<()> {
        self.write(None, BundleLine::Source(mark).json().as_bytes())
    }

    /// Flushes the pushed lines, so that they can be read, also by the next run if this one is
    /// killed.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn flush(&mut self) -> Result<()> {
        self.out.flush().map_err(|e| Error::at(&self.path, "cannot write the file", e))
    }

    /// The lines for the second reading; see [`BundleLine::read`].
    ///
    /// # Errors
    ///
    /// The file cannot be read; an item is an error where a line cannot be read.
    pub fn lines(&self) -> Result<Lines<'_>> {
        self.merge(BundleLine::read)
    }

    /// The lines for the first reading; see [`BundleLine::outline`].
    ///
    /// # Errors
    ///
    /// As [`Spool::lines`].
    pub fn line_outlines(&self) -> Result<Lines<'_>> {
        self.merge(BundleLine::outline)
    }

    fn merge(&self, parse: Parse) -> Result<Lines<'_>> {
        let starts = &self.runs.starts;
        let ahead = (AHEAD / starts.len().max(1)).max(1);
        let mut runs = Vec::with_capacity(starts.len());
        for (i, start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(self.runs.bytes);
            let mut file =
                File::open(&self.path).map_err(|e| Error::at(&self.path, "cannot be opened", e))?;
            file.seek(SeekFrom::Start(*start))
                .map_err(|e| Error::at(&self.path, "cannot be read", e))?;
            let input = BufReader::with_capacity(1 << 16, file.take(end - start));
            runs.push(Run {
                input,
                path: &self.path,
                parse,
                ahead,
                ready: VecDeque::new(),
                coming: None,
            });
        }
        Ok(Box::new(Merge::new(runs)?.map(|line| line.map(|ByOrder(line)| line))))
    }
}

impl BundleStore for Spool {
    fn header(&self) -> &Header {
        &self.header
    }

    fn scratch(&self) -> Option<&Path> {
        Some(&self.scratch)
    }

    fn stream(&self) -> Result<Lines<'_>> {
        self.lines()
    }

    fn outlines(&self) -> Result<Lines<'_>> {
        self.line_outlines()
    }
}

/// A line that is compared by its place among all lines.
struct ByOrder(BundleLine);

impl Ord for ByOrder {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.order().cmp(&other.0.order())
    }
}
impl PartialOrd for ByOrder {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for ByOrder {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for ByOrder {}

/// Reads a line.
type Parse = fn(&[u8]) -> serde_json::Result<BundleLine>;

/// Bytes of lines that are read ahead, over all runs. The threads of the current pool parse as many
/// bytes more meanwhile.
const AHEAD: usize = 1 << 20;

/// Lines that are being parsed.
type Coming = Receiver<Vec<Result<ByOrder>>>;

/// A sorted stretch of the spool.
struct Run<'a> {
    input: BufReader<std::io::Take<File>>,
    path: &'a Path,
    parse: Parse,
    /// Bytes that are read ahead.
    ahead: usize,
    /// Lines that were read ahead.
    ready: VecDeque<Result<ByOrder>>,
    /// The lines after those in `ready`.
    coming: Option<Coming>,
}

impl Iterator for Run<'_> {
    type Item = Result<ByOrder>;

    fn next(&mut self) -> Option<Result<ByOrder>> {
        while self.ready.is_empty() {
            let coming = self.coming.take().or_else(|| self.read_ahead())?;
            self.coming = self.read_ahead();
            self.ready.extend(wait(&coming));
        }
        self.ready.pop_front()
    }
}

impl Run<'_> {
    /// Reads the next block of lines and lets the pool parse it; `None` at the end. Source marks
    /// are left out.
    fn read_ahead(&mut self) -> Option<Coming> {
        let mut block = Vec::with_capacity(self.ahead * 5 / 4);
        let read = (&mut self.input).take(self.ahead as u64).read_to_end(&mut block);
        let read = read
            .and_then(|n| if n == 0 { Ok(0) } else { self.input.read_until(b'\n', &mut block) });
        let failed = read.err().map(|e| Err(Error::at(self.path, "cannot be read", e)));
        if block.is_empty() && failed.is_none() {
            return None;
        }
        let (send, coming) = sync_channel(1);
        let (path, parse) = (self.path.to_owned(), self.parse);
        rayon::spawn(move || {
            let one = |line: &[u8]| {
                parse(line).map(ByOrder).map_err(|e| Error::at(&path, "holds a damaged line", e))
            };
            let wanted =
                |line: &Result<ByOrder>| !matches!(line, Ok(ByOrder(BundleLine::Source(_))));
            let lines: Vec<&[u8]> = lines_of(&block).collect();
            let mut parsed: Vec<Result<ByOrder>> =
                lines.into_par_iter().map(one).filter(wanted).collect();
            parsed.extend(failed);
            // If the reader stopped early, nobody receives the lines.
            drop(send.send(parsed));
        });
        Some(coming)
    }
}

/// The lines of a block, without their ends.
fn lines_of(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', block).chain([block.len()]).filter_map(move |end| {
        let line = block.get(start..end);
        start = end + 1;
        line.filter(|l| !l.is_empty())
    })
}

/// Waits for lines. A pool thread does other work meanwhile, because it may be the only thread.
fn wait(coming: &Coming) -> Vec<Result<ByOrder>> {
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
