//! JSON: records one behind the other, a list of records, or a file with one record.

mod lines;
mod list;
mod nested;
mod record;

use super::record::{RecordPlace, parse_json};
use crate::ingest::format::{DocumentReader, Format, RawDocument, Reading, text_start};
use crate::ingest::item::Item;
use crate::ingest::options::ReadOptions;
use crate::ingest::published;
use crate::text::{DecodeHint, decode};
use lines::read_lines;
use list::read_list;
#[cfg(feature = "parquet")]
pub(super) use record::JsonRecord;
use record::{Nesting, parts};
use serde_json::value::RawValue;
use std::ops::Range;

/// A file with one record. What is called so may also hold several, or a list.
pub(super) static JSON: Format = Format {
    refine: |head| match head {
        _ if has_many_records(head) => Some(&JSON_LINES),
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

/// A file with records one behind the other.
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

/// Whether a file that begins so has a second record behind the first one.
fn has_many_records(head: &[u8]) -> bool {
    let text = text_start(head);
    let Some(end) = text.starts_with(b"{").then(|| Nesting::default().end(text)).flatten() else {
        return false;
    };
    text[end..].trim_ascii_start().starts_with(b"{")
}

/// A whole file: one record, several, or a list of records.
fn parse_file(raw: &RawDocument<'_>, options: &ReadOptions) -> Vec<Item> {
    let (source, position) = (raw.source, raw.position);
    let text =
        decode(raw.bytes, DecodeHint { charset: None, tld: published::language_of_path(source) })
            .text;
    let text = text.trim();
    if !text.starts_with('[') {
        // A second record may stand behind the first one, further than where formats are told.
        let parts = parts(text.as_bytes());
        if let (Some(path), [_]) = (&options.records, parts.as_slice())
            && let Some(records) = nested::elements(text, path)
        {
            return listed(raw, &records, options);
        }
        let is_many = parts.len() > 1 && parts.iter().all(|p| text[p.clone()].starts_with('{'));
        if !is_many {
            let place = RecordPlace { source, position, display: source };
            return vec![parse_json(place, text, options)];
        }
        let record = |(position, part): (u64, Range<usize>)| {
            let display = format!("{source}, record {}", position + 1);
            parse_json(RecordPlace { source, position, display: &display }, &text[part], options)
        };
        return (position..).zip(parts).map(record).collect();
    }
    match serde_json::from_str::<Vec<&RawValue>>(text) {
        Ok(records) => listed(raw, &records, options),
        Err(e) => vec![Item::reject(source, position, "json", format!("{source}: {e}"))],
    }
}

/// The records of a list that is all of a file.
fn listed(raw: &RawDocument<'_>, records: &[&RawValue], options: &ReadOptions) -> Vec<Item> {
    let (source, first) = (raw.source, raw.position);
    if records.is_empty() {
        return vec![Item::reject(source, first, "empty", format!("{source}: no records"))];
    }
    let record = |(position, record): (u64, &&RawValue)| {
        let display = format!("{source}, record {}", position + 1);
        parse_json(RecordPlace { source, position, display: &display }, record.get(), options)
    };
    (first..).zip(records).map(record).collect()
}
