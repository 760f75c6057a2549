//! One mention: a place in a text, its value, and why it is there.

use super::{Lang, Value, write_number};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The four kinds of mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Kind {
    /// A date, clock time, duration or set of times.
    Date,
    /// A legal article or a law.
    Law,
    /// An amount of money.
    Money,
    /// An organisation.
    Org,
}

impl Kind {
    /// Every kind, in the order of output.
    pub const ALL: [Kind; 4] = [Kind::Date, Kind::Law, Kind::Money, Kind::Org];

    /// The name in records.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Date => "DATE",
            Kind::Law => "LAW",
            Kind::Money => "MONEY",
            Kind::Org => "ORG",
        }
    }
}

/// How sure a mention is, by its evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Could be something else; only context speaks for it.
    Weak,
    /// One piece of evidence that sometimes misleads.
    Medium,
    /// Evidence that rarely misleads.
    Strong,
    /// Unmistakable form.
    Certain,
}

/// A mention; [`MentionRecord`](super::MentionRecord) is its form in output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Code points of the document's text, half-open.
    pub chars: (usize, usize),
    /// UTF-8 bytes of the document's text, half-open.
    pub bytes: (usize, usize),
    /// The slice of the original text.
    pub text: String,
    /// The language of the rules that found it.
    pub lang: Lang,
    /// What it says.
    pub value: Value,
    /// The rule that found it: `kind/lang/name`.
    pub rule: Cow<'static, str>,
    /// The lines of gazetteers that took part: `orgs:row`, `laws:row` …
    pub resources: Vec<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// The code points and kind of the mention that holds it.
    pub nested_in: Option<(usize, usize, Kind)>,
    /// For ORG and LAW, the place of its form in the bundle's `names`.
    pub name: Option<usize>,
}

impl Mention {
    /// The kind, which the value tells.
    pub fn kind(&self) -> Kind {
        self.value.kind()
    }

    /// The id in records: `<doc>:<start>-<end>:<TYPE>`, in code points.
    pub fn id(&self, doc: &str) -> String {
        mention_id(doc, self.chars.0, self.chars.1, self.kind())
    }
}

/// The id of the mention of `kind` at the given code points of document `doc`.
pub(crate) fn mention_id(doc: &str, start: usize, end: usize, kind: Kind) -> String {
    let mut id = String::with_capacity(doc.len() + 24);
    id.push_str(doc);
    id.push(':');
    write_number(start as u64, &mut id);
    id.push('-');
    write_number(end as u64, &mut id);
    id.push(':');
    id.push_str(kind.name());
    id
}
