//! JSON: a record a line, a list of records, or a file with one record.

use super::record::{RecordPlace, parse_json, set_encoding};
use crate::ingest::compression::{Damage, reason_and_detail};
use crate::ingest::format::{DocumentReader, Format, RawDocument, Reading, text_start};
use crate::ingest::item::Item;
use crate::ingest::options::ReadOptions;
use crate::ingest::published;
use crate::ingest::reader::{Flow, Origin, Reader};
use crate::ingest::task::{Parse, Task};
use crate::text::{DecodeHint, decode};
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use std::io::{BufRead, Read as _};
use std::ops::ControlFlow;
use std::sync::Arc;

/// A file with one record. What is called so may also hold a record a line, or a list.
pub(super) static JSON: Format = Format {
    refine: |head| match head {
        _ if has_record_lines(head) => Some(&JSON_LINES),
        _ if text_start(head).starts_with(b"[") => Some(&JSON_LIST),
        _ => None,
    },
    ..Format::new(&["json"], Reading::Document(&READER))
};

/// A file with a list of records: no extension says so.
pub(super) static JSON_LIST: Format = Format {
    is_likely: |head, _| {
        text_start(head)
            .strip_prefix(b"[")
            .is_some_and(|rest| rest.trim_ascii_start().starts_with(b"{"))
    },
    ..Format::new(&[], Reading::TextRecords(read_list))
};

/// A file with a record a line.
pub(super) static JSON_LINES: Format = Format {
    is_likely: |head, _| text_start(head).starts_with(b"{"),
    refine: |head| text_start(head).starts_with(b"[").then_some(&JSON_LIST),
    ..Format::new(&["jsonl", "ndjson"], Reading::TextRecords(read_lines))
};

static READER: DocumentReader = DocumentReader {
    parse: parse_file,
    // A list in UTF-16 is seen only when it is decoded.
    is_single: false,
    // JSON may write each byte of text as six, and has other fields.
    max_bytes: |options| options.max_text.saturating_mul(8),
    max_flag: "--max-text",
};

/// Whether the first line of a file that begins so is a whole record and the second begins one.
fn has_record_lines(head: &[u8]) -> bool {
    let text = text_start(head);
    let Some(end) = memchr::memchr(b'\n', text) else { return false };
    let next = text[end..].trim_ascii_start();
    next.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(&text[..end]).is_ok()
}

/// A record of a file of many: a line, or an element of a list.
struct JsonRecord {
    source: Arc<str>,
    position: u64,
    /// The line's number, from 1; `None` for an element of a list.
    line: Option<u64>,
    /// Its first byte in the decompressed file.
    offset: u64,
    /// What it holds, without the line end.
    bytes: Vec<u8>,
}

impl Parse for JsonRecord {
    fn bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn parse(self: Box<Self>, options: &ReadOptions) -> Vec<Item> {
        let display = match self.line {
            Some(line) => format!("{}:{line}", self.source),
            None => format!("{}, record {}", self.source, self.position + 1),
        };
        let place =
            RecordPlace { source: &self.source, position: self.position, display: &display };
        let bytes = self.bytes.trim_ascii();
        let mut item = if let Ok(text) = std::str::from_utf8(bytes) {
            parse_json(place, text, options)
        } else {
            let hint = DecodeHint { charset: None, tld: published::language_of_path(&self.source) };
            let decoded = decode(bytes, hint);
            let mut item = parse_json(place, &decoded.text, options);
            if let Item::Document(document) = &mut item {
                decoded.from.clone_into(&mut document.encoding_from);
                set_encoding(document, &decoded);
            }
            item
        };
        if let Item::Reject(reject) = &mut item {
            reject.offset = Some(self.offset);
        }
        vec![item]
    }
}

/// Cuts a file of a record a line.
fn read_lines(reader: &mut Reader<'_>, origin: &Origin, _: &[u8], input: &mut dyn BufRead) -> Flow {
    let source = &origin.source;
    let max = reader.options.max_record();
    let (mut line, mut position, mut at) = (0_u64, origin.first_position, 0_u64);
    loop {
        let mut bytes = Vec::new();
        let offset = at;
        let read = input.take(max + 1).read_until(b'\n', &mut bytes);
        at += bytes.len() as u64;
        line += 1;
        let record = |position, bytes| {
            Task::piece(JsonRecord {
                source: Arc::clone(source),
                position,
                line: Some(line),
                offset,
                bytes,
            })
        };
        match read {
            Err(e) => {
                // The end of a cut file may still be a whole record.
                let is_whole = serde_json::from_slice::<IgnoredAny>(&bytes).is_ok();
                if is_whole {
                    reader.emit(record(position, bytes))?;
                    position += 1;
                }
                let (reason, detail) = reason_and_detail(&e);
                let lost = if is_whole { "" } else { ", whose record is lost" };
                let error = Damage::error(reason, format!("{detail} (in line {line}{lost})"));
                let go_on = reader.report_damage(source, position, offset, &error)?;
                position += 1;
                if !go_on {
                    return ControlFlow::Continue(());
                }
                continue;
            }
            Ok(0) => break,
            Ok(n) if n as u64 > max => {
                let detail = format!("{source}:{line}: the line is {}", longer_than(max));
                reader.emit_item(Item::reject_at(source, position, offset, "too-large", detail))?;
                position += 1;
                at += skip_line(input);
                continue;
            }
            Ok(_) => {}
        }
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        if !bytes.trim_ascii().is_empty() {
            reader.emit(record(position, bytes))?;
            position += 1;
        }
    }
    if position == origin.first_position {
        return reader.reject(origin, "empty", "no records");
    }
    ControlFlow::Continue(())
}

fn longer_than(max: u64) -> String {
    format!("longer than {max} bytes; raise the limit with --max-line or --max-text")
}

/// Skips the rest of a line and gives its length. An error ends the line: the next read meets it
/// again, or another line follows.
fn skip_line(input: &mut dyn BufRead) -> u64 {
    let mut skipped = 0;
    while let Ok(bytes) = input.fill_buf() {
        let end = memchr::memchr(b'\n', bytes);
        let used = end.map_or(bytes.len(), |e| e + 1);
        let is_over = bytes.is_empty() || end.is_some();
        input.consume(used);
        skipped += used as u64;
        if is_over {
            break;
        }
    }
    skipped
}

/// An element of a list that is being cut off.
#[derive(Default)]
struct Element {
    bytes: Vec<u8>,
    /// Its first byte in the decompressed file.
    offset: u64,
    position: u64,
    is_too_long: bool,
}

impl Element {
    /// Hands the element on, if there is one, and begins the next.
    fn finish(&mut self, reader: &mut Reader<'_>, source: &Arc<str>, max: u64) -> Flow {
        let bytes = std::mem::take(&mut self.bytes);
        let position = self.position;
        let task = if std::mem::take(&mut self.is_too_long) {
            let detail = format!("{source}, record {}: {}", position + 1, longer_than(max));
            Task::Done(Item::reject_at(source, position, self.offset, "too-large", detail))
        } else if bytes.trim_ascii().is_empty() {
            return ControlFlow::Continue(());
        } else {
            Task::piece(JsonRecord {
                source: Arc::clone(source),
                position,
                line: None,
                offset: self.offset,
                bytes,
            })
        };
        self.position += 1;
        reader.emit(task)
    }
}

/// Cuts a list of records, however long it is. Damage in one record does not cost the next.
fn read_list(reader: &mut Reader<'_>, origin: &Origin, _: &[u8], input: &mut dyn BufRead) -> Flow {
    let source = &origin.source;
    let max = reader.options.max_record();
    let mut element = Element { position: origin.first_position, ..Element::default() };
    // Outside the list the depth is 0, between its records 1.
    let (mut depth, mut in_string, mut escaped, mut closed) = (0_u64, false, false, false);
    let mut at = 0_u64;
    while !closed {
        let bytes = match input.fill_buf() {
            Ok([]) => break,
            Ok(bytes) => bytes,
            Err(e) => {
                let go_on = reader.report_damage(source, element.position, at, &e)?;
                element.position += 1;
                if !go_on {
                    return ControlFlow::Continue(());
                }
                continue;
            }
        };
        let (mut used, mut is_complete) = (0, false);
        for &b in bytes {
            used += 1;
            let outside = !in_string && depth <= 1;
            if in_string {
                (in_string, escaped) = (escaped || b != b'"', !escaped && b == b'\\');
            } else {
                match b {
                    b'"' => in_string = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth = depth.saturating_sub(1);
                        closed |= depth == 0;
                    }
                    _ => {}
                }
            }
            if closed || outside && b == b',' {
                is_complete = true;
                break;
            }
            // Between records nothing is kept: the bracket of the list, the spaces.
            if depth > 1 || depth == 1 && !(outside && (b == b'[' || b.is_ascii_whitespace())) {
                if element.bytes.is_empty() {
                    element.offset = at + used as u64 - 1;
                }
                if element.bytes.len() as u64 > max {
                    element.is_too_long = true;
                } else {
                    element.bytes.push(b);
                }
            }
        }
        input.consume(used);
        at += used as u64;
        if is_complete {
            element.finish(reader, source, max)?;
        }
    }
    if !closed {
        let record = element.position + 1;
        let detail = format!(
            "{source}: not JSON: the list is not closed: it ends in record {record}, at byte {at}"
        );
        return reader.emit_item(Item::reject_at(
            source,
            element.position,
            element.offset,
            "json",
            detail,
        ));
    }
    if element.position == origin.first_position {
        return reader.reject(origin, "empty", "no records");
    }
    ControlFlow::Continue(())
}

/// A whole file: one record, or a list of records.
fn parse_file(raw: &RawDocument<'_>, options: &ReadOptions) -> Vec<Item> {
    let (source, position) = (raw.source, raw.position);
    let text =
        decode(raw.bytes, DecodeHint { charset: None, tld: published::language_of_path(source) })
            .text;
    let text = text.trim();
    if !text.starts_with('[') {
        return vec![parse_json(RecordPlace { source, position, display: source }, text, options)];
    }
    match serde_json::from_str::<Vec<&RawValue>>(text) {
        Ok(records) if records.is_empty() => {
            vec![Item::reject(source, position, "empty", format!("{source}: no records"))]
        }
        Ok(records) => (position..)
            .zip(records)
            .map(|(position, record)| {
                let display = format!("{source}, record {}", position + 1);
                parse_json(
                    RecordPlace { source, position, display: &display },
                    record.get(),
                    options,
                )
            })
            .collect(),
        Err(e) => vec![Item::reject(source, position, "json", format!("{source}: {e}"))],
    }
}
