//! Reads the record files of a dataset.

use super::commit::settle;
use super::storage::{Input, MANIFEST, Storage};
use crate::error::{Error, ErrorKind, Result};
use crate::model::{DocumentRecord, Manifest, MentionRecord};
use serde::de::DeserializeOwned;
use std::fmt;
use std::io::{BufRead, BufReader, Lines};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

/// The JSONL files of a dataset, compressed or not.
///
/// ```no_run
/// use newsmill::model::EntityRecord;
/// use newsmill::write::DatasetFiles;
///
/// let files = DatasetFiles::open("out".as_ref())?;
/// for entity in files.records::<EntityRecord>("entities.jsonl")? {
///     println!("{}", entity?.id);
/// }
/// # Ok::<(), newsmill::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct DatasetFiles {
    dir: PathBuf,
    storage: Storage,
}

impl DatasetFiles {
    /// Looks how the dataset in a folder is stored. A commit that a killed run began is completed
    /// first, see [`settle`].
    ///
    /// # Errors
    ///
    /// A dataset of Parquet, or files of several datasets ([`ErrorKind::Input`]); the errors of
    /// [`settle`].
    pub fn open(dir: &Path) -> Result<Self> {
        settle(dir)?;
        let refuse = |why: String| {
            Err(Error::new(format!("{}: {why}", dir.display())).with_kind(ErrorKind::Input))
        };
        let first = |storage: Storage| {
            storage.record_files().into_iter().find(|name| dir.join(name).exists())
        };
        let found: Vec<(Storage, String)> = Storage::ALL
            .into_iter()
            .filter_map(|storage| Some((storage, first(storage)?)))
            .collect();
        match &found[..] {
            [(Storage::Parquet, _)] => refuse(
                "the dataset is Parquet, which newsmill does not read back; run without --format parquet"
                    .to_owned(),
            ),
            [(_, one), (_, other), ..] => refuse(format!(
                "holds {one} and {other}, but the files of a dataset are stored in one way; remove those that do not belong to it, or run again"
            )),
            // Of a folder without any, the file that is asked for is missed.
            found => {
                let storage = found.first().map_or(Storage::Plain, |(storage, _)| *storage);
                Ok(Self { dir: dir.to_owned(), storage })
            }
        }
    }

    /// The path of one of [`FILES`](super::FILES) as it is stored: `mentions.jsonl` may lie in
    /// `mentions.jsonl.zst`.
    pub fn path(&self, file: &str) -> PathBuf {
        self.dir.join(self.storage.name(file))
    }

    /// The records of one of [`FILES`](super::FILES), in the order of the file.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn records<T>(&self, file: &str) -> Result<RecordReader<T>> {
        RecordReader::open(&self.path(file))
    }

    /// Gives each document with its mentions. Copies have none.
    pub(crate) fn documents(
        &self,
        mut each: impl FnMut(&DocumentRecord, &[MentionRecord]) -> Result<()>,
    ) -> Result<()> {
        let mut mentions = self.records::<MentionRecord>("mentions.jsonl")?.peekable();
        for document in self.records::<DocumentRecord>("documents.jsonl")? {
            let document = document?;
            let mut of_document = Vec::new();
            // Both files are in the order of documents. A mention that cannot be read surfaces at once.
            while let Some(next) = mentions.next_if(|next| match next {
                Ok(mention) => mention.doc == document.id,
                Err(_) => true,
            }) {
                of_document.push(next?);
            }
            each(&document, &of_document)?;
        }
        match mentions.next() {
            None => Ok(()),
            Some(left) => {
                let message = format!(
                    "{}: the mention {} stands behind all documents; the files of the dataset do not belong together",
                    self.dir.display(),
                    left?.id
                );
                Err(Error::new(message).with_kind(ErrorKind::Input))
            }
        }
    }

    /// The manifest.
    ///
    /// # Errors
    ///
    /// A folder without one, which is no dataset, or a file that is none ([`ErrorKind::Input`]).
    pub(crate) fn manifest(&self) -> Result<Manifest> {
        let path = self.dir.join(MANIFEST);
        if !path.is_file() {
            let message = format!(
                "{}: no dataset: it has no {MANIFEST}; name a folder that `newsmill run` wrote",
                self.dir.display()
            );
            return Err(Error::new(message).with_kind(ErrorKind::Input));
        }
        let text = std::fs::read(&path).map_err(|e| Error::at(&path, "cannot be read", e))?;
        serde_json::from_slice(&text).map_err(|e| {
            Error::at(&path, "no manifest of this version of newsmill", e)
                .with_kind(ErrorKind::Input)
        })
    }
}

/// Gives each record of a JSONL file of a dataset to `each`, in the order of the file. One record is
/// in memory at a time. A file whose name ends with `.zst` is unpacked.
///
/// ```no_run
/// use newsmill::model::EntityRecord;
/// use newsmill::write::read_records;
///
/// let mut courts = 0;
/// read_records("out/entities.jsonl".as_ref(), |entity: EntityRecord| {
///     courts += u32::from(entity.names.en.is_some_and(|name| name.ends_with("Court")));
/// })?;
/// # Ok::<(), newsmill::Error>(())
/// ```
///
/// # Errors
///
/// A file that cannot be read; a line that is no such record ([`ErrorKind::Input`]), with its number.
pub fn read_records<T: DeserializeOwned>(path: &Path, mut each: impl FnMut(T)) -> Result<()> {
    RecordReader::open(path)?.try_for_each(|record| {
        each(record?);
        Ok(())
    })
}

/// The records of a JSONL file of a dataset, one at a time, in the order of the file.
///
/// A record that cannot be read is an error with the number of its line. A file whose name ends with
/// `.zst` is unpacked.
pub struct RecordReader<T> {
    path: PathBuf,
    lines: Lines<BufReader<Input>>,
    number: u64,
    record: PhantomData<fn() -> T>,
}

impl<T> RecordReader<T> {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        let lines = BufReader::with_capacity(1 << 16, Input::open(path)?).lines();
        Ok(Self { path: path.to_owned(), lines, number: 0, record: PhantomData })
    }

    /// The next record as its line of JSON, without the line's end.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or is damaged.
    pub fn line(&mut self) -> Option<Result<String>> {
        self.number += 1;
        let line = self.lines.next()?;
        Some(line.map_err(|e| Error::at(&self.path, "cannot be read", e)))
    }
}

impl<T: DeserializeOwned> Iterator for RecordReader<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        let line = match self.line()? {
            Ok(line) => line,
            Err(error) => return Some(Err(error)),
        };
        Some(serde_json::from_str(&line).map_err(|e| {
            let place = format!("{}:{}: no record", self.path.display(), self.number);
            Error::while_doing(place, e).with_kind(ErrorKind::Input)
        }))
    }
}

// Derives would ask the same of `T`, which is only a label.
impl<T> fmt::Debug for RecordReader<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RecordReader");
        shown.field("path", &self.path).field("number", &self.number).finish_non_exhaustive()
    }
}
