//! The records of a document and of its mentions as finished JSON, on their way to the dataset.
//!
//! Contract: the extracting thread writes each record once, by [`write_json`], with `null` in the
//! two fields that take other documents to know: a mention's `entity` and a document's
//! `near_duplicate_of`. Finishing fills these slots in the text and parses nothing.
//!
//! A slot is found by its key and the key around it. No string of a record can hold these, for its
//! quotation marks are escaped, and no object inside a record has them. Bundle lines of another
//! program, whose JSON may be spaced otherwise, are refused ([`MentionsJson::are_ours`]). The byte
//! offset of a slot could stand beside each record instead, but that would change the form of
//! bundle lines, to save a search over some 300 bytes.

use crate::io::json::{write_field, write_json};
use crate::model::{DocumentRecord, Mention, MentionFields, MentionRecord, Value};
use crate::pipeline::near::site_of;
use memchr::memmem;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// What finishing asks of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentHead {
    /// Its id; a copy without an id of its own gets another.
    pub id: String,
    /// Whether that is the input's own.
    pub own: bool,
    /// The file.
    pub source: String,
    /// Its place in it.
    pub position: u64,
    /// The site that published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Length of the document's own bytes.
    pub bytes: u64,
    /// SHA-256 of the text.
    pub text_sha256: String,
}

impl From<&DocumentRecord> for DocumentHead {
    fn from(record: &DocumentRecord) -> Self {
        Self {
            id: record.id.clone(),
            own: record.sha256.get(..16).is_none_or(|h| record.id.strip_prefix("d-") != Some(h)),
            source: record.source.clone(),
            position: record.position,
            site: site_of(record.site.as_deref(), record.url.as_deref()).map(str::to_owned),
            published: record.published.clone(),
            bytes: record.bytes,
            text_sha256: record.text_sha256.clone(),
        }
    }
}

/// A document's record, a JSON object, with an open slot for `near_duplicate_of`. Few documents are
/// copies: most records go to the dataset as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentJson(String);

/// The open slot of a document's record.
const NOT_NEAR: &str = ",\"near_duplicate_of\":null,";

impl DocumentJson {
    /// A record as it stands in a line.
    pub(crate) fn read(json: &str) -> Self {
        Self(json.to_owned())
    }

    /// The record.
    pub(crate) fn json(&self) -> &str {
        &self.0
    }

    /// The record of a near-copy.
    pub(crate) fn near(&self, first: &str) -> String {
        let mut json = String::with_capacity(self.0.len() + first.len() + 2);
        match self.0.split_once(NOT_NEAR) {
            Some((before, after)) => {
                json.push_str(before);
                write_field("near_duplicate_of", first, &mut json);
                json.extend([",", after]);
            }
            None => json.push_str(&self.0),
        }
        json
    }

    /// The record of a copy.
    pub(crate) fn copy(&self, id: String, of: String) -> serde_json::Result<String> {
        let record: DocumentRecord = serde_json::from_str(&self.0)?;
        let mut json = String::with_capacity(self.0.len() + of.len() + 2);
        write_json(&DocumentRecord { id, duplicate_of: Some(of), ..record }, &mut json);
        Ok(json)
    }
}

impl DocumentJson {
    /// Gives the document another id. The first reading has no record.
    pub(super) fn rename(&mut self, id: &str) -> serde_json::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let record: DocumentRecord = serde_json::from_str(&self.0)?;
        *self = Self::from(&DocumentRecord { id: id.to_owned(), ..record });
        Ok(())
    }
}

impl From<&DocumentRecord> for DocumentJson {
    fn from(record: &DocumentRecord) -> Self {
        let mut json = String::with_capacity(1 << 10);
        write_json(record, &mut json);
        Self(json)
    }
}

impl Serialize for DocumentJson {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        raw(&self.0, out)
    }
}

impl<'de> Deserialize<'de> for DocumentJson {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        read_raw(input).map(Self)
    }
}

fn read_raw<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    Box::<RawValue>::deserialize(input).map(|json| Box::<str>::from(json).into())
}

fn raw<S: Serializer>(json: &str, out: S) -> Result<S::Ok, S::Error> {
    serde_json::from_str::<&RawValue>(json).map_err(S::Error::custom)?.serialize(out)
}

/// The records of a document's mentions, a JSON array, each with an open slot for `entity`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionsJson(String);

/// Between two records.
const BETWEEN: &str = "},{\"record\":\"mention\",";
/// Before the first record.
const FIRST: &str = "[{\"record\":\"mention\",";
/// The open slot of a mention's record.
const NO_ENTITY: &str = ",\"entity\":null,\"rule\":";
/// Bytes of a record; most are shorter.
const RECORD_BYTES: usize = 450;

impl MentionsJson {
    /// The records of the mentions of document `doc`.
    pub(crate) fn of(doc: &str, mentions: &[Mention]) -> Self {
        let mut json = String::with_capacity(mentions.len() * RECORD_BYTES + 2);
        json.push('[');
        for (at, mention) in mentions.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            write_json(&MentionFields::new(doc, mention), &mut json);
        }
        json.push(']');
        Self(json)
    }

    /// Records that [`MentionsJson::of`] gave, as they stand in a line.
    pub(crate) fn read(json: &str) -> Self {
        Self(json.to_owned())
    }

    /// All of them.
    pub(crate) fn json(&self) -> &str {
        &self.0
    }

    /// The records, a line of JSON each.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let between = memmem::Finder::new(BETWEEN);
        let mut rest =
            self.0.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or_default();
        std::iter::from_fn(move || {
            let (line, after) = match between.find(rest.as_bytes()) {
                Some(end) => (rest.get(..=end)?, rest.get(end + 2..)?),
                None => (rest, ""),
            };
            rest = after;
            (!line.is_empty()).then_some(line)
        })
    }

    /// Fills the slots: `entity` gives the entity of the mention of a number, where it has one.
    pub(crate) fn fill<'e>(&mut self, entity: impl Fn(usize) -> Option<&'e str>) {
        let slot = memmem::Finder::new(NO_ENTITY);
        let mut json = String::with_capacity(self.0.len() + self.0.len() / 16);
        json.push('[');
        for (number, line) in self.lines().enumerate() {
            if number > 0 {
                json.push(',');
            }
            let place = entity(number).and_then(|id| Some((slot.find(line.as_bytes())?, id)));
            match place
                .and_then(|(at, id)| Some((line.get(..at)?, id, line.get(at + NO_ENTITY.len()..)?)))
            {
                Some((before, id, after)) => {
                    json.push_str(before);
                    write_field("entity", id, &mut json);
                    json.extend([",\"rule\":", after]);
                }
                None => json.push_str(line),
            }
        }
        json.push(']');
        self.0 = json;
    }

    /// Gives the document of the mentions another id.
    pub(super) fn rename(&mut self, old: &str, new: &str) -> serde_json::Result<()> {
        let mut json = String::with_capacity(self.0.len() + self.0.len() / 8);
        json.push('[');
        for line in self.lines() {
            if json.len() > 1 {
                json.push(',');
            }
            let mut mention: MentionRecord = serde_json::from_str(line)?;
            new.clone_into(&mut mention.doc);
            requalify(&mut mention.id, old, new);
            let holder = mention.nested_in.iter_mut();
            let first = match &mut mention.value {
                Value::Money(money) => money.equivalent_of.as_mut(),
                Value::Date(_) | Value::Law(_) | Value::Org(_) => None,
            };
            holder.chain(first).for_each(|id| requalify(id, old, new));
            write_json(&mention, &mut json);
        }
        json.push(']');
        self.0 = json;
        Ok(())
    }

    /// Whether the records have the form in which [`MentionsJson::of`] writes them, and are so
    /// many.
    pub(crate) fn are_ours(&self, count: usize) -> bool {
        self.lines().count() == count && self.lines().all(|l| l.contains(NO_ENTITY))
    }

    /// Whether a JSON array of records begins and ends as [`MentionsJson::of`] writes it, with a
    /// slot for each record.
    pub(super) fn have_our_form(json: &[u8]) -> bool {
        if json == b"[]" {
            return true;
        }
        let records = json.strip_prefix(FIRST.as_bytes()).and_then(|json| json.strip_suffix(b"}]"));
        records.is_some_and(|json| {
            let count = |part: &str| memmem::find_iter(json, part).count();
            count(BETWEEN) + 1 == count(NO_ENTITY)
        })
    }
}

/// Changes the id of a document at the beginning of an id of a mention or claim.
pub(super) fn requalify(id: &mut String, old: &str, new: &str) {
    if let Some(rest) = id.strip_prefix(old).filter(|rest| rest.starts_with(':')) {
        *id = [new, rest].concat();
    }
}

impl Default for MentionsJson {
    fn default() -> Self {
        Self("[]".to_owned())
    }
}

impl Serialize for MentionsJson {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        raw(&self.0, out)
    }
}

impl<'de> Deserialize<'de> for MentionsJson {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        read_raw(input).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Extractor, ExtractorOptions};

    #[test]
    fn records_come_back_one_by_one() {
        let extractor = Extractor::new(&ExtractorOptions::default()).unwrap();
        // A name that looks like the end of a record and the place of an entity.
        let text = "The },{\"record\":\"mention\", Ltd and \",\"entity\":null,\"rule\":\" Ltd met the United Nations on 3 March 2021.";
        let bundle = extractor.extract(&Document::from_text("a\"b\n.txt", text));
        let lines = MentionsJson::of("a\"b\n.txt", &bundle.mentions);
        assert!(bundle.mentions.len() >= 2 && lines.are_ours(bundle.mentions.len()));
        let mut filled = lines.clone();
        filled.fill(|number| (number > 0).then_some("x\"y"));
        assert_eq!(filled.lines().count(), lines.lines().count());
        for (number, (line, whole)) in lines.lines().zip(filled.lines()).enumerate() {
            let mention = &bundle.mentions[number];
            let record: MentionRecord = serde_json::from_str(whole).unwrap();
            assert_eq!(record.text, mention.text);
            assert_eq!(record.entity.as_deref(), (number > 0).then_some("x\"y"));
            assert_eq!(number == 0, whole == line);
            assert_eq!(
                line,
                serde_json::to_string(&MentionRecord::new("a\"b\n.txt", mention)).unwrap()
            );
        }
        assert_eq!(MentionsJson::default().lines().count(), 0);
    }

    #[test]
    fn copies_say_so() {
        let extractor = Extractor::new(&ExtractorOptions::default()).unwrap();
        let mut document = Document::from_text("a.txt", "On 3 March 2021 it rained.");
        document.title = Some(",\"near_duplicate_of\":null,".to_owned());
        let record = extractor.extract(&document).document;
        let line = DocumentJson::from(&record);
        assert_eq!(line.json(), serde_json::to_string(&record).unwrap());
        let near = DocumentRecord { near_duplicate_of: Some("x\"y".to_owned()), ..record.clone() };
        assert_eq!(line.near("x\"y"), serde_json::to_string(&near).unwrap());
        let copy =
            DocumentRecord { id: "x.2".to_owned(), duplicate_of: Some("x".to_owned()), ..record };
        assert_eq!(
            line.copy("x.2".to_owned(), "x".to_owned()).unwrap(),
            serde_json::to_string(&copy).unwrap()
        );
    }
}
