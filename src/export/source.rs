//! The dataset that is read: records, and documents with their mentions.

use crate::error::{Error, ErrorKind, Result};
use crate::model::{DocumentRecord, EntityRecord, MentionRecord};
use crate::write::{DatasetFiles, RecordReader};
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A dataset.
pub(super) struct Source {
    dir: PathBuf,
    files: DatasetFiles,
}

impl Source {
    /// The dataset of a folder; a commit that was cut off is completed first.
    pub(super) fn open(dir: &Path) -> Result<Self> {
        Ok(Self { dir: dir.to_owned(), files: DatasetFiles::open(dir)? })
    }

    /// The records of a file, in its order.
    pub(super) fn records<T: DeserializeOwned>(&self, file: &str) -> Result<RecordReader<T>> {
        self.files.records(file)
    }

    /// Gives each document with its mentions. Copies have none.
    pub(super) fn documents(
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

    /// What entities are called, by id.
    pub(super) fn entity_names(&self) -> Result<HashMap<String, String>> {
        self.records::<EntityRecord>("entities.jsonl")?
            .map(|entity| {
                entity.map(|entity| (entity.id.clone(), display_name(&entity).to_owned()))
            })
            .collect()
    }
}

/// A name to show: English, German or Russian, else the first form, else the id.
pub(super) fn display_name(entity: &EntityRecord) -> &str {
    let names = [&entity.names.en, &entity.names.de, &entity.names.ru];
    let known = names.into_iter().find_map(|name| name.as_deref());
    known.or(entity.forms.first().map(|form| form.text.as_str())).unwrap_or(&entity.id)
}
