//! One encoding for all records of a file.
//!
//! A row in UTF-8 proves itself. A short row in another encoding proves nothing: alone it would be
//! taken for Hebrew or Greek. So the rows that are not UTF-8 are held back until there are enough
//! of them to tell one encoding for all.

use crate::ingest::item::Item;
use crate::ingest::published;
use crate::ingest::reader::{Flow, Reader};
use crate::ingest::task::{Parse, Task};
use crate::text::{Decision, DecodeHint, Decoded, decide, decode};
use std::ops::ControlFlow;
use std::sync::Arc;

/// So many bytes that are not ASCII tell the encoding.
const ENOUGH: usize = 16 << 10;
/// Maximum bytes of rows that are held back.
const MAX_HELD: usize = 1 << 20;

/// How the rows of a file are decoded.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowEncoding {
    /// How rows are read that are not UTF-8.
    other: Decision,
    /// Whether rows that are UTF-8 are taken for it: most of the file is.
    knows_utf8: bool,
}

impl Default for RowEncoding {
    fn default() -> Self {
        Self { other: decide(&[], DecodeHint::default()), knows_utf8: true }
    }
}

impl RowEncoding {
    /// The row itself, if it is in UTF-8.
    pub(super) fn as_utf8(self, bytes: &[u8]) -> Option<&str> {
        let text = std::str::from_utf8(bytes).ok()?;
        (self.knows_utf8 || text.is_ascii()).then_some(text)
    }

    /// The text of a row.
    pub(super) fn decode(self, bytes: &[u8]) -> Decoded {
        let is_utf8 =
            self.as_utf8(bytes).is_some() || self.knows_utf8 && Decision::is_damaged_utf8(bytes);
        if is_utf8 { decode(bytes, DecodeHint::default()) } else { self.other.decode(bytes) }
    }
}

/// A record that was cut off and not decoded.
pub(super) trait Row: Parse + 'static {
    /// Its bytes.
    fn content(&self) -> &[u8];
    /// Says how they are decoded.
    fn set_encoding(&mut self, encoding: RowEncoding);
}

/// What waits for the encoding to be known.
enum Held<R> {
    Row(R),
    Item(Item),
}

/// Hands on the rows of a file, each with the encoding of all.
pub(super) struct OneEncoding<R> {
    source: Arc<str>,
    held: Vec<Held<R>>,
    held_bytes: usize,
    /// Bytes that are not ASCII in the rows that are not UTF-8.
    marks: usize,
    /// Rows with letters that are not ASCII, in UTF-8 and in another encoding.
    rows: [u64; 2],
    known: Option<RowEncoding>,
}

impl<R: Row> OneEncoding<R> {
    pub(super) fn new(source: &Arc<str>) -> Self {
        let source = Arc::clone(source);
        Self { source, held: Vec::new(), held_bytes: 0, marks: 0, rows: [0; 2], known: None }
    }

    /// Hands a row on, now or when the encoding is known.
    pub(super) fn row(&mut self, reader: &mut Reader<'_>, mut row: R) -> Flow {
        if let Some(encoding) = self.known {
            row.set_encoding(encoding);
            return reader.emit(Task::piece(row));
        }
        let bytes = row.content();
        let is_other = if bytes.is_ascii() {
            None
        } else {
            Some(std::str::from_utf8(bytes).is_err() && !Decision::is_damaged_utf8(bytes))
        };
        if let Some(is_other) = is_other {
            self.rows[usize::from(is_other)] += 1;
        }
        if is_other == Some(true) {
            self.marks += bytes.iter().filter(|b| !b.is_ascii()).count();
        } else if self.held.is_empty() {
            return reader.emit(Task::piece(row));
        }
        self.held_bytes += bytes.len();
        self.held.push(Held::Row(row));
        if self.marks >= ENOUGH || self.held_bytes >= MAX_HELD {
            return self.finish(reader);
        }
        ControlFlow::Continue(())
    }

    /// Hands on an item that stands between rows.
    pub(super) fn item(&mut self, reader: &mut Reader<'_>, item: Item) -> Flow {
        if self.held.is_empty() {
            return reader.emit_item(item);
        }
        // An item weighs something: there may be many of them.
        self.held_bytes += 1 << 10;
        self.held.push(Held::Item(item));
        if self.held_bytes >= MAX_HELD { self.finish(reader) } else { ControlFlow::Continue(()) }
    }

    /// Decides by what is held back and hands it on.
    pub(super) fn finish(&mut self, reader: &mut Reader<'_>) -> Flow {
        let held = std::mem::take(&mut self.held);
        if held.is_empty() {
            return ControlFlow::Continue(());
        }
        let known = self.known.unwrap_or_else(|| self.decide(&held));
        self.known = Some(known);
        for held in held {
            match held {
                Held::Row(mut row) => {
                    row.set_encoding(known);
                    reader.emit(Task::piece(row))?;
                }
                Held::Item(item) => reader.emit_item(item)?,
            }
        }
        ControlFlow::Continue(())
    }

    fn decide(&self, held: &[Held<R>]) -> RowEncoding {
        let [utf8, other] = self.rows;
        let knows_utf8 = utf8 >= other;
        let mut sample = Vec::with_capacity(self.held_bytes.min(MAX_HELD));
        for held in held {
            let Held::Row(row) = held else { continue };
            let bytes = row.content();
            let is_sample = if knows_utf8 {
                std::str::from_utf8(bytes).is_err() && !Decision::is_damaged_utf8(bytes)
            } else {
                !bytes.is_ascii()
            };
            if is_sample {
                // Zero bytes would be taken for UTF-16, which is recoded before rows are cut.
                sample.extend(bytes.iter().map(|b| if *b == 0 { b' ' } else { *b }));
                sample.push(b'\n');
            }
        }
        let hint = DecodeHint { charset: None, tld: published::language_of_path(&self.source) };
        RowEncoding { other: decide(&sample, hint), knows_utf8 }
    }
}
