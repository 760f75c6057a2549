//! What an earlier run left for the next: its bundles, and the digest of each source they came from.

use super::bundle::BundleLine;
use super::bundles::{Spool, header_of, open};
use crate::error::{Error, Result};
use crate::model::Header;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The file beside the bundles that names the sources.
const SOURCES: &str = "sources.jsonl";

/// A source and what its bytes were.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    source: String,
    sha256: String,
}

/// The bundles of an earlier run over a part of the same inputs.
#[derive(Debug)]
pub struct Kept {
    bundles: PathBuf,
    digests: BTreeMap<String, String>,
}

impl Kept {
    /// Looks for bundles in `dir` that rules, tables and options equal to `header` made.
    ///
    /// # Errors
    ///
    /// Why there is nothing to go on from, to be told to the user: no bundles, or bundles of other rules.
    pub fn open(dir: &Path, header: &Header) -> Result<Self> {
        let bundles = dir.join("bundles.jsonl");
        let old = header_of(&bundles)?;
        if old != *header {
            return Err(Error::new(format!(
                "{}: made by another version of newsmill, other gazetteers or other options",
                bundles.display()
            )));
        }
        let path = dir.join(SOURCES);
        let file = File::open(&path).map_err(|e| Error::at(&path, "cannot be opened", e))?;
        let mut digests = BTreeMap::new();
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|e| Error::at(&path, "cannot be read", e))?;
            let Line { source, sha256 } =
                serde_json::from_str(&line).map_err(|e| Error::at(&path, "is no list of sources", e))?;
            digests.insert(source, sha256);
        }
        Ok(Self { bundles, digests })
    }

    /// Whether a source has the bytes that it had.
    pub fn has(&self, source: &str, sha256: &str) -> bool {
        self.digests.get(source).is_some_and(|d| d == sha256)
    }

    /// Takes over the lines of some sources.
    ///
    /// # Errors
    ///
    /// A line that cannot be read or written.
    pub fn copy(&self, sources: &BTreeSet<&str>, spool: &mut Spool) -> Result<()> {
        for (number, line) in open(&self.bundles)?.lines().enumerate() {
            let place = || format!("{}:{}", self.bundles.display(), number + 1);
            let line = line.map_err(|e| Error::while_doing(format!("{}: cannot be read", place()), e))?;
            let parsed: BundleLine = serde_json::from_str(&line).map_err(|e| {
                Error::while_doing(format!("{}: not a bundle line; run again without --update", place()), e)
            })?;
            let source = match &parsed {
                BundleLine::Bundle(bundle) => &bundle.document.source,
                BundleLine::Reject(reject) => &reject.source,
                BundleLine::Skip(_) | BundleLine::Header(_) => continue,
            };
            if sources.contains(source.as_str()) {
                spool.push(parsed.order(), line.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Writes down what the sources of this run were, for the next.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write<'a>(dir: &Path, digests: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<()> {
        let path = dir.join(SOURCES);
        let write = || {
            let mut out = BufWriter::new(File::create(&path)?);
            for (source, sha256) in digests {
                serde_json::to_writer(&mut out, &Line { source: source.to_owned(), sha256: sha256.to_owned() })?;
                out.write_all(b"\n")?;
            }
            out.flush()
        };
        write().map_err(|e: std::io::Error| Error::at(&path, "cannot write the file", e))
    }
}
