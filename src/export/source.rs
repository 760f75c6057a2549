//! The dataset that is read: records, and documents with their mentions.

use crate::error::Result;
use crate::model::{DocumentRecord, EntityRecord, MentionRecord};
use crate::write::{DatasetFiles, RecordReader};
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::path::Path;

/// A dataset.
pub(super) struct Source {
    files: DatasetFiles,
}

impl Source {
    /// The dataset of a folder; a commit that was cut off is completed first.
    pub(super) fn open(dir: &Path) -> Result<Self> {
        Ok(Self { files: DatasetFiles::open(dir)? })
    }

    /// The records of a file, in its order.
    pub(super) fn records<T: DeserializeOwned>(&self, file: &str) -> Result<RecordReader<T>> {
        self.files.records(file)
    }

    /// Gives each document with its mentions. Copies have none.
    pub(super) fn documents(
        &self,
        each: impl FnMut(&DocumentRecord, &[MentionRecord]) -> Result<()>,
    ) -> Result<()> {
        self.files.documents(each)
    }

    /// What entities are called, by id.
    pub(super) fn entity_names(&self) -> Result<HashMap<String, String>> {
        self.records::<EntityRecord>("entities.jsonl")?
            .map(|entity| {
                entity.map(|entity| (entity.id.clone(), entity.display_name().to_owned()))
            })
            .collect()
    }
}
