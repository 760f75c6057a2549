//! A sequence of records: one per line, several per line, or each over several lines.

use super::nested::elements_of;
use super::record::{JsonRecord, Nesting, may_hold_many, parts};
use crate::ingest::compression::{Damage, reason_and_detail};
use crate::ingest::formats::row_encoding::{OneEncoding, RowEncoding};
use crate::ingest::item::Item;
use crate::ingest::reader::{Flow, Origin, Reader};
use serde::de::IgnoredAny;
use std::io::{self, BufRead, Read as _};
use std::ops::ControlFlow;
use std::sync::Arc;

/// A record that goes on in the next line.
struct Open {
    bytes: Vec<u8>,
    /// Its first byte in the decompressed file, and its first line.
    offset: u64,
    line: u64,
    nesting: Nesting,
}

/// The lines of a file as they are met.
struct Lines<'w, 'o> {
    reader: &'w mut Reader<'o>,
    source: &'w Arc<str>,
    rows: OneEncoding<JsonRecord>,
    /// The next record's position.
    position: u64,
    /// The number of the line that was read last, from 1.
    line: u64,
    open: Option<Open>,
    /// Whether lines are skipped up to the next one that begins a record: they belong to a record
    /// that is too long.
    is_passing: bool,
    max: u64,
}

/// Cuts a file into its records.
pub(super) fn read_lines(
    reader: &mut Reader<'_>,
    origin: &Origin,
    _: &[u8],
    input: &mut dyn BufRead,
) -> Flow {
    let (source, max) = (&origin.source, reader.options.max_record());
    let (rows, position) = (OneEncoding::new(source), origin.first_position);
    let mut lines =
        Lines { reader, source, rows, position, line: 0, open: None, is_passing: false, max };
    let mut at = 0_u64;
    loop {
        let mut bytes = Vec::new();
        let offset = at;
        let read = input.take(max + 1).read_until(b'\n', &mut bytes);
        at += bytes.len() as u64;
        lines.line += 1;
        match read {
            Err(e) => {
                if !lines.damage(offset, bytes, &e)? {
                    return ControlFlow::Continue(());
                }
            }
            Ok(0) => break,
            Ok(n) if n as u64 > max => {
                lines.close()?;
                lines.too_long(lines.line, offset, "line")?;
                at += skip_line(input);
            }
            Ok(_) => {
                if bytes.starts_with(b"\xEF\xBB\xBF") {
                    bytes.drain(..3);
                }
                lines.add(offset, bytes)?;
            }
        }
    }
    lines.close()?;
    lines.rows.finish(lines.reader)?;
    if lines.position == origin.first_position {
        return lines.reader.reject(origin, "empty", "no records");
    }
    ControlFlow::Continue(())
}

impl Lines<'_, '_> {
    /// Takes a line, or the rest of one.
    fn add(&mut self, offset: u64, bytes: Vec<u8>) -> Flow {
        let line = bytes.trim_ascii();
        if line.is_empty() {
            return ControlFlow::Continue(());
        }
        let at_margin = bytes.starts_with(b"{");
        if self.open.is_some() {
            // A whole record at the margin ends one that was cut off.
            let is_whole = || Nesting::default().end(line) == Some(line.len());
            if !(at_margin && line.ends_with(b"}") && is_whole()) {
                return self.go_on(offset, &bytes);
            }
            self.close()?;
        }
        self.is_passing &= !at_margin;
        if self.is_passing {
            return ControlFlow::Continue(());
        }
        if !line.starts_with(b"{") || line.ends_with(b"}") && !may_hold_many(line) {
            return self.record(self.line, offset, bytes);
        }
        for part in parts(&bytes) {
            let offset = offset + part.start as u64;
            let part = bytes[part].to_vec();
            let mut nesting = Nesting::default();
            let is_whole = !part.starts_with(b"{") || nesting.end(&part).is_some();
            // A string has no line ends: a line that ends in one is cut off.
            if is_whole || nesting.in_string {
                self.record(self.line, offset, part)?;
            } else {
                self.open = Some(Open { bytes: part, offset, line: self.line, nesting });
            }
        }
        ControlFlow::Continue(())
    }

    /// Takes a line that belongs to the record before it.
    fn go_on(&mut self, offset: u64, bytes: &[u8]) -> Flow {
        let Some(open) = &mut self.open else { return ControlFlow::Continue(()) };
        let end = open.nesting.end(bytes);
        open.bytes.extend_from_slice(&bytes[..end.unwrap_or(bytes.len())]);
        if open.bytes.len() as u64 > self.max {
            let (line, offset) = (open.line, open.offset);
            self.open = None;
            self.is_passing = true;
            return self.too_long(line, offset, "record");
        }
        let is_cut = end.is_none() && open.nesting.in_string;
        if end.is_some() || is_cut {
            self.close()?;
            self.is_passing = is_cut;
        }
        match end {
            Some(end) => {
                let rest = bytes[end..].trim_ascii_start();
                let rest = rest.strip_prefix(b",").unwrap_or(rest);
                self.add(offset + (bytes.len() - rest.len()) as u64, rest.to_vec())
            }
            None => ControlFlow::Continue(()),
        }
    }

    /// Hands on the record that went on in this line, whole or not.
    fn close(&mut self) -> Flow {
        match self.open.take() {
            Some(open) => self.record(open.line, open.offset, open.bytes),
            None => ControlFlow::Continue(()),
        }
    }

    fn record(&mut self, line: u64, offset: u64, bytes: Vec<u8>) -> Flow {
        match elements_of(&bytes, self.reader.options.records.as_deref()) {
            Some(records) => {
                records.into_iter().try_for_each(|bytes| self.row(line, offset, bytes))
            }
            None => self.row(line, offset, bytes),
        }
    }

    fn row(&mut self, line: u64, offset: u64, bytes: Vec<u8>) -> Flow {
        let (source, position) = (Arc::clone(self.source), self.position);
        self.position += 1;
        let encoding = RowEncoding::default();
        let record = JsonRecord { source, position, line: Some(line), offset, bytes, encoding };
        self.rows.row(self.reader, record)
    }

    fn too_long(&mut self, line: u64, offset: u64, what: &str) -> Flow {
        let source = self.source;
        let detail = format!("{source}:{line}: the {what} is {}", longer_than(self.max));
        let item = Item::reject_at(source, self.position, offset, "too-large", detail);
        self.position += 1;
        self.rows.item(self.reader, item)
    }

    /// Reports an error of reading in a line that is read as far as `bytes`; false where no more
    /// can be read.
    fn damage(&mut self, offset: u64, bytes: Vec<u8>, error: &io::Error) -> Flow<bool> {
        // The end of a cut file may still be a whole record.
        let is_whole = serde_json::from_slice::<IgnoredAny>(&bytes).is_ok();
        if is_whole || self.open.is_some() {
            self.add(offset, bytes)?;
        }
        self.close()?;
        self.rows.finish(self.reader)?;
        let (reason, detail) = reason_and_detail(error);
        let lost = if is_whole { "" } else { ", whose record is lost" };
        let error = Damage::error(reason, format!("{detail} (in line {}{lost})", self.line));
        let go_on = self.reader.report_damage(self.source, self.position, offset, &error)?;
        self.position += 1;
        ControlFlow::Continue(go_on)
    }
}

pub(super) fn longer_than(max: u64) -> String {
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
