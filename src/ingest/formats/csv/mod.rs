//! CSV and TSV: a header that names the columns, then a document a row. Rows are cut here and
//! parsed by any thread.
//!
//! The cutting is our own: the csv crate takes everything behind a quotation mark that is never
//! closed for one row, up to the end of the file. Here a row has a maximum length, and reading goes
//! on behind its first line. Cells are our own as well, for they are one state machine with the
//! cutting.

use super::record::{self, RecordPlace, set_encoding};
use crate::ingest::compression::{Damage, reason_and_detail};
use crate::ingest::format::{Format, Reading, text_start};
use crate::ingest::item::Item;
use crate::ingest::options::ReadOptions;
use crate::ingest::published;
use crate::ingest::reader::{Flow, Origin, Reader};
use crate::ingest::task::{Parse, Task};
use crate::text::{DecodeHint, decode};
use serde_json::Value;
use std::io::{self, BufRead};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Files whose first line names the column of the text, whatever separates the columns.
pub(super) static CSV: Format = Format {
    is_likely: |head, options| sniff_delimiter(head, options).is_some(),
    ..Format::new(
        &["csv"],
        Reading::TextRecords(|reader, origin, head, input| {
            read(reader, origin, delimiter(reader, head, b','), input)
        }),
    )
};

/// Files whose extension says that tabs separate the columns, unless the first line shows something
/// else.
pub(super) static TSV: Format = Format::new(
    &["tsv", "tab"],
    Reading::TextRecords(|reader, origin, head, input| {
        read(reader, origin, delimiter(reader, head, b'\t'), input)
    }),
);

fn delimiter(reader: &Reader<'_>, head: &[u8], usual: u8) -> u8 {
    sniff_delimiter(head, reader.options).unwrap_or(usual)
}

/// What separates the cells of a first line that names the field of the text.
fn sniff_delimiter(head: &[u8], options: &ReadOptions) -> Option<u8> {
    let text = text_start(head);
    let line = &text[..memchr::memchr(b'\n', text).unwrap_or(text.len())];
    let field = options.field("text").as_bytes();
    [b',', b'\t', b';', b'|'].into_iter().find(|delimiter| {
        let mut cells = line.split(|b| b == delimiter).map(<[u8]>::trim_ascii);
        line.contains(delimiter)
            && cells.any(|c| {
                c == field
                    || c.strip_prefix(b"\"").and_then(|c| c.strip_suffix(b"\"")) == Some(field)
            })
    })
}

/// How many quotation marks without an end are met before reading stops: each means reading twice.
const MAX_UNCLOSED: u32 = 100;

/// What separates cells, and which column has which of our fields.
#[derive(Debug)]
struct Columns {
    delimiter: u8,
    count: usize,
    fields: [Option<usize>; ReadOptions::FIELDS.len()],
}

/// How cutting off a row ended.
enum RowEnd {
    /// At its line end.
    Row,
    /// At the end of the file, before a row began.
    File,
    /// In a quoted cell that goes on to the end of the file or is too long.
    Unclosed,
    /// At the maximum length.
    TooLong,
}

/// Cuts rows off a stream.
struct RowCutter<'i> {
    input: &'i mut dyn BufRead,
    /// Bytes to read once more before the stream, from `again_at` on.
    again: Vec<u8>,
    again_at: usize,
    delimiter: u8,
    max_row: usize,
    /// The next byte's offset in the decompressed file.
    at: u64,
}

impl RowCutter<'_> {
    /// Appends a row with its line end to `out`.
    fn row(&mut self, out: &mut Vec<u8>) -> io::Result<RowEnd> {
        enum Cell {
            Begin,
            Bare,
            Quoted,
            Quote,
        }
        let (mut cell, delimiter) = (Cell::Begin, self.delimiter);
        loop {
            let bytes = self.fill_buf()?;
            if bytes.is_empty() {
                let is_unclosed = matches!(cell, Cell::Quoted);
                return Ok(if is_unclosed {
                    RowEnd::Unclosed
                } else if out.is_empty() {
                    RowEnd::File
                } else {
                    RowEnd::Row
                });
            }
            let mut used = 0;
            let mut is_complete = false;
            for &b in bytes {
                used += 1;
                cell = match (&cell, b) {
                    (Cell::Quoted, b'"') => Cell::Quote,
                    (Cell::Quoted, _) | (Cell::Begin | Cell::Quote, b'"') => Cell::Quoted,
                    (Cell::Begin | Cell::Bare | Cell::Quote, b'\n') => {
                        is_complete = true;
                        break;
                    }
                    (Cell::Begin | Cell::Bare | Cell::Quote, b) if b == delimiter => Cell::Begin,
                    (Cell::Begin | Cell::Bare | Cell::Quote, _) => Cell::Bare,
                };
            }
            out.extend_from_slice(&bytes[..used]);
            self.consume(used);
            if is_complete {
                return Ok(RowEnd::Row);
            }
            if out.len() > self.max_row {
                let has_lines = matches!(cell, Cell::Quoted) && out.contains(&b'\n');
                return Ok(if has_lines { RowEnd::Unclosed } else { RowEnd::TooLong });
            }
        }
    }

    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.again_at < self.again.len() {
            Ok(&self.again[self.again_at..])
        } else {
            self.input.fill_buf()
        }
    }

    fn consume(&mut self, n: usize) {
        if self.again_at < self.again.len() {
            self.again_at += n;
        } else {
            self.input.consume(n);
        }
        self.at += n as u64;
    }

    /// Skips the rest of a line.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let bytes = self.fill_buf()?;
            let end = memchr::memchr(b'\n', bytes);
            let used = end.map_or(bytes.len(), |e| e + 1);
            let is_over = bytes.is_empty() || end.is_some();
            self.consume(used);
            if is_over {
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

/// The rows of a file as they are met.
struct Rows<'w, 'o> {
    reader: &'w mut Reader<'o>,
    origin: &'w Origin,
    /// `None` until the header is read.
    columns: Option<Arc<Columns>>,
    delimiter: u8,
    /// Of the next row: its position in the file and the number of its first line.
    position: u64,
    line: u64,
    /// Quotation marks without an end so far.
    unclosed: u32,
}

/// Reads a table.
fn read(reader: &mut Reader<'_>, origin: &Origin, delimiter: u8, input: &mut dyn BufRead) -> Flow {
    let max_row = usize::try_from(reader.options.max_record()).unwrap_or(usize::MAX);
    let mut cutter = RowCutter { input, again: Vec::new(), again_at: 0, delimiter, max_row, at: 0 };
    let position = origin.first_position;
    let mut rows =
        Rows { reader, origin, columns: None, delimiter, position, line: 1, unclosed: 0 };
    while rows.next(&mut cutter)? {}
    ControlFlow::Continue(())
}

impl Rows<'_, '_> {
    /// Reads the next row; false at the end of what can be read.
    fn next(&mut self, cutter: &mut RowCutter<'_>) -> Flow<bool> {
        let offset = cutter.at;
        let mut bytes = Vec::new();
        let end = cutter.row(&mut bytes);
        let lines = memchr::memchr_iter(b'\n', &bytes).count() as u64;
        let first = self.line;
        match end {
            Ok(RowEnd::File) => {
                if self.position == self.origin.first_position {
                    self.reader.reject(self.origin, "empty", "no rows")?;
                }
                return ControlFlow::Continue(false);
            }
            Ok(RowEnd::Row) => {
                self.line += lines;
                return self.row(first, offset, bytes);
            }
            Ok(RowEnd::Unclosed) => {
                self.unclosed += 1;
                let detail = format!(
                    "a quotation mark in this row is not closed within {} bytes (see --max-line) or at all; reading goes on in the next line",
                    cutter.max_row
                );
                self.reject(offset, "csv", detail)?;
                if self.unclosed > MAX_UNCLOSED {
                    let detail =
                        "too many quotation marks without an end; what follows is not read"
                            .to_owned();
                    self.reject(offset, "csv", detail)?;
                    return ControlFlow::Continue(false);
                }
                cutter.put_back(&bytes);
                self.line += 1;
            }
            Ok(RowEnd::TooLong) => {
                let detail = format!(
                    "the row is longer than {} bytes; raise the limit with --max-line or --max-text",
                    cutter.max_row
                );
                self.reject(offset, "too-large", detail)?;
                self.line += lines + 1;
                // The next row meets an error again.
                cutter.skip_line().ok();
            }
            Err(e) => {
                let cut = if bytes.is_empty() {
                    String::new()
                } else {
                    format!(" (the row of line {first} is cut off)")
                };
                let (reason, detail) = reason_and_detail(&e);
                let error = Damage::error(reason, format!("{detail}{cut}"));
                let go_on = self.reader.report_damage(
                    &self.origin.source,
                    self.position,
                    offset,
                    &error,
                )?;
                self.position += 1;
                self.line += lines;
                return ControlFlow::Continue(go_on);
            }
        }
        ControlFlow::Continue(true)
    }

    /// Rejects the row at the current line.
    fn reject(&mut self, offset: u64, reason: &'static str, detail: String) -> Flow {
        let source = &self.origin.source;
        let detail = format!("{source}:{}: {detail}", self.line);
        let position = self.position;
        self.position += 1;
        self.reader.emit_item(Item::reject_at(source, position, offset, reason, detail))
    }

    /// Hands on a row that was cut off at `line`, or takes it for the header; false where the
    /// header is of no use.
    fn row(&mut self, line: u64, offset: u64, bytes: Vec<u8>) -> Flow<bool> {
        let row = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii_end();
        if row.is_empty() {
            return ControlFlow::Continue(true);
        }
        let source = &self.origin.source;
        let Some(columns) = &self.columns else {
            match header(row, self.delimiter, self.reader.options) {
                Ok(columns) => self.columns = Some(Arc::new(columns)),
                Err(detail) => {
                    let (position, detail) =
                        (self.origin.first_position, format!("{source}:{line}: {detail}"));
                    self.reader
                        .emit_item(Item::reject_at(source, position, offset, "no-text", detail))?;
                    return ControlFlow::Continue(false);
                }
            }
            return ControlFlow::Continue(true);
        };
        let (source, columns) = (Arc::clone(source), Arc::clone(columns));
        let position = self.position;
        self.position += 1;
        self.reader.emit(Task::piece(CsvRow { source, position, line, offset, columns, bytes }))?;
        ControlFlow::Continue(true)
    }
}

fn header(row: &[u8], delimiter: u8, options: &ReadOptions) -> Result<Columns, String> {
    let text = decode(row, DecodeHint::default()).text;
    let names: Vec<String> = cells(&text, delimiter).iter().map(|c| c.trim().to_owned()).collect();
    let fields =
        ReadOptions::FIELDS.map(|ours| names.iter().position(|n| n == options.field(ours)));
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

/// A row, not parsed.
struct CsvRow {
    source: Arc<str>,
    position: u64,
    /// The number of its first line, from 1.
    line: u64,
    /// Its first byte in the decompressed file.
    offset: u64,
    columns: Arc<Columns>,
    bytes: Vec<u8>,
}

impl Parse for CsvRow {
    fn bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn parse(self: Box<Self>, options: &ReadOptions) -> Vec<Item> {
        let display = format!("{}:{}", self.source, self.line);
        let bytes = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let decoded = decode(
            bytes,
            DecodeHint { charset: None, tld: published::language_of_path(&self.source) },
        );
        let mut cells = cells(&decoded.text, self.columns.delimiter);
        if cells.len() != self.columns.count {
            let detail = format!(
                "{display}: {} cells, the header names {}; is a \"{}\" in a text not quoted, or a quotation mark not closed?",
                cells.len(),
                self.columns.count,
                char::from(self.columns.delimiter).escape_default()
            );
            return vec![Item::reject_at(&self.source, self.position, self.offset, "csv", detail)];
        }
        let fields =
            self.columns.fields.map(|at| Some(Value::String(std::mem::take(cells.get_mut(at?)?))));
        let place =
            RecordPlace { source: &self.source, position: self.position, display: &display };
        let mut item = record::document(place, fields, options);
        match &mut item {
            Item::Document(document) => {
                document.encoding_from = "csv".to_owned();
                set_encoding(document, &decoded);
            }
            Item::Reject(reject) => reject.offset = Some(self.offset),
            Item::Skip(_) => {}
        }
        vec![item]
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
