//! A dataset as a folder of files. It is written beside the old one, inside the folder, and put in its place at the end.

use super::Sink;
use crate::error::{Error, Result};
use crate::model::{DocumentRecord, EntityRecord, FactRecord, Manifest, MentionRecord, RejectRecord};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The files of a dataset.
pub const FILES: [&str; 6] =
    ["documents.jsonl", "mentions.jsonl", "entities.jsonl", "facts.jsonl", "rejects.jsonl", "manifest.json"];

/// The folder inside a dataset's in which a run keeps what it has not finished.
const WORK: &str = ".work";

/// Where an update puts aside what it goes on from.
const PREVIOUS: &str = ".previous";

/// A dataset that is being written.
#[derive(Debug)]
pub struct DatasetFolder {
    dir: PathBuf,
    files: Vec<BufWriter<File>>,
}

impl DatasetFolder {
    /// Prepares `dir`: new, empty, or a dataset of newsmill's, which stays until [`DatasetFolder::commit`].
    ///
    /// # Errors
    ///
    /// A folder that holds anything else, or that cannot be written.
    pub fn create(dir: &Path) -> Result<Self> {
        refuse_foreign(dir)?;
        clear(&dir.join(WORK))?;
        clear(&dir.join(PREVIOUS))?;
        Self::fill(dir)
    }

    /// [`DatasetFolder::create`], but what an earlier run kept to go on from is put aside and not cleared; [`DatasetFolder::previous`] has it.
    ///
    /// # Errors
    ///
    /// As [`DatasetFolder::create`].
    pub fn create_again(dir: &Path) -> Result<Self> {
        refuse_foreign(dir)?;
        let (work, previous) = (dir.join(WORK), dir.join(PREVIOUS));
        // What was put aside by an update that did not come to its end is whole; what that update left is not.
        if previous.exists() {
            clear(&work)?;
        } else if work.exists() {
            fs::rename(&work, &previous)
                .map_err(|e| Error::at(&work, "cannot put aside what an earlier run kept", e))?;
        }
        Self::fill(dir)
    }

    fn fill(dir: &Path) -> Result<Self> {
        let work = dir.join(WORK);
        fs::create_dir_all(&work).map_err(|e| Error::at(dir, "cannot create the output folder", e))?;
        let files = FILES
            .iter()
            .map(|name| {
                let path = work.join(name);
                File::create(&path).map(BufWriter::new).map_err(|e| Error::at(&path, "cannot create the file", e))
            })
            .collect::<Result<_>>()?;
        Ok(Self { dir: dir.to_owned(), files })
    }

    /// Where [`DatasetFolder::create_again`] puts what an earlier run kept.
    pub fn previous(&self) -> PathBuf {
        self.dir.join(PREVIOUS)
    }

    /// Where bundles and other things of the run may wait; gone after [`DatasetFolder::commit`] unless kept.
    pub fn work(&self) -> PathBuf {
        self.dir.join(WORK)
    }

    /// Puts the finished dataset in the place of the old one, the manifest last.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or moved; the message names it.
    pub fn commit(self, keep_work: bool) -> Result<()> {
        let (work, previous) = (self.work(), self.previous());
        for (name, file) in FILES.iter().zip(self.files) {
            let sync = file.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(|f| f.sync_all());
            sync.map_err(|e| Error::at(&work.join(name), "cannot write the file", e))?;
        }
        for name in FILES {
            fs::rename(work.join(name), self.dir.join(name))
                .map_err(|e| Error::at(&self.dir.join(name), "cannot put the file in place", e))?;
        }
        clear(&previous)?;
        if keep_work { Ok(()) } else { clear(&work) }
    }

    fn line(&mut self, file: usize, record: &impl Serialize) -> Result<()> {
        let out = &mut self.files[file];
        let written =
            serde_json::to_writer(&mut *out, record).map_err(std::io::Error::from).and_then(|()| out.write_all(b"\n"));
        written.map_err(|e| Error::at(&self.dir.join(WORK).join(FILES[file]), "cannot write the file", e))
    }
}

fn clear(dir: &Path) -> Result<()> {
    if !dir.exists() {
        return Ok(());
    }
    fs::remove_dir_all(dir).map_err(|e| Error::at(dir, "cannot clear what an earlier run left", e))
}

/// Only a new or empty folder, or a dataset of ours (finished or not), may be written to.
fn refuse_foreign(dir: &Path) -> Result<()> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(Error::at(dir, "cannot be used as the output folder", e)),
    };
    let names: Vec<String> = entries.filter_map(|e| Some(e.ok()?.file_name().to_string_lossy().into_owned())).collect();
    if names.iter().all(|name| name == WORK || name == PREVIOUS) || is_dataset(dir) {
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
    fn document(&mut self, record: DocumentRecord) -> Result<()> {
        self.line(0, &record)
    }

    fn mention(&mut self, record: MentionRecord) -> Result<()> {
        self.line(1, &record)
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
        let path = self.dir.join(WORK).join(FILES[5]);
        let out = &mut self.files[5];
        let written = serde_json::to_writer_pretty(&mut *out, manifest)
            .map_err(std::io::Error::from)
            .and_then(|()| out.write_all(b"\n"));
        written.map_err(|e| Error::at(&path, "cannot write the file", e))
    }
}
