//! What the manifest says of all records.

use super::lines::RESTORE;
use super::{Emit, Finding};
use crate::error::{Error, Result};
use crate::model::{
    DocumentRecord, EntityRecord, FactRecord, Manifest, MentionRecord, RejectRecord,
    SCHEMA_VERSION, Value,
};
use std::collections::BTreeMap;
use std::path::Path;

/// The manifest of a dataset.
const MANIFEST: &str = "manifest.json";

/// What was counted, by the words of the manifest.
#[derive(Debug, Default)]
pub(super) struct Counts(BTreeMap<String, u64>);

impl Counts {
    fn add(&mut self, what: impl Into<String>, count: u64) {
        *self.0.entry(what.into()).or_default() += count;
    }

    pub(super) fn document(&mut self, document: &DocumentRecord) {
        self.add("documents", 1);
        self.add("duplicates", u64::from(document.duplicate_of.is_some()));
        self.add("near_duplicates", u64::from(document.near_duplicate_of.is_some()));
        self.add("dated", u64::from(document.published.is_some()));
        self.add("bytes", document.bytes);
        // Of copies nothing is extracted.
        for paragraph in document.paragraphs.iter().filter(|_| document.duplicate_of.is_none()) {
            self.add(format!("paragraphs.{}", paragraph.lang), 1);
        }
    }

    pub(super) fn mention(&mut self, mention: &MentionRecord) {
        self.add(format!("mentions.{}.{}", mention.r#type, mention.lang), 1);
        let generic = match &mention.value {
            Value::Org(org) => org.generic && mention.entity.is_none(),
            Value::Date(_) | Value::Law(_) | Value::Money(_) => false,
        };
        self.add("generic", u64::from(generic));
    }

    pub(super) fn entity(&mut self, entity: &EntityRecord) {
        self.add(format!("entities.{}", entity.r#type), 1);
    }

    pub(super) fn fact(&mut self, fact: &FactRecord) {
        self.add(format!("facts.{}", fact.kind), 1);
    }

    pub(super) fn reject(&mut self, reject: &RejectRecord) {
        self.add(format!("rejects.{}", reject.reason), 1);
    }

    /// Compares the counts with those of the manifest, and returns it if it can be read.
    pub(super) fn compare(mut self, dir: &Path, emit: &mut Emit<'_>) -> Result<Option<Manifest>> {
        let path = dir.join(MANIFEST);
        let text =
            std::fs::read_to_string(&path).map_err(|e| Error::at(&path, "cannot be read", e))?;
        let mut tell = |what: String, cure: &str| {
            emit(Finding { file: MANIFEST.to_owned(), line: 0, what, cure: cure.to_owned() })
        };
        let manifest: Manifest = match serde_json::from_str(&text) {
            Ok(manifest) => manifest,
            Err(e) => {
                tell(format!("no manifest of the schema: {e}"), "make the dataset again")?;
                return Ok(None);
            }
        };
        if manifest.schema != SCHEMA_VERSION {
            let what =
                format!("the records have the version {}, not {SCHEMA_VERSION}", manifest.schema);
            tell(what, "use the version of newsmill that wrote it, or make it again")?;
        }
        for (what, said) in said(&manifest) {
            let found = self.0.remove(&what).unwrap_or_default();
            if found != said {
                tell(format!("{what} is {said}, but {found} are there"), RESTORE)?;
            }
        }
        self.0.retain(|_, count| *count > 0);
        for (what, found) in self.0 {
            tell(format!("{what} is not told, but {found} are there"), RESTORE)?;
        }
        Ok(Some(manifest))
    }
}

/// The counts of a manifest that records can be counted for.
fn said(manifest: &Manifest) -> Vec<(String, u64)> {
    let mut said: Vec<(String, u64)> = [
        ("documents", manifest.documents),
        ("duplicates", manifest.duplicates),
        ("near_duplicates", manifest.near_duplicates),
        ("dated", manifest.dated),
        ("bytes", manifest.bytes),
        ("generic", manifest.generic),
    ]
    .map(|(what, count)| (what.to_owned(), count))
    .into();
    let by_lang = manifest.mentions.iter().flat_map(|(kind, by_lang)| {
        by_lang.iter().map(move |(lang, count)| (format!("mentions.{kind}.{lang}"), *count))
    });
    said.extend(by_lang);
    for (name, counts) in [
        ("entities", &manifest.entities),
        ("facts", &manifest.facts),
        ("paragraphs", &manifest.paragraphs),
        ("rejects", &manifest.rejects),
    ] {
        said.extend(counts.iter().map(|(key, count)| (format!("{name}.{key}"), *count)));
    }
    said
}
