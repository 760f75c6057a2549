//! The spool: bundle lines in one file of the work folder, in sorted runs that are merged as they
//! are read.

use super::line::{Bundle, BundleLine, SourceMark};
use super::order::LineOrder;
use super::runs::{Runs, Stretch, merge, outlines, prepared};
use super::store::{BundleStore, Lines, Outlines, Prepare};
use crate::error::{Error, Result};
use crate::model::Header;
use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bundle lines in one file on disk.
#[derive(Debug)]
pub struct Spool {
    header: Header,
    path: PathBuf,
    scratch: PathBuf,
    out: BufWriter<File>,
    runs: Runs,
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
        self.stream(&(Arc::new(|_: &mut Bundle| Ok(())) as Prepare))
    }

    /// The outlines of the documents, for the first reading.
    ///
    /// # Errors
    ///
    /// As [`Spool::lines`].
    pub fn document_outlines(&self) -> Result<Outlines<'_>> {
        self.outlines()
    }

    /// Its sorted stretches.
    pub(super) fn stretches(&self) -> Vec<Stretch> {
        self.runs.stretches(&self.path)
    }
}

impl BundleStore for Spool {
    fn header(&self) -> &Header {
        &self.header
    }

    fn scratch(&self) -> Option<&Path> {
        Some(&self.scratch)
    }

    fn stream(&self, prepare: &Prepare) -> Result<Lines<'_>> {
        merge(self.stretches(), &prepared(prepare))
    }

    fn outlines(&self) -> Result<Outlines<'_>> {
        merge(self.stretches(), &outlines())
    }
}
