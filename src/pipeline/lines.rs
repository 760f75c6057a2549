//! The records of a document and of its mentions, as JSON, on their way to the dataset.

use crate::model::{DocumentRecord, Mention, MentionRecord, write_json};
use memchr::memmem;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// What `finish` asks of a document's record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct DocumentHead {
    /// Its id; a copy without an id of its own gets another.
    pub id: String,
    /// The file.
    pub source: String,
    /// Its place in it.
    pub position: u64,
    /// Day of publication.
    pub published: Option<String>,
    /// Length of the document's own bytes.
    pub bytes: u64,
    /// SHA-256 of these.
    pub sha256: String,
    /// SHA-256 of the text.
    pub text_sha256: String,
}

/// A document's record, a JSON object. Whether it is a copy is not known yet; few are, so that most records go to the dataset as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentLine {
    /// What `finish` asks of it.
    pub head: DocumentHead,
    json: String,
}

impl DocumentLine {
    /// Reads a record that stands in a line, of which no more than `head` is looked at.
    pub(super) fn read(json: &str) -> serde_json::Result<Self> {
        Ok(Self { json: json.to_owned(), ..Self::outline(json)? })
    }

    /// Its head alone.
    pub(super) fn outline(json: &str) -> serde_json::Result<Self> {
        Ok(Self { head: serde_json::from_str(json)?, json: String::new() })
    }

    /// The record.
    pub(super) fn json(&self) -> &str {
        &self.json
    }

    /// The record, changed.
    pub(super) fn changed(&self, change: impl FnOnce(&mut DocumentRecord)) -> serde_json::Result<String> {
        let mut record: DocumentRecord = serde_json::from_str(&self.json)?;
        change(&mut record);
        let mut json = String::with_capacity(self.json.len() + 80);
        write_json(&record, &mut json);
        Ok(json)
    }
}

impl From<DocumentRecord> for DocumentLine {
    fn from(record: DocumentRecord) -> Self {
        let mut json = String::with_capacity(1 << 10);
        write_json(&record, &mut json);
        let DocumentRecord { id, source, position, published, bytes, sha256, text_sha256, .. } = record;
        Self { head: DocumentHead { id, source, position, published, bytes, sha256, text_sha256 }, json }
    }
}

impl Serialize for DocumentLine {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        raw(&self.json, out)
    }
}

impl<'de> Deserialize<'de> for DocumentLine {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Self::read(Box::<RawValue>::deserialize(input)?.get()).map_err(D::Error::custom)
    }
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
        Box::<RawValue>::deserialize(input).map(|json| Self(Box::<str>::from(json).into()))
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
}
