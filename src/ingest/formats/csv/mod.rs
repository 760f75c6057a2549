//! CSV and TSV: a header that names the columns, then a document a row. Rows are cut here and
//! parsed by any thread.
//!
//! The cutting is our own: the csv crate takes everything behind a quotation mark that is never
//! closed for one row, up to the end of the file. Here a row has a maximum length, and reading goes
//! on behind its first line. Cells are our own as well, for they are one state machine with the
//! cutting.

mod cut;
mod dialect;

use super::record::{self, RecordPlace, set_encoding};
use super::row_encoding::{OneEncoding, Row, RowEncoding};
use crate::ingest::compression::{Damage, reason_and_detail};
use crate::ingest::fields::Theirs;
use crate::ingest::format::{Format, Reading};
use crate::ingest::item::Item;
use crate::ingest::options::ReadOptions;
use crate::ingest::reader::{Flow, Origin, Reader};
use crate::ingest::task::Parse;
use crate::text::{DecodeHint, decode};
use cut::{RowCutter, RowEnd};
use dialect::{Cell, Dialect, cells};
use serde_json::Value;
use std::io::{self, BufRead};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Files whose first line names the column of the text, whatever separates the columns.
pub(super) static CSV: Format = Format {
    is_likely: Dialect::is_likely,
    ..Format::new(
        &["csv"],
        Reading::TextRecords(|reader, origin, head, input| {
            let dialect = Dialect::of(head, b',', reader.options);
            read(reader, origin, dialect, input)
        }),
    )
};

/// Files whose extension says that tabs separate the columns, unless the first line shows something
/// else.
pub(super) static TSV: Format = Format::new(
    &["tsv", "tab"],
    Reading::TextRecords(|reader, origin, head, input| {
        let dialect = Dialect::of(head, b'\t', reader.options);
        read(reader, origin, dialect, input)
    }),
);

/// How many quotation marks without an end are met before reading stops: each means reading twice.
const MAX_UNCLOSED: u32 = 100;

/// What [`Skip::extension`](crate::ingest::Skip) says of lines before the header.
const PREAMBLE: &str = "(before the header)";

/// How the table is written, and which column has which of our fields.
#[derive(Debug)]
struct Columns {
    dialect: Dialect,
    count: usize,
    fields: [Option<usize>; ReadOptions::FIELDS.len()],
}

/// The rows of a file as they are met.
struct Rows<'w, 'o> {
    reader: &'w mut Reader<'o>,
    origin: &'w Origin,
    /// `None` until the header is read.
    columns: Option<Arc<Columns>>,
    rows: OneEncoding<CsvRow>,
    /// Of the next row: its position in the file and the number of its first line.
    position: u64,
    line: u64,
    /// Quotation marks without an end so far.
    unclosed: u32,
}

/// Reads a table.
fn read(
    reader: &mut Reader<'_>,
    origin: &Origin,
    dialect: Dialect,
    input: &mut dyn BufRead,
) -> Flow {
    let max_row = usize::try_from(reader.options.max_record()).unwrap_or(usize::MAX);
    let mut cutter = RowCutter::new(input, dialect, max_row);
    let position = origin.first_position;
    let rows = OneEncoding::new(&origin.source);
    let mut rows = Rows { reader, origin, columns: None, rows, position, line: 1, unclosed: 0 };
    rows.preamble(&mut cutter)?;
    while rows.next(&mut cutter)? {}
    rows.rows.finish(rows.reader)
}

impl Rows<'_, '_> {
    /// Passes over the lines before the header.
    fn preamble(&mut self, cutter: &mut RowCutter<'_>) -> Flow {
        let Dialect { preamble, names_delimiter, .. } = cutter.dialect;
        for _ in 0..preamble {
            // The next row meets an error again.
            cutter.skip_line().ok();
            self.line += 1;
        }
        if preamble > usize::from(names_delimiter) {
            let position = self.origin.first_position;
            let skip = Item::skip(&self.origin.source, position, PREAMBLE.to_owned());
            self.reader.emit_item(skip)?;
        }
        ControlFlow::Continue(())
    }

    /// Reads the next row; false at the end of what can be read.
    fn next(&mut self, cutter: &mut RowCutter<'_>) -> Flow<bool> {
        let offset = cutter.at;
        let mut bytes = Vec::new();
        let end = cutter.row(&mut bytes);
        let lines = memchr::memchr_iter(cutter.dialect.line_end, &bytes).count() as u64;
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
                return self.row(cutter, first, offset, bytes);
            }
            Ok(RowEnd::Swallowing) => {
                let detail = "a quotation mark in this row is not closed before the next row; double it (\"\") or close the cell; reading goes on in the next line";
                self.reject(offset, "csv", detail.to_owned())?;
                cutter.put_back_rest(&bytes);
                self.line += 1;
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
                cutter.put_back_rest(&bytes);
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
            Err(e) => return self.damage(first, offset, &bytes, &e),
        }
        ControlFlow::Continue(true)
    }

    /// Reports an error of reading in the row of line `first`; false where no more can be read.
    fn damage(&mut self, first: u64, offset: u64, bytes: &[u8], e: &io::Error) -> Flow<bool> {
        self.rows.finish(self.reader)?;
        let cut = if bytes.is_empty() {
            String::new()
        } else {
            format!(" (the row of line {first} is cut off)")
        };
        let (reason, detail) = reason_and_detail(e);
        let error = Damage::error(reason, format!("{detail}{cut}"));
        let go_on =
            self.reader.report_damage(&self.origin.source, self.position, offset, &error)?;
        self.position += 1;
        self.line += memchr::memchr_iter(b'\n', bytes).count() as u64;
        ControlFlow::Continue(go_on)
    }

    /// Rejects the row at the current line.
    fn reject(&mut self, offset: u64, reason: &'static str, detail: String) -> Flow {
        let source = &self.origin.source;
        let detail = format!("{source}:{}: {detail}", self.line);
        let position = self.position;
        self.position += 1;
        let item = Item::reject_at(source, position, offset, reason, detail);
        self.rows.item(self.reader, item)
    }

    /// Hands on a row that was cut off at `line`, or takes it for the header; false where the
    /// header is of no use.
    fn row(
        &mut self,
        cutter: &mut RowCutter<'_>,
        line: u64,
        offset: u64,
        bytes: Vec<u8>,
    ) -> Flow<bool> {
        let row = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii_end();
        if row.is_empty() {
            return ControlFlow::Continue(true);
        }
        let source = &self.origin.source;
        let Some(columns) = &self.columns else {
            match header(row, cutter.dialect, self.reader.options.theirs(source)) {
                Ok(columns) => {
                    cutter.count = columns.count;
                    self.columns = Some(Arc::new(columns));
                }
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
        let encoding = RowEncoding::default();
        let row = CsvRow { source, position, line, offset, columns, encoding, bytes };
        self.rows.row(self.reader, row)?;
        ControlFlow::Continue(true)
    }
}

fn header(row: &[u8], dialect: Dialect, theirs: Theirs<'_>) -> Result<Columns, String> {
    let text = decode(row, DecodeHint::default()).text;
    let names: Vec<String> =
        cells(&text, dialect).iter().map(|c| c.text.trim().to_owned()).collect();
    let fields = theirs.first(|field| names.iter().position(|name| name == field));
    if fields[0].is_none() {
        let field = theirs.text();
        return Err(format!(
            "no column \"{field}\"; name the column that holds the text with --field text=NAME; the columns are {}",
            names.join(", ").chars().take(300).collect::<String>()
        ));
    }
    Ok(Columns { dialect, count: names.len(), fields })
}

impl Columns {
    /// Makes the cells of a row as many as the header names. A warning where that costs something;
    /// an error where the text may not be whole.
    fn fit(&self, cells: &mut Vec<Cell>) -> Result<Option<String>, String> {
        let (found, count) = (cells.len(), self.count);
        let text = self.fields[0].unwrap_or_default();
        let is_empty = |cell: &Cell| cell.text.trim().is_empty();
        if found > count && cells[count..].iter().all(is_empty) {
            cells.truncate(count);
        }
        // Marks around the text say where it ends.
        let is_text_whole = cells.get(text).is_some_and(|cell| {
            cell.is_quoted || !is_empty(cell) && text + 1 < found && found < count
        });
        match cells.len() {
            found if found == count => Ok(None),
            found if is_text_whole => {
                cells.resize(count, Cell::default());
                Ok(Some(format!("the row has {found} cells, the header names {count}")))
            }
            found => Err(format!(
                "{found} cells, the header names {count}; is a \"{}\" in a text not quoted, or a quotation mark not closed?",
                char::from(self.dialect.delimiter).escape_default()
            )),
        }
    }
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
    encoding: RowEncoding,
    bytes: Vec<u8>,
}

impl Row for CsvRow {
    fn content(&self) -> &[u8] {
        &self.bytes
    }

    fn set_encoding(&mut self, encoding: RowEncoding) {
        self.encoding = encoding;
    }
}

impl Parse for CsvRow {
    fn bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn parse(self: Box<Self>, options: &ReadOptions) -> Vec<Item> {
        let display = format!("{}:{}", self.source, self.line);
        let line_end = self.columns.dialect.line_end;
        let bytes = self.bytes.strip_suffix(&[line_end]).unwrap_or(&self.bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let decoded = self.encoding.decode(bytes);
        let mut cells = cells(&decoded.text, self.columns.dialect);
        let warning = match self.columns.fit(&mut cells) {
            Ok(warning) => warning,
            Err(detail) => {
                let detail = format!("{display}: {detail}");
                return vec![Item::reject_at(
                    &self.source,
                    self.position,
                    self.offset,
                    "csv",
                    detail,
                )];
            }
        };
        let fields = self
            .columns
            .fields
            .map(|at| Some(Value::String(std::mem::take(&mut cells.get_mut(at?)?.text))));
        let place =
            RecordPlace { source: &self.source, position: self.position, display: &display };
        let mut item = record::document(place, fields, options);
        match &mut item {
            Item::Document(document) => {
                document.encoding_from = "csv".to_owned();
                set_encoding(document, &decoded);
                document.warnings.extend(warning);
            }
            Item::Reject(reject) => reject.offset = Some(self.offset),
            Item::Skip(_) => {}
        }
        vec![item]
    }
}
