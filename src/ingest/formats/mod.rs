//! The formats that documents come in, and how a file's format is told.
//!
//! A format is a file here or in `archives/` that says how it is recognised, read and limited, and
//! a line in [`FORMATS`].

mod arc;
mod crawl_page;
mod csv;
mod html;
mod http;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
pub(super) mod plain;
mod record;
mod repair;
mod row_encoding;
mod warc;

use super::archives::{tar, zip};
use super::compression::Compression;
use super::format::Format;
use super::item::extension;
use super::options::ReadOptions;

/// Maximum bytes of an unknown extension of a file that is looked into.
const MAX_EXTENSION: usize = 5;

/// Every format, in the order of messages. Where two claim a file, the first one reads it.
static FORMATS: &[&Format] = &[
    &plain::PLAIN,
    &html::HTML,
    &json::JSON,
    &json::JSON_LIST,
    &json::JSON_LINES,
    &csv::CSV,
    &csv::TSV,
    #[cfg(feature = "parquet")]
    &parquet::PARQUET,
    &warc::WARC,
    &arc::ARC,
    &tar::TAR,
    &zip::ZIP,
];

/// The format of a file of this name that begins so: told by content that proves it, else by the
/// extension, else by what the content looks like. `None`: neither name nor content is known.
pub(super) fn detect(name: &str, head: &[u8], options: &ReadOptions) -> Option<&'static Format> {
    let mut formats = FORMATS.iter().copied();
    if let Some(certain) = formats.clone().find(|f| (f.is_certain)(head)) {
        return Some(certain);
    }
    match of_extension(name) {
        Some(named) => Some((named.refine)(head).unwrap_or(named)),
        None => formats.find(|f| (f.is_likely)(head, options)),
    }
}

fn of_extension(name: &str) -> Option<&'static Format> {
    let extension = extension(name);
    FORMATS.iter().copied().find(|f| f.extensions.contains(&extension.as_str()))
}

/// Whether a file of this name is read where nobody named it.
pub(super) fn is_known_name(name: &str) -> bool {
    Compression::strip_extension(name).is_some() || of_extension(name).is_some()
}

/// Whether the content of a file of this name is looked at where nobody named it. An unknown
/// extension may be that of a page (`.php`, `.shtml`); a long one is not.
pub(super) fn is_looked_into(name: &str) -> bool {
    is_known_name(name) || extension(name).len() <= MAX_EXTENSION
}

/// Whether a file of this name that begins so is a zip archive.
pub(super) fn is_zip(name: &str, head: &[u8]) -> bool {
    (zip::ZIP.is_certain)(head) || zip::ZIP.extensions.contains(&extension(name).as_str())
}

/// The extensions of files that are read inside folders and archives, for messages.
pub(super) fn known_extensions() -> String {
    let list = |extensions: Vec<&str>| {
        extensions.iter().map(|e| format!(".{e}")).collect::<Vec<_>>().join(", ")
    };
    let formats = FORMATS.iter().filter_map(|f| f.extensions.first().copied()).collect();
    let compressions = Compression::ALL.iter().map(|c| c.extension()).collect();
    format!("{}, each also as {}", list(formats), list(compressions))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_each_format() {
        let expected = ".txt, .html, .json, .jsonl, .csv, .tsv, .warc, .arc, .tar, .zip, each also as .gz, .zst, .bz2, .xz";
        assert_eq!(known_extensions(), expected);
    }

    #[test]
    fn content_decides_before_the_extension_where_it_proves_the_format() {
        let options = ReadOptions::default();
        for (name, head, extension) in [
            ("a.txt", "WARC/1.0\r\n", Some("warc")),
            ("a.txt", "\u{feff}\n <!DOCTYPE html>", Some("html")),
            ("a.zip", "PK\u{5}\u{6}", Some("zip")),
            ("a.txt", "{\"text\": 1}", Some("txt")),
            ("a.json", "{}\n{}", Some("jsonl")),
            ("a.json", "{\n}", Some("json")),
            ("a.JSONL", "", Some("jsonl")),
            ("a.jsonl", " [{}]", None),
            ("a", " [ {}]", None),
            ("a", "{\"text\": 1}", Some("jsonl")),
            ("a", "id;text\n", Some("csv")),
            ("a.tab", "id;text\n", Some("tsv")),
        ] {
            let found = detect(name, head.as_bytes(), &options).expect(name);
            assert_eq!(found.extensions.first().copied(), extension, "{name} {head}");
        }
        assert!(detect("a.pdf", b"%PDF", &options).is_none());
        assert!(detect("a", b"id;body\n", &options).is_none());
    }
}
