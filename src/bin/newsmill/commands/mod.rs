//! One file a command.

pub(crate) mod diff;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod gazetteer;
pub(crate) mod merge;
mod page;
pub(crate) mod run;
pub(crate) mod schema;

use newsmill::ingest::{HtmlReader, Limits, ReadOptions};
use newsmill::model::Header;
use newsmill::{Error, Grammar};

/// The header of a run: the grammar's, with the options of reading that change bytes.
pub(crate) fn header(grammar: &Grammar, read: &ReadOptions, with_text: bool) -> Header {
    let mut header = grammar.header();
    if with_text {
        header.options.insert("with-text".to_owned(), "true".to_owned());
    }
    if read.max_text != ReadOptions::default().max_text {
        header.options.insert("max-text".to_owned(), read.max_text.to_string());
    }
    if read.html_reader == HtmlReader::Fast {
        header.options.insert("html-reader".to_owned(), "fast".to_owned());
    }
    for (name, value) in read.filters.options() {
        header.options.insert(name.to_owned(), value);
    }
    for (name, value) in limits(&read.limits) {
        header.options.insert(name.to_owned(), value.to_string());
    }
    for (ours, theirs) in &read.fields {
        header.options.insert(format!("field-{ours}"), theirs.clone());
    }
    header
}

/// The limits that are not the usual ones.
fn limits(given: &Limits) -> Vec<(&'static str, u64)> {
    let usual = Limits::default();
    [
        ("max-entry", given.max_entry, usual.max_entry),
        ("max-ratio", given.max_ratio, usual.max_ratio),
        ("max-entries", given.max_entries, usual.max_entries),
        ("max-nesting", given.max_nesting, usual.max_nesting),
        ("max-html", given.max_html, usual.max_html),
        ("max-html-depth", given.max_html_depth, usual.max_html_depth),
        ("max-json-depth", given.max_json_depth, usual.max_json_depth),
        ("max-line", given.max_line, usual.max_line),
    ]
    .into_iter()
    .filter(|(_, given, usual)| given != usual)
    .map(|(name, given, _)| (name, given))
    .collect()
}

/// A record as a JSON line without its end.
pub(crate) fn json<T: serde::Serialize>(record: &T) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(record).map_err(|e| Error::new(format!("cannot serialise a record: {e}")))
}
