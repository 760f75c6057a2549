//! JSON: one record a line, or one file with a record or a list of them.

use crate::ingest::compression::{Damage, trouble};
use crate::ingest::limits::Limits;
use crate::ingest::reader::{Flow, Walk};
use crate::ingest::{Item, ReadOptions, Task, checked, published, reject, reject_at};
use crate::model::{Document, Lang, Published, PublishedFrom, sha256_hex};
use crate::text::{DecodeHint, Decoded, decode};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::io::{BufRead, Read as _};
use std::ops::ControlFlow;
use std::sync::Arc;

/// A record of a file of many: a line, or an element of a list.
#[derive(Debug)]
pub struct Line {
    source: Arc<str>,
    position: u64,
    /// The line's number, from 1; of an element of a list `None`.
    number: Option<u64>,
    /// Its place in the unpacked file.
    offset: u64,
    /// What it holds, without the line end.
    pub(in crate::ingest) bytes: Vec<u8>,
}

/// The longest line that is read: JSON may write each byte of text as six.
pub(in crate::ingest) fn longest_line(options: &ReadOptions) -> u64 {
    options.limits.max_line.min(options.max_text.saturating_mul(6).saturating_add(1 << 20))
}

/// Reads a file of a record a line.
pub(in crate::ingest) fn lines(walk: &mut Walk<'_>, source: &Arc<str>, input: &mut dyn BufRead) -> Flow {
    let limit = longest_line(walk.options);
    let (mut number, mut position, mut at) = (0_u64, 0_u64, 0_u64);
    loop {
        let mut bytes = Vec::new();
        let offset = at;
        let read = input.take(limit + 1).read_until(b'\n', &mut bytes);
        at += bytes.len() as u64;
        number += 1;
        match read {
            Err(e) => {
                // The end of a cut file may still be a whole record.
                let whole = serde_json::from_slice::<IgnoredAny>(&bytes).is_ok();
                if whole {
                    walk.put(line(source, position, number, offset, bytes))?;
                    position += 1;
                }
                let (reason, detail) = trouble(&e);
                let cut = if whole { "" } else { ", whose record is lost" };
                let error = Damage::error(reason, format!("{detail} (in line {number}{cut})"));
                let (flow, go_on) = walk.damage(source, position, offset, &error);
                flow?;
                position += 1;
                if !go_on {
                    return ControlFlow::Continue(());
                }
                continue;
            }
            Ok(0) => break,
            Ok(n) if n as u64 > limit => {
                let detail = format!(
                    "{source}:{number}: the line is longer than {limit} bytes; raise the limit with --max-line or --max-text"
                );
                walk.put(Task::Done(reject_at(source, position, offset, "too-large", detail)))?;
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
            walk.put(line(source, position, number, offset, bytes))?;
            position += 1;
        }
    }
    if position == 0 {
        return walk.put(Task::Done(reject(source, 0, "empty", format!("{source}: no records"))));
    }
    ControlFlow::Continue(())
}

fn line(source: &Arc<str>, position: u64, number: u64, offset: u64, bytes: Vec<u8>) -> Task<'static> {
    Task::Line(Line { source: Arc::clone(source), position, number: Some(number), offset, bytes })
}

/// Passes over the rest of a line. An error ends it: it comes again, or what follows is another line.
fn skip_line(input: &mut dyn BufRead) -> u64 {
    let mut skipped = 0;
    while let Ok(bytes) = input.fill_buf() {
        let end = memchr::memchr(b'\n', bytes);
        let used = end.map_or(bytes.len(), |e| e + 1);
        let over = bytes.is_empty() || end.is_some();
        input.consume(used);
        skipped += used as u64;
        if over {
            break;
        }
    }
    skipped
}

/// Whether a file that begins so holds a list.
pub(in crate::ingest) fn is_list(head: &[u8]) -> bool {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start().starts_with(b"[")
}

/// Reads a list of records, one after the other, however long it is. What is wrong in one does not cost the next.
pub(in crate::ingest) fn list(walk: &mut Walk<'_>, source: &Arc<str>, input: &mut dyn BufRead) -> Flow {
    let limit = longest_line(walk.options);
    let (mut at, mut offset, mut position) = (0_u64, 0_u64, 0_u64);
    // Outside the list 0, between records 1.
    let (mut depth, mut in_string, mut escaped, mut closed) = (0_u64, false, false, false);
    let mut element = Vec::new();
    let mut too_long = false;
    let put = |walk: &mut Walk<'_>, element: &mut Vec<u8>, offset, position: &mut u64, too_long: &mut bool| {
        let bytes = std::mem::take(element);
        let task = if std::mem::take(too_long) {
            let detail = format!(
                "{source}, record {}: longer than {limit} bytes; raise the limit with --max-line or --max-text",
                *position + 1
            );
            Task::Done(reject_at(source, *position, offset, "too-large", detail))
        } else if bytes.trim_ascii().is_empty() {
            return ControlFlow::Continue(());
        } else {
            Task::Line(Line { source: Arc::clone(source), position: *position, number: None, offset, bytes })
        };
        *position += 1;
        walk.put(task)
    };
    loop {
        let bytes = match input.fill_buf() {
            Ok([]) => break,
            Ok(bytes) => bytes,
            Err(e) => {
                let (flow, go_on) = walk.damage(source, position, at, &e);
                flow?;
                position += 1;
                if !go_on {
                    return ControlFlow::Continue(());
                }
                continue;
            }
        };
        let (mut used, mut complete) = (0, false);
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
                complete = true;
                break;
            }
            // Between records nothing is kept: the bracket of the list, the spaces.
            if depth > 1 || depth == 1 && !(outside && (b == b'[' || b.is_ascii_whitespace())) {
                if element.is_empty() {
                    offset = at + used as u64 - 1;
                }
                if element.len() as u64 > limit {
                    too_long = true;
                } else {
                    element.push(b);
                }
            }
        }
        input.consume(used);
        at += used as u64;
        if complete {
            put(walk, &mut element, offset, &mut position, &mut too_long)?;
        }
        if closed {
            break;
        }
    }
    if !closed {
        let detail =
            format!("{source}: not JSON: the list is not closed: it ends in record {}, at byte {at}", position + 1);
        return walk.put(Task::Done(reject_at(source, position, offset, "json", detail)));
    }
    if position == 0 {
        return walk.put(Task::Done(reject(source, 0, "empty", format!("{source}: no records"))));
    }
    ControlFlow::Continue(())
}

impl Line {
    pub(in crate::ingest) fn read(self, options: &ReadOptions) -> Item {
        let place = match self.number {
            Some(number) => format!("{}:{number}", self.source),
            None => format!("{}, record {}", self.source, self.position + 1),
        };
        let bytes = self.bytes.trim_ascii();
        let mut item = if let Ok(text) = std::str::from_utf8(bytes) {
            record(&self.source, self.position, &place, text, options)
        } else {
            let decoding = decode(bytes, DecodeHint { charset: None, tld: published::language_of_path(&self.source) });
            let mut item = record(&self.source, self.position, &place, &decoding.text, options);
            if let Item::Document(document) = &mut item {
                decoding.from.clone_into(&mut document.encoding_from);
                decoded(document, &decoding);
            }
            item
        };
        if let Item::Reject(reject) = &mut item {
            reject.offset = Some(self.offset);
        }
        item
    }
}

/// Writes into a document how its record was decoded.
pub(in crate::ingest) fn decoded(document: &mut Document, decoded: &Decoded) {
    document.encoding.clone_from(&decoded.encoding);
    if decoded.from != "valid-utf-8" {
        decoded.from.clone_into(&mut document.encoding_from);
    }
    document.decode_errors = decoded.errors;
    if decoded.errors > 0 {
        document.warnings.push(format!("{} byte sequences are not {}", decoded.errors, decoded.encoding));
    }
}

/// A whole file: one record, or a list of records.
pub(in crate::ingest) fn whole(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Item> {
    let text = decode(bytes, DecodeHint { charset: None, tld: published::language_of_path(name) }).text;
    let text = text.trim();
    if !text.starts_with('[') {
        return vec![record(name, 0, name, text, options)];
    }
    match serde_json::from_str::<Vec<&serde_json::value::RawValue>>(text) {
        Ok(records) if records.is_empty() => vec![reject(name, 0, "empty", format!("{name}: no records"))],
        Ok(records) => {
            let read = |(i, raw): (usize, &&serde_json::value::RawValue)| {
                record(name, i as u64, &format!("{name}, record {}", i + 1), raw.get(), options)
            };
            records.iter().enumerate().map(read).collect()
        }
        Err(e) => vec![reject(name, 0, "json", format!("{name}: {e}"))],
    }
}

/// How deep lists and objects stand in each other.
fn depth(text: &str) -> u64 {
    let (mut now, mut most, mut in_string, mut escaped) = (0_u64, 0, false, false);
    for b in text.bytes() {
        if in_string {
            (in_string, escaped) = (escaped || b != b'"', !escaped && b == b'\\');
        } else {
            match b {
                b'"' => in_string = true,
                b'{' | b'[' => {
                    now += 1;
                    most = most.max(now);
                }
                b'}' | b']' => now = now.saturating_sub(1),
                _ => {}
            }
        }
    }
    most
}

/// How many lists and objects are opened, or look as if.
fn opened(text: &str) -> u64 {
    // In blocks of which each count fits a byte: the compiler counts many bytes at once then. Readers know of `text` the decoder alone.
    let count = |block: &[u8]| block.iter().fold(0_u8, |sum, b| sum + u8::from(matches!(b, b'[' | b'{')));
    text.as_bytes().chunks(255).map(|block| u64::from(count(block))).sum()
}

fn record(name: &str, position: u64, place: &str, text: &str, options: &ReadOptions) -> Item {
    let most = options.limits.max_json_depth.min(Limits::JSON_DEPTH);
    // Hardly any record has so many brackets, and counting them costs less than following them.
    if opened(text) > most && depth(text) > most {
        let detail = format!(
            "{place}: lists and objects are nested deeper than {most}; raise the limit with --max-json-depth (at most {})",
            Limits::JSON_DEPTH
        );
        return reject(name, position, "json-depth", detail);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let fields = match (Fields { options }).deserialize(&mut json).and_then(|f| json.end().map(|()| f)) {
        Ok(fields) => fields,
        Err(e) => return reject(name, position, "json", format!("{place}: not a JSON record: {e}")),
    };
    document(name, position, place, fields, options)
}

/// The document of a record's fields.
pub(in crate::ingest) fn document(
    name: &str,
    position: u64,
    place: &str,
    fields: Known,
    options: &ReadOptions,
) -> Item {
    let [text, id, lang, region, date, title, url, author, site] = fields;
    let text = match text {
        Some(Value::String(text)) => text,
        None | Some(Value::Null) => {
            let field = options.field("text");
            let detail =
                format!("{place}: no field \"{field}\"; name the field that holds the text with --field text=NAME");
            return reject(name, position, "no-text", detail);
        }
        Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            return reject(
                name,
                position,
                "no-text",
                format!("{place}: field \"{}\" is not a string", options.field("text")),
            );
        }
    };
    let mut warnings = Vec::new();
    let mut scalar = |value: Option<Value>, field: &str| match value {
        Some(Value::String(s)) => Some(s).filter(|s| !s.trim().is_empty()),
        Some(Value::Number(n)) => Some(n.to_string()),
        None | Some(Value::Null) => None,
        Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => {
            warnings.push(format!("field \"{}\" is not a string", options.field(field)));
            None
        }
    };
    let (id, lang, region, date) =
        (scalar(id, "id"), scalar(lang, "lang"), scalar(region, "region"), scalar(date, "date"));
    let (title, url, author, site) =
        (scalar(title, "title"), scalar(url, "url"), scalar(author, "author"), scalar(site, "site"));
    let published = date.and_then(|d| {
        let date = published::date(d.trim());
        if date.is_none() {
            warnings.push(format!("\"{d}\" is not a date"));
        }
        Some(Published { date: date?, from: PublishedFrom::Field })
    });
    let known = lang.as_deref().map(|l| (l, Lang::from_tag(l)));
    if let Some((tag, None)) = known {
        warnings.push(format!("no rules for language \"{tag}\""));
    }
    let mut document = Document {
        source: name.to_owned(),
        position,
        id,
        url,
        site,
        title,
        author,
        lang: known.and_then(|k| k.1),
        region,
        bytes: text.len() as u64,
        sha256: sha256_hex(text.as_bytes()),
        encoding: "utf-8".to_owned(),
        encoding_from: "json".to_owned(),
        text,
        warnings,
        ..Document::default()
    };
    document.published = published::published(&document, published);
    checked(document, options, place)
}

/// The value at a path of keys and, in lists, numbers. A key with a dot in it counts as well.
fn inside<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    let get = |key: &str| match value {
        Value::Object(map) => map.get(key),
        Value::Array(list) => list.get(key.parse::<usize>().ok()?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    };
    get(path).or_else(|| path.split_once('.').and_then(|(first, rest)| inside(get(first)?, rest)))
}

/// Reads the fields that we know and passes over the others without building them.
struct Fields<'a> {
    options: &'a ReadOptions,
}

pub(in crate::ingest) type Known = [Option<Value>; 9];

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = Known;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Known, D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = Known;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Known, A::Error> {
        let mut read: Known = Default::default();
        while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            // A key may be a field, and the first part of the path to others: `article.title`, `article.body`.
            let rest = |ours: &str| {
                let theirs = self.options.field(ours);
                if theirs == key {
                    Some(None)
                } else {
                    Some(Some(theirs.strip_prefix(&*key)?.strip_prefix('.')?.to_owned()))
                }
            };
            let wanted = ReadOptions::FIELDS.map(rest);
            if wanted.iter().all(Option::is_none) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value: Value = map.next_value()?;
            let mut fields = read.iter_mut().zip(wanted).filter_map(|(slot, path)| Some((slot, path?))).peekable();
            while let Some((slot, path)) = fields.next() {
                match path {
                    // Hardly ever do several fields want one value, which may be all of a text.
                    None if fields.peek().is_none() => {
                        *slot = Some(value);
                        break;
                    }
                    None => *slot = Some(value.clone()),
                    Some(path) => *slot = slot.take().or_else(|| inside(&value, &path).cloned()),
                }
            }
        }
        Ok(read)
    }
}
