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

use newsmill::ingest::ReadOptions;
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
    for (ours, theirs) in &read.fields {
        header.options.insert(format!("field-{ours}"), theirs.clone());
    }
    header
}

/// A record as a JSON line without its end.
pub(crate) fn json<T: serde::Serialize>(record: &T) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(record).map_err(|e| Error::new(format!("cannot serialise a record: {e}")))
}
