//! A record of a file of many, and where it begins and ends.

use crate::ingest::formats::record::{RecordPlace, parse_json, set_encoding};
use crate::ingest::formats::row_encoding::{Row, RowEncoding};
use crate::ingest::item::Item;
use crate::ingest::options::ReadOptions;
use crate::ingest::task::Parse;
use std::ops::Range;
use std::sync::Arc;

/// A record of a file of many: an object, or an element of a list.
pub(in crate::ingest::formats) struct JsonRecord {
    pub(in crate::ingest::formats) source: Arc<str>,
    pub(in crate::ingest::formats) position: u64,
    /// The number of its first line, from 1; `None` for an element of a list.
    pub(in crate::ingest::formats) line: Option<u64>,
    /// Its first byte in the decompressed file.
    pub(in crate::ingest::formats) offset: u64,
    /// What it holds, without the line end.
    pub(in crate::ingest::formats) bytes: Vec<u8>,
    /// How it is decoded.
    pub(in crate::ingest::formats) encoding: RowEncoding,
}

impl Row for JsonRecord {
    fn content(&self) -> &[u8] {
        &self.bytes
    }

    fn set_encoding(&mut self, encoding: RowEncoding) {
        self.encoding = encoding;
    }
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
        let mut item = if let Some(text) = self.encoding.as_utf8(bytes) {
            parse_json(place, text, options)
        } else {
            let decoded = self.encoding.decode(bytes);
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

/// Follows the brackets and strings of JSON.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Nesting {
    pub(super) depth: u64,
    pub(super) in_string: bool,
    is_escaped: bool,
}

impl Nesting {
    /// Takes the next byte.
    pub(super) fn step(&mut self, b: u8) {
        if self.in_string {
            let is_escaped = !self.is_escaped && b == b'\\';
            self.in_string = self.is_escaped || b != b'"';
            self.is_escaped = is_escaped;
            return;
        }
        match b {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// The length of the object or list that these bytes go on with, or end with if the depth is
    /// above 0 before them; `None` if it does not end in them.
    pub(super) fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        bytes
            .iter()
            .position(|b| {
                self.step(*b);
                self.depth == 0 && !self.in_string && matches!(b, b'}' | b']')
            })
            .map(|at| at + 1)
    }
}

/// The objects and lists that stand one behind the other in a text, with or without white space and
/// commas between them. What is neither is a part as well; so is what has no end.
pub(super) fn parts(text: &[u8]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        let is_between = |b: &u8| b.is_ascii_whitespace() || *b == b',' && !parts.is_empty();
        at += text[at..].iter().take_while(|b| is_between(b)).count();
        let rest = &text[at..];
        let Some(first) = rest.first() else { return parts };
        let is_nested = matches!(first, b'{' | b'[');
        let end = if is_nested { Nesting::default().end(rest) } else { None };
        let end = at + end.unwrap_or(rest.trim_ascii_end().len());
        parts.push(at..end);
        at = end;
    }
}

/// Whether more than one object may stand in a line: a bracket opens behind one that closed.
pub(super) fn may_hold_many(line: &[u8]) -> bool {
    memchr::memchr_iter(b'{', line).any(|at| line[..at].trim_ascii_end().last() == Some(&b'}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_one_behind_the_other() {
        for (text, expected) in [
            ("{\"a\":\"}{\"} {}\n{\"b\":[{}]}", &["{\"a\":\"}{\"}", "{}", "{\"b\":[{}]}"][..]),
            ("{},{} ,\n", &["{}", "{}"]),
            ("{} noise {}", &["{}", "noise {}"]),
            ("{\"a\": \"\\\"}{\"}{", &["{\"a\": \"\\\"}{\"}", "{"]),
            (" \n", &[]),
        ] {
            let found: Vec<&str> =
                parts(text.as_bytes()).into_iter().map(|part| &text[part]).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert!(may_hold_many(b"{} {}") && may_hold_many(b"{\"a\":\"}{\"}"));
        assert!(!may_hold_many(b"{\"a\":[{},{}]}"));
    }
}
