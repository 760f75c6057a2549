//! A list of records.

use super::lines::longer_than;
use super::nested::elements_of;
use super::record::{JsonRecord, Nesting};
use crate::ingest::formats::row_encoding::{OneEncoding, RowEncoding};
use crate::ingest::item::Item;
use crate::ingest::reader::{Flow, Origin, Reader};
use std::io::BufRead;
use std::ops::ControlFlow;
use std::sync::Arc;

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
    fn finish(
        &mut self,
        reader: &mut Reader<'_>,
        rows: &mut OneEncoding<JsonRecord>,
        source: &Arc<str>,
        max: u64,
    ) -> Flow {
        let bytes = std::mem::take(&mut self.bytes);
        let position = self.position;
        if std::mem::take(&mut self.is_too_long) {
            self.position += 1;
            let detail = format!("{source}, record {}: {}", position + 1, longer_than(max));
            let item = Item::reject_at(source, position, self.offset, "too-large", detail);
            return rows.item(reader, item);
        }
        if bytes.trim_ascii().is_empty() {
            return ControlFlow::Continue(());
        }
        let nested = elements_of(&bytes, reader.options.records.as_deref());
        for bytes in nested.unwrap_or_else(|| vec![bytes]) {
            let (source, offset, position) = (Arc::clone(source), self.offset, self.position);
            self.position += 1;
            let encoding = RowEncoding::default();
            rows.row(reader, JsonRecord { source, position, line: None, offset, bytes, encoding })?;
        }
        ControlFlow::Continue(())
    }
}

/// Cuts a list of records, however long it is. Damage in one record does not cost the next.
pub(super) fn read_list(
    reader: &mut Reader<'_>,
    origin: &Origin,
    _: &[u8],
    input: &mut dyn BufRead,
) -> Flow {
    let source = &origin.source;
    let max = reader.options.max_record();
    let mut element = Element { position: origin.first_position, ..Element::default() };
    // Outside the list the depth is 0, between its records 1.
    let (mut nesting, mut closed) = (Nesting::default(), false);
    let mut at = 0_u64;
    let mut rows = OneEncoding::new(source);
    while !closed {
        let bytes = match input.fill_buf() {
            Ok([]) => break,
            Ok(bytes) => bytes,
            Err(e) => {
                rows.finish(reader)?;
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
            let Nesting { depth: before, in_string, .. } = nesting;
            let outside = !in_string && before <= 1;
            nesting.step(b);
            let depth = nesting.depth;
            closed |= !in_string && matches!(b, b'}' | b']') && depth == 0;
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
            element.finish(reader, &mut rows, source, max)?;
        }
    }
    rows.finish(reader)?;
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
