//! A record with named fields, as JSON and CSV have them, and the document that it is.

use super::repair;
use crate::ingest::dateline;
use crate::ingest::fields::Theirs;
use crate::ingest::item::Item;
use crate::ingest::limits::Limits;
use crate::ingest::options::ReadOptions;
use crate::ingest::published;
use crate::ingest::written_date;
use crate::model::{Document, FIELDS_LISTED, Lang, Published, PublishedFrom, sha256_hex};
use crate::text::Decoded;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// Where a record stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct RecordPlace<'a> {
    /// The file, as records name it.
    pub(super) source: &'a str,
    /// The record's position in the file.
    pub(super) position: u64,
    /// Both for people: `file:line`, or `file, record n`.
    pub(super) display: &'a str,
}

/// The values of [`ReadOptions::FIELDS`], in that order.
pub(super) type FieldValues = [Option<Value>; ReadOptions::FIELDS.len()];

/// The document of a JSON record.
pub(super) fn parse_json(place: RecordPlace<'_>, text: &str, options: &ReadOptions) -> Item {
    let RecordPlace { source, position, display } = place;
    let max = options.limits.max_json_depth.min(Limits::JSON_DEPTH);
    // Hardly any record has so many brackets, and counting them costs less than following them.
    if brackets(text) > max && depth(text) > max {
        let detail = format!(
            "{display}: lists and objects are nested deeper than {max}; raise the limit with --max-json-depth (at most {})",
            Limits::JSON_DEPTH
        );
        return Item::reject(source, position, "json-depth", detail);
    }
    let theirs = options.theirs(source);
    let read = |text: &str| {
        let mut json = serde_json::Deserializer::from_str(text);
        let fields = (WantedFields { theirs }).deserialize(&mut json)?;
        json.end().map(|()| fields)
    };
    let (fields, warnings) = match read(text) {
        Ok(fields) => (Ok(fields), Vec::new()),
        Err(e) => match repair::repaired(text) {
            Some((text, warnings)) => (read(&text), warnings),
            None => (Err(e), Vec::new()),
        },
    };
    let fields = match fields {
        Ok(fields) => fields,
        Err(e) => {
            let detail = format!("{display}: not a JSON record: {e}");
            return Item::reject(source, position, "json", detail);
        }
    };
    let mut item = document(place, fields, options);
    match &mut item {
        Item::Document(document) => document.warnings.extend(warnings),
        Item::Reject(reject) if reject.reason == "no-text" => {
            reject.detail.push_str(FIELDS_LISTED);
            reject.detail.push_str(&fields_of(text));
        }
        Item::Reject(_) | Item::Skip(_) => {}
    }
    item
}

/// The document of a record's fields.
pub(super) fn document(place: RecordPlace<'_>, fields: FieldValues, options: &ReadOptions) -> Item {
    let RecordPlace { source, position, display } = place;
    let theirs = options.theirs(source);
    let [text, id, lang, region, date, title, url, author, site] = fields;
    let text = match text {
        Some(Value::String(text)) => text,
        None | Some(Value::Null) => {
            let field = theirs.text();
            let detail = format!(
                "{display}: no field \"{field}\"; name the field that holds the text with --field text=NAME"
            );
            return Item::reject(source, position, "no-text", detail);
        }
        Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            let detail = format!("{display}: field \"{}\" is not a string", theirs.text());
            return Item::reject(source, position, "no-text", detail);
        }
    };
    let mut warnings = Vec::new();
    let mut scalar = |value: Option<Value>, field: usize| match value {
        Some(Value::String(s)) => Some(s).filter(|s| !s.trim().is_empty()),
        Some(Value::Number(n)) => Some(n.to_string()),
        None | Some(Value::Null) => None,
        Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => {
            warnings.push(format!("field \"{}\" is not a string", theirs.of(field)));
            None
        }
    };
    let date = date.map(plain_date);
    let (id, lang, region, date) =
        (scalar(id, 1), scalar(lang, 2), scalar(region, 3), scalar(date, 4));
    let (title, url, author, site) =
        (scalar(title, 5), scalar(url, 6), scalar(author, 7), scalar(site, 8));
    let declared = date.and_then(|d| {
        let day = written_date::at_start(&d).or_else(|| dateline::header(&d));
        let month = written_date::month_of(&d).filter(|_| day.is_none());
        if month.is_some() {
            warnings.push(format!("\"{d}\" names no day; the first of the month is taken"));
        }
        let date = day.or(month);
        if date.is_none() {
            warnings.push(format!("\"{d}\" is not a date"));
        }
        Some(Published { date: date?, from: PublishedFrom::Field })
    });
    let lang = lang.and_then(|tag| {
        let lang = Lang::from_tag(&tag);
        if lang.is_none() {
            warnings.push(format!("no rules for language \"{tag}\""));
        }
        lang
    });
    let mut document = Document {
        source: source.to_owned(),
        position,
        id,
        url,
        site,
        title,
        author,
        lang,
        region,
        bytes: text.len() as u64,
        sha256: sha256_hex(text.as_bytes()),
        encoding: "utf-8".to_owned(),
        encoding_from: "json".to_owned(),
        text,
        warnings,
        ..Document::default()
    };
    document.published = published::published(&document, declared);
    Item::checked(document, display, options)
}

/// Maximum characters of a list of fields.
const LIST: usize = 300;

/// The fields of a JSON record and of the objects in it, as `--field` names them.
fn fields_of(text: &str) -> String {
    type Fields<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;
    let inside = |text: &'_ str| -> Vec<String> {
        let fields: Fields<'_> = serde_json::from_str(text).unwrap_or_default();
        fields.into_keys().map(Cow::into_owned).collect()
    };
    let fields: Fields<'_> = serde_json::from_str(text).unwrap_or_default();
    let mut names = Vec::new();
    for (name, value) in fields {
        if value.get().starts_with('{') {
            names.extend(inside(value.get()).iter().map(|inner| format!("{name}.{inner}")));
        } else {
            names.push(name.into_owned());
        }
    }
    let list = names.join(", ");
    match list.char_indices().nth(LIST) {
        Some((at, _)) => format!("{}…", &list[..at]),
        None => list,
    }
}

/// The date of a field. MongoDB writes it as an object: `{"$date": "2021-01-25T10:00:00Z"}`,
/// `{"$date": {"$numberLong": "1611568800000"}}`.
fn plain_date(value: Value) -> Value {
    let inner = |value: &Value| {
        let map = value.as_object().filter(|map| map.len() == 1)?;
        ["$date", "$numberLong"].iter().find_map(|key| map.get(*key).cloned())
    };
    match inner(&value) {
        Some(date) => inner(&date).unwrap_or(date),
        None => value,
    }
}

/// Writes into a document how its record was decoded.
pub(super) fn set_encoding(document: &mut Document, decoded: &Decoded) {
    document.encoding.clone_from(&decoded.encoding);
    if decoded.from != "valid-utf-8" {
        decoded.from.clone_into(&mut document.encoding_from);
    }
    document.decode_errors = decoded.errors;
    if decoded.errors > 0 {
        document
            .warnings
            .push(format!("{} byte sequences are not {}", decoded.errors, decoded.encoding));
    }
}

/// How deep lists and objects are nested.
fn depth(text: &str) -> u64 {
    let (mut now, mut max, mut in_string, mut escaped) = (0_u64, 0, false, false);
    for b in text.bytes() {
        if in_string {
            (in_string, escaped) = (escaped || b != b'"', !escaped && b == b'\\');
        } else {
            match b {
                b'"' => in_string = true,
                b'{' | b'[' => {
                    now += 1;
                    max = max.max(now);
                }
                b'}' | b']' => now = now.saturating_sub(1),
                _ => {}
            }
        }
    }
    max
}

/// How many opening brackets there are, those in strings included.
fn brackets(text: &str) -> u64 {
    // In blocks whose count fits a byte: then the compiler counts many bytes at once.
    let count =
        |block: &[u8]| block.iter().fold(0_u8, |sum, b| sum + u8::from(matches!(b, b'[' | b'{')));
    text.as_bytes().chunks(255).map(|block| u64::from(count(block))).sum()
}

/// The value at a path of keys and, in lists, numbers. A key with a dot in it counts as well.
fn at_path<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    let get = |key: &str| match value {
        Value::Object(map) => map.get(key),
        Value::Array(list) => list.get(key.parse::<usize>().ok()?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    };
    get(path).or_else(|| path.split_once('.').and_then(|(first, rest)| at_path(get(first)?, rest)))
}

/// Deserialises the fields that are wanted and passes over the others without building them.
struct WantedFields<'a> {
    theirs: Theirs<'a>,
}

impl<'de> DeserializeSeed<'de> for WantedFields<'_> {
    type Value = FieldValues;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<FieldValues, D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for WantedFields<'_> {
    type Value = FieldValues;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FieldValues, A::Error> {
        let names: Vec<(usize, usize, &str)> = self.theirs.ranked().collect();
        let several = names.len() > ReadOptions::FIELDS.len();
        let mut read = FieldValues::default();
        let mut ranks = [usize::MAX; ReadOptions::FIELDS.len()];
        let mut wanted: Vec<(usize, usize, Option<&str>)> = Vec::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            // A key may be a field, and the first part of the path to others: `article.title`,
            // `article.body`.
            let rest = |theirs: &'_ str| {
                if theirs == key {
                    Some(theirs.len())
                } else {
                    theirs.strip_prefix(&*key)?.strip_prefix('.').map(|_| key.len() + 1)
                }
            };
            wanted.clear();
            wanted.extend(names.iter().filter_map(|(place, rank, theirs)| {
                let path = theirs.get(rest(theirs)?..).filter(|path| !path.is_empty());
                Some((*place, *rank, path))
            }));
            if wanted.is_empty() {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let mut value: Value = map.next_value()?;
            for (at, (place, rank, path)) in wanted.iter().enumerate() {
                let found = match path {
                    // Hardly ever do several fields want one value, which may be all of a text.
                    None if at + 1 == wanted.len() => Some(std::mem::take(&mut value)),
                    None => Some(value.clone()),
                    Some(path) => at_path(&value, path).cloned(),
                };
                let Some(found) = found else { continue };
                // Of several names one without a value leaves its place to the next.
                let rank = *rank + if several { without_value(&found) } else { 0 };
                let goes_first =
                    if path.is_some() { rank < ranks[*place] } else { rank <= ranks[*place] };
                if goes_first {
                    (ranks[*place], read[*place]) = (rank, Some(found));
                }
            }
        }
        Ok(read)
    }
}

/// How far a value that says nothing stands behind others.
fn without_value(value: &Value) -> usize {
    match value {
        Value::Null => 2000,
        Value::String(text) if text.trim().is_empty() => 1000,
        Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => 0,
    }
}
