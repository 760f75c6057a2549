//! The country of an entity: how its mentions tell it, and where the texts say it.

use super::describe;
use newsmill::model::{
    DocumentRecord, EntityRecord, MentionRecord, Published, PublishedFrom, Value,
};
use newsmill::write::{DatasetFiles, read_records};
use newsmill::{Document, Error, Extractor};
use std::collections::BTreeMap;
use std::io::Write;

/// Most mentions whose evidence is shown.
const MOST_MENTIONS: usize = 3;

/// Prints the country of an entity, how many of its mentions have it on which basis, and for the
/// first mentions that have it from their context what the text says. That needs the texts: the
/// dataset of a run with `--with-text`.
pub(super) fn print(
    out: &mut dyn Write,
    entity: &EntityRecord,
    files: &DatasetFiles,
    extractor: &dyn Fn() -> Result<Extractor, Error>,
) -> Result<(), Error> {
    let mut counts: BTreeMap<(Option<String>, Option<String>), usize> = BTreeMap::new();
    let mut asked: Vec<MentionRecord> = Vec::new();
    read_records(&files.path("mentions.jsonl"), |mention: MentionRecord| {
        if mention.entity.as_deref() != Some(&entity.id) {
            return;
        }
        let (country, basis) = country(&mention.value);
        let open = country.is_none();
        let by_context = basis.as_deref() == Some("context");
        *counts.entry((country, basis)).or_default() += 1;
        if (open || by_context) && asked.len() < MOST_MENTIONS {
            asked.push(mention);
        }
    })?;
    for ((country, basis), count) in &counts {
        let country = country.as_deref().unwrap_or("none");
        let basis = basis.as_deref().map_or_else(String::new, |basis| format!(" by {basis}"));
        writeln!(out, "  country {country}{basis} in {count} mentions")?;
    }
    if asked.is_empty() {
        return Ok(());
    }
    let mut texts: BTreeMap<String, DocumentRecord> = BTreeMap::new();
    read_records(&files.path("documents.jsonl"), |document: DocumentRecord| {
        if asked.iter().any(|m| m.doc == document.id) {
            texts.insert(document.id.clone(), document);
        }
    })?;
    if texts.values().all(|document| document.text.is_none()) {
        writeln!(out, "  the dataset has no texts; run with --with-text to see what they say")?;
        return Ok(());
    }
    let extractor = extractor()?;
    for mention in &asked {
        let Some(document) = texts.get(&mention.doc).and_then(read) else { continue };
        let (extraction, evidence) = extractor.extract_with_evidence(&document);
        let place = (mention.start, mention.end, mention.r#type);
        let found =
            extraction.mentions.iter().find(|m| (m.chars.start, m.chars.end, m.kind()) == place);
        let told = evidence.iter().find(|e| (e.chars.start, e.chars.end, e.kind) == place);
        let (Some(found), Some(told)) = (found, told) else { continue };
        writeln!(out, "  {} \"{}\"", mention.id, mention.text)?;
        for line in describe::country(found, told, &document.text) {
            writeln!(out, "       {line}")?;
        }
    }
    Ok(())
}

/// The country of a value and what told it.
fn country(value: &Value) -> (Option<String>, Option<String>) {
    match value {
        Value::Org(org) => (org.country.clone(), org.country_basis.map(|basis| basis.to_string())),
        Value::Law(law) => {
            (law.jurisdiction.clone(), law.jurisdiction_basis.map(|basis| basis.to_string()))
        }
        Value::Date(_) | Value::Money(_) => (None, None),
    }
}

/// The document of a record that carries its text.
fn read(record: &DocumentRecord) -> Option<Document> {
    let mut document = Document::from_text(&record.source, record.text.as_deref()?);
    document.url.clone_from(&record.url);
    document.published = record
        .published
        .as_deref()
        .and_then(|day| Some(Published { date: day.parse().ok()?, from: PublishedFrom::Field }));
    Some(document)
}
