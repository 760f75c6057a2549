//! What an earlier run left in a work folder, killed or done: bundles, between marks that name the sources they came from. What came of sources that are as they were is
//! gone on from.

use super::bundle::{BundleLine, SourceMark};
use super::bundles::{Runs, Spool};
use super::run::Plan;
use crate::error::{Error, Result};
use crate::ingest::{Inputs, Source};
use crate::model::Header;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

/// What is put aside while the part of it that is of use is copied.
const PREVIOUS: &str = "previous.jsonl";

/// What need not be read again.
#[derive(Debug, Default)]
pub struct Kept {
    sources: BTreeMap<String, Known>,
    /// Documents among it.
    pub documents: u64,
    /// Their bytes of text.
    pub bytes: u64,
    /// Why something that was there is of no use.
    pub refused: Option<Error>,
}

/// What is known of a source.
#[derive(Debug, Default)]
struct Known {
    /// What it was.
    digest: Option<String>,
    /// Lines that it gave.
    items: u64,
    documents: u64,
    bytes: u64,
    /// Whether that is all.
    whole: bool,
}

impl Kept {
    /// Opens the spool of the work folder `dir`, with all bundles in it that the same rules, tables and options made of sources that are still the same. The last line may be
    /// cut off, as a kill leaves it.
    ///
    /// A kill in here loses nothing: what was there is either gone on from in place, or stays until what is of use of it is copied.
    ///
    /// # Errors
    ///
    /// Files that cannot be read or written.
    pub fn open(dir: &Path, header: Header, inputs: &Inputs) -> Result<(Spool, Self)> {
        let (file, previous) = (dir.join(Spool::FILE), dir.join(PREVIOUS));
        let aside = previous.exists();
        let old = if aside { &previous } else { &file };
        let Some(mut scan) = Scan::of(old, &header)? else {
            remove(&previous)?;
            return Ok((Spool::create(dir, header)?, Self::default()));
        };
        if let Some(why) = scan.refused.take() {
            // First what is newer: what was put aside must not come back to life.
            remove(&file)?;
            remove(&previous)?;
            return Ok((Spool::create(dir, header)?, Self { refused: Some(why), ..Self::default() }));
        }
        let before = scan.known.len();
        let names: BTreeMap<&str, &Source> = inputs.sources.iter().map(|s| (s.name.as_str(), s)).collect();
        let same: Vec<(String, Known)> = std::mem::take(&mut scan.known)
            .into_par_iter()
            .filter(|(name, known)| {
                known.digest.is_some() && names.get(name.as_str()).and_then(|s| s.digest()) == known.digest
            })
            .collect();
        let all = same.len() == before && !scan.stray && !aside;
        let mut kept = Self::default();
        for (name, mut known) in same {
            kept.documents += known.documents;
            kept.bytes += known.bytes;
            // Of what is whole nobody asks for the digest again.
            known.digest = known.digest.filter(|_| !known.whole);
            kept.sources.insert(name, known);
        }
        if all {
            return Ok((Spool::go_on(dir, header, scan.runs)?, kept));
        }
        if !aside {
            fs::rename(&file, &previous)
                .map_err(|e| Error::at(&file, "cannot put aside what an earlier run left", e))?;
        }
        let mut spool = Spool::create(dir, header)?;
        kept.copy(&previous, scan.runs.at, &mut spool)?;
        spool.flush()?;
        remove(&previous)?;
        Ok((spool, kept))
    }

    /// What is to be read of a source, and what it is now.
    pub fn plan(&self, source: &Source) -> Plan {
        match self.sources.get(&source.name) {
            Some(known) if known.whole => Plan { known: true, ..Plan::default() },
            Some(known) => Plan { digest: known.digest.clone(), pass: known.items, known: false },
            None => Plan { digest: source.digest(), ..Plan::default() },
        }
    }

    /// Takes over the lines of the sources that are the same.
    fn copy(&self, from: &Path, bytes: u64, spool: &mut Spool) -> Result<()> {
        let mut current = false;
        let mut lines = Lines::open(from)?;
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
    known: BTreeMap<String, Known>,
    runs: Runs,
    /// Whether lines of no known source stand in it.
    stray: bool,
    /// Why all of it is of no use.
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
        let mut lines = Lines::open(path)?;
        while let Some((line, parsed)) = lines.next()? {
            let length = line.len() + 1;
            if scan.runs.at == 0 && parsed != BundleLine::Header(header.clone()) {
                let why = "made by another version or build of newsmill, other gazetteers or other options";
                scan.refused = Some(Error::new(format!("{}: {why}", path.display())));
                return Ok(Some(scan));
            }
            let order = match &parsed {
                BundleLine::Header(_) => None,
                BundleLine::Source(SourceMark { name, digest, whole }) => {
                    let known = scan.known.entry(name.clone()).or_default();
                    known.digest.clone_from(digest);
                    known.whole = *whole;
                    current = Some(name.clone()).filter(|_| !whole);
                    None
                }
                BundleLine::Bundle(_) | BundleLine::Reject(_) | BundleLine::Skip(_) => {
                    match current.as_ref().and_then(|name| scan.known.get_mut(name)) {
                        Some(known) => known.items += 1,
                        None => scan.stray = true,
                    }
                    Some(parsed.order())
                }
            };
            if let (BundleLine::Bundle(bundle), Some(name)) = (&parsed, &current)
                && let Some(known) = scan.known.get_mut(name)
            {
                known.documents += 1;
                known.bytes += bundle.head.bytes;
            }
            scan.runs.add(order, length);
        }
        Ok(Some(scan).filter(|scan| scan.runs.at > 0))
    }
}

/// The whole lines of a file, up to the first that is none.
struct Lines {
    path: PathBuf,
    input: BufReader<File>,
    line: Vec<u8>,
    at: u64,
}

impl Lines {
    fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|e| Error::at(path, "cannot be opened", e))?;
        Ok(Self { path: path.to_owned(), input: BufReader::with_capacity(1 << 18, file), line: Vec::new(), at: 0 })
    }

    /// The next line, without its end.
    fn next(&mut self) -> Result<Option<(&[u8], BundleLine)>> {
        self.line.clear();
        let read =
            self.input.read_until(b'\n', &mut self.line).map_err(|e| Error::at(&self.path, "cannot be read", e))?;
        self.at += read as u64;
        let Some(line) = self.line.strip_suffix(b"\n") else { return Ok(None) };
        Ok(serde_json::from_slice(line).ok().map(|parsed| (line, parsed)))
    }
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::at(path, "cannot clear what an earlier run left", e)),
        Ok(()) | Err(_) => Ok(()),
    }
}
