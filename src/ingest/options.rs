//! How sources are read: fields, limits, filters, and the reader of web pages.

use super::filters::{Filters, Globs};
use super::limits::Limits;
use super::name::STDIN;
use super::published::DayFinder;
use super::read_bytes::ReadBytes;
use std::collections::BTreeMap;

/// How sources are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Maximum bytes of text in a document; longer documents are rejected.
    pub max_text: u64,
    /// The input's name for each of our fields (see [`ReadOptions::FIELDS`]) where it differs.
    /// A dot leads into an object or list: `article.body`, `pages.0.text`. Of several names,
    /// `text|body|content`, the first that a record has a value for counts, and of a table the first
    /// that is a column.
    pub fields: BTreeMap<String, String>,
    /// Other names for the records of some sources.
    pub fields_for: Vec<FieldsFor>,
    /// The path of the list of records inside a JSON record: `articles`, `response.docs`. A record
    /// without such a list is read itself.
    pub records: Option<String>,
    /// Limits that keep hostile input from using up memory, time or stack.
    pub limits: Limits,
    /// Which documents are wanted.
    pub filters: Filters,
    /// How the article in a web page is found.
    pub html_reader: HtmlReader,
    /// Date rules for web pages that name their publication day only in their text.
    pub days: Option<DayFinder>,
    /// What standard input is called, where it is a part of something larger.
    pub stdin: StdinPart,
    /// Counts what is read of files.
    pub read_bytes: ReadBytes,
}

/// Names of fields for the sources whose name matches. They go before those of
/// [`ReadOptions::fields`]; of two that match, the later one counts.
#[derive(Debug, Clone, Default)]
pub struct FieldsFor {
    /// The sources: files and entries of archives.
    pub sources: Globs,
    /// The input's name for each of our fields, as in [`ReadOptions::fields`].
    pub fields: BTreeMap<String, String>,
}

/// A part of an archive that comes on standard input: two parts need two names, or positions that do
/// not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StdinPart {
    /// The source of its records.
    pub source: String,
    /// The position of its first record.
    pub first: u64,
}

impl Default for StdinPart {
    fn default() -> Self {
        Self { source: STDIN.to_owned(), first: 0 }
    }
}

/// How the article in a web page is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HtmlReader {
    /// The best text, at about a hundred pages a second.
    #[default]
    Thorough,
    /// Several times as fast; misses more of the article and keeps more of the page around it.
    Fast,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            max_text: 32 << 20,
            fields: BTreeMap::new(),
            fields_for: Vec::new(),
            records: None,
            limits: Limits::default(),
            filters: Filters::default(),
            html_reader: HtmlReader::default(),
            days: None,
            stdin: StdinPart::default(),
            read_bytes: ReadBytes::default(),
        }
    }
}

impl ReadOptions {
    /// Our fields that an input record may have.
    pub const FIELDS: [&'static str; 9] =
        ["text", "id", "lang", "region", "date", "title", "url", "author", "site"];

    /// Maximum bytes of a JSON record or CSV row: JSON may write each byte of text as six.
    pub(super) fn max_record(&self) -> u64 {
        self.limits.max_line.min(self.max_text.saturating_mul(6).saturating_add(1 << 20))
    }
}
