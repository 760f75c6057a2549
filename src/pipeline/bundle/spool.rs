//! Bundles in the order that `finish` needs, from wherever they lie.

use super::bundle::{BundleLine, LastOrder, Order, SourceMark};
use crate::error::{Error, Result};
use crate::model::Header;
use rayon::Yield;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvError, TryRecvError, sync_channel};

/// A set of bundle lines that can be read in order, more than once.
pub trait Bundles {
    /// What made them.
    fn header(&self) -> &Header;

    /// A folder for what is too large for memory while they are finished; `None`: keep it in memory.
    fn scratch(&self) -> Option<&Path> {
        None
    }

    /// The lines, ordered by source and position, for the second reading of `finish`: lists and sketches may be missing, where it costs less to leave them out.
    /// They may be parsed by the threads of rayon's pool that the caller is in.
    ///
    /// # Errors
    ///
    /// The store cannot be opened; an item is an error where a line cannot be read.
    fn stream(&self) -> Result<Box<dyn Iterator<Item = Result<BundleLine>> + '_>>;

    /// The same for its first reading: of documents there may be no more than what tells names, what joins them, and near-copies.
    ///
    /// # Errors
    ///
    /// As [`Bundles::stream`].
    fn outlines(&self) -> Result<Box<dyn Iterator<Item = Result<BundleLine>> + '_>> {
        self.stream()
    }
}

/// Bundles in memory, in order.
impl Bundles for (Header, Vec<BundleLine>) {
    fn header(&self) -> &Header {
        &self.0
    }

    fn stream(&self) -> Result<Box<dyn Iterator<Item = Result<BundleLine>> + '_>> {
        let mut places: Vec<usize> = (0..self.1.len()).collect();
        places.sort_by(|a, b| self.1[*a].order().cmp(&self.1[*b].order()));
        Ok(Box::new(places.into_iter().map(|i| Ok(self.1[i].clone()))))
    }
}

/// Bundle lines in one file on disk, in sorted runs that are merged as they are read.
#[derive(Debug)]
pub struct Spool {
    header: Header,
    path: PathBuf,
    scratch: PathBuf,
    out: BufWriter<File>,
    order: Runs,
}

/// Where the sorted runs of a file lie.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// Bytes so far.
    pub(super) at: u64,
    /// Where each run begins.
    starts: Vec<u64>,
    /// The place of the last line.
    last: Option<LastOrder>,
}

impl Runs {
    /// Takes note of a line of so many bytes, its end included.
    pub(super) fn add(&mut self, order: Option<Order<'_>>, bytes: usize) {
        if let Some(order) = order {
            if self.last.as_ref().is_none_or(|last| last.get() > order) {
                self.starts.push(self.at);
            }
            self.last.get_or_insert_default().set(order);
        }
        self.at += bytes as u64;
    }
}

impl Spool {
    /// The file in a work folder.
    pub(super) const FILE: &str = "bundles.jsonl";

    /// A new spool in `dir`.
    ///
    /// # Errors
    ///
    /// The file cannot be created.
    pub fn create(dir: &Path, header: Header) -> Result<Self> {
        let path = dir.join(Self::FILE);
        let file = File::create(&path).map_err(|e| Error::at(&path, "cannot create the file", e))?;
        let mut spool = Self::over(dir, file, header, Runs::default())?;
        let line = BundleLine::Header(spool.header.clone()).json();
        spool.write(None, line.as_bytes())?;
        Ok(spool)
    }

    /// Goes on with the file of `dir`, of which the first `runs.at` bytes are whole lines; what follows is cut off.
    pub(super) fn go_on(dir: &Path, header: Header, runs: Runs) -> Result<Self> {
        let path = dir.join(Self::FILE);
        let open = || {
            let mut file = File::options().write(true).open(&path)?;
            file.set_len(runs.at)?;
            file.seek(SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|e: std::io::Error| Error::at(&path, "cannot be written", e))?;
        Self::over(dir, file, header, runs)
    }

    fn over(dir: &Path, file: File, header: Header, order: Runs) -> Result<Self> {
        let (path, scratch) = (dir.join(Self::FILE), dir.join("scratch"));
        std::fs::create_dir_all(&scratch).map_err(|e| Error::at(&scratch, "cannot create the folder", e))?;
        Ok(Self { out: BufWriter::with_capacity(1 << 18, file), path, scratch, order, header })
    }

    fn write(&mut self, order: Option<Order<'_>>, line: &[u8]) -> Result<()> {
        let written = self.out.write_all(line).and_then(|()| self.out.write_all(b"\n"));
        written.map_err(|e| Error::at(&self.path, "cannot write the file", e))?;
        self.order.add(order, line.len() + 1);
        Ok(())
    }

    /// Adds a line, serialised already, whose place among all lines is `order`.
    ///
    /// # Errors
    ///
    /// The line cannot be written.
    pub fn push(&mut self, order: Order<'_>, line: &[u8]) -> Result<()> {
        self.write(Some(order), line)
    }

    /// Marks where the lines of a source begin or end.
    ///
    /// # Errors
    ///
    /// The line cannot be written.
    pub fn mark(&mut self, mark: SourceMark) -> Result<()> {
        self.write(None, BundleLine::Source(mark).json().as_bytes())
    }

    /// Adds every line of a bundle file (`.jsonl`, `.gz`, `.zst`), checking that it was made by the same rules.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, a line that is no bundle line, or one made by another version, gazetteer or option.
    pub fn add_file(&mut self, path: &Path) -> Result<()> {
        let lines = open(path)?;
        for (number, line) in lines.lines().enumerate() {
            let place = || format!("{}:{}", path.display(), number + 1);
            let line = line.map_err(|e| Error::while_doing(format!("{}: cannot be read", place()), e))?;
            if line.is_empty() {
                continue;
            }
            let parsed: BundleLine = serde_json::from_str(&line).map_err(|e| {
                Error::while_doing(format!("{}: not a line of `newsmill extract --bundles`: {e}", place()), e)
            })?;
            match &parsed {
                BundleLine::Header(header) if *header == self.header => {}
                BundleLine::Header(_) => {
                    return Err(Error::new(format!(
                        "{}: made by another version or build of newsmill, other gazetteers or other options; make all bundles by the same program",
                        place()
                    )));
                }
                BundleLine::Bundle(bundle) if !bundle.is_ours(&line) => {
                    return Err(Error::new(format!(
                        "{}: the line was written anew by another program, or by another version of newsmill; carry the lines of `newsmill extract --bundles` as they are, all made by this program",
                        place()
                    )));
                }
                BundleLine::Bundle(_) | BundleLine::Reject(_) | BundleLine::Skip(_) => {
                    self.push(parsed.order(), line.as_bytes())?;
                }
                BundleLine::Source(_) => {}
            }
        }
        Ok(())
    }

    /// Makes what was pushed readable, also for the next run if this one is killed.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn flush(&mut self) -> Result<()> {
        self.out.flush().map_err(|e| Error::at(&self.path, "cannot write the file", e))
    }
}

/// The header of a bundle file.
///
/// # Errors
///
/// The file cannot be read, or does not begin with a header.
pub fn header_of(path: &Path) -> Result<Header> {
    let mut line = String::new();
    open(path)?.read_line(&mut line).map_err(|e| Error::at(path, "cannot be read", e))?;
    match serde_json::from_str(&line) {
        Ok(BundleLine::Header(header)) => Ok(header),
        Ok(BundleLine::Bundle(_) | BundleLine::Reject(_) | BundleLine::Skip(_) | BundleLine::Source(_)) | Err(_) => {
            Err(Error::new(format!(
                "{}:1: no header line; bundle files are written by `newsmill extract --bundles`",
                path.display()
            )))
        }
    }
}

/// Opens a file, unpacking gzip and zstd by their first bytes.
pub(super) fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let mut file = File::open(path).map_err(|e| Error::at(path, "cannot be opened", e))?;
    let mut magic = [0; 4];
    let read = file.read(&mut magic).and_then(|n| file.seek(SeekFrom::Start(0)).map(|_| n));
    let read = read.map_err(|e| Error::at(path, "cannot be read", e))?;
    Ok(match &magic[..read] {
        [0x1F, 0x8B, ..] => Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file))),
        [0x28, 0xB5, 0x2F, 0xFD] => {
            let unpacked =
                zstd::stream::read::Decoder::new(file).map_err(|e| Error::at(path, "cannot be unpacked", e))?;
            Box::new(BufReader::new(unpacked))
        }
        _ => Box::new(BufReader::with_capacity(1 << 18, file)),
    })
}

impl Bundles for Spool {
    fn header(&self) -> &Header {
        &self.header
    }

    fn scratch(&self) -> Option<&Path> {
        Some(&self.scratch)
    }

    fn stream(&self) -> Result<Box<dyn Iterator<Item = Result<BundleLine>> + '_>> {
        self.merge(BundleLine::read)
    }

    fn outlines(&self) -> Result<Box<dyn Iterator<Item = Result<BundleLine>> + '_>> {
        self.merge(BundleLine::outline)
    }
}

/// Reads a line.
type Parse = fn(&[u8]) -> serde_json::Result<BundleLine>;

impl Spool {
    fn merge(&self, parse: Parse) -> Result<Box<dyn Iterator<Item = Result<BundleLine>> + '_>> {
        let mut runs = Vec::with_capacity(self.order.starts.len());
        for (i, start) in self.order.starts.iter().enumerate() {
            let end = self.order.starts.get(i + 1).copied().unwrap_or(self.order.at);
            let mut file = File::open(&self.path).map_err(|e| Error::at(&self.path, "cannot be opened", e))?;
            file.seek(SeekFrom::Start(*start)).map_err(|e| Error::at(&self.path, "cannot be read", e))?;
            let input = BufReader::with_capacity(1 << 16, file.take(end - start));
            let ahead = AHEAD / self.order.starts.len();
            runs.push(Run {
                input,
                path: &self.path,
                parse,
                ahead: ahead.max(1),
                ready: VecDeque::new(),
                coming: None,
            });
        }
        let mut merge = Merge { runs, heads: BinaryHeap::new(), trouble: None };
        for run in 0..merge.runs.len() {
            merge.refill(run);
        }
        Ok(Box::new(merge))
    }
}

/// So many bytes of lines are in hand, of all runs together, and as many are parsed meanwhile by the threads of the pool that calls.
const AHEAD: usize = 1 << 20;

/// Lines that are being parsed.
type Coming = Receiver<Vec<Result<BundleLine>>>;

/// A sorted stretch of the spool.
struct Run<'a> {
    input: BufReader<std::io::Take<File>>,
    path: &'a Path,
    parse: Parse,
    /// So many bytes are read ahead.
    ahead: usize,
    /// Lines that were read ahead.
    ready: VecDeque<Result<BundleLine>>,
    /// Those behind them.
    coming: Option<Coming>,
}

impl Run<'_> {
    fn next(&mut self) -> Option<Result<BundleLine>> {
        while self.ready.is_empty() {
            let coming = self.coming.take().or_else(|| self.read_ahead())?;
            self.coming = self.read_ahead();
            self.ready.extend(wait(&coming));
        }
        self.ready.pop_front()
    }

    /// Reads the next lines and has them parsed, those that are for the work folder alone left out; `None` at the end.
    fn read_ahead(&mut self) -> Option<Coming> {
        let mut block = Vec::with_capacity(self.ahead * 5 / 4);
        let read = (&mut self.input).take(self.ahead as u64).read_to_end(&mut block);
        let read = read.and_then(|n| if n == 0 { Ok(0) } else { self.input.read_until(b'\n', &mut block) });
        let trouble = read.err().map(|e| Err(Error::at(self.path, "cannot be read", e)));
        if block.is_empty() && trouble.is_none() {
            return None;
        }
        let (send, coming) = sync_channel(1);
        let (path, parse) = (self.path.to_owned(), self.parse);
        rayon::spawn(move || {
            let one = |line: &[u8]| parse(line).map_err(|e| Error::at(&path, "holds a damaged line", e));
            let wanted = |line: &Result<BundleLine>| !matches!(line, Ok(BundleLine::Source(_)));
            let lines: Vec<&[u8]> = lines_of(&block).collect();
            let mut parsed: Vec<Result<BundleLine>> = lines.into_par_iter().map(one).filter(wanted).collect();
            parsed.extend(trouble);
            // Nobody waits any more where the reader stopped early.
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

/// Waits for lines; a thread of the pool works meanwhile, for it may be the only one.
fn wait(coming: &Coming) -> Vec<Result<BundleLine>> {
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

/// Merges sorted runs, the least line first.
struct Merge<'a> {
    runs: Vec<Run<'a>>,
    heads: BinaryHeap<Head>,
    trouble: Option<Error>,
}

struct Head {
    line: BundleLine,
    run: usize,
}

/// Reversed, for the heap gives the greatest: least place first, of equals the earlier run.
impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        other.line.order().cmp(&self.line.order()).then(other.run.cmp(&self.run))
    }
}
impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Head {}

impl Merge<'_> {
    fn refill(&mut self, run: usize) {
        match self.runs[run].next() {
            Some(Ok(line)) => self.heads.push(Head { line, run }),
            Some(Err(e)) => self.trouble = Some(e),
            None => {}
        }
    }
}

impl Iterator for Merge<'_> {
    type Item = Result<BundleLine>;

    fn next(&mut self) -> Option<Result<BundleLine>> {
        if let Some(trouble) = self.trouble.take() {
            self.heads.clear();
            return Some(Err(trouble));
        }
        let Head { line, run } = self.heads.pop()?;
        self.refill(run);
        Some(Ok(line))
    }
}
