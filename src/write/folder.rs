//! A dataset as a folder of files. It is written beside the old one, inside the folder, and
//! replaces it at the end.

use super::FILES;
use super::commit::{self, NEXT, SCRATCH, WORK, clear};
use super::lock::Lock;
use super::sink::{RecordLine, Sink};
use super::storage::{self, Output, Storage};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{
    DocumentRecord, EntityRecord, FactRecord, Manifest, MentionRecord, RejectRecord, is_manifest,
};
use std::fmt;
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

/// The folder inside the scratch folder with the JSONL files that are to be converted.
const RECORDS: &str = "records";

/// Writes the files of the JSONL dataset in the first folder anew, in another storage, into the
/// second.
pub(crate) type Convert = fn(&Path, &Path) -> Result<()>;

/// A dataset that is being written into a folder. As long as it lives no other process can write
/// there. Its files are JSONL; [`compressed`](Self::compressed) and
/// [`export::parquet_folder`](crate::export::parquet_folder) store it otherwise.
///
/// Its work folder, `.work` inside the folder, holds the files of the new dataset until
/// [`commit`](Sink::commit) and, during [`archive::run`](crate::archive::run), the bundles of the
/// documents read so far.
pub struct DatasetFolder {
    dir: PathBuf,
    work: PathBuf,
    storage: Storage,
    /// What makes Parquet of JSONL once all records are there.
    convert: Option<Convert>,
    /// One for each of [`FILES`]; none once they are complete.
    files: Vec<(PathBuf, BufWriter<Output>)>,
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
            create_folder(folder)?;
        }
        Ok(Self {
            dir: dir.to_owned(),
            files: create_files(&next, Storage::Plain)?,
            work,
            storage: Storage::Plain,
            convert: None,
            keep_work: false,
            lock: Some(lock),
        })
    }

    /// Compresses the JSONL files: `documents.jsonl.zst` and so on, each one frame of zstd. The
    /// manifest stays as it is.
    ///
    /// # Errors
    ///
    /// Files that cannot be created.
    pub fn compressed(mut self) -> Result<Self> {
        let next = self.work.join(NEXT);
        self.files.clear();
        clear(&next)?;
        create_folder(&next)?;
        self.files = create_files(&next, Storage::Zst)?;
        self.storage = Storage::Zst;
        Ok(self)
    }

    /// Stores the dataset as Parquet, made by `convert` of JSONL files that do not stay.
    #[cfg(feature = "parquet")]
    pub(crate) fn parquet(mut self, convert: Convert) -> Result<Self> {
        let (next, records) = (self.work.join(NEXT), self.work.join(SCRATCH).join(RECORDS));
        self.files.clear();
        clear(&next)?;
        create_folder(&next)?;
        create_folder(&records)?;
        self.files = create_files(&records, Storage::Plain)?;
        self.storage = Storage::Parquet;
        self.convert = Some(convert);
        Ok(self)
    }

    /// Whether the bundles in the work folder stay after the commit, for the next run to reuse
    /// those of unchanged sources. Without it the work folder goes.
    #[must_use]
    pub fn keep_work(self, keep_work: bool) -> Self {
        Self { keep_work, ..self }
    }

    fn line(&mut self, file: usize, json: &str) -> Result<()> {
        let (path, out) = self.files.get_mut(file).ok_or_else(complete)?;
        let written = out.write_all(json.as_bytes()).and_then(|()| out.write_all(b"\n"));
        written.map_err(|e| Error::at(path, "cannot write the file", e))
    }

    /// Ends the files and waits until they are on disk.
    fn end_files(&mut self) -> Result<()> {
        for (path, file) in self.files.drain(..) {
            let ended = file.into_inner().map_err(std::io::IntoInnerError::into_error);
            ended
                .and_then(Output::finish)
                .map_err(|e| Error::at(&path, "cannot write the file", e))?;
        }
        Ok(())
    }

    /// Makes the files of the dataset of the JSONL files.
    fn convert(&mut self, convert: Convert) -> Result<()> {
        self.end_files()?;
        let (next, records) = (self.work.join(NEXT), self.work.join(SCRATCH).join(RECORDS));
        convert(&records, &next)?;
        let manifest = next.join(storage::MANIFEST);
        fs::rename(records.join(storage::MANIFEST), &manifest)
            .map_err(|e| Error::at(&manifest, "cannot put the file in place", e))?;
        for name in self.storage.files() {
            let path = next.join(name);
            let sync = File::options().write(true).open(&path).and_then(|file| file.sync_all());
            sync.map_err(|e| Error::at(&path, "cannot write the file", e))?;
        }
        clear(&records)
    }
}

fn create_folder(path: &Path) -> Result<()> {
    fs::create_dir(path).map_err(|e| Error::at(path, "cannot create the folder", e))
}

/// The files of a dataset in `folder`, one for each of [`FILES`].
fn create_files(folder: &Path, storage: Storage) -> Result<Vec<(PathBuf, BufWriter<Output>)>> {
    let create = |name: &&str| {
        let path = folder.join(storage.name(name));
        let is_packed = storage == Storage::Zst && *name != storage::MANIFEST;
        let file = File::create(&path).and_then(|file| Output::new(file, is_packed));
        let file = file.map_err(|e| Error::at(&path, "cannot create the file", e))?;
        Ok((path, BufWriter::with_capacity(1 << 16, file)))
    };
    FILES.iter().map(create).collect()
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

impl fmt::Debug for DatasetFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("DatasetFolder");
        shown.field("dir", &self.dir).field("storage", &self.storage).finish_non_exhaustive()
    }
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
        self.line(MANIFEST, &pretty)?;
        // It is the last record. A conversion that fails here leaves the old dataset as it was.
        self.convert.take().map_or(Ok(()), |convert| self.convert(convert))
    }

    /// Replaces the old dataset by the new one.
    ///
    /// A reader, or a kill at any moment, finds the old dataset whole, or a folder without a
    /// manifest, which the next command that opens it makes the new dataset, or the new dataset
    /// whole. A folder with a manifest is never a mixture; see [`settle`](super::settle).
    fn commit(&mut self) -> Result<()> {
        let lock = self.lock.take().ok_or_else(complete)?;
        self.end_files()?;
        let published = commit::publish(&self.dir, self.storage, self.keep_work);
        drop(lock);
        published
    }

    fn work_folder(&self) -> Option<&Path> {
        Some(&self.work)
    }
}
