//! What a run is told, and the header that says so.

use crate::extractor::Extractor;
use crate::ingest::{HtmlReader, Limits, ReadOptions};
use crate::model::Header;
use crate::pipeline::FinishOptions;

/// How an archive is read and made a dataset.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How inputs are read. The rules of dates ([`ReadOptions::days`]) are the extractor's where
    /// none are given.
    pub read: ReadOptions,
    /// How extractions become a dataset.
    pub finish: FinishOptions,
    /// Number of threads (0 = one per core). Changes no byte of the output.
    pub threads: usize,
}

impl Options {
    /// How inputs are read, with the rules of dates.
    pub(super) fn reading(&self, extractor: &Extractor) -> ReadOptions {
        let mut read = self.read.clone();
        read.days.get_or_insert_with(|| extractor.day_finder());
        read
    }
}

/// What makes the bundles of an archive: the header of the extractor, with the options of reading
/// that change bytes.
pub fn header(extractor: &Extractor, read: &ReadOptions) -> Header {
    let mut header = extractor.header();
    let options = &mut header.options;
    if read.max_text != ReadOptions::default().max_text {
        options.insert("max-text".to_owned(), read.max_text.to_string());
    }
    match read.html_reader {
        HtmlReader::Thorough => {}
        HtmlReader::Fast => {
            options.insert("html-reader".to_owned(), "fast".to_owned());
        }
    }
    options
        .extend(read.filters.options().into_iter().map(|(name, value)| (name.to_owned(), value)));
    options.extend(limits(&read.limits).map(|(name, value)| (name.to_owned(), value.to_string())));
    options.extend(read.records.iter().map(|path| ("records".to_owned(), path.clone())));
    options
        .extend(read.fields.iter().map(|(ours, theirs)| (format!("field-{ours}"), theirs.clone())));
    // In their order, for the later one of two that match counts.
    for (place, mapping) in read.fields_for.iter().enumerate() {
        let sources = mapping.sources.patterns().join(",");
        let named = |(ours, theirs): (&String, &String)| {
            (format!("field-{ours} for {} {sources}", place + 1), theirs.clone())
        };
        options.extend(mapping.fields.iter().map(named));
    }
    header
}

/// The limits that are not the defaults.
fn limits(given: &Limits) -> impl Iterator<Item = (&'static str, u64)> {
    let default = Limits::default();
    [
        ("max-entry", given.max_entry, default.max_entry),
        ("max-ratio", given.max_ratio, default.max_ratio),
        ("max-entries", given.max_entries, default.max_entries),
        ("max-nesting", given.max_nesting, default.max_nesting),
        ("max-html", given.max_html, default.max_html),
        ("max-html-depth", given.max_html_depth, default.max_html_depth),
        ("max-json-depth", given.max_json_depth, default.max_json_depth),
        ("max-line", given.max_line, default.max_line),
    ]
    .into_iter()
    .filter(|(_, given, default)| given != default)
    .map(|(name, given, _)| (name, given))
}
