//! Reads the record files of a dataset.

use crate::error::{Error, ErrorKind, Result};
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

/// Gives each record of a JSONL file of a dataset to `each`, in the order of the file. One record is
/// in memory at a time.
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
/// A record that cannot be read is an error with the number of its line.
#[derive(Debug)]
pub struct RecordReader<T> {
    path: PathBuf,
    lines: Lines<BufReader<File>>,
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
        let file = File::open(path).map_err(|e| {
            Error::at(path, "cannot be opened; name folders that `newsmill run` wrote", e)
        })?;
        let lines = BufReader::new(file).lines();
        Ok(Self { path: path.to_owned(), lines, number: 0, record: PhantomData })
    }
}

impl<T: DeserializeOwned> Iterator for RecordReader<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        self.number += 1;
        Some(match self.lines.next()? {
            Err(e) => Err(Error::at(&self.path, "cannot be read", e)),
            Ok(line) => serde_json::from_str(&line).map_err(|e| {
                let place = format!("{}:{}: no record", self.path.display(), self.number);
                Error::while_doing(place, e).with_kind(ErrorKind::Input)
            }),
        })
    }
}
