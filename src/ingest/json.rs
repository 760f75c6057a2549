//! JSON: one record a line, or one file with a record or a list of them.

use super::{Item, ReadOptions, Task, checked, metadata, reject};
use crate::model::{Document, Lang, Published, PublishedFrom, sha256_hex};
use crate::text::{DecodeHint, decode};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::io::{BufRead, Read as _};

/// The lines of a file, each a task of its own.
pub(super) fn lines<'a>(
    name: &'a str,
    input: Box<dyn BufRead + Send + 'a>,
    options: &ReadOptions,
) -> Box<dyn Iterator<Item = Task<'a>> + Send + 'a> {
    // JSON may write each byte of text as six.
    let limit = options.max_text.saturating_mul(6).saturating_add(1 << 20);
    Box::new(Lines { name, input, limit, line: 0, position: 0, done: false })
}

struct Lines<'a> {
    name: &'a str,
    input: Box<dyn BufRead + Send + 'a>,
    limit: u64,
    line: u64,
    position: u64,
    done: bool,
}

/// A line of a file of records.
#[derive(Debug)]
pub struct Line<'a> {
    source: &'a str,
    position: u64,
    /// The line's number, from 1.
    number: u64,
    /// What it holds, without the line end.
    pub(super) bytes: Vec<u8>,
}

impl<'a> Lines<'a> {
    fn end(&mut self, reason: &'static str, detail: &str) -> Task<'a> {
        self.done = true;
        Task::Done(reject(self.name, self.position, reason, format!("{}:{}: {detail}", self.name, self.line)))
    }

    /// UTF-16 has no line ends of one byte: reads it whole and goes on in UTF-8.
    fn recode(&mut self, mut bytes: Vec<u8>) -> std::io::Result<()> {
        self.input.by_ref().take(self.limit).read_to_end(&mut bytes)?;
        self.input = Box::new(std::io::Cursor::new(decode(&bytes, DecodeHint::default()).text.into_bytes()));
        self.line = 0;
        Ok(())
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Task<'a>;

    fn next(&mut self) -> Option<Task<'a>> {
        while !self.done {
            let mut bytes = Vec::new();
            self.line += 1;
            match self.input.by_ref().take(self.limit + 1).read_until(b'\n', &mut bytes) {
                Err(e) => return Some(self.end("unreadable", &e.to_string())),
                Ok(0) => {
                    self.done = true;
                    let empty = self.position == 0;
                    return empty
                        .then(|| Task::Done(reject(self.name, 0, "empty", format!("{}: no records", self.name))));
                }
                Ok(n) if n as u64 > self.limit => {
                    let detail = format!("the line is longer than {} bytes; what follows is not read", self.limit);
                    return Some(self.end("too-large", &detail));
                }
                Ok(_) => {}
            }
            if self.line == 1 && (bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])) {
                match self.recode(bytes) {
                    Ok(()) => continue,
                    Err(e) => return Some(self.end("unreadable", &e.to_string())),
                }
            }
            if bytes.starts_with(b"\xEF\xBB\xBF") {
                bytes.drain(..3);
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let position = self.position;
            self.position += 1;
            return Some(Task::Line(Line { source: self.name, position, number: self.line, bytes }));
        }
        None
    }
}

impl Line<'_> {
    pub(super) fn read(self, options: &ReadOptions) -> Item {
        let place = format!("{}:{}", self.source, self.number);
        let bytes = self.bytes.trim_ascii();
        if let Ok(text) = std::str::from_utf8(bytes) {
            return record(self.source, self.position, &place, text, options);
        }
        let decoded = decode(bytes, DecodeHint { charset: None, tld: metadata::language_of_path(self.source) });
        let mut item = record(self.source, self.position, &place, &decoded.text, options);
        if let Item::Document(document) = &mut item {
            document.encoding.clone_from(&decoded.encoding);
            decoded.from.clone_into(&mut document.encoding_from);
            document.decode_errors = decoded.errors;
            if decoded.errors > 0 {
                document.warnings.push(format!("{} byte sequences are not {}", decoded.errors, decoded.encoding));
            }
        }
        item
    }
}

/// A whole file: one record, or a list of records.
pub(super) fn whole(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Item> {
    let text = decode(bytes, DecodeHint { charset: None, tld: metadata::language_of_path(name) }).text;
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

fn record(name: &str, position: u64, place: &str, text: &str, options: &ReadOptions) -> Item {
    let mut json = serde_json::Deserializer::from_str(text);
    let fields = match (Fields { options }).deserialize(&mut json).and_then(|f| json.end().map(|()| f)) {
        Ok(fields) => fields,
        Err(e) => return reject(name, position, "json", format!("{place}: not a JSON record: {e}")),
    };
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
        let date = metadata::date(d.trim());
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
    document.published = metadata::published(&document, published);
    checked(document, options, place)
}

/// Reads the fields that we know and passes over the others without building them.
struct Fields<'a> {
    options: &'a ReadOptions,
}

type Known = [Option<Value>; 9];

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
            match ReadOptions::FIELDS.iter().position(|ours| self.options.field(ours) == key) {
                Some(at) => read[at] = Some(map.next_value()?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(read)
    }
}
