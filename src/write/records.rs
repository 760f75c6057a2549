//! Reads the record files of a dataset.

use crate::error::{Error, ErrorKind, Result};
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

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
    let file = File::open(path).map_err(|e| {
        Error::at(path, "cannot be opened; name folders that `newsmill run` wrote", e)
    })?;
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.map_err(|e| Error::at(path, "cannot be read", e))?;
        let record = serde_json::from_str(&line)
            .map_err(|e| Error::while_doing(format!("{}:{number}: no record", path.display()), e))
            .map_err(|e| e.with_kind(ErrorKind::Input))?;
        each(record);
    }
    Ok(())
}
