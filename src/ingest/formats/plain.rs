//! Plain text: one document a file.

use crate::ingest::{About, Item, ReadOptions, checked, published};
use crate::model::{Document, sha256_hex};
use crate::text::{DecodeHint, decode};

/// A file with more undecodable sequences, or control characters, than one in so many characters is not text.
const TOO_MANY_ERRORS: usize = 20;

pub(in crate::ingest) fn read(name: &str, bytes: &[u8], about: &About, options: &ReadOptions) -> Item {
    let decoded =
        decode(bytes, DecodeHint { charset: about.charset.as_deref(), tld: published::language_of_path(name) });
    if decoded.errors as usize * TOO_MANY_ERRORS > decoded.text.chars().count() {
        let detail =
            format!("{name}: {} byte sequences are not {}; is this a text file?", decoded.errors, decoded.encoding);
        return crate::ingest::reject(name, about.position, "encoding", detail);
    }
    // Single-byte encodings have a character for nearly every byte: noise decodes without an error, into control characters.
    let controls = decoded.text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if controls * TOO_MANY_ERRORS > decoded.text.chars().count() {
        let detail = format!("{name}: {controls} control characters; is this a text file?");
        return crate::ingest::reject(name, about.position, "encoding", detail);
    }
    let mut document = Document {
        source: name.to_owned(),
        position: about.position,
        url: about.url.clone(),
        bytes: bytes.len() as u64,
        sha256: sha256_hex(bytes),
        encoding: decoded.encoding,
        encoding_from: decoded.from.to_owned(),
        decode_errors: decoded.errors,
        text: decoded.text,
        ..Document::default()
    };
    if document.decode_errors > 0 {
        document.warnings.push(format!("{} byte sequences are not {}", document.decode_errors, document.encoding));
    }
    document.published = published::published(&document, None);
    checked(document, options, name)
}
