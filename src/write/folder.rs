//! A dataset as a folder of files. It is written beside the old one, inside the folder, and put in its place at the end.

use super::Sink;
use super::commit::{self, NEXT, SCRATCH, WORK, clear};
use super::lock::Lock;
use crate::error::{Error, Result};
use crate::model::{EntityRecord, FactRecord, Manifest, RejectRecord, write_json};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The files of a dataset.
pub const FILES: [&str; 6] =
    ["documents.jsonl", "mentions.jsonl", "entities.jsonl", "facts.jsonl", "rejects.jsonl", "manifest.json"];

/// A dataset that is being written. As long as it lives no other process can write into its folder.
#[derive(Debug)]
pub struct DatasetFolder {
    dir: PathBuf,
    files: Vec<BufWriter<File>>,
    lock: Lock,
}

impl DatasetFolder {
    /// Prepares `dir`: new, empty, or a dataset of newsmill's, which stays until [`DatasetFolder::commit`]. What an earlier run left unfinished is cleared.
    ///
    /// # Errors
    ///
    /// A folder that holds anything else, that cannot be written, or into which another process is writing.
    pub fn create(dir: &Path) -> Result<Self> {
        let lock = enter(dir)?;
        commit::empty(&dir.join(WORK))?;
        Self::fill(dir, lock)
    }

    /// [`DatasetFolder::create`], but what an earlier run left in [`DatasetFolder::work`] stays, to go on from.
    ///
    /// # Errors
    ///
    /// As [`DatasetFolder::create`].
    pub fn create_again(dir: &Path) -> Result<Self> {
        let lock = enter(dir)?;
        Self::fill(dir, lock)
    }

    fn fill(dir: &Path, lock: Lock) -> Result<Self> {
        let (next, scratch) = (dir.join(WORK).join(NEXT), dir.join(WORK).join(SCRATCH));
        for folder in [&next, &scratch] {
            clear(folder)?;
            fs::create_dir(folder).map_err(|e| Error::at(folder, "cannot create the folder", e))?;
        }
        let files = FILES
            .iter()
            .map(|name| {
                let path = next.join(name);
                let file = File::create(&path).map_err(|e| Error::at(&path, "cannot create the file", e))?;
                Ok(BufWriter::with_capacity(1 << 16, file))
            })
            .collect::<Result<_>>()?;
        Ok(Self { dir: dir.to_owned(), files, lock })
    }

    /// Where bundles wait; gone after [`DatasetFolder::commit`] unless kept.
    pub fn work(&self) -> PathBuf {
        self.dir.join(WORK)
    }

    /// Puts the finished dataset in the place of the old one.
    ///
    /// A reader, or a kill at any moment, finds the old dataset whole, or a folder without a manifest, which the next command that opens it makes the new dataset, or the new
    /// dataset whole. A folder with a manifest is never a mixture; see [`settle`](super::settle).
    ///
    /// # Errors
    ///
    /// A file that cannot be written or moved; the message names it.
    pub fn commit(self, keep_work: bool) -> Result<()> {
        let next = self.dir.join(WORK).join(NEXT);
        for (name, file) in FILES.iter().zip(self.files) {
            let sync = file.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(|f| f.sync_all());
            sync.map_err(|e| Error::at(&next.join(name), "cannot write the file", e))?;
        }
        let published = commit::publish(&self.dir, keep_work);
        drop(self.lock);
        published
    }

    fn line(&mut self, file: usize, record: &impl Serialize) -> Result<()> {
        let mut line = String::new();
        write_json(record, &mut line);
        let written = self.files[file].write_all(line.as_bytes());
        self.end(file, written)
    }

    /// Ends a line of which this became.
    fn end(&mut self, file: usize, written: std::io::Result<()>) -> Result<()> {
        let written = written.and_then(|()| self.files[file].write_all(b"\n"));
        written.map_err(|e| Error::at(&self.dir.join(WORK).join(NEXT).join(FILES[file]), "cannot write the file", e))
    }
}

/// Makes a folder ours for as long as the lock lives, and whole.
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
    let names: Vec<String> = entries.filter_map(|e| Some(e.ok()?.file_name().to_string_lossy().into_owned())).collect();
    // Another process may be putting its dataset in place while we look: then the journal is there, or has just gone and the manifest is there.
    if names.iter().all(|name| name == WORK) || is_dataset(dir) || commit::begun(dir) || is_dataset(dir) {
        return Ok(());
    }
    Err(Error::new(format!(
        "{}: the folder is not empty and not a newsmill dataset (no manifest.json of ours), so it is left as it is; name a new folder with --out",
        dir.display()
    )))
}

/// Whether the folder's manifest says that newsmill wrote it.
fn is_dataset(dir: &Path) -> bool {
    let manifest = fs::read_to_string(dir.join("manifest.json")).ok();
    let json: Option<serde_json::Value> = manifest.and_then(|text| serde_json::from_str(&text).ok());
    json.is_some_and(|m| m["program"] == "newsmill")
}

impl Sink for DatasetFolder {
    fn document(&mut self, record: &str) -> Result<()> {
        let written = self.files[0].write_all(record.as_bytes());
        self.end(0, written)
    }

    fn mention(&mut self, record: &str) -> Result<()> {
        let written = self.files[1].write_all(record.as_bytes());
        self.end(1, written)
    }

    fn entity(&mut self, record: EntityRecord) -> Result<()> {
        self.line(2, &record)
    }

    fn fact(&mut self, record: FactRecord) -> Result<()> {
        self.line(3, &record)
    }

    fn reject(&mut self, record: RejectRecord) -> Result<()> {
        self.line(4, &record)
    }

    fn manifest(&mut self, manifest: &Manifest) -> Result<()> {
        let path = self.dir.join(WORK).join(NEXT).join(FILES[5]);
        let out = &mut self.files[5];
        let written = serde_json::to_writer_pretty(&mut *out, manifest)
            .map_err(std::io::Error::from)
            .and_then(|()| out.write_all(b"\n"));
        written.map_err(|e| Error::at(&path, "cannot write the file", e))
    }
}
