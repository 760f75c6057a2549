//! What an earlier run, killed or done, left in a work folder: bundles, between marks that name
//! their sources. Results of unchanged sources are reused.

use super::line::{BundleLine, SourceMark};
use super::runs::Runs;
use super::spool::Spool;
use crate::error::{Error, Result};
use crate::ingest::{Inputs, Source};
use crate::model::Header;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

/// Where the old bundles lie while the reusable part of them is copied.
const PREVIOUS: &str = "previous.jsonl";

/// What need not be read again.
#[derive(Debug, Default)]
pub(crate) struct PreviousRun {
    sources: BTreeMap<String, KnownSource>,
    /// Documents among it.
    pub(crate) documents: u64,
    /// Bytes of these documents.
    pub(crate) bytes: u64,
    /// Why what was there cannot be reused.
    pub(crate) refused: Option<Error>,
}

/// What an earlier run read of a source.
#[derive(Debug, Default)]
struct KnownSource {
    /// Its digest then.
    digest: Option<String>,
    /// WholeLines that it gave.
    items: u64,
    documents: u64,
    bytes: u64,
    /// Whether that is all.
    whole: bool,
}

/// What is to be read of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SourcePlan {
    /// The digest of the source now, as [`Source::digest`] tells it.
    pub(crate) digest: Option<String>,
    /// Items at its beginning that are known already.
    pub(crate) skip: u64,
    /// Whether all items are known.
    pub(crate) known: bool,
}

impl PreviousRun {
    /// Opens the spool of the work folder `dir`, with all bundles in it that the same rules, tables
    /// and options made of sources that are still the same. The last line may be cut off, as a kill
    /// leaves it.
    ///
    /// A kill in here loses nothing: the old file is either appended to, or stays until its
    /// reusable part is copied.
    ///
    /// # Errors
    ///
    /// Files that cannot be read or written.
    pub(crate) fn open(dir: &Path, header: Header, inputs: &Inputs) -> Result<(Spool, Self)> {
        let (file, previous) = (dir.join(Spool::FILE), dir.join(PREVIOUS));
        let aside = previous.exists();
        let old = if aside { &previous } else { &file };
        let Some(mut scan) = Scan::of(old, &header)? else {
            remove(&previous)?;
            return Ok((Spool::create(dir, header)?, Self::default()));
        };
        if let Some(why) = scan.refused.take() {
            // The newer file goes first: otherwise a kill in between would let the older one be
            // reused.
            remove(&file)?;
            remove(&previous)?;
            return Ok((
                Spool::create(dir, header)?,
                Self { refused: Some(why), ..Self::default() },
            ));
        }
        let before = scan.sources.len();
        let names: BTreeMap<&str, &Source> =
            inputs.sources.iter().map(|s| (s.name.as_str(), s)).collect();
        let same: Vec<(String, KnownSource)> = std::mem::take(&mut scan.sources)
            .into_par_iter()
            .filter(|(name, known)| {
                known.digest.is_some()
                    && names.get(name.as_str()).and_then(|s| s.digest()) == known.digest
            })
            .collect();
        let all = same.len() == before && !scan.stray && !aside;
        let mut previous_run = Self::default();
        for (name, mut known) in same {
            previous_run.documents += known.documents;
            previous_run.bytes += known.bytes;
            // The digest of a whole source is not asked for again.
            known.digest = known.digest.filter(|_| !known.whole);
            previous_run.sources.insert(name, known);
        }
        if all {
            return Ok((Spool::append(dir, header, scan.runs)?, previous_run));
        }
        if !aside {
            fs::rename(&file, &previous)
                .map_err(|e| Error::at(&file, "cannot put aside what an earlier run left", e))?;
        }
        let mut spool = Spool::create(dir, header)?;
        previous_run.copy(&previous, scan.runs.bytes, &mut spool)?;
        spool.flush()?;
        remove(&previous)?;
        Ok((spool, previous_run))
    }

    /// Opens a new spool in the work folder `dir` and forgets what was there.
    ///
    /// # Errors
    ///
    /// Files that cannot be removed or written.
    pub(crate) fn discard(dir: &Path, header: Header) -> Result<Spool> {
        remove(&dir.join(PREVIOUS))?;
        Spool::create(dir, header)
    }

    /// What is to be read of a source.
    pub(crate) fn plan(&self, source: &Source) -> SourcePlan {
        match self.sources.get(&source.name) {
            Some(known) if known.whole => SourcePlan { known: true, ..SourcePlan::default() },
            Some(known) => {
                SourcePlan { digest: known.digest.clone(), skip: known.items, known: false }
            }
            None => SourcePlan { digest: source.digest(), ..SourcePlan::default() },
        }
    }

    /// Copies the lines of the sources that are the same.
    fn copy(&self, from: &Path, bytes: u64, spool: &mut Spool) -> Result<()> {
        let mut current = false;
        let mut lines = WholeLines::open(from)?;
        while lines.at < bytes
            && let Some((line, parsed)) = lines.next()?
        {
            match parsed {
                BundleLine::Header(_) => {}
                BundleLine::Source(mark) => {
                    let known = self.sources.contains_key(&mark.name);
                    current = known && !mark.whole;
                    if known {
                        spool.mark(mark)?;
                    }
                }
                BundleLine::Bundle(_) | BundleLine::Reject(_) | BundleLine::Skip(_) if current => {
                    spool.push(parsed.order(), line)?;
                }
                BundleLine::Bundle(_) | BundleLine::Reject(_) | BundleLine::Skip(_) => {}
            }
        }
        Ok(())
    }
}

/// A work file, read through once.
#[derive(Default)]
struct Scan {
    sources: BTreeMap<String, KnownSource>,
    runs: Runs,
    /// Whether it has lines outside any source.
    stray: bool,
    /// Why nothing of it can be reused.
    refused: Option<Error>,
}

impl Scan {
    /// `None`: there is no file, or nothing whole in it.
    fn of(path: &Path, header: &Header) -> Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        let mut scan = Self::default();
        let mut current: Option<String> = None;
        let mut lines = WholeLines::open(path)?;
        while let Some((line, parsed)) = lines.next()? {
            let length = line.len() + 1;
            if scan.runs.bytes == 0 && parsed != BundleLine::Header(header.clone()) {
                let why = "made by another version or build of newsmill, other gazetteers or other options";
                scan.refused = Some(Error::new(format!("{}: {why}", path.display())));
                return Ok(Some(scan));
            }
            let order = match &parsed {
                BundleLine::Header(_) => None,
                BundleLine::Source(SourceMark { name, digest, whole }) => {
                    let known = scan.sources.entry(name.clone()).or_default();
                    known.digest.clone_from(digest);
                    known.whole = *whole;
                    current = Some(name.clone()).filter(|_| !whole);
                    None
                }
                BundleLine::Bundle(_) | BundleLine::Reject(_) | BundleLine::Skip(_) => {
                    match current.as_ref().and_then(|name| scan.sources.get_mut(name)) {
                        Some(known) => known.items += 1,
                        None => scan.stray = true,
                    }
                    Some(parsed.order())
                }
            };
            if let (BundleLine::Bundle(bundle), Some(name)) = (&parsed, &current)
                && let Some(known) = scan.sources.get_mut(name)
            {
                known.documents += 1;
                known.bytes += bundle.outline.head.bytes;
            }
            scan.runs.add(order, length);
        }
        Ok(Some(scan).filter(|scan| scan.runs.bytes > 0))
    }
}

/// The whole lines of a file, up to the first that is none.
struct WholeLines {
    path: PathBuf,
    input: BufReader<File>,
    line: Vec<u8>,
    at: u64,
}

impl WholeLines {
    fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|e| Error::at(path, "cannot be opened", e))?;
        Ok(Self {
            path: path.to_owned(),
            input: BufReader::with_capacity(1 << 18, file),
            line: Vec::new(),
            at: 0,
        })
    }

    /// The next line, without its end.
    fn next(&mut self) -> Result<Option<(&[u8], BundleLine)>> {
        self.line.clear();
        let read = self
            .input
            .read_until(b'\n', &mut self.line)
            .map_err(|e| Error::at(&self.path, "cannot be read", e))?;
        self.at += read as u64;
        let Some(line) = self.line.strip_suffix(b"\n") else { return Ok(None) };
        Ok(serde_json::from_slice(line).ok().map(|parsed| (line, parsed)))
    }
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => {
            Err(Error::at(path, "cannot clear what an earlier run left", e))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
