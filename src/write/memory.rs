//! A dataset in memory.

use super::sink::{RecordLine, Sink};
use crate::error::Result;
use crate::model::{
    DocumentRecord, EntityRecord, FactRecord, Manifest, MentionRecord, RejectRecord,
};

/// A dataset in memory, each kind of record in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dataset {
    /// Documents, by source and position.
    pub documents: Vec<DocumentRecord>,
    /// Mentions, by document and place.
    pub mentions: Vec<MentionRecord>,
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
    fn document(&mut self, line: RecordLine<'_, DocumentRecord>) -> Result<()> {
        self.documents.push(line.record()?);
        Ok(())
    }

    fn mention(&mut self, line: RecordLine<'_, MentionRecord>) -> Result<()> {
        self.mentions.push(line.record()?);
        Ok(())
    }

    fn entity(&mut self, line: RecordLine<'_, EntityRecord>) -> Result<()> {
        self.entities.push(line.record()?);
        Ok(())
    }

    fn fact(&mut self, line: RecordLine<'_, FactRecord>) -> Result<()> {
        self.facts.push(line.record()?);
        Ok(())
    }

    fn reject(&mut self, line: RecordLine<'_, RejectRecord>) -> Result<()> {
        self.rejects.push(line.record()?);
        Ok(())
    }

    fn manifest(&mut self, line: RecordLine<'_, Manifest>) -> Result<()> {
        self.manifest = Some(line.record()?);
        Ok(())
    }
}
