//! From files to documents: which reader takes what, and what is refused.
//!
//! A source is cut into [`Task`]s, which any thread can read into [`Item`]s. Bad input is an item, never an error: the run goes on.

mod html;
mod json;
mod metadata;
mod plain;
mod source;

pub use source::{Inputs, Source, Task};

use crate::model::{Document, Reject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a reader gives.
#[derive(Debug)]
pub enum Item {
    /// A document to read.
    Document(Box<Document>),
    /// Something that gave no document, and why.
    Reject(Reject),
    /// A file inside a folder that no reader takes.
    Skip(Skip),
}

/// A file inside a folder that no reader takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// The file.
    pub source: String,
    /// Its extension in lower case, or `(none)`.
    pub extension: String,
}

/// How sources are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// A document with more bytes of text than this is refused.
    pub max_text: u64,
    /// The input's name for each of our fields (`text`, `id`, `lang`, `region`, `date`, `title`, `url`, `author`, `site`) where it differs.
    pub fields: BTreeMap<String, String>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { max_text: 32 << 20, fields: BTreeMap::new() }
    }
}

impl ReadOptions {
    /// Our fields that an input record may have.
    pub const FIELDS: [&'static str; 9] = ["text", "id", "lang", "region", "date", "title", "url", "author", "site"];

    /// The name under which the input has one of our fields.
    pub(crate) fn field<'a>(&'a self, ours: &'a str) -> &'a str {
        self.fields.get(ours).map_or(ours, String::as_str)
    }
}

/// The formats, told by the extension of a file's name, or by its first bytes where a file was named that has none we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Plain,
    Html,
    Json,
    JsonLines,
}

impl Format {
    fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::Plain),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            _ => None,
        }
    }

    fn of_content(head: &[u8]) -> Self {
        let text = head.trim_ascii_start();
        let starts = |mark: &[u8]| text.get(..mark.len()).is_some_and(|t| t.eq_ignore_ascii_case(mark));
        if text.starts_with(b"{") {
            Format::JsonLines
        } else if starts(b"<!doctype html") || starts(b"<html") {
            Format::Html
        } else {
            Format::Plain
        }
    }
}

/// A reject at a place of a source.
pub(crate) fn reject(source: &str, position: u64, reason: &'static str, detail: impl Into<String>) -> Item {
    Item::Reject(Reject { source: source.to_owned(), entry: None, position, reason, detail: detail.into() })
}

/// Refuses a text that is empty or too long.
pub(crate) fn checked(document: Document, options: &ReadOptions, place: &str) -> Item {
    if document.text.trim().is_empty() {
        return reject(&document.source, document.position, "empty", format!("{place}: no text"));
    }
    if document.text.len() as u64 > options.max_text {
        let detail = format!(
            "{place}: {} bytes of text, the limit is {}; raise it with --max-text",
            document.text.len(),
            options.max_text
        );
        return reject(&document.source, document.position, "too-large", detail);
    }
    Item::Document(Box::new(document))
}
