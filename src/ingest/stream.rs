//! From a stream of bytes to a reader of its format: what compresses it is undone, archives are
//! opened, and the file is handed to whoever reads its format.

use super::compression::{Compression, reason_and_detail};
use super::format::{DocumentReader, Format, HEAD, RawDocument, Reading};
use super::formats::{self, plain};
use super::item::Item;
use super::options::ReadOptions;
use super::reader::{Flow, Origin, Reader};
use super::task::{Parse, Task};
use crate::text::{DecodeHint, decode};
use std::io::{BufRead, Read as _};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Reads a stream, whatever it is.
pub(super) fn read(reader: &mut Reader<'_>, origin: &Origin, input: &mut dyn BufRead) -> Flow {
    let damages = reader.damage_count();
    let head = read_head(reader, origin, input)?;
    let is_torn = reader.damage_count() > damages;
    if head.is_empty() {
        return if is_torn {
            ControlFlow::Continue(())
        } else {
            reader.reject(origin, "empty", "the file is empty")
        };
    }
    let mut input = head.as_slice().chain(input);
    if let Some(compression) = Compression::of(&head) {
        return decompress(reader, origin, compression, &mut input);
    }
    if is_utf16(&head) {
        return recode(reader, origin, &mut input);
    }
    let Some(format) = format_of(reader, origin, &head)? else { return ControlFlow::Continue(()) };
    match &format.reading {
        Reading::Document(document) => read_document(reader, origin, document, is_torn, &mut input),
        Reading::Archive(_) if origin.depth >= reader.options.limits.max_nesting => {
            too_deep(reader, origin)
        }
        Reading::TextRecords(read) | Reading::BinaryRecords(read) | Reading::Archive(read) => {
            read(reader, origin, &head, &mut input)
        }
    }
}

/// Reads an entry of an archive. One whose extension is long and unknown is not looked into.
pub(super) fn read_entry(
    reader: &mut Reader<'_>,
    origin: &Origin,
    input: &mut dyn BufRead,
) -> Flow {
    if !formats::is_looked_into(&origin.file_name) {
        return reader.skip_unknown(origin);
    }
    read(reader, origin, input)
}

/// The reader of a file that is one document and not compressed; such a file any thread may read.
/// `is_named`: it is read whatever it is called.
pub(super) fn document_reader(
    name: &str,
    head: &[u8],
    is_named: bool,
    options: &ReadOptions,
) -> Option<&'static DocumentReader> {
    if Compression::of(head).is_some() {
        return None;
    }
    let format = formats::detect(name, head, options).or(is_named.then_some(&plain::PLAIN))?;
    match &format.reading {
        Reading::Document(document) => Some(document),
        Reading::TextRecords(_) | Reading::BinaryRecords(_) | Reading::Archive(_) => None,
    }
}

/// The first bytes of a stream: [`HEAD`] of them, or fewer where those tell enough.
fn read_head(reader: &mut Reader<'_>, origin: &Origin, input: &mut dyn BufRead) -> Flow<Vec<u8>> {
    let mut head = Vec::new();
    while head.len() < HEAD {
        match input.fill_buf() {
            Ok([]) => break,
            Ok(bytes) => {
                let n = bytes.len().min(HEAD);
                head.extend_from_slice(&bytes[..n]);
                input.consume(n);
            }
            // After damage there may be more.
            Err(e) => {
                if !reader.report_damage(
                    &origin.source,
                    origin.first_position,
                    head.len() as u64,
                    &e,
                )? {
                    break;
                }
            }
        }
        // Who pipes records waits for answers: one record is enough to know them by.
        if head.starts_with(b"{") && head.contains(&b'\n') {
            break;
        }
    }
    ControlFlow::Continue(head)
}

/// The format of a file that begins so. `None`: it is skipped, as no reader or no filter takes it.
fn format_of(
    reader: &mut Reader<'_>,
    origin: &Origin,
    head: &[u8],
) -> Flow<Option<&'static Format>> {
    let format = formats::detect(&origin.file_name, head, reader.options);
    let is_archive = format.is_some_and(Format::is_archive);
    if let Some(filter) = reader.options.filters.name(&origin.source, is_archive) {
        reader.emit_item(Item::filtered(&origin.source, origin.first_position, filter))?;
        return ControlFlow::Continue(None);
    }
    let format = format.or(origin.is_named.then_some(&plain::PLAIN));
    if format.is_none() {
        reader.skip_unknown(origin)?;
    }
    ControlFlow::Continue(format)
}

/// UTF-16 has no line ends of one byte: what is read line by line is first written in UTF-8, whole.
fn recode(reader: &mut Reader<'_>, origin: &Origin, input: &mut dyn BufRead) -> Flow {
    let limit = reader.options.limits.max_line;
    let mut bytes = Vec::new();
    if let Err(e) = input.take(limit.saturating_add(1)).read_to_end(&mut bytes) {
        reader.report_damage(&origin.source, origin.first_position, bytes.len() as u64, &e)?;
        bytes.truncate(bytes.len() & !1);
    }
    if bytes.len() as u64 > limit {
        let detail = format!(
            "more than {limit} bytes of UTF-16; write it as UTF-8, or raise the limit with --max-line"
        );
        return reader.reject(origin, "too-large", detail);
    }
    let text = decode(&bytes, DecodeHint::default()).text;
    let head = &text.as_bytes()[..text.len().min(HEAD)];
    let Some(format) = format_of(reader, origin, head)? else { return ControlFlow::Continue(()) };
    match &format.reading {
        Reading::TextRecords(read) => read(reader, origin, head, &mut text.as_bytes()),
        // A document is decoded by its own reader, which records how.
        Reading::Document(document) => {
            read_document(reader, origin, document, false, &mut bytes.as_slice())
        }
        Reading::BinaryRecords(_) | Reading::Archive(_) => {
            read_document(reader, origin, &plain::READER, false, &mut bytes.as_slice())
        }
    }
}

/// Whether a file that begins so is in UTF-16, by its byte-order mark or its zeros. Zip archives,
/// which begin with `P`, have zeros as well.
fn is_utf16(head: &[u8]) -> bool {
    let marked = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    marked
        || head.first() != Some(&b'P')
            && head.contains(&0)
            && has_wide_spaces(head)
            && decode(&head[..head.len() & !1], DecodeHint::default())
                .encoding
                .starts_with("utf-16")
}

/// Whether most spaces and line ends are beside a zero byte. A zero byte in a text of one byte a
/// letter is a letter, and no sign of UTF-16.
fn has_wide_spaces(head: &[u8]) -> bool {
    let (mut wide, mut narrow) = (0_u32, 0_u32);
    for (at, byte) in head.iter().enumerate() {
        if matches!(byte, b' ' | b'\n') {
            let is_wide = head.get(at ^ 1) == Some(&0);
            wide += u32::from(is_wide);
            narrow += u32::from(!is_wide);
        }
    }
    wide >= narrow
}

fn too_deep(reader: &mut Reader<'_>, origin: &Origin) -> Flow {
    let max = reader.options.limits.max_nesting;
    let detail = format!(
        "more than {max} archives and compressions inside each other; raise the limit with --max-nesting"
    );
    reader.reject(origin, "nesting", detail)
}

/// Reads what is compressed in a stream.
fn decompress(
    reader: &mut Reader<'_>,
    origin: &Origin,
    compression: Compression,
    input: &mut dyn BufRead,
) -> Flow {
    if origin.depth >= reader.options.limits.max_nesting {
        return too_deep(reader, origin);
    }
    let file_name =
        Compression::strip_extension(&origin.file_name).unwrap_or_else(|| origin.file_name.clone());
    let inner = Origin { file_name, depth: origin.depth + 1, list: None, ..origin.clone() };
    match compression.open(input, &reader.options.limits) {
        Ok(mut input) => read(reader, &inner, &mut input),
        Err(e) => {
            let (reason, detail) = reason_and_detail(&e);
            let reason = if reason == "unreadable" { "damaged" } else { reason };
            let name = compression.name();
            reader.reject(origin, reason, format_args!("cannot read it as {name}: {detail}"))
        }
    }
}

/// Reads a file of one document whole, for any thread to parse. `is_torn`: its beginning is
/// damaged.
fn read_document(
    reader: &mut Reader<'_>,
    origin: &Origin,
    document: &'static DocumentReader,
    is_torn: bool,
    input: &mut dyn BufRead,
) -> Flow {
    let limit = (document.max_bytes)(reader.options);
    let mut bytes = Vec::new();
    let mut warning = is_torn.then(|| "parts of it could not be read".to_owned());
    loop {
        match input
            .take(limit.saturating_add(1).saturating_sub(bytes.len() as u64))
            .read_to_end(&mut bytes)
        {
            Ok(_) => break,
            Err(e) => {
                let go_on = reader.report_damage(
                    &origin.source,
                    origin.first_position,
                    bytes.len() as u64,
                    &e,
                )?;
                warning =
                    Some(format!("parts of it could not be read: {}", reason_and_detail(&e).1));
                if !go_on {
                    break;
                }
            }
        }
    }
    if bytes.len() as u64 > limit {
        return reader.reject(origin, "too-large", document.too_large(reader.options));
    }
    // What could not be read at all is reported already.
    if bytes.is_empty() && warning.is_some() {
        return ControlFlow::Continue(());
    }
    let source = Arc::clone(&origin.source);
    reader.emit(Task::piece(WholeDocument {
        source,
        position: origin.first_position,
        reader: document,
        bytes,
        warning,
    }))
}

/// A file or entry of one document, read and not parsed.
struct WholeDocument {
    source: Arc<str>,
    position: u64,
    reader: &'static DocumentReader,
    bytes: Vec<u8>,
    /// What went wrong while it was read.
    warning: Option<String>,
}

impl Parse for WholeDocument {
    fn bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn is_single(&self) -> bool {
        self.reader.is_single
    }

    fn parse(self: Box<Self>, options: &ReadOptions) -> Vec<Item> {
        let raw = RawDocument {
            source: &self.source,
            position: self.position,
            bytes: &self.bytes,
            ..RawDocument::default()
        };
        let mut items = self.reader.read(&raw, options);
        if let (Some(Item::Document(document)), Some(warning)) = (items.first_mut(), self.warning) {
            document.warnings.push(warning);
        }
        items
    }
}
