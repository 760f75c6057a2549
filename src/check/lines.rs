//! The records of a file, one after the other, and what is wrong with them as lines.

use super::{Emit, Finding};
use crate::error::Result;
use crate::model::SCHEMA_VERSION;
use crate::write::{DatasetFiles, RecordReader};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The cure for what no run writes.
pub(super) const REMAKE: &str = "something changed the dataset after the run; make it again";
/// The cure for what is missing.
pub(super) const RESTORE: &str =
    "lines or files are missing or of another run; copy the dataset whole, or make it again";

/// A file of records.
pub(super) struct Records<T> {
    lines: RecordReader<T>,
    record: &'static str,
    /// The name of the file, as it is stored.
    pub(super) file: String,
    /// The number of the line that was read last.
    pub(super) line: u64,
}

impl<T: DeserializeOwned + Serialize> Records<T> {
    /// Opens the file of these records.
    pub(super) fn open(files: &DatasetFiles, file: &str, record: &'static str) -> Result<Self> {
        let path = files.path(file);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { lines: RecordReader::open(&path)?, record, file: name, line: 0 })
    }

    /// The next record that can be read. What is wrong with lines is told.
    pub(super) fn next(&mut self, emit: &mut Emit<'_>) -> Result<Option<T>> {
        loop {
            let Some(line) = self.lines.line() else { return Ok(None) };
            let line = line?;
            self.line += 1;
            match self.parse(&line) {
                Ok(record) => return Ok(Some(record)),
                Err((what, cure)) => self.tell(emit, what, cure)?,
            }
        }
    }

    fn parse(&self, line: &str) -> std::result::Result<T, (String, &'static str)> {
        let record = self.record;
        let record: T = serde_json::from_str(line)
            .map_err(|e| (format!("no record of the schema \"{record}\": {e}"), REMAKE))?;
        let head = format!("{{\"record\":\"{}\",\"schema\":\"{SCHEMA_VERSION}\",", self.record);
        if !line.starts_with(&head) {
            let what = format!("it does not begin with {head}");
            return Err((what, "newsmill of another version wrote it; make it again"));
        }
        // Keys in their order, no key more, every value spelled as newsmill does.
        let same = serde_json::to_string(&record).is_ok_and(|own| own == line);
        if same {
            Ok(record)
        } else {
            Err(("keys or values are not as the schema has them".to_owned(), REMAKE))
        }
    }

    /// Tells something of the line that was read last.
    pub(super) fn tell(&self, emit: &mut Emit<'_>, what: String, cure: &str) -> Result<()> {
        emit(Finding { file: self.file.clone(), line: self.line, what, cure: cure.to_owned() })
    }
}
