//! The records of a document's mentions, as JSON, on their way to the dataset.

use crate::model::{Mention, MentionRecord};
use memchr::memmem;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

/// Records of mentions, a JSON array. Which entities they mention is not known yet: `finish` puts that in.
///
/// It is read as it was written, for nothing of it but the entity can change.
#[derive(Debug, Clone)]
pub struct MentionLines(Json);

#[derive(Debug, Clone)]
enum Json {
    /// Known to be JSON.
    Sure(Box<RawValue>),
    /// From a line that we wrote, not looked at again.
    Read(String),
}

/// Between two records. In no string of a record can this stand, for its quotation marks would be escaped; nor [`UNKNOWN`].
const BETWEEN: &str = "},{\"record\":\"mention\",";
/// Where the entity's id belongs.
const UNKNOWN: &str = ",\"entity\":null,\"rule\":";

impl MentionLines {
    /// The records of the mentions of document `doc`.
    pub(super) fn of(doc: &str, mentions: &[Mention]) -> Self {
        let records: Vec<MentionRecord<'_>> = mentions.iter().map(|m| MentionRecord::new(doc, m)).collect();
        to_raw_value(&records).map_or_else(|e| unreachable!("a record is JSON: {e}"), |json| Self(Json::Sure(json)))
    }

    /// Records that [`MentionLines::of`] gave, as they stand in a line.
    pub(super) fn read(json: &str) -> Self {
        Self(Json::Read(json.to_owned()))
    }

    fn json(&self) -> &str {
        match &self.0 {
            Json::Sure(json) => json.get(),
            Json::Read(json) => json,
        }
    }

    /// The records, a line of JSON each.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let between = memmem::Finder::new(BETWEEN);
        let mut rest = self.json().strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or_default();
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

    /// A record with the entity that it mentions.
    pub(super) fn with_entity(line: &str, entity: Option<&str>, out: &mut String) {
        out.clear();
        let place = entity.and_then(|id| Some((memmem::find(line.as_bytes(), UNKNOWN.as_bytes())?, id)));
        match place.and_then(|(at, id)| Some((line.get(..at)?, id, line.get(at + UNKNOWN.len()..)?))) {
            Some((before, id, after)) => {
                let id = serde_json::to_string(id).unwrap_or_else(|e| unreachable!("a string is JSON: {e}"));
                out.extend([before, ",\"entity\":", &id, ",\"rule\":", after]);
            }
            None => out.push_str(line),
        }
    }
}

impl Default for MentionLines {
    fn default() -> Self {
        Self::of("", &[])
    }
}

impl PartialEq for MentionLines {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}
impl Eq for MentionLines {}

impl Serialize for MentionLines {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Json::Sure(json) => json.serialize(out),
            Json::Read(json) => serde_json::from_str::<&RawValue>(json).map_err(S::Error::custom)?.serialize(out),
        }
    }
}

impl<'de> Deserialize<'de> for MentionLines {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(input).map(|json| Self(Json::Sure(json)))
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
        for (line, mention) in lines.lines().zip(&bundle.mentions) {
            let mut whole = String::new();
            MentionLines::with_entity(line, Some("x\"y"), &mut whole);
            let record: serde_json::Value = serde_json::from_str(&whole).unwrap();
            assert_eq!((&record["text"], &record["entity"]), (&mention.text.as_str().into(), &"x\"y".into()));
            MentionLines::with_entity(line, None, &mut whole);
            assert_eq!(whole, serde_json::to_string(&MentionRecord::new("a\"b\n.txt", mention)).unwrap());
        }
        assert_eq!(MentionLines::default().lines().count(), 0);
    }
}
