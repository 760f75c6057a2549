//! What a format is: how it is recognised, how its files are read, and how much of them.
//!
//! Each format states this in its own file; `formats/mod.rs` lists them.

use super::item::Item;
use super::options::ReadOptions;
use super::reader::{Flow, Origin, Reader};
use std::io::BufRead;

/// How many bytes at the beginning of a file tell its format.
pub(super) const HEAD: usize = 4096;

/// A format that documents come in. Functions take the first [`HEAD`] bytes of a file.
pub(super) struct Format {
    /// Extensions of its files, in lower case without the dot. Messages name the first one.
    pub(super) extensions: &'static [&'static str],
    /// Whether a file that begins so has this format whatever it is called.
    pub(super) is_certain: fn(&[u8]) -> bool,
    /// Whether a file that begins so, and whose extension says nothing, is taken for this format.
    pub(super) is_likely: fn(&[u8], &ReadOptions) -> bool,
    /// The format that a file with an extension of this one really has, where its content shows
    /// another.
    pub(super) refine: fn(&[u8]) -> Option<&'static Format>,
    /// How its files are read.
    pub(super) reading: Reading,
}

impl Format {
    /// A format that nothing but its extensions tells, to be completed.
    pub(super) const fn new(extensions: &'static [&'static str], reading: Reading) -> Self {
        Self {
            extensions,
            is_certain: |_| false,
            is_likely: |_, _| false,
            refine: |_| None,
            reading,
        }
    }

    /// Whether its files hold files with names of their own.
    pub(super) fn is_archive(&self) -> bool {
        match self.reading {
            Reading::Archive(_) => true,
            Reading::Document(_) | Reading::TextRecords(_) | Reading::BinaryRecords(_) => false,
        }
    }
}

/// How the files of a format are read.
pub(super) enum Reading {
    /// Whole, as one document. Any thread may do it.
    Document(&'static DocumentReader),
    /// As a stream of records in text with line ends of one byte; UTF-16 is recoded before.
    TextRecords(ReadStream),
    /// As a stream of records with lengths in bytes.
    BinaryRecords(ReadStream),
    /// As a stream of entries, each with a format of its own.
    Archive(ReadStream),
}

/// Reads a stream that begins with these bytes (given again in the stream).
pub(super) type ReadStream = fn(&mut Reader<'_>, &Origin, &[u8], &mut dyn BufRead) -> Flow;

/// The bytes of one document, and what is known of it besides.
#[derive(Debug, Default)]
pub(super) struct RawDocument<'a> {
    /// Its source, as records name it.
    pub(super) source: &'a str,
    /// Its position in the source.
    pub(super) position: u64,
    /// Its bytes, not decoded.
    pub(super) bytes: &'a [u8],
    /// The address that it was fetched from.
    pub(super) url: Option<&'a str>,
    /// The charset that the server stated.
    pub(super) charset: Option<&'a str>,
}

/// Reads a file of one document.
pub(super) struct DocumentReader {
    /// Parses a file that is neither empty nor too large.
    pub(super) parse: fn(&RawDocument<'_>, &ReadOptions) -> Vec<Item>,
    /// Whether `parse` gives exactly one item, whatever the bytes.
    pub(super) is_single: bool,
    /// Maximum bytes of a file.
    pub(super) max_bytes: fn(&ReadOptions) -> u64,
    /// The flag that raises `max_bytes`.
    pub(super) max_flag: &'static str,
}

impl DocumentReader {
    /// Parses a file. It need not be read further than one byte past the limit.
    pub(super) fn read(&self, raw: &RawDocument<'_>, options: &ReadOptions) -> Vec<Item> {
        if raw.bytes.is_empty() {
            let detail = format!("{}: the file is empty", raw.source);
            return vec![Item::reject(raw.source, raw.position, "empty", detail)];
        }
        if raw.bytes.len() as u64 > (self.max_bytes)(options) {
            let detail = format!("{}: {}", raw.source, self.too_large(options));
            return vec![Item::reject(raw.source, raw.position, "too-large", detail)];
        }
        (self.parse)(raw, options)
    }

    /// Why a file beyond the limit is rejected.
    pub(super) fn too_large(&self, options: &ReadOptions) -> String {
        format!(
            "more than {} bytes; raise the limit with {}",
            (self.max_bytes)(options),
            self.max_flag
        )
    }
}

/// The beginning of a text, without a byte-order mark and leading white space.
pub(super) fn text_start(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start()
}
