//! What takes the records of a dataset.

use crate::error::{Error, Result};
use crate::io::json::write_json;
use crate::model::{
    DocumentRecord, EntityRecord, FactRecord, Manifest, MentionRecord, RejectRecord,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

/// A record on its way to a [`Sink`]: one line of JSON, and the typed record on demand.
///
/// A sink that writes lines copies [`json`](Self::json) and parses nothing, which is what keeps
/// writing a folder fast. A sink that looks into records calls [`record`](Self::record).
pub struct RecordLine<'a, R> {
    json: &'a str,
    record: PhantomData<fn() -> R>,
}

impl<'a, R> RecordLine<'a, R> {
    /// A line that is the JSON of an `R`.
    pub(crate) fn new(json: &'a str) -> Self {
        Self { json, record: PhantomData }
    }

    /// The record as one line of JSON, without the line's end.
    pub fn json(&self) -> &'a str {
        self.json
    }
}

impl<'a, R: Serialize> RecordLine<'a, R> {
    /// The line of a record, written into `json`.
    pub(crate) fn of(record: &R, json: &'a mut String) -> Self {
        json.clear();
        write_json(record, json);
        Self::new(json)
    }
}

impl<R: DeserializeOwned> RecordLine<'_, R> {
    /// The record.
    ///
    /// # Errors
    ///
    /// The line is damaged, which only lines of a work folder that somebody else changed are.
    pub fn record(&self) -> Result<R> {
        serde_json::from_str(self.json).map_err(|e| Error::while_doing("a record is damaged", e))
    }
}

// Derives would ask the same of `R`, which is only a label.
impl<R> Clone for RecordLine<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for RecordLine<'_, R> {}
impl<R> fmt::Debug for RecordLine<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.json)
    }
}

/// Takes the records of a dataset.
///
/// Records of one kind come in their order: documents by source and position, mentions by document
/// and place, entities and facts by id, rejects by source and position. The mentions of a document
/// come before the document. The manifest comes last, then [`commit`](Sink::commit). A sink
/// implements the methods of the records that it wants; the others do nothing.
///
/// Every method may fail; the error ends the run.
pub trait Sink {
    /// Takes a document.
    ///
    /// # Errors
    ///
    /// The sink's own.
    fn document(&mut self, line: RecordLine<'_, DocumentRecord>) -> Result<()> {
        let _ = line;
        Ok(())
    }

    /// Takes a mention.
    ///
    /// # Errors
    ///
    /// The sink's own.
    fn mention(&mut self, line: RecordLine<'_, MentionRecord>) -> Result<()> {
        let _ = line;
        Ok(())
    }

    /// Takes an entity.
    ///
    /// # Errors
    ///
    /// The sink's own.
    fn entity(&mut self, line: RecordLine<'_, EntityRecord>) -> Result<()> {
        let _ = line;
        Ok(())
    }

    /// Takes a fact.
    ///
    /// # Errors
    ///
    /// The sink's own.
    fn fact(&mut self, line: RecordLine<'_, FactRecord>) -> Result<()> {
        let _ = line;
        Ok(())
    }

    /// Takes a reject.
    ///
    /// # Errors
    ///
    /// The sink's own.
    fn reject(&mut self, line: RecordLine<'_, RejectRecord>) -> Result<()> {
        let _ = line;
        Ok(())
    }

    /// Takes the manifest.
    ///
    /// # Errors
    ///
    /// The sink's own.
    fn manifest(&mut self, line: RecordLine<'_, Manifest>) -> Result<()> {
        let _ = line;
        Ok(())
    }

    /// All records are there: makes them the dataset. Not called where a run stops or fails.
    ///
    /// # Errors
    ///
    /// The sink's own.
    fn commit(&mut self) -> Result<()> {
        Ok(())
    }

    /// A folder in which a run keeps what it has read so far, so that it can be resumed and does
    /// not have to fit into memory; `None`: everything is kept in memory.
    fn work_folder(&self) -> Option<&Path> {
        None
    }
}
