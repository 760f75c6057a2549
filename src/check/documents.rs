//! Documents: ids, order, copies, paragraphs, texts.

use super::Emit;
use super::counts::Counts;
use super::lines::{REMAKE, RESTORE, Records};
use crate::error::Result;
use crate::model::{DocumentRecord, sha256_hex};
use crate::write::DatasetFiles;
use std::collections::HashMap;

/// What other records need of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// Its place among the documents.
    pub(super) place: usize,
    /// Code points of its text.
    pub(super) chars: usize,
    /// Whether it is an exact copy.
    pub(super) is_copy: bool,
}

/// The documents by id.
pub(super) type Documents = HashMap<String, Known>;

/// Checks the documents.
pub(super) fn check(
    files: &DatasetFiles,
    counts: &mut Counts,
    emit: &mut Emit<'_>,
) -> Result<Documents> {
    let mut documents = Documents::new();
    let mut originals: Vec<(u64, String)> = Vec::new();
    let mut records = Records::<DocumentRecord>::open(files, "documents.jsonl", "document")?;
    let mut last: Option<(String, u64)> = None;
    while let Some(document) = records.next(emit)? {
        counts.document(&document);
        let order = |place: &(String, u64)| {
            let parts: Vec<String> = place.0.split('/').map(str::to_owned).collect();
            (parts, place.1)
        };
        let place = (document.source.clone(), document.position);
        if last.as_ref().is_some_and(|last| order(last) >= order(&place)) {
            let what = format!("{} {} stands behind its place", place.0, place.1);
            records.tell(
                emit,
                what,
                "documents are in the order of source and position; make it again",
            )?;
        }
        last = Some(place);
        for fault in faults(&document) {
            records.tell(emit, fault, REMAKE)?;
        }
        let of = document.duplicate_of.iter().chain(&document.near_duplicate_of);
        originals.extend(of.map(|id| (records.line, id.clone())));
        let known = Known {
            place: documents.len(),
            chars: document.chars,
            is_copy: document.duplicate_of.is_some(),
        };
        if documents.insert(document.id.clone(), known).is_some() {
            records.tell(emit, format!("the id {} is there twice", document.id), REMAKE)?;
        }
    }
    for (line, id) in originals.into_iter().filter(|(_, id)| !documents.contains_key(id)) {
        records.line = line;
        records.tell(emit, format!("it is a copy of {id}, which is not there"), RESTORE)?;
    }
    Ok(documents)
}

/// What a document says of itself and is not so.
fn faults(document: &DocumentRecord) -> Vec<String> {
    let mut faults = Vec::new();
    let mut end = 0;
    for paragraph in &document.paragraphs {
        let (start, stop) = (paragraph.start, paragraph.end);
        if start < end || stop < start || stop > document.chars {
            faults
                .push(format!("the paragraph {start}-{stop} overlaps another or leaves the text"));
        }
        end = stop.max(end);
    }
    if let Some(text) = &document.text {
        let chars = text.chars().count();
        if chars != document.chars {
            faults.push(format!("the text has {chars} characters, not {}", document.chars));
        }
        if sha256_hex(text.as_bytes()) != document.text_sha256 {
            faults.push("the text is not that of text_sha256".to_owned());
        }
    }
    faults
}
