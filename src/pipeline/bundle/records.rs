//! The records of a document and of its mentions, as JSON, on their way to the dataset.

use crate::model::{DocumentRecord, Mention, MentionRecord, write_field, write_json};
use memchr::memmem;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// What `finish` asks of a document.
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
            published: record.published.clone(),
            bytes: record.bytes,
            text_sha256: record.text_sha256.clone(),
        }
    }
}

/// A document's record, a JSON object. Whether it is a copy is not known yet; few are, so that most records go to the dataset as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentLine(String);

/// Where the first of a record's near-copies belongs. In no string of a record can this stand, for its quotation marks would be escaped.
const NOT_NEAR: &str = ",\"near_duplicate_of\":null,";

impl DocumentLine {
    /// A record as it stands in a line.
    pub(super) fn read(json: &str) -> Self {
        Self(json.to_owned())
    }

    /// The record.
    pub(super) fn json(&self) -> &str {
        &self.0
    }

    /// The record of a near-copy.
    pub(super) fn near(&self, first: &str) -> String {
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
    pub(super) fn copy(&self, id: String, of: String) -> serde_json::Result<String> {
        let record: DocumentRecord = serde_json::from_str(&self.0)?;
        let mut json = String::with_capacity(self.0.len() + of.len() + 2);
        write_json(&DocumentRecord { id, duplicate_of: Some(of), ..record }, &mut json);
        Ok(json)
    }
}

impl From<&DocumentRecord> for DocumentLine {
    fn from(record: &DocumentRecord) -> Self {
        let mut json = String::with_capacity(1 << 10);
        write_json(record, &mut json);
        Self(json)
    }
}

impl Serialize for DocumentLine {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        raw(&self.0, out)
    }
}

impl<'de> Deserialize<'de> for DocumentLine {
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

/// Records of mentions, a JSON array. Which entities they mention is not known yet: `finish` puts that in.
///
/// It is read as it was written, for nothing of it but the entity can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionLines(String);

/// Between two records. In no string of a record can this stand, for its quotation marks would be escaped; nor [`UNKNOWN`].
const BETWEEN: &str = "},{\"record\":\"mention\",";
/// Where the entity's id belongs.
const UNKNOWN: &str = ",\"entity\":null,\"rule\":";
/// Most records are shorter.
const RECORD: usize = 450;

impl MentionLines {
    /// The records of the mentions of document `doc`.
    pub(super) fn of(doc: &str, mentions: &[Mention]) -> Self {
        let mut json = String::with_capacity(mentions.len() * RECORD + 2);
        json.push('[');
        for (at, mention) in mentions.iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            write_json(&MentionRecord::new(doc, mention), &mut json);
        }
        json.push(']');
        Self(json)
    }

    /// Records that [`MentionLines::of`] gave, as they stand in a line.
    pub(super) fn read(json: &str) -> Self {
        Self(json.to_owned())
    }

    /// All of them.
    pub(super) fn json(&self) -> &str {
        &self.0
    }

    /// The records, a line of JSON each.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let between = memmem::Finder::new(BETWEEN);
        let mut rest = self.0.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or_default();
        std::iter::from_fn(move || {
            let (line, after) = match between.find(rest.as_bytes()) {
                Some(end) => (rest.get(..=end)?, rest.get(end + 2..)?),
                None => (rest, ""),
            };
            rest = after;
            (!line.is_empty()).then_some(line)
        })
    }

    /// Whether the records have the form in which [`MentionLines::of`] writes them, and are so many.
    pub(super) fn are_ours(&self, count: usize) -> bool {
        self.lines().count() == count && self.lines().all(|l| l.contains(UNKNOWN))
    }
}

/// Puts entities into records.
pub(super) struct EntityWriter {
    place: memmem::Finder<'static>,
    record: String,
}

impl EntityWriter {
    pub(super) fn new() -> Self {
        Self { place: memmem::Finder::new(UNKNOWN), record: String::new() }
    }

    /// A record with the entity that it mentions.
    pub(super) fn with_entity<'r>(&'r mut self, line: &'r str, entity: Option<&str>) -> &'r str {
        let place = entity.and_then(|id| Some((self.place.find(line.as_bytes())?, id)));
        let Some((at, id)) = place else { return line };
        let (Some(before), Some(after)) = (line.get(..at), line.get(at + UNKNOWN.len()..)) else { return line };
        self.record.clear();
        self.record.extend([before, ",\"entity\":"]);
        write_json(id, &mut self.record);
        self.record.extend([",\"rule\":", after]);
        &self.record
    }
}

impl Default for MentionLines {
    fn default() -> Self {
        Self("[]".to_owned())
    }
}

impl Serialize for MentionLines {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        raw(&self.0, out)
    }
}

impl<'de> Deserialize<'de> for MentionLines {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        read_raw(input).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Grammar, GrammarOptions, map};

    #[test]
    fn records_come_back_one_by_one() {
        let grammar = Grammar::new(&GrammarOptions::default()).unwrap();
        // A name that looks like the end of a record and the place of an entity.
        let text = "The },{\"record\":\"mention\", Ltd and \",\"entity\":null,\"rule\":\" Ltd met the United Nations on 3 March 2021.";
        let bundle = map(&grammar, &Document::from_text("a\"b\n.txt", text));
        let lines = MentionLines::of("a\"b\n.txt", &bundle.mentions);
        assert!(bundle.mentions.len() >= 2 && lines.are_ours(bundle.mentions.len()));
        let mut writer = EntityWriter::new();
        for (line, mention) in lines.lines().zip(&bundle.mentions) {
            let whole = writer.with_entity(line, Some("x\"y"));
            let record: serde_json::Value = serde_json::from_str(whole).unwrap();
            assert_eq!((&record["text"], &record["entity"]), (&mention.text.as_str().into(), &"x\"y".into()));
            assert_eq!(writer.with_entity(line, None), line);
            assert_eq!(line, serde_json::to_string(&MentionRecord::new("a\"b\n.txt", mention)).unwrap());
        }
        assert_eq!(MentionLines::default().lines().count(), 0);
    }

    #[test]
    fn copies_say_so() {
        let grammar = Grammar::new(&GrammarOptions::default()).unwrap();
        let mut document = Document::from_text("a.txt", "On 3 March 2021 it rained.");
        document.title = Some(",\"near_duplicate_of\":null,".to_owned());
        let record = map(&grammar, &document).document;
        let line = DocumentLine::from(&record);
        assert_eq!(line.json(), serde_json::to_string(&record).unwrap());
        let near = DocumentRecord { near_duplicate_of: Some("x\"y".to_owned()), ..record.clone() };
        assert_eq!(line.near("x\"y"), serde_json::to_string(&near).unwrap());
        let copy = DocumentRecord { id: "x.2".to_owned(), duplicate_of: Some("x".to_owned()), ..record };
        assert_eq!(line.copy("x.2".to_owned(), "x".to_owned()).unwrap(), serde_json::to_string(&copy).unwrap());
    }
}
