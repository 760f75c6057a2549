//! Where records go: a folder of JSONL files, or memory.

mod commit;
mod diff;
mod folder;
mod lock;

pub use commit::settle;
pub use diff::{Change, ChangeKind, FieldChange, diff};
pub use folder::{DatasetFolder, FILES};

use crate::error::{Error, Result};
use crate::model::{DocumentRecord, EntityRecord, FactRecord, Manifest, RejectRecord};

/// Takes the records of a dataset, each kind in its order; the manifest comes last.
pub trait Sink {
    /// A document, in order of source and position: its record as one line of JSON, without the line's end.
    ///
    /// # Errors
    ///
    /// The record cannot be written.
    fn document(&mut self, record: &str) -> Result<()>;
    /// A mention, in order of document and place: its record as one line of JSON, without the line's end.
    ///
    /// # Errors
    ///
    /// The record cannot be written.
    fn mention(&mut self, record: &str) -> Result<()>;
    /// An entity, in order of id.
    ///
    /// # Errors
    ///
    /// The record cannot be written.
    fn entity(&mut self, record: EntityRecord) -> Result<()>;
    /// A fact, in order of id.
    ///
    /// # Errors
    ///
    /// The record cannot be written.
    fn fact(&mut self, record: FactRecord) -> Result<()>;
    /// A reject, in order of source and position.
    ///
    /// # Errors
    ///
    /// The record cannot be written.
    fn reject(&mut self, record: RejectRecord) -> Result<()>;
    /// The manifest.
    ///
    /// # Errors
    ///
    /// The record cannot be written.
    fn manifest(&mut self, manifest: &Manifest) -> Result<()>;
}

/// A dataset in memory.
#[derive(Debug, Default)]
pub struct Dataset {
    /// Documents, by source and position.
    pub documents: Vec<DocumentRecord>,
    /// Mentions, by document and place: a [`MentionRecord`](crate::model::MentionRecord) each, as JSON.
    pub mentions: Vec<String>,
    /// Entities, by id.
    pub entities: Vec<EntityRecord>,
    /// Facts, by id.
    pub facts: Vec<FactRecord>,
    /// Rejects, by source and position.
    pub rejects: Vec<RejectRecord>,
    /// The manifest.
    pub manifest: Option<Manifest>,
}

impl Sink for Dataset {
    fn document(&mut self, record: &str) -> Result<()> {
        let record = serde_json::from_str(record);
        self.documents.push(record.map_err(|e| Error::while_doing("the record of a document is damaged", e))?);
        Ok(())
    }

    fn mention(&mut self, record: &str) -> Result<()> {
        self.mentions.push(record.to_owned());
        Ok(())
    }

    fn entity(&mut self, record: EntityRecord) -> Result<()> {
        self.entities.push(record);
        Ok(())
    }

    fn fact(&mut self, record: FactRecord) -> Result<()> {
        self.facts.push(record);
        Ok(())
    }

    fn reject(&mut self, record: RejectRecord) -> Result<()> {
        self.rejects.push(record);
        Ok(())
    }

    fn manifest(&mut self, manifest: &Manifest) -> Result<()> {
        self.manifest = Some(manifest.clone());
        Ok(())
    }
}
