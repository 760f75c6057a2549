//! The formats: told by content where it says so beyond doubt, else by the extension, else by what the content looks like.

use super::ReadOptions;
use serde::de::IgnoredAny;

/// So many bytes of a file's begin are looked at.
pub(super) const HEAD: usize = 4096;

/// A form that documents come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text, a document.
    Plain,
    /// A page.
    Html,
    /// One record, or a list of them.
    Json,
    /// A record a line.
    JsonLines,
    /// Rows behind a header, with what stands between cells.
    Table(u8),
    /// What a crawler wrote.
    Warc,
    /// An archive.
    Tar,
    /// An archive.
    Zip,
}

impl Format {
    /// Extensions that are read inside folders and archives, for messages.
    pub(super) const READ: &'static str =
        ".txt, .html, .json, .jsonl, .csv, .tsv, .warc, .tar, .zip, each also as .gz, .zst, .bz2, .xz";

    /// Whether a file of this name may be read at all where nobody named it.
    pub(super) fn known(name: &str) -> bool {
        Self::packed(name).is_some() || Self::of_name(name).is_some()
    }

    /// The name without the extension of a compression.
    pub(super) fn packed(name: &str) -> Option<String> {
        let (stem, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "gz" | "gzip" | "zst" | "zstd" | "bz2" | "xz" => Some(stem.to_owned()),
            "tgz" | "tbz2" | "tbz" | "txz" | "tzst" => Some(format!("{stem}.tar")),
            _ => None,
        }
    }

    pub(super) fn extension(name: &str) -> String {
        let last = name.rsplit('/').next().unwrap_or_default();
        last.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default()
    }

    fn of_name(name: &str) -> Option<Self> {
        match Self::extension(name).as_str() {
            "txt" | "text" => Some(Format::Plain),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "csv" => Some(Format::Table(b',')),
            "tsv" | "tab" => Some(Format::Table(b'\t')),
            "warc" | "wet" => Some(Format::Warc),
            "tar" => Some(Format::Tar),
            "zip" => Some(Format::Zip),
            _ => None,
        }
    }

    /// The format of a file that begins so. `None`: neither name nor content is any that we know.
    pub(super) fn of(name: &str, head: &[u8], options: &ReadOptions) -> Option<Self> {
        if head.starts_with(b"WARC/") {
            return Some(Format::Warc);
        }
        if [&b"PK\x03\x04"[..], b"PK\x05\x06"].iter().any(|mark| head.starts_with(mark)) {
            return Some(Format::Zip);
        }
        if super::archives::tar::is_header(head) {
            return Some(Format::Tar);
        }
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let starts = |mark: &[u8]| text.get(..mark.len()).is_some_and(|t| t.eq_ignore_ascii_case(mark));
        if starts(b"<!doctype html") || starts(b"<html") {
            return Some(Format::Html);
        }
        let named = Self::of_name(name);
        match named {
            Some(Format::Json) if record_lines(text) => Some(Format::JsonLines),
            Some(Format::JsonLines) if text.starts_with(b"[") => Some(Format::Json),
            Some(Format::Table(usual)) => Some(Format::Table(between(text, options).unwrap_or(usual))),
            // An archive or crawl without its first bytes is damaged: its reader looks for what is left.
            Some(
                Format::Plain
                | Format::Html
                | Format::Json
                | Format::JsonLines
                | Format::Warc
                | Format::Tar
                | Format::Zip,
            ) => named,
            None => Self::of_content(text, options),
        }
    }

    fn of_content(text: &[u8], options: &ReadOptions) -> Option<Self> {
        if text.starts_with(b"{") {
            return Some(Format::JsonLines);
        }
        if text.starts_with(b"[{") || text.starts_with(b"[") && text[1..].trim_ascii_start().starts_with(b"{") {
            return Some(Format::Json);
        }
        if let Some(delimiter) = between(text, options) {
            return Some(Format::Table(delimiter));
        }
        None
    }
}

/// Whether a first line holds a whole record and a second begins one.
fn record_lines(text: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', text) else { return false };
    let next = text[end..].trim_ascii_start();
    next.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(&text[..end]).is_ok()
}

/// What stands between the cells of a first line that names the field of the text.
fn between(text: &[u8], options: &ReadOptions) -> Option<u8> {
    let line = &text[..memchr::memchr(b'\n', text).unwrap_or(text.len())];
    let field = options.field("text").as_bytes();
    [b',', b'\t', b';', b'|'].into_iter().find(|delimiter| {
        let mut cells = line.split(|b| b == delimiter).map(<[u8]>::trim_ascii);
        line.contains(delimiter)
            && cells.any(|c| c == field || c.strip_prefix(b"\"").and_then(|c| c.strip_suffix(b"\"")) == Some(field))
    })
}
