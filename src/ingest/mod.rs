//! From files to documents: which reader takes what, and what is refused.
//!
//! A source is cut into [`Task`]s, which any thread can read into [`Item`]s. Bad input is an item, never an error: the run goes on.

mod archives;
mod compression;
mod filters;
mod format;
mod formats;
mod limits;
mod published;
mod queue;
mod reader;
mod source;

pub use filters::{Filters, Globs};
pub use format::Format;
pub use limits::Limits;
pub use published::DayFinder;
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
    /// A file inside a folder or archive that no reader takes, or a document that a filter leaves out.
    Skip(Skip),
}

/// A file inside a folder or archive that no reader takes, or a document that a filter leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// The file.
    pub source: String,
    /// The place in it, from 0.
    #[serde(default)]
    pub position: u64,
    /// Its extension in lower case, or `(none)`; of a page of a crawl its type; of a document the filter.
    pub extension: String,
    /// Whether a filter left it out.
    #[serde(default)]
    pub filtered: bool,
}

/// How sources are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// A document with more bytes of text than this is refused.
    pub max_text: u64,
    /// The input's name for each of our fields (`text`, `id`, `lang`, `region`, `date`, `title`, `url`, `author`, `site`) where it differs.
    /// A dot leads into an object or list: `article.body`, `pages.0.text`.
    pub fields: BTreeMap<String, String>,
    /// How far readers go.
    pub limits: Limits,
    /// Which documents are wanted.
    pub filters: Filters,
    /// How the article in a web page is found.
    pub html_reader: HtmlReader,
    /// The rules of dates, for web pages that say when they were published nowhere but in their text.
    pub days: Option<DayFinder>,
}

/// How the article in a web page is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HtmlReader {
    /// The best text, at about a hundred pages a second.
    #[default]
    Thorough,
    /// Several times as fast; misses more of the article and keeps more of what stands about it.
    Fast,
}

/// What is known of a page or file besides its bytes.
#[derive(Debug, Default)]
pub(crate) struct About {
    /// Its place in the file.
    pub(crate) position: u64,
    /// The address that it was fetched from.
    pub(crate) url: Option<String>,
    /// The charset that the server stated.
    pub(crate) charset: Option<String>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            max_text: 32 << 20,
            fields: BTreeMap::new(),
            limits: Limits::default(),
            filters: Filters::default(),
            html_reader: HtmlReader::default(),
            days: None,
        }
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

/// A reject at a place of a source.
pub(crate) fn reject(source: &str, position: u64, reason: &'static str, detail: impl Into<String>) -> Item {
    let entry = source.split_once("!/").map(|(_, entry)| entry.to_owned());
    Item::Reject(Reject { source: source.to_owned(), entry, position, offset: None, reason, detail: detail.into() })
}

/// A reject at a byte of a source, counted unpacked.
pub(crate) fn reject_at(
    source: &str,
    position: u64,
    offset: u64,
    reason: &'static str,
    detail: impl Into<String>,
) -> Item {
    let mut item = reject(source, position, reason, detail);
    if let Item::Reject(reject) = &mut item {
        reject.offset = Some(offset);
    }
    item
}

/// Refuses a text that is empty or too long, and leaves out what filters do not want.
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
    if let Some(filter) = options.filters.document(&document) {
        return filters::left_out(&document.source, document.position, filter);
    }
    Item::Document(Box::new(document))
}
