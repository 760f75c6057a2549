//! Keeps sketches until all are known.

use super::sketch::{MAX_HASHES, Sketch};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Sketches by number, in records of one length.
#[derive(Debug)]
pub(super) enum Sketches {
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
    /// In a file of `dir`, or in memory.
    ///
    /// # Errors
    ///
    /// A file that cannot be created.
    pub(super) fn new(dir: Option<&Path>) -> Result<Self> {
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

    /// Adds the next.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub(super) fn push(&mut self, sketch: &Sketch) -> Result<()> {
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

    /// Reads each sketch in turn.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or read.
    pub(super) fn each(
        &mut self,
        mut take: impl FnMut(usize, &Sketch) -> Result<()>,
    ) -> Result<()> {
        match self {
            Self::Memory(all) => all.iter().enumerate().try_for_each(|(n, s)| take(n, s)),
            Self::File { path, out, record } => {
                let unreadable =
                    |path: &Path, error| Error::at(path, "cannot read the file", error);
                let size = out.flush().and_then(|()| out.get_mut().stream_position());
                let count = size.map_err(|e| unreadable(path, e))? as usize / RECORD;
                let start = out.get_mut().seek(SeekFrom::Start(0));
                start.map_err(|e| unreadable(path, e))?;
                let mut file = BufReader::with_capacity(1 << 18, out.get_ref());
                record.resize(RECORD, 0);
                let mut sketch = Sketch::default();
                for number in 0..count {
                    file.read_exact(record).map_err(|e| unreadable(path, e))?;
                    fill(&mut sketch, record);
                    take(number, &sketch)?;
                }
                Ok(())
            }
        }
    }

    /// The sketch of a number.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or read.
    pub(super) fn get(&mut self, number: u32) -> Result<Sketch> {
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
                let mut sketch = Sketch::default();
                fill(&mut sketch, record);
                Ok(sketch)
            }
        }
    }
}

/// Puts the hashes of a record into a sketch.
fn fill(sketch: &mut Sketch, record: &[u8]) {
    let Some((count, hashes)) = record.as_chunks().0.split_first() else { return };
    let count = u32::from_le_bytes(*count) as usize;
    sketch.set(hashes[..count.min(hashes.len())].iter().map(|bytes| u32::from_le_bytes(*bytes)));
}
