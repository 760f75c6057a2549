//! Mentions as they wait in a bundle line: rows of values without the keys, which are the same in
//! all records of a kind and two thirds of their bytes. Finishing writes the records of them, and
//! copies each value as it stands.

use crate::io::json::{write_json, write_values};
use crate::model::{Confidence, Kind, Lang, Mention, SCHEMA_VERSION, Value};
use memchr::memchr2;
use serde::Serialize;

/// What a record holds that its document and its place among the mentions do not tell.
#[derive(Serialize)]
struct Row<'a> {
    kind: Kind,
    start: usize,
    end: usize,
    byte_start: usize,
    byte_end: usize,
    text: &'a str,
    lang: Lang,
    value: &'a Value,
    rule: &'a str,
    resources: &'a [String],
    confidence: Confidence,
    /// The place and the kind of the mention that holds it.
    nested_in: Option<(usize, usize, Kind)>,
}

/// Appends the row of a mention.
pub(super) fn write_row(mention: &Mention, out: &mut String) {
    let row = Row {
        kind: mention.kind(),
        start: mention.chars.start,
        end: mention.chars.end,
        byte_start: mention.bytes.start,
        byte_end: mention.bytes.end,
        text: &mention.text,
        lang: mention.lang,
        value: &mention.value,
        rule: &mention.rule,
        resources: &mention.resources,
        confidence: mention.confidence,
        nested_in: mention.nested_in.map(|h| (h.chars.start, h.chars.end, h.kind)),
    };
    write_values(&row, out);
}

/// The form of a value: the keys that its row leaves out.
enum Form {
    /// A value without keys.
    One,
    Object(&'static [(&'static str, Form)]),
    List(&'static Form),
}
use Form::{List, Object, One};

const DATE: Form = Object(&[
    ("\"kind\":", One),
    ("\"edtf\":", One),
    ("\"timex\":", One),
    ("\"grain\":", One),
    ("\"start\":", One),
    ("\"end\":", One),
    ("\"basis\":", One),
    ("\"modifier\":", One),
    ("\"alternatives\":", One),
]);
const MONEY: Form = Object(&[
    ("\"amount\":", One),
    ("\"currency\":", One),
    ("\"currency_basis\":", One),
    ("\"modifier\":", One),
    ("\"min\":", One),
    ("\"max\":", One),
    ("\"equivalent_of\":", One),
    ("\"each\":", One),
]);
/// The place of `equivalent_of` among them.
const EQUIVALENT_OF: usize = 6;
const SUB_PROVISION: Form = Object(&[("\"unit\":", One), ("\"number\":", One), ("\"to\":", One)]);
const PROVISION: Form = Object(&[
    ("\"unit\":", One),
    ("\"number\":", One),
    ("\"to\":", One),
    ("\"sub\":", List(&SUB_PROVISION)),
]);
const LAW: Form = Object(&[
    ("\"law\":", One),
    ("\"title\":", One),
    ("\"jurisdiction\":", One),
    ("\"jurisdiction_basis\":", One),
    ("\"provisions\":", List(&PROVISION)),
    ("\"external\":", Object(&[("\"celex\":", One), ("\"eli\":", One)])),
]);
const ORG: Form = Object(&[
    ("\"name\":", One),
    ("\"key\":", One),
    ("\"acronym\":", One),
    ("\"kind\":", One),
    ("\"country\":", One),
    ("\"country_basis\":", One),
    ("\"generic\":", One),
    ("\"gazetteer\":", One),
    ("\"external\":", Object(&[("\"wikidata\":", One), ("\"ror\":", One), ("\"lei\":", One)])),
]);

/// Reads values one after another. `None` where the JSON is none of ours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'r> {
    rest: &'r str,
}

impl<'r> Reader<'r> {
    pub(super) fn new(json: &'r str) -> Self {
        Self { rest: json }
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Passes over a mark.
    pub(super) fn mark(&mut self, mark: u8) -> Option<()> {
        (self.rest.as_bytes().first() == Some(&mark)).then(|| self.rest = &self.rest[1..])
    }

    /// The next value as it stands.
    pub(super) fn value(&mut self) -> Option<&'r str> {
        let (value, rest) = self.rest.split_at_checked(value_bytes(self.rest.as_bytes())?)?;
        self.rest = rest;
        Some(value)
    }

    /// The next value of a list that has begun; `mark` stands before it.
    fn next(&mut self, mark: u8) -> Option<&'r str> {
        self.mark(mark)?;
        self.value()
    }

    /// Appends the next value with its keys.
    fn expand(&mut self, form: &Form, out: &mut String) -> Option<()> {
        if matches!(form, One) || self.rest.starts_with("null") {
            out.push_str(self.value()?);
            return Some(());
        }
        self.mark(b'[')?;
        match form {
            One => {}
            Object(fields) => {
                for (at, (key, form)) in fields.iter().enumerate() {
                    if at > 0 {
                        self.mark(b',')?;
                    }
                    out.push(if at > 0 { ',' } else { '{' });
                    out.push_str(key);
                    self.expand(form, out)?;
                }
                out.push('}');
            }
            List(form) => {
                out.push('[');
                while !self.rest.starts_with(']') {
                    if !out.ends_with('[') {
                        self.mark(b',')?;
                        out.push(',');
                    }
                    self.expand(form, out)?;
                }
                out.push(']');
            }
        }
        self.mark(b']')
    }
}

/// How long the first value is.
fn value_bytes(json: &[u8]) -> Option<usize> {
    match json.first()? {
        b'"' => string_bytes(json),
        b'[' | b'{' => {
            let (mut at, mut depth) = (0, 0_usize);
            loop {
                match json.get(at)? {
                    b'"' => at += string_bytes(&json[at..])? - 1,
                    b'[' | b'{' => depth += 1,
                    b']' | b'}' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        _ => json.iter().position(|byte| matches!(byte, b',' | b']' | b'}')).filter(|at| *at > 0),
    }
}

/// How long the string is with which the JSON begins.
fn string_bytes(json: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += memchr2(b'"', b'\\', json.get(at..)?)?;
        if json[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// A document's id as it stands in records: a JSON string without its last quotation mark.
pub(super) fn open_id(doc: &str) -> String {
    let mut id = String::new();
    write_json(doc, &mut id);
    id.pop();
    id
}

/// Appends the record of the next row; `doc` is an [`open_id`].
pub(super) fn write_record(
    row: &mut Reader<'_>,
    doc: &str,
    entity: Option<&str>,
    out: &mut String,
) -> Option<()> {
    let kind = row.next(b'[')?;
    let form = match kind {
        "\"DATE\"" => &DATE,
        "\"LAW\"" => &LAW,
        "\"MONEY\"" => &MONEY,
        "\"ORG\"" => &ORG,
        _ => return None,
    };
    let (start, end) = (row.next(b',')?, row.next(b',')?);
    out.extend(["{\"record\":\"mention\",\"schema\":\"", SCHEMA_VERSION, "\",\"id\":"]);
    out.extend([
        doc,
        ":",
        start,
        "-",
        end,
        ":",
        &kind[1..],
        ",\"doc\":",
        doc,
        "\",\"type\":",
        kind,
    ]);
    out.extend([",\"start\":", start, ",\"end\":", end]);
    for key in [",\"byte_start\":", ",\"byte_end\":", ",\"text\":", ",\"lang\":"] {
        out.extend([key, row.next(b',')?]);
    }
    row.mark(b',')?;
    out.push_str(",\"value\":");
    row.expand(form, out)?;
    out.push_str(",\"entity\":");
    match entity {
        Some(id) => write_json(id, out),
        None => out.push_str("null"),
    }
    for key in [",\"rule\":", ",\"resources\":", ",\"confidence\":"] {
        out.extend([key, row.next(b',')?]);
    }
    out.push_str(",\"nested_in\":");
    row.mark(b',')?;
    if row.rest.starts_with('[') {
        let (start, end) = (row.next(b'[')?, row.next(b',')?);
        out.extend([doc, ":", start, "-", end, ":", row.next(b',')?.strip_prefix('"')?]);
        row.mark(b']')?;
    } else {
        out.push_str(row.value()?);
    }
    out.push('}');
    row.mark(b']')
}

/// A row in which `rename` gave the sum that it repeats another id; `None` where it repeats none.
pub(super) fn renamed(row: &str, rename: impl Fn(&mut String)) -> Option<String> {
    const VALUE: usize = 7;
    let mut reader = Reader::new(row);
    if reader.next(b'[')? != "\"MONEY\"" {
        return None;
    }
    for _ in 1..VALUE {
        reader.next(b',')?;
    }
    reader.mark(b',')?;
    reader.next(b'[')?;
    for _ in 1..EQUIVALENT_OF {
        reader.next(b',')?;
    }
    reader.mark(b',')?;
    let before = row.len() - reader.rest.len();
    let mut id: String = serde_json::from_str(reader.value()?).ok()?;
    rename(&mut id);
    let mut new = row.get(..before)?.to_owned();
    write_json(&id, &mut new);
    new.push_str(reader.rest);
    Some(new)
}
