//! The record of a mention.

use super::{Confidence, Kind, Lang, Mention, SCHEMA_VERSION, Value, mention_id};
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A mention.
// `remote`: serde derives the reading of the fields; that the value fits the type is checked below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self")]
pub struct MentionRecord {
    /// `mention`.
    pub record: String,
    /// The version of the records.
    pub schema: String,
    /// `<doc>:<start>-<end>:<TYPE>`.
    pub id: String,
    /// The document's id.
    pub doc: String,
    /// The kind.
    pub r#type: Kind,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// First UTF-8 byte.
    pub byte_start: usize,
    /// One past the last UTF-8 byte.
    pub byte_end: usize,
    /// The slice of the original text.
    pub text: String,
    /// The language of the rules that found it.
    pub lang: Lang,
    /// What it says; its shape follows from `type`.
    pub value: Value,
    /// ORG and LAW: the id of the entity record.
    pub entity: Option<String>,
    /// The rule that found it.
    pub rule: String,
    /// The gazetteer lines that took part.
    pub resources: Vec<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// The id of the mention that holds it.
    pub nested_in: Option<String>,
}

impl Serialize for MentionRecord {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        MentionRecord::serialize(self, out)
    }
}

impl<'de> Deserialize<'de> for MentionRecord {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let record = MentionRecord::deserialize(input)?;
        let (kind, value) = (record.r#type, record.value.kind());
        if kind == value {
            return Ok(record);
        }
        Err(D::Error::custom(format!(
            "the mention {} of type {kind} has the value of a {value}",
            record.id
        )))
    }
}

impl MentionRecord {
    /// The record of a mention of document `doc`. The entity is `None`: entities are known only
    /// once all documents have been read.
    pub fn new(doc: &str, mention: &Mention) -> Self {
        Self {
            record: "mention".to_owned(),
            schema: SCHEMA_VERSION.to_owned(),
            id: mention.id(doc),
            doc: doc.to_owned(),
            r#type: mention.kind(),
            start: mention.chars.start,
            end: mention.chars.end,
            byte_start: mention.bytes.start,
            byte_end: mention.bytes.end,
            text: mention.text.clone(),
            lang: mention.lang,
            value: mention.value.clone(),
            entity: None,
            rule: mention.rule.to_string(),
            resources: mention.resources.clone(),
            confidence: mention.confidence,
            nested_in: mention.nested_in.map(|holder| mention_id(doc, holder.chars, holder.kind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CharSpan, External, Holder, OrgValue, Span};

    fn mention() -> Mention {
        let value = OrgValue {
            name: "Echo".to_owned(),
            key: "n-0000000000000000".to_owned(),
            acronym: false,
            kind: None,
            country: None,
            country_basis: None,
            generic: false,
            gazetteer: None,
            external: External::default(),
        };
        Mention {
            chars: CharSpan::new(1, 5),
            bytes: Span::new(2, 6),
            text: "Echo".to_owned(),
            lang: Lang::En,
            value: Value::Org(value),
            rule: "org/en/x".into(),
            resources: vec!["orgs:echo".to_owned()],
            confidence: Confidence::Strong,
            nested_in: Some(Holder { chars: CharSpan::new(0, 9), kind: Kind::Law }),
            name: Some(0),
        }
    }

    #[test]
    fn a_record_is_read_back() {
        let mention = mention();
        let record = MentionRecord::new("d\"1", &mention);
        let json = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<MentionRecord>(&json).unwrap(), record);
        assert_eq!(record.nested_in.as_deref(), Some("d\"1:0-9:LAW"));
    }

    #[test]
    fn a_value_of_another_kind_is_refused() {
        let json = serde_json::to_string(&MentionRecord::new("d", &mention())).unwrap();
        let wrong = json.replace("\"type\":\"ORG\"", "\"type\":\"DATE\"");
        assert!(
            serde_json::from_str::<MentionRecord>(&wrong)
                .unwrap_err()
                .to_string()
                .contains("of type DATE")
        );
        assert!(serde_json::from_str::<Value>("{}").is_err());
    }
}
