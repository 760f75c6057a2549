//! A dataset as a folder of files. It is written beside the old one, inside the folder, and
//! replaces it at the end.

use super::FILES;
use super::commit::{self, NEXT, SCRATCH, WORK, clear};
use super::lock::Lock;
use super::sink::{RecordLine, Sink};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{
    DocumentRecord, EntityRecord, FactRecord, Manifest, MentionRecord, RejectRecord, is_manifest,
};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

// The place of each file in [`FILES`].
const DOCUMENTS: usize = 0;
const MENTIONS: usize = 1;
const ENTITIES: usize = 2;
const FACTS: usize = 3;
const REJECTS: usize = 4;
const MANIFEST: usize = 5;

/// A dataset that is being written into a folder. As long as it lives no other process can write
/// there.
///
/// Its work folder, `.work` inside the folder, holds the files of the new dataset until
/// [`commit`](Sink::commit) and, during [`archive::run`](crate::archive::run), the bundles of the
/// documents read so far.
#[derive(Debug)]
pub struct DatasetFolder {
    dir: PathBuf,
    work: PathBuf,
    /// One for each of [`FILES`]; none after the commit.
    files: Vec<BufWriter<File>>,
    keep_work: bool,
    /// Held until the commit.
    lock: Option<Lock>,
}

impl DatasetFolder {
    /// Prepares `dir`: new, empty, or a dataset of newsmill's, which stays until the commit.
    /// Bundles that an earlier run left in the work folder stay, to be reused.
    ///
    /// # Errors
    ///
    /// A folder that holds anything else ([`ErrorKind::Usage`]), that cannot be written, or into
    /// which another process is writing ([`ErrorKind::Locked`]).
    pub fn create(dir: &Path) -> Result<Self> {
        let lock = enter(dir)?;
        let work = dir.join(WORK);
        let (next, scratch) = (work.join(NEXT), work.join(SCRATCH));
        for folder in [&next, &scratch] {
            clear(folder)?;
            fs::create_dir(folder).map_err(|e| Error::at(folder, "cannot create the folder", e))?;
        }
        let files = FILES
            .iter()
            .map(|name| {
                let path = next.join(name);
                let file = File::create(&path)
                    .map_err(|e| Error::at(&path, "cannot create the file", e))?;
                Ok(BufWriter::with_capacity(1 << 16, file))
            })
            .collect::<Result<_>>()?;
        Ok(Self { dir: dir.to_owned(), work, files, keep_work: false, lock: Some(lock) })
    }

    /// Whether the bundles in the work folder stay after the commit, for the next run to reuse
    /// those of unchanged sources. Without it the work folder goes.
    #[must_use]
    pub fn keep_work(self, keep_work: bool) -> Self {
        Self { keep_work, ..self }
    }

    fn line(&mut self, file: usize, json: &str) -> Result<()> {
        let out = self.files.get_mut(file).ok_or_else(complete)?;
        let written = out.write_all(json.as_bytes()).and_then(|()| out.write_all(b"\n"));
        written.map_err(|e| {
            Error::at(&self.work.join(NEXT).join(FILES[file]), "cannot write the file", e)
        })
    }
}

/// Nothing can be written after the commit.
fn complete() -> Error {
    Error::new("the dataset is complete already")
}

/// Locks a folder, and completes the commit that a killed run began in it.
fn enter(dir: &Path) -> Result<Lock> {
    refuse_foreign(dir)?;
    fs::create_dir_all(dir).map_err(|e| Error::at(dir, "cannot create the output folder", e))?;
    let lock = Lock::take(&dir.join(WORK))?;
    if commit::begun(dir) {
        commit::complete(dir)?;
        // The lock may have gone with the work folder.
        drop(lock);
        return Lock::take(&dir.join(WORK));
    }
    Ok(lock)
}

/// Only a new or empty folder, or a dataset of ours (finished or not), may be written to.
fn refuse_foreign(dir: &Path) -> Result<()> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(Error::at(dir, "cannot be used as the output folder", e)),
    };
    let names: Vec<String> =
        entries.filter_map(|e| Some(e.ok()?.file_name().to_string_lossy().into_owned())).collect();
    // Another process may be putting its dataset in place while we look: then the journal is there,
    // or has just gone and the manifest is there.
    if names.iter().all(|name| name == WORK)
        || is_dataset(dir)
        || commit::begun(dir)
        || is_dataset(dir)
    {
        return Ok(());
    }
    let message = "the folder is not empty and not a newsmill dataset (no manifest.json of ours), so it is left as it is; name a new folder with --out";
    Err(Error::new(format!("{}: {message}", dir.display())).with_kind(ErrorKind::Usage))
}

/// Whether the folder's manifest says that newsmill wrote it.
fn is_dataset(dir: &Path) -> bool {
    fs::read(dir.join("manifest.json")).is_ok_and(|text| is_manifest(&text))
}

impl Sink for DatasetFolder {
    fn document(&mut self, line: RecordLine<'_, DocumentRecord>) -> Result<()> {
        self.line(DOCUMENTS, line.json())
    }

    fn mention(&mut self, line: RecordLine<'_, MentionRecord>) -> Result<()> {
        self.line(MENTIONS, line.json())
    }

    fn entity(&mut self, line: RecordLine<'_, EntityRecord>) -> Result<()> {
        self.line(ENTITIES, line.json())
    }

    fn fact(&mut self, line: RecordLine<'_, FactRecord>) -> Result<()> {
        self.line(FACTS, line.json())
    }

    fn reject(&mut self, line: RecordLine<'_, RejectRecord>) -> Result<()> {
        self.line(REJECTS, line.json())
    }

    fn manifest(&mut self, line: RecordLine<'_, Manifest>) -> Result<()> {
        let pretty = serde_json::to_string_pretty(&line.record()?)
            .map_err(|e| Error::while_doing("cannot write the manifest", e))?;
        self.line(MANIFEST, &pretty)
    }

    /// Replaces the old dataset by the new one.
    ///
    /// A reader, or a kill at any moment, finds the old dataset whole, or a folder without a
    /// manifest, which the next command that opens it makes the new dataset, or the new dataset
    /// whole. A folder with a manifest is never a mixture; see [`settle`](super::settle).
    fn commit(&mut self) -> Result<()> {
        if self.files.is_empty() {
            return Err(complete());
        }
        let next = self.work.join(NEXT);
        for (name, file) in FILES.iter().zip(self.files.drain(..)) {
            let sync = file
                .into_inner()
                .map_err(std::io::IntoInnerError::into_error)
                .and_then(|f| f.sync_all());
            sync.map_err(|e| Error::at(&next.join(name), "cannot write the file", e))?;
        }
        let published = commit::publish(&self.dir, self.keep_work);
        self.lock = None;
        published
    }

    fn work_folder(&self) -> Option<&Path> {
        Some(&self.work)
    }
}
