//! What reading gives: documents, rejects and skips.

use super::options::ReadOptions;
use crate::model::{Document, Reject};
use serde::{Deserialize, Serialize};

/// What reading gives.
#[derive(Debug)]
pub enum Item {
    /// A document to extract from.
    Document(Box<Document>),
    /// Input that gave no document, and why.
    Reject(Reject),
    /// A file or record that no reader takes, or a document that a filter leaves out.
    Skip(Skip),
}

/// A file or record that no reader takes, or a document that a filter leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// The file, named as in [`Document::source`].
    pub source: String,
    /// The record's position in the file, from 0.
    #[serde(default)]
    pub position: u64,
    /// Of a file, its extension in lower case, or `(none)`; of a page in a crawl, its content type;
    /// of a document, the filter that leaves it out.
    pub extension: String,
    /// Whether a filter left it out.
    #[serde(default)]
    pub filtered: bool,
}

impl Item {
    /// A reject of the record at `position` of a source.
    pub(super) fn reject(
        source: &str,
        position: u64,
        reason: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        let entry = source.split_once("!/").map(|(_, entry)| entry.to_owned());
        Self::Reject(Reject {
            source: source.to_owned(),
            entry,
            position,
            offset: None,
            reason,
            detail: detail.into(),
        })
    }

    /// A reject with its byte offset in the decompressed source.
    pub(super) fn reject_at(
        source: &str,
        position: u64,
        offset: u64,
        reason: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        let mut item = Self::reject(source, position, reason, detail);
        if let Self::Reject(reject) = &mut item {
            reject.offset = Some(offset);
        }
        item
    }

    /// Something that no reader takes; `kind` is an extension or a content type.
    pub(super) fn skip(source: &str, position: u64, kind: String) -> Self {
        Self::Skip(Skip { source: source.to_owned(), position, extension: kind, filtered: false })
    }

    /// A file or document that a filter leaves out.
    pub(super) fn filtered(source: &str, position: u64, filter: &'static str) -> Self {
        Self::Skip(Skip {
            source: source.to_owned(),
            position,
            extension: filter.to_owned(),
            filtered: true,
        })
    }

    /// A document that was read, unless its text is empty or too long or a filter leaves it out.
    /// `place` names the document in details of rejects.
    pub(super) fn checked(document: Document, place: &str, options: &ReadOptions) -> Self {
        if document.text.trim().is_empty() {
            return Self::reject(
                &document.source,
                document.position,
                "empty",
                format!("{place}: no text"),
            );
        }
        if document.text.len() as u64 > options.max_text {
            let detail = format!(
                "{place}: {} bytes of text, the limit is {}; raise it with --max-text",
                document.text.len(),
                options.max_text
            );
            return Self::reject(&document.source, document.position, "too-large", detail);
        }
        if let Some(filter) = options.filters.document(&document) {
            return Self::filtered(&document.source, document.position, filter);
        }
        Self::Document(Box::new(document))
    }
}

/// The extension of a file name in lower case, without the dot; empty if there is none. Mirrors of
/// sites keep the query of an address in the name: `index.php?id=3`.
pub(super) fn extension(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or_default();
    let (_, extension) = last.rsplit_once('.').unwrap_or_default();
    extension.split('?').next().unwrap_or_default().to_ascii_lowercase()
}

/// What [`Skip::extension`] says of a file that no reader takes.
pub(super) fn extension_or_none(name: &str) -> String {
    Some(extension(name)).filter(|e| !e.is_empty()).unwrap_or_else(|| "(none)".to_owned())
}
