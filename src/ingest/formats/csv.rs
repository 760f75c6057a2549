//! CSV and TSV: a header that names the columns, then a document a row. Rows are cut here and read on any thread.
//!
//! The cutting is our own and not the csv crate's, which takes what follows a quotation mark that is never closed for one row, up to the
//! end of the file: here a row has a longest length, and reading goes on behind its first line.

use crate::ingest::compression::trouble;
use crate::ingest::reader::{Flow, Walk};
use crate::ingest::{Item, ReadOptions, Task, formats::json, published, reject, reject_at};
use crate::text::{DecodeHint, decode};
use serde_json::Value;
use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Quotation marks without an end after which reading stops: each means reading twice.
const MOST_OPEN: u32 = 100;

/// What stands between cells, and which column has which of our fields.
#[derive(Debug)]
struct Columns {
    delimiter: u8,
    count: usize,
    fields: [Option<usize>; ReadOptions::FIELDS.len()],
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    source: Arc<str>,
    position: u64,
    /// The number of its first line, from 1, and its place in the unpacked file.
    line: u64,
    offset: u64,
    columns: Arc<Columns>,
    pub(in crate::ingest) bytes: Vec<u8>,
}

/// How cutting off a row ended.
enum End {
    Row,
    File,
    /// In a quoted cell that goes on to the end of the file or is too long.
    Open,
    TooLong,
}

struct Cutter<'i> {
    input: &'i mut dyn BufRead,
    /// Bytes to read once more.
    again: Vec<u8>,
    again_at: usize,
    delimiter: u8,
    limit: usize,
    at: u64,
}

impl Cutter<'_> {
    /// Reads a row with its line end.
    fn row(&mut self, out: &mut Vec<u8>) -> std::io::Result<End> {
        enum Cell {
            Begin,
            Bare,
            Quoted,
            Quote,
        }
        let mut cell = Cell::Begin;
        loop {
            let old = self.again_at < self.again.len();
            let bytes = if old { &self.again[self.again_at..] } else { self.input.fill_buf()? };
            if bytes.is_empty() {
                let open = matches!(cell, Cell::Quoted);
                return Ok(if open {
                    End::Open
                } else if out.is_empty() {
                    End::File
                } else {
                    End::Row
                });
            }
            let mut used = 0;
            let mut ended = false;
            for &b in bytes {
                used += 1;
                cell = match (&cell, b) {
                    (Cell::Quoted, b'"') => Cell::Quote,
                    (Cell::Quoted, _) | (Cell::Begin | Cell::Quote, b'"') => Cell::Quoted,
                    (Cell::Begin | Cell::Bare | Cell::Quote, b'\n') => {
                        ended = true;
                        break;
                    }
                    (Cell::Begin | Cell::Bare | Cell::Quote, b) if b == self.delimiter => Cell::Begin,
                    (Cell::Begin | Cell::Bare | Cell::Quote, _) => Cell::Bare,
                };
            }
            out.extend_from_slice(&bytes[..used]);
            self.at += used as u64;
            if old {
                self.again_at += used;
            } else {
                self.input.consume(used);
            }
            if ended {
                return Ok(End::Row);
            }
            if out.len() > self.limit {
                let lines = matches!(cell, Cell::Quoted) && out.contains(&b'\n');
                return Ok(if lines { End::Open } else { End::TooLong });
            }
        }
    }

    /// Passes over the rest of a line.
    fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            let old = self.again_at < self.again.len();
            let bytes = if old { &self.again[self.again_at..] } else { self.input.fill_buf()? };
            let end = memchr::memchr(b'\n', bytes);
            let used = end.map_or(bytes.len(), |e| e + 1);
            let over = bytes.is_empty() || end.is_some();
            if old {
                self.again_at += used;
            } else {
                self.input.consume(used);
            }
            self.at += used as u64;
            if over {
                return Ok(());
            }
        }
    }

    /// Puts all but the first line of a row back.
    fn put_back(&mut self, row: &[u8]) {
        let first = memchr::memchr(b'\n', row).map_or(row.len(), |e| e + 1);
        self.at -= (row.len() - first) as u64;
        let rest = self.again.split_off(self.again_at);
        self.again = [&row[first..], &rest].concat();
        self.again_at = 0;
    }
}

/// Reads a table.
pub(in crate::ingest) fn walk(walk: &mut Walk<'_>, source: &Arc<str>, delimiter: u8, input: &mut dyn BufRead) -> Flow {
    let limit = usize::try_from(json::longest_line(walk.options)).unwrap_or(usize::MAX);
    let mut cutter = Cutter { input, again: Vec::new(), again_at: 0, delimiter, limit, at: 0 };
    let (mut columns, mut position, mut line, mut open) = (None, 0_u64, 1_u64, 0);
    loop {
        let offset = cutter.at;
        let mut bytes = Vec::new();
        let end = cutter.row(&mut bytes);
        let lines = memchr::memchr_iter(b'\n', &bytes).count() as u64;
        let first = line;
        let place = format!("{source}:{line}");
        match end {
            Ok(End::File) => break,
            Ok(End::Row) => line += lines,
            Ok(End::Open) => {
                open += 1;
                let detail = format!(
                    "{place}: a quotation mark in this row is not closed within {limit} bytes (see --max-line) or at all; reading goes on in the next line"
                );
                walk.put(Task::Done(reject_at(source, position, offset, "csv", detail)))?;
                position += 1;
                if open > MOST_OPEN {
                    let detail = format!("{place}: too many quotation marks without an end; what follows is not read");
                    return walk.put(Task::Done(reject_at(source, position, offset, "csv", detail)));
                }
                cutter.put_back(&bytes);
                line += 1;
                continue;
            }
            Ok(End::TooLong) => {
                let detail = format!(
                    "{place}: the row is longer than {limit} bytes; raise the limit with --max-line or --max-text"
                );
                walk.put(Task::Done(reject_at(source, position, offset, "too-large", detail)))?;
                position += 1;
                line += lines + 1;
                // An error comes again with the next row.
                cutter.skip_line().ok();
                continue;
            }
            Err(e) => {
                let at = if bytes.is_empty() { String::new() } else { format!(" (the row of line {line} is cut off)") };
                let (reason, detail) = trouble(&e);
                let error = crate::ingest::compression::Damage::error(reason, format!("{detail}{at}"));
                let (flow, go_on) = walk.damage(source, position, offset, &error);
                flow?;
                position += 1;
                if !go_on {
                    return ControlFlow::Continue(());
                }
                line += lines;
                continue;
            }
        }
        let row = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii_end();
        if row.is_empty() {
            continue;
        }
        let Some(known) = &columns else {
            match header(row, delimiter, walk.options) {
                Ok(found) => columns = Some(Arc::new(found)),
                Err(detail) => {
                    return walk.put(Task::Done(reject_at(source, 0, offset, "no-text", format!("{place}: {detail}"))));
                }
            }
            continue;
        };
        let row = Row { source: Arc::clone(source), position, line: first, offset, columns: Arc::clone(known), bytes };
        walk.put(Task::Row(row))?;
        position += 1;
    }
    if position == 0 {
        return walk.put(Task::Done(reject(source, 0, "empty", format!("{source}: no rows"))));
    }
    ControlFlow::Continue(())
}

fn header(row: &[u8], delimiter: u8, options: &ReadOptions) -> Result<Columns, String> {
    let text = decode(row, DecodeHint::default()).text;
    let names: Vec<String> = cells(&text, delimiter).iter().map(|c| c.trim().to_owned()).collect();
    let fields = ReadOptions::FIELDS.map(|ours| names.iter().position(|n| n == options.field(ours)));
    if fields[0].is_none() {
        let field = options.field("text");
        return Err(format!(
            "no column \"{field}\"; name the column that holds the text with --field text=NAME; the columns are {}",
            names.join(", ").chars().take(300).collect::<String>()
        ));
    }
    Ok(Columns { delimiter, count: names.len(), fields })
}

/// The cells of a row, without their quotation marks.
fn cells(row: &str, delimiter: u8) -> Vec<String> {
    let delimiter = char::from(delimiter);
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut begin = true;
    let mut chars = row.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if begin => quoted = true,
            c if c == delimiter && !quoted => {
                cells.push(std::mem::take(&mut cell));
                begin = true;
                continue;
            }
            c => cell.push(c),
        }
        begin = false;
    }
    cells.push(cell);
    cells
}

impl Row {
    pub(in crate::ingest) fn read(self, options: &ReadOptions) -> Item {
        let place = format!("{}:{}", self.source, self.line);
        let bytes = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let decoded = decode(bytes, DecodeHint { charset: None, tld: published::language_of_path(&self.source) });
        let mut cells = cells(&decoded.text, self.columns.delimiter);
        if cells.len() != self.columns.count {
            let detail = format!(
                "{place}: {} cells, the header names {}; is a \"{}\" in a text not quoted, or a quotation mark not closed?",
                cells.len(),
                self.columns.count,
                char::from(self.columns.delimiter).escape_default()
            );
            return reject_at(&self.source, self.position, self.offset, "csv", detail);
        }
        let fields = self.columns.fields.map(|at| Some(Value::String(std::mem::take(cells.get_mut(at?)?))));
        let mut item = json::document(&self.source, self.position, &place, fields, options);
        match &mut item {
            Item::Document(document) => {
                document.encoding_from = "csv".to_owned();
                json::decoded(document, &decoded);
            }
            Item::Reject(reject) => reject.offset = Some(self.offset),
            Item::Skip(_) => {}
        }
        item
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_quotes() {
        assert_eq!(cells("a,\"b,\"\"c\"\"\n d\",,e\"f", b','), ["a", "b,\"c\"\n d", "", "e\"f"]);
        assert_eq!(cells("a\tb", b'\t'), ["a", "b"]);
    }
}
