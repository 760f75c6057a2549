//! Cuts rows off a stream.

use super::dialect::{Closing, Dialect, closing, closing_inside};
use std::io::{self, BufRead};

/// Maximum bytes in which the end of a quoted cell between tabs is searched.
const MAX_AHEAD: usize = 1 << 20;

/// Maximum quoted cells between tabs whose end is searched without success.
const MAX_SEARCHES: u32 = 100;

/// How cutting off a row ended.
pub(super) enum RowEnd {
    /// At its line end.
    Row,
    /// At the end of the file, before a row began.
    File,
    /// In a quoted cell that goes on to the end of the file or is too long.
    Unclosed,
    /// In a quoted cell that ends in the first cell of another row.
    Swallowing,
    /// At the maximum length.
    TooLong,
}

/// Cuts rows off a stream.
pub(super) struct RowCutter<'i> {
    input: &'i mut dyn BufRead,
    /// Bytes to read once more before the stream, from `again_at` on.
    again: Vec<u8>,
    again_at: usize,
    pub(super) dialect: Dialect,
    pub(super) max_row: usize,
    /// How many cells the header names; 0 before it is read.
    pub(super) count: usize,
    /// Quoted cells between tabs whose end was not found.
    searches: u32,
    /// The next byte's offset in the decompressed file.
    pub(super) at: u64,
}

/// The place in a row between its bytes.
#[derive(Clone, Copy)]
enum State {
    Begin,
    Bare,
    Quoted,
    /// Behind a quotation mark that may be the end of the cell. `true`: before it, behind a line
    /// end, stood a delimiter, as before the first mark of another cell.
    Quote(bool),
    /// Behind a backslash in quotation marks.
    Backslash,
    /// Behind a backslash and a quotation mark.
    Escaped,
}

impl<'i> RowCutter<'i> {
    pub(super) fn new(input: &'i mut dyn BufRead, dialect: Dialect, max_row: usize) -> Self {
        let again = Vec::new();
        Self { input, again, again_at: 0, dialect, max_row, count: 0, searches: 0, at: 0 }
    }

    /// Appends a row with its line end to `out`.
    pub(super) fn row(&mut self, out: &mut Vec<u8>) -> io::Result<RowEnd> {
        if self.dialect.is_tabbed { self.tabbed(out) } else { self.separated(out) }
    }

    fn separated(&mut self, out: &mut Vec<u8>) -> io::Result<RowEnd> {
        let Dialect { delimiter, line_end, has_backslashes, .. } = self.dialect;
        let (mut state, mut before, mut is_spanning) = (State::Begin, line_end, false);
        loop {
            let bytes = self.fill_buf()?;
            if bytes.is_empty() {
                let is_unclosed = matches!(state, State::Quoted | State::Backslash);
                return Ok(if is_unclosed {
                    RowEnd::Unclosed
                } else if out.is_empty() {
                    RowEnd::File
                } else {
                    RowEnd::Row
                });
            }
            let mut used = 0;
            let mut end = None;
            while let Some(rest) = bytes.get(used..).filter(|rest| !rest.is_empty()) {
                if matches!(state, State::Quoted) {
                    // Most of a table lies in quotation marks.
                    let plain = memchr::memchr3(b'"', b'\\', line_end, rest).unwrap_or(rest.len());
                    before = if plain > 0 { rest[plain - 1] } else { before };
                    used += plain;
                }
                let Some(&b) = bytes.get(used) else { break };
                used += 1;
                let is_end = b == line_end;
                let ends_cell = b == delimiter || is_end || b == b'\r';
                state = match (state, b) {
                    (State::Quoted, b'"') => {
                        State::Quote(is_spanning && (before == delimiter || before == line_end))
                    }
                    (State::Quoted, b'\\') => State::Backslash,
                    (State::Quoted, _) | (State::Quote(_), b'"') => State::Quoted,
                    (State::Backslash, b'"') => State::Escaped,
                    (State::Backslash, b'\\') if has_backslashes => State::Quoted,
                    (State::Backslash, b'\\') => State::Backslash,
                    (State::Backslash, _) => State::Quoted,
                    // Without backslashes before quotation marks elsewhere it ends the cell.
                    (State::Escaped, _) if has_backslashes || !ends_cell => State::Quoted,
                    (State::Begin, b'"') => State::Quoted,
                    (State::Quote(true), b) if b.is_ascii_alphanumeric() || !b.is_ascii() => {
                        end = Some(RowEnd::Swallowing);
                        break;
                    }
                    (_, _) if is_end => {
                        end = Some(RowEnd::Row);
                        break;
                    }
                    (_, b) if b == delimiter => State::Begin,
                    (_, _) => State::Bare,
                };
                is_spanning = match state {
                    State::Begin | State::Bare => false,
                    State::Quoted | State::Quote(_) | State::Backslash | State::Escaped => {
                        is_spanning || is_end
                    }
                };
                before = b;
            }
            out.extend_from_slice(&bytes[..used]);
            self.consume(used);
            if let Some(end) = end {
                return Ok(end);
            }
            if out.len() > self.max_row {
                let has_lines = matches!(state, State::Quoted) && out.contains(&line_end);
                return Ok(if has_lines { RowEnd::Unclosed } else { RowEnd::TooLong });
            }
        }
    }

    /// A row between tabs: a line, and those behind it on which a cell in quotation marks goes on.
    fn tabbed(&mut self, out: &mut Vec<u8>) -> io::Result<RowEnd> {
        if !self.line(out)? {
            return Ok(if out.is_empty() { RowEnd::File } else { RowEnd::TooLong });
        }
        let first = out.len();
        let mut is_open =
            self.count > 1 && self.searches < MAX_SEARCHES && has_open_cell(without_end(out));
        while is_open {
            let from = out.len();
            let is_line = self.line(out)?;
            let line = &out[from..];
            let (inside, rest) = match closing_inside(line, b'\t') {
                Closing::At(at) => (&line[..at], line.get(at + 2..)),
                Closing::Open => (line, None),
                Closing::Letters => (line, Some(line)),
            };
            is_open = rest.is_none_or(|rest| has_open_cell(without_end(rest)));
            // A line with as many cells as the header is a row of its own, unless the file is known
            // to have quotation marks around cells.
            let tabs = memchr::memchr_iter(b'\t', inside).count();
            let is_own = !self.dialect.has_quotes && tabs + 1 >= self.count;
            let are_letters = rest.is_some_and(|rest| rest.len() == line.len());
            if !is_line || is_own || are_letters || out.len() > MAX_AHEAD {
                self.searches += u32::from(out.len() - first > 1 << 12);
                let ahead = out.split_off(first);
                self.put_back(&ahead);
                break;
            }
        }
        Ok(RowEnd::Row)
    }

    /// Appends a line with its end to `out`; false at the end of the file, or beyond the maximum
    /// length.
    fn line(&mut self, out: &mut Vec<u8>) -> io::Result<bool> {
        let from = out.len();
        loop {
            let line_end = self.dialect.line_end;
            let bytes = self.fill_buf()?;
            let end = memchr::memchr(line_end, bytes);
            let used = end.map_or(bytes.len(), |e| e + 1);
            out.extend_from_slice(&bytes[..used]);
            self.consume(used);
            if end.is_some() || used == 0 && out.len() > from {
                return Ok(out.len() - from <= self.max_row);
            }
            if used == 0 || out.len() - from > self.max_row {
                return Ok(false);
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
    pub(super) fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let line_end = self.dialect.line_end;
            let bytes = self.fill_buf()?;
            let end = memchr::memchr(line_end, bytes);
            let used = end.map_or(bytes.len(), |e| e + 1);
            let is_over = bytes.is_empty() || end.is_some();
            self.consume(used);
            if is_over {
                return Ok(());
            }
        }
    }

    /// Gives back all lines of the last row but the first, to be read again.
    pub(super) fn put_back_rest(&mut self, row: &[u8]) {
        let first = memchr::memchr(self.dialect.line_end, row).map_or(row.len(), |e| e + 1);
        self.put_back(&row[first..]);
    }

    /// Gives back the bytes that were read last, to be read again.
    fn put_back(&mut self, bytes: &[u8]) {
        self.at -= bytes.len() as u64;
        // The stream is not read before all given-back bytes are read again.
        if self.again_at < self.again.len() && bytes.len() <= self.again_at {
            self.again_at -= bytes.len();
        } else {
            let rest = self.again.split_off(self.again_at.min(self.again.len()));
            self.again = [bytes, &rest].concat();
            self.again_at = 0;
        }
    }
}

/// A line without its end.
fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Whether a cell of a row between tabs begins with a quotation mark and does not end.
fn has_open_cell(row: &[u8]) -> bool {
    let mut rest = row;
    loop {
        let end = match closing(rest, b'\t') {
            Closing::Open => return true,
            Closing::At(at) => at + 1,
            Closing::Letters => memchr::memchr(b'\t', rest).unwrap_or(rest.len()),
        };
        match rest.get(end + 1..) {
            Some(next) => rest = next,
            None => return false,
        }
    }
}
