//! Plain text: a file is one document.

use crate::ingest::format::{DocumentReader, Format, RawDocument, Reading};
use crate::ingest::item::Item;
use crate::ingest::options::ReadOptions;
use crate::ingest::published;
use crate::model::{Document, sha256_hex};
use crate::text::{DecodeHint, Decoded, decode};

pub(in crate::ingest) static PLAIN: Format =
    Format::new(&["txt", "text"], Reading::Document(&READER));

pub(in crate::ingest) static READER: DocumentReader = DocumentReader {
    parse: |raw, options| vec![parse(raw, options)],
    is_single: true,
    max_bytes,
    max_flag: "--max-text",
};

/// UTF-16 takes up to twice the bytes of UTF-8.
pub(super) fn max_bytes(options: &ReadOptions) -> u64 {
    options.max_text.saturating_mul(2)
}

/// More undecodable sequences, or control characters, than one in this many characters: no text.
const CHARS_PER_ERROR: usize = 20;

/// What in a decoded file says that it is no text.
pub(in crate::ingest) fn noise(decoded: &Decoded) -> Option<String> {
    let chars = decoded.text.chars().count();
    if decoded.errors as usize * CHARS_PER_ERROR > chars {
        return Some(format!("{} byte sequences are not {}", decoded.errors, decoded.encoding));
    }
    // Single-byte encodings have a character for nearly every byte: noise decodes without an error,
    // into control characters.
    let controls = decoded.text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    (controls * CHARS_PER_ERROR > chars).then(|| format!("{controls} control characters"))
}

/// The document of a text.
pub(super) fn parse(raw: &RawDocument<'_>, options: &ReadOptions) -> Item {
    let name = raw.source;
    let decoded = decode(
        raw.bytes,
        DecodeHint { charset: raw.charset, tld: published::language_of_path(name) },
    );
    if let Some(what) = noise(&decoded) {
        let detail = format!("{name}: {what}; is this a text file?");
        return Item::reject(name, raw.position, "encoding", detail);
    }
    let mut document = Document {
        source: name.to_owned(),
        position: raw.position,
        url: raw.url.map(str::to_owned),
        bytes: raw.bytes.len() as u64,
        sha256: sha256_hex(raw.bytes),
        encoding: decoded.encoding,
        encoding_from: decoded.from.to_owned(),
        decode_errors: decoded.errors,
        text: decoded.text,
        ..Document::default()
    };
    if document.decode_errors > 0 {
        document.warnings.push(format!(
            "{} byte sequences are not {}",
            document.decode_errors, document.encoding
        ));
    }
    document.published = published::published(&document, None);
    Item::checked(document, name, options)
}
